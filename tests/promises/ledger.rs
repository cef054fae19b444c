//! Settling again with one's own output gives nothing, whatever the route; what was posted and taken back is nothing;
//! carrying over loses no minor unit over 36 months.

use super::tape::Tape;
use super::{cells, draw, stories, wire};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A panel and a client's money in it.
struct Panel {
    currency: &'static str,
    decimals: usize,
    capabilities: Value,
    /// Minor units that it can book.
    unit: i64,
    minimum: i64,
}

fn panel(tape: &mut Tape<'_>) -> Panel {
    let (currency, decimals, scale) =
        tape.pick(&[("USD", 2, None), ("JPY", 0, None), ("KWD", 3, Some(2)), ("HUF", 2, Some(0)), ("KWD", 3, None)]);
    let routes: &[&str] = if tape.chance(20) { &[] } else { &["accountCredit"] };
    let scales: Vec<Value> = scale.iter().map(|scale| json!({"currency": currency, "scale": scale})).collect();
    let unit = scale.map_or(1, |scale| 10_i64.pow(u32::try_from(decimals - scale).unwrap()));
    Panel {
        currency,
        decimals,
        capabilities: json!({"routes": routes, "postableScale": scales}),
        unit,
        minimum: tape.pick(&[0, 1, 150, 2_500]),
    }
}

/// What the bridge keeps: entries by service and period, and the client's row.
struct Ledger {
    entries: Vec<Vec<Value>>,
    revision: i64,
    carry: i64,
    posted: i64,
}

impl Ledger {
    fn new(keys: usize) -> Self {
        Self { entries: vec![Vec::new(); keys], revision: 0, carry: 0, posted: 0 }
    }

    fn put_into(&self, panel: &Panel, request: &mut Value, keys: &[usize]) {
        request["capabilities"] = panel.capabilities.clone();
        request["clients"] = json!([{"id": "5", "currency": panel.currency, "revision": self.revision, "carry": wire::amount(self.carry, panel.decimals)}]);
        if panel.minimum > 0 {
            request["policies"][0]["document"]["minimumPayout"] =
                json!([{"currency": panel.currency, "amount": wire::amount(panel.minimum, panel.decimals)}]);
        }
        for (place, key) in keys.iter().enumerate() {
            request["services"][place]["entries"] = self.entries[*key].clone().into();
        }
    }

    /// Records one result as the bridge would, and checks what has to hold of any.
    fn record(&mut self, panel: &Panel, key: usize, result: &Value) {
        assert_eq!(wire::minor(&result["carryBefore"]), self.carry, "{result}");
        let posting = if result["posting"].is_null() { 0 } else { wire::minor(&result["posting"]) };
        assert!(
            posting >= 0 && posting % panel.unit == 0 && (posting == 0 || posting + panel.unit > panel.minimum),
            "{result}"
        );
        let can_post = panel.capabilities["routes"] != json!([]);
        let route = match (result["adjustment"].is_null(), posting) {
            (true, _) => "none",
            (false, 0) => "carry",
            (false, _) if can_post => "accountCredit",
            (false, _) => "review",
        };
        assert_eq!((result["route"].as_str().unwrap(), posting > 0), (route, !result["posting"].is_null()), "{result}");
        if let Some(next) = result["adjustment"].as_object() {
            assert_eq!(next["n"], self.entries[key].len() + 1);
            assert_eq!(wire::minor(&next["net"]) + wire::minor(&next["tax"]), wire::minor(&next["gross"]));
            self.carry += wire::minor(&next["gross"]) - posting;
            self.entries[key]
                .push(json!({"n": next["n"], "net": next["net"], "tax": next["tax"], "gross": next["gross"]}));
            self.revision += 1;
        }
        self.posted += posting;
        assert_eq!(wire::minor(&result["carryAfter"]), self.carry, "{result}");
        for part in ["net", "tax", "gross"] {
            assert_eq!(self.sum(key, part), wire::minor(&result["entitlement"][part]), "{result}");
        }
    }

    fn sum(&self, key: usize, part: &str) -> i64 {
        self.entries[key].iter().map(|entry| wire::minor(&entry[part])).sum()
    }

    fn all(&self) -> i64 {
        (0..self.entries.len()).map(|key| self.sum(key, "gross")).sum()
    }
}

fn settle(panel: &Panel, ledger: &mut Ledger, request: &mut Value, keys: &[usize]) {
    ledger.put_into(panel, request, keys);
    let answer = wire::call(request);
    for (key, result) in keys.iter().zip(answer["results"].as_array().unwrap()) {
        ledger.record(panel, *key, result);
    }
}

fn settle_twice(panel: &Panel, ledger: &mut Ledger, request: &mut Value, keys: &[usize]) {
    settle(panel, ledger, request, keys);
    // With its own output the same evidence asks for nothing more.
    ledger.put_into(panel, request, keys);
    for again in wire::call(request)["results"].as_array().unwrap() {
        let carry = wire::amount(ledger.carry, panel.decimals);
        let nothing = json!([null, "none", null, carry, carry]);
        assert_eq!(
            json!([again["adjustment"], again["route"], again["posting"], again["carryBefore"], again["carryAfter"]]),
            nothing,
            "{request}"
        );
    }
}

proptest! {
    #![proptest_config(stories())]

    /// Late, corrected and withdrawn outages, by any family.
    #[test]
    fn a_ledger_follows_the_evidence_and_asks_for_nothing_twice(cells in cells(), more in prop::collection::vec(any::<u16>(), 60)) {
        let tape = &mut Tape::new(&more);
        let panel = panel(tape);
        let mut case = draw::case(&cells);
        (case.as_of, case.given) = (case.to() + 20 * 86_400, 0);
        let all = core::mem::take(&mut case.outages);
        // A tier at or below 100 % owes without any outage.
        prop_assume!(wire::minor(&wire::result(&case)["entitlement"]["gross"]) == 0);
        let tax = tape.pick(&[Value::Null, json!({"mode": "exclusive", "rates": ["19"]}), json!({"mode": "inclusive", "rates": ["5", "9.975"]})]);
        let mut ledger = Ledger::new(1);
        let rounds = 1 + tape.below(4);
        for round in 0..=rounds {
            case.outages = all.iter().filter(|_| !tape.chance(30)).cloned().collect();
            for outage in &mut case.outages {
                outage.to += tape.pick(&[0, 0, 1, 60, 3_600]);
            }
            if round == rounds {
                case.outages.clear();
            }
            let mut request = wire::request(&case);
            request["services"][0]["given"] = json!({});
            request["services"][0]["recurring"] = json!({"months": case.fee.1, "amount": wire::amount(case.fee.0, panel.decimals), "tax": tax});
            settle_twice(&panel, &mut ledger, &mut request, &[0]);
            prop_assert_eq!(ledger.all(), ledger.posted + ledger.carry);
        }
        // All is withdrawn: what was posted and its reversal are nothing, which the client owes through its carry.
        prop_assert_eq!([ledger.sum(0, "net"), ledger.sum(0, "tax"), ledger.sum(0, "gross")], [0, 0, 0]);
        prop_assert_eq!(ledger.posted + ledger.carry, 0);
    }

    /// Several services of one client for three years, a few months to a request, some corrected later.
    #[test]
    fn nothing_is_lost_by_carrying_over_for_36_months(more in prop::collection::vec(any::<u16>(), 160)) {
        let tape = &mut Tape::new(&more);
        let panel = panel(tape);
        let (services, at_once) = (1 + tape.below(2), tape.pick(&[36, 12, 5]));
        let fees: Vec<i64> = (0..services).map(|_| tape.pick(&[495, 1, 33, 1_299, 10_000])).collect();
        let mut minutes: Vec<i64> = (0..36).map(|_| tape.pick(&[0, 7, 61, 600])).collect();
        let keys: Vec<usize> = (0..36 * services).collect();
        let mut ledger = Ledger::new(keys.len());
        for some in keys.chunks(at_once * services) {
            settle(&panel, &mut ledger, &mut three_years(&fees, &minutes, some, panel.decimals), some);
        }
        prop_assert_eq!(ledger.all(), ledger.posted + ledger.carry);
        prop_assert!((0..panel.minimum.max(panel.unit)).contains(&ledger.carry) || ends_without_credit(&ledger, &minutes), "{}", ledger.carry);
        // Later evidence on one month in three: longer, shorter, withdrawn.
        let late: Vec<usize> = (0..36).filter(|_| tape.chance(30)).collect();
        for month in &late {
            minutes[*month] = tape.pick(&[0, 8, 30, 1_000]);
        }
        let keys: Vec<usize> = keys.into_iter().filter(|key| late.contains(&(key / services))).collect();
        settle_twice(&panel, &mut ledger, &mut three_years(&fees, &minutes, &keys, panel.decimals), &keys);
        prop_assert_eq!(ledger.all(), ledger.posted + ledger.carry);
    }
}

/// A carry of the minimum or more is left only while no later entry asks for it.
fn ends_without_credit(ledger: &Ledger, minutes: &[i64]) -> bool {
    ledger.carry < 0 || minutes.iter().all(|minutes| *minutes == 0)
}

/// A tenth of a per cent for each minute of downtime, over months from January 2023 on. A key is month × services + service.
fn three_years(fees: &[i64], minutes: &[i64], keys: &[usize], decimals: usize) -> Value {
    let month = |place: usize| format!("{}-{:02}", 2_023 + place / 12, place % 12 + 1);
    let asked = |place: &usize| keys.iter().any(|key| key / fees.len() == *place);
    let outages = minutes.iter().enumerate().filter(|(place, minutes)| **minutes > 0 && asked(place)).map(|(place, minutes)| {
        let from = super::case::seconds(&format!("{}-05T10:00:00Z", month(place)));
        json!({"id": month(place), "subject": "server:1", "from": wire::at(from), "to": wire::at(from + minutes * 60)})
    });
    let services = keys.iter().map(|key| {
        json!({
            "id": format!("s{}", key % fees.len()), "client": "5", "period": month(key / fees.len()),
            "spans": [{"from": "2022-01-01T00:00:00Z", "to": null, "server": "1", "state": "active"}],
            "assignments": [{"scope": "product", "policy": wire::POLICY, "from": "2022-01-01T00:00:00Z"}],
            "charges": [], "recurring": {"months": 1, "amount": wire::amount(fees[key % fees.len()], decimals), "tax": null}, "entries": [],
        })
    });
    json!({
        "contract": 1, "command": "settle", "asOf": "2026-02-01T00:00:00Z", "capabilities": {"routes": []},
        "zones": [{"name": "UTC", "offsets": [{"from": null, "seconds": 0}]}],
        "policies": [{"hash": wire::POLICY, "document": {"schema": 2, "name": "Drawn", "zone": "UTC",
            "schedule": {"family": "perUnit", "share": {"percent": "0.1"}, "unitMs": 60_000, "round": "up", "per": "period"}}}],
        "outages": outages.collect::<Vec<_>>(),
        "clients": [{"id": "5", "currency": if decimals == 0 { "JPY" } else if decimals == 2 { "USD" } else { "KWD" }, "revision": 0, "carry": "0"}],
        "services": services.collect::<Vec<_>>(),
    })
}
