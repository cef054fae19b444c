//! Sorting and looking up, in little code: the standard library's sorts and trees are made for big data and would be a
//! third of the wasm file.

use crate::text::mg_text_compare;
use core::cmp::Ordering;

/// Sorts by `key`, keeping the order of equals. Costs one look at each item when they are in order already.
pub(crate) fn sort_by_key<T: Copy, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort(items, |one, other| key(one).cmp(&key(other)));
}

/// As [`sort`], in less code: for cold lists that are few or nearly in order.
pub(crate) fn place_by<T>(items: &mut [T], is_after: impl Fn(&T, &T) -> bool) {
    for end in 1..items.len() {
        let mut at = end;
        while let Some(pair) = items.get_mut(at.saturating_sub(1)..=at) {
            match pair {
                [before, after] if is_after(before, after) => core::mem::swap(before, after),
                _ => break,
            }
            at = at.saturating_sub(1);
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
const FEW_TO_PLACE: usize = 12;

/// Sorts by an order, keeping that of equals. Costs one look at each item when they are in order already.
pub(crate) fn sort<T: Copy>(items: &mut Vec<T>, order: impl Fn(&T, &T) -> Ordering) {
    let in_order = items.iter().zip(items.iter().skip(1)).all(|(before, after)| order(before, after).is_le());
    if in_order {
        return;
    }
    // Where code weighs nothing, few items are quicker in place.
    #[cfg(not(target_arch = "wasm32"))]
    if items.len() <= FEW_TO_PLACE {
        return place_by(items, |one, other| order(one, other).is_gt());
    }
    let mut from = core::mem::take(items);
    let mut into = Vec::with_capacity(from.len());
    let mut width: usize = 1;
    while width < from.len() {
        into.clear();
        for pair in from.chunks(width.saturating_mul(2)) {
            let (left, right) = pair.split_at_checked(width).unwrap_or((pair, &[]));
            merge(left, right, &order, &mut into);
        }
        core::mem::swap(&mut from, &mut into);
        width = width.saturating_mul(2);
    }
    *items = from;
}

/// Appends two sorted runs as one.
fn merge<T: Copy>(mut left: &[T], mut right: &[T], order: &impl Fn(&T, &T) -> Ordering, into: &mut Vec<T>) {
    while let ([first, rest @ ..], [other, later @ ..]) = (left, right) {
        if order(other, first).is_lt() {
            into.push(*other);
            right = later;
        } else {
            into.push(*first);
            left = rest;
        }
    }
    into.extend_from_slice(left);
    into.extend_from_slice(right);
}

/// Keys of two parts, each with the place where it came.
type Places<'k> = Vec<(&'k str, &'k str, usize)>;

/// Keys of two parts in order, of equals the first to come first.
pub(crate) fn sorted<'k>(keys: impl Iterator<Item = (&'k str, &'k str)>) -> Places<'k> {
    in_order(keys.enumerate().map(|(place, (key, rest))| (key, rest, place)).collect())
}

#[inline(never)]
fn in_order(mut places: Places<'_>) -> Places<'_> {
    sort_by_key(&mut places, |place| *place);
    places
}

/// The first place at which a key stands that came before.
pub(crate) fn first_repeat<'k>(keys: impl Iterator<Item = (&'k str, &'k str)> + Clone) -> Option<usize> {
    let mut before = None;
    for key in keys.clone() {
        if before.is_some_and(|before| !is_rising(before, key)) {
            return repeat(&sorted(keys));
        }
        before = Some(key);
    }
    // Keys that only rise hold none twice.
    None
}

fn is_rising(one: (&str, &str), other: (&str, &str)) -> bool {
    match compare(one.0, other.0) {
        Ordering::Less => true,
        Ordering::Equal => compare(one.1, other.1).is_lt(),
        Ordering::Greater => false,
    }
}

#[cold]
#[inline(never)]
fn repeat(places: &[(&str, &str, usize)]) -> Option<usize> {
    let neighbours = places.iter().zip(places.iter().skip(1));
    neighbours.filter(|(one, other)| (one.0, one.1) == (other.0, other.1)).map(|(_, other)| other.2).min()
}

/// Texts of up to so many bytes are compared on the spot.
const SHORT: usize = 4;

/// An order of texts that is quick to find: by length, then by bytes. Numbers without leading zeros are in order of
/// their size.
pub(crate) fn compare(one: &str, other: &str) -> Ordering {
    if one.len() != other.len() {
        return one.len().cmp(&other.len());
    }
    // The same bytes, or mostly one digit or two.
    if core::ptr::eq(one, other) {
        return Ordering::Equal;
    }
    if one.len() > SHORT {
        return mg_text_compare(one, other).cmp(&0);
    }
    for (one, other) in one.bytes().zip(other.bytes()) {
        if one != other {
            return one.cmp(&other);
        }
    }
    Ordering::Equal
}

/// Whether both are the same text.
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && compare(one, other).is_eq()
}

/// So few values are searched one by one.
const FEW: usize = 8;

/// What is found by a text.
pub trait Keyed<'a> {
    /// The text.
    fn key(&self) -> &'a str;
}

impl<'a, T> Keyed<'a> for (&'a str, T) {
    fn key(&self) -> &'a str {
        self.0
    }
}

/// Values by name.
#[derive(Debug)]
pub struct Lookup<'a, T> {
    /// Each name with its value's place, sorted; none when they are at most [`FEW`].
    places: Vec<(&'a str, usize)>,
    values: Vec<T>,
}

impl<'a, T: Keyed<'a>> Lookup<'a, T> {
    /// Values under their names. Of equal names the first counts.
    #[must_use]
    pub fn new(values: Vec<T>) -> Self {
        let mut places = Vec::new();
        if values.len() > FEW {
            places.extend(values.iter().enumerate().map(|(place, value)| (value.key(), place)));
            sort(&mut places, |one, other| compare(one.0, other.0).then(one.1.cmp(&other.1)));
        }
        Self { places, values }
    }

    /// The value with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        if self.places.is_empty() {
            return self.values.iter().find(|value| same(value.key(), name));
        }
        self.values.get(place(&self.places, name)?)
    }

    /// The value with this name, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        if self.places.is_empty() {
            return self.values.iter_mut().find(|value| same(value.key(), name));
        }
        self.values.get_mut(place(&self.places, name)?)
    }
}

/// Values by name, in less code than [`Lookup`] has for each type: for cold ones.
#[derive(Debug)]
pub struct Index<'a, T> {
    places: Lookup<'a, (&'a str, usize)>,
    values: Vec<T>,
}

impl<'a, T> Index<'a, T> {
    /// Values under names that differ.
    #[must_use]
    pub fn new(named: Vec<(&'a str, T)>) -> Self {
        let names = named.iter().enumerate().map(|(place, (name, _))| (*name, place)).collect();
        Self { places: Lookup::new(names), values: named.into_iter().map(|(_, value)| value).collect() }
    }

    /// The value with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.values.get(self.places.get(name)?.1)
    }

    /// The value with this name, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        self.values.get_mut(self.places.get(name)?.1)
    }
}

/// The place of a name among many.
#[inline(never)]
fn place(places: &[(&str, usize)], name: &str) -> Option<usize> {
    let from = places.partition_point(|known| compare(known.0, name).is_lt());
    let (known, place) = places.get(from)?;
    same(known, name).then_some(*place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(mut items: Vec<(u8, u32)>) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            sort_by_key(&mut items, |item| item.0);
            prop_assert_eq!(items, expected);
        }

        #[test]
        fn finds_the_first_repeat(keys in proptest::collection::vec("[ab]{0,3}", 0..12)) {
            let expected = (0..keys.len()).find(|place| keys[..*place].contains(&keys[*place]));
            prop_assert_eq!(first_repeat(keys.iter().map(|key| (key.as_str(), ""))), expected);
        }

        #[test]
        fn an_order_of_texts(one in "[ab]{0,7}", other in "[ab]{0,7}") {
            prop_assert_eq!(compare(&one, &other), (one.len(), one.as_str()).cmp(&(other.len(), other.as_str())));
            prop_assert_eq!(same(&one, &other), one == other);
        }

        #[test]
        fn looks_up_what_is_there(names in proptest::collection::vec("[a-c]{0,2}", 0..24), wanted in "[a-c]{0,2}") {
            let lookup = Lookup::new(names.iter().map(String::as_str).zip(0_usize..).collect());
            prop_assert_eq!(lookup.get(&wanted).map(|(_, place)| *place), names.iter().position(|name| *name == wanted));
        }
    }
}
