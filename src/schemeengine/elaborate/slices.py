"""Progressive scales: each slice of an amount at its own rate."""

from __future__ import annotations

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate.clauses import Built, value
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.key_cells import key_cell
from schemeengine.elaborate.limits import capped, not_below
from schemeengine.elaborate.markdown import result_name, table_lines
from schemeengine.elaborate.scope import Scope
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import NUMERIC, Kind, Type
from schemeengine.model.node import NodeDoc
from schemeengine.syntax.literals import read_literal
from schemeengine.syntax.tree import Node, Scalar


def slices(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    """``slices: NODE`` with ``brackets:``, a table of ranges and rates.

    The sum of rate × (the part of the value inside the range). Ranges must follow one another
    without gap or overlap; the last may be open. Its bounds are exact: every slice grows with
    the value.
    """
    base = value(el, node.value, scope)
    tree = node.param("brackets")
    if base is None or tree is None:
        return None
    if base.expr.type.kind not in NUMERIC:
        el.expect(base.expr, types.YEN, node.value.span)
        return None
    rows = _brackets(el, tree, base.expr.type)
    if rows is None:
        return None
    parts = tuple(_slice(el, base.expr, lo, hi, rate) for lo, hi, rate in rows)
    total = parts[0]
    for part in parts[1:]:  # not a SUM: of a base that does not apply there is no result
        total = el.make(Op.ARITH, (total, part), ("+",), base.expr.type)
    return Built(total, (base,))


def _slice(el: Elaborator, base: Expr, lo: object, hi: object, rate: Expr) -> Expr:
    type_ = base.type
    zero = el.const(0, type_)
    inside = base
    if hi is not None:
        inside = capped(el, inside, el.const(hi, type_))
    if lo is not None:
        inside = el.make(Op.ARITH, (inside, el.const(lo, type_)), ("-",), type_)
        inside = not_below(el, inside, zero)
    return el.make(Op.ARITH, (rate, inside), ("*",), type_)


def _brackets(el: Elaborator, tree: Node, type_: Type) -> list[tuple[object, object, Expr]] | None:
    if not isinstance(tree, Scalar):
        _bad(el, tree, "文字の表ではありません", "not a text")
        return None
    lines = table_lines(tree)
    if len(lines) < 2 or any(len(row) != 2 for row in lines) or result_name(lines[0][1].text) is None:
        _bad(el, tree, "範囲と → 率 の二つの欄が要ります", "two columns are needed: a range and → rate")
        return None
    found: list[tuple[object, object, Expr]] = []
    end: object = None
    for number, (span, rate) in enumerate(lines[1:]):
        cell = key_cell(el, span.scalar, type_)
        errors = el.problems.error_count
        literal = read_literal(rate.text, rate.scalar.span, el.problems)
        if literal is None and el.problems.error_count == errors:
            _bad(el, rate.scalar, "率(10% など)が読めません", "the rate is not readable")
        if cell is None or literal is None:
            return None
        if cell[0] != "range":
            _bad(el, span.scalar, "範囲(100万円超200万円以下)で書きます", "write a range")
            return None
        _, lo, _, hi, _ = cell
        follows = lo == end if number else lo in (None, 0)
        if not follows or (hi is None and number != len(lines) - 2):
            _bad(
                el,
                span.scalar,
                "前の行の終わりから始まっていません",
                "it does not begin where the row above ends",
            )
            return None
        rate_expr = el.literal(literal)
        if rate_expr.type.kind is not Kind.RATIO:
            el.expect(rate_expr, types.RATIO, rate.scalar.span)
            return None
        found.append((lo if number else None, hi, rate_expr))
        end = hi
    return found


def _bad(el: Elaborator, tree: Node, ja: str, en: str) -> None:
    el.problems.add(codes.BAD_TABLE, tree.span, why_ja=ja, why_en=en)
