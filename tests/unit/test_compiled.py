"""The compiled executor against the reference: node by node, on anything."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemeengine.execute.case import Case
from schemeengine.execute.compiled import CompiledExecutor
from schemeengine.execute.evaluation import ReferenceExecutor
from schemeengine.ir.expr import Expr
from schemeengine.network import Network
from tests.unit.expression_growing import cases, nodes


def assert_same(network: Network, executor: CompiledExecutor, case: Case) -> None:
    expected = ReferenceExecutor().evaluate(network, case).values
    found = executor.evaluate(network, case).values
    for node, a, b in zip(network.nodes, expected, found, strict=True):
        assert same(a, b), f"{node}: reference {a!r}, compiled {b!r}\n{executor.source}"


def same(a: object, b: object) -> bool:
    return a == b and (type(a) is type(b) or isinstance(a, int) is isinstance(b, int))


@given(nodes(), st.lists(cases(), min_size=1, max_size=3))
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_node_as_the_reference(grown: tuple[Expr, ...], tried: list[Case]) -> None:
    network = Network.of_nodes(grown)
    executor = CompiledExecutor(network)
    for case in tried:
        assert_same(network, executor, case)


@pytest.mark.deep
@given(nodes(), st.lists(cases(), min_size=1, max_size=4))
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_node_as_the_reference_longer(grown: tuple[Expr, ...], tried: list[Case]) -> None:
    network = Network.of_nodes(grown)
    executor = CompiledExecutor(network)
    for case in tried:
        assert_same(network, executor, case)
