//! Which milliseconds of which outage count for a service: by span, without exclusions, each at most once.

use super::register::{ConfirmedOutage, Register, by_time};
use super::service::{Service, Span};
use crate::calendar::{Instant, Period, merge};
use crate::monitoring::Subject;
use crate::order::{compare, same, sort};
use crate::policy::MaintenanceRule;
use std::borrow::Cow;

/// Why time of an outage does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exclusion {
    /// Maintenance that the policy leaves out.
    Maintenance,
    /// The service was not active.
    Suspended,
}

impl Exclusion {
    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Maintenance => "maintenance",
            Self::Suspended => "suspended",
        }
    }
}

/// One outage that touches the service. Where outages overlap, the time belongs to the one that began first.
#[derive(Debug, Clone, Copy)]
pub struct Counted<'a> {
    /// The outage's id.
    pub id: &'a str,
    /// Where it first and last touches the service in the period.
    pub touches: Period,
    /// Milliseconds that count.
    pub counted_ms: i64,
    /// Milliseconds under maintenance.
    pub maintenance_ms: i64,
    /// Milliseconds in which the service was not active.
    pub suspended_ms: i64,
    /// How many stretches of [`Downtime::excluded`] are its own.
    pub stretches: usize,
}

impl<'a> Counted<'a> {
    fn new(id: &'a str, touches: Period) -> Self {
        Self { id, touches, counted_ms: 0, maintenance_ms: 0, suspended_ms: 0, stretches: 0 }
    }

    /// Milliseconds left out.
    #[must_use]
    pub fn excluded_ms(&self) -> i64 {
        self.maintenance_ms.saturating_add(self.suspended_ms)
    }

    /// What left the larger part out; of equals, maintenance.
    #[must_use]
    pub fn exclusion(&self) -> Option<Exclusion> {
        if self.excluded_ms() == 0 {
            None
        } else if self.suspended_ms > self.maintenance_ms {
            Some(Exclusion::Suspended)
        } else {
            Some(Exclusion::Maintenance)
        }
    }
}

/// The downtime of a service in a period; all in milliseconds.
#[derive(Debug, Clone)]
pub struct Downtime<'a> {
    /// Active time so far.
    pub service_ms: i64,
    /// What counts.
    pub counted_ms: i64,
    /// What was left out.
    pub excluded_ms: i64,
    /// One row an outage, by the outage's (from, id).
    pub rows: Vec<Counted<'a>>,
    /// The stretches left out: row by row, of each in order of time.
    pub excluded: Vec<(Period, Exclusion)>,
}

/// Counts the outages in `horizon`, the part of the period that has passed.
#[must_use]
pub fn count<'a>(
    service: &Service<'a>,
    rule: MaintenanceRule,
    register: &Register<'a>,
    horizon: Period,
) -> Downtime<'a> {
    let candidates = candidates(service, register, horizon);
    let rows = Vec::with_capacity(candidates.len());
    let mut down = Downtime { service_ms: 0, counted_ms: 0, excluded_ms: 0, rows, excluded: Vec::new() };
    let mut segments = segments(&service.spans, horizon, &mut down.service_ms);
    let asks_for_windows = rule != MaintenanceRule::Counted && !register.is_never_maintained();
    let mut first = 0;
    for outage in candidates.iter() {
        // Outages come by their begin: none touches what ended before this one began.
        while segments.get(first).is_some_and(|segment| segment.over.to() <= outage.over.from()) {
            first = first.saturating_add(1);
        }
        let mut row = None;
        for segment in segments.get_mut(first..).unwrap_or_default() {
            if segment.over.from() >= outage.over.to() {
                break;
            }
            let Some(clipped) = outage.over.and(segment.over).filter(|_| segment.is_touched_by(outage.subject)) else {
                continue;
            };
            let row = row.get_or_insert_with(|| Counted::new(outage.id, clipped));
            row.touches = row.touches.reaching(clipped.to());
            let Some(fresh) = clipped.starting(segment.seen) else { continue };
            segment.seen = clipped.to();
            if !segment.is_active() {
                exclude(fresh, Exclusion::Suspended, row, &mut down.excluded);
            } else if asks_for_windows {
                let windows = segment.windows.get_or_insert_with(|| windows(segment.span, service, rule, register));
                carve(fresh, windows, row, &mut down.excluded);
            } else {
                row.counted_ms = row.counted_ms.saturating_add(fresh.length_ms());
            }
        }
        if let Some(row) = row {
            down.counted_ms = down.counted_ms.saturating_add(row.counted_ms);
            down.excluded_ms = down.excluded_ms.saturating_add(row.excluded_ms());
            down.rows.push(row);
        }
    }
    down
}

/// Outages of the service and of every server it was on, by (from, id); what does not touch `horizon` may be missing.
fn candidates<'r, 'a>(
    service: &Service<'a>,
    register: &'r Register<'a>,
    horizon: Period,
) -> Cow<'r, [ConfirmedOutage<'a>]> {
    let own = register.outages(Subject::Service(service.id));
    let mut servers: Vec<&'a str> = Vec::with_capacity(service.spans.len());
    for span in &service.spans {
        if let (Some(server), Some(_)) = (span.server, span.within(horizon)) {
            servers.push(server);
        }
    }
    sort(&mut servers, |one, other| compare(one, other));
    servers.dedup_by(|one, other| same(one, other));
    if let ([], [server]) = (own, servers.as_slice()) {
        return Cow::Borrowed(register.outages(Subject::Server(server)));
    }
    let mut found: Vec<ConfirmedOutage<'a>> = Vec::new();
    let all = servers.iter().map(|server| register.outages(Subject::Server(server)));
    for outages in core::iter::once(own).chain(all) {
        found.extend(outages.iter().filter(|outage| outage.over.overlaps(horizon)));
    }
    sort(&mut found, by_time);
    Cow::Owned(found)
}

/// A span, or a gap between spans, in the horizon.
struct Segment<'s, 'a> {
    over: Period,
    span: Option<&'s Span<'a>>,
    /// Up to here its time already belongs to an outage.
    seen: Instant,
    /// The maintenance that the policy leaves out here, joined, as far as outages have not passed it; `None` before it
    /// is asked for.
    windows: Option<Windows>,
}

/// The horizon in pieces; adds up the active ones.
fn segments<'s, 'a>(spans: &'s [Span<'a>], horizon: Period, service_ms: &mut i64) -> Vec<Segment<'s, 'a>> {
    let mut segments = Vec::with_capacity(spans.len().saturating_mul(2).saturating_add(1));
    let mut cursor = horizon.from();
    for span in spans {
        let Some(over) = span.within(horizon) else { continue };
        if let Some(gap) = Period::new(cursor, over.from()) {
            segments.push(Segment { over: gap, span: None, seen: gap.from(), windows: None });
        }
        if span.is_active() {
            *service_ms = service_ms.saturating_add(over.length_ms());
        }
        segments.push(Segment { over, span: Some(span), seen: over.from(), windows: None });
        cursor = over.to();
    }
    if let Some(gap) = Period::new(cursor, horizon.to()) {
        segments.push(Segment { over: gap, span: None, seen: gap.from(), windows: None });
    }
    segments
}

impl<'a> Segment<'_, 'a> {
    fn is_active(&self) -> bool {
        self.span.is_some_and(Span::is_active)
    }

    /// Whether an outage of this subject, one of the service's candidates, is about the service here.
    fn is_touched_by(&self, subject: Subject<'a>) -> bool {
        match subject {
            Subject::Service(_) => true,
            Subject::Server(id) => self.span.and_then(|span| span.server).is_some_and(|server| same(server, id)),
            Subject::Everything => false,
        }
    }
}

/// Sorted, disjoint maintenance.
struct Windows {
    over: Vec<Period>,
    /// Those before it ended before the outage that was looked at last.
    next: usize,
}

#[inline(never)]
fn windows<'a>(
    span: Option<&Span<'a>>,
    service: &Service<'a>,
    rule: MaintenanceRule,
    register: &Register<'a>,
) -> Windows {
    let server = span.and_then(|span| span.server).map(Subject::Server);
    let mut over = Vec::new();
    for subject in [Some(Subject::Everything), Some(Subject::Service(service.id)), server].into_iter().flatten() {
        for window in register.maintenance(subject) {
            if window.is_excluded_by(rule) {
                over.push(window.over);
            }
        }
    }
    Windows { over: merge(over), next: 0 }
}

/// Divides `fresh` between what counts and the maintenance; what is fresh comes in order of time.
fn carve(fresh: Period, windows: &mut Windows, row: &mut Counted<'_>, excluded: &mut Vec<(Period, Exclusion)>) {
    let mut counted_ms = fresh.length_ms();
    while windows.over.get(windows.next).is_some_and(|window| window.to() <= fresh.from()) {
        windows.next = windows.next.saturating_add(1);
    }
    for window in windows.over.get(windows.next..).unwrap_or_default() {
        let Some(inside) = window.and(fresh) else { break };
        counted_ms = counted_ms.saturating_sub(inside.length_ms());
        exclude(inside, Exclusion::Maintenance, row, excluded);
    }
    row.counted_ms = row.counted_ms.saturating_add(counted_ms);
}

/// Leaves a stretch out; one that continues the outage's last one makes that longer.
fn exclude(over: Period, why: Exclusion, row: &mut Counted<'_>, excluded: &mut Vec<(Period, Exclusion)>) {
    let sum = match why {
        Exclusion::Maintenance => &mut row.maintenance_ms,
        Exclusion::Suspended => &mut row.suspended_ms,
    };
    *sum = sum.saturating_add(over.length_ms());
    match excluded.last_mut() {
        Some((last, same)) if row.stretches > 0 && *same == why && last.to() == over.from() => {
            *last = last.reaching(over.to());
        }
        _ => {
            excluded.push((over, why));
            row.stretches = row.stretches.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::register::MaintenanceWindow;
    use super::super::service::SpanState;
    use super::*;
    use crate::calendar::Month;

    fn over(from: i64, to: i64) -> Period {
        Period::new(Instant::from_ms(from), Instant::from_ms(to)).unwrap()
    }

    fn outage<'a>(id: &'a str, subject: Subject<'a>, from: i64, to: i64) -> ConfirmedOutage<'a> {
        ConfirmedOutage { id, subject, over: over(from, to) }
    }

    fn span(from: i64, to: i64, server: &str, state: SpanState) -> Span<'_> {
        Span { from: Instant::from_ms(from), to: Some(Instant::from_ms(to)), server: Some(server), state }
    }

    /// `(id, counted, maintenance, suspended)` over the period 0 to 1000, with maintenance of server 1 at 100 to 200.
    fn counted<'a>(spans: Vec<Span<'a>>, outages: Vec<ConfirmedOutage<'a>>) -> Vec<(&'a str, i64, i64, i64)> {
        let month = Month::parse("2026-03").unwrap();
        let (assignments, charges) = (Vec::new(), Vec::new());
        let service = Service { id: "s", period: "2026-03", month, spans, assignments, charges, recurring: None };
        let window = MaintenanceWindow { subject: Subject::Server("1"), over: over(100, 200), announced_at: None };
        let register = Register::new(outages, vec![window]);
        let down = count(&service, MaintenanceRule::Excluded, &register, over(0, 1000));
        assert_eq!(down.counted_ms, down.rows.iter().map(|row| row.counted_ms).sum::<i64>());
        down.rows.iter().map(|row| (row.id, row.counted_ms, row.maintenance_ms, row.suspended_ms)).collect()
    }

    #[test]
    fn overlapping_time_belongs_to_the_first() {
        let server = Subject::Server("1");
        let outages = vec![
            outage("b", Subject::Service("s"), 350, 500),
            outage("a", server, 300, 400),
            outage("c", server, 320, 380),
        ];
        let spans = vec![span(0, 1000, "1", SpanState::Active)];
        assert_eq!(counted(spans, outages), [("a", 100, 0, 0), ("c", 0, 0, 0), ("b", 100, 0, 0)]);
    }

    #[test]
    fn a_moved_service_answers_for_its_own_server_only() {
        let spans = vec![span(0, 500, "1", SpanState::Active), span(500, 1000, "2", SpanState::Active)];
        let outages = vec![
            outage("old", Subject::Server("1"), 400, 600),
            outage("new", Subject::Server("2"), 450, 550),
            outage("gone", Subject::Server("1"), 700, 800),
        ];
        assert_eq!(counted(spans, outages), [("old", 100, 0, 0), ("new", 50, 0, 0)]);
    }

    #[test]
    fn maintenance_and_suspension_are_left_out() {
        let spans = vec![span(0, 300, "1", SpanState::Active), span(300, 400, "1", SpanState::Suspended)];
        let outages = vec![outage("a", Subject::Server("1"), 50, 350), outage("gap", Subject::Service("s"), 900, 950)];
        assert_eq!(counted(spans, outages), [("a", 150, 100, 50), ("gap", 0, 0, 50)]);
    }
}
