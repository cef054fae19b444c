"""StatusCake: a form without time or id, and the periods of its API. Expected values by hand."""
from case_normalize import FORM, RECEIVED, ask, delivery, problem, seen, told
from payloads import text
from vector import vector

# As the vendor's list of fields has it; Token is the MD5 of a made-up name and key.
DOWN = ("Token=68b024f55e1b43b88572cfe51776f7e2&Status=Down&StatusCode=0&URL=https%3A%2F%2Fwww.example.com&IP=1.2.3.4"
        "&Tags=prod%2Cweb&Name=My+Website&CheckRate=300")
ESCAPED = "https:%2F%2Fwww.example.com"
SITE = {"label": "My Website", "address": "https://www.example.com"}
QUESTION = "from=1705276800&to=1705363200&target=123"


def sent(body, **other):
    return ask(delivery("statuscake", body, **{"source": "9", "content": FORM, **other}))


def site(state, ident="d1"):
    return seen(f"9/{ESCAPED}/received/{ident}", "9", "https://www.example.com", state, RECEIVED, "received", **SITE)


def pulled(*periods, query=QUESTION):
    body = text({"data": list(periods), "links": {"self": "https://api.statuscake.com/v1/uptime/123/periods"}})
    return ask(delivery("statuscake", body, source="9", query=query, at="2024-01-16T02:00:00Z", channel="history"))


def period(status, start, end=None, ms=None):
    row = {"status": status, "created_at": start, "ended_at": end, "duration": ms}
    return {k: v for k, v in row.items() if v is not None}


def edge(state, ms, at, kind="state"):
    tail = "" if kind == "state" else f"/{kind}"
    return seen(f"9/123/{ms}/{state}{tail}", "9", "123", state, at, "exact", kind=kind)


def cases():
    """Every vector of this vendor."""
    return webhook() + history()


def webhook():
    v = vector
    return [
        v("normalize-statuscake-down", "a form with neither time nor number of the test", "status code 0 as the id, or a time that nobody stated",
          sent(DOWN), **told(site("down"))),
        v("normalize-statuscake-up", "the recovery", "down, because the field is there", sent(DOWN.replace("Status=Down", "Status=Up").replace("Code=0", "Code=200")),
          **told(site("up"))),
        v("normalize-statuscake-capitals", "UP as another list of fields has it", "payload_state", sent(DOWN.replace("Status=Down", "Status=UP")), **told(site("up"))),
        v("normalize-statuscake-get", "everything in the address, method GET", "payload_empty", sent("", content="", query=DOWN), **told(site("down"))),
        v("normalize-statuscake-get-small", "people type small letters", "payload_shape",
          sent("", content="", query="status=Down&url=https%3A%2F%2Fwww.example.com&name=My+Website"), **told(site("down"))),
        v("normalize-statuscake-get-variable", "a variable that was not replaced is absent", "a target named |URL|",
          sent("", content="", query="Status=Down&URL=%7CURL%7C&Name=My+Website"),
          **told(seen("9/My Website/received/d1", "9", "My Website", "down", RECEIVED, "received", "My Website"))),
        v("normalize-statuscake-id", "the number of the test, where it is sent, is the target: two tests may share an address", "the address, so that two tests are one",
          sent(DOWN + "&TestID=123"), **told(seen("9/123/received/d1", "9", "123", "down", RECEIVED, "received", **SITE))),
        v("normalize-statuscake-twins", "byte-identical messages may be two outages", "one key for both: the second outage vanishes",
          ask(*[delivery("statuscake", DOWN, i, "9", FORM) for i in ("d1", "d2")]),
          part={"results": [{"observations": [{"key": f"9/{ESCAPED}/received/{i}"}]} for i in ("d1", "d2")]}),
        v("normalize-statuscake-nameless", "neither address nor name", "a vote for nobody", sent("Status=Down&StatusCode=0"), part=problem("payload_target")),
        v("normalize-statuscake-unknown-state", "a word that we do not know never votes", "anything but Up read as down",
          sent(DOWN.replace("Status=Down", "Status=Paused")), part=problem("payload_state")),
        v("normalize-statuscake-stranger", "its webhook is never JSON: this one is of another monitor", "a vote from a message that was not for us",
          sent('{"Status":"Down","URL":"https://www.example.com"}'), part=problem("payload_shape")),
        v("normalize-statuscake-stranger-form", "a form of another monitor has no Status", "a vote from a message that was not for us",
          sent("STATUS=DOWN&MONITORURL=https%3A%2F%2Fwww.example.com"), part=problem("payload_shape")),
    ]


def history():
    v = vector
    down = period("down", "2024-01-15T10:30:00+00:00", "2024-01-15T10:37:12+00:00", 432000)
    began, ended = edge("down", 1705314600000, "2024-01-15T10:30:00Z"), edge("up", 1705315032000, "2024-01-15T10:37:12Z")
    return [
        v("normalize-statuscake-periods", "both edges of the outage; what came up then is the edge that ended it", "the end twice, or 432 s read as 432000 s",
          pulled(period("up", "2024-01-15T10:37:12+00:00"), down), **told(ended, began)),
        v("normalize-statuscake-periods-open", "an open period has no end: at the end of the question it was still down", "up at once, or an end made up",
          pulled(period("down", "2024-01-15T23:00:00+00:00")),
          **told(edge("down", 1705359600000, "2024-01-15T23:00:00Z"), edge("down", 1705363200000, "2024-01-16T00:00:00Z", "reminder"))),
        v("normalize-statuscake-periods-duration", "without an end the length says it, in milliseconds", "432 000 seconds: five days",
          pulled(period("down", "2024-01-15T10:30:00+00:00", ms=432000)), **told(began, ended)),
        v("normalize-statuscake-periods-none", "nothing happened", "payload_shape", pulled(), **told(status="ignored")),
        v("normalize-statuscake-periods-part", "a state that is not known hides only itself", "the outage beside it lost, or paused read as down",
          pulled(period("paused", "2024-01-15T11:00:00+00:00"), down), **told(began, ended, status="partial", problem="payload_state")),
        v("normalize-statuscake-periods-zone", "an offset is an offset", "10:30 UTC, an hour late",
          pulled(period("up", "2024-01-15T11:37:12+01:00")), **told(ended)),
        v("normalize-statuscake-periods-nameless", "the answer does not name its test: the question has to", "a vote for nobody",
          pulled(down, query="from=1705276800&to=1705363200"), part=problem("payload_target")),
        v("normalize-statuscake-periods-stranger", "another vendor's list of data", "a vote from an answer that was not for us",
          pulled({"id": "1", "type": "incident", "attributes": {"started_at": "2024-01-15T10:30:00Z"}}), part=problem("payload_shape")),
    ]
