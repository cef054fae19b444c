//! The slow second algorithm, steps 1 to 7 of docs/policy.md: one cell for each second, nothing else. Each rule is the
//! sentence of the page, asked of every second; no stretch is ever cut, joined or sorted.

use super::case::{Case, Excused, Family, Maintenance, Rule, SERVICE, Span, State, Window, seconds};
use super::draw::HOURS;
use super::ratio::Ratio;

/// Seconds before and after the hours, for slots that reach out of them.
const AROUND: i64 = 3_600;

/// What was found; all times in seconds.
#[derive(Debug, Clone)]
pub struct Seconds {
    /// The first one.
    begin: i64,
    /// Of each second the outage that is left there, as its place in the case.
    pub left: Vec<Option<usize>>,
    /// What a second of each outage weighs, in milliseconds.
    weights: Vec<i64>,
    /// Of each outage: what counts, what was left out.
    pub rows: Vec<(i64, i64)>,
    /// What availability is measured in.
    pub service: i64,
    /// Excused service time.
    pub excused: i64,
    rule: Rule,
}

/// Counts outages of `component` (all: `any`) as `family` looks at them, without seconds that are `taken`.
pub fn count(case: &Case, family: &Family, component: &str, taken: &[bool]) -> Seconds {
    let begin = case.begin() - AROUND;
    let all: Vec<i64> = (begin..begin + HOURS + 2 * AROUND).collect();
    let (from, to) = case.window_of(family);
    let is_in = |second: i64| from <= second && second < to;
    let span = |second: i64| case.spans.iter().find(|span| span.from <= second && span.to.is_none_or(|to| second < to));
    let is_active = |second: i64| is_in(second) && span(second).is_some_and(is_up);
    let touches = |subject: &str, second: i64| {
        let server = subject.strip_prefix("server:");
        subject == SERVICE || (server.is_some() && span(second).is_some_and(|span| span.server == server))
    };

    // Excused: maintenance as far as the quota reaches, then the service's own excuses.
    let mut quota = case.counting.maintenance.and_then(|rule| rule.quota).unwrap_or(i64::MAX);
    let offsets: Vec<(i64, i64)> =
        case.place.offsets.iter().map(|(from, by)| (from.map_or(i64::MIN, seconds), *by)).collect();
    let mut excused = Vec::with_capacity(all.len());
    for second in &all {
        let is_maintained = is_active(*second)
            && case.counting.maintenance.is_some_and(|rule| {
                let applies = |window: &Window| {
                    excuses(window, rule, *second) && (window.subject == "*" || touches(window.subject, *second))
                };
                is_daily(&offsets, rule, *second) || case.windows.iter().any(applies)
            });
        let within = is_maintained && quota > 0;
        quota -= i64::from(is_maintained);
        let own = |row: &Excused| case.counting.excuses.contains(&row.kind) && (row.from..row.to).contains(second);
        excused.push(within || (is_active(*second) && case.excused.iter().any(own)));
    }

    // Whose time it is: the outage's that began first.
    let mut order: Vec<usize> = (0..case.outages.len()).collect();
    order.sort_by_key(|place| (case.outages[*place].from, case.outages[*place].id.clone()));
    order.retain(|place| component == "any" || case.outages[*place].component == Some(component));
    let mut left = Vec::with_capacity(all.len());
    let mut rows = vec![(0, 0); case.outages.len()];
    for (cell, second) in all.iter().enumerate() {
        let here = |place: &&usize| {
            let outage = &case.outages[**place];
            let lasts = outage.from <= *second && *second < outage.to;
            lasts && is_in(*second) && *second < case.as_of && touches(outage.subject, *second)
        };
        let owner = order.iter().find(here).copied();
        let counts = |place: usize| {
            let is_reported = !case.counting.by_report || case.outages[place].reported.is_some_and(|at| at <= *second);
            let is_used = case.used.iter().any(|(from, to)| (*from..*to).contains(second));
            is_active(*second) && is_reported && !is_used && !taken[cell] && !excused[cell]
        };
        if let Some(place) = owner {
            rows[place].1 += 1;
        }
        left.push(owner.filter(|place| counts(*place)));
    }
    for place in order {
        let own: Vec<usize> = (0..left.len()).filter(|cell| left[*cell] == Some(place)).collect();
        let length = i64::try_from(own.len()).unwrap();
        let free = if length < case.counting.minimum { length } else { case.counting.grace.min(length) };
        own.iter().take(usize::try_from(free).unwrap()).for_each(|cell| left[*cell] = None);
        rows[place] = (length - free, rows[place].1 - (length - free));
    }

    // Time that no cell stands for: nothing happens there.
    let elsewhere = |span: &Span| {
        let (from, to) = (span.from.max(from), span.to.unwrap_or(to).min(to));
        (to.min(begin) - from).max(0) + (to - from.max(all[all.len() - 1] + 1)).max(0)
    };
    let cells = (0..all.len()).filter(|cell| is_active(all[*cell]));
    let (up, out): (Vec<usize>, Vec<usize>) = cells.partition(|cell| !(case.counting.outside && excused[*cell]));
    let in_all = up.iter().chain(&out).filter(|cell| excused[**cell]).count();
    let mut service =
        i64::try_from(up.len()).unwrap() + case.spans.iter().filter(|span| is_up(span)).map(elsewhere).sum::<i64>();
    if matches!(family, Family::RollingYear { .. }) && (service > 0 || !out.is_empty()) {
        // Before the service began it is as good as up.
        let first = case.spans.iter().find(|span| is_up(span)).unwrap().from;
        service += (first - from).max(0);
    }
    let weights = case.outages.iter().map(|outage| match outage.affected {
        Some(percent) if case.counting.by_share => (Ratio::percent(percent) * Ratio::whole(1_000)).floor(),
        _ => 1_000,
    });
    Seconds {
        begin,
        left,
        weights: weights.collect(),
        rows,
        service,
        excused: i64::try_from(in_all).unwrap(),
        rule: case.counting.rule,
    }
}

fn is_up(span: &Span) -> bool {
    span.state == State::Active
}

fn excuses(window: &Window, rule: Maintenance, second: i64) -> bool {
    let in_time = |notice: i64| window.announced.is_some_and(|at| at + notice <= window.from);
    rule.notice.is_none_or(in_time) && (window.from..window.to).contains(&second)
}

/// Whether the clocks of the policy's zone show a time of the daily stretch.
fn is_daily(offsets: &[(i64, i64)], rule: Maintenance, second: i64) -> bool {
    let Some((from, to)) = rule.daily else { return false };
    let by = offsets.iter().rev().find(|(from, _)| *from <= second).unwrap().1;
    let minute = (second + by).rem_euclid(86_400) / 60;
    if from < to { from <= minute && minute < to } else { from <= minute || minute < to }
}

impl Seconds {
    /// What a second of an outage weighs.
    pub fn weight(&self, place: usize) -> i64 {
        self.weights[place]
    }

    /// Downtime in milliseconds by the rule; never more than the service time.
    pub fn down(&self) -> Ratio {
        self.by_rule(&|_| true)
    }

    /// The same of the outages that `who` names.
    fn by_rule(&self, who: &dyn Fn(usize) -> bool) -> Ratio {
        let weight = |cell: usize| self.left[cell].filter(|place| who(*place)).map(|place| self.weights[place]);
        let cells: Vec<Option<i64>> = (0..self.left.len()).map(weight).collect();
        let sum = match self.rule {
            Rule::Exact => cells.iter().flatten().sum(),
            Rule::WholeMinutes => self.whole(&cells, 60, 1),
            Rule::ConsecutiveMinutes(minutes) => self.whole(&cells, 60, minutes),
            Rule::LongOutages(minutes) => self.whole(&cells, 1, minutes * 60),
            Rule::WholeSlots(minutes) => self.whole(&cells, minutes * 60, 1),
            Rule::TouchedMinutes => self.touched(&cells, 60),
            Rule::TouchedSlots(minutes) => self.touched(&cells, minutes * 60),
        };
        Ratio::whole(sum).min(Ratio::whole(self.service * 1_000))
    }

    /// The cells of each slot, counted from 1970.
    fn slots<'c>(&self, cells: &'c [Option<i64>], seconds: i64) -> Vec<&'c [Option<i64>]> {
        let mut slots = Vec::new();
        let mut start = 0;
        for cell in 1..=cells.len() {
            let second = self.begin + i64::try_from(cell).unwrap();
            if second.rem_euclid(seconds) == 0 || cell == cells.len() {
                slots.push(&cells[start..cell]);
                start = cell;
            }
        }
        slots
    }

    /// Slots wholly down that stand in runs of at least so many.
    fn whole(&self, cells: &[Option<i64>], seconds: i64, least: i64) -> i64 {
        let (mut sum, mut run, mut length) = (0, 0, 0);
        for slot in self.slots(cells, seconds) {
            if slot.iter().all(Option::is_some) {
                run += slot.iter().flatten().sum::<i64>();
                length += 1;
            } else {
                sum += if length >= least { run } else { 0 };
                (run, length) = (0, 0);
            }
        }
        sum
    }

    /// Slots of which a second is down; the rest of one weighs as the second before it that is down, or else the one after.
    fn touched(&self, cells: &[Option<i64>], seconds: i64) -> i64 {
        let mut sum = 0;
        for slot in self.slots(cells, seconds) {
            let mut weight = slot.iter().flatten().next().copied().unwrap_or(0);
            for cell in slot {
                weight = cell.unwrap_or(weight);
                sum += weight;
            }
        }
        sum
    }

    /// Downtime of each incident in milliseconds: outages whose seconds stand side by side are one.
    pub fn incidents(&self) -> Vec<Ratio> {
        let groups = self.groups();
        let mut names: Vec<usize> = Vec::new();
        for place in self.left.iter().flatten() {
            if !names.contains(&groups[*place]) {
                names.push(groups[*place]);
            }
        }
        names.into_iter().map(|name| self.by_rule(&|place| groups[place] == name)).collect()
    }

    /// Of each outage the smallest one of its incident.
    pub fn groups(&self) -> Vec<usize> {
        let mut groups: Vec<usize> = (0..self.weights.len()).collect();
        for pair in self.left.windows(2) {
            if let [Some(one), Some(next)] = pair {
                let (into, from) = (groups[*one].min(groups[*next]), groups[*one].max(groups[*next]));
                groups.iter_mut().filter(|group| **group == from).for_each(|group| *group = into);
            }
        }
        groups
    }

    /// Seconds that the rule counts, for components that come later.
    pub fn counted(&self) -> Vec<bool> {
        let is_left: Vec<bool> = self.left.iter().map(Option::is_some).collect();
        let ones: Vec<Option<i64>> = is_left.iter().map(|left| left.then_some(1)).collect();
        let (seconds, least, whole) = match self.rule {
            Rule::Exact => return is_left,
            Rule::WholeMinutes => (60, 1, true),
            Rule::ConsecutiveMinutes(minutes) => (60, minutes, true),
            Rule::LongOutages(minutes) => (1, minutes * 60, true),
            Rule::WholeSlots(minutes) => (minutes * 60, 1, true),
            Rule::TouchedMinutes => (60, 1, false),
            Rule::TouchedSlots(minutes) => (minutes * 60, 1, false),
        };
        let mut counted: Vec<bool> = Vec::with_capacity(ones.len());
        let mut run = 0;
        for slot in self.slots(&ones, seconds) {
            let is_counted = if whole { slot.iter().all(Option::is_some) } else { slot.iter().any(Option::is_some) };
            run = if is_counted { run + 1 } else { 0 };
            counted.extend(slot.iter().map(|_| is_counted && run >= least));
            if run == least {
                // The run is long enough now: what it began with counts too.
                let all = usize::try_from(least * seconds).unwrap();
                let end = counted.len();
                counted[end - all..].iter_mut().for_each(|cell| *cell = true);
            }
        }
        counted
    }
}

/// Nothing is taken.
pub fn untaken() -> Vec<bool> {
    vec![false; usize::try_from(HOURS + 2 * AROUND).unwrap()]
}
