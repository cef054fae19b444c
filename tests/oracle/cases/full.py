"""Building blocks of settle requests with policies of schema 2; the company of month.py."""
from month import HASH, charge, outage, request, service
from policy2 import settle2
from vector import refused, vector
from wire import HOUR, compact, ms

MIN = 60_000
MARCH_MS = 744 * HOUR


def doc(schedule, counting=None, **other):
    """A document of schema 2; what is not said is the default."""
    document = {"schema": 2, "name": "Standard hosting", "zone": "UTC"}
    return {**document, **({"counting": counting} if counting else {}), "schedule": schedule, **other}


def tiers(*rows, **other):
    return {"family": "uptimeTiers", "tiers": [{"below": b, "percent": p} for b, p in rows or (("99.9", "10"), ("99.5", "25"))], **other}


def proportional(**other):
    return {"family": "proportional", **other}


def per_unit(share, unit, round="up", per="period", **other):
    return {"family": "perUnit", "share": share if isinstance(share, dict) else {"percent": share}, "unitMs": unit, "round": round, "per": per, **other}


def ladder(per, *steps):
    return {"family": "ladder", "per": per, "steps": [{"fromMs": at, "share": share} for at, share in steps]}


def multiple(factor, per="period", **other):
    return {"family": "multiple", "factor": factor, "per": per, **other}


def down(minutes, start="2026-03-10T00:00:00Z", millis=0, subject="server:1", **more):
    """An outage; `more` holds component, affected, reportedAt."""
    return {**outage(start, minutes, subject, millis), **more}


def asked(document, outages, amount="744.00", other=None, services=None, **more):
    """March 2026 of one service that pays 744.00, so that an hour is worth 1.00; `more` are members of the service."""
    one = {"charges": [charge(amount)], **more}
    return request(services or [service(**one)], outages, document, **(other or {}))


def answer(row):
    """What of a calculated result is told: whole milliseconds, and no reading of components, which have no one downtime."""
    told = {name: int(row[name]) if name.endswith("Ms") else row[name] for name in row
            if name.endswith("Ms") is False or row[name] == int(row[name])}
    return told


def vec(ident, reason, wrong, query, skip=(), **hand):
    """A vector: a part of the answer by the second calculation; `hand` names members of the first result, worked out by hand."""
    results = settle2(query)["results"]
    for path, value in hand.items():
        rows = results if isinstance(value, tuple) else results[:1]
        for row, want in zip(rows, value if isinstance(value, tuple) else [value], strict=True):
            for name in path.split("__"):
                row = row[name] if row is not None else None
            assert row == want, f"{ident}: {path} is {compact(row) if not hasattr(row, 'denominator') else row}, by hand {want}"
    lengths = [p["document"].get("length") for p in query["policies"]]
    families = [p["document"]["schedule"].get("family") for p in query["policies"]]
    left_out = {*skip, *(("totalMs",) if any(lengths) else ())}
    if "components" in families:
        left_out |= {"downtimeMs", "availability", "counted", "excludedMs"}
    part = [{k: v for k, v in answer(row).items() if k not in left_out} for row in results]
    return vector(f"policy2-{ident}", reason, wrong, query, part={"ok": True, "results": part})


def bad(ident, reason, wrong, query, code, path):
    return vector(f"policy2-refused-{ident}", reason, wrong, query, part=refused(code, path))


__all__ = ["HASH", "ms"]
