"""Date heads and periods. Each construct follows the Civil Code (arts. 140-143) as documented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from schemeengine.calendar import DayOfMonth, DayPattern
from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics import codes_time
from schemeengine.elaborate.business_days import business_day, is_business_length
from schemeengine.elaborate.clauses import Built, HeadReader, value, written_span
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.functions import as_age
from schemeengine.elaborate.scope import Scope
from schemeengine.elaborate.words import word_choice
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.naming import both
from schemeengine.ir.scheme import Clause
from schemeengine.ir.types import DAYS, Kind, Type
from schemeengine.model.node import NodeDoc
from schemeengine.opening_days import BusinessDay
from schemeengine.syntax.literals import read_day_pattern
from schemeengine.syntax.tree import Node, Scalar
from schemeengine.values import MonthDay


def day(el: Elaborator, tree: Node | None, scope: Scope, name: str = "") -> Clause | None:
    """A node that gives a day (or, for bounds of periods, a time)."""
    if tree is None:
        return None
    found = value(el, tree, scope, name=name)
    if found is None:
        return None
    if found.expr.type.kind not in DAYS and found.expr.type.kind is not Kind.DATETIME:
        el.problems.add(
            codes.WRONG_TYPE, tree.span, **both("want", types.DATE), **both("got", found.expr.type)
        )
        return None
    return found


def _base(el: Elaborator, node: NodeDoc, scope: Scope) -> tuple[Clause, bool] | None:
    """The day a length is counted from, and whether that day itself counts.

    ``since`` (から): not counted (Civil Code art. 140); ``counting_from`` (から起算して): counted.
    """
    counted = "counting_from" in node.params
    found = day(el, node.param("counting_from" if counted else "since"), scope)
    return None if found is None else (found, counted)


def length_of(el: Elaborator, tree: Node, scope: Scope) -> Clause | None:
    """A length of the calendar (3年), or a number of business days (5営業日)."""
    found = value(el, tree, scope)
    if found is None or is_business_length(found.expr.type):
        return found
    return found if el.expect(found.expr, types.DURATION, written_span(tree, found)) else None


def last_day_of(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    length = length_of(el, node.value, scope)
    base = _base(el, node, scope)
    if length is None or base is None:
        return None
    if is_business_length(length.expr.type):
        expr = business_day(el, length.expr, base[0].expr, counted=base[1])
        return Built(expr, (length, base[0]))
    args = (length.expr, el.as_date(base[0].expr))
    return Built(el.make(Op.LAST_DAY_OF, args, (base[1],), types.DATE), (length, base[0]))


def elapsed(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    length = length_of(el, node.value, scope)
    base = _base(el, node, scope)
    means = node.param("means")
    if length is None or base is None or means is None:
        return None
    args = (length.expr, el.as_date(base[0].expr))

    def meaning(word: str) -> Expr:
        if is_business_length(length.expr.type):
            last = business_day(el, length.expr, base[0].expr, counted=base[1])
            return el.make(Op.NEXT_DAY, (last,), (1,), types.DATE) if word == "day_after_end" else last
        return el.make(Op.ELAPSED, args, (base[1], word == "day_after_end"), types.DATE)

    expr = word_choice(el, means, "means", meaning)
    return None if expr is None else Built(expr, (length, base[0]))


def day_of_age(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    """The day on which an age is reached: the day before the birthday (Act on Calculation of Age)."""
    age = value(el, node.value, scope)
    born = day(el, node.param("born"), scope)
    if age is None or born is None:
        return None
    reached = as_age(el, age.expr)
    if reached is None:
        el.problems.add(
            codes.WRONG_TYPE, written_span(node.value, age), want_ja="年齢(18歳)", want_en="an age (18歳)",
            **both("got", age.expr.type),
        )  # fmt: skip
        return None
    args = (el.as_date(born.expr), reached)
    return Built(el.make(Op.FUNCTION, args, ("day_of_age",), types.DATE), (born, age))


def _pattern(el: Elaborator, written: Scalar) -> MonthDay | DayPattern | None:
    """A day as it recurs. One that some months lack is refused: 31日 would be 30 April in silence."""
    pattern = read_day_pattern(written.text)
    if pattern is None:
        el.problems.add(codes.BAD_DAY, written.span, got=written.text)
        return None
    if isinstance(pattern, DayOfMonth) and pattern.day > 28:
        el.problems.add(codes_time.NOT_EVERY_MONTH, written.span, got=written.text, fix="月末")
        return None
    if pattern == MonthDay(2, 29) and "末" not in written.text:
        el.problems.add(codes_time.NOT_EVERY_MONTH, written.span, got=written.text, fix="2月末日")
        return None
    if isinstance(pattern, BusinessDay) and not pattern.of_banks:
        return replace(pattern, closed=el.closing_days)
    return pattern


def _in_own_year(
    el: Elaborator, node: NodeDoc, base: Clause, args: tuple[Expr, Expr], pattern: MonthDay, tree: Node
) -> Built | None:
    """A day of a year that begins on a day of its own (事業年度): the year the base lies in, and so on."""
    begins = read_day_pattern(tree.text) if isinstance(tree, Scalar) else None
    if not isinstance(begins, MonthDay) or "in_fiscal_year_of" not in node.params:
        el.problems.add(codes.BAD_DAY, tree.span, got=tree.text if isinstance(tree, Scalar) else "…")
        return None
    day_, plus = args
    start = el.make(Op.ANCHOR, (day_,), (begins, False, True), types.DATE)
    later = el.make(Op.CALENDAR_DAY, (start, plus), (begins, False), types.DATE)
    expr = el.make(Op.ANCHOR, (later,), (pattern, True, True), types.DATE)
    assert isinstance(node.value, Scalar)
    return Built(expr, (base,), words=node.value.text)


def anchor(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    """first / last: the first such day on or after a day, the last such day on or before one."""
    assert isinstance(node.value, Scalar)
    pattern = _pattern(el, node.value)
    if pattern is None:
        return None
    forward = node.head == "first"
    inclusive_key = "on_or_after" if forward else "on_or_before"
    inclusive = inclusive_key in node.params
    base = day(el, node.param(inclusive_key if inclusive else "after" if forward else "before"), scope)
    if base is None:
        return None
    data = (pattern, forward, inclusive)
    expr = el.make(Op.ANCHOR, (el.as_date(base.expr),), data, types.DATE)
    return Built(expr, (base,), words=node.value.text)


def calendar_day(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    assert isinstance(node.value, Scalar)
    pattern = _pattern(el, node.value)
    if pattern is None:
        return None
    if not isinstance(pattern, MonthDay):
        el.problems.add(codes.BAD_DAY, node.value.span, got=node.value.text)
        return None
    by_fiscal_year = "in_fiscal_year_of" in node.params
    base = day(el, node.param("in_fiscal_year_of" if by_fiscal_year else "in_year_of"), scope)
    plus_tree = node.param("plus_years")
    plus = el.const(0, types.NUMBER)
    if plus_tree is not None:
        found = value(el, plus_tree, scope, types.NUMBER)
        if found is None:
            return None
        plus = found.expr
    if base is None:
        return None
    args = (el.as_date(base.expr), plus)
    begins = node.param("year_begins")
    if begins is not None:
        return _in_own_year(el, node, base, args, pattern, begins)
    expr = el.make(Op.CALENDAR_DAY, args, (pattern, by_fiscal_year), types.DATE)
    return Built(expr, (base,), words=node.value.text)


HEADS: Mapping[str, HeadReader] = {
    "last_day_of": last_day_of, "elapsed": elapsed, "first": anchor, "last": anchor,
    "day_of_age": day_of_age, "calendar_day": calendar_day,
}  # fmt: skip
