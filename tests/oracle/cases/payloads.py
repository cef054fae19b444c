"""Bodies that monitors really send: the facts of published samples, members in their published order."""
import json
from pathlib import Path

MONITORS = Path(__file__).resolve().parents[3] / "monitors"

PINGDOM_ALERTA_DOWN = {
    "second_probe": {"ip": "185.39.146.214", "location": "Stockholm 2, Sweden", "ipv6": "2a02:752:100:e::4002"},
    "check_type": "HTTP",
    "first_probe": {"ip": "85.93.93.123", "location": "Strasbourg 5, France", "ipv6": ""},
    "tags": [], "check_id": 803318, "current_state": "DOWN",
    "check_params": {"url": "/", "encryption": False, "hostname": "api.alerta.io", "basic_auth": False, "port": 80,
                     "header": "User-Agent:Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)", "ipv6": False,
                     "full_url": "http://api.alerta.io/"},
    "previous_state": "UP", "check_name": "Alerta API on OpenShift", "version": 1, "state_changed_timestamp": 1498861543,
    "importance_level": "HIGH", "state_changed_utc_time": "2017-06-30T22:25:43",
    "long_description": "HTTP Server Error 503 Service Unavailable", "description": "HTTP Error 503"}

PINGDOM_ZULIP_DOWN = {
    "check_id": 2048467, "check_name": "Test check", "check_type": "HTTP",
    "check_params": {"basic_auth": False, "encryption": False, "full_url": "http://someurl.com/", "hostname": "someurl.com",
                     "header": "User-Agent:Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)", "ipv6": False, "port": 80, "url": "/"},
    "tags": [], "previous_state": "UP", "current_state": "DOWN", "state_changed_timestamp": 1457939434,
    "state_changed_utc_time": "2016-03-14T07:10:34", "long_description": "Non-recoverable failure in name resolution",
    "description": "DNS error",
    "first_probe": {"ip": "85.17.156.99", "ipv6": "2001:1af8:4100:a09b::454", "location": "Amsterdam 5, Netherlands"},
    "second_probe": {"ip": "64.141.100.136", "ipv6": "", "location": "Calgary, Canada"}}

UPTIMEROBOT_ZULIP_DOWN = {
    "monitor_url": "server1.example.com", "monitor_friendly_name": "Web Server", "alert_type": "1",
    "alert_type_friendly_name": "Down", "alert_details": "Host Is Unreachable", "alert_friendly_duration": "*alertFriendlyDuration*"}

KUMA_DOWN = {
    "heartbeat": {"monitorID": 29, "status": 0, "time": "2024-09-24 23:51:35.527", "msg": "getaddrinfo ENOTFOUND test.com",
                  "important": True, "duration": 0, "retries": 0, "timezone": "America/Los_Angeles", "timezoneOffset": "-07:00",
                  "localDateTime": "2024-09-24 16:51:35"},
    "monitor": {"id": 29, "name": "Test", "description": None, "pathName": "Test", "parent": None, "childrenIDs": [],
                "url": "https://test.com", "method": "GET", "hostname": None, "port": None, "maxretries": 0, "active": True,
                "type": "http", "timeout": 48, "interval": 60, "retryInterval": 60, "resendInterval": 0, "upsideDown": False,
                "tags": [], "maintenance": False, "includeSensitiveData": False},
    "msg": "[Test] [🔴 Down] getaddrinfo ENOTFOUND test.com"}

KUMA_UP = {
    "heartbeat": {"monitorID": 29, "status": 1, "time": "2024-09-24 23:55:36.101", "msg": "200 - OK", "ping": 143, "important": True,
                  "duration": 60, "retries": 0, "timezone": "America/Los_Angeles", "timezoneOffset": "-07:00",
                  "localDateTime": "2024-09-24 16:55:36", "lastDownTime": "2024-09-24 23:51:35.527"},
    "monitor": {"id": 29, "name": "Test", "url": "https://test.com", "type": "http", "interval": 60, "maintenance": False,
                "active": True, "includeSensitiveData": False},
    "msg": "[Test] [✅ Up] 200 - OK"}

# Version 1 of 2022: no milliseconds; taken from a bug report that printed a Python dictionary.
KUMA_V1_DOWN = {
    "heartbeat": {"monitorID": 10, "status": 0, "time": "2022-01-21 14:06:38", "msg": "PING 10.13.13.13: 100% packet loss\n\n",
                  "important": True, "duration": 0},
    "monitor": {"id": 10, "name": "Testing", "url": "https://", "method": "GET", "body": None, "hostname": "10.13.13.13"},
    "msg": "[Testing] [🔴 Down]"}


def text(body, **spaces):
    """A body as its sender writes it."""
    return json.dumps(body, ensure_ascii=False, **spaces)


def filled(template, mark, values):
    """One of our templates of a body, as the monitor fills it in; `mark` makes a variable of its name."""
    body = (MONITORS / template).read_text(encoding="utf-8")
    for name, value in values.items():
        assert mark(name) in body, f"{template} does not hold {name}"
        body = body.replace(mark(name), value)
    return json.loads(body)


def pingdom(**members):
    """A short Pingdom body: the members that the contract reads, some replaced or removed (...)."""
    body = {"check_id": 803318, "check_name": "Web 1", "check_params": {"hostname": "web1.example.com"}, "previous_state": "UP",
            "current_state": "DOWN", "state_changed_timestamp": 1772625600, "state_changed_utc_time": "2026-03-04T12:00:00",
            "first_probe": {}, "second_probe": {}}
    body.update(members)
    return text({k: v for k, v in body.items() if v is not ...})


def kuma(beat=None, monitor=None):
    """A short Uptime Kuma body, members of heartbeat and monitor replaced or removed (...)."""
    heartbeat = {"monitorID": 7, "status": 0, "time": "2026-03-04 12:00:00.000", "msg": "x", "important": True, **(beat or {})}
    checked = {"id": 7, "name": "Web 1", "url": "https://web1.example.com", "hostname": None, "type": "http", **(monitor or {})}
    strip = lambda rows: {k: v for k, v in rows.items() if v is not ...}  # noqa: E731
    return text({"heartbeat": strip(heartbeat), "monitor": strip(checked), "msg": "m"})
