//! `js/src/contract.ts`: types only, nothing of it is left at run time.

use super::{Names, ORIGIN, Thing};
use makegood::contract::shape::{COMMANDS, Command, Constant, Field, Form, Object, Presence, STEPS, Type};
use std::fmt::Write;

/// Longest line of the file, before a union is broken.
const WIDTH: usize = 120;

pub fn render(names: &Names) -> String {
    let mut text = format!("// Requests and answers of contract v1, docs/contract.md. {ORIGIN}\n");
    for scalar in &names.scalars {
        let base = if matches!(scalar.form, Form::Integer(..)) { "number" } else { "string" };
        declare(&mut text, scalar.about, format_args!("type {} = {base};", scalar.name));
    }
    for words in &names.words {
        let words_quoted: Vec<_> = (words.list)().into_iter().map(quoted).collect();
        declare(&mut text, words.about, format_args!("type {};", alternatives(words.name, &words_quoted)));
    }
    for thing in &names.things {
        match thing {
            Thing::Object(object) => {
                declare(&mut text, object.about, format_args!("interface {} {{\n{}}}", object.name, body(object, 2)));
            }
            Thing::Union(union) => {
                let members: Vec<_> = union.members.iter().map(|object| object.name.to_owned()).collect();
                declare(&mut text, union.about, format_args!("type {};", alternatives(union.name, &members)));
            }
        }
    }
    steps(&mut text);
    commands(&mut text);
    text
}

fn declare(text: &mut String, about: &str, declaration: std::fmt::Arguments<'_>) {
    let about = if about.is_empty() { String::new() } else { format!("/** {about} */\n") };
    let _ = write!(text, "\n{about}export {declaration}\n");
}

fn quoted(word: &str) -> String {
    format!("\"{word}\"")
}

/// `name = a | b`, one line or filled lines.
fn alternatives(name: &str, members: &[String]) -> String {
    let line = format!("{name} = {}", members.join(" | "));
    if line.len() + "export type ;".len() <= WIDTH {
        return line;
    }
    let mut text = format!("{name} =\n ");
    let mut used = 1;
    for member in members {
        if used + member.len() + 3 > WIDTH {
            text.push_str("\n ");
            used = 1;
        }
        let _ = write!(text, " | {member}");
        used += member.len() + 3;
    }
    text
}

fn body(object: &Object, indent: usize) -> String {
    object.fields.iter().map(|field| line(field, indent)).collect()
}

fn line(field: &Field, indent: usize) -> String {
    let space = " ".repeat(indent);
    let about = if field.about.is_empty() { String::new() } else { format!("{space}/** {} */\n", field.about) };
    let of = kind(&field.of);
    let (mark, or) = match field.presence {
        Presence::Required => ("", ""),
        Presence::Optional => ("?", " | null"),
        Presence::Nullable => ("", " | null"),
    };
    format!("{about}{space}{}{mark}: {of}{or};\n", field.name)
}

fn kind(of: &Type) -> String {
    match of {
        Type::Scalar(scalar) => scalar.name.to_owned(),
        Type::Word(words) => words.name.to_owned(),
        Type::Constant(Constant::Bool(value)) => value.to_string(),
        Type::Constant(Constant::Integer(value)) => value.to_string(),
        Type::Constant(Constant::Text(text)) => quoted(text),
        Type::List(of, 1, Some(1)) => format!("[{}]", kind(of)),
        Type::List(of, ..) => format!("{}[]", kind(of)),
        Type::Object(object) => object.name.to_owned(),
        Type::OneOf(union) => union.name.to_owned(),
        Type::Step(steps) => steps.name.to_owned(),
        Type::Either(one, other) => format!("{} | {}", kind(one), kind(other)),
        Type::Open => "Record<string, unknown>".to_owned(),
    }
}

fn steps(text: &mut String) {
    let mut all = String::new();
    for args in STEPS.iter().flat_map(|steps| steps.members) {
        let fields = body(args, 4);
        let shape = if fields.is_empty() { "Record<string, never>".to_owned() } else { format!("{{\n{fields}  }}") };
        let _ = write!(all, "  /** {} */\n  {}: {shape};\n", args.about, args.name);
    }
    declare(
        text,
        "The arguments of each step of an explanation, by its key.",
        format_args!("interface StepArgs {{\n{all}}}"),
    );
    let step = "type StepOf<K extends keyof StepArgs> = { [P in K]: { key: P; args: StepArgs[P] } }[K];";
    declare(text, "The steps with these keys, told apart by `key`.", format_args!("{step}"));
    for steps in STEPS {
        let keys: Vec<_> = steps.members.iter().map(|args| quoted(args.name)).collect();
        let of = format!("{} = StepOf<{}>", steps.name, keys.join(" | "));
        let of = if of.len() + "export type ;".len() <= WIDTH {
            of
        } else {
            format!("{} = StepOf<{}\n>", steps.name, alternatives("", &keys).trim_start_matches(" ="))
        };
        declare(text, steps.about, format_args!("type {of};"));
    }
    declare(
        text,
        "One step of an explanation: a key and its arguments, no sentence.",
        format_args!("type Step = StepOf<keyof StepArgs>;"),
    );
}

fn commands(text: &mut String) {
    let map = |shape: fn(&Command) -> &'static Object| -> String {
        COMMANDS.iter().map(|command| format!("  {}: {};\n", command.name, shape(command).name)).collect()
    };
    let (requests, answers) = (map(|command| command.request), map(|command| command.answer));
    declare(text, "What each command is asked.", format_args!("interface Requests {{\n{requests}}}"));
    let about = "What each command answers when it does not refuse.";
    declare(text, about, format_args!("interface Answers {{\n{answers}}}"));
    let all: Vec<_> = COMMANDS.iter().map(|command| command.request.name.to_owned()).collect();
    declare(text, "Any request, told apart by `command`.", format_args!("type {};", alternatives("Request", &all)));
    let answer = "type Answer<C extends Command = Command> = Answers[C] | Refused;";
    declare(text, "The answer to a command, told apart by `ok`.", format_args!("{answer}"));
}
