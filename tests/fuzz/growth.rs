//! Time on long inputs: four times as much may take four times as long, and some more for sorting; nowhere sixteen times.
//! Each shape is measured at both lengths in turns, on the processor's own clock; the shortest of several runs counts.

use makegood::calendar::Instant as Moment;
use serde_json::{Value, json};

const FEW: usize = 1_500;
const TURNS: usize = 3;
/// 150 ms
const ENOUGH: u64 = 150_000_000;
/// Between 4, which is linear, and 16, which is quadratic.
const MOST: f64 = 9.0;
/// 2026-03-01T00:00:00Z
const MARCH_MS: i64 = 1_772_323_200_000;
const HASH: &str = "1111111111111111111111111111111111111111111111111111111111111111";

fn at(ms: i64) -> String {
    Moment::from_ms(MARCH_MS + ms).text().as_str().to_owned()
}

fn observation(number: usize, source: usize, target: usize, state: &str, kind: &str, ms: i64) -> Value {
    json!({"key": format!("k{number}"), "source": source.to_string(), "target": target.to_string(), "state": state, "kind": kind,
           "at": at(ms), "precision": "exact"})
}

fn confirm(groups: usize, observations: Vec<Value>, decisions: Vec<Value>, settings: &Value) -> Value {
    let source = |id: usize| {
        let mut source = json!({"id": id.to_string(), "group": format!("g{id}"), "enabled": true, "trusted": false});
        for (name, value) in settings.as_object().unwrap() {
            source[name] = value.clone();
        }
        source
    };
    json!({"contract": 1, "command": "confirm", "asOf": "2026-12-01T00:00:00Z", "subject": "server:1", "sources": (0..groups).map(source).collect::<Vec<_>>(),
           "observations": observations, "decisions": decisions})
}

fn deliveries(vendor: &str, channel: &str, bodies: impl Iterator<Item = String>) -> Value {
    let row = |(place, body): (usize, String)| {
        json!({"id": format!("d{place}"), "source": "1", "vendor": vendor, "channel": channel, "mapping": HASH, "receivedAt": "2026-06-01T00:00:00Z",
               "query": "from=1772323200&to=1775001600&target=7", "body": body})
    };
    let words: Vec<Value> = (0..64).map(|word| json!({"word": format!("w{word}"), "state": "down"})).collect();
    let mapping = json!({"schema": 1, "name": "m", "items": "/items", "target": ["/a", "/b", "/c", "/d", "/e", "/f", "/g", "/h"],
                         "state": {"at": ["/state"], "words": words, "other": "up"}});
    json!({"contract": 1, "command": "normalize", "mappings": [{"hash": HASH, "document": mapping}], "deliveries": bodies.enumerate().map(row).collect::<Vec<_>>()})
}

type Shape = (&'static str, fn(usize) -> Value);

/// Timelines and messages that would be slow for a careless reader.
const SHAPES: [Shape; 16] = [
    ("flapping", |n| {
        confirm(
            2,
            (0..n)
                .map(|i| observation(i, i % 2, 0, if i % 4 < 2 { "down" } else { "up" }, "state", i as i64 * 1_000))
                .collect(),
            vec![],
            &json!({}),
        )
    }),
    ("backwards", |n| {
        confirm(
            2,
            (0..n)
                .rev()
                .map(|i| observation(i, i % 2, 0, if i % 4 < 2 { "down" } else { "up" }, "state", i as i64 * 1_000))
                .collect(),
            vec![],
            &json!({}),
        )
    }),
    ("many targets down at once", |n| {
        confirm(
            2,
            (0..n).map(|i| observation(i, i % 2, i / 2, "down", "state", i as i64)).collect(),
            vec![],
            &json!({}),
        )
    }),
    ("targets nested", |n| {
        confirm(
            2,
            (0..n)
                .map(|i| {
                    observation(
                        i,
                        i % 2,
                        (i / 2).min(n - i),
                        if i < n / 2 { "down" } else { "up" },
                        "state",
                        i as i64 * 1_000,
                    )
                })
                .collect(),
            vec![],
            &json!({}),
        )
    }),
    ("many groups down at once", |n| {
        confirm(
            n / 4,
            (0..n)
                .map(|i| {
                    observation(i, i % (n / 4), 0, if i < n / 2 { "down" } else { "up" }, "state", i as i64 * 1_000)
                })
                .collect(),
            vec![],
            &json!({}),
        )
    }),
    ("one instant", |n| {
        confirm(
            2,
            (0..n)
                .map(|i| observation(i, i % 2, i / 8, ["down", "up", "degraded", "unknown"][i % 4], "state", 0))
                .collect(),
            vec![],
            &json!({}),
        )
    }),
    ("reminders", |n| {
        confirm(
            2,
            (0..n)
                .map(|i| observation(i, i % 2, 0, "down", if i < 2 { "state" } else { "reminder" }, i as i64 * 60_000))
                .collect(),
            vec![],
            &json!({}),
        )
    }),
    ("tolerance, delays, silence", |n| {
        confirm(
            4,
            (0..n)
                .map(|i| observation(i, i % 4, 0, if i % 8 < 4 { "down" } else { "up" }, "state", i as i64 * 60_000))
                .collect(),
            vec![],
            &json!({"toleranceMs": 90_000, "startDelayMs": 30_000, "expectEveryMs": 60_000, "expiresAfterMs": 600_000, "ownQuorum": 3}),
        )
    }),
    ("alive", |n| {
        let alive: Vec<Value> =
            (0..n).map(|i| json!({"from": at(i as i64 * 60_000), "to": at(i as i64 * 60_000 + 1_000)})).collect();
        confirm(
            2,
            (0..200)
                .map(|i| observation(i, i % 2, 0, if i % 4 < 2 { "down" } else { "up" }, "state", i as i64 * 60_000))
                .collect(),
            vec![],
            &json!({"expectEveryMs": 60_000, "alive": alive}),
        )
    }),
    ("decisions", |n| {
        let decided = (0..n).map(|i| json!({"case": i.to_string(), "decision": (["accepted", "refused"][i % 2]), "from": at(i as i64 * 1_000), "to": at(i as i64 * 1_000 + 1_500)}));
        confirm(
            1,
            (0..n).map(|i| observation(i, 0, 0, ["down", "up"][i % 2], "state", i as i64 * 1_000)).collect(),
            decided.collect(),
            &json!({}),
        )
    }),
    ("a table", |n| {
        deliveries(
            "csv",
            "webhook",
            std::iter::once(format!("target,state,at\n{}", "\"a\"\"b\",down,2026-03-04T12:00:00Z\n".repeat(n))),
        )
    }),
    ("a table of faults", |n| {
        deliveries("csv", "webhook", std::iter::once(format!("target,state,at\n{}", "x\"\",\"\n\r\n".repeat(n))))
    }),
    ("items of a mapping", |n| {
        deliveries(
            "mapped",
            "webhook",
            std::iter::once(
                json!({"items": (0..n).map(|i| json!({"h": i, "state": "w63"})).collect::<Vec<_>>()}).to_string(),
            ),
        )
    }),
    ("a group of alerts", |n| {
        deliveries("alertmanager", "webhook", std::iter::once(json!({"version": "4", "groupKey": "g", "status": "firing", "receiver": "r", "alerts":
        (0..n).map(|i| json!({"status": "resolved", "labels": {"instance": i.to_string()}, "startsAt": at(0), "endsAt": at(1_000), "fingerprint": i.to_string()})).collect::<Vec<_>>()}).to_string()))
    }),
    ("a long series", |n| {
        deliveries("prometheus", "history", std::iter::once(json!({"status": "success", "data": {"resultType": "matrix", "result": [
        {"metric": {"__name__": "probe_success", "instance": "a"}, "values": (0..n).map(|i| json!([1_772_323_200 + 60 * i, (i % 2).to_string()])).collect::<Vec<_>>()}]}}).to_string()))
    }),
    ("escapes in a form", |n| {
        deliveries(
            "uptimerobot",
            "webhook",
            std::iter::once(format!("monitorID=7&alertType=1&{}", "a%41=%&".repeat(n))),
        )
    }),
];

/// Time on a processor, in nanoseconds and by its ticks: other work on the machine does not count.
fn on_cpu() -> u64 {
    let figures = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    figures.split_whitespace().next().unwrap().parse().unwrap()
}

/// For one answer, over so many of them that ticks do not matter.
fn taken(request: &[u8]) -> f64 {
    let (started, mut answers) = (on_cpu(), 0.0);
    loop {
        let answer = makegood::call(request);
        answers += 1.0;
        assert!(answer.starts_with(br#"{"ok":true"#), "{}", String::from_utf8_lossy(&answer[..200.min(answer.len())]));
        let taken = on_cpu() - started;
        if taken > ENOUGH {
            return taken as f64 / answers;
        }
    }
}

/// How many times longer four times as much takes, by shape; what takes too long is a fault.
pub fn measure(faults: &mut Vec<String>) -> Value {
    let mut ratios = serde_json::Map::new();
    for (name, make) in SHAPES {
        let (short, long) = (make(FEW).to_string(), make(4 * FEW).to_string());
        let turns: Vec<(f64, f64)> = (0..TURNS).map(|_| (taken(short.as_bytes()), taken(long.as_bytes()))).collect();
        let least = |of: fn(&(f64, f64)) -> f64| turns.iter().map(of).fold(f64::INFINITY, f64::min);
        let ratio = least(|turn| turn.1) / least(|turn| turn.0);
        if ratio > MOST {
            faults.push(format!("{name}: four times as much takes {ratio:.1} times as long"));
        }
        ratios.insert(name.into(), json!((ratio * 10.0).round() / 10.0));
    }
    Value::Object(ratios)
}
