"""Civil time by an offset table, and the civil dates that a charge covers."""
from calendar import monthrange
from datetime import date, timedelta

from wire import DAY, ms

INFINITY = 10**18


def segments(offsets):
    """The contract's offset list as (from, to, offset ms) triples over all time."""
    starts = [-INFINITY if row["from"] is None else ms(row["from"]) for row in offsets]
    return [(start, end, row["seconds"] * 1000) for start, end, row in zip(starts, starts[1:] + [INFINITY], offsets)]


def civil_midnight(day, offsets):
    """First instant whose civil time is `day` 00:00 or later; in a gap that is the jump itself."""
    local = (day - date(1970, 1, 1)).days * DAY
    for start, end, offset in segments(offsets):
        at = max(local - offset, start)
        if at < end:
            return at
    raise AssertionError("no such midnight")


def civil_date(at, offsets):
    """The civil date at an instant."""
    for start, end, offset in segments(offsets):
        if start <= at < end:
            return date(1970, 1, 1) + timedelta(days=(at + offset) // DAY)
    raise AssertionError("no such instant")


def month_edges(month, offsets):
    """Epoch milliseconds of the first instant of `YYYY-MM` and of the month after it."""
    first = date.fromisoformat(month + "-01")
    return civil_midnight(first, offsets), civil_midnight(add_months(first, 1), offsets)


def add_months(day, months):
    """`day` moved by months; a day that the month lacks becomes its last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
