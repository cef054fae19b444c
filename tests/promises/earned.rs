//! The slow second algorithm from downtime to the credit: docs/policy.md, *Families* and *From share to credit*.

use super::case::{Beyond, Case, Family, Length, Round, Share, TierRows};
use super::ratio::{Ratio, ZERO};
use super::slow::{Seconds, count, untaken};

/// What the answer should say.
#[derive(Debug)]
pub struct Expected {
    pub service_ms: i64,
    pub down_ms: i64,
    /// In millionths of a per cent, rounded down; `None` without service time.
    pub availability: Option<i64>,
    /// Of each outage: what counts, what was left out.
    pub rows: Vec<(i64, i64)>,
    /// `None` without service time, or for an extension.
    pub share: Option<Ratio>,
    pub extension_ms: i64,
    /// Cents.
    pub gross: i64,
}

/// What a family looks at.
struct Measure {
    down: Ratio,
    total: Ratio,
    month: Ratio,
    incidents: Vec<Ratio>,
    cap: Option<Ratio>,
}

pub fn expected(case: &Case) -> Expected {
    let found = count(case, &case.schedule, "any", &untaken());
    let measure = measure(case, &case.schedule, &found);
    let rows = found.rows.iter().map(|(counts, out)| (counts * 1_000, out * 1_000)).collect();
    let mut expected = Expected {
        service_ms: found.service * 1_000,
        down_ms: measure.down.floor(),
        availability: None,
        rows,
        share: None,
        extension_ms: 0,
        gross: 0,
    };
    if found.service == 0 {
        return expected;
    }
    expected.availability = Some((measure.availability() * Ratio::whole(100_000_000)).floor());
    let share = match &case.schedule {
        Family::Extension { unit, round, factor, per_incident, beyond } => {
            // A cap is of the fee, which an extension has none of.
            let units = Measure { cap: None, ..measure }.sum(*per_incident, |ms| units(ms, *beyond, *unit, *round));
            expected.extension_ms = (units * Ratio::whole(*unit) * Ratio::read(factor)).floor();
            return expected;
        }
        Family::Components { sum, of } => stacked(case, *sum, of),
        family => measure.share(family),
    };
    expected.share = Some(share);
    expected.gross = credit(case, share);
    expected
}

/// One product, one rounding, then the caps.
fn credit(case: &Case, share: Ratio) -> i64 {
    let fee = Ratio::new(i128::from(case.fee.0), i128::from(case.fee.1));
    let mut gross = (fee * share).nearest();
    if let Some(percent) = case.period_cap {
        gross = gross.min((fee * Ratio::percent(percent)).floor());
    }
    gross.min((fee.floor() - case.given).max(0))
}

fn stacked(case: &Case, sum: bool, of: &[(&str, Family, Option<&str>)]) -> Ratio {
    let mut taken = untaken();
    let mut all = ZERO;
    for (name, family, cap) in of {
        let found = count(case, family, name, &taken);
        if found.service == 0 {
            continue;
        }
        let mut share = measure(case, family, &found).share(family);
        if let Some(percent) = cap {
            share = share.min(Ratio::percent(percent));
        }
        if sum {
            all = all + share;
            found.counted().iter().zip(&mut taken).for_each(|(counted, taken)| *taken = *taken || *counted);
        } else {
            all = all.max(share);
        }
    }
    all
}

fn measure(case: &Case, family: &Family, found: &Seconds) -> Measure {
    let service = Ratio::whole(found.service * 1_000);
    let length = Ratio::whole((case.to() - case.from()) * 1_000);
    let nominal = match case.length {
        Length::Period => None,
        Length::Days30 => Some(Ratio::whole(30 * 86_400_000)),
        Length::Mean => Some(Ratio::read("365.2425") / Ratio::whole(12) * Ratio::whole(86_400_000)),
        Length::Hours730 => Some(Ratio::whole(730 * 3_600_000)),
    };
    let total = match nominal {
        Some(nominal) if !matches!(family, Family::RollingYear { .. }) => nominal * service / length,
        _ => service,
    };
    let incidents = if family.looks_at_incidents() { found.incidents() } else { Vec::new() };
    Measure {
        down: found.down(),
        total,
        month: nominal.unwrap_or(length),
        incidents,
        cap: case.incident_cap.map(Ratio::percent),
    }
}

/// Units of what is more than free.
fn units(ms: Ratio, beyond: i64, unit: i64, round: Round) -> Ratio {
    rounded((ms - Ratio::whole(beyond)).above_zero() / Ratio::whole(unit), round)
}

fn rounded(units: Ratio, round: Round) -> Ratio {
    match round {
        Round::Up => Ratio::whole(units.ceiling()),
        Round::Down => Ratio::whole(units.floor()),
        Round::Proportional => units,
    }
}

impl Measure {
    fn availability(&self) -> Ratio {
        (self.total - self.down).above_zero() / self.total
    }

    fn is_below(&self, edge: &str, at_edge: bool) -> bool {
        let (is, edge) = (self.availability(), Ratio::percent(edge));
        is < edge || (at_edge && is == edge)
    }

    fn of(&self, share: Share) -> Ratio {
        match share {
            Share::Percent(percent) => Ratio::percent(percent),
            Share::Fraction(top, under) => Ratio::new(i128::from(top), i128::from(under)),
            Share::Ms(ms) => Ratio::whole(ms) / self.month,
            Share::Months(months) => Ratio::whole(months),
        }
    }

    fn capped(&self, share: Ratio) -> Ratio {
        self.cap.map_or(share, |cap| share.min(cap))
    }

    fn sum(&self, per_incident: bool, earned: impl Fn(Ratio) -> Ratio) -> Ratio {
        if per_incident {
            self.incidents.iter().fold(ZERO, |sum, ms| sum + self.capped(earned(*ms)))
        } else {
            earned(self.down)
        }
    }

    fn tier(&self, tiers: &TierRows, at_edge: bool) -> Ratio {
        tiers
            .iter()
            .rfind(|(below, _)| self.is_below(below, at_edge))
            .map_or(ZERO, |(_, percent)| Ratio::percent(percent))
    }

    fn share(&self, family: &Family) -> Ratio {
        let is_due = |below: &Option<&str>| below.is_none_or(|below| self.is_below(below, false));
        match family {
            Family::UptimeTiers { tiers, at_edge } | Family::RollingYear { tiers, at_edge, .. } => {
                self.tier(tiers, *at_edge)
            }
            Family::PerUnit { share, unit, round, per_incident, beyond, below } if is_due(below) => {
                self.sum(*per_incident, |ms| units(ms, *beyond, *unit, *round) * self.of(*share))
            }
            Family::Ladder { per_incident, steps } => self.sum(*per_incident, |ms| {
                let reached = steps.iter().rfind(|(from, _)| ms > ZERO && Ratio::whole(*from) <= ms);
                reached.map_or(ZERO, |(_, share)| self.of(*share))
            }),
            Family::Multiple { factor, beyond, per_incident, decimals } => self.sum(*per_incident, |ms| {
                let free = match beyond {
                    Beyond::Nothing => ZERO,
                    Beyond::Ms(ms) => Ratio::whole(*ms),
                    Beyond::Percent(percent) => (Ratio::whole(1) - Ratio::percent(percent)) * self.total,
                };
                let share = (ms - free).above_zero() * Ratio::read(factor) / self.total;
                let unit = |decimals: u32| Ratio::whole(10_i64.pow(decimals));
                decimals.map_or(share, |decimals| Ratio::whole((share * unit(decimals)).nearest()) / unit(decimals))
            }),
            Family::PerStep { below, step, percent, round } => {
                let gap = (Ratio::percent(below) - self.availability()).above_zero();
                rounded(gap / Ratio::percent(step), *round) * Ratio::percent(percent)
            }
            Family::FlatBelow { share, below } if self.is_below(below, false) => self.of(*share),
            Family::FlatIncidents { share, least, most } => {
                let long = self.incidents.iter().filter(|ms| **ms >= Ratio::whole(*least)).count();
                self.capped(self.of(*share)) * Ratio::whole(i64::try_from(long).unwrap().min(*most))
            }
            Family::Proportional { below } if is_due(below) => self.down / self.total,
            _ => ZERO,
        }
    }
}
