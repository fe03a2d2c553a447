"""The reference executor against the executable specification (tests/reference)."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from tests.properties.relations import floats_in, includes, narrower, nodes_of, same, specified, told
from tests.strategies.cases import complete_cases, completion, forget, incomplete_cases, randoms
from tests.strategies.expressions import expressions

from schemeengine.execute.case import Case
from schemeengine.execute.reference import Walk
from schemeengine.ir.expr import Expr

#: More than the usual number: these three stand for most of the contract.
slow_draws = settings(
    max_examples=600, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def check_complete(expr: Expr, case: Case) -> None:
    walk = Walk(case)
    for node in nodes_of(expr):
        engine, (answer, guessed) = walk.value(node), specified(node, case)
        agrees = includes if guessed else same
        assert agrees(engine, answer, node.type), f"{engine} is not {answer}: {told(node, case)}"
        assert not floats_in(engine), told(node, case)


def check_sound(expr: Expr, incomplete: Case, random: Random, tries: int, *, none_too: bool = True) -> None:
    walk = Walk(incomplete)
    nodes = [(n, walk.value(n)) for n in nodes_of(expr)]
    for seed in range(tries):
        whole = completion(incomplete, random, none_too=none_too)
        for node, engine in nodes:
            answer, _ = specified(node, whole, seed)
            assert includes(engine, answer, node.type), (
                f"{engine} rules out {answer}: {told(node, incomplete)}\nyet: {told(node, whole)}"
            )


def check_monotone(expr: Expr, whole: Case, less: Case, least: Case) -> None:
    for fewer, more in ((least, less), (less, whole)):
        before, after = Walk(fewer), Walk(more)
        for node in nodes_of(expr):
            old, new = before.value(node), after.value(node)
            assert narrower(new, old, node.type), (
                f"{old} became {new}: {told(node, fewer)}\nthen: {told(node, more)}"
            )


@slow_draws
@given(expressions(), complete_cases)
def test_complete_cases_get_exactly_the_specified_answer(expr: Expr, case: Case) -> None:
    """ "These decide what an answer means": with every fact known nothing is left open."""
    check_complete(expr, case)


@slow_draws
@given(expressions(), incomplete_cases(), randoms)
def test_incomplete_cases_include_every_completion(
    expr: Expr, cases: tuple[Case, Case], random: Random
) -> None:
    """ "Never wrong, at worst late"; "an absent fact is UNKNOWN, never no, never zero"."""
    check_sound(expr, cases[0], random, 6)


@slow_draws
@given(expressions(), incomplete_cases(), randoms)
def test_adding_facts_never_flips_or_widens(expr: Expr, cases: tuple[Case, Case], random: Random) -> None:
    """ "Monotone: adding a fact never flips a decided answer"."""
    check_monotone(expr, cases[1], cases[0], forget(cases[0], random))


deep = settings(slow_draws, max_examples=5000)


@pytest.mark.deep
@deep
@given(expressions(depth=4), complete_cases)
def test_complete_cases_deep(expr: Expr, case: Case) -> None:
    """The same, longer."""
    check_complete(expr, case)


@pytest.mark.deep
@deep
@given(expressions(depth=4), incomplete_cases(), randoms)
def test_incomplete_cases_deep(expr: Expr, cases: tuple[Case, Case], random: Random) -> None:
    """The same, longer, with more completions of each case."""
    check_sound(expr, cases[0], random, 20)


@pytest.mark.deep
@deep
@given(expressions(depth=4), incomplete_cases(), randoms)
def test_adding_facts_deep(expr: Expr, cases: tuple[Case, Case], random: Random) -> None:
    """The same, longer."""
    check_monotone(expr, cases[1], cases[0], forget(cases[0], random))
