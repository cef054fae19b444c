//! Translates one function: keeps the operand stack as unevaluated expressions and writes statements
//! only where an effect, a second use or a branch forces a value to exist.

use std::collections::HashSet;

use wasmparser::Operator;

use crate::analysis::{Body, Calls};
use crate::control::Frame;
use crate::expr::{Expr, Range, fits};
use crate::module::{Init, Module, Ty};
use crate::primitives::Image;
use crate::whole::Whole;

/// What is known of a variable wherever it is read: bounds and trailing zero bits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    pub range: Range,
    pub align: u8,
}

impl Known {
    pub fn nothing(ty: Ty) -> Self {
        Known { range: Expr::full(ty), align: 0 }
    }

    pub fn of(e: &Expr) -> Self {
        Known { range: e.range, align: e.align }
    }

    pub fn join(self, other: Known) -> Known {
        Known {
            range: (self.range.0.min(other.range.0), self.range.1.max(other.range.1)),
            align: self.align.min(other.align),
        }
    }
}

/// The word key of a local that is used as an address.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Key {
    /// Its variable holds it.
    pub ready: bool,
    /// The local is a multiple of 4 and this word has been reached through it: memory never shrinks, so neither
    /// it nor one before it needs a further check.
    pub last: Option<i64>,
}

impl Key {
    pub fn join(self, other: Key) -> Key {
        Key { ready: self.ready && other.ready, last: self.last.min(other.last) }
    }
}

/// What is known of each local, and of its key.
pub type Facts = (Vec<Known>, Vec<Key>);

/// The state of a translation.
pub struct Translator<'a> {
    pub module: &'a Module<'a>,
    pub calls: &'a Calls,
    pub body: &'a Body,
    pub image: &'a Image,
    pub index: usize,
    pub out: String,
    pub stack: Vec<Expr>,
    pub frames: Vec<Frame>,
    /// Temporaries that carry block results: not free while their block is open.
    pub held: Vec<u32>,
    pub labels: u32,
    /// What earlier passes found out about each local, at any point.
    pub known: &'a [Known],
    /// What this pass sees assigned to each local.
    pub seen: Vec<Option<Known>>,
    /// What holds for each local at the instruction at work.
    pub facts: Vec<Known>,
    /// Locals whose word key stands in a variable of its own, and is still right.
    pub keys: Vec<Key>,
    /// Memory accesses by instruction and base, and those after which another one follows (earlier pass).
    pub accesses: Vec<(usize, u32)>,
    pub reused: &'a HashSet<usize>,
    /// What holds for the other functions, and what this one does: calls, returns, zero bits left in globals.
    pub whole: &'a Whole,
    pub called: Vec<(u32, Vec<Known>)>,
    pub returned: Option<Vec<Known>>,
    pub global_seen: Vec<u8>,
    /// Index of the instruction at work.
    pub at: usize,
    /// The next instruction was already done by this one.
    pub skip: bool,
    pub dead: bool,
    pub dead_blocks: usize,
}

impl<'a> Translator<'a> {
    pub fn locals(&self) -> &'a [Ty] {
        &self.module.functions[self.index].locals
    }

    /// The PHP name of a variable: locals first, then temporaries.
    pub fn name(&self, id: u32) -> String {
        let locals = self.locals().len() as u32;
        if id < locals { format!("$l{id}") } else { format!("$t{}", id - locals) }
    }

    /// Writes one statement.
    pub fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    pub fn pop(&mut self) -> Expr {
        self.stack.pop().expect("a validated module never underflows the stack")
    }

    /// Pushes a value; a call still waiting below runs first when the order could be seen.
    pub fn push(&mut self, e: Expr) {
        if (e.memory || e.global || e.trap != 0 || e.effect) && self.stack.iter().any(|w| w.effect) {
            let before = self.held.len();
            self.held.extend(&e.reads);
            self.flush(|waiting| waiting.effect);
            self.held.truncate(before);
        }
        self.stack.push(e);
    }

    /// A temporary that nothing pending reads.
    pub fn fresh(&self, avoid: &[&Expr]) -> u32 {
        let mut id = self.locals().len() as u32;
        while self.held.contains(&id)
            || self.stack.iter().any(|e| e.reads.contains(&id))
            || avoid.iter().any(|e| e.reads.contains(&id))
        {
            id += 1;
        }
        id
    }

    pub fn variable(&self, id: u32, ty: Ty, known: Known) -> Expr {
        let mut e = Expr::variable(id, &self.name(id), ty, known.range);
        e.align = known.align;
        e
    }

    /// Computes the stack entry at `index` now, into a temporary; entries below go first when it shows.
    pub fn materialise(&mut self, index: usize) {
        for below in 0..index {
            if self.stack[below].must_precede(&self.stack[index]) {
                self.materialise(below);
            }
        }
        let id = self.fresh_except(index);
        let e = self.stack[index].clone();
        let name = self.name(id);
        self.line(&format!("{name}={};", e.value().s));
        self.prove(&e.proves);
        self.stack[index] = self.variable(id, e.ty, Known::of(&e));
    }

    /// Notes words that exist, now that an access to them has been written.
    pub fn prove(&mut self, words: &[(u32, i64)]) {
        for (local, word) in words {
            let last = &mut self.keys[*local as usize].last;
            *last = (*last).max(Some(*word));
            let known = &mut self.facts[*local as usize];
            known.align = known.align.max(2);
        }
    }

    /// A free temporary; one that only the entry at `index` itself reads is free as well.
    fn fresh_except(&self, index: usize) -> u32 {
        let mut id = self.locals().len() as u32;
        while self.held.contains(&id) || self.stack.iter().enumerate().any(|(i, e)| i != index && e.reads.contains(&id))
        {
            id += 1;
        }
        id
    }

    /// Computes every pending entry that `matches`, in order.
    pub fn flush(&mut self, matches: impl Fn(&Expr) -> bool) {
        self.flush_below(self.stack.len(), matches);
    }

    /// As `flush`, for the entries below `limit`.
    pub fn flush_below(&mut self, limit: usize, matches: impl Fn(&Expr) -> bool) {
        for index in 0..limit {
            if matches(&self.stack[index]) {
                self.materialise(index);
            }
        }
    }

    /// Makes the entry `k` below the top a variable or a constant, so that it can be named twice.
    pub fn simplify(&mut self, k: usize) {
        let index = self.stack.len() - 1 - k;
        if !self.stack[index].is_simple() {
            self.materialise(index);
        }
    }

    /// Keeps the order of what can be observed when the topmost value is evaluated now, before the rest.
    pub fn before_top(&mut self) {
        let top = self.stack.len() - 1;
        for below in 0..top {
            if self.stack[below].must_precede(&self.stack[top]) {
                self.materialise(below);
            }
        }
    }

    /// Settles what a store could disturb below its `operands`.
    pub fn before_store(&mut self, operands: usize) {
        let limit = self.stack.len() - operands;
        self.flush_below(limit, |e| e.memory || e.trap != 0 || e.effect);
    }

    /// Settles what a call could disturb below its `operands`.
    pub fn before_call(&mut self, operands: usize) {
        let limit = self.stack.len() - operands;
        self.flush_below(limit, |e| e.memory || e.global || e.trap != 0 || e.effect);
    }

    /// Notes an assignment to a local, for the ranges of the next pass.
    pub fn record(&mut self, local: u32, known: Known) {
        self.facts[local as usize] = known;
        self.keys[local as usize] = Key::default();
        let slot = &mut self.seen[local as usize];
        *slot = Some(slot.map_or(known, |before| before.join(known)));
    }

    pub fn local_get(&mut self, local: u32) {
        let ty = self.locals()[local as usize];
        let e = self.variable(local, ty, self.facts[local as usize]);
        self.push(e);
    }

    /// Writes `local = top`; entries that still need the old value are computed first.
    pub fn local_set(&mut self, local: u32) {
        self.before_top();
        let top = self.stack.len() - 1;
        if !(self.stack[top].is_variable() && self.stack[top].reads[0] == local) {
            self.flush_below(top, |waiting| waiting.reads.contains(&local));
            let e = &self.stack[top];
            let (known, value, proves) = (Known::of(e), e.value().s, e.proves.clone());
            self.prove(&proves);
            self.record(local, known);
            let name = self.name(local);
            self.line(&format!("{name}={value};"));
        }
        self.pop();
    }

    pub fn local_tee(&mut self, local: u32) {
        self.local_set(local);
        self.local_get(local);
    }

    /// Facts that hold when control may come from either side.
    pub fn meet(into: &mut Option<Facts>, facts: &[Known], keys: &[Key]) {
        match into {
            None => *into = Some((facts.to_vec(), keys.to_vec())),
            Some((known, ready)) => {
                known.iter_mut().zip(facts).for_each(|(k, f)| *k = k.join(*f));
                ready.iter_mut().zip(keys).for_each(|(k, f)| *k = k.join(*f));
            }
        }
    }

    /// Notes bounds that a condition gave.
    pub fn learn(&mut self, bounds: &[(u32, Range)]) {
        for (local, (low, high)) in bounds {
            if let Some(known) = self.facts.get_mut(*local as usize) {
                let range = (known.range.0.max(*low), known.range.1.min(*high));
                if range.0 <= range.1 {
                    known.range = range;
                }
            }
        }
    }

    /// Entering a loop: what it assigns may have any value that is ever assigned.
    pub fn forget_assigned(&mut self) {
        let body = self.body;
        for local in body.assigned.get(&self.at).into_iter().flatten() {
            self.facts[*local as usize] = self.known[*local as usize];
            self.keys[*local as usize] = Key::default();
        }
    }

    /// The local that the next instruction assigns, if it is a plain assignment.
    pub fn next_assigned(&self) -> Option<(u32, bool)> {
        match self.module.functions[self.index].ops.get(self.at + 1) {
            Some(Operator::LocalSet { local_index }) => Some((*local_index, false)),
            Some(Operator::LocalTee { local_index }) => Some((*local_index, true)),
            _ => None,
        }
    }

    /// Where a statement of two steps leaves its result: the local that is assigned next, or a temporary.
    pub fn target(&mut self, operands: &[&Expr]) -> (u32, Option<bool>) {
        match self.next_assigned() {
            Some((local, tee)) if !operands.iter().any(|e| e.reads.contains(&local)) => {
                for e in operands {
                    self.held.extend(&e.reads);
                }
                self.flush(|waiting| waiting.reads.contains(&local));
                let count: usize = operands.iter().map(|e| e.reads.len()).sum();
                self.held.truncate(self.held.len() - count);
                self.skip = true;
                (local, Some(tee))
            }
            _ => (self.fresh(operands), None),
        }
    }

    /// Pushes what `target` received, unless a plain assignment consumed it.
    pub fn deliver(&mut self, id: u32, consumed: Option<bool>, ty: Ty, known: Known) {
        if consumed.is_some() {
            self.record(id, known);
        }
        if consumed != Some(false) {
            let e = self.variable(id, ty, known);
            self.push(e);
        }
    }

    pub fn global_get(&mut self, index: u32) {
        let global = &self.module.globals[index as usize];
        if !global.mutable
            && let Some(e) = self.constant_global(index)
        {
            return self.push(e);
        }
        let text = crate::expr::Text::new(format!("self::$g{index}"), crate::expr::ATOM);
        let mut e = Expr::of(text, global.ty, Expr::full(global.ty), &[]);
        e.global = true;
        e.align = self.whole.align[index as usize];
        if let Some(stack) = self.whole.stack.filter(|stack| stack.global == index) {
            e.range = (0, stack.top);
        }
        self.push(e);
    }

    fn constant_global(&self, index: u32) -> Option<Expr> {
        match self.module.globals[index as usize].init {
            Init::I32(value) => Some(Expr::i32(value)),
            Init::I64(value) => Some(Expr::i64(value)),
            _ => None,
        }
    }

    pub fn global_set(&mut self, index: u32) {
        let top = self.stack.len() - 1;
        self.flush_below(top, |x| x.global || x.trap != 0 || x.effect);
        let e = self.pop();
        let seen = &mut self.global_seen[index as usize];
        *seen = (*seen).min(e.align);
        let value = e.value().s;
        match self.whole.stack.filter(|stack| stack.global == index) {
            // A negative pointer is a very large one here.
            Some(stack) if !fits(e.range, (0, stack.top)) => {
                self.line(&format!("if((self::$g{index}={value})>{})self::_deep();", stack.top));
            }
            _ => self.line(&format!("self::$g{index}={value};")),
        }
    }

    pub fn drop_top(&mut self) {
        self.before_top();
        let e = self.pop();
        if e.trap != 0 || e.effect {
            self.line(&format!("{};", e.text.s));
        }
    }
}
