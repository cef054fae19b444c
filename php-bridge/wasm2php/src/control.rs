//! Blocks, branches and calls: structured control flow as labels and `goto`, `if` as `if`.

use wasmparser::{BlockType, Operator};

use crate::analysis::of_type;
use crate::expr::{ATOM, Expr, TERNARY, Text};
use crate::function::{Key, Known, Translator};
use crate::module::{Signature, Ty};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Function,
    Block,
    Loop,
    If,
    Else,
}

/// An open block.
pub struct Frame {
    pub kind: Kind,
    pub label: u32,
    /// Something jumps to the label behind the block.
    pub used: bool,
    /// Another way than falling through leads behind the block.
    pub reached: bool,
    /// Depth of the operand stack below the block's parameters.
    pub height: usize,
    pub signature: Signature,
    /// Variables that carry the results (a loop's: its parameters) to the label.
    pub vars: Vec<u32>,
    pub known: Vec<Option<Known>>,
    /// An `if`'s parameters, again for its `else`.
    pub params: Vec<Expr>,
    held_before: usize,
    /// Instruction that opened the block.
    at: usize,
    /// Facts when the block was entered, and where all ways behind it meet.
    entry: Vec<Known>,
    exit: Option<Vec<Known>>,
    keys: Vec<Key>,
    /// A loop that ends with its only conditional way back is a `do … while`; false once that is written.
    repeats: bool,
}

impl<'a> Translator<'a> {
    fn signature(&self, ty: BlockType) -> Signature {
        match ty {
            BlockType::Empty => Signature { params: vec![], results: vec![] },
            BlockType::Type(ty) => {
                let ty = match ty {
                    wasmparser::ValType::I32 => Ty::I32,
                    wasmparser::ValType::I64 => Ty::I64,
                    wasmparser::ValType::F32 => Ty::F32,
                    _ => Ty::F64,
                };
                Signature { params: vec![], results: vec![ty] }
            }
            BlockType::FuncType(index) => self.module.types[index as usize].clone(),
        }
    }

    pub fn open_function(&mut self, signature: Signature) {
        self.frames.push(Frame {
            kind: Kind::Function,
            label: 0,
            used: false,
            reached: false,
            height: 0,
            known: vec![None; signature.results.len()],
            signature,
            vars: vec![],
            params: vec![],
            held_before: 0,
            at: 0,
            entry: self.facts.clone(),
            exit: None,
            keys: vec![],
            repeats: false,
        });
    }

    /// Opens a block. What stays pending across it must not depend on anything the block may change.
    pub fn open(&mut self, kind: Kind, ty: BlockType) {
        let signature = self.signature(ty);
        let condition = (kind == Kind::If).then(|| self.pop());
        let params = signature.params.len();
        let body = self.body;
        let assigned = body.assigned.get(&self.at);
        if let Some(condition) = &condition {
            self.held.extend(&condition.reads);
        }
        self.flush(|e| {
            e.memory
                || e.global
                || e.trap != 0
                || e.effect
                || e.reads.iter().any(|id| assigned.is_some_and(|set| set.contains(id)))
        });
        let count = condition.as_ref().map_or(0, |c| c.reads.len());
        self.held.truncate(self.held.len() - count);
        let height = self.stack.len() - params;
        self.labels += 1;
        if kind == Kind::Loop {
            self.forget_assigned();
        }
        let mut frame = Frame {
            kind,
            label: self.labels,
            used: false,
            reached: false,
            height,
            vars: vec![],
            known: vec![],
            params: vec![],
            held_before: self.held.len(),
            at: self.at,
            entry: self.facts.clone(),
            exit: None,
            keys: self.keys.clone(),
            repeats: false,
            signature,
        };
        match kind {
            Kind::Loop => {
                self.reserve(&mut frame, params);
                for k in 0..params {
                    let (id, ty) = (frame.vars[k], frame.signature.params[k]);
                    let value = self.stack[height + k].value().s;
                    let name = self.name(id);
                    self.line(&format!("{name}={value};"));
                    self.stack[height + k] = self.variable(id, ty, Known::nothing(ty));
                }
                frame.repeats = self.ends_with_repeat(&frame.signature);
                let start = if frame.repeats { "do{" } else { "" };
                self.line(&format!("L{}:{start}", frame.label));
            }
            Kind::If => {
                frame.params = self.stack[height..].to_vec();
                let results = frame.signature.results.len();
                if let Some(condition) = condition {
                    for e in &frame.params {
                        self.held.extend(&e.reads);
                    }
                    self.reserve(&mut frame, results);
                    self.line(&format!("if({}){{", condition.condition().s));
                }
            }
            _ => {
                let results = frame.signature.results.len();
                self.reserve(&mut frame, results);
            }
        }
        self.frames.push(frame);
    }

    /// Whether the loop that opens here ends with `br_if` to its start and carries no values.
    fn ends_with_repeat(&self, signature: &Signature) -> bool {
        let end = self.body.ends.get(&self.at).copied().unwrap_or_default();
        let last = self.module.functions[self.index].ops.get(end.wrapping_sub(1));
        *signature == Signature { params: vec![], results: vec![] }
            && matches!(last, Some(Operator::BrIf { relative_depth: 0 }))
    }

    /// Sets variables aside for the values that travel to a label.
    fn reserve(&mut self, frame: &mut Frame, count: usize) {
        for _ in 0..count {
            let id = self.fresh(&[]);
            frame.vars.push(id);
            frame.known.push(None);
            self.held.push(id);
        }
    }

    /// Assigns the topmost values to the variables of a label.
    fn carry(&mut self, target: usize) {
        let vars = self.frames[target].vars.clone();
        let first = self.stack.len() - vars.len();
        if vars.len() > 1 {
            for k in 0..vars.len() {
                if self.stack[first + k].reads.iter().any(|id| vars.contains(id) && *id != vars[k]) {
                    self.materialise(first + k);
                }
            }
        }
        for (k, id) in vars.iter().enumerate() {
            let e = self.stack[first + k].clone();
            let known = Known::of(&e);
            let slot = &mut self.frames[target].known[k];
            *slot = Some(slot.map_or(known, |before| before.join(known)));
            let name = self.name(*id);
            let value = e.value().s;
            if value != name {
                self.line(&format!("{name}={value};"));
            }
        }
    }

    pub fn else_branch(&mut self) {
        let at = self.frames.len() - 1;
        if self.dead {
            self.dead = false;
        } else {
            self.carry(at);
            self.frames[at].reached = true;
            Self::meet(&mut self.frames[at].exit, &self.facts);
        }
        let frame = &mut self.frames[at];
        self.facts.clone_from(&frame.entry);
        self.keys.clone_from(&frame.keys);
        frame.kind = Kind::Else;
        let (height, params) = (frame.height, frame.params.clone());
        self.stack.truncate(height);
        self.stack.extend(params);
        self.line("}else{");
    }

    /// Closes the innermost block; true when it was the function itself.
    pub fn close(&mut self) -> bool {
        let at = self.frames.len() - 1;
        match self.frames[at].kind {
            Kind::Function => {
                if !self.dead && !self.frames[at].signature.results.is_empty() {
                    self.give_back();
                }
                return true;
            }
            Kind::Loop => {
                let frame = self.pop_frame();
                if frame.repeats {
                    self.line("}while(false);");
                }
            }
            Kind::Block if !self.frames[at].used => {
                self.pop_frame();
            }
            kind => self.join(at, kind),
        }
        false
    }

    fn pop_frame(&mut self) -> Frame {
        let frame = self.frames.pop().expect("frames mirror the nesting");
        self.held.truncate(frame.held_before);
        frame
    }

    /// Ends a block whose results arrive by more than one way.
    fn join(&mut self, at: usize, kind: Kind) {
        let mut reached = self.frames[at].reached || self.frames[at].used;
        if !self.dead {
            self.carry(at);
            reached = true;
            Self::meet(&mut self.frames[at].exit, &self.facts);
        }
        if kind == Kind::If {
            reached = true;
            let frame = &mut self.frames[at];
            Self::meet(&mut frame.exit, &frame.entry);
            if !self.frames[at].vars.is_empty() {
                self.line("}else{");
                let (height, params) = (self.frames[at].height, self.frames[at].params.clone());
                self.stack.truncate(height);
                self.stack.extend(params);
                self.carry(at);
            }
        }
        if kind != Kind::Block {
            self.line("}");
        }
        let frame = self.pop_frame();
        if frame.used {
            self.line(&format!("L{}:", frame.label));
        }
        self.dead = !reached;
        self.stack.truncate(frame.height);
        if let Some(exit) = frame.exit {
            self.facts = exit;
        }
        self.keys = frame.keys;
        for local in self.body.assigned.get(&frame.at).into_iter().flatten() {
            self.keys[*local as usize] = Key::default();
        }
        if reached {
            for (k, ty) in frame.signature.results.iter().enumerate() {
                let known = frame.known[k].unwrap_or_else(|| Known::nothing(*ty));
                let e = self.variable(frame.vars[k], *ty, known);
                self.stack.push(e);
            }
        }
    }

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
            Self::meet(&mut frame.exit, &self.facts);
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
        if self.frames[target].repeats && self.body.ends.get(&self.frames[target].at) == Some(&(self.at + 1)) {
            self.frames[target].repeats = false;
            return self.line(&format!("}}while({test});"));
        }
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
    fn give_back(&mut self) {
        let results = self.frames[0].signature.results.len();
        let first = self.stack.len() - results;
        let values: Vec<String> = self.stack[first..].iter().map(|e| e.value().s).collect();
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
        let memory = self.calls.memory[callee as usize];
        let depth = self.calls.depth[callee as usize];
        self.invoke(&format!("f{callee}"), &signature, signature.params.len(), memory, depth);
    }

    pub fn call_indirect(&mut self, type_index: u32, table: u32) {
        let signature = self.module.types[type_index as usize].clone();
        let type_index = self.module.types.iter().position(|ty| *ty == signature).unwrap_or_default();
        let (memory, depth) = indirect_traits(self, type_index as u32);
        let name = format!("i{type_index}_{table}");
        self.invoke(&name, &signature, signature.params.len() + 1, memory, depth);
    }

    fn invoke(&mut self, name: &str, signature: &Signature, operands: usize, memory: bool, depth: bool) {
        self.before_call(operands);
        let args: Vec<Expr> = self.stack.split_off(self.stack.len() - operands);
        let mut texts: Vec<String> = Vec::new();
        texts.extend(memory.then(|| "$m".to_string()));
        texts.extend(args.iter().map(|e| e.value().s));
        if depth {
            texts.push(if self.calls.recursive[self.index] { "$d+1".into() } else { "$d".into() });
        }
        let text = format!("self::{name}({})", texts.join(","));
        match signature.results.as_slice() {
            [] => self.line(&format!("{text};")),
            [ty] => {
                let parts: Vec<&Expr> = args.iter().collect();
                let mut e = Expr::of(Text::new(text, ATOM), *ty, Expr::full(*ty), &parts);
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
                for (id, ty) in ids.iter().zip(many) {
                    let e = self.variable(*id, *ty, Known::nothing(*ty));
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
        (memory || calls.memory[f as usize], depth || calls.depth[f as usize])
    })
}
