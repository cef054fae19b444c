//! Loads and stores on 32-bit words. An aligned word inside the memory is reached directly; a key that
//! does not exist (out of bounds, or not aligned) leads to a helper that decides and traps.

use crate::emit::MOST_PAGES;
use crate::expr::{
    ADD, AND, ATOM, COALESCE, Expr, I64, MASK, OR, Range, SHIFT, TRAP_MEMORY, TRAP_NUMBER, Text, XOR, binary, fits, literal,
};
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
    /// All words of the access are known to exist.
    proven: bool,
    /// What the access proves once it is written.
    proves: Vec<(u32, i64)>,
    /// The address may exceed 32 bits: this offset is not part of what wraps around.
    wraps: Option<i64>,
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

impl Place {
    fn new(key: String, address: String, low: String) -> Self {
        Place {
            key,
            address,
            low,
            fixed: None,
            named: None,
            scratch: false,
            proven: false,
            proves: Vec::new(),
            wraps: None,
        }
    }

    /// The call that reads what the key did not reach, `more` bytes further on.
    fn missing(&self, helper: &str, more: i64) -> String {
        let address = if more == 0 { self.address.clone() } else { plus(&self.address, more) };
        match self.wraps {
            Some(offset) => format!("self::{helper}w({address},{})", offset + more),
            None if helper == "u1" => "self::oob()".into(),
            None => format!("self::{helper}({address})"),
        }
    }

    /// `$m[…]` with what happens when the word does not exist, `words` after the first.
    fn word(&self, mention: &str, helper: &str, words: i64) -> Text {
        if self.proven {
            return Text::new(format!("$m[{mention}]"), ATOM);
        }
        Text::new(format!("$m[{mention}]??{}", self.missing(helper, 4 * words)), COALESCE)
    }
}

/// What an access does to the memory: a load may find its word by way of a helper.
#[derive(Clone, Copy, PartialEq)]
enum Access {
    Load,
    Store,
}

impl Translator<'_> {
    /// Works out the place of an access of `bytes` to `e + offset`.
    fn place(&mut self, e: &Expr, offset: u64, bytes: u32, access: Access) -> Place {
        let pages = self.module.memory.as_ref().map_or(0, |memory| memory.min_pages);
        if let Some(value) = e.constant {
            let address = value + offset as i64;
            let inside = address as u64 + u64::from(bytes) <= pages << 16;
            let text = literal(address).s;
            let mut place = Place::new(guard(bytes, &text, &literal(address >> 2).s), text.clone(), text);
            place.fixed = (inside && address & (i64::from(bytes.min(4)) - 1) == 0).then_some(address);
            return place;
        }
        let offset = offset as i64;
        let (base, wraps) = self.base(e, offset, access);
        let sum = if offset == 0 { base.clone() } else { binary("+", ADD, &base, &literal(offset)) };
        let aligned = e.align >= 2 && offset % 4 == 0;
        if e.is_variable() && offset % 4 == 0 {
            let place = self.place_at_variable(e, offset, bytes, sum.s);
            self.bound(e, offset, bytes);
            return place;
        }
        self.bound(e, offset, bytes);
        let index = format!("($p={})>>2", sum.s);
        let key = if aligned { index } else { guard(bytes, "$p", &index) };
        let mut place = Place::new(key, "$p".into(), "$p".into());
        place.scratch = true;
        place.wraps = wraps;
        place
    }

    /// The base of an address. A negative sum stands for one above 2^31, where no memory is, and may stay
    /// negative; a sum above 2^32 is cut by the helper that a load falls back to.
    fn base(&self, e: &Expr, offset: i64, access: Access) -> (Text, Option<i64>) {
        match &e.raw {
            Some(raw) if offset == 0 && fits(raw.range, (-(1 << 31), MASK)) => (raw.text.clone(), None),
            Some(raw) if access == Access::Load && fits(raw.range, (0, 1 << 40)) => (raw.text.clone(), Some(offset)),
            _ => (e.value(), None),
        }
    }

    /// A local that was an address is small: whoever goes on using it was not stopped by a trap.
    fn bound(&mut self, e: &Expr, offset: i64, bytes: u32) {
        if e.is_variable() && (e.reads[0] as usize) < self.facts.len() {
            let most = i128::from(MOST_PAGES << 16) - i128::from(offset) - i128::from(bytes);
            let range = &mut self.facts[e.reads[0] as usize].range;
            range.1 = range.1.min(most.max(0));
            range.0 = range.0.min(range.1);
        }
    }

    fn place_at_variable(&mut self, e: &Expr, offset: i64, bytes: u32, sum: String) -> Place {
        let (base, name) = (e.reads[0], &e.text.s);
        let mut place = Place::new(String::new(), sum, name.clone());
        if bytes >= 4 && (base as usize) < self.facts.len() {
            self.accesses.push((self.at, base));
            let key = self.keys[base as usize];
            if key.ready || self.reused.contains(&self.at) {
                let variable = format!("$w{base}");
                if !key.ready {
                    let guard = if e.align >= 2 { String::new() } else { format!("|{name}<<62") };
                    self.line(&format!("{variable}={name}>>2{guard};"));
                    self.keys[base as usize].ready = true;
                }
                let (first, last) = (offset / 4, (offset + i64::from(bytes)) / 4 - 1);
                place.named = Some((variable, first));
                place.proven = key.hull.is_some_and(|hull| hull.0 <= first && last <= hull.1);
                if e.align >= 2 {
                    place.proves = vec![(base, first), (base, last)];
                }
                return place;
            }
        }
        let index = binary(">>", SHIFT, &Text::new(place.address.clone(), ADD), &literal(2)).s;
        place.key = if e.align >= 2 { index } else { guard(bytes, name, &index) };
        place
    }

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

    pub fn load32(&mut self, offset: u64) -> Expr {
        let e = self.pop();
        let place = self.place(&e, offset, 4, Access::Load);
        let text = match place.fixed {
            Some(at) => Text::new(format!("$m[{}]", at >> 2), ATOM),
            None => place.word(&place.first(false), "u4", 0),
        };
        self.loaded(text, Ty::I32, (0, MASK), &e, place, false)
    }

    pub fn load64(&mut self, offset: u64) -> Expr {
        let e = self.pop();
        let place = self.place(&e, offset, 8, Access::Load);
        let (low, high) = match place.fixed {
            Some(at) => {
                let word = |at: i64| Text::new(format!("$m[{at}]"), ATOM);
                (word(at >> 2), word((at >> 2) + 1))
            }
            None => (place.word(&place.first(true), "u4", 0), place.word(&place.next(1), "u4", 1)),
        };
        let text = binary("|", OR, &low, &binary("<<", SHIFT, &high, &literal(32)));
        self.loaded(text, Ty::I64, I64, &e, place, true)
    }

    /// Loads 8 or 16 bits into an integer of type `ty`.
    pub fn load_narrow(&mut self, offset: u64, bytes: u32, signed: bool, ty: Ty) {
        let e = self.pop();
        let place = self.place(&e, offset, bytes, Access::Load);
        let (high, shifts) = if bytes == 1 { (255, 24) } else { (65535, 16) };
        let word = match place.fixed {
            Some(at) => {
                let word = Text::new(format!("$m[{}]", at >> 2), ATOM);
                if at & 3 == 0 { word } else { binary(">>", SHIFT, &word, &literal((at & 3) * 8)) }
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
        if value.scratch || value.effect || value.trap & TRAP_NUMBER != 0 || (!value.is_simple() && value.text.s.len() > 40) {
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
        let place = self.place(e, offset, 4, Access::Store);
        let value = &value.s;
        match place.fixed {
            Some(at) => self.line(&format!("$m[{}]={value};", at >> 2)),
            None if place.proven => self.line(&format!("$m[{}]={value};", place.next(0))),
            None => {
                let (first, second) = place.twice();
                self.line(&format!(
                    "if(isset($m[{first}]))$m[{second}]={value};else self::s4({},{value});",
                    place.address
                ));
            }
        }
        self.prove(&place.proves);
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
        let place = self.place(&e, offset, 8, Access::Store);
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
            None if place.proven => {
                let (first, next) = (place.next(0), place.next(1));
                self.line(&format!("$m[{first}]={};$m[{next}]={};", low.s, high.s));
            }
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
        self.prove(&place.proves);
    }

    /// Stores the lowest 8 or 16 bits: the word is read, which checks the address, and written back.
    pub fn store_narrow(&mut self, offset: u64, bytes: u32) {
        let (e, value) = self.operands();
        let place = self.place(&e, offset, bytes, Access::Store);
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
            return self
                .line(&format!("{word}={};", binary("|", OR, &Text::new(format!("{word}&{kept}"), AND), &placed).s));
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
        let mut e =
            Expr::of(Text::new(format!("self::grow({})", pages.value().s), ATOM), Ty::I32, (0, MASK), &[&pages]);
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
