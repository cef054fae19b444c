//! Rounding by name, and the one division an amount goes through.

/// How a quotient becomes an integer. There is no default: whoever divides says how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest; a half away from zero: 2.5 → 3, −2.5 → −3. Commercial rounding, used for credits and taxes.
    HalfUp,
    /// Towards minus infinity: 2.9 → 2, −2.1 → −3. Used for caps, for what a panel can post and for display.
    Floor,
}

/// `value × numerator ÷ denominator`, exact until the one rounding at the end.
///
/// `None` when the denominator is not positive or the result does not fit.
///
/// ```
/// use makegood::money::{Rounding, mul_div};
/// // USD 3.78 × 1/28 = 0.135: rounding the ratio first would give 0.13.
/// assert_eq!(mul_div(378, 1, 28, Rounding::HalfUp), Some(14));
/// ```
#[must_use]
#[inline(never)]
pub fn mul_div(value: i64, numerator: i128, denominator: i128, rounding: Rounding) -> Option<i64> {
    if denominator <= 0 {
        return None;
    }
    let product = i128::from(value).checked_mul(numerator)?;
    let whole = product.checked_div_euclid(denominator)?;
    let rest = product.checked_rem_euclid(denominator)?;
    let up = match rounding {
        Rounding::Floor => false,
        Rounding::HalfUp => {
            // rest × 2 against the denominator, without overflow.
            let other = denominator.checked_sub(rest)?;
            rest > other || (rest == other && product > 0)
        }
    };
    let rounded = if up { whole.checked_add(1)? } else { whole };
    i64::try_from(rounded).ok()
}

/// `value` in units of 10^-scale, cut down to a multiple of 10^-(coarser scale); unchanged where that is finer.
#[must_use]
pub fn round_to_scale(value: i64, scale: u32, coarser: u32, rounding: Rounding) -> Option<i64> {
    let unit = 10_i64.checked_pow(scale.saturating_sub(coarser))?;
    mul_div(value, 1, i128::from(unit), rounding)?.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_decimal::{Decimal, RoundingStrategy};

    #[test]
    fn halves_go_away_from_zero() {
        for (value, expected) in [(5, 3), (-5, -3), (4, 2), (-4, -2), (1, 1), (-1, -1), (0, 0)] {
            assert_eq!(mul_div(value, 1, 2, Rounding::HalfUp), Some(expected), "{value}");
        }
        assert_eq!(mul_div(-21, 1, 10, Rounding::Floor), Some(-3));
        assert_eq!(mul_div(29, 1, 10, Rounding::Floor), Some(2));
    }

    #[test]
    fn refuses_what_does_not_fit() {
        assert_eq!(mul_div(i64::MAX, 2, 1, Rounding::Floor), None);
        assert_eq!(mul_div(1, i128::MAX, 1, Rounding::Floor), None);
        assert_eq!(mul_div(1, 1, 0, Rounding::Floor), None);
        assert_eq!(mul_div(i64::MAX, i128::from(i64::MAX), i128::from(i64::MAX), Rounding::HalfUp), Some(i64::MAX));
    }

    #[test]
    fn a_coarser_scale_keeps_whole_units() {
        assert_eq!(round_to_scale(1_379, 3, 2, Rounding::Floor), Some(1_370));
        assert_eq!(round_to_scale(1_379, 2, 4, Rounding::Floor), Some(1_379));
        assert_eq!(round_to_scale(99, 2, 0, Rounding::Floor), Some(0));
    }

    proptest! {
        #[test]
        fn agrees_with_rust_decimal(value in -1_000_000_000i64..1_000_000_000, by in 1i64..1_000_000, over in 1i64..1_000_000) {
            let product = Decimal::from(value) * Decimal::from(by);
            let exact = product / Decimal::from(over);
            // The oracle keeps 28 digits; a half is exact within them for these sizes.
            let half_up = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
            prop_assert_eq!(mul_div(value, i128::from(by), i128::from(over), Rounding::HalfUp).map(Decimal::from), Some(half_up));
            prop_assert_eq!(mul_div(value, i128::from(by), i128::from(over), Rounding::Floor).map(Decimal::from), Some(exact.floor()));
        }
    }
}
