#!/usr/bin/env python3
"""Every trap that monitors are known for has vectors that would catch it (traps.json), and these vectors exist and say which wrong answer they catch.

The list REQUIRED stands here apart from the table, so that a row cannot vanish unseen. Then it plants a name of no vector and a lost row, and
expects to be told.
"""
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
REQUIRED = ["missing recovery", "resolved, then stale firing", "group of mixed alerts", "reminders", "tests", "SSL and domain expiry",
            "unconfirmed and unknown states", "local times without a zone", "12-hour clock", "future end times", "end times of the year 1",
            "ids beyond 2^53", "identical bodies of two real outages", "out-of-order delivery", "late delivery", "flapping",
            "batches whose embedded state is the current one"]


def vectors():
    found = {}
    for path in sorted((HERE.parent / "vectors").glob("*.json")):
        found.update({row["id"]: row for row in json.loads(path.read_text(encoding="utf-8"))})
    return found


def faults(table, known):
    told = [row["trap"] for row in table]
    yield from (f"no row for: {trap}" for trap in REQUIRED if trap not in told)
    yield from (f"a row twice: {trap}" for trap in set(told) if told.count(trap) > 1)
    for row in table:
        if not row["vectors"]:
            yield f"{row['trap']}: no vector"
        for ident in row["vectors"]:
            if ident not in known:
                yield f"{row['trap']}: there is no vector {ident}"
            elif not known[ident]["wrong"]:
                yield f"{row['trap']}: {ident} does not say which wrong answer it catches"


def main():
    table, known = json.loads((HERE / "traps.json").read_text(encoding="utf-8")), vectors()
    found = list(faults(table, known))
    for fault in found:
        print(f"FAIL {fault}")
    planted = [{**table[0], "vectors": ["no-such-vector"]}, *table[2:]]
    if len(list(faults(planted, known))) < len(found) + 2:
        print("FAIL planted faults were not noticed")
        found.append("planted")
    print(f"{len(table)} traps, {len({ident for row in table for ident in row['vectors']})} vectors: {'all there' if not found else 'incomplete'}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
