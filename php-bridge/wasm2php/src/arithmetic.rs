//! Sums, products and quotients: where PHP would turn an int into a float, a helper takes over.

use crate::expr::*;
use crate::function::{Known, Translator};
use crate::module::Ty;

/// Intermediate sums stay far from where PHP's ints would turn into floats.
const CALM: Range = (-(1 << 62), 1 << 62);

fn products(a: Range, b: Range) -> Range {
    let all = [a.0 * b.0, a.0 * b.1, a.1 * b.0, a.1 * b.1];
    (all.iter().copied().min().unwrap_or(0), all.iter().copied().max().unwrap_or(0))
}

impl Translator<'_> {
    /// Addition (`sign` 1) and subtraction (`sign` -1).
    pub fn add(&mut self, sign: i128) {
        if self.stack.last().is_some_and(|e| e.ty == Ty::I64) {
            return self.add64(sign);
        }
        let (mut a, mut b) = self.two();
        if sign == 1 && a.constant.is_some() {
            std::mem::swap(&mut a, &mut b);
        }
        if b.constant == Some(0) {
            return self.push(a);
        }
        let ((mut at, mut ar), (bt, br)) = (a.cheap(), b.cheap());
        if !fits(ar, CALM) || !fits(br, CALM) {
            (at, ar) = (a.value(), a.range);
        }
        let (bt, br) = if fits(br, CALM) { (bt, br) } else { (b.value(), b.range) };
        let minus = (sign == 1) == (b.constant.is_some() && br.0 < 0);
        let bt = if b.constant.is_some() && br.0 < 0 { literal(-(br.0 as i64)) } else { bt };
        let range = if sign == 1 { (ar.0 + br.0, ar.1 + br.1) } else { (ar.0 - br.1, ar.1 - br.0) };
        let text = binary(if minus { "-" } else { "+" }, ADD, &at, &bt);
        if self.is_stack(&a) && b.constant.is_some() && range.0 < 0 {
            return self.frame(&a, &text, range.1, b.align);
        }
        let mut e = Expr::modulo(text, range, &[&a, &b]);
        e.align = a.align.min(b.align);
        self.push(e);
    }

    fn is_stack(&self, e: &Expr) -> bool {
        self.whole.stack.is_some_and(|stack| e.text.s == format!("self::$g{}", stack.global))
    }

    /// The address of a new frame on the shadow stack: below 0 the stack is full. Above 0 all that lies between it
    /// and the stack's end is memory from the start.
    fn frame(&mut self, pointer: &Expr, sum: &Text, most: i128, align: u8) {
        let (target, consumed) = self.target(&[pointer]);
        let name = self.name(target);
        self.line(&format!("if(({name}={})<0)self::_deep();", sum.s));
        self.deliver(target, consumed, Ty::I32, Known { range: (0, most.max(0)), align: align.min(pointer.align) });
    }

    /// PHP turns an overflowing sum into a float; then the helper computes it modulo 2^64.
    fn add64(&mut self, sign: i128) {
        let n = self.stack.len();
        let (ar, br) = (self.stack[n - 2].range, self.stack[n - 1].range);
        let range = if sign == 1 { (ar.0 + br.0, ar.1 + br.1) } else { (ar.0 - br.1, ar.1 - br.0) };
        let (op, helper) = if sign == 1 { ("+", "add64") } else { ("-", "sub64") };
        if fits(range, I64) {
            let (a, b) = self.two();
            let text = binary(op, ADD, &a.value(), &b.value());
            return self.push(Expr::of(text, Ty::I64, range, &[&a, &b]));
        }
        self.checked64(op, ADD, helper);
    }

    fn checked64(&mut self, op: &str, p: u8, helper: &str) {
        self.simplify(1);
        self.simplify(0);
        let (a, b) = self.two();
        let (target, consumed) = self.target(&[&a, &b]);
        let name = self.name(target);
        let sum = binary(op, p, &a.value(), &b.value()).s;
        let (a, b) = (a.value().s, b.value().s);
        self.line(&format!("{name}={sum};if(\\is_float({name})){name}=self::_{helper}({a},{b});"));
        self.deliver(target, consumed, Ty::I64, Known::nothing(Ty::I64));
    }

    pub fn multiply(&mut self) {
        let n = self.stack.len();
        let (ar, br) = (self.stack[n - 2].range, self.stack[n - 1].range);
        if self.stack[n - 1].ty == Ty::I64 {
            let range = products(ar, br);
            if !fits(range, I64) {
                return self.checked64("*", MUL, "mul64");
            }
            let (a, b) = self.two();
            let text = binary("*", MUL, &a.value(), &b.value());
            return self.push(Expr::of(text, Ty::I64, range, &[&a, &b]));
        }
        let (a, b) = self.two();
        let choices = [
            (a.cheap(), b.cheap()),
            ((a.value(), a.range), b.cheap()),
            (a.cheap(), (b.value(), b.range)),
            ((a.value(), a.range), (b.value(), b.range)),
            ((a.value(), a.range), b.signed()),
        ];
        let mut result = None;
        for ((at, ar), (bt, br)) in choices {
            let range = products(ar, br);
            if fits(range, I64) {
                result = Some(Expr::modulo(binary("*", MUL, &at, &bt), range, &[&a, &b]));
                break;
            }
        }
        self.push(result.expect("an unsigned times a signed 32-bit number fits 63 bits"));
    }

    pub fn divide_unsigned(&mut self) {
        self.divide(false, "\\intdiv");
    }

    pub fn remainder_unsigned(&mut self) {
        self.divide(false, "%");
    }

    pub fn divide_signed(&mut self) {
        self.divide(true, "\\intdiv");
    }

    pub fn remainder_signed(&mut self) {
        self.divide(true, "%");
    }

    fn divide(&mut self, signed: bool, op: &str) {
        let (a, b) = self.two();
        let wide = a.ty == Ty::I64;
        let (at, ar) = if signed && !wide { a.signed() } else { (a.value(), a.range) };
        let (bt, br) = if signed && !wide { b.signed() } else { (b.value(), b.range) };
        let natural = signed || !wide || (ar.0 >= 0 && br.0 >= 0);
        // The quotients that overflow are smallest / -1 only.
        let safe = br.0 > -1 || br.1 < -1 || op == "%";
        let overflow = if wide { I64.0 } else { -(1 << 31) };
        let e = if natural && (safe || ar.0 > overflow) {
            let nonzero = br.0 > 0 || br.1 < 0;
            let checked = Text::new(format!("{}?:self::_dz()", bt.at(TERNARY + 1)), TERNARY);
            let divisor = if nonzero { bt } else { checked };
            let bound = ar.0.abs().max(ar.1.abs());
            let (text, high) = if op == "%" {
                (binary("%", MUL, &at, &divisor), bound.min(br.0.abs().max(br.1.abs())))
            } else {
                (Text::new(format!("\\intdiv({},{})", at.s, divisor.s), ATOM), bound)
            };
            let range = (if ar.0 >= 0 && br.0 >= 0 { 0 } else { (-high).max(I64.0) }, high.min(I64.1));
            let mut e = match wide {
                true => Expr::of(text, Ty::I64, range, &[&a, &b]),
                false => Expr::modulo(text, range, &[&a, &b]),
            };
            if !nonzero {
                e.trap |= TRAP_NUMBER;
            }
            e
        } else {
            let helper = match (wide, signed, op) {
                (false, _, _) => "div32s",
                (true, true, _) => "div64s",
                (true, false, "%") => "rem64u",
                (true, false, _) => "div64u",
            };
            let text = Text::new(format!("self::_{helper}({},{})", at.s, bt.s), ATOM);
            let mut e = match wide {
                true => Expr::of(text, Ty::I64, I64, &[&a, &b]),
                false => Expr::modulo(text, (-(1 << 31), (1 << 31) - 1), &[&a, &b]),
            };
            e.trap |= TRAP_NUMBER;
            e
        };
        self.push(e);
    }
}
