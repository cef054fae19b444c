//! Functions of the module that PHP does itself: reads their files, and refuses what could give another answer.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

use wasmparser::Operator;

use crate::module::{ExportKind, Function, Module, Refusal, Signature, Ty};

/// The upper half of every seal.
pub const SEAL: u32 = 0x5EA1_0000;

/// Whether a primitive answers from bytes, or appends to the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Pure,
    Sink,
}

/// One section of a file: an exported function and the PHP that takes its place.
#[derive(Clone, Debug)]
struct Section {
    export: String,
    signature: Signature,
    kind: Kind,
    literal: bool,
    php: String,
}

/// All sections of a folder.
#[derive(Clone, Debug, Default)]
pub struct Primitives {
    sections: Vec<Section>,
    doors: String,
}

/// Where a module meets its primitives: by function index.
#[derive(Clone, Debug, Default)]
pub struct Replaced {
    pub by_index: HashMap<u32, Replacement>,
    /// Members that stand in the class as they are.
    pub doors: String,
}

/// What stands in place of one function.
#[derive(Clone, Debug)]
pub struct Replacement {
    pub export: String,
    /// The method, under its internal name.
    pub php: String,
    /// A sink whose last two parameters may become a PHP literal.
    pub literal: bool,
    /// The body compiled from wasm is wanted as well.
    pub keeps_wasm: bool,
    is_sink: bool,
}

impl Replacement {
    /// The method's name; no exported function can have it.
    pub fn method(&self) -> String {
        internal(&self.export)
    }
}

fn internal(export: &str) -> String {
    format!("_{export}")
}

fn refuse<T>(why: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Primitive(why.into()))
}

fn types(text: &str, whole: &str) -> Result<Vec<Ty>, Refusal> {
    let mut list = Vec::new();
    for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        list.push(match name {
            "i32" => Ty::I32,
            "i64" => Ty::I64,
            _ => return refuse(format!("{whole}: a type is i32 or i64, not {name}")),
        });
    }
    Ok(list)
}

impl Section {
    /// `mg_text_x(i32,i32):i32 pure`, then the method.
    fn read(head: &str, body: &str) -> Result<Self, Refusal> {
        let shape = || Refusal::Primitive(format!("not of the form \"//: name(types)[:type] pure|sink\": {head}"));
        let (export, rest) = head.split_once('(').ok_or_else(shape)?;
        let (params, rest) = rest.split_once(')').ok_or_else(shape)?;
        let (result, words) = rest.split_once(' ').ok_or_else(shape)?;
        let words: Vec<&str> = words.split_whitespace().collect();
        let (kind, literal) = match words.as_slice() {
            ["pure"] => (Kind::Pure, false),
            ["sink"] => (Kind::Sink, false),
            ["sink", "literal"] => (Kind::Sink, true),
            _ => return Err(shape()),
        };
        let signature =
            Signature { params: types(params, head)?, results: types(result.trim_start_matches(':'), head)? };
        if literal && (!signature.results.is_empty() || !signature.params.ends_with(&[Ty::I32, Ty::I32])) {
            return refuse(format!(
                "{export}: a literal's last parameters are its address and length, and it returns nothing"
            ));
        }
        if !body.contains(&format!("private static function {export}(")) {
            return refuse(format!("{export}: the section holds no \"private static function {export}(\""));
        }
        Ok(Section { export: export.to_string(), signature, kind, literal, php: body.to_string() })
    }
}

impl Primitives {
    /// The sections of every `*.php` in `folder`, by file name.
    pub fn read(folder: &Path) -> Result<Self, Refusal> {
        let unread = |error: std::io::Error| Refusal::Primitive(format!("{}: {error}", folder.display()));
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(unread)? {
            let path = entry.map_err(unread)?.path();
            if path.extension().is_some_and(|end| end == "php") {
                files.push(path);
            }
        }
        files.sort();
        let mut primitives = Primitives::default();
        for file in files {
            primitives.add(&std::fs::read_to_string(file).map_err(unread)?)?;
        }
        Ok(primitives)
    }

    /// The sections of one file.
    fn add(&mut self, file: &str) -> Result<(), Refusal> {
        for section in file.split("\n//: ").skip(1) {
            let (head, body) = section.split_once('\n').unwrap_or((section, ""));
            if head.trim() == "door" {
                self.doors.push_str(body.trim_end());
                self.doors.push('\n');
                continue;
            }
            let section = Section::read(head.trim(), body.trim_end())?;
            if self.sections.iter().any(|known| known.export == section.export) {
                return refuse(format!("{}: two sections", section.export));
            }
            self.sections.push(section);
        }
        Ok(())
    }

    /// Finds the functions in the module, before any export is left out, and checks all that can be checked without
    /// the call graph.
    pub fn resolve(&self, module: &Module<'_>) -> Result<Replaced, Refusal> {
        let mut replaced = Replaced::default();
        let image = Image::of(module);
        let finish = |php: &str| self.finish(php, &image);
        for section in &self.sections {
            let name = &section.export;
            let wanted = |e: &&crate::module::Export| e.kind == ExportKind::Function && e.name == *name;
            let Some(export) = module.exports.iter().find(wanted) else {
                return refuse(format!("{name}: not an exported function of the module"));
            };
            let found = &module.types[module.functions[export.index as usize].type_index as usize];
            if *found != section.signature {
                return refuse(format!(
                    "{name}: its signature is {}, not {}",
                    found.shown(),
                    section.signature.shown()
                ));
            }
            let replacement = Replacement {
                export: name.clone(),
                php: finish(&section.php),
                literal: section.literal,
                keeps_wasm: self.mentions_wasm(name),
                is_sink: section.kind == Kind::Sink,
            };
            if let Some(other) = replaced.by_index.insert(export.index, replacement) {
                return refuse(format!("{name}: the same function as {}", other.export));
            }
        }
        for (index, replacement) in &replaced.by_index {
            if replacement.is_sink {
                sealed(module, *index, &replacement.export)?;
            }
        }
        replaced.doors = finish(&self.doors);
        Ok(replaced)
    }

    fn mentions_wasm(&self, name: &str) -> bool {
        let call = format!("self::wasm_{name}(");
        self.doors.contains(&call) || self.sections.iter().any(|section| section.php.contains(&call))
    }

    /// The PHP with its placeholders filled, and with methods under their internal names.
    fn finish(&self, php: &str, image: &Image) -> String {
        let mut php = php.to_string();
        for section in &self.sections {
            for before in ["function ", "self::"] {
                let call = |name: &str| format!("{before}{name}(");
                php = php.replace(&call(&section.export), &call(&internal(&section.export)));
            }
        }
        php.replace("LITERALS_FROM", &image.from.to_string())
            .replace("LITERALS_TO", &(image.from + image.bytes.len()).to_string())
    }
}

/// A copy of a sink's body anywhere else would append to an answer that PHP never sees: the seal gives it away.
fn sealed(module: &Module<'_>, index: u32, name: &str) -> Result<(), Refusal> {
    let own = seals(&module.functions[index as usize]);
    let [seal] = own.as_slice() else {
        return refuse(format!("{name}: its body holds {} seals instead of one", own.len()));
    };
    for (other, function) in module.functions.iter().enumerate() {
        if other != index as usize && seals(function).contains(seal) {
            return refuse(format!("{name}: inlined, its seal {seal:#x} also stands in function {other}"));
        }
    }
    Ok(())
}

fn seals(function: &Function<'_>) -> Vec<u32> {
    let seal = |op: &Operator<'_>| match op {
        Operator::I32Const { value } => Some(value.cast_unsigned()).filter(|value| value & 0xffff_0000 == SEAL),
        _ => None,
    };
    function.ops.iter().filter_map(seal).collect()
}

/// The initial data of a module: its active segments with what lies between them.
pub struct Image {
    pub from: usize,
    pub bytes: Vec<u8>,
}

impl Image {
    /// More zeros than this between two segments are not worth carrying along.
    const GAP: usize = 4096;

    /// The longest run of segments whose addresses are known.
    pub fn of(module: &Module<'_>) -> Self {
        let mut best = Image { from: 0, bytes: Vec::new() };
        for run in Self::runs(module) {
            if run.bytes.len() > best.bytes.len() {
                best = run;
            }
        }
        best
    }

    fn runs(module: &Module<'_>) -> Vec<Image> {
        let mut segments: Vec<(usize, &[u8])> = module
            .data
            .iter()
            .filter_map(|data| match data.at {
                Some(crate::module::Init::I32(at)) => Some((at as usize, data.bytes)),
                _ => None,
            })
            .collect();
        segments.sort_by_key(|(at, _)| *at);
        if segments.windows(2).any(|pair| matches!(pair, [(a, bytes), (b, _)] if a + bytes.len() > *b)) {
            return Vec::new();
        }
        let mut runs: Vec<Image> = Vec::new();
        for (at, bytes) in segments {
            match runs.last_mut() {
                Some(run) if at >= run.from + run.bytes.len() && at - run.from - run.bytes.len() <= Self::GAP => {
                    run.bytes.resize(at - run.from, 0);
                    run.bytes.extend_from_slice(bytes);
                }
                _ => runs.push(Image { from: at, bytes: bytes.to_vec() }),
            }
        }
        runs
    }

    /// The bytes of a range that lies inside; Rust gives an empty one any address.
    pub fn slice(&self, at: i64, length: i64) -> Option<&[u8]> {
        if length == 0 {
            return Some(&[]);
        }
        let at = usize::try_from(at).ok()?.checked_sub(self.from)?;
        self.bytes.get(at..at.checked_add(usize::try_from(length).ok()?)?)
    }

    /// The constant that sections know as `self::LITERALS`.
    pub fn constant(&self) -> String {
        format!("private const LITERALS={};\n", php_string(&self.bytes))
    }
}

/// Bytes as a PHP string that survives any transfer.
pub fn php_string(bytes: &[u8]) -> String {
    let plain = |byte: &u8| (b' '..=b'~').contains(byte);
    let mut out = String::with_capacity(bytes.len() + 2);
    if bytes.iter().all(plain) {
        out.push('\'');
        for byte in bytes {
            if matches!(byte, b'\'' | b'\\') {
                out.push('\\');
            }
            out.push(char::from(*byte));
        }
        out.push('\'');
        return out;
    }
    out.push('"');
    for byte in bytes {
        match byte {
            b'"' | b'\\' | b'$' => {
                out.push('\\');
                out.push(char::from(*byte));
            }
            byte if plain(byte) => out.push(char::from(*byte)),
            byte => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push('"');
    out
}

impl Signature {
    fn shown(&self) -> String {
        let list = |types: &[Ty]| {
            let names: Vec<String> = types.iter().map(|ty| format!("{ty:?}").to_lowercase()).collect();
            names.join(",")
        };
        let result = if self.results.is_empty() { String::new() } else { format!(":{}", list(&self.results)) };
        format!("({}){result}", list(&self.params))
    }
}

impl Replaced {
    /// What may only be said once it is known which functions are reached: each primitive is called from somewhere,
    /// and its depth needs no counting.
    pub fn check(&self, called: &[bool], recursive: &[bool]) -> Result<(), Refusal> {
        let mut by_name: Vec<(&String, u32)> = self.by_index.iter().map(|(index, r)| (&r.export, *index)).collect();
        by_name.sort();
        for (name, index) in by_name {
            if !called[index as usize] {
                return refuse(format!("{name}: never called (all its calls were inlined, or nothing needs it)"));
            }
            if recursive[index as usize] {
                return refuse(format!("{name}: calls itself, directly or through others"));
            }
        }
        Ok(())
    }

    pub fn keeps_wasm(&self, index: usize) -> bool {
        self.get(index).is_none_or(|replacement| replacement.keeps_wasm)
    }

    pub fn get(&self, index: usize) -> Option<&Replacement> {
        self.by_index.get(&u32::try_from(index).ok()?)
    }

    /// Whether a door answers for bytes that are not in the memory.
    pub fn has_window(&self) -> bool {
        self.doors.contains("function _far(")
    }

    /// Whether any of the PHP mentions the initial data.
    pub fn uses_literals(&self) -> bool {
        self.doors.contains("self::LITERALS") || self.by_index.values().any(|r| r.php.contains("self::LITERALS"))
    }

    /// All methods of PHP, in the order of their names.
    pub fn methods(&self) -> String {
        let mut all: Vec<&Replacement> = self.by_index.values().collect();
        all.sort_by(|a, b| a.export.cmp(&b.export));
        all.iter().fold(self.doors.clone(), |text, replacement| text + &replacement.php + "\n")
    }
}
