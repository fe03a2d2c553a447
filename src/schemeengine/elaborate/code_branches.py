"""Branches by the code of one value: rows of a ``choose`` that name codes, keys of a ``case``.

Rows that only ask which code one value has are branches of a ``case``: under a code not known the
codes that are left decide, so that a row no code leads to is never thought possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.key_domain import lacking, whole
from schemeengine.ir.cells import HitPolicy
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind, Type

_NAMED = (Kind.CODE, Kind.TEXT)
#: Kinds whose values are equal just where they are the same value (a day and a time are not).
_SAME = frozenset({Kind.COUNT, Kind.YEN, Kind.NUMBER, Kind.RATIO, Kind.QUANTITY, Kind.FISCAL_YEAR, Kind.DATE})


def by_code(el: Elaborator, conditions: Sequence[Expr], branches: Sequence[Expr], type_: Type) -> Expr | None:
    """Rows of a ``choose`` (one branch more: otherwise) as a ``case`` over the value they all ask about.

    None where a row asks anything but whether one and the same value has certain codes.
    """
    asked = [_asked_code(c) for c in conditions]
    if not asked or any(a is None for a in asked):
        return None
    found = [a for a in asked if a is not None]
    selector = found[0][0]
    if any(s is not selector for s, _ in found):
        return None
    rows: list[frozenset[str]] = []
    kept: list[Expr] = []
    taken: frozenset[str] = frozenset()
    for (_, codes), branch in zip(found, branches, strict=False):
        if codes - taken:  # the first row that names a code decides
            rows.append(codes - taken)
            kept.append(branch)
        taken |= codes
    return el.make(Op.CASE, (selector, *kept, branches[-1]), (tuple(rows), True), type_)


def by_value(
    el: Elaborator, conditions: Sequence[Expr], branches: Sequence[Expr], type_: Type
) -> Expr | None:
    """The same for rows that ask which number or day a value is, as a table: one that is not known but
    bounded hits no row whose value it cannot have, and none is left for "otherwise" if all are named."""
    asked = [_asked_values(c) for c in conditions]
    if len(asked) < 2 or any(a is None for a in asked):
        return None
    found = [a for a in asked if a is not None]
    selector = found[0][0]
    if any(s is not selector for s, _ in found) or lacking(selector):
        return None
    rows: list[tuple[tuple[str, frozenset[Any]], ...]] = []
    kept: list[Expr] = []
    taken: frozenset[Any] = frozenset()
    for (_, values), branch in zip(found, branches, strict=False):
        if values - taken:
            rows.append((("is", values - taken),))
            kept.append(branch)
        taken |= values
    cells = (*rows, (("rest", tuple(cell for (cell,) in rows)),))
    policy = HitPolicy("unique", "covered", whole=frozenset({0} if whole(selector) else ()))
    return el.make(Op.TABLE, (selector, *kept, branches[-1]), (cells, 1, policy), type_)


def yes_then_no(conditions: Sequence[Expr]) -> int | None:
    """Which row asks the contrary of one before it: it holds wherever that one fails, so that nothing
    after it is reached. None if there is no such row."""
    before: set[int] = set()
    for number, condition in enumerate(conditions):
        contrary = condition.args[0] if condition.op is Op.NOT else None
        if contrary is not None and contrary.number in before and not lacking(contrary):
            return number
        if any(c.op is Op.NOT and c.args[0] is condition for c in conditions[:number]):
            return None if lacking(condition) else number
        before.add(condition.number)
    return None


def _asked_values(condition: Expr) -> tuple[Expr, frozenset[Any]] | None:
    """The number or day a condition asks about, and the values for which it holds."""
    match condition.op:
        case Op.COMPARE if condition.data == ("=",):
            for selector, value in (condition.args, condition.args[::-1]):
                alike = value.op is Op.CONST and value.type.kind is selector.type.kind
                if alike and selector.type.kind in _SAME and selector.op is not Op.CONST:
                    return selector, frozenset({value.data[0]})
            return None
        case Op.ANY if condition.args:
            parts = [_asked_values(a) for a in condition.args]
            known = [p for p in parts if p is not None]
            if len(known) < len(parts) or any(s is not known[0][0] for s, _ in known):
                return None
            return known[0][0], frozenset().union(*(v for _, v in known))
        case _:
            return None


def _asked_code(condition: Expr) -> tuple[Expr, frozenset[str]] | None:
    """The value a condition asks about, and the codes for which it holds."""
    match condition.op:
        case Op.COMPARE if condition.data == ("=",):
            return _compared(*condition.args) or _compared(*reversed(condition.args))
        case Op.MEMBER:
            codes: Any = condition.data[0]
            return condition.args[0], codes
        case Op.ANY if condition.args:
            parts = [_asked_code(a) for a in condition.args]
            known = [p for p in parts if p is not None]
            if len(known) < len(parts) or any(s is not known[0][0] for s, _ in known):
                return None
            return known[0][0], frozenset().union(*(c for _, c in known))
        case _:
            return None


def _compared(selector: Expr, code: Expr) -> tuple[Expr, frozenset[str]] | None:
    if code.op is not Op.CONST or not isinstance(code.data[0], str) or selector.op is Op.CONST:
        return None
    return (selector, frozenset({code.data[0]})) if selector.type.kind in _NAMED else None


def below(el: Elaborator, selector: Expr, codes: frozenset[str]) -> Expr:
    """Whether a code is one of these, or stands below one of them in its classification."""
    return el.make(Op.INCLUDES, (selector,), (codes, True))


def by_prefix(
    el: Elaborator, selector: Expr, rows: Sequence[frozenset[str]], branches: Sequence[Expr],
    otherwise: Expr, type_: Type,
) -> Expr:  # fmt: skip
    """A ``case`` over a classification: the branch of the longest code the selector begins with."""
    found = sorted(
        ((code, branch) for codes, branch in zip(rows, branches, strict=True) for code in codes),
        key=lambda row: (-len(row[0]), row[0]),
    )
    args: list[Expr] = []
    for code, branch in found:
        args += [below(el, selector, frozenset({code})), branch]
    return el.make(Op.CHOOSE, (*args, otherwise), (), type_)
