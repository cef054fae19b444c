"""Building blocks of quoteRefund requests: a plan of March 2026 at 31.00, one a day, paid by card, and a policy that gives back unused days."""
from refund import quote
from refund_payout import take_back
from vector import refused, vector

HASH = "d4" * 32
UTC = {"name": "UTC", "tzdata": "2026a", "offsets": [{"from": None, "seconds": 0}]}
DAYS = {"unit": "day", "count": "calendar", "used": "up"}
NOON_10 = "2026-03-10T12:00:00Z"
NET = {"mode": "exclusive", "rates": ["20"]}
GROSS = {"mode": "inclusive", "rates": ["20"]}


def unused(**time):
    """The unused share of the price; days of the calendar, the begun one used, unless told otherwise."""
    return {"method": "unused", "time": time or DAYS}


def rule(give=None, ident="prorated", when=None, **more):
    return {"id": ident, "when": when or {}, "give": give or unused(), **more}


def policy(*rules, zone="UTC", **more):
    return {"kind": "refund", "schema": 1, "name": "Refunds", "zone": zone, "rules": list(rules) or [rule()], **more}


def line(amount="31.00", ident="l1", kind="plan", start="2026-03-01T00:00:00Z", end="2026-04-01T00:00:00Z", **more):
    return {"id": ident, "kind": kind, "from": start, "to": end, "amount": amount, **more}


def pay(amount="31.00", ident="8", source="cash", at="2026-03-01T00:00:00Z", **more):
    return {"id": ident, "source": source, "at": at, "amount": amount, **more}


def ask(document=None, *lines, payments=None, **more):
    """One request; without payments the lines' amounts (before tax) were paid by card."""
    zone = (document or policy())["zone"]
    rows = list(lines) or [line()]
    base = {"contract": 1, "command": "quoteRefund", "asOf": NOON_10, "currency": "EUR",
            "capabilities": {"routes": ["gatewayRefund", "accountCredit", "invoiceLine"], "postableScale": []},
            "zones": [UTC] if zone == "UTC" else [ZONES[zone]], "policy": {"hash": HASH, "document": document or policy()}, "facts": [],
            "orderedAt": "2026-03-01T00:00:00Z", "requestedAt": NOON_10, "lines": rows, "payments": [pay()] if payments is None else payments,
            "credited": "0.00", "arrears": [], "history": []}
    return {**base, **more}


ZONES = {
    "Europe/Berlin": {"name": "Europe/Berlin", "tzdata": "2026a", "offsets": [
        {"from": None, "seconds": 3600}, {"from": "2026-03-29T01:00:00Z", "seconds": 7200}, {"from": "2026-10-25T01:00:00Z", "seconds": 3600}]},
    "Asia/Shanghai": {"name": "Asia/Shanghai", "tzdata": "2026a", "offsets": [{"from": None, "seconds": 28800}]},
    "Asia/Kolkata": {"name": "Asia/Kolkata", "tzdata": "2026a", "offsets": [{"from": None, "seconds": 19800}]},
    "America/Sao_Paulo": {"name": "America/Sao_Paulo", "tzdata": "2026a", "offsets": [{"from": None, "seconds": -10800}]},
}


def told(answer):
    """The figures that cases state by hand, as short texts."""
    found = answer["quote"]
    first = found["lines"][0]
    name = lambda row: row["kind"] + (":" + row["id"] if row["id"] else "") + " " + row["amount"]  # noqa: E731
    failed = [row["reason"]["code"] for row in found["rules"] if row["reason"]]
    return {"rule": found["rule"], "reasons": failed, "args": [row["reason"]["args"] for row in found["rules"] if row["reason"]],
            "payout": found["payout"], "claim": found["claim"], "limit": found["limit"], "waived": found["waived"], "due": found["due"],
            "remainder": found["remainder"], "waits": found["waits"], "back": " ".join(found["entitlement"][k] for k in ("net", "tax", "gross")),
            "share": first["usedShare"], "kept": [name(row) for row in first["deductions"]], "less": [name(row) for row in found["deductions"]],
            "lines": [f"{row['net']} {row['tax']}" for row in found["lines"]], "all": [[name(d) for d in row["deductions"]] for row in found["lines"]],
            "treatments": [row["treatment"] for row in found["lines"]], "limited": [row["limited"] for row in found["lines"]],
            "plan": [" ".join([row["payment"] or row["to"], row["route"], row["amount"]]) for row in found["plan"]],
            "final": found["stop"]["final"], "stop": found["stop"]["at"], "statutory": found["statutory"],
            "changed": None if answer["changed"] is None else [f"{row['what']} {row['id'] or ''} {row['figure']} {row['quoted']} {row['now']}" for row in answer["changed"]]}


def v(ident, reason, wrong, request, **hand):
    """A vector with the oracle's whole answer; what decides is stated by hand and has to be what the oracle finds."""
    answer = quote(request)
    found = told(answer)
    for name, value in hand.items():
        assert found[name] == value, f"refund-{ident}: {name} is {found[name]}, by hand {value}"
    assert hand, f"refund-{ident}: nothing by hand"
    return vector("refund-" + ident, reason, wrong, request, answer)


def bad(ident, reason, wrong, request, code, path=None):
    return vector("refund-" + ident, reason, wrong, request, part=refused(code, path))


def back(ident, reason, wrong, request, taken, owed):
    """A vector of takeBack."""
    answer = take_back(request)
    assert ([row["amount"] for row in answer["taken"]], answer["owed"]) == (taken, owed), f"take-back-{ident}: {answer}"
    return vector("take-back-" + ident, reason, wrong, request, answer)
