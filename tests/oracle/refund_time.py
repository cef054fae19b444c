"""How much of a term is used, by docs/refunds.md: lengths and the zone's grid, units, months of N days, anniversaries. Exact fractions."""
from datetime import date, timedelta
from fractions import Fraction

from wire import DAY, HOUR, ms
from zones import add_months, civil_date, civil_midnight, segments

SIZE = {"second": 1000, "minute": 60_000, "hour": HOUR, "day": DAY}
EXACT = {"unit": "exact"}


def whole(value, size, up):
    """`value` in units of `size`, set down or up."""
    return -(-value // size) if up else value // size


def local(at, offsets):
    """Civil milliseconds since 1970-01-01 at an instant."""
    return next(at + offset for start, end, offset in segments(offsets) if start <= at < end)


def instant(civil, offsets):
    """The first instant whose civil time is `civil` or later."""
    for start, end, offset in segments(offsets):
        at = max(civil - offset, start)
        if at < end:
            return at
    raise AssertionError("no such civil time")


def used_of(start, end, stop, time, offsets):
    """(used, total, unit): whole units, or milliseconds where the unit is exact; 0 <= used <= total."""
    unit, up = time.get("unit") or "exact", (time.get("used") or "up") == "up"
    if unit == "exact":
        return min(max(stop - start, 0), end - start), end - start, unit
    size = SIZE[unit]
    if (time.get("count") or "length") == "calendar":
        marks = [whole(local(start, offsets), size, False), whole(local(stop, offsets), size, up), whole(local(end, offsets), size, False)]
        days = time.get("month") or "real"
        if days != "real":
            marks = [numbered(mark, days) for mark in marks]
        used, total = marks[1] - marks[0], marks[2] - marks[0]
    else:
        used, total = whole(stop - start, size, up), whole(end - start, size, (time.get("total") or "down") == "up")
    total = max(total, 0)
    if stop <= start:
        used = 0
    return min(max(used, 0), total), total, unit


def numbered(day, length):
    """A day's number where every month has `length` days."""
    at = date(1970, 1, 1) + timedelta(days=day)
    return (at.year * 12 + at.month) * length + min(at.day, length)


def share(used, total):
    """Nothing to use is used whole."""
    return Fraction(used, total) if total else Fraction(1)


def anniversary(start, months, offsets):
    """`start` moved by civil months, the time of day kept."""
    civil = local(start, offsets)
    day = add_months(date(1970, 1, 1) + timedelta(days=civil // DAY), months)
    return instant((day - date(1970, 1, 1)).days * DAY + civil % DAY, offsets)


def whole_months(start, end, offsets):
    """The most months after `start` that are not after `end`."""
    months = 0
    while anniversary(start, months + 1, offsets) <= end:
        months += 1
    return months


def months_used(start, end, stop, give, offsets):
    """(whole months, the rest's begin, the next anniversary, the stop inside the term)."""
    inside = min(max(stop, start), end)
    months = whole_months(start, inside, offsets)
    return months, anniversary(start, months, offsets), anniversary(start, months + 1, offsets), inside


def until(start, length, ends, offsets):
    """The instant of a window's end: the last one inside (instant), or the first after its last day (day)."""
    after = length["days"] * DAY if length.get("days") is not None else length["hours"] * HOUR
    if ends != "day":
        return start + after
    if length.get("days") is not None:
        last = civil_date(start, offsets) + timedelta(days=length["days"])
    else:
        last = civil_date(start + after, offsets)
    return civil_midnight(last + timedelta(days=1), offsets)


def instant_of(request, name):
    return ms(request[name]) if request.get(name) else None
