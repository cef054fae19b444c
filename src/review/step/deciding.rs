//! The decision, by one person or two.

use super::{Done, Refused, Step, is_more, readable};
use crate::calendar::{DAY_MS, Instant};
use crate::money::Money;
use crate::review::case::Decided;
use crate::review::effect::{Effect, Say};
use crate::review::words::{Decision, State};

impl Step<'_, '_> {
    pub(super) fn approve(&mut self) -> Done {
        let quoted = self.case.quoted.ok_or(Refused::Unquoted)?;
        if self.act.amount.is_some_and(|amount| amount != quoted) {
            return Err(Refused::Amount);
        }
        self.give(Decision::Approved, quoted)
    }

    pub(super) fn adjust(&mut self) -> Done {
        let quoted = self.case.quoted.ok_or(Refused::Unquoted)?;
        let amount = self.act.amount.ok_or(Refused::Incomplete("amount"))?;
        self.needs_note()?;
        if amount.is_zero() || amount.minor() > quoted.minor() {
            return Err(Refused::Amount);
        }
        self.give(Decision::Adjusted, amount)
    }

    pub(super) fn give(&mut self, decision: Decision, amount: Money) -> Done {
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

    /// A decision can be appealed once.
    pub(super) fn set_appeal(&mut self) {
        let window = i64::from(self.review.appeal_days).saturating_mul(DAY_MS);
        let until = Instant::from_ms(self.act.at.ms().saturating_add(window));
        self.case.appeal_until = (!self.case.appealed).then_some(readable(until));
    }

    pub(super) fn reject(&mut self) -> Done {
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

    pub(super) fn confirm(&mut self) -> Done {
        self.is_free()?;
        let (Some(first), Some(amount)) = (self.case.decided, self.case.amount) else {
            return Err(Refused::State);
        };
        self.case.decided = Some(Decided { at: self.act.at, ..first });
        self.pay_out(amount);
        Ok(())
    }

    pub(super) fn decline(&mut self) -> Done {
        self.needs_note()?;
        self.case.state = State::UnderReview;
        self.case.decided = None;
        self.case.amount = None;
        self.out.effect(Effect::QuoteAgain);
        self.out.notify(&self.case, None);
        self.out.say(Say::Declined);
        Ok(())
    }
}
