//! The steps say what the slow second algorithm finds, nothing that is not so, and a client who follows them gets the amount.

use super::case::{Case, Family, Length, Rule};
use super::evaluation::fraction;
use super::ratio::{Ratio, ZERO};
use super::slow::{Seconds, count, untaken};
use super::{cells, draw, stories, wire};
use proptest::prelude::*;
use serde_json::Value;

/// The arguments of all steps with this key.
fn all<'r>(result: &'r Value, key: &str) -> Vec<&'r Value> {
    result["steps"].as_array().unwrap().iter().filter(|step| step["key"] == key).map(|step| &step["args"]).collect()
}

fn ms(step: &Value) -> i64 {
    step["ms"].as_i64().unwrap()
}

/// One number of each step.
fn numbers(result: &Value, key: &str, member: &str) -> Vec<i64> {
    all(result, key).iter().map(|args| args[member].as_i64().unwrap()).collect()
}

fn time(case: &Case, slow: &Seconds, result: &Value) {
    let is_rolling = matches!(case.schedule, Family::RollingYear { .. });
    let window = case.window_of(&case.schedule);
    let told: Vec<_> = all(result, "window").iter().map(|args| (args["from"].clone(), args["to"].clone())).collect();
    let expected = (Value::from(wire::at(window.0)), Value::from(wire::at(window.1)));
    assert_eq!(told, if is_rolling { vec![expected] } else { vec![] });
    let outside = if case.counting.outside && slow.excused > 0 { vec![slow.excused * 1_000] } else { vec![] };
    assert_eq!(numbers(result, "outside", "ms"), outside);
    assert_eq!(all(result, "noService").len(), usize::from(slow.service == 0));
    if case.as_of > case.to() && !is_rolling {
        let out = if case.counting.outside { slow.excused } else { 0 };
        assert_eq!(numbers(result, "serviceTime", "ms"), [(slow.service + out) * 1_000]);
    }
    if slow.service > 0 {
        assert_eq!(numbers(result, "month", "ms"), nominal(case).into_iter().collect::<Vec<_>>());
        let down = slow.down().floor();
        assert_eq!(numbers(result, "downtime", "ms"), [down]);
        assert_eq!(numbers(result, "rule", "ms"), if case.counting.rule == Rule::Exact { vec![] } else { vec![down] });
        let total = total(case, slow);
        assert_eq!(numbers(result, "availability", "totalMs"), [total.floor()]);
        assert_eq!(numbers(result, "availability", "upMs"), [(total - slow.down()).above_zero().floor()]);
    }
}

/// How long a month is where it is not the period, in milliseconds.
fn nominal(case: &Case) -> Option<i64> {
    match case.length {
        Length::Period => None,
        Length::Days30 => Some(2_592_000_000),
        Length::Mean => Some(2_629_746_000),
        Length::Hours730 => Some(2_628_000_000),
    }
}

/// What downtime is compared with, in milliseconds.
fn total(case: &Case, slow: &Seconds) -> Ratio {
    let is_rolling = matches!(case.schedule, Family::RollingYear { .. });
    nominal(case).filter(|_| !is_rolling).map_or(Ratio::whole(slow.service * 1_000), |nominal| {
        Ratio::whole(nominal) * Ratio::whole(slow.service) / Ratio::whole(case.to() - case.from())
    })
}

/// The incidents that are looked at, in milliseconds; none where the promise was kept. `None`: nobody ever looks.
fn looked_at(case: &Case, slow: &Seconds) -> Option<Vec<i64>> {
    let all = case.schedule.looks_at_incidents().then(|| slow.incidents().into_iter().map(Ratio::floor).collect());
    let Family::PerUnit { below: Some(edge), .. } = case.schedule else { return all };
    let total = total(case, slow);
    let is_broken = (total - slow.down()).above_zero() / total < Ratio::percent(edge);
    all.map(|incidents| if is_broken { incidents } else { Vec::new() })
}

/// Each outage: what counted, what was left out, and why.
fn outages(case: &Case, slow: &Seconds, result: &Value) {
    let mut reported = 0;
    for (outage, (counted, excluded)) in case.outages.iter().zip(&slow.rows) {
        let of = |key| -> Vec<&Value> {
            all(result, key).into_iter().filter(|args| args["id"] == outage.id.as_str()).collect()
        };
        let rows = of("outage");
        assert!(rows.len() == 1 || (rows.is_empty() && (*counted, *excluded) == (0, 0)), "{result}");
        let Some(row) = rows.first() else { continue };
        assert_eq!(row["countedMs"], counted * 1_000);
        let stretches = of("excluded");
        assert_eq!(stretches.iter().map(|args| ms(args)).sum::<i64>(), excluded * 1_000);
        let edges: Vec<[i64; 2]> = stretches
            .iter()
            .map(|args| ["from", "to"].map(|edge| super::case::seconds(args[edge].as_str().unwrap())))
            .collect();
        assert!(edges.iter().zip(&stretches).all(|([from, to], args)| from < to && (to - from) * 1_000 == ms(args)));
        assert!(edges.windows(2).all(|pair| pair[0][1] <= pair[1][0]), "in order, without overlap: {result}");
        assert!(edges.iter().all(|[from, to]| outage.from <= *from && *to <= outage.to));
        assert_eq!(of("notReported").len(), usize::from(case.counting.by_report && outage.reported.is_none()));
        let affected: Vec<&Value> = of("affected").into_iter().map(|args| &args["percent"]).collect();
        assert_eq!(affected, if case.counting.by_share { vec![outage.affected.unwrap_or("100")] } else { vec![] });
        reported += 1;
    }
    assert_eq!(all(result, "outage").len(), reported);
    assert_eq!(result["excludedMs"].as_i64().unwrap(), numbers(result, "excluded", "ms").iter().sum::<i64>());
}

/// fee × share is the credit, and what caps left of it is the amount.
fn money(case: &Case, slow: &Seconds, result: &Value) {
    let (fees, credits) = (all(result, "fee"), all(result, "credit"));
    assert_eq!((fees.len(), credits.len()), (1, 1), "{result}");
    let fee = Ratio::new(wire::minor(&fees[0]["gross"]).into(), fees[0]["months"].as_i64().unwrap().into());
    let tiers = all(result, "tier").into_iter().map(|args| Ratio::percent(args["percent"].as_str().unwrap()));
    let none = all(result, "noTier").into_iter().map(|_| ZERO);
    let shares = all(result, "share").into_iter().map(|args| fraction(&args["share"]));
    let shares: Vec<Ratio> = tiers.chain(none).chain(shares).collect();
    assert_eq!(shares.len(), 1, "{result}");
    let incidents = all(result, "incident");
    let looked_at = looked_at(case, slow);
    let told: Vec<i64> = incidents.iter().map(|args| ms(args)).collect();
    assert_eq!(told, looked_at.clone().unwrap_or_default(), "{result}");
    if looked_at.is_some() {
        let sum = incidents.iter().fold(ZERO, |sum, args| sum + fraction(&args["share"]));
        assert_eq!(sum, shares[0]);
        assert!(incidents.windows(2).all(|pair| pair[0]["from"].as_str() <= pair[1]["from"].as_str()));
    }
    let mut gross = (fee * shares[0]).nearest();
    assert_eq!(wire::minor(&credits[0]["gross"]), gross);
    for step in
        result["steps"].as_array().unwrap().iter().filter(|step| step["key"] == "cap" || step["key"] == "capped")
    {
        let left = wire::minor(&step["args"]["gross"]);
        assert!(left < gross, "a cap that takes nothing away: {result}");
        gross = left;
    }
    assert_eq!(wire::minor(&result["entitlement"]["gross"]), gross);
}

proptest! {
    #![proptest_config(stories())]

    #[test]
    fn steps_say_what_is_so_and_add_up(cells in cells()) {
        let case = draw::case(&cells);
        let slow = count(&case, &case.schedule, "any", &untaken());
        let result = wire::result(&case);
        if matches!(case.schedule, Family::Components { .. }) {
            return Ok(());
        }
        time(&case, &slow, &result);
        if slow.service > 0 {
            outages(&case, &slow, &result);
            if !matches!(case.schedule, Family::Extension { .. }) {
                money(&case, &slow, &result);
            }
        }
    }
}
