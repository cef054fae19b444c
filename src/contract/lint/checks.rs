//! What a document that readers accept still says against itself.

use super::finding::{Finding, Kind, element, member};
use crate::money::{Currency, Percent};
use crate::policy::full::{
    Allowance, Amounts, CapPer, Family, Flat, FlatWhen, FullPolicy, Ladder, Limit, Multiple, Per, PerUnit, Schedule,
    Share,
};

/// The longest month: 31 days, and the hour that a clock is put back.
const LONGEST_MONTH_MS: i64 = 2_682_000_000;

/// A cap in per cent and where it stands.
struct Cap {
    percent: Percent,
    path: String,
}

/// Everything that is found.
pub(super) fn checks(policy: &FullPolicy<'_>, currencies: &[Currency], found: &mut Vec<Finding>) {
    let parts = policy.parts();
    let is_plain = parts.schema == 1;
    let caps: Vec<Cap> = parts
        .caps
        .all()
        .iter()
        .enumerate()
        .filter_map(|(place, cap)| {
            let path = if is_plain { "cap".to_owned() } else { element("caps", place) };
            match (cap.per, &cap.limit) {
                (CapPer::Period | CapPer::Incident, Limit::Percent(percent)) => {
                    Some(Cap { percent: *percent, path: member(&path, "percent") })
                }
                _ => None,
            }
        })
        .collect();
    let mut is_yearly = false;
    match &parts.schedule {
        Schedule::One(family) => {
            is_yearly = matches!(family, Family::RollingYear(..));
            look(family, "schedule", &caps, parts.counting.minimum_ms, found);
        }
        Schedule::Components(components) => {
            for (place, component) in components.of().iter().enumerate() {
                let here = element("schedule.of", place);
                let path = member(&here, "schedule");
                is_yearly |= matches!(component.family, Family::RollingYear(..));
                look(&component.family, &path, &caps, parts.counting.minimum_ms, found);
                if let Some(percent) = component.cap {
                    let cap = Cap { percent, path: member(&member(&here, "cap"), "percent") };
                    capped(&component.family, &path, &[cap], found);
                }
            }
        }
    }
    if !is_yearly {
        reachable(parts.counting.minimum_ms, || "counting.minimumMs".to_owned(), found);
        reachable(parts.counting.grace_ms, || "counting.graceMs".to_owned(), found);
    }
    for (place, cap) in parts.caps.all().iter().enumerate() {
        if let Limit::Amounts(amounts) = &cap.limit {
            named(amounts, &member(&element("caps", place), "amounts"), currencies, found);
        }
    }
    for (amounts, path) in [(&parts.minimum_credit, "minimumCredit"), (&parts.minimum_payout, "minimumPayout")] {
        if !amounts.all().is_empty() {
            named(amounts, path, currencies, found);
        }
    }
}

/// Every currency has an amount.
pub(super) fn named(amounts: &Amounts, path: &str, currencies: &[Currency], found: &mut Vec<Finding>) {
    let mut place = amounts.all().len();
    for currency in currencies.iter().filter(|currency| amounts.of(**currency).is_none()) {
        let repair = member(&element(path, place), "currency");
        let finding = Finding::new(Kind::CurrencyMissing, path.to_owned()).with("currency", currency.code());
        found.push(finding.set(repair, currency.code()));
        place = place.saturating_add(1);
    }
}

fn look(family: &Family, path: &str, caps: &[Cap], minimum_ms: i64, found: &mut Vec<Finding>) {
    capped(family, path, caps, found);
    match family {
        Family::Ladder(ladder) => steps(ladder, &member(path, "steps"), minimum_ms, found),
        Family::PerUnit(PerUnit { beyond_ms, below: Some(below), .. }) if *beyond_ms > 0 => {
            let finding = Finding::new(Kind::MixedUnits, member(path, "beyondMs")).with("beyondMs", beyond_ms);
            found.push(finding.with("below", below.text().as_str()).set(member(path, "beyondMs"), 0));
        }
        Family::PerUnit(PerUnit { beyond_ms, .. })
        | Family::Multiple(Multiple { beyond: Allowance::Time(beyond_ms), .. }) => {
            reachable(*beyond_ms, || member(path, "beyondMs"), found);
        }
        Family::Flat(Flat { when: FlatWhen::Incidents { at_least, .. }, .. }) => {
            reachable(at_least.ms(), || member(path, "incidentMs"), found);
        }
        Family::Extension(extension) => reachable(extension.beyond_ms, || member(path, "beyondMs"), found),
        _ => {}
    }
}

/// No month is longer than this, so nothing in a month is.
fn reachable(ms: i64, path: impl Fn() -> String, found: &mut Vec<Finding>) {
    if ms > LONGEST_MONTH_MS {
        let finding = Finding::new(Kind::Unreachable, path()).with("ms", ms).with("most", LONGEST_MONTH_MS);
        found.push(finding.take_out(path()));
    }
}

/// Shares in per cent that are above a cap.
fn capped(family: &Family, path: &str, caps: &[Cap], found: &mut Vec<Finding>) {
    for (percent, place) in shares(family, path) {
        for cap in caps.iter().filter(|cap| cap.percent < percent) {
            let finding = Finding::new(Kind::CapBelowTier, place.clone());
            let finding = finding.with("percent", percent.text().as_str()).with("cap", cap.percent.text().as_str());
            found.push(finding.set(cap.path.clone(), percent.text().as_str()));
        }
    }
}

fn shares(family: &Family, path: &str) -> Vec<(Percent, String)> {
    let plain = |share: &Share, path: &str| match share {
        Share::Percent(percent) => Some((*percent, member(&member(path, "share"), "percent"))),
        _ => None,
    };
    match family {
        Family::UptimeTiers(tiers) | Family::RollingYear(_, tiers) => {
            let all = tiers.tiers.tiers().iter().enumerate();
            let path = member(path, "tiers");
            all.map(|(place, tier)| (tier.percent, member(&element(&path, place), "percent"))).collect()
        }
        Family::Ladder(ladder) => {
            let path = member(path, "steps");
            let all = ladder.rungs().iter().enumerate();
            all.filter_map(|(place, rung)| plain(&rung.share, &element(&path, place))).collect()
        }
        Family::PerUnit(PerUnit { share, .. }) | Family::Flat(Flat { share, .. }) => {
            plain(share, path).into_iter().collect()
        }
        Family::PerStep(step) => vec![(step.percent(), member(path, "percent"))],
        Family::Multiple(_) | Family::Proportional(_) | Family::Extension(_) => Vec::new(),
    }
}

/// Steps in one unit, each of a length that an outage can have and that counts.
fn steps(ladder: &Ladder, path: &str, minimum_ms: i64, found: &mut Vec<Finding>) {
    let unit = |share: &Share| match share {
        Share::Percent(_) => "percent",
        Share::Fraction(..) => "fraction",
        Share::Time(_) => "ms",
        Share::Months(_) => "months",
    };
    let rungs = ladder.rungs();
    for (place, rung) in rungs.iter().enumerate() {
        let here = element(path, place);
        if let Some(before) = place.checked_sub(1).and_then(|before| rungs.get(before))
            && unit(&before.share) != unit(&rung.share)
        {
            let finding = Finding::new(Kind::MixedUnits, member(&here, "share"));
            found.push(finding.with("unit", unit(&rung.share)).with("before", unit(&before.share)));
        }
        if rung.from_ms > LONGEST_MONTH_MS {
            let finding = Finding::new(Kind::Unreachable, member(&here, "fromMs"));
            found.push(finding.with("ms", rung.from_ms).with("most", LONGEST_MONTH_MS).take_out(here));
        } else if let Some(next) = rungs.get(place.saturating_add(1))
            && ladder.per() == Per::Incident
            && next.from_ms <= minimum_ms
        {
            let finding = Finding::new(Kind::Unreachable, member(&here, "fromMs"));
            found.push(finding.with("toMs", next.from_ms).with("minimumMs", minimum_ms).take_out(here));
        }
    }
}
