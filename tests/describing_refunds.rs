//! `describePolicy` of refund policies: examples are what `quoteRefund` says, every member is said, each preset reads as it
//! was reviewed and has nothing that lint finds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::{env, fs};

const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";
const FROM: &str = "2026-01-01T00:00:00Z";

fn root() -> &'static str {
    env!("CARGO_MANIFEST_DIR")
}

fn read(path: &str) -> String {
    fs::read_to_string(format!("{}/{path}", root())).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn call(request: &Value) -> Value {
    serde_json::from_slice(&makegood::call(request.to_string().as_bytes())).unwrap()
}

/// Refund presets by id.
fn presets() -> BTreeMap<String, Value> {
    let index: Vec<Value> = serde_json::from_str(&read("policies/index.json")).unwrap();
    let ids = index.into_iter().filter(|row| row["kind"] == "refund").map(|row| row["id"].as_str().unwrap().to_owned());
    ids.map(|id| (id.clone(), serde_json::from_str(&read(&format!("policies/{id}.json"))).unwrap())).collect()
}

fn described(document: &Value, currency: &str) -> Value {
    call(&json!({"contract": 1, "command": "describePolicy", "document": document, "currency": currency}))
}

/// A document with every member.
fn everything() -> Value {
    let vectors: Vec<Value> = serde_json::from_str(&read("tests/vectors/refundPolicy-documents.json")).unwrap();
    vectors.into_iter().find(|row| row["id"] == "refund-text-everything").unwrap()["request"]["document"].take()
}

/// What docs/contract.md says an example is, as a request to `quoteRefund`.
fn quoted(document: &Value, currency: &str, example: &Value) -> Value {
    let (price, monthly, hourly, taken) = match currency {
        "JPY" => ("100", "10", "0.02", "3"),
        "KWD" => ("100.000", "10", "0.02", "3.000"),
        _ => ("100.00", "10", "0.02", "3.00"),
    };
    assert_eq!(example["price"], price);
    let text = document.to_string();
    let said: Vec<&str> = ["consumer", "earlyStart", "activated"]
        .into_iter()
        .filter(|fact| text.replace("\"from\":\"activated\"", "").contains(&format!("\"{fact}\"")))
        .collect();
    let at = &example["requestedAt"];
    call(&json!({
        "contract": 1, "command": "quoteRefund", "asOf": at, "currency": currency,
        "capabilities": {"routes": ["gatewayRefund", "accountCredit"]},
        "zones": [{"name": document["zone"], "offsets": [{"from": null, "seconds": 0}]}],
        "policy": {"hash": ZEROS, "document": document},
        "product": document.pointer("/rules/0/when/products/only/0"),
        "country": document.pointer("/rules/0/when/countries/0"), "since": null, "facts": said,
        "orderedAt": FROM, "activatedAt": FROM, "requestedAt": at, "terminatedAt": at, "decidedAt": at, "wish": null,
        "lines": [{"id": "plan", "kind": "plan", "from": FROM, "to": "2027-01-01T00:00:00Z", "amount": price,
            "monthlyPrice": monthly, "hourlyPrice": hourly}],
        "payments": [{"id": "card", "source": "cash", "at": FROM, "amount": price,
            "fee": if document["gatewayFees"] == "kept" { taken } else { "0" }}],
        "credited": "0", "arrears": [], "history": [], "replacement": null, "quoted": null,
    }))
}

#[test]
fn examples_are_what_quote_refund_says() {
    let mut documents = presets();
    documents.insert("everything".to_owned(), everything());
    assert!(documents.len() >= 8);
    let mut rules = 0;
    for (id, document) in &documents {
        for currency in ["USD", "JPY", "KWD"] {
            let answer = described(document, currency);
            let examples = answer["examples"].as_array().unwrap_or_else(|| panic!("{id}: {answer}"));
            let ids: Vec<&Value> = examples.iter().map(|example| &example["id"]).collect();
            assert_eq!(ids, ["early", "later", "late"], "{id}");
            for example in examples {
                let quote = quoted(document, currency, example);
                assert_eq!(quote["quote"]["payout"], example["payout"], "{id}: {quote}");
                assert_eq!(quote["quote"]["rule"], example["rule"], "{id}");
                let text = example["text"].as_str().unwrap();
                let payout = example["payout"].as_str().unwrap();
                let nothing = payout.chars().all(|digit| "0.".contains(digit));
                let outcome = format!("You receive {payout} {currency}.");
                assert!(text.ends_with(if nothing { "You receive nothing." } else { &outcome }), "{id}: {text}");
                assert!(answer["text"].as_str().unwrap().contains(text), "{id}");
                rules += usize::from(!example["rule"].is_null());
            }
        }
    }
    assert!(rules > 30, "{rules} examples are decided by a rule");
}

/// The first product that a rule is for: an example of another one would show nothing of the rule.
#[test]
fn an_example_has_the_product_that_a_rule_is_for() {
    let mut document = presets().remove("refund-money-back").unwrap();
    for products in [json!({"only": ["vps"]}), json!({"except": ["vps"]})] {
        document["rules"][0]["when"]["products"] = products;
        let answer = described(&document, "USD");
        assert_eq!(answer["examples"][0]["rule"], document["rules"][0]["id"], "{answer}");
    }
}

/// Another value at each place of the document with everything: the text says so.
#[test]
fn every_member_is_said() {
    let document = everything();
    let both = |amount: &str| json!([{"currency":"USD","amount":amount},{"currency":"EUR","amount":amount}]);
    let rows = [
        ("/name", json!("Other")),
        ("/zone", json!("Asia/Tokyo")),
        ("/clock", json!("request")),
        ("/clock", json!("decision")),
        ("/requires/without", json!(["trial"])),
        ("/requires/facts", json!(["invoiced"])),
        ("/rules/0/id", json!("primary")),
        ("/rules/0/statutory", json!(true)),
        ("/rules/0/when/facts", json!(["earlyStart"])),
        ("/rules/0/when/without", json!(["breach"])),
        ("/rules/0/when/within", json!({"hours":49,"from":"activated"})),
        ("/rules/0/when/within", json!({"hours":48})),
        ("/rules/0/when/within", json!({"days":1,"ends":"day","from":"activated"})),
        ("/rules/0/when/within", json!({"days":2,"ends":"day","from":"activated"})),
        ("/rules/0/when/after", json!({"days":1,"from":"started","ends":"day"})),
        ("/rules/0/when/after", json!({"days":0,"from":"started"})),
        ("/rules/0/when/usedAtMost", json!("51")),
        ("/rules/0/when/products", json!({"only":["5"]})),
        ("/rules/0/when/products", json!({"except":["5","6"]})),
        ("/rules/0/when/countries", json!(["DE"])),
        ("/rules/0/when/order", json!({"above":both("11")})),
        ("/rules/0/when/order", json!({"atMost":both("10")})),
        ("/rules/0/when/customer", json!({"before":"2026-06-02"})),
        ("/rules/0/when/customer", json!({"from":"2026-06-01"})),
        ("/rules/0/when/quota/most", json!(1)),
        ("/rules/0/when/quota/per", json!("customer")),
        ("/rules/0/when/quota/days", json!(364)),
        ("/rules/0/when/quota", json!({"most":2,"per":"product","in":"calendarYear","rules":["first"]})),
        ("/rules/0/when/quota/rules", json!(["second"])),
        ("/rules/0/when/cooldown/hours", json!(7)),
        ("/rules/0/when/cooldown/since", json!("refund")),
        ("/rules/0/give/percent", json!("81")),
        ("/rules/0/give", json!({"method":"full"})),
        ("/rules/0/give", json!({"method":"nothing"})),
        ("/rules/0/lines/0/kind", json!("licence")),
        ("/rules/0/lines/0/give", json!("full")),
        ("/rules/0/lines/0/if", json!([])),
        ("/rules/0/lines/1/give/keep", json!("11")),
        ("/rules/1/give/times", json!("1.6")),
        ("/rules/1/give/price", json!("paid")),
        ("/rules/1/give/time/unit", json!("minute")),
        ("/rules/1/give/time/used", json!("up")),
        ("/rules/1/give/time/total", json!("down")),
        ("/rules/1/give/time", json!({"unit":"hour","count":"calendar","used":"down"})),
        ("/rules/1/give/time", json!({"unit":"exact"})),
        ("/rules/2/give/rest", json!("share")),
        ("/rules/2/give/rest", json!("month")),
        ("/rules/2/give/times", json!("2")),
        ("/rules/2/give/time/month", json!(31)),
        ("/rules/2/give/time/month", json!("real")),
        ("/lines/0/give", json!("rule")),
        ("/lines/0/if", json!(["trial"])),
        ("/lines/1/give", json!({"keep":"30"})),
        ("/fees/0/id", json!("other")),
        ("/fees/0/amounts", both("6")),
        ("/fees/0/if", json!(["overdue"])),
        ("/fees/0/rules", json!(["second"])),
        ("/fees/0/taxed", json!(true)),
        ("/fees/1/percent", json!("2.6")),
        ("/fees/2/terms/0/months", json!(59)),
        ("/fees/2/terms/0/until", json!(11)),
        ("/fees/2/terms/0/percent", json!("31")),
        ("/overage/included", json!("whole")),
        ("/vouchers", json!("kept")),
        ("/gatewayFees", json!("ours")),
        ("/arrears", json!("ignore")),
        ("/arrears", json!("settleFirst")),
        ("/tax", json!("line")),
        ("/round", json!("up")),
        ("/round", json!("halfUp")),
        ("/payout/order", json!("newest")),
        ("/payout/order", json!("largest")),
        ("/payout/parts", json!([{"to":"payments","percent":"60"},{"to":"accountCredit","percent":"40"}])),
        ("/payout", json!({"to":"choice","order":"proportional"})),
        ("/payout", json!({"to":"nextInvoice","order":"proportional"})),
        ("/review/simpleDays", json!(2)),
        ("/review/complexDays", json!(3)),
        ("/review/complexAbove", both("101")),
        ("/review/secondAbove", both("501")),
        ("/review/limits/0/role", json!("lead")),
        ("/review/limits/0/amounts", both("51")),
        ("/review/appealDays", json!(1)),
        ("/review/order", json!("cancelFirst")),
        ("/review/payoutDays/0/method", json!("transfer")),
        ("/review/payoutDays/0/from", json!(2)),
        ("/review/payoutDays/0/to", json!(4)),
        ("/review/reasons/0/code", json!("performance")),
        ("/review/reasons/0/route", json!("billing")),
        ("/review/reasons/0/complex", json!(false)),
        ("/review/reasons/0/fields", json!(["ticket"])),
    ];
    let plain = |document: &Value| {
        let answer = described(document, "EUR");
        // Examples would say much of it in figures: sentences have to.
        let mut sections = answer["sections"].as_array().unwrap_or_else(|| panic!("{answer}")).clone();
        sections.pop();
        format!("{} {}", answer["title"], json!(sections))
    };
    let base = plain(&document);
    for (pointer, value) in rows {
        let mut changed = document.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        match changed.pointer_mut(parent).unwrap() {
            Value::Array(list) => list[name.parse::<usize>().unwrap()] = value.clone(),
            members => members[name] = value.clone(),
        }
        let text = plain(&changed);
        assert_ne!(text, base, "{pointer} = {value}");
        assert!(!text.replace("{\"", "").replace("\"}", "").contains("{n}"), "{text}");
    }
    // Each word of a closed list has a text of its own.
    for (pointer, words) in [
        (
            "/rules/0/when/facts/0",
            "consumer earlyStart activated notStarted failedOrder renewal trial downgrade overdue domainKept customised invoiced ownFault",
        ),
        (
            "/rules/0/when/without/0",
            "consumer earlyStart activated notStarted failedOrder renewal trial downgrade breach overdue domainKept customised invoiced ownFault",
        ),
        (
            "/review/reasons/0/code",
            "notNeeded notAsDescribed outage performance duplicate mistake unknownCharge movedAway other",
        ),
        ("/review/reasons/0/fields/0", "domain invoice bankAccount explanation ticket"),
        ("/rules/0/lines/0/kind", "plan addOn valueAdded setup domain licence customisation"),
    ] {
        let texts: Vec<String> = words
            .split(' ')
            .map(|word| {
                let mut changed = document.clone();
                *changed.pointer_mut(pointer).unwrap() = json!(word);
                plain(&changed)
            })
            .collect();
        let mut distinct = texts.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), texts.len(), "{pointer}");
    }
}

#[test]
fn nothing_is_wrong_with_a_preset() {
    let index: Vec<Value> = serde_json::from_str(&read("policies/index.json")).unwrap();
    for (id, document) in presets() {
        let row = index.iter().find(|row| row["id"] == id.as_str()).unwrap();
        assert_eq!(row["title"], document["name"], "{id}");
        assert!(row["for"].as_str().unwrap().ends_with('.'), "{id}");
        let methods = document["rules"].as_array().unwrap().iter().map(|rule| &rule["give"]["method"]);
        assert!(methods.clone().any(|method| *method == row["family"]), "{id}");
        let request =
            json!({"contract": 1, "command": "lintPolicy", "document": document, "currencies": ["USD", "EUR"]});
        let answer = call(&request);
        assert_eq!((&answer["readable"], &answer["findings"]), (&json!(true), &json!([])), "{id}");
    }
}

/// The texts were read as a client would before they were kept; `KEEP_TEXTS=1` keeps them anew, to be read again.
#[test]
fn presets_read_as_reviewed() {
    for (id, document) in presets() {
        let path = format!("tests/describing/{id}.txt");
        let text = described(&document, "USD")["text"].as_str().unwrap().to_owned();
        if env::var_os("KEEP_TEXTS").is_some() {
            fs::write(format!("{}/{path}", root()), &text).unwrap();
        }
        assert_eq!(read(&path), text, "{id}: read it, then KEEP_TEXTS=1");
        assert!(!text.contains(['{', '}']), "{id}");
    }
}
