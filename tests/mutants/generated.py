#!/usr/bin/env python3
"""Generated wrong cores: all mutants that cargo-mutants thinks of in the folders of money, each run by switch, and tests have to notice.

Usage: generated.py [--minutes N] [--jobs N] [--seed N] [--json FILE] [--fresh] [folder …]

All mutants are compiled into one core (switched.py), so a mutant costs only its tests, cheapest first, up to the first that
fails. What was found is kept in target/mutation: a pass that was stopped goes on where it ended, a file that changed starts
over, and survivors do when tests changed; --fresh judges everything again. The seed decides the order: what a short run says
is a fair sample. Exits 1 when a mutant survives that tests/mutants/survivors.md does not name, or when the score of caught
ones is below 90 %.
"""
import argparse
import hashlib
import json
import os
import queue
import random
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import switched
from switched import HOME, ROOT, TREE

FOLDERS = ("money", "sla", "settlement", "refund", "review")
CREDITS = ("money", "sla", "settlement")
# Tests, cheapest first: most mutants meet the first two alone. After a name, the only folders whose mutants meet them.
SUITES = {"near": FOLDERS, "lib": FOLDERS, "vectors": FOLDERS, "schema2": CREDITS, "refund_documents": FOLDERS, "describing_refunds": FOLDERS, "laws": CREDITS, "describing": FOLDERS,
          "attaching": CREDITS, "promises": CREDITS, "reviewing": ("review",)}
QUICK = ("near", "lib", "vectors")
# The vectors of what the folder does come before all others.
NEAR = {"refund": "quoteRefund", "review": "advanceCase-refunds"}
# Of the unit tests not those of the readers of JSON, of messages and of timelines: no mutant is there. Of vectors those that hold.
WORDS = {"lib": [f"--skip={name}::" for name in ("contract", "doors", "intake", "json", "monitoring", "text")], "near": ["every_vector"], "vectors": ["every_vector"]}
# What tests read beside their own files.
READ = ("policies", "tests/policies", "tests/vectors", "tests/support", "tests/fuzz/random.rs", "docs/contract.schema.json")
# One of each genre that no core of ours can do without: if these pass, the switch does not switch.
SURE = ("src/money/amount.rs: replace Money::is_zero -> bool with true", "src/money/amount.rs: replace == with != in Money::same_currency",
        "src/money/decimal.rs: delete ! in parse_padded", "src/refund/payout.rs: delete match arm Order::Newest in Planned<'a>::back",
        "src/settlement/reconcile.rs: replace match guard agrees && only.amount == claim.amount with false in reconcile")
BUILT = HOME / "state.json"
LOCK = threading.Lock()


def main():
    args = arguments()
    until = time.monotonic() + args.minutes * 60
    mutants = switched.listed(FOLDERS)
    state = load(args.fresh)
    todo = [mutant for mutant in mutants if folder(mutant["name"]) in args.folders and mutant["name"] not in state["mutants"]]
    random.Random(args.seed).shuffle(todo)
    if todo and not judge(todo, mutants, state, until, args.jobs):
        return 1
    return told(args, mutants, state)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", default=str(ROOT / "target" / "soak" / "mutation.json"))
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("folders", nargs="*", default=FOLDERS)
    return parser.parse_args()


def digest(*places):
    """Of files, and of what is in folders; a place that is not there says nothing."""
    whole = hashlib.sha256()
    for path in sorted(path for place in places for path in (ROOT / place, *(ROOT / place).rglob("*.*"))):
        if path.suffix in (".rs", ".json", ".txt") and path.is_file():
            whole.update(path.read_bytes())
    return whole.hexdigest()


def load(fresh):
    """What was found before, of files that are still the same; a caught mutant stays caught when tests were only added."""
    files = {str(path.relative_to(ROOT)): digest(path) for folder in FOLDERS for path in sorted((ROOT / "src" / folder).rglob("*.rs"))}
    tests = digest(*READ, *(f"tests/{name}{end}" for name in SUITES for end in ("", ".rs")))
    state = {"files": files, "tests": tests, "alone": [], "mutants": {}}
    if BUILT.exists() and not fresh:
        kept = json.loads(BUILT.read_text(encoding="utf-8"))
        same = {file for file, seen in kept["files"].items() if files.get(file) == seen}
        stays = {name: outcome for name, outcome in kept["mutants"].items() if outcome != "Missed" or kept["tests"] == tests}
        state["mutants"] = {name: outcome for name, outcome in stays.items() if name.split(":")[0] in same}
        state["alone"] = [name for name in kept["alone"] if name.split(":")[0] in same]
    return state


def judge(todo, mutants, state, until, jobs):
    """All that were not judged before, until the time is over; whether the core without a mutant is sound."""
    unviable = {name: outcome for name, outcome in state["mutants"].items() if outcome == "Unviable"}
    out = switched.switched(mutants, unviable | dict.fromkeys(state["alone"], "alone"))
    state["alone"] = [mutant["name"] for mutant in mutants if out.get(mutant["id"]) == "alone"]
    keep(state, {mutant["name"]: "Unviable" for mutant in todo if out.get(mutant["id"]) == "Unviable"})
    programs = switched.built([name for name in SUITES if name != "near"])
    if programs is None:
        return False
    programs["near"] = programs["vectors"]
    rounds = (QUICK, [name for name in SUITES if name not in QUICK])
    seconds = sound(programs, rounds[0])
    if seconds is None or not is_switching(programs, mutants, out, seconds):
        return False
    left = [mutant for mutant in todo if mutant["id"] not in out]
    left = met(left, rounds[0], programs, seconds, state, until, jobs)
    # What the quick ones miss meets all others, once it is known how long these take.
    more = sound(programs, rounds[1]) if left and time.monotonic() < until else {}
    if more is None:
        return False
    left = met(left, rounds[1], programs, more, state, until, jobs)
    keep(state, {mutant["name"]: "Missed" for mutant in left})
    for mutant in todo:
        if out.get(mutant["id"]) == "alone" and time.monotonic() < until:
            keep(state, {mutant["name"]: judged_alone(mutant, seconds | more)})
    return True


def sound(programs, names):
    """How long each of these suites may take, by how long it takes with no mutant on; None where one fails."""
    seconds = {}
    for name in names:
        started = time.monotonic()
        if outcome(name, programs[name], None, 600) != "Missed":
            print(f"the unchanged core fails {name}")
            return None
        seconds[name] = 30 + 10 * (time.monotonic() - started)
    return seconds


def is_switching(programs, mutants, out, seconds):
    """Whether what is surely wrong is caught."""
    for mutant in mutants:
        found = [outcome(name, programs[name], mutant, seconds[name]) for name in QUICK if plain(mutant["name"]) in SURE]
        if found and (mutant["id"] in out or "Caught" not in found):
            print(f"is surely wrong and was not caught: {mutant['name']}")
            return False
    return True


def met(mutants, names, programs, seconds, state, until, jobs):
    """Who is left after these suites."""
    work, left = queue.Queue(), []
    for mutant in mutants:
        work.put(mutant)
    workers = [threading.Thread(target=worker, args=(work, left, names, programs, seconds, state, until)) for _ in range(jobs)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    return left


def worker(work, left, names, programs, seconds, state, until):
    """Takes mutants until none is left or the time is over."""
    while time.monotonic() < until:
        try:
            mutant = work.get_nowait()
        except queue.Empty:
            return
        found = first(outcome(name, programs[name], mutant, seconds[name]) for name in suites(mutant) if name in names)
        if found == "Missed":
            left.append(mutant)
        else:
            keep(state, {mutant["name"]: found})


def first(outcomes):
    """Caught by the first suite that fails."""
    return next((found for found in outcomes if found != "Missed"), "Missed")


def suites(mutant):
    return [name for name, folders in SUITES.items() if folder(mutant["name"]) in folders]


def judged_alone(mutant, seconds):
    """A build for each suite, since most are caught by the first."""
    undo = switched.alone(mutant)
    try:
        if switched.errors():
            return "Unviable"
        return first(outcome(name, switched.built([name])[name], None, seconds.get(name, 600)) for name in suites(mutant) if name != "near")
    finally:
        undo()


def outcome(name, program, mutant, seconds):
    """Of a mutant with a switch, or of none."""
    own = {"LAW_CASES": "2" if name == "reviewing" else "60", "LAW_SEED": "1", "DESCRIBED_POLICIES": "60", "VECTORS_FAILURES": "1", "PROPTEST_MAX_SHRINK_ITERS": "0",
           "PROPTEST_DISABLE_FAILURE_PERSISTENCE": "1", "MUTANT": str(mutant["id"]) if mutant else "0",
           "MAKEGOOD_VECTORS": NEAR.get(folder(mutant["name"]), "settle") if mutant and name == "near" else ""}
    try:
        done = subprocess.run([program, "--quiet", *WORDS.get(name, [])], cwd=TREE, env={**os.environ, **own}, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return "Timeout"
    return "Caught" if done.returncode else "Missed"


def keep(state, found):
    with LOCK:
        state["mutants"] |= found
        HOME.mkdir(parents=True, exist_ok=True)
        BUILT.with_suffix(".new").write_text(json.dumps(state, indent=1), encoding="utf-8")
        os.replace(BUILT.with_suffix(".new"), BUILT)
        for name, outcome in found.items():
            if outcome in ("Missed", "Timeout"):
                print(f"{outcome.lower()}: {name}", flush=True)


def told(args, mutants, state):
    """Figures for each folder and all of them."""
    names = [mutant["name"] for mutant in mutants if folder(mutant["name"]) in args.folders]
    known = set(re.findall(r"^\* `(.+?)`", (Path(__file__).parent / "survivors.md").read_text(encoding="utf-8"), flags=re.M))
    folders = {one: figures_of([name for name in names if folder(name) == one], state) for one in args.folders}
    figures = {"seed": args.seed, **figures_of(names, state), "folders": folders}
    figures["survivors"] = sorted(name for name in names if state["mutants"].get(name) == "Missed")
    figures["unexplained"] = [name for name in figures["survivors"] if plain(name) not in known]
    Path(args.json).parent.mkdir(parents=True, exist_ok=True)
    Path(args.json).write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(json.dumps({key: value for key, value in figures.items() if key not in ("folders", "survivors")}))
    return 1 if figures["unexplained"] or (figures["score"] or 0) < 90 else 0


def folder(name):
    return name.split("/")[1]


def plain(name):
    """Without line and column: these move with every edit."""
    return re.sub(r":\d+:\d+:", ":", name, count=1)


def figures_of(names, state):
    found = [state["mutants"][name] for name in names if name in state["mutants"]]
    count = {word.lower(): found.count(word) for word in ("Caught", "Missed", "Timeout", "Unviable")}
    judged = len(found) - count["unviable"]
    score = round(100 * (count["caught"] + count["timeout"]) / judged, 1) if judged else None
    return {"mutants": len(names), "tested": len(found), **count, "score": score}


if __name__ == "__main__":
    sys.exit(main())
