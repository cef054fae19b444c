//! Labels of the Prometheus family as one text, in the writing of its query language: `up{instance="a:9100",job="node"}`.

use super::payload::Problem;
use crate::json::Node;
use crate::order::sort_by_key;

/// A longer text gives way to its fingerprint: a target has to be an id.
const LONGEST: usize = 200;

/// The canonical text of a set of labels: names in the order of their bytes. What is too long for an id is named by its
/// fingerprint instead, 16 hexadecimal digits, as Alertmanager itself prints it.
pub(super) fn canonical(labels: Option<&Node<'_>>) -> Result<String, Problem> {
    let mut pairs = pairs(labels.ok_or(Problem::Target)?)?;
    if pairs.is_empty() {
        return Err(Problem::Target);
    }
    sort_by_key(&mut pairs, |pair| *pair);
    let text = text(&pairs);
    Ok(if text.len() > LONGEST { fingerprint(&pairs) } else { text })
}

fn pairs<'n>(labels: &'n Node<'_>) -> Result<Vec<(&'n str, &'n str)>, Problem> {
    let Node::Object(members) = labels else { return Err(Problem::Shape) };
    members
        .iter()
        .map(|(name, value)| Some((name.as_ref(), value.as_text()?)))
        .collect::<Option<_>>()
        .ok_or(Problem::Shape)
}

fn text(pairs: &[(&str, &str)]) -> String {
    let metric = pairs.iter().find(|(name, _)| *name == "__name__").map_or("", |(_, value)| value);
    let mut text = metric.to_owned();
    for (name, value) in pairs.iter().filter(|(name, _)| *name != "__name__") {
        text.push(if text.len() == metric.len() { '{' } else { ',' });
        text.push_str(name);
        text.push_str("=\"");
        for character in value.chars() {
            match character {
                '"' | '\\' => text.extend(['\\', character]),
                '\n' => text.push_str("\\n"),
                other => text.push(other),
            }
        }
        text.push('"');
    }
    if text.len() > metric.len() {
        text.push('}');
    }
    text
}

/// FNV-1a, 64 bits, over names and values, each followed by a byte that is no part of UTF-8.
fn fingerprint(pairs: &[(&str, &str)]) -> String {
    let words = pairs.iter().flat_map(|(name, value)| [name, value]);
    let bytes = words.flat_map(|word| word.bytes().chain([255]));
    let sum = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let digits = (0..16_u32).rev().filter_map(|place| {
        let half = u32::try_from(sum.wrapping_shr(place.wrapping_mul(4)) & 15).ok()?;
        char::from_digit(half, 16)
    });
    digits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_labels_as_queries_do() {
        let written = [
            (&[("__name__", "up"), ("instance", "a:9100"), ("job", "n")][..], "up{instance=\"a:9100\",job=\"n\"}"),
            (&[("a", "1")], "{a=\"1\"}"),
            (&[("__name__", "up")], "up"),
            (&[("a", "x\"y\\z\n")], "{a=\"x\\\"y\\\\z\\n\"}"),
        ];
        for (pairs, expected) in written {
            assert_eq!(text(pairs), expected);
        }
    }

    /// Labels and fingerprint as they stand together in messages that other projects publish.
    #[test]
    fn knows_the_fingerprint_of_alertmanager() {
        let labels = |group, instance| {
            let rest = [("job", "node"), ("severity", "critical")];
            [&[("alertname", "InstanceDown"), ("group", group), ("instance", instance)][..], &rest].concat()
        };
        assert_eq!(fingerprint(&labels("production", "localhost:8081")), "f404ecabc8dd5cd7");
        assert_eq!(fingerprint(&labels("canary", "localhost:8082")), "f8f08d4e32c61a9d");
    }
}
