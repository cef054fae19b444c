"""Datadog: words of a transition, groups of one monitor, and tests that look like alerts. Expected values by hand."""
from urllib.parse import urlencode

from case_normalize import FORM, ask, delivery, problem, seen, told
from payloads import MONITORS, filled, text
from vector import vector

# What another project's template becomes: other members, and no cycle.
OTHER = {"body": "%%%\\nShop is down\\n%%%", "last_updated": "1772625601000", "event_type": "synthetics_alert", "title": "[Triggered] Shop",
         "severity": "P2", "alert_type": "error", "alert_query": "", "alert_transition": "Triggered", "date": "1772625600123", "scopes": "*",
         "org": {"id": "1", "name": "Example"}, "url": "https://app.datadoghq.com/monitors/4711", "tags": "", "id": "7321", "monitor_id": "4711"}


def fields(transition="Triggered", scope="host:web1", **members):
    whole = filled("datadog/payload.json", "${}".format, {
        "ALERT_TRANSITION": transition, "ALERT_ID": "4711", "ALERT_SCOPE": scope, "DATE": "1772625600123", "EVENT_TITLE": f"[{transition}] Shop",
        "ALERT_TITLE": "Shop", "ID": "7321", "ALERT_CYCLE_KEY": "6333051236469239"})
    return {k: v for k, v in {**whole, **members}.items() if v is not ...}


def sent(transition="Triggered", scope="host:web1", **members):
    return ask(delivery("datadog", text(fields(transition, scope, **members)), source="2"))


def shop(state="down", kind="state", target="4711@host:web1", label="Shop", ident=None):
    tail = "" if kind == "state" else f"/{kind}"
    if ident:
        return seen(f"2/{target}/received/{ident}{tail}", "2", target, state, "2026-03-04T12:05:01Z", "received", label, kind=kind)
    return seen(f"2/{target}/1772625600123/{state}{tail}", "2", target, state, "2026-03-04T12:00:00.123Z", "exact", label, kind=kind)


def cases():
    """Every vector of this vendor."""
    v = vector
    words = lambda *pairs: (ask(*[delivery("datadog", text(fields(w)), f"d{n}", "2") for n, (w, _, _) in enumerate(pairs)]),  # noqa: E731
                            {"results": [{"observations": [{"state": s, "kind": k}]} for _, s, k in pairs]})
    again, again_told = words(("Re-Triggered", "down", "state"), ("Renotify", "down", "reminder"))
    dark, dark_told = words(("No Data", "unknown", "state"), ("Re-No Data", "unknown", "state"))
    worse, worse_told = words(("Warn", "degraded", "state"), ("Re-Warn", "degraded", "state"))
    return [
        v("normalize-datadog-down", "our template; the date is in milliseconds", "the year 58141, or the event's id as the monitor", sent(), **told(shop())),
        v("normalize-datadog-up", "the recovery of the same group", "Triggered in the title read as down", sent("Recovered", title="[Recovered] was Triggered"), **told(shop("up"))),
        v("normalize-datadog-other-template", "another project's template of the payload", "alert_type error as the state, or last_updated as the time",
          ask(delivery("datadog", text(OTHER), source="2")), **told(shop(target="4711", label="[Triggered] Shop"))),
        v("normalize-datadog-form", "encoded as a form", "payload_not_json", ask(delivery("datadog", urlencode(fields()), source="2", content=FORM)), **told(shop())),
        v("normalize-datadog-again", "Re-Triggered is still down; Renotify does not say which state it repeats, so it opens nothing",
          "a warning told again read as an outage", again, part=again_told),
        v("normalize-datadog-no-data", "no data is neither down nor up", "an outage whenever the agent is restarted, or an up that ends one", dark, part=dark_told),
        v("normalize-datadog-warn", "a warning is not an outage", "anything but Recovered read as down", worse, part=worse_told),
        v("normalize-datadog-groups", "two groups of one monitor are two targets", "the recovery of web2 ends the outage of web1",
          ask(delivery("datadog", text(fields()), "d1", "2"), delivery("datadog", text(fields("Recovered", "host:web2")), "d2", "2")),
          part={"results": [{"observations": [{"target": "4711@host:web1", "state": "down"}]}, {"observations": [{"target": "4711@host:web2", "state": "up"}]}]}),
        v("normalize-datadog-no-group", "a monitor without groups is named by its number alone", "4711@*", sent(scope="*"), **told(shop(target="4711"))),
        v("normalize-datadog-test", "a test looks like the alert but for its title", "a credit because somebody pressed Run Test",
          sent(title="[TEST] [Triggered] Shop"), **told(shop(kind="test"), status="ignored")),
        v("normalize-datadog-no-time", "a variable that nobody filled in is absent", "payload_time", sent(date="$DATE"), **told(shop(ident="d1"))),
        v("normalize-datadog-seconds", "seconds are not its form", "January 1970", sent(date="1772625600"), part=problem("payload_time")),
        v("normalize-datadog-long-id", "a number beyond 2^53 keeps its digits", "9007199254740992", sent(scope="", monitor_id=9007199254740993),
          **told(shop(target="9007199254740993"))),
        v("normalize-datadog-no-id", "no number of the monitor", "the event's id as its target: no recovery ever finds it", sent(monitor_id=""), part=problem("payload_target")),
        v("normalize-datadog-unknown", "a word that we do not know never votes", "anything but Recovered read as down", sent("Forgotten"), part=problem("payload_state")),
        v("normalize-datadog-raw-template", "the template itself, with no variable filled in", "a monitor named $ALERT_ID",
          ask(delivery("datadog", (MONITORS / "datadog/payload.json").read_text(encoding="utf-8"), source="2")), part=problem("payload_shape")),
        v("normalize-datadog-stranger", "another monitor has an alert_type too", "a vote from a message that was not for us",
          ask(delivery("datadog", '{"alert_type":"ALERT_FAILURE","check_id":"927a2982"}', source="2")), part=problem("payload_shape")),
    ]
