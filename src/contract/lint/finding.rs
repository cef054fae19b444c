//! What lint finds: stable codes with constant message and help, the values that disagree, and a repair.

use crate::contract::error::Code;
use crate::contract::writer::{List, Put, object};
use crate::text::Sink;

macro_rules! kinds {
    ($($variant:ident $word:literal $message:literal $help:literal;)+) => {
        /// What is wrong with a document besides what readers refuse; the words are stable, sorted as here.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Kind {
            $(#[doc = $message] $variant,)+
        }

        impl Kind {
            /// The stable word, one sentence for a person, and what to do.
            fn texts(self) -> (&'static str, &'static str, &'static str) {
                match self { $(Self::$variant => ($word, $message, $help),)+ }
            }

            /// Every one, sorted by word.
            #[cfg(test)]
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
        }
    };
}

kinds! {
    CapBelowTier "cap_below_tier" "The cap is below what this part of the schedule promises." "Raise the cap to what is promised, or promise no more than the cap.";
    ComplexSooner "complex_sooner" "A complex case is to be decided sooner than a simple one." "Give complex cases at least as many days.";
    ConditionNever "condition_never" "These conditions can never hold together." "Take out one of them.";
    CurrencyMissing "currency_missing" "A currency that is sold has no amount here." "Name an amount for each currency, or say the limit in per cent.";
    LimitOrder "limit_order" "A role may decide more alone than one above it." "Give the role above at least as much.";
    LineShadowed "line_shadowed" "An earlier entry of the same kind always decides before this one." "Take it out, or put the one with more facts first.";
    MixedUnits "mixed_units" "Two units say the same kind of thing and cannot be compared." "Say it in one unit.";
    RuleShadowed "rule_shadowed" "An earlier rule holds wherever this one does: it never decides." "Put the rule that asks more first, or take this one out.";
    RuleUnknown "rule_unknown" "There is no rule of this name." "Write the id of a rule of this document.";
    StatutoryKept "statutory_kept" "What the law gives back is kept." "Keep nothing of it under a statutory rule.";
    StatutoryLate "statutory_late" "A rule that may give less decides before a statutory one." "Put statutory rules first.";
    StatutoryPayout "statutory_payout" "What the law gives back does not go back the way it was paid." "Pay it back to the payments, or let the client choose.";
    StepEmpty "step_empty" "A step ends where it begins, or before." "Let each step end where the next one begins.";
    StepHole "step_hole" "Lengths between two steps belong to neither." "Let each step end where the next one begins; the last one has no end.";
    StepOverlap "step_overlap" "Lengths belong to two steps." "Let each step end where the next one begins.";
    TargetAboveSchedule "target_above_schedule" "The promise can be broken and nothing is earned." "Let the schedule begin where the promise ends.";
    TargetBelowSchedule "target_below_schedule" "The promise is kept and yet something is earned." "Let the promise end where the schedule begins.";
    TermShadowed "term_shadowed" "An earlier row always fits before this one." "Take it out, or put the row that says more first.";
    TierDecimals "tier_decimals" "Availabilities between the decimals of two edges belong to no tier." "Write the same edge for both: one tier at or above it, the other one below it.";
    TierEmpty "tier_empty" "A tier ends where it begins, or above." "Let each tier begin where the next one ends.";
    TierHole "tier_hole" "Availabilities between two tiers belong to neither." "Let each tier begin where the next one ends; the last one begins with 0.";
    TierOrder "tier_order" "A tier stands behind one that is not milder: it is never the lowest, or always." "Sort tiers by availability, the mildest first, each edge once.";
    TierOverlap "tier_overlap" "Availabilities belong to two tiers." "Let each tier begin where the next one ends.";
    TierShare "tier_share" "A worse availability earns no more than a better one." "Let the shares rise, or take out the tier.";
    Unreachable "unreachable" "No month is long enough for this, or shorter outages do not count." "Use a length that an outage can have and that counts.";
    WindowHole "window_hole" "Between the end of one rule and the begin of the next one nobody decides." "Let one begin where the other ends.";
}

/// Whose code it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Found(Kind),
    Refused(Code),
}

/// A value that was found, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Value {
    name: &'static str,
    value: String,
}

/// A place of the document and what should stand there; `None`: nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Repair {
    path: String,
    value: Option<String>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    said: Said,
    path: String,
    values: Vec<Value>,
    repair: Vec<Repair>,
}

impl Finding {
    pub fn new(kind: Kind, path: String) -> Self {
        Self { said: Said::Found(kind), path, values: Vec::new(), repair: Vec::new() }
    }

    pub fn refused(code: Code, path: String) -> Self {
        Self { said: Said::Refused(code), path, values: Vec::new(), repair: Vec::new() }
    }

    /// With a value that takes part in it.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push(Value { name, value: value.to_string() });
        self
    }

    /// With a repair: this value belongs there.
    pub fn set(mut self, path: String, value: impl ToString) -> Self {
        self.repair.push(Repair { path, value: Some(value.to_string()) });
        self
    }

    /// With a repair: nothing belongs there.
    pub fn take_out(mut self, path: String) -> Self {
        self.repair.push(Repair { path, value: None });
        self
    }
}

impl Put for &Finding {
    fn put(self, sink: &mut Sink) {
        let (code, message, help) = match self.said {
            Said::Found(kind) => kind.texts(),
            Said::Refused(code) => (code.word(), code.message(), code.help()),
        };
        object!(sink;
            "code": code,
            "path": self.path.as_str(),
            "message": message,
            "help": help,
            "values": List(self.values.iter()),
            "repair": List(self.repair.iter()),
        );
    }
}

impl Put for &Value {
    fn put(self, sink: &mut Sink) {
        object!(sink; "name": self.name, "value": self.value.as_str());
    }
}

impl Put for &Repair {
    fn put(self, sink: &mut Sink) {
        object!(sink; "path": self.path.as_str(), "value": self.value.as_deref());
    }
}

/// The path of a member of what is at `path`.
pub(super) fn member(path: &str, name: &str) -> String {
    let mut whole = path.to_owned();
    if !whole.is_empty() {
        whole.push('.');
    }
    whole.push_str(name);
    whole
}

/// The path of an element of what is at `path`.
pub(super) fn element(path: &str, place: usize) -> String {
    let mut whole = path.to_owned();
    whole.push('[');
    whole.push_str(&place.to_string());
    whole.push(']');
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_sorted_helpful_and_no_error_codes() {
        let words: Vec<_> = Kind::ALL.iter().map(|kind| kind.texts().0).collect();
        assert!(words.is_sorted());
        assert!(Code::ALL.iter().all(|code| !words.contains(&code.word())));
        for (word, message, help) in Kind::ALL.iter().map(|kind| kind.texts()) {
            assert!(message.ends_with('.') && help.ends_with('.'), "{word}");
        }
    }
}
