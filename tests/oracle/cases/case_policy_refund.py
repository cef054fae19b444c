"""Refund policies as documents: what lint finds (by hand), and the text that a client reads (sentences by hand, amounts by the second calculation)."""
from case_lint import ask as lint
from case_lint import finding
from refund import quote
from vector import changed, refused, vector

HASH = "0" * 64
SECTIONS = ["back", "kept", "time", "overage", "tax", "paid", "arrears", "decision", "appeal", "examples"]
FULL = {"method": "full"}
FROM, TO = "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"


def rule(ident, when, give, **more):
    return {"id": ident, "when": when, "give": give, **more}


def document(*rules, **more):
    return {"kind": "refund", "schema": 1, "name": "Standard", "zone": "UTC", "rules": list(rules), **more}


def sound():
    return document(rule("moneyBack", {"within": {"days": 30}, "without": ["renewal"]}, FULL),
                    rule("prorated", {}, {"method": "unused", "time": {"unit": "day", "count": "calendar"}}))


def everything():
    """A document with every member that one can have; nothing in it is wrong but what the findings say."""
    both = lambda amount: [{"currency": "USD", "amount": amount}, {"currency": "EUR", "amount": amount}]  # noqa: E731
    when = {"facts": ["consumer"], "without": ["breach", "abuse"], "within": {"hours": 48, "from": "activated"}, "after": {"days": 0, "from": "started", "ends": "day"}, "usedAtMost": "50",
            "products": {"only": ["5", "6"]}, "countries": ["DE", "AT"], "order": {"above": both("10")}, "customer": {"before": "2026-06-01"},
            "quota": {"most": 2, "per": "product", "in": "days", "days": 365, "rules": ["first"]}, "cooldown": {"hours": 6, "since": "ordered"}}
    other = {"products": {"except": ["7"]}, "order": {"atMost": both("5000")}, "customer": {"from": "2020-01-01"}, "quota": {"most": 1, "in": "calendarYear"}, "cooldown": {"hours": 1, "since": "refund"}}
    return document(
        rule("first", when, {"method": "share", "percent": "80"}, statutory=False, lines=[{"kind": "setup", "give": "rule", "if": ["ownFault"]}, {"kind": "other", "give": {"keep": "10"}}]),
        rule("second", other, {"method": "unused", "time": {"unit": "hour", "count": "length", "used": "down", "total": "up"}, "times": "1.5", "price": "list"}),
        rule("third", {}, {"method": "monthly", "time": {"unit": "day", "count": "calendar", "used": "up", "month": 30}, "rest": "hourly", "times": "1"}),
        clock="termination", requires={"without": ["overdue"]}, lines=[{"kind": "domain", "give": "full", "if": ["failedOrder"]}, {"kind": "customisation", "give": "kept"}],
        fees=[{"id": "admin", "amounts": both("5"), "if": ["downgrade"], "rules": ["third"], "taxed": False}, {"id": "part", "percent": "2.5"},
              {"id": "term", "terms": [{"months": 60, "until": 12, "percent": "30"}, {"months": None, "until": None, "percent": "1"}]}],
        overage={"included": "share"}, vouchers="returned", gatewayFees="kept", arrears="offset", tax="sum", round="down",
        payout={"to": "split", "order": "proportional", "parts": [{"to": "payments", "percent": "60"}, {"to": "nextInvoice", "percent": "40"}]},
        review={"simpleDays": 1, "complexDays": 2, "complexAbove": both("100"), "secondAbove": both("500"), "limits": [{"role": "agent", "amounts": both("50")}, {"role": "owner", "amounts": []}],
                "appealDays": 0, "order": "payFirst", "payoutDays": [{"method": "card", "from": 1, "to": 3}],
                "reasons": [{"code": "outage", "route": "technical", "complex": True, "fields": ["ticket", "evidence"]}, {"code": "priceIncrease", "route": "sales", "complex": False, "fields": []}]})


def cases():
    """Every vector of this file."""
    return findings() + refusals() + texts()


def l(ident, reason, wrong, doc, *found, readable=True, currencies=()):
    return vector("refund-lint-" + ident, reason, wrong, lint(doc, *currencies), part={"ok": True, "readable": readable, "findings": list(found), "migrated": None, "warnings": []})


def findings():
    law = rule("withdrawal", {"facts": ["consumer"], "within": {"days": 14, "ends": "day"}}, {"method": "unused"}, statutory=True, lines=[{"kind": "setup", "give": "rule"}])
    prorated = rule("prorated", {}, {"method": "unused"})
    return [
        l("sound", "a window and a rule for the rest", "the second is called unreachable", sound()),
        l("everything", "every member at once", "a member is taken for a fault", everything(), currencies=("USD", "EUR")),
        l("shadowed", "a rule without conditions stands first", "nothing is found: no two rules are equal", document(prorated, rule("late", {"facts": ["trial"]}, FULL)),
          finding("rule_shadowed", "rules[1]", ("rules[1]", None), rule="late", before="prorated")),
        l("shadowed-hours", "30 days and 720 hours are one window", "units are compared as words", document(rule("a", {"within": {"days": 30}}, FULL), rule("b", {"within": {"hours": 720}}, prorated["give"])),
          finding("rule_shadowed", "rules[1]", ("rules[1]", None), rule="b", before="a")),
        l("hole", "30 days, then from the 45th on: nobody decides between", "two windows without a hole", document(rule("a", {"within": {"days": 30}}, FULL), rule("b", {"after": {"days": 45}}, prorated["give"])),
          finding("window_hole", "rules[1].when.after", ("rules[1].when.after.days", 30), rule="b", fromHours=720, toHours=1080)),
        l("never", "on trial and not on trial", "the rule is thought to be for some cases", document(rule("a", {"facts": ["trial"], "without": ["trial"]}, FULL), prorated),
          finding("condition_never", "rules[0].when.without[0]", ("rules[0].when.without[0]", None), fact="trial")),
        l("unknown-rule", "a fee under a rule of another spelling", "the fee is never kept and nobody says so", document(prorated, fees=[{"id": "admin", "percent": "5", "rules": ["Prorated"]}]),
          finding("rule_unknown", "fees[0].rules[0]", ("fees[0].rules[0]", "prorated"), rule="Prorated")),
        l("currency", "a fee that euros lack", "no fee in euros, silently", document(prorated, fees=[{"id": "admin", "amounts": [{"currency": "USD", "amount": "5"}]}]),
          finding("currency_missing", "fees[0].amounts", ("fees[0].amounts[1].currency", "EUR"), currency="EUR"), currencies=("USD", "EUR")),
        l("law-fee", "a fee of a withdrawal by law", "the law is taken to allow it", document(law, prorated, fees=[{"id": "admin", "percent": "5", "rules": ["withdrawal"]}]),
          finding("statutory_kept", "fees[0].rules[0]", ("fees[0].rules[0]", None), rule="withdrawal", kept="admin")),
        l("law-late", "the law stands behind a rule that gives less", "the order is thought not to matter", document(rule("less", {"facts": ["renewal"]}, {"method": "nothing"}), law),
          finding("statutory_late", "rules[1]", rule="withdrawal", before="less")),
        l("law-credit", "the law's money as credit", "credit is as good as money", document(law, payout={"to": "accountCredit"}),
          finding("statutory_payout", "payout.to", ("payout.to", "choice"), rule="withdrawal", to="accountCredit")),
        l("line-shadowed", "an entry with more facts behind one without", "the second is used on trial", document(prorated, lines=[{"kind": "setup", "give": "full"}, {"kind": "setup", "give": "kept", "if": ["trial"]}]),
          finding("line_shadowed", "lines[1]", ("lines[1]", None), kind="setup", before="lines[0]")),
        l("term-shadowed", "any term in two years, then 60 months in one", "the second row is used", document(prorated, fees=[{"id": "t", "terms": [{"until": 24, "percent": "1"}, {"months": 60, "until": 12, "percent": "2"}]}]),
          finding("term_shadowed", "fees[0].terms[1]", ("fees[0].terms[1]", None), before="fees[0].terms[0]")),
        l("sooner", "a difficult case sooner than an easy one", "nobody looks", document(prorated, review={"simpleDays": 6}),
          finding("complex_sooner", "review.complexDays", ("review.complexDays", 6), simpleDays=6, complexDays=5)),
        l("roles", "support may decide more than its leader", "nobody looks", document(prorated, review={"limits": [{"role": "agent", "amounts": [{"currency": "USD", "amount": "60"}]}, {"role": "lead", "amounts": [{"currency": "USD", "amount": "50"}]}]}),
          finding("limit_order", "review.limits[0].amounts[0].amount", ("review.limits[0].amounts[0].amount", "50.00"), role="agent", amount="60.00", above="lead", limit="50.00")),
        l("full-times", "all of it, one and a half times", "the factor is ignored", document(rule("a", {}, {"method": "full", "times": "1.5"})),
          finding("unknown_field", "rules[0].give.times", ("rules[0].give.times", None), value="1.5"), readable=False),
        l("split", "60 and 30 are no hundred", "a tenth is nobody's", document(prorated, payout={"to": "split", "parts": [{"to": "payments", "percent": "60"}, {"to": "accountCredit", "percent": "30"}]}),
          finding("policy_payout", "payout.parts", ("payout.parts[1].percent", 40), percent=90), readable=False),
    ]


def refusals():
    base = describe(sound())
    at = lambda ident, reason, wrong, path, value, code, place: vector("refund-refused-" + ident, reason, wrong, changed(base, ["document", *path], value), part=refused(code, "document." + place))  # noqa: E731
    first = ["rules", 0]
    return [
        at("kind", "a kind that nobody knows", "taken for a refund policy", ["kind"], "sla", "invalid_word", "kind"),
        at("schema", "a schema of later", "read as this one", ["schema"], 2, "policy_schema", "schema"),
        at("no-rules", "a policy without rules", "nothing ever comes back", ["rules"], [], "policy_rules", "rules"),
        at("two-units", "days and hours at once", "the days", [*first, "when"], {"within": {"days": 1, "hours": 1}}, "policy_when", "rules[0].when.within.days"),
        at("countries", "a country in small letters", "no country", [*first, "when"], {"countries": ["de"]}, "invalid_country", "rules[0].when.countries[0]"),
        at("exact-edges", "exact time that is rounded up", "the milliseconds rounded", [*first, "give"], {"method": "unused", "time": {"unit": "exact", "used": "up"}}, "policy_give", "rules[0].give.time.used"),
        at("fee", "a fee without a sum", "no fee", ["fees"], [{"id": "a"}], "policy_fee", "fees[0].amounts"),
        at("split", "parts without split", "paid in parts", ["payout"], {"parts": [{"to": "payments", "percent": "100"}]}, "policy_payout", "payout.parts"),
        at("review", "no day to decide", "decided at once", ["review"], {"simpleDays": 0}, "policy_review", "review.simpleDays"),
        at("rule-id", "a blank in the id of a rule", "two words", [*first, "id"], "money back", "invalid_id", "rules[0].id"),
        at("same-id", "two rules of one id", "the first", [*first, "id"], "prorated", "duplicate_id", "rules[1].id"),
    ]


def describe(doc, currency="USD", **more):
    return {"contract": 1, "command": "describePolicy", "document": doc, "currency": currency, **more}


def example(ident, query, requested, text=None):
    """A client who asks then; what comes back is worked out anew."""
    doc = query["document"]
    price = query.get("fee", {"JPY": "100", "KWD": "100.000"}.get(query["currency"], "100.00"))
    whole, _, part = price.partition(".")
    monthly = whole[:-1] + "." + whole[-1] + part  # a tenth
    hourly = {"100.00": "0.02", "100": "0.02", "100.000": "0.02"}[price]  # a five hundredth of that
    said = str(doc)
    facts = [fact for fact in ("consumer", "earlyStart", "activated") if f"'{fact}'" in said]
    kept = {"100.00": "3.00", "100": "3", "100.000": "3.000"}[price] if doc.get("gatewayFees") == "kept" else "0"
    request = {"contract": 1, "command": "quoteRefund", "asOf": requested, "currency": query["currency"], "capabilities": {"routes": ["gatewayRefund", "accountCredit"]},
               "zones": [{"name": doc["zone"], "offsets": [{"from": None, "seconds": 0}]}], "policy": {"hash": HASH, "document": doc},
               "product": None, "country": None, "since": None, "facts": facts, "orderedAt": FROM, "activatedAt": FROM, "requestedAt": requested, "terminatedAt": requested, "decidedAt": requested, "wish": None,
               "lines": [{"id": "plan", "kind": "plan", "from": FROM, "to": TO, "amount": price, "monthlyPrice": monthly, "hourlyPrice": hourly}],
               "payments": [{"id": "card", "source": "cash", "at": FROM, "amount": price, "fee": kept}],
               "credited": "0", "arrears": [], "history": []}
    found = quote(request)["quote"]
    return {"id": ident, "price": price, "requestedAt": requested, "rule": found["rule"], "payout": found["payout"], **({"text": text} if text else {})}


def d(ident, reason, wrong, query, instants, sections=None, title="Refunds: Standard", said=(None, None, None)):
    shown = [example(one, query, at, text) for one, at, text in zip(("early", "later", "late"), instants, said)]
    part = {"ok": True, "language": "en", "title": title, "examples": shown, "warnings": []}
    if sections is not None:
        part["sections"] = sections
    return vector("refund-text-" + ident, reason, wrong, query, part=part)


def texts():
    two, twenty, late = "2026-01-03T12:00:00Z", "2026-01-21T12:00:00Z", "2026-07-20T12:00:00Z"
    money_back = document(rule("moneyBack", {"within": {"days": 30}}, FULL))
    whole = {"columns": ["Paid for", "Comes back"], "rows": [["the plan", "as the rule says"], ["add-ons", "as the rule says"], ["services on top", "as the rule says"], ["setup", "nothing"], ["domains", "nothing"],
             ["licences", "nothing"], ["what was made for you", "nothing"], ["anything else", "as the rule says"]]}
    words = [
        ("back", "When money comes back", ["The first of these rules that holds decides what comes back. Where none holds, nothing does. What counts is when you ask, however long we take.",
                                            "Rule 1 (moneyBack): if you ask within 30 days of the order, all of it comes back."]),
        ("kept", "What we keep besides", ["What comes back also depends on what you paid for, as the table says.", "What has a price of its own and was done in full is kept, unless a rule gives back all. There are no fees.",
                                           "What vouchers paid does not come back. What the payment provider takes for a payment is not kept."]),
        ("time", "How used time is counted", ["No rule looks at used time.", "What you bought as a quantity is used by quantity, not by time."]),
        ("overage", "Use beyond the plan", ["What you used beyond what the whole paid term includes is taken off at its prices."]),
        ("tax", "Tax and rounding", ["Tax comes back with what it was charged on, at the same rate, line by line: tax and price that come back in several parts add up to what was charged.",
                                      "What comes back of a line is rounded once, half up, to the smallest unit of the currency."]),
        ("paid", "How it is paid, and when", ["Money goes back the way it was paid. Of several payments of a kind the one of which most is left comes first. Never more comes back than you paid and have not got back.",
                                               "The service ends first, then money goes. It usually is there 5 to 10 working days after that."]),
        ("arrears", "Open invoices", ["While another of your invoices is open, a refund waits until it is paid."]),
        ("decision", "Who decides, and by when", ["We decide by the end of 3 working days after your request, in difficult cases by the end of 5 working days."]),
        ("appeal", "If you disagree", ["You can appeal once within 14 days of the decision, with something that shows why it is wrong."]),
        ("examples", "Examples", ["These examples are computed by the program that computes your refund. In each of them you order on 2026-01-01 at 00:00 and pay 100.00 USD by card for a year from then on, without tax; the regular monthly price is 10.00 USD. "
                                   "All times are UTC, whatever the time zone of this policy."]),
    ]
    fee = [words[1][2][0], "What has a price of its own and was done in full is kept, unless a rule gives back all.",
           "A fee (early) is kept: 30% of that price where 60 months were paid for in the first 12 months; 5% of that price in the first month of them, before tax.", words[1][2][2]]
    sections = [{"id": ident, "title": title, "paragraphs": paragraphs, "table": whole if ident == "kept" else None} for ident, title, paragraphs in words]
    assert [row["id"] for row in sections] == SECTIONS
    return [
        d("money-back", "thirty days, said word for word", "a member is passed over", describe(money_back), (two, twenty, late), sections,
          said=("You ask on 2026-01-03 12:00, after 60 hours. Rule 1 (moneyBack) decides. You receive 100.00 USD.",
                # The latest one of those tried that the first rule decides: 20 days, as 45 are too late.
                "You ask on 2026-01-21 12:00, after 20 days 12 hours. Rule 1 (moneyBack) decides. You receive 100.00 USD.",
                "You ask on 2026-07-20 12:00, after 200 days 12 hours. No rule holds. Of the price 100.00 USD is kept. You receive nothing.")),
        d("two-rules", "30 days, then unused days: between stands the latest of the first rule", "three of one rule", describe(sound()), (two, twenty, late)),
        d("one-rule", "one rule for all: between stands the 75th day", "the second day again", describe(document(rule("prorated", {}, {"method": "unused", "time": {"unit": "day", "count": "calendar"}}))), (two, "2026-03-17T12:00:00Z", late)),
        d("three-rules", "a ladder of three: between stands the second", "the first again", describe(document(rule("a", {"within": {"days": 7}}, FULL), rule("b", {"within": {"days": 60}}, {"method": "share", "percent": "80"}), rule("c", {}, {"method": "share", "percent": "50"}), gatewayFees="kept")), (two, "2026-01-11T12:00:00Z", late),
          said=("You ask on 2026-01-03 12:00, after 60 hours. Rule 1 (a) decides. Of what the payment provider took 3.00 USD is kept. You receive 97.00 USD.",
                "You ask on 2026-01-11 12:00, after 10 days 12 hours. Rule 2 (b) decides. Of the price 20.00 USD is kept. Of what the payment provider took 2.40 USD is kept. You receive 77.60 USD.",
                "You ask on 2026-07-20 12:00, after 200 days 12 hours. Rule 3 (c) decides. Of the price 50.00 USD is kept. Of what the payment provider took 1.50 USD is kept. You receive 48.50 USD.")),
        d("monthly", "yen, used months at a tenth of the year, a begun one as a whole", "a twelfth", describe(document(rule("rerated", {}, {"method": "monthly", "rest": "month"})), "JPY"), (two, "2026-03-17T12:00:00Z", late),
          said=("You ask on 2026-01-03 12:00, after 60 hours. Rule 1 (rerated) decides. For used time 10 JPY is kept. You receive 90 JPY.",
                "You ask on 2026-03-17 12:00, after 75 days 12 hours. Rule 1 (rerated) decides. For used time 30 JPY is kept. You receive 70 JPY.",
                "You ask on 2026-07-20 12:00, after 200 days 12 hours. Rule 1 (rerated) decides. For used time 70 JPY is kept. You receive 30 JPY.")),
        vector("refund-text-everything", "every member is said without an error", "a member that nobody can write", describe(everything(), "EUR", fee="480.00", language="en"), part={"ok": True, "title": "Refunds: Standard"}),
        vector("refund-text-fee", "a fee in the text, by term and age", "the rows run together", describe(document(rule("a", {}, {"method": "unused"}), fees=[{"id": "early", "terms": [{"months": 60, "until": 12, "percent": "30"}, {"until": 1, "percent": "5"}]}])),
               part={"ok": True, "sections": [{"id": ident} if ident != "kept" else {"paragraphs": fee} for ident in SECTIONS]}),
    ]
