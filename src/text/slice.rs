//! A text that may be missing, in one number where addresses are short: a function of generated PHP returns it without a
//! detour through the memory.

use core::marker::PhantomData;

/// `Option<&str>`, made to be returned.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slice<'a> {
    #[cfg(target_pointer_width = "32")]
    packed: u64,
    #[cfg(not(target_pointer_width = "32"))]
    text: Option<&'a str>,
    borrowed: PhantomData<&'a str>,
}

#[cfg(not(target_pointer_width = "32"))]
impl<'a> Slice<'a> {
    /// No text.
    pub const NONE: Self = Self { text: None, borrowed: PhantomData };

    pub fn of(text: Option<&'a str>) -> Self {
        Self { text, borrowed: PhantomData }
    }

    pub fn get(self) -> Option<&'a str> {
        self.text
    }
}

#[cfg(target_pointer_width = "32")]
impl<'a> Slice<'a> {
    /// No text.
    pub const NONE: Self = Self { packed: 0, borrowed: PhantomData };

    /// The length above the address, which is never 0.
    #[inline(always)]
    #[allow(clippy::as_conversions, reason = "an address and a length of 32 bits, next to each other")]
    pub fn of(text: Option<&'a str>) -> Self {
        let packed = text.map_or(0, |text| text.as_ptr() as usize as u64 | (text.len() as u64) << 32);
        Self { packed, borrowed: PhantomData }
    }

    #[inline(always)]
    #[allow(clippy::as_conversions, reason = "the two halves are what they were")]
    pub fn get(self) -> Option<&'a str> {
        let (address, length) = (self.packed as u32 as usize as *const u8, (self.packed >> 32) as usize);
        if address.is_null() {
            return None;
        }
        // SAFETY: both come from one `&'a str`: `of` is the only place where they are put together.
        Some(unsafe { core::str::from_utf8_unchecked(core::slice::from_raw_parts(address, length)) })
    }
}
