//! A document with one member changed, for each of its members; and which members a text leaves out, with the reason.

use serde_json::{Value, json};

/// How many reasons there are.
pub const REASONS: usize = 4;

/// Why a member is left out of the text of this document.
pub fn unsaid(path: &str, document: &Value) -> Option<&'static str> {
    let schedule = &document["schedule"];
    let is_extension = schedule["family"] == "extension";
    let money = ["fee.", "caps", "minimumCredit", "minimumPayout"];
    if path == "schema" {
        return Some("both schemas mean the same");
    }
    if is_extension && money.iter().any(|name| path.starts_with(name)) {
        return Some("where time is given no amount is");
    }
    if schedule["family"] == "rollingYear" && path == "length" {
        return Some("a rolling year is measured in days of its own");
    }
    if path == "counting.excused" && document["counting"]["maintenance"].is_null() {
        return Some("nothing is excused");
    }
    None
}

/// Another value of the same kind, which is fine in its place.
fn other(name: &str, value: &Value) -> Option<Value> {
    let another = |words: &[&str]| words.iter().find(|word| value != **word).map(|word| json!(word));
    match (name, value) {
        ("family" | "currency" | "rule", _) => None,
        ("zone", _) => Some(json!("Asia/Tokyo")),
        ("name", _) => Some(json!("Another")),
        ("period", _) => another(&["calendar", "anniversary"]),
        ("length", _) => another(&["mean", "hours730"]),
        ("clock", _) => another(&["outage", "report"]),
        ("affected", _) => another(&["whole", "share"]),
        ("excused", _) => another(&["up", "outside"]),
        ("edge", _) => another(&["below", "atOrBelow"]),
        ("round", _) => another(&["proportional", "up"]),
        ("base", _) => another(&["cash", "recurring"]),
        ("stack", _) => another(&["largest", "sum"]),
        ("from", Value::String(word)) if word.contains(':') => Some(json!("03:30")),
        ("to", Value::String(_)) => Some(json!("04:45")),
        ("from", _) => another(&["period", "outage"]),
        ("per", Value::String(word)) if word == "incident" || word == "period" => None,
        (_, Value::Bool(value)) => Some(json!(!value)),
        (_, Value::Number(number)) => Some(json!(number.as_i64().unwrap() + 1)),
        // A little less: still a share, an edge, a cap, an amount.
        (_, Value::String(text)) if text.parse::<f64>().is_ok() => {
            let text = if text.contains('.') { format!("{text}0") } else { format!("{text}.0") };
            let digits: i64 = text.replace('.', "").parse().unwrap();
            let decimals = text.len() - text.find('.').unwrap() - 1;
            let less = format!("{:0width$}", digits - 1, width = decimals + 1);
            let (whole, fraction) = less.split_at(less.len() - decimals);
            Some(json!(format!("{whole}.{fraction}")))
        }
        _ => None,
    }
}

/// Every document that differs in one member, with the member's path.
pub fn changes(document: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    walk(document, "", "", document, &mut found);
    let mut whole = |path: &str, changed: Value| found.push((path.to_owned(), changed));
    // What is said only together with others, or as a whole.
    let with = |pointer: &str, value: Value| {
        let mut changed = document.clone();
        *changed.pointer_mut(pointer).unwrap() = value;
        changed
    };
    let per = &document["schedule"]["per"];
    if per.is_string() {
        let mut changed = with("/schedule/per", json!(if per == "period" { "incident" } else { "period" }));
        if let Some(caps) = changed["caps"].as_array_mut() {
            caps.retain(|cap| cap["per"] != "incident");
        }
        whole("schedule.per", changed);
    }
    if document["schema"] == 1 {
        let mut migrated = document.clone();
        migrated["schema"] = json!(2);
        migrated["fee"] = json!({"addOns": false});
        migrated["counting"] = json!({"maintenance": document["maintenance"]});
        migrated["caps"] = json!([{"per": "period", "percent": document["cap"]["percent"]}]);
        migrated.as_object_mut().unwrap().retain(|name, _| name != "maintenance" && name != "cap");
        whole("schema", migrated);
        whole("maintenance.rule", with("/maintenance", json!({"rule": "excluded"})));
        whole("maintenance.rule", with("/maintenance", json!({"rule": "counted"})));
        return found;
    }
    let rules = ["exact", "wholeMinutes", "touchedMinutes", "longOutages", "wholeSlots", "touchedSlots"];
    for rule in rules.into_iter().filter(|_| document["counting"].is_object()) {
        let mut changed = with("/counting/rule", json!(rule));
        if rule == "exact" || rule.ends_with("Minutes") {
            changed["counting"].as_object_mut().unwrap().remove("minutes");
        }
        whole("counting.rule", changed);
    }
    if document["counting"].is_object() {
        whole("counting.maintenance", with("/counting/maintenance", json!({"rule": "counted"})));
        whole(
            "counting.maintenance.daily",
            with("/counting/maintenance/daily", json!({"from": "22:00", "to": "05:00"})),
        );
        whole("counting.maintenance.daily", with("/counting/maintenance/daily", Value::Null));
        whole("counting.maintenance.quotaMs", with("/counting/maintenance/quotaMs", Value::Null));
        whole("counting.maintenance.noticeMs", with("/counting/maintenance/noticeMs", json!(0)));
        for name in ["unpaid", "abuse", "thirdParty"] {
            whole("counting.excuses", with("/counting/excuses", json!(["client", "forceMajeure", name])));
        }
        for name in ["cancelled", "discounted"] {
            whole("forfeits", with("/forfeits", json!(["unpaid", "chargeback", name])));
        }
        whole("claim", with("/claim", Value::Null));
        whole("expiresAfterMs", with("/expiresAfterMs", Value::Null));
        whole("settleDelayMs", with("/settleDelayMs", json!(0)));
        whole("fee.base", with("/fee/base", json!("paid")));
        whole("caps", with("/caps", json!([])));
    } else {
        // Every default against another value.
        let mut changed = document.clone();
        changed["counting"] = json!({"excused": "outside"});
        whole("counting.excused", changed);
        for (name, value) in [
            ("period", json!("anniversary")),
            ("length", json!("days30")),
            ("counting", json!({"minimumMs": 1})),
            ("counting", json!({"graceMs": 1})),
            ("counting", json!({"clock": "report"})),
            ("counting", json!({"affected": "share"})),
            ("counting", json!({"maintenance": {"rule": "excluded"}})),
            ("counting", json!({"excuses": ["abuse"]})),
            ("fee", json!({"base": "cash"})),
            ("fee", json!({"addOns": false})),
            ("caps", json!([])),
            ("minimumCredit", json!([{"currency": "USD", "amount": "1"}])),
            ("minimumPayout", json!([{"currency": "USD", "amount": "1"}])),
            ("claim", json!({"windowMs": 0, "from": "period"})),
            ("forfeits", json!(["unpaid"])),
            ("expiresAfterMs", json!(1)),
            ("settleDelayMs", json!(1)),
        ] {
            let mut changed = document.clone();
            changed[name] = value;
            whole(name, changed);
        }
    }
    found
}

fn walk(document: &Value, pointer: &str, path: &str, node: &Value, found: &mut Vec<(String, Value)>) {
    let name = path.rsplit('.').next().unwrap_or_default();
    match node {
        Value::Object(members) => {
            for (name, value) in members.iter().filter(|(name, _)| *name != "schema") {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                walk(document, &format!("{pointer}/{name}"), &path, value, found);
            }
        }
        Value::Array(elements) => {
            for (place, value) in elements.iter().enumerate() {
                walk(document, &format!("{pointer}/{place}"), path, value, found);
            }
        }
        value => {
            if let Some(other) = other(name, value) {
                let mut changed = document.clone();
                *changed.pointer_mut(pointer).unwrap() = other;
                found.push((path.to_owned(), changed));
            }
        }
    }
}
