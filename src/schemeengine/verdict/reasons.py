"""Which clauses decide: the leaf where the failing (or holding) words stand, once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Clause
from schemeengine.truth import FALSE, TRUE, Mask
from schemeengine.verdict.facts import members_of
from schemeengine.verdict.view import NOBODY, Members, View


def reasons(view: View, clause: Clause, members: Members = NOBODY) -> tuple[str, ...]:
    """Ids of the clauses that make a decided clause what it is, in the order of the text."""
    return _reasons(view, clause, members, clause.id or clause.name, {})


#: Reasons of clauses that speak of no member, by the clause and the name it stands under.
_Known: TypeAlias = "dict[tuple[int, str], tuple[str, ...]]"


def _reasons(view: View, clause: Clause, members: Members, named: str, known: _Known) -> tuple[str, ...]:
    """Each once. A rule that several rules refer to is gone through once, not once a way to it."""
    key = None if clause.expr.free else (id(clause), named)
    if key is None or key not in known:
        found = tuple(dict.fromkeys(_each_reason(view, clause, members, named, known)))
        if key is None:
            return found
        known[key] = found
    return known[key]


def _each_reason(view: View, clause: Clause, members: Members, named: str, known: _Known) -> Iterator[str]:
    here = clause.id or named
    mask = view.mask(clause.expr, members)
    body = view.mask(clause.body, members)
    if mask != body:  # a guard decided, not the words of the clause
        yield here
        return
    inner = list(deciding_parts(view, clause, members))
    if not inner:
        yield here
        return
    for part, part_members, suffix in inner:
        below = _reasons(view, part, part_members, part.id or here if suffix else here, known)
        yield from (f"{r}[{suffix}]" for r in below) if suffix else below


def deciding_parts(view: View, clause: Clause, members: Members) -> Iterator[tuple[Clause, Members, str]]:
    """The parts that alone fix a decided clause, where single parts do; none if it decides itself."""
    mask = view.mask(clause.body, members)
    match clause.head:
        case "all" if mask == FALSE:
            yield from _with(view, clause, members, FALSE)
        case "any" if mask == TRUE:
            yield from _with(view, clause, members, TRUE)
        case "none" if mask == FALSE and clause.iteration is None:
            yield from _with(view, clause, members, TRUE)
        case "every" | "none" | "some" if clause.iteration is not None:
            yield from _members(view, clause, members, mask)
        case "reading":
            yield from _adopted(view, clause, members)
        case "" | "that" if clause.is_reference and _is_single_reference(clause):
            yield clause.parts[0], members, ""


def _with(
    view: View, clause: Clause, members: Members, wanted: Mask
) -> Iterator[tuple[Clause, Members, str]]:
    for part in clause.parts:
        if view.mask(part.expr, members) == wanted:
            yield part, members, ""


def _members(
    view: View, clause: Clause, members: Members, mask: Mask
) -> Iterator[tuple[Clause, Members, str]]:
    """The members that fail an ``every`` (or hit a ``none``, or satisfy a ``some``)."""
    iteration = clause.iteration
    assert iteration is not None
    if iteration.body is None:
        return
    wanted = FALSE if clause.head == "every" else TRUE
    if (clause.head in ("every", "none") and mask != FALSE) or (clause.head == "some" and mask != TRUE):
        return
    for inner, sure, key in members_of(view, iteration.over, iteration.level, members) or ():
        if sure != TRUE:
            continue
        if iteration.where is not None and view.mask(iteration.where.expr, inner) != TRUE:
            continue
        if view.mask(iteration.body.expr, inner) == wanted:
            yield iteration.body, inner, key


def _adopted(view: View, clause: Clause, members: Members) -> Iterator[tuple[Clause, Members, str]]:
    node = _inside_guards(clause.body)
    if node.op is not Op.READING:
        return
    index = node.taken(view.case.readings)
    if index < len(clause.parts):
        yield clause.parts[index], members, ""


def _inside_guards(expr: Expr) -> Expr:
    while expr.op in (Op.GUARD, Op.SPLIT):
        expr = expr.args[-1] if expr.op is Op.GUARD else expr.args[0]
    return expr


def _is_single_reference(clause: Clause) -> bool:
    """``that: qualification`` or ``that: not(annexed_table)``: the thing referred to is the reason."""
    if len(clause.parts) != 1:
        return False
    target = clause.parts[0].expr
    body = clause.body
    if body is target:
        return True
    return body.op is Op.NOT and body.args[0] is target
