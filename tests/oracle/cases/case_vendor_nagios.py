"""Nagios and Icinga 2: what our notification command sends. Expected values by hand; 1705314600 is 2024-01-15T10:30:00Z."""
from urllib.parse import urlencode

from case_normalize import FORM, ask, delivery, problem, seen, told
from vector import vector

SINCE, MS, GOT = "2024-01-15T10:30:00Z", 1705314600000, "2024-01-15T10:30:45Z"
WEB1 = {"label": "Web 1", "address": "203.0.113.10"}


def host(**members):
    row = {"makegood": "nagios", "host": "web01", "name": "Web 1", "address": "203.0.113.10", "state": "DOWN", "stateType": "HARD", "type": "PROBLEM",
           "since": "1705314600", "downtime": "0"}
    return urlencode({k: v for k, v in {**row, **members}.items() if v is not ...})


def service(**members):
    return host(**{"service": "http", "name": ..., "state": "CRITICAL", "hostDowntime": "0", **members})


def sent(body, at=GOT):
    return ask(delivery("nagios", body, source="13", content=FORM, at=at))


def edge(state, ms=MS, at=SINCE, target="web01", kind="state", of=WEB1):
    tail = "" if kind == "state" else f"/{kind}"
    return seen(f"13/{target}/{ms}/{state}{tail}", "13", target, state, at, "exact", kind=kind, **of)


def still(target="web01", at=GOT, of=WEB1):
    return seen(f"13/{target}/received/d1/reminder", "13", target, "down", at, "received", kind="reminder", **of)


def noted(state, kind):
    return told(edge(state, kind=kind), status="ignored")


HTTP = {"label": None, "address": "203.0.113.10"}


def cases():
    """Every vector of this vendor."""
    return [*moves(), *moves_nothing(), *odd()]


def moves():
    v = vector
    return [
        v("normalize-nagios-down", "down since the first check that failed, not since the third, which made it hard", "the time of the notification, 45 s late", sent(host()), **told(edge("down"), still())),
        v("normalize-nagios-recovery", "the recovery", "a downtime for ever", sent(host(state="UP", type="RECOVERY", since="1705315020"), "2024-01-15T10:37:05Z"),
          **told(edge("up", 1705315020000, "2024-01-15T10:37:00Z"))),
        v("normalize-nagios-repeated", "a repetition an hour later is the same outage", "a second outage", sent(host(), "2024-01-15T11:30:45Z"),
          **told(edge("down"), still(at="2024-01-15T11:30:45Z"))),
        v("normalize-nagios-service", "a service of a host is a target of its own", "the host's", sent(service()), **told(edge("down", target="web01!http", of=HTTP), still("web01!http", of=HTTP))),
        v("normalize-nagios-icinga", "Icinga 2 writes seconds with decimals, and 1 for a hard state", "payload_time", sent(service(since="1705314600.123456", stateType="1")),
          **told(edge("down", 1705314600123, "2024-01-15T10:30:00.123Z", "web01!http", of=HTTP), still("web01!http", of=HTTP))),
        v("normalize-nagios-warning", "slow is not down", "down", sent(service(state="WARNING")), **told(edge("degraded", target="web01!http", of=HTTP))),
        v("normalize-nagios-unreachable", "unreachable is its parent's outage", "an outage of every host behind a router", sent(host(state="UNREACHABLE")), **told(edge("unknown"))),
        v("normalize-nagios-downtime", "down while a downtime is scheduled: maintenance", "an outage that was announced", sent(host(downtime="1")), **told(edge("maintenance"))),
        v("normalize-nagios-host-downtime", "a service of a host whose downtime is scheduled", "an outage that was announced", sent(service(hostDowntime="2")),
          **told(edge("maintenance", target="web01!http", of=HTTP))),
    ]


def moves_nothing():
    v = vector
    return [
        v("normalize-nagios-soft", "a soft state is not confirmed yet", "down, a minute later taken back", sent(host(stateType="SOFT")), **noted("unknown", "other")),
        v("normalize-nagios-acknowledged", "somebody knows of it", "a second outage, or the end", sent(host(type="ACKNOWLEDGEMENT")), **noted("down", "ack")),
        v("normalize-nagios-flapping", "a host that flaps", "down", sent(host(type="FLAPPINGSTART")), **noted("down", "other")),
        v("normalize-nagios-downtime-start", "the start of a downtime is no change of state", "an outage closed by an announcement", sent(host(type="DOWNTIMESTART", downtime="1")), **noted("down", "other")),
        v("normalize-nagios-custom", "a message that somebody sends by hand", "a vote", sent(host(type="CUSTOM", state="UP")), **noted("up", "other")),
    ]


def odd():
    v = vector
    return [
        v("normalize-nagios-unfilled", "a macro that was not filled in is absent: no time, no downtime", "maintenance by $HOSTDOWNTIME$, or payload_time",
          sent(host(since="$host.last_state_change$", downtime="$HOSTDOWNTIME$")),
          **told(seen("13/web01/received/d1", "13", "web01", "down", GOT, "received", **WEB1), still())),
        v("normalize-nagios-unknown-state", "a word that we do not know never votes", "anything but UP read as down", sent(host(state="SIDEWAYS")), part=problem("payload_state")),
        v("normalize-nagios-nameless", "no host is named", "a vote for every server", sent(host(host="")), part=problem("payload_target")),
        v("normalize-nagios-unreadable", "a time that cannot be read never becomes now", "received time", sent(host(since="Mon Jan 15")), part=problem("payload_time")),
        v("normalize-nagios-stranger", "a form of another monitor", "a vote from a message that was not for us", sent("Status=Down&host=web01&state=DOWN&type=PROBLEM"), part=problem("payload_shape")),
        v("normalize-nagios-stranger-json", "Icinga's event stream is another thing", "a soft state as a vote", sent('{"type":"StateChange","host":"web01","state":2,"state_type":0}'), part=problem("payload_shape")),
    ]
