"""confirm: what the settings of a monitor change. Answers by the oracle, the deciding values stated by hand."""
from case_confirm import A, B, C, ask, decide, o, pair, t, vec
from vector import refused, vector

MINUTE = 60_000
HOUR = 60 * MINUTE
LONG = ("12:00", "12:30")


def s(source, **settings):
    """A source with settings."""
    return {**source, **settings}


def looks(source, first, last, **other):
    """A poll a minute that finds it down, from `first` to `last` minutes after noon."""
    return [o(source, "down", t(f"12:{m:02}"), **other) for m in range(first, last + 1)]


def places(count, *rows):
    return [{**row, "locations": count} for row in rows]


def alive(*pairs):
    return [{"from": t(a), "to": t(b)} for a, b in pairs]


def also(row, silent=None, votes=None, counted=None):
    """More of the answer by hand: silent as (source, target, since), votes of the first outage as (source, from, to, end), its (votes, needed)."""
    answer = row["expect"]
    got = [(x["source"], x["target"], x["since"]) for x in answer["silent"]]
    assert silent is None or got == silent, f"{row['id']}: silent {got}"
    got = [(x["source"], x["from"], x["to"], x["end"]) for x in answer["outages"][0]["votes"]] if votes else None
    assert votes is None or got == votes, f"{row['id']}: votes {got}"
    got = tuple(answer["steps"][0]["args"][name] for name in ("votes", "needed")) if counted else None
    assert counted is None or got == counted, f"{row['id']}: counted {got}"
    return row


def cases():
    """Every vector of this file."""
    return edges() + polled() + support() + weights() + own() + levels() + silence() + traps() + broken()


def edges():
    slow, back = s(A, startDelayMs=5 * MINUTE), s(A, endDelayMs=5 * MINUTE)
    second, trusted = pair("2", *LONG), s(slow, trusted=True)
    return [
        vec("settings-start-delay", "it tells five minutes late: the outage begins where it really began", "it begins at 12:05",
            ask(pair("1", "12:05", "12:30") + second, (slow, B)), (t("12:00"), t("12:30"), "confirmed", "quorum")),
        vec("settings-end-delay", "it tells the end five minutes late", "paid until 12:30",
            ask(pair("1", "12:00", "12:30") + pair("2", "12:00", "12:40"), (back, B)), (t("12:00"), t("12:25"), "confirmed", "quorum")),
        vec("settings-start-delay-of-that-source", "only the edges of the slow source move", "every vote begins earlier",
            ask(pair("1", "12:05", "12:30") + pair("2", "12:03", "12:30"), (slow, B)), (t("12:03"), t("12:30"), "confirmed", "quorum")),
        also(vec("settings-start-delay-cut", "moved back it does not reach into the target's vote before", "two votes of one target at once, or the second from 12:07",
            ask(pair("1", "12:00", "12:10") + pair("1", "12:12", "12:20"), (trusted,)), (t("11:55"), t("12:20"), "confirmed", "trusted")), votes=[("1", t("11:55"), t("12:10"), "up"), ("1", t("12:10"), t("12:20"), "up")]),
        vec("settings-start-delay-other-target", "what it says of another target does not cut", "cut by any vote of the source",
            ask(pair("1", "12:00", "12:10") + pair("1", "12:14", "12:20", target="mail") + pair("2", "12:08", "12:20"), (slow, B)),
            (t("12:08"), t("12:20"), "confirmed", "quorum")),
        vec("settings-end-delay-swallows", "an end told five minutes late of a vote of two: it was never down", "a vote that ends before it begins",
            ask(pair("1", "12:00", "12:02") + second, (back, B)), (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        vec("settings-delay-makes-length", "down and up told at once by a late starter: the five minutes before", "no length, no vote",
            ask([o("1", "down", t("12:10")), o("1", "up", t("12:10"))] + second, (slow, B)), (t("12:05"), t("12:10"), "confirmed", "quorum")),
        also(vec("settings-end-delay-not-stale", "nobody told the end of a stale vote, so it is not moved", "stale five minutes too early",
            ask(pair("1", *LONG)[:1], (back,)), (t("12:00"), t("12:00", 1), "review", "stale")), silent=[("1", "web", t("12:00"))]),
        vec("settings-end-delay-not-open", "nor is that of one which still runs", "an open outage that ends before now",
            ask(pair("1", *LONG)[:1] + second[:1], (back, B), asOf=t("12:20")), (t("12:00"), t("12:20"), "confirmed", "quorum")),
        vec("settings-down-at-as-of", "heard of at the instant of asking, and five minutes old", "no length, no vote",
            ask([o("1", "down", t("12:20"))] + second[:1], (slow, B), asOf=t("12:20")), (t("12:15"), t("12:20"), "confirmed", "quorum")),
        vec("settings-delay-before-1971", "no edge before the first instant of the contract", "a year that cannot be printed",
            ask(pair("1", *LONG), (s(A, trusted=True, startDelayMs=2**53),)), ("1971-01-01T00:00:00Z", t("12:30"), "confirmed", "trusted")),
    ]


def polled():
    poll, other = s(A, expiresAfterMs=3 * MINUTE), s(B, expiresAfterMs=3 * MINUTE)
    second = pair("2", *LONG)
    return [
        also(vec("settings-expired", "polled each minute and not heard after 12:02: its vote ends there", "it holds for 24 hours",
            ask(looks("1", 0, 2) + second, (poll, B)), (t("12:00"), t("12:02"), "confirmed", "quorum")), votes=[("1", t("12:00"), t("12:02"), "expired"), ("2", t("12:00"), t("12:30"), "up")], silent=[]),
        vec("settings-expired-gap", "eight minutes that nobody looked at", "one outage over the gap",
            ask(looks("1", 0, 2) + looks("1", 10, 12) + [o("1", "up", t("12:13"))] + second, (poll, B)),
            (t("12:00"), t("12:02"), "confirmed", "quorum"), (t("12:10"), t("12:13"), "confirmed", "quorum")),
        vec("settings-expired-exactly", "evidence exactly after three minutes is in time", "expired at 12:03",
            ask([o("1", w, t(c)) for w, c in (("down", "12:00"), ("down", "12:03"), ("up", "12:06"))] + second, (poll, B)), (t("12:00"), t("12:06"), "confirmed", "quorum")),
        vec("settings-expired-late-up", "an up long after the last look changes nothing", "it closes the vote at 12:20",
            ask(looks("1", 0, 4) + [o("1", "up", t("12:20"))] + second, (poll, B)), (t("12:00"), t("12:04"), "confirmed", "quorum")),
        vec("settings-expired-one-look", "one look has no length", "three minutes of it", ask(looks("1", 0, 0) + second, (poll, B)),
            (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        vec("settings-expired-is-told", "both monitors looked no more: the end is what they saw, not a question", "review as if stale",
            ask(looks("1", 0, 9) + looks("2", 0, 9), (poll, other)), (t("12:00"), t("12:09"), "confirmed", "quorum")),
        vec("settings-expires-for-stale", "it stands in place of staleAfterMs, also where it is longer", "stale after half an hour",
            ask([o("1", w, t(c)) for w, c in (("down", "12:00"), ("down", "12:50"), ("up", "13:00"))], (s(A, trusted=True, expiresAfterMs=HOUR),), staleAfterMs=30 * MINUTE),
            (t("12:00"), t("13:00"), "confirmed", "trusted")),
        vec("settings-expired-received", "the end is a message without a time", "confirmed to the instant of its arrival",
            ask([o("1", "down", t("12:00")), o("1", "down", t("12:02"), precision="received")] + second, (poll, B)), (t("12:00"), t("12:30"), "review", "receivedTime")),
        vec("settings-expired-received-beside", "another message of the same instant has a time", "one message without time spoils the instant",
            ask([o("1", "down", t("12:00")), o("1", "down", t("12:02"), precision="received"), o("1", "down", t("12:02"))] + second, (poll, B)),
            (t("12:00"), t("12:02"), "confirmed", "quorum")),
        vec("settings-expired-not-moved", "nobody told that end either", "moved back by the end delay", ask(looks("1", 0, 9) + second, (s(poll, endDelayMs=2 * MINUTE), B)),
            (t("12:00"), t("12:09"), "confirmed", "quorum")),
        vec("settings-expired-edges-alone", "two edges half an hour apart from a monitor polled each minute: nothing between was seen", "half an hour that nobody looked at",
            ask(pair("1", *LONG) + second, (poll, B)), (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        vec("settings-polled-reminders", "reminders are looks too", "only changes keep it alive",
            ask([o("1", "down", t("12:00"))] + looks("1", 1, 9, kind="reminder") + [o("1", "up", t("12:10"))] + second, (poll, B)), (t("12:00"), t("12:10"), "confirmed", "quorum")),
        vec("settings-polled-open", "looked two minutes ago: still down", "ended at the last look", ask(looks("1", 0, 2), (poll,), asOf=t("12:04")),
            (t("12:00"), t("12:04"), "review", "singleMonitor")),
        vec("settings-polled-expired-now", "no look for exactly three minutes", "open for ever", ask(looks("1", 0, 2), (poll,), asOf=t("12:05")),
            (t("12:00"), t("12:02"), "review", "singleMonitor")),
    ]


def support():
    near, far = (s(x, toleranceMs=5 * MINUTE) for x in (A, B))
    early, late = pair("1", "12:00", "12:10"), pair("2", "12:12", "12:20")
    return [
        also(vec("settings-tolerance", "each supports the other near its end, but between them nobody was down", "12:07 to 12:15 in one piece",
            ask(early + late, (near, far)), (t("12:07"), t("12:10"), "confirmed", "quorum"), (t("12:12"), t("12:15"), "confirmed", "quorum")), votes=[("1", t("12:00"), t("12:10"), "up"), ("2", t("12:12"), t("12:20"), "up")], counted=(2, 2)),
        also(vec("settings-tolerance-of-one", "the first supports the second, not the other way round", "tolerance of one taken for both",
            ask(early + late, (near, B)), (t("12:00"), t("12:10"), "unconfirmed", "quorum"), (t("12:12"), t("12:15"), "confirmed", "quorum")), votes=[("1", t("12:00"), t("12:10"), "up")], counted=(1, 2)),
        vec("settings-tolerance-no-earlier", "what both saw within a minute: from where the first saw it, not an hour before", "votes widened by their tolerance",
            ask(early + pair("2", "12:01", "12:09"), (s(A, toleranceMs=HOUR), s(B, toleranceMs=HOUR))), (t("12:00"), t("12:10"), "confirmed", "quorum")),
        vec("settings-tolerance-touches", "exactly five minutes apart: no instant has both", "an end that is inside",
            ask(early + pair("2", "12:15", "12:20"), (near, far)), (t("12:00"), t("12:10"), "unconfirmed", "quorum"), (t("12:15"), t("12:20"), "unconfirmed", "quorum")),
        vec("settings-tolerance-one-group", "two accounts of one vendor support nobody but themselves", "a group that agrees with itself",
            ask(early + pair("2", "12:05", "12:20"), (near, s(far, group="pingdom"), C)), (t("12:00"), t("12:20"), "unconfirmed", "quorum")),
        vec("settings-tolerance-received", "the support carries no time: a person decides", "confirmed, or nobody asked",
            ask(early + pair("2", "12:13", "12:20", precision="received"), (near, far)),
            (t("12:00"), t("12:10"), "review", "receivedTime"), (t("12:13"), t("12:20"), "review", "receivedTime")),
        vec("settings-tolerance-needs-a-time", "two that are near agree, but the one that is really down gave no time", "its time of arrival confirmed",
            ask(pair("1", "12:00", "12:10", precision="received") + pair("2", "12:11", "12:20") + pair("3", "12:11", "12:20"), (A, far, s(C, toleranceMs=5 * MINUTE))),
            (t("12:00"), t("12:10"), "review", "receivedTime"), (t("12:11"), t("12:20"), "confirmed", "quorum")),
        vec("settings-tolerance-after-delays", "the edges are moved first", "tolerance around what was told",
            ask(early + pair("2", "12:20", "12:30"), (A, s(far, startDelayMs=8 * MINUTE))), (t("12:07"), t("12:10"), "confirmed", "quorum"), (t("12:12"), t("12:30"), "unconfirmed", "quorum")),
        vec("settings-tolerance-trust", "the trusted account of the only vendor does not say down itself", "trust lent to the other account",
            ask(early + pair("2", "12:13", "12:20"), (s(A, toleranceMs=5 * MINUTE, trusted=True), s(B, group="pingdom"))),
            (t("12:00"), t("12:10"), "confirmed", "trusted"), (t("12:13"), t("12:20"), "review", "singleMonitor")),
    ]


def weights():
    two = pair("1", *LONG) + pair("2", *LONG)
    heavy = s(A, weight=2)
    return [
        also(vec("settings-weight", "two and one are three", "two groups are only two", ask(two, (heavy, B), quorum=3), (t("12:00"), t("12:30"), "confirmed", "quorum")), counted=(3, 3)),
        also(vec("settings-weight-alone", "heavy enough alone, but two have to agree", "one monitor's word paid", ask(pair("1", *LONG), (heavy, B), quorum=2), (t("12:00"), t("12:30"), "unconfirmed", "quorum")), counted=(2, 2)),
        vec("settings-weight-short", "one and one are not three; with the heavy one they are four", "three groups counted",
            ask(two + pair("3", "12:10", "12:20"), (A, B, s(C, weight=2)), quorum=3), (t("12:10"), t("12:20"), "confirmed", "quorum")),
        also(vec("settings-weight-without-quorum", "no quorum given: two groups, whatever they weigh", "a hundred is more than two", ask(pair("1", *LONG), (s(A, weight=100), B)),
            (t("12:00"), t("12:30"), "unconfirmed", "quorum")), counted=(1, 2)),
        also(vec("settings-weight-greatest", "two accounts of one vendor: the greater weight, not the sum", "two and three and one are six",
            ask(two + pair("4", *LONG), (heavy, B, C, s(heavy, id="4", weight=3)), quorum=5), (t("12:00"), t("12:30"), "unconfirmed", "quorum")), counted=(4, 5)),
        also(vec("settings-weight-same-twice", "two accounts of one vendor and weight", "two and two and one are five",
            ask(two + pair("4", *LONG), (heavy, B, C, s(heavy, id="4")), quorum=4), (t("12:00"), t("12:30"), "unconfirmed", "quorum")), counted=(3, 4)),
        also(vec("settings-weight-of-who-says-so", "the heavy account of the vendor says nothing", "the weight of a monitor that sees it up",
            ask(two, (A, B, s(A, id="4", weight=5)), quorum=4), (t("12:00"), t("12:30"), "unconfirmed", "quorum")), counted=(2, 4)),
        vec("settings-weight-comes-and-goes", "the heavier account of the vendor joins and leaves", "a weight that stays when its vote is over",
            ask(pair("1", *LONG) + pair("2", *LONG) + pair("4", "12:10", "12:20"), (A, B, s(A, id="4", weight=3)), quorum=4), (t("12:10"), t("12:20"), "confirmed", "quorum")),
        vec("settings-weight-one-is-enough", "a quorum of one is one group's word, as before", "two have to agree always", ask(pair("1", *LONG), (heavy, B), quorum=1),
            (t("12:00"), t("12:30"), "confirmed", "quorum")),
        vec("settings-weight-single-monitor", "the only monitor reaches three by its weight, and is still the only one", "paid on one monitor's word",
            ask(pair("1", *LONG), (s(A, weight=5),), quorum=3), (t("12:00"), t("12:30"), "review", "singleMonitor")),
        vec("settings-weight-single-trusted", "trusted and heavy enough", "trust needs a quorum of one", ask(pair("1", *LONG), (s(A, weight=5, trusted=True),), quorum=3),
            (t("12:00"), t("12:30"), "confirmed", "trusted")),
        vec("settings-weight-trust-needs-solitude", "trusted and heavy enough, but not alone", "confirmed because one is trusted", ask(pair("1", *LONG), (s(heavy, trusted=True), B), quorum=2),
            (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        vec("settings-weight-received", "the heavy one gave no time", "its weight counts all the same",
            ask(pair("1", *LONG, precision="received") + pair("2", *LONG) + pair("3", *LONG), (heavy, B, C), quorum=3), (t("12:00"), t("12:30"), "review", "receivedTime")),
    ]


def own():
    wide, one = s(A, ownQuorum=3), pair("1", *LONG)
    seen = places(3, one[0]) + one[1:]
    return [
        vec("settings-own-quorum", "down from three places at once confirms by itself", "a single vote like any other", ask(seen, (wide, B)), (t("12:00"), t("12:30"), "confirmed", "locations")),
        vec("settings-own-quorum-short", "two places are not three", "any list of places confirms", ask(places(2, one[0]) + one[1:], (wide, B)), (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        vec("settings-own-quorum-unset", "a source that was not given the right", "many places always confirm", ask(places(9, one[0]) + one[1:]), (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        vec("settings-own-quorum-single", "also of the only monitor", "a person is asked", ask(seen, (wide,)), (t("12:00"), t("12:30"), "confirmed", "locations")),
        vec("settings-own-quorum-received", "three places, but no time", "confirmed with a time that nobody stated",
            ask(places(3, o("1", "down", t("12:00"), precision="received")) + one[1:], (wide, B)), (t("12:00"), t("12:30"), "review", "receivedTime")),
        vec("settings-own-quorum-later", "it begins in one place and is seen from three ten minutes later", "only the first message is looked at",
            ask(places(1, one[0]) + places(3, o("1", "down", t("12:10"), kind="reminder")) + one[1:], (wide, B)), (t("12:00"), t("12:30"), "confirmed", "locations")),
        vec("settings-own-quorum-later-received", "three places in a repetition without time", "confirmed by a message that says nothing exactly",
            ask(one + places(3, o("1", "down", t("12:10"), precision="received")), (wide, B)), (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        vec("settings-own-quorum-of-an-up", "the recovery was seen from five places", "places of any message counted", ask(one[:1] + places(5, one[1]), (wide, B)),
            (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        vec("settings-locations-grow", "the same message once more with more places: no contradiction, the most count", "conflicting_key, or the first counts",
            ask(places(1, one[0]) + seen + one[:1], (wide, B)), (t("12:00"), t("12:30"), "confirmed", "locations")),
        vec("settings-own-quorum-weaker", "in the middle two monitors agree: one outage, as weak as its weakest part", "three outages, or the reason of the middle",
            ask(seen + pair("2", "12:10", "12:20"), (wide, B)), (t("12:00"), t("12:30"), "confirmed", "locations")),
        vec("settings-own-quorum-edge", "the other monitor goes on for ten minutes: an edge", "a second outage of ten minutes",
            ask(seen + pair("2", "12:10", "12:40"), (wide, B)), (t("12:00"), t("12:30"), "confirmed", "locations")),
        vec("settings-own-quorum-stale", "seen from three places, and then never again", "24 hours paid", ask(seen[:1], (wide, B)), (t("12:00"), t("12:00", 1), "review", "stale")),
        vec("settings-own-quorum-trusted", "trust is the stronger reason", "the weaker reason where both hold", ask(seen, (s(wide, trusted=True),)), (t("12:00"), t("12:30"), "confirmed", "trusted")),
    ]


def levels():
    two = pair("1", *LONG) + pair("2", *LONG)
    ours, host, third = s(A, level="own"), s(B, level="server"), s(C, level="thirdParty")
    want = [{"level": "thirdParty", "atLeast": 1}]
    return [
        vec("settings-level-lacks", "the machine and our own probe agree, nobody from outside", "paid on our own word", ask(two, (ours, host, third), required=want),
            (t("12:00"), t("12:30"), "review", "level")),
        vec("settings-level-there", "from outside it was down for ten minutes of it", "all of it, or none", ask(two + pair("3", "12:10", "12:20"), (ours, host, third), required=want),
            (t("12:10"), t("12:20"), "confirmed", "quorum")),
        vec("settings-level-not-instead", "the level is there, the quorum is not", "a required level replaces the quorum", ask(pair("3", *LONG), (ours, third), required=want),
            (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        vec("settings-level-twice", "two of that level are required, one is there", "any one is enough", ask(two, (s(A, level="thirdParty"), ours | {"id": "2", "group": "home"}, third),
            required=[{"level": "thirdParty", "atLeast": 2}]), (t("12:00"), t("12:30"), "review", "level")),
        vec("settings-level-groups", "two accounts of one vendor are one of that level", "sources counted",
            ask(two + pair("3", *LONG), (s(A, level="thirdParty"), s(B, group="pingdom", level="thirdParty"), s(C, level="own")), required=[{"level": "thirdParty", "atLeast": 2}]),
            (t("12:00"), t("12:30"), "review", "level")),
        vec("settings-level-received", "the one from outside gave no time", "a level reached by a time of arrival",
            ask(two + pair("3", *LONG, precision="received"), (ours, host, third), required=want), (t("12:00"), t("12:30"), "review", "receivedTime")),
        vec("settings-level-trusted", "trusted, alone, and not from outside", "trust passes the requirement", ask(pair("1", *LONG), (s(ours, trusted=True),), required=want),
            (t("12:00"), t("12:30"), "review", "level")),
        vec("settings-level-own-quorum", "many places of our own are not outside either", "places pass the requirement",
            ask(places(5, *pair("1", *LONG)[:1]) + pair("1", *LONG)[1:], (s(ours, ownQuorum=3), third), required=want), (t("12:00"), t("12:30"), "review", "level")),
        vec("settings-level-own-quorum-there", "many places outside are the level and the quorum", "a level asks for a quorum of groups",
            ask(places(5, *pair("3", *LONG)[:1]) + pair("3", *LONG)[1:], (ours, s(third, ownQuorum=3)), required=want), (t("12:00"), t("12:30"), "confirmed", "locations")),
        vec("settings-level-accepted", "a person accepted it all the same", "review for ever", ask(two, (ours, host, third), required=want, decisions=[decide("accepted", *LONG)]),
            (t("12:00"), t("12:30"), "confirmed", "accepted")),
        vec("settings-level-refused-half", "half of it refused: the rest is still a question of the level", "the rest unconfirmed",
            ask(two, (ours, host, third), required=want, decisions=[decide("refused", "12:00", "12:10")]), (t("12:00"), t("12:10"), "refused", "refused"), (t("12:10"), t("12:30"), "review", "level")),
        vec("settings-level-nobody-has", "no source of that level at all: everything is asked about", "refused as a request, or ignored", ask(two, (A, B), required=want),
            (t("12:00"), t("12:30"), "review", "level")),
        vec("settings-level-two-levels", "one required level is there, the other is not", "any of them is enough",
            ask(two + pair("3", *LONG), (ours, B, third), required=[{"level": "thirdParty", "atLeast": 1}, {"level": "server", "atLeast": 1}]), (t("12:00"), t("12:30"), "review", "level")),
        vec("settings-level-tolerance", "from outside it was seen two minutes later: near enough", "the level has to be down at the very instant",
            ask(pair("1", "12:00", "12:10") + pair("2", "12:00", "12:10") + pair("3", "12:12", "12:20"), (ours, host, s(third, toleranceMs=5 * MINUTE)), required=want),
            (t("12:07"), t("12:10"), "confirmed", "quorum"), (t("12:12"), t("12:20"), "unconfirmed", "quorum")),
    ]


def silence():
    mute, one = s(B, expectEveryMs=10 * MINUTE), pair("1", *LONG)
    ping = lambda clock, kind="test": o("2", "unknown", t(clock), target="other", kind=kind)  # noqa: E731
    return [
        also(vec("settings-silent", "the other monitor died an hour before: somebody is asked", "unconfirmed, so nobody ever looks; or confirmed because it is gone",
            ask([ping("11:00")] + one, (A, mute)), (t("12:00"), t("12:30"), "review", "silent")), silent=[("2", None, t("11:00"))]),
        also(vec("settings-silent-never-spoke", "it never spoke at all", "taken for living from the beginning", ask(one, (A, mute)), (t("12:00"), t("12:30"), "review", "silent")), silent=[("2", None, None)]),
        vec("settings-silent-dies-with-it", "it dies with the machine: living for ten minutes of the outage, then silent", "the dead monitor vetoes because it lived at the start",
            ask([ping("12:00")] + one, (A, mute)), (t("12:00"), t("12:30"), "review", "silent")),
        vec("settings-alive", "it spoke every ten minutes and saw nothing", "silent because it did not say down", ask([ping(c) for c in ("11:59", "12:09", "12:19", "12:29")] + one, (A, mute)),
            (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        vec("settings-alive-exactly", "ten minutes after its last sign it still lives", "dead one millisecond too early", ask([ping(c) for c in ("12:00", "12:10", "12:20")] + one, (A, mute)),
            (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        also(vec("settings-alive-interval", "its history was asked for that hour without an error", "only messages are signs", ask(one, (A, s(mute, alive=alive(("11:30", "12:20"))))),
            (t("12:00"), t("12:30"), "unconfirmed", "quorum")), silent=[("2", None, t("12:20"))]),
        vec("settings-alive-intervals-apart", "for five minutes between two ranges nothing is known", "from the first sign to the last",
            ask(one, (A, s(mute, alive=alive(("12:18", "12:40"), ("11:30", "12:03"))))), (t("12:00"), t("12:30"), "review", "silent")),
        vec("settings-silent-third-objects", "a third monitor lives and does not say down", "one dead monitor is enough", ask([ping("11:00")] + one, (A, mute, C)),
            (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        vec("settings-silent-group-lives", "another account of that vendor speaks only at a change", "a group as dead as its deadest source", ask(one, (A, mute, s(C, group="uptimerobot"))),
            (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        vec("settings-silent-quorum-of-three", "three are needed, two say down, the third is silent", "silence lowers the quorum", ask(one + pair("2", *LONG), (A, B, s(C, expectEveryMs=10 * MINUTE)), quorum=3),
            (t("12:00"), t("12:30"), "review", "silent")),
        vec("settings-silent-edge", "a polled monitor agrees for four minutes and dies: the rest is a question", "the rest dropped as an edge", ask(looks("2", 0, 4) + pair("1", "12:00", "13:00"),
            (A, s(mute, expiresAfterMs=3 * MINUTE))), (t("12:00"), t("12:04"), "confirmed", "quorum"), (t("12:04"), t("13:00"), "review", "silent")),
        vec("settings-living-edge", "it agrees for four minutes, says up and speaks on: an edge", "each edge is asked about", ask(looks("2", 0, 4) + [o("2", "up", t(f"12:{m:02}")) for m in (5, 15, 25)] + one,
            (A, s(mute, expiresAfterMs=3 * MINUTE))), (t("12:00"), t("12:05"), "confirmed", "quorum")),
        vec("settings-silent-single-monitor", "the only monitor, and silent since: it is the only one first", "another reason for the same question", ask(one, (s(A, expectEveryMs=MINUTE),)),
            (t("12:00"), t("12:30"), "review", "singleMonitor")),
        also(vec("settings-silent-now-exactly", "its last sign is exactly ten minutes old when it is asked", "listed a moment too early", ask([ping("12:00")], (A, mute), asOf=t("12:10"))), silent=[]),
        also(vec("settings-silent-now", "one millisecond later it is listed", "listed only when a vote goes stale", ask([ping("12:00")], (A, mute), asOf=t("12:10:00.001"))), silent=[("2", None, t("12:00"))]),
        also(vec("settings-silent-disabled", "a source that is switched off is neither missed nor heard", "silent for ever", ask(one, (A, s(mute, enabled=False))), (t("12:00"), t("12:30"), "review", "singleMonitor")), silent=[]),
        also(vec("settings-silent-later-sign", "a sign after asOf is not known yet", "alive by what is to come", ask([ping("12:00"), ping("12:40")], (A, s(mute, alive=alive(("12:40", "12:50")))), asOf=t("12:30"))), silent=[("2", None, t("12:00"))]),
        also(vec("settings-silent-and-stale", "a stuck vote and no sign of life: both are listed, the source first", "one hides the other", ask([o("2", "down", t("12:00"))], (A, mute)),
            (t("12:00"), t("12:00", 1), "review", "stale")), silent=[("2", None, t("12:00")), ("2", "web", t("12:00"))]),
    ]


def traps():
    poll = s(A, expiresAfterMs=3 * MINUTE)
    rows = pair("1", *LONG) + pair("2", "12:05", "12:28")
    hand = (t("12:05"), t("12:28"), "confirmed", "quorum")
    flaps = [o("1", w, t(f"12:{m:02}:{sec}")) for m in range(0, 12, 2) for w, sec in (("down", "05"), ("up", "55"))]
    body = lambda c, w: o("1", w, t(c), precision="received")  # noqa: E731
    return [
        vec("trap-missing-recovery-polled", "the recovery of a polled monitor never came", "24 hours, or a quorum with a false alarm next day",
            ask(looks("1", 0, 5) + pair("2", "12:00", "12:10") + pair("2", "09:00", "09:05", 1), (poll, B)),
            (t("12:00"), t("12:05"), "confirmed", "quorum"), (t("09:00", 1), t("09:05", 1), "unconfirmed", "quorum")),
        vec("trap-missing-recovery-next-down", "a recovery was lost, the next outage begins in time: nobody told an end between", "two outages where nobody said up",
            ask([o("1", "down", t("12:00")), o("1", "down", t("15:00")), o("1", "up", t("15:10"))] + pair("2", "12:00", "15:10")), (t("12:00"), t("15:10"), "confirmed", "quorum")),
        vec("trap-resolved-then-firing", "resolved, then a stale repetition of the same alert with its reminder", "the closed outage opened again",
            ask(rows + [rows[0], o("1", "down", t("12:40"), kind="reminder"), rows[2], o("2", "down", t("12:41"), kind="reminder"), rows[1]]), hand),
        vec("trap-resolved-twice", "resolved once more, two hours later", "the end moves to the second one", ask(rows + [o("1", "up", t("14:30")), o("2", "up", t("14:31"))]), hand),
        vec("trap-out-of-order", "the recovery arrives before the alarm", "an outage that never ends", ask(rows[::-1]), hand),
        vec("trap-late-delivery", "the other monitor's messages arrive three days later, with their own times", "two single monitors, hours apart",
            ask(rows[:2] + pair("1", "09:00", "09:10", 2) + rows[2:]), hand, (t("09:00", 2), t("09:10", 2), "unconfirmed", "quorum")),
        vec("trap-late-delivery-not-yet", "the same evidence before they arrived", "the answer of today for the day before", ask(rows[:2], asOf=t("13:00")), (t("12:00"), t("12:30"), "unconfirmed", "quorum")),
        vec("trap-flapping", "six outages of fifty seconds", "twelve minutes", ask(flaps + pair("2", "12:00", "12:12")), *[(t(f"12:{m:02}:05"), t(f"12:{m:02}:55"), "confirmed", "quorum") for m in range(0, 12, 2)]),
        vec("trap-flapping-late-start", "each flap told thirty seconds late: it lasted eighty seconds", "six times fifty seconds",
            ask(flaps[:4], (s(A, trusted=True, startDelayMs=30_000),)), (t("11:59:35"), t("12:00:55"), "confirmed", "trusted"), (t("12:01:35"), t("12:02:55"), "confirmed", "trusted")),
        vec("trap-identical-bodies", "two real outages whose messages have the same bytes and no time", "merged into one of three hours, or the second lost",
            ask([body("12:00", "down"), body("12:10", "up"), body("15:00", "down"), body("15:10", "up")]), (t("12:00"), t("12:10"), "review", "receivedTime"), (t("15:00"), t("15:10"), "review", "receivedTime")),
        vec("trap-identical-bodies-twice", "the same delivery listed three times is one", "three votes", ask([body("12:00", "down"), body("12:10", "up")] * 3), (t("12:00"), t("12:10"), "review", "receivedTime")),
        vec("trap-clock-ahead", "the monitor's clock is four minutes ahead, and says so by its tolerance", "four minutes less paid",
            ask(pair("1", "12:04", "12:34") + pair("2", *LONG), (s(A, toleranceMs=4 * MINUTE), s(B, toleranceMs=4 * MINUTE))), (t("12:00"), t("12:34"), "confirmed", "quorum")),
        vec("trap-all-at-once", "every setting at once", "an order of the rules that nobody wrote down",
            ask(places(2, *looks("1", 5, 20)) + [o("1", "up", t("12:21"))] + pair("2", "12:03", "12:24") + [o("3", "unknown", t("11:00"), kind="ack")],
                (s(A, level="thirdParty", weight=2, startDelayMs=2 * MINUTE, endDelayMs=MINUTE, toleranceMs=MINUTE, expectEveryMs=5 * MINUTE, expiresAfterMs=3 * MINUTE, ownQuorum=3, alive=alive(("11:00", "13:00"))),
                 s(B, level="own", weight=1), s(C, level="server", weight=3, expectEveryMs=HOUR)), quorum=3, required=[{"level": "thirdParty", "atLeast": 1}]),
            (t("12:03"), t("12:21"), "confirmed", "quorum")),
        vec("trap-all-null", "every setting null: as if they were absent", "null read as zero",
            ask([{**row, "locations": None} for row in rows], [s(x, **dict.fromkeys(("level", "weight", "startDelayMs", "endDelayMs", "toleranceMs", "expectEveryMs", "expiresAfterMs", "ownQuorum", "alive")))
                                                              for x in (A, B)], required=None), hand),
    ]


def broken():
    def v(ident, reason, wrong, code, path, source=None, **other):
        return vector(f"settings-broken-{ident}", reason, wrong, ask(pair("1", *LONG), (source or A, B), **other), part=refused(code, path))

    return [
        v("quorum", "four of two and one is impossible", "never confirmed, silently", "invalid_quorum", "quorum", s(A, weight=2), quorum=4),
        v("quorum-disabled", "a source that is switched off has no weight", "never confirmed, silently", "invalid_quorum", "quorum", s(A, weight=2, enabled=False), quorum=2),
        v("weight-zero", "a weight of nothing", "a vote that never counts", "invalid_weight", "sources[0].weight", s(A, weight=0)),
        v("weight-large", "a weight above a hundred", "a sum that overflows", "invalid_weight", "sources[0].weight", s(A, weight=101)),
        v("level", "an unknown level", "no level at all", "invalid_word", "sources[0].level", s(A, level="third")),
        v("delay", "a negative delay", "an edge moved into the future", "invalid_duration", "sources[0].startDelayMs", s(A, startDelayMs=-1)),
        v("own-quorum", "from no place at all", "every vote confirms by itself", "invalid_quorum", "sources[0].ownQuorum", s(A, ownQuorum=0)),
        v("alive", "an interval that ends before it begins", "signs of life from nowhere", "invalid_interval", "sources[0].alive[0].to", s(A, alive=[{"from": t("12:10"), "to": t("12:00")}])),
        v("at-least", "none of a level is required", "a rule that says nothing", "invalid_quorum", "required[0].atLeast", required=[{"level": "own", "atLeast": 0}]),
        v("level-twice", "a level required twice", "one of them ignored", "duplicate_id", "required[1].level", required=[{"level": "own", "atLeast": 1}, {"level": "own", "atLeast": 2}]),
    ]
