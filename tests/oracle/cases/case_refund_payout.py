"""quoteRefund, from the lines to the payout: gateway fees, arrears, what was paid, disputes, payments, splits, other plans, stale quotes. By hand."""
from refund import quote
from refunds import GROSS, NET, NOON_10, ask, line, pay, policy, rule, unused, v
from vector import changed

FULL = {"method": "full"}


def cases():
    """Every vector of this file."""
    return gateway() + arrears() + limits() + decided() + disputes() + payments() + routes() + targets() + replaced() + stale()


def full(**more):
    return policy(rule(FULL), **more)


def gateway():
    kept = policy(rule(), gatewayFees="kept")
    return [
        v("gateway-ours", "the gateway's fee is ours unless told otherwise", "20.00", ask(None, payments=[pay(fee="1.00")]), payout="21.00", less=[]),
        v("gateway-kept", "21 of 31 parts of 1.00, set down: 0.67", "1.00", ask(kept, payments=[pay(fee="1.00")]), payout="20.33", less=["gatewayFee 0.67"]),
        v("gateway-by-law", "of what the law gives no gateway's fee is kept", "20.33", ask(policy(rule(statutory=True), gatewayFees="kept"), payments=[pay(fee="1.00")]), payout="21.00", less=[]),
        v("gateway-cash", "of cash alone", "the voucher's and the balance's too", ask(policy(rule(FULL), gatewayFees="kept"), payments=[pay("11.00", fee="0.50"), pay("20.00", "9", "accountCredit", fee="3.00")]), payout="30.50"),
        v("gateway-two", "of two payments together: 21 of 31 parts of 0.03, set down", "each set down: 0.01", ask(kept, payments=[pay("11.00", fee="0.01"), pay("20.00", "9", fee="0.02")]), less=["gatewayFee 0.02"]),
        v("gateway-taxed", "in the proportion of what comes back with tax: 25.20 of 37.20", "of the net", ask(kept, line(tax=NET), payments=[pay("37.20", fee="1.00")]), less=["gatewayFee 0.67"], payout="24.53"),
        v("gateway-more-than-left", "never more than is left", "−0.01", ask(policy(rule(), gatewayFees="kept", arrears="offset"), payments=[pay(fee="40.00")]), payout="0.00", less=["gatewayFee 21.00"]),
    ]


def arrears():
    owing = lambda how, *amounts, **more: ask(policy(rule(), **({"arrears": how} if how else {})), arrears=[{"id": f"invoice:{n}", "amount": a} for n, a in enumerate(amounts, 9)], **more)  # noqa: E731
    return [
        v("arrears-settle-first", "the quote stands and waits", "18.00, or a payment now", owing(None, "3.00"), payout="21.00", waits="arrears", less=[]),
        v("arrears-offset", "3.00 are taken off", "21.00", owing("offset", "3.00"), payout="18.00", waits=None, less=["arrears:invoice:9 3.00"], limit="18.00"),
        v("arrears-offset-two", "two invoices in their order, the second in part", "a negative payout", owing("offset", "15.00", "15.00"), payout="0.00", less=["arrears:invoice:9 15.00", "arrears:invoice:10 6.00"]),
        v("arrears-ignore", "nothing is taken off and nothing waits", "18.00", owing("ignore", "3.00"), payout="21.00", waits=None, less=[]),
        v("arrears-of-nothing", "an open invoice of nothing is no arrears", "a case that waits for ever", owing(None, "0.00"), waits=None, payout="21.00"),
        v("arrears-last", "fee with tax, gateway fee and arrears, in this order", "arrears first", ask(policy(rule(), arrears="offset", gatewayFees="kept", fees=[{"id": "f", "amounts": [{"currency": "EUR", "amount": "1.00"}], "taxed": False}]), payments=[pay(fee="1.00")], arrears=[{"id": "9", "amount": "50.00"}]),
          less=["fee:f 1.00", "gatewayFee 0.67", "arrears:9 19.33"], payout="0.00"),
    ]


def limits():
    paid = lambda *rows, **more: ask(None, payments=list(rows), **more)  # noqa: E731
    return [
        v("limit-all-paid", "31.00 paid, 10.00 owed for what was used", "31.00", paid(pay()), limit="21.00", payout="21.00", waived="0.00"),
        v("limit-partly-paid", "20.00 paid: 10.00 of it for what was used; 11.00 were never paid", "21.00", paid(pay("20.00")), payout="10.00", claim="21.00", waived="11.00"),
        v("limit-used-not-paid", "5.00 paid, 10.00 used: nothing comes back, 21.00 fall off the open invoice", "a debt", paid(pay("5.00")), payout="0.00", limit="0.00", waived="21.00"),
        v("limit-unpaid", "nothing was paid", "21.00", paid(), payout="0.00", waived="21.00", plan=[]),
        v("limit-overpaid", "more was paid than asked: the quote is about the lines", "25.00", paid(pay("35.00")), payout="21.00", limit="25.00"),
        v("limit-returned", "31.00 came back by the gateway before and nobody told the line", "21.00 once more", paid(pay(returned="31.00")), payout="0.00", claim="21.00", waived="0.00"),
        v("limit-charged-back", "the client's bank took it back: nothing is left to give", "21.00 besides the chargeback", paid(pay(chargedBack="31.00")), payout="0.00", waived="0.00"),
        v("limit-part-charged-back", "5.00 charged back of 31.00, 10.00 owed: 16.00", "21.00", paid(pay(chargedBack="5.00")), payout="16.00"),
        v("limit-credited", "4.00 given to the account before: 17.00", "21.00", paid(pay(), credited="4.00"), payout="17.00"),
        v("limit-given-and-credited", "4.00 of the line went to the account before: it is not owed as well", "13.00", ask(None, line(given={"net": "4.00", "tax": "0.00"}), credited="4.00"), payout="21.00", limit="21.00"),
        v("limit-given-then-full", "10.00 back before, now all: 21.00", "31.00", ask(full(), line(given={"net": "10.00", "tax": "0.00"}), payments=[pay(returned="10.00")]), payout="21.00", limit="21.00"),
        v("limit-again", "21.00 went back, asked once more: nothing", "10.00, up to the price", paid(pay(returned="21.00")), payout="0.00", claim="21.00", waived="0.00"),
        v("limit-again-after-a-fee", "21.00 less a fee of 5.00 went back, asked once more: nothing", "the fee after all", ask(policy(rule(), fees=[{"id": "f", "amounts": [{"currency": "EUR", "amount": "5.00"}], "taxed": False}]), payments=[pay(returned="16.00")]), payout="0.00", claim="16.00", limit="0.00"),
        v("limit-appeal", "21.00 went back, an appeal gives all of it: the 10.00 that are missing", "31.00 more", ask(full(), payments=[pay(returned="21.00")]), payout="10.00", claim="31.00"),
        v("limit-fee-partly-paid", "10.00 used and a fee of 5.00 of the 20.00 that were paid: 5.00 come back", "10.00, the fee unpaid", ask(policy(rule(), fees=[{"id": "f", "amounts": [{"currency": "EUR", "amount": "5.00"}], "taxed": False}]), payments=[pay("20.00")]), payout="5.00", waived="11.00"),
        v("limit-never-negative", "more went out than came in", "−9.00", paid(pay(returned="20.00", chargedBack="20.00")), payout="0.00", limit="0.00"),
        v("limit-coupon-and-part", "11.00 by coupon, 15.00 of 20.00 paid: of 13.55 8.55 are left, 5.00 were never paid", "13.55", ask(None, line(coupon="11.00"), payments=[pay("15.00")]), payout="8.55", waived="5.00"),
    ]


def decided():
    """What a person decided that comes back at most."""
    return [
        v("decided", "15.00 of 21.00 were decided", "21.00", ask(None, decided="15.00"), payout="15.00", claim="21.00", limit="21.00", waived="0.00", plan=["8 gatewayRefund 15.00"]),
        v("decided-more", "a decision is no reason to give more", "25.00", ask(None, decided="25.00"), payout="21.00"),
        v("decided-nothing", "nothing was decided to come back", "21.00", ask(None, decided="0.00"), payout="0.00", plan=[]),
        v("decided-partly-paid", "10.00 can come back, 5.00 do; what falls off the open invoice stays 11.00", "16.00 waived", ask(None, decided="5.00", payments=[pay("20.00")]), payout="5.00", waived="11.00"),
        v("refunded", "the payment brought in 62.00 for two services: of 21.00 21.00 came back before", "21.00 once more", ask(None, payments=[pay("62.00", returned="21.00")], refunded=["21.00"]), payout="0.00", claim="21.00", limit="31.00", plan=[]),
        v("refunded-other-service", "21.00 of the same payment came back for another service", "0.00", ask(None, payments=[pay("62.00", returned="21.00")], refunded=[]), payout="21.00"),
        v("refunded-in-parts", "6.00 and 5.00 came back: 10.00 are missing", "15.00, the last one alone", ask(None, payments=[pay("62.00", returned="11.00")], refunded=["6.00", "5.00"]), payout="10.00"),
        v("refunded-more", "more came back than a second look gives: nothing, and nothing is asked back", "−4.00", ask(None, payments=[pay("62.00", returned="25.00")], refunded=["25.00"]), payout="0.00", claim="21.00"),
        v("refunded-and-decided", "11.00 are missing of 21.00, 5.00 were decided", "21.00", ask(None, payments=[pay("62.00", returned="10.00")], refunded=["10.00"], decided="5.00"), payout="5.00"),
        v("decided-spread", "15.00 over cash and credit as 2 to 1", "each cut by itself", ask(None, line(), payments=[pay("20.00"), pay("10.00", "9", "accountCredit")], decided="15.00"), plan=["8 gatewayRefund 10.00", "9 accountCredit 5.00"]),
    ]


def disputes():
    return [
        v("dispute", "while a payment is disputed nothing may be paid", "a refund besides the chargeback", ask(None, payments=[pay(disputed=True)]), waits="dispute", payout="21.00"),
        v("dispute-before-arrears", "both: the dispute is named", "arrears", ask(None, payments=[pay(disputed=True)], arrears=[{"id": "9", "amount": "3.00"}]), waits="dispute"),
        v("dispute-of-another", "one of two payments is disputed", "a payout of the other", ask(None, payments=[pay("11.00"), pay("20.00", "9", disputed=True)]), waits="dispute"),
    ]


def payments():
    three = [pay("5.00", "a"), pay("20.00", "b", at="2026-03-02T00:00:00Z"), pay("6.00", "c", at="2026-03-03T00:00:00Z")]
    to = lambda order, rows=three, **more: ask(policy(rule(), payout={"to": "payments", "order": order}), payments=rows, **more)  # noqa: E731
    mixed = [pay("20.00", "a"), pay("10.00", "b", "accountCredit"), pay("1.00", "c", "bonus")]
    third = [pay("0.01", "a"), pay("0.01", "b", "accountCredit"), pay("0.01", "c", "bonus")]
    half = policy(rule({"method": "share", "percent": "33.333333333"}))
    return [
        v("pay-largest", "the largest first, the rest from the next", "the first paid first", to("largest"), plan=["b gatewayRefund 20.00", "c gatewayRefund 1.00"]),
        v("pay-default", "without an order the largest first", "the first paid first", ask(None, payments=three), plan=["b gatewayRefund 20.00", "c gatewayRefund 1.00"]),
        v("pay-newest", "the newest first", "the largest", to("newest"), plan=["c gatewayRefund 6.00", "b gatewayRefund 15.00"]),
        v("pay-proportional", "21.00 over 5, 20 and 6 of 31: 3.39 (3.387), 13.55 (13.548), 4.06 (4.065)", "3.38, 13.54, 4.06: two cents lost", to("proportional"), plan=["a gatewayRefund 3.39", "b gatewayRefund 13.55", "c gatewayRefund 4.06"]),
        v("pay-newest-equal", "of two of the same time the first of the list", "the last", to("newest", [pay("15.50", "a"), pay("15.50", "b")]), plan=["a gatewayRefund 15.50", "b gatewayRefund 5.50"]),
        v("pay-largest-left", "what a payment still holds counts: 4.00 of b, 6.00 of c, 5.00 of a", "b first", to("largest", [pay("5.00", "a"), pay("20.00", "b", returned="16.00"), pay("6.00", "c")]), payout="5.00", plan=["c gatewayRefund 5.00"]),
        v("pay-at-most", "a payment that went back takes nothing", "20.00 from b", to("newest", [pay("31.00", "a"), pay("20.00", "b", at="2026-03-02T00:00:00Z", returned="20.00")]), plan=["a gatewayRefund 21.00"]),
        v("pay-equal", "of equal ones the first of the list", "the last", to("largest", [pay("15.50", "a"), pay("15.50", "b")]), plan=["a gatewayRefund 15.50", "b gatewayRefund 5.50"]),
        v("pay-mixed", "cash, credit and bonus in proportion: 13.55 (13.548), 6.77 (6.774), 0.68 (0.677)", "all to the card", ask(None, payments=mixed), plan=["a gatewayRefund 13.55", "b accountCredit 6.77", "c task 0.68"]),
        v("pay-mixed-ties", "a cent over three kinds of money goes to cash", "a cent lost", ask(half, line("0.03"), payments=third[::-1]), plan=["a gatewayRefund 0.01"]),
        v("pay-mixed-voucher", "a voucher that is returned is the last", "in the list's order", ask(policy(rule(FULL), vouchers="returned"), payments=[pay("1.00", "v", "voucher"), *mixed[:2]]), plan=["a gatewayRefund 20.00", "b accountCredit 10.00", "v task 1.00"]),
        v("pay-mixed-full", "everything back: each gets its own", "a rounding", ask(full(), payments=mixed), plan=["a gatewayRefund 20.00", "b accountCredit 10.00", "c task 1.00"]),
        v("pay-nothing", "no part of nothing", "a row of 0.00", ask(None, requestedAt="2026-04-01T00:00:00Z"), plan=[], payout="0.00"),
    ]


def routes():
    can = lambda *routes, **more: {"capabilities": {"routes": list(routes), **more}}  # noqa: E731
    credit = policy(rule(), payout={"to": "accountCredit"})
    bill = policy(rule(), payout={"to": "nextInvoice"})
    return [
        v("route-task", "a panel that cannot refund: a person does it", "gatewayRefund", ask(None, **can("accountCredit")), plan=["8 task 21.00"]),
        v("route-last-instant", "refundable until now", "task", ask(None, payments=[pay(refundableUntil=NOON_10)]), plan=["8 gatewayRefund 21.00"]),
        v("route-too-old", "a millisecond too old", "gatewayRefund", ask(None, payments=[pay(refundableUntil="2026-03-10T11:59:59.999Z")]), plan=["8 task 21.00"]),
        v("route-too-old-by-now", "as of now, not as of the request", "gatewayRefund", ask(None, payments=[pay(refundableUntil="2026-03-12T00:00:00Z")], asOf="2026-03-13T00:00:00Z"), plan=["8 task 21.00"]),
        v("route-credit-of-credit", "account credit goes back as account credit", "gatewayRefund", ask(None, payments=[pay(source="accountCredit")]), plan=["8 accountCredit 21.00"]),
        v("route-credit", "to the account", "to the card", ask(credit), plan=["accountCredit accountCredit 21.00"]),
        v("route-credit-as-line", "a panel without a balance: a line of the next invoice", "task", ask(credit, **can("invoiceLine")), plan=["accountCredit invoiceLine 21.00"]),
        v("route-credit-by-hand", "neither: a person", "nothing", ask(credit, **can()), plan=["accountCredit task 21.00"]),
        v("route-invoice", "on the next invoice", "to the account", ask(bill), plan=["nextInvoice invoiceLine 21.00"]),
        v("route-invoice-as-credit", "a panel that adds no lines: to the account", "task", ask(bill, **can("accountCredit")), plan=["nextInvoice accountCredit 21.00"]),
        v("route-scale", "a balance with two decimals: 6.774 KWD is 6.77, and 0.004 is left", "6.774, or 6.78", ask(credit, line("10.000"), payments=[pay("10.000")], currency="KWD", credited="0.000", **can("accountCredit", postableScale=[{"currency": "KWD", "scale": 2}])), plan=["accountCredit accountCredit 6.770"], remainder="0.004"),
        v("route-scale-gateway", "the card takes what the currency has", "6.770", ask(None, line("10.000"), payments=[pay("10.000")], currency="KWD", credited="0.000", **can("gatewayRefund", postableScale=[{"currency": "KWD", "scale": 2}])), plan=["8 gatewayRefund 6.774"], remainder="0.000"),
        v("route-scale-other", "a scale of another currency", "21.0", ask(credit, **can("accountCredit", postableScale=[{"currency": "USD", "scale": 1}])), plan=["accountCredit accountCredit 21.00"]),
    ]


def targets():
    choice = policy(rule(), payout={"to": "choice"})
    split = lambda *parts: policy(rule(), payout={"to": "split", "parts": [{"to": to, "percent": p} for to, p in parts]})  # noqa: E731
    return [
        v("choice-none", "no wish: to the payments", "to the account", ask(choice), plan=["8 gatewayRefund 21.00"]),
        v("choice-credit", "as the client wishes", "to the card", ask(choice, wish="accountCredit"), plan=["accountCredit accountCredit 21.00"]),
        v("choice-invoice", "as the client wishes", "to the account", ask(choice, wish="nextInvoice"), plan=["nextInvoice invoiceLine 21.00"]),
        v("choice-not-asked", "a wish that the policy does not offer", "as the client wishes", ask(None, wish="accountCredit"), plan=["8 gatewayRefund 21.00"]),
        v("split", "60 % to the card, 40 % to the account", "all to the card", ask(split(("payments", "60"), ("accountCredit", "40"))), plan=["8 gatewayRefund 12.60", "accountCredit accountCredit 8.40"]),
        v("split-cent", "a third each of 21.01: 7.0034, 7.0033, 7.0033: the cent goes to the first", "21.00", ask(split(("accountCredit", "33.333333334"), ("nextInvoice", "33.333333333"), ("payments", "33.333333333")), line("31.01", start="2026-03-10T12:00:00Z", end="2026-03-11T00:00:00Z", usage=[{"id": "t", "included": "0", "used": "10", "tiers": [{"upTo": None, "price": "1"}]}]),
          requestedAt="2026-03-10T00:00:00Z", payments=[pay("31.01")]), plan=["accountCredit accountCredit 7.01", "nextInvoice invoiceLine 7.00", "8 gatewayRefund 7.00"]),
    ]


def replaced():
    by_seconds = policy(rule(unused(unit="second")))
    term = {"start": "2026-03-01T00:00:00Z", "end": "2026-03-31T00:00:00Z"}
    change = lambda old, new, **more: ask(more.pop("document", by_seconds), line(old, **term, **more.get("row", {})), requestedAt="2026-03-11T00:00:00Z", asOf="2026-03-11T00:00:00Z",  # noqa: E731
                                          payments=[pay(more.get("paid", old))], replacement=[line(new, "n1", **term, **more.get("row", {}))], **{k: x for k, x in more.items() if k not in ("row", "paid")})
    return [
        v("change-up", "240 × 20 ÷ 30 − 120 × 20 ÷ 30 = 80 to pay, nothing comes back", "a refund of 80.00", change("120.00", "240.00"), due="80.00", payout="0.00", claim="0.00", back="80.00 0.00 80.00"),
        v("change-down", "the other way round 80 come back", "160.00", change("240.00", "120.00"), due="0.00", claim="80.00", payout="80.00", limit="80.00"),
        v("change-same", "the same price: nothing either way", "a cent", change("120.00", "120.00"), due="0.00", payout="0.00"),
        v("change-taxed", "with tax: 288 × 20 ÷ 30 − 144 × 20 ÷ 30 = 96", "80.00", change("120.00", "240.00", row={"tax": NET}, paid="144.00"), due="96.00"),
        v("change-taxed-inside", "tax inside changes nothing", "96.00", change("120.00", "240.00", row={"tax": GROSS}), due="80.00"),
        v("change-three-decimals", "37.714 × 20 ÷ 30 − 18.857 × 20 ÷ 30 = 12.571 (12.5713) in dinars", "12.57", change("18.857", "37.714", currency="KWD", credited="0.000"), due="12.572"),
        v("change-to-two", "to a plan of 60 and an add-on of 30: 120 − 90, 20 of 30 days", "40.00: the add-on forgotten", ask(by_seconds, line("120.00", **term), requestedAt="2026-03-11T00:00:00Z", payments=[pay("120.00")], replacement=[line("60.00", "n1", **term), line("30.00", "n2", "addOn", **term)]), claim="20.00", payout="20.00"),
        v("change-down-fee", "of 80.00 the fee with tax is kept", "80.00", change("240.00", "120.00", document=policy(rule(unused(unit="second")), fees=[{"id": "f", "amounts": [{"currency": "EUR", "amount": "5.00"}], "taxed": False}])), claim="75.00", payout="75.00"),
    ]


def stale():
    first = ask(None)
    quoted = {name: value for name, value in quote(first)["quote"].items() if name != "steps"}
    again = lambda *path, value=None, **more: changed({**first, "quoted": quoted, **more}, list(path), value) if path else {**first, "quoted": quoted, **more}  # noqa: E731
    told = lambda request: {**request, "quoted": {k: x for k, x in quote(request)["quote"].items() if k != "steps"}}  # noqa: E731
    ended = ask(policy(clock="termination"), terminatedAt=NOON_10)
    return [
        v("stale-same", "the same request: nothing changed", "null, or a row", again(), changed=[]),
        v("stale-time-passed", "three weeks later the same: time changes nothing", "a smaller refund", again(asOf="2026-03-31T12:00:00Z"), changed=[], payout="21.00"),
        v("stale-none", "without an earlier quote there is nothing to compare", "an empty list", first, changed=None),
        v("stale-usage", "traffic was used meanwhile: overage 2.00", "accepted as it was", again("lines", 0, "usage", value=[{"id": "t", "included": "0", "used": "2", "tiers": [{"upTo": None, "price": "1"}]}]),
          changed=["line l1 net 21.00 19.00", "line l1 gross 21.00 19.00", "deduction l1 overage:t None 2.00", "entitlement  net 21.00 19.00", "entitlement  gross 21.00 19.00",
                   "payout  claim 21.00 19.00", "payout  limit 21.00 19.00", "payout  payout 21.00 19.00", "plan 8 payments:cash 21.00 19.00"]),
        v("stale-dispute", "a dispute was opened meanwhile", "paid all the same", again("payments", 0, "disputed", value=True), changed=["waits  waits None dispute"]),
        v("stale-paid-back", "5.00 went back meanwhile", "21.00 besides", again("payments", 0, "returned", value="5.00"), changed=["payout  limit 21.00 16.00", "payout  payout 21.00 16.00", "plan 8 payments:cash 21.00 16.00"]),
        v("stale-rule", "a breach came to light: another rule", "the earlier rule", ask(policy(rule(FULL, "r", {"without": ["breach"]}), rule({"method": "nothing"}, "none")), facts=["breach"],
          quoted={k: x for k, x in quote(ask(policy(rule(FULL, "r", {"without": ["breach"]}), rule({"method": "nothing"}, "none"))))["quote"].items() if k != "steps"}),
          changed=["rule  rule r none", "line l1 net 31.00 0.00", "line l1 gross 31.00 0.00", "deduction l1 kept None 31.00", "entitlement  net 31.00 0.00", "entitlement  gross 31.00 0.00", "payout  claim 31.00 0.00",
                   "payout  limit 31.00 0.00", "payout  payout 31.00 0.00", "plan 8 payments:cash 31.00 None"]),
        v("stale-policy", "another policy by its hash, the same figures", "unnoticed", changed(again(), ["policy", "hash"], "e5" * 32), changed=[f"rule  policy {'d4' * 32} {'e5' * 32}"]),
        v("stale-line-gone", "an add-on is no more on the invoice", "unnoticed", {**first, "quoted": {k: x for k, x in quote(ask(None, line(), line("10.00", "l2", "domain")))["quote"].items() if k != "steps"}},
          changed=["line l2 price 10.00 None", "line l2 net 0.00 None", "line l2 tax 0.00 None", "line l2 gross 0.00 None", "deduction l2 kept 10.00 None", "payout  limit 11.00 21.00", "payout  waived 10.00 0.00", "payout  payout 11.00 21.00", "plan 8 payments:cash 11.00 21.00"]),
        v("stale-route", "a payment grew too old for the gateway: the same figures", "a difference", again("payments", 0, "refundableUntil", value="2026-03-05T00:00:00Z"), changed=[], plan=["8 task 21.00"]),
        v("stale-no-rule", "no rule then, no rule now", "a difference", told(ask(policy(rule(FULL, "r", {"within": {"days": 1}})))), changed=[], rule=None),
        v("stale-offset-to-the-account", "arrears taken off, the rest to the account: the same again", "a difference", told(ask(policy(rule(), arrears="offset", payout={"to": "accountCredit"}), arrears=[{"id": "9", "amount": "3.00"}])), changed=[], payout="18.00"),
        v("stale-waits", "it waited for arrears and still does", "a difference", told(ask(None, arrears=[{"id": "9", "amount": "3.00"}])), changed=[], waits="arrears"),
        v("stale-due", "a change of plan, quoted again", "a difference", told(ask(policy(rule(unused(unit="second"))), line("31.00"), replacement=[line("62.00", "n1")])), changed=[], due="21.50"),
        v("stale-stop", "quoted at the termination, asked again with it", "as of now", {**ended, "asOf": "2026-04-20T00:00:00Z", "quoted": {k: x for k, x in quote(ended)["quote"].items() if k != "steps"}}, changed=[]),
    ]
