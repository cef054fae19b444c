//! Requests as values, for the law tests: one small shop that each law bends a little.

use serde_json::{Value, json};

pub const POLICY: &str = "00000000000000000000000000000000000000000000000000000000000000aa";
/// 2026-03-01T00:00:00Z
pub const MARCH_MS: i64 = 1_772_323_200_000;
/// The length of that month.
pub const MARCH_LENGTH_MS: i64 = 31 * 86_400_000;

/// The answer, read back; a test that cannot read it has failed.
pub fn call(request: &Value) -> Value {
    serde_json::from_slice(&makegood::call(request.to_string().as_bytes())).unwrap()
}

/// The answer of a request that has to succeed.
pub fn ok(request: &Value) -> Value {
    let answer = call(request);
    assert_eq!(answer["ok"], json!(true), "{answer}");
    answer
}

pub fn instant(ms: i64) -> String {
    makegood::calendar::Instant::from_ms(ms).text().as_str().to_owned()
}

pub fn outage(id: &str, from_ms: i64, to_ms: i64) -> Value {
    json!({"id": id, "subject": "server:1", "from": instant(from_ms), "to": instant(to_ms)})
}

pub fn observation(key: String, source: &str, state: &str, at_ms: i64) -> Value {
    json!({"key": key, "source": source, "target": "t", "state": state, "kind": "state", "at": instant(at_ms), "precision": "exact"})
}

/// One service on server 1 in March 2026, settled on 4 April.
pub fn settle(fee: &str, tax: Value, outages: Vec<Value>) -> Value {
    json!({
        "contract": 1, "command": "settle", "asOf": "2026-04-04T06:00:00Z",
        "capabilities": {"routes": ["accountCredit"]},
        "zones": [{"name": "UTC", "offsets": [{"from": null, "seconds": 0}]}],
        "policies": [{"hash": POLICY, "document": {
            "schema": 1, "name": "Law", "zone": "UTC", "maintenance": {"rule": "counted"},
            "schedule": {"family": "uptimeTiers", "tiers": [
                {"below": "99.99", "percent": "5"}, {"below": "99.9", "percent": "12.5"},
                {"below": "99", "percent": "33.3"}, {"below": "90", "percent": "100"}]},
            "cap": {"percent": "40"}}}],
        "outages": outages,
        "clients": [{"id": "c", "currency": "USD", "revision": 0, "carry": "0"}],
        "services": [{
            "id": "s", "client": "c", "period": "2026-03",
            "spans": [{"from": "2026-01-01T00:00:00Z", "to": null, "server": "1", "state": "active"}],
            "assignments": [{"scope": "product", "policy": POLICY, "from": "2026-01-01T00:00:00Z"}],
            "charges": [{"id": "i", "from": "2026-03-01", "months": 1, "amount": fee, "tax": tax}],
            "entries": []}]
    })
}

/// Two or more independent sources, `a`, `b`, …, and what they saw.
pub fn confirm(sources: &[&str], observations: Vec<Value>) -> Value {
    let sources: Vec<Value> =
        sources.iter().map(|id| json!({"id": id, "group": id, "enabled": true, "trusted": false})).collect();
    json!({
        "contract": 1, "command": "confirm", "asOf": "2026-04-04T06:00:00Z", "subject": "server:1",
        "sources": sources, "observations": observations, "decisions": []
    })
}

/// Minor units of an amount with two decimals.
pub fn cents(amount: &Value) -> i64 {
    amount.as_str().unwrap().replace('.', "").parse().unwrap()
}
