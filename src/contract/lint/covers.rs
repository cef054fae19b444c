//! Rules that are never asked: an earlier one holds wherever they do.

use super::windows;
use crate::policy::refund::{Cooldown, Customer, OrderSum, Products, Quota, Rule, When};

/// The id of an earlier rule that holds wherever the one at `place` does.
pub(super) fn shadow<'r>(requires: &When<'_>, rules: &'r [Rule<'_>], place: usize) -> Option<&'r str> {
    let rule = rules.get(place)?;
    // A rule that is not statutory is asked what all require, too.
    let said = [&rule.when, requires];
    let said = if rule.statutory { said.get(..1)? } else { said.as_slice() };
    let holds = |other: &&Rule<'_>| {
        implies(said, &other.when) && (other.statutory || !rule.statutory || implies(said, requires))
    };
    rules.iter().take(place).find(holds).map(|other| other.id)
}

/// Whether `asked` holds wherever all of `said` do.
pub(super) fn implies(said: &[&When<'_>], asked: &When<'_>) -> bool {
    implies_but_time(said, asked)
        && asked
            .within
            .is_none_or(|asked| said.iter().filter_map(|when| when.within).any(|own| windows::is_inside(own, asked)))
        && asked
            .after
            .is_none_or(|asked| said.iter().filter_map(|when| when.after).any(|own| windows::is_inside(asked, own)))
}

/// As [`implies`], whatever `asked` says of time since the order.
pub(super) fn implies_but_time(said: &[&When<'_>], asked: &When<'_>) -> bool {
    let any = |holds: &dyn Fn(&When<'_>) -> bool| said.iter().any(|when| holds(when));
    asked.facts.iter().all(|fact| any(&|when| when.facts.contains(fact)))
        && asked.without.iter().all(|fact| any(&|when| when.without.contains(fact)))
        && asked.used_at_most.is_none_or(|most| any(&|when| when.used_at_most.is_some_and(|own| own <= most)))
        && asked
            .products
            .as_ref()
            .is_none_or(|asked| any(&|when| when.products.as_ref().is_some_and(|own| fits(own, asked))))
        && asked.countries.as_ref().is_none_or(|asked| {
            any(&|when| when.countries.as_ref().is_some_and(|own| own.iter().all(|one| asked.contains(one))))
        })
        && asked.order.as_ref().is_none_or(|asked| any(&|when| when.order.as_ref().is_some_and(|own| sum(own, asked))))
        && asked.customer.is_none_or(|asked| any(&|when| when.customer.is_some_and(|own| age(own, asked))))
        && asked
            .quota
            .as_ref()
            .is_none_or(|asked| any(&|when| when.quota.as_ref().is_some_and(|own| fewer(own, asked))))
        && asked.cooldown.is_none_or(|asked| any(&|when| when.cooldown.is_some_and(|own| waits(own, asked))))
}

fn fits(own: &Products<'_>, asked: &Products<'_>) -> bool {
    match (own, asked) {
        (Products::Only(own), Products::Only(asked)) => own.iter().all(|id| asked.contains(id)),
        (Products::Except(own), Products::Except(asked)) => asked.iter().all(|id| own.contains(id)),
        (Products::Only(own), Products::Except(asked)) => own.iter().all(|id| !asked.contains(id)),
        (Products::Except(_), Products::Only(_)) => false,
    }
}

fn sum(own: &OrderSum, asked: &OrderSum) -> bool {
    match (own, asked) {
        (OrderSum::Above(own), OrderSum::Above(asked)) => own
            .all()
            .iter()
            .all(|amount| asked.of(amount.currency()).is_some_and(|least| least.minor() <= amount.minor())),
        (OrderSum::AtMost(own), OrderSum::AtMost(asked)) => own
            .all()
            .iter()
            .all(|amount| asked.of(amount.currency()).is_some_and(|most| most.minor() >= amount.minor())),
        _ => false,
    }
}

fn age(own: Customer, asked: Customer) -> bool {
    match (own, asked) {
        (Customer::Before(own), Customer::Before(asked)) => own <= asked,
        (Customer::From(own), Customer::From(asked)) => own >= asked,
        _ => false,
    }
}

fn fewer(own: &Quota<'_>, asked: &Quota<'_>) -> bool {
    own.per == asked.per && own.within == asked.within && own.rules == asked.rules && own.most <= asked.most
}

fn waits(own: Cooldown, asked: Cooldown) -> bool {
    own.since == asked.since && own.hours >= asked.hours
}
