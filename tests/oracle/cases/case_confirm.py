"""confirm: many messages of several monitors to outages. Answers by the oracle, the deciding values stated by hand."""
from confirm import confirm
from vector import refused, vector
from wire import iso, ms

DAY0 = ms("2026-03-04T00:00:00Z")
AS_OF = "2026-03-20T00:00:00Z"
A, B, C = ({"id": i, "group": g, "enabled": True, "trusted": False} for i, g in (("1", "pingdom"), ("2", "uptimerobot"), ("3", "kuma-home")))


def t(clock, day=0):
    """HH:MM[:SS[.mmm]] on the fourth of March plus days, as an instant."""
    clock += ":00" if clock.count(":") == 1 else ""
    whole, _, part = clock.partition(".")
    hours, minutes, seconds = map(int, whole.split(":"))
    return iso(DAY0 + day * 86_400_000 + (hours * 3600 + minutes * 60 + seconds) * 1000 + int(part or 0))


def o(source, state, at, target="web", kind="state", precision="exact", key=None):
    """One observation; the key as normalize makes it."""
    made = f"{source}/{target}/{ms(at)}/{state}" + ("" if kind == "state" else "/" + kind)
    if precision == "received":
        made = f"{source}/{target}/received/{ms(at)}"
    return {"key": key or made, "source": source, "target": target, "state": state, "kind": kind, "at": at, "precision": precision}


def pair(source, start, end, day=0, **other):
    """A DOWN and its UP."""
    return [o(source, "down", t(start, day), **other), o(source, "up", t(end, day), **other)]


def ask(observations, sources=(A, B), **other):
    request = {"contract": 1, "command": "confirm", "asOf": AS_OF, "subject": "server:1", "quorum": None, "staleAfterMs": 86400000,
               "sources": list(sources), "observations": list(observations), "decisions": []}
    return {**request, **other}


def decide(decision, start, end, day=0, end_day=None):
    return {"case": "17", "decision": decision, "from": t(start, day), "to": t(end, day if end_day is None else end_day)}


def vec(ident, reason, wrong, request, *hand):
    """`hand`: (from, to, status, reason) of each outage, worked out by hand; the oracle must agree."""
    answer = confirm(request)
    got = [(x["from"], x["to"], x["status"], x["reason"]) for x in answer["outages"]]
    assert got == list(hand), f"{ident}: oracle {got}, by hand {list(hand)}"
    return vector(ident, reason, wrong, request, answer)


def cases():
    """Every vector of this command."""
    return quorum() + groups() + alone() + endings() + stale() + received() + people() + order() + broken()


def quorum():
    two = pair("1", "12:00", "12:30") + pair("2", "12:05", "12:28")
    three = pair("1", "12:00", "12:20") + pair("2", "12:10", "12:40") + pair("3", "12:30", "12:50")
    return [
        vec("confirm-intersection", "two of two: what both saw, not what either saw", "the union 12:00 to 12:30", ask(two),
            (t("12:05"), t("12:28"), "confirmed", "quorum")),
        vec("confirm-false-alarm", "one of two monitors is unconfirmed and asks nobody", "a confirmed outage, or a review item",
            ask(pair("1", "12:00", "12:30")), (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        vec("confirm-two-of-three-chain", "two stretches with two votes, one between with one", "one outage from 12:10 to 12:40", ask(three, (A, B, C)),
            (t("12:10"), t("12:20"), "confirmed", "quorum"), (t("12:30"), t("12:40"), "confirmed", "quorum")),
        vec("confirm-touching-votes", "one ends in the very instant in which the other begins", "a confirmed outage of no length",
            ask(pair("1", "12:00", "12:30") + pair("2", "12:30", "13:00")), (t("12:00"), t("13:00"), "unconfirmed", "quorum")),
        vec("confirm-quorum-one", "the operator gave quorum 1: any monitor is enough", "the default of two",
            ask(pair("1", "12:00", "12:30"), quorum=1), (t("12:00"), t("12:30"), "confirmed", "quorum")),
        vec("confirm-quorum-three", "three of three asked, two came", "two are enough", ask(two, (A, B, C), quorum=3),
            (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        vec("confirm-three-down", "all three down", "a quorum of exactly two",
            ask([x for s in "123" for x in pair(s, "12:00", "12:30")], (A, B, C)), (t("12:00"), t("12:30"), "confirmed", "quorum")),
        vec("confirm-milliseconds", "an intersection of one millisecond is an outage", "resolution of a second",
            ask(pair("1", "12:00", "12:00:10.001") + pair("2", "12:00:10", "12:00:20")), (t("12:00:10"), t("12:00:10.001"), "confirmed", "quorum")),
    ]


def groups():
    twin = {**B, "group": "pingdom"}
    off = {**B, "enabled": False}
    both = pair("1", "12:00", "12:30") + pair("2", "12:00", "12:30")
    return [
        vec("confirm-one-group-one-vote", "two accounts of one vendor are one vote of two", "two sources counted as two votes", ask(both, (A, twin, C)),
            (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        vec("confirm-only-one-group", "two accounts of one vendor and nothing else: n is 1", "n = 2 and quorum reached", ask(both, (A, twin)),
            (t("12:00"), t("12:30"), "review", "singleMonitor")),
        vec("confirm-disabled-source", "a disabled source neither votes nor counts", "n = 2, so the outage is unconfirmed for ever", ask(both, (A, off)),
            (t("12:00"), t("12:30"), "review", "singleMonitor")),
        vec("confirm-two-targets", "two checks of one source on one server: the union", "the first UP ends both",
            ask(pair("1", "12:00", "12:20") + pair("1", "12:10", "12:40", target="mail") + pair("2", "12:00", "12:40")),
            (t("12:00"), t("12:40"), "confirmed", "quorum")),
        vec("confirm-no-source", "no enabled source: nothing can be confirmed", "a division or an index out of nothing", ask([], (off,))),
        vec("confirm-nothing-seen", "sources, but no message", "an outage from the beginning of time", ask([])),
    ]


def alone():
    trusted = {**A, "trusted": True}
    return [
        vec("confirm-single-monitor", "the only monitor asks a person", "paid on one monitor's word", ask(pair("1", "12:00", "12:30"), (A,)),
            (t("12:00"), t("12:30"), "review", "singleMonitor")),
        vec("confirm-single-trusted", "the operator trusts the only monitor", "review in spite of trust", ask(pair("1", "12:00", "12:30"), (trusted,)),
            (t("12:00"), t("12:30"), "confirmed", "trusted")),
        vec("confirm-trust-needs-solitude", "trust does not replace the second monitor", "confirmed because one of them is trusted",
            ask(pair("1", "12:00", "12:30"), (trusted, B)), (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        vec("confirm-single-open", "still down: shown, but no case before it is closed", "a case for each minute of it",
            ask(pair("1", "12:00", "12:30")[:1], (A,), asOf=t("18:00")), (t("12:00"), t("18:00"), "review", "singleMonitor")),
    ]


def endings():
    second = pair("2", "11:00", "15:00")
    made = []
    for word in ("degraded", "maintenance", "unknown"):
        made.append(vec(f"confirm-closed-by-{word}", f"{word} closes a vote", "only an UP closes, so it ends half an hour too late",
                        ask([o("1", "down", t("12:00")), o("1", word, t("12:30")), o("1", "up", t("13:00"))] + second),
                        (t("12:00"), t("12:30"), "confirmed", "quorum")))
    return made + [
        vec("confirm-down-and-up-at-once", "down and up in one instant: down first, nothing stays open", "an outage that never ends",
            ask([o("1", "up", t("12:00")), o("1", "down", t("12:00"))] + second), (t("11:00"), t("15:00"), "unconfirmed", "quorum")),
        vec("confirm-open-both", "both still down at asOf", "an end in the future", ask(pair("1", "12:00", "12:30")[:1] + pair("2", "12:05", "12:30")[:1], asOf=t("12:10")),
            (t("12:05"), t("12:10"), "confirmed", "quorum")),
        vec("confirm-after-as-of", "what comes after asOf is not known yet", "the later UP closes the vote",
            ask(pair("1", "12:00", "12:30") + pair("2", "12:05", "12:30"), asOf=t("12:20")), (t("12:05"), t("12:20"), "confirmed", "quorum")),
        vec("confirm-down-again", "a second DOWN without an UP between opens nothing new", "the outage begins at 12:10",
            ask([o("1", "down", t("12:00")), o("1", "down", t("12:10")), o("1", "up", t("12:30"))] + second), (t("12:00"), t("12:30"), "confirmed", "quorum")),
        vec("confirm-other-kinds", "expiry, test, acknowledgement and others never vote", "an acknowledgement that ends the outage",
            ask([o("1", "down", t("12:00")), o("1", "up", t("12:10"), kind="ack"), o("1", "up", t("12:15"), kind="other"), o("1", "up", t("12:30"))] + second
                + [o("1", "down", t("14:00"), kind="test"), o("1", "down", t("14:30"), kind="expiry")]), (t("12:00"), t("12:30"), "confirmed", "quorum")),
        vec("confirm-month-edge", "an outage over the end of the month is one outage here", "cut at the month: that is settle's work",
            ask([o(s, w, iso(ms(at))) for s in "12" for w, at in (("down", "2026-02-28T23:50:00Z"), ("up", "2026-03-01T00:10:00Z"))]),
            ("2026-02-28T23:50:00Z", "2026-03-01T00:10:00Z", "confirmed", "quorum")),
    ]


def stale():
    lost = [o("1", "down", t("12:00"))]
    return [
        vec("confirm-stale-at-24h", "an UP exactly 24 h after the last evidence still closes", "stale, so review",
            ask(lost + [o("1", "up", t("12:00", 1)), o("2", "down", t("12:00")), o("2", "down", t("12:30")), o("2", "up", t("12:00", 1))]),
            (t("12:00"), t("12:00", 1), "confirmed", "quorum")),
        vec("confirm-stale-after-24h", "an UP one millisecond later changes nothing", "a late UP that ends the vote exactly",
            ask(lost + [o("1", "up", t("12:00:00.001", 1))], (A,)), (t("12:00"), t("12:00", 1), "review", "stale")),
        vec("confirm-missing-recovery", "a lost recovery, days later a false alarm of the other monitor", "a quorum made of a stuck monitor: money moves",
            ask(lost + pair("2", "09:00", "09:20", 5)), (t("12:00"), t("12:00", 1), "review", "stale"), (t("09:00", 5), t("09:20", 5), "unconfirmed", "quorum")),
        vec("confirm-stale-edge-kept", "what both saw is confirmed, the stuck rest waits for a person", "the rest dropped as an edge, or confirmed",
            ask(lost + pair("2", "12:05", "13:00")), (t("12:05"), t("13:00"), "confirmed", "quorum"), (t("13:00"), t("12:00", 1), "review", "stale")),
        vec("confirm-stale-edge-accepted", "the stuck rest accepted: one outage, as weak as its weakest part", "two outages, or the part seen by both put in doubt",
            ask(lost + pair("2", "12:05", "13:00"), decisions=[decide("accepted", "13:00", "12:00", 0, 1)]), (t("12:05"), t("12:00", 1), "confirmed", "accepted")),
        vec("confirm-both-stale", "both stuck: nobody knows the end, a person decides on the whole", "24 hours confirmed by two stuck monitors",
            ask(lost + [o("2", "down", t("12:00"))]), (t("12:00"), t("12:00", 1), "review", "stale")),
        vec("confirm-both-stale-accepted", "and once accepted it counts", "review for ever", ask(lost + [o("2", "down", t("12:00"))],
            decisions=[decide("accepted", "12:00", "12:00", 0, 1)]), (t("12:00"), t("12:00", 1), "confirmed", "accepted")),
        vec("confirm-both-stale-accepted-partly", "two hours of it accepted: these count, the rest still waits", "all or nothing", ask(lost + [o("2", "down", t("12:00"))],
            decisions=[decide("accepted", "12:00", "14:00")]), (t("12:00"), t("14:00"), "confirmed", "accepted"), (t("14:00"), t("12:00", 1), "review", "stale")),
        vec("confirm-both-stale-refused", "refused as a whole: no new case on each run", "review for ever", ask(lost + [o("2", "down", t("12:00"))],
            decisions=[decide("refused", "12:00", "12:00", 0, 1)]), (t("12:00"), t("12:00", 1), "refused", "refused")),
        vec("confirm-reminder-keeps-alive", "a reminder is fresh evidence: 30 hours, not 24", "stale after 24 h in spite of it",
            ask([o(s, w, t(c, d), kind=k) for s in "12" for w, c, d, k in (("down", "12:00", 0, "state"), ("down", "08:00", 1, "reminder"), ("up", "18:00", 1, "state"))]),
            (t("12:00"), t("18:00", 1), "confirmed", "quorum")),
        vec("confirm-reminder-opens-nothing", "a reminder without an open vote", "an outage opened by a reminder",
            ask([o(s, "down", t("12:00"), kind="reminder") for s in "12"])),
        vec("confirm-reminder-after-stale", "a reminder two days later does not wake the vote", "an outage of two days",
            ask(lost + [o("1", "down", t("12:00", 2), kind="reminder"), o("1", "up", t("13:00", 2))], (A,)), (t("12:00"), t("12:00", 1), "review", "stale")),
        vec("confirm-down-after-stale", "a DOWN two days later opens a new vote", "one outage of two days",
            ask(lost + pair("1", "12:00", "13:00", 2), (A,)), (t("12:00"), t("12:00", 1), "review", "stale"), (t("12:00", 2), t("13:00", 2), "review", "singleMonitor")),
        vec("confirm-stale-after-one-hour", "staleAfterMs of the request", "24 h whatever the request says",
            ask(pair("1", "12:00", "14:00"), (A,), staleAfterMs=3600000), (t("12:00"), t("13:00"), "review", "stale")),
    ]


def received():
    late = [o("2", "down", t("12:02"), precision="received"), o("2", "up", t("12:31"), precision="received")]
    return [
        vec("confirm-received-time", "a vote by receive time pays only after a person agreed", "confirmed with a time that nobody stated",
            ask(pair("1", "12:00", "12:30") + late), (t("12:00"), t("12:31"), "review", "receivedTime")),
        vec("confirm-received-not-needed", "two exact votes are enough, the inexact third does not spoil them", "review because one of three is inexact",
            ask(pair("1", "12:00", "12:30") + late + pair("3", "12:00", "12:30"), (A, B, C)), (t("12:00"), t("12:30"), "confirmed", "quorum")),
        vec("confirm-received-close", "an exact DOWN closed by a message without time is inexact too", "only the DOWN is looked at",
            ask(pair("1", "12:00", "12:30") + [o("2", "down", t("12:00")), o("2", "up", t("12:30"), precision="received")]),
            (t("12:00"), t("12:30"), "review", "receivedTime")),
        vec("confirm-received-accepted", "accepted, it counts as accepted", "review again", ask(pair("1", "12:00", "12:30") + late,
            decisions=[decide("accepted", "12:00", "12:31")]), (t("12:00"), t("12:31"), "confirmed", "accepted")),
        vec("confirm-check-time", "the time of the check is good enough", "anything but exact sent to review",
            ask(pair("1", "12:00", "12:30") + pair("2", "12:01", "12:29", precision="checkTime")), (t("12:01"), t("12:29"), "confirmed", "quorum")),
    ]


def people():
    one = pair("1", "12:00", "12:30")
    return [
        vec("confirm-accepted", "a person accepted the single monitor's outage", "still in review", ask(one, (A,), decisions=[decide("accepted", "12:00", "12:30")]),
            (t("12:00"), t("12:30"), "confirmed", "accepted")),
        vec("confirm-accepted-smaller", "accepted up to 12:10; later evidence shows 20 minutes more: they are a new question", "everything confirmed, or the new part dropped as an edge",
            ask(one, (A,), decisions=[decide("accepted", "12:00", "12:10")]),
            (t("12:00"), t("12:10"), "confirmed", "accepted"), (t("12:10"), t("12:30"), "review", "singleMonitor")),
        vec("confirm-accepted-larger", "a decision never makes downtime that nobody saw", "the accepted interval itself",
            ask(one, (A,), decisions=[decide("accepted", "11:00", "14:00")]), (t("12:00"), t("12:30"), "confirmed", "accepted")),
        vec("confirm-accepted-without-quorum", "an unconfirmed outage accepted by hand", "quorum beats people",
            ask(one, decisions=[decide("accepted", "12:00", "12:30")]), (t("12:00"), t("12:30"), "confirmed", "accepted")),
        vec("confirm-refused", "refused, and no new case", "review again on each run", ask(one, (A,), decisions=[decide("refused", "12:00", "12:30")]),
            (t("12:00"), t("12:30"), "refused", "refused")),
        vec("confirm-refused-then-longer", "a refused minute says nothing about the ten hours that turn up later", "the whole later outage refused unseen",
            ask(pair("1", "12:00", "22:00"), (A,), decisions=[decide("refused", "12:00", "12:01")]),
            (t("12:00"), t("12:01"), "refused", "refused"), (t("12:01"), t("22:00"), "review", "singleMonitor")),
        vec("confirm-refused-elsewhere", "a refusal of another hour", "any refusal refuses all", ask(one, (A,), decisions=[decide("refused", "12:30", "13:00")]),
            (t("12:00"), t("12:30"), "review", "singleMonitor")),
        vec("confirm-refused-quorum", "two monitors agree after all: evidence wins over the early refusal", "a refusal that silences two monitors",
            ask(one + pair("2", "12:00", "12:30"), decisions=[decide("refused", "12:00", "12:30")]), (t("12:00"), t("12:30"), "confirmed", "quorum")),
    ]


def order():
    rows = pair("1", "12:00", "12:30") + pair("2", "12:05", "12:28") + pair("1", "15:00", "15:10") + pair("2", "15:02", "15:12")
    hand = (t("12:05"), t("12:28"), "confirmed", "quorum"), (t("15:02"), t("15:10"), "confirmed", "quorum")
    flaps = [row for m in (0, 2, 4) for source in "12" for row in pair(source, f"12:0{m}", f"12:0{m + 1}")]
    return [
        vec("confirm-in-order", "two outages in order", "one long outage", ask(rows), *hand),
        vec("confirm-shuffled", "the same messages in another order", "the order of arrival decides", ask([rows[i] for i in (5, 0, 7, 2, 3, 6, 1, 4)]), *hand),
        vec("confirm-repeated", "each message three times", "duplicates that open or extend", ask(rows + rows[::-1] + rows), *hand),
        vec("confirm-flapping", "down for one minute of two, three times, in both monitors", "one outage from the first down to the last up: five minutes",
            ask(flaps), *[(t(f"12:0{m}"), t(f"12:0{m + 1}"), "confirmed", "quorum") for m in (0, 2, 4)]),
        vec("confirm-stale-firing", "after the recovery an old message tells the known edge again, and that it went on", "the outage reopened: it lasts until now",
            ask(pair("1", "12:00", "12:30") + pair("2", "12:00", "12:30") + [o("1", "down", t("12:00")), o("1", "down", t("13:00"), kind="reminder", precision="received"),
                o("2", "down", t("12:00")), o("2", "down", t("13:01"), kind="reminder", precision="received")]), (t("12:00"), t("12:30"), "confirmed", "quorum")),
    ]


def broken():
    v, one = vector, pair("1", "12:00", "12:30")
    return [
        v("confirm-conflicting-key", "two different observations under one key", "the last one wins", ask([one[0], {**one[1], "key": one[0]["key"]}]), part=refused("conflicting_key")),
        v("confirm-unknown-source", "an observation of a source that is not listed", "a vote from nowhere", ask(pair("9", "12:00", "12:30")), part=refused("unknown_source")),
        v("confirm-quorum-too-large", "three of two is impossible", "an outage can never be confirmed, silently", ask(one, quorum=3), part=refused("invalid_quorum", "quorum")),
        v("confirm-quorum-zero", "none of two is no quorum", "everything is confirmed all the time", ask(one, quorum=0), part=refused("invalid_quorum", "quorum")),
        v("confirm-duplicate-source", "a source listed twice", "two votes for one", ask(one, (A, A)), part=refused("duplicate_id")),
        v("confirm-subject-star", "a star is for maintenance only", "one outage for every server", ask(one, subject="*"), part=refused("invalid_subject", "subject")),
    ]
