"""Wire forms of contract v1 for the oracle: instants as epoch milliseconds, amounts as exact fractions, compact JSON."""
import json
import re
from datetime import datetime, timedelta, timezone
from fractions import Fraction

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
HOUR = 3_600_000
DAY = 24 * HOUR
# ISO 4217 exponents of the currencies that the vectors use.
DECIMALS = {"USD": 2, "EUR": 2, "BRL": 2, "GBP": 2, "HUF": 2, "CNY": 2, "RON": 2, "JPY": 0, "KRW": 0, "KWD": 3, "BHD": 3, "CLF": 4}


def ms(text):
    """RFC 3339 instant with Z (three decimals or none) to epoch milliseconds."""
    shape = "%Y-%m-%dT%H:%M:%S.%fZ" if "." in text else "%Y-%m-%dT%H:%M:%SZ"
    return (datetime.strptime(text, shape).replace(tzinfo=timezone.utc) - EPOCH) // timedelta(milliseconds=1)


def iso(at):
    """Epoch milliseconds to the answer's instant: milliseconds printed only when they are not 0."""
    moment = EPOCH + timedelta(milliseconds=at)
    tail = ".%03dZ" % (at % 1000) if at % 1000 else "Z"
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + tail


def amount(text):
    """Decimal string to an exact fraction."""
    assert re.fullmatch(r"-?\d+(\.\d+)?", text), text
    return Fraction(text)


def show(value, decimals):
    """An exact fraction with at most `decimals` decimals, printed with exactly that many."""
    units = value * 10**decimals
    assert units.denominator == 1, f"{value} has more than {decimals} decimals"
    units = units.numerator
    digits = str(abs(units)).rjust(decimals + 1, "0")
    sign = "-" if units < 0 else ""
    return sign + (digits[:-decimals] + "." + digits[-decimals:] if decimals else digits)


def shortest(value):
    """A finite decimal in its shortest form: 20, 7.5, 0."""
    for decimals in range(0, 13):
        if (value * 10**decimals).denominator == 1:
            return show(value, decimals)
    raise AssertionError(f"{value} is no short decimal")


def overflows(value, decimals):
    """Whether a fraction does not fit 64-bit minor units."""
    return not -2**63 <= value * 10**decimals < 2**63


def half_up(value, decimals):
    """Round to `decimals` decimals, ties away from zero."""
    scaled = abs(value) * 10**decimals
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(units if value >= 0 else -units, 10**decimals)


def floor_to(value, decimals):
    """Round down (towards minus infinity) to `decimals` decimals."""
    scaled = value * 10**decimals
    return Fraction(scaled.numerator // scaled.denominator, 10**decimals)


def compact(value):
    """The bytes on the wire: no spaces, UTF-8, member order as given."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
