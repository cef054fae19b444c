//! Laws of `confirm` under every setting of a monitor, each on ten thousand requests of coarse times, where edges meet.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

#[allow(dead_code, reason = "what settles is for other laws")]
mod support;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use support::{MARCH_MS, call, instant, ok};

const STEP_MS: i64 = 1_800_000;
/// After everything that is ever seen.
const END: i64 = 120;
/// Longer than any request: nothing goes stale.
const NEVER_MS: i64 = 9_007_199_254_740_992;

/// The given number of steps after the first of March.
fn at(step: i64) -> String {
    instant(MARCH_MS + step * STEP_MS)
}

fn steps(most: i64) -> impl Strategy<Value = i64> {
    (0..=most).prop_map(|steps| steps * STEP_MS)
}

/// A member that may be null.
fn maybe<T: Into<Value> + std::fmt::Debug + Clone>(some: impl Strategy<Value = T>) -> impl Strategy<Value = Value> {
    prop_oneof![Just(Value::Null), some.prop_map(Into::into)]
}

fn intervals() -> impl Strategy<Value = Value> {
    let interval = (0..END, 1..20_i64).prop_map(|(from, long)| json!({"from": at(from), "to": at(from + long)}));
    prop::collection::vec(interval, 0..3).prop_map(Value::Array)
}

/// A source in one of `groups` groups; its id is set later.
fn source(groups: u8) -> impl Strategy<Value = Value> {
    let votes = (maybe("server|own|thirdParty"), maybe(1..4_u8), maybe(1..4_u8), prop::bool::weighted(0.2));
    let times = (maybe(steps(3)), maybe(steps(3)), maybe(steps(4)), maybe(steps(8)), maybe(steps(8)));
    (0..groups, votes, times, intervals()).prop_map(
        |(group, (level, weight, own, trusted), (start, end, tolerance, expect, expires), alive)| {
            json!({"id": "", "group": group.to_string(), "enabled": true, "trusted": trusted, "level": level, "weight": weight,
                "startDelayMs": start, "endDelayMs": end, "toleranceMs": tolerance, "expectEveryMs": expect,
                "expiresAfterMs": expires, "ownQuorum": own, "alive": alive})
        },
    )
}

fn observation() -> impl Strategy<Value = Value> {
    let state = prop_oneof![3 => Just("down"), 3 => Just("up"), 1 => Just("unknown"), 1 => Just("degraded")];
    let kind = prop_oneof![8 => Just("state"), 2 => Just("reminder"), 1 => Just("test")];
    let precision = prop_oneof![8 => Just("exact"), 1 => Just("checkTime"), 1 => Just("received")];
    (any::<Index>(), "x|y", state, kind, precision, 0..END, maybe(0..4_u8)).prop_map(
        |(source, target, state, kind, precision, step, locations)| {
            let number = source.index(60);
            json!({"key": format!("{number}/{target}/{step}/{state}/{kind}/{precision}"), "source": number, "target": target,
                "state": state, "kind": kind, "at": at(step), "precision": precision, "locations": locations})
        },
    )
}

fn decision() -> impl Strategy<Value = Value> {
    ("accepted|refused", 0..END, 1..40_i64).prop_map(
        |(decision, from, long)| json!({"case": "1", "decision": decision, "from": at(from), "to": at(from + long)}),
    )
}

/// Requests over up to `groups` groups.
fn requests(groups: u8) -> impl Strategy<Value = Value> {
    let level = |word: &'static str| (Just(word), 1..3_u8, prop::bool::weighted(0.15));
    let lists = (
        prop::collection::vec(source(groups), 1..5),
        prop::collection::vec(observation(), 0..24),
        prop::collection::vec(decision(), 0..3),
    );
    (lists, (level("own"), level("thirdParty")), any::<Index>(), any::<bool>(), 2..=48_i64).prop_map(
        |((mut sources, mut observations, decisions), levels, quorum, given, stale)| {
            let count = sources.len();
            for (number, source) in sources.iter_mut().enumerate() {
                source["id"] = json!(number.to_string());
            }
            for observation in &mut observations {
                let number = usize::try_from(observation["source"].as_u64().unwrap()).unwrap() % count;
                observation["source"] = json!(number.to_string());
            }
            let levels = [levels.0, levels.1].into_iter().filter(|(_, _, wanted)| *wanted);
            let required: Vec<Value> =
                levels.map(|(level, groups, _)| json!({"level": level, "atLeast": groups})).collect();
            let quorum = if given { json!(1 + quorum.index(reach(&sources))) } else { Value::Null };
            json!({"contract": 1, "command": "confirm", "asOf": at(END), "subject": "server:1", "quorum": quorum,
                "staleAfterMs": stale * STEP_MS, "sources": sources, "required": required, "observations": observations,
                "decisions": decisions})
        },
    )
}

/// The sum of the groups' greatest weights.
fn reach(sources: &[Value]) -> usize {
    let weight = |source: &Value| usize::try_from(source["weight"].as_u64().unwrap_or(1)).unwrap();
    let of = |group: String| sources.iter().filter(|source| source["group"] == group).map(weight).max().unwrap_or(0);
    (0..9).map(|group| of(group.to_string())).sum()
}

fn groups(request: &Value) -> usize {
    let sources = request["sources"].as_array().unwrap();
    let mut groups: Vec<&str> = sources.iter().map(|source| source["group"].as_str().unwrap()).collect();
    groups.sort_unstable();
    groups.dedup();
    groups.len()
}

/// The same request, in which nothing goes stale.
fn never_stale(mut request: Value) -> Value {
    request["staleAfterMs"] = json!(NEVER_MS);
    request
}

fn set(request: &mut Value, member: &str, value: &Value) {
    for source in request["sources"].as_array_mut().unwrap() {
        source[member] = value.clone();
    }
}

fn ms(text: &Value) -> i64 {
    makegood::calendar::Instant::parse(text.as_str().unwrap()).unwrap().ms()
}

/// Confirmed stretches; those that touch are one.
fn confirmed(request: &Value) -> Vec<(i64, i64)> {
    let answer = ok(request);
    let outages = answer["outages"].as_array().unwrap().iter().filter(|outage| outage["status"] == "confirmed");
    union(outages.map(|outage| (ms(&outage["from"]), ms(&outage["to"]))).collect())
}

fn union(mut stretches: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    stretches.sort_unstable();
    let mut joined: Vec<(i64, i64)> = Vec::new();
    for (from, to) in stretches.into_iter().filter(|(from, to)| from < to) {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

fn lies_within(parts: &[(i64, i64)], whole: &[(i64, i64)]) -> bool {
    parts.iter().all(|part| whole.iter().any(|whole| whole.0 <= part.0 && part.1 <= whole.1))
}

/// Where a target was said to be down, edges moved by the source's delays; nothing stale or expired.
fn seen_down(request: &Value) -> Vec<(i64, i64)> {
    let rank = |seen: &Value| {
        ["down", "unknown", "maintenance", "degraded", "up"].iter().position(|word| seen["state"] == *word)
    };
    let mut rows: Vec<&Value> = request["observations"].as_array().unwrap().iter().collect();
    rows.retain(|seen| seen["kind"] == "state");
    rows.sort_by_key(|seen| (ms(&seen["at"]), rank(seen)));
    let mut down = Vec::new();
    for source in request["sources"].as_array().unwrap() {
        let delay = |name: &str| source[name].as_i64().unwrap_or(0);
        for target in ["x", "y"] {
            let mut since: Option<i64> = None;
            for seen in rows.iter().filter(|seen| seen["source"] == source["id"] && seen["target"] == target) {
                if seen["state"] == "down" {
                    since = since.or(Some(ms(&seen["at"])));
                } else if let Some(from) = since.take() {
                    down.push((from - delay("startDelayMs"), ms(&seen["at"]) - delay("endDelayMs")));
                }
            }
            down.extend(since.map(|from| (from - delay("startDelayMs"), ms(&request["asOf"]))));
        }
    }
    union(down)
}

fn shuffle(list: &mut Value, seed: &mut u64) {
    list.as_array_mut().unwrap().sort_by_cached_key(|_| {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        *seed >> 20
    });
}

/// A message of Pingdom or UptimeRobot with its own time.
fn delivery() -> impl Strategy<Value = Value> {
    (any::<bool>(), 1..3_u8, any::<bool>(), 0..END).prop_map(|(pingdom, check, down, step)| {
        let seconds = (MARCH_MS + step * STEP_MS) / 1_000;
        let (vendor, body) = if pingdom {
            let state = if down { "DOWN" } else { "UP" };
            ("pingdom", json!({"check_id": check, "current_state": state, "state_changed_timestamp": seconds}))
        } else {
            let kind = if down { "1" } else { "2" };
            (
                "uptimerobot",
                json!({"monitorID": check.to_string(), "alertType": kind, "alertDateTime": seconds.to_string()}),
            )
        };
        json!({"id": "", "source": vendor, "vendor": vendor, "receivedAt": at(END), "contentType": "application/json",
            "query": "", "body": body.to_string()})
    })
}

/// What is observed in deliveries that come together.
fn observed(deliveries: &[Value], first: usize) -> Vec<Value> {
    let numbered = deliveries.iter().enumerate().map(|(number, delivery)| {
        let mut delivery = delivery.clone();
        delivery["id"] = json!((first + number).to_string());
        delivery
    });
    let answer = ok(&json!({"contract": 1, "command": "normalize", "deliveries": numbered.collect::<Vec<_>>()}));
    let results = answer["results"].as_array().unwrap().iter();
    let observations = results.flat_map(|result| result["observations"].as_array().unwrap().clone());
    // Label and address are for people, `confirm` does not take them.
    let taken = ["key", "source", "target", "state", "kind", "at", "precision", "locations"];
    observations.map(|seen| taken.into_iter().map(|name| (name.to_owned(), seen[name].clone())).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 200 } else { 10_000 }))]

    #[test]
    fn order_and_repetition_change_nothing(request in requests(3), seed in any::<u64>(), again in prop::collection::vec(any::<Index>(), 0..6)) {
        let mut other = request.clone();
        let mut seed = seed | 1;
        let observations = other["observations"].as_array_mut().unwrap();
        let repeated: Vec<Value> = again.iter().filter(|_| !observations.is_empty()).map(|index| observations[index.index(observations.len())].clone()).collect();
        observations.extend(repeated);
        for list in ["sources", "required", "observations", "decisions"] {
            shuffle(&mut other[list], &mut seed);
        }
        for source in other["sources"].as_array_mut().unwrap() {
            shuffle(&mut source["alive"], &mut seed);
        }
        prop_assert_eq!(call(&request), call(&other));
    }

    #[test]
    fn splitting_deliveries_changes_nothing(deliveries in prop::collection::vec(delivery(), 0..12), again in prop::collection::vec(any::<Index>(), 0..4), cut in any::<Index>(), mut request in requests(2)) {
        for (source, vendor) in request["sources"].as_array_mut().unwrap().iter_mut().zip(["pingdom", "uptimerobot"]) {
            source["id"] = json!(vendor);
        }
        let known: Vec<String> = request["sources"].as_array().unwrap().iter().map(|source| source["id"].as_str().unwrap().to_owned()).collect();
        let mut deliveries = deliveries;
        deliveries.retain(|delivery| known.iter().any(|id| delivery["source"] == *id));
        let whole = observed(&deliveries, 0);
        // The same messages in three requests, some of them once more under a new id.
        let repeated: Vec<Value> = again.iter().filter(|_| !deliveries.is_empty()).map(|index| deliveries[index.index(deliveries.len())].clone()).collect();
        let (early, late) = deliveries.split_at(cut.index(deliveries.len() + 1));
        let parts = [observed(late, 0), observed(&repeated, 100), observed(early, 200)].concat();
        let (mut together, mut apart) = (request.clone(), request);
        together["observations"] = json!(whole);
        apart["observations"] = json!(parts);
        prop_assert_eq!(call(&together), call(&apart));
    }

    #[test]
    fn one_more_group_that_agrees_never_shortens(request in requests(3), copied in any::<Index>(), covers in any::<bool>(), weight in 1..4_u8) {
        let mut request = never_stale(request);
        // The number that is needed has to stay: it is given, or two of two and more.
        if request["quorum"].is_null() && groups(&request) < 2 {
            request["quorum"] = json!(1);
        }
        // Trust ends where a second group joins, so that one has to be down as long.
        let covers = covers || (groups(&request) < 2 && request["quorum"] != 1);
        let mut joined = request.clone();
        let mut source = request["sources"][copied.index(request["sources"].as_array().unwrap().len())].clone();
        let id = source["id"].clone();
        source["id"] = json!("new");
        source["group"] = json!("new");
        source["weight"] = json!(weight);
        let said: Vec<Value> = if covers {
            // Down all along, and an end that it tells.
            source["expiresAfterMs"] = Value::Null;
            source["startDelayMs"] = json!(10 * STEP_MS);
            source["endDelayMs"] = json!(0);
            let seen = |state: &str, step: i64| json!({"key": state, "source": "new", "target": "x", "state": state, "kind": "state", "at": at(step), "precision": "exact"});
            vec![seen("down", 0), seen("up", END)]
        } else {
            let own = request["observations"].as_array().unwrap().iter().filter(|seen| seen["source"] == id);
            own.map(|seen| {
                let mut seen = seen.clone();
                seen["source"] = json!("new");
                seen["key"] = json!(format!("new/{}", seen["key"].as_str().unwrap()));
                seen
            }).collect()
        };
        joined["sources"].as_array_mut().unwrap().push(source);
        joined["observations"].as_array_mut().unwrap().extend(said);
        prop_assert!(lies_within(&confirmed(&request), &confirmed(&joined)));
    }

    #[test]
    fn nothing_is_confirmed_where_nobody_saw_it(request in requests(3)) {
        let mut request = never_stale(request);
        // A vote that expires ends earlier than its up, from which an end delay would be taken.
        for source in request["sources"].as_array_mut().unwrap() {
            if !source["endDelayMs"].is_null() {
                source["expiresAfterMs"] = Value::Null;
            }
        }
        prop_assert!(lies_within(&confirmed(&request), &seen_down(&request)));
    }

    #[test]
    fn one_group_alone_confirms_nothing(mut request in requests(1), quorum in any::<Index>()) {
        set(&mut request, "trusted", &json!(false));
        set(&mut request, "ownQuorum", &Value::Null);
        let most = reach(request["sources"].as_array().unwrap());
        request["quorum"] = if most > 1 { json!(2 + quorum.index(most - 1)) } else { Value::Null };
        request["decisions"] = json!([]);
        prop_assert_eq!(confirmed(&request), []);
        request["quorum"] = Value::Null;
        prop_assert_eq!(confirmed(&request), []);
    }

    #[test]
    fn signs_of_life_decide_nothing_and_levels_only_forbid(request in requests(3)) {
        let request = never_stale(request);
        let found = confirmed(&request);
        let mut free = request.clone();
        free["required"] = json!([]);
        prop_assert!(lies_within(&found, &confirmed(&free)));
        let mut mute = request;
        set(&mut mute, "expectEveryMs", &Value::Null);
        prop_assert_eq!(found, confirmed(&mute));
    }

    #[test]
    fn tolerance_only_adds_and_only_where_somebody_saw_it(request in requests(3)) {
        let request = never_stale(request);
        let mut strict = request.clone();
        set(&mut strict, "toleranceMs", &json!(0));
        prop_assert!(lies_within(&confirmed(&strict), &confirmed(&request)));
    }

    #[test]
    fn what_is_absent_is_the_default(request in requests(3)) {
        let defaults = [("level", Value::Null), ("weight", json!(1)), ("startDelayMs", json!(0)), ("endDelayMs", json!(0)),
            ("toleranceMs", json!(0)), ("expectEveryMs", Value::Null), ("expiresAfterMs", Value::Null), ("ownQuorum", Value::Null), ("alive", json!([]))];
        let mut written = request.clone();
        written["required"] = json!([]);
        // One of each group: where weights are absent they are one.
        written["quorum"] = json!(groups(&written));
        let mut absent = written.clone();
        for (member, value) in &defaults {
            set(&mut written, member, value);
        }
        for source in absent["sources"].as_array_mut().unwrap() {
            defaults.iter().for_each(|(member, _)| { source.as_object_mut().unwrap().remove(*member); });
        }
        absent.as_object_mut().unwrap().remove("required");
        for seen in absent["observations"].as_array_mut().unwrap() {
            seen.as_object_mut().unwrap().remove("locations");
        }
        prop_assert_eq!(call(&written), call(&absent));
    }

    #[test]
    fn outages_are_in_order_and_apart(request in requests(3)) {
        let answer = ok(&request);
        let outages = answer["outages"].as_array().unwrap();
        prop_assert!(outages.iter().zip(outages.iter().skip(1)).all(|(one, next)| ms(&one["to"]) <= ms(&next["from"])));
        prop_assert!(outages.iter().all(|outage| ms(&outage["from"]) < ms(&outage["to"])));
        let asked = outages.iter().filter(|outage| outage["status"] == "review" && outage["open"] == false).count();
        prop_assert_eq!(answer["review"].as_array().unwrap().len(), asked);
    }
}

/// Of a hundred and two votes beside an outage the one that began last is not listed; of the second outage all are.
#[test]
fn of_many_votes_the_first_are_listed() {
    let seen = |source: &str, target: usize, state: &str, step: i64| {
        json!({"key": format!("{source}/{target}/{step}"), "source": source, "target": target.to_string(), "state": state,
            "kind": "state", "at": at(step), "precision": "exact"})
    };
    let mut observations =
        vec![seen("0", 500, "down", 1), seen("0", 500, "up", 3), seen("0", 500, "down", 6), seen("0", 500, "up", 8)];
    for target in 0..101 {
        let until = if target < 50 { 4 } else { 9 };
        observations.extend([seen("1", target, "down", 2), seen("1", target, "up", until)]);
    }
    let source = |id: &str| json!({"id": id, "group": id, "enabled": true, "trusted": false});
    let request = json!({"contract": 1, "command": "confirm", "asOf": at(END), "subject": "server:1",
        "sources": [source("0"), source("1")], "observations": observations});
    let answer = ok(&request);
    let outages = answer["outages"].as_array().unwrap();
    let listed = |place: usize| outages[place]["votes"].as_array().unwrap().len();
    assert_eq!(outages.len(), 2);
    assert_eq!((listed(0), listed(1)), (100, 52));
    let targets: Vec<&str> =
        outages[0]["votes"].as_array().unwrap().iter().map(|vote| vote["target"].as_str().unwrap()).collect();
    assert!(targets.contains(&"500") && targets.contains(&"0") && !targets.contains(&"98") && !targets.contains(&"99"));
}
