#!/usr/bin/env python3
"""Compares the native core with the oracle on random requests of coarse times, where ties and overlaps are common.

Usage: fuzz.py [count of requests a command] [seed]. Prints the first differing requests; exits 1 when there are any.
"""
import json
import os
import random
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "cases")]

import month  # noqa: E402
from case_settle_time import BERLIN, DAMASCUS, HAVANA, SAO_PAULO  # noqa: E402
from attaching import attach  # noqa: E402
from confirm import confirm  # noqa: E402
from invoices import preview  # noqa: E402
from outgoing import check  # noqa: E402
from policy2_laws import report  # noqa: E402
from policy2_random import same2, second_form, settle_request2  # noqa: E402
from settle import settle  # noqa: E402
from wire import DAY, DECIMALS, HOUR, amount, compact, iso, ms, show  # noqa: E402
from fractions import Fraction  # noqa: E402

BINARY = Path(os.environ.get("MAKEGOOD_BIN", HERE.parent.parent / "target" / "release" / "makegood"))
MARCH = ms("2026-03-01T00:00:00Z")


def main():
    count, seed = (int(a) for a in (sys.argv[1:] + ["500", "1"][len(sys.argv) - 1:])[:2])
    dice = random.Random(seed)
    failed = 0
    commands = (("confirm", confirm_request, confirm), ("confirm", settings_request, confirm), ("settle", settle_request, settle), ("checkOutgoing", outgoing_request, check),
                ("previewInvoice", invoice_request, preview), ("attachCredits", attach_request, attach))
    for name, make, calculate in commands:
        wrong = [r for r in (make(dice) for _ in range(count)) if not same(r, calculate)]
        for request in wrong[:3]:
            print(f"{name} differs {difference(compact(calculate(request)), core(request))}\n  request {compact(request)}")
        print(f"{name}: {count - len(wrong)} of {count} equal to the oracle")
        failed += len(wrong)
    failed += policy2(dice, count) + same_by_second_form(dice, count) + report(dice, count, lines)
    return 1 if failed else 0


def policy2(dice, count):
    """Policies of schema 2: of an answer what the second calculation tells of it."""
    requests = [settle_request2(dice) for _ in range(count)]
    wrong = 0
    for request, answer in zip(requests, lines(requests), strict=True):
        equal, want, got = same2(request, answer)
        wrong += not equal
        if not equal and wrong <= 3:
            print(f"policy2 differs {difference(want, got)}\n  request {compact(request)}")
    print(f"policy2: {count - wrong} of {count} equal to the oracle")
    return wrong


def same_by_second_form(dice, count):
    """A document of schema 1 means what its schema 2 form means: all the same but the member that only schema 2 has."""
    requests = [settle_request(dice) for _ in range(count)]
    wrong = 0
    for request, first, second in zip(requests, lines(requests), lines([second_form(r) for r in requests]), strict=True):
        has = [row.pop("schema2", None) for row in second.get("results", [])]
        held = [row["policy"] for row in first.get("results", [])]
        equal = first["ok"] and first == second and all(bool(h) == bool(p) for h, p in zip(has, held))
        wrong += not equal
        if not equal and wrong <= 3:
            print(f"second form differs {difference(compact(first), compact(second))}\n  request {compact(request)}")
    print(f"second form: {count - wrong} of {count} the same by schema 1 and 2")
    return wrong


def lines(requests):
    """The core's answers to many requests of one process."""
    text = "".join(compact(request) + "\n" for request in requests)
    done = subprocess.run([BINARY, "call", "--lines"], input=text.encode(), capture_output=True, check=False)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def core(request):
    done = subprocess.run([BINARY, "call"], input=compact(request).encode(), capture_output=True, check=False)
    return done.stdout.decode()


def same(request, calculate):
    """Byte for byte; of a refusal the oracle knows code and path."""
    want, got = calculate(request), core(request)
    if want["ok"]:
        return got == compact(want)
    error = json.loads(got).get("errors", [{}])[0]
    return {name: error.get(name) for name in ("code", "path")} == want["errors"][0]


def difference(want, got):
    """The neighbourhood of the first differing letter."""
    at = len(os.path.commonprefix([want, got]))
    return f"at {at}\n  oracle  …{want[max(0, at - 100):at + 100]}…\n  core    …{got[max(0, at - 100):at + 100]}…"


def confirm_request(dice):
    """Up to three sources, half-hour times over two days, an hour to six until stale."""
    half_hour = lambda: MARCH + dice.randrange(0, 96) * HOUR // 2  # noqa: E731
    sources = [{"id": str(i + 1), "group": dice.choice(["a", "b", "c"]), "enabled": dice.random() < 0.9, "trusted": dice.random() < 0.3}
               for i in range(dice.randint(1, 3))]
    groups = len({s["group"] for s in sources if s["enabled"]})
    rows = []
    for i in range(dice.randint(0, 14)):
        source, target = dice.choice(sources)["id"], dice.choice(["x", "y"])
        state = dice.choice(["down", "down", "up", "up", "degraded", "maintenance", "unknown"])
        kind = "reminder" if state == "down" and dice.random() < 0.2 else dice.choice(["state"] * 9 + ["ack"])
        rows.append({"key": f"k{i}", "source": source, "target": target, "state": state, "kind": kind, "at": iso(half_hour()),
                     "precision": dice.choice(["exact"] * 8 + ["checkTime", "received"])})
    decisions = []
    for i in range(dice.choice([0, 0, 1, 1, 2])):
        start = half_hour()
        decisions.append({"case": str(i), "decision": dice.choice(["accepted", "refused"]), "from": iso(start), "to": iso(start + dice.randint(1, 24) * HOUR)})
    return {"contract": 1, "command": "confirm", "asOf": iso(MARCH + dice.choice([20, 40, 60]) * HOUR), "subject": "server:1",
            "quorum": dice.choice([None, None, dice.randint(1, groups)]) if groups else None, "staleAfterMs": dice.choice([2, 6, 24]) * HOUR,
            "sources": sources, "observations": rows + dice.sample(rows, len(rows) // 2), "decisions": decisions}


def settings_request(dice):
    """As `confirm_request`, up to four sources with any of the settings of a monitor, in half hours that often meet."""
    half = HOUR // 2
    some = lambda *values: dice.choice((None, None) + values)  # noqa: E731
    request = confirm_request(dice)
    if dice.random() < 0.5:
        request["sources"].append({"id": "9", "group": dice.choice(["a", "d"]), "enabled": True, "trusted": dice.random() < 0.2})
        request["observations"] += [{"key": f"n{i}", "source": "9", "target": "x", "state": dice.choice(["down", "up"]), "kind": "state",
                                     "at": iso(MARCH + dice.randrange(0, 96) * half), "precision": "exact"} for i in range(dice.randint(0, 6))]
    for source in request["sources"]:
        source.update({"level": some("server", "own", "thirdParty"), "weight": some(1, 2, 3, 100), "startDelayMs": some(half, HOUR, 90 * DAY * 365),
                       "endDelayMs": some(half, HOUR), "toleranceMs": some(half, HOUR, 5 * HOUR), "expectEveryMs": some(0, half, 4 * HOUR),
                       "expiresAfterMs": some(half, 2 * HOUR), "ownQuorum": some(1, 3),
                       "alive": some(*[[alive_interval(dice) for _ in range(n)] for n in (1, 2)])})
        for name in dice.sample(sorted(set(source) - {"id", "group", "enabled", "trusted"}), dice.randint(0, 9)):
            del source[name]
    for row in request["observations"]:
        if dice.random() < 0.4:
            row["locations"] = dice.choice([None, 0, 1, 2, 3, 7])
    weights = {}
    for source in (s for s in request["sources"] if s["enabled"]):
        weights[source["group"]] = max(weights.get(source["group"], 0), source.get("weight") or 1)
    request["quorum"] = dice.choice([None, None, *(dice.randint(1, min(n, sum(weights.values()))) for n in (3, 5, 500))]) if weights else None
    request["required"] = [{"level": level, "atLeast": dice.choice([1, 1, 2])}
                           for level in dice.sample(["server", "own", "thirdParty"], dice.choice([0, 0, 0, 1, 2]))]
    order = ("contract", "command", "asOf", "subject", "quorum", "staleAfterMs", "sources", "required", "observations", "decisions")
    return {name: request[name] for name in order}


def alive_interval(dice):
    start = MARCH + dice.randrange(0, 96) * HOUR // 2
    return {"from": iso(start), "to": iso(start + dice.choice([1, 2, 20]) * HOUR // 2)}


def settle_request(dice):
    """Hour times, moved and suspended services, all maintenance rules, several currencies, zones and versions."""
    currency = dice.choice(["USD", "JPY", "KWD", "BRL"])
    money = lambda low, high: show(Fraction(dice.randint(low, high), 10 ** DECIMALS[currency]), DECIMALS[currency])  # noqa: E731
    zone = dice.choice([month.UTC, SAO_PAULO, BERLIN, HAVANA, DAMASCUS])
    tax = lambda: dice.choice([None, month.taxed("exclusive", "19"), month.taxed("inclusive", "5", "9.975"), month.taxed("exclusive", "0.5")])  # noqa: E731
    documents = [document(dice, currency, money, zone), document(dice, currency, money, zone)]
    services = []
    for i in range(dice.randint(1, 3)):
        entries, total = [], dice.choice([0, 0, 1, 2])
        for n in range(1, total + 1):
            net, part = dice.randint(-90, 90), dice.randint(-9, 9)
            scale = 10 ** DECIMALS[currency]
            entries.append({"n": n, **{k: show(Fraction(v, scale), DECIMALS[currency]) for k, v in (("net", net), ("tax", part), ("gross", net + part))}})
        rules = [{"scope": dice.choice(["product", "service"]), "policy": h, "from": iso(MARCH + dice.choice([-900, -900, -2, 0, 3, 400]) * HOUR)}
                 for h in dice.sample([month.HASH, month.HASH_2], dice.choice([0, 1, 1, 2, 2]))]
        lines = [{"id": f"c{j}", "from": dice.choice(["2026-03-01", "2026-02-28", "2025-12-31", "2026-03-10"]), "months": dice.choice([1, 2, 3, 12]),
                  "amount": money(0, 99999), "tax": tax()} for j in range(dice.randint(0, 2))]
        services.append({"id": str(17 + i), "client": dice.choice(["5", "6"]), "period": "2026-03", "spans": spans(dice), "assignments": rules, "charges": lines,
                         "recurring": dice.choice([None, {"months": 1, "amount": money(0, 99999), "tax": tax()}]), "entries": entries})
    windows = [{"id": f"m{i}", "subject": subject(dice, True), **interval(dice), "announcedAt": dice.choice([None, iso(MARCH + dice.randint(-48, 700) * HOUR)])}
               for i in range(dice.randint(0, 3))]
    outages = [{"id": f"o{i}", "subject": subject(dice, False), **interval(dice)} for i in range(dice.randint(0, 8))]
    return {"contract": 1, "command": "settle", "asOf": iso(MARCH + dice.choice([300, 800, 744 + 72]) * HOUR),
            "capabilities": {"routes": dice.choice([[], ["accountCredit"], ["accountCredit"], ["invoiceLine"], ["invoiceLine", "accountCredit"]]), "postableScale": dice.choice([[], [{"currency": currency, "scale": dice.randint(0, 4)}]])},
            "zones": [zone], "policies": [{"hash": h, "document": d} for h, d in zip((month.HASH, month.HASH_2), documents)], "outages": outages, "maintenance": windows,
            "clients": [{"id": i, "currency": currency, "revision": dice.randint(0, 9), "carry": money(-500, 500)} for i in ("5", "6")], "services": services}


def outgoing_request(dice):
    """Few clients and currencies; limits often equal to what goes out or a unit beside it, sums at times near 64 bits."""
    codes = dice.sample(["USD", "JPY", "KWD", "CLF", "EUR"], dice.randint(1, 4))
    top = dice.choice([3, 500, 500, 2**62])
    money = lambda code, units: show(Fraction(units, 10 ** DECIMALS[code]), DECIMALS[code])  # noqa: E731
    rows = []
    for i in range(dice.randint(0, 8)):
        code = dice.choice(codes)
        rows.append({"id": f"p{i}", "client": dice.choice(["5", "6", "7", "É"]), "currency": code, "amount": money(code, dice.randint(0, top)),
                     "state": dice.choice(["waiting", "waiting", "posted"])})
    limits = []
    for code in dice.sample(codes, dice.randint(0, len(codes))):
        units = int(sum(amount(r["amount"]) for r in rows if r["currency"] == code) * 10 ** DECIMALS[code]) + dice.choice([-1, 0, 0, 1, top])
        limits.append({"currency": code, "amount": money(code, min(max(units, 0), 2**63 - 1))})
    return {"contract": 1, "command": "checkOutgoing", "limits": {"clients": dice.choice([None, 0, 1, 2, 3]), "amounts": limits}, "postings": rows}


def invoice_request(dice):
    """Small amounts, where halves are common; discounts, several rates, all scales, trailing zeros; at times amounts near 64 bits."""
    scale, top = dice.randint(0, 4), dice.choice([30, 30, 3000, 10**6, 2**62])

    def money(low):
        text = show(Fraction(dice.randint(low, top), 10**scale), scale)
        zeros = dice.randint(0, 4 - scale)
        return text + ("." if zeros and not scale else "") + "0" * zeros

    rates = [dice.choice(["0", "5", "10", "20", "50", "9.975", "33.333333333", "100", "0.000000001"]) for _ in range(dice.randint(0, 2))]
    tax = dice.choice([None, {"mode": dice.choice(["exclusive", "inclusive"]), "rates": rates, "perLine": dice.random() < 0.5},
                       {"mode": dice.choice(["exclusive", "inclusive"]), "rates": rates, "perLine": dice.random() < 0.5}])
    invoices = [{"id": f"i{i}", "credits": [{"id": f"c{j}", "amount": money(0)} for j in range(dice.choice([0, 0, 1, 2]))],
                 "lines": [{"id": f"l{j}", "amount": money(-top if dice.random() < 0.3 else 0), "taxed": dice.random() < 0.8} for j in range(dice.randint(0, 4))]}
                for i in range(dice.randint(0, 4))]
    return {"contract": 1, "command": "previewInvoice", "currency": dice.choice(["USD", "JPY", "KWD", "CLF"]), "scale": scale, "balance": money(0),
            "useBalance": dice.random() < 0.8, "tax": tax, "invoices": invoices}


def attach_request(dice):
    """Small amounts, where roundings and the least due matter; discounts, credits beyond the total, all scales; at times amounts near 64 bits."""
    scale, top = dice.randint(0, 4), dice.choice([20, 100, 3000, 3000, 10**6, 2**61])

    def money(low, high=top):
        text = show(Fraction(dice.randint(low, high), 10**scale), scale)
        zeros = dice.randint(0, 4 - scale)
        return text + ("." if zeros and not scale else "") + "0" * zeros

    rows = [{"price": money(-top if dice.random() < 0.2 else 0), "quantity": dice.choice([1, 1, 1, 2, 3, 2**40]) if dice.random() < 0.98 else 2**53, "taxed": dice.random() < 0.7}
            for _ in range(dice.choice([0, 1, 1, 2, 3]))]
    credits = [{"id": f"c{j}", "amount": money(top // 2, top), "taxed": dice.random() < 0.7, "attached": [money(0, top // 4) for _ in range(dice.choice([0, 0, 1, 2]))]}
               for j in range(dice.choice([0, 1, 1, 2, 3, 4]))]
    return {"contract": 1, "command": "attachCredits", "currency": dice.choice(["USD", "JPY", "KWD", "CLF"]), "scale": scale,
            "taxRate": dice.choice([None, "0", "5", "19", "19", "20", "25.5", "50", "100", "33.333333333", "0.000000001"]),
            "leastDue": money(0, dice.choice([0, 1, 6, 6])), "lines": rows, "credits": credits}


def document(dice, currency, money, zone):
    rule = dice.choice([("counted", None), ("excluded", None), ("excludedIfAnnounced", dice.choice([0, 24 * HOUR]))])
    other = dice.choice([{}, {"cap": {"percent": "33.3"}}, {"cap": {"percent": "25"}, "minimumPayout": [{"currency": currency, "amount": money(1, 500)}]},
                         {"minimumPayout": [{"currency": currency, "amount": money(1, 500)}], "settleDelayMs": dice.choice([0, 72 * HOUR])}])
    tiers = dice.choice([(("99.9", "10"), ("99.5", "25"), ("95", "100")), (("100", "12.5"),), (("99.865591397", "7"), ("98", "50"))])
    return month.policy(tiers, dice.choice(["A", "B"]), zone["name"], *rule, **other)


def spans(dice):
    """Sorted spans with gaps, ends, moves and suspensions."""
    at, rows = MARCH + dice.choice([-500, -500, 0, 100, 900]) * HOUR, []
    for _ in range(dice.randint(0, 4)):
        end = at + dice.randint(50, 600) * HOUR
        rows.append({"from": iso(at), "to": iso(end), "server": dice.choice(["1", "2", None]), "state": dice.choice(["active", "active", "active", "suspended", "ended"])})
        at = end + dice.choice([0, 0, 24]) * HOUR
    if rows and dice.random() < 0.6:
        rows[-1]["to"] = None
    return rows


def subject(dice, star):
    return dice.choice(["server:1", "server:1", "server:2", "service:17"] + (["*"] if star else ["service:18"]))


def interval(dice):
    start = MARCH + dice.randint(-30, 760) * HOUR
    return {"from": iso(start), "to": iso(start + dice.choice([1, 1, 2, 30]) * HOUR)}


if __name__ == "__main__":
    sys.exit(main())
