//! One file of the suite as a script of calls for PHP: modules become classes, assertions become calls.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::path::Path;

use wasm2php::{Options, Refusal, compile, exports};
use wasmparser::{Parser, Payload, TypeRef};
use wast::{QuoteWat, WastDirective, WastExecute, WastInvoke};

use crate::values::{argument, result};

/// What one file did.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Modules that were instantiated.
    pub modules: usize,
    /// Assertions that held: PHP knows.
    pub passed: usize,
    /// Invalid and malformed modules that were not compiled.
    pub rejected: usize,
    pub failures: Vec<String>,
    /// Assertions that were not run, by reason.
    pub skipped: BTreeMap<String, usize>,
}

/// A compiled module of the script: class and methods by export name.
#[derive(Clone)]
struct Compiled {
    class: String,
    methods: HashMap<String, String>,
    /// It uses functions of another module of the script.
    linked: bool,
}

/// Or why there is none.
type Instance = Result<Compiled, String>;

const SHARED: &str = "memory, table or function reference shared between two instances";
const UNTYPED: &str = "a callable or value of PHP carries no wasm type";

pub struct Script<'d> {
    dir: &'d Path,
    count: usize,
    pub php: String,
    current: Instance,
    named: HashMap<String, Instance>,
    registered: HashMap<String, Instance>,
    pub outcome: Outcome,
}

/// What a module imports: two names, and whether it is a function or a value that can be copied.
fn imports(wasm: &[u8]) -> Vec<(String, String, bool)> {
    let mut all = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let Ok(Payload::ImportSection(reader)) = payload else { continue };
        for import in reader.into_imports().flatten() {
            let copied = match import.ty {
                TypeRef::Func(_) => true,
                TypeRef::Global(ty) => ty.content_type != wasmparser::ValType::FUNCREF,
                _ => false,
            };
            all.push((import.module.to_string(), import.name.to_string(), copied));
        }
    }
    all
}

/// The globals that a module exports, by name.
fn globals(wasm: &[u8]) -> Vec<String> {
    let mut all = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let Ok(Payload::ExportSection(reader)) = payload else { continue };
        let exported = reader.into_iter().flatten();
        all.extend(exported.filter(|e| e.kind == wasmparser::ExternalKind::Global).map(|e| e.name.to_string()));
    }
    all
}

/// A PHP string literal.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

impl<'d> Script<'d> {
    pub fn new(dir: &'d Path) -> Self {
        Script {
            dir,
            count: 0,
            php: "<?php\n".into(),
            current: Err("no module".into()),
            named: HashMap::new(),
            registered: HashMap::new(),
            outcome: Outcome::default(),
        }
    }

    /// Compiles a module into a file of its own and returns the class.
    fn module(&mut self, wasm: &[u8]) -> Instance {
        self.count += 1;
        let namespace = format!("Spec\\M{}", self.count);
        let options =
            Options { class: format!("{namespace}\\Core"), exports: vec![], max_depth: 2000, ..Options::default() };
        let php = match compile(wasm, &options) {
            Ok(php) => php,
            Err(Refusal::Unsupported(why)) => return Err(why.split(" (").next().unwrap_or_default().into()),
            Err(Refusal::Invalid(why) | Refusal::Primitive(why)) => return Err(format!("invalid: {why}")),
        };
        let mut linked = false;
        for (from, name, copied) in imports(wasm) {
            linked |= self.registered.contains_key(&from);
            match self.registered.get(&from) {
                Some(Err(why)) => return Err(format!("imports from a module that is not run: {why}")),
                Some(Ok(_)) if !copied && !name.starts_with("unknown") => return Err(SHARED.into()),
                _ => {}
            }
        }
        std::fs::write(self.dir.join(format!("m{}.php", self.count)), php).expect("write module");
        let methods = exports(wasm).expect("compiled before").into_iter().collect();
        let class = format!("\\{namespace}\\Core");
        let names: Vec<String> = globals(wasm).iter().map(|name| quoted(name)).collect();
        let _ = writeln!(self.php, "globals('{class}',[{}]);", names.join(","));
        Ok(Compiled { class, methods, linked })
    }

    fn encode(&mut self, wat: &mut QuoteWat<'_>) -> Result<Vec<u8>, String> {
        wat.encode().map_err(|error| format!("not encoded: {error}"))
    }

    fn load(&mut self, line: usize, wat: &mut QuoteWat<'_>) {
        let name = wat.name().map(|id| id.name().to_string());
        let instance = self.encode(wat).and_then(|wasm| self.module(&wasm));
        match &instance {
            Ok(Compiled { class, .. }) => {
                self.outcome.modules += 1;
                let _ = writeln!(self.php, "module({line},__DIR__.'/m{}.php','{class}');", self.count);
            }
            Err(why) => {
                self.skip(why.clone());
                self.forget_registered();
            }
        }
        if let Some(name) = name {
            self.named.insert(name, instance.clone());
        }
        self.current = instance;
    }

    /// A module that is not run may have changed what it shares: what was registered is not judged any more.
    fn forget_registered(&mut self) {
        let shared: Vec<String> = self.registered.values().flatten().map(|compiled| compiled.class.clone()).collect();
        let all = self.named.values_mut().chain(self.registered.values_mut()).chain([&mut self.current]);
        for instance in all {
            if matches!(instance, Ok(compiled) if compiled.linked || shared.contains(&compiled.class)) {
                *instance = Err("state shared with a module that is not run".into());
            }
        }
    }

    fn skip(&mut self, why: impl Into<String>) {
        *self.outcome.skipped.entry(why.into()).or_default() += 1;
    }

    fn instance(&self, module: Option<wast::token::Id<'_>>) -> Instance {
        match module {
            Some(id) => self.named.get(id.name()).cloned().unwrap_or_else(|| Err("unknown module".into())),
            None => self.current.clone(),
        }
    }

    /// `class,method,args` as PHP text.
    fn target(&mut self, invoke: &WastInvoke<'_>) -> Option<String> {
        match self.instance(invoke.module) {
            Err(why) => {
                self.skip(why);
                None
            }
            Ok(Compiled { class, methods, .. }) => {
                let args: Option<Vec<String>> = invoke.args.iter().map(argument).collect();
                match (methods.get(invoke.name), args) {
                    (Some(method), Some(args)) => Some(format!("'{class}','{method}',[{}]", args.join(","))),
                    (method, _) => {
                        let what = if method.is_some() { "argument" } else { "export" };
                        self.outcome.failures.push(format!("{}: unknown {what}", invoke.name));
                        None
                    }
                }
            }
        }
    }

    pub fn directive(&mut self, line: usize, directive: WastDirective<'_>) {
        match directive {
            WastDirective::Module(mut wat) => self.load(line, &mut wat),
            WastDirective::Invoke(invoke) => {
                if let Some(target) = self.target(&invoke) {
                    let _ = writeln!(self.php, "run({line},{target});");
                }
            }
            WastDirective::AssertReturn { exec, results, .. } => self.returns(line, &exec, &results),
            WastDirective::AssertTrap { exec: WastExecute::Invoke(invoke), message, .. }
            | WastDirective::AssertExhaustion { call: invoke, message, .. } => {
                if let Some(target) = self.target(&invoke) {
                    let _ = writeln!(self.php, "traps({line},{target},'{message}');");
                }
            }
            WastDirective::AssertTrap { exec: WastExecute::Wat(mut wat), message, .. } => {
                match wat.encode().map_err(|e| e.to_string()).and_then(|wasm| self.module(&wasm)) {
                    Ok(Compiled { class, .. }) => {
                        let _ =
                            writeln!(self.php, "module({line},__DIR__.'/m{}.php','{class}','{message}');", self.count);
                    }
                    Err(why) => {
                        self.forget_registered();
                        self.skip(why);
                    }
                }
            }
            WastDirective::AssertUnlinkable { mut module, message, .. } => self.unlinkable(line, &mut module, message),
            WastDirective::Register { module, name, .. } => {
                let instance = self.instance(module);
                if let Ok(Compiled { class, methods, .. }) = &instance {
                    let methods: Vec<String> =
                        methods.iter().map(|(export, method)| format!("{}=>'{method}'", quoted(export))).collect();
                    let _ = writeln!(self.php, "register({},'{class}',[{}]);", quoted(name), methods.join(","));
                }
                self.registered.insert(name.to_string(), instance);
            }
            WastDirective::AssertInvalid { mut module, .. } | WastDirective::AssertMalformed { mut module, .. } => {
                let options = Options { class: "Never".into(), exports: vec![], max_depth: 1, ..Options::default() };
                match module.encode() {
                    Ok(wasm) if compile(&wasm, &options).is_ok() => {
                        self.outcome.failures.push(format!("line {line}: compiled an invalid module"));
                    }
                    _ => self.outcome.rejected += 1,
                }
            }
            _ => self.skip("directive of a later version"),
        }
    }

    fn returns(&mut self, line: usize, exec: &WastExecute<'_>, results: &[wast::WastRet<'_>]) {
        let Some(results) = results.iter().map(result).collect::<Option<Vec<_>>>() else {
            return self.outcome.failures.push(format!("line {line}: unknown result"));
        };
        let results = results.join(",");
        match exec {
            WastExecute::Invoke(invoke) => {
                if let Some(target) = self.target(invoke) {
                    let _ = writeln!(self.php, "returns({line},{target},[{results}]);");
                }
            }
            WastExecute::Get { module, global, .. } => match self.instance(*module) {
                Ok(Compiled { class, .. }) => {
                    let name = quoted(global);
                    let _ = writeln!(self.php, "returns({line},'{class}','globalGet',[['s',{name}]],[{results}]);");
                }
                Err(why) => self.skip(why),
            },
            WastExecute::Wat(_) => self.skip("module as an expression"),
        }
    }

    /// A module that must not link. What PHP hands in carries no type, so that only a wrong kind, a missing
    /// name or wrong limits show.
    fn unlinkable(&mut self, line: usize, wat: &mut wast::Wat<'_>, message: &str) {
        let wasm = wat.encode().expect("a module");
        match self.module(&wasm) {
            Ok(Compiled { class, .. }) => {
                let untyped = message.starts_with("incompatible") && imports(&wasm).iter().all(|(.., copied)| *copied);
                let lenient = if untyped { quoted(UNTYPED) } else { "null".into() };
                let _ = writeln!(self.php, "unlinkable({line},__DIR__.'/m{}.php','{class}',{lenient});", self.count);
            }
            Err(why) => {
                self.forget_registered();
                self.skip(why);
            }
        }
    }
}
