"""Second calculation of schema 2, the families: from counted time to an exact share of the period's fee."""
from fractions import Fraction

from wire import DAY, HOUR, amount, half_up

LENGTHS = {"days30": Fraction(30 * DAY), "mean": Fraction(3652425, 10000) * DAY / 12, "hours730": Fraction(730 * HOUR)}


class Month:
    """Bounds of a period and how long the policy says that it is."""

    def __init__(self, start, end, word):
        self.span = end - start
        self.length = LENGTHS.get(word or "period", Fraction(self.span))

    def of(self, service_ms):
        """T: the month's length, of a part month a part of it."""
        return self.length * service_ms / self.span


def share_of(share, month):
    """A share as written, as a fraction of the period's fee."""
    if share.get("percent") is not None:
        return amount(share["percent"]) / 100
    if share.get("fraction") is not None:
        return Fraction(*share["fraction"])
    if share.get("ms") is not None:
        return share["ms"] / month.length
    return Fraction(share["months"])


def rounded(value, way):
    """Units: a part of one counts as one, as nothing, or as the part that it is."""
    if way == "proportional":
        return value
    whole = value.numerator // value.denominator
    return Fraction(whole + (1 if way == "up" and whole != value else 0))


def tier_share(schedule, availability):
    """Percent of the lowest tier that the availability is below, or at where the edge says so."""
    share = Fraction(0)
    for tier in schedule["tiers"]:
        edge = amount(tier["below"]) / 100
        if availability < edge or (availability == edge and schedule.get("edge") == "atOrBelow"):
            share = amount(tier["percent"]) / 100
    return share


class Seen:
    """What a family looks at: T, downtime, incidents, the month; `limit` caps what one incident earns."""

    def __init__(self, total, down, incidents, month, limit=None):
        self.total, self.down, self.incidents, self.month, self.limit = total, down, incidents, month, limit
        self.availability = max(Fraction(0), (total - down) / total)

    def is_below(self, edge):
        return edge is None or self.availability < amount(edge) / 100

    def each(self, schedule, earned):
        """`earned` of the whole downtime, or of each incident and each capped, summed."""
        if schedule["per"] == "period":
            return earned(self.down)
        return sum((self.capped(earned(ms)) for ms in self.incidents), Fraction(0))

    def capped(self, share):
        return share if self.limit is None else min(share, self.limit)


def share(schedule, seen):
    """The share of the fee by a family that earns money."""
    return globals()["family_" + schedule["family"]](schedule, seen)


def family_uptimeTiers(schedule, seen):
    return tier_share(schedule, seen.availability)


family_rollingYear = family_uptimeTiers


def family_perUnit(schedule, seen):
    unit, beyond = schedule["unitMs"], schedule.get("beyondMs") or 0
    one = share_of(schedule["share"], seen.month)
    if not seen.is_below(schedule.get("below")):
        return Fraction(0)
    return seen.each(schedule, lambda ms: one * rounded(Fraction(max(ms - beyond, 0)) / unit, schedule["round"]))


def family_ladder(schedule, seen):
    def climbed(ms):
        reached = [s for s in schedule["steps"] if ms > 0 and s["fromMs"] <= ms]
        return share_of(reached[-1]["share"], seen.month) if reached else Fraction(0)
    return seen.each(schedule, climbed)


def family_multiple(schedule, seen):
    beyond = Fraction(schedule.get("beyondMs") or 0)
    if schedule.get("beyond") is not None:
        beyond = (100 - amount(schedule["beyond"])) / 100 * seen.total
    decimals = schedule.get("decimals")

    def times(ms):
        exact = amount(schedule["factor"]) * max(ms - beyond, 0) / seen.total
        return exact if decimals is None else half_up(exact, decimals)
    return seen.each(schedule, times)


def family_perStep(schedule, seen):
    if not seen.is_below(schedule["below"]):
        return Fraction(0)
    points = amount(schedule["below"]) - seen.availability * 100
    return amount(schedule["percent"]) / 100 * rounded(points / amount(schedule["step"]), schedule["round"])


def family_flat(schedule, seen):
    one = share_of(schedule["share"], seen.month)
    if schedule.get("incidentMs") is None:
        return one if seen.is_below(schedule["below"]) else Fraction(0)
    times = min(sum(1 for ms in seen.incidents if ms >= schedule["incidentMs"]), schedule.get("most") or 1)
    return seen.capped(one) * times


def family_proportional(schedule, seen):
    return seen.down / seen.total if seen.is_below(schedule.get("below")) else Fraction(0)


def extension(schedule, seen):
    """Milliseconds by which the service is prolonged."""
    unit, beyond = schedule["unitMs"], schedule.get("beyondMs") or 0
    return seen.each(schedule, lambda ms: amount(schedule["factor"]) * unit * rounded(Fraction(max(ms - beyond, 0)) / unit, schedule["round"]))
