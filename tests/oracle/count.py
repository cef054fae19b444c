#!/usr/bin/env python3
"""Counts the vectors of promises and credits, and finds those that could not catch the wrong answer that they name.

At least 250 about counting, schedules, caps and ledgers, and 120 about refunds, those with the same request counted once; the wrong answer is named,
and is not the credit or the code that is expected.
"""
import json
import sys
from pathlib import Path

LEAST = 250
LEAST_OF_REFUNDS = 120
ABOUT = ("settle-", "lintPolicy-", "errors-policy2", "checkOutgoing-", "reconcilePosting-")


def main():
    counts, requests, faults = {}, set(), []
    refunds = 0
    for path in sorted((Path(__file__).resolve().parents[1] / "vectors").glob("*.json")):
        rows = json.loads(path.read_text(encoding="utf-8"))
        for row in rows:
            faults += [f"{row['id']}: {why}" for why in wrong_with(row)]
        if path.name.startswith(("quoteRefund-", "takeBack-")):
            refunds += len({json.dumps(row.get("request", row["id"]), sort_keys=True) for row in rows})
        if not path.name.startswith(ABOUT):
            continue
        asked = {json.dumps(row.get("request", row["id"]), sort_keys=True) for row in rows} - requests
        counts[path.stem] = len(asked)
        requests |= asked
    total = sum(counts.values())
    if total < LEAST:
        faults.append(f"only {total} vectors of promises and credits")
    if refunds < LEAST_OF_REFUNDS:
        faults.append(f"only {refunds} vectors of refunds")
    for fault in faults:
        print(fault)
    settles = sum(count for name, count in counts.items() if name.startswith("settle-"))
    print(f"{refunds} vectors of refunds")
    print(f"{total} vectors of promises and credits ({settles} of settle), each with the wrong answer that it would catch; {len(faults)} faults")
    return 1 if faults else 0


def wrong_with(row):
    wrong = row["wrong"].strip()
    if not any(letter.isalnum() for letter in wrong) or wrong == row["reason"]:
        yield "names no wrong answer"
    expected = told(row)
    if wrong in expected:
        yield f"expects {wrong}, which it calls wrong"


def told(row):
    """What it expects where that is a single thing: the code of a refusal, the only credit."""
    answer = row.get("expect") or row["expectPart"]
    if answer.get("errors"):
        return {answer["errors"][0].get("code")}
    results = answer.get("results") or []
    if "quote" in answer:
        return {answer["quote"]["payout"]}
    owed = [(result.get("entitlement") or {}).get("gross") for result in results if isinstance(result, dict)]
    return set(owed) if len(owed) == 1 else set()


if __name__ == "__main__":
    sys.exit(main())
