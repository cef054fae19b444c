//! `advanceCase`: one step of a review case.

use super::Refusal;
use super::error::Code;
use super::read::{self, Input, Members, Read, branch, fields, object, period, word};
use super::writer::{Empty, Put, answer, object};
use crate::calendar::Instant;
use crate::review::{Action, CaseState, Matter, advance};
use crate::text::Sink;

const LONGEST_NOTE: usize = 2_000;

/// A case as it arrives.
struct Case<'n> {
    id: &'n str,
    state: CaseState,
    matter: Matter<'n>,
}

/// A case that is decided.
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
    fields! { branch(members)? =>
        required as_of "asOf" read::instant;
        required action "action" |node| word(node, Action::from_word);
        required actor "actor" read::id;
        optional note "note" note_text;
        required case "case" read_case;
    }
    let closed = |_| Refusal::new(Code::CaseClosed).member("state").member("case");
    let (state, r#type) = advance(case.matter, case.state, action).map_err(closed)?;
    let kind = case.matter.kind();
    let decided = Decided { id: case.id, kind, state: state.word(), decided_at: as_of, decided_by: actor, note };
    let effect = Effect { r#type, matter: case.matter };
    Ok(answer!("ok": true, "case": decided, "effect": effect, "warnings": Empty))
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
    let known = |kind: &str| ["outage", "posting", "run"].into_iter().find(|known| *known == kind);
    match word(kind, known).map_err(|refusal| refusal.member("kind"))? {
        "outage" => outage_case(members),
        "posting" => posting_case(members),
        _ => run_case(members),
    }
}

fn state(node: Input<'_>) -> Read<CaseState> {
    word(node, CaseState::from_word)
}

fn outage_case<'n>(members: Members<'n>) -> Read<Case<'n>> {
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
    Ok(Case { id, state, matter: Matter::Outage { subject, over } })
}

/// A subject, kept as it is written.
fn subject_text<'n>(node: Input<'n>) -> Read<&'n str> {
    read::subject(node)?;
    read::text(node)
}

fn posting_case<'n>(members: Members<'n>) -> Read<Case<'n>> {
    fields! { branch(members)? =>
        required id "id" read::id;
        required _kind "kind" read::text;
        required state "state" self::state;
        required _opened_at "openedAt" read::instant;
        required posting "posting" read::id;
    }
    Ok(Case { id, state, matter: Matter::Posting { posting } })
}

fn run_case<'n>(members: Members<'n>) -> Read<Case<'n>> {
    fields! { branch(members)? =>
        required id "id" read::id;
        required _kind "kind" read::text;
        required state "state" self::state;
        required _opened_at "openedAt" read::instant;
        required run "run" read::id;
    }
    Ok(Case { id, state, matter: Matter::Run { run } })
}
