"""The days on which an office is closed, as a programme lists them: 8月13日〜8月15日, 令和8年5月1日."""

from __future__ import annotations

import re
from datetime import date, timedelta

from schemeengine.syntax.literal_days import read_date, read_english_date, read_month_day
from schemeengine.syntax.literal_model import Literal
from schemeengine.syntax.literal_shapes import DATE, ENGLISH_DATE, MONTH_DAY, half_width
from schemeengine.values import MonthDay

#: A closing longer than a year is a slip of the pen.
_MOST = 366


def read_closing_days(text: str) -> frozenset[date | MonthDay] | None:
    """One day or a range of days, of one year or of every year; None for anything else."""
    ends = [_day(part) for part in re.split(r"\s*[〜～~]\s*", half_width(text).strip())]
    match ends:
        case [date() | MonthDay() as day]:
            return frozenset({day})
        case [date() as first, date() as last] if 0 <= (last - first).days < _MOST:
            return frozenset(first + timedelta(days=n) for n in range((last - first).days + 1))
        case [MonthDay() as first, MonthDay() as last]:
            return _every_year(first, last)
        case _:
            return None


def _day(text: str) -> date | MonthDay | None:
    for pattern, read in ((MONTH_DAY, read_month_day), (DATE, read_date), (ENGLISH_DATE, read_english_date)):
        m = pattern.fullmatch(text)
        found = read(m) if m else None
        if isinstance(found, Literal) and found.kind in ("date", "month_day"):
            assert isinstance(found.value, (date, MonthDay))
            return found.value
    return None


def _every_year(first: MonthDay, last: MonthDay) -> frozenset[date | MonthDay]:
    """From one day of the year to another, over New Year where the second comes first."""
    day, end = date(2000, first.month, first.day), date(2000, last.month, last.day)
    if end < day:
        end = date(2001, last.month, min(last.day, 28) if last.month == 2 else last.day)
    days = (day + timedelta(days=n) for n in range((end - day).days + 1))
    return frozenset(MonthDay(d.month, d.day) for d in days)
