"""Site24x7: three times that disagree, ids beyond 2^53, and states between up and down. Expected values by hand."""
from urllib.parse import urlencode

from case_normalize import FORM, ask, delivery, problem, seen, told
from payloads import text
from vector import vector

# The example of the vendor's page; its three times are 5 s and half a day apart.
DOWN = {"MONITOR_DASHBOARD_LINK": "https://site24x7.com", "MONITORTYPE": "URL", "MONITOR_ID": 107164000000025001, "STATUS": "DOWN",
        "MONITORNAME": "Zylker Monitor", "FAILED_LOCATIONS": "California-US", "INCIDENT_DETAILS": "Service Unavailable",
        "INCIDENT_REASON": "Service Unavailable", "OUTAGE_TIME_UNIX_FORMAT": 1705551700037, "GROUP_TAGS": ["ZylkerGrp", "URL"],
        "MONITORURL": "http://zylker.com", "MONITOR_GROUPNAME": "Zylker Web Group", "POLLFREQUENCY": 1, "TAGS": ["zylker", "website"],
        "INCIDENT_TIME": "18 Jan 2024 03:21:35 AEDT", "INCIDENT_TIME_ISO": "2024-01-17T20:21:35-0800"}
ID = "107164000000025001"
RECEIVED = "2024-01-18T04:30:00Z"


def body(**members):
    return text({k: v for k, v in {**DOWN, **members}.items() if v is not ...})


def sent(content="application/json", **members):
    said = body(**members) if content != FORM else urlencode({k: v for k, v in {**DOWN, **members}.items() if not isinstance(v, list)})
    return ask(delivery("site24x7", said, source="4", content=content, at=RECEIVED))


def zylker(state="down", ms=1705551700037, at="2024-01-18T04:21:40.037Z", kind="state", precision="exact", **members):
    tail = "" if kind == "state" else f"/{kind}"
    key = f"4/{ID}/received/d1{tail}" if precision == "received" else f"4/{ID}/{ms}/{state}{tail}"
    given = {"label": "Zylker Monitor", "address": "http://zylker.com", **members}
    return seen(key, "4", ID, state, at, precision, kind=kind, **given)


def cases():
    """Every vector of this vendor."""
    v = vector
    calif = {"location": "California-US", "locations": 1}
    back = {"OUTAGE_TIME_UNIX_FORMAT": 1705551700037, "INCIDENT_TIME_ISO": "2024-01-17T20:29:02-0800", "FAILED_LOCATIONS": ""}
    at_back = (1705552142000, "2024-01-18T04:29:02Z")
    return [
        v("normalize-site24x7-published", "the vendor's example: the epoch in milliseconds is when the outage began; the id is beyond 2^53",
          "16:21:35 of the day before (the 12-hour clock), or monitor 107164000000025000", sent(), **told(zylker(**calif))),
        v("normalize-site24x7-form", "the same fields as a form", "payload_not_json", sent(FORM), **told(zylker(**calif))),
        v("normalize-site24x7-text-numbers", "older messages have the numbers in quotes", "payload_target or payload_time",
          sent(MONITOR_ID=ID, OUTAGE_TIME_UNIX_FORMAT="1705551700037"), **told(zylker(**calif))),
        v("normalize-site24x7-up", "the recovery is at its own event, not where the outage began", "up at the beginning of the outage: it never was",
          sent(STATUS="UP", **back), **told(zylker("up", *at_back))),
        v("normalize-site24x7-up-no-iso", "without its own time a recovery is when it came", "the beginning of the outage as its end",
          sent(STATUS="UP", **{**back, "INCIDENT_TIME_ISO": ...}), **told(zylker("up", at=RECEIVED, precision="received"))),
        v("normalize-site24x7-down-iso", "without the epoch the time with an offset counts", "20:21:35 UTC, eight hours early",
          sent(OUTAGE_TIME_UNIX_FORMAT=...), **told(zylker("down", 1705551695000, "2024-01-18T04:21:35Z", **calif))),
        v("normalize-site24x7-local-only", "a local time without a zone is not a time", "03:21:35, as if it were UTC",
          sent(OUTAGE_TIME_UNIX_FORMAT=..., INCIDENT_TIME_ISO="2024-01-18T03:21:35"),
          **told(zylker(at=RECEIVED, precision="received", **calif))),
        v("normalize-site24x7-trouble", "trouble and critical are worse than up, not down", "a vote for an outage from a slow page",
          ask(*[delivery("site24x7", body(STATUS=s), i, "4", at=RECEIVED) for i, s in (("d1", "TROUBLE"), ("d2", "CRITICAL"))]),
          part={"results": [{"observations": [{"state": "degraded", "kind": "state", "at": "2024-01-18T04:21:35Z", "locations": None}]}] * 2}),
        v("normalize-site24x7-places", "six places saw it", "one place, because it is one text",
          sent(FAILED_LOCATIONS="Brisbane-AUS,Nagano-JP,Tokyo-JP,Mumbai-IN,Melbourne-AUS,Istanbul-TR"),
          **told(zylker(location="Brisbane-AUS,Nagano-JP,Tokyo-JP,Mumbai-IN,Melbourne-AUS,Istanbul-TR", locations=6))),
        v("normalize-site24x7-expiry", "an expiring certificate is not an outage", "a vote from a certificate",
          sent(MONITORTYPE="SSL_CERT", FAILED_LOCATIONS=""), **told(zylker(kind="expiry"), status="ignored")),
        v("normalize-site24x7-blacklist", "neither is an address on a blacklist", "a vote from a blacklist",
          sent(MONITORTYPE="RBL", FAILED_LOCATIONS=""), **told(zylker(kind="other"), status="ignored")),
        v("normalize-site24x7-reminder", "told again an hour later it names the same beginning", "a second outage",
          ask(delivery("site24x7", body(), "d1", "4", at=RECEIVED), delivery("site24x7", body(INCIDENT_TIME_ISO="2024-01-17T21:21:35-0800"), "d2", "4", at="2024-01-18T05:22:00Z")),
          part={"results": [{"observations": [{"key": f"4/{ID}/1705551700037/down"}]}] * 2}),
        v("normalize-site24x7-seconds", "seconds are not its form", "January 1970", sent(OUTAGE_TIME_UNIX_FORMAT=1705551700), part=problem("payload_time")),
        v("normalize-site24x7-no-id", "a name is no id", "a target named after its label", sent(MONITOR_ID=...), part=problem("payload_target")),
        v("normalize-site24x7-unknown-state", "a word that we do not know never votes", "anything but UP read as down",
          sent(STATUS="DISCOVERY"), part=problem("payload_state")),
        v("normalize-site24x7-stranger", "a message of another monitor", "a vote from a message that was not for us",
          ask(delivery("site24x7", '{"monitor_id":"9f86","monitor_status":"offline","timestamp":1705551700}', source="4")), part=problem("payload_shape")),
    ]
