"""Policies of schema 2: what is refused, with code and path, each by one change to a request that is fine. Codes and paths by hand."""
from full import asked, bad, doc, down, ladder, multiple, per_unit, proportional, tiers
from month import charge, service
from vector import changed
from wire import HOUR

DOCUMENT = ["policies", 0, "document"]
AT = "policies[0].document"
USD = {"currency": "USD", "amount": "1.00"}
FULL = asked(doc(tiers(), {"rule": "wholeSlots", "minutes": 5, "minimumMs": 0, "graceMs": 0, "clock": "outage", "affected": "whole", "excused": "up",
                           "maintenance": {"rule": "excludedIfAnnounced", "noticeMs": HOUR, "quotaMs": HOUR, "daily": {"from": "02:00", "to": "05:00"}}, "excuses": ["client"]},
                 period="anniversary", length="mean", fee={"base": "paid", "addOns": True}, caps=[{"per": "period", "percent": "100"}], minimumCredit=[USD], minimumPayout=[USD],
                 claim={"windowMs": HOUR, "from": "period"}, forfeits=["unpaid"], expiresAfterMs=HOUR, settleDelayMs=HOUR),
             [down(60, component="a", affected="50", reportedAt="2026-03-10T00:00:00Z")],
             services=[service(charges=[{**charge(), "cash": "5.00", "kind": "plan"}], anchor=5, excused=[{"from": "2026-03-01T00:00:00Z", "to": "2026-03-02T00:00:00Z", "kind": "client"}],
                               claims=[{"at": "2026-04-02T00:00:00Z"}], flags=["unpaid"], given={"line": "1.00", "year": "1.00"}, used=[{"from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z"}])])


def cases():
    """Every vector of this file."""
    return words() + counting() + shares() + schedules() + terms() + inputs()


def refuse(code, name, reason, wrong, path, value, where=None):
    """FULL with `value` at `path` of its document; the answer names that place unless `where` says another of the document."""
    place = where if where is not None else "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path)
    return bad(name, reason, wrong, changed(FULL, DOCUMENT + path, value), code, AT + place)


def by(code, name, reason, wrong, schedule, where):
    return refuse(code, name, reason, wrong, ["schedule"], schedule, ".schedule" + where)


def words():
    rows = [(["period"], "weekly"), (["length"], "days31"), (["counting", "rule"], "sampled"), (["counting", "clock"], "ticket"), (["counting", "affected"], "part"), (["counting", "excused"], "down"),
            (["counting", "excuses", 0], "weather"), (["counting", "maintenance", "rule"], "ignored"), (["fee", "base"], "list"), (["caps", 0, "per"], "day"), (["claim", "from"], "ticket"),
            (["forfeits", 0], "rude"), (["schedule", "edge"], "above"), (["schedule", "family"], "uptimeSteps")]
    return [refuse("invalid_word", "word-" + "-".join(str(p) for p in path), f"{value} is no word for it", "a default", path, value) for path, value in rows] + [
        refuse("unknown_field", "misspelt", "a misspelt member", "no grace", ["counting", "grace"], 1),
        refuse("unknown_field", "old-cap", "the cap of schema 1", "no cap", ["cap"], {"percent": "5"}),
        refuse("unknown_field", "old-maintenance", "maintenance stands in counting", "counted", ["maintenance"], {"rule": "excluded"}),
        refuse("missing_field", "no-schedule", "no schedule", "no credit for anybody", ["schedule"], ...),
        refuse("missing_field", "no-zone", "no zone", "UTC", ["zone"], ...),
        refuse("policy_schema", "schema-3", "a schema of tomorrow", "read as schema 2", ["schema"], 3),
    ]


def counting():
    return [
        refuse("policy_counting", "no-minutes", "slots of no length", "slots of a minute", ["counting", "minutes"], ...),
        refuse("policy_counting", "minutes-zero", "slots of 0 minutes", "a division by nothing", ["counting", "minutes"], 0),
        refuse("policy_counting", "minutes-1441", "slots longer than a day", "one slot from the epoch to now", ["counting", "minutes"], 1441),
        refuse("policy_counting", "minutes-of-exact", "exact has no minutes", "ignored", ["counting", "rule"], "exact", ".counting.minutes"),
        refuse("policy_maintenance", "no-notice", "announced, but how long before", "no notice", ["counting", "maintenance", "noticeMs"], ..., ".counting.maintenance.noticeMs"),
        refuse("policy_maintenance", "notice-of-excluded", "a notice that plays no part", "ignored", ["counting", "maintenance", "rule"], "excluded", ".counting.maintenance.noticeMs"),
        refuse("policy_maintenance", "quota-of-counted", "a quota of what counts anyway", "ignored", ["counting", "maintenance"], {"rule": "counted", "quotaMs": 1}, ".counting.maintenance.quotaMs"),
        refuse("policy_maintenance", "daily-of-counted", "a daily window that counts anyway", "ignored", ["counting", "maintenance"], {"rule": "counted", "daily": {"from": "02:00", "to": "05:00"}}, ".counting.maintenance.daily"),
        refuse("policy_maintenance", "daily-empty", "from and to are equal", "24 hours a day", ["counting", "maintenance", "daily", "to"], "02:00"),
        refuse("policy_maintenance", "daily-hour-24", "24:00 is no time here", "midnight", ["counting", "maintenance", "daily", "to"], "24:00"),
        refuse("policy_maintenance", "daily-short", "2:00 lacks a digit", "02:00", ["counting", "maintenance", "daily", "from"], "2:00"),
        refuse("duplicate_id", "excuse-twice", "an excuse twice", "once", ["counting", "excuses"], ["client", "client"], ".counting.excuses[1]"),
    ]


def shares():
    def share(name, reason, wrong, value, where=".share"):
        return by("policy_share", "share-" + name, reason, wrong, {**per_unit("5", HOUR), "share": value}, where)
    return [
        share("two", "two shares", "the first, or their sum", {"percent": "5", "months": 1}),
        share("none", "no share", "nothing for anybody", {}),
        share("zero", "nothing for an hour", "a promise of nothing", {"percent": "0"}),
        share("fraction-zero", "a third of nothing", "a division by nothing", {"fraction": [1, 0]}, ".share.fraction[1]"),
        share("fraction-three", "a fraction of three numbers", "the first two", {"fraction": [1, 2, 3]}, ".share.fraction"),
        share("fraction-large", "more than a million parts", "an overflow later", {"fraction": [1, 1_000_001]}, ".share.fraction[1]"),
        share("no-time", "a credit of 0 ms", "nothing", {"ms": 0}),
    ]


def schedules():
    unit, flat = per_unit("5", HOUR), {"family": "flat", "share": {"percent": "5"}}
    step = {"family": "perStep", "below": "99.9", "step": "0.1", "percent": "10", "round": "up"}
    net = {"name": "network", "schedule": unit}
    return [
        by("policy_tiers", "tiers-rise", "edges that rise", "the last that matches", tiers(("99", "10"), ("99.5", "25")), ".tiers"),
        by("policy_schedule", "unit-zero", "a unit of 0 ms", "a division by nothing", {**unit, "unitMs": 0}, ".unitMs"),
        by("missing_field", "unit-no-round", "how a part counts is never guessed", "up", {k: v for k, v in unit.items() if k != "round"}, ".round"),
        by("missing_field", "unit-no-per", "of what is never guessed", "the period", {k: v for k, v in unit.items() if k != "per"}, ".per"),
        by("policy_schedule", "unit-below-zero", "below 0 % is never", "always", {**unit, "below": "0"}, ".below"),
        by("unknown_field", "unit-tiers", "tiers in a schedule by units", "ignored", {**unit, "tiers": []}, ".tiers"),
        by("policy_schedule", "ladder-empty", "a ladder without steps", "nothing for anybody", ladder("period"), ".steps"),
        by("policy_schedule", "ladder-falls", "steps in disorder", "the last that matches", ladder("period", (HOUR, {"months": 1}), (0, {"percent": "5"})), ".steps"),
        by("policy_schedule", "ladder-twice", "a step twice", "the last", ladder("period", (HOUR, {"percent": "5"}), (HOUR, {"months": 1})), ".steps"),
        by("policy_schedule", "factor-zero", "0 times the downtime", "a promise of nothing", multiple("0"), ".factor"),
        by("wrong_type", "factor-number", "a factor as a number", "a float near money", multiple(10), ".factor"),
        by("policy_schedule", "beyond-twice", "beyond in ms and in per cent", "one of them", multiple("10", beyondMs=1, beyond="99.9"), ".beyond"),
        by("policy_schedule", "decimals-ten", "ten decimals", "nine", multiple("10", decimals=10), ".decimals"),
        by("policy_schedule", "step-zero", "steps of 0 %", "a division by nothing", {**step, "step": "0"}, ".step"),
        by("policy_schedule", "flat-neither", "when is not said", "always", flat, ".incidentMs"),
        by("policy_schedule", "flat-both", "two conditions", "one of them", {**flat, "below": "99.9", "incidentMs": HOUR}, ".incidentMs"),
        by("policy_schedule", "flat-most-of-below", "how often a month can be below", "ignored", {**flat, "below": "99.9", "most": 2}, ".most"),
        by("policy_schedule", "year-of-400-days", "a year of 400 days", "400 days", {"family": "rollingYear", "days": 400, "tiers": [{"below": "99", "percent": "5"}]}, ".days"),
        by("policy_schedule", "parts-empty", "no components", "nothing for anybody", {"family": "components", "stack": "sum", "of": []}, ".of"),
        by("duplicate_id", "parts-twice", "a component twice", "counted twice", {"family": "components", "stack": "sum", "of": [net, net]}, ".of[1].name"),
        by("invalid_word", "parts-nested", "components in components", "recursion", {"family": "components", "stack": "sum", "of": [{"name": "a", "schedule": {"family": "components", "stack": "sum", "of": [net]}}]}, ".of[0].schedule.family"),
        by("invalid_word", "parts-extension", "time and money summed", "nothing", {"family": "components", "stack": "sum", "of": [{"name": "a", "schedule": {"family": "extension", "unitMs": 1, "round": "up", "factor": "1", "per": "period"}}]}, ".of[0].schedule.family"),
        by("invalid_percent", "proportional-below", "below 101 %", "always", proportional(below="101"), ".below"),
    ]


def terms():
    return [
        refuse("policy_cap", "cap-neither", "a cap of nothing said", "100 %", ["caps", 0], {"per": "period"}, ".caps[0].amounts"),
        refuse("policy_cap", "cap-both", "per cent and amounts in one", "the smaller", ["caps", 0, "amounts"], [USD]),
        refuse("policy_cap", "cap-zero", "a cap of 0 %", "nothing for anybody", ["caps", 0, "percent"], "0", ".caps[0]"),
        refuse("policy_cap", "cap-twice", "a cap of one kind twice", "the last", ["caps"], [{"per": "period", "percent": "50"}, {"per": "period", "percent": "20"}], ".caps[1]"),
        refuse("policy_cap", "cap-incident-of-tiers", "tiers look at no incident", "ignored", ["caps", 0, "per"], "incident", ".caps[0]"),
        refuse("policy_cap", "cap-below-tier", "a cap below the first tier", "the first tier never paid", ["caps", 0, "percent"], "9", ".caps[0]"),
        refuse("duplicate_id", "currency-twice", "a currency twice", "the first", ["minimumCredit"], [USD, USD], ".minimumCredit[1].currency"),
        refuse("invalid_amount", "minimum-negative", "a negative minimum", "never under it", ["minimumCredit", 0, "amount"], "-1.00"),
        refuse("missing_field", "claim-no-window", "a claim without a window", "for ever", ["claim", "windowMs"], ...),
        refuse("invalid_duration", "expires-negative", "a credit that expired before", "never", ["expiresAfterMs"], -1),
        refuse("duplicate_id", "forfeit-twice", "a word twice", "once", ["forfeits"], ["unpaid", "unpaid"], ".forfeits[1]"),
        refuse("wrong_type", "add-ons-word", "a word for yes", "true", ["fee", "addOns"], "yes"),
    ]


def inputs():
    one = ["services", 0]
    def wrong(code, name, reason, answer, path, value, where):
        return bad("input-" + name, reason, answer, changed(FULL, path, value), code, where)
    return [
        wrong("invalid_percent", "affected", "110 % affected", "100 %", ["outages", 0, "affected"], "110", "outages[0].affected"),
        wrong("invalid_instant", "reported", "a day as an instant", "midnight", ["outages", 0, "reportedAt"], "2026-03-10", "outages[0].reportedAt"),
        wrong("invalid_word", "excused-kind", "an excuse of no kind", "excused", one + ["excused", 0, "kind"], "weather", "services[0].excused[0].kind"),
        wrong("invalid_interval", "excused-backwards", "an excuse that ends before it begins", "nothing", one + ["excused", 0, "to"], "2026-02-01T00:00:00Z", "services[0].excused[0].to"),
        wrong("invalid_word", "flag", "a flag of no meaning", "ignored", one + ["flags", 0], "rude", "services[0].flags[0]"),
        wrong("invalid_anchor", "anchor-zero", "day 0", "day 1", one + ["anchor"], 0, "services[0].anchor"),
        wrong("invalid_anchor", "anchor-32", "day 32", "the last day", one + ["anchor"], 32, "services[0].anchor"),
        wrong("invalid_amount", "cash-more", "more cash than the line", "a fee above what was paid", one + ["charges", 0, "cash"], "10.01", "services[0].charges[0].cash"),
        wrong("invalid_word", "charge-kind", "a line of no kind", "the plan's", one + ["charges", 0, "kind"], "gift", "services[0].charges[0].kind"),
        wrong("invalid_amount", "given-negative", "less than nothing given", "more than the fee", one + ["given", "line"], "-1.00", "services[0].given.line"),
        wrong("invalid_interval", "used-backwards", "used time that ends before it begins", "nothing", one + ["used", 0, "to"], "2025-01-01T00:00:00Z", "services[0].used[0].to"),
        wrong("invalid_instant", "claim-at", "a claim without a time", "in time", one + ["claims", 0, "at"], "soon", "services[0].claims[0].at"),
    ]
