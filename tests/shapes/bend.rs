//! Requests that are accepted, bent at one place: every field that the table knows, where it stands in a request.

use crate::check::tags;
use makegood::contract::shape::{Constant, Field, Object, Presence, Type};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// One field (or element of an array of values) of one request.
pub struct Place<'r> {
    pub case: &'r str,
    pub request: &'r Value,
    pub pointer: String,
    /// As the core would write it.
    pub path: String,
    /// The object that the place is in, and the field; empty for an element.
    pub object: &'static str,
    pub field: Option<&'static Field>,
    pub of: &'static Type,
}

impl Place<'_> {
    /// The core's answer when `value` stands there.
    pub fn put(&self, value: Value) -> Value {
        let mut bent = self.request.clone();
        *bent.pointer_mut(&self.pointer).unwrap() = value;
        answer(&bent)
    }

    /// The object around the place, bent, and what the core says to it.
    pub fn around(&self, bend: impl FnOnce(&mut Map<String, Value>)) -> Value {
        let mut bent = self.request.clone();
        let (parent, _) = self.pointer.rsplit_once('/').unwrap();
        bend(bent.pointer_mut(parent).unwrap().as_object_mut().unwrap());
        answer(&bent)
    }

    pub fn is_optional(&self) -> bool {
        self.field.is_some_and(|field| field.presence != Presence::Required)
    }
}

pub fn answer(request: &Value) -> Value {
    serde_json::from_slice(&makegood::call(request.to_string().as_bytes())).unwrap()
}

/// The code and path of the one error; empty when there is none.
pub fn refusal(answer: &Value) -> (&str, &str) {
    let error = &answer["errors"][0];
    (error["code"].as_str().unwrap_or_default(), error["path"].as_str().unwrap_or_default())
}

/// The places of a request.
pub struct Finder<'r> {
    case: &'r str,
    request: &'r Value,
    found: Vec<Place<'r>>,
}

/// Each field of the table at most `most` times over all requests.
pub fn places<'r>(requests: &'r [(String, Value, &'static Object)], most: usize) -> Vec<Place<'r>> {
    let mut counts = BTreeMap::<(&str, &str), usize>::new();
    let mut places = Vec::new();
    for (case, request, shape) in requests {
        let mut finder = Finder { case, request, found: Vec::new() };
        finder.object(shape, request, "", "");
        places.extend(finder.found.into_iter().filter(|place| {
            let count = counts.entry((place.object, place.field.map_or("", |field| field.name))).or_default();
            *count += 1;
            *count <= most
        }));
    }
    places
}

impl Finder<'_> {
    fn object(&mut self, object: &'static Object, node: &Value, pointer: &str, path: &str) {
        for field in object.fields {
            let Some(value) = node.get(field.name) else { continue };
            let pointer = format!("{pointer}/{}", field.name);
            let path = if path.is_empty() { field.name.to_owned() } else { format!("{path}.{}", field.name) };
            self.place(object.name, Some(field), &field.of, &pointer, &path);
            if !value.is_null() {
                self.value(object.name, &field.of, value, &pointer, &path);
            }
        }
    }

    fn place(&mut self, object: &'static str, field: Option<&'static Field>, of: &'static Type, at: &str, path: &str) {
        let (pointer, path) = (at.to_owned(), path.to_owned());
        self.found.push(Place { case: self.case, request: self.request, pointer, path, object, field, of });
    }

    fn value(&mut self, inside: &'static str, of: &'static Type, node: &Value, pointer: &str, path: &str) {
        match of {
            Type::Object(object) => self.object(object, node, pointer, path),
            Type::OneOf(union) => {
                let tag = &node[union.tag];
                let tag = tag.as_str().map_or_else(|| tag.to_string(), str::to_owned);
                let known = union.members.iter().find(|object| tags(object, union.tag).contains(&tag));
                self.object(known.unwrap(), node, pointer, path);
            }
            Type::Either(one, other) => {
                let is_one = one.is_taken(node.is_string(), |name| node.get(name).is_some());
                self.value(inside, if is_one { one } else { other }, node, pointer, path);
            }
            Type::List(of, ..) => {
                for (index, element) in node.as_array().unwrap().iter().enumerate() {
                    let (pointer, path) = (format!("{pointer}/{index}"), format!("{path}[{index}]"));
                    self.place(inside, None, of, &pointer, &path);
                    self.value(inside, of, element, &pointer, &path);
                }
            }
            _ => {}
        }
    }
}

/// What JSON calls the type of a value of this kind; there may be two.
pub fn json_types(of: &Type) -> [&'static str; 2] {
    match of {
        Type::Either(one, other) => [json_type(one), json_type(other)],
        _ => [json_type(of); 2],
    }
}

fn json_type(of: &Type) -> &'static str {
    use makegood::contract::shape::Form;
    match of {
        Type::Either(one, _) => json_type(one),
        Type::Scalar(scalar) => match scalar.form {
            Form::Bool => "boolean",
            Form::Integer(..) => "integer",
            Form::Text(..) => "string",
        },
        Type::Constant(Constant::Bool(_)) => "boolean",
        Type::Constant(Constant::Integer(_)) => "integer",
        Type::Word(_) | Type::Constant(Constant::Text(_)) => "string",
        Type::List(..) => "array",
        Type::Object(_) | Type::OneOf(_) | Type::Step(_) | Type::Open => "object",
    }
}
