"""Lengths of time beside each other: days beside days, months beside months, what is certain between.

A month has 28 to 31 days and a year 365 or 366 (Civil Code art. 143: by the calendar), so 365 days are
perhaps a year and perhaps not; 364 days are surely less, 366 surely not less.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache

from schemeengine.truth import FALSE, TRUE, UNKNOWN, Mask
from schemeengine.values import Duration

#: The Gregorian calendar repeats after 400 years, which are so many months and days.
_CYCLE_MONTHS, _CYCLE_DAYS = 4800, 146_097


def apart(a: Duration, b: Duration) -> tuple[int, int]:
    """By how many days ``a`` is longer than ``b``: at least, at most."""
    months, days = a.months - b.months, a.days - b.days
    least, most = days_in(abs(months))
    return (days + least, days + most) if months >= 0 else (days - most, days - least)


@cache
def days_in(months: int) -> tuple[int, int]:
    """How many days so many months in a row have: at least, at most."""
    cycles, rest = divmod(months, _CYCLE_MONTHS)
    starts = _first_days()
    found = [starts[i + rest] - starts[i] for i in range(_CYCLE_MONTHS)]
    return cycles * _CYCLE_DAYS + min(found), cycles * _CYCLE_DAYS + max(found)


@cache
def _first_days() -> tuple[int, ...]:
    """The first days of the months of two cycles, as numbers of days."""
    return tuple(date(1 + n // 12, n % 12 + 1, 1).toordinal() for n in range(2 * _CYCLE_MONTHS))


_SURELY: Mapping[str, Callable[[int, int], tuple[bool, bool]]] = {
    "=": lambda lo, hi: (lo == hi == 0, lo > 0 or hi < 0),
    "<": lambda lo, hi: (hi < 0, lo >= 0),
    "<=": lambda lo, hi: (hi <= 0, lo > 0),
    ">": lambda lo, hi: (lo > 0, hi <= 0),
    ">=": lambda lo, hi: (lo >= 0, hi < 0),
}


def compare_lengths(op: str, a: Duration, b: Duration) -> Mask:
    """``a op b``; UNKNOWN where it hangs on which months and years are meant."""
    holds, fails = _SURELY[op](*apart(a, b))
    return TRUE if holds else FALSE if fails else UNKNOWN


def foremost(found: Sequence[Duration], shortest: bool) -> list[Duration]:
    """Those of several lengths that may be the shortest (the longest) of them."""
    op = "<" if shortest else ">"
    kept = [a for a in found if not any(compare_lengths(op, b, a) == TRUE for b in found)]
    return list(dict.fromkeys(kept))
