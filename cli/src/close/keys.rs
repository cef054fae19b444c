//! Ids of services and clients as numbers, and places by them.

use super::fault::Why;
use super::table::{Column, Meaning};
use makegood::contract::{Code, close};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Ids of services and clients: a number stands for itself, any other text has a negative one.
pub(super) type Key = i64;

/// A quick hash of keys; whoever names his own services has no reason to make them collide.
#[derive(Default)]
pub(super) struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }
    fn write_i64(&mut self, value: i64) {
        self.write_u64(value.cast_unsigned());
    }
    fn write_u64(&mut self, value: u64) {
        let mixed = (self.0 ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

pub(super) type ByKey = HashMap<Key, u32, BuildHasherDefault<Mix>>;

/// Texts by number.
#[derive(Debug, Default)]
pub(super) struct Names {
    list: Vec<String>,
    by_name: HashMap<String, u32>,
}

impl Names {
    pub fn intern(&mut self, name: &str) -> u32 {
        if let Some(found) = self.by_name.get(name) {
            return *found;
        }
        let number = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(name.to_owned());
        self.by_name.insert(name.to_owned(), number);
        number
    }

    pub fn find(&self, name: &str) -> Option<u32> {
        self.by_name.get(name).copied()
    }

    pub fn get(&self, number: u32) -> &str {
        usize::try_from(number).ok().and_then(|number| self.list.get(number)).map_or("", String::as_str)
    }
}

/// The number that a text without leading zeros and signs stands for, as far as integer columns reach.
pub(super) fn number(text: &str) -> Option<Key> {
    let is_plain = (1..=19).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain && (text.len() == 1 || !text.starts_with('0')) { text.parse().ok() } else { None }
}

/// The text of a key.
pub(super) fn key_text(names: &Names, key: Key) -> std::borrow::Cow<'_, str> {
    match u32::try_from(key.saturating_add(1).saturating_neg()) {
        Ok(place) if key < 0 => names.get(place).into(),
        _ => key.to_string().into(),
    }
}

/// Appends the text of a key.
pub(super) fn put_key(names: &Names, key: Key, into: &mut Vec<u8>) {
    match u32::try_from(key.saturating_add(1).saturating_neg()) {
        Ok(place) if key < 0 => into.extend_from_slice(names.get(place).as_bytes()),
        _ => put_number(key, into),
    }
}

/// Appends the digits of a number that is not negative.
pub(super) fn put_number(number: i64, into: &mut Vec<u8>) {
    let mut digits = [b'0'; 20];
    let mut rest = number.max(0).cast_unsigned();
    let mut from = digits.len();
    for (place, digit) in digits.iter_mut().enumerate().rev() {
        let (tens, ones) = (rest.wrapping_div(10), rest.wrapping_rem(10));
        *digit = b'0'.wrapping_add(u8::try_from(ones).unwrap_or(0));
        (from, rest) = (place, tens);
        if rest == 0 {
            break;
        }
    }
    into.extend_from_slice(digits.get(from..).unwrap_or_default());
}

/// The key in a column, for ids that may be new.
pub(super) fn new_key(column: &Column, row: usize, names: &mut Names) -> Result<Key, Why> {
    if let Column::Ints { values, meaning: Meaning::Integer, .. } = column
        && let Some(value) = values.get(row).copied().filter(|value| *value >= 0)
        && !column.is_null(row)
    {
        return Ok(value);
    }
    let text = column.text(row).ok_or(Code::MissingField)?;
    if let Some(number) = number(&text) {
        return Ok(number);
    }
    if close::is_id(&text) {
        Ok(i64::from(names.intern(&text)).saturating_neg().saturating_sub(1))
    } else {
        Err(Code::InvalidId.into())
    }
}

/// As [`Mix`], for places.
#[derive(Default)]
pub(super) struct Mix32(Mix);

impl Hasher for Mix32 {
    fn finish(&self) -> u64 {
        self.0.finish()
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }
    fn write_u32(&mut self, value: u32) {
        self.0.write_u64(u64::from(value));
    }
}

/// Places by key: those of keys that lie close together in a table, the others hashed.
#[derive(Debug, Default)]
pub(super) struct Index {
    first: Key,
    dense: Vec<u32>,
    sparse: ByKey,
    count: usize,
}

pub(super) const NOBODY: u32 = u32::MAX;

impl Index {
    /// Of the table, from where on a key is too far away.
    const SLACK: usize = 1 << 20;

    #[inline(always)]
    pub fn find(&self, key: Key) -> u32 {
        let at = usize::try_from(key.wrapping_sub(self.first)).unwrap_or(usize::MAX);
        match self.dense.get(at) {
            Some(place) if *place != NOBODY => *place,
            _ if self.sparse.is_empty() => NOBODY,
            _ => self.sparse.get(&key).copied().unwrap_or(NOBODY),
        }
    }

    /// Whether the key is new.
    pub fn insert(&mut self, key: Key, place: u32) -> bool {
        if self.find(key) != NOBODY {
            return false;
        }
        if self.count == 0 {
            self.first = key.saturating_sub(1_000_000).max(0);
        }
        self.count = self.count.saturating_add(1);
        let at = usize::try_from(key.saturating_sub(self.first)).unwrap_or(usize::MAX);
        if at < self.count.saturating_mul(4).saturating_add(Self::SLACK) {
            if self.dense.len() <= at {
                self.dense.resize(at.saturating_add(1), NOBODY);
            }
            if let Some(slot) = self.dense.get_mut(at) {
                *slot = place;
            }
        } else {
            self.sparse.insert(key, place);
        }
        true
    }

    /// The same keys at other places.
    pub fn map(&self, to: impl Fn(u32) -> u32) -> Self {
        let dense = self.dense.iter().map(|place| if *place == NOBODY { NOBODY } else { to(*place) }).collect();
        let sparse = self.sparse.iter().map(|(key, place)| (*key, to(*place))).collect();
        Self { first: self.first, dense, sparse, count: self.count }
    }
}
