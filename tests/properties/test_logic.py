"""Truth: three-valued logic with "does not apply", by trying out every state a part may turn out to be in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies.cases import incomplete_cases
from tests.strategies.expressions import Writer
from tests.strategies.inputs import INPUTS
from tests.strategies.small import EMPTY, Notebook, evaluate, facts, masks

from schemeengine.execute.case import Case
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.judgments import Judgment
from schemeengine.truth import FALSE, NOT_APPLICABLE, TRUE, UNKNOWN, Mask
from schemeengine.values import Stated

STATES = (TRUE, FALSE, NOT_APPLICABLE)
ALL_MASKS = range(1, 8)
#: Strong Kleene as numbers: fails < unknown < holds.
DEGREE = {FALSE: 0, UNKNOWN: 1, TRUE: 2}


def states(mask: Mask) -> list[Mask]:
    return [s for s in STATES if mask & s]


def completions(found: Sequence[Mask], decide: Callable[[Sequence[Mask]], Mask]) -> Mask:
    """What remains possible over all ways the parts may turn out."""
    union = 0
    for choice in product(*map(states, found)):
        union |= decide(choice)
    return union


def all_two_valued(parts: Sequence[Mask]) -> Mask:
    return FALSE if FALSE in parts else TRUE


def any_two_valued(parts: Sequence[Mask]) -> Mask:
    return TRUE if TRUE in parts else FALSE


@pytest.mark.parametrize(("op", "decide"), [(Op.ALL, all_two_valued), (Op.ANY, any_two_valued)])
@pytest.mark.parametrize("length", [0, 1, 2, 3])
def test_all_and_any_over_every_combination(op: Op, decide: Callable[..., Mask], length: int) -> None:
    """ "`all` = minimum, `any` = maximum"; parts that do not apply leave; empty: all holds, any fails."""
    book = Notebook()
    for found in product(ALL_MASKS, repeat=length):
        node = book.node(op, *book.conditions(list(found)))
        assert evaluate(node) == completions(found, decide), found


def test_not_guard_and_deemed_over_every_combination() -> None:
    """ "`not` = 2 - x"; what does not apply still does not; guards as in the table of the language."""
    book = Notebook()
    turned = {TRUE: FALSE, FALSE: TRUE, NOT_APPLICABLE: NOT_APPLICABLE}
    for m in ALL_MASKS:
        assert evaluate(book.node(Op.NOT, book.const(m))) == completions([m], lambda s: turned[s[0]])
    for condition, body in product(ALL_MASKS, repeat=2):
        pair = book.conditions([condition, body])
        guarded = completions([condition, body], lambda s: s[1] if s[0] == TRUE else NOT_APPLICABLE)
        deemed = completions([condition, body], lambda s: TRUE if s[0] == TRUE else s[1])
        assert evaluate(book.node(Op.GUARD, *pair)) == guarded
        assert evaluate(book.node(Op.DEEMED, *pair)) == deemed


@pytest.mark.parametrize(("condition", "body"), list(product(DEGREE, repeat=2)))
def test_guard_formulas(condition: Mask, body: Mask) -> None:
    """ "C unknown: `all` takes max(not C, v); `any` min(C, v)"; `deemed_when` is max(C, v)."""
    book = Notebook()
    pair = book.conditions([condition, body])
    guarded = book.node(Op.GUARD, *pair)
    c, v = DEGREE[condition], DEGREE[body]
    assert DEGREE[evaluate(book.node(Op.ALL, guarded))] == max(2 - c, v)
    assert DEGREE[evaluate(book.node(Op.ANY, guarded))] == min(c, v)
    assert DEGREE[evaluate(book.node(Op.DEEMED, *pair))] == max(c, v)


@given(st.lists(masks, max_size=5))
def test_de_morgan_and_double_negation(found: list[Mask]) -> None:
    """`none:` over a list is "not any", and equals "all not"; a double negation changes nothing."""
    book = Notebook()
    parts = book.conditions(found)
    turned = [book.node(Op.NOT, p) for p in parts]
    assert evaluate(book.node(Op.NOT, book.node(Op.ALL, *parts))) == evaluate(book.node(Op.ANY, *turned))
    assert evaluate(book.node(Op.NOT, book.node(Op.ANY, *parts))) == evaluate(book.node(Op.ALL, *turned))
    for mask, part in zip(found, turned, strict=True):
        assert evaluate(book.node(Op.NOT, part)) == mask


@st.composite
def lists_of_clauses(draw: st.DrawFn) -> tuple[Writer, list[Expr]]:
    writer = Writer(draw)
    return writer, [writer.clause(2) for _ in range(writer.number(0, 3))]


@given(lists_of_clauses(), incomplete_cases())
def test_a_clause_that_does_not_apply_leaves_its_list(
    written: tuple[Writer, list[Expr]], cases: tuple[Case, Case]
) -> None:
    """ "It leaves its parent's list as if it were not there": all, any, counts and shares."""
    writer, parts = written
    never = writer.make(Op.GUARD, (writer.make(Op.ANY, ()), writer.clause(1)))
    share, bar = writer.bar()
    comparator = writer.one(("at_least", "at_most", "exactly"))
    for op, head, data in (
        (Op.ALL, (), ()), (Op.ANY, (), ()), (Op.THRESHOLD, (bar,), (comparator, share)),
    ):  # fmt: skip
        without = writer.make(op, (*head, *parts), data)
        beside = writer.make(op, (*head, never, *parts), data)
        assert evaluate(without, cases[0]) == evaluate(beside, cases[0])


def test_lists_without_members() -> None:
    """ "A list left empty: `all` holds, `any` fails, a percentage of nothing is UNKNOWN"."""
    book = Notebook()
    holds, items = book.const(TRUE), book.input("items")
    bar = book.const(1, types.RATIO)
    share = book.node(Op.THRESHOLD_EACH, bar, items, holds, holds, data=("at_least", True, 0))
    for nothing in ((), Stated.NONE):
        case = facts(items=nothing)
        assert evaluate(book.node(Op.EVERY, items, holds, book.const(FALSE), data=(0,)), case) == TRUE
        assert evaluate(book.node(Op.SOME, items, holds, holds, data=(0,)), case) == FALSE
        assert evaluate(share, case) == UNKNOWN
        assert evaluate(book.node(Op.IS_NONE, items), case) == TRUE
    assert evaluate(book.node(Op.THRESHOLD, bar, data=("at_least", True))) == UNKNOWN


def test_absent_and_null_are_unknown() -> None:
    """ "An absent fact, a null and an unanswered item are UNKNOWN, never no, never zero, never []"."""
    book = Notebook()
    holds, items, p, cost = book.const(TRUE), book.input("items"), book.input("p"), book.input("cost")
    zero = book.node(Op.COMPARE, cost, book.yen(0), data=("=",))
    open_ = [
        p, book.node(Op.NOT, p), zero, book.node(Op.NOT, zero), book.node(Op.IS_NONE, book.input("prior")),
        book.node(Op.IS_NONE, items), book.node(Op.HAPPENED, book.input("opened"), book.input("as_of")),
        book.node(Op.EVERY, items, holds, p, data=(0,)), book.node(Op.SOME, items, holds, holds, data=(0,)),
        book.node(Op.INCLUDES, book.input("tags"), data=(frozenset({"0"}), True)),
        book.node(Op.WITHIN, book.input("applied"), book.input("term")),
        book.node(Op.MEMBER, book.input("form"), data=(frozenset({"a"}),)),
    ]  # fmt: skip
    for case in (EMPTY, Case({i.address: None for i in INPUTS})):
        assert [evaluate(e, case) for e in open_] == [UNKNOWN] * len(open_)


def test_powers_of_judgment() -> None:
    """ "A power to admit not yet exercised is a missing judgment; a power to refuse not exercised is
    taken as not exercised; a condition that needs appraisal is a missing judgment"."""
    book = Notebook()
    judgment = book.input("fitting")
    decided = {p: book.node(Op.DECIDED, judgment, data=(p,)) for p in ("to_admit", "to_refuse", "appraisal")}
    assert {p: evaluate(e) for p, e in decided.items()} == {
        "to_admit": UNKNOWN, "to_refuse": FALSE, "appraisal": UNKNOWN,
    }  # fmt: skip
    recorded = book.node(Op.RECORDED, judgment)
    assert evaluate(recorded) == UNKNOWN
    for decision in (True, False):
        case = facts(fitting=Judgment(decision, "mayor", None))
        assert all(evaluate(e, case) == (TRUE if decision else FALSE) for e in decided.values())
        assert evaluate(recorded, case) == TRUE  # whichever way it was decided
