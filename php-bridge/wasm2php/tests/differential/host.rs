//! The host on the interpreter's side; `tests/host.php` does the same in PHP. Its answers follow from all
//! it was asked before, so that a wrong argument or a wrong order shows in everything that comes later.

use std::fmt;

use wasmi::{
    Caller, Engine, Error, ExternRef, F32, F64, Func, FuncType, Global, Linker, Memory, MemoryType, Mutability,
    Nullable, Ref, RefType, Store, StoreLimits, StoreLimitsBuilder, Table, TableType, Val, ValType,
};

/// What the host remembers (a number below 2^31), and how far tables may grow: as far as in PHP.
pub struct Host(pub u64, StoreLimits);

impl Host {
    pub fn store(engine: &Engine, start: u64) -> Store<Host> {
        let limits = StoreLimitsBuilder::new().table_elements(1 << 20).build();
        let mut store = Store::new(engine, Host(start, limits));
        store.limiter(|host| &mut host.1);
        store
    }
}

/// The host's own refusal, which is no trap.
#[derive(Debug)]
pub struct Thrown;

impl fmt::Display for Thrown {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the host refuses")
    }
}

impl wasmi::errors::HostError for Thrown {}

/// What random modules may import.
pub const IMPORTS: &str = r#"(module
    (import "env" "tick" (func))
    (import "env" "i" (func (param i32) (result i32)))
    (import "env" "l" (func (param i64 f64) (result i64)))
    (import "env" "f" (func (param f32) (result f32)))
    (import "env" "d" (func (param i64) (result f64)))
    (import "env" "two" (func (param i32 i32) (result i32 i64)))
    (import "env" "four" (func (param f64 f64) (result f64 f32 i64 i32)))
    (import "env" "x" (func (param externref) (result externref)))
    (import "env" "named" (func (param funcref) (result i32)))
    (import "env" "some" (func (result externref i32)))
    (import "env" "gi" (global i32))
    (import "env" "gl" (global i64))
    (import "env" "gf" (global f32))
    (import "env" "gd" (global f64))
    (import "env" "gx" (global externref))
    (import "env" "functions" (table 5 20 funcref))
    (import "env" "values" (table 3 20 externref))
    (import "env" "memory" (memory 1 4)))"#;

fn low(bits: u64) -> u64 {
    bits & 0x7fff_ffff
}

/// The number of a host value.
pub fn number(value: &Nullable<ExternRef>, store: impl wasmi::AsContext) -> Option<u32> {
    value.val().and_then(|value| value.data(store.as_context()).downcast_ref::<u32>().copied())
}

fn answer(mut caller: Caller<'_, Host>, args: &[Val], results: &mut [Val]) -> Result<(), Error> {
    let mut h = caller.data().0;
    for arg in args {
        let part = match arg {
            Val::I32(v) => low(v.cast_unsigned().into()),
            Val::I64(v) => low(v.cast_unsigned()),
            Val::F32(v) => low(v.to_bits().into()),
            Val::F64(v) => low(v.to_bits() >> 32),
            Val::ExternRef(v) => number(v, &caller).map_or(1, |n| 100 + u64::from(n)),
            Val::FuncRef(v) => {
                if v.is_null() {
                    2
                } else {
                    3
                }
            }
            Val::V128(_) => 0,
        };
        h = low(h * 31 + part);
    }
    h = low(h * 31 + 11);
    caller.data_mut().0 = h;
    if h % 37 == 5 {
        return Err(Error::host(Thrown));
    }
    for result in results {
        h = low(h * 31 + 7);
        *result = match result.ty() {
            ValType::I32 => Val::I32((h << 1 | h & 1) as u32 as i32),
            ValType::I64 => Val::I64((h << 33 ^ h).cast_signed()),
            ValType::F32 => Val::F32(F32::from_bits(((h & 0xff_ffff) as f32 / 4.0).to_bits())),
            ValType::F64 => Val::F64(F64::from_bits((h as f64 / 8.0 - 1_000_000.0).to_bits())),
            _ if h.is_multiple_of(3) => Val::ExternRef(Nullable::Null),
            _ => Val::ExternRef(value(&mut caller, (h % 7) as u32)),
        };
    }
    caller.data_mut().0 = h;
    Ok(())
}

pub fn value(store: impl wasmi::AsContextMut, n: u32) -> Nullable<ExternRef> {
    Nullable::Val(ExternRef::new(store, n))
}

/// A linker that hands in everything of `IMPORTS`.
pub fn linker(store: &mut Store<Host>) -> Result<Linker<Host>, Error> {
    use ValType::{ExternRef as X, F32 as F, F64 as D, FuncRef as R, I32 as I, I64 as L};
    let mut linker = Linker::new(store.engine());
    let functions: [(&str, &[ValType], &[ValType]); 10] = [
        ("tick", &[], &[]),
        ("i", &[I], &[I]),
        ("l", &[L, D], &[L]),
        ("f", &[F], &[F]),
        ("d", &[L], &[D]),
        ("two", &[I, I], &[I, L]),
        ("four", &[D, D], &[D, F, L, I]),
        ("x", &[X], &[X]),
        ("named", &[R], &[I]),
        ("some", &[], &[X, I]),
    ];
    for (name, params, results) in functions {
        let ty = FuncType::new(params.iter().copied(), results.iter().copied());
        let function = Func::new(&mut *store, ty, answer);
        linker.define("env", name, function)?;
    }
    let x = value(&mut *store, 6);
    let globals = [
        ("gi", Val::I32(-5)),
        ("gl", Val::I64(i64::MIN)),
        ("gf", Val::F32(F32::from_bits(1.5f32.to_bits()))),
        ("gd", Val::F64(F64::from_bits((-0.25f64).to_bits()))),
        ("gx", Val::ExternRef(x)),
    ];
    for (name, value) in globals {
        let global = Global::new(&mut *store, value, Mutability::Const);
        linker.define("env", name, global)?;
    }
    let empty = Ref::Func(Nullable::Null);
    let functions = Table::new(&mut *store, TableType::new(RefType::Func, 5, Some(20)), empty)?;
    linker.define("env", "functions", functions)?;
    let values = Table::new(&mut *store, TableType::new(RefType::Extern, 3, Some(20)), Ref::Extern(Nullable::Null))?;
    for n in [0u32, 2] {
        let item = Ref::Extern(value(&mut *store, n));
        values.set(&mut *store, n.into(), item).map_err(|_| Error::host(Thrown))?;
    }
    linker.define("env", "values", values)?;
    let memory = Memory::new(&mut *store, MemoryType::new(1, Some(4)))?;
    for (i, byte) in memory.data_mut(&mut *store).iter_mut().take(256).enumerate() {
        *byte = (i * 7) as u8;
    }
    linker.define("env", "memory", memory)?;
    Ok(linker)
}
