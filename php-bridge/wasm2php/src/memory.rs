//! Loads and stores on 32-bit words. An aligned word inside the memory is reached directly; a key that
//! does not exist (out of bounds, or not aligned) leads to a helper that decides and traps.

use wasmparser::MemArg;

use crate::expr::*;
use crate::function::Translator;
use crate::module::Ty;
use crate::place::{Access, Place};

/// An i64 from its words.
fn whole(low: &Text, high: &Text) -> Text {
    binary("|", OR, low, &binary("<<", SHIFT, high, &literal(32)))
}

impl Translator<'_> {
    fn loaded(&mut self, text: Text, ty: Ty, range: Range, e: &Expr, place: Place, again: bool) -> Expr {
        let mut value = Expr::of(text, ty, range, &[e]);
        value.memory = true;
        if !place.proven && place.fixed.is_none() {
            value.trap |= TRAP_MEMORY;
        }
        value.scratch |= place.scratch || (again && place.named.is_none());
        value.proves.extend(place.proves);
        value
    }

    pub fn load32(&mut self, at: &MemArg) -> Expr {
        let e = self.pop();
        let place = self.place(&e, at, 4, Access::Load);
        let text = match place.fixed {
            Some(fixed) => Text::new(format!("$m[{}]", fixed >> 2), ATOM),
            None => place.word(&place.first(false), "u4", 0),
        };
        self.loaded(text, Ty::I32, (0, MASK), &e, place, false)
    }

    pub fn load64(&mut self, at: &MemArg) -> Expr {
        let e = self.pop();
        if let Some(address) = self.unaligned(&e, at) {
            let text = Text::new(format!("self::_u8($m,{address})"), ATOM);
            let mut value = Expr::of(text, Ty::I64, I64, &[&e]);
            (value.memory, value.trap) = (true, value.trap | TRAP_MEMORY);
            return value;
        }
        let place = self.place(&e, at, 8, Access::Load);
        let (low, high) = match place.fixed {
            Some(fixed) => {
                let word = |at: i64| Text::new(format!("$m[{at}]"), ATOM);
                (word(fixed >> 2), word((fixed >> 2) + 1))
            }
            None => (place.word(&place.first(true), "u4", 0), place.word(&place.next(1), "u4", 1)),
        };
        let text = whole(&low, &high);
        let mut value = self.loaded(text, Ty::I64, I64, &e, place, true);
        value.halves = (!value.scratch).then(|| Box::new((low, high)));
        value
    }

    /// The address of eight bytes that probably lie across words: a helper reaches them best at once.
    fn unaligned(&self, e: &Expr, at: &MemArg) -> Option<String> {
        let unlikely = at.align >= 2 || e.constant.is_some() || e.align >= 2 && at.offset.is_multiple_of(4);
        (!unlikely).then(|| match at.offset {
            0 => e.value().s,
            offset => format!("{}+{offset}", e.value().at(ADD)),
        })
    }

    /// Loads 8 or 16 bits into an integer of type `ty`.
    pub fn load_narrow(&mut self, at: &MemArg, bytes: u32, signed: bool, ty: Ty) {
        let e = self.pop();
        let place = self.place(&e, at, bytes, Access::Load);
        let (high, shifts) = if bytes == 1 { (255, 24) } else { (65535, 16) };
        let word = match place.fixed {
            Some(fixed) => {
                let word = Text::new(format!("$m[{}]", fixed >> 2), ATOM);
                if fixed & 3 == 0 { word } else { binary(">>", SHIFT, &word, &literal((fixed & 3) * 8)) }
            }
            None => {
                let word = place.word(&place.key, if bytes == 1 { "u1" } else { "u2" }, 0);
                Text::new(format!("{}>>({}<<3&{shifts})", word.at(SHIFT), place.low), SHIFT)
            }
        };
        let text = binary("&", AND, &word, &literal(high));
        let e = self.loaded(text, ty, (0, high.into()), &e, place, false);
        self.stack.push(e);
        if signed {
            self.extend_signed(bytes * 8);
        } else {
            let e = self.pop();
            self.push(e);
        }
    }

    pub fn load_f(&mut self, at: &MemArg, ty: Ty) {
        let (bits, helper) = match ty {
            Ty::F32 => (self.load32(at), "of32"),
            _ => (self.load64(at), "of64"),
        };
        let text = Text::new(format!("self::_{helper}({})", bits.text.s), ATOM);
        let e = Expr::of(text, ty, (0, MASK), &[&bits]);
        self.push(e);
    }

    /// Prepares a store: what is pending below is settled, the value becomes text that may stand twice.
    fn operands(&mut self) -> (Expr, Expr) {
        let top = self.stack.len() - 1;
        self.before_store(2);
        let value = &self.stack[top];
        if value.scratch
            || value.effect
            || value.trap & TRAP_NUMBER != 0
            || (!value.is_simple() && value.text.s.len() > 40)
        {
            if !self.stack[top - 1].is_simple() {
                self.materialise(top - 1);
            }
            self.materialise(top);
        }
        let value = self.pop();
        (self.pop(), value)
    }

    pub fn store32(&mut self, at: &MemArg) {
        let (e, value) = self.operands();
        self.write32(&e, at, &value.value());
    }

    fn write32(&mut self, e: &Expr, at: &MemArg, value: &Text) {
        let place = self.place(e, at, 4, Access::Store);
        let value = &value.s;
        match place.fixed {
            Some(fixed) => self.line(&format!("$m[{}]={value};", fixed >> 2)),
            None if place.proven => self.line(&format!("$m[{}]={value};", place.first(false))),
            None => {
                let (first, second) = place.twice();
                self.line(&match place.strict {
                    true => format!("isset($m[{first}])||self::_oob();$m[{second}]={value};"),
                    false => {
                        format!(
                            "if(isset($m[{first}]))$m[{second}]={value};else self::_s4($m,{},{value});",
                            place.address
                        )
                    }
                });
            }
        }
        self.prove(&place.proves);
    }

    /// The low half of an i64.
    pub fn store32_of_64(&mut self, at: &MemArg) {
        self.wrap();
        self.store32(at);
    }

    pub fn store64(&mut self, at: &MemArg) {
        self.simplify(1);
        if let Some(halves) = self.stack.last_mut().and_then(|value| value.halves.take()) {
            return self.copy64(at, *halves);
        }
        self.simplify(0);
        let (e, value) = self.operands();
        let (low, high) = match value.constant {
            Some(bits) => (literal(bits & MASK as i64), literal(bits >> 32 & MASK as i64)),
            None => {
                let low = binary("&", AND, &value.value(), &literal(MASK as i64));
                let high = binary(">>", SHIFT, &value.value(), &literal(32));
                (low, if value.range.0 >= 0 { high } else { binary("&", AND, &high, &literal(MASK as i64)) })
            }
        };
        self.write64(&e, at, (&low, &high), &value.value());
    }

    /// Copies a value that was only loaded: never put together, and both words read before one is written.
    fn copy64(&mut self, at: &MemArg, (low, high): (Text, Text)) {
        self.before_store(2);
        let value = self.pop();
        let e = self.pop();
        let id = self.fresh(&[&value, &e]);
        let kept = Text::new(self.name(id), ATOM);
        self.line(&format!("{}={};", kept.s, high.s));
        // Where the high word is, the low one is as well.
        self.prove(&value.proves);
        self.write64(&e, at, (&low, &kept), &whole(&low, &kept));
    }

    fn write64(&mut self, e: &Expr, at: &MemArg, (low, high): (&Text, &Text), value: &Text) {
        if let Some(address) = self.unaligned(e, at) {
            return self.line(&format!("self::_s8($m,{address},{});", value.s));
        }
        let place = self.place(e, at, 8, Access::Store);
        match place.fixed {
            Some(fixed) => self.line(&format!("$m[{}]={};$m[{}]={};", fixed >> 2, low.s, (fixed >> 2) + 1, high.s)),
            None if place.proven => {
                let (first, next) = (place.first(true), place.next(1));
                self.line(&format!("$m[{first}]={};$m[{next}]={};", low.s, high.s));
            }
            None => {
                // The second word exists only if the first one does: keys of misaligned addresses are far off.
                let ((first, second), slow) = (place.twice(), &value.s);
                let first = if first == second { first } else { format!("({first})") };
                self.line(&match place.strict {
                    true => {
                        format!("isset($m[{first}+1])||self::_oob();$m[{second}]={};$m[{second}+1]={};", low.s, high.s)
                    }
                    false => format!(
                        "if(isset($m[{first}+1])){{$m[{second}]={};$m[{second}+1]={};}}else self::_s8($m,{},{slow});",
                        low.s, high.s, place.address
                    ),
                });
            }
        }
        self.prove(&place.proves);
    }

    /// Stores the lowest 8 or 16 bits: the word is read, which checks the address, and written back.
    pub fn store_narrow(&mut self, at: &MemArg, bytes: u32) {
        let (e, value) = self.operands();
        let place = self.place(&e, at, bytes, Access::Store);
        let (high, shifts) = if bytes == 1 { (255i64, 24) } else { (65535, 16) };
        let source = if value.ty == Ty::I32 { value.cheap().0 } else { value.value() };
        let cut = match value.constant {
            Some(bits) => literal(bits & high),
            None if fits(value.range, (0, high.into())) => value.value(),
            None => binary("&", AND, &source, &literal(high)),
        };
        if let Some(fixed) = place.fixed {
            let shift = (fixed & 3) * 8;
            let word = format!("$m[{}]", fixed >> 2);
            let placed = if shift == 0 { cut } else { binary("<<", SHIFT, &cut, &literal(shift)) };
            let kept = literal(MASK as i64 & !(high << shift)).s;
            return self
                .line(&format!("{word}={};", binary("|", OR, &Text::new(format!("{word}&{kept}"), AND), &placed).s));
        }
        let proven = place.proven;
        let word = Text::new(format!("~({high}<<($s={}<<3&{shifts}))", place.low), XOR);
        let placed = binary("<<", SHIFT, &cut, &Text::new("$s", ATOM));
        let placed = if cut.s == "0" { String::new() } else { format!("|{}", placed.s) };
        if proven {
            self.line(&format!("$m[$k={}]=$m[$k]&{}{placed};", place.key, word.s));
        } else if bytes == 1 {
            self.line(&format!("$m[$k={}]=($m[$k]??self::_oob())&{}{placed};", place.key, word.s));
        } else {
            self.line(&format!(
                "if(isset($m[$k={}]))$m[$k]=$m[$k]&{}{placed};else self::_s2({},{});",
                place.key, word.s, place.address, cut.s
            ));
        }
    }

    pub fn store_f(&mut self, at: &MemArg, ty: Ty) {
        let e = self.pop();
        let helper = if ty == Ty::F32 { "bits32" } else { "bits64" };
        let text = Text::new(format!("self::_{helper}({})", e.text.s), ATOM);
        let (ty, wide) = if ty == Ty::F32 { (Ty::I32, false) } else { (Ty::I64, true) };
        self.stack.push(Expr::of(text, ty, Expr::full(ty), &[&e]));
        if wide { self.store64(at) } else { self.store32(at) }
    }

    pub fn memory_size(&mut self) {
        let mut e = Expr::of(Text::new("\\count($m)>>14", SHIFT), Ty::I32, (0, 1 << 16), &[]);
        e.memory = true;
        self.push(e);
    }

    pub fn memory_grow(&mut self) {
        self.before_call(1);
        let pages = self.pop();
        let mut e =
            Expr::of(Text::new(format!("self::_grow({})", pages.value().s), ATOM), Ty::I32, (0, MASK), &[&pages]);
        e.effect = true;
        self.push(e);
    }

    /// A bulk operation on memory or table: three operands, no result.
    pub fn bulk(&mut self, call: &str) {
        self.before_call(3);
        let (n, b) = (self.pop(), self.pop());
        let a = self.pop();
        self.line(&format!("self::_{call}{},{},{});", a.value().s, b.value().s, n.value().s));
    }
}
