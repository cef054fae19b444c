//! `attachCredits`: which lines of credit an invoice takes, and what of each credit is left for the next one.

use super::Refusal;
use super::error::Code;
use super::read::{self, Input, Members, Read, branch, elements, fields, unique};
use super::writer::{Empty, List, Put, answer, object};
use crate::money::{Decimal, MoneyError, parse_padded};
use crate::settlement::{Attachable, AttachedLine, Draft, DraftLine, PANEL_SCALE, attach_credits};
use crate::text::Sink;

struct RawLine<'n> {
    price: &'n str,
    quantity: i64,
    taxed: bool,
}

struct RawCredit<'n> {
    id: &'n str,
    amount: &'n str,
    taxed: bool,
    attached: Vec<&'n str>,
}

pub(super) fn answer(members: Members<'_>) -> Read<Vec<u8>> {
    fields! { branch(members)? =>
        required _currency "currency" read::currency;
        required scale "scale" read::scale;
        optional rate "taxRate" read::percent;
        required least_due "leastDue" read::decimal;
        required lines "lines" |node| elements(node, line);
        required credits "credits" |node| elements(node, credit);
    }
    let least_due = not_negative(least_due, scale).map_err(|refusal| refusal.member("leastDue"))?;
    let lines = each(&lines, |raw| {
        let price = kept(raw.price, scale).map_err(|refusal| refusal.member("price"))?;
        Ok(DraftLine { price, quantity: raw.quantity, taxed: raw.taxed })
    });
    let draft = Draft::of(rate, &lines.map_err(|refusal| refusal.member("lines"))?)?;
    let before = draft.total()?;
    unique(credits.iter().map(|credit| credit.id), "id").map_err(|refusal| refusal.member("credits"))?;
    let waiting = each(&credits, |raw| waits(raw, scale)).map_err(|refusal| refusal.member("credits"))?;
    let lines = attach_credits(draft, least_due, &waiting)?;
    let after = lines.iter().fold(before, |total, line| total.saturating_sub(line.gross));
    let scaled = |amount| Decimal::exact(amount, scale);
    let id = |place: usize| credits.get(place).map_or("", |credit| credit.id);
    let views = lines.iter().map(|line| LineView { id: id(line.credit), line, scale });
    let mut taking = lines.iter().peekable();
    let left = waiting.iter().enumerate().map(|(place, credit)| {
        let taken = taking.next_if(|line| line.credit == place).map_or(0, |line| line.gross);
        LeftView { id: id(place), amount: scaled(credit.amount.saturating_sub(taken)) }
    });
    let total = TotalView { before: scaled(before), after: scaled(after) };
    Ok(answer!("ok": true, "lines": List(views), "total": total, "left": List(left), "warnings": Empty))
}

fn line<'n>(node: Input<'n>) -> Read<RawLine<'n>> {
    fields! { branch(node)? =>
        required price "price" read::decimal;
        required quantity "quantity" read::quantity;
        required taxed "taxed" read::boolean;
    }
    Ok(RawLine { price, quantity, taxed })
}

fn credit<'n>(node: Input<'n>) -> Read<RawCredit<'n>> {
    fields! { branch(node)? =>
        required id "id" read::id;
        required amount "amount" read::decimal;
        required taxed "taxed" read::boolean;
        required attached "attached" |node| elements(node, read::decimal);
    }
    Ok(RawCredit { id, amount, taxed, attached })
}

/// What is left of a credit: never less than nothing.
fn waits(raw: &RawCredit<'_>, scale: u32) -> Read<Attachable> {
    let mut amount = not_negative(raw.amount, scale).map_err(|refusal| refusal.member("amount"))?;
    let parts = each(&raw.attached, |part| {
        amount = amount.checked_sub(not_negative(part, scale)?).ok_or(MoneyError::Overflow)?;
        if amount < 0 { Err(Refusal::new(Code::InvalidAmount)) } else { Ok(()) }
    });
    parts.map_err(|refusal| refusal.member("attached"))?;
    Ok(Attachable { amount, taxed: raw.taxed })
}

fn each<R, T>(raws: &[R], mut read: impl FnMut(&R) -> Read<T>) -> Read<Vec<T>> {
    let mut values = Vec::with_capacity(raws.len());
    for raw in raws {
        values.push(read(raw).map_err(|refusal| refusal.element(values.len()))?);
    }
    Ok(values)
}

/// An amount as the panel keeps it.
fn kept(text: &str, scale: u32) -> Read<i64> {
    Ok(parse_padded(text, scale, PANEL_SCALE).map_err(MoneyError::from)?)
}

fn not_negative(text: &str, scale: u32) -> Read<i64> {
    let amount = kept(text, scale)?;
    if amount < 0 { Err(Refusal::new(Code::InvalidAmount)) } else { Ok(amount) }
}

struct LineView<'s> {
    id: &'s str,
    line: &'s AttachedLine,
    scale: u32,
}

impl Put for LineView<'_> {
    fn put(self, sink: &mut Sink) {
        let Self { id, line, scale } = self;
        let scaled = |amount| Decimal::exact(amount, scale);
        object!(sink;
            "id": id,
            "net": scaled(line.net),
            "tax": scaled(line.tax),
            "gross": scaled(line.gross),
            "taxed": line.taxed,
        );
    }
}

struct TotalView {
    before: Decimal,
    after: Decimal,
}

impl Put for TotalView {
    fn put(self, sink: &mut Sink) {
        object!(sink; "before": self.before, "after": self.after);
    }
}

struct LeftView<'s> {
    id: &'s str,
    amount: Decimal,
}

impl Put for LeftView<'_> {
    fn put(self, sink: &mut Sink) {
        object!(sink; "id": self.id, "amount": self.amount);
    }
}
