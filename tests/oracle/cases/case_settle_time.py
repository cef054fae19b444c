"""settle, the time side: periods and zones, overlap, spans, maintenance, policy versions. Deciding values by hand."""
from month import HASH, HASH_2, HASH_3, UTC, charge, flat, outage, policy, request, service, span, vec
from vector import changed
from wire import iso, ms

SAO_PAULO = {"name": "America/Sao_Paulo", "tzdata": "2026a", "offsets": [{"from": None, "seconds": -10800}]}
BERLIN = {"name": "Europe/Berlin", "tzdata": "2026a", "offsets": [
    {"from": None, "seconds": 3600}, {"from": "2026-03-29T01:00:00Z", "seconds": 7200}, {"from": "2026-10-25T01:00:00Z", "seconds": 3600}]}
HAVANA = {"name": "America/Havana", "tzdata": "2026a", "offsets": [{"from": None, "seconds": -14400}, {"from": "2026-11-01T05:00:00Z", "seconds": -18000}]}
DAMASCUS = {"name": "Asia/Damascus", "tzdata": "2026a", "offsets": [{"from": None, "seconds": 7200}, {"from": "2006-03-31T22:00:00Z", "seconds": 10800}]}
NOTICE = 86_400_000
HOURS = 3_600_000


def cases():
    """Every vector of this file."""
    return overlap() + periods() + zones() + spans() + maintenance() + versions() + finality()


def dated(start, end, subject="server:1"):
    return {"id": f"{subject}/{ms(start)}", "subject": subject, "from": start, "to": end}


def overlap():
    two = [outage("2026-03-10T00:00:00Z", 120), outage("2026-03-10T01:00:00Z", 120)]
    subjects = [outage("2026-03-10T00:00:00Z", 60), outage("2026-03-10T00:30:00Z", 60, "service:17"), outage("2026-03-10T00:10:00Z", 60, "service:18")]
    return [
        vec("settle-overlap", "00:00 to 02:00 and 01:00 to 03:00 are three hours", "four hours, 99.462365", request(outages=two), downtimeMs=3 * HOURS,
            counted=[{"outage": two[0]["id"], "countedMs": 2 * HOURS, "excludedMs": 0, "exclusion": None}, {"outage": two[1]["id"], "countedMs": HOURS, "excludedMs": 0, "exclusion": None}]),
        vec("settle-overlap-decides-tier", "twice 25 minutes, 20 of them the same: 30 minutes, above 99.9", "50 minutes: 1.00", request(outages=[
            outage("2026-03-10T00:00:00Z", 25), outage("2026-03-10T00:05:00Z", 25)]), downtimeMs=1_800_000, entitlement__gross="0.00"),
        vec("settle-inside", "an outage inside another adds nothing", "the inner one again", request(outages=[outage("2026-03-10T00:00:00Z", 60), outage("2026-03-10T00:10:00Z", 10)]),
            downtimeMs=HOURS, counted=[{"outage": "server:1/1773100800000", "countedMs": HOURS, "excludedMs": 0, "exclusion": None},
                                       {"outage": "server:1/1773101400000", "countedMs": 0, "excludedMs": 0, "exclusion": None}]),
        vec("settle-server-and-service", "the server's and the service's own outage overlap; another service's does not touch", "150 minutes", request(outages=subjects), downtimeMs=90 * 60_000),
        vec("settle-touching", "one ends when the next begins", "a millisecond counted twice", request(outages=[outage("2026-03-10T00:00:00Z", 60), outage("2026-03-10T01:00:00Z", 60)]),
            downtimeMs=2 * HOURS),
        vec("settle-shuffled-outages", "outages in any order", "an order that decides", request(outages=two[::-1]), downtimeMs=3 * HOURS, entitlement__gross="1.00"),
        vec("settle-other-server", "an outage of another server", "every outage counts for everybody", request(outages=[outage("2026-03-10T00:00:00Z", 600, "server:2")]),
            downtimeMs=0, counted=[], entitlement__gross="0.00"),
    ]


def periods():
    month_end = [dated("2026-02-28T23:30:00Z", "2026-03-01T00:50:00Z")]
    feb = service(period="2026-02", charges=[charge("10.00", 1, "2026-02-01")])
    return [
        vec("settle-clip-start", "only what lies in the period: 50 of 80 minutes", "80 minutes", request(outages=month_end), downtimeMs=50 * 60_000, entitlement__gross="1.00"),
        vec("settle-clip-both-months", "the same outage in two periods: 30 and 50 minutes", "80 minutes twice", request([feb, service()], month_end),
            downtimeMs=(30 * 60_000, 50 * 60_000), entitlement__gross=("0.00", "1.00")),
        vec("settle-period-end-exclusive", "an outage that begins at the very end", "a millisecond of the next month", request(outages=[outage("2026-04-01T00:00:00Z", 600)]),
            downtimeMs=0, counted=[]),
        vec("settle-last-millisecond", "the last millisecond belongs to the period", "a period that ends a second early", request(outages=[dated("2026-03-31T23:59:59.999Z", "2026-04-01T05:00:00Z")]),
            downtimeMs=1),
        vec("settle-leap-february", "February 2028 has 29 days", "28 days", request([service(period="2028-02", charges=[charge("10.00", 1, "2028-02-01")])], [outage("2028-02-29T10:00:00Z", 60)],
            asOf="2028-03-10T00:00:00Z"), totalMs=29 * 24 * HOURS, downtimeMs=HOURS, to="2028-03-01T00:00:00Z"),
        vec("settle-december", "December ends in the next year", "a month 13", request([service(period="2026-12", charges=[charge("10.00", 1, "2026-12-01")])], [outage("2026-12-31T23:00:00Z", 60)],
            asOf="2027-01-10T00:00:00Z"), totalMs=31 * 24 * HOURS, downtimeMs=HOURS, to="2027-01-01T00:00:00Z"),
    ]


def zoned(zone, period, outages, as_of, start):
    line = charge("10.00", 1, start)
    return request([service(period=period, charges=[line], spans=[span("2005-01-01T00:00:00Z")], assignments=[{"scope": "product", "policy": HASH, "from": "2005-01-01T00:00:00Z"}])],
                   outages, policy(zone=zone["name"]), zones=[zone], asOf=as_of)


def zones():
    edge = [dated("2026-04-01T02:00:00Z", "2026-04-01T04:00:00Z")]
    autumn = [dated("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")]
    return [
        vec("settle-zone-month-edge", "in Sao Paulo March ends at 03:00 UTC: one of the two hours is March's", "two hours, or none", zoned(SAO_PAULO, "2026-03", edge, "2026-04-10T00:00:00Z", "2026-03-01"),
            **{"from": "2026-03-01T03:00:00Z", "to": "2026-04-01T03:00:00Z"}, downtimeMs=HOURS, dueAt="2026-04-04T03:00:00Z"),
        vec("settle-zone-spring", "Berlin's March 2026 is an hour short: 743 h", "744 h", zoned(BERLIN, "2026-03", [outage("2026-03-29T00:30:00Z", 60)], "2026-04-10T00:00:00Z", "2026-03-01"),
            totalMs=743 * HOURS, **{"from": "2026-02-28T23:00:00Z", "to": "2026-03-31T22:00:00Z"}, downtimeMs=HOURS),
        vec("settle-zone-autumn", "and its October is 745 h; an outage over the change is one hour of real time", "an hour more or less by civil clocks",
            zoned(BERLIN, "2026-10", autumn, "2026-11-10T00:00:00Z", "2026-10-01"), totalMs=745 * HOURS, downtimeMs=HOURS),
        vec("settle-zone-midnight-twice", "Havana: 1 November 2026 00:00 comes twice; the month ends at the first", "745 h in October",
            zoned(HAVANA, "2026-10", edge[:0], "2026-11-10T00:00:00Z", "2026-10-01"), **{"from": "2026-10-01T04:00:00Z", "to": "2026-11-01T04:00:00Z"}, totalMs=744 * HOURS),
        vec("settle-zone-midnight-twice-after", "so November has the hour: 721 h", "720 h, or an hour in neither month",
            zoned(HAVANA, "2026-11", edge[:0], "2026-12-10T00:00:00Z", "2026-11-01"), **{"from": "2026-11-01T04:00:00Z", "to": "2026-12-01T05:00:00Z"}, totalMs=721 * HOURS),
        vec("settle-zone-no-midnight", "Damascus 2006: 1 April began at 01:00; March ends at the jump", "an error, or an hour earlier",
            zoned(DAMASCUS, "2006-03", edge[:0], "2006-04-10T00:00:00Z", "2006-03-01"), to="2006-03-31T22:00:00Z", totalMs=744 * HOURS),
        vec("settle-zone-civil-date", "bound at 28 February 23:00 UTC, which is 1 March in Berlin: March's line", "the line of February",
            changed(zoned(BERLIN, "2026-03", [outage("2026-03-10T00:00:00Z", 60)], "2026-04-10T00:00:00Z", "2026-03-01"), ["services", 0, "charges"],
                    [charge("99.00", 1, "2026-02-01", ident="feb"), charge("10.00", 1, "2026-03-01", ident="mar")]), entitlement__gross="1.00"),
    ]


def spans():
    moved = service(spans=[span(end="2026-03-15T12:00:00Z"), span("2026-03-15T12:00:00Z", server="2")])
    hits = [dated("2026-03-10T00:00:00Z", "2026-03-10T01:00:00Z"), dated("2026-03-10T00:00:00Z", "2026-03-10T05:00:00Z", "server:2"),
            dated("2026-03-15T11:00:00Z", "2026-03-15T13:30:00Z"), dated("2026-03-20T00:00:00Z", "2026-03-20T02:00:00Z", "server:2")]
    paused = service(spans=[span(end="2026-03-11T00:00:00Z"), span("2026-03-11T00:00:00Z", "2026-03-21T00:00:00Z", state="suspended"), span("2026-03-21T00:00:00Z")])
    inside = [dated("2026-03-10T23:00:00Z", "2026-03-11T02:00:00Z")]
    late = service(spans=[span("2026-03-16T00:00:00Z")], charges=[charge("10.00", 1, "2026-03-16")])
    ended = service(spans=[span(end="2026-03-11T00:00:00Z"), span("2026-03-11T00:00:00Z", state="ended")])
    nowhere = service(spans=[span(server=None)])
    again = service(spans=[span(end="2026-03-11T00:00:00Z"), span("2026-03-11T00:00:00Z", "2026-03-12T00:00:00Z", state="suspended"), span("2026-03-12T00:00:00Z", "2026-03-21T00:00:00Z", state="suspended"),
                           span("2026-03-21T00:00:00Z")])
    through, meeting = [dated("2026-03-11T23:00:00Z", "2026-03-12T02:00:00Z")], [dated("2026-03-15T00:00:00Z", "2026-03-15T01:00:00Z"), dated("2026-03-15T01:00:00Z", "2026-03-15T03:00:00Z")]
    half = [dated("2026-03-10T23:00:00Z", "2026-03-11T01:00:00Z")]
    return [
        vec("settle-moved-service", "moved at noon of the 15th: one hour on server 1, the hour before the move, two on server 2", "outages of both servers all month: nine hours", request([moved], hits),
            downtimeMs=4 * HOURS, totalMs=744 * HOURS),
        vec("settle-suspended-outage", "an outage into the suspension: the first hour counts, two do not", "three hours", request([paused], inside), downtimeMs=HOURS, excludedMs=2 * HOURS,
            totalMs=504 * HOURS, counted=[{"outage": inside[0]["id"], "countedMs": HOURS, "excludedMs": 2 * HOURS, "exclusion": "suspended"}]),
        vec("settle-suspended-twice", "two suspensions meet within an outage: one stretch of three hours left out", "a stretch for each suspension", request([again], through), downtimeMs=0, excludedMs=3 * HOURS),
        vec("settle-suspended-meeting", "two outages meet within a suspension: each has its stretch", "the second's hours told of the first", request([paused], meeting), excludedMs=3 * HOURS,
            counted=[{"outage": row["id"], "countedMs": 0, "excludedMs": hours * HOURS, "exclusion": "suspended"} for row, hours in zip(meeting, (1, 2))]),
        vec("settle-excluded-equally", "an hour of maintenance and an hour of suspension: of equals, maintenance is named", "suspended", request([paused], half, policy(rule="excluded"),
            maintenance=[window("2026-03-10T20:00:00Z", "2026-03-11T00:00:00Z", None)]), counted=[{"outage": half[0]["id"], "countedMs": 0, "excludedMs": 2 * HOURS, "exclusion": "maintenance"}]),
        vec("settle-suspended-shrinks-total", "21 active days: 31 min are below 99.9, of a whole month they are not", "a total of 31 days", request([paused], [outage("2026-03-05T00:00:00Z", 31)]),
            totalMs=504 * HOURS, entitlement__gross="1.00"),
        vec("settle-new-service", "active from the 16th: half a month is the total", "the time before it counted as up", request([late], [outage("2026-03-20T00:00:00Z", 24)]),
            totalMs=384 * HOURS, entitlement__gross="1.00"),
        vec("settle-ended-service", "ended on the 11th", "time after the end counted as up", request([ended], [outage("2026-03-05T00:00:00Z", 15)]), totalMs=240 * HOURS, entitlement__gross="1.00"),
        vec("settle-gone-before", "ended before the period: no service", "a division by zero", request([service(spans=[span(end="2026-02-11T00:00:00Z")])]), totalMs=0, availability=None, entitlement__gross="0.00"),
        vec("settle-no-spans", "we never saw this service", "a whole month assumed", request([service(spans=[])]), totalMs=0, availability=None),
        vec("settle-suspended-all-month", "suspended all month: nothing to credit", "100 % of nothing", request([service(spans=[span(state="suspended")])]), totalMs=0, entitlement__gross="0.00", downtimeMs=0),
        vec("settle-no-server", "a service without a server has only its own outages", "server null matched with anything",
            request([nowhere], [outage("2026-03-10T00:00:00Z", 600), outage("2026-03-12T00:00:00Z", 60, "service:17")]), downtimeMs=HOURS),
        vec("settle-gap-in-spans", "a gap between two spans is no service time", "the gap bridged", request([service(spans=[span(end="2026-03-11T00:00:00Z"), span("2026-03-21T00:00:00Z")])], [outage("2026-03-15T00:00:00Z", 600)]),
            totalMs=504 * HOURS, downtimeMs=0),
    ]


def window(start, end, announced, subject="server:1", ident="m1"):
    return {"id": ident, "subject": subject, "from": start, "to": end, "announcedAt": announced}


def maintenance():
    hit = [dated("2026-03-10T00:00:00Z", "2026-03-10T04:00:00Z")]
    announced = policy(rule="excludedIfAnnounced", notice=NOTICE)

    def ask(at, document=announced, subject="server:1", span_hours=("00", "03")):
        rows = [window(f"2026-03-10T{span_hours[0]}:00:00Z", f"2026-03-10T{span_hours[1]}:00:00Z", at, subject)]
        return request(outages=hit, document=document, maintenance=rows)

    overlapping = [window("2026-03-10T00:00:00Z", "2026-03-10T02:00:00Z", "2026-03-01T00:00:00Z"), window("2026-03-10T01:00:00Z", "2026-03-10T03:00:00Z", "2026-03-01T00:00:00Z", ident="m2")]
    return [
        vec("settle-maintenance-in-time", "announced days before: three of four hours are excluded", "four hours", ask("2026-03-07T00:00:00Z"), downtimeMs=HOURS, excludedMs=3 * HOURS,
            counted=[{"outage": hit[0]["id"], "countedMs": HOURS, "excludedMs": 3 * HOURS, "exclusion": "maintenance"}]),
        vec("settle-maintenance-exactly", "announced exactly 24 h before counts as announced", "late by a strict comparison", ask("2026-03-09T00:00:00Z"), downtimeMs=HOURS),
        vec("settle-maintenance-late", "a millisecond late is late", "excluded anyway", ask("2026-03-09T00:00:00.001Z"), downtimeMs=4 * HOURS, excludedMs=0),
        vec("settle-maintenance-afterwards", "announced when it was over", "excluded anyway", ask("2026-03-11T00:00:00Z"), downtimeMs=4 * HOURS),
        vec("settle-maintenance-unannounced", "nobody knows when it was announced", "null read as always", ask(None), downtimeMs=4 * HOURS),
        vec("settle-maintenance-rule-excluded", "a policy that excludes all maintenance", "late ones counted", ask(None, policy(rule="excluded")), downtimeMs=HOURS),
        vec("settle-maintenance-rule-counted", "a policy that credits maintenance too", "excluded by habit", ask("2026-03-01T00:00:00Z", policy()), downtimeMs=4 * HOURS),
        vec("settle-maintenance-star", "a window for everything", "a star read as a server's name", ask("2026-03-01T00:00:00Z", subject="*"), downtimeMs=HOURS),
        vec("settle-maintenance-service", "a window for this service alone", "only servers looked at", ask("2026-03-01T00:00:00Z", subject="service:17"), downtimeMs=HOURS),
        vec("settle-maintenance-other-server", "a window of another server", "any window excludes", ask("2026-03-01T00:00:00Z", subject="server:2"), downtimeMs=4 * HOURS),
        vec("settle-maintenance-overlap", "two windows overlap: three hours, not four", "an hour excluded twice", request(outages=hit, document=announced, maintenance=overlapping),
            downtimeMs=HOURS, excludedMs=3 * HOURS),
        vec("settle-maintenance-middle", "a window in the middle of an outage", "the outage ends where maintenance begins", ask("2026-03-01T00:00:00Z", span_hours=("01", "02")), downtimeMs=3 * HOURS),
        vec("settle-maintenance-without-outage", "maintenance without downtime excludes nothing", "subtracted from the service time",
            request(outages=[outage("2026-03-20T00:00:00Z", 60)], document=announced, maintenance=overlapping), downtimeMs=HOURS, excludedMs=0, totalMs=744 * HOURS),
    ]


def versions():
    old, new, own = flat("10", name="Old"), flat("50", name="New"), flat("100", name="Promise")
    packs = [{"hash": HASH, "document": old}, {"hash": HASH_2, "document": new}, {"hash": HASH_3, "document": own}]

    def rule(scope, policy_hash, start):
        return {"scope": scope, "policy": policy_hash, "from": start}

    def ask(*rules, **other):
        return request([service(assignments=list(rules), **other)], [outage("2026-03-20T00:00:00Z", 60)], policies=packs)

    first = rule("product", HASH, "2025-01-01T00:00:00Z")
    return [
        vec("settle-policy-mid-month", "a new version from the 15th does not touch the running month", "5.00: the latest version", ask(first, rule("product", HASH_2, "2026-03-15T00:00:00Z")),
            entitlement__gross="1.00", policy=HASH),
        vec("settle-policy-at-start", "a version from the very start of the period is in force", "1.00 by a strict comparison", ask(first, rule("product", HASH_2, "2026-03-01T00:00:00Z")),
            entitlement__gross="5.00", policy=HASH_2),
        vec("settle-policy-after-start", "one millisecond later it is not", "5.00", ask(first, rule("product", HASH_2, "2026-03-01T00:00:00.001Z")), policy=HASH),
        vec("settle-policy-tie", "two versions from the same instant: the later in the list", "the first one, or whichever the sort leaves in front",
            ask(first, rule("product", HASH_3, "2026-02-01T00:00:00Z"), rule("product", HASH_2, "2026-02-01T00:00:00Z")), policy=HASH_2),
        vec("settle-first-active-next-month", "first active in April: March is bound at its own start", "April's version for March", ask(first, rule("product", HASH_2, "2026-03-15T00:00:00Z"),
            spans=[span("2026-04-05T00:00:00Z")]), policy=HASH, totalMs=0, availability=None),
        vec("settle-first-active-just-after", "first active in the very instant that ends March: still bound at March's start", "April's version for March", ask(first, rule("product", HASH_2, "2026-04-01T00:00:00Z"),
            spans=[span("2026-04-01T00:00:00Z")]), policy=HASH, totalMs=0, availability=None),
        vec("settle-policy-service-beats-product", "the service's own promise, although older", "the later product rule", ask(rule("product", HASH_2, "2026-02-01T00:00:00Z"), rule("service", HASH_3, "2025-01-01T00:00:00Z")),
            entitlement__gross="10.00", policy=HASH_3),
        vec("settle-policy-service-not-yet", "a service rule from next month does not count yet", "10.00", ask(first, rule("service", HASH_3, "2026-04-01T00:00:00Z")), policy=HASH),
        vec("settle-policy-bound-at-first-active", "a service that begins on the 16th is bound then", "the version of the 1st", ask(first, rule("product", HASH_2, "2026-03-15T00:00:00Z"),
            spans=[span("2026-03-16T00:00:00Z")], charges=[charge("10.00", 1, "2026-03-16")]), policy=HASH_2, entitlement__gross="5.00"),
        vec("settle-no-policy", "no rule in force: no entitlement, the ledger still folds", "an error for the whole batch", ask(rule("product", HASH, "2026-05-01T00:00:00Z"),
            entries=[{"n": 1, "net": "1.00", "tax": "0.00", "gross": "1.00"}]), policy=None, entitlement__gross="0.00", adjustment__gross="-1.00", route="carry", carryAfter="-1.00",
            totalMs=0, availability=None, dueAt="2026-04-04T00:00:00Z"),
        vec("settle-zone-of-candidate", "in force by its own zone's month start (1 March 03:00 UTC), not by UTC's", "the older policy",
            request([service(assignments=[first, rule("product", HASH_2, "2026-03-01T03:00:00Z")])], [outage("2026-03-20T00:00:00Z", 60)], zones=[UTC, SAO_PAULO],
                    policies=[packs[0], {"hash": HASH_2, "document": flat("50", zone="America/Sao_Paulo")}]), policy=HASH_2, entitlement__gross="5.00"),
    ]


def finality():
    hit = [outage("2026-03-10T00:00:00Z", 60)]
    open_end = [dated("2026-03-10T00:00:00Z", "2026-03-10T06:00:00Z"), outage("2026-03-12T00:00:00Z", 60)]
    return [
        vec("settle-final-at-due", "due is period end plus 72 h: final at that very instant", "final a millisecond later", request(outages=hit, asOf="2026-04-04T00:00:00Z"), final=True,
            dueAt="2026-04-04T00:00:00Z"),
        vec("settle-preview-before-due", "one millisecond earlier it is a preview", "an entry before its time", request(outages=hit, asOf="2026-04-03T23:59:59.999Z"), final=False),
        vec("settle-delay-of-policy", "a policy with a delay of a week", "72 h", request(outages=hit, document=policy(settleDelayMs=604_800_000)), final=False, dueAt="2026-04-08T00:00:00Z"),
        vec("settle-delay-zero", "no delay at all", "zero read as absent", request(outages=hit, document=policy(settleDelayMs=0), asOf="2026-04-01T00:00:00Z"), final=True, dueAt="2026-04-01T00:00:00Z"),
        vec("settle-preview-clips", "in mid-outage: two of six hours, of a total that is the whole month's", "the future counted, or a total up to now", request(outages=open_end, asOf="2026-03-10T02:00:00Z"),
            final=False, downtimeMs=2 * HOURS, totalMs=744 * HOURS, counted=[{"outage": open_end[0]["id"], "countedMs": 2 * HOURS, "excludedMs": 0, "exclusion": None}]),
        vec("settle-preview-moves-nothing", "two services of one client in a preview: both see the same carry", "the second sees what was never recorded",
            request([service(), service(id="18")], hit, asOf="2026-03-20T00:00:00Z"), carryBefore=("0.00", "0.00"), revision=(3, 3), posting=("1.00", "1.00")),
    ]
