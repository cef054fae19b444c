//! What the core says to requests that are bent at one place: it refuses what the table refuses, where it stands.

use crate::bend::{json_types, places, refusal};
use crate::check::{admits, tags};
use crate::{answered, command, load};
use makegood::contract::shape::{Form, Object, Presence, Type};
use makegood::json::{Manner, parse};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Accepted requests as values, each with its shape.
fn requests() -> Vec<(String, Value, &'static Object)> {
    let mut found = Vec::new();
    for (case, _) in answered().iter().filter(|(_, answer)| answer.starts_with(r#"{"ok":true"#)) {
        let text = str::from_utf8(&case.request).unwrap();
        let shape = command(&parse(text, Manner::Strict).unwrap()).request;
        found.push((case.id.clone(), serde_json::from_str(text).unwrap(), shape));
    }
    found
}

/// A value of another JSON type is refused, and the path names the place.
#[test]
fn another_type_is_refused_where_it_stands() {
    let requests = requests();
    let mut tried = BTreeMap::<&str, usize>::new();
    for place in places(&requests, 4) {
        let others = [
            ("null", Value::Null),
            ("boolean", json!(true)),
            ("integer", json!(7)),
            ("fraction", json!(1.5)),
            ("string", json!("x")),
            ("array", json!([])),
            ("object", json!({})),
        ];
        for (name, value) in others {
            if json_types(place.of).contains(&name) || (name == "null" && place.is_optional()) {
                continue;
            }
            let answer = place.put(value);
            assert_eq!(
                refusal(&answer),
                ("wrong_type", place.path.as_str()),
                "{}: {name} in {}",
                place.case,
                place.path
            );
            *tried.entry(name).or_default() += 1;
        }
    }
    assert!(tried.len() == 7 && tried.values().all(|count| *count > 50), "{tried:?}");
}

/// A required field that is missing and a field that the table does not know are refused, and the path names them.
#[test]
fn missing_and_unknown_fields_are_refused() {
    let requests = requests();
    for place in places(&requests, 4) {
        let Some(field) = place.field else { continue };
        let removed = place.around(|members| {
            members.remove(field.name);
        });
        let missing = refusal(&removed) == ("missing_field", place.path.as_str());
        let expected = field.presence != Presence::Optional;
        assert_eq!(missing, expected, "{}: without {}: {removed}", place.case, place.path);
        let extra = place.around(|members| {
            members.insert("zzz".into(), json!(1));
        });
        let path = place.path.strip_suffix(field.name).unwrap().to_owned() + "zzz";
        assert_eq!(refusal(&extra), ("unknown_field", path.as_str()), "{}", place.case);
    }
}

/// Every string that stands in the core's sources, put where a word is read: accepted are those of the list, no other.
#[test]
fn readers_know_the_words_of_the_table_and_no_other() {
    let candidates = literals();
    let requests = requests();
    let mut lists = BTreeSet::new();
    for place in places(&requests, 1) {
        let known: Vec<String> = match place.of {
            Type::Word(words) | Type::Either(Type::Word(words), _) => {
                (words.list)().into_iter().map(str::to_owned).collect()
            }
            // A number tells these apart; any word is of the wrong type.
            Type::OneOf(union) if union.tag == "schema" => continue,
            Type::OneOf(union) => union.members.iter().flat_map(|object| tags(object, union.tag)).collect(),
            _ => continue,
        };
        let mut read = BTreeSet::new();
        for word in &candidates {
            let answer = match place.of {
                Type::OneOf(union) => {
                    let mut bent = place.request.pointer(&place.pointer).unwrap().clone();
                    bent[union.tag] = json!(word);
                    place.put(bent)
                }
                _ => place.put(json!(word)),
            };
            if !matches!(refusal(&answer).0, "invalid_word" | "unknown_currency") {
                read.insert(word.as_str());
            }
        }
        assert_eq!(read, known.iter().map(String::as_str).collect(), "{} in {}", place.path, place.case);
        lists.insert(place.path.rsplit('.').next().unwrap().to_owned());
    }
    assert!(lists.len() >= 10, "{lists:?}");
}

/// The form of a scalar refuses nothing that the core takes: else a client that checks by the schema is too strict.
#[test]
fn no_form_is_stricter_than_the_core() {
    let texts = [
        "",
        " ",
        "x",
        "02:30",
        "*",
        "0",
        "-0",
        "00",
        "01",
        "1",
        "7",
        "-1",
        "+1",
        ".5",
        "5.",
        "1e3",
        "0.0",
        "-0.00",
        "1.5",
        "12.345",
        "99.999999999",
        "100",
        "100.0",
        "100.000000000",
        "100.1",
        "0.1234567891",
        "1,5",
        "٣",
        "USD",
        "usd",
        "server:1",
        "server:",
        "service:a b",
        "host:1",
        "2026-03",
        "2026-3",
        "2026-13",
        "1970-01",
        "2026-03-01",
        "2026-02-30",
        "2026-03-04T12:00:00Z",
        "2026-03-04T12:00:00.250Z",
        "2026-03-04T12:00:00.25Z",
        "2026-03-04T12:00:00z",
        "2026-03-04T12:00:00+00:00",
        "2026-03-04 12:00:00Z",
        "2026-03-04T24:00:00Z",
        "a\u{0}b",
        "a\u{85}b",
        "a\u{7f}",
        "a\nb",
        "é",
        "😀",
        "DE",
        "0.500000000",
        "Zg==",
        "Zg=",
        "Zg",
        "Zm8=",
        "Z===",
        "Zm9v",
        "Zm9v\n",
    ];
    let mut texts: Vec<Value> = texts.iter().map(|text| json!(text)).collect();
    for length in [64, 199, 200, 201, 1_999, 2_000, 2_001] {
        texts.push(json!("a".repeat(length)));
        texts.push(json!("é".repeat(length / 2)));
        texts.push(json!(format!("server:{}", "é".repeat(length / 2))));
    }
    let numbers =
        [0, 1, -1, 2, 4, 5, 119, 120, 121, -64_800, -64_801, 64_800, 64_801, 1 << 53, (1 << 53) + 1, i64::MAX];
    let numbers: Vec<Value> = numbers.iter().map(|number| json!(number)).collect();
    let requests = requests();
    let mut taken = BTreeMap::<&str, [usize; 2]>::new();
    for place in places(&requests, 4) {
        let Type::Scalar(scalar) = place.of else { continue };
        let samples = match scalar.form {
            Form::Bool => continue,
            Form::Integer(..) => &numbers,
            Form::Text(..) => &texts,
        };
        for value in samples {
            let text = value.to_string();
            let fits = admits(scalar, &parse(&text, Manner::Strict).unwrap());
            let core = place.put(value.clone());
            assert!(fits || core["ok"] == json!(false), "{}: {text} in {} is taken", place.case, place.path);
            taken.entry(scalar.name).or_default()[usize::from(fits)] += 1;
        }
    }
    let blunt: Vec<_> = taken.iter().filter(|(name, counts)| **name != "string" && counts.contains(&0)).collect();
    assert!(blunt.is_empty(), "these forms took or refused everything: {blunt:?}");
}

/// All string literals of the core's sources.
fn literals() -> BTreeSet<String> {
    let literal = regex_lite::Regex::new(r#""([^"\\\n]{1,40})""#).unwrap();
    let mut found = BTreeSet::new();
    for path in load::files(&load::root().join("src"), "rs") {
        let text = load::read(&path);
        found.extend(literal.captures_iter(&text).map(|hit| hit[1].to_owned()));
    }
    found.extend(makegood::money::Currency::all().map(|currency| currency.code().to_owned()));
    found
}
