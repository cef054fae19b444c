//! Which milliseconds of which outage count for a service: by span, without exclusions, each at most once.

use super::register::{ConfirmedOutage, Register};
use super::service::{Service, Span};
use crate::calendar::{Instant, Period, merge};
use crate::monitoring::Subject;
use crate::order::sort_by_key;
use crate::policy::MaintenanceRule;

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
#[derive(Debug, Clone)]
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
    /// The stretches left out, in order of time.
    pub excluded: Vec<(Period, Exclusion)>,
}

impl Counted<'_> {
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

    fn exclude(&mut self, over: Period, why: Exclusion) {
        let sum = match why {
            Exclusion::Maintenance => &mut self.maintenance_ms,
            Exclusion::Suspended => &mut self.suspended_ms,
        };
        *sum = sum.saturating_add(over.length_ms());
        match self.excluded.last_mut() {
            Some((last, same)) if *same == why && last.to() == over.from() => {
                *last = Period::new(last.from(), over.to()).unwrap_or(*last);
            }
            _ => self.excluded.push((over, why)),
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
    let mut rows: Vec<Option<Counted<'a>>> = vec![None; candidates.len()];
    let mut service_ms: i64 = 0;
    let mut cursor = horizon.from();
    let unknown = |from: Instant, to: Instant| Period::new(from, to).map(|over| (over, None));
    for span in &service.spans {
        let Some(over) = span.within(horizon) else { continue };
        if let Some((gap, none)) = unknown(cursor, over.from()) {
            Segment { over: gap, span: none, service }.count(rule, register, &candidates, &mut rows);
        }
        if span.is_active() {
            service_ms = service_ms.saturating_add(over.length_ms());
        }
        Segment { over, span: Some(span), service }.count(rule, register, &candidates, &mut rows);
        cursor = over.to();
    }
    if let Some((gap, none)) = unknown(cursor, horizon.to()) {
        Segment { over: gap, span: none, service }.count(rule, register, &candidates, &mut rows);
    }
    let rows: Vec<Counted<'a>> = rows.into_iter().flatten().collect();
    let sum = |of: fn(&Counted<'a>) -> i64| rows.iter().map(of).fold(0, i64::saturating_add);
    Downtime { service_ms, counted_ms: sum(|row| row.counted_ms), excluded_ms: sum(Counted::excluded_ms), rows }
}

/// Outages of the service and of every server it was on, by (from, id).
fn candidates<'a>(service: &Service<'a>, register: &Register<'a>, horizon: Period) -> Vec<ConfirmedOutage<'a>> {
    let mut servers: Vec<&'a str> = service.spans.iter().filter_map(|span| span.server).collect();
    sort_by_key(&mut servers, |server| *server);
    servers.dedup();
    let mut found: Vec<ConfirmedOutage<'a>> =
        register.outages(Subject::Service(service.id), horizon).copied().collect();
    for server in servers {
        found.extend(register.outages(Subject::Server(server), horizon).copied());
    }
    sort_by_key(&mut found, |outage| (outage.over.from(), outage.id));
    found
}

/// A span, or a gap between spans, in the horizon.
struct Segment<'s, 'a> {
    over: Period,
    span: Option<&'s Span<'a>>,
    service: &'s Service<'a>,
}

impl<'a> Segment<'_, 'a> {
    fn count(
        &self,
        rule: MaintenanceRule,
        register: &Register<'a>,
        candidates: &[ConfirmedOutage<'a>],
        rows: &mut [Option<Counted<'a>>],
    ) {
        let mut windows: Option<Vec<Period>> = None;
        // Up to here the time of this segment already belongs to an outage.
        let mut seen = self.over.from();
        for (outage, row) in candidates.iter().zip(rows.iter_mut()) {
            let Some(clipped) = outage.over.and(self.over).filter(|_| self.is_touched_by(outage.subject)) else {
                continue;
            };
            let row = touch(row, outage.id, clipped);
            let Some(fresh) = clipped.starting(seen) else { continue };
            seen = clipped.to();
            if self.span.is_some_and(Span::is_active) {
                let windows = windows.get_or_insert_with(|| self.windows(rule, register));
                carve(fresh, windows, row);
            } else {
                row.exclude(fresh, Exclusion::Suspended);
            }
        }
    }

    fn is_touched_by(&self, subject: Subject<'a>) -> bool {
        match subject {
            Subject::Service(id) => id == self.service.id,
            Subject::Server(id) => self.span.is_some_and(|span| span.server == Some(id)),
            Subject::Everything => false,
        }
    }

    /// The maintenance that the policy leaves out here, joined.
    fn windows(&self, rule: MaintenanceRule, register: &Register<'a>) -> Vec<Period> {
        let server = self.span.and_then(|span| span.server).map(Subject::Server);
        let subjects = [Some(Subject::Everything), Some(Subject::Service(self.service.id)), server];
        let windows = subjects.into_iter().flatten().flat_map(|subject| register.maintenance(subject, self.over));
        merge(windows.filter(|window| window.is_excluded_by(rule)).map(|window| window.over).collect())
    }
}

/// The outage's row, which now reaches to the end of `clipped`.
fn touch<'r, 'a>(row: &'r mut Option<Counted<'a>>, id: &'a str, clipped: Period) -> &'r mut Counted<'a> {
    let row = row.get_or_insert_with(|| Counted {
        id,
        touches: clipped,
        counted_ms: 0,
        maintenance_ms: 0,
        suspended_ms: 0,
        excluded: Vec::new(),
    });
    row.touches = Period::new(row.touches.from(), clipped.to()).unwrap_or(row.touches);
    row
}

/// Divides `fresh` between what counts and the maintenance `windows` (sorted, disjoint).
fn carve(fresh: Period, windows: &[Period], row: &mut Counted<'_>) {
    let mut counted_ms = fresh.length_ms();
    for inside in windows.iter().filter_map(|window| window.and(fresh)) {
        counted_ms = counted_ms.saturating_sub(inside.length_ms());
        row.exclude(inside, Exclusion::Maintenance);
    }
    row.counted_ms = row.counted_ms.saturating_add(counted_ms);
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
