"""Second calculation of schema 2, the time side: from outages to downtime, in the order that docs/policy.md gives."""
from datetime import timedelta
from fractions import Fraction

from counting import touching, tracks
from spans import cut, length, minus, union
from wire import DAY, amount, ms
from zones import INFINITY, civil_date, segments

MINUTE = 60_000
KINDS = ["unpaid", "abuse", "client", "forceMajeure", "thirdParty"]


class Look:
    """What one schedule sees in a window: service time, counted downtime, single incidents, rows of outages."""

    def __init__(self, request, service, document, offsets, window, component=None, taken=(), used=()):
        self.request, self.service, self.offsets, self.window = request, service, offsets, window
        self.rules = document.get("counting") or {}
        self.as_of = ms(request["asOf"])
        self.tracks = tracks(service, (*window, self.as_of))
        self.active = union((a, b) for a, b, _, state in self.tracks if state == "active")
        self.served = length(cut(self.active, [(-INFINITY, self.as_of)]))
        self.maintained = self.maintenance()
        self.excused = self.excuses()
        lost = union(self.maintained + self.excused) if self.rule("excused", "up") == "outside" else []
        self.total = length(minus(self.active, lost))
        self.pieces = self.left(component, list(taken), list(used))
        self.stretches = self.by_rule([left for _, left, _ in self.pieces])
        self.down = self.measure(self.stretches, self.pieces)
        self.incidents = [self.measure(self.by_rule([p[1] for p in group]), group) for group in self.groups()]

    def rule(self, name, default):
        value = self.rules.get(name)
        return default if value is None else value

    # -- what is excused ----------------------------------------------------------------------------------------

    def maintenance(self):
        """Maintenance by its rule within active time, daily stretches too, at most the quota, the earliest first."""
        rule = self.rule("maintenance", {"rule": "counted"})
        if rule["rule"] == "counted":
            return []
        chosen = []
        for w in self.request.get("maintenance") or []:
            told = w.get("announcedAt")
            if rule["rule"] == "excludedIfAnnounced" and (told is None or ms(told) + rule["noticeMs"] > ms(w["from"])):
                continue
            own = [(a, b) for a, b, server, state in self.tracks if state == "active"
                   and w["subject"] in ("*", f"service:{self.service['id']}", f"server:{server}")]
            chosen += cut(own, [(ms(w["from"]), ms(w["to"]))])
        if rule.get("daily"):
            chosen += cut(self.active, self.daily(rule["daily"]))
        kept, quota = union(chosen), rule.get("quotaMs")
        return kept if quota is None else minus(kept, skip(kept, quota))

    def daily(self, stretch):
        """Every civil day's stretch; a wall time that a clock change leaps over is the leap, one that comes twice its first."""
        def clock(text):
            return (int(text[:2]) * 60 + int(text[3:])) * MINUTE
        first, last = (civil_date(at, self.offsets) for at in self.window)
        rows, day = [], first - timedelta(days=2)
        while day <= last + timedelta(days=1):
            begin, end = clock(stretch["from"]), clock(stretch["to"])
            local = (day.toordinal() - 719163) * DAY
            rows.append((wall(local + begin, self.offsets), wall(local + end + (DAY if end < begin else 0), self.offsets)))
            day += timedelta(days=1)
        return union(rows)

    def excuses(self):
        """Excused stretches of the service whose kind the policy lets excuse."""
        kinds = self.rule("excuses", [])
        return cut(self.active, union((ms(e["from"]), ms(e["to"])) for e in self.service.get("excused") or [] if e["kind"] in kinds))

    # -- steps 1 to 5 -------------------------------------------------------------------------------------------

    def left(self, component, taken, used):
        """Of each touching outage (outage, stretches left after grace, what of it touched)."""
        out, seen = [], []
        for o in sorted(self.request["outages"], key=lambda o: (ms(o["from"]), o["id"])):
            if component not in (None, "any", o.get("component")):
                continue
            touched = touching(o, self.tracks, self.service, (*self.window, self.as_of))
            if not touched:
                continue
            mine = minus(touched, seen)
            seen = union(seen + touched)
            rest = minus(cut(mine, self.active), taken)
            if self.rule("clock", "outage") == "report":
                told = o.get("reportedAt")
                rest = cut(rest, [(ms(told), INFINITY)]) if told else []
            rest = minus(minus(minus(rest, self.maintained), self.excused), used)
            if length(rest) < self.rule("minimumMs", 0):
                rest = []
            out.append((o, skip(rest, self.rule("graceMs", 0)), mine))
        return out

    def groups(self):
        """Incidents: outages whose remaining stretches touch are one."""
        groups = []
        for piece in (p for p in self.pieces if p[1]):
            near = [g for g in groups if any(meet(piece[1], other[1]) for other in g)]
            groups = [g for g in groups if g not in near] + [[p for g in near for p in g] + [piece]]
        return groups

    # -- steps 6 and 7 ------------------------------------------------------------------------------------------

    def by_rule(self, lefts):
        """The stretches that the counting rule counts."""
        rule, whole = self.rule("rule", "exact"), union(p for left in lefts for p in left)
        minutes = self.rules.get("minutes")
        if rule == "exact":
            return whole
        if rule == "wholeMinutes":
            return inner(whole, MINUTE)
        if rule == "touchedMinutes":
            return outer(whole, MINUTE)
        if rule == "consecutiveMinutes":
            return [p for p in inner(whole, MINUTE) if p[1] - p[0] >= minutes * MINUTE]
        if rule == "longOutages":
            return [p for p in whole if p[1] - p[0] >= minutes * MINUTE]
        return (inner if rule == "wholeSlots" else outer)(whole, minutes * MINUTE)

    def measure(self, stretches, pieces):
        """Milliseconds, weighed by `affected` where the policy says so; never more than the service time."""
        if self.rule("affected", "whole") == "whole":
            return min(Fraction(length(stretches)), self.total)
        down = [(a, b, weight(o)) for o, left, _ in pieces for a, b in left]
        sum_ = sum((share * length(cut(stretches, [(a, b)])) for a, b, share in down), Fraction(0))
        idle = minus(stretches, [(a, b) for a, b, _ in down])
        return min(sum_ + sum((self.touched(gap, down) for gap in idle), Fraction(0)), self.total)

    def touched(self, gap, down):
        """Time that counts only because its slot is touched weighs as the piece before it in the slot, else as the one after."""
        unit, sum_ = MINUTE * (self.rules.get("minutes") or 1), Fraction(0)
        for slot in range(gap[0] // unit * unit, gap[1], unit):
            part = cut([gap], [(slot, slot + unit)])
            near = sorted((a, b, share) for a, b, share in down if a < slot + unit and slot < b)
            before = [row for row in near if row[1] <= part[0][0]]
            sum_ += (before[-1] if before else near[0])[2] * length(part)
        return sum_


def weight(o):
    """The share of the service that an outage affected."""
    return amount(o["affected"]) / 100 if o.get("affected") is not None else Fraction(1)


def skip(parts, first):
    """What remains of stretches after their first milliseconds are taken away."""
    rest = []
    for a, b in union(parts):
        taken = min(first, b - a)
        first -= taken
        rest += [(a + taken, b)] if a + taken < b else []
    return rest


def inner(parts, unit):
    """Units from the epoch that lie wholly in the stretches."""
    return union((-(-a // unit) * unit, b // unit * unit) for a, b in parts)


def outer(parts, unit):
    """Units from the epoch that the stretches touch."""
    return union((a // unit * unit, -(-b // unit) * unit) for a, b in parts)


def meet(left, right):
    return any(a <= d and c <= b for a, b in left for c, d in right)


def wall(local, offsets):
    """The first instant at which a wall clock shows `local` or, where it leaps over it, later."""
    for start, end, offset in segments(offsets):
        at = max(local - offset, start)
        if at < end:
            return at
    raise AssertionError("no such instant")
