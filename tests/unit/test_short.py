"""When the short function answers, when it must not, and what it is made of."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from tests.strategies.small import Notebook, facts
from tests.unit.test_compiled import DOSSIERS, PYTHON, case_of, schemes, whole

from schemeengine.execute.case import Case
from schemeengine.execute.compiled.answers import MOST_CHOICES, Answers, Decision
from schemeengine.execute.compiled.executor import CompiledExecutor
from schemeengine.execute.domain import Approx, Value
from schemeengine.execute.reference import Walk
from schemeengine.ir import types
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.scheme import Scheme
from schemeengine.network import Network
from schemeengine.truth import FALSE, NOT_APPLICABLE, TRUE, UNKNOWN
from schemeengine.values import Duration, Interval, Stated

__all__ = ["schemes", "whole"]  # fixtures
B = Notebook


def answers(book: Notebook, *roots: Expr) -> Answers:
    return Answers(CompiledExecutor(Network.of_nodes(book.interner.nodes)), roots)


def asked(found: Answers, case: Case) -> tuple[bool, tuple[Value, ...]]:
    """Whether the short function answers, and the answer."""
    bound = found.bind(case)
    return found.short(bound) is not None, found.of(bound)


def test_a_missing_fact_is_in_nobodys_way_until_it_is_touched() -> None:
    b = B()
    guarded = b.node(Op.GUARD, b.input("p"), b.input("q"))
    found = answers(b, b.node(Op.ALL, guarded, b.input("r")))
    assert asked(found, facts(p=FALSE, r=TRUE)) == (True, (TRUE,))
    assert asked(found, facts(p=TRUE, r=FALSE)) == (False, (FALSE,))
    assert asked(found, facts(p=TRUE, r=TRUE)) == (False, (UNKNOWN,))
    assert asked(found, facts(p=TRUE, q=TRUE, r=TRUE)) == (True, (TRUE,))


def test_a_decision_stops_at_what_fails() -> None:
    b = B()
    guarded = b.node(Op.GUARD, b.input("p"), b.input("q"))
    last = b.input("r")
    found = Decision(CompiledExecutor(Network.of_nodes(b.interner.nodes)), [guarded, last])
    assert asked(found, facts(p=FALSE, r=TRUE)) == (True, (TRUE,))
    assert asked(found, facts(p=TRUE, q=FALSE)) == (True, (FALSE,))
    assert asked(found, facts(p=TRUE, r=FALSE)) == (False, (FALSE,))
    assert asked(found, facts(p=TRUE, r=TRUE)) == (False, (UNKNOWN,))


def test_what_does_not_apply_is_answered_too() -> None:
    b = B()
    found = answers(b, b.node(Op.GUARD, b.input("p"), b.input("q")))
    assert asked(found, facts(p=FALSE)) == (True, (NOT_APPLICABLE,))


def test_a_missing_amount_never_gets_out_as_a_value() -> None:
    b = B()
    amount = b.node(Op.CHOOSE, b.input("p"), b.input("cost"), b.input("limit"), type_=types.YEN)
    found = answers(b, amount)
    assert asked(found, facts(p=TRUE, cost=5)) == (True, (5,))
    assert asked(found, facts(p=FALSE, cost=5)) == (False, (Approx(lo=0),))


def test_an_open_end_of_a_period_never_gets_out() -> None:
    b = B()
    start = b.input("applied")
    never = b.const(None, types.DATE)
    period = b.node(Op.PERIOD, start, never, type_=types.INTERVAL)
    found = answers(b, period)
    day = date(2024, 6, 3)
    assert asked(found, facts(applied=day)) == (True, (Interval(day, None),))
    assert asked(found, Case())[0] is False


@pytest.mark.parametrize("value", [Stated.NONE, None, Approx(lo=3, hi=9)])
def test_none_and_bounds_are_for_the_general_function(value: Value) -> None:
    b = B()
    found = answers(b, b.node(Op.ARITH, b.input("prior"), b.input("cost"), data=("+",), type_=types.YEN))
    assert asked(found, facts(prior=value, cost=1))[0] is False
    assert asked(found, facts(prior=2, cost=1)) == (True, (3,))


def test_an_event_that_has_not_happened() -> None:
    b = B()
    found = answers(b, b.node(Op.HAPPENED, b.input("opened"), b.input("as_of")))
    as_of = {Address("built_in", "", "as_of"): date(2024, 6, 3)}
    assert asked(found, facts(opened=Stated.NOT_YET).with_values(as_of)) == (True, (FALSE,))
    assert asked(found, facts(opened=date(2024, 6, 3)).with_values(as_of)) == (True, (TRUE,))
    assert asked(found, Case(as_of))[0] is False


def test_a_share_of_nothing_is_in_doubt() -> None:
    b = B()
    half = b.const(Fraction(1, 2), types.RATIO)
    guarded = b.node(Op.GUARD, b.input("p"), b.input("q"))
    found = answers(b, b.node(Op.THRESHOLD, half, guarded, data=("at_least", True)))
    assert asked(found, facts(p=FALSE)) == (False, (UNKNOWN,))
    assert asked(found, facts(p=TRUE, q=TRUE)) == (True, (TRUE,))


def test_days_outside_the_calendar_are_for_the_general_function() -> None:
    b = B()
    years = b.const(Duration(12 * 9000, 0), types.DURATION)
    later = b.node(Op.ARITH, b.input("applied"), years, data=("+",), type_=types.DATE)
    network = Network.of_nodes(b.interner.nodes)
    case = facts(applied=date(2024, 6, 3))
    assert asked(answers(b, later), case) == (False, (Walk(case).value(network.nodes[later.number]),))


def test_a_choice_of_readings_has_a_function_of_its_own() -> None:
    b = B()
    address = Address("reading", "t", "how")
    one, other = b.input("p"), b.input("q")
    root = b.node(Op.READING, one, other, data=(address, ("one", "other"), "one"))
    found = answers(b, root)
    assert asked(found, facts(p=TRUE, q=FALSE)) == (True, (TRUE,))
    assert asked(found, facts(p=TRUE, q=FALSE).with_readings({address: "other"})) == (True, (FALSE,))
    assert asked(found, facts(q=FALSE))[0] is False  # the reading adopted speaks of p


def test_no_more_functions_are_kept_than_choices_allowed() -> None:
    b = B()
    choices = tuple(f"c{n}" for n in range(2 * MOST_CHOICES))
    address = Address("reading", "t", "how")
    root = b.node(Op.READING, *([b.input("p"), b.input("q")] * MOST_CHOICES), data=(address, choices, "c0"))
    found = answers(b, root)
    for choice in choices:
        case = facts(p=TRUE, q=FALSE).with_readings({address: choice})
        assert asked(found, case)[1] == (TRUE if int(choice[1:]) % 2 == 0 else FALSE,)
    assert len(found._programs) <= MOST_CHOICES


def test_deep_and_wide_conditions() -> None:
    """As the general function: neither depth nor width is limited by the interpreter."""
    b = B()
    ways = [b.interner.make(Op.INPUT, (), (Address("fact", "s", f"f{n}"),), types.YES_NO) for n in range(600)]
    wide = b.node(Op.ALL, *ways)
    deep = ways[0]
    for way in ways[1:]:
        deep = b.node(Op.ANY, b.node(Op.NOT, deep), way)
    count = b.node(Op.THRESHOLD, b.const(300, types.NUMBER), *ways, data=("at_least", False))
    found = answers(b, wide, deep, count)
    case = Case({Address("fact", "s", f"f{n}"): TRUE for n in range(600)})
    assert asked(found, case) == (True, (TRUE, TRUE, TRUE))


# ------------------------------------------------------------------ the published programmes
def provisions(network: Network, found: list[Scheme]) -> list[list[Expr]]:
    return [[network.of(s.id, p.clause.expr) for p in s.provisions.values()] for s in found]


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda p: p.parent.name)
def test_the_examples_as_the_reference(
    path: Path, schemes: list[Scheme], whole: tuple[Network, CompiledExecutor]
) -> None:
    """Each provision by itself, and all of a programme together."""
    network, executor = whole
    case = case_of(path, schemes)
    walk = Walk(case)
    for roots in provisions(network, schemes):
        together = Answers(executor, roots)
        bound = together.bind(case)
        expected = tuple(walk.value(network.nodes[n]) for n in together.numbers)
        assert together.of(bound) == expected
        assert together.short(bound) in (None, expected)


def test_the_published_programmes_are_mostly_answered_briefly(
    schemes: list[Scheme], whole: tuple[Network, CompiledExecutor]
) -> None:
    network, executor = whole
    wanted = [Answers(executor, [root]) for roots in provisions(network, schemes) for root in roots]
    briefly = decided = 0
    for path in DOSSIERS:
        case = case_of(path, schemes)
        for one in wanted:
            bound = one.bind(case)
            decided += one.of(bound)[0] in (TRUE, FALSE, NOT_APPLICABLE)
            briefly += one.short(bound) is not None
    # the rest is decided although a fact is missing or an event is still to come
    assert briefly > decided * 0.6, (briefly, decided)


def test_no_word_of_a_scheme_is_compiled(
    schemes: list[Scheme], whole: tuple[Network, CompiledExecutor]
) -> None:
    """Only numbers, operators and names made by the engine: no text, no name, no amount."""
    network, executor = whole
    roots = [r for some in provisions(network, schemes) for r in some]
    roots += [network.of(s.id, a.expr) for s in schemes for a in s.amounts.values()]
    source = executor.program(roots).source
    assert source.isascii()
    assert '"' not in source
    assert "'" not in source
    own = re.compile(r"[a-z]\d+(_\d+)?|row\d+|[A-Z_]+|[irs]")
    words = set(re.findall(r"[A-Za-z_]\w*", source))
    assert {w for w in words - PYTHON if not own.fullmatch(w)} == set()
