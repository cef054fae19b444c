"""updown.io: arrays of events, and the downtimes of a check. Expected values by hand."""
from case_normalize import RECEIVED, ask, delivery, problem, seen, told
from payloads import text
from vector import vector

START, START_MS = "2016-02-07T13:11:43Z", 1454850703000
END, END_MS = "2016-02-07T13:16:07Z", 1454850967000
GOT = "2016-02-07T13:17:00Z"
SITE = {"label": "https://updown.io", "address": "https://updown.io"}
OPEN = {"error": "500", "started_at": START, "ended_at": None, "duration": None}
# 264 s lie between the times; the vendor says 265.
OVER = {"error": "500", "started_at": START, "ended_at": END, "duration": 265}


def event(word, downtime=None, **members):
    check = {"token": "ngg8", "url": "https://updown.io", "alias": "", "last_status": 200, "uptime": 99.954, "down": False, "down_since": None, "error": None,
             "period": 30, "enabled": True, "last_check_at": END}
    row = {"event": word, "check": check, "downtime": downtime}
    return {k: v for k, v in {**row, **members}.items() if v is not None}


def sent(*events, at=GOT):
    return ask(delivery("updown", text(list(events)), source="2", at=at))


def edge(state, ms, at, kind="state", of=SITE):
    tail = "" if kind == "state" else f"/{kind}"
    return seen(f"2/ngg8/{ms}/{state}{tail}", "2", "ngg8", state, at, "exact", kind=kind, **of)


DOWN, UP = edge("down", START_MS, START), edge("up", END_MS, END)


def cases():
    """Every vector of this vendor."""
    return [*events(), *no_votes(), *history()]


def events():
    v = vector
    return [
        v("normalize-updown-published-down", "a down event whose check is up again already", "up, by check.down false", sent(event("check.down", OPEN)), **told(DOWN)),
        v("normalize-updown-published-up", "the recovery tells both edges", "an end 265 s after the start, or only one edge", sent(event("check.up", OVER)), **told(DOWN, UP)),
        v("normalize-updown-batch", "two events in one message", "only the first", sent(event("check.down", OPEN), event("check.up", OVER)), **told(DOWN, UP)),
        v("normalize-updown-batch-backwards", "the later one first", "the order of the array as the order of time", sent(event("check.up", OVER), event("check.down", OPEN)), **told(DOWN, UP)),
        v("normalize-updown-still-down", "a reminder names the known edge, and its own time as a sign that it goes on", "a second outage",
          sent(event("check.still_down", OPEN, time="2016-02-07T13:15:00Z")), **told(DOWN, edge("down", 1454850900000, "2016-02-07T13:15:00Z", "reminder"))),
        v("normalize-updown-partial", "only some of its places saw it: degraded", "down", sent(event("check.up", {**OVER, "id": "a1", "partial": True})),
          **told(edge("degraded", START_MS, START), UP)),
        v("normalize-updown-alias", "a check with a name of its own", "the address as label", sent(event("check.down", OPEN, check={"token": "ngg8", "url": "https://updown.io", "alias": "Shop"})),
          **told(edge("down", START_MS, START, of={"label": "Shop", "address": "https://updown.io"}))),
        v("normalize-updown-one-bad", "an event that is not known beside one that is", "the whole batch refused", sent(event("check.exploded", OPEN), event("check.down", OPEN)),
          **told(DOWN, status="partial", problem="payload_state")),
    ]


def no_votes():
    v = vector
    got = "2026-03-04T12:00:00Z"

    def noted(kind):
        return told(edge("unknown", 1772625600000, got, kind), status="ignored")

    return [
        v("normalize-updown-ssl", "an expiring certificate is not an outage", "down", sent(event("check.ssl_expiration", ssl={"days_before_expiration": 7}, time=got), at=RECEIVED), **noted("expiry")),
        v("normalize-updown-ssl-invalid", "nor is an invalid one", "payload_state", sent(event("check.ssl_invalid", ssl={"error": "expired"}, time=got), at=RECEIVED), **noted("expiry")),
        v("normalize-updown-performance", "slower is not down", "down", sent(event("check.performance_drop", time=got), at=RECEIVED), **noted("other")),
        v("normalize-updown-nameless", "no check is named", "a vote for every server", sent(event("check.down", OPEN, check={"url": "https://updown.io"})), part=problem("payload_target")),
        v("normalize-updown-unreadable", "a time that cannot be read never becomes now", "received time", sent(event("check.down", {**OPEN, "started_at": "yesterday"})), part=problem("payload_time")),
        v("normalize-updown-stranger", "an object is not its message", "a vote of another monitor", ask(delivery("updown", text(event("check.down", OPEN)))), part=problem("payload_shape")),
        v("normalize-updown-empty", "an empty array says nothing", "understood", sent(), part=problem("payload_shape")),
    ]


def history():
    v = vector
    bare = {"label": None, "address": None}

    def pulled(*rows, query="from=1454803200&to=1454889600&target=ngg8"):
        return ask(delivery("updown", text(list(rows)), source="2", at="2016-02-08T02:00:00Z", query=query, channel="history"))

    return [
        v("normalize-updown-downtimes", "a downtime that is over and one that goes on at the end of the question", "an end made up, or the moment of asking",
          pulled({"id": "b2", **OPEN, "started_at": "2016-02-07T23:00:00Z", "partial": None}, {"id": "a1", **OVER, "partial": None}),
          **told(edge("down", 1454886000000, "2016-02-07T23:00:00Z", of=bare), edge("down", 1454889600000, "2016-02-08T00:00:00Z", "reminder", bare),
                 edge("down", START_MS, START, of=bare), edge("up", END_MS, END, of=bare))),
        v("normalize-updown-downtimes-none", "no downtime is understood", "payload_shape", pulled(), **told(status="ignored")),
        v("normalize-updown-downtimes-nameless", "the answer does not name its check: the question has to", "a vote for nobody", pulled(OVER, query="from=1454803200&to=1454889600"),
          part=problem("payload_target")),
    ]
