//! The table of shapes against the readers, from inside the crate: in test builds every reader says which fields it
//! looks for, in order, and whether it needs them. What it says about a request has to be what the table says.

use super::{COMMANDS, Constant, Object, Presence, Type};
use crate::contract::slots::recorder::{Event, take};
use crate::contract::{call, fluent, in_any_order};
use crate::intake::decode_base64;
use crate::json::{Manner, Node, parse};
use std::collections::{BTreeMap, BTreeSet};

#[path = "load.rs"]
mod load;

/// What the table expects of the readers, in the words of their events.
#[derive(Default)]
struct Expected {
    events: Vec<String>,
    visited: BTreeSet<&'static str>,
}

impl Expected {
    /// A reader takes an object's names, then field after field with all that is inside.
    fn object(&mut self, object: &'static Object, node: &Node<'_>, from: usize) {
        self.visited.insert(object.name);
        let fields = &object.fields[from..];
        if fields.is_empty() {
            return; // `describe` has nothing to read
        }
        self.events.push(format!("object {:?}", fields.iter().map(|field| field.name).collect::<Vec<_>>()));
        for field in fields {
            let needed = if field.presence == Presence::Optional { "optional" } else { "required" };
            self.events.push(format!("{needed} {:?}", field.name));
            if let Some(value) = node.get(field.name) {
                self.value(&field.of, value);
            }
        }
    }

    fn value(&mut self, of: &'static Type, node: &Node<'_>) {
        match (of, node) {
            // As if it were absent, or a value of its own: nothing is read inside.
            (_, Node::Null) => {}
            (Type::List(of, ..), Node::List(elements)) => elements.iter().for_each(|element| self.value(of, element)),
            (Type::Object(object), _) => self.object(object, node, 0),
            (Type::Either(one, other), _) => {
                let is_one = one.is_taken(node.as_text().is_some(), |name| node.get(name).is_some());
                self.value(if is_one { one } else { other }, node);
            }
            (Type::OneOf(union), _) => {
                let tag = node.get(union.tag).unwrap();
                let names = |object: &&&Object| {
                    object.fields.iter().any(|field| match field.of {
                        Type::Constant(Constant::Text(text)) => field.name == union.tag && tag.as_text() == Some(text),
                        Type::Constant(Constant::Integer(number)) => {
                            field.name == union.tag && tag.as_integer() == Some(number.to_string().as_str())
                        }
                        _ => false,
                    })
                };
                self.object(union.members.iter().find(names).unwrap(), node, 0);
            }
            _ => {}
        }
    }
}

fn said(events: &[Event]) -> Vec<String> {
    let say = |event: &Event| match event {
        Event::Object(names) => format!("object {names:?}"),
        Event::Required(name) => format!("required {name:?}"),
        Event::Optional(name) => format!("optional {name:?}"),
    };
    events.iter().map(say).collect()
}

/// What readers ask for while a request is answered, and while it is read as a tree. The reader by phrases asks for nothing.
fn heard(case: &load::Case) -> Vec<Vec<String>> {
    take();
    let _answer = call(&case.request);
    let first = said(&take());
    let _answer = str::from_utf8(&case.request).map(in_any_order);
    let tree = said(&take());
    if first.is_empty() { vec![tree] } else { vec![first, tree] }
}

/// Phrases are but another way to read: whatever they accept is answered as by the tree, and vectors go that way.
#[test]
fn phrases_and_the_tree_give_the_same_answer() {
    let (mut by_phrases, mut accepted) = (0, 0);
    for case in load::cases(decode_base64) {
        let Ok(text) = str::from_utf8(&case.request) else { continue };
        // Schema 2 and what only it asks for is read as a tree.
        if text.contains(r#""schema":2"#) {
            continue;
        }
        let tree = in_any_order(text);
        accepted += usize::from(tree.is_ok() && text.contains(r#""command":"settle""#));
        if let Some(answer) = fluent::answer(text) {
            assert_eq!(Some(&answer), tree.ok().as_ref(), "{}", case.id);
            by_phrases += 1;
        }
    }
    assert!(by_phrases * 10 >= accepted * 9, "{by_phrases} of {accepted} go by phrases");
}

#[test]
fn readers_read_what_the_table_says() {
    let mut visited = BTreeSet::new();
    for (case, events) in
        load::cases(decode_base64).iter().flat_map(|case| heard(case).into_iter().map(move |events| (case, events)))
    {
        if !call(&case.request).starts_with(br#"{"ok":true"#) {
            continue;
        }
        let text = str::from_utf8(&case.request).unwrap();
        let root = parse(text, Manner::Strict).unwrap();
        let name = root.get("command").and_then(Node::as_text).unwrap();
        let command = COMMANDS.iter().find(|command| command.name == name).unwrap();
        let mut expected = Expected::default();
        expected.object(command.request, &root, 2);
        let differs = expected.events.iter().zip(&events).find(|(table, reader)| table != reader);
        assert_eq!(differs, None, "{}: the table expects the left, the reader does the right", case.id);
        assert_eq!(expected.events.len(), events.len(), "{}: one of them goes on", case.id);
        visited.append(&mut expected.visited);
    }
    let mut all = BTreeSet::new();
    COMMANDS.iter().for_each(|command| collect(&Type::Object(command.request), &mut all));
    let never: Vec<_> = all.difference(&visited).collect();
    assert!(never.is_empty(), "no vector that is accepted has {never:?}");
}

/// Also what only refused requests reach.
#[test]
fn no_reader_knows_an_object_that_the_table_lacks() {
    let mut objects = BTreeMap::new();
    COMMANDS.iter().for_each(|command| signatures(&Type::Object(command.request), &mut objects));
    let mut known: BTreeSet<String> = objects.into_values().collect();
    for command in &COMMANDS {
        known.insert(signature(&command.request.fields[2..]));
    }
    for case in load::cases(decode_base64) {
        for event in heard(&case).iter().flatten().filter(|event| event.starts_with("object")) {
            assert!(known.contains(event), "{}: {event} is not in the table", case.id);
        }
    }
}

/// A reader that no vector reaches cannot be recorded, so the readers in the sources are counted: one for each object.
#[test]
fn each_object_of_the_table_has_its_own_reader() {
    let folder = load::root().join("src/contract");
    let sources = load::files(&folder, "rs").into_iter().filter(|path| path.parent() == Some(&folder));
    // Settings of a close are no object of a request.
    let sources = sources.filter(|path| !path.ends_with("close.rs"));
    let readers: usize = sources.map(|path| load::read(&path).matches("fields! {").count()).sum();
    let mut all = BTreeSet::new();
    COMMANDS.iter().for_each(|command| collect(&Type::Object(command.request), &mut all));
    assert_eq!(readers, all.len() - 1, "`fields!` in src/contract, objects of requests but `describe`");
}

fn signature(fields: &[super::Field]) -> String {
    format!("object {:?}", fields.iter().map(|field| field.name).collect::<Vec<_>>())
}

fn signatures(of: &Type, found: &mut BTreeMap<&'static str, String>) {
    each_object(of, &mut |object| {
        found.insert(object.name, signature(object.fields));
    });
}

fn collect(of: &Type, found: &mut BTreeSet<&'static str>) {
    each_object(of, &mut |object| {
        found.insert(object.name);
    });
}

fn each_object(of: &Type, visit: &mut impl FnMut(&'static Object)) {
    match of {
        Type::List(of, ..) => each_object(of, visit),
        Type::Either(one, other) => [one, other].into_iter().for_each(|of| each_object(of, visit)),
        Type::OneOf(union) => union.members.iter().for_each(|object| each_object(&Type::Object(object), visit)),
        Type::Object(object) => {
            visit(object);
            object.fields.iter().for_each(|field| each_object(&field.of, visit));
        }
        _ => {}
    }
}
