//! A text that consists of phrases: stretches of compact JSON whose words are known, with holes for values. A phrase is
//! found, and its holes are measured, all at once; who reads it asks for the values that it needs by their places.
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "patterns are looked through while compiling, where a place beyond them stops the build; a phrase has as many \
              words as its pattern has holes"
)]

use super::mg_text_whole;
use crate::calendar::{Date, Instant, Month};
use core::mem::MaybeUninit;

/// What [`mg_text_phrases`] says of a text that does not consist of phrases.
const NO_PHRASES: usize = 0xffff_ffff;

/// A pattern's number, and what stands in front of each of its holes; `N` is two more than it has groups.
#[derive(Debug)]
pub(crate) struct Form<const N: usize> {
    code: u32,
    gaps: [u32; N],
}

/// Numbers patterns from 1 and joins them in one text, each in front of a line feed.
///
/// What stands in a pattern stands in the text, except for holes: `<k>` a value of kind `k`, `<k?…>` the same with all
/// that belongs to its field and `…` behind it, or the field's name with `null`, or nothing; `<k!>` a value or the
/// field's name with `null`; `<->` the field's name with `null`, or nothing; `<one|other>` one of these words, and `"`;
/// `<,>` a comma or nothing; `<>` nothing, to separate what belongs to a field from what stands in front of it.
/// Kinds of values are in [`value`].
macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident $words:literal $pattern:literal;)+) => {
        pub(crate) const LIST: &str = concat!($($pattern, "\n"),+);
        crate::text::phrases::phrases!(@number 1_u32; $($(#[$doc])* $name $words $pattern;)+);
    };
    (@number $number:expr; $(#[$doc:meta])* $name:ident $words:literal $pattern:literal; $($rest:tt)*) => {
        $(#[$doc])*
        pub(crate) const $name: crate::text::Form<{ $words + 2 }> = crate::text::form($number, $pattern);
        crate::text::phrases::phrases!(@number $number + 1; $($rest)*);
    };
    (@number $number:expr;) => {};
}
pub(crate) use phrases;

/// A pattern, looked through while compiling.
pub(crate) const fn form<const N: usize>(code: u32, pattern: &str) -> Form<N> {
    let bytes = pattern.as_bytes();
    let mut gaps = [0; N];
    let (mut at, mut group, mut gap) = (0, 2, 0);
    while at < bytes.len() {
        if bytes[at] != b'<' {
            gap += 1;
            at += 1;
            continue;
        }
        gaps[group] = gap;
        group += 1;
        gap = 0;
        at += 1;
        // A second group for what stands behind the value, or instead of it.
        if (bytes[at + 1] == b'?') || (bytes[at + 1] == b'!') {
            group += 1;
        }
        while bytes[at] != b'>' {
            at += 1;
        }
        at += 1;
    }
    // Another number of groups is a place beyond the list.
    Form { code: [code][(group != N || N > MOST_WORDS) as usize], gaps }
}

/// How many words describe the phrases of which a text consists, one right behind the other; 2^32 - 1 where it does not
/// consist of phrases of `list`, each the first one there that fits. As many words as there is `room` for are written, of
/// what consists of phrases up to some place those up to there, and a 0 behind them.
/// A phrase is its number in the list, its place in the text, and where each of its groups ends: holes in order, a
/// group reaching from the end of the one before it; a field that may be missing or `null` is two, the value and what
/// stands behind it or instead of it, of which the value's is empty when there is none. A value's quote behind it is
/// part of it. No control characters (U+0000 to 1F, 7F to 9F) anywhere.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
#[inline(never)]
pub(crate) fn mg_text_phrases(text: &str, list: &'static str, room: &mut [MaybeUninit<u32>]) -> usize {
    let text = text.as_bytes();
    if text.windows(2).any(|pair| matches!(pair, [0xc2, 0x80..=0x9f])) {
        return NO_PHRASES;
    }
    let mut places = room.iter_mut();
    let (mut count, mut at) = (0, 0);
    while at < text.len() {
        let mut found = Words { words: [0; MOST_WORDS], count: 0 };
        let mut patterns = (1..).zip(list.lines());
        let end = patterns.find_map(|(code, pattern)| phrase(text, code, pattern.as_bytes(), at, &mut found));
        let Some(end) = end else { break };
        for (word, place) in found.words.iter().take(found.count).zip(&mut places) {
            place.write(*word);
        }
        at = end;
        count += found.count;
    }
    if let Some(place) = places.next() {
        place.write(0);
    }
    if at < text.len() { NO_PHRASES } else { count }
}

/// Words of one phrase: no pattern has more groups.
const MOST_WORDS: usize = 16;

struct Words {
    words: [u32; MOST_WORDS],
    count: usize,
}

impl Words {
    fn push(&mut self, word: usize) {
        if let Some(place) = self.words.get_mut(self.count) {
            *place = u32::try_from(word).unwrap_or(u32::MAX);
            self.count += 1;
        }
    }
}

/// The end of the phrase of `pattern` that begins at `at`.
fn phrase(text: &[u8], code: usize, pattern: &[u8], at: usize, ends: &mut Words) -> Option<usize> {
    let (mut at, mut rest) = (at, pattern);
    ends.count = 0;
    ends.push(code);
    ends.push(at);
    while let Some(open) = rest.iter().position(|byte| *byte == b'<') {
        let (literal, hole) = rest.split_at_checked(open)?;
        let close = hole.iter().position(|byte| *byte == b'>')?;
        let (hole, behind) = (hole.get(1..close)?, hole.get(close + 1..)?);
        at = fill(text, literal, hole, at, ends)?;
        rest = behind;
    }
    literal(text, rest, at)
}

/// The end of `literal`, if it stands at `at`.
fn literal(text: &[u8], literal: &[u8], at: usize) -> Option<usize> {
    text.get(at..)?.starts_with(literal).then(|| at + literal.len())
}

/// The end of what fills a hole, with the literal in front of it.
fn fill(text: &[u8], before: &[u8], hole: &[u8], at: usize, ends: &mut Words) -> Option<usize> {
    let null = |ends: &mut Words| {
        let name = before.iter().position(|byte| *byte == b':').and_then(|colon| before.get(..=colon))?;
        let end = literal(text, name, at).and_then(|end| literal(text, b"null", end))?;
        ends.push(end);
        Some(end)
    };
    let end = match *hole {
        [] => literal(text, before, at)?,
        [b','] => literal(text, b",", at).unwrap_or(at),
        [b'-'] => {
            return null(ends).or_else(|| {
                ends.push(at);
                Some(at)
            });
        }
        [kind, mark @ (b'?' | b'!'), ref suffix @ ..] => {
            let value = literal(text, before, at).and_then(|end| value(text, kind, end));
            if let Some((end, all)) = value.and_then(|end| Some((end, literal(text, suffix, end)?))) {
                ends.push(end);
                ends.push(all);
                return Some(all);
            }
            ends.push(at);
            return null(ends).or_else(|| {
                ends.push(at);
                (mark == b'?').then_some(at)
            });
        }
        [kind] => value(text, kind, literal(text, before, at)?)?,
        _ => {
            let start = literal(text, before, at)?;
            let mut words = hole.split(|byte| *byte == b'|');
            words.find_map(|word| literal(text, word, start).and_then(|end| literal(text, b"\"", end)))?
        }
    };
    ends.push(end);
    Some(end)
}

/// The end of a value, the quote behind a string included. Kinds: `i` an integer of at most 18 digits; strings: `s` of 1
/// to 200 bytes and `k` of 1 to 2000, without quote and backslash; `h` 64 hexadecimal digits; `c` three capitals; `d` a
/// decimal `-?(0|[1-9][0-9]*)(\.[0-9]+)?`; `t` `0000-00-00T00:00:00Z` or `0000-00-00T00:00:00.000Z`, `y` `0000-00-00`,
/// `m` `0000-00`, any digits.
fn value(text: &[u8], kind: u8, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let digits = |from: usize| rest.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let of_form = |form: &[u8]| {
        let fits = |(byte, form): (&u8, &u8)| if *form == b'0' { byte.is_ascii_digit() } else { byte == form };
        rest.get(..form.len()).filter(|value| value.iter().zip(form).all(fits)).map(<[u8]>::len)
    };
    let sign = usize::from(rest.first() == Some(&b'-'));
    let whole = match rest.get(sign) {
        Some(b'0') => 1,
        _ => digits(sign),
    };
    let length = match kind {
        b'i' => return (1..=18).contains(&whole).then(|| at + sign + whole),
        b's' | b'k' => {
            let most = if kind == b's' { 200 } else { 2_000 };
            let plain = |byte: &&u8| !matches!(**byte, b'"' | b'\\' | 0..=0x1f | 0x7f);
            Some(rest.iter().take(most).take_while(plain).count()).filter(|length| *length > 0)
        }
        b'h' => Some(rest.iter().take(64).take_while(|byte| matches!(**byte, b'0'..=b'9' | b'a'..=b'f')).count())
            .filter(|length| *length == 64),
        b'c' => {
            Some(rest.iter().take(3).take_while(|byte| byte.is_ascii_uppercase()).count()).filter(|length| *length == 3)
        }
        b'd' if whole > 0 => {
            let point = sign + whole;
            let decimals = if rest.get(point) == Some(&b'.') { digits(point + 1) } else { 0 };
            Some(if decimals > 0 { point + 1 + decimals } else { point })
        }
        b't' => of_form(b"0000-00-00T00:00:00Z").or_else(|| of_form(b"0000-00-00T00:00:00.000Z")),
        b'y' => of_form(b"0000-00-00"),
        b'm' => of_form(b"0000-00"),
        _ => None,
    };
    literal(text, b"\"", at + length?)
}

/// A text's phrases, measured.
#[derive(Debug)]
pub(crate) struct Measured<'a> {
    text: &'a str,
    words: Vec<u32>,
}

impl<'a> Measured<'a> {
    /// `None` where the text does not consist of phrases of `list`, or there is not enough memory.
    pub fn of(text: &'a str, list: &'static str) -> Option<Self> {
        let mut words: Vec<u32> = Vec::with_capacity((text.len() / 8).saturating_add(64));
        let mut count = mg_text_phrases(text, list, words.spare_capacity_mut());
        if count > words.capacity() {
            if count == NO_PHRASES {
                return None;
            }
            words.try_reserve_exact(count).ok()?;
            count = mg_text_phrases(text, list, words.spare_capacity_mut());
        }
        if count > words.capacity() {
            return None;
        }
        // SAFETY: there was room for all of them, and so they were written.
        unsafe { words.set_len(count) };
        Some(Self { text, words })
    }

    /// All of them, to be read.
    pub fn phrases(&self) -> Phrases<'_> {
        Phrases { text: self.text, words: &self.words }
    }
}

/// Phrases that are still to be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Phrases<'a> {
    text: &'a str,
    words: &'a [u32],
}

impl<'a> Phrases<'a> {
    /// Whether none is left.
    pub fn is_over(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether the next phrase has this form.
    #[inline(always)]
    pub fn is_next<const N: usize>(&self, form: &'static Form<N>) -> bool {
        self.words.first() == Some(&form.code)
    }

    /// Takes the next phrase, if it has this form.
    #[inline(always)]
    pub fn take<const N: usize>(&mut self, form: &'static Form<N>) -> Option<Phrase<'a, N>> {
        let (words, rest) = self.words.split_first_chunk::<N>()?;
        if words[0] != form.code {
            return None;
        }
        self.words = rest;
        Some(Phrase { text: self.text, words, form })
    }
}

/// One phrase. Groups are numbered from 0, as they stand in its pattern.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Phrase<'a, const N: usize> {
    text: &'a str,
    words: &'a [u32; N],
    form: &'static Form<N>,
}

impl<'a, const N: usize> Phrase<'a, N> {
    #[inline(always)]
    fn start(&self, group: usize) -> u32 {
        self.words[group + 1].wrapping_add(self.form.gaps[group + 2])
    }

    #[inline(always)]
    fn end(&self, group: usize) -> u32 {
        self.words[group + 2]
    }

    #[inline(always)]
    fn slice(&self, start: u32, end: u32) -> &'a str {
        // SAFETY: the places of a phrase of this very text: `mg_text_phrases` puts them in order and inside it, and beside
        // ASCII (a quote, a digit), so that no character is cut.
        unsafe { self.text.get_unchecked(start as usize..end as usize) }
    }

    /// Whether this group is not empty: a value that may be missing, or a comma.
    #[inline(always)]
    pub fn has(&self, group: usize) -> bool {
        self.words[group + 2] != self.words[group + 1]
    }

    /// A string, which is there.
    #[inline(always)]
    pub fn text(&self, group: usize) -> &'a str {
        self.slice(self.start(group), self.end(group).wrapping_sub(1))
    }

    /// The length of a word of a closed list.
    #[inline(always)]
    pub fn length(&self, group: usize) -> u32 {
        self.end(group).wrapping_sub(1).wrapping_sub(self.start(group))
    }

    /// The first letter of a word of a closed list.
    #[inline(always)]
    pub fn initial(&self, group: usize) -> u8 {
        self.text.as_bytes().get(self.start(group) as usize).copied().unwrap_or(0)
    }

    /// A string that may be missing.
    #[inline(always)]
    pub fn optional(&self, group: usize) -> Option<&'a str> {
        self.has(group).then(|| self.text(group))
    }

    /// An integer, which is there.
    #[inline(always)]
    pub fn integer(&self, group: usize) -> i64 {
        mg_text_whole(self.slice(self.start(group), self.end(group)))
    }

    /// A date, which is there: `None` when its digits are none.
    #[inline(always)]
    pub fn date(&self, group: usize) -> Option<Date> {
        Date::of(self.number(group, 0, 4), self.number(group, 5, 7), self.number(group, 8, 10))
    }

    /// A month, which is there: `None` when its digits are none.
    #[inline(always)]
    pub fn month(&self, group: usize) -> Option<Month> {
        Month::of(self.number(group, 0, 4), self.number(group, 5, 7))
    }

    /// The number that digits of a group spell.
    #[inline(always)]
    fn number(&self, group: usize, from: u32, to: u32) -> i64 {
        let start = self.start(group);
        mg_text_whole(self.slice(start.wrapping_add(from), start.wrapping_add(to)))
    }

    /// An instant, which is there: `None` when its digits are none.
    #[inline(always)]
    pub fn instant(&self, group: usize) -> Option<Instant> {
        Instant::parse(self.text(group))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    phrases! {
        PAIR 4 r#"<,>{"a":"<s>,"b":"<d?x>}"#;
        WORDS 2 r#"<,>[<one|ones>]"#;
        NULLS 4 r#"<>(,"a":<i!>,"n":<->)"#;
    }

    fn read(text: &str, list: &'static str) -> Option<Vec<u32>> {
        Measured::of(text, list).map(|measured| measured.words)
    }

    #[test]
    fn patterns_are_looked_through() {
        assert_eq!((PAIR.code, WORDS.code, NULLS.code), (1, 2, 3));
        assert_eq!(PAIR.gaps, [0, 0, 0, 6, 6, 0]);
        assert_eq!(LIST.lines().count(), 3);
    }

    #[test]
    fn phrases_are_measured() {
        let rows: [(&str, Option<&[u32]>); 13] = [
            ("", Some(&[])),
            (r#"{"a":"xy"}"#, Some(&[1, 0, 0, 9, 9, 9])),
            (r#"{"a":"xy","b":"1.5"x}"#, Some(&[1, 0, 0, 9, 19, 20])),
            (r#",{"a":"xy","b":null}"#, Some(&[1, 0, 1, 10, 10, 19])),
            (r#"{"a":"x","b":"1.5"}"#, None),
            (r#"{"a":"x"},{"a":"y"}"#, Some(&[1, 0, 0, 8, 8, 8, 1, 9, 10, 18, 18, 18])),
            (r#"{"a":""}"#, None),
            (r#"{"a":"x"} "#, None),
            ("{\"a\":\"\u{85}\"}", None),
            ("{\"a\":\"\u{a0}\"}", Some(&[1, 0, 0, 9, 9, 9])),
            (r#"[ones"]"#, Some(&[2, 0, 0, 6])),
            (r#"(,"a":-12)"#, Some(&[3, 0, 0, 9, 9, 9])),
            (r#"(,"a":null,"n":null)"#, Some(&[3, 0, 0, 0, 10, 19])),
        ];
        for (text, expected) in rows {
            assert_eq!(read(text, LIST).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn values_have_forms() {
        let rows: [(u8, &[&str], &[&str]); 8] = [
            (b'd', &["0", "-0.50", "12.345"], &["", "01", "1.", ".5", "+1", "1e3"]),
            (b's', &["x", "é", " "], &["", "\\", "\u{7f}", "\n"]),
            (b'c', &["USD"], &["usd", "US", "USDX"]),
            (b'm', &["2026-03", "9999-99"], &["2026-3", "2026-033"]),
            (b'y', &["2026-03-04"], &["2026-3-04"]),
            (
                b't',
                &["2026-03-04T12:00:00Z", "2026-03-04T12:00:00.250Z"],
                &["2026-03-04T12:00:00.25Z", "2026-03-04 12:00:00Z", "2026-03-04T12:00:00z"],
            ),
            (b'h', &[&"0f".repeat(32)], &[&"0F".repeat(32), &"0".repeat(63), &"0".repeat(65)]),
            (b'k', &[&"k".repeat(2_000)], &[&"k".repeat(2_001)]),
        ];
        for (kind, good, bad) in rows {
            for (text, fits) in good.iter().map(|text| (text, true)).chain(bad.iter().map(|text| (text, false))) {
                let quoted = format!("{text}\"");
                let end = value(quoted.as_bytes(), kind, 0);
                assert_eq!(end == Some(quoted.len()), fits, "{text:?} as {}", char::from(kind));
            }
        }
        for (text, expected) in [("0", 1), ("-10", 3), ("01", 1), ("999999999999999999", 18)] {
            assert_eq!(value(text.as_bytes(), b'i', 0), Some(expected), "{text}");
        }
        for text in ["", "-", "x", "1000000000000000000"] {
            assert_eq!(value(text.as_bytes(), b'i', 0), None, "{text}");
        }
    }
}
