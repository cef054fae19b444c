//! Figures of a close: of a part while it is settled, of all parts for the summary.

use super::fault::Fault;
use crate::json;
use makegood::contract::close;
use makegood::json::Node;
use makegood::money::{Currency, Money, MoneyError};
use makegood::settlement::Route;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Sums of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sum {
    pub net: Money,
    pub tax: Money,
    pub gross: Money,
    pub posting: Money,
}

/// Counts and sums.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Figures {
    /// Services that were looked at.
    pub services: u64,
    /// Rows that were written.
    pub results: u64,
    /// Adjustments above and below nothing.
    pub credited: u64,
    pub reversed: u64,
    /// Postings and what waits for one.
    pub posted: u64,
    pub carried: u64,
    pub review: u64,
    /// Services without a policy in force.
    pub without_policy: u64,
    /// Outages that a person has to look at.
    pub doubtful: u64,
    /// Adjustments by currency.
    pub sums: BTreeMap<&'static str, Sum>,
}

/// The counts by their names.
macro_rules! counts {
    ($figures:expr) => {
        [
            ("services", &mut $figures.services),
            ("results", &mut $figures.results),
            ("credited", &mut $figures.credited),
            ("reversed", &mut $figures.reversed),
            ("posted", &mut $figures.posted),
            ("carried", &mut $figures.carried),
            ("review", &mut $figures.review),
            ("withoutPolicy", &mut $figures.without_policy),
            ("doubtful", &mut $figures.doubtful),
        ]
    };
}

pub(super) fn overflow(_: MoneyError) -> Fault {
    let help = "Close the month in parts, by groups of clients.";
    Fault::new("amount_overflow", "The sum of a currency does not fit into 64 bits of minor units.", help)
}

impl Figures {
    /// One adjustment more.
    pub fn add(
        &mut self,
        net: Money,
        tax: Money,
        gross: Money,
        posting: Option<Money>,
        route: &str,
    ) -> Result<(), Fault> {
        let count = |is: bool, count: &mut u64| *count = count.saturating_add(u64::from(is));
        count(gross.minor() > 0, &mut self.credited);
        count(gross.minor() < 0, &mut self.reversed);
        count(Route::from_capability(route).is_some(), &mut self.posted);
        count(route == "carry", &mut self.carried);
        count(route == "review", &mut self.review);
        let zero = Money::zero(gross.currency());
        self.sum(Sum { net, tax, gross, posting: posting.unwrap_or(zero) })
    }

    fn sum(&mut self, more: Sum) -> Result<(), Fault> {
        let currency = more.gross.currency();
        let zero = Money::zero(currency);
        let sum = self.sums.entry(currency.code()).or_insert(Sum { net: zero, tax: zero, gross: zero, posting: zero });
        sum.net = sum.net.plus(more.net).map_err(overflow)?;
        sum.tax = sum.tax.plus(more.tax).map_err(overflow)?;
        sum.gross = sum.gross.plus(more.gross).map_err(overflow)?;
        sum.posting = sum.posting.plus(more.posting).map_err(overflow)?;
        Ok(())
    }

    /// All of these too.
    pub fn join(&mut self, mut other: Self) -> Result<(), Fault> {
        for ((_, mine), (_, theirs)) in counts!(self).into_iter().zip(counts!(other)) {
            *mine = mine.saturating_add(*theirs);
        }
        other.sums.into_values().try_for_each(|sum| self.sum(sum))
    }

    /// As members of a JSON object.
    pub fn written(&self) -> String {
        let mut copy = self.clone();
        let mut text = String::new();
        for (name, count) in counts!(copy) {
            let _ = write!(text, "\"{name}\":{count},");
        }
        text.push_str("\"sums\":[");
        for (place, (code, sum)) in self.sums.iter().enumerate() {
            text.push_str(if place > 0 { ",{\"currency\":" } else { "{\"currency\":" });
            json::put(code, &mut text);
            for (name, amount) in [("net", sum.net), ("tax", sum.tax), ("gross", sum.gross), ("posting", sum.posting)] {
                let _ = write!(text, ",\"{name}\":\"{}\"", amount.text().as_str());
            }
            text.push('}');
        }
        text.push(']');
        text
    }

    /// From what was written; `None` when it is not that.
    pub fn read(node: &Node<'_>) -> Option<Self> {
        let mut figures = Self::default();
        for (name, count) in counts!(figures) {
            *count = node.get(name)?.as_integer()?.parse().ok()?;
        }
        let Node::List(sums) = node.get("sums")? else { return None };
        for sum in sums {
            let currency = Currency::from_code(sum.get("currency")?.as_text()?)?;
            let amount = |name: &str| Money::parse(sum.get(name)?.as_text()?, currency).map_err(close::code_of).ok();
            let sum =
                Sum { net: amount("net")?, tax: amount("tax")?, gross: amount("gross")?, posting: amount("posting")? };
            figures.sum(sum).ok()?;
        }
        Some(figures)
    }
}
