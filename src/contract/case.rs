//! `advanceCase`: one step of a case. Questions are answered here, refunds in `case_refund`.

use super::Refusal;
use super::case_refund::{self, RawRefund};
use super::error::Code;
use super::policy2::distinct;
use super::read::{
    self, Input, Members, Read, branch, elements, fields, object, one_of, period, tree_fields, unique, word,
};
use super::refund_review::review;
use super::terms;
use super::writer::{Empty, Put, answer, object};
use crate::calendar::{Instant, Zone};
use crate::policy::refund::{AskedField, Review, Role};
use crate::review::{Action, Actor, CaseState, Failure, Hold, Matter, Verdict, Who, advance};
use crate::text::Sink;

const LONGEST_NOTE: usize = 2_000;
/// Kinds of cases.
const KINDS: [&str; 5] = ["outage", "posting", "run", "claim", "refund"];

/// What somebody does, as it arrives.
pub(super) struct RawAct<'n> {
    pub as_of: Instant,
    pub action: Action,
    pub actor: &'n str,
    pub note: Option<&'n str>,
    pub role: Option<Role>,
    pub amount: Option<&'n str>,
    pub fields: Option<Vec<AskedField>>,
    pub failure: Option<Failure>,
    pub waits: Option<Hold>,
    pub review: Option<Review<'n>>,
    pub office: Option<case_refund::RawOffice<'n>>,
    pub zones: Option<Vec<Zone<'n>>>,
}

/// A question as it arrives.
struct Question<'n> {
    id: &'n str,
    state: CaseState,
    matter: Matter<'n>,
}

enum Case<'n> {
    Question(Question<'n>),
    Refund(Box<RawRefund<'n>>),
}

/// A question that is decided.
struct Decided<'a> {
    id: &'a str,
    kind: &'static str,
    state: &'static str,
    decided_at: Instant,
    decided_by: &'a str,
    note: Option<&'a str>,
}

/// What the decision sets off, with the case's own fields.
struct Effect<'a> {
    r#type: &'static str,
    matter: Matter<'a>,
}

pub(super) fn answer(members: Members<'_>) -> Read<Vec<u8>> {
    tree_fields! { branch(members)? =>
        required as_of "asOf" read::instant;
        required action "action" |node| one_of(node, Action::ALL, Action::WORDS);
        required actor "actor" read::id;
        optional note "note" note_text;
        optional role "role" |node| one_of(node, Role::ALL, Role::WORDS);
        optional amount "amount" read::decimal;
        optional fields "fields" |node| distinct(node, AskedField::ALL, AskedField::WORDS);
        optional failure "failure" |node| one_of(node, Failure::ALL, Failure::WORDS);
        optional waits "waits" |node| one_of(node, Hold::ALL, Hold::WORDS);
        optional review "review" review;
        optional office "office" case_refund::office;
        optional zones "zones" |node| elements(node, terms::zone);
        required case "case" read_case;
    }
    let act = RawAct { as_of, action, actor, note, role, amount, fields, failure, waits, review, office, zones };
    match case {
        Case::Question(question) => decide(&question, &act),
        Case::Refund(case) => case_refund::answer(act, *case),
    }
}

/// Names of zones are not repeated.
pub(super) fn check_zones(zones: &[Zone<'_>]) -> Read<()> {
    unique(zones.iter().map(Zone::name), "name").map_err(|refusal| refusal.member("zones"))
}

fn decide(question: &Question<'_>, act: &RawAct<'_>) -> Read<Vec<u8>> {
    no_refund(act)?;
    let verdict = match act.action {
        Action::Accept => Verdict::Accept,
        Action::Refuse => Verdict::Refuse,
        _ => return Err(Refusal::new(Code::CaseState).member("action")),
    };
    // Nobody takes up an own claim.
    let is_own = Actor::of(act.actor).is_some_and(|actor| actor.who == Who::Client);
    if is_own && matches!(question.matter, Matter::Claim { .. }) {
        return Err(Refusal::new(Code::NotAllowed).member("actor"));
    }
    let closed = |_| Refusal::new(Code::CaseClosed).member("state").member("case");
    let (state, r#type) = advance(question.matter, question.state, verdict).map_err(closed)?;
    let decided = Decided {
        id: question.id,
        kind: question.matter.kind(),
        state: state.word(),
        decided_at: act.as_of,
        decided_by: act.actor,
        note: act.note,
    };
    let effect = Effect { r#type, matter: question.matter };
    Ok(answer!("ok": true, "case": decided, "effect": effect, "warnings": Empty))
}

/// What only a refund has is unknown of a question.
fn no_refund(act: &RawAct<'_>) -> Read<()> {
    let sent = [
        ("role", act.role.is_some()),
        ("amount", act.amount.is_some()),
        ("fields", act.fields.is_some()),
        ("failure", act.failure.is_some()),
        ("waits", act.waits.is_some()),
        ("review", act.review.is_some()),
        ("office", act.office.is_some()),
        ("zones", act.zones.is_some()),
    ];
    match sent.iter().find(|(_, is_sent)| *is_sent) {
        None => Ok(()),
        Some((name, _)) => Err(Refusal::new(Code::UnknownField).member(name)),
    }
}

impl Put for Decided<'_> {
    fn put(self, sink: &mut Sink) {
        object!(sink;
            "id": self.id,
            "kind": self.kind,
            "state": self.state,
            "decidedAt": self.decided_at,
            "decidedBy": self.decided_by,
            "note": self.note,
        );
    }
}

impl Put for Effect<'_> {
    fn put(self, sink: &mut Sink) {
        match self.matter {
            Matter::Outage { subject, over } => object!(sink;
                "type": self.r#type, "subject": subject, "from": over.from(), "to": over.to()),
            Matter::Posting { posting } => object!(sink; "type": self.r#type, "posting": posting),
            Matter::Run { run } => object!(sink; "type": self.r#type, "run": run),
            Matter::Claim { service, period } => object!(sink;
                "type": self.r#type, "service": service, "period": period),
        }
    }
}

fn note_text<'n>(node: Input<'n>) -> Read<&'n str> {
    let note = read::text(node)?;
    if note.len() > LONGEST_NOTE { Err(Refusal::new(Code::InvalidNote)) } else { Ok(note) }
}

/// The kind decides which other fields there are, so it is looked at first.
fn read_case<'n>(node: Input<'n>) -> Read<Case<'n>> {
    let members = object(node)?;
    let Some(kind) = read::member(members, "kind") else {
        return Err(Refusal::new(Code::MissingField).member("kind"));
    };
    match one_of(kind, &KINDS, &KINDS).map_err(|refusal| refusal.member("kind"))? {
        "outage" => outage_case(members).map(Case::Question),
        "posting" => posting_case(members).map(Case::Question),
        "run" => run_case(members).map(Case::Question),
        "claim" => claim_case(members).map(Case::Question),
        _ => case_refund::refund_case(members).map(|case| Case::Refund(Box::new(case))),
    }
}

fn state(node: Input<'_>) -> Read<CaseState> {
    word(node, CaseState::from_word)
}

fn outage_case<'n>(members: Members<'n>) -> Read<Question<'n>> {
    fields! { branch(members)? =>
        required id "id" read::id;
        required _kind "kind" read::text;
        required state "state" self::state;
        required _opened_at "openedAt" read::instant;
        required subject "subject" subject_text;
        required from "from" read::instant;
        required to "to" read::instant;
    }
    let over = period(from, to)?;
    Ok(Question { id, state, matter: Matter::Outage { subject, over } })
}

/// A subject, kept as it is written.
fn subject_text<'n>(node: Input<'n>) -> Read<&'n str> {
    read::subject(node)?;
    read::text(node)
}

fn posting_case<'n>(members: Members<'n>) -> Read<Question<'n>> {
    fields! { branch(members)? =>
        required id "id" read::id;
        required _kind "kind" read::text;
        required state "state" self::state;
        required _opened_at "openedAt" read::instant;
        required posting "posting" read::id;
    }
    Ok(Question { id, state, matter: Matter::Posting { posting } })
}

fn run_case<'n>(members: Members<'n>) -> Read<Question<'n>> {
    fields! { branch(members)? =>
        required id "id" read::id;
        required _kind "kind" read::text;
        required state "state" self::state;
        required _opened_at "openedAt" read::instant;
        required run "run" read::id;
    }
    Ok(Question { id, state, matter: Matter::Run { run } })
}

fn claim_case<'n>(members: Members<'n>) -> Read<Question<'n>> {
    tree_fields! { branch(members)? =>
        required id "id" read::id;
        required _kind "kind" read::text;
        required state "state" self::state;
        required _opened_at "openedAt" read::instant;
        required service "service" read::id;
        required period "period" read::id;
    }
    Ok(Question { id, state, matter: Matter::Claim { service, period } })
}
