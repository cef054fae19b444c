"""quoteRefund, eligibility: which rule decides and why the ones before it do not. Every condition on both sides of its edge."""
from refunds import NOON_10, ask, line, pay, policy, rule, v

FULL = {"method": "full"}


def when(ident, reason, wrong, condition, holds, args=None, clock=None, **request):
    """A rule `full` under one condition, then nothing: whether it decides; where not, the reason's code and values."""
    document = policy(rule(FULL, "r", condition), **({"clock": clock} if clock else {}))
    hand = {"rule": "r", "reasons": []} if holds is True else {"rule": None, "reasons": [holds], "payout": "0.00"}
    return v("rule-" + ident, reason, wrong, ask(document, **request), **hand, **({"args": [args]} if args is not None else {}))


def cases():
    """Every vector of this file."""
    return words() + windows() + shares() + who() + quotas() + order()


def words():
    return [
        when("fact", "said: the rule decides", "nothing", {"facts": ["consumer"]}, True, facts=["consumer", "renewal"]),
        when("fact-missing", "of two words the second is not said", "the rule by one word", {"facts": ["consumer", "earlyStart"]}, "factMissing", {"fact": "earlyStart"}, facts=["consumer"]),
        when("without", "not said: the rule decides", "nothing", {"without": ["breach"]}, True, facts=["renewal"]),
        when("without-present", "a breach of the terms", "31.00", {"without": ["abuse", "breach"]}, "factPresent", {"fact": "breach"}, facts=["breach"]),
        when("facts-first", "facts are looked at before the window", "tooLate", {"within": {"days": 1}, "facts": ["consumer"]}, "factMissing", {"fact": "consumer"}),
    ]


def windows():
    berlin = {"zones": [{"name": "UTC", "tzdata": None, "offsets": [{"from": None, "seconds": 3600}]}]}
    return [
        when("within", "nine and a half days are within ten", "too late", {"within": {"days": 10}}, True),
        when("within-last-instant", "ten days to the millisecond", "too late", {"within": {"days": 10}}, True, requestedAt="2026-03-11T00:00:00Z"),
        when("within-a-millisecond-late", "a millisecond more", "31.00", {"within": {"days": 10}}, "tooLate", {"until": "2026-03-11T00:00:00Z"}, requestedAt="2026-03-11T00:00:00.001Z"),
        when("within-hours", "five days as 120 hours from 14:30:30", "the end of the fifth day", {"within": {"hours": 120}}, "tooLate", {"until": "2022-11-29T14:30:30Z"}, orderedAt="2022-11-24T14:30:30Z", requestedAt="2022-11-29T14:30:31Z"),
        when("within-day", "the tenth day after the order counts to its end", "ten days of 24 hours: too late", {"within": {"days": 10, "ends": "day"}}, True, orderedAt="2026-03-01T09:00:00Z", requestedAt="2026-03-11T23:59:59.999Z"),
        when("within-day-over", "the first instant after it", "31.00", {"within": {"days": 10, "ends": "day"}}, "tooLate", {"until": "2026-03-12T00:00:00Z"}, orderedAt="2026-03-01T09:00:00Z", requestedAt="2026-03-12T00:00:00Z"),
        when("within-day-summer-time", "a day after 28 March 23:30 ends with the 29th, which has 23 hours", "24 hours later it is the 30th: not too late", {"within": {"days": 1, "ends": "day"}}, "tooLate", {"until": "2026-03-29T22:00:00Z"}, orderedAt="2026-03-28T22:30:00Z", requestedAt="2026-03-30T06:00:00Z", asOf="2026-03-30T06:00:00Z",
             zones=[{"name": "UTC", "tzdata": None, "offsets": [{"from": None, "seconds": 3600}, {"from": "2026-03-29T01:00:00Z", "seconds": 7200}]}]),
        when("within-day-zone", "the day ends at midnight an hour east: 23:00 UTC", "00:00 UTC", {"within": {"days": 10, "ends": "day"}}, "tooLate", {"until": "2026-03-11T23:00:00Z"}, requestedAt="2026-03-11T23:00:00Z", **berlin),
        when("within-activated", "from the activation, not the order", "too late", {"within": {"days": 3, "from": "activated"}}, True, activatedAt="2026-03-08T00:00:00Z"),
        when("within-not-activated", "never activated: the word is missing", "the order's instant", {"within": {"days": 30, "from": "activated"}}, "factMissing", {"fact": "activated"}),
        when("within-started", "from the begin of the plan line's term", "the order's instant", {"within": {"days": 3, "from": "started"}}, "tooLate", {"until": "2026-03-04T00:00:00Z"}, orderedAt="2026-03-09T00:00:00Z"),
        when("after", "more than five days after the order", "nothing", {"after": {"days": 5}}, True),
        when("after-at-the-edge", "five days to the millisecond are not after five days", "31.00", {"after": {"days": 5}}, "tooEarly", {"from": "2026-03-06T00:00:00Z"}, requestedAt="2026-03-06T00:00:00Z"),
        when("after-day", "after the end of the fifth day", "an instant of that day", {"after": {"days": 5, "ends": "day"}}, True, requestedAt="2026-03-07T00:00:00Z"),
        when("after-day-early", "the fifth day has not ended", "five days of 24 hours", {"after": {"days": 5, "ends": "day"}}, "tooEarly", {"from": "2026-03-07T00:00:00Z"}, requestedAt="2026-03-06T23:59:59.999Z"),
        when("after-activated", "not activated", "the order's instant", {"after": {"days": 5, "from": "activated"}}, "factMissing", {"fact": "activated"}),
        v("rule-stop-decides", "the window is asked of the clock's stop, the end of the service", "the request's instant", ask(policy(rule(FULL, "r", {"within": {"days": 10}}), clock="termination"), terminatedAt="2026-03-20T00:00:00Z"), rule=None, reasons=["tooLate"]),
    ]


def shares():
    half = {"usedAtMost": "50"}
    return [
        when("used-at-most", "15.5 of 31 days are half", "too much", half, True, requestedAt="2026-03-16T12:00:00Z"),
        when("used-too-much", "half and a millisecond", "31.00", half, "usedTooMuch", {"percent": "50"}, requestedAt="2026-03-16T12:00:00.001Z"),
        when("used-nothing", "no more than 0 % before the term", "too much", {"usedAtMost": "0"}, True, requestedAt="2026-02-20T00:00:00Z"),
        v("rule-used-of-the-plan", "the plan's term, not that of the domain that stands first", "the domain's year", ask(policy(rule(FULL, "r", half)), line("10.00", "d", "domain", end="2027-03-01T00:00:00Z"), line(), requestedAt="2026-03-20T00:00:00Z"), rule=None, reasons=["usedTooMuch"]),
        v("rule-first-line", "without a line of kind plan the first one's term", "no term", ask(policy(rule(FULL, "r", half)), line("10.00", "a", "addOn"), line("10.00", "b", "other", end="2027-03-01T00:00:00Z"), requestedAt="2026-03-20T00:00:00Z"), rule=None, reasons=["usedTooMuch"]),
    ]


def who():
    limit = lambda word, value: {"order": {word: [{"currency": "USD", "amount": "1.00"}, {"currency": "EUR", "amount": value}]}}  # noqa: E731
    taxed = {"lines": [line(tax={"mode": "exclusive", "rates": ["20"]})]}
    return [
        when("product", "one of them", "excluded", {"products": {"only": ["4", "5"]}}, True, product="5"),
        when("product-other", "none of them", "31.00", {"products": {"only": ["4"]}}, "productExcluded", {}, product="5"),
        when("product-except", "an excluded one", "31.00", {"products": {"except": ["5"]}}, "productExcluded", {}, product="5"),
        when("product-except-other", "not excluded", "nothing", {"products": {"except": ["5"]}}, True, product="6"),
        when("product-unknown", "no product is none of the excluded ones", "excluded", {"products": {"except": ["5"]}}, True),
        when("product-unknown-only", "no product is none of the included ones", "31.00", {"products": {"only": ["5"]}}, "productExcluded", {}),
        when("country", "Germany is one of them", "excluded", {"countries": ["AT", "DE"]}, True, country="DE"),
        when("country-other", "France is not", "31.00", {"countries": ["AT", "DE"]}, "countryExcluded", {}, country="FR"),
        when("country-unknown", "an unknown country is none", "31.00", {"countries": ["DE"]}, "countryExcluded", {}),
        when("order-above", "37.20 with tax is above 37.19", "31.00 without tax", limit("above", "37.19"), True, **taxed),
        when("order-too-small", "37.20 is not above 37.20", "37.20", limit("above", "37.20"), "orderTooSmall", {"amount": "37.20"}, **taxed),
        when("order-at-most", "37.20 is at most 37.20", "too large", limit("atMost", "37.20"), True, **taxed),
        when("order-too-large", "37.20 is more than 37.19", "31.00 without tax", limit("atMost", "37.19"), "orderTooLarge", {"amount": "37.19"}, **taxed),
        when("order-coupon", "after coupons: 21.00", "31.00: too large", limit("atMost", "21.00"), True, lines=[line(coupon="10.00")]),
        when("order-two-lines", "both lines: 41.00", "the plan alone", limit("above", "40.00"), True, lines=[line(), line("10.00", "l2", "addOn")]),
        when("order-voucher", "a voucher is money too: 31.00", "what was paid in cash, 15.50", limit("above", "30.00"), True, payments=[pay("15.50"), pay("15.50", "9", "voucher")]),
        when("order-currency", "no amount of this currency", "31.00", {"order": {"above": [{"currency": "USD", "amount": "1.00"}]}}, "orderTooSmall", {"amount": None}),
        when("order-currency-at-most", "no amount of this currency as a limit either", "31.00", {"order": {"atMost": [{"currency": "USD", "amount": "1.00"}]}}, "orderTooLarge", {"amount": None}),
        when("customer-before", "a customer since 2017-03-31", "too new", {"customer": {"before": "2017-04-01"}}, True, since="2017-03-31"),
        when("customer-too-new", "since the day itself is not before it", "31.00", {"customer": {"before": "2017-04-01"}}, "customerTooNew", {"date": "2017-04-01"}, since="2017-04-01"),
        when("customer-from", "since that day", "too old", {"customer": {"from": "2017-04-01"}}, True, since="2017-04-01"),
        when("customer-too-old", "a day before", "31.00", {"customer": {"from": "2017-04-01"}}, "customerTooOld", {"date": "2017-04-01"}, since="2017-03-31"),
        when("customer-unknown", "nobody knows since when", "31.00", {"customer": {"before": "2017-04-01"}}, "customerTooNew", {"date": "2017-04-01"}),
    ]


def quotas():
    past = lambda at="2026-01-05T00:00:00Z", product="5", rule_="r": {"at": at, "product": product, "rule": rule_}  # noqa: E731
    once = lambda **more: {"quota": {"most": 1, "per": "customer", "in": "ever", **more}}  # noqa: E731
    yearly = once(**{"per": "product", "in": "calendarYear"})
    wait = lambda **more: {"cooldown": {"hours": 6, **more}}  # noqa: E731
    new_year = {"zones": [{"name": "UTC", "tzdata": None, "offsets": [{"from": None, "seconds": 28800}]}]}
    return [
        when("quota-free", "no refund yet", "used up", once(), True, product="5"),
        when("quota-used", "one refund, once a customer", "31.00", once(), "quotaUsed", {"most": 1}, product="5", history=[past(product="9")]),
        when("quota-two", "one of two", "used up", {"quota": {"most": 2, "per": "customer", "in": "ever"}}, True, history=[past()]),
        when("quota-product", "a refund of another product", "used up", yearly, True, product="5", history=[past(product="9")]),
        when("quota-product-used", "a refund of this product in this year", "31.00", yearly, "quotaUsed", {"most": 1}, product="5", history=[past()]),
        when("quota-last-year", "a refund of last year", "used up", yearly, True, product="5", history=[past("2025-12-31T23:59:59Z")]),
        when("quota-year-of-the-zone", "eight hours east 31 December 16:00 UTC is this year", "last year", yearly, "quotaUsed", {"most": 1}, product="5", history=[past("2025-12-31T16:00:00Z")], **new_year),
        when("quota-days", "30 days before the stop to the millisecond count", "free", once(**{"in": "days", "days": 30}), "quotaUsed", {"most": 1}, history=[past("2026-02-08T12:00:00Z")]),
        when("quota-days-over", "a millisecond earlier does not", "used up", once(**{"in": "days", "days": 30}), True, history=[past("2026-02-08T11:59:59.999Z")]),
        when("quota-rules", "a refund by another rule", "used up", once(rules=["r"]), True, history=[past(rule_="other")]),
        when("quota-any-rule", "without `rules` any counts", "free", once(), "quotaUsed", {"most": 1}, history=[past(rule_="other")]),
        when("quota-after-the-stop", "a refund after the stop counts: of two requests at once one is the second", "both refunded", once(**{"in": "days", "days": 30}), "quotaUsed", {"most": 1}, history=[past("2026-03-10T12:00:01Z")]),
        when("cooldown", "six hours after the last refund to the millisecond", "cooling down", wait(), True, history=[past("2026-03-10T06:00:00Z"), past()]),
        when("cooling-down", "a millisecond less", "31.00", wait(), "coolingDown", {"until": "2026-03-10T12:00:00.001Z"}, history=[past("2026-03-10T06:00:00.001Z")]),
        when("cooldown-none", "no refund, no cooldown", "cooling down", wait(), True),
        when("cooldown-ordered", "ordered six hours ago", "cooling down", wait(since="ordered"), True, orderedAt="2026-03-10T06:00:00Z"),
        when("cooldown-ordered-early", "ordered a second later", "31.00", wait(since="ordered"), "coolingDown", {"until": "2026-03-10T12:00:01Z"}, orderedAt="2026-03-10T06:00:01Z"),
    ]


def order():
    ladder = [rule(FULL, "first", {"within": {"days": 3}}), rule({"method": "share", "percent": "50"}, "second", {"within": {"days": 7}}), rule(None, "third")]
    eu = rule(None, "withdrawal", {"facts": ["consumer"], "within": {"days": 14}}, statutory=True)
    breach = {"requires": {"without": ["breach"]}}
    facts = ["consumer", "earlyStart", "activated", "notStarted", "failedOrder", "renewal", "trial", "downgrade", "breach", "abuse", "overdue", "domainKept", "customised", "invoiced", "ownFault"]
    each = [rule(FULL, f"f{place}", {"facts": [fact]}) for place, fact in enumerate(facts)]
    none = [rule(FULL, f"f{place}", {"without": [fact]}) for place, fact in enumerate(facts)]
    return [
        v("rule-each-fact-missing", "each fact is asked for, none is said", "31.00", ask(policy(*each)), rule=None, reasons=["factMissing"] * 15),
        v("rule-each-fact-said", "each fact forbids, all are said", "31.00", ask(policy(*none), facts=facts), rule=None, reasons=["factPresent"] * 15),
        v("rule-first", "the first rule that holds decides", "the last", ask(policy(*ladder), requestedAt="2026-03-03T00:00:00Z"), rule="first", reasons=[], payout="31.00"),
        v("rule-second", "the second, with the first one's reason", "no reason", ask(policy(*ladder), requestedAt="2026-03-06T00:00:00Z"), rule="second", reasons=["tooLate"], payout="15.50"),
        v("rule-third", "the third, with two reasons", "the second", ask(policy(*ladder)), rule="third", reasons=["tooLate", "tooLate"], payout="21.00"),
        v("rule-none", "no rule holds: nothing comes back, and why", "21.00", ask(policy(*ladder[:2])), rule=None, reasons=["tooLate", "tooLate"], payout="0.00", kept=["kept 31.00"], treatments=["kept"], plan=[]),
        v("rule-requires", "a breach is against every rule", "21.00", ask(policy(rule(), **breach), facts=["breach"]), rule=None, reasons=["factPresent"]),
        v("rule-requires-first", "`requires` is looked at before `when`", "tooLate", ask(policy(rule(FULL, "r", {"within": {"days": 1}}), **breach), facts=["breach"]), reasons=["factPresent"], rule=None),
        v("rule-statutory", "not against what the law gives", "0.00", ask(policy(eu, rule(), **breach), facts=["consumer", "breach"]), rule="withdrawal", statutory=True, payout="21.00"),
        v("rule-statutory-late", "too late for the law, and a breach for the rest", "21.00", ask(policy(eu, rule(), **breach), facts=["consumer", "breach"], requestedAt="2026-03-20T00:00:00Z"), rule=None, reasons=["tooLate", "factPresent"]),
        v("rule-no-line-comes-back", "without a rule no line comes back, whatever the document says of its kind", "10.00", ask(policy(ladder[0], lines=[{"kind": "setup", "give": "full"}]), line(), line("10.00", "l2", "setup")), rule=None, back="0.00 0.00 0.00"),
        v("rule-all-conditions", "within the window, a consumer, of the country: all must hold", "the first alone", ask(policy(rule(FULL, "r", {"facts": ["consumer"], "within": {"days": 14}, "countries": ["DE"]})), facts=["consumer"], country="AT"), rule=None, reasons=["countryExcluded"]),
    ]
