//! `takeBack`: a payment was reversed; which credit goes back, and what is still owed.

use super::error::{Code, Refusal};
use super::quote_refund_lines::amount;
use super::read::{self, Input, Members, Read, branch, elements, tree_fields, unique};
use super::writer::{Empty, List, Put, answer, object};
use crate::money::{Currency, Money, MoneyError, parse_scaled};
use crate::refund::{Credit, take_back};
use crate::settlement::PANEL_SCALE;
use crate::text::Sink;

pub(super) fn answer(members: Members<'_>) -> Read<Vec<u8>> {
    tree_fields! { branch(members)? =>
        required currency "currency" read::currency;
        required reversed "reversed" |node| amount(node, currency);
        required credits "credits" |node| elements(node, |node| credit(node, currency));
        optional held "balance" |node| held(node, currency);
    }
    unique(credits.iter().map(|credit| credit.id), "id").map_err(|refusal| refusal.member("credits"))?;
    let back = take_back(reversed, &credits, held)?;
    let taken = back.taken.iter().map(|(id, amount)| Taken { id, amount: Money::new(*amount, currency) });
    Ok(answer!("ok": true, "taken": List(taken), "owed": Money::new(back.owed, currency), "warnings": Empty))
}

/// The panel's books have up to four decimals, also beyond the currency's: what is less than one unit cannot be taken.
fn held(node: Input<'_>, currency: Currency) -> Read<i64> {
    let mut held = parse_scaled(read::decimal(node)?, PANEL_SCALE).map_err(MoneyError::from)?;
    for _ in currency.exponent()..PANEL_SCALE {
        held = held.div_euclid(10);
    }
    Ok(held)
}

fn credit<'n>(node: Input<'n>, currency: Currency) -> Read<Credit<'n>> {
    tree_fields! { branch(node)? =>
        required id "id" read::id;
        required given "amount" |node| amount(node, currency);
        required unspent "unspent" |node| amount(node, currency);
    }
    if unspent > given {
        return Err(Refusal::new(Code::InvalidAmount).member("unspent"));
    }
    Ok(Credit { id, unspent })
}

struct Taken<'s> {
    id: &'s str,
    amount: Money,
}

impl Put for Taken<'_> {
    fn put(self, sink: &mut Sink) {
        object!(sink; "id": self.id, "amount": self.amount);
    }
}
