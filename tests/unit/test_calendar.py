"""The administrative calendar: worked cases of the Civil Code, and what holds for every day."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemeengine.calendar import (
    COVERAGE,
    ERAS,
    BusinessDay,
    DayOfMonth,
    DayPattern,
    MonthEnd,
    OutsideEra,
    OutsideHolidayCoverage,
    Weekday,
    add_months,
    age_on,
    calendar_day,
    date_from_era,
    day_of_age,
    elapsed_day,
    era_of,
    first_day_back,
    first_on_or_after,
    fiscal_year,
    fiscal_year_start,
    format_day_pattern,
    full_fiscal_years,
    full_years,
    is_business_day,
    last_day_of,
    last_on_or_before,
    shift_to_business_day,
    whole_months,
    why_closed,
)
from schemeengine.values import Duration, MonthDay

D = date.fromisoformat
ONE_DAY = timedelta(days=1)
THREE_YEARS = Duration(36, 0)
ONE_MONTH = Duration(1, 0)
MARCH_31 = MonthDay(3, 31)
YEAR_END_DAYS = [DayOfMonth(1), DayOfMonth(31), MonthEnd(), Weekday(0), Weekday(6)]

days = st.dates(date(1900, 1, 1), date(2300, 12, 31))
covered = st.dates(date(1950, 1, 1), date(2098, 12, 31))
durations = st.builds(Duration, st.integers(0, 600), st.integers(0, 2000))
patterns: st.SearchStrategy[MonthDay | DayPattern] = st.one_of(
    st.sampled_from([MARCH_31, MonthDay(2, 29), MonthDay(2, 28), MonthDay(12, 31)]),
    st.sampled_from(YEAR_END_DAYS),
)


class TestPeriods:
    @pytest.mark.parametrize(
        ("duration", "base", "counting_first", "expected"),
        [
            (THREE_YEARS, "2021-08-01", False, "2024-08-01"),
            (THREE_YEARS, "2024-02-29", False, "2027-02-28"),
            (THREE_YEARS, "2024-02-28", False, "2027-02-28"),  # art. 143 (2): no 29 February
            (Duration(12, 0), "2023-04-01", True, "2024-03-31"),
            (Duration(0, 30), "2022-10-14", False, "2022-11-13"),
            (Duration(0, 30), "2022-10-14", True, "2022-11-12"),
            (ONE_MONTH, "2023-01-30", False, "2023-02-28"),
            (ONE_MONTH, "2023-01-31", False, "2023-02-28"),
            (ONE_MONTH, "2024-01-30", False, "2024-02-29"),
            (ONE_MONTH, "2023-01-31", True, "2023-02-28"),
            (ONE_MONTH, "2023-12-31", False, "2024-01-31"),
            (Duration(1, 10), "2023-01-31", True, "2023-03-10"),  # months first, then days
        ],
    )
    def test_last_day(self, duration: Duration, base: str, counting_first: bool, expected: str) -> None:
        assert last_day_of(duration, D(base), counting_first=counting_first) == D(expected)

    @pytest.mark.parametrize(
        ("base", "day_after_end", "elapsed", "first_march_31"),
        [
            ("2023-10-01", True, "2026-10-02", "2027-03-31"),
            ("2024-03-30", True, "2027-03-31", "2027-03-31"),
            ("2024-03-31", True, "2027-04-01", "2028-03-31"),
            ("2024-03-31", False, "2027-03-31", "2027-03-31"),
            ("2024-02-29", True, "2027-03-01", "2027-03-31"),
        ],
    )
    def test_validity_to_the_first_march_31(
        self, base: str, day_after_end: bool, elapsed: str, first_march_31: str
    ) -> None:
        found = elapsed_day(THREE_YEARS, D(base), counting_first=False, day_after_end=day_after_end)
        assert found == D(elapsed)
        assert first_on_or_after(MARCH_31, found, inclusive=True) == D(first_march_31)

    def test_elapsed_counting_the_first_day(self) -> None:
        found = elapsed_day(Duration(12, 0), D("2023-04-01"), counting_first=True, day_after_end=True)
        assert found == D("2024-04-01")

    @pytest.mark.parametrize(
        ("duration", "end", "expected"),
        [
            (THREE_YEARS, "2024-06-01", "2021-06-02"),
            (THREE_YEARS, "2024-05-31", "2021-06-01"),
            (THREE_YEARS, "2024-02-29", "2021-03-01"),
            (ONE_MONTH, "2023-03-31", "2023-03-01"),
            (ONE_MONTH, "2023-03-30", "2023-03-01"),
            (ONE_MONTH, "2023-04-30", "2023-04-01"),
            (THREE_YEARS, "2023-02-28", "2020-03-01"),
            (Duration(0, 14), "2023-03-14", "2023-03-01"),
            (Duration(0, 1), "2023-03-14", "2023-03-14"),
        ],
    )
    def test_looking_back(self, duration: Duration, end: str, expected: str) -> None:
        assert first_day_back(duration, D(end)) == D(expected)

    def test_adding_months_clips(self) -> None:
        assert add_months(D("2023-01-31"), 1) == D("2023-02-28")
        assert add_months(D("2024-01-31"), 1) == D("2024-02-29")
        assert add_months(D("2024-03-31"), -1) == D("2024-02-29")
        assert add_months(D("2024-01-15"), -1) == D("2023-12-15")

    def test_off_the_calendar(self) -> None:
        with pytest.raises(OverflowError):
            add_months(D("9999-12-01"), 1)
        with pytest.raises(OverflowError):
            last_day_of(Duration(0, 1), date.max, counting_first=False)

    @given(durations, days)
    def test_counting_the_first_day_is_starting_a_day_earlier(self, duration: Duration, base: date) -> None:
        assert last_day_of(duration, base, counting_first=True) == last_day_of(
            duration, base - ONE_DAY, counting_first=False
        )

    @given(durations, days, st.integers(0, 70))
    def test_monotone_in_the_base(self, duration: Duration, base: date, later: int) -> None:
        after = base + timedelta(days=later)
        assert last_day_of(duration, base, counting_first=True) <= last_day_of(
            duration, after, counting_first=True
        )
        assert first_day_back(duration, base) <= first_day_back(duration, after)
        assert add_months(base, duration.months) <= add_months(after, duration.months)

    @given(st.integers(1, 600), days)
    def test_ends_the_day_before_the_corresponding_day(self, months: int, base: date) -> None:
        """Stated from art. 143 anew: the next day has the same number, or begins a month."""
        next_day = last_day_of(Duration(months, 0), base, counting_first=True) + ONE_DAY
        assert next_day.day == base.day or (next_day.day == 1 and base.day > 28)

    @given(st.integers(0, 2000), days)
    def test_days_are_counted(self, n: int, base: date) -> None:
        last = last_day_of(Duration(0, n), base, counting_first=False)
        assert (last - base).days == n

    @given(durations, days)
    def test_looking_back_mirrors_looking_ahead(self, duration: Duration, first: date) -> None:
        first = first.replace(day=min(first.day, 28))
        whole = Duration(duration.months, 0)  # months and days together do not commute
        assert first_day_back(whole, last_day_of(whole, first, counting_first=True)) == first


class TestMonthsAndAges:
    @pytest.mark.parametrize(
        ("start", "end", "months"),
        [
            ("2023-01-31", "2023-02-28", 0),
            ("2023-01-31", "2023-03-01", 1),
            ("2023-01-15", "2023-02-14", 0),
            ("2023-01-15", "2023-02-15", 1),
            ("2023-02-15", "2023-01-15", -1),
            ("2020-02-29", "2021-02-28", 11),
        ],
    )
    def test_whole_months(self, start: str, end: str, months: int) -> None:
        assert whole_months(D(start), D(end)) == months

    @given(days, days)
    def test_whole_months_agree_with_the_civil_code(self, a: date, b: date) -> None:
        start, end = min(a, b), max(a, b)
        n = whole_months(start, end)
        assert last_day_of(Duration(n, 0), start, counting_first=True) < end or n == 0
        assert last_day_of(Duration(n + 1, 0), start, counting_first=True) >= end
        assert full_years(end, start) == -full_years(start, end)

    @pytest.mark.parametrize(
        ("birth", "age", "reached"),
        [
            ("2006-04-01", 18, "2024-03-31"),
            ("2006-04-02", 18, "2024-04-01"),
            ("2006-01-01", 18, "2023-12-31"),
            ("2004-02-29", 18, "2022-02-28"),
            ("2004-02-29", 20, "2024-02-28"),
            ("2004-03-01", 20, "2024-02-29"),
            ("2004-02-28", 20, "2024-02-27"),
        ],
    )
    def test_the_day_on_which_an_age_is_reached(self, birth: str, age: int, reached: str) -> None:
        """Act on Calculation of Age: the day before the birthday; age_on tells the same of that day."""
        assert day_of_age(D(birth), age) == D(reached)
        assert age_on(D(birth), D(reached), reached="day_before") == age
        assert age_on(D(birth), D(reached) - timedelta(1), reached="day_before") == age - 1

    @pytest.mark.parametrize(
        ("birth", "on", "age", "day_before"),
        [
            ("2000-04-01", "2006-03-30", 5, 5),
            ("2000-04-01", "2006-03-31", 5, 6),  # why 1 April is 早生まれ
            ("2000-04-01", "2006-04-01", 6, 6),
            ("2004-02-29", "2023-02-28", 18, 19),
            ("2004-02-29", "2023-03-01", 19, 19),
            ("2004-02-29", "2024-02-28", 19, 20),
        ],
    )
    def test_age(self, birth: str, on: str, age: int, day_before: int) -> None:
        assert age_on(D(birth), D(on)) == age
        assert age_on(D(birth), D(on), reached="day_before") == day_before


class TestFiscalYears:
    def test_borders(self) -> None:
        assert fiscal_year(D("2023-03-31")) == 2022
        assert fiscal_year(D("2023-04-01")) == 2023
        assert fiscal_year_start(2022) == D("2022-04-01")

    @pytest.mark.parametrize(
        ("first", "last", "years"),
        [
            ("2021-04-01", "2023-03-31", (2021, 2022)),
            ("2021-04-02", "2023-03-31", (2022,)),
            ("2021-04-01", "2023-03-30", (2021,)),
            ("2021-04-02", "2022-03-30", ()),
            ("2023-04-01", "2021-03-31", ()),
        ],
    )
    def test_full_years(self, first: str, last: str, years: tuple[int, ...]) -> None:
        assert full_fiscal_years(D(first), D(last)) == years

    @given(days, days)
    def test_full_years_are_exactly_those_inside(self, first: date, last: date) -> None:
        inside = tuple(
            y
            for y in range(first.year - 1, last.year + 1)
            if first <= fiscal_year_start(y) and date(y + 1, 3, 31) <= last
        )
        assert full_fiscal_years(first, last) == inside


class TestRecurringDays:
    def test_after_and_on(self) -> None:
        assert first_on_or_after(MARCH_31, D("2024-03-31"), inclusive=True) == D("2024-03-31")
        assert first_on_or_after(MARCH_31, D("2024-03-31"), inclusive=False) == D("2025-03-31")
        assert last_on_or_before(MARCH_31, D("2024-03-31"), inclusive=False) == D("2023-03-31")
        assert first_on_or_after(DayOfMonth(1), D("2024-12-02"), inclusive=True) == D("2025-01-01")
        assert first_on_or_after(MonthEnd(), D("2024-02-29"), inclusive=False) == D("2024-03-31")
        assert last_on_or_before(MonthEnd(), D("2024-03-30"), inclusive=True) == D("2024-02-29")
        assert first_on_or_after(Weekday(0), D("2024-06-01"), inclusive=True) == D("2024-06-03")
        assert last_on_or_before(Weekday(5), D("2024-06-01"), inclusive=False) == D("2024-05-25")
        assert first_on_or_after(BusinessDay(), D("2022-12-28"), inclusive=False) == D("2023-01-04")

    def test_short_months(self) -> None:
        assert calendar_day(MonthDay(2, 29), 2023) == D("2023-02-28")
        the_31st = DayOfMonth(31)
        assert first_on_or_after(the_31st, D("2023-04-01"), inclusive=True) == D("2023-04-30")
        assert first_on_or_after(the_31st, D("2023-01-31"), inclusive=False) == D("2023-02-28")

    @given(patterns, days, st.booleans())
    def test_nearest_in_both_directions(
        self, pattern: MonthDay | DayPattern, base: date, inclusive: bool
    ) -> None:
        ahead = first_on_or_after(pattern, base, inclusive=inclusive)
        behind = last_on_or_before(pattern, base, inclusive=inclusive)
        assert ahead > base or (inclusive and ahead == base)
        assert behind < base or (inclusive and behind == base)
        # Nothing lies between: from the day found, the search the other way leads behind the base.
        back = last_on_or_before(pattern, ahead, inclusive=False)
        assert back < base or (not inclusive and back == base)
        assert first_on_or_after(pattern, ahead, inclusive=True) == ahead
        assert ahead - base <= timedelta(days=366)

    def test_names(self) -> None:
        assert format_day_pattern(Weekday(0), "ja") == "月曜日"
        assert format_day_pattern(MARCH_31, "ja") == "3月31日"
        assert format_day_pattern(MonthEnd(), "ja") == "月末"


class TestBusinessDays:
    @pytest.mark.parametrize(
        ("day", "following"),
        [
            ("2022-11-13", "2022-11-14"),
            ("2022-12-31", "2023-01-04"),
            ("2022-12-28", "2022-12-28"),
            ("2022-12-29", "2023-01-04"),
            ("2019-04-27", "2019-05-07"),  # ten days for the new emperor
            ("2023-01-02", "2023-01-04"),  # closed although no national holiday
            ("2026-09-22", "2026-09-24"),  # a day between two holidays
        ],
    )
    def test_next(self, day: str, following: str) -> None:
        assert shift_to_business_day(D(day), "next") == D(following)

    def test_thirty_days_that_end_on_a_sunday(self) -> None:
        last = last_day_of(Duration(0, 30), D("2022-10-14"), counting_first=False)
        assert why_closed(last, "ja") == "日曜日"
        assert shift_to_business_day(last, "next") == D("2022-11-14")
        assert shift_to_business_day(last, "previous") == D("2022-11-11")

    def test_reasons(self) -> None:
        assert why_closed(D("2024-01-08"), "ja") == "成人の日"
        assert why_closed(D("2024-01-08"), "en") == "Coming of Age Day"
        assert why_closed(D("2023-12-29"), "ja") == "年末年始の休み"
        assert why_closed(D("2024-01-04"), "ja") is None

    @given(covered)
    def test_next_is_the_first_open_day(self, day: date) -> None:
        following = shift_to_business_day(day, "next")
        assert following >= day
        assert is_business_day(following)
        assert following.weekday() < 5
        between = [day + timedelta(days=n) for n in range((following - day).days)]
        assert not any(is_business_day(d) for d in between)
        assert shift_to_business_day(following, "previous") == following

    @given(covered, st.integers(0, 20))
    def test_monotone(self, day: date, later: int) -> None:
        after = day + timedelta(days=later)
        assert shift_to_business_day(day, "next") <= shift_to_business_day(after, "next")
        assert shift_to_business_day(day, "previous") <= shift_to_business_day(after, "previous")

    def test_outside_the_coverage_nothing_is_guessed(self) -> None:
        for year in (COVERAGE.first_year - 1, COVERAGE.last_year + 1):
            with pytest.raises(OutsideHolidayCoverage) as raised:
                is_business_day(date(year, 6, 1))
            assert raised.value.year == year
        with pytest.raises(OutsideHolidayCoverage):
            shift_to_business_day(date(COVERAGE.last_year, 12, 31), "next")
        assert isinstance(raised.value, ValueError)

    def test_coverage_is_that_of_the_library(self) -> None:
        from holidays.countries.japan import Japan

        assert Japan.start_year <= COVERAGE.first_year
        assert Japan.end_year >= COVERAGE.last_year
        for year in (COVERAGE.first_year, COVERAGE.last_year):
            assert why_closed(date(year, 11, 3), "en") is not None

    def test_the_library_is_loaded_only_when_asked(self) -> None:
        script = (
            "import sys, schemeengine.syntax.literals, schemeengine.calendar as c\n"
            "assert 'holidays' not in sys.modules\n"
            "import datetime; c.is_business_day(datetime.date(2024, 6, 3))\n"
            "assert 'holidays' in sys.modules\n"
        )
        subprocess.run([sys.executable, "-c", script], check=True)


class TestEras:
    @pytest.mark.parametrize(
        ("day", "era"),
        [
            ("1873-01-01", "明治"), ("1912-07-29", "明治"), ("1912-07-30", "大正"),
            ("1926-12-24", "大正"), ("1926-12-25", "昭和"), ("1989-01-07", "昭和"),
            ("1989-01-08", "平成"), ("2019-04-30", "平成"), ("2019-05-01", "令和"),
        ],
    )  # fmt: skip
    def test_borders(self, day: str, era: str) -> None:
        found = era_of(D(day))
        assert found is not None
        assert found.ja == era

    def test_before_the_table(self) -> None:
        assert era_of(D("1872-12-31")) is None

    @given(st.dates(date(1873, 1, 1), date(2300, 1, 1)))
    def test_there_and_back(self, day: date) -> None:
        era = era_of(day)
        assert era is not None
        assert date_from_era(era, day.year - era.before_year_one, day.month, day.day) == day

    def test_outside_the_era(self) -> None:
        heisei, reiwa = ERAS[3], ERAS[4]
        with pytest.raises(OutsideEra) as raised:
            date_from_era(heisei, 31, 5, 1)
        assert raised.value.day == D("2019-05-01")
        with pytest.raises(OutsideEra):
            date_from_era(reiwa, 1, 4, 30)
