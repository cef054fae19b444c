//! An amount divided by ratios, no minor unit lost.

use crate::order::place_by;

/// Who gets the units that are left once every part is cut down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remainder {
    /// One each for the parts that lost most, of equals the first: 1.00 by 2, 3, 1 → 0.33, 0.50, 0.17.
    Largest,
    /// One each for the first parts whose ratio is not 0: 1.00 by 2, 3, 1 → 0.34, 0.50, 0.16.
    First,
    /// Nobody: it stands behind the parts. 1.00 by 2, 3, 1 → 0.33, 0.50, 0.16 and 0.01.
    Separate,
}

/// `units` divided by `ratios`; each part is cut towards minus infinity first, and a ratio of 0 never gets a unit.
///
/// `None` when there is no ratio above 0, or one below.
///
/// ```
/// use makegood::money::{Remainder, allocate};
/// assert_eq!(allocate(100, &[1, 1, 1], Remainder::Largest), Some(vec![34, 33, 33]));
/// assert_eq!(allocate(-5, &[7, 3], Remainder::Largest), Some(vec![-3, -2]));
/// ```
#[must_use]
pub fn allocate(units: i64, ratios: &[i64], remainder: Remainder) -> Option<Vec<i64>> {
    let total = ratios.iter().map(|ratio| i128::from(*ratio)).sum::<i128>();
    if total == 0 || ratios.iter().any(|ratio| *ratio < 0) {
        return None;
    }
    let mut parts = Vec::with_capacity(ratios.len());
    let mut lost = Vec::with_capacity(ratios.len());
    for (place, ratio) in ratios.iter().enumerate() {
        let product = i128::from(units).checked_mul(i128::from(*ratio))?;
        parts.push(i64::try_from(product.checked_div_euclid(total)?).ok()?);
        lost.push((product.checked_rem_euclid(total)?, place));
    }
    let given = parts.iter().map(|part| i128::from(*part)).sum::<i128>();
    let left = usize::try_from(i128::from(units).checked_sub(given)?).ok()?;
    match remainder {
        Remainder::Separate => parts.push(i64::try_from(left).ok()?),
        // A stable order: of equals the first stays first. Less is left than ratios above 0, each of which lost less than 1.
        Remainder::Largest => {
            place_by(&mut lost, |one, other| one.0 < other.0);
            add_one(&mut parts, lost.iter().map(|(_, place)| *place).take(left));
        }
        Remainder::First => {
            let with_ratio = ratios.iter().enumerate().filter(|(_, ratio)| **ratio > 0);
            add_one(&mut parts, with_ratio.map(|(place, _)| place).take(left));
        }
    }
    Some(parts)
}

fn add_one(parts: &mut [i64], places: impl Iterator<Item = usize>) {
    for place in places {
        if let Some(part) = parts.get_mut(place) {
            *part = part.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Rounding, mul_div, parse_scaled};
    use proptest::prelude::*;
    use serde_json::Value;

    fn cases(how: &str) -> Vec<Value> {
        let all: Value = serde_json::from_str(include_str!("../../tests/policies/cases.json")).unwrap();
        all.as_array().unwrap().iter().filter(|case| case["how"] == how).cloned().collect()
    }

    /// Published allocations of minor units (or of steps of cash).
    #[test]
    fn published_allocations_hold() {
        let rows = cases("allocate");
        assert_eq!(rows.len(), 11);
        for case in rows {
            let ratios: Vec<i64> = serde_json::from_value(case["ratios"].clone()).unwrap();
            let remainder = match case["remainder"].as_str().unwrap() {
                "largest" => Remainder::Largest,
                "first" => Remainder::First,
                other => (other == "separate").then_some(Remainder::Separate).unwrap(),
            };
            let step = case["step"].as_i64().unwrap();
            let parts = allocate(case["units"].as_i64().unwrap() / step, &ratios, remainder).unwrap();
            let expected: Vec<i64> = serde_json::from_value(case["expected"].clone()).unwrap();
            assert_eq!(parts.iter().map(|part| part * step).collect::<Vec<_>>(), expected, "{}", case["id"]);
        }
    }

    #[test]
    fn published_roundings_hold() {
        let rows = cases("round");
        assert_eq!(rows.len(), 1);
        for case in rows {
            let tenths = parse_scaled(case["value"].as_str().unwrap(), 1).unwrap();
            assert_eq!(mul_div(tenths, 1, 10, Rounding::HalfUp), case["expected"].as_i64(), "{}", case["id"]);
        }
    }

    #[test]
    fn nothing_to_divide_by_is_no_answer() {
        assert_eq!(allocate(5, &[], Remainder::Largest), None);
        assert_eq!(allocate(5, &[0, 0], Remainder::Separate), None);
        assert_eq!(allocate(5, &[3, -1], Remainder::Largest), None);
    }

    #[test]
    fn what_is_left_over_goes_to_those_that_lost_most() {
        // 101 by 2 : 1 : 3 is 33.67, 16.83, 50.5: two units are left over, for the first two.
        assert_eq!(allocate(101, &[2, 1, 3], Remainder::Largest), Some(vec![34, 17, 50]));
        // Equal losses: the first.
        assert_eq!(allocate(1, &[5, 5], Remainder::Largest), Some(vec![1, 0]));
        assert_eq!(allocate(7, &[0, 9, 0], Remainder::Largest), Some(vec![0, 7, 0]));
        // The first that has a part, not the first.
        assert_eq!(allocate(1, &[0, 1, 1], Remainder::First), Some(vec![0, 1, 0]));
        let halves = Some(vec![i64::MAX / 2 + 1, i64::MAX / 2]);
        assert_eq!(allocate(i64::MAX, &[i64::MAX, i64::MAX], Remainder::Largest), halves);
    }

    proptest! {
        #[test]
        fn no_unit_is_lost(units: i64, ratios in proptest::collection::vec(0_i64..1000, 1..9), mode in 0_usize..3) {
            let remainder = [Remainder::Largest, Remainder::First, Remainder::Separate][mode];
            if let Some(parts) = allocate(units, &ratios, remainder) {
                prop_assert_eq!(parts.iter().map(|part| i128::from(*part)).sum::<i128>(), i128::from(units));
                let total = ratios.iter().map(|ratio| i128::from(*ratio)).sum::<i128>();
                for (part, ratio) in parts.iter().zip(&ratios) {
                    let off = i128::from(*part) * total - i128::from(units) * i128::from(*ratio);
                    prop_assert!(off.abs() <= total && (*ratio > 0 || *part == 0), "{:?}", parts);
                }
            }
        }
    }
}
