"""quoteRefund, time: what of a term is used, by every unit, count, rounding, month and method. Figures by hand."""
from refunds import DAYS, NOON_10, ask, line, policy, rule, unused, v

YEAR = {"start": "2026-01-01T00:00:00Z", "end": "2027-01-01T00:00:00Z"}


def by(ident, reason, wrong, time, **hand):
    return v("time-" + ident, reason, wrong, ask(policy(rule(unused(**time)))), **hand)


def at(stop, time, **more):
    return ask(policy(rule(unused(**time)), **more), asOf="2026-04-20T00:00:00Z", requestedAt=stop)


def cases():
    """Every vector of this file."""
    return units() + calendar() + months() + monthly() + quantities() + methods() + stops()


def units():
    return [
        by("exact", "9.5 of 31 days of 31.00", "21.00 by whole days", {"unit": "exact"}, payout="21.50", share="0.306451613"),
        v("time-default", "without `time` the unit is exact", "21.00", ask(policy(rule({"method": "unused"}))), payout="21.50"),
        by("second", "820 800 of 2 678 400 s", "a rounding to days", {"unit": "second"}, payout="21.50"),
        v("time-second-up", "half a second is a second: 31.00 − 31.00 ÷ 2 678 400 rounds to 31.00", "30.00, a day", at("2026-03-01T00:00:00.500Z", {"unit": "second"}), payout="31.00", share="0.000000373"),
        v("time-minute-up", "61 s are 2 minutes of 44 640: 0.000044803", "one minute, 0.000022401", at("2026-03-01T00:01:01Z", {"unit": "minute"}), share="0.000044803"),
        v("time-minute-down", "61 s are one minute where the used time is set down", "2 minutes", at("2026-03-01T00:01:01Z", {"unit": "minute", "used": "down"}), share="0.000022401"),
        v("time-hour-up", "10 h 1 min are 11 h of 744", "10 h, 30.58", at("2026-03-01T10:01:00Z", {"unit": "hour"}), payout="30.54", share="0.014784946"),
        v("time-hour-down", "10 h 59 min are 10 h of 744", "11 h", at("2026-03-01T10:59:00Z", {"unit": "hour", "used": "down"}), payout="30.58"),
        by("day-up", "9.5 days are 10", "9.5 days, 21.50", {"unit": "day"}, payout="21.00"),
        by("day-down", "9.5 days are 9", "10 days, 21.00", {"unit": "day", "used": "down"}, payout="22.00"),
        v("time-day-whole", "9 days to the millisecond are 9 days, also set up", "10 days, 21.00", at("2026-03-10T00:00:00Z", {"unit": "day"}), payout="22.00"),
        v("time-day-and-a-millisecond", "9 days and a millisecond are 10 days", "9 days, 22.00", at("2026-03-10T00:00:00.001Z", {"unit": "day"}), payout="21.00"),
        v("time-total-down", "a term of 30.5 days has 30: 10 of 30 of 30.00", "10 of 31, 20.32", ask(policy(rule(unused(unit="day"))), line("30.00", end="2026-03-31T12:00:00Z")), payout="20.00"),
        v("time-total-up", "a term of 30.5 days has 31 where the total is set up: 10 of 31 of 31.00", "10 of 30, 20.67",
          ask(policy(rule(unused(unit="day", total="up"))), line(end="2026-03-31T12:00:00Z")), payout="21.00"),
        v("time-never-above-total", "used set up and the total down at the very end: 31 of 30 is all", "a negative refund", ask(policy(rule(unused(unit="day"))), line(end="2026-03-31T12:00:00Z"), requestedAt="2026-03-31T11:00:00Z"), payout="0.00", share="1.000000000"),
        v("time-shorter-than-a-unit", "a term of half a day has no whole day: it is used whole", "a division by nothing", ask(policy(rule(unused(unit="day"))), line(end="2026-03-01T12:00:00Z"), requestedAt="2026-03-01T01:00:00Z"), payout="0.00", share="1.000000000"),
        v("time-no-length", "a line from and to the same instant is used whole", "a division by nothing", ask(None, line(end="2026-03-01T00:00:00Z")), payout="0.00", share="1.000000000"),
        v("time-before-the-term", "a term that has not begun is not used", "used time below zero: more than was paid", ask(None, line(start="2026-03-20T00:00:00Z", end="2026-04-20T00:00:00Z")), payout="31.00", share="0.000000000"),
        v("time-after-the-term", "after its end all is used", "used time beyond the term: a debt", ask(None, requestedAt="2026-05-01T00:00:00Z", asOf="2026-05-01T00:00:00Z"), payout="0.00", share="1.000000000"),
        v("time-nine-decimals", "10 of 31 days is 0.3225806451…: the share is shown half up at nine decimals", "0.322580646", ask(None), share="0.322580645", payout="21.00"),
    ]


def calendar():
    march = {"start": "2026-02-28T23:00:00Z", "end": "2026-03-31T22:00:00Z"}
    berlin = lambda stop, **time: ask(policy(rule(unused(**time)), zone="Europe/Berlin"), line(**march), requestedAt=stop, asOf="2026-04-20T00:00:00Z")  # noqa: E731
    return [
        v("time-calendar-up", "the tenth counts: 10 dates of 31", "9.5 days, 21.50", ask(None), payout="21.00"),
        v("time-calendar-down", "the tenth does not count where the stop is set down", "10 dates, 21.00", ask(policy(rule(unused(unit="day", count="calendar", used="down")))), payout="22.00"),
        v("time-calendar-midnight", "midnight begins no date that was used", "10 dates, 21.00", at("2026-03-10T00:00:00Z", DAYS), payout="22.00"),
        v("time-calendar-zone", "10 March 23:30 UTC is 11 March 00:30 in Berlin: 11 dates", "the date of UTC: 10, 21.00", berlin("2026-03-10T23:30:00Z", **DAYS), payout="20.00"),
        v("time-calendar-summer-time", "March in Berlin lacks an hour and has 31 dates all the same: 30 used on the 30th", "30.96 days", berlin("2026-03-30T12:00:00Z", **DAYS), payout="1.00", share="0.967741935"),
        v("time-length-summer-time", "by length March in Berlin has 30 whole days of 24 hours: all used on the 31st at 0:30", "30 of 31, 1.00", berlin("2026-03-30T22:30:00Z", unit="day"), payout="0.00"),
        v("time-calendar-begun-inside-a-day", "a term from 10:00 on the 1st to 10:00 on the 11th is 10 dates; at 9:00 on the 2nd two are used", "one day of 10, 9.00",
          ask(policy(), line("10.00", start="2026-03-01T10:00:00Z", end="2026-03-11T10:00:00Z"), payments=None, requestedAt="2026-03-02T09:00:00Z"), back="8.00 0.00 8.00"),
        v("time-calendar-hours", "10:30 to 18:40 on the hour's grid, both set down, is 8 hours of 24", "9 hours, 15.00",
          ask(policy(rule(unused(unit="hour", count="calendar", used="down"))), line("24.00", start="2026-03-01T10:30:00Z", end="2026-03-02T10:30:00Z"), requestedAt="2026-03-01T18:40:00Z"), back="16.00 0.00 16.00"),
        v("time-calendar-hours-up", "the begun hour counts where the stop is set up: 10:00 to 19:00", "8 hours, 16.00",
          ask(policy(rule(unused(unit="hour", count="calendar"))), line("24.00", start="2026-03-01T10:30:00Z", end="2026-03-02T10:30:00Z"), requestedAt="2026-03-01T18:40:00Z"), back="15.00 0.00 15.00"),
        v("time-grid-of-the-zone", "the hours of Kolkata begin at the half hour of UTC: 00:10 to 01:40 UTC is 05:00 to 07:00, two hours", "the grid of UTC: 01:00, one hour, 23.00",
          ask(policy(rule(unused(unit="hour", count="calendar", used="down")), zone="Asia/Kolkata"), line("24.00", start="2026-03-01T00:10:00Z", end="2026-03-02T00:10:00Z"), requestedAt="2026-03-01T01:40:00Z"), back="22.00 0.00 22.00"),
        v("time-calendar-minutes", "10:00:30 to 10:05:01, set down: 5 minutes of 60", "4 minutes, 56.00",
          ask(policy(rule(unused(unit="minute", count="calendar", used="down"))), line("60.00", start="2026-03-01T10:00:30Z", end="2026-03-01T11:00:30Z"), requestedAt="2026-03-01T10:05:01Z", payments=[{"id": "8", "source": "cash", "at": "2026-03-01T00:00:00Z", "amount": "60.00"}]), payout="55.00"),
    ]


def months():
    fixed = lambda days, stop, **term: ask(policy(rule(unused(unit="day", count="calendar", month=days))), line("30.00", **term), requestedAt=stop, asOf="2026-12-01T00:00:00Z")  # noqa: E731
    return [
        v("time-month-30", "23 May to 15 June is 22 of 30 days where a month has 30", "23 of 31, 7.74", fixed(30, "2026-06-15T00:00:00Z", start="2026-05-23T00:00:00Z", end="2026-06-23T00:00:00Z"), back="8.00 0.00 8.00", share="0.733333333"),
        v("time-month-30-february", "23 February to 15 March is 22 of 30 as well", "20 of 28, 8.57", fixed(30, "2026-03-15T00:00:00Z", start="2026-02-23T00:00:00Z", end="2026-03-23T00:00:00Z"), back="8.00 0.00 8.00"),
        v("time-month-30-the-31st", "the 31st is the 30th: 1 March to the 31st is 29 days of 30", "30 days, nothing left", fixed(30, "2026-03-31T00:00:00Z", start="2026-03-01T00:00:00Z", end="2026-04-01T00:00:00Z"), back="1.00 0.00 1.00"),
        v("time-month-28", "23 June to 15 July is 20 of 28 days where a month has 28", "22 of 30, 8.00", fixed(28, "2026-07-15T00:00:00Z", start="2026-06-23T00:00:00Z", end="2026-07-23T00:00:00Z"), share="0.714285714", back="8.57 0.00 8.57"),
        v("time-month-31", "a year of months of 31 days has 372: two months and a half used are 77", "77 of 365", ask(policy(rule(unused(unit="day", count="calendar", month=31))), line("372.00", **YEAR), requestedAt="2026-03-16T00:00:00Z", asOf="2026-05-01T00:00:00Z"), back="295.00 0.00 295.00"),
        v("time-month-real", "`real` months are as long as they are", "months of 30 days", ask(policy(rule(unused(unit="day", count="calendar", month="real")))), payout="21.00"),
        v("time-leap-year", "2028 has 366 days", "365", ask(policy(), line("366.00", start="2028-01-01T00:00:00Z", end="2029-01-01T00:00:00Z"), requestedAt="2028-03-01T00:00:00Z", asOf="2028-03-01T00:00:00Z"), back="306.00 0.00 306.00"),
    ]


def monthly():
    def re_rated(stop="2026-03-16T12:00:00Z", give=None, **more):
        row = line("100.00", **YEAR, monthlyPrice="12.00", **more)
        return ask(policy(rule({"method": "monthly", **(give or {})})), row, requestedAt=stop, asOf="2026-12-01T00:00:00Z", payments=[{"id": "8", "source": "cash", "at": "2026-01-01T00:00:00Z", "amount": "100.00"}])
    days = {"time": DAYS}
    return [
        v("monthly-share", "two months and 15.5 of 31 days at 12.00: 30.00", "75 of 365 days of 100.00, 79.45", re_rated(), payout="70.00", share=None),
        v("monthly-over", "the term is over: twelve months of 8.00 and nothing of a thirteenth", "months after the end", ask(policy(rule({"method": "monthly"})), line("100.00", **YEAR, monthlyPrice="8.00"), requestedAt="2027-01-16T12:00:00Z", asOf="2027-02-01T00:00:00Z", payments=[{"id": "8", "source": "cash", "at": "2026-01-01T00:00:00Z", "amount": "100.00"}]), payout="4.00"),
        v("monthly-share-days", "two months and 16 of 31 days: 30.19 (30.1935…)", "30.00", re_rated(give=days), payout="69.81"),
        v("monthly-month", "a begun month is whole: 36.00", "two months and a half", re_rated(give={"rest": "month"}), payout="64.00"),
        v("monthly-month-on-the-day", "on the anniversary no month has begun: 24.00", "36.00", re_rated("2026-03-01T00:00:00Z", {"rest": "month"}), payout="76.00"),
        v("monthly-hourly", "two months, and 372 hours at 0.02", "the share of the month, 70.00", re_rated(give={"rest": "hourly"}, hourlyPrice="0.02"), payout="68.56"),
        v("monthly-hourly-begun", "a begun hour is whole: 1 h 1 min are two hours of 0.02", "one hour, 75.98", re_rated("2026-03-01T01:01:00Z", {"rest": "hourly"}, hourlyPrice="0.02"), payout="75.96"),
        v("monthly-times", "the used time one and a half times: 45.00", "30.00", re_rated(give={"times": "1.5"}), payout="55.00"),
        v("monthly-discount", "at eight tenths of the monthly price: 24.00", "30.00", re_rated(discount="0.8"), payout="76.00"),
        v("monthly-discount-hourly", "the hours at eight tenths too: 25.152", "the hours in full", re_rated(give={"rest": "hourly"}, hourlyPrice="0.02", discount="0.8"), payout="74.85"),
        v("monthly-more-than-paid", "eleven months at 12.00 are more than the 100.00 that were paid: nothing, never a debt", "a debt of 32.00", re_rated("2026-12-01T00:00:00Z"), payout="0.00", kept=["used 100.00"]),
        v("monthly-not-begun", "before the term no month is used", "a begun month", re_rated("2025-12-01T00:00:00Z", {"rest": "month"}), payout="100.00"),
        v("monthly-31st", "a term from 31 January: its months end on the last of February and on 31 March; on 1 March one month and a day of 31 are used: 12.39", "two months",
          ask(policy(rule({"method": "monthly", "time": DAYS})), line("100.00", start="2026-01-31T00:00:00Z", end="2027-01-31T00:00:00Z", monthlyPrice="12.00"), requestedAt="2026-03-01T00:00:00Z", payments=[{"id": "8", "source": "cash", "at": "2026-01-31T00:00:00Z", "amount": "100.00"}]),
          payout="87.61"),
        v("monthly-without-a-price", "a line without a monthly price: its unused share of what was paid, 10 of 31 days", "the line for nothing", ask(policy(rule({"method": "monthly", "time": DAYS}))), payout="21.00"),
        v("monthly-without-an-hourly-price", "without an hourly price the rest is the share of its month", "the hours for nothing", re_rated(give={"rest": "hourly"}), payout="70.00"),
        v("monthly-units", "a line by quantity is used by quantity, under every method that asks for use", "by months", re_rated(units={"granted": "500", "used": "100"}), payout="80.00"),
    ]


def quantities():
    packed = lambda used, granted="500000", **more: ask(policy(rule({"method": "unused", **more})), line("10.00", units={"granted": granted, "used": used}))  # noqa: E731
    return [
        v("units", "100 000 of 500 000 used", "by time", packed("100000"), back="8.00 0.00 8.00"),
        v("units-all", "more used than granted is all", "a debt", packed("600000"), back="0.00 0.00 0.00"),
        v("units-none-granted", "nothing granted is used whole", "a division by nothing", packed("0", "0"), back="0.00 0.00 0.00"),
        v("units-decimals", "0.333333333 of 1: 6.67", "whole units only", packed("0.333333333", "1"), back="6.67 0.00 6.67"),
        v("units-times", "a fifth used, one and a half times: 3.00", "2.00", packed("100000", times="1.5"), back="7.00 0.00 7.00"),
    ]


def methods():
    listed = lambda **more: ask(policy(rule({**unused(), "price": "list"})), line(**more))  # noqa: E731
    return [
        v("full", "all of it, whatever was used", "21.00", ask(policy(rule({"method": "full"}))), payout="31.00", kept=[], share=None),
        v("nothing", "a stated no", "21.00", ask(policy(rule({"method": "nothing"}, "none"))), payout="0.00", rule="none", kept=["kept 31.00"]),
        v("share", "80 % of 31.00", "80 % of the unused part, 16.80", ask(policy(rule({"method": "share", "percent": "80"}))), payout="24.80", kept=["kept 6.20"]),
        v("share-decimals", "33.333333333 % of 31.00 is 10.33", "33 %, 10.23", ask(policy(rule({"method": "share", "percent": "33.333333333"}))), payout="10.33"),
        v("times", "10 days, one and a half times: 15.00", "21.00", ask(policy(rule({**unused(), "times": "1.5"}))), payout="16.00", share="0.322580645"),
        v("times-beyond", "20 days, twice: nothing", "a debt of 9.00", ask(policy(rule({**unused(), "times": "2"})), requestedAt="2026-03-20T12:00:00Z"), payout="0.00", kept=["used 31.00"]),
        v("times-below-one", "half of the used time is kept", "all of it", ask(policy(rule({**unused(), "times": "0.5"}))), payout="26.00"),
        v("list", "10 of 31 days of the list price 62.00", "of the paid price, 21.00", listed(listPrice="62.00"), payout="11.00"),
        v("list-discount", "of the list price 62.00 at nine tenths: 18.00", "20.00", listed(listPrice="62.00", discount="0.9"), payout="13.00"),
        v("list-absent", "without a list price what was paid", "nothing is kept", listed(), payout="21.00"),
        v("list-not-asked", "a list price that the policy does not ask for changes nothing", "11.00", ask(None, line(listPrice="62.00", discount="0.5")), payout="21.00"),
        v("delivered", "a part with a price of its own, performed in full, is kept", "21.00", ask(None, line(delivered=True)), payout="0.00", kept=["kept 31.00"], share=None),
        v("delivered-full", "under `full` it comes back too", "0.00", ask(policy(rule({"method": "full"})), line(delivered=True)), payout="31.00"),
        v("delivered-share", "under a share it is kept whole", "24.80", ask(policy(rule({"method": "share", "percent": "80"})), line(delivered=True)), payout="0.00"),
    ]


def stops():
    clock = lambda word, **more: ask(policy(clock=word), **more)  # noqa: E731
    return [
        v("stop-request", "the clock stops at the request, however long the answer takes", "15 days used, 16.00", ask(None, asOf="2026-03-15T12:00:00Z"), payout="21.00", stop=NOON_10, final=True),
        v("stop-termination", "the clock stops when the service ends", "at the request, 21.00", clock("termination", terminatedAt="2026-03-12T12:00:00Z"), payout="19.00", stop="2026-03-12T12:00:00Z", final=True),
        v("stop-termination-open", "not ended yet: as of now, and not final", "a final quote", clock("termination", asOf="2026-03-14T12:00:00Z"), payout="17.00", final=False),
        v("stop-decision", "the clock stops when somebody decides", "at the request, 21.00", clock("decision", decidedAt="2026-03-11T12:00:00Z"), payout="20.00", final=True),
        v("stop-decision-open", "nobody has decided: as of now", "at the request, 21.00", clock("decision", asOf="2026-03-13T12:00:00Z"), payout="18.00", final=False),
        v("stop-other-instants", "instants that the clock does not ask for change nothing", "19.00", ask(None, terminatedAt="2026-03-12T12:00:00Z", decidedAt="2026-03-13T12:00:00Z"), payout="21.00"),
    ]
