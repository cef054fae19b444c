"""previewInvoice: taxes, roundings and the balance. Answers by the oracle; the figures named in `hand` are worked out by hand."""
from invoices import preview
from vector import changed, refused, vector


def line(value, taxed=True, ident="service/17"):
    return {"id": ident, "amount": value, "taxed": taxed}


def lines(*values, taxed=True):
    return [line(value, taxed, f"l{n}") for n, value in enumerate(values)]


def credit(value, ident="17/2026-03"):
    return {"id": ident, "amount": value}


def invoice(rows, *credits, ident="2026-04-15"):
    return {"id": ident, "credits": list(credits), "lines": rows}


def tax(mode, *rates, per_line=False):
    return {"mode": mode, "rates": list(rates), "perLine": per_line}


def ask(*invoices, taxes=None, balance="0.00", use=True, scale=2, currency="USD"):
    return {"contract": 1, "command": "previewInvoice", "currency": currency, "scale": scale, "balance": balance, "useBalance": use, "tax": taxes, "invoices": list(invoices)}


def v(ident, reason, wrong, request, *hand):
    """A vector with the oracle's whole answer; `hand` holds for each invoice some figures worked out by hand, taxes as a list of amounts."""
    answer = preview(request)
    for row, figures in zip(answer["invoices"], hand, strict=True):
        for name, figure in figures.items():
            found = [part["amount"] for part in row["taxes"]] if name == "taxes" else row[name]
            assert found == figure, f"preview-{ident}: {name} is {found}"
    return vector("preview-" + ident, reason, wrong, request, answer)


def bad(ident, reason, wrong, request, code, path=None):
    return vector("preview-" + ident, reason, wrong, request, part=refused(code, path))


def cases():
    """Every vector of this command."""
    return taxes() + roundings() + negative() + scales() + balances() + broken() + order()


def taxes():
    one = invoice(lines("10.00", "2.50"))
    mixed = invoice([line("10.00"), line("5.00", False, "domain/4")])
    return [
        v("example", "the example of the contract", "any other answer", ask(invoice([line("10.00")], credit("1.20")), taxes=tax("exclusive", "20"), balance="3.10"),
          {"subtotal": "10.00", "taxes": ["2.00"], "total": "12.00", "balanceUsed": "4.30", "due": "7.70", "balanceAfter": "0.00"}),
        v("no-tax", "tax null: none", "a tax of zero listed", ask(one), {"subtotal": "12.50", "taxes": [], "total": "12.50", "due": "12.50"}),
        v("tax-absent", "an absent tax is none", "missing_field", changed(ask(one), ["tax"], ...), {"taxes": [], "total": "12.50"}),
        v("no-rates", "no rates: nothing on top", "a division by zero", ask(one, taxes=tax("inclusive")), {"subtotal": "12.50", "taxes": [], "total": "12.50"}),
        v("rate-zero", "a rate of zero is listed", "left out", ask(one, taxes=tax("exclusive", "0")), {"taxes": ["0.00"], "total": "12.50"}),
        v("exclusive-one", "20 % on top", "tax inside", ask(one, taxes=tax("exclusive", "20")), {"subtotal": "12.50", "taxes": ["2.50"], "total": "15.00"}),
        v("exclusive-two", "each rate on the same base", "the second tax on the first", ask(one, taxes=tax("exclusive", "5", "9.975")),
          {"subtotal": "12.50", "taxes": ["0.63", "1.25"], "total": "14.38"}),
        v("inclusive-one", "20 % inside: a sixth", "a fifth of it", ask(one, taxes=tax("inclusive", "20")), {"subtotal": "10.42", "taxes": ["2.08"], "total": "12.50"}),
        v("inclusive-two", "both rates inside: divided by 100 and their sum", "divided by 100 and each alone", ask(one, taxes=tax("inclusive", "5", "9.975")),
          {"subtotal": "10.88", "taxes": ["0.54", "1.08"], "total": "12.50"}),
        v("inclusive-hundred", "a rate of 100 inside is the half", "everything is tax", ask(one, taxes=tax("inclusive", "100")), {"subtotal": "6.25", "taxes": ["6.25"]}),
        v("untaxed-line", "an untaxed line has no tax", "tax on everything", ask(mixed, taxes=tax("exclusive", "20")), {"subtotal": "15.00", "taxes": ["2.00"], "total": "17.00"}),
        v("untaxed-line-inclusive", "nor inside", "tax on everything", ask(mixed, taxes=tax("inclusive", "20")), {"subtotal": "13.33", "taxes": ["1.67"], "total": "15.00"}),
        v("all-untaxed", "rates, but nothing taxed", "tax on everything", ask(invoice(lines("5.00", taxed=False)), taxes=tax("exclusive", "20", "5")), {"taxes": ["0.00", "0.00"], "total": "5.00"}),
        v("rate-shortest", "rates are printed in their shortest form", "the text as it came", ask(one, taxes=tax("exclusive", "20.000", "0.50")), {"taxes": ["2.50", "0.06"], "total": "15.06"}),
        v("same-rate-twice", "two taxes may have one rate", "duplicate_id, or one tax", ask(one, taxes=tax("exclusive", "10", "10")), {"taxes": ["1.25", "1.25"], "total": "15.00"}),
        v("nine-decimals", "the ninth decimal of a rate tips the cent", "a rate cut to six decimals", ask(invoice(lines("50000000.04")), taxes=tax("exclusive", "10.000000009")),
          {"taxes": ["5000000.01"]}),
    ]


def roundings():
    thirds = invoice(lines("1.03", "1.03"))
    return [
        v("per-line", "each line's tax rounded: 0.0515 twice is 0.10", "once on the sum", ask(thirds, taxes=tax("exclusive", "5", per_line=True)), {"taxes": ["0.10"], "total": "2.16"}),
        v("on-the-sum", "the sum's tax rounded once: 0.103 is 0.10", "each line", ask(thirds, taxes=tax("exclusive", "5")), {"taxes": ["0.10"]}),
        v("per-line-cent-more", "0.105 twice is 0.22 by line", "0.21 by the sum", ask(invoice(lines("2.10", "2.10")), taxes=tax("exclusive", "5", per_line=True)), {"taxes": ["0.22"], "total": "4.42"}),
        v("on-the-sum-cent-less", "and 0.21 by the sum", "0.22 by line", ask(invoice(lines("2.10", "2.10")), taxes=tax("exclusive", "5")), {"taxes": ["0.21"], "total": "4.41"}),
        v("per-line-cent-less", "0.104 twice is 0.20 by line", "0.21 by the sum", ask(invoice(lines("2.08", "2.08")), taxes=tax("exclusive", "5", per_line=True)), {"taxes": ["0.20"]}),
        v("per-line-inclusive", "inside and by line: 0.17 twice", "0.33 by the sum", ask(invoice(lines("1.00", "1.00")), taxes=tax("inclusive", "20", per_line=True)),
          {"subtotal": "1.66", "taxes": ["0.34"], "total": "2.00"}),
        v("per-line-untaxed", "an untaxed line stays out of the sum of taxes", "its tax added", ask(invoice([line("2.10"), line("2.10", False, "b")]), taxes=tax("exclusive", "5", per_line=True)), {"taxes": ["0.11"]}),
        v("half-up", "0.125 is 0.13", "banker's rounding", ask(invoice(lines("1.25")), taxes=tax("exclusive", "10")), {"taxes": ["0.13"], "total": "1.38"}),
        v("half-even", "0.105 is 0.11", "a float below the half", ask(invoice(lines("1.05")), taxes=tax("exclusive", "10")), {"taxes": ["0.11"]}),
        v("below-half", "0.1249 is 0.12", "rounded up", ask(invoice(lines("1.25")), taxes=tax("exclusive", "9.99")), {"taxes": ["0.12"]}),
        v("two-roundings", "each rate is rounded by itself", "the summed rate rounded once", ask(invoice(lines("0.50")), taxes=tax("exclusive", "9", "9")), {"taxes": ["0.05", "0.05"], "total": "0.60"}),
        v("large", "a product far beyond 64 bits", "wrapped, or a float", ask(invoice(lines("70000000000000000.01")), taxes=tax("exclusive", "19.999999999")), {"total": "83999999999300000.01"}),
    ]


def negative():
    return [
        v("discount", "a negative line lowers base and tax", "tax on the positive lines alone", ask(invoice(lines("10.00", "-2.50")), taxes=tax("exclusive", "20")),
          {"subtotal": "7.50", "taxes": ["1.50"], "total": "9.00"}),
        v("discount-untaxed", "an untaxed discount lowers only the sum", "base lowered, too", ask(invoice([line("10.00"), line("-2.50", False, "off")]), taxes=tax("exclusive", "20")),
          {"subtotal": "7.50", "taxes": ["2.00"], "total": "9.50"}),
        v("negative-half", "−0.125 is −0.13: away from zero", "towards plus infinity", ask(invoice(lines("-1.25")), taxes=tax("exclusive", "10")), {"taxes": ["-0.13"], "total": "-1.38", "due": "-1.38"}),
        v("negative-half-per-line", "0.13 and −0.13 are nothing", "a cent left over", ask(invoice(lines("1.25", "-1.25")), taxes=tax("exclusive", "10", per_line=True)), {"taxes": ["0.00"], "total": "0.00"}),
        v("negative-inclusive", "inside a negative base", "rounded up", ask(invoice(lines("-0.15")), taxes=tax("inclusive", "20")), {"taxes": ["-0.03"], "subtotal": "-0.12", "total": "-0.15"}),
        v("negative-total", "a negative total uses no balance", "the balance grows", ask(invoice(lines("-5.00")), balance="3.00"), {"total": "-5.00", "balanceUsed": "0.00", "due": "-5.00", "balanceAfter": "3.00"}),
        v("zero-total", "a total of zero uses none", "a division, or all of it", ask(invoice(lines("5.00", "-5.00")), balance="3.00"), {"total": "0.00", "balanceUsed": "0.00", "due": "0.00"}),
        v("negative-sum-positive-total", "untaxed lines keep the total above zero", "the sign of the base decides", ask(invoice([line("-1.00"), line("3.00", False, "b")]), taxes=tax("exclusive", "10"), balance="9.00"),
          {"taxes": ["-0.10"], "total": "1.90", "balanceUsed": "1.90", "balanceAfter": "7.10"}),
        v("zero-no-sign", "zero has no sign", "-0.00", ask(invoice(lines("-0.01")), taxes=tax("exclusive", "1")), {"taxes": ["0.00"]}),
    ]


def scales():
    return [
        v("jpy-two", "yen in a panel that keeps two decimals", "whole yen", ask(invoice(lines("1200.00", "0.50")), taxes=tax("exclusive", "10"), currency="JPY", balance="0.00"), {"taxes": ["120.05"], "total": "1320.55"}),
        v("jpy-whole", "yen in a panel of whole amounts", "two decimals", ask(invoice(lines("1205", "1.00")), taxes=tax("exclusive", "10"), currency="JPY", scale=0, balance="0.0000"), {"taxes": ["121"], "total": "1327"}),
        v("kwd-two", "a dinar in a panel that keeps two decimals: 0.370 is 0.37", "invalid_amount", ask(invoice(lines("0.370"), credit("0.1000")), currency="KWD", balance="0.0000"), {"total": "0.37", "credited": "0.10", "due": "0.27"}),
        v("kwd-three", "three decimals where the panel keeps them", "rounded to cents", ask(invoice(lines("0.375")), taxes=tax("exclusive", "10"), currency="KWD", scale=3, balance="0.125"),
          {"taxes": ["0.038"], "total": "0.413", "balanceUsed": "0.125", "due": "0.288"}),
        v("four", "four decimals", "cut", ask(invoice(lines("0.0001", "10.1234")), scale=4, taxes=tax("exclusive", "50")), {"subtotal": "10.1235", "taxes": ["5.0618"], "total": "15.1853"}),
        v("scale-zero-padding", "zeros after the point at scale 0", "invalid_amount", ask(invoice(lines("12.0000", "-2.0")), scale=0), {"total": "10"}),
        v("short", "fewer decimals than the scale", "12.5 read as 1.25", ask(invoice(lines("12.5", "1")), scale=3), {"total": "13.500"}),
        v("largest-padded", "the largest amount with zeros beyond the scale", "overflow at four decimals", ask(invoice(lines("92233720368547758.0700"))), {"total": "92233720368547758.07"}),
        v("smallest", "the smallest amount", "overflow", ask(invoice(lines("-92233720368547758.08")), use=False), {"total": "-92233720368547758.08", "due": "-92233720368547758.08"}),
        v("largest-yen", "the largest amount at scale 0", "overflow at four decimals", ask(invoice(lines("9223372036854775807")), scale=0, currency="JPY"), {"total": "9223372036854775807"}),
    ]


def balances():
    ten = lines("10.00")
    return [
        v("balance-smaller", "the balance pays a part", "all or nothing", ask(invoice(ten), balance="4.00"), {"balanceUsed": "4.00", "due": "6.00", "balanceAfter": "0.00"}),
        v("balance-equal", "the balance pays all of it", "a rest of one cent", ask(invoice(ten), balance="10.00"), {"balanceUsed": "10.00", "due": "0.00", "balanceAfter": "0.00"}),
        v("balance-larger", "what remains stays", "all of it used", ask(invoice(ten), balance="14.00"), {"balanceUsed": "10.00", "due": "0.00", "balanceAfter": "4.00"}),
        v("balance-with-credits", "credits go in before the invoice", "used from the next one on", ask(invoice(ten, credit("1.00", "a"), credit("2.00", "b")), balance="4.00"),
          {"balanceBefore": "4.00", "credited": "3.00", "balanceUsed": "7.00", "due": "3.00"}),
        v("balance-unused", "the panel does not use it by itself", "used all the same", ask(invoice(ten, credit("1.00")), balance="4.00", use=False),
          {"credited": "1.00", "balanceUsed": "0.00", "due": "10.00", "balanceAfter": "5.00"}),
        v("chain", "what remains goes on to the next invoice", "each starts with the first balance",
          ask(invoice(ten, credit("5.00"), ident="a"), invoice(ten, credit("1.00"), ident="b"), invoice(ten, ident="c"), balance="8.00"),
          {"balanceBefore": "8.00", "balanceUsed": "10.00", "balanceAfter": "3.00"}, {"balanceBefore": "3.00", "balanceUsed": "4.00", "due": "6.00", "balanceAfter": "0.00"},
          {"balanceBefore": "0.00", "balanceUsed": "0.00", "due": "10.00"}),
        v("chain-over-negative", "an invoice of nothing leaves the balance for the next", "lost on the way",
          ask(invoice(lines("-1.00"), credit("2.00"), ident="a"), invoice(ten, ident="b"), balance="1.00"), {"balanceUsed": "0.00", "balanceAfter": "3.00"}, {"balanceUsed": "3.00", "due": "7.00"}),
        v("chain-unused", "credits gather when nothing is used", "forgotten", ask(invoice(ten, credit("1.00"), ident="a"), invoice(ten, credit("2.00"), ident="b"), use=False),
          {"balanceAfter": "1.00"}, {"balanceBefore": "1.00", "balanceAfter": "3.00"}),
        v("order-kept", "invoices in the order of the request", "sorted by id", ask(invoice(ten, ident="b"), invoice(ten, ident="a"), balance="10.00"), {"balanceUsed": "10.00"}, {"balanceUsed": "0.00"}),
        v("same-ids-elsewhere", "ids of lines and credits repeat in other invoices", "duplicate_id", ask(invoice(ten, credit("1.00"), ident="a"), invoice(ten, credit("1.00"), ident="b")), {}, {}),
        v("id-of-line-and-credit", "a line may be called like a credit", "duplicate_id", ask(invoice([line("10.00", True, "x")], credit("1.00", "x"))), {"due": "9.00"}),
        v("empty", "no invoice", "missing_field", ask(balance="4.00")),
        v("no-lines", "an invoice without lines", "a trap", ask(invoice([], credit("1.00")), taxes=tax("exclusive", "20"), balance="4.00"), {"taxes": ["0.00"], "total": "0.00", "balanceAfter": "5.00"}),
        v("tax-is-paid-too", "the balance pays the total with its tax", "the subtotal alone", ask(invoice(ten), taxes=tax("exclusive", "20"), balance="20.00"), {"balanceUsed": "12.00", "balanceAfter": "8.00"}),
        v("sum-fits", "only the whole sum has to fit", "overflow on the way", ask(invoice(lines("92233720368547758.07", "0.01", "-0.01"))), {"total": "92233720368547758.07"}),
    ]


FULL = ask(invoice([line("10.00"), line("2.00", False, "b")], credit("1.20"), credit("1.30", "c2"), ident="a"), invoice(lines("1.00"), ident="b"),
           taxes=tax("exclusive", "20", "5"), balance="3.10")


def broken():
    first = ["invoices", 0]
    edit = lambda path, value: changed(FULL, path, value)  # noqa: E731
    largest = "92233720368547758.07"
    return [
        bad("rates-three", "three rates", "the third ignored", edit(["tax", "rates"], ["1", "2", "3"]), "invalid_rates", "tax.rates"),
        bad("rate-percent", "a rate above 100", "accepted", edit(["tax", "rates", 1], "100.1"), "invalid_percent", "tax.rates[1]"),
        bad("mode", "modes are a closed list", "exclusive by default", edit(["tax", "mode"], "none"), "invalid_word", "tax.mode"),
        bad("per-line-missing", "how the panel rounds must be said", "false by default", edit(["tax", "perLine"], ...), "missing_field", "tax.perLine"),
        bad("per-line-null", "null is no boolean", "false", edit(["tax", "perLine"], None), "wrong_type", "tax.perLine"),
        bad("currency", "the list is closed", "any three letters", edit(["currency"], "usd"), "unknown_currency", "currency"),
        bad("scale-five", "five decimals", "accepted", edit(["scale"], 5), "invalid_scale", "scale"),
        bad("scale-negative", "fewer than none", "a shift the wrong way", edit(["scale"], -1), "invalid_scale", "scale"),
        bad("use-text", "a word for a boolean", "true, since it is not empty", edit(["useBalance"], "false"), "wrong_type", "useBalance"),
        bad("balance-negative", "a balance below nothing", "a debt paid by an invoice", edit(["balance"], "-0.01"), "invalid_amount", "balance"),
        bad("balance-decimals", "more decimals than the scale, not zeros", "rounded", edit(["balance"], "3.105"), "invalid_amount", "balance"),
        bad("credit-negative", "a negative credit", "a charge in disguise", edit(first + ["credits", 1, "amount"], "-1.30"), "invalid_amount", "invoices[0].credits[1].amount"),
        bad("line-decimals", "0.375 at scale 2", "rounded to 0.38", edit(first + ["lines", 0, "amount"], "0.375"), "invalid_amount", "invoices[0].lines[0].amount"),
        bad("line-five-decimals", "five decimals, be they zeros", "accepted", edit(first + ["lines", 0, "amount"], "0.37000"), "invalid_amount", "invoices[0].lines[0].amount"),
        bad("line-zero-then-digit", "0.3001 at scale 2", "zeros cut from the middle", edit(first + ["lines", 0, "amount"], "0.3001"), "invalid_amount", "invoices[0].lines[0].amount"),
        bad("line-whole-decimals", "0.10 at scale 0", "cut to 0", ask(invoice(lines("0.10")), scale=0, balance="0"), "invalid_amount", "invoices[0].lines[0].amount"),
        bad("line-point", "a point without decimals", "12", edit(first + ["lines", 0, "amount"], "12."), "invalid_amount", "invoices[0].lines[0].amount"),
        bad("line-plus", "a plus sign", "accepted", edit(first + ["lines", 0, "amount"], "+1.00"), "invalid_amount", "invoices[0].lines[0].amount"),
        bad("line-overflow", "an amount that does not fit", "wrapped", edit(first + ["lines", 0, "amount"], "92233720368547758.08"), "amount_overflow", "invoices[0].lines[0].amount"),
        bad("line-number", "an amount as a number", "a float near money", edit(first + ["lines", 0, "amount"], 10), "wrong_type", "invoices[0].lines[0].amount"),
        bad("line-taxed-missing", "taxed must be said", "taxed by default", edit(first + ["lines", 1, "taxed"], ...), "missing_field", "invoices[0].lines[1].taxed"),
        bad("credit-taxed", "a credit has no tax", "ignored", edit(first + ["credits", 0, "taxed"], True), "unknown_field", "invoices[0].credits[0].taxed"),
        bad("invoice-twice", "an invoice twice", "both", edit(["invoices", 1, "id"], "a"), "duplicate_id", "invoices[1].id"),
        bad("credit-twice", "a credit twice in one invoice", "credited twice", edit(first + ["credits", 1, "id"], "17/2026-03"), "duplicate_id", "invoices[0].credits[1].id"),
        bad("line-twice", "a line twice in one invoice", "charged twice", edit(first + ["lines", 1, "id"], "service/17"), "duplicate_id", "invoices[0].lines[1].id"),
        bad("sum-overflow", "lines that do not fit together", "wrapped", ask(invoice(lines("1.00"), ident="a"), invoice(lines(largest, "0.01"), ident="b")), "amount_overflow", "invoices[1]"),
        bad("tax-overflow", "a total that does not fit", "wrapped", ask(invoice(lines(largest)), taxes=tax("exclusive", "1")), "amount_overflow", "invoices[0]"),
        bad("balance-overflow", "a balance that does not fit", "wrapped", ask(invoice(lines("1.00"), credit("0.01")), balance=largest), "amount_overflow", "invoices[0]"),
        bad("subtotal-overflow", "a total at the lower end minus a tax above zero", "wrapped", ask(invoice([line("100.00"), line("-92233720368547758.08", False, "b"), line("-100.00", False, "c")]), taxes=tax("inclusive", "20")), "amount_overflow", "invoices[0]"),
    ]


def order():
    """Two things wrong at once: which is told."""
    def two(*edits):
        request = FULL
        for path, value in edits:
            request = changed(request, path, value)
        return request

    first = ["invoices", 0]
    malformed = (["invoices", 1, "lines", 0, "taxed"], "yes")
    largest = "92233720368547758.07"
    return [
        bad("order-fields", "scale before balance", "the last error", two((["balance"], "x"), (["scale"], 9)), "invalid_scale", "scale"),
        bad("order-percent-before-count", "a rate that is none before too many", "invalid_rates", two((["tax", "rates"], ["1", "2", "x"])), "invalid_percent", "tax.rates[2]"),
        bad("order-rates-before-per-line", "too many rates before what follows them", "missing_field", two((["tax", "rates"], ["1", "2", "3"]), (["tax", "perLine"], ...)), "invalid_rates", "tax.rates"),
        bad("order-form-before-scale", "a malformed line before a balance against the scale", "amounts looked at while reading", two((["balance"], "3.105"), malformed), "wrong_type", "invoices[1].lines[0].taxed"),
        bad("order-form-before-unique", "a malformed line before a repeated credit", "uniqueness looked at while reading", two((first + ["credits", 1, "id"], "17/2026-03"), malformed), "wrong_type", "invoices[1].lines[0].taxed"),
        bad("order-balance-before-invoices", "the balance before a repeated invoice", "uniqueness of everything first", two((["balance"], "-1.00"), (["invoices", 1, "id"], "a")), "invalid_amount", "balance"),
        bad("order-invoices-before-lines", "a repeated invoice before a repeated line", "the inner list first", two((["invoices", 1, "id"], "a"), (first + ["lines", 1, "id"], "service/17")), "duplicate_id", "invoices[1].id"),
        bad("order-unique-before-amount", "a repeated credit before a credit that is none", "one pass over the list", two((first + ["credits", 1, "id"], "17/2026-03"), (first + ["credits", 0, "amount"], "-1.00")),
            "duplicate_id", "invoices[0].credits[1].id"),
        bad("order-credits-before-lines", "credits before lines", "lines first", two((first + ["credits", 1, "amount"], "1.305"), (first + ["lines", 1, "id"], "service/17")), "invalid_amount", "invoices[0].credits[1].amount"),
        bad("order-first-invoice-before-second", "a sum of the first invoice before a line of the second", "all amounts before all sums",
            ask(invoice(lines(largest, "0.01"), ident="a"), invoice(lines("0.001"), ident="b")), "amount_overflow", "invoices[0]"),
    ]
