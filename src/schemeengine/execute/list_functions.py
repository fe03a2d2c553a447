"""Functions over lists of lists and lists of periods: what is in any, what is in all, days once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from schemeengine.execute.domain import (
    ANYTHING,
    Approx,
    Selection,
    Value,
    has_number,
    is_exact,
    may_be_none,
    may_not_apply,
    members,
    possibly,
    without,
)
from schemeengine.truth import TRUE, UNKNOWN, Mask
from schemeengine.values import Interval, Stated


def place_in_list(keys: Value, key: Value) -> Value:
    """Where a list first names a value: 0 for its first member."""
    found = members(keys)
    places = [] if found is None else [n for n, (k, _) in enumerate(found) if is_exact(k) and k == key]
    return places[0] if places and is_exact(key) else Approx(lo=0)


def union(lists: Value) -> Value:
    """Every element of any of the lists, each once, in the order of first appearance."""
    found = members(lists)
    if found is None:
        return ANYTHING
    sure: dict[Value, Mask] = {}
    for inner, belongs in found:
        elements = members(inner)
        if elements is None:
            return ANYTHING
        for element, certain in elements:
            if not is_exact(element):
                return ANYTHING
            both = TRUE if belongs == TRUE and certain == TRUE else UNKNOWN
            sure[element] = TRUE if TRUE in (both, sure.get(element)) else UNKNOWN
    return _as_list(sure)


def common(lists: Value) -> Value:
    """The elements that every one of the lists has; of no lists at all, none."""
    found = members(lists)
    if found is None:
        return ANYTHING
    result: dict[Value, Mask] | None = None
    others: list[dict[Value, Mask] | None] = []  # what can only take elements away
    for inner, belongs in found:
        here = _elements(inner)
        if here is None or belongs != TRUE:
            others.append(here)
        elif result is None:
            result = here
        else:
            result = {
                e: TRUE if m == TRUE and here[e] == TRUE else UNKNOWN for e, m in result.items() if e in here
            }
    if result is None:
        return ANYTHING if others else ()
    for here in others:
        result = {e: m if here and here.get(e) == TRUE else UNKNOWN for e, m in result.items()}
    return _as_list(result)


def _elements(inner: Value) -> dict[Value, Mask] | None:
    """The elements of a list and whether each belongs to it; None where some are not known."""
    found = members(inner)
    elements = None if found is None else dict(found)
    return elements if elements is not None and all(is_exact(e) for e in elements) else None


def _as_list(sure: dict[Value, Mask]) -> Value:
    if all(m == TRUE for m in sure.values()):
        return tuple(sure)
    return Selection(tuple(sure.items()))


def days_covered_once(periods: Value, window: Value = None) -> Value:
    """The days that lie in any of the periods, overlaps counted once; only those in the window."""
    if window is None:
        window = Interval(None, None)
    if not isinstance(window, Interval):
        return (
            Approx(0, None, None, may_be_none(window), may_not_apply(window))
            if has_number(window)
            else window
        )
    ends = [v for v in (window.first, window.last) if v is not None]
    stated = without(ends)
    if stated is not None:
        return stated
    none, na = any(map(may_be_none, ends)), any(map(may_not_apply, ends))
    return possibly(_covered_within(periods, window), none, na)


def _covered_within(periods: Value, window: Interval) -> Value:
    found = members(periods)
    if found is None:
        return Approx(lo=0, hi=_length(window))
    surely: list[tuple[date, date]] = []
    everything_known = True
    for period, belongs in found:
        if isinstance(period, Stated):
            continue  # no period covers no day
        ends = _closed(period, window)
        if ends is None or belongs != TRUE:
            everything_known = False
        elif ends[0] <= ends[1]:
            surely.append(ends)
    days = _total_days(sorted(surely))
    return days if everything_known else Approx(lo=days, hi=_length(window))


def _closed(period: Value, window: Interval) -> tuple[date, date] | None:
    """Both ends of a period, cut to the window; None where an end is not known."""
    if not isinstance(period, Interval):
        return None
    first = _later(period.first, window.first)
    last = _earlier(period.last, window.last)
    if not isinstance(first, date) or not isinstance(last, date):
        return None
    return _day(first), _day(last)


def _later(a: Value, b: Value) -> Value:
    return b if a is None else a if b is None else max(_day(a), _day(b)) if _exact(a, b) else ANYTHING


def _earlier(a: Value, b: Value) -> Value:
    return b if a is None else a if b is None else min(_day(a), _day(b)) if _exact(a, b) else ANYTHING


def _exact(a: Value, b: Value) -> bool:
    return all(is_exact(v) and has_number(v) for v in (a, b))


def _day(value: Value) -> date:
    return value.date() if isinstance(value, datetime) else value


def _length(window: Interval) -> int | None:
    if isinstance(window.first, date) and isinstance(window.last, date):
        return max(0, (_day(window.last) - _day(window.first)).days + 1)
    return None


def _total_days(periods: Sequence[tuple[date, date]]) -> int:
    total, reached = 0, date.min
    for first, last in periods:
        begin = max(first, reached + timedelta(days=1)) if reached > date.min else first
        if last >= begin:
            total += (last - begin).days + 1
            reached = last
    return total
