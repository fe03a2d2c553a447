"""Heads that give values and lists: value, share, unit_price, sum, lesser_of, select …"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics import codes_shape
from schemeengine.elaborate.clauses import (
    Built,
    HeadReader,
    expression,
    open_iteration,
    parts,
    span_of,
    value,
    where_clause,
    yes_no,
)
from schemeengine.elaborate.counted_time import counted
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.scope import Scope
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import NUMERIC, ORDERED, Kind, Type
from schemeengine.model.node import NodeDoc
from schemeengine.syntax import keywords
from schemeengine.syntax.literals import read_literal
from schemeengine.syntax.tree import Node, Scalar


def value_(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    base = value(el, node.value, scope, expected)
    if base is None:
        return None
    if "less" in node.modifiers:
        return Built(base.expr, (base,))
    return Built(base.expr, base.parts, is_reference=base.is_reference, words=base.words)


def share(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    rate = value(el, node.value, scope, types.RATIO)
    tree = node.param("of")
    base = None if tree is None else value(el, tree, scope)
    if rate is None or base is None or tree is None:
        return None
    if base.expr.type.kind not in NUMERIC:
        el.expect(base.expr, types.YEN, tree.span)
        return None
    expr = el.make(Op.ARITH, (rate.expr, base.expr), ("*",), base.expr.type)
    return Built(expr, (rate, base))


def unit_price(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    price = value(el, node.value, scope)
    tree = node.param("times")
    quantity = None if tree is None else value(el, tree, scope)
    if price is None or quantity is None or tree is None:
        return None
    if quantity.expr.type.kind not in NUMERIC:
        el.expect(quantity.expr, types.COUNT, tree.span)
        return None
    if price.expr.type.kind not in NUMERIC:
        el.expect(price.expr, types.YEN, node.value.span)
        return None
    expr = el.make(Op.ARITH, (price.expr, quantity.expr), ("*",), price.expr.type)
    per = node.param("per")
    if per is not None:
        divisor = _literal(el, per)
        divisor = None if divisor is None else counted(el, divisor, quantity.expr.type)
        if divisor is None or not el.expect(divisor, quantity.expr.type, per.span):
            return None
        expr = el.make(Op.ARITH, (expr, divisor), ("/",), price.expr.type)
    elif quantity.expr.type.kind is Kind.QUANTITY:
        el.problems.add(
            codes_shape.MISSING_PARAMETER,
            span_of(node),
            **keywords.spoken(head="unit_price", want="per"),
        )
        return None
    return Built(expr, (price, quantity))


def _literal(el: Elaborator, tree: Node) -> Expr | None:
    if not isinstance(tree, Scalar):
        return None
    before = el.problems.count
    literal = read_literal(tree.text, tree.span, el.problems)
    if literal is None and el.problems.count == before:
        el.problems.add(
            codes.BAD_LITERAL,
            tree.span,
            got=tree.text,
            want_ja="量",
            want_en="a quantity",
            example="10個",
        )
    return None if literal is None else el.literal(literal)


_OPS = {
    "sum": (Op.SUM, Op.SUM_EACH),
    "lesser_of": (Op.LEAST, Op.LEAST_EACH),
    "greater_of": (Op.GREATEST, Op.GREATEST_EACH),
    "earlier_of": (Op.LEAST, Op.LEAST_EACH),
    "later_of": (Op.GREATEST, Op.GREATEST_EACH),
}


def combined(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    """sum, lesser_of, greater_of, earlier_of, later_of: over parts, or over the members of a list."""
    plain, each_op = _OPS[node.head]
    if isinstance(node.value, Scalar):
        return _over_members(el, node, scope, each_op)
    found = parts(el, node.value, scope, expected, node.head)
    if found is None:
        return None
    if not found:
        el.problems.add(codes_shape.EXPECTED_LIST, node.value.span, **keywords.spoken(what=node.head))
        return None
    exprs = tuple(el.as_date(p.expr) for p in found)
    wanted = ORDERED if node.head != "sum" else NUMERIC
    if exprs[0].type.kind not in wanted:
        el.expect(exprs[0], types.YEN, node.value.span)
        return None
    return Built(el.make(plain, exprs, (), types.widest([e.type for e in exprs])), found)


def _over_members(el: Elaborator, node: NodeDoc, scope: Scope, op: Op) -> Built | None:
    tree = node.param("each")
    if tree is None and isinstance(node.value, Scalar):
        text = node.value.text.strip()
        if text.rpartition(".")[2] in el.computed_names:  # 合計: 従業員一覧.賃上げ額
            name = {Op.SUM_EACH: "sum", Op.LEAST_EACH: "min", Op.GREATEST_EACH: "max"}[op]
            whole = expression(el, Scalar(f"{name}({text})", node.value.span), scope, None)
            return None if whole is None else replace(whole, is_reference=False, words=text)
    if tree is None:
        base = value(el, node.value, scope)
        if base is None or base.expr.type.of is None or base.expr.type.of.kind not in NUMERIC:
            if base is not None:
                el.expect(base.expr, types.list_of(types.YEN), node.value.span)
            return None
        name = {Op.SUM_EACH: "sum", Op.LEAST_EACH: "min", Op.GREATEST_EACH: "max"}[op]
        expr = el.make(Op.FUNCTION, (base.expr,), (name,), base.expr.type.of)
        return Built(expr, base.parts, words=base.words)
    over = open_iteration(el, node.value, scope, node.head)
    if over is None:
        return None
    where = where_clause(el, node, over)
    each = value(el, tree, over.inner)
    if where is None or each is None:
        return None
    if each.expr.type.kind not in (NUMERIC if op is Op.SUM_EACH else ORDERED):
        el.expect(each.expr, types.YEN, tree.span)
        return None
    expr = el.make(op, (over.coll, where[1], el.as_date(each.expr)), (over.variable.level,), each.expr.type)
    return Built(
        expr,
        iteration=over.iteration(where[0], each),
    )


def select(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    over = open_iteration(el, node.value, scope, "select")
    if over is None:
        return None
    tree = node.param("where")
    where = None if tree is None else yes_no(el, tree, over.inner)
    if where is None:
        return None
    expr = el.make(Op.SELECT, (over.coll, where.expr), (over.variable.level,), over.coll.type)
    iteration = over.iteration(None, where)
    return Built(expr, iteration=iteration)


def number_met(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    """How many of the parts hold, as a number (for tiers by number met); bounds while some are open."""
    found = parts(el, node.value, scope, types.YES_NO, node.head)
    if found is None:
        return None
    one = el.const(1, types.COUNT)
    ones = tuple(el.guard(p.expr, one) for p in found)
    return Built(el.make(Op.SUM, ones, (), types.COUNT), found)


HEADS: Mapping[str, HeadReader] = {
    "value": value_, "share": share, "unit_price": unit_price, "select": select,
    "number_met": number_met,
    **dict.fromkeys(_OPS, combined),
}  # fmt: skip
