//! One service, its policy and what happened to it within a few hours: all that the laws change and both sides compute.
//! Instants are whole seconds since 1970, so that a second is the smallest thing that can differ.

/// Where the hours lie: a month's edge, a change of the clocks, an anniversary.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub zone: &'static str,
    /// Seconds east of UTC, each from an instant on.
    pub offsets: &'static [(Option<&'static str>, i64)],
    pub anchor: i64,
    pub month: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    /// The first of the hours; whole hours of UTC.
    pub begin: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Active,
    Suspended,
    Ended,
}

#[derive(Debug, Clone, Copy)]
pub struct Span {
    pub from: i64,
    /// `None` while it lasts.
    pub to: Option<i64>,
    pub server: Option<&'static str>,
    pub state: State,
}

/// The service itself, or a server.
pub type Subject = &'static str;
pub const SERVICE: Subject = "service:17";

#[derive(Debug, Clone)]
pub struct Outage {
    /// One letter or digit: ids are compared where times are equal.
    pub id: String,
    pub subject: Subject,
    pub from: i64,
    pub to: i64,
    pub component: Option<&'static str>,
    /// Per cent, at most one decimal.
    pub affected: Option<&'static str>,
    pub reported: Option<i64>,
}

#[derive(Debug, Clone)]
pub struct Window {
    pub subject: Subject,
    pub from: i64,
    pub to: i64,
    pub announced: Option<i64>,
}

#[derive(Debug, Clone, Copy)]
pub struct Excused {
    pub from: i64,
    pub to: i64,
    pub kind: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    Exact,
    WholeMinutes,
    TouchedMinutes,
    ConsecutiveMinutes(i64),
    LongOutages(i64),
    WholeSlots(i64),
    TouchedSlots(i64),
}

/// `None`: maintenance counts; else what is excused.
#[derive(Debug, Clone, Copy)]
pub struct Maintenance {
    /// Seconds.
    pub notice: Option<i64>,
    pub quota: Option<i64>,
    /// Minutes of the day.
    pub daily: Option<(i64, i64)>,
}

#[derive(Debug, Clone)]
pub struct Counting {
    pub rule: Rule,
    /// Seconds.
    pub minimum: i64,
    pub grace: i64,
    pub by_report: bool,
    pub by_share: bool,
    pub outside: bool,
    pub maintenance: Option<Maintenance>,
    pub excuses: Vec<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    Percent(&'static str),
    Fraction(i64, i64),
    Ms(i64),
    Months(i64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    Up,
    Down,
    Proportional,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    Nothing,
    Ms(i64),
    Percent(&'static str),
}

pub type TierRows = Vec<(&'static str, &'static str)>;

/// Lengths are in milliseconds, as in a document.
#[derive(Debug, Clone)]
pub enum Family {
    UptimeTiers { tiers: TierRows, at_edge: bool },
    PerUnit { share: Share, unit: i64, round: Round, per_incident: bool, beyond: i64, below: Option<&'static str> },
    Ladder { per_incident: bool, steps: Vec<(i64, Share)> },
    Multiple { factor: &'static str, beyond: Beyond, per_incident: bool, decimals: Option<u32> },
    PerStep { below: &'static str, step: &'static str, percent: &'static str, round: Round },
    FlatBelow { share: Share, below: &'static str },
    FlatIncidents { share: Share, least: i64, most: i64 },
    Proportional { below: Option<&'static str> },
    RollingYear { days: i64, tiers: TierRows, at_edge: bool },
    Extension { unit: i64, round: Round, factor: &'static str, per_incident: bool, beyond: i64 },
    Components { sum: bool, of: Vec<(&'static str, Family, Option<&'static str>)> },
}

impl Family {
    pub fn looks_at_incidents(&self) -> bool {
        match self {
            Self::PerUnit { per_incident, .. }
            | Self::Ladder { per_incident, .. }
            | Self::Multiple { per_incident, .. }
            | Self::Extension { per_incident, .. } => *per_incident,
            Self::FlatIncidents { .. } => true,
            Self::Components { of, .. } => of.iter().any(|(_, family, _)| family.looks_at_incidents()),
            _ => false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    Period,
    Days30,
    Mean,
    Hours730,
}

#[derive(Debug, Clone)]
pub struct Case {
    pub place: Place,
    pub as_of: i64,
    pub spans: Vec<Span>,
    pub outages: Vec<Outage>,
    pub windows: Vec<Window>,
    pub excused: Vec<Excused>,
    pub used: Vec<(i64, i64)>,
    pub counting: Counting,
    pub length: Length,
    pub schedule: Family,
    /// Cents, for so many months.
    pub fee: (i64, i64),
    pub incident_cap: Option<&'static str>,
    pub period_cap: Option<&'static str>,
    /// Cents refunded on the line.
    pub given: i64,
}

impl Case {
    pub fn from(&self) -> i64 {
        seconds(self.place.from)
    }

    pub fn to(&self) -> i64 {
        seconds(self.place.to)
    }

    pub fn begin(&self) -> i64 {
        seconds(self.place.begin)
    }

    /// What is looked at: the period, or the days before its end.
    pub fn window_of(&self, family: &Family) -> (i64, i64) {
        match family {
            Family::RollingYear { days, .. } => (self.to() - days * 86_400, self.to()),
            _ => (self.from(), self.to()),
        }
    }
}

/// Seconds since 1970.
pub fn seconds(text: &str) -> i64 {
    chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp()
}
