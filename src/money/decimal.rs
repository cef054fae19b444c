//! Reads and prints decimal strings as integers at a fixed scale; no digit is ever rounded away.

use crate::text::mg_text_units;

/// Why a decimal string was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalError {
    /// Not of the form `-?(0|[1-9][0-9]*)(\.[0-9]+)?`.
    Malformed,
    /// More decimals than the scale holds, even if they are zeros.
    TooPrecise,
    /// Does not fit a 64-bit integer at this scale.
    TooLarge,
}

/// Whether `text` has the form of a decimal: `-?(0|[1-9][0-9]*)(\.[0-9]+)?`.
#[must_use]
#[inline(never)]
pub fn is_decimal(text: &str) -> bool {
    let unsigned = match text.as_bytes() {
        [b'-', unsigned @ ..] => unsigned,
        unsigned => unsigned,
    };
    let mut point = unsigned.len();
    for (place, byte) in unsigned.iter().enumerate() {
        if *byte == b'.' && point == unsigned.len() {
            point = place;
        } else if !byte.is_ascii_digit() {
            return false;
        }
    }
    let is_padded = point > 1 && unsigned.first() == Some(&b'0');
    point > 0 && unsigned.len().saturating_sub(point) != 1 && !is_padded
}

/// The value of `text` in units of 10^-scale.
///
/// # Errors
/// [`DecimalError`], in the order of its variants.
///
/// ```
/// use makegood::money::{DecimalError, parse_scaled};
/// assert_eq!(parse_scaled("-12.5", 2), Ok(-1250));
/// assert_eq!(parse_scaled("12.345", 2), Err(DecimalError::TooPrecise));
/// ```
#[inline(always)]
pub fn parse_scaled(text: &str, scale: u32) -> Result<i64, DecimalError> {
    match mg_text_units(text, scale) {
        i64::MIN => count_up(text, scale),
        units => Ok(units),
    }
}

/// As [`parse_scaled`], for texts of any length and form.
#[inline(never)]
fn count_up(text: &str, scale: u32) -> Result<i64, DecimalError> {
    if !is_decimal(text) {
        return Err(DecimalError::Malformed);
    }
    let negative = text.starts_with('-');
    let mut value: i64 = 0;
    let mut decimals: Option<u32> = None;
    for byte in text.bytes().filter(|byte| *byte != b'-') {
        if byte == b'.' {
            decimals = Some(0);
            continue;
        }
        if let Some(count) = decimals.as_mut() {
            *count = count.saturating_add(1);
            if *count > scale {
                return Err(DecimalError::TooPrecise);
            }
        }
        value = push_digit(value, byte, negative).ok_or(DecimalError::TooLarge)?;
    }
    for _ in decimals.unwrap_or(0)..scale {
        value = value.checked_mul(10).ok_or(DecimalError::TooLarge)?;
    }
    Ok(value)
}

/// As [`parse_scaled`], for a text that may have zeros beyond the scale, up to `longest` decimals in all.
///
/// # Errors
/// [`DecimalError`].
///
/// ```
/// use makegood::money::{DecimalError, parse_padded};
/// assert_eq!(parse_padded("0.3700", 2, 4), Ok(37));
/// assert_eq!(parse_padded("0.375", 2, 4), Err(DecimalError::TooPrecise));
/// ```
pub fn parse_padded(text: &str, scale: u32, longest: u32) -> Result<i64, DecimalError> {
    if !is_decimal(text) {
        return Err(DecimalError::Malformed);
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut decimals = u32::try_from(fraction.len()).unwrap_or(u32::MAX);
    if decimals > longest {
        return Err(DecimalError::TooPrecise);
    }
    let mut short = text;
    while decimals > scale {
        short = short.strip_suffix('0').ok_or(DecimalError::TooPrecise)?;
        decimals = decimals.saturating_sub(1);
    }
    parse_scaled(if decimals == 0 { whole } else { short }, scale)
}

/// `value` with one more digit; counts downwards for negative numbers, so that the smallest one fits.
fn push_digit(value: i64, byte: u8, negative: bool) -> Option<i64> {
    let digit = i64::from(byte.wrapping_sub(b'0'));
    let shifted = value.checked_mul(10)?;
    if negative { shifted.checked_sub(digit) } else { shifted.checked_add(digit) }
}

/// A decimal that is still to be printed: `units` × 10^-`scale`, without zeros at the end beyond `at_least` decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    /// The number.
    pub units: i64,
    /// Decimals of the units, at most 9.
    pub scale: u32,
    /// Decimals that are printed also where they are zeros.
    pub at_least: u32,
}

impl Decimal {
    /// With exactly `scale` decimals.
    #[must_use]
    pub fn exact(units: i64, scale: u32) -> Self {
        Self { units, scale, at_least: scale }
    }

    /// The printed text.
    #[must_use]
    pub fn text(self) -> DecimalText {
        DecimalText::shortest(self.units, self.scale, self.at_least)
    }
}

/// A decimal printed into a fixed buffer: no allocation, no formatting machinery.
#[derive(Debug, Clone, Copy)]
pub struct DecimalText {
    buffer: [u8; Self::CAPACITY],
    start: usize,
}

impl DecimalText {
    /// Sign, 19 digits, point, and up to 9 zeros in front of a small fraction.
    const CAPACITY: usize = 32;

    /// `value` in units of 10^-scale with exactly `scale` decimals (at most 9); zero carries no sign.
    #[must_use]
    #[inline(never)]
    pub fn exact(value: i64, scale: u32) -> Self {
        let mut text = Self { buffer: [b'0'; Self::CAPACITY], start: Self::CAPACITY };
        let mut rest = value.unsigned_abs();
        let mut printed: u32 = 0;
        while rest > 0 || printed <= scale {
            if printed == scale && scale > 0 {
                text.push_front(b'.');
            }
            let digit = u8::try_from(rest.wrapping_rem(10)).unwrap_or(0);
            text.push_front(b'0'.wrapping_add(digit));
            rest = rest.wrapping_div(10);
            printed = printed.saturating_add(1);
        }
        if value < 0 {
            text.push_front(b'-');
        }
        text
    }

    /// As [`DecimalText::exact`], without trailing zeros beyond `at_least` decimals.
    #[must_use]
    pub fn shortest(value: i64, scale: u32, at_least: u32) -> Self {
        let (mut value, mut scale) = (value, scale);
        while scale > at_least && value.wrapping_rem(10) == 0 {
            value = value.wrapping_div(10);
            scale = scale.saturating_sub(1);
        }
        Self::exact(value, scale)
    }

    fn push_front(&mut self, byte: u8) {
        self.start = self.start.saturating_sub(1);
        if let Some(place) = self.buffer.get_mut(self.start) {
            *place = byte;
        }
    }

    /// The printed text, ASCII.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let bytes = self.buffer.get(self.start..).unwrap_or(&[]);
        core::str::from_utf8(bytes).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_decimal::Decimal as Oracle;
    use std::str::FromStr;

    #[test]
    fn reads_the_form_and_nothing_else() {
        for (text, scale, expected) in [
            ("0", 2, 0),
            ("-0.00", 2, 0),
            ("0.01", 2, 1),
            ("10", 0, 10),
            ("92233720368547758.07", 2, i64::MAX),
            ("-92233720368547758.08", 2, i64::MIN),
        ] {
            assert_eq!(parse_scaled(text, scale), Ok(expected), "{text}");
        }
        for text in ["", "-", "+1", "1.", ".5", "01", "00", "1e3", "1,0", " 1", "1 ", "--1", "1.2.3", "٣", "1_0"] {
            assert_eq!(parse_scaled(text, 2), Err(DecimalError::Malformed), "{text}");
        }
        assert_eq!(parse_scaled("1.000", 2), Err(DecimalError::TooPrecise));
        assert_eq!(parse_scaled("92233720368547758.08", 2), Err(DecimalError::TooLarge));
    }

    #[test]
    fn prints_every_decimal_and_no_negative_zero() {
        for (value, scale, expected) in
            [(0, 2, "0.00"), (-1, 3, "-0.001"), (120, 0, "120"), (0, 0, "0"), (-375, 3, "-0.375")]
        {
            assert_eq!(DecimalText::exact(value, scale).as_str(), expected);
        }
        assert_eq!(DecimalText::shortest(20_000_000_000, 9, 0).as_str(), "20");
        assert_eq!(DecimalText::shortest(12_345, 4, 2).as_str(), "1.2345");
        assert_eq!(DecimalText::shortest(12_300, 4, 2).as_str(), "1.23");
        assert_eq!(DecimalText::exact(i64::MIN, 9).as_str(), "-9223372036.854775808");
    }

    proptest! {
        #[test]
        fn agrees_with_rust_decimal(value: i64, scale in 0u32..=9) {
            let printed = DecimalText::exact(value, scale);
            let oracle = Oracle::from_i128_with_scale(i128::from(value), scale);
            prop_assert_eq!(Oracle::from_str(printed.as_str()).ok(), Some(oracle));
            prop_assert_eq!(parse_scaled(printed.as_str(), scale), Ok(value));
        }

        #[test]
        fn never_reads_what_rust_decimal_refuses(text in "[-+]?[0-9]{0,6}\\.?[0-9]{0,6}") {
            if let Ok(value) = parse_scaled(&text, 9) {
                let oracle = Oracle::from_i128_with_scale(i128::from(value), 9);
                prop_assert_eq!(Oracle::from_str(&text).ok(), Some(oracle));
            }
        }
    }
}
