"""attachCredits: the lines that an invoice takes. Answers by the oracle; the figures named in `hand` are worked out by hand."""
from attaching import attach
from vector import changed, refused, vector


def line(price, taxed=True, quantity=1):
    return {"price": price, "quantity": quantity, "taxed": taxed}


def credit(amount, *attached, taxed=True, ident="17/2026-03/1"):
    return {"id": ident, "amount": amount, "taxed": taxed, "attached": list(attached)}


def credits(*amounts, taxed=True):
    return [credit(value, taxed=taxed, ident=f"c{n}") for n, value in enumerate(amounts)]


def ask(rows, waiting, rate="19", least="0.06", scale=2, currency="EUR"):
    return {"contract": 1, "command": "attachCredits", "currency": currency, "scale": scale, "taxRate": rate, "leastDue": least, "lines": rows, "credits": waiting}


def v(ident, reason, wrong, request, lines, after, *left):
    """A vector with the oracle's whole answer; by hand: net, tax and gross of each line (`u` behind them: untaxed), the total after, what is left."""
    answer = attach(request)
    found = [f"{row['net']} {row['tax']} {row['gross']}{'' if row['taxed'] else ' u'}" for row in answer["lines"]]
    assert found == list(lines), f"attach-{ident}: lines are {found}"
    assert answer["total"]["after"] == after, f"attach-{ident}: the total after is {answer['total']['after']}"
    rest = [row["amount"] for row in answer["left"]]
    assert rest == list(left), f"attach-{ident}: left is {rest}"
    return vector("attach-" + ident, reason, wrong, request, answer)


def bad(ident, reason, wrong, request, code, path=None):
    return vector("attach-" + ident, reason, wrong, request, part=refused(code, path))


def cases():
    """Every vector of this command."""
    return taxed() + limits() + least_due() + places() + scales() + broken() + order()


THIRTY = [line("30.00")]


def taxed():
    return [
        v("example", "the example of the contract: 4.50 of which 1.00 was taken before", "4.50 once more", ask(THIRTY, [credit("4.50", "1.00")]), ["2.94 0.56 3.50"], "32.20", "0.00"),
        v("no-rate", "without a rate all of it is net", "a tax that nobody pays", ask(THIRTY, [credit("4.50")], rate=None), ["4.50 0.00 4.50 u"], "25.50", "0.00"),
        v("rate-absent", "an absent rate is none", "missing_field", changed(ask(THIRTY, [credit("4.50")], rate=None), ["taxRate"], ...), ["4.50 0.00 4.50 u"], "25.50", "0.00"),
        v("rate-zero", "a rate of zero is none", "a taxed line", ask(THIRTY, [credit("4.50")], rate="0"), ["4.50 0.00 4.50 u"], "25.50", "0.00"),
        v("on-the-sum", "tax of 0.05 at 10 % is 0.01, of 0.04 nothing: 0.01 net is worth 0.02", "each line's own tax, 0.00", ask([line("0.05")], [credit("0.02")], rate="10", least="0.01"), ["0.01 0.01 0.02"], "0.04", "0.00"),
        v("on-the-sum-less", "tax of 0.14 and of 0.10 at 10 % is 0.01: 0.04 net is worth 0.04", "a tax of its own", ask([line("0.14")], [credit("0.04")], rate="10", least="0.01"), ["0.04 0.00 0.04"], "0.11", "0.00"),
        v("missed-cent", "of 30.00 at 19 % 0.02 net is worth 0.02 (tax 5.6962) and 0.03 is worth 0.04 (tax 5.6943): a cent waits", "0.04 for 0.03", ask(THIRTY, [credit("0.03")]), ["0.02 0.00 0.02"], "35.68", "0.01"),
        v("cent-that-waits", "at 100 % 0.01 net is worth 0.02: the cent waits", "a line that is worth more than the credit", ask([line("0.05")], [credit("0.01")], rate="100", least="0.01"), [], "0.10", "0.01"),
        v("two-of-one-invoice", "the second line's tax begins where the first one's ended", "both from the whole invoice", ask(THIRTY, credits("3.50", "3.50")), ["2.94 0.56 3.50", "2.94 0.56 3.50"], "28.70", "0.00", "0.00"),
        v("third-of-a-percent", "1.00 at 33.333333333 % of 3.00", "rate cut to two decimals", ask([line("3.00")], [credit("1.00")], rate="33.333333333"), ["0.75 0.25 1.00"], "3.00", "0.00"),
        v("quantity", "three of 10.00 are 30.00", "one of them", ask([line("10.00", quantity=3)], [credit("50.00")]), ["30.00 5.70 35.70"], "0.00", "14.30"),
        v("quantity-tax", "three of 0.03 at 19 %: 0.09 and 0.02 of tax", "each piece's tax, 0.03", ask([line("0.03", quantity=3)], [], least="0.01"), [], "0.11"),
    ]


def limits():
    return [
        v("no-credit", "nothing waits", "an error", ask(THIRTY, []), [], "35.70"),
        v("just-left", "without lines only what is left of each: how parts that were read back are added up", "an error", ask([], [credit("4.50", "1.00", "3.50"), credit("2.00", "0.75", ident="18/2026-03/1")]), [], "0.00", "0.00", "1.25"),
        v("used-up", "what was taken whole takes nothing", "a line of 0.00", ask(THIRTY, [credit("4.50", "4.50")]), [], "35.70", "0.00"),
        v("zero", "a credit of nothing", "a line of 0.00", ask(THIRTY, [credit("0.00")]), [], "35.70", "0.00"),
        v("whole-invoice", "more credit than the invoice: it falls to nothing and never below", "a negative total", ask(THIRTY, [credit("40.00")]), ["30.00 5.70 35.70"], "0.00", "4.30"),
        v("exactly", "exactly the invoice", "a cent left", ask(THIRTY, [credit("35.70")]), ["30.00 5.70 35.70"], "0.00", "0.00"),
        v("order-counts", "the first credit first", "shared out", ask(THIRTY, credits("30.00", "30.00", "1.00")), ["25.21 4.79 30.00", "4.79 0.91 5.70"], "0.00", "0.00", "24.30", "1.00"),
        v("empty-invoice", "an invoice of nothing takes nothing", "a negative total", ask([line("0.00")], [credit("1.00")]), [], "0.00", "1.00"),
        v("negative-invoice", "an invoice below nothing takes nothing", "a larger one", ask([line("-5.00")], [credit("1.00")]), [], "-5.95", "1.00"),
        v("discount", "a taxed discount lowers what can be taken", "its sign lost", ask([line("10.00"), line("-4.00")], [credit("10.00")]), ["6.00 1.14 7.14"], "0.00", "2.86"),
        v("untaxed-discount", "11.90 − 5.00 are 6.90: more would turn the total", "all of 11.90", ask([line("10.00"), line("-5.00", False)], [credit("20.00")]), ["5.80 1.10 6.90"], "0.00", "13.10"),
        v("taxed-discount", "50.00 − 11.90 are 38.10", "all of 50.00", ask([line("-10.00"), line("50.00", False)], [credit("60.00")]), ["38.10 0.00 38.10 u"], "0.00", "21.90"),
        v("largest", "an invoice as large as 64 bits", "an overflow on the way", ask([line("92233720368547758.07")], [credit("92233720368547758.07")], rate=None), ["92233720368547758.07 0.00 92233720368547758.07 u"], "0.00", "0.00"),
        v("largest-quantity", "2^53 times nothing", "an error", ask([line("0.00", quantity=2**53)], [credit("1.00")]), [], "0.00", "1.00"),
    ]


def least_due():
    return [
        v("least-due", "35.69 would leave 0.01, which the panel takes for paid: 0.06 is left", "0.01 left", ask(THIRTY, [credit("35.69")]), ["29.95 5.69 35.64"], "0.06", "0.05"),
        v("least-due-met", "0.06 may be left", "less taken", ask(THIRTY, [credit("35.64")]), ["29.95 5.69 35.64"], "0.06", "0.00"),
        v("least-due-by-the-last", "the last credit leaves too little: only it takes less", "the first one takes less", ask(THIRTY, credits("30.00", "5.69")), ["25.21 4.79 30.00", "4.74 0.90 5.64"], "0.06", "0.00", "0.05"),
        v("least-due-whole-line", "the last credit is what would leave too little: it waits", "a line of 0.00", ask(THIRTY, credits("35.64", "0.03")), ["29.95 5.69 35.64"], "0.06", "0.00", "0.03"),
        v("least-due-together", "0.05 would be left after the first, nothing after the second", "the first one takes less", ask(THIRTY, credits("35.65", "0.05")), ["29.96 5.69 35.65", "0.04 0.01 0.05"], "0.00", "0.00", "0.00"),
        v("least-due-small-invoice", "an invoice below it as it came stays as it is", "a negative line", ask([line("0.04", False)], [credit("0.03", taxed=False)]), [], "0.04", "0.03"),
        v("least-due-small-paid", "or falls to nothing", "never touched", ask([line("0.04", False)], [credit("0.05", taxed=False)]), ["0.04 0.00 0.04 u"], "0.00", "0.01"),
        v("least-due-zero", "nothing asked for", "an error", ask(THIRTY, [credit("35.69")], least="0"), ["29.99 5.70 35.69"], "0.01", "0.00"),
    ]


def places():
    both = [line("10.00"), line("5.00", False)]
    return [
        v("both-taxed", "where the fee stood: a taxed one off the taxed lines", "off all lines", ask(both, [credit("12.00")]), ["10.00 1.90 11.90"], "5.00", "0.10"),
        v("both-untaxed", "an untaxed one off the untaxed lines", "off the taxed ones", ask(both, [credit("6.00", taxed=False)]), ["5.00 0.00 5.00 u"], "11.90", "1.00"),
        v("both-both", "each its own", "one after the other off one part", ask(both, [credit("2.00"), credit("2.00", taxed=False, ident="18/2026-03/1")]), ["1.68 0.32 2.00", "2.00 0.00 2.00 u"], "12.90", "0.00", "0.00"),
        v("only-untaxed", "the invoice has a rate and only untaxed lines: off these", "waits for ever", ask([line("5.00", False)], [credit("2.00")]), ["2.00 0.00 2.00 u"], "3.00", "0.00"),
        v("only-taxed", "the fee was untaxed, the invoice has only taxed lines: the total falls by as much", "2.38, or waits for ever", ask(THIRTY, [credit("2.00", taxed=False)]), ["1.68 0.32 2.00"], "33.70", "0.00"),
        v("part-used-up", "what the first left of the untaxed part, then the taxed one", "an untaxed part below zero", ask(both, credits("5.00", "1.00", taxed=False)), ["5.00 0.00 5.00 u", "0.84 0.16 1.00"], "10.90", "0.00", "0.00"),
        v("taxed-part-negative", "nothing is charged there", "a tax that grows", ask([line("-1.00"), line("5.00", False)], [credit("1.00")]), ["1.00 0.00 1.00 u"], "2.81", "0.00"),
    ]


def scales():
    return [
        v("yen", "yen in a panel of two decimals", "invalid_scale", ask([line("1000")], [credit("120")], rate="10", least="0.06", currency="JPY"), ["109.09 10.91 120.00"], "980.00", "0.00"),
        v("dinar", "dinar whose third decimal the panel lacks", "0.375", ask([line("10.0000")], [credit("0.370", "0.1000")], rate=None, currency="KWD"), ["0.27 0.00 0.27 u"], "9.73", "0.00"),
        v("scale-0", "whole units", "decimals printed", ask([line("100")], [credit("50")], rate="7", least="1", scale=0), ["47 3 50"], "57", "0"),
        v("scale-4", "four decimals", "two", ask([line("1.0000")], [credit("0.5")], rate="19", least="0.0001", scale=4), ["0.4202 0.0798 0.5000"], "0.6900", "0.0000"),
        v("padded", "zeros beyond the scale", "invalid_amount", ask([line("30.0000")], [credit("4.500", "1.0")]), ["2.94 0.56 3.50"], "32.20", "0.00"),
    ]


FULL = ask([line("30.00"), line("5.00", False)], [credit("4.50", "1.00"), credit("2.00", ident="18/2026-03/1")])


def broken():
    def at(*path_and_value):
        *path, value = path_and_value
        return changed(FULL, path, value)

    first, top = ["credits", 0], "92233720368547758.07"
    return [
        bad("currency", "a closed list", "any text", at("currency", "XXX"), "unknown_currency", "currency"),
        bad("scale", "0 to 4", "cut", at("scale", 5), "invalid_scale", "scale"),
        bad("rate", "a percentage", "above 100", at("taxRate", "100.1"), "invalid_percent", "taxRate"),
        bad("rate-number", "a text", "19 read", at("taxRate", 19), "wrong_type", "taxRate"),
        bad("least-due-missing", "required", "0 assumed", at("leastDue", ...), "missing_field", "leastDue"),
        bad("least-due-negative", "not negative", "a total below zero", at("leastDue", "-0.01"), "invalid_amount", "leastDue"),
        bad("least-due-fine", "in the panel's decimals", "rounded", at("leastDue", "0.005"), "invalid_amount", "leastDue"),
        bad("price-fine", "a price that the panel cannot have", "rounded", at("lines", 1, "price", "5.005"), "invalid_amount", "lines[1].price"),
        bad("price-five-decimals", "four decimals at most, be they zeros", "accepted", at("lines", 1, "price", "5.00000"), "invalid_amount", "lines[1].price"),
        bad("quantity-zero", "1 or more", "a line of nothing", at("lines", 0, "quantity", 0), "invalid_quantity", "lines[0].quantity"),
        bad("quantity-large", "2^53 at most", "the nearest that fits", at("lines", 0, "quantity", 2**53 + 1), "invalid_quantity", "lines[0].quantity"),
        bad("quantity-negative", "1 or more", "a discount", at("lines", 0, "quantity", -1), "invalid_quantity", "lines[0].quantity"),
        bad("quantity-text", "an integer", "1 read", at("lines", 0, "quantity", "1"), "wrong_type", "lines[0].quantity"),
        bad("quantity-half", "an integer has no point", "cut", at("lines", 0, "quantity", 1.5), "wrong_type", "lines[0].quantity"),
        bad("taxed-word", "a boolean", "truthy", at("lines", 0, "taxed", 1), "wrong_type", "lines[0].taxed"),
        bad("credit-twice", "ids are unique", "added up", at("credits", 1, "id", "17/2026-03/1"), "duplicate_id", "credits[1].id"),
        bad("credit-negative", "never negative", "a charge", at(*first, "amount", "-4.50"), "invalid_amount", "credits[0].amount"),
        bad("attached-negative", "never negative", "more credit", at(*first, "attached", 0, "-1.00"), "invalid_amount", "credits[0].attached[0]"),
        bad("attached-too-much", "more was taken than there is", "a negative rest", at(*first, "attached", ["4.00", "0.51"]), "invalid_amount", "credits[0].attached[1]"),
        bad("attached-missing", "an empty list is written", "none assumed", at(*first, "attached", ...), "missing_field", "credits[0].attached"),
        bad("unknown", "no unknown field", "ignored", at(*first, "note", "x"), "unknown_field", "credits[0].note"),
        bad("overflow-line", "price × quantity beyond 64 bits", "wrapped", ask([line(top, quantity=2)], []), "amount_overflow", ""),
        bad("overflow-sum", "two lines beyond 64 bits", "wrapped", ask([line(top), line("0.01")], [], rate=None), "amount_overflow", ""),
        bad("overflow-tax", "the total with tax beyond 64 bits", "wrapped", ask([line(top)], []), "amount_overflow", ""),
        bad("overflow-quantity", "2^53 pieces of 10.24 are 2^63 cents", "wrapped", ask([line("10.24", quantity=2**53)], []), "amount_overflow", ""),
    ]


def order():
    def two(*edits):
        request = FULL
        for path, value in edits:
            request = changed(request, path, value)
        return request

    return [
        bad("order-fields", "scale before leastDue", "the last error", two((["leastDue"], "x"), (["scale"], 9)), "invalid_scale", "scale"),
        bad("order-form-before-amounts", "a malformed credit before a price against the scale", "amounts looked at while reading", two((["lines", 0, "price"], "1.005"), (["credits", 1, "taxed"], 0)), "wrong_type", "credits[1].taxed"),
        bad("order-least-due-before-lines", "leastDue before a price", "lines first", two((["leastDue"], "-1"), (["lines", 0, "price"], "1.005")), "invalid_amount", "leastDue"),
        bad("order-lines-before-credits", "a price before a repeated credit", "uniqueness of everything first", two((["lines", 0, "price"], "1.005"), (["credits", 1, "id"], "17/2026-03/1")), "invalid_amount", "lines[0].price"),
        bad("order-sum-before-credits", "the invoice's sum before a repeated credit", "credits first", two((["lines", 0, "price"], "92233720368547758.07"), (["credits", 1, "id"], "17/2026-03/1")), "amount_overflow", ""),
        bad("order-unique-before-amount", "a repeated credit before one that is none", "one pass over the list", two((["credits", 1, "id"], "17/2026-03/1"), (["credits", 0, "amount"], "-1.00")), "duplicate_id", "credits[1].id"),
        bad("order-amount-before-attached", "a credit's amount before its parts", "parts first", two((["credits", 0, "amount"], "4.505"), (["credits", 0, "attached"], ["-1.00"])), "invalid_amount", "credits[0].amount"),
    ]
