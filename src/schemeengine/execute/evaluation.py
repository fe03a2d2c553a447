"""What every executor gives back: the value of every node of the network on one case.

Explanations read an :class:`Evaluation` and nothing else, so they are the same whichever executor
filled it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from schemeengine.execute.case import Case
from schemeengine.execute.domain import Value
from schemeengine.execute.reference import Walk
from schemeengine.ir.expr import Address, Expr
from schemeengine.network import Network

Members = Mapping[int, Value]
NOBODY: Members = {}


class Evaluation:
    """The values of a network's nodes on one case.

    ``values`` holds a value for each closed node, by node number; at nodes with iteration
    variables it holds None, and their value for given members is computed when asked for.
    """

    __slots__ = ("_walk", "case", "network", "values")

    def __init__(self, network: Network, case: Case, values: Sequence[Value]) -> None:
        self.network = network
        self.case = case
        self.values = values
        self._walk: Walk | None = None

    def value(self, expr: Expr, env: Members = NOBODY) -> Value:
        """The value of a node of the network, with the members its free variables stand for."""
        if not expr.free:
            return self.values[expr.number]
        walk = self._walk
        if walk is None:
            # Every closed node is known, so the walk only reads: threads may make it twice,
            # never see it change.
            known = {n.number: self.values[n.number] for n in self.network.nodes if not n.free}
            walk = self._walk = Walk(self.case, known=known)
        return walk.value(expr, env)

    def of_scheme(self, scheme: str) -> SchemeValues:
        """The same values, asked for by a scheme's own expressions."""
        return SchemeValues(self, scheme)


class SchemeValues:
    """An evaluation read through the expressions of one of its schemes."""

    __slots__ = ("_nodes", "_values", "evaluation", "scheme")

    def __init__(self, evaluation: Evaluation, scheme: str) -> None:
        self.evaluation = evaluation
        self.scheme = scheme
        self._nodes = evaluation.network.nodes_of(scheme)
        self._values = evaluation.values

    def value(self, expr: Expr, env: Members = NOBODY) -> Value:
        node = self._nodes[expr.number]
        return self.evaluation.value(node, env) if node.free else self._values[node.number]


class Executor(Protocol):
    """Anything that evaluates a case on a network. All of them must agree with the reference."""

    def evaluate(self, network: Network, case: Case) -> Evaluation: ...


@runtime_checkable
class InOrder(Protocol):
    """An executor that takes its inputs in the order of ``addresses``, None where not known."""

    addresses: tuple[Address, ...]

    def run(self, inputs: Sequence[Value], readings: Mapping[Address, str]) -> Sequence[Value]: ...


class ReferenceExecutor:
    """The specification, run as it stands: one walk over the nodes in their order."""

    __slots__ = ()

    def evaluate(self, network: Network, case: Case) -> Evaluation:
        walk = Walk(case)
        # in node order, so that the recursion never goes deeper than one closed node
        values = [None if node.free else walk.value(node) for node in network.nodes]
        return Evaluation(network, case, values)
