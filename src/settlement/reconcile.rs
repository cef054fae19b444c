//! What happened to a posting whose owner is gone, read from the panel's own books. Absence of a marker alone never
//! allows a second post.

use crate::explain::Step;
use crate::money::{Currency, Decimal, MoneyError};

/// Decimals in which a panel's books are read, whatever the currency: amounts here are units of 10^-4.
pub const PANEL_SCALE: u32 = 4;

/// A row of the client's credit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreditRow<'a> {
    /// The panel's id of the row.
    pub id: &'a str,
    /// Units of 10^-4.
    pub amount: i64,
    /// Free text; a posting's begins with its marker.
    pub description: &'a str,
}

/// A claimed posting and the books since the claim.
#[derive(Debug, Clone)]
pub struct PostingClaim<'a> {
    /// The currency of all amounts.
    pub currency: Currency,
    /// What should have been booked, units of 10^-4.
    pub amount: i64,
    /// What the description begins with.
    pub marker: &'a str,
    /// The client's balance before the claim, units of 10^-4.
    pub balance_before: i64,
    /// The client's balance now, units of 10^-4.
    pub balance_now: i64,
    /// Every row since the claim.
    pub rows: Vec<CreditRow<'a>>,
}

/// What became of the posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It was booked.
    Posted,
    /// It was not; it may be tried again.
    NotPosted,
    /// A person has to look.
    Review,
}

impl Verdict {
    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Posted => "posted",
            Self::NotPosted => "notPosted",
            Self::Review => "review",
        }
    }
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Reconciliation<'a> {
    /// What became of the posting.
    pub verdict: Verdict,
    /// The row that is the posting, when it was booked.
    pub row: Option<&'a str>,
    /// How it was concluded.
    pub steps: Vec<Step<'a>>,
}

/// Reads the books.
///
/// # Errors
/// [`MoneyError::Overflow`] when the rows do not add up within 64 bits.
pub fn reconcile<'a>(claim: &PostingClaim<'a>) -> Result<Reconciliation<'a>, MoneyError> {
    let sum = claim.rows.iter().try_fold(0_i64, |sum, row| sum.checked_add(row.amount)).ok_or(MoneyError::Overflow)?;
    let expected = claim.balance_before.checked_add(sum).ok_or(MoneyError::Overflow)?;
    let agrees = expected == claim.balance_now;
    let marked: Vec<&CreditRow<'a>> =
        claim.rows.iter().filter(|row| row.description.starts_with(claim.marker)).collect();
    let (verdict, row) = match marked.as_slice() {
        [only] if agrees && only.amount == claim.amount => (Verdict::Posted, Some(only.id)),
        // Credit that the panel itself used up meanwhile is a negative row; ours would be a positive one. Where ours takes
        // credit back, it is the other way round.
        [] if agrees && claim.rows.iter().all(|row| opposes(row.amount, claim.amount)) => (Verdict::NotPosted, None),
        _ => (Verdict::Review, None),
    };
    let at_least = claim.currency.exponent();
    let printed = |units| Decimal { units, scale: PANEL_SCALE, at_least };
    let balance =
        Step::Balance { before: printed(claim.balance_before), rows: printed(sum), now: printed(claim.balance_now) };
    let count = u32::try_from(marked.len()).map_err(|_| MoneyError::Overflow)?;
    let steps = vec![Step::MarkerRows { count }, balance, Step::Verdict { verdict: verdict.word() }];
    Ok(Reconciliation { verdict, row, steps })
}

/// Whether a row of this amount cannot be the posting.
fn opposes(row: i64, posting: i64) -> bool {
    if posting < 0 { row >= 0 } else { row <= 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(before: i64, now: i64, rows: &[(i64, &'static str)]) -> Verdict {
        let ids = ["1", "2", "3"];
        let rows =
            rows.iter().zip(ids).map(|((amount, description), id)| CreditRow { id, amount: *amount, description });
        let claim = PostingClaim {
            currency: Currency::from_code("USD").unwrap(),
            amount: 10_000,
            marker: "makegood:ab",
            balance_before: before,
            balance_now: now,
            rows: rows.collect(),
        };
        reconcile(&claim).unwrap().verdict
    }

    #[test]
    fn only_books_that_agree_are_believed() {
        let ours = (10_000, "makegood:ab March");
        assert_eq!(verdict(0, 10_000, &[ours]), Verdict::Posted);
        assert_eq!(verdict(0, 15_000, &[ours, (5_000, "Top-up")]), Verdict::Posted);
        assert_eq!(verdict(0, 0, &[]), Verdict::NotPosted);
        // One of the panel's two writes is missing.
        assert_eq!(verdict(0, 0, &[ours]), Verdict::Review);
        assert_eq!(verdict(0, 10_000, &[]), Verdict::Review);
        // Booked twice, with another amount, or with the marker elsewhere.
        assert_eq!(verdict(0, 20_000, &[ours, ours]), Verdict::Review);
        assert_eq!(verdict(0, 9_999, &[(9_999, "makegood:ab")]), Verdict::Review);
        assert_eq!(verdict(0, 10_000, &[(10_000, "about makegood:ab")]), Verdict::Review);
        // A missing marker alone allows nothing, even when the sum agrees.
        assert_eq!(verdict(0, 5_000, &[(5_000, "Top-up")]), Verdict::Review);
    }
}
