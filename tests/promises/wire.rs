//! A case as a request, and what its answer says.

use super::case::{Beyond, Case, Family, Length, Outage, Round, Rule, Share, State, TierRows};
use serde_json::{Map, Value, json};

pub const POLICY: &str = "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1";

/// The answer; a test that cannot read it has failed.
pub fn call(request: &Value) -> Value {
    let answer: Value = serde_json::from_slice(&makegood::call(request.to_string().as_bytes())).unwrap();
    assert_eq!(answer["ok"], true, "{answer} to {request}");
    answer
}

/// The only result of a case.
pub fn result(case: &Case) -> Value {
    call(&request(case))["results"][0].take()
}

/// Minor units of an amount; `-0.05` is -5.
pub fn minor(amount: &Value) -> i64 {
    minor_of(amount.as_str().unwrap())
}

pub fn minor_of(amount: &str) -> i64 {
    amount.replace('.', "").parse().unwrap()
}

/// Minor units as an amount with so many decimals.
pub fn amount(minor: i64, decimals: usize) -> String {
    let digits = format!("{:0>width$}", minor.abs(), width = decimals + 1);
    let (whole, part) = digits.split_at(digits.len() - decimals);
    let point = if decimals == 0 { "" } else { "." };
    format!("{}{whole}{point}{part}", if minor < 0 { "-" } else { "" })
}

pub fn at(second: i64) -> String {
    chrono::DateTime::from_timestamp(second, 0).unwrap().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// What one service is owed, paid in dollars.
pub fn request(case: &Case) -> Value {
    json!({
        "contract": 1, "command": "settle", "asOf": at(case.as_of), "capabilities": {"routes": ["accountCredit"]},
        "zones": [zone(case)],
        "policies": [{"hash": POLICY, "document": document(case)}],
        "outages": case.outages.iter().map(outage).collect::<Vec<_>>(),
        "maintenance": maintenance(case),
        "clients": [{"id": "5", "currency": "USD", "revision": 0, "carry": "0"}],
        "services": [service(case)],
    })
}

fn zone(case: &Case) -> Value {
    let offsets = case.place.offsets.iter().map(|(from, seconds)| json!({"from": from, "seconds": seconds}));
    json!({"name": case.place.zone, "offsets": offsets.collect::<Vec<_>>()})
}

pub fn outage(outage: &Outage) -> Value {
    let mut row = json!({"id": outage.id, "subject": outage.subject, "from": at(outage.from), "to": at(outage.to)});
    put(&mut row, "component", outage.component.map(Value::from));
    put(&mut row, "affected", outage.affected.map(Value::from));
    put(&mut row, "reportedAt", outage.reported.map(|second| at(second).into()));
    row
}

fn maintenance(case: &Case) -> Vec<Value> {
    let rows = case.windows.iter().enumerate();
    rows.map(|(n, window)| {
        json!({"id": n.to_string(), "subject": window.subject, "from": at(window.from), "to": at(window.to), "announcedAt": window.announced.map(at)})
    })
    .collect()
}

fn service(case: &Case) -> Value {
    let spans = case.spans.iter().map(|span| {
        let state = match span.state {
            State::Active => "active",
            State::Suspended => "suspended",
            State::Ended => "ended",
        };
        json!({"from": at(span.from), "to": span.to.map(at), "server": span.server, "state": state})
    });
    let excused = case.excused.iter().map(|row| json!({"from": at(row.from), "to": at(row.to), "kind": row.kind}));
    let used = case.used.iter().map(|(from, to)| json!({"from": at(*from), "to": at(*to)}));
    json!({
        "id": "17", "client": "5", "period": case.place.month,
        "spans": spans.collect::<Vec<_>>(),
        "assignments": [{"scope": "product", "policy": POLICY, "from": "2025-01-01T00:00:00Z"}],
        "charges": [],
        "recurring": {"months": case.fee.1, "amount": amount(case.fee.0, 2), "tax": null},
        "entries": [],
        "anchor": case.place.anchor,
        "excused": excused.collect::<Vec<_>>(), "used": used.collect::<Vec<_>>(),
        "given": {"line": amount(case.given, 2)},
    })
}

/// Adds a member where there is a value.
fn put(row: &mut Value, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        row.as_object_mut().unwrap().insert(name.to_owned(), value);
    }
}

pub fn document(case: &Case) -> Value {
    let lengths = [
        (Length::Period, "period"),
        (Length::Days30, "days30"),
        (Length::Mean, "mean"),
        (Length::Hours730, "hours730"),
    ];
    let caps = [("incident", case.incident_cap), ("period", case.period_cap)];
    let caps = caps.into_iter().filter_map(|(per, percent)| Some(json!({"per": per, "percent": percent?})));
    json!({
        "schema": 2, "name": "Drawn", "zone": case.place.zone, "period": "anniversary",
        "length": lengths.iter().find(|(length, _)| *length == case.length).unwrap().1,
        "counting": counting(case), "schedule": schedule(&case.schedule), "caps": caps.collect::<Vec<_>>(),
    })
}

fn counting(case: &Case) -> Value {
    let counting = &case.counting;
    let (rule, minutes) = match counting.rule {
        Rule::Exact => ("exact", None),
        Rule::WholeMinutes => ("wholeMinutes", None),
        Rule::TouchedMinutes => ("touchedMinutes", None),
        Rule::ConsecutiveMinutes(minutes) => ("consecutiveMinutes", Some(minutes)),
        Rule::LongOutages(minutes) => ("longOutages", Some(minutes)),
        Rule::WholeSlots(minutes) => ("wholeSlots", Some(minutes)),
        Rule::TouchedSlots(minutes) => ("touchedSlots", Some(minutes)),
    };
    let mut maintenance = json!({"rule": "counted"});
    if let Some(excused) = counting.maintenance {
        maintenance = json!({"rule": if excused.notice.is_some() { "excludedIfAnnounced" } else { "excluded" }});
        put(&mut maintenance, "noticeMs", excused.notice.map(|seconds| (seconds * 1_000).into()));
        put(&mut maintenance, "quotaMs", excused.quota.map(|seconds| (seconds * 1_000).into()));
        let clock = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
        put(&mut maintenance, "daily", excused.daily.map(|(from, to)| json!({"from": clock(from), "to": clock(to)})));
    }
    let mut row = json!({
        "rule": rule, "minimumMs": counting.minimum * 1_000, "graceMs": counting.grace * 1_000,
        "clock": if counting.by_report { "report" } else { "outage" },
        "affected": if counting.by_share { "share" } else { "whole" },
        "excused": if counting.outside { "outside" } else { "up" },
        "maintenance": maintenance, "excuses": counting.excuses,
    });
    put(&mut row, "minutes", minutes.map(Value::from));
    row
}

fn tiers(rows: &TierRows) -> Value {
    rows.iter().map(|(below, percent)| json!({"below": below, "percent": percent})).collect()
}

fn share(share: Share) -> Value {
    match share {
        Share::Percent(percent) => json!({"percent": percent}),
        Share::Fraction(top, under) => json!({"fraction": [top, under]}),
        Share::Ms(ms) => json!({"ms": ms}),
        Share::Months(months) => json!({"months": months}),
    }
}

fn schedule(family: &Family) -> Value {
    let per = |per_incident: bool| if per_incident { "incident" } else { "period" };
    let edge = |at_edge: bool| if at_edge { "atOrBelow" } else { "below" };
    let word = |round: Round| match round {
        Round::Up => "up",
        Round::Down => "down",
        Round::Proportional => "proportional",
    };
    match family {
        Family::UptimeTiers { tiers: rows, at_edge } => {
            json!({"family": "uptimeTiers", "tiers": tiers(rows), "edge": edge(*at_edge)})
        }
        Family::RollingYear { days, tiers: rows, at_edge } => {
            json!({"family": "rollingYear", "days": days, "tiers": tiers(rows), "edge": edge(*at_edge)})
        }
        Family::PerUnit { share: earned, unit, round, per_incident, beyond, below } => {
            let mut row = json!({"family": "perUnit", "share": share(*earned), "unitMs": unit, "round": word(*round), "per": per(*per_incident), "beyondMs": beyond});
            put(&mut row, "below", below.map(Value::from));
            row
        }
        Family::Ladder { per_incident, steps } => {
            let steps = steps.iter().map(|(from, earned)| json!({"fromMs": from, "share": share(*earned)}));
            json!({"family": "ladder", "per": per(*per_incident), "steps": steps.collect::<Vec<_>>()})
        }
        Family::Multiple { factor, beyond, per_incident, decimals } => {
            let mut row =
                json!({"family": "multiple", "factor": factor, "per": per(*per_incident), "decimals": decimals});
            match beyond {
                Beyond::Nothing => {}
                Beyond::Ms(ms) => put(&mut row, "beyondMs", Some((*ms).into())),
                Beyond::Percent(percent) => put(&mut row, "beyond", Some((*percent).into())),
            }
            row
        }
        Family::PerStep { below, step, percent, round } => {
            json!({"family": "perStep", "below": below, "step": step, "percent": percent, "round": word(*round)})
        }
        Family::FlatBelow { share: earned, below } => {
            json!({"family": "flat", "share": share(*earned), "below": below})
        }
        Family::FlatIncidents { share: earned, least, most } => {
            json!({"family": "flat", "share": share(*earned), "incidentMs": least, "most": most})
        }
        Family::Proportional { below } => json!({"family": "proportional", "below": below}),
        Family::Extension { unit, round, factor, per_incident, beyond } => {
            json!({"family": "extension", "unitMs": unit, "round": word(*round), "factor": factor, "per": per(*per_incident), "beyondMs": beyond})
        }
        Family::Components { sum, of } => {
            let of = of.iter().map(|(name, family, cap)| {
                let mut row = Map::new();
                row.insert("name".to_owned(), (*name).into());
                row.insert("schedule".to_owned(), schedule(family));
                if let Some(percent) = cap {
                    row.insert("cap".to_owned(), json!({"percent": percent}));
                }
                Value::Object(row)
            });
            json!({"family": "components", "stack": if *sum { "sum" } else { "largest" }, "of": of.collect::<Vec<_>>()})
        }
    }
}
