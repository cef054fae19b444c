"""settle, the ledger side: entries already made, negative differences, carry-over, minimum payout, routes, many services."""
from month import HASH, HASH_2, charge, client, entry, flat, outage, policy, request, service, span, taxed, vec
from vector import changed, vector

HIT = [outage("2026-03-10T00:00:00Z", 60)]
BIG = [outage("2026-03-10T00:00:00Z", 300)]


def cases():
    """Every vector of this file."""
    return deltas() + negative() + minimum() + routes() + many()


def held(*entries, **other):
    return [service(entries=list(entries), **other)]


def deltas():
    tax = taxed("exclusive", "20")
    return [
        vec("settle-already-credited", "the same evidence again: nothing moves", "a second credit of 1.00", request(held(entry(1, "1.00")), HIT), entitlement__gross="1.00", adjustment=None,
            route="none", posting=None, carryAfter="0.00"),
        vec("settle-late-evidence", "more downtime came to light: only the difference", "2.50 again", request(held(entry(1, "1.00")), BIG), adjustment__gross="1.50", adjustment__n=2, posting="1.50"),
        vec("settle-three-entries", "the sum of all entries counts, not the last", "0.50 against the last entry", request(held(entry(1, "1.00"), entry(2, "1.50"), entry(3, "-0.50")), BIG),
            adjustment__gross="0.50", adjustment__n=4),
        vec("settle-delta-by-parts", "net and tax have their own differences", "the difference split by today's rate", request(held(entry(1, "1.20", "1.00", "0.20"), charges=[charge(tax=tax)]), BIG),
            adjustment__net="1.50", adjustment__tax="0.30", adjustment__gross="1.80"),
        vec("settle-tax-moved-only", "the same gross, another split: an entry whose gross is 0.00", "no adjustment because the gross is equal",
            request(held(entry(1, "1.20"), charges=[charge(tax=tax)]), HIT), adjustment__net="-0.20", adjustment__tax="0.20", adjustment__gross="0.00", route="carry", posting=None),
        vec("settle-tax-came-late", "the same net, but a tax rate now: the tax of it is owed", "no adjustment because the net is equal",
            request(held(entry(1, "1.00", "1.00", "0.00"), charges=[charge(tax=tax)]), HIT), adjustment__net="0.00", adjustment__tax="0.20", adjustment__gross="0.20", posting="0.20"),
        vec("settle-evidence-unchanged-carry-waits", "no difference: a waiting carry is not paid by the way", "the carry posted without an entry",
            request(held(entry(1, "1.00")), HIT, clients=[client(carry="5.00")]), route="none", posting=None, carryBefore="5.00", carryAfter="5.00"),
    ]


def negative():
    return [
        vec("settle-negative", "a refuted outage: −1.00 is carried, nothing is taken from the account", "a posting of -1.00", request(held(entry(1, "1.00")), []),
            adjustment__gross="-1.00", route="carry", posting=None, carryAfter="-1.00"),
        vec("settle-negative-absorbed", "the next credit of 1.00 pays the debt of 0.30 first", "1.00 posted, the debt forgotten", request(outages=HIT, clients=[client(carry="-0.30")]),
            adjustment__gross="1.00", posting="0.70", carryBefore="-0.30", carryAfter="0.00"),
        vec("settle-negative-larger", "a debt larger than the credit", "a negative posting", request(outages=HIT, clients=[client(carry="-4.00")]), posting=None, route="carry", carryAfter="-3.00"),
        vec("settle-negative-exactly", "a debt exactly as large: nothing to post", "a posting of 0.00", request(outages=HIT, clients=[client(carry="-1.00")]), posting=None, route="carry",
            carryAfter="0.00"),
        vec("settle-carry-in", "owed 2.00 from before, 1.00 more", "1.00 posted", request(outages=HIT, clients=[client(carry="2.00")]), posting="3.00", carryAfter="0.00"),
        vec("settle-negative-against-carry", "owed 5.00, a correction of −1.00: 4.00 are due now", "carried for another month", request(held(entry(1, "1.00")), [], clients=[client(carry="5.00")]),
            adjustment__gross="-1.00", posting="4.00", route="accountCredit", carryAfter="0.00"),
        vec("settle-negative-kwd", "a negative carry of thousandths", "rounded towards zero", request([service(charges=[charge("3.750")])], HIT, clients=[client("KWD", "-0.006")], scales=[("KWD", 2)]),
            posting="0.360", carryAfter="0.009"),
    ]


def minimum():
    least = policy(minimumPayout=[{"currency": "EUR", "amount": "9.00"}, {"currency": "USD", "amount": "1.00"}])
    return [
        vec("settle-minimum-equal", "1.00 at a minimum of 1.00 is paid", "a strict comparison", request(outages=HIT, document=least), posting="1.00"),
        vec("settle-minimum-below", "0.99 waits", "a cent below is paid", request([service(charges=[charge("9.90")])], HIT, least), posting=None, route="carry", carryAfter="0.99"),
        vec("settle-minimum-with-carry", "0.99 and 0.50 from before are together enough", "the minimum held against the new credit alone",
            request([service(charges=[charge("9.90")])], HIT, least, clients=[client(carry="0.50")]), posting="1.49"),
        vec("settle-minimum-other-currency", "no minimum is given for BRL", "a dollar's minimum for reais", request([service(charges=[charge("5.00")])], HIT, least, clients=[client("BRL")]), posting="0.50"),
        vec("settle-minimum-before-scale", "the minimum is held against what is available, not against what can be booked", "0.375 cut to 0.37 and then held back",
            request([service(charges=[charge("3.750")])], HIT, policy(minimumPayout=[{"currency": "KWD", "amount": "0.375"}]), clients=[client("KWD", "0.000")], scales=[("KWD", 2)]),
            posting="0.370", carryAfter="0.005"),
    ]


def routes():
    none = {"routes": [], "postableScale": []}
    return [
        vec("settle-route-review", "a panel that can book nothing: a person posts", "the credit is lost, or carried for ever", request(outages=HIT, capabilities=none), route="review", posting="1.00"),
        vec("settle-route-review-none", "nothing to post, nothing to review", "an empty review item", request(outages=[], capabilities=none), route="none", posting=None),
        vec("settle-route-carry-without-routes", "a carry needs no route", "review of nothing", request(held(entry(1, "1.00")), [], capabilities=none), route="carry", posting=None),
        vec("settle-route-invoice-line", "a panel whose balance pays no part of an invoice: by a line of its own", "accountCredit, or review", request(outages=HIT, capabilities={"routes": ["invoiceLine"], "postableScale": []}), route="invoiceLine", posting="1.00"),
        vec("settle-route-first", "of several routes the first", "always accountCredit", request(outages=HIT, capabilities={"routes": ["invoiceLine", "accountCredit"]}), route="invoiceLine", posting="1.00"),
        vec("settle-route-first-other", "of several routes the first", "the last", request(outages=HIT, capabilities={"routes": ["accountCredit", "invoiceLine"], "postableScale": []}), route="accountCredit", posting="1.00"),
        vec("settle-route-carry-line", "what is carried needs no line", "invoiceLine without a posting", request(held(entry(1, "1.00")), [], capabilities={"routes": ["invoiceLine"]}), route="carry", posting=None),
        vec("settle-scale-absent", "postableScale may be absent: the currency's own decimals", "missing_field", request(outages=HIT, capabilities={"routes": ["accountCredit"]}), posting="1.00"),
    ]


def many():
    kwd = [service(charges=[charge("3.750")]), service(id="18", charges=[charge("3.751")]), service(id="19", charges=[charge("3.760")])]
    strangers = [service(), service(id="18", client="6", charges=[charge("20.00")])]
    quiet = [service(entries=[entry(1, "1.00")]), service(id="18")]
    crossing = [service(entries=[entry(1, "1.00")], spans=[span(server="9")]), service(id="18")]
    hour = outage("2026-03-10T00:00:00Z", 60)
    twenty = [outage(f"2026-03-{day:02d}T03:{day:02d}:00Z", 3 + day, "server:1", 17 * day) for day in range(1, 21)]
    return [
        vec("settle-client-folded-in-order", "three services of one client: thousandths add up to a cent", "each service on its own: 0.005 + 0.005 + 0.006 lost or posted",
            request(kwd, HIT, clients=[client("KWD", "0.000", 7)], scales=[("KWD", 2)]), posting=("0.370", "0.380", "0.370"), carryBefore=("0.000", "0.005", "0.000"),
            carryAfter=("0.005", "0.000", "0.006"), revision=(7, 8, 9)),
        vec("settle-clients-apart", "another client's carry is another's", "one carry for all", request(strangers, HIT, clients=[client(carry="0.25"), client(ident="6", revision=0)]),
            posting=("1.25", "2.00"), revision=(3, 0)),
        vec("settle-revision-unmoved", "a result without adjustment leaves the revision", "the second result expects revision 4 and is refused for ever", request(quiet, HIT), revision=(3, 3),
            posting=(None, "1.00")),
        vec("settle-debt-crosses-services", "the first service's correction is paid from the second's credit", "1.00 posted beside a debt of 1.00", request(crossing, HIT), posting=(None, None),
            carryAfter=("-1.00", "0.00"), revision=(3, 4)),
        vec("settle-same-service-two-months", "one service, two periods in one request", "duplicate_id", request([service(period="2026-02", charges=[charge("10.00", 1, "2026-02-01")]), service()],
            [outage("2026-02-10T00:00:00Z", 60), hour]), posting=("1.00", "1.00"), revision=(3, 4)),
        vec("settle-twenty-outages", "twenty outages with milliseconds: 270 min and 3 570 ms", "each rounded to minutes", request(outages=twenty, document=policy(cap={"percent": "50"})),
            downtimeMs=270 * 60_000 + 3_570, entitlement__gross="2.50"),
        vector("settle-nobody", "no service is an empty answer", "an error", changed(request(), ["services"], []), {"ok": True, "results": [], "warnings": []}),
        vec("settle-two-policies", "services under different policies share the outages", "one policy for all",
            request([service(), service(id="18", assignments=[{"scope": "service", "policy": HASH_2, "from": "2025-01-01T00:00:00Z"}])], HIT,
                    policies=[{"hash": HASH, "document": policy()}, {"hash": HASH_2, "document": flat("100", name="Promise")}]), posting=("1.00", "10.00")),
    ]
