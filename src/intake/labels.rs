//! Labels of the Prometheus family as one text, in the writing of its query language: `up{instance="a:9100",job="node"}`.

use super::payload::Problem;
use crate::json::Node;
use crate::order::sorted;

/// A longer text gives way to its fingerprint: a target has to be an id.
const LONGEST: usize = 200;
/// The label that is the name of the metric.
const METRIC: &str = "__name__";

/// The canonical text of a set of labels: names in the order of their bytes. What is too long for an id is named by its
/// fingerprint instead, 16 hexadecimal digits, as Alertmanager itself prints it.
pub(super) fn canonical(labels: Option<&Node<'_>>) -> Result<String, Problem> {
    let Some(Node::Object(members)) = labels else { return Err(Problem::Target) };
    if members.is_empty() {
        return Err(Problem::Target);
    }
    if members.iter().any(|(_, value)| value.as_text().is_none()) {
        return Err(Problem::Shape);
    }
    let pairs = sorted(members.iter().map(|(name, value)| (name.as_ref(), value.as_text().unwrap_or_default())));
    let text = text(&pairs);
    Ok(if text.len() > LONGEST { fingerprint(&pairs) } else { text })
}

/// Name and value; the place where it came does not matter.
type Pair<'n> = (&'n str, &'n str, usize);

fn text(pairs: &[Pair<'_>]) -> String {
    let metric = pairs.iter().find(|(name, ..)| *name == METRIC).map_or("", |(_, value, _)| value);
    let mut text = metric.to_owned();
    let mut between = "{";
    for (name, value, _) in pairs.iter().filter(|(name, ..)| *name != METRIC) {
        text.push_str(between);
        text.push_str(name);
        text.push_str("=\"");
        for character in value.chars() {
            if matches!(character, '"' | '\\' | '\n') {
                text.push('\\');
            }
            text.push(if character == '\n' { 'n' } else { character });
        }
        text.push('"');
        between = ",";
    }
    if between == "," {
        text.push('}');
    }
    text
}

/// FNV-1a, 64 bits, over names and values, each followed by a byte that is no part of UTF-8.
fn fingerprint(pairs: &[Pair<'_>]) -> String {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for word in pairs.iter().flat_map(|(name, value, _)| [name, value]) {
        for byte in word.bytes().chain([255]) {
            sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    let mut digits = String::with_capacity(16);
    for _ in 0..16 {
        sum = sum.rotate_left(4);
        let half = u32::try_from(sum & 15).unwrap_or(0);
        digits.push(char::from_digit(half, 16).unwrap_or('0'));
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed<'n>(pairs: &[(&'n str, &'n str)]) -> Vec<Pair<'n>> {
        sorted(pairs.iter().copied())
    }

    #[test]
    fn writes_labels_as_queries_do() {
        let written = [
            (&[("__name__", "up"), ("instance", "a:9100"), ("job", "n")][..], "up{instance=\"a:9100\",job=\"n\"}"),
            (&[("a", "1")], "{a=\"1\"}"),
            (&[("__name__", "up")], "up"),
            (&[("a", "x\"y\\z\n")], "{a=\"x\\\"y\\\\z\\n\"}"),
        ];
        for (pairs, expected) in written {
            assert_eq!(text(&placed(pairs)), expected);
        }
    }

    /// Labels and fingerprint as they stand together in messages that other projects publish.
    #[test]
    fn knows_the_fingerprint_of_alertmanager() {
        let labels = |group, instance| {
            let rest = [("job", "node"), ("severity", "critical")];
            [&[("alertname", "InstanceDown"), ("group", group), ("instance", instance)][..], &rest].concat()
        };
        assert_eq!(fingerprint(&placed(&labels("production", "localhost:8081"))), "f404ecabc8dd5cd7");
        assert_eq!(fingerprint(&placed(&labels("canary", "localhost:8082"))), "f8f08d4e32c61a9d");
    }
}
