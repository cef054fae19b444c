//! Reads a wasm file into the few tables the compiler works on, and refuses what it does not support.

use std::fmt;

use wasmparser::{
    CompositeInnerType, ConstExpr, DataKind, ElementItems, ElementKind, ExternalKind, Operator, Parser, Payload,
    TypeRef, Validator, WasmFeatures,
};

/// The value types of WebAssembly that the compiler knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ty {
    I32,
    I64,
    F32,
    F64,
    /// A function of this instance, by number, or null.
    FuncRef,
    /// Any value of the host, or null.
    ExternRef,
}

impl Ty {
    pub fn is_integer(self) -> bool {
        matches!(self, Ty::I32 | Ty::I64)
    }
}

/// The two names under which the host hands something in.
#[derive(Clone, Debug)]
pub struct Import {
    pub module: String,
    pub name: String,
}

/// A function's signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub params: Vec<Ty>,
    pub results: Vec<Ty>,
}

/// A value known when the module is instantiated.
#[derive(Clone, Debug)]
pub enum Init {
    I32(u32),
    I64(i64),
    F32(u32),
    F64(u64),
    /// The value of an earlier global.
    Global(u32),
    Null,
    Function(u32),
    /// Handed in by the host.
    Import,
}

/// One function: its type, the types of all locals (parameters first) and its instructions.
pub struct Function<'a> {
    pub type_index: u32,
    pub locals: Vec<Ty>,
    pub ops: Vec<Operator<'a>>,
    /// Set when the host answers it; then there are no instructions.
    pub import: Option<Import>,
}

pub struct Global {
    pub ty: Ty,
    pub mutable: bool,
    pub init: Init,
    pub import: Option<Import>,
}

pub struct Memory {
    pub min_pages: u64,
    pub max_pages: Option<u64>,
    pub import: Option<Import>,
}

pub struct Table {
    pub min: u64,
    pub max: Option<u64>,
    pub ty: Ty,
    pub import: Option<Import>,
}

/// A list of references for a table; `at` is table and offset for an active segment.
pub struct Elements {
    pub at: Option<(u32, Init)>,
    pub declared: bool,
    pub items: Vec<Init>,
}

/// Bytes for the memory; `at` is the offset for an active segment.
pub struct Data<'a> {
    pub at: Option<Init>,
    pub bytes: &'a [u8],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportKind {
    Function,
    Table,
    Memory,
    Global,
}

pub struct Export {
    pub name: String,
    pub kind: ExportKind,
    pub index: u32,
}

/// A parsed, validated and supported module.
#[derive(Default)]
pub struct Module<'a> {
    pub types: Vec<Signature>,
    pub functions: Vec<Function<'a>>,
    pub tables: Vec<Table>,
    pub memory: Option<Memory>,
    pub globals: Vec<Global>,
    pub exports: Vec<Export>,
    pub start: Option<u32>,
    pub elements: Vec<Elements>,
    pub data: Vec<Data<'a>>,
}

/// Why a module was not compiled.
#[derive(Debug)]
pub enum Refusal {
    /// Not a valid WebAssembly module at all.
    Invalid(String),
    /// Valid, but it needs a feature that this compiler does not have.
    Unsupported(String),
    /// A function that PHP should do itself is not what its section says.
    Primitive(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Invalid(why) => write!(out, "invalid module: {why}"),
            Refusal::Unsupported(why) => write!(out, "unsupported: {why}"),
            Refusal::Primitive(why) => write!(out, "primitive: {why}"),
        }
    }
}

impl std::error::Error for Refusal {}

fn invalid(error: impl fmt::Display) -> Refusal {
    Refusal::Invalid(error.to_string())
}

fn unsupported<T>(what: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Unsupported(what.into()))
}

/// What the compiler translates: the first version of WebAssembly and the small integer and memory
/// extensions that rustc's target uses.
fn supported() -> WasmFeatures {
    WasmFeatures::MUTABLE_GLOBAL
        | WasmFeatures::SATURATING_FLOAT_TO_INT
        | WasmFeatures::SIGN_EXTENSION
        | WasmFeatures::BULK_MEMORY
        | WasmFeatures::MULTI_VALUE
        | WasmFeatures::REFERENCE_TYPES
        | WasmFeatures::FLOATS
        | WasmFeatures::GC_TYPES
}

impl Signature {
    fn read(ty: &wasmparser::FuncType) -> Result<Self, Refusal> {
        let list =
            |types: &[wasmparser::ValType]| types.iter().map(|&ty| value_type(ty)).collect::<Result<Vec<Ty>, _>>();
        Ok(Signature { params: list(ty.params())?, results: list(ty.results())? })
    }
}

pub fn value_type(ty: wasmparser::ValType) -> Result<Ty, Refusal> {
    match ty {
        wasmparser::ValType::I32 => Ok(Ty::I32),
        wasmparser::ValType::I64 => Ok(Ty::I64),
        wasmparser::ValType::F32 => Ok(Ty::F32),
        wasmparser::ValType::F64 => Ok(Ty::F64),
        wasmparser::ValType::Ref(ty) if ty.is_func_ref() => Ok(Ty::FuncRef),
        wasmparser::ValType::Ref(ty) if ty.is_extern_ref() => Ok(Ty::ExternRef),
        other => unsupported(format!("value type {other}")),
    }
}

fn init(expr: &ConstExpr<'_>) -> Result<Init, Refusal> {
    let mut ops = expr.get_operators_reader();
    let first = ops.read().map_err(invalid)?;
    let second = ops.read().map_err(invalid)?;
    if !matches!(second, Operator::End) {
        return unsupported("extended constant expressions");
    }
    Ok(match first {
        Operator::I32Const { value } => Init::I32(value.cast_unsigned()),
        Operator::I64Const { value } => Init::I64(value),
        Operator::F32Const { value } => Init::F32(value.bits()),
        Operator::F64Const { value } => Init::F64(value.bits()),
        Operator::GlobalGet { global_index } => Init::Global(global_index),
        Operator::RefFunc { function_index } => Init::Function(function_index),
        Operator::RefNull { .. } => Init::Null,
        other => return unsupported(format!("constant {other:?}")),
    })
}

/// Parses, validates and checks the features of `wasm`.
pub fn read(wasm: &[u8]) -> Result<Module<'_>, Refusal> {
    Validator::new_with_features(WasmFeatures::all()).validate_all(wasm).map_err(invalid)?;
    Validator::new_with_features(supported())
        .validate_all(wasm)
        .map_err(|error| Refusal::Unsupported(error.to_string()))?;
    let mut module = Module::default();
    let mut declared = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        section(&mut module, &mut declared, payload.map_err(invalid)?)?;
    }
    Ok(module)
}

fn imports(
    module: &mut Module<'_>,
    declared: &mut Vec<u32>,
    reader: wasmparser::ImportSectionReader<'_>,
) -> Result<(), Refusal> {
    for import in reader.into_imports() {
        let import = import.map_err(invalid)?;
        let names = Some(Import { module: import.module.to_string(), name: import.name.to_string() });
        match import.ty {
            TypeRef::Func(type_index) => {
                let locals = module.types[type_index as usize].params.clone();
                declared.push(type_index);
                module.functions.push(Function { type_index, locals, ops: vec![], import: names });
            }
            TypeRef::Global(ty) if ty.mutable => {
                return unsupported(format!("import of a mutable global ({}.{})", import.module, import.name));
            }
            TypeRef::Global(ty) => module.globals.push(Global {
                ty: value_type(ty.content_type)?,
                mutable: false,
                init: Init::Import,
                import: names,
            }),
            TypeRef::Memory(ty) => {
                module.memory = Some(Memory { min_pages: ty.initial, max_pages: ty.maximum, import: names });
            }
            TypeRef::Table(ty) => module.tables.push(table(&ty, names)?),
            _ => return unsupported(format!("import of this kind ({}.{})", import.module, import.name)),
        }
    }
    Ok(())
}

fn table(ty: &wasmparser::TableType, import: Option<Import>) -> Result<Table, Refusal> {
    let element = value_type(wasmparser::ValType::Ref(ty.element_type))?;
    Ok(Table { min: ty.initial, max: ty.maximum, ty: element, import })
}

fn section<'a>(module: &mut Module<'a>, declared: &mut Vec<u32>, payload: Payload<'a>) -> Result<(), Refusal> {
    match payload {
        Payload::TypeSection(reader) => {
            for group in reader {
                for ty in group.map_err(invalid)?.into_types() {
                    match &ty.composite_type.inner {
                        CompositeInnerType::Func(func) => module.types.push(Signature::read(func)?),
                        _ => return unsupported("garbage-collected types"),
                    }
                }
            }
        }
        Payload::ImportSection(reader) => imports(module, declared, reader)?,
        Payload::FunctionSection(reader) => {
            for index in reader {
                declared.push(index.map_err(invalid)?);
            }
        }
        Payload::TableSection(reader) => {
            for declared in reader {
                module.tables.push(table(&declared.map_err(invalid)?.ty, None)?);
            }
        }
        Payload::MemorySection(reader) => {
            for memory in reader {
                let memory = memory.map_err(invalid)?;
                module.memory = Some(Memory { min_pages: memory.initial, max_pages: memory.maximum, import: None });
            }
        }
        Payload::GlobalSection(reader) => {
            for global in reader {
                let global = global.map_err(invalid)?;
                module.globals.push(Global {
                    ty: value_type(global.ty.content_type)?,
                    mutable: global.ty.mutable,
                    init: init(&global.init_expr)?,
                    import: None,
                });
            }
        }
        Payload::ExportSection(reader) => exports(module, reader)?,
        Payload::StartSection { func, .. } => module.start = Some(func),
        Payload::ElementSection(reader) => elements(module, reader)?,
        Payload::DataSection(reader) => {
            for data in reader {
                let data = data.map_err(invalid)?;
                let at = match data.kind {
                    DataKind::Active { offset_expr, .. } => Some(init(&offset_expr)?),
                    DataKind::Passive => None,
                };
                module.data.push(Data { at, bytes: data.data });
            }
        }
        Payload::CodeSectionEntry(body) => function(module, declared, &body)?,
        _ => {}
    }
    Ok(())
}

fn exports(module: &mut Module<'_>, reader: wasmparser::ExportSectionReader<'_>) -> Result<(), Refusal> {
    for export in reader {
        let export = export.map_err(invalid)?;
        let kind = match export.kind {
            ExternalKind::Func => ExportKind::Function,
            ExternalKind::Table => ExportKind::Table,
            ExternalKind::Memory => ExportKind::Memory,
            ExternalKind::Global => ExportKind::Global,
            other => return unsupported(format!("export of kind {other:?}")),
        };
        module.exports.push(Export { name: export.name.to_string(), kind, index: export.index });
    }
    Ok(())
}

fn elements(module: &mut Module<'_>, reader: wasmparser::ElementSectionReader<'_>) -> Result<(), Refusal> {
    for segment in reader {
        let segment = segment.map_err(invalid)?;
        let (at, declared) = match segment.kind {
            ElementKind::Active { table_index, offset_expr } => {
                (Some((table_index.unwrap_or(0), init(&offset_expr)?)), false)
            }
            ElementKind::Passive => (None, false),
            ElementKind::Declared => (None, true),
        };
        let mut items = Vec::new();
        match segment.items {
            ElementItems::Functions(list) => {
                for index in list {
                    items.push(Init::Function(index.map_err(invalid)?));
                }
            }
            ElementItems::Expressions(_, list) => {
                for expr in list {
                    items.push(init(&expr.map_err(invalid)?)?);
                }
            }
        }
        module.elements.push(Elements { at, declared, items });
    }
    Ok(())
}

fn function<'a>(module: &mut Module<'a>, declared: &[u32], body: &wasmparser::FunctionBody<'a>) -> Result<(), Refusal> {
    let type_index = declared[module.functions.len()];
    let mut locals = module.types[type_index as usize].params.clone();
    for local in body.get_locals_reader().map_err(invalid)? {
        let (count, ty) = local.map_err(invalid)?;
        let ty = value_type(ty)?;
        locals.extend(std::iter::repeat_n(ty, count as usize));
    }
    let mut ops = Vec::new();
    for op in body.get_operators_reader().map_err(invalid)? {
        ops.push(op.map_err(invalid)?);
    }
    module.functions.push(Function { type_index, locals, ops, import: None });
    Ok(())
}
