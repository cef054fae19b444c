//! Vendors' payloads, shortened from published samples.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

use makegood::calendar::Instant;
use makegood::intake::{Body, Channel, Delivery, Normalized, Problem, Status, Vendor, normalize};
use makegood::monitoring::{Kind, Precision, State};

fn read(vendor: &str, body: &str, query: &str) -> Normalized {
    let received_at = Instant::parse("2026-03-04T12:05:01Z").unwrap();
    let (vendor, channel) = (Vendor::from_word(vendor).unwrap(), Channel::Webhook);
    let body = Body::Text(body);
    normalize(&Delivery {
        id: "d1",
        source: "3",
        vendor,
        channel,
        mapping: None,
        received_at,
        content_type: "",
        query,
        body,
    })
}

/// Key, state, kind and precision of what was seen.
fn seen(vendor: &str, body: &str) -> (String, State, Kind, Precision) {
    let seen = read(vendor, body, "").observations.remove(0);
    (seen.key, seen.state, seen.kind, seen.precision)
}

fn problem(vendor: &str, body: &str) -> Option<Problem> {
    read(vendor, body, "").problem
}

#[test]
fn pingdom_says_when_the_state_changed() {
    let down = r#"{"check_id":803318,"current_state":"DOWN","state_changed_timestamp":1772625600,"second_probe":{"location":"x"}}"#;
    assert_eq!(
        seen("pingdom", down),
        ("3/803318/1772625600000/down".into(), State::Down, Kind::State, Precision::Exact)
    );
    let text = r#"{"check_id":"803318","current_state":"SUCCESS","state_changed_utc_time":"2026-03-04T12:00:00"}"#;
    assert_eq!(seen("pingdom", text).0, "3/803318/1772625600000/up");
    let paused = r#"{"check_id":1,"current_state":"PAUSED","state_changed_timestamp":1772625600}"#;
    assert_eq!(seen("pingdom", paused).1, State::Unknown);
    for (body, expected) in [
        ("[]", Problem::Shape),
        (r#"{"check_id":1}"#, Problem::Shape),
        (r#"{"current_state":"DOWN"}"#, Problem::Target),
        (r#"{"check_id":1,"current_state":"BROKEN"}"#, Problem::State),
        (r#"{"check_id":1,"current_state":"DOWN","state_changed_timestamp":"soon"}"#, Problem::Time),
        ("a=b", Problem::NotJson),
        ("", Problem::Empty),
        ("{", Problem::NotJson),
    ] {
        assert_eq!(problem("pingdom", body), Some(expected), "{body}");
    }
}

#[test]
fn uptimerobot_is_what_the_admin_typed() {
    let typed =
        r#"{"monitor_url":"server1.example.com","alert_type":"1","alert_friendly_duration":"*alertFriendlyDuration*"}"#;
    let expected = ("3/server1.example.com/received/d1".into(), State::Down, Kind::State, Precision::Received);
    assert_eq!(seen("uptimerobot", typed), expected);
    let form = "monitorID=7&monitorFriendlyName=Web+1&alertType=2&alertDateTime=1772625600";
    assert_eq!(seen("uptimerobot", form).0, "3/7/1772625600000/up");
    assert_eq!(read("uptimerobot", "", form).observations[0].label.as_deref(), Some("Web 1"));
    let expiry = read("uptimerobot", r#"{"monitorID":7,"alertType":3}"#, "");
    assert_eq!((expiry.status, expiry.observations[0].kind), (Status::Ignored, Kind::Expiry));
    assert_eq!(problem("uptimerobot", "monitorID=7&alertType=*alertType*"), Some(Problem::Shape));
    assert_eq!(problem("uptimerobot", "alertType=1"), Some(Problem::Target));
    assert_eq!(problem("uptimerobot", "monitorID=7&alertType=9"), Some(Problem::State));
    assert_eq!(problem("uptimerobot", "monitorID=7&alertType=1&alertDateTime=now"), Some(Problem::Time));
}

#[test]
fn uptime_kuma_votes_on_important_beats_only() {
    let beat = |rest: &str| {
        format!(
            r#"{{"heartbeat":{{"monitorID":29,"time":"2026-03-04 12:00:00.527",{rest}}},"monitor":{{"type":"http"}}}}"#
        )
    };
    let down = beat(r#""status":0,"important":true"#);
    assert_eq!(
        seen("uptime-kuma", &down),
        ("3/29/1772625600527/down".into(), State::Down, Kind::State, Precision::CheckTime)
    );
    assert_eq!(seen("uptime-kuma", &beat(r#""status":0,"important":false"#)).2, Kind::Reminder);
    assert_eq!(seen("uptime-kuma", &beat(r#""status":1,"important":false"#)).2, Kind::Other);
    assert_eq!(seen("uptime-kuma", &beat(r#""status":3"#)).1, State::Maintenance);
    assert_eq!(seen("uptime-kuma", &down.replace("http", "group")).2, Kind::Other);
    let test = read("uptime-kuma", r#"{"heartbeat":null,"monitor":null,"msg":"X Testing: DOWN"}"#, "");
    assert_eq!((test.status, test.observations), (Status::Ignored, Vec::new()));
    assert_eq!(problem("uptime-kuma", &beat(r#""status":4"#)), Some(Problem::State));
    assert_eq!(problem("uptime-kuma", "{}"), Some(Problem::Shape));
    assert_eq!(problem("uptime-kuma", "data=%7B"), Some(Problem::NotJson));
}

#[test]
fn a_time_far_ahead_is_not_believed() {
    let at = |seconds: i64| format!(r#"{{"check_id":1,"current_state":"DOWN","state_changed_timestamp":{seconds}}}"#);
    let received = 1_772_625_901;
    assert!(!read("pingdom", &at(received + 300), "").time_in_future);
    let ahead = read("pingdom", &at(received + 301), "");
    assert!(ahead.time_in_future);
    assert_eq!(ahead.observations[0].key, "3/1/received/d1");
}
