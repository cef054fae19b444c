//! `describePolicy`: what the text promises is what `settle` computes, every member of a document is said, and each
//! preset reads as it was reviewed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "a test stops at the first surprise"
)]

#[path = "describing/members.rs"]
mod members;
#[path = "fuzz/random.rs"]
#[allow(dead_code, reason = "the fuzzer shuffles, too")]
mod random;
#[path = "describing/written.rs"]
mod written;

use random::Random;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::{env, fs};

const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

fn root() -> &'static str {
    env!("CARGO_MANIFEST_DIR")
}

/// Documents of a folder by name; lists of them and tools are none.
fn documents(folder: &str) -> BTreeMap<String, Value> {
    let files = fs::read_dir(format!("{}/{folder}", root())).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap())
        })
        .filter(|(_, document): &(_, Value)| document["schema"].is_number() && document["kind"].is_null())
        .collect()
}

fn described(document: &Value, currency: &str) -> Value {
    let request = json!({"contract": 1, "command": "describePolicy", "document": document, "currency": currency});
    serde_json::from_slice(&makegood::call(request.to_string().as_bytes())).unwrap()
}

/// What docs/contract.md says an example is, as a request to `settle`.
fn request(document: &Value, currency: &str, example: &Value) -> Value {
    let is_own = document["period"] == "anniversary";
    let (before, now) = if is_own { ("2026-02-15", "2026-03-15") } else { ("2026-02-01", "2026-03-01") };
    let outages: Vec<Value> = (1..)
        .zip(example["outages"].as_array().unwrap())
        .map(|(id, outage): (usize, &Value)| {
            let mut outage = outage.clone();
            outage["id"] = json!(id.to_string());
            outage["subject"] = json!("service:example");
            outage
        })
        .collect();
    let charge = |id, from| json!({"id": id, "from": from, "months": 1, "amount": example["fee"], "tax": null});
    let mut service = json!({
        "id": "example", "client": "example", "period": example["period"],
        "spans": [{"from": "2025-01-01T00:00:00Z", "to": null, "server": null, "state": "active"}],
        "assignments": [{"scope": "service", "policy": ZEROS, "from": "2025-01-01T00:00:00Z"}],
        "charges": [charge("before", before), charge("now", now)],
        "recurring": {"months": 1, "amount": example["fee"], "tax": null},
        "entries": [], "claims": example["claims"],
    });
    if is_own {
        service["anchor"] = json!(15);
    }
    json!({
        "contract": 1, "command": "settle", "asOf": "2027-01-01T00:00:00Z",
        "capabilities": {"routes": ["accountCredit"]},
        "zones": [{"name": document["zone"], "offsets": [{"from": null, "seconds": 0}]}],
        "policies": [{"hash": ZEROS, "document": document}],
        "outages": outages, "maintenance": [],
        "clients": [{"id": "example", "currency": currency, "revision": 0, "carry": "0"}],
        "services": [service],
    })
}

/// The raw text of each `"steps":[…]` of an answer.
fn steps(answer: &[u8]) -> Vec<String> {
    #[derive(serde::Deserialize)]
    struct With {
        steps: Box<RawValue>,
    }
    #[derive(serde::Deserialize)]
    struct Answer {
        #[serde(alias = "results")]
        examples: Vec<With>,
    }
    let answer: Answer = serde_json::from_slice(answer).unwrap();
    answer.examples.into_iter().map(|with| with.steps.get().to_owned()).collect()
}

/// Settles the examples of a document anew; how much each of them earns.
fn checked(name: &str, document: &Value, currency: &str) -> Option<Vec<i128>> {
    let ask = json!({"contract": 1, "command": "describePolicy", "document": document, "currency": currency});
    let bytes = makegood::call(ask.to_string().as_bytes());
    let answer: Value = serde_json::from_slice(&bytes).unwrap();
    if answer["ok"] != true {
        assert_eq!(answer["errors"][0]["code"], "amount_overflow", "{name}: {answer}");
        return None;
    }
    let ids: Vec<&str> = answer["examples"].as_array().unwrap().iter().map(|e| e["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["least", "middle", "most"]);
    let mut worths = Vec::new();
    for (example, steps_told) in answer["examples"].as_array().unwrap().iter().zip(steps(&bytes)) {
        let request = request(document, currency, example);
        let settled = makegood::call(request.to_string().as_bytes());
        assert_eq!(steps(&settled), [steps_told], "{name}: {request}");
        let settled: Value = serde_json::from_slice(&settled).unwrap();
        let result = &settled["results"][0];
        let text = example["text"].as_str().unwrap();
        for member in ["downtimeMs", "availability"] {
            assert_eq!(result[member], example[member], "{name}: {member} of {request}");
        }
        for part in ["net", "tax", "gross"] {
            assert_eq!(result["entitlement"][part], example["credit"][part], "{name}: {part} of {request}");
        }
        let extension = result["schema2"]["extensionMs"].as_i64().unwrap_or(0);
        assert_eq!(example["extensionMs"], extension, "{name}");
        let gross = example["credit"]["gross"].as_str().unwrap();
        let minor: i128 = gross.replace('.', "").parse().unwrap();
        assert!(minor == 0 || text.ends_with(&format!("You receive {gross} {currency}.")), "{name}: {text}");
        worths.push(minor.max(i128::from(extension)));
        assert!(answer["text"].as_str().unwrap().contains(text), "{name}");
    }
    Some(worths)
}

#[test]
fn examples_of_presets_and_published_policies_are_what_settle_says() {
    for (folder, least) in [("policies", 14), ("tests/policies", 20)] {
        let all = documents(folder);
        assert!(all.len() >= least, "{folder}");
        for (name, document) in all {
            if name.ends_with("-original") {
                continue; // refused by readers: what lint is for
            }
            for currency in ["USD", "JPY", "KWD"] {
                let worths = checked(&name, &document, currency).unwrap();
                assert!(worths.is_sorted() && worths[2] > worths[0], "{name}: {worths:?}");
            }
        }
    }
}

#[test]
fn examples_of_random_policies_are_what_settle_says() {
    let count = env::var("DESCRIBED_POLICIES").map_or(300, |text| text.parse().unwrap());
    let mut random = Random::new(env::var("DESCRIBED_SEED").map_or(7, |text| text.parse().unwrap()));
    let (mut settled, mut earning, mut families) = (0, 0, BTreeMap::<String, u32>::new());
    for number in 0..count {
        let document = written::document(&mut random);
        let currency = *random.pick(&["USD", "JPY", "KWD", "EUR"]);
        *families.entry(document["schedule"]["family"].as_str().unwrap().to_owned()).or_default() += 1;
        let Some(worths) = checked(&format!("{number} {document}"), &document, currency) else { continue };
        assert!(worths.is_sorted(), "{number} {document}: {worths:?}");
        settled += 1;
        earning += u32::from(worths[2] > 0);
    }
    assert!(settled > count * 9 / 10, "{settled} of {count}");
    assert!(earning > count * 8 / 10, "{earning} of {count} earn something");
    assert_eq!(families.len(), 10, "{families:?}");
}

/// What earns as much as what earns the most is of the same part: what is tried of the next one may earn nothing.
#[test]
fn examples_of_parts_earn_what_they_are_called() {
    let flat = |below: &str| json!({"family": "flat", "share": {"percent": "10"}, "below": below});
    let tiers = json!({"family": "uptimeTiers", "edge": "atOrBelow", "tiers": [{"below": "100", "percent": "10"}]});
    for (name, first, expected) in [
        // 22 % of March are 6.82 days: of what is tried a week alone is longer.
        ("a part that earns late", flat("78"), [0, 1_000, 1_000]),
        ("a part that always earns", tiers, [1_000, 1_000, 1_000]),
    ] {
        let parts = json!([{"name": "early", "schedule": first}, {"name": "never", "schedule": flat("0.1")}]);
        let schedule = json!({"family": "components", "stack": "largest", "of": parts});
        let document = json!({"schema": 2, "name": name, "zone": "UTC", "schedule": schedule});
        assert_eq!(checked(name, &document, "USD").unwrap(), expected, "{name}");
    }
    let parts = [("early", "99.9"), ("never", "0.1"), ("late", "99.9")];
    let parts = parts.map(|(name, below)| json!({"name": name, "schedule": flat(below)}));
    let schedule = json!({"family": "components", "stack": "sum", "of": parts});
    let document = json!({"schema": 2, "name": "Three", "zone": "UTC", "schedule": schedule});
    assert_eq!(checked("three", &document, "USD").unwrap(), [0, 1_000, 2_000]);
    let most = described(&document, "USD")["examples"][2]["outages"].take();
    let named: Vec<&str> = most.as_array().unwrap().iter().map(|o| o["component"].as_str().unwrap()).collect();
    assert_eq!(named, ["early", "late"], "a part that never earns has no outage");
    let schedule = json!({"family": "components", "stack": "sum", "of": [{"name": "never", "schedule": flat("0.1")}]});
    let document = json!({"schema": 2, "name": "One", "zone": "UTC", "schedule": schedule});
    let longest = described(&document, "USD")["examples"][2]["outages"].take();
    assert_eq!(longest.as_array().map(Vec::len), Some(1), "one part alone is not tried once more with the others");
}

/// Of March 7 days are 77.4 % up, 10 are 67.7 %, 14 are 54.8 %, 28 are 9.7 %. A schedule that ends nowhere is shown as far as
/// a day without service, 96.8 %; one with a step on which the longest outages earn the same ends there.
#[test]
fn examples_reach_as_far_as_a_schedule_has_an_end() {
    for (name, below, expected) in [
        ("no end", ["80", "70", "60", "10"], [0, 0, 0]),
        ("7 days as 10", ["80", "60", "10", "5"], [0, 1_000, 3_000]),
        ("10 days as 14", ["80", "70", "10", "5"], [0, 1_000, 3_000]),
        ("14 days as 28", ["80", "70", "60", "5"], [0, 1_000, 3_000]),
    ] {
        let tiers = below.iter().zip(["10", "20", "30", "40"]);
        let tiers: Vec<Value> = tiers.map(|(below, percent)| json!({"below": below, "percent": percent})).collect();
        let schedule = json!({"family": "uptimeTiers", "tiers": tiers});
        let document = json!({"schema": 2, "name": name, "zone": "UTC", "schedule": schedule});
        assert_eq!(checked(name, &document, "USD").unwrap(), expected, "{name}");
    }
}

#[test]
fn every_member_of_a_document_is_said() {
    let mut seen = BTreeMap::<&str, u32>::new();
    for (name, document) in written::one_of_each() {
        let base = described(&document, "USD");
        assert_eq!(base["ok"], true, "{name}: {base}");
        for (path, other) in members::changes(&document) {
            let answer = described(&other, "USD");
            assert_eq!(answer["ok"], true, "{name} {path}: {answer}");
            // A value that a text asks for and nobody gives it stays in braces.
            assert!(!answer["text"].as_str().unwrap().contains(['{', '}']), "{name} {path}: {answer}");
            let said = |answer: &Value| json!([answer["title"], answer["sections"]]).to_string();
            let differs = said(&answer) != said(&base);
            match members::unsaid(&path, &document) {
                Some(reason) => {
                    assert!(!differs, "{name}: {path} is said, though {reason}");
                    *seen.entry(reason).or_default() += 1;
                }
                None => assert!(differs, "{name}: {path} is not said"),
            }
        }
    }
    assert_eq!(seen.len(), members::REASONS, "{seen:?}");
}

#[test]
fn presets_cover_every_family_and_nothing_is_wrong_with_them() {
    let index: Vec<Value> =
        serde_json::from_str(&fs::read_to_string(format!("{}/policies/index.json", root())).unwrap()).unwrap();
    let index: Vec<Value> = index.into_iter().filter(|row| row["kind"] == "sla").collect();
    let documents = documents("policies");
    let ids: Vec<&str> = index.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(
        documents.keys().map(String::as_str).collect::<std::collections::BTreeSet<_>>(),
        ids.iter().copied().collect()
    );
    let describe: Value = serde_json::from_slice(&makegood::call(br#"{"contract":1,"command":"describe"}"#)).unwrap();
    for family in describe["families"].as_array().unwrap() {
        assert!(index.iter().any(|row| row["family"] == *family), "no preset of {family}");
    }
    for row in &index {
        let document = &documents[row["id"].as_str().unwrap()];
        assert_eq!((&document["schedule"]["family"], &document["name"]), (&row["family"], &row["title"]));
        assert!(row["for"].as_str().unwrap().ends_with('.'));
        let lint =
            json!({"contract": 1, "command": "lintPolicy", "document": document, "currencies": ["USD", "EUR", "JPY"]});
        let lint: Value = serde_json::from_slice(&makegood::call(lint.to_string().as_bytes())).unwrap();
        assert_eq!((&lint["readable"], &lint["findings"]), (&json!(true), &json!([])), "{}", row["id"]);
    }
}

/// The texts were read as a client would before they were kept; `KEEP_TEXTS=1` keeps them anew, to be read again.
#[test]
fn presets_read_as_reviewed() {
    for (id, document) in documents("policies") {
        let path = format!("{}/tests/describing/{id}.txt", root());
        let text = described(&document, "USD")["text"].as_str().unwrap().to_owned();
        if env::var_os("KEEP_TEXTS").is_some() {
            fs::write(&path, &text).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), text, "{id}: read it, then KEEP_TEXTS=1");
        assert!(!text.contains(['{', '}']), "{id}");
    }
}
