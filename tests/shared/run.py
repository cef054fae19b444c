#!/usr/bin/env python3
"""Runs collected facts (real monitor payloads, published downtime figures) through the core, where they lie beside the checkout.

They are not part of the project: without them this says so and passes. Expected values are read off the payloads by hand.
"""
import json
import pathlib
import subprocess
import sys
from datetime import datetime, timezone
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
CORE = [str(ROOT / "target/release/makegood"), "call", "--lines"]
VENDORS = {"pingdom": "pingdom", "uptimerobot": "uptimerobot", "uptime_kuma": "uptime-kuma"}
RECEIVED = "2026-06-01T00:00:00Z"

# file: (target, state, at, precision), read off the payload
WEBHOOKS = {
    "pingdom/webhook_http_down_alerta.json": ("803318", "down", "2017-06-30T22:25:43Z", "exact"),
    "pingdom/webhook_http_up_to_down_zulip.json": ("2048467", "down", "2016-03-14T07:10:34Z", "exact"),
    "uptimerobot/webhook_custom_body_down_zulip.json": ("server1.example.com", "down", RECEIVED, "received"),
    "uptime_kuma/CONSTRUCTED_webhook_down.json": ("29", "down", "2024-09-24T23:51:35.527Z", "checkTime"),
    "uptime_kuma/CONSTRUCTED_webhook_up_2.x.json": ("29", "up", "2024-09-24T23:55:36.101Z", "checkTime"),
}


def ask(requests):
    text = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run(CORE, input=text, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def delivery(vendor, path):
    body = {"body": path.read_text(encoding="utf-8")}
    return {"contract": 1, "command": "normalize", "deliveries": [
        {"id": "d1", "source": "1", "vendor": vendor, "receivedAt": RECEIVED, "contentType": "", "query": "", **body}]}


def webhooks(check):
    for name, (target, state, at, precision) in WEBHOOKS.items():
        [answer] = ask([delivery(VENDORS[name.split("/")[0]], DATA / "monitor-payloads" / name)])
        result = answer["results"][0]
        got = [(o["target"], o["state"], o["at"], o["precision"]) for o in result["observations"]]
        check(name, got == [(target, state, at, precision)], got)


def strangers(check):
    """A payload of another vendor, or an answer of a history API, never becomes a vote."""
    cases = []
    for path in sorted((DATA / "monitor-payloads").rglob("*")):
        name = str(path.relative_to(DATA / "monitor-payloads"))
        if path.is_file() and name not in WEBHOOKS and path.name != "_source.md":
            cases += [(name, vendor) for vendor in VENDORS.values()]
    answers = ask([delivery(vendor, DATA / "monitor-payloads" / name) for name, vendor in cases])
    for (name, vendor), answer in zip(cases, answers):
        result = answer["results"][0]
        check(f"{name} sent to {vendor}", result["status"] != "observed", result)


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

    webhooks(check)
    strangers(check)
    downtime(check)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
