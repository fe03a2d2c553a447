"""Random networks of gates over inputs that may have any of the seven words, and cases for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from schemeengine.execute.case import Case
from schemeengine.ir.expr import Address, Expr, Interner, Op
from schemeengine.ir.types import YES_NO
from schemeengine.network import Network

CHOICES = ("one", "other", "third")
READINGS = tuple(Address("reading", "s", name) for name in ("how", "when"))


@dataclass(frozen=True, slots=True)
class Small:
    network: Network
    inputs: tuple[Address, ...]

    def case(self, masks: Sequence[int], choices: Sequence[str] = CHOICES[:2]) -> Case:
        """Masks of the inputs in order (0: not known)."""
        known = {a: m for a, m in zip(self.inputs, masks, strict=True) if m}
        return Case(known, dict(zip(READINGS, choices, strict=True)))


def inputs(interner: Interner, number: int) -> list[Expr]:
    addresses = [Address("fact", "s", f"f{n}") for n in range(number)]
    return [interner.make(Op.INPUT, (), (a,), YES_NO) for a in addresses]


def small(interner: Interner) -> Small:
    nodes = interner.nodes
    read = [n.data[0] for n in nodes if n.op is Op.INPUT]
    return Small(Network.of_nodes(nodes), tuple(a for a in read if isinstance(a, Address)))


@st.composite
def networks(draw: st.DrawFn) -> Small:
    """A few gates of every kind; operands repeat, nest and are shared."""
    interner = Interner()
    nodes = inputs(interner, draw(st.integers(1, 7)))
    nodes.append(interner.make(Op.CONST, (), (draw(st.sampled_from((1, 2))),), YES_NO))
    for _ in range(draw(st.integers(1, 12))):
        op = draw(st.sampled_from(list(_ARITIES)))
        least, most = _ARITIES[op]
        args = tuple(draw(st.lists(st.sampled_from(nodes), min_size=least, max_size=most)))
        data: tuple[object, ...] = ()
        if op is Op.READING:
            data = (draw(st.sampled_from(READINGS)), CHOICES, CHOICES[0])
        nodes.append(interner.make(op, args, data, YES_NO))  # type: ignore[arg-type]
    return small(interner)


_ARITIES = {
    Op.ALL: (0, 11),
    Op.ANY: (0, 11),
    Op.NOT: (1, 1),
    Op.GUARD: (2, 2),
    Op.DEEMED: (2, 2),
    Op.READING: (3, 3),
    Op.SPLIT: (1, 4),
}


@st.composite
def with_cases(draw: st.DrawFn) -> tuple[Small, list[Case]]:
    made = draw(networks())
    size = len(made.inputs)
    masks = st.lists(st.integers(0, 7), min_size=size, max_size=size)
    choices = st.tuples(*(st.sampled_from(CHOICES) for _ in READINGS))
    return made, draw(st.lists(st.builds(made.case, masks, choices), min_size=1, max_size=3))
