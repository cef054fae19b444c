//! `confirm`: observations → outages, for one subject.

use super::scalars::{BOOLEAN, COUNT, DURATION_MS, ID, INSTANT, KEY, NUMBER, SUBJECT, TEXT, WEIGHT};
use super::steps::CONFIRM_STEP;
use super::words::{DECISION, ENDING, KIND, LEVEL, OUTAGE_STATUS, PRECISION, REASON, REVIEW_KIND, STATE};
use super::{Object, Type, WARNINGS, command, contract, list, nullable, ok, optional, required};

pub(super) static REQUEST: Object = Object {
    name: "ConfirmRequest",
    about: "When was this subject down, so that it counts?",
    fields: &[
        contract(),
        command("confirm"),
        required("asOf", INSTANT, ""),
        required("subject", SUBJECT, ""),
        optional(
            "quorum",
            NUMBER,
            "What the weights of groups that are down have to reach; absent: 2 groups, or all when there are fewer.",
        ),
        optional("staleAfterMs", DURATION_MS, "A vote without fresh evidence ends after this; absent: a day."),
        required("sources", list(&Type::Object(&SOURCE)), "Every source with a target mapped to the subject."),
        optional(
            "required",
            list(&Type::Object(&REQUIRED)),
            "Levels that have to agree besides the quorum; each once.",
        ),
        required("observations", list(&Type::Object(&OBSERVATION)), "In any order, also repeated."),
        optional("decisions", list(&Type::Object(&DECIDED)), "What people decided."),
    ],
};

static SOURCE: Object = Object {
    name: "Source",
    about: "A monitor's account.",
    fields: &[
        required("id", ID, ""),
        required("group", ID, "Groups vote, not sources: vendor or self-hosted host."),
        required("enabled", BOOLEAN, ""),
        required("trusted", BOOLEAN, "Its word alone is enough when it is the only one."),
        optional("level", LEVEL, ""),
        optional("weight", WEIGHT, "What its group adds to a given quorum; absent: 1."),
        optional(
            "startDelayMs",
            DURATION_MS,
            "How long after the real edge it tells that something is down; absent: 0.",
        ),
        optional("endDelayMs", DURATION_MS, "How long after the real edge it tells that something is back; absent: 0."),
        optional("toleranceMs", DURATION_MS, "Its vote supports others so long before and after itself; absent: 0."),
        optional(
            "expectEveryMs",
            DURATION_MS,
            "Silent for longer it cannot object; absent: it speaks only at a change.",
        ),
        optional(
            "expiresAfterMs",
            DURATION_MS,
            "Polled: its vote ends at its last evidence when none follows within this.",
        ),
        optional("ownQuorum", NUMBER, "Down from so many places at once counts as confirmed; absent: never."),
        optional("alive", list(&Type::Object(&ALIVE)), "When it was at work, besides its observations."),
    ],
};

static ALIVE: Object = Object {
    name: "AliveInterval",
    about: "When a monitor was at work, as far as is known.",
    fields: &[required("from", INSTANT, ""), required("to", INSTANT, "")],
};

static REQUIRED: Object = Object {
    name: "RequiredLevel",
    about: "So many groups of a level have to say down.",
    fields: &[required("level", LEVEL, ""), required("atLeast", NUMBER, "")],
};

static OBSERVATION: Object = Object {
    name: "Observation",
    about: "What a monitor said about one target.",
    fields: &[
        required("key", KEY, "Equal keys count once."),
        required("source", ID, ""),
        required("target", ID, ""),
        required("state", STATE, ""),
        required("kind", KIND, ""),
        required("at", INSTANT, ""),
        required("precision", PRECISION, ""),
        optional("locations", COUNT, "From how many places at once it was seen."),
    ],
};

static DECIDED: Object = Object {
    name: "IntervalDecision",
    about: "What a person decided about a stretch that was seen.",
    fields: &[
        required("case", ID, ""),
        required("decision", DECISION, ""),
        required("from", INSTANT, ""),
        required("to", INSTANT, ""),
    ],
};

pub(super) static ANSWER: Object = Object {
    name: "ConfirmAnswer",
    about: "The subject's outages, and why they are classed so.",
    fields: &[
        ok(true),
        required("subject", SUBJECT, ""),
        required("sourcesCounted", COUNT, "Independent groups among the enabled sources."),
        required(
            "needed",
            COUNT,
            "Groups that have to be down, or what their weights have to reach where a quorum is given.",
        ),
        required("outages", list(&Type::Object(&OUTAGE)), "Sorted by `from`."),
        required("review", list(&Type::Object(&REVIEW)), "What a person has to decide."),
        required(
            "silent",
            list(&Type::Object(&SILENT)),
            "Timelines whose last vote went stale, and sources that should have spoken.",
        ),
        required("steps", list(&Type::Step(&CONFIRM_STEP)), ""),
        WARNINGS,
    ],
};

static OUTAGE: Object = Object {
    name: "Outage",
    about: "A stretch in which the subject was seen down.",
    fields: &[
        required("key", KEY, ""),
        required("subject", SUBJECT, ""),
        required("from", INSTANT, ""),
        required("to", INSTANT, ""),
        required("open", BOOLEAN, "It still went on at `asOf`."),
        required("status", OUTAGE_STATUS, ""),
        required("reason", REASON, ""),
        required(
            "votes",
            list(&Type::Object(&VOTE)),
            "The votes that overlap or support it; of more than 100 the first.",
        ),
    ],
};

static VOTE: Object = Object {
    name: "Vote",
    about: "A stretch in which one target was seen down by one source.",
    fields: &[
        required("source", ID, ""),
        required("target", ID, ""),
        required("group", ID, ""),
        required("from", INSTANT, ""),
        required("to", INSTANT, ""),
        required("end", ENDING, ""),
        required("inexact", BOOLEAN, "An end of it is the time of reception."),
    ],
};

static REVIEW: Object = Object {
    name: "ReviewItem",
    about: "An outage that waits for a person.",
    fields: &[
        required("key", TEXT, "Changes when the evidence changes."),
        required("kind", REVIEW_KIND, ""),
        required("reason", REASON, ""),
        required("subject", SUBJECT, ""),
        required("from", INSTANT, ""),
        required("to", INSTANT, ""),
    ],
};

static SILENT: Object = Object {
    name: "SilentTarget",
    about: "Of whom nothing more was heard.",
    fields: &[
        required("source", ID, ""),
        nullable(
            "target",
            ID,
            "A target whose last vote went stale; null: the source did not speak as often as it should.",
        ),
        nullable("since", INSTANT, "The last evidence or sign of life; null: there was none."),
    ],
};
