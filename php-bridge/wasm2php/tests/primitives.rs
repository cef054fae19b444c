//! Functions that PHP does itself: what is refused, and that calls go where they should.

use std::path::PathBuf;
use std::process::{Command, Output};

/// A directory of its own for each test, removed at its end.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Scratch {
    fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("wasm2php-primitives-{name}-{}", std::process::id()));
        std::fs::create_dir_all(dir.join("php")).expect("create dir");
        Scratch(dir)
    }

    fn wasm(&self, text: &str) {
        let buffer = wast::parser::ParseBuffer::new(text).expect("lexes");
        let wasm = wast::parser::parse::<wast::Wat<'_>>(&buffer).expect("parses").encode().expect("encodes");
        std::fs::write(self.0.join("in.wasm"), wasm).expect("write wasm");
    }

    fn translate(&self, sections: &str, exports: &[&str]) -> Output {
        std::fs::write(self.0.join("php/all.php"), format!("<?php\n\n/** Test. */\n\n{sections}")).expect("write php");
        let mut command = Command::new(env!("CARGO_BIN_EXE_wasm2php"));
        command.arg(self.0.join("in.wasm")).args(["--class", "Core", "--out"]).arg(self.0.join("out.php"));
        command.arg("--primitives").arg(self.0.join("php"));
        for export in exports {
            command.args(["--export", export]);
        }
        command.output().expect("runs")
    }

    fn compile(&self, wat: &str, sections: &str, exports: &[&str]) -> Output {
        self.wasm(wat);
        self.translate(sections, exports)
    }

    fn written(&self) -> String {
        std::fs::read_to_string(self.0.join("out.php")).expect("written")
    }

    fn php(&self, script: &str) -> String {
        let file = self.0.join("run.php");
        let head = "<?php declare(strict_types=1); error_reporting(E_ALL); ini_set('display_errors', '1');\n\
                    require __DIR__ . '/out.php'; Core::instantiate();\n";
        std::fs::write(&file, format!("{head}{script}")).expect("write script");
        let php = std::env::var("PHP").unwrap_or_else(|_| "php".into());
        let output = Command::new(php).arg(file).output().expect("php runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

/// A pure function and a sink, each called from `run`; the sink holds its seal.
const MODULE: &str = r#"(module (memory 1) (table 2 funcref) (elem (i32.const 0) $twice $run)
    (data (i32.const 1024) "it's \"$x\"\00\ff") (data (i32.const 1040) "more") (data (i32.const 60000) "far")
    (func $twice (export "twice") (param i32) (result i32)
        (if (result i32) (i32.gt_u (local.get 0) (i32.const 100))
            (then (i32.load8_u (local.get 0))) (else (i32.mul (local.get 0) (i32.const 2)))))
    (func $say (export "say") (param i32 i32 i32)
        (i32.store (i32.const 0) (i32.const 0x5EA10001)))
    (func $run (export "run") (param i32) (result i32)
        (call $say (local.get 0) (i32.const 1024) (i32.const 11))
        (call $say (local.get 0) (i32.const 1040) (i32.const 4))
        (call $say (local.get 0) (i32.const 7) (i32.const 0))
        (call $say (local.get 0) (local.get 0) (i32.const 3))
        (call $say (local.get 0) (i32.const 1042) (i32.const 3))
        (call $twice (local.get 0)))
    (func (export "through") (param i32 i32) (result i32)
        (call_indirect (param i32) (result i32) (local.get 0) (local.get 1))))"#;

const TWICE: &str = "//: twice(i32):i32 pure
private static function twice(int $x): int
{
    return $x < 10 ? 1000 + $x : self::wasm_twice($x);
}
";
const SAY: &str = "//: say(i32,i32,i32) sink literal
private static function say(int $to, int $at, int $length): void
{
    self::$out .= '<' . $to . ':' . self::memoryRead($at, $length) . '>';
}
";
const DOOR: &str = "//: door
public static string $out = '';
public static function literals(): string
{
    return LITERALS_FROM . '-' . LITERALS_TO . ' ' . \\bin2hex(self::LITERALS);
}
";

fn all() -> String {
    format!("{TWICE}{SAY}{DOOR}")
}

#[test]
fn calls_go_to_the_php_and_from_there_to_the_wasm() {
    let scratch = Scratch::new("calls");
    let compiled = scratch.compile(MODULE, &all(), &["run", "through", "twice"]);
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    let script = r"
        echo Core::run(5), ' ', Core::run(50), ' ', Core::run(1025), ' ';
        echo Core::twice(7), ' ', Core::through(8, 0), ' ', Core::through(60, 0), ' ', Core::twice(-1 & 1023), ' ';
        Core::$out = ''; echo Core::run(60000), ' ', bin2hex(Core::$out), ' ', Core::literals();";
    let text = [b"it's \"$x\"\0\xff".as_slice(), b"more<60000:far><60000:re\0>"].concat();
    let hex: String = text.iter().map(|byte| format!("{byte:02x}")).collect();
    let data: String = b"it's \"$x\"\0\xff\0\0\0\0\0more".iter().map(|byte| format!("{byte:02x}")).collect();
    let expected = format!("1005 100 116 1007 1008 120 0 102 {hex} 1024-1044 {data}");
    assert_eq!(scratch.php(script), expected);
}

#[test]
fn a_literal_is_written_where_it_is_appended() {
    let scratch = Scratch::new("literal");
    assert!(scratch.compile(MODULE, &all(), &["run"]).status.success());
    let php = scratch.written();
    assert!(php.contains("Core::$out.=\"it's \\\"\\$x\\\"\\x00\\xff\";\nCore::$out.='more';\n"), "{php}");
    assert_eq!(php.matches("Core::_say(").count(), 2, "the empty one is nothing, two are no literals: {php}");
}

#[test]
fn a_body_that_no_section_mentions_is_not_written() {
    let scratch = Scratch::new("unmentioned");
    let alone = TWICE.replace("self::wasm_twice($x)", "$x * 2");
    assert!(scratch.compile(MODULE, &alone, &["run"]).status.success());
    assert!(!scratch.written().contains("function wasm_"));
    assert!(scratch.compile(MODULE, TWICE, &["run"]).status.success());
    assert!(scratch.written().contains("function wasm_twice("));
}

#[test]
fn refuses_what_could_give_another_answer() {
    let cases = [
        ("absent", MODULE.into(), TWICE.replace("twice", "thrice"), "thrice: not an exported function"),
        ("parameters", MODULE.into(), TWICE.replace("(i32):", "(i32,i32):"), "twice: its signature is (i32):i32"),
        ("width", MODULE.into(), TWICE.replace("(i32):i32 ", "(i64):i32 "), "twice: its signature is (i32):i32"),
        ("result", MODULE.into(), TWICE.replace("):i32 ", ") "), "twice: its signature is (i32):i32, not (i32)"),
        ("form", MODULE.into(), TWICE.replace("pure", "pur"), "not of the form"),
        ("type", MODULE.into(), TWICE.replace("(i32)", "(text)"), "a type is i32 or i64, not text"),
        ("method", MODULE.into(), TWICE.replace("private static", "public static"), "twice: the section holds no"),
        ("again", MODULE.into(), format!("{TWICE}{TWICE}"), "twice: two sections"),
        ("answering", MODULE.into(), SAY.replace("i32) sink", "i32):i32 sink"), "say: a literal's last parameters"),
        ("unsealed", MODULE.replace("0x5EA10001", "17"), SAY.into(), "say: its body holds 0 seals"),
        ("inlined", inlined(), SAY.into(), "say: inlined, its seal 0x5ea10001 also stands in function 2"),
        ("folded", folded(), SAY.into(), "say: never called"),
        ("merged", merged(), format!("{TWICE}{}", TWICE.replace("twice", "double")), "double: the same function as"),
        ("recursive", recursive(), TWICE.into(), "twice: calls itself"),
    ];
    for (name, module, sections, why) in cases {
        let scratch = Scratch::new(name);
        let output = scratch.compile(&module, &sections, &["run"]);
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}: {message}");
        assert!(message.contains(why), "{name}: {message}");
        assert!(!scratch.0.join("out.php").exists(), "{name}");
    }
}

/// One call of the sink was replaced by its body, another is still there.
fn inlined() -> String {
    let call = "(call $say (local.get 0) (i32.const 1040) (i32.const 4))";
    MODULE.replace(call, "(i32.store (i32.const 0) (i32.const 0x5EA10001))")
}

/// All calls of the sink were, by bodies that lost the seal.
fn folded() -> String {
    let lines = MODULE.lines().filter(|line| !line.contains("(call $say"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The optimiser found two functions to be the same.
fn merged() -> String {
    MODULE.replace("(export \"twice\")", "(export \"twice\") (export \"double\")")
}

fn recursive() -> String {
    MODULE.replace("(i32.load8_u (local.get 0))", "(call $run (local.get 0))")
}

#[test]
fn refuses_what_a_real_optimiser_inlined() {
    let scratch = Scratch::new("optimiser");
    let small = MODULE.replace("(export \"run\")", "(export \"run\") (export \"walk\")");
    scratch.wasm(&small);
    let optimise = |more: &[&str]| {
        let file = scratch.0.join("in.wasm");
        let mut command = Command::new("wasm-opt");
        let status = command.args(more).arg("-O3").arg(&file).arg("-o").arg(&file).status();
        status.expect("wasm-opt is part of the build").success()
    };
    assert!(optimise(&["--always-inline-max-function-size=100"]));
    let output = scratch.translate(SAY, &["run"]);
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.contains("say: inlined") || message.contains("say: never called"), "{message}");
}
