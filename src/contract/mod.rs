//! Contract v1: request bytes → answer bytes. Reads and writes; rules and roundings live in the other rooms.
//!
//! The wire is described in docs/contract.md; this room is its only implementation.

mod case;
mod confirm;
mod describe;
mod error;
mod lines;
mod normalize;
mod outgoing;
mod policy;
mod preview;
mod read;
mod reconcile;
mod settle;
mod settled;
#[cfg(not(target_arch = "wasm32"))]
pub mod shape;
mod slots;
mod steps;
mod terms;
mod wire;
mod writer;

pub use error::Code;

use crate::json::{Fault, Manner, Node, parse};
use error::Refusal;
use read::{Members, Read, integer, text};
use serde::Serialize;
use writer::Writer;

/// The only version of the contract.
pub const CONTRACT: i64 = 1;
/// Largest request, in bytes.
pub const MAX_REQUEST_BYTES: usize = 8 * 1024 * 1024;

type Command = for<'n, 'a> fn(&'n Members<'a>) -> Read<Vec<u8>>;

/// Every command, in the order in which `describe` lists them.
const COMMANDS: [(&str, Command); 8] = [
    ("describe", describe::answer),
    ("normalize", normalize::answer),
    ("confirm", confirm::answer),
    ("settle", settle::answer),
    ("reconcilePosting", reconcile::answer),
    ("advanceCase", case::answer),
    ("checkOutgoing", outgoing::answer),
    ("previewInvoice", preview::answer),
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
    let request = crate::text::utf8(request).ok_or_else(|| Refusal::new(Code::InvalidUtf8))?;
    let mut root = parse(request, Manner::Strict).map_err(|fault| match fault {
        Fault::Syntax => Refusal::new(Code::InvalidJson),
        Fault::TooDeep => Refusal::new(Code::RequestTooLarge),
        Fault::Repeated(steps) => Refusal::with_path(Code::DuplicateField, steps),
    })?;
    let Node::Object(members) = &mut root else {
        return Err(Refusal::new(Code::WrongType));
    };
    let command = envelope(members)?;
    members.retain(|(name, _)| name != "contract" && name != "command");
    command(members)
}

/// The command that the envelope names.
fn envelope(members: &Members<'_>) -> Read<Command> {
    let member = |name: &str| {
        let found = members.iter().find(|(key, _)| key == name);
        found.map(|(_, node)| node).ok_or_else(|| Refusal::new(Code::MissingField).member(name))
    };
    if integer(member("contract")?).map_err(|refusal| refusal.member("contract"))? != CONTRACT {
        return Err(Refusal::new(Code::UnsupportedContract).member("contract"));
    }
    let name = text(member("command")?).map_err(|refusal| refusal.member("command"))?;
    let known = COMMANDS.iter().find(|(known, _)| *known == name);
    known.map(|(_, command)| *command).ok_or_else(|| Refusal::new(Code::UnknownCommand).member("command"))
}

#[derive(Serialize)]
struct Refused {
    ok: bool,
    errors: [ErrorView; 1],
}

#[derive(Serialize)]
struct ErrorView {
    code: Code,
    message: &'static str,
    help: &'static str,
    path: String,
}

fn refused(refusal: &Refusal) -> Vec<u8> {
    let code = refusal.code();
    let error = ErrorView { code, message: code.message(), help: code.help(), path: refusal.path() };
    write(&Refused { ok: false, errors: [error] })
}

/// Room that the answer about one service with some outages fits into without growing.
const USUAL_ANSWER_BYTES: usize = 6 * 1024;

/// Compact JSON. Should an answer ever hold what cannot be written, it is empty, and no bridge takes it.
fn write(answer: &impl Serialize) -> Vec<u8> {
    let mut writer = Writer { bytes: Vec::with_capacity(USUAL_ANSWER_BYTES) };
    match answer.serialize(&mut writer) {
        Ok(()) => writer.bytes,
        Err(_) => Vec::new(),
    }
}
