"""Random requests with policies of schema 2: times on a grid of 30 s with a few odd milliseconds, few values each, so that edges meet."""
from fractions import Fraction

import month
from case_settle_time import BERLIN, HAVANA, SAO_PAULO
from policy2 import settle2
from wire import DAY, DECIMALS, HOUR, compact, iso, ms, show

MARCH = ms("2026-03-01T00:00:00Z")
MIN = 60_000
RULES = ["exact", "wholeMinutes", "touchedMinutes", "consecutiveMinutes", "longOutages", "wholeSlots", "touchedSlots"]
WORDS = ["cancelled", "unpaid", "chargeback", "discounted"]
KINDS = ["unpaid", "abuse", "client", "forceMajeure", "thirdParty"]
EDGES = ["100", "99.9", "99.5", "99", "95", "50"]


def some(dice, members):
    """Of optional members some; None stays out too."""
    return {name: value for name, value in members.items() if value is not None and dice.random() < 0.6}


def moment(dice, low=-40, high=770):
    at = MARCH + dice.randint(low * 120, high * 120) * 30_000
    return at + (dice.choice([1, -1, 500]) if dice.random() < 0.1 else 0)


def stretch(dice, low=-40, high=770, lengths=(1, 2, 9, 10, 20, 60, 120, 600, 2880)):
    start = moment(dice, low, high)
    return {"from": iso(start), "to": iso(start + dice.choice(lengths) * 30_000 * dice.choice([1, 2]) + (dice.choice([0, 0, 0, 1, 7_000])))}


def share(dice):
    return dice.choice([{"percent": dice.choice(["5", "10", "33.333333333"])}, {"fraction": [dice.choice([1, 2]), dice.choice([30, 365])]}, {"ms": dice.choice([HOUR, DAY, 7])}, {"months": 1}])


def rows_of_tiers(dice):
    below = sorted(dice.sample(range(len(EDGES)), dice.randint(1, 3)))
    percents = sorted(dice.sample([1, 5, 10, 25, 33, 50, 100], len(below)))
    return [{"below": EDGES[b], "percent": str(p)} for b, p in zip(below, percents)]


def per(dice):
    return dice.choice(["period", "incident"])


def family(dice, is_part=False):
    words = ["uptimeTiers", "perUnit", "ladder", "multiple", "perStep", "flat", "proportional", "rollingYear"] + ([] if is_part else ["extension", "components", "components"])
    word = dice.choice(words)
    rounds = dice.choice(["up", "down", "proportional"])
    beyond = dice.choice([None, 0, 5 * MIN, HOUR, 1])
    below = dice.choice([None, "100", "99.9", "99"])
    if word in ("uptimeTiers", "rollingYear"):
        more = {"edge": dice.choice(["below", "atOrBelow"])} | ({"days": dice.choice([30, 90, 365, 366])} if word == "rollingYear" else {})
        return {"family": word, "tiers": rows_of_tiers(dice), **some(dice, more)}
    if word == "perUnit":
        return {"family": word, "share": share(dice), "unitMs": dice.choice([MIN, 5 * MIN, HOUR, 7]), "round": rounds, "per": per(dice), **some(dice, {"beyondMs": beyond, "below": below})}
    if word == "ladder":
        at = sorted(dice.sample([0, 1, MIN, 10 * MIN, HOUR, 6 * HOUR], dice.randint(1, 4)))
        kinds = dice.choice([[{"ms": n * HOUR} for n in (1, 12, 24, 72)], [{"percent": p} for p in ("1", "2.5", "33.333333333", "100")], [{"ms": HOUR}, {"percent": "2.5"}, {"fraction": [1, 30]}, {"months": 1}]])
        return {"family": word, "per": per(dice), "steps": [{"fromMs": a, "share": kind} for a, kind in zip(at, kinds)]}
    if word == "multiple":
        more = dice.choice([{}, {"beyondMs": beyond}, {"beyond": dice.choice(["99.9", "99"])}])
        return {"family": word, "factor": dice.choice(["1", "10", "0.5", "3.333"]), "per": per(dice), **some(dice, {**more, "decimals": dice.choice([0, 2, 4, 9])})}
    if word == "perStep":
        return {"family": word, "below": dice.choice(["100", "99.9"]), "step": dice.choice(["0.1", "0.01", "1", "0.003"]), "percent": dice.choice(["1", "10"]), "round": rounds}
    if word == "flat":
        when = dice.choice([{"below": below or "99.5"}, {"incidentMs": dice.choice([1, 5 * MIN, HOUR])}, {"incidentMs": 5 * MIN, "most": dice.choice([1, 2, 5])}])
        return {"family": word, "share": share(dice), **when}
    if word == "proportional":
        return {"family": word, **some(dice, {"below": below})}
    if word == "extension":
        return {"family": word, "unitMs": dice.choice([1, MIN, HOUR]), "round": rounds, "factor": dice.choice(["1", "2", "0.5", "1.337"]), "per": per(dice), **some(dice, {"beyondMs": beyond})}
    of = [{"name": name, "schedule": family(dice, True), **some(dice, {"cap": {"percent": dice.choice(["100", "60", "51.5"])}})}
          for name in dice.sample(["network", "host", "any"], dice.randint(1, 3))]
    return {"family": word, "stack": dice.choice(["sum", "largest"]), "of": [fitted(p) for p in of]}


def fitted(part):
    """A cap below the first tier is refused: left out."""
    first = (part["schedule"].get("tiers") or [{"percent": "0"}])[0]["percent"]
    return {k: v for k, v in part.items() if k != "cap" or Fraction(v["percent"]) >= int(first)}


def looks_at_incidents(schedule):
    if schedule["family"] == "components":
        return any(looks_at_incidents(p["schedule"]) for p in schedule["of"])
    return schedule.get("per") == "incident" or schedule.get("incidentMs") is not None


def counting(dice):
    rule = dice.choice(RULES)
    maintenance = {"rule": dice.choice(["counted", "excluded", "excludedIfAnnounced"])}
    if maintenance["rule"] == "excludedIfAnnounced":
        maintenance["noticeMs"] = dice.choice([0, DAY])
    if maintenance["rule"] != "counted":
        clock = lambda: f"{dice.randint(0, 23):02}:{dice.choice([0, 0, 30]):02}"  # noqa: E731
        times = (clock(), clock())
        maintenance |= some(dice, {"quotaMs": dice.choice([None, 0, HOUR, 10 * HOUR]), "daily": None if times[0] == times[1] else {"from": times[0], "to": times[1]}})
    some_ = some(dice, {"minimumMs": dice.choice([None, 0, MIN, 5 * MIN]), "graceMs": dice.choice([None, 0, 1, 5 * MIN]), "clock": dice.choice(["outage", "outage", "report"]),
                        "affected": dice.choice(["whole", "share"]), "excused": dice.choice(["up", "outside"]), "maintenance": maintenance, "excuses": dice.sample(KINDS, dice.randint(0, 2))})
    if dice.random() < 0.7:
        some_["rule"] = rule
        if RULES.index(rule) > 2:
            some_["minutes"] = dice.choice([1, 5, 7, 60])
    return some_


def document(dice, zone, currency, money):
    schedule = family(dice)
    amounts = lambda low, high: [{"currency": currency, "amount": money(low, high)}]  # noqa: E731
    caps = []
    for word in dice.sample(["period", "year", "client"] + (["incident"] if looks_at_incidents(schedule) else []), dice.randint(0, 3)):
        caps.append({"per": word, **dice.choice([{"percent": dice.choice(["100", "51", "75.3"])}, {"amounts": amounts(100, 90000)}])})
    first = (schedule.get("tiers") or [{"percent": "0"}])[0]["percent"]
    caps = [c for c in caps if "percent" not in c or Fraction(c["percent"]) >= int(first)]
    terms = some(dice, {"period": dice.choice(["calendar", "anniversary"]), "length": dice.choice(["period", "days30", "mean", "hours730"]), "counting": counting(dice),
                        "fee": some(dice, {"base": dice.choice(["paid", "paid", "recurring", "before", "cash"]), "addOns": dice.random() < 0.5}), "caps": caps,
                        "minimumCredit": dice.choice([None, None, amounts(1, 500)]), "minimumPayout": dice.choice([None, amounts(1, 500)]),
                        "claim": dice.choice([None, None, None, {"windowMs": dice.choice([DAY, 30 * DAY]), "from": dice.choice(["outage", "period"])}]),
                        "forfeits": dice.choice([None, None, None, dice.sample(WORDS, 2)]), "expiresAfterMs": dice.choice([None, 0, 365 * DAY]), "settleDelayMs": dice.choice([0, DAY])})
    return {"schema": 2, "name": "Random", "zone": zone["name"], "schedule": schedule, **terms}


def spans(dice):
    at, rows = MARCH + dice.choice([-9000, -9000, -400, 0, 100]) * HOUR, []
    for _ in range(dice.randint(1, 4)):
        end = at + dice.randint(50, 6000 if at < MARCH - 1000 * HOUR else 600) * HOUR + dice.choice([0, 0, 30_000, 1])
        rows.append({"from": iso(at), "to": iso(end), "server": dice.choice(["1", "1", "2", None]), "state": dice.choice(["active"] * 8 + ["suspended", "ended"])})
        at = end + dice.choice([0, 0, 24]) * HOUR
    if dice.random() < 0.9:
        rows[-1]["to"] = None
    return rows


def settle_request2(dice):
    """One request: two policies, up to three services of two clients, outages with components, shares and reports."""
    currency = dice.choice(["USD", "JPY", "KWD"])
    money = lambda low, high: show(Fraction(dice.randint(low, high), 10 ** DECIMALS[currency]), DECIMALS[currency])  # noqa: E731
    zone = dice.choice([month.UTC, BERLIN, HAVANA, SAO_PAULO])
    tax = lambda: dice.choice([None, None, month.taxed("exclusive", "19"), month.taxed("inclusive", "5", "9.975")])  # noqa: E731
    services = [service(dice, i, money, tax) for i in range(dice.randint(1, 3))]
    outages = [outage(dice, i) for i in range(dice.choice([0, 2, 5, 10, 14]))]
    windows = [{"id": f"m{i}", "subject": dice.choice(["server:1", "service:17", "*"]), **stretch(dice), "announcedAt": dice.choice([None, iso(moment(dice))])} for i in range(dice.randint(0, 3))]
    return {"contract": 1, "command": "settle", "asOf": iso(MARCH + dice.choice([300, 800, 1600]) * HOUR), "capabilities": {"routes": ["accountCredit"]}, "zones": [zone],
            "policies": [{"hash": h, "document": document(dice, zone, currency, money)} for h in (month.HASH, month.HASH_2)], "outages": outages, "maintenance": windows,
            "clients": [{"id": i, "currency": currency, "revision": 1, "carry": money(-50, 50), **some(dice, {"given": money(0, 2000)})} for i in ("5", "6")], "services": services}


def outage(dice, number):
    year = dice.random() < 0.15
    place = stretch(dice, -8800, -40) if year else stretch(dice) if number % 2 else stretch(dice, 100, 107)
    more = some(dice, {"component": dice.choice([None, "network", "host", "other"]), "affected": dice.choice([None, "0", "50", "2.1", "100"]),
                       "reportedAt": dice.choice([None, *[iso(ms(place["from"]) + dice.choice([-1, 0, 5, 60]) * MIN)] * 3])})
    return {"id": f"o{number}", "subject": dice.choice(["server:1", "server:1", "service:17", "service:18", "server:2"]), **place, **more}


def service(dice, number, money, tax):
    lines = []
    for j in range(dice.randint(1, 3)):
        amount = money(0, 99999)
        lines.append({"id": f"c{j}", "from": dice.choice(["2026-03-01", "2026-02-28", "2026-02-01", "2025-12-31", "2026-03-10", "2025-12-15"]), "months": dice.choice([1, 2, 4, 12]), "amount": amount, "tax": tax(),
                      **some(dice, {"cash": dice.choice([amount, amount[:-1] + "0"]), "kind": dice.choice(["plan", "plan", "addOn"])})})
    extra = {"anchor": dice.choice([1, 15, 31]), "excused": [{**stretch(dice), "kind": dice.choice(KINDS)} for _ in range(dice.randint(0, 3))],
             "claims": [{"at": iso(moment(dice, -40, 900))} for _ in range(dice.randint(0, 2))], "flags": dice.sample(WORDS, dice.choice([0, 0, 1])),
             "given": {"line": money(0, 900), "year": money(0, 30000)}, "used": [stretch(dice, -8000, 700) for _ in range(dice.randint(0, 2))]}
    rules = [{"scope": "product", "policy": dice.choice([month.HASH, month.HASH_2]), "from": "2024-01-01T00:00:00Z"}]
    entries = [{"n": 1, "net": "1" + money(0, 0)[1:], "tax": money(0, 0), "gross": "1" + money(0, 0)[1:]}] if dice.random() < 0.2 else []
    return {"id": str(17 + number), "client": dice.choice(["5", "6"]), "period": "2026-03", "spans": spans(dice), "assignments": rules, "charges": lines,
            "recurring": None if dice.random() < 0.2 else {"months": dice.choice([1, 12]), "amount": money(0, 99999), "tax": tax()}, "entries": entries, **some(dice, extra)}


def part2(request):
    """What of the answer is calculated: amounts and times; totals only where they are whole and there is one schedule."""
    documents = {p["hash"]: p["document"] for p in request["policies"]}
    rows = []
    for row in settle2(request)["results"]:
        document = documents.get(row["policy"], {})
        parts = document.get("schedule", {}).get("family") == "components"
        left_out = {"totalMs"} if document.get("length") else set()
        if parts or row["availability"] is None:
            left_out |= {"totalMs", "downtimeMs", "excludedMs", "availability", "counted"}
        left_out |= {k for k in ("totalMs", "downtimeMs") if row[k] != int(row[k])}
        rows.append({k: int(v) if k.endswith("Ms") else v for k, v in row.items() if k not in left_out})
    return rows


def told(part, answer):
    """The same members of the core's answer, as text to compare."""
    rows = answer.get("results", [])
    out = [{k: row.get(k) for k in want} for want, row in zip(part, rows)]
    for row in out:
        row["counted"] = [{k: c[k] for k in ("outage", "countedMs", "excludedMs")} for c in row.get("counted") or []] if "counted" in row else None
    return compact(out)


def same2(request, answer):
    """(equal, expected text, told text)"""
    part = part2(request)
    want = compact([{**row, "counted": row.get("counted")} for row in part])
    return want == told(part, answer), want, told(part, answer)


def second_form(request):
    """The same request, its policies of schema 1 written as schema 2."""
    return {**request, "policies": [{**p, "document": migrated(p["document"])} for p in request["policies"]]}


def migrated(document):
    """Maintenance moves into counting, the cap becomes one per period."""
    other = {k: v for k, v in document.items() if k not in ("schema", "maintenance", "cap")}
    caps = {"caps": [{"per": "period", **document["cap"]}]} if document.get("cap") else {}
    return {"schema": 2, **other, "fee": {"addOns": False}, "counting": {"maintenance": document["maintenance"]}, **caps}
