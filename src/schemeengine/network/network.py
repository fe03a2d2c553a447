"""Many schemes, one network: equal conditions of different programmes are one node.

The network is plain data: nodes in an order in which operands come before what uses them, the
inputs they read, and for every node the places of the programmes it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from schemeengine.ir.expr import Address, Expr, Interner
from schemeengine.ir.scheme import InputDecl, Scheme
from schemeengine.network.roots import Origin, roots


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Shared expressions of one or more schemes. Immutable; made by :meth:`build`.

    ``nodes[n].number == n``, and every operand has a smaller number. ``origins`` holds, by node
    number, each clause the node stands for. ``inputs`` are the declarations of all the schemes;
    a fact of a shared vocabulary has one address, a fact of a scheme its own.
    """

    nodes: tuple[Expr, ...]
    origins: Mapping[int, tuple[Origin, ...]]
    inputs: Mapping[Address, InputDecl]
    schemes: tuple[str, ...]
    _own: Mapping[str, Mapping[int, Expr]]

    @staticmethod
    def build(schemes: Sequence[Scheme]) -> Network:
        """The network of all the schemes, in time linear in their size.

        Raises ValueError if two of them have the same id: they would be one to every reader.
        """
        interner = Interner()
        origins: dict[int, dict[Origin, None]] = {}
        inputs: dict[Address, InputDecl] = {}
        own: dict[str, Mapping[int, Expr]] = {}
        for scheme in schemes:
            if scheme.id in own:
                raise ValueError(f"two schemes are called {scheme.id}")
            found = list(roots(scheme))
            places = _reintern(interner, scheme.interner, [expr for expr, _ in found])
            own[scheme.id] = MappingProxyType(places)
            for expr, origin in found:
                if origin is not None:
                    origins.setdefault(places[expr.number].number, {})[origin] = None
            for address, declared in scheme.inputs.items():
                inputs.setdefault(address, declared)
        return Network(
            tuple(interner.nodes),
            MappingProxyType({number: tuple(places) for number, places in origins.items()}),
            MappingProxyType(inputs),
            tuple(own),
            MappingProxyType(own),
        )

    @staticmethod
    def of_nodes(nodes: Sequence[Expr]) -> Network:
        """A network of bare expressions in the order of one interner (no scheme behind them)."""
        assert all(node.number == number for number, node in enumerate(nodes))
        empty: Mapping[int, tuple[Origin, ...]] = MappingProxyType({})
        return Network(tuple(nodes), empty, MappingProxyType({}), (), MappingProxyType({}))

    def nodes_of(self, scheme: str) -> Mapping[int, Expr]:
        """The network's nodes by the numbers a scheme's own expressions have."""
        return self._own[scheme]

    def of(self, scheme: str, expr: Expr) -> Expr:
        """The network's node for an expression of a scheme. KeyError for one it does not reach."""
        return self._own[scheme][expr.number]


def _reintern(into: Interner, source: Interner, wanted: Sequence[Expr]) -> dict[int, Expr]:
    """The wanted expressions and their operands, built anew in ``into``, by their old number.

    Two passes over the source in its own (topological) order instead of a recursion, so that
    neither depth nor sharing costs anything.
    """
    reached = [False] * len(source.nodes)
    for expr in wanted:
        reached[expr.number] = True
    for node in reversed(source.nodes):
        if reached[node.number]:
            for arg in node.args:
                reached[arg.number] = True
    made: dict[int, Expr] = {}
    for node in source.nodes:
        if reached[node.number]:
            args = tuple(made[a.number] for a in node.args)
            made[node.number] = into.make(node.op, args, node.data, node.type)
    return made
