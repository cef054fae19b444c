"""quoteRefund: requests that are refused, each with its code and where it stands."""
from refunds import GROSS, NET, ask, bad, line, pay, policy, rule
from vector import changed


def cases():
    """Every vector of this file."""
    return requests() + together() + policies()


def requests():
    base = ask(None)
    at = lambda ident, reason, wrong, path, value, code, place: bad("error-" + ident, reason, wrong, changed(base, path, value), code, place)  # noqa: E731
    row, paid = ["lines", 0], ["payments", 0]
    return [
        at("unknown-member", "a member that nobody knows", "ignored", ["reason"], "x", "unknown_field", "reason"),
        at("unknown-member-of-a-line", "a typo", "ignored", [*row, "delivred"], True, "unknown_field", "lines[0].delivred"),
        at("no-lines", "a request without lines", "nothing comes back", ["lines"], ..., "missing_field", "lines"),
        at("no-payments", "nobody says what was paid", "nothing was", ["payments"], ..., "missing_field", "payments"),
        at("no-history", "nobody says what came back before", "the first refund", ["history"], ..., "missing_field", "history"),
        at("number-amount", "an amount as a number", "31.00", [*row, "amount"], 31, "wrong_type", "lines[0].amount"),
        at("negative-amount", "a line of less than nothing", "a debt", [*row, "amount"], "-1.00", "invalid_amount", "lines[0].amount"),
        at("amount-decimals", "three decimals in euros", "rounded", [*row, "amount"], "31.001", "invalid_amount", "lines[0].amount"),
        at("coupon-above", "a coupon of more than the line", "a negative price", [*row, "coupon"], "31.01", "invalid_amount", "lines[0].coupon"),
        at("kind", "a kind outside the list", "other", [*row, "kind"], "server", "invalid_word", "lines[0].kind"),
        at("fact", "a word outside the list", "ignored", ["facts"], ["angry"], "invalid_word", "facts[0]"),
        at("instant", "not an instant", "midnight", ["requestedAt"], "2026-03-10", "invalid_instant", "requestedAt"),
        at("currency", "no currency", "two decimals", ["currency"], "EUX", "unknown_currency", "currency"),
        at("country", "a country's name", "no country", ["country"], "Germany", "invalid_country", "country"),
        at("wish", "a wish outside the list", "to the payments", ["wish"], "cash", "invalid_word", "wish"),
        at("source", "a kind of money outside the list", "cash", [*paid, "source"], "gold", "invalid_word", "payments[0].source"),
        at("negative-payment", "a payment of less than nothing", "a refund of it", [*paid, "amount"], "-5.00", "invalid_amount", "payments[0].amount"),
        at("negative-returned", "less than nothing went back", "more is left", [*paid, "returned"], "-5.00", "invalid_amount", "payments[0].returned"),
        at("negative-credited", "less than nothing was credited", "more is left", ["credited"], "-1.00", "invalid_amount", "credited"),
        at("negative-arrears", "an invoice that is owed backwards", "more comes back", ["arrears"], [{"id": "9", "amount": "-1.00"}], "invalid_amount", "arrears[0].amount"),
        at("tax-mode", "a mode outside the list", "exclusive", [*row, "tax"], {"mode": "none", "rates": []}, "invalid_word", "lines[0].tax.mode"),
        at("tax-rate", "a rate above 100", "a refund of taxes alone", [*row, "tax"], {"mode": "exclusive", "rates": ["101"]}, "invalid_percent", "lines[0].tax.rates[0]"),
        at("interval", "a line that ends before it begins", "a negative term", [*row, "to"], "2026-02-01T00:00:00Z", "invalid_interval", "lines[0].to"),
        at("tiers", "a last tier with an end", "nothing above it", [*row, "usage"], [{"id": "t", "included": "0", "used": "5", "tiers": [{"upTo": "1", "price": "1"}]}], "invalid_tiers", None),
        at("since", "no date", "a new customer", ["since"], "2020", "invalid_date", "since"),
        at("hash", "a policy without a hash", "no name for the policy", ["policy", "hash"], "d4", "invalid_hash", "policy.hash"),
    ]


def together():
    many = [line("1.00", str(n)) for n in range(201)]
    return [
        bad("error-line-twice", "two lines of one id", "the last", ask(None, line(), line()), "duplicate_id", "lines[1].id"),
        bad("error-payment-twice", "two payments of one id", "paid twice", ask(None, payments=[pay(), pay()]), "duplicate_id", "payments[1].id"),
        bad("error-mixed-modes", "one line's tax on top, another's inside", "a sum of both", ask(None, line(tax=NET), line("1.00", "l2", tax=GROSS)), "mixed_modes"),
        bad("error-zone", "the policy's zone is not in the request", "UTC", ask(policy(zone="Europe/Berlin"), zones=[]), "unknown_zone", "policy.document.zone"),
        bad("error-no-line", "no line at all", "nothing comes back", ask(None, lines=[]), "invalid_lines", "lines"),
        bad("error-many-lines", "201 lines", "an answer", ask(None, *many), "invalid_lines", "lines"),
        bad("error-overflow", "prices that no 64 bits hold", "a sum that begins again", ask(None, line("90000000000000000.00"), line("90000000000000000.00", "l2")), "amount_overflow"),
    ]


def policies():
    def of(ident, reason, wrong, document, code):
        return bad("error-policy-" + ident, reason, wrong, ask(document), code)
    return [
        of("no-rules", "a policy without rules", "nothing comes back", {**policy(), "rules": []}, "policy_rules"),
        of("rule-twice", "two rules of one id", "the first", policy(rule(), rule()), "duplicate_id"),
        of("kind", "the document of a promise", "an empty policy", {**policy(), "kind": "sla"}, "invalid_word"),
        of("schema", "a schema of tomorrow", "read as today's", {**policy(), "schema": 2}, "policy_schema"),
        of("split", "parts of 90 % in all", "a tenth lost", policy(payout={"to": "split", "parts": [{"to": "payments", "percent": "60"}, {"to": "accountCredit", "percent": "30"}]}), "policy_payout"),
        of("split-nothing", "a part of nothing", "a row of 0.00", policy(payout={"to": "split", "parts": [{"to": "payments", "percent": "100"}, {"to": "accountCredit", "percent": "0"}]}), "policy_payout"),
        of("fee", "a fee by amount and by per cent", "the first", policy(fees=[{"id": "f", "percent": "1", "amounts": [{"currency": "EUR", "amount": "1.00"}]}]), "policy_fee"),
        of("when", "a window of days and hours", "days", policy(rule(when={"within": {"days": 1, "hours": 1}})), "policy_when"),
        of("give", "a month of 30 days by length", "ignored", policy(rule({"method": "unused", "time": {"unit": "day", "month": 30}})), "policy_give"),
    ]
