"""Counting by business days against an independent walk over recurrence rules (dateutil)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dateutil.rrule import DAILY, FR, MO, TH, TU, WE, rrule, rruleset
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from schemeengine.opening_days import (
    BusinessDay,
    business_days_between,
    business_days_from,
    is_business_day,
    shift_to_business_day,
)
from schemeengine.values import MonthDay

_HOLIDAYS = country_holidays("JP", years=range(2015, 2036))
_OWN: frozenset[date | MonthDay] = frozenset({MonthDay(8, 13), MonthDay(8, 14), date(2024, 5, 1)})

days = st.dates(date(2016, 1, 1), date(2034, 12, 31))
kinds = st.sampled_from((BusinessDay(), BusinessDay(of_banks=True), BusinessDay(closed=_OWN)))
counts = st.integers(1, 30)


def open_days(kind: BusinessDay, first: date, last: date) -> list[date]:
    """The open days of a stretch: weekdays by rule, without what the law and the town close."""
    start, end = (datetime(d.year, d.month, d.day) for d in (first, last))
    found = rruleset()
    found.rrule(rrule(DAILY, byweekday=(MO, TU, WE, TH, FR), dtstart=start, until=end))
    closing = ((12, 31),) if kind.of_banks else ((12, 29), (12, 30), (12, 31))
    for month, day in (*closing, (1, 1), (1, 2), (1, 3)):
        found.exrule(rrule(DAILY, bymonth=month, bymonthday=day, dtstart=start, until=end))
    for own in kind.closed:
        if isinstance(own, MonthDay):
            found.exrule(rrule(DAILY, bymonth=own.month, bymonthday=own.day, dtstart=start, until=end))
        else:
            found.exdate(datetime(own.year, own.month, own.day))
    for holiday in _HOLIDAYS:
        found.exdate(datetime(holiday.year, holiday.month, holiday.day))
    return [d.date() for d in found]


@given(days, counts, kinds)
def test_so_many_days_on(base: date, count: int, kind: BusinessDay) -> None:
    after = open_days(kind, base + timedelta(1), base + timedelta(80))
    assert business_days_from(base, count, kind) == after[count - 1]


@given(days, counts, kinds)
def test_so_many_days_back(base: date, count: int, kind: BusinessDay) -> None:
    before = open_days(kind, base - timedelta(80), base - timedelta(1))
    assert business_days_from(base, -count, kind) == before[-count]


@given(days, st.integers(-90, 90), kinds)
def test_how_many_lie_between(start: date, distance: int, kind: BusinessDay) -> None:
    end = start + timedelta(distance)
    if end >= start:
        expected = len(open_days(kind, start + timedelta(1), end))
    else:
        expected = -len(open_days(kind, end, start - timedelta(1)))
    assert business_days_between(start, end, kind) == expected


@given(days, counts, kinds)
def test_reaching_a_day_and_counting_to_it_are_inverse(base: date, count: int, kind: BusinessDay) -> None:
    for signed in (count, -count):
        reached = business_days_from(base, signed, kind)
        assert is_business_day(reached, of_banks=kind.of_banks, closed=kind.closed)
        assert business_days_between(base, reached, kind) == signed


@given(days, kinds)
def test_a_deadline_moves_to_the_nearest_open_day(day: date, kind: BusinessDay) -> None:
    on = shift_to_business_day(day, "next_bank" if kind.of_banks else "next", kind.closed)
    back = shift_to_business_day(day, "previous_bank" if kind.of_banks else "previous", kind.closed)
    assert on == open_days(kind, day, day + timedelta(30))[0]
    assert back == open_days(kind, day - timedelta(30), day)[-1]
