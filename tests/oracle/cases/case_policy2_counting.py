"""Policies of schema 2: what counts as downtime. The six lists of outages are published with their figures for each rule; 26 784.00 for a month
of 2 678 400 s makes a second worth 0.01, so the credit is the seconds counted."""
from case_settle_time import BERLIN
from full import MIN, asked, doc, down, per_unit, proportional, tiers, vec
from month import charge, service, span
from wire import HOUR, iso

# Outages by their seconds, and what each rule counts of them in seconds: exact, wholeMinutes, touchedMinutes, consecutiveMinutes of 5,
# longOutages of 5, wholeSlots of 5, touchedSlots of 5.
PUBLISHED = {
    "a-unaligned-4m59s": ([(1705312830, 1705313129)], (299, 240, 360, 0, 0, 0, 600)),
    "b-aligned-5m": ([(1705312800, 1705313100)], (300, 300, 300, 300, 300, 300, 300)),
    "c-two-sources": ([(1706227200, 1706234400), (1706230800, 1706238000)], (10800,) * 7),
    "d-crosses-start": ([(1704066600, 1704067800)], (600,) * 7),
    "e-flapping": ([(1704873605 + 120 * i, 1704873655 + 120 * i) for i in range(6)], (300, 0, 360, 0, 0, 0, 900)),
    "f-43m12s": ([(1705752000, 1705754592)], (2592, 2580, 2640, 2580, 2592, 2400, 2700)),
}
RULES = [("exact", None), ("wholeMinutes", None), ("touchedMinutes", None), ("consecutiveMinutes", 5), ("longOutages", 5), ("wholeSlots", 5), ("touchedSlots", 5)]


def cases():
    """Every vector of this file."""
    return published() + rules() + thresholds() + clocks() + maintenance() + daily() + excuses() + shares()


def counted(**counting):
    return doc(proportional(), {k: v for k, v in counting.items() if v is not None})


def published():
    rows = []
    for name, (spans, figures) in PUBLISHED.items():
        outages = [{"id": f"o{i}", "subject": "server:1", "from": iso(a * 1000), "to": iso(b * 1000)} for i, (a, b) in enumerate(spans)]
        for place, ((rule, minutes), seconds) in enumerate(zip(RULES, figures, strict=True)):
            query = asked(counted(rule=rule, minutes=minutes), outages,
                          services=[service(period="2024-01", spans=[span("2023-01-01T00:00:00Z")], charges=[charge("26784.00", start="2024-01-01")],
                                            assignments=[{"scope": "product", "policy": "a1" * 32, "from": "2023-01-01T00:00:00Z"}])])
            other = figures[place - 1]
            rows.append(vec(f"rule-{rule}-{name}", f"published: {rule} counts {seconds} s", f"{other} s by {RULES[place - 1][0]}" if other != seconds else "a rule that loses what is plainly down",
                            query, downtimeMs=seconds * 1000, entitlement__gross=f"{seconds / 100:.2f}"))
    return rows


def rules():
    half = [down(0, "2026-03-10T00:00:30Z", 30_000), down(0, "2026-03-10T00:01:00Z", 30_000)]
    return [
        vec("rule-union-makes-minutes", "00:00:30-00:01:00 and 00:01:00-00:01:30 touch: 60 s, but no minute is wholly down", "a minute, from the length",
            asked(counted(rule="wholeMinutes"), half), downtimeMs=0),
        vec("rule-two-outages-one-minute", "two outages of 30 s fill the minute 00:01 between them", "0: each outage rounded by itself",
            asked(counted(rule="wholeMinutes"), [down(0, "2026-03-10T00:01:00Z", 30_000), down(0, "2026-03-10T00:01:30Z", 30_000)]), downtimeMs=60_000),
        vec("rule-touched-back-and-forth", "on another server and back: of each the hours that were touched, in the order of time", "330 minutes: the hour of the other server lost in part",
            asked(counted(rule="touchedSlots", minutes=60), [{"id": "one", "subject": "server:1", "from": "2026-03-10T10:00:00Z", "to": "2026-03-10T18:00:00Z"}, {"id": "two", "subject": "server:2", "from": "2026-03-10T13:30:00Z", "to": "2026-03-10T14:30:00Z"}],
                  services=[service(spans=[span(end="2026-03-10T12:00:00Z"), span("2026-03-10T12:00:00Z", "2026-03-10T16:00:00Z", "2"), span("2026-03-10T16:00:00Z")])]), downtimeMs=360 * MIN),
        vec("rule-touched-once", "two outages in one minute touch it once", "120 000", asked(counted(rule="touchedMinutes"), [down(0, "2026-03-10T00:01:00Z", 10_000), down(0, "2026-03-10T00:01:30Z", 10_000)]),
            downtimeMs=60_000),
        vec("rule-consecutive-four", "four whole minutes are no run of five", "240 000", asked(counted(rule="consecutiveMinutes", minutes=5), [down(5, "2026-03-10T00:00:01Z", -1_000)]), downtimeMs=0),
        vec("rule-consecutive-leaves-ends", "00:00:30 to 00:06:30 has five whole minutes: the ends are none", "360 000 as it is", asked(counted(rule="consecutiveMinutes", minutes=5), [down(6, "2026-03-10T00:00:30Z")]),
            downtimeMs=300_000),
        vec("rule-long-as-it-is", "the same stretch is at least 5 minutes long and counts as it is", "300 000 by whole minutes", asked(counted(rule="longOutages", minutes=5), [down(6, "2026-03-10T00:00:30Z")]),
            downtimeMs=360_000),
        vec("rule-long-one-ms-short", "five minutes less a millisecond", "299 999", asked(counted(rule="longOutages", minutes=5), [down(5, millis=-1)]), downtimeMs=0),
        vec("rule-slots-from-epoch", "slots of 7 minutes begin at the epoch, not at midnight: 00:00 on 10 March is 29 551 680 min, 7 × 4 221 668 + 4; 00:03 begins a slot", "420 000 for 00:00-00:07",
            asked(counted(rule="wholeSlots", minutes=7), [down(9)]), downtimeMs=0),
        vec("rule-slot-of-epoch-whole", "00:03 to 00:10 is such a slot", "0 by slots from midnight", asked(counted(rule="wholeSlots", minutes=7), [down(7, "2026-03-10T00:03:00Z")]), downtimeMs=420_000),
    ]


def thresholds():
    two = [down(10), down(4, "2026-03-11T00:00:00Z")]
    return [
        vec("minimum-equal", "exactly the minimum counts", "0 by <=", asked(counted(minimumMs=10 * MIN), two), downtimeMs=600_000),
        vec("minimum-one-ms", "a millisecond less than the minimum counts nothing", "599 999", asked(counted(minimumMs=10 * MIN), [down(10, millis=-1)]), downtimeMs=0),
        vec("minimum-after-maintenance", "12 minutes of which 5 are maintenance: 7 are left, below 10", "420 000 by the length of the outage",
            asked(counted(minimumMs=10 * MIN, maintenance={"rule": "excluded"}), [down(12)], other={"maintenance": [window("2026-03-10T00:00:00Z", 5)]}), downtimeMs=0),
        vec("grace-each", "the first 3 minutes of each: 7 + 1", "11 minutes: grace once a period", asked(counted(graceMs=3 * MIN), two), downtimeMs=480_000),
        vec("grace-longer", "grace longer than an outage takes no more than it", "a negative time", asked(counted(graceMs=5 * MIN), two), downtimeMs=300_000),
        vec("grace-after-minimum", "minimum looks at 10, then grace leaves 5", "0: grace first, then 5 is below 10", asked(counted(minimumMs=10 * MIN, graceMs=5 * MIN), [down(10)]), downtimeMs=300_000),
        vec("grace-over-hole", "grace of 8 min spans the maintenance in the middle: 5 + 3 of what is left", "counted by the clock on the wall: 7 min left",
            asked(counted(graceMs=8 * MIN, maintenance={"rule": "excluded"}), [down(20)], other={"maintenance": [window("2026-03-10T00:05:00Z", 5)]}), downtimeMs=420_000),
        vec("overlap-first-owns", "the first owns 00:00-00:10; of the second 4 min are left, below 5", "600 000 + 840 000",
            asked(counted(minimumMs=5 * MIN), [down(10), {**down(9, "2026-03-10T00:05:00Z"), "id": "later"}]), downtimeMs=600_000),
    ]


def clocks():
    return [
        vec("clock-report", "told at 00:20: 40 of 60 minutes", "60 minutes", asked(counted(clock="report"), [down(60, reportedAt="2026-03-10T00:20:00Z")]), downtimeMs=2_400_000),
        vec("clock-never-told", "nobody told: nothing counts", "60 minutes", asked(counted(clock="report"), [down(60)]), downtimeMs=0),
        vec("clock-told-before", "told before it began: all of it", "more than the outage", asked(counted(clock="report"), [down(60, reportedAt="2026-03-09T00:00:00Z")]), downtimeMs=3_600_000),
        vec("clock-told-after", "told when it was over: nothing", "the whole outage", asked(counted(clock="report"), [down(60, reportedAt="2026-03-10T01:00:00Z")]), downtimeMs=0),
        vec("clock-outage-ignores", "by the clock of the outage the report plays no part", "40 minutes", asked(counted(clock="outage"), [down(60, reportedAt="2026-03-10T00:20:00Z")]), downtimeMs=3_600_000),
    ]


def window(start, minutes, told="2026-03-01T00:00:00Z", ident="m1"):
    return {"id": ident, "subject": "*", "from": start, "to": down(minutes, start)["to"], "announcedAt": told}


def maintained(rule, outages, windows, ident, reason, wrong, want, **counting):
    query = asked(counted(maintenance=rule, **counting), outages, other={"maintenance": windows})
    return vec(ident, reason, wrong, query, downtimeMs=want)


def maintenance():
    day, at = 24 * HOUR, "2026-03-10T00:00:00Z"
    announced = {"rule": "excludedIfAnnounced", "noticeMs": day}
    late = window(at, 60, "2026-03-09T00:00:00.001Z")
    two = [window("2026-03-12T00:00:00Z", 60, ident="m2"), window(at, 60)]
    both = [down(60), down(60, "2026-03-12T00:00:00Z")]
    return [
        maintained(announced, [down(60)], [window(at, 60, "2026-03-09T00:00:00Z")], "maintenance-notice-equal", "announced exactly 24 h before", "3 600 000 by <", 0),
        maintained(announced, [down(60)], [late], "maintenance-notice-short", "a millisecond too late: it counts", "0: notice by the day", 3_600_000),
        maintained({"rule": "excluded"}, [down(60)], [late], "maintenance-excluded", "however late", "3 600 000", 0),
        maintained({"rule": "excluded", "quotaMs": 60 * MIN}, both, two, "maintenance-quota-first", "an hour a month: the earlier window, though it stands second", "0, or 7 200 000", 3_600_000),
        maintained({"rule": "excluded", "quotaMs": 90 * MIN}, both, two, "maintenance-quota-part", "90 minutes: half of the second window", "3 600 000", 1_800_000),
        maintained({"rule": "excluded", "quotaMs": 60 * MIN}, both[1:], two, "maintenance-quota-spent-without-outage", "the first window had no outage, but it was maintenance: the quota is spent", "0: the quota spent on downtime only", 3_600_000),
        maintained({"rule": "excluded", "quotaMs": 0}, [down(60)], [window(at, 60)], "maintenance-quota-none", "a quota of nothing excuses nothing", "0: read as no quota", 3_600_000),
    ]


def daily():
    """Berlin leaps from 02:00 to 03:00 on 29 March 2026 (01:00 UTC)."""
    def rule(start, end, **more):
        return doc(proportional(), {"maintenance": {"rule": "excluded", "daily": {"from": start, "to": end}, **more}}, zone="Europe/Berlin")

    def at(ident, reason, wrong, want, document, *outages):
        return vec(f"daily-{ident}", reason, wrong, asked(document, list(outages), other={"zones": [BERLIN]}), downtimeMs=want)
    night = rule("02:00", "05:00")
    return [
        at("winter", "02-05 h in Berlin is 01-04 h UTC in winter", "2 h: read as UTC", 0, night, down(180, "2026-03-10T01:00:00Z")),
        at("summer", "after the change it is 00-03 h UTC", "an hour: the winter offset kept", 0, night, down(180, "2026-03-30T00:00:00Z")),
        at("change-day", "on the day of the change 02-05 h is two hours long: 01-03 h UTC; 00-01 and 03-04 h UTC count", "an hour: three hours of maintenance", 7_200_000, night, down(240, "2026-03-29T00:00:00Z")),
        at("inside-the-leap", "02:10-02:50 h does not exist that day: no maintenance", "40 minutes somewhere", 7_200_000, rule("02:10", "02:50"), down(120, "2026-03-29T00:00:00Z")),
        at("over-midnight", "23-01 h reaches into the next day: 22-24 h UTC", "nothing, as to is before from", 7_200_000, rule("23:00", "01:00"), down(240, "2026-03-10T21:00:00Z")),
        at("from-the-day-before", "the stretch of 28 February reaches into 1 March: 23:00-24:00 h UTC on the last of February, in the period", "two hours: stretches only of the period's own days",
           3_600_000, rule("23:00", "01:00"), down(120, "2026-02-28T23:00:00Z")),
        at("announced", "every day's stretch is announced", "3 h: no window was announced", 0,
           doc(proportional(), {"maintenance": {"rule": "excludedIfAnnounced", "noticeMs": 86_400_000, "daily": {"from": "02:00", "to": "05:00"}}}, zone="Europe/Berlin"), down(180, "2026-03-10T01:00:00Z")),
        at("quota", "4 h a month are spent on 1 and (an hour of) 2 March", "0: a quota a day", 10_800_000, rule("02:00", "05:00", quotaMs=4 * HOUR), down(180, "2026-03-10T01:00:00Z")),
    ]


def excuses():
    half = [{"from": "2026-03-10T00:30:00Z", "to": "2026-03-10T01:00:00Z", "kind": "client"}]
    # 744 h; outside takes the excused half hour out: 743.5 h.
    idle = [{"from": "2026-03-20T00:00:00Z", "to": "2026-04-05T00:00:00Z", "kind": "forceMajeure"}]
    def stretch(kind):
        return [{"from": "2026-03-10T00:30:00Z", "to": "2026-03-10T01:00:00Z", "kind": kind}]

    others = [vec(f"excused-{kind}", f"half of the hour is excused: {kind}", "0: only the client's faults excuse",
                  asked(counted(excuses=[kind]), [down(60)], excused=stretch(kind)), downtimeMs=1_800_000, excludedMs=1_800_000)
              for kind in ("abuse", "forceMajeure", "thirdParty")]
    return others + [
        vec("excused-up", "30 of 60 minutes are the client's: 30 count, of 744 h", "a smaller total", asked(counted(excuses=["client"]), [down(60)], excused=half),
            downtimeMs=1_800_000, totalMs=2_678_400_000, entitlement__gross="0.50"),
        vec("excused-outside", "taken out of the service time too: 743.5 h remain", "744 h", asked(counted(excuses=["client"], excused="outside"), [down(60)], "743.50", excused=half),
            downtimeMs=1_800_000, totalMs=2_676_600_000, entitlement__gross="0.50"),
        vec("excused-outside-not-down", "12 days of force majeure without an outage: 19 days of 24 h are the whole; an hour of 456", "an hour of 744: only downtime taken out",
            asked(counted(excuses=["forceMajeure"], excused="outside"), [down(60)], "456.00", excused=idle), totalMs=456 * HOUR, entitlement__gross="1.00"),
        vec("excused-not-listed", "the policy does not excuse the client's faults", "half an hour", asked(counted(excuses=["forceMajeure"]), [down(60)], excused=half), downtimeMs=3_600_000),
        vec("excused-default-none", "a policy that lists none excuses none", "half an hour", asked(doc(proportional()), [down(60)], excused=half), downtimeMs=3_600_000),
        vec("excused-maintenance-outside", "maintenance is excused time too: 743 h", "744 h",
            asked(counted(maintenance={"rule": "excluded"}, excused="outside"), [down(60, "2026-03-12T00:00:00Z")], "743.00", other={"maintenance": [window("2026-03-10T00:00:00Z", 60)]}),
            totalMs=743 * HOUR, entitlement__gross="1.00"),
        vec("excused-all", "the whole month is excused and outside: no service time, no entitlement", "a division by nothing, or 100 % of the fee",
            asked(counted(excuses=["unpaid"], excused="outside"), [down(60)], excused=[{"from": "2026-02-01T00:00:00Z", "to": "2026-05-01T00:00:00Z", "kind": "unpaid"}]),
            skip=("excludedMs", "counted"), totalMs=0, availability=None, entitlement__gross="0.00"),
        vec("suspended-not-served", "suspended for the second half hour: 30 minutes of 743.5 h", "60 minutes", asked(doc(proportional()), [down(60)], "743.50",
            spans=[span(end="2026-03-10T00:30:00Z"), span("2026-03-10T00:30:00Z", "2026-03-10T01:00:00Z", state="suspended"), span("2026-03-10T01:00:00Z")]),
            downtimeMs=1_800_000, totalMs=2_676_600_000, entitlement__gross="0.50"),
    ]


def shares():
    part, later = down(60, affected="2.1"), {**down(60, "2026-03-10T00:30:00Z", affected="50"), "id": "later"}
    return [
        vec("share-part", "an hour at 50 % is half an hour", "an hour", asked(counted(affected="share"), [down(60, affected="50")]), downtimeMs=1_800_000, entitlement__gross="0.50"),
        vec("share-default", "without a share all is affected", "nothing", asked(counted(affected="share"), [down(60)]), downtimeMs=3_600_000),
        vec("share-whole", "by `whole` the share plays no part", "half an hour", asked(counted(affected="whole"), [down(60, affected="50")]), downtimeMs=3_600_000),
        vec("share-zero", "nobody was affected", "an hour", asked(counted(affected="share"), [down(60, affected="0")]), downtimeMs=0),
        vec("share-overlap", "60 min at 2.1 %, then 30 min at 50 %: 1.26 + 15 min = 975.6 s", "the larger share for the time that both cover", asked(counted(affected="share"), [part, later]), downtimeMs=975_600),
        vec("share-error-rates", "slots of 5 minutes with error rates 10, 20 and 0.5 %: their sum is 30.5 % of 5 min = 91.5 s", "900 000: every slot with an error down",
            asked(counted(affected="share", rule="wholeSlots", minutes=5), [down(5, f"2026-03-10T00:{m:02}:00Z", affected=rate) for m, rate in ((0, "10"), (5, "20"), (10, "0.5"))]), downtimeMs=91_500),
        vec("share-incident", "10 % per hour or part of it, per incident, 120 min at 50 % each: 1 + 1 unit", "4 units by the clock",
            asked(doc(per_unit("10", HOUR, per="incident"), {"affected": "share"}), [down(120, affected="50"), down(120, "2026-03-11T00:00:00Z", affected="50")]), entitlement__gross="148.80"),
        vec("share-tier", "an availability of exactly 99.9 by half of 89 min 16.8 s", "the tier below 99.9", asked(doc(tiers(), {"affected": "share"}), [down(89, millis=16_800, affected="50")]),
            availability="99.900000", entitlement__gross="0.00"),
    ]
