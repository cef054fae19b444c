"""Laws of settle with policies of schema 2, asked of the core alone: bounds, settling again, taking back, and more downtime never earns less."""
from fractions import Fraction

from policy2_random import settle_request2
from wire import amount, compact, floor_to, iso, ms, DECIMALS

MONOTONE = {"uptimeTiers", "perUnit", "ladder", "multiple", "perStep", "flat", "proportional"}


def laws(dice, count, ask):
    """(name, cases, failures as requests) of each law; `ask` answers many requests."""
    requests = [single(settle_request2(dice)) for _ in range(count)]
    answers = ask(requests)
    found = [(q, a["results"][0]) for q, a in zip(requests, answers, strict=True)]
    yield "0 <= credit <= fee", len(found), [q for q, row in found if not in_bounds(row)]
    final = [(q, row) for q, row in found if row["final"]]
    again = ask([settled(q, row) for q, row in final])
    yield "settled again: nothing", len(final), [q for (q, _), a in zip(final, again, strict=True) if a["results"][0]["adjustment"] is not None]
    taken = [forfeited(settled(q, row)) for q, row in final if row["policy"]]
    yield "taken back: entries sum to 0", len(taken), [q for q, a in zip(taken, ask(taken), strict=True) if not nothing_left(q, a["results"][0])]
    plain = [q for q in map(monotone, requests) if q]
    first, more = ask(plain), ask([longer(dice, q) for q in plain])
    yield "more downtime never earns less", len(plain), [q for q, a, b in zip(plain, first, more, strict=True) if gross(a) > gross(b)]


def single(request):
    """Its first service alone, with nothing entered yet."""
    return {**request, "services": [{**request["services"][0], "entries": []}]}


def gross(answer):
    return amount(answer["results"][0]["entitlement"]["gross"])


def in_bounds(row):
    fee = sum((amount(s["args"]["gross"]) / s["args"]["months"] for s in row["steps"] if s["key"] == "fee"), Fraction(0))
    owed = amount(row["entitlement"]["gross"])
    parts = amount(row["entitlement"]["net"]) + amount(row["entitlement"]["tax"])
    return 0 <= owed <= floor_to(fee, DECIMALS[row["currency"]]) and parts == owed


def settled(request, row):
    """The request after its result was recorded."""
    service, client = request["services"][0], next(c for c in request["clients"] if c["id"] == row["client"])
    made = row["adjustment"]
    entries = service["entries"] + ([{k: made[k] for k in ("n", "net", "tax", "gross")}] if made else [])
    after = {**client, "revision": row["revision"] + bool(made), "carry": row["carryAfter"]}
    return {**request, "services": [{**service, "entries": entries}], "clients": [after if c is client else c for c in request["clients"]]}


def forfeited(request):
    """The same when the client has lost the credit."""
    policies = [{**p, "document": {**p["document"], "forfeits": ["cancelled"]}} for p in request["policies"]]
    return {**request, "policies": policies, "services": [{**request["services"][0], "flags": ["cancelled"]}]}


def nothing_left(request, row):
    entries = request["services"][0]["entries"] + ([row["adjustment"]] if row["adjustment"] else [])
    return all(sum(amount(e[k]) for e in entries) == 0 for k in ("net", "tax", "gross"))


def monotone(request):
    """The request if its schedule looks at the whole period; without what makes one outage's length matter to another's time."""
    used = request["services"][0]["assignments"][0]["policy"]
    document = next(p["document"] for p in request["policies"] if p["hash"] == used)
    schedule = document["schedule"]
    if schedule["family"] not in MONOTONE or schedule.get("per") == "incident" or schedule.get("incidentMs") is not None or not request["outages"]:
        return None
    kinds = {k for s in schedule.get("steps") or [] for k in s["share"]}
    if len(kinds) > 1:
        return None
    counting = {k: v for k, v in (document.get("counting") or {}).items() if k not in ("minimumMs", "graceMs", "clock", "affected")}
    plain = {**{k: v for k, v in document.items() if k != "claim"}, "counting": counting}
    return {**request, "policies": [{**p, "document": plain if p["hash"] == used else p["document"]} for p in request["policies"]]}


def longer(dice, request):
    """One outage begins earlier or ends later."""
    place = dice.randrange(len(request["outages"]))
    by = dice.choice([1, 30_000, 60_000, 3_600_000, 86_400_000])
    rows = []
    for i, o in enumerate(request["outages"]):
        side = dice.choice(["from", "to"])
        rows.append({**o, side: iso(ms(o[side]) + (by if side == "to" else -by))} if i == place else o)
    return {**request, "outages": rows}


def report(dice, count, ask):
    """Prints each law and how often it held; the number of failures."""
    failed = 0
    for name, cases, wrong in laws(dice, count, ask):
        print(f"policy2, {name}: {cases - len(wrong)} of {cases}")
        for request in wrong[:2]:
            print(f"  request {compact(request)}")
        failed += len(wrong)
    return failed
