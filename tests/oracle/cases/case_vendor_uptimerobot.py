"""UptimeRobot's history: incidents of version 3, logs of version 2. Its webhook stands in case_normalize. Expected values by hand."""
from case_normalize import ask, delivery, problem, seen, told
from payloads import text
from vector import vector

NOON, END, MIDNIGHT = "2026-03-04T12:00:00Z", "2026-03-04T12:04:00Z", "2026-03-05T00:00:00Z"
MS = {NOON: 1772625600000, END: 1772625840000, MIDNIGHT: 1772668800000, "2026-03-04T11:00:00Z": 1772622000000}


def sent(body, query="from=1772582400&to=1772668800", at="2026-03-05T02:00:00Z"):
    return ask(delivery("uptimerobot", text(body), source="5", query=query, at=at, channel="history"))


def edge(state, at, kind="state", target="777", ms=None, label="Shop", address=None, precision="exact"):
    tail = "" if kind == "state" else f"/{kind}"
    return seen(f"5/{target}/{ms or MS[at]}/{state}{tail}", "5", target, state, at, precision, label, address, kind=kind)


def cases():
    """Every vector of this vendor's history."""
    return [*incidents(), *logs()]


def incidents():
    v = vector

    def incident(**members):
        row = {"id": "9", "status": "Resolved", "type": "Down", "cause": 500, "reason": "Up again, SSL fine", "monitor": {"id": 777, "friendlyName": "Shop"}, "commentsCount": 0,
               "startedAt": "2026-03-04T12:00:00.000Z", "resolvedAt": "2026-03-04T12:04:00.000Z", "duration": 240, "includeInReports": True}
        return {**row, **members}

    def page(*rows):
        return sent({"nextLink": None, "data": list(rows)})

    hidden = [edge("down", NOON, "other"), edge("up", END, "other")]
    return [
        v("normalize-uptimerobot-incidents", "both edges of an incident; one that goes on at the end of the question", "an end made up, or the moment of asking",
          page(incident(), incident(id="10", startedAt="2026-03-04T11:00:00Z", resolvedAt=None, duration=None, monitor={"id": 778, "friendlyName": "Shop"})),
          **told(edge("down", NOON), edge("up", END), edge("down", "2026-03-04T11:00:00Z", target="778"), edge("down", MIDNIGHT, "reminder", "778"))),
        v("normalize-uptimerobot-incidents-seconds", "times as seconds since 1970", "payload_time", page(incident(startedAt=1772625600, resolvedAt=1772625840)), **told(edge("down", NOON), edge("up", END))),
        v("normalize-uptimerobot-incidents-excluded", "somebody said that it is not to count: shown, no vote", "a credit for what was excluded, or no trace of it", page(incident(includeInReports=False)),
          **told(*hidden, status="ignored")),
        v("normalize-uptimerobot-incidents-ssl", "an incident about a certificate is not an outage", "down", page(incident(type="SSL expiry")), **told(edge("unknown", NOON, "expiry"), status="ignored")),
        v("normalize-uptimerobot-incidents-domain", "nor is one about a domain", "down", page(incident(type="DOMAIN expiry")), **told(edge("unknown", NOON, "expiry"), status="ignored")),
        v("normalize-uptimerobot-incidents-one-bad", "one that cannot be read beside one that can", "the whole page refused", page(incident(startedAt="today"), incident()),
          **told(edge("down", NOON), edge("up", END), status="partial", problem="payload_time")),
        v("normalize-uptimerobot-incidents-none", "no incident is understood and says nothing", "payload_shape", page(), **told(status="ignored")),
        v("normalize-uptimerobot-history-error", "an answer that is an error", "up, since nothing is down", sent({"stat": "fail", "error": {"type": "invalid_parameter"}}), part=problem("payload_shape")),
    ]


def logs():
    v = vector
    page = dict(target="777712827", label="My Web Page", address="http://mywebpage.com/")
    # The recovery's 85 s end 129 s before the pause begins.
    published = {"stat": "ok", "pagination": {"offset": 0, "limit": 50, "total": 4}, "monitors": [
        {"id": 777712827, "friendly_name": "My Web Page", "url": "http://mywebpage.com/", "sub_type": "", "port": "", "status": 2, "logs": [
            {"type": 98, "datetime": 1462465202, "duration": 32}, {"type": 1, "datetime": 1462465234, "duration": 490140}, {"type": 2, "datetime": 1462955374, "duration": 85},
            {"type": 99, "datetime": 1462955588, "duration": 12}, {"type": 98, "datetime": 1462955600, "duration": 22}]},
        {"id": 777559666, "friendly_name": "My FTP Server", "url": "ftp.mywebpage.com", "sub_type": 3, "port": 21, "status": 2}]}
    told_all = told(edge("unknown", "2016-05-05T16:20:02Z", ms=1462465202000, **page), edge("down", "2016-05-05T16:20:34Z", ms=1462465234000, **page),
                    edge("up", "2016-05-11T08:29:34Z", ms=1462955374000, **page), edge("unknown", "2016-05-11T08:33:08Z", ms=1462955588000, **page),
                    edge("unknown", "2016-05-11T08:33:20Z", ms=1462955600000, **page))
    one = {"id": 777, "friendly_name": "Shop", "status": 9}

    def asked(*rows):
        return sent({"stat": "ok", "monitors": [{**one, "logs": list(rows)}]})

    return [
        v("normalize-uptimerobot-logs", "edges by when each log began; durations do not tile; a monitor without logs says nothing", "an outage that ends with its duration and again with the next log",
          sent(published, "", "2016-05-12T00:00:00Z"), **told_all),
        v("normalize-uptimerobot-logs-open", "the newest log, whichever comes first, is down: it goes on at the end of the question", "the last log of the list as the newest",
          asked({"type": 1, "datetime": 1772625600, "duration": 50400}, {"type": 2, "datetime": 1772622000, "duration": 3600}),
          **told(edge("down", NOON), edge("up", "2026-03-04T11:00:00Z"), edge("down", MIDNIGHT, "reminder", precision="checkTime"))),
        v("normalize-uptimerobot-logs-one-bad", "a type that is not known beside one that is", "anything but 2 read as down", asked({"type": 7, "datetime": 1772625600}, {"type": 2, "datetime": 1772625840}),
          **told(edge("up", END), status="partial", problem="payload_state")),
    ]
