"""Counts and percentages: decided exactly when every completion agrees."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from tests.strategies.expressions import COMPARATORS
from tests.strategies.inputs import ITEM, ITEM_FIELDS
from tests.strategies.small import Notebook, evaluate, facts, masks

from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.truth import FALSE, NOT_APPLICABLE, TRUE, UNKNOWN, Mask

RELATION = {
    "at_least": lambda a, b: a >= b, "at_most": lambda a, b: a <= b, "exactly": lambda a, b: a == b,
    "more_than": lambda a, b: a > b, "fewer_than": lambda a, b: a < b,
}  # fmt: skip
shares = st.fractions(0, 1, max_denominator=8)
counts = st.integers(0, 6)


def by_completions(comparator: str, bound: Fraction | int, is_share: bool, found: list[Mask]) -> Mask:
    """Every way the parts may turn out, counted one by one."""
    union = 0
    for choice in product(*[[s for s in (TRUE, FALSE, NOT_APPLICABLE) if m & s] for m in found]):
        met, apply = choice.count(TRUE), len(choice) - choice.count(NOT_APPLICABLE)
        if is_share and not apply:
            union |= UNKNOWN
        else:
            holds = RELATION[comparator](met, bound * apply if is_share else bound)
            union |= TRUE if holds else FALSE
    return union


def threshold(book: Notebook, comparator: str, bound: Expr, is_share: bool, found: list[Mask]) -> Expr:
    return book.node(Op.THRESHOLD, bound, *book.conditions(found), data=(comparator, is_share))


@given(st.sampled_from(COMPARATORS), counts, st.lists(masks, max_size=5))
def test_counts_are_early_and_exact(comparator: str, bound: int, found: list[Mask]) -> None:
    """ "Decide as early as the law lets you: counts carry bounds" - and never earlier."""
    book = Notebook()
    node = threshold(book, comparator, book.const(bound, types.COUNT), False, found)
    assert evaluate(node) == by_completions(comparator, bound, False, found)


@given(st.sampled_from(COMPARATORS), shares, st.lists(masks, max_size=5))
def test_shares_are_early_and_exact(comparator: str, bound: Fraction, found: list[Mask]) -> None:
    """ "Percentages compared by cross-multiplication"; the share is of those that apply."""
    book = Notebook()
    node = threshold(book, comparator, book.const(bound, types.RATIO), True, found)
    assert evaluate(node) == by_completions(comparator, bound, True, found)


@given(st.sampled_from(COMPARATORS), shares, shares, st.lists(masks, max_size=4))
def test_a_share_one_of_two_decides_where_both_agree(
    comparator: str, one: Fraction, other: Fraction, found: list[Mask]
) -> None:
    """An unknown selector leaves a set of possible values; never wrong, and decided in the end."""
    book = Notebook()
    either = [book.const(b, types.RATIO) for b in (one, other)]
    bound = book.node(Op.CHOOSE, book.input("p"), *either, type_=types.RATIO)
    node = threshold(book, comparator, bound, True, found)
    each = [by_completions(comparator, b, True, found) for b in (one, other)]
    assert not (each[0] | each[1]) & ~evaluate(node)
    if comparator != "exactly":
        assert evaluate(node) == each[0] | each[1]
    assert [evaluate(node, facts(p=TRUE)), evaluate(node, facts(p=FALSE))] == each


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), shares)
def test_a_share_of_many(met: int, failed: int, unanswered: int, bound: Fraction) -> None:
    """ "25 of 30 items known to be met and 5 unanswered is already at least 70 %"."""
    book = Notebook()
    found = [TRUE] * met + [FALSE] * failed + [UNKNOWN] * unanswered
    total = len(found)
    node = threshold(book, "at_least", book.const(bound, types.RATIO), True, found)
    if not total:
        expected = UNKNOWN
    else:
        sure, possible = met >= bound * total, met + unanswered >= bound * total
        expected = TRUE if sure else UNKNOWN if possible else FALSE
    assert evaluate(node) == expected


def test_the_figures_of_the_contract() -> None:
    """25 of 30 decide 70 %; "65 of 93 is 69.892… %: it fails 70 %"."""
    book = Notebook()
    bar = book.const(Fraction(7, 10), types.RATIO)
    assert evaluate(threshold(book, "at_least", bar, True, [TRUE] * 25 + [UNKNOWN] * 5)) == TRUE
    assert evaluate(threshold(book, "at_least", bar, True, [TRUE] * 65 + [FALSE] * 28)) == FALSE


flags = st.sampled_from((TRUE, FALSE, None))
sizes = st.sampled_from((0, 5, None))


@given(
    st.lists(st.tuples(flags, sizes), max_size=4), st.sampled_from(COMPARATORS), counts, shares, st.booleans()
)
def test_members_count_as_guarded_parts_do(
    found: list[tuple[Mask | None, int | None]], comparator: str, count: int, share: Fraction, is_share: bool
) -> None:
    """A member whose condition is not known is in the list or leaves it."""
    book = Notebook()
    bound = book.const(share, types.RATIO) if is_share else book.const(count, types.COUNT)
    item = book.node(Op.VAR, data=(0,), type_=ITEM)
    flag = book.node(Op.FIELD, item, data=(3, "flag"))
    size = book.node(Op.FIELD, item, data=(6, "size"), type_=types.COUNT)
    body = book.node(Op.COMPARE, size, book.const(3, types.COUNT), data=(">=",))
    node = book.node(
        Op.THRESHOLD_EACH, bound, book.input("items"), flag, body, data=(comparator, is_share, 0)
    )
    blank = [None] * len(ITEM_FIELDS)
    items = tuple((*blank[:3], f, *blank[4:6], s, *blank[7:]) for f, s in found)
    guarded = []
    for f, s in found:
        condition = book.const(UNKNOWN if f is None else f)
        guarded.append(book.node(Op.GUARD, condition, book.const({0: FALSE, 5: TRUE, None: UNKNOWN}[s])))
    expected = by_completions(
        comparator, share if is_share else count, is_share, [evaluate(g) for g in guarded]
    )
    assert evaluate(node, facts(items=items)) == expected
