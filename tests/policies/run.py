#!/usr/bin/env python3
"""Published schedules as policies: prints a table of them and one of the acceptance cases, each run through the native core.

index.json says of each policy where it comes from, which of the published words each member stands for (in our words) and what is left out;
vectors.json holds what its text gives, worked out by hand; cases.json the acceptance cases. refunds/ is the same for refund policies. A policy whose text contradicts itself stands twice:
as published (settle refuses it, lint says why) and repaired.
"""
import json
import os
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(Path(__file__).resolve().parent)]

import acceptance  # noqa: E402
import published_refunds  # noqa: E402
import refund_cases  # noqa: E402
from published import HERE, load, part, request  # noqa: E402

CORE = [str(ROOT / "target/release/makegood"), "call", "--lines"]
SCHEDULES = Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared" / "data")) / "sla_schedules.json"


def ask(requests):
    text = "".join(json.dumps(each) + "\n" for each in requests)
    done = subprocess.run(CORE, input=text, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def differs(want, got, path=""):
    """The first member of `want` that `got` lacks or has otherwise; None where all hold."""
    if isinstance(want, dict) and isinstance(got, dict):
        return next((found for key, value in want.items() if (found := differs(value, got.get(key), f"{path}.{key}"))), None)
    if isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        return next((found for n, value in enumerate(want) if (found := differs(value, got[n], f"{path}[{n}]"))), None)
    return None if want == got else f"{path[1:]} should be {want}, is {got}"


def linted(row, document, failures):
    """A defective text has the findings that the index names, any other document none."""
    [answer] = ask([{"contract": 1, "command": "lintPolicy", "document": document}])
    found = [[each["code"], each["path"], *[value["value"] for value in each["values"][:2]]] for each in answer.get("findings", [["refused"]])]
    expected = row.get("refused", {"findings": []})["findings"]
    failures += [] if found == expected else [f"{row['file']}: lint finds {found}, expected {expected}"]


def policies(failures):
    """A line for each policy of the index, with how many of its vectors hold."""
    index, rows = load("index.json"), load("vectors.json")
    documents = {row["file"]: load(row["file"]) for row in index["policies"]}
    answers = ask(request(row, documents[row["policy"]]) for row in rows)
    held, total = {}, {}
    for row, answer in zip(rows, answers, strict=True):
        wrong = differs(part(row), answer)
        failures += [f"{row['id']}: {wrong} ({row['why']}) {answer['errors'] if not answer['ok'] else ''}"] if wrong else []
        total[row["policy"]] = total.get(row["policy"], 0) + 1
        held[row["policy"]] = held.get(row["policy"], 0) + (not wrong)
    for row in index["policies"]:
        name = row["file"]
        if "refused" in row:
            [answer] = ask([request({}, documents[name])])
            code = "" if answer["ok"] else answer["errors"][0]["code"]
            failures += [] if code == row["refused"]["reader"] else [f"{name}: expected {row['refused']['reader']}, got {code or 'an answer'}"]
            verdict = "refused: " + ", ".join(f"{code} {start} to {end}" for code, _, start, end in row["refused"]["findings"])
        else:
            failures += [] if total.get(name) else [f"{name} has no vector"]
            verdict = f"{held.get(name, 0)} of {total.get(name, 0)} vectors"
        linted(row, documents[name], failures)
        family = documents[name]["schedule"]["family"]
        print(f"{row['provider']:<22} {row['product'][:44]:<44} {family:<12} {verdict}" + "".join(f"\n    not expressed: {what}" for what in row["notExpressed"]))
    for row in index["excepted"]:
        print(f"{row['provider']:<22} {row['product'][:44]:<44} {'—':<12} no schedule ({row['model']}): {row['why']}")
    files = {path.name for path in HERE.glob("*.json")} - {"index.json", "vectors.json", "cases.json"}
    failures += [f"{name} stands in the folder or in the index only" for name in sorted(files ^ documents.keys())]
    return len(rows)


def complete(failures):
    """Every schedule that was collected is in the index, where they lie beside the checkout."""
    if not SCHEDULES.is_file():
        return
    index = load("index.json")
    told = {row["provider"] for row in index["policies"]} | {row["provider"] for row in index["excepted"]}
    named = {(row["provider"], row["product"]) for row in index["policies"] + index["excepted"]}
    for row in json.loads(SCHEDULES.read_text(encoding="utf-8")):
        split = {("StableHost", "Shared 99.9 / Enterprise 99.99"): ("StableHost", "Shared 99.9")}
        key = split.get((row["provider"], row["product"]), (row["provider"], row["product"]))
        failures += [] if key in named and row["provider"] in told else [f"{key} is not in the index"]


def main():
    failures = []
    count = policies(failures)
    complete(failures)
    print()
    passed, missing = acceptance.run(ask, differs, failures)
    print()
    refunds = published_refunds.policies(ask, differs, failures)
    print()
    more = refund_cases.run(ask, differs, failures)
    for failure in failures:
        print(f"FAILED {failure}")
    print(f"\n{count} vectors of published schedules; {passed} acceptance cases pass, {missing} lack a notion")
    print(f"{refunds} vectors of published refund policies; {more[0]} shared cases of refunds pass, {more[1]} lack a notion")
    print(f"{count + passed + refunds + more[0] - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
