//! Schedules as published texts write them: tiers and steps with two bounds, and a promise beside them. What the bounds
//! leave open or give twice is found; what is left is the form that the readers know.
//!
//! A bound that cannot be read stays where it is: the reader refuses it.

use super::finding::{Finding, Kind, element, member};
use crate::json::Node;
use crate::money::{PERCENT_DECIMALS, Percent};
use std::borrow::Cow;

/// The document with one-sided bounds only.
pub(super) fn one_sided<'n>(document: &Node<'n>, found: &mut Vec<Finding>) -> Node<'n> {
    let mut document = document.clone();
    if let Some(whole) = inside(&mut document, "schedule") {
        schedule(whole, "schedule", found);
        if let Some(Node::List(components)) = inside(whole, "of") {
            for (place, component) in components.iter_mut().enumerate() {
                if let Some(part) = inside(component, "schedule") {
                    schedule(part, &member(&element("schedule.of", place), "schedule"), found);
                }
            }
        }
    }
    document
}

fn inside<'d, 'n>(node: &'d mut Node<'n>, name: &str) -> Option<&'d mut Node<'n>> {
    let Node::Object(members) = node else { return None };
    members.iter_mut().find(|(key, _)| key == name).map(|(_, value)| value)
}

fn take_out(node: &mut Node<'_>, name: &str) {
    if let Node::Object(members) = node {
        members.retain(|(key, _)| key != name);
    }
}

fn percent(node: &Node<'_>, name: &str) -> Option<Percent> {
    Percent::parse(node.get(name)?.as_text()?).ok()
}

fn ms(node: &Node<'_>, name: &str) -> Option<i64> {
    node.get(name)?.as_integer()?.parse().ok()
}

fn shown(percent: Percent) -> String {
    percent.text().as_str().to_owned()
}

fn schedule(node: &mut Node<'_>, path: &str, found: &mut Vec<Finding>) {
    let target = percent(node, "target");
    if target.is_some() {
        take_out(node, "target");
    }
    let promise = target.map(|target| (target, member(path, "target")));
    if let Some(Node::List(nodes)) = inside(node, "tiers") {
        tiers(nodes, promise, &member(path, "tiers"), found);
    } else if let Some((target, target_path)) = promise {
        for name in ["below", "beyond"] {
            if let Some(edge) = percent(node, name).filter(|edge| *edge != target) {
                found.push(against(target, edge, member(path, name), &target_path));
            }
        }
    }
    if let Some(Node::List(nodes)) = inside(node, "steps") {
        steps(nodes, &member(path, "steps"), found);
    }
}

/// A promise and a schedule that begins elsewhere. Either is put right in favour of the client.
fn against(target: Percent, edge: Percent, path: String, target_path: &str) -> Finding {
    let is_above = target > edge;
    let kind = if is_above { Kind::TargetAboveSchedule } else { Kind::TargetBelowSchedule };
    let finding = Finding::new(kind, path.clone()).with("target", shown(target)).with("below", shown(edge));
    if is_above { finding.set(path, shown(target)) } else { finding.set(target_path.to_owned(), shown(edge)) }
}

/// The bounds of one tier as the text says them.
struct Bounds {
    upper: Option<Percent>,
    /// Whether the upper one belongs to the tier.
    inclusive: bool,
    lower: Option<Percent>,
    share: Option<Percent>,
}

impl Bounds {
    /// Takes the bounds that no reader knows out of the tier.
    fn take(tier: &mut Node<'_>) -> Self {
        let (below, up_to, lower) = (percent(tier, "below"), percent(tier, "upTo"), percent(tier, "atOrAbove"));
        if lower.is_some() {
            take_out(tier, "atOrAbove");
        }
        let share = percent(tier, "percent");
        Self { upper: below.or(up_to), inclusive: below.is_none() && up_to.is_some(), lower, share }
    }
}

fn tiers(nodes: &mut [Node<'_>], promise: Option<(Percent, String)>, path: &str, found: &mut Vec<Finding>) {
    let mut milder: Option<Bounds> = None;
    let last = nodes.len().saturating_sub(1);
    for (place, node) in nodes.iter_mut().enumerate() {
        let mut bounds = Bounds::take(node);
        let here = element(path, place);
        let name = if bounds.inclusive { "upTo" } else { "below" };
        if let Some(upper) = bounds.upper {
            let mut below = upper;
            if let Some(edge) = milder.as_ref().and_then(|milder| milder.lower) {
                let milder_path = member(&element(path, place.saturating_sub(1)), "atOrAbove");
                if let Some(finding) = decimals(edge, &bounds, &here) {
                    below = edge;
                    found.push(finding);
                } else if let Some(finding) = between(edge, upper, bounds.inclusive, member(&here, name)) {
                    found.push(finding.set(milder_path, shown(upper)));
                }
            } else if let Some((target, target_path)) = promise.as_ref().filter(|_| place == 0) {
                if let Some(finding) = decimals(*target, &bounds, &here) {
                    below = *target;
                    found.push(finding);
                } else if *target != upper {
                    found.push(against(*target, upper, member(&here, name), target_path));
                }
            }
            if bounds.inclusive {
                become_below(node, below);
                bounds.upper = Some(below);
            }
        }
        order(milder.as_ref(), &bounds, &here, found);
        lower_end(&bounds, place == last, &here, found);
        milder = Some(bounds);
    }
}

/// `upTo` becomes `below`.
fn become_below(tier: &mut Node<'_>, below: Percent) {
    if let Node::Object(members) = tier {
        for (key, value) in members.iter_mut().filter(|(key, _)| key == "upTo") {
            *key = Cow::Borrowed("below");
            *value = Node::Text(Cow::Owned(shown(below)));
        }
    }
}

/// A tier that goes up to 99.89 beside one from 99.9 on means that availability is rounded first, which nobody says.
fn decimals(edge: Percent, bounds: &Bounds, here: &str) -> Option<Finding> {
    let upper = bounds.upper.filter(|upper| bounds.inclusive && *upper < edge)?;
    let places = places_of(upper).max(places_of(edge));
    let unit = 10_i64.checked_pow(PERCENT_DECIMALS.saturating_sub(places))?;
    let gap = edge.units().saturating_sub(upper.units());
    if gap > unit {
        return None;
    }
    let up_to = member(here, "upTo");
    Some(
        Finding::new(Kind::TierDecimals, up_to.clone())
            .with("from", shown(upper))
            .with("to", shown(edge))
            .with("decimals", places)
            .take_out(up_to)
            .set(member(here, "below"), shown(edge)),
    )
}

/// Decimals in the shortest form.
fn places_of(percent: Percent) -> u32 {
    let text = percent.text();
    let places = text.as_str().split_once('.').map_or(0, |(_, decimals)| decimals.len());
    u32::try_from(places).unwrap_or(PERCENT_DECIMALS)
}

/// A tier that begins at `edge`, and the next one, which ends at `upper`.
fn between(edge: Percent, upper: Percent, inclusive: bool, path: String) -> Option<Finding> {
    if upper < edge {
        Some(Finding::new(Kind::TierHole, path).with("from", shown(upper)).with("to", shown(edge)))
    } else if upper > edge || inclusive {
        Some(Finding::new(Kind::TierOverlap, path).with("from", shown(edge)).with("to", shown(upper)))
    } else {
        None
    }
}

/// Edges that do not fall, shares that do not rise.
fn order(milder: Option<&Bounds>, bounds: &Bounds, here: &str, found: &mut Vec<Finding>) {
    let Some(milder) = milder else { return };
    if let (Some(before), Some(below)) = (milder.upper, bounds.upper)
        && below >= before
    {
        let finding = Finding::new(Kind::TierOrder, member(here, "below"));
        found.push(finding.with("below", shown(below)).with("before", shown(before)));
    }
    if let (Some(before), Some(share)) = (milder.share, bounds.share)
        && share <= before
    {
        let finding = Finding::new(Kind::TierShare, member(here, "percent"));
        found.push(finding.with("percent", shown(share)).with("before", shown(before)).take_out(here.to_owned()));
    }
}

fn lower_end(bounds: &Bounds, is_last: bool, here: &str, found: &mut Vec<Finding>) {
    let path = || member(here, "atOrAbove");
    let Some(lower) = bounds.lower else { return };
    if let Some(upper) = bounds.upper.filter(|upper| *upper <= lower) {
        found.push(Finding::new(Kind::TierEmpty, path()).with("atOrAbove", shown(lower)).with("below", shown(upper)));
    }
    if is_last && lower > Percent::ZERO {
        found.push(Finding::new(Kind::TierHole, path()).with("from", 0).with("to", shown(lower)).set(path(), 0));
    }
}

fn steps(nodes: &mut [Node<'_>], path: &str, found: &mut Vec<Finding>) {
    let mut ended: Option<i64> = None;
    let last = nodes.len().saturating_sub(1);
    for (place, node) in nodes.iter_mut().enumerate() {
        let here = element(path, place);
        let (from, to) = (ms(node, "fromMs"), ms(node, "toMs"));
        if let (Some(end), Some(from)) = (ended, from) {
            let kind = if end < from { Kind::StepHole } else { Kind::StepOverlap };
            if end != from {
                let finding = Finding::new(kind, member(&here, "fromMs"));
                let finding = finding.with("fromMs", end.min(from)).with("toMs", end.max(from));
                found.push(finding.set(member(&element(path, place.saturating_sub(1)), "toMs"), from));
            }
        }
        if let Some(to) = to {
            take_out(node, "toMs");
            let end = || member(&here, "toMs");
            if let Some(from) = from.filter(|from| *from >= to) {
                found.push(Finding::new(Kind::StepEmpty, end()).with("fromMs", from).with("toMs", to));
            }
            if place == last {
                found.push(Finding::new(Kind::StepHole, end()).with("fromMs", to).take_out(end()));
            }
        }
        ended = to;
    }
}
