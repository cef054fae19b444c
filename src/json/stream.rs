//! A text read as it goes: value after value, each field where it is expected, and no tree built.
//!
//! Made for what a bridge writes: a plain text whose fields stand in the order of the contract. Wherever a text is
//! anything else the reading stops, and what became of it counts for nothing; the tree is read instead, which knows
//! every fault. So what is read here to the end is JSON, each field once, nothing left over.

use crate::text::{Mark, marks, mg_text_is_plain, to_usize};
use core::cell::Cell;

/// What stands behind the last byte; a plain text holds none.
const END: u8 = 0;

/// A plain text and the place up to which it is read. No place comes near the end of what a number holds: a text is far
/// shorter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream<'a> {
    text: &'a str,
    marks: Vec<Mark>,
    /// Everything before it is read.
    at: Cell<usize>,
    /// The first string that is not read.
    next: Cell<usize>,
    /// Where the first key of the object that was entered last stands, or its end.
    first: Cell<usize>,
}

impl<'a> Stream<'a> {
    /// `text`, of which nothing is read yet; `None` unless all its strings stand for themselves.
    #[must_use]
    pub fn over(text: &'a str) -> Option<Self> {
        if !mg_text_is_plain(text) {
            return None;
        }
        Some(Self { text, marks: marks(text), at: Cell::new(0), next: Cell::new(0), first: Cell::new(0) })
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.peek() == END
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(END)
    }

    /// The first place from `at` on where no space stands.
    fn behind_spaces(&self, at: usize) -> usize {
        let mut at = at;
        while self.byte(at) == b' ' {
            at = at.wrapping_add(1);
        }
        at
    }

    /// The byte that comes next; spaces before it are read.
    fn peek(&self) -> u8 {
        let at = self.at.get();
        let byte = self.byte(at);
        if byte != b' ' {
            return byte;
        }
        let at = self.behind_spaces(at);
        self.at.set(at);
        self.byte(at)
    }

    fn skip(&self, bytes: usize) {
        self.at.set(self.at.get().wrapping_add(bytes));
    }

    /// Reads `byte`, if it comes next.
    #[must_use]
    pub fn take(&self, byte: u8) -> bool {
        let is_next = self.peek() == byte;
        if is_next {
            self.skip(1);
        }
        is_next
    }

    /// Enters an object, if one comes next: up to its first key or its end.
    #[must_use]
    #[inline(never)]
    pub fn enter(&self) -> bool {
        let is_object = self.take(b'{') && matches!(self.peek(), b'"' | b'}');
        self.first.set(self.at.get());
        is_object
    }

    /// Reads the key with this number and the colon behind it, if that is the next member.
    #[must_use]
    #[inline(never)]
    pub fn key(&self, word: u32) -> bool {
        let Some(mark) = self.marks.get(self.next.get()).filter(|mark| mark.word == word) else { return false };
        let open = match self.peek() {
            b',' => self.at.get().wrapping_add(1),
            b'"' if self.at == self.first => self.at.get(),
            _ => return false,
        };
        let close = to_usize(mark.close).wrapping_add(1);
        if to_usize(mark.open) != open && to_usize(mark.open) != self.behind_spaces(open) {
            return false;
        }
        let colon = if self.byte(close) == b':' { close } else { self.behind_spaces(close) };
        if self.byte(colon) != b':' {
            return false;
        }
        self.at.set(colon.wrapping_add(1));
        self.next.set(self.next.get().wrapping_add(1));
        true
    }

    /// Reads a string.
    #[must_use]
    #[inline(never)]
    pub fn text(&self) -> Option<&'a str> {
        let mark = self.marks.get(self.next.get())?;
        let open = to_usize(mark.open);
        if open != self.at.get() && open != self.behind_spaces(self.at.get()) {
            return None;
        }
        let close = to_usize(mark.close);
        self.at.set(close.wrapping_add(1));
        self.next.set(self.next.get().wrapping_add(1));
        self.text.get(open.wrapping_add(1)..close)
    }

    /// Reads an integer; one beyond 64 bits is the nearest that fits. What follows it shows whether it was all.
    #[must_use]
    #[inline(never)]
    pub fn integer(&self) -> Option<i64> {
        let is_negative = self.take(b'-');
        let mut at = self.at.get();
        let start = at;
        let mut value: i64 = 0;
        while let digit @ b'0'..=b'9' = self.byte(at) {
            let digit = i64::from(digit.wrapping_sub(b'0'));
            let shifted = value.saturating_mul(10);
            value = if is_negative { shifted.saturating_sub(digit) } else { shifted.saturating_add(digit) };
            at = at.wrapping_add(1);
            if value == 0 {
                break;
            }
        }
        self.at.set(at);
        (at > start).then_some(value)
    }

    /// Reads `word`, a literal of JSON, if it comes next.
    #[must_use]
    #[inline(never)]
    pub fn literal(&self, word: &'static str) -> bool {
        self.peek();
        let at = self.at.get();
        let is_next = word.bytes().zip(at..).all(|(byte, at)| self.byte(at) == byte);
        if is_next {
            self.skip(word.len());
        }
        is_next
    }

    /// Whether another element of a list comes next, of which `before` are read.
    #[must_use]
    #[inline(never)]
    pub fn element(&self, before: usize) -> bool {
        if before == 0 { self.peek() != b']' } else { self.take(b',') }
    }
}
