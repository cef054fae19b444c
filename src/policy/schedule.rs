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
        let positive = tiers.iter().all(|tier| tier.below > Percent::ZERO && tier.percent > Percent::ZERO);
        let ordered = tiers
            .iter()
            .zip(tiers.iter().skip(1))
            .all(|(milder, harder)| milder.below > harder.below && milder.percent < harder.percent);
        if counted && positive && ordered { Ok(Self { tiers }) } else { Err(ScheduleError) }
    }

    /// The tier that an availability of `up_ms ÷ total_ms` reaches; the exact ratio is compared, nothing is rounded.
    #[must_use]
    pub fn reached(&self, up_ms: i64, total_ms: i64) -> Option<Tier> {
        let hundred = i128::from(Percent::HUNDRED.units());
        let up = i128::from(up_ms).saturating_mul(hundred);
        let total = i128::from(total_ms);
        let is_below = |tier: &&Tier| up < total.saturating_mul(i128::from(tier.below.units()));
        self.tiers.iter().take_while(is_below).last().copied()
    }

    /// The smallest share that this schedule pays.
    #[must_use]
    pub fn smallest_share(&self) -> Percent {
        self.tiers.first().map_or(Percent::ZERO, |tier| tier.percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
