"""Conditions made of facts and fixed values: only the values are filled in.

What it does not know (rules under a name, sums, periods) it leaves to ``verdict.phrasing``, whose
words it gives where it gives any.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from schemeengine.diagnostics import Lang
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Scheme
from schemeengine.render.trace_bytes.spots import Spot, member_label, spot
from schemeengine.truth import FALSE, TRUE, Mask
from schemeengine.verdict.model import Text
from schemeengine.verdict.pending import full_label
from schemeengine.verdict.phrasing import NEGATED, comparing, constant_words, label_and_value, value_in
from schemeengine.verdict.view import Members, View

#: Words of one case; None where the general phrasing is needed after all.
Say: TypeAlias = "Callable[[View, Members], str | None]"


def condition(
    scheme: Scheme, expr: Expr, names: Mapping[int, Text], lang: Lang, negated: bool = False
) -> Say | None:
    """How to say a condition; None for one it does not know."""
    if expr.number in names:
        return None
    match expr.op:
        case Op.NOT:
            return condition(scheme, expr.args[0], names, lang, not negated)
        case Op.SPLIT:
            return condition(scheme, expr.args[0], names, lang, negated)
        case Op.COMPARE:
            sign = str(expr.data[0])
            sign = NEGATED[sign] if negated else sign
            a, b = expr.args
            first, second = _operand(scheme, a, b, names, lang), _operand(scheme, b, a, names, lang)
            return _compared(expr, sign, TRUE if negated else FALSE, (first, second), lang)
        case Op.ALL | Op.ANY if len(expr.args) == 2:
            both = (expr.op is Op.ALL) != negated
            words = (" かつ ", " and ") if both else (" 又は ", " or ")
            first, second = (condition(scheme, a, names, lang, negated) for a in expr.args)
            return _joined(first, words[lang == "en"], second)
        case Op.HAPPENED | Op.MEMBER | Op.DECIDED:
            return _operand(scheme, expr.args[0], None, names, lang)
        case Op.CONST:
            said = constant_words((expr.data[0] == TRUE) != negated, lang)
            return lambda _view, _members: said
        case Op.INPUT | Op.FIELD | Op.VAR:
            return _operand(scheme, expr, None, names, lang)
        case _:
            return None


def _compared(
    expr: Expr, sign: str, failing: Mask, sides: tuple[Say | None, Say | None], lang: Lang
) -> Say | None:
    """Two sides and what stands between them, which differs where the comparison fails."""
    first, second = sides
    if first is None or second is None:
        return None
    words = tuple(comparing(sign, failed, expr, lang) for failed in (False, True))

    def both(view: View, members: Members) -> str | None:
        a, b = first(view, members), second(view, members)
        between, end = words[view.mask(expr, members) == failing]
        return None if a is None or b is None else f"{a}{between}{b}{end}"

    return both


def _joined(first: Say | None, between: str, second: Say | None) -> Say | None:
    if first is None or second is None:
        return None

    def both(view: View, members: Members) -> str | None:
        a, b = first(view, members), second(view, members)
        return None if a is None or b is None else f"{a}{between}{b}"

    return both


def _operand(
    scheme: Scheme, expr: Expr, other: Expr | None, names: Mapping[int, Text], lang: Lang
) -> Say | None:
    """A fact under its label, or a fixed value in the words of the fact beside it."""
    here = spot(scheme, expr)
    if here is not None:
        return _of_member(expr, here, lang) if here.address is None else _of_input(expr, here, lang)
    beside = None if other is None else spot(scheme, other)
    if expr.op is not Op.CONST or expr.number in names or beside is None or beside.decl is None:
        return None
    decl, value = beside.decl, expr.data[0]
    type_ = decl.type if decl.type.catalogue else expr.type
    known: list[str] = []

    def constant(view: View, _members: Members) -> str:
        if not known:
            known.append(value_in(value, type_, decl, view, lang))
        return known[0]

    return constant


def _of_input(expr: Expr, here: Spot, lang: Lang) -> Say:
    address, decl, path = here.address, here.decl, here.path
    assert address is not None
    assert decl is not None
    label: list[str] = []

    def say(view: View, members: Members) -> str:
        if not label:
            label.append(full_label(view, address, path, lang))
        return label_and_value(label[0], view.value(expr, members), decl, view, lang)

    return say


def _of_member(expr: Expr, here: Spot, lang: Lang) -> Say:
    def say(view: View, members: Members) -> str | None:
        member = members.get(here.level)
        if member is None or member.address is None:
            return None
        label = member_label(view, members, here.level, here.path, here.decl, lang)
        decl = here.decl or view.decl(member.address)
        return label_and_value(label, view.value(expr, members), decl, view, lang)

    return say
