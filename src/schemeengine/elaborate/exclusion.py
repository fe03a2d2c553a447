"""Whether conditions can hold together, as far as their form tells.

Used both ways: two moves for one cause must exclude each other; and where the contraries of all the
conditions exclude each other, one of the moves always comes about.

Conditions are taken apart into and, or, not and readings; what is left (a comparison, a fact) is a
point that may hold or not. Two conditions exclude each other if no way of settling the points makes
both hold. What the form does not tell (x < 3 and x > 5) counts as possible together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from itertools import product

from schemeengine.ir.expr import Expr, Op
from schemeengine.truth import TRUE

#: 2^12 ways at most; conditions of more points are taken to be able to hold together.
MAX_POINTS = 12

_OPPOSITE = {">": "<=", ">=": "<"}
Point = tuple[Hashable, ...]
Ways = Mapping[Point, Hashable]


def may_hold_together(*conditions: Expr) -> bool:
    """Whether all of them can be true of one case."""
    found: dict[Point, tuple[Hashable, ...]] = {}
    for expr in conditions:
        for point, values in _points(expr):
            found[point] = values
    if len(found) > MAX_POINTS:
        return True
    names = list(found)
    return any(
        _consistent(ways) and all(_holds(c, ways) for c in conditions)
        for chosen in product(*found.values())
        for ways in (dict(zip(names, chosen, strict=True)),)
    )


def _points(expr: Expr) -> Iterator[tuple[Point, tuple[Hashable, ...]]]:
    match expr.op:
        case Op.ALL | Op.ANY | Op.NOT:
            for arg in expr.args:
                yield from _points(arg)
        case Op.SPLIT:
            yield from _points(expr.args[0])
        case Op.READING:
            yield ("reading", expr.address), expr.choices
            for arg in expr.args:
                yield from _points(arg)
        case Op.CONST:
            return
        case _:
            yield _point(expr)[0], (False, True)


def _point(expr: Expr) -> tuple[Point, bool]:
    """The point an expression is, and whether it holds where the point does."""
    if expr.op is Op.COMPARE:
        operator = str(expr.data[0])
        left, right = (a.number for a in expr.args)
        if operator in _OPPOSITE:
            return ("compare", _OPPOSITE[operator], left, right), False
        return ("compare", operator, left, right), True
    return ("node", expr.number), True


def _holds(expr: Expr, ways: Ways) -> bool:
    match expr.op:
        case Op.ALL:
            return all(_holds(a, ways) for a in expr.args)
        case Op.ANY:
            return any(_holds(a, ways) for a in expr.args)
        case Op.NOT:
            return not _holds(expr.args[0], ways)
        case Op.SPLIT:
            return _holds(expr.args[0], ways)
        case Op.READING:
            return _holds(expr.branch({expr.address: str(ways[("reading", expr.address)])}), ways)
        case Op.CONST:
            return expr.data[0] == TRUE
        case _:
            point, positive = _point(expr)
            return (ways[point] is True) is positive


def _consistent(ways: Ways) -> bool:
    """One thing does not equal two different values."""
    equal = [p for p, held in ways.items() if p[:2] == ("compare", "=") and held is True]
    return len({p[2] for p in equal}) == len(equal)
