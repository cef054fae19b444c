//! Outages and maintenance by subject, shared by all services of a request.

use crate::calendar::{Instant, Period};
use crate::monitoring::Subject;
use crate::order::sort_by_key;
use crate::policy::MaintenanceRule;

/// A confirmed outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConfirmedOutage<'a> {
    /// Its id.
    pub id: &'a str,
    /// A server or a service.
    pub subject: Subject<'a>,
    /// When.
    pub over: Period,
}

/// An announced maintenance window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaintenanceWindow<'a> {
    /// What it is about.
    pub subject: Subject<'a>,
    /// When.
    pub over: Period,
    /// When it was announced; `None` if never.
    pub announced_at: Option<Instant>,
}

impl MaintenanceWindow<'_> {
    /// Whether a policy with this rule leaves the window out of downtime.
    #[must_use]
    pub fn is_excluded_by(&self, rule: MaintenanceRule) -> bool {
        match rule {
            MaintenanceRule::Counted => false,
            MaintenanceRule::Excluded => true,
            MaintenanceRule::ExcludedIfAnnounced { notice_ms } => {
                self.announced_at.is_some_and(|announced| announced.plus_ms(notice_ms) <= self.over.from())
            }
        }
    }
}

/// Outages and maintenance windows, sorted for looking them up by subject.
#[derive(Debug, Clone)]
pub struct Register<'a> {
    outages: Vec<ConfirmedOutage<'a>>,
    maintenance: Vec<MaintenanceWindow<'a>>,
}

impl<'a> Register<'a> {
    /// Takes them in any order.
    #[must_use]
    pub fn new(mut outages: Vec<ConfirmedOutage<'a>>, mut maintenance: Vec<MaintenanceWindow<'a>>) -> Self {
        sort_by_key(&mut outages, |outage| (outage.subject, outage.over.from(), outage.id));
        sort_by_key(&mut maintenance, |window| (window.subject, window.over.from(), window.over.to()));
        Self { outages, maintenance }
    }

    /// Outages of `subject` that share an instant with `period`, by (from, id).
    pub fn outages(&self, subject: Subject<'a>, period: Period) -> impl Iterator<Item = &ConfirmedOutage<'a>> {
        let start = self.outages.partition_point(|outage| outage.subject < subject);
        self.outages
            .iter()
            .skip(start)
            .take_while(move |outage| outage.subject == subject && outage.over.from() < period.to())
            .filter(move |outage| outage.over.overlaps(period))
    }

    /// Maintenance windows of `subject` that share an instant with `period`.
    pub fn maintenance(&self, subject: Subject<'a>, period: Period) -> impl Iterator<Item = &MaintenanceWindow<'a>> {
        let start = self.maintenance.partition_point(|window| window.subject < subject);
        self.maintenance
            .iter()
            .skip(start)
            .take_while(move |window| window.subject == subject && window.over.from() < period.to())
            .filter(move |window| window.over.overlaps(period))
    }
}
