//! A strict reader of values by the table of shapes, which remembers what it has seen.

use makegood::contract::shape::{Constant, Form, Object, Presence, Scalar, StepUnion, Type, Union, Words};
use makegood::json::Node;
use regex_lite::Regex;
use std::collections::{BTreeMap, BTreeSet};

/// Requests may leave out what is optional and order fields as they like; answers may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Request,
    Answer,
}

/// What a field was seen as.
#[derive(Debug, Default, Clone, Copy)]
pub struct Sightings {
    pub null: bool,
    pub value: bool,
}

/// Checks values and remembers; a problem is a path and what is wrong there.
#[derive(Debug)]
pub struct Checker {
    pub side: Side,
    /// By object (or step key, as `step <key>`) and field.
    pub fields: BTreeMap<(String, &'static str), Sightings>,
    pub words: BTreeMap<&'static str, BTreeSet<String>>,
    pub keys: BTreeSet<&'static str>,
    pub problems: Vec<String>,
}

impl Checker {
    pub fn new(side: Side) -> Self {
        Self { side, fields: BTreeMap::new(), words: BTreeMap::new(), keys: BTreeSet::new(), problems: Vec::new() }
    }

    fn wrong(&mut self, path: &str, what: impl std::fmt::Display) {
        self.problems.push(format!("{path}: {what}"));
    }

    pub fn object(&mut self, object: &'static Object, node: &Node<'_>, path: &str) {
        self.members(object.name.to_owned(), object, node, path);
    }

    fn members(&mut self, known_as: String, object: &'static Object, node: &Node<'_>, path: &str) {
        let Node::Object(members) = node else { return self.wrong(path, "no object") };
        for (name, _) in members {
            if !object.fields.iter().any(|field| field.name == name) {
                self.wrong(path, format!("{name} is unknown in {known_as}"));
            }
        }
        let order = members.iter().map(|(name, _)| name.as_ref());
        let has = |name: &str| members.iter().any(|(known, _)| known == name);
        let shown = object.fields.iter().filter(|field| field.presence != Presence::Optional || has(field.name));
        if self.side == Side::Answer && !order.eq(shown.map(|field| field.name)) {
            self.wrong(path, format!("not exactly the fields of {known_as}, in order"));
        }
        for field in object.fields {
            let seen = self.fields.entry((known_as.clone(), field.name)).or_default();
            let inner = format!("{path}.{}", field.name);
            match members.iter().find(|(name, _)| name == field.name) {
                None if field.presence == Presence::Optional => {}
                None => self.wrong(&inner, "is missing"),
                Some((_, Node::Null)) => {
                    seen.null = true;
                    if field.presence == Presence::Required
                        || (field.presence == Presence::Optional && self.side == Side::Answer)
                    {
                        self.wrong(&inner, "is null");
                    }
                }
                Some((_, value)) => {
                    seen.value = true;
                    self.value(&field.of, value, &inner);
                }
            }
        }
    }

    pub fn value(&mut self, of: &'static Type, node: &Node<'_>, path: &str) {
        match of {
            Type::Scalar(scalar) => {
                if !admits(scalar, node) {
                    self.wrong(path, format!("{node:?} is no {}", scalar.name));
                }
            }
            Type::Word(words) => self.word(words, node, path),
            Type::Constant(constant) => {
                let same = match (constant, node) {
                    (Constant::Bool(value), Node::Bool(found)) => value == found,
                    (Constant::Integer(value), Node::Number(found)) => value.to_string() == *found,
                    (Constant::Text(value), Node::Text(found)) => value == found,
                    _ => false,
                };
                if !same {
                    self.wrong(path, format!("{node:?} is not {constant:?}"));
                }
            }
            Type::List(of, least, most) => self.list(of, *least..=most.unwrap_or(usize::MAX), node, path),
            Type::Object(object) => self.object(object, node, path),
            Type::OneOf(union) => match member(union, node) {
                Some(object) => self.object(object, node, path),
                None => self.wrong(path, format!("no {}", union.name)),
            },
            Type::Step(steps) => self.step(steps, node, path),
            Type::Either(one, other) => {
                let is_one = one.is_taken(node.as_text().is_some(), |name| node.get(name).is_some());
                self.value(if is_one { one } else { other }, node, path);
            }
            Type::Open if matches!(node, Node::Object(_)) => {}
            Type::Open => self.wrong(path, "no object"),
        }
    }

    fn word(&mut self, words: &'static Words, node: &Node<'_>, path: &str) {
        match node.as_text().filter(|word| (words.list)().contains(word)) {
            Some(word) => {
                self.words.entry(words.name).or_default().insert(word.to_owned());
            }
            None => self.wrong(path, format!("{node:?} is no {}", words.name)),
        }
    }

    fn list(&mut self, of: &'static Type, lengths: std::ops::RangeInclusive<usize>, node: &Node<'_>, path: &str) {
        let Node::List(elements) = node else { return self.wrong(path, "no array") };
        if !lengths.contains(&elements.len()) {
            self.wrong(path, format!("{} elements", elements.len()));
        }
        for (index, element) in elements.iter().enumerate() {
            self.value(of, element, &format!("{path}[{index}]"));
        }
    }

    fn step(&mut self, steps: &'static StepUnion, node: &Node<'_>, path: &str) {
        let key = node.get("key").and_then(Node::as_text).unwrap_or_default();
        let Node::Object(members) = node else { return self.wrong(path, "no object") };
        let args = steps.members.iter().find(|args| args.name == key);
        match (args, members.as_slice()) {
            (Some(args), [(first, _), (second, values)]) if first == "key" && second == "args" => {
                self.keys.insert(args.name);
                self.members(format!("step {key}"), args, values, &format!("{path}.args"));
            }
            _ => self.wrong(path, format!("no {}", steps.name)),
        }
    }
}

/// The member of a union whose tag admits what stands in the node's.
pub fn member(union: &Union, node: &Node<'_>) -> Option<&'static Object> {
    let tag = node.get(union.tag)?;
    let word = tag.as_text().or_else(|| tag.as_integer())?;
    union.members.iter().copied().find(|object| tags(object, union.tag).iter().any(|tag| tag == word))
}

/// The words, or the number as text, that a member's tag can be.
pub fn tags(object: &Object, tag: &str) -> Vec<String> {
    let of = object.fields.iter().find(|field| field.name == tag).map(|field| field.of);
    match of {
        Some(Type::Constant(Constant::Text(text))) => vec![text.to_owned()],
        Some(Type::Constant(Constant::Integer(number))) => vec![number.to_string()],
        Some(Type::Word(words)) => (words.list)().into_iter().map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// Whether a scalar's form admits the value.
pub fn admits(scalar: &Scalar, node: &Node<'_>) -> bool {
    match (&scalar.form, node) {
        (Form::Bool, Node::Bool(_)) => true,
        (Form::Integer(least, most), _) => {
            let value = node.as_integer().and_then(|digits| digits.parse::<i128>().ok());
            value.is_some_and(|value| value >= i128::from(*least) && (value <= i128::from(*most) || *most == i64::MAX))
        }
        (Form::Text(pattern, longest), Node::Text(text)) => {
            longest.is_none_or(|longest| text.len() <= longest)
                && (pattern.is_empty() || Regex::new(&format!("^(?:{pattern})$")).unwrap().is_match(text))
        }
        _ => false,
    }
}
