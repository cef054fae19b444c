//! A refund's case as it stands, and what of it has to fit together.

use super::words::{Cancellation, Decision, Failure, State, Wait};
use crate::calendar::Instant;
use crate::money::{Currency, Money};
use crate::policy::refund::{AskedField, ReasonCode, Review, ReviewOrder, Team};

/// A decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided<'a> {
    /// Which.
    pub decision: Decision,
    /// When; where a second person had to agree, when that person did.
    pub at: Instant,
    /// Who, of two the first.
    pub by: &'a str,
}

/// A refund's case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundCase<'a> {
    /// Its id.
    pub id: &'a str,
    /// Where it stands.
    pub state: State,
    /// How many steps it has taken.
    pub step: i64,
    /// When the client asked.
    pub opened_at: Instant,
    /// Of all its amounts.
    pub currency: Currency,
    /// Why the client asks.
    pub reason: ReasonCode,
    /// How much the client asks for.
    pub wished: Option<Money>,
    /// What the latest quote would pay.
    pub quoted: Option<Money>,
    /// What was decided to be paid.
    pub amount: Option<Money>,
    /// What the client has given.
    pub fields: Vec<AskedField>,
    /// What the client is asked for now.
    pub needs: Vec<AskedField>,
    /// Whether staff has asked for more, which it may once.
    pub asked: bool,
    /// What it waits for.
    pub waits_for: Option<Wait>,
    /// Whether the service ends.
    pub cancellation: Cancellation,
    /// Whose it is.
    pub route: Option<Team>,
    /// By when somebody decides.
    pub due_at: Option<Instant>,
    /// How often that was missed.
    pub escalation: i64,
    /// What was decided.
    pub decided: Option<Decided<'a>>,
    /// Until when that can be appealed.
    pub appeal_until: Option<Instant>,
    /// Whether it was.
    pub appealed: bool,
    /// How the client paid.
    pub method: Option<&'a str>,
    /// When the money went.
    pub paid_at: Option<Instant>,
    /// Why it did not.
    pub failure: Option<Failure>,
    /// When it will be there.
    pub expected_at: Option<Instant>,
}

impl RefundCase<'_> {
    /// Whether the service has to end now, before or after the payment.
    #[must_use]
    pub fn is_to_cancel(&self, order: ReviewOrder) -> bool {
        self.cancellation == Cancellation::Wanted && (order == ReviewOrder::CancelFirst || self.paid_at.is_some())
    }

    /// Whether the money has to go now.
    #[must_use]
    pub fn is_to_pay(&self, order: ReviewOrder) -> bool {
        self.paid_at.is_none() && !self.is_to_cancel(order)
    }

    /// The first member that does not fit the state, if any: no step leads to such a case.
    #[must_use]
    pub fn misfit(&self, review: &Review<'_>) -> Option<&'static str> {
        let in_review = matches!(self.state, State::UnderReview | State::SecondReview);
        let is_settled = matches!(self.state, State::PayoutPending | State::Failed | State::Paid);
        let is_decided = is_settled || self.state == State::Rejected;
        let is_fresh = matches!(self.state, State::Requested | State::Withdrawn);
        let decision = self.decided.map(|decided| decided.decision);
        let gives = matches!(decision, Some(Decision::Approved | Decision::Adjusted));
        let fits = [
            ("needs", self.needs.is_empty() == (self.waits_for != Some(Wait::Fields))),
            ("asked", self.state != State::Requested || !self.asked),
            ("waitsFor", (self.state == State::Waiting) == self.waits_for.is_some()),
            ("route", is_fresh || self.route.is_some()),
            ("dueAt", in_review == self.due_at.is_some()),
            ("decision", self.has_right_decision(is_settled, gives)),
            ("amount", self.amount.is_some() == gives),
            ("appealUntil", self.appeal_until.is_some() == (is_decided && !self.appealed)),
            ("paidAt", self.has_right_payment(review.order)),
            ("failure", self.has_right_failure(review.order)),
            ("expectedAt", self.expected_at.is_some() == (self.state == State::PayoutPending)),
        ];
        fits.into_iter().find(|(_, fits)| !fits).map(|(member, _)| member)
    }

    fn has_right_decision(&self, is_settled: bool, gives: bool) -> bool {
        match self.state {
            State::Rejected => self.decided.is_some() && !gives,
            State::SecondReview => gives,
            _ => is_settled == gives && is_settled == self.decided.is_some(),
        }
    }

    /// Money that went before the service ends is the only one in a case that is not done.
    fn has_right_payment(&self, order: ReviewOrder) -> bool {
        match self.state {
            State::Paid => self.paid_at.is_some() && self.cancellation != Cancellation::Wanted,
            State::PayoutPending | State::Failed => {
                let ends_later = order == ReviewOrder::PayFirst && self.cancellation == Cancellation::Wanted;
                self.paid_at.is_none() || ends_later
            }
            _ => self.paid_at.is_none(),
        }
    }

    fn has_right_failure(&self, order: ReviewOrder) -> bool {
        match (self.state, self.failure) {
            (State::Failed, Some(Failure::CancellationFailed)) => self.is_to_cancel(order),
            (State::Failed, failure) => failure.is_some() && self.paid_at.is_none(),
            (_, failure) => failure.is_none(),
        }
    }
}
