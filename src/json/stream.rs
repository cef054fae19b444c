//! A text read as it goes: token after token, each field where it is expected, and no tree built.
//!
//! Made for what a bridge writes: a compact text whose fields stand in the order of the contract. Wherever a text is
//! anything else the reading stops, and what became of it counts for nothing; the tree is read instead, which knows
//! every fault. So what is read here to the end is JSON, each field once, nothing left over.

use crate::text::{COMMA, END, KEY, Slice, Tokens, mg_text_whole};

/// A compact text, read up to some token.
#[derive(Debug)]
pub(crate) struct Stream<'a> {
    tokens: Tokens<'a>,
}

impl<'a> Stream<'a> {
    /// `text`, of which nothing is read yet; `None` unless it is compact and all its strings stand for themselves.
    #[must_use]
    pub fn over(text: &'a str) -> Option<Self> {
        Some(Self { tokens: Tokens::of(text)? })
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.tokens.code() == END
    }

    /// Enters an object, if one comes next. Its first key, which has no comma, is from now on like the others.
    #[must_use]
    #[inline(never)]
    pub fn enter(&self) -> bool {
        let is_object = self.tokens.take(u32::from(b'{'));
        if is_object {
            self.tokens.flip_comma_of_key();
        }
        is_object
    }

    /// Leaves an object all of whose members are read.
    #[must_use]
    #[inline(never)]
    pub fn leave(&self) -> bool {
        self.tokens.take(u32::from(b'}'))
    }

    /// Reads the key with this number, if that is the next member.
    #[must_use]
    #[inline(never)]
    pub fn key(&self, word: u32) -> bool {
        self.tokens.take(KEY | COMMA | word << 16)
    }

    /// Reads a string.
    #[must_use]
    #[inline(always)]
    pub fn text(&self) -> Slice<'a> {
        self.tokens.take_string()
    }

    /// Reads an integer of at most 18 digits.
    #[must_use]
    #[inline(never)]
    pub fn integer(&self) -> Option<i64> {
        self.tokens.take_number().get().map(mg_text_whole).filter(|value| *value != i64::MIN)
    }

    /// Reads `null`, if it comes next.
    #[must_use]
    #[inline(never)]
    pub fn null(&self) -> bool {
        self.tokens.take(u32::from(b'n'))
    }

    /// Reads `true` or `false`.
    #[must_use]
    #[inline(never)]
    pub fn boolean(&self) -> Option<bool> {
        if self.tokens.take(u32::from(b't')) { Some(true) } else { self.tokens.take(u32::from(b'f')).then_some(false) }
    }

    /// Enters a list, if one comes next.
    #[must_use]
    #[inline(never)]
    pub fn enter_list(&self) -> bool {
        self.tokens.take(u32::from(b'['))
    }

    /// Whether a list that was entered has a first element.
    #[must_use]
    #[inline(always)]
    pub fn first(&self) -> bool {
        self.tokens.code() != u32::from(b']')
    }

    /// Whether another element of a list comes next, behind a comma.
    #[must_use]
    #[inline(never)]
    pub fn another(&self) -> bool {
        self.tokens.drop_comma()
    }

    /// Leaves a list all of whose elements are read.
    #[must_use]
    #[inline(never)]
    pub fn leave_list(&self) -> bool {
        self.tokens.take(u32::from(b']'))
    }
}
