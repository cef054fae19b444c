//! The command-line door: bytes in, bytes out, nothing added.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn run(words: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_makegood"));
    let pipes = command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn call_gives_the_bytes_of_the_core() {
    for request in [&br#"{"contract":1,"command":"describe"}"#[..], b"\xff", b"", b"{}"] {
        let output = run(&["call"], request);
        assert!(output.status.success() && output.stderr.is_empty());
        assert_eq!(output.stdout, makegood::call(request));
    }
}

#[test]
fn lines_answer_one_by_one() {
    let output = run(&["call", "--lines"], b"{}\n{\"contract\":1,\"command\":\"describe\"}\nlast");
    let lines: Vec<&[u8]> = output.stdout.split(|byte| *byte == b'\n').collect();
    assert_eq!(lines[0], makegood::call(b"{}"));
    assert_eq!(lines[1], makegood::call(br#"{"contract":1,"command":"describe"}"#));
    assert_eq!(lines[2], makegood::call(b"last"));
    assert_eq!(lines[3..], [b""]);
}

/// A document in a file of its own, linted.
fn linted(name: &str, document: &str, words: &[&str]) -> (Option<i32>, String, String) {
    let file = std::env::temp_dir().join(format!("makegood-lint-{}-{name}.json", std::process::id()));
    std::fs::write(&file, document).unwrap();
    let path = file.to_str().unwrap();
    let output = run(&[&["lint", path], words].concat(), b"");
    std::fs::remove_file(&file).unwrap();
    let said = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(path, "FILE");
    (output.status.code(), said(output.stdout), said(output.stderr))
}

#[test]
fn lint_tells_what_is_wrong_and_a_script_sees_it() {
    let document = |tiers: &str, rest: &str| {
        format!(
            r#"{{"schema":2,"name":"A","zone":"UTC","schedule":{{"family":"uptimeTiers","tiers":[{tiers}]}}{rest}}}"#
        )
    };
    let tier = r#"{"below":"99","atOrAbove":"95","percent":"10"}"#;
    let payout = r#","minimumPayout":[{"currency":"USD","amount":"1"}]"#;
    let fine = document(r#"{"below":"99","percent":"10"}"#, payout);
    assert_eq!(linted("fine", &fine, &[]), (Some(0), "FILE: nothing is wrong\n".into(), String::new()));

    let (code, said, errors) = linted("hole", &document(tier, ""), &[]);
    assert_eq!((code, errors.as_str()), (Some(1), ""));
    let first: Vec<&str> = said.lines().collect();
    assert!(first[0].starts_with("FILE: schedule.tiers[0].atOrAbove: tier_hole: "), "{said}");
    assert_eq!(first[1], "  found: from 0, to 95");
    assert_eq!(first[3], "  repair: schedule.tiers[0].atOrAbove = 0");
    assert_eq!(first[4], "FILE: 1 finding");

    let (code, said, _) = linted("currencies", &fine, &["--currencies", "USD,EUR"]);
    assert!(code == Some(1) && said.contains("minimumPayout: currency_missing"), "{said}");

    let (code, said, _) = linted("refused", &document(tier, r#","capp":[]"#), &[]);
    assert!(code == Some(1) && said.contains("unknown_field") && said.contains("repair: take out capp"), "{said}");
    assert!(said.ends_with("FILE: 2 findings\n"), "{said}");
}

#[test]
fn what_lint_cannot_look_at_is_told_apart() {
    let document = r#"{"schema":2}"#;
    for (name, text, words) in [
        ("text", "a policy", &[][..]),
        ("more", r#"{},"currencies":[]"#, &[]),
        ("list", "[]", &[]),
        ("currency", document, &["--currencies", "USX"]),
        ("words", document, &["--json"]),
    ] {
        let (code, said, errors) = linted(name, text, words);
        assert!(code == Some(2) && said.is_empty() && !errors.is_empty(), "{name}: {code:?} {said} {errors}");
    }
    let (_, _, errors) = linted("sign", document, &["--currencies", "U\u{7f}D"]);
    assert!(errors.contains("currencies[0]: unknown_currency"), "the code is wrong, not the request: {errors}");
    assert_eq!(run(&["lint", "no such file"], b"").status.code(), Some(2));
}

#[test]
fn anything_else_explains_itself() {
    assert_eq!(run(&["--version"], b"").stdout, concat!("makegood ", env!("CARGO_PKG_VERSION"), "\n").as_bytes());
    assert!(run(&["--help"], b"").stdout.starts_with(b"makegood"));
    let wrong = run(&["cal"], b"");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(wrong.stdout.is_empty() && !wrong.stderr.is_empty());
}

#[test]
fn a_preset_is_described_in_one_pipe_of_files() {
    let preset = run(&["preset", "uptime-tiers"], b"");
    let file = std::env::temp_dir().join(format!("makegood-describe-{}.json", std::process::id()));
    std::fs::write(&file, &preset.stdout).unwrap();
    let path = file.to_str().unwrap();
    let described = |words: &[&str]| {
        let output = run(&[&["describe", path], words].concat(), b"");
        let said = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.success(), said(output.stdout), said(output.stderr))
    };
    let (is_fine, text, errors) = described(&["--currency", "EUR", "--fee", "10.00"]);
    assert!(is_fine && errors.is_empty());
    // 4 hours of 744: 99.46 %, the tier of 25 %.
    assert!(text.starts_with("Service level agreement: Uptime 99.9 %\n") && text.ends_with(".\n"), "{text}");
    assert!(text.contains("You receive 2.50 EUR.") && text.contains("at least 99.9% of the month"), "{text}");
    for words in [&["--fee"][..], &["--fee", "x"], &["--language", "xx"], &["--currency", "US\"D"]] {
        let (is_fine, text, errors) = described(words);
        assert!(!is_fine && text.is_empty() && errors.starts_with("makegood: "), "{words:?} {errors}");
    }
    std::fs::remove_file(&file).unwrap();
    assert_eq!(run(&["preset", "none"], b"").status.code(), Some(1));
}
