"""lintPolicy: what is wrong with a document, published ones first. Findings worked out by hand from the published texts."""
from vector import changed, refused, vector

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


def one(below, percent):
    return {"below": below, "percent": percent}


def two(below, at_or_above, percent):
    return {"below": below, "atOrAbove": at_or_above, "percent": percent}


def up_to(upper, at_or_above, percent):
    return {"upTo": upper, "atOrAbove": at_or_above, "percent": percent}


def rung(start, end, hours):
    return {"fromMs": start, **({} if end is None else {"toMs": end}), "share": {"ms": hours * HOUR}}


def uptime(*tiers, **more):
    return {"family": "uptimeTiers", "tiers": list(tiers), **more}


def full(schedule, **more):
    return {"schema": 2, "name": "Standard", "zone": "UTC", "schedule": schedule, **more}


def plain(**more):
    return {"schema": 1, "name": "Standard", "zone": "Europe/Berlin", "maintenance": {"rule": "excluded", "noticeMs": None},
            "schedule": uptime(one("99.90", "10"), one("99", "25")), **more}


def finding(code, path, *repair, **values):
    """Values by name in order; repairs as (path, value)."""
    return {"code": code, "path": path, "values": [{"name": name, "value": str(value)} for name, value in values.items()],
            "repair": [{"path": where, "value": value if value is None else str(value)} for where, value in repair]}


def ask(document, *currencies):
    return {"contract": 1, "command": "lintPolicy", "document": document, **({"currencies": list(currencies)} if currencies else {})}


def v(ident, reason, wrong, document, *findings, readable=True, currencies=(), **more):
    return vector("lint-" + ident, reason, wrong, ask(document, *currencies),
                  part={"ok": True, "readable": readable, "findings": list(findings), "warnings": [], **more})


def cases():
    """Every vector of this command."""
    return published() + bounds() + contradictions() + reading() + requests()


def published():
    vultr = {"family": "ladder", "per": "incident", "steps": [
        rung(0, 9 * MINUTE, 12), rung(10 * MINUTE, HOUR, 24), rung(HOUR, 2 * HOUR, 48), rung(2 * HOUR, 4 * HOUR, 120), rung(4 * HOUR, 7 * HOUR, 240), rung(7 * HOUR, None, 672)]}
    hostworld = uptime(up_to("99.89", "99.0", "10"), up_to("98.99", "98.0", "25"), one("98", "50"), target="99.9")
    feiyue = uptime(two("99", "98", "10"), two("98", "95", "25"), {"below": "90", "atOrAbove": "0", "percent": "50"})
    protect = {"family": "perUnit", "share": {"percent": "5"}, "unitMs": HOUR, "round": "up", "per": "period", "below": "99.9", "target": "99.99"}
    return [
        v("vultr", "Vultr: less than 9 minutes, then 10 to 59: nine and a half earn nothing", "the ladder is taken as it stands", full(vultr),
          finding("step_hole", "schedule.steps[1].fromMs", ("schedule.steps[0].toMs", 600000), fromMs=540000, toMs=600000)),
        v("feiyue", "Feiyue: 25 % from 95 %, 50 % below 90 %: nobody says what 92 % earns", "25 %, silently", full(feiyue),
          finding("tier_hole", "schedule.tiers[2].below", ("schedule.tiers[1].atOrAbove", "90"), **{"from": "90", "to": "95"})),
        v("hostworld", "HostWorld: 99.9 % keeps the promise, 10 % up to 99.89 %: 99.895 % is in neither; and the same at 99", "rounded, or paid, by whoever computes", full(hostworld, length="days30"),
          finding("tier_decimals", "schedule.tiers[0].upTo", ("schedule.tiers[0].upTo", None), ("schedule.tiers[0].below", "99.9"), **{"from": "99.89", "to": "99.9", "decimals": 2}),
          finding("tier_decimals", "schedule.tiers[1].upTo", ("schedule.tiers[1].upTo", None), ("schedule.tiers[1].below", "99"), **{"from": "98.99", "to": "99", "decimals": 2})),
        v("hostworld-repaired", "HostWorld with the repairs done", "found again", full(uptime(two("99.9", "99", "10"), two("99", "98", "25"), one("98", "50"), target="99.9"), length="days30")),
        v("feiyue-repaired", "Feiyue with the repair done", "found again", full(uptime(two("99", "98", "10"), two("98", "90", "25"), two("90", "0", "50")))),
        v("protecthosting", "ProtectHosting: 99.99 % in the headline, credit below 99.9 %", "the headline is advertising", full(protect),
          finding("target_above_schedule", "schedule.below", ("schedule.below", "99.99"), target="99.99", below="99.9")),
        v("expert-systems", "Expert Systems: 99.9 % promised, credit from 0.01 % of downtime on", "only promises that are broken are looked at",
          full(uptime(one("99.99", "10"), target="99.9")),
          finding("target_below_schedule", "schedule.tiers[0].below", ("schedule.target", "99.99"), target="99.9", below="99.99")),
        v("hostupcloud", "HostupCloud: a tier of 50 % above a cap of 30 %", "every such credit is silently less",
          full(uptime(one("99.9", "10"), one("95", "50")), caps=[{"per": "period", "percent": "30"}]),
          finding("cap_below_tier", "schedule.tiers[1].percent", ("caps[0].percent", "50"), percent="50", cap="30")),
    ]


def bounds():
    def ladder(*steps, **more):
        return full({"family": "ladder", "per": "incident", "steps": list(steps)}, **more)

    return [
        v("two-sided-fine", "two bounds that fit each other", "a lint that only knows one form", full(uptime(two("99.9", "99", "10"), two("99", "0", "25"), target="99.9"))),
        v("tier-overlap", "98.5 to 98.7 % is in two tiers", "the first match wins", full(uptime(two("99.9", "98.5", "10"), one("98.7", "25"))),
          finding("tier_overlap", "schedule.tiers[1].below", ("schedule.tiers[0].atOrAbove", "98.7"), **{"from": "98.5", "to": "98.7"})),
        v("tier-edge-twice", "exactly 99 % is in two tiers", "an edge of no width is not looked at", full(uptime(two("99.9", "99", "10"), up_to("99", "0", "25"))),
          finding("tier_overlap", "schedule.tiers[1].upTo", ("schedule.tiers[0].atOrAbove", "99"), **{"from": "99", "to": "99"})),
        v("tier-wide-gap", "98.98 to 99 % is more than a matter of two decimals", "taken for rounding", full(uptime(two("99.9", "99", "10"), up_to("98.98", "0", "25"))),
          finding("tier_hole", "schedule.tiers[1].upTo", ("schedule.tiers[0].atOrAbove", "98.98"), **{"from": "98.98", "to": "99"})),
        v("tier-bottom", "below 90 % nobody says anything", "nothing is earned when all is down", full(uptime(two("99.9", "99", "10"), two("99", "90", "25"))),
          finding("tier_hole", "schedule.tiers[1].atOrAbove", ("schedule.tiers[1].atOrAbove", "0"), **{"from": "0", "to": "90"})),
        v("tier-empty", "a tier from 99.5 % up to 99 %", "turned round", full(uptime(two("99.9", "99", "10"), two("99", "99.5", "25"), one("99.5", "30"))),
          finding("tier_empty", "schedule.tiers[1].atOrAbove", atOrAbove="99.5", below="99"),
          finding("tier_order", "schedule.tiers[2].below", below="99.5", before="99"),
          finding("policy_tiers", "schedule.tiers"), readable=False),
        v("tier-component", "a hole in the tiers of a part of the service", "only the outermost schedule is looked at",
          full({"family": "components", "stack": "sum", "of": [{"name": "network", "schedule": uptime(two("99.9", "99", "10"), one("98", "25"))}]}),
          finding("tier_hole", "schedule.of[0].schedule.tiers[1].below", ("schedule.of[0].schedule.tiers[0].atOrAbove", "98"), **{"from": "98", "to": "99"})),
        v("tier-schema-1", "two bounds in a document of schema 1", "unknown_field", plain(schedule=uptime(two("99.9", "99.5", "10"), one("99", "25"))),
          finding("tier_hole", "schedule.tiers[1].below", ("schedule.tiers[0].atOrAbove", "99"), **{"from": "99", "to": "99.5"})),
        v("step-overlap", "from 50 minutes to an hour two steps hold", "the first one wins", ladder(rung(0, HOUR, 1), rung(50 * MINUTE, None, 2)),
          finding("step_overlap", "schedule.steps[1].fromMs", ("schedule.steps[0].toMs", 3000000), fromMs=3000000, toMs=3600000)),
        v("step-empty", "a step that ends before it begins", "turned round", ladder(rung(HOUR, HOUR, 1), rung(2 * HOUR, None, 2)),
          finding("step_empty", "schedule.steps[0].toMs", fromMs=HOUR, toMs=HOUR),
          finding("step_hole", "schedule.steps[1].fromMs", ("schedule.steps[0].toMs", 2 * HOUR), fromMs=HOUR, toMs=2 * HOUR)),
        v("step-top", "the longest outages earn nothing", "the last step has no end", ladder(rung(0, HOUR, 1)),
          finding("step_hole", "schedule.steps[0].toMs", ("schedule.steps[0].toMs", None), fromMs=HOUR)),
        v("step-units", "five per cent, then two days", "compared as if they were one unit",
          ladder({"fromMs": 0, "share": {"percent": "5"}}, {"fromMs": HOUR, "share": {"ms": 2 * DAY}}),
          finding("mixed_units", "schedule.steps[1].share", unit="ms", before="percent")),
        v("step-too-long", "an outage of 32 days within a month", "a step that nobody reaches is a promise", ladder(rung(0, None, 1), rung(32 * DAY, None, 2)),
          finding("unreachable", "schedule.steps[1].fromMs", ("schedule.steps[1]", None), ms=32 * DAY, most=2_682_000_000)),
        v("step-31-days", "October has 31 days and an hour in Berlin", "31 × 24 hours", ladder(rung(0, None, 1), rung(31 * DAY + HOUR, None, 2))),
        v("step-below-minimum", "a step for outages that do not count", "a promise nobody keeps", ladder(rung(0, None, 1), rung(5 * MINUTE, None, 2), counting={"minimumMs": 5 * MINUTE}),
          finding("unreachable", "schedule.steps[0].fromMs", ("schedule.steps[0]", None), toMs=300000, minimumMs=300000)),
        v("step-at-minimum", "the minimum is within the step", "<= for <", ladder(rung(0, None, 1), rung(5 * MINUTE + 1, None, 2), counting={"minimumMs": 5 * MINUTE})),
        v("step-minimum-period", "single outages are not what a step per period looks at", "the minimum compared with all downtime of a month",
          full({"family": "ladder", "per": "period", "steps": [rung(0, None, 1), rung(MINUTE, None, 2)]}, counting={"minimumMs": 5 * MINUTE})),
    ]


def contradictions():
    tiers = uptime(one("99.9", "10"), one("99", "25"))
    unit = {"family": "perUnit", "share": {"percent": "5"}, "unitMs": HOUR, "round": "up", "per": "incident"}
    amounts = [{"currency": "USD", "amount": "5.00"}]
    return [
        v("tier-order", "the mildest tier last", "the last match wins", full(uptime(one("99", "10"), one("99.9", "25"))),
          finding("tier_order", "schedule.tiers[1].below", below="99.9", before="99"), finding("policy_tiers", "schedule.tiers"), readable=False),
        v("tier-share", "worse, and as much", "accepted", full(uptime(one("99.9", "10"), one("99", "10"))),
          finding("tier_share", "schedule.tiers[1].percent", ("schedule.tiers[1]", None), percent="10", before="10"), finding("policy_tiers", "schedule.tiers"), readable=False),
        v("cap-schema-1", "schema 1 with a cap between its tiers", "only schema 2 is looked at", plain(cap={"percent": "20"}),
          finding("cap_below_tier", "schedule.tiers[1].percent", ("cap.percent", "25"), percent="25", cap="20")),
        v("cap-equal", "a cap that is the largest tier", "<= for <", plain(cap={"percent": "25"})),
        v("cap-incident", "a cap per incident below one unit", "caps of a period only", full(unit, caps=[{"per": "year", "percent": "1"}, {"per": "incident", "percent": "4"}]),
          finding("cap_below_tier", "schedule.share.percent", ("caps[1].percent", "5"), percent="5", cap="4")),
        v("cap-component", "a component's own cap", "the caps of the whole only",
          full({"family": "components", "stack": "largest", "of": [{"name": "power", "schedule": tiers, "cap": {"percent": "20"}}]}),
          finding("cap_below_tier", "schedule.of[0].schedule.tiers[1].percent", ("schedule.of[0].cap.percent", "25"), percent="25", cap="20")),
        v("cap-step", "a ladder's step above the cap", "tiers only",
          full({"family": "ladder", "per": "incident", "steps": [{"fromMs": 0, "share": {"percent": "40"}}]}, caps=[{"per": "period", "percent": "30"}]),
          finding("cap_below_tier", "schedule.steps[0].share.percent", ("caps[0].percent", "40"), percent="40", cap="30")),
        v("cap-per-step", "one step of availability above the cap", "tiers only",
          full({"family": "perStep", "below": "99.9", "step": "0.1", "percent": "40", "round": "down"}, caps=[{"per": "period", "percent": "30"}]),
          finding("cap_below_tier", "schedule.percent", ("caps[0].percent", "40"), percent="40", cap="30")),
        v("units-two-thresholds", "an allowance in minutes beside one in per cent", "both hold, and nobody sees which", full({**unit, "beyondMs": HOUR, "below": "99.9"}),
          finding("mixed_units", "schedule.beyondMs", ("schedule.beyondMs", 0), beyondMs=HOUR, below="99.9")),
        v("grace-a-month", "the first 40 days of each outage do not count", "a policy that never pays", full(unit, counting={"graceMs": 40 * DAY}),
          finding("unreachable", "counting.graceMs", ("counting.graceMs", None), ms=40 * DAY, most=2_682_000_000)),
        v("grace-rolling-year", "a rolling year is longer than a month", "months only", full({"family": "rollingYear", "tiers": [one("99.9", "10")]}, counting={"graceMs": 40 * DAY})),
        v("flat-too-long", "a flat share for an outage of 32 days", "a policy that never pays", full({"family": "flat", "share": {"months": 1}, "incidentMs": 32 * DAY}),
          finding("unreachable", "schedule.incidentMs", ("schedule.incidentMs", None), ms=32 * DAY, most=2_682_000_000)),
        v("target-multiple", "the allowance of a multiple is not the promise", "tiers only", full({"family": "multiple", "factor": "10", "per": "period", "beyond": "99.5", "target": "99.9"}),
          finding("target_above_schedule", "schedule.beyond", ("schedule.beyond", "99.9"), target="99.9", below="99.5")),
        v("currencies", "clients in euros and yen, amounts in dollars", "no limit for them, silently",
          full(tiers, caps=[{"per": "period", "percent": "100"}, {"per": "client", "amounts": amounts}], minimumCredit=amounts, minimumPayout=[]),
          finding("currency_missing", "caps[1].amounts", ("caps[1].amounts[1].currency", "EUR"), currency="EUR"),
          finding("currency_missing", "caps[1].amounts", ("caps[1].amounts[2].currency", "JPY"), currency="JPY"),
          finding("currency_missing", "minimumCredit", ("minimumCredit[1].currency", "EUR"), currency="EUR"),
          finding("currency_missing", "minimumCredit", ("minimumCredit[2].currency", "JPY"), currency="JPY"), currencies=("EUR", "USD", "JPY")),
        v("currencies-schema-1", "a minimum payout of schema 1", "schema 2 only", plain(minimumPayout=amounts),
          finding("currency_missing", "minimumPayout", ("minimumPayout[1].currency", "EUR"), currency="EUR"), currencies=("USD", "EUR")),
        v("currencies-none", "no amounts, no currency is missing", "an empty list that lacks all", full(tiers, minimumCredit=[]), currencies=("USD",)),
    ]


def reading():
    """What readers refuse is found, and what schema 1 means."""
    tiers = uptime(one("99.9", "10"))
    migrated = {"schema": 2, "name": "Standard", "zone": "Europe/Berlin", "counting": {"maintenance": {"rule": "excluded", "noticeMs": None}},
                "schedule": uptime(one("99.9", "10"), one("99", "25")), "fee": {"addOns": False}, "caps": [{"per": "period", "percent": "100"}], "minimumPayout": [], "settleDelayMs": 259200000}
    fine = ask(plain())
    return [
        vector("lint-schema-1", "schema 1 and what it means", "a member that schema 1 lacks, left to a default of tomorrow", fine,
               expect={"ok": True, "readable": True, "findings": [], "migrated": migrated, "warnings": []}),
        v("schema-1-all", "every member of schema 1", "the cap, or the notice, is lost",
          plain(maintenance={"rule": "excludedIfAnnounced", "noticeMs": DAY}, cap={"percent": "50"}, minimumPayout=[{"currency": "KWD", "amount": "1.5"}], settleDelayMs=0),
          migrated={**migrated, "counting": {"maintenance": {"rule": "excludedIfAnnounced", "noticeMs": DAY}}, "caps": [{"per": "period", "percent": "50"}],
                    "minimumPayout": [{"currency": "KWD", "amount": "1.500"}], "settleDelayMs": 0}),
        v("schema-2", "schema 2 is not migrated", "its defaults written out", full(tiers), migrated=None),
        v("schema-2-migrated", "a migrated document is fine", "it is refused", migrated, migrated=None),
        v("no-schema", "a document without a schema", "read as schema 1", changed(plain(), ["schema"], ...), finding("missing_field", "schema"), readable=False, migrated=None),
        v("schema-3", "a schema of the future", "a request that is refused", full(tiers, schema=3), finding("policy_schema", "schema", value="3"), readable=False),
        v("unknown-member", "a misspelt member", "ignored: the cap is never applied", full(tiers, capps=[]), finding("unknown_field", "capps", ("capps", None)), readable=False),
        v("unknown-word", "a word that is not on the list", "the default", full(tiers, counting={"clock": "ticket"}), finding("invalid_word", "counting.clock", value="ticket"), readable=False),
        v("cap-first-tier", "a cap below every tier is refused", "accepted", full(tiers, caps=[{"per": "period", "percent": "5"}]), finding("policy_cap", "caps[0]"), readable=False),
        v("boolean", "true where a duration stands", "one millisecond", full(tiers, settleDelayMs=True), finding("wrong_type", "settleDelayMs", value="true"), readable=False),
        v("bound-malformed", "a bound that is no percentage", "ignored, and with it the hole", full(uptime({"below": "99", "atOrAbove": "about 98", "percent": "10"})),
          finding("unknown_field", "schedule.tiers[0].atOrAbove", ("schedule.tiers[0].atOrAbove", None), value="about 98"), readable=False),
        v("hole-and-refusal", "a hole is found though the document is refused", "the first error ends it", full(uptime(two("99.9", "99", "10"), one("98", "25")), zone=""),
          finding("tier_hole", "schedule.tiers[1].below", ("schedule.tiers[0].atOrAbove", "98"), **{"from": "98", "to": "99"}), finding("invalid_id", "zone", value=""), readable=False),
        v("nothing", "an empty document", "nothing is wrong with it", {}, finding("missing_field", "schema"), readable=False),
    ]


def requests():
    fine = ask(plain(), "USD")
    return [
        vector("lint-no-document", "no document", "an empty one", changed(fine, ["document"], ...), part=refused("missing_field", "document")),
        vector("lint-document-list", "a list of documents", "the first one", changed(fine, ["document"], [plain()]), part=refused("wrong_type", "document")),
        vector("lint-currency", "a currency that does not exist", "ignored", changed(fine, ["currencies", 0], "USX"), part=refused("unknown_currency", "currencies[0]")),
        vector("lint-unknown-field", "a misspelt member of the request", "ignored", {**fine, "currency": "USD"}, part=refused("unknown_field", "currency")),
    ]
