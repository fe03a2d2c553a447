"""Periods: two of start, end and length, or one end alone; both ends included once resolved."""

from __future__ import annotations

from dataclasses import replace

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate.business_days import business_day, business_day_before, is_business_length
from schemeengine.elaborate.clauses import yes_no
from schemeengine.elaborate.days import day, length_of
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.finishing import moved_off_holidays
from schemeengine.elaborate.scope import Scope
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.naming import both
from schemeengine.ir.scheme import Clause, Guard, Wording
from schemeengine.ir.types import Kind
from schemeengine.model.documents import PeriodDoc, Raw
from schemeengine.syntax.tree import Node


def period(el: Elaborator, name: str, doc: PeriodDoc) -> Clause | None:
    """A period as a clause whose parts ``starts`` and ``ends`` carry the two days."""
    place = doc.place
    cite = el.cite(place.placed("cite", doc.cite))
    wording = Wording(cite, doc.label or name, doc.label_en, doc.text, doc.text_en, doc.note)
    scope = Scope(name, cite)
    ends = _ends(el, name, doc, scope)
    if ends is None:
        return None
    first, last = ends
    if last is not None and doc.if_holiday is not None:
        moved = moved_off_holidays(el, last.expr, doc.if_holiday.node)
        if moved is None:
            return None
        last = _part("ends", last, moved)
    nothing = el.const(None, types.DATE)
    expr = el.make(
        Op.PERIOD,
        (first.expr if first else nothing, last.expr if last else nothing),
        (),
        types.INTERVAL,
    )
    guards: tuple[Guard, ...] = ()
    body = expr
    if doc.applies_when is not None:
        condition = yes_no(el, doc.applies_when.node, scope)
        if condition is None:
            return None
        guards = (Guard("applies_when", condition),)
        expr = el.guard(condition.expr, expr)
    found = Clause(
        name, name, "period", wording, place.span, expr, body,
        tuple(p for p in (first, last) if p is not None), guards,
    )  # fmt: skip
    if doc.examples is not None:
        el.examples.append((found, doc.examples.node))
    return found


def _tree(raw: Raw | None) -> Node | None:
    return raw.node if raw is not None else None


def _ends(
    el: Elaborator, name: str, doc: PeriodDoc, scope: Scope
) -> tuple[Clause | None, Clause | None] | None:
    starts, after = _tree(doc.starts), _tree(doc.after)
    ends, before = _tree(doc.ends), _tree(doc.before)
    lasts = _tree(doc.lasts)
    has_start, has_end = bool(starts or after), bool(ends or before)
    bad = (starts and after) or (ends and before) or (lasts and has_start and has_end)
    if bad or not (has_start or has_end):
        el.problems.add(codes.PERIOD_BOUNDS, doc.place.head, name=name)
        return None
    first = _bound(el, starts, after, scope, "starts", 1)
    last = _bound(el, ends, before, scope, "ends", -1)
    if (has_start and first is None) or (has_end and last is None):
        return None
    if lasts is None:
        return first, last
    length = length_of(el, lasts, scope)
    if length is None:
        return None
    return _measured(el, length, first, last)


def _bound(
    el: Elaborator, included: Node | None, excluded: Node | None, scope: Scope, name: str, step: int
) -> Clause | None:
    """``starts``/``ends`` are in the period; ``after``/``before`` are not: the next day is."""
    found = day(el, included if included is not None else excluded, scope)
    if found is None:
        return None
    expr = el.as_date(found.expr)
    if included is None:
        expr = el.make(Op.NEXT_DAY, (expr,), (step,), types.DATE)
    return _part(name, found, expr)


def _part(name: str, found: Clause, expr: Expr) -> Clause:
    path = f"{found.id}.{name}" if found.id else name
    if expr is found.expr:
        return replace(found, id=path, name=name)
    inner = (found,) if found.head or found.parts else ()
    return Clause(
        path, name, found.head, found.wording, found.span, expr,
        expr, inner, words=found.words, subject=found.subject,
    )  # fmt: skip


def _measured(
    el: Elaborator, length: Clause, first: Clause | None, last: Clause | None
) -> tuple[Clause, Clause] | None:
    """The missing end from the length (Civil Code art. 143: the day before the corresponding day)."""
    business = is_business_length(length.expr.type)
    if first is not None and business:
        return first, _part("ends", length, business_day(el, length.expr, first.expr, counted=True))
    if first is not None:
        expr = el.make(Op.LAST_DAY_OF, (length.expr, first.expr), (True,), types.DATE)
        return first, _part("ends", length, expr)
    assert last is not None
    if last.expr.type.kind is Kind.DATETIME:
        el.problems.add(
            codes.WRONG_TYPE, last.span, **both("want", types.DATE), **both("got", last.expr.type)
        )
        return None
    if business:
        return _part("starts", length, business_day_before(el, length.expr, last.expr, counted=True)), last
    expr = el.make(Op.BACK, (length.expr, last.expr), (), types.DATE)
    return _part("starts", length, expr), last
