//! Loads and stores on 32-bit words. An aligned word inside the memory is reached directly; a key that
//! does not exist (out of bounds, or not aligned) leads to a helper that decides and traps.

use crate::expr::{ADD, AND, ATOM, COALESCE, Expr, I64, MASK, OR, Range, SHIFT, TRAP_MEMORY, Text, XOR, binary, fits, literal};
use crate::function::Translator;
use crate::module::Ty;

/// How an access names its word: `key` is evaluated first and once, `address` after it.
struct Place {
    /// Index of the word; misaligned addresses get a key that cannot exist (checked with `guard` bits).
    key: String,
    /// The byte address, as text that may be evaluated again.
    address: String,
    /// Text whose lowest two bits are those of the address.
    low: String,
    /// The address, when it is known and inside the memory from the start.
    fixed: Option<i64>,
    /// The base's word key and the offset in words, when the base has one.
    named: Option<(String, i64)>,
    scratch: bool,
}

impl Place {
    /// The first mention of the key, which evaluates it and leaves it in $k when there is a second one.
    fn first(&self, again: bool) -> String {
        match &self.named {
            Some(_) => self.next(0),
            None if again => format!("$k={}", self.key),
            None => self.key.clone(),
        }
    }

    /// The key for a store, as (first, second) mention: a variable is cheaper than a sum there.
    fn twice(&self) -> (String, String) {
        match &self.named {
            Some((_, 0)) => (self.next(0), self.next(0)),
            Some(_) => (format!("$k={}", self.next(0)), "$k".into()),
            None => (self.first(true), "$k".into()),
        }
    }

    /// A later mention of the key, `words` further on.
    fn next(&self, words: i64) -> String {
        let (key, offset) = match &self.named {
            Some((key, offset)) => (key.as_str(), offset + words),
            None => ("$k", words),
        };
        if offset == 0 { key.to_string() } else { format!("{key}+{offset}") }
    }
}

impl Translator<'_> {
    /// Works out the place of an access of `bytes` to `e + offset`.
    fn place(&mut self, e: &Expr, offset: u64, bytes: u32) -> Place {
        let pages = self.module.memory.as_ref().map_or(0, |memory| memory.min_pages);
        if let Some(value) = e.constant {
            let address = value + offset as i64;
            let inside = address as u64 + u64::from(bytes) <= pages << 16;
            let text = literal(address).s;
            let guard = guard(bytes, &text, &literal(address >> 2).s);
            let fixed = (inside && address & (i64::from(bytes.min(4)) - 1) == 0).then_some(address);
            return Place { key: guard, address: text.clone(), low: text, fixed, named: None, scratch: false };
        }
        // A negative sum stands for an address above 2^31, where no memory is: it may stay negative.
        let base = match &e.raw {
            Some(raw) if offset == 0 && bytes < 8 && fits(raw.range, (-(1 << 31), MASK)) => raw.text.clone(),
            _ => e.value(),
        };
        let offset = offset as i64;
        let sum = if offset == 0 { base.clone() } else { binary("+", ADD, &base, &literal(offset)) };
        let aligned = e.align >= 2 && offset % 4 == 0;
        if e.is_variable() && offset % 4 == 0 {
            if let Some(key) = self.word_key(e, bytes) {
                let named = Some((key, offset / 4));
                return Place { key: String::new(), address: sum.s, low: base.s, fixed: None, named, scratch: false };
            }
            let index = binary(">>", SHIFT, &sum, &literal(2)).s;
            let key = if aligned { index } else { guard(bytes, &base.s, &index) };
            return Place { key, address: sum.s, low: base.s, fixed: None, named: None, scratch: false };
        }
        let index = format!("($p={})>>2", sum.s);
        let key = if aligned { index } else { guard(bytes, "$p", &index) };
        Place { key, address: "$p".into(), low: "$p".into(), fixed: None, named: None, scratch: true }
    }

    /// The key by way of the base's own word key, which is computed once and serves several accesses.
    fn word_key(&mut self, e: &Expr, bytes: u32) -> Option<String> {
        let base = e.reads[0];
        if bytes < 4 || base as usize >= self.locals().len() {
            return None;
        }
        self.accesses.push((self.at, base));
        let key = format!("$w{base}");
        if !self.keyed[base as usize] {
            if !self.reused.contains(&self.at) {
                return None;
            }
            let name = &e.text.s;
            let guard = if e.align >= 2 { String::new() } else { format!("|{name}<<62") };
            self.line(&format!("{key}={name}>>2{guard};"));
            self.keyed[base as usize] = true;
        }
        Some(key)
    }

    fn loaded(&mut self, text: Text, ty: Ty, range: Range, e: &Expr, scratch: bool) -> Expr {
        let mut value = Expr::of(text, ty, range, &[e]);
        value.memory = true;
        value.trap |= TRAP_MEMORY;
        value.scratch |= scratch;
        value
    }

    pub fn load32(&mut self, offset: u64) -> Expr {
        let e = self.pop();
        let place = self.place(&e, offset, 4);
        let text = match place.fixed {
            Some(at) => Text::new(format!("$m[{}]", at >> 2), ATOM),
            None => Text::new(format!("$m[{}]??self::u4({})", place.first(false), place.address), COALESCE),
        };
        self.loaded(text, Ty::I32, (0, MASK), &e, place.scratch)
    }

    pub fn load64(&mut self, offset: u64) -> Expr {
        let e = self.pop();
        let place = self.place(&e, offset, 8);
        let text = match place.fixed {
            Some(at) => Text::new(format!("$m[{}]|$m[{}]<<32", at >> 2, (at >> 2) + 1), OR),
            None => {
                let high = format!("self::u4({})", plus(&place.address, 4));
                let (first, next) = (place.first(true), place.next(1));
                let text = format!("($m[{first}]??self::u4({}))|($m[{next}]??{high})<<32", place.address);
                Text::new(text, OR)
            }
        };
        self.loaded(text, Ty::I64, I64, &e, place.named.is_none())
    }

    /// Loads 8 or 16 bits into an integer of type `ty`.
    pub fn load_narrow(&mut self, offset: u64, bytes: u32, signed: bool, ty: Ty) {
        let e = self.pop();
        let place = self.place(&e, offset, bytes);
        let (high, shifts) = if bytes == 1 { (255, 24) } else { (65535, 16) };
        let word = match place.fixed {
            Some(at) => {
                let word = Text::new(format!("$m[{}]", at >> 2), ATOM);
                if at & 3 == 0 { word } else { binary(">>", SHIFT, &word, &literal((at & 3) * 8)) }
            }
            None => {
                let missing = if bytes == 1 { "self::oob()".into() } else { format!("self::u2({})", place.address) };
                Text::new(format!("($m[{}]??{missing})>>({}<<3&{shifts})", place.key, place.low), SHIFT)
            }
        };
        let text = binary("&", AND, &word, &literal(high));
        let e = self.loaded(text, ty, (0, high.into()), &e, place.scratch);
        self.stack.push(e);
        if signed {
            self.extend_signed(bytes * 8);
        } else {
            let e = self.pop();
            self.push(e);
        }
    }

    pub fn load_f(&mut self, offset: u64, ty: Ty) {
        let (bits, helper) = match ty {
            Ty::F32 => (self.load32(offset), "of32"),
            _ => (self.load64(offset), "of64"),
        };
        let text = Text::new(format!("self::{helper}({})", bits.text.s), ATOM);
        let e = Expr::of(text, ty, (0, MASK), &[&bits]);
        self.push(e);
    }

    /// Prepares a store: what is pending below is settled, the value becomes text that may stand twice.
    fn operands(&mut self) -> (Expr, Expr) {
        let top = self.stack.len() - 1;
        self.before_store(2);
        let value = &self.stack[top];
        if value.scratch || value.effect || (!value.is_simple() && value.text.s.len() > 40) {
            if !self.stack[top - 1].is_simple() {
                self.materialise(top - 1);
            }
            self.materialise(top);
        }
        let value = self.pop();
        (self.pop(), value)
    }

    pub fn store32(&mut self, offset: u64) {
        let (e, value) = self.operands();
        self.write32(&e, offset, &value.value());
    }

    fn write32(&mut self, e: &Expr, offset: u64, value: &Text) {
        let place = self.place(e, offset, 4);
        let value = &value.s;
        match place.fixed {
            Some(at) => self.line(&format!("$m[{}]={value};", at >> 2)),
            None => {
                let (first, second) = place.twice();
                self.line(&format!("if(isset($m[{first}]))$m[{second}]={value};else self::s4({},{value});", place.address));
            }
        }
    }

    /// The low half of an i64.
    pub fn store32_of_64(&mut self, offset: u64) {
        self.wrap();
        self.store32(offset);
    }

    pub fn store64(&mut self, offset: u64) {
        self.simplify(1);
        self.simplify(0);
        let (e, value) = self.operands();
        let place = self.place(&e, offset, 8);
        let (low, high) = match value.constant {
            Some(bits) => (literal(bits & MASK as i64), literal(bits >> 32 & MASK as i64)),
            None => {
                let low = binary("&", AND, &value.value(), &literal(MASK as i64));
                let high = binary(">>", SHIFT, &value.value(), &literal(32));
                (low, if value.range.0 >= 0 { high } else { binary("&", AND, &high, &literal(MASK as i64)) })
            }
        };
        match place.fixed {
            Some(at) => self.line(&format!("$m[{}]={};$m[{}]={};", at >> 2, low.s, (at >> 2) + 1, high.s)),
            None => {
                // The second word exists only if the first one does: keys of misaligned addresses are far off.
                let ((first, second), slow) = (place.twice(), value.value().s);
                let first = if first == second { first } else { format!("({first})") };
                self.line(&format!(
                    "if(isset($m[{first}+1])){{$m[{second}]={};$m[{second}+1]={};}}else self::s8({},{slow});",
                    low.s, high.s, place.address
                ));
            }
        }
    }

    /// Stores the lowest 8 or 16 bits: the word is read, which checks the address, and written back.
    pub fn store_narrow(&mut self, offset: u64, bytes: u32) {
        let (e, value) = self.operands();
        let place = self.place(&e, offset, bytes);
        let (high, shifts) = if bytes == 1 { (255i64, 24) } else { (65535, 16) };
        let source = if value.ty == Ty::I32 { value.cheap().0 } else { value.value() };
        let cut = match value.constant {
            Some(bits) => literal(bits & high),
            None if fits(value.range, (0, high.into())) => value.value(),
            None => binary("&", AND, &source, &literal(high)),
        };
        if let Some(at) = place.fixed {
            let shift = (at & 3) * 8;
            let word = format!("$m[{}]", at >> 2);
            let placed = if shift == 0 { cut } else { binary("<<", SHIFT, &cut, &literal(shift)) };
            let kept = literal(MASK as i64 & !(high << shift)).s;
            return self.line(&format!("{word}={};", binary("|", OR, &Text::new(format!("{word}&{kept}"), AND), &placed).s));
        }
        let word = Text::new(format!("~({high}<<($s={}<<3&{shifts}))", place.low), XOR);
        let placed = binary("<<", SHIFT, &cut, &Text::new("$s", ATOM));
        let placed = if cut.s == "0" { String::new() } else { format!("|{}", placed.s) };
        if bytes == 1 {
            self.line(&format!("$m[$k={}]=($m[$k]??self::oob())&{}{placed};", place.key, word.s));
        } else {
            self.line(&format!(
                "if(isset($m[$k={}]))$m[$k]=$m[$k]&{}{placed};else self::s2({},{});",
                place.key, word.s, place.address, cut.s
            ));
        }
    }

    pub fn store_f(&mut self, offset: u64, ty: Ty) {
        let e = self.pop();
        let helper = if ty == Ty::F32 { "bits32" } else { "bits64" };
        let text = Text::new(format!("self::{helper}({})", e.text.s), ATOM);
        let (ty, wide) = if ty == Ty::F32 { (Ty::I32, false) } else { (Ty::I64, true) };
        self.stack.push(Expr::of(text, ty, Expr::full(ty), &[&e]));
        if wide { self.store64(offset) } else { self.store32(offset) }
    }

    pub fn memory_size(&mut self) {
        let mut e = Expr::of(Text::new("\\count($m)>>14", SHIFT), Ty::I32, (0, 1 << 16), &[]);
        e.memory = true;
        self.push(e);
    }

    pub fn memory_grow(&mut self) {
        self.before_call(1);
        let pages = self.pop();
        let mut e = Expr::of(Text::new(format!("self::grow({})", pages.value().s), ATOM), Ty::I32, (0, MASK), &[&pages]);
        e.effect = true;
        self.push(e);
    }

    /// A bulk operation on memory or table: three operands, no result.
    pub fn bulk(&mut self, call: &str) {
        self.before_call(3);
        let (n, b) = (self.pop(), self.pop());
        let a = self.pop();
        self.line(&format!("self::{call}{},{},{});", a.value().s, b.value().s, n.value().s));
    }
}

/// A key for the word `index` that does not exist when the address ends in bits that `bytes` forbids.
fn guard(bytes: u32, low: &str, index: &str) -> String {
    match bytes {
        1 => index.to_string(),
        2 => format!("{index}|{low}<<63"),
        _ => format!("{index}|{low}<<62"),
    }
}

fn plus(address: &str, more: i64) -> String {
    match address.rsplit_once('+').and_then(|(base, offset)| Some((base, offset.parse::<i64>().ok()?))) {
        Some((base, offset)) => format!("{base}+{}", offset + more),
        None => format!("{address}+{more}"),
    }
}
