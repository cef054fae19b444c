//! Offsets of a time zone, as a request carries them.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use makegood::calendar::{Instant, Offset};

/// The offsets of `name` from the year before `from` to the year after `to`; `None` for a name that nobody knows.
pub(crate) fn offsets(name: &str, from: Instant, to: Instant) -> Option<Vec<Offset>> {
    let zone = TimeZone::get(name).ok()?;
    let begin = Timestamp::from_millisecond(from.minus_ms(YEAR_MS).ms()).ok()?;
    let end = Timestamp::from_millisecond(to.plus_ms(YEAR_MS).ms()).ok()?;
    let mut offsets = vec![Offset { from: None, seconds: i64::from(zone.to_offset(begin).seconds()) }];
    for change in zone.following(begin).take_while(|change| change.timestamp() <= end) {
        let seconds = i64::from(change.offset().seconds());
        if offsets.last().is_none_or(|before| before.seconds != seconds) {
            offsets.push(Offset { from: Some(Instant::from_ms(change.timestamp().as_millisecond())), seconds });
        }
    }
    Some(offsets)
}

const YEAR_MS: i64 = 366 * 86_400_000;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn clocks_change_when_the_law_says() {
        let at = |text| Instant::parse(text).unwrap();
        let (from, to) = (at("2026-03-01T00:00:00Z"), at("2026-04-01T00:00:00Z"));
        let berlin = offsets("Europe/Berlin", from, to).unwrap();
        let summer = Offset { from: Some(at("2026-03-29T01:00:00Z")), seconds: 7200 };
        let winter = Offset { from: Some(at("2026-10-25T01:00:00Z")), seconds: 3600 };
        assert!(berlin.contains(&summer) && berlin.contains(&winter), "{berlin:?}");
        assert_eq!(offsets("UTC", from, to), Some(vec![Offset { from: None, seconds: 0 }]));
        assert_eq!(offsets("Europe/Atlantis", from, to), None);
    }
}
