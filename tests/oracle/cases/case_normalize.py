"""normalize: what monitors send to what we believe. Expected values by hand."""
from payloads import (KUMA_DOWN, KUMA_UP, KUMA_V1_DOWN, PINGDOM_ALERTA_DOWN, PINGDOM_ZULIP_DOWN, UPTIMEROBOT_ZULIP_DOWN, kuma,
                      pingdom, text)
from vector import refused, vector

RECEIVED = "2026-03-04T12:05:01Z"
FORM = "application/x-www-form-urlencoded"


def delivery(vendor, body, ident="d1", source="3", content="application/json", query="", at=RECEIVED, **other):
    row = {"id": ident, "source": source, "vendor": vendor, "receivedAt": at, "contentType": content, "query": query}
    if body is not None:
        row["body"] = body
    return {**row, **other}


def ask(*deliveries):
    return {"contract": 1, "command": "normalize", "deliveries": list(deliveries)}


def seen(key, source, target, state, at, precision, label=None, address=None, location=None, kind="state", locations=None):
    return {"key": key, "source": source, "target": target, "label": label, "address": address, "location": location,
            "locations": locations, "state": state, "kind": kind, "at": at, "precision": precision}


def answer(*results, warnings=()):
    rows = [{"id": ident, "status": "observed", "observations": [o], "windows": [], "problem": None} for ident, o in results]
    return {"ok": True, "results": rows, "warnings": list(warnings)}


def told(*observations, status="observed", problem=None, warnings=()):
    """The whole answer to one delivery `d1` of any number of observations; `problem` is a code."""
    row = {"id": "d1", "status": status, "observations": list(observations), "windows": []}
    if problem is None:
        return {"expect": {"ok": True, "results": [{**row, "problem": None}], "warnings": list(warnings)}}
    return {"part": {"ok": True, "results": [{**row, "problem": {"code": problem}}], "warnings": list(warnings)}}


def problem(code):
    return {"ok": True, "results": [{"id": "d1", "status": "unknown", "observations": [], "problem": {"code": code}}]}


def states(*words):
    return {"ok": True, "results": [{"observations": [{"state": w, "kind": "state"}]} for w in words]}


IGNORED = {"ok": True, "results": [{"id": "d1", "status": "ignored", "problem": None}], "warnings": []}


def cases():
    """Every vector of this command."""
    return pingdom_cases() + uptimerobot_cases() + kuma_cases() + times() + problems() + doors()


def pingdom_cases():
    v = vector
    web1 = dict(label="Web 1", address="web1.example.com")
    return [
        v("normalize-pingdom-published-1", "a DOWN as Pingdom sent it to another project", "the second probe as a second vote",
          ask(delivery("pingdom", text(PINGDOM_ALERTA_DOWN, indent=4), at="2017-06-30T22:25:50Z")),
          answer(("d1", seen("3/803318/1498861543000/down", "3", "803318", "down", "2017-06-30T22:25:43Z", "exact",
                             "Alerta API on OpenShift", "api.alerta.io", "Strasbourg 5, France")))),
        v("normalize-pingdom-published-2", "members in another order, escaped slashes", "a parser that relies on member order",
          ask(delivery("pingdom", text(PINGDOM_ZULIP_DOWN).replace("/", "\\/"), at="2016-03-14T07:11:00Z")),
          answer(("d1", seen("3/2048467/1457939434000/down", "3", "2048467", "down", "2016-03-14T07:10:34Z", "exact",
                             "Test check", "someurl.com", "Amsterdam 5, Netherlands")))),
        v("normalize-pingdom-iso-only", "only the ISO time, without zone: it is UTC", "received time, or the host's zone",
          ask(delivery("pingdom", pingdom(state_changed_timestamp=...))),
          answer(("d1", seen("3/803318/1772625600000/down", "3", "803318", "down", "2026-03-04T12:00:00Z", "exact", **web1)))),
        v("normalize-pingdom-no-time", "no time in it: we only know when it came", "an exact time that nobody stated",
          ask(delivery("pingdom", pingdom(state_changed_timestamp=..., state_changed_utc_time=...))),
          answer(("d1", seen("3/803318/received/d1", "3", "803318", "down", RECEIVED, "received", **web1)))),
        v("normalize-pingdom-twins-without-time", "two byte-identical bodies without time may be two outages", "one key for both: the second outage vanishes",
          ask(*[delivery("pingdom", pingdom(state_changed_timestamp=..., state_changed_utc_time=...), i) for i in ("d1", "d2")]),
          answer(("d1", seen("3/803318/received/d1", "3", "803318", "down", RECEIVED, "received", **web1)),
                 ("d2", seen("3/803318/received/d2", "3", "803318", "down", RECEIVED, "received", **web1)))),
        v("normalize-pingdom-twins-with-time", "the same message delivered twice names one edge", "a key per delivery: the outage counts twice",
          ask(delivery("pingdom", pingdom(), "d1"), delivery("pingdom", pingdom(), "d2", at="2026-03-04T12:20:00Z")),
          answer(*[(i, seen("3/803318/1772625600000/down", "3", "803318", "down", "2026-03-04T12:00:00Z", "exact", **web1))
                   for i in ("d1", "d2")])),
        v("normalize-pingdom-long-id", "an id beyond 2^53 keeps its digits", "107164000000025000, another monitor",
          ask(delivery("pingdom", pingdom(check_id=107164000000025001, state_changed_utc_time=...))),
          answer(("d1", seen("3/107164000000025001/1772625600000/down", "3", "107164000000025001", "down", "2026-03-04T12:00:00Z",
                             "exact", **web1)))),
        v("normalize-pingdom-neither-up-nor-down", "UNKNOWN, UNCONFIRMED_DOWN and PAUSED say neither", "PAUSED read as up, UNCONFIRMED_DOWN as down",
          ask(*[delivery("pingdom", pingdom(current_state=s), f"d{i}") for i, s in enumerate(["UNKNOWN", "UNCONFIRMED_DOWN", "PAUSED"], 1)]),
          part=states("unknown", "unknown", "unknown")),
        v("normalize-pingdom-transaction", "transaction checks say FAILING and SUCCESS", "payload_state",
          ask(delivery("pingdom", pingdom(current_state="FAILING"), "d1"), delivery("pingdom", pingdom(current_state="SUCCESS"), "d2")),
          part=states("down", "up")),
    ]


def uptimerobot_cases():
    v = vector
    web = dict(label="Web Server", address="server1.example.com")
    named = dict(label="Shop & Co", address="https://shop.example.com/a b")
    form = ("monitorID=777&monitorURL=https%3A%2F%2Fshop.example.com%2Fa+b&monitorFriendlyName=Shop+%26+Co"
            "&alertType=2&alertTypeFriendlyName=Up&alertDateTime=1772629200")
    up = seen("5/777/1772629200000/up", "5", "777", "up", "2026-03-04T13:00:00Z", "exact", **named)
    late = "2026-03-04T13:00:05Z"
    return [
        v("normalize-uptimerobot-published", "a body typed by an admin: no id, no time, a variable left unsubstituted", "a target named *monitorID*, or now as the exact time",
          ask(delivery("uptimerobot", text(UPTIMEROBOT_ZULIP_DOWN, indent=2), source="5")),
          answer(("d1", seen("5/server1.example.com/received/d1", "5", "server1.example.com", "down", RECEIVED, "received", **web)))),
        v("normalize-uptimerobot-form", "the same words as a form", "plus signs kept, or %26 split into another field",
          ask(delivery("uptimerobot", form, source="5", content=FORM, at=late)), answer(("d1", up))),
        v("normalize-uptimerobot-query", "everything in the query string, body empty", "payload_empty",
          ask(delivery("uptimerobot", "", source="5", content="", query=form, at=late)), answer(("d1", up))),
        v("normalize-uptimerobot-integers", "numbers where others put strings", "wrong_type, so the outage is lost",
          ask(delivery("uptimerobot", '{"monitorID":777,"alertType":1,"alertDateTime":1772625600}', source="5")),
          answer(("d1", seen("5/777/1772625600000/down", "5", "777", "down", "2026-03-04T12:00:00Z", "exact")))),
        v("normalize-uptimerobot-snake-case", "snake case as people type it", "alert_datetime unknown, time thrown away",
          ask(delivery("uptimerobot", '{"monitor_id":"777","alert_type":"1","alert_datetime":"1772625600"}', source="5")),
          answer(("d1", seen("5/777/1772625600000/down", "5", "777", "down", "2026-03-04T12:00:00Z", "exact")))),
        v("normalize-uptimerobot-unsubstituted-time", "*alertDateTime* is an absent time", "payload_time, or epoch 0",
          ask(delivery("uptimerobot", '{"monitorID":"777","alertType":"1","alertDateTime":"*alertDateTime*"}', source="5")),
          answer(("d1", seen("5/777/received/d1", "5", "777", "down", RECEIVED, "received")))),
        v("normalize-uptimerobot-url-target", "a URL as target is escaped inside the key only", "a key with slashes that reads as other parts",
          ask(delivery("uptimerobot", '{"monitorURL":"https://a.example.com/50%","alertType":"1","alertDateTime":"1772625600"}', source="5")),
          answer(("d1", seen("5/https:%2F%2Fa.example.com%2F50%25/1772625600000/down", "5", "https://a.example.com/50%", "down",
                             "2026-03-04T12:00:00Z", "exact", address="https://a.example.com/50%")))),
        v("normalize-uptimerobot-expiry", "an expiring certificate is not an outage", "alert type 3 read as down",
          ask(delivery("uptimerobot", '{"monitorID":"777","alertType":"3","alertDateTime":"1772625600"}', source="5")), part=IGNORED),
        v("normalize-uptimerobot-unknown-type", "a type that we do not know never votes", "anything but 2 read as down",
          ask(delivery("uptimerobot", '{"monitorID":"777","alertType":"99"}', source="5")), part=problem("payload_state")),
    ]


def kuma_cases():
    v = vector
    test = dict(label="Test", address="https://test.com")
    web1 = dict(label="Web 1", address="https://web1.example.com")
    at = "2024-09-24T23:55:40Z"
    return [
        v("normalize-kuma-down", "heartbeat.time is UTC without a zone, to the millisecond", "localDateTime, seven hours off",
          ask(delivery("uptime-kuma", text(KUMA_DOWN), source="7", at=at)),
          answer(("d1", seen("7/29/1727221895527/down", "7", "29", "down", "2024-09-24T23:51:35.527Z", "checkTime", **test)))),
        v("normalize-kuma-up", "the recovery", "lastDownTime as the time of the recovery",
          ask(delivery("uptime-kuma", text(KUMA_UP), source="7", at=at)),
          answer(("d1", seen("7/29/1727222136101/up", "7", "29", "up", "2024-09-24T23:55:36.101Z", "checkTime", **test)))),
        v("normalize-kuma-v1", "an old version: no milliseconds", "payload_time",
          ask(delivery("uptime-kuma", text(KUMA_V1_DOWN), source="7", at="2022-01-21T14:07:00Z")),
          answer(("d1", seen("7/10/1642773998000/down", "7", "10", "down", "2022-01-21T14:06:38Z", "checkTime", "Testing", "https://")))),
        v("normalize-kuma-form", "the JSON in a form field named data", "payload_shape",
          ask(delivery("uptime-kuma", "data=%7B%22heartbeat%22%3A%7B%22monitorID%22%3A7%2C%22status%22%3A0%2C%22time%22%3A%222026-03-04+12%3A00"
                       "%3A00%22%2C%22important%22%3Atrue%7D%2C%22monitor%22%3A%7B%22name%22%3A%22Web+1%22%2C%22url%22%3A%22https%3A%2F%2F"
                       "web1.example.com%22%7D%7D", source="7", content=FORM)),
          answer(("d1", seen("7/7/1772625600000/down", "7", "7", "down", "2026-03-04T12:00:00Z", "checkTime", **web1)))),
        v("normalize-kuma-reminder", "a resent DOWN (important false) opens nothing", "a second outage for each reminder",
          ask(delivery("uptime-kuma", kuma({"important": False}), source="7")),
          answer(("d1", seen("7/7/1772625600000/down/reminder", "7", "7", "down", "2026-03-04T12:00:00Z", "checkTime", kind="reminder", **web1)))),
        v("normalize-kuma-pending", "PENDING is neither up nor down; 3 is maintenance", "pending read as down, maintenance as up",
          ask(delivery("uptime-kuma", kuma({"status": 2}), "d1"), delivery("uptime-kuma", kuma({"status": 3}), "d2")),
          part=states("unknown", "maintenance")),
        v("normalize-kuma-test-message", "the test button sends neither heartbeat nor monitor; msg is never read", "Down in msg read as an outage",
          ask(delivery("uptime-kuma", '{"heartbeat":null,"monitor":null,"msg":"[Web] [🔴 Down] Testing"}', source="7")), part=IGNORED),
        v("normalize-kuma-group", "a group goes down because a child did", "the child's outage twice",
          ask(delivery("uptime-kuma", kuma(monitor={"type": "group"}), source="7")), part=IGNORED),
        v("normalize-kuma-hostname", "a ping monitor has no url; target from the monitor when the heartbeat lacks it", "payload_target",
          ask(delivery("uptime-kuma", kuma({"monitorID": ..., "status": 1}, {"url": ..., "hostname": "10.0.0.9"}), source="7")),
          answer(("d1", seen("7/7/1772625600000/up", "7", "7", "up", "2026-03-04T12:00:00Z", "checkTime", "Web 1", "10.0.0.9")))),
    ]


def times():
    v = vector
    web1 = dict(label="Web 1", address="web1.example.com")
    return [
        v("normalize-future-five-minutes", "five minutes ahead is still believed", "a limit of less than or equal",
          ask(delivery("pingdom", pingdom(), at="2026-03-04T11:55:00Z")),
          answer(("d1", seen("3/803318/1772625600000/down", "3", "803318", "down", "2026-03-04T12:00:00Z", "exact", **web1)))),
        v("normalize-future-one-ms-more", "a millisecond more is not", "an outage that begins before it is reported",
          ask(delivery("pingdom", pingdom(), at="2026-03-04T11:54:59.999Z")),
          answer(("d1", seen("3/803318/received/d1", "3", "803318", "down", "2026-03-04T11:54:59.999Z", "received", **web1)),
                 warnings=[{"code": "time_in_future", "path": "deliveries[0]"}])),
        v("normalize-late-delivery", "a message that arrives weeks late keeps its own time", "receive time, so that the outage moves months",
          ask(delivery("pingdom", pingdom(), at="2026-04-20T00:00:00Z")),
          answer(("d1", seen("3/803318/1772625600000/down", "3", "803318", "down", "2026-03-04T12:00:00Z", "exact", **web1)))),
    ]


def problems():
    v = vector
    return [
        v("normalize-problem-empty", "no body, no query", "ignored without a trace", ask(delivery("pingdom", "")), part=problem("payload_empty")),
        v("normalize-problem-not-utf8", "a body that is no text", "an answer that differs from door to door",
          ask(delivery("pingdom", None, bodyBase64="/v8=")), part=problem("payload_not_utf8")),
        v("normalize-problem-not-json", "cut off in the middle", "a vote from half a message",
          ask(delivery("pingdom", pingdom()[:60])), part=problem("payload_not_json")),
        v("normalize-problem-python-repr", "single quotes are not JSON", "a lenient parser",
          ask(delivery("uptime-kuma", "{'heartbeat': {'monitorID': 10, 'status': 0}}")), part=problem("payload_not_json")),
        v("normalize-problem-shape", "JSON, but of another kind", "a trap inside the core",
          ask(delivery("pingdom", "[1,2,3]")), part=problem("payload_shape")),
        v("normalize-problem-state", "a state word that we do not know", "anything but UP read as down",
          ask(delivery("pingdom", pingdom(current_state="SIDEWAYS"))), part=problem("payload_state")),
        v("normalize-problem-time", "a time that cannot be read never becomes now", "received time",
          ask(delivery("uptime-kuma", kuma({"time": "yesterday"}))), part=problem("payload_time")),
        v("normalize-problem-target", "no check is named", "a vote for every server", ask(delivery("pingdom", pingdom(check_id=...))),
          part=problem("payload_target")),
        v("normalize-one-bad-among-good", "one unreadable delivery does not stop the others", "the whole batch refused",
          ask(delivery("pingdom", "{", "d1"), delivery("pingdom", pingdom(), "d2")),
          part={"ok": True, "results": [{"id": "d1", "status": "unknown"}, {"id": "d2", "status": "observed"}]}),
    ]


def doors():
    v = vector
    return [
        v("normalize-none", "no delivery is an empty answer", "an error", ask(), answer()),
        v("normalize-duplicate-delivery-id", "delivery ids are unique", "the second one overwrites the first",
          ask(delivery("pingdom", "{}"), delivery("pingdom", "{}")), part=refused("duplicate_id")),
        v("normalize-unknown-vendor", "vendors are a closed list", "a guess by the body's shape",
          ask(delivery("gatus", "{}")), part=refused("invalid_word", "deliveries[0].vendor")),
        v("normalize-two-bodies", "body or bodyBase64, not both", "one of them silently preferred",
          ask(delivery("pingdom", "{}", bodyBase64="e30=")), part=refused("invalid_body")),
        v("normalize-channel", "by which way it came: the monitor's call when nothing says so", "invalid_word, or a pull's answer read as a call",
          ask(delivery("pingdom", pingdom(), "d1", channel="webhook"), delivery("pingdom", pingdom(), "d2", channel=None)), part=states("down", "down")),
        v("normalize-no-body", "one of them must be there", "an empty body assumed", ask(delivery("pingdom", None)), part=refused("invalid_body")),
        v("normalize-bad-base64", "base64 must be base64", "a body of whatever could be decoded",
          ask(delivery("pingdom", None, bodyBase64="e30*")), part=refused("invalid_body")),
    ]
