//! More counted outage never lowers the credit of a schedule that docs/policy.md declares monotone, and those that it does
//! not declare are none: each has an example.

use super::case::{Case, Counting, Family, Round, Rule, Share};
use super::slow::{Seconds, count, untaken};
use super::tape::Tape;
use super::{cells, draw, stories, wire};
use proptest::prelude::*;

/// What has to stay as it is for more outage to earn no less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Needs {
    /// Nothing.
    Nothing,
    /// Time that counted stays with its outage.
    Incidents,
}

/// The table of docs/policy.md, *More outage, more credit*; `None`: not declared.
fn declared(case: &Case, family: &Family) -> Option<Needs> {
    let Counting { rule, by_share, .. } = case.counting;
    let touched = matches!(rule, Rule::TouchedMinutes | Rule::TouchedSlots(_));
    if touched && by_share {
        return None;
    }
    let by_incident =
        |is_declared: bool| (is_declared && !touched && case.incident_cap.is_none()).then_some(Needs::Incidents);
    match family {
        Family::PerUnit { per_incident: true, round, .. } | Family::Extension { per_incident: true, round, .. } => {
            by_incident(*round != Round::Up)
        }
        Family::Multiple { per_incident: true, decimals, .. } => by_incident(decimals.is_none()),
        Family::FlatIncidents { most, .. } => by_incident(*most == 1),
        Family::Ladder { per_incident: true, .. } => None,
        Family::Ladder { steps, .. } => {
            steps.windows(2).all(|pair| is_of_one_unit(pair[0].1, pair[1].1)).then_some(Needs::Nothing)
        }
        Family::Components { sum: true, .. } => None,
        Family::Components { of, .. } => of
            .iter()
            .map(|(_, family, _)| declared(case, family))
            .try_fold(Needs::Nothing, |all, one| Some(all.max(one?))),
        _ => Some(Needs::Nothing),
    }
}

fn is_of_one_unit(one: Share, next: Share) -> bool {
    core::mem::discriminant(&one) == core::mem::discriminant(&next)
}

/// One more outage, a longer one, one that reaches to the next, an earlier report, or less to excuse.
fn with_more(case: &Case, tape: &mut Tape<'_>) -> Case {
    let mut case = case.clone();
    let count = case.outages.len();
    match tape.below(10) {
        0 => case.outages.push(draw::outage(tape, case.begin(), count)),
        kind @ 1..=3 if count > 0 => {
            let outage = &mut case.outages[tape.below(count)];
            let by = tape.pick(&[1, 30, 60, 300, 3_600]);
            match kind {
                1 => outage.to += by,
                2 => outage.from -= by,
                _ => outage.reported = Some(outage.reported.unwrap_or(outage.to) - by),
            }
        }
        4 => {
            case.windows.pop();
        }
        5 => {
            case.excused.pop();
        }
        6 => {
            case.used.pop();
        }
        _ if count > 0 => {
            // Incidents that grow into one are where a sum could fall.
            let place = tape.below(count);
            let end = case.outages[place].to;
            let next = case.outages.iter().map(|outage| outage.from).filter(|from| *from > end).min();
            case.outages[place].to = next.unwrap_or(end + 60);
        }
        _ => {}
    }
    case
}

/// The same story told simply: outages of the service itself count as they are, and shares are small, so that neither a fee
/// of a few cents nor the whole fee hides what is earned.
fn plainly(case: &mut Case, tape: &mut Tape<'_>) {
    for _ in 0..tape.pick(&[0, 8]) {
        // Most often one that looks at incidents.
        if !case.schedule.looks_at_incidents() {
            case.schedule = draw::family(tape, 10);
            case.incident_cap = None;
        }
    }
    case.spans.truncate(1);
    (case.spans[0].from, case.spans[0].to, case.spans[0].state) =
        (case.from() - 86_400, None, super::case::State::Active);
    case.outages.iter_mut().for_each(|outage| outage.subject = super::case::SERVICE);
    (case.counting.minimum, case.counting.grace, case.counting.by_report, case.counting.maintenance) =
        (0, 0, false, None);
    case.excused.clear();
    case.used.clear();
    case.fee = (4_999_999, 1);
    match &mut case.schedule {
        Family::PerUnit { share, unit, below, .. } => {
            (*share, *unit, *below) = (Share::Fraction(1, 365), (*unit).max(300_000), None)
        }
        Family::FlatIncidents { share, .. } => *share = Share::Fraction(1, 30),
        _ => {}
    }
}

/// What each family of the schedule looks at.
fn looked_at(case: &Case) -> Vec<Seconds> {
    match &case.schedule {
        Family::Components { of, .. } => {
            of.iter().map(|(name, family, _)| count(case, family, name, &untaken())).collect()
        }
        family => vec![count(case, family, "any", &untaken())],
    }
}

/// Whether every second counts that counted before, by the slow second algorithm.
fn is_more(before: &Seconds, after: &Seconds, needs: Needs) -> bool {
    let keeps = |cell: usize| match (before.left[cell], after.left[cell]) {
        (None, _) => true,
        (Some(one), Some(other)) => {
            before.weight(one) <= after.weight(other) && (needs == Needs::Nothing || one == other)
        }
        (Some(_), None) => false,
    };
    before.service == after.service && (0..before.left.len()).all(keeps)
}

proptest! {
    #![proptest_config(stories())]

    #[test]
    fn more_outage_never_earns_less(cells in cells(), change in prop::collection::vec(any::<u16>(), 60)) {
        let mut case = draw::case(&cells);
        let tape = &mut Tape::new(&change);
        if tape.chance(60) {
            plainly(&mut case, tape);
        }
        let needs = declared(&case, &case.schedule);
        prop_assume!(needs.is_some());
        (case.given, case.period_cap) = (0, None);
        let more = with_more(&case, tape);
        let kept = looked_at(&case).iter().zip(&looked_at(&more)).all(|(one, other)| is_more(one, other, needs.unwrap()));
        prop_assume!(kept);
        let (before, after) = (wire::result(&case), wire::result(&more));
        let earned = |result: &serde_json::Value| (wire::minor(&result["entitlement"]["gross"]), result["schema2"]["extensionMs"].as_i64());
        prop_assert!(earned(&before) <= earned(&after), "{}\n{}", wire::request(&case), wire::request(&more));
    }
}

/// Outages as (begin, end, per cent affected) in minutes from midnight.
type Outages = &'static [(i64, i64, &'static str)];

/// Id, schedule, rule, cap per incident, outages before and after, credit before and after.
type Example = (&'static str, Family, Rule, Option<&'static str>, (Outages, Outages), [i64; 2]);

/// Why each schedule below is not declared: more outage (the second list) earns less. Credits on 100.00 by hand.
#[test]
fn what_is_not_declared_has_an_example() {
    let unit = |round, per_incident| Family::PerUnit {
        share: Share::Percent("10"),
        unit: 1_800_000,
        round,
        per_incident,
        beyond: 0,
        below: None,
    };
    let steps = vec![(1_800_000, Share::Percent("10"))];
    let mixed = vec![(60_000, Share::Percent("10")), (1_800_000, Share::Fraction(1, 30))];
    let part = |name, share| (name, Family::FlatBelow { share: Share::Percent(share), below: "100" }, None);
    let flat = Family::FlatIncidents { share: Share::Percent("10"), least: 1_800_000, most: 2 };
    let multiple =
        Family::Multiple { factor: "24", beyond: super::case::Beyond::Nothing, per_incident: true, decimals: Some(1) };
    let extension = Family::Extension { unit: 1_800_000, round: Round::Up, factor: "1", per_incident: true, beyond: 0 };
    let components = Family::Components { sum: true, of: vec![part("network", "5"), part("power", "20")] };
    let (two, one): (Outages, Outages) =
        (&[(0, 31, "100"), (60, 91, "100")], &[(0, 31, "100"), (60, 91, "100"), (31, 60, "100")]);
    let none: Option<&'static str> = None;
    // Two incidents are four begun half hours, one of 89 minutes is three.
    let (far, near): (Outages, Outages) =
        (&[(0, 31, "100"), (58, 89, "100")], &[(0, 31, "100"), (58, 89, "100"), (31, 58, "100")]);
    let rows: Vec<Example> = vec![
        ("begun units of an incident", unit(Round::Up, true), Rule::Exact, none, (far, near), [4_000, 3_000]),
        ("an extension by begun units", extension, Rule::Exact, none, (far, near), [7_200_000, 5_400_000]),
        (
            "steps of an incident",
            Family::Ladder { per_incident: true, steps },
            Rule::Exact,
            none,
            (two, one),
            [2_000, 1_000],
        ),
        (
            "a ladder of several units",
            Family::Ladder { per_incident: false, steps: mixed },
            Rule::Exact,
            none,
            (&[(0, 29, "100")], &[(0, 30, "100")]),
            [1_000, 333],
        ),
        ("flat, twice", flat, Rule::Exact, none, (two, one), [2_000, 1_000]),
        // 24 × 95 ÷ 43200 = 0.053 rounds to 0.1, twice; 24 × 195 ÷ 43200 = 0.108 as well, once.
        (
            "rounded shares of an incident",
            multiple,
            Rule::Exact,
            none,
            (&[(0, 95, "100"), (100, 195, "100")], &[(0, 95, "100"), (100, 195, "100"), (95, 100, "100")]),
            [2_000, 1_000],
        ),
        ("a cap of an incident", unit(Round::Proportional, true), Rule::Exact, Some("10"), (two, one), [2_000, 1_000]),
        // Each incident touches the slot from 0:30 to 1:00 and has it for itself: 2 × 60 min; one incident is 90 min.
        (
            "touched slots of an incident",
            unit(Round::Proportional, true),
            Rule::TouchedSlots(30),
            none,
            (&[(0, 31, "100"), (59, 90, "100")], &[(0, 31, "100"), (59, 90, "100"), (31, 59, "100")]),
            [4_000, 3_000],
        ),
        // The rest of the slot weighs as what stands before it: first 30 min, then 20 min of 10 % and 10 min.
        (
            "touched slots by share",
            unit(Round::Proportional, false),
            Rule::TouchedSlots(30),
            none,
            (&[(20, 30, "100")], &[(20, 30, "100"), (0, 10, "10")]),
            [1_000, 400],
        ),
        (
            "components that leave time to each other",
            components,
            Rule::Exact,
            none,
            (&[(0, 60, "100")], &[(0, 60, "100"), (-5, 60, "100")]),
            [2_000, 500],
        ),
    ];
    for (id, schedule, rule, incident_cap, (before, after), expected) in rows {
        let mut case = draw::case(&[]);
        case.incident_cap = incident_cap;
        case.counting.by_share = true;
        case.counting.rule = rule;
        case.length = super::case::Length::Days30;
        case.schedule = schedule;
        assert_eq!(declared(&case, &case.schedule), None, "{id}");
        for (outages, expected) in [before, after].into_iter().zip(expected) {
            case.outages = outages.iter().enumerate().map(|(n, row)| outage(&case, n, *row)).collect();
            let result = wire::result(&case);
            let earned =
                wire::minor(&result["entitlement"]["gross"]).max(result["schema2"]["extensionMs"].as_i64().unwrap());
            assert_eq!(earned, expected, "{id}: {result}");
        }
    }
}

/// The first outage of a story is one of power, the others are of the network; where it matters.
fn outage(case: &Case, place: usize, (from, to, affected): (i64, i64, &'static str)) -> super::case::Outage {
    let midnight = case.begin() + 3_600;
    let component = if place == 0 { "power" } else { "network" };
    super::case::Outage {
        id: place.to_string(),
        subject: super::case::SERVICE,
        from: midnight + from * 60,
        to: midnight + to * 60,
        component: Some(component),
        affected: Some(affected),
        reported: None,
    }
}
