"""How a payout is spread over payments, credit and invoices, by docs/refunds.md; and `takeBack`. Whole minor units throughout."""
from fractions import Fraction

from vector import refused
from wire import DECIMALS, amount, ms, overflows, show

SOURCES = ["cash", "accountCredit", "bonus", "voucher"]


def by_largest_remainder(whole, weights):
    """Integers that sum to `whole`, in proportion; what is left goes to the largest remainders, of equal ones to the first."""
    total = sum(weights)
    if not total:
        return [0 for _ in weights]
    exact = [Fraction(whole) * Fraction(weight) / Fraction(total) for weight in weights]
    parts = [value.numerator // value.denominator for value in exact]
    ranked = sorted(range(len(weights)), key=lambda n: (parts[n] - exact[n], n))
    for n in ranked[:whole - sum(parts)]:
        parts[n] += 1
    return parts


class Payout:
    """The plan of one payout: rows, and what the panel cannot book."""

    def __init__(self, request, document, payments, decimals):
        self.request, self.decimals = request, decimals
        self.payments = [{**row, "holds": max(0, row["holds"])} for row in payments]
        self.how = document.get("payout") or {}
        self.routes = request["capabilities"]["routes"]
        scales = [row["scale"] for row in request["capabilities"].get("postableScale") or [] if row["currency"] == request["currency"]]
        self.step = 10 ** (decimals - min([decimals, *scales]))
        self.rows, self.lost = [], 0

    def put(self, to, part, route, payment=None, source=None):
        """One row; what account credit or an invoice cannot show is lost to the remainder."""
        booked = part // self.step * self.step if route in ("accountCredit", "invoiceLine") else part
        self.lost += part - booked
        if booked > 0:
            self.rows.append({"to": to, "payment": payment, "source": source, "route": route, "amount": show(Fraction(booked, 10**self.decimals), self.decimals)})

    def spread(self, whole):
        to = self.how.get("to") or "payments"
        if to == "choice":
            to = self.request.get("wish") or "payments"
        parts = [(to, whole)]
        if to == "split":
            rows = self.how["parts"]
            parts = zip([row["to"] for row in rows], by_largest_remainder(whole, [Fraction(row["percent"]) for row in rows]))
        for to, part in parts:
            self.to_payments(part) if to == "payments" else self.put(to, part, self.credit(to))
        return self.rows, self.lost

    def credit(self, to):
        first, second = ("accountCredit", "invoiceLine") if to == "accountCredit" else ("invoiceLine", "accountCredit")
        return next((route for route in (first, second) if route in self.routes), "task")

    def to_payments(self, whole):
        """Over the kinds of money in proportion to what each still holds, then over the payments of a kind."""
        kinds = [[p for p in self.payments if p["source"] == source] for source in SOURCES]
        shares = by_largest_remainder(whole, [sum(p["holds"] for p in kind) for kind in kinds])
        for kind, part in zip(kinds, shares):
            for payment, piece in self.within(kind, part):
                self.put("payments", piece, self.route(payment), payment["id"], payment["source"])

    def within(self, kind, part):
        order = self.how.get("order") or "largest"
        if order == "proportional":
            return list(zip(kind, by_largest_remainder(part, [p["holds"] for p in kind])))
        ranked = sorted(kind, key=lambda p: -p["holds"] if order == "largest" else -ms(p["at"]))
        pieces = []
        for payment in ranked:
            piece = min(part, payment["holds"])
            part -= piece
            pieces.append((payment, piece))
        return pieces

    def route(self, payment):
        if payment["source"] == "accountCredit":
            return "accountCredit" if "accountCredit" in self.routes else "task"
        late = payment.get("refundableUntil") is not None and ms(self.request["asOf"]) > ms(payment["refundableUntil"])
        return "gatewayRefund" if payment["source"] == "cash" and "gatewayRefund" in self.routes and not late else "task"


def take_back(request):
    """The whole answer of `takeBack`."""
    decimals, left = DECIMALS[request["currency"]], amount(request["reversed"])
    if overflows(left, decimals):
        return refused("amount_overflow", "reversed")
    taken = []
    # Whole units only; an account in debt holds nothing.
    held = None if request.get("balance") is None else Fraction(max(0, amount(request["balance"]) * 10**decimals // 1), 10**decimals)
    for credit in request["credits"]:
        part = min(left, amount(credit["unspent"]), *([] if held is None else [held]))
        held = None if held is None else held - part
        left -= part
        if part > 0:
            taken.append({"id": credit["id"], "amount": show(part, decimals)})
    return {"ok": True, "taken": taken, "owed": show(left, decimals), "warnings": []}
