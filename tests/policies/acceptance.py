"""The acceptance cases of cases.json, each by its way: `settle` (a credit), `edges` (allowed downtime: the edge where a tier is reached, and a
millisecond on either side of it), `allocate` and `round` (unit tests of src/money read the same rows), `missing` (the notion that lacks)."""
import json
import subprocess

from published import HERE, load, part, request

ROOT = HERE.parents[1]
DAY = 86_400_000
# Where a tier's edge is looked for: members of the document and of the row.
SPANS = {
    "year365": ({}, {"since": "2024-06-01T00:00:00Z"}),
    "month31": ({}, {"month": "2026-03"}),
    "month730": ({"length": "hours730"}, {}),
    "monthMean": ({"length": "mean"}, {}),
    "week": ({}, {"since": "2026-04-06T00:00:00Z", "until": "2026-04-13T00:00:00Z"}),
    "day": ({}, {"since": "2026-04-10T00:00:00Z", "until": "2026-04-11T00:00:00Z"}),
}


def edge_requests(edge):
    """A millisecond less, the edge itself, a millisecond more: only the last is below."""
    members, row = SPANS[edge["span"]]
    family = "rollingYear" if edge["span"] == "year365" else "uptimeTiers"
    document = {"schema": 2, "name": "Case", "zone": "UTC", **members,
                "schedule": {"family": family, "tiers": [{"below": edge["percent"], "percent": "10"}]}}
    at = row.get("month", "2026-04") + "-10T00:00:00Z"
    return [(request({**row, "outages": [{"at": at, "ms": edge["edgeMs"] + more}]}, document), gross)
            for more, gross in ((-1, "0.00"), (0, "0.00"), (1, "72.00"))]


def shown(edge):
    """The edge as the table prints it."""
    ms, (how, unit) = edge["edgeMs"] * edge["times"], edge["shortened"].split() if edge["shortened"].startswith("nearest") else ("down", "second")
    size = {"second": 1000, "minute": 60_000}[unit]
    seconds = (ms + (size // 2 if how == "nearest" else 0)) // size * size // 1000
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def by_settle(case, ask, differs):
    document = case.get("document") or load(case["policy"])
    [answer] = ask([request(case["row"], document)])
    return differs(part(case["row"]), answer)


def by_edges(case, ask, differs):
    for edge in case["edges"]:
        asked = edge_requests(edge)
        for answer, (_, gross) in zip(ask(each for each, _ in asked), asked, strict=True):
            wrong = differs({"ok": True, "results": [{"entitlement": {"gross": gross}}]}, answer)
            if wrong:
                return f"{edge['percent']} of {edge['span']}: {wrong}"
        if shown(edge) != edge["shown"]:
            return f"{edge['percent']} of {edge['span']}: shown {edge['shown']}, here {shown(edge)}"
    return None


def unit_tests():
    """Which of `allocate` and `round` hold, by the core's own unit tests."""
    done = subprocess.run(["cargo", "test", "--quiet", "--release", "--lib", "money::allocate", "--", "--format", "pretty"],
                          cwd=ROOT, capture_output=True, text=True, check=False)
    names = {"allocate": "published_allocations_hold", "round": "published_roundings_hold"}
    return {how: f"{name} ... ok" in done.stdout for how, name in names.items()}


def run(ask, differs, failures):
    """Prints a line for each case; how many pass and how many lack a notion."""
    held, passed, missing = unit_tests(), 0, 0
    for case in load("cases.json"):
        how = case["how"]
        if how == "missing":
            missing += 1
            print(f"{case['id']:<24} {how:<9} {case['notion']}")
            continue
        if how in held:
            wrong = None if held[how] else "the unit test fails: cargo test --lib money::allocate"
            told = json.dumps(case["expected"])
        else:
            wrong = {"settle": by_settle, "edges": by_edges}[how](case, ask, differs)
            told = case["why"]
        passed += not wrong
        failures += [f"{case['id']}: {wrong}"] if wrong else []
        print(f"{case['id']:<24} {how:<9} {'FAILED' if wrong else 'pass':<7} {told}")
    return passed, missing
