"""HetrixTools: one message a change, with every place that saw it down. Expected values by hand."""
from case_normalize import ask, delivery, problem, seen, told
from payloads import text
from vector import vector

# The example of the vendor's page, members in its order.
DOCUMENTED = {
    "monitor_id": "ThisWillBeTheMonitorID32CharLong", "monitor_name": "Test Monitor Label", "monitor_target": "http://this-is-a-test.com/",
    "monitor_type": "website", "monitor_category": "Test Category", "monitor_status": "offline", "timestamp": 1499666192,
    "monitor_errors": {"New York": "http code 403", "San Francisco": "http code 403", "Dallas": "timeout", "Amsterdam": "http code 403",
                       "London": "http code 403", "Frankfurt": "http code 403", "Singapore": "timeout", "Sydney": "http code 403",
                       "Sao Paulo": "http code 403", "Tokyo": "keyword not found", "Mumbai": "http code 403", "Moscow": "keyword not found"}}


def body(**members):
    """A short message, members replaced or removed (...)."""
    whole = {"monitor_id": "9f86", "monitor_name": "Web 1", "monitor_target": "https://web1.example.com", "monitor_type": "website",
             "monitor_category": "", "monitor_status": "offline", "timestamp": 1772625600,
             "monitor_errors": {"New York": "timeout", "London": "timeout"}}
    whole.update(members)
    return text({k: v for k, v in whole.items() if v is not ...})


def sent(**members):
    return ask(delivery("hetrixtools", body(**members), source="8"))


def web1(state="down", at="1772625600000", **members):
    given = {"label": "Web 1", "address": "https://web1.example.com", **members}
    return seen(f"8/9f86/{at}/{state}", "8", "9f86", state, "2026-03-04T12:00:00Z", "exact", **given)


def cases():
    """Every vector of this vendor."""
    v = vector
    return [
        v("normalize-hetrixtools-published", "the vendor's own example: twelve places saw it, slashes are escaped", "twelve votes, or one place",
          ask(delivery("hetrixtools", text(DOCUMENTED, indent=3).replace("/", "\\/"), source="8")),
          **told(seen("8/ThisWillBeTheMonitorID32CharLong/1499666192000/down", "8", "ThisWillBeTheMonitorID32CharLong", "down",
                      "2017-07-10T05:56:32Z", "exact", "Test Monitor Label", "http://this-is-a-test.com/", locations=12))),
        v("normalize-hetrixtools-down", "two places saw it", "the failures counted per kind of error: one", sent(), **told(web1(locations=2))),
        v("normalize-hetrixtools-up", "the recovery carries the time of its own event", "the time of reception, five minutes late",
          sent(monitor_status="online", monitor_errors=...), **told(web1("up"))),
        v("normalize-hetrixtools-up-empty-errors", "PHP writes an empty map as a list; nobody saw it down", "payload_shape, or locations 0",
          sent(monitor_status="online", monitor_errors=[]), **told(web1("up"))),
        v("normalize-hetrixtools-no-errors", "down without the list of places: how many is not known", "zero or one place assumed",
          sent(monitor_errors=...), **told(web1())),
        v("normalize-hetrixtools-empty-errors", "an empty list of places says nothing about how many", "down from zero places",
          sent(monitor_errors={}), **told(web1())),
        v("normalize-hetrixtools-silent-place", "a place without an error did not see it down", "its own quorum of three from two places",
          sent(monitor_errors={"New York": "timeout", "London": "timeout", "Tokyo": ""}), **told(web1(locations=2))),
        v("normalize-hetrixtools-port", "services and mail name their port in the type", "kind other, so no vote",
          sent(monitor_type="smtp[25]"), **told(web1(locations=2))),
        v("normalize-hetrixtools-agent", "an agent that falls silent is not the service being down", "a vote from a server agent",
          sent(monitor_type="agent", monitor_errors=...),
          **told(seen("8/9f86/1772625600000/down/other", "8", "9f86", "down", "2026-03-04T12:00:00Z", "exact", "Web 1",
                      "https://web1.example.com", kind="other"), status="ignored")),
        v("normalize-hetrixtools-repeated", "sent again (RepeatTimes) with the same time it is the same edge", "a second outage",
          ask(delivery("hetrixtools", body(), "d1", "8"), delivery("hetrixtools", body(), "d2", "8", at="2026-03-04T12:35:00Z")),
          part={"ok": True, "results": [{"id": i, "observations": [{"key": "8/9f86/1772625600000/down", "kind": "state"}]} for i in ("d1", "d2")]}),
        v("normalize-hetrixtools-text-time", "a time in quotes is the same time", "payload_time", sent(timestamp="1772625600"), **told(web1(locations=2))),
        v("normalize-hetrixtools-no-time", "no time in it: we only know when it came", "payload_time, or 1970",
          sent(timestamp=...), part={"results": [{"observations": [{"key": "8/9f86/received/d1", "at": "2026-03-04T12:05:01Z", "precision": "received"}]}]}),
        v("normalize-hetrixtools-milliseconds", "milliseconds are not its form", "the year 58141", sent(timestamp=1772625600000), part=problem("payload_time")),
        v("normalize-hetrixtools-no-id", "the name is no id: two monitors may share it", "a target named after its label",
          sent(monitor_id=...), part=problem("payload_target")),
        v("normalize-hetrixtools-unknown-state", "a word that we do not know never votes", "anything but online read as down",
          sent(monitor_status="maintenance"), part=problem("payload_state")),
        v("normalize-hetrixtools-stranger", "a message of another monitor", "a vote from a message that was not for us",
          ask(delivery("hetrixtools", '{"check_id":1,"current_state":"DOWN","state_changed_timestamp":1772625600}', source="8")), part=problem("payload_shape")),
    ]
