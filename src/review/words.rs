//! The closed lists of a refund case.

use crate::policy::full::closed;
use crate::policy::refund::Team;

closed! {
    /// Where a refund stands.
    State {
        /// Nobody has looked at it.
        Requested "requested"
        /// It waits for something that is not ours to do.
        Waiting "waiting"
        /// Somebody has to decide.
        UnderReview "underReview"
        /// A second person has to agree.
        SecondReview "secondReview"
        /// It is decided; the service ends and money goes.
        PayoutPending "payoutPending"
        /// The service did not end, or money did not go.
        Failed "failed"
        /// No.
        Rejected "rejected"
        /// It is done.
        Paid "paid"
        /// The client does not want it any more.
        Withdrawn "withdrawn"
    }
    /// What somebody does.
    Action {
        /// Says yes to a question.
        Accept "accept"
        /// Says no to it.
        Refuse "refuse"
        /// Takes a request up.
        Begin "begin"
        /// Takes it back.
        Withdraw "withdraw"
        /// Gives what was asked for.
        Supply "supply"
        /// Says that nothing is waited for any more.
        Clear "clear"
        /// Asks the client for more.
        Ask "ask"
        /// Gives what was quoted.
        Approve "approve"
        /// Gives less.
        Adjust "adjust"
        /// Gives nothing.
        Reject "reject"
        /// Says how late it is.
        Clock "clock"
        /// Agrees, as a second person.
        Confirm "confirm"
        /// Does not.
        Decline "decline"
        /// Says that the service has ended.
        Cancelled "cancelled"
        /// Says that it could not be ended.
        CancelFailed "cancelFailed"
        /// Says that the money has gone.
        Paid "paid"
        /// Says that it did not go.
        Fail "fail"
        /// Has it tried again.
        Retry "retry"
        /// Does not accept the decision.
        Appeal "appeal"
        /// Only asks.
        Look "look"
    }
    /// What a case waits for.
    Wait {
        /// What the client was asked for.
        Fields "fields"
        /// The client owes something.
        Arrears "arrears"
        /// A payment is disputed.
        Dispute "dispute"
    }
    /// Why a quote may not be paid now.
    Hold {
        /// The client owes something.
        Arrears "arrears"
        /// A payment is disputed.
        Dispute "dispute"
    }
    /// Whether the service ends with the refund.
    Cancellation {
        /// It goes on.
        None "none"
        /// It has to end.
        Wanted "wanted"
        /// It has ended.
        Done "done"
    }
    /// What was decided.
    Decision {
        /// What was quoted.
        Approved "approved"
        /// Less.
        Adjusted "adjusted"
        /// Nothing.
        Rejected "rejected"
    }
    /// Why money did not go, or the service did not end.
    Failure {
        /// The gateway said no.
        GatewayDeclined "gatewayDeclined"
        /// The gateway did not answer, and has done nothing.
        GatewayUnavailable "gatewayUnavailable"
        /// The payment is too old to be returned.
        PaymentTooOld "paymentTooOld"
        /// The card or account is closed.
        MethodClosed "methodClosed"
        /// The client's details are wrong.
        WrongDetails "wrongDetails"
        /// There is not enough on our own account.
        InsufficientFunds "insufficientFunds"
        /// A payment is disputed.
        DisputeOpened "disputeOpened"
        /// The service could not be ended.
        CancellationFailed "cancellationFailed"
        /// Nobody knows whether the money went.
        UnknownOutcome "unknownOutcome"
    }
}

impl Hold {
    /// As what a case waits for.
    #[must_use]
    pub fn wait(self) -> Wait {
        match self {
            Self::Arrears => Wait::Arrears,
            Self::Dispute => Wait::Dispute,
        }
    }
}

/// Who has to act after a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ActsNext {
    /// This team.
    Team(Team),
    /// The client.
    Client,
    /// The panel, by itself.
    System,
}

impl Failure {
    /// Who has to act.
    pub(super) fn acts_next(self) -> ActsNext {
        match self {
            Self::GatewayDeclined | Self::InsufficientFunds | Self::UnknownOutcome => ActsNext::Team(Team::Billing),
            Self::CancellationFailed => ActsNext::Team(Team::Technical),
            Self::PaymentTooOld | Self::MethodClosed | Self::WrongDetails => ActsNext::Client,
            Self::GatewayUnavailable | Self::DisputeOpened => ActsNext::System,
        }
    }
}
