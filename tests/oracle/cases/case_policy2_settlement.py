"""Policies of schema 2: fees, month lengths, periods, caps, minimum credit, forfeits, claims, expiry. As in case_policy2_families.py an hour is
worth 1.00."""
from full import asked, doc, down, multiple, per_unit, proportional, tiers, vec
from month import HASH, charge, client, entry, outage, request, service, span, taxed
from case_settle_time import BERLIN
from wire import DAY, HOUR

HOURS = [down(120)]
TEN = multiple("10")


def cases():
    """Every vector of this file."""
    return fees() + lengths() + periods() + caps() + incidents() + minimum() + forfeits() + claims() + ledger() + migrated()


def owed(ident, reason, wrong, document, gross, outages=None, **more):
    return vec(ident, reason, wrong, asked(document, HOURS if outages is None else outages, **more), entitlement__gross=gross)


def paying(ident, reason, wrong, base, gross, charges, add_ons=None, **more):
    fee = {"base": base} if add_ons is None else {"base": base, "addOns": add_ons}
    return owed(f"fee-{ident}", reason, wrong, doc(proportional(), fee=fee), gross, charges=charges, **more)


def line(amount="744.00", months=1, start="2026-03-01", ident="invoice:7/12", tax=None, **more):
    return {**charge(amount, months, start, tax, ident), **more}


def fees():
    regular = {"months": 1, "amount": "372.00", "tax": None}
    before = [line("372.00", start="2026-02-01", ident="a"), line(ident="b")]
    extra = line("372.00", ident="z", kind="addOn")
    year = line("8928.00", 12, "2025-08-15")
    return [
        paying("paid", "what was paid: 744.00", "1.00 of the regular amount", "paid", "2.00", [line()], recurring=regular),
        paying("paid-nothing", "nothing paid yet: the regular amount", "0.00", "paid", "1.00", [], recurring=regular),
        paying("recurring", "the regular amount, whatever was paid", "2.00", "recurring", "1.00", [line()], recurring=regular),
        paying("recurring-none", "no regular amount, no fee", "2.00 of what was paid", "recurring", "0.00", [line()]),
        paying("before", "what was paid for February", "2.00 of March", "before", "1.00", before),
        paying("before-none", "no line for February, no fee", "2.00 of March", "before", "0.00", [line()], recurring=regular),
        paying("before-prepaid", "the year's line covers February too: 8928 ÷ 12", "24.00: the year's whole line", "before", "2.00", [year]),
        paying("prepaid", "a prepayment is spread over its months", "24.00", "paid", "2.00", [year]),
        paying("cash", "only 372.00 was paid in cash", "2.00", "cash", "1.00", [line(cash="372.00")]),
        paying("cash-all", "a line that does not say is all cash", "0.00", "cash", "2.00", [line()]),
        paying("cash-none", "all by voucher", "2.00", "cash", "0.00", [line(cash="0.00")]),
        paying("cash-tax", "the cash part of a net line bears its tax: 372.00 + 20 %", "1.00", "cash", "1.20", [line(cash="372.00", tax=taxed("exclusive", "20"))]),
        paying("cash-add-on", "744.00 and of the add-on the 186.00 that were paid in cash", "3.00: the whole add-on", "cash", "2.50", [line(), {**extra, "cash": "186.00"}]),
        paying("paid-add-on-cash", "what was paid counts, in whatever money", "2.50: only its cash", "paid", "3.00", [line(), {**extra, "cash": "186.00"}]),
        paying("same-id-twice", "of two lines with one id and begin the first one counts", "1.00: the last one", "paid", "2.00", [line(), line("372.00")]),
        paying("add-ons", "744.00 and an add-on of 372.00", "2.00", "paid", "3.00", [line(), extra]),
        paying("add-ons-months", "an add-on has its own months: 372.00 ÷ 3", "3.00", "paid", "2.33", [line(), line("372.00", 3, ident="z", kind="addOn")]),
        paying("add-ons-out", "the plan alone", "3.00", "paid", "2.00", [line(), extra], False),
        paying("add-ons-old", "an add-on of February does not cover March", "3.00", "paid", "2.00", [line(), line("372.00", start="2026-02-01", ident="z", kind="addOn")]),
        paying("add-on-first", "an add-on that stands first is not the plan's line", "1.00", "paid", "2.00", [line("372.00", start="2026-02-15", ident="a", kind="addOn"), line()], False),
        paying("add-ons-alone", "add-ons without a plan are no fee", "1.00", "paid", "0.00", [extra]),
        paying("exclusive", "gross is what was paid: 744.00 + 20 %", "2.00", "paid", "2.40", [line(tax=taxed("exclusive", "20"))]),
    ]


def lengths():
    def of(length, gross, ident, reason, wrong, schedule=None, amount="744.00", **more):
        return owed(f"length-{ident}", reason, wrong, doc(schedule or proportional(), length=length), gross, amount=amount, **more)
    # March has 744 h; half of it in service (372 h).
    half = {"spans": [span("2026-03-16T12:00:00Z")]}
    late = {"outages": [down(120, "2026-03-20T00:00:00Z")]}
    return [
        of("period", "2.00", "period", "2 of 744 h", "2.07"),
        of("days30", "2.07", "days30", "2 of 720 h: 2.0667", "2.00"),
        of("mean", "2.04", "mean", "2 of 730.485 h: 2.037", "2.00"),
        of("hours730", "2.04", "hours730", "2 of 730 h: 2.0384", "2.00"),
        of("hours730", "20384.00", "hours730-not-mean", "of 7 440 160: 20 384.00; by the mean month 20 370.47", "20370.47", amount="7440160.00"),
        of("period", "4.00", "part-month", "2 of 372 h in service", "2.00", **half, **late),
        of("days30", "4.13", "part-month-days30", "2 of half of 720 h: 4.1333", "2.07: a part month judged on the whole", **half, **late),
        of("days30", "24.80", "share-of-month", "a day is 24 of 720 h: 24.80", "24.00", per_unit({"ms": DAY}, 2 * HOUR)),
        of("days30", "24.80", "share-of-part-month", "a day is a day of a month, also in a part month", "49.60", per_unit({"ms": DAY}, 2 * HOUR), **half, **late),
        of("days30", "744.00", "longer-than-month", "31 days down are more than 30: not more than all", "768.80, or an availability below 0", **{"outages": [down(744 * 60, "2026-03-01T00:00:00Z")]}),
    ]


def periods():
    def on(ident, reason, wrong, start, end, outages, gross, anchor, month="2026-03", zone="UTC", zones=None, **more):
        one = {"period": month, "anchor": anchor, "charges": [line("100.00", 12, "2025-06-01")], **more}
        query = asked(doc(per_unit("1", HOUR), period="anniversary", zone=zone), outages, other={"zones": zones} if zones else None, services=[service(**one)])
        return vec(f"anniversary-{ident}", reason, wrong, query, **{"from": start, "to": end}, entitlement__gross=gross)
    return [
        on("fifteenth", "15 March to 15 April; the outage of 10 March is the period's before", "0.17", "2026-03-15T00:00:00Z", "2026-04-15T00:00:00Z", HOURS, "0.00", 15),
        on("end", "an hour before and an hour after the end at 15 April 00:00", "0.17", "2026-03-15T00:00:00Z", "2026-04-15T00:00:00Z", [down(120, "2026-03-14T23:00:00Z")], "0.08", 15),
        on("thirty-first", "day 31 in February is the 28th, and the period ends on 31 March", "2 or 3 March", "2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z", [], "0.00", 31, "2026-02"),
        on("thirtieth-leap", "day 30 of February 2024 is the 29th", "28 February", "2024-02-29T00:00:00Z", "2024-03-30T00:00:00Z", [], "0.00", 30, "2024-02",
           spans=[span("2023-01-01T00:00:00Z")], assignments=[{"scope": "product", "policy": HASH, "from": "2023-01-01T00:00:00Z"}], charges=[line("100.00", 12, "2024-01-01")]),
        on("absent", "without an anchor day 1", "refused", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z", HOURS, "0.17", None),
        on("zone", "midnight in Berlin: winter on 15 March, summer on 15 April", "23:00 at both", "2026-03-14T23:00:00Z", "2026-04-14T22:00:00Z", HOURS, "0.00", 15, zone="Europe/Berlin", zones=[BERLIN]),
    ]


def caps():
    def cap(ident, reason, wrong, gross, *caps, other=None, **more):
        return owed(f"cap-{ident}", reason, wrong, doc(TEN, caps=list(caps)), gross, other=other, **more)
    in_amounts = {"per": "period", "amounts": [{"currency": "USD", "amount": "15.00"}]}
    yearly, own = {"per": "year", "percent": "10"}, {"per": "client", "amounts": [{"currency": "USD", "amount": "30.00"}]}
    two = [service(charges=[charge("744.00")]), service(id="18", charges=[charge("744.00")])]
    clients = [{**client(), "given": "5.00"}]
    return [
        cap("period", "20.00 wanted, 2 % of 744.00 allowed", "20.00", "14.88", {"per": "period", "percent": "2"}),
        cap("floor", "1.777 % of 744.00 is 13.22088: down", "13.23", "13.22", {"per": "period", "percent": "1.777"}),
        cap("amount", "at most 15.00", "20.00", "15.00", in_amounts),
        owed("cap-incident-free", "a fee of 0.00: a cap in money binds no share of it, and nothing is owed", "amount_overflow, from dividing by the fee", doc(
            multiple("10", "incident"), caps=[{"per": "incident", "amounts": [{"currency": "USD", "amount": "15.00"}]}]), "0.00", charges=[charge("0.00")]),
        cap("amount-other-currency", "a cap in euro does not bind dollars", "15.00, or nothing", "20.00", {"per": "period", "amounts": [{"currency": "EUR", "amount": "15.00"}]}),
        cap("two-kinds", "the smaller of both binds", "15.00", "14.88", in_amounts, {"per": "period", "percent": "2"}),
        cap("none", "an empty list: still never more than the fee", "7 440.00", "744.00", outages=[down(10 * 744 * 6, "2026-03-01T00:00:00Z")]),
        cap("year", "10 % of 12 × 744.00 is 892.80; 880.00 was given: 12.80 left", "20.00", "12.80", yearly, given={"line": "0.00", "year": "880.00"}),
        cap("year-spent", "more was given than the cap: nothing, never less", "-7.20", "0.00", yearly, given={"line": "0.00", "year": "900.00"}),
        cap("year-free", "15.00 of 892.80", "0.00: of one month's fee", "20.00", yearly, given={"line": "0.00", "year": "15.00"}),
        cap("line", "730.00 of the line was given back already: 14.00 is left", "20.00", "14.00", given={"line": "730.00", "year": "0.00"}),
        cap("line-all", "all of it was", "20.00", "0.00", given={"line": "744.00", "year": "0.00"}),
        cap("line-more", "a chargeback with its fee: more than all", "-6.00", "0.00", given={"line": "750.00", "year": "0.00"}),
        cap("line-of-prepaid", "of a prepaid year the period's part: 62.00 − 50.00", "20.00", "12.00", given={"line": "50.00", "year": "0.00"}, charges=[charge("744.00", 12, "2025-06-01")],
            outages=[down(24 * 60 * 8)]),
        vec("cap-client", "30.00 a client, 5.00 given: 20.00, then 5.00", "20.00 twice", asked(doc(TEN, caps=[own]), HOURS, services=two, other={"clients": clients}), entitlement__gross=("20.00", "5.00")),
        vec("cap-client-others", "another client has a cap of its own", "20.00, then 10.00", asked(doc(TEN, caps=[own]), HOURS, services=[two[0], {**two[1], "client": "6"}],
            other={"clients": [client(), client(ident="6")]}), entitlement__gross=("20.00", "20.00")),
    ]


def incidents():
    two = [down(120), down(60, "2026-03-12T00:00:00Z")]
    def cap(ident, reason, wrong, gross, document, outages=None):
        return owed(f"cap-incident-{ident}", reason, wrong, document, gross, two if outages is None else outages)
    each = multiple("10", "incident")
    return [
        cap("each", "20.00 and 10.00, each at most 2 % = 14.88", "14.88: of the sum", "24.88", doc(each, caps=[{"per": "incident", "percent": "2"}])),
        cap("amount", "each at most 12.00", "24.00", "22.00", doc(each, caps=[{"per": "incident", "amounts": [{"currency": "USD", "amount": "12.00"}]}])),
        cap("then-period", "24.88 by incident, 20.00 by period", "24.88", "20.00", doc(each, caps=[{"per": "incident", "percent": "2"}, {"per": "period", "amounts": [{"currency": "USD", "amount": "20.00"}]}])),
        cap("no-rounding-between", "two of a third of a cent: one product, one rounding", "0.00: each rounded", "0.01", doc(multiple("0.001", "incident"), caps=[{"per": "incident", "percent": "50"}]),
            [down(240), down(240, "2026-03-12T00:00:00Z")]),
    ]


def minimum():
    def least(ident, reason, wrong, amount, gross, currency="USD", **more):
        return owed(f"minimum-credit-{ident}", reason, wrong, doc(TEN, minimumCredit=[{"currency": currency, "amount": amount}], **more), gross)
    return [
        least("equal", "20.00 is not under 20.00", "0.00", "20.00", "20.00"),
        least("under", "20.00 is under 20.01: nothing, now and later", "20.00 carried", "20.01", "0.00"),
        least("other-currency", "a minimum in yen says nothing of dollars", "0.00", "2000", "20.00", "JPY"),
        least("after-cap", "capped to 14.88 it is under 15.00", "14.88", "15.00", "0.00", caps=[{"per": "period", "percent": "2"}]),
    ]


def forfeits():
    document = doc(TEN, forfeits=["cancelled", "chargeback"])
    return [
        owed("forfeit-unpaid", "an invoice is open", "20.00", doc(TEN, forfeits=["unpaid"]), "0.00", flags=["unpaid"]),
        owed("forfeit-discounted", "the service is sold at a discount", "20.00", doc(TEN, forfeits=["discounted"]), "0.00", flags=["discounted"]),
        owed("forfeit-listed", "the client charged a payment back", "20.00", document, "0.00", flags=["chargeback"]),
        owed("forfeit-not-listed", "unpaid invoices do not matter here", "0.00", document, "20.00", flags=["unpaid"]),
        owed("forfeit-none", "no flag", "0.00", document, "20.00"),
        vec("forfeit-takes-back", "what was entered before is taken back", "an adjustment of 0.00", asked(document, HOURS, flags=["cancelled"], entries=[entry(1, "20.00")]), adjustment__gross="-20.00"),
        vec("forfeit-extension", "a forfeited extension is none", "7200000", asked(doc({"family": "extension", "unitMs": HOUR, "round": "up", "factor": "1", "per": "period"}, forfeits=["cancelled"]), HOURS, flags=["cancelled"]),
            schema2__extensionMs=0),
    ]


def claims():
    def claim(ident, reason, wrong, gross, at=None, since="period", as_of="2026-04-05T00:00:00Z", days=7, claimable=None, outages=None, **more):
        document = doc(TEN, claim={"windowMs": days * DAY, "from": since}, **more)
        query = asked(document, HOURS if outages is None else outages, other={"asOf": as_of}, claims=[{"at": at}] if at else [])
        return vec(f"claim-{ident}", reason, wrong, query, entitlement__gross=gross, schema2__claimable=claimable)
    open_ = {"gross": "20.00", "until": "2026-04-08T00:00:00Z"}
    return [
        claim("in-time", "asked for on 2 April", "0.00", "20.00", "2026-04-02T00:00:00Z"),
        claim("last-instant", "exactly seven days after the period", "0.00", "20.00", "2026-04-08T00:00:00Z", as_of="2026-05-01T00:00:00Z"),
        claim("late", "a millisecond later", "20.00", "0.00", "2026-04-08T00:00:00.001Z", as_of="2026-05-01T00:00:00Z"),
        claim("open", "nobody asked yet: 20.00 until 8 April", "20.00 without a claim, or no word of it", "0.00", claimable=open_),
        claim("closed", "nobody asked in time: nothing to claim any more", "claimable for ever", "0.00", as_of="2026-04-08T00:00:00.001Z"),
        claim("open-at-the-end", "on the very instant it can still be claimed", "null", "0.00", as_of="2026-04-08T00:00:00Z", claimable=open_),
        claim("before-period", "a claim of February is not for March", "20.00", "0.00", "2026-02-28T23:59:59Z", claimable=open_),
        claim("outage", "seven days after the outage's end on 10 March 02:00", "until 8 April", "0.00", since="outage", as_of="2026-03-17T02:00:00Z", claimable={"gross": "20.00", "until": "2026-03-17T02:00:00Z"}),
        claim("outage-last-counts", "the last outage that counts anything: that of 20 March is below the minimum", "until 27 March", "20.00", "2026-03-17T02:00:00Z", "outage",
              outages=[*HOURS, down(1, "2026-03-20T00:00:00Z")], counting={"minimumMs": 600_000}),
        claim("outage-last-counts-late", "a second after seven days from the last outage that counts; one of 20 March is below the minimum", "20.00, in time until 27 March", "0.00", "2026-03-17T02:00:01Z", "outage",
              outages=[*HOURS, down(1, "2026-03-20T00:00:00Z")], counting={"minimumMs": 600_000}),
        claim("outage-late", "a second after it", "20.00", "0.00", "2026-03-17T02:00:01Z", "outage"),
        claim("nothing", "nothing is owed, nothing can be claimed", "claimable 0.00", "0.00", outages=[]),
        vec("claim-outage-none", "no outage, but a month at 100 % earns by this policy: the window follows the period", "until the period's start: never to be claimed",
            asked(doc(tiers(("100", "1"), edge="atOrBelow"), claim={"windowMs": 7 * DAY, "from": "outage"}), [], other={"asOf": "2026-04-05T00:00:00Z"}), schema2__claimable={"gross": "7.44", "until": "2026-04-08T00:00:00Z"}),
        claim("capped", "what can be claimed is what is owed after the caps", "20.00", "0.00", claimable={**open_, "gross": "14.88"}, caps=[{"per": "period", "percent": "2"}]),
        vec("expires", "a year after it is due on 4 April 2026", "never", asked(doc(TEN, expiresAfterMs=365 * DAY), HOURS), schema2__expiresAt="2027-04-04T00:00:00Z"),
        vec("expires-never", "a policy that says nothing", "a default", asked(doc(TEN), HOURS), schema2__expiresAt=None),
    ]


def ledger():
    taxes = [charge("620.00", tax=taxed("exclusive", "20"))]
    return [
        vec("settled-again", "what was entered is not paid again", "20.00 twice", asked(doc(TEN), HOURS, entries=[entry(1, "20.00")]), adjustment=None, route="none"),
        vec("settled-late", "an outage that came to light later: the difference", "30.00 once more", asked(doc(TEN), [*HOURS, down(60, "2026-03-12T00:00:00Z")], entries=[entry(1, "20.00")]), adjustment__gross="10.00", posting="10.00"),
        vec("settled-withdrawn", "the outage was none: all is taken back", "nothing", asked(doc(TEN), [], entries=[entry(1, "20.00")]), adjustment__gross="-20.00", route="carry"),
        vec("settled-tax", "20.00 with 20 % tax in it", "16.00 net", asked(doc(TEN), HOURS, charges=taxes), entitlement__gross="20.00", entitlement__net="16.67", entitlement__tax="3.33"),
        vec("settled-minimum-payout", "20.00 is owed, but carried until it is 25.00", "nothing is owed", asked(doc(TEN, minimumPayout=[{"currency": "USD", "amount": "25.00"}]), HOURS), entitlement__gross="20.00", posting=None,
            route="carry", carryAfter="20.00"),
        vec("settled-delay", "due ten days after the period", "three days", asked(doc(TEN, settleDelayMs=10 * DAY), HOURS), dueAt="2026-04-11T00:00:00Z", final=False),
    ]


def migrated():
    """The schema 2 form of a document whose numbers stand in case_settle_money.py (settle-cap-floor)."""
    query = request([service(charges=[charge("10.04")])], [outage("2026-03-10T00:00:00Z", 300)], doc(tiers(), caps=[{"per": "period", "percent": "20"}]))
    return [vec("same-as-schema-1", "25 % wanted, 20 % of 10.04 allowed: 2.00 as by schema 1", "2.51", query, entitlement__gross="2.00", availability="99.327956")]
