//! The other opinion: runs a module in an interpreter and writes down what PHP has to do.

use std::fmt::Write;

use sha2::{Digest, Sha256};
use wasm2php::exports;
use wasmi::{Extern, F32, F64, Func, Store, TrapCode, Val, ValType};

use crate::random::Random;

fn bits(value: u64) -> String {
    match value.cast_signed() {
        i64::MIN => "PHP_INT_MIN".into(),
        value => value.to_string(),
    }
}

fn php_value(value: &Val) -> String {
    match value {
        Val::I32(v) => format!("['i',{}]", v.cast_unsigned()),
        Val::I64(v) => format!("['i',{}]", bits(v.cast_unsigned())),
        Val::F32(v) => format!("['f',{}]", v.to_bits()),
        Val::F64(v) => format!("['d',{}]", bits(v.to_bits())),
        other => unreachable!("{other:?} is not generated"),
    }
}

fn argument(ty: &ValType, number: u64) -> Val {
    match ty {
        ValType::I32 => Val::I32(number as i32),
        ValType::I64 => Val::I64(number.cast_signed()),
        ValType::F32 if number.is_multiple_of(2) => Val::F32(F32::from_bits((number.cast_signed() as f32).to_bits())),
        ValType::F64 if number.is_multiple_of(2) => Val::F64(F64::from_bits((number.cast_signed() as f64).to_bits())),
        ValType::F32 => Val::F32(F32::from_bits(number as u32 & 0xff7f_ffff)),
        _ => Val::F64(F64::from_bits(number & 0xffef_ffff_ffff_ffff)),
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

/// Writes the script for one module: what the interpreter did is what PHP has to do.
pub fn script(wasm: &[u8], seed: u64, class: &str, file: &str, number: fn(&mut Random) -> u64) -> Option<String> {
    let mut settings = wasmi::Config::default();
    settings.set_max_recursion_depth(20_000);
    let engine = wasmi::Engine::new(&settings);
    let module = wasmi::Module::new(&engine, wasm).ok()?;
    let mut store = Store::new(&engine, ());
    let linker = wasmi::Linker::<()>::new(&engine);
    let mut out = String::new();
    let instance = match linker.instantiate_and_start(&mut store, &module) {
        Ok(instance) => instance,
        Err(error) => {
            let trap = trap_name(error.as_trap_code()?)?;
            let _ = writeln!(out, "module({seed},'{file}','{class}','{trap}');");
            return Some(out);
        }
    };
    let _ = writeln!(out, "module({seed},'{file}','{class}');");
    let mut functions: Vec<(String, Func)> = Vec::new();
    let mut memory = None;
    for export in instance.exports(&store) {
        match export.ty(&store) {
            _ if export.clone().into_memory().is_some() => memory = export.into_memory(),
            _ => {
                let name = export.name().to_string();
                if let Extern::Func(function) = export.into_extern() {
                    functions.push((name, function));
                }
            }
        }
    }
    functions.sort_by(|a, b| a.0.cmp(&b.0));
    let methods = exports(wasm).ok()?;
    let mut random = Random(seed ^ 0x5555);
    for round in 0..3 {
        for (name, function) in &functions {
            let ty = function.ty(&store);
            let args: Vec<Val> = ty.params().iter().map(|ty| argument(ty, number(&mut random))).collect();
            let mut results: Vec<Val> = ty.results().iter().map(|ty| Val::default_for_ty(*ty)).collect();
            let method = &methods.iter().find(|(export, _)| export == name)?.1;
            let list: Vec<String> = args.iter().map(php_value).collect();
            let target = format!("{seed},'{class}','{method}',[{}]", list.join(","));
            match function.call(&mut store, &args, &mut results) {
                Ok(()) => {
                    let results: Vec<String> = results.iter().map(php_value).collect();
                    let _ = writeln!(out, "returns({target},[{}]);", results.join(","));
                }
                Err(error) => {
                    let trap = trap_name(error.as_trap_code()?)?;
                    let _ = writeln!(out, "traps({target},'{trap}');");
                }
            }
        }
        if let (Some(memory), 0 | 2) = (memory, round) {
            let data = memory.data(&store);
            let digest: String = Sha256::digest(data).iter().map(|byte| format!("{byte:02x}")).collect();
            let _ = writeln!(out, "memory({seed},'{class}',{},'{digest}');", data.len());
        }
    }
    Some(out)
}
