"""Uptime Kuma since 2026: the recovery says since when it was down. The rest stands in case_normalize. Expected values by hand."""
from case_normalize import FORM, RECEIVED, ask, delivery, seen, told
from payloads import kuma
from vector import vector

WEB1 = dict(label="Web 1", address="https://web1.example.com")
UP = {"status": 1, "time": "2026-03-04 12:04:00.250", "lastDownTime": "2026-03-04 12:00:00.000"}


def sent(beat, **other):
    return ask(delivery("uptime-kuma", kuma({**UP, **beat}, **other), source="7", at=RECEIVED))


def edge(state, ms, at, kind="state"):
    tail = "" if kind == "state" else f"/{kind}"
    return seen(f"7/7/{ms}/{state}{tail}", "7", "7", state, at, "checkTime", kind=kind, **WEB1)


DOWN, BACK = edge("down", 1772625600000, "2026-03-04T12:00:00Z"), edge("up", 1772625840250, "2026-03-04T12:04:00.250Z")


def cases():
    """Every vector of recoveries that tell both edges."""
    v = vector
    return [
        v("normalize-kuma-both-edges", "the recovery tells both edges: Kuma never sends again what was not delivered", "only the end, so that a lost first message loses the outage", sent({}), **told(DOWN, BACK)),
        v("normalize-kuma-both-edges-known", "the start that it tells has the key of the message that told it first", "two outages",
          ask(delivery("uptime-kuma", kuma(), "d1", "7"), delivery("uptime-kuma", kuma(UP), "d2", "7")), part={"results": [{"observations": [DOWN]}, {"observations": [DOWN, BACK]}]}),
        v("normalize-kuma-both-edges-absent", "an older version does not tell", "a start made up", sent({"lastDownTime": ...}), **told(BACK)),
        v("normalize-kuma-both-edges-null", "nor does a monitor that was never down", "payload_time", sent({"lastDownTime": None}), **told(BACK)),
        v("normalize-kuma-both-edges-unimportant", "an unimportant beat moves nothing", "an outage opened again", sent({"important": False}),
          **told(edge("up", 1772625840250, "2026-03-04T12:04:00.250Z", "other"), status="ignored")),
        v("normalize-kuma-both-edges-later", "a start after the end is none", "an outage that stays open for ever", sent({"lastDownTime": "2026-03-04 12:04:01.000"}), **told(BACK)),
        v("normalize-kuma-both-edges-unreadable", "a start that cannot be read does not hide the end", "payload_time, so that the outage never ends", sent({"lastDownTime": "just now"}), **told(BACK)),
        v("normalize-kuma-both-edges-form", "the same in a form", "payload_shape",
          ask(delivery("uptime-kuma", "data=" + kuma(UP).replace(" ", "+"), source="7", content=FORM)), **told(DOWN, BACK)),
    ]
