"""The short functions give what the reference gives, or nothing at all, on everything the strategies write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.properties.relations import told
from tests.strategies.cases import complete_cases, incomplete_cases
from tests.strategies.expressions import expressions
from tests.strategies.small import Notebook
from tests.unit.expression_growing import some_case, some_nodes

from schemeengine import truth
from schemeengine.execute.case import Case
from schemeengine.execute.compiled.answers import Answers, Decision
from schemeengine.execute.compiled.executor import CompiledExecutor
from schemeengine.execute.reference import Walk
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.network import Network

slow_draws = settings(
    max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
#: What a short function never gives: lists and records are for the general one.
_NEVER = frozenset({Kind.LIST, Kind.RECORD, Kind.JUDGMENT})


def check_short(network: Network, cases: Sequence[Case], taken: Counter[Op]) -> None:
    """Every closed node by a short function of its own, and all conditions by one together."""
    executor = CompiledExecutor(network)
    closed = [n for n in network.nodes if not n.free and n.op is not Op.CONST]
    each = [Answers(executor, [n]) for n in closed]
    conditions = [n for n in closed if n.type.kind is Kind.YES_NO]
    together, decision = Answers(executor, conditions), Decision(executor, conditions)
    for case in cases:
        walk = Walk(case)
        for node, answers in zip(closed, each, strict=True):
            bound = answers.bind(case)
            short, expected = answers.short(bound), walk.value(node)
            assert answers.of(bound) == (expected,)
            if short is not None:
                taken[node.op] += 1
                assert node.type.kind not in _NEVER
                assert short == (expected,), f"short {short}, reference {expected}: {told(node, case)}"
                assert type(short[0]) is type(expected), told(node, case)
        masks = tuple(walk.value(n) for n in conditions)
        assert together.of(together.bind(case)) == masks
        assert decision.of(decision.bind(case)) == (truth.all_of(masks),)


def network_of(expr: Expr) -> Network:
    book = Notebook()
    book.copied(expr)
    return Network.of_nodes(book.interner.nodes)


@slow_draws
@given(expressions(), incomplete_cases(), complete_cases)
def test_short_as_reference(expr: Expr, cases: tuple[Case, Case], complete: Case) -> None:
    """Whatever is missing, and whichever reading is chosen."""
    check_short(network_of(expr), (*cases, complete), Counter())


@given(st.integers(0, 2**32))
@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_every_node_as_the_reference(seed: int) -> None:
    for number in range(3):
        chance = Random(f"{seed}.{number}")
        network = Network.of_nodes(some_nodes(chance))
        check_short(network, [some_case(chance) for _ in range(8)], Counter())


def test_every_operation_is_answered_briefly() -> None:
    """The comparison above is of something: no operation but lists always takes the general way."""
    taken: Counter[Op] = Counter()
    for number in range(250):
        chance = Random(number)
        network = Network.of_nodes(some_nodes(chance))
        check_short(network, [some_case(chance) for _ in range(4)], taken)
    lists = {Op.CONST, Op.VAR, Op.LIST, Op.SELECT, Op.PROJECT}
    assert {op for op in Op if op not in lists and not taken[op]} == set()


@pytest.mark.deep
@settings(slow_draws, max_examples=2000)
@given(expressions(depth=4), incomplete_cases(), complete_cases)
def test_short_as_reference_deep(expr: Expr, cases: tuple[Case, Case], complete: Case) -> None:
    """The same, longer."""
    check_short(network_of(expr), (*cases, complete), Counter())


@pytest.mark.deep
@given(st.integers(0, 2**32))
@settings(max_examples=300, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_every_node_as_the_reference_longer(seed: int) -> None:
    for number in range(10):
        chance = Random(f"{seed}.{number}")
        network = Network.of_nodes(some_nodes(chance))
        check_short(network, [some_case(chance) for _ in range(10)], Counter())
