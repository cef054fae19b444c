//! Whether a rule's conditions hold, and why not.

use super::case::Case;
use super::tax::share;
use crate::calendar::{DAY_MS, Date, HOUR_MS, Instant, Zone};
use crate::money::{Fraction, Money, MoneyError, Percent};
use crate::policy::refund::{
    Begin, Cooldown, CooldownSince, Customer, Ends, Fact, Length, OrderSum, Products, Quota, QuotaIn, QuotaPer, When,
    Window,
};

/// Why a rule does not hold: its first condition that fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// This is not said of the case, or that instant is not known.
    FactMissing(&'static str),
    /// This is said of it.
    FactPresent(&'static str),
    /// The window ended then.
    TooLate(Instant),
    /// The window opens then.
    TooEarly(Instant),
    /// More than this share of the term is used.
    UsedTooMuch(Percent),
    /// Not for this product.
    ProductExcluded,
    /// Not for this country.
    CountryExcluded,
    /// The order is not above this; `None`: the policy has no amount of this currency.
    OrderTooSmall(Option<Money>),
    /// The order is above this; `None`: the policy has no amount of this currency.
    OrderTooLarge(Option<Money>),
    /// Not a customer before this day.
    CustomerTooNew(Date),
    /// A customer before this day.
    CustomerTooOld(Date),
    /// So many refunds are all that there are.
    QuotaUsed(u32),
    /// A waiting time ends then.
    CoolingDown(Instant),
}

impl Reason {
    /// The code in the contract.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::FactMissing(_) => "factMissing",
            Self::FactPresent(_) => "factPresent",
            Self::TooLate(_) => "tooLate",
            Self::TooEarly(_) => "tooEarly",
            Self::UsedTooMuch(_) => "usedTooMuch",
            Self::ProductExcluded => "productExcluded",
            Self::CountryExcluded => "countryExcluded",
            Self::OrderTooSmall(_) => "orderTooSmall",
            Self::OrderTooLarge(_) => "orderTooLarge",
            Self::CustomerTooNew(_) => "customerTooNew",
            Self::CustomerTooOld(_) => "customerTooOld",
            Self::QuotaUsed(_) => "quotaUsed",
            Self::CoolingDown(_) => "coolingDown",
        }
    }
}

/// What conditions are asked about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'c, 'a> {
    pub case: &'c Case<'a>,
    pub zone: &'c Zone<'a>,
    pub stop: Instant,
    /// The begin of the plan line's term.
    pub started: Instant,
    /// The exact share of that term.
    pub used: Fraction,
    /// All lines with tax, after coupons.
    pub order: i64,
}

impl Known<'_, '_> {
    /// The first condition that fails.
    pub fn failure(&self, when: &When<'_>) -> Result<Option<Reason>, MoneyError> {
        let said = |fact: &&Fact| self.case.facts.contains(fact);
        let missing = when.facts.iter().find(|fact| !said(fact)).map(|fact| Reason::FactMissing(fact.word()));
        let present = || when.without.iter().find(said).map(|fact| Reason::FactPresent(fact.word()));
        let too_late = || when.within.and_then(|window| self.too_late(window));
        let too_early = || when.after.and_then(|window| self.too_early(window));
        let found = missing.or_else(present).or_else(too_late).or_else(too_early);
        if found.is_some() {
            return Ok(found);
        }
        if let Some(percent) = when.used_at_most
            && self.used.compare(share(percent)?)?.is_gt()
        {
            return Ok(Some(Reason::UsedTooMuch(percent)));
        }
        let is_listed = |ids: &[&str]| self.case.product.is_some_and(|product| ids.contains(&product));
        let fits = match &when.products {
            None => true,
            Some(Products::Only(ids)) => is_listed(ids),
            Some(Products::Except(ids)) => !is_listed(ids),
        };
        if !fits {
            return Ok(Some(Reason::ProductExcluded));
        }
        let is_home = |country| when.countries.as_ref().is_none_or(|all| all.contains(&country));
        if when.countries.is_some() && !self.case.country.is_some_and(is_home) {
            return Ok(Some(Reason::CountryExcluded));
        }
        let order = || when.order.as_ref().and_then(|order| self.wrong_order(order));
        let customer = || when.customer.and_then(|customer| self.wrong_customer(customer));
        let quota = || when.quota.as_ref().and_then(|quota| self.quota_used(quota));
        let cooling = || when.cooldown.and_then(|cooldown| self.cooling(cooldown));
        Ok(order().or_else(customer).or_else(quota).or_else(cooling))
    }

    /// The last instant of a window, or with true the first one after it; `Err`: where it begins is not known.
    fn end(&self, window: Window) -> Result<(Instant, bool), Reason> {
        let from = match window.from {
            Begin::Ordered => self.case.happened.ordered,
            Begin::Started => self.started,
            Begin::Activated => self.case.happened.activated.ok_or(Reason::FactMissing(Begin::Activated.word()))?,
        };
        let (last, days) = match window.length {
            Length::Hours(hours) => (from.plus_ms(i64::from(hours).saturating_mul(HOUR_MS)), 0),
            Length::Days(days) => (from.plus_ms(i64::from(days).saturating_mul(DAY_MS)), i64::from(days)),
        };
        Ok(match window.ends {
            Ends::Instant => (last, false),
            Ends::Day => {
                let last_day =
                    if days == 0 { self.zone.date_at(last) } else { self.zone.date_at(from).plus_days(days) };
                (self.zone.start_of(last_day.plus_days(1)), true)
            }
        })
    }

    fn too_late(&self, window: Window) -> Option<Reason> {
        match self.end(window) {
            Err(reason) => Some(reason),
            Ok((until, is_after)) => {
                let is_late = if is_after { self.stop >= until } else { self.stop > until };
                is_late.then_some(Reason::TooLate(until))
            }
        }
    }

    fn too_early(&self, window: Window) -> Option<Reason> {
        match self.end(window) {
            Err(reason) => Some(reason),
            Ok((until, is_after)) => {
                let is_early = if is_after { self.stop < until } else { self.stop <= until };
                is_early.then_some(Reason::TooEarly(until))
            }
        }
    }

    fn wrong_order(&self, order: &OrderSum) -> Option<Reason> {
        match order {
            OrderSum::Above(amounts) => {
                let least = amounts.of(self.case.currency);
                let fits = least.is_some_and(|least| self.order > least.minor());
                (!fits).then_some(Reason::OrderTooSmall(least))
            }
            OrderSum::AtMost(amounts) => {
                let most = amounts.of(self.case.currency);
                let fits = most.is_some_and(|most| self.order <= most.minor());
                (!fits).then_some(Reason::OrderTooLarge(most))
            }
        }
    }

    fn wrong_customer(&self, customer: Customer) -> Option<Reason> {
        let since = self.case.since;
        match customer {
            Customer::Before(date) => since.is_none_or(|since| since >= date).then_some(Reason::CustomerTooNew(date)),
            Customer::From(date) => since.is_none_or(|since| since < date).then_some(Reason::CustomerTooOld(date)),
        }
    }

    /// What lies after the stop counts too: two requests at once are two.
    fn quota_used(&self, quota: &Quota<'_>) -> Option<Reason> {
        let year = |at: Instant| self.zone.date_at(at).ymd().0;
        let is_in_time = |at: Instant| match quota.within {
            QuotaIn::Ever => true,
            QuotaIn::CalendarYear => year(at) == year(self.stop),
            QuotaIn::Days(days) => at >= self.stop.minus_ms(i64::from(days).saturating_mul(DAY_MS)),
        };
        let counted = self.case.history.iter().filter(|past| {
            let is_theirs = match quota.per {
                QuotaPer::Customer => true,
                QuotaPer::Product => past.product == self.case.product,
            };
            let is_by = |rules: &Vec<&str>| past.rule.is_some_and(|rule| rules.contains(&rule));
            is_theirs && quota.rules.as_ref().is_none_or(is_by) && is_in_time(past.at)
        });
        let most = usize::try_from(quota.most).unwrap_or(usize::MAX);
        (counted.count() >= most).then_some(Reason::QuotaUsed(quota.most))
    }

    fn cooling(&self, cooldown: Cooldown) -> Option<Reason> {
        let last = match cooldown.since {
            CooldownSince::Ordered => Some(self.case.happened.ordered),
            CooldownSince::Refund => self.case.history.iter().map(|past| past.at).max(),
        };
        let until = last?.plus_ms(i64::from(cooldown.hours).saturating_mul(HOUR_MS));
        (self.stop < until).then_some(Reason::CoolingDown(until))
    }
}
