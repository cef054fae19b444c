//! The public methods of the generated class, and the switches behind indirect calls.

use std::collections::HashSet;
use std::fmt::Write;

use crate::analysis::{self, Calls};
use crate::emit::{Method, parameters};
use crate::module::{Export, ExportKind, Module, Refusal, Signature, Ty};
use crate::runtime;

fn php_type(ty: Ty) -> &'static str {
    match ty {
        Ty::I32 | Ty::I64 => "int",
        Ty::F32 | Ty::F64 => "float",
        Ty::FuncRef => "?int",
        Ty::ExternRef => "mixed",
    }
}

/// Call of an internal method from outside: memory by reference, depth 0 unless the host calls back.
fn entry(index: usize, calls: &Calls, args: Vec<String>) -> String {
    let (name, memory, depth) = calls.target(index as u32);
    let mut all: Vec<String> = Vec::new();
    all.extend(memory.then(|| "self::$m".to_string()));
    all.extend(args);
    all.extend(depth.then(|| if calls.hosted { "self::$level" } else { "0" }.to_string()));
    format!("self::{name}({})", all.join(","))
}

/// One public method for each exported function.
pub fn methods(out: &mut String, module: &Module<'_>, calls: &Calls) {
    for (export, name) in method_names(module, &calls.replaced.methods()) {
        let index = export.index as usize;
        let Signature { params, results } = &module.types[module.functions[index].type_index as usize];
        let parameters: Vec<String> =
            params.iter().enumerate().map(|(i, ty)| format!("{} $a{i}", php_type(*ty))).collect();
        let args = params.iter().enumerate().map(|(i, ty)| match ty {
            Ty::I32 => format!("$a{i}&4294967295"),
            Ty::F32 => format!("self::_in32($a{i})"),
            Ty::FuncRef => format!("self::_fref($a{i})"),
            _ => format!("$a{i}"),
        });
        let call = entry(index, calls, args.collect());
        let (ty, give) = match results.as_slice() {
            [] => ("void", ""),
            [one] => (php_type(*one), "return "),
            _ => ("array", "return "),
        };
        let shown = export.name.replace("*/", "* /").replace(['\n', '\r'], " ");
        let _ = writeln!(out, "/** Export \"{shown}\". */");
        let _ = writeln!(out, "public static function {name}({}): {ty}\n{{\n{give}{call};\n}}", parameters.join(", "));
    }
    if let Some(start) = module.start {
        let call = entry(start as usize, calls, vec![]);
        let _ = writeln!(out, "private static function start(): void\n{{\n{call};\n}}");
    }
}

/// The bodies compiled from wasm that PHP falls back to, for callers without memory and depth.
pub fn to_wasm(out: &mut String, module: &Module<'_>, calls: &Calls) {
    for (f, function) in module.functions.iter().enumerate() {
        let Some(primitive) = calls.replaced.get(f).filter(|primitive| primitive.keeps_wasm) else { continue };
        let Signature { params, results } = &module.types[function.type_index as usize];
        let names: Vec<String> = (0..params.len()).map(|i| format!("$l{i}")).collect();
        let mut all: Vec<String> = Vec::new();
        all.extend(calls.memory[f].then(|| "self::$m".to_string()));
        all.extend(names.iter().cloned());
        all.extend(calls.depth[f].then(|| if calls.hosted { "self::$level" } else { "0" }.to_string()));
        let give = if results.is_empty() { "" } else { "return " };
        let _ = writeln!(
            out,
            "private static function wasm_{}({}){{\n{give}self::f{f}({});\n}}",
            primitive.export,
            names.join(","),
            all.join(",")
        );
    }
}

/// The exported functions with the public methods that stand for them.
/// `members` are in the class already.
fn method_names<'m>(module: &'m Module<'_>, members: &str) -> Vec<(&'m Export, String)> {
    let mut taken: HashSet<String> = ["instantiate", "memorywrite", "memoryread", "start"].map(String::from).into();
    taken.extend(module.exports.iter().any(|e| e.kind == ExportKind::Global).then(|| "globalget".to_string()));
    taken.extend(runtime::names());
    taken.extend(
        members
            .split("function ")
            .skip(1)
            .filter_map(|rest| rest.split_once('('))
            .map(|(name, _)| name.to_ascii_lowercase()),
    );
    let functions = module.exports.iter().filter(|e| e.kind == ExportKind::Function);
    functions.map(|export| (export, method_name(&export.name, &mut taken))).collect()
}

/// Which public method answers for which exported function.
pub fn exports(wasm: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
    let module = crate::module::read(wasm)?;
    Ok(method_names(&module, "").into_iter().map(|(export, name)| (export.name.clone(), name)).collect())
}

/// A legal method name that PHP, which ignores case in them, does not confuse with another.
fn method_name(export: &str, taken: &mut HashSet<String>) -> String {
    let mut name: String = export.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let internal = name.len() > 1 && name[1..].bytes().all(|b| b.is_ascii_digit() || b == b'_');
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) || internal || name.starts_with("__") {
        name.insert_str(0, "x_");
    }
    if name.eq_ignore_ascii_case("class") {
        name.push('_');
    }
    while !taken.insert(name.to_ascii_lowercase()) {
        name.push('_');
    }
    name
}

/// One method for each type that is called indirectly: a switch over the functions of that type.
pub fn dispatchers(functions: &[Method], module: &Module<'_>, calls: &Calls) -> Vec<Method> {
    let mut out = Vec::new();
    for type_index in 0..module.types.len() as u32 {
        for table in 0..module.tables.len() {
            let name = format!("i{type_index}_{table}");
            if !functions.iter().any(|method| method.text.contains(&format!("self::{name}("))) {
                continue;
            }
            let params = module.types[type_index as usize].params.len();
            let of_type: Vec<u32> = analysis::of_type(module, &calls.in_tables, type_index).collect();
            let memory = of_type.iter().any(|&f| calls.target(f).1);
            let depth = of_type.iter().any(|&f| calls.target(f).2);
            let taken = parameters(params + 1, memory, depth);
            let mut text = format!("private static function {name}({taken}){{\n");
            let _ = writeln!(text, "switch(self::$tables[{table}][$l{params}]??-1){{");
            for f in of_type {
                let (name, memory, depth) = calls.target(f);
                let names = parameters(params, memory, depth).replace('&', "");
                let _ = writeln!(text, "case {f}:return self::{name}({names});");
            }
            let _ = writeln!(text, "}}\nself::_badcall({table},$l{params});\n}}");
            out.push(Method { name, parameters: taken, text });
        }
    }
    out
}
