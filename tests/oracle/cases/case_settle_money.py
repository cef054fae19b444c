"""settle, the money side: tiers, fee, rounding, cap, tax, decimals of currencies. Deciding values by hand beside each case."""
from month import charge, client, flat, outage, policy, request, service, taxed, vec

# March 2026 has 2 678 400 000 ms; a thousandth of it (availability 99.9 exactly) is 2 678 400 ms = 44 min 38.4 s.
EDGE_999 = {"minutes": 44, "millis": 38_400}
# 0.5 % is 13 392 000 ms = 223 min 12 s.
EDGE_995 = {"minutes": 223, "millis": 12_000}


def cases():
    """Every vector of this file."""
    return tiers() + rounding() + caps() + taxes() + currencies() + fees()


def at(minutes, millis=0):
    return [outage("2026-03-10T00:00:00Z", minutes, millis=millis)]


def paid(amount, months=1, tax=None, start="2026-03-01"):
    return [service(charges=[charge(amount, months, start, tax)])]


def tiers():
    three = policy((("99.9", "10"), ("99.5", "25"), ("99", "100")))
    return [
        vec("settle-edge-equal", "availability exactly 99.9 is not below 99.9", "<= gives 1.00", request(outages=at(**EDGE_999)),
            entitlement__gross="0.00", availability="99.900000", route="none"),
        vec("settle-edge-one-ms", "one millisecond more is below", "a comparison of rounded percents gives nothing",
            request(outages=at(44, 38_401)), entitlement__gross="1.00", availability="99.899999", posting="1.00"),
        vec("settle-second-edge-equal", "exactly 99.5 is in the first tier, not in the second", "2.50 by <=", request(outages=at(**EDGE_995)),
            entitlement__gross="1.00", availability="99.500000"),
        vec("settle-second-edge-one-ms", "one millisecond more is in the second tier", "1.00 from the highest tier that matches",
            request(outages=at(223, 12_001)), entitlement__gross="2.50"),
        vec("settle-lowest-tier", "a whole day down: the lowest edge decides", "10 percent, or the sum of all tiers", request(outages=at(1440), document=three),
            entitlement__gross="10.00", availability="96.774193"),
        vec("settle-no-downtime", "no outage, no credit, and the answer says why", "a tier for 100 percent", request(outages=[]),
            entitlement__gross="0.00", availability="100.000000", route="none", adjustment=None),
        vec("settle-display-rounded-down", "1 s down in a month shows 99.999962, never 100", "100.000000 by rounding the display",
            request(outages=at(0, 1000)), availability="99.999962", entitlement__gross="0.00"),
    ]


def rounding():
    return [
        vec("settle-half-up", "10 % of 10.05 is 1.005: half goes up", "1.00 by half-even or cutting", request(paid("10.05"), document=flat("10")),
            entitlement__gross="1.01"),
        vec("settle-half-up-below", "10 % of 10.04 is 1.004", "1.01 by rounding up always", request(paid("10.04"), document=flat("10")),
            entitlement__gross="1.00"),
        vec("settle-ratio-first-year", "199.99 a year, 50 %: 199.99 × 50 ÷ 1200 = 8.33291… → 8.33", "monthly fee rounded first: 16.67 × 50 % = 8.335 → 8.34",
            request(paid("199.99", 12, start="2026-01-15"), document=flat("50")), entitlement__gross="8.33"),
        vec("settle-ratio-first-tenth", "199.79 a year, 10 %: 1.66491… → 1.66", "monthly fee rounded first: 16.65 × 10 % = 1.665 → 1.67",
            request(paid("199.79", 12, start="2026-01-15"), document=flat("10")), entitlement__gross="1.66"),
        vec("settle-ratio-first-quarter", "199.97 a quarter, 25 %: 16.66416… → 16.66", "monthly fee rounded first: 66.66 × 25 % = 16.665 → 16.67",
            request(paid("199.97", 3, start="2026-02-01"), document=flat("25")), entitlement__gross="16.66"),
        vec("settle-ratio-first-client-loses", "1.00 a year, 90 %: 90 ÷ 1200 = 0.075 → 0.08", "monthly fee rounded first: 0.08 × 90 % = 0.072 → 0.07",
            request(paid("1.00", 12, start="2026-01-15"), document=flat("90")), entitlement__gross="0.08"),
        vec("settle-percent-nine-decimals", "33.333333333 % of 90 000.00 is 29 999.9999997", "29 997.00 by a percent of two decimals", request(paid("90000.00"), document=flat("33.333333333")),
            entitlement__gross="30000.00"),
        vec("settle-tiny-percent", "0.000000001 % of ten is nothing", "a cent by rounding up", request(document=flat("0.000000001")),
            entitlement__gross="0.00", route="none"),
        vec("settle-huge-fee", "an amount near the 64-bit edge still has an exact product", "overflow, or a float's 16 digits",
            request(paid("90000000000000001.00"), document=flat("99.999999999")), entitlement__gross="89999999999100001.00"),
    ]


def caps():
    capped = dict(cap={"percent": "20"})
    return [
        vec("settle-cap-bites", "25 % wanted, 20 % allowed", "2.50", request(outages=at(300), document=policy(**capped)), entitlement__gross="2.00"),
        vec("settle-cap-idle", "10 % wanted, 20 % allowed: no cap step", "2.00, or a step that says nothing", request(outages=at(60), document=policy(**capped)),
            entitlement__gross="1.00"),
        vec("settle-cap-floor", "20 % of 10.04 is 2.008: a cap is rounded down", "2.01 by half-up", request(paid("10.04"), at(300), policy(**capped)),
            entitlement__gross="2.00"),
        vec("settle-cap-equal", "25 % capped at 25 % of 10.02: 2.505 rounds to 2.51, the cap is 2.50", "2.51 because the percents are equal",
            request(paid("10.02"), at(300), policy(cap={"percent": "25"})), entitlement__gross="2.50"),
        vec("settle-cap-absent", "no cap means 100 %: all of 751.51 ÷ 2 = 375.755 is 375.75, never more than was paid", "375.76: two such months give back 751.52",
            request(paid("751.51", 2), document=flat("100")), entitlement__gross="375.75"),
        vec("settle-cap-of-gross", "the cap is a share of the gross fee", "a cap of the net fee: 2.00", request(paid("10.00", tax=taxed("exclusive", "20")), at(300), policy(**capped)),
            entitlement__gross="2.40", entitlement__net="2.00", entitlement__tax="0.40"),
    ]


def taxes():
    return [
        vec("settle-tax-exclusive", "10.00 net and 20 %: 12.00 paid; 10 % of it is 1.20 = 1.00 + 0.20", "1.00 without tax, or tax on top of 1.20",
            request(paid("10.00", tax=taxed("exclusive", "20")), at(60)), entitlement__gross="1.20", entitlement__net="1.00", entitlement__tax="0.20", entitlement__rate="20"),
        vec("settle-tax-inclusive", "10.00 gross with 20 % inside: 1.00 = 0.83 + 0.17", "0.80 + 0.20 by taking 20 % of gross",
            request(paid("10.00", tax=taxed("inclusive", "20")), at(60)), entitlement__gross="1.00", entitlement__net="0.83", entitlement__tax="0.17"),
        vec("settle-tax-two-rates", "5 % and 9.975 % are summed: 10.00 → 11.50 (1.4975 → 1.50) paid, 1.15 = 1.00 + 0.15", "compound rates, or each tax rounded on its own",
            request(paid("10.00", tax=taxed("exclusive", "5", "9.975")), at(60)), entitlement__gross="1.15", entitlement__net="1.00", entitlement__tax="0.15", entitlement__rate="14.975"),
        vec("settle-tax-line-rounds", "9.99 net, 19 %: tax 1.8981 → 1.90, paid 11.89; 10 % is 1.189 → 1.19", "1.188… from an unrounded line, or net 1.00 + 0.19 from parts",
            request(paid("9.99", tax=taxed("exclusive", "19")), at(60)), entitlement__gross="1.19", entitlement__net="1.00", entitlement__tax="0.19"),
        vec("settle-tax-line-tie", "0.50 net, 5 %: tax 0.025 → 0.03, paid 0.53, all of it back: 0.50 + 0.03", "tax 0.02 by half-even",
            request(paid("0.50", tax=taxed("exclusive", "5")), document=flat("100")), entitlement__gross="0.53", entitlement__net="0.50", entitlement__tax="0.03"),
        vec("settle-tax-zero-rate", "a line with a rate of 0", "a division that fails", request(paid("10.00", tax=taxed("inclusive", "0")), at(60)),
            entitlement__gross="1.00", entitlement__net="1.00", entitlement__tax="0.00", entitlement__rate="0"),
        vec("settle-tax-split-tie", "1.05 gross at 100 %: net 0.525 → 0.53, tax 0.52", "0.52 + 0.53: the tax rounded instead of the net",
            request(paid("1.05", tax=taxed("inclusive", "100")), document=flat("100")), entitlement__net="0.53", entitlement__tax="0.52"),
    ]


def currencies():
    jpy, kwd = [client("JPY", "0")], [client("KWD", "0.000")]
    return [
        vec("settle-jpy", "10 % of 1 234 yen is 123.4: whole yen", "123.40", request(paid("1234"), at(60), clients=jpy), entitlement__gross="123", posting="123"),
        vec("settle-jpy-half", "10 % of 1 235 yen is 123.5", "123 by half-even or cutting", request(paid("1235"), at(60), clients=jpy), entitlement__gross="124"),
        vec("settle-kwd-carry", "0.375 KWD, the panel books two decimals: 0.37 now, 0.005 carried", "0.38 posted, or 0.005 lost",
            request(paid("3.750"), at(60), clients=kwd, scales=[("KWD", 2)]), entitlement__gross="0.375", posting="0.370", carryAfter="0.005"),
        vec("settle-kwd-full-scale", "a panel with three decimals books it all", "two decimals for every panel", request(paid("3.750"), at(60), clients=kwd),
            posting="0.375", carryAfter="0.000"),
        vec("settle-kwd-carry-absorbed", "0.007 carried from before makes 0.382: 0.38 now, 0.002 stays", "0.37, with the carry forgotten",
            request(paid("3.750"), at(60), clients=[client("KWD", "0.007")], scales=[("KWD", 2)]), posting="0.380", carryBefore="0.007", carryAfter="0.002"),
        vec("settle-kwd-nothing-bookable", "0.004 KWD is less than the panel can book: it is carried whole", "a posting of 0.00",
            request(paid("0.040"), at(60), clients=kwd, scales=[("KWD", 2)]), posting=None, route="carry", carryAfter="0.004"),
        vec("settle-scale-above-currency", "a panel that could book four decimals does not add any", "0.5000", request(paid("5.00"), at(60), scales=[("USD", 4)]),
            posting="0.50"),
        vec("settle-whole-units", "a panel that books whole units of a currency with decimals", "1.50 posted", request(paid("15.00"), at(60), scales=[("USD", 0)]),
            posting="1.00", carryAfter="0.50"),
    ]


def fees():
    back = service(charges=[charge("10.00", 1, "2026-02-28", ident="b"), charge("20.00", 1, "2026-03-01", ident="a")])
    same = service(charges=[charge("30.00", ident="z"), charge("20.00", ident="m")])
    short = service(charges=[charge("10.00", 1, "2026-01-31", ident="jan")], recurring={"months": 1, "amount": "7.00", "tax": None}, period="2026-03")
    feb = service(charges=[charge("10.00", 13, "2025-01-31", ident="long")], recurring={"months": 1, "amount": "7.00", "tax": None})
    end = service(charges=[charge("10.00", 12, "2025-03-01", ident="year")], recurring={"months": 3, "amount": "15.00", "tax": taxed("inclusive", "25")})
    return [
        vec("settle-annual", "120.00 a year is 10.00 a month", "12.00: a tenth of the annual fee", request(paid("120.00", 12, start="2025-11-20"), at(60)), entitlement__gross="1.00"),
        vec("settle-first-covering-charge", "two lines cover the first of March: the earlier one counts", "2.00 from the line that starts in March",
            request([back], at(60)), entitlement__gross="1.00"),
        vec("settle-charge-tie-by-id", "same date: the smaller id", "the order of the request", request([same], at(60)), entitlement__gross="2.00"),
        vec("settle-charge-day-31", "from 31 January for a month ends on 28 February: March is not covered", "a line that reaches to 3 March", request([short], at(60)),
            entitlement__gross="0.70"),
        vec("settle-charge-day-31-long", "thirteen months from 31 January 2025 end on 28 February 2026", "28 February 2026 plus three days", request([feb], at(60)), entitlement__gross="0.70"),
        vec("settle-charge-ends-that-day", "a line that ends on 1 March does not cover it; the recurring amount does", "the old line: 0.08", request([end], at(60)),
            entitlement__gross="0.50", entitlement__net="0.40", entitlement__tax="0.10"),
        vec("settle-no-fee", "neither line nor recurring amount", "an error, or the last known price", request([service(charges=[])], at(60)), entitlement__gross="0.00", route="none"),
        vec("settle-free-of-charge", "a line of 0.00 is a fee of nothing", "the recurring amount instead",
            request([service(charges=[charge("0.00")], recurring={"months": 1, "amount": "9.00", "tax": None})], at(60)), entitlement__gross="0.00"),
    ]
