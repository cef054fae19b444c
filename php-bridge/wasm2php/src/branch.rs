//! Ways out of blocks and into functions: branches, returns, calls.

use wasmparser::Operator;

use crate::analysis::of_type;
use crate::control::Kind;
use crate::expr::*;
use crate::function::{Known, Translator};
use crate::module::{Signature, Ty};
use crate::primitives::php_string;

impl Translator<'_> {
    fn arity(&self, target: usize) -> usize {
        let frame = &self.frames[target];
        match frame.kind {
            Kind::Loop => frame.signature.params.len(),
            _ => frame.signature.results.len(),
        }
    }

    /// Jumps out of what is open to the label at `depth`, with the topmost values.
    pub fn jump(&mut self, depth: u32) {
        let target = self.frames.len() - 1 - depth as usize;
        let carried = self.arity(target);
        let limit = self.stack.len() - carried;
        self.flush_below(limit, |e| e.trap != 0 || e.effect);
        if self.frames[target].kind == Kind::Function {
            return self.give_back();
        }
        self.carry(target);
        let frame = &mut self.frames[target];
        frame.used = true;
        let label = frame.label;
        if frame.kind != Kind::Loop {
            Self::meet(&mut frame.exit, &self.facts, &self.keys);
        }
        self.line(&format!("goto L{label};"));
    }

    pub fn branch(&mut self, depth: u32) {
        self.jump(depth);
        self.dead = true;
    }

    pub fn branch_if(&mut self, depth: u32) {
        let target = self.frames.len() - 1 - depth as usize;
        let carried = self.arity(target);
        let limit = self.stack.len() - 1;
        self.flush_below(limit, |e| e.trap != 0 || e.effect);
        for k in 1..=carried {
            self.simplify(k);
        }
        let condition = self.pop();
        let test = condition.condition().s;
        self.prove(&condition.proves);
        let [yes, no] = condition.bounds();
        if self.frames[target].repeats && self.body.ends.get(&self.frames[target].at) == Some(&(self.at + 1)) {
            self.frames[target].repeats = false;
            self.line(&format!("}}while({test});"));
            return self.learn(&no);
        }
        let facts = self.facts.clone();
        self.learn(&yes);
        let kept = self.stack.clone();
        let held = self.held.len();
        self.held.extend(&condition.reads);
        if carried == 0 {
            self.out.push_str(&format!("if({test})"));
            self.jump(depth);
        } else {
            self.out.push_str(&format!("if({test}){{"));
            self.jump(depth);
            self.out.truncate(self.out.trim_end().len());
            self.line("}");
        }
        self.facts = facts;
        self.learn(&no);
        self.held.truncate(held);
        self.stack = kept;
    }

    pub fn branch_table(&mut self, targets: &wasmparser::BrTable<'_>) {
        let limit = self.stack.len() - 1;
        self.flush_below(limit, |e| e.trap != 0 || e.effect);
        let innermost = self.frames.len() - 1;
        let carried = self.arity(innermost - targets.default() as usize);
        for k in 1..=carried {
            self.simplify(k);
        }
        let selector = self.pop();
        self.prove(&selector.proves);
        let depths: Vec<u32> = targets.targets().flatten().collect();
        let held = self.held.len();
        self.held.extend(&selector.reads);
        self.out.push_str(&format!("switch({}){{", selector.value().s));
        let mut done = Vec::new();
        for depth in &depths {
            if *depth == targets.default() || done.contains(depth) {
                continue;
            }
            done.push(*depth);
            let cases = depths.iter().enumerate().filter(|(_, d)| *d == depth);
            let cases: String = cases.map(|(value, _)| format!("case {value}:")).collect();
            self.out.push_str(&cases);
            let kept = self.stack.clone();
            self.jump(*depth);
            self.stack = kept;
        }
        self.out.push_str("default:");
        self.jump(targets.default());
        self.held.truncate(held);
        self.line("}");
        self.dead = true;
    }

    /// Returns the topmost values.
    pub fn give_back(&mut self) {
        let results = self.frames[0].signature.results.len();
        let first = self.stack.len() - results;
        let values: Vec<String> = self.stack[first..].iter().map(|e| e.value().s).collect();
        let given = self.stack[first..].iter().map(Known::of);
        self.returned = Some(match self.returned.take() {
            Some(known) => known.into_iter().zip(given).map(|(known, given)| known.join(given)).collect(),
            None => given.collect(),
        });
        match values.as_slice() {
            [] => self.line("return;"),
            [one] => self.line(&format!("return {one};")),
            many => self.line(&format!("return[{}];", many.join(","))),
        }
    }

    pub fn return_values(&mut self) {
        let depth = self.frames.len() as u32 - 1;
        self.branch(depth);
    }

    pub fn unreachable(&mut self) {
        self.flush(|e| e.trap != 0 || e.effect);
        self.line("throw new Trap('unreachable');");
        self.dead = true;
    }

    pub fn select(&mut self) {
        for k in [2, 1] {
            let index = self.stack.len() - 1 - k;
            if self.stack[index].trap != 0 || self.stack[index].effect {
                self.simplify(k);
            }
        }
        let (condition, b, a) = (self.pop(), self.pop(), self.pop());
        let text = format!(
            "{}?{}:{}",
            condition.condition().at(TERNARY + 1),
            a.value().at(TERNARY + 1),
            b.value().at(TERNARY + 1)
        );
        let known = Known::of(&a).join(Known::of(&b));
        let mut e = Expr::of(Text::new(text, TERNARY), a.ty, known.range, &[&a, &b, &condition]);
        e.align = known.align;
        self.push(e);
    }

    pub fn call(&mut self, callee: u32) {
        let signature = self.module.types[self.module.functions[callee as usize].type_index as usize].clone();
        if self.literal(callee, signature.params.len()) {
            return;
        }
        let (name, memory, depth) = self.calls.target(callee);
        let first = self.stack.len() - signature.params.len();
        self.before_call(signature.params.len());
        self.called.push((callee, self.stack[first..].iter().map(Known::of).collect()));
        let unseen = |_: &Ty| Known { range: (0, 0), align: 4 };
        let known = self.whole.results[callee as usize].clone();
        let known = known.unwrap_or_else(|| signature.results.iter().map(unseen).collect());
        self.invoke(&name, &signature, signature.params.len(), (memory, depth), &known);
    }

    pub fn call_indirect(&mut self, type_index: u32, table: u32) {
        let signature = self.module.types[type_index as usize].clone();
        let type_index = self.module.types.iter().position(|ty| *ty == signature).unwrap_or_default();
        let (memory, depth) = indirect_traits(self, type_index as u32);
        let name = format!("i{type_index}_{table}");
        let operands = signature.params.len() + 1;
        let first = self.stack.len() - operands;
        self.before_call(operands);
        let given: Vec<Known> = self.stack[first..][..signature.params.len()].iter().map(Known::of).collect();
        let (module, calls) = (self.module, self.calls);
        self.called.extend(of_type(module, &calls.in_tables, type_index as u32).map(|f| (f, given.clone())));
        let known: Vec<Known> = signature.results.iter().map(|ty| Known::nothing(*ty)).collect();
        self.invoke(&name, &signature, operands, (memory, depth), &known);
    }

    /// Appends a text that is known here to PHP's answer, when the callee is a sink for such texts.
    fn literal(&mut self, callee: u32, operands: usize) -> bool {
        let takes_literals = self.calls.replaced.get(callee as usize).is_some_and(|primitive| primitive.literal);
        let first = self.stack.len() - operands;
        let Some([others @ .., at, length]) = self.stack.get(first..).filter(|_| takes_literals) else { return false };
        if others.iter().any(|e| e.trap != 0 || e.effect) {
            return false;
        }
        let known = |e: &Expr| i64::try_from(e.range.0).ok().filter(|_| e.range.0 == e.range.1);
        let (Some(at), Some(length)) = (known(at), known(length)) else { return false };
        let Some(text) = self.image.slice(at, length).map(php_string) else { return false };
        self.flush_below(first, |e| e.effect);
        self.stack.truncate(first);
        if length > 0 {
            self.line(&format!("self::$out.={text};"));
        }
        true
    }

    fn invoke(
        &mut self,
        name: &str,
        signature: &Signature,
        operands: usize,
        (memory, depth): (bool, bool),
        known: &[Known],
    ) {
        self.before_call(operands);
        let args: Vec<Expr> = self.stack.split_off(self.stack.len() - operands);
        let words: Vec<(u32, i64)> = args.iter().flat_map(|e| e.proves.clone()).collect();
        let mut texts: Vec<String> = Vec::new();
        texts.extend(memory.then(|| "$m".to_string()));
        texts.extend(args.iter().map(|e| e.value().s));
        if depth {
            texts.push(if self.calls.recursive[self.index] { "$d+1".into() } else { "$d".into() });
        }
        let text = format!("self::{name}({})", texts.join(","));
        match signature.results.as_slice() {
            [] => {
                self.line(&format!("{text};"));
                self.prove(&words);
            }
            [ty] => {
                let parts: Vec<&Expr> = args.iter().collect();
                let mut e = Expr::of(Text::new(text, ATOM), *ty, known[0].range, &parts);
                e.align = known[0].align;
                e.effect = true;
                self.push(e);
            }
            many => {
                let mut ids = Vec::new();
                let held = self.held.len();
                for _ in many {
                    let id = self.fresh(&[]);
                    self.held.push(id);
                    ids.push(id);
                }
                let names: Vec<String> = ids.iter().map(|id| self.name(*id)).collect();
                self.line(&format!("[{}]={text};", names.join(",")));
                self.held.truncate(held);
                for ((id, ty), known) in ids.iter().zip(many).zip(known) {
                    let e = self.variable(*id, *ty, *known);
                    self.push(e);
                }
            }
        }
    }

    /// Instructions inside code that cannot be reached are only counted, to find its end.
    pub fn skip_dead(&mut self, op: &Operator<'_>) -> bool {
        match op {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => self.dead_blocks += 1,
            Operator::End if self.dead_blocks > 0 => self.dead_blocks -= 1,
            Operator::End => return false,
            Operator::Else if self.dead_blocks == 0 => return false,
            _ => {}
        }
        true
    }
}

/// Whether any function that an indirect call of this type may reach needs the memory or the depth.
pub fn indirect_traits(translator: &Translator<'_>, type_index: u32) -> (bool, bool) {
    let calls = translator.calls;
    of_type(translator.module, &calls.in_tables, type_index).fold((false, false), |(memory, depth), f| {
        let (_, takes_memory, takes_depth) = calls.target(f);
        (memory || takes_memory, depth || takes_depth)
    })
}
