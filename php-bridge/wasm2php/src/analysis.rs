//! What must be known about a function and about the call graph before a line of PHP is written.

use std::collections::{HashMap, HashSet};

use wasmparser::Operator;

use crate::module::{ExportKind, Function, Init, Module};
use crate::primitives::Replaced;

/// Facts about one function's body.
pub struct Body {
    /// For each block, loop and if (by instruction index): the locals that are assigned inside.
    pub assigned: HashMap<usize, HashSet<u32>>,
    /// Where each block ends, by the instruction that opens it.
    pub ends: HashMap<usize, usize>,
    /// Locals that may be read before they are assigned, so that wasm's zero must be written out.
    pub zeroed: Vec<bool>,
}

struct Open {
    at: usize,
    is_loop: bool,
    is_if: bool,
    had_else: bool,
    assigned: HashSet<u32>,
    /// Locals certainly assigned when the block is entered.
    entry: Vec<bool>,
    /// Meet over all ways to the label behind the block; `None` while there is none.
    exit: Option<Vec<bool>>,
}

fn meet(into: &mut Option<Vec<bool>>, state: &[bool]) {
    match into {
        None => *into = Some(state.to_vec()),
        Some(known) => known.iter_mut().zip(state).for_each(|(k, s)| *k &= *s),
    }
}

/// One pass in program order. Assignments only accumulate, so a loop needs no second look.
pub fn body(function: &Function<'_>, params: usize) -> Body {
    let count = function.locals.len();
    let mut zeroed = vec![false; count];
    let mut blocks = HashMap::new();
    let mut ends = HashMap::new();
    let start: Vec<bool> = (0..count).map(|i| i < params).collect();
    let mut state = Some(start.clone());
    let mut open = vec![frame(usize::MAX, false, false, &start)];
    for (at, op) in function.ops.iter().enumerate() {
        match op {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                let entry = state.clone().unwrap_or_else(|| vec![true; count]);
                let is_loop = matches!(op, Operator::Loop { .. });
                open.push(frame(at, is_loop, matches!(op, Operator::If { .. }), &entry));
            }
            Operator::Else => {
                if let Some(block) = open.last_mut() {
                    if let Some(state) = &state {
                        meet(&mut block.exit, state);
                    }
                    block.had_else = true;
                    state = Some(block.entry.clone());
                }
            }
            Operator::End => {
                let Some(mut block) = open.pop() else { break };
                if let Some(state) = &state {
                    meet(&mut block.exit, state);
                }
                if block.is_if && !block.had_else {
                    let entry = block.entry.clone();
                    meet(&mut block.exit, &entry);
                }
                state = block.exit;
                if let Some(outer) = open.last_mut() {
                    outer.assigned.extend(&block.assigned);
                }
                ends.insert(block.at, at);
                blocks.insert(block.at, block.assigned);
            }
            Operator::Br { relative_depth } => {
                branch(&mut open, *relative_depth, state.as_deref());
                state = None;
            }
            Operator::BrIf { relative_depth } => branch(&mut open, *relative_depth, state.as_deref()),
            Operator::BrTable { targets } => {
                let all = targets.targets().flatten().chain([targets.default()]);
                for depth in all {
                    branch(&mut open, depth, state.as_deref());
                }
                state = None;
            }
            Operator::Return | Operator::Unreachable => state = None,
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                if let Some(block) = open.last_mut() {
                    block.assigned.insert(*local_index);
                }
                if let Some(state) = &mut state {
                    state[*local_index as usize] = true;
                }
            }
            Operator::LocalGet { local_index } if state.as_ref().is_some_and(|state| !state[*local_index as usize]) => {
                zeroed[*local_index as usize] = true;
            }
            _ => {}
        }
    }
    Body { assigned: blocks, ends, zeroed }
}

fn frame(at: usize, is_loop: bool, is_if: bool, entry: &[bool]) -> Open {
    Open { at, is_loop, is_if, had_else: false, assigned: HashSet::new(), entry: entry.to_vec(), exit: None }
}

fn branch(open: &mut [Open], depth: u32, state: Option<&[bool]>) {
    let index = open.len() - 1 - depth as usize;
    let block = &mut open[index];
    if let (false, Some(state)) = (block.is_loop, state) {
        meet(&mut block.exit, state);
    }
}

/// Facts about the calls between functions.
pub struct Calls {
    /// Can be reached from an export, the start function or a table.
    pub alive: Vec<bool>,
    /// Is handed the memory by reference.
    pub memory: Vec<bool>,
    /// Is handed the call depth, because recursion can start below it.
    pub depth: Vec<bool>,
    /// Lies on a cycle of calls: counts and checks the depth.
    pub recursive: Vec<bool>,
    /// Every function that a table or another reference may name, ascending.
    pub in_tables: Vec<u32>,
    /// Is called by what can be reached, or is reached from outside.
    pub called: Vec<bool>,
    /// Functions that PHP does itself.
    pub replaced: Replaced,
    /// Some functions are the host's: calls may start inside calls.
    pub hosted: bool,
}

impl Calls {
    /// The method that a call of function `f` goes to, and whether it takes the memory and the depth.
    pub fn target(&self, f: u32) -> (String, bool, bool) {
        match self.replaced.get(f as usize) {
            Some(primitive) => (primitive.method(), false, false),
            None => (format!("f{f}"), self.memory[f as usize], self.depth[f as usize]),
        }
    }
}

/// Builds the call graph; an indirect call may reach every table function of its type.
pub fn calls(module: &Module<'_>, replaced: Replaced) -> Calls {
    let in_tables = referenced(module);
    let count = module.functions.len();
    let mut edges = vec![Vec::new(); count];
    let mut memory = vec![false; count];
    for (index, function) in module.functions.iter().enumerate().filter(|(index, _)| replaced.keeps_wasm(*index)) {
        for op in &function.ops {
            match op {
                Operator::Call { function_index } => edges[index].push(*function_index as usize),
                Operator::CallIndirect { type_index, .. } => {
                    edges[index].extend(of_type(module, &in_tables, *type_index).map(|f| f as usize));
                }
                other => memory[index] |= touches_memory(other),
            }
        }
        edges[index].sort_unstable();
        edges[index].dedup();
    }
    // Callers of a primitive call its PHP, which is handed neither memory nor depth.
    let passed_on = |f: usize| replaced.get(f).is_none();
    // What the host answers is never handed the memory, but it may call any export.
    let memory = spread(&edges, memory, passed_on);
    let entries: Vec<usize> =
        module.exports.iter().filter(|e| e.kind == ExportKind::Function).map(|e| e.index as usize).collect();
    let host: Vec<bool> = module.functions.iter().map(|function| function.import.is_some()).collect();
    for (edges, _) in edges.iter_mut().zip(&host).filter(|(_, host)| **host) {
        edges.clone_from(&entries);
    }
    let recursive: Vec<bool> = (0..count).map(|f| reach(&edges, &edges[f])[f]).collect();
    let roots: Vec<usize> = module
        .exports
        .iter()
        .filter(|export| export.kind == ExportKind::Function)
        .map(|export| export.index)
        .chain(module.start)
        .chain(in_tables.iter().copied())
        .map(|f| f as usize)
        .collect();
    let alive = reach(&edges, &roots);
    let mut called = vec![false; count];
    let reached = (0..count).filter(|&f| alive[f]).flat_map(|f| &edges[f]);
    reached.chain(&roots).for_each(|&f| called[f] = true);
    let counted = recursive.iter().zip(&host).map(|(recursive, host)| *recursive || *host).collect();
    let depth = spread(&edges, counted, passed_on);
    Calls { alive, memory, depth, recursive, in_tables, called, replaced, hosted: host.contains(&true) }
}

/// Every function that is named by reference anywhere: only these can get into a table.
fn referenced(module: &Module<'_>) -> Vec<u32> {
    let items = module.elements.iter().flat_map(|segment| &segment.items);
    let constants = items.chain(module.globals.iter().map(|global| &global.init)).filter_map(|init| match init {
        Init::Function(index) => Some(*index),
        _ => None,
    });
    let named = module.functions.iter().flat_map(|function| &function.ops).filter_map(|op| match op {
        Operator::RefFunc { function_index } => Some(*function_index),
        _ => None,
    });
    let mut all: Vec<u32> = constants.chain(named).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The table functions that an indirect call of this type may reach; types are compared by structure.
pub fn of_type<'m>(module: &'m Module<'_>, in_tables: &'m [u32], type_index: u32) -> impl Iterator<Item = u32> + 'm {
    let wanted = &module.types[type_index as usize];
    in_tables
        .iter()
        .copied()
        .filter(move |&f| &module.types[module.functions[f as usize].type_index as usize] == wanted)
}

fn reach(edges: &[Vec<usize>], from: &[usize]) -> Vec<bool> {
    let mut seen = vec![false; edges.len()];
    let mut todo = from.to_vec();
    while let Some(f) = todo.pop() {
        if !std::mem::replace(&mut seen[f], true) {
            todo.extend(&edges[f]);
        }
    }
    seen
}

/// Callers inherit a trait of their callees.
fn spread(edges: &[Vec<usize>], mut has: Vec<bool>, passed_on: impl Fn(usize) -> bool) -> Vec<bool> {
    loop {
        let mut changed = false;
        for f in 0..edges.len() {
            if !has[f] && edges[f].iter().any(|&callee| has[callee] && passed_on(callee)) {
                has[f] = true;
                changed = true;
            }
        }
        if !changed {
            return has;
        }
    }
}

/// Loads, stores and the bulk operations, known by the shape of their names.
fn touches_memory(op: &Operator<'_>) -> bool {
    use Operator::*;
    matches!(
        op,
        I32Load { .. }
            | I64Load { .. }
            | F32Load { .. }
            | F64Load { .. }
            | I32Load8S { .. }
            | I32Load8U { .. }
            | I32Load16S { .. }
            | I32Load16U { .. }
            | I64Load8S { .. }
            | I64Load8U { .. }
            | I64Load16S { .. }
            | I64Load16U { .. }
            | I64Load32S { .. }
            | I64Load32U { .. }
            | I32Store { .. }
            | I64Store { .. }
            | F32Store { .. }
            | F64Store { .. }
            | I32Store8 { .. }
            | I32Store16 { .. }
            | I64Store8 { .. }
            | I64Store16 { .. }
            | I64Store32 { .. }
            | MemorySize { .. }
            | MemoryGrow { .. }
            | MemoryCopy { .. }
            | MemoryFill { .. }
            | MemoryInit { .. }
    )
}
