//! Two files: the second is loaded when it is needed, only if it is the one made with the first, and nothing can be
//! told apart from outside.

use std::path::PathBuf;
use std::process::{Command, Output};

/// A directory of its own for each test, removed at its end.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// `mixed` goes from the first file to the second and back; `deep` recurses through both; `table` and `boom` are calls
/// that end in the second one.
const MODULE: &str = r#"(module (memory 1) (global $g (mut i32) (i32.const 5)) (table 2 funcref) (elem (i32.const 0) $cold $warm)
    (func $warm (param i32) (result i32) (i32.add (local.get 0) (i32.load (i32.const 8))))
    (func $cold (param i32) (result i32)
        (i32.store (i32.const 8) (i32.const 70)) (global.set $g (i32.const 6))
        (i32.mul (call $warm (local.get 0)) (i32.clz (local.get 0))))
    (func $mixed (export "mixed") (param i32) (result i32)
        (if (result i32) (i32.gt_u (local.get 0) (i32.const 9))
            (then (call $cold (local.get 0))) (else (call $warm (local.get 0)))))
    (func $deep (export "deep") (param i32) (result i32)
        (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
        (i32.add (i32.const 1) (call $deeper (i32.sub (local.get 0) (i32.const 1)))))
    (func $deeper (param i32) (result i32)
        (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
        (i32.add (i32.const 1) (call $deep (i32.sub (local.get 0) (i32.const 1)))))
    (func (export "table") (param i32 i32) (result i32)
        (call_indirect (param i32) (result i32) (local.get 0) (local.get 1)))
    (func $boom (export "boom") (param i32) (drop (i32.div_u (i32.const 1) (local.get 0))))
    (func (export "g") (result i32) (global.get $g)))"#;

const HEAD: &str = "<?php declare(strict_types=1); error_reporting(E_ALL); ini_set('display_errors', '1');
require __DIR__ . '/out.php'; use Made\\By\\Core; Core::instantiate();
function trap(callable $f): string { try { return (string) $f(); } catch (Made\\By\\Trap $t) { return $t->getMessage(); } }
function loaded(): string { return class_exists('Made\\By\\CoreMore', false) ? 'loaded ' : 'not '; }
";

impl Scratch {
    fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("wasm2php-split-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&dir).expect("create dir");
        let buffer = wast::parser::ParseBuffer::new(MODULE).expect("lexes");
        let wasm = wast::parser::parse::<wast::Wat<'_>>(&buffer).expect("parses").encode().expect("encodes");
        std::fs::write(dir.join("in.wasm"), wasm).expect("write wasm");
        Scratch(dir)
    }

    fn translate(&self, more: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wasm2php"));
        command.current_dir(&self.0).args([
            "in.wasm",
            "--class",
            r"Made\By\Core",
            "--out",
            "out.php",
            "--max-depth",
            "50",
        ]);
        command.args(more).output().expect("runs")
    }

    fn split(&self, hot: &str) -> Output {
        std::fs::write(self.0.join("hot.txt"), hot).expect("write list");
        self.translate(&["--hot", "hot.txt", "--more", "out-more.php"])
    }

    fn php(&self, script: &str) -> String {
        std::fs::write(self.0.join("run.php"), format!("{HEAD}{script}")).expect("write script");
        let php = std::env::var("PHP").unwrap_or_else(|_| "php".into());
        let output = Command::new(php).arg(self.0.join("run.php")).output().expect("php runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

/// What can be seen from outside.
const CALLS: &str = "
    foreach ([[1], [20], [3]] as [$x]) { echo Core::mixed($x), ' '; }
    foreach ([0, 48, 50, 51, 52, 300] as $n) { echo trap(fn () => Core::deep($n)), ' '; }
    echo Core::table(7, 0), ' ', Core::table(7, 1), ' ', trap(fn () => Core::table(7, 2)), ' ';
    echo trap(fn () => Core::boom(0)), ' ', Core::g(), ' ', Core::memoryRead(8, 1);
    Core::instantiate(); echo ' ', Core::g(), ' ', Core::mixed(2);";

#[test]
fn two_files_do_what_one_does_wherever_the_line_is_drawn() {
    let scratch = Scratch::new("same");
    assert!(scratch.translate(&[]).status.success());
    let whole = scratch.php(CALLS);
    assert!(whole.contains("call stack exhausted") && whole.contains("integer divide by zero"), "{whole}");
    for hot in ["f0\nf2\nf3\nf5\n", "f0\nf1\nf2\n", "f4\n", "", "f0\nf1\nf2\nf3\nf4\nf5\nf6\nf7"] {
        assert!(scratch.split(hot).status.success(), "{hot}");
        assert_eq!(scratch.php(CALLS), whole, "{hot}");
    }
}

#[test]
fn the_second_file_is_loaded_when_it_is_needed() {
    let scratch = Scratch::new("lazy");
    assert!(scratch.split("f0\nf2\n").status.success());
    let script = "echo Core::mixed(1), ' ', loaded(), Core::mixed(20), ' ', loaded();";
    assert_eq!(scratch.php(script), "1 not 2430 loaded ");
}

#[test]
fn another_second_file_is_not_run() {
    let other = "the second file is missing, or not the one that was made with this one";
    let script = "echo trap(fn () => Core::mixed(20)), ' ', loaded(), Core::mixed(1);";
    let scratch = Scratch::new("other");
    assert!(scratch.split("f0\nf2\n").status.success());
    let more = scratch.0.join("out-more.php");
    let text = std::fs::read_to_string(&more).expect("written");
    std::fs::write(&more, text.replace("70", "71")).expect("changed");
    assert_eq!(scratch.php(script), format!("{other} not 1"));
    std::fs::remove_file(&more).expect("removed");
    assert_eq!(scratch.php(script), format!("{other} not 1"));
    std::fs::write(&more, text).expect("back");
    let early = "require __DIR__ . '/out-more.php'; echo trap(fn () => Core::mixed(20)); try { new Core(); } catch (Error $e) { echo ' closed'; }";
    assert_eq!(scratch.php(early), "the second file was loaded by somebody else closed");
}

#[test]
fn the_list_names_functions_of_the_module() {
    let scratch = Scratch::new("list");
    let output = scratch.split("f0\nf99\n");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("names f99"));
    assert_eq!(scratch.translate(&["--hot", "hot.txt"]).status.code(), Some(1));
}

#[test]
fn a_trace_names_what_was_entered() {
    let scratch = Scratch::new("trace");
    assert!(scratch.translate(&["--trace"]).status.success());
    let script = "Core::mixed(1); echo implode(' ', array_keys(Core::$entered)); Core::mixed(20); echo ' ', implode(' ', array_keys(Core::$entered));";
    assert_eq!(scratch.php(script), "f2 f0 f2 f0 f1");
}
