"""Finishing keys, always in this order: not_below, rounding, capped_at; holidays for dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics import codes_time
from schemeengine.elaborate import limits as limiting
from schemeengine.elaborate.counted_time import counted
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.scope import Scope
from schemeengine.elaborate.words import by_reading, word_choice
from schemeengine.ir import types
from schemeengine.ir.clause import Limit, LimitKind
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.naming import both
from schemeengine.ir.scheme import Clause
from schemeengine.ir.types import DAYS, NUMERIC, Kind, Type
from schemeengine.model.node import NodeDoc
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.literals import read_literal, read_time_of_day
from schemeengine.syntax.tree import MapNode, Node, Scalar

_Value = Callable[[Elaborator, Node, Scope, "Type | None"], "Clause | None"]
_ROUNDING = {"round_down": "down", "round_up": "up", "round_half_up": "half_up"}


@dataclass(frozen=True, slots=True)
class Finished:
    """A value with all its finishing keys applied, and the limits among them, for the explanation."""

    expr: Expr
    limits: tuple[Limit, ...]


def finish(el: Elaborator, node: NodeDoc, expr: Expr, scope: Scope, value: _Value) -> Finished | None:
    """Apply a node's finishing keys to its head's value."""
    found: Expr | None = expr
    limits: list[Limit] = []
    floor = node.modifier("not_below")
    if floor is not None:
        found = _limited(el, expr, floor, scope, value, "not_below", limits)
    for key, direction in _ROUNDING.items():
        unit = node.modifier(key)
        if unit is not None and found is not None:
            found = _rounded(el, found, unit, direction)
    cap = node.modifier("capped_at")
    if cap is not None and found is not None:
        found = _limited(el, found, cap, scope, value, "capped_at", limits)
    holiday = node.modifier("if_holiday")
    if holiday is not None and found is not None:
        found = moved_off_holidays(el, found, holiday, node.value.span)
    hour = node.modifier("until_time")
    if hour is not None and found is not None:
        found = at_time(el, found, hour)
    return None if found is None else Finished(found, tuple(limits))


def at_time(el: Elaborator, expr: Expr, tree: Node) -> Expr | None:
    """``until_time``: that hour of the day (17時必着), once the day has been moved off holidays."""
    minutes = read_time_of_day(tree.text) if isinstance(tree, Scalar) else None
    if minutes is None:
        got = tree.text if isinstance(tree, Scalar) else "…"
        el.problems.add(codes_time.NOT_A_TIME, tree.span, got=got)
        return None
    if expr.type.kind not in DAYS:
        el.problems.add(codes.WRONG_TYPE, tree.span, **both("want", types.DATE), **both("got", expr.type))
        return None
    args = (el.as_date(expr), el.const(minutes, types.NUMBER))
    return el.make(Op.FUNCTION, args, ("at_time",), Type(Kind.DATETIME))


def _limited(
    el: Elaborator, expr: Expr, tree: Node, scope: Scope, value: _Value, kind: LimitKind, limits: list[Limit]
) -> Expr | None:
    limit = value(el, tree, scope, expr.type)
    if limit is None:
        return None
    # The limit is no part of the clause: whatever it names is used all the same.
    el.mentioned.update(name for c in (limit, *limit.parts) for name in (c.id, c.subject) if name)
    apply = limiting.capped if kind == "capped_at" else limiting.not_below
    after = apply(el, expr, limit.expr)
    limits.append(Limit(kind, limit, expr, after))
    return after


def _rounded(el: Elaborator, expr: Expr, tree: Node, direction: str) -> Expr | None:
    """Rounded to the unit written, or to the one a reading gives (``none``: not at all)."""
    if isinstance(tree, MapNode):
        return by_reading(el, tree, lambda branch: _one_rounded(el, expr, branch, direction))
    return _one_rounded(el, expr, tree, direction)


def _one_rounded(el: Elaborator, expr: Expr, tree: Node, direction: str) -> Expr | None:
    if isinstance(tree, Scalar) and keywords.word(tree.text) == "none":
        return expr
    if not isinstance(tree, Scalar):
        el.problems.add(codes.BAD_LITERAL, tree.span, got="…", want_ja="丸めの単位",
                        want_en="a unit to round to", example="1,000円")  # fmt: skip
        return None
    before = el.problems.count
    literal = read_literal(tree.text, tree.span, el.problems)
    if literal is None:
        if el.problems.count == before:
            el.problems.add(codes.BAD_LITERAL, tree.span, got=tree.text, want_ja="丸めの単位",
                            want_en="a unit to round to", example="1,000円")  # fmt: skip
        return None
    unit = el.literal(literal)
    if expr.type.kind is Kind.QUANTITY:
        unit = el.in_unit(unit, expr.type.unit)
    unit = counted(el, unit, expr.type)
    if expr.type.kind not in NUMERIC:
        el.problems.add(
            codes.WRONG_TYPE, tree.span, want_ja="数", want_en="a number", **both("got", expr.type)
        )
        return None
    if not el.expect(unit, expr.type, tree.span):
        return None
    return el.make(Op.ROUND, (expr,), (unit.data[0], direction), expr.type)


def moved_off_holidays(el: Elaborator, expr: Expr, tree: Node, day: Span | None = None) -> Expr | None:
    """``if_holiday``: to the next or previous day on which the office is open, or as written.

    ``day``: where the day itself stands, which must be one.
    """
    if expr.type.kind not in DAYS and expr.type.kind is not Kind.DATETIME:
        place = tree.span if day is None else day
        el.problems.add(codes.WRONG_TYPE, place, want_ja="日付", want_en="a date", **both("got", expr.type))
        return None

    def moved(word: str) -> Expr:
        if word == "as_written":
            return expr
        direction = word.removesuffix("_business_day").removesuffix("_day")
        day = el.as_date(expr)
        own = (el.closing_days,) if el.closing_days and not direction.endswith("bank") else ()
        return el.make(Op.BUSINESS_DAY, (day,), (direction, *own), day.type)

    return word_choice(el, tree, "if_holiday", moved)
