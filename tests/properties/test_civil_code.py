"""Periods of the Civil Code against an independent calculation: day by day, and by dateutil."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, MONTHLY, YEARLY, rrule
from hypothesis import example, given
from hypothesis import strategies as st

from schemeengine.calendar import (
    DayOfMonth,
    MonthEnd,
    Weekday,
    age_on,
    elapsed_day,
    first_day_back,
    first_on_or_after,
    fiscal_year,
    full_fiscal_years,
    full_years,
    last_day_of,
    last_on_or_before,
    whole_months,
)
from schemeengine.values import Duration, MonthDay

days = st.dates(date(1950, 1, 1), date(2090, 12, 31))
#: The days on which periods are got wrong.
edges = st.sampled_from(
    [date(y, m, d) for y in (2018, 2019, 2023, 2024, 2025, 2028)
     for m, d in ((1, 1), (1, 7), (1, 8), (1, 30), (1, 31), (2, 27), (2, 28), (3, 1), (3, 30), (3, 31), (4, 1),
                  (4, 30), (5, 1), (8, 31), (9, 30), (10, 31), (12, 31))]
    + [date(2024, 2, 29), date(2028, 2, 29), date(2020, 2, 29)]
)  # fmt: skip
any_day = st.one_of(days, edges)
months = st.integers(1, 130)
day = timedelta(days=1)


def last_by_walking(first: date, length: int) -> date:
    """Art. 143 (2), read word by word: the day before the day corresponding to the first, or the last
    day of the last month where it has no such day. Found by walking on day after day."""
    ahead = first.month - 1 + length
    year, month = first.year + ahead // 12, ahead % 12 + 1
    found = first
    while (found.year, found.month) < (year, month):
        found += day
    while found.month == month and found.day != first.day:
        found += day
    return found - day  # also where the month ran out: the first of the next month was reached


@given(any_day, months)
@example(date(2024, 1, 31), 1)
@example(date(2024, 2, 29), 12)
@example(date(2023, 3, 31), 1)
def test_months_counted_from_the_first_day(base: date, length: int) -> None:
    assert last_day_of(Duration(length, 0), base, counting_first=True) == last_by_walking(base, length)
    assert last_day_of(Duration(length, 0), base, counting_first=False) == last_by_walking(base + day, length)


@given(any_day, months)
def test_months_by_dateutil(base: date, length: int) -> None:
    """relativedelta clips to the end of the month, which is then itself the last day."""
    reached = base + relativedelta(months=length)
    clipped = reached.day != base.day
    expected = reached if clipped else reached - day
    assert last_day_of(Duration(length, 0), base, counting_first=True) == expected
    passed = elapsed_day(Duration(length, 0), base, counting_first=True, day_after_end=True)
    assert passed == expected + day


@given(any_day, st.integers(1, 400))
def test_days_are_counted_one_by_one(base: date, length: int) -> None:
    counted = [
        d.date() for d in rrule(DAILY, dtstart=datetime(base.year, base.month, base.day), count=length + 1)
    ]
    assert last_day_of(Duration(0, length), base, counting_first=True) == counted[length - 1]
    assert last_day_of(Duration(0, length), base, counting_first=False) == counted[length]


@given(any_day, st.sampled_from([(3, 31), (4, 1), (12, 31), (1, 1), (6, 30), (9, 30)]))
def test_the_first_such_day_of_a_year(base: date, wanted: tuple[int, int]) -> None:
    month, number = wanted
    start = datetime(base.year, base.month, base.day)
    found = rrule(YEARLY, bymonth=month, bymonthday=number, dtstart=start, count=2)
    on_or_after = [d.date() for d in found]
    after = on_or_after[1] if on_or_after[0] == base else on_or_after[0]
    pattern = MonthDay(month, number)
    assert first_on_or_after(pattern, base, inclusive=True) == on_or_after[0]
    assert first_on_or_after(pattern, base, inclusive=False) == after
    back = last_on_or_before(pattern, base, inclusive=True)
    assert back <= base < first_on_or_after(pattern, back, inclusive=False)


@given(any_day, st.integers(0, 6))
def test_the_next_monday_the_end_and_the_first_of_the_month(base: date, weekday: int) -> None:
    start = datetime(base.year, base.month, base.day)
    (monday,) = rrule(DAILY, byweekday=weekday, dtstart=start, count=1)
    (end,) = rrule(MONTHLY, bymonthday=-1, dtstart=start, count=1)
    (first,) = rrule(MONTHLY, bymonthday=1, dtstart=start, count=1)
    assert first_on_or_after(Weekday(weekday), base, inclusive=True) == monday.date()
    assert first_on_or_after(MonthEnd(), base, inclusive=True) == end.date()
    assert first_on_or_after(DayOfMonth(1), base, inclusive=True) == first.date()


@given(any_day, any_day)
def test_whole_months_years_and_ages(one: date, other: date) -> None:
    start, end = sorted((one, other))
    full = 0
    while last_by_walking(start, full + 1) < end:
        full += 1
        if full > 24:  # long ones by dateutil, which differs at the end of a month only
            break
    if full <= 24:
        assert whole_months(start, end) == full
    since = relativedelta(end, start)
    if start.day <= 28:
        assert whole_months(start, end) == since.years * 12 + since.months
        assert full_years(start, end) == age_on(start, end) == since.years


@given(any_day, months)
def test_a_look_back_is_the_mirror_of_a_period(end: date, length: int) -> None:
    first = first_day_back(Duration(length, 0), end)
    if end.day < 28:
        assert last_day_of(Duration(length, 0), first, counting_first=True) == end
    assert first == (
        (end + day + relativedelta(months=-length))
        if (end + day).day == 1
        else end + relativedelta(months=-length) + day
    )


@given(any_day, any_day)
def test_fiscal_years(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert date(fiscal_year(one), 4, 1) <= one <= date(fiscal_year(one) + 1, 3, 31)
    whole = [
        y
        for y in range(first.year - 1, last.year + 1)
        if first <= date(y, 4, 1) and date(y + 1, 3, 31) <= last
    ]
    assert list(full_fiscal_years(first, last)) == whole
