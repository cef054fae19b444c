"""Policies of schema 2: the cases and worked examples that providers (or third parties on their texts) publish, by their names; beside each
what the text says. March 2026 has 744 h unless said otherwise; a fee of 744.00 makes an hour worth 1.00."""
from full import MIN, asked, doc, down, ladder, multiple, per_unit, proportional, tiers, vec
from month import charge, service, span
from wire import DAY, HOUR

# Hours credited by Vultr's table; it leaves 9 to 10 minutes open, here the first step reaches to 10. Its month has 672 h.
VULTR = ladder("incident", (0, {"ms": 12 * HOUR}), (10 * MIN, {"ms": DAY}), (60 * MIN, {"ms": 2 * DAY}), (120 * MIN, {"ms": 5 * DAY}),
               (240 * MIN, {"ms": 10 * DAY}), (420 * MIN, {"ms": 28 * DAY}))


def cases():
    """Every vector of this file."""
    return acceptance() + ladders() + allowed() + examples() + rules()


def earns(ident, reason, wrong, document, outages, gross, amount="744.00", **more):
    return vec(f"published-{ident}", reason, wrong, asked(document, outages, amount, **more), entitlement__gross=gross)


def june(document, outages, amount, gross, ident, reason, wrong, **hand):
    """June 2026 has 30 days."""
    one = service(period="2026-06", charges=[charge(amount, start="2026-06-01")])
    return vec(f"published-{ident}", reason, wrong, asked(document, outages, services=[one], other={"asOf": "2026-07-10T00:00:00Z"}), entitlement__gross=gross, **hand)


def acceptance():
    swift = doc(per_unit("10", HOUR, "down", beyondMs=90 * MIN))
    shared = doc({"family": "perStep", "below": "99.9", "step": "0.1", "percent": "10", "round": "up"})
    larger = {"family": "components", "stack": "largest", "of": [{"name": "vrack", "schedule": per_unit("4", HOUR)}, {"name": "any", "schedule": per_unit("7.5", HOUR)}]}
    ten_two = [down(0, f"2026-03-{d:02}T00:00:00Z", 18_000_000 // 10) for d in range(2, 12)]
    return [
        earns("SLA-2-2.5h", "10 % per FULL hour beyond 1.5 h; 2.5 h: 10 %", "20 %", swift, [down(150)], "74.40"),
        earns("SLA-2-3h", "3 h: one full hour beyond 1.5 h: 10 %", "15 %, or 20 %", swift, [down(180)], "74.40"),
        earns("SLA-2-1.5h", "1.5 h: nothing", "10 %", swift, [down(90)], "0.00"),
        earns("SLA-3-shared-99.7", "10 % per 0.1 % below 99.9; 99.7: 20 %", "30 %, as a float's 2.0000000000000284 rounds up", shared, [down(133, millis=55_200)], "148.80"),
        earns("SLA-4", "99.5 goes to the larger credit: 50 %", "10 %", doc(tiers(("99.9", "10"), ("99.5", "50"), edge="atOrBelow")), [down(223, millis=12_000)], "372.00"),
        vec("published-SLA-5.2", "180 min, 20 of them excluded: 160 min count; 25 % of 2 500.00 = 625.00", "a tier by 180 min",
            asked(doc(tiers(("99.9", "10"), ("99.65", "25"), ("99.6", "50")), {"maintenance": {"rule": "excluded"}}), [down(180)], "2500.00",
                  other={"maintenance": [{"id": "m", "subject": "*", "from": "2026-03-10T01:00:00Z", "to": "2026-03-10T01:20:00Z", "announcedAt": None}]}),
            downtimeMs=160 * MIN, entitlement__gross="625.00"),
        june(doc(multiple("1", decimals=6), {"affected": "share"}), [down(100, "2026-06-10T00:00:00Z", affected="2.1")], "1000000.00", "49.00", "SLA-7",
             "100 min × 0.021 ÷ 43 200 min = 0.000049 (of 1 000 000.00: 49.00)", "48.61 without the six places", downtimeMs=126_000),
        earns("SLA-9", "credits of 4.00 and 7.50 for the same hour: the larger", "11.50", doc(larger), [down(60, component="vrack")], "7.50", "100.00"),
        vec("published-SLA-11", "100 days in service, 60 × 5 min down of 365 days: 99.942922; the days before are up", "99.791666: of the days in service",
            asked(doc({"family": "rollingYear", "tiers": [{"below": "99.95", "percent": "10"}]}), [{**o, "id": f"o{i}"} for i, o in enumerate(ten_two)],
                  spans=[span("2025-12-22T00:00:00Z")]), availability="99.942922", entitlement__gross="74.40"),
    ]


def ladders():
    document = doc(VULTR)
    def one(minutes, hours):
        return june(document, [down(minutes, "2026-06-10T00:00:00Z")], "720.00", f"{hours}.00", f"SLA-6-{minutes}min", f"an outage of {minutes} min is credited {hours} h", "the next step, or the sum of the steps")
    february = service(period="2026-02", charges=[charge("672.00", start="2026-02-01")])
    gaia = doc(ladder("incident", (HOUR, {"ms": DAY}), (2 * HOUR, {"ms": 3 * DAY}), (6 * HOUR, {"ms": 7 * DAY}), (12 * HOUR, {"ms": 14 * DAY})))
    return [
        *[one(m, h) for m, h in ((5, 12), (59, 24), (119, 48), (239, 120), (419, 240), (420, 672))],
        vec("published-SLA-6-month-of-672h", "420 min: 672 h are a month of 28 days: all of it", "more than the fee", asked(document, [down(420, "2026-02-10T00:00:00Z")], services=[february]), entitlement__gross="672.00"),
        *[earns(f"GaiaStreams-{m}min", f"{m} min: {d} days", "the next step", gaia, [down(m)], f"{24 * d}.00") for m, d in ((59, 0), (60, 1), (359, 3), (360, 7), (720, 14))],
    ]


def allowed():
    """Tables of allowed downtime: at the edge nothing is owed, one unit of the table further 10 %."""
    def edge(ident, reason, percent, ms, gross, length="period", month="2026-03"):
        document = doc(tiers((percent, "10")), length=length)
        one = service(period=month, charges=[charge("100.00", start=month + "-01")])
        return vec(f"published-{ident}", reason, "an edge of another month length, or one rounded", asked(document, [down(0, month + "-10T00:00:00Z", ms)], services=[one]), entitlement__gross=gross)
    table = [("99.9", 43.8), ("99.5", 219), ("99", 438), ("98", 876), ("97", 1314)]
    rows = [edge(f"UP-730-{p}-{side}", f"{p} % of 730 h: {m} min are allowed" if not more else f"a millisecond more than {m} min is below", p, round(m * MIN) + more, gross, "hours730")
            for p, m in table for side, more, gross in (("allowed", 0, "0.00"), ("below", 1, "10.00"))]
    return rows + [
        edge("UP-31-99.99-allowed", "31 days, 99.99 %: 00:04:28 shown, 267.84 s exact", "99.99", 267_840, "0.00"),
        edge("UP-31-99.99-below", "a millisecond more", "99.99", 267_841, "10.00"),
        edge("UP-31-99.99-shown", "the 4:28 that the table shows are rounded up: already below", "99.99", 268_000, "10.00"),
        edge("UP-31-99-allowed", "31 days, 99 %: 07:26:24", "99", 26_784_000, "0.00"),
        edge("UP-31-99-below", "a millisecond more", "99", 26_784_001, "10.00"),
        edge("UP-mean-99.95-shown", "mean month, 99.95 %: 21m 54s shown, 1 314.873 s exact: 21:54 is allowed", "99.95", 1_314_000, "0.00", "mean"),
        edge("UP-mean-99.95-allowed", "1 314.873 s", "99.95", 1_314_873, "0.00", "mean"),
        edge("UP-mean-99.95-below", "a millisecond more", "99.95", 1_314_874, "10.00", "mean"),
    ]


def examples():
    enterprise = {"family": "perStep", "below": "99.99", "step": "0.01", "percent": "10", "round": "up"}
    shared = {**enterprise, "below": "99.9", "step": "0.1"}
    dream = doc(per_unit({"fraction": [12, 365]}, HOUR))
    return [
        earns("Expert-Systems", "4 h × 50 ÷ 730 h = 0.27 (two decimals), of 30.00: 8.10", "8.22", doc(multiple("50", decimals=2), length="hours730"), [down(240)], "8.10", "30.00"),
        earns("StableHost-shared-99.8", "at 99.8 the page says 10 %", "20 %", doc(shared), [down(89, millis=16_800)], "74.40"),
        earns("StableHost-shared-99.7", "at 99.7 the page says 20 %", "30 %", doc(shared), [down(133, millis=55_200)], "148.80"),
        earns("StableHost-enterprise-99.98", "at 99.98 the page says 10 %", "20 %", doc(enterprise), [down(8, millis=55_680)], "74.40"),
        earns("Ho-ost", "5 % an hour, fee 1.00, an hour down: 0.05", "0.00", doc(per_unit("5", HOUR, below="99.9")), [down(60)], "0.05", "1.00"),
        vec("published-DreamHost", "a day (119.40 ÷ 365 = 0.3271) for an hour; the page rounds to 0.30", "0.32: a day of a month of 31 days", asked(dream, [down(60)], charges=[charge("119.40", 12, "2025-06-01")]), entitlement__gross="0.33"),
        june(doc(proportional(), {"affected": "share"}), [down(100, "2026-06-10T00:00:00Z", affected="2.1")], "1000000.00", "48.61", "Cloudflare-exact", "100 min × 0.021 ÷ 43 200 min, not rounded: 48.6111", "49.00"),
    ]


def rules():
    """Rules that are published without numbers."""
    rackspace = {"family": "components", "stack": "sum", "of": [{"name": "network", "schedule": per_unit("5", 30 * MIN, "down")}, {"name": "host", "schedule": per_unit("5", HOUR, "down", beyondMs=HOUR)}]}
    king = doc(multiple("10", beyond="99.9"), {"clock": "report"})
    uniplex = doc({"family": "extension", "unitMs": HOUR, "round": "proportional", "factor": "1", "per": "incident"}, {"minimumMs": HOUR}, forfeits=["chargeback", "cancelled", "discounted"],
                  claim={"windowMs": 72 * HOUR, "from": "outage"})
    asked_for = [{"at": "2026-03-12T00:00:00Z"}]
    return [
        earns("Rackspace", "network 60 min: 2 × 5 %; host 3 h: 2 h beyond the first: 2 × 5 %", "25 %", doc(rackspace), [down(60, component="network"), down(180, "2026-03-12T00:00:00Z", component="host")], "148.80"),
        earns("OVHcloud-network", "5 % for every 10 minutes, at most all: 200 min are 100 %", "105 %", doc(per_unit("5", 10 * MIN)), [down(205)], "744.00"),
        earns("Liquid-Web", "ten times what is beyond 30 min: 10 × 30 min", "10.00", doc(multiple("10", "incident", beyondMs=30 * MIN)), [down(60)], "5.00"),
        earns("HostingKing", "10 × what is beyond 99.9 %, from the report on: 120 − 44.64 min = 12.56 h", "20.00", king, [down(180, reportedAt="2026-03-10T01:00:00Z")], "12.56"),
        earns("1-GB.net", "below 99.9, 1/30 of the month for 2 h: 3 h are 2 units", "24.80", doc(per_unit({"fraction": [1, 30]}, 2 * HOUR, below="99.9")), [down(180)], "49.60"),
        earns("ProtectHosting", "5 % an hour of the plan alone, add-ons left out", "111.60", doc(per_unit("5", HOUR, below="99.9"), fee={"addOns": False}), [down(61)], "74.40",
              charges=[charge("744.00"), {**charge("372.00", ident="z"), "kind": "addOn"}]),
        earns("HostGator", "a month of credit below 99.9 %", "10 %", doc({"family": "flat", "share": {"months": 1}, "below": "99.9"}), [down(60)], "744.00"),
        earns("Alibaba-cash", "30 % below 99, of the cash part: 372.00", "223.20", doc(tiers(("99.9", "20"), ("99", "30"), ("95", "50")), fee={"base": "cash"}, caps=[{"per": "period", "percent": "50"}]), [down(600)], "111.60",
              charges=[{**charge("744.00"), "cash": "372.00"}]),
        earns("AWS-edge-99", "exactly 99.0 is 'equal to or greater than 99.0': 10 %", "30 %", doc(tiers(("99.99", "10"), ("99", "30"), ("95", "100"))), [down(446, millis=24_000)], "74.40"),
        earns("Google-partial-minutes", "99.95, partial minutes dropped: 22 min 19.201 s (below 99.95) are 22 min", "10 %", doc(tiers(("99.95", "10")), {"rule": "wholeMinutes"}), [down(22, millis=19_201)], "0.00"),
        vec("published-Uniplex", "hour for hour, 90 min, asked for within 72 h", "an hour of money", asked(uniplex, [down(90)], claims=asked_for), schema2__extensionMs=90 * MIN, entitlement__gross="0.00"),
        vec("published-Uniplex-short", "59 min are below the hour", "59 min", asked(uniplex, [down(59)], claims=asked_for), schema2__extensionMs=0),
        vec("published-Uniplex-late", "asked for after 72 h", "90 min", asked(uniplex, [down(90)], claims=[{"at": "2026-03-13T01:30:00.001Z"}]), schema2__extensionMs=0),
        vec("published-Uniplex-chargeback", "a client who charged back", "90 min", asked(uniplex, [down(90)], claims=asked_for, flags=["chargeback"]), schema2__extensionMs=0),
        earns("Prowebis", "a month for an outage of more than 12 h, at most once", "1 488.00", doc({"family": "flat", "share": {"months": 1}, "incidentMs": 12 * HOUR}), [down(721), down(721, "2026-03-12T00:00:00Z")], "744.00"),
        vec("published-Kinsta-window", "daily window 02-05 h at the data centre: an outage 02:30-05:30 h counts half an hour", "three hours",
            asked(doc(proportional(), {"maintenance": {"rule": "excluded", "daily": {"from": "02:00", "to": "05:00"}}}), [down(180, "2026-03-10T02:30:00Z")]), downtimeMs=30 * MIN),
    ]
