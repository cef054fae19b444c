#!/usr/bin/env python3
"""Runs collected facts (real monitor payloads, published downtime figures) through the core, where they lie beside the checkout.

They are not part of the project: without them this says so and passes. What each payload says stands in payloads/<vendor>.json, read off it by
hand; a row may `change` members of the payload (JSON Pointer: value) where no recovery was published. Prints them all as one table.
"""
import json
import os
import pathlib
import subprocess
import sys
from datetime import datetime, timezone
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared" / "data"))
PAYLOADS = DATA / "monitor-payloads"
CORE = [str(ROOT / "target/release/makegood"), "call", "--lines"]
RECEIVED = "2026-06-01T00:00:00Z"
HASH = "1" * 64
# Strangers are sent to `mapped` with a mapping that fits none of them.
MAPPING = {"hash": HASH, "document": {"schema": 1, "name": "none", "target": ["/our-target"], "state": {
    "at": ["/our-state"], "words": [{"word": "down", "state": "down"}], "other": "refuse"}}}
# A question such as a pull would write, for strangers on the way of history.
QUESTION = "from=1700000000&to=1790000000&target=1"

# Files that hold no message and no answer, and why.
NO_PAYLOAD = {
    "pingdom/api_3.1_openapi_outage_results_actions_excerpt.json": "schemas of the API, with an example for a field here and there",
    "uptimerobot/api_v3_openapi_incidents_excerpt.json": "schemas of the API",
    "uptime_kuma/webhook_down_typed_comments_suavecito.ts.txt": "a type with recorded values as comments; CONSTRUCTED_webhook_down.json is made from it",
    "statuscake/webhook_fields_official_kb.txt": "a list of field names",
    "icinga2/event_stream_fields_doc.md.txt": "a page of documentation",
    "nagios/CONSTRUCTED_notification_env.txt": "the environment of a notification command; monitors/nagios sends a form made from it",
    "nagios/CONSTRUCTED_nagios_log_lines.txt": "lines of a log; nothing sends them",
    "zabbix/keep_script_parameters.txt": "parameters of somebody else's media type",
}
# Folders of monitors without a reader of their own: their messages are read by a mapping that the administrator writes.
NO_READER = {"cachet", "gatus", "librenms", "nodeping", "oneuptime", "prtg"}


def ask(requests):
    text = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run(CORE, input=text, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def delivery(vendor, body, channel="webhook", content="", query=""):
    row = {"id": "d1", "source": "1", "vendor": vendor, "channel": channel, "receivedAt": RECEIVED, "contentType": content, "query": query, "body": body}
    if vendor == "mapped":
        row["mapping"] = HASH
    return {"contract": 1, "command": "normalize", "mappings": [MAPPING], "deliveries": [row]}


def changed(text, changes):
    """The payload with members set; without changes as it stands, byte for byte."""
    if not changes:
        return text
    body = json.loads(text)
    for pointer, value in changes.items():
        node, parts = body, pointer.split("/")[1:]
        for part in parts[:-1]:
            node = node[int(part)] if isinstance(node, list) else node[part]
        node[int(parts[-1]) if isinstance(node, list) else parts[-1]] = value
    return json.dumps(body)


def rows():
    found = []
    for path in sorted((ROOT / "tests/shared/payloads").glob("*.json")):
        found += json.loads(path.read_text(encoding="utf-8"))
    return found


def brief(observation):
    kind = "" if observation["kind"] == "state" else f" {observation['kind']}"
    places = "" if observation["locations"] is None else f", {observation['locations']} places"
    return f"{observation['target'][:40]} {observation['state']}{kind} {observation['at']} {observation['precision']}{places}"


def payloads(check):
    """Each row: status, observations in order, windows. Printed as the table file, vendor, channel, status, what it says."""
    all_rows = rows()
    answers = ask(delivery(row["vendor"], changed((PAYLOADS / row["file"]).read_text(encoding="utf-8"), row.get("change")), row["channel"],
                           row["contentType"], row["query"]) for row in all_rows)
    for row, answer in zip(all_rows, answers):
        result = answer["results"][0] if answer["ok"] else {"status": answer["errors"][0]["code"], "observations": [], "windows": [], "problem": None}
        said = [{key: seen[key] for key in ("target", "state", "kind", "at", "precision", "locations")} for seen in result["observations"]]
        expected = [{**seen, "at": seen["at"] or RECEIVED} for seen in row["expect"]]
        name = row["file"] + (", changed" if row.get("change") else "")
        code = f" ({result['problem']['code']})" if result["problem"] else ""
        lines = [brief(seen) for seen in said] + [f"window of {w['target']} {w['from']} to {w['to']}" for w in result["windows"]]
        print(f"{name:<62} {row['vendor']:<13} {row['channel']:<8} {result['status']}{code}")
        for line in lines[:6] + ([f"… {len(lines) - 6} more"] if len(lines) > 6 else []):
            print(f"    {line}")
        check(f"{name} to {row['vendor']}: {row['why']}", (result["status"], said, result["windows"]) == (row["status"], expected, row.get("windows", [])), result)


def complete(check):
    """Every file of a supported monitor has a row, or its reason stands above."""
    told = {row["file"] for row in rows()}
    files = {str(path.relative_to(PAYLOADS)) for path in PAYLOADS.rglob("*") if path.is_file() and path.name != "_source.md"}
    for name in sorted(files):
        if name.split("/")[0] in NO_READER:
            print(f"{name:<62} no reader of its own: by a mapping")
        elif name in NO_PAYLOAD:
            print(f"{name:<62} no payload: {NO_PAYLOAD[name]}")
        else:
            check(f"{name} has a row", name in told, "none in tests/shared/payloads")
    check("rows and reasons name files that are there", (told | NO_PAYLOAD.keys()) <= files, sorted((told | NO_PAYLOAD.keys()) - files))
    check("no file has a row and a reason not to", not told & NO_PAYLOAD.keys(), sorted(told & NO_PAYLOAD.keys()))


def strangers(check):
    """What is another vendor's never becomes a vote, whichever way it came."""
    [description] = ask([{"contract": 1, "command": "describe"}])
    at_home = {(row["file"], row["vendor"]) for row in rows()}
    cases = []
    for path in sorted(PAYLOADS.rglob("*")):
        name = str(path.relative_to(PAYLOADS))
        if path.is_file() and path.name != "_source.md":
            ways = [(name, vendor, channel) for vendor in description["sources"] for channel in ("webhook", "history")]
            cases += [way for way in ways if way[:2] not in at_home]
    requests = (delivery(vendor, (PAYLOADS / name).read_text(encoding="utf-8"), channel, query=QUESTION) for name, vendor, channel in cases)
    for (name, vendor, channel), answer in zip(cases, ask(requests)):
        votes = [seen for seen in answer["results"][0]["observations"] if seen["kind"] in ("state", "reminder")]
        check(f"{name} sent to {vendor} as {channel}", not votes, [brief(seen) for seen in votes])
    print(f"{len(cases)} payloads sent to strangers")


def instant(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def settle(outages):
    return {"contract": 1, "command": "settle", "asOf": "2024-03-01T00:00:00Z",
            "capabilities": {"routes": ["accountCredit"], "postableScale": []},
            "zones": [{"name": "UTC", "tzdata": "2024a", "offsets": [{"from": None, "seconds": 0}]}],
            "policies": [{"hash": "1" * 64, "document": {
                "schema": 1, "name": "p", "zone": "UTC", "maintenance": {"rule": "counted"},
                "schedule": {"family": "uptimeTiers", "tiers": [{"below": "99.9", "percent": "10"}]}}}],
            "outages": [{"id": f"o{i}", "subject": "server:1", "from": instant(a), "to": instant(b)} for i, (a, b) in enumerate(outages)],
            "maintenance": [], "clients": [{"id": "1", "currency": "USD", "revision": 0, "carry": "0.00"}],
            "services": [{"id": "1", "client": "1", "period": "2024-01",
                          "spans": [{"from": "2023-01-01T00:00:00Z", "to": None, "server": "1", "state": "active"}],
                          "assignments": [{"scope": "product", "policy": "1" * 64, "from": "2023-01-01T00:00:00Z"}],
                          "charges": [], "recurring": {"months": 1, "amount": "10.00", "tax": None}, "entries": []}]}


def downtime(check):
    vectors = json.loads((DATA / "downtime_definition_vectors.json").read_text())["vectors"]
    for name, vector in vectors.items():
        [answer] = ask([settle(vector["intervals_epoch_s"])])
        seconds = vector["result"]["exact_seconds"]
        result = answer["results"][0]
        exact = Fraction(2678400 - seconds, 2678400) * 100
        shown = f"{int(exact * 10**6) // 10**6}.{int(exact * 10**6) % 10**6:06d}"
        check(f"downtime {name}", (result["downtimeMs"], result["availability"]) == (seconds * 1000, shown), result["availability"])
        # below 99.9 % of 2 678 400 s: more than 2 678.4 s down
        check(f"credit {name}", result["entitlement"]["gross"] == ("1.00" if seconds * 10 > 26784 else "0.00"), result["entitlement"])


def main():
    if not DATA.is_dir():
        print("no collected facts beside this checkout: nothing to run\n1 passed, 0 failed")
        return 0
    passed = failed = 0

    def check(name, ok, got):
        nonlocal passed, failed
        passed, failed = passed + ok, failed + (not ok)
        if not ok:
            print(f"FAIL {name}: {got}")

    payloads(check)
    complete(check)
    strangers(check)
    downtime(check)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
