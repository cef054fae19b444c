//! The difference to what the ledger holds, and what of it the panel can book now.

use crate::explain::Step;
use crate::money::{Currency, Money, MoneyError, Percent, Rounding, round_to_scale};
use crate::sla::Entitlement;

/// One entry that the ledger holds for the service, period and kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// With tax; net + tax = gross.
    pub gross: Money,
}

/// A client's ledger before an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientState {
    /// The compare-and-swap counter.
    pub revision: i64,
    /// What the ledger owes beyond what was posted; may be negative.
    pub carry: Money,
}

/// What the panel can do.
#[derive(Debug, Clone)]
pub struct Capabilities {
    /// Where a posting goes: the first of the routes that it has, if any.
    pub way: Option<Route>,
    /// Decimals that it can book, by currency.
    pub postable_scale: Vec<(Currency, u32)>,
}

impl Capabilities {
    /// Decimals of a posting: the currency's, or fewer where the panel has fewer.
    fn scale(&self, currency: Currency) -> u32 {
        let known = self.postable_scale.iter().find(|(known, _)| *known == currency);
        known.map_or(currency.exponent(), |(_, scale)| (*scale).min(currency.exponent()))
    }
}

/// What is done with an adjustment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// The panel adds it to the client's account credit.
    AccountCredit,
    /// The panel takes it off the client's next invoice, by a line of its own.
    InvoiceLine,
    /// It waits for later entries.
    Carry,
    /// It should be posted and there is no way: a person decides.
    Review,
    /// There is nothing to do.
    None,
}

impl Route {
    /// A way to post that a panel may have.
    #[must_use]
    pub fn from_capability(word: &str) -> Option<Self> {
        match word {
            "accountCredit" => Some(Self::AccountCredit),
            "invoiceLine" => Some(Self::InvoiceLine),
            _ => None,
        }
    }

    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::AccountCredit => "accountCredit",
            Self::InvoiceLine => "invoiceLine",
            Self::Carry => "carry",
            Self::Review => "review",
            Self::None => "none",
        }
    }
}

/// The next entry for the ledger; net + tax = gross, each may be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adjustment {
    /// Its number: one more than the entries that it follows.
    pub n: u32,
    /// Without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// With tax.
    pub gross: Money,
    /// The rate of the entitlement that it reaches.
    pub rate: Percent,
}

/// What is to be done; carry before + adjustment = posting + carry after.
#[derive(Debug, Clone)]
pub struct Plan {
    /// `None` when the ledger already holds the entitlement.
    pub adjustment: Option<Adjustment>,
    /// Where it goes.
    pub route: Route,
    /// What the panel is to book, above 0.
    pub posting: Option<Money>,
    /// The client's ledger as it was.
    pub before: ClientState,
    /// The client's ledger once the entry is recorded.
    pub after: ClientState,
}

/// Plans the entry that brings the ledger to `entitlement`, and adds its steps.
///
/// # Errors
/// [`MoneyError::Overflow`] when a sum does not fit.
#[inline(always)]
pub fn plan<'a>(
    entitlement: &Entitlement,
    entries: &[Entry],
    before: ClientState,
    minimum: Option<Money>,
    capabilities: &Capabilities,
    steps: &mut Vec<Step<'a>>,
) -> Result<Plan, MoneyError> {
    let held = held(entries, entitlement.gross.currency())?;
    let count = u32::try_from(entries.len()).map_err(|_| MoneyError::Overflow)?;
    if count > 0 {
        steps.push(Step::Ledger { net: held.net, tax: held.tax, gross: held.gross, entries: count });
    }
    let net = entitlement.net.minus(held.net)?;
    let tax = entitlement.tax.minus(held.tax)?;
    let gross = entitlement.gross.minus(held.gross)?;
    steps.push(Step::Adjustment { net, tax, gross });
    if !before.carry.is_zero() {
        steps.push(Step::CarryIn { amount: before.carry });
    }

    let changed = !(net.is_zero() && tax.is_zero() && gross.is_zero());
    let plan = if changed {
        let n = count.checked_add(1).ok_or(MoneyError::Overflow)?;
        let adjustment = Adjustment { n, net, tax, gross, rate: entitlement.rate };
        route(adjustment, before, minimum, capabilities, steps)?
    } else {
        Plan { adjustment: None, route: Route::None, posting: None, before, after: before }
    };
    if !plan.after.carry.is_zero() {
        steps.push(Step::CarryOut { amount: plan.after.carry });
    }
    Ok(plan)
}

/// The sum of what the ledger holds.
#[inline(always)]
fn held(entries: &[Entry], currency: Currency) -> Result<Entry, MoneyError> {
    let zero = Money::zero(currency);
    entries.iter().try_fold(Entry { net: zero, tax: zero, gross: zero }, |sum, entry| {
        Ok(Entry { net: sum.net.plus(entry.net)?, tax: sum.tax.plus(entry.tax)?, gross: sum.gross.plus(entry.gross)? })
    })
}

#[inline(always)]
fn route(
    adjustment: Adjustment,
    before: ClientState,
    minimum: Option<Money>,
    capabilities: &Capabilities,
    steps: &mut Vec<Step<'_>>,
) -> Result<Plan, MoneyError> {
    let available = before.carry.plus(adjustment.gross)?;
    let posting = payable(available, minimum, capabilities, steps)?;
    let mut carry = available;
    if let Some(amount) = posting {
        steps.push(Step::Posting { amount });
        carry = available.minus(amount)?;
    }
    let route = match posting {
        None => Route::Carry,
        Some(_) => capabilities.way.unwrap_or(Route::Review),
    };
    let revision = before.revision.checked_add(1).ok_or(MoneyError::Overflow)?;
    Ok(Plan { adjustment: Some(adjustment), route, posting, before, after: ClientState { revision, carry } })
}

/// The part of `available` that can be booked now: none at or below zero, below the minimum, or below one unit.
#[inline(always)]
fn payable(
    available: Money,
    minimum: Option<Money>,
    capabilities: &Capabilities,
    steps: &mut Vec<Step<'_>>,
) -> Result<Option<Money>, MoneyError> {
    if available.minor() <= 0 {
        return Ok(None);
    }
    if let Some(minimum) = minimum.filter(|minimum| available.minor() < minimum.minor()) {
        steps.push(Step::BelowMinimum { minimum });
        return Ok(None);
    }
    let currency = available.currency();
    let scale = capabilities.scale(currency);
    let minor = round_to_scale(available.minor(), currency.exponent(), scale, Rounding::Floor);
    let amount = Money::new(minor.ok_or(MoneyError::Overflow)?, currency);
    Ok((!amount.is_zero()).then_some(amount))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str, code: &str) -> Money {
        Money::parse(text, Currency::from_code(code).unwrap()).unwrap()
    }

    /// The route, the posting and the carry after an entitlement met a carry.
    fn planned(
        code: &str,
        owed: &str,
        carry: &str,
        minimum: Option<&str>,
        scale: u32,
    ) -> (Route, Option<String>, String) {
        let capabilities = Capabilities {
            way: Some(Route::AccountCredit),
            postable_scale: vec![(Currency::from_code(code).unwrap(), scale)],
        };
        let before = ClientState { revision: 7, carry: money(carry, code) };
        let entitlement = Entitlement::of_gross(money(owed, code), Percent::ZERO).unwrap();
        let minimum = minimum.map(|text| money(text, code));
        let plan = plan(&entitlement, &[], before, minimum, &capabilities, &mut Vec::new()).unwrap();
        let printed = |money: Money| money.text().as_str().to_owned();
        (plan.route, plan.posting.map(printed), printed(plan.after.carry))
    }

    #[test]
    fn what_the_panel_cannot_book_is_carried() {
        assert_eq!(
            planned("KWD", "0.378", "0.004", None, 2),
            (Route::AccountCredit, Some("0.380".into()), "0.002".into())
        );
        assert_eq!(planned("KWD", "0.008", "0", None, 2), (Route::Carry, None, "0.008".into()));
        assert_eq!(planned("JPY", "120", "0", None, 2), (Route::AccountCredit, Some("120".into()), "0".into()));
        assert_eq!(planned("HUF", "12.75", "0", None, 0), (Route::AccountCredit, Some("12.00".into()), "0.75".into()));
    }

    #[test]
    fn a_debt_is_absorbed_before_anything_is_paid() {
        assert_eq!(planned("USD", "1.00", "-1.50", None, 2), (Route::Carry, None, "-0.50".into()));
        assert_eq!(
            planned("USD", "2.00", "-1.50", None, 2),
            (Route::AccountCredit, Some("0.50".into()), "0.00".into())
        );
    }

    #[test]
    fn exactly_the_minimum_is_paid() {
        assert_eq!(planned("USD", "0.99", "0", Some("1.00"), 2), (Route::Carry, None, "0.99".into()));
        assert_eq!(
            planned("USD", "1.00", "0", Some("1.00"), 2),
            (Route::AccountCredit, Some("1.00".into()), "0.00".into())
        );
        assert_eq!(planned("USD", "0.00", "5.00", None, 2), (Route::None, None, "5.00".into()));
    }
}
