//! What holds for every input, whatever it is.

use crate::random::Random;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What was seen of one input.
pub struct Checked {
    /// Names what each part of the answer looks like.
    pub shapes: Vec<u64>,
    pub refused: Option<String>,
    pub statuses: Vec<String>,
    pub votes: u64,
}

/// The answer, unless the core panics, answers no JSON, or answers otherwise the second time.
fn answer(request: &[u8]) -> Result<Value, String> {
    let call = || catch_unwind(AssertUnwindSafe(|| makegood::call(request))).map_err(|_| "it panicked".to_owned());
    let first = call()?;
    if first != call()? {
        return Err("two answers to one request".into());
    }
    let value: Value = serde_json::from_slice(&first).map_err(|error| format!("the answer is not JSON: {error}"))?;
    if value["ok"].is_boolean() { Ok(value) } else { Err("an answer without ok".into()) }
}

pub fn check(request: &[u8], random: &mut Random) -> Result<Checked, String> {
    let answer = answer(request)?;
    let mut checked = Checked { shapes: Vec::new(), refused: None, statuses: Vec::new(), votes: 0 };
    if answer["ok"] == json!(false) {
        let error = &answer["errors"][0];
        let code = error["code"].as_str().ok_or("a refusal without a code")?.to_owned();
        let path = error["path"].as_str().ok_or("a refusal without a path")?;
        checked.shapes.push(shape((&code, path.matches('.').count())));
        checked.refused = Some(code);
    } else {
        let asked: Value = serde_json::from_slice(request).map_err(|_| "accepted what is not JSON")?;
        match asked["command"].as_str() {
            Some("normalize") => normalized(&asked, &answer, random, &mut checked)?,
            Some("confirm") => confirmed(&asked, &answer, random, &mut checked)?,
            _ => {}
        }
    }
    Ok(checked)
}

fn shape(parts: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

/// 0, 1, 2, 3, some, many.
fn few(count: usize) -> usize {
    if count < 4 { count } else { 4 + count.ilog2() as usize / 3 }
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

fn normalized(asked: &Value, answer: &Value, random: &mut Random, checked: &mut Checked) -> Result<(), String> {
    let (deliveries, results) = (list(asked, "deliveries"), list(answer, "results"));
    if deliveries.len() != results.len() {
        return Err("not one result for each delivery".into());
    }
    let mut seen = Vec::new();
    for (delivery, result) in deliveries.iter().zip(results) {
        let status = result["status"].as_str().unwrap_or_default();
        let observations = list(result, "observations");
        let votes =
            observations.iter().filter(|seen| matches!(seen["kind"].as_str(), Some("state" | "reminder"))).count();
        let holds = match status {
            "unknown" => observations.is_empty() && list(result, "windows").is_empty() && !result["problem"].is_null(),
            "partial" => !result["problem"].is_null(),
            "observed" => votes > 0 && result["problem"].is_null(),
            "ignored" => votes == 0 && result["problem"].is_null(),
            _ => false,
        };
        if !holds || result["id"] != delivery["id"] {
            return Err(format!("status {status} does not fit the result"));
        }
        for observation in observations {
            if observation["precision"] == "received" && observation["at"] != canonical(&delivery["receivedAt"]) {
                return Err("received, but not at the reception".into());
            }
        }
        checked.statuses.push(status.to_owned());
        checked.votes += votes as u64;
        let first = observations.first().map(|seen| {
            let set = ["label", "address", "location", "locations"].map(|name| !seen[name].is_null());
            (text(seen, "state"), text(seen, "kind"), text(seen, "precision"), set)
        });
        let (said, windows) = (few(observations.len()), few(list(result, "windows").len()));
        let read = (text(delivery, "vendor"), text(delivery, "channel"), status, text(&result["problem"], "code"));
        checked.shapes.push(shape((read, first, said, windows)));
        seen.extend(observations.iter().cloned());
    }
    believed(&seen, random)
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

/// As answers print an instant: without `.000`.
fn canonical(instant: &Value) -> String {
    instant.as_str().unwrap_or_default().replace(".000Z", "Z")
}

/// What normalize says, confirm takes: each key once, as the bridge stores it.
fn believed(seen: &[Value], random: &mut Random) -> Result<(), String> {
    let mut once = BTreeMap::new();
    for observation in seen {
        once.entry(text(observation, "key")).or_insert(observation);
    }
    let members = ["key", "source", "target", "state", "kind", "at", "precision", "locations"];
    let cut = |seen: &&Value| {
        Value::Object(members.iter().map(|name| ((*name).to_owned(), seen[*name].clone())).collect::<Map<_, _>>())
    };
    let observations: Vec<Value> = once.values().map(cut).collect();
    let sources: std::collections::BTreeSet<String> = observations.iter().map(|seen| text(seen, "source")).collect();
    let sources: Vec<Value> =
        sources.iter().map(|id| json!({"id": id, "group": id, "enabled": true, "trusted": random.one_in(2)})).collect();
    let request = json!({"contract": 1, "command": "confirm", "asOf": "2026-06-01T00:00:00Z", "subject": "server:1", "sources": sources, "observations": observations});
    let found = answer(request.to_string().as_bytes())?;
    if found["ok"] == json!(true) { Ok(()) } else { Err(format!("confirm refuses what normalize says: {found}")) }
}

/// The order of what was observed changes nothing, and said twice it is the same; outages are in order and not empty.
fn confirmed(asked: &Value, found: &Value, random: &mut Random, checked: &mut Checked) -> Result<(), String> {
    let mut other = asked.clone();
    if let Some(observations) = other.get_mut("observations").and_then(Value::as_array_mut) {
        let again: Vec<Value> = observations.iter().filter(|_| random.one_in(3)).cloned().collect();
        observations.extend(again);
        random.shuffle(observations);
    }
    if answer(other.to_string().as_bytes())? != *found {
        return Err("another order of observations, another answer".into());
    }
    let mut before = String::new();
    for outage in list(found, "outages") {
        let (from, to) = (sortable(&outage["from"]), sortable(&outage["to"]));
        if from >= to || from < before {
            return Err(format!("outages out of order: {outage}"));
        }
        before = from;
        let votes = few(list(outage, "votes").len());
        checked.shapes.push(shape((text(outage, "status"), text(outage, "reason"), outage["open"].as_bool(), votes)));
    }
    let counts = ["outages", "review", "silent"].map(|name| few(list(found, name).len()));
    checked.shapes.push(shape((counts, found["needed"].as_i64().map(|needed| needed.min(4)))));
    Ok(())
}

/// Instants as texts that sort as they lie in time.
fn sortable(instant: &Value) -> String {
    let text = instant.as_str().unwrap_or_default();
    if text.len() == 20 { text.replace('Z', ".000Z") } else { text.to_owned() }
}
