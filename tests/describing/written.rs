//! Documents of schema 2: one that says everything for each family, and random ones.

use crate::random::Random;
use serde_json::{Value, json};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Everything but the schedule said, none of it a default.
fn full(schedule: Value) -> Value {
    let caps = json!([
        {"per": "period", "percent": "90"},
        {"per": "period", "amounts": [{"currency": "USD", "amount": "80"}, {"currency": "EUR", "amount": "70.5"}]},
        {"per": "year", "percent": "50"}, {"per": "year", "amounts": [{"currency": "USD", "amount": "300"}]},
        {"per": "client", "percent": "95"}, {"per": "client", "amounts": [{"currency": "USD", "amount": "400"}]},
    ]);
    json!({
        "schema": 2, "name": "Everything", "zone": "Europe/Berlin", "period": "anniversary", "length": "days30",
        "counting": {
            "rule": "consecutiveMinutes", "minutes": 5, "minimumMs": 7 * MINUTE, "graceMs": 2 * MINUTE, "clock": "report",
            "affected": "share", "excused": "outside",
            "maintenance": {"rule": "excludedIfAnnounced", "noticeMs": 24 * HOUR, "quotaMs": 4 * HOUR,
                            "daily": {"from": "02:00", "to": "05:00"}},
            "excuses": ["client", "forceMajeure"],
        },
        "schedule": schedule,
        "fee": {"base": "before", "addOns": false},
        "caps": caps,
        "minimumCredit": [{"currency": "USD", "amount": "0.5"}],
        "minimumPayout": [{"currency": "USD", "amount": "1"}, {"currency": "EUR", "amount": "2"}],
        "claim": {"windowMs": 720 * HOUR, "from": "outage"},
        "forfeits": ["unpaid", "chargeback"],
        "expiresAfterMs": 8_760 * HOUR,
        "settleDelayMs": 96 * HOUR,
    })
}

fn incident_caps(mut document: Value) -> Value {
    let caps = document["caps"].as_array_mut().unwrap();
    caps.push(json!({"per": "incident", "percent": "60"}));
    caps.push(json!({"per": "incident", "amounts": [{"currency": "USD", "amount": "55"}]}));
    document
}

/// One document for each family and way of saying it.
pub fn one_of_each() -> Vec<(&'static str, Value)> {
    let tiers = json!([{"below": "99.9", "percent": "10"}, {"below": "99", "percent": "30"}]);
    let steps = json!([
        {"fromMs": 0, "share": {"percent": "1"}}, {"fromMs": 10 * MINUTE, "share": {"fraction": [1, 30]}},
        {"fromMs": HOUR, "share": {"ms": 72 * HOUR}}, {"fromMs": 12 * HOUR, "share": {"months": 1}},
    ]);
    let simple = json!({"schema": 2, "name": "Simple", "zone": "UTC",
        "schedule": {"family": "uptimeTiers", "tiers": tiers}});
    let plain = json!({"schema": 1, "name": "Plain", "zone": "UTC",
        "maintenance": {"rule": "excludedIfAnnounced", "noticeMs": HOUR},
        "schedule": {"family": "uptimeTiers", "tiers": tiers}, "cap": {"percent": "50"},
        "minimumPayout": [{"currency": "USD", "amount": "1"}], "settleDelayMs": HOUR});
    vec![
        ("schema 1", plain),
        ("defaults", simple),
        ("uptimeTiers", full(json!({"family": "uptimeTiers", "tiers": tiers, "edge": "atOrBelow"}))),
        ("rollingYear", full(json!({"family": "rollingYear", "tiers": tiers, "days": 180, "edge": "atOrBelow"}))),
        (
            "perUnit",
            incident_caps(full(json!({"family": "perUnit", "share": {"percent": "5"}, "unitMs": HOUR, "round": "up",
            "per": "incident", "beyondMs": 15 * MINUTE, "below": "99.5"}))),
        ),
        ("ladder", incident_caps(full(json!({"family": "ladder", "per": "incident", "steps": steps})))),
        (
            "multiple",
            incident_caps(full(json!({"family": "multiple", "factor": "10.5", "beyondMs": 30 * MINUTE,
            "per": "incident", "decimals": 4}))),
        ),
        (
            "multiple beyond a promise",
            full(json!({"family": "multiple", "factor": "2", "beyond": "99.95", "per": "period"})),
        ),
        (
            "perStep",
            full(json!({"family": "perStep", "below": "99.9", "step": "0.1", "percent": "5", "round": "down"})),
        ),
        ("flat below", full(json!({"family": "flat", "share": {"months": 1}, "below": "99"}))),
        (
            "flat incidents",
            incident_caps(full(json!({"family": "flat", "share": {"percent": "10"}, "incidentMs": HOUR,
            "most": 3}))),
        ),
        ("proportional", full(json!({"family": "proportional", "below": "99.9"}))),
        (
            "extension",
            full(json!({"family": "extension", "unitMs": HOUR, "round": "up", "factor": "24", "per": "period",
            "beyondMs": 15 * MINUTE})),
        ),
        (
            "components",
            incident_caps(full(json!({"family": "components", "stack": "sum", "of": [
                {"name": "network", "schedule": {"family": "uptimeTiers", "tiers": tiers}, "cap": {"percent": "25"}},
                {"name": "any", "schedule": {"family": "flat", "share": {"ms": HOUR}, "incidentMs": HOUR, "most": 2}},
            ]}))),
        ),
    ]
}

/// With `$times` in ten the member, else nothing.
macro_rules! maybe {
    ($random:expr, $times:expr, $object:expr, $name:expr, $value:expr $(,)?) => {{
        let value = $value;
        if $random.below(10) < $times {
            $object[$name] = value;
        }
    }};
}

fn share(random: &mut Random) -> Value {
    match random.below(4) {
        0 => json!({"percent": random.pick(&["5", "10", "33.333333333", "0.5"])}),
        1 => json!({"fraction": [1 + random.below(3), *random.pick(&[7, 30, 365])]}),
        2 => json!({"ms": *random.pick(&[HOUR, 24 * HOUR, 7])}),
        _ => json!({"months": 1 + random.below(2)}),
    }
}

fn tiers(random: &mut Random) -> Value {
    let edges = ["100", "99.99", "99.9", "99.5", "99", "95", "50"];
    let first = random.below(4);
    let count = 1 + random.below(3);
    let rows = edges[first..first + count].iter().zip(["5", "10", "25"]);
    rows.map(|(below, percent)| json!({"below": below, "percent": percent})).collect()
}

fn family(random: &mut Random, is_part: bool) -> Value {
    let round = *random.pick(&["up", "down", "proportional"]);
    let per = *random.pick(&["period", "incident"]);
    let beyond = *random.pick(&[0, 5 * MINUTE, HOUR, 1]);
    let below = *random.pick(&["100", "99.9", "99"]);
    let unit = *random.pick(&[MINUTE, 5 * MINUTE, HOUR, 7, 90_001]);
    let factor = *random.pick(&["1", "10", "0.5", "24", "1.333333333"]);
    match random.below(if is_part { 8 } else { 10 }) {
        0 => {
            let mut schedule = json!({"family": "uptimeTiers", "tiers": tiers(random)});
            maybe!(random, 5, schedule, "edge", json!("atOrBelow"));
            schedule
        }
        1 => {
            let mut schedule =
                json!({"family": "perUnit", "share": share(random), "unitMs": unit, "round": round, "per": per});
            maybe!(random, 5, schedule, "beyondMs", json!(beyond));
            maybe!(random, 3, schedule, "below", json!(below));
            schedule
        }
        2 => {
            let from = [0, 10 * MINUTE, HOUR, 12 * HOUR];
            let skip = random.below(3);
            let steps = from[skip..].iter().zip(["2", "5", "40", "100"]);
            let steps: Vec<Value> =
                steps.map(|(ms, percent)| json!({"fromMs": ms, "share": {"percent": percent}})).collect();
            json!({"family": "ladder", "per": per, "steps": steps})
        }
        3 => {
            let mut schedule = json!({"family": "multiple", "factor": factor, "per": per});
            if random.one_in(2) {
                maybe!(random, 7, schedule, "beyond", json!("99.95"));
            } else {
                maybe!(random, 7, schedule, "beyondMs", json!(beyond));
            }
            maybe!(random, 3, schedule, "decimals", json!(random.below(10)));
            schedule
        }
        4 => {
            json!({"family": "perStep", "below": below, "step": *random.pick(&["0.1", "1", "0.003"]), "percent": "5", "round": round})
        }
        5 => {
            let mut schedule = json!({"family": "flat", "share": share(random)});
            if random.one_in(2) {
                schedule["below"] = json!(below);
            } else {
                schedule["incidentMs"] = json!(HOUR);
                maybe!(random, 5, schedule, "most", json!(1 + random.below(30)));
            }
            schedule
        }
        6 => {
            let mut schedule = json!({"family": "proportional"});
            maybe!(random, 5, schedule, "below", json!(below));
            schedule
        }
        7 => json!({"family": "rollingYear", "tiers": tiers(random), "days": *random.pick(&[30, 90, 365, 366])}),
        8 => {
            json!({"family": "extension", "unitMs": unit, "round": round, "factor": factor, "per": per, "beyondMs": beyond})
        }
        _ => {
            let names = ["network", "any", "power", "disk \"{1}\"", "x"];
            let of: Vec<Value> = (0..1 + random.below(4))
                .map(|place| {
                    let mut part = json!({"name": names[place], "schedule": family(random, true)});
                    maybe!(random, 3, part, "cap", json!({"percent": "60"}));
                    part
                })
                .collect();
            json!({"family": "components", "stack": *random.pick(&["sum", "largest"]), "of": of})
        }
    }
}

fn counting(random: &mut Random) -> Value {
    let mut counting = json!({});
    match random.below(7) {
        0 => {}
        1 => counting["rule"] = json!("wholeMinutes"),
        2 => counting["rule"] = json!("touchedMinutes"),
        place => {
            let rules = ["consecutiveMinutes", "longOutages", "wholeSlots", "touchedSlots"];
            counting["rule"] = json!(rules[place - 3]);
            counting["minutes"] = json!(*random.pick(&[1, 5, 10, 60]));
        }
    }
    maybe!(random, 3, counting, "minimumMs", json!(*random.pick(&[0, 5 * MINUTE, HOUR])));
    maybe!(random, 3, counting, "graceMs", json!(*random.pick(&[0, MINUTE, 30 * MINUTE])));
    maybe!(random, 3, counting, "clock", json!("report"));
    maybe!(random, 3, counting, "affected", json!("share"));
    maybe!(random, 3, counting, "excused", json!("outside"));
    maybe!(random, 3, counting, "excuses", json!(["client", "abuse"]));
    let daily = json!({"rule": "excluded", "daily": {"from": *random.pick(&["09:30", "23:00"]), "to": "11:00"}});
    maybe!(random, 4, counting, "maintenance", daily);
    counting
}

/// A random document.
pub fn document(random: &mut Random) -> Value {
    let mut document = json!({"schema": 2, "name": *random.pick(&["A", "{name} \"b\"", "Ω"]), "zone": "Europe/Berlin",
        "schedule": family(random, false)});
    maybe!(random, 3, document, "period", json!("anniversary"));
    maybe!(random, 5, document, "length", json!(*random.pick(&["period", "days30", "mean", "hours730"])));
    maybe!(random, 7, document, "counting", counting(random));
    let base = *random.pick(&["paid", "recurring", "before", "cash"]);
    maybe!(random, 5, document, "fee", json!({"base": base, "addOns": random.one_in(2)}));
    let amounts = json!([{"currency": "USD", "amount": "30"}, {"currency": "JPY", "amount": "50"}]);
    let caps = [
        json!([]),
        json!([{"per": "period", "percent": "50"}, {"per": "year", "percent": "3"}]),
        json!([{"per": "client", "amounts": amounts}, {"per": "period", "amounts": amounts}]),
    ];
    maybe!(random, 5, document, "caps", random.pick(&caps).clone());
    maybe!(random, 3, document, "minimumCredit", json!([{"currency": "USD", "amount": "10"}]));
    maybe!(random, 3, document, "minimumPayout", json!([{"currency": "USD", "amount": "20"}]));
    let claim = json!({"windowMs": *random.pick(&[0, 24 * HOUR]), "from": *random.pick(&["outage", "period"])});
    maybe!(random, 4, document, "claim", claim);
    maybe!(random, 3, document, "forfeits", json!(["cancelled"]));
    maybe!(random, 3, document, "expiresAfterMs", json!(HOUR));
    maybe!(random, 3, document, "settleDelayMs", json!(*random.pick(&[0, 9_007_199_254_740_992_i64])));
    document
}
