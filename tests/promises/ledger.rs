//! Settling again with one's own output gives nothing, whatever the route; what was posted and taken back is nothing;
//! carrying over loses no minor unit over 36 months.

use super::tape::Tape;
use super::{cells, draw, stories, wire};
use proptest::prelude::*;
use serde::Deserialize;
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
    let routes: Vec<&str> =
        tape.pick(&[vec![], vec!["accountCredit"], vec!["invoiceLine"], vec!["invoiceLine", "accountCredit"]]);
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

/// What a result says about money.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    entitlement: Sums,
    adjustment: Option<Sums>,
    route: String,
    posting: Option<String>,
    carry_before: String,
    carry_after: String,
}

#[derive(Debug, Deserialize)]
struct Sums {
    n: Option<usize>,
    net: String,
    tax: String,
    gross: String,
}

impl Sums {
    fn minor(&self) -> [i64; 3] {
        [&self.net, &self.tax, &self.gross].map(|amount| wire::minor_of(amount))
    }
}

#[derive(Deserialize)]
struct Answer {
    results: Vec<Told>,
}

/// What the bridge keeps: entries (net, tax, gross) by service and period, and the client's row.
struct Ledger {
    entries: Vec<Vec<[i64; 3]>>,
    revision: i64,
    carry: i64,
    posted: i64,
}

impl Ledger {
    fn new(keys: usize) -> Self {
        Self { entries: vec![Vec::new(); keys], revision: 0, carry: 0, posted: 0 }
    }

    fn put_into(&self, panel: &Panel, request: &mut Value, keys: &[usize]) {
        let money = |minor| wire::amount(minor, panel.decimals);
        request["capabilities"] = panel.capabilities.clone();
        request["clients"] =
            json!([{"id": "5", "currency": panel.currency, "revision": self.revision, "carry": money(self.carry)}]);
        if panel.minimum > 0 {
            request["policies"][0]["document"]["minimumPayout"] =
                json!([{"currency": panel.currency, "amount": money(panel.minimum)}]);
        }
        for (place, key) in keys.iter().enumerate() {
            let entries = self.entries[*key].iter().enumerate().map(|(n, [net, tax, gross])| {
                json!({"n": n + 1, "net": money(*net), "tax": money(*tax), "gross": money(*gross)})
            });
            request["services"][place]["entries"] = entries.collect();
        }
    }

    /// Records one result as the bridge would, and checks what has to hold of any.
    fn record(&mut self, panel: &Panel, key: usize, told: &Told) {
        assert_eq!(wire::minor_of(&told.carry_before), self.carry, "{told:?}");
        let posting = told.posting.as_ref().map_or(0, |amount| wire::minor_of(amount));
        assert!(
            posting >= 0 && posting % panel.unit == 0 && (posting == 0 || posting + panel.unit > panel.minimum),
            "{told:?}"
        );
        let route = match (&told.adjustment, posting) {
            (None, _) => "none",
            (Some(_), 0) => "carry",
            (Some(_), _) => panel.capabilities["routes"][0].as_str().unwrap_or("review"),
        };
        assert_eq!((told.route.as_str(), posting > 0), (route, told.posting.is_some()), "{told:?}");
        if let Some(next) = &told.adjustment {
            let [net, tax, gross] = next.minor();
            assert_eq!((next.n, net + tax), (Some(self.entries[key].len() + 1), gross));
            self.carry += gross - posting;
            self.entries[key].push([net, tax, gross]);
            self.revision += 1;
        }
        self.posted += posting;
        assert_eq!(wire::minor_of(&told.carry_after), self.carry, "{told:?}");
        assert_eq!([0, 1, 2].map(|part| self.sum(key, part)), told.entitlement.minor(), "{told:?}");
    }

    fn sum(&self, key: usize, part: usize) -> i64 {
        self.entries[key].iter().map(|entry| entry[part]).sum()
    }

    fn all(&self) -> i64 {
        (0..self.entries.len()).map(|key| self.sum(key, 2)).sum()
    }
}

fn ask(request: &Value) -> Vec<Told> {
    let answer = makegood::call(request.to_string().as_bytes());
    let read: Result<Answer, _> = serde_json::from_slice(&answer);
    read.unwrap_or_else(|error| panic!("{error}: {request}")).results
}

fn settle(panel: &Panel, ledger: &mut Ledger, request: &mut Value, keys: &[usize]) {
    ledger.put_into(panel, request, keys);
    for (key, told) in keys.iter().zip(ask(request)) {
        ledger.record(panel, *key, &told);
    }
}

fn settle_twice(panel: &Panel, ledger: &mut Ledger, request: &mut Value, keys: &[usize]) {
    settle(panel, ledger, request, keys);
    // With its own output the same evidence asks for nothing more.
    ledger.put_into(panel, request, keys);
    let (entries, carry, posted) = (ledger.entries.clone(), ledger.carry, ledger.posted);
    for (key, told) in keys.iter().zip(ask(request)) {
        assert!(told.adjustment.is_none() && told.posting.is_none() && told.route == "none", "{told:?} {request}");
        ledger.record(panel, *key, &told);
    }
    assert!(entries == ledger.entries && (carry, posted) == (ledger.carry, ledger.posted), "{request}");
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
        prop_assert_eq!([0, 1, 2].map(|part| ledger.sum(0, part)), [0, 0, 0]);
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
