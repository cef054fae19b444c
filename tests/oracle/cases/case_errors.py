"""Each error code of the contract at least once, by one change to a request that is fine. Expected codes and paths by hand."""
from month import HASH, HASH_2, charge, client, entry, outage, policy, request, service, span, taxed
from vector import changed, refused, vector

SERVICE = ["services", 0]
DOCUMENT = ["policies", 0, "document"]
FULL = request([service(entries=[entry(1, "0.50")], charges=[charge(tax=taxed("exclusive", "20"))],
                        recurring={"months": 1, "amount": "10.00", "tax": None})],
               document=policy(cap={"percent": "50"}, minimumPayout=[{"currency": "USD", "amount": "1.00"}], settleDelayMs=0,
                               rule="excludedIfAnnounced", notice=86_400_000),
               scales=[("KWD", 2)],
               maintenance=[{"id": "m1", "subject": "*", "from": "2026-03-02T00:00:00Z", "to": "2026-03-02T01:00:00Z", "announcedAt": "2026-03-01T00:00:00Z"}])


def cases():
    """Every vector of this file."""
    return forms() + values() + together() + policies()


def bad(code, name, reason, wrong, path, value, where=None, base=FULL):
    """One vector: FULL with `value` at `path`; `where` is the path that the answer names, None where the contract leaves it open."""
    return vector(f"error-{code.replace('_', '-')}-{name}", reason, wrong, changed(base, path, value), part=refused(code, where))


def forms():
    return [
        bad("unknown_field", "nested", "a misspelt member deep inside", "ignored: the cap is never applied", DOCUMENT + ["capp"], {"percent": "5"}, "policies[0].document.capp"),
        bad("missing_field", "nested", "a client without carry", "zero by default", ["clients", 0, "carry"], ..., "clients[0].carry"),
        bad("missing_field", "service", "a service without entries", "an empty ledger assumed: paid again", SERVICE + ["entries"], ..., "services[0].entries"),
        bad("wrong_type", "amount-number", "an amount as a number", "a float near money", SERVICE + ["charges", 0, "amount"], 10, "services[0].charges[0].amount"),
        bad("wrong_type", "list", "one service instead of a list", "read as a list of one", ["services"], service(), "services"),
        bad("wrong_type", "null", "null where a value must be", "read as absent", ["outages"], None, "outages"),
        bad("wrong_type", "text-number", "a revision as text", "parsed", ["clients", 0, "revision"], "3", "clients[0].revision"),
        bad("invalid_word", "state", "an unknown state of a span", "active by default", SERVICE + ["spans", 0, "state"], "paused", "services[0].spans[0].state"),
        bad("invalid_word", "rule", "an unknown maintenance rule", "counted by default", DOCUMENT + ["maintenance", "rule"], "ignored", "policies[0].document.maintenance.rule"),
        bad("invalid_word", "family", "an unknown schedule family", "no credit for anybody", DOCUMENT + ["schedule", "family"], "uptimeSteps", "policies[0].document.schedule.family"),
        bad("invalid_word", "tax-mode", "an unknown tax mode", "exclusive by default", SERVICE + ["charges", 0, "tax", "mode"], "none", "services[0].charges[0].tax.mode"),
        bad("invalid_word", "route", "an unknown route", "ignored", ["capabilities", "routes", 0], "refundToCard", "capabilities.routes[0]"),
        bad("invalid_word", "scope", "an unknown scope", "product by default", SERVICE + ["assignments", 0, "scope"], "client", "services[0].assignments[0].scope"),
    ]


def values():
    long_id = "x" * 201
    return [
        bad("invalid_id", "empty", "an empty id", "two nameless services", SERVICE + ["id"], "", "services[0].id"),
        bad("invalid_id", "long", "201 bytes", "cut, so that two ids collide", SERVICE + ["id"], long_id, "services[0].id"),
        bad("invalid_id", "control", "a control character", "a key that cannot be read", SERVICE + ["id"], "1\u00007", "services[0].id"),
        bad("invalid_instant", "zone", "an offset instead of Z", "three hours off", ["asOf"], "2026-04-04T06:00:00+03:00", "asOf"),
        bad("invalid_instant", "day", "30 February", "2 March", ["outages", 0, "from"], "2026-02-30T00:00:00Z", "outages[0].from"),
        bad("invalid_instant", "leap-second", "second 60", "the next minute", ["outages", 0, "to"], "2026-03-31T23:59:60Z", "outages[0].to"),
        bad("invalid_instant", "two-decimals", "two decimals", ".25 read as 25 ms", ["asOf"], "2026-04-04T06:00:00.25Z", "asOf"),
        bad("invalid_instant", "year", "a year before 1971", "a negative instant", ["outages", 0, "from"], "1970-12-31T23:59:59Z", "outages[0].from"),
        bad("invalid_date", "form", "a date with a time", "cut to ten letters", SERVICE + ["charges", 0, "from"], "2026-03-01T00:00:00Z", "services[0].charges[0].from"),
        bad("invalid_date", "day", "29 February of a common year", "1 March", SERVICE + ["charges", 0, "from"], "2026-02-29", "services[0].charges[0].from"),
        bad("invalid_month", "thirteen", "month 13", "January", SERVICE + ["period"], "2026-13", "services[0].period"),
        bad("invalid_month", "form", "one digit", "March", SERVICE + ["period"], "2026-3", "services[0].period"),
        bad("invalid_duration", "negative", "a negative delay", "final before the period ends", DOCUMENT + ["settleDelayMs"], -1, "policies[0].document.settleDelayMs"),
        bad("invalid_duration", "large", "above 2^53", "another number through JavaScript", DOCUMENT + ["settleDelayMs"], 9007199254740993, "policies[0].document.settleDelayMs"),
        bad("invalid_amount", "decimals", "three decimals in USD", "rounded silently", SERVICE + ["charges", 0, "amount"], "12.345", "services[0].charges[0].amount"),
        bad("invalid_amount", "comma", "a decimal comma", "12 by cutting", SERVICE + ["charges", 0, "amount"], "12,34", "services[0].charges[0].amount"),
        bad("invalid_amount", "exponent", "an exponent", "1000", SERVICE + ["charges", 0, "amount"], "1e3", "services[0].charges[0].amount"),
        bad("invalid_amount", "plus", "a plus sign", "accepted", ["clients", 0, "carry"], "+1.00", "clients[0].carry"),
        bad("invalid_amount", "zeros", "leading zeros", "accepted, so that equal amounts have two texts", ["clients", 0, "carry"], "007.00", "clients[0].carry"),
        bad("invalid_amount", "negative-charge", "a negative charge", "a negative credit", SERVICE + ["charges", 0, "amount"], "-10.00", "services[0].charges[0].amount"),
        bad("invalid_amount", "jpy", "yen with decimals", "cut", ["clients", 0], client("JPY", "1.00"), "clients[0].carry"),
        bad("invalid_percent", "over", "101 %", "more than was paid", DOCUMENT + ["cap", "percent"], "101", "policies[0].document.cap.percent"),
        bad("invalid_percent", "negative", "a negative tax", "tax that pays", SERVICE + ["charges", 0, "tax", "rates", 0], "-1", "services[0].charges[0].tax.rates[0]"),
        bad("invalid_percent", "decimals", "ten decimals", "cut", DOCUMENT + ["cap", "percent"], "50.0000000001", "policies[0].document.cap.percent"),
        bad("amount_overflow", "given", "an amount beyond 64 bits of cents", "a wrapped number", SERVICE + ["charges", 0, "amount"], "92233720368547758.08"),
        bad("amount_overflow", "computed", "tax on top of an amount at the edge", "a wrapped or saturated number", SERVICE + ["charges", 0, "amount"], "92233720368547758.07"),
        bad("unknown_currency", "client", "a currency that does not exist", "two decimals by default", ["clients", 0, "currency"], "USX", "clients[0].currency"),
        bad("unknown_currency", "lower-case", "small letters", "accepted", ["clients", 0, "currency"], "usd", "clients[0].currency"),
        bad("invalid_scale", "five", "five decimals", "more decimals than any currency has", ["capabilities", "postableScale", 0, "scale"], 5, "capabilities.postableScale[0].scale"),
        bad("invalid_subject", "word", "a subject of an unknown kind", "an outage of nothing", ["outages", 0, "subject"], "rack:1", "outages[0].subject"),
        bad("invalid_subject", "star", "a star is for maintenance only", "an outage of everything", ["outages", 0, "subject"], "*", "outages[0].subject"),
        bad("invalid_subject", "empty", "a server without id", "an outage of all nameless servers", ["outages", 0, "subject"], "server:", "outages[0].subject"),
        bad("invalid_hash", "capitals", "hex digits in capitals", "two hashes of one policy", ["policies", 0, "hash"], HASH.upper(), "policies[0].hash"),
        bad("invalid_hash", "short", "63 digits", "a prefix accepted", SERVICE + ["assignments", 0, "policy"], HASH[1:], "services[0].assignments[0].policy"),
        bad("invalid_months", "zero", "a cycle of no months", "a division by zero", SERVICE + ["charges", 0, "months"], 0, "services[0].charges[0].months"),
        bad("invalid_months", "many", "121 months", "accepted", SERVICE + ["recurring", "months"], 121, "services[0].recurring.months"),
    ]


def together():
    late = span("2026-03-10T00:00:00Z")
    zone = ["zones", 0, "offsets"]
    return [
        bad("invalid_interval", "backwards", "an outage that ends before it begins", "negative downtime", ["outages", 0, "to"], "2026-03-04T11:00:00Z"),
        bad("invalid_interval", "empty", "an outage of no length", "a row of 0 ms", ["outages", 0, "to"], "2026-03-04T12:00:00Z"),
        bad("invalid_spans", "overlap", "two spans at once", "service time counted twice", SERVICE + ["spans"], [span(end="2026-03-12T00:00:00Z"), late]),
        bad("invalid_spans", "order", "spans not sorted", "sorted silently", SERVICE + ["spans"], [late, span(end="2026-03-01T00:00:00Z")]),
        bad("invalid_spans", "after-open", "a span after one that never ends", "both are now", SERVICE + ["spans"], [span(), late]),
        bad("invalid_zone", "first", "the first offset has no beginning of time", "UTC before it", zone + [0, "from"], "2026-01-01T00:00:00Z"),
        bad("invalid_zone", "order", "offsets not sorted", "sorted silently", zone, [{"from": None, "seconds": 0}, {"from": "2026-03-02T00:00:00Z", "seconds": 60},
                                                                          {"from": "2026-03-01T00:00:00Z", "seconds": 0}]),
        bad("invalid_zone", "range", "an offset of 19 hours", "a month that begins two days early", zone + [0, "seconds"], 68400),
        bad("invalid_zone", "empty", "no offset at all", "UTC", zone, []),
        bad("unknown_zone", "policy", "a policy in a zone that the request lacks", "UTC", DOCUMENT + ["zone"], "Europe/Berlin"),
        bad("unknown_policy", "assignment", "an assignment of a policy that the request lacks", "no policy, no credit", SERVICE + ["assignments", 0, "policy"], HASH_2),
        bad("unknown_client", "service", "a service of a client that the request lacks", "a carry of zero", SERVICE + ["client"], "6"),
        bad("duplicate_id", "outage", "two outages with one id", "the second overwrites the first", ["outages"], [outage("2026-03-04T12:00:00Z", 26), outage("2026-03-04T12:00:00Z", 40)]),
        bad("duplicate_id", "service", "the same service and period twice", "credited twice", ["services"], [service(), service()]),
        bad("duplicate_id", "client", "a client twice", "two carries", ["clients"], [client(), client(carry="9.00")]),
        bad("invalid_entries", "gap", "entries 1 and 3", "the second entry is lost and paid again", SERVICE + ["entries"], [entry(1, "0.50"), entry(3, "0.50")]),
        bad("invalid_entries", "zero", "entries count from 1", "n = 1 twice in the ledger", SERVICE + ["entries"], [entry(0, "0.50")]),
        bad("invalid_entries", "sum", "net and tax are not gross", "a difference of nobody", SERVICE + ["entries"], [entry(1, "0.50", "0.40", "0.00")]),
    ]


def policies():
    tiers = DOCUMENT + ["schedule", "tiers"]

    def tier(below, percent):
        return {"below": below, "percent": percent}

    return [
        bad("policy_schema", "number", "a schema of the future", "read by today's rules", DOCUMENT + ["schema"], 3),
        bad("policy_tiers", "none", "no tier", "never a credit", tiers, []),
        bad("policy_tiers", "many", "17 tiers", "accepted", tiers, [tier(str(99 - i), str(i + 1)) for i in range(17)]),
        bad("policy_tiers", "below-order", "edges that do not fall", "the last match wins", tiers, [tier("99.5", "10"), tier("99.9", "25")]),
        bad("policy_tiers", "percent-order", "less credit for more downtime", "accepted", tiers, [tier("99.9", "25"), tier("99.5", "10")]),
        bad("policy_tiers", "equal", "the same edge twice", "the order decides", tiers, [tier("99.9", "10"), tier("99.9", "25")]),
        bad("policy_tiers", "zero", "a tier of 0 %", "accepted", tiers, [tier("99.9", "0")]),
        bad("policy_cap", "below-first-tier", "a cap that no tier can reach", "every credit is silently less", DOCUMENT + ["cap", "percent"], "9.99"),
        bad("policy_maintenance", "notice-missing", "excludedIfAnnounced without a notice", "a notice of zero", DOCUMENT + ["maintenance"], {"rule": "excludedIfAnnounced"}),
        bad("policy_maintenance", "notice-unwanted", "a notice that the rule does not use", "ignored: the operator believes in it", DOCUMENT + ["maintenance"], {"rule": "excluded", "noticeMs": 1}),
    ]
