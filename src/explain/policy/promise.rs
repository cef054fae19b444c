//! What is promised and what is given: a few sentences for each family, and a table where there are tiers or steps.

use super::Writer;
use super::words::Value;
use crate::calendar::DAY_MS;
use crate::money::Percent;
use crate::policy::full::{
    Allowance, Component, Components, Edge, Extension, Family, Flat, FlatWhen, Ladder, Multiple, Per, PerStep, PerUnit,
    Round, Schedule, Share, Stack, Tiers,
};

/// The section about the whole, and one for each component.
pub(super) fn promises(schedule: &Schedule<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.section("promise", texts.promise_title, &[]);
    match schedule {
        Schedule::One(family) => promise(family, out),
        Schedule::Components(components) => {
            out.say(texts.components, &[]);
            out.say(
                match components.stack() {
                    Stack::Sum => texts.components_sum,
                    Stack::Largest => texts.components_largest,
                },
                &[],
            );
            for component in components.of() {
                of_component(component, out);
            }
        }
    }
}

fn of_component(component: &Component<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    if component.name == Components::ANY {
        out.section("component", texts.component_any_title, &[]);
        out.say(texts.component_any, &[]);
    } else {
        out.section("component", texts.component_title, &[("name", Value::Text(component.name))]);
    }
    // A table stands below all paragraphs, so the sentence that leads to it comes last.
    if let Some(percent) = component.cap {
        out.paragraph();
        out.say(texts.component_cap, &[("percent", Value::Percent(percent))]);
    }
    out.paragraph();
    promise(&component.family, out);
}

fn promise(family: &Family, out: &mut Writer<'_>) {
    let texts = out.texts;
    match family {
        Family::UptimeTiers(tiers) => tiered(tiers, None, out),
        Family::RollingYear(days, tiers) => {
            let time = Value::Time(i64::from(*days).saturating_mul(DAY_MS));
            out.say(texts.rolling, &[("time", time)]);
            out.paragraph();
            tiered(tiers, Some(time), out);
        }
        Family::PerUnit(family) => per_unit(family, out),
        Family::Ladder(family) => ladder(family, out),
        Family::Multiple(family) => multiple(family, out),
        Family::PerStep(family) => per_step(family, out),
        Family::Flat(family) => flat(family, out),
        Family::Proportional(below) => {
            out.say(texts.proportional, &[]);
            only_below(*below, out);
        }
        Family::Extension(family) => extension(family, out),
    }
}

fn tiered(tiers: &Tiers, rolling: Option<Value<'_>>, out: &mut Writer<'_>) {
    let texts = out.texts;
    let all = tiers.tiers.tiers();
    let edge = all.first().map_or(Percent::ZERO, |tier| tier.below);
    let (sentence, between, last) = match (tiers.edge, rolling) {
        (Edge::Below, None) => (texts.tiers_below, texts.tier_from_below, texts.tier_below),
        (Edge::Below, Some(_)) => (texts.rolling_below, texts.tier_from_below, texts.tier_below),
        (Edge::AtOrBelow, None) => (texts.tiers_at_or_below, texts.tier_above_at_or_below, texts.tier_at_or_below),
        (Edge::AtOrBelow, Some(_)) => (texts.rolling_at_or_below, texts.tier_above_at_or_below, texts.tier_at_or_below),
    };
    let time = ("time", rolling.unwrap_or(Value::Time(0)));
    out.say(sentence, &[("edge", Value::Percent(edge)), time]);
    let column = if rolling.is_some() { texts.rolling_column } else { texts.tiers_column };
    out.row(column, texts.credit_column, &[time]);
    let lowers = all.iter().skip(1).map(|tier| Some(tier.below)).chain([None]);
    for (tier, lower) in all.iter().zip(lowers) {
        let values = [
            ("upper", Value::Percent(tier.below)),
            ("lower", Value::Percent(lower.unwrap_or(Percent::ZERO))),
            ("percent", Value::Percent(tier.percent)),
        ];
        out.row(if lower.is_some() { between } else { last }, texts.share_percent, &values);
    }
}

/// What is looked at, and how much of it is free.
fn looked_at(per: Per, beyond_ms: i64, out: &mut Writer<'_>) {
    let texts = out.texts;
    let (sentence, beyond) = match per {
        Per::Period => (texts.per_period, texts.beyond_period),
        Per::Incident => (texts.per_incident, texts.beyond_incident),
    };
    out.paragraph();
    out.say(sentence, &[]);
    if beyond_ms > 0 {
        out.say(beyond, &[("time", Value::Time(beyond_ms))]);
    }
}

fn only_below(below: Option<Percent>, out: &mut Writer<'_>) {
    if let Some(edge) = below {
        out.paragraph();
        out.say(out.texts.only_below, &[("edge", Value::Percent(edge))]);
    }
}

/// The text for what becomes of a part of a unit.
fn rounded(round: Round, [up, down, proportional]: [&'static str; 3]) -> &'static str {
    match round {
        Round::Up => up,
        Round::Down => down,
        Round::Proportional => proportional,
    }
}

fn per_unit(family: &PerUnit, out: &mut Writer<'_>) {
    let texts = out.texts;
    let sentence = rounded(family.round, [texts.unit_up, texts.unit_down, texts.unit_proportional]);
    out.say(sentence, &[("unit", Value::Every(family.unit.ms())), ("share", Value::Share(family.share))]);
    looked_at(family.per, family.beyond_ms, out);
    only_below(family.below, out);
}

fn ladder(family: &Ladder, out: &mut Writer<'_>) {
    let texts = out.texts;
    let (sentence, column) = match family.per() {
        Per::Period => (texts.ladder_period, texts.ladder_period_column),
        Per::Incident => (texts.ladder_incident, texts.ladder_incident_column),
    };
    out.say(sentence, &[]);
    out.row(column, texts.credit_column, &[]);
    let rungs = family.rungs();
    let ends = rungs.iter().skip(1).map(|rung| Some(rung.from_ms)).chain([None]);
    for (rung, end) in rungs.iter().zip(ends) {
        let range = match (rung.from_ms, end) {
            (0, None) => texts.step_any,
            (0, Some(_)) => texts.step_to,
            (_, None) => texts.step_from,
            (_, Some(_)) => texts.step_from_to,
        };
        let values = [
            ("from", Value::Time(rung.from_ms)),
            ("to", Value::Time(end.unwrap_or(0))),
            ("share", Value::Share(rung.share)),
        ];
        out.row(range, "{share}", &values);
    }
}

fn multiple(family: &Multiple, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.say(texts.multiple, &[("factor", Value::Factor(family.factor))]);
    match family.beyond {
        Allowance::Time(ms) => looked_at(family.per, ms, out),
        Allowance::Promise(edge) => {
            looked_at(family.per, 0, out);
            out.paragraph();
            let sentence = match family.per {
                Per::Period => texts.multiple_promise_period,
                Per::Incident => texts.multiple_promise_incident,
            };
            out.say(sentence, &[("edge", Value::Percent(edge))]);
        }
    }
    if let Some(decimals) = family.decimals.map(i64::from) {
        out.paragraph();
        out.say(texts.multiple_decimals.of(decimals), &[("n", Value::Number(decimals))]);
    }
}

fn per_step(family: &PerStep, out: &mut Writer<'_>) {
    let texts = out.texts;
    let sentence = rounded(family.round, [texts.step_up, texts.step_down, texts.step_proportional]);
    let values = [
        ("below", Value::Percent(family.below())),
        ("step", Value::Percent(family.step())),
        ("share", Value::Share(Share::Percent(family.percent()))),
    ];
    out.say(sentence, &values);
}

fn flat(family: &Flat, out: &mut Writer<'_>) {
    let texts = out.texts;
    let share = ("share", Value::Share(family.share));
    match family.when {
        FlatWhen::Below(edge) => out.say(texts.flat_below, &[("edge", Value::Percent(edge)), share]),
        FlatWhen::Incidents { at_least, most } => {
            let most = i64::from(most);
            let values = [("time", Value::Time(at_least.ms())), share, ("n", Value::Number(most))];
            out.say(texts.flat_incident.of(most), &values);
        }
    }
}

fn extension(family: &Extension, out: &mut Writer<'_>) {
    let texts = out.texts;
    let sentence = rounded(family.round, [texts.extension_up, texts.extension_down, texts.extension_proportional]);
    let unit = family.unit.ms();
    out.say(sentence, &[("unit", Value::Every(unit)), ("time", Value::Times(unit, family.factor))]);
    looked_at(family.per, family.beyond_ms, out);
}
