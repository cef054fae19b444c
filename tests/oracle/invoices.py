"""previewInvoice by the contract, with exact fractions: each tax is one fraction, rounded once."""
from fractions import Fraction

from vector import refused
from wire import amount, half_up, overflows, shortest, show


def preview(request):
    """The whole answer; of the refusals only amounts that do not fit, the rest of the request has to be right."""
    scale, tax, balance = request["scale"], request.get("tax"), amount(request["balance"])
    answers = []
    for index, invoice in enumerate(request["invoices"]):
        lines = sum((amount(line["amount"]) for line in invoice["lines"]), Fraction(0))
        taxed = [amount(line["amount"]) for line in invoice["lines"] if line["taxed"]]
        credited = sum((amount(credit["amount"]) for credit in invoice["credits"]), Fraction(0))
        taxes = taxes_of(taxed, tax, scale) if tax else []
        inside = bool(tax) and tax["mode"] == "inclusive"
        total = lines if inside else lines + sum(taxes)
        used = min(balance + credited, total) if request["useBalance"] and total > 0 else Fraction(0)
        row = {"balanceBefore": balance, "credited": credited, "subtotal": total - sum(taxes), "total": total, "balanceUsed": used,
               "due": total - used, "balanceAfter": balance + credited - used}
        if any(overflows(value, scale) for value in [*row.values(), *taxes, balance + credited, *([] if not tax or tax["perLine"] else [sum(taxed)])]):
            return refused("amount_overflow", f"invoices[{index}]")
        printed = {name: show(value, scale) for name, value in row.items()}
        rates = [{"rate": shortest(Fraction(rate)), "amount": show(part, scale)} for rate, part in zip(tax["rates"] if tax else [], taxes)]
        order = ["balanceBefore", "credited", "subtotal", "taxes", "total", "balanceUsed", "due", "balanceAfter"]
        answers.append({"id": invoice["id"], **{name: rates if name == "taxes" else printed[name] for name in order}})
        balance = row["balanceAfter"]
    return {"ok": True, "invoices": answers, "warnings": []}


def taxes_of(taxed, tax, scale):
    """The tax of each rate: for the sum of the taxed lines, or line by line."""
    rates = [Fraction(rate) for rate in tax["rates"]]
    whole = 100 + sum(rates) if tax["mode"] == "inclusive" else 100
    bases = taxed if tax["perLine"] else [sum(taxed, Fraction(0))]
    return [sum((half_up(base * rate / whole, scale) for base in bases), Fraction(0)) for rate in rates]
