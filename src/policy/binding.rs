//! Which policy version is in force for a service and period.

use crate::calendar::Instant;

/// How closely an assignment names the service; the closer one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// By the service's product.
    Product,
    /// By the service itself.
    Service,
}

impl Scope {
    /// The value with this word in the contract.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "product" => Some(Self::Product),
            "service" => Some(Self::Service),
            _ => None,
        }
    }
}

/// A policy version promised from some instant on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assignment<'a> {
    /// How closely it names the service.
    pub scope: Scope,
    /// The version's hash.
    pub policy: &'a str,
    /// When the promise begins.
    pub from: Instant,
}

/// The assignment in force, with what `bound_at` found for it: closest scope first, then the latest start (of equals the
/// later in the list), the first whose start is not after the instant it is bound at. That instant depends on the
/// candidate's zone, hence `bound_at`.
#[must_use]
pub fn in_force<'a, T>(
    assignments: &[Assignment<'a>],
    bound_at: impl Fn(&Assignment<'a>) -> Option<(Instant, T)>,
) -> Option<(Instant, T)> {
    let mut best: Option<(&Assignment<'a>, Instant, T)> = None;
    for candidate in assignments {
        if best.as_ref().is_some_and(|(best, ..)| (candidate.scope, candidate.from) < (best.scope, best.from)) {
            continue;
        }
        let Some((bound, found)) = bound_at(candidate) else { continue };
        if candidate.from <= bound {
            best = Some((candidate, bound, found));
        }
    }
    best.map(|(_, bound, found)| (bound, found))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assignment(scope: Scope, policy: &str, from_ms: i64) -> Assignment<'_> {
        Assignment { scope, policy, from: Instant::from_ms(from_ms) }
    }

    fn chosen<'a>(assignments: &[Assignment<'a>]) -> Option<&'a str> {
        in_force(assignments, |found| Some((Instant::from_ms(100), found.policy))).map(|(_, policy)| policy)
    }

    #[test]
    fn the_closest_then_the_latest_wins() {
        let product = assignment(Scope::Product, "product", 90);
        assert_eq!(chosen(&[product, assignment(Scope::Service, "service", 10)]), Some("service"));
        assert_eq!(chosen(&[product, assignment(Scope::Service, "later", 101)]), Some("product"));
        assert_eq!(chosen(&[assignment(Scope::Product, "old", 1), product]), Some("product"));
        assert_eq!(chosen(&[assignment(Scope::Product, "edge", 100), product]), Some("edge"));
        assert_eq!(chosen(&[assignment(Scope::Product, "late", 101)]), None);
        assert_eq!(chosen(&[]), None);
    }
}
