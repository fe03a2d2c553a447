"""Choices under an unknown selector, tables, and deciding by cases."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from tests.strategies.expressions import Writer, inside
from tests.strategies.inputs import CODES, FORM, READING, READING_CHOICES
from tests.strategies.small import EMPTY, Notebook, evaluate, facts

from schemeengine.diagnostics import Problems
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.splitting import split
from schemeengine.execute import domain
from schemeengine.execute.case import Case
from schemeengine.execute.domain import Approx
from schemeengine.ir import types
from schemeengine.ir.cells import HitPolicy
from schemeengine.ir.expr import Expr, Op
from schemeengine.truth import FALSE, TRUE, UNKNOWN, Mask
from schemeengine.values import Stated

results = st.sampled_from((0, 50, 100, 300))
POINTS = ("p", "q", "r")


# ------------------------------------------------------------------ sets of possible values
def by_form(book: Notebook, found: dict[str, int], other: int | None) -> tuple[Expr, Expr]:
    """The same choice as ``case`` and as a table."""
    values = [book.yen(v) for v in found.values()]
    otherwise = [] if other is None else [book.yen(other)]
    branches = tuple(frozenset({c}) for c in found)
    case = book.node(
        Op.CASE, book.input("form"), *values, *otherwise, data=(branches, other is not None), type_=types.YEN
    )
    rows = [(("is", frozenset({c})),) for c in found]
    rows += [] if other is None else [(("rest", tuple(r[0] for r in rows)),)]
    table = book.node(
        Op.TABLE,
        book.input("form"),
        *values,
        *otherwise,
        data=(tuple(rows), 1, HitPolicy("unique", "none")),
        type_=types.YEN,
    )
    return case, table


@given(st.dictionaries(st.sampled_from(CODES), results, min_size=1), st.none() | results)
def test_an_unknown_selector_leaves_the_set_of_possible_values(
    found: dict[str, int], other: int | None
) -> None:
    """ "A case, choice or table under an unknown selector has a set of possible values (agreeing
    branches decide)"; a code with no branch gives none only where there can be such a code."""
    book = Notebook()
    by_code = {c: found.get(c, other) for c in CODES}
    real = [v for v in by_code.values() if v is not None]
    for choice in by_form(book, found, other):
        value = evaluate(choice)
        assert [domain.low(value), domain.high(value)] == [min(real), max(real)]
        assert domain.may_be_none(value) == (None in by_code.values())
        assert domain.is_exact(value) == (len(set(by_code.values())) == 1)
        for code, expected in by_code.items():
            assert evaluate(choice, facts(form=code)) == (Stated.NONE if expected is None else expected)


@given(st.lists(st.sampled_from(CODES), min_size=2, max_size=3))
def test_codes_are_listed(found: list[str]) -> None:
    """Codes have no order: the possible ones are kept one by one."""
    book = Notebook()
    codes = [book.const(c, FORM) for c in found]
    chosen = book.node(Op.CHOOSE, book.input("p"), codes[0], book.input("q"), codes[1], codes[-1], type_=FORM)
    value = evaluate(chosen)
    assert value == (found[0] if len(set(found)) == 1 else Approx(options=frozenset(found)))
    within = book.node(Op.MEMBER, chosen, data=(frozenset(found),))
    assert evaluate(within) == TRUE


def test_a_condition_as_key_of_a_table() -> None:
    """A yes/no key that is not known hits both of its rows, and no row that it cannot hit."""
    book = Notebook()
    rows = ((("is", frozenset({1})),), (("is", frozenset({2})),))
    table = book.node(
        Op.TABLE,
        book.input("p"),
        book.yen(5),
        book.yen(9),
        data=(rows, 1, HitPolicy("unique", "none")),
        type_=types.YEN,
    )
    assert evaluate(table) == Approx(lo=5, hi=9)
    assert [evaluate(table, facts(p=m)) for m in (TRUE, FALSE)] == [5, 9]


@given(st.integers(0, 30), st.integers(0, 30))
def test_ranges_of_a_table_under_bounds(one: int, other: int) -> None:
    """A key known within bounds hits the rows those bounds reach; rows without a gap leave none."""
    book = Notebook()
    edges = ((None, 10), (10, 20), (20, None))
    rows = tuple((("range", lo, True, hi, False),) for lo, hi in edges)
    key = book.node(Op.CHOOSE, book.input("p"), book.yen(one), book.yen(other), type_=types.YEN)
    values = [book.yen(v) for v in (1, 2, 3)]
    table = book.node(Op.TABLE, key, *values, data=(rows, 1, HitPolicy("unique", "none")), type_=types.YEN)
    lo, hi = (1 + (x >= 10) + (x >= 20) for x in sorted((one, other)))
    value = evaluate(table)
    assert [domain.low(value), domain.high(value), domain.may_be_none(value)] == [lo, hi, False]


# ------------------------------------------------------------------ deciding by cases
@st.composite
def conditions_of_points(draw: st.DrawFn) -> tuple[Writer, Expr]:
    """A condition over three yes/no inputs, which may stand in it several times and both ways."""
    writer = Writer(draw)

    def condition(depth: int) -> Expr:
        if depth == 0 or writer.number(0, 4) == 0:
            return writer.input(writer.one(POINTS))
        op = writer.one((Op.ALL, Op.ANY, Op.NOT, Op.NOT, Op.GUARD, Op.DEEMED, Op.THRESHOLD))
        if op in (Op.ALL, Op.ANY):
            return writer.make(op, writer.several(condition, depth - 1))
        if op is Op.THRESHOLD:
            bar = writer.const(writer.number(1, 2), types.COUNT)
            parts = writer.several(condition, depth - 1)
            return writer.make(op, (bar, *parts), (writer.one(("at_least", "exactly")), False))
        return writer.make(op, [condition(depth - 1) for _ in range(1 if op is Op.NOT else 2)])

    return writer, condition(4)


def over_all_completions(expr: Expr, known: dict[str, Mask]) -> Mask:
    union = 0
    for choice in product(*[(known[p],) if p in known else (TRUE, FALSE) for p in POINTS]):
        union |= evaluate(expr, facts(**dict(zip(POINTS, choice, strict=True))))
    return union


known_points = st.dictionaries(st.sampled_from(POINTS), st.sampled_from((TRUE, FALSE)))


@given(conditions_of_points(), known_points)
def test_split_on_all_points_decides_when_every_completion_agrees(
    written: tuple[Writer, Expr], known: dict[str, Mask]
) -> None:
    """ "…is decided when every completion agrees. Never wrong": exactly the union of the completions."""
    writer, body = written
    node = writer.make(Op.SPLIT, (body, *map(writer.input, POINTS)))
    assert evaluate(node, facts(**known)) == over_all_completions(body, known)


@given(conditions_of_points(), known_points)
def test_the_points_the_lowering_picks(written: tuple[Writer, Expr], known: dict[str, Mask]) -> None:
    """Deciding by cases is never wrong and never later than strong Kleene alone."""
    writer, body = written
    node = split(Elaborator("t", Problems(), writer.interner), body)
    exact = over_all_completions(body, known)
    found, kleene = evaluate(node, facts(**known)), evaluate(body, facts(**known))
    assert not exact & ~found
    assert not found & ~kleene


@given(st.data(), st.sampled_from((TRUE, FALSE, UNKNOWN)))
def test_c_and_x_or_not_c_and_x(data: st.DataObject, x: Mask) -> None:
    """ "Class 1, or not class 1 and at most N": decided as soon as both ways agree, whatever C is."""
    writer = Writer(data.draw)
    c = writer.clause(2)
    also = writer.const(x, types.YES_NO)
    first = writer.make(Op.ALL, (c, also))
    second = writer.make(Op.ALL, (writer.make(Op.NOT, (c,)), also))
    node = writer.make(Op.SPLIT, (writer.make(Op.ANY, (first, second)), c))
    if evaluate(c, EMPTY) in (TRUE, FALSE, UNKNOWN):
        assert evaluate(node, EMPTY) == x


def test_the_example_of_the_contract() -> None:
    """Class 1, or not class 1 and at most N: with "at most N" known, the class need not be."""
    book = Notebook()
    first, small = (
        book.input("p"),
        book.node(Op.COMPARE, book.input("staff"), book.const(5, types.COUNT), data=("<=",)),
    )
    rule = book.node(Op.ANY, first, book.node(Op.ALL, book.node(Op.NOT, first), small))
    node = split(Elaborator("t", Problems(), book.interner), rule)
    assert node.op is Op.SPLIT
    assert [e for e in inside(node) if e is first]
    assert evaluate(rule, facts(staff=3)) == UNKNOWN
    assert evaluate(node, facts(staff=3)) == TRUE
    assert evaluate(node, facts(staff=9)) == UNKNOWN


@given(st.data())
def test_a_reading_follows_the_choice_taken(data: st.DataObject) -> None:
    """The adopted reading by default, another where the case takes it; the others do not matter."""
    writer = Writer(data.draw)
    one, other = writer.clause(2), writer.clause(2)
    node = writer.make(Op.READING, (one, other), (READING, READING_CHOICES, "one"))
    assert evaluate(node) == evaluate(node, Case(readings={READING: "one"})) == evaluate(one)
    taken = Case(readings={READING: "other"})
    assert evaluate(node, taken) == evaluate(other, taken)
