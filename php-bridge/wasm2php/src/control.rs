//! Blocks, branches and calls: structured control flow as labels and `goto`, `if` as `if`.

use wasmparser::{BlockType, Operator};

use crate::expr::Expr;
use crate::function::{Facts, Key, Known, Translator};
use crate::module::{Signature, Ty, value_type};

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
    pub held_before: usize,
    /// Instruction that opened the block.
    pub at: usize,
    /// Facts when the block was entered, and where all ways behind it meet.
    pub entry: Vec<Known>,
    pub exit: Option<Facts>,
    pub keys: Vec<Key>,
    /// A loop that ends with its only conditional way back is a `do … while`; false once that is written.
    pub repeats: bool,
}

impl<'a> Translator<'a> {
    fn signature(&self, ty: BlockType) -> Signature {
        match ty {
            BlockType::Empty => Signature { params: vec![], results: vec![] },
            BlockType::Type(ty) => Signature { params: vec![], results: vec![value_type(ty).unwrap_or(Ty::F64)] },
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
        let mut otherwise = Vec::new();
        if let Some(condition) = &condition {
            self.prove(&condition.proves);
            [_, otherwise] = condition.bounds();
        }
        if kind == Kind::Loop {
            self.forget_assigned();
        }
        let facts = self.facts.clone();
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
                if let Some(condition) = &condition {
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
        if let Some(condition) = &condition {
            self.learn(&otherwise);
            frame.entry.clone_from(&self.facts);
            self.facts = facts;
            self.learn(&condition.bounds()[0]);
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
    pub fn carry(&mut self, target: usize) {
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
            Self::meet(&mut self.frames[at].exit, &self.facts, &self.keys);
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
            Self::meet(&mut self.frames[at].exit, &self.facts, &self.keys);
        }
        if kind == Kind::If {
            reached = true;
            let frame = &mut self.frames[at];
            Self::meet(&mut frame.exit, &frame.entry, &frame.keys);
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
        if let Some((facts, keys)) = frame.exit {
            self.facts = facts;
            self.keys = keys;
        }
        if reached {
            for (k, ty) in frame.signature.results.iter().enumerate() {
                let known = frame.known[k].unwrap_or_else(|| Known::nothing(*ty));
                let e = self.variable(frame.vars[k], *ty, known);
                self.stack.push(e);
            }
        }
    }
}
