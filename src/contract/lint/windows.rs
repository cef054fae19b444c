//! Windows of time that are compared, and stretches between two of them that belong to no rule.

use super::covers::implies_but_time;
use super::finding::{Finding, Kind, element, member};
use crate::policy::refund::{Ends, Length, Rule, Window};

const HOURS_OF_A_DAY: u32 = 24;

fn hours(length: Length) -> u32 {
    match length {
        Length::Days(days) => days.saturating_mul(HOURS_OF_A_DAY),
        Length::Hours(hours) => hours,
    }
}

/// Both lengths in hours, where the windows run from the same instant to the same kind of end.
pub(super) fn limits(one: Window, other: Window) -> Option<(u32, u32)> {
    (one.from == other.from && one.ends == other.ends).then(|| (hours(one.length), hours(other.length)))
}

/// Whether one ends no later than the other.
pub(super) fn is_inside(one: Window, other: Window) -> bool {
    limits(one, other).is_some_and(|(one, other)| one <= other)
}

/// A rule that begins some time after another one has ended, and nobody decides between.
pub(super) fn holes(rules: &[Rule<'_>], found: &mut Vec<Finding>) {
    for (place, rule) in rules.iter().enumerate() {
        let Some(after) = rule.when.after else { continue };
        let reaches = |other: &Rule<'_>| {
            let begins = other.when.after.is_none_or(|from| limits(from, after).is_some_and(|(from, to)| from < to));
            let lasts = other.when.within.is_none_or(|within| is_inside(after, within));
            begins && lasts
        };
        // Cases that both this rule and one that ended before look at, whatever else they ask.
        let is_alone = |ended: &Rule<'_>| {
            let said = [&rule.when, &ended.when];
            let is_near =
                said.iter().any(|when| implies_but_time(&[&rule.when], when) && implies_but_time(&[&ended.when], when));
            is_near && !rules.iter().any(|other| implies_but_time(&said, &other.when) && reaches(other))
        };
        let ended = rules.iter().filter(|other| is_alone(other)).filter_map(|other| other.when.within);
        let ended = ended.filter(|within| limits(*within, after).is_some_and(|(last, first)| last < first));
        let Some(last) = ended.max_by_key(|within| hours(within.length)) else { continue };
        let here = member(&member(&element("rules", place), "when"), "after");
        let (from, to) = (hours(last.length), hours(after.length));
        let finding = Finding::new(Kind::WindowHole, here.clone()).with("rule", rule.id);
        let finding = finding.with("fromHours", from).with("toHours", to);
        found.push(match (after.length, last.length) {
            (Length::Days(_), Length::Days(days)) => finding.set(member(&here, "days"), days),
            (Length::Hours(_), _) => finding.set(member(&here, "hours"), from),
            (Length::Days(_), Length::Hours(hours)) if after.ends == Ends::Instant => {
                finding.take_out(member(&here, "days")).set(member(&here, "hours"), hours)
            }
            _ => finding,
        });
    }
}
