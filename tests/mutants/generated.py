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
# Tests, cheapest first: most mutants meet the first of them alone. Of the unit tests not those of the readers of JSON, of
# messages and of timelines: no mutant is there.
OTHERS = [f"--skip={name}::" for name in ("contract", "doors", "intake", "json", "monitoring", "text")]
SUITES = {"vectors": ["every_vector"], "schema2": [], "refund_documents": [], "describing_refunds": [], "attaching": [], "laws": [], "lib": OTHERS, "describing": [],
          "promises": [], "reviewing": []}
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
    mutants = switched.listed(args.folders)
    state = load(args.fresh)
    todo = [mutant for mutant in mutants if mutant["name"] not in state["mutants"]]
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
    state = {"files": files, "tests": tests, "mutants": {}}
    if BUILT.exists() and not fresh:
        kept = json.loads(BUILT.read_text(encoding="utf-8"))
        same = {file for file, seen in kept["files"].items() if files.get(file) == seen}
        stays = {name: outcome for name, outcome in kept["mutants"].items() if outcome != "Missed" or kept["tests"] == tests}
        state["mutants"] = {name: outcome for name, outcome in stays.items() if name.split(":")[0] in same}
    return state


def judge(todo, mutants, state, until, jobs):
    """All that were not judged before, until the time is over; whether the core without a mutant is sound."""
    unviable = {name for name, outcome in state["mutants"].items() if outcome == "Unviable"}
    out = switched.switched(mutants, unviable)
    keep(state, {mutant["name"]: "Unviable" for mutant in todo if out.get(mutant["id"]) == "Unviable"})
    programs = switched.built(SUITES)
    if programs is None:
        return False
    seconds = sound(programs, [mutant for mutant in mutants if mutant["id"] not in out])
    if seconds is None:
        return False
    work = queue.Queue()
    for mutant in todo:
        if mutant["id"] not in out:
            work.put(mutant)
    workers = [threading.Thread(target=worker, args=(work, programs, seconds, state, until)) for _ in range(jobs)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    for mutant in todo:
        if out.get(mutant["id"]) == "alone" and time.monotonic() < until:
            keep(state, {mutant["name"]: judged_alone(mutant, seconds)})
    return True


def sound(programs, mutants):
    """How long each suite may take, by how long it takes with no mutant on; None where one fails, or where what is surely wrong is not caught."""
    seconds = {}
    for name, program in programs.items():
        started = time.monotonic()
        if outcome(name, program, 0, 600) != "Missed":
            print(f"the unchanged core fails {name}")
            return None
        seconds[name] = 30 + 10 * (time.monotonic() - started)
    for mutant in mutants:
        if plain(mutant["name"]) in SURE and judged(programs, mutant["id"], seconds) != "Caught":
            print(f"is surely wrong and was not caught: {mutant['name']}")
            return None
    return seconds


def worker(work, programs, seconds, state, until):
    """Takes mutants until none is left or the time is over."""
    while time.monotonic() < until:
        try:
            mutant = work.get_nowait()
        except queue.Empty:
            return
        keep(state, {mutant["name"]: judged(programs, mutant["id"], seconds)})


def judged(programs, mutant, seconds):
    """Caught by the first suite that fails."""
    for name, program in programs.items():
        found = outcome(name, program, mutant, seconds[name])
        if found != "Missed":
            return found
    return "Missed"


def judged_alone(mutant, seconds):
    """A build for each suite, since most are caught by the first."""
    undo = switched.alone(mutant)
    try:
        if switched.errors():
            return "Unviable"
        found = (outcome(name, switched.built([name])[name], 0, seconds[name]) for name in SUITES)
        return next((one for one in found if one != "Missed"), "Missed")
    finally:
        undo()


def outcome(name, program, mutant, seconds):
    own = {"LAW_CASES": "2" if name == "reviewing" else "60", "LAW_SEED": "1", "DESCRIBED_POLICIES": "60", "VECTORS_FAILURES": "1", "PROPTEST_MAX_SHRINK_ITERS": "0",
           "PROPTEST_DISABLE_FAILURE_PERSISTENCE": "1", "MUTANT": str(mutant)}
    try:
        done = subprocess.run([program, "--quiet", *SUITES[name]], cwd=TREE, env={**os.environ, **own}, capture_output=True, timeout=seconds, check=False)
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
    names = [mutant["name"] for mutant in mutants]
    known = set(re.findall(r"^\* `(.+?)`", (Path(__file__).parent / "survivors.md").read_text(encoding="utf-8"), flags=re.M))
    folders = {folder: figures_of([name for name in names if name.startswith(f"src/{folder}/")], state) for folder in args.folders}
    figures = {"seed": args.seed, **figures_of(names, state), "folders": folders}
    figures["survivors"] = sorted(name for name in names if state["mutants"].get(name) == "Missed")
    figures["unexplained"] = [name for name in figures["survivors"] if plain(name) not in known]
    Path(args.json).parent.mkdir(parents=True, exist_ok=True)
    Path(args.json).write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(json.dumps({key: value for key, value in figures.items() if key not in ("folders", "survivors")}))
    return 1 if figures["unexplained"] or (figures["score"] or 0) < 90 else 0


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
