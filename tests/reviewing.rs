//! Laws of refund cases: the whole graph of states, and random walks through it with times, sums and offices as they come.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

use makegood::calendar::Instant;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

const ACTIONS: [&str; 17] = [
    "begin",
    "withdraw",
    "supply",
    "clear",
    "ask",
    "approve",
    "adjust",
    "reject",
    "clock",
    "confirm",
    "decline",
    "cancelled",
    "cancelFailed",
    "paid",
    "fail",
    "retry",
    "appeal",
];
const ACTORS: [(&str, &str); 4] =
    [("client:7", "client"), ("admin:1", "staff"), ("admin:2", "staff"), ("system", "system")];
const FAILURES: [&str; 8] = [
    "gatewayDeclined",
    "gatewayUnavailable",
    "paymentTooOld",
    "methodClosed",
    "wrongDetails",
    "insufficientFunds",
    "disputeOpened",
    "unknownOutcome",
];
/// Codes with which a step may be refused; of anything else a test of readers knows.
const CODES: [&str; 8] = [
    "above_limit",
    "case_incomplete",
    "case_state",
    "case_waits",
    "invalid_amount",
    "not_allowed",
    "not_due",
    "too_late",
];
const MONDAY: &str = "2026-11-23T10:00:00Z";

fn ask(request: &Value) -> Value {
    serde_json::from_slice(&makegood::call(request.to_string().as_bytes())).unwrap()
}

fn ms(instant: &Value) -> i64 {
    Instant::parse(instant.as_str().unwrap()).unwrap().ms()
}

fn text(ms: i64) -> String {
    Instant::from_ms(ms).text().as_str().to_owned()
}

fn fresh(quoted: &str, cancellation: &str, reason: &str) -> Value {
    json!({"id": "12", "kind": "refund", "state": "requested", "step": 0, "openedAt": MONDAY, "currency": "EUR",
        "reason": reason, "quoted": quoted, "fields": [], "needs": [], "asked": false, "cancellation": cancellation,
        "escalation": 0, "appealed": false})
}

fn review(order: &str) -> Value {
    json!({"secondAbove": [{"currency": "EUR", "amount": "100.00"}], "order": order,
        "limits": [{"role": "agent", "amounts": [{"currency": "EUR", "amount": "30.00"}]}],
        "reasons": [{"code": "performance", "route": "technical", "complex": true, "fields": ["ticket"]}]})
}

/// What an action needs, and then some.
fn act(case: &Value, action: &str, actor: &str, at: &str, review: &Value) -> Value {
    let fields = match action {
        "appeal" => json!(["evidence"]),
        "ask" => json!(["domain", "invoice"]),
        "supply" => json!(["ticket"]),
        _ => Value::Null,
    };
    let amount = if action == "adjust" { case["quoted"].clone() } else { Value::Null };
    let failure = if action == "fail" { json!("gatewayDeclined") } else { Value::Null };
    json!({"contract": 1, "command": "advanceCase", "asOf": at, "action": action, "actor": actor, "note": "why",
        "role": "owner", "amount": amount, "fields": fields, "failure": failure, "review": review, "case": case})
}

fn put(request: &Value, member: &str, value: Value) -> Value {
    let mut changed = request.clone();
    changed[member] = value;
    changed
}

fn is_taken(answer: &Value) -> bool {
    if answer["ok"] == json!(true) {
        return true;
    }
    let code = answer["errors"][0]["code"].as_str().unwrap();
    assert!(CODES.contains(&code), "{answer}");
    false
}

/// `allowed` of a case is exactly what succeeds, whoever tries it with all that it needs.
fn allowed_is_what_succeeds(case: &Value, at: &str, waits: &Value, review: &Value) -> Vec<(String, String)> {
    let look = ask(&put(&act(case, "look", "system", at, review), "waits", waits.clone()));
    assert_eq!(look["ok"], json!(true), "{look}");
    assert_eq!((&look["effects"], &look["say"]), (&json!([]), &json!([])), "a look does nothing");
    let told: BTreeSet<(String, String)> = look["allowed"].as_array().unwrap().iter().map(pair).collect();
    assert_eq!(told.len(), look["allowed"].as_array().unwrap().len(), "each once");
    let mut succeeds = BTreeSet::new();
    for action in ACTIONS {
        for (actor, who) in ACTORS {
            let request = put(&act(case, action, actor, at, review), "waits", waits.clone());
            if is_taken(&ask(&request)) {
                succeeds.insert((action.to_owned(), who.to_owned()));
            }
        }
    }
    assert_eq!(told, succeeds, "{case} at {at}");
    told.into_iter().collect()
}

fn pair(one: &Value) -> (String, String) {
    (one["action"].as_str().unwrap().to_owned(), one["who"].as_str().unwrap().to_owned())
}

/// What tells cases apart of which something else may come: not steps, instants and sums, nor who decided once it stands.
fn place(case: &Value) -> String {
    let is_second = case["state"] == "secondReview";
    let word = |member: &str| case[member].as_str().unwrap_or("-").to_owned();
    let mut place: Vec<String> =
        ["state", "waitsFor", "cancellation", "decision", "failure", "quoted", "reason"].map(word).into();
    place.extend(["asked", "appealed"].map(|member| case[member].to_string()));
    place.push((!case["paidAt"].is_null()).to_string());
    place.push(if is_second { word("decidedBy") } else { String::new() });
    place.join(" ")
}

/// Instants at which something may come to be allowed or not.
fn moments(case: &Value) -> Vec<String> {
    let mut moments = vec![MONDAY.to_owned()];
    for (edge, off) in [("dueAt", 0), ("appealUntil", 1)] {
        if !case[edge].is_null() {
            moments.push(text(ms(&case[edge]) + off));
        }
    }
    moments
}

/// Every request that somebody might make of a case: whoever may, with enough, with too little, and otherwise.
fn requests(case: &Value, at: &str, review: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    for (action, actor) in ACTIONS.iter().flat_map(|action| ACTORS.map(|(actor, _)| (*action, actor))) {
        let full = act(case, action, actor, at, review);
        // What is refused with all that it needs is refused with less; `allowed` is compared with all of them.
        if !is_taken(&ask(&full)) {
            continue;
        }
        all.extend(["arrears", "dispute"].map(|waits| put(&full, "waits", json!(waits))));
        all.extend(["note", "amount", "fields", "failure", "role"].map(|member| put(&full, member, Value::Null)));
        match action {
            "fail" => all.extend(FAILURES.map(|failure| put(&full, "failure", json!(failure)))),
            "adjust" => all.extend(["20.00", "0.00", "999.00"].map(|amount| put(&full, "amount", json!(amount)))),
            "approve" => all.extend(["agent", "lead"].map(|role| put(&full, "role", json!(role)))),
            "supply" | "appeal" => all.push(put(&full, "fields", json!([]))),
            _ => {}
        }
        all.push(full);
    }
    all
}

type Edges = BTreeSet<(String, String, String)>;

/// The whole graph from these beginnings: every case that can be, and every step between two states.
fn explore(order: &str, beginnings: Vec<Value>) -> (BTreeMap<String, Value>, Edges) {
    let review = review(order);
    let (mut seen, mut edges) = (BTreeMap::new(), Edges::new());
    let mut open: VecDeque<Value> = beginnings.into();
    while let Some(case) = open.pop_front() {
        if seen.insert(place(&case), case.clone()).is_some() {
            continue;
        }
        for at in moments(&case) {
            for request in requests(&case, &at, &review) {
                let answer = ask(&request);
                if !is_taken(&answer) {
                    continue;
                }
                let (action, next) = (request["action"].as_str().unwrap(), &answer["case"]);
                assert_eq!(next["step"].as_i64().unwrap(), case["step"].as_i64().unwrap() + 1);
                // A replay finds another state, and does nothing twice.
                let again = put(&request, "case", next.clone());
                assert!(!is_taken(&ask(&again)), "{action} twice: {again}");
                let word = |case: &Value| case["state"].as_str().unwrap().to_owned();
                edges.insert((word(&case), action.to_owned(), word(next)));
                if !seen.contains_key(&place(next)) {
                    open.push_back(next.clone());
                }
            }
        }
    }
    (seen, edges)
}

/// The table of docs/refunds.md, by hand.
const EDGES: [(&str, &str, &[&str]); 26] = [
    ("requested", "begin", &["underReview", "waiting"]),
    ("requested", "withdraw", &["withdrawn"]),
    ("waiting", "supply", &["underReview", "waiting"]),
    ("waiting", "clear", &["underReview"]),
    ("waiting", "withdraw", &["withdrawn"]),
    ("underReview", "ask", &["waiting"]),
    ("underReview", "approve", &["payoutPending", "secondReview"]),
    ("underReview", "adjust", &["payoutPending", "secondReview"]),
    ("underReview", "reject", &["rejected"]),
    ("underReview", "clock", &["underReview"]),
    ("underReview", "withdraw", &["withdrawn"]),
    ("secondReview", "confirm", &["payoutPending"]),
    ("secondReview", "decline", &["underReview"]),
    ("secondReview", "clock", &["secondReview"]),
    ("payoutPending", "cancelled", &["paid", "payoutPending"]),
    ("payoutPending", "cancelFailed", &["failed"]),
    ("payoutPending", "paid", &["paid", "payoutPending"]),
    ("payoutPending", "fail", &["failed"]),
    ("failed", "retry", &["payoutPending"]),
    ("failed", "paid", &["paid", "payoutPending"]),
    ("failed", "reject", &["rejected"]),
    ("rejected", "appeal", &["underReview", "waiting"]),
    ("paid", "appeal", &["underReview", "waiting"]),
    ("waiting", "begin", &[]),
    ("withdrawn", "appeal", &[]),
    ("withdrawn", "begin", &[]),
];

#[test]
fn the_graph_is_the_table() {
    let beginnings = || {
        let mut all = Vec::new();
        for (quoted, reason) in [("80.00", "performance"), ("250.00", "other")] {
            all.extend(["none", "wanted"].map(|cancellation| fresh(quoted, cancellation, reason)));
        }
        all
    };
    let mut found = Edges::new();
    for order in ["cancelFirst", "payFirst"] {
        let (cases, mut edges) = explore(order, beginnings());
        assert!(cases.len() > 200, "{} cases under {order}", cases.len());
        for case in cases.values() {
            check(case);
            for at in moments(case) {
                for waits in [Value::Null, json!("dispute")] {
                    allowed_is_what_succeeds(case, &at, &waits, &review(order));
                }
            }
        }
        found.append(&mut edges);
    }
    let told = EDGES.iter().flat_map(|(from, action, to)| {
        to.iter().map(|to| ((*from).to_owned(), (*action).to_owned(), (*to).to_owned()))
    });
    assert_eq!(found, told.collect());
}

/// What no case may be, wherever it is.
fn check(case: &Value) {
    let state = case["state"].as_str().unwrap();
    let gives = matches!(case["decision"].as_str(), Some("approved" | "adjusted"));
    assert!(state != "paid" || (gives && !case["paidAt"].is_null() && case["cancellation"] != "wanted"), "{case}");
    assert!(state != "paid" || !case["decidedBy"].is_null(), "{case}");
    assert_eq!(case["dueAt"].is_null(), !matches!(state, "underReview" | "secondReview"), "{case}");
    assert!(!case["appealed"].as_bool().unwrap() || case["appealUntil"].is_null(), "{case}");
}

/// Working days and a closing time in a zone of one offset, day by day.
#[derive(Debug, Clone)]
struct Office {
    offset: i64,
    days: Vec<i64>,
    from: i64,
    to: i64,
    holidays: Vec<i64>,
}

const DAY: i64 = 86_400_000;
const NOVEMBER: i64 = 1_793_491_200_000;

impl Office {
    fn json(&self) -> (Value, Value) {
        let clock = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
        let holidays: Vec<String> = self.holidays.iter().map(|day| text(day * DAY)[..10].to_owned()).collect();
        let zones = json!([{"name": "Here", "offsets": [{"from": null, "seconds": self.offset * 900}]}]);
        (
            json!({"zone": "Here", "days": self.days, "from": clock(self.from), "to": clock(self.to), "holidays": holidays}),
            zones,
        )
    }

    /// Days since 1970 and milliseconds of the day there.
    fn local(&self, at: i64) -> (i64, i64) {
        let there = at + self.offset * 900_000;
        (there.div_euclid(DAY), there.rem_euclid(DAY))
    }

    fn works(&self, day: i64) -> bool {
        // 1970-01-01 was a Thursday.
        self.days.contains(&((day + 3).rem_euclid(7) + 1)) && !self.holidays.contains(&day)
    }

    /// How many working days lie after the one as of which `at` counts, up to this day.
    fn between(&self, at: i64, due: i64) -> usize {
        let (mut day, time) = self.local(at);
        if self.works(day) && time >= self.to * 60_000 {
            day += 1;
        }
        while !self.works(day) {
            day += 1;
        }
        (day + 1..=due).filter(|day| self.works(*day)).count()
    }
}

fn offices() -> impl Strategy<Value = Office> {
    let first = NOVEMBER / DAY;
    let holidays = prop::collection::vec(first..first + 60, 0..12);
    (-72..72_i64, prop::collection::vec(1..8_i64, 1..6), 0..1_439_i64, 1..1_440_i64, holidays).prop_map(
        |(offset, days, from, length, holidays)| Office {
            offset,
            days,
            from,
            to: (from + length).min(1_439),
            holidays,
        },
    )
}

fn cases() -> u32 {
    std::env::var("LAW_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(200)
}

/// A move of a walk: which action, who, how much later, and what the quote says meanwhile.
type Move = (prop::sample::Index, prop::sample::Index, i64, u8, i64);

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let later = prop_oneof![3 => 0..3_600_000_i64, 2 => 0..5 * DAY, 1 => 0..40 * DAY];
    prop::collection::vec(
        (any::<prop::sample::Index>(), any::<prop::sample::Index>(), later, 0..8_u8, 0..20_000_i64),
        1..40,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    /// Whoever tries whatever: what is taken was allowed, and money goes only after the decisions that it needs.
    #[test]
    fn a_walk_keeps_its_promises(
        moves in moves(), quoted in 0..20_000_i64, order in prop::sample::select(vec!["cancelFirst", "payFirst"]),
        cancellation in prop::sample::select(vec!["none", "wanted"]), reason in prop::sample::select(vec!["other", "performance"]),
    ) {
        let cents = |cents: i64| format!("{}.{:02}", cents / 100, cents % 100);
        let review = review(order);
        let mut case = fresh(&cents(quoted), cancellation, reason);
        let mut now = ms(&json!(MONDAY));
        let (mut first, mut second, mut appeals, mut given) = (None::<String>, None::<String>, 0, 0);
        for (which, who, later, waits, again) in moves {
            now += later;
            let at = text(now);
            let waits = match waits { 0 => json!("arrears"), 1 => json!("dispute"), _ => Value::Null };
            // A new quote, where nobody has decided.
            if case["state"] == "underReview" && again % 3 == 0 {
                case["quoted"] = json!(cents(again));
            }
            let allowed = allowed_is_what_succeeds(&case, &at, &waits, &review);
            if allowed.is_empty() {
                break;
            }
            let (action, role) = &allowed[which.index(allowed.len())];
            let actors: Vec<_> = ACTORS.iter().filter(|(_, who)| who == role).map(|(actor, _)| *actor).collect();
            let actor = actors[who.index(actors.len())];
            let before = case.clone();
            let answer = ask(&put(&act(&case, action, actor, &at, &review), "waits", waits));
            if !is_taken(&answer) {
                // Only the first of two persons is refused what is allowed.
                prop_assert!(case["state"] == "secondReview" && case["decidedBy"] == actor, "{answer}");
                continue;
            }
            case = answer["case"].clone();
            check(&case);
            match action.as_str() {
                "approve" | "adjust" => (first, second) = (Some(actor.to_owned()), None),
                "confirm" => second = Some(actor.to_owned()),
                "decline" | "reject" => (first, second) = (None, None),
                "appeal" => { appeals += 1; (first, second) = (None, None); }
                "clock" => prop_assert!(now >= ms(&before["dueAt"]) && ms(&case["dueAt"]) > now, "{before} {case}"),
                "paid" => {
                    given += 1;
                    prop_assert!(first.is_some(), "nobody decided: {case}");
                    let amount: i64 = case["amount"].as_str().unwrap().replace('.', "").parse().unwrap();
                    prop_assert!(amount <= 10_000 || (second.is_some() && second != first), "by one person: {case}");
                }
                _ => {}
            }
            if !case["dueAt"].is_null() && !before["dueAt"].is_null() {
                prop_assert!(ms(&case["dueAt"]) >= ms(&before["dueAt"]), "a deadline moved back: {before} {case}");
            }
            // Once before an appeal, once after it.
            prop_assert!(appeals <= 1 && given <= 1 + appeals, "{case}");
        }
    }

    /// A deadline is the end of office hours on the n-th working day, whatever the office and the zone.
    #[test]
    fn deadlines_are_in_office_hours(office in offices(), after in 0..60 * DAY, days in 1..12_u32, more in 0..20 * DAY) {
        let opened = NOVEMBER + after;
        let (hours, zones) = office.json();
        let due = |opened: i64, days: u32| {
            let mut case = fresh("10.00", "none", "other");
            case["openedAt"] = json!(text(opened));
            let request = act(&case, "begin", "system", &text(opened), &json!({"simpleDays": days}));
            let answer = ask(&put(&put(&request, "office", hours.clone()), "zones", zones.clone()));
            ms(&answer["case"]["dueAt"])
        };
        let at = due(opened, days);
        let (day, time) = office.local(at);
        prop_assert!(office.works(day) && time == office.to * 60_000 && time > office.from * 60_000);
        prop_assert_eq!(office.between(opened, day), usize::try_from(days).unwrap());
        prop_assert!(at > opened && due(opened, days + 1) > at && due(opened + more, days) >= at);
    }
}
