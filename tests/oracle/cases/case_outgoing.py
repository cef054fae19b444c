"""checkOutgoing: limits, sums and who is counted. Answers by the oracle, checked against what the reason says by `held`."""
from outgoing import check
from vector import changed, refused, vector


def posting(ident, value, client="5", currency="USD", state="waiting"):
    return {"id": ident, "client": client, "currency": currency, "amount": value, "state": state}


def ask(postings, clients=None, **amounts):
    """A request with limits by currency: `ask([…], USD="500.00")`."""
    limits = {"clients": clients, "amounts": [{"currency": code, "amount": value} for code, value in amounts.items()]}
    return {"contract": 1, "command": "checkOutgoing", "limits": limits, "postings": postings}


def v(ident, reason, wrong, request, held):
    """A vector with the oracle's whole answer, whose verdict must be the one worked out by hand."""
    answer = check(request)
    assert answer["held"] is held, f"outgoing-{ident}: {answer}"
    return vector("outgoing-" + ident, reason, wrong, request, answer)


def bad(ident, reason, wrong, request, code, path=None):
    return vector("outgoing-" + ident, reason, wrong, request, part=refused(code, path))


def cases():
    """Every vector of this command."""
    return amounts() + clients() + currencies() + broken() + order()


def amounts():
    return [
        v("nothing", "nothing waits", "a run held without reason", ask([], 0, USD="0.00"), False),
        v("no-limits", "no limits: nothing is ever held", "absent limits read as zero", ask([posting("1", "999999.99")]), False),
        v("equal", "exactly the limit is within it", ">= for >", ask([posting("1", "499.99"), posting("2", "0.01")], USD="500.00"), False),
        v("cent-above", "a cent above is not", "a tolerance", ask([posting("1", "499.99"), posting("2", "0.02")], USD="500.00"), True),
        v("zero-limit", "a limit of zero holds everything", "zero read as no limit", ask([posting("1", "0.01")], USD="0"), True),
        v("zero-amount", "nothing worth does not exceed zero", ">= for >", ask([posting("1", "0.00")], USD="0.00"), False),
        v("posted-counts", "what went out fills the limit", "only what waits is counted: small runs sum up unseen",
          ask([posting("1", "499.00", state="posted"), posting("2", "1.01")], USD="500.00"), True),
        v("posted-alone", "what went out cannot be held back", "a run of nothing is held", ask([posting("1", "900.00", state="posted")], 0, USD="500.00"), False),
        v("posted-and-zero-waits", "a posting waits, be it of nothing", "waiting judged by its sum",
          ask([posting("1", "900.00", state="posted"), posting("2", "0.00")], USD="500.00"), True),
        v("split", "two postings of one client add up", "each posting compared alone", ask([posting("1", "300.00"), posting("2", "300.00")], USD="500.00"), True),
        v("largest", "the largest amount that fits", "a float, or 32 bits", ask([posting("1", "92233720368547758.06"), posting("2", "0.01", state="posted")], USD="92233720368547758.06"), True),
        v("printing", "answers print the currency's decimals", "texts passed through", ask([posting("1", "1.2"), posting("2", "3", state="posted")], USD="4"), True),
    ]


def clients():
    three = [posting(str(n), "1.00", client=str(n)) for n in range(3)]
    return [
        v("clients-equal", "exactly the limit of clients", ">= for >", ask(three, 3), False),
        v("clients-above", "one client more", "clients never counted", ask(three, 2), True),
        v("clients-zero", "a limit of no clients", "zero read as no limit", ask(three[:1], 0), True),
        v("clients-same", "a client counts once", "postings counted", ask([posting("1", "1.00"), posting("2", "2.00"), posting("3", "3.00")], 1), False),
        v("clients-two-currencies", "a client with two currencies is one client", "clients summed over currencies",
          ask([posting("1", "1.00"), posting("2", "100", currency="JPY")], 1), False),
        v("clients-posted-count", "a client whose posting went out counts, too", "only those that wait", ask([posting("1", "1.00"), posting("2", "1.00", "6", state="posted")], 1), True),
        v("clients-nothing-waits", "nothing waits", "held for what is over", ask([posting("1", "1.00", state="posted"), posting("2", "1.00", "6", state="posted")], 1), False),
        v("clients-apart", "the same client between others", "only neighbours compared",
          ask([posting("1", "1.00", "5"), posting("2", "1.00", "6"), posting("3", "1.00", "5"), posting("4", "1.00", "6", state="posted")], 2), False),
        v("clients-case", "ids that differ in case are two clients", "a comparison that ignores case", ask([posting("1", "1.00", "a"), posting("2", "1.00", "A")], 1), True),
        v("clients-limit-large", "a limit beyond 2^53", "wrong_type, or a float", ask(three, 2**53 + 1), False),
        v("clients-limit-absent", "an absent limit is none", "missing_field", changed(ask(three, USD="9.00"), ["limits", "clients"], ...), False),
    ]


def currencies():
    mixed = [posting("1", "3.00", "5", "USD"), posting("2", "900", "6", "JPY"), posting("3", "0.375", "7", "KWD"), posting("4", "2.50", "5", "EUR", "posted"),
             posting("5", "0.0001", "5", "CLF"), posting("6", "1.00", "6", "USD", "posted"), posting("7", "100", "5", "JPY")]
    return [
        v("currencies-sorted", "totals in order of currency code", "the order of postings", ask(mixed), False),
        v("currencies-exceeded-sorted", "clients first, then by code, whatever the order of limits", "the order of limits",
          ask(mixed, 2, USD="3.99", KWD="0.374", JPY="999", CLF="0"), True),
        v("currencies-own-limit", "each currency has its own limit", "one sum over all", ask(mixed, USD="4.00", JPY="1000", KWD="0.375"), False),
        v("currencies-unlisted", "a currency that is not listed has no limit", "the first limit for all", ask(mixed, USD="4.00"), False),
        v("currencies-limit-unused", "a limit of a currency in which nothing goes out", "a total of zero listed", ask(mixed[:1], GBP="0"), False),
        v("currencies-waits-elsewhere", "something waits, but in another currency", "one flag for all currencies: a limit holds what it is not about",
          ask([posting("1", "9.00", currency="EUR", state="posted"), posting("2", "1.00")], EUR="5.00", USD="1.00"), False),
        v("currencies-clients-each", "clients are counted in each currency", "the whole count in each", ask([posting("1", "1.00", "5"), posting("2", "1.00", "6"), posting("3", "1", "5", "JPY")]), False),
    ]


def broken():
    fine = ask([posting("1", "1.00"), posting("2", "2.00")], 5, USD="10.00", JPY="10")
    first = ["postings", 0]
    usd = ["limits", "amounts", 0]
    largest = "92233720368547758.07"
    return [
        bad("limit-negative", "fewer than no clients", "no limit", changed(fine, ["limits", "clients"], -1), "invalid_limit", "limits.clients"),
        bad("limit-very-negative", "a negative number beyond 64 bits", "wrapped to a large limit", changed(fine, ["limits", "clients"], -2**70), "invalid_limit", "limits.clients"),
        bad("limit-text", "clients are a number", "parsed", changed(fine, ["limits", "clients"], "5"), "wrong_type", "limits.clients"),
        vector("outgoing-limit-point", "5.0 is no integer", "read as 5", requestText='{"contract":1,"command":"checkOutgoing","limits":{"clients":5.0,"amounts":[]},"postings":[]}',
               part=refused("wrong_type", "limits.clients")),
        bad("limit-amount-negative", "a limit below nothing", "everything is held", changed(fine, usd + ["amount"], "-0.01"), "invalid_amount", "limits.amounts[0].amount"),
        bad("limit-amount-decimals", "three decimals in USD", "rounded", changed(fine, usd + ["amount"], "1.005"), "invalid_amount", "limits.amounts[0].amount"),
        bad("limit-amount-overflow", "a limit that does not fit", "wrapped", changed(fine, usd + ["amount"], "92233720368547758.08"), "amount_overflow", "limits.amounts[0].amount"),
        bad("limit-currency-twice", "two limits of one currency", "the last one wins", changed(fine, ["limits", "amounts", 1], {"currency": "USD", "amount": "1.00"}),
            "duplicate_id", "limits.amounts[1].currency"),
        bad("limit-unknown-currency", "the list is closed", "two decimals", changed(fine, usd + ["currency"], "XXQ"), "unknown_currency", "limits.amounts[0].currency"),
        bad("posting-twice", "an id twice", "counted twice", changed(fine, ["postings", 1, "id"], "1"), "duplicate_id", "postings[1].id"),
        bad("posting-negative", "a negative posting hides another", "the sum stays below the limit", changed(fine, first + ["amount"], "-1.00"), "invalid_amount", "postings[0].amount"),
        bad("posting-decimals", "more decimals than the currency has", "rounded", changed(fine, first + ["amount"], "1.001"), "invalid_amount", "postings[0].amount"),
        bad("posting-padded", "zeros beyond the currency's decimals, too", "accepted as a panel's amount", changed(fine, first + ["amount"], "1.000"), "invalid_amount", "postings[0].amount"),
        bad("posting-number", "an amount as a number", "a float near money", changed(fine, first + ["amount"], 1), "wrong_type", "postings[0].amount"),
        bad("posting-state", "states are a closed list", "waiting by default", changed(fine, first + ["state"], "pending"), "invalid_word", "postings[0].state"),
        bad("posting-client", "somebody gets it", "an empty client counted", changed(fine, first + ["client"], ""), "invalid_id", "postings[0].client"),
        bad("posting-field", "an unknown field", "ignored", changed(fine, first + ["held"], True), "unknown_field", "postings[0].held"),
        bad("sum-overflow", "two that fit, and their sum does not", "wrapped below the limit", ask([posting("1", largest), posting("2", "0.01")]), "amount_overflow", ""),
        bad("sum-overflow-states", "waiting and posted fit, their total does not", "a total that wraps", ask([posting("1", largest, state="posted"), posting("2", "0.01")]), "amount_overflow", ""),
    ]


def order():
    """Two things wrong at once: which is told."""
    fine = ask([posting("1", "1.00"), posting("2", "2.00")], 5, USD="10.00", JPY="10")
    no_postings = changed(fine, ["postings"], ...)
    twice = changed(fine, ["postings", 1, "id"], "1")
    return [
        bad("order-unknown-first", "an unknown field before anything else of its object", "missing_field", {**no_postings, "x": 1}, "unknown_field", "x"),
        bad("order-fields", "limits before postings", "the last error", changed(no_postings, ["limits", "clients"], -1), "invalid_limit", "limits.clients"),
        bad("order-clients-before-amounts", "clients before amounts", "amounts first", changed(changed(fine, ["limits", "clients"], -1), ["limits", "amounts"], {}), "invalid_limit", "limits.clients"),
        bad("order-form-before-currency", "a malformed posting before a limit that does not fit its currency", "amounts looked at while reading",
            changed(changed(fine, ["limits", "amounts", 0, "amount"], "1.005"), ["postings", 1, "state"], "x"), "invalid_word", "postings[1].state"),
        bad("order-form-before-unique", "a missing field before a currency listed twice", "uniqueness looked at while reading",
            changed(no_postings, ["limits", "amounts", 1, "currency"], "USD"), "missing_field", "postings"),
        bad("order-unique-before-amount", "a repeated id before an amount against its currency", "one pass over the list",
            changed(twice, ["postings", 0, "amount"], "1.005"), "duplicate_id", "postings[1].id"),
        bad("order-limits-before-postings", "a limit against its currency before a repeated posting", "uniqueness of everything first",
            changed(twice, ["limits", "amounts", 0, "amount"], "1.005"), "invalid_amount", "limits.amounts[0].amount"),
        bad("order-amount-before-sum", "an amount that is none before a sum that does not fit", "amount_overflow",
            ask([posting("1", "92233720368547758.07"), posting("2", "0.01"), posting("3", "0.001")]), "invalid_amount", "postings[2].amount"),
    ]
