//! `docs/contract.schema.json`: JSON Schema 2020-12. It refuses nothing that the core takes; what fields say together
//! and what depends on a currency, only the core knows.

use super::{Names, ORIGIN, Thing};
use makegood::contract::shape::{COMMANDS, Constant, Field, Form, Object, Presence, REFUSED, STEPS, Scalar, Type};

/// JSON whose members stay in order.
enum Json {
    Raw(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

pub fn render(names: &Names) -> String {
    let mut definitions = Vec::new();
    for scalar in &names.scalars {
        definitions.push((scalar.name.to_owned(), described(form(scalar), scalar.about)));
    }
    for words in &names.words {
        let list = Json::List((words.list)().into_iter().map(text).collect());
        definitions.push((words.name.to_owned(), described(members([("enum", list)]), words.about)));
    }
    for thing in &names.things {
        definitions.push(match thing {
            Thing::Object(object) => (object.name.to_owned(), described(shape(object.fields), object.about)),
            Thing::Union(union) => {
                let names = union.members.iter().map(|object| object.name);
                (union.name.to_owned(), described(any(names), union.about))
            }
        });
    }
    for steps in STEPS {
        let each = steps.members.iter().map(|args| step(args)).collect();
        definitions.push((steps.name.to_owned(), described(members([("anyOf", Json::List(each))]), steps.about)));
    }
    let answers = COMMANDS.iter().map(|command| command.answer.name).chain([REFUSED.name]);
    definitions
        .push(("Request".into(), described(any(COMMANDS.iter().map(|command| command.request.name)), "Any request.")));
    definitions.push(("Answer".into(), described(any(answers), "Any answer.")));

    let root = members([
        ("$schema", text("https://json-schema.org/draft/2020-12/schema")),
        ("title", text("Makegood, contract v1")),
        ("description", text("Requests and answers, docs/contract.md.")),
        ("$comment", text(ORIGIN)),
        ("anyOf", Json::List(vec![reference("Request"), reference("Answer")])),
        ("$defs", Json::Object(definitions)),
    ]);
    let mut written = String::new();
    print(&root, 0, &mut written);
    written + "\n"
}

fn text(text: &str) -> Json {
    Json::Raw(serde_json::Value::from(text).to_string())
}

fn number(value: impl ToString) -> Json {
    Json::Raw(value.to_string())
}

fn members<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn described(json: Json, about: &str) -> Json {
    match json {
        Json::Object(mut members) if !about.is_empty() => {
            members.insert(0, ("description".into(), text(about)));
            Json::Object(members)
        }
        json => json,
    }
}

fn reference(name: &str) -> Json {
    members([("$ref", text(&format!("#/$defs/{name}")))])
}

fn any<'n>(names: impl Iterator<Item = &'n str>) -> Json {
    members([("anyOf", Json::List(names.map(reference).collect()))])
}

fn form(scalar: &Scalar) -> Json {
    let mut json = Vec::new();
    let mut add = |name: &str, value: Json| json.push((name.to_owned(), value));
    match scalar.form {
        Form::Bool => add("type", text("boolean")),
        Form::Integer(least, most) => {
            add("type", text("integer"));
            add("minimum", number(least));
            if most != i64::MAX {
                add("maximum", number(most));
            }
        }
        Form::Text(pattern, longest) => {
            add("type", text("string"));
            if !pattern.is_empty() {
                add("pattern", text(&format!("^(?:{pattern})$")));
            }
            // Bytes in the contract, characters here, which are never more.
            if let Some(longest) = longest {
                add("maxLength", number(longest));
            }
        }
    }
    Json::Object(json)
}

fn shape(fields: &[Field]) -> Json {
    let properties = fields.iter().map(|field| (field.name.to_owned(), described(property(field), field.about)));
    let needed = fields.iter().filter(|field| field.presence != Presence::Optional);
    members([
        ("type", text("object")),
        ("properties", Json::Object(properties.collect())),
        ("required", Json::List(needed.map(|field| text(field.name)).collect())),
        ("additionalProperties", Json::Raw("false".into())),
    ])
}

fn property(field: &Field) -> Json {
    let of = kind(&field.of);
    if field.presence == Presence::Required {
        return of;
    }
    members([("anyOf", Json::List(vec![of, members([("type", text("null"))])]))])
}

fn kind(of: &Type) -> Json {
    match of {
        Type::Scalar(scalar) if scalar.about.is_empty() => form(scalar),
        Type::Scalar(scalar) => reference(scalar.name),
        Type::Word(words) => reference(words.name),
        Type::Constant(Constant::Bool(value)) => members([("const", number(value))]),
        Type::Constant(Constant::Integer(value)) => members([("const", number(value))]),
        Type::Constant(Constant::Text(value)) => members([("const", text(value))]),
        Type::List(of, least, most) => {
            let mut list = vec![("type".to_owned(), text("array")), ("items".to_owned(), kind(of))];
            if *least > 0 {
                list.push(("minItems".into(), number(least)));
            }
            if let Some(most) = most {
                list.push(("maxItems".into(), number(most)));
            }
            Json::Object(list)
        }
        Type::Object(object) => reference(object.name),
        Type::OneOf(union) => reference(union.name),
        Type::Step(steps) => reference(steps.name),
        Type::Either(one, other) => members([("anyOf", Json::List(vec![kind(one), kind(other)]))]),
        Type::Open => members([("type", text("object"))]),
    }
}

fn step(args: &Object) -> Json {
    let step = members([
        ("type", text("object")),
        ("properties", members([("key", members([("const", text(args.name))])), ("args", shape(args.fields))])),
        ("required", Json::List(vec![text("key"), text("args")])),
        ("additionalProperties", Json::Raw("false".into())),
    ]);
    described(step, args.about)
}

/// Two spaces a level; what is short and flat stays on its line.
fn print(json: &Json, depth: usize, out: &mut String) {
    let flat = flat(json);
    let (open, close, parts): (_, _, Vec<(Option<&str>, &Json)>) = match json {
        Json::Raw(_) => return out.push_str(&flat),
        _ if flat.len() + 2 * depth <= 100 => return out.push_str(&flat),
        Json::List(elements) => ('[', ']', elements.iter().map(|element| (None, element)).collect()),
        Json::Object(members) => ('{', '}', members.iter().map(|(name, value)| (Some(name.as_str()), value)).collect()),
    };
    out.push(open);
    for (index, (name, value)) in parts.into_iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(depth + 1));
        if let Some(name) = name {
            out.push_str(&format!("\"{name}\": "));
        }
        print(value, depth + 1, out);
    }
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
    out.push(close);
}

fn flat(json: &Json) -> String {
    let joined = |parts: Vec<String>| parts.join(", ");
    match json {
        Json::Raw(raw) => raw.clone(),
        Json::List(elements) => format!("[{}]", joined(elements.iter().map(flat).collect())),
        Json::Object(members) if members.is_empty() => "{}".into(),
        Json::Object(members) => {
            let pairs = members.iter().map(|(name, value)| format!("\"{name}\": {}", flat(value)));
            format!("{{ {} }}", joined(pairs.collect()))
        }
    }
}
