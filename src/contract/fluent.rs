//! `settle` for a request that consists of the known phrases: read as it goes, and each service settled as soon as it is
//! read. Whatever is not as it should be ends it without an answer: the tree, read anew, says what is wrong.

use super::phrases as form;
use super::settle::{out_of_order, put_settled};
use super::settled::Rows;
use crate::Lookup;
use crate::calendar::{Instant, Offset, Period, Zone};
use crate::money::{Currency, Money, Percent};
use crate::monitoring::Subject;
use crate::order::{first_repeat, same};
use crate::policy::{Assignment, MaintenanceRule, Policy, PolicyParts, Schedule, Scope, Tier};
use crate::settlement::{Capabilities, ClientState, Entry, Route};
use crate::sla::{
    Charge, ConfirmedOutage, Fee, MaintenanceWindow, Register, Service, Span, SpanState, Tax, TaxMode, Terms,
};
use crate::text::{Measured, Phrase, Phrases};

/// Elements for which a list has room at first.
const USUAL: usize = 8;
/// Largest duration and counter, as elsewhere.
const LARGEST: i64 = 9_007_199_254_740_992;

/// Lengths of words that say which one it is.
const COUNTED: u32 = 7;
const EXCLUDED: u32 = 8;
const EXCLUDED_IF_ANNOUNCED: u32 = 19;
const ACTIVE: u32 = 6;
const SUSPENDED: u32 = 9;
const INVOICE_LINE: u32 = 11;

/// The answer, unless there is anything about the request that does not go.
pub(super) fn answer(request: &str) -> Option<Vec<u8>> {
    let measured = Measured::of(request, form::LIST)?;
    let mut phrases = measured.phrases();
    let phrases = &mut phrases;
    let as_of = phrases.take(&form::ROOT)?.instant(0)?;
    let capabilities = capabilities(phrases)?;
    let zones = zones(phrases)?;
    phrases.take(&form::POLICIES)?;
    let policies = policies(phrases, &zones)?;
    phrases.take(&form::OUTAGES)?;
    let outages = outages(phrases)?;
    let mut windows = Vec::new();
    if phrases.take(&form::MAINTENANCE).is_some() && !phrases.is_next(&form::CLIENTS) {
        // By value, so that what is left to be read needs no place in memory.
        (windows, *phrases) = self::windows(*phrases)?;
    }
    phrases.take(&form::CLIENTS)?;
    let mut clients = clients(phrases)?;
    phrases.take(&form::SERVICES)?;

    let terms = Terms { as_of, policies, zones, register: Register::new(outages, windows) };
    let mut rows = Rows::start();
    let mut keys = Vec::new();
    while let Some(phrase) = phrases.take(&form::SERVICE) {
        if phrase.has(0) == keys.is_empty() {
            return None;
        }
        let (client, state) = clients.get_mut(phrase.text(2))?;
        let (service, entries) = service(&phrase, phrases, &terms, state.carry.currency())?;
        keys.push((service.id, service.period));
        put_settled(&terms, &capabilities, &service, &entries, (client, state), &mut rows).ok()?;
    }
    phrases.take(&form::END)?;
    let is_over = phrases.is_over() && first_repeat(keys.iter().copied()).is_none();
    is_over.then(|| rows.finish())
}

/// The elements of a list, each with a comma in front of it but the first. In place, as each list is read but once.
macro_rules! list {
    ($phrases:ident, $form:expr, $phrase:ident => $value:expr) => {{
        let mut values = Vec::new();
        while let Some($phrase) = $phrases.take($form) {
            if values.is_empty() {
                values = Vec::with_capacity(USUAL);
            }
            if $phrase.has(0) == values.is_empty() {
                return None;
            }
            values.push($value);
        }
        values
    }};
}

/// `None` when one of them comes twice.
#[inline(always)]
fn distinct<'k, T>(items: &[T], key: impl Fn(&T) -> &'k str) -> Option<()> {
    (items.len() < 2 || are_distinct(items, key)).then_some(())
}

#[inline(never)]
fn are_distinct<'k, T>(items: &[T], key: impl Fn(&T) -> &'k str) -> bool {
    if items.len() > USUAL {
        return first_repeat(items.iter().map(|item| (key(item), ""))).is_none();
    }
    let mut rest = items;
    while let [first, others @ ..] = rest {
        if others.iter().any(|other| same(key(first), key(other))) {
            return false;
        }
        rest = others;
    }
    true
}

#[inline(always)]
fn within(value: i64, largest: i64) -> Option<i64> {
    (0..=largest).contains(&value).then_some(value)
}

#[inline(always)]
fn small(value: i64, least: u32, most: u32) -> Option<u32> {
    u32::try_from(value).ok().filter(|value| (least..=most).contains(value))
}

#[inline(always)]
fn capabilities(phrases: &mut Phrases<'_>) -> Option<Capabilities> {
    let (way, has_scales) = if let Some(phrase) = phrases.take(&form::ROUTED_SCALES) {
        (Some(way(phrase.length(0))), true)
    } else if phrases.take(&form::SCALES).is_some() {
        (None, true)
    } else {
        (phrases.take(&form::ROUTED_ZONES).map(|phrase| way(phrase.length(0))), false)
    };
    let mut postable_scale = Vec::new();
    if has_scales {
        postable_scale = list!(phrases, &form::SCALE, phrase => {
            (Currency::from_code(phrase.text(1))?, small(phrase.integer(2), 0, 4)?)
        });
        distinct(&postable_scale, |(currency, _): &(Currency, u32)| currency.code())?;
    }
    if has_scales || way.is_none() {
        phrases.take(&form::ZONES)?;
    }
    Some(Capabilities { way, postable_scale })
}

#[inline(always)]
fn way(length: u32) -> Route {
    if length == INVOICE_LINE { Route::InvoiceLine } else { Route::AccountCredit }
}

#[inline(always)]
fn zones<'n>(phrases: &mut Phrases<'n>) -> Option<Lookup<'n, Zone<'n>>> {
    let mut zones = Vec::new();
    while let Some(phrase) = phrases.take(&form::ZONE) {
        if phrase.has(0) == zones.is_empty() {
            return None;
        }
        let offsets = list!(phrases, &form::OFFSET, phrase => {
            let from = if phrase.has(1) { Some(phrase.instant(1)?) } else { None };
            Offset { from, seconds: phrase.integer(3) }
        });
        phrases.take(&form::END)?;
        zones.push(Zone::new(phrase.text(1), offsets).ok()?);
    }
    distinct(&zones, Zone::name)?;
    Some(Lookup::new(zones))
}

#[inline(always)]
fn policies<'n>(phrases: &mut Phrases<'n>, zones: &Lookup<'n, Zone<'n>>) -> Option<Lookup<'n, Policy<'n>>> {
    let mut policies = Vec::new();
    while let Some(phrase) = phrases.take(&form::POLICY) {
        if phrase.has(0) == policies.is_empty() {
            return None;
        }
        let policy = policy(&phrase, phrases)?;
        zones.get(policy.zone())?;
        policies.push(policy);
    }
    distinct(&policies, Policy::hash)?;
    Some(Lookup::new(policies))
}

#[inline(always)]
fn policy<'n>(phrase: &Phrase<'n, { 7 + 2 }>, phrases: &mut Phrases<'n>) -> Option<Policy<'n>> {
    let notice_ms = if phrase.has(5) { Some(within(phrase.integer(5), LARGEST)?) } else { None };
    let maintenance = match (phrase.length(4), notice_ms) {
        (COUNTED, None) => MaintenanceRule::Counted,
        (EXCLUDED, None) => MaintenanceRule::Excluded,
        (EXCLUDED_IF_ANNOUNCED, Some(notice_ms)) => MaintenanceRule::ExcludedIfAnnounced { notice_ms },
        _ => return None,
    };
    let tiers = list!(phrases, &form::TIER, phrase => {
        Tier { below: percent(phrase.text(1))?, percent: percent(phrase.text(2))? }
    });
    let schedule = Schedule::uptime_tiers(tiers).ok()?;
    let (mut minimum_payout, mut settle_delay_ms) = (Vec::new(), None);
    let cap;
    if let Some(end) = phrases.take(&form::POLICY_END) {
        cap = if end.has(1) { Some(percent(end.text(1))?) } else { None };
        if end.has(4) {
            settle_delay_ms = Some(within(end.integer(4), LARGEST)?);
        }
    } else {
        let minimums = phrases.take(&form::MINIMUMS)?;
        cap = if minimums.has(1) { Some(percent(minimums.text(1))?) } else { None };
        minimum_payout =
            list!(phrases, &form::MINIMUM, phrase => payment(phrase.text(2), Currency::from_code(phrase.text(1))?)?);
        distinct(&minimum_payout, |minimum: &Money| minimum.currency().code())?;
        let end = phrases.take(&form::LIST_END)?;
        if end.has(1) {
            settle_delay_ms = Some(within(end.integer(1), LARGEST)?);
        }
    }
    let (hash, name, zone) = (phrase.text(1), phrase.text(2), phrase.text(3));
    Policy::new(PolicyParts { hash, name, zone, maintenance, schedule, cap, minimum_payout, settle_delay_ms }).ok()
}

#[inline(always)]
fn outages<'n>(phrases: &mut Phrases<'n>) -> Option<Vec<ConfirmedOutage<'n>>> {
    let mut outages: Vec<ConfirmedOutage<'n>> = Vec::new();
    loop {
        let (phrase, subject) = if let Some(phrase) = phrases.take(&form::OUTAGE_OF_SERVER) {
            (phrase, Subject::Server(phrase.text(2)))
        } else if let Some(phrase) = phrases.take(&form::OUTAGE_OF_SERVICE) {
            (phrase, Subject::Service(phrase.text(2)))
        } else {
            break;
        };
        if phrase.has(0) == outages.is_empty() {
            return None;
        }
        let over = Period::new(phrase.instant(3)?, phrase.instant(4)?)?;
        outages.push(ConfirmedOutage { id: phrase.text(1), subject, over });
    }
    distinct(&outages, |outage| outage.id)?;
    Some(outages)
}

#[inline(never)]
fn windows<'n>(mut rest: Phrases<'n>) -> Option<(Vec<MaintenanceWindow<'n>>, Phrases<'n>)> {
    let phrases = &mut rest;
    let (mut ids, mut windows) = (Vec::new(), Vec::new());
    loop {
        let (is_next, id, subject, period, announced) = if let Some(phrase) = phrases.take(&form::WINDOW) {
            (
                phrase.has(0),
                phrase.text(1),
                Subject::Everything,
                (phrase.instant(2), phrase.instant(3)),
                phrase.optional(4),
            )
        } else if let Some(phrase) = phrases.take(&form::WINDOW_OF_SERVER) {
            let subject = Subject::Server(phrase.text(2));
            (phrase.has(0), phrase.text(1), subject, (phrase.instant(3), phrase.instant(4)), phrase.optional(5))
        } else if let Some(phrase) = phrases.take(&form::WINDOW_OF_SERVICE) {
            let subject = Subject::Service(phrase.text(2));
            (phrase.has(0), phrase.text(1), subject, (phrase.instant(3), phrase.instant(4)), phrase.optional(5))
        } else {
            break;
        };
        if is_next == windows.is_empty() {
            return None;
        }
        let announced_at = match announced {
            None => None,
            Some(text) => Some(Instant::parse(text)?),
        };
        ids.push(id);
        windows.push(MaintenanceWindow { subject, over: Period::new(period.0?, period.1?)?, announced_at });
    }
    distinct(&ids, |id| *id)?;
    Some((windows, rest))
}

#[inline(always)]
fn clients<'n>(phrases: &mut Phrases<'n>) -> Option<Lookup<'n, (&'n str, ClientState)>> {
    let clients = list!(phrases, &form::CLIENT, phrase => {
        let currency = Currency::from_code(phrase.text(2))?;
        let revision = within(phrase.integer(3), LARGEST)?;
        (phrase.text(1), ClientState { revision, carry: Money::parse(phrase.text(4), currency).ok()? })
    });
    distinct(&clients, |(id, _): &(&str, ClientState)| *id)?;
    Some(Lookup::new(clients))
}

#[inline(always)]
fn service<'n>(
    phrase: &Phrase<'n, { 4 + 2 }>,
    phrases: &mut Phrases<'n>,
    terms: &Terms<'n>,
    currency: Currency,
) -> Option<(Service<'n>, Vec<Entry>)> {
    let period = phrase.text(3);
    let month = phrase.month(3)?;
    let spans = list!(phrases, &form::SPAN, phrase => span(&phrase)?);
    if out_of_order(&spans).is_some() {
        return None;
    }
    phrases.take(&form::ASSIGNMENTS)?;
    let assignments = list!(phrases, &form::ASSIGNMENT, phrase => {
        let scope = if phrase.initial(1) == b'p' { Scope::Product } else { Scope::Service };
        // The same text at the policy's own place is found again without being read.
        let policy = terms.policies.get(phrase.text(2))?.hash();
        Assignment { scope, policy, from: phrase.instant(3)? }
    });
    phrases.take(&form::CHARGES)?;
    let charges = charges(phrases, currency)?;
    let recurring = recurring(phrases, currency)?;
    let entries = entries(phrases, currency)?;
    phrases.take(&form::END)?;
    Some((Service { id: phrase.text(1), period, month, spans, assignments, charges, recurring }, entries))
}

#[inline(always)]
fn span<'n>(phrase: &Phrase<'n, { 7 + 2 }>) -> Option<Span<'n>> {
    let from = phrase.instant(1)?;
    let mut to = None;
    if phrase.has(2) {
        let end = phrase.instant(2)?;
        Period::new(from, end)?;
        to = Some(end);
    }
    let state = match phrase.length(6) {
        ACTIVE => SpanState::Active,
        SUSPENDED => SpanState::Suspended,
        _ => SpanState::Ended,
    };
    Some(Span { from, to, server: phrase.optional(4), state })
}

#[inline(always)]
fn charges<'n>(phrases: &mut Phrases<'n>, currency: Currency) -> Option<Vec<Charge<'n>>> {
    let mut charges = Vec::new();
    loop {
        let (phrase, is_taxed) = if let Some(phrase) = phrases.take(&form::CHARGE) {
            (phrase, false)
        } else if let Some(phrase) = phrases.take(&form::TAXED_CHARGE) {
            (phrase, true)
        } else {
            break;
        };
        if phrase.has(0) == charges.is_empty() {
            return None;
        }
        let from = phrase.date(2)?;
        let months = small(phrase.integer(3), 1, 120)?;
        let amount = payment(phrase.text(4), currency)?;
        let mut tax = None;
        if is_taxed {
            tax = Some(Tax { mode: mode(phrase.initial(5)), rate: rates(phrases)? });
            let end = phrases.take(&form::LIST_END)?;
            if end.has(1) || end.has(2) {
                return None;
            }
        }
        charges.push(Charge { id: phrase.text(1), from, fee: Fee { months, amount, tax } });
    }
    Some(charges)
}

/// The regular fee; the list of entries begins behind it.
#[inline(always)]
fn recurring(phrases: &mut Phrases<'_>, currency: Currency) -> Option<Option<Fee>> {
    if phrases.take(&form::ENTRIES).is_some() {
        return Some(None);
    }
    let (phrase, is_taxed) = if let Some(phrase) = phrases.take(&form::RECURRING) {
        (phrase, false)
    } else {
        (phrases.take(&form::TAXED_RECURRING)?, true)
    };
    let months = small(phrase.integer(0), 1, 120)?;
    let amount = payment(phrase.text(1), currency)?;
    let mut tax = None;
    if is_taxed {
        tax = Some(Tax { mode: mode(phrase.initial(2)), rate: rates(phrases)? });
        phrases.take(&form::RECURRING_END)?;
    }
    Some(Some(Fee { months, amount, tax }))
}

#[inline(always)]
fn mode(initial: u8) -> TaxMode {
    if initial == b'e' { TaxMode::Exclusive } else { TaxMode::Inclusive }
}

/// The sum of a tax's rates.
#[inline(always)]
fn rates(phrases: &mut Phrases<'_>) -> Option<Percent> {
    let (mut sum, mut is_first) = (Percent::ZERO, true);
    while let Some(phrase) = phrases.take(&form::RATE) {
        if phrase.has(0) == is_first {
            return None;
        }
        is_first = false;
        sum = sum.checked_add(percent(phrase.text(1))?)?;
    }
    Some(sum)
}

#[inline(always)]
fn entries(phrases: &mut Phrases<'_>, currency: Currency) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut n: i64 = 1;
    while let Some(phrase) = phrases.take(&form::ENTRY) {
        if phrase.has(0) == entries.is_empty() || phrase.integer(1) != n {
            return None;
        }
        n = n.wrapping_add(1);
        let amount = |group| Money::parse(phrase.text(group), currency).ok();
        let (net, tax, gross) = (amount(2)?, amount(3)?, amount(4)?);
        if net.plus(tax) != Ok(gross) {
            return None;
        }
        entries.push(Entry { net, tax, gross });
    }
    Some(entries)
}

/// An amount that is not negative.
#[inline(always)]
fn payment(text: &str, currency: Currency) -> Option<Money> {
    Money::parse(text, currency).ok().filter(|amount| amount.minor() >= 0)
}

#[inline(always)]
fn percent(text: &str) -> Option<Percent> {
    Percent::parse(text).ok()
}
