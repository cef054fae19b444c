//! The mapping document, schema 1.

use super::scalars::{HASH, ID, POINTER};
use super::words::{KIND, OTHER_STATE, STATE, STATED_PRECISION, TIME_FORM};
use super::{Constant, Object, Type, optional, required};
use crate::contract::mapping::{MAX_PLACES, MAX_WORDS};

/// Where a field may stand: the first place that has it counts.
const PLACES: Type = Type::List(&POINTER, 1, Some(MAX_PLACES));

pub(super) static MAPPING: Object = Object {
    name: "Mapping",
    about: "A mapping with the hash of its stored bytes.",
    fields: &[required("hash", HASH, ""), required("document", Type::Object(&DOCUMENT), "")],
};

static DOCUMENT: Object = Object {
    name: "MappingDocument",
    about: "How to read a monitor that has no reader of its own.",
    fields: &[
        required("schema", Type::Constant(Constant::Integer(1)), ""),
        required("name", ID, "For people."),
        optional("items", POINTER, "A list, each element an item; absent: the whole message is one item."),
        required("target", PLACES, "The monitor's id of what it watches."),
        optional("label", PLACES, "What people call it."),
        optional("address", PLACES, "URL or host."),
        optional("location", PLACES, "From where it was seen."),
        required("state", Type::Object(&STATES), ""),
        optional("kind", Type::Object(&KINDS), "Absent: each message tells a state."),
        optional("time", Type::Object(&TIME), "Absent: the time of reception."),
    ],
};

static STATES: Object = Object {
    name: "MappingStates",
    about: "From the words of a message to states.",
    fields: &[
        required("at", PLACES, ""),
        required("words", Type::List(&Type::Object(&STATE_WORD), 1, Some(MAX_WORDS)), "Each word once."),
        required("other", OTHER_STATE, "What any other word means."),
    ],
};

static STATE_WORD: Object = Object {
    name: "MappingStateWord",
    about: "One word; numbers and booleans by their JSON text.",
    fields: &[required("word", ID, ""), required("state", STATE, "")],
};

static KINDS: Object = Object {
    name: "MappingKinds",
    about: "From the words of a message to kinds; any other word is a state.",
    fields: &[
        required("at", PLACES, ""),
        required("words", Type::List(&Type::Object(&KIND_WORD), 1, Some(MAX_WORDS)), "Each word once."),
    ],
};

static KIND_WORD: Object = Object {
    name: "MappingKindWord",
    about: "One word; numbers and booleans by their JSON text.",
    fields: &[required("word", ID, ""), required("kind", KIND, "")],
};

static TIME: Object = Object {
    name: "MappingTime",
    about: "Where the time stands and how it is written.",
    fields: &[
        required("at", PLACES, ""),
        required("form", TIME_FORM, "`utc` names no zone and is UTC."),
        required("precision", STATED_PRECISION, ""),
    ],
};
