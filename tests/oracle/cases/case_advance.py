"""advanceCase: who decided what, and what the decision sets in motion. Expected values by hand."""
from vector import changed, refused, vector

OUTAGE = {"id": "12", "kind": "outage", "state": "open", "openedAt": "2026-03-20T08:00:00Z", "subject": "server:3",
          "from": "2026-03-18T10:00:00Z", "to": "2026-03-18T11:30:00Z"}
POSTING = {"id": "13", "kind": "posting", "state": "open", "openedAt": "2026-04-04T06:00:00Z", "posting": "88"}
RUN = {"id": "14", "kind": "run", "state": "open", "openedAt": "2026-04-04T06:00:00Z", "run": "4"}
AS_OF = "2026-04-05T09:30:00Z"


def ask(action, case, note="checked", actor="admin:1", as_of=AS_OF):
    return {"contract": 1, "command": "advanceCase", "asOf": as_of, "action": action, "actor": actor, "note": note, "case": case}


def answer(case, state, effect, note="checked", actor="admin:1", as_of=AS_OF):
    return {"ok": True, "case": {"id": case["id"], "kind": case["kind"], "state": state, "decidedAt": as_of, "decidedBy": actor,
                                 "note": note}, "effect": effect, "warnings": []}


def outage_effect(kind):
    return {"type": kind, "subject": "server:3", "from": "2026-03-18T10:00:00Z", "to": "2026-03-18T11:30:00Z"}


def cases():
    """Every vector of this command."""
    return decided() + told() + refused_ones()


def decided():
    v = vector
    return [
        v("advance-accept-outage", "a person accepts a single-monitor outage", "an effect without the interval, so that nothing is confirmed",
          ask("accept", OUTAGE), answer(OUTAGE, "accepted", outage_effect("acceptOutage"))),
        v("advance-refuse-outage", "a person refuses it", "acceptOutage whatever the action says",
          ask("refuse", OUTAGE), answer(OUTAGE, "refused", outage_effect("refuseOutage"))),
        v("advance-accept-posting", "accept on a posting means: the credit is on the account", "postAgain, which would pay twice",
          ask("accept", POSTING), answer(POSTING, "accepted", {"type": "markPosted", "posting": "88"})),
        v("advance-refuse-posting", "refuse on a posting means: it is not there", "markPosted, which would never pay",
          ask("refuse", POSTING), answer(POSTING, "refused", {"type": "postAgain", "posting": "88"})),
        v("advance-accept-run", "a held run is released", "holdRun", ask("accept", RUN),
          answer(RUN, "accepted", {"type": "releaseRun", "run": "4"})),
        v("advance-refuse-run", "a held run stays held", "releaseRun", ask("refuse", RUN),
          answer(RUN, "refused", {"type": "holdRun", "run": "4"})),
    ]


def told():
    v = vector
    two_bytes = "é" * 1000
    return [
        v("advance-note-null", "no note is an answer too", "an empty string for a missing note",
          ask("accept", RUN, note=None), answer(RUN, "accepted", {"type": "releaseRun", "run": "4"}, note=None)),
        v("advance-note-absent", "an optional field may be absent", "missing_field",
          changed(ask("accept", RUN), ["note"], ...), answer(RUN, "accepted", {"type": "releaseRun", "run": "4"}, note=None)),
        v("advance-note-2000-bytes", "2000 bytes in 1000 characters are allowed", "a limit counted off by one",
          ask("refuse", POSTING, note=two_bytes), answer(POSTING, "refused", {"type": "postAgain", "posting": "88"}, note=two_bytes)),
        v("advance-decided-at-ms", "decidedAt is asOf, with its milliseconds", "a clock, or milliseconds cut off",
          ask("accept", OUTAGE, as_of="2026-04-05T09:30:00.250Z"),
          answer(OUTAGE, "accepted", outage_effect("acceptOutage"), as_of="2026-04-05T09:30:00.250Z")),
        v("advance-note-text", "quotes, line breaks and letters of any script come back as they went in", "a broken escape",
          ask("accept", POSTING, note='she said "ok"\n\\ 已确认'),
          answer(POSTING, "accepted", {"type": "markPosted", "posting": "88"}, note='she said "ok"\n\\ 已确认')),
    ]


def refused_ones():
    v = vector
    return [
        v("advance-closed-accepted", "an accepted case cannot be decided again", "a second effect, a second credit",
          ask("accept", changed(OUTAGE, ["state"], "accepted")), part=refused("case_closed")),
        v("advance-closed-refused", "a refused case cannot be turned by the same door", "acceptOutage after a refusal",
          ask("accept", changed(POSTING, ["state"], "refused")), part=refused("case_closed")),
        v("advance-unknown-action", "actions are a closed list", "anything but accept read as refuse",
          ask("yes", OUTAGE), part=refused("invalid_word", "action")),
        v("advance-action-of-refunds", "an outage knows no approve", "anything but accept read as refuse",
          ask("approve", OUTAGE), part=refused("case_state", "action")),
        v("advance-unknown-kind", "kinds are a closed list", "a default kind",
          ask("accept", changed(OUTAGE, ["kind"], "slowness")), part=refused("invalid_word", "case.kind")),
        v("advance-unknown-state", "states are a closed list", "an unknown state treated as open",
          ask("accept", changed(OUTAGE, ["state"], "held")), part=refused("invalid_word", "case.state")),
        v("advance-field-of-other-kind", "an outage case has no posting", "the field is ignored",
          ask("accept", {**OUTAGE, "posting": "88"}), part=refused("unknown_field", "case.posting")),
        v("advance-outage-without-subject", "an outage case needs its subject", "an effect on no subject",
          ask("accept", changed(OUTAGE, ["subject"], ...)), part=refused("missing_field", "case.subject")),
        v("advance-bad-subject", "subjects are server: or service:", "any text accepted",
          ask("accept", changed(OUTAGE, ["subject"], "host:3")), part=refused("invalid_subject", "case.subject")),
        v("advance-empty-interval", "an outage of no length is not accepted", "an outage that ends before it begins",
          ask("accept", changed(OUTAGE, ["to"], "2026-03-18T10:00:00Z")), part=refused("invalid_interval")),
        v("advance-note-2001-bytes", "one byte more is refused", "a note cut silently",
          ask("accept", RUN, note="é" * 1000 + "x"), part=refused("invalid_note", "note")),
        v("advance-empty-actor", "somebody must have decided", "an anonymous decision",
          ask("accept", RUN, actor=""), part=refused("invalid_id", "actor")),
    ]
