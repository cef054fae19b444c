//! The conditions of a refund policy's rules as they are written.

use super::error::{Code, Refusal};
use super::policy2::amounts;
use super::read::{self, Input, Read, branch, elements, one_of, percent, tree_fields};
use super::refund_policy::{facts, rule_ids, some};
use crate::policy::refund::{
    Begin, Cooldown, CooldownSince, Country, Customer, Ends, Length, OrderSum, Products, Quota, QuotaIn, QuotaPer,
    When, Window,
};

/// Words of the time in which a quota counts.
pub(super) const QUOTA_IN: [&str; 3] = ["ever", "calendarYear", "days"];
/// The largest quota.
const MOST: u32 = 1_000;

/// A whole number.
fn within(node: Input<'_>, least: i64, most: u32) -> Read<u32> {
    let value = read::integer(node)?;
    some(u32::try_from(value).ok().filter(|number| *number <= most && value >= least), Code::PolicyWhen)
}

fn refuse<T>(member: &'static str) -> Read<T> {
    Err(Refusal::new(Code::PolicyWhen).member(member))
}

/// All conditions of a rule.
pub(super) fn when<'n>(node: Input<'n>) -> Read<When<'n>> {
    tree_fields! { branch(node)? =>
        optional facts "facts" facts;
        optional without "without" self::facts;
        optional within "within" window;
        optional after "after" window;
        optional used_at_most "usedAtMost" percent;
        optional products "products" products;
        optional countries "countries" countries;
        optional order "order" order;
        optional customer "customer" customer;
        optional quota "quota" quota;
        optional cooldown "cooldown" cooldown;
    }
    Ok(When {
        facts: facts.unwrap_or_default(),
        without: without.unwrap_or_default(),
        within,
        after,
        used_at_most,
        products,
        countries,
        order,
        customer,
        quota,
        cooldown,
    })
}

fn window(node: Input<'_>) -> Read<Window> {
    tree_fields! { branch(node)? =>
        optional days "days" |node| within(node, 0, Window::MOST_DAYS);
        optional hours "hours" |node| within(node, 0, Window::MOST_HOURS);
        optional from "from" |node| one_of(node, Begin::ALL, Begin::WORDS);
        optional ends "ends" |node| one_of(node, Ends::ALL, Ends::WORDS);
    }
    let length = match (days, hours) {
        (Some(days), None) => Length::Days(days),
        (None, Some(hours)) => Length::Hours(hours),
        _ => return refuse("days"),
    };
    let ends = ends.unwrap_or(Ends::Instant);
    if ends == Ends::Day && matches!(length, Length::Hours(_)) {
        return refuse("ends");
    }
    Ok(Window { length, from: from.unwrap_or(Begin::Ordered), ends })
}

fn products<'n>(node: Input<'n>) -> Read<Products<'n>> {
    tree_fields! { branch(node)? =>
        optional only "only" |node| elements(node, read::id);
        optional except "except" |node| elements(node, read::id);
    }
    match (only, except) {
        (Some(only), None) if !only.is_empty() => Ok(Products::Only(only)),
        (None, Some(except)) if !except.is_empty() => Ok(Products::Except(except)),
        (None, Some(_)) => refuse("except"),
        _ => refuse("only"),
    }
}

/// A country.
pub(super) fn country(node: Input<'_>) -> Read<Country> {
    some(Country::parse(read::text(node)?), Code::InvalidCountry)
}

fn countries(node: Input<'_>) -> Read<Vec<Country>> {
    some(Some(elements(node, country)?).filter(|countries| !countries.is_empty()), Code::PolicyWhen)
}

fn order(node: Input<'_>) -> Read<OrderSum> {
    tree_fields! { branch(node)? =>
        optional above "above" amounts;
        optional at_most "atMost" amounts;
    }
    match (above, at_most) {
        (Some(above), None) if !above.all().is_empty() => Ok(OrderSum::Above(above)),
        (None, Some(at_most)) if !at_most.all().is_empty() => Ok(OrderSum::AtMost(at_most)),
        (None, Some(_)) => refuse("atMost"),
        _ => refuse("above"),
    }
}

fn customer(node: Input<'_>) -> Read<Customer> {
    tree_fields! { branch(node)? =>
        optional before "before" read::date;
        optional from "from" read::date;
    }
    match (before, from) {
        (Some(before), None) => Ok(Customer::Before(before)),
        (None, Some(from)) => Ok(Customer::From(from)),
        _ => refuse("before"),
    }
}

fn quota<'n>(node: Input<'n>) -> Read<Quota<'n>> {
    tree_fields! { branch(node)? =>
        required most "most" |node| within(node, 1, MOST);
        optional per "per" |node| one_of(node, QuotaPer::ALL, QuotaPer::WORDS);
        optional span "in" |node| one_of(node, &QUOTA_IN, &QUOTA_IN);
        optional days "days" |node| within(node, 1, Window::MOST_DAYS);
        optional rules "rules" rule_ids;
    }
    let within = match (span, days) {
        (None | Some("ever"), None) => QuotaIn::Ever,
        (Some("calendarYear"), None) => QuotaIn::CalendarYear,
        (Some("days"), Some(days)) => QuotaIn::Days(days),
        _ => return refuse("days"),
    };
    Ok(Quota { most, per: per.unwrap_or(QuotaPer::Customer), within, rules })
}

fn cooldown(node: Input<'_>) -> Read<Cooldown> {
    tree_fields! { branch(node)? =>
        required hours "hours" |node| within(node, 1, Window::MOST_HOURS);
        optional since "since" |node| one_of(node, CooldownSince::ALL, CooldownSince::WORDS);
    }
    Ok(Cooldown { hours, since: since.unwrap_or(CooldownSince::Refund) })
}
