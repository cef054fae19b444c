//! The comparison as JSON, for scripts: amounts are the core's strings, results are the core's own.

use super::ask::AS_OF;
use super::options::month_text;
use super::report::{Cost, MonthOf, PolicyOf, Report, Sample, Sums, Worst, months_text};
use crate::json::{quote, quote_or_null};
use makegood::money::Money;

/// One document, compact, with a line break at the end.
pub(super) fn write(report: &Report<'_>) -> String {
    let (from, to) = months_text(report.months);
    let policies: Vec<String> = report.policies.iter().map(|policy| policy_text(report, policy)).collect();
    let example = &report.input.example;
    format!(
        r#"{{"simulation":1,"core":{{"version":{},"sourceHash":{}}},"from":"{from}","to":"{to}","asOf":"{AS_OF}","claims":"{}","services":{},"outages":{},"example":{{"amount":"{}","currency":"{}","months":{}}},"policies":[{}]}}"#,
        quote(&report.version),
        quote(&report.source_hash),
        if report.do_claim { "all" } else { "none" },
        report.input.services.len(),
        report.input.outages.len(),
        example.price.text().as_str(),
        example.price.currency().code(),
        example.months,
        policies.join(",")
    ) + "\n"
}

fn policy_text(report: &Report<'_>, of: &PolicyOf<'_>) -> String {
    let outages = report.input.outages.iter().zip(&of.outages);
    let outages: Vec<String> = outages.map(|(outage, cost)| cost_text(&outage.id, cost)).collect();
    let months: Vec<String> = of.months.iter().map(month_of).collect();
    let clients: Vec<String> = of
        .clients
        .iter()
        .map(|(client, gross)| format!(r#"{{"client":{},{}}}"#, quote(client), amount("gross", *gross)))
        .collect();
    let samples: Vec<String> = of.samples.iter().map(sample_text).collect();
    format!(
        r#"{{"file":{},"name":{},"policy":"{}","family":{},"wantsClaim":{},"totals":{},"extensionMs":{},"credited":{},"months":[{}],"clients":[{}],"outages":[{}],"samples":[{}]}}"#,
        quote(&of.policy.file),
        quote(&of.policy.name),
        of.policy.hash,
        quote(&of.policy.family),
        of.policy.wants_claim,
        sums_text(&of.totals),
        of.extension_ms,
        of.credited,
        months.join(","),
        clients.join(","),
        outages.join(","),
        samples.join(",")
    )
}

fn amount(name: &str, money: Money) -> String {
    format!(r#""currency":"{}","{name}":"{}""#, money.currency().code(), money.text().as_str())
}

fn sums_text(sums: &Sums) -> String {
    let one = |(code, sum): (&&str, &super::report::Sum)| {
        let [net, tax, gross, posted] =
            [sum.net, sum.tax, sum.gross, sum.posted].map(|money| money.text().as_str().to_owned());
        format!(r#"{{"currency":"{code}","net":"{net}","tax":"{tax}","gross":"{gross}","posted":"{posted}"}}"#)
    };
    let sums: Vec<String> = sums.iter().map(one).collect();
    format!("[{}]", sums.join(","))
}

fn month_of(of: &MonthOf) -> String {
    let results: Vec<&str> = of.settled.iter().map(|settled| settled.raw.as_str()).collect();
    format!(
        r#"{{"period":"{}","totals":{},"extensionMs":{},"credited":{},"worst":{},"results":[{}]}}"#,
        month_text(of.month),
        sums_text(&of.sums),
        of.extension_ms,
        of.credited,
        of.worst.as_ref().map_or_else(|| "null".to_owned(), worst_text),
        results.join(",")
    )
}

fn worst_text(worst: &Worst) -> String {
    let next = worst.next.as_ref().map_or_else(
        || "null".to_owned(),
        |next| {
            let gross = next.gross.text();
            format!(
                r#"{{"extraMs":{},"gross":"{}","extensionMs":{}}}"#,
                next.extra_ms,
                gross.as_str(),
                next.extension_ms
            )
        },
    );
    format!(
        r#"{{"service":{},"availability":{},"downtimeMs":{},{},"extensionMs":{},"next":{next}}}"#,
        quote(&worst.service),
        quote_or_null(worst.availability.as_deref()),
        worst.downtime_ms,
        amount("gross", worst.gross),
        worst.extension_ms
    )
}

fn cost_text(id: &str, cost: &Cost) -> String {
    let saved = cost.saved.as_ref().map_or_else(
        || "null".to_owned(),
        |saved| {
            let saved: Vec<String> = saved.iter().map(|saved| format!("{{{}}}", amount("gross", *saved))).collect();
            format!("[{}]", saved.join(","))
        },
    );
    format!(
        r#"{{"outage":{},"countedMs":{},"excludedMs":{},"exclusion":{},"services":{},"saved":{saved}}}"#,
        quote(id),
        cost.counted_ms,
        cost.excluded_ms,
        quote_or_null(cost.exclusion.as_deref()),
        cost.services
    )
}

fn sample_text(sample: &Sample) -> String {
    format!(
        r#"{{"lengthMs":{},{},"extensionMs":{}}}"#,
        sample.length_ms,
        amount("gross", sample.gross),
        sample.extension_ms
    )
}
