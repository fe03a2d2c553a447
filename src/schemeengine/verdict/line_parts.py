"""Which operands of a clause stand on lines of their own in the explanation, and as what."""

from __future__ import annotations

from schemeengine.ir.clause import Clause
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.verdict.model import Text

#: Heads whose unnamed operands are told in the head's own words, not on lines of their own.
TOLD_AT_ONCE = frozenset(
    {"elapsed", "last_day_of", "day_of_age", "first", "last", "calendar_day", "share", "unit_price", "value",
     "period", "starts", "ends"}
)  # fmt: skip


def told_at_once(clause: Clause, part: Clause) -> bool:
    """Whether an unnamed operand is already told in the words of its head."""
    if part.name or part.guards or part.parts or part.iteration is not None:
        return False
    if clause.head == "case" and part is clause.parts[0]:
        return True
    silent = part.expr.op is Op.CONST and not part.wording.text
    return clause.head in TOLD_AT_ONCE or clause.name in TOLD_AT_ONCE or silent


def spoken_through(part: Clause) -> Clause:
    """An unnamed part that only repeats a named rule: the rule itself, so that it stands once."""
    if part.name or part.guards or not part.is_reference or len(part.parts) != 1:
        return part
    named = part.parts[0]
    return named if named.expr is part.expr and named.expr.type.kind is not Kind.YES_NO else part


def limit_lines(clause: Clause) -> tuple[tuple[str, Clause], ...]:
    """The floor and the cap of a value that stand on lines of their own, each with its role there.

    A limit written as a number is told in the words of the line; one that names a rule is that rule.
    """
    found = []
    for limit in clause.limits:
        if limit.clause.expr.op is Op.CONST and not limit.clause.parts:
            continue
        through = spoken_through(limit.clause)
        found.append((limit.kind if through is limit.clause else "referred", through))
    return tuple(found)


def told_by_name(clause: Clause) -> frozenset[int]:
    """The expressions of the rules that stand below a line under their own name: how they come about
    is said there."""
    named = (spoken_through(p) for p in clause.parts)
    return frozenset(p.expr.number for p in named if p.name)


def names_in(clause: Clause) -> dict[int, Text]:
    """What the rules a line refers to are called."""
    columns = {
        e.number: Text(f"{label}・{name}", f"{p.wording.label_en or label}.{name}")
        for p in clause.parts
        if len(p.columns) > 1
        for label in (p.wording.label or p.id,)
        for name, e in p.columns.items()
    }
    return columns | {
        number: Text(
            p.wording.label or p.wording.text or p.id,
            p.wording.label_en or p.wording.text_en or p.wording.label or p.wording.text or p.id,
        )
        for p in clause.parts
        for number in (p.expr.number, bare(p.expr).number)
        if p.name and p.expr.op is not Op.INPUT and (p.expr is not clause.body or clause.is_reference)
        if number not in columns
    }  # fmt: skip


def bare(expr: Expr) -> Expr:
    return expr.args[0] if expr.op is Op.SPLIT else expr
