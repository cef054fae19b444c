//! The core agrees with the slow second algorithm: counted time of each outage, downtime, availability, share, credit.

use super::case::{Case, Family};
use super::earned::{Expected, expected};
use super::ratio::Ratio;
use super::{cells, draw, stories, wire};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

/// A fraction as steps tell it: `0`, `1`, `1/30`.
pub fn fraction(text: &Value) -> Ratio {
    let text = text.as_str().unwrap();
    let (top, under) = text.split_once('/').unwrap_or((text, "1"));
    Ratio::new(top.parse().unwrap(), under.parse().unwrap())
}

/// The share that the steps end with.
fn told_share(result: &Value) -> Option<Ratio> {
    let steps = result["steps"].as_array().unwrap().iter().rev();
    let mut told = steps.filter_map(|step| match step["key"].as_str().unwrap() {
        "stacked" | "share" => Some(fraction(&step["args"]["share"])),
        "tier" => Some(Ratio::percent(step["args"]["percent"].as_str().unwrap())),
        "noTier" => Some(Ratio::whole(0)),
        _ => None,
    });
    told.next()
}

/// What differs.
fn difference(case: &Case, result: &Value, expected: &Expected) -> Option<String> {
    let mut differs = Vec::new();
    let mut same = |what: &str, told: String, expected: String| {
        if told != expected {
            differs.push(format!("{what}: told {told}, expected {expected}"));
        }
    };
    let is_single = !matches!(case.schedule, Family::Components { .. });
    if is_single {
        same("totalMs", result["totalMs"].to_string(), expected.service_ms.to_string());
        same("downtimeMs", result["downtimeMs"].to_string(), expected.down_ms.to_string());
        let percent = result["availability"].as_str().map(|text| (Ratio::read(text) * Ratio::whole(1_000_000)).floor());
        same("availability", format!("{percent:?}"), format!("{:?}", expected.availability));
        for (outage, row) in case.outages.iter().zip(&expected.rows) {
            let told = result["counted"].as_array().unwrap().iter().find(|told| told["outage"] == outage.id.as_str());
            let told =
                told.map_or((0, 0), |told| (told["countedMs"].as_i64().unwrap(), told["excludedMs"].as_i64().unwrap()));
            same(&format!("outage {}", outage.id), format!("{told:?}"), format!("{row:?}"));
        }
    }
    same("share", format!("{:?}", told_share(result)), format!("{:?}", expected.share));
    same("extensionMs", result["schema2"]["extensionMs"].to_string(), expected.extension_ms.to_string());
    same("gross", wire::minor(&result["entitlement"]["gross"]).to_string(), expected.gross.to_string());
    (!differs.is_empty()).then(|| format!("{}\n{}", differs.join("\n"), wire::request(case)))
}

proptest! {
    #![proptest_config(stories())]

    #[test]
    fn second_by_second_it_is_the_same(cells in cells()) {
        let case = draw::case(&cells);
        let result = wire::result(&case);
        prop_assert_eq!(difference(&case, &result, &expected(&case)), None);
    }
}

/// Laws about nothing hold for nothing: each family earns something under each rule, and each way to leave time out is met.
#[test]
fn stories_are_about_something() {
    let (mut earned, mut left_out) = (BTreeMap::<String, u32>::new(), BTreeMap::<String, u32>::new());
    let mut state = 1_u64;
    for _ in 0..4_000 {
        let cells: Vec<u16> = (0..200)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                u16::try_from(state >> 48).unwrap()
            })
            .collect();
        let request = wire::request(&draw::case(&cells));
        let document = &request["policies"][0]["document"];
        let result = &wire::call(&request)["results"][0];
        for step in result["steps"].as_array().unwrap().iter().filter(|step| step["key"] == "excluded") {
            *left_out.entry(step["args"]["reason"].to_string()).or_default() += 1;
        }
        if wire::minor(&result["entitlement"]["gross"]) > 0 || result["schema2"]["extensionMs"].as_i64() > Some(0) {
            *earned
                .entry(format!("{} {}", document["schedule"]["family"], document["counting"]["rule"]))
                .or_default() += 1;
        }
    }
    assert_eq!(earned.len(), 10 * 7, "{earned:?}");
    assert!(left_out.len() == 12 && left_out.values().all(|count| *count > 20), "{left_out:?}");
}
