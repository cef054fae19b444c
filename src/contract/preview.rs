//! `previewInvoice`: what the next invoices will look like.

use super::Refusal;
use super::error::Code;
use super::read::{self, Input, Members, Read, branch, fields, list, unique, word};
use super::writer::{Empty, List, Put, answer, object};
use crate::money::{Decimal, MoneyError, Percent, parse_padded};
use crate::settlement::{Balance, InvoiceLine, InvoicePreview, InvoiceTax, MOST_RATES, PANEL_SCALE, preview_invoice};
use crate::sla::TaxMode;
use crate::text::Sink;

struct RawInvoice<'n> {
    id: &'n str,
    credits: Vec<RawLine<'n>>,
    lines: Vec<RawLine<'n>>,
}

/// A line, or a credit, which is a line without tax.
struct RawLine<'n> {
    id: &'n str,
    amount: &'n str,
    taxed: bool,
}

pub(super) fn answer(members: Members<'_>) -> Read<Vec<u8>> {
    fields! { branch(members)? =>
        required _currency "currency" read::currency;
        required scale "scale" read::scale;
        required balance "balance" read::decimal;
        required used "useBalance" read::boolean;
        optional tax "tax" read_tax;
        required invoices "invoices" |node| list(node, invoice);
    }
    let amount = not_negative(balance, scale).map_err(|refusal| refusal.member("balance"))?;
    unique(invoices.iter().map(|invoice| invoice.id), "id").map_err(|refusal| refusal.member("invoices"))?;
    let mut balance = Balance { amount, used };
    let mut found = Vec::with_capacity(invoices.len());
    for (index, raw) in invoices.iter().enumerate() {
        let preview = preview(tax.as_ref(), balance, raw, scale);
        let preview = preview.map_err(|refusal| refusal.element(index).member("invoices"))?;
        balance.amount = preview.balance_after;
        found.push(preview);
    }
    let rates = tax.as_ref().map_or(&[][..], |tax| &tax.rates);
    let views = invoices.iter().zip(&found).map(|(raw, found)| InvoiceView { id: raw.id, found, rates, scale });
    Ok(answer!("ok": true, "invoices": List(views), "warnings": Empty))
}

fn read_tax(node: Input<'_>) -> Read<InvoiceTax> {
    fields! { branch(node)? =>
        required mode "mode" |node| word(node, TaxMode::from_word);
        required rates "rates" read_rates;
        required per_line "perLine" read::boolean;
    }
    Ok(InvoiceTax { mode, rates, per_line })
}

fn read_rates(node: Input<'_>) -> Read<Vec<Percent>> {
    let rates = list(node, read::percent)?;
    if rates.len() > MOST_RATES { Err(Refusal::new(Code::InvalidRates)) } else { Ok(rates) }
}

fn invoice<'n>(node: Input<'n>) -> Read<RawInvoice<'n>> {
    fields! { branch(node)? =>
        required id "id" read::id;
        required credits "credits" |node| list(node, credit);
        required lines "lines" |node| list(node, line);
    }
    Ok(RawInvoice { id, credits, lines })
}

fn credit<'n>(node: Input<'n>) -> Read<RawLine<'n>> {
    fields! { branch(node)? =>
        required id "id" read::id;
        required amount "amount" read::decimal;
    }
    Ok(RawLine { id, amount, taxed: false })
}

fn line<'n>(node: Input<'n>) -> Read<RawLine<'n>> {
    fields! { branch(node)? =>
        required id "id" read::id;
        required amount "amount" read::decimal;
        required taxed "taxed" read::boolean;
    }
    Ok(RawLine { id, amount, taxed })
}

fn preview(tax: Option<&InvoiceTax>, balance: Balance, raw: &RawInvoice<'_>, scale: u32) -> Read<InvoicePreview> {
    let credits = booked(&raw.credits, scale, not_negative).map_err(|refusal| refusal.member("credits"))?;
    let lines = booked(&raw.lines, scale, kept).map_err(|refusal| refusal.member("lines"))?;
    let lines = lines.into_iter().zip(&raw.lines).map(|(amount, raw)| InvoiceLine { amount, taxed: raw.taxed });
    let lines: Vec<InvoiceLine> = lines.collect();
    Ok(preview_invoice(tax, balance, &credits, &lines)?)
}

fn booked(raws: &[RawLine<'_>], scale: u32, amount: fn(&str, u32) -> Read<i64>) -> Read<Vec<i64>> {
    unique(raws.iter().map(|raw| raw.id), "id")?;
    let read = |(index, raw): (usize, &RawLine<'_>)| {
        amount(raw.amount, scale).map_err(|refusal| refusal.member("amount").element(index))
    };
    raws.iter().enumerate().map(read).collect()
}

/// An amount as the panel keeps it.
fn kept(text: &str, scale: u32) -> Read<i64> {
    Ok(parse_padded(text, scale, PANEL_SCALE).map_err(MoneyError::from)?)
}

fn not_negative(text: &str, scale: u32) -> Read<i64> {
    let amount = kept(text, scale)?;
    if amount < 0 { Err(Refusal::new(Code::InvalidAmount)) } else { Ok(amount) }
}

struct InvoiceView<'s> {
    id: &'s str,
    found: &'s InvoicePreview,
    rates: &'s [Percent],
    scale: u32,
}

impl Put for InvoiceView<'_> {
    fn put(self, sink: &mut Sink) {
        let Self { id, found, rates, scale } = self;
        let scaled = |amount| Decimal::exact(amount, scale);
        let taxes = rates.iter().zip(&found.taxes);
        object!(sink;
            "id": id,
            "balanceBefore": scaled(found.balance_before),
            "credited": scaled(found.credited),
            "subtotal": scaled(found.subtotal),
            "taxes": List(taxes.map(|(rate, amount)| TaxView { rate: *rate, amount: scaled(*amount) })),
            "total": scaled(found.total),
            "balanceUsed": scaled(found.balance_used),
            "due": scaled(found.due),
            "balanceAfter": scaled(found.balance_after),
        );
    }
}

struct TaxView {
    rate: Percent,
    amount: Decimal,
}

impl Put for TaxView {
    fn put(self, sink: &mut Sink) {
        object!(sink; "rate": self.rate, "amount": self.amount);
    }
}
