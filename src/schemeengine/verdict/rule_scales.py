"""Scales that are worked out in many small steps, read back as the table they were written as."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Type

_Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Line:
    """A value on the straight line through points: what it follows, and (there, value) of each."""

    base: Expr
    points: tuple[tuple[_Number, _Number], ...]
    gives: Type


@dataclass(frozen=True, slots=True)
class Slices:
    """A sum over the slices of a value: (above, up to, rate) of each; None where a slice has no end."""

    base: Expr
    rows: tuple[tuple[object, object, Expr], ...]


def straight_line(expr: Expr) -> Line | None:
    """The points of a ``taper``; None for any other sum."""
    if expr.op is not Op.SUM or len(expr.args) < 2 or expr.args[0].op is not Op.CONST:
        return None
    stretches = [_stretch(part) for part in expr.args[1:]]
    found = [s for s in stretches if s is not None]
    if len(found) != len(stretches) or any(a[0] is not b[0] or a[2] != b[1] for a, b in pairwise(found)):
        return None
    base, start, _, _ = found[0]
    value = _number(expr.args[0])
    points = [(start, value)]
    for _, begin, end, slope in found:
        value = value + Fraction(slope) * Fraction(end - begin)
        points.append((end, _whole(value)))
    return Line(base, tuple(points), expr.args[0].type)


def _stretch(expr: Expr) -> tuple[Expr, _Number, _Number, _Number] | None:
    """(base, from, to, slope) of the part of a line between two points."""
    if expr.op is not Op.ARITH or expr.data[0] != "*" or expr.args[1].op is not Op.CONST:
        return None
    inside, slope = expr.args
    if inside.op is not Op.ARITH or inside.data[0] != "-" or inside.args[1].op is not Op.CONST:
        return None
    floor, start = inside.args
    if floor.op is not Op.GREATEST or floor.args[1] is not start or floor.args[0].op is not Op.LEAST:
        return None
    base, end = floor.args[0].args
    return (base, _number(start), _number(end), _number(slope)) if end.op is Op.CONST else None


def slices(expr: Expr) -> Slices | None:
    """The rows of ``slices``; None for any other sum."""
    if expr.op is not Op.SUM or len(expr.args) < 2:
        return None
    found = [_slice(part) for part in expr.args]
    rows = [row for row in found if row is not None]
    if len(rows) != len(found) or any(a[0] is not b[0] or a[2] != b[1] for a, b in pairwise(rows)):
        return None
    return Slices(rows[0][0], tuple((lo, hi, rate) for _, lo, hi, rate in rows))


def _slice(expr: Expr) -> tuple[Expr, object, object, Expr] | None:
    """(base, above, up to, rate) of one slice."""
    if expr.op is not Op.ARITH or expr.data[0] != "*" or expr.args[0].op is not Op.CONST:
        return None
    rate, inside = expr.args
    low: object = None
    if inside.op is Op.GREATEST and inside.args[0].op is Op.ARITH and inside.args[0].data[0] == "-":
        zero, (inside, above) = inside.args[1], inside.args[0].args
        if zero.op is not Op.CONST or zero.data[0] != 0 or above.op is not Op.CONST:
            return None
        low = above.data[0]
    if inside.op is Op.LEAST and len(inside.args) == 2 and inside.args[1].op is Op.CONST:
        return inside.args[0], low, inside.args[1].data[0], rate
    return (inside, low, None, rate) if low is not None else None


def _number(const: Expr) -> _Number:
    found = const.data[0]
    assert isinstance(found, (int, Fraction))
    return found


def _whole(value: _Number) -> _Number:
    return int(value) if value == int(value) else value
