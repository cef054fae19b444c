//! What is known of a case: lines, payments, what was given back before.

use crate::calendar::{Date, Instant};
use crate::money::{Currency, Fraction, MoneyError, parse_scaled};
use crate::policy::full::closed;
use crate::policy::refund::{Country, Destination, Fact, LineKind};
use crate::sla::Tax;

closed! {
    /// Kinds of money, in the order in which ties are decided.
    Source {
        /// Money.
        Cash "cash"
        /// Credit on the account.
        AccountCredit "accountCredit"
        /// Credit that was given.
        Bonus "bonus"
        /// A voucher.
        Voucher "voucher"
    }
    /// How a part of a payout is booked.
    Way {
        /// The gateway sends it back.
        GatewayRefund "gatewayRefund"
        /// The panel adds it to the account credit.
        AccountCredit "accountCredit"
        /// The panel takes it off the next invoice.
        InvoiceLine "invoiceLine"
        /// A person does it.
        Task "task"
    }
}

impl Way {
    /// The ways that a panel may have: all but a person's.
    pub const OF_PANELS: &'static [Self] = &[Self::GatewayRefund, Self::AccountCredit, Self::InvoiceLine];
}

/// Decimals of prices and quantities.
const DECIMALS: u32 = 9;
const UNITS: i64 = 1_000_000_000;

/// A quantity as it was written, and what it is.
#[derive(Debug, Clone, Copy)]
pub struct Quantity<'a> {
    /// As it was written.
    pub text: &'a str,
    /// What it is.
    pub value: Fraction,
}

impl<'a> Quantity<'a> {
    /// A decimal of up to 9 decimals, not negative.
    ///
    /// # Errors
    /// [`MoneyError`].
    pub fn parse(text: &'a str) -> Result<Self, MoneyError> {
        let units = parse_scaled(text, DECIMALS)?;
        if units < 0 {
            return Err(MoneyError::Invalid);
        }
        Ok(Self { text, value: Fraction::new(units, UNITS)? })
    }

    /// As a price: in minor units of a currency.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn price(self, currency: Currency) -> Result<Fraction, MoneyError> {
        let minor = 10_i64.checked_pow(currency.exponent()).ok_or(MoneyError::Overflow)?;
        self.value.times(Fraction::whole(minor))
    }
}

/// A step of the price of what was used beyond the plan.
#[derive(Debug, Clone, Copy)]
pub struct Tier {
    /// Up to this quantity beyond; `None`: the last.
    pub up_to: Option<Fraction>,
    /// Of one, in minor units.
    pub price: Fraction,
}

/// What was used beside time.
#[derive(Debug, Clone)]
pub struct Usage<'a> {
    /// Its id.
    pub id: &'a str,
    /// What the term includes.
    pub included: Fraction,
    /// What was used.
    pub used: Fraction,
    /// What the rest costs; `up_to` rises, and only the last has none.
    pub tiers: Vec<Tier>,
}

/// A line that is used by quantity.
#[derive(Debug, Clone, Copy)]
pub struct Units<'a> {
    /// What was bought.
    pub granted: Quantity<'a>,
    /// What of it was used.
    pub used: Quantity<'a>,
}

/// A paid line. Amounts and prices are in its own mode: without tax where tax comes on top.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it is for.
    pub kind: LineKind,
    /// Where its term begins.
    pub from: Instant,
    /// Where its term ends, not before it begins.
    pub to: Instant,
    /// As on the invoice.
    pub amount: i64,
    /// What coupons took off, at most the amount.
    pub coupon: i64,
    /// `None`: untaxed.
    pub tax: Option<Tax>,
    /// Without any discount.
    pub list_price: Option<Fraction>,
    /// Of a month.
    pub monthly_price: Option<Fraction>,
    /// Of an hour.
    pub hourly_price: Option<Fraction>,
    /// A factor of these prices.
    pub discount: Fraction,
    /// Used by quantity.
    pub units: Option<Units<'a>>,
    /// Separately priced, and performed in full.
    pub delivered: bool,
    /// What was used beside time.
    pub usage: Vec<Usage<'a>>,
    /// What was given back of it before, without tax.
    pub given_net: i64,
    /// The tax of that.
    pub given_tax: i64,
}

/// A payment of these lines.
#[derive(Debug, Clone, Copy)]
pub struct Payment<'a> {
    /// Its id.
    pub id: &'a str,
    /// What kind of money it was.
    pub source: Source,
    /// When.
    pub at: Instant,
    /// How much.
    pub amount: i64,
    /// What the gateway took.
    pub fee: i64,
    /// What went back to it.
    pub returned: i64,
    /// What was charged back.
    pub charged_back: i64,
    /// Whether a dispute is open.
    pub disputed: bool,
    /// Until when the gateway sends money back.
    pub refundable_until: Option<Instant>,
}

/// An open invoice.
#[derive(Debug, Clone, Copy)]
pub struct Arrear<'a> {
    /// Its id.
    pub id: &'a str,
    /// What is open.
    pub amount: i64,
}

/// A refund before this one.
#[derive(Debug, Clone, Copy)]
pub struct Past<'a> {
    /// When.
    pub at: Instant,
    /// Of which product.
    pub product: Option<&'a str>,
    /// By which rule.
    pub rule: Option<&'a str>,
}

/// The instants of a case.
#[derive(Debug, Clone, Copy)]
pub struct Happened {
    /// Now.
    pub as_of: Instant,
    /// The order.
    pub ordered: Instant,
    /// The activation.
    pub activated: Option<Instant>,
    /// The request.
    pub requested: Instant,
    /// The end of the service.
    pub terminated: Option<Instant>,
    /// The decision.
    pub decided: Option<Instant>,
}

/// What the panel can do.
#[derive(Debug, Clone)]
pub struct Ways {
    /// By which ways.
    pub ways: Vec<Way>,
    /// Decimals that it can book.
    pub scale: u32,
}

/// All that is known of a case. Amounts are in minor units, none is negative.
#[derive(Debug, Clone)]
pub struct Case<'a> {
    /// Of all amounts.
    pub currency: Currency,
    /// What the panel can do.
    pub ways: Ways,
    /// What was bought.
    pub product: Option<&'a str>,
    /// Where the customer lives.
    pub country: Option<Country>,
    /// Since when they are a customer.
    pub since: Option<Date>,
    /// What is said of the case.
    pub facts: Vec<Fact>,
    /// When what happened.
    pub happened: Happened,
    /// Where the client wants the money.
    pub wish: Option<Destination>,
    /// What a person decided to pay at most.
    pub decided: Option<i64>,
    /// What refunds of these lines gave before, by whatever way.
    pub refunded: i64,
    /// At least one.
    pub lines: Vec<Line<'a>>,
    /// What paid them.
    pub payments: Vec<Payment<'a>>,
    /// What was given back otherwise than to a payment.
    pub credited: i64,
    /// Other invoices that are open.
    pub arrears: Vec<Arrear<'a>>,
    /// Refunds before.
    pub history: Vec<Past<'a>>,
    /// The lines of a new plan, where it changes.
    pub replacement: Option<Vec<Line<'a>>>,
}

impl<'a> Case<'a> {
    /// The first line of kind plan, else the first line.
    pub(super) fn plan_line(&self) -> Option<&Line<'a>> {
        self.lines.iter().find(|line| line.kind == LineKind::Plan).or(self.lines.first())
    }
}
