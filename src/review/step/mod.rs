//! One step of a refund's case; what each action does is in `asking`, `deciding` and `paying`. Ifs are asked in this order: does the state know the action, may this actor, is it the
//! time, is all there that it needs, does the quote wait, may this role decide so much.

mod asking;
mod deciding;
mod paying;

use super::allowed::{Who, is_held, permitted};
use super::case::RefundCase;
use super::effect::{Effect, Outcome, Say};
use super::words::{Action, Failure, Hold};
use crate::calendar::{Instant, Office};
use crate::money::Money;
use crate::policy::refund::{AskedField, Review, Role};

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor<'a> {
    /// As written in the request.
    pub id: &'a str,
    /// What that is.
    pub who: Who,
}

impl<'a> Actor<'a> {
    /// `client:<id>`, `admin:<id>` or `system`.
    #[must_use]
    pub fn of(id: &'a str) -> Option<Self> {
        let named = |kind: &str| id.strip_prefix(kind).is_some_and(|name| !name.is_empty());
        let who = match id {
            "system" => Who::System,
            _ if named("client:") => Who::Client,
            _ if named("admin:") => Who::Staff,
            _ => return None,
        };
        Some(Self { id, who })
    }
}

/// What somebody does, and with what.
#[derive(Debug, Clone)]
pub struct Act<'a> {
    /// When.
    pub at: Instant,
    /// What.
    pub action: Action,
    /// Who.
    pub actor: Actor<'a>,
    /// In which role.
    pub role: Option<Role>,
    /// Whether it is said why.
    pub has_note: bool,
    /// How much.
    pub amount: Option<Money>,
    /// What is given, or asked for.
    pub fields: Option<Vec<AskedField>>,
    /// Why it failed.
    pub failure: Option<Failure>,
    /// Why the quote of this moment may not be paid now.
    pub hold: Option<Hold>,
}

/// Why a step is not taken; a name is that of the member that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The state does not know the action.
    State,
    /// This actor may not do it, or not with this.
    NotAllowed(&'static str),
    /// It needs this.
    Incomplete(&'static str),
    /// Nothing was quoted.
    Unquoted,
    /// It is more than was quoted, or not what was.
    Amount,
    /// It is more than this role may decide.
    AboveLimit,
    /// The quote waits.
    Waits,
    /// It is not due yet.
    NotDue,
    /// The time for it is over.
    TooLate,
}

/// A step that was taken.
#[derive(Debug)]
pub struct Taken<'a> {
    /// The case after it.
    pub case: RefundCase<'a>,
    /// What it sets off, in order.
    pub effects: Vec<Effect>,
    /// What each side is told.
    pub say: Vec<Say>,
}

/// Takes a step. [`Action::Look`] changes nothing.
///
/// # Errors
/// [`Refused`].
pub fn take<'a>(
    case: RefundCase<'a>,
    act: &Act<'a>,
    review: &Review<'_>,
    office: &Office<'_>,
) -> Result<Taken<'a>, Refused> {
    let mut step = Step { case, act, review, office, out: Outcome::default() };
    if act.action != Action::Look {
        step.is_permitted()?;
        step.go()?;
        step.case.step = step.case.step.saturating_add(1);
    }
    Ok(Taken { case: step.case, effects: step.out.effects, say: step.out.say })
}

type Done = Result<(), Refused>;

struct Step<'a, 's> {
    case: RefundCase<'a>,
    act: &'s Act<'a>,
    review: &'s Review<'s>,
    office: &'s Office<'s>,
    out: Outcome,
}

impl Step<'_, '_> {
    fn is_permitted(&self) -> Done {
        let who = permitted(&self.case, self.act.action, self.review);
        if who.is_empty() {
            return Err(Refused::State);
        }
        if !who.contains(&self.act.actor.who) {
            return Err(Refused::NotAllowed("actor"));
        }
        // Two persons are two.
        let is_second = matches!(self.act.action, Action::Confirm | Action::Decline);
        if is_second && self.case.decided.is_some_and(|first| first.by == self.act.actor.id) {
            return Err(Refused::NotAllowed("actor"));
        }
        let is_due = self.case.due_at.is_none_or(|due| self.act.at >= due);
        if self.act.action == Action::Clock && !is_due {
            return Err(Refused::NotDue);
        }
        let is_late = self.case.appeal_until.is_some_and(|until| self.act.at > until);
        if self.act.action == Action::Appeal && is_late {
            return Err(Refused::TooLate);
        }
        Ok(())
    }

    fn go(&mut self) -> Done {
        match self.act.action {
            Action::Begin => self.begin(),
            Action::Withdraw => self.withdraw(),
            Action::Supply => self.supply()?,
            Action::Clear => self.clear()?,
            Action::Ask => self.ask()?,
            Action::Approve => self.approve()?,
            Action::Adjust => self.adjust()?,
            Action::Reject => self.reject()?,
            Action::Clock => self.clock(),
            Action::Confirm => self.confirm()?,
            Action::Decline => self.decline()?,
            Action::Cancelled => self.cancelled(),
            Action::CancelFailed => self.failed(Failure::CancellationFailed),
            Action::Paid => self.paid(),
            Action::Fail => self.fail()?,
            Action::Retry => self.retry()?,
            Action::Appeal => self.appeal()?,
            Action::Accept | Action::Refuse | Action::Look => return Err(Refused::State),
        }
        Ok(())
    }

    fn needs_note(&self) -> Done {
        if self.act.has_note { Ok(()) } else { Err(Refused::Incomplete("note")) }
    }

    fn fields(&self) -> Result<&[AskedField], Refused> {
        self.act.fields.as_deref().ok_or(Refused::Incomplete("fields"))
    }

    fn is_free(&self) -> Done {
        let waits = self.act.hold.is_some() && is_held(&self.case, self.act.action);
        if waits { Err(Refused::Waits) } else { Ok(()) }
    }

    fn add(&mut self, given: &[AskedField]) {
        for field in given {
            if !self.case.fields.contains(field) {
                self.case.fields.push(*field);
            }
        }
    }
}

/// Whether an amount is above a limit; without a limit never.
fn is_more(amount: Option<Money>, limit: Option<Money>) -> bool {
    matches!((amount, limit), (Some(amount), Some(limit)) if amount.minor() > limit.minor())
}

/// At most the last instant that a request may name, so that the case can be sent again.
fn readable(at: Instant) -> Instant {
    at.min(Instant::LAST_READ)
}
