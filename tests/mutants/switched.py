"""One core with all mutants in it, each behind a switch: what cargo-mutants lists, put into a copy of src by tests/mutants/schemata.

A mutant that the compiler refuses is taken out again and is unviable. One that can be no branch (it is in a constant, binds
names, or borrows otherwise) stands alone: a build of its own.
"""
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "target" / "mutation"
TREE = HOME / "tree"
# Where it is put together.
NEXT = HOME / "next"
# The types are wrong: so they are where the mutant stands for itself. Other refusals may come from the branch around it.
WRONG_TYPES = {"E0061", "E0271", "E0277", "E0282", "E0283", "E0308", "E0369", "E0433", "E0599", "E0600", "E0614"}
SWITCH = """//! Which mutant is on: `MUTANT` has its number.
pub(crate) fn is(id: u32) -> bool {
    static ON: std::sync::LazyLock<u32> = std::sync::LazyLock::new(|| std::env::var("MUTANT").map_or(0, |on| on.parse().unwrap()));
    *ON == id
}
"""
BUILD = {"CARGO_TARGET_DIR": str(HOME / "build"), "CARGO_INCREMENTAL": "1", "RUSTFLAGS": "--cap-lints=allow", "CARGO_PROFILE_DEV_OPT_LEVEL": "1",
         "CARGO_PROFILE_DEV_DEBUG": "0", "CARGO_NET_OFFLINE": "true"}


class Broken(Exception):
    """The core with its switches does not build, and no mutant is to blame."""


def listed(folders):
    """All mutants of these folders, with numbers from 1 on."""
    tool = ROOT / "target" / "tools" / "bin" / "cargo-mutants"
    if not tool.exists():
        subprocess.run(["cargo", "install", "--quiet", "cargo-mutants", "--version", "27.1.0", "--locked", "--root", str(ROOT / "target" / "tools")], check=True)
    where = [word for folder in folders for word in ("-f", f"src/{folder}/**")]
    rows = json.loads(run([tool, "mutants", "--list", "--json", "--no-config", *where], cwd=ROOT).stdout)
    return [row | {"id": number} for number, row in enumerate(rows, 1)]


def run(command, check=True, **more):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=check, **more)


def tree():
    """A copy of the core and its tests alone, quick to build: no members, no shared library, no lints."""
    shutil.rmtree(NEXT, ignore_errors=True)
    for top in ("src", "docs", "tests", "policies", "xtask/src"):
        shutil.copytree(ROOT / top, NEXT / top, ignore=shutil.ignore_patterns("node_modules", "browser", "php-versions", "release", "*.php"))
    for name in ("Cargo.lock", "README.md", "build.rs"):
        shutil.copy(ROOT / name, NEXT)
    text = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
    text = re.sub(r"members = \[.*?\]", "members = []", text, count=1).replace('crate-type = ["cdylib", "rlib"]', 'crate-type = ["rlib"]')
    text = re.sub(r"default-members = .*\n", "", text).replace("[lints]\nworkspace = true\n", "")
    (NEXT / "Cargo.toml").write_text(text + '\n[profile.dev.package."*"]\nopt-level = 3\n', encoding="utf-8")


def synced():
    """What is the same stays untouched: only what differs is compiled again."""
    files = {path.relative_to(NEXT) for path in NEXT.rglob("*") if path.is_file()}
    for gone in {path.relative_to(TREE) for path in TREE.rglob("*") if path.is_file()} - files:
        (TREE / gone).unlink()
    for file in files:
        if not (TREE / file).exists() or (TREE / file).read_bytes() != (NEXT / file).read_bytes():
            (TREE / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(NEXT / file, TREE / file)


def switched(mutants, refused_before):
    """Writes the one core; the outcome of those that it cannot hold: {id: "Unviable" or "alone"}, where some are known by name."""
    tree()
    # A function gives one hidden type: a branch with another one is refused, the mutant is not.
    out = {mutant["id"]: "alone" for mutant in mutants if mutant["genre"] == "FnValue" and "impl " in mutant["function"]["return_type"]}
    out |= {mutant["id"]: refused_before[mutant["name"]] for mutant in mutants if mutant["name"] in refused_before}
    while True:
        ranges, alone = written([mutant for mutant in mutants if mutant["id"] not in out])
        out |= dict.fromkeys(alone, "alone")
        refused = errors()
        if not refused:
            return out
        found = blamed(refused, ranges)
        if not found:
            raise Broken("\n".join(error["rendered"] for error in refused[:5]))
        print(f"refused by the compiler: {len(found)}", flush=True)
        out |= found


def written(mutants):
    shutil.rmtree(NEXT / "src")
    shutil.copytree(ROOT / "src", NEXT / "src")
    tool = ["cargo", "run", "--quiet", "--manifest-path", Path(__file__).parent / "schemata" / "Cargo.toml", "--target-dir", HOME / "schemata"]
    told = json.loads(run(tool, input=json.dumps({"root": str(NEXT), "mutants": mutants})).stdout)
    (NEXT / "src" / "mutant.rs").write_text(SWITCH, encoding="utf-8")
    lib = NEXT / "src" / "lib.rs"
    lib.write_text(lib.read_text(encoding="utf-8").replace("\nmod order;", "\nmod mutant;\nmod order;"), encoding="utf-8")
    synced()
    return told["ranges"], told["alone"]


def cargo(*words):
    """What the compiler says, as JSON rows."""
    done = run(["cargo", *words, "--message-format=json"], check=False, cwd=TREE, env={**os.environ, **BUILD})
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def errors():
    code, rows = cargo("check", "--quiet", "--lib")
    found = [row["message"] for row in rows if row["reason"] == "compiler-message" and row["message"]["level"] == "error" and row["message"]["spans"]]
    if code and not found:
        raise Broken("cargo check fails and names no place")
    return found


def blamed(refused, ranges):
    """Who stands where an error is, or else where it points to."""
    out = {}
    for error in refused:
        spans = sorted(error["spans"], key=lambda span: not span["is_primary"])
        ids = [id for span in spans for start, end, id in ranges.get(span["file_name"], []) if start <= span["byte_start"] and span["byte_end"] <= end]
        for id in ids[:1]:
            typed = (error["code"] or {}).get("code") in WRONG_TYPES
            out[id] = "Unviable" if typed and out.get(id) != "alone" else "alone"
    return out


def built(names):
    """The test programs by name; `lib` are the unit tests. None when they do not build."""
    targets = ["--lib" if name == "lib" else f"--test={name}" for name in names]
    code, rows = cargo("test", "--quiet", "--no-run", *targets)
    if code:
        print("the tests do not build", *(row["message"]["rendered"] for row in rows if row["reason"] == "compiler-message"), sep="\n")
        return None
    programs = {row["target"]["name"]: row["executable"] for row in rows if row["reason"] == "compiler-artifact" and row["executable"]}
    return {name: programs["makegood" if name == "lib" else name] for name in names}


def alone(mutant):
    """Writes this mutant into the file as it was, with no switch; gives what undoes that."""
    path = TREE / mutant["file"]
    before, lines = path.read_text(encoding="utf-8"), (ROOT / mutant["file"]).read_text(encoding="utf-8").splitlines(keepends=True)
    start, end = (sum(map(len, lines[:at["line"] - 1])) + at["column"] - 1 for at in (mutant["span"]["start"], mutant["span"]["end"]))
    text = "".join(lines)
    path.write_text(text[:start] + mutant["replacement"] + text[end:], encoding="utf-8")
    return lambda: path.write_text(before, encoding="utf-8")
