//! What is known across functions: arguments, results, globals. Found by translating until nothing changes.

use std::collections::BTreeSet;

use wasmparser::Operator;

use crate::analysis::Calls;
use crate::expr::{Range, fits};
use crate::function::Known;
use crate::module::{ExportKind, Init, Module, Refusal, Ty};
use crate::primitives::Image;
use crate::translate::{self, Translated};

/// A value that changed this often is given up: ranges could grow for ever.
const PATIENCE: u32 = 3;

/// What every call, return and assignment seen so far agrees with. It starts with nothing seen and only ever
/// weakens; a function is translated again whenever something weakens that it relied on. So in the end each
/// function was translated under assumptions that every other one, as it was last translated, upholds.
pub struct Whole {
    /// Of each function's arguments; none while no call was seen.
    pub arguments: Vec<Option<Vec<Known>>>,
    /// Of its results; none while no return was seen.
    pub results: Vec<Option<Vec<Known>>>,
    /// Trailing zero bits of each global (the shadow stack's pointer has them).
    pub align: Vec<u8>,
    pub stack: Option<Stack>,
    /// An access that claims to be aligned and is not traps.
    pub aligned: bool,
    /// Loads that claim nothing may reach bytes that are not in the memory.
    pub window: bool,
}

/// The shadow stack: it lies from 0 to its pointer's initial value, and the pointer never leaves that range.
#[derive(Clone, Copy)]
pub struct Stack {
    pub global: u32,
    pub top: i128,
}

impl Stack {
    /// The global must be the module's own, and its initial value an address within the initial memory.
    pub fn find(module: &Module<'_>, global: u32) -> Result<Stack, Refusal> {
        let refuse = |why: &str| Err(Refusal::Unsupported(format!("global {global} as a shadow stack: {why}")));
        let Some(found) = module.globals.get(global as usize) else { return refuse("no such global") };
        let Init::I32(top) = found.init else { return refuse("its initial value is no i32 constant") };
        if !found.mutable || exported(module, global as usize) {
            return refuse("it is not a mutable global of the module's own");
        }
        let pages = module.memory.as_ref().map_or(0, |memory| memory.min_pages);
        if u64::from(top) > pages << 16 {
            return refuse("its initial value lies outside the memory");
        }
        Ok(Stack { global, top: top.into() })
    }
}

fn exported(module: &Module<'_>, index: usize) -> bool {
    module.exports.iter().any(|e| e.kind == ExportKind::Global && e.index as usize == index)
}

/// Joins `seen` into `slot`; true when that weakened it. `tired` values lose their range, addresses in the shadow stack
/// only down to all of it.
fn weaken(slot: &mut Option<Vec<Known>>, seen: &[Known], types: &[Ty], tired: bool, stack: Range) -> bool {
    let Some(known) = slot else {
        *slot = Some(seen.to_vec());
        return true;
    };
    let mut changed = false;
    for ((known, seen), ty) in known.iter_mut().zip(seen).zip(types) {
        let mut joined = known.join(*seen);
        if joined.range != known.range && tired {
            let within = fits(joined.range, stack) && joined.range != stack;
            joined.range = if within { stack } else { Known::nothing(*ty).range };
        }
        changed |= joined != *known;
        *known = joined;
    }
    changed
}

/// Translates every function that is kept. Those that are reached from outside may be given anything.
pub fn functions(
    module: &Module<'_>,
    calls: &Calls,
    image: &Image,
    stack: Option<Stack>,
    aligned: bool,
    window: bool,
) -> Result<Vec<Option<Translated>>, Refusal> {
    let count = module.functions.len();
    let signature = |f: usize| &module.types[module.functions[f].type_index as usize];
    let anything = |f: usize| signature(f).params.iter().map(|ty| Known::nothing(*ty)).collect::<Vec<_>>();
    let own = |f: usize| calls.alive[f] && calls.replaced.keeps_wasm(f) && module.functions[f].import.is_none();
    let mut whole = Whole {
        arguments: vec![None; count],
        results: vec![None; count],
        align: start(module),
        stack,
        aligned,
        window,
    };
    let mut callers = vec![Vec::new(); count];
    for (f, function) in module.functions.iter().enumerate() {
        for op in &function.ops {
            if let Operator::Call { function_index } = op {
                callers[*function_index as usize].push(f);
            }
        }
        let outside = module.exports.iter().any(|e| e.kind == ExportKind::Function && e.index as usize == f)
            || module.start == Some(f as u32)
            || calls.replaced.get(f).is_some();
        if outside {
            whole.arguments[f] = Some(anything(f));
        }
        if function.import.is_some() || calls.replaced.get(f).is_some() {
            whole.results[f] = Some(signature(f).results.iter().map(|ty| Known::nothing(*ty)).collect());
        }
    }
    let within = stack.map_or((0, 0), |stack| (0, stack.top));
    let mut tired = vec![(0u32, 0u32); count];
    let mut out: Vec<Option<Translated>> = (0..count).map(|_| None).collect();
    let mut todo: BTreeSet<usize> = (0..count).filter(|&f| own(f) && whole.arguments[f].is_some()).collect();
    loop {
        let Some(f) = todo.pop_first() else {
            // Calls that stand only where nothing leads to.
            let Some(f) = (0..count).find(|&f| own(f) && whole.arguments[f].is_none()) else { return Ok(out) };
            whole.arguments[f] = Some(anything(f));
            todo.insert(f);
            continue;
        };
        let translated = translate::function(module, calls, image, &whole, f)?;
        for (callee, seen) in &translated.calls {
            let (g, turns) = (*callee as usize, &mut tired[*callee as usize].0);
            if weaken(&mut whole.arguments[g], seen, &signature(g).params, *turns >= PATIENCE, within) {
                *turns += 1;
                todo.extend(own(g).then_some(g));
            }
        }
        if let Some(seen) = &translated.returned
            && calls.replaced.get(f).is_none()
            && weaken(&mut whole.results[f], seen, &signature(f).results, tired[f].1 >= PATIENCE, within)
        {
            tired[f].1 += 1;
            todo.extend(callers[f].iter().filter(|&&g| own(g) && whole.arguments[g].is_some()));
        }
        let mut fallen = false;
        for (known, seen) in whole.align.iter_mut().zip(&translated.global_seen) {
            fallen |= seen < known;
            *known = (*known).min(*seen);
        }
        if fallen {
            todo.extend((0..count).filter(|&g| own(g) && whole.arguments[g].is_some()));
        }
        out[f] = Some(translated);
    }
}

/// A global of the module's own keeps the trailing zero bits of its initial value, until an assignment shows otherwise.
fn start(module: &Module<'_>) -> Vec<u8> {
    let align = |(index, global): (usize, &crate::module::Global)| match global.init {
        Init::I32(value) if !exported(module, index) => crate::expr::Expr::i32(value).align,
        _ => 0,
    };
    module.globals.iter().enumerate().map(align).collect()
}
