//! Stable error codes with their constant message and help, and the path to the place in the request.

use crate::json::{Node, Step};

macro_rules! codes {
    ($($variant:ident $word:literal $message:literal $help:literal;)+) => {
        /// Why a request was refused; the words are stable, sorted as here.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code {
            $(#[doc = $message] $variant,)+
        }

        impl Code {
            /// Every code, sorted by word.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable word.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// One sentence for a person.
            #[must_use]
            pub fn message(self) -> &'static str {
                match self { $(Self::$variant => $message,)+ }
            }

            /// What to do.
            #[must_use]
            pub fn help(self) -> &'static str {
                match self { $(Self::$variant => $help,)+ }
            }
        }
    };
}

codes! {
    AboveLimit "above_limit" "The amount is more than this role may decide." "Let somebody decide whose role has a higher limit, or none.";
    AmountOverflow "amount_overflow" "An amount does not fit into 64 bits of minor units." "Check the amount for a misplaced point, or split what is added up.";
    CaseClosed "case_closed" "The case was decided before." "Open a new case if there is new evidence.";
    CaseIncomplete "case_incomplete" "The action needs something that was not sent." "Send what the path names: why in a note, how much, which fields, which failure, or the role.";
    CaseState "case_state" "The case does not know this action where it stands." "Read the case again; its answers list under allowed what may be done next.";
    CaseWaits "case_waits" "The quote may not be paid now." "Wait until the arrears are paid or the dispute is closed, then quote again.";
    ConflictingKey "conflicting_key" "Two different observations have the same key." "Send an observation unchanged when it is sent again.";
    DuplicateField "duplicate_field" "A field appears twice in one object." "Send each field once.";
    DuplicateId "duplicate_id" "An id that must be unique appears twice." "Send each of these things once.";
    Internal "internal" "The core stopped in the middle of the call." "Report the request to the makers; the next call starts afresh.";
    InvalidAmount "invalid_amount" "This is not an amount of its currency." "Write a plain decimal string with at most as many decimals as the currency has, not negative where money was paid.";
    InvalidAnchor "invalid_anchor" "This is not a day of a month." "Write a day from 1 to 31.";
    InvalidBody "invalid_body" "A delivery needs exactly one readable body." "Send either body as text or bodyBase64 in padded standard base64.";
    InvalidCase "invalid_case" "The members of the case contradict each other." "Send the case as the last answer gave it.";
    InvalidCountry "invalid_country" "This is not a country." "Write two capital letters, ISO 3166-1.";
    InvalidDate "invalid_date" "This is not a date." "Write YYYY-MM-DD, years 1971 to 2099.";
    InvalidDuration "invalid_duration" "This is not a duration." "Write milliseconds as an integer from 0 to 9007199254740992.";
    InvalidEntries "invalid_entries" "The ledger entries are not complete and in order." "Send every entry from n = 1 on, in order, each with net + tax = gross.";
    InvalidHash "invalid_hash" "This is not a SHA-256 hash." "Write 64 lower-case hexadecimal digits.";
    InvalidId "invalid_id" "This is not an id." "Use 1 to 200 bytes without control characters.";
    InvalidInstant "invalid_instant" "This is not an instant." "Write RFC 3339 in UTC with Z, with no decimals or exactly three, years 1971 to 2099.";
    InvalidInterval "invalid_interval" "The interval does not end after it begins." "Send a to that is later than from.";
    InvalidJson "invalid_json" "The request is not JSON." "Send one JSON object in UTF-8 without a byte order mark.";
    InvalidLimit "invalid_limit" "The limit is below zero." "Write a whole number of clients from 0 on, or null for no limit.";
    InvalidLines "invalid_lines" "There are no lines, or too many." "Give 1 to 200 lines.";
    InvalidMapping "invalid_mapping" "This part of a mapping does not say how to read a message." "Use schema 1, JSON Pointers that begin with a slash, 1 to 8 places for a field, 1 to 64 words, each once.";
    InvalidMonth "invalid_month" "This is not a month." "Write YYYY-MM, years 1971 to 2099.";
    InvalidMonths "invalid_months" "The number of months is out of range." "Use 1 to 120 months.";
    InvalidNote "invalid_note" "The note is too long." "Use at most 2000 bytes.";
    InvalidOffice "invalid_office" "These are no office hours." "Give days from 1 (Monday) to 7, from and to as HH:MM with to later, and at most 1000 holidays.";
    InvalidPercent "invalid_percent" "This is not a percentage." "Write a decimal string from 0 to 100 with at most nine decimals.";
    InvalidQuantity "invalid_quantity" "The quantity is out of range." "Write how often the line is charged, an integer from 1 to 9007199254740992.";
    InvalidQuorum "invalid_quorum" "The quorum is not between one and what the independent groups can reach." "Lower the quorum, enable more sources, or send null.";
    InvalidRates "invalid_rates" "An invoice has too many tax rates." "Give at most two rates.";
    InvalidScale "invalid_scale" "The number of decimals is out of range." "Use 0 to 4 decimals.";
    InvalidSpans "invalid_spans" "The spans overlap or are not sorted." "Send spans in order of time, each beginning where or after the one before it ends.";
    InvalidSubject "invalid_subject" "This is not a subject." "Write server:<id> or service:<id>; in maintenance also *.";
    InvalidTiers "invalid_tiers" "These are not tiers of a price." "Give at least one tier, upTo strictly rising, and null in the last one only.";
    InvalidUtf8 "invalid_utf8" "The request is not UTF-8." "Send UTF-8; a payload in another encoding travels as bodyBase64.";
    InvalidWeight "invalid_weight" "The weight is out of range." "Use 1 to 100.";
    InvalidWord "invalid_word" "This word is not on the closed list of this field." "Use a word of the list in the contract; words are case-sensitive.";
    InvalidZone "invalid_zone" "The offsets of the zone are not a table." "Begin with from null, sort by from, keep seconds within 64800 of 0.";
    MissingField "missing_field" "A required field is missing." "Add the field that the path names.";
    MixedModes "mixed_modes" "Lines with tax on top and with tax inside are mixed." "Give all taxed lines in one mode.";
    NotAllowed "not_allowed" "This actor may not do that, or not with this." "Actors are client:<id>, admin:<id> and system; a second person is another one; allowed says who may do what.";
    NotDue "not_due" "The deadline of the case has not come." "Ask again when dueAt is reached.";
    PolicyCap "policy_cap" "The cap is nothing, comes twice, limits what the schedule does not have, or is below the first tier." "Give each cap once, in percent or in amounts above zero, and at least the first tier's percent.";
    PolicyCounting "policy_counting" "The minutes do not fit the counting rule." "Give 1 to 1440 minutes with consecutiveMinutes, longOutages, wholeSlots and touchedSlots, and with no other rule.";
    PolicyFee "policy_fee" "This is not one fee." "Give exactly one of amounts, percent and terms, at least one amount or row, months from 1 to 120.";
    PolicyGive "policy_give" "This is not a way to give something back, or its members contradict each other." "Give used or total with a unit of fixed length, month with days of the calendar, times above 0; of a line, rule, kept, full or keep with a percent.";
    PolicyMaintenance "policy_maintenance" "The maintenance rule contradicts itself." "Give noticeMs with excludedIfAnnounced only, quotaMs and daily not with counted, and a daily stretch as two different times HH:MM.";
    PolicyPayout "policy_payout" "The payout contradicts itself." "Give parts with split only, each destination once, each above 0, 100 per cent in all.";
    PolicyReview "policy_review" "A number of the review is out of range." "Give 1 to 60 working days for a decision, up to 366 days for an appeal, up to 90 working days for a payout, the larger number last.";
    PolicyRules "policy_rules" "There are no rules, or too many." "Give 1 to 16 rules, and where rules are named, at least one.";
    PolicySchedule "policy_schedule" "The members of the schedule contradict each other, or a number is out of range." "Look up the members of its family in docs/policy.md.";
    PolicySchema "policy_schema" "This schema of policy documents is unknown." "Use schema 1 or 2.";
    PolicyShare "policy_share" "This is not one share above zero." "Give exactly one of percent, fraction with two integers from 1 to 1000000, ms and months.";
    PolicyTiers "policy_tiers" "The tiers are not a schedule." "Give 1 to 16 tiers, below strictly falling, percent strictly rising, both above 0.";
    PolicyWhen "policy_when" "This condition can never hold, or its members contradict each other." "Give exactly one of days and hours, of only and except, of above and atMost, of before and from; lists that name something; ends with days only.";
    RequestTooLarge "request_too_large" "The request is too large or nested too deeply." "Stay within 8 MiB and 32 levels; split the request.";
    TooLate "too_late" "The time for an appeal is over." "A decision can be appealed until appealUntil.";
    UnknownClient "unknown_client" "This client is not in the request." "List the client under clients.";
    UnknownCommand "unknown_command" "This command is unknown." "Use a command that describe lists.";
    UnknownCurrency "unknown_currency" "This currency is unknown." "Use an ISO 4217 code in capitals.";
    UnknownField "unknown_field" "This field is unknown here." "Check the spelling; fields of a newer contract need a newer core.";
    UnknownMapping "unknown_mapping" "This mapping is not in the request." "Name a mapping that is listed under mappings; a mapped monitor needs one.";
    UnknownPolicy "unknown_policy" "This policy is not in the request." "List the policy's document under policies.";
    UnknownSource "unknown_source" "This source is not in the request." "List the source under sources.";
    UnknownZone "unknown_zone" "This zone is not in the request." "List the zone's offsets under zones.";
    UnsupportedContract "unsupported_contract" "This version of the contract is not spoken here." "Send contract 1.";
    WrongType "wrong_type" "The value has the wrong type." "Send the type that the contract names; amounts are strings, integers have no point.";
}

/// A refusal on its way out: every level that it passes adds its step.
///
/// One pointer, because each reader hands it on: larger results would make all of them longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal(Box<Place>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    code: Code,
    /// The last step first.
    steps: Vec<Step>,
}

impl Refusal {
    #[cold]
    #[inline(never)]
    pub fn new(code: Code) -> Self {
        Self::with_path(code, Vec::new())
    }

    pub fn with_path(code: Code, steps: Vec<Step>) -> Self {
        Self(Box::new(Place { code, steps }))
    }

    /// One level out: the place is inside this member.
    #[cold]
    #[inline(never)]
    pub fn member(mut self, name: &str) -> Self {
        self.0.steps.push(Step::Member(name.to_owned()));
        self
    }

    /// One level out: the place is inside this element.
    #[cold]
    #[inline(never)]
    pub fn element(mut self, index: usize) -> Self {
        self.0.steps.push(Step::Element(index));
        self
    }

    /// The same place, called by another code.
    pub fn called(mut self, code: Code) -> Self {
        self.0.code = code;
        self
    }

    pub fn code(&self) -> Code {
        self.0.code
    }

    /// What stands at the place, in a tree of which the path is told.
    pub fn stands_in<'t, 'n>(&self, root: &'t Node<'n>) -> Option<&'t Node<'n>> {
        self.0.steps.iter().rev().try_fold(root, |node, step| match (step, node) {
            (Step::Member(name), _) => node.get(name),
            (Step::Element(index), Node::List(elements)) => elements.get(*index),
            _ => None,
        })
    }

    /// Members joined by points, elements in brackets; empty for the whole request.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in self.0.steps.iter().rev() {
            match step {
                Step::Member(name) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(name);
                }
                Step::Element(index) => {
                    path.push('[');
                    path.push_str(&index.to_string());
                    path.push(']');
                }
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_helpful() {
        let words: Vec<_> = Code::ALL.iter().map(|code| code.word()).collect();
        assert!(words.is_sorted());
        for code in Code::ALL {
            assert!(code.message().ends_with('.') && code.help().ends_with('.'), "{}", code.word());
        }
    }

    #[test]
    fn a_path_reads_from_the_root() {
        let refusal = Refusal::new(Code::InvalidMonth).member("month").member("period").element(0).member("services");
        assert_eq!(refusal.path(), "services[0].period.month");
    }
}
