//! What is promised and what is given: a few sentences for each family, and a table where there are tiers or steps.

use super::words::{Texts, digits, factor_text, fill};
use super::{Section, Table};
use crate::money::Percent;
use crate::policy::full::{
    Allowance, Component, Components, Edge, Extension, Family, Flat, FlatWhen, Ladder, Multiple, Per, PerStep, PerUnit,
    Round, Schedule, Stack, Tiers,
};

/// Milliseconds of a day.
const DAY_MS: i64 = crate::calendar::DAY_MS;

/// The section about the whole, and one for each component.
pub(super) fn sections(schedule: &Schedule<'_>, texts: &Texts) -> Vec<Section> {
    let mut section = Section::new("promise", texts.promise_title);
    match schedule {
        Schedule::One(family) => {
            promise(family, texts, &mut section);
            vec![section]
        }
        Schedule::Components(components) => {
            let stack = match components.stack() {
                Stack::Sum => texts.components_sum,
                Stack::Largest => texts.components_largest,
            };
            section.say(&[texts.components, stack]);
            let mut sections = vec![section];
            for (place, component) in (1..).zip(components.of()) {
                sections.push(of_component(place, component, texts));
            }
            sections
        }
    }
}

fn of_component(place: i64, component: &Component<'_>, texts: &Texts) -> Section {
    let is_any = component.name == Components::ANY;
    let title = if is_any {
        texts.component_any_title.to_owned()
    } else {
        fill(texts.component_title, &[("name", component.name)])
    };
    let mut section = Section::new(&["component", &digits(place)].concat(), &title);
    if is_any {
        section.say(&[texts.component_any]);
    }
    // A table stands below all paragraphs, so the sentence that leads to it comes last.
    if let Some(percent) = component.cap {
        section.say(&[fill(texts.component_cap, &[("percent", &texts.percent(percent))])]);
    }
    promise(&component.family, texts, &mut section);
    section
}

fn promise(family: &Family, texts: &Texts, section: &mut Section) {
    match family {
        Family::UptimeTiers(tiers) => {
            let (below, at_or_below) = (texts.tiers_below, texts.tiers_at_or_below);
            let column = texts.tiers_column.to_owned();
            tiered(tiers, texts, (below, at_or_below), "", column, section);
        }
        Family::RollingYear(days, tiers) => {
            let time = texts.duration(i64::from(*days).saturating_mul(DAY_MS));
            section.say(&[fill(texts.rolling, &[("time", &time)])]);
            let column = fill(texts.rolling_column, &[("time", &time)]);
            tiered(tiers, texts, (texts.rolling_below, texts.rolling_at_or_below), &time, column, section);
        }
        Family::PerUnit(family) => per_unit(family, texts, section),
        Family::Ladder(family) => ladder(family, texts, section),
        Family::Multiple(family) => multiple(family, texts, section),
        Family::PerStep(family) => per_step(family, texts, section),
        Family::Flat(family) => flat(family, texts, section),
        Family::Proportional(below) => {
            section.say(&[texts.proportional]);
            only_below(*below, texts, section);
        }
        Family::Extension(family) => extension(family, texts, section),
    }
}

fn tiered(
    tiers: &Tiers,
    texts: &Texts,
    (below, at_or_below): (&str, &str),
    time: &str,
    column: String,
    section: &mut Section,
) {
    let all = tiers.tiers.tiers();
    let edge = all.first().map_or(Percent::ZERO, |tier| tier.below);
    let (sentence, between, last) = match tiers.edge {
        Edge::Below => (below, texts.tier_from_below, texts.tier_below),
        Edge::AtOrBelow => (at_or_below, texts.tier_above_at_or_below, texts.tier_at_or_below),
    };
    section.say(&[fill(sentence, &[("edge", &texts.percent(edge)), ("time", time)])]);
    let lowers = all.iter().skip(1).map(|tier| Some(tier.below)).chain([None]);
    let row = |(tier, lower): (&crate::policy::Tier, Option<Percent>)| {
        let upper = texts.percent(tier.below);
        let range = match lower {
            Some(lower) => fill(between, &[("lower", &texts.percent(lower)), ("upper", &upper)]),
            None => fill(last, &[("upper", &upper)]),
        };
        [range, fill(texts.share_percent, &[("percent", &texts.percent(tier.percent))])]
    };
    let rows = all.iter().zip(lowers).map(row).collect();
    section.table = Some(Table { columns: [column, texts.credit_column.to_owned()], rows });
}

/// What is looked at, and how much of it is free.
fn looked_at(per: Per, beyond_ms: i64, texts: &Texts, section: &mut Section) {
    let (sentence, beyond) = match per {
        Per::Period => (texts.per_period, texts.beyond_period),
        Per::Incident => (texts.per_incident, texts.beyond_incident),
    };
    let mut sentences = vec![sentence.to_owned()];
    if beyond_ms > 0 {
        sentences.push(fill(beyond, &[("time", &texts.duration(beyond_ms))]));
    }
    section.say(&sentences);
}

fn only_below(below: Option<Percent>, texts: &Texts, section: &mut Section) {
    if let Some(edge) = below {
        section.say(&[fill(texts.only_below, &[("edge", &texts.percent(edge))])]);
    }
}

/// The text for what becomes of a part of a unit.
fn rounded<'t>(round: Round, up: &'t str, down: &'t str, proportional: &'t str) -> &'t str {
    match round {
        Round::Up => up,
        Round::Down => down,
        Round::Proportional => proportional,
    }
}

fn per_unit(family: &PerUnit, texts: &Texts, section: &mut Section) {
    let sentence = rounded(family.round, texts.unit_up, texts.unit_down, texts.unit_proportional);
    let (unit, share) = (texts.every(family.unit.ms()), texts.share(family.share));
    section.say(&[fill(sentence, &[("unit", &unit), ("share", &share)])]);
    looked_at(family.per, family.beyond_ms, texts, section);
    only_below(family.below, texts, section);
}

fn ladder(family: &Ladder, texts: &Texts, section: &mut Section) {
    let (sentence, column) = match family.per() {
        Per::Period => (texts.ladder_period, texts.ladder_period_column),
        Per::Incident => (texts.ladder_incident, texts.ladder_incident_column),
    };
    section.say(&[sentence]);
    let rungs = family.rungs();
    let ends = rungs.iter().skip(1).map(|rung| Some(rung.from_ms)).chain([None]);
    let row = |(rung, end): (&crate::policy::full::Rung, Option<i64>)| {
        let (from, to) = (texts.duration(rung.from_ms), end.map(|ms| texts.duration(ms)));
        let range = match (rung.from_ms, to) {
            (0, None) => texts.step_any.to_owned(),
            (0, Some(to)) => fill(texts.step_to, &[("to", &to)]),
            (_, None) => fill(texts.step_from, &[("from", &from)]),
            (_, Some(to)) => fill(texts.step_from_to, &[("from", &from), ("to", &to)]),
        };
        [range, texts.share(rung.share)]
    };
    let rows = rungs.iter().zip(ends).map(row).collect();
    section.table = Some(Table { columns: [column.to_owned(), texts.credit_column.to_owned()], rows });
}

fn multiple(family: &Multiple, texts: &Texts, section: &mut Section) {
    let factor = factor_text(family.factor);
    section.say(&[fill(texts.multiple, &[("factor", factor.as_str())])]);
    match family.beyond {
        Allowance::Time(ms) => looked_at(family.per, ms, texts, section),
        Allowance::Promise(edge) => {
            looked_at(family.per, 0, texts, section);
            let sentence = match family.per {
                Per::Period => texts.multiple_promise_period,
                Per::Incident => texts.multiple_promise_incident,
            };
            section.say(&[fill(sentence, &[("edge", &texts.percent(edge))])]);
        }
    }
    if let Some(decimals) = family.decimals {
        section.say(&[texts.count(texts.multiple_decimals, i64::from(decimals), &[])]);
    }
}

fn per_step(family: &PerStep, texts: &Texts, section: &mut Section) {
    let sentence = rounded(family.round, texts.step_up, texts.step_down, texts.step_proportional);
    let [below, step, percent] =
        [family.below(), family.step(), family.percent()].map(|percent| texts.percent(percent));
    section.say(&[fill(sentence, &[("below", &below), ("step", &step), ("percent", &percent)])]);
}

fn flat(family: &Flat, texts: &Texts, section: &mut Section) {
    let share = texts.share(family.share);
    let sentence = match family.when {
        FlatWhen::Below(edge) => fill(texts.flat_below, &[("edge", &texts.percent(edge)), ("share", &share)]),
        FlatWhen::Incidents { at_least, most } => {
            let time = texts.duration(at_least.ms());
            texts.count(texts.flat_incident, i64::from(most), &[("time", &time), ("share", &share)])
        }
    };
    section.say(&[sentence]);
}

fn extension(family: &Extension, texts: &Texts, section: &mut Section) {
    let sentence = rounded(family.round, texts.extension_up, texts.extension_down, texts.extension_proportional);
    let unit = family.unit.ms();
    let (every, time) = (texts.every(unit), texts.multiplied(unit, family.factor));
    section.say(&[fill(sentence, &[("unit", &every), ("time", &time)])]);
    looked_at(family.per, family.beyond_ms, texts, section);
}
