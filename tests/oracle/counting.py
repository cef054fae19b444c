"""Rules 2 and 3 of `settle`: service time, and which outage milliseconds count, with the excluded stretches."""
from spans import cut, length, minus, union
from wire import iso, ms
from zones import INFINITY


def tracks(service, bounds):
    """The service's spans clipped to the period: (from, to, server, state)."""
    start, end, _ = bounds
    rows = []
    for s in service["spans"]:
        a, b = max(ms(s["from"]), start), min(INFINITY if s.get("to") is None else ms(s["to"]), end)
        if a < b:
            rows.append((a, b, s.get("server"), s["state"]))
    return rows


def count(rows, request, service, document, bounds):
    """(total, served, downtime, excluded in ms, counted rows); rows carry their steps under `_` names."""
    active = [(a, b) for a, b, _, state in rows if state == "active"]
    windows = maintenance(rows, request, service, document)
    counted, seen, down, out = [], [], 0, 0
    for o in sorted(request["outages"], key=lambda o: (ms(o["from"]), o["id"])):
        touched = touching(o, rows, service, bounds)
        if touched:
            # Time that an earlier outage already has belongs to that one.
            counted.append(outage_row(o, touched, minus(touched, seen), active, windows))
            seen = union(seen + touched)
            down, out = down + counted[-1]["countedMs"], out + counted[-1]["excludedMs"]
    return length(active), length(cut(active, [(-INFINITY, bounds[2])])), down, out, counted


def maintenance(rows, request, service, document):
    """What of this service's active time lies in windows that the policy lets count."""
    rule = document["maintenance"]
    chosen = []
    for w in request.get("maintenance") or []:
        announced = w.get("announcedAt")
        in_time = announced is not None and rule.get("noticeMs") is not None and ms(announced) + rule["noticeMs"] <= ms(w["from"])
        if rule["rule"] == "excluded" or (rule["rule"] == "excludedIfAnnounced" and in_time):
            parts = [(a, b) for a, b, server, state in rows if state == "active"
                     and w["subject"] in ("*", f"service:{service['id']}", f"server:{server}")]
            chosen += cut(parts, [(ms(w["from"]), ms(w["to"]))])
    return union(chosen)


def touching(o, rows, service, bounds):
    """What of an outage lies in the period, before asOf, and on the service or the server that a span then has."""
    start, end, as_of = bounds
    if o["subject"] == f"service:{service['id']}":
        own = [(start, end)]
    else:
        own = [(a, b) for a, b, server, _ in rows if o["subject"] == f"server:{server}"]
    return cut([(ms(o["from"]), min(ms(o["to"]), as_of))], own)


def outage_row(o, touched, mine, active, windows):
    """The counted row of one outage, and its steps: not active first, then maintenance, the rest is downtime."""
    parts = [("suspended", p) for p in minus(mine, active)]
    parts += [("maintenance", p) for p in cut(cut(mine, active), windows)]
    sums = {reason: sum(b - a for r, (a, b) in parts if r == reason) for reason in ("suspended", "maintenance")}
    exclusion = None if not parts else "maintenance" if sums["maintenance"] >= sums["suspended"] else "suspended"
    steps = [{"id": o["id"], "from": a, "to": b, "reason": reason} for reason, (a, b) in parts]
    return {"outage": o["id"], "countedMs": length(minus(cut(mine, active), windows)), "excludedMs": sum(sums.values()), "exclusion": exclusion,
            "_from": iso(touched[0][0]), "_to": iso(touched[-1][1]), "_parts": sorted(steps, key=lambda p: p["from"])}
