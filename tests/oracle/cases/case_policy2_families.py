"""Policies of schema 2: every family with its edges. The service pays 744.00 for the 744 hours of March 2026, so an hour is worth 1.00;
0.1 % of the month is 44 min 38.4 s, 1 % is 7.44 h."""
from full import MIN, asked, doc, down, ladder, multiple, per_unit, proportional, tiers, vec
from month import span
from wire import DAY, HOUR

HOUR_SHARE = {"ms": HOUR}
DAY_SHARE = {"ms": DAY}
TWO = [down(100), down(20, "2026-03-12T00:00:00Z")]


def cases():
    """Every vector of this file."""
    return tier() + unit() + rungs() + times() + step() + flat() + formula() + year() + longer() + parts()


def earns(ident, reason, wrong, schedule, outages, gross, other=None, amount="744.00", skip=(), **more):
    return vec(ident, reason, wrong, asked(doc(schedule, **(other or {})), outages, amount, **more), skip, entitlement__gross=gross)


def tier():
    equal = [down(44, millis=38_400)]
    return [
        earns("tiers-edge-below", "exactly 99.9 is not below 99.9", "74.40", tiers(), equal, "0.00"),
        earns("tiers-edge-at", "equality goes to the larger credit where the policy says so", "0.00", tiers(edge="atOrBelow"), equal, "74.40"),
        earns("tiers-edge-at-second", "exactly 99.5 is at the second edge: 25 %", "74.40", tiers(edge="atOrBelow"), [down(223, millis=12_000)], "186.00"),
        earns("tiers-at-hundred", "at or below 100 %: a month without an outage earns", "0.00", tiers(("100", "5"), edge="atOrBelow"), [], "37.20"),
        earns("tiers-lowest", "a day down: the lowest tier alone", "35 %: the sum", tiers(), [down(1440)], "186.00"),
    ]


def unit():
    def ten(round, minutes, gross, ident, reason, wrong, **more):
        return earns(f"unit-{ident}", reason, wrong, per_unit("5", 30 * MIN, round, **more), [down(minutes)] if minutes else [], gross)
    return [
        ten("up", 31, "74.40", "up", "31 minutes are two units of 30: 10 %", "37.20"),
        ten("up", 30, "37.20", "up-exact", "30 minutes are one", "74.40: one more for the end"),
        ten("up", 0, "0.00", "up-none", "no downtime, no unit", "37.20"),
        ten("down", 59, "37.20", "down", "59 minutes hold one whole unit", "74.40"),
        ten("proportional", 45, "55.80", "proportional", "one and a half: 7.5 %", "37.20 or 74.40"),
        ten("up", 61, "37.20", "beyond", "a minute beyond the first hour is one unit", "111.60: counted from the start", beyondMs=HOUR),
        ten("up", 60, "0.00", "beyond-equal", "an hour is not beyond an hour", "37.20", beyondMs=HOUR),
        earns("unit-below-not", "44 min 38.4 s is exactly 99.9: no credit", "74.40", per_unit("5", 30 * MIN, below="99.9"), [down(44, millis=38_400)], "0.00"),
        earns("unit-below-all", "a millisecond more: every minute counts, not only those beyond 99.9", "37.20", per_unit("5", 30 * MIN, below="99.9"), [down(44, millis=38_401)], "74.40"),
        earns("unit-period", "100 + 20 minutes are 4 units of 30", "5 units: each outage rounded", per_unit("5", 30 * MIN), TWO, "148.80"),
        earns("unit-incident", "100 minutes are 4 units, 20 are 1", "4 units: the sum rounded", per_unit("5", 30 * MIN, per="incident"), TWO, "186.00"),
        earns("unit-incident-beyond", "of each incident an hour is free: 40 min and none", "60 min: one hour a month", per_unit("5", 30 * MIN, per="incident", beyondMs=HOUR), TWO, "74.40"),
        earns("unit-incident-touching", "outages that touch are one incident: 60 min are one unit of 60", "2 units", per_unit("5", HOUR, per="incident"),
              [down(30), down(30, "2026-03-10T00:30:00Z")], "37.20"),
        earns("unit-fraction", "a thirtieth of the month for 2 h: 24.80", "3.33 % = 24.78", per_unit({"fraction": [1, 30]}, 2 * HOUR), [down(60)], "24.80"),
        earns("unit-day", "a day for an hour or part of it: 2 × 24 h of 744", "a thirtieth each: 49.60", per_unit(DAY_SHARE, HOUR), [down(61)], "48.00"),
        earns("unit-month-cap", "a month for an hour: 3 months wanted, never more than the fee", "2232.00", per_unit({"months": 1}, HOUR), [down(180)], "744.00"),
    ]


def rungs():
    steps = ladder("incident", (0, {"ms": 12 * HOUR}), (10 * MIN, DAY_SHARE), (60 * MIN, {"ms": 2 * DAY}))

    def one(ident, reason, wrong, minutes, gross, millis=0, schedule=steps):
        return earns(f"ladder-{ident}", reason, wrong, schedule, [down(minutes, millis=millis)] if minutes or millis else [], gross)
    return [
        one("first", "a millisecond is on the first step: 12 h", "0.00", 0, "12.00", 1),
        one("edge-below", "10 minutes less a millisecond", "24.00", 10, "12.00", -1),
        one("edge", "exactly 10 minutes reach the second step", "12.00", 10, "24.00"),
        one("last", "the last step alone: 48 h", "84.00: the sum of the steps", 600, "48.00"),
        one("none", "no outage reaches nothing, though the first step is from 0", "12.00", 0, "0.00"),
        earns("ladder-incidents", "100 min: 48 h; 20 min: 24 h", "48.00: the sum on one ladder", steps, TWO, "72.00"),
        earns("ladder-period", "50 + 20 min are 70 on one ladder", "48.00: two rungs of 24 h", {**steps, "per": "period"}, [down(50), down(20, "2026-03-12T00:00:00Z")], "48.00"),
        earns("ladder-first-step-late", "40 minutes are below a first step of an hour", "24.00", ladder("incident", (HOUR, DAY_SHARE)), [down(40)], "0.00"),
    ]


def times():
    hours = [down(120)]
    return [
        earns("multiple-ten", "10 × 2 h", "2.00", multiple("10"), hours, "20.00"),
        earns("multiple-beyond-ms", "10 × (120 − 30) min", "20.00", multiple("10", beyondMs=30 * MIN), hours, "15.00"),
        earns("multiple-beyond-percent", "99.9 % allows 44 min 38.4 s: 10 × 4 521.6 s = 12.56 h", "20.00, or by a month of 30 days: 12.80", multiple("10", beyond="99.9"), hours, "12.56"),
        earns("multiple-beyond-inside", "inside the allowance nothing, never less", "-0.77", multiple("10", beyond="99.9"), [down(40)], "0.00"),
        earns("multiple-incident", "90 + 10 min beyond 10 min of each", "11.00 hours: once a month", multiple("6", "incident", beyondMs=10 * MIN), TWO, "10.00"),
        earns("multiple-decimals", "50 × 4 h ÷ 730 h = 0.27397: rounded to 0.27 first, 8.10", "8.22", multiple("50", decimals=2), [down(240)], "8.10", {"length": "hours730"}, "30.00"),
        earns("multiple-exact", "50 × 4 ÷ 730 of 30.00 = 8.219", "8.10: rounded before multiplying", multiple("50"), [down(240)], "8.22", {"length": "hours730"}, "30.00"),
        earns("multiple-decimals-half", "0.5 of 744 h down is a share of 0.0005 × 2.5 = 0.00125 with 4 decimals: half up 0.0013", "0.0012", multiple("2.5", decimals=4), [down(0, millis=1_339_200)], "0.97"),
        earns("multiple-part-factor", "0.5 × 2 h", "0.00: a factor read as a whole number", multiple("0.5"), hours, "1.00"),
    ]


def step():
    def steps(round, percent="10", **more):
        return {"family": "perStep", "below": "99.9", "step": "0.1", "percent": percent, "round": round, **more}
    # 0.3 % of the month is 133 min 55.2 s.
    third = [down(133, millis=55_200)]
    return [
        earns("step-exact", "99.7 is two steps of 0.1 below 99.9", "three, by a float's 2.0000000000000284", steps("up"), third, "148.80"),
        earns("step-up", "a millisecond more is three", "148.80", steps("up"), [down(133, millis=55_201)], "223.20"),
        earns("step-down", "a millisecond less than 99.7 is one whole step", "148.80", steps("down"), [down(133, millis=55_199)], "74.40"),
        earns("step-proportional", "0.15 below is a step and a half: 15 %", "74.40 or 148.80", steps("proportional"), [down(111, millis=36_000)], "111.60"),
        earns("step-edge", "exactly 99.9 is not below it", "a step, or a negative one", steps("up"), [down(44, millis=38_400)], "0.00"),
        earns("step-above", "99.95 is above: nothing, never less", "-37.20", steps("proportional"), [down(22, millis=19_200)], "0.00"),
        earns("step-capped", "a day down: 32 steps of 10 % are more than the fee", "2380.80", steps("down"), [down(1440)], "744.00"),
    ]


def flat():
    month = {"family": "flat", "share": {"months": 1}}
    return [
        earns("flat-below", "a month below 99.9", "74.40", {**month, "below": "99.9"}, [down(60)], "744.00"),
        earns("flat-edge", "exactly 99.9 earns nothing", "744.00", {**month, "below": "99.9"}, [down(44, millis=38_400)], "0.00"),
        earns("flat-incident", "an outage of 12 h", "0.00", {"family": "flat", "share": {"percent": "5"}, "incidentMs": 12 * HOUR}, [down(720)], "37.20"),
        earns("flat-incident-short", "a millisecond less", "37.20", {"family": "flat", "share": {"percent": "5"}, "incidentMs": 12 * HOUR}, [down(720, millis=-1)], "0.00"),
        earns("flat-incident-not-summed", "two of 7 h are no outage of 12", "37.20", {"family": "flat", "share": {"percent": "5"}, "incidentMs": 12 * HOUR}, [down(420), down(420, "2026-03-12T00:00:00Z")], "0.00"),
        earns("flat-most-default", "once a month, however often", "74.40", {"family": "flat", "share": {"percent": "5"}, "incidentMs": 20 * MIN}, TWO, "37.20"),
        earns("flat-most-two", "two of at most three", "37.20 or 111.60", {"family": "flat", "share": {"percent": "5"}, "incidentMs": 20 * MIN, "most": 3}, TWO, "74.40"),
    ]


def formula():
    return [
        earns("proportional", "two hours of 744", "0.27 % = 2.01", proportional(), [down(120)], "2.00"),
        earns("proportional-edge", "at exactly 99.9 nothing", "0.74", proportional(below="99.9"), [down(44, millis=38_400)], "0.00"),
        earns("proportional-below", "below 99.9 all of it: 0.7440001…", "only what is beyond", proportional(below="99.9"), [down(44, millis=38_401)], "0.74"),
        earns("proportional-all", "the whole month", "more than the fee", proportional(), [down(744 * 60, "2026-03-01T00:00:00Z")], "744.00"),
    ]


def rolling(*rows, **other):
    return {"family": "rollingYear", "tiers": [{"below": b, "percent": p} for b, p in rows or (("99.95", "10"),)], **other}


def year():
    # 100 days in service on 1 April: since 22 December 2025. 365 days are 525 600 min; 0.05 % of them is 262 min 48 s.
    young = [span("2025-12-22T00:00:00Z")]
    edge = [down(262, millis=48_000)]
    return [
        earns("year-before-service-is-up", "262 min 48 s of 365 days is exactly 99.95, though only 100 days are in service", "74.40: of the days in service 99.8", rolling(), edge, "0.00", spans=young),
        earns("year-one-ms", "a millisecond more is below", "0.00", rolling(), [down(262, millis=48_001)], "74.40", spans=young),
        earns("year-other-month", "an outage of November counts in March", "0.00", rolling(), [down(300, "2025-11-02T00:00:00Z")], "74.40"),
        earns("year-window-begins", "the window of 365 days before 1 April 2026 begins on 1 April 2025: the hours before do not count", "74.40", rolling(),
              [down(600, "2025-03-31T14:30:00Z")], "0.00", spans=[span("2024-01-01T00:00:00Z")]),
        earns("year-used", "downtime that was looked at before is not looked at again", "74.40", rolling(), [down(300, "2025-11-02T00:00:00Z")], "0.00",
              used=[{"from": "2025-11-02T00:00:00Z", "to": "2025-11-02T05:00:00Z"}]),
        earns("year-used-part", "half of it was", "74.40", rolling(), [down(300, "2025-11-02T00:00:00Z")], "0.00", used=[{"from": "2025-11-02T00:00:00Z", "to": "2025-11-02T02:30:00Z"}]),
        earns("year-days", "of 30 days 1 % is 7 h 12 min", "74.40 at exactly 99", rolling(("99", "10"), days=30), [down(432)], "0.00"),
        earns("year-no-service", "a service that is not there yet: no service, no credit, though the year before it is all up", "744.00 for nothing",
              rolling(("100", "100"), edge="atOrBelow"), [], "0.00", spans=[span("2026-05-01T00:00:00Z")], skip=("totalMs", "availability", "downtimeMs")),
        earns("year-edge-at", "at or below", "0.00", rolling(edge="atOrBelow"), edge, "74.40"),
    ]


def longer():
    def ext(ident, reason, wrong, want, outages, round="up", factor="1", per="period", **more):
        query = asked(doc({"family": "extension", "unitMs": HOUR, "round": round, "factor": factor, "per": per, **more}), outages)
        return vec(f"extension-{ident}", reason, wrong, query, schema2__extensionMs=want, entitlement__gross="0.00", route="none")
    return [
        ext("up", "an hour for each hour or part: 2 h for 61 min, and no money", "61 minutes", 2 * HOUR, [down(61)]),
        ext("down", "whole hours: one", "two", HOUR, [down(119)], "down"),
        ext("as-it-is", "hour for hour, a part as it is", "two hours", 90 * MIN, [down(90)], "proportional"),
        ext("factor", "twice the time", "90 minutes", 180 * MIN, [down(90)], "proportional", "2"),
        ext("incident", "100 min are 2 h, 20 min are one", "2 h: of the sum", 3 * HOUR, TWO, per="incident"),
        ext("beyond", "beyond the first hour of each: 40 min are one hour", "two", HOUR, TWO, per="incident", beyondMs=HOUR),
        ext("none", "no outage, no extension", "an hour", 0, []),
    ]


def parts():
    net, host = {"name": "network", "schedule": per_unit("5", 30 * MIN)}, {"name": "host", "schedule": per_unit("5", HOUR, beyondMs=HOUR)}
    outages = [down(60, component="network"), down(120, "2026-03-12T00:00:00Z", component="host")]

    def all_of(stack, *of):
        return {"family": "components", "stack": stack, "of": list(of)}
    everything = {"name": "any", "schedule": per_unit("10", HOUR)}
    return [
        earns("parts-sum", "network 2 × 5 %, host 1 × 5 % beyond an hour", "74.40", all_of("sum", net, host), outages, "111.60"),
        earns("parts-largest", "the larger of 10 % and 5 %", "111.60", all_of("largest", net, host), outages, "74.40"),
        earns("parts-cap", "network at most 7 %", "111.60", all_of("sum", {**net, "cap": {"percent": "7"}}, host), outages, "89.28"),
        earns("parts-none", "an outage without a component is no component's", "37.20", all_of("sum", net, host), [down(60)], "0.00"),
        earns("parts-any", "`any` looks at all outages", "0.00", all_of("sum", everything), [down(60), down(60, "2026-03-12T00:00:00Z", component="host")], "148.80"),
        earns("parts-sum-not-twice", "time of the network is not counted again by any: 10 % + 2 × 10 %", "5 × 10 % by counting three hours", all_of("sum", net, everything), outages, "223.20"),
        earns("parts-any-first", "any counts all three hours: 30 %, the network has nothing left", "40 %", all_of("sum", everything, net), outages, "223.20"),
        earns("parts-largest-may-share", "by largest both may look at the same time: 30 % against 10 %", "20 %", all_of("largest", net, everything), outages, "223.20"),
        earns("parts-overlap-of-two", "two components down at once: each counts for itself", "one of them only: 37.20", all_of("largest", {"name": "a", "schedule": per_unit("5", HOUR)}, {"name": "b", "schedule": per_unit("10", HOUR)}),
              [down(60, component="a"), {**down(60, component="b"), "id": "b"}], "74.40"),
        earns("parts-sum-touched-once", "host is touched in the minutes 0 to 9; any counts the other 50 of the hour: 3 600 s in all", "3 720 s = 1.03: the minutes at the edges counted by both",
              all_of("sum", {"name": "host", "schedule": proportional()}, {"name": "any", "schedule": proportional()}),
              [down(60), {**down(9, "2026-03-10T00:00:30Z", component="host"), "id": "host"}], "1.00", {"counting": {"rule": "touchedMinutes"}}),
    ]
