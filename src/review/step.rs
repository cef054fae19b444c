//! One step of a refund's case. Ifs are asked in this order: does the state know the action, may this actor, is it the
//! time, is all there that it needs, does the quote wait, may this role decide so much.

use super::allowed::{Who, is_held, permitted};
use super::case::{Decided, RefundCase};
use super::effect::{Effect, Outcome, Say};
use super::words::{Action, ActsNext, Cancellation, Decision, Failure, Hold, State, Wait};
use crate::calendar::{DAY_MS, Instant, Office};
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

impl<'a> Step<'a, '_> {
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

    fn begin(&mut self) {
        let rule = self.review.reason(self.case.reason);
        self.case.route = Some(rule.route);
        let given = &self.case.fields;
        let missing: Vec<AskedField> = rule.fields.iter().copied().filter(|field| !given.contains(field)).collect();
        if missing.is_empty() {
            self.look_at_it(self.case.opened_at, Say::Received);
        } else {
            self.wait_for_fields(missing);
        }
    }

    fn wait_for_fields(&mut self, needs: Vec<AskedField>) {
        self.case.state = State::Waiting;
        self.case.waits_for = Some(Wait::Fields);
        self.case.due_at = None;
        self.case.needs.clone_from(&needs);
        self.out.say(Say::Needs(needs));
    }

    /// Goes to review, or to wait where the quote does. The time to decide counts from `since`.
    fn look_at_it(&mut self, since: Instant, say: fn(Instant) -> Say) {
        self.case.needs.clear();
        if let Some(hold) = self.act.hold {
            self.case.state = State::Waiting;
            self.case.waits_for = Some(hold.wait());
            self.out.say(Say::Waits(hold));
            return;
        }
        let is_above = |limit: Option<Money>| is_more(self.case.quoted, limit);
        let is_complex =
            self.review.reason(self.case.reason).complex || is_above(self.review.complex_above.of(self.case.currency));
        let days = if is_complex { self.review.complex_days } else { self.review.simple_days };
        let due_at = readable(self.office.closing_after(since, days));
        self.case.state = State::UnderReview;
        self.case.waits_for = None;
        self.case.escalation = 0;
        self.case.due_at = Some(due_at);
        self.out.effect(Effect::QuoteAgain);
        self.out.notify(&self.case, None);
        self.out.say(say(due_at));
    }

    fn withdraw(&mut self) {
        self.case.state = State::Withdrawn;
        self.case.waits_for = None;
        self.case.needs.clear();
        self.case.due_at = None;
        self.out.say(Say::Withdrawn);
    }

    fn add(&mut self, given: &[AskedField]) {
        for field in given {
            if !self.case.fields.contains(field) {
                self.case.fields.push(*field);
            }
        }
    }

    fn supply(&mut self) -> Done {
        let given = self.fields()?.to_vec();
        self.add(&given);
        self.out.say(Say::Supplied(given));
        self.look_at_it(self.act.at, Say::Received);
        Ok(())
    }

    fn clear(&mut self) -> Done {
        self.is_free()?;
        self.look_at_it(self.act.at, Say::Received);
        Ok(())
    }

    fn ask(&mut self) -> Done {
        let needs = self.fields()?.to_vec();
        if needs.is_empty() {
            return Err(Refused::Incomplete("fields"));
        }
        self.case.asked = true;
        self.wait_for_fields(needs);
        Ok(())
    }

    fn approve(&mut self) -> Done {
        let quoted = self.case.quoted.ok_or(Refused::Unquoted)?;
        if self.act.amount.is_some_and(|amount| amount != quoted) {
            return Err(Refused::Amount);
        }
        self.give(Decision::Approved, quoted)
    }

    fn adjust(&mut self) -> Done {
        let quoted = self.case.quoted.ok_or(Refused::Unquoted)?;
        let amount = self.act.amount.ok_or(Refused::Incomplete("amount"))?;
        self.needs_note()?;
        if amount.is_zero() || amount.minor() > quoted.minor() {
            return Err(Refused::Amount);
        }
        self.give(Decision::Adjusted, amount)
    }

    fn give(&mut self, decision: Decision, amount: Money) -> Done {
        self.is_free()?;
        let currency = self.case.currency;
        let limit = match self.act.role {
            Some(role) => self.review.limit(role, currency),
            None if self.review.limits.is_empty() => None,
            None => return Err(Refused::Incomplete("role")),
        };
        if is_more(Some(amount), limit) {
            return Err(Refused::AboveLimit);
        }
        self.case.decided = Some(Decided { decision, at: self.act.at, by: self.act.actor.id });
        self.case.amount = Some(amount);
        if is_more(Some(amount), self.review.second_above.of(currency)) {
            self.case.state = State::SecondReview;
            self.out.notify(&self.case, None);
            self.out.say(Say::Second(amount));
        } else {
            self.pay_out(amount);
        }
        Ok(())
    }

    /// The decision stands: the service ends and the money goes.
    fn pay_out(&mut self, amount: Money) {
        let expected_at = self.begin_payout(amount);
        self.case.due_at = None;
        self.set_appeal();
        let quoted = self.case.quoted.unwrap_or(amount);
        let is_adjusted = self.case.decided.is_some_and(|decided| decided.decision == Decision::Adjusted);
        self.out.say(if is_adjusted {
            Say::Adjusted(amount, quoted, expected_at)
        } else {
            Say::Approved(amount, expected_at)
        });
    }

    /// Sets off what comes first, or what is left.
    fn begin_payout(&mut self, amount: Money) -> Instant {
        let (_, days) = self.review.payout_days(self.case.method);
        let since = self.case.paid_at.unwrap_or(self.act.at);
        let expected_at = readable(self.office.closing_after(since, days));
        self.case.state = State::PayoutPending;
        self.case.failure = None;
        self.case.expected_at = Some(expected_at);
        self.set_off(amount);
        expected_at
    }

    fn set_off(&mut self, amount: Money) {
        if self.case.is_to_cancel(self.review.order) {
            self.out.effect(Effect::CancelService);
        } else {
            self.out.effect(Effect::Pay(amount));
        }
    }

    /// A decision can be appealed once.
    fn set_appeal(&mut self) {
        let window = i64::from(self.review.appeal_days).saturating_mul(DAY_MS);
        let until = Instant::from_ms(self.act.at.ms().saturating_add(window));
        self.case.appeal_until = (!self.case.appealed).then_some(readable(until));
    }

    fn reject(&mut self) -> Done {
        self.needs_note()?;
        self.case.state = State::Rejected;
        self.case.amount = None;
        self.case.failure = None;
        self.case.due_at = None;
        self.case.decided = Some(Decided { decision: Decision::Rejected, at: self.act.at, by: self.act.actor.id });
        self.set_appeal();
        self.out.say(Say::Rejected(self.case.appeal_until));
        Ok(())
    }

    fn clock(&mut self) {
        let due_at = readable(self.office.next_closing(self.act.at));
        self.case.escalation = self.case.escalation.saturating_add(1);
        self.case.due_at = Some(due_at);
        let role = if self.case.escalation == 1 { Role::Lead } else { Role::Owner };
        self.out.notify(&self.case, Some(role));
        self.out.say(Say::Delayed(due_at));
        self.out.say(Say::Escalated(self.case.escalation));
    }

    fn confirm(&mut self) -> Done {
        self.is_free()?;
        let (Some(first), Some(amount)) = (self.case.decided, self.case.amount) else {
            return Err(Refused::State);
        };
        self.case.decided = Some(Decided { at: self.act.at, ..first });
        self.pay_out(amount);
        Ok(())
    }

    fn decline(&mut self) -> Done {
        self.needs_note()?;
        self.case.state = State::UnderReview;
        self.case.decided = None;
        self.case.amount = None;
        self.out.effect(Effect::QuoteAgain);
        self.out.notify(&self.case, None);
        self.out.say(Say::Declined);
        Ok(())
    }

    fn cancelled(&mut self) {
        self.case.cancellation = Cancellation::Done;
        self.out.say(Say::Ended);
        if self.case.paid_at.is_some() {
            self.close();
        } else if let Some(amount) = self.case.amount {
            self.set_off(amount);
        }
    }

    fn close(&mut self) {
        self.case.state = State::Paid;
        self.case.failure = None;
        self.case.expected_at = None;
    }

    fn paid(&mut self) {
        self.case.paid_at = Some(self.act.at);
        if let Some(amount) = self.case.amount {
            self.out.say(Say::Paid(amount));
            if self.case.cancellation == Cancellation::Wanted {
                self.begin_payout(amount);
            } else {
                self.close();
            }
        }
    }

    fn fail(&mut self) -> Done {
        match self.act.failure {
            None => Err(Refused::Incomplete("failure")),
            // It is another action, which only the panel takes.
            Some(Failure::CancellationFailed) => Err(Refused::NotAllowed("failure")),
            Some(failure) => {
                self.failed(failure);
                Ok(())
            }
        }
    }

    fn failed(&mut self, failure: Failure) {
        self.case.state = State::Failed;
        self.case.failure = Some(failure);
        self.case.expected_at = None;
        match failure.acts_next() {
            ActsNext::Team(team) => {
                self.out.effect(Effect::PrepareTask(team));
                self.out.effect(Effect::Notify(team, None));
            }
            ActsNext::Client => self.out.say(Say::Stuck(failure)),
            ActsNext::System => {}
        }
        self.out.say(Say::Failed(failure));
    }

    fn retry(&mut self) -> Done {
        self.is_free()?;
        let amount = self.case.amount.ok_or(Refused::State)?;
        if let Some(given) = self.act.fields.as_deref() {
            self.add(given);
        }
        let expected_at = self.begin_payout(amount);
        self.out.say(Say::Retried(expected_at));
        Ok(())
    }

    fn appeal(&mut self) -> Done {
        let given = self.fields()?.to_vec();
        if !given.contains(&AskedField::Evidence) {
            return Err(Refused::Incomplete("fields"));
        }
        self.add(&given);
        self.case.appealed = true;
        self.case.appeal_until = None;
        self.case.decided = None;
        self.case.amount = None;
        self.case.paid_at = None;
        self.look_at_it(self.act.at, Say::Appealed);
        Ok(())
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
