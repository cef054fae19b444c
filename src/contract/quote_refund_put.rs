//! How a quote looks in the answer of `quoteRefund`.

use super::writer::{Empty, List, Put, object};
use crate::calendar::Date;
use crate::money::{Currency, Decimal, Money};
use crate::refund::{Change, Deduction, Figure, LineQuote, PlanPart, Quote, Reason, RefundStep, RuleLooked, Source, Stop, Sums};
use crate::text::Sink;

/// A thing whose amounts are of this currency.
struct In<T>(Currency, T);

/// The whole answer.
pub(super) fn put(quote: &Quote<'_>, changed: Option<&[Change<'_>]>, currency: Currency) -> Vec<u8> {
    let changed = changed.map(|rows| List(rows.iter().map(move |row| In(currency, row))));
    super::writer::answer!("ok": true, "quote": In(currency, quote), "changed": changed, "warnings": Empty)
}

impl<T> In<T> {
    fn money(&self, amount: i64) -> Money {
        Money::new(amount, self.0)
    }
}

impl Put for In<&Quote<'_>> {
    fn put(self, sink: &mut Sink) {
        let Self(currency, quote) = self;
        let money = |amount| Money::new(amount, currency);
        object!(sink;
            "policy": quote.policy,
            "rule": quote.rule,
            "statutory": quote.statutory,
            "stop": quote.stop,
            "rules": List(quote.rules.iter()),
            "lines": List(quote.lines.iter().map(|line| In(currency, line))),
            "deductions": List(quote.deductions.iter().map(|row| In(currency, row))),
            "entitlement": In(currency, quote.entitlement),
            "claim": money(quote.claim),
            "limit": money(quote.limit),
            "waived": money(quote.waived),
            "due": quote.due.map(money),
            "payout": money(quote.payout),
            "remainder": money(quote.remainder),
            "waits": quote.waits,
            "plan": List(quote.plan.iter().map(|part| In(currency, part))),
            "steps": List(quote.steps.iter().map(|step| In(currency, step))),
        );
    }
}

impl Put for Stop {
    fn put(self, sink: &mut Sink) {
        object!(sink; "by": self.by.word(), "at": self.at, "final": self.is_final);
    }
}

impl Put for &RuleLooked<'_> {
    fn put(self, sink: &mut Sink) {
        object!(sink; "rule": self.rule, "holds": self.reason.is_none(), "reason": self.reason);
    }
}

/// A reason's arguments, none or one with its name.
struct Args(Reason);

impl Put for Reason {
    fn put(self, sink: &mut Sink) {
        object!(sink; "code": self.code(), "args": Args(self));
    }
}

impl Put for Args {
    fn put(self, sink: &mut Sink) {
        match self.0 {
            Reason::FactMissing(fact) | Reason::FactPresent(fact) => object!(sink; "fact": fact),
            Reason::TooLate(until) | Reason::CoolingDown(until) => object!(sink; "until": until),
            Reason::TooEarly(from) => object!(sink; "from": from),
            Reason::UsedTooMuch(percent) => object!(sink; "percent": percent),
            Reason::ProductExcluded | Reason::CountryExcluded => sink.literal("{}"),
            Reason::OrderTooSmall(amount) | Reason::OrderTooLarge(amount) => object!(sink; "amount": amount),
            Reason::CustomerTooNew(date) | Reason::CustomerTooOld(date) => object!(sink; "date": date),
            Reason::QuotaUsed(most) => object!(sink; "most": most),
        }
    }
}

/// `2026-03-01`
impl Put for Date {
    fn put(self, sink: &mut Sink) {
        let text = crate::calendar::Instant::from_ms(self.days().saturating_mul(crate::calendar::DAY_MS)).text();
        sink.string(text.as_str().split('T').next().unwrap_or_default());
    }
}

impl Put for In<&LineQuote<'_>> {
    fn put(self, sink: &mut Sink) {
        let Self(currency, line) = self;
        let money = |amount| Money::new(amount, currency);
        object!(sink;
            "id": line.id,
            "kind": line.kind.word(),
            "treatment": line.treatment_word(),
            "price": money(line.price),
            "usedShare": line.used_share,
            "deductions": List(line.deductions.iter().map(|row| In(currency, row))),
            "net": money(line.back.net),
            "tax": money(line.back.tax),
            "gross": money(line.back.gross),
            "limited": line.limited,
        );
    }
}

impl Put for In<&Deduction<'_>> {
    fn put(self, sink: &mut Sink) {
        object!(sink; "kind": self.1.kind.word(), "id": self.1.id, "amount": self.money(self.1.amount));
    }
}

impl Put for In<Sums> {
    fn put(self, sink: &mut Sink) {
        let Sums { net, tax, gross } = self.1;
        object!(sink; "net": self.money(net), "tax": self.money(tax), "gross": self.money(gross));
    }
}

impl Put for In<&PlanPart<'_>> {
    fn put(self, sink: &mut Sink) {
        object!(sink;
            "to": self.1.to.word(),
            "payment": self.1.payment,
            "source": self.1.source.map(Source::word),
            "route": self.1.way.word(),
            "amount": self.money(self.1.amount),
        );
    }
}

impl Put for In<&Change<'_>> {
    fn put(self, sink: &mut Sink) {
        let Self(currency, row) = self;
        let figure = |figure| In(currency, figure);
        object!(sink;
            "what": row.what,
            "id": row.id,
            "figure": row.figure.as_str(),
            "quoted": row.quoted.map(figure),
            "now": row.now.map(figure),
        );
    }
}

impl Put for In<Figure<'_>> {
    fn put(self, sink: &mut Sink) {
        match self.1 {
            Figure::Amount(amount) => self.money(amount).put(sink),
            Figure::Text(text) => sink.string(text),
        }
    }
}

/// Appends a step with its named arguments.
macro_rules! step {
    ($sink:expr; $key:literal) => {
        $sink.literal(concat!("{\"key\":\"", $key, "\",\"args\":{}}"))
    };
    ($sink:expr; $key:literal, $($name:literal: $value:expr),+) => {{
        $sink.literal(concat!("{\"key\":\"", $key, "\",\"args\":"));
        object!($sink; $($name: $value),+);
        $sink.literal("}");
    }};
}

impl Put for In<&RefundStep<'_>> {
    fn put(self, sink: &mut Sink) {
        let Self(currency, step) = self;
        let money = |amount: i64| Decimal::exact(amount, currency.exponent());
        match *step {
            RefundStep::Stop { by, at } => step!(sink; "stop", "by": by, "at": at),
            RefundStep::RuleFailed { rule, reason } => step!(sink; "ruleFailed", "rule": rule, "reason": reason),
            RefundStep::Rule { rule } => step!(sink; "refundRule", "rule": rule),
            RefundStep::NoRule => step!(sink; "noRule"),
            RefundStep::Line { id, kind, price } => step!(sink; "line",
                "id": id, "kind": kind.word(), "price": money(price)),
            RefundStep::UsedTime { used, total, unit } => step!(sink; "usedTime",
                "used": used, "total": total, "unit": unit),
            RefundStep::UsedUnits { used, granted } => step!(sink; "usedUnits", "used": used, "granted": granted),
            RefundStep::UsedMonths { months, ref rest } => step!(sink; "usedMonths",
                "months": months, "rest": rest.as_str()),
            RefundStep::Kept { amount } => step!(sink; "kept", "amount": money(amount)),
            RefundStep::Overage { id, quantity, amount } => step!(sink; "overage",
                "id": id, "quantity": quantity, "amount": money(amount)),
            RefundStep::Fee { id, amount } => step!(sink; "feeKept", "id": id, "amount": money(amount)),
            RefundStep::LineBack { net, tax, gross } => step!(sink; "lineBack",
                "net": money(net), "tax": money(tax), "gross": money(gross)),
            RefundStep::NewCost { amount } => step!(sink; "newCost", "amount": money(amount)),
            RefundStep::Deduction { kind, amount } => step!(sink; "deduction",
                "kind": kind.word(), "amount": money(amount)),
            RefundStep::Limit { amount } => step!(sink; "limit", "amount": money(amount)),
            RefundStep::Waived { amount } => step!(sink; "waived", "amount": money(amount)),
            RefundStep::Waits { on } => step!(sink; "waits", "for": on),
            RefundStep::Refunded { amount } => step!(sink; "refunded", "amount": money(amount)),
            RefundStep::Decided { amount } => step!(sink; "decided", "amount": money(amount)),
            RefundStep::Payout { amount } => step!(sink; "payout", "amount": money(amount)),
            RefundStep::Part { to, amount } => step!(sink; "part", "to": to.word(), "amount": money(amount)),
        }
    }
}
