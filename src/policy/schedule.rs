//! Schedule families: from an availability to a share of the fee. The only family yet is tiers of uptime.

use crate::money::Percent;

/// Tiers that a schedule can have.
pub const MAX_TIERS: usize = 16;

/// One tier: availability strictly below `below` earns `percent` of the fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tier {
    /// The edge; an availability equal to it is not below it.
    pub below: Percent,
    /// Share of the period's fee.
    pub percent: Percent,
}

/// The tiers leave a gap, overlap, fall or are too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScheduleError;

/// 1 to 16 tiers, edges strictly falling, shares strictly rising, both above 0.
#[derive(Debug, Clone)]
pub struct Schedule {
    tiers: Vec<Tier>,
}

impl Schedule {
    /// Checks the tiers.
    ///
    /// # Errors
    /// [`ScheduleError`].
    pub fn uptime_tiers(tiers: Vec<Tier>) -> Result<Self, ScheduleError> {
        let counted = (1..=MAX_TIERS).contains(&tiers.len());
        // Edges above 0 that fall, from where any edge is lower; shares that rise from 0.
        let mut milder = (i64::MAX, 0);
        for tier in &tiers {
            let (below, percent) = (tier.below.units(), tier.percent.units());
            if !(0 < below && below < milder.0 && milder.1 < percent) {
                return Err(ScheduleError);
            }
            milder = (below, percent);
        }
        if counted { Ok(Self { tiers }) } else { Err(ScheduleError) }
    }

    /// The tier that an availability of `up_ms ÷ total_ms` reaches; the exact ratio is compared, nothing is rounded.
    #[must_use]
    pub fn reached(&self, up_ms: i64, total_ms: i64) -> Option<Tier> {
        let mut reached = None;
        for tier in &self.tiers {
            if !is_below(up_ms, total_ms, tier.below) {
                break;
            }
            reached = Some(tier);
        }
        reached.copied()
    }

    /// The tiers, the mildest first.
    #[must_use]
    pub fn tiers(&self) -> &[Tier] {
        &self.tiers
    }

    /// The smallest share that this schedule pays.
    #[must_use]
    pub fn smallest_share(&self) -> Percent {
        self.tiers.first().map_or(Percent::ZERO, |tier| tier.percent)
    }
}

/// Whether `up_ms ÷ total_ms` is below `edge`, exactly.
///
/// With `edge` in units of 1 ÷ (10^5 × 10^6) and split into `high` × 10^6 + `low`, that is
/// `(up × 10^5 − total × high) × 10^6 < total × low`; within [`LONGEST_MS`] each part fits 64 bits.
fn is_below(up_ms: i64, total_ms: i64, edge: Percent) -> bool {
    const LOW: i64 = 1_000_000;
    const HIGH: i64 = Percent::HUNDRED.units() / LOW;
    let in_range = 0..=LONGEST_MS;
    if !in_range.contains(&up_ms) || !in_range.contains(&total_ms) || edge > Percent::HUNDRED {
        return is_below_wide(up_ms, total_ms, edge);
    }
    let (high, low) = (edge.units().wrapping_div(LOW), edge.units().wrapping_rem(LOW));
    let ahead = up_ms.wrapping_mul(HIGH).wrapping_sub(total_ms.wrapping_mul(high));
    // A whole number is below a quotient just when it is below that quotient rounded up.
    ahead < total_ms.wrapping_mul(low).wrapping_add(LOW).wrapping_sub(1).wrapping_div(LOW)
}

/// Some 250 years.
const LONGEST_MS: i64 = 8_000_000_000_000;

/// As [`is_below`], for any numbers.
#[cold]
#[inline(never)]
fn is_below_wide(up_ms: i64, total_ms: i64, edge: Percent) -> bool {
    let hundred = i128::from(Percent::HUNDRED.units());
    i128::from(up_ms).saturating_mul(hundred) < i128::from(total_ms).saturating_mul(i128::from(edge.units()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Availabilities at, right below and right above an edge of few decimals, and anywhere.
    fn around() -> impl Strategy<Value = (i64, i64, i64)> {
        let total = prop_oneof![1_i64..3_000_000_000, 1..=LONGEST_MS, LONGEST_MS - 9..LONGEST_MS + 9];
        let edge = (0_u32..=9, 0_i64..=100_000_000_000).prop_map(|(by, edge)| edge - edge % 10_i64.pow(by));
        (total, edge, -3_i64..=3, any::<bool>()).prop_map(|(total, edge, near, is_near)| {
            let at = i128::from(total) * i128::from(edge) / i128::from(Percent::HUNDRED.units());
            let up = if is_near { i64::try_from(at).unwrap() + near } else { total / 7 * (near + 3) };
            (up, total, edge)
        })
    }

    proptest! {
        #[test]
        fn the_short_way_is_the_wide_way((up, total, edge) in around()) {
            let text = format!("{}.{:09}", edge / 1_000_000_000, edge % 1_000_000_000);
            let edge = Percent::parse(&text).unwrap();
            prop_assert_eq!(is_below(up, total, edge), is_below_wide(up, total, edge));
        }
    }

    fn tiers(rows: &[(&str, &str)]) -> Result<Schedule, ScheduleError> {
        let percent = |text: &str| Percent::parse(text).unwrap();
        Schedule::uptime_tiers(
            rows.iter().map(|(below, share)| Tier { below: percent(below), percent: percent(share) }).collect(),
        )
    }

    #[test]
    fn refuses_what_cannot_be_read_one_way() {
        for rows in [
            &[][..],
            &[("99", "0")],
            &[("0", "10")],
            &[("99", "10"), ("99", "20")],
            &[("99", "10"), ("99.5", "20")],
            &[("99", "10"), ("98", "10")],
        ] {
            assert_eq!(tiers(rows).err(), Some(ScheduleError), "{rows:?}");
        }
        assert!(tiers(&[("100", "100")]).is_ok());
        let seventeen: Vec<(String, String)> =
            (0..17).map(|step| ((99 - step).to_string(), (1 + step).to_string())).collect();
        let rows: Vec<(&str, &str)> = seventeen.iter().map(|(below, share)| (below.as_str(), share.as_str())).collect();
        assert!(tiers(&rows).is_err());
        assert!(tiers(&rows[..16]).is_ok());
    }

    #[test]
    fn the_edge_itself_is_not_below() {
        let schedule = tiers(&[("99.9", "10"), ("99.5", "25")]).unwrap();
        let share = |up| schedule.reached(up, 1_000_000).map(|tier| tier.percent.text().as_str().to_owned());
        assert_eq!(share(1_000_000), None);
        assert_eq!(share(999_000), None);
        assert_eq!(share(998_999).as_deref(), Some("10"));
        assert_eq!(share(995_000).as_deref(), Some("10"));
        assert_eq!(share(994_999).as_deref(), Some("25"));
        assert_eq!(share(0).as_deref(), Some("25"));
    }
}
