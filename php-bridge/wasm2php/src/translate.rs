//! Translates one function in three passes, each knowing more about its locals than the one before.

use std::collections::{HashMap, HashSet};

use wasmparser::Operator;

use crate::analysis::{self, Calls};
use crate::expr::Expr;
use crate::function::{Key, Known, Translator};
use crate::module::{Module, Refusal, Ty};
use crate::primitives::Image;
use crate::whole::Whole;

/// One function in PHP, with what its translation learnt.
pub struct Translated {
    /// Statements of the method body.
    pub code: String,
    /// Trailing zero bits that its assignments leave in each global.
    pub global_seen: Vec<u8>,
    /// What it hands to the functions that it calls, and what it returns.
    pub calls: Vec<(u32, Vec<Known>)>,
    pub returned: Option<Vec<Known>>,
}

/// Translates function `index`. A first pass assumes nothing about locals; the next ones use the bounds
/// that held for every assignment before, which is sound because assumptions only get stronger.
pub fn function(
    module: &Module<'_>,
    calls: &Calls,
    image: &Image,
    whole: &Whole,
    index: usize,
) -> Result<Translated, Refusal> {
    let function = &module.functions[index];
    let signature = &module.types[function.type_index as usize];
    let params = signature.params.len();
    let body = analysis::body(function, params);
    let mut known: Vec<Known> = function.locals.iter().map(|ty| Known::nothing(*ty)).collect();
    let given = whole.arguments[index].clone();
    let arguments = given.unwrap_or_else(|| signature.params.iter().map(|ty| Known::nothing(*ty)).collect());
    let mut reused = HashSet::new();
    for last in [false, false, true] {
        let mut t = Translator {
            module,
            calls,
            body: &body,
            image,
            index,
            out: String::new(),
            stack: Vec::new(),
            frames: Vec::new(),
            held: Vec::new(),
            labels: 0,
            known: &known,
            seen: vec![None; known.len()],
            facts: start(&function.locals, &arguments),
            keys: vec![Key::default(); known.len()],
            accesses: Vec::new(),
            reused: &reused,
            whole,
            called: Vec::new(),
            returned: None,
            global_seen: vec![4; whole.align.len()],
            at: 0,
            skip: false,
            dead: false,
            dead_blocks: 0,
        };
        t.prologue(params);
        t.open_function(signature.clone());
        t.run()?;
        if last {
            return Ok(Translated { code: t.out, global_seen: t.global_seen, calls: t.called, returned: t.returned });
        }
        let seen = std::mem::take(&mut t.seen);
        reused = followed(&function.ops, &t.accesses);
        for (local, seen) in seen.into_iter().enumerate() {
            let zero = Known::of(&Expr::i32(0));
            known[local] = match seen {
                _ if !function.locals[local].is_integer() => continue,
                seen if local < params => seen.map_or(arguments[local], |seen| seen.join(arguments[local])),
                Some(seen) if body.zeroed[local] => seen.join(zero),
                Some(seen) => seen,
                None => zero,
            };
        }
    }
    unreachable!("the last pass returns")
}

/// Facts at the start: parameters are what calls hand over, other locals zero.
fn start(locals: &[Ty], arguments: &[Known]) -> Vec<Known> {
    let zero = Known::of(&Expr::i32(0));
    locals
        .iter()
        .enumerate()
        .map(|(i, ty)| match arguments.get(i) {
            _ if !ty.is_integer() => Known::nothing(*ty),
            Some(known) => *known,
            None => zero,
        })
        .collect()
}

/// The accesses after which another one has the same base: no assignment lies between, and the first
/// one is passed on every way to the second.
fn followed(ops: &[Operator<'_>], accesses: &[(usize, u32)]) -> HashSet<usize> {
    let mut result = HashSet::new();
    let mut next: HashMap<u32, usize> = HashMap::new();
    let mut ends: Vec<usize> = Vec::new();
    let mut rest = accesses.iter().rev().peekable();
    // Backwards: `ends` holds where the innermost block ends that contains the instruction.
    for at in (0..ops.len()).rev() {
        match &ops[at] {
            Operator::End => ends.push(at),
            Operator::Else => {
                ends.pop();
                ends.push(at);
            }
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                ends.pop();
            }
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                next.remove(local_index);
            }
            _ => {}
        }
        while let Some((_, base)) = rest.next_if(|(access, _)| *access == at) {
            if next.get(base).is_some_and(|later| ends.last().is_none_or(|end| later < end)) {
                result.insert(at);
            }
            next.insert(*base, at);
        }
    }
    result
}

impl Translator<'_> {
    fn prologue(&mut self, params: usize) {
        if self.calls.recursive[self.index] {
            self.line("if($d>self::DEPTH)self::_deep();");
        }
        let locals = self.locals();
        let zeros = [("0", [Ty::I32, Ty::I64]), ("0.0", [Ty::F32, Ty::F64]), ("null", [Ty::FuncRef, Ty::ExternRef])];
        for (zero, wanted) in zeros {
            let names: String = (params..locals.len())
                .filter(|&i| self.body.zeroed[i] && wanted.contains(&locals[i]))
                .map(|i| format!("$l{i}="))
                .collect();
            if !names.is_empty() {
                self.line(&format!("{names}{zero};"));
            }
        }
    }

    fn run(&mut self) -> Result<(), Refusal> {
        let function = &self.module.functions[self.index];
        for (at, op) in function.ops.iter().enumerate() {
            self.at = at;
            if std::mem::take(&mut self.skip) || (self.dead && self.skip_dead(op)) {
                continue;
            }
            self.instruction(op)?;
        }
        Ok(())
    }
}
