"""Pingdom's history: summary.outage. Its webhook stands in case_normalize. Expected values by hand."""
from case_normalize import ask, delivery, problem, seen, told
from payloads import text
from vector import vector

T = {1772582400: "2026-03-04T00:00:00Z", 1772622000: "2026-03-04T11:00:00Z", 1772623800: "2026-03-04T11:30:00Z", 1772625600: "2026-03-04T12:00:00Z",
     1772668800: "2026-03-05T00:00:00Z"}
MIDNIGHT, ELEVEN, HALF, NOON, END = T
QUESTION = f"from={MIDNIGHT}&to={END}&target=803318"


def sent(*states, query=QUESTION):
    rows = [{"status": word, "timefrom": start, "timeto": end} for word, start, end in states]
    return ask(delivery("pingdom", text({"summary": {"states": rows}}), query=query, at="2026-03-05T02:00:00Z", channel="history"))


def edge(state, second, kind="state", precision="exact"):
    tail = "" if kind == "state" else f"/{kind}"
    return seen(f"3/803318/{second}000/{state}{tail}", "3", "803318", state, T[second], precision, kind=kind)


FIRST = edge("up", MIDNIGHT, precision="checkTime")


def cases():
    """Every vector of this vendor's history."""
    v = vector
    return [
        v("normalize-pingdom-history", "stretches of one state: each begins with an edge; what the question cut off is no edge", "an outage that begins where the question does, as exact",
          sent(("up", MIDNIGHT, ELEVEN), ("down", ELEVEN, NOON), ("up", NOON, END)), **told(FIRST, edge("down", ELEVEN), edge("up", NOON))),
        v("normalize-pingdom-history-unknown", "unknown is neither up nor down", "unknown read as down, or an outage of an hour", sent(("up", MIDNIGHT, ELEVEN), ("down", ELEVEN, HALF), ("unknown", HALF, NOON), ("up", NOON, END)),
          **told(FIRST, edge("down", ELEVEN), edge("unknown", HALF), edge("up", NOON))),
        v("normalize-pingdom-history-open", "down at the end of the question goes on", "up at the end of the question", sent(("up", MIDNIGHT, NOON), ("down", NOON, END)),
          **told(FIRST, edge("down", NOON), edge("down", END, "reminder", "checkTime"))),
        v("normalize-pingdom-history-from-before", "down since before the question: since when is not said", "an exact start", sent(("down", MIDNIGHT, ELEVEN), ("up", ELEVEN, END)),
          **told(edge("down", MIDNIGHT, precision="checkTime"), edge("up", ELEVEN))),
        v("normalize-pingdom-history-newest-first", "the newest first", "the oldest as the present state", sent(("down", NOON, END), ("up", MIDNIGHT, NOON)),
          **told(FIRST, edge("down", NOON), edge("down", END, "reminder", "checkTime"))),
        v("normalize-pingdom-history-last-look", "down at its last test, twelve hours before the end of the question: nobody looked later", "still down at the end of the question",
          sent(("up", MIDNIGHT, ELEVEN), ("down", ELEVEN, NOON)), **told(FIRST, edge("down", ELEVEN), edge("down", NOON, "reminder", "checkTime"))),
        v("normalize-pingdom-history-hole", "a time that no stretch covers is known to nobody", "an outage that lasts through it", sent(("down", ELEVEN, HALF), ("up", NOON, END)),
          **told(edge("down", ELEVEN), edge("unknown", HALF), edge("up", NOON))),
        v("normalize-pingdom-history-none", "no stretch is understood and says nothing", "payload_shape", sent(), **told(status="ignored")),
        v("normalize-pingdom-history-one-bad", "a word that is not known beside one that is", "unconfirmed read as down", sent(("unconfirmed", MIDNIGHT, ELEVEN), ("up", ELEVEN, END)),
          **told(edge("up", ELEVEN), status="partial", problem="payload_state")),
        v("normalize-pingdom-history-nameless", "the answer does not name its check: the question has to", "a vote for nobody", sent(("up", MIDNIGHT, END), query=f"from={MIDNIGHT}&to={END}"),
          part=problem("payload_target")),
        v("normalize-pingdom-history-webhook", "a webhook is no answer to the question", "the webhook's state for the whole range",
          ask(delivery("pingdom", '{"check_id":803318,"current_state":"DOWN"}', query=QUESTION, channel="history")), part=problem("payload_shape")),
    ]
