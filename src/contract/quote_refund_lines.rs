//! Lines, payments and what else a case of `quoteRefund` has lists of.

use super::error::{Code, Refusal};
use super::lines::read_tax;
use super::read::{self, Input, Read, boolean, branch, elements, one_of, payment as paid, tree_fields, unique};
use crate::money::{Currency, Fraction};
use crate::policy::refund::LineKind;
use crate::refund::{Arrear, Line, Past, Payment, Quantity, Source, Tier, Units, Usage};

/// An amount of this currency in minor units, not negative.
pub(super) fn amount(node: Input<'_>, currency: Currency) -> Read<i64> {
    Ok(paid(read::decimal(node)?, currency)?.minor())
}

fn quantity<'n>(node: Input<'n>) -> Read<Quantity<'n>> {
    Ok(Quantity::parse(read::decimal(node)?)?)
}

fn price(node: Input<'_>, currency: Currency) -> Read<Fraction> {
    Ok(quantity(node)?.price(currency)?)
}

pub(super) fn line<'n>(node: Input<'n>, currency: Currency) -> Read<Line<'n>> {
    let price = |node: Input<'_>| price(node, currency);
    tree_fields! { branch(node)? =>
        required id "id" read::id;
        required kind "kind" |node| one_of(node, LineKind::ALL, LineKind::WORDS);
        required from "from" read::instant;
        required to "to" read::instant;
        required charged "amount" |node| amount(node, currency);
        optional coupon "coupon" |node| amount(node, currency);
        optional tax "tax" read_tax;
        optional list_price "listPrice" price;
        optional monthly_price "monthlyPrice" price;
        optional hourly_price "hourlyPrice" price;
        optional discount "discount" quantity;
        optional units "units" units;
        optional delivered "delivered" boolean;
        optional usage "usage" |node| elements(node, |node| usage(node, currency));
        optional given "given" |node| given(node, currency);
    }
    if to < from {
        return Err(Refusal::new(Code::InvalidInterval).member("to"));
    }
    let coupon = coupon.unwrap_or(0);
    if coupon > charged {
        return Err(Refusal::new(Code::InvalidAmount).member("coupon"));
    }
    let usage = usage.unwrap_or_default();
    unique(usage.iter().map(|usage| usage.id), "id").map_err(|refusal| refusal.member("usage"))?;
    let (given_net, given_tax) = given.unwrap_or_default();
    Ok(Line {
        id,
        kind,
        from,
        to,
        amount: charged,
        coupon,
        tax,
        list_price,
        monthly_price,
        hourly_price,
        discount: discount.map_or(Fraction::ONE, |discount| discount.value),
        units,
        delivered: delivered.unwrap_or(false),
        usage,
        given_net,
        given_tax,
    })
}

fn units<'n>(node: Input<'n>) -> Read<Units<'n>> {
    tree_fields! { branch(node)? =>
        required granted "granted" quantity;
        required used "used" quantity;
    }
    Ok(Units { granted, used })
}

fn usage<'n>(node: Input<'n>, currency: Currency) -> Read<Usage<'n>> {
    tree_fields! { branch(node)? =>
        required id "id" read::id;
        required included "included" quantity;
        required used "used" quantity;
        required tiers "tiers" |node| tiers(node, currency);
    }
    Ok(Usage { id, included: included.value, used: used.value, tiers })
}

/// Bounds that rise, and a last tier without one.
fn tiers(node: Input<'_>, currency: Currency) -> Read<Vec<Tier>> {
    let tiers = elements(node, |node| tier(node, currency))?;
    let mut before = Fraction::ZERO;
    for (place, tier) in tiers.iter().enumerate() {
        let is_last = place.saturating_add(1) == tiers.len();
        let rises = match tier.up_to {
            None => is_last,
            Some(up_to) => !is_last && up_to.compare(before)?.is_gt(),
        };
        if !rises {
            return Err(Refusal::new(Code::InvalidTiers).member("upTo").element(place));
        }
        before = tier.up_to.unwrap_or(before);
    }
    if tiers.is_empty() { Err(Refusal::new(Code::InvalidTiers)) } else { Ok(tiers) }
}

fn tier(node: Input<'_>, currency: Currency) -> Read<Tier> {
    tree_fields! { branch(node)? =>
        required up_to "upTo" |node| or_null(node, quantity);
        required price "price" |node| price(node, currency);
    }
    Ok(Tier { up_to: up_to.map(|up_to| up_to.value), price })
}

/// A value that may be null, but has to be there.
pub(super) fn or_null<'n, T>(node: Input<'n>, read: impl FnOnce(Input<'n>) -> Read<T>) -> Read<Option<T>> {
    if read::null(node) { Ok(None) } else { read(node).map(Some) }
}

fn given(node: Input<'_>, currency: Currency) -> Read<(i64, i64)> {
    tree_fields! { branch(node)? =>
        required net "net" |node| amount(node, currency);
        required tax "tax" |node| amount(node, currency);
    }
    Ok((net, tax))
}

pub(super) fn payment<'n>(node: Input<'n>, currency: Currency) -> Read<Payment<'n>> {
    tree_fields! { branch(node)? =>
        required id "id" read::id;
        required source "source" |node| one_of(node, Source::ALL, Source::WORDS);
        optional _method "method" read::id;
        required at "at" read::instant;
        required received "amount" |node| amount(node, currency);
        optional fee "fee" |node| amount(node, currency);
        optional returned "returned" |node| amount(node, currency);
        optional charged_back "chargedBack" |node| amount(node, currency);
        optional disputed "disputed" boolean;
        optional refundable_until "refundableUntil" read::instant;
    }
    Ok(Payment {
        id,
        source,
        at,
        amount: received,
        fee: fee.unwrap_or(0),
        returned: returned.unwrap_or(0),
        charged_back: charged_back.unwrap_or(0),
        disputed: disputed.unwrap_or(false),
        refundable_until,
    })
}

pub(super) fn arrear<'n>(node: Input<'n>, currency: Currency) -> Read<Arrear<'n>> {
    tree_fields! { branch(node)? =>
        required id "id" read::id;
        required open "amount" |node| amount(node, currency);
    }
    Ok(Arrear { id, amount: open })
}

pub(super) fn past<'n>(node: Input<'n>) -> Read<Past<'n>> {
    tree_fields! { branch(node)? =>
        required at "at" read::instant;
        optional product "product" read::id;
        optional rule "rule" read::id;
    }
    Ok(Past { at, product, rule })
}
