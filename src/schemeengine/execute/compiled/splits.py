"""Deciding by cases: a second, smaller function for a condition, with its open points tried out.

It computes only what hangs on the points; everything else comes in as already computed. The
points are tried in the order of the reference, so both give the same mask.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from schemeengine.execute.compiled.writer import Writer
from schemeengine.execute.domain import Value
from schemeengine.ir.expr import Expr, Op, nodes_below
from schemeengine.truth import FALSE, TRUE, UNKNOWN, Mask

Trial = Callable[..., Mask]


def split(w: Writer, e: Expr) -> None:
    body, *points = e.args
    mask = w.value(body)
    w.line(f"v{e.number} = {mask}")
    if w.assuming:
        return
    closed = [p for p in points if not w.is_fixed(p)]
    if not closed:
        return
    test = " or ".join(f"{w.value(p)} == 3" for p in closed)
    needed, given = _divide(w, body, closed)
    trial = _trial(w, e, closed, needed, given)
    names = w.values(tuple(closed)), w.values(tuple(given))
    with w.block(f"if ({mask} == 3 or {mask} > 4) and ({test}):"):
        w.line(f"v{e.number} = BY_CASES({trial}, {mask}, {names[0]}, {names[1]}, q)")


def by_cases(
    trial: Trial, mask: Mask, points: Sequence[Mask], given: Sequence[Value], readings: object
) -> Mask:
    """The union over all completions of the open points; at most the mask itself."""
    union = 0
    for choice in product(*[(TRUE, FALSE) if p == UNKNOWN else (None,) for p in points]):
        union |= trial(readings, choice, given) & mask
        if union == mask:
            break
    return union


def _divide(w: Writer, body: Expr, points: Sequence[Expr]) -> tuple[list[Expr], list[Expr]]:
    """The closed nodes to compute again for every trial, and those that stay as they are.

    What contains a decision by cases is computed again too: within a trial the reference does not
    decide by cases a second time.
    """

    def unfixed(nodes: Sequence[Expr]) -> list[Expr]:
        return [n for n in nodes if not w.is_fixed(n)]

    reached = {n.number: n for n in nodes_below(unfixed((body,)), lambda n: unfixed(n.args))}
    tried = {p.number for p in points}
    again: set[int] = set()
    for n in sorted(reached):
        node = reached[n]
        if n in tried or node.op is Op.SPLIT or any(a.number in again for a in node.args):
            again.add(n)
    needed = [reached[n] for n in sorted(again) if not reached[n].free]

    def computed(node: Expr) -> bool:
        return bool(node.free) or (node.number in again and node.op is not Op.INPUT)

    met = nodes_below(unfixed((body,)), lambda n: unfixed(n.args) if computed(n) else ())
    return needed, sorted((n for n in met if not computed(n)), key=lambda n: n.number)


def _trial(w: Writer, e: Expr, points: Sequence[Expr], needed: Sequence[Expr], given: Sequence[Expr]) -> str:
    """Compile the function of one trial; its name in the globals of the main function."""
    inner = Writer(w.pool, w.facts, assuming=True)
    for names, source in (
        ([f"p{p.number}" for p in points], "points"), ([f"v{n.number}" for n in given], "given"),
    ):  # fmt: skip
        if names:
            inner.line(f"({', '.join(names)},) = {source}")
    tried = {p.number for p in points}
    for node in needed:
        if node.number not in tried:
            inner.node(node)
            continue
        if node.op is Op.INPUT:  # not open: it stays as it was given
            inner.line(f"if p{node.number} is not None: v{node.number} = p{node.number}")
            continue
        with inner.block(f"if p{node.number} is None:"):
            inner.node(node)
        with inner.block("else:"):
            inner.line(f"v{node.number} = p{node.number}")
    name = f"trial{e.number}"
    w.pool.functions.append(inner.function(name, "q, points, given", inner.value(e.args[0])))
    return name
