"""Alertmanager: groups of alerts, each with both edges. Expected values by hand."""
from case_normalize import RECEIVED, ask, delivery, problem, seen, told
from payloads import text
from vector import vector

YEAR_ONE = "0001-01-01T00:00:00Z"
NOON, NOON_MS = "2026-03-04T12:00:00Z", 1772625600000
LABELS = {"alertname": "InstanceDown", "instance": "web1:9100", "job": "node"}
WEB1 = {"label": "InstanceDown", "address": "web1:9100"}


def alert(**members):
    row = {"status": "firing", "labels": LABELS, "annotations": {"summary": "web1 is up and RESOLVED"}, "startsAt": NOON, "endsAt": YEAR_ONE,
           "generatorURL": "", "fingerprint": "f404ecabc8dd5cd7"}
    return {k: v for k, v in {**row, **members}.items() if v is not ...}


def group(*alerts, **members):
    row = {"receiver": "makegood", "status": "firing", "alerts": list(alerts), "groupLabels": {}, "commonLabels": {}, "commonAnnotations": {},
           "externalURL": "http://am:9093", "version": "4", "groupKey": "{}:{}", "truncatedAlerts": 0}
    return text({k: v for k, v in {**row, **members}.items() if v is not ...})


def sent(body, at=RECEIVED, ident="d1"):
    return ask(delivery("alertmanager", body, ident, "8", at=at))


def edge(state, ms, at, target="f404ecabc8dd5cd7", **of):
    return seen(f"8/{target}/{ms}/{state}", "8", target, state, at, "exact", **(of or WEB1))


def still(at=RECEIVED, target="f404ecabc8dd5cd7", ident="d1", **of):
    return seen(f"8/{target}/received/{ident}/reminder", "8", target, "down", at, "received", kind="reminder", **(of or WEB1))


DOWN = edge("down", NOON_MS, NOON)
UP = edge("up", 1772625840000, "2026-03-04T12:04:00Z")
RESOLVED = {"status": "resolved", "endsAt": "2026-03-04T12:04:00Z"}


def cases():
    """Every vector of this vendor."""
    return [*firing(), *resolved(), *odd()]


def firing():
    v = vector
    eight_one, eight_two = {"label": "InstanceDown", "address": "localhost:8081"}, {"label": "InstanceDown", "address": "localhost:8082"}
    at, ms, got = "2023-06-12T08:24:38.326Z", 1686558278326, "2023-06-12T08:25:08Z"
    two = [alert(labels={"job": "node", "group": g, "instance": f"localhost:808{i}", "severity": "critical", "alertname": "InstanceDown"}, startsAt=at,
                 fingerprint=f) for i, g, f in ((1, "production", "f404ecabc8dd5cd7"), (2, "canary", "f8f08d4e32c61a9d"))]
    old = {"annotations": {"summary": "Connect fail"}, "endsAt": YEAR_ONE, "generatorURL": "http://prometheus.host:9090/...",
           "labels": {"__name__": "ping_success", "alertname": "failedConnect", "environment": "Production", "instance": "host2", "job": "pinger",
                      "monitor": "testlab", "service": "System", "severity": "critical", "timeout": "600"},
           "startsAt": "2016-08-01T13:27:08.008+03:00", "status": "firing"}
    name = ('ping_success{alertname="failedConnect",environment="Production",instance="host2",job="pinger",monitor="testlab",service="System",'
            'severity="critical",timeout="600"}')
    host2 = {"label": "failedConnect", "address": "host2"}
    return [
        v("normalize-alertmanager-published-group", "each alert of a group by itself, to the millisecond", "one vote for the group, or the year 1 as its end",
          sent(group(*two), got),
          **told(edge("down", ms, at, **eight_one), still(got, **eight_one), edge("down", ms, at, "f8f08d4e32c61a9d", **eight_two),
                 still(got, "f8f08d4e32c61a9d", **eight_two))),
        v("normalize-alertmanager-published-v3", "version 3: a numeric group key, no fingerprint, so the labels are the target; another zone",
          "payload_target, or three hours off", sent(group(old, version="3", groupKey=5615590933959184469, truncatedAlerts=...), "2016-08-01T10:30:00Z"),
          **told(edge("down", 1470047228008, "2016-08-01T10:27:08.008Z", name, **host2), still("2016-08-01T10:30:00Z", name, **host2))),
        v("normalize-alertmanager-nanoseconds", "nine decimals and another zone", "payload_time",
          sent(group(alert(startsAt="2026-03-04T12:00:00.123456789+05:30"))),
          **told(edge("down", 1772605800123, "2026-03-04T06:30:00.123Z"), still())),
        v("normalize-alertmanager-future-end", "while it fires, endsAt is a guess ahead", "an end four minutes ahead",
          sent(group(alert(endsAt="2026-03-04T12:09:00Z"))), **told(DOWN, still())),
        v("normalize-alertmanager-repeated", "a repetition has the key of its edge; that it goes on has the delivery's", "a second outage for each repetition",
          ask(*[delivery("alertmanager", group(alert()), i, "8", at=a) for i, a in (("d1", RECEIVED), ("d2", "2026-03-04T16:05:01Z"))]),
          part={"results": [{"observations": [DOWN, still()]}, {"observations": [DOWN, still("2026-03-04T16:05:01Z", ident="d2")]}]}),
        v("normalize-alertmanager-no-start", "no time in it: we only know when it came", "an exact time that nobody stated", sent(group(alert(startsAt=...))),
          **told(seen("8/f404ecabc8dd5cd7/received/d1", "8", "f404ecabc8dd5cd7", "down", RECEIVED, "received", **WEB1), still())),
    ]


def resolved():
    v = vector
    return [
        v("normalize-alertmanager-resolved", "the end alone tells both edges", "only the end, so that a lost first message loses the outage",
          sent(group(alert(**RESOLVED), status="resolved")), **told(DOWN, UP)),
        v("normalize-alertmanager-mixed", "one resolved, one firing in one group that says firing", "the group's status for both: the first is never closed",
          sent(group(alert(**RESOLVED), alert(fingerprint="f8f08d4e32c61a9d"))),
          **told(DOWN, UP, edge("down", NOON_MS, NOON, "f8f08d4e32c61a9d"), still(target="f8f08d4e32c61a9d"))),
        v("normalize-alertmanager-stale-firing", "a peer's old firing after the end names the known edge", "a new key that opens the outage again",
          ask(delivery("alertmanager", group(alert(**RESOLVED)), "d1", "8"), delivery("alertmanager", group(alert()), "d2", "8", at="2026-03-04T12:05:09Z")),
          part={"results": [{"observations": [DOWN, UP]}, {"observations": [DOWN, still("2026-03-04T12:05:09Z", ident="d2")]}]}),
        v("normalize-alertmanager-end-in-year-one", "resolved at the year 1: when is not known", "payload_time, so that the outage never ends",
          sent(group(alert(status="resolved"))),
          **told(DOWN, seen("8/f404ecabc8dd5cd7/received/d1", "8", "f404ecabc8dd5cd7", "up", RECEIVED, "received", **WEB1))),
        v("normalize-alertmanager-end-ahead", "an end ahead of the reception is not believed", "an outage that ends tomorrow",
          sent(group(alert(status="resolved", endsAt="2026-03-05T12:00:00Z"))),
          **told(DOWN, seen("8/f404ecabc8dd5cd7/received/d1", "8", "f404ecabc8dd5cd7", "up", RECEIVED, "received", **WEB1),
                 warnings=[{"code": "time_in_future", "path": "deliveries[0]"}])),
        v("normalize-alertmanager-both-ahead", "neither edge is believed: what came last is the end", "a start that stays open, because both have one key",
          sent(group(alert(status="resolved", startsAt="2026-03-04T12:30:00Z", endsAt="2026-03-04T12:34:00Z"))),
          **told(seen("8/f404ecabc8dd5cd7/received/d1", "8", "f404ecabc8dd5cd7", "up", RECEIVED, "received", **WEB1),
                 warnings=[{"code": "time_in_future", "path": "deliveries[0]"}])),
        v("normalize-alertmanager-end-before-start", "clocks that disagree: an outage without length", "up before down, which stays open for ever",
          sent(group(alert(status="resolved", endsAt="2026-03-04T11:59:58Z"))), **told(DOWN, edge("up", NOON_MS, NOON))),
    ]


def odd():
    v = vector
    long = {"alertname": "Down", "note": "x" * 200}
    return [
        v("normalize-alertmanager-truncated", "alerts were left out: what is there counts, and somebody has to compare", "silence about what is missing",
          sent(group(alert(), truncatedAlerts=3)), **told(DOWN, still(), status="partial", problem="payload_truncated")),
        v("normalize-alertmanager-one-bad", "a state that is not known beside one that is", "the whole group refused",
          sent(group(alert(status="suppressed", fingerprint="aa"), alert())), **told(DOWN, still(), status="partial", problem="payload_state")),
        v("normalize-alertmanager-long-labels", "labels too long for an id: their fingerprint, as Alertmanager counts it", "payload_target",
          sent(group(alert(fingerprint=..., labels=long))),
          **told(edge("down", NOON_MS, NOON, "a3417f357ac3e736", label="Down"), still(target="a3417f357ac3e736", label="Down"))),
        v("normalize-alertmanager-nameless", "neither fingerprint nor labels", "a vote for every server", sent(group(alert(fingerprint=..., labels={}))),
          part=problem("payload_target")),
        v("normalize-alertmanager-unreadable-start", "a time that cannot be read never becomes now", "received time", sent(group(alert(startsAt="noon"))),
          part=problem("payload_time")),
        v("normalize-alertmanager-stranger", "Grafana sends the same shape under version 1", "a vote of another monitor",
          sent(group(alert(), version="1", orgId=1, state="alerting")), part=problem("payload_shape")),
        v("normalize-alertmanager-no-alerts", "a group without alerts is none", "a trap inside the core", sent('{"version":"4","status":"firing"}'),
          part=problem("payload_shape")),
    ]
