//! Who may do what to a refund's case: one table, from which steps are refused and `allowed` is told.

use super::case::RefundCase;
use super::words::{Action, ActsNext, Failure, Hold, State, Wait};
use crate::calendar::Instant;
use crate::policy::refund::Review;

/// What somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The client whose case it is.
    Client,
    /// Who works for the host.
    Staff,
    /// The panel, by itself.
    System,
}

impl Who {
    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Staff => "staff",
            Self::System => "system",
        }
    }
}

const CLIENT: &[Who] = &[Who::Client];
const STAFF: &[Who] = &[Who::Staff];
const SYSTEM: &[Who] = &[Who::System];
const STAFF_OR_SYSTEM: &[Who] = &[Who::Staff, Who::System];

/// Who may do it where the case stands; nobody where the state does not know the action.
pub(super) fn permitted(case: &RefundCase<'_>, action: Action, review: &Review<'_>) -> &'static [Who] {
    let is_open = |state| matches!(state, State::Requested | State::Waiting | State::UnderReview);
    let may = |holds: bool, who: &'static [Who]| if holds { who } else { &[] };
    match (case.state, action) {
        (State::Requested, Action::Begin) => STAFF_OR_SYSTEM,
        (state, Action::Withdraw) => may(is_open(state), CLIENT),
        (State::Waiting, Action::Supply) => may(case.waits_for == Some(Wait::Fields), CLIENT),
        (State::Waiting, Action::Clear) => may(case.waits_for != Some(Wait::Fields), SYSTEM),
        (State::UnderReview, Action::Ask) => may(!case.asked, STAFF),
        (State::UnderReview, Action::Approve | Action::Adjust | Action::Reject) => STAFF,
        (State::UnderReview | State::SecondReview, Action::Clock) => SYSTEM,
        (State::SecondReview, Action::Confirm | Action::Decline) => STAFF,
        (State::PayoutPending, Action::Cancelled | Action::CancelFailed) => {
            may(case.is_to_cancel(review.order), SYSTEM)
        }
        (State::PayoutPending, Action::Paid) => may(case.is_to_pay(review.order), STAFF_OR_SYSTEM),
        // Somebody found at the gateway that it went after all.
        (State::Failed, Action::Paid) => may(case.is_to_pay(review.order), STAFF_OR_SYSTEM),
        (State::PayoutPending, Action::Fail) => may(case.paid_at.is_none(), STAFF_OR_SYSTEM),
        (State::Failed, Action::Retry) => case.failure.map_or(&[], retries),
        (State::Failed, Action::Reject) => may(case.paid_at.is_none(), STAFF),
        (State::Rejected | State::Paid, Action::Appeal) => may(!case.appealed, CLIENT),
        _ => &[],
    }
}

/// Who has it tried again: who must act, and staff, which may have heard from the client.
fn retries(failure: Failure) -> &'static [Who] {
    match failure.acts_next() {
        ActsNext::Team(_) => STAFF,
        ActsNext::Client => &[Who::Client, Who::Staff],
        ActsNext::System => STAFF_OR_SYSTEM,
    }
}

/// Whether a quote that waits stands against it: it leads to a payment.
pub(super) fn is_held(case: &RefundCase<'_>, action: Action) -> bool {
    match action {
        Action::Clear | Action::Approve | Action::Adjust | Action::Confirm => true,
        Action::Retry => case.paid_at.is_none(),
        _ => false,
    }
}

/// What may be done next, and by whom, as of `at` and where the quote is held so.
#[must_use]
pub fn allowed(case: &RefundCase<'_>, review: &Review<'_>, at: Instant, hold: Option<Hold>) -> Vec<(Action, Who)> {
    let mut found = Vec::new();
    for action in Action::ALL.iter().copied() {
        let is_now = match action {
            Action::Clock => case.due_at.is_some_and(|due| at >= due),
            Action::Appeal => case.appeal_until.is_some_and(|until| at <= until),
            Action::Approve => case.quoted.is_some(),
            Action::Adjust => case.quoted.is_some_and(|quoted| quoted.minor() > 0),
            _ => true,
        };
        if is_now && !(is_held(case, action) && hold.is_some()) {
            found.extend(permitted(case, action, review).iter().map(|who| (action, *who)));
        }
    }
    found
}
