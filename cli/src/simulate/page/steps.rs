//! The core's steps as sentences: those of the panel, and for what the panel has no sentence yet, our own.

use super::super::words::{duration, instant};
use super::markup::escape;
use crate::json::{list, text};
use makegood::calendar::Instant;
use makegood::json::{Manner, Node, parse};
use std::collections::HashMap;

/// The panel's sentences: one text wherever a client or an owner reads it.
const PANEL: &str = include_str!("../../../../php-bridge/src/Pages/lang/english.php");

const OWN: [(&str, &str); 34] = [
    ("step_window", "The year that is looked at: from {from} to {to}."),
    ("step_outside", "Excused time that is no service time: {ms}."),
    ("step_component", "Component {name}:"),
    ("step_notReported", "This outage was never reported: nothing of it counts."),
    ("step_affected", "Its time counts by the {percent} % that were affected."),
    ("step_rule", "Measured as {rule}: {ms}."),
    ("step_month", "A month is taken as {ms}."),
    ("step_extension", "The service is prolonged by {ms}."),
    ("step_incident", "Incident from {from} to {to}, {ms}: {share} of the fee."),
    ("step_share", "Share of the fee: {share}."),
    ("step_componentCap", "Limited to {percent} % for this component."),
    ("step_stacked", "All components ({stack}): {share} of the fee."),
    ("step_capped", "Limited per {per} to {limit}, of which {given} were given before: {gross}."),
    ("step_belowMinimumCredit", "Below the smallest credit of {minimum}: nothing is owed."),
    ("step_forfeited", "Forfeited ({reason}): nothing is owed."),
    ("step_notClaimed", "Not claimed until {until}: nothing is owed."),
    ("word_wholeMinutes", "minutes that were wholly down"),
    ("word_touchedMinutes", "minutes of which any part was down"),
    ("word_consecutiveMinutes", "runs of at least {minutes} minutes that were wholly down"),
    ("word_longOutages", "stretches of at least {minutes} minutes"),
    ("word_wholeSlots", "slots of {minutes} minutes that were wholly down"),
    ("word_touchedSlots", "slots of {minutes} minutes of which any part was down"),
    ("word_sum", "added up"),
    ("word_largest", "the largest"),
    ("word_notReported", "not reported yet"),
    ("word_used", "already credited"),
    ("word_counted", "counted by another component"),
    ("word_unpaid", "not paid"),
    ("word_abuse", "abuse"),
    ("word_client", "caused by the client"),
    ("word_forceMajeure", "force majeure"),
    ("word_thirdParty", "caused by a third party"),
    ("word_minimum", "too short to count"),
    ("word_grace", "within the grace time"),
];

/// Sentences and words by their keys.
pub(super) struct Sentences(HashMap<&'static str, String>);

impl Sentences {
    pub(super) fn new() -> Self {
        let mut found: HashMap<&'static str, String> =
            OWN.iter().map(|(key, text)| (*key, (*text).to_owned())).collect();
        for line in PANEL.lines() {
            let Some((key, text)) = line.trim_start().strip_prefix('\'').and_then(|rest| rest.split_once("' => '"))
            else {
                continue;
            };
            if (key.starts_with("step_") || key.starts_with("word_"))
                && let Some(text) = text.strip_suffix("',")
            {
                found.insert(key, text.replace("\\'", "'"));
            }
        }
        Self(found)
    }

    /// The word for a reason of the core; the word itself where there is none.
    pub(super) fn word<'w>(&'w self, word: &'w str) -> &'w str {
        self.0.get(format!("word_{word}").as_str()).map_or(word, String::as_str)
    }

    /// Every step of a result as an item of a list.
    pub(super) fn of_result(&self, raw: &str, currency: &str) -> String {
        let Ok(result) = parse(raw, Manner::Strict) else { return String::new() };
        let items =
            list(&result, "steps").iter().map(|step| format!("<li>{}</li>", escape(&self.of_step(step, currency))));
        items.collect()
    }

    fn of_step(&self, step: &Node<'_>, currency: &str) -> String {
        let key = text(step, "key");
        let args = step.get("args").unwrap_or(&Node::Null);
        let is_one = ["months", "entries"].iter().any(|name| args.get(name).and_then(Node::as_integer) == Some("1"));
        let single = self.0.get(format!("step_{key}_one").as_str()).filter(|_| is_one);
        let Some(sentence) = single.or_else(|| self.0.get(format!("step_{key}").as_str())) else {
            return key.to_owned();
        };
        let mut sentence = sentence.replace("{bill}", "the price of the service");
        let Node::Object(members) = args else { return sentence };
        // Twice: the word of a rule has a place of its own for minutes.
        for _ in 0..2 {
            for (name, value) in members {
                let place = format!("{{{name}}}");
                if sentence.contains(&place) {
                    sentence = sentence.replace(&place, &self.value(name, value, currency));
                }
            }
        }
        sentence
    }

    fn value(&self, name: &str, value: &Node<'_>, currency: &str) -> String {
        match (name, value) {
            ("ms" | "countedMs" | "upMs" | "totalMs", Node::Number(digits)) => {
                duration(digits.parse().unwrap_or_default())
            }
            ("from" | "to" | "boundAt" | "until", Node::Text(text)) => {
                Instant::parse(text).map_or(text.to_string(), instant)
            }
            ("gross" | "net" | "tax" | "amount" | "minimum" | "limit" | "given", Node::Text(text)) => {
                format!("{text} {currency}")
            }
            ("reason" | "rule" | "stack", Node::Text(word)) => self.word(word).to_owned(),
            ("hash", Node::Text(hash)) => hash.get(..12).unwrap_or(hash).to_owned(),
            (_, Node::Text(text)) => text.to_string(),
            (_, Node::Number(digits)) => (*digits).to_owned(),
            _ => String::new(),
        }
    }
}
