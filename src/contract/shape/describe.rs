//! The envelope, and `describe`.

use super::scalars::{HASH, TEXT};
use super::words::{COMMAND, ERROR_CODE, FAMILY, VENDOR, WARNING_CODE};
use super::{Constant, Object, Type, WARNINGS, command, contract, list, ok, required};

/// An answer that refuses.
pub static REFUSED: Object = Object {
    name: "Refused",
    about: "The answer to a request that was refused: exactly one error, the first in reading order.",
    fields: &[ok(false), required("errors", Type::List(&Type::Object(&ERROR), 1, Some(1)), "")],
};

/// Why it refuses.
pub static ERROR: Object = Object {
    name: "ContractError",
    about: "Why a request was refused. Message and help never quote the request.",
    fields: &[
        required("code", ERROR_CODE, ""),
        required("message", TEXT, "One sentence for a person."),
        required("help", TEXT, "What to do."),
        required("path", TEXT, "The place in the request, `services[0].period`; empty for the whole."),
    ],
};

/// Something that the caller should know of.
pub static WARNING: Object = Object {
    name: "Warning",
    about: "Something was put right that the caller should know of.",
    fields: &[required("code", WARNING_CODE, ""), required("path", TEXT, "The place in the request.")],
};

pub(super) static REQUEST: Object =
    Object { name: "DescribeRequest", about: "What is this core?", fields: &[contract(), command("describe")] };

pub(super) static ANSWER: Object = Object {
    name: "DescribeAnswer",
    about: "What this core is and what it understands.",
    fields: &[
        ok(true),
        required("name", Type::Constant(Constant::Text("makegood")), ""),
        required("version", TEXT, "Of the core: `0.1.0`."),
        required("contract", Type::Constant(Constant::Integer(crate::contract::CONTRACT)), ""),
        required("sourceHash", HASH, "Of the core's sources."),
        required("commands", list(&COMMAND), ""),
        required("sources", list(&VENDOR), ""),
        required("families", list(&FAMILY), ""),
        required("errorCodes", list(&ERROR_CODE), "Sorted."),
        WARNINGS,
    ],
};
