//! The other opinion: runs a module in an interpreter and writes down what PHP has to do.

use std::fmt::Write;

use sha2::{Digest, Sha256};
use wasm2php::exports;
use wasmi::{Error, Extern, F32, F64, Func, Global, Memory, Nullable, Ref, Store, Table, TrapCode, Val, ValType};
use wasmparser::{ExternalKind, Parser, Payload};

use crate::host::{self, Host, Thrown};
use crate::random::Random;
use crate::script::quoted;

/// What PHP has to do for one module, and how much that is.
#[derive(Default)]
pub struct Script {
    pub text: String,
    pub calls: u64,
    pub traps: u64,
    /// Calls that the host refused.
    pub thrown: u64,
}

fn bits(value: u64) -> String {
    match value.cast_signed() {
        i64::MIN => "PHP_INT_MIN".into(),
        value => value.to_string(),
    }
}

fn php_value(value: &Val, store: &Store<Host>) -> String {
    match value {
        Val::I32(v) => format!("['i',{}]", v.cast_unsigned()),
        Val::I64(v) => format!("['i',{}]", bits(v.cast_unsigned())),
        Val::F32(v) => format!("['f',{}]", v.to_bits()),
        Val::F64(v) => format!("['d',{}]", bits(v.to_bits())),
        Val::FuncRef(v) => reference(&Ref::Func(*v), store),
        Val::ExternRef(v) => reference(&Ref::Extern(*v), store),
        other => unreachable!("{other:?} is not generated"),
    }
}

fn reference(value: &Ref, store: &Store<Host>) -> String {
    match value {
        Ref::Func(Nullable::Val(_)) => "['r',0]".into(),
        Ref::Extern(value) => host::number(value, store).map_or("['n',0]".into(), |n| format!("['x',{n}]")),
        Ref::Func(Nullable::Null) => "['n',0]".into(),
    }
}

fn argument(ty: &ValType, number: u64, store: &mut Store<Host>) -> Val {
    match ty {
        ValType::I32 => Val::I32(number as i32),
        ValType::I64 => Val::I64(number.cast_signed()),
        ValType::F32 if number.is_multiple_of(2) => Val::F32(F32::from_bits((number.cast_signed() as f32).to_bits())),
        ValType::F64 if number.is_multiple_of(2) => Val::F64(F64::from_bits((number.cast_signed() as f64).to_bits())),
        ValType::F32 => Val::F32(F32::from_bits(number as u32 & 0xff7f_ffff)),
        ValType::F64 => Val::F64(F64::from_bits(number & 0xffef_ffff_ffff_ffff)),
        ValType::ExternRef if !number.is_multiple_of(3) => Val::ExternRef(host::value(store, (number % 7) as u32)),
        _ => Val::default_for_ty(*ty),
    }
}

fn trap_name(code: TrapCode) -> Option<&'static str> {
    Some(match code {
        TrapCode::UnreachableCodeReached => "unreachable",
        TrapCode::MemoryOutOfBounds => "out of bounds memory access",
        TrapCode::TableOutOfBounds => "undefined element|out of bounds table access",
        TrapCode::IndirectCallToNull => "uninitialized element",
        TrapCode::IntegerDivisionByZero => "integer divide by zero",
        TrapCode::IntegerOverflow => "integer overflow",
        TrapCode::BadConversionToInteger => "invalid conversion to integer",
        TrapCode::BadSignature => "indirect call type mismatch",
        _ => return None,
    })
}

/// How PHP has to fail: with a trap, or with what the host threw.
fn failure(error: &Error) -> Option<&'static str> {
    match error.downcast_ref::<Thrown>() {
        Some(_) => Some("host"),
        None => trap_name(error.as_trap_code()?),
    }
}

/// What a module exports, each kind in a fixed order.
#[derive(Default)]
struct Exports {
    functions: Vec<(String, Func)>,
    globals: Vec<(String, Global)>,
    tables: Vec<(u32, Table)>,
    memory: Option<Memory>,
}

impl Exports {
    fn of(wasm: &[u8], instance: &wasmi::Instance, store: &Store<Host>) -> Self {
        let mut all = Exports::default();
        for payload in Parser::new(0).parse_all(wasm).flatten() {
            let Payload::ExportSection(reader) = payload else { continue };
            for export in reader.into_iter().flatten() {
                let name = export.name.to_string();
                match (export.kind, instance.get_export(store, export.name)) {
                    (ExternalKind::Table, Some(Extern::Table(table))) => all.tables.push((export.index, table)),
                    (_, Some(Extern::Func(function))) => all.functions.push((name, function)),
                    (_, Some(Extern::Global(global))) => all.globals.push((name, global)),
                    (_, Some(Extern::Memory(memory))) => all.memory = Some(memory),
                    _ => {}
                }
            }
        }
        all.functions.sort_by(|a, b| a.0.cmp(&b.0));
        all
    }

    /// All state that can be looked at, with what the host remembers.
    fn state(&self, store: &Store<Host>, line: u64, class: &str, out: &mut String) {
        let _ = writeln!(out, "remembers({line},{});", store.data().0);
        for (name, global) in &self.globals {
            let value = php_value(&global.get(store), store);
            let name = quoted(name);
            let _ = writeln!(out, "returns({line},'{class}','globalGet',[['s',{name}]],[{value}]);");
        }
        for (index, table) in &self.tables {
            let items: Vec<String> = (0..table.size(store))
                .filter_map(|i| table.get(store, i))
                .map(|item| reference(&item, store))
                .collect();
            let _ = writeln!(out, "table({line},'{class}',{index},[{}]);", items.join(","));
        }
        if let Some(memory) = self.memory {
            let data = memory.data(store);
            let digest: String = Sha256::digest(data).iter().map(|byte| format!("{byte:02x}")).collect();
            let _ = writeln!(out, "memory({line},'{class}',{},'{digest}');", data.len());
        }
    }
}

/// Writes the script for one module: what the interpreter did is what PHP has to do. Each round is a fresh
/// instance, for a random module that has used up its steps only traps from then on.
pub fn script(wasm: &[u8], seed: u64, class: &str, file: &str, number: fn(&mut Random) -> u64) -> Option<Script> {
    let mut settings = wasmi::Config::default();
    settings.set_max_recursion_depth(20_000);
    let engine = wasmi::Engine::new(&settings);
    let module = wasmi::Module::new(&engine, wasm).ok()?;
    let methods = exports(wasm).ok()?;
    let mut script = Script::default();
    let mut random = Random(seed ^ 0x5555);
    for round in 0..3 {
        let start = (seed + round) & 0x7fff_ffff;
        let mut store = Host::store(&engine, start);
        let linker = host::linker(&mut store).ok()?;
        let _ = writeln!(script.text, "remember({start});");
        let instance = match linker.instantiate_and_start(&mut store, &module) {
            Ok(instance) => instance,
            Err(error) => {
                let trap = failure(&error)?;
                script.traps += 1;
                let _ = writeln!(script.text, "module({seed},'{file}','{class}','{trap}');");
                return Some(script);
            }
        };
        let _ = writeln!(script.text, "module({seed},'{file}','{class}');");
        let all = Exports::of(wasm, &instance, &store);
        for (name, function) in &all.functions {
            let method = &methods.iter().find(|(export, _)| export == name)?.1;
            call(&mut script, &mut store, function, &format!("{seed},'{class}','{method}'"), || number(&mut random))?;
        }
        all.state(&store, seed, class, &mut script.text);
    }
    Some(script)
}

/// One call; none when it ended in a way that PHP need not share.
fn call(
    script: &mut Script,
    store: &mut Store<Host>,
    function: &Func,
    target: &str,
    mut number: impl FnMut() -> u64,
) -> Option<()> {
    let ty = function.ty(&*store);
    let args: Vec<Val> = ty.params().iter().map(|ty| argument(ty, number(), store)).collect();
    let mut results: Vec<Val> = ty.results().iter().map(|ty| Val::default_for_ty(*ty)).collect();
    let list: Vec<String> = args.iter().map(|arg| php_value(arg, store)).collect();
    let list = list.join(",");
    script.calls += 1;
    match function.call(&mut *store, &args, &mut results) {
        Ok(()) => {
            let results: Vec<String> = results.iter().map(|value| php_value(value, store)).collect();
            let _ = writeln!(script.text, "returns({target},[{list}],[{}]);", results.join(","));
        }
        Err(error) => {
            let trap = failure(&error)?;
            *(if trap == "host" { &mut script.thrown } else { &mut script.traps }) += 1;
            let _ = writeln!(script.text, "traps({target},[{list}],'{trap}');");
        }
    }
    Some(())
}
