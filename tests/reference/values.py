"""The executable specification of amounts and days: every day is looked for one by one."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from schemeengine.calendar import BusinessDay, DayOfMonth, MonthEnd, Weekday, is_business_day
from schemeengine.ir.expr import Expr, Op
from schemeengine.values import Duration, Interval, MonthDay, Stated

Answer = Any
NA, NONE, NOT_YET = Stated.NOT_APPLICABLE, Stated.NONE, Stated.NOT_YET


def value(e: Expr, args: list[Answer]) -> Answer:
    """A value node over its answered operands; None where there is no answer."""
    data: Any = e.data
    match e.op:
        case Op.SUM:
            return total(args)
        case Op.LEAST | Op.GREATEST if data == (
            "limit",
        ):  # no limit of what has no value, and no limit at all
            stated = isinstance(args[0], Stated) or isinstance(args[1], Stated)
            return args[0] if stated else extreme(min if e.op is Op.LEAST else max, args)
        case Op.LEAST | Op.GREATEST:
            return extreme(min if e.op is Op.LEAST else max, args)
        case Op.NUMBER_OF:
            return len(members(args[0]))
        case Op.PROJECT:
            return tuple(m[data[0]] for m in members(args[0]))
        case Op.LIST:
            return tuple(args)
        case Op.AS_DATE:  # it will come, if ever, on some day after the day in question
            return None if args[0] is NOT_YET else args[0]
        case Op.FUNCTION if data[0] in ("sum", "min", "max", "mean", "mean_without_extremes"):
            return of_list(data[0], members(args[0]))
        case Op.FUNCTION if data[0] in (
            "sum_of_greatest",
            "mean_of_greatest",
            "sum_of_least",
            "mean_of_least",
        ):
            return of_the_best(data[0], members(args[0]), args[1])
        case Op.FUNCTION if data[0] == "position":
            return args[0]
        case Op.FUNCTION if data[0] == "place_in_list":
            return args[0].index(args[1])
        case Op.FUNCTION if data[0] in ("union", "common"):
            return of_lists(data[0], [a for a in members(args[0]) if isinstance(a, tuple)])
        case Op.FUNCTION if data[0] in ("days_covered_once", "days_covered_within"):
            return covered(members(args[0]), args[1] if len(args) > 1 else Interval(None, None))
    for without in (NONE, NA):  # both are contagious, "none" first
        if without in args:
            return without
    try:
        match e.op:
            case Op.ARITH:
                return arith(data[0], args[0], args[1])
            case Op.ROUND:
                return rounded(args[0], data[0], data[1])
            case Op.FUNCTION:
                return of_days(data[0], [a if isinstance(a, Interval) else day(a) for a in args])
            case _:
                pass
        return calendar(e.op, data, [day(a) for a in args])
    except (OverflowError, ValueError):  # outside the calendar, or outside the known holidays
        return None


def members(found: Answer) -> tuple[Answer, ...]:
    """The members of a list; "none" has none."""
    return found if isinstance(found, tuple) else ()


# ------------------------------------------------------------------ amounts
def total(parts: list[Answer]) -> Answer:
    return NONE if NONE in parts else sum(p for p in parts if p is not NA)


def extreme(pick: Callable[..., Answer], parts: list[Answer]) -> Answer:
    apply = [p for p in parts if p is not NA]
    if NONE in parts or not apply:
        return NONE if NONE in parts else NA
    if isinstance(apply[0], Duration):
        first = [p for p in apply if all(pick(a, b) == a for o in apply for a, b in lengths(p, o))]
        return first[0] if first else None  # 365 days and a year
    return pick(apply)


def lengths(a: Duration, b: Duration) -> Iterator[tuple[int, int]]:
    """Two lengths of time in days, begun on the first of every month of a cycle of the calendar."""
    common = min(a.months, b.months)  # what is in both is the same in both
    for n in range(2000 * 12, 2400 * 12):
        first = date(n // 12, n % 12 + 1, 1)
        yield tuple((months_later(first, d.months - common) - first).days + d.days for d in (a, b))  # type: ignore[misc]


def of_list(name: str, found: tuple[Answer, ...]) -> Answer:
    parts = list(found)
    match name:
        case "sum":
            return total(parts)
        case "mean":
            sum_ = total(parts)
            return NONE if sum_ is NONE else Fraction(sum_, len(parts)) if parts else NA
        case "mean_without_extremes":
            apply = sorted(p for p in parts if p not in (NONE, NA))
            inner = Fraction(sum(apply[1:-1]), len(apply) - 2) if len(apply) > 2 else NA
            return NONE if NONE in parts else inner
        case _:
            pass
    return extreme(min if name == "min" else max, parts)


def of_the_best(name: str, found: tuple[Answer, ...], number: Answer) -> Answer:
    """The sum or mean of the few at one end of a list put in order; of fewer, of all there are."""
    if number in (NONE, NA) or NONE in found:
        return number if number in (NONE, NA) else NONE
    ordered_ = sorted((v for v in found if v is not NA), reverse=name.endswith("greatest"))
    few = ordered_[: max(0, int(number))]
    if name.startswith("sum"):
        return sum(few)
    return Fraction(sum(few), len(few)) if few else NA


def of_lists(name: str, lists: list[tuple[Answer, ...]]) -> tuple[Answer, ...]:
    """What is in any, or in all, of several lists, each once."""
    once = dict.fromkeys(m for found in lists for m in found)
    return tuple(m for m in once if name == "union" or all(m in found for found in lists))


def arith(op: str, a: Answer, b: Answer) -> Answer:
    if isinstance(b, Duration):
        sign = 1 if op == "+" else -1
        return months_later(day(a), sign * b.months) + timedelta(sign * b.days)
    if isinstance(a, date):
        return Duration(0, max(0, (day(a) - day(b)).days))  # a length is never negative
    match op:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case _:
            pass
    return Fraction(a) / Fraction(b) if b else None


def rounded(amount: Answer, unit: Answer, direction: str) -> Answer:
    below = amount - amount % unit
    above = below if below == amount else below + unit
    match direction:
        case "down":
            return below
        case "up":
            return above
        case _:
            pass
    middle = (below + above) / Fraction(2)
    return above if amount > middle or (amount == middle and amount > 0) else below


# ------------------------------------------------------------------ days
def day(found: Answer) -> Answer:
    return found.date() if isinstance(found, datetime) else found


def end_of_month(d: date) -> int:
    return monthrange(d.year, d.month)[1]


def months_later(d: date, months: int) -> date:
    year, month = divmod(d.year * 12 + d.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(d.day, end_of_month(first)))


def last_day(length: Duration, base: date, first_counts: bool) -> date:
    """Civil Code arts. 140, 141, 143."""
    first = base if first_counts else base + timedelta(1)
    corresponding = months_later(first, length.months)
    if corresponding.day == first.day:
        corresponding -= timedelta(1)  # the day before it; else the last day of the month
    return corresponding + timedelta(length.days)


def fits(pattern: Answer, d: date) -> bool:
    match pattern:
        case MonthDay(month, number):
            return d.month == month and d.day == min(number, end_of_month(d))
        case DayOfMonth(number):
            return d.day == min(number, end_of_month(d))
        case MonthEnd():
            return d.day == end_of_month(d)
        case Weekday(number):
            return d.weekday() == number
        case _:
            pass
    assert isinstance(pattern, BusinessDay)
    return is_business_day(d, of_banks=pattern.of_banks, closed=pattern.closed)


def search(pattern: Answer, start: date, step: int) -> date:
    while not fits(pattern, start):
        start += timedelta(step)
    return start


def year_of_accounts(d: date) -> int:
    return d.year if d.month >= 4 else d.year - 1


def calendar(op: Op, data: Any, args: list[Answer]) -> Answer:
    match op:
        case Op.LAST_DAY_OF:
            return last_day(args[0], args[1], data[0])
        case Op.ELAPSED:
            return last_day(args[0], args[1], data[0]) + timedelta(1 if data[1] else 0)
        case Op.ANCHOR:
            step = 1 if data[1] else -1
            return search(data[0], args[0] + timedelta(0 if data[2] else step), step)
        case Op.CALENDAR_DAY if data[1]:
            return search(data[0], date(year_of_accounts(args[0]) + args[1], 4, 1), 1)
        case Op.CALENDAR_DAY:
            return search(data[0], date(args[0].year + args[1], 1, 1), 1)
        case Op.BUSINESS_DAY:
            return search(BusinessDay(False, *data[1:]), args[0], 1 if data[0] == "next" else -1)
        case Op.NEXT_DAY:
            return args[0] + timedelta(data[0])
        case Op.BACK:  # the period from the day found ends on the given day
            length, end = args
            if end.day == end_of_month(end):
                return months_later(end + timedelta(1), -length.months) - timedelta(length.days)
            return months_later(end, -length.months) + timedelta(1 - length.days)
        case _:
            pass
    assert op is Op.BOUND
    return day(getattr(args[0], data[0]))


def full_months(start: date, end: date) -> int:
    """Months of which the last day is over."""
    if end < start:
        return -full_months(end, start)
    months = (end - start).days // 32
    while last_day(Duration(months + 1, 0), start, True) < end:
        months += 1
    return months


def covered(periods: tuple[Answer, ...], window: Answer) -> Answer:
    """The days of the window that lie in any of the periods."""
    for without in (NONE, NA):
        if without in (window, *(() if window in (NONE, NA) else (window.first, window.last))):
            return without
    days: set[date] = set()
    for period in periods:
        first = max([day(p.first) for p in (period, window) if p.first is not None], default=None)
        last = min([day(p.last) for p in (period, window) if p.last is not None], default=None)
        if first is None or last is None:
            return None
        days |= {first + timedelta(n) for n in range((last - first).days + 1)}
    return len(days)


def counted(base: date, number: int, pattern: Answer, step: int, with_base: bool) -> Answer:
    """The day on which the number of open days is full, the base counted or not."""
    found = base - timedelta(step) if with_base else base
    for _ in range(number):
        found = search(pattern, found + timedelta(step), step)
    return found


def of_days(name: str, args: list[Answer]) -> Answer:
    match name:
        case "fiscal_year":
            return year_of_accounts(args[0])
        case "calendar_year" | "year_of":
            return args[0].year
        case "fiscal_year_start":
            return date(args[0], 4, 1)
        case "month_of":
            return args[0].month
        case "whole_months":
            return full_months(args[0], args[1])
        case "full_years" | "age_on":
            months = full_months(args[0], args[1])
            return months // 12 if months >= 0 else -(-months // 12)
        case "day_of_age" if args[1] < 1 or Fraction(args[1]).denominator != 1:
            return None  # no age: the day stays open
        case "day_of_age":  # the day before the first day of so many years later, or of the next month
            years = args[0].year + args[1]
            if args[0].month == 2 and args[0].day == 29:
                return date(years, 3, 1) - timedelta(
                    2 if years % 4 == 0 and (years % 100 or years % 400 == 0) else 1
                )
            return date(years, args[0].month, args[0].day) - timedelta(1)
        case "business_day_after" | "business_day_from":
            return counted(args[0], args[1], args[2], 1, name == "business_day_from")
        case "business_day_before" | "business_day_back":
            return counted(args[0], args[1], args[2], -1, name == "business_day_back")
        case "business_days_between":
            first, last = sorted(args[:2])
            after = [first + timedelta(n) for n in range(1, (last - first).days + 1)]
            if args[1] < args[0]:
                after = [d - timedelta(1) for d in after]
            return sum(fits(args[2], d) for d in after) * (1 if args[0] <= args[1] else -1)
        case "days_between":
            return (args[1] - args[0]).days
        case "full_fiscal_years":
            years = range(args[0].year - 1, args[1].year + 1)
            return tuple(y for y in years if args[0] <= date(y, 4, 1) and date(y + 1, 3, 31) <= args[1])
        case _:
            pass
    assert name == "days_covered"
    ends = [args[0].first, args[0].last]
    if NONE in ends or NA in ends:
        return NONE if NONE in ends else NA
    return None if None in ends else max(0, (day(ends[1]) - day(ends[0])).days + 1)
