//! `advanceCase`: one step of a review case.

use super::case_refund::{ADVANCED, OFFICE, REFUND_CASE};
use super::case_said::{ALLOWED, EFFECT_OF_REFUND, SAID};
use super::refund_review::REVIEW;
use super::scalars::{AMOUNT, ID, INSTANT, NOTE, SUBJECT};
use super::settle::ZONE;
use super::words::{
    ACTION, ASKED_FIELD, CASE_KIND, CASE_STATE, CLAIM_EFFECT, DECIDED_STATE, FAILURE, HOLD, OUTAGE_EFFECT,
    POSTING_EFFECT, ROLE, RUN_EFFECT,
};
use super::{
    Constant, Field, Object, Type, Union, WARNINGS, command, contract, list, nullable, ok, optional, required,
};

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
        optional("role", ROLE, "Of staff; this and what follows is of refunds only."),
        optional("amount", AMOUNT, "With `adjust`, above 0 and at most what is quoted; with `approve` what is quoted."),
        optional("fields", list(&ASKED_FIELD), "What the client gives, or staff asks for; each once."),
        optional("failure", FAILURE, "With `fail`."),
        optional("waits", HOLD, "What the quote of this moment waits for."),
        optional("review", Type::Object(&REVIEW), "The policy's. Absent: as its members absent."),
        optional("office", Type::Object(&OFFICE), "Absent: Monday to Friday, 09:00 to 17:00, UTC."),
        optional("zones", list(&Type::Object(&ZONE)), "Names are unique; with the office's zone."),
        required("case", Type::OneOf(&CASE), ""),
    ],
};

static CASE: Union = Union {
    name: "Case",
    about: "A question to a person, or a refund.",
    tag: "kind",
    members: &[&OUTAGE_CASE, &POSTING_CASE, &RUN_CASE, &CLAIM_CASE, &REFUND_CASE],
};

pub(super) const fn kind(word: &'static str) -> Field {
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

static CLAIM_CASE: Object = Object {
    name: "ClaimCase",
    about: "Whether a client's claim for a credit is taken up.",
    fields: &[
        required("id", ID, ""),
        kind("claim"),
        required("state", CASE_STATE, ""),
        required("openedAt", INSTANT, ""),
        required("service", ID, "Its id."),
        required("period", ID, "For which period."),
    ],
};

pub(super) static ANSWER: Object = Object {
    name: "AdvanceCaseAnswer",
    about: "The case after the step and what it sets off.",
    fields: &[
        ok(true),
        required("case", Type::OneOf(&AFTER), ""),
        optional("effect", Type::OneOf(&EFFECT), "Of a question."),
        optional("effects", list(&Type::OneOf(&EFFECT_OF_REFUND)), "Of a refund, in the order in which they are done."),
        optional("say", list(&Type::OneOf(&SAID)), "Of a refund: what each side is told."),
        optional("allowed", list(&Type::Object(&ALLOWED)), "Of a refund: what may be done next."),
        WARNINGS,
    ],
};

static AFTER: Union = Union {
    name: "CaseAfter",
    about: "A decided question, or a refund as it stands.",
    tag: "kind",
    members: &[&DECIDED, &ADVANCED],
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
    members: &[&ON_OUTAGE, &ON_POSTING, &ON_RUN, &ON_CLAIM],
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

static ON_CLAIM: Object = Object {
    name: "ClaimEffect",
    about: "The claim is taken up, or it is not.",
    fields: &[required("type", CLAIM_EFFECT, ""), required("service", ID, ""), required("period", ID, "")],
};
