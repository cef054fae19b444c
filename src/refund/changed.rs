//! A quote against an earlier one, figure by figure: what a client agreed to is what is paid, or they see what changed.

use super::case::Source;
use super::line::Deduction;
use super::quote::Quote;
use super::tax::Sums;
use crate::policy::refund::Destination;

/// What a figure says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure<'a> {
    /// In minor units.
    Amount(i64),
    /// A word or an id.
    Text(&'a str),
}

/// The figures of a line: in its own mode, but for the sums.
#[derive(Debug, Clone)]
pub struct LineFigures<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its price.
    pub price: i64,
    /// What comes back.
    pub back: Sums,
    /// What does not: a word, an id where it has one, an amount.
    pub deductions: Vec<(&'a str, Option<&'a str>, i64)>,
}

/// A part of a plan, without its way: one that grew too old for the gateway is the same money.
#[derive(Debug, Clone, Copy)]
pub struct PartFigures<'a> {
    /// Whereto.
    pub to: Destination,
    /// Back to this payment.
    pub payment: Option<&'a str>,
    /// Of this kind of money.
    pub source: Option<Source>,
    /// How much.
    pub amount: i64,
}

/// Every figure of a quote.
#[derive(Debug, Clone)]
pub struct Figures<'a> {
    /// The policy's hash.
    pub policy: &'a str,
    /// The rule that decides.
    pub rule: Option<&'a str>,
    /// All lines.
    pub lines: Vec<LineFigures<'a>>,
    /// What is kept besides.
    pub deductions: Vec<(&'a str, Option<&'a str>, i64)>,
    /// What lines come to.
    pub entitlement: Sums,
    /// What of it is claimed.
    pub claim: i64,
    /// The most that can come back.
    pub limit: i64,
    /// What was never paid.
    pub waived: i64,
    /// What is to be paid for a new plan.
    pub due: Option<i64>,
    /// What comes back.
    pub payout: i64,
    /// What of it the panel cannot book.
    pub remainder: i64,
    /// Why nothing may be paid.
    pub waits: Option<&'a str>,
    /// Where it goes.
    pub plan: Vec<PartFigures<'a>>,
}

/// A figure that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'a> {
    /// What it is about.
    pub what: &'static str,
    /// Of a line, or of a payment.
    pub id: Option<&'a str>,
    /// Which figure.
    pub figure: String,
    /// What it was.
    pub quoted: Option<Figure<'a>>,
    /// What it is.
    pub now: Option<Figure<'a>>,
}

/// A figure under its name.
#[derive(Debug, Clone)]
struct Row<'a> {
    what: &'static str,
    id: Option<&'a str>,
    figure: String,
    value: Figure<'a>,
}

impl<'a> Row<'a> {
    fn of(what: &'static str, id: Option<&'a str>, figure: &str, value: Figure<'a>) -> Self {
        Self { what, id, figure: figure.to_owned(), value }
    }

    fn is_called(&self, other: &Row<'_>) -> bool {
        self.what == other.what && self.id == other.id && self.figure == other.figure
    }
}

fn sums<'a>(what: &'static str, id: Option<&'a str>, sums: Sums) -> [Row<'a>; 3] {
    [("net", sums.net), ("tax", sums.tax), ("gross", sums.gross)]
        .map(|(figure, amount)| Row::of(what, id, figure, Figure::Amount(amount)))
}

/// `kind`, or `kind:id`.
fn with_id(kind: &str, id: Option<&str>) -> String {
    let mut name = kind.to_owned();
    if let Some(id) = id {
        name.push(':');
        name.push_str(id);
    }
    name
}

/// What does not come back of a line, or besides.
fn deductions<'a>(line: Option<&'a str>, rows: &[(&'a str, Option<&'a str>, i64)]) -> Vec<Row<'a>> {
    let row = |(kind, id, amount): &(&str, Option<&str>, i64)| {
        Row::of("deduction", line, &with_id(kind, *id), Figure::Amount(*amount))
    };
    rows.iter().map(row).collect()
}

impl<'a> LineFigures<'a> {
    fn named(&self) -> Vec<Row<'a>> {
        let mut named = vec![Row::of("line", Some(self.id), "price", Figure::Amount(self.price))];
        named.extend(sums("line", Some(self.id), self.back));
        named.append(&mut deductions(Some(self.id), &self.deductions));
        named
    }
}

impl<'a> Figures<'a> {
    /// Those of a quote.
    #[must_use]
    pub fn of(quote: &Quote<'a>) -> Self {
        let rows = |rows: &[Deduction<'a>]| rows.iter().map(|row| (row.kind.word(), row.id, row.amount)).collect();
        let line = |line: &super::line::LineQuote<'a>| LineFigures {
            id: line.id,
            price: line.price,
            back: line.back,
            deductions: rows(&line.deductions),
        };
        let part = |part: &super::payout::PlanPart<'a>| PartFigures {
            to: part.to,
            payment: part.payment,
            source: part.source,
            amount: part.amount,
        };
        Self {
            policy: quote.policy,
            rule: quote.rule,
            lines: quote.lines.iter().map(line).collect(),
            deductions: rows(&quote.deductions),
            entitlement: quote.entitlement,
            claim: quote.claim,
            limit: quote.limit,
            waived: quote.waived,
            due: quote.due,
            payout: quote.payout,
            remainder: quote.remainder,
            waits: quote.waits,
            plan: quote.plan.iter().map(part).collect(),
        }
    }

    /// What comes before the lines.
    fn head(&self) -> Vec<Row<'a>> {
        let rule = self.rule.map(|rule| Row::of("rule", None, "rule", Figure::Text(rule)));
        [Row::of("rule", None, "policy", Figure::Text(self.policy))].into_iter().chain(rule).collect()
    }

    /// What comes after the lines and deductions.
    fn tail(&self) -> Vec<Row<'a>> {
        let mut named = sums("entitlement", None, self.entitlement).to_vec();
        let due = self.due.map(|due| ("due", due));
        let [claim, limit, waived] = [("claim", self.claim), ("limit", self.limit), ("waived", self.waived)];
        let last = [("payout", self.payout), ("remainder", self.remainder)];
        let amounts = [claim, limit, waived].into_iter().chain(due).chain(last);
        named.extend(amounts.map(|(figure, amount)| Row::of("payout", None, figure, Figure::Amount(amount))));
        named.extend(self.waits.map(|on| Row::of("waits", None, "waits", Figure::Text(on))));
        for part in &self.plan {
            let to = with_id(part.to.word(), part.source.map(Source::word));
            named.push(Row::of("plan", part.payment, &to, Figure::Amount(part.amount)));
        }
        named
    }
}

/// Adds what differs: in the order of what was quoted, then what is new.
fn compare<'a>(quoted: &[Row<'a>], now: &[Row<'a>], changed: &mut Vec<Change<'a>>) {
    for row in quoted {
        let found = now.iter().find(|other| other.is_called(row)).map(|other| other.value);
        if found != Some(row.value) {
            changed.push(Change {
                what: row.what,
                id: row.id,
                figure: row.figure.clone(),
                quoted: Some(row.value),
                now: found,
            });
        }
    }
    for row in now.iter().filter(|row| !quoted.iter().any(|other| other.is_called(row))) {
        changed.push(Change {
            what: row.what,
            id: row.id,
            figure: row.figure.clone(),
            quoted: None,
            now: Some(row.value),
        });
    }
}

/// What differs between a quote and now; empty where every figure is the same.
#[must_use]
pub fn changes<'a>(quoted: &Figures<'a>, now: &Figures<'a>) -> Vec<Change<'a>> {
    let mut changed = Vec::new();
    compare(&quoted.head(), &now.head(), &mut changed);
    let find = |lines: &[LineFigures<'a>], id: &str| {
        lines.iter().find(|line| line.id == id).map(LineFigures::named).unwrap_or_default()
    };
    for line in &quoted.lines {
        compare(&line.named(), &find(&now.lines, line.id), &mut changed);
    }
    for line in now.lines.iter().filter(|line| quoted.lines.iter().all(|other| other.id != line.id)) {
        compare(&[], &line.named(), &mut changed);
    }
    compare(&deductions(None, &quoted.deductions), &deductions(None, &now.deductions), &mut changed);
    compare(&quoted.tail(), &now.tail(), &mut changed);
    changed
}
