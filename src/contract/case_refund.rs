//! `advanceCase` of a refund: reads the case, takes the step, and tells what it sets off.

use super::Refusal;
use super::case::{RawAct, check_zones};
use super::error::Code;
use super::policy2::{distinct, minute_of_day};
use super::read::{self, Input, Members, Read, boolean, branch, counter, elements, one_of, payment, tree_fields};
use super::writer::{Empty, List, Put, answer, object};
use crate::calendar::{Date, Instant, Office, Zone};
use crate::money::Currency;
use crate::policy::refund::{AskedField, ReasonCode, Team};
use crate::review::{
    Act, Action, Actor, Cancellation, Decided, Decision, Effect, Failure, RefundCase, Refused, Say, State, Told, Wait,
    Who, allowed, take,
};
use crate::text::Sink;

/// A refund's case as it arrives: amounts without their currency, a decision in parts.
pub(super) struct RawRefund<'n> {
    case: RefundCase<'n>,
    wished: Option<&'n str>,
    quoted: Option<&'n str>,
    amount: Option<&'n str>,
    decision: (Option<Decision>, Option<Instant>, Option<&'n str>),
}

/// Office hours as they arrive.
pub(super) struct RawOffice<'n> {
    zone: &'n str,
    days: Vec<i64>,
    from: u16,
    to: u16,
    holidays: Vec<Date>,
}

pub(super) fn office<'n>(node: Input<'n>) -> Read<RawOffice<'n>> {
    let minutes = |node| minute_of_day(node).map_err(not_policy);
    tree_fields! { branch(node)? =>
        required zone "zone" read::id;
        required days "days" |node| elements(node, read::integer);
        required from "from" minutes;
        required to "to" minutes;
        optional holidays "holidays" |node| elements(node, read::date);
    }
    let holidays = holidays.unwrap_or_default();
    // Where it is does not matter here: which member is wrong is said at once.
    let is_office = |days: &[i64], from, to, holidays| Office::new(Zone::utc(), days, from, to, holidays).is_some();
    let wrong = if !is_office(&days, 0, 1, Vec::new()) {
        Some("days")
    } else if !is_office(&days, from, to, Vec::new()) {
        Some("to")
    } else if holidays.len() > Office::MOST_HOLIDAYS {
        Some("holidays")
    } else {
        None
    };
    match wrong {
        Some(member) => Err(Refusal::new(Code::InvalidOffice).member(member)),
        None => Ok(RawOffice { zone, days, from, to, holidays }),
    }
}

/// A time of day is no policy here.
fn not_policy(refusal: Refusal) -> Refusal {
    if refusal.code() == Code::PolicyMaintenance { refusal.called(Code::InvalidOffice) } else { refusal }
}

pub(super) fn refund_case<'n>(members: Members<'n>) -> Read<RawRefund<'n>> {
    let asked = |node| distinct(node, AskedField::ALL, AskedField::WORDS);
    tree_fields! { branch(members)? =>
        required id "id" read::id;
        required _kind "kind" read::text;
        required state "state" |node| one_of(node, State::ALL, State::WORDS);
        required step "step" counter;
        required opened_at "openedAt" read::instant;
        required currency "currency" read::currency;
        required reason "reason" |node| one_of(node, ReasonCode::ALL, ReasonCode::WORDS);
        optional wished "wished" read::decimal;
        optional quoted "quoted" read::decimal;
        optional amount "amount" read::decimal;
        required fields "fields" asked;
        required needs "needs" asked;
        required was_asked "asked" boolean;
        optional waits_for "waitsFor" |node| one_of(node, Wait::ALL, Wait::WORDS);
        required cancellation "cancellation" |node| one_of(node, Cancellation::ALL, Cancellation::WORDS);
        optional route "route" |node| one_of(node, Team::ALL, Team::WORDS);
        optional due_at "dueAt" read::instant;
        required escalation "escalation" counter;
        optional decision "decision" |node| one_of(node, Decision::ALL, Decision::WORDS);
        optional decided_at "decidedAt" read::instant;
        optional decided_by "decidedBy" read::id;
        optional appeal_until "appealUntil" read::instant;
        required appealed "appealed" boolean;
        optional method "method" read::id;
        optional paid_at "paidAt" read::instant;
        optional failure "failure" |node| one_of(node, Failure::ALL, Failure::WORDS);
        optional expected_at "expectedAt" read::instant;
    }
    let case = RefundCase {
        id,
        state,
        step,
        opened_at,
        currency,
        reason,
        wished: None,
        quoted: None,
        amount: None,
        fields,
        needs,
        asked: was_asked,
        waits_for,
        cancellation,
        route,
        due_at,
        escalation,
        decided: None,
        appeal_until,
        appealed,
        method,
        paid_at,
        failure,
        expected_at,
    };
    Ok(RawRefund { case, wished, quoted, amount, decision: (decision, decided_at, decided_by) })
}

/// The case with its amounts, each of its currency.
fn whole<'n>(raw: RawRefund<'n>) -> Read<RefundCase<'n>> {
    let currency: Currency = raw.case.currency;
    let amount = |text: Option<&str>, member: &str| match text {
        None => Ok(None),
        Some(text) => payment(text, currency).map(Some).map_err(|refusal| refusal.member(member)),
    };
    let decided = match raw.decision {
        (None, None, None) => None,
        (Some(decision), Some(at), Some(by)) => Some(Decided { decision, at, by }),
        (None, ..) => return Err(Refusal::new(Code::InvalidCase).member("decision")),
        (_, None, _) => return Err(Refusal::new(Code::InvalidCase).member("decidedAt")),
        (.., None) => return Err(Refusal::new(Code::InvalidCase).member("decidedBy")),
    };
    Ok(RefundCase {
        wished: amount(raw.wished, "wished")?,
        quoted: amount(raw.quoted, "quoted")?,
        amount: amount(raw.amount, "amount")?,
        decided,
        ..raw.case
    })
}

pub(super) fn answer(act: RawAct<'_>, raw: RawRefund<'_>) -> Read<Vec<u8>> {
    let in_case = |refusal: Refusal| refusal.member("case");
    let review = act.review.unwrap_or_default();
    let zones = act.zones.unwrap_or_default();
    check_zones(&zones)?;
    let office = match act.office {
        None => Office::usual(),
        Some(raw) => place(raw, zones)?,
    };
    let case = whole(raw).map_err(in_case)?;
    if let Some(member) = case.misfit(&review) {
        return Err(in_case(Refusal::new(Code::InvalidCase).member(member)));
    }
    let amount = match act.amount {
        None => None,
        Some(text) => Some(payment(text, case.currency).map_err(|refusal| refusal.member("amount"))?),
    };
    let actor = Actor::of(act.actor).ok_or_else(|| Refusal::new(Code::NotAllowed).member("actor"))?;
    let act = Act {
        at: act.as_of,
        action: act.action,
        actor,
        role: act.role,
        has_note: act.note.is_some_and(|note| !note.trim().is_empty()),
        amount,
        fields: act.fields,
        failure: act.failure,
        hold: act.waits,
    };
    let taken = take(case, &act, &review, &office).map_err(refusal)?;
    let next = allowed(&taken.case, &review, act.at, act.hold);
    Ok(answer!(
        "ok": true,
        "case": &taken.case,
        "effects": List(taken.effects.into_iter()),
        "say": List(taken.say.iter()),
        "allowed": List(next.into_iter()),
        "warnings": Empty,
    ))
}

fn place<'n>(raw: RawOffice<'n>, zones: Vec<Zone<'n>>) -> Read<Office<'n>> {
    let refuse = |code, member| Refusal::new(code).member(member).member("office");
    let zone = zones.into_iter().find(|zone| zone.name() == raw.zone);
    let zone = zone.ok_or_else(|| refuse(Code::UnknownZone, "zone"))?;
    let office = Office::new(zone, &raw.days, raw.from, raw.to, raw.holidays);
    office.ok_or_else(|| refuse(Code::InvalidOffice, "days"))
}

fn refusal(refused: Refused) -> Refusal {
    let at = |code, member| Refusal::new(code).member(member);
    match refused {
        Refused::State => at(Code::CaseState, "action"),
        Refused::NotAllowed(member) => at(Code::NotAllowed, member),
        Refused::Unquoted => at(Code::CaseIncomplete, "quoted").member("case"),
        Refused::Incomplete(member) => at(Code::CaseIncomplete, member),
        Refused::Amount => at(Code::InvalidAmount, "amount"),
        Refused::AboveLimit => at(Code::AboveLimit, "role"),
        Refused::Waits => at(Code::CaseWaits, "waits"),
        Refused::NotDue => at(Code::NotDue, "asOf"),
        Refused::TooLate => at(Code::TooLate, "asOf"),
    }
}

impl Put for &RefundCase<'_> {
    fn put(self, sink: &mut Sink) {
        object!(sink;
            "id": self.id,
            "kind": "refund",
            "state": self.state.word(),
            "step": self.step,
            "openedAt": self.opened_at,
            "currency": self.currency,
            "reason": self.reason.word(),
            "wished": self.wished,
            "quoted": self.quoted,
            "amount": self.amount,
            "fields": words(&self.fields),
            "needs": words(&self.needs),
            "asked": self.asked,
            "waitsFor": self.waits_for.map(Wait::word),
            "cancellation": self.cancellation.word(),
            "route": self.route.map(Team::word),
            "dueAt": self.due_at,
            "escalation": self.escalation,
            "decision": self.decided.map(|decided| decided.decision.word()),
            "decidedAt": self.decided.map(|decided| decided.at),
            "decidedBy": self.decided.map(|decided| decided.by),
            "appealUntil": self.appeal_until,
            "appealed": self.appealed,
            "method": self.method,
            "paidAt": self.paid_at,
            "failure": self.failure.map(Failure::word),
            "expectedAt": self.expected_at,
        );
    }
}

fn words(fields: &[AskedField]) -> List<impl Iterator<Item = &'static str>> {
    List(fields.iter().map(|field| field.word()))
}

impl Put for Effect {
    fn put(self, sink: &mut Sink) {
        match self {
            Self::QuoteAgain => object!(sink; "type": "quoteAgain"),
            Self::CancelService => object!(sink; "type": "cancelService"),
            Self::Pay(amount) => object!(sink; "type": "pay", "amount": amount),
            Self::PrepareTask(team) => object!(sink; "type": "prepareTask", "team": team.word()),
            Self::Notify(team, role) => object!(sink;
                "type": "notify", "team": team.word(), "role": role.map(|role| role.word())),
        }
    }
}

/// The arguments of what is told.
struct Args<'s>(&'s Say);

impl Put for &Say {
    fn put(self, sink: &mut Sink) {
        let to = match self.to() {
            Told::Client => "client",
            Told::Staff => "staff",
        };
        object!(sink; "to": to, "key": self.key(), "args": Args(self));
    }
}

impl Put for Args<'_> {
    fn put(self, sink: &mut Sink) {
        match self.0 {
            Say::Received(due_at) | Say::Appealed(due_at) | Say::Delayed(due_at) => object!(sink; "dueAt": *due_at),
            Say::Needs(fields) | Say::Supplied(fields) => object!(sink; "fields": words(fields)),
            Say::Waits(hold) => object!(sink; "for": hold.word()),
            Say::Approved(amount, expected_at) => object!(sink; "amount": *amount, "expectedAt": *expected_at),
            Say::Adjusted(amount, quoted, expected_at) => object!(sink;
                "amount": *amount, "quoted": *quoted, "expectedAt": *expected_at),
            Say::Rejected(until) => object!(sink; "appealUntil": *until),
            Say::Stuck(failure) | Say::Failed(failure) => object!(sink; "failure": failure.word()),
            Say::Retried(expected_at) => object!(sink; "expectedAt": *expected_at),
            Say::Paid(amount) | Say::Second(amount) => object!(sink; "amount": *amount),
            Say::Escalated(escalation) => object!(sink; "escalation": *escalation),
            Say::Ended | Say::Withdrawn | Say::Declined => sink.literal("{}"),
        }
    }
}

impl Put for (Action, Who) {
    fn put(self, sink: &mut Sink) {
        object!(sink; "action": self.0.word(), "who": self.1.word());
    }
}
