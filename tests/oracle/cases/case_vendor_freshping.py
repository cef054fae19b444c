"""Freshping: two words of state, the time of a request, and a test that looks like a check. Expected values by hand."""
from case_normalize import ask, delivery, problem, seen, told
from payloads import text
from vector import vector

# A published sample: the event, and what is around it.
EVENT = {"check_state_name": "Reporting Error", "check_computed_target_response_time": 1000, "application_id": 155565,
         "recently_started_check_state_name": None, "check_id": 585767, "recently_started_check_start_time": None, "http_status_code": 521,
         "request_start_time": "2021-04-15T19:46:47.644166+00:00", "check_name": "Test Check", "recently_started_check_http_status_code": None,
         "application_name": " 's Application", "recently_started_check_response_time": None, "request_url": "https://example.com",
         "check_target_response_time": 1000, "@type": "MessageCard", "response_time": 635}
AROUND = {"organization_name": "Example Org", "webhook_event_id": 5301855, "organization_id": 156000, "webhook_type": "AL",
          "webhook_id": 24172, "webhook_event_created_on": "2021-04-15T19:46:49.077370+00:00"}
TEST = {"check_id": 1, "check_name": "Example check", "application_name": "Webhook test", "check_state_name": "Available",
        "request_url": "https://www.example.com/", "request_start_time": "2021-04-15T19:36:31.812658+00:00"}
RECEIVED = "2021-04-15T20:00:00Z"


def body(around=None, **members):
    event = {k: v for k, v in {**EVENT, **members}.items() if v is not ...}
    return text({**AROUND, **(around or {}), "webhook_event_data": event})


def sent(around=None, **members):
    return ask(delivery("freshping", body(around, **members), source="12", at=RECEIVED))


def check(state="down", at="2021-04-15T19:46:47.644Z", edge="1618516007644", kind="state", precision="checkTime"):
    tail = "" if kind == "state" else f"/{kind}"
    key = f"12/585767/received/d1{tail}" if precision == "received" else f"12/585767/{edge}/{state}{tail}"
    return seen(key, "12", "585767", state, at, precision, "Test Check", "https://example.com", kind=kind)


def cases():
    """Every vector of this vendor."""
    v = vector
    back = {"check_state_name": "Available", "http_status_code": 200, "request_start_time": "2021-04-15T19:57:32.607484+00:00"}
    return [
        v("normalize-freshping-published-down", "the time is that of the request, cut to milliseconds", "19:46:49, when the message was written", sent(), **told(check())),
        v("normalize-freshping-published-up", "the recovery", "down, because the message is an alert (AL)", sent(**back),
          **told(check("up", "2021-04-15T19:57:32.607Z", "1618516652607"))),
        v("normalize-freshping-not-responding", "no answer at all is down as well", "payload_state, so that a dead server is no outage",
          sent(check_state_name="Not Responding", http_status_code=None), **told(check())),
        v("normalize-freshping-test", "the test is about a check that does not exist", "an up of a target named 1",
          sent(**TEST), **told(seen("12/1/1618515391812/up/test", "12", "1", "up", "2021-04-15T19:36:31.812Z", "checkTime", "Example check",
                                    "https://www.example.com/", kind="test"), status="ignored")),
        v("normalize-freshping-other-type", "a message that is no alert says nothing about up or down", "an up that ends an outage",
          sent({"webhook_type": "PF"}, **back), **told(check("up", "2021-04-15T19:57:32.607Z", "1618516652607", "other"), status="ignored")),
        v("normalize-freshping-again", "delivered twice it is one edge", "a second outage",
          ask(*[delivery("freshping", body({"webhook_event_id": n}), i, "12", at=RECEIVED) for n, i in ((5301855, "d1"), (5301856, "d2"))]),
          part={"results": [{"id": i, "observations": [{"key": "12/585767/1618516007644/down"}]} for i in ("d1", "d2")]}),
        v("normalize-freshping-no-time", "no time in it: we only know when it came", "the time of writing as that of the check",
          sent(request_start_time=...), **told(check(at=RECEIVED, precision="received"))),
        v("normalize-freshping-bad-time", "a time that is none", "received, as if it were absent", sent(request_start_time="19:46"), part=problem("payload_time")),
        v("normalize-freshping-no-id", "the application's number is not the check's", "all checks of an application as one target",
          sent(check_id=None), part=problem("payload_target")),
        v("normalize-freshping-unknown", "a word that we do not know never votes", "anything but Available read as down",
          sent(check_state_name="Paused"), part=problem("payload_state")),
        v("normalize-freshping-stranger", "a message of another monitor", "a vote from a message that was not for us",
          ask(delivery("freshping", '{"check_id":585767,"current_state":"DOWN"}', source="12")), part=problem("payload_shape")),
    ]
