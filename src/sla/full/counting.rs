//! From outages to downtime, in the order of docs/policy.md: touching, clock, excuses, minimum, grace, rule, share.

use super::input::{Detail, FullService, FullTerms};
use crate::calendar::{Instant, MINUTE_MS, Period, Zone, merge};
use crate::money::{Fraction, MoneyError, Percent};
use crate::monitoring::Subject;
use crate::order::{compare, place_by, same, sort};
use crate::policy::full::{Affected, Clock, Components, Counting, Daily, Excuse, Maintenance, Rule};
use crate::sla::register::by_time;
use crate::sla::{ConfirmedOutage, Span};

/// Why time of an outage does not count; of equally large parts the first names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Maintenance that the policy excuses.
    Maintenance,
    /// The service was not active.
    Suspended,
    /// Nobody had reported it yet.
    NotReported,
    /// It was looked at before.
    Used,
    /// Another component counted it.
    Counted,
    /// The service's own excuse.
    Excuse(Excuse),
    /// Too little was left of the outage.
    Minimum,
    /// The beginning of an outage is free.
    Grace,
}

impl Why {
    /// Every one, in order.
    pub const ALL: [Self; 12] = [
        Self::Maintenance,
        Self::Suspended,
        Self::NotReported,
        Self::Used,
        Self::Counted,
        Self::Excuse(Excuse::Unpaid),
        Self::Excuse(Excuse::Abuse),
        Self::Excuse(Excuse::Client),
        Self::Excuse(Excuse::ForceMajeure),
        Self::Excuse(Excuse::ThirdParty),
        Self::Minimum,
        Self::Grace,
    ];

    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Maintenance => "maintenance",
            Self::Suspended => "suspended",
            Self::NotReported => "notReported",
            Self::Used => "used",
            Self::Counted => "counted",
            Self::Excuse(excuse) => excuse.word(),
            Self::Minimum => "minimum",
            Self::Grace => "grace",
        }
    }
}

/// A stretch of downtime of one outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// When.
    pub over: Period,
    /// What its time weighs.
    pub weight: Percent,
    /// The outage's place in [`Tally::rows`].
    pub row: usize,
}

/// One outage that touches the service.
#[derive(Debug, Clone)]
pub struct FullCounted<'a> {
    /// Its id.
    pub id: &'a str,
    /// Where it first and last touches the service in the window.
    pub touches: Period,
    /// What is left of it, in milliseconds.
    pub counted_ms: i64,
    /// What it weighs.
    pub weight: Percent,
    /// Whether it was never reported, though it had to be.
    pub is_unreported: bool,
    /// What was left out, in order of time.
    pub excluded: Vec<(Period, Why)>,
}

impl FullCounted<'_> {
    /// Milliseconds left out.
    #[must_use]
    pub fn excluded_ms(&self) -> i64 {
        self.excluded.iter().fold(0, |sum, (over, _)| sum.saturating_add(over.length_ms()))
    }

    /// What left the larger part out.
    #[must_use]
    pub fn exclusion(&self) -> Option<Why> {
        let (mut largest, mut found) = (0, None);
        for why in Why::ALL {
            let own = self.excluded.iter().filter(|(_, other)| *other == why);
            let sum = own.fold(0_i64, |sum, (over, _)| sum.saturating_add(over.length_ms()));
            if sum > largest {
                (largest, found) = (sum, Some(why));
            }
        }
        found
    }
}

/// What is looked at.
pub struct View<'v, 'a> {
    /// What all services share.
    pub terms: &'v FullTerms<'a>,
    /// The service.
    pub service: &'v FullService<'a>,
    /// The policy's rules.
    pub counting: &'v Counting,
    /// The policy's zone.
    pub zone: &'v Zone<'a>,
    /// The whole stretch, also what has not come yet.
    pub window: Period,
    /// Only outages of this component; `None` or `any`: all.
    pub component: Option<&'a str>,
    /// What was looked at before, and what other components counted.
    pub before: &'v [(Period, Why)],
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Tally<'a> {
    /// Active time of the whole window.
    pub active_ms: i64,
    /// Active time so far.
    pub service_ms: i64,
    /// Excused time within the active time of the whole window.
    pub excused_ms: i64,
    /// One row an outage, by (from, id).
    pub rows: Vec<FullCounted<'a>>,
    /// What is left of them, in order of time, without overlap.
    pub left: Vec<Piece>,
}

/// A span, or a gap between spans.
struct Segment<'s, 'a> {
    over: Period,
    span: Option<&'s Span<'a>>,
    /// Up to here its time already belongs to an outage.
    seen: Instant,
}

/// Steps 1 to 5: which outages touch the service, and what is left of each.
#[inline(never)]
pub fn count<'a>(view: &View<'_, 'a>) -> Tally<'a> {
    let spans = &view.service.plain.spans;
    let active: Vec<(Period, &Span<'a>)> = spans
        .iter()
        .filter(|span| span.is_active())
        .filter_map(|span| Some((span.within(view.window)?, span)))
        .collect();
    let length = |over: Option<Period>| over.map_or(0, Period::length_ms);
    let sum = |parts: &mut dyn Iterator<Item = i64>| parts.fold(0_i64, i64::saturating_add);
    let excused = excused(view, &active);
    let mut tally = Tally {
        active_ms: sum(&mut active.iter().map(|(over, _)| over.length_ms())),
        service_ms: sum(&mut active.iter().map(|(over, _)| length(over.ending(view.terms.as_of)))),
        excused_ms: sum(&mut excused.iter().map(|(over, _)| over.length_ms())),
        rows: Vec::new(),
        left: Vec::new(),
    };
    let Some(horizon) = view.window.ending(view.terms.as_of) else { return tally };
    let mut segments = segments(spans, horizon);
    for outage in candidates(view, horizon) {
        let detail = view.terms.details.get(outage.id).copied().unwrap_or_default();
        let is_about = view.component.is_none_or(|name| name == Components::ANY || detail.component == Some(name));
        if is_about && let Some((row, mut left)) = touch(view, &outage, &detail, &mut segments, &excused) {
            let place = tally.rows.len();
            left.iter_mut().for_each(|piece| piece.row = place);
            tally.rows.push(row);
            tally.left.append(&mut left);
        }
    }
    place_by(&mut tally.left, |one, other| one.over.from() > other.over.from());
    tally
}

/// Outages of the service and of every server it was on, by (from, id).
fn candidates<'a>(view: &View<'_, 'a>, horizon: Period) -> Vec<ConfirmedOutage<'a>> {
    let (service, register) = (&view.service.plain, &view.terms.register);
    let mut servers: Vec<&'a str> = Vec::new();
    for span in service.spans.iter().filter(|span| span.within(horizon).is_some()) {
        servers.extend(span.server);
    }
    sort(&mut servers, |one, other| compare(one, other));
    servers.dedup_by(|one, other| same(one, other));
    let mut found: Vec<ConfirmedOutage<'a>> = Vec::new();
    for subject in core::iter::once(Subject::Service(service.id)).chain(servers.into_iter().map(Subject::Server)) {
        found.extend(register.outages(subject).iter().filter(|outage| outage.over.overlaps(horizon)));
    }
    sort(&mut found, by_time);
    found
}

fn segments<'s, 'a>(spans: &'s [Span<'a>], horizon: Period) -> Vec<Segment<'s, 'a>> {
    let mut segments = Vec::new();
    let mut cursor = horizon.from();
    let mut add = |over: Option<Period>, span| {
        segments.extend(over.map(|over| Segment { over, span, seen: over.from() }));
    };
    for span in spans {
        let Some(over) = span.within(horizon) else { continue };
        add(Period::new(cursor, over.from()), None);
        add(Some(over), Some(span));
        cursor = over.to();
    }
    add(Period::new(cursor, horizon.to()), None);
    segments
}

impl<'a> Segment<'_, 'a> {
    fn is_active(&self) -> bool {
        self.span.is_some_and(Span::is_active)
    }

    fn is_touched_by(&self, subject: Subject<'a>) -> bool {
        match subject {
            Subject::Service(_) => true,
            Subject::Server(id) => self.span.and_then(|span| span.server).is_some_and(|server| same(server, id)),
            Subject::Everything => false,
        }
    }
}

/// One outage, and what is left of it; `None` where it does not touch the service.
fn touch<'a>(
    view: &View<'_, 'a>,
    outage: &ConfirmedOutage<'a>,
    detail: &Detail<'_>,
    segments: &mut [Segment<'_, 'a>],
    excused: &[(Period, Why)],
) -> Option<(FullCounted<'a>, Vec<Piece>)> {
    let mut touches: Option<Period> = None;
    let (mut fresh, mut out) = (Vec::new(), Vec::new());
    for segment in segments.iter_mut().filter(|segment| segment.is_touched_by(outage.subject)) {
        let Some(clipped) = outage.over.and(segment.over) else { continue };
        touches = Some(touches.map_or(clipped, |touches| touches.reaching(clipped.to())));
        let Some(own) = clipped.starting(segment.seen) else { continue };
        segment.seen = clipped.to();
        if segment.is_active() {
            fresh.push(own);
        } else {
            out.push((own, Why::Suspended));
        }
    }
    let counting = view.counting;
    if counting.clock == Clock::Report {
        // Up to the report, or as long as it lasts.
        let until = detail.reported_at.unwrap_or(Instant::LAST);
        if let Some(before) = Period::new(outage.over.from(), until) {
            cut(&mut fresh, &[(before, Why::NotReported)], &mut out);
        }
    }
    cut(&mut fresh, view.before, &mut out);
    cut(&mut fresh, excused, &mut out);
    let rest = fresh.iter().fold(0_i64, |sum, over| sum.saturating_add(over.length_ms()));
    if rest < counting.minimum_ms {
        out.extend(fresh.drain(..).map(|over| (over, Why::Minimum)));
    }
    let mut free = counting.grace_ms;
    while let Some(first) = fresh.first_mut().filter(|_| free > 0) {
        let until = first.from().plus_ms(free);
        out.extend(first.ending(until).map(|over| (over, Why::Grace)));
        free = free.saturating_sub(first.length_ms());
        match first.starting(until) {
            Some(later) => *first = later,
            None => {
                fresh.remove(0);
            }
        }
    }
    let weight = match counting.affected {
        Affected::Whole => Percent::HUNDRED,
        Affected::Share => detail.affected.unwrap_or(Percent::HUNDRED),
    };
    let row = FullCounted {
        id: outage.id,
        touches: touches?,
        counted_ms: fresh.iter().fold(0, |sum, over| sum.saturating_add(over.length_ms())),
        weight,
        is_unreported: counting.clock == Clock::Report && detail.reported_at.is_none(),
        excluded: joined(out),
    };
    Some((row, fresh.into_iter().map(|over| Piece { over, weight, row: 0 }).collect()))
}

fn is_later(one: &(Period, Why), other: &(Period, Why)) -> bool {
    one.0.from() > other.0.from()
}

/// In order of time; stretches of one reason that adjoin are one.
fn joined(mut out: Vec<(Period, Why)>) -> Vec<(Period, Why)> {
    place_by(&mut out, is_later);
    let mut joined: Vec<(Period, Why)> = Vec::with_capacity(out.len());
    for (over, why) in out {
        match joined.last_mut() {
            Some((last, same)) if *same == why && last.to() == over.from() => *last = last.reaching(over.to()),
            _ => joined.push((over, why)),
        }
    }
    joined
}

/// Takes stretches out of `fresh`.
#[inline(never)]
fn cut(fresh: &mut Vec<Period>, stretches: &[(Period, Why)], out: &mut Vec<(Period, Why)>) {
    for (stretch, why) in stretches {
        let mut place = 0;
        while let Some(over) = fresh.get(place).copied() {
            let Some(inside) = over.and(*stretch) else {
                place = place.saturating_add(1);
                continue;
            };
            out.push((inside, *why));
            fresh.remove(place);
            for rest in [over.ending(inside.from()), over.starting(inside.to())].into_iter().flatten() {
                fresh.insert(place, rest);
                place = place.saturating_add(1);
            }
        }
    }
}

/// Excused time within active time, without overlap: maintenance first, then the service's own excuses.
fn excused<'a>(view: &View<'_, 'a>, active: &[(Period, &Span<'a>)]) -> Vec<(Period, Why)> {
    let mut found = maintenance(view, active);
    let mut own: Vec<(Period, Excuse)> = view.service.excused.clone();
    own.retain(|(_, excuse)| view.counting.excuses.contains(excuse));
    // By the list first, then by their begin, so that of those that begin together the list's first comes first.
    let mut ordered: Vec<(Period, Why)> = Vec::new();
    for excuse in Excuse::ALL {
        ordered.extend(own.iter().filter(|(_, other)| other == excuse).map(|(over, _)| (*over, Why::Excuse(*excuse))));
    }
    place_by(&mut ordered, is_later);
    for (stretch, why) in ordered {
        let mut fresh: Vec<Period> = Vec::new();
        fresh.extend(active.iter().filter_map(|(over, _)| over.and(stretch)));
        cut(&mut fresh, &found, &mut Vec::new());
        found.extend(fresh.into_iter().map(|over| (over, why)));
    }
    found
}

/// Maintenance that the policy excuses, as far as the quota reaches.
fn maintenance<'a>(view: &View<'_, 'a>, active: &[(Period, &Span<'a>)]) -> Vec<(Period, Why)> {
    let Maintenance::Allowed(allowed) = view.counting.maintenance else { return Vec::new() };
    let (rule, register) = (view.counting.maintenance.rule(), &view.terms.register);
    let mut found: Vec<Period> = Vec::new();
    let days = allowed.daily.map_or_else(Vec::new, |daily| daily_stretches(daily, view.zone, view.window));
    for (over, span) in active {
        let server = span.server.map(Subject::Server);
        let all = [Some(Subject::Everything), Some(Subject::Service(view.service.plain.id)), server];
        for subject in all.into_iter().flatten() {
            let windows = register.maintenance(subject).iter().filter(|window| window.is_excluded_by(rule));
            found.extend(windows.filter_map(|window| window.over.and(*over)));
        }
        found.extend(days.iter().filter_map(|day| day.and(*over)));
    }
    let mut rest = allowed.quota_ms.unwrap_or(i64::MAX);
    let mut excused = Vec::new();
    for over in merge(found) {
        excused
            .extend(over.ending(over.from().plus_ms(rest)).filter(|_| rest > 0).map(|over| (over, Why::Maintenance)));
        rest = rest.saturating_sub(over.length_ms()).max(0);
    }
    excused
}

/// The stretch of every day that touches the window.
fn daily_stretches(daily: Daily, zone: &Zone<'_>, window: Period) -> Vec<Period> {
    let ms = |minute: u16| i64::from(minute).saturating_mul(MINUTE_MS);
    let last = zone.date_at(window.to());
    let mut found = Vec::new();
    // The one that begins on the day before may reach into the first one.
    let mut date = zone.date_at(window.from()).plus_days(-1);
    while date <= last {
        let end = if daily.reaches_over() { date.plus_days(1) } else { date };
        found.extend(Period::new(zone.at(date, ms(daily.from())), zone.at(end, ms(daily.to()))));
        date = date.plus_days(1);
    }
    found
}

/// Step 6, on pieces in order of time without overlap: what the rule makes of them, each time with its weight.
#[must_use]
pub fn measured(rule: Rule, pieces: &[Piece]) -> Vec<Piece> {
    match rule {
        Rule::Exact => pieces.to_vec(),
        Rule::WholeMinutes => wholly(pieces, MINUTE_MS, MINUTE_MS),
        Rule::ConsecutiveMinutes(minutes) => wholly(pieces, MINUTE_MS, minutes.ms()),
        Rule::WholeSlots(minutes) => wholly(pieces, minutes.ms(), minutes.ms()),
        // A stretch is a whole number of milliseconds.
        Rule::LongOutages(minutes) => wholly(pieces, 1, minutes.ms()),
        Rule::TouchedMinutes => touched(pieces, MINUTE_MS),
        Rule::TouchedSlots(minutes) => touched(pieces, minutes.ms()),
    }
}

/// Slots wholly down, in runs of at least `least_ms`.
fn wholly(pieces: &[Piece], slot_ms: i64, least_ms: i64) -> Vec<Piece> {
    let runs = merge(pieces.iter().map(|piece| piece.over).collect());
    let mut found = Vec::new();
    for run in runs {
        let from = Instant::from_ms(up(run.from().ms(), slot_ms));
        let to = Instant::from_ms(down(run.to().ms(), slot_ms));
        let Some(whole) = Period::new(from, to).filter(|whole| whole.length_ms() >= least_ms) else { continue };
        found.extend(pieces.iter().filter_map(|piece| Some(Piece { over: piece.over.and(whole)?, ..*piece })));
    }
    found
}

/// Slots of which an instant is down; what is not down itself weighs as the first that touches the slot.
fn touched(pieces: &[Piece], slot_ms: i64) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut cursor = Instant::from_ms(i64::MIN);
    let mut tail: Option<Piece> = None;
    for piece in pieces {
        let begin = Instant::from_ms(down(piece.over.from().ms(), slot_ms)).max(cursor);
        let end = Instant::from_ms(up(piece.over.to().ms(), slot_ms));
        if let Some(last) = tail.take() {
            // The rest of the slot that the one before ended in, up to this one.
            let rest = Period::new(last.over.to(), cursor.min(piece.over.from()));
            found.extend(rest.map(|over| Piece { over, ..last }));
        }
        found.extend(Period::new(begin, piece.over.from()).map(|over| Piece { over, ..*piece }));
        found.push(*piece);
        cursor = end;
        tail = Some(*piece);
    }
    if let Some(last) = tail {
        found.extend(Period::new(last.over.to(), cursor).map(|over| Piece { over, ..last }));
    }
    found
}

fn down(ms: i64, slot_ms: i64) -> i64 {
    ms.saturating_sub(ms.checked_rem_euclid(slot_ms).unwrap_or(0))
}

fn up(ms: i64, slot_ms: i64) -> i64 {
    let down = down(ms, slot_ms);
    if down == ms { ms } else { down.saturating_add(slot_ms) }
}

/// Step 7: the sum, each time by its weight.
///
/// # Errors
/// [`MoneyError::Overflow`].
pub fn weighed(pieces: &[Piece]) -> Result<Fraction, MoneyError> {
    let (mut whole, mut parts) = (0_i64, Fraction::ZERO);
    for piece in pieces {
        let ms = piece.over.length_ms();
        if piece.weight == Percent::HUNDRED {
            whole = whole.saturating_add(ms);
        } else {
            let weight = Fraction::new(piece.weight.units(), Percent::HUNDRED.units())?;
            parts = parts.plus(Fraction::whole(ms).times(weight)?)?;
        }
    }
    parts.plus(Fraction::whole(whole))
}

/// One incident: what is left of one outage, or of several whose stretches touch.
#[derive(Debug, Clone)]
pub struct Incident {
    /// From its first instant to its last.
    pub over: Period,
    /// Its downtime.
    pub ms: Fraction,
}

/// The incidents in order of time, each measured by itself.
///
/// # Errors
/// [`MoneyError::Overflow`].
#[inline(never)]
pub fn incidents(rule: Rule, left: &[Piece], rows: usize, most: Fraction) -> Result<Vec<Incident>, MoneyError> {
    let mut groups: Vec<usize> = (0..rows).collect();
    let group = |groups: &[usize], row: usize| groups.get(row).copied().unwrap_or(row);
    for (one, next) in left.iter().zip(left.iter().skip(1)) {
        let (into, from) = (group(&groups, one.row), group(&groups, next.row));
        if one.over.to() == next.over.from() && into != from {
            groups.iter_mut().filter(|group| **group == from).for_each(|group| *group = into);
        }
    }
    let mut order: Vec<(usize, Vec<Piece>)> = Vec::new();
    for piece in left {
        let own = group(&groups, piece.row);
        match order.iter_mut().find(|(other, _)| *other == own) {
            Some((_, pieces)) => pieces.push(*piece),
            None => order.push((own, vec![*piece])),
        }
    }
    let mut found = Vec::with_capacity(order.len());
    for (_, pieces) in order {
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { continue };
        let over = first.over.reaching(last.over.to());
        found.push(Incident { over, ms: weighed(&measured(rule, &pieces))?.least(most)? });
    }
    Ok(found)
}
