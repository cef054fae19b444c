"""Documents of schema 2 that contradict themselves, each refused with its code where it stands. By hand."""
from case_errors import DOCUMENT, SERVICE, bad


def path(parts):
    """A path as the answer names it: members joined by points, elements as [i]."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return text.removeprefix(".")


def cases():
    """Documents of schema 2 that contradict themselves."""
    def document(**changes):
        base = {"schema": 2, "name": "Standard", "zone": "UTC",
                "schedule": {"family": "uptimeTiers", "tiers": [{"below": "99.9", "percent": "10"}]}}
        return {**base, **changes}

    def doc(code, what, reason, wrong, part, **changes):
        return bad(code, f"2-{what}", reason, wrong, DOCUMENT, document(**changes), path(DOCUMENT + part))

    flat = {"family": "flat", "share": {"months": 1}, "incidentMs": 43200000}
    unit = {"family": "perUnit", "share": {"percent": "5"}, "unitMs": 1800000, "round": "up", "per": "incident"}

    def share(**members):
        return {**unit, "share": members}

    def components(*names, stack="sum", inner=None):
        return {"family": "components", "stack": stack, "of": [{"name": name, "schedule": inner or unit} for name in names]}

    schedule, counting = ["schedule"], ["counting"]
    return [
        doc("policy_counting", "minutes-missing", "a rule of consecutive minutes that names none", "five, as everybody means", counting + ["minutes"], counting={"rule": "consecutiveMinutes"}),
        doc("policy_counting", "minutes-unwanted", "minutes that the rule does not use", "ignored: the operator believes in them", counting + ["minutes"], counting={"rule": "exact", "minutes": 5}),
        doc("policy_counting", "minutes-range", "slots of more than a day", "a slot of 1441 minutes", counting + ["minutes"], counting={"rule": "wholeSlots", "minutes": 1441}),
        doc("policy_maintenance", "quota-unwanted", "a quota of maintenance that is counted", "ignored", counting + ["maintenance", "quotaMs"], counting={"maintenance": {"rule": "counted", "quotaMs": 1}}),
        doc("policy_maintenance", "daily-unwanted", "a daily stretch of maintenance that is counted", "ignored", counting + ["maintenance", "daily"], counting={"maintenance": {"rule": "counted", "daily": {"from": "02:00", "to": "05:00"}}}),
        doc("policy_maintenance", "daily-empty", "from two to two is nothing, or a day", "a whole day excused", counting + ["maintenance", "daily", "to"], counting={"maintenance": {"rule": "excluded", "daily": {"from": "02:00", "to": "02:00"}}}),
        doc("policy_maintenance", "daily-form", "24:00 is no time of a day", "the next day's midnight", counting + ["maintenance", "daily", "to"], counting={"maintenance": {"rule": "excluded", "daily": {"from": "02:00", "to": "24:00"}}}),
        doc("duplicate_id", "excuse", "an excuse twice", "accepted", counting + ["excuses", 1], counting={"excuses": ["client", "client"]}),
        doc("policy_share", "two", "a share in two units", "the first one wins", schedule + ["share"], schedule=share(percent="5", months=1)),
        doc("policy_share", "none", "a share of nothing", "no credit, silently", schedule + ["share"], schedule=share()),
        doc("policy_share", "zero", "a share of 0 %", "no credit, silently", schedule + ["share"], schedule=share(percent="0")),
        doc("policy_share", "parts", "a fraction has two parts", "a whole", schedule + ["share", "fraction"], schedule=share(fraction=[1])),
        doc("policy_share", "part-zero", "a fraction by zero", "a trap", schedule + ["share", "fraction", 1], schedule=share(fraction=[1, 0])),
        doc("policy_schedule", "unit-zero", "a share for each 0 ms", "a division by zero", schedule + ["unitMs"], schedule={**unit, "unitMs": 0}),
        doc("policy_schedule", "both-allowances", "an allowance in minutes and in per cent", "the first one wins", schedule + ["beyond"], schedule={"family": "multiple", "factor": "10", "per": "period", "beyondMs": 1, "beyond": "99.9"}),
        doc("policy_schedule", "factor-zero", "no times the downtime", "no credit, silently", schedule + ["factor"], schedule={"family": "multiple", "factor": "0", "per": "period"}),
        doc("policy_schedule", "flat-both", "a flat share for availability and for incidents", "the first one wins", schedule + ["incidentMs"], schedule={**flat, "below": "99.9"}),
        doc("policy_schedule", "flat-none", "a flat share for nothing", "always paid", schedule + ["incidentMs"], schedule={"family": "flat", "share": {"months": 1}}),
        doc("policy_schedule", "flat-most", "at most so many incidents of an availability", "ignored", schedule + ["most"], schedule={"family": "flat", "share": {"months": 1}, "below": "99.9", "most": 2}),
        doc("policy_schedule", "ladder-falls", "a longer outage that earns less", "accepted", schedule + ["steps"], schedule={"family": "ladder", "per": "incident", "steps": [{"fromMs": 0, "share": {"percent": "5"}}, {"fromMs": 1, "share": {"percent": "4"}}]}),
        doc("policy_schedule", "days-range", "a rolling year of 367 days", "accepted", schedule + ["days"], schedule={"family": "rollingYear", "days": 367, "tiers": [{"below": "99.9", "percent": "10"}]}),
        doc("policy_schedule", "no-components", "components without one", "never a credit", schedule + ["of"], schedule=components()),
        doc("duplicate_id", "component", "a component twice", "its outages are paid twice", schedule + ["of", 1, "name"], schedule=components("network", "network")),
        doc("invalid_word", "component-nested", "components of components", "a stack nobody reads", schedule + ["of", 0, "schedule", "family"], schedule=components("network", inner=components("x"))),
        doc("invalid_word", "family-unknown", "a family of the future", "no schedule, no credit", schedule + ["family"], schedule={"family": "lottery"}),
        doc("missing_field", "family", "a schedule without a family", "uptime tiers", schedule + ["family"], schedule={"tiers": []}),
        doc("policy_cap", "twice", "two caps of a period in per cent", "the last one wins", ["caps", 1], caps=[{"per": "period", "percent": "50"}, {"per": "period", "percent": "40"}]),
        doc("policy_cap", "zero", "a cap of nothing", "never a credit", ["caps", 0], caps=[{"per": "year", "percent": "0"}]),
        doc("policy_cap", "both-forms", "one cap in per cent and in amounts", "the first one wins", ["caps", 0, "amounts"], caps=[{"per": "year", "percent": "50", "amounts": [{"currency": "USD", "amount": "5.00"}]}]),
        doc("policy_cap", "no-incidents", "a cap per incident of a schedule that looks at none", "ignored: the operator believes in it", ["caps", 0], caps=[{"per": "incident", "percent": "50"}]),
        doc("policy_cap", "below-tier", "a cap of schema 2 that no tier can reach", "every credit is silently less", ["caps", 0], caps=[{"per": "period", "percent": "9"}]),
        doc("policy_cap", "component", "a component's cap that its first tier exceeds", "every credit is silently less", schedule + ["of", 0, "cap"],
            schedule={"family": "components", "stack": "sum", "of": [{"name": "network", "schedule": document()["schedule"], "cap": {"percent": "9"}}]}),
        bad("invalid_anchor", "range", "the 32nd of a month", "the last day", SERVICE + ["anchor"], 32, "services[0].anchor"),
        doc("unknown_field", "schema-2-cap", "the cap of schema 1 in schema 2", "ignored: the operator believes in it", ["cap"], cap={"percent": "50"}),
    ]
