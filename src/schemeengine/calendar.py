"""The administrative calendar: periods of the Civil Code, fiscal years, ages, recurring days.

Pure functions on ``datetime.date``. All raise OverflowError where a day after the year 9999 or
before the year 1 would be needed. Eras live in ``values`` (dates are printed in them).

A day of the month that a month lacks is taken as the last day of that month throughout
(Civil Code art. 143 (2), proviso): 2月29日 of 2023 is 28 February, 31日 of April is 30 April.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, assert_never

from schemeengine.diagnostics import Lang
from schemeengine.opening_days import (
    COVERAGE,
    WEEKDAYS,
    BusinessDay,
    Coverage,
    OutsideHolidayCoverage,
    is_business_day,
    shift_to_business_day,
    why_closed,
)
from schemeengine.values import (
    ERAS,
    Duration,
    Era,
    MonthDay,
    OutsideEra,
    date_from_era,
    era_of,
    format_month_day,
)

__all__ = [
    "COVERAGE", "ERAS", "BusinessDay", "Coverage", "DayOfMonth", "DayPattern", "Era", "MonthEnd",
    "OutsideEra", "OutsideHolidayCoverage", "Weekday", "add_months", "age_on", "calendar_day",
    "date_from_era", "day_of_age", "elapsed_day", "era_of", "first_day_back",
    "first_on_or_after", "fiscal_year", "fiscal_year_start",
    "format_day_pattern", "full_fiscal_years", "full_years", "is_business_day", "last_day_of",
    "last_on_or_before", "shift_to_business_day", "whole_months", "why_closed",
]  # fmt: skip


# --- Periods (Civil Code, book 1, chapter 6) --------------------------------------------------


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later (earlier if negative), or the end of a shorter month.

    Plain calendar arithmetic; a period of the Civil Code is :func:`last_day_of`.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return _clipped(year, month + 1, day.day)


def last_day_of(duration: Duration, base: date, *, counting_first: bool) -> date:
    """The last day of a period that runs from ``base``.

    Civil Code art. 140: the first day is not counted, unless ``counting_first`` (起算して, or a
    period that begins at midnight). Art. 141: the period ends with the end of its last day.
    Art. 143: months and years follow the calendar and end the day before the corresponding day,
    or on the last day of the month that has no such day. Months are counted first, then days.
    Art. 142 (the last day is a holiday) is :func:`shift_to_business_day`, applied where written.
    """
    first = base if counting_first else _plus(base, 1)
    corresponding = add_months(first, duration.months)
    has_no_such_day = corresponding.day != first.day
    return _plus(corresponding, duration.days - (0 if has_no_such_day else 1))


def elapsed_day(duration: Duration, base: date, *, counting_first: bool, day_after_end: bool) -> date:
    """The day called 〈duration〉を経過した日.

    The period ends with the end of its last day (art. 141), so it has elapsed on the day after
    (``day_after_end=True``); a programme may instead take it as the last day itself (False).
    """
    return _plus(last_day_of(duration, base, counting_first=counting_first), int(day_after_end))


def first_day_back(duration: Duration, end_inclusive: date) -> date:
    """The first day of a look-back of this length whose last day is ``end_inclusive``.

    Art. 143 mirrored: the day after the corresponding day (3 years to 2024-06-01 → 2021-06-02);
    counted back from the end of a month, whole calendar months (1 month to 30 April → 1 April),
    just as (1) counts whole months from the beginning of one.
    """
    if end_inclusive.day < 28 and not duration.days:  # far from every end of a month
        year, month = divmod(end_inclusive.year * 12 + end_inclusive.month - 1 - duration.months, 12)
        return _clipped(year, month + 1, end_inclusive.day + 1)
    after_end = _plus(end_inclusive, 1)
    if after_end.day == 1:
        return _plus(add_months(after_end, -duration.months), -duration.days)
    return _plus(add_months(end_inclusive, -duration.months), 1 - duration.days)


def whole_months(start: date, end: date) -> int:
    """Full months from ``start`` to ``end``, a month being full on the corresponding day.

    Art. 143: from 31 January the first month ends on 28 February and is full on 1 March.
    Negative, counted the other way round, if ``end`` is before ``start``.
    """
    if end < start:
        return -whole_months(end, start)
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def full_years(start: date, end: date) -> int:
    """Full years from ``start`` to ``end``; see :func:`whole_months`."""
    months = whole_months(start, end)
    return -(-months // 12) if months < 0 else months // 12


def age_on(birth: date, on: date, *, reached: Literal["birthday", "day_before"] = "birthday") -> int:
    """Age in full years (満年齢) on a day; 0 on days before the birth's first anniversary.

    Act on Calculation of Age: the day of birth counts, so that an age is reached at the *end* of
    the day before the birthday. Administrative practice counts it from the birthday on (default);
    ``reached="day_before"`` takes the day before as belonging to the new age, as rules do that
    speak of the day on which an age is reached (達する日). Born on 29 February: 1 March.
    """
    return full_years(birth, on if reached == "birthday" else _plus(on, 1))


def day_of_age(birth: date, age: int) -> date:
    """The day on which an age is reached (年齢に達する日): the day before the birthday.

    Act on Calculation of Age: the day of birth counts, and Civil Code art. 143 applies, so that the
    year is full at the end of the day before the corresponding day. Born on 1 April: 31 March; born
    on 29 February: 28 February, in every year.
    """
    if age < 1:
        raise ValueError(age)
    return last_day_of(Duration(12 * age, 0), birth, counting_first=True)


# --- Fiscal years (Local Autonomy Act art. 208: April to March) -------------------------------


def fiscal_year(day: date) -> int:
    """The fiscal year of a day, named by the calendar year of its April."""
    return day.year - (day.month < 4)


def fiscal_year_start(year: int) -> date:
    """1 April of the fiscal year."""
    return date(year, 4, 1)


def full_fiscal_years(first: date, last: date) -> tuple[int, ...]:
    """The fiscal years that lie wholly within ``first`` to ``last``, both included."""
    begin = fiscal_year(first) + (first != fiscal_year_start(fiscal_year(first)))
    end = fiscal_year(last) - ((last.month, last.day) != (3, 31))
    return tuple(range(begin, end + 1))


# --- Recurring days ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day of every month, 1 to 31 (1日)."""

    day: int


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """The last day of every month (月末)."""


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 0 = Monday to 6 = Sunday (月曜日 … 日曜日)."""

    number: int


DayPattern = DayOfMonth | MonthEnd | Weekday | BusinessDay


def calendar_day(md: MonthDay, year: int) -> date:
    """That day of that calendar year."""
    return _clipped(year, md.month, md.day)


def first_on_or_after(pattern: MonthDay | DayPattern, base: date, *, inclusive: bool) -> date:
    """The first such day 以後 ``base`` (``inclusive``) or 後 (not). 営業日 may raise."""
    day = base if inclusive else _plus(base, 1)
    match pattern:
        case MonthDay():
            here = calendar_day(pattern, day.year)
            return here if here >= day else calendar_day(pattern, day.year + 1)
        case DayOfMonth() | MonthEnd():
            here = _in_month(pattern, day)
            return here if here >= day else _in_month(pattern, add_months(day, 1))
        case Weekday():
            return _plus(day, (pattern.number - day.weekday()) % 7)
        case BusinessDay(of_banks, closed):
            return shift_to_business_day(day, "next_bank" if of_banks else "next", closed)
        case _:
            assert_never(pattern)


def last_on_or_before(pattern: MonthDay | DayPattern, base: date, *, inclusive: bool) -> date:
    """The last such day 以前 ``base`` (``inclusive``) or 前 (not). 営業日 may raise."""
    day = base if inclusive else _plus(base, -1)
    match pattern:
        case MonthDay():
            here = calendar_day(pattern, day.year)
            return here if here <= day else calendar_day(pattern, day.year - 1)
        case DayOfMonth() | MonthEnd():
            here = _in_month(pattern, day)
            return here if here <= day else _in_month(pattern, add_months(day, -1))
        case Weekday():
            return _plus(day, -((day.weekday() - pattern.number) % 7))
        case BusinessDay(of_banks, closed):
            return shift_to_business_day(day, "previous_bank" if of_banks else "previous", closed)
        case _:
            assert_never(pattern)


def format_day_pattern(pattern: MonthDay | DayPattern, lang: Lang) -> str:
    """3月31日, 1日, 月末, 月曜日, 開庁日 / in English words."""
    match pattern:
        case MonthDay():
            return format_month_day(pattern, lang)
        case DayOfMonth(day):
            return f"{day}日" if lang == "ja" else f"day {day} of the month"
        case MonthEnd():
            return "月末" if lang == "ja" else "the end of the month"
        case Weekday(number):
            return WEEKDAYS[lang][number]
        case BusinessDay(of_banks):
            if of_banks:
                return "銀行営業日" if lang == "ja" else "day on which banks are open"
            return "開庁日" if lang == "ja" else "business day"
        case _:
            assert_never(pattern)


# --- Small parts ------------------------------------------------------------------------------


def _clipped(year: int, month: int, day: int) -> date:
    if not 1 <= year <= 9999:
        raise OverflowError(f"the calendar has no year {year}")
    # no month is shorter than 28 days: most days need no look at the length of theirs
    return date(year, month, day if day <= 28 else min(day, monthrange(year, month)[1]))


def _plus(day: date, days: int) -> date:
    return day + timedelta(days=days) if days else day


def _in_month(pattern: DayOfMonth | MonthEnd, day: date) -> date:
    wanted = pattern.day if isinstance(pattern, DayOfMonth) else 31
    return _clipped(day.year, day.month, wanted)
