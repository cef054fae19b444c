//! Durations, instants, months and amounts as people read them.

use super::report::Sums;
use makegood::calendar::Instant;
use makegood::money::Money;

/// `2 d 4 h`, `43 min 12 s`, `0 s`.
pub(super) fn duration(ms: i64) -> String {
    const UNITS: [(i64, &str); 5] = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "min"), (1_000, "s"), (1, "ms")];
    let mut rest = ms;
    let mut parts = Vec::new();
    for (unit, name) in UNITS {
        if rest >= unit {
            parts.push(format!("{} {name}", rest.div_euclid(unit)));
            rest = rest.rem_euclid(unit);
        }
    }
    if parts.is_empty() { "0 s".to_owned() } else { parts.join(" ") }
}

/// `2026-03-04 12:00:00 UTC`
pub(super) fn instant(at: Instant) -> String {
    at.text().as_str().replace('T', " ").replace('Z', " UTC")
}

/// `2026-03-04 12:00`: without what is zero, for tables that say UTC themselves.
pub(super) fn minute(at: Instant) -> String {
    let text = at.text().as_str().replace('T', " ").replace('Z', "");
    text.strip_suffix(":00").map_or(text.clone(), str::to_owned)
}

const NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn name(month: i64) -> &'static str {
    usize::try_from(month.rem_euclid(12)).ok().and_then(|place| NAMES.get(place)).copied().unwrap_or_default()
}

/// `March 2026`
pub(super) fn month(month: i64) -> String {
    format!("{} {}", name(month), month.div_euclid(12))
}

/// `Mar`
pub(super) fn short_month(month: i64) -> &'static str {
    name(month).get(..3).unwrap_or_default()
}

/// `12.50 USD`
pub(super) fn money(amount: Money) -> String {
    format!("{} {}", amount.text().as_str(), amount.currency().code())
}

/// All of it, most often one currency; `nothing` where there is none.
pub(super) fn sums(sums: &Sums) -> String {
    let amounts: Vec<String> = sums.values().map(|sum| money(sum.gross)).collect();
    if amounts.is_empty() { "nothing".to_owned() } else { amounts.join(" + ") }
}

/// A credit: money, or the time by which the service is prolonged.
pub(super) fn credit(gross: Money, extension_ms: i64) -> String {
    if extension_ms > 0 && gross.is_zero() { format!("{} longer", duration(extension_ms)) } else { money(gross) }
}

/// `1 service`, `12 services`
pub(super) fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

/// The letter of a policy: A, B, C …
pub(super) fn letter(place: usize) -> char {
    ('A'..='Z').nth(place).unwrap_or('?')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_whole() {
        for (ms, expected) in [
            (0, "0 s"),
            (1, "1 ms"),
            (60_000, "1 min"),
            (5_400_000, "1 h 30 min"),
            (86_400_250, "1 d 250 ms"),
            (259_200_000, "3 d"),
        ] {
            assert_eq!(duration(ms), expected);
        }
    }
}
