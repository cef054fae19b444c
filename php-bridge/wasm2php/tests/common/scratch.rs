//! A directory for one test, with the compiler and PHP at hand.

use std::path::PathBuf;
use std::process::{Command, Output};

/// A directory of its own for each test, removed at its end.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("wasm2php-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&dir).expect("create dir");
        Scratch(dir)
    }

    fn wasm(&self, text: &str) -> PathBuf {
        let buffer = wast::parser::ParseBuffer::new(text).expect("lexes");
        let wasm = wast::parser::parse::<wast::Wat<'_>>(&buffer).expect("parses").encode().expect("encodes");
        let path = self.0.join("in.wasm");
        std::fs::write(&path, wasm).expect("write wasm");
        path
    }

    pub fn compile(&self, text: &str, more: &[&str]) -> Output {
        let input = self.wasm(text);
        let output = self.0.join("out.php");
        Command::new(env!("CARGO_BIN_EXE_wasm2php"))
            .arg(input)
            .args(["--class", r"\Made\By\Core", "--out"])
            .arg(output)
            .args(more)
            .output()
            .expect("runs")
    }

    /// Compiles, then runs PHP with the class at hand; the script prints what is expected of it.
    pub fn php(&self, text: &str, options: &[&str], script: &str) -> String {
        self.php_of(text, &[], options, script)
    }

    /// The same with options for the compiler.
    #[allow(dead_code, reason = "not every test uses the whole module")]
    pub fn php_of(&self, text: &str, compiler: &[&str], options: &[&str], script: &str) -> String {
        let compiled = self.compile(text, compiler);
        assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
        let file = self.0.join("run.php");
        let head = "<?php declare(strict_types=1); error_reporting(E_ALL); ini_set('display_errors', '1');\n\
                    require __DIR__ . '/out.php'; use Made\\By\\Core;\n\
                    function trap(callable $f): string { try { $f(); } catch (Made\\By\\Trap $t) { return $t->getMessage(); } return 'none'; }\n";
        std::fs::write(&file, format!("{head}{script}")).expect("write script");
        let php = std::env::var("PHP").unwrap_or_else(|_| "php".into());
        let output = Command::new(php).args(options).arg(file).output().expect("php runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
