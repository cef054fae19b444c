#!/usr/bin/env python3
"""Runs what is shipped for Zabbix and Nagios as these systems would, and has the core read what it sends.

The media type's script runs in node with a stand-in for Zabbix' own objects, the notification command in sh with a
stand-in for curl. Expected values by hand; 1705314600 is 2024-01-15T10:30:00Z.
"""
import hashlib
import hmac
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import textwrap

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORE = [str(ROOT / "target/release/makegood"), "call", "--lines"]
GOT = "2024-01-15T10:40:00Z"
NODE = """
const vm = require('vm'), crypto = require('crypto'), input = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const sent = [], headers = [];
class HttpRequest { addHeader(h) { headers.push(h); } post(url, body) { sent.push({url, body}); return ''; } getStatus() { return input.status; } }
class Clock extends Date { static now() { return input.now * 1000; } }
const world = {value: JSON.stringify(input.parameters), HttpRequest, Date: Clock, Zabbix: {log() {}},
  hmac: (kind, key, text) => crypto.createHmac(kind, key).update(text).digest('hex')};
let problem = null;
try { vm.runInNewContext('(function () {' + input.script + '\\n})()', world); } catch (error) { problem = String(error); }
console.log(JSON.stringify({sent, headers, problem}));
"""
# In place of curl: the body as curl would write it, and what came as configuration.
CURL = r"""#!/usr/bin/env python3
import os, sys, urllib.parse
config, fields = sys.stdin.read(), []
for option, value in zip(sys.argv[1:], sys.argv[2:]):
    if option == "--data-urlencode":
        name, _, text = value.partition("=")
        fields.append(name + "=" + urllib.parse.quote(text, safe=""))
open(os.environ["SEEN"], "w").write(config.strip() + "\n" + "&".join(fields) + "\n" + " ".join(sys.argv[1:]))
"""


def read(vendor, body, content):
    request = {"contract": 1, "command": "normalize", "deliveries": [
        {"id": "d1", "source": "1", "vendor": vendor, "receivedAt": GOT, "contentType": content, "query": "", "body": body}]}
    done = subprocess.run(CORE, input=json.dumps(request) + "\n", capture_output=True, text=True, check=True)
    [result] = json.loads(done.stdout)["results"]
    return [(o["target"], o["state"], o["kind"], o["at"], o["precision"]) for o in result["observations"]]


def media_type():
    """Parameters and script of the media type. The file is plain enough to be read without a YAML parser."""
    text = (ROOT / "monitors/zabbix/media_makegood.yaml").read_text(encoding="utf-8")
    parameters = dict(re.findall(r"^        - name: (\w+)\n          value: '([^'\n]*)'$", text, re.MULTILINE))
    script = re.search(r"^      script: \|\n((?:        .*\n|\n)+)", text, re.MULTILINE)
    return parameters, textwrap.dedent(script.group(1))


def zabbix(now=1705314610, status=200, secret="", **macros):
    """What the script sends when Zabbix fills in these macros and leaves the others as they were typed."""
    parameters, script = media_type()
    known = {"ALERT.SENDTO": "https://panel.example.com/hook?s=1", "TRIGGER.ID": "14032", "EVENT.NAME": 'web1 "is" down', "HOST.HOST": "web1", "HOST.CONN": "203.0.113.10",
             "EVENT.ID": "10528", "EVENT.SOURCE": "0", "EVENT.VALUE": "1", "EVENT.UPDATE.STATUS": "0", **{k.replace("_", "."): v for k, v in macros.items()}}
    filled = {name: re.sub(r"^\{([A-Z.]+)\}$", lambda m: known.get(m.group(1), m.group(0)), value) for name, value in parameters.items()}
    filled["secret"] = secret
    done = subprocess.run(["node", "-e", NODE], input=json.dumps({"parameters": filled, "script": script, "now": now, "status": status}),
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def zabbix_rows(check):
    start, end = "2024-01-15T10:30:00Z", "2024-01-15T10:37:00Z"
    still = ("14032", "down", "reminder", GOT, "received")
    times = {"EVENT_TIMESTAMP": "1705314600"}
    over = {"EVENT_VALUE": "0", "EVENT_RECOVERY_TIMESTAMP": "1705315020"}
    rows = [
        ("a problem", times, [("14032", "down", "state", start, "exact"), still]),
        ("its end", {**times, **over}, [("14032", "down", "state", start, "exact"), ("14032", "up", "state", end, "exact")]),
        ("an acknowledgement", {**times, "EVENT_UPDATE_STATUS": "1"}, [("14032", "unknown", "ack", GOT, "received")]),
        ("a version that tells only ages", {"EVENT_AGE": "10s"}, [("14032", "down", "state", start, "checkTime"), still]),
        ("the end in such a version", {"EVENT_AGE": "7m 10s", "EVENT_DURATION": "7m 0s", "EVENT_VALUE": "0", "now": 1705315030},
         [("14032", "down", "state", start, "checkTime"), ("14032", "up", "state", end, "checkTime")]),
        ("a long one", {"EVENT_AGE": "1d 1h 0m 10s", "now": 1705404610}, [("14032", "down", "state", start, "checkTime"), still]),
        ("an age in words", {"EVENT_AGE": "a while"}, [("14032", "down", "state", GOT, "received"), still]),
    ]
    for name, macros, expected in rows:
        done = zabbix(**macros)
        got = [read("zabbix", one["body"], "application/json") for one in done["sent"]]
        check(f"zabbix: {name}", got == [expected] and done["problem"] is None, (got, done["problem"]))
    done = zabbix(secret="s3cret", **times)
    right = hmac.new(b"s3cret", done["sent"][0]["body"].encode(), hashlib.sha256).hexdigest()
    check("zabbix: the signature is over the body as it is sent", f"X-Zabbix-Signature: {right}" in done["headers"], done["headers"])
    check("zabbix: without a secret there is no signature", not any("Signature" in h for h in zabbix(**times)["headers"]), "")
    check("zabbix: a refusal is a failure, so that Zabbix tries again", "503" in (zabbix(status=503, **times)["problem"] or ""), "")
    check("zabbix: events of discovery are not sent", zabbix(EVENT_SOURCE="1", **times)["sent"] == [], "")


def nagios(folder, *arguments, url="# of Makegood\nhttps://panel.example.com/hook?s=1\n"):
    """The configuration, the body and the arguments that curl gets; None with the exit code when it is not called."""
    seen, file = folder / "seen", folder / "url"
    seen.unlink(missing_ok=True)
    file.write_text(url, encoding="utf-8")
    world = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "SEEN": str(seen), "MAKEGOOD_URL_FILE": str(file)}
    done = subprocess.run(["sh", str(ROOT / "monitors/nagios/makegood-notify.sh"), *arguments], env=world, capture_output=True, text=True)
    return seen.read_text(encoding="utf-8").split("\n", 2) if seen.exists() else (None, done.returncode)


def commands(name):
    """The arguments of each command that a sample of a configuration calls."""
    text = (ROOT / "monitors/nagios" / name).read_text(encoding="utf-8")
    return [re.findall(r'"(\w+=\$[^"]*)"', block) for block in re.split(r"define command|object NotificationCommand", text)[1:]]


def nagios_rows(check, folder):
    values = {"HOSTNAME": "web01", "HOSTALIAS": "Web & 1", "HOSTADDRESS": "203.0.113.10", "HOSTSTATE": "DOWN", "HOSTSTATETYPE": "HARD", "NOTIFICATIONTYPE": "PROBLEM",
              "LASTHOSTSTATECHANGE": "1705314600", "HOSTDOWNTIME": "0", "SERVICEDESC": "http %2F é", "SERVICESTATE": "CRITICAL", "SERVICESTATETYPE": "HARD",
              "LASTSERVICESTATECHANGE": "1705314600", "SERVICEDOWNTIME": "0",
              "host.name": "web01", "host.display_name": "Web 1", "host.address": "203.0.113.10", "host.state": "DOWN", "host.state_type": "HARD", "notification.type": "PROBLEM",
              "host.last_state_change": "1705314600.000000", "host.downtime_depth": "0", "service.name": "http %2F é", "service.display_name": "HTTP", "service.state": "CRITICAL",
              "service.state_type": "HARD", "service.last_state_change": "1705314600.000000", "service.downtime_depth": "0"}
    fill = lambda text: re.sub(r"\$([\w.]+)\$", lambda m: values[m.group(1)], text)  # noqa: E731
    for name in ("nagios.cfg", "icinga2.conf"):
        for place, target in enumerate(("web01", "web01!http %2F é")):
            config, body, arguments = nagios(folder, *map(fill, commands(name)[place]))
            expected = [(target, "down", "state", "2024-01-15T10:30:00Z", "exact"), (target, "down", "reminder", GOT, "received")]
            got = read("nagios", body, "application/x-www-form-urlencoded")
            check(f"nagios: {name}, command {place + 1}", got == expected, got)
            check(f"nagios: {name}, command {place + 1}: the address is no argument", config == 'url = "https://panel.example.com/hook?s=1"' and "panel" not in arguments, arguments)
    check("nagios: an unknown name is refused", nagios(folder, "host=web01", "status=DOWN") == (None, 2), "")
    check("nagios: a file without an address is refused", nagios(folder, "host=web01", url="panel.example.com\n") == (None, 2), "")


def main():
    failed = []
    total = 0

    def check(name, right, got):
        nonlocal total
        total += 1
        if not right:
            failed.append(name)
            print(f"FAILED {name}: {got}")

    zabbix_rows(check)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "curl").write_text(CURL, encoding="utf-8")
        (folder / "curl").chmod(0o755)
        nagios_rows(check, folder)
    print(f"{total - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
