//! `advanceCase`: one step of a review case.

use super::scalars::{ID, INSTANT, NOTE, SUBJECT};
use super::words::{ACTION, CASE_KIND, CASE_STATE, DECIDED_STATE, OUTAGE_EFFECT, POSTING_EFFECT, RUN_EFFECT};
use super::{Constant, Field, Object, Type, Union, WARNINGS, command, contract, nullable, ok, optional, required};

pub(super) static REQUEST: Object = Object {
    name: "AdvanceCaseRequest",
    about: "What does a person's answer set off?",
    fields: &[
        contract(),
        command("advanceCase"),
        required("asOf", INSTANT, ""),
        required("action", ACTION, ""),
        required("actor", ID, "`admin:1`"),
        optional("note", NOTE, ""),
        required("case", Type::OneOf(&CASE), ""),
    ],
};

static CASE: Union = Union {
    name: "Case",
    about: "A question to a person.",
    tag: "kind",
    members: &[&OUTAGE_CASE, &POSTING_CASE, &RUN_CASE],
};

const fn kind(word: &'static str) -> Field {
    required("kind", Type::Constant(Constant::Text(word)), "")
}

static OUTAGE_CASE: Object = Object {
    name: "OutageCase",
    about: "Whether an outage counts.",
    fields: &[
        required("id", ID, ""),
        kind("outage"),
        required("state", CASE_STATE, ""),
        required("openedAt", INSTANT, ""),
        required("subject", SUBJECT, ""),
        required("from", INSTANT, ""),
        required("to", INSTANT, ""),
    ],
};

static POSTING_CASE: Object = Object {
    name: "PostingCase",
    about: "Whether a posting is on the client's account.",
    fields: &[
        required("id", ID, ""),
        kind("posting"),
        required("state", CASE_STATE, ""),
        required("openedAt", INSTANT, ""),
        required("posting", ID, "Its id."),
    ],
};

static RUN_CASE: Object = Object {
    name: "RunCase",
    about: "Whether a run above the operator's limits may go on.",
    fields: &[
        required("id", ID, ""),
        kind("run"),
        required("state", CASE_STATE, ""),
        required("openedAt", INSTANT, ""),
        required("run", ID, "Its id."),
    ],
};

pub(super) static ANSWER: Object = Object {
    name: "AdvanceCaseAnswer",
    about: "The decided case and what it sets off.",
    fields: &[
        ok(true),
        required("case", Type::Object(&DECIDED), ""),
        required("effect", Type::OneOf(&EFFECT), ""),
        WARNINGS,
    ],
};

static DECIDED: Object = Object {
    name: "DecidedCase",
    about: "A case after a person decided it.",
    fields: &[
        required("id", ID, ""),
        required("kind", CASE_KIND, ""),
        required("state", DECIDED_STATE, ""),
        required("decidedAt", INSTANT, ""),
        required("decidedBy", ID, "The actor."),
        nullable("note", NOTE, ""),
    ],
};

static EFFECT: Union = Union {
    name: "Effect",
    about: "What a decision sets off, with the case's own fields.",
    tag: "type",
    members: &[&ON_OUTAGE, &ON_POSTING, &ON_RUN],
};

static ON_OUTAGE: Object = Object {
    name: "OutageEffect",
    about: "The stretch counts, or it does not.",
    fields: &[
        required("type", OUTAGE_EFFECT, ""),
        required("subject", SUBJECT, ""),
        required("from", INSTANT, ""),
        required("to", INSTANT, ""),
    ],
};

static ON_POSTING: Object = Object {
    name: "PostingEffect",
    about: "The credit is on the account, or it is posted again.",
    fields: &[required("type", POSTING_EFFECT, ""), required("posting", ID, "")],
};

static ON_RUN: Object = Object {
    name: "RunEffect",
    about: "The run goes on, or its postings are held.",
    fields: &[required("type", RUN_EFFECT, ""), required("run", ID, "")],
};
