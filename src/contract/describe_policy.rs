//! `describePolicy`: the SLA that a client reads, with worked examples that `settle` computed.

use super::error::{Code, Refusal};
use super::policy::{Version, version};
use super::read::{self, Input, Members, Read, branch, fields, payment};
use super::refund_policy;
use super::writer::{Empty, List, Put, answer, object};
use crate::calendar::{Instant, Zone};
use crate::explain::policy::{Section, Texts, describe, plain_text};
use crate::explain::refund::describe as describe_refunds;
use crate::money::{Currency, Money};
use crate::policy::full::FullPolicy;
use crate::policy::refund::RefundPolicy;
use crate::refund::{Example as RefundExample, Examples};
use crate::settlement::{Bench, EXAMPLE_MONTH, Example, Happening};
use crate::text::Sink;

/// The policy's hash in steps: a document alone has none.
const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// The language of a request that names none.
const ENGLISH: &str = "en";
/// The fee of a request that names none: a hundred units of its currency.
const UNITS: &str = "100";

#[cold]
#[inline(never)]
pub(super) fn answer(members: Members<'_>) -> Read<Vec<u8>> {
    fields! { branch(members)? =>
        required policy "document" document;
        required currency "currency" read::currency;
        optional fee "fee" read::decimal;
        optional language "language" language;
    }
    let (language, texts) = match language {
        Some(found) => found,
        None => found(ENGLISH)?,
    };
    let fee = fee_of(fee.unwrap_or(UNITS), currency).map_err(|refusal| refusal.member("fee"))?;
    let policy = match policy {
        Document::Sla(Version::Plain(plain)) => FullPolicy::of_plain(&plain),
        Document::Sla(Version::Full(full)) => *full,
        Document::Refund(policy) => return refunds(&policy, (language, texts), fee),
    };
    let mut bench = Bench::new(policy, fee).ok_or_else(|| Refusal::new(Code::AmountOverflow))?;
    let examples = bench.examples()?;
    let Some(policy) = bench.policy() else { return Err(Refusal::new(Code::AmountOverflow)) };
    let description = describe(policy.parts(), texts, (fee, bench.from()), &examples);
    let text = plain_text(&description);
    let views = examples.iter().zip(&description.examples);
    Ok(answer!(
        "ok": true,
        "language": language,
        "title": description.title.as_str(),
        "sections": List(description.sections.iter()),
        "examples": List(views.map(|(example, text)| View { example, text, fee })),
        "text": text.as_str(),
        "warnings": Empty,
    ))
}

/// A document of either kind.
enum Document<'n> {
    Sla(Version<'n>),
    Refund(Box<RefundPolicy<'n>>),
}

fn document<'n>(node: Input<'n>) -> Read<Document<'n>> {
    if refund_policy::is_refund(node) {
        return refund_policy::version(NO_HASH, node).map(|policy| Document::Refund(Box::new(policy)));
    }
    version(NO_HASH, node).map(Document::Sla)
}

/// The same of a refund policy: what is paid for a year is `fee`.
fn refunds(policy: &RefundPolicy<'_>, (language, texts): (&str, &Texts), price: Money) -> Read<Vec<u8>> {
    let zone = Zone::utc();
    let examples = Examples::of(policy, price, &zone)?;
    let description = describe_refunds(policy.parts(), texts, &examples);
    let text = plain_text(&description);
    let views = examples.all().iter().zip(&description.examples);
    Ok(answer!(
        "ok": true,
        "language": language,
        "title": description.title.as_str(),
        "sections": List(description.sections.iter()),
        "examples": List(views.map(|(example, text)| RefundView { example, text, price })),
        "text": text.as_str(),
        "warnings": Empty,
    ))
}

struct RefundView<'v, 'a> {
    example: &'v RefundExample<'a>,
    text: &'v str,
    price: Money,
}

impl Put for RefundView<'_, '_> {
    fn put(self, sink: &mut Sink) {
        let quote = &self.example.quote;
        object!(sink;
            "id": self.example.id,
            "text": self.text,
            "price": self.price,
            "requestedAt": self.example.requested,
            "rule": quote.rule,
            "payout": Money::new(quote.payout, self.price.currency()),
        );
    }
}

fn found(language: &str) -> Read<(&str, &'static Texts)> {
    Texts::of(language).map(|texts| (language, texts)).ok_or_else(|| Refusal::new(Code::InvalidWord))
}

fn language(node: Input<'_>) -> Read<(&str, &'static Texts)> {
    found(read::text(node)?)
}

/// Something, or there would be no example.
fn fee_of(text: &str, currency: Currency) -> Read<Money> {
    let fee = payment(text, currency)?;
    if fee.is_zero() { Err(Refusal::new(Code::InvalidAmount)) } else { Ok(fee) }
}

impl Put for &Section {
    fn put(self, sink: &mut Sink) {
        object!(sink;
            "id": self.id,
            "title": self.title.as_str(),
            "paragraphs": texts(&self.paragraphs),
            "table": self.rows.split_first().map(|(columns, rows)| Table { columns, rows }),
        );
    }
}

struct Table<'v> {
    columns: &'v [String; 2],
    rows: &'v [[String; 2]],
}

impl Put for Table<'_> {
    fn put(self, sink: &mut Sink) {
        object!(sink; "columns": texts(self.columns), "rows": List(self.rows.iter().map(|row| texts(row))));
    }
}

fn texts(texts: &[String]) -> List<impl Iterator<Item = &str>> {
    List(texts.iter().map(String::as_str))
}

struct View<'v, 'a> {
    example: &'v Example<'a>,
    text: &'v str,
    fee: Money,
}

impl Put for View<'_, '_> {
    fn put(self, sink: &mut Sink) {
        let found = &self.example.settled.assessment;
        object!(sink;
            "id": self.example.id,
            "text": self.text,
            "period": EXAMPLE_MONTH,
            "fee": self.fee,
            "outages": List(self.example.outages.iter()),
            "claims": List(self.example.claimed_at.into_iter().map(Claimed)),
            "downtimeMs": found.downtime_ms,
            "availability": found.availability,
            "credit": Credit(self.example),
            "extensionMs": self.example.extension_ms(),
            "steps": List(found.steps.iter()),
        );
    }
}

impl Put for &Happening<'_> {
    fn put(self, sink: &mut Sink) {
        object!(sink;
            "from": self.over.from(),
            "to": self.over.to(),
            "component": self.component,
            "affected": self.affected,
            "reportedAt": self.reported_at,
        );
    }
}

struct Claimed(Instant);

impl Put for Claimed {
    fn put(self, sink: &mut Sink) {
        object!(sink; "at": self.0);
    }
}

struct Credit<'v, 'a>(&'v Example<'a>);

impl Put for Credit<'_, '_> {
    fn put(self, sink: &mut Sink) {
        let owed = &self.0.settled.assessment.entitlement;
        object!(sink; "net": owed.net, "tax": owed.tax, "gross": owed.gross);
    }
}
