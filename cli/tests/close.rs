//! `makegood close` against `makegood call`: the same month, file by file and request by request.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::panic,
    clippy::string_slice,
    reason = "a test stops at the first surprise"
)]

mod month;

use makegood::json::{Manner, Node, parse};
use month::{Folder, Month, run};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Lines of all parts, in order.
fn adjustments(out: &Path) -> String {
    let mut parts: Vec<_> = fs::read_dir(out.join("adjustments")).unwrap().map(|entry| entry.unwrap().path()).collect();
    parts.sort();
    parts.iter().map(|part| fs::read_to_string(part).unwrap()).collect()
}

/// `entitlementGross` is `gross` of `entitlement`.
fn plain_field(tree: &Node<'_>, name: &str) -> String {
    let nested = ["entitlement", "adjustment"].iter().find_map(|outer| Some((outer, name.strip_prefix(outer)?)));
    let node = match nested {
        Some((outer, inner)) => tree.get(outer).and_then(|node| node.get(&inner.to_lowercase())),
        None => tree.get(name),
    };
    match node {
        None => String::new(),
        Some(Node::Text(text)) => text.clone().into_owned(),
        Some(Node::Bool(value)) => value.to_string(),
        Some(node) => node.as_integer().unwrap().to_owned(),
    }
}

fn count(summary: &str, name: &str) -> i64 {
    let tree = parse(summary.lines().next().unwrap(), Manner::Strict).unwrap();
    tree.get(name).and_then(Node::as_integer).unwrap().parse().unwrap()
}

#[test]
fn every_adjustment_is_the_one_of_settle_in_any_format() {
    let folder = Folder::new("formats");
    let month = Month::generate(6_000, 7);
    let expected = month.by_call();
    assert!(expected.lines().count() > 1_000, "a month in which little happens shows little");
    for word in [
        "\"carryIn\"",
        "\"belowMinimum\"",
        "\"excluded\"",
        "\"ledger\"",
        "\"noFee\"",
        "\"cap\"",
        "JPY",
        "\"rate\":\"27.5\"",
    ] {
        assert!(expected.contains(word), "{word} does not happen");
    }
    for format in ["csv", "ndjson", "parquet"] {
        month.write(&folder, format);
        let out = folder.path(&format!("out-{format}"));
        let (code, said, told) = run(&month.words(&folder, format, &out, &["--quiet", "--part", "4096"]));
        assert_eq!((code, told.as_str()), (Some(0), ""), "{said}");
        assert!(adjustments(&out) == expected, "{format}: other results than those of settle");
        assert_eq!(count(&said, "results"), expected.lines().count() as i64);
    }
    // The plain fields are those of the results.
    let out = folder.path("plain");
    let (_, _, _) = run(&month.words(&folder, "parquet", &out, &["--quiet", "--format", "csv", "--rows", "all"]));
    let whole = folder.path("whole");
    let (_, _, _) = run(&month.words(&folder, "parquet", &whole, &["--quiet", "--rows", "all"]));
    let (plain, whole) = (adjustments(&out), adjustments(&whole));
    let names: Vec<&str> = plain.lines().next().unwrap().split(',').collect();
    assert_eq!(plain.lines().count(), whole.lines().count() + 1);
    for (row, line) in plain.lines().skip(1).zip(whole.lines()) {
        let tree = parse(line, Manner::Strict).unwrap();
        let values: Vec<&str> = row.split(',').collect();
        assert_eq!(values.len(), names.len(), "{row}");
        for (name, value) in names.iter().zip(values) {
            assert_eq!(value, plain_field(&tree, name), "{name} of {row}");
        }
    }
    // Each service has a row, adjusted or not.
    let out = folder.path("all");
    let (_, said, _) = run(&month.words(&folder, "parquet", &out, &["--quiet", "--rows", "all"]));
    assert_eq!((count(&said, "results"), count(&said, "services")), (6_000, 6_000));
    let adjusted = |line: &&str| !line.contains("\"adjustment\":null");
    let rows = adjustments(&out);
    let rows: String = rows.lines().filter(adjusted).map(|line| format!("{line}\n")).collect();
    assert!(rows == expected);
}

#[test]
fn what_was_written_is_a_ledger_with_which_nothing_is_new() {
    let folder = Folder::new("again");
    let mut month = Month::generate(1_500, 3);
    month.entries.clear();
    month.write(&folder, "ndjson");
    for format in ["csv", "ndjson", "parquet"] {
        let (first, second) = (folder.path(&format!("first-{format}")), folder.path(&format!("second-{format}")));
        let mut words = month.words(&folder, "ndjson", &first, &["--quiet", "--format", format]);
        words.retain(|word| !word.contains("ledger"));
        let (code, said, told) = run(&words);
        assert_eq!((code, told.as_str()), (Some(0), ""));
        assert!(count(&said, "credited") > 100);
        let mut words = month.words(&folder, "ndjson", &second, &["--quiet"]);
        let place = words.iter().position(|word| word == "--ledger").unwrap();
        words[place + 1] = first.join("adjustments").join(format!("00001.{format}")).to_str().unwrap().to_owned();
        let (code, said, told) = run(&words);
        assert_eq!((code, told.as_str()), (Some(0), ""), "{said}");
        assert_eq!((count(&said, "results"), count(&said, "credited")), (0, 0), "{format}");
    }
}

#[test]
fn a_run_that_was_stopped_goes_on_and_pays_once() {
    let folder = Folder::new("stopped");
    let month = Month::generate(20_000, 11);
    month.write(&folder, "csv");
    let whole = folder.path("whole");
    let more = ["--quiet", "--part", "4096", "--threads", "1"];
    let (code, summary, _) = run(&month.words(&folder, "csv", &whole, &more));
    assert_eq!((code, count(&summary, "parts")), (Some(0), 5));
    let (expected, journal) = (adjustments(&whole), fs::read_to_string(whole.join("journal.ndjson")).unwrap());

    // Over is over, with the same figures.
    assert_eq!(run(&month.words(&folder, "csv", &whole, &more)).1, summary);
    assert_eq!(adjustments(&whole), expected);

    // Stopped after each line of the journal, and in the middle of the next.
    let out = folder.path("cut");
    for kept in 0..=5 {
        let _ = fs::remove_dir_all(&out);
        fs::create_dir_all(out.join("adjustments")).unwrap();
        let mut cut: String = journal.lines().take(kept).map(|line| format!("{line}\n")).collect();
        cut.extend(journal.lines().nth(kept).map(|line| &line[..line.len() / 2]));
        fs::write(out.join("journal.ndjson"), cut).unwrap();
        for part in 1..kept {
            let name = format!("adjustments/{part:05}.ndjson");
            fs::copy(whole.join(&name), out.join(&name)).unwrap();
        }
        fs::write(out.join("adjustments").join(format!("{:05}.ndjson", kept.max(1))), "half a li").unwrap();
        let (code, said, told) = run(&month.words(&folder, "csv", &out, &more));
        assert_eq!((code, told.as_str(), said.as_str()), (Some(0), "", summary.as_str()), "after {kept} lines");
        assert!(adjustments(&out) == expected, "after {kept} lines");
    }

    // Killed for real, wherever it was, until it is over.
    let _ = fs::remove_dir_all(&out);
    let mut killed = 0;
    while month::killed_after(&month.words(&folder, "csv", &out, &more), &out, killed) {
        killed += 1;
        assert!(killed < 100, "it never gets to the end");
    }
    assert_eq!(run(&month.words(&folder, "csv", &out, &more)).1, summary);
    assert!(adjustments(&out) == expected, "killed {killed} times");

    // Other files are another close.
    fs::write(folder.path("clients.csv"), "client,currency\nc0,USD\n").unwrap();
    let (code, _, told) = run(&month.words(&folder, "csv", &out, &more));
    assert_eq!(code, Some(2));
    assert!(told.starts_with("makegood close: other_close: "), "{told}");
}

#[test]
fn what_does_not_fit_into_memory_is_spilled_and_nothing_changes() {
    let folder = Folder::new("spilled");
    let month = Month::generate(16_000, 5);
    month.write(&folder, "parquet");
    assert!(month.changes.len() * 8 > 1 << 20);
    let (kept, spilled) = (folder.path("kept"), folder.path("spilled"));
    assert_eq!(run(&month.words(&folder, "parquet", &kept, &["--quiet"])).0, Some(0));
    assert_eq!(run(&month.words(&folder, "parquet", &spilled, &["--quiet", "--memory", "1"])).0, Some(0));
    assert!(adjustments(&kept) == adjustments(&spilled));
    assert!(!spilled.join("changes.tmp").exists());
}

#[test]
fn bad_rows_are_told_and_stop_nothing() {
    let folder = Folder::new("bad");
    let month = Month::generate(300, 9);
    month.write(&folder, "csv");
    let (fine, out) = (folder.path("fine"), folder.path("out"));
    assert_eq!(run(&month.words(&folder, "csv", &fine, &["--quiet"])).0, Some(0));
    folder.append("services.csv", "s1,c0,,standard,,,,,,\n"); // an id that is there
    folder.append("services.csv", "new1,,XXX,standard,,,,,,\n");
    folder.append("services.csv", "new2,c0\n");
    folder.append("services.csv", "new3,c0,,nobody,,,,,,\n");
    folder.append("changes.csv", "nobody,,m0,down,2026-03-04T12:00:00Z\n");
    folder.append("changes.csv", "s1,,m9,down,2026-03-04T12:00:00Z\n");
    folder.append("changes.csv", "s1,,m0,sideways,2026-03-04T12:00:00Z\n");
    folder.append("changes.csv", "s1,,m0,down,yesterday\n");
    folder.append("changes.csv", ",,m0,down,2026-03-04T12:00:00Z\n");
    folder.append("charges.csv", "s1,x,2026-03-01,0,10.00,,\n");
    folder.append("charges.csv", "s1,x,2026-03-01,1,10.123456,,\n");
    folder.append("charges.csv", "s1,x,2026-02-30,1,10.00,,\n");
    let (code, said, told) = run(&month.words(&folder, "csv", &out, &["--quiet"]));
    assert_eq!((code, told.as_str()), (Some(1), ""), "{said}");
    assert_eq!(count(&said, "refused"), 12);
    assert!(adjustments(&out) == adjustments(&fine), "a bad row changes no good one");
    let refused = fs::read_to_string(out.join("refused.ndjson")).unwrap();
    let found: Vec<String> = refused
        .lines()
        .map(|line| {
            let tree = parse(line, Manner::Strict).unwrap();
            let text = |name: &str| tree.get(name).and_then(Node::as_text).unwrap().to_owned();
            assert!(text("message").ends_with('.') && text("help").ends_with('.'));
            let row = tree.get("row").and_then(Node::as_integer).unwrap();
            format!("{} {row} {} {}", text("file"), text("path"), text("code"))
        })
        .collect();
    let rows = month.changes.len();
    let charges = month.charges.len();
    let expected = [
        format!("services {} service duplicate_id", 301),
        format!("services {} currency unknown_currency", 302),
        format!("services {}  invalid_row", 303),
        format!("services {} policy unknown_policy", 304),
        format!("charges {} months invalid_months", charges + 1),
        format!("charges {} amount invalid_amount", charges + 2),
        format!("charges {} from invalid_date", charges + 3),
        format!("changes {} service unknown_service", rows + 1),
        format!("changes {} source unknown_source", rows + 2),
        format!("changes {} state invalid_word", rows + 3),
        format!("changes {} at invalid_instant", rows + 4),
        format!("changes {} service missing_field", rows + 5),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_month_that_is_not_due_is_not_paid() {
    let folder = Folder::new("early");
    let month = Month::generate(300, 9);
    month.write(&folder, "csv");
    let out = folder.path("out");
    let mut words = month.words(&folder, "csv", &out, &["--quiet"]);
    let place = words.iter().position(|word| word == "--as-of").unwrap();
    words[place + 1] = "2026-04-01T06:00:00Z".to_owned();
    let (code, said, _) = run(&words);
    assert_eq!((code, count(&said, "results")), (Some(1), 0));
    assert!(fs::read_to_string(out.join("refused.ndjson")).unwrap().contains("\"code\":\"not_due\""));
    let ahead = folder.path("ahead");
    words[place + 1] = "2026-04-01T06:00:00Z".to_owned();
    let place = words.iter().position(|word| word == "--out").unwrap();
    words[place + 1] = ahead.to_str().unwrap().to_owned();
    words.push("--preview".to_owned());
    assert!(count(&run(&words).1, "results") > 0);
    assert!(adjustments(&ahead).lines().all(|line| line.contains("\"final\":false")));
}

/// Worked out by hand: 31 days are 44640 minutes; 90 minutes down are 99.798 %, the tier of 10 %.
#[test]
fn what_only_schema_2_knows_is_settled_too() {
    let folder = Folder::new("wide");
    let tiers = r#""schedule":{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"10"}]}"#;
    let claim = r#""claim":{"windowMs":864000000,"from":"period"}"#;
    folder.write("claimed.json", &format!(r#"{{"schema":2,"name":"Claimed","zone":"UTC",{tiers},{claim},"counting":{{"rule":"exact","excuses":["client"]}}}}"#));
    folder.write("close.json", r#"{"policies":[{"name":"claimed","file":"claimed.json"}]}"#);
    folder.write("services.csv", "service,client,currency,policy,months,amount\na,1,EUR,claimed,1,30\nb,1,EUR,claimed,1,30\nc,1,EUR,claimed,1,30\nd,1,EUR,claimed,1,30\n");
    folder.write("outages.csv", "service,from,to\na,2026-03-04T12:00:00Z,2026-03-04T13:30:00Z\nb,2026-03-04T12:00:00Z,2026-03-04T13:30:00Z\nc,2026-03-04T12:00:00Z,2026-03-04T13:30:00Z\n");
    folder.write("claims.csv", "service,at\na,2026-04-02T00:00:00Z\nc,2026-04-02T00:00:00Z\nd,2026-04-02T00:00:00Z\n");
    folder.write("excused.csv", "service,from,to,kind\nc,2026-03-04T12:00:00Z,2026-03-04T13:00:00Z,client\nd,2026-03-04T12:00:00Z,2026-03-04T13:00:00Z,weather\n");
    let path = |name: &str| folder.path(name).to_str().unwrap().to_owned();
    let mut words: Vec<String> = ["--month", "2026-03", "--as-of", "2026-04-04T06:00:00Z", "--quiet", "--rows", "all"]
        .map(str::to_owned)
        .to_vec();
    for name in ["services", "outages", "claims", "excused"] {
        words.extend([format!("--{name}"), path(&format!("{name}.csv"))]);
    }
    words.extend(["--settings".to_owned(), path("close.json"), "--out".to_owned(), path("out")]);
    let (code, said, told) = run(&words);
    assert_eq!((code, told.as_str()), (Some(1), ""), "{said}");
    let mut gross = BTreeMap::new();
    for line in adjustments(&folder.path("out")).lines() {
        let tree = parse(line, Manner::Strict).unwrap();
        let owed = tree.get("entitlement").and_then(|owed| owed.get("gross")).and_then(Node::as_text).unwrap();
        gross.insert(tree.get("service").and_then(Node::as_text).unwrap().to_owned(), owed.to_owned());
    }
    // b did not ask; of c 30 minutes are left: 99.93 %; d has an excuse that is no word.
    let expected = [("a", "3.00"), ("b", "0.00"), ("c", "0.00")];
    assert_eq!(gross, expected.map(|(service, gross)| (service.to_owned(), gross.to_owned())).into());
    let refused = fs::read_to_string(folder.path("out").join("refused.ndjson")).unwrap();
    assert!(refused.starts_with(r#"{"service":"d","code":"invalid_word","#), "{refused}");
    assert!(refused.contains(r#""path":"excused[0].kind""#), "{refused}");
}

#[test]
fn a_close_that_cannot_be_says_why() {
    let folder = Folder::new("faults");
    let month = Month::generate(10, 1);
    month.write(&folder, "csv");
    let out = folder.path("out");
    let base = month.words(&folder, "csv", &out, &[]);
    let with = |name: &str, value: &str| {
        let mut words = base.clone();
        let place = words.iter().position(|word| word == name).unwrap();
        words[place + 1] = value.to_owned();
        words
    };
    folder.write("odd.csv", "service,color\n");
    folder.write("services.txt", "");
    folder.write("list.json", "[]");
    folder.write("quorum.json", r#"{"policies":[{"name":"standard","file":"standard.json"},{"name":"gold","file":"gold.json"}],"quorum":4,"sources":[]}"#);
    let odd = folder.path("odd.csv").to_str().unwrap().to_owned();
    for (words, code) in [
        (vec!["--color".to_owned(), "red".to_owned()], "options"),
        (with("--month", "March"), "options"),
        (with("--services", "nowhere.csv"), "file"),
        (with("--services", folder.path("services.txt").to_str().unwrap()), "file_format"),
        (with("--services", &odd), "column"),
        (with("--settings", folder.path("list.json").to_str().unwrap()), "settings"),
        (with("--settings", folder.path("standard.json").to_str().unwrap()), "settings"),
    ] {
        let (exit, said, told) = run(&words);
        assert_eq!((exit, said.as_str()), (Some(2), ""), "{words:?}");
        assert!(told.starts_with(&format!("makegood close: {code}: ")) && told.contains("\n  help: "), "{told}");
    }
}
