//! Disagreements of the past, and hazards of the design, each as a file that says what has to happen: run
//! as a script of the specification's suite, and compared with the interpreter as random modules are.

use std::path::{Path, PathBuf};

use wasm2php::{Options, compile};
use wast::parser::{self, ParseBuffer};
use wast::{Wast, WastDirective};

use crate::script::{Outcome, Script};
use crate::{Tally, interpreter, random, run};

fn files() -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/differential/cases");
    let entries = std::fs::read_dir(dir).expect("cases").flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e == "wast")).collect();
    files.sort();
    files
}

#[test]
fn past_disagreements_stay_settled() {
    let root = std::env::temp_dir().join(format!("wasm2php-cases-{}", std::process::id()));
    let mut tally = Tally::default();
    for file in files() {
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).expect("readable");
        let buffer = ParseBuffer::new(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let parsed: Wast<'_> = parser::parse(&buffer).unwrap_or_else(|error| panic!("{name}: {error}"));
        let dir = root.join(&name);
        std::fs::create_dir_all(&dir).expect("create dir");
        let mut script = Script::new(&dir);
        let mut random_calls = String::new();
        for directive in parsed.directives {
            let line = directive.span().linecol_in(&text).0 + 1;
            let directive = match directive {
                WastDirective::Module(mut wat) => {
                    let wasm = wat.encode().expect("encodes");
                    random_calls.push_str(&compared(&dir, &wasm, line as u64));
                    WastDirective::Module(wat)
                }
                other => other,
            };
            script.directive(line, directive);
        }
        let Outcome { failures, skipped, passed: 0, .. } = &script.outcome else { unreachable!("only PHP passes") };
        assert!(skipped.is_empty() && failures.is_empty(), "{name}: {skipped:?} {failures:?}");
        let (failed, passed) = (tally.failures.len(), tally.passed);
        run(&dir, &(script.php + &random_calls), &mut tally);
        tally.failures[failed..].iter_mut().for_each(|failure| failure.insert_str(0, &format!("{name}: ")));
        assert!(tally.passed > passed || tally.failures.len() > failed, "{name} asserts nothing");
        tally.modules += 1;
    }
    let _ = std::fs::remove_dir_all(&root);
    println!("differential, cases: {} files, {} comparisons passed", tally.modules, tally.passed);
    assert!(tally.failures.is_empty(), "{}", tally.failures.join("\n"));
    assert!(tally.modules >= 8, "cases are gone: {}", tally.modules);
}

/// The same module with numbers of chance, as a class of its own.
fn compared(dir: &Path, wasm: &[u8], line: u64) -> String {
    let class = format!("Cases\\M{line}\\Core");
    let file = dir.join(format!("compared{line}.php"));
    let options = Options { class: class.clone(), exports: vec![], max_depth: 2000, ..Options::default() };
    std::fs::write(&file, compile(wasm, &options).expect("compiles")).expect("write module");
    let number = random::Random::number;
    interpreter::script(wasm, line, &format!("\\{class}"), &file.display().to_string(), number)
        .map_or(String::new(), |script| script.text)
}
