//! From outages to downtime: what counts, since when, and what is excused.

use super::quantity::Minutes;
use crate::policy::MaintenanceRule;

/// How downtime is measured once outages are clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// To the millisecond.
    Exact,
    /// Minutes of the clock wholly down.
    WholeMinutes,
    /// Minutes of the clock of which an instant is down.
    TouchedMinutes,
    /// Minutes wholly down in runs of at least so many.
    ConsecutiveMinutes(Minutes),
    /// Stretches of at least so long, as they are.
    LongOutages(Minutes),
    /// Slots of so many minutes wholly down.
    WholeSlots(Minutes),
    /// Slots of so many minutes of which an instant is down.
    TouchedSlots(Minutes),
}

impl Rule {
    /// The rule with this word and these minutes, which only some rules have.
    #[must_use]
    pub fn of(word: &str, minutes: Option<Minutes>) -> Option<Self> {
        match (word, minutes) {
            ("exact", None) => Some(Self::Exact),
            ("wholeMinutes", None) => Some(Self::WholeMinutes),
            ("touchedMinutes", None) => Some(Self::TouchedMinutes),
            ("consecutiveMinutes", Some(minutes)) => Some(Self::ConsecutiveMinutes(minutes)),
            ("longOutages", Some(minutes)) => Some(Self::LongOutages(minutes)),
            ("wholeSlots", Some(minutes)) => Some(Self::WholeSlots(minutes)),
            ("touchedSlots", Some(minutes)) => Some(Self::TouchedSlots(minutes)),
            _ => None,
        }
    }

    /// Every word, in the order of the contract.
    pub const WORDS: [&'static str; 7] =
        ["exact", "wholeMinutes", "touchedMinutes", "consecutiveMinutes", "longOutages", "wholeSlots", "touchedSlots"];

    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::WholeMinutes => "wholeMinutes",
            Self::TouchedMinutes => "touchedMinutes",
            Self::ConsecutiveMinutes(_) => "consecutiveMinutes",
            Self::LongOutages(_) => "longOutages",
            Self::WholeSlots(_) => "wholeSlots",
            Self::TouchedSlots(_) => "touchedSlots",
        }
    }

    /// Its minutes, where it has some.
    #[must_use]
    pub fn minutes(self) -> Option<Minutes> {
        match self {
            Self::Exact | Self::WholeMinutes | Self::TouchedMinutes => None,
            Self::ConsecutiveMinutes(minutes)
            | Self::LongOutages(minutes)
            | Self::WholeSlots(minutes)
            | Self::TouchedSlots(minutes) => Some(minutes),
        }
    }
}

/// Declares a closed list of words as an enum.
macro_rules! closed {
    ($(#[doc = $about:literal] $name:ident { $($(#[doc = $what:literal])+ $variant:ident $word:literal)+ })+) => {
        $(
            #[doc = $about]
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub enum $name {
                $($(#[doc = $what])+ $variant,)+
            }

            impl $name {
                /// Every one, in the order of the contract.
                pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
                /// The words in the contract, in the same order.
                pub const WORDS: &'static [&'static str] = &[$($word,)+];

                /// The word in the contract.
                #[must_use]
                pub fn word(self) -> &'static str {
                    match self {
                        $(Self::$variant => $word,)+
                    }
                }
            }
        )+
    };
}
pub(crate) use closed;

closed! {
    /// From when an outage counts.
    Clock {
        /// From its begin.
        Outage "outage"
        /// From when it was reported; without a report never.
        Report "report"
    }
    /// What time of an outage weighs.
    Affected {
        /// All of it.
        Whole "whole"
        /// The share that the outage says.
        Share "share"
    }
    /// What excused time is.
    Excused {
        /// Up.
        Up "up"
        /// No service time at all, down or not.
        Outside "outside"
    }
    /// Why time of one service can be excused.
    Excuse {
        /// The client had not paid.
        Unpaid "unpaid"
        /// Abuse of the service.
        Abuse "abuse"
        /// The client caused it.
        Client "client"
        /// Nobody could have helped it.
        ForceMajeure "forceMajeure"
        /// Somebody else's fault.
        ThirdParty "thirdParty"
    }
}

/// A stretch of every day in the policy's zone, in minutes from midnight; one that ends before it begins reaches into the
/// next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Daily {
    from: u16,
    to: u16,
}

impl Daily {
    /// `None` when it is empty or no time of day.
    #[must_use]
    pub fn new(from: u16, to: u16) -> Option<Self> {
        (from < 1_440 && to < 1_440 && from != to).then_some(Self { from, to })
    }

    /// Minutes from midnight to its begin.
    #[must_use]
    pub fn from(self) -> u16 {
        self.from
    }

    /// Minutes from midnight to its end.
    #[must_use]
    pub fn to(self) -> u16 {
        self.to
    }

    /// Whether it ends on the next day.
    #[must_use]
    pub fn reaches_over(self) -> bool {
        self.to < self.from
    }
}

/// Maintenance that is excused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed {
    /// Only what was announced so long before; `None`: all.
    pub notice_ms: Option<i64>,
    /// Only so much of a period, the earliest first.
    pub quota_ms: Option<i64>,
    /// A stretch of every day besides.
    pub daily: Option<Daily>,
}

/// What maintenance means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Maintenance {
    /// Downtime like any other.
    Counted,
    /// Excused.
    Allowed(Allowed),
}

impl From<MaintenanceRule> for Maintenance {
    fn from(rule: MaintenanceRule) -> Self {
        let notice_ms = match rule {
            MaintenanceRule::Counted => return Self::Counted,
            MaintenanceRule::Excluded => None,
            MaintenanceRule::ExcludedIfAnnounced { notice_ms } => Some(notice_ms),
        };
        Self::Allowed(Allowed { notice_ms, quota_ms: None, daily: None })
    }
}

impl Maintenance {
    /// The rule that a window has to meet.
    #[must_use]
    pub fn rule(self) -> MaintenanceRule {
        match self {
            Self::Counted => MaintenanceRule::Counted,
            Self::Allowed(Allowed { notice_ms: None, .. }) => MaintenanceRule::Excluded,
            Self::Allowed(Allowed { notice_ms: Some(notice_ms), .. }) => {
                MaintenanceRule::ExcludedIfAnnounced { notice_ms }
            }
        }
    }
}

/// From outages to downtime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counting {
    /// How downtime is measured.
    pub rule: Rule,
    /// Outages of which less is left count nothing.
    pub minimum_ms: i64,
    /// The first so much of each outage does not count.
    pub grace_ms: i64,
    /// From when an outage counts.
    pub clock: Clock,
    /// What its time weighs.
    pub affected: Affected,
    /// What excused time is.
    pub excused: Excused,
    /// What maintenance means.
    pub maintenance: Maintenance,
    /// What else is excused.
    pub excuses: Vec<Excuse>,
}

impl Default for Counting {
    fn default() -> Self {
        Self {
            rule: Rule::Exact,
            minimum_ms: 0,
            grace_ms: 0,
            clock: Clock::Outage,
            affected: Affected::Whole,
            excused: Excused::Up,
            maintenance: Maintenance::Counted,
            excuses: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_has_minutes_or_has_none() {
        let minutes = Minutes::of(5);
        for word in Rule::WORDS {
            let found = [Rule::of(word, None), Rule::of(word, minutes)];
            let [rule] = found.into_iter().flatten().collect::<Vec<_>>()[..] else { panic!("{word}") };
            assert_eq!((rule.word(), rule.minutes()), (word, minutes.filter(|_| found[0].is_none())));
        }
        assert_eq!(Rule::of("minutes", None), None);
    }

    #[test]
    fn a_day_s_stretch_is_not_empty() {
        assert_eq!(Daily::new(120, 120), None);
        assert_eq!(Daily::new(0, 1_440), None);
        assert_eq!(Daily::new(1_380, 60).map(Daily::reaches_over), Some(true));
        assert_eq!(Daily::new(120, 300).map(Daily::reaches_over), Some(false));
    }
}
