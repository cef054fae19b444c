//! How a settled service looks in the answer of `settle`.

use super::steps::{StepView, views};
use super::wire::{Amount, At, Printed, Rate, Warning};
use super::write;
use crate::money::Currency;
use crate::settlement::{Adjustment, Settled};
use crate::sla::{Counted, Entitlement, Exclusion};
use serde::Serialize;

/// A settled service with what the request called it.
pub(super) struct Row<'a> {
    pub service: &'a str,
    pub client: &'a str,
    pub currency: Currency,
    pub period: &'a str,
    pub settled: Settled<'a>,
}

#[derive(Serialize)]
struct Results<'s, 'a> {
    ok: bool,
    results: Vec<ResultView<'s, 'a>>,
    warnings: [Warning; 0],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultView<'s, 'a> {
    service: &'a str,
    client: &'a str,
    currency: &'static str,
    period: &'a str,
    from: At,
    to: At,
    due_at: At,
    r#final: bool,
    policy: Option<&'a str>,
    total_ms: i64,
    downtime_ms: i64,
    excluded_ms: i64,
    availability: Option<Printed>,
    entitlement: EntitlementView,
    adjustment: Option<AdjustmentView>,
    route: &'static str,
    posting: Option<Amount>,
    carry_before: Amount,
    carry_after: Amount,
    revision: i64,
    counted: Vec<CountedView<'a>>,
    steps: Vec<StepView<'s, 'a>>,
}

#[derive(Serialize)]
struct EntitlementView {
    net: Amount,
    tax: Amount,
    gross: Amount,
    rate: Rate,
}

#[derive(Serialize)]
struct AdjustmentView {
    n: u32,
    kind: &'static str,
    net: Amount,
    tax: Amount,
    gross: Amount,
    rate: Rate,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CountedView<'a> {
    outage: &'a str,
    counted_ms: i64,
    excluded_ms: i64,
    exclusion: Option<&'static str>,
}

pub(super) fn write_rows(rows: &[Row<'_>]) -> Vec<u8> {
    write(&Results { ok: true, results: rows.iter().map(view).collect(), warnings: [] })
}

fn view<'s, 'a>(row: &'s Row<'a>) -> ResultView<'s, 'a> {
    let (found, plan) = (&row.settled.assessment, &row.settled.plan);
    ResultView {
        service: row.service,
        client: row.client,
        currency: row.currency.code(),
        period: row.period,
        from: At(found.period.from()),
        to: At(found.period.to()),
        due_at: At(found.due_at),
        r#final: found.is_final,
        policy: found.policy,
        total_ms: found.total_ms,
        downtime_ms: found.downtime_ms,
        excluded_ms: found.excluded_ms,
        availability: found.availability.map(|availability| Printed(availability.display())),
        entitlement: entitlement(&found.entitlement),
        adjustment: plan.adjustment.as_ref().map(adjustment),
        route: plan.route.word(),
        posting: plan.posting.map(Amount),
        carry_before: Amount(plan.before.carry),
        carry_after: Amount(plan.after.carry),
        revision: plan.before.revision,
        counted: found.counted.iter().map(counted).collect(),
        steps: views(&found.steps),
    }
}

fn entitlement(of: &Entitlement) -> EntitlementView {
    EntitlementView { net: Amount(of.net), tax: Amount(of.tax), gross: Amount(of.gross), rate: Rate(of.rate) }
}

fn adjustment(of: &Adjustment) -> AdjustmentView {
    let (net, tax, gross) = (Amount(of.net), Amount(of.tax), Amount(of.gross));
    AdjustmentView { n: of.n, kind: "sla", net, tax, gross, rate: Rate(of.rate) }
}

fn counted<'a>(row: &Counted<'a>) -> CountedView<'a> {
    CountedView {
        outage: row.id,
        counted_ms: row.counted_ms,
        excluded_ms: row.excluded_ms(),
        exclusion: row.exclusion().map(Exclusion::word),
    }
}
