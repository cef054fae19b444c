//! The names of the fields of requests, numbered, so that a name is compared by its number.
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "the tables are worked out while compiling, where a place beyond them stops the build; what is looked up in \
              them later stands in them"
)]

/// Numbers the words from 1 and joins them in one text, each behind a space.
macro_rules! words {
    ($($word:literal)+) => {
        const WORDS: &[&str] = &["", $($word),+];
        /// All of them, each behind a space; the number of a word is the count of spaces up to it.
        pub(crate) const LIST: &str = concat!($(" ", $word),+);
    };
}

words! {
    "action" "actor" "addOns" "address" "affected" "alive" "amount" "amounts" "anchor" "announcedAt" "asOf"
    "assignments" "at" "atLeast" "attached" "balance" "balanceBefore" "balanceNow" "base" "below" "beyond" "beyondMs" "body"
    "bodyBase64" "cap" "capabilities" "caps" "carry" "case" "cash" "channel" "charges" "claim" "claims" "client"
    "clients" "clock" "command" "component" "contentType" "contract" "counting" "credits" "currencies" "currency" "daily" "days"
    "decimals" "decision" "decisions" "deliveries" "description" "document" "edge" "enabled" "endDelayMs" "entries"
    "excused" "excuses" "expectEveryMs" "expiresAfterMs" "factor" "family" "fee" "flags" "forfeits" "form" "fraction"
    "from" "fromMs" "given" "graceMs" "gross" "group" "hash" "id" "incidentMs" "invoices" "items" "key" "kind" "label" "language"
    "leastDue" "length" "level" "limits" "line" "lines" "location" "locations" "maintenance" "mapping" "mappings" "marker"
    "minimumCredit" "minimumMs" "minimumPayout" "minutes" "mode" "months" "most" "ms" "n" "name" "net" "note"
    "noticeMs" "observations" "of" "offsets" "openedAt" "other" "outages" "ownQuorum" "per" "percent" "period"
    "perLine" "policies" "policy" "postableScale" "posting" "postings" "precision" "price" "quantity" "query" "quorum" "quotaMs" "rates"
    "receivedAt" "recurring" "reportedAt" "required" "revision" "round" "routes" "rows" "rule" "run" "scale"
    "schedule" "schema" "scope" "seconds" "server" "services" "settleDelayMs" "share" "source" "sources" "spans"
    "stack" "staleAfterMs" "startDelayMs" "state" "step" "steps" "subject" "target" "tax" "taxed" "taxRate" "tiers" "time" "to"
    "toleranceMs" "trusted" "tzdata" "unitMs" "useBalance" "used" "vendor" "weight" "windowMs" "word" "words" "year"
    "zone" "zones"
}

/// Places in [`TABLE`], a power of two and a few times as many as there are words.
const SIZE: usize = 512;
/// Numbers by what [`place`] says of the word, moved on where two words say the same; 0 where none is.
static TABLE: [u8; SIZE] = table();
static STARTS: [u16; WORDS.len() + 1] = starts();

/// The number of a field's name, while compiling: a name that is not listed stops the build.
pub(crate) const fn number_of(name: &str) -> u32 {
    let number = number_in(LIST.as_bytes(), name.as_bytes());
    [number][(number == 0) as usize]
}

/// The number of a word of `list`, which is [`LIST`]; 0 for any other text.
pub(super) fn number(list: &'static str, text: &[u8]) -> u32 {
    number_in(list.as_bytes(), text)
}

const fn number_in(list: &[u8], text: &[u8]) -> u32 {
    let mut at = place(text);
    loop {
        let number = TABLE[at];
        let start = STARTS[number as usize] as usize;
        if number == 0 || (text.len() + 1 == STARTS[number as usize + 1] as usize - start && is_at(list, start, text)) {
            return number as u32;
        }
        at = (at + 1) % SIZE;
    }
}

/// Where to look first: by length, first and last byte.
const fn place(text: &[u8]) -> usize {
    match text {
        [] => 0,
        [first, .., last] => (text.len() * 83 + *first as usize * 11 + *last as usize * 29) % SIZE,
        [only] => *only as usize,
    }
}

const fn is_at(list: &[u8], start: usize, text: &[u8]) -> bool {
    let mut at = 0;
    while at < text.len() {
        if list[start + at] != text[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Where each word begins in [`LIST`], by its number, and last where one more would.
const fn starts() -> [u16; WORDS.len() + 1] {
    let mut starts = [0; WORDS.len() + 1];
    let (mut number, mut start) = (1, 1);
    while number <= WORDS.len() {
        starts[number] = start as u16;
        if number < WORDS.len() {
            start += WORDS[number].len() + 1;
        }
        number += 1;
    }
    starts
}

const fn table() -> [u8; SIZE] {
    let mut table = [0; SIZE];
    let mut number = 1;
    while number < WORDS.len() {
        let mut at = place(WORDS[number].as_bytes());
        while table[at] != 0 {
            at = (at + 1) % SIZE;
        }
        table[at] = number as u8;
        number += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_the_number_of_its_place() {
        let listed: Vec<&str> = LIST.split(' ').collect();
        assert_eq!(listed, WORDS);
        for (expected, word) in (0..).zip(listed) {
            assert_eq!(number(LIST, word.as_bytes()), expected, "{word}");
        }
        for other in ["From", "fro", "fromm", "f", "x", " from", "from to", "é"] {
            assert_eq!(number(LIST, other.as_bytes()), 0, "{other}");
        }
    }
}
