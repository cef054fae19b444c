//! Sorting and looking up, in little code: the standard library's sorts and trees are made for big data and would be a
//! third of the wasm file.

/// Sorts by `key`, keeping the order of equals. Costs one look at each item when they are in order already.
pub(crate) fn sort_by_key<T: Copy, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let in_order = items.iter().zip(items.iter().skip(1)).all(|(before, after)| key(before) <= key(after));
    if in_order {
        return;
    }
    let mut from = core::mem::take(items);
    let mut into = Vec::with_capacity(from.len());
    let mut width: usize = 1;
    while width < from.len() {
        into.clear();
        for pair in from.chunks(width.saturating_mul(2)) {
            let (left, right) = pair.split_at_checked(width).unwrap_or((pair, &[]));
            merge(left, right, &key, &mut into);
        }
        core::mem::swap(&mut from, &mut into);
        width = width.saturating_mul(2);
    }
    *items = from;
}

/// Appends two sorted runs as one.
fn merge<T: Copy, K: Ord>(mut left: &[T], mut right: &[T], key: &impl Fn(&T) -> K, into: &mut Vec<T>) {
    while let ([first, rest @ ..], [other, later @ ..]) = (left, right) {
        if key(other) < key(first) {
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
pub(crate) fn first_repeat<'k>(keys: impl Iterator<Item = (&'k str, &'k str)>) -> Option<usize> {
    repeat(&sorted(keys))
}

#[inline(never)]
fn repeat(places: &[(&str, &str, usize)]) -> Option<usize> {
    let neighbours = places.iter().zip(places.iter().skip(1));
    neighbours.filter(|(one, other)| (one.0, one.1) == (other.0, other.1)).map(|(_, other)| other.2).min()
}

/// Values by name.
#[derive(Debug)]
pub struct Lookup<'a, T> {
    /// Sorted by name; the number is the value's place.
    places: Vec<(&'a str, usize)>,
    values: Vec<T>,
}

impl<'a, T> Lookup<'a, T> {
    /// Values under the names that `name` reads from them. Of equal names the first counts.
    pub fn new(values: Vec<T>, name: impl Fn(&T) -> &'a str) -> Self {
        let mut places = values.iter().enumerate().map(|(place, value)| (name(value), place)).collect();
        sort_by_key(&mut places, |place| *place);
        Self { places, values }
    }

    /// The value with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.values.get(place(&self.places, name)?)
    }

    /// The value with this name, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        self.values.get_mut(place(&self.places, name)?)
    }
}

fn place(places: &[(&str, usize)], name: &str) -> Option<usize> {
    let at = places.partition_point(|(known, _)| *known < name);
    places.get(at).filter(|(known, _)| *known == name).map(|(_, place)| *place)
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
        fn looks_up_what_is_there(names in proptest::collection::vec("[a-c]{0,2}", 0..12), wanted in "[a-c]{0,2}") {
            let lookup = Lookup::new(names.iter().map(String::as_str).collect(), |name: &&str| *name);
            prop_assert_eq!(lookup.get(&wanted).is_some(), names.contains(&wanted));
        }
    }
}
