"""Any other monitor, read by a mapping. Expected values by hand."""
from case_normalize import IGNORED, ask, delivery, problem, seen, told
from month import HASH, HASH_2
from payloads import text
from vector import changed, refused, vector

# 2026-03-04T12:00:00Z
NOON = 1_772_625_600
DOCUMENT = {
    "schema": 1, "name": "My monitor", "target": ["/check/id", "/host"], "label": ["/check/name"], "address": ["/url"], "location": ["/region"],
    "state": {"at": ["/status"], "words": [{"word": "DOWN", "state": "down"}, {"word": "OK", "state": "up"}], "other": "refuse"},
    "kind": {"at": ["/type"], "words": [{"word": "test", "kind": "test"}, {"word": "again", "kind": "reminder"}, {"word": "seen", "kind": "ack"}]},
    "time": {"at": ["/since"], "form": "rfc3339", "precision": "exact"}}
GATUS = {"schema": 1, "name": "Gatus", "target": ["/endpoint"],
         "state": {"at": ["/condition"], "words": [{"word": "TRIGGERED", "state": "down"}, {"word": "RESOLVED", "state": "up"}], "other": "refuse"}}


def mapped(body, document=DOCUMENT, **other):
    request = ask(delivery("mapped", body if isinstance(body, str) else text(body), source="9", **{"mapping": HASH, **other}))
    return {**request, "mappings": [{"hash": HASH, "document": document}]}


def alert(**members):
    whole = {"check": {"id": 107164000000025001, "name": "Web 1"}, "url": "https://web1.example.com", "region": "eu", "status": "DOWN",
             "type": "alert", "since": "2026-03-04T13:00:00+01:00"}
    whole.update(members)
    return {k: v for k, v in whole.items() if v is not ...}


def web1(state="down", kind="state", target="107164000000025001", at=NOON * 1000, **members):
    given = {"label": "Web 1", "address": "https://web1.example.com", "location": "eu", **members}
    suffix = "" if kind == "state" else f"/{kind}"
    return seen(f"9/{target}/{at}/{state}{suffix}", "9", target, state, "2026-03-04T12:00:00Z", "exact", kind=kind, **given)


def timed(form, precision="checkTime", **members):
    return {**DOCUMENT, "time": {"at": ["/since"], "form": form, "precision": precision, **members}}


def cases():
    """Every vector of this vendor."""
    return messages() + times() + lists() + refusals()


def messages():
    v = vector
    numbers = {**DOCUMENT, "state": {"at": ["/status"], "words": [{"word": "1", "state": "up"}, {"word": "false", "state": "down"}], "other": "degraded"}}
    plain = dict(label=None, address=None, location=None)
    return [
        v("normalize-mapped-down", "each field where the document says, the id with all its digits", "107164000000025000, another check",
          mapped(alert()), **told(web1())),
        v("normalize-mapped-second-place", "the first place that has something counts; null is nothing", "payload_target",
          mapped(alert(check={"id": None, "name": "Web 1"}, host="web1")), **told(web1(target="web1"))),
        v("normalize-mapped-escaped-pointer", "~1 is a slash and ~0 a tilde in a member's name", "payload_target",
          mapped({"a/b": {"m~n": "web1"}, "": "DOWN"}, {**GATUS, "target": ["/a~1b/m~0n"], "state": {**DOCUMENT["state"], "at": ["/"]}}),
          **told(seen("9/web1/received/d1", "9", "web1", "down", "2026-03-04T12:05:01Z", "received"))),
        v("normalize-mapped-unknown-word", "a word that is not listed is not understood where the document refuses it", "up, or the last state",
          mapped(alert(status="FLAPPING")), part=problem("payload_state")),
        v("normalize-mapped-words-exactly", "words are compared letter by letter", "down matched without regard to case",
          mapped(alert(status="down")), part=problem("payload_state")),
        v("normalize-mapped-other-state", "or it is the state that the document names for others", "payload_state",
          mapped(alert(status="slow"), numbers), **told(web1("degraded"))),
        v("normalize-mapped-number-and-boolean", "a number and a boolean by their JSON text", "payload_shape: only strings are words",
          mapped(alert(status=False), numbers), **told(web1("down"))),
        v("normalize-mapped-state-absent", "no state at all is another's message", "a state guessed from the rest",
          mapped(alert(status=...)), part=problem("payload_shape")),
        v("normalize-mapped-target-absent", "no check is named", "a vote for every server", mapped(alert(check=...)), part=problem("payload_target")),
        v("normalize-mapped-test", "a test is no outage, whatever state it carries", "a vote from the test button",
          mapped(alert(type="test", status="TESTING", check=...)), part=IGNORED),
        v("normalize-mapped-test-known-state", "a test is listed when it names a check, and never votes", "an outage opened by a test",
          mapped(alert(type="test")), **told(web1(kind="test"), status="ignored")),
        v("normalize-mapped-reminder", "a listed kind: the same state again", "a second outage for each reminder",
          mapped(alert(type="again")), **told(web1(kind="reminder"))),
        v("normalize-mapped-acknowledged", "an acknowledgement is no recovery", "the outage closed by a click",
          mapped(alert(type="seen", status="ACKED")), **told(web1("unknown", "ack"), status="ignored")),
        v("normalize-mapped-form", "a form's fields as members", "payload_not_json",
          mapped("status=OK&host=web+1&since=2026-03-04T12%3A00%3A00Z", content="application/x-www-form-urlencoded"),
          **told(web1("up", target="web 1", **plain))),
        v("normalize-mapped-same-body-twice", "without a time two equal messages may be two outages", "one key for both: the second outage vanishes",
          {**ask(*[delivery("mapped", text({"endpoint": "web1", "condition": "TRIGGERED"}), i, source="9", mapping=HASH) for i in ("d1", "d2")]),
           "mappings": [{"hash": HASH, "document": GATUS}]},
          part={"ok": True, "results": [{"observations": [{"key": "9/web1/received/d1"}]}, {"observations": [{"key": "9/web1/received/d2"}]}]}),
    ]


def times():
    v = vector
    return [
        v("normalize-mapped-time-absent", "no time in the message: the reception", "payload_time",
          mapped(alert(since=...)),
          **told(seen("9/107164000000025001/received/d1", "9", "107164000000025001", "down", "2026-03-04T12:05:01Z", "received",
                      "Web 1", "https://web1.example.com", "eu"))),
        v("normalize-mapped-time-without-zone", "a local time without a zone is not a time", "read as UTC, hours off",
          mapped(alert(since="2026-03-04T12:00:00")), part=problem("payload_time")),
        v("normalize-mapped-time-twelve-hours", "a clock of twelve hours is not a time", "midnight for noon",
          mapped(alert(since="2026-03-04 12:00:00 PM")), part=problem("payload_time")),
        v("normalize-mapped-time-utc", "unless the document says that it is UTC", "payload_time",
          mapped(alert(since="2026-03-04 12:00:00"), timed("utc", "exact")), **told(web1())),
        v("normalize-mapped-time-seconds", "seconds since 1970, as number or text, with decimals", "milliseconds taken for seconds",
          mapped(alert(since="1772625600.250"), timed("epochSeconds", "exact")),
          part={"ok": True, "results": [{"observations": [{"at": "2026-03-04T12:00:00.250Z", "precision": "exact"}]}]}),
        v("normalize-mapped-time-ms", "milliseconds since 1970, the time of the check", "seconds taken for milliseconds: 1970",
          mapped(alert(since=1772625600250), timed("epochMs")),
          part={"ok": True, "results": [{"observations": [{"at": "2026-03-04T12:00:00.250Z", "precision": "checkTime"}]}]}),
        v("normalize-mapped-time-wrong-unit", "seconds where milliseconds were promised are refused, not guessed", "an outage in 1970",
          mapped(alert(since=NOON), timed("epochMs")), part=problem("payload_time")),
        v("normalize-mapped-time-year-one", "the year 1 is no time", "an outage of two thousand years",
          mapped(alert(since="0001-01-01T00:00:00Z")), part=problem("payload_time")),
    ]


def lists():
    v = vector
    group = {**DOCUMENT, "items": "/alerts", "label": ["//group/name"], "address": ["//group/url"]}
    body = {"group": {"name": "Web 1", "url": "https://web1.example.com"}, "status": "DOWN", "alerts": [
        alert(check={"id": "1"}), alert(check={"id": "2"}, status="OK"), alert(check={"id": "3"}, status="?")]}
    return [
        v("normalize-mapped-items", "each item by itself, // from the whole message; one that is not understood hides no other", "the group's state for all, or none at all",
          mapped(body, group), **told(web1(target="1"), web1("up", target="2"), status="partial", problem="payload_state")),
        v("normalize-mapped-items-empty", "an empty list says nothing", "payload_shape", mapped({"alerts": []}, group), part=IGNORED),
        v("normalize-mapped-items-absent", "without the list it is another's message", "ignored without a trace", mapped({"alert": []}, group), part=problem("payload_shape")),
        v("normalize-mapped-items-root", "the message may be the list itself", "payload_shape",
          mapped([alert(), alert(check={"id": 2, "name": "Web 1"})], {**DOCUMENT, "items": ""}), **told(web1(), web1(target="2"))),
    ]


def refusals():
    v = vector
    fine = mapped(alert())
    at = ["mappings", 0, "document"]

    def bad(name, reason, wrong, path, value, where):
        return v(f"normalize-mapping-{name}", reason, wrong, changed(fine, at + path, value), part=refused("invalid_mapping", f"mappings[0].document.{where}"))

    words = DOCUMENT["state"]["words"]
    return [
        bad("schema", "another schema", "read as schema 1", ["schema"], 2, "schema"),
        bad("pointer", "a pointer begins with a slash", "a member named check/id", ["target", 1], "check/id", "target[1]"),
        bad("pointer-escape", "~2 stands for nothing", "a tilde", ["time", "at", 0], "/a~2", "time.at[0]"),
        bad("no-place", "an empty list leads nowhere", "payload_target for every message", ["target"], [], "target"),
        bad("many-places", "more places than are looked at", "work that grows with the document", ["label"], ["/a"] * 9, "label"),
        bad("no-words", "without words no message is understood", "every message refused later", ["state", "words"], [], "state.words"),
        bad("word-twice", "one word cannot mean two states", "the first one counts in one door, the last in another",
            ["state", "words"], words + [{"word": "DOWN", "state": "up"}], "state.words[2].word"),
        bad("kind-twice", "one word cannot be two kinds", "a test that votes", ["kind", "words"], [{"word": "x", "kind": "test"}] * 2, "kind.words[1].word"),
        v("normalize-mapping-unknown-member", "a misspelt member", "a mapping without the time that its author wrote",
          changed(fine, at + ["tme"], {}), part=refused("unknown_field", "mappings[0].document.tme")),
        v("normalize-mapping-received", "a time that stands in the message is not that of its reception", "an exact outage that never counts",
          changed(fine, at + ["time", "precision"], "received"), part=refused("invalid_word", "mappings[0].document.time.precision")),
        v("normalize-mapping-checked-alone", "a mapping is checked without deliveries, when it is saved", "found out with the first outage",
          {**ask(), "mappings": [{"hash": HASH, "document": DOCUMENT}]}, expect={"ok": True, "results": [], "warnings": []}),
        v("normalize-mapping-not-listed", "a delivery names a mapping that is not there", "read by another mapping",
          changed(fine, ["deliveries", 0, "mapping"], HASH_2), part=refused("unknown_mapping", "deliveries[0].mapping")),
        v("normalize-mapping-not-named", "a mapped monitor needs one", "ignored without a trace",
          changed(fine, ["deliveries", 0, "mapping"], None), part=refused("unknown_mapping", "deliveries[0].mapping")),
        v("normalize-mapping-twice", "hashes are unique", "the first of two", changed(fine, ["mappings"], fine["mappings"] * 2), part=refused("duplicate_id", "mappings[1].hash")),
    ]
