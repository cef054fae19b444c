#!/usr/bin/env python3
"""Seeded wrong cores: applies each mutant to a temporary copy, builds it and expects some vector to fail.

Usage: run.py [--every N] [id …]. Prints for each mutant the vector that killed it; exits 1 when one survives, does not apply or does not build.
"""
import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
COPIED = ("Cargo.toml", "Cargo.lock", "build.rs", "src")
# The command line is a package of its own, with much that no mutant is about.
DOOR = """//! Reads a request, writes its answer.
fn main() {
    let request = std::io::read_to_string(std::io::stdin()).map(String::into_bytes);
    let _ = std::io::Write::write_all(&mut std::io::stdout(), &makegood::call(&request.unwrap_or_else(|_| vec![0xff])));
}
"""


def main():
    mutants = json.loads((HERE / "mutants.json").read_text(encoding="utf-8"))
    words = sys.argv[1:]
    # Each is a build: the tests take every fourth, the soak all of them.
    step = int(words[1]) if words[:1] == ["--every"] else 1
    ids = words[2:] if step > 1 else words
    chosen = [m for m in mutants[::step] if not ids or m["id"] in ids]
    with tempfile.TemporaryDirectory(prefix="makegood-mutants-") as folder:
        crate = copy_crate(Path(folder))
        vectors = load_vectors()
        if not build(crate):
            return fail("the unchanged copy does not build")
        killer = first_failure(vectors)
        if killer:
            return fail(f"the unchanged core already fails {killer}: a kill would mean nothing")
        survivors = [m["id"] for m in chosen if not judge(crate, m, vectors)]
    print(f"{len(chosen) - len(survivors)} killed, {len(survivors)} survived {survivors or ''}")
    return 1 if survivors or not chosen else 0


def fail(why):
    print(why)
    return 1


def copy_crate(folder):
    """The root package alone, without its workspace members and tests."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        elif source.exists():
            shutil.copy(source, folder / name)
    manifest = folder / "Cargo.toml"
    text = re.sub(r"(?m)^(default-)?members = .*\n", "", manifest.read_text(encoding="utf-8"))
    manifest.write_text(text, encoding="utf-8")
    (folder / "src" / "main.rs").write_text(DOOR, encoding="utf-8")
    return folder


def target():
    return ROOT / "target" / "mutants"


def build(crate):
    """Builds the CLI in its own target directory; warnings are a mutant's good right."""
    command = ["cargo", "build", "--quiet", "--bin", "makegood", "--target-dir", str(target())]
    done = subprocess.run(command, cwd=crate, capture_output=True, text=True, env={**os.environ, "RUSTFLAGS": "-Awarnings"}, check=False)
    if done.returncode:
        print(done.stderr[-2000:])
    return done.returncode == 0


def judge(crate, mutant, vectors):
    """True when the mutant applies, builds and is killed."""
    path = crate / mutant["file"]
    original = path.read_text(encoding="utf-8")
    if original.count(mutant["old"]) != 1:
        print(f"{mutant['id']}: its text occurs {original.count(mutant['old'])} times in {mutant['file']}")
        return False
    path.write_text(original.replace(mutant["old"], mutant["new"]), encoding="utf-8")
    killer = first_failure(vectors) if build(crate) else None
    path.write_text(original, encoding="utf-8")
    print(f"{mutant['id']:<28} {'killed by ' + killer if killer else 'SURVIVED'}   ({mutant['models']})", flush=True)
    return killer is not None


def load_vectors():
    """(id, request bytes, expected text or None, expected part) of every vector but the one of 8 MiB."""
    rows = []
    for path in sorted((ROOT / "tests" / "vectors").glob("*.json")):
        for v in json.loads(path.read_text(encoding="utf-8")):
            if "request" in v:
                raw = wire(v["request"])
            elif "requestText" in v:
                raw = v["requestText"].encode()
            elif "requestBase64" in v:
                raw = base64.b64decode(v["requestBase64"])
            else:
                continue
            rows.append((v["id"], raw, wire(v["expect"]) if "expect" in v else None, v.get("expectPart")))
    return rows


def wire(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def first_failure(vectors):
    """The id of the first vector that the built core fails, or None."""
    binary = target() / "debug" / "makegood"
    for ident, raw, expect, part in vectors:
        answer = subprocess.run([binary, "call"], input=raw, capture_output=True, check=False).stdout
        if answer != expect if expect is not None else not subset(part, answer):
            return ident
    return None


def subset(part, answer):
    try:
        return within(part, json.loads(answer))
    except ValueError:
        return False


def within(part, whole):
    """Objects: each member of `part`; lists: equally long; others: equal."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(k in whole and within(v, whole[k]) for k, v in part.items())
    if isinstance(part, list):
        return isinstance(whole, list) and len(part) == len(whole) and all(map(within, part, whole))
    return part == whole and type(part) is type(whole)


if __name__ == "__main__":
    sys.exit(main())
