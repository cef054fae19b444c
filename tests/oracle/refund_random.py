"""Random requests of quoteRefund, of few values each, so that edges meet; and how they are compared with the core."""
from fractions import Fraction

from refund import quote
from wire import DAY, DECIMALS, HOUR, compact, iso, ms, show

BERLIN = {"name": "Europe/Berlin", "tzdata": "2026a", "offsets": [
    {"from": None, "seconds": 3600}, {"from": "2026-03-29T01:00:00Z", "seconds": 7200}, {"from": "2026-10-25T01:00:00Z", "seconds": 3600}]}
ZONES = [{"name": "UTC", "tzdata": None, "offsets": [{"from": None, "seconds": 0}]}, BERLIN,
         {"name": "Asia/Kolkata", "tzdata": None, "offsets": [{"from": None, "seconds": 19800}]}]
FACTS = ["consumer", "earlyStart", "activated", "notStarted", "renewal", "breach", "overdue", "domainKept", "customised"]
KINDS = ["plan", "plan", "addOn", "addOn", "valueAdded", "setup", "domain", "licence", "customisation", "other"]
MARCH = ms("2026-03-01T00:00:00Z")


def some(dice, members, chance=0.4):
    """Some of optional members."""
    return {name: value for name, value in members.items() if value is not None and dice.random() < chance}


class Draw:
    def __init__(self, dice):
        self.dice, self.zone, self.currency = dice, dice.choice(ZONES), dice.choice(["EUR", "EUR", "JPY", "KWD"])

    def units(self, low, high):
        decimals = DECIMALS[self.currency]
        return show(Fraction(self.dice.randint(low, high), 10**decimals), decimals)

    def amounts(self, low, high):
        rows = [{"currency": self.currency, "amount": self.units(low, high)}] if self.dice.random() < 0.8 else []
        other = "USD" if self.dice.random() < 0.3 or not rows else None
        return rows + ([{"currency": other, "amount": "5.00"}] if other else [])

    def at(self, low=-40, high=420):
        """An instant near the terms: often midnight of a zone, or a whole hour."""
        return MARCH + self.dice.randint(low, high) * DAY + self.dice.choice([0, 0, -HOUR, 12 * HOUR, 10 * HOUR + 1800_000, 61_000, 1, -1])

    def words(self, most=2):
        return self.dice.sample(FACTS, self.dice.randint(1, most))

    def window(self):
        length = {"days": self.dice.choice([3, 14, 30, 90])} if self.dice.random() < 0.7 else {"hours": self.dice.choice([6, 120, 720])}
        more = {"from": self.dice.choice(["ordered", "activated", "started"])}
        if "days" in length:
            more["ends"] = self.dice.choice(["instant", "day"])
        return {**length, **some(self.dice, more)}

    def when(self):
        dice = self.dice
        quota = {"most": dice.choice([1, 2]), **some(dice, {"per": dice.choice(["customer", "product"])}), **dice.choice([{}, {"in": "ever"}, {"in": "calendarYear"}, {"in": "days", "days": 30}]), **some(dice, {"rules": ["r0", "r1"]})}
        return some(dice, {
            "facts": self.words(), "without": self.words(), "within": self.window(), "after": self.window(), "usedAtMost": dice.choice(["0", "50", "33.333333333"]),
            "products": dice.choice([{"only": ["5", "6"]}, {"except": ["5"]}]), "countries": ["DE", "AT"], "order": {dice.choice(["above", "atMost"]): self.amounts(0, 20000)},
            "customer": {dice.choice(["before", "from"]): "2026-01-01"}, "quota": quota, "cooldown": {"hours": dice.choice([6, 240]), **some(dice, {"since": dice.choice(["refund", "ordered"])})}}, 0.13)

    def time(self):
        dice = self.dice
        unit = dice.choice(["exact", "second", "minute", "hour", "day", "day", "day"])
        if unit == "exact":
            return dice.choice([{}, {"unit": "exact"}])
        if dice.random() < 0.5:
            return {"unit": unit, **some(dice, {"count": "length", "used": dice.choice(["up", "down"]), "total": dice.choice(["up", "down"])})}
        months = dice.choice([None, None, "real", 28, 30, 31]) if unit == "day" else None
        return {"unit": unit, "count": "calendar", **some(dice, {"used": dice.choice(["up", "down"]), "month": months}, 0.6)}

    def give(self):
        dice = self.dice
        times = dice.choice([None, "1", "1.5", "1.25", "0.333333333"])
        return dice.choice([
            {"method": "full"}, {"method": "share", "percent": dice.choice(["80", "33.333333333", "0", "100"])}, {"method": "nothing"},
            *[{"method": "unused", **some(dice, {"time": self.time(), "times": times, "price": dice.choice(["paid", "list"])}, 0.7)} for _ in range(4)],
            *[{"method": "monthly", **some(dice, {"time": self.time(), "rest": dice.choice(["share", "hourly", "month"]), "times": times}, 0.7)} for _ in range(2)]])

    def treatments(self):
        gives = ["rule", "kept", "full", {"keep": self.dice.choice(["30", "100", "0", "12.345678901"])}]
        return [{"kind": self.dice.choice(KINDS), "give": self.dice.choice(gives), **some(self.dice, {"if": self.words()}, 0.3)} for _ in range(self.dice.randint(0, 3))]

    def fee(self, number, rules):
        dice = self.dice
        terms = [{"months": dice.choice([None, 1, 12]), "until": dice.choice([1, 6, None]), "percent": dice.choice(["10", "2.5"])} for _ in range(dice.randint(1, 2))]
        sums = dice.choice([{"amounts": self.amounts(0, 1500)}, {"percent": dice.choice(["5", "33.333333333"])}, {"terms": terms}])
        return {"id": f"f{number}", **sums, **some(dice, {"if": self.words(), "rules": dice.sample(rules, 1), "taxed": dice.choice([True, False])})}

    def payout(self):
        dice = self.dice
        order = some(dice, {"order": dice.choice(["largest", "newest", "proportional"])}, 0.7)
        to = dice.choice(["payments", "payments", "accountCredit", "nextInvoice", "choice", "split"])
        parts = dice.choice([[("payments", "60"), ("accountCredit", "40")], [("nextInvoice", "33.333333333"), ("payments", "66.666666667")]])
        return {"to": to, **order, **({"parts": [{"to": t, "percent": p} for t, p in parts]} if to == "split" else {})}

    def document(self):
        dice = self.dice
        rules = [{"id": f"r{n}", **some(dice, {"statutory": True}, 0.15), "when": self.when(), "give": self.give(), **some(dice, {"lines": self.treatments()})} for n in range(dice.randint(1, 4))]
        if dice.random() < 0.7:
            rules[-1]["when"] = {}
        names = [rule["id"] for rule in rules]
        return {"kind": "refund", "schema": 1, "name": "Random", "zone": self.zone["name"], **some(dice, {"clock": dice.choice(["request", "termination", "decision"]), "requires": {"without": ["breach"]}}),
                "rules": rules, **some(dice, {"lines": self.treatments(), "fees": [self.fee(n, names) for n in range(dice.randint(0, 2))], "overage": {"included": dice.choice(["whole", "share"])},
                                              "vouchers": dice.choice(["kept", "returned"]), "gatewayFees": dice.choice(["ours", "kept"]), "arrears": dice.choice(["settleFirst", "offset", "ignore"]),
                                              "tax": dice.choice(["line", "sum"]), "round": dice.choice(["halfUp", "up", "down"]), "payout": self.payout()}, 0.5)}

    def line(self, number, mode, document=None):
        dice = self.dice
        amount = self.units(0, dice.choice([9, 500, 50000]))
        start = self.at(-40, 20)
        end = start + dice.choice([0, DAY // 2, 30 * DAY, 31 * DAY, 31 * DAY, 365 * DAY, 365 * DAY + 1])
        price = dice.choice(["3.10", "31", "0.333333333", "12.5"])
        tiers = dice.choice([[{"upTo": None, "price": "0.1"}], [{"upTo": "10", "price": "0.123456789"}, {"upTo": "30.5", "price": "0.05"}, {"upTo": None, "price": "0.01"}]])
        usage = [{"id": f"u{n}", "included": dice.choice(["0", "100", "0.5"]), "used": dice.choice(["0", "99", "120.25", "0.75"]), "tiers": tiers} for n in range(dice.randint(1, 2))]
        return {"id": f"l{number}", "kind": dice.choice(KINDS), "from": iso(start), "to": iso(end), "amount": amount, **some(dice, {
            "coupon": dice.choice([amount, self.units(0, int(amount.replace(".", "")))]), "listPrice": price, "monthlyPrice": price, "hourlyPrice": "0.02", "discount": dice.choice(["0.8", "1"]),
            "units": {"granted": dice.choice(["500", "0"]), "used": dice.choice(["100", "600", "0"])}, "delivered": True, "usage": usage, "given": {"net": self.units(0, 300), "tax": self.units(0, 60)}}, 0.25),
            **some(dice, {"tax": {"mode": mode, "rates": dice.choice([["20"], ["20"], ["5", "9.975"], ["7"], []])}}, 0.7)}

    def payment(self, number):
        dice = self.dice
        amount = self.units(0, 30000)
        return {"id": f"p{number}", "source": dice.choice(["cash", "cash", "cash", "accountCredit", "bonus", "voucher"]), "at": iso(self.at(-5, 5)), "amount": amount,
                **some(dice, {"fee": self.units(0, 200), "returned": self.units(0, int(amount.replace(".", ""))), "chargedBack": self.units(0, 100), "disputed": True, "refundableUntil": iso(self.at(0, 60))}, 0.2)}

    def request(self):
        dice, document, mode = self.dice, self.document(), self.dice.choice(["exclusive", "inclusive"])
        scale = [{"currency": self.currency, "scale": dice.choice([0, 2, 3])}] if dice.random() < 0.3 else []
        stop = self.at(-10, dice.choice([40, 380]))
        return {"contract": 1, "command": "quoteRefund", "asOf": iso(stop + dice.choice([0, 0, DAY, 5])), "currency": self.currency,
                "capabilities": {"routes": dice.sample(["gatewayRefund", "accountCredit", "invoiceLine"], dice.randint(0, 3)), "postableScale": scale}, "zones": [self.zone],
                "policy": {"hash": "d4" * 32, "document": document}, **some(dice, {"product": dice.choice(["5", "6", "7"]), "country": dice.choice(["DE", "FR"]), "since": dice.choice(["2025-12-31", "2026-01-01"])}, 0.7),
                "facts": dice.sample(FACTS, dice.randint(0, 4)), "orderedAt": iso(self.at(-20, 5)), **some(dice, {"activatedAt": iso(self.at(-5, 5))}), "requestedAt": iso(stop),
                **some(dice, {"terminatedAt": iso(stop + DAY), "decidedAt": iso(stop + 2 * DAY), "wish": dice.choice(["payments", "accountCredit", "nextInvoice"])}),
                **some(dice, {"decided": self.units(0, 9000), "refunded": [self.units(0, 2000) for _ in range(dice.randint(0, 2))]}, 0.15),
                "lines": [self.line(n, mode) for n in range(dice.randint(1, 4))], "payments": [self.payment(n) for n in range(dice.randint(0, 4))], "credited": self.units(0, dice.choice([0, 500])),
                "arrears": [{"id": f"a{n}", "amount": self.units(0, 3000)} for n in range(dice.choice([0, 0, 1, 2]))],
                "history": [{"at": iso(stop + dice.choice([-400 * DAY, -30 * DAY, -6 * HOUR, -6 * HOUR - 1, 0, DAY])), "product": dice.choice(["5", "6"]), "rule": dice.choice(["r0", "r9"])} for _ in range(dice.choice([0, 0, 1, 2]))]}


def refund_request(dice):
    """One request; some ask for a change of plan, some again with what was quoted before a change."""
    draw = Draw(dice)
    request = draw.request()
    if dice.random() < 0.2:
        document = request["policy"]["document"]
        plain = {**document, "rules": [{**rule, "lines": []} for rule in document["rules"]], "lines": []}
        request = {**request, "policy": {**request["policy"], "document": plain}, "replacement": [{**draw.line(n, "exclusive"), "kind": "plan", "tax": None} for n in range(dice.randint(1, 2))]}
    if dice.random() < 0.2:
        quoted = {name: value for name, value in quote(request)["quote"].items() if name != "steps"}
        request = {**request, "quoted": quoted, **dice.choice([{}, {"credited": draw.units(0, 100)}, {"facts": []}, {"lines": request["lines"][:1]}, {"arrears": []}, {"payments": request["payments"][1:]}])}
    return request


def agree(dice, count, ask):
    """How many of `count` random requests the core answers as the oracle does; prints the first that differ."""
    requests, wrong = [refund_request(dice) for _ in range(count)], 0
    for request, answer in zip(requests, ask(requests), strict=True):
        want, got = compact(quote(request)), compact(answer)
        wrong += want != got
        if want != got and wrong <= 3:
            at = next(n for n, (a, b) in enumerate(zip(want + " ", got + " ")) if a != b)
            print(f"quoteRefund differs at {at}\n  oracle  …{want[max(0, at - 150):at + 150]}…\n  core    …{got[max(0, at - 150):at + 150]}…\n  request {compact(request)}")
    print(f"quoteRefund: {count - wrong} of {count} equal to the oracle")
    return wrong
