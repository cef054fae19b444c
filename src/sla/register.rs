//! Outages and maintenance by subject, shared by all services of a request.

use crate::calendar::{Instant, Period};
use crate::monitoring::Subject;
use crate::order::{compare, sort};
use crate::policy::MaintenanceRule;
use core::cmp::Ordering;

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

/// Outages and maintenance windows, each subject's together.
#[derive(Debug, Clone)]
pub struct Register<'a> {
    outages: Vec<ConfirmedOutage<'a>>,
    outage_groups: Vec<Group<'a>>,
    maintenance: Vec<MaintenanceWindow<'a>>,
    maintenance_groups: Vec<Group<'a>>,
}

/// Where those of one subject stand.
#[derive(Debug, Clone, Copy)]
struct Group<'a> {
    subject: Subject<'a>,
    from: usize,
    to: usize,
}

impl<'a> Register<'a> {
    /// Takes them in any order.
    #[must_use]
    pub fn new(mut outages: Vec<ConfirmedOutage<'a>>, mut maintenance: Vec<MaintenanceWindow<'a>>) -> Self {
        let outage_groups = arrange(&mut outages, |outage| outage.subject, by_time);
        let by_stretch = |one: &MaintenanceWindow<'a>, other: &MaintenanceWindow<'a>| {
            one.over.from().cmp(&other.over.from()).then(one.over.to().cmp(&other.over.to()))
        };
        let maintenance_groups = arrange(&mut maintenance, |window| window.subject, by_stretch);
        Self { outages, outage_groups, maintenance, maintenance_groups }
    }

    /// Outages of `subject`, by (from, id).
    #[must_use]
    pub fn outages(&self, subject: Subject<'a>) -> &[ConfirmedOutage<'a>] {
        members(&self.outages, &self.outage_groups, subject)
    }

    /// Maintenance windows of `subject`, by when they are.
    #[must_use]
    pub fn maintenance(&self, subject: Subject<'a>) -> &[MaintenanceWindow<'a>] {
        members(&self.maintenance, &self.maintenance_groups, subject)
    }

    /// Whether there is no maintenance at all.
    #[must_use]
    pub fn is_never_maintained(&self) -> bool {
        self.maintenance.is_empty()
    }
}

/// The order in which outages are counted.
pub(super) fn by_time(one: &ConfirmedOutage<'_>, other: &ConfirmedOutage<'_>) -> Ordering {
    one.over.from().cmp(&other.over.from()).then_with(|| one.id.cmp(other.id))
}

/// Any order in which equal subjects stand together.
fn order(one: Subject<'_>, other: Subject<'_>) -> Ordering {
    let parts = |subject| match subject {
        Subject::Server(id) => (0_u32, id),
        Subject::Service(id) => (1, id),
        Subject::Everything => (2, ""),
    };
    let ((kind, id), (other_kind, other_id)) = (parts(one), parts(other));
    if kind == other_kind { compare(id, other_id) } else { kind.cmp(&other_kind) }
}

/// Puts each subject's together, in the order `inside`, and says where they stand.
fn arrange<'a, T: Copy>(
    items: &mut Vec<T>,
    subject: impl Fn(&T) -> Subject<'a>,
    inside: impl Fn(&T, &T) -> Ordering,
) -> Vec<Group<'a>> {
    if let Some(groups) = groups(items, &subject, &inside) {
        return groups;
    }
    sort(items, |one, other| order(subject(one), subject(other)).then_with(|| inside(one, other)));
    groups(items, &subject, &inside).unwrap_or_default()
}

/// `None` when they are not in order.
fn groups<'a, T>(
    items: &[T],
    subject: &impl Fn(&T) -> Subject<'a>,
    inside: &impl Fn(&T, &T) -> Ordering,
) -> Option<Vec<Group<'a>>> {
    let mut groups = Vec::new();
    let mut rest = items.iter().enumerate();
    let Some((_, mut before)) = rest.next() else { return Some(groups) };
    let mut group = Group { subject: subject(before), from: 0, to: items.len() };
    for (place, item) in rest {
        match order(group.subject, subject(item)) {
            Ordering::Equal if inside(before, item).is_le() => {}
            Ordering::Less => {
                groups.push(Group { to: place, ..group });
                group = Group { subject: subject(item), from: place, to: items.len() };
            }
            _ => return None,
        }
        before = item;
    }
    groups.push(group);
    Some(groups)
}

fn members<'r, T>(all: &'r [T], groups: &[Group<'_>], subject: Subject<'_>) -> &'r [T] {
    let at = groups.partition_point(|group| order(group.subject, subject).is_lt());
    let found = groups.get(at).filter(|group| order(group.subject, subject).is_eq());
    found.and_then(|group| all.get(group.from..group.to)).unwrap_or(&[])
}
