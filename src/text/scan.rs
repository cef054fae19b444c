//! Questions about the bytes of a request: docs/engine.md, *Text primitives*, the pure ones.

use super::{Slice, words};
use crate::calendar::{DAY_MS, Date};
use core::cell::Cell;
use core::mem::MaybeUninit;

/// The lowest byte of a token's code says what it is: `{`, `}`, `[`, `]`, `"` for a string, `t`, `f`, `n` for `true`, `false`,
/// `null`, [`NUMBER`], [`KEY`]. A key also has its number in [`words::LIST`] from bit 16 on, 0 when it is not there.
pub(crate) const KEY: u32 = 0x6b;
/// An integer as JSON writes it.
const NUMBER: u32 = 0x30;
/// Added to the code of a token with a comma in front of it, which belongs to it.
pub(crate) const COMMA: u32 = 0x100;
/// The code of what stands behind the last token, and of no token.
pub(crate) const END: u32 = 0;
/// What [`mg_text_tokens`] says of a text that does not fall into tokens.
const NO_TOKENS: usize = 0xffff_ffff;

/// A stretch of a compact text: `start .. end`, with the comma in front of it, and the colon behind it if it is a key.
#[derive(Debug, Clone, PartialEq, Eq)]
#[repr(C)]
pub(crate) struct Token {
    code: Cell<u32>,
    start: Cell<u32>,
    end: u32,
}

/// Into how many tokens a text falls, one right behind the other; 2^32 - 1 where it does not: at a space between them,
/// a number that is no integer, a string with a backslash or a control character (U+0000 to 1F, 7F to 9F), or no JSON
/// at all. As many as there is `room` for are written. `list` is [`words::LIST`]: its words, each behind a space, are
/// numbered from 1.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
#[inline(never)]
pub(crate) fn mg_text_tokens(text: &str, list: &'static str, room: &mut [MaybeUninit<Token>]) -> usize {
    let mut places = room.iter_mut();
    if text.as_bytes().windows(2).any(|pair| matches!(pair, [0xc2, 0x80..=0x9f])) {
        return NO_TOKENS;
    }
    let mut count: usize = 0;
    let mut rest = text.as_bytes();
    let mut start: u32 = 0;
    while !rest.is_empty() {
        let Some((kind, length)) = token(rest) else { return NO_TOKENS };
        let (it, behind) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        let end = start.saturating_add(u32::try_from(length).unwrap_or(u32::MAX));
        let word = match it {
            [b',', b'"', name @ .., b'"', b':'] | [b'"', name @ .., b'"', b':'] => words::number(list, name),
            _ => 0,
        };
        let comma = if it.first() == Some(&b',') { COMMA } else { 0 };
        if let Some(place) = places.next() {
            let code = Cell::new(kind | comma | word << 16);
            place.write(Token { code, start: Cell::new(start), end });
        }
        count = count.saturating_add(1);
        (rest, start) = (behind, end);
    }
    count
}

/// What the token at the beginning of `rest` is, and its length.
fn token(rest: &[u8]) -> Option<(u32, usize)> {
    let (comma, it) = match rest {
        [b',', it @ ..] => (1_usize, it),
        it => (0, it),
    };
    let (kind, length) = match it {
        [b'"', after @ ..] => {
            let inside = string(after)?;
            let (kind, quotes) = match after.get(inside.saturating_add(1)) {
                Some(b':') => (KEY, 3),
                _ => (u32::from(b'"'), 2),
            };
            (kind, inside.saturating_add(quotes))
        }
        [mark @ (b'{' | b'}' | b'[' | b']'), ..] => (u32::from(*mark), 1),
        [b't', b'r', b'u', b'e', ..] | [b'n', b'u', b'l', b'l', ..] => (u32::from(*it.first()?), 4),
        [b'f', b'a', b'l', b's', b'e', ..] => (u32::from(b'f'), 5),
        [b'-', digits @ ..] => (NUMBER, integer(digits)?.saturating_add(1)),
        digits => (NUMBER, integer(digits)?),
    };
    Some((kind, length.saturating_add(comma)))
}

/// The length of a string whose first quote is read, if it stands for itself.
fn string(after: &[u8]) -> Option<usize> {
    let end = after.iter().position(|byte| matches!(*byte, b'"' | b'\\' | 0..=0x1f | 0x7f))?;
    (after.get(end) == Some(&b'"')).then_some(end)
}

/// The length of an integer without its sign: 0, or digits of which the first is not 0.
fn integer(digits: &[u8]) -> Option<usize> {
    match digits {
        [b'0', ..] => Some(1),
        [b'1'..=b'9', ..] => Some(digits.iter().take_while(|byte| byte.is_ascii_digit()).count()),
        _ => None,
    }
}

/// A compact text and its tokens, read one after the other.
#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    text: &'a str,
    /// Behind them stands [`END`], which nothing takes.
    #[allow(dead_code, reason = "what `next` points into")]
    list: Vec<Token>,
    /// The token that comes next, one of `list`.
    next: Cell<*const Token>,
}

impl<'a> Tokens<'a> {
    /// `None` when the text does not fall into tokens, or into more than there is memory for.
    pub fn of(text: &'a str) -> Option<Self> {
        let mut list: Vec<Token> = Vec::with_capacity(text.len().wrapping_div(4).min(MANY_TOKENS).saturating_add(1));
        let mut count = mg_text_tokens(text, words::LIST, list.spare_capacity_mut());
        if count >= list.capacity() {
            // Many tokens of not even four bytes are nothing that a bridge writes; the tree refuses what is nested deeply.
            if count == NO_TOKENS || count > MANY_TOKENS.max(text.len().wrapping_div(4)) {
                return None;
            }
            list.try_reserve_exact(count.saturating_add(1)).ok()?;
            count = mg_text_tokens(text, words::LIST, list.spare_capacity_mut());
        }
        if count >= list.capacity() {
            return None;
        }
        // SAFETY: there was room for all of them, and so they were written.
        unsafe { list.set_len(count) };
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        list.push(Token { code: Cell::new(END), start: Cell::new(length), end: length });
        let next = Cell::new(list.as_ptr());
        Some(Self { text, list, next })
    }

    #[inline(always)]
    fn next(&self) -> &Token {
        // SAFETY: `next` begins at the first token and moves on by one in `pass`, never beyond END; nothing is added to
        // `list` or taken from it, and each token is changed through its cells.
        unsafe { &*self.next.get() }
    }

    /// Moves on. `token` is the next one, and not END.
    #[inline(always)]
    fn pass(&self, token: &Token) {
        self.next.set(core::ptr::from_ref(token).wrapping_add(1));
    }

    /// The code of the next token.
    #[inline(always)]
    pub fn code(&self) -> u32 {
        self.next().code.get()
    }

    /// Gives the next token, if it is a key, the comma that it lacks, and takes away the one that it has: a first key is
    /// right without one, and from now on looks like the others.
    #[inline(always)]
    pub fn flip_comma_of_key(&self) {
        let token = self.next();
        let code = token.code.get();
        if code & 0xff == KEY {
            token.code.set(code ^ COMMA);
        }
    }

    /// Takes the next token if it is `code`, which is not END.
    #[inline(always)]
    pub fn take(&self, code: u32) -> bool {
        let token = self.next();
        let is_next = token.code.get() == code && code != END;
        if is_next {
            self.pass(token);
        }
        is_next
    }

    /// Takes the comma in front of the next token away from it, if there is one.
    #[inline(always)]
    pub fn drop_comma(&self) -> bool {
        let token = self.next();
        let code = token.code.get();
        let is_there = code & COMMA != 0;
        if is_there {
            token.code.set(code & !COMMA);
            token.start.set(token.start.get().wrapping_add(1));
        }
        is_there
    }

    /// Takes a string: what its quotes enclose.
    #[inline(always)]
    pub fn take_string(&self) -> Slice<'a> {
        let token = self.next();
        if token.code.get() != u32::from(b'"') {
            return Slice::NONE;
        }
        self.pass(token);
        self.slice(token.start.get().wrapping_add(1), token.end.wrapping_sub(1))
    }

    /// Takes a number: all of it.
    #[inline(always)]
    pub fn take_number(&self) -> Slice<'a> {
        let token = self.next();
        if token.code.get() != NUMBER {
            return Slice::NONE;
        }
        self.pass(token);
        self.slice(token.start.get(), token.end)
    }

    #[inline(always)]
    fn slice(&self, start: u32, end: u32) -> Slice<'a> {
        // SAFETY: the places of a token of this very text: `mg_text_tokens` puts them in order and inside it, and beside
        // ASCII (a comma, a quote, a digit), so that no character is cut; a comma is dropped once, as its bit is.
        Slice::of(Some(unsafe { self.text.get_unchecked(to_usize(start)..to_usize(end)) }))
    }
}

/// Tokens of a request about one service with many outages.
const MANY_TOKENS: usize = 4_096;

/// The value of an integer of at most 18 digits, `-` in front of a negative one; -2^63 for any other text.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
#[inline(never)]
pub(crate) fn mg_text_whole(text: &str) -> i64 {
    let (sign, digits) = match text.as_bytes() {
        [b'-', digits @ ..] => (-1_i64, digits),
        digits => (1, digits),
    };
    if !(1..=18).contains(&digits.len()) {
        return i64::MIN;
    }
    let mut value: i64 = 0;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return i64::MIN;
        }
        value = value.wrapping_mul(10).wrapping_add(i64::from(byte.wrapping_sub(b'0')));
    }
    value.wrapping_mul(sign)
}

/// The value in units of 10^-`scale` of a decimal `-?(0|[1-9][0-9]*)(\.[0-9]+)?` of at most 18 digits together with the zeros
/// that its decimals are short of `scale`; -2^63 for any other text, and for one with more decimals than `scale`.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
#[inline(never)]
pub(crate) fn mg_text_units(text: &str, scale: u32) -> i64 {
    let (sign, unsigned) = match text.as_bytes() {
        [b'-', unsigned @ ..] => (-1_i64, unsigned),
        unsigned => (1, unsigned),
    };
    let mut value: i64 = 0;
    let mut digits: u32 = 0;
    let mut decimals: Option<u32> = None;
    for byte in unsigned {
        match *byte {
            b'0'..=b'9' => {
                digits = digits.saturating_add(1);
                decimals = decimals.map(|count| count.saturating_add(1));
                value = value.wrapping_mul(10).wrapping_add(i64::from(byte.wrapping_sub(b'0')));
            }
            b'.' if digits > 0 && decimals.is_none() => decimals = Some(0),
            _ => return i64::MIN,
        }
    }
    let is_padded = digits.saturating_sub(decimals.unwrap_or(0)) > 1 && unsigned.first() == Some(&b'0');
    let missing = scale.checked_sub(decimals.unwrap_or(0));
    match missing {
        Some(missing) if digits > 0 && decimals != Some(0) && !is_padded && digits.saturating_add(missing) <= 18 => {
            value.wrapping_mul(sign).wrapping_mul(10_i64.wrapping_pow(missing))
        }
        _ => i64::MIN,
    }
}

/// How many bytes at the beginning of `text` are among those of `set`.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
#[inline(never)]
pub(crate) fn mg_text_span(text: &str, set: &'static str) -> usize {
    text.bytes().take_while(|byte| set.as_bytes().contains(byte)).count()
}

/// Milliseconds since 1970 of an instant in canonical form, `2026-03-04T12:00:00Z` or `2026-03-04T12:00:00.250Z`, of the
/// years 1971 to 2099; -2^63 for any other text.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
#[inline(never)]
pub(crate) fn mg_text_moment(text: &str) -> i64 {
    let packed = clock(text);
    let part =
        |lowest: u32, bits: u32| u32::try_from((packed >> lowest) & ((1_i64 << bits).wrapping_sub(1))).unwrap_or(0);
    let (year, month, day) = (part(45, 14), part(38, 7), part(31, 7));
    let (hour, minute, second) = (part(24, 7), part(17, 7), part(10, 7));
    // The year of no instant is 16383.
    if !(1971..=2099).contains(&year) || hour > 23 || minute > 59 || second > 59 {
        return i64::MIN;
    }
    let Some(date) = Date::from_parts(year, month, day) else { return i64::MIN };
    let seconds = hour.wrapping_mul(3_600).wrapping_add(minute.wrapping_mul(60)).wrapping_add(second);
    let of_day = seconds.wrapping_mul(1_000).wrapping_add(part(0, 10));
    date.days().wrapping_mul(DAY_MS).wrapping_add(i64::from(of_day))
}

/// The numbers of `0000-00-00T00:00:00Z` or `0000-00-00T00:00:00.000Z`, any digits: from above, 7 bits each for month, day,
/// hour, minute, second, under the year, and 10 for milliseconds; -1 for any other text.
fn clock(text: &str) -> i64 {
    let form: &[u8] = match text.len() {
        20 => b"YYYY-NN-DDTHH:MM:SSZ",
        24 => b"YYYY-NN-DDTHH:MM:SS.FFFZ",
        _ => return -1,
    };
    let mut packed: i64 = 0;
    let mut number: i64 = 0;
    for (byte, expected) in text.bytes().zip(form) {
        match *expected {
            b'-' | b'T' | b':' | b'.' | b'Z' => {
                if byte != *expected {
                    return -1;
                }
                let bits = if *expected == b'Z' && text.len() == 24 { 10 } else { 7 };
                packed = (packed << bits) | number;
                number = 0;
            }
            _ if byte.is_ascii_digit() => {
                number = number.wrapping_mul(10).wrapping_add(i64::from(byte.wrapping_sub(b'0')))
            }
            _ => return -1,
        }
    }
    if text.len() == 20 { packed << 10 } else { packed }
}

/// An index from a place in a text, which no request is too long for.
fn to_usize(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<Vec<(u32, String)>> {
        let tokens = Tokens::of(text)?;
        assert_eq!(tokens.list.last().map(|token| token.code.get()), Some(END));
        let places = |token: &Token| token.start.get() as usize..token.end as usize;
        let found = tokens.list.iter().map(|token| (token.code.get(), text.get(places(token)).unwrap().to_owned()));
        Some(found.take(tokens.list.len() - 1).collect())
    }

    #[test]
    fn a_compact_text_falls_into_tokens() {
        let found = read(r#"{"from":"x","é":["",-10,null],"to":true}"#).unwrap();
        let expected = [
            (0x7b, "{"),
            (KEY | words::number_of("from") << 16, "\"from\":"),
            (0x22, "\"x\""),
            (KEY | COMMA, ",\"é\":"),
            (0x5b, "["),
            (0x22, "\"\""),
            (NUMBER | COMMA, ",-10"),
            (0x6e | COMMA, ",null"),
            (0x5d, "]"),
            (KEY | COMMA | words::number_of("to") << 16, ",\"to\":"),
            (0x74, "true"),
            (0x7d, "}"),
        ];
        let found: Vec<(u32, &str)> = found.iter().map(|(code, text)| (*code, text.as_str())).collect();
        assert_eq!(found, expected);
        assert_eq!(read(&"[],".repeat(5_000)).map(|tokens| tokens.len()), None);
        assert_eq!(read(&"\"ab\"".repeat(5_000)).map(|tokens| tokens.len()), Some(5_000));
        assert_eq!(read(&"{}".repeat(2_000)).map(|tokens| tokens.len()), Some(4_000));
        assert_eq!(read(&"{}".repeat(5_000)).map(|tokens| tokens.len()), None);
    }

    #[test]
    fn what_is_not_compact_and_plain_does_not() {
        for text in [
            " ",
            "[ ]",
            "1.5",
            "1e3",
            "-",
            "+1",
            "\"",
            "\"a",
            "\"\\n\"",
            "\"\u{7f}\"",
            "\"\u{85}\"",
            "nul",
            "tru",
            "a",
            ",",
            ",,1",
            "\"a\" :1",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
        assert!(read("\"\u{a0}~ \u{2028}ÂÃ\"").is_some());
        assert_eq!(read("01-0").map(|tokens| tokens.len()), Some(3));
    }

    #[test]
    fn whole_numbers_and_units() {
        for (text, expected) in
            [("0", 0), ("-0", 0), ("-12", -12), ("007", 7), ("999999999999999999", 999_999_999_999_999_999)]
        {
            assert_eq!(mg_text_whole(text), expected, "{text}");
        }
        for text in ["", "-", "+1", "1.0", "1000000000000000000", " 1", "é"] {
            assert_eq!(mg_text_whole(text), i64::MIN, "{text}");
        }
        for (text, scale, expected) in
            [("0", 2, 0), ("-12.5", 2, -1_250), ("0.05", 2, 5), ("7", 0, 7), ("1", 17, 100_000_000_000_000_000)]
        {
            assert_eq!(mg_text_units(text, scale), expected, "{text}");
        }
        for (text, scale) in
            [("", 2), ("1.", 2), (".5", 2), ("01", 2), ("1.234", 2), ("1.2.3", 4), ("--1", 2), ("1", 18), ("1.50", 1)]
        {
            assert_eq!(mg_text_units(text, scale), i64::MIN, "{text}");
        }
    }

    #[test]
    fn clocks_are_packed() {
        let parts = |packed: i64| {
            [(45, 14), (38, 7), (31, 7), (24, 7), (17, 7), (10, 7), (0, 10)]
                .map(|(at, bits)| (packed >> at) & ((1 << bits) - 1))
        };
        assert_eq!(parts(clock("2026-03-04T12:34:56Z")), [2026, 3, 4, 12, 34, 56, 0]);
        assert_eq!(parts(clock("9999-99-99T99:99:99.999Z")), [9999, 99, 99, 99, 99, 99, 999]);
        for text in [
            "",
            "2026-03-04T12:34:56z",
            "2026-03-04T12:34:56.12Z",
            "2026-03-04 12:34:56Z",
            "2026-3-004T12:34:56Z",
            "2026-03-04T12:34:5éZ",
            "+026-03-04T12:34:56Z",
        ] {
            assert_eq!(clock(text), -1, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_span_ends_at_the_first_stranger(text in "[0-9a-g]{0,8}") {
            let expected = text.find(|found| !"0123456789abcdef".contains(found)).unwrap_or(text.len());
            prop_assert_eq!(mg_text_span(&text, "0123456789abcdef"), expected);
        }
    }
}
