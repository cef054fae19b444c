//! Vendors' payloads, shortened from published samples.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

use makegood::calendar::Instant;
use makegood::intake::{Body, Delivery, Normalized, Problem, Status, Vendor, normalize};
use makegood::monitoring::{Kind, Precision, State};

fn read(vendor: Vendor, body: &str, query: &str) -> Normalized {
    let received_at = Instant::parse("2026-03-04T12:05:01Z").unwrap();
    normalize(&Delivery { id: "d1", source: "3", vendor, received_at, content_type: "", query, body: Body::Text(body) })
}

/// Key, state, kind and precision of what was seen.
fn seen(vendor: Vendor, body: &str) -> (String, State, Kind, Precision) {
    let seen = read(vendor, body, "").observation.unwrap();
    (seen.key, seen.state, seen.kind, seen.precision)
}

fn problem(vendor: Vendor, body: &str) -> Option<Problem> {
    read(vendor, body, "").problem
}

#[test]
fn pingdom_says_when_the_state_changed() {
    let down = r#"{"check_id":803318,"current_state":"DOWN","state_changed_timestamp":1772625600,"second_probe":{"location":"x"}}"#;
    assert_eq!(
        seen(Vendor::Pingdom, down),
        ("3/803318/1772625600000/down".into(), State::Down, Kind::State, Precision::Exact)
    );
    let text = r#"{"check_id":"803318","current_state":"SUCCESS","state_changed_utc_time":"2026-03-04T12:00:00"}"#;
    assert_eq!(seen(Vendor::Pingdom, text).0, "3/803318/1772625600000/up");
    let paused = r#"{"check_id":1,"current_state":"PAUSED","state_changed_timestamp":1772625600}"#;
    assert_eq!(seen(Vendor::Pingdom, paused).1, State::Unknown);
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
        assert_eq!(problem(Vendor::Pingdom, body), Some(expected), "{body}");
    }
}

#[test]
fn uptimerobot_is_what_the_admin_typed() {
    let typed =
        r#"{"monitor_url":"server1.example.com","alert_type":"1","alert_friendly_duration":"*alertFriendlyDuration*"}"#;
    let expected = ("3/server1.example.com/received/d1".into(), State::Down, Kind::State, Precision::Received);
    assert_eq!(seen(Vendor::UptimeRobot, typed), expected);
    let form = "monitorID=7&monitorFriendlyName=Web+1&alertType=2&alertDateTime=1772625600";
    assert_eq!(seen(Vendor::UptimeRobot, form).0, "3/7/1772625600000/up");
    assert_eq!(read(Vendor::UptimeRobot, "", form).observation.unwrap().label.as_deref(), Some("Web 1"));
    let expiry = read(Vendor::UptimeRobot, r#"{"monitorID":7,"alertType":3}"#, "");
    assert_eq!((expiry.status, expiry.observation.unwrap().kind), (Status::Ignored, Kind::Expiry));
    assert_eq!(problem(Vendor::UptimeRobot, "monitorID=7&alertType=*alertType*"), Some(Problem::Shape));
    assert_eq!(problem(Vendor::UptimeRobot, "alertType=1"), Some(Problem::Target));
    assert_eq!(problem(Vendor::UptimeRobot, "monitorID=7&alertType=9"), Some(Problem::State));
    assert_eq!(problem(Vendor::UptimeRobot, "monitorID=7&alertType=1&alertDateTime=now"), Some(Problem::Time));
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
        seen(Vendor::UptimeKuma, &down),
        ("3/29/1772625600527/down".into(), State::Down, Kind::State, Precision::CheckTime)
    );
    assert_eq!(seen(Vendor::UptimeKuma, &beat(r#""status":0,"important":false"#)).2, Kind::Reminder);
    assert_eq!(seen(Vendor::UptimeKuma, &beat(r#""status":1,"important":false"#)).2, Kind::Other);
    assert_eq!(seen(Vendor::UptimeKuma, &beat(r#""status":3"#)).1, State::Maintenance);
    assert_eq!(seen(Vendor::UptimeKuma, &down.replace("http", "group")).2, Kind::Other);
    let test = read(Vendor::UptimeKuma, r#"{"heartbeat":null,"monitor":null,"msg":"X Testing: DOWN"}"#, "");
    assert_eq!((test.status, test.observation), (Status::Ignored, None));
    assert_eq!(problem(Vendor::UptimeKuma, &beat(r#""status":4"#)), Some(Problem::State));
    assert_eq!(problem(Vendor::UptimeKuma, "{}"), Some(Problem::Shape));
    assert_eq!(problem(Vendor::UptimeKuma, "data=%7B"), Some(Problem::NotJson));
}

#[test]
fn a_time_far_ahead_is_not_believed() {
    let at = |seconds: i64| format!(r#"{{"check_id":1,"current_state":"DOWN","state_changed_timestamp":{seconds}}}"#);
    let received = 1_772_625_901;
    assert!(!read(Vendor::Pingdom, &at(received + 300), "").time_in_future);
    let ahead = read(Vendor::Pingdom, &at(received + 301), "");
    assert!(ahead.time_in_future);
    assert_eq!(ahead.observation.unwrap().key, "3/1/received/d1");
}
