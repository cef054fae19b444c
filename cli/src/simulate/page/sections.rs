//! The sections of the page.

use super::super::report::{LENGTHS_MS, MonthOf, PolicyOf, Report, Sums};
use super::super::table::saved;
use super::super::words::{self, count, credit, duration, letter, minute, money};
use super::markup::{escape, table, theirs};
use super::pictures::{bars, curves, named, strip};
use super::steps::Sentences;
use crate::simulate::ask::Settled;
use std::fmt::Write;

/// So many outages, clients, and services of one month are listed.
const MOST_ROWS: usize = 50;

fn section(id: &str, title: &str, body: &str) -> String {
    format!("<section aria-labelledby=\"{id}\"><h2 id=\"{id}\">{title}</h2>\n{body}</section>\n")
}

/// What each policy comes to.
pub(super) fn summary(report: &Report<'_>) -> String {
    let mut out = String::from("<div class=\"cards\">");
    for (place, of) in report.policies.iter().enumerate() {
        let _ = write!(
            out,
            "<div class=\"card p{place}\"><h3>{}</h3><p class=\"total\">{}</p><dl>",
            named(place, &of.policy.name),
            total(of)
        );
        let services = report.input.services.len();
        let _ = write!(out, "<dt>Services credited</dt><dd>{} of {services}</dd>", of.credited);
        if let Some(dearest) = dearest(of) {
            let _ = write!(out, "<dt>Dearest month</dt><dd>{dearest}</dd>");
        }
        if let Some(hour) = of.samples.iter().find(|one| one.length_ms == 3_600_000) {
            let _ = write!(out, "<dt>One hour down</dt><dd>{}</dd>", credit(hour.gross, hour.extension_ms));
        }
        if let Some(next) = of.months.last().and_then(next) {
            let _ = write!(out, "<dt>Next step, {}</dt><dd>{next}</dd>", words::month(report.months.1));
        }
        if of.policy.wants_claim {
            let told =
                if report.do_claim { "needed; here every client claims in time" } else { "needed; here nobody claims" };
            let _ = write!(out, "<dt>Claim</dt><dd>{told}</dd>");
        }
        let _ = write!(out, "</dl><p class=\"soft small\">{}</p></div>", theirs(&of.policy.file));
    }
    out.push_str("</div>\n");
    section("totals", "In total", &out)
}

/// Amounts of all currencies that are not zero.
fn amounts(sums: &Sums) -> String {
    let amounts: Vec<String> = sums.values().filter(|sum| !sum.gross.is_zero()).map(|sum| money(sum.gross)).collect();
    if amounts.is_empty() { "<span class=\"soft\">nothing</span>".to_owned() } else { joined(&amounts) }
}

/// Amounts of several currencies, each on one line.
fn joined(amounts: &[String]) -> String {
    let one = |(place, text): (usize, &String)| if place == 0 { amount(text) } else { amount(&format!("+ {text}")) };
    amounts.iter().enumerate().map(one).collect::<Vec<_>>().join(" ")
}

fn amount(text: &str) -> String {
    format!("<span class=\"amount\">{text}</span>")
}

fn total(of: &PolicyOf<'_>) -> String {
    if of.extension_ms > 0 { format!("{} longer", duration(of.extension_ms)) } else { amounts(&of.totals) }
}

fn of_month(month: &MonthOf) -> String {
    if month.extension_ms > 0 { format!("{} longer", duration(month.extension_ms)) } else { amounts(&month.sums) }
}

fn dearest(of: &PolicyOf<'_>) -> Option<String> {
    let of_code = |code: &&str| {
        let months = of.months.iter().rev().filter_map(|month| Some((month.month, month.sums.get(*code)?.gross)));
        let (month, most) = months.max_by_key(|(_, gross)| gross.minor()).filter(|(_, most)| !most.is_zero())?;
        Some(format!("{} ({})", words::month(month), amount(&money(most))))
    };
    let found: Vec<String> = of.totals.keys().filter_map(of_code).collect();
    (!found.is_empty()).then(|| found.join(", "))
}

fn next(month: &MonthOf) -> Option<String> {
    let next = month.worst.as_ref()?.next.as_ref()?;
    Some(format!("{} more: {}", duration(next.extra_ms), amount(&credit(next.gross, next.extension_ms))))
}

/// Months against policies.
pub(super) fn months(report: &Report<'_>) -> String {
    let mut codes: Vec<&str> = report.policies.iter().flat_map(|of| of.totals.keys().copied()).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut out: String = codes.iter().map(|code| bars(report, code)).collect();
    let place = |month: i64| usize::try_from(month.saturating_sub(report.months.0)).unwrap_or(usize::MAX);
    let row = |month: i64| {
        let cells = report.policies.iter().map(|of| of.months.get(place(month)).map(of_month).unwrap_or_default());
        std::iter::once(words::month(month)).chain(cells).collect::<Vec<_>>()
    };
    let mut rows: Vec<Vec<String>> = (report.months.0..=report.months.1).map(row).collect();
    rows.push(std::iter::once("Total".to_owned()).chain(report.policies.iter().map(total)).collect());
    out.push_str(&table("Credit of each month", &head("Month", report), &rows, false));
    section("months", "Month by month", &out)
}

fn head(first: &str, report: &Report<'_>) -> Vec<String> {
    let names = report.policies.iter().enumerate().map(|(place, of)| named(place, &of.policy.name));
    std::iter::once(first.to_owned()).chain(names).collect()
}

/// Where outages fell, what counted of them, and what each cost.
pub(super) fn outages(report: &Report<'_>) -> String {
    if report.input.outages.is_empty() {
        return section("outages", "Outages", "<p>There were none.</p>\n");
    }
    let sentences = Sentences::new();
    let mut out = strip(report);
    let mut head = vec!["Outage (UTC)".to_owned()];
    head.extend(report.policies.iter().enumerate().map(|(place, of)| named(place, &of.policy.name)));
    let is_within =
        |place: &usize| report.policies.iter().any(|of| of.outages.get(*place).is_some_and(|cost| cost.services > 0));
    let places: Vec<usize> = (0..report.input.outages.len()).filter(is_within).collect();
    let weight = |place: &usize| {
        let counted = report.policies.iter().filter_map(|of| of.outages.get(*place)).map(|cost| cost.counted_ms);
        std::cmp::Reverse(counted.max().unwrap_or(0))
    };
    let mut shown = places.clone();
    shown.sort_by_key(weight);
    shown.truncate(MOST_ROWS);
    shown.sort_unstable();
    let mut rows = Vec::new();
    for place in &shown {
        let Some(outage) = report.input.outages.get(*place) else { continue };
        let title = outage.title.as_deref().map(|title| format!("{}<br>", theirs(title))).unwrap_or_default();
        let length = duration(outage.to.since(outage.from));
        let begin = format!("<span class=\"digits\">{}</span>", minute(outage.from));
        let subject = format!("<span class=\"code\">{}</span>", theirs(&outage.subject));
        let mut row = vec![format!("{title}{begin}<br>{subject}, {}", amount(&length))];
        row.extend(
            report
                .policies
                .iter()
                .map(|of| of.outages.get(*place).map(|cost| cost_of(cost, &sentences)).unwrap_or_default()),
        );
        rows.push(row);
    }
    out.push_str("<p class=\"soft\">For each policy: how much of the outage counted, and how much less would have been credited had it alone not been. Where a month had several outages, these amounts need not add up to the month’s.</p>\n");
    out.push_str(&table("What each outage cost", &head, &rows, true));
    if places.len() > shown.len() {
        let _ = writeln!(
            out,
            "<p class=\"soft\">The {} longest of {} outages; --format json has all.</p>",
            shown.len(),
            places.len()
        );
    }
    let untouched = report.input.outages.len().saturating_sub(places.len());
    if untouched > 0 {
        let _ = writeln!(
            out,
            "<p class=\"soft\">{} touched none of the services in these months.</p>",
            count(untouched, "outage")
        );
    }
    section("outages", "Outages", &out)
}

fn cost_of(cost: &crate::simulate::report::Cost, sentences: &Sentences) -> String {
    if cost.counted_ms == 0 {
        let why = cost.exclusion.as_deref().map_or("not in these months", |reason| sentences.word(reason));
        return format!("<span class=\"soft\">{}</span>", escape(why));
    }
    let rest = cost.exclusion.as_deref().filter(|_| cost.excluded_ms > 0);
    let rest = rest
        .map(|reason| format!("; {} not: {}", duration(cost.excluded_ms), escape(sentences.word(reason))))
        .unwrap_or_default();
    let less = match saved(cost).as_str() {
        "-" => "nothing".to_owned(),
        "?" => "not looked at".to_owned(),
        text => joined(&text.split(" + ").map(str::to_owned).collect::<Vec<_>>()),
    };
    format!("{less}<br><span class=\"soft small\">{} count{rest}</span>", duration(cost.counted_ms))
}

/// What outages of some lengths earn.
pub(super) fn lengths(report: &Report<'_>) -> String {
    let example = &report.input.example;
    let per = if example.months == 1 { "a month".to_owned() } else { format!("for {} months", example.months) };
    let mut out = format!(
        "<p>One outage in {}, of a service at <span class=\"amount\">{}</span> {per}. The circles are the downtime of past months, each of the service that was down most.</p>\n",
        words::month(report.months.1),
        money(example.price)
    );
    out.push_str(&curves(report));
    let row = |(place, length): (usize, &i64)| {
        let cells = report.policies.iter().map(|of| {
            of.samples.get(place).map(|one| amount(&credit(one.gross, one.extension_ms))).unwrap_or_default()
        });
        std::iter::once(duration(*length)).chain(cells).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<String>> = LENGTHS_MS.iter().enumerate().map(row).collect();
    out.push_str(&table("Credit of one outage", &head("Length", report), &rows, false));
    section("lengths", "What an outage earns", &out)
}

/// Each policy by itself, every amount with its steps.
pub(super) fn each(report: &Report<'_>) -> String {
    let sentences = Sentences::new();
    let mut out = String::new();
    for (place, of) in report.policies.iter().enumerate() {
        let head = [
            "Month",
            "Down most",
            "Availability",
            "Downtime",
            "Its credit",
            "Next step",
            "Services credited",
            "Credit of all",
        ]
        .map(str::to_owned);
        let rows: Vec<Vec<String>> = of.months.iter().map(month_row).collect();
        let mut body = table(
            &format!("{}: the service that was down most in each month, and all together", letter(place)),
            &head,
            &rows,
            true,
        );
        for month in of.months.iter().filter(|month| month.credited > 0) {
            body.push_str(&details(month, &sentences));
        }
        let title = named(place, &of.policy.name);
        out.push_str(&section(&format!("policy-{}", letter(place)), &title, &body));
    }
    out
}

fn month_row(month: &MonthOf) -> Vec<String> {
    let name = words::month(month.month);
    let credited = month.credited.to_string();
    let Some(worst) = month.worst.as_ref().filter(|worst| worst.downtime_ms > 0 || worst.availability.is_some()) else {
        let none = "<span class=\"soft\">no service</span>".to_owned();
        return vec![name, none.clone(), none.clone(), none.clone(), none.clone(), none, credited, of_month(month)];
    };
    let service = if worst.downtime_ms > 0 {
        theirs(&worst.service)
    } else {
        "<span class=\"soft\">none was down</span>".to_owned()
    };
    let availability = worst
        .availability
        .as_ref()
        .map_or_else(|| "–".to_owned(), |text| format!("<span class=\"digits\">{text} %</span>"));
    let next = next(month).unwrap_or_else(|| "<span class=\"soft\">none within 3 d</span>".to_owned());
    vec![
        name,
        service,
        availability,
        duration(worst.downtime_ms),
        amount(&credit(worst.gross, worst.extension_ms)),
        next,
        credited,
        of_month(month),
    ]
}

/// How the credits of a month came about.
fn details(month: &MonthOf, sentences: &Sentences) -> String {
    let mut credited: Vec<&Settled> = month.settled.iter().filter(|one| !one.raw.is_empty()).collect();
    credited.sort_by_key(|one| (one.gross.currency().code(), std::cmp::Reverse(one.gross.minor())));
    let mut out = format!(
        "<details><summary>{}: {}, {}</summary>",
        words::month(month.month),
        of_month(month),
        count(month.credited, "service")
    );
    for one in credited.iter().take(MOST_ROWS) {
        let _ = write!(
            out,
            "<h3>{} of client {}: {}</h3><ol class=\"steps\">{}</ol>",
            theirs(&one.service),
            theirs(&one.client),
            amount(&credit(one.gross, one.extension_ms)),
            sentences.of_result(&one.raw, one.gross.currency().code())
        );
    }
    let more = month.credited.saturating_sub(credited.len().min(MOST_ROWS));
    if more > 0 {
        let _ = write!(out, "<p class=\"soft\">The steps of {more} more are in --format json.</p>");
    }
    out.push_str("</details>\n");
    out
}

/// Who gets most.
pub(super) fn clients(report: &Report<'_>) -> String {
    let mut names: Vec<(&str, &str)> = Vec::new();
    for (client, gross) in report.policies.iter().flat_map(|of| of.clients.iter().take(MOST_ROWS)) {
        let key = (gross.currency().code(), client.as_str());
        if !names.contains(&key) {
            names.push(key);
        }
    }
    if names.is_empty() {
        return String::new();
    }
    let row = |(code, name): &(&str, &str)| {
        let got = |of: &PolicyOf<'_>| {
            let mut found =
                of.clients.iter().filter(|(client, gross)| client == name && gross.currency().code() == *code);
            found
                .next()
                .map_or_else(|| "<span class=\"soft\">nothing</span>".to_owned(), |(_, gross)| amount(&money(*gross)))
        };
        std::iter::once(theirs(name)).chain(report.policies.iter().map(got)).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<String>> = names.iter().take(MOST_ROWS).map(row).collect();
    let body = table("Credits of all months by client", &head("Client", report), &rows, false);
    section("clients", "Clients", &body)
}

/// What the figures rest on.
pub(super) fn notes(report: &Report<'_>) -> String {
    let mut out = String::from("<ul>");
    for note in [
        "Each policy is taken as if it had been in force for every service from the first month on; caps over a year and sums below the smallest payout go from month to month as they would have.",
        "Amounts include tax and are the core’s own, as the panel would have credited them. The next step is the shortest further outage, in whole minutes, that earns the service more.",
        "Excused stretches, refunds and what was really paid are not known here: the price stands for each month.",
    ] {
        let _ = write!(out, "<li>{note}</li>");
    }
    if report.policies.iter().any(|of| of.policy.wants_claim) {
        let note = if report.do_claim {
            "Where a policy wants a claim, every client claims at the end of each outage: what it costs at most."
        } else {
            "Where a policy wants a claim, nobody claims."
        };
        let _ = write!(out, "<li>{note}</li>");
    }
    for (place, of) in report.policies.iter().enumerate() {
        let _ = write!(
            out,
            "<li>{}: {}, version <span class=\"code hash\">{}</span></li>",
            named(place, &of.policy.name),
            theirs(&of.policy.file),
            of.policy.hash
        );
    }
    let _ = writeln!(
        out,
        "<li>Makegood {}, core <span class=\"code hash\">{}</span></li></ul>",
        escape(&report.version),
        escape(&report.source_hash)
    );
    section("notes", "What this rests on", &out)
}
