//! A question to a person, its answer, and what the answer sets off: from open to accepted or refused, once.

use crate::calendar::Period;

/// What a case is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter<'a> {
    /// Whether an outage counts.
    Outage {
        /// The subject, as written in the request.
        subject: &'a str,
        /// The stretch in question.
        over: Period,
    },
    /// Whether a posting is on the client's account.
    Posting {
        /// Its id.
        posting: &'a str,
    },
    /// Whether a run above the operator's limits may go on.
    Run {
        /// Its id.
        run: &'a str,
    },
    /// Whether a client's claim for a credit is taken up.
    Claim {
        /// The service.
        service: &'a str,
        /// The period, as written in the request.
        period: &'a str,
    },
}

impl Matter<'_> {
    /// The word for the kind in the contract.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Outage { .. } => "outage",
            Self::Posting { .. } => "posting",
            Self::Run { .. } => "run",
            Self::Claim { .. } => "claim",
        }
    }
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseState {
    /// Nobody has decided.
    Open,
    /// Yes.
    Accepted,
    /// No.
    Refused,
}

impl CaseState {
    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }

    /// The state with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Open, Self::Accepted, Self::Refused].into_iter().find(|state| state.word() == word)
    }
}

/// What a person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Accept,
    /// No.
    Refuse,
}

/// The case was decided before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseClosed;

/// The state after the verdict, and the word for what it sets off.
///
/// # Errors
/// [`CaseClosed`] unless `state` is open.
pub fn advance(
    matter: Matter<'_>,
    state: CaseState,
    verdict: Verdict,
) -> Result<(CaseState, &'static str), CaseClosed> {
    if state != CaseState::Open {
        return Err(CaseClosed);
    }
    let next = match verdict {
        Verdict::Accept => CaseState::Accepted,
        Verdict::Refuse => CaseState::Refused,
    };
    let effect = match (matter, verdict) {
        (Matter::Outage { .. }, Verdict::Accept) => "acceptOutage",
        (Matter::Outage { .. }, Verdict::Refuse) => "refuseOutage",
        (Matter::Posting { .. }, Verdict::Accept) => "markPosted",
        (Matter::Posting { .. }, Verdict::Refuse) => "postAgain",
        (Matter::Run { .. }, Verdict::Accept) => "releaseRun",
        (Matter::Run { .. }, Verdict::Refuse) => "holdRun",
        (Matter::Claim { .. }, Verdict::Accept) => "enterClaim",
        (Matter::Claim { .. }, Verdict::Refuse) => "refuseClaim",
    };
    Ok((next, effect))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_decided_once() {
        let run = Matter::Run { run: "4" };
        assert_eq!(advance(run, CaseState::Open, Verdict::Accept), Ok((CaseState::Accepted, "releaseRun")));
        assert_eq!(advance(run, CaseState::Open, Verdict::Refuse), Ok((CaseState::Refused, "holdRun")));
        for decided in [CaseState::Accepted, CaseState::Refused] {
            assert_eq!(advance(run, decided, Verdict::Accept), Err(CaseClosed));
        }
    }

    #[test]
    fn refusing_a_posting_posts_it_again() {
        let posting = Matter::Posting { posting: "9" };
        assert_eq!(advance(posting, CaseState::Open, Verdict::Refuse), Ok((CaseState::Refused, "postAgain")));
        assert_eq!(advance(posting, CaseState::Open, Verdict::Accept), Ok((CaseState::Accepted, "markPosted")));
    }
}
