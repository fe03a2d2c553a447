"""The facts an expression reads, known before any case: which input, or which field of a member."""

from __future__ import annotations

from dataclasses import dataclass

from schemeengine.diagnostics import Lang
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.scheme import FactDecl, Scheme
from schemeengine.verdict.facts import BINDERS
from schemeengine.verdict.pending import full_label
from schemeengine.verdict.view import Environment, Members, View

_BETWEEN = {"ja": "・", "en": ", "}


@dataclass(frozen=True, slots=True)
class Spot:
    """A fact an expression reads: an input's, or that of a member of the iteration at ``level``."""

    expr: Expr
    address: Address | None
    level: int
    path: str
    decl: FactDecl | None


def spot(scheme: Scheme, expr: Expr) -> Spot | None:
    """The fact a leaf chain reads, before anybody is bound (see ``verdict.facts.fact_at``)."""
    match expr.op:
        case Op.INPUT:
            address = expr.address
            if address.space == "built_in":
                return None
            return Spot(expr, address, 0, "", scheme.inputs[address].decl)
        case Op.FIELD:
            base = _base(expr.args[0])
            if base is None:
                return None
            decl = scheme.records[expr.args[0].type.record].fields[expr.index]
            return Spot(expr, base[0], base[1], f"{base[2]}.{decl.name}", decl)
        case Op.VAR:
            return Spot(expr, None, expr.level, "", None)
        case Op.AS_DATE:
            return spot(scheme, expr.args[0])
        case _:
            return None


def _base(expr: Expr) -> tuple[Address | None, int, str] | None:
    match expr.op:
        case Op.INPUT:
            return expr.address, 0, ""
        case Op.VAR:
            return None, expr.level, ""
        case Op.FIELD:
            found = _base(expr.args[0])
            return None if found is None else (found[0], found[1], f"{found[2]}.{expr.data[1]}")
        case _:
            return None


def spots(scheme: Scheme, expr: Expr) -> tuple[Spot, ...] | None:
    """Every fact an expression reads outside iterations; None where that hangs on a reading or a day."""
    found: dict[tuple[Address | None, int, str], Spot] = {}
    visited: set[int] = set()
    stack = [expr]
    while stack:
        node = stack.pop()
        if node.number in visited:
            continue
        visited.add(node.number)
        if node.op in (Op.READING, Op.DATED):
            return None
        here = spot(scheme, node)
        if here is not None:
            found.setdefault((here.address, here.level, here.path), here)
            continue
        stack.extend(reversed(node.args if node.op not in BINDERS else node.args[:1]))
    return tuple(found.values())


def member_label(
    view: View, members: Members, level: int, path: str, decl: FactDecl | None, lang: Lang
) -> str:
    """The label of a member's field, as ``full_label`` says it; the member's own part only once."""
    member = members[level]
    assert member.address is not None
    plain = isinstance(members, Environment) and decl is not None
    if not plain or path.count(".") != 1 or member.path.count(".") != 1:
        return full_label(view, member.address, f"{member.path}{path}", lang)
    assert isinstance(members, Environment)
    assert decl is not None
    known = members.labels.get((level, lang))
    if known is None:
        known = members.labels[level, lang] = full_label(view, member.address, member.path, lang)
    return f"{known}{_BETWEEN[lang]}{decl.title(lang)}"
