"""Requests to settle from short rows: a published policy, a fee, outages. April 2026 of one service: 30 days, 720 hours.

A row: id, policy (a file beside this one), why (the reckoning by hand), wrong (what it would catch), `expect` of the one result, and where it
differs from a fee of 720.00 USD for April: fee, currency, month, outages [{at, ms, …}], service, charge, maintenance.
"""
import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).resolve().parent
HASH = "a1" * 32
ZONES = {
    "UTC": [{"from": None, "seconds": 0}],
    "America/New_York": [{"from": None, "seconds": -18000}, {"from": "2026-03-08T07:00:00Z", "seconds": -14400},
                         {"from": "2026-11-01T06:00:00Z", "seconds": -18000}],
}


def load(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def later(start, ms):
    at = datetime.strptime(start, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc) + timedelta(milliseconds=ms)
    text = at.strftime("%Y-%m-%dT%H:%M:%S")
    return text + (f".{at.microsecond // 1000:03d}Z" if at.microsecond else "Z")


def outage(number, row):
    """`ms` is the length; component, affected and reportedAt go along."""
    more = {name: value for name, value in row.items() if name not in ("at", "ms")}
    return {"id": f"o{number}", "subject": "server:1", "from": row["at"], "to": later(row["at"], row["ms"]), **more}


def request(row, document):
    month = row.get("month", "2026-04")
    charge = {"id": "invoice:7/12", "from": month + "-01", "months": 1, "amount": row.get("fee", "720.00"), "tax": None, **row.get("charge", {})}
    service = {"id": "17", "client": "5", "period": month,
               "spans": [{"from": row.get("since", "2024-06-01T00:00:00Z"), "to": row.get("until"), "server": "1", "state": "active"}],
               "assignments": [{"scope": "product", "policy": HASH, "from": "2024-01-01T00:00:00Z"}],
               "charges": [charge, *row.get("charges", [])], "recurring": {"months": charge["months"], "amount": charge["amount"], "tax": None},
               "entries": [], **row.get("service", {})}
    windows = [{"id": f"m{n}", "subject": "server:1", "from": w["at"], "to": later(w["at"], w["ms"]), "announcedAt": w.get("announcedAt")}
               for n, w in enumerate(row.get("maintenance", []))]
    zone = document["zone"]
    return {"contract": 1, "command": "settle", "asOf": "2026-07-15T00:00:00Z", "capabilities": {"routes": ["accountCredit"], "postableScale": []},
            "zones": [{"name": zone, "tzdata": None, "offsets": ZONES[zone]}], "policies": [{"hash": HASH, "document": document}],
            "outages": [outage(n, o) for n, o in enumerate(row.get("outages", []))], "maintenance": windows,
            "clients": [{"id": "5", "currency": row.get("currency", "USD"), "revision": 0, "carry": "0.00"}], "services": [service]}


def part(row):
    """What of the answer is looked at: `expect` names gross, extensionMs, claimable and members of the result."""
    result = {}
    for name, value in row["expect"].items():
        if name == "gross":
            result["entitlement"] = {"gross": value}
        elif name in ("extensionMs", "claimable", "expiresAt"):
            result.setdefault("schema2", {})[name] = value
        else:
            result[name] = value
    return {"ok": True, "results": [result]}
