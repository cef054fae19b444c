"""describePolicy: what a client reads. Sentences written by hand, outages as docs/contract.md says they are chosen, amounts by the second calculation."""
from full import doc, ladder, multiple, per_unit, proportional, tiers
from policy2 import settle2
from vector import changed, refused, vector
from wire import DAY, HOUR, iso, ms

MINUTE, SECOND = 60_000, 1_000
HASH = "0" * 64
SECTIONS = ["promise", "month", "downtime", "excluded", "fee", "limits", "claim", "when", "rounding", "examples"]


def ask(document, currency="USD", **more):
    return {"contract": 1, "command": "describePolicy", "document": document, "currency": currency, **more}


def plain():
    return {"schema": 1, "name": "Standard", "zone": "Europe/Berlin", "maintenance": {"rule": "excludedIfAnnounced", "noticeMs": 2 * DAY},
            "schedule": tiers(("99.9", "10"), ("99.5", "25"), ("99", "50")), "cap": {"percent": "50"}, "minimumPayout": [{"currency": "USD", "amount": "1"}]}


def down(length, after=0, start="2026-03-02T10:00:00Z", component=None, affected=None, report=False):
    begin = ms(start) + after
    return {"from": iso(begin), "to": iso(begin + length), "component": component, "affected": affected, "reportedAt": iso(begin + 10 * MINUTE) if report else None}


def example(ident, query, outages, text=None, claims=()):
    """An example with these outages; what it comes to is calculated anew."""
    document, fee = query["document"], query.get("fee", {"JPY": "100", "KWD": "100.000"}.get(query["currency"], "100.00"))
    own = document.get("period") == "anniversary"
    told = [{"id": str(n), "subject": "service:example", **{k: v for k, v in o.items() if v is not None}} for n, o in enumerate(outages, 1)]
    lines = [{"id": i, "from": f"2026-{month}-{15 if own else 1:02}", "months": 1, "amount": fee, "tax": None} for i, month in (("before", "02"), ("now", "03"))]
    one = {"id": "example", "client": "example", "period": "2026-03", "spans": [{"from": "2025-01-01T00:00:00Z", "to": None, "server": None, "state": "active"}],
           "assignments": [{"scope": "service", "policy": HASH, "from": "2025-01-01T00:00:00Z"}], "charges": lines,
           "recurring": {"months": 1, "amount": fee, "tax": None}, "entries": [], "claims": list(claims), **({"anchor": 15} if own else {})}
    request = {"contract": 1, "command": "settle", "asOf": "2027-01-01T00:00:00Z", "capabilities": {"routes": ["accountCredit"]},
               "zones": [{"name": document["zone"], "offsets": [{"from": None, "seconds": 0}]}], "policies": [{"hash": HASH, "document": migrated(document)}],
               "outages": told, "maintenance": [], "clients": [{"id": "example", "currency": query["currency"], "revision": 0, "carry": "0"}], "services": [one]}
    row = settle2(request)["results"][0]
    return {"id": ident, "period": "2026-03", "fee": fee, "outages": outages, "claims": list(claims), "downtimeMs": int(row["downtimeMs"]), "availability": row["availability"],
            "credit": {part: row["entitlement"][part] for part in ("net", "tax", "gross")}, "extensionMs": row["schema2"]["extensionMs"], **({"text": text} if text else {})}


def migrated(document):
    if document["schema"] == 2:
        return document
    return {"schema": 2, "name": document["name"], "zone": document["zone"], "counting": {"maintenance": document["maintenance"]}, "schedule": document["schedule"],
            "fee": {"addOns": False}, "caps": [{"per": "period", "percent": document["cap"]["percent"]}], "minimumPayout": document["minimumPayout"]}


def said(query, examples, without=(), **sections):
    """Part of the answer: every section's id, and the paragraphs or the table of those that are named."""
    ids = [s for s in SECTIONS if s not in without]
    return {"ok": True, "language": "en", "sections": [{"id": s, **sections.get(s, {})} for s in ids], "examples": examples, "warnings": []}


def texts():
    standard = ask(plain())
    rows = [["99.5% or more, but below 99.9%", "10% of the month's fee"], ["99% or more, but below 99.5%", "25% of the month's fee"], ["below 99%", "50% of the month's fee"]]
    promise = {"title": "What we promise, and what you receive", "paragraphs": ["We promise that your service is available at least 99.9% of the month. If it is not, we credit a share of the month's fee:"],
               "table": {"columns": ["Availability in the month", "Credit"], "rows": rows}}
    # 744 hours: 44.64 minutes are 0.1 %, 3.72 hours 0.5 %, 7.44 hours 1 %.
    three = [example("least", standard, [down(30 * MINUTE)], "Your service is down from 2026-03-02 10:00 to 2026-03-02 10:30, 30 minutes. Downtime that counts: 30 minutes; availability: 99.932795%. You receive nothing."),
             example("middle", standard, [down(4 * HOUR)], "Your service is down from 2026-03-02 10:00 to 2026-03-02 14:00, 4 hours. Downtime that counts: 4 hours; availability: 99.462365%. You receive 25.00 USD."),
             example("most", standard, [down(8 * HOUR)])]
    hourly = ask(doc(per_unit("10", HOUR, per="period"), {"rule": "touchedMinutes"}, zone="Asia/Tokyo"), "JPY", fee="1980")
    claimed = ask(doc(tiers(("99.9", "20")), {"clock": "report", "affected": "share"}, claim={"windowMs": 30 * DAY, "from": "outage"}, forfeits=["unpaid", "cancelled", "chargeback"], expiresAfterMs=365 * DAY))
    longer = ask(doc({"family": "extension", "unitMs": HOUR, "round": "down", "factor": "24", "per": "incident"}, period="anniversary"), "EUR", fee="5.00")
    steps = ask(doc(ladder("incident", (10 * MINUTE, {"ms": 12 * HOUR}), (HOUR, {"fraction": [1, 10]}), (4 * HOUR, {"months": 1}))), "KWD")
    parts = ask(doc({"family": "components", "stack": "largest", "of": [{"name": "network", "schedule": {"family": "flat", "share": {"percent": "10"}, "below": "99.9"}},
                                                                      {"name": "any", "schedule": tiers(("99", "30")), "cap": {"percent": "40"}}]}))
    begun = "2026-03-02T10:00:20Z"
    return [
        vector("describe-policy-tiers", "schema 1: a row for each tier, an example at none, one and the last", "a tier's own edge told as inside it: 99.9 % would seem to earn 10 %", standard,
               part=said(standard, three, promise=promise, month={"paragraphs": ["Everything here is about one calendar month at a time. A month begins and ends at midnight in the time zone Europe/Berlin.",
                                                                                  "Where your service was active in a part of the month only, that part is looked at."]},
                         excluded={"paragraphs": ["Maintenance does not count if it was announced at least 48 hours before it began. Other maintenance counts like any other downtime.",
                                                  "Time that is excused here is taken as available.", "Downtime for which you were given something in another month does not count again."]},
                         limits={"paragraphs": ["For one month we credit at most 50% of the month's fee.", "A credit is never more than the month's fee less what was given back of the payment for it before.",
                                                "Credits are kept for you until they reach 1.00 USD and are then given together."]})),
        vector("describe-policy-per-unit", "begun hours in yen, counted in touched minutes from 20 seconds past", "the example counts whole minutes, though the text says touched ones", hourly,
               part=said(hourly, [example("least", hourly, [down(20 * SECOND, start=begun)]), example("middle", hourly, [down(4 * HOUR, start=begun)]), example("most", hourly, [down(12 * HOUR, start=begun)])],
                         promise={"paragraphs": ["For every hour of downtime, also one that has only begun, we credit 10% of the month's fee.", "All downtime of the month is taken together."], "table": None})),
        vector("describe-policy-claim", "what is reported and asked for", "examples that earn nothing, as nobody asks", claimed,
               part=said(claimed, [example("least", claimed, [down(90 * MINUTE, affected="50", report=True)], claims=[{"at": "2026-03-02T11:30:00Z"}]),
                                   example("middle", claimed, [down(2 * HOUR, affected="50", report=True)], claims=[{"at": "2026-03-02T12:00:00Z"}]),
                                   example("most", claimed, [down(6 * HOUR, affected="50", report=True)],
                                           "Your service is down from 2026-03-02 10:00 to 2026-03-02 16:00, 6 hours. It affects 50% of the service. You report it 10 minutes after it began. You ask for the credit at 2026-03-02 16:00. "
                                           "Downtime that counts: 2 hours 55 minutes; availability: 99.607974%. You receive 20.00 USD.", claims=[{"at": "2026-03-02T16:00:00Z"}])],
                         claim={"paragraphs": ["You have to ask for it, at the latest 30 days after the end of the last outage that counts, or after the end of the month where it lasts longer. You may ask from the beginning of the month on. Without a request in time there is nothing.",
                                               "A credit is added to the balance of your account and pays your next invoices.", "There is nothing if one of your invoices is unpaid, the service has been cancelled or a payment was charged back."]},
                         when={"paragraphs": ["A month is settled 3 days after its end. If more becomes known later, the difference is settled too.", "What is credited expires 365 days after the month is settled."]})),
        vector("describe-policy-extension", "time instead of money, in a month of the service's own", "a fee and limits for what is no money", longer,
               part=said(longer, [example("least", longer, [down(30 * MINUTE, start="2026-03-16T10:00:00Z")]), example("middle", longer, [down(12 * HOUR, start="2026-03-16T10:00:00Z")]),
                                  example("most", longer, [down(24 * HOUR, start="2026-03-16T10:00:00Z")], "Your service is down from 2026-03-16 10:00 to 2026-03-17 10:00, 24 hours. Downtime that counts: 24 hours; availability: 96.774193%. "
                                          "Your service becomes 24 days longer.")], without=("fee", "limits"),
                         promise={"paragraphs": ["Instead of a credit your service becomes longer: for every full hour of downtime by 24 hours; what is left over earns nothing.",
                                                 "Each outage is looked at by itself, and what outages earn is added. Outages that touch or overlap are one."]})),
        vector("describe-policy-ladder", "a row for each step, every kind of share", "the last step ends somewhere", steps,
               part=said(steps, [example("least", steps, [down(5 * MINUTE)]), example("middle", steps, [down(HOUR, n * DAY) for n in range(5)]), example("most", steps, [down(4 * HOUR)])],
                         promise={"table": {"columns": ["Length of the outage", "Credit"], "rows": [["10 minutes or longer, but shorter than 1 hour", "the month's fee for 12 hours"],
                                                                                                    ["1 hour or longer, but shorter than 4 hours", "1/10 of the month's fee"], ["4 hours or longer", "one month's fee"]]}})
               | {"examples": [{"id": "least"}, {"id": "middle"}, {"id": "most"}]}),
        vector("describe-policy-components", "a section for each part", "both credits added, though only the larger counts", parts,
               part={"ok": True, "sections": [{"id": "promise", "paragraphs": ["Your service has parts, each with a promise of its own. A part looks at its own outages only. Of the credits of all parts only the largest is given."]},
                                              {"id": "component", "title": "The part: network", "paragraphs": ["We promise that your service is available at least 99.9% of the month. If it is not, we credit 10% of the month's fee."], "table": None},
                                              {"id": "component", "title": "The whole service", "table": {"columns": ["Availability in the month", "Credit"], "rows": [["below 99%", "30% of the month's fee"]]}},
                                              *[{"id": s} for s in SECTIONS[1:]]]}),
        vector("describe-policy-language", "English, asked for", "refused", ask(doc(proportional()), language="en"), part={"ok": True, "language": "en", "title": "Service level agreement: Standard hosting"}),
        vector("describe-policy-multiple", "a multiple of what goes beyond a promise", "all downtime multiplied", ask(doc(multiple("2.50", beyond="99.9")), language=None),
               part={"ok": True, "sections": [{"id": "promise", "paragraphs": ["We credit 2.5 times what the downtime cost: 2.5 × downtime ÷ service time of the month, as a share of the month's fee.", "All downtime of the month is taken together.",
                                                                               "We promise that your service is available at least 99.9% of the month. Downtime that this allows earns nothing; only what is longer is multiplied."]},
                                              *[{"id": s} for s in SECTIONS[1:]]]}),
    ]


def refusals():
    fine = ask(plain())
    wrong = [
        ("document", "no document", "an empty text", changed(fine, ["document"], ...), "missing_field", "document"),
        ("currency", "no currency", "dollars", changed(fine, ["currency"], ...), "missing_field", "currency"),
        ("currency-unknown", "a currency that does not exist", "two decimals", {**fine, "currency": "USX"}, "unknown_currency", "currency"),
        ("fee-nothing", "a fee of nothing", "examples in which nobody earns anything", {**fine, "fee": "0.00"}, "invalid_amount", "fee"),
        ("fee-negative", "a fee below nothing", "credits that are debts", {**fine, "fee": "-1"}, "invalid_amount", "fee"),
        ("fee-decimals", "more decimals than yen have", "rounded", {**fine, "currency": "JPY", "fee": "10.5"}, "invalid_amount", "fee"),
        ("language-unknown", "a language that nobody wrote", "English", {**fine, "language": "tlh"}, "invalid_word", "language"),
        ("unknown-field", "a misspelt member", "ignored", {**fine, "lang": "en"}, "unknown_field", "lang"),
        ("refused", "a document that readers refuse", "described as far as it goes", changed(fine, ["document", "cap", "percent"], "5"), "policy_cap", "document.cap.percent"),
        ("two-sided", "bounds that are for lint only", "described, though nobody can settle it", changed(fine, ["document", "schedule", "tiers", 0, "atOrAbove"], "99.5"), "unknown_field", "document.schedule.tiers[0].atOrAbove"),
        ("document-list", "a list of documents", "the first one", {**fine, "document": [plain()]}, "wrong_type", "document"),
    ]
    return [vector(f"describe-policy-{ident}", reason, slip, query, part=refused(code, path)) for ident, reason, slip, query, code, path in wrong]


def cases():
    return texts() + refusals()
