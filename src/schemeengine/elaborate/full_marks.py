"""Full marks of a line of points: a number as written, or what gives it where a parameter sets it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from schemeengine.diagnostics import Problems, codes_shape
from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate.clauses import value
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.scope import Scope
from schemeengine.ir import types
from schemeengine.ir.clause import Clause, Number
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.naming import both
from schemeengine.ir.types import POINTS, Kind
from schemeengine.model.documents import CriterionDoc, Raw
from schemeengine.model.place import Place
from schemeengine.syntax import keywords
from schemeengine.syntax.literals import read_literal, read_signed_literal
from schemeengine.syntax.tree import Node, Scalar

Full = Number | Expr


def full_marks(el: Elaborator, doc: CriterionDoc, scope: Scope) -> Full | None:
    """Full marks of a line: points as written, or what a parameter or another rule gives."""
    node = None if doc.points is None else doc.points.node
    if doc.points is None or node is None or _is_literal(node):
        return points(el, doc.points, doc.place, need="points")
    found = value(el, node, scope)
    expr = None if found is None else as_points(el, found, doc.points)
    if found is None or expr is None:
        return None
    el.mentioned.update(n for c in (found, *found.parts) for n in (c.id, c.subject) if n)
    number = _folded(expr)
    if number is not None:
        if number > 0:
            return number
        _not_positive(el, node, "20点, 12.5点")
        return None
    return expr


def _is_literal(node: Node) -> bool:
    """Whether points are written as a number; a name or an expression is not."""
    return isinstance(node, Scalar) and read_signed_literal(node.text, node.span, Problems()) is not None


def _folded(expr: Expr) -> Number | None:
    """The number that written values come to (100点 - 12点); None where something is not known yet."""
    if expr.op is Op.CONST:
        return expr.data[0] if isinstance(expr.data[0], (int, Fraction)) else None
    if expr.op is not Op.ARITH or expr.data[0] not in _SIGNS:
        return None
    a, b = (_folded(e) for e in expr.args)
    if a is None or b is None or (expr.data[0] == "/" and b == 0):
        return None
    return tidy(_SIGNS[str(expr.data[0])](Fraction(a), Fraction(b)))


_SIGNS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
}  # fmt: skip


def as_expr(el: Elaborator, full: Full) -> Expr:
    return full if isinstance(full, Expr) else el.const(tidy(full), POINTS)


def times(el: Elaborator, full: Full, factor: Number) -> Full:
    """Full marks so many times."""
    if not isinstance(full, Expr):
        return full * factor
    return full if factor == 1 else el.make(Op.ARITH, (full, el.const(factor, types.NUMBER)), ("*",), POINTS)


def together(el: Elaborator, fulls: Sequence[Full | None]) -> Full | None:
    """The full marks of several lines; None if one of them has no limit."""
    known = [f for f in fulls if f is not None]
    if len(known) < len(fulls):
        return None
    if any(isinstance(f, Expr) for f in known):
        return el.make(Op.SUM, tuple(as_expr(el, f) for f in known), (), POINTS)
    return tidy(sum((f for f in known if not isinstance(f, Expr)), start=0))


def points(el: Elaborator, raw: Raw | None, place: Place, need: str) -> Number | None:
    """A number of points as written (20点, 20, 12.5点), more than zero; None after a diagnostic."""
    if raw is None:
        el.problems.add(codes_shape.MISSING_KEY, place.head, **keywords.spoken(want=need))
        return None
    node = raw.node
    before = el.problems.count
    literal = read_literal(node.text, node.span, el.problems) if isinstance(node, Scalar) else None
    expr = None if literal is None else el.literal(literal)
    unit = "" if need == "weight" else "点"
    if expr is not None and expr.type.kind in _PLAIN and expr.type.unit in ("", unit):
        number = expr.data[0]
        if isinstance(number, (int, Fraction)) and number > 0:
            return number
    if el.problems.count == before:
        _not_positive(el, node, "2, 1.5" if need == "weight" else "20点, 12.5点")
    return None


def _not_positive(el: Elaborator, node: Node, example: str) -> None:
    el.problems.add(
        codes.BAD_LITERAL, node.span, got=node.span.text[:30], want_ja="0より大きい数",
        want_en="a number greater than zero", example=example,
    )  # fmt: skip


_PLAIN = frozenset({Kind.NUMBER, Kind.COUNT, Kind.QUANTITY})


def as_points(el: Elaborator, found: Clause, raw: Raw) -> Expr | None:
    """A value that can stand for points: a bare number, or one of 点; None after a diagnostic."""
    expr = el.in_unit(found.expr, "点")
    if expr.type.kind in _PLAIN and expr.type.unit in ("", "点"):
        return expr
    el.problems.add(codes.WRONG_TYPE, raw.node.span, **both("want", POINTS), **both("got", expr.type))
    return None


def tidy(number: Number) -> Number:
    """A fraction without a denominator is the whole number."""
    return number.numerator if isinstance(number, Fraction) and number.denominator == 1 else number
