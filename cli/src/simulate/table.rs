//! The comparison as plain tables, for a terminal.

use super::options::month_text;
use super::report::{Cost, LENGTHS_MS, MonthOf, PolicyOf, Report, months_text};
use super::words::{count, credit, duration, letter, minute, money, sums};

/// So many outages and clients are listed.
const MOST_ROWS: usize = 10;

/// All tables, one below the other.
pub(super) fn write(report: &Report<'_>) -> String {
    let (from, to) = months_text(report.months);
    let mut out = format!("What these policies would have cost, {from} to {to}\n");
    let (services, outages) = (report.input.services.len(), report.input.outages.len());
    out.push_str(&format!("{}, {}", count(services, "service"), count(outages, "outage")));
    out.push_str(match (report.policies.iter().any(|of| of.policy.wants_claim), report.do_claim) {
        (false, _) => "\n\n",
        (true, true) => "; where a claim is needed, every client claims in time\n\n",
        (true, false) => "; where a claim is needed, nobody claims\n\n",
    });
    for (place, of) in report.policies.iter().enumerate() {
        out.push_str(&format!("  {}  {} ({})\n", letter(place), of.policy.name, of.policy.file));
    }
    out.push_str(&months(report));
    out.push_str(&samples(report));
    out.push_str(&steps(report));
    out.push_str(&outages_of(report));
    out.push_str(&clients(report));
    out
}

fn months(report: &Report<'_>) -> String {
    let mut rows = vec![head("Credit", report)];
    for place in 0..report.policies.first().map_or(0, |of| of.months.len()) {
        let of_month = |of: &PolicyOf<'_>| of.months.get(place).map(month_credit).unwrap_or_default();
        let month = report.months.0.saturating_add(i64::try_from(place).unwrap_or(0));
        rows.push(row(month_text(month), report, of_month));
    }
    rows.push(row("total".to_owned(), report, total));
    rows.push(row("services credited".to_owned(), report, |of| of.credited.to_string()));
    lay_out(&rows)
}

/// The credit of a month, all services together.
fn month_credit(month: &MonthOf) -> String {
    if month.extension_ms > 0 { format!("{} longer", duration(month.extension_ms)) } else { sums(&month.sums) }
}

fn total(of: &PolicyOf<'_>) -> String {
    if of.extension_ms > 0 { format!("{} longer", duration(of.extension_ms)) } else { sums(&of.totals) }
}

fn samples(report: &Report<'_>) -> String {
    let example = &report.input.example;
    let per = if example.months == 1 { "a month".to_owned() } else { format!("for {} months", example.months) };
    let mut rows = vec![head(&format!("One outage, at {} {per}", money(example.price)), report)];
    for (place, length) in LENGTHS_MS.iter().enumerate() {
        let of_length = |of: &PolicyOf<'_>| {
            of.samples.get(place).map(|one| credit(one.gross, one.extension_ms)).unwrap_or_default()
        };
        rows.push(row(duration(*length), report, of_length));
    }
    lay_out(&rows)
}

fn steps(report: &Report<'_>) -> String {
    let last = report.months.1;
    let worst = |of: &PolicyOf<'_>| {
        of.months.last().and_then(|month| month.worst.as_ref()).map(|worst| {
            (
                of.policy.name.clone(),
                worst.service.clone(),
                worst.availability.clone(),
                worst.downtime_ms,
                credit(worst.gross, worst.extension_ms),
                worst.next.as_ref().map(|next| (duration(next.extra_ms), credit(next.gross, next.extension_ms))),
            )
        })
    };
    let mut rows = vec![["The service down most in ", "", "", "", "", ""].map(str::to_owned).to_vec()];
    if let Some(first) = rows.first_mut().and_then(|row| row.first_mut()) {
        first.push_str(&month_text(last));
    }
    rows.push(["", "service", "availability", "downtime", "credit", "next step"].map(str::to_owned).to_vec());
    for (place, of) in report.policies.iter().enumerate() {
        let Some((_, service, availability, downtime_ms, gross, next)) = worst(of) else { continue };
        let next = next.map_or_else(|| "none".to_owned(), |(extra, gross)| format!("{extra} more: {gross}"));
        rows.push(vec![
            letter(place).to_string(),
            service,
            availability.map_or_else(|| "-".to_owned(), |text| format!("{text} %")),
            duration(downtime_ms),
            gross,
            next,
        ]);
    }
    lay_out(&rows)
}

fn outages_of(report: &Report<'_>) -> String {
    let weight = |place: usize| {
        let costs = report.policies.iter().filter_map(|of| of.outages.get(place));
        costs.map(|cost| cost.counted_ms.saturating_mul(i64::try_from(cost.services).unwrap_or(1))).max().unwrap_or(0)
    };
    let mut order: Vec<usize> = (0..report.input.outages.len()).filter(|place| weight(*place) > 0).collect();
    order.sort_by_key(|place| std::cmp::Reverse(weight(*place)));
    let mut rows = vec![head("Without this outage, less", report)];
    for place in order.iter().take(MOST_ROWS) {
        let Some(outage) = report.input.outages.get(*place) else { continue };
        let name = format!("{} {} {}", minute(outage.from), outage.subject, duration(outage.to.since(outage.from)));
        rows.push(row(name, report, |of| of.outages.get(*place).map(saved).unwrap_or_default()));
    }
    if rows.len() < 2 { String::new() } else { lay_out(&rows) }
}

/// What an outage alone cost.
pub(super) fn saved(cost: &Cost) -> String {
    match &cost.saved {
        None => "?".to_owned(),
        Some(saved) if saved.is_empty() => "-".to_owned(),
        Some(saved) => saved.iter().map(|saved| money(*saved)).collect::<Vec<_>>().join(" + "),
    }
}

fn clients(report: &Report<'_>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for (client, _) in report.policies.iter().flat_map(|of| of.clients.iter().take(MOST_ROWS)) {
        if !names.contains(&client.as_str()) {
            names.push(client);
        }
    }
    let mut rows = vec![head("Clients who get most", report)];
    for name in names.into_iter().take(MOST_ROWS) {
        let got = |of: &PolicyOf<'_>| {
            let found: Vec<String> =
                of.clients.iter().filter(|(client, _)| client == name).map(|(_, gross)| money(*gross)).collect();
            if found.is_empty() { "-".to_owned() } else { found.join(" + ") }
        };
        rows.push(row(name.to_owned(), report, got));
    }
    if rows.len() < 2 { String::new() } else { lay_out(&rows) }
}

fn head(title: &str, report: &Report<'_>) -> Vec<String> {
    let letters = (0..report.policies.len()).map(|place| letter(place).to_string());
    std::iter::once(title.to_owned()).chain(letters).collect()
}

fn row(name: String, report: &Report<'_>, value: impl Fn(&PolicyOf<'_>) -> String) -> Vec<String> {
    std::iter::once(name).chain(report.policies.iter().map(value)).collect()
}

/// Columns side by side, the first to the left, the others to the right.
fn lay_out(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::from("\n");
    for row in rows {
        let cell = |(place, (cell, width)): (usize, (&String, &usize))| {
            if place == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        };
        let cells: Vec<String> = row.iter().zip(&widths).enumerate().map(cell).collect();
        out.push_str(cells.join("   ").trim_end());
        out.push('\n');
    }
    out
}
