//! What a step sets off, and what each side is told.

use super::case::RefundCase;
use super::words::{Failure, Hold};
use crate::calendar::Instant;
use crate::money::Money;
use crate::policy::refund::{AskedField, Role, Team};

/// What the bridge does after a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Reads the facts again and quotes.
    QuoteAgain,
    /// Ends the service.
    CancelService,
    /// Pays by the plan; of its parts that nobody but a person can pay it prepares a task.
    Pay(Money),
    /// Writes down what a person of this team has to do.
    PrepareTask(Team),
    /// Tells a team, or who has this role in it.
    Notify(Team, Option<Role>),
}

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// The client.
    Client,
    /// Those who work on it.
    Staff,
}

/// What is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Say {
    /// It is looked at, decided by then.
    Received(Instant),
    /// These are missing.
    Needs(Vec<AskedField>),
    /// It waits for this.
    Waits(Hold),
    /// The appeal is looked at, decided by then.
    Appealed(Instant),
    /// It is decided later.
    Delayed(Instant),
    /// So much comes back, and when.
    Approved(Money, Instant),
    /// So much of what was quoted comes back, and when.
    Adjusted(Money, Money, Instant),
    /// Nothing comes back; until when that can be appealed.
    Rejected(Option<Instant>),
    /// The service has ended.
    Ended,
    /// The money could not be sent: the client can help.
    Stuck(Failure),
    /// It is tried again.
    Retried(Instant),
    /// The money has gone.
    Paid(Money),
    /// Staff: the client does not want it any more.
    Withdrawn,
    /// Staff: the client has given these.
    Supplied(Vec<AskedField>),
    /// Staff: a second person has to agree to this amount.
    Second(Money),
    /// Staff: the second person did not agree.
    Declined,
    /// Staff: so often nobody decided in time.
    Escalated(i64),
    /// Staff: the service did not end, or the money did not go.
    Failed(Failure),
}

impl Say {
    /// Who is told.
    #[must_use]
    pub fn to(&self) -> Told {
        match self {
            Self::Withdrawn
            | Self::Supplied(_)
            | Self::Second(_)
            | Self::Declined
            | Self::Escalated(_)
            | Self::Failed(_) => Told::Staff,
            _ => Told::Client,
        }
    }

    /// The key of the sentence.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Received(_) => "refundReceived",
            Self::Needs(_) => "refundNeeds",
            Self::Waits(_) => "refundWaits",
            Self::Appealed(_) => "refundAppealed",
            Self::Delayed(_) => "refundDelayed",
            Self::Approved(..) => "refundApproved",
            Self::Adjusted(..) => "refundAdjusted",
            Self::Rejected(_) => "refundRejected",
            Self::Ended => "serviceEnded",
            Self::Stuck(_) => "refundStuck",
            Self::Retried(_) => "refundRetried",
            Self::Paid(_) => "refundPaid",
            Self::Withdrawn => "staffWithdrawn",
            Self::Supplied(_) => "staffSupplied",
            Self::Second(_) => "staffSecond",
            Self::Declined => "staffDeclined",
            Self::Escalated(_) => "staffEscalated",
            Self::Failed(_) => "staffFailed",
        }
    }
}

/// What a step does besides changing the case.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub effects: Vec<Effect>,
    pub say: Vec<Say>,
}

impl Outcome {
    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    pub fn say(&mut self, say: Say) {
        self.say.push(say);
    }

    /// Tells whose case it is.
    pub fn notify(&mut self, case: &RefundCase<'_>, role: Option<Role>) {
        self.effect(Effect::Notify(case.route.unwrap_or(Team::Billing), role));
    }
}
