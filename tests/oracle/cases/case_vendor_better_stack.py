"""Better Stack: incidents, pushed and listed. Expected values by hand."""
from case_normalize import IGNORED, RECEIVED, ask, delivery, problem, seen, told
from payloads import text
from vector import vector

NOON, NOON_MS = "2026-03-04T12:00:00Z", 1772625600000
END, END_MS = "2026-03-04T12:04:00Z", 1772625840000
SHOP = {"label": "Shop", "address": "https://shop.example.com"}


def incident(monitor="4", related="monitor", **attributes):
    row = {"name": "Shop", "url": "https://shop.example.com", "http_method": "get", "cause": "The SSL certificate is fine", "started_at": "2026-03-04T12:00:00.000Z",
           "acknowledged_at": None, "resolved_at": None, "status": "Started", **attributes}
    data = {"id": "1", "type": "incident", "attributes": {k: v for k, v in row.items() if v is not ...}}
    return {**data, "relationships": {related: {"data": {"id": monitor, "type": related}}}} if monitor else data


def sent(event, data, at=RECEIVED):
    return ask(delivery("better-stack", text({"data": data, "event": event}), source="11", at=at))


def edge(state, ms, at, target="4", kind="state", locations=None, of=SHOP):
    tail = "" if kind == "state" else f"/{kind}"
    return seen(f"11/{target.replace('/', '%2F')}/{ms}/{state}{tail}", "11", target, state, at, "exact", kind=kind, locations=locations, **of)


def still(at=RECEIVED, target="4", locations=None, of=SHOP):
    return seen(f"11/{target}/received/d1/reminder", "11", target, "down", at, "received", kind="reminder", locations=locations, **of)


DOWN, UP = edge("down", NOON_MS, NOON), edge("up", END_MS, END)


def cases():
    """Every vector of this vendor."""
    return [*webhook(), *odd(), *history()]


def webhook():
    v = vector
    tesla = {"label": "Tesla.com homepage", "address": "https://tesla.com"}
    published = incident(name="Tesla.com homepage", url="https://tesla.com", cause="Error 500", started_at="2020-10-21T10:51:28.151Z",
                         acknowledged_at="2020-02-25T17:38:45.768Z", status=...)
    late = "2020-10-21T10:52:00Z"
    return [
        v("normalize-better-stack-published", "acknowledged eight months before it started, as the documentation has it: the state is the event's", "acknowledged read as recovered, or a refusal of the order",
          sent("acknowledged", published, late), **told(edge("down", 1603277488151, "2020-10-21T10:51:28.151Z", of=tesla), still(late, of=tesla))),
        v("normalize-better-stack-started", "the monitor is the target, not the incident", "a target per incident, which no server is mapped to", sent("started", incident()), **told(DOWN, still())),
        v("normalize-better-stack-resolved", "the last message carries the whole incident", "only the end, so that a lost first message loses the outage",
          sent("resolved", incident(status="Resolved", resolved_at=END)), **told(DOWN, UP)),
        v("normalize-better-stack-validating", "its recovery is not confirmed yet", "up", sent("started", incident(status="Validating")), **told(DOWN, still())),
        v("normalize-better-stack-unconfirmed", "not an outage yet", "down, or an unknown that closes the outage which starts at the same instant",
          sent("started", incident(status="Unconfirmed")), **told(edge("unknown", NOON_MS, NOON, kind="other"), status="ignored")),
        v("normalize-better-stack-regions", "three places saw it down; nobody counted who saw it up", "no quorum of its own, or three places of the recovery",
          sent("resolved", incident(status="Resolved", resolved_at=END, regions=["us", "eu", "as"])), **told(edge("down", NOON_MS, NOON, locations=3), UP)),
        v("normalize-better-stack-no-end", "resolved without a time of it", "an outage that never ends", sent("resolved", incident(status="Resolved")),
          **told(DOWN, seen("11/4/received/d1", "11", "4", "up", RECEIVED, "received", **SHOP))),
        v("normalize-better-stack-heartbeat", "heartbeats are numbered by themselves", "heartbeat 4 and monitor 4 as one target", sent("started", incident(related="heartbeat")),
          **told(edge("down", NOON_MS, NOON, "heartbeat:4"), still(target="heartbeat:4"))),
    ]


def odd():
    v = vector
    monitor = {"id": "1", "type": "monitor", "attributes": {"url": "https://shop.example.com", "paused_at": None, "status": "down"}}
    page = {"event_type": "incident", "page": {"id": "12345", "status_indicator": "downtime"}, "incident": {"id": "98765", "name": "Database"}}
    return [
        v("normalize-better-stack-monitor", "a monitor was created or paused: the same envelope, another type", "an outage", sent("created", monitor), part=IGNORED),
        v("normalize-better-stack-page", "its status pages speak otherwise", "a person's word as a vote of a probe", ask(delivery("better-stack", text(page))), part=problem("payload_shape")),
        v("normalize-better-stack-manual", "an incident that somebody made by hand is about no monitor", "a vote for nobody", sent("started", incident(None, url=...)), part=problem("payload_target")),
        v("normalize-better-stack-unknown", "a status that we do not know never votes", "anything but resolved read as down", sent("started", incident(status="Postponed")), part=problem("payload_state")),
        v("normalize-better-stack-unreadable", "a time that cannot be read never becomes now", "received time", sent("started", incident(started_at="today")), part=problem("payload_time")),
    ]


def history():
    v = vector

    def pulled(*rows):
        body = text({"data": list(rows), "pagination": {"next": None}})
        return ask(delivery("better-stack", body, source="11", at="2026-03-05T02:00:00Z", query="from=1772582400&to=1772668800", channel="history"))

    open_one = incident("5", started_at="2026-03-04T11:00:00.000Z", status="Acknowledged")
    return [
        v("normalize-better-stack-incidents", "one over, in small letters as another writer has it, and one open at the end of the question", "payload_state, or an end made up",
          pulled(incident(status="resolved", resolved_at=END), open_one),
          **told(DOWN, UP, edge("down", 1772622000000, "2026-03-04T11:00:00Z", "5"), edge("down", 1772668800000, "2026-03-05T00:00:00Z", "5", "reminder"))),
        v("normalize-better-stack-incidents-no-monitor", "a list without relationships: the address is all there is", "payload_target",
          pulled(incident(None, status="Resolved", resolved_at=END)),
          **told(edge("down", NOON_MS, NOON, "https://shop.example.com"), edge("up", END_MS, END, "https://shop.example.com"))),
        v("normalize-better-stack-incidents-one-bad", "one that cannot be read beside one that can", "the whole page refused", pulled(incident(status="?"), incident(status="Resolved", resolved_at=END)),
          **told(DOWN, UP, status="partial", problem="payload_state")),
    ]
