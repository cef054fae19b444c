#!/usr/bin/env python3
"""Generated wrong cores: cargo-mutants changes src/money, src/sla and src/settlement at every place it knows, and tests have to notice.

Usage: generated.py [--minutes N] [--jobs N] [--seed N] [--json FILE] [--fresh] [folder …]

A mutant meets few tests first, who survives meets all tests of the core. What was found is kept
in target/mutation, so a pass that was stopped goes on where it ended. A file that changed starts over, and survivors do when
tests changed; --fresh judges everything again. Mutants come in small groups in an order that the seed decides: what a short
run says is a fair sample. Exits 1 when a mutant survives that
tests/mutants/survivors.md does not name, or when the score of caught ones is below 90 %.
"""
import argparse
import hashlib
import json
import os
import queue
import random
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "target" / "mutation"
FOLDERS = ("money", "sla", "settlement", "refund", "review")
TESTS = ("vectors", "promises", "laws", "schema2", "describing", "attaching", "reviewing")
# What tests read beside their own files.
READ = ("policies", "tests/policies", "tests/vectors", "tests/support", "tests/fuzz/random.rs")
GROUP = 6
BUILT = HOME / "state.json"
LOCK = threading.Lock()


def main():
    args = arguments()
    tools = ROOT / "target" / "tools" / "bin" / "cargo-mutants"
    if not tools.exists():
        command = ["cargo", "install", "--quiet", "cargo-mutants", "--version", "27.1.0", "--locked", "--root", str(ROOT / "target" / "tools")]
        subprocess.run(command, check=True)
    state = load(args.fresh)
    until = time.monotonic() + args.minutes * 60
    trees = [tree(place) for place in range(args.jobs)]
    names = {folder: listed(tools, trees[0], folder) for folder in args.folders}
    todo = [group for found in names.values() for group in groups_of(found)]
    random.Random(args.seed).shuffle(todo)
    todo = [group for group in todo if key(*group) not in state["groups"]]
    work = queue.Queue()
    for group in survivors_of(state) + todo:
        work.put(group)
    workers = [threading.Thread(target=worker, args=(tools, place, work, names, state, until)) for place in trees]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    return told(args, names, state)


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


def survivors_of(state):
    """Groups of survivors, once more where tests are others than those that they survived."""
    tests = digest(*READ, *(f"tests/{name}{end}" for name in TESTS for end in ("", ".rs")))
    if state.get("tests") == tests:
        return []
    left = sorted(name for name, outcome in state["mutants"].items() if outcome == "MissedMutant")
    groups = [("survivors", left[at:at + GROUP]) for at in range(0, len(left), GROUP)]
    # Only who met these tests survived them: a pass that is stopped before begins with survivors again.
    state["unmet"], state["of"] = len(groups), tests
    met(state, 0)
    return groups


def met(state, groups):
    """So many groups of survivors met the tests of today."""
    state["unmet"] -= groups
    if state["unmet"] == 0:
        state["tests"] = state["of"]


def load(fresh):
    """What was found before, of files that are still the same; a caught mutant stays caught when tests were only added."""
    files = {str(path.relative_to(ROOT)): digest(path) for folder in FOLDERS for path in sorted((ROOT / "src" / folder).rglob("*.rs"))}
    state = {"files": files, "groups": [], "mutants": {}}
    if not BUILT.exists() or fresh:
        return state
    kept = json.loads(BUILT.read_text(encoding="utf-8"))
    same = {file for file, seen in kept.get("files", {}).items() if files.get(file) == seen}
    groups = [group for group in kept["groups"] if group.split("#")[0] in same]
    return kept | {"files": files, "groups": groups, "mutants": {name: outcome for name, outcome in kept["mutants"].items() if name.split(":")[0] in same}}


def save(state):
    BUILT.parent.mkdir(parents=True, exist_ok=True)
    BUILT.with_suffix(".new").write_text(json.dumps(state, indent=1), encoding="utf-8")
    os.replace(BUILT.with_suffix(".new"), BUILT)


def tree(place):
    """A copy of the core and its tests alone, quick to build: no members, no shared library, no lints."""
    folder = HOME / f"tree{place}"
    shutil.rmtree(folder, ignore_errors=True)
    for top in ("src", "docs", "tests", "policies", "xtask/src"):
        shutil.copytree(ROOT / top, folder / top, ignore=shutil.ignore_patterns("node_modules", "browser", "php-versions", "release", "*.php"))
    for name in ("Cargo.lock", "README.md", "build.rs"):
        shutil.copy(ROOT / name, folder)
    text = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
    text = re.sub(r"members = \[.*?\]", "members = []", text, count=1).replace('crate-type = ["cdylib", "rlib"]', 'crate-type = ["rlib"]')
    text = re.sub(r"default-members = .*\n", "", text).replace("[lints]\nworkspace = true\n", "")
    # What reads JSON and draws stories is built once, quick to run; the core is built for each mutant.
    (folder / "Cargo.toml").write_text(text + '\n[profile.dev.package."*"]\nopt-level = 3\n', encoding="utf-8")
    return folder


def environment(folder, cases, vectors):
    own = {"CARGO_TARGET_DIR": str(HOME / folder.name.replace("tree", "build")), "CARGO_INCREMENTAL": "1", "RUSTFLAGS": "-Awarnings", "LAW_CASES": str(cases), "LAW_SEED": "1",
           "CARGO_PROFILE_DEV_OPT_LEVEL": "0", "CARGO_PROFILE_DEV_DEBUG": "0", "MAKEGOOD_VECTORS": vectors, "PROPTEST_MAX_SHRINK_ITERS": "0", "DESCRIBED_POLICIES": "60", "CARGO_NET_OFFLINE": "true"}
    return {**os.environ, **own}


def quick(folder, name):
    """Most are caught by what stands beside them, or by the vectors of settle and few stories."""
    if name == "money":
        return ["--lib", "--", "money::"], environment(folder, 0, "")
    if name == "settlement":
        return ["--test=vectors", "--", "holds_through"], environment(folder, 0, "")
    return ["--test=vectors", "--test=promises", "--", "holds_through", "second_by_second", "a_ledger_follows"], environment(folder, 60, "settle")


def every(folder):
    """All that could notice: not the own tests of the readers of JSON, of messages, of timelines and of dates."""
    others = ["--", *(f"--skip={name}::" for name in ("calendar", "contract", "doors", "intake", "json", "monitoring", "review", "text"))]
    return ["--lib", *(f"--test={name}" for name in TESTS), *others], environment(folder, 200, "")


def listed(tools, folder, name):
    command = [tools, "mutants", "--list", "--json", "--no-config", "-f", f"src/{name}/**"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return [row["name"] for row in json.loads(done.stdout)]


def groups_of(found):
    """(file, which part, of how many) for each small group of a file's mutants."""
    files = {}
    for name in found:
        files.setdefault(name.split(":")[0], []).append(name)
    counts = {file: max(1, len(own) // GROUP) for file, own in files.items()}
    return [(file, part, count) for file, count in counts.items() for part in range(count)]


def key(file, part, count):
    return f"{file}#{part}/{count}"


def worker(tools, folder, work, names, state, until):
    """Takes groups until none is left or the time is over."""
    sound = set()
    while time.monotonic() < until:
        try:
            group = work.get_nowait()
        except queue.Empty:
            return
        if group[0] == "survivors":
            if is_sound(folder, sound, every(folder)):
                keep(state, None, judged(tools, folder, group[1]))
            continue
        file, part, count = group
        name = file.split("/")[1]
        own = [f"--shard={part}/{count}", "--sharding=round-robin", "-f", file]
        if not is_sound(folder, sound, quick(folder, name)):
            return
        found = mutate(tools, folder, own, *quick(folder, name))
        left = [mutant for mutant, outcome in found.items() if outcome == "MissedMutant"]
        if left and not is_sound(folder, sound, every(folder)):
            return
        keep(state, key(*group), found | judged(tools, folder, left))


def judged(tools, folder, mutants):
    """By all tests; some kinds of mutants come along whatever the pattern says."""
    found = mutate(tools, folder, exactly(mutants), *every(folder), 300) if mutants else {}
    return {mutant: outcome for mutant, outcome in found.items() if mutant in mutants}


def keep(state, group, found):
    """Of a group, or of survivors who met the tests of today (None)."""
    with LOCK:
        state["mutants"] |= found
        if group is None:
            met(state, 1)
        else:
            state["groups"].append(group)
        save(state)
    survivors = [mutant for mutant, outcome in found.items() if outcome == "MissedMutant"]
    print(f"{group or 'survivors'}: {len(found) - len(survivors)} of {len(found)}" + "".join(f"\n  {mutant}" for mutant in survivors), flush=True)


def is_sound(folder, sound, tests):
    """Whether the unchanged core passes: else a caught mutant would mean nothing. Asked once."""
    command, env = tests
    if tuple(command) not in sound:
        done = subprocess.run(["cargo", "test", "--quiet", *command], cwd=folder, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"the unchanged core fails\n{done.stdout[-2000:]}{done.stderr[-2000:]}", flush=True)
            return False
        sound.add(tuple(command))
    return True


def exactly(mutants):
    files = {mutant.split(":")[0] for mutant in mutants}
    return [part for file in files for part in ("-f", file)] + [part for mutant in mutants for part in ("--re", f"^{re.escape(mutant)}$")]


def mutate(tools, folder, which, tests, env, seconds=60):
    """What became of each mutant; its name without the column, which means nothing to a reader, but is part of it."""
    out = folder.parent / f"out-{folder.name}"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    command = [tools, "mutants", "--in-place", "--baseline=skip", f"--timeout={seconds}", "--build-timeout=600", "--no-config", f"--output={out}", *which,
               *of_cargo(tests)]
    subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False)
    rows = json.loads((out / "mutants.out" / "outcomes.json").read_text(encoding="utf-8"))["outcomes"]
    return {row["scenario"]["Mutant"]["name"]: row["summary"] for row in rows if isinstance(row["scenario"], dict)}


def of_cargo(tests):
    """Targets count for the build as well: what is not asked is not built. What follows `--` is for the tests alone."""
    cut = tests.index("--") if "--" in tests else len(tests)
    return [f"--cargo-arg={target}" for target in tests[:cut]] + [f"--cargo-test-arg={word}" for word in tests[cut:]]


def told(args, names, state):
    """Figures for each folder and all of them."""
    every_name = [name for found in names.values() for name in found]
    reasons = (Path(__file__).parent / "survivors.md")
    known = set(re.findall(r"^\* `(.+?)`", reasons.read_text(encoding="utf-8"), flags=re.M)) if reasons.exists() else set()
    figures = {"seed": args.seed, **figures_of(every_name, state), "folders": {folder: figures_of(found, state) for folder, found in names.items()}}
    survivors = sorted(name for name in every_name if state["mutants"].get(name) == "MissedMutant")
    figures["survivors"] = survivors
    figures["unexplained"] = [name for name in survivors if plain(name) not in known]
    Path(args.json).parent.mkdir(parents=True, exist_ok=True)
    Path(args.json).write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(json.dumps({key: value for key, value in figures.items() if key not in ("folders", "survivors")}))
    return 1 if figures["unexplained"] or (figures["score"] or 0) < 90 else 0


def plain(name):
    """Without line and column: these move with every edit."""
    return re.sub(r":\d+:\d+:", ":", name, count=1)


def figures_of(names, state):
    found = [state["mutants"][name] for name in names if name in state["mutants"]]
    count = {word: found.count(word) for word in ("CaughtMutant", "MissedMutant", "Timeout", "Unviable")}
    judged = len(found) - count["Unviable"]
    score = round(100 * (count["CaughtMutant"] + count["Timeout"]) / judged, 1) if judged else None
    return {"mutants": len(names), "tested": len(found), "caught": count["CaughtMutant"], "missed": count["MissedMutant"], "timeout": count["Timeout"],
            "unviable": count["Unviable"], "score": score}


if __name__ == "__main__":
    sys.exit(main())
