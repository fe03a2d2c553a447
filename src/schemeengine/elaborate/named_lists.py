"""``list: NAME``: a list set elsewhere, perhaps with another value from each day on."""

from __future__ import annotations

from collections.abc import Callable

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.scope import Scope
from schemeengine.ir import types
from schemeengine.ir.clause import Clause
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import Scalar


def in_named(
    el: Elaborator, tree: Scalar, subject: Expr, scope: Scope, fixed: Callable[[frozenset[str]], Expr]
) -> tuple[Expr, Clause] | None:
    """Whether the subject (a code, or a list of codes) is in the list a name stands for.

    ``fixed`` says it for codes that are written out. None after a diagnostic.
    """
    named = el.clause_of(tree.text, tree.span) if tree.text in el.named else None
    if named is None:
        if tree.text not in el.named:
            el.unknown(
                codes.UNKNOWN_REFERENCE, tree.span, tree.text, list(el.named), **keywords.spoken(key="list")
            )
        return None
    listed = named.expr.type
    if listed.of is None or listed.of.kind not in (Kind.CODE, Kind.TEXT):
        el.expect(named.expr, types.list_of(types.CODE), tree.span)
        return None

    return in_list(el, subject, named.expr, scope.level, fixed), named


def in_list(
    el: Elaborator, subject: Expr, listed: Expr, level: int, fixed: Callable[[frozenset[str]], Expr]
) -> Expr:
    """Whether the subject is in a list; ``fixed`` says it for codes the programme writes out."""
    if listed.op is Op.LIST and all(a.op is Op.CONST for a in listed.args):
        return fixed(frozenset(str(a.data[0]) for a in listed.args))
    if listed.op is Op.DATED:
        day, *values = listed.args
        found = (in_list(el, subject, v, level, fixed) for v in values)
        return el.make(Op.DATED, (day, *found), listed.data)
    return _among(el, subject, listed, level)


def _among(el: Elaborator, subject: Expr, listed: Expr, level: int) -> Expr:
    """The same for a list that is asked for: member by member."""
    assert listed.type.of is not None
    if subject.type.kind is Kind.LIST and subject.type.of is not None:
        one = el.make(Op.VAR, (), (level,), subject.type.of)
        return el.make(Op.SOME, (subject, el.truth(True), _among(el, one, listed, level + 1)), (level,))
    member = el.make(Op.VAR, (), (level,), listed.type.of)
    same = el.make(Op.COMPARE, (member, subject), ("=",))
    return el.make(Op.SOME, (listed, el.truth(True), same), (level,))
