//! The refund policy as checked values.

use super::give::Give;
use super::line::{Fee, Included, LineKind, LineRule, Treatment};
use super::payout::Payout;
use super::review::Review;
use super::when::{Fact, When};
use crate::policy::full::closed;

/// The most rules that a policy has.
pub const MAX_RULES: usize = 16;

closed! {
    /// Which instant stops the clock.
    StopClock {
        /// The request.
        Request "request"
        /// The end of the service.
        Termination "termination"
        /// The decision.
        Decision "decision"
    }
    /// What becomes of what vouchers paid.
    Vouchers {
        /// It does not come back.
        Kept "kept"
        /// It comes back.
        Returned "returned"
    }
    /// Who bears what the gateway took.
    GatewayFees {
        /// The host.
        Ours "ours"
        /// The client.
        Kept "kept"
    }
    /// What open invoices mean.
    Arrears {
        /// They are settled before anything is paid.
        SettleFirst "settleFirst"
        /// They are taken off.
        Offset "offset"
        /// Nothing.
        Ignore "ignore"
    }
    /// What tax is rounded on.
    TaxBy {
        /// Each line.
        Line "line"
        /// The sum of all lines of the same rates.
        Sum "sum"
    }
    /// How what comes back of a line is rounded.
    Round {
        /// To the nearest, half up.
        HalfUp "halfUp"
        /// Up.
        Up "up"
        /// Down.
        Down "down"
    }
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule<'a> {
    /// Its id.
    pub id: &'a str,
    /// Whether the law says it: it is not asked what all rules require, and fees are not kept unless they name it.
    pub statutory: bool,
    /// When it decides.
    pub when: When<'a>,
    /// What it gives.
    pub give: Give,
    /// What is done with lines of a kind, before what the document says of them.
    pub lines: Vec<LineRule>,
}

/// The members of a document, each valid by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundParts<'a> {
    /// SHA-256 of the stored document, in hex; names the version.
    pub hash: &'a str,
    /// For people.
    pub name: &'a str,
    /// Name of the zone whose calendar dates are.
    pub zone: &'a str,
    /// Which instant stops the clock.
    pub clock: StopClock,
    /// Conditions of every rule that is not statutory.
    pub requires: When<'a>,
    /// 1 to 16, ids unique; the first whose conditions hold decides.
    pub rules: Vec<Rule<'a>>,
    /// What is done with lines of a kind.
    pub lines: Vec<LineRule>,
    /// What is kept besides; ids unique.
    pub fees: Vec<Fee<'a>>,
    /// What the included quantity of overage is.
    pub overage: Included,
    /// What becomes of what vouchers paid.
    pub vouchers: Vouchers,
    /// Who bears what the gateway took.
    pub gateway_fees: GatewayFees,
    /// What open invoices mean.
    pub arrears: Arrears,
    /// What tax is rounded on.
    pub tax: TaxBy,
    /// How what comes back of a line is rounded.
    pub round: Round,
    /// How money comes back.
    pub payout: Payout,
    /// Who decides.
    pub review: Review<'a>,
}

/// One immutable version of a refund policy; found by its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundPolicy<'a> {
    parts: RefundParts<'a>,
}

impl<'a> RefundPolicy<'a> {
    /// `None` where there is no rule, or too many.
    #[must_use]
    pub fn new(parts: RefundParts<'a>) -> Option<Self> {
        (1..=MAX_RULES).contains(&parts.rules.len()).then_some(Self { parts })
    }

    /// Its members.
    #[must_use]
    pub fn parts(&self) -> &RefundParts<'a> {
        &self.parts
    }

    /// What is done with a line of this kind under a rule, where this is said of the case.
    #[must_use]
    pub fn treatment(&self, rule: &Rule<'_>, kind: LineKind, said: &[Fact]) -> Treatment {
        LineRule::of(&rule.lines, kind, said)
            .or_else(|| LineRule::of(&self.parts.lines, kind, said))
            .unwrap_or_else(|| kind.usual())
    }

    /// The fees that are kept under a rule, where this is said of the case.
    pub fn fees<'s>(&'s self, rule: &'s Rule<'_>, said: &'s [Fact]) -> impl Iterator<Item = &'s Fee<'a>> {
        self.parts.fees.iter().filter(move |fee| {
            let is_under = fee.rules.as_ref().map_or(!rule.statutory, |rules| rules.contains(&rule.id));
            is_under && fee.facts.iter().all(|fact| said.contains(fact))
        })
    }
}
