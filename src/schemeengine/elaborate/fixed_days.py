"""Days that can be told without any fact, and requirements whose days contradict one another.

Every requirement that compares days bounds the distance between two of them (a fact, or the calendar
itself): ``applied <= 令和6年5月31日``, ``applied in window``, ``completed >= decided + …``. Together they
are a system of differences; a circle of them that closes below zero can be fulfilled by no day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from schemeengine import calendar
from schemeengine.diagnostics import codes_time
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.ir.clause import Clause
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Scheme
from schemeengine.ir.types import DAYS, Kind
from schemeengine.source import Span
from schemeengine.values import Duration, MonthDay, format_date

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
#: More days than any programme compares; beyond it nothing is looked for.
_MOST = 60


def fixed_day(expr: Expr) -> date | None:
    """The day an expression comes to whatever the facts; None where that depends on one."""
    try:
        return _fixed(expr)
    except (OverflowError, ValueError):
        return None


def _fixed(expr: Expr) -> date | None:
    if expr.op is Op.CONST:
        value = expr.data[0]
        return value if isinstance(value, date) else None
    base = fixed_day(expr.args[-1]) if expr.args else None
    if expr.op in (Op.ANCHOR, Op.BUSINESS_DAY, Op.NEXT_DAY):
        base = fixed_day(expr.args[0])
    if base is None:
        return None
    d = expr.data
    match expr.op:
        case Op.NEXT_DAY if isinstance(d[0], int):
            return base + timedelta(days=d[0])
        case Op.BUSINESS_DAY:
            return calendar.shift_to_business_day(base, *d)  # type: ignore[arg-type]
        case Op.ANCHOR if isinstance(d[0], MonthDay):
            find = calendar.first_on_or_after if d[1] is True else calendar.last_on_or_before
            return find(d[0], base, inclusive=bool(d[2]))
        case Op.LAST_DAY_OF if isinstance(length := _length(expr), Duration):
            return calendar.last_day_of(length, base, counting_first=bool(d[0]))
        case Op.BACK if isinstance(length := _length(expr), Duration):
            return calendar.first_day_back(length, base)
        case _:
            return None


def _length(expr: Expr) -> object:
    return expr.args[0].data[0] if expr.args[0].op is Op.CONST else None


def check_days(el: Elaborator, scheme: Scheme) -> None:
    """Periods that end before they begin, and requirements that no day fulfils."""
    for name, period in scheme.periods.items():
        first = None if period.first is None else fixed_day(period.first)
        last = None if period.last is None else fixed_day(period.last)
        if first is not None and last is not None and _ordinal(last) < _ordinal(first):
            el.problems.add(
                codes_time.PERIOD_BACKWARDS, el.declared[name], name=name,
                first_ja=format_date(first, "ja"), first_en=format_date(first, "en"),
                last_ja=format_date(last, "ja"), last_en=format_date(last, "en"),
            )  # fmt: skip
    if el.problems.has_errors:
        return
    circle = _circle(list(_bounds(scheme))[: _MOST * 4])
    if circle:
        names = list(dict.fromkeys(b.name for b in circle))
        others = ", ".join(names[:-1]) or names[-1]
        el.problems.add(codes_time.NO_DAY_FITS, circle[-1].span, name=names[-1], others=others)


@dataclass(frozen=True, slots=True)
class _Bound:
    """``later`` is at most ``days`` after ``earlier``; -1 is the calendar itself."""

    later: int
    earlier: int
    days: int
    name: str
    span: Span


def _bounds(scheme: Scheme) -> Iterator[_Bound]:
    """What the requirements that always apply say of days."""
    for provision in scheme.provisions.values():
        clause = provision.clause
        if provision.effect == "require" and not clause.guards:
            yield from _of_clause(clause, clause)


def _of_clause(clause: Clause, named: Clause) -> Iterator[_Bound]:
    named = clause if clause.id else named
    if clause.guards:
        return
    if clause.head == "all":
        for part in clause.parts:
            yield from _of_clause(part, named)
    else:
        yield from _of_expr(clause.body, named)


def _of_expr(expr: Expr, named: Clause) -> Iterator[_Bound]:
    match expr.op:
        case Op.ALL | Op.SPLIT:
            for arg in expr.args if expr.op is Op.ALL else expr.args[:1]:
                yield from _of_expr(arg, named)
        case Op.COMPARE if all(a.type.kind in DAYS or a.type.kind is Kind.DATETIME for a in expr.args):
            yield from _compared(str(expr.data[0]), expr.args[0], expr.args[1], named)
        case Op.WITHIN if expr.args[1].op is Op.PERIOD:
            day, (first, last) = expr.args[0], expr.args[1].args
            if fixed_day(first) is not None or first.op is not Op.CONST:
                yield from _compared(">=", day, first, named)
            if fixed_day(last) is not None or last.op is not Op.CONST:
                yield from _compared("<=", day, last, named)
        case _:
            return


def _compared(sign: str, left: Expr, right: Expr, named: Clause) -> Iterator[_Bound]:
    if sign not in _FLIPPED:
        return
    a, b = _place(left), _place(right)
    whole = left.type.kind in DAYS and right.type.kind in DAYS
    strict = int(whole)  # within one day a time may still be earlier or later
    if sign in ("<", "<=", "="):
        yield _Bound(a[0], b[0], b[1] - a[1] - (strict if sign == "<" else 0), named.id, named.span)
    if sign in (">", ">=", "="):
        yield _Bound(b[0], a[0], a[1] - b[1] - (strict if sign == ">" else 0), named.id, named.span)


def _place(expr: Expr) -> tuple[int, int]:
    """Which unknown day an expression is, and how far from it: the calendar for a day that is fixed."""
    found = fixed_day(expr)
    if found is not None:
        return -1, _ordinal(found)
    while expr.op is Op.AS_DATE:
        expr = expr.args[0]
    return expr.number, 0


def _ordinal(day: date) -> int:
    return day.toordinal()


def _circle(bounds: list[_Bound]) -> list[_Bound]:
    """Bounds that contradict one another (Bellman and Ford); [] if some days fulfil all of them."""
    places = {b.later for b in bounds} | {b.earlier for b in bounds}
    if len(places) > _MOST:
        return []
    distance, through = dict.fromkeys(places, 0), dict[int, _Bound]()
    changed: int | None = None
    for _ in range(len(places)):
        changed = None
        for bound in bounds:
            if distance[bound.earlier] + bound.days < distance[bound.later]:
                distance[bound.later] = distance[bound.earlier] + bound.days
                through[bound.later] = bound
                changed = bound.later
        if changed is None:
            return []
    if changed is None:
        return []
    start = changed
    for _ in places:  # back until surely on the circle
        start = through[start].earlier
    circle, at = [through[start]], through[start].earlier
    while at != start:
        circle.append(through[at])
        at = through[at].earlier
    return circle
