//! Rounding by name, and the one division an amount goes through.

use core::cmp::Ordering;

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
pub fn mul_div(value: i64, numerator: i64, denominator: i64, rounding: Rounding) -> Option<i64> {
    if denominator <= 0 {
        return None;
    }
    // A check of the multiplication itself would be done in 128 bits, which cost PHP ten times as much.
    let most = i64::MAX.wrapping_div(numerator.max(1));
    if numerator < 0 || value > most || value < most.wrapping_neg() {
        return mul_div_wide(value, numerator, denominator, rounding);
    }
    let product = value.wrapping_mul(numerator);
    let mut whole = product.checked_div(denominator)?;
    let mut rest = product.checked_rem(denominator)?;
    if rest < 0 {
        rest = rest.wrapping_add(denominator);
        whole = whole.wrapping_sub(1);
    }
    // rest × 2 against the denominator, without overflow.
    let goes_up = rounding == Rounding::HalfUp && is_up(rest.cmp(&denominator.wrapping_sub(rest)), product > 0);
    Some(if goes_up { whole.wrapping_add(1) } else { whole })
}

/// As [`mul_div`], for any product.
#[cold]
#[inline(never)]
fn mul_div_wide(value: i64, numerator: i64, denominator: i64, rounding: Rounding) -> Option<i64> {
    let denominator = i128::from(denominator);
    let product = i128::from(value).checked_mul(i128::from(numerator))?;
    let whole = product.checked_div_euclid(denominator)?;
    let rest = product.checked_rem_euclid(denominator)?;
    let goes_up = rounding == Rounding::HalfUp && is_up(rest.cmp(&denominator.checked_sub(rest)?), product > 0);
    let rounded = if goes_up { whole.checked_add(1)? } else { whole };
    i64::try_from(rounded).ok()
}

/// Whether a quotient that was cut towards minus infinity goes up by one, from what was cut off against one half.
fn is_up(against_half: Ordering, is_positive: bool) -> bool {
    against_half.is_gt() || (against_half.is_eq() && is_positive)
}

/// `value` in units of 10^-scale, cut down to a multiple of 10^-(coarser scale); unchanged where that is finer.
#[must_use]
pub fn round_to_scale(value: i64, scale: u32, coarser: u32, rounding: Rounding) -> Option<i64> {
    let unit = 10_i64.checked_pow(scale.saturating_sub(coarser))?;
    mul_div(value, 1, unit, rounding)?.checked_mul(unit)
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
        assert_eq!(mul_div(2, i64::MAX, 1, Rounding::Floor), None);
        assert_eq!(mul_div(i64::MIN, -1, 1, Rounding::Floor), None);
        assert_eq!(mul_div(1, 1, 0, Rounding::Floor), None);
        assert_eq!(mul_div(i64::MAX, i64::MAX, i64::MAX, Rounding::HalfUp), Some(i64::MAX));
    }

    #[test]
    fn a_coarser_scale_keeps_whole_units() {
        assert_eq!(round_to_scale(1_379, 3, 2, Rounding::Floor), Some(1_370));
        assert_eq!(round_to_scale(1_379, 2, 4, Rounding::Floor), Some(1_379));
        assert_eq!(round_to_scale(99, 2, 0, Rounding::Floor), Some(0));
    }

    /// Numbers of every size, and around those at which a product stops to fit.
    fn any_size() -> impl Strategy<Value = i64> {
        let shifted = (any::<i64>(), 0_u32..64).prop_map(|(value, by)| value >> by);
        prop_oneof![4 => shifted, 1 => (-3_i64..=3).prop_map(|near| i64::MAX.wrapping_add(near)), 1 => -9_i64..=9]
    }

    proptest! {
        #[test]
        fn the_short_way_is_the_wide_way(value in any_size(), by in any_size(), over in any_size()) {
            for rounding in [Rounding::Floor, Rounding::HalfUp] {
                let wide = if over > 0 { mul_div_wide(value, by, over, rounding) } else { None };
                prop_assert_eq!(mul_div(value, by, over, rounding), wide);
            }
        }

        #[test]
        fn agrees_with_rust_decimal(value in -1_000_000_000i64..1_000_000_000, by in 1i64..1_000_000, over in 1i64..1_000_000) {
            let product = Decimal::from(value) * Decimal::from(by);
            let exact = product / Decimal::from(over);
            // The oracle keeps 28 digits; a half is exact within them for these sizes.
            let half_up = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
            prop_assert_eq!(mul_div(value, by, over, Rounding::HalfUp).map(Decimal::from), Some(half_up));
            prop_assert_eq!(mul_div(value, by, over, Rounding::Floor).map(Decimal::from), Some(exact.floor()));
        }
    }
}
