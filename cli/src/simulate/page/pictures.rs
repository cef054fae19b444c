//! Pictures of the page: whole numbers only, positions in per cent so that text keeps its size on a phone.

use super::super::ask::begin;
use super::super::report::{MonthOf, PolicyOf, Report, Sample};
use super::super::words::{credit, duration, letter, minute, money, month, short_month};
use super::markup::{escape, percent, scaled, theirs};
use makegood::money::Money;
use std::fmt::Write;

/// Credit of each month as bars, one picture for each policy, all on the same scale.
pub(super) fn bars(report: &Report<'_>, code: &str) -> String {
    let of_month = |month: &MonthOf| month.sums.get(code).map(|sum| sum.gross);
    let all = report.policies.iter().flat_map(|of| &of.months).filter_map(of_month);
    let Some(most) = all.max_by_key(|amount| amount.minor()).filter(|most| !most.is_zero()) else {
        return String::new();
    };
    let mut out = String::from("<div class=\"multiples\">");
    for (place, of) in report.policies.iter().enumerate() {
        let Some(total) = of.totals.get(code) else { continue };
        let amounts: Vec<(i64, Money)> =
            of.months.iter().filter_map(|month| Some((month.month, of_month(month)?))).collect();
        let told: Vec<String> =
            amounts.iter().map(|(at, amount)| format!("{} {}", month(*at), money(*amount))).collect();
        let _ = write!(
            out,
            "<figure class=\"p{place}\"><figcaption>{} <strong class=\"amount\">{}</strong></figcaption><svg class=\"bars\" role=\"img\" aria-label=\"Credit of each month under {}: {}\">",
            named(place, &of.policy.name),
            money(total.gross),
            escape(&of.policy.name),
            told.join(", ")
        );
        one_bars(&mut out, &amounts, most);
        out.push_str("</svg></figure>");
    }
    out.push_str("</div>\n");
    out
}

/// The badge and the name of a policy.
pub(super) fn named(place: usize, name: &str) -> String {
    format!("<span class=\"badge p{place}\">{}</span> {}", letter(place), theirs(name))
}

fn one_bars(out: &mut String, amounts: &[(i64, Money)], most: Money) {
    const HEIGHT: i64 = 90;
    const TOP: i64 = 16;
    let slots = i64::try_from(amounts.len()).unwrap_or(1);
    let floor = TOP.saturating_add(HEIGHT);
    let own_most = amounts.iter().map(|(_, amount)| amount.minor()).max().unwrap_or(0);
    for (slot, (at, amount)) in (0_i64..).zip(amounts) {
        let left = scaled(slot, slots, 1000);
        let width = scaled(7, slots.saturating_mul(10), 1000).max(4);
        let middle = left.saturating_add(width.div_euclid(2));
        let height = scaled(amount.minor(), most.minor(), HEIGHT).max(i64::from(!amount.is_zero()));
        let _ = write!(
            out,
            "<rect class=\"bar\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{height}\"><title>{}: {}</title></rect>",
            percent(left),
            floor.saturating_sub(height),
            percent(width),
            month(*at),
            money(*amount)
        );
        if amount.minor() == own_most && !amount.is_zero() {
            let (anchor, x) = if middle > 850 {
                ("end", left.saturating_add(width))
            } else if middle < 150 {
                ("start", left)
            } else {
                ("middle", middle)
            };
            let y = floor.saturating_sub(height).saturating_sub(4);
            let _ = write!(
                out,
                "<text x=\"{}\" y=\"{y}\" text-anchor=\"{anchor}\" class=\"value\">{}</text>",
                percent(x),
                amount.text().as_str()
            );
        }
        let is_labelled = slots <= 14 || at.rem_euclid(12) == 0;
        if is_labelled {
            let name = if slots <= 14 { short_month(*at).to_owned() } else { at.div_euclid(12).to_string() };
            let y = floor.saturating_add(15);
            let _ = write!(out, "<text x=\"{}\" y=\"{y}\" text-anchor=\"middle\">{name}</text>", percent(middle));
        }
    }
    let _ = write!(out, "<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"{floor}\" y2=\"{floor}\"/>");
}

/// How many policies counted something of an outage.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    All,
    Some,
    None,
}

fn mark(report: &Report<'_>, place: usize) -> Mark {
    let counts = |of: &&PolicyOf<'_>| of.outages.get(place).is_some_and(|cost| cost.counted_ms > 0);
    match report.policies.iter().filter(counts).count() {
        0 => Mark::None,
        some if some == report.policies.len() => Mark::All,
        _ => Mark::Some,
    }
}

/// Every outage at its place in the year: a row for each month, 31 days wide.
pub(super) fn strip(report: &Report<'_>) -> String {
    let mut out = String::from(
        "<figure class=\"strip\"><div class=\"rows\" role=\"img\" aria-label=\"Outages by month and day; the table below lists them.\">",
    );
    let days: Vec<String> = [1_i64, 5, 10, 15, 20, 25, 30]
        .iter()
        .map(|day| {
            let x = scaled(day.saturating_sub(1).saturating_mul(2).saturating_add(1), 62, 1000);
            format!("<text x=\"{}\" y=\"13\" text-anchor=\"middle\">{day}</text>", percent(x))
        })
        .collect();
    let _ = write!(
        out,
        "<div class=\"row\"><span></span><svg height=\"18\" aria-hidden=\"true\">{}</svg></div>",
        days.concat()
    );
    for at in report.months.0..=report.months.1 {
        let (height, marks) = strip_row(report, at);
        let _ = write!(
            out,
            "<div class=\"row\"><span>{} <small>{}</small></span><svg height=\"{height}\" aria-hidden=\"true\">{marks}</svg></div>",
            short_month(at),
            at.div_euclid(12)
        );
    }
    out.push_str("</div><figcaption class=\"legend\">");
    for (mark, text) in
        [(Mark::All, "counts under every policy"), (Mark::Some, "counts under some"), (Mark::None, "counts under none")]
    {
        let _ = write!(
            out,
            "<span><svg width=\"18\" height=\"12\" aria-hidden=\"true\">{}</svg> {text}</span>",
            shape(mark, "1", "16", 1)
        );
    }
    out.push_str("<span class=\"soft\">Days in UTC; short outages are drawn wider than they were.</span></figcaption></figure>\n");
    out
}

/// Height and marks of a month's row; what overlaps stands one below the other.
fn strip_row(report: &Report<'_>, at: i64) -> (i64, String) {
    const DAY_MS: i64 = 86_400_000;
    const LANE: i64 = 12;
    let (from, to) = (begin(at).ms(), begin(at.saturating_add(1)).ms());
    let mut lanes: Vec<i64> = Vec::new();
    let mut marks = String::new();
    for (place, outage) in report.input.outages.iter().enumerate() {
        let (begin, end) = (outage.from.ms().max(from), outage.to.ms().min(to));
        if begin >= end {
            continue;
        }
        let whole = DAY_MS.saturating_mul(31);
        let x = scaled(begin.saturating_sub(from), whole, 1000);
        let width = scaled(end.saturating_sub(begin), whole, 1000).max(8);
        let lane = lanes.iter().position(|until| *until <= x).unwrap_or(lanes.len());
        let until = x.saturating_add(width).saturating_add(2);
        match lanes.get_mut(lane) {
            Some(free) => *free = until,
            None => lanes.push(until),
        }
        let y = i64::try_from(lane).unwrap_or(0).saturating_mul(LANE).saturating_add(4);
        let title = format!("{} {}, {}", minute(outage.from), outage.subject, duration(outage.to.since(outage.from)));
        let _ = write!(
            marks,
            "<g><title>{}</title>{}</g>",
            escape(&title),
            shape(mark(report, place), &percent(x), &percent(width), y)
        );
    }
    let lanes = i64::try_from(lanes.len().max(1)).unwrap_or(1);
    (lanes.saturating_mul(LANE).saturating_add(6), marks)
}

/// Filled, half filled or empty: not by colour alone.
fn shape(mark: Mark, x: &str, width: &str, y: i64) -> String {
    let one = |class: &str, y: i64, height: i64| {
        format!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>")
    };
    match mark {
        Mark::All => one("counted", y, 10),
        Mark::Some => one("open", y, 10) + &one("counted", y.saturating_add(5), 5),
        Mark::None => one("open none", y, 10),
    }
}

/// What one outage earns, by its length, and where the past months stand.
pub(super) fn curves(report: &Report<'_>) -> String {
    let most = report.policies.iter().flat_map(|of| &of.curve).max_by_key(|one| one.gross.minor()).map(|one| one.gross);
    let Some(most) = most else { return String::new() };
    let mut out = String::from("<div class=\"multiples wide\">");
    for (place, of) in report.policies.iter().enumerate() {
        let extends = of.policy.family == "extension";
        let longest = of.curve.iter().map(|one| one.extension_ms).max().unwrap_or(0);
        let value = |one: &Sample| if extends { one.extension_ms } else { one.gross.minor() };
        let levels = Levels::of(of, if extends { longest } else { most.minor() }, value);
        let _ = write!(
            out,
            "<figure class=\"p{place}\"><figcaption>{}</figcaption><svg class=\"curve\" role=\"img\" aria-label=\"{}\">{}{}{}</svg>{}</figure>",
            named(place, &of.policy.name),
            escape(&levels.told(of)),
            levels.path(),
            levels.ticks(of),
            levels.marks(of),
            marks_text(of)
        );
    }
    out.push_str("</div>\n");
    out
}

fn marks_text(of: &PolicyOf<'_>) -> String {
    let worst = of.months.iter().filter_map(|one| one.worst.as_ref().map(|worst| (one.month, worst.downtime_ms)));
    let told: Vec<String> =
        worst.filter(|(_, ms)| *ms > 0).map(|(at, ms)| format!("{} {}", short_month(at), duration(ms))).collect();
    if told.is_empty() { String::new() } else { format!("<p class=\"soft small\">Downtime: {}.</p>", told.join(", ")) }
}

const CURVE_TOP: i64 = 22;
const CURVE_HEIGHT: i64 = 130;
const CURVE_FLOOR: i64 = CURVE_TOP + CURVE_HEIGHT;

/// Heights of a curve's points, in pixels from the floor.
struct Levels {
    heights: Vec<i64>,
}

impl Levels {
    fn of(of: &PolicyOf<'_>, most: i64, value: impl Fn(&Sample) -> i64) -> Self {
        Self { heights: of.curve.iter().map(|one| scaled(value(one), most, CURVE_HEIGHT)).collect() }
    }

    /// Where the point stands, in a thousandth of the width.
    fn x(&self, place: usize) -> i64 {
        let last = self.heights.len().saturating_sub(1);
        scaled(i64::try_from(place).unwrap_or(0), i64::try_from(last).unwrap_or(1), 1000)
    }

    /// A line of steps over the whole width, and the ground below it.
    fn path(&self) -> String {
        let mut line = String::new();
        for (place, height) in self.heights.iter().enumerate() {
            let y = CURVE_HEIGHT.saturating_sub(*height);
            let _ = if place == 0 { write!(line, "M0 {y}") } else { write!(line, "H{}V{y}", self.x(place)) };
        }
        format!(
            "<svg x=\"0\" y=\"{CURVE_TOP}\" width=\"100%\" height=\"{CURVE_HEIGHT}\" viewBox=\"0 0 1000 {CURVE_HEIGHT}\" preserveAspectRatio=\"none\"><path class=\"ground\" d=\"{line}V{CURVE_HEIGHT}H0Z\"/><path class=\"line\" d=\"{line}\"/></svg>"
        )
    }

    /// The axis with its lengths, and the amount at the beginning of each step where there are few.
    fn ticks(&self, of: &PolicyOf<'_>) -> String {
        let mut out = format!("<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"{CURVE_FLOOR}\" y2=\"{CURVE_FLOOR}\"/>");
        for (length, name) in [
            (60_000, "1 min"),
            (300_000, "5 min"),
            (900_000, "15 min"),
            (3_600_000, "1 h"),
            (14_400_000, "4 h"),
            (43_200_000, "12 h"),
            (259_200_000, "3 d"),
        ] {
            let place = of.curve.iter().position(|one| one.length_ms >= length).unwrap_or(0);
            let x = self.x(place);
            let anchor = if x < 50 {
                "start"
            } else if x > 950 {
                "end"
            } else {
                "middle"
            };
            let (y, tick) = (CURVE_FLOOR.saturating_add(18), CURVE_FLOOR.saturating_add(4));
            let x = percent(x);
            let _ = write!(
                out,
                "<line class=\"axis\" x1=\"{x}\" x2=\"{x}\" y1=\"{CURVE_FLOOR}\" y2=\"{tick}\"/><text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{name}</text>"
            );
        }
        let mut above = CURVE_FLOOR.saturating_add(1);
        let steps = steps(of);
        let last = steps.len().saturating_sub(1);
        let has_all = steps.len() <= 6;
        for (nth, (place, one)) in steps.into_iter().enumerate() {
            // Of many steps only the first that earns something, and the last.
            if !has_all && nth != 1 && nth != last {
                continue;
            }
            let y = CURVE_FLOOR.saturating_sub(self.heights.get(place).copied().unwrap_or(0));
            // Steps that lie close together keep the first label.
            if above.saturating_sub(y) < 12 {
                continue;
            }
            above = y;
            let x = self.x(place);
            let anchor = if x > 600 { "end" } else { "start" };
            let x = if anchor == "end" { x.saturating_sub(6) } else { x };
            let _ = write!(
                out,
                "<text class=\"value\" x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
                percent(x),
                y.saturating_sub(if anchor == "end" { -4 } else { 5 }),
                escape(&credit(one.gross, one.extension_ms))
            );
        }
        out
    }

    /// The months' downtime of the service that was down most.
    fn marks(&self, of: &PolicyOf<'_>) -> String {
        let mut out = String::new();
        for found in &of.months {
            let Some(worst) = found.worst.as_ref().filter(|worst| worst.downtime_ms > 0) else { continue };
            let last = of.curve.len().saturating_sub(1);
            let place = of.curve.iter().position(|one| one.length_ms >= worst.downtime_ms).unwrap_or(last);
            let y = CURVE_FLOOR.saturating_sub(self.heights.get(place).copied().unwrap_or(0));
            let x = percent(self.x(place).clamp(10, 990));
            let _ = write!(
                out,
                "<circle class=\"mark\" cx=\"{x}\" cy=\"{y}\" r=\"4.5\"><title>{}: {}</title></circle>",
                month(found.month),
                duration(worst.downtime_ms)
            );
        }
        out
    }

    fn told(&self, of: &PolicyOf<'_>) -> String {
        let told: Vec<String> = steps(of)
            .into_iter()
            .map(|(_, one)| format!("from {} on {}", duration(one.length_ms), credit(one.gross, one.extension_ms)))
            .collect();
        if told.len() > 12 {
            let ends = [told.first(), told.last()].into_iter().flatten().cloned().collect::<Vec<_>>();
            return format!(
                "Credit of one outage by its length: {} and in {} steps more {}",
                ends.first().cloned().unwrap_or_default(),
                told.len().saturating_sub(2),
                ends.last().cloned().unwrap_or_default()
            );
        }
        format!("Credit of one outage by its length: {}", told.join(", "))
    }
}

/// The first point, and each one at which the credit changes.
fn steps<'c>(of: &'c PolicyOf<'_>) -> Vec<(usize, &'c Sample)> {
    let mut before: Option<(i64, i64)> = None;
    let mut found = Vec::new();
    for (place, one) in of.curve.iter().enumerate() {
        let value = (one.gross.minor(), one.extension_ms);
        if before != Some(value) {
            found.push((place, one));
        }
        before = Some(value);
    }
    found
}
