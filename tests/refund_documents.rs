//! Refund policy documents: what readers refuse and what lint finds, each row a change of one sound document.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use std::fmt::Write;

/// A document in which nothing is wrong.
fn sound() -> Value {
    json!({"kind":"refund","schema":1,"name":"Hosting refunds","zone":"Europe/Berlin",
        "requires":{"without":["breach"]},
        "rules":[
            {"id":"withdrawal","statutory":true,
             "when":{"facts":["consumer"],"within":{"days":14,"ends":"day"}},
             "give":{"method":"unused"},"lines":[{"kind":"setup","give":"rule"}]},
            {"id":"moneyBack","when":{"within":{"days":30},"without":["renewal"]},"give":{"method":"full"}},
            {"id":"prorated","when":{},"give":{"method":"unused","time":{"unit":"day","count":"calendar"}}}]})
}

fn lint(document: &Value, currencies: &[&str]) -> Value {
    let request = json!({"contract":1,"command":"lintPolicy","document":document,"currencies":currencies}).to_string();
    serde_json::from_slice(&makegood::call(request.as_bytes())).unwrap()
}

/// `code path name=value … ; repaired path=value` for each finding.
fn findings(document: &Value, currencies: &[&str]) -> Vec<String> {
    let answer = lint(document, currencies);
    let text = |value: &Value| value.as_str().map_or_else(|| "-".to_owned(), str::to_owned);
    let one = |finding: &Value| {
        let mut said = format!("{} {}", text(&finding["code"]), text(&finding["path"]));
        for value in finding["values"].as_array().unwrap() {
            let _ = write!(said, " {}={}", text(&value["name"]), text(&value["value"]));
        }
        for repair in finding["repair"].as_array().unwrap() {
            let _ = write!(said, "; {}={}", text(&repair["path"]), text(&repair["value"]));
        }
        said
    };
    answer["findings"].as_array().unwrap_or_else(|| panic!("{answer}")).iter().map(one).collect()
}

/// The document with this value at a JSON Pointer; `-` at its end appends.
fn with(pointer: &str, value: Value) -> Value {
    let mut document = sound();
    put(&mut document, pointer, value);
    document
}

fn put(document: &mut Value, pointer: &str, value: Value) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap_or_else(|| panic!("{pointer}")) {
        Value::Array(list) if name == "-" => list.push(value),
        Value::Array(list) => list[name.parse::<usize>().unwrap()] = value,
        Value::Object(members) => {
            members.insert(name.to_owned(), value);
        }
        other => panic!("{other}"),
    }
}

#[test]
fn a_sound_document_has_no_findings() {
    assert_eq!(findings(&sound(), &["EUR", "USD"]), Vec::<String>::new());
    assert_eq!(lint(&sound(), &[])["readable"], json!(true));
    assert_eq!(lint(&sound(), &[])["migrated"], Value::Null);
}

/// Where, what, the one finding.
type Row = (&'static str, Value, &'static str);

fn refused() -> Vec<Row> {
    let many: Vec<Value> =
        (0..17).map(|n| json!({"id":format!("r{n}"),"when":{},"give":{"method":"nothing"}})).collect();
    vec![
        ("/kind", json!("sla"), "invalid_word kind value=sla"),
        ("/schema", json!(2), "policy_schema schema value=2"),
        ("/rules", json!([]), "policy_rules rules"),
        ("/rules", json!(many), "policy_rules rules"),
        ("/rules/1/id", json!("prorated"), "duplicate_id rules[2].id value=prorated; rules[2].id=-"),
        ("/rules/1/id", json!("a b"), "invalid_id rules[1].id value=a b"),
        ("/rules/1/id", json!("a".repeat(41)), &*format!("invalid_id rules[1].id value={}", "a".repeat(41)).leak()),
        ("/rules/1/when", Value::Null, "wrong_type rules[1].when"),
        ("/clock", json!("refund"), "invalid_word clock value=refund"),
        // What a rule gives.
        (
            "/rules/1/give",
            json!({"method":"full","times":"2"}),
            "unknown_field rules[1].give.times value=2; rules[1].give.times=-",
        ),
        ("/rules/1/give", json!({"method":"some"}), "invalid_word rules[1].give.method value=some"),
        ("/rules/1/give", json!({}), "missing_field rules[1].give.method"),
        ("/rules/1/give", json!({"method":"share"}), "missing_field rules[1].give.percent"),
        ("/rules/1/give", json!({"method":"unused","times":"0"}), "policy_give rules[1].give.times value=0"),
        (
            "/rules/1/give",
            json!({"method":"monthly","price":"list"}),
            "unknown_field rules[1].give.price value=list; rules[1].give.price=-",
        ),
        ("/rules/2/give/time/month", json!(27), "policy_give rules[2].give.time.month value=27"),
        ("/rules/2/give/time/month", json!("long"), "invalid_word rules[2].give.time.month value=long"),
        ("/rules/2/give/time/total", json!("up"), "policy_give rules[2].give.time.total value=up"),
        ("/rules/2/give/time/unit", json!("week"), "invalid_word rules[2].give.time.unit value=week"),
        // Conditions.
        ("/rules/1/when/within", json!({"days":1,"hours":2}), "policy_when rules[1].when.within.days value=1"),
        ("/rules/1/when/within", json!({}), "policy_when rules[1].when.within.days"),
        ("/rules/1/when/within", json!({"days":3661}), "policy_when rules[1].when.within.days value=3661"),
        ("/rules/1/when/within", json!({"hours":2,"ends":"day"}), "policy_when rules[1].when.within.ends value=day"),
        ("/rules/1/when/products", json!({"only":[]}), "policy_when rules[1].when.products.only"),
        ("/rules/1/when/products", json!({"only":["1"],"except":["2"]}), "policy_when rules[1].when.products.only"),
        ("/rules/1/when/products", json!({"except":[]}), "policy_when rules[1].when.products.except"),
        ("/rules/1/when/countries", json!([]), "policy_when rules[1].when.countries"),
        ("/rules/1/when/countries", json!(["DE", "de"]), "invalid_country rules[1].when.countries[1] value=de"),
        ("/rules/1/when/order", json!({}), "policy_when rules[1].when.order.above"),
        ("/rules/1/when/order", json!({"atMost":[]}), "policy_when rules[1].when.order.atMost"),
        ("/rules/1/when/customer", json!({}), "policy_when rules[1].when.customer.before"),
        (
            "/rules/1/when/customer",
            json!({"from":"2026-02-30"}),
            "invalid_date rules[1].when.customer.from value=2026-02-30",
        ),
        ("/rules/1/when/quota", json!({"most":0}), "policy_when rules[1].when.quota.most value=0"),
        ("/rules/1/when/quota", json!({"most":1,"days":30}), "policy_when rules[1].when.quota.days value=30"),
        ("/rules/1/when/quota", json!({"most":1,"in":"days"}), "policy_when rules[1].when.quota.days"),
        ("/rules/1/when/quota", json!({"most":1,"rules":[]}), "policy_rules rules[1].when.quota.rules"),
        (
            "/rules/1/when/quota",
            json!({"most":1,"rules":["prorated","prorated"]}),
            "duplicate_id rules[1].when.quota.rules[1] value=prorated; rules[1].when.quota.rules[1]=-",
        ),
        ("/rules/1/when/cooldown", json!({"hours":0}), "policy_when rules[1].when.cooldown.hours value=0"),
        (
            "/rules/1/when/facts",
            json!(["consumer", "consumer"]),
            "duplicate_id rules[1].when.facts[1] value=consumer; rules[1].when.facts[1]=-",
        ),
        ("/rules/1/when/facts", json!(["sad"]), "invalid_word rules[1].when.facts[0] value=sad"),
        // Lines, fees, payout.
        ("/lines", json!([{"kind":"setup","give":"some"}]), "invalid_word lines[0].give value=some"),
        ("/lines", json!([{"kind":"setup","give":{"keep":"101"}}]), "invalid_percent lines[0].give.keep value=101"),
        (
            "/lines",
            json!([{"kind":"setup","give":{"keep":"1","if":[]}}]),
            "unknown_field lines[0].give.if; lines[0].give.if=-",
        ),
        ("/fees", json!([{"id":"admin"}]), "policy_fee fees[0].amounts"),
        ("/fees", json!([{"id":"admin","amounts":[]}]), "policy_fee fees[0].amounts"),
        ("/fees", json!([{"id":"admin","terms":[]}]), "policy_fee fees[0].terms"),
        ("/fees", json!([{"id":"admin","percent":"5","amounts":[]}]), "policy_fee fees[0].percent value=5"),
        (
            "/fees",
            json!([{"id":"admin","terms":[{"until":0,"percent":"5"}]}]),
            "invalid_months fees[0].terms[0].until value=0",
        ),
        (
            "/fees",
            json!([{"id":"a","percent":"5"},{"id":"a","percent":"6"}]),
            "duplicate_id fees[1].id value=a; fees[1].id=-",
        ),
        ("/fees", json!([{"id":"a","percent":"5","rules":[]}]), "policy_rules fees[0].rules"),
        ("/payout", json!({"to":"split"}), "policy_payout payout.parts"),
        ("/payout", json!({"parts":[{"to":"payments","percent":"100"}]}), "policy_payout payout.parts percent=100"),
        (
            "/payout",
            json!({"to":"split","parts":[{"to":"payments","percent":"60"},{"to":"accountCredit","percent":"30.5"}]}),
            "policy_payout payout.parts percent=90.5; payout.parts[1].percent=40",
        ),
        (
            "/payout",
            json!({"to":"split","parts":[{"to":"payments","percent":"60"},{"to":"payments","percent":"40"}]}),
            "policy_payout payout.parts percent=100",
        ),
        // Review.
        ("/review", json!({"simpleDays":0}), "policy_review review.simpleDays value=0"),
        ("/review", json!({"appealDays":367}), "policy_review review.appealDays value=367"),
        (
            "/review",
            json!({"payoutDays":[{"method":"card","from":3,"to":2}]}),
            "policy_review review.payoutDays[0].to value=2",
        ),
        (
            "/review",
            json!({"limits":[{"role":"lead","amounts":[]},{"role":"lead","amounts":[]}]}),
            "duplicate_id review.limits[1].role value=lead; review.limits[1].role=-",
        ),
        (
            "/review",
            json!({"reasons":[{"code":"outage"},{"code":"outage"}]}),
            "duplicate_id review.reasons[1].code value=outage; review.reasons[1].code=-",
        ),
        (
            "/review",
            json!({"reasons":[{"code":"outage","fields":["ticket","ticket"]}]}),
            "duplicate_id review.reasons[0].fields[1] value=ticket; review.reasons[0].fields[1]=-",
        ),
    ]
}

#[test]
fn readers_refuse_what_contradicts_itself_and_say_where() {
    for (pointer, value, expected) in refused() {
        let document = with(pointer, value.clone());
        assert_eq!(findings(&document, &[]), [expected], "{pointer} = {value}");
        assert_eq!(lint(&document, &[])["readable"], json!(false), "{pointer} = {value}");
    }
}

fn found() -> Vec<Row> {
    let rule = |id: &str, when: Value, give: Value| json!({"id":id,"when":when,"give":give});
    let full = json!({"method":"full"});
    let none = json!({"method":"nothing"});
    let usd = |amount: &str| json!([{"currency":"USD","amount":amount}]);
    let both = |amount: &str| json!([{"currency":"USD","amount":amount},{"currency":"EUR","amount":amount}]);
    vec![
        // Rules that never decide.
        (
            "/rules/-",
            rule("late", json!({"facts":["renewal"]}), full.clone()),
            "rule_shadowed rules[3] rule=late before=prorated; rules[3]=-",
        ),
        (
            "/rules/2/when",
            json!({"without":["renewal","abuse"],"within":{"days":30}}),
            "rule_shadowed rules[2] rule=prorated before=moneyBack; rules[2]=-",
        ),
        (
            "/rules/2/when",
            json!({"without":["renewal"],"within":{"hours":720}}),
            "rule_shadowed rules[2] rule=prorated before=moneyBack; rules[2]=-",
        ),
        (
            "/rules/1/when",
            json!({"facts":["consumer"],"within":{"days":14,"ends":"day"}}),
            "rule_shadowed rules[1] rule=moneyBack before=withdrawal; rules[1]=-",
        ),
        // A statutory rule is not asked what all require, so one that is asked it does not stand in its way.
        (
            "/rules/-",
            json!({"id":"late","statutory":true,"when":{},"give":full,"lines":[{"kind":"setup","give":"full"}]}),
            "statutory_late rules[3] rule=late before=prorated",
        ),
        (
            "/rules/1/when",
            json!({"facts":["trial"],"without":["trial"]}),
            "condition_never rules[1].when.without[0] fact=trial; rules[1].when.without[0]=-",
        ),
        (
            "/rules/1/when",
            json!({"within":{"days":5},"after":{"hours":120}}),
            "condition_never rules[1].when.after within=120 after=120; rules[1].when.after=-",
        ),
        (
            "/rules/2/when",
            json!({"after":{"days":45}}),
            "window_hole rules[2].when.after rule=prorated fromHours=720 toHours=1080; rules[2].when.after.days=30",
        ),
        (
            "/rules/2/when",
            json!({"after":{"hours":721}}),
            "window_hole rules[2].when.after rule=prorated fromHours=720 toHours=721; rules[2].when.after.hours=720",
        ),
        // Names and amounts.
        (
            "/fees",
            json!([{"id":"a","percent":"5","rules":["moneyback"]}]),
            "rule_unknown fees[0].rules[0] rule=moneyback; fees[0].rules[0]=moneyBack",
        ),
        (
            "/fees",
            json!([{"id":"a","percent":"5","rules":["x"]}]),
            "rule_unknown fees[0].rules[0] rule=x; fees[0].rules[0]=-",
        ),
        (
            "/rules/1/when/quota",
            json!({"most":1,"rules":["x"]}),
            "rule_unknown rules[1].when.quota.rules[0] rule=x; rules[1].when.quota.rules[0]=-",
        ),
        (
            "/fees",
            json!([{"id":"a","amounts":usd("5")}]),
            "currency_missing fees[0].amounts currency=EUR; fees[0].amounts[1].currency=EUR",
        ),
        (
            "/rules/1/when/order",
            json!({"above":usd("5")}),
            "currency_missing rules[1].when.order.above currency=EUR; rules[1].when.order.above[1].currency=EUR",
        ),
        (
            "/review",
            json!({"secondAbove":usd("5")}),
            "currency_missing review.secondAbove currency=EUR; review.secondAbove[1].currency=EUR",
        ),
        (
            "/review",
            json!({"limits":[{"role":"agent","amounts":usd("5")}]}),
            "currency_missing review.limits[0].amounts currency=EUR; review.limits[0].amounts[1].currency=EUR",
        ),
        // The order of entries.
        (
            "/lines",
            json!([{"kind":"setup","give":"full"},{"kind":"setup","give":"kept","if":["trial"]}]),
            "line_shadowed lines[1] kind=setup before=lines[0]; lines[1]=-",
        ),
        (
            "/fees",
            json!([{"id":"a","terms":[{"months":60,"until":12,"percent":"30"},{"until":24,"percent":"20"},{"months":60,"until":24,"percent":"10"}]}]),
            "term_shadowed fees[0].terms[2] before=fees[0].terms[1]; fees[0].terms[2]=-",
        ),
        // What the law gives.
        (
            "/fees",
            json!([{"id":"a","percent":"5","rules":["withdrawal"]}]),
            "statutory_kept fees[0].rules[0] rule=withdrawal kept=a; fees[0].rules[0]=-",
        ),
        (
            "/gatewayFees",
            json!("kept"),
            "statutory_kept gatewayFees rule=withdrawal kept=gatewayFees; gatewayFees=ours",
        ),
        (
            "/rules/0/lines",
            json!([]),
            "statutory_kept rules[0].lines rule=withdrawal kept=setup; rules[0].lines[0].kind=setup; rules[0].lines[0].give=rule",
        ),
        (
            "/payout",
            json!({"to":"accountCredit"}),
            "statutory_payout payout.to rule=withdrawal to=accountCredit; payout.to=choice",
        ),
        (
            "/payout",
            json!({"to":"split","parts":[{"to":"payments","percent":"60"},{"to":"accountCredit","percent":"40"}]}),
            "statutory_payout payout.to rule=withdrawal to=split; payout.to=choice; payout.parts=-",
        ),
        // Review.
        (
            "/review",
            json!({"simpleDays":6}),
            "complex_sooner review.complexDays simpleDays=6 complexDays=5; review.complexDays=6",
        ),
        (
            "/review",
            json!({"limits":[{"role":"owner","amounts":both("5")},{"role":"agent","amounts":both("5.01")}]}),
            "limit_order review.limits[1].amounts[0].amount role=agent amount=5.01 above=owner limit=5.00; review.limits[1].amounts[0].amount=5.00 | limit_order review.limits[1].amounts[1].amount role=agent amount=5.01 above=owner limit=5.00; review.limits[1].amounts[1].amount=5.00",
        ),
        ("/rules/0", json!({"id":"abuse","when":{"facts":["abuse"]},"give":none}), ""),
    ]
}

#[test]
fn lint_finds_what_readers_accept() {
    for (pointer, value, expected) in found() {
        let document = with(pointer, value.clone());
        assert_eq!(findings(&document, &["EUR", "USD"]).join(" | "), expected, "{pointer} = {value}");
        assert_eq!(lint(&document, &[])["readable"], json!(true), "{pointer} = {value}");
    }
}

/// Nothing is found where something close to the rows above is right.
#[test]
fn what_is_only_near_is_left_alone() {
    let rows: Vec<(&str, Value)> = vec![
        // A shorter window first, and one from elsewhere.
        ("/rules/2/when", json!({"without":["renewal"],"within":{"days":31}})),
        ("/rules/2/when", json!({"without":["renewal"],"within":{"days":30,"from":"started"}})),
        ("/rules/2/when", json!({"after":{"days":30}})),
        ("/rules/2/when", json!({"after":{"days":45,"from":"activated"}})),
        ("/rules/1/when", json!({"within":{"hours":121},"after":{"days":5}})),
        ("/rules/1/when", json!({"within":{"days":30},"products":{"only":["1"]}})),
        ("/fees", json!([{"id":"a","percent":"5","rules":["moneyBack","prorated"]}])),
        (
            "/fees",
            json!([{"id":"a","terms":[{"months":60,"until":12,"percent":"30"},{"months":36,"until":12,"percent":"20"},{"percent":"10"}]}]),
        ),
        ("/lines", json!([{"kind":"setup","give":"kept","if":["trial"]},{"kind":"setup","give":"full"}])),
        ("/payout", json!({"to":"choice"})),
        (
            "/review",
            json!({"limits":[{"role":"agent","amounts":[]},{"role":"owner","amounts":[{"currency":"USD","amount":"5"},{"currency":"EUR","amount":"5"}]}]}),
        ),
    ];
    for (pointer, value) in rows {
        assert_eq!(
            findings(&with(pointer, value.clone()), &["USD", "EUR"]),
            Vec::<String>::new(),
            "{pointer} = {value}"
        );
    }
}

/// One condition of each kind, the stronger one first: lint knows which one holds wherever the other does.
#[test]
fn a_stronger_condition_is_known_as_such() {
    let amounts = |amount: &str| json!([{"currency":"USD","amount":amount}]);
    let pairs = [
        ("facts", json!(["trial", "renewal"]), json!(["trial"])),
        ("without", json!(["trial", "renewal"]), json!(["trial"])),
        ("within", json!({"hours":47}), json!({"days":2})),
        ("within", json!({"days":2,"ends":"day"}), json!({"days":3,"ends":"day"})),
        ("after", json!({"days":2}), json!({"hours":47})),
        ("usedAtMost", json!("5"), json!("5.1")),
        ("products", json!({"only":["1"]}), json!({"only":["2","1"]})),
        ("products", json!({"except":["1","2"]}), json!({"except":["2"]})),
        ("products", json!({"only":["1"]}), json!({"except":["2"]})),
        ("countries", json!(["DE"]), json!(["FR", "DE"])),
        ("order", json!({"above":amounts("6")}), json!({"above":amounts("5")})),
        ("order", json!({"atMost":amounts("5")}), json!({"atMost":amounts("6")})),
        ("customer", json!({"before":"2026-01-01"}), json!({"before":"2026-01-02"})),
        ("customer", json!({"from":"2026-01-02"}), json!({"from":"2026-01-01"})),
        ("quota", json!({"most":1}), json!({"most":2})),
        ("quota", json!({"most":1,"rules":["a"]}), json!({"most":1,"rules":["a"]})),
        ("cooldown", json!({"hours":2}), json!({"hours":1})),
    ];
    let rule = |id: &str, name: &str, value: &Value| json!({"id":id,"when":{name:value},"give":{"method":"full"}});
    let shadowed = |first: Value, second: Value| {
        let document = json!({"kind":"refund","schema":1,"name":"A","zone":"UTC","rules":[first,second]});
        findings(&document, &[]).iter().any(|finding| finding.starts_with("rule_shadowed rules[1]"))
    };
    for (name, strong, weak) in &pairs {
        assert!(shadowed(rule("a", name, weak), rule("b", name, strong)), "{name}: {strong} is within {weak}");
        assert_eq!(shadowed(rule("a", name, strong), rule("b", name, weak)), strong == weak, "{name}: {weak}");
        assert!(!shadowed(rule("a", name, weak), json!({"id":"b","when":{},"give":{"method":"full"}})), "{name}");
    }
    let strangers = [
        ("within", json!({"days":2}), json!({"days":1,"ends":"day"})),
        ("within", json!({"days":2,"from":"started"}), json!({"days":1})),
        ("products", json!({"only":["1"]}), json!({"except":["1"]})),
        ("order", json!({"above":amounts("5")}), json!({"atMost":amounts("5")})),
        ("order", json!({"above":amounts("5")}), json!({"above":[{"currency":"EUR","amount":"5"}]})),
        ("customer", json!({"before":"2026-01-01"}), json!({"from":"2026-01-01"})),
        ("quota", json!({"most":1,"per":"product"}), json!({"most":1})),
        ("quota", json!({"most":1,"rules":["a"]}), json!({"most":1})),
        ("quota", json!({"most":1,"in":"calendarYear"}), json!({"most":1})),
        ("cooldown", json!({"hours":1,"since":"ordered"}), json!({"hours":1})),
    ];
    for (name, one, other) in &strangers {
        assert!(!shadowed(rule("a", name, one), rule("b", name, other)), "{name}: {one} then {other}");
        assert!(!shadowed(rule("a", name, other), rule("b", name, one)), "{name}: {other} then {one}");
    }
}
