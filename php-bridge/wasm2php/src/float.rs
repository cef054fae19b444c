//! Floating point instructions: f64 is PHP's float, f32 a PHP float that is rounded after each step.

use crate::expr::{ADD, ATOM, EQUAL, Expr, I64, LESS, MUL, TRAP_NUMBER, Text, U32, UNARY, binary, literal};
use crate::function::Translator;
use crate::module::Ty;

/// A float literal; what decimal text cannot carry is made from its bits.
fn decimal(value: f64) -> Text {
    if value.is_nan() {
        Text::new(format!("self::_of64({})", literal(value.to_bits().cast_signed()).s), ATOM)
    } else if value.is_infinite() {
        Text::new(if value > 0.0 { "\\INF" } else { "-\\INF" }, UNARY)
    } else {
        Text::new(format!("{value:?}"), UNARY)
    }
}

/// Text of an initial value of either float type, from its bits.
pub fn constant(bits: u64, ty: Ty) -> Text {
    if ty == Ty::F64 {
        return decimal(f64::from_bits(bits));
    }
    let value = f32::from_bits(bits as u32);
    if value.is_nan() {
        return Text::new(format!("self::_of32({})", bits as u32), ATOM);
    }
    decimal(f64::from(value))
}

impl Translator<'_> {
    pub fn float_constant(&mut self, bits: u64, ty: Ty) {
        self.push(Expr::of(constant(bits, ty), ty, U32, &[]));
    }

    fn rounded(&mut self, text: Text, ty: Ty, parts: &[&Expr]) {
        let text = match ty {
            Ty::F32 => Text::new(format!("self::_fr({})", text.s), ATOM),
            _ => text,
        };
        self.push(Expr::of(text, ty, U32, parts));
    }

    pub fn float_arithmetic(&mut self, op: &str) {
        let b = self.pop();
        let a = self.pop();
        let p = if op == "*" { MUL } else { ADD };
        let text = match op {
            "/" => Text::new(format!("\\fdiv({},{})", a.text.s, b.text.s), ATOM),
            _ => binary(op, p, &a.text, &b.text),
        };
        self.rounded(text, a.ty, &[&a, &b]);
    }

    /// Exact functions of one value: no rounding step is needed for f32, but for the square root.
    pub fn float_unary(&mut self, function: &str) {
        let a = self.pop();
        // A product quietens a signalling NaN, which these library functions do not.
        let once = if matches!(function, "\\ceil" | "\\floor" | "self::_trunc") { "1.0*" } else { "" };
        let text = Text::new(format!("{function}({once}{})", a.text.at(UNARY)), ATOM);
        if function == "\\sqrt" {
            return self.rounded(text, a.ty, &[&a]);
        }
        self.push(Expr::of(text, a.ty, U32, &[&a]));
    }

    pub fn float_binary(&mut self, helper: &str) {
        let b = self.pop();
        let a = self.pop();
        let text = Text::new(format!("self::_{helper}({},{})", a.text.s, b.text.s), ATOM);
        self.push(Expr::of(text, a.ty, U32, &[&a, &b]));
    }

    /// Comparisons with NaN are false, so the negation is never another comparison.
    pub fn float_compare(&mut self, op: &str) {
        let b = self.pop();
        let a = self.pop();
        let p = if matches!(op, "==" | "!=") { EQUAL } else { LESS };
        let text = binary(op, p, &a.text, &b.text);
        let negated = Text::new(format!("!({})", text.s), UNARY);
        self.push(Expr::boolean(text, negated, &[&a, &b]));
    }

    /// Float to integer: `helper` traps or saturates.
    pub fn truncate(&mut self, helper: &str, ty: Ty, traps: bool) {
        let a = self.pop();
        let text = Text::new(format!("self::_{helper}({})", a.text.s), ATOM);
        let mut e = Expr::of(text, ty, Expr::full(ty), &[&a]);
        if traps {
            e.trap |= TRAP_NUMBER;
        }
        self.push(e);
    }

    /// Integer to float. A 64-bit integer must reach f32 with one rounding only.
    pub fn convert(&mut self, ty: Ty, signed: bool) {
        let a = self.pop();
        let exact = a.ty == Ty::I32 || (signed && ty == Ty::F64);
        if exact {
            let value = if signed && a.ty == Ty::I32 { a.signed().0 } else { a.value() };
            let text = Text::new(format!("(float){}", value.at(ATOM)), UNARY);
            return self.rounded(text, ty, &[&a]);
        }
        let helper = match (ty, signed) {
            (Ty::F64, _) => "f64u",
            (_, true) => "f32s",
            _ => "f32u",
        };
        let text = Text::new(format!("self::_{helper}({})", a.value().s), ATOM);
        self.push(Expr::of(text, ty, U32, &[&a]));
    }

    pub fn demote(&mut self) {
        let a = self.pop();
        self.rounded(a.text.clone(), Ty::F32, &[&a]);
    }

    pub fn promote(&mut self) {
        let a = self.pop();
        let text = binary("*", MUL, &Text::new("1.0", ATOM), &a.text);
        self.push(Expr::of(text, Ty::F64, U32, &[&a]));
    }

    /// The same bits under another type.
    pub fn reinterpret(&mut self, ty: Ty) {
        let a = self.pop();
        let helper = match (a.ty, ty) {
            (Ty::F32, _) => "bits32",
            (Ty::F64, _) => "bits64",
            (_, Ty::F32) => "of32",
            _ => "of64",
        };
        let text = Text::new(format!("self::_{helper}({})", a.value().s), ATOM);
        let range = if ty == Ty::I64 { I64 } else { U32 };
        self.push(Expr::of(text, ty, range, &[&a]));
    }
}
