//! The comparison as one page: no script, nothing from elsewhere, on paper and on a phone, light and dark.

mod markup;
mod pictures;
mod sections;
mod steps;

use super::report::Report;
use super::words::{count, month};
use std::fmt::Write;

const STYLE: &str = include_str!("style.css");

/// The whole document.
pub(super) fn write(report: &Report<'_>) -> String {
    let title =
        format!("What these policies would have cost, {} to {}", month(report.months.0), month(report.months.1));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
    );
    let mut clients: Vec<&str> = report.input.services.iter().map(|service| service.client.as_str()).collect();
    clients.dedup();
    let _ = writeln!(
        out,
        "<header><h1>What these policies would have cost</h1><p class=\"soft\">{} to {} · {} of {} · {}</p></header>",
        month(report.months.0),
        month(report.months.1),
        count(report.input.services.len(), "service"),
        count(clients.len(), "client"),
        count(report.input.outages.len(), "outage")
    );
    for section in [
        sections::summary(report),
        sections::months(report),
        sections::outages(report),
        sections::lengths(report),
        sections::each(report),
        sections::clients(report),
        sections::notes(report),
    ] {
        out.push_str(&section);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}
