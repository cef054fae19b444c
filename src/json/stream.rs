//! A text read as it goes: token after token, each field where it is expected, and no tree built.
//!
//! Made for what a bridge writes: a compact text whose fields stand in the order of the contract. Wherever a text is
//! anything else the reading stops, and what became of it counts for nothing; the tree is read instead, which knows
//! every fault. So what is read here to the end is JSON, each field once, nothing left over.

use crate::text::{COMMA, KEY, NUMBER, Slice, Tokens, mg_text_whole};
use core::cell::Cell;

/// A compact text and the token up to which it is read.
#[derive(Debug)]
pub(crate) struct Stream<'a> {
    tokens: Tokens<'a>,
    /// Every token before it is read.
    at: Cell<usize>,
}

impl<'a> Stream<'a> {
    /// `text`, of which nothing is read yet; `None` unless it is compact and all its strings stand for themselves.
    #[must_use]
    pub fn over(text: &'a str) -> Option<Self> {
        Some(Self { tokens: Tokens::of(text)?, at: Cell::new(0) })
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.at.get() == self.tokens.count()
    }

    /// Reads the token `code`, if it comes next.
    #[inline(always)]
    fn take(&self, code: u32) -> bool {
        let at = self.at.get();
        let is_next = self.tokens.code(at) == code;
        if is_next {
            self.at.set(at.wrapping_add(1));
        }
        is_next
    }

    /// Enters an object, if one comes next. Its first key is from now on like the others, behind a comma.
    #[must_use]
    #[inline(never)]
    pub fn enter(&self) -> bool {
        if !self.take(u32::from(b'{')) {
            return false;
        }
        let first = self.at.get();
        let code = self.tokens.code(first);
        if code & (COMMA | 0xff) == KEY {
            self.tokens.set_code(first, code | COMMA);
        }
        true
    }

    /// Leaves an object all of whose members are read.
    #[must_use]
    #[inline(never)]
    pub fn leave(&self) -> bool {
        self.take(u32::from(b'}'))
    }

    /// Reads the key with this number, if that is the next member.
    #[must_use]
    #[inline(never)]
    pub fn key(&self, word: u32) -> bool {
        self.take(KEY | COMMA | word << 16)
    }

    /// Reads a string.
    #[must_use]
    #[inline(always)]
    pub fn text(&self) -> Slice<'a> {
        let at = self.at.get();
        if self.tokens.code(at) != u32::from(b'"') {
            return Slice::NONE;
        }
        self.at.set(at.wrapping_add(1));
        self.tokens.inside(at)
    }

    /// Reads an integer of at most 18 digits.
    #[must_use]
    #[inline(never)]
    pub fn integer(&self) -> Option<i64> {
        let at = self.at.get();
        if !self.take(NUMBER) {
            return None;
        }
        self.tokens.whole(at).get().map(mg_text_whole).filter(|value| *value != i64::MIN)
    }

    /// Reads `null`, if it comes next.
    #[must_use]
    #[inline(never)]
    pub fn null(&self) -> bool {
        self.take(u32::from(b'n'))
    }

    /// Reads `true` or `false`.
    #[must_use]
    #[inline(never)]
    pub fn boolean(&self) -> Option<bool> {
        if self.take(u32::from(b't')) {
            Some(true)
        } else {
            self.take(u32::from(b'f')).then_some(false)
        }
    }

    /// Enters a list, if one comes next.
    #[must_use]
    #[inline(never)]
    pub fn enter_list(&self) -> bool {
        self.take(u32::from(b'['))
    }

    /// Whether another element of a list comes next, of which `before` are read.
    #[must_use]
    #[inline(never)]
    pub fn element(&self, before: usize) -> bool {
        let at = self.at.get();
        let code = self.tokens.code(at);
        if before == 0 {
            return code != u32::from(b']');
        }
        let is_next = code & COMMA != 0;
        if is_next {
            self.tokens.drop_comma(at);
        }
        is_next
    }

    /// Leaves a list all of whose elements are read.
    #[must_use]
    #[inline(never)]
    pub fn leave_list(&self) -> bool {
        self.take(u32::from(b']'))
    }
}
