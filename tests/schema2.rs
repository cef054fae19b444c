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
