"""Building blocks of settle requests: a company with one policy, one client and one service, changed case by case."""
from settle import settle
from vector import vector
from wire import compact, iso, ms

HASH = "a1" * 32
HASH_2 = "b2" * 32
HASH_3 = "c3" * 32
MINUTE = 60_000
UTC = {"name": "UTC", "tzdata": "2026a", "offsets": [{"from": None, "seconds": 0}]}
SETTLED = "2026-04-04T06:00:00Z"


def policy(tiers=(("99.9", "10"), ("99.5", "25")), name="Standard hosting", zone="UTC", rule="counted", notice=None, **other):
    """A policy document with uptime tiers; `other` holds cap, minimumPayout, settleDelayMs."""
    maintenance = {"rule": rule} if notice is None else {"rule": rule, "noticeMs": notice}
    document = {"schema": 1, "name": name, "zone": zone, "maintenance": maintenance,
                "schedule": {"family": "uptimeTiers", "tiers": [{"below": b, "percent": p} for b, p in tiers]}}
    return {**document, **other}


def flat(percent, **other):
    """A policy that gives `percent` for any downtime at all."""
    return policy((("100", percent),), **other)


def outage(start, minutes, subject="server:1", millis=0):
    at = ms(start)
    return {"id": f"{subject}/{at}", "subject": subject, "from": start, "to": iso(at + minutes * MINUTE + millis)}


def span(start="2025-06-01T00:00:00Z", end=None, server="1", state="active"):
    return {"from": start, "to": end, "server": server, "state": state}


def charge(amount="10.00", months=1, start="2026-03-01", tax=None, ident="invoice:7/12"):
    return {"id": ident, "from": start, "months": months, "amount": amount, "tax": tax}


def taxed(mode, *rates):
    return {"mode": mode, "rates": list(rates)}


def service(**other):
    """Service 17 of client 5 on server 1, March 2026, one paid line of 10.00."""
    row = {"id": "17", "client": "5", "period": "2026-03", "spans": [span()],
           "assignments": [{"scope": "product", "policy": HASH, "from": "2025-01-01T00:00:00Z"}], "charges": [charge()],
           "recurring": None, "entries": []}
    return {**row, **other}


def client(currency="USD", carry="0.00", revision=3, ident="5"):
    return {"id": ident, "currency": currency, "revision": revision, "carry": carry}


def request(services=None, outages=None, document=None, clients=None, scales=None, **other):
    """A settle request; by default one outage of 26 minutes on server 1, settled in April."""
    base = {"contract": 1, "command": "settle", "asOf": SETTLED,
            "capabilities": {"routes": ["accountCredit"], "postableScale": [{"currency": c, "scale": s} for c, s in (scales or [])]},
            "zones": [UTC], "policies": [{"hash": HASH, "document": document or policy()}],
            "outages": [outage("2026-03-04T12:00:00Z", 26)] if outages is None else outages, "maintenance": [],
            "clients": clients or [client()], "services": services or [service()]}
    return {**base, **other}


def entry(n, gross, net=None, tax="0.00"):
    return {"n": n, "net": gross if net is None else net, "tax": tax, "gross": gross}


def vec(ident, reason, wrong, asked, **hand):
    """A vector whose answer the oracle gives; `hand` names members of the first result, worked out by hand (a tuple: of each result)."""
    answer = settle(asked)
    for path, value in hand.items():
        names = path.split("__")
        rows = answer["results"] if isinstance(value, tuple) else answer["results"][:1]
        for row, want in zip(rows, value if isinstance(value, tuple) else [value], strict=True):
            for name in names:
                row = row[name] if row is not None else None
            assert row == want, f"{ident}: {path} is {compact(row)}, by hand {want}"
    return vector(ident, reason, wrong, asked, answer)
