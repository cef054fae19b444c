"""attachCredits by the contract, with exact fractions. The largest line is found by halving, from the totals alone: what an invoice
comes to without and with it."""
from fractions import Fraction

from vector import refused
from wire import amount, half_up, overflows, show


class Invoice:
    """Taxed and untaxed net of an invoice; its tax is one fraction, rounded once."""

    def __init__(self, rows, rate, scale):
        self.rate, self.scale, self.part = rate, scale, {True: Fraction(0), False: Fraction(0)}
        for row in rows:
            self.part[row["taxed"] and rate > 0] += amount(row["price"]) * row["quantity"]

    def tax(self, off=0):
        return half_up((self.part[True] - off) * self.rate / 100, self.scale)

    def total(self):
        return self.part[True] + self.part[False] + self.tax()

    def worth(self, net, taxed):
        """By what the total falls when this is taken off."""
        return net + (self.tax() - self.tax(net) if taxed else 0)

    def largest(self, limit, taxed):
        """The largest net, in units, that is worth at most `limit` and is there."""
        low, high = 0, max(0, int(self.part[taxed] * 10**self.scale))
        while low < high:
            middle = (low + high + 1) // 2
            if self.worth(Fraction(middle, 10**self.scale), taxed) <= limit:
                low = middle
            else:
                high = middle - 1
        return Fraction(low, 10**self.scale)


def attach(request):
    """The whole answer; of the refusals only amounts that do not fit, and more attached than there is."""
    scale, least = request["scale"], amount(request["leastDue"])
    rate = Fraction(request.get("taxRate") or 0)
    fresh = lambda: Invoice(request["lines"], rate, scale)
    invoice = fresh()
    before = invoice.total()
    if any(overflows(value, scale) for value in [*invoice.part.values(), before, sum(invoice.part.values())]):
        return refused("amount_overflow", "")
    waiting = []
    for index, credit in enumerate(request["credits"]):
        left = amount(credit["amount"])
        for place, part in enumerate(credit["attached"]):
            left -= amount(part)
            if left < 0:
                return refused("invalid_amount", f"credits[{index}].attached[{place}]")
        waiting.append(left)
    lines = taken(fresh(), before, request["credits"], waiting)
    after = before - sum(line["gross"] for line in lines)
    if 0 < after < least:
        lines = taken(fresh(), before - least, request["credits"], waiting)
        after = before - sum(line["gross"] for line in lines)
    for line in lines:
        waiting[line["credit"]] -= line["gross"]
    rows = [{"id": request["credits"][line["credit"]]["id"], **{name: show(line[name], scale) for name in ("net", "tax", "gross")}, "taxed": line["taxed"]} for line in lines]
    left = [{"id": credit["id"], "amount": show(rest, scale)} for credit, rest in zip(request["credits"], waiting)]
    return {"ok": True, "lines": rows, "total": {"before": show(before, scale), "after": show(after, scale)}, "left": left, "warnings": []}


def taken(invoice, room, credits, waiting):
    """Each credit in turn: where its fee stood, unless nothing is charged there."""
    lines = []
    for place, (credit, left) in enumerate(zip(credits, waiting)):
        wanted = credit["taxed"]
        taxed = wanted if invoice.part[wanted] > 0 else not wanted
        if invoice.part[True] <= 0:
            taxed = False
        net = invoice.largest(min(left, room), taxed) if min(left, room) > 0 else 0
        if net > 0:
            gross = invoice.worth(net, taxed)
            invoice.part[taxed] -= net
            room -= gross
            lines.append({"credit": place, "net": net, "tax": gross - net, "gross": gross, "taxed": taxed})
    return lines
