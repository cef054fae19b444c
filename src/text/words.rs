//! The names of the fields of requests, numbered, so that a name is compared by its number.

/// Numbers the words from 1 and joins them in one text, each behind a space.
macro_rules! words {
    ($($word:literal)+) => {
        const WORDS: &[&str] = &["", $($word),+];
        /// All of them, each behind a space; the number of a word is the count of spaces up to it.
        pub(crate) const LIST: &str = concat!($(" ", $word),+);
    };
}

words! {
    "action" "actor" "amount" "amounts" "announcedAt" "asOf" "assignments" "at" "balance" "balanceBefore" "balanceNow"
    "below" "body" "bodyBase64" "cap" "capabilities" "carry" "case" "charges" "client" "clients" "command"
    "contentType" "contract" "credits" "currency" "decision" "decisions" "deliveries" "description" "document"
    "enabled" "entries" "family" "from" "gross" "group" "hash" "id" "invoices" "key" "kind" "limits" "lines"
    "maintenance" "marker" "minimumPayout" "mode" "months" "n" "name" "net" "note" "noticeMs" "observations" "offsets"
    "openedAt" "outages" "perLine" "percent" "period" "policies" "policy" "postableScale" "posting" "postings"
    "precision" "query" "quorum" "rates" "receivedAt" "recurring" "revision" "routes" "rows" "rule" "run" "scale"
    "schedule" "schema" "scope" "seconds" "server" "services" "settleDelayMs" "source" "sources" "spans"
    "staleAfterMs" "state" "subject" "target" "tax" "taxed" "tiers" "to" "trusted" "tzdata" "useBalance" "vendor"
    "zone" "zones"
}

/// Places in [`TABLE`], a power of two and a few times as many as there are words.
const SIZE: usize = 512;
/// Numbers by what [`place`] says of the word, moved on where two words say the same; 0 where none is.
const TABLE: [u8; SIZE] = table();

/// The number of a field's name, while compiling: a name that is not listed stops the build.
pub(crate) const fn number_of(name: &str) -> u32 {
    let number = number_in(&TABLE, name.as_bytes());
    assert!(number != 0, "a field's name is missing in the list of words");
    number
}

/// The number of a word of `list`, which is [`LIST`]; 0 for any other text.
pub(super) fn number(_list: &'static str, text: &str) -> u32 {
    number_in(&TABLE, text.as_bytes())
}

const fn number_in(table: &[u8; SIZE], text: &[u8]) -> u32 {
    let mut at = place(text);
    loop {
        let number = table[at];
        if number == 0 || is_same(WORDS[number as usize].as_bytes(), text) {
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

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
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
            assert_eq!(number(LIST, word), expected, "{word}");
        }
        for other in ["From", "fro", "fromm", "f", "x", " from", "from to", "é"] {
            assert_eq!(number(LIST, other), 0, "{other}");
        }
    }
}
