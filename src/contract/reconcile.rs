//! `reconcilePosting`: what happened to a posting whose owner is gone.

use super::read::{self, Input, Members, Read, branch, fields, list, unique};
use super::writer::{Empty, List, answer};
use crate::money::{Currency, Money, MoneyError, parse_scaled};
use crate::settlement::{CreditRow, PANEL_SCALE, PostingClaim, reconcile};

struct Row<'n> {
    id: &'n str,
    amount: &'n str,
    description: &'n str,
}

pub(super) fn answer(members: Members<'_>) -> Read<Vec<u8>> {
    fields! { branch(members)? =>
        required currency "currency" read::currency;
        required amount "amount" read::decimal;
        required marker "marker" read::id;
        required balance_before "balanceBefore" read::decimal;
        required balance_now "balanceNow" read::decimal;
        required rows "rows" |node| list(node, row);
    }
    unique(rows.iter().map(|row| row.id), "id").map_err(|refusal| refusal.member("rows"))?;
    let claim = PostingClaim {
        currency,
        amount: posted(amount, currency).map_err(|refusal| refusal.member("amount"))?,
        marker,
        balance_before: booked(balance_before).map_err(|refusal| refusal.member("balanceBefore"))?,
        balance_now: booked(balance_now).map_err(|refusal| refusal.member("balanceNow"))?,
        rows: credit_rows(&rows)?,
    };
    let found = reconcile(&claim)?;
    let steps = List(found.steps.iter());
    Ok(answer!("ok": true, "verdict": found.verdict.word(), "row": found.row, "steps": steps, "warnings": Empty))
}

fn row<'n>(node: Input<'n>) -> Read<Row<'n>> {
    fields! { branch(node)? =>
        required id "id" read::id;
        required amount "amount" read::decimal;
        required description "description" read::text;
    }
    Ok(Row { id, amount, description })
}

fn credit_rows<'n>(rows: &[Row<'n>]) -> Read<Vec<CreditRow<'n>>> {
    let read = |(index, row): (usize, &Row<'n>)| {
        let amount = booked(row.amount).map_err(|refusal| refusal.member("amount").element(index).member("rows"))?;
        Ok(CreditRow { id: row.id, amount, description: row.description })
    };
    rows.iter().enumerate().map(read).collect()
}

/// What we asked the panel to book: an amount of the currency, in the scale of the panel's books.
fn posted(text: &str, currency: Currency) -> Read<i64> {
    Money::parse(text, currency)?;
    booked(text)
}

/// An amount from the panel's books: up to four decimals, also beyond the currency's.
fn booked(text: &str) -> Read<i64> {
    Ok(parse_scaled(text, PANEL_SCALE).map_err(MoneyError::from)?)
}
