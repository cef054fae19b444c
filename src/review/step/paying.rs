//! From the decision to the payment: the service ends, the money goes, or does not.

use super::{Done, Refused, Step, readable};
use crate::calendar::Instant;
use crate::money::Money;
use crate::review::effect::{Effect, Say};
use crate::review::words::{ActsNext, Cancellation, Decision, Failure, State};

impl Step<'_, '_> {
    /// The decision stands: the service ends and the money goes.
    pub(super) fn pay_out(&mut self, amount: Money) {
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
    pub(super) fn begin_payout(&mut self, amount: Money) -> Instant {
        let (_, days) = self.review.payout_days(self.case.method);
        let since = self.case.paid_at.unwrap_or(self.act.at);
        let expected_at = readable(self.office.closing_after(since, days));
        self.case.state = State::PayoutPending;
        self.case.failure = None;
        self.case.expected_at = Some(expected_at);
        self.set_off(amount);
        expected_at
    }

    pub(super) fn set_off(&mut self, amount: Money) {
        if self.case.is_to_cancel(self.review.order) {
            self.out.effect(Effect::CancelService);
        } else {
            self.out.effect(Effect::Pay(amount));
        }
    }

    pub(super) fn cancelled(&mut self) {
        self.case.cancellation = Cancellation::Done;
        self.out.say(Say::Ended);
        if self.case.paid_at.is_some() {
            self.close();
        } else if let Some(amount) = self.case.amount {
            self.set_off(amount);
        }
    }

    pub(super) fn close(&mut self) {
        self.case.state = State::Paid;
        self.case.failure = None;
        self.case.expected_at = None;
    }

    pub(super) fn paid(&mut self) {
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

    pub(super) fn fail(&mut self) -> Done {
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

    pub(super) fn failed(&mut self, failure: Failure) {
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

    pub(super) fn retry(&mut self) -> Done {
        self.is_free()?;
        let amount = self.case.amount.ok_or(Refused::State)?;
        if let Some(given) = self.act.fields.as_deref() {
            self.add(given);
        }
        let expected_at = self.begin_payout(amount);
        self.out.say(Say::Retried(expected_at));
        Ok(())
    }
}
