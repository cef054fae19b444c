"""Which rule of a refund policy decides, and why the ones before it do not: the conditions in the order of the table in docs/refunds.md."""
from fractions import Fraction

from refund_time import instant_of, until
from wire import DAY, HOUR, amount, iso, ms, shortest
from zones import civil_date

FROM = {"ordered": "orderedAt", "activated": "activatedAt"}


def plan_line(request):
    """The first line of kind plan; without one the first line."""
    return next((line for line in request["lines"] if line["kind"] == "plan"), request["lines"][0])


class Case:
    """What conditions look at."""

    def __init__(self, request, document, offsets, stop, total, money):
        self.request, self.document, self.offsets, self.stop, self.total, self.money = request, document, offsets, stop, total, money
        self.facts, self.plan = set(request["facts"]), plan_line(request)


def decide(case):
    """(rows of the answer, the rule that decides or None)."""
    rows = []
    for rule in case.document["rules"]:
        parts = [] if rule.get("statutory") else [case.document.get("requires") or {}]
        reason = next((found for part in [*parts, rule["when"]] if (found := first_failed(case, part))), None)
        code, args = reason or (None, None)
        rows.append({"rule": rule["id"], "holds": reason is None, "reason": reason and {"code": code, "args": args}})
        if reason is None:
            return rows, rule
    return rows, None


def first_failed(case, when):
    for name, look in LOOKS:
        if when.get(name) is not None and (found := look(case, when[name])):
            return found
    return None


def facts(case, words):
    return next((("factMissing", {"fact": word}) for word in words if word not in case.facts), None)


def without(case, words):
    return next((("factPresent", {"fact": word}) for word in words if word in case.facts), None)


def window(case, row, wants_inside):
    word = row.get("from") or "ordered"
    start = ms(case.plan["from"]) if word == "started" else instant_of(case.request, FROM[word])
    if start is None:
        return "factMissing", {"fact": word}
    ends = row.get("ends") or "instant"
    edge = until(start, row, ends, case.offsets)
    inside = case.stop < edge if ends == "day" else case.stop <= edge
    if inside == wants_inside:
        return None
    return ("tooLate", {"until": iso(edge)}) if wants_inside else ("tooEarly", {"from": iso(edge)})


def used_at_most(case, percent):
    start, end = ms(case.plan["from"]), ms(case.plan["to"])
    used = Fraction(min(max(case.stop - start, 0), end - start), end - start) if end > start else Fraction(1)
    return ("usedTooMuch", {"percent": shortest(Fraction(percent))}) if used * 100 > Fraction(percent) else None


def products(case, row):
    product = case.request.get("product")
    good = product in row["only"] if row.get("only") is not None else product not in row["except"]
    return None if good else ("productExcluded", {})


def countries(case, words):
    return None if case.request.get("country") in words else ("countryExcluded", {})


def order(case, row):
    above = row.get("above") is not None
    code = "orderTooSmall" if above else "orderTooLarge"
    found = [each["amount"] for each in row["above" if above else "atMost"] if each["currency"] == case.request["currency"]]
    if not found:
        return code, {"amount": None}
    good = case.total > amount(found[0]) if above else case.total <= amount(found[0])
    return None if good else (code, {"amount": case.money(amount(found[0]))})


def customer(case, row):
    since = case.request.get("since")
    if row.get("before") is not None:
        return None if since is not None and since < row["before"] else ("customerTooNew", {"date": row["before"]})
    return None if since is not None and since >= row["from"] else ("customerTooOld", {"date": row["from"]})


def quota(case, row):
    count = sum(counts(case, row, past) for past in case.request["history"])
    return None if count < row["most"] else ("quotaUsed", {"most": row["most"]})


def counts(case, row, past):
    if row.get("rules") is not None and past["rule"] not in row["rules"]:
        return False
    if row.get("per") == "product" and past["product"] != case.request.get("product"):
        return False
    at = ms(past["at"])
    if row.get("in") == "calendarYear":
        return civil_date(at, case.offsets).year == civil_date(case.stop, case.offsets).year
    return (row.get("in") or "ever") == "ever" or at >= case.stop - row["days"] * DAY


def cooldown(case, row):
    if (row.get("since") or "refund") == "ordered":
        edge = instant_of(case.request, "orderedAt") + row["hours"] * HOUR
    else:
        past = [ms(each["at"]) for each in case.request["history"]]
        if not past:
            return None
        edge = max(past) + row["hours"] * HOUR
    return None if edge <= case.stop else ("coolingDown", {"until": iso(edge)})


LOOKS = [("facts", facts), ("without", without), ("within", lambda case, row: window(case, row, True)), ("after", lambda case, row: window(case, row, False)),
         ("usedAtMost", used_at_most), ("products", products), ("countries", countries), ("order", order), ("customer", customer), ("quota", quota), ("cooldown", cooldown)]
