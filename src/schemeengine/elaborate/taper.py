"""Straight lines: a value that falls (or rises) evenly from one point to the next."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate.clauses import Built, value
from schemeengine.elaborate.declare import cell_value
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.key_cells import key_cell
from schemeengine.elaborate.limits import capped, not_below
from schemeengine.elaborate.markdown import result_name, table_lines
from schemeengine.elaborate.scope import Scope
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import NUMERIC, Type
from schemeengine.model.node import NodeDoc
from schemeengine.syntax.tree import Node, Scalar

_Number = int | Fraction


class _Point(NamedTuple):
    """One row: at this value of the base, this result."""

    at: _Number
    gives: _Number


def taper(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    """``taper: NODE`` with ``line:``, a table of points.

    Between two rows the result lies on the straight line that joins them, exactly; before the first
    row and after the last it is what those rows say. Its bounds are exact where the line only falls
    or only rises: the result is the first row's, plus for each stretch its slope times the part of
    the base that lies in it.
    """
    base = value(el, node.value, scope)
    tree = node.param("line")
    if base is None or tree is None:
        return None
    if base.expr.type.kind not in NUMERIC:
        el.expect(base.expr, types.YEN, node.value.span)
        return None
    found = _points(el, tree, base.expr.type)
    if found is None:
        return None
    points, type_ = found
    stretches = tuple(_stretch(el, base.expr, a, b, type_) for a, b in pairwise(points))
    total = el.const(points[0].gives, type_)
    for stretch in stretches:  # not a SUM: of a base that does not apply there is no result
        total = el.make(Op.ARITH, (total, stretch), ("+",), type_)
    if all(point.gives >= 0 for point in points):
        el.never_below_zero.add(total.number)
    return Built(total, (base,))


def _stretch(el: Elaborator, base: Expr, start: _Point, end: _Point, type_: Type) -> Expr:
    """How far the result has moved within one stretch: slope × the part of the base inside it."""
    inside = capped(el, base, el.const(end.at, base.type))
    inside = not_below(el, inside, el.const(start.at, base.type))
    inside = el.make(Op.ARITH, (inside, el.const(start.at, base.type)), ("-",), base.type)
    slope = Fraction(end.gives - start.gives) / Fraction(end.at - start.at)
    whole = slope.numerator if slope.denominator == 1 else slope
    return el.make(Op.ARITH, (inside, el.const(whole, types.NUMBER)), ("*",), type_)


def _points(el: Elaborator, tree: Node, type_: Type) -> tuple[list[_Point], Type] | None:
    if not isinstance(tree, Scalar):
        _bad(el, tree, "文字の表ではありません", "not a text")
        return None
    header, *rows = table_lines(tree) or [[]]
    if len(rows) < 2 or any(len(row) != 2 for row in (header, *rows)) or result_name(header[1].text) is None:
        _bad(
            el, tree, "値と → 結果 の二つの欄で、二行以上が要ります",
            "two columns, a value and → result, and two rows or more are needed",
        )  # fmt: skip
        return None
    found: list[_Point] = []
    gives: Type | None = None
    for at, result in rows:
        there, here = _place(el, at.scalar, type_), _result(el, result.scalar, gives)
        if there is None or here is None:
            return None
        gives = gives or here.type
        point = _Point(there, _number(here.data[0]))
        if found and point.at <= found[-1].at:
            _bad(
                el,
                at.scalar,
                "上の行より大きい値の順に書きます",
                "write the rows from the least to the greatest",
            )
            return None
        found.append(point)
    assert gives is not None
    return found, gives


def _result(el: Elaborator, scalar: Scalar, wanted: Type | None) -> Expr | None:
    """What a row gives: a number, all rows of one kind."""
    if wanted is not None:
        return cell_value(el, scalar, wanted)
    found = value(el, scalar, Scope())
    if found is None or found.expr.op is not Op.CONST or found.expr.type.kind not in NUMERIC:
        if found is not None:
            _bad(
                el,
                scalar,
                "結果には数(30万円、10点、50% など)を書きます",
                "a result is a number (30万円, 10点, 50%)",
            )
        return None
    return found.expr


def _place(el: Elaborator, scalar: Scalar, type_: Type) -> _Number | None:
    """The value of the base a row speaks of, in the base's unit: one value, not a range."""
    cell = key_cell(el, scalar, type_)
    if cell is None:
        return None
    if cell[0] != "is" or len(cell[1]) != 1:
        _bad(el, scalar, "範囲でなく一つの値を書きます", "write one value, not a range")
        return None
    (found,) = cell[1]
    return _number(found)


def _number(found: object) -> _Number:
    assert isinstance(found, (int, Fraction))
    return found


def _bad(el: Elaborator, tree: Node, ja: str, en: str) -> None:
    el.problems.add(codes.BAD_TABLE, tree.span, why_ja=ja, why_en=en)
