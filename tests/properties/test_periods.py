"""Periods and days: the Civil Code, and what is known of a day whose base is not known."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.strategies.expressions import PATTERNS
from tests.strategies.small import Notebook, evaluate, facts

from schemeengine.execute import domain
from schemeengine.execute.domain import Approx
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.truth import FALSE, TRUE, UNKNOWN
from schemeengine.values import Duration, MonthDay, Stated

days = st.dates(date(2019, 1, 1), date(2032, 12, 31))
durations = st.builds(Duration, st.integers(0, 60), st.integers(0, 40))
whole = st.builds(Duration, st.integers(1, 60), st.just(0))
one_day = timedelta(1)


def spanned(op: Op, length: Duration, base: date, *data: bool) -> date:
    book = Notebook()
    args = book.const(length, types.DURATION), book.const(base, types.DATE)
    found = evaluate(book.node(op, *args, data=data, type_=types.DATE))
    assert isinstance(found, date)
    return found


# ------------------------------------------------------------------ monotone in the base
@st.composite
def operations(draw: st.DrawFn) -> tuple[Op, tuple[object, ...], Duration | None]:
    flag = st.booleans()
    length = draw(durations)
    return draw(
        st.one_of(
            st.tuples(st.just(Op.LAST_DAY_OF), st.tuples(flag), st.just(length)),
            st.tuples(st.just(Op.ELAPSED), st.tuples(flag, flag), st.just(length)),
            st.tuples(st.just(Op.BACK), st.just(()), st.just(length)),
            st.tuples(st.just(Op.ANCHOR), st.tuples(st.sampled_from(PATTERNS), flag, flag), st.none()),
            st.tuples(st.just(Op.BUSINESS_DAY), st.tuples(st.sampled_from(("next", "previous"))), st.none()),
            st.tuples(st.just(Op.NEXT_DAY), st.tuples(st.sampled_from((1, -1))), st.none()),
            st.tuples(st.just(Op.ARITH), st.tuples(st.sampled_from("+-")), st.just(length)),
        )
    )


def applied(book: Notebook, operation: tuple[Op, tuple[object, ...], Duration | None], base: Expr) -> Expr:
    op, data, length = operation
    args = [base]
    if length is not None:
        args = [book.const(length, types.DURATION), base]
    if op is Op.ARITH:
        args.reverse()
    return book.node(op, *args, data=data, type_=types.DATE)  # type: ignore[arg-type]


@given(operations(), days, days)
def test_later_bases_never_give_earlier_days(
    operation: tuple[Op, tuple[object, ...], Duration | None], one: date, other: date
) -> None:
    """What lets the ends of an unknown base bound the result; decided "when both ends agree"."""
    book = Notebook()
    first, second = sorted((one, other))
    early, late = (evaluate(applied(book, operation, book.const(d, types.DATE))) for d in (first, second))
    assert early <= late
    either = book.node(
        Op.CHOOSE,
        book.input("p"),
        book.const(one, types.DATE),
        book.const(other, types.DATE),
        type_=types.DATE,
    )
    found = evaluate(applied(book, operation, either))
    assert found == (early if early == late else Approx(lo=early, hi=late))


@given(days, days, days)
def test_a_day_within_a_period_half_known(day: date, first: date, last: date) -> None:
    """A period with one end known already excludes what lies beyond that end."""
    book = Notebook()
    period = book.node(Op.PERIOD, book.const(first, types.DATE), book.input("applied"), type_=types.INTERVAL)
    node = book.node(Op.WITHIN, book.const(day, types.DATE), period)
    assert evaluate(node) == (FALSE if day < first else UNKNOWN)
    assert evaluate(node, facts(applied=last)) == (TRUE if first <= day <= last else FALSE)


def test_a_day_as_bound_is_its_whole_day_and_a_time_its_whole_minute() -> None:
    """「17時まで」 lets in what arrives in that minute; a day as bound lasts until midnight."""
    book = Notebook()
    day, five = book.const(date(2024, 6, 3), types.DATE), datetime(2024, 6, 3, 17, 0)
    until_five = book.node(Op.PERIOD, day, book.const(five, types.DATETIME), type_=types.INTERVAL)
    from_five = book.node(Op.PERIOD, book.const(five, types.DATETIME), day, type_=types.INTERVAL)
    for arrived, in_first, in_second in (
        (five.replace(hour=0), TRUE, FALSE),
        (five - timedelta(microseconds=1), TRUE, FALSE),
        (five, TRUE, TRUE),
        (five.replace(second=59, microsecond=999999), TRUE, TRUE),
        (five.replace(minute=1), FALSE, TRUE),
        (five.replace(hour=23, minute=59, second=59), FALSE, TRUE),
        (five.replace(day=4, hour=0), FALSE, FALSE),
    ):
        case = facts(arrived=arrived)
        within = [book.node(Op.WITHIN, book.input("arrived"), p) for p in (until_five, from_five)]
        assert [evaluate(w, case) for w in within] == [in_first, in_second]
    for period in (until_five, from_five):  # a day alone lies in what its day lies in
        assert evaluate(book.node(Op.WITHIN, day, period)) == TRUE


# ------------------------------------------------------------------ Civil Code
@given(durations, days)
def test_the_first_day_is_not_counted(length: Duration, base: date) -> None:
    """Art. 140: から leaves out the first day, 起算して counts it."""
    not_counted = spanned(Op.LAST_DAY_OF, length, base, False)
    assert not_counted == spanned(Op.LAST_DAY_OF, length, base + one_day, True)


@given(durations, days, st.booleans())
def test_elapsed_is_the_day_after_the_end(length: Duration, base: date, counted: bool) -> None:
    """「経過した日」 is the day after the end; a scheme may declare the other reading (the last day)."""
    end = spanned(Op.LAST_DAY_OF, length, base, counted)
    assert spanned(Op.ELAPSED, length, base, counted, True) == end + one_day
    assert spanned(Op.ELAPSED, length, base, counted, False) == end


@given(whole, days)
def test_months_end_the_day_before_the_corresponding_day(length: Duration, base: date) -> None:
    """Art. 143: "…or on the last day of the month where there is none"."""
    after = spanned(Op.LAST_DAY_OF, length, base, True) + one_day
    months = (after.year - base.year) * 12 + after.month - base.month
    if after.day == base.day:
        assert months == length.months
    else:  # no corresponding day: the period ran to the end of its month
        assert (after.day, months) == (1, length.months + 1)
        assert base.day > 28


@given(st.integers(1, 400), days)
def test_days_are_counted(length: int, base: date) -> None:
    """n days from (and counting) a day."""
    assert spanned(Op.LAST_DAY_OF, Duration(0, length), base, True) == base + timedelta(length - 1)


@given(whole, whole, st.dates(date(2019, 1, 1), date(2032, 12, 31)).filter(lambda d: d.day <= 28))
def test_periods_follow_one_another(one: Duration, other: Duration, base: date) -> None:
    """m months, then n months from the next day, are m + n months where the day exists throughout."""
    middle = spanned(Op.LAST_DAY_OF, one, base, True) + one_day
    both = Duration(one.months + other.months, 0)
    assert spanned(Op.LAST_DAY_OF, other, middle, True) == spanned(Op.LAST_DAY_OF, both, base, True)


@given(whole, days)
def test_a_look_back_is_the_period_that_ends_on_the_day(length: Duration, end: date) -> None:
    """The first day of a look-back begins a period of that length with that end (or, from a day that
    the month at its beginning lacks, with the days that month lacks)."""
    first = spanned(Op.BACK, length, end)
    found = spanned(Op.LAST_DAY_OF, length, first, True)
    at_end_of_month = (end + one_day).day == 1
    if end.day < 28 or at_end_of_month:
        assert found == end
    else:
        assert end <= found <= end + 3 * one_day


def test_worked_examples() -> None:
    """31 March, 1 April and 29 February, as an officer would work them out."""
    year, month = Duration(12, 0), Duration(1, 0)
    assert spanned(Op.LAST_DAY_OF, year, date(2024, 4, 1), True) == date(2025, 3, 31)
    assert spanned(Op.LAST_DAY_OF, year, date(2024, 3, 31), False) == date(2025, 3, 31)
    assert spanned(Op.LAST_DAY_OF, year, date(2024, 2, 29), True) == date(2025, 2, 28)
    assert spanned(Op.LAST_DAY_OF, month, date(2024, 1, 31), True) == date(2024, 2, 29)
    assert spanned(Op.LAST_DAY_OF, month, date(2023, 1, 30), False) == date(2023, 2, 28)
    assert spanned(Op.ELAPSED, Duration(36, 0), date(2023, 10, 1), False, True) == date(2026, 10, 2)
    assert spanned(Op.BACK, Duration(36, 0), date(2024, 6, 1)) == date(2021, 6, 2)


# ------------------------------------------------------------------ several lengths, unknown days
@given(durations, durations, days)
def test_one_of_two_lengths(one: Duration, other: Duration, base: date) -> None:
    """A length that hangs on an open question gives both ends; equal ends decide."""
    book = Notebook()
    length = book.node(
        Op.CHOOSE, book.input("p"), book.const(one, types.DURATION), book.const(other, types.DURATION),
        type_=types.DURATION,
    )  # fmt: skip
    found = evaluate(
        book.node(Op.LAST_DAY_OF, length, book.const(base, types.DATE), data=(True,), type_=types.DATE)
    )
    ends = sorted(spanned(Op.LAST_DAY_OF, d, base, True) for d in (one, other))
    assert [domain.low(found), domain.high(found)] == ends
    assert domain.is_exact(found) == (ends[0] == ends[1])


@given(days, days)
def test_an_event_not_yet_come_comes_later(as_of: date, day: date) -> None:
    """ "Event `not_yet` = after as_of": decided against any day up to then, and it has not happened."""
    book = Notebook()
    opened = book.input("opened")
    when = book.node(Op.AS_DATE, opened, book.input("as_of"), type_=types.DATE)
    before = book.node(Op.COMPARE, when, book.const(day, types.DATE), data=("<=",))
    case = facts(opened=Stated.NOT_YET, as_of=as_of)
    assert evaluate(before, case) == (FALSE if day <= as_of else UNKNOWN)
    happened = book.node(Op.HAPPENED, opened, book.input("as_of"))
    assert evaluate(happened, case) == FALSE
    assert evaluate(happened, facts(opened=day, as_of=as_of)) == (TRUE if day <= as_of else FALSE)


@given(days, days)
def test_months_of_a_range_of_days(one: date, other: date) -> None:
    """The month does not grow with the day: over the turn of a year every month is possible."""
    book = Notebook()
    either = book.node(
        Op.CHOOSE,
        book.input("p"),
        book.const(one, types.DATE),
        book.const(other, types.DATE),
        type_=types.DATE,
    )
    found = evaluate(book.node(Op.FUNCTION, either, data=("month_of",), type_=types.NUMBER))
    for day in (one, other):
        assert domain.low(found) <= day.month <= domain.high(found)
    fiscal = evaluate(book.node(Op.FUNCTION, either, data=("fiscal_year",), type_=types.FISCAL_YEAR))
    years = sorted(d.year - (d.month < 4) for d in (one, other))
    assert [domain.low(fiscal), domain.high(fiscal)] == years


def test_opening_days_outside_the_known_holidays_are_not_guessed() -> None:
    """ "Outside its coverage the engine refuses to guess": unknown, and no exception."""
    book = Notebook()
    far = book.const(date(2200, 1, 1), types.DATE)
    moved = book.node(Op.BUSINESS_DAY, far, data=("next",), type_=types.DATE)
    assert not domain.is_exact(evaluate(moved))


@given(st.sampled_from((date.min, date.max)), operations(), st.integers(0, 200_000))
def test_the_ends_of_the_calendar_never_raise(
    base: date, operation: tuple[Op, tuple[object, ...], Duration | None], months: int
) -> None:
    """Operations are total: a day that the calendar does not have is unknown."""
    book = Notebook()
    op, data, length = operation
    changed = (op, data, None if length is None else Duration(months, 0))
    evaluate(applied(book, changed, book.const(base, types.DATE)))
    day = book.node(
        Op.CALENDAR_DAY, book.const(base, types.DATE), book.const(9999, types.NUMBER),
        data=(MonthDay(3, 31), True), type_=types.DATE,
    )  # fmt: skip
    assert not domain.is_exact(evaluate(day)) or base == date.min
