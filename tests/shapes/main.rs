//! The table of shapes (`contract::shape`) is what the core does: everything that it answers fits the table and fills
//! it, and it refuses what the table refuses. What the readers look for is compared in `recorded.rs`, inside the crate.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

mod bend;
mod bent;
mod check;
mod load;

use check::{Checker, Side};
use load::Case;
use makegood::contract::shape::{COMMANDS, Command, Object, Presence, REFUSED, STEPS, Type, Words};
use makegood::intake::decode_base64;
use makegood::json::{Manner, Node, parse};
use serde_json::json;
use std::collections::BTreeSet;

/// Nullable fields of answers that no vector shows as null, or only as null, and why.
const ONE_SIDED: [(&str, &str, &str); 0] = [];
/// Fields of answers that not every answer has.
const ONLY_SOMETIMES: [(&str, &str); 5] = [
    ("Settlement", "schema2"),
    ("AdvanceCaseAnswer", "effect"),
    ("AdvanceCaseAnswer", "effects"),
    ("AdvanceCaseAnswer", "say"),
    ("AdvanceCaseAnswer", "allowed"),
];
/// Words that no answer of a vector has, and why.
const UNSEEN_WORDS: [(&str, &str, &str); 0] = [];

/// The command of an accepted request.
fn command(request: &Node<'_>) -> &'static Command {
    let name = request.get("command").and_then(Node::as_text).unwrap();
    COMMANDS.iter().find(|command| command.name == name).unwrap_or_else(|| panic!("{name} is not in the table"))
}

/// Every case with the core's answer.
fn answered() -> Vec<(Case, String)> {
    let cases = load::cases(decode_base64).into_iter();
    cases
        .map(|case| {
            let answer = String::from_utf8(makegood::call(&case.request)).unwrap();
            (case, answer)
        })
        .collect()
}

/// Checks all requests and answers of accepted requests.
fn accepted() -> (Checker, Checker) {
    let (mut requests, mut answers) = (Checker::new(Side::Request), Checker::new(Side::Answer));
    for (case, answer) in answered().iter().filter(|(_, answer)| answer.starts_with(r#"{"ok":true"#)) {
        let request = parse(str::from_utf8(&case.request).unwrap(), Manner::Strict).unwrap();
        let answer = parse(answer, Manner::Strict).unwrap();
        let command = command(&request);
        requests.object(command.request, &request, &case.id);
        answers.object(command.answer, &answer, &case.id);
    }
    (requests, answers)
}

#[test]
fn what_is_accepted_and_answered_fits_the_table() {
    let (requests, answers) = accepted();
    assert!(requests.problems.is_empty(), "{:#?}", requests.problems);
    assert!(answers.problems.is_empty(), "{:#?}", answers.problems);
}

#[test]
fn every_refusal_fits_the_table() {
    let mut checker = Checker::new(Side::Answer);
    for (case, answer) in answered().iter().filter(|(_, answer)| !answer.starts_with(r#"{"ok":true"#)) {
        checker.object(&REFUSED, &parse(answer, Manner::Strict).unwrap(), &case.id);
    }
    assert!(checker.problems.is_empty(), "{:#?}", checker.problems);
    let shown = &checker.words["ErrorCode"];
    let never: Vec<_> = makegood::contract::Code::ALL.iter().filter(|code| !shown.contains(code.word())).collect();
    assert_eq!(never, [&makegood::contract::Code::Internal], "the core never answers it: the bridge does");
}

#[test]
fn the_table_lists_the_commands_of_describe() {
    let answer = bend::answer(&json!({"contract": 1, "command": "describe"}));
    let names: Vec<_> = COMMANDS.iter().map(|command| command.name).collect();
    assert_eq!(answer["commands"], json!(names));
}

/// Nothing in the table that the vectors do not show: each field of requests with a value, and of answers also null.
#[test]
fn vectors_show_every_field_of_the_table() {
    let (requests, answers) = accepted();
    let mut problems = Vec::new();
    let mut shown = BTreeSet::new();
    for (checker, root) in [(&requests, true), (&answers, false)] {
        for command in &COMMANDS {
            members(if root { command.request } else { command.answer }, &mut |known_as, object| {
                for field in object.fields {
                    let seen = checker.fields.get(&(known_as.clone(), field.name)).copied().unwrap_or_default();
                    let nullable = field.presence == Presence::Nullable;
                    let exception =
                        ONE_SIDED.iter().find(|(object, name, _)| *object == known_as && *name == field.name);
                    if let Some((object, name, _)) = exception {
                        shown.insert((*object, *name));
                    } else if !seen.value || (nullable && !seen.null) {
                        problems.push(format!("{known_as}.{}: value {}, null {}", field.name, seen.value, seen.null));
                    }
                    let is_known = ONLY_SOMETIMES.contains(&(known_as.as_str(), field.name));
                    if !root && field.presence == Presence::Optional && !is_known {
                        problems.push(format!("{known_as}.{}: nothing is optional in an answer", field.name));
                    }
                }
            });
        }
    }
    problems.sort();
    problems.dedup();
    assert!(problems.is_empty(), "{problems:#?}");
    assert_eq!(shown.len(), ONE_SIDED.len(), "an exception names no field");
}

#[test]
fn vectors_show_every_step_and_every_word_of_answers() {
    let (_, answers) = accepted();
    let keys: BTreeSet<_> = STEPS.iter().flat_map(|steps| steps.members).map(|args| args.name).collect();
    assert_eq!(answers.keys, keys);
    let mut problems = Vec::new();
    for command in COMMANDS.iter().filter(|command| command.name != "describe") {
        let mut lists = Vec::new();
        members(command.answer, &mut |_, object| {
            lists.extend(object.fields.iter().filter_map(|field| words(&field.of)))
        });
        for words in lists {
            let seen = answers.words.get(words.name).cloned().unwrap_or_default();
            for word in (words.list)() {
                let excused = UNSEEN_WORDS.iter().any(|(list, unseen, _)| *list == words.name && *unseen == word);
                // Currencies and the like come from the request.
                if words.name != "Currency" && seen.contains(word) == excused {
                    problems.push(format!("{} {word}: seen {}", words.name, seen.contains(word)));
                }
            }
        }
    }
    problems.sort();
    problems.dedup();
    assert!(problems.is_empty(), "{problems:#?}");
}

/// The list of words that a field, or the elements of its array, are from.
fn words(of: &'static Type) -> Option<&'static Words> {
    match of {
        Type::Word(words) => Some(words),
        Type::List(of, ..) => words(of),
        _ => None,
    }
}

fn each_object(of: &'static Type, visit: &mut impl FnMut(String, &'static Object)) {
    match of {
        Type::Step(steps) => steps.members.iter().for_each(|args| visit(format!("step {}", args.name), args)),
        Type::List(of, ..) => each_object(of, visit),
        Type::Either(one, other) => [one, other].into_iter().for_each(|of| each_object(of, visit)),
        Type::OneOf(union) => union.members.iter().for_each(|object| members(object, visit)),
        Type::Object(object) => members(object, visit),
        _ => {}
    }
}

fn members(object: &'static Object, visit: &mut impl FnMut(String, &'static Object)) {
    visit(object.name.to_owned(), object);
    object.fields.iter().for_each(|field| each_object(&field.of, visit));
}
