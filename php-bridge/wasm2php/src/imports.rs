//! What the host hands in: read and checked when the class is instantiated, and its functions wrapped so
//! that calls back into the class keep counting the depth.

use std::fmt::Write;

use crate::analysis::Calls;
use crate::emit::parameters;
use crate::module::{ExportKind, Import, Module, Signature, Ty};
use crate::reference::MOST_ELEMENTS;

pub const ERROR: &str = "/** An import is missing, or is not what the module asks for. */\n\
    final class ImportError extends \\RuntimeException\n{\n}\n";

/// A PHP string literal.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

impl Import {
    fn arguments(&self) -> String {
        format!("$imports,{},{}", quoted(&self.module), quoted(&self.name))
    }

    fn shown(&self) -> String {
        quoted(&format!("import {}.{}", self.module, self.name))
    }
}

pub fn any(module: &Module<'_>) -> bool {
    module.functions.iter().any(|f| f.import.is_some())
        || module.globals.iter().any(|g| g.import.is_some())
        || module.tables.iter().any(|t| t.import.is_some())
        || imported_memory(module)
}

pub fn imported_memory(module: &Module<'_>) -> bool {
    module.memory.as_ref().is_some_and(|memory| memory.import.is_some())
}

/// Static state that only some modules need.
pub fn state(out: &mut String, module: &Module<'_>, calls: &Calls) {
    if calls.hosted {
        out.push_str("private static $imports=[];\nprivate static $level=0;\n");
    }
    if imported_memory(module) {
        out.push_str("private static $pagesMax=0;\n");
    }
    if module.tables.iter().any(|table| table.import.is_some()) {
        out.push_str("private static $tableMax=[];\n");
    }
}

/// First lines of `instantiate`: everything is taken and checked before anything starts.
pub fn take(out: &mut String, module: &Module<'_>, calls: &Calls) {
    if calls.hosted {
        out.push_str("if(self::$level!==0)throw new \\LogicException('instantiate() during a call');\n");
        out.push_str("self::$imports=[\n");
        for (index, function) in module.functions.iter().enumerate() {
            if let Some(import) = &function.import {
                let _ = writeln!(out, "{index}=>self::_ifunc({}),", import.arguments());
            }
        }
        out.push_str("];\n");
    }
    for (index, global) in module.globals.iter().enumerate() {
        if let Some(import) = &global.import {
            let value = checked(global.ty, &format!("self::_import({})", import.arguments()), &import.shown());
            let _ = writeln!(out, "self::$g{index}={value};");
        }
    }
    let max = |max: Option<u64>| max.map_or("null".to_string(), |max| max.to_string());
    for (index, table) in module.tables.iter().enumerate() {
        if let Some(import) = &table.import {
            let (names, most) = (import.arguments(), max(table.max));
            let functions = table.ty == Ty::FuncRef;
            let _ = writeln!(
                out,
                "self::$tables[{index}]=self::_itable({names},{index},{},{most},{functions});",
                table.min
            );
        }
    }
    if let Some(memory) = &module.memory
        && let Some(import) = &memory.import
    {
        let (names, most) = (import.arguments(), max(memory.max_pages));
        let _ = writeln!(out, "self::$m=self::_imem({names},{},{most});", memory.min_pages);
    }
}

/// A value of the host as wasm holds it, or an exception.
fn checked(ty: Ty, value: &str, name: &str) -> String {
    let helper = match ty {
        Ty::I32 => "_hi32",
        Ty::I64 => "_hi64",
        Ty::F32 => "_hf32",
        Ty::F64 => "_hf64",
        Ty::FuncRef => "_hfref",
        Ty::ExternRef => return value.to_string(),
    };
    format!("self::{helper}({value},{name})")
}

/// The method that stands for an imported function. The depth is kept while the host works: it may call
/// exports, and an endless way through it has to end.
pub fn wrapper(index: usize, import: &Import, signature: &Signature) -> String {
    let Signature { params, results } = signature;
    let given = parameters(params.len(), false, false);
    let name = import.shown();
    let back = match results.as_slice() {
        [] => String::new(),
        [one] => format!("return {};\n", checked(*one, "$r", &name)),
        many => {
            let values: Vec<String> =
                many.iter().enumerate().map(|(i, ty)| checked(*ty, &format!("$r[{i}]"), &name)).collect();
            format!("$r=self::_hmany($r,{},{name});\nreturn[{}];\n", many.len(), values.join(","))
        }
    };
    format!(
        "private static function f{index}({}){{\nif($d>self::DEPTH)self::_deep();\n$level=self::$level;self::$level=$d+1;\n\
         try{{$r=(self::$imports[{index}])({given});}}finally{{self::$level=$level;}}\n{back}}}\n",
        parameters(params.len(), false, true)
    )
}

/// Reads exported globals by name.
pub fn globals(out: &mut String, module: &Module<'_>) {
    let mut exported = module.exports.iter().filter(|export| export.kind == ExportKind::Global).peekable();
    if exported.peek().is_none() {
        return;
    }
    out.push_str("/** The value of an exported global. */\n");
    out.push_str("public static function globalGet(string $name): mixed\n{\nreturn match($name){\n");
    for export in exported {
        let _ = writeln!(out, "{}=>self::$g{},", quoted(&export.name), export.index);
    }
    out.push_str("default=>throw new \\OutOfBoundsException(\"no exported global $name\"),\n};\n}\n");
}

/// The function references that may come from outside, where any may.
pub fn functions(out: &mut String, calls: &Calls) {
    if out.contains("self::FUNCTIONS[") {
        let all: Vec<String> = calls.in_tables.iter().map(|f| format!("{f}=>1")).collect();
        let _ = writeln!(out, "private const FUNCTIONS=[{}];", all.join(","));
    }
}

const _: () = assert!(MOST_ELEMENTS == 1_048_576, "runtime/import.php names the same number");
