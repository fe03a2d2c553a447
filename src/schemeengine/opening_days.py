"""The days on which offices and banks are open, and counting by them.

An office of a town may close on further days of its own (its anniversary, a summer closing): those
come in as ``closed``. Public holidays come from the ``holidays`` library, within its coverage only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal

from schemeengine.diagnostics import Lang
from schemeengine.values import MonthDay

#: Days on which an office closes beside those of the law: single days, and days of every year.
ClosingDays = frozenset[date | MonthDay]

_NONE: ClosingDays = frozenset()

Shift = Literal["next", "previous", "next_bank", "previous_bank"]


@dataclass(frozen=True, slots=True)
class BusinessDay:
    """A day on which municipal offices are open (営業日, 開庁日), or banks (銀行営業日).

    ``closed``: the further days on which the office of a programme is closed.
    """

    of_banks: bool = False
    closed: ClosingDays = _NONE


@dataclass(frozen=True, slots=True)
class Coverage:
    """The calendar years, both included, for which national holidays are known."""

    first_year: int
    last_year: int


COVERAGE = Coverage(1949, 2099)
"""What the ``holidays`` library covers. Days of future years follow the law as it stands today."""


class OutsideHolidayCoverage(ValueError):
    """A business day was asked for in a ``year`` whose holidays are not known."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"holidays of {year} are not known: {COVERAGE}")


def is_business_day(day: date, *, of_banks: bool = False, closed: ClosingDays = _NONE) -> bool:
    """Whether municipal offices (or banks) are open. Raises OutsideHolidayCoverage.

    Local Autonomy Act art. 4-2: closed on Saturdays and Sundays, on national holidays (with their
    substitutes), and around New Year, by ordinance 29 December to 3 January, as the offices of the
    state are (Act on Holidays of Administrative Organs art. 1). Banks (Order for Enforcement of the
    Banking Act art. 5): the same, but around New Year 31 December to 3 January.
    """
    return why_closed(day, "en", of_banks=of_banks, closed=closed) is None


def why_closed(day: date, lang: Lang, *, of_banks: bool = False, closed: ClosingDays = _NONE) -> str | None:
    """Why offices are closed (日曜日, 元日, 年末年始), or None. Raises OutsideHolidayCoverage."""
    if not COVERAGE.first_year <= day.year <= COVERAGE.last_year:
        raise OutsideHolidayCoverage(day.year)
    if day.weekday() >= 5:
        return WEEKDAYS[lang][day.weekday()]
    if (name := _holidays(day.year, lang).get(day)) is not None:
        return name
    if (day.month, day.day) >= (12, 31 if of_banks else 29) or (day.month, day.day) <= (1, 3):
        return "年末年始の休み" if lang == "ja" else "the New Year closing"
    if closed and (day in closed or MonthDay(day.month, day.day) in closed):
        return "この庁の閉庁日" if lang == "ja" else "a closing day of this office"
    return None


def shift_to_business_day(day: date, direction: Shift, closed: ClosingDays = _NONE) -> date:
    """``day`` if offices are open, else the next or previous day on which they are (cf. art. 142).

    A time stays the time it is. Raises OutsideHolidayCoverage, also when the search runs into a year
    that is not covered.
    """
    if isinstance(day, datetime):
        return datetime.combine(shift_to_business_day(day.date(), direction, closed), day.time())
    step = timedelta(days=1 if direction.startswith("next") else -1)
    while not is_business_day(day, of_banks=direction.endswith("bank"), closed=closed):
        day += step
    return day


def business_days_from(base: date, count: int, kind: BusinessDay) -> date:
    """The ``count``-th open day after ``base``, which itself is not counted (Civil Code art. 140);
    of a negative count the one so many before it. ``base`` itself for 0. May raise
    OutsideHolidayCoverage.
    """
    step = timedelta(days=1 if count > 0 else -1)
    day = base
    for _ in range(abs(count)):
        day += step
        while not is_business_day(day, of_banks=kind.of_banks, closed=kind.closed):
            day += step
    return day


def business_days_between(start: date, end: date, kind: BusinessDay) -> int:
    """The open days after ``start`` up to ``end``, this counted; below zero if ``end`` comes first.

    The inverse of :func:`business_days_from`: what is done within five business days of a notice is
    done on a day for which this gives at most 5. Raises OutsideHolidayCoverage.
    """
    if end < start:
        return -business_days_between(end - timedelta(days=1), start - timedelta(days=1), kind)
    found, day = 0, start
    while day < end:
        day += timedelta(days=1)
        found += is_business_day(day, of_banks=kind.of_banks, closed=kind.closed)
    return found


WEEKDAYS: Mapping[Lang, tuple[str, ...]] = {
    "ja": tuple(f"{c}曜日" for c in "月火水木金土日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


@cache
def _holidays(year: int, lang: Lang) -> Mapping[date, str]:
    # Imported here because it takes longer than the rest of the engine together, and most
    # programmes never ask for a business day.
    from holidays import country_holidays

    found = country_holidays("JP", years=year, language="ja" if lang == "ja" else "en_US")
    return dict(found.items())
