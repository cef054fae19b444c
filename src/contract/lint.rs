//! `lintPolicy`: everything that is wrong with a policy document, also with one that readers refuse.

mod checks;
mod covers;
mod finding;
mod migrated;
mod published;
mod refund;
mod windows;

use super::error::{Code, Refusal};
use super::policy::{Version, version};
use super::read::{self, Input, Members, Read, branch, fields, list};
use super::refund_policy;
use super::writer::{Empty, List, answer};
use crate::json::Node;
use crate::policy::full::FullPolicy;
use finding::Finding;
use migrated::Migrated;

pub(super) fn answer(members: Members<'_>) -> Read<Vec<u8>> {
    fields! { branch(members)? =>
        required document "document" document;
        optional currencies "currencies" |node| list(node, read::currency);
    }
    let mut found = Vec::new();
    let currencies = currencies.unwrap_or_default();
    if refund_policy::is_refund(Input::Node(document)) {
        let policy = quietly(|| refund_policy::version("", Input::Node(document)));
        match &policy {
            Ok(policy) => refund::checks(policy, &currencies, &mut found),
            Err(refusal) => found.push(refund::refused(refused(refusal, document), refusal, document)),
        }
        return Ok(said(policy.is_ok(), &found, None));
    }
    let document = published::one_sided(document, &mut found);
    let version = quietly(|| version("", Input::Node(&document)));
    let mut migrated = None;
    match &version {
        Ok(version) => match version {
            Version::Plain(plain) => {
                checks::checks(&FullPolicy::of_plain(plain), &currencies, &mut found);
                migrated = Some(Migrated(plain));
            }
            Version::Full(full) => checks::checks(full, &currencies, &mut found),
        },
        Err(refusal) => found.push(refused(refusal, &document)),
    }
    Ok(said(version.is_ok(), &found, migrated))
}

fn said(is_readable: bool, found: &[Finding], migrated: Option<Migrated<'_>>) -> Vec<u8> {
    answer!(
        "ok": true,
        "readable": is_readable,
        "findings": List(found.iter()),
        "migrated": migrated,
        "warnings": Empty,
    )
}

fn document<'n>(node: Input<'n>) -> Read<&'n Node<'n>> {
    match node {
        Input::Node(node @ Node::Object(_)) => Ok(node),
        _ => Err(Refusal::new(Code::WrongType)),
    }
}

/// What the readers say. A document is no part of the request's shape here: any object is.
fn quietly<T>(read: impl FnOnce() -> Read<T>) -> Read<T> {
    #[cfg(test)]
    let heard = super::slots::recorder::take();
    let version = read();
    #[cfg(test)]
    super::slots::recorder::put_back(heard);
    version
}

/// A refusal, with what stands there.
fn refused(refusal: &Refusal, document: &Node<'_>) -> Finding {
    let code = refusal.code();
    let finding = Finding::refused(code, refusal.path());
    let finding = match refusal.stands_in(document) {
        Some(Node::Text(text)) => finding.with("value", text),
        Some(Node::Number(number)) => finding.with("value", number),
        Some(Node::Bool(value)) => finding.with("value", value),
        _ => finding,
    };
    match code {
        Code::UnknownField | Code::DuplicateId => finding.take_out(refusal.path()),
        _ => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::writer::Put;
    use crate::json::{Manner, parse};
    use crate::text::Sink;

    /// A document as the readers hold it, but for the number of its schema.
    fn held(text: &str) -> String {
        let node = parse(text, Manner::Strict).unwrap();
        let policy = match version("", Input::Node(&node)).unwrap() {
            Version::Plain(plain) => FullPolicy::of_plain(&plain),
            Version::Full(full) => *full,
        };
        format!("{policy:?}").replace("schema: 1", "schema: 2")
    }

    #[test]
    fn a_migrated_document_means_the_same() {
        let tiers = r#""schedule":{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"10"},{"below":"99","percent":"25.5"}]}"#;
        for rest in [
            r#""maintenance":{"rule":"counted"}"#,
            r#""maintenance":{"rule":"excluded"},"cap":{"percent":"50"}"#,
            r#""maintenance":{"rule":"excludedIfAnnounced","noticeMs":7},"settleDelayMs":0,"minimumPayout":[{"currency":"KWD","amount":"1.5"}]"#,
        ] {
            let plain = format!(r#"{{"schema":1,"name":"A \"b\"","zone":"UTC",{tiers},{rest}}}"#);
            let node = parse(&plain, Manner::Strict).unwrap();
            let Ok(Version::Plain(policy)) = version("", Input::Node(&node)) else { panic!("{plain}") };
            let mut sink = Sink::start();
            Migrated(&policy).put(&mut sink);
            let full = String::from_utf8(sink.finish()).unwrap();
            assert!(full.starts_with(r#"{"schema":2,"#));
            assert_eq!(held(&plain), held(&full));
        }
    }
}
