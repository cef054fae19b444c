//! Contract v1: request bytes → answer bytes. Reads and writes; rules and roundings live in the other rooms.
//!
//! The wire is described in docs/contract.md; this room is its only implementation.

mod attach;
mod case;
mod case_refund;
#[cfg(not(target_arch = "wasm32"))]
pub mod close;
mod confirm;
mod describe;
mod describe_policy;
mod error;
mod fluent;
mod lines;
mod lint;
mod mapping;
mod normalize;
mod outgoing;
mod phrases;
mod policy;
mod policy2;
mod preview;
mod quote_refund;
mod quote_refund_lines;
mod quote_refund_put;
mod quote_refund_quoted;
mod read;
mod reconcile;
mod refund_policy;
mod refund_review;
mod refund_when;
mod settle;
mod settle2;
mod settled;
mod settled2;
#[cfg(not(target_arch = "wasm32"))]
pub mod shape;
mod slots;
mod steps;
mod take_back;
mod terms;
mod writer;

pub use error::Code;

use crate::json::{Fault, Manner, Node, Stream, parse};
use crate::text::{Sink, utf8, words::number_of};
use error::Refusal;
use read::{Input, Members, Read, integer, text};
use slots::needed;
use writer::{List, Put, answer, object};

/// The only version of the contract.
pub const CONTRACT: i64 = 1;
/// Largest request, in bytes.
pub const MAX_REQUEST_BYTES: usize = 8 * 1024 * 1024;

/// Where a compact request's command begins, behind `{"contract":1,"command":"`.
const COMMAND_AT: usize = 25;

type Command = for<'n> fn(Members<'n>) -> Read<Vec<u8>>;

/// Every command, in the order in which `describe` lists them.
const COMMANDS: [(&str, Command); 13] = [
    ("describe", describe::answer),
    ("normalize", normalize::answer),
    ("confirm", confirm::answer),
    ("settle", settle::answer),
    ("reconcilePosting", reconcile::answer),
    ("advanceCase", case::answer),
    ("checkOutgoing", outgoing::answer),
    ("previewInvoice", preview::answer),
    ("lintPolicy", lint::answer),
    ("describePolicy", describe_policy::answer),
    ("attachCredits", attach::answer),
    ("quoteRefund", quote_refund::answer),
    ("takeBack", take_back::answer),
];

/// Answers one request. The answer is compact JSON without a newline, also for bytes that are no request at all; the
/// same bytes give the same answer wherever this runs.
///
/// ```
/// let answer = makegood::call(br#"{"contract":2}"#);
/// assert!(answer.starts_with(br#"{"ok":false,"errors":[{"code":"unsupported_contract""#));
/// ```
#[must_use]
pub fn call(request: &[u8]) -> Vec<u8> {
    dispatch(request).unwrap_or_else(|refusal| refused(&refusal))
}

fn dispatch(request: &[u8]) -> Read<Vec<u8>> {
    if request.len() > MAX_REQUEST_BYTES {
        return Err(Refusal::new(Code::RequestTooLarge));
    }
    let request = utf8(request).ok_or_else(|| Refusal::new(Code::InvalidUtf8))?;
    in_order(request).map_or_else(|| in_any_order(request), Ok)
}

/// The answer to a request that is read as it goes; `None` when there is anything about it that does not go.
fn in_order(request: &str) -> Option<Vec<u8>> {
    // What comes in numbers goes without a tree; the other commands are asked now and then, and about little.
    match request.as_bytes().get(COMMAND_AT..)? {
        [b's', ..] => return fluent::answer(request),
        [b'c', b'o', ..] | [b'n', ..] => {}
        _ => return None,
    }
    let stream = Stream::over(request)?;
    let members = read::object(Input::Next(&stream)).ok()?;
    let command = envelope(members).ok()?;
    let answer = command(members).ok()?;
    stream.is_over().then_some(answer)
}

/// The answer to any request, or the fault that comes first.
fn in_any_order(request: &str) -> Read<Vec<u8>> {
    #[cfg(test)]
    slots::recorder::take();
    let mut root = parse(request, Manner::Strict).map_err(|fault| match fault {
        Fault::Syntax => Refusal::new(Code::InvalidJson),
        Fault::TooDeep => Refusal::new(Code::RequestTooLarge),
        Fault::Repeated(steps) => Refusal::with_path(Code::DuplicateField, steps),
    })?;
    let command = envelope(read::object(Input::Node(&root))?)?;
    if let Node::Object(members) = &mut root {
        members.retain(|(name, _)| name != "contract" && name != "command");
    }
    command(Input::Node(&root))
}

/// The command that the envelope names.
fn envelope(members: Members<'_>) -> Read<Command> {
    if needed(members, "contract", const { number_of("contract") }, integer)? != CONTRACT {
        return Err(Refusal::new(Code::UnsupportedContract).member("contract"));
    }
    needed(members, "command", const { number_of("command") }, |node| {
        let name = text(node)?;
        let known = COMMANDS.iter().find(|(known, _)| *known == name);
        known.map(|(_, command)| *command).ok_or_else(|| Refusal::new(Code::UnknownCommand))
    })
}

fn refused(refusal: &Refusal) -> Vec<u8> {
    answer!("ok": false, "errors": List([refusal].into_iter()))
}

impl Put for &Refusal {
    fn put(self, sink: &mut Sink) {
        let code = self.code();
        object!(sink;
            "code": code.word(),
            "message": code.message(),
            "help": code.help(),
            "path": self.path().as_str(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What the bridge writes: fields in order, nothing escaped.
    fn requests() -> Vec<&'static str> {
        include_str!("../../xtask/src/selftest.ndjson").lines().filter(|line| !line.is_empty()).collect()
    }

    #[test]
    fn what_the_bridge_writes_is_read_in_order() {
        let settles = requests().into_iter().filter(|request| request.contains("\"settle\""));
        for request in settles.filter(|request| !request.contains('\\') && !request.contains("12.345")) {
            assert!(in_order(request).is_some(), "{request}");
        }
    }

    fn in_any_order_or_refused(request: &str) -> Vec<u8> {
        in_any_order(request).unwrap_or_else(|refusal| refused(&refusal))
    }

    #[test]
    fn order_and_spaces_change_no_answer() {
        for request in requests() {
            assert_eq!(call(request.as_bytes()), in_any_order_or_refused(request), "{request}");
            let spaced =
                request.replace("\":", "\" : ").replace(",\"", " , \"").replace('}', " } ").replace("[{", " [ {");
            assert_eq!(call(spaced.as_bytes()), in_any_order_or_refused(&spaced), "{spaced}");
        }
    }

    /// Each mark of JSON put in at each place, and each byte left out, so that no rule of the grammar is left to chance.
    #[test]
    fn no_slip_of_grammar_is_read_in_order() {
        let all = requests();
        let short =
            |word: &str| all.iter().copied().filter(|request| request.contains(word)).min_by_key(|row| row.len());
        for request in ["describe", "confirm", "settle", "checkOutgoing"].iter().filter_map(|word| short(word)) {
            for at in (0..=request.len()).filter(|at| request.is_char_boundary(*at)) {
                let (before, after) = request.split_at(at);
                let shorter = after.get(1..).map(|rest| format!("{before}{rest}"));
                let longer = [",", ":", "\"", "{", "}", "[", "]", "0", " "].map(|put| format!("{before}{put}{after}"));
                for changed in longer.into_iter().chain(shorter) {
                    assert_eq!(call(changed.as_bytes()), in_any_order_or_refused(&changed), "{changed}");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]
        /// Wherever a request is cut, or something is put into it: what is read as it goes is never more than the tree.
        #[test]
        fn a_changed_request_is_answered_as_by_the_tree(
            row: prop::sample::Index, at: prop::sample::Index, cut in 0..3_usize,
            put in "[\\[\\]{}:,\" \\\\0-9a-z.-]{0,2}|null|,\"to\":1|\"a\":|,\"id\":\"x\"",
        ) {
            let rows = requests();
            let request = rows[row.index(rows.len())];
            let at = at.index(request.len());
            if let (Some(before), Some(after)) = (request.get(..at), request.get((at + cut).min(request.len())..)) {
                let changed = format!("{before}{put}{after}");
                prop_assert_eq!(call(changed.as_bytes()), in_any_order_or_refused(&changed), "{}", changed);
            }
        }
    }
}
