//! A payment was reversed: credit that was given for it goes back, as far as it is unspent.

use super::tax::less;
use crate::money::MoneyError;

/// Credit that was given for a payment. Amounts are in minor units.
#[derive(Debug, Clone, Copy)]
pub struct Credit<'a> {
    /// Its id.
    pub id: &'a str,
    /// What of it is not spent.
    pub unspent: i64,
}

/// What is taken back.
#[derive(Debug, Clone)]
pub struct TakenBack<'a> {
    /// Of which credit how much, above 0, in the order of the list.
    pub taken: Vec<(&'a str, i64)>,
    /// What is still owed; with what is taken it is what was reversed.
    pub owed: i64,
}

/// Takes back what it can, from the first credit on. `held` is what the account holds, where that is known: credit that is
/// not there any more is not taken, whichever of the credits was spent. An account in debt holds nothing.
///
/// # Errors
/// [`MoneyError::Overflow`].
pub fn take_back<'a>(reversed: i64, credits: &[Credit<'a>], held: Option<i64>) -> Result<TakenBack<'a>, MoneyError> {
    let mut back = TakenBack { taken: Vec::new(), owed: reversed };
    let mut left = held.unwrap_or(i64::MAX);
    for credit in credits {
        let amount = credit.unspent.min(back.owed).min(left);
        if amount > 0 {
            back.taken.push((credit.id, amount));
            back.owed = less(back.owed, amount)?;
            left = less(left, amount)?;
        }
    }
    Ok(back)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spent_is_owed() {
        let credit = |id, unspent| Credit { id, unspent };
        // Kill Bill's case: 10 of 10 refunded, 5 used already, so 5 are owed.
        for (reversed, unspent, held, taken, owed) in [
            (1_000, vec![500], None, vec![("0", 500)], 500),
            (1_000, vec![0, 700, 600], None, vec![("1", 700), ("2", 300)], 0),
            (300, vec![500, 500], None, vec![("0", 300)], 0),
            (0, vec![500], None, vec![], 0),
            (7, vec![], None, vec![], 7),
            (1_000, vec![400, 700], Some(600), vec![("0", 400), ("1", 200)], 400),
            (1_000, vec![400, 700], Some(-1), vec![], 1_000),
            (1_000, vec![400], Some(9_000), vec![("0", 400)], 600),
        ] {
            let ids = ["0", "1", "2"];
            let credits: Vec<_> = ids.iter().zip(&unspent).map(|(id, unspent)| credit(id, *unspent)).collect();
            let back = take_back(reversed, &credits, held).unwrap();
            assert_eq!((back.taken, back.owed), (taken, owed), "{reversed} of {unspent:?}, {held:?} held");
        }
    }
}
