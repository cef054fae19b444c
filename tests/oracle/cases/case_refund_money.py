"""quoteRefund, money of the lines: treatments, fees, overage, coupons, vouchers, rounding, caps and tax. Figures by hand."""
from refunds import GROSS, NET, NOON_10, ask, line, pay, policy, rule, unused, v

SETUP = {"start": "2026-03-01T00:00:00Z", "end": "2026-03-01T00:00:00Z", "ident": "s", "kind": "setup"}
FULL = {"method": "full"}


def cases():
    """Every vector of this file."""
    return treatments() + overage() + fees() + reductions() + roundings() + caps() + taxes() + halves() + sums()


def share(percent, **more):
    return policy(rule({"method": "share", "percent": percent}), **more)


def treatments():
    two = lambda kind, amount="10.00", **more: [line(), line(amount, "l2", kind, **more)]  # noqa: E731
    paid = [pay("41.00")]
    custom = lambda give, **more: ask(policy(rule(), lines=[{"kind": "customisation", "give": give, **more}]), *two("customisation"), payments=paid)  # noqa: E731
    return [
        v("line-add-on", "an add-on by itself: 10 of 31 days of 10.00", "the plan alone, 21.00", ask(None, *two("addOn"), payments=paid), payout="27.77", lines=["21.00 0.00", "6.77 0.00"]),
        v("line-value-added", "a value-added service with a term of its own: 10 of 61 days", "the plan's term, 6.77", ask(None, *two("valueAdded", "61.00", end="2026-05-01T00:00:00Z"), payments=[pay("92.00")]), payout="72.00", lines=["21.00 0.00", "51.00 0.00"]),
        v("line-other", "other lines go by the rule", "kept", ask(None, *two("other"), payments=paid), payout="27.77"),
        *[v(f"line-{kind}", f"a {kind} is kept without a word", "31.00 and 10.00 by the rule", ask(policy(rule(FULL)), *two(kind), payments=paid), payout="31.00", all=[[], ["kept 10.00"]], treatments=["rule", "kept"])
          for kind in ("setup", "domain", "licence", "customisation")],
        v("line-setup-by-the-rule", "a set-up that goes by the rule comes back in full under `full`", "kept", ask(policy(rule(FULL), lines=[{"kind": "setup", "give": "rule"}]), *two("setup"), payments=paid), payout="41.00"),
        v("line-setup-used-whole", "a set-up has no term: by time it is used whole", "a division by nothing", ask(policy(rule(), lines=[{"kind": "setup", "give": "rule"}]), line(), line("10.00", **SETUP), payments=paid), payout="21.00"),
        v("line-full", "a kind that comes back in full", "by the rule", custom("full"), payout="31.00", treatments=["rule", "full"]),
        v("line-kept", "a kind that is kept", "by the rule", ask(policy(rule(), lines=[{"kind": "addOn", "give": "kept"}]), *two("addOn"), payments=paid), payout="21.00"),
        v("line-keep-30", "30 % of a customisation is kept", "all of it", custom({"keep": "30"}), payout="28.00", all=[["used 10.00"], ["kept 3.00"]], treatments=["rule", "keep"]),
        v("line-if", "only where the domain stays with the client", "kept all the same", custom("full", **{"if": ["domainKept"]}), payout="21.00"),
        v("line-first-entry", "of two entries the first whose words are said", "the last", ask(policy(rule(), lines=[{"kind": "addOn", "give": "full", "if": ["customised"]}, {"kind": "addOn", "give": {"keep": "50"}}, {"kind": "addOn", "give": "kept"}]), *two("addOn"), payments=paid), payout="26.00"),
        v("line-of-the-rule", "the rule's own entry comes before the document's", "the document's, 31.00", ask(policy(rule(lines=[{"kind": "addOn", "give": "kept"}]), lines=[{"kind": "addOn", "give": "full"}]), *two("addOn"), payments=paid), payout="21.00"),
        v("line-of-another-kind", "a rule's entry for set-ups leaves the document's for add-ons", "by the rule, 27.77", ask(policy(rule(lines=[{"kind": "setup", "give": "full"}]), lines=[{"kind": "addOn", "give": "full"}]), *two("addOn"), payments=paid), payout="31.00"),
        v("line-plan-kept", "the plan itself can be kept", "21.00", ask(policy(rule(), lines=[{"kind": "plan", "give": "kept"}])), payout="0.00"),
        v("line-delivered-treated", "what a treatment says of a kind holds for a delivered line too", "kept", ask(policy(rule(), lines=[{"kind": "addOn", "give": {"keep": "50"}}]), *two("addOn", delivered=True), payments=paid), payout="26.00"),
    ]


def overage():
    usage = lambda used="120", tiers=None, ident="traffic", included="100": {"id": ident, "included": included, "used": used, "tiers": tiers or [{"upTo": None, "price": "0.10"}]}  # noqa: E731
    using = lambda *rows, document=None, **more: ask(document, line(usage=list(rows), **more))  # noqa: E731
    tiers = [{"upTo": "10", "price": "0.10"}, {"upTo": "30", "price": "0.05"}, {"upTo": None, "price": "0.01"}]
    part = policy(rule(), overage={"included": "share"})
    return [
        v("overage", "100 GB included, 120 used: 20 at 0.10", "all 120, 9.00", using(usage()), payout="19.00", kept=["used 10.00", "overage:traffic 2.00"]),
        v("overage-none", "less than what is included", "something back for what was not used", using(usage("80")), payout="21.00", kept=["used 10.00"]),
        v("overage-at-the-edge", "just what is included", "one unit", using(usage("100")), payout="21.00"),
        v("overage-tiers", "55 above: 10 at 0.10, 20 at 0.05, 25 at 0.01: 2.25", "55 at 0.01", using(usage("155", tiers)), payout="18.75"),
        v("overage-tiers-edge", "30 above: 10 at 0.10 and 20 at 0.05", "30 at 0.05", using(usage("130", tiers)), payout="19.00"),
        v("overage-decimals", "0.333333333 above at 1.00: 0.33", "a whole unit", using(usage("100.333333333", [{"upTo": None, "price": "1"}])), payout="20.67"),
        v("overage-price-decimals", "7 above at 0.000999999: 0.01", "nothing: each unit rounded", using(usage("107", [{"upTo": None, "price": "0.000999999"}])), payout="20.99"),
        v("overage-two", "two usages, one after the other", "one of them", using(usage(), usage("12", None, "mail", "2")), payout="18.00", kept=["used 10.00", "overage:traffic 2.00", "overage:mail 1.00"]),
        v("overage-share", "10 of 31 days are included of 310: 100", "310: nothing above", using(usage("120", included="310"), document=part), payout="19.00"),
        v("overage-share-full", "a rule that does not ask for time takes the exact share: 9.5 of 31 days of 310 is 95", "10 days: 100", using(usage("120", included="310"), document=policy(rule(FULL), overage={"included": "share"})), payout="28.50"),
        v("overage-full", "money back, less what was used beyond the plan", "31.00", using(usage(), document=policy(rule(FULL))), payout="29.00", kept=["overage:traffic 2.00"]),
        v("overage-by-law-full", "what the law gives in full has no deduction", "29.00", using(usage(), document=policy(rule(FULL, statutory=True))), payout="31.00", kept=[]),
        v("overage-by-law-unused", "the law gives back what was not used of the plan: what was used beyond it is owed", "21.00", using(usage(), document=policy(rule(statutory=True))), payout="19.00", kept=["used 10.00", "overage:traffic 2.00"]),
        v("overage-full-not-by-law", "the same by the host's own rule", "31.00", using(usage(), document=policy(rule(FULL, statutory=False))), payout="29.00"),
        v("overage-spills", "of an add-on of 1.00 nothing is left of which 2.00 could be taken: the plan pays 1.32", "a negative line", ask(None, line(), line("1.00", "l2", "addOn", usage=[usage()]), payments=[pay("32.00")]), payout="19.68", all=[["used 10.00", "spilled 1.32"], ["used 0.32", "overage:traffic 0.68"]]),
        v("overage-more-than-all", "more than everything: nothing, never a debt", "−169.00", using(usage("2000")), payout="0.00", kept=["used 10.00", "overage:traffic 21.00"]),
        v("overage-of-a-kept-line", "a kept line's overage is taken from the others", "nothing for it", ask(None, line(), line("5.00", "l2", "domain", usage=[usage()]), payments=[pay("36.00")]), payout="19.00", all=[["used 10.00", "spilled 2.00"], ["kept 5.00"]]),
    ]


def fees():
    fee = lambda **more: policy(rule(), fees=[{"id": "admin", **more}])  # noqa: E731
    five = {"amounts": [{"currency": "USD", "amount": "9.00"}, {"currency": "EUR", "amount": "5.00"}]}
    table = {"terms": [{"months": 60, "until": 12, "percent": "30"}, {"months": 60, "until": 24, "percent": "40"}, {"months": 60, "until": None, "percent": "15"}, {"months": None, "until": None, "percent": "1"}]}
    years = lambda stop, end="2031-03-01T00:00:00Z": ask(fee(**table), line("1000.00", end=end), requestedAt=stop, asOf="2031-01-01T00:00:00Z", payments=[pay("1000.00")])  # noqa: E731
    eu = rule(ident="law", statutory=True)
    return [
        v("fee", "5.00 in this currency", "9.00", ask(fee(**five)), payout="16.00", kept=["used 10.00", "fee:admin 5.00"]),
        v("fee-other-currency", "no amount in this currency: no fee", "9.00 of another", ask(fee(amounts=[{"currency": "USD", "amount": "9.00"}])), payout="21.00"),
        v("fee-taxed", "5.00 before tax is 6.00 of 25.20", "5.00 with tax", ask(fee(**five), line(tax=NET), payments=[pay("37.20")]), payout="19.20", back="16.00 3.20 19.20"),
        v("fee-untaxed", "5.00 with tax off the sum of 25.20", "6.00", ask(fee(**five, taxed=False), line(tax=NET), payments=[pay("37.20")]), payout="20.20", back="21.00 4.20 25.20", less=["fee:admin 5.00"]),
        v("fee-once", "with an add-on the fee is still 5.00: it is the plan's", "5.00 of each line", ask(fee(**five), line(), line("10.00", "l2", "addOn"), payments=[pay("41.00")]), payout="22.77", all=[["used 10.00", "fee:admin 5.00"], ["used 3.23"]]),
        v("fee-taxed-inclusive", "5.00 before tax is 6.00 of a price with tax inside: 37.20 − 12.00 − 6.00", "5.00", ask(fee(**five), line("37.20", tax=GROSS), payments=[pay("37.20")]), payout="19.20", back="16.00 3.20 19.20"),
        v("fee-percent", "10 % of the price of what the rule decides", "10 % of what comes back", ask(fee(percent="10")), payout="17.90"),
        v("fee-percent-lines", "of the plan and the add-on, not of the kept set-up: 4.10", "of all three", ask(fee(percent="10"), line(), line("10.00", "l2", "addOn"), line("50.00", **SETUP), payments=[pay("91.00")]), payout="23.67", all=[["used 10.00", "fee:admin 3.10"], ["used 3.23", "fee:admin 1.00"], ["kept 50.00"]]),
        v("fee-percent-untaxed", "10 % of 37.20 with tax, off the sum", "10 % of 31.00, taxed", ask(fee(percent="10", taxed=False), line(tax=NET), payments=[pay("37.20")]), payout="21.48", less=["fee:admin 3.72"]),
        v("fee-if", "kept only of what was customised", "5.00", ask(fee(**five, **{"if": ["customised"]})), payout="21.00"),
        v("fee-if-said", "it was", "21.00", ask(fee(**five, **{"if": ["customised"]}), facts=["customised"]), payout="16.00"),
        v("fee-rules", "only where that rule decides", "5.00", ask(policy(rule(FULL, "first"), rule(), fees=[{"id": "admin", **five, "rules": ["prorated"]}])), payout="31.00", rule="first"),
        v("fee-rules-named", "it decides", "21.00", ask(fee(**five, rules=["prorated"])), payout="16.00"),
        v("fee-statutory", "of what the law gives no fee is kept", "16.00", ask(policy(eu, fees=[{"id": "admin", **five}])), payout="21.00"),
        v("fee-statutory-named", "unless it names the rule", "21.00", ask(policy(eu, fees=[{"id": "admin", **five, "rules": ["law"]}])), payout="16.00"),
        v("fee-two", "two fees, in the document's order", "one", ask(policy(rule(), fees=[{"id": "b", "percent": "10"}, {"id": "a", **five}])), payout="12.90", kept=["used 10.00", "fee:b 3.10", "fee:a 5.00"]),
        v("fee-more-than-left", "a fee takes no more than is left", "−19.00", ask(fee(amounts=[{"currency": "EUR", "amount": "40.00"}])), payout="0.00", kept=["used 10.00", "fee:admin 21.00"]),
        v("fee-terms-first-year", "five years, in the first: 30 %", "40 %", years("2027-02-28T23:59:59.999Z"), kept=["used 199.89", "fee:admin 300.00"]),
        v("fee-terms-second-year", "the first year is over on its anniversary: 40 %", "30 %", years("2027-03-01T00:00:00Z"), kept=["used 199.89", "fee:admin 400.00"]),
        v("fee-terms-last", "from the third year on 15 %", "1 %", years("2028-03-01T00:00:00Z"), kept=["used 400.33", "fee:admin 150.00"]),
        v("fee-terms-other-term", "a term of twelve months: the row of any term", "30 %", years("2026-03-10T12:00:00Z", "2027-03-01T00:00:00Z"), kept=["used 27.40", "fee:admin 10.00"]),
        v("fee-terms-no-row", "no row fits: no fee", "30 %", ask(policy(rule(), fees=[{"id": "admin", "terms": table["terms"][:1]}])), payout="21.00"),
    ]


def reductions():
    bought = lambda document=None: ask(document, line("100.00"), payments=[pay("80.00"), pay("20.00", "9", "voucher")])  # noqa: E731
    days = policy(rule(), vouchers="returned")
    return [
        v("coupon", "11.00 by coupon: 10 of 31 days of 20.00", "the list price, 21.00", ask(None, line(coupon="11.00"), payments=[pay("20.00")]), payout="13.55"),
        v("coupon-all", "a coupon of everything: nothing to give", "a division by nothing", ask(None, line(coupon="31.00", tax=NET), payments=[]), payout="0.00", back="0.00 0.00 0.00"),
        v("voucher-kept", "a fifth was a voucher: of 80.00 10 of 31 days are used", "67.74", bought(), payout="54.19", plan=["8 gatewayRefund 54.19"]),
        v("voucher-returned", "67.74 in proportion, the voucher's part by hand", "all to the card", bought(days), payout="67.74", plan=["8 gatewayRefund 54.19", "9 task 13.55"]),
        v("voucher-fraction", "a quarter was a voucher: 7.5075 and 7.4925 are 7.51 and 7.49", "7.50 and 7.49: a cent is missing",
          ask(policy(rule(FULL)), line("10.01"), line("9.99", "l2", "addOn"), payments=[pay("15.00"), pay("5.00", "9", "voucher")]), payout="15.00", lines=["7.51 0.00", "7.49 0.00"]),
        v("voucher-fraction-used", "10 of 31 days of 7.5075 are 2.4218: 5.09 (5.0857) is left", "of 7.51: 5.08 by two roundings", ask(None, line("10.01"), payments=[pay("7.51"), pay("2.50", "9", "voucher")]), kept=["used 2.42"], back="5.09 0.00 5.09"),
        v("voucher-only", "all by voucher: nothing comes back", "31.00 in cash", ask(policy(rule(FULL)), payments=[pay("31.00", source="voucher")]), payout="0.00", plan=[]),
    ]


def roundings():
    odd = lambda mode: ask(policy(rule(), round=mode), line("10.00"), payments=[pay("10.00")])  # noqa: E731
    return [
        v("round-half-up", "21 of 31 days of 10.00 is 6.774…", "6.78", odd("halfUp"), payout="6.77"),
        v("round-up", "in the client's favour", "6.77", odd("up"), payout="6.78", kept=["used 3.22"]),
        v("round-down", "set down", "6.78", odd("down"), payout="6.77", kept=["used 3.23"]),
        v("round-half", "half of 0.01 is a whole one", "0.00", ask(share("50"), line("0.01"), payments=[pay("0.01")]), payout="0.01"),
        v("round-half-down", "set down it is nothing", "0.01", ask(share("50", round="down"), line("0.01"), payments=[pay("0.01")]), payout="0.00"),
        v("round-once", "used time, overage and fee are rounded together: 10.00 − 3.2258… − 0.3333 − 1.0000 = 5.4408…", "each rounded, 5.45 or 5.43",
          ask(policy(rule(), fees=[{"id": "f", "percent": "10"}]), line("10.00", usage=[{"id": "t", "included": "0", "used": "3.333", "tiers": [{"upTo": None, "price": "0.1"}]}]), payments=[pay("10.00")]), payout="5.44", kept=["used 3.23", "overage:t 0.33", "fee:f 1.00"]),
        v("round-shown-sums", "10.00, 6.6667, 3.3333: what is shown are the differences of 10.00, 6.67 and 3.33", "3.33 twice: a cent is missing",
          ask(share("66.666666667", fees=[{"id": "f", "percent": "33.333333333"}]), line("10.00"), payments=[pay("10.00")]), back="3.33 0.00 3.33", kept=["kept 3.33", "fee:f 3.34"]),
        v("round-yen", "a currency without decimals: 21 of 31 days of 1000", "677.42", ask(None, line("1000"), payments=[pay("1000")], currency="JPY", credited="0"), payout="677"),
        v("round-dinar", "three decimals", "two", ask(None, line("10.000"), payments=[pay("10.000")], currency="KWD", credited="0.000"), payout="6.774"),
    ]


def caps():
    given = lambda net, gave="0.00", document=None, **more: ask(document or policy(rule(FULL)), line(given={"net": net, "tax": gave}, **more), payments=[pay("37.20" if more else "31.00")])  # noqa: E731
    return [
        v("cap-given", "20.00 came back before: 11.00 is left", "31.00 again", given("20.00"), payout="11.00", kept=["limit 20.00"], limited=[True]),
        v("cap-not-reached", "10 days are used and 5.00 came back before: 21.00 is no more than 26.00", "16.00, the earlier one taken off", given("5.00", document=policy()), payout="21.00", limited=[False]),
        v("cap-reached", "of 21.00 only 11.00 is left", "21.00", given("20.00", document=policy()), payout="11.00", kept=["used 10.00", "limit 10.00"]),
        v("cap-all-given", "everything came back before", "21.00", given("31.00"), payout="0.00", kept=["limit 31.00"]),
        v("cap-more-given", "more came back than was paid: nothing more", "a debt", ask(policy(rule(FULL)), line(given={"net": "40.00", "tax": "0.00"})), payout="0.00"),
        v("cap-line-by-line", "what came back of the add-on is no limit of the plan", "one limit for both", ask(policy(rule(FULL)), line(), line("10.00", "l2", "addOn", given={"net": "10.00", "tax": "0.00"}), payments=[pay("41.00", returned="10.00")]), payout="31.00", limited=[False, True]),
        v("cap-tax-given", "10.00 and 2.00 came back before: 21.00 and 4.20 are left", "6.20 of tax", given("10.00", "2.00", tax=NET), back="21.00 4.20 25.20"),
        v("cap-tax-odd", "all of the tax came back with 1.00: the rest has none, and the line no more than it cost", "tax twice", given("1.00", "6.20", tax=NET), back="30.00 0.00 30.00"),
        v("cap-tax-beyond", "8.00 of tax came back, 1.80 more than the line had: of 21.00 only 19.20 is left, so that it is not more than was paid", "21.00: 39.00 of 37.20", given("10.00", "8.00", tax=NET), back="19.20 0.00 19.20"),
        v("cap-tax-beyond-sum", "of a sum, the tax of one line is not known: 21.00 is left", "19.20", given("10.00", "8.00", document=policy(rule(FULL), tax="sum"), tax=NET), back="21.00 0.00 21.00"),
        v("cap-inclusive", "given with tax inside counts with it: 12.00 of 37.20", "10.00", ask(policy(rule(FULL)), line("37.20", tax=GROSS, given={"net": "10.00", "tax": "2.00"}), payments=[pay("37.20", returned="12.00")]), back="21.00 4.20 25.20"),
        v("cap-spilled-first", "the negative line is taken off before the limit", "the limit first", ask(policy(rule(FULL)), line(given={"net": "20.00", "tax": "0.00"}), line("1.00", "l2", "addOn", usage=[{"id": "t", "included": "0", "used": "6", "tiers": [{"upTo": None, "price": "1"}]}]), payments=[pay("32.00", returned="20.00")]), back="11.00 0.00 11.00", all=[["spilled 5.00", "limit 15.00"], ["overage:t 1.00"]]),
    ]


def taxes():
    taxed = lambda tax, amount="31.00", document=None: ask(document, line(amount, tax=tax), payments=[pay("37.20")])  # noqa: E731
    return [
        v("tax-exclusive", "21.00 and a fifth", "tax kept", taxed(NET), back="21.00 4.20 25.20", payout="25.20"),
        v("tax-inclusive", "25.20 of 37.20, of it 4.20 tax", "tax on top", taxed(GROSS, "37.20"), back="21.00 4.20 25.20", payout="25.20"),
        v("tax-two-rates", "5 % and 9.975 % of 21.00: 3.14475", "each rounded: 1.05 + 2.09", taxed({"mode": "exclusive", "rates": ["5", "9.975"]}), back="21.00 3.14 24.14"),
        v("tax-none", "a line without tax beside one with it", "tax on both", ask(None, line(tax=NET), line("10.00", "l2", "addOn"), payments=[pay("47.20")]), lines=["21.00 4.20", "6.77 0.00"]),
        v("tax-rate-zero", "a rate of nothing", "a division by nothing", taxed({"mode": "exclusive", "rates": ["0"]}), back="21.00 0.00 21.00"),
        v("tax-no-rates", "taxed by no rate", "a fault", taxed({"mode": "inclusive", "rates": []}), back="21.00 0.00 21.00"),
        v("tax-of-what-was-charged", "23.33 % of 29.99 is 6.9967: charged 7.00; of 25.71 it is 6.00", "6.01", ask(share("85.728576192"), line("29.99", tax={"mode": "exclusive", "rates": ["23.33"]}), payments=[pay("36.99")]), back="25.71 6.00 31.71"),
        v("tax-parts-win", "19333 and 4833 are 24166, though 24166.67 would be 24167", "241.67", ask(share("96.666666667"), line("200.00", tax={"mode": "exclusive", "rates": ["25"]}), payments=[pay("250.00")]), back="193.33 48.33 241.66"),
        v("tax-inclusive-odd", "half of 0.05 at 20 % inside: 0.03 with 0.01 tax charged: round(0.6)", "0.00", ask(share("50"), line("0.05", tax=GROSS), payments=[pay("0.05")]), back="0.02 0.01 0.03"),
    ]


def halves():
    """Two halves make the whole, tax included."""
    half = share("50")
    first = lambda given=None, mode="line", amount="68.33": ask({**half, "tax": mode}, line(amount, tax=NET, **({"given": given} if given else {})), payments=[pay("82.00")])  # noqa: E731
    return [
        v("half-first", "half of 68.33 is 34.165: 34.17, tax 6.84 of 13.67", "34.16", first(), back="34.17 6.84 41.01"),
        v("half-second", "the rest: 34.16, tax 6.83; together 13.67", "34.17 and 6.84 once more", first({"net": "34.17", "tax": "6.84"}), back="34.16 6.83 40.99"),
        v("half-tax-of-a-cent", "0.05 has tax 0.01: two of the cents bring round(0.4) = 0, the third the cent", "a cent of tax twice", ask(policy(rule(FULL)), line("0.05", tax=NET, given={"net": "0.03", "tax": "0.01"}), payments=[pay("0.06")]), back="0.02 0.00 0.02"),
        v("half-tax-late", "the same, with 0.02 given without tax", "no tax at all", ask(policy(rule(FULL)), line("0.05", tax=NET, given={"net": "0.02", "tax": "0.00"}), payments=[pay("0.06")]), back="0.03 0.01 0.04"),
        v("half-inclusive", "of 82.00 with 13.67 tax inside 41.00 came back with 6.83: 41.00 with 6.84 is left", "6.83 twice", ask(policy(rule(FULL)), line("82.00", tax=GROSS, given={"net": "34.17", "tax": "6.83"}), payments=[pay("82.00", returned="41.00")]), back="34.16 6.84 41.00"),
    ]


def sums():
    """Tax of the sum of lines of the same rates."""
    two = lambda given=None, first="full", second="kept", mode="sum": ask(  # noqa: E731
        policy(rule(FULL), tax=mode, lines=[{"kind": "addOn", "give": first}, {"kind": "other", "give": second}]),
        line("68.33", "a", "addOn", tax=NET, **({"given": given} if given else {})), line("68.33", "b", "other", tax=NET), payments=[pay("163.99")])
    return [
        v("sum-first", "of two equal lines one: half of 27.33 is 13.665: 13.67", "13.66", two(), lines=["68.33 13.67", "0.00 0.00"]),
        v("sum-second", "the other one later: the rest, 13.66", "13.67 once more: 27.34", two({"net": "68.33", "tax": "13.67"}, "kept", "full"), lines=["0.00 0.00", "68.33 13.66"]),
        v("sum-both", "both at once: 13.67 and 13.66", "27.34", two(None, "full", "full"), lines=["68.33 13.67", "68.33 13.66"]),
        v("sum-line-mode", "line by line each has 13.67", "27.33", two(None, "full", "full", "line"), lines=["68.33 13.67", "68.33 13.67"]),
        v("sum-other-rates", "lines of another rate are another sum", "one sum of all", ask(policy(rule(FULL), tax="sum"), line("0.02", "a", tax=NET), line("0.02", "b", tax={"mode": "exclusive", "rates": ["10"]}), line("0.02", "c", tax=NET), payments=[pay("0.07")]), lines=["0.02 0.01", "0.02 0.00", "0.02 0.00"]),
    ]
