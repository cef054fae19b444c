//! What of a line is kept besides used time: kinds of lines, fees, overage.

use super::when::Fact;
use crate::money::Percent;
use crate::policy::full::{Amounts, closed};

closed! {
    /// What a line is for.
    LineKind {
        /// The plan.
        Plan "plan"
        /// An add-on.
        AddOn "addOn"
        /// A service on top.
        ValueAdded "valueAdded"
        /// The setup.
        Setup "setup"
        /// A domain.
        Domain "domain"
        /// A licence.
        Licence "licence"
        /// Something made for the client.
        Customisation "customisation"
        /// Anything else.
        Other "other"
    }
    /// What the included quantity of overage is.
    Included {
        /// All that the term includes.
        Whole "whole"
        /// The used share of it.
        Share "share"
    }
}

/// What is done with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// As the rule gives.
    Rule,
    /// All of it is kept.
    Kept,
    /// All of it comes back.
    Full,
    /// So much of its price is kept.
    Keep(Percent),
}

impl LineKind {
    /// What is done with it where the policy says nothing.
    #[must_use]
    pub fn usual(self) -> Treatment {
        match self {
            Self::Setup | Self::Domain | Self::Licence | Self::Customisation => Treatment::Kept,
            Self::Plan | Self::AddOn | Self::ValueAdded | Self::Other => Treatment::Rule,
        }
    }
}

/// What is done with lines of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRule {
    /// The kind.
    pub kind: LineKind,
    /// What is done.
    pub give: Treatment,
    /// Only where all of these are said.
    pub facts: Vec<Fact>,
}

impl LineRule {
    /// The first of the kind whose facts are all said.
    #[must_use]
    pub fn of(lines: &[Self], kind: LineKind, said: &[Fact]) -> Option<Treatment> {
        let is_it = |line: &&Self| line.kind == kind && line.facts.iter().all(|fact| said.contains(fact));
        lines.iter().find(is_it).map(|line| line.give)
    }
}

/// A row of a fee by term and age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermFee {
    /// The plan line's term in months; none: any.
    pub months: Option<u32>,
    /// Until so many months after the begin of the term; none: always.
    pub until: Option<u32>,
    /// Of the price of the lines that the rule decides.
    pub percent: Percent,
}

/// How high a fee is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeeSum {
    /// By currency; none for this one: no fee.
    Amounts(Amounts),
    /// Of the price of the lines that the rule decides.
    Percent(Percent),
    /// The same by term and age: the first row that fits.
    Terms(Vec<TermFee>),
}

/// What is kept besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fee<'a> {
    /// Its id.
    pub id: &'a str,
    /// How high.
    pub sum: FeeSum,
    /// Only where all of these are said.
    pub facts: Vec<Fact>,
    /// Only under these rules; none: under any that is not statutory.
    pub rules: Option<Vec<&'a str>>,
    /// Whether the amount is before tax and belongs to the plan line; else with tax, and taken off the sum.
    pub taxed: bool,
}
