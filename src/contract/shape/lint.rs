//! `lintPolicy`: what is wrong with a document.

use super::scalars::{BOOLEAN, TEXT};
use super::words::CURRENCY;
use super::{Object, Type, WARNINGS, command, contract, list, nullable, ok, optional, required};

pub(super) static REQUEST: Object = Object {
    name: "LintPolicyRequest",
    about: "What is wrong with a policy document?",
    fields: &[
        contract(),
        command("lintPolicy"),
        required("document", Type::Open, "Of either schema, also one that is refused or has two-sided bounds."),
        optional("currencies", list(&CURRENCY), "Those that need an amount wherever there are some."),
    ],
};

pub(super) static ANSWER: Object = Object {
    name: "LintPolicyAnswer",
    about: "What is wrong with a policy document.",
    fields: &[
        ok(true),
        required("readable", BOOLEAN, "Whether it is a policy, read with one bound for each tier and step."),
        required("findings", list(&Type::Object(&FINDING)), "Empty: nothing is wrong."),
        nullable("migrated", Type::Open, "A schema 1 document as schema 2 (`PolicyDocument2`); null for any other."),
        WARNINGS,
    ],
};

static FINDING: Object = Object {
    name: "PolicyFinding",
    about: "One thing that is wrong.",
    fields: &[
        required("code", TEXT, "Stable: a code of docs/policy.md, or an error code of a reader."),
        required("path", TEXT, "The place in the document; empty for the whole."),
        required("message", TEXT, "One sentence for a person."),
        required("help", TEXT, "What to do."),
        required("values", list(&Type::Object(&VALUE)), "What disagrees."),
        required("repair", list(&Type::Object(&REPAIR)), "All of them together; may be empty."),
    ],
};

static VALUE: Object = Object {
    name: "FindingValue",
    about: "A value that takes part in a finding.",
    fields: &[required("name", TEXT, ""), required("value", TEXT, "As text.")],
};

static REPAIR: Object = Object {
    name: "FindingRepair",
    about: "What should stand in the document.",
    fields: &[
        required("path", TEXT, "The place in the document."),
        nullable("value", TEXT, "As text, integers as their digits; null: take it out."),
    ],
};
