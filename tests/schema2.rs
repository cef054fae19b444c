//! Policies of schema 2: what every schema 1 document means in it, and each notion of docs/policy.md with figures worked
//! out by hand or published.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use std::fs;

fn call(request: &Value) -> Value {
    serde_json::from_slice(&makegood::call(request.to_string().as_bytes())).unwrap()
}

/// Every request to `settle` of the vectors, with its id.
fn settle_vectors() -> Vec<(String, Value)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let rows: Vec<Value> = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        found.extend(
            rows.into_iter()
                .filter(|row| row["request"]["command"] == "settle")
                .map(|row| (row["id"].as_str().unwrap().to_owned(), row["request"].clone())),
        );
    }
    found
}

/// The schema 2 form of a schema 1 document.
fn migrated(document: &Value) -> Value {
    let cap = document["cap"]["percent"].as_str().unwrap_or("100");
    json!({
        "schema": 2,
        "name": document["name"],
        "zone": document["zone"],
        "counting": {"maintenance": document["maintenance"]},
        "schedule": document["schedule"],
        "fee": {"addOns": false},
        "caps": [{"per": "period", "percent": cap}],
        "minimumPayout": document["minimumPayout"],
        "settleDelayMs": document["settleDelayMs"],
    })
}

#[test]
fn a_schema_1_document_means_its_schema_2_form() {
    let (mut compared, mut refused) = (0, 0);
    for (id, request) in settle_vectors() {
        let plain = call(&request);
        let policies = request["policies"].as_array().cloned().unwrap_or_default();
        let is_plain = policies.iter().all(|policy| policy["document"]["schema"] == 1);
        if plain["ok"] == false || policies.is_empty() || !is_plain {
            refused += 1;
            continue;
        }
        let mut full = request.clone();
        for policy in full["policies"].as_array_mut().unwrap() {
            policy["document"] = migrated(&policy["document"]);
        }
        let mut answer = call(&full);
        for result in answer["results"].as_array_mut().unwrap_or_else(|| panic!("{id}: {full}")) {
            let removed = result.as_object_mut().unwrap().remove("schema2");
            let nothing = json!({"extensionMs": 0, "claimable": null, "expiresAt": null});
            assert_eq!(removed, (!result["policy"].is_null()).then_some(nothing), "{id}");
        }
        assert_eq!(answer, plain, "{id}");
        // With any additional input the schema 1 document itself goes that way: not a byte differs.
        let mut other = request.clone();
        other["clients"][0]["given"] = json!("0");
        let given = makegood::call(other.to_string().as_bytes());
        assert_eq!(
            String::from_utf8(given).unwrap(),
            String::from_utf8(makegood::call(request.to_string().as_bytes())).unwrap(),
            "{id}"
        );
        compared += 1;
    }
    assert!(compared > 60 && refused > 0, "{compared} {refused}");
}

const HASH: &str = "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1";

/// Milliseconds of so many minutes.
fn min(minutes: i64) -> i64 {
    minutes * 60_000
}

/// A request about one service in April 2026 (30 days, UTC) that cost 100.00, with outages given in minutes from the
/// month's begin; members of `document` and of the service are laid over it.
fn request(document: &Value, outages: &[(i64, i64)], service: &Value) -> Value {
    let at = |minute: i64| {
        let (day, hour, rest) = (minute / 1_440 + 1, minute / 60 % 24, minute % 60);
        format!("2026-04-{day:02}T{hour:02}:{rest:02}:00Z")
    };
    let list: Vec<Value> = outages
        .iter()
        .enumerate()
        .map(|(n, (from, length))| json!({"id": format!("o{n}"), "subject": "server:1", "from": at(*from), "to": at(from + length)}))
        .collect();
    let mut all = json!({
        "contract": 1, "command": "settle", "asOf": "2026-05-10T00:00:00Z",
        "capabilities": {"routes": ["accountCredit"], "postableScale": []},
        "zones": [{"name": "UTC", "tzdata": null, "offsets": [{"from": null, "seconds": 0}]}],
        "policies": [{"hash": HASH, "document": {"schema": 2, "name": "Test", "zone": "UTC"}}],
        "outages": list, "maintenance": [],
        "clients": [{"id": "5", "currency": "USD", "revision": 0, "carry": "0.00"}],
        "services": [{
            "id": "17", "client": "5", "period": "2026-04",
            "spans": [{"from": "2025-01-01T00:00:00Z", "to": null, "server": "1", "state": "active"}],
            "assignments": [{"scope": "product", "policy": HASH, "from": "2025-01-01T00:00:00Z"}],
            "charges": [{"id": "c", "from": "2026-04-01", "months": 1, "amount": "100.00", "tax": null}],
            "recurring": null, "entries": []
        }]
    });
    lay_over(&mut all["policies"][0]["document"], document);
    lay_over(&mut all["services"][0], service);
    all
}

fn lay_over(base: &mut Value, members: &Value) {
    for (name, value) in members.as_object().unwrap() {
        base[name] = value.clone();
    }
}

/// The one result.
fn settled(request: &Value) -> Value {
    let answer = call(request);
    assert_eq!(answer["ok"], true, "{answer}");
    answer["results"][0].clone()
}

fn gross(result: &Value) -> &str {
    result["entitlement"]["gross"].as_str().unwrap()
}

fn step<'r>(result: &'r Value, key: &str) -> Option<&'r Value> {
    result["steps"].as_array().unwrap().iter().find(|step| step["key"] == key).map(|step| &step["args"])
}

/// What a client gets who adds up the steps: (fee ÷ months, summed) × share, rounded half up, then what caps left.
fn added_up(result: &Value) -> i128 {
    let cents = |text: &Value| text.as_str().unwrap().replace('.', "").parse::<i128>().unwrap();
    let (mut fee, mut over, mut share, mut gross) = (0, 1, (0, 1), 0);
    for step in result["steps"].as_array().unwrap() {
        let args = &step["args"];
        match step["key"].as_str().unwrap() {
            "fee" => {
                let months = i128::from(args["months"].as_i64().unwrap());
                (fee, over) = (fee * months + cents(&args["gross"]) * over, over * months);
            }
            "tier" => {
                let (whole, part) = args["percent"]
                    .as_str()
                    .unwrap()
                    .split_once('.')
                    .unwrap_or((args["percent"].as_str().unwrap(), ""));
                share =
                    (format!("{whole}{part}").parse().unwrap(), 100 * 10_i128.pow(u32::try_from(part.len()).unwrap()));
            }
            "share" | "stacked" => {
                let text = args["share"].as_str().unwrap();
                let (one, other) = text.split_once('/').unwrap_or((text, "1"));
                share = (one.parse().unwrap(), other.parse().unwrap());
            }
            "credit" => {
                let (product, by) = (fee * share.0, over * share.1);
                gross = (2 * product + by) / (2 * by);
                assert_eq!(gross, cents(&args["gross"]), "{result}");
            }
            "cap" | "capped" => gross = cents(&args["gross"]),
            "belowMinimumCredit" | "forfeited" | "notClaimed" => gross = 0,
            _ => {}
        }
    }
    gross
}

/// The six cases and seven definitions of the shared vectors, January 2024: seconds exact, whole minutes, touched
/// minutes, minutes in runs of five, seconds of outages of at least 300 s, whole and touched slots of five minutes.
/// A case: its name, its outages in epoch seconds, the seven figures.
type Definition = (&'static str, &'static [(i64, i64)], [i64; 7]);

const DEFINITIONS: [Definition; 6] = [
    ("A 4 min 59 s, unaligned", &[(1_705_312_830, 1_705_313_129)], [299, 4, 6, 0, 0, 0, 2]),
    ("B exactly 5 min, aligned", &[(1_705_312_800, 1_705_313_100)], [300, 5, 5, 5, 300, 1, 1]),
    (
        "C two sources, 1 h overlap",
        &[(1_706_227_200, 1_706_234_400), (1_706_230_800, 1_706_238_000)],
        [10_800, 180, 180, 180, 10_800, 36, 36],
    ),
    ("D crosses the month's begin", &[(1_704_066_600, 1_704_067_800)], [600, 10, 10, 10, 600, 2, 2]),
    (
        "E flapping, six times 50 s",
        &[
            (1_704_873_605, 1_704_873_655),
            (1_704_873_725, 1_704_873_775),
            (1_704_873_845, 1_704_873_895),
            (1_704_873_965, 1_704_874_015),
            (1_704_874_085, 1_704_874_135),
            (1_704_874_205, 1_704_874_255),
        ],
        [300, 0, 6, 0, 0, 0, 3],
    ),
    ("F 43 min 12 s", &[(1_705_752_000, 1_705_754_592)], [2_592, 43, 44, 43, 2_592, 8, 9]),
];

#[test]
fn downtime_is_what_the_shared_definitions_say() {
    let rules: [(Value, i64); 7] = [
        (json!({"rule": "exact"}), 1_000),
        (json!({"rule": "wholeMinutes"}), 60_000),
        (json!({"rule": "touchedMinutes"}), 60_000),
        (json!({"rule": "consecutiveMinutes", "minutes": 5}), 60_000),
        (json!({"rule": "longOutages", "minutes": 5}), 1_000),
        (json!({"rule": "wholeSlots", "minutes": 5}), 300_000),
        (json!({"rule": "touchedSlots", "minutes": 5}), 300_000),
    ];
    for (case, stretches, expected) in DEFINITIONS {
        for ((counting, unit), expected) in rules.iter().zip(expected) {
            let document = json!({"counting": counting, "schedule": {"family": "proportional"}});
            let mut asked = request(&document, &[], &json!({"period": "2024-01"}));
            asked["services"][0]["spans"][0]["from"] = json!("2023-06-01T00:00:00Z");
            asked["services"][0]["assignments"][0]["from"] = json!("2023-06-01T00:00:00Z");
            asked["services"][0]["charges"][0]["from"] = json!("2024-01-01");
            let at = |seconds: i64| chrono_text(seconds);
            asked["outages"] = stretches
                .iter()
                .enumerate()
                .map(|(n, (from, to))| json!({"id": n.to_string(), "subject": "server:1", "from": at(*from), "to": at(*to)}))
                .collect();
            let result = settled(&asked);
            assert_eq!(result["downtimeMs"], expected * unit, "{case} {counting}");
            let up = 2_678_400_000 - expected * unit;
            let display =
                format!("{}.{:06}", up * 100 / 2_678_400_000, i128::from(up) * 100_000_000 / 2_678_400_000 % 1_000_000);
            assert_eq!(result["availability"], display, "{case} {counting}");
        }
    }
}

fn chrono_text(seconds: i64) -> String {
    chrono::DateTime::from_timestamp(seconds, 0).unwrap().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

fn tiers(rows: &[(&str, &str)]) -> Value {
    rows.iter().map(|(below, percent)| json!({"below": below, "percent": percent})).collect()
}

/// A row: id, the document, outages as (begin, length) in minutes, the service's members, the credit on 100.00.
type Row = (&'static str, Value, Vec<(i64, i64)>, Value, &'static str);

fn family(members: Value) -> Value {
    json!({"schedule": members})
}

fn ladder() -> Value {
    let hours = [(0, 12), (10, 24), (60, 48), (120, 120), (240, 240), (420, 672)];
    let steps: Vec<Value> =
        hours.iter().map(|(from, credit)| json!({"fromMs": min(*from), "share": {"ms": min(credit * 60)}})).collect();
    json!({"family": "ladder", "per": "incident", "steps": steps})
}

fn families() -> Vec<Row> {
    let none = || json!({});
    let full_hours = family(
        json!({"family": "perUnit", "share": {"percent": "10"}, "unitMs": min(60), "round": "down", "per": "incident", "beyondMs": min(90)}),
    );
    let half_hours = |round: &str, per: &str| {
        family(json!({"family": "perUnit", "share": {"percent": "5"}, "unitMs": min(30), "round": round, "per": per}))
    };
    let step = |round: &str| {
        family(json!({"family": "perStep", "below": "99.9", "step": "0.1", "percent": "10", "round": round}))
    };
    let edge = |edge: &str| {
        family(json!({"family": "uptimeTiers", "edge": edge, "tiers": tiers(&[("99.9", "25"), ("99.5", "50")])}))
    };
    let times = |beyond: Value| {
        let mut members = json!({"family": "multiple", "factor": "10", "per": "period"});
        lay_over(&mut members, &beyond);
        family(members)
    };
    let flat = |members: Value| {
        let mut flat = json!({"family": "flat", "share": {"percent": "40"}});
        lay_over(&mut flat, &members);
        family(flat)
    };
    vec![
        // 10 % per full hour beyond 1.5 h: published at 2.5 h and 3 h.
        ("full hours, 2.5 h", full_hours.clone(), vec![(600, 150)], none(), "10.00"),
        ("full hours, 3 h", full_hours.clone(), vec![(600, 180)], none(), "10.00"),
        ("full hours, a minute too few", full_hours, vec![(600, 149)], none(), "0.00"),
        // 31 min and 1 min: two begun half hours and one more; 5 % of 32 ÷ 30; each incident's full half hours are 1.
        ("begun half hours of incidents", half_hours("up", "incident"), vec![(60, 31), (600, 1)], none(), "15.00"),
        ("begun half hours of the month", half_hours("up", "period"), vec![(60, 31), (600, 1)], none(), "10.00"),
        ("full half hours", half_hours("down", "incident"), vec![(60, 31), (600, 1)], none(), "5.00"),
        ("half hours in parts", half_hours("proportional", "period"), vec![(60, 31), (600, 1)], none(), "5.33"),
        // 99.7 against 99.9 by steps of 0.1: published 20 %. 43200 min × 0.3 % = 129.6 min.
        ("steps at 130 min, up", step("up"), vec![(600, 130)], none(), "30.00"),
        ("steps at 130 min, down", step("down"), vec![(600, 130)], none(), "20.00"),
        ("steps at the promise", step("up"), vec![(600, 43)], none(), "0.00"),
        // 216 min of 43200 are 0.5 % exactly: published, the edge earns the larger credit.
        ("edge to the client", edge("atOrBelow"), vec![(600, 216)], none(), "50.00"),
        ("edge to the host", edge("below"), vec![(600, 216)], none(), "25.00"),
        // 10 × 90 ÷ 43200 = 1 ÷ 48; beyond 30 min 10 × 60 ÷ 43200; beyond 99.9 % (43.2 min) 10 × 46.8 ÷ 43200.
        ("ten times", times(json!({})), vec![(600, 90)], none(), "2.08"),
        ("ten times beyond 30 min", times(json!({"beyondMs": min(30)})), vec![(600, 90)], none(), "1.39"),
        ("ten times beyond 99.9", times(json!({"beyond": "99.9"})), vec![(600, 90)], none(), "1.08"),
        // The share is 0.0208333…: two decimals make 0.02 of it.
        ("ten times, rounded first", times(json!({"decimals": 2})), vec![(600, 90)], none(), "2.00"),
        // Hours of credit by the length of the outage, of 720 h.
        ("ladder, 5 min", family(ladder()), vec![(600, 5)], none(), "1.67"),
        ("ladder, 59 min", family(ladder()), vec![(600, 59)], none(), "3.33"),
        ("ladder, 119 min", family(ladder()), vec![(600, 119)], none(), "6.67"),
        ("ladder, 239 min", family(ladder()), vec![(600, 239)], none(), "16.67"),
        ("ladder, 419 min", family(ladder()), vec![(600, 419)], none(), "33.33"),
        ("ladder, two incidents", family(ladder()), vec![(600, 5), (6_000, 59)], none(), "5.00"),
        ("ladder, nothing", family(ladder()), vec![], none(), "0.00"),
        ("flat, below", flat(json!({"below": "99.9"})), vec![(600, 44)], none(), "40.00"),
        ("flat, not below", flat(json!({"below": "99.9"})), vec![(600, 43)], none(), "0.00"),
        ("flat, once", flat(json!({"incidentMs": min(720)})), vec![(600, 720), (6_000, 800)], none(), "40.00"),
        (
            "flat, twice",
            flat(json!({"incidentMs": min(720), "most": 2})),
            vec![(600, 720), (6_000, 800)],
            none(),
            "80.00",
        ),
        ("flat, too short", flat(json!({"incidentMs": min(720)})), vec![(600, 719)], none(), "0.00"),
        ("proportional", family(json!({"family": "proportional"})), vec![(600, 432)], none(), "1.00"),
        (
            "proportional, promise kept",
            family(json!({"family": "proportional", "below": "99"})),
            vec![(600, 432)],
            none(),
            "0.00",
        ),
        // A day for each hour: 24 h of 720 h.
        (
            "a day for an hour",
            family(
                json!({"family": "perUnit", "share": {"fraction": [1, 30]}, "unitMs": min(60), "round": "up", "per": "incident"}),
            ),
            vec![(600, 61)],
            none(),
            "6.67",
        ),
        ("a month", flat(json!({"share": {"months": 3}, "below": "99.9"})), vec![(600, 44)], none(), "100.00"),
    ]
}

#[test]
fn families_earn_what_was_worked_out() {
    for (id, document, outages, service, expected) in families() {
        let result = settled(&request(&document, &outages, &service));
        assert_eq!(gross(&result), expected, "{id}: {result}");
        assert_eq!(
            added_up(&result).to_string(),
            expected.replace('.', "").trim_start_matches('0').to_owned().max("0".into()),
            "{id}: {result}"
        );
    }
}

/// Ten per cent for each begun half hour of an incident, under what limits it.
fn limits() -> Vec<Row> {
    let unit =
        json!({"family": "perUnit", "share": {"percent": "10"}, "unitMs": min(30), "round": "up", "per": "incident"});
    let under = |members: Value| {
        let mut document = family(unit.clone());
        lay_over(&mut document, &members);
        document
    };
    let two = || vec![(600, 90), (6_000, 30)]; // 30 % and 10 %
    let given = |line: &str, year: &str| json!({"given": {"line": line, "year": year}});
    vec![
        ("no limit", under(json!({})), two(), json!({}), "40.00"),
        ("per incident", under(json!({"caps": [{"per": "incident", "percent": "15"}]})), two(), json!({}), "25.00"),
        (
            "per incident, an amount",
            under(json!({"caps": [{"per": "incident", "amounts": [{"currency": "USD", "amount": "12.50"}]}]})),
            two(),
            json!({}),
            "22.50",
        ),
        ("per period", under(json!({"caps": [{"per": "period", "percent": "33.333"}]})), two(), json!({}), "33.33"),
        (
            "per period, another currency",
            under(json!({"caps": [{"per": "period", "amounts": [{"currency": "EUR", "amount": "1.00"}]}]})),
            two(),
            json!({}),
            "40.00",
        ),
        (
            "per year, of twelve fees",
            under(json!({"caps": [{"per": "year", "percent": "10"}]})),
            two(),
            given("0", "95.00"),
            "25.00",
        ),
        (
            "per year, spent",
            under(json!({"caps": [{"per": "year", "percent": "10"}]})),
            two(),
            given("0", "130.00"),
            "0.00",
        ),
        ("refunded on the line", under(json!({})), two(), given("70.00", "0"), "30.00"),
        ("never more than the fee", under(json!({"caps": []})), vec![(600, 600)], json!({}), "100.00"),
        (
            "too little to owe",
            under(json!({"minimumCredit": [{"currency": "USD", "amount": "40.01"}]})),
            two(),
            json!({}),
            "0.00",
        ),
        (
            "just enough to owe",
            under(json!({"minimumCredit": [{"currency": "USD", "amount": "40.00"}]})),
            two(),
            json!({}),
            "40.00",
        ),
        ("forfeited", under(json!({"forfeits": ["chargeback"]})), two(), json!({"flags": ["chargeback"]}), "0.00"),
        (
            "a flag that the policy does not list",
            under(json!({"forfeits": ["chargeback"]})),
            two(),
            json!({"flags": ["unpaid"]}),
            "40.00",
        ),
    ]
}

#[test]
fn limits_leave_what_was_worked_out() {
    for (id, document, outages, service, expected) in limits() {
        let result = settled(&request(&document, &outages, &service));
        assert_eq!(gross(&result), expected, "{id}: {result}");
        assert_eq!(added_up(&result), expected.replace('.', "").parse().unwrap(), "{id}: {result}");
    }
}

/// Proportional, 432 min are 1.00: what counting leaves of outages, in minutes.
#[test]
fn counting_leaves_what_was_worked_out() {
    let window = |from: &str, to: &str, announced: Value| json!({"id": from, "subject": "server:1", "from": from, "to": to, "announcedAt": announced});
    let early = json!("2026-04-01T00:00:00Z");
    // 10:00 to 12:00 on the 3rd.
    let outage = vec![(2 * 1_440 + 600, 120)];
    let noon = |maintenance: Value| json!({"maintenance": maintenance});
    let rows: Vec<(&str, Value, Value, Value, i64)> = vec![
        ("nothing excused", json!({}), json!([]), json!({}), 120),
        ("too short", json!({"minimumMs": min(121)}), json!([]), json!({}), 0),
        ("just long enough", json!({"minimumMs": min(120)}), json!([]), json!({}), 120),
        ("grace", json!({"graceMs": min(30)}), json!([]), json!({}), 90),
        (
            "maintenance counted",
            json!({}),
            json!([window("2026-04-03T10:30:00Z", "2026-04-03T11:00:00Z", early.clone())]),
            json!({}),
            120,
        ),
        (
            "maintenance excluded",
            noon(json!({"rule": "excluded"})),
            json!([window("2026-04-03T10:30:00Z", "2026-04-03T11:00:00Z", Value::Null)]),
            json!({}),
            90,
        ),
        (
            "announced in time",
            noon(json!({"rule": "excludedIfAnnounced", "noticeMs": min(1_440)})),
            json!([window("2026-04-03T10:30:00Z", "2026-04-03T11:00:00Z", early.clone())]),
            json!({}),
            90,
        ),
        (
            "announced too late",
            noon(json!({"rule": "excludedIfAnnounced", "noticeMs": min(2 * 1_440 + 631)})),
            json!([window("2026-04-03T10:30:00Z", "2026-04-03T11:00:00Z", early.clone())]),
            json!({}),
            120,
        ),
        // The window of the 2nd takes 40 of the 60 min first.
        (
            "quota",
            noon(json!({"rule": "excluded", "quotaMs": min(60)})),
            json!([
                window("2026-04-02T10:00:00Z", "2026-04-02T10:40:00Z", Value::Null),
                window("2026-04-03T10:30:00Z", "2026-04-03T11:00:00Z", Value::Null)
            ]),
            json!({}),
            100,
        ),
        (
            "daily",
            noon(json!({"rule": "excluded", "daily": {"from": "11:45", "to": "12:30"}})),
            json!([]),
            json!({}),
            105,
        ),
        (
            "daily over midnight",
            noon(json!({"rule": "excluded", "daily": {"from": "23:00", "to": "10:10"}})),
            json!([]),
            json!({}),
            110,
        ),
        (
            "excuse of the policy",
            json!({"excuses": ["client"]}),
            json!([]),
            json!({"excused": [{"from": "2026-04-03T11:00:00Z", "to": "2026-04-03T11:20:00Z", "kind": "client"}]}),
            100,
        ),
        (
            "excuse that the policy lacks",
            json!({"excuses": ["abuse"]}),
            json!([]),
            json!({"excused": [{"from": "2026-04-03T11:00:00Z", "to": "2026-04-03T11:20:00Z", "kind": "client"}]}),
            120,
        ),
        ("not reported", json!({"clock": "report"}), json!([]), json!({}), 0),
        (
            "used before",
            json!({}),
            json!([]),
            json!({"used": [{"from": "2026-04-03T11:50:00Z", "to": "2026-04-03T12:50:00Z"}]}),
            110,
        ),
    ];
    for (id, counting, maintenance, service, expected) in rows {
        let document = json!({"counting": counting, "schedule": {"family": "proportional"}});
        let mut asked = request(&document, &outage, &service);
        asked["maintenance"] = maintenance;
        let result = settled(&asked);
        assert_eq!(result["downtimeMs"], min(expected), "{id}: {result}");
        assert_eq!(result["counted"][0]["countedMs"], min(expected), "{id}");
        assert_eq!(result["counted"][0]["excludedMs"], min(120 - expected), "{id}");
    }
}

#[test]
fn what_an_outage_says_counts() {
    let mut asked = request(
        &json!({"counting": {"clock": "report"}, "schedule": {"family": "proportional"}}),
        &[(600, 60)],
        &json!({}),
    );
    asked["outages"][0]["reportedAt"] = json!("2026-04-01T10:20:00Z");
    assert_eq!(settled(&asked)["downtimeMs"], min(40));
    // The published exercise: 100 min × 0.021 ÷ 43200 min = 0.000049 at six decimals, of 1 000 000.00.
    let document = json!({"counting": {"affected": "share"}, "schedule": {"family": "multiple", "factor": "1", "per": "period", "decimals": 6}});
    let mut asked = request(&document, &[(600, 100)], &json!({}));
    asked["outages"][0]["affected"] = json!("2.1");
    asked["services"][0]["charges"][0]["amount"] = json!("1000000.00");
    let result = settled(&asked);
    assert_eq!((gross(&result), result["downtimeMs"].as_i64()), ("49.00", Some(126_000)));
    assert_eq!(added_up(&result), 4_900);
}

#[test]
fn excused_time_may_be_no_service_time() {
    let counting = |excused: &str| json!({"excused": excused, "maintenance": {"rule": "excluded"}});
    let edge = |excused: &str| json!({"counting": counting(excused), "schedule": {"family": "proportional"}});
    let window = json!([{"id": "m", "subject": "*", "from": "2026-04-11T00:00:00Z", "to": "2026-04-21T00:00:00Z", "announcedAt": null}]);
    for (excused, total, expected) in [("up", 720, "1.00"), ("outside", 480, "1.50")] {
        let mut asked = request(&edge(excused), &[(600, 432)], &json!({}));
        asked["maintenance"] = window.clone();
        let result = settled(&asked);
        assert_eq!((result["totalMs"].as_i64().unwrap(), gross(&result)), (min(total * 60), expected), "{excused}");
    }
}

/// 5 × 60 min before the year, at 100 days of service: published 99.942922 with the days before it as up.
#[test]
fn a_rolling_year_counts_the_days_before_the_service_as_up() {
    let document = json!({"schedule": {"family": "rollingYear", "tiers": tiers(&[("99.95", "10")])}});
    let mut asked = request(&document, &[(600, 300)], &json!({}));
    asked["services"][0]["spans"][0]["from"] = json!("2026-01-21T00:00:00Z");
    let result = settled(&asked);
    assert_eq!((result["availability"].as_str().unwrap(), gross(&result)), ("99.942922", "10.00"));
    assert_eq!(result["totalMs"], min(365 * 1_440));
    assert_eq!(step(&result, "window").unwrap()["from"], "2025-05-01T00:00:00Z");
}

#[test]
fn months_are_as_long_as_the_policy_says() {
    for (length, expected) in [("period", "10.00"), ("days30", "10.00"), ("mean", "9.86"), ("hours730", "9.86")] {
        let document = json!({"length": length, "schedule": {"family": "proportional"}});
        let result = settled(&request(&document, &[(600, 4_320)], &json!({})));
        // 4320 ÷ 43829.1 and ÷ 43800 min.
        assert_eq!(gross(&result), expected, "{length}");
    }
    // A service of half a month has half of the 30 days: 432 of 21600 min.
    let half = json!({"length": "days30", "schedule": {"family": "proportional"}});
    let mut asked = request(&half, &[(600, 432)], &json!({}));
    asked["services"][0]["spans"][0]["to"] = json!("2026-04-16T00:00:00Z");
    assert_eq!(gross(&settled(&asked)), "2.00");
}

#[test]
fn an_anniversary_begins_on_its_day() {
    let document = json!({"period": "anniversary", "schedule": {"family": "proportional"}});
    for (anchor, month, from, to) in [
        (15, "2026-04", "2026-04-15T00:00:00Z", "2026-05-15T00:00:00Z"),
        (31, "2026-04", "2026-04-30T00:00:00Z", "2026-05-31T00:00:00Z"),
        (31, "2026-02", "2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z"),
        (1, "2026-12", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"),
    ] {
        let result = settled(&request(&document, &[], &json!({"anchor": anchor, "period": month})));
        assert_eq!((result["from"].as_str(), result["to"].as_str()), (Some(from), Some(to)), "{anchor} {month}");
    }
}

#[test]
fn the_fee_is_what_the_policy_says() {
    let charges = json!([
        {"id": "long ago", "from": "2024-04-01", "months": 12, "amount": "1200.00", "tax": null, "cash": "0.00"},
        {"id": "year", "from": "2026-04-01", "months": 12, "amount": "1200.00", "tax": null, "cash": "600.00"},
        {"id": "march", "from": "2026-03-01", "months": 1, "amount": "80.00", "tax": null},
        {"id": "backup", "from": "2026-04-01", "months": 3, "amount": "10.00", "tax": null, "kind": "addOn"},
    ]);
    let recurring = json!({"months": 1, "amount": "70.00", "tax": null});
    // A tenth: (100 + 3.333…), 70 + 3.333…, the line of March, 50 + 3.333…. An older line that cost the same says nothing.
    for (fee, expected) in [
        (json!({}), "10.33"),
        (json!({"addOns": false}), "10.00"),
        (json!({"base": "recurring"}), "7.33"),
        (json!({"base": "recurring", "addOns": false}), "7.00"),
        (json!({"base": "before"}), "8.00"),
        (json!({"base": "cash"}), "5.33"),
        (json!({"base": "cash", "addOns": false}), "5.00"),
    ] {
        let document = json!({"fee": fee, "schedule": {"family": "flat", "share": {"percent": "10"}, "below": "100"}});
        let service = json!({"charges": charges, "recurring": recurring});
        let result = settled(&request(&document, &[(600, 1)], &service));
        assert_eq!(gross(&result), expected, "{fee}");
        assert_eq!(added_up(&result), expected.replace('.', "").parse().unwrap(), "{fee}");
    }
}

#[test]
fn a_claim_is_made_in_time() {
    let unit = json!({"family": "flat", "share": {"percent": "10"}, "below": "100"});
    // The outage ends on April 2nd at 00:00, the period on May 1st; windows of three days.
    for (from, claims, as_of, expected, claimable) in [
        (
            "outage",
            json!([]),
            "2026-04-03T00:00:00Z",
            "0.00",
            json!({"gross": "10.00", "until": "2026-04-05T00:00:00Z"}),
        ),
        ("outage", json!([]), "2026-05-10T00:00:00Z", "0.00", Value::Null),
        ("outage", json!([{"at": "2026-04-05T00:00:00Z"}]), "2026-05-10T00:00:00Z", "10.00", Value::Null),
        ("outage", json!([{"at": "2026-04-05T00:00:00.001Z"}]), "2026-05-10T00:00:00Z", "0.00", Value::Null),
        ("outage", json!([{"at": "2026-03-31T00:00:00Z"}]), "2026-05-10T00:00:00Z", "0.00", Value::Null),
        (
            "period",
            json!([]),
            "2026-05-02T00:00:00Z",
            "0.00",
            json!({"gross": "10.00", "until": "2026-05-04T00:00:00Z"}),
        ),
        ("period", json!([{"at": "2026-05-04T00:00:00Z"}]), "2026-05-10T00:00:00Z", "10.00", Value::Null),
        // A claim of the future is not known yet.
        (
            "period",
            json!([{"at": "2026-05-04T00:00:00Z"}]),
            "2026-05-03T00:00:00Z",
            "0.00",
            json!({"gross": "10.00", "until": "2026-05-04T00:00:00Z"}),
        ),
    ] {
        let document = json!({"claim": {"windowMs": min(3 * 1_440), "from": from}, "schedule": unit});
        let mut asked = request(&document, &[(600, 840)], &json!({"claims": claims}));
        asked["asOf"] = json!(as_of);
        let result = settled(&asked);
        assert_eq!(
            (gross(&result), &result["schema2"]["claimable"]),
            (expected, &claimable),
            "{from} {claims} {as_of}"
        );
        assert_eq!(step(&result, "notClaimed").is_some(), expected == "0.00");
    }
}

#[test]
fn an_extension_is_no_money() {
    let schedule = json!({"family": "extension", "unitMs": min(60), "round": "down", "factor": "2", "per": "incident"});
    let result =
        settled(&request(&json!({"schedule": schedule, "expiresAfterMs": 1}), &[(600, 150), (6_000, 59)], &json!({})));
    assert_eq!(gross(&result), "0.00");
    let expires = json!({"extensionMs": min(240), "claimable": null, "expiresAt": "2026-05-04T00:00:00.001Z"});
    assert_eq!(result["schema2"], expires);
    let schedule = json!({"family": "extension", "unitMs": min(60), "round": "up", "factor": "1", "per": "period", "beyondMs": min(10)});
    let result = settled(&request(
        &json!({"schedule": schedule, "forfeits": ["unpaid"]}),
        &[(600, 10), (6_000, 61)],
        &json!({}),
    ));
    assert_eq!(result["schema2"]["extensionMs"], min(120));
}

/// 4.00 for the network and 7.50 for power at the same time: the larger one, or both without time that counts twice.
#[test]
fn components_are_stacked() {
    let flat = |percent: &str| json!({"family": "flat", "share": {"percent": percent}, "incidentMs": min(30)});
    let components = |stack: &str| {
        let of = json!([{"name": "network", "schedule": flat("4")}, {"name": "power", "schedule": flat("7.5")}]);
        json!({"schedule": {"family": "components", "stack": stack, "of": of}})
    };
    let result = |stack: &str, second: i64| {
        let mut asked = request(&components(stack), &[(600, 60), (second, 60)], &json!({}));
        asked["outages"][0]["component"] = json!("network");
        asked["outages"][1]["component"] = json!("power");
        let result = settled(&asked);
        assert_eq!(added_up(&result).to_string(), gross(&result).replace('.', ""));
        gross(&result).to_owned()
    };
    assert_eq!(result("largest", 600), "7.50");
    assert_eq!(result("sum", 6_000), "11.50");
    // Both from 10:00 on: the network counted that time, nothing is left for power.
    assert_eq!(result("sum", 600), "4.00");
    // Power is left the half hour from 11:00 on.
    assert_eq!(result("sum", 630), "11.50");
    assert_eq!(result("sum", 629), "4.00");
}

#[test]
fn a_client_s_cap_is_shared_by_services() {
    let document = json!({"caps": [{"per": "client", "amounts": [{"currency": "USD", "amount": "30.00"}]}],
                          "schedule": {"family": "flat", "share": {"percent": "20"}, "below": "100"}});
    let mut asked = request(&document, &[(600, 1)], &json!({}));
    asked["clients"][0]["given"] = json!("5.00");
    let mut second = asked["services"][0].clone();
    second["id"] = json!("18");
    asked["services"].as_array_mut().unwrap().push(second);
    let answer = call(&asked);
    let credits: Vec<&str> = answer["results"].as_array().unwrap().iter().map(gross).collect();
    assert_eq!(credits, ["20.00", "5.00"]);
}

#[test]
fn nothing_is_forfeited_where_nothing_is_owed() {
    let document = json!({
        "schedule": {"family": "extension", "unitMs": 3_600_000, "round": "up", "factor": "1", "per": "period"},
        "forfeits": ["cancelled"],
    });
    for (outages, extension_ms, is_told) in [(vec![], 0, false), (vec![(600, 60)], 0, true)] {
        let result = settled(&request(&document, &outages, &json!({"flags": ["cancelled"]})));
        assert_eq!(result["schema2"]["extensionMs"], extension_ms, "{outages:?}");
        assert_eq!(step(&result, "forfeited").is_some(), is_told, "{outages:?}: {result}");
    }
}

#[test]
fn a_service_that_begins_as_the_period_ends_is_bound_at_its_begin() {
    let mut asked = request(&json!({"schedule": {"family": "proportional"}}), &[], &json!({}));
    let mut later = asked["policies"][0].clone();
    later["hash"] = json!("e".repeat(64));
    asked["policies"].as_array_mut().unwrap().push(later);
    asked["services"][0]["spans"][0]["from"] = json!("2026-05-01T00:00:00Z");
    asked["services"][0]["assignments"] = json!([
        {"scope": "product", "policy": HASH, "from": "2025-01-01T00:00:00Z"},
        {"scope": "product", "policy": "e".repeat(64), "from": "2026-05-01T00:00:00Z"},
    ]);
    let result = settled(&asked);
    assert_eq!(result["policy"], HASH);
    assert_eq!(step(&result, "policy").unwrap()["boundAt"], "2026-04-01T00:00:00Z");
}
