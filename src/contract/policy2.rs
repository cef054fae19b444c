//! The policy document, schema 2, as it is written: docs/policy.md.

use super::error::{Code, Refusal};
use super::policy::{read_cap, read_schema, read_tiers};
use super::read::{self, Input, Read, branch, duration, elements, fields, one_of, payment, percent, unique};
use crate::money::{Money, Percent};
use crate::policy::full::{
    Affected, Allowance, Allowed, Amounts, Cap, CapPer, Caps, Claim, ClaimFrom, Clock, Component, Components, Counting,
    Daily, Edge, Excuse, Excused, Extension, Factor, Family, FeeBase, FeeRule, Flat, FlatWhen, Forfeit, FullError,
    FullParts, FullPolicy, Ladder, Length, Limit, Maintenance, Minutes, Multiple, Per, PerStep, PerUnit, PeriodKind,
    Positive, Round, Rule, Rung, Schedule, Share, Stack, Tiers,
};
use core::num::NonZeroU32;

/// The number of this schema.
pub(super) const SCHEMA: i64 = 2;
/// The largest numerator and denominator of a fraction.
const LARGEST_PART: u32 = 1_000_000;
/// The longest window of a rolling year, in days.
const LONGEST_DAYS: i64 = 366;
/// The most often that a flat share is earned.
const MOST_TIMES: i64 = 1_000;
/// The words of what maintenance means.
const MAINTENANCE: [&str; 3] = ["counted", "excluded", "excludedIfAnnounced"];
/// The most decimals that a share is rounded to.
const MOST_DECIMALS: i64 = 9;

/// A document of schema 2, whose hash is known.
#[cold]
#[inline(never)]
pub(super) fn policy<'n>(hash: &'n str, node: Input<'n>) -> Read<FullPolicy<'n>> {
    let parts = document(node)?;
    let is_component = matches!(parts.schedule, Schedule::Components(_));
    FullPolicy::new(FullParts { hash, ..parts }).map_err(|error| match error {
        FullError::Cap(place) => Refusal::new(Code::PolicyCap).element(place).member("caps"),
        FullError::ComponentCap(place) if is_component => {
            Refusal::new(Code::PolicyCap).member("cap").element(place).member("of").member("schedule")
        }
        FullError::ComponentCap(_) => Refusal::new(Code::PolicyCap),
    })
}

fn document<'n>(node: Input<'n>) -> Read<FullParts<'n>> {
    fields! { branch(node)? =>
        required _schema "schema" |node| read_schema(node, SCHEMA);
        required name "name" read::id;
        required zone "zone" read::id;
        optional period "period" |node| one_of(node, PeriodKind::ALL, PeriodKind::WORDS);
        optional length "length" |node| one_of(node, Length::ALL, Length::WORDS);
        optional counting "counting" counting;
        required schedule "schedule" schedule;
        optional fee "fee" fee;
        optional caps "caps" caps;
        optional minimum_credit "minimumCredit" amounts;
        optional minimum_payout "minimumPayout" amounts;
        optional claim "claim" claim;
        optional forfeits "forfeits" |node| distinct(node, Forfeit::ALL, Forfeit::WORDS);
        optional expires_after_ms "expiresAfterMs" duration;
        optional settle_delay_ms "settleDelayMs" duration;
    }
    Ok(FullParts {
        hash: "",
        schema: 2,
        name,
        zone,
        period: period.unwrap_or(PeriodKind::Calendar),
        length: length.unwrap_or(Length::Period),
        counting: counting.unwrap_or_default(),
        schedule,
        fee: fee.unwrap_or_default(),
        caps: caps.unwrap_or_default(),
        minimum_credit: minimum_credit.unwrap_or_default(),
        minimum_payout: minimum_payout.unwrap_or_default(),
        claim,
        forfeits: forfeits.unwrap_or_default(),
        expires_after_ms,
        settle_delay_ms: settle_delay_ms.unwrap_or(FullParts::SETTLE_DELAY_MS),
    })
}

/// A list of words of a closed list, each once.
pub(super) fn distinct<T: Copy + PartialEq>(node: Input<'_>, all: &[T], words: &[&str]) -> Read<Vec<T>> {
    let mut values: Vec<T> = Vec::new();
    for (place, value) in elements(node, |node| one_of(node, all, words))?.into_iter().enumerate() {
        if values.contains(&value) {
            return Err(Refusal::new(Code::DuplicateId).element(place));
        }
        values.push(value);
    }
    Ok(values)
}

fn refuse<T>(code: Code, member: &'static str) -> Read<T> {
    Err(Refusal::new(code).member(member))
}

/// `value`, or this code where it is not there.
fn some<T>(value: Option<T>, code: Code) -> Read<T> {
    value.ok_or_else(|| Refusal::new(code))
}

fn counting(node: Input<'_>) -> Read<Counting> {
    fields! { branch(node)? =>
        optional rule "rule" |node| one_of(node, &Rule::WORDS, &Rule::WORDS);
        optional minutes "minutes" |node| some(Minutes::of(read::integer(node)?), Code::PolicyCounting);
        optional minimum_ms "minimumMs" duration;
        optional grace_ms "graceMs" duration;
        optional clock "clock" |node| one_of(node, Clock::ALL, Clock::WORDS);
        optional affected "affected" |node| one_of(node, Affected::ALL, Affected::WORDS);
        optional excused "excused" |node| one_of(node, Excused::ALL, Excused::WORDS);
        optional maintenance "maintenance" maintenance;
        optional excuses "excuses" |node| distinct(node, Excuse::ALL, Excuse::WORDS);
    }
    let Some(rule) = Rule::of(rule.unwrap_or(Rule::Exact.word()), minutes) else {
        return refuse(Code::PolicyCounting, "minutes");
    };
    Ok(Counting {
        rule,
        minimum_ms: minimum_ms.unwrap_or(0),
        grace_ms: grace_ms.unwrap_or(0),
        clock: clock.unwrap_or(Clock::Outage),
        affected: affected.unwrap_or(Affected::Whole),
        excused: excused.unwrap_or(Excused::Up),
        maintenance: maintenance.unwrap_or(Maintenance::Counted),
        excuses: excuses.unwrap_or_default(),
    })
}

fn maintenance(node: Input<'_>) -> Read<Maintenance> {
    fields! { branch(node)? =>
        required rule "rule" |node| one_of(node, &MAINTENANCE, &MAINTENANCE);
        optional notice_ms "noticeMs" duration;
        optional quota_ms "quotaMs" duration;
        optional daily "daily" daily;
    }
    match (rule, notice_ms) {
        ("counted", None) if quota_ms.is_some() => refuse(Code::PolicyMaintenance, "quotaMs"),
        ("counted", None) if daily.is_some() => refuse(Code::PolicyMaintenance, "daily"),
        ("counted", None) => Ok(Maintenance::Counted),
        ("excluded", None) | ("excludedIfAnnounced", Some(_)) => {
            Ok(Maintenance::Allowed(Allowed { notice_ms, quota_ms, daily }))
        }
        _ => refuse(Code::PolicyMaintenance, "noticeMs"),
    }
}

fn daily(node: Input<'_>) -> Read<Daily> {
    fields! { branch(node)? =>
        required from "from" minute_of_day;
        required to "to" minute_of_day;
    }
    Daily::new(from, to).map_or_else(|| refuse(Code::PolicyMaintenance, "to"), Ok)
}

/// `02:30` as minutes from midnight.
pub(super) fn minute_of_day(node: Input<'_>) -> Read<u16> {
    let number = |tens: u8, ones: u8| {
        let is_digits = tens.is_ascii_digit() && ones.is_ascii_digit();
        let value =
            u16::from(tens.wrapping_sub(b'0')).wrapping_mul(10).wrapping_add(u16::from(ones.wrapping_sub(b'0')));
        is_digits.then_some(value)
    };
    let minute = match *read::text(node)?.as_bytes() {
        [h1, h2, b':', m1, m2] => {
            let hour = number(h1, h2).filter(|hour| *hour < 24);
            let minute = number(m1, m2).filter(|minute| *minute < 60);
            hour.zip(minute).map(|(hour, minute)| hour.wrapping_mul(60).wrapping_add(minute))
        }
        _ => None,
    };
    some(minute, Code::PolicyMaintenance)
}

/// What names the family of a schedule: looked at first, as the other members depend on it.
fn family_of<'n>(node: Input<'n>) -> Read<&'n str> {
    let Some(family) = read::member(read::object(node)?, "family") else {
        return refuse(Code::MissingField, "family");
    };
    read::text(family).map_err(|refusal| refusal.member("family"))
}

fn schedule<'n>(node: Input<'n>) -> Read<Schedule<'n>> {
    match family_of(node)? {
        "components" => components(node).map(Schedule::Components),
        "extension" => extension(node).map(|extension| Schedule::One(Family::Extension(extension))),
        _ => family(node).map(Schedule::One),
    }
}

/// A family that earns money.
fn family(node: Input<'_>) -> Read<Family> {
    match family_of(node)? {
        "uptimeTiers" => uptime_tiers(node).map(Family::UptimeTiers),
        "perUnit" => per_unit(node).map(Family::PerUnit),
        "ladder" => ladder(node).map(Family::Ladder),
        "multiple" => multiple(node).map(Family::Multiple),
        "perStep" => per_step(node).map(Family::PerStep),
        "flat" => flat(node).map(Family::Flat),
        "proportional" => proportional(node).map(Family::Proportional),
        "rollingYear" => rolling_year(node),
        _ => refuse(Code::InvalidWord, "family"),
    }
}

/// The family is known: it only has to be there.
fn named(_node: Input<'_>) -> Read<()> {
    Ok(())
}

fn edge(node: Input<'_>) -> Read<Edge> {
    one_of(node, Edge::ALL, Edge::WORDS)
}

fn uptime_tiers(node: Input<'_>) -> Read<Tiers> {
    fields! { branch(node)? =>
        required _family "family" named;
        required tiers "tiers" read_tiers;
        optional edge "edge" edge;
    }
    Ok(Tiers { tiers, edge: edge.unwrap_or(Edge::Below) })
}

fn rolling_year(node: Input<'_>) -> Read<Family> {
    fields! { branch(node)? =>
        required _family "family" named;
        optional days "days" |node| within(node, 1, LONGEST_DAYS);
        required tiers "tiers" read_tiers;
        optional edge "edge" edge;
    }
    Ok(Family::RollingYear(days.unwrap_or(365), Tiers { tiers, edge: edge.unwrap_or(Edge::Below) }))
}

/// A whole number of a schedule.
fn within(node: Input<'_>, least: i64, most: i64) -> Read<u32> {
    let value = read::integer(node)?;
    some(u32::try_from(value).ok().filter(|_| (least..=most).contains(&value)), Code::PolicySchedule)
}

fn positive(node: Input<'_>) -> Read<Positive> {
    some(Positive::of(duration(node)?), Code::PolicySchedule)
}

fn factor(node: Input<'_>) -> Read<Factor> {
    some(Factor::parse(read::text(node)?), Code::PolicySchedule)
}

/// Per cent above 0.
fn some_percent(node: Input<'_>) -> Read<Percent> {
    some(Some(percent(node)?).filter(|percent| *percent > Percent::ZERO), Code::PolicySchedule)
}

fn per(node: Input<'_>) -> Read<Per> {
    one_of(node, Per::ALL, Per::WORDS)
}

fn round(node: Input<'_>) -> Read<Round> {
    one_of(node, Round::ALL, Round::WORDS)
}

fn share(node: Input<'_>) -> Read<Share> {
    fields! { branch(node)? =>
        optional percent "percent" percent;
        optional fraction "fraction" fraction;
        optional ms "ms" duration;
        optional months "months" read::months;
    }
    let share = match (percent, fraction, ms, months) {
        (Some(percent), None, None, None) if percent > Percent::ZERO => Some(Share::Percent(percent)),
        (None, Some((numerator, denominator)), None, None) => Some(Share::Fraction(numerator, denominator)),
        (None, None, Some(ms), None) => Positive::of(ms).map(Share::Time),
        (None, None, None, Some(months)) => NonZeroU32::new(months).map(Share::Months),
        _ => None,
    };
    some(share, Code::PolicyShare)
}

fn fraction(node: Input<'_>) -> Read<(NonZeroU32, NonZeroU32)> {
    let parts = elements(node, |node| {
        let part = u32::try_from(read::integer(node)?).ok().filter(|part| *part <= LARGEST_PART);
        some(part.and_then(NonZeroU32::new), Code::PolicyShare)
    })?;
    match parts.as_slice() {
        [numerator, denominator] => Ok((*numerator, *denominator)),
        _ => Err(Refusal::new(Code::PolicyShare)),
    }
}

fn per_unit(node: Input<'_>) -> Read<PerUnit> {
    fields! { branch(node)? =>
        required _family "family" named;
        required share "share" share;
        required unit "unitMs" positive;
        required round "round" round;
        required per "per" per;
        optional beyond_ms "beyondMs" duration;
        optional below "below" some_percent;
    }
    Ok(PerUnit { share, unit, round, per, beyond_ms: beyond_ms.unwrap_or(0), below })
}

fn ladder(node: Input<'_>) -> Read<Ladder> {
    fields! { branch(node)? =>
        required _family "family" named;
        required per "per" per;
        required steps "steps" |node| elements(node, rung);
    }
    Ladder::new(per, steps).map_or_else(|| refuse(Code::PolicySchedule, "steps"), Ok)
}

fn rung(node: Input<'_>) -> Read<Rung> {
    fields! { branch(node)? =>
        required from_ms "fromMs" duration;
        required share "share" share;
    }
    Ok(Rung { from_ms, share })
}

fn multiple(node: Input<'_>) -> Read<Multiple> {
    fields! { branch(node)? =>
        required _family "family" named;
        required factor "factor" factor;
        optional beyond_ms "beyondMs" duration;
        optional beyond "beyond" some_percent;
        required per "per" per;
        optional decimals "decimals" |node| within(node, 0, MOST_DECIMALS);
    }
    let beyond = match (beyond_ms, beyond) {
        (ms, None) => Allowance::Time(ms.unwrap_or(0)),
        (None, Some(promise)) => Allowance::Promise(promise),
        (Some(_), Some(_)) => return refuse(Code::PolicySchedule, "beyond"),
    };
    Ok(Multiple { factor, beyond, per, decimals })
}

fn per_step(node: Input<'_>) -> Read<PerStep> {
    fields! { branch(node)? =>
        required _family "family" named;
        required below "below" some_percent;
        required step "step" some_percent;
        required percent "percent" some_percent;
        required round "round" round;
    }
    some(PerStep::new(below, step, percent, round), Code::PolicySchedule)
}

fn flat(node: Input<'_>) -> Read<Flat> {
    fields! { branch(node)? =>
        required _family "family" named;
        required share "share" share;
        optional below "below" some_percent;
        optional at_least "incidentMs" positive;
        optional most "most" |node| within(node, 1, MOST_TIMES);
    }
    let when = match (below, at_least, most) {
        (Some(below), None, None) => FlatWhen::Below(below),
        (None, Some(at_least), most) => FlatWhen::Incidents { at_least, most: most.unwrap_or(1) },
        (Some(_), None, Some(_)) => return refuse(Code::PolicySchedule, "most"),
        _ => return refuse(Code::PolicySchedule, "incidentMs"),
    };
    Ok(Flat { share, when })
}

fn proportional(node: Input<'_>) -> Read<Option<Percent>> {
    fields! { branch(node)? =>
        required _family "family" named;
        optional below "below" some_percent;
    }
    Ok(below)
}

fn extension(node: Input<'_>) -> Read<Extension> {
    fields! { branch(node)? =>
        required _family "family" named;
        required unit "unitMs" positive;
        required round "round" round;
        required factor "factor" factor;
        required per "per" per;
        optional beyond_ms "beyondMs" duration;
    }
    Ok(Extension { unit, round, factor, per, beyond_ms: beyond_ms.unwrap_or(0) })
}

fn components<'n>(node: Input<'n>) -> Read<Components<'n>> {
    fields! { branch(node)? =>
        required _family "family" named;
        required stack "stack" |node| one_of(node, Stack::ALL, Stack::WORDS);
        required of "of" |node| elements(node, component);
    }
    unique(of.iter().map(|component| component.name), "name").map_err(|refusal| refusal.member("of"))?;
    Components::new(stack, of).map_or_else(|| refuse(Code::PolicySchedule, "of"), Ok)
}

fn component<'n>(node: Input<'n>) -> Read<Component<'n>> {
    fields! { branch(node)? =>
        required name "name" read::id;
        required family "schedule" family;
        optional cap "cap" read_cap;
    }
    Ok(Component { name, family, cap })
}

fn fee(node: Input<'_>) -> Read<FeeRule> {
    fields! { branch(node)? =>
        optional base "base" |node| one_of(node, FeeBase::ALL, FeeBase::WORDS);
        optional add_ons "addOns" read::boolean;
    }
    let default = FeeRule::default();
    Ok(FeeRule { base: base.unwrap_or(default.base), add_ons: add_ons.unwrap_or(default.add_ons) })
}

fn caps(node: Input<'_>) -> Read<Caps> {
    Caps::new(elements(node, cap)?).map_err(|place| Refusal::new(Code::PolicyCap).element(place))
}

fn cap(node: Input<'_>) -> Read<Cap> {
    fields! { branch(node)? =>
        required per "per" |node| one_of(node, CapPer::ALL, CapPer::WORDS);
        optional percent "percent" percent;
        optional amounts "amounts" amounts;
    }
    let limit = match (percent, amounts) {
        (Some(percent), None) => Limit::Percent(percent),
        (None, Some(amounts)) => Limit::Amounts(amounts),
        _ => return refuse(Code::PolicyCap, "amounts"),
    };
    Ok(Cap { per, limit })
}

/// Amounts by currency, each once, none negative.
pub(super) fn amounts(node: Input<'_>) -> Read<Amounts> {
    let amounts = elements(node, amount)?;
    unique(amounts.iter().map(|amount| amount.currency().code()), "currency")?;
    some(Amounts::new(amounts), Code::InvalidAmount)
}

fn amount(node: Input<'_>) -> Read<Money> {
    fields! { branch(node)? =>
        required currency "currency" read::currency;
        required amount "amount" read::decimal;
    }
    payment(amount, currency).map_err(|refusal| refusal.member("amount"))
}

fn claim(node: Input<'_>) -> Read<Claim> {
    fields! { branch(node)? =>
        required window_ms "windowMs" duration;
        required from "from" |node| one_of(node, ClaimFrom::ALL, ClaimFrom::WORDS);
    }
    Ok(Claim { window_ms, from })
}
