//! The quote of an earlier answer as it comes back in a request: read as strictly as it was written.

use super::Refusal;
use super::error::Code;
use super::quote_refund_lines::{amount, or_null};
use super::read::{self, Input, Read, boolean, branch, elements, one_of, tree_fields};
use crate::money::Currency;
use crate::policy::refund::{Destination, LineKind, StopClock};
use crate::refund::{DeductionKind, Figures, LineFigures, PartFigures, Source, Sums, TREATMENTS, WAITS, Way};

pub(super) fn quoted<'n>(node: Input<'n>, currency: Currency) -> Read<Figures<'n>> {
    let money = |node: Input<'n>| amount(node, currency);
    let deductions = |node: Input<'n>| elements(node, |node| deduction(node, currency));
    tree_fields! { branch(node)? =>
        required policy "policy" read::hash;
        required rule "rule" |node| or_null(node, read::id);
        required _statutory "statutory" boolean;
        required _stop "stop" stop;
        required _rules "rules" |node| elements(node, |node| read::object(node).map(|_| ()));
        required lines "lines" |node| elements(node, |node| line(node, currency));
        required deductions "deductions" deductions;
        required entitlement "entitlement" |node| sums(node, currency);
        required claim "claim" money;
        required limit "limit" money;
        required waived "waived" money;
        required due "due" |node| or_null(node, money);
        required payout "payout" money;
        required remainder "remainder" money;
        required waits "waits" |node| or_null(node, |node| one_of(node, WAITS, WAITS));
        required plan "plan" |node| elements(node, |node| part(node, currency));
    }
    Ok(Figures {
        policy,
        rule,
        lines,
        deductions,
        entitlement,
        claim,
        limit,
        waived,
        due,
        payout,
        remainder,
        waits,
        plan,
    })
}

fn stop(node: Input<'_>) -> Read<()> {
    tree_fields! { branch(node)? =>
        required _by "by" |node| one_of(node, StopClock::ALL, StopClock::WORDS);
        required _at "at" read::instant;
        required _is_final "final" boolean;
    }
    Ok(())
}

fn line<'n>(node: Input<'n>, currency: Currency) -> Read<LineFigures<'n>> {
    let money = |node: Input<'n>| amount(node, currency);
    tree_fields! { branch(node)? =>
        required id "id" read::id;
        required _kind "kind" |node| one_of(node, LineKind::ALL, LineKind::WORDS);
        required _treatment "treatment" |node| one_of(node, TREATMENTS, TREATMENTS);
        required price "price" money;
        required _used_share "usedShare" |node| or_null(node, used_share);
        required deductions "deductions" |node| elements(node, |node| deduction(node, currency));
        required net "net" money;
        required tax "tax" money;
        required gross "gross" money;
        required _limited "limited" boolean;
    }
    Ok(LineFigures { id, price, back: Sums { net, tax, gross }, deductions })
}

/// Nine decimals, from 0 to 1, as an answer has it.
fn used_share(node: Input<'_>) -> Read<&str> {
    let share = read::decimal(node)?;
    let has_form = share.len() == "0.000000000".len() && (share.starts_with("0.") || share.starts_with("1."));
    if has_form { Ok(share) } else { Err(Refusal::new(Code::InvalidAmount)) }
}

fn deduction<'n>(node: Input<'n>, currency: Currency) -> Read<(&'n str, Option<&'n str>, i64)> {
    tree_fields! { branch(node)? =>
        required kind "kind" |node| one_of(node, DeductionKind::WORDS, DeductionKind::WORDS);
        required id "id" |node| or_null(node, read::id);
        required amount "amount" |node| amount(node, currency);
    }
    Ok((kind, id, amount))
}

fn sums(node: Input<'_>, currency: Currency) -> Read<Sums> {
    tree_fields! { branch(node)? =>
        required net "net" |node| amount(node, currency);
        required tax "tax" |node| amount(node, currency);
        required gross "gross" |node| amount(node, currency);
    }
    Ok(Sums { net, tax, gross })
}

fn part<'n>(node: Input<'n>, currency: Currency) -> Read<PartFigures<'n>> {
    tree_fields! { branch(node)? =>
        required to "to" |node| one_of(node, Destination::ALL, Destination::WORDS);
        required payment "payment" |node| or_null(node, read::id);
        required source "source" |node| or_null(node, |node| one_of(node, Source::ALL, Source::WORDS));
        required _way "route" |node| one_of(node, Way::ALL, Way::WORDS);
        required amount "amount" |node| amount(node, currency);
    }
    Ok(PartFigures { to, payment, source, amount })
}
