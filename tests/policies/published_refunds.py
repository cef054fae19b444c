"""Published refund policies (refunds/): each as a document with vectors from its text and worked examples, and the shared cases about refunds.

refunds/index.json says where each comes from, its words, which member stands for what, what the text leaves open (`silent`) and what no member
expresses. A row of refunds/vectors.json: policy, why (the reckoning by hand), wrong (what it would catch), `ask` and a part of the quote. `ask` holds
lines, stop (the request's instant), currency and, where they differ from one card payment of what the lines cost, payments or paid.
"""
import json
import os
from decimal import Decimal

from published import HERE

FOLDER = HERE / "refunds"
HASH = "d4" * 32
ZONES = {"UTC": 0, "Asia/Shanghai": 28800, "Africa/Kampala": 10800, "America/Sao_Paulo": -10800,
         "Europe/Berlin": (3600, 7200), "Europe/Bucharest": (7200, 10800), "America/New_York": (-18000, -14400)}
SUMMER = {"Europe/Berlin": ("2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"), "Europe/Bucharest": ("2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"),
          "America/New_York": ("2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z", "2027-03-14T07:00:00Z")}
ROUTES = ["gatewayRefund", "accountCredit", "invoiceLine"]


def read(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def zone(name):
    offset = ZONES[name]
    if name not in SUMMER:
        return {"name": name, "tzdata": None, "offsets": [{"from": None, "seconds": offset}]}
    changes = [{"from": at, "seconds": offset[(n + 1) % 2]} for n, at in enumerate(SUMMER[name])]
    return {"name": name, "tzdata": None, "offsets": [{"from": None, "seconds": offset[0]}, *changes]}


def request(ask, document):
    """A quoteRefund request of a short row."""
    row = dict(ask)
    lines, stop = row.pop("lines"), row.pop("stop")
    paid, start = row.pop("paid", None), row.pop("ordered", None) or lines[0]["from"]
    if paid is None:
        paid = str(sum((Decimal(line["amount"]) - Decimal(line.get("coupon", "0")) for line in lines), Decimal(0)))
    nothing = {"JPY": "0", "KWD": "0.000"}.get(row["currency"], "0.00")
    return {"contract": 1, "command": "quoteRefund", "asOf": stop, "capabilities": {"routes": ROUTES, "postableScale": row.pop("postableScale", [])},
            "zones": [zone(document["zone"])], "policy": {"hash": HASH, "document": document}, "facts": [], "orderedAt": start, "activatedAt": start,
            "requestedAt": stop, "lines": lines, "payments": [{"id": "8", "source": "cash", "at": start, "amount": paid}], "credited": nothing,
            "arrears": [], "history": [], **row}


def policies(ask, differs, failures):
    """A line for each shared policy, with how many of its vectors hold; how many vectors there are."""
    index, rows = read("index.json"), read("vectors.json")
    documents = {name: read(name) for row in index for name in row["files"]}
    answers = ask(request(row["ask"], documents[row["policy"]]) for row in rows)
    held, total = {}, {}
    for row, answer in zip(rows, answers, strict=True):
        wrong = differs({"ok": True, "quote": row["expect"]}, answer)
        failures += [f"{row['id']}: {wrong} ({row['why']}) {answer.get('errors') or ''}"] if wrong else []
        total[row["policy"]] = total.get(row["policy"], 0) + 1
        held[row["policy"]] = held.get(row["policy"], 0) + (not wrong)
    for row in index:
        count = [sum(each.get(name, 0) for name in row["files"]) for each in (held, total)]
        print(f"{row['provider'][:42]:<43} {row['scope'][:52]:<53} {count[0]} of {count[1]} vectors")
        for word, text in [("answered by", row.get("answeredBy")), *(("silent", each) for each in row["silent"]), *(("not expressed", each) for each in row["notExpressed"])]:
            print(f"    {word}: {text}") if text else None
    failures += [f"{name} has no vector" for name in sorted(documents.keys() - total.keys())]
    files = {path.name for path in FOLDER.glob("*.json")} - {"index.json", "vectors.json", "cases.json"}
    failures += [f"{name} stands in the folder or in the index only" for name in sorted(files ^ documents.keys())]
    accepted(ask, documents, failures)
    complete(index, failures)
    return len(rows)


def accepted(ask, documents, failures):
    """Every document is read and described."""
    wanted = [{"contract": 1, "command": command, "document": document, **({"currency": "EUR"} if command == "describePolicy" else {})}
              for document in documents.values() for command in ("lintPolicy", "describePolicy")]
    for asked, answer in zip(wanted, ask(wanted), strict=True):
        failures += [] if answer["ok"] else [f"{asked['document']['name']}: {asked['command']} answers {answer['errors'][0]}"]


def shared(name):
    path = os.environ.get("SHARED_DATA", HERE.parents[2] / "shared" / "data")
    path = HERE.__class__(path) / name
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def complete(index, failures):
    """Every refund policy that was collected is in the index, with its own words, where they lie beside the checkout."""
    told = {(row["provider"], row["scope"]): (row["url"], row["quote"]) for row in index}
    for row in shared("refund_policies.json") or []:
        failures += [] if told.get((row["provider"], row["scope"])) == (row["url"], row["quote"]) else [f"{row['provider']}, {row['scope']}: not in the index, or with other words"]
