"""What the panel itself knows. Expected values by hand."""
from case_normalize import ask, delivery, problem, seen, told
from payloads import text
from vector import vector

NOON, LATER, LOOKED = "2026-03-04T12:00:00Z", "2026-03-04T12:04:00Z", "2026-03-04T12:05:00Z"
MS = {NOON: 1772625600000, LATER: 1772625840000, LOOKED: 1772625900000}


def looked(servers=(), issues=()):
    return ask(delivery("panel", text({"servers": list(servers), "issues": list(issues)}), source="2"))


def server(up, ident="3", **members):
    return {"id": ident, "name": "Server 3", "up": up, "at": LOOKED, **members}


def issue(status, **members):
    whole = {"id": "41", "title": "Disk failure", "type": "Server", "status": status, "server": "3", "start": NOON, "end": None, "at": LOOKED}
    whole.update(members)
    return whole


def vote(state):
    return seen(f"2/3/{MS[LOOKED]}/{state}", "2", "3", state, LOOKED, "checkTime", "Server 3")


def said(state, at, target="3"):
    return seen(f"2/{target}/{MS[at]}/{state}/evidence", "2", target, state, at, "exact", "Disk failure", kind="evidence")


def cases():
    """Every vector of this vendor."""
    v = vector
    return [
        v("normalize-panel-servers", "how servers look to the panel, at the time of its look", "an exact edge that nobody saw",
          looked([server(False), server(True, "4", name=None)]),
          **told(vote("down"), seen(f"2/4/{MS[LOOKED]}/up", "2", "4", "up", LOOKED, "checkTime"))),
        v("normalize-panel-not-looked", "null: the panel did not get to look", "up", looked([server(None)]), **told(vote("unknown"))),
        v("normalize-panel-issue", "an issue is evidence and never votes", "an outage because somebody wrote a text",
          looked(issues=[issue("Outage")]), **told(said("down", NOON), status="ignored")),
        v("normalize-panel-issue-hoped-end", "an end of what still goes on is a hope", "the outage ends when the host wished",
          looked(issues=[issue("In Progress", end=LATER)]), **told(said("down", NOON), status="ignored")),
        v("normalize-panel-issue-resolved", "both ends when it is resolved", "the first message was lost: no evidence at all",
          looked(issues=[issue("Resolved", end=LATER)]), **told(said("down", NOON), said("up", LATER), status="ignored")),
        v("normalize-panel-issue-resolved-no-end", "resolved without an end: when the panel looked", "evidence for ever",
          looked(issues=[issue("Resolved")]), **told(said("down", NOON), said("up", LOOKED), status="ignored")),
        v("normalize-panel-issue-scheduled", "what is planned is maintenance", "down", looked(issues=[issue("Scheduled")]), **told(said("maintenance", NOON), status="ignored")),
        v("normalize-panel-issue-of-no-server", "an issue of no server stands for itself", "evidence against every server",
          looked(issues=[issue("Outage", server=None)]), **told(said("down", NOON, "issue:41"), status="ignored")),
        v("normalize-panel-mixed", "a server and an issue of it; the one that is not understood hides no other", "nothing from the panel because of one word",
          looked([server(False)], [issue("Sideways"), issue("Outage")]), **told(vote("down"), said("down", NOON), status="partial", problem="payload_state")),
        v("normalize-panel-server-without-time", "a look without a time is none", "a vote at the reception", looked([server(False, at=None)]), part=problem("payload_time")),
        v("normalize-panel-server-word", "up is true, false or null", "\"false\" read as up", looked([server("false")]), part=problem("payload_state")),
        v("normalize-panel-nothing", "no servers, no issues", "payload_empty", looked(), **told(status="ignored")),
        v("normalize-panel-shape", "both lists are needed", "half a message", ask(delivery("panel", "{}", source="2")), part=problem("payload_shape")),
    ]
