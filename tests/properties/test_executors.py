"""The compiled executor gives what the reference gives, node by node, on everything the strategies write."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from tests.properties.relations import told
from tests.strategies.cases import incomplete_cases
from tests.strategies.expressions import expressions
from tests.strategies.small import Notebook

from schemeengine.execute.case import Case
from schemeengine.execute.compiled.executor import CompiledExecutor
from schemeengine.execute.reference import Walk
from schemeengine.ir.expr import Expr
from schemeengine.network import Network

#: Each example compiles a network, which takes longer than evaluating it.
slow_draws = settings(
    max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def check_same(expr: Expr, cases: tuple[Case, Case]) -> None:
    book = Notebook()
    book.copied(expr)
    network = Network.of_nodes(book.interner.nodes)
    executor = CompiledExecutor(network)
    for case in cases:
        walk = Walk(case)
        for node, found in zip(network.nodes, executor.evaluate(network, case).values, strict=True):
            if not node.free:
                expected = walk.value(node)
                assert found == expected, f"compiled {found}, reference {expected}: {told(node, case)}"


@slow_draws
@given(expressions(), incomplete_cases())
def test_compiled_as_reference(expr: Expr, cases: tuple[Case, Case]) -> None:
    """ "The contract between the reference interpreter, every executor and the documentation"."""
    check_same(expr, cases)


@pytest.mark.deep
@settings(slow_draws, max_examples=3000)
@given(expressions(depth=4), incomplete_cases())
def test_compiled_as_reference_deep(expr: Expr, cases: tuple[Case, Case]) -> None:
    """The same, longer."""
    check_same(expr, cases)
