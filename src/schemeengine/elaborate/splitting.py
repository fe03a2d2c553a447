"""Deciding by cases: where an undecided condition is used both ways, both ways are tried.

"Class 1, or not class 1 and at most N" is decided although the class is unknown, if every
completion agrees. Strong Kleene alone would miss it.
"""

from __future__ import annotations

from collections.abc import Iterable

from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.ir.expr import Expr, Op, nodes_below
from schemeengine.ir.types import Kind

#: 2^6 = 64 completions at most; beyond that the answer may come later, never wrong.
MAX_POINTS = 6

_PLUS, _MINUS = 1, 2
_BOTH = _PLUS | _MINUS
_KEEP = frozenset({Op.ALL, Op.ANY, Op.EVERY, Op.SOME, Op.DEEMED, Op.SPLIT})


def split(el: Elaborator, expr: Expr) -> Expr:
    """Wrap a condition so that it is also decided by cases, where that can help."""
    if expr.type.kind is not Kind.YES_NO or expr.free:
        return expr
    signs, uses, nodes = _survey(expr)
    mixed = {
        n for n, node in nodes.items()
        if signs[n] == _BOTH and uses.get(n, 0) > 1 and node.op is not Op.CONST and node is not expr
    }  # fmt: skip
    inner = _within(nodes[n] for n in mixed)  # what holds another mixed condition is the point
    top = [nodes[n] for n in sorted(mixed - inner)]
    if not top or len(top) > MAX_POINTS:
        return expr
    return el.make(Op.SPLIT, (expr, *top))


def _survey(root: Expr) -> tuple[dict[int, int], dict[int, int], dict[int, Expr]]:
    """Under which signs each node stands, how often it is used, and the closed conditions."""
    signs: dict[int, int] = {root.number: _PLUS}
    uses: dict[int, int] = {}
    nodes: dict[int, Expr] = {}
    pending, counted = [root], set()
    while pending:
        expr = pending.pop()
        if not expr.free and expr.type.kind is Kind.YES_NO:
            nodes[expr.number] = expr
        for child, sign in _children(expr, signs[expr.number]):
            if expr.number not in counted:
                uses[child.number] = uses.get(child.number, 0) + 1
            if signs.get(child.number, 0) | sign != signs.get(child.number, 0):
                signs[child.number] = signs.get(child.number, 0) | sign
                pending.append(child)
        counted.add(expr.number)
    return signs, uses, nodes


def _children(expr: Expr, sign: int) -> list[tuple[Expr, int]]:
    flipped = ((sign & _PLUS) << 1) | ((sign & _MINUS) >> 1)
    match expr.op:
        case Op.NOT:
            return [(expr.args[0], flipped)]
        case Op.GUARD:
            return [(expr.args[0], _BOTH), (expr.args[1], sign)]
        case op if op in _KEEP:
            return [(a, sign) for a in expr.args]
        case _:
            return [(a, _BOTH) for a in expr.args]


def _within(points: Iterable[Expr]) -> frozenset[int]:
    """Everything that occurs inside one of the points, each node walked once."""
    return frozenset(n.number for n in nodes_below(a for point in points for a in point.args))
