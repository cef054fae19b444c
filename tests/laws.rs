//! Laws that hold for every input, tried on many: through the contract, as a bridge would see them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

mod support;

use proptest::prelude::*;
use serde_json::{Value, json};
use support::{MARCH_LENGTH_MS, MARCH_MS, POLICY, call, cents, confirm, instant, observation, ok, outage, settle};

/// Outages in and around March, as (from, length) in milliseconds.
fn outages() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((-86_400_000..MARCH_LENGTH_MS, 1..40_000_000_i64), 0..6)
}

fn as_values(outages: &[(i64, i64)]) -> Vec<Value> {
    let numbered = outages.iter().enumerate();
    numbered.map(|(n, (from, ms))| outage(&n.to_string(), MARCH_MS + from, MARCH_MS + from + ms)).collect()
}

fn taxes() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        ("exclusive|inclusive", 0..=25_u8, 0..100_u8)
            .prop_map(|(mode, whole, part)| json!({"mode": mode, "rates": [format!("{whole}.{part:02}"), "1.5"]})),
    ]
}

fn fees() -> impl Strategy<Value = String> {
    (0..100_000_u32, 0..100_u8).prop_map(|(whole, part)| format!("{whole}.{part:02}"))
}

/// A timeline: alternating down and up at rising times.
fn timeline() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(1..20_000_000_i64, 0..10).prop_map(|gaps| {
        gaps.iter()
            .scan(MARCH_MS, |at, gap| {
                *at += gap;
                Some(*at)
            })
            .collect()
    })
}

fn seen(source: &str, times: &[i64]) -> Vec<Value> {
    let states = ["down", "up"].into_iter().cycle();
    times
        .iter()
        .zip(states)
        .map(|(at, state)| observation(format!("{source}/{at}/{state}"), source, state, *at))
        .collect()
}

fn confirmed_ms(answer: &Value) -> i64 {
    let ms = |text: &Value| makegood::calendar::Instant::parse(text.as_str().unwrap()).unwrap().ms();
    let outages = answer["outages"].as_array().unwrap().iter();
    outages.filter(|outage| outage["status"] == "confirmed").map(|outage| ms(&outage["to"]) - ms(&outage["from"])).sum()
}

fn money(cents: i64) -> String {
    format!("{}{}.{:02}", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100)
}

/// Invoices as (credits, lines as (amount, taxed)), all in cents.
fn invoices() -> impl Strategy<Value = Value> {
    let lines = prop::collection::vec((-500..5_000_i64, any::<bool>()), 0..4);
    let invoice = (prop::collection::vec(0..2_000_i64, 0..3), lines);
    prop::collection::vec(invoice, 0..4).prop_map(|invoices| {
        let numbered = invoices.iter().enumerate();
        let invoices = numbered.map(|(at, (credits, lines))| {
            let credits =
                credits.iter().enumerate().map(|(n, cents)| json!({"id": n.to_string(), "amount": money(*cents)}));
            let lines = lines.iter().enumerate();
            let lines =
                lines.map(|(n, (cents, taxed))| json!({"id": n.to_string(), "amount": money(*cents), "taxed": taxed}));
            json!({"id": at.to_string(), "credits": credits.collect::<Vec<_>>(), "lines": lines.collect::<Vec<_>>()})
        });
        invoices.collect()
    })
}

/// Postings as (client, currency, cents, whether it waits).
fn postings() -> impl Strategy<Value = Vec<Value>> {
    let posting = (0..4_u8, "USD|EUR", 0..300_i64, any::<bool>());
    prop::collection::vec(posting, 0..8).prop_map(|postings| {
        let numbered = postings.iter().enumerate();
        let rows = numbered.map(|(n, (client, currency, cents, waits))| {
            let state = if *waits { "waiting" } else { "posted" };
            json!({"id": n.to_string(), "client": client.to_string(), "currency": currency, "amount": money(*cents), "state": state})
        });
        rows.collect()
    })
}

/// The same value, its objects' members the other way round, with white space everywhere.
fn respelled(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members: Vec<String> =
                members.iter().rev().map(|(name, value)| format!(" {:?} :\n{}", name, respelled(value))).collect();
            format!("{{{}\t}}", members.join(","))
        }
        Value::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(respelled).collect();
            format!("[ {} ]", elements.join(" ,\r\n"))
        }
        other => other.to_string(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn an_outage_in_two_parts_is_the_same_outage(from in 0..MARCH_LENGTH_MS, ms in 2..80_000_000_i64, cut in 1..1000_i64, fee in fees(), tax in taxes()) {
        let middle = from + 1 + (ms - 2) * cut / 1000;
        let whole = ok(&settle(&fee, tax.clone(), as_values(&[(from, ms)])));
        let parts = ok(&settle(&fee, tax, as_values(&[(from, middle - from), (middle, from + ms - middle)])));
        for field in ["entitlement", "adjustment", "posting", "downtimeMs", "availability"] {
            prop_assert_eq!(&whole["results"][0][field], &parts["results"][0][field]);
        }
    }

    #[test]
    fn the_order_of_outages_makes_no_difference(outages in outages(), fee in fees()) {
        let request = settle(&fee, Value::Null, as_values(&outages));
        let mut turned = request.clone();
        turned["outages"].as_array_mut().unwrap().reverse();
        prop_assert_eq!(call(&request), call(&turned));
    }

    #[test]
    fn amounts_add_up_and_stay_below_the_cap(outages in outages(), fee in fees(), tax in taxes(), carry in -500..500_i64) {
        let mut request = settle(&fee, tax.clone(), as_values(&outages));
        request["clients"][0]["carry"] = json!(money(carry));
        let answer = ok(&request);
        let result = &answer["results"][0];
        let owed = &result["entitlement"];
        prop_assert_eq!(cents(&owed["net"]) + cents(&owed["tax"]), cents(&owed["gross"]));
        let paid = result["steps"].as_array().unwrap().iter().find(|step| step["key"] == "fee").unwrap();
        prop_assert!(cents(&owed["gross"]) * 100 <= cents(&paid["args"]["gross"]) * 40);
        let moved = if result["adjustment"].is_null() { 0 } else { cents(&result["adjustment"]["gross"]) };
        let posted = if result["posting"].is_null() { 0 } else { cents(&result["posting"]) };
        prop_assert_eq!(cents(&result["carryBefore"]) + moved, posted + cents(&result["carryAfter"]));
        prop_assert!(posted >= 0);
        let rows = result["counted"].as_array().unwrap().iter();
        let counted: i64 = rows.map(|row| row["countedMs"].as_i64().unwrap()).sum();
        prop_assert_eq!(counted, result["downtimeMs"].as_i64().unwrap());
    }

    #[test]
    fn late_evidence_brings_the_ledger_to_the_same_sum(outages in outages(), rounds in prop::collection::vec(any::<prop::sample::Index>(), 1..5), fee in fees(), tax in taxes()) {
        let all = as_values(&outages);
        let mut entries: Vec<Value> = Vec::new();
        let mut known: Vec<usize> = rounds.iter().map(|round| round.index(all.len() + 1)).collect();
        known.push(all.len());
        let (mut carry, mut posted) = (json!("0"), 0);
        for count in known {
            let mut request = settle(&fee, tax.clone(), all[..count].to_vec());
            request["services"][0]["entries"] = json!(entries);
            request["clients"][0]["carry"] = carry;
            let answer = ok(&request);
            let result = &answer["results"][0];
            carry = result["carryAfter"].clone();
            posted += result["posting"].as_str().map_or(0, |_| cents(&result["posting"]));
            if let Some(next) = result["adjustment"].as_object() {
                prop_assert_eq!(&next["n"], &json!(entries.len() + 1));
                entries.push(json!({"n": next["n"], "net": next["net"], "tax": next["tax"], "gross": next["gross"]}));
            }
        }
        let fresh = ok(&settle(&fee, tax, all));
        let owed = &fresh["results"][0]["entitlement"];
        for part in ["net", "tax", "gross"] {
            prop_assert_eq!(entries.iter().map(|entry| cents(&entry[part])).sum::<i64>(), cents(&owed[part]));
        }
        prop_assert_eq!(posted + cents(&carry), cents(&owed["gross"]));
    }

    #[test]
    fn observations_may_come_in_any_order_and_twice(a in timeline(), b in timeline(), seed in any::<u64>()) {
        let plain = [seen("a", &a), seen("b", &b)].concat();
        let mut shuffled = [plain.clone(), plain.clone()].concat();
        let mut state = seed | 1;
        shuffled.sort_by_cached_key(|_| { state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1); state });
        prop_assert_eq!(call(&confirm(&["a", "b"], plain)), call(&confirm(&["b", "a"], shuffled)));
    }

    #[test]
    fn a_false_alarm_adds_no_confirmed_time(a in timeline(), b in timeline(), at in 0..MARCH_LENGTH_MS, ms in 1..10_000_000_i64) {
        // The third source calls alone: only where no other vote runs.
        let alarm = (MARCH_MS + at, MARCH_MS + at + ms);
        let runs = |times: &[i64]| times.chunks(2).any(|pair| pair[0] < alarm.1 && pair.get(1).is_none_or(|up| alarm.0 < *up));
        prop_assume!(!runs(&a) && !runs(&b));
        let plain = [seen("a", &a), seen("b", &b)].concat();
        let with_alarm = [plain.clone(), seen("c", &[alarm.0, alarm.1])].concat();
        let sources = ["a", "b", "c"];
        prop_assert_eq!(confirmed_ms(&ok(&confirm(&sources, plain))), confirmed_ms(&ok(&confirm(&sources, with_alarm))));
    }

    #[test]
    fn an_accepted_review_item_asks_no_more(times in timeline()) {
        let mut request = confirm(&["a"], seen("a", &times));
        let review = ok(&request)["review"].as_array().unwrap().clone();
        let decide = |item: &Value| json!({"case": "1", "decision": "accepted", "from": item["from"], "to": item["to"]});
        request["decisions"] = review.iter().map(decide).collect();
        let answer = ok(&request);
        prop_assert_eq!(&answer["review"], &json!([]));
        prop_assert_eq!(answer["outages"].as_array().unwrap().iter().filter(|outage| outage["open"] == false && outage["status"] != "confirmed").count(), 0);
    }

    #[test]
    fn spelling_makes_no_difference(outages in outages(), fee in fees(), tax in taxes()) {
        let request = settle(&fee, tax, as_values(&outages));
        prop_assert_eq!(makegood::call(request.to_string().as_bytes()), makegood::call(respelled(&request).as_bytes()));
    }

    #[test]
    fn a_chain_of_invoices_conserves_the_balance(invoices in invoices(), balance in 0..5_000_i64, used in any::<bool>(), tax in taxes(), per_line in any::<bool>()) {
        let mut tax = tax;
        if !tax.is_null() {
            tax["perLine"] = json!(per_line);
        }
        let answer = ok(&json!({"contract": 1, "command": "previewInvoice", "currency": "USD", "scale": 2,
            "balance": money(balance), "useBalance": used, "tax": tax, "invoices": invoices}));
        let mut before = balance;
        for row in answer["invoices"].as_array().unwrap() {
            let part = |name: &str| cents(&row[name]);
            prop_assert_eq!(part("balanceBefore"), before);
            prop_assert!((0..=before + part("credited")).contains(&part("balanceUsed")));
            prop_assert!(part("balanceUsed") <= part("total").max(0));
            prop_assert_eq!(part("due"), part("total") - part("balanceUsed"));
            let taxes: i64 = row["taxes"].as_array().unwrap().iter().map(|tax| cents(&tax["amount"])).sum();
            prop_assert_eq!(part("total"), part("subtotal") + taxes);
            before = before + part("credited") - part("balanceUsed");
            prop_assert_eq!(part("balanceAfter"), before);
            // Never both: something due and balance left, where the panel uses it.
            prop_assert!(!used || part("due") <= 0 || before == 0);
        }
    }

    #[test]
    fn a_run_is_held_by_what_exceeds_and_by_nothing_else(postings in postings(), clients in 0..5_i64, usd in 0..600_i64, at in any::<prop::sample::Index>()) {
        let request = |postings: &[Value], usd: i64| json!({"contract": 1, "command": "checkOutgoing",
            "limits": {"clients": clients, "amounts": [{"currency": "USD", "amount": money(usd)}]}, "postings": postings});
        let answer = ok(&request(&postings, usd));
        prop_assert_eq!(answer["held"] == true, answer["exceeded"] != json!([]));
        for total in answer["totals"].as_array().unwrap() {
            prop_assert_eq!(cents(&total["waiting"]) + cents(&total["posted"]), cents(&total["total"]));
        }
        let waits = postings.iter().any(|posting| posting["state"] == "waiting");
        prop_assert!(waits || answer["held"] == false);
        let mut turned = postings.clone();
        turned.reverse();
        prop_assert_eq!(&ok(&request(&turned, usd)), &answer);
        // More room or one posting less never holds what went out before.
        prop_assert!(answer["held"] == true || ok(&request(&postings, usd + 1))["held"] == false);
        let fewer = &postings[..at.index(postings.len() + 1)];
        prop_assert!(answer["held"] == true || ok(&request(fewer, usd))["held"] == false);
    }

    #[test]
    fn any_bytes_have_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let answer: Value = serde_json::from_slice(&makegood::call(&bytes)).unwrap();
        prop_assert_eq!(&answer["ok"], &json!(false));
    }

    #[test]
    fn a_damaged_request_has_an_answer(outages in outages(), at in any::<prop::sample::Index>(), byte in any::<u8>(), kind in 0..3_u8) {
        let mut bytes = settle("10.00", json!({"mode": "inclusive", "rates": ["20"]}), as_values(&outages)).to_string().into_bytes();
        let at = at.index(bytes.len());
        match kind {
            0 => bytes[at] = byte,
            1 => { bytes.remove(at); }
            _ => bytes.insert(at, byte),
        }
        let answer: Value = serde_json::from_slice(&makegood::call(&bytes)).unwrap();
        prop_assert!(answer["ok"].is_boolean());
    }

    #[test]
    fn any_payload_is_read_or_named_unknown(body in "[\\[{\"a-zA-Z0-9_=&%:,.}\\] -]{0,60}", vendor in prop::sample::select(makegood::intake::Vendor::all()), query in "[a-zT=&%0-9*]{0,20}") {
        let mapping = json!({"hash": POLICY, "document": {"schema": 1, "name": "m", "items": "", "target": ["/a"],
            "state": {"at": ["/T"], "words": [{"word": "a", "state": "up"}], "other": "down"}}});
        let answer = ok(&json!({"contract": 1, "command": "normalize", "mappings": [mapping], "deliveries": [
            {"id": "d", "source": "3", "vendor": vendor.word(), "mapping": vendor.is_mapped().then_some(POLICY),
             "receivedAt": instant(MARCH_MS), "query": query, "body": body}]}));
        let result = &answer["results"][0];
        prop_assert_eq!(matches!(result["status"].as_str(), Some("unknown" | "partial")), !result["problem"].is_null());
        prop_assert_eq!(result["status"] == "observed", result["observations"].as_array().unwrap().iter().any(|seen| matches!(seen["kind"].as_str(), Some("state" | "reminder"))) && result["problem"].is_null());
    }
}

#[test]
fn a_deep_or_large_request_is_refused() {
    let deep = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
    let large = vec![b' '; makegood::contract::MAX_REQUEST_BYTES + 1];
    for request in [deep.as_bytes(), &large] {
        let answer: Value = serde_json::from_slice(&makegood::call(request)).unwrap();
        assert_eq!(answer["errors"][0]["code"], "request_too_large");
    }
}
