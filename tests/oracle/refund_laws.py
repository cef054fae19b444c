#!/usr/bin/env python3
"""What refunds promise whatever happens, asked of the core on random requests; and the second calculation beside it.

Usage: refund_laws.py [count of cases a law] [seed]; LAW_CASES and LAW_SEED say the same. Prints each law and how often it held; exits 1 where one did not.
"""
import os
import random
import subprocess
import sys
import json
from fractions import Fraction
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE)]

from refund_random import Draw, agree, refund_request  # noqa: E402
from wire import DAY, DECIMALS, amount, compact, half_up, iso, ms, show  # noqa: E402

BINARY = Path(os.environ.get("MAKEGOOD_BIN", HERE.parent.parent / "target" / "release" / "makegood"))


def ask(requests):
    """The core's answers to many requests of one process."""
    text = "".join(compact(request) + "\n" for request in requests)
    done = subprocess.run([BINARY, "call", "--lines"], input=text.encode(), capture_output=True, check=False)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def inside(line):
    return (line.get("tax") or {}).get("mode") == "inclusive"


def total(rows, name="amount"):
    return sum((amount(row.get(name) or "0") for row in rows), Fraction(0))


def sums(request, answer):
    """Price = what is kept + what comes back, of each line and of all; parts and remainder are the payout."""
    quote = answer["quote"]
    for line, told in zip(request["lines"], quote["lines"], strict=True):
        back = amount(told["net"]) + (amount(told["tax"]) if inside(line) else 0)
        if amount(told["price"]) != total(told["deductions"]) + back or amount(told["net"]) + amount(told["tax"]) != amount(told["gross"]):
            return False
        if min(amount(told[name]) for name in ("net", "tax", "gross")) < 0:
            return False
    whole = quote["entitlement"]
    if any(amount(whole[name]) != total(quote["lines"], name) for name in whole):
        return False
    return request.get("replacement") is not None or amount(whole["gross"]) == total(quote["deductions"]) + amount(quote["claim"])


def paid(request, answer):
    """Σ plan + remainder = payout; no payment gives more than it holds, nor all of them together."""
    quote, holds = answer["quote"], {row["id"]: holds_of(row) for row in request["payments"]}
    payout = amount(quote["payout"])
    if total(quote["plan"]) + amount(quote["remainder"]) != payout or payout > min(amount(quote["claim"]), amount(quote["limit"])):
        return False
    if payout > max(0, sum(holds.values()) - amount(request["credited"])):
        return False
    return all(row["payment"] is None or amount(row["amount"]) <= holds[row["payment"]] for row in quote["plan"])


def holds_of(row):
    return amount(row["amount"]) - amount(row.get("returned") or "0") - amount(row.get("chargedBack") or "0")


def later(dice, request, answer):
    """The same request with its own quote and its instants, at any later time."""
    quote = {name: value for name, value in answer["quote"].items() if name != "steps"}
    known = {"termination": {"terminatedAt": quote["stop"]["at"]}, "decision": {"decidedAt": quote["stop"]["at"]}}.get(quote["stop"]["by"], {})
    after = ms(request["asOf"]) + dice.choice([0, 1, DAY, 400 * DAY])
    return {**request, **known, "asOf": iso(after), "quoted": {**quote, "stop": {**quote["stop"]}}}


def fitted(request, answer):
    """The same where one payment in cash brought in what the lines cost, and no more."""
    told, document = answer["quote"]["lines"], request["policy"]["document"]
    rate = lambda line: sum(Fraction(r) for r in (line.get("tax") or {"rates": []})["rates"])  # noqa: E731
    decimals = DECIMALS[request["currency"]]
    price = sum((amount(row["price"]) * (1 if inside(line) else 1 + rate(line) / 100) for line, row in zip(request["lines"], told, strict=True)), Fraction(0))
    units = int(price * 10**decimals)
    paid_in = [{"id": "p", "source": "cash", "at": request["orderedAt"], "amount": show(Fraction(units, 10**decimals), decimals)}]
    return {**request, "payments": paid_in, "credited": show(Fraction(0), decimals), "refunded": None, "lines": [{**line, "given": None} for line in request["lines"]],
            "policy": {**request["policy"], "document": {**document, "vouchers": "kept"}}}


def after_payment(request, answer, settled):
    """The same request once the quote was paid; with what was taken off for arrears settled, or still open."""
    parts, quote = answer["quote"]["plan"], answer["quote"]
    decimals = DECIMALS[request["currency"]]
    back = {row["id"]: total([part for part in parts if part["payment"] == row["id"]]) for row in request["payments"]}
    payments = [{**row, "returned": show(amount(row.get("returned") or "0") + back[row["id"]], decimals)} for row in request["payments"]]
    offset = total([row for row in quote["deductions"] if row["kind"] == "arrears"]) if settled else Fraction(0)
    credited = amount(request["credited"]) + total([part for part in parts if part["payment"] is None]) + offset
    gave = [part["amount"] for part in parts] + ([show(offset, decimals)] if offset else [])
    return {**request, "payments": payments, "credited": show(credited, decimals), "refunded": [*(request.get("refunded") or []), *gave], **({"arrears": []} if offset else {})}


def shuffled(dice, request):
    """The same with usage, fees, arrears and payments' history in another order."""
    mixed = lambda rows: dice.sample(rows, len(rows))  # noqa: E731
    document = request["policy"]["document"]
    document = {**document, "fees": mixed(document.get("fees") or [])}
    lines = [{**line, "usage": mixed(line.get("usage") or [])} for line in request["lines"]]
    return {**request, "policy": {**request["policy"], "document": document}, "lines": lines, "arrears": mixed(request["arrears"]), "history": mixed(request["history"])}


def money(answer):
    """What does not depend on an order: figures, not the list of deductions."""
    quote = answer["quote"]
    lines = [[line[name] for name in ("id", "price", "net", "tax", "gross")] for line in quote["lines"]]
    return [lines, *(quote[name] for name in ("rule", "entitlement", "claim", "limit", "waived", "payout", "remainder", "plan"))]


class Invoice:
    """An invoice whose money goes out bit by bit: by quotes, goodwill, chargebacks and reversals, in any order."""

    def __init__(self, dice):
        draw = Draw(dice)
        self.dice, self.request = dice, draw.request()
        self.decimals = DECIMALS[self.request["currency"]]
        for line in self.request["lines"]:
            line.pop("given", None)
        for row in self.request["payments"]:
            for name in ("returned", "chargedBack", "disputed"):
                row.pop(name, None)
        self.request |= {"credited": show(Fraction(0), self.decimals), "history": []}
        self.credits, self.out, self.fault = [], Fraction(0), None

    def text(self, value):
        return show(value, self.decimals)

    def add(self, row, name, value):
        row[name] = self.text(amount(row.get(name) or "0") + value)

    def next(self):
        """What happens next: another policy and time to quote by, or somebody else's hand in the till."""
        self.step = self.dice.choice(["quote", "quote", "quote", "chargeBack", "reverse", "goodwill"])
        cash = [row for row in self.request["payments"] if row["source"] == "cash"]
        if self.step == "chargeBack" and cash:
            row = self.dice.choice(cash)
            self.add(row, "chargedBack", self.some(amount(row["amount"]) - amount(row.get("chargedBack") or "0")))
        if self.step in ("reverse", "goodwill"):
            getattr(self, self.step)()
        other = Draw(self.dice)
        other.zone, other.currency = self.request["zones"][0], self.request["currency"]
        at = iso(ms("2026-03-01T00:00:00Z") + self.dice.randint(-5, 380) * DAY)
        self.request |= {"asOf": at, "requestedAt": at, "policy": {"hash": "d4" * 32, "document": other.document()}}
        return self.request

    def some(self, most):
        units = int(most * 10**self.decimals)
        return Fraction(self.dice.choice([0, units, self.dice.randint(0, max(units, 0))]), 10**self.decimals)

    def reverse(self):
        """A payment is reversed: unspent credit goes back."""
        rows = [{"id": str(n), "amount": self.text(given), "unspent": self.text(self.some(given))} for n, given in enumerate(self.credits)]
        [answer] = ask([{"contract": 1, "command": "takeBack", "currency": self.request["currency"], "reversed": self.text(self.some(Fraction(100))), "credits": rows}])
        for row in answer["taken"]:
            self.credits[int(row["id"])] -= amount(row["amount"])
            self.request["credited"] = self.text(amount(self.request["credited"]) - amount(row["amount"]))
            self.out -= amount(row["amount"])

    def take(self, answer):
        """Books the quote, and looks whether more went out than came in."""
        quote = answer["quote"]
        for line, told in zip(self.request["lines"], quote["lines"], strict=True):
            given = line.get("given") or {"net": "0", "tax": "0"}
            if amount(told["gross"]) > 0 and amount(told["gross"]) + amount(given["net"]) + amount(given["tax"]) > self.cost(line):
                self.fault = f"line {line['id']} gives {told['gross']} besides {given}"
        if quote["waits"]:
            return
        for part in quote["plan"]:
            self.pay(part)
        received, back = total(self.request["payments"]), total(self.request["payments"], "chargedBack")
        if quote["plan"] and self.out + back > received:
            self.fault = f"{self.out} and {back} charged back of {received}"

    def goodwill(self):
        """A service credit of a line, to the account: never more than there is."""
        line = self.dice.choice(self.request["lines"])
        given = line.setdefault("given", {"net": self.text(Fraction(0)), "tax": self.text(Fraction(0))})
        left = total(self.request["payments"]) - total(self.request["payments"], "chargedBack") - self.out
        value = min(self.some(max(left, Fraction(0)) / 3 // Fraction(1, 10**self.decimals) / 10**self.decimals), amount(line["amount"]))
        rate = sum(Fraction(r) for r in (line.get("tax") or {"rates": []})["rates"])
        tax = half_up(value * rate / (100 + rate), self.decimals)
        self.add(given, "net", value - tax)
        self.add(given, "tax", tax)
        self.pay({"to": "accountCredit", "amount": self.text(value)})

    def cost(self, line):
        """At most what the line cost with tax; by the sum its tax may be a unit more for each line."""
        spare = len(self.request["lines"]) if self.request["policy"]["document"].get("tax") == "sum" else 0
        price = amount(line["amount"]) - amount(line.get("coupon") or "0")
        rate = sum(Fraction(r) for r in (line.get("tax") or {"rates": []})["rates"])
        taxed = price if inside(line) else price + half_up(price * rate / 100, self.decimals)
        return taxed + Fraction(spare, 10**self.decimals)

    def pay(self, part):
        value = amount(part["amount"])
        self.out += value
        if part["to"] == "payments":
            self.add(next(row for row in self.request["payments"] if row["id"] == part["payment"]), "returned", value)
            return
        self.credits.append(value)
        self.request["credited"] = self.text(amount(self.request["credited"]) + value)


def sequences(dice, count, length=8):
    """The failures of `count` invoices through `length` steps each."""
    invoices = [Invoice(dice) for _ in range(count)]
    for _ in range(length):
        requests = [invoice.next() for invoice in invoices]
        for invoice, answer in zip(invoices, ask(requests), strict=True):
            invoice.take(answer) if answer["ok"] else setattr(invoice, "fault", str(answer["errors"]))
    return [f"{invoice.fault}: {compact(invoice.request)}" for invoice in invoices if invoice.fault]


def whole_by_parts(dice, count):
    """The failures of refunds in parts: together they are the refund at once, net and tax."""
    plain = lambda give: {"kind": "refund", "schema": 1, "name": "Parts", "zone": "UTC", "rules": [{"id": "r", "when": {}, "give": give, "lines": [{"kind": k, "give": "rule"} for k in ("setup", "domain", "licence", "customisation")]}]}  # noqa: E731
    cases = []
    for _ in range(count):
        draw = Draw(dice)
        request, mode, tax = draw.request(), dice.choice(["exclusive", "inclusive"]), {"tax": dice.choice(["line", "sum"]), "round": dice.choice(["halfUp", "up", "down"])}
        lines = [{name: value for name, value in draw.line(n, mode).items() if name not in ("given", "delivered", "usage")} for n in range(dice.randint(1, 4))]
        request |= {"zones": [{"name": "UTC", "tzdata": None, "offsets": [{"from": None, "seconds": 0}]}], "lines": lines, "payments": [], "facts": []}
        cases.append((request, plain, tax))
    at = lambda case, give, lines: {**case[0], "lines": lines, "policy": {"hash": "d4" * 32, "document": {**case[1](give), **case[2]}}}  # noqa: E731
    once = ask([at(case, {"method": "full"}, case[0]["lines"]) for case in cases])
    given = [[[Fraction(0), Fraction(0)] for _ in case[0]["lines"]] for case in cases]
    for give in (*[lambda: {"method": "share", "percent": str(dice.randint(0, 40))}] * 3, lambda: {"method": "full"}):
        requests = [at(case, give(), [{**line, "given": dict(zip(("net", "tax"), (show(v, DECIMALS[case[0]["currency"]]) for v in had)))} for line, had in zip(case[0]["lines"], gave)])
                    for case, gave in zip(cases, given)]
        for gave, answer in zip(given, ask(requests), strict=True):
            for had, line in zip(gave, answer["quote"]["lines"], strict=True):
                had[0] += amount(line["net"])
                had[1] += amount(line["tax"])
    failures = []
    for case, gave, answer in zip(cases, given, once, strict=True):
        lines = [[amount(line["net"]), amount(line["tax"])] for line in answer["quote"]["lines"]]
        summed = case[2]["tax"] == "sum"
        fold = lambda rows: [sum(column) for column in zip(*rows)]  # noqa: E731
        if (fold(gave) != fold(lines)) if summed else (gave != lines):
            failures.append(f"{gave} is not {lines}: {compact(case[0])} {case[2]}")
    return failures


def laws(dice, count):
    """(name, cases, failures)."""
    requests = [refund_request(dice) for _ in range(count)]
    answers = ask(requests)
    good = [(request, answer) for request, answer in zip(requests, answers, strict=True) if answer["ok"]]
    yield "every request is answered", count, [compact(request) for request, answer in zip(requests, answers) if not answer["ok"]]
    yield "used + unused = paid, to the minor unit", len(good), [compact(request) for request, answer in good if not sums(request, answer)]
    yield "parts + remainder = payout, within what each payment holds", len(good), [compact(request) for request, answer in good if not paid(request, answer)]
    fitting = [fitted(request, answer) for request, answer in good if request.get("quoted") is None and request.get("decided") is None]
    again = [later(dice, request, answer) for request, answer in good]
    yield "a quote compared with itself has not changed, however late", len(good), [compact(request) for request, answer in zip(again, ask(again), strict=True) if not answer["ok"] or answer["changed"] != []]
    exact = [(request, answer) for request, answer in ((q, a) for q, a in zip(fitting, ask(fitting), strict=True)) if answer["ok"]]
    exact += [(request, answer) for request, answer in good if request.get("quoted") is None and request.get("decided") is None]
    once_more = [after_payment(request, answer, dice.random() < 0.5) for request, answer in exact]
    yield "asked again after it was paid: nothing more", len(exact), [compact(request) for request, (_, first), answer in zip(once_more, exact, ask(once_more), strict=True) if not answer["ok"] or amount(answer["quote"]["payout"]) > amount(first["quote"]["remainder"])]
    mixed = [shuffled(dice, request) for request, _ in good]
    yield "the order of independent deductions changes nothing", len(good), [compact(request) for request, (_, first), answer in zip(mixed, good, ask(mixed), strict=True) if not answer["ok"] or money(first) != money(answer)]
    yield "parts of a refund are the refund, tax included", count, whole_by_parts(dice, count)
    yield "never more than was received, in any sequence", count, sequences(dice, count)


def main():
    count = int((sys.argv[1:2] or [os.environ.get("LAW_CASES", "400")])[0])
    dice = random.Random(int((sys.argv[2:3] or [os.environ.get("LAW_SEED", "1")])[0]))
    failed = agree(dice, count, ask)
    for name, cases, wrong in laws(dice, count):
        print(f"refunds, {name}: {cases - len(wrong)} of {cases}")
        for row in wrong[:2]:
            print(f"  {row}")
        failed += len(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
