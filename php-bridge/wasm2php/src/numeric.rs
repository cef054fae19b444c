//! Integer instructions as PHP expressions: i32 as 0..2^32-1, i64 as PHP's own int.

use crate::expr::{ADD, AND, ATOM, EQUAL, Expr, I64, LESS, MASK, OR, Range, SHIFT, Text, XOR, binary, fits, literal};
use crate::function::Translator;
use crate::module::Ty;

/// A comparison of integers: PHP's operator and its negation.
#[derive(Clone, Copy)]
pub struct Relation {
    pub op: &'static str,
    pub negated: &'static str,
}

pub const EQ: Relation = Relation { op: "==", negated: "!=" };
pub const NE: Relation = Relation { op: "!=", negated: "==" };
pub const LT: Relation = Relation { op: "<", negated: ">=" };
pub const GT: Relation = Relation { op: ">", negated: "<=" };
pub const LE: Relation = Relation { op: "<=", negated: ">" };
pub const GE: Relation = Relation { op: ">=", negated: "<" };

fn compare(relation: Relation, a: &Text, b: &Text, parts: &[&Expr]) -> Expr {
    let p = if matches!(relation.op, "==" | "!=") { EQUAL } else { LESS };
    Expr::boolean(binary(relation.op, p, a, b), binary(relation.negated, p, a, b), parts)
}

/// What a comparison says about the locals that it compares, where it is true and where it is false.
fn bounds(relation: Relation, a: &Expr, b: &Expr) -> [Vec<(u32, Range)>; 2] {
    let holding = |op: &str| {
        let ((al, ah), (bl, bh)) = (a.range, b.range);
        let (of_a, of_b) = match op {
            "==" => ((al.max(bl), ah.min(bh)), (al.max(bl), ah.min(bh))),
            "<" => ((al, ah.min(bh - 1)), (bl.max(al + 1), bh)),
            "<=" => ((al, ah.min(bh)), (bl.max(al), bh)),
            ">" => ((al.max(bl + 1), ah), (bl, bh.min(ah - 1))),
            ">=" => ((al.max(bl), ah), (bl, bh.min(ah))),
            _ => (a.without(b.range), b.without(a.range)),
        };
        let sides = [(a, of_a), (b, of_b)];
        // Where a side is empty nothing ever gets there.
        let told = sides.into_iter().filter(|(e, range)| e.is_variable() && *range != e.range && range.0 <= range.1);
        told.map(|(e, range)| (e.reads[0], range)).collect()
    };
    [holding(relation.op), holding(relation.negated)]
}

/// The smallest 2^k - 1 that is not below `value`.
fn ones(value: i128) -> i128 {
    (1i128 << (128 - value.max(0).leading_zeros())) - 1
}

/// The value with a topmost bit flipped: signed order as unsigned order and the other way round.
fn flipped(e: &Expr, bit: i64) -> Text {
    match e.constant {
        Some(value) => literal(value ^ bit),
        None => binary("^", XOR, &e.value(), &literal(bit)),
    }
}

impl Translator<'_> {
    pub fn two(&mut self) -> (Expr, Expr) {
        let b = self.pop();
        (self.pop(), b)
    }

    pub fn eqz(&mut self) {
        let a = self.pop();
        let zero = binary("==", EQUAL, &a.value(), &literal(0));
        let e = match &a.negated {
            Some(negated) => Expr::boolean((**negated).clone(), a.text.clone(), &[&a]),
            None => Expr::boolean(zero, binary("!=", EQUAL, &a.value(), &literal(0)), &[&a]),
        };
        let mut e = e;
        let [yes, no] = a.bounds();
        e.when = [no, yes];
        self.push(e);
    }

    pub fn compare_equal(&mut self, relation: Relation) {
        let (a, b) = self.two();
        let mut e = compare(relation, &a.value(), &b.value(), &[&a, &b]);
        if a.ty == Ty::I32 {
            e.when = bounds(relation, &a, &b);
        }
        self.push(e);
    }

    pub fn compare_unsigned(&mut self, relation: Relation) {
        let (a, b) = self.two();
        let plain = a.ty == Ty::I32 || (a.range.0 >= 0 && b.range.0 >= 0);
        let e = if plain {
            compare(relation, &a.value(), &b.value(), &[&a, &b])
        } else {
            compare(relation, &flipped(&a, i64::MIN), &flipped(&b, i64::MIN), &[&a, &b])
        };
        let mut e = e;
        if plain {
            e.when = bounds(relation, &a, &b);
        }
        self.push(e);
    }

    pub fn compare_signed(&mut self, relation: Relation) {
        let (a, b) = self.two();
        if a.ty == Ty::I64 {
            return self.push(compare(relation, &a.value(), &b.value(), &[&a, &b]));
        }
        const HALF: i64 = 1 << 31;
        let direct = |e: &Expr| fits(e.signed().1, (-(1 << 31) + 1, (1 << 31) - 1)) || e.constant.is_some();
        let e = match (b.constant, relation.op) {
            _ if direct(&a) && direct(&b) => compare(relation, &a.signed().0, &b.signed().0, &[&a, &b]),
            (Some(0), "<") => compare(GE, &a.value(), &literal(HALF), &[&a]),
            (Some(0), ">=") => compare(LT, &a.value(), &literal(HALF), &[&a]),
            (Some(MINUS_ONE), ">") => compare(LT, &a.value(), &literal(HALF), &[&a]),
            (Some(MINUS_ONE), "<=") => compare(GE, &a.value(), &literal(HALF), &[&a]),
            _ => compare(relation, &flipped(&a, HALF), &flipped(&b, HALF), &[&a, &b]),
        };
        self.push(e);
    }

    pub fn and(&mut self) {
        let (mut a, mut b) = self.two();
        if a.constant.is_some() {
            std::mem::swap(&mut a, &mut b);
        }
        let high = match (a.range.0 >= 0, b.range.0 >= 0) {
            (true, true) => Some(a.range.1.min(b.range.1)),
            (true, false) => Some(a.range.1),
            (false, true) => Some(b.range.1),
            (false, false) => None,
        };
        let range = high.map_or(I64, |high| (0, high));
        // One exact operand cuts the other to 32 bits as well.
        let at = if a.ty == Ty::I32 { a.cheap().0 } else { a.value() };
        let text = binary("&", AND, &at, &b.value());
        let mut e = Expr::of(text, a.ty, range, &[&a, &b]);
        e.align = a.align.max(b.align);
        self.push(e);
    }

    pub fn or(&mut self, op: &str) {
        let (mut a, mut b) = self.two();
        if a.constant.is_some() {
            std::mem::swap(&mut a, &mut b);
        }
        let p = if op == "|" { OR } else { XOR };
        let natural = a.range.0 >= 0 && b.range.0 >= 0;
        let range = if natural { (0, ones(a.range.1.max(b.range.1))) } else { I64 };
        let mut e = Expr::of(binary(op, p, &a.value(), &b.value()), a.ty, range, &[&a, &b]);
        e.align = a.align.min(b.align);
        self.push(e);
    }

    pub fn shift_left(&mut self) {
        let (a, b) = self.two();
        if a.ty == Ty::I64 {
            let text = binary("<<", SHIFT, &a.value(), &count(&b, 63));
            let exact = b.constant.map(|n| (a.range.0 << (n & 63), a.range.1 << (n & 63)));
            let range = exact.filter(|r| fits(*r, I64)).unwrap_or(I64);
            return self.push(Expr::of(text, Ty::I64, range, &[&a, &b]));
        }
        let n = b.constant.map_or(31, |n| n & 31);
        let (at, ar) = a.cheap();
        // PHP's shift drops high bits silently, so only the known range suffers from a wide operand.
        let exact = (if b.constant.is_some() { ar.0 << n } else { ar.0.min(0) << n }, ar.1.max(0) << n);
        let range = if fits(exact, I64) { exact } else { I64 };
        let mut e = Expr::modulo(binary("<<", SHIFT, &at, &count(&b, 31)), range, &[&a, &b]);
        if b.constant.is_some() {
            e.align = (a.align + n as u8).min(4);
        }
        self.push(e);
    }

    pub fn shift_right_signed(&mut self) {
        let (a, b) = self.two();
        let wide = a.ty == Ty::I64;
        let (at, ar) = if wide { (a.value(), a.range) } else { a.signed() };
        let text = binary(">>", SHIFT, &at, &count(&b, if wide { 63 } else { 31 }));
        let n = b.constant.map_or(0, |n| n & if wide { 63 } else { 31 });
        let range = if b.constant.is_some() { (ar.0 >> n, ar.1 >> n) } else { (ar.0.min(0), ar.1.max(0)) };
        let e = match wide {
            true => Expr::of(text, Ty::I64, range, &[&a, &b]),
            false => Expr::modulo(text, range, &[&a, &b]),
        };
        self.push(e);
    }

    pub fn shift_right_unsigned(&mut self) {
        let (a, b) = self.two();
        let wide = a.ty == Ty::I64;
        let n = b.constant.map(|n| n & if wide { 63 } else { 31 });
        let e = if !wide || a.range.0 >= 0 {
            let text = binary(">>", SHIFT, &a.value(), &count(&b, if wide { 63 } else { 31 }));
            let low = n.map_or(0, |n| a.range.0 >> n);
            Expr::of(text, a.ty, (low, a.range.1 >> n.unwrap_or(0)), &[&a, &b])
        } else if n == Some(0) {
            a
        } else if let Some(n) = n {
            let cut = literal((u64::MAX >> n) as i64);
            let text = binary("&", AND, &binary(">>", SHIFT, &a.value(), &literal(n)), &cut);
            Expr::of(text, Ty::I64, (0, (u64::MAX >> n) as i128), &[&a, &b])
        } else {
            let text = Text::new(format!("self::_shr64({},{})", a.value().s, b.value().s), ATOM);
            Expr::of(text, Ty::I64, I64, &[&a, &b])
        };
        self.push(e);
    }

    pub fn rotate(&mut self, left: bool) {
        let wide = self.stack.last().is_some_and(|e| e.ty == Ty::I64);
        let width = if wide { 64 } else { 32 };
        let amount = self.stack.last().and_then(|e| e.constant);
        let Some(amount) = amount else {
            let (a, b) = self.two();
            let helper = format!("rot{}{}", if left { "l" } else { "r" }, width);
            let text = Text::new(format!("self::_{helper}({},{})", a.value().s, b.value().s), ATOM);
            return self.push(Expr::of(text, a.ty, Expr::full(a.ty), &[&a, &b]));
        };
        let n = amount.rem_euclid(width);
        let n = if left { n } else { (width - n) % width };
        self.simplify(1);
        let (a, _) = self.two();
        if n == 0 {
            return self.push(a);
        }
        let up = binary("<<", SHIFT, &a.value(), &literal(n));
        let mut down = binary(">>", SHIFT, &a.value(), &literal(width - n));
        if wide {
            down = binary("&", AND, &down, &literal(((1u64 << n) - 1).cast_signed()));
        }
        let text = binary("|", OR, &up, &down);
        let e = match wide {
            true => Expr::of(text, Ty::I64, I64, &[&a]),
            false => Expr::modulo(text, (0, I64.1), &[&a]),
        };
        self.push(e);
    }

    /// Counting bits: helpers named after the instruction.
    pub fn count_bits(&mut self, helper: &str) {
        let a = self.pop();
        let width = if a.ty == Ty::I64 { 64 } else { 32 };
        let text = Text::new(format!("self::_{helper}{width}({})", a.value().s), ATOM);
        self.push(Expr::of(text, a.ty, (0, width), &[&a]));
    }

    /// Sign extension of the lowest `bits`.
    pub fn extend_signed(&mut self, bits: u32) {
        let a = self.pop();
        let (half, cut) = (1i64 << (bits - 1), (1i64 << bits) - 1);
        let low =
            if fits(a.range, (0, cut.into())) { a.value() } else { binary("&", AND, &a.cheap().0, &literal(cut)) };
        let text = binary("-", ADD, &binary("^", XOR, &low, &literal(half)), &literal(half));
        let range = (-i128::from(half), i128::from(half) - 1);
        let e = match a.ty {
            Ty::I64 => Expr::of(text, Ty::I64, range, &[&a]),
            _ => Expr::modulo(text, range, &[&a]),
        };
        self.push(e);
    }

    pub fn wrap(&mut self) {
        let a = self.pop();
        let e = match a.constant {
            Some(value) => Expr::i32(value as u32),
            None => Expr::modulo(a.value(), a.range, &[&a]),
        };
        self.push(e);
    }

    pub fn widen(&mut self, signed: bool) {
        let a = self.pop();
        let (text, range) = if signed { a.signed() } else { (a.value(), a.range) };
        let e = match a.constant {
            Some(value) if signed => Expr::i64(i64::from(value as u32 as i32)),
            Some(value) => Expr::i64(value),
            None => Expr::of(text, Ty::I64, range, &[&a]),
        };
        self.push(e);
    }
}

const MINUS_ONE: i64 = MASK as i64;

/// A shift count cut to the operand's width.
fn count(b: &Expr, width: i64) -> Text {
    match b.constant {
        Some(n) => literal(n & width),
        None if fits(b.range, (0, width.into())) => b.value(),
        None => binary("&", AND, &b.cheap().0, &literal(width)),
    }
}
