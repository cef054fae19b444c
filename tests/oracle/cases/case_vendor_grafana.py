"""Grafana: unified and legacy alerting. Expected values by hand."""
from case_normalize import IGNORED, RECEIVED, ask, delivery, problem, seen, told
from payloads import text
from vector import vector

YEAR_ONE = "0001-01-01T00:00:00Z"
NOON, NOON_MS = "2026-03-04T12:00:00Z", 1772625600000
TARGET = "c6eadffa33fcdf37"
WEB1 = {"label": "Site down", "address": "web1"}


def alert(labels=None, **members):
    row = {"status": "firing", "labels": labels or {"alertname": "Site down", "instance": "web1"}, "annotations": {"summary": "all is well"},
           "startsAt": "2026-03-04T13:00:00+01:00", "endsAt": YEAR_ONE, "generatorURL": "", "fingerprint": TARGET, "values": {"B": 44.23943737541908, "C": 1}}
    return {**row, **members}


def group(*alerts, **members):
    row = {"receiver": "makegood", "status": "firing", "orgId": 1, "alerts": list(alerts), "groupLabels": {}, "commonLabels": {}, "externalURL": "",
           "version": "1", "groupKey": "{}:{}", "truncatedAlerts": 0, "title": "[FIRING:1]", "state": "alerting", "message": "resolved"}
    return text({k: v for k, v in {**row, **members}.items() if v is not ...})


def sent(body, at=RECEIVED):
    return ask(delivery("grafana", body, source="6", at=at))


def edge(state, ms, at, target=TARGET, kind="state", **of):
    tail = "" if kind == "state" else f"/{kind}"
    return seen(f"6/{target}/{ms}/{state}{tail}", "6", target, state, at, "exact", kind=kind, **(of or WEB1))


def still(at=RECEIVED, target=TARGET, **of):
    return seen(f"6/{target}/received/d1/reminder", "6", target, "down", at, "received", kind="reminder", **(of or WEB1))


def ignored(observation):
    return told(observation, status="ignored")


DOWN = edge("down", NOON_MS, NOON)
ENDED = {"status": "resolved", "endsAt": "2026-03-04T13:04:00+01:00"}


def cases():
    """Every vector of this vendor."""
    return [*unified(), *not_the_target(), *legacy()]


def unified():
    v = vector
    at = "2021-10-12T08:00:00Z"
    memory, cpu = {"label": "High memory usage"}, {"label": "High CPU usage"}
    two = [alert({"alertname": n, "team": "blue", "zone": z}, startsAt=s, fingerprint=f) for n, z, s, f in (
        ("High memory usage", "us-1", "2021-10-12T09:51:03.157076+02:00", TARGET), ("High CPU usage", "eu-1", "2021-10-12T09:56:03.157076+02:00", "bc97ff14869b13e3"))]
    return [
        v("normalize-grafana-published", "two alerts of the documentation, in a zone two hours ahead", "two hours off, or the local time as UTC",
          sent(group(*two), at),
          **told(edge("down", 1634025063157, "2021-10-12T07:51:03.157Z", **memory), still(at, **memory),
                 edge("down", 1634025363157, "2021-10-12T07:56:03.157Z", "bc97ff14869b13e3", **cpu), still(at, "bc97ff14869b13e3", **cpu))),
        v("normalize-grafana-resolved", "the end alone tells both edges", "only the end, so that a lost first message loses the outage",
          sent(group(alert(**ENDED), status="resolved", state="ok")), **told(DOWN, edge("up", 1772625840000, "2026-03-04T12:04:00Z"))),
        v("normalize-grafana-mixed", "the group says alerting, one of its alerts has ended", "the group's state for both",
          sent(group(alert(**ENDED), alert(fingerprint="bc97ff14869b13e3"))),
          **told(DOWN, edge("up", 1772625840000, "2026-03-04T12:04:00Z"), edge("down", NOON_MS, NOON, "bc97ff14869b13e3"), still(target="bc97ff14869b13e3"))),
        v("normalize-grafana-truncated", "alerts were left out", "silence about what is missing", sent(group(alert(), truncatedAlerts=1)),
          **told(DOWN, still(), status="partial", problem="payload_truncated")),
        v("normalize-grafana-stranger", "Alertmanager sends the same shape under version 4", "a vote of another monitor",
          sent(group(alert(), version="4", orgId=..., state=..., title=...)), part=problem("payload_shape")),
    ]


def not_the_target():
    v = vector
    error = {"alertname": "DatasourceError", "rulename": "Site down", "instance": "web1"}
    other = {"label": "DatasourceError", "address": "web1"}
    return [
        v("normalize-grafana-datasource-error", "Grafana cannot reach its database: nobody looked at the target", "an outage of the customer's server",
          sent(group(alert(error))), **ignored(edge("unknown", NOON_MS, NOON, kind="other", **other))),
        v("normalize-grafana-no-data", "no data is neither up nor down", "down", sent(group(alert({**error, "alertname": "DatasourceNoData"}))), part=IGNORED),
        v("normalize-grafana-no-data-as-alert", "a rule that is set to fire without data fires under its own name", "down, though nobody saw it",
          sent(group(alert(annotations={"grafana_state_reason": "NoData"}))), **ignored(edge("unknown", NOON_MS, NOON, kind="other"))),
        v("normalize-grafana-ended-by-edit", "it ended because its rule was changed: the vote ends, nobody saw it up", "up",
          sent(group(alert(**ENDED, annotations={"grafana_state_reason": "Updated"}))), **told(DOWN, edge("unknown", 1772625840000, "2026-03-04T12:04:00Z"))),
        v("normalize-grafana-test", "the test button", "an outage of a target that does not exist",
          sent(group(alert({"alertname": "TestAlert", "instance": "Grafana"}))),
          **ignored(edge("unknown", NOON_MS, NOON, kind="test", label="TestAlert", address="Grafana"))),
    ]


def legacy():
    v = vector
    rule = {"evalMatches": [], "message": "boom!", "ruleId": 7, "ruleName": "Zeta CPU alert", "ruleUrl": "https://grafana.example.com/d/1", "title": "[OK] CPU alert"}

    def old(state, **members):
        return text({**rule, "state": state, **members})

    def told_old(state):
        return told(seen("6/7/received/d1", "6", "7", state, RECEIVED, "received", "Zeta CPU alert"))

    return [
        v("normalize-grafana-legacy", "version 6 carries no time: we only know when it came", "an exact time that nobody stated", sent(old("alerting")), **told_old("down")),
        v("normalize-grafana-legacy-ok", "its recovery", "[OK] in the title left unread, or read", sent(old("ok")), **told_old("up")),
        v("normalize-grafana-legacy-no-data", "no data and paused say neither", "down, or up", sent(old("no_data")), **told_old("unknown")),
        v("normalize-grafana-legacy-test", "rule 0 is the test", "a target named 0", sent(old("alerting", ruleId=0, ruleName="Test notification")), part=IGNORED),
        v("normalize-grafana-legacy-unknown", "a state that we do not know never votes", "anything but ok read as down", sent(old("sideways")), part=problem("payload_state")),
    ]
