//! The shapes of requests and answers as one table, from which TypeScript types and the JSON Schema are written
//! (`cargo run -p xtask -- types`). Compiled natively only. `tests/shapes` proves that the table says what the readers
//! and writers of this room do: it is nobody's second opinion.

mod attach;
mod case;
mod case_refund;
mod case_said;
mod confirm;
mod describe;
mod describe_policy;
mod lint;
mod mapping;
mod normalize;
mod outgoing;
mod policy;
mod policy2;
mod preview;
mod quote_refund;
mod quoted_refund;
mod reconcile;
mod refund_policy;
mod refund_review;
mod refund_when;
mod scalars;
mod settle;
mod settled;
mod steps;
mod take_back;
mod words;

pub use describe::{ERROR, REFUSED, WARNING};
pub use steps::STEPS;

/// One command: what it is asked and what it answers when it does not refuse.
#[derive(Debug)]
pub struct Command {
    /// Its word in the request.
    pub name: &'static str,
    /// The whole request, `contract` and `command` first.
    pub request: &'static Object,
    /// The whole answer with `ok` true.
    pub answer: &'static Object,
}

/// Every command, in the order in which `describe` lists them.
pub static COMMANDS: [Command; 13] = [
    Command { name: "describe", request: &describe::REQUEST, answer: &describe::ANSWER },
    Command { name: "normalize", request: &normalize::REQUEST, answer: &normalize::ANSWER },
    Command { name: "confirm", request: &confirm::REQUEST, answer: &confirm::ANSWER },
    Command { name: "settle", request: &settle::REQUEST, answer: &settled::ANSWER },
    Command { name: "reconcilePosting", request: &reconcile::REQUEST, answer: &reconcile::ANSWER },
    Command { name: "advanceCase", request: &case::REQUEST, answer: &case::ANSWER },
    Command { name: "checkOutgoing", request: &outgoing::REQUEST, answer: &outgoing::ANSWER },
    Command { name: "previewInvoice", request: &preview::REQUEST, answer: &preview::ANSWER },
    Command { name: "lintPolicy", request: &lint::REQUEST, answer: &lint::ANSWER },
    Command { name: "describePolicy", request: &describe_policy::REQUEST, answer: &describe_policy::ANSWER },
    Command { name: "attachCredits", request: &attach::REQUEST, answer: &attach::ANSWER },
    Command { name: "quoteRefund", request: &quote_refund::REQUEST, answer: &quoted_refund::ANSWER },
    Command { name: "takeBack", request: &take_back::REQUEST, answer: &take_back::ANSWER },
];

/// An object on the wire.
#[derive(Debug)]
pub struct Object {
    /// Its name in types; of a step's arguments, the step's key.
    pub name: &'static str,
    /// What it is, one sentence.
    pub about: &'static str,
    /// In the order of the wire.
    pub fields: &'static [Field],
}

/// One field of an object.
#[derive(Debug)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    /// Whether it is always there.
    pub presence: Presence,
    /// What stands in it.
    pub of: Type,
    /// What name and type do not say; may be empty.
    pub about: &'static str,
}

/// Whether a field is always there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always, never null.
    Required,
    /// May be absent; in requests also null, which is the same.
    Optional,
    /// Always, and null is a value.
    Nullable,
}

/// What stands in a field.
#[derive(Debug, Clone, Copy)]
pub enum Type {
    /// A string, an integer or a boolean.
    Scalar(&'static Scalar),
    /// A word of a closed list.
    Word(&'static Words),
    /// Always the same.
    Constant(Constant),
    /// An array of the same things, at least and at most so many.
    List(&'static Type, usize, Option<usize>),
    /// An object.
    Object(&'static Object),
    /// One of several objects.
    OneOf(&'static Union),
    /// A step of an explanation.
    Step(&'static StepUnion),
    /// One of two that differ in kind: a word and another type, or an object and another one.
    Either(&'static Type, &'static Type),
    /// Any object at all.
    Open,
}

impl Type {
    /// Of the two that differ in kind, whether a value is the first: a word is by being a text, an object by having the
    /// first of its fields.
    pub fn is_taken(&self, is_text: bool, has: impl Fn(&str) -> bool) -> bool {
        match self {
            Self::Word(_) => is_text,
            Self::Object(object) => object.fields.first().is_some_and(|field| has(field.name)),
            _ => false,
        }
    }
}

/// A value that never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constant {
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Integer(i64),
    /// A string.
    Text(&'static str),
}

/// A kind of string, integer or boolean: one row of the contract's table of types.
#[derive(Debug)]
pub struct Scalar {
    /// Its name in types.
    pub name: &'static str,
    /// Form and unit.
    pub about: &'static str,
    /// Its form for a machine.
    pub form: Form,
}

/// The form of a scalar. It refuses nothing that the core takes; what a form cannot say, the core says.
#[derive(Debug)]
pub enum Form {
    /// `true` or `false`
    Bool,
    /// An integer from … to; `i64::MAX` is no bound.
    Integer(i64, i64),
    /// A string of at most so many bytes that the pattern (ECMA-262, with `u`) matches as a whole; an empty pattern
    /// matches every string.
    Text(&'static str, Option<usize>),
}

/// A closed list of words.
#[derive(Debug)]
pub struct Words {
    /// Its name in types.
    pub name: &'static str,
    /// What the words are about.
    pub about: &'static str,
    /// The words, from the core's own lists.
    pub list: fn() -> Vec<&'static str>,
}

/// Objects told apart by one field, whose words or constants do not overlap.
#[derive(Debug)]
pub struct Union {
    /// Its name in types.
    pub name: &'static str,
    /// What its members have in common.
    pub about: &'static str,
    /// The field.
    pub tag: &'static str,
    /// The objects.
    pub members: &'static [&'static Object],
}

/// Steps `{"key":…,"args":{…}}` that a command's explanation is made of.
#[derive(Debug)]
pub struct StepUnion {
    /// Its name in types.
    pub name: &'static str,
    /// Whose steps they are.
    pub about: &'static str,
    /// The arguments; an object's name is the key.
    pub members: &'static [&'static Object],
}

const fn required(name: &'static str, of: Type, about: &'static str) -> Field {
    Field { name, presence: Presence::Required, of, about }
}

const fn optional(name: &'static str, of: Type, about: &'static str) -> Field {
    Field { name, presence: Presence::Optional, of, about }
}

const fn nullable(name: &'static str, of: Type, about: &'static str) -> Field {
    Field { name, presence: Presence::Nullable, of, about }
}

const fn list(of: &'static Type) -> Type {
    Type::List(of, 0, None)
}

/// What every request begins with.
const fn contract() -> Field {
    required("contract", Type::Constant(Constant::Integer(super::CONTRACT)), "")
}

/// The field that names the command.
const fn command(name: &'static str) -> Field {
    required("command", Type::Constant(Constant::Text(name)), "")
}

/// What every answer begins with.
const fn ok(value: bool) -> Field {
    required("ok", Type::Constant(Constant::Bool(value)), "")
}

/// What every answer that does not refuse ends with.
const WARNINGS: Field = required("warnings", list(&A_WARNING), "");
const A_WARNING: Type = Type::Object(&WARNING);

#[cfg(test)]
#[path = "../../../tests/shapes/recorded.rs"]
mod recorded;
