//! The settings of a close: policies, monitors, zones, what the panel can book. Read once, kept until the process ends.

use super::fault::Fault;
use crate::hash::sha256;
use crate::json::print;
use makegood::calendar::{Instant, Month, Period, Zone};
use makegood::contract::close;
use makegood::json::{Manner, Node, parse};
use makegood::policy::{DEFAULT_SETTLE_DELAY_MS, Policy};
use std::collections::HashMap;
use std::path::Path;

/// A version of a policy.
#[derive(Debug)]
pub(super) struct Promise {
    pub hash: &'static str,
    /// The document as it is stored.
    pub document: &'static str,
    /// The document of schema 1; `None`: of schema 2.
    pub plain: Option<Policy<'static>>,
}

#[derive(Debug)]
pub(super) struct Settings {
    pub shared: close::Settings<'static>,
    pub promises: Vec<Promise>,
    by_name: HashMap<String, u32>,
    /// `capabilities` and `zones` as JSON.
    pub capabilities: String,
    pub zones: String,
}

const HELP: &str = "The members of the settings are described in docs/close.md.";

fn wrong(path: &Path, what: impl std::fmt::Display) -> Fault {
    Fault::new("settings", format!("{}: {what}", path.display()), HELP)
}

/// Text that lives as long as the process: settings are few and needed to the end.
fn kept(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn tree(path: &Path, text: &'static str) -> Result<Node<'static>, Fault> {
    parse(text, Manner::Strict).map_err(|_| wrong(path, "this is not one JSON document without repeated members"))
}

impl Settings {
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let text = std::fs::read_to_string(path).map_err(|error| Fault::file(path, &error))?;
        let mut root = tree(path, kept(text))?;
        let Node::Object(members) = &mut root else { return Err(wrong(path, "this is not an object")) };
        let mut policies = None;
        members.retain_mut(|(name, value)| {
            if name == "policies" {
                policies = Some(std::mem::replace(value, Node::Null));
            }
            name != "policies"
        });
        let root: &'static Node<'static> = Box::leak(Box::new(root));
        let refused = |refused: close::Refused| {
            wrong(
                path,
                format!(
                    "{}: {}: {} {}",
                    refused.path,
                    refused.code.word(),
                    refused.code.message(),
                    refused.code.help()
                ),
            )
        };
        let shared = close::settings(root).map_err(refused)?;
        let Some(Node::List(listed)) = policies else {
            return Err(wrong(path, "policies: missing_field: name at least one policy and its file"));
        };
        let (mut promises, mut by_name) = (Vec::new(), HashMap::new());
        for (place, policy) in listed.iter().enumerate() {
            let promise = promise(path, policy, &shared.zones)
                .map_err(|fault| Fault { message: format!("policies[{place}]: {}", fault.message), ..fault })?;
            let number = u32::try_from(promises.len()).unwrap_or(u32::MAX);
            for name in [policy.get("name").and_then(Node::as_text), Some(promise.hash)].into_iter().flatten() {
                if by_name.insert(name.to_owned(), number).is_some() {
                    return Err(wrong(path, format!("policies[{place}]: duplicate_id: {name} is there twice")));
                }
            }
            promises.push(promise);
        }
        let capabilities = root.get("capabilities").map_or_else(|| r#"{"routes":["accountCredit"]}"#.to_owned(), print);
        let zones = zones(root, &shared.zones);
        Ok(Self { shared, promises, by_name, capabilities, zones })
    }

    /// The place of a policy by its name or hash.
    pub fn policy(&self, name: &str) -> Option<u32> {
        self.by_name.get(name).copied()
    }

    /// By place plus one, as services have it.
    pub fn promise(&self, number: u32) -> Option<&Promise> {
        self.promises.get(usize::try_from(number.checked_sub(1)?).ok()?)
    }

    /// The month of this policy (by place plus one), where services under it that were never down and never credited
    /// can be passed over: nothing is owed, and the month may be closed.
    pub fn idle(&self, number: u32, month: Month, as_of: Instant) -> Option<Period> {
        let utc = Zone::utc();
        let (zone, delay) = match self.promise(number) {
            None if number == 0 => (&utc, DEFAULT_SETTLE_DELAY_MS),
            Some(Promise { plain: Some(policy), .. }) if !policy.owes_without_downtime() => {
                let zone = self.shared.zones.iter().find(|zone| zone.name() == policy.zone());
                (zone.unwrap_or(&utc), policy.settle_delay_ms())
            }
            _ => return None,
        };
        Some(zone.period_of(month)).filter(|period| as_of >= period.to().plus_ms(delay))
    }
}

fn promise(settings: &Path, policy: &Node<'_>, zones: &[Zone<'static>]) -> Result<Promise, Fault> {
    if let Node::Object(members) = policy
        && let Some((name, _)) = members.iter().find(|(name, _)| name != "name" && name != "file")
    {
        return Err(wrong(settings, format!("{name}: unknown_field: a policy has a name and a file")));
    }
    let file = policy.get("file").and_then(Node::as_text).ok_or_else(|| wrong(settings, "file: missing_field"))?;
    let path = settings.parent().unwrap_or(Path::new("")).join(file);
    let text = std::fs::read_to_string(&path).map_err(|error| Fault::file(&path, &error))?;
    let hash = kept(sha256(text.as_bytes()));
    let document = kept(text);
    let node: &'static Node<'static> = Box::leak(Box::new(tree(&path, document)?));
    let plain = close::policy(hash, node, zones).map_err(|refused| {
        let code = refused.code;
        wrong(&path, format!("{}: {}: {} {}", refused.path, code.word(), code.message(), code.help()))
    })?;
    Ok(Promise { hash, document, plain })
}

/// Zones as JSON, UTC among them.
fn zones(root: &Node<'_>, zones: &[Zone<'_>]) -> String {
    const UTC: &str = r#"{"name":"UTC","offsets":[{"from":null,"seconds":0}]}"#;
    match root.get("zones") {
        Some(Node::List(listed)) => {
            let mut texts: Vec<String> = listed.iter().map(print).collect();
            if zones.len() > listed.len() {
                texts.push(UTC.to_owned());
            }
            format!("[{}]", texts.join(","))
        }
        _ => format!("[{UTC}]"),
    }
}
