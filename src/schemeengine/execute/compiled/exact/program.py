"""One short function compiled: which nodes it answers for, and the form of a case it reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from schemeengine.execute.compiled.exact import conditions, days, members, values
from schemeengine.execute.compiled.exact.doubt import (
    OPEN,
    PLAIN,
    TRUTHS,
    Doubt,
    day_of,
    doubt,
    exactly,
    state,
    tidy,
)
from schemeengine.execute.compiled.exact.shape import LOOPS, Shape
from schemeengine.execute.compiled.exact.slots import Slots
from schemeengine.execute.compiled.exact.writer import Rules, Short
from schemeengine.execute.compiled.writer import Pool
from schemeengine.execute.domain import Value
from schemeengine.ir.expr import Address, Expr, nodes_below
from schemeengine.ir.types import Kind
from schemeengine.values import Stated

#: What a short function reads; made by :meth:`Program.ready`.
Ready: TypeAlias = "tuple[Any, ...]"

_RULES = Rules(
    {**conditions.HOLDS, **members.HOLDS}, conditions.FAILS, conditions.MASKS,
    {**values.VALUES, **days.VALUES, **members.VALUES},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Program:
    """Answers for some closed nodes of a network, under one choice of readings."""

    #: The nodes answered for, in the order of the answers.
    numbers: tuple[int, ...]
    source: str
    _ready: Callable[[Sequence[Value]], Ready]
    #: The answers; raises anything at all where the general function has to be asked.
    run: Callable[[Ready], tuple[Value, ...]]

    def ready(self, inputs: Sequence[Value]) -> Ready | None:
        """A case's inputs in the form read here; None for inputs of a form not expected."""
        try:
            return self._ready(inputs)
        except Exception:  # of whatever kind: the general function knows what to do with them
            return None


def compile_program(
    roots: Sequence[Expr], fixed: Mapping[int, Value], leaving: frozenset[int],
    readings: Mapping[Address, str], positions: Mapping[Address, int], operations: Mapping[str, object],
    *, decide: bool = False,
) -> Program:  # fmt: skip
    """``operations`` are the shared operations by their names in generated functions. With ``decide``
    the roots are conditions and the one answer is whether all of them hold (or do not apply)."""
    pool = Pool({**operations, **_OPERATIONS})
    shape = Shape(fixed, leaving, readings)
    shape.need(roots)
    short = Short(pool, shape, Slots(pool, positions), _RULES)
    result = _decision(short, roots) if decide else _vector(short, roots)
    slots = short.slots.names()
    head = [f"    ({', '.join(slots)},) = s"] if slots else []
    source = "\n".join([short.slots.source(), "def short(s):", *head, *short.lines, result, ""])
    exec(compile(source, "<short>", "exec"), pool.names)
    found: Any = pool.names
    return Program(tuple(r.number for r in roots), source, found["ready"], found["short"])


def _vector(w: Short, roots: Sequence[Expr]) -> str:
    """Everything that has a name, then the roots; gives the line that returns them."""
    later = _later(w)
    for number in sorted(w.shape.closed):
        node = w.shape.closed[number]
        if number not in later and w.shape.named(node):
            w.keep(node)
    shown = [_answer(w, root) for root in roots]
    return f"    return ({', '.join(shown)}{',' if len(shown) == 1 else ''})"


def _decision(w: Short, roots: Sequence[Expr]) -> str:
    """Condition by condition, those without loops first; the first that fails is the answer."""
    below = {r.number: _below(w, r) for r in roots}
    later = _later(w)
    for root in sorted(roots, key=lambda r: sum(n.op in LOOPS for n in below[r.number])):
        for node in below[root.number]:
            if node.number not in later and w.shape.named(node) and not w.known(node):
                w.keep(node)
        w.line(f"if {w.fails(root)}: return (2,)")
    return "    return (1,)"


def _below(w: Short, root: Expr) -> list[Expr]:
    """The closed nodes a root needs, itself included, operands first."""
    below = nodes_below((w.at(root),), w.shape.kids)
    return sorted((n for n in below if not n.free), key=lambda n: n.number)


def _later(w: Short) -> set[int]:
    """Nodes computed within the one loop that uses them."""
    found: set[int] = set()
    for node in w.shape.closed.values():
        if node.op in LOOPS and not w.fused(node):
            found.update(n.number for n in w.only_here(node))
    return found


def _answer(w: Short, root: Expr) -> str:
    """A root's state or value; a value is looked at, so that nothing open gets out."""
    if root.type.kind is Kind.YES_NO:
        return w.mask(root)
    if root.type.kind in (Kind.LIST, Kind.RECORD, Kind.JUDGMENT):
        return "DOUBT()"
    text = w.value(root)
    if not text.isidentifier():
        w.line(f"z{root.number} = {text}")
        text = f"z{root.number}"
    return f"({text} if type({text}) in PLAIN else EXACTLY({text}))"


def _listed(value: Value, types: frozenset[type]) -> Value:
    """A list of plain values; what is not of the types expected is open."""
    if type(value) is not tuple:
        return OPEN
    if types.issuperset(map(type, value)):
        return value
    return tuple([v if type(v) in types else OPEN for v in value])


def _coded(value: Value, index: int, numbers: Mapping[Value, int]) -> Value:
    """One code of every record of a list, as bytes."""
    if type(value) is not tuple:
        return OPEN
    try:
        return bytes([numbers[r[index]] for r in value])
    except (Doubt, TypeError):  # one is not known
        return OPEN


_OPERATIONS: dict[str, object] = {
    "OPEN": OPEN, "TRUTHS": TRUTHS, "PLAIN": PLAIN, "DOUBT": doubt, "EXACTLY": exactly, "STATE": state,
    "DAY": day_of, "TIDY": tidy, "SUM": sum, "SET": set, "STATED": frozenset(Stated),
    "LISTED": _listed, "CODED": _coded,
}  # fmt: skip
