//! Puts the class together: header, state, public doors, functions, and the helpers they use.

use std::fmt::Write;

use crate::analysis::{self, Calls};
use crate::expr::literal;
use crate::float;
use crate::module::{ExportKind, Init, Module, Refusal, Ty};
use crate::primitives::{Image, Primitives};
use crate::reference::MOST_ELEMENTS;
use crate::split::Split;
use crate::translate::Translated;
use crate::whole::{self, Stack};
use crate::{doors, imports, runtime};

/// What the caller chooses.
pub struct Options {
    /// Fully qualified class name, without a leading backslash.
    pub class: String,
    /// Only these exported functions; all when empty.
    pub exports: Vec<String>,
    /// Calls nested deeper than this trap with "call stack exhausted".
    pub max_depth: u32,
    /// Exported functions that PHP does itself.
    pub primitives: Primitives,
    /// Records which functions are entered.
    pub trace: bool,
    /// The global that points into the shadow stack: leaving it traps with "call stack exhausted".
    pub stack: Option<u32>,
    /// An access that claims to be aligned and is not traps.
    pub aligned: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            class: String::new(),
            exports: vec![],
            max_depth: 2000,
            primitives: Primitives::default(),
            trace: false,
            stack: None,
            aligned: false,
        }
    }
}

/// The largest memory, 1 GiB: every address above 2^31 is certainly out of bounds.
pub const MOST_PAGES: u64 = 16384;

/// One method of the class.
pub struct Method {
    pub name: String,
    pub parameters: String,
    pub text: String,
}

impl Method {
    /// How it is called inside the class.
    pub fn called(&self) -> String {
        format!("self::{}(", self.name)
    }
}

/// A compiled module before it becomes one file or two.
pub struct Parts {
    header: String,
    /// What each file begins with.
    pub head: String,
    /// The classes of what is thrown.
    pub errors: String,
    /// Without its namespace.
    pub class: String,
    pub members: String,
    pub functions: Vec<Method>,
    pub dispatchers: Vec<Method>,
    pub calls: Calls,
    imports_memory: bool,
}

impl Parts {
    /// The limit of an imported memory is only known at run time.
    pub fn settle(&self, text: String) -> String {
        if self.imports_memory { text.replace("self::MAX_PAGES", "self::$pagesMax") } else { text }
    }

    /// Puts the digests of source and body in front.
    pub fn sign(&self, body: &str) -> String {
        self.header.replace("BODY", &runtime::hex(body.as_bytes())) + body
    }
}

/// Compiles a wasm file into the text of one PHP file.
pub fn compile(wasm: &[u8], options: &Options) -> Result<String, Refusal> {
    Ok(parts(wasm, options)?.whole())
}

/// Compiles a wasm file into the texts of two PHP files.
pub fn compile_split(wasm: &[u8], options: &Options, split: &Split<'_>) -> Result<(String, String), Refusal> {
    parts(wasm, options)?.split(split)
}

fn parts(wasm: &[u8], options: &Options) -> Result<Parts, Refusal> {
    let mut module = crate::module::read(wasm)?;
    let replaced = options.primitives.resolve(&module)?;
    choose_exports(&mut module, &options.exports)?;
    let calls = analysis::calls(&module, replaced);
    calls.replaced.check(&calls.called, &calls.recursive)?;
    let image = Image::of(&module);
    let functions = functions(&module, &calls, &image, options)?;
    let (namespace, class) = options.class.rsplit_once('\\').unwrap_or(("", &options.class));
    let mut head = String::from("declare(strict_types=1);\n");
    if !namespace.is_empty() {
        let _ = writeln!(head, "namespace {namespace};");
    }
    let mut errors = String::from(TRAP);
    if imports::any(&module) {
        errors.push_str(imports::ERROR);
    }
    let members = members(&module, &calls, &image, options)?;
    let dispatchers = doors::dispatchers(&functions, &module, &calls);
    let imports_memory = imports::imported_memory(&module);
    let class = class.to_string();
    Ok(Parts { header: header(wasm), head, errors, class, members, functions, dispatchers, calls, imports_memory })
}

const TRAP: &str = "/** A trap, named as the WebAssembly specification names it. */\n\
    final class Trap extends \\RuntimeException\n{\n}\n";

/// State, doors and what else does not belong to one function.
fn members(module: &Module<'_>, calls: &Calls, image: &Image, options: &Options) -> Result<String, Refusal> {
    let mut out = String::new();
    state(&mut out, module, options);
    if options.trace {
        out.push_str("/** The functions that were entered. */\npublic static $entered=[];\n");
    }
    if calls.replaced.uses_literals() {
        out.push_str(&image.constant());
    }
    imports::state(&mut out, module, calls);
    instantiate(&mut out, module, calls)?;
    imports::globals(&mut out, module);
    out.push_str(runtime::doors());
    doors::methods(&mut out, module, calls);
    out.push_str(&calls.replaced.methods());
    doors::to_wasm(&mut out, module, calls);
    Ok(out)
}

fn header(wasm: &[u8]) -> String {
    format!(
        "<?php\n// Generated by wasm2php {}: do not edit, compile the source again.\n// wasm sha256 {}\n// body sha256 BODY (all that follows this line)\n",
        env!("CARGO_PKG_VERSION"),
        runtime::hex(wasm)
    )
}

fn choose_exports(module: &mut Module<'_>, wanted: &[String]) -> Result<(), Refusal> {
    if wanted.is_empty() {
        return Ok(());
    }
    for name in wanted {
        let kinds = [ExportKind::Function, ExportKind::Global];
        if !module.exports.iter().any(|e| kinds.contains(&e.kind) && e.name == *name) {
            return Err(Refusal::Unsupported(format!("no exported function or global {name}")));
        }
    }
    module.exports.retain(|e| !matches!(e.kind, ExportKind::Function | ExportKind::Global) || wanted.contains(&e.name));
    Ok(())
}

/// Translates all reachable functions.
fn functions(module: &Module<'_>, calls: &Calls, image: &Image, options: &Options) -> Result<Vec<Method>, Refusal> {
    let stack = options.stack.map(|global| Stack::find(module, global)).transpose()?;
    let translated = whole::functions(module, calls, image, stack, options.aligned, calls.replaced.has_window())?;
    let mut out = Vec::new();
    for (index, translated) in translated.iter().enumerate() {
        let name = format!("f{index}");
        let params = module.types[module.functions[index].type_index as usize].params.len();
        if let (Some(import), true) = (&module.functions[index].import, calls.alive[index]) {
            let signature = &module.types[module.functions[index].type_index as usize];
            let parameters = parameters(params, false, true);
            out.push(Method { name, parameters, text: imports::wrapper(index, import, signature) });
        }
        let Some(Translated { code, .. }) = translated else { continue };
        let name = format!("f{index}");
        let parameters = parameters(params, calls.memory[index], calls.depth[index]);
        let entered = if options.trace { format!("self::$entered['{name}']=1;\n") } else { String::new() };
        let text = format!("private static function {name}({parameters}){{\n{entered}{code}}}\n");
        out.push(Method { name, parameters, text });
    }
    Ok(out)
}

pub fn parameters(count: usize, memory: bool, depth: bool) -> String {
    let mut names: Vec<String> = Vec::new();
    names.extend(memory.then(|| "&$m".to_string()));
    names.extend((0..count).map(|i| format!("$l{i}")));
    names.extend(depth.then(|| "$d".to_string()));
    names.join(",")
}

fn value(init: &Init) -> String {
    match init {
        Init::I32(value) => value.to_string(),
        Init::I64(value) => literal(*value).s,
        Init::F32(bits) => float::constant((*bits).into(), Ty::F32).s,
        Init::F64(bits) => float::constant(*bits, Ty::F64).s,
        Init::Global(index) => format!("self::$g{index}"),
        Init::Function(index) => index.to_string(),
        Init::Null | Init::Import => "null".into(),
    }
}

fn state(out: &mut String, module: &Module<'_>, options: &Options) {
    let limit = module.memory.as_ref().and_then(|memory| memory.max_pages).unwrap_or(MOST_PAGES).min(MOST_PAGES);
    let _ = writeln!(out, "private const DEPTH={};\nprivate const MAX_PAGES={limit};", options.max_depth);
    out.push_str(
        "private static $m=[];\nprivate static $tables=[];\nprivate static $data=[];\nprivate static $elem=[];\n",
    );
    for index in 0..module.globals.len() {
        let _ = writeln!(out, "private static $g{index};");
    }
}

fn list(items: &[Init]) -> String {
    let items: Vec<String> = items.iter().map(value).collect();
    format!("[{}]", items.join(","))
}

fn instantiate(out: &mut String, module: &Module<'_>, calls: &Calls) -> Result<(), Refusal> {
    out.push_str("/** A fresh instance: memory, globals and tables as the module declares them. Also to be called after a trap. */\n");
    let given = if imports::any(module) { "array $imports" } else { "" };
    let _ = writeln!(out, "public static function instantiate({given}): void\n{{");
    imports::take(out, module, calls);
    for (index, global) in module.globals.iter().enumerate().filter(|(_, global)| global.import.is_none()) {
        let _ = writeln!(out, "self::$g{index}={};", value(&global.init));
    }
    let pages = module.memory.as_ref().map_or(0, |memory| memory.min_pages);
    if pages > MOST_PAGES {
        return Err(Refusal::Unsupported(format!("{pages} pages of memory")));
    }
    let words = pages << 14;
    if !imports::imported_memory(module) {
        let fill = if words == 0 { "[]".into() } else { format!("\\array_fill(0,{words},0)") };
        let _ = writeln!(out, "self::$m={fill};");
    }
    for (index, table) in module.tables.iter().enumerate().filter(|(_, table)| table.import.is_none()) {
        if table.min > MOST_ELEMENTS {
            return Err(Refusal::Unsupported(format!("a table of {} elements", table.min)));
        }
        let fill = if table.min == 0 { "[]".into() } else { format!("\\array_fill(0,{},null)", table.min) };
        let _ = writeln!(out, "self::$tables[{index}]={fill};");
    }
    for (index, segment) in module.elements.iter().enumerate() {
        let kept = segment.at.is_some() || (!segment.declared && !segment.items.is_empty());
        let _ = writeln!(out, "self::$elem[{index}]={};", if kept { list(&segment.items) } else { "[]".into() });
        if let Some((table, at)) = &segment.at {
            let _ = writeln!(out, "self::_tinit({table},{index},{},0,{});", value(at), segment.items.len());
            let _ = writeln!(out, "self::$elem[{index}]=[];");
        }
    }
    for (index, segment) in module.data.iter().enumerate() {
        let bytes = format!("\\base64_decode('{}')", runtime::base64(segment.bytes));
        match &segment.at {
            Some(at) => {
                let _ = writeln!(out, "self::$data[{index}]='';\nself::memoryWrite({},{bytes});", value(at));
            }
            None => {
                let _ = writeln!(out, "self::$data[{index}]={bytes};");
            }
        }
    }
    if let Some(start) = module.start {
        let _ = writeln!(out, "self::start();");
        let _ = start;
    }
    out.push_str("}\n");
    Ok(())
}
