//! Where an access to memory goes: the key of its word, and what is known of it.

use wasmparser::MemArg;

use crate::emit::MOST_PAGES;
use crate::expr::*;
use crate::function::Translator;

/// How an access names its word: `key` is evaluated first and once, `address` after it.
pub struct Place {
    /// Index of the word; misaligned addresses get a key that cannot exist (checked with `guard` bits).
    pub key: String,
    /// The byte address, as text that may be evaluated again.
    pub address: String,
    /// Text whose lowest two bits are those of the address.
    pub low: String,
    /// The address, when it is known and inside the memory from the start.
    pub fixed: Option<i64>,
    /// The base's word key and the offset in words, when the base has one.
    pub named: Option<(String, i64)>,
    pub scratch: bool,
    /// A misaligned access traps as one out of bounds: the key reaches neither.
    pub strict: bool,
    /// What is not in the memory may be in the door's window.
    pub window: bool,
    /// All words of the access are known to exist.
    pub proven: bool,
    /// What the access proves once it is written.
    pub proves: Vec<(u32, i64)>,
    /// The address may exceed 32 bits: this offset is not part of what wraps around.
    pub wraps: Option<i64>,
}

impl Place {
    /// The first mention of the key, which evaluates it and leaves it in $k when there is a second one.
    pub fn first(&self, again: bool) -> String {
        match &self.named {
            Some(_) => self.next(0),
            None if again => format!("$k={}", self.key),
            None => self.key.clone(),
        }
    }

    /// The key for a store, as (first, second) mention: a variable is cheaper than a sum there.
    pub fn twice(&self) -> (String, String) {
        match &self.named {
            Some((_, 0)) => (self.next(0), self.next(0)),
            Some(_) => (format!("$k={}", self.next(0)), "$k".into()),
            None => (self.first(true), "$k".into()),
        }
    }

    /// A later mention of the key, `words` further on.
    pub fn next(&self, words: i64) -> String {
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
            strict: false,
            window: false,
            proven: false,
            proves: Vec::new(),
            wraps: None,
        }
    }

    /// The call that reads what the key did not reach, `more` bytes further on.
    fn missing(&self, helper: &str, more: i64) -> String {
        let address = if more == 0 { self.address.clone() } else { plus(&self.address, more) };
        match self.wraps {
            None if self.strict => "self::_oob()".into(),
            Some(offset) if helper == "u4" => format!("self::_u4w($m,{address},{})", offset + more),
            Some(offset) => format!("self::_{helper}w({address},{})", offset + more),
            None if helper == "u4" => format!("self::_u4($m,{address})"),
            None if helper == "u1" && self.window => format!("self::_far1({address})"),
            None if helper == "u1" => "self::_oob()".into(),
            None => format!("self::_{helper}({address})"),
        }
    }

    /// `$m[…]` with what happens when the word does not exist, `words` after the first.
    pub fn word(&self, mention: &str, helper: &str, words: i64) -> Text {
        if self.proven {
            return Text::new(format!("$m[{mention}]"), ATOM);
        }
        Text::new(format!("$m[{mention}]??{}", self.missing(helper, 4 * words)), COALESCE)
    }
}

/// What an access does to the memory: a load may find its word by way of a helper.
#[derive(Clone, Copy, PartialEq)]
pub enum Access {
    Load,
    Store,
}

impl Translator<'_> {
    /// Works out the place of an access of `bytes` to `e + offset`.
    pub fn place(&mut self, e: &Expr, at: &MemArg, bytes: u32, access: Access) -> Place {
        let offset = at.offset;
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
        // An access that claims to be aligned: with the option, one that is not traps.
        let strict = self.whole.aligned && bytes >= 4 && at.align >= 2;
        // The memory never shrinks: what lies in the initial one for all values of the base is there.
        let end = i128::from(pages << 16) - i128::from(offset) - i128::from(bytes);
        let inside = fits(e.range, (-i128::from(offset), end)) && (aligned || bytes == 1);
        if e.is_variable() && offset % 4 == 0 {
            let mut place = self.place_at_variable(e, offset, bytes, sum.s, strict);
            place.proven |= inside;
            place.strict = strict;
            place.window = self.whole.window;
            self.bound(e, offset, bytes);
            return place;
        }
        self.bound(e, offset, bytes);
        let index = format!("($p={})>>2", sum.s);
        let key = if aligned { index } else { guard(bytes, "$p", &index) };
        let mut place = Place::new(key, "$p".into(), "$p".into());
        place.scratch = true;
        place.wraps = wraps;
        place.proven = inside && wraps.is_none();
        place.strict = strict && wraps.is_none();
        place.window = self.whole.window;
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

    fn place_at_variable(&mut self, e: &Expr, offset: i64, bytes: u32, sum: String, strict: bool) -> Place {
        let (base, name) = (e.reads[0], &e.text.s);
        let mut place = Place::new(String::new(), sum, name.clone());
        if bytes >= 4 && (base as usize) < self.facts.len() {
            self.accesses.push((self.at, base));
            let key = self.keys[base as usize];
            let (first, last) = (offset / 4, (offset + i64::from(bytes)) / 4 - 1);
            // Of a multiple of 4 that is not negative, as every i32 is, the words from 0 on exist if the last one does.
            place.proven = key.last.is_some_and(|known| last <= known);
            if strict || (e.align >= 2 && !self.whole.window) {
                place.proves = vec![(base, last)];
            }
            if key.ready || self.reused.contains(&self.at) {
                let variable = format!("$w{base}");
                if !key.ready {
                    let guard = if e.align >= 2 { String::new() } else { format!("|{name}<<62") };
                    self.line(&format!("{variable}={name}>>2{guard};"));
                    self.keys[base as usize].ready = true;
                }
                place.named = Some((variable, first));
                return place;
            }
        }
        let index = binary(">>", SHIFT, &Text::new(place.address.clone(), ADD), &literal(2)).s;
        place.key = if e.align >= 2 { index } else { guard(bytes, name, &index) };
        place
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
