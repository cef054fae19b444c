//! The public methods of the generated class, and the switches behind indirect calls.

use std::collections::HashSet;
use std::fmt::Write;

use crate::analysis::{self, Calls};
use crate::emit::parameters;
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
    let mut all: Vec<String> = Vec::new();
    all.extend(calls.memory[index].then(|| "self::$m".to_string()));
    all.extend(args);
    all.extend(calls.depth[index].then(|| if calls.hosted { "self::$level" } else { "0" }.to_string()));
    format!("self::f{index}({})", all.join(","))
}

/// One public method for each exported function.
pub fn methods(out: &mut String, module: &Module<'_>, calls: &Calls) {
    for (export, name) in method_names(module) {
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

/// The exported functions with the public methods that stand for them.
fn method_names<'m>(module: &'m Module<'_>) -> Vec<(&'m Export, String)> {
    let mut taken: HashSet<String> = ["instantiate", "memorywrite", "memoryread", "start"].map(String::from).into();
    taken.extend(module.exports.iter().any(|e| e.kind == ExportKind::Global).then(|| "globalget".to_string()));
    taken.extend(runtime::names());
    let functions = module.exports.iter().filter(|e| e.kind == ExportKind::Function);
    functions.map(|export| (export, method_name(&export.name, &mut taken))).collect()
}

/// Which public method answers for which exported function.
pub fn exports(wasm: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
    let module = crate::module::read(wasm)?;
    Ok(method_names(&module).into_iter().map(|(export, name)| (export.name.clone(), name)).collect())
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
pub fn dispatchers(out: &mut String, module: &Module<'_>, calls: &Calls) {
    for type_index in 0..module.types.len() as u32 {
        for table in 0..module.tables.len() {
            let name = format!("i{type_index}_{table}");
            if !out.contains(&format!("self::{name}(")) {
                continue;
            }
            let params = module.types[type_index as usize].params.len();
            let of_type: Vec<u32> = analysis::of_type(module, &calls.in_tables, type_index).collect();
            let memory = of_type.iter().any(|&f| calls.memory[f as usize]);
            let depth = of_type.iter().any(|&f| calls.depth[f as usize]);
            let _ = writeln!(out, "private static function {name}({}){{", parameters(params + 1, memory, depth));
            let _ = writeln!(out, "switch(self::$tables[{table}][$l{params}]??-1){{");
            for f in of_type {
                let f = f as usize;
                let names = parameters(params, calls.memory[f], calls.depth[f]).replace('&', "");
                let _ = writeln!(out, "case {f}:return self::f{f}({names});");
            }
            let _ = writeln!(out, "}}\nself::_badcall({table},$l{params});\n}}");
        }
    }
}
