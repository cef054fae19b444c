//! TypeScript types and the JSON Schema of the contract, from the core's table of shapes.

mod schema;
mod typescript;

use crate::Outcome;
use crate::artifact::{read, write};
use makegood::contract::shape::{COMMANDS, Object, REFUSED, Scalar, Type, Union, Words};
use std::collections::BTreeMap;
use std::path::Path;

/// Said in each file that is written here.
const ORIGIN: &str = "Written by `cargo run -p xtask -- types` from src/contract/shape; not edited by hand.";

/// Writes both files, or with `check` only compares them with what would be written.
pub fn run(root: &Path, check: bool) -> Outcome {
    let names = Names::collect()?;
    let files =
        [("js/src/contract.ts", typescript::render(&names)), ("docs/contract.schema.json", schema::render(&names))];
    for (name, text) in files {
        let path = root.join(name);
        if !check {
            write(&path, text)?;
        } else if read(&path)? != text.as_bytes() {
            return Err(format!("{name} is not what src/contract/shape says: run `cargo run -p xtask -- types`").into());
        }
    }
    Ok(())
}

/// Everything that the table names, each once, in the order of its first use.
#[derive(Default)]
pub struct Names {
    pub scalars: Vec<&'static Scalar>,
    pub words: Vec<&'static Words>,
    pub things: Vec<Thing>,
    /// Names and the addresses of what they name: one name, one thing.
    taken: BTreeMap<&'static str, usize>,
}

/// An object or a union of objects.
pub enum Thing {
    Object(&'static Object),
    Union(&'static Union),
}

impl Names {
    fn collect() -> Outcome<Self> {
        let mut names = Self::default();
        for reserved in ["Requests", "Request", "Answers", "Answer", "StepArgs", "Step", "StepOf"] {
            names.taken.insert(reserved, 0);
        }
        for command in &COMMANDS {
            names.object(command.request)?;
            names.object(command.answer)?;
        }
        names.object(&REFUSED)?;
        Ok(names)
    }

    /// Whether this is the first time that it is met; an error when its name is taken by something else.
    fn is_new<T>(&mut self, name: &'static str, named: &'static T) -> Outcome<bool> {
        let address = std::ptr::from_ref(named).addr();
        match self.taken.insert(name, address) {
            None => Ok(true),
            Some(known) if known == address => Ok(false),
            Some(_) => Err(format!("two shapes are called {name}").into()),
        }
    }

    fn object(&mut self, object: &'static Object) -> Outcome {
        if self.is_new(object.name, object)? {
            self.things.push(Thing::Object(object));
            self.fields(object)?;
        }
        Ok(())
    }

    fn fields(&mut self, object: &'static Object) -> Outcome {
        object.fields.iter().try_for_each(|field| self.kind(&field.of))
    }

    fn kind(&mut self, of: &'static Type) -> Outcome {
        match of {
            Type::Constant(_) | Type::Open => Ok(()),
            Type::Scalar(scalar) => {
                // Some are what TypeScript has already.
                if self.is_new(scalar.name, *scalar)? && !scalar.about.is_empty() {
                    self.scalars.push(scalar);
                }
                Ok(())
            }
            Type::Word(words) => {
                if self.is_new(words.name, *words)? {
                    self.words.push(words);
                }
                Ok(())
            }
            Type::List(of, ..) => self.kind(of),
            Type::Either(one, other) => self.kind(one).and_then(|()| self.kind(other)),
            Type::Object(object) => self.object(object),
            Type::OneOf(union) => {
                if self.is_new(union.name, *union)? {
                    self.things.push(Thing::Union(union));
                }
                union.members.iter().try_for_each(|object| self.object(object))
            }
            Type::Step(steps) => {
                self.is_new(steps.name, *steps)?;
                steps.members.iter().try_for_each(|args| self.fields(args))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_committed_is_what_the_table_says() {
        run(&crate::root(), true).unwrap();
    }

    #[test]
    fn a_name_is_taken_once() {
        let mut names = Names::collect().unwrap();
        static OTHER: Object = Object { name: "Client", about: "", fields: &[] };
        assert!(names.object(&OTHER).is_err());
    }
}
