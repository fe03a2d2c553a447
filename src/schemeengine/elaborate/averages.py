"""``average``: the exact mean of several values, or of one value for each member of a list."""

from __future__ import annotations

from schemeengine.diagnostics import codes_shape
from schemeengine.elaborate.clauses import Built, open_iteration, parts, span_of, value, where_clause
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.scope import Scope
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import NUMERIC, Kind, Type
from schemeengine.model.node import NodeDoc
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import Scalar


def average(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    """The sum of what applies, divided by how many apply; of nothing there is no average."""
    if not isinstance(node.value, Scalar):
        found = parts(el, node.value, scope, None, node.head)
        if found is None:
            return None
        if not found:
            el.problems.add(codes_shape.EXPECTED_LIST, node.value.span, **keywords.spoken(what=node.head))
            return None
        if found[0].expr.type.kind not in NUMERIC:
            el.expect(found[0].expr, types.YEN, node.value.span)
            return None
        type_ = types.widest([p.expr.type for p in found])
        total = el.make(Op.SUM, tuple(p.expr for p in found), (), type_)
        number = el.make(Op.SUM, tuple(_one(el, p.expr) for p in found), (), types.COUNT)
        return Built(_divided(el, total, number), found)
    return _over_members(el, node, scope)


def _over_members(el: Elaborator, node: NodeDoc, scope: Scope) -> Built | None:
    tree = node.param("each")
    if tree is None:
        el.problems.add(
            codes_shape.MISSING_PARAMETER, span_of(node), **keywords.spoken(head=node.head, want="each")
        )
        return None
    over = open_iteration(el, node.value, scope, node.head)
    if over is None:
        return None
    where = where_clause(el, node, over)
    each = value(el, tree, over.inner)
    if where is None or each is None:
        return None
    if each.expr.type.kind not in NUMERIC:
        el.expect(each.expr, types.YEN, tree.span)
        return None
    level = (over.variable.level,)
    total = el.make(Op.SUM_EACH, (over.coll, where[1], each.expr), level, each.expr.type)
    number = el.make(Op.SUM_EACH, (over.coll, where[1], _one(el, each.expr)), level, types.COUNT)
    return Built(_divided(el, total, number), iteration=over.iteration(where[0], each))


def _one(el: Elaborator, expr: Expr) -> Expr:
    """1 for a value that applies: what a guard takes away does not count."""
    one = el.const(1, types.COUNT)
    return el.guard(expr.args[0], one) if expr.op is Op.GUARD else one


def _divided(el: Elaborator, total: Expr, number: Expr) -> Expr:
    type_ = types.NUMBER if total.type.kind is Kind.COUNT else total.type
    mean = el.make(Op.ARITH, (total, number), ("/",), type_)
    some = el.make(Op.COMPARE, (number, el.const(1, types.COUNT)), (">=",))
    return el.guard(some, mean)
