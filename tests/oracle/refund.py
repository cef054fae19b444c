"""quoteRefund by docs/refunds.md, with exact fractions: every figure of the answer but its steps and what changed.

A line's running value is a list of exact values, one after each deduction; what is shown are differences of their roundings.
"""
from fractions import Fraction

from refund_payout import Payout
from refund_rules import Case, decide, plan_line
from refund_time import EXACT, anniversary, instant_of, months_used, share, used_of, whole, whole_months
from wire import DECIMALS, HOUR, amount, half_up, iso, ms, shortest, show

KEPT_ALWAYS = ("setup", "domain", "licence", "customisation")


def number(text, default):
    return Fraction(text) if text is not None else Fraction(default)


class Line:
    """One line of the request: its price, its tax, and what was given of it before; money in minor units."""

    def __init__(self, row, vouchers, quote):
        self.row, self.quote = row, quote
        tax = row.get("tax")
        self.rates = sum((Fraction(rate) for rate in tax["rates"]), Fraction(0)) if tax else Fraction(0)
        self.key = tuple(tax["rates"]) if tax else None
        self.inside = bool(tax) and tax["mode"] == "inclusive"
        self.exact = quote.units(row["amount"]) - quote.units(row.get("coupon"))
        self.exact *= 1 - vouchers
        self.price = quote.round(self.exact)
        self.tax = self.tax_of(self.price)
        given = row.get("given") or {}
        self.given_net, self.given_tax = quote.units(given.get("net")), quote.units(given.get("tax"))
        self.on_top = bool(tax) and not self.inside
        self.given = self.given_net + (0 if self.on_top else self.given_tax)
        self.shown, self.running, self.used_share, self.limited = [], self.exact, None, False

    def tax_of(self, value):
        return half_up(value * self.rates / (100 + self.rates if self.inside else 100), 0)

    def take(self, kind, ident, part):
        """One deduction; below nothing nothing more is shown."""
        floor = lambda value: max(0, self.quote.round(value))  # noqa: E731
        shown = floor(self.running) - floor(self.running - part)
        self.shown.append((kind, ident, shown))
        self.running -= part
        return shown

    def less(self, kind, part):
        """A deduction of whole minor units from what comes back."""
        if part > 0:
            self.shown.append((kind, None, part))
            self.steps.append({"key": "deduction", "args": {"kind": kind, "amount": self.quote.money(part)}})
            self.value -= part


class Quote:
    def __init__(self, request):
        self.request, self.document = request, request["policy"]["document"]
        self.decimals = DECIMALS[request["currency"]]
        self.offsets = next(zone["offsets"] for zone in request["zones"] if zone["name"] == self.document["zone"])
        self.mode = self.document.get("round") or "halfUp"
        self.facts = set(request["facts"])
        by = self.document.get("clock") or "request"
        known = instant_of(request, {"request": "requestedAt", "termination": "terminatedAt", "decision": "decidedAt"}[by])
        self.at = ms(request["asOf"]) if known is None else known
        self.stop = {"by": by, "at": iso(self.at), "final": known is not None}

    def units(self, text):
        return amount(text) * 10**self.decimals if text is not None else Fraction(0)

    def money(self, value):
        return show(Fraction(value) / 10**self.decimals, self.decimals)

    def round(self, value):
        if self.mode == "halfUp":
            return half_up(value, 0)
        return Fraction(whole(value.numerator, value.denominator, self.mode == "up"))

    def answer(self):
        self.payments = [{**row, "holds": self.units(row["amount"]) - self.units(row.get("returned")) - self.units(row.get("chargedBack"))}
                         for row in self.request["payments"] if self.returned(row)]
        self.lines = self.read(self.request["lines"], self.voucher_share())
        before = self.read(self.request["lines"], Fraction(0))
        total = sum(line.price + (0 if line.inside else line.tax) for line in before)
        case = Case(self.request, self.document, self.offsets, self.at, total / 10**self.decimals, lambda value: show(value, self.decimals))
        rows, self.rule = decide(case)
        self.plan = self.lines[self.request["lines"].index(plan_line(self.request))]
        self.loose = []
        for line in self.lines:
            self.keep(line)
        self.spill()
        self.limit_lines()
        self.tax()
        return {"ok": True, "quote": self.quote(rows), "warnings": []}

    def read(self, rows, vouchers):
        return [Line(row, vouchers, self) for row in rows]

    def returned(self, row):
        return row["source"] != "voucher" or self.document.get("vouchers") == "returned"

    def voucher_share(self):
        received = sum(self.units(row["amount"]) for row in self.request["payments"])
        kept = sum(self.units(row["amount"]) for row in self.request["payments"] if not self.returned(row))
        return Fraction(kept, received) if received else Fraction(0)

    def say(self, key, **args):
        self.steps.append({"key": key, "args": args})

    # What is kept of a line.

    def treatment(self, line):
        """(word, per cent kept or None)."""
        if self.rule is None:
            return "kept", None
        for entry in [*(self.rule.get("lines") or []), *(self.document.get("lines") or [])]:
            if entry["kind"] == line.row["kind"] and set(entry.get("if") or []) <= self.facts:
                give = entry["give"]
                return (give, None) if isinstance(give, str) else ("keep", Fraction(give["keep"]))
        return ("kept" if line.row["kind"] in KEPT_ALWAYS else "rule"), None

    def keep(self, line):
        line.steps = self.steps = []
        self.say("line", id=line.row["id"], kind=line.row["kind"], price=self.money(line.price))
        line.word, percent = self.treatment(line)
        if line.word == "kept":
            self.kept(line, "kept", line.exact)
        elif line.word == "keep":
            self.kept(line, "kept", line.exact * percent / 100)
        elif line.word == "rule":
            self.by_rule(line)
        if self.rule is not None:
            by_law_in_full = self.rule.get("statutory") and self.rule["give"]["method"] == "full"
            for usage in [] if by_law_in_full else line.row.get("usage") or []:
                self.overage(line, usage)
            self.fees(line)
        line.value = self.round(line.running)

    def kept(self, line, kind, part):
        shown = line.take(kind, None, part)
        if shown > 0:
            self.say("kept", amount=self.money(shown))

    def by_rule(self, line):
        give = self.rule["give"]
        method = give["method"]
        if method == "full":
            return
        if line.row.get("delivered") or method == "nothing":
            self.kept(line, "kept", line.exact)
        elif method == "share":
            self.kept(line, "kept", line.exact * (100 - Fraction(give["percent"])) / 100)
        elif method == "monthly" and line.row.get("monthlyPrice") is not None and not line.row.get("units"):
            self.kept(line, "used", self.monthly(line, give) * number(line.row.get("discount"), 1) * number(give.get("times"), 1))
        else:
            self.kept(line, "used", self.list_or_paid(line, give) * self.used_share(line) * number(give.get("times"), 1))

    def list_or_paid(self, line, give):
        if give.get("price") == "list" and line.row.get("listPrice") is not None:
            return self.units(line.row["listPrice"]) * number(line.row.get("discount"), 1)
        return line.exact

    def used_share(self, line):
        """By quantity where the line has one, else by the rule's time."""
        units = line.row.get("units")
        if not units:
            used, total, unit = self.time_of(line)
            self.say("usedTime", used=used, total=total, unit=unit)
            line.used_share = share(used, total)
            return line.used_share
        self.say("usedUnits", used=units["used"], granted=units["granted"])
        line.used_share = self.quantity(units)
        return line.used_share

    def quantity(self, units):
        granted, used = Fraction(units["granted"]), Fraction(units["used"])
        return min(used, granted) / granted if granted else Fraction(1)

    def time_of(self, line):
        time = (self.rule["give"].get("time") if self.rule else None) or EXACT
        return used_of(ms(line.row["from"]), ms(line.row["to"]), self.at, time, self.offsets)

    def time_share(self, line):
        return share(*self.time_of(line)[:2])

    def monthly(self, line, give):
        """What the used time costs at the monthly price."""
        row, rest = line.row, give.get("rest") or "share"
        months, begun, end, inside = months_used(ms(row["from"]), ms(row["to"]), self.at, give, self.offsets)
        price, hours = self.units(row["monthlyPrice"]), whole(inside - begun, HOUR, True)
        if rest == "hourly" and row.get("hourlyPrice") is not None:
            self.say("usedMonths", months=months, rest=str(hours))
            return price * months + hours * self.units(row["hourlyPrice"])
        if rest == "month":
            self.say("usedMonths", months=months, rest=str(int(inside > begun)))
            return price * (months + (inside > begun))
        used, total, _ = used_of(begun, end, inside, give.get("time") or EXACT, self.offsets)
        self.say("usedMonths", months=months, rest=str(share(used, total)))
        return price * (months + share(used, total))

    def overage(self, line, usage):
        included = Fraction(usage["included"])
        if (self.document.get("overage") or {}).get("included") == "share":
            units = line.row.get("units")
            included *= self.quantity(units) if units else self.time_share(line)
        beyond = Fraction(usage["used"]) - included
        shown = line.take("overage", usage["id"], self.tiers(usage["tiers"], beyond))
        if beyond > 0:
            self.say("overage", id=usage["id"], quantity=shortest(half_up(beyond, 9)), amount=self.money(shown))

    def tiers(self, rows, beyond):
        cost, below = Fraction(0), Fraction(0)
        for row in rows:
            upto = Fraction(row["upTo"]) if row["upTo"] is not None else beyond
            cost += max(0, min(beyond, upto) - below) * self.units(row["price"])
            below = max(below, upto)
        return cost

    def fees(self, line):
        for fee in self.document.get("fees") or []:
            if not self.asked(fee):
                continue
            taxed, percent = fee.get("taxed") is not False, self.percent(fee)
            if percent is not None and line.word == "rule":
                self.fee(line, fee["id"], line.exact * percent / 100) if taxed else self.loose.append((fee["id"], (line.price + (0 if line.inside else line.tax)) * percent / 100))
            if fee.get("amounts") is not None and line is self.plan:
                found = sum(self.units(each["amount"]) for each in fee["amounts"] if each["currency"] == self.request["currency"])
                grossed = found * (100 + line.rates) / 100 if line.inside else found
                self.fee(line, fee["id"], grossed) if taxed else self.loose.append((fee["id"], found))

    def fee(self, line, ident, part):
        shown = line.take("fee", ident, part)
        if shown > 0:
            self.say("feeKept", id=ident, amount=self.money(shown))

    def asked(self, fee):
        rules = fee.get("rules")
        named = self.rule["id"] in rules if rules is not None else not self.rule.get("statutory")
        return named and set(fee.get("if") or []) <= self.facts

    def percent(self, fee):
        if fee.get("percent") is not None:
            return Fraction(fee["percent"])
        if fee.get("terms") is None:
            return None
        start, end = ms(self.plan.row["from"]), ms(self.plan.row["to"])
        months = whole_months(start, end, self.offsets)
        for row in fee["terms"]:
            fits = row.get("months") is None or row["months"] == months
            if fits and (row.get("until") is None or self.at < anniversary(start, row["until"], self.offsets)):
                return Fraction(row["percent"])
        return None

    # From values to money.

    def spill(self):
        """Values below 0 are taken from the other lines, from the first on."""
        missing = -sum(line.value for line in self.lines if line.value < 0)
        for line in self.lines:
            if line.value < 0:
                line.value = Fraction(0)
            else:
                part = min(line.value, missing)
                line.less("spilled", part)
                missing -= part

    def limit_lines(self):
        for line in self.lines:
            more_tax = max(0, line.given_tax - line.tax) if line.on_top and self.document.get("tax") != "sum" else 0
            over = line.value - max(0, line.price - line.given - more_tax)
            line.limited = over > 0
            line.less("limit", over)

    def tax(self):
        """At the line's own rates, as a running remainder: of the line, or of all lines of the same rates."""
        groups = {}
        for number_, line in enumerate(self.lines):
            summed = (self.document.get("tax") or "line") == "sum"
            groups.setdefault((line.key, line.inside) if summed else number_, []).append(line)
        for group in groups.values():
            price = sum(line.price for line in group)
            tax = group[0].tax_of(price)
            done = sum(line.given_tax for line in group)
            upto, full, full_tax = sum(line.given for line in group), 0, 0
            for line in group:
                upto += line.value
                line.back_tax = max(0, half_up(tax * upto / price, 0) - done) if price and line.value > 0 else Fraction(0)
                if line.inside:
                    line.back_tax = min(line.back_tax, line.value)
                done += line.back_tax
                full += line.price
                line.full_tax = half_up(tax * full / price, 0) - full_tax if price else Fraction(0)
                full_tax += line.full_tax
        for line in self.lines:
            line.net = line.value - (line.back_tax if line.inside else 0)
            line.gross = line.net + line.back_tax
            line.full = line.price + (0 if line.inside else line.full_tax)

    def cost_of_new(self):
        """What the unused time of the new lines costs, with tax."""
        new = self.read(self.request["replacement"], Fraction(0))
        cost = Fraction(0)
        for line in new:
            units = line.row.get("units")
            value = self.round(line.exact * (1 - (self.quantity(units) if units else self.time_share(line))))
            cost += value + (0 if line.inside else half_up(line.tax * value / line.price, 0) if line.price else 0)
        return cost

    def deduct(self, kind, ident, part):
        part = min(part, self.claim)
        if part > 0:
            self.deductions.append({"kind": kind, "id": ident, "amount": self.money(part)})
            self.say("deduction", kind=kind, amount=self.money(part))
            self.claim -= part

    def after_the_lines(self, whole_price):
        """Fees with tax, gateway fees, arrears: each at most what is left."""
        untaxed = {}
        for ident, part in self.loose:
            untaxed[ident] = untaxed.get(ident, 0) + part
        for ident, part in untaxed.items():
            self.deduct("fee", ident, half_up(part, 0))
        if self.document.get("gatewayFees") == "kept" and whole_price and not (self.rule or {}).get("statutory"):
            fees = sum(self.units(row.get("fee")) for row in self.request["payments"] if row["source"] == "cash")
            exact = fees * self.back["gross"] / whole_price
            self.deduct("gatewayFee", None, Fraction(whole(exact.numerator, exact.denominator, False)))
        if self.document.get("arrears") == "offset":
            for row in self.request["arrears"]:
                self.deduct("arrears", row["id"], self.units(row["amount"]))

    def quote(self, rows):
        lines = self.lines
        self.back = {"net": sum(line.net for line in lines), "tax": sum(line.back_tax for line in lines), "gross": sum(line.gross for line in lines)}
        self.steps = self.first_steps(rows)
        for line in lines:
            self.steps += line.steps
            self.say("lineBack", net=self.money(line.net), tax=self.money(line.back_tax), gross=self.money(line.gross))
        whole_price, given = sum(line.full for line in lines), sum(line.given_net + line.given_tax for line in lines)
        replaced = self.request.get("replacement") is not None
        new = self.cost_of_new() if replaced else 0
        if replaced:
            self.say("newCost", amount=self.money(new))
        due = new - self.back["gross"]
        self.claim, self.deductions = max(Fraction(0), -due), []
        self.after_the_lines(whole_price)
        owed = max(0, whole_price - given - self.claim)
        received = sum(self.units(row["amount"]) for row in self.payments)
        left = max(Fraction(0), sum(row["holds"] for row in self.payments) - self.units(self.request["credited"]) - owed)
        before = sum(self.units(part) for part in self.request.get("refunded") or [])
        payout = min(max(Fraction(0), self.claim - before), left)
        waived = min(self.claim - min(self.claim, left), max(0, whole_price - received))
        if self.request.get("decided") is not None:
            payout = min(payout, self.units(self.request["decided"]))
        plan, lost = Payout(self.request, self.document, self.payments, self.decimals).spread(int(payout))
        self.last_steps(left, waived, payout, plan)
        return {"policy": self.request["policy"]["hash"], "rule": self.rule and self.rule["id"], "statutory": bool(self.rule and self.rule.get("statutory")), "stop": self.stop, "rules": rows,
                "lines": [self.told(line) for line in lines], "deductions": self.deductions, "entitlement": {name: self.money(value) for name, value in self.back.items()},
                "claim": self.money(self.claim), "limit": self.money(left), "waived": self.money(waived), "due": self.money(max(0, due)) if replaced else None,
                "payout": self.money(payout), "remainder": self.money(lost), "waits": self.waits(), "plan": plan, "steps": self.steps}

    def first_steps(self, rows):
        steps = [{"key": "stop", "args": {"by": self.stop["by"], "at": self.stop["at"]}}]
        steps += [{"key": "refundRule", "args": {"rule": row["rule"]}} if row["holds"] else {"key": "ruleFailed", "args": {"rule": row["rule"], "reason": row["reason"]["code"]}} for row in rows]
        return steps + ([] if self.rule else [{"key": "noRule", "args": {}}])

    def last_steps(self, left, waived, payout, plan):
        self.say("limit", amount=self.money(left))
        if waived > 0:
            self.say("waived", amount=self.money(waived))
        if self.waits():
            self.say("waits", **{"for": self.waits()})
        refunded = sum(self.units(part) for part in self.request.get("refunded") or [])
        if refunded > 0:
            self.say("refunded", amount=self.money(refunded))
        if self.request.get("decided") is not None:
            self.say("decided", amount=self.money(self.units(self.request["decided"])))
        self.say("payout", amount=self.money(payout))
        for row in plan:
            self.say("part", to=row["to"], amount=row["amount"])

    def told(self, line):
        used = None if line.used_share is None else show(half_up(line.used_share, 9), 9)
        return {"id": line.row["id"], "kind": line.row["kind"], "treatment": line.word, "price": self.money(line.price), "usedShare": used,
                "deductions": [{"kind": kind, "id": ident, "amount": self.money(part)} for kind, ident, part in line.shown if part > 0],
                "net": self.money(line.net), "tax": self.money(line.back_tax), "gross": self.money(line.gross), "limited": line.limited}

    def waits(self):
        if any(row.get("disputed") for row in self.request["payments"]):
            return "dispute"
        owes = any(self.units(row["amount"]) > 0 for row in self.request["arrears"])
        return "arrears" if owes and (self.document.get("arrears") or "settleFirst") == "settleFirst" else None


def quote(request):
    """The whole answer of quoteRefund, for a request that is right."""
    answer = Quote(request).answer()
    changes = compared(request["quoted"], answer["quote"]) if request.get("quoted") is not None else None
    return {"ok": True, "quote": answer["quote"], "changed": changes, "warnings": []}


def compared(quoted, now):
    """Every figure that differs, in the order of the answer."""
    rows = []

    def look(what, ident, figure, before, after):
        if before != after:
            rows.append({"what": what, "id": ident, "figure": figure, "quoted": before, "now": after})

    def deductions(ident, before, after):
        name = lambda row: row["kind"] + (":" + row["id"] if row["id"] else "")  # noqa: E731
        before, after = ({name(row): row["amount"] for row in side} for side in (before, after))
        for key in [*before, *(key for key in after if key not in before)]:
            look("deduction", ident, key, before.get(key), after.get(key))

    look("rule", None, "policy", quoted["policy"], now["policy"])
    look("rule", None, "rule", quoted["rule"], now["rule"])
    sides = [{line["id"]: line for line in side["lines"]} for side in (quoted, now)]
    for ident in [*sides[0], *(key for key in sides[1] if key not in sides[0])]:
        before, after = (side.get(ident, {}) for side in sides)
        for figure in ("price", "net", "tax", "gross"):
            look("line", ident, figure, before.get(figure), after.get(figure))
        deductions(ident, before.get("deductions", []), after.get("deductions", []))
    deductions(None, quoted["deductions"], now["deductions"])
    for figure in ("net", "tax", "gross"):
        look("entitlement", None, figure, quoted["entitlement"][figure], now["entitlement"][figure])
    for figure in ("claim", "limit", "waived", "due", "payout", "remainder"):
        look("payout", None, figure, quoted[figure], now[figure])
    look("waits", None, "waits", quoted["waits"], now["waits"])
    parts = [{(row["to"], row["payment"], row["source"]): row["amount"] for row in side["plan"]} for side in (quoted, now)]
    for key in [*parts[0], *(key for key in parts[1] if key not in parts[0])]:
        look("plan", key[1], key[0] + (":" + key[2] if key[2] else ""), parts[0].get(key), parts[1].get(key))
    return rows
