//! `previewInvoice`: what the next invoices will look like.

use super::error::Code;
use super::read::{self, Members, Read, fields, list, object, unique, word};
use super::wire::{Rate, Scaled, Warning};
use super::{Refusal, write};
use crate::json::Node;
use crate::money::{MoneyError, Percent, parse_padded};
use crate::settlement::{Balance, InvoiceLine, InvoicePreview, InvoiceTax, MOST_RATES, PANEL_SCALE, preview_invoice};
use crate::sla::TaxMode;
use serde::Serialize;

#[derive(Serialize)]
struct Previewed<'n> {
    ok: bool,
    invoices: Vec<InvoiceView<'n>>,
    warnings: [Warning; 0],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct InvoiceView<'n> {
    id: &'n str,
    balance_before: Scaled,
    credited: Scaled,
    subtotal: Scaled,
    taxes: Vec<TaxView>,
    total: Scaled,
    balance_used: Scaled,
    due: Scaled,
    balance_after: Scaled,
}

#[derive(Serialize)]
struct TaxView {
    rate: Rate,
    amount: Scaled,
}

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

pub(super) fn answer(members: &Members<'_>) -> Read<Vec<u8>> {
    fields! { members =>
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
    let mut views = Vec::with_capacity(invoices.len());
    for (index, raw) in invoices.iter().enumerate() {
        let found = preview(tax.as_ref(), balance, raw, scale);
        let found = found.map_err(|refusal| refusal.element(index).member("invoices"))?;
        balance.amount = found.balance_after;
        views.push(view(raw.id, &found, tax.as_ref(), scale));
    }
    Ok(write(&Previewed { ok: true, invoices: views, warnings: [] }))
}

fn read_tax(node: &Node<'_>) -> Read<InvoiceTax> {
    fields! { object(node)? =>
        required mode "mode" |node| word(node, TaxMode::from_word);
        required rates "rates" read_rates;
        required per_line "perLine" read::boolean;
    }
    Ok(InvoiceTax { mode, rates, per_line })
}

fn read_rates(node: &Node<'_>) -> Read<Vec<Percent>> {
    let rates = list(node, read::percent)?;
    if rates.len() > MOST_RATES { Err(Refusal::new(Code::InvalidRates)) } else { Ok(rates) }
}

fn invoice<'n>(node: &'n Node<'_>) -> Read<RawInvoice<'n>> {
    fields! { object(node)? =>
        required id "id" read::id;
        required credits "credits" |node| list(node, credit);
        required lines "lines" |node| list(node, line);
    }
    Ok(RawInvoice { id, credits, lines })
}

fn credit<'n>(node: &'n Node<'_>) -> Read<RawLine<'n>> {
    fields! { object(node)? =>
        required id "id" read::id;
        required amount "amount" read::decimal;
    }
    Ok(RawLine { id, amount, taxed: false })
}

fn line<'n>(node: &'n Node<'_>) -> Read<RawLine<'n>> {
    fields! { object(node)? =>
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

fn view<'n>(id: &'n str, found: &InvoicePreview, tax: Option<&InvoiceTax>, scale: u32) -> InvoiceView<'n> {
    let scaled = |amount| Scaled(amount, scale);
    let rates = tax.map_or(&[][..], |tax| &tax.rates);
    let taxes =
        rates.iter().zip(&found.taxes).map(|(rate, amount)| TaxView { rate: Rate(*rate), amount: scaled(*amount) });
    InvoiceView {
        id,
        balance_before: scaled(found.balance_before),
        credited: scaled(found.credited),
        subtotal: scaled(found.subtotal),
        taxes: taxes.collect(),
        total: scaled(found.total),
        balance_used: scaled(found.balance_used),
        due: scaled(found.due),
        balance_after: scaled(found.balance_after),
    }
}
