//! PHP expressions on the way to becoming text: what a value reads, what it may do, and where it lies.

use crate::module::Ty;

/// Inclusive bounds of an integer value; i32 values are unsigned, i64 values signed.
pub type Range = (i128, i128);

pub const MASK: i128 = 0xffff_ffff;
pub const U32: Range = (0, MASK);
pub const I64: Range = (i64::MIN as i128, i64::MAX as i128);

/// May trap with "out of bounds memory access".
pub const TRAP_MEMORY: u8 = 1;
/// May trap with one of the arithmetic traps.
pub const TRAP_NUMBER: u8 = 2;

// How tightly PHP's operators bind, tightest first.
pub const ATOM: u8 = 20;
pub const UNARY: u8 = 19;
pub const MUL: u8 = 17;
pub const ADD: u8 = 16;
pub const SHIFT: u8 = 15;
pub const LESS: u8 = 14;
pub const EQUAL: u8 = 13;
pub const AND: u8 = 12;
pub const XOR: u8 = 11;
pub const OR: u8 = 10;
pub const COALESCE: u8 = 7;
pub const TERNARY: u8 = 6;

/// A piece of PHP and how tightly its outermost operator binds.
#[derive(Clone, Debug)]
pub struct Text {
    pub s: String,
    pub p: u8,
}

/// The value of an i32 before it is cut to 32 bits: equal modulo 2^32, cheaper when the cut can wait.
#[derive(Clone, Debug)]
pub struct Raw {
    pub text: Text,
    pub range: Range,
}

/// A value of the wasm operand stack that has not been computed yet.
#[derive(Clone, Debug)]
pub struct Expr {
    pub text: Text,
    pub ty: Ty,
    pub range: Range,
    /// The value is a multiple of 2^align.
    pub align: u8,
    pub raw: Option<Box<Raw>>,
    /// Present when `text` is a PHP bool (0 or 1 in wasm): the negated bool.
    pub negated: Option<Box<Text>>,
    /// An integer constant (i32 unsigned).
    pub constant: Option<i64>,
    /// PHP variables that are read.
    pub reads: Vec<u32>,
    pub memory: bool,
    pub global: bool,
    pub trap: u8,
    /// Contains a call: runs once, in order.
    pub effect: bool,
    /// Uses the scratch variables $p, $k or $s while it is evaluated.
    pub scratch: bool,
    /// An i64 that lies in the memory as it is: its low and its high word.
    pub halves: Option<Box<(Text, Text)>>,
    /// Bounds of locals that hold where it is true (first) or false.
    pub when: [Vec<(u32, Range)>; 2],
    /// Words, by base local and offset, that exist once it has been evaluated.
    pub proves: Vec<(u32, i64)>,
}

impl Text {
    pub fn new(s: impl Into<String>, p: u8) -> Self {
        Text { s: s.into(), p }
    }

    /// The text as an operand of an operator that binds with `p`.
    pub fn at(&self, p: u8) -> String {
        if self.p >= p { self.s.clone() } else { format!("({})", self.s) }
    }
}

/// `a op b` for a left-associative operator (comparisons, which do not associate, as well).
pub fn binary(op: &str, p: u8, a: &Text, b: &Text) -> Text {
    let loose = matches!(p, AND | XOR | OR);
    let left = a.at(if matches!(p, LESS | EQUAL) { p + 1 } else { p });
    let right = b.at(if loose { p } else { p + 1 });
    let gap = if op.ends_with('-') && right.starts_with('-') { " " } else { "" };
    Text { s: format!("{left}{op}{gap}{right}"), p }
}

/// An integer literal. PHP has no literal for the smallest integer.
pub fn literal(value: i64) -> Text {
    match value {
        i64::MIN => Text::new("\\PHP_INT_MIN", ATOM),
        v if v < 0 => Text::new(v.to_string(), UNARY),
        v => Text::new(v.to_string(), ATOM),
    }
}

pub fn fits(range: Range, within: Range) -> bool {
    range.0 >= within.0 && range.1 <= within.1
}

/// The trailing zero bits of a constant, capped: more than 4 is never of use.
fn zeros(value: i64) -> u8 {
    if value == 0 { 4 } else { value.trailing_zeros().min(4) as u8 }
}

impl Expr {
    fn bare(text: Text, ty: Ty, range: Range) -> Self {
        Expr {
            text,
            ty,
            range,
            align: 0,
            raw: None,
            negated: None,
            constant: None,
            reads: Vec::new(),
            memory: false,
            global: false,
            trap: 0,
            effect: false,
            scratch: false,
            halves: None,
            when: [Vec::new(), Vec::new()],
            proves: Vec::new(),
        }
    }

    pub fn full(ty: Ty) -> Range {
        if ty == Ty::I64 { I64 } else { U32 }
    }

    pub fn i32(value: u32) -> Self {
        let value = i64::from(value);
        let mut e = Expr::bare(literal(value), Ty::I32, (value.into(), value.into()));
        e.constant = Some(value);
        e.align = zeros(value);
        if value >= 1 << 31 {
            let signed = value - (1 << 32);
            e.raw = Some(Box::new(Raw { text: literal(signed), range: (signed.into(), signed.into()) }));
        }
        e
    }

    pub fn i64(value: i64) -> Self {
        let mut e = Expr::bare(literal(value), Ty::I64, (value.into(), value.into()));
        e.constant = Some(value);
        e
    }

    pub fn variable(id: u32, name: &str, ty: Ty, range: Range) -> Self {
        let mut e = Expr::bare(Text::new(name, ATOM), ty, range);
        e.reads.push(id);
        e
    }

    /// A value computed from `parts`: it reads and may do whatever they do.
    pub fn of(text: Text, ty: Ty, range: Range, parts: &[&Expr]) -> Self {
        let mut e = Expr::bare(text, ty, range);
        for part in parts {
            for id in &part.reads {
                if !e.reads.contains(id) {
                    e.reads.push(*id);
                }
            }
            e.memory |= part.memory;
            e.global |= part.global;
            e.trap |= part.trap;
            e.effect |= part.effect;
            e.scratch |= part.scratch;
            e.proves.extend(&part.proves);
        }
        e
    }

    /// An i32 known modulo 2^32 as `text` within `range`; the cut to 32 bits is added where it is needed.
    pub fn modulo(text: Text, range: Range, parts: &[&Expr]) -> Self {
        if fits(range, U32) {
            return Expr::of(text, Ty::I32, range, parts);
        }
        let cut = binary("&", AND, &text, &literal(MASK as i64));
        let mut e = Expr::of(cut, Ty::I32, U32, parts);
        e.raw = Some(Box::new(Raw { text, range }));
        e
    }

    /// A PHP bool with its negation.
    pub fn boolean(text: Text, negated: Text, parts: &[&Expr]) -> Self {
        let mut e = Expr::of(text, Ty::I32, (0, 1), parts);
        e.negated = Some(Box::new(negated));
        e
    }

    /// Evaluating it any number of times, anywhere, costs nothing and changes nothing.
    pub fn is_simple(&self) -> bool {
        self.negated.is_none() && (self.constant.is_some() || self.is_variable())
    }

    pub fn is_variable(&self) -> bool {
        self.reads.len() == 1
            && self.text.s.starts_with('$')
            && self.text.s[1..].bytes().all(|b| b.is_ascii_alphanumeric())
    }

    /// Its range where it differs from a value that is known.
    pub fn without(&self, other: Range) -> Range {
        match self.range {
            (low, high) if other == (low, low) => (low + 1, high),
            (low, high) if other == (high, high) => (low, high - 1),
            range => range,
        }
    }

    /// What holds where it is true and where it is false.
    pub fn bounds(&self) -> [Vec<(u32, Range)>; 2] {
        if self.is_variable() && self.ty.is_integer() && self.range.0 < self.range.1 {
            let nonzero = self.without((0, 0));
            let zero = if fits((0, 0), self.range) { vec![(self.reads[0], (0, 0))] } else { vec![] };
            return [vec![(self.reads[0], nonzero)], zero];
        }
        self.when.clone()
    }

    /// Whether it would show if `later` were computed before this value: a call, or another trap.
    pub fn must_precede(&self, later: &Expr) -> bool {
        let visible = later.memory || later.global || later.trap != 0 || later.effect;
        let traps = self.trap != 0 && later.trap != 0 && (self.trap | later.trap) & TRAP_NUMBER != 0;
        (self.effect && visible) || traps
    }

    /// The exact value.
    pub fn value(&self) -> Text {
        if self.negated.is_some() {
            return Text::new(format!("(int){}", self.text.at(ATOM)), UNARY);
        }
        self.text.clone()
    }

    /// The value modulo 2^32 in its cheapest form, with the range of that form.
    pub fn cheap(&self) -> (Text, Range) {
        match &self.raw {
            Some(raw) => (raw.text.clone(), raw.range),
            None => (self.value(), self.range),
        }
    }

    /// An i32 read as a signed number.
    pub fn signed(&self) -> (Text, Range) {
        const HALF: i128 = 1 << 31;
        if let Some(raw) = &self.raw
            && fits(raw.range, (-HALF, HALF - 1))
        {
            return (raw.text.clone(), raw.range);
        }
        if self.range.1 < HALF {
            return (self.value(), self.range);
        }
        let flipped = binary("^", XOR, &self.value(), &literal(1 << 31));
        (binary("-", ADD, &flipped, &literal(1 << 31)), (-HALF, HALF - 1))
    }

    /// As a condition: PHP's truth is wasm's for integers.
    pub fn condition(&self) -> Text {
        self.text.clone()
    }
}
