"""The shared cases about refunds (refunds/cases.json), each by its way: `quote` (quoteRefund), `notes` (one after the other), `quotes` (added up),
`takeBack`, `preview` (previewInvoice), `missing` (the notion that lacks). `corrected` says what of a published figure is wrong."""
from decimal import Decimal

from published_refunds import read, request, shared

GROUPS = ("KB-", "LG-", "ST-", "UC-", "HW-", "EU-")
MOST_MISSING = 3


def one(row, ask, differs):
    """The first thing that one quote has otherwise."""
    [answer] = ask([request(row["ask"], row["document"])])
    wrong = differs({"ok": True, "quote": row["expect"]}, answer)
    if wrong or "step" not in row:
        return wrong and f"{wrong} {answer.get('errors') or ''}"
    found = [step for step in answer["quote"]["steps"] if step["key"] == row["step"]["key"]]
    return None if any(differs(row["step"], step) is None for step in found) else f"no step {row['step']} in {found}"


def by_notes(row, ask, differs):
    return next((wrong for note in row["notes"] if (wrong := one(note, ask, differs))), None)


def by_quotes(row, ask, _differs):
    """What comes back, or what was used, of several quotes together."""
    total = Decimal(0)
    for each in row["quotes"]:
        [answer] = ask([request(each["ask"], each["document"])])
        quote = answer["quote"]
        used = [d["amount"] for line in quote["lines"] for d in line["deductions"] if d["kind"] == "used"]
        total += sum((Decimal(a) for a in used), Decimal(0)) if each["add"] == "used" else Decimal(quote["entitlement"]["gross"])
    return None if total == Decimal(row["expect"]) else f"together {total}, expected {row['expect']}"


def plain(command):
    def by(row, ask, differs):
        [answer] = ask([{"contract": 1, "command": command, **row["ask"]}])
        return differs({"ok": True, **row["expect"]}, answer)
    return by


WAYS = {"quote": one, "notes": by_notes, "quotes": by_quotes, "takeBack": plain("takeBack"), "preview": plain("previewInvoice")}


def run(ask, differs, failures):
    """Prints a line for each case; how many pass and how many lack a notion."""
    rows, passed, missing = read("cases.json"), 0, 0
    for row in rows:
        if row["how"] == "missing":
            missing += 1
            print(f"{row['id']:<24} {'missing':<9} {row['notion']}")
            continue
        wrong = WAYS[row["how"]](row, ask, differs)
        passed += not wrong
        failures += [f"{row['id']}: {wrong}"] if wrong else []
        print(f"{row['id']:<24} {row['how']:<9} {'FAILED' if wrong else 'pass':<7} {row['why']}" + (f"; corrected: {row['corrected']}" if "corrected" in row else ""))
    failures += [] if missing <= MOST_MISSING else [f"{missing} cases lack a notion, at most {MOST_MISSING} may"]
    told = {row["id"] for row in rows}
    failures += [f"{row['id']} is not listed" for row in shared("acceptance_cases.json") or [] if row["id"].startswith(GROUPS) and row["id"] not in told]
    return passed, missing
