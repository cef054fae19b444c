//! What stands in a service's books: paid lines, regular amounts, ledger entries. Their currency is the client's, which
//! is known only once the whole request is read.

use super::error::{Code, Refusal};
use super::read::{self, Input, Read, amount, branch, fields, list, payment, word};
use crate::calendar::Date;
use crate::money::{Currency, Money, Percent};
use crate::settlement::Entry;
use crate::sla::full::ChargeKind;
use crate::sla::{Charge, Fee, Tax, TaxMode};

/// A fee whose currency is not known yet.
pub(super) struct RawFee<'n> {
    pub months: u32,
    pub amount: &'n str,
    pub tax: Option<Tax>,
}

pub(super) struct RawCharge<'n> {
    pub id: &'n str,
    pub from: Date,
    pub fee: RawFee<'n>,
    pub cash: Option<&'n str>,
    pub kind: Option<ChargeKind>,
}

pub(super) struct RawEntry<'n> {
    pub net: &'n str,
    pub tax: &'n str,
    pub gross: &'n str,
}

pub(super) fn charge<'n>(node: Input<'n>) -> Read<RawCharge<'n>> {
    fields! { branch(node)? =>
        required id "id" read::id;
        required from "from" read::date;
        required months "months" read::months;
        required amount "amount" read::decimal;
        optional tax "tax" read_tax;
        optional cash "cash" read::decimal;
        optional kind "kind" |node| word(node, ChargeKind::from_word);
    }
    Ok(RawCharge { id, from, fee: RawFee { months, amount, tax }, cash, kind })
}

pub(super) fn raw_fee<'n>(node: Input<'n>) -> Read<RawFee<'n>> {
    fields! { branch(node)? =>
        required months "months" read::months;
        required amount "amount" read::decimal;
        optional tax "tax" read_tax;
    }
    Ok(RawFee { months, amount, tax })
}

pub(super) fn read_tax(node: Input<'_>) -> Read<Tax> {
    fields! { branch(node)? =>
        required mode "mode" |node| word(node, TaxMode::from_word);
        required rates "rates" |node| list(node, read::percent);
    }
    let sum = rates.iter().try_fold(Percent::ZERO, |sum, rate| sum.checked_add(*rate));
    let rate = sum.ok_or_else(|| Refusal::new(Code::AmountOverflow).member("rates"))?;
    Ok(Tax { mode, rate })
}

pub(super) fn raw_entries<'n>(node: Input<'n>) -> Read<Vec<RawEntry<'n>>> {
    let numbered = list(node, |node| {
        fields! { branch(node)? =>
            required n "n" read::integer;
            required net "net" read::decimal;
            required tax "tax" read::decimal;
            required gross "gross" read::decimal;
        }
        Ok((n, RawEntry { net, tax, gross }))
    })?;
    let mut entries = Vec::with_capacity(numbered.len());
    for (index, ((n, entry), expected)) in numbered.into_iter().zip(1_i64..).enumerate() {
        if n != expected {
            return Err(Refusal::new(Code::InvalidEntries).member("n").element(index));
        }
        entries.push(entry);
    }
    Ok(entries)
}

pub(super) fn fee(raw: &RawFee<'_>, currency: Currency) -> Read<Fee> {
    let amount = payment(raw.amount, currency).map_err(|refusal| refusal.member("amount"))?;
    Ok(Fee { months: raw.months, amount, tax: raw.tax })
}

pub(super) fn charges<'n>(raws: &[RawCharge<'n>], currency: Currency) -> Read<Vec<Charge<'n>>> {
    let read = |(index, raw): (usize, &RawCharge<'n>)| {
        let fee = fee(&raw.fee, currency).map_err(|refusal| refusal.element(index).member("charges"))?;
        Ok(Charge { id: raw.id, from: raw.from, fee })
    };
    raws.iter().enumerate().map(read).collect()
}

pub(super) fn entries(raws: &[RawEntry<'_>], currency: Currency) -> Read<Vec<Entry>> {
    let read = |(index, raw): (usize, &RawEntry<'_>)| {
        entry(raw, currency).map_err(|refusal| refusal.element(index).member("entries"))
    };
    raws.iter().enumerate().map(read).collect()
}

pub(super) fn entry(raw: &RawEntry<'_>, currency: Currency) -> Read<Entry> {
    let part =
        |text: &str, name: &str| -> Read<Money> { amount(text, currency).map_err(|refusal| refusal.member(name)) };
    let (net, tax, gross) = (part(raw.net, "net")?, part(raw.tax, "tax")?, part(raw.gross, "gross")?);
    if net.plus(tax) == Ok(gross) {
        Ok(Entry { net, tax, gross })
    } else {
        Err(Refusal::new(Code::InvalidEntries).member("gross"))
    }
}
