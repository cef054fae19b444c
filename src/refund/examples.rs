//! Three worked examples of a policy: a client who leaves early, later, and late, for the text that clients read.

use super::case::{Case, Happened, Line, Payment, Source, Way, Ways};
use super::quote::{Quote, quote};
use crate::calendar::{DAY_MS, HOUR_MS, Instant, Zone};
use crate::money::{Decimal, Fraction, Money, MoneyError, Rounding};
use crate::policy::refund::{Country, Fact, GatewayFees, LineKind, Products, RefundPolicy, When};

/// The ids of the three.
pub const REFUND_EXAMPLE_IDS: [&str; 3] = ["early", "later", "late"];
/// Days after the order that are tried; the first and the last are always shown.
const DAYS: [i64; 7] = [2, 10, 20, 45, 75, 100, 200];
/// The place of the one in the middle where every one is decided alike.
const MIDDLE: usize = 4;
/// A request comes at noon, so that begun days matter.
const NOON_MS: i64 = 12 * HOUR_MS;
/// A year is paid with a tenth of it a month, so that long terms are at a discount.
const MONTHS_PAID: i64 = 10;
/// Hours in which the hourly price comes to the monthly one.
const HOURS_PAID: i64 = 500;
/// What a gateway takes, per cent.
const GATEWAY_PERCENT: i64 = 3;
/// Facts that are said of the client where the policy asks about them: what is usual.
const USUAL: [Fact; 3] = [Fact::Consumer, Fact::EarlyStart, Fact::Activated];

/// One example.
#[derive(Debug)]
pub struct Example<'a> {
    /// Of [`REFUND_EXAMPLE_IDS`].
    pub id: &'static str,
    /// When the client asks.
    pub requested: Instant,
    /// What would come back.
    pub quote: Quote<'a>,
}

/// The three, and what they have in common.
#[derive(Debug)]
pub struct Examples<'a> {
    price: Money,
    gateway_fee: Money,
    facts: Vec<Fact>,
    country: Option<Country>,
    all: Vec<Example<'a>>,
}

impl<'a> Examples<'a> {
    /// 2026-01-01T00:00:00Z: the order, and where the paid year begins.
    pub const FROM: Instant = Instant::from_ms(1_767_225_600_000);
    /// Where the paid year ends.
    pub const TO: Instant = Instant::from_ms(1_798_761_600_000);

    /// Quotes the examples of a policy.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when something does not fit.
    #[inline(never)]
    pub fn of(policy: &RefundPolicy<'a>, price: Money, zone: &'a Zone<'a>) -> Result<Self, MoneyError> {
        let parts = policy.parts();
        let taken = match parts.gateway_fees {
            GatewayFees::Ours => Money::zero(price.currency()),
            GatewayFees::Kept => price.times(GATEWAY_PERCENT, 100, Rounding::Floor)?,
        };
        let whens = || parts.rules.iter().map(|rule| &rule.when).chain([&parts.requires]);
        let of_lines = || parts.rules.iter().flat_map(|rule| &rule.lines).chain(&parts.lines).map(|line| &line.facts);
        let asked: Vec<Fact> = whens()
            .flat_map(|when| when.facts.iter().chain(&when.without))
            .chain(of_lines().flatten())
            .chain(parts.fees.iter().flat_map(|fee| &fee.facts))
            .copied()
            .collect();
        let facts: Vec<Fact> = USUAL.into_iter().filter(|fact| asked.contains(fact)).collect();
        let country = whens().find_map(|when| when.countries.as_ref()?.first().copied());
        let mut case = case(price, taken.minor(), &facts, country, whens().find_map(product))?;
        let mut tried = Vec::with_capacity(DAYS.len());
        for days in DAYS {
            let requested = Self::FROM.plus_ms(days.saturating_mul(DAY_MS).saturating_add(NOON_MS));
            case.happened.as_of = requested;
            case.happened.requested = requested;
            case.happened.terminated = Some(requested);
            case.happened.decided = Some(requested);
            tried.push(Example { id: "", requested, quote: quote(policy, zone, &case)? });
        }
        Ok(Self { price, gateway_fee: taken, facts, country, all: three(tried) })
    }

    /// What a year costs.
    #[must_use]
    pub fn price(&self) -> Money {
        self.price
    }

    /// What a month costs.
    #[must_use]
    pub fn monthly(&self) -> Decimal {
        let currency = self.price.currency();
        let scale = currency.exponent();
        Decimal { units: self.price.minor(), scale: scale.saturating_add(1), at_least: scale }
    }

    /// What the gateway took of the payment.
    #[must_use]
    pub fn gateway_fee(&self) -> Money {
        self.gateway_fee
    }

    /// What is said of the client.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Where the client lives.
    #[must_use]
    pub fn country(&self) -> Option<Country> {
        self.country
    }

    /// In order of time.
    #[must_use]
    pub fn all(&self) -> &[Example<'a>] {
        &self.all
    }
}

/// A product that a rule is for.
fn product<'a>(when: &When<'a>) -> Option<&'a str> {
    match when.products.as_ref()? {
        Products::Only(ids) => ids.first().copied(),
        Products::Except(_) => None,
    }
}

/// The first and the last, and between them one that another rule decides, as far as there is one.
fn three(mut tried: Vec<Example<'_>>) -> Vec<Example<'_>> {
    let rules: Vec<Option<&str>> = tried.iter().map(|example| example.quote.rule).collect();
    let (first, last) = (rules.first().copied().flatten(), rules.last().copied().flatten());
    let inner = 1..rules.len().saturating_sub(1);
    let find = |is_it: &dyn Fn(Option<&str>) -> bool| {
        rules
            .get(inner.clone())
            .and_then(|rules| rules.iter().position(|rule| is_it(*rule)))
            .map(|at| at.saturating_add(1))
    };
    let other = find(&|rule| rule != first && rule != last);
    let middle = match other {
        Some(place) => place,
        None if first == last => MIDDLE,
        // The latest that is as the first, else the earliest that is as the last.
        None => {
            rules.iter().take(inner.end).rposition(|rule| *rule == first).filter(|at| *at > 0).unwrap_or(inner.start)
        }
    };
    let late = tried.len().saturating_sub(1);
    let mut place = 0_usize;
    tried.retain(|_| {
        let is_kept = place == 0 || place == middle || place == late;
        place = place.saturating_add(1);
        is_kept
    });
    for (example, id) in tried.iter_mut().zip(REFUND_EXAMPLE_IDS) {
        example.id = id;
    }
    tried
}

fn case<'a>(
    price: Money,
    fee: i64,
    facts: &[Fact],
    country: Option<Country>,
    product: Option<&'a str>,
) -> Result<Case<'a>, MoneyError> {
    let monthly = Fraction::new(price.minor(), MONTHS_PAID)?;
    let plan = Line {
        id: "plan",
        kind: LineKind::Plan,
        from: Examples::FROM,
        to: Examples::TO,
        amount: price.minor(),
        coupon: 0,
        tax: None,
        list_price: None,
        monthly_price: Some(monthly),
        hourly_price: Some(monthly.over(Fraction::whole(HOURS_PAID))?),
        discount: Fraction::ONE,
        units: None,
        delivered: false,
        usage: Vec::new(),
        given_net: 0,
        given_tax: 0,
    };
    let payment = Payment {
        id: "card",
        source: Source::Cash,
        at: Examples::FROM,
        amount: price.minor(),
        fee,
        returned: 0,
        charged_back: 0,
        disputed: false,
        refundable_until: None,
    };
    let at = Examples::FROM;
    Ok(Case {
        currency: price.currency(),
        ways: Ways { ways: vec![Way::GatewayRefund, Way::AccountCredit], scale: price.currency().exponent() },
        product,
        country,
        since: None,
        facts: facts.to_vec(),
        happened: Happened {
            as_of: at,
            ordered: at,
            activated: Some(at),
            requested: at,
            terminated: None,
            decided: None,
        },
        decided: None,
        refunded: 0,
        wish: None,
        lines: vec![plan],
        payments: vec![payment],
        credited: 0,
        arrears: Vec::new(),
        history: Vec::new(),
        replacement: None,
    })
}
