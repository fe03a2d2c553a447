"""Calendar operations and functions on values with bounds. All grow with their base date."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from schemeengine import calendar
from schemeengine.execute import arithmetic
from schemeengine.execute.domain import (
    ANYTHING,
    NOT_YET,
    Approx,
    Interval,
    Value,
    absent,
    between,
    has_number,
    high,
    is_exact,
    low,
    members,
    monotone,
)
from schemeengine.ir.expr import Op
from schemeengine.ir.types import Type
from schemeengine.truth import TRUE
from schemeengine.values import Duration


def compute(op: Op, data: tuple[Hashable, ...], values: Sequence[Value]) -> Value:
    """One calendar node. Unknown operands give a range of days."""
    a: Any = data
    match op:
        case Op.LAST_DAY_OF:
            return _spanning(
                values, lambda d, b: calendar.last_day_of(d, _day(b), counting_first=a[0])
            )
        case Op.ELAPSED:
            return _spanning(
                values,
                lambda d, b: calendar.elapsed_day(
                    d, _day(b), counting_first=a[0], day_after_end=a[1]
                ),
            )
        case Op.ANCHOR:
            find = calendar.first_on_or_after if a[1] else calendar.last_on_or_before
            return monotone(lambda b: find(a[0], _day(b), inclusive=a[2]), values[0])
        case Op.CALENDAR_DAY:
            return monotone(lambda b, n: _calendar_day(a[0], _day(b), a[1], n), *values)
        case Op.BUSINESS_DAY:
            return monotone(lambda b: calendar.shift_to_business_day(_day(b), a[0]), values[0])
        case Op.NEXT_DAY:
            return monotone(lambda b: _day(b) + timedelta(days=a[0]), values[0])
        case Op.BACK:
            return _spanning(values, lambda d, b: calendar.first_day_back(d, _day(b)))
        case Op.PERIOD:
            return Interval(*values)
        case Op.BOUND:
            return _bound(values[0], str(a[0]))
        case _:
            return _as_date(*values)


def _day(value: Value) -> date:
    return value.date() if isinstance(value, datetime) else value


def _spanning(values: Sequence[Value], change: Callable[[Duration, Value], date]) -> Value:
    duration, base = values
    if not isinstance(duration, Duration):
        return ANYTHING
    return monotone(lambda b: change(duration, b), base)


def _calendar_day(pattern: Any, base: date, by_fiscal_year: bool, plus_years: int) -> date:
    if not by_fiscal_year:
        return calendar.calendar_day(pattern, base.year + plus_years)
    start = calendar.fiscal_year_start(calendar.fiscal_year(base) + plus_years)
    return calendar.first_on_or_after(pattern, start, inclusive=True)


def _bound(interval: Value, which: str) -> Value:
    if not isinstance(interval, Interval):
        return interval if not has_number(interval) else ANYTHING
    found = interval.first if which == "first" else interval.last
    return ANYTHING if found is None else found


def _as_date(event: Value, as_of: Value) -> Value:
    """An event not yet come will come, if ever, after the day the case is looked at."""
    if event is not NOT_YET:
        return event
    day = low(as_of)
    return Approx(lo=None if day is None else day + timedelta(days=1))


# ------------------------------------------------------------------ functions
def call(name: str, values: Sequence[Value], type_: Type) -> Value:
    """A function of the expression language on values with bounds."""
    match name:
        case "sum" | "min" | "max" | "mean":
            return _over_list(name, values[0], type_)
        case "whole_months" | "full_years" | "days_between":
            return _between_days(_LENGTHS[name], values[0], values[1])
        case "age_on":
            return _between_days(calendar.age_on, values[0], values[1])
        case "full_fiscal_years":
            if all(is_exact(v) and has_number(v) for v in values):
                return calendar.full_fiscal_years(_day(values[0]), _day(values[1]))
            return ANYTHING
        case "days_covered":
            return _days_covered(values)
        case _:
            return monotone(_OF_DAY[name], values[0])


_OF_DAY: Mapping[str, Callable[[Value], int]] = {
    "fiscal_year": lambda d: calendar.fiscal_year(_day(d)),
    "calendar_year": lambda d: _day(d).year,
    "year_of": lambda d: _day(d).year,
    "month_of": lambda d: _day(d).month,
}
_LENGTHS: Mapping[str, Callable[[date, date], int]] = {
    "whole_months": calendar.whole_months,
    "full_years": calendar.full_years,
    "days_between": lambda a, b: (b - a).days,
}


def _between_days(measure: Callable[[date, date], int], start: Value, end: Value) -> Value:
    """A length grows with its end and shrinks with its start."""
    if not has_number(start) or not has_number(end):
        return ANYTHING
    if is_exact(start) and is_exact(end):
        return measure(_day(start), _day(end))
    lo = hi = None
    if high(start) is not None and low(end) is not None:
        lo = measure(_day(high(start)), _day(low(end)))
    if low(start) is not None and high(end) is not None:
        hi = measure(_day(low(start)), _day(high(end)))
    return between(lo, hi)


def _over_list(name: str, value: Value, type_: Type) -> Value:
    found = members(value)
    if found is None:
        return absent(type_) if name == "sum" else ANYTHING
    kept = list(found)
    if name == "sum":
        return arithmetic.total([_maybe(v, sure) for v, sure in kept])
    if name == "mean":
        if not kept or not all(is_exact(v) and has_number(v) and s == TRUE for v, s in kept):
            return ANYTHING
        total = arithmetic.total([v for v, _ in kept])
        return arithmetic.arith("/", total, len(kept))
    if not kept:
        return ANYTHING
    return arithmetic.extreme([_maybe(v, sure) for v, sure in kept], least=name == "min")


def _maybe(value: Value, sure: int) -> Value:
    if sure == TRUE:
        return value
    return Approx(low(value), high(value), None, False, True) if has_number(value) else value


def _days_covered(values: Sequence[Value]) -> Value:
    interval = values[0]
    if isinstance(interval, Interval) and all(
        v is not None and is_exact(v) for v in (interval.first, interval.last)
    ):
        return max(0, (_day(interval.last) - _day(interval.first)).days + 1)
    return Approx(lo=0)
