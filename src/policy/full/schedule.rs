//! The families of schedules, each a closed type with its own few members.

use super::counting::closed;
use super::quantity::{Factor, Positive, Share};
use crate::money::Percent;
use crate::policy::Schedule as PlainTiers;

/// Steps that a ladder can have.
pub const MAX_RUNGS: usize = 64;
/// Components that a schedule can have.
pub const MAX_COMPONENTS: usize = 16;

closed! {
    /// Who has an availability that is exactly an edge.
    Edge {
        /// The milder side.
        Below "below"
        /// The larger credit.
        AtOrBelow "atOrBelow"
    }
    /// What becomes of a part of a unit.
    Round {
        /// It counts as a whole one.
        Up "up"
        /// It does not count.
        Down "down"
        /// It counts as a part.
        Proportional "proportional"
    }
    /// What is looked at.
    Per {
        /// All downtime of the period.
        Period "period"
        /// Each incident by itself.
        Incident "incident"
    }
    /// What becomes of the shares of components.
    Stack {
        /// They are added; no time counts twice.
        Sum "sum"
        /// The largest one counts.
        Largest "largest"
    }
}

/// Tiers of availability.
#[derive(Debug, Clone)]
pub struct Tiers {
    /// The tiers.
    pub tiers: PlainTiers,
    /// Who has the edge.
    pub edge: Edge,
}

/// A share for each unit of downtime.
#[derive(Debug, Clone, Copy)]
pub struct PerUnit {
    /// For each unit.
    pub share: Share,
    /// The unit.
    pub unit: Positive,
    /// What becomes of a part of one.
    pub round: Round,
    /// What is looked at.
    pub per: Per,
    /// Downtime that earns nothing.
    pub beyond_ms: i64,
    /// Only if availability is below this.
    pub below: Option<Percent>,
}

/// A step of a ladder.
#[derive(Debug, Clone, Copy)]
pub struct Rung {
    /// From this length on.
    pub from_ms: i64,
    /// What it earns.
    pub share: Share,
}

/// Shares by length.
#[derive(Debug, Clone)]
pub struct Ladder {
    per: Per,
    rungs: Vec<Rung>,
}

impl Ladder {
    /// `None` unless there are 1 to 64 steps, lengths rising, shares of one unit rising.
    #[must_use]
    pub fn new(per: Per, rungs: Vec<Rung>) -> Option<Self> {
        let counted = (1..=MAX_RUNGS).contains(&rungs.len());
        let rises = rungs
            .iter()
            .zip(rungs.iter().skip(1))
            .all(|(one, next)| one.from_ms < next.from_ms && !one.share.is_plainly_at_least(next.share));
        (counted && rises).then_some(Self { per, rungs })
    }

    /// What is looked at.
    #[must_use]
    pub fn per(&self) -> Per {
        self.per
    }

    /// The steps, by length.
    #[must_use]
    pub fn rungs(&self) -> &[Rung] {
        &self.rungs
    }
}

/// Downtime that earns nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowance {
    /// So much.
    Time(i64),
    /// What an availability of so many per cent leaves.
    Promise(Percent),
}

/// A multiple of downtime.
#[derive(Debug, Clone, Copy)]
pub struct Multiple {
    /// How many times.
    pub factor: Factor,
    /// What earns nothing.
    pub beyond: Allowance,
    /// What is looked at.
    pub per: Per,
    /// Decimals to which the share is rounded, 0 to 9; `None`: exact.
    pub decimals: Option<u32>,
}

/// So many per cent for each step of availability.
#[derive(Debug, Clone, Copy)]
pub struct PerStep {
    below: Percent,
    step: Percent,
    percent: Percent,
    /// What becomes of a part of a step.
    pub round: Round,
}

impl PerStep {
    /// `None` where one of them is 0.
    #[must_use]
    pub fn new(below: Percent, step: Percent, percent: Percent, round: Round) -> Option<Self> {
        let is_some = |percent: Percent| percent > Percent::ZERO;
        (is_some(below) && is_some(step) && is_some(percent)).then_some(Self { below, step, percent, round })
    }

    /// What is promised.
    #[must_use]
    pub fn below(&self) -> Percent {
        self.below
    }

    /// One step, in per cent points.
    #[must_use]
    pub fn step(&self) -> Percent {
        self.step
    }

    /// What it earns.
    #[must_use]
    pub fn percent(&self) -> Percent {
        self.percent
    }
}

/// When a flat share is earned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlatWhen {
    /// When availability is below this.
    Below(Percent),
    /// For each incident of at least this length, at most so many times.
    Incidents {
        /// The length.
        at_least: Positive,
        /// How many times at most, from 1.
        most: u32,
    },
}

/// A flat share.
#[derive(Debug, Clone, Copy)]
pub struct Flat {
    /// What is earned.
    pub share: Share,
    /// When.
    pub when: FlatWhen,
}

/// Time given back instead of money.
#[derive(Debug, Clone, Copy)]
pub struct Extension {
    /// The unit.
    pub unit: Positive,
    /// What becomes of a part of one.
    pub round: Round,
    /// How many times.
    pub factor: Factor,
    /// What is looked at.
    pub per: Per,
    /// Downtime that earns nothing.
    pub beyond_ms: i64,
}

/// From downtime to a share of the fee.
#[derive(Debug, Clone)]
pub enum Family {
    /// Tiers of availability.
    UptimeTiers(Tiers),
    /// A share for each unit.
    PerUnit(PerUnit),
    /// Shares by length.
    Ladder(Ladder),
    /// A multiple of downtime.
    Multiple(Multiple),
    /// Per cent for each step of availability.
    PerStep(PerStep),
    /// A flat share.
    Flat(Flat),
    /// Downtime ÷ time, if availability is below this.
    Proportional(Option<Percent>),
    /// Tiers over so many days before the period's end.
    RollingYear(u32, Tiers),
    /// Time instead of money.
    Extension(Extension),
}

impl Family {
    /// The words of all families, components last.
    pub const WORDS: [&'static str; 10] = [
        "uptimeTiers",
        "perUnit",
        "ladder",
        "multiple",
        "perStep",
        "flat",
        "proportional",
        "rollingYear",
        "extension",
        "components",
    ];

    /// The word in the contract.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::UptimeTiers(_) => "uptimeTiers",
            Self::PerUnit(_) => "perUnit",
            Self::Ladder(_) => "ladder",
            Self::Multiple(_) => "multiple",
            Self::PerStep(_) => "perStep",
            Self::Flat(_) => "flat",
            Self::Proportional(_) => "proportional",
            Self::RollingYear(..) => "rollingYear",
            Self::Extension(_) => "extension",
        }
    }

    /// Whether it looks at each incident by itself.
    #[must_use]
    pub fn is_per_incident(&self) -> bool {
        match self {
            Self::PerUnit(PerUnit { per, .. })
            | Self::Multiple(Multiple { per, .. })
            | Self::Extension(Extension { per, .. }) => *per == Per::Incident,
            Self::Ladder(ladder) => ladder.per == Per::Incident,
            Self::Flat(flat) => matches!(flat.when, FlatWhen::Incidents { .. }),
            Self::UptimeTiers(_) | Self::PerStep(_) | Self::Proportional(_) | Self::RollingYear(..) => false,
        }
    }

    /// The smallest share of a table of tiers.
    #[must_use]
    pub fn smallest_tier(&self) -> Option<Percent> {
        match self {
            Self::UptimeTiers(tiers) | Self::RollingYear(_, tiers) => Some(tiers.tiers.smallest_share()),
            _ => None,
        }
    }
}

/// A part of the service with a schedule of its own.
#[derive(Debug, Clone)]
pub struct Component<'a> {
    /// What outages call it; `any` looks at all.
    pub name: &'a str,
    /// Its schedule.
    pub family: Family,
    /// Its largest share.
    pub cap: Option<Percent>,
}

/// Parts of the service, and what becomes of their shares.
#[derive(Debug, Clone)]
pub struct Components<'a> {
    stack: Stack,
    of: Vec<Component<'a>>,
}

impl<'a> Components<'a> {
    /// The name that stands for all outages.
    pub const ANY: &'static str = "any";

    /// `None` unless there are 1 to 16, which earn money, under different names.
    #[must_use]
    pub fn new(stack: Stack, of: Vec<Component<'a>>) -> Option<Self> {
        let counted = (1..=MAX_COMPONENTS).contains(&of.len());
        let pays = |component: &Component<'_>| {
            !matches!(component.family, Family::Extension(_)) && component.cap != Some(Percent::ZERO)
        };
        let differs =
            of.iter().enumerate().all(|(place, one)| of.iter().take(place).all(|other| other.name != one.name));
        (counted && differs && of.iter().all(pays)).then_some(Self { stack, of })
    }

    /// What becomes of the shares.
    #[must_use]
    pub fn stack(&self) -> Stack {
        self.stack
    }

    /// The components in order.
    #[must_use]
    pub fn of(&self) -> &[Component<'a>] {
        &self.of
    }
}

/// One family, or several for parts of the service.
#[derive(Debug, Clone)]
pub enum Schedule<'a> {
    /// For the whole service.
    One(Family),
    /// For parts of it.
    Components(Components<'a>),
}

impl Schedule<'_> {
    /// Every family in it.
    pub fn families(&self) -> impl Iterator<Item = &Family> {
        let (one, many) = match self {
            Self::One(family) => (Some(family), [].as_slice()),
            Self::Components(components) => (None, components.of.as_slice()),
        };
        one.into_iter().chain(many.iter().map(|component| &component.family))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(text: &str) -> Percent {
        Percent::parse(text).unwrap()
    }

    fn rungs(rows: &[(i64, &str)]) -> Option<Ladder> {
        let rung = |(from_ms, share): &(i64, &str)| Rung { from_ms: *from_ms, share: Share::Percent(percent(share)) };
        Ladder::new(Per::Incident, rows.iter().map(rung).collect())
    }

    #[test]
    fn a_ladder_rises() {
        assert!(rungs(&[(0, "1"), (10, "2")]).is_some());
        for rows in [&[][..], &[(10, "1"), (10, "2")], &[(10, "2"), (20, "2")], &[(20, "1"), (10, "2")]] {
            assert!(rungs(rows).is_none(), "{rows:?}");
        }
    }

    #[test]
    fn components_pay_under_different_names() {
        let part = |name, family| Component { name, family, cap: None };
        let flat = || Family::Proportional(None);
        let extension = Family::Extension(Extension {
            unit: Positive::of(1).unwrap(),
            round: Round::Up,
            factor: Factor::parse("1").unwrap(),
            per: Per::Period,
            beyond_ms: 0,
        });
        assert!(Components::new(Stack::Sum, vec![part("network", flat()), part("any", flat())]).is_some());
        assert!(Components::new(Stack::Sum, vec![part("network", flat()), part("network", flat())]).is_none());
        assert!(Components::new(Stack::Sum, vec![part("network", extension)]).is_none());
        assert!(Components::new(Stack::Sum, vec![]).is_none());
        let free = Component { name: "x", family: flat(), cap: Some(Percent::ZERO) };
        assert!(Components::new(Stack::Sum, vec![free]).is_none());
    }

    #[test]
    fn a_step_is_no_nothing() {
        let [zero, some] = [Percent::ZERO, percent("0.1")];
        assert!(PerStep::new(some, some, some, Round::Up).is_some());
        for (below, step, share) in [(zero, some, some), (some, zero, some), (some, some, zero)] {
            assert!(PerStep::new(below, step, share, Round::Up).is_none());
        }
    }
}
