"""Status pages: evidence and announced maintenance, never a vote. Expected values by hand."""
from case_normalize import ask, delivery, problem, seen, told
from payloads import text
from vector import vector

NOON, LATER = "2026-03-04T12:00:00Z", "2026-03-04T12:04:00Z"
MS = {NOON: 1772625600000, LATER: 1772625840000}
PAGE = {"id": "jb7j80lkgqvb", "status_indicator": "major", "status_description": "Major outage"}

# As Zulip recorded it, members of no use left out.
ATLASSIAN_INCIDENT = {
    "meta": {"unsubscribe": "http://mycompany24.statuspage.io/?unsubscribe=zjcdb6727vmj", "generated_at": "2017-12-26T07:32:00.770Z"},
    "page": {"id": "jb7j80lkgqvb", "status_indicator": "none", "status_description": "All Systems Operational"},
    "incident": {
        "name": "Database query delays", "status": "identified", "created_at": "2017-12-26T07:32:00.507Z", "updated_at": "2017-12-26T07:32:00.603Z",
        "monitoring_at": None, "resolved_at": None, "impact": "none", "postmortem_body": None, "backfilled": False, "scheduled_for": None,
        "scheduled_until": None, "id": "z3lct0r596n4", "page_id": "jb7j80lkgqvb",
        "incident_updates": [{"status": "identified", "created_at": "2017-12-26T07:32:00.548Z", "id": "qm8bgczn0p2n"}],
        "components": [{"status": "operational", "name": "Management Portal (example)", "id": "zvdm6f7gf76j"}]}}

ATLASSIAN_COMPONENT = {
    "page": {"id": "jb7j80lkgqvb", "status_indicator": "maintenance", "status_description": "Service Under Maintenance"},
    "component": {"status": "under_maintenance", "name": "Database component", "created_at": "2017-12-26T07:57:28.743Z", "id": "sqm6pl84wzjc"},
    "component_update": {"old_status": "operational", "new_status": "under_maintenance", "created_at": "2017-12-26T07:59:09.379Z",
                         "component_type": "Component", "id": "nd963wv4j30b", "component_id": "sqm6pl84wzjc"}}

# The example of Better Stack's page.
BETTER_STACK = {
    "event_type": "incident", "page": {"id": "12345", "status_indicator": "downtime", "status_description": "Some services are down"},
    "incident": {"id": "98765", "name": "Database Connection Issues", "created_at": "2024-01-15T10:30:00Z", "updated_at": "2024-01-15T11:45:00Z",
                 "organization_id": "12345", "incident_updates": [{"id": "11111", "status_report_id": "98765", "created_at": "2024-01-15T11:45:00Z"}]}}


def sent(body, **other):
    return ask(delivery("statuspage", text(body), source="5", **other))


def incident(**members):
    whole = {"id": "inc1", "name": "Network", "status": "investigating", "impact": "major", "created_at": NOON, "updated_at": LATER, "resolved_at": None,
             "backfilled": False, "scheduled_for": None, "scheduled_until": None, "components": [{"id": "c1", "name": "Web", "status": "major_outage"}]}
    whole.update(members)
    return sent({"page": PAGE, "incident": whole})


def component(word):
    return sent({"page": PAGE, "component": {"id": "c1", "name": "Web", "status": "operational"},
                 "component_update": {"new_status": word, "component_id": "c1", "created_at": NOON}})


def said(state, at=NOON, target="c1", kind="evidence", label="Network"):
    return seen(f"5/{target}/{MS[at]}/{state}/{kind}", "5", target, state, at, "exact", label, kind=kind)


def planned(**members):
    return incident(**{"status": "scheduled", "impact": "maintenance", "created_at": "2026-03-01T09:00:00Z", "updated_at": "2026-03-01T09:00:01Z", "scheduled_for": "2026-03-05T02:00:00Z",
                       "scheduled_until": "2026-03-05T04:00:00Z", **members})


def window(target="c1", start="2026-03-05T02:00:00Z", end="2026-03-05T04:00:00Z", announced="2026-03-01T09:00:00Z", reference="inc1", title="Network"):
    return {"reference": reference, "target": target, "title": title, "from": start, "to": end, "announcedAt": announced}


def announced(*windows):
    row = {"id": "d1", "status": "ignored", "observations": [], "windows": list(windows), "problem": None}
    return {"expect": {"ok": True, "results": [row], "warnings": []}}


def cases():
    """Every vector of this vendor."""
    return incidents() + maintenance()


def incidents():
    v = vector
    quiet = {"status": "ignored"}
    return [
        v("normalize-statuspage-published-incident", "an incident without impact proves nothing; people wrote it", "down: it is an incident after all",
          sent(ATLASSIAN_INCIDENT, at="2017-12-26T07:32:05Z"),
          **told(seen("5/zvdm6f7gf76j/1514273520507/unknown/other", "5", "zvdm6f7gf76j", "unknown", "2017-12-26T07:32:00.507Z", "exact",
                      "Database query delays", kind="other"), **quiet)),
        v("normalize-statuspage-published-component", "a component's new status, as evidence", "a vote; or the component's own first day as the time",
          sent(ATLASSIAN_COMPONENT, at="2017-12-26T07:59:12Z"),
          **told(seen("5/sqm6pl84wzjc/1514275149379/maintenance/evidence", "5", "sqm6pl84wzjc", "maintenance", "2017-12-26T07:59:09.379Z", "exact",
                      "Database component", kind="evidence"), **quiet)),
        v("normalize-statuspage-published-better-stack", "Better Stack names no state: evidence that something was told, about the page", "down read off the page's present indicator",
          sent(BETTER_STACK, at="2024-01-15T11:45:05Z"),
          **told(seen("5/12345/1705314600000/unknown/evidence", "5", "12345", "unknown", "2024-01-15T10:30:00Z", "exact", "Database Connection Issues",
                      kind="evidence"), **quiet)),
        v("normalize-statuspage-impact", "the impact says how bad it was", "every incident down",
          {**incident(impact="critical"), "deliveries": [{**incident(impact=word)["deliveries"][0], "id": word} for word in ("critical", "major", "minor")]},
          part={"ok": True, "results": [{"observations": [{"state": s, "kind": "evidence"}]} for s in ("down", "down", "degraded")]}),
        v("normalize-statuspage-resolved", "both ends when it is over", "an incident for ever", incident(status="resolved", resolved_at=LATER),
          **told(said("down"), said("up", LATER), **quiet)),
        v("normalize-statuspage-postmortem", "a postmortem days later tells the same two ends", "the incident reopened by a text about it",
          incident(status="postmortem", resolved_at=LATER), **told(said("down"), said("up", LATER), **quiet)),
        v("normalize-statuspage-monitoring", "monitoring is not resolved, whatever stands in resolved_at", "the end of the time before it broke again",
          incident(status="monitoring", resolved_at=LATER), **told(said("down"), **quiet)),
        v("normalize-statuspage-backfilled", "what was written down afterwards proves nothing about when", "evidence with times somebody typed in",
          incident(status="resolved", resolved_at=LATER, backfilled=True), **told(said("down", kind="other"), said("up", LATER, kind="other"), **quiet)),
        v("normalize-statuspage-no-component", "without components it is about the page", "payload_target", incident(components=[]),
          **told(said("down", target="jb7j80lkgqvb"), **quiet)),
        v("normalize-statuspage-components", "each component of it; their present status is not read", "the status of now at the time of then",
          incident(components=[{"id": "c1", "status": "operational"}, {"id": "c2", "status": "degraded_performance"}]),
          **told(said("down"), said("down", target="c2"), **quiet)),
        v("normalize-statuspage-component-words", "each word of a component", "partial outage read as down: not all of it was",
          {**component("operational"), "deliveries": [{**component(word)["deliveries"][0], "id": word} for word in (
              "operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance")]},
          part={"ok": True, "results": [{"status": "ignored", "observations": [{"state": s, "kind": "evidence", "label": "Web"}]} for s in (
              "up", "degraded", "degraded", "down", "maintenance")]}),
        v("normalize-statuspage-component-unknown-word", "a status that we do not know", "down", component("exploded"), part=problem("payload_state")),
        v("normalize-statuspage-unknown-status", "a status of an incident that we do not know", "not resolved, so it goes on", incident(status="closed"), part=problem("payload_state")),
        v("normalize-statuspage-unknown-impact", "an impact that we do not know", "major", incident(impact="huge"), part=problem("payload_state")),
        v("normalize-statuspage-local-time", "a time without a zone is not a time", "read as UTC", incident(created_at="2026-03-04T12:00:00"), part=problem("payload_time")),
        v("normalize-statuspage-shape", "neither incident nor component nor maintenance", "ignored without a trace", sent({"page": PAGE}), part=problem("payload_shape")),
        v("normalize-statuspage-no-page", "a body without a page is another's", "an incident of another vendor as evidence",
          sent({"incident": {"id": "1", "status": "resolved"}}), part=problem("payload_shape")),
    ]


def maintenance():
    v = vector
    better = {"event_type": "maintenance", "page": {"id": "12345"}, "maintenance": {
        "id": "87654", "name": "Scheduled Database Upgrade", "created_at": "2026-03-01T09:00:00Z", "updated_at": "2026-03-01T09:00:00Z",
        "starts_at": "2026-03-05T02:00:00Z", "ends_at": "2026-03-05T04:00:00Z", "organization_id": "12345", "maintenance_updates": []}}
    return [
        v("normalize-statuspage-scheduled", "planned maintenance is a window of each component, announced when it was published", "an incident, or announced when we heard of it",
          planned(components=[{"id": "c1"}, {"id": "c2"}]), **announced(window(), window("c2"))),
        v("normalize-statuspage-scheduled-better-stack", "the same by Better Stack, about the page", "payload_shape",
          sent(better), **announced(window("12345", reference="87654", title="Scheduled Database Upgrade"))),
        v("normalize-statuspage-completed-early", "what ended early is no maintenance afterwards", "an outage of the free hour excused",
          planned(status="completed", scheduled_for="2026-03-04T10:00:00Z", scheduled_until=NOON, resolved_at="2026-03-04T11:00:00Z"),
          **announced(window(start="2026-03-04T10:00:00Z", end="2026-03-04T11:00:00Z"))),
        v("normalize-statuspage-completed-late", "what ran over its plan was never announced", "the overrun excused",
          planned(status="completed", scheduled_for="2026-03-04T10:00:00Z", scheduled_until="2026-03-04T11:00:00Z", resolved_at=NOON),
          **announced(window(start="2026-03-04T10:00:00Z", end="2026-03-04T11:00:00Z"))),
        v("normalize-statuspage-called-off", "completed before it began: of no length, so that the window that was announced is taken back", "an excuse for an outage of that night",
          planned(status="completed", resolved_at=NOON), **announced(window(end="2026-03-05T02:00:00Z"))),
        v("normalize-statuspage-moved", "changed days after it was published: its present times were announced when we heard of them",
          "an outage of that night excused by a window that was moved over it, as announced on the first day",
          planned(updated_at="2026-03-04T12:04:00Z"), **announced(window(announced="2026-03-04T12:05:01Z"))),
        v("normalize-statuspage-moved-better-stack", "the same by Better Stack", "the day of the first plan",
          sent({**better, "maintenance": {**better["maintenance"], "updated_at": "2026-03-04T11:00:00Z"}}),
          **announced(window("12345", announced="2026-03-04T12:05:01Z", reference="87654", title="Scheduled Database Upgrade"))),
        v("normalize-statuspage-published-twice", "a page saves what it publishes once more within a minute", "every announcement counts from when it was heard",
          planned(updated_at="2026-03-01T09:01:00Z"), **announced(window())),
        v("normalize-statuspage-moved-after-a-minute", "a millisecond more is a change", "published", planned(updated_at="2026-03-01T09:01:00.001Z"),
          **announced(window(announced="2026-03-04T12:05:01Z"))),
        v("normalize-statuspage-backfilled-maintenance", "written down afterwards: announced when we heard of it", "an outage excused by backdating its announcement",
          planned(backfilled=True), **announced(window(announced="2026-03-04T12:05:01Z"))),
        v("normalize-statuspage-maintenance-without-end", "half a window is none", "maintenance for ever", planned(scheduled_until=None), part=problem("payload_time")),
        v("normalize-statuspage-maintenance-backwards", "an end before the beginning", "a window of no length", planned(scheduled_until="2026-03-05T01:00:00Z"), part=problem("payload_time")),
    ]
