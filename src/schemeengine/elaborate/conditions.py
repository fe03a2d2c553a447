"""The yes/no heads: all, any, none, every, some, count, one_of, asked_of, judged_by …"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics import codes_shape
from schemeengine.elaborate.clauses import (
    Built,
    HeadReader,
    clause,
    open_iteration,
    parts,
    read_cite,
    span_of,
    value,
    where_clause,
    yes_no,
)
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.named_lists import in_named
from schemeengine.elaborate.scope import Scope
from schemeengine.ir import types
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.naming import both
from schemeengine.ir.scheme import Clause, FactDecl, Wording
from schemeengine.ir.types import Kind, Type
from schemeengine.model.grammar import COMPARATORS
from schemeengine.model.node import NodeDoc, closed_word
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import ListNode, MapNode, Scalar


def that(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    inner = clause(el, node.value, scope, expected=expected)
    if inner is None:
        return None
    if isinstance(node.value, Scalar):
        return Built(inner.expr, inner.parts, is_reference=True, words=inner.words)
    return Built(inner.expr, (inner,), is_reference=True)


def all_(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    found = parts(el, node.value, scope, types.YES_NO, node.head)
    return None if found is None else Built(el.make(Op.ALL, tuple(p.expr for p in found)), found)


def any_(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    found = parts(el, node.value, scope, types.YES_NO, node.head)
    return None if found is None else Built(el.make(Op.ANY, tuple(p.expr for p in found)), found)


def none(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    if not isinstance(node.value, Scalar):
        built = any_(el, node, scope, expected)
        return None if built is None else Built(el.negate(built.expr), built.parts)
    built = _quantified(el, node, scope, Op.SOME)
    if built is None:
        return None
    return Built(el.negate(built.expr), built.parts, built.iteration)


def every(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    return _quantified(el, node, scope, Op.EVERY)


def some(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    return _quantified(el, node, scope, Op.SOME)


def _quantified(el: Elaborator, node: NodeDoc, scope: Scope, op: Op) -> Built | None:
    over = open_iteration(el, node.value, scope, node.head)
    if over is None:
        return None
    where = where_clause(el, node, over)
    tree = node.param("satisfies")
    body = None if tree is None else yes_no(el, tree, over.inner)
    if where is None or (tree is not None and body is None):
        return None
    body_expr = el.truth(True) if body is None else body.expr
    level = over.variable.level
    expr = el.make(op, (over.coll, where[1], body_expr), (level,))
    return Built(expr, iteration=over.iteration(where[0], body))


# ------------------------------------------------------------------ counting
def comparison_bound(el: Elaborator, node: NodeDoc, scope: Scope) -> tuple[str, Clause] | None:
    """The comparator of a counting head and what it compares with."""
    given = [c for c in COMPARATORS if c in node.params]
    if len(given) != 1:
        return None
    entry = node.params[given[0]]
    found = value(el, entry.value, scope)
    if found is None:
        return None
    if found.expr.type.kind not in (Kind.NUMBER, Kind.COUNT, Kind.RATIO):
        el.problems.add(
            codes.WRONG_TYPE,
            entry.value.span,
            **both("want", types.COUNT),
            **both("got", found.expr.type),
        )
        return None
    return given[0], found


def count(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    bound = comparison_bound(el, node, scope)
    if isinstance(node.value, Scalar):
        over = open_iteration(el, node.value, scope, "count")
        if over is None or bound is None:
            return None
        where = where_clause(el, node, over)
        if where is None:
            return None
        share = bound[1].expr.type.kind is Kind.RATIO
        # a share is of the whole list; a count is of the members the condition picks
        args = (over.coll, el.truth(True), where[1]) if share else (over.coll, where[1], el.truth(True))
        iteration = over.iteration(None, where[0]) if share else over.iteration(where[0], None)
        expr = el.make(Op.THRESHOLD_EACH, (bound[1].expr, *args), (bound[0], share, over.variable.level))
        return Built(
            expr, bound[1].parts, iteration, bound[0], bound[1].expr, share
        )  # fmt: skip
    found = parts(el, node.value, scope, types.YES_NO, node.head)
    if found is None or bound is None:
        return None
    share = bound[1].expr.type.kind is Kind.RATIO
    expr = el.make(Op.THRESHOLD, (bound[1].expr, *(p.expr for p in found)), (bound[0], share))
    return Built(expr, found, None, bound[0], bound[1].expr, share)


def count_distinct(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    bound = comparison_bound(el, node, scope)
    over = open_iteration(el, node.value, scope, "count_distinct")
    if over is None or bound is None:
        return None
    where = where_clause(el, node, over)
    tree = node.param("of")
    of = None if tree is None else value(el, tree, over.inner)
    if where is None or of is None:
        return None
    distinct = el.make(Op.DISTINCT, (over.coll, where[1], of.expr), (over.variable.level,), types.COUNT)
    expr = _compared(el, distinct, bound)
    return Built(expr, (), over.iteration(where[0], of), bound[0], bound[1].expr, subject="distinct")


_SIGNS = {"at_least": ">=", "at_most": "<=", "more_than": ">", "fewer_than": "<"}


def _compared(el: Elaborator, number: Expr, bound: tuple[str, Clause]) -> Expr:
    sign = _SIGNS.get(bound[0], "=")
    return el.make(Op.COMPARE, (number, bound[1].expr), (sign,))


# ------------------------------------------------------------------ codes
def one_of(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    subject = value(el, node.value, scope)
    named = node.param("list")
    listed = {} if isinstance(named, Scalar) else _codes(el, node, subject)
    if subject is None or listed is None:
        return None
    if subject.expr.type.kind not in (Kind.CODE, Kind.TEXT):
        el.expect(subject.expr, types.CODE, node.value.span)
        return None

    def among(chosen: frozenset[str]) -> Expr:
        if subject.expr.type.classification:  # 39 stands for everything below it, as it does in includes_any
            return el.make(Op.INCLUDES, (subject.expr,), (chosen, True))
        return el.make(Op.MEMBER, (subject.expr,), (chosen,))

    if isinstance(named, Scalar):
        return _of_named(el, named, subject, scope, among)
    return Built(among(frozenset(listed)), subject.parts, row_cites=listed, words=subject.words)


def _of_named(
    el: Elaborator, named: Scalar, subject: Clause, scope: Scope, among: Callable[[frozenset[str]], Expr]
) -> Built | None:
    found = in_named(el, named, subject.expr, scope, among)
    if found is None:
        return None
    expr, of = found
    return Built(expr, (*subject.parts, of), words=subject.words)


def includes_any(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    subject = value(el, node.value, scope)
    named = node.param("list")
    listed = {} if isinstance(named, Scalar) else _codes(el, node, subject)
    if subject is None or listed is None:
        return None
    element = subject.expr.type.of
    if element is None or element.kind not in (Kind.CODE, Kind.TEXT):
        el.expect(subject.expr, types.list_of(types.CODE), node.value.span)
        return None
    by_prefix = bool(element.classification)

    def among(chosen: frozenset[str]) -> Expr:
        return el.make(Op.INCLUDES, (subject.expr,), (chosen, by_prefix))

    if isinstance(named, Scalar):
        return _of_named(el, named, subject, scope, among)
    return Built(among(frozenset(listed)), subject.parts, row_cites=listed, words=subject.words)


def _codes(el: Elaborator, node: NodeDoc, subject: Clause | None) -> dict[str, str] | None:
    """The codes of ``list:``, each with the place it stands (or "")."""
    tree = node.param("list")
    rows: dict[str, str] = {}
    if isinstance(tree, MapNode):
        for entry in tree.entries:
            rows[entry.key.text] = "・".join(read_cite(el, entry.value))
            _check_choice(el, entry.key, subject)
    elif isinstance(tree, ListNode):
        for item in tree.items:
            if isinstance(item, Scalar):
                rows[item.text] = ""
                _check_choice(el, item, subject)
            else:
                el.problems.add(codes_shape.EXPECTED_TEXT, item.span, **keywords.spoken(what="list"))
    elif tree is not None:
        el.problems.add(codes_shape.EXPECTED_LIST, tree.span, **keywords.spoken(what="list"))
        return None
    return rows


def _check_choice(el: Elaborator, scalar: Scalar, subject: Clause | None) -> None:
    if subject is None:
        return
    type_ = subject.expr.type.of or subject.expr.type  # of a list, its members
    if type_.choices and scalar.text not in type_.choices:
        el.unknown_choice(scalar.span, scalar.text, type_, subject.words)


# ------------------------------------------------------------------ asked, judged, recorded
def asked_of(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    if scope.in_iteration:
        el.problems.add(codes.ASKED_IN_ITERATION, span_of(node), **keywords.spoken(head="asked_of"))
        return None
    assert isinstance(node.value, Scalar)
    who = closed_word("asked_of", node.value, el.problems)
    if who is None:
        return None
    decl = FactDecl(
        scope.path, types.YES_NO, node.words("label") or node.words("text"),
        node.words("label_en") or node.words("text_en"), ask=node.words("ask"),
        evidence=node.words("evidence"), provided_by=who, span=node.span,
        ask_en=node.words("ask_en"), evidence_en=node.words("evidence_en"),
    )  # fmt: skip
    wording = Wording(read_cite(el, node.modifier("cite")) or scope.cite)
    return Built(el.input(Address("answer", el.scheme, scope.path), decl, wording=wording), subject=who)


def judged_by(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    if scope.in_iteration:
        el.problems.add(codes.ASKED_IN_ITERATION, span_of(node), **keywords.spoken(head="judged_by"))
        return None
    power_tree = node.param("power")
    if not isinstance(node.value, Scalar) or not isinstance(power_tree, Scalar):
        return None
    power = closed_word("power", power_tree, el.problems)
    if power is None:
        return None
    who = node.value.text
    decl = FactDecl(
        scope.path, types.JUDGMENT, node.words("label") or node.words("text"),
        node.words("label_en") or node.words("text_en"), evidence=node.words("evidence"),
        provided_by="authority", decided_by=who, span=node.span, evidence_en=node.words("evidence_en"),
    )  # fmt: skip
    wording = Wording(read_cite(el, node.modifier("cite")) or scope.cite)
    judgment = el.input(Address("judgment", el.scheme, scope.path), decl, power=power, wording=wording)
    return Built(el.make(Op.DECIDED, (judgment,), (power,)), subject=who)


def happened(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    event = value(el, node.value, scope)
    if event is None:
        return None
    if event.expr.type.kind not in types.DAYS:
        el.expect(event.expr, types.EVENT, node.value.span)
        return None
    return Built(el.make(Op.HAPPENED, (event.expr, el.as_of)), event.parts, words=event.words)


def recorded(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    judgment = value(el, node.value, scope)
    if judgment is None:
        return None
    expr = judgment.expr
    while expr.op is Op.SPLIT:
        expr = expr.args[0]
    if expr.op is Op.DECIDED:  # the name of a clause with judged_by: the record it waits for
        expr = expr.args[0]
    if expr.type.kind is not Kind.JUDGMENT:
        el.expect(judgment.expr, types.JUDGMENT, node.value.span)
        return None
    return Built(el.make(Op.RECORDED, (expr,)), words=judgment.words)


HEADS: Mapping[str, HeadReader] = {
    "that": that, "all": all_, "any": any_, "none": none, "every": every, "some": some,
    "count": count, "count_distinct": count_distinct, "one_of": one_of,
    "includes_any": includes_any, "asked_of": asked_of, "judged_by": judged_by,
    "happened": happened, "recorded": recorded,
}  # fmt: skip
