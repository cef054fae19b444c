"""Checkly: nine codes of transitions and the time of a run. Expected values by hand."""
import json
from urllib.parse import urlencode

from case_normalize import FORM, ask, delivery, problem, seen, told
from payloads import MONITORS, filled, text
from vector import vector

# A recovery as another project's template of the body rendered it.
RECOVERY = {
    "event": "API Check #1 has recovered", "alert_type": "ALERT_RECOVERY", "check_name": "API Check #1", "group_name": "",
    "check_id": "927a2982-1007-4b81-b383-eae8bf717e61", "check_type": "API", "check_result_id": "a34867c0-9239-421f-92f2-4408bbd05417",
    "check_error_message": "", "response_time": "258", "api_check_response_status_code": "200", "api_check_response_status_text": "OK",
    "run_location": "Singapore", "ssl_days_remaining": "", "ssl_check_domain": "", "started_at": "2025-01-26T11:19:40.544Z", "tags": "",
    "link": "https://app.checklyhq.com/checks/927a2982", "region": "", "uuid": "4583208e-0bca-48c6-8dc8-d14faf6102b3"}


def body(code, **members):
    """What monitors/checkly/body.json becomes, some members replaced or removed (...)."""
    whole = filled("checkly/body.json", "{{{{{}}}}}".format, {
        "ALERT_TYPE": code, "CHECK_ID": "927a2982", "CHECK_NAME": "Shop", "CHECK_TYPE": "API", "CHECK_RESULT_ID": "a34867c0",
        "RUN_LOCATION": "Frankfurt", "STARTED_AT": "2026-03-04T12:00:00.250Z"})
    return text({k: v for k, v in {**whole, **members}.items() if v is not ...})


def sent(code, **members):
    return ask(delivery("checkly", body(code, **members), source="6"))


def shop(state, kind="state", precision="checkTime"):
    tail = "" if kind == "state" else f"/{kind}"
    key, at = f"6/927a2982/1772625600250/{state}{tail}", "2026-03-04T12:00:00.250Z"
    if precision == "received":
        key, at = f"6/927a2982/received/d1{tail}", "2026-03-04T12:05:01Z"
    return seen(key, "6", "927a2982", state, at, precision, "Shop", location="Frankfurt", kind=kind)


def cases():
    """Every vector of this vendor."""
    v = vector
    each = lambda codes, state: (ask(*[delivery("checkly", body(c), f"d{n}", "6") for n, c in enumerate(codes)]),  # noqa: E731
                                 {"results": [{"status": "observed", "observations": [{"state": state, "kind": "state"}]}] * len(codes)})
    downs, downs_told = each(["ALERT_FAILURE", "ALERT_DEGRADED_FAILURE"], "down")
    worse, worse_told = each(["ALERT_DEGRADED", "ALERT_DEGRADED_REMAIN", "ALERT_FAILURE_DEGRADED"], "degraded")
    ups, ups_told = each(["ALERT_RECOVERY", "ALERT_DEGRADED_RECOVERY"], "up")
    return [
        v("normalize-checkly-published", "a recovery as another project's template rendered it", "the link or the event's title as its check",
          ask(delivery("checkly", text(RECOVERY, indent=2), source="6")),
          **told(seen("6/927a2982-1007-4b81-b383-eae8bf717e61/1737890380544/up", "6", "927a2982-1007-4b81-b383-eae8bf717e61", "up",
                      "2025-01-26T11:19:40.544Z", "checkTime", "API Check #1", location="Singapore"))),
        v("normalize-checkly-down", "the time is that of the run, not of the change", "exact, which nobody said", sent("ALERT_FAILURE"), **told(shop("down"))),
        v("normalize-checkly-form", "the same fields as a form", "payload_not_json",
          ask(delivery("checkly", urlencode(json.loads(body("ALERT_FAILURE"))), source="6", content=FORM)), **told(shop("down"))),
        v("normalize-checkly-downs", "an escalation from degraded is an outage", "degraded, because the code begins so", downs, part=downs_told),
        v("normalize-checkly-remain", "with a threshold of two failures this is the first message of an outage", "a reminder that opens nothing: the outage is lost",
          sent("ALERT_FAILURE_REMAIN"), **told(shop("down"))),
        v("normalize-checkly-degraded", "it answers, only worse: that ends an outage", "down, because FAILURE is in the code", worse, part=worse_told),
        v("normalize-checkly-up", "both recoveries", "degraded for the one that names it", ups, part=ups_told),
        v("normalize-checkly-out-of-order", "retries overlap with the recovery: each keeps the time of its own run", "down again after the recovery",
          ask(delivery("checkly", body("ALERT_RECOVERY", started_at="2026-03-04T12:10:00Z"), "d1", "6", at="2026-03-04T12:10:05Z"),
              delivery("checkly", body("ALERT_FAILURE"), "d2", "6", at="2026-03-04T12:10:25Z")),
          part={"results": [{"observations": [{"state": "up", "at": "2026-03-04T12:10:00Z"}]},
                            {"observations": [{"state": "down", "at": "2026-03-04T12:00:00.250Z"}]}]}),
        v("normalize-checkly-ssl", "an expiring certificate is not an outage", "payload_state, or a vote", sent("ALERT_SSL"), **told(shop("unknown", "expiry"), status="ignored")),
        v("normalize-checkly-no-alert", "nothing changed", "an up that closes a vote", sent("NO_ALERT"), **told(shop("up", "other"), status="ignored")),
        v("normalize-checkly-no-time", "an empty time is an absent time", "payload_time, or 1970", sent("ALERT_FAILURE", started_at=""),
          **told(shop("down", precision="received"))),
        v("normalize-checkly-bad-time", "a time that is none", "received, as if it were absent", sent("ALERT_FAILURE", started_at="just now"), part=problem("payload_time")),
        v("normalize-checkly-no-id", "the name is no id", "a target named after its label", sent("ALERT_FAILURE", check_id=""), part=problem("payload_target")),
        v("normalize-checkly-unknown", "a code that we do not know never votes", "anything with FAILURE in it read as down",
          sent("ALERT_FAILURE_FLAPPING"), part=problem("payload_state")),
        v("normalize-checkly-raw-template", "variables that nobody filled in", "a check named {{CHECK_ID}} that is down",
          ask(delivery("checkly", (MONITORS / "checkly/body.json").read_text(encoding="utf-8"), source="6")), part=problem("payload_state")),
        v("normalize-checkly-stranger", "another monitor has an alert_type too", "a vote from a message that was not for us",
          ask(delivery("checkly", '{"alert_type":"error","alert_transition":"Triggered","monitor_id":"7"}', source="6")), part=problem("payload_target")),
    ]
