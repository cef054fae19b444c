"""Zabbix: our media type, and a template of somebody else. Expected values by hand."""
from case_normalize import RECEIVED, ask, delivery, problem, seen, told
from payloads import text
from vector import vector

NOON, NOON_MS = "2026-03-04T12:00:00Z", 1772625600000
END, END_MS = "2026-03-04T12:04:00Z", 1772625840000
WEB1 = {"label": "web1 is unreachable", "address": "203.0.113.10"}


def ours(**members):
    row = {"makegood": "zabbix", "trigger": "14032", "name": "web1 is unreachable", "host": "web1", "address": "203.0.113.10", "event": "10528", "value": "1",
           "update": "0", "from": "1772625600", "to": "", "updated": ""}
    return text({k: v for k, v in {**row, **members}.items() if v is not ...})


def sent(body, at=RECEIVED):
    return ask(delivery("zabbix", body, source="12", at=at))


def edge(state, ms, at, target="14032", precision="exact", kind="state", of=WEB1):
    tail = "" if kind == "state" else f"/{kind}"
    return seen(f"12/{target}/{ms}/{state}{tail}", "12", target, state, at, precision, kind=kind, **of)


def came(state, kind="state", target="14032", of=WEB1):
    tail = "" if kind == "state" else f"/{kind}"
    return seen(f"12/{target}/received/d1{tail}", "12", target, state, RECEIVED, "received", kind=kind, **of)


DOWN, UP, STILL = edge("down", NOON_MS, NOON), edge("up", END_MS, END), came("down", "reminder")
OVER = {"value": "0", "to": "1772625840"}


def cases():
    """Every vector of this vendor."""
    return [*media_type(), *templates()]


def media_type():
    v = vector
    unknown = {"from": "{EVENT.TIMESTAMP}", "to": "{EVENT.RECOVERY.TIMESTAMP}"}
    return [
        v("normalize-zabbix-problem", "a problem since a time that names its zone", "the local time of the server", sent(ours()), **told(DOWN, STILL)),
        v("normalize-zabbix-recovery", "the recovery carries another event's number and tells both edges of the same trigger", "event 10529 as a target of its own, which is never closed",
          sent(ours(**OVER, event="10529", name="web1 is reachable")), **told(*[{**one, "label": "web1 is reachable"} for one in (DOWN, UP)])),
        v("normalize-zabbix-escalation", "a further step an hour later is the same outage", "a second outage", sent(ours(), "2026-03-04T13:05:01Z"),
          **told(DOWN, {**STILL, "at": "2026-03-04T13:05:01Z"})),
        v("normalize-zabbix-update", "an acknowledgement comes through the same script", "another edge, or the end", sent(ours(update="1", updated="1772625660")),
          **told(edge("unknown", 1772625660000, "2026-03-04T12:01:00Z", kind="ack"), status="ignored")),
        v("normalize-zabbix-counted-back", "a version without the macro: counted back from the clock", "exact, though it may miss by a second",
          sent(ours(**{**OVER, "clock": "age"})), **told(edge("down", NOON_MS, NOON, precision="checkTime"), edge("up", END_MS, END, precision="checkTime"))),
        v("normalize-zabbix-unknown-macro", "a macro that was not filled in is absent", "payload_time, or epoch 0", sent(ours(**unknown)), **told(came("down"), STILL)),
        v("normalize-zabbix-recovery-without-times", "a recovery without times: one edge, when it came", "a down and an up at the same instant",
          sent(ours(**{**unknown, "value": "0"})), **told(came("up"))),
        v("normalize-zabbix-end-before-start", "clocks that disagree: an outage without length", "up before down, which stays open for ever", sent(ours(value="0", to="1772625590")),
          **told(DOWN, edge("up", NOON_MS, NOON))),
        v("normalize-zabbix-long-id", "a trigger beyond 2^53 keeps its digits", "14032000000000000, another trigger", sent(ours(trigger="140320000000000001")),
          **told(edge("down", NOON_MS, NOON, "140320000000000001"), came("down", "reminder", "140320000000000001"))),
        v("normalize-zabbix-unknown-value", "a value that we do not know never votes", "anything but 0 read as down", sent(ours(value="2")), part=problem("payload_state")),
        v("normalize-zabbix-nameless", "no trigger is named", "a vote for every server", sent(ours(trigger="{TRIGGER.ID}")), part=problem("payload_target")),
        v("normalize-zabbix-lost-macro", "what Zabbix itself no longer knows is absent", "a target named *UNKNOWN*, shared by all", sent(ours(trigger="*UNKNOWN*")), part=problem("payload_target")),
        v("normalize-zabbix-local-time", "a local time is no time", "UTC, hours off", sent(ours(**{"from": "2026.03.04 13:00:00"})), part=problem("payload_time")),
    ]


def templates():
    v = vector
    theirs = {"hostname": "www.example.com", "severity": "Average", "status": "PROBLEM", "item": "Agent ping is Up (1)",
              "trigger": "Zabbix agent on www.example.com is unreachable for 5 minutes", "link": "https://zabbix.example.com/tr_events.php?triggerid=14032&eventid=10528"}
    of = {"label": theirs["trigger"], "address": "www.example.com"}
    over = {**theirs, "status": "OK", "trigger": "Zabbix agent on www.example.com is up", "link": "https://zabbix.example.com/tr_events.php?triggerid=14032&eventid=10529"}
    numbered = {"id": "10528", "triggerId": "14032", "lastReceived": "2026.03.04 13:00:01", "time": "13:00:00", "name": "down", "status": "RESOLVED", "value": "0"}
    return [
        v("normalize-zabbix-published", "another project's template: no time, the trigger only in the link", "Up in the item's text, or an exact time", sent(text(theirs)), **told(came("down", of=of))),
        v("normalize-zabbix-published-ok", "its end: another event, another text, the same trigger", "a target per text, which is never closed", sent(text(over)),
          **told(came("up", of={**of, "label": over["trigger"]}))),
        v("normalize-zabbix-template-numbered", "a template that names the trigger by its number, and times without a zone", "13:00 as UTC", sent(text(numbered)),
          **told(came("up", of={"label": None, "address": None}))),
        v("normalize-zabbix-template-unknown", "a status that we do not know never votes", "anything but OK read as down", sent(text({**theirs, "status": "UPDATED"})), part=problem("payload_state")),
        v("normalize-zabbix-template-nameless", "no number of the trigger anywhere: its text differs between start and end", "the text as the target", sent(text({**theirs, "link": ""})), part=problem("payload_target")),
        v("normalize-zabbix-stranger", "a status alone is not a message of Zabbix", "a vote of another monitor", sent('{"status":"PROBLEM","host":"web1"}'), part=problem("payload_shape")),
    ]
