//! 0 ≤ credit ≤ cap ≤ fee, whatever limits are set and whatever was given before.

use super::tape::Tape;
use super::{cells, draw, ratio::Ratio, stories, wire};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Limits of the document and what was given, all in cents; per cent of the fee.
#[derive(Debug)]
struct Limits {
    /// per, per cent
    percents: Vec<(&'static str, &'static str)>,
    /// per, cents
    amounts: Vec<(&'static str, i64)>,
    line: i64,
    year: i64,
    client: i64,
    minimum: i64,
}

fn limits(tape: &mut Tape<'_>) -> Limits {
    let words = ["period", "year", "client"];
    Limits {
        percents: tape.some(&words).into_iter().map(|per| (per, tape.pick(&["100", "51.5", "40"]))).collect(),
        amounts: tape.some(&words).into_iter().map(|per| (per, tape.pick(&[1_000, 1, 9_999]))).collect(),
        line: tape.pick(&[0, 1, 5_000, 20_000]),
        year: tape.pick(&[0, 999, 100_000]),
        client: tape.pick(&[0, 1, 7_777]),
        minimum: tape.pick(&[0, 0, 100, 2_500]),
    }
}

/// Lays them over a request.
fn limited(request: &mut Value, limits: &Limits) {
    let dollars = |cents: i64| json!([{"currency": "USD", "amount": wire::amount(cents, 2)}]);
    let document = &mut request["policies"][0]["document"];
    let mut caps: Vec<Value> =
        document["caps"].as_array().unwrap().iter().filter(|cap| cap["per"] == "incident").cloned().collect();
    caps.extend(limits.percents.iter().map(|(per, percent)| json!({"per": per, "percent": percent})));
    caps.extend(limits.amounts.iter().map(|(per, cents)| json!({"per": per, "amounts": dollars(*cents)})));
    document["caps"] = caps.into();
    document["minimumCredit"] = dollars(limits.minimum);
    request["services"][0]["given"] =
        json!({"line": wire::amount(limits.line, 2), "year": wire::amount(limits.year, 2)});
    request["clients"][0]["given"] = wire::amount(limits.client, 2).into();
}

/// What is left of each limit, in cents.
fn left(limits: &Limits, fee: Ratio) -> Vec<i64> {
    let given = |per: &str| match per {
        "year" => limits.year,
        "client" => limits.client,
        _ => 0,
    };
    let months = |per: &str| Ratio::whole(if per == "year" { 12 } else { 1 });
    let mut left: Vec<i64> = limits.amounts.iter().map(|(per, cents)| cents - given(per)).collect();
    let percents =
        limits.percents.iter().map(|(per, percent)| (fee * months(per) * Ratio::percent(percent)).floor() - given(per));
    left.extend(percents);
    left.push(fee.floor() - limits.line);
    left
}

proptest! {
    #![proptest_config(stories())]

    #[test]
    fn a_credit_is_within_every_cap_and_no_more_than_the_fee(cells in cells(), more in prop::collection::vec(any::<u16>(), 30)) {
        let mut case = draw::case(&cells);
        // Limits of its own would hide what these take away.
        (case.period_cap, case.given) = (None, 0);
        let tape = &mut Tape::new(&more);
        let (limits, tax) = (limits(tape), tape.pick(&[None, Some("19"), Some("9.975")]));
        let mut request = wire::request(&case);
        request["services"][0]["recurring"]["tax"] =
            tax.map_or(Value::Null, |rate| json!({"mode": "exclusive", "rates": [rate]}));
        let free = wire::minor(&wire::call(&request)["results"][0]["entitlement"]["gross"]);
        limited(&mut request, &limits);
        let result = wire::call(&request)["results"][0].take();
        let owed = |part: &str| wire::minor(&result["entitlement"][part]);
        // The fee with its tax, rounded half up as the panel does.
        let with_tax = Ratio::whole(100) + Ratio::read(tax.unwrap_or("0"));
        let gross = (Ratio::whole(case.fee.0) * with_tax / Ratio::whole(100)).nearest();
        let fee = Ratio::new(i128::from(gross), i128::from(case.fee.1));
        let least = left(&limits, fee).into_iter().min().unwrap().max(0);
        prop_assert!(Ratio::whole(least) <= fee, "cap {least}");
        // What it would be without limits, as far as the tightest leaves it, and nothing below the least credit.
        let capped = free.min(least);
        let expected = if capped < limits.minimum { 0 } else { capped };
        prop_assert_eq!(owed("gross"), expected, "{} within {}: {}", result, least, request);
        prop_assert_eq!(owed("net") + owed("tax"), owed("gross"));
        prop_assert!(owed("net") >= 0 && owed("tax") >= 0);
    }

    #[test]
    fn services_of_one_client_share_its_cap(cells in cells(), count in 2..5_usize, cap in 1..30_000_i64, given in 0..10_000_i64) {
        let mut case = draw::case(&cells);
        case.given = 0;
        let mut request = wire::request(&case);
        let caps = json!([{"per": "client", "amounts": [{"currency": "USD", "amount": wire::amount(cap, 2)}]}]);
        request["policies"][0]["document"]["caps"] = caps;
        request["clients"][0]["given"] = wire::amount(given, 2).into();
        let services: Vec<Value> = (0..count).map(|n| {
            let mut service = request["services"][0].clone();
            service["id"] = if n == 0 { "17".into() } else { format!("other{n}").into() };
            service
        }).collect();
        request["services"] = services.into();
        let answer = wire::call(&request);
        let sum: i64 = answer["results"].as_array().unwrap().iter().map(|result| wire::minor(&result["entitlement"]["gross"])).sum();
        prop_assert!((0..=(cap - given).max(0)).contains(&sum), "{sum} of {cap} with {given}: {request}");
    }
}
