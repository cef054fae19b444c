//! Cases at random: few values each, so that edges meet.

use super::case::{
    Beyond, Case, Counting, Excused, Family, Length, Maintenance, Outage, Place, Round, Rule, SERVICE, Share, Span,
    State, TierRows, Window, seconds,
};
use super::tape::Tape;

/// How long the hours are in which something happens.
pub const HOURS: i64 = 3 * 3_600;
const MIN: i64 = 60_000;
const HOUR: i64 = 3_600_000;

const UTC: &[(Option<&str>, i64)] = &[(None, 0)];
const BERLIN: &[(Option<&str>, i64)] =
    &[(None, 3_600), (Some("2026-03-29T01:00:00Z"), 7_200), (Some("2026-10-25T01:00:00Z"), 3_600)];

const fn place(
    zone: &'static str,
    offsets: &'static [(Option<&'static str>, i64)],
    anchor: i64,
    month: &'static str,
    [from, to, begin]: [&'static str; 3],
) -> Place {
    Place { zone, offsets, anchor, month, from, to, begin }
}

/// The periods are worked out by hand from the offsets.
const MARCH: [&str; 2] = ["2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"];
const PLACES: [Place; 8] = [
    place("UTC", UTC, 1, "2026-03", [MARCH[0], MARCH[1], "2026-03-10T23:00:00Z"]),
    place("UTC", UTC, 1, "2026-03", [MARCH[0], MARCH[1], "2026-03-10T23:00:00Z"]),
    place("UTC", UTC, 1, "2026-03", [MARCH[0], MARCH[1], "2026-02-28T23:00:00Z"]),
    place("UTC", UTC, 1, "2026-03", [MARCH[0], MARCH[1], "2026-03-31T22:00:00Z"]),
    place("UTC", UTC, 31, "2026-02", ["2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z", "2026-03-30T22:00:00Z"]),
    place(
        "Europe/Berlin",
        BERLIN,
        1,
        "2026-03",
        ["2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z", "2026-03-28T23:00:00Z"],
    ),
    place(
        "Europe/Berlin",
        BERLIN,
        1,
        "2026-10",
        ["2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z", "2026-10-25T00:00:00Z"],
    ),
    place(
        "Europe/Berlin",
        BERLIN,
        15,
        "2026-03",
        ["2026-03-14T23:00:00Z", "2026-04-14T22:00:00Z", "2026-03-14T22:00:00Z"],
    ),
];
const WORDS: [&str; 5] = ["unpaid", "abuse", "client", "forceMajeure", "thirdParty"];
const PERCENTS: [&str; 4] = ["5", "10", "33.333333333", "100"];

/// A place with the clocks of Berlin.
pub fn berlin() -> Place {
    PLACES[PLACES.len() - 1]
}

/// One case.
pub fn case(cells: &[u16]) -> Case {
    let tape = &mut Tape::new(cells);
    let schedule = schedule(tape);
    let place = tape.pick(&PLACES);
    let begin = seconds(place.begin);
    let counting = counting(tape);
    let is_daily = counting.maintenance.is_some_and(|maintenance| maintenance.daily.is_some());
    let incident_cap =
        if schedule.looks_at_incidents() { tape.maybe(25, |tape| tape.pick(&["100", "15"])) } else { None };
    Case {
        place,
        as_of: if tape.chance(5) { begin + moment(tape) } else { seconds(place.to) + 20 * 86_400 },
        // A daily stretch is excused on each day: then the service only lives in these hours.
        spans: spans(tape, begin, is_daily),
        outages: (0..tape.below(8)).map(|n| outage(tape, begin, n)).collect(),
        windows: (0..tape.below(3)).map(|_| window(tape, begin)).collect(),
        excused: (0..tape.below(3)).map(|_| excused(tape, begin)).collect(),
        used: (0..usize::from(tape.chance(15))).map(|_| stretch(tape, begin)).collect(),
        counting,
        length: tape.pick(&[Length::Period, Length::Days30, Length::Mean, Length::Hours730]),
        schedule,
        fee: (tape.pick(&[10_000, 1, 4_995, 123_457, 4_999_999]), tape.pick(&[1, 3, 12])),
        incident_cap,
        period_cap: tape.pick(&[None, Some("100"), Some("75.3"), Some("40")]),
        given: if tape.chance(15) { tape.pick(&[1, 300, 20_000]) } else { 0 },
    }
}

/// Seconds from the first of the hours.
fn moment(tape: &mut Tape<'_>) -> i64 {
    let step = i64::try_from(tape.below(36)).unwrap() * 300;
    step + tape.pick(&[0, 0, 0, 60, 30, 1, 299, 59])
}

fn stretch(tape: &mut Tape<'_>, begin: i64) -> (i64, i64) {
    let from = moment(tape);
    let length = tape.pick(&[300, 60, 1, 30, 59, 299, 301, 600, 1_799, 1_800, 3_600, 3_600, 5_400, 7_200]);
    (begin + from, begin + (from + length).min(HOURS))
}

fn spans(tape: &mut Tape<'_>, begin: i64, lives_here: bool) -> Vec<Span> {
    let end = begin + HOURS;
    let mut at = if lives_here {
        begin + tape.pick(&[0, 0, 1_800, 61])
    } else {
        seconds(tape.pick(&["2025-11-01T00:00:00Z", "2026-03-05T12:00:00Z"])).min(begin)
    };
    let mut spans = Vec::new();
    for _ in 0..tape.below(4) {
        let to = (begin + moment(tape)).max(at + 1).min(end);
        if at < to {
            spans.push(Span { from: at, to: Some(to), server: server(tape), state: state(tape) });
        }
        at = (to + tape.pick(&[0, 0, 0, 600])).max(at);
    }
    if at < end {
        let to = if lives_here { Some(end) } else { tape.pick(&[None, None, Some(end), Some(end + 90 * 86_400)]) };
        spans.push(Span { from: at, to, server: server(tape), state: state(tape) });
    }
    spans
}

fn server(tape: &mut Tape<'_>) -> Option<&'static str> {
    tape.pick(&[Some("1"), Some("1"), Some("1"), Some("1"), Some("2"), None])
}

fn state(tape: &mut Tape<'_>) -> State {
    if tape.chance(15) { tape.pick(&[State::Suspended, State::Suspended, State::Ended]) } else { State::Active }
}

/// An outage; its number is its id.
pub fn outage(tape: &mut Tape<'_>, begin: i64, number: usize) -> Outage {
    let (from, to) = stretch(tape, begin);
    Outage {
        id: number.to_string(),
        subject: tape.pick(&["server:1", "server:1", "server:1", SERVICE, SERVICE, "server:2", "service:18"]),
        from,
        to,
        component: tape.pick(&[None, Some("network"), Some("power")]),
        affected: tape.pick(&[None, None, Some("50"), Some("2.1"), Some("0")]),
        reported: tape.maybe(70, |tape| from + tape.pick(&[-60, 0, 5, 600])),
    }
}

fn window(tape: &mut Tape<'_>, begin: i64) -> Window {
    let (from, to) = stretch(tape, begin);
    let announced = tape.maybe(70, |tape| from - tape.pick(&[86_400, 7_200, 7_199, 0, -1]));
    Window { subject: tape.pick(&["*", "server:1", SERVICE, "server:2"]), from, to, announced }
}

fn excused(tape: &mut Tape<'_>, begin: i64) -> Excused {
    let (from, to) = stretch(tape, begin);
    Excused { from, to, kind: tape.pick(&WORDS) }
}

fn counting(tape: &mut Tape<'_>) -> Counting {
    let minutes = tape.pick(&[5, 1, 2, 7, 15, 60]);
    let rules = [
        Rule::Exact,
        Rule::WholeMinutes,
        Rule::TouchedMinutes,
        Rule::ConsecutiveMinutes(minutes),
        Rule::LongOutages(minutes),
        Rule::WholeSlots(minutes),
        Rule::TouchedSlots(minutes),
    ];
    Counting {
        rule: tape.pick(&rules),
        minimum: tape.pick(&[0, 0, 60, 300]),
        grace: tape.pick(&[0, 0, 1, 300]),
        by_report: tape.chance(20),
        by_share: tape.chance(30),
        outside: tape.chance(40),
        maintenance: tape.maybe(50, maintenance),
        excuses: tape.maybe(30, |tape| tape.some(&WORDS)).unwrap_or_default(),
    }
}

fn maintenance(tape: &mut Tape<'_>) -> Maintenance {
    // No edge of a stretch lies in an hour that comes twice or never.
    let times = [(60, 300), (10, 70), (1_410, 30), (190, 200), (180, 1_380)];
    Maintenance {
        notice: tape.pick(&[None, Some(0), Some(7_200)]),
        quota: tape.pick(&[None, None, Some(0), Some(600), Some(3_601)]),
        daily: tape.maybe(30, |tape| tape.pick(&times)),
    }
}

fn schedule(tape: &mut Tape<'_>) -> Family {
    match tape.below(12) {
        10 | 11 => {
            let of = tape.some(&["network", "any", "power"]);
            let of = if of.is_empty() { vec!["network"] } else { of };
            let sum = tape.chance(60);
            let part = |name| (name, family(tape, 9), tape.pick(&[None, None, Some("100"), Some("51.5")]));
            Family::Components { sum, of: of.into_iter().map(part).collect() }
        }
        _ => family(tape, 10),
    }
}

/// Any of the first families.
pub fn family(tape: &mut Tape<'_>, first: usize) -> Family {
    let round = |tape: &mut Tape<'_>| tape.pick(&[Round::Up, Round::Down, Round::Proportional]);
    let below = |tape: &mut Tape<'_>| tape.pick(&[None, None, Some("100"), Some("99.9"), Some("90")]);
    match tape.below(first) {
        0 => Family::UptimeTiers { tiers: tiers(tape), at_edge: tape.chance(50) },
        1 => Family::PerUnit {
            share: share(tape),
            unit: tape.pick(&[MIN, 5 * MIN, HOUR, 7_001]),
            round: round(tape),
            per_incident: tape.chance(50),
            beyond: tape.pick(&[0, 0, 0, 1, 5 * MIN, HOUR]),
            below: below(tape),
        },
        2 => Family::Ladder { per_incident: tape.chance(50), steps: steps(tape) },
        3 => Family::Multiple {
            factor: tape.pick(&["1", "10", "0.5", "3.333"]),
            beyond: tape.pick(&[
                Beyond::Nothing,
                Beyond::Nothing,
                Beyond::Ms(5 * MIN),
                Beyond::Percent("99.9"),
                Beyond::Percent("95"),
            ]),
            per_incident: tape.chance(50),
            decimals: tape.pick(&[None, None, Some(0), Some(2), Some(4), Some(9)]),
        },
        4 => Family::PerStep {
            below: tape.pick(&["100", "99.9", "95"]),
            step: tape.pick(&["0.1", "1", "0.003"]),
            percent: tape.pick(&["1", "10"]),
            round: round(tape),
        },
        5 => Family::FlatBelow { share: share(tape), below: tape.pick(&["100", "99.9", "95"]) },
        6 => Family::FlatIncidents {
            share: share(tape),
            least: tape.pick(&[1, 5 * MIN, 30 * MIN]),
            most: tape.pick(&[1, 2, 5]),
        },
        7 => Family::Proportional { below: below(tape) },
        8 => {
            Family::RollingYear { days: tape.pick(&[365, 31, 30, 1, 21]), tiers: tiers(tape), at_edge: tape.chance(50) }
        }
        _ => Family::Extension {
            unit: tape.pick(&[1, MIN, HOUR, 7_001]),
            round: round(tape),
            factor: tape.pick(&["1", "2", "0.5", "1.337"]),
            per_incident: tape.chance(50),
            beyond: tape.pick(&[0, 5 * MIN]),
        },
    }
}

/// The first tier earns no more than the smallest cap.
fn tiers(tape: &mut Tape<'_>) -> TierRows {
    let all =
        [("100", "5"), ("99.99", "7.5"), ("99.9", "10"), ("99", "25"), ("95", "33.3"), ("75", "50"), ("50", "100")];
    let mut rows = tape.some(&all);
    if rows.is_empty() {
        rows.push(("99.9", "10"));
    }
    rows[0].1 = "5";
    rows
}

fn steps(tape: &mut Tape<'_>) -> Vec<(i64, Share)> {
    let lengths = tape.some(&[0, 1_000, 5 * MIN, 10 * MIN, 30 * MIN, HOUR]);
    let lengths = if lengths.is_empty() { vec![5 * MIN] } else { lengths };
    let shares = match tape.below(3) {
        0 => PERCENTS_RISING.map(Share::Percent),
        1 => [1, 12, 24, 48, 72, 700].map(|hours| Share::Ms(hours * HOUR)),
        _ => [
            Share::Ms(HOUR),
            Share::Percent("2.5"),
            Share::Fraction(1, 30),
            Share::Ms(HOUR),
            Share::Months(1),
            Share::Percent("3"),
        ],
    };
    lengths.into_iter().zip(shares).collect()
}

const PERCENTS_RISING: [&str; 6] = ["1", "2.5", "5", "33.333333333", "50", "100"];

fn share(tape: &mut Tape<'_>) -> Share {
    let percent = tape.pick(&PERCENTS);
    tape.pick(&[
        Share::Percent(percent),
        Share::Fraction(1, 30),
        Share::Fraction(2, 365),
        Share::Ms(HOUR),
        Share::Ms(7),
        Share::Months(1),
    ])
}
