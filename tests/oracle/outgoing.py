"""checkOutgoing by the contract, with exact fractions: sums by currency, then each limit against its sum."""
from vector import refused
from wire import DECIMALS, amount, overflows, show


def check(request):
    """The whole answer; of the refusals only amounts that do not fit, the rest of the request has to be right."""
    limits, postings = request["limits"], request["postings"]
    codes = sorted({p["currency"] for p in postings})
    totals, sums = [], {}
    for code in codes:
        mine = [p for p in postings if p["currency"] == code]
        part = {s: sum(amount(p["amount"]) for p in mine if p["state"] == s) for s in ("waiting", "posted")}
        sums[code] = part["waiting"] + part["posted"]
        if overflows(sums[code], DECIMALS[code]):
            return refused("amount_overflow", "")
        totals.append({"currency": code, "clients": len({p["client"] for p in mine}), "waiting": show(part["waiting"], DECIMALS[code]),
                       "posted": show(part["posted"], DECIMALS[code]), "total": show(sums[code], DECIMALS[code])})
    waiting = {p["currency"] for p in postings if p["state"] == "waiting"}
    clients, allowed = len({p["client"] for p in postings}), limits.get("clients")
    exceeded = []
    if allowed is not None and waiting and clients > allowed:
        exceeded.append({"limit": "clients", "currency": None, "allowed": str(allowed), "value": str(clients)})
    by_code = {limit["currency"]: amount(limit["amount"]) for limit in limits["amounts"]}
    for code in codes:
        if code in by_code and code in waiting and sums[code] > by_code[code]:
            exceeded.append({"limit": "amount", "currency": code, "allowed": show(by_code[code], DECIMALS[code]), "value": show(sums[code], DECIMALS[code])})
    return {"ok": True, "held": bool(exceeded), "clients": clients, "totals": totals, "exceeded": exceeded, "warnings": []}
