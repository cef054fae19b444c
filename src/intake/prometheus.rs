//! Prometheus' answer to `query_range` over `probe_success` or `up`: one timeline a series, edges where its value changes.
//!
//! Rules: prometheus `docs/querying/api.md`. Values are texts. What is missing is absent, never 0: when a probe was not
//! run, or its exporter could not be asked, nobody knows.

use super::delivery::Delivery;
use super::heard::{Heard, Reading, Sighting};
use super::labels::canonical;
use super::payload::{Asked, Payload, Problem, asked, path, payload, table, text};
use super::time::epoch_decimal;
use crate::calendar::Instant;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

const PROBE: &str = "probe_success";
const SCRAPE: &str = "up";

type Sample = (Instant, State);

struct Series<'n> {
    metric: &'n Node<'n>,
    target: String,
    samples: Vec<Sample>,
}

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let Payload::Json(answer) = payload(body, delivery)? else { return Err(Problem::NotJson) };
    if path(&answer, &["data", "resultType"]).and_then(Node::as_text) != Some("matrix") {
        return Err(Problem::Shape);
    }
    let Some(Node::List(all)) = path(&answer, &["data", "result"]) else { return Err(Problem::Shape) };
    let asked = asked(delivery)?;
    let mut heard = Heard::nothing();
    let mut every = Vec::with_capacity(all.len());
    for one in all {
        match series(one) {
            Ok(read) => every.push(read),
            Err(problem) => heard.problem = heard.problem.or(Some(problem)),
        }
    }
    for one in &every {
        let other = |word: &str| every.iter().find(|other| is_beside(one, other, word));
        // Beside a probe, `up` says only whether its exporter answered.
        match one.target.split('{').next() {
            Some(SCRAPE) if other(PROBE).is_some() => {}
            Some(PROBE) => heard.sightings.append(&mut timeline(one, other(SCRAPE), &asked)),
            _ => heard.sightings.append(&mut timeline(one, None, &asked)),
        }
    }
    Ok(heard)
}

fn series<'n>(node: &'n Node<'n>) -> Result<Series<'n>, Problem> {
    let (Some(metric), Some(Node::List(values))) = (node.get("metric"), node.get("values")) else {
        return Err(Problem::Shape);
    };
    let samples: Vec<Sample> = values.iter().map(sample).collect::<Result<_, _>>()?;
    Ok(Series { metric, target: canonical(Some(metric))?, samples })
}

fn sample(node: &Node<'_>) -> Result<Sample, Problem> {
    let Node::List(pair) = node else { return Err(Problem::Shape) };
    let [Node::Number(time), Node::Text(value)] = pair.as_slice() else { return Err(Problem::Shape) };
    let state = table(value, &[("1", State::Up), ("0", State::Down)]).ok_or(Problem::State)?;
    Ok((epoch_decimal(time).ok_or(Problem::Time)?, state))
}

/// Whether `other` is the metric `word` of the same target: every other label agrees.
fn is_beside(one: &Series<'_>, other: &Series<'_>, word: &str) -> bool {
    let (Node::Object(ones), Node::Object(others)) = (one.metric, other.metric) else { return false };
    ones.len() == others.len()
        && ones.iter().all(|(label, value)| label == "__name__" || other.metric.get(label) == Some(value))
        && other.metric.get("__name__").and_then(Node::as_text) == Some(word)
}

fn timeline(series: &Series<'_>, exporter: Option<&Series<'_>>, asked: &Asked) -> Vec<Sighting> {
    let scrapes = exporter.map_or(&[][..], |exporter| exporter.samples.as_slice());
    let scrape =
        |at: Instant| scrapes.binary_search_by_key(&at, |(at, _)| *at).ok().and_then(|place| scrapes.get(place));
    let was_asked = |at: Instant| scrape(at).is_none_or(|(_, state)| *state != State::Down);
    let known: Vec<Sample> = series.samples.iter().copied().filter(|(at, _)| was_asked(*at)).collect();
    let apart = || series.samples.iter().zip(series.samples.iter().skip(1)).map(|(one, next)| next.0.since(one.0));
    let step = asked.step_ms.or_else(|| apart().min());
    // A sample that is missing makes the distance twice the step.
    let is_gap = |from: Instant, to: Instant| step.is_some_and(|step| to.since(from) >= step.saturating_mul(2));

    let mut edges: Vec<(Sample, Kind)> = Vec::new();
    for (place, (at, state)) in known.iter().copied().enumerate() {
        let before = place.checked_sub(1).and_then(|before| known.get(before)).copied();
        let next = known.get(place.saturating_add(1)).copied();
        let resumes = before.is_some_and(|(last, _)| is_gap(last, at));
        if resumes || before.is_none_or(|(_, last)| last != state) {
            edges.push(((at, state), Kind::State));
        }
        // Down is believed as long as somebody looked, and not beyond.
        let until = next.map(|(next, _)| next).or(asked.to);
        if state == State::Down && until.is_some_and(|until| is_gap(at, until)) {
            edges.push(((at, State::Unknown), Kind::State));
        } else if next.is_none() {
            edges.push(((at, state), Kind::Reminder));
        }
    }
    let instance = text(series.metric.get("instance"));
    let first = Sighting::called(&series.target, State::Unknown, Kind::State, instance, instance);
    edges.into_iter().map(|((at, state), kind)| first.also(state, kind, Some(at), Precision::CheckTime)).collect()
}
