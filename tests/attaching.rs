//! Laws of `attachCredits`: whatever waits and whatever the invoice, nothing falls below zero and no unit is lost or made.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

use proptest::prelude::*;
use serde_json::{Value, json};

/// The answer of a request that has to succeed.
fn ok(request: &Value) -> Value {
    let answer: Value = serde_json::from_slice(&makegood::call(request.to_string().as_bytes())).unwrap();
    assert_eq!(answer["ok"], json!(true), "{answer}");
    answer
}

fn cents(amount: &Value) -> i64 {
    amount.as_str().unwrap().replace('.', "").parse().unwrap()
}

/// Cents as a decimal string.
fn money(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}

/// An invoice's lines: price in cents, quantity, taxed.
fn lines() -> impl Strategy<Value = Vec<(i64, i64, bool)>> {
    let price = prop_oneof![6 => 0..6_000_i64, 2 => 0..40_i64, 1 => -800..0_i64];
    prop::collection::vec((price, 1..4_i64, prop::bool::weighted(0.7)), 0..4)
}

/// Credits: amount, taxed, what was attached before.
fn credits() -> impl Strategy<Value = Vec<(i64, bool, Vec<i64>)>> {
    let amount = prop_oneof![3 => 0..3_000_i64, 1 => 0..30_i64];
    prop::collection::vec((amount, prop::bool::weighted(0.7), prop::collection::vec(0..20_i64, 0..3)), 0..5)
}

fn rates() -> impl Strategy<Value = Option<&'static str>> {
    prop::sample::select(vec![None, Some("0"), Some("5"), Some("19"), Some("20"), Some("25.5"), Some("33.333333333")])
}

type Credit = (i64, bool, Vec<i64>);

fn request(lines: &[(i64, i64, bool)], credits: &[Credit], rate: Option<&str>, least: i64) -> Value {
    let lines = lines
        .iter()
        .map(|(price, quantity, taxed)| json!({"price": money(*price), "quantity": quantity, "taxed": taxed}));
    let credits = credits.iter().enumerate().map(|(n, (amount, taxed, attached))| {
        // What was attached is part of the amount.
        let amount = amount + attached.iter().sum::<i64>();
        let attached: Vec<String> = attached.iter().map(|part| money(*part)).collect();
        json!({"id": n.to_string(), "amount": money(amount), "taxed": taxed, "attached": attached})
    });
    json!({"contract": 1, "command": "attachCredits", "currency": "EUR", "scale": 2, "taxRate": rate, "leastDue": money(least),
        "lines": lines.collect::<Vec<_>>(), "credits": credits.collect::<Vec<_>>()})
}

/// Taxed net, untaxed net, tax and total of an invoice as the panel counts it, in cents.
fn counted(lines: &[(i64, i64, bool)], rate: Option<&str>) -> [i64; 4] {
    let billionths: i128 = rate.map_or(0, |rate| {
        let (whole, part) = rate.split_once('.').unwrap_or((rate, ""));
        format!("{whole}{part:0<9}").parse().unwrap()
    });
    let sum = |taxed| lines.iter().filter(|line| line.2 == taxed).map(|line| line.0 * line.1).sum::<i64>();
    let product = i128::from(sum(true)) * billionths;
    let half = if product < 0 { -50_000_000_000 } else { 50_000_000_000 };
    let tax = i64::try_from((product + half) / 100_000_000_000).unwrap();
    [sum(true), sum(false), tax, sum(true) + sum(false) + tax]
}

/// The invoice with the answer's lines on it, as a panel would store them.
fn with(lines: &[(i64, i64, bool)], answer: &Value) -> Vec<(i64, i64, bool)> {
    let added = answer["lines"].as_array().unwrap().iter();
    lines.iter().copied().chain(added.map(|line| (-cents(&line["net"]), 1, line["taxed"] == true))).collect()
}

/// What all lines of an answer are worth.
fn taken(answer: &Value) -> i64 {
    answer["lines"].as_array().unwrap().iter().map(|line| cents(&line["gross"])).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn the_panel_comes_to_the_same_total(lines in lines(), credits in credits(), rate in rates(), least in 0..9_i64) {
        let answer = ok(&request(&lines, &credits, rate, least));
        let (before, after) = (cents(&answer["total"]["before"]), cents(&answer["total"]["after"]));
        prop_assert_eq!(counted(&lines, rate)[3], before);
        prop_assert_eq!(counted(&with(&lines, &answer), rate)[3], after);
        prop_assert_eq!(before - taken(&answer), after);
    }

    #[test]
    fn nothing_falls_below_zero(lines in lines(), credits in credits(), rate in rates(), least in 0..9_i64) {
        let answer = ok(&request(&lines, &credits, rate, least));
        let (then, now) = (counted(&lines, rate), counted(&with(&lines, &answer), rate));
        // Without a rate there is one part only.
        let parts = |[taxed, untaxed, tax, total]: [i64; 4]| if rate.is_none_or(|rate| rate == "0") { [taxed + untaxed, 0, 0, total] } else { [taxed, untaxed, tax, total] };
        for (then, now) in parts(then).into_iter().zip(parts(now)) {
            prop_assert!(now == then || (0..then).contains(&now), "{then} became {now}: {answer}");
        }
        prop_assert!(now[3] == then[3] || now[3] == 0 || now[3] >= least, "{answer}");
        for line in answer["lines"].as_array().unwrap() {
            let part = |name: &str| cents(&line[name]);
            prop_assert!(part("net") > 0 && part("tax") >= 0 && part("net") + part("tax") == part("gross"));
        }
    }

    #[test]
    fn each_credit_keeps_its_amount(lines in lines(), credits in credits(), rate in rates(), least in 0..9_i64) {
        let answer = ok(&request(&lines, &credits, rate, least));
        let left = answer["left"].as_array().unwrap();
        prop_assert_eq!(left.len(), credits.len());
        for (left, (amount, ..)) in left.iter().zip(&credits) {
            let lines = answer["lines"].as_array().unwrap().iter().filter(|line| line["id"] == left["id"]);
            let gross: i64 = lines.map(|line| cents(&line["gross"])).sum();
            prop_assert_eq!(gross + cents(&left["amount"]), *amount);
            prop_assert!(cents(&left["amount"]) >= 0);
        }
    }

    #[test]
    fn what_was_attached_is_as_if_it_had_never_been(lines in lines(), credits in credits(), rate in rates()) {
        let plain: Vec<Credit> = credits.iter().map(|(amount, taxed, _)| (*amount, *taxed, Vec::new())).collect();
        prop_assert_eq!(ok(&request(&lines, &credits, rate, 6)), ok(&request(&lines, &plain, rate, 6)));
    }

    #[test]
    fn a_credit_in_two_takes_as_much_to_a_cent_each(lines in lines(), amount in 0..6_000_i64, cut in 0..6_000_i64, taxed in any::<bool>(), rate in rates()) {
        let cut = cut.min(amount);
        let one = ok(&request(&lines, &[(amount, taxed, vec![])], rate, 0));
        let two = ok(&request(&lines, &[(cut, taxed, vec![]), (amount - cut, taxed, vec![])], rate, 0));
        // Of a mixed invoice the second may stand in the other part.
        let is_plain = lines.iter().all(|line| line.2) || lines.iter().all(|line| !line.2);
        prop_assert!(!is_plain || (taken(&one) - taken(&two)).abs() <= 2, "{one} {two}");
        prop_assert!(taken(&two) >= taken(&one) - 2, "{one} {two}");
    }

    #[test]
    fn order_moves_no_more_than_roundings(lines in lines(), credits in credits(), rate in rates()) {
        // All of one kind on an invoice of one kind: together they take as much in any order, to a cent each.
        let alike: Vec<Credit> = credits.iter().map(|(amount, ..)| (*amount, true, vec![])).collect();
        let same: Vec<(i64, i64, bool)> = lines.iter().map(|line| (line.0, line.1, true)).collect();
        let turned: Vec<Credit> = alike.iter().rev().cloned().collect();
        let (one, other) = (ok(&request(&same, &alike, rate, 0)), ok(&request(&same, &turned, rate, 0)));
        prop_assert!((taken(&one) - taken(&other)).abs() <= i64::try_from(alike.len()).unwrap(), "{one} {other}");
        if rate.is_none_or(|rate| rate == "0") {
            prop_assert_eq!(taken(&one), taken(&other));
        }
    }

    #[test]
    fn as_much_is_taken_as_there_is(lines in lines(), credits in credits(), rate in rates()) {
        // One more invoice than was needed: what is left of each is at most a cent, or the invoice is at nothing.
        let answer = ok(&request(&lines, &credits, rate, 0));
        let [taxed, untaxed, ..] = counted(&with(&lines, &answer), rate);
        for (left, (_, was_taxed, _)) in answer["left"].as_array().unwrap().iter().zip(&credits) {
            let room = if *was_taxed { taxed } else { untaxed };
            let (left, total) = (cents(&left["amount"]), cents(&answer["total"]["after"]));
            prop_assert!(left <= 1 || room <= 0 || total <= 1, "{left} of {room} left: {answer}");
        }
    }

    #[test]
    fn a_second_hook_finds_nothing(lines in lines(), credits in credits(), rate in rates(), least in 0..9_i64) {
        // The same invoice asked about again, with what the first time left of each credit that it used up.
        let answer = ok(&request(&lines, &credits, rate, least));
        let done: Vec<Credit> = credits.iter().zip(answer["left"].as_array().unwrap())
            .map(|((amount, taxed, _), left)| (cents(&left["amount"]), *taxed, vec![*amount - cents(&left["amount"])]))
            .filter(|(left, ..)| *left == 0).collect();
        let again = ok(&request(&with(&lines, &answer), &done, rate, least));
        prop_assert_eq!(&again["lines"], &json!([]));
    }
}
