"""Money: exact, bounded from both sides while facts are missing, rounded only where written."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.properties.relations import nodes_of, told
from tests.strategies.cases import complete_cases, incomplete_cases
from tests.strategies.expressions import Writer, amounts
from tests.strategies.small import Notebook, evaluate, facts

from schemeengine.execute import domain
from schemeengine.execute.case import Case
from schemeengine.execute.domain import Approx
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.truth import FALSE, TRUE, UNKNOWN
from schemeengine.values import Duration, Stated

NONE, NA = Stated.NONE, Stated.NOT_APPLICABLE
yens = st.integers(-(10**9), 10**9)
sums = st.one_of(yens, st.fractions(-(10**6), 10**6, max_denominator=30))
units = st.sampled_from((1, 10, 100, 1000, 10_000, Fraction(1, 10), Fraction(1, 2)))


# ------------------------------------------------------------------ lesser_of and its like
@st.composite
def parts_of_amounts(draw: st.DrawFn) -> tuple[Writer, list[Expr]]:
    writer = Writer(draw)
    return writer, [writer.amount(2) for _ in range(writer.number(1, 3))]


@given(parts_of_amounts(), incomplete_cases())
def test_one_known_part_bounds_the_lesser_from_above(
    written: tuple[Writer, list[Expr]], cases: tuple[Case, Case]
) -> None:
    """ "An unknown cost still gives 'at most 30,000,000 yen'"."""
    writer, parts = written
    cap = writer.const(30_000_000, types.YEN)
    lesser = evaluate(writer.make(Op.LEAST, (*parts, cap), (), types.YEN), cases[0])
    greater = evaluate(writer.make(Op.GREATEST, (*parts, cap), (), types.YEN), cases[0])
    if domain.has_number(lesser):
        assert domain.high(lesser) is not None
        assert domain.high(lesser) <= 30_000_000 <= domain.low(greater)


@given(parts_of_amounts(), incomplete_cases())
def test_a_part_without_a_value_never_raises_the_lesser(
    written: tuple[Writer, list[Expr]], cases: tuple[Case, Case]
) -> None:
    """ "A part of `lesser_of` without a value must never raise the amount"."""
    writer, parts = written
    before = evaluate(writer.make(Op.LEAST, parts, (), types.YEN), cases[0])
    for part in (writer.const(NONE, types.YEN), writer.input("limit"), writer.input("prior")):
        after = evaluate(writer.make(Op.LEAST, (*parts, part), (), types.YEN), cases[0])
        if domain.has_number(after) and not domain.may_not_apply(before) and domain.high(before) is not None:
            assert domain.high(after) <= domain.high(before)


def test_the_lesser_with_a_part_missing() -> None:
    """A part not answered gives an upper bound; a part stated not to exist gives no amount."""
    book = Notebook()
    lesser = book.node(Op.LEAST, book.yen(30_000_000), book.input("prior"), type_=types.YEN)
    assert evaluate(lesser) == Approx(lo=0, hi=30_000_000, may_be_none=True)
    assert evaluate(lesser, facts(prior=NONE)) is NONE
    assert evaluate(lesser, facts(prior=5)) == 5
    guarded = book.node(Op.GUARD, book.input("p"), book.yen(100), type_=types.YEN)
    capped = book.node(Op.LEAST, book.yen(300), guarded, type_=types.YEN)
    assert evaluate(capped) == Approx(lo=100, hi=300)
    assert [evaluate(capped, facts(p=m)) for m in (TRUE, FALSE)] == [100, 300]


@given(parts_of_amounts(), incomplete_cases(), st.sampled_from((Op.SUM, Op.LEAST, Op.GREATEST)))
def test_a_part_that_does_not_apply_leaves(
    written: tuple[Writer, list[Expr]], cases: tuple[Case, Case], op: Op
) -> None:
    """ "It leaves its parent's list as if it were not there"."""
    writer, parts = written
    never = writer.make(Op.GUARD, (writer.make(Op.ANY, ()), writer.amount(1)), (), types.YEN)
    beside = evaluate(writer.make(op, (never, *parts), (), types.YEN), cases[0])
    assert beside == evaluate(writer.make(op, parts, (), types.YEN), cases[0])


# ------------------------------------------------------------------ rounding
def rounded(amount: object, unit: object, direction: str) -> domain.Value:
    book = Notebook()
    return evaluate(book.node(Op.ROUND, book.yen(amount), data=(unit, direction), type_=types.YEN))  # type: ignore[arg-type]


@given(sums, units, st.sampled_from(("down", "up", "half_up")))
def test_rounding(amount: Fraction, unit: Fraction, direction: str) -> None:
    """ "Rounding only where the scheme writes it, with unit, direction": a multiple of the unit, less
    than one unit away, on the right side."""
    found = rounded(amount, unit, direction)
    assert (Fraction(found) / unit).denominator == 1
    assert abs(found - amount) < unit
    match direction:
        case "down":
            assert found <= amount
        case "up":
            assert found >= amount
        case _:
            assert abs(found - amount) * 2 <= unit
            if abs(found - amount) * 2 == unit:
                assert abs(found) > abs(amount)
    assert rounded(found, unit, direction) == found


@given(sums, sums, units, st.sampled_from(("down", "up", "half_up")))
def test_rounding_of_a_range(one: Fraction, other: Fraction, unit: Fraction, direction: str) -> None:
    """Bounds are rounded like the amounts they bound."""
    book = Notebook()
    either = book.node(Op.CHOOSE, book.input("p"), book.yen(one), book.yen(other), type_=types.YEN)
    found = evaluate(book.node(Op.ROUND, either, data=(unit, direction), type_=types.YEN))
    ends = sorted(rounded(x, unit, direction) for x in (one, other))
    assert [domain.low(found), domain.high(found)] == ends
    assert domain.is_exact(found) == (ends[0] == ends[1])


# ------------------------------------------------------------------ exactness
def assert_exact_numbers(value: domain.Value, about: str) -> None:
    """No float, and no whole number written as a fraction."""
    match value:
        case bool() | float():
            pytest.fail(f"{value!r}: {about}")
        case Fraction():
            assert value.denominator > 1, about
        case Approx(lo, hi, options):
            for inner in (lo, hi, *(options or ())):
                assert_exact_numbers(inner, about)
        case tuple():
            for inner in value:
                assert_exact_numbers(inner, about)
        case domain.Selection(members):
            for inner, _ in members:
                assert_exact_numbers(inner, about)


@given(amounts(), complete_cases)
def test_yen_are_whole_numbers_or_exact_fractions(expr: Expr, case: Case) -> None:
    """ "Yen are integers, ratios exact fractions. No float anywhere"."""
    for node in nodes_of(expr):
        if node.type == types.YEN:
            assert_exact_numbers(evaluate(node, case), told(node, case))


@given(amounts(), incomplete_cases())
def test_bounds_are_exact_numbers(expr: Expr, cases: tuple[Case, Case]) -> None:
    """The same of bounds."""
    for node in nodes_of(expr):
        if node.type == types.YEN:
            assert_exact_numbers(evaluate(node, cases[0]), told(node, cases[0]))


def test_shares_are_compared_before_anything_is_rounded() -> None:
    """ "Compare raw, round only to show": 65 of 93 is not 70 %, 651 of 930 neither, 651.1 of 930 is over."""
    book = Notebook()
    bar = book.const(Fraction(7, 10), types.RATIO)
    for part, whole, expected in ((65, 93, FALSE), (651, 930, TRUE), (6509, 9300, FALSE), (6511, 9300, TRUE)):
        ratio = book.node(Op.ARITH, book.yen(part), book.yen(whole), data=("/",), type_=types.RATIO)
        assert evaluate(book.node(Op.COMPARE, ratio, bar, data=(">=",))) == expected


# ------------------------------------------------------------------ none
@given(parts_of_amounts(), incomplete_cases())
def test_none_is_contagious_in_amounts_and_false_in_comparisons(
    written: tuple[Writer, list[Expr]], cases: tuple[Case, Case]
) -> None:
    """ "`none` is a value, contagious in amounts and FALSE with `in`"."""
    writer, parts = written
    none, other = writer.const(NONE, types.YEN), parts[0]
    rate = writer.const(2, types.NUMBER)
    found = [writer.make(op, (none, *parts), (), types.YEN) for op in (Op.SUM, Op.LEAST, Op.GREATEST)]
    found += [
        writer.make(Op.ARITH, (a, b), (op,), types.YEN)
        for op in "+-"
        for a, b in ((none, other), (other, none))
    ]
    found += [writer.make(Op.ARITH, (none, rate), (op,), types.YEN) for op in "*/"]
    found.append(writer.make(Op.ROUND, (none,), (10, "down"), types.YEN))
    assert [evaluate(e, cases[0]) for e in found] == [NONE] * len(found)
    for op in ("=", "<", "<=", ">", ">="):
        for pair in ((none, other), (other, none)):
            assert evaluate(writer.make(Op.COMPARE, pair, (op,)), cases[0]) == FALSE
    code = writer.const(NONE, types.CODE)
    assert evaluate(writer.make(Op.MEMBER, (code,), (frozenset({"a"}),)), cases[0]) == FALSE
    length = writer.const(Duration(1, 0), types.DURATION)
    day = writer.const(NONE, types.DATE)
    for op_ in (Op.LAST_DAY_OF, Op.ELAPSED):
        assert evaluate(writer.make(op_, (length, day), (True, True), types.DATE), cases[0]) is NONE


@given(sums, sums, st.sampled_from(("=", "<", "<=", ">", ">=")), st.booleans())
def test_what_may_be_none_may_fail_every_comparison(
    one: Fraction, other: Fraction, op: str, guarded: bool
) -> None:
    """An amount that may not apply, or may be none, never holds a comparison for sure."""
    book = Notebook()
    amount, limit, p = book.yen(one), book.yen(other), book.input("p")
    perhaps = (
        book.node(Op.GUARD, p, amount, type_=types.YEN)
        if guarded
        else book.node(Op.CHOOSE, p, amount, book.yen(NONE), type_=types.YEN)
    )
    for pair in ((perhaps, limit), (limit, perhaps)):
        node = book.node(Op.COMPARE, *pair, data=(op,))
        there, not_there = (evaluate(node, facts(p=m)) for m in (TRUE, FALSE))
        assert not_there == FALSE
        assert evaluate(node) == there | FALSE


@given(amounts(2), incomplete_cases())
def test_if_none_gives_a_value_where_there_is_none(expr: Expr, cases: tuple[Case, Case]) -> None:
    """`if_none`: "the value where there is none, or the node is not applicable"."""
    writer = Notebook()
    copied = writer.copied(expr)
    filled = writer.node(Op.IF_NONE, copied, writer.yen(7), type_=types.YEN)
    before, after = evaluate(copied, cases[0]), evaluate(filled, cases[0])
    assert not domain.may_be_none(after)
    assert not domain.may_not_apply(after)
    if not domain.may_be_none(before) and not domain.may_not_apply(before):
        assert after == before


def test_division_by_zero_is_unknown() -> None:
    """ "`/` by 0 is U": nothing raises, and a comparison with the result is open."""
    book = Notebook()
    quotient = book.node(Op.ARITH, book.yen(5), book.yen(0), data=("/",), type_=types.RATIO)
    assert not domain.is_exact(evaluate(quotient))
    assert evaluate(book.node(Op.COMPARE, quotient, book.yen(1), data=(">",))) == UNKNOWN
