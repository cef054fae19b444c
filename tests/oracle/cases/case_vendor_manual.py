"""An administrator's entry. Expected values by hand."""
from case_normalize import ask, delivery, problem, seen, told
from payloads import text
from vector import vector


def entry(**members):
    return ask(delivery("manual", text(members), source="6"))


def edge(state, at, ms, **members):
    return seen(f"6/web1/{ms}/{state}", "6", "web1", state, at, "exact", **members)


NOON, LATER = ("2026-03-04T12:00:00Z", 1772625600000), ("2026-03-04T12:04:00Z", 1772625840000)


def cases():
    """Every vector of this vendor."""
    v = vector
    return [
        v("normalize-manual-edge", "one edge", "the time of the entry", entry(target="web1", state="down", at=NOON[0], label="Web 1"), **told(edge("down", *NOON, label="Web 1"))),
        v("normalize-manual-outage", "both ends at once", "an outage that never ends", entry(target="web1", **{"from": NOON[0]}, to=LATER[0]),
          **told(edge("down", *NOON), edge("up", *LATER))),
        v("normalize-manual-open", "one that goes on", "an end nobody stated", entry(target="web1", **{"from": NOON[0]}, to=None), **told(edge("down", *NOON))),
        v("normalize-manual-backwards", "an end before the beginning", "a negative outage", entry(target="web1", **{"from": LATER[0]}, to=NOON[0]), part=problem("payload_time")),
        v("normalize-manual-no-length", "an end at the beginning", "an outage of no length", entry(target="web1", **{"from": NOON[0]}, to=NOON[0]), part=problem("payload_time")),
        v("normalize-manual-both-forms", "an edge and an outage in one entry", "one of them silently preferred",
          entry(target="web1", state="down", at=NOON[0], **{"from": NOON[0]}), part=problem("payload_shape")),
        v("normalize-manual-state-with-outage", "an outage is down; a state beside it may say otherwise", "down for what was only slow",
          entry(target="web1", state="degraded", **{"from": NOON[0]}, to=LATER[0]), part=problem("payload_shape")),
        v("normalize-manual-no-time", "no time at all", "now", entry(target="web1", state="down"), part=problem("payload_shape")),
        v("normalize-manual-local-time", "a time without a zone is not a time", "read as UTC, hours off", entry(target="web1", state="down", at="2026-03-04T12:00:00"), part=problem("payload_time")),
        v("normalize-manual-state-word", "a word that is no state", "down", entry(target="web1", state="DOWN", at=NOON[0]), part=problem("payload_state")),
        v("normalize-manual-no-target", "no check is named", "a vote for every server", entry(state="down", at=NOON[0]), part=problem("payload_target")),
    ]
