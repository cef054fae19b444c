//! A currency of the closed ISO 4217 list.

use super::currencies::{CURRENCIES, Entry, letters};

/// An ISO 4217 currency; two values are equal when their codes are.
///
/// ```
/// use makegood::money::Currency;
/// assert_eq!(Currency::from_code("KWD").map(|found| found.exponent()), Some(3));
/// assert_eq!(Currency::from_code("usd"), None);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Currency(&'static Entry);

impl PartialEq for Currency {
    /// Each code stands once in the one list, so its place says as much as its letters.
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.0, other.0)
    }
}

impl Eq for Currency {}

impl Currency {
    /// The currency with this code in capitals; `None` outside the list.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let letters = letters(code);
        let at = CURRENCIES.binary_search_by(|entry| entry.letters.cmp(&letters)).ok()?;
        CURRENCIES.get(at).map(Self)
    }

    /// Every currency of the list, in order of code.
    pub fn all() -> impl Iterator<Item = Self> {
        CURRENCIES.iter().map(Self)
    }

    /// The code in capitals.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// Decimal places of the minor unit: 0, 2, 3 or 4.
    #[must_use]
    pub fn exponent(self) -> u32 {
        self.0.exponent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_found() {
        let codes: Vec<_> = Currency::all().map(Currency::code).collect();
        assert!(codes.is_sorted() && codes.contains(&"EUR"));
        for code in codes {
            assert_eq!(Currency::from_code(code).map(Currency::code), Some(code));
        }
    }

    #[test]
    fn exponents_follow_iso_not_a_panel() {
        let exponent = |code| Currency::from_code(code).map(Currency::exponent);
        for (code, expected) in [("JPY", 0), ("USD", 2), ("HUF", 2), ("MGA", 2), ("KWD", 3), ("CLF", 4)] {
            assert_eq!(exponent(code), Some(expected), "{code}");
        }
        for unknown in ["", "US", "usd", "XXX", "XAU", "HRK", "USDT"] {
            assert_eq!(exponent(unknown), None, "{unknown}");
        }
    }
}
