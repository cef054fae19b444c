//! Exact quotients: what a share of a fee is before it is rounded, once.

use super::amount::MoneyError;
use super::rounding::Rounding;
use core::cmp::Ordering;

/// Numerator ÷ denominator in lowest terms, the denominator above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

/// What does not fit 127 bits is an amount that does not fit.
type Exact<T> = Result<T, MoneyError>;

const OVERFLOW: MoneyError = MoneyError::Overflow;

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    /// The whole.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// `numerator ÷ denominator`.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when the denominator is 0.
    pub fn new(numerator: i64, denominator: i64) -> Exact<Self> {
        Self::of(i128::from(numerator), i128::from(denominator))
    }

    /// A whole number.
    #[must_use]
    pub fn whole(value: i64) -> Self {
        Self { numerator: i128::from(value), denominator: 1 }
    }

    #[inline(never)]
    fn of(numerator: i128, denominator: i128) -> Exact<Self> {
        let by = divisor(numerator, denominator)?;
        let by = if denominator < 0 { by.checked_neg().ok_or(OVERFLOW)? } else { by };
        let part = |value: i128| value.checked_div(by).ok_or(OVERFLOW);
        if denominator == 0 {
            Err(OVERFLOW)
        } else {
            Ok(Self { numerator: part(numerator)?, denominator: part(denominator)? })
        }
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    #[inline(never)]
    pub fn plus(self, other: Self) -> Exact<Self> {
        let by = divisor(self.denominator, other.denominator)?;
        let (over, under) = (quotient(other.denominator, by)?, quotient(self.denominator, by)?);
        let sum = product(self.numerator, over)?.checked_add(product(other.numerator, under)?).ok_or(OVERFLOW)?;
        Self::of(sum, product(self.denominator, over)?)
    }

    /// The difference.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn minus(self, other: Self) -> Exact<Self> {
        let numerator = other.numerator.checked_neg().ok_or(OVERFLOW)?;
        self.plus(Self { numerator, ..other })
    }

    /// The difference, but nothing where it would be negative.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn beyond(self, other: Self) -> Exact<Self> {
        let rest = self.minus(other)?;
        Ok(if rest.numerator < 0 { Self::ZERO } else { rest })
    }

    /// The product.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    #[inline(never)]
    pub fn times(self, other: Self) -> Exact<Self> {
        let one = divisor(self.numerator, other.denominator)?;
        let two = divisor(other.numerator, self.denominator)?;
        let numerator = product(quotient(self.numerator, one)?, quotient(other.numerator, two)?)?;
        Self::of(numerator, product(quotient(self.denominator, two)?, quotient(other.denominator, one)?)?)
    }

    /// The quotient.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`], also when `other` is 0.
    pub fn over(self, other: Self) -> Exact<Self> {
        self.times(Self::of(other.denominator, other.numerator)?)
    }

    /// Which one is larger.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn compare(self, other: Self) -> Exact<Ordering> {
        Ok(self.minus(other)?.numerator.cmp(&0))
    }

    /// The smaller one.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn least(self, other: Self) -> Exact<Self> {
        Ok(if self.compare(other)?.is_gt() { other } else { self })
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// The next whole number up.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn up(self) -> Exact<Self> {
        let down = self.numerator.checked_neg().and_then(|value| value.checked_div_euclid(self.denominator));
        let numerator = down.and_then(i128::checked_neg).ok_or(OVERFLOW)?;
        Ok(Self { numerator, denominator: 1 })
    }

    /// The next whole number down.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn down(self) -> Exact<Self> {
        let numerator = self.numerator.checked_div_euclid(self.denominator).ok_or(OVERFLOW)?;
        Ok(Self { numerator, denominator: 1 })
    }

    /// A whole number of 64 bits, rounded once.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    #[inline(never)]
    pub fn rounded(self, rounding: Rounding) -> Exact<i64> {
        let whole = self.numerator.checked_div_euclid(self.denominator).ok_or(OVERFLOW)?;
        let rest = self.numerator.checked_rem_euclid(self.denominator).ok_or(OVERFLOW)?;
        let against_half = rest.cmp(&self.denominator.checked_sub(rest).ok_or(OVERFLOW)?);
        let goes_up =
            rounding == Rounding::HalfUp && (against_half.is_gt() || (against_half.is_eq() && self.numerator > 0));
        let rounded = if goes_up { whole.checked_add(1) } else { Some(whole) };
        rounded.and_then(|value| i64::try_from(value).ok()).ok_or(OVERFLOW)
    }

    /// Rounded half up to so many decimals, at most 18.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn to_decimals(self, decimals: u32) -> Exact<Self> {
        let unit = 10_i64.checked_pow(decimals).ok_or(OVERFLOW)?;
        Self::new(self.times(Self::whole(unit))?.rounded(Rounding::HalfUp)?, unit)
    }

    /// As text: `0`, `1`, `1/30`.
    #[must_use]
    pub fn text(self) -> String {
        let mut text = String::with_capacity(16);
        if self.numerator < 0 {
            text.push('-');
        }
        put_digits(self.numerator.unsigned_abs(), &mut text);
        if self.denominator != 1 {
            text.push('/');
            put_digits(self.denominator.unsigned_abs(), &mut text);
        }
        text
    }
}

fn put_digits(value: u128, text: &mut String) {
    let mut digits = [b'0'; 39];
    let (mut rest, mut length) = (value, 0_usize);
    for place in digits.iter_mut().rev() {
        *place = b'0'.wrapping_add(u8::try_from(rest.wrapping_rem(10)).unwrap_or(0));
        rest = rest.wrapping_div(10);
        length = length.saturating_add(1);
        if rest == 0 {
            break;
        }
    }
    for digit in digits.iter().skip(digits.len().saturating_sub(length)) {
        text.push(char::from(*digit));
    }
}

fn product(one: i128, other: i128) -> Exact<i128> {
    one.checked_mul(other).ok_or(OVERFLOW)
}

fn quotient(value: i128, by: i128) -> Exact<i128> {
    value.checked_div(by).ok_or(OVERFLOW)
}

/// The greatest common divisor, above 0.
#[inline(never)]
fn divisor(one: i128, other: i128) -> Exact<i128> {
    let (mut one, mut other) = (one.checked_abs().ok_or(OVERFLOW)?, other.checked_abs().ok_or(OVERFLOW)?);
    while other != 0 {
        (one, other) = (other, one.checked_rem(other).ok_or(OVERFLOW)?);
    }
    Ok(one.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(numerator: i64, denominator: i64) -> Fraction {
        Fraction::new(numerator, denominator).unwrap()
    }

    #[test]
    fn is_in_lowest_terms() {
        assert_eq!(fraction(6, -8).text(), "-3/4");
        assert_eq!(fraction(0, 5), Fraction::ZERO);
        assert_eq!(fraction(1, 6).plus(fraction(1, 10)).unwrap().text(), "4/15");
        assert_eq!(fraction(1, 6).minus(fraction(1, 6)), Ok(Fraction::ZERO));
        assert_eq!(fraction(2, 3).times(fraction(9, 4)).unwrap().text(), "3/2");
        assert_eq!(fraction(2, 3).over(fraction(4, 9)).unwrap().text(), "3/2");
        assert_eq!(fraction(1, 2).over(Fraction::ZERO), Err(OVERFLOW));
        assert_eq!(Fraction::new(1, 0), Err(OVERFLOW));
    }

    #[test]
    fn rounds_when_asked() {
        for (numerator, denominator, floor, half_up, up) in
            [(5, 2, 2, 3, 3), (-5, 2, -3, -3, -2), (7, 3, 2, 2, 3), (4, 2, 2, 2, 2), (0, 1, 0, 0, 0), (-1, 3, -1, 0, 0)]
        {
            let value = fraction(numerator, denominator);
            assert_eq!(value.rounded(Rounding::Floor), Ok(floor));
            assert_eq!(value.rounded(Rounding::HalfUp), Ok(half_up));
            assert_eq!((value.down().unwrap(), value.up().unwrap()), (Fraction::whole(floor), Fraction::whole(up)));
        }
        // The ratio of the public exercise: 100 × 0.021 ÷ 43200 at six decimals.
        assert_eq!(fraction(21, 432_000).to_decimals(6).unwrap(), fraction(49, 1_000_000));
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        let tiny = fraction(1, i64::MAX);
        let square = tiny.times(tiny).unwrap();
        assert_eq!(square.times(tiny), Err(OVERFLOW));
        assert_eq!(square.text(), "1/85070591730234615847396907784232501249");
        assert_eq!(fraction(i64::MAX, 1).times(fraction(2, 1)).unwrap().rounded(Rounding::Floor), Err(OVERFLOW));
        assert!(fraction(1, 3).compare(fraction(333, 1_000)).unwrap().is_gt());
        assert_eq!(fraction(1, 3).least(fraction(1, 4)), Ok(fraction(1, 4)));
        assert_eq!(fraction(1, 4).beyond(fraction(1, 3)), Ok(Fraction::ZERO));
    }
}
