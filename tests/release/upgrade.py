#!/usr/bin/env python3
"""An old release books March; the new zip is unpacked over it; everything that was there stays, and April is booked by the new one.

Usage: upgrade.py OLD.zip NEW.zip     ends with `N passed, M failed`
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
VOLATILE = {"mod_makegood_meta", "mod_makegood_runs"}   # counters of the runs themselves
passed = failed = 0


def check(what, good, detail=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    print(("ok   " if good else "FAIL ") + what + ("" if good or detail == "" else f": {detail}"))


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=ROOT, env={**os.environ, "SANDBOX_NOW": ""})
    if done.returncode != 0:
        print(done.stdout[-2000:], done.stderr[-2000:], file=sys.stderr)
        raise SystemExit(f"failed: {' '.join(map(str, command[:4]))}")
    return done.stdout


def unpack(archive, into):
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(into)


def main():
    old, new = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as home:
        panel = pathlib.Path(home) / "panel"
        sandbox = ROOT / "php-bridge/sandbox/bin"
        step = lambda now, *words: run("php", HERE / "panel.php", panel, now, *words)
        cron = lambda now: run("php", sandbox / "cron.php", "--root", panel, "--now", now)
        dump = lambda now: json.loads(step(now, "dump"))

        run("php", sandbox / "install.php", "--root", panel, "--seed", "--now", "2026-03-01T00:30:00Z", "--timezone", "UTC")
        unpack(old, panel)
        run("php", sandbox / "activate.php", "--root", panel)
        step("2026-03-01T01:00:00Z", "setup")
        cron("2026-03-01T01:05:00Z")
        step("2026-03-10T12:01:00Z", "deliver", "down", "2026-03-10T12:00:00Z")
        cron("2026-03-10T12:05:00Z")
        step("2026-03-10T12:06:00Z", "map")
        step("2026-03-10T15:01:00Z", "deliver", "up", "2026-03-10T15:00:00Z")
        cron("2026-03-10T15:05:00Z")
        cron("2026-04-04T06:00:00Z")
        before = dump("2026-04-04T07:00:00Z")
        booked = len(before["credit"])
        check("the old release books March", booked > 5, f"{booked} credits")

        unpack(new, panel)   # over it, as people do
        check("the page opens after the upgrade", step("2026-04-05T08:00:00Z", "open") == "page\n")
        after = dump("2026-04-05T08:00:00Z")
        check("the panel knows the new version", after["version"] not in ("", before["version"]), after["version"])
        for table, rows in before["tables"].items():
            if table in VOLATILE:
                continue
            now = after["tables"].get(table)
            kept = now is not None and len(now) == len(rows) and all(
                {name: value for name, value in new_row.items() if name in old_row} == old_row for old_row, new_row in zip(rows, now))
            check(f"{table}: {len(rows)} rows as they were", kept)
        meta = {row["name"]: row["value"] for row in after["tables"]["mod_makegood_meta"]}
        check("a ledger that paid goes on paying", meta.get("mode") == "live", str(meta.get("mode")))
        check("no credit was touched", after["credit"] == before["credit"])
        check("entries of the old release are replayed by the new core", all(after["replayed"].values()) and len(after["replayed"]) == len(before["tables"]["mod_makegood_entries"]),
              str(after["replayed"]))

        step("2026-04-12T12:01:00Z", "deliver", "down", "2026-04-12T12:00:00Z")
        step("2026-04-12T22:31:00Z", "deliver", "up", "2026-04-12T22:30:00Z")
        cron("2026-04-13T06:00:00Z")
        check("nothing of March is paid again", dump("2026-04-13T07:00:00Z")["credit"] == before["credit"])
        cron("2026-05-04T06:00:00Z")
        cron("2026-05-04T06:05:00Z")
        last = dump("2026-05-04T07:00:00Z")
        periods = {row["period"] for row in last["tables"]["mod_makegood_entries"][booked:]}
        check("the new release books April, once", len(last["credit"]) == 2 * booked and periods == {"2026-04"},
              f"{len(last['credit'])} credits, {periods}")
        check("the old credits stay", last["credit"][:booked] == before["credit"])
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
