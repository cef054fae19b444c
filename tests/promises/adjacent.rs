//! Adjacent periods add up: docs/policy.md, *What adds up over periods*.

use super::case::{Beyond, Case, Counting, Family, Length, Outage, Place, Round, Rule, Share};
use super::ratio::{Ratio, ZERO};
use super::slow::{count, untaken};
use super::tape::Tape;
use super::{cells, draw, stories, wire};
use proptest::prelude::*;
use serde_json::Value;

/// A period and the one after it, worked out by hand; the hours lie around the edge.
fn neighbours() -> [(Place, Place); 4] {
    let base = draw::case(&[]).place;
    let utc = |month, from, to, begin| Place { month, from, to, begin, ..base };
    let (berlin, on_last) = (draw::berlin(), |place| Place { anchor: 31, ..place });
    let march = "2026-02-28T23:00:00Z";
    let october = "2026-10-31T22:00:00Z";
    [
        (
            utc("2026-02", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", march),
            utc("2026-03", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z", march),
        ),
        (
            utc("2026-07", "2026-07-01T00:00:00Z", "2026-08-01T00:00:00Z", "2026-07-31T22:00:00Z"),
            utc("2026-08", "2026-08-01T00:00:00Z", "2026-09-01T00:00:00Z", "2026-07-31T22:00:00Z"),
        ),
        (
            on_last(utc("2026-02", "2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z", "2026-03-30T22:00:00Z")),
            on_last(utc("2026-03", "2026-03-31T00:00:00Z", "2026-04-30T00:00:00Z", "2026-03-30T22:00:00Z")),
        ),
        (
            Place {
                month: "2026-10",
                from: "2026-09-30T22:00:00Z",
                to: "2026-10-31T23:00:00Z",
                begin: october,
                anchor: 1,
                ..berlin
            },
            Place {
                month: "2026-11",
                from: "2026-10-31T23:00:00Z",
                to: "2026-11-30T23:00:00Z",
                begin: october,
                anchor: 1,
                ..berlin
            },
        ),
    ]
}

/// What is asked of each second or minute by itself: only then no period's end matters.
fn add_up(counting: &mut Counting, tape: &mut Tape<'_>) {
    counting.rule = tape.pick(&[Rule::Exact, Rule::WholeMinutes, Rule::TouchedMinutes]);
    (counting.minimum, counting.grace) = (0, 0);
    if let Some(maintenance) = &mut counting.maintenance {
        maintenance.quota = None;
    }
}

/// The case in both periods, and over both at once.
fn both(case: &Case, (first, second): (Place, Place)) -> [Case; 3] {
    let at = |place| Case { place, as_of: super::case::seconds(second.to) + 20 * 86_400, ..case.clone() };
    [at(first), at(second), at(Place { from: first.from, ..second })]
}

/// The same hours elsewhere.
fn moved(mut case: Case, to: Place) -> Case {
    let by = super::case::seconds(to.begin) - case.begin();
    let spans = case.spans.iter_mut().flat_map(|span| [Some(&mut span.from), span.to.as_mut()]).flatten();
    let outages = case
        .outages
        .iter_mut()
        .flat_map(|outage| [Some(&mut outage.from), Some(&mut outage.to), outage.reported.as_mut()])
        .flatten();
    let windows = case
        .windows
        .iter_mut()
        .flat_map(|window| [Some(&mut window.from), Some(&mut window.to), window.announced.as_mut()])
        .flatten();
    let excused = case.excused.iter_mut().flat_map(|row| [&mut row.from, &mut row.to]);
    let used = case.used.iter_mut().flat_map(|(from, to)| [from, to]);
    spans.chain(outages).chain(windows).chain(excused).chain(used).for_each(|second| *second += by);
    case.place = to;
    case
}

fn told(result: &Value, outage: &Outage, member: &str) -> i64 {
    let row = result["counted"].as_array().unwrap().iter().find(|row| row["outage"] == outage.id.as_str());
    row.map_or(0, |row| row[member].as_i64().unwrap())
}

proptest! {
    #![proptest_config(stories())]

    #[test]
    fn periods_meet_and_counted_time_adds_up(cells in cells(), more in prop::collection::vec(any::<u16>(), 10)) {
        let tape = &mut Tape::new(&more);
        let pair = tape.pick(&neighbours());
        let mut case = moved(draw::case(&cells), pair.0);
        add_up(&mut case.counting, tape);
        case.schedule = Family::Proportional { below: None };
        case.incident_cap = None;
        let [first, second, whole] = both(&case, pair);
        let (one, other) = (wire::result(&first), wire::result(&second));
        prop_assert_eq!(&one["to"], &other["from"]);
        let slow = count(&whole, &whole.schedule, "any", &untaken());
        let sum = |member: &str| one[member].as_i64().unwrap() + other[member].as_i64().unwrap();
        prop_assert_eq!(sum("totalMs"), slow.service * 1_000);
        // Touched minutes never make more than the service time of their period: that is no sum.
        prop_assume!(case.counting.rule != Rule::TouchedMinutes || [&one, &other].iter().all(|told| told["downtimeMs"] != told["totalMs"]));
        prop_assert_eq!(Ratio::whole(sum("downtimeMs")), slow.down());
        for (outage, (counted, excluded)) in case.outages.iter().zip(&slow.rows) {
            let both = |member: &str| told(&one, outage, member) + told(&other, outage, member);
            prop_assert_eq!((both("countedMs"), both("excludedMs")), (counted * 1_000, excluded * 1_000));
        }
    }

    #[test]
    fn an_outage_told_in_two_parts_that_meet_at_the_edge_is_the_same(cells in cells(), more in prop::collection::vec(any::<u16>(), 10)) {
        let tape = &mut Tape::new(&more);
        let pair = tape.pick(&neighbours());
        let mut case = moved(draw::case(&cells), pair.0);
        // The later part is another outage: what is free for each, and whose time it is, may then be told apart.
        (case.counting.minimum, case.counting.grace, case.counting.by_report, case.counting.by_share) = (0, 0, false, false);
        prop_assume!(!matches!(case.schedule, Family::Components { .. }));
        // Time that two outages have in common is the later part's no more: what was one incident with a hole may be two.
        let overlaps = |one: &Outage, other: &Outage| one.id != other.id && one.from < other.to && other.from < one.to;
        let alone = case.outages.iter().all(|one| !case.outages.iter().any(|other| overlaps(one, other)));
        prop_assume!(alone || !case.schedule.looks_at_incidents());
        let edge = super::case::seconds(pair.1.from);
        let mut parted = case.clone();
        parted.outages = case.outages.iter().flat_map(|outage| {
            let crosses = outage.from < edge && edge < outage.to;
            let later = Outage { id: format!("{}b", outage.id), from: edge, ..outage.clone() };
            let earlier = Outage { to: if crosses { edge } else { outage.to }, ..outage.clone() };
            if crosses { vec![earlier, later] } else { vec![earlier] }
        }).collect();
        for (whole, parts) in both(&case, pair).iter().zip(&both(&parted, pair)).take(2) {
            let (whole, parts) = (wire::result(whole), wire::result(parts));
            for member in ["totalMs", "downtimeMs", "availability", "entitlement", "schema2"] {
                prop_assert_eq!(&whole[member], &parts[member], "{}", member);
            }
        }
    }

    #[test]
    fn what_is_proportional_adds_up_to_the_unit(cells in cells(), more in prop::collection::vec(any::<u16>(), 10), kind in 0..3_u8) {
        let tape = &mut Tape::new(&more);
        let pair = tape.pick(&neighbours());
        let mut case = moved(draw::case(&cells), pair.0);
        add_up(&mut case.counting, tape);
        case.counting.outside = false;
        (case.period_cap, case.incident_cap, case.given) = (None, None, 0);
        case.length = tape.pick(&[Length::Days30, Length::Mean, Length::Hours730]);
        // A service of both whole periods: each is as long as the policy says.
        case.spans.truncate(1);
        (case.spans[0].from, case.spans[0].to, case.spans[0].state) = (super::case::seconds("2025-11-01T00:00:00Z"), None, super::case::State::Active);
        if let Some(maintenance) = &mut case.counting.maintenance {
            maintenance.daily = None;
        }
        let month = Ratio::whole(match case.length { Length::Days30 => 2_592_000_000, Length::Hours730 => 2_628_000_000, _ => 2_629_746_000 });
        let share;
        (case.schedule, share) = match kind {
            0 => (Family::Proportional { below: None }, Ratio::whole(1) / month),
            1 => {
                let unit = Family::PerUnit { share: Share::Percent("5"), unit: 3_600_000, round: Round::Proportional, per_incident: false, beyond: 0, below: None };
                (unit, Ratio::percent("5") / Ratio::whole(3_600_000))
            }
            _ => (Family::Multiple { factor: "3.333", beyond: Beyond::Nothing, per_incident: false, decimals: None }, Ratio::read("3.333") / month),
        };
        let [first, second, whole] = both(&case, pair);
        let down = count(&whole, &whole.schedule, "any", &untaken()).down();
        let earned = |case: &Case| wire::minor(&wire::result(case)["entitlement"]["gross"]);
        let fee = Ratio::new(i128::from(case.fee.0), i128::from(case.fee.1));
        let exact = fee * down * share;
        let sum = earned(&first) + earned(&second);
        // Each is rounded once: half a cent either way.
        let apart = (Ratio::whole(sum) - exact).above_zero() + (exact - Ratio::whole(sum)).above_zero();
        prop_assert!(apart <= Ratio::whole(1) && apart >= ZERO, "{sum} of {exact:?}: {}", wire::request(&first));
    }
}
