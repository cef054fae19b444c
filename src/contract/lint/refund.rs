//! What a refund policy that readers accept still says against itself.

use super::checks::named;
use super::finding::{Finding, Kind, element, member};
use super::{covers, windows};
use crate::contract::error::{Code, Refusal};
use crate::json::Node;
use crate::money::{Currency, Percent};
use crate::policy::refund::{
    Destination, Fee, FeeSum, GatewayFees, Give, LineKind, LineRule, OrderSum, RefundPolicy, Review, Role, Rule,
    TermFee, To, Treatment, When,
};

/// Everything that is found.
pub(super) fn checks(policy: &RefundPolicy<'_>, currencies: &[Currency], found: &mut Vec<Finding>) {
    let parts = policy.parts();
    let rules = parts.rules.as_slice();
    conditions(&parts.requires, "requires", rules, currencies, found);
    for (place, rule) in rules.iter().enumerate() {
        let here = element("rules", place);
        conditions(&rule.when, &member(&here, "when"), rules, currencies, found);
        lines(&rule.lines, &member(&here, "lines"), found);
        if let Some(before) = covers::shadow(&parts.requires, rules, place) {
            let finding = Finding::new(Kind::RuleShadowed, here.clone()).with("rule", rule.id).with("before", before);
            found.push(finding.take_out(here));
        }
    }
    windows::holes(rules, found);
    lines(&parts.lines, "lines", found);
    for (place, fee) in parts.fees.iter().enumerate() {
        self::fee(fee, &element("fees", place), currencies, found);
        known(fee.rules.as_deref(), &member(&element("fees", place), "rules"), rules, found);
    }
    statutory(policy, found);
    review(&parts.review, currencies, found);
}

/// Named rules that there are.
fn known(named: Option<&[&str]>, path: &str, rules: &[Rule<'_>], found: &mut Vec<Finding>) {
    for (place, id) in named.unwrap_or_default().iter().enumerate() {
        if rules.iter().any(|rule| rule.id == *id) {
            continue;
        }
        let here = element(path, place);
        let finding = Finding::new(Kind::RuleUnknown, here.clone()).with("rule", id);
        found.push(match rules.iter().find(|rule| rule.id.eq_ignore_ascii_case(id)) {
            Some(meant) => finding.set(here, meant.id),
            None => finding.take_out(here),
        });
    }
}

fn conditions(when: &When<'_>, path: &str, rules: &[Rule<'_>], currencies: &[Currency], found: &mut Vec<Finding>) {
    let without = member(path, "without");
    for (place, fact) in when.without.iter().enumerate().filter(|(_, fact)| when.facts.contains(fact)) {
        let here = element(&without, place);
        found.push(Finding::new(Kind::ConditionNever, here.clone()).with("fact", fact.word()).take_out(here));
    }
    if let (Some(within), Some(after)) = (when.within, when.after)
        && let Some((last, first)) = windows::limits(within, after).filter(|(last, first)| last <= first)
    {
        let here = member(path, "after");
        let finding = Finding::new(Kind::ConditionNever, here.clone()).with("within", last).with("after", first);
        found.push(finding.take_out(here));
    }
    if let Some(order) = &when.order {
        let (amounts, name) = match order {
            OrderSum::Above(amounts) => (amounts, "above"),
            OrderSum::AtMost(amounts) => (amounts, "atMost"),
        };
        named(amounts, &member(&member(path, "order"), name), currencies, found);
    }
    if let Some(quota) = &when.quota {
        known(quota.rules.as_deref(), &member(&member(path, "quota"), "rules"), rules, found);
    }
}

/// Lines of a kind that an earlier one of the kind always decides.
fn lines(lines: &[LineRule], path: &str, found: &mut Vec<Finding>) {
    for (place, line) in lines.iter().enumerate() {
        let weaker =
            |other: &LineRule| other.kind == line.kind && other.facts.iter().all(|fact| line.facts.contains(fact));
        if let Some(before) = lines.iter().take(place).position(weaker) {
            let here = element(path, place);
            let finding = Finding::new(Kind::LineShadowed, here.clone()).with("kind", line.kind.word());
            found.push(finding.with("before", element(path, before)).take_out(here));
        }
    }
}

fn fee(fee: &Fee<'_>, path: &str, currencies: &[Currency], found: &mut Vec<Finding>) {
    match &fee.sum {
        FeeSum::Amounts(amounts) => named(amounts, &member(path, "amounts"), currencies, found),
        FeeSum::Terms(terms) => {
            let path = member(path, "terms");
            for (place, term) in terms.iter().enumerate() {
                let weaker = |other: &TermFee| {
                    (other.months.is_none() || other.months == term.months)
                        && other.until.is_none_or(|until| term.until.is_some_and(|own| own <= until))
                };
                if let Some(before) = terms.iter().take(place).position(weaker) {
                    let here = element(&path, place);
                    let finding = Finding::new(Kind::TermShadowed, here.clone());
                    found.push(finding.with("before", element(&path, before)).take_out(here));
                }
            }
        }
        FeeSum::Percent(_) => {}
    }
}

/// What the law gives is not taken back by other members.
fn statutory(policy: &RefundPolicy<'_>, found: &mut Vec<Finding>) {
    let parts = policy.parts();
    let Some(first) = parts.rules.iter().find(|rule| rule.statutory) else { return };
    for (place, rule) in parts.rules.iter().enumerate().filter(|(_, rule)| rule.statutory) {
        let here = element("rules", place);
        let earlier = parts.rules.iter().take(place);
        if let Some(before) = earlier.clone().find(|rule| !rule.statutory && rule.give != Give::Full) {
            let finding = Finding::new(Kind::StatutoryLate, here.clone());
            found.push(finding.with("rule", rule.id).with("before", before.id));
        }
        if policy.treatment(rule, LineKind::Setup, &[]) == Treatment::Kept && rule.give != Give::Nothing {
            let entry = element(&member(&here, "lines"), rule.lines.len());
            let finding = Finding::new(Kind::StatutoryKept, member(&here, "lines"));
            let finding = finding.with("rule", rule.id).with("kept", LineKind::Setup.word());
            let finding = finding.set(member(&entry, "kind"), LineKind::Setup.word());
            found.push(finding.set(member(&entry, "give"), "rule"));
        }
    }
    for (place, fee) in parts.fees.iter().enumerate() {
        for (at, id) in fee.rules.iter().flatten().enumerate() {
            if parts.rules.iter().any(|rule| rule.statutory && rule.id == *id) {
                let here = element(&member(&element("fees", place), "rules"), at);
                let finding = Finding::new(Kind::StatutoryKept, here.clone()).with("rule", id).with("kept", fee.id);
                found.push(finding.take_out(here));
            }
        }
    }
    if parts.gateway_fees == GatewayFees::Kept {
        let finding = Finding::new(Kind::StatutoryKept, "gatewayFees".to_owned()).with("rule", first.id);
        found.push(finding.with("kept", "gatewayFees").set("gatewayFees".to_owned(), GatewayFees::Ours.word()));
    }
    let word = match &parts.payout.to {
        To::One(Destination::Payments) | To::Choice => return,
        To::One(to) => to.word(),
        To::Split(_) => "split",
    };
    let finding = Finding::new(Kind::StatutoryPayout, "payout.to".to_owned()).with("rule", first.id).with("to", word);
    let finding = finding.set("payout.to".to_owned(), "choice");
    found.push(if word == "split" { finding.take_out("payout.parts".to_owned()) } else { finding });
}

fn review(review: &Review<'_>, currencies: &[Currency], found: &mut Vec<Finding>) {
    if review.complex_days < review.simple_days {
        let path = "review.complexDays".to_owned();
        let finding = Finding::new(Kind::ComplexSooner, path.clone()).with("simpleDays", review.simple_days);
        found.push(finding.with("complexDays", review.complex_days).set(path, review.simple_days));
    }
    for (amounts, path) in [(&review.complex_above, "complexAbove"), (&review.second_above, "secondAbove")] {
        if !amounts.all().is_empty() {
            named(amounts, &member("review", path), currencies, found);
        }
    }
    let place_of = |role: Role| Role::ALL.iter().position(|known| *known == role);
    for (place, limit) in review.limits.iter().enumerate() {
        let path = member(&element("review.limits", place), "amounts");
        if !limit.amounts.all().is_empty() {
            named(&limit.amounts, &path, currencies, found);
        }
        for higher in review.limits.iter().filter(|other| place_of(other.role) > place_of(limit.role)) {
            for (at, amount) in limit.amounts.all().iter().enumerate() {
                if let Some(most) = higher.amounts.of(amount.currency()).filter(|most| most.minor() < amount.minor()) {
                    let here = member(&element(&path, at), "amount");
                    let finding = Finding::new(Kind::LimitOrder, here.clone()).with("role", limit.role.word());
                    let finding = finding.with("amount", amount.text().as_str()).with("above", higher.role.word());
                    found.push(finding.with("limit", most.text().as_str()).set(here, most.text().as_str()));
                }
            }
        }
    }
}

/// What is said of a refusal besides: where the parts of a payout are no whole, the last one takes the difference.
pub(super) fn refused(finding: Finding, refusal: &Refusal, document: &Node<'_>) -> Finding {
    if refusal.code() != Code::PolicyPayout {
        return finding;
    }
    let Some(Node::List(parts)) = document.get("payout").and_then(|payout| payout.get("parts")) else { return finding };
    let mut sum = Percent::ZERO;
    let mut rest = Some(Percent::HUNDRED.units());
    for part in parts {
        let percent = part.get("percent").and_then(Node::as_text).and_then(|text| Percent::parse(text).ok());
        let Some(percent) = percent else { return finding };
        let Some(more) = sum.checked_add(percent) else { return finding };
        rest = Percent::HUNDRED.units().checked_sub(sum.units());
        sum = more;
    }
    let finding = finding.with("percent", sum.text().as_str());
    let last = parts.len().saturating_sub(1);
    match rest.filter(|rest| *rest > 0 && sum != Percent::HUNDRED).and_then(Percent::of_units) {
        Some(rest) => finding.set(member(&element("payout.parts", last), "percent"), rest.text().as_str()),
        None => finding,
    }
}
