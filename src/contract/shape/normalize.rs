//! `normalize`: deliveries → observations.

use super::mapping::MAPPING;
use super::scalars::{BASE64, COUNT, HASH, ID, INSTANT, KEY, TEXT};
use super::words::{CHANNEL, KIND, PRECISION, PROBLEM, READ_STATUS, STATE, VENDOR};
use super::{Object, Type, WARNINGS, command, contract, list, nullable, ok, optional, required};

pub(super) static REQUEST: Object = Object {
    name: "NormalizeRequest",
    about: "What do these deliveries say?",
    fields: &[
        contract(),
        command("normalize"),
        optional("mappings", list(&Type::Object(&MAPPING)), "Hashes are unique."),
        required("deliveries", list(&Type::Object(&DELIVERY)), "Ids are unique."),
    ],
};

static DELIVERY: Object = Object {
    name: "Delivery",
    about: "A monitor's message as it arrived, with exactly one of `body` and `bodyBase64`.",
    fields: &[
        required("id", ID, ""),
        required("source", ID, "Our id of the monitor's account."),
        required("vendor", VENDOR, ""),
        optional("channel", CHANNEL, "By which way it came; absent: the monitor sent it."),
        optional("mapping", HASH, "The hash of a mapping in the request; needed by `mapped`."),
        required("receivedAt", INSTANT, ""),
        optional("contentType", TEXT, ""),
        optional(
            "query",
            TEXT,
            "The URL's query string without `?` and without the secret; of a history answer the question.",
        ),
        optional("body", TEXT, ""),
        optional("bodyBase64", BASE64, "A body that is not UTF-8."),
    ],
};

pub(super) static ANSWER: Object = Object {
    name: "NormalizeAnswer",
    about: "What the deliveries say.",
    fields: &[
        ok(true),
        required("results", list(&Type::Object(&RESULT)), "One for each delivery, in order."),
        WARNINGS,
    ],
};

static RESULT: Object = Object {
    name: "NormalizedDelivery",
    about: "What one delivery says.",
    fields: &[
        required("id", ID, "The delivery's."),
        required("status", READ_STATUS, ""),
        required("observations", list(&Type::Object(&SEEN)), ""),
        required("windows", list(&Type::Object(&WINDOW)), "Maintenance that a status page announced; never a vote."),
        nullable("problem", Type::Object(&TROUBLE), "Why it, or a part of it, was not understood."),
    ],
};

static SEEN: Object = Object {
    name: "SeenObservation",
    about: "An observation with what people want to see of it.",
    fields: &[
        required("key", KEY, "Names the edge: equal keys are the same observation."),
        required("source", ID, ""),
        required("target", ID, "The monitor's id of what it watches."),
        nullable("label", TEXT, "What people call it."),
        nullable("address", TEXT, "URL or host."),
        nullable("location", TEXT, "From where it was seen."),
        nullable("locations", COUNT, "From how many places it was seen down at the same time, when the message says."),
        required("state", STATE, ""),
        required("kind", KIND, ""),
        required("at", INSTANT, ""),
        required("precision", PRECISION, ""),
    ],
};

static WINDOW: Object = Object {
    name: "SeenWindow",
    about: "Maintenance that a status page announced.",
    fields: &[
        required("reference", TEXT, "The page's id of it."),
        required("target", ID, "The page's id of what it is about."),
        required("title", TEXT, "What people call it."),
        required("from", INSTANT, ""),
        required("to", INSTANT, "The same instant as `from`: it was called off."),
        required("announcedAt", INSTANT, "When it was made public."),
    ],
};

static TROUBLE: Object = Object {
    name: "Problem",
    about: "Why a delivery was not understood.",
    fields: &[
        required("code", PROBLEM, ""),
        required("message", TEXT, "One sentence for a person."),
        required("help", TEXT, "What to do."),
    ],
};
