"""Calendar operations and functions on values with bounds. All grow with their base date."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from schemeengine import calendar
from schemeengine.execute import arithmetic, best_members, joined_lists, list_functions
from schemeengine.execute.domain import (
    ANYTHING,
    NONE,
    NOT_APPLICABLE,
    NOT_YET,
    Approx,
    Value,
    absent,
    between,
    has_number,
    high,
    is_duration,
    is_exact,
    join,
    low,
    may_be_none,
    may_not_apply,
    members,
    monotone,
    possibly,
    safely,
    without,
)
from schemeengine.ir.expr import Op
from schemeengine.ir.types import Type
from schemeengine.opening_days import BusinessDay, business_days_between, business_days_from
from schemeengine.truth import TRUE
from schemeengine.values import Duration, Interval


def compute(op: Op, data: tuple[Hashable, ...], values: Sequence[Value]) -> Value:
    """One calendar node. Unknown operands give a range of days."""
    a: Any = data
    match op:
        case Op.LAST_DAY_OF:
            return _spanning(values, lambda d, b: calendar.last_day_of(d, _day(b), counting_first=a[0]))
        case Op.ELAPSED:
            return _spanning(
                values,
                lambda d, b: calendar.elapsed_day(d, _day(b), counting_first=a[0], day_after_end=a[1]),
            )
        case Op.ANCHOR:
            find = calendar.first_on_or_after if a[1] else calendar.last_on_or_before
            return monotone(lambda b: find(a[0], _day(b), inclusive=a[2]), values[0])
        case Op.CALENDAR_DAY:
            return monotone(lambda b, n: _calendar_day(a[0], _day(b), a[1], n), *values)
        case Op.BUSINESS_DAY:
            return monotone(lambda b: calendar.shift_to_business_day(b, *a), values[0])
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


def _midnight(day: Value) -> datetime:
    return datetime(day.year, day.month, day.day)


def _spanning(values: Sequence[Value], change: Callable[[Duration, Value], date]) -> Value:
    stated = without(values)
    if stated is not None:
        return stated
    duration, base = values
    if isinstance(duration, Duration):
        return monotone(lambda b: change(duration, b), base)
    none, na = may_be_none(duration), may_not_apply(duration)
    if not is_duration(duration):
        return possibly(ANYTHING, none or may_be_none(base), na or may_not_apply(base))
    found = [monotone(lambda b, d=d: change(d, b), base) for d in duration.options]
    return possibly(join(found), none, na)


def _day_of_age(born: Value, age: Value) -> date:
    if isinstance(age, Fraction) and age.denominator != 1:
        raise ValueError(age)  # no age: the day stays open
    return calendar.day_of_age(_day(born), int(age))


def _calendar_day(pattern: Any, base: date, by_fiscal_year: bool, plus_years: int) -> date:
    if not by_fiscal_year:
        return calendar.calendar_day(pattern, base.year + plus_years)
    start = calendar.fiscal_year_start(calendar.fiscal_year(base) + plus_years)
    return calendar.first_on_or_after(pattern, start, inclusive=True)


def _bound(interval: Value, which: str) -> Value:
    if not isinstance(interval, Interval):
        return _of_some(interval, lambda i: _bound(i, which), ANYTHING)
    found = interval.first if which == "first" else interval.last
    return ANYTHING if found is None else monotone(_day, found)  # a time falls on its day


def _of_some(interval: Value, measure: Callable[[Value], Value], unknown: Value) -> Value:
    """Something of a period that is one of several, or not known, or none."""
    if interval is None or not has_number(interval):
        return unknown if interval is None else interval
    found = [unknown] if interval.options is None else map(measure, interval.options)
    return possibly(join(found), interval.may_be_none, interval.may_not_apply)


def _as_date(event: Value, as_of: Value) -> Value:
    """An event not yet come will come, if ever, after the day the case is looked at."""
    if event is not NOT_YET:
        return event
    day = low(as_of)
    if not isinstance(day, date) or _day(day) == date.max:
        return ANYTHING
    return Approx(lo=day + timedelta(days=1))


# ------------------------------------------------------------------ functions
def call(name: str, values: Sequence[Value], type_: Type) -> Value:
    """A function of the expression language on values with bounds."""
    match name:
        case "sum" | "min" | "max" | "mean" | "mean_without_extremes":
            return _over_list(name, values[0], type_)
        case "whole_months" | "full_years" | "days_between":
            return _between_days(_LENGTHS[name], values[0], values[1])
        case "age_on":
            return _between_days(calendar.age_on, values[0], values[1])
        case "day_of_age":
            return monotone(_day_of_age, *values)
        case "full_fiscal_years":
            stated = without(values)
            if stated is None and all(is_exact(v) for v in values):
                return calendar.full_fiscal_years(_day(values[0]), _day(values[1]))
            return ANYTHING if stated is None else stated
        case "sum_of_greatest" | "mean_of_greatest" | "sum_of_least" | "mean_of_least":
            return best_members.best(name, values[0], values[1], type_)
        case "union":
            return list_functions.union(values[0])
        case "common":
            return list_functions.common(values[0])
        case "days_covered_once" | "days_covered_within":
            return list_functions.days_covered_once(*values)
        case "position":
            return values[0]
        case "place_in_list":
            return list_functions.place_in_list(*values)
        case "at_time":  # minutes after midnight
            return monotone(lambda d, m: _midnight(d) + timedelta(minutes=m), *values)
        case _ if name in _BUSINESS_DAYS:
            return _business_day(_BUSINESS_DAYS[name], *values)
        case "business_days_between":
            return _between_days(lambda a, b: business_days_between(a, b, values[2]), values[0], values[1])
        case "days_covered":
            return _days_covered(values[0])
        case "fiscal_year_start":
            return monotone(calendar.fiscal_year_start, values[0])
        case "month_of":
            return _month_of(values[0])
        case _:
            return monotone(_OF_DAY[name], values[0])


_OF_DAY: Mapping[str, Callable[[Value], int]] = {
    "fiscal_year": lambda d: calendar.fiscal_year(_day(d)),
    "calendar_year": lambda d: _day(d).year,
    "year_of": lambda d: _day(d).year,
}
_LENGTHS: Mapping[str, Callable[[date, date], int]] = {
    "whole_months": calendar.whole_months,
    "full_years": calendar.full_years,
    "days_between": lambda a, b: (b - a).days,
}


#: first day of the count from the base; forward or back
_BUSINESS_DAYS: Mapping[str, tuple[int, int]] = {
    "business_day_after": (0, 1), "business_day_from": (-1, 1),
    "business_day_before": (0, -1), "business_day_back": (1, -1),
}  # fmt: skip


def _business_day(how: tuple[int, int], base: Value, count: Value, kind: BusinessDay) -> Value:
    """The day so many open days on or back. It grows with its base, and on with the count."""
    shift, sign = how

    def reached(b: Value, n: int) -> date:
        return business_days_from(_day(b) + timedelta(days=shift), n, kind)

    return monotone(reached, base, count if sign > 0 else arithmetic.arith("-", 0, count))


def _between_days(measure: Callable[[date, date], int], start: Value, end: Value) -> Value:
    """A length grows with its end and shrinks with its start."""
    stated = without((start, end))
    if stated is not None:
        return stated
    lo = hi = None
    if high(start) is not None and low(end) is not None:
        lo = safely(measure, _day(high(start)), _day(low(end)))
    if low(start) is not None and high(end) is not None:
        hi = safely(measure, _day(low(start)), _day(high(end)))
    if is_exact(start) and is_exact(end):
        return ANYTHING if lo is None else lo
    none = may_be_none(start) or may_be_none(end)
    return between(lo, hi, none, may_not_apply(start) or may_not_apply(end))


def _month_of(day: Value) -> Value:
    """The month, 1 to 12; it does not grow from one year to the next."""
    if is_exact(day) or not has_number(day):
        return monotone(lambda d: _day(d).month, day)
    lo, hi = low(day), high(day)
    same_year = lo is not None and hi is not None and lo.year == hi.year
    first, last = (lo.month, hi.month) if same_year else (1, 12)
    return between(first, last, may_be_none(day), may_not_apply(day))


def _over_list(name: str, value: Value, type_: Type) -> Value:
    found = members(value)
    if found is None:
        return _of_unknown_list(name, joined_lists.any_member(value, type_))
    known = [(absent(type_) if v is None else v, sure) for v, sure in found]
    kept = [v if sure == TRUE else possibly(v, none=False, na=True) for v, sure in known]
    match name:
        case "sum":
            return arithmetic.total(kept)
        case "mean":
            return _mean(kept)
        case "mean_without_extremes":
            return _mean_without_extremes(kept)
        case _:
            return arithmetic.extreme(kept, least=name == "min")


def _of_unknown_list(name: str, member: Value) -> Value:
    if name == "sum":
        return arithmetic.total_of_any(member)
    none = may_be_none(member)
    if name.startswith("mean"):
        member = between(low(member), high(member))
    return possibly(member, none, na=True)


def _mean(values: Sequence[Value]) -> Value:
    """The average; of nothing there is none, so that it does not apply (like the least of nothing)."""
    if not values:
        return NOT_APPLICABLE
    total = arithmetic.total(values)
    if is_exact(total) and not any(may_not_apply(v) for v in values):
        return arithmetic.arith("/", total, len(values))
    real = [v for v in values if has_number(v)]  # the mean lies between the least and the greatest
    lows, highs = [low(v) for v in real], [high(v) for v in real]
    lo = None if any(x is None for x in lows) else min(lows, default=None)
    hi = None if any(x is None for x in highs) else max(highs, default=None)
    if not any(may_not_apply(v) for v in values):
        sure = arithmetic.arith("/", total, len(values))
        lo, hi = low(sure), high(sure)
    na = all(may_not_apply(v) for v in values)
    return possibly(between(lo, hi), may_be_none(total), na=na)


def _mean_without_extremes(values: Sequence[Value]) -> Value:
    """The mean without one highest and one lowest; it grows with each of the values."""
    if any(v is NONE for v in values):
        return NONE
    kept = [v for v in values if v is not NOT_APPLICABLE]
    lows, highs = [low(v) for v in kept], [high(v) for v in kept]
    none = any(may_be_none(v) for v in kept)
    if none or any(may_not_apply(v) for v in kept):
        lo = None if None in lows else min(lows)
        hi = None if None in highs else max(highs)
        return possibly(between(lo, hi), none, na=True)
    if len(kept) < 3:
        return NOT_APPLICABLE
    least = None if None in lows else _inner_mean(lows)
    return between(least, None if None in highs else _inner_mean(highs))


def _inner_mean(values: Sequence[Any]) -> Value:
    inner = sorted(values)[1:-1]
    return arithmetic.tidy(Fraction(sum(inner)) / len(inner))


def _days_covered(interval: Value) -> Value:
    unknown = Approx(lo=0)
    if not isinstance(interval, Interval):
        return _of_some(interval, _days_covered, unknown)
    ends = [v for v in (interval.first, interval.last) if v is not None]
    stated = without(ends)
    if stated is not None:
        return stated
    if len(ends) == 2 and all(is_exact(v) for v in ends):
        return max(0, (_day(ends[1]) - _day(ends[0])).days + 1)
    none, na = any(may_be_none(v) for v in ends), any(may_not_apply(v) for v in ends)
    return possibly(unknown, none, na)
