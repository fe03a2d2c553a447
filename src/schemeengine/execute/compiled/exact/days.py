"""Days and periods of the short function: the calendar called directly, on plain days."""

from __future__ import annotations

from collections.abc import Mapping

from schemeengine.execute.compiled.exact.writer import Rule, Short
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.values import Duration

_DAYS = frozenset({Kind.DATE, Kind.EVENT})
_OF_TWO = frozenset({"whole_months", "full_years", "age_on"})


def compute(w: Short, e: Expr) -> str:
    """By the shared rule, whatever the operands are."""
    return f"EXACTLY(COMPUTE({w.pool.constant(e.op)}, {w.pool.constant(e.data)}, {w.values(e.args)}))"


def spanning(w: Short, e: Expr) -> str:
    length, base = e.args
    if type(w.fixed(length)) is not Duration or base.type.kind not in _DAYS:
        return compute(w, e)
    operands = f"{w.value(length)}, {w.value(base)}"
    match e.op:
        case Op.LAST_DAY_OF:
            return f"LAST_DAY_OF({operands}, counting_first={bool(e.data[0])})"
        case Op.ELAPSED:
            first, after = bool(e.data[0]), bool(e.data[1])
            return f"ELAPSED_DAY({operands}, counting_first={first}, day_after_end={after})"
        case _:
            return _back(w, e, f"FIRST_DAY_BACK({operands})")


def _back(w: Short, e: Expr, call: str) -> str:
    """Whole years back from a day far from every end of a month: the day after, in that year."""
    length = w.fixed(e.args[0])
    if type(length) is not Duration or length.days or length.months % 12 or w.shape.stated(e.args[1]):
        return call
    x = w.named(w.value(e.args[1]), e)
    years = w.pool.constant(length.months // 12)
    return f"(DATE({x}.year - {years}, {x}.month, {x}.day + 1) if {x}.day < 28 else {call})"


def anchor(w: Short, e: Expr) -> str:
    if e.args[0].type.kind not in _DAYS:
        return compute(w, e)
    pattern, forward, inclusive = e.data
    find = "FIRST_ON_OR_AFTER" if bool(forward) else "LAST_ON_OR_BEFORE"
    return f"{find}({w.pool.constant(pattern)}, {w.value(e.args[0])}, inclusive={bool(inclusive)})"


def calendar_day(w: Short, e: Expr) -> str:
    base, years = e.args
    pattern, by_fiscal_year = e.data
    if base.type.kind not in _DAYS or type(w.fixed(years)) is not int:
        return compute(w, e)
    x, plus = w.value(base), w.value(years)
    if bool(by_fiscal_year):
        start = f"FISCAL_YEAR_START(FISCAL_YEAR({x}) + {plus})"
        return f"FIRST_ON_OR_AFTER({w.pool.constant(pattern)}, {start}, inclusive=True)"
    return f"CALENDAR_DAY({w.pool.constant(pattern)}, {x}.year + {plus})"


def business_day(w: Short, e: Expr) -> str:
    if e.args[0].type.kind not in _DAYS:
        return compute(w, e)
    how = ", ".join(w.pool.constant(d) for d in e.data)
    return f"BUSINESS_DAY({w.value(e.args[0])}, {how})"


def next_day(w: Short, e: Expr) -> str:
    if e.args[0].type.kind not in _DAYS:
        return compute(w, e)
    return f"({w.value(e.args[0])} + DELTA(days={w.pool.constant(e.data[0])}))"


def period(w: Short, e: Expr) -> str:
    first, last = ("None" if w.fixed(a) is None else w.value(a) for a in e.args)
    return f"INTERVAL({first}, {last})"


def bound(w: Short, e: Expr) -> str:
    found = w.at(e.args[0])
    end = 0 if e.data[0] == "first" else 1
    if found.op is Op.PERIOD and found.number not in w.shape.fixed:
        return f"DAY({w.value(found.args[end])})"
    return f"DAY({w.value(found)}.{'first' if end == 0 else 'last'})"


def as_date(w: Short, e: Expr) -> str:
    """What has not happened has no day yet."""
    event = w.value(e.args[0])
    if w.shape.stated(e.args[0]):
        event = w.named(event, e)
        w.line(f"if type({event}) is not DATE: DOUBT()")
    return event


def function(w: Short, e: Expr) -> str:
    name = str(e.data[0])
    plain = all(a.type.kind in _DAYS for a in e.args)
    if name in ("fiscal_year", "calendar_year", "year_of") and plain:
        x = w.value(e.args[0])
        x = w.named(x, e)
        return f"({x}.year - ({x}.month < 4))" if name == "fiscal_year" else f"{x}.year"
    if name in _OF_TWO and plain and len(e.args) == 2 and not any(map(w.shape.stated, e.args)):
        return f"{name.upper()}({', '.join(w.value(a) for a in e.args)})"
    given = [f"tuple({w.value(a)})" if a.type.kind is Kind.LIST else w.value(a) for a in e.args]
    if any(a.type.kind in (Kind.YES_NO, Kind.RECORD, Kind.JUDGMENT) for a in e.args):
        return "DOUBT()"
    shown = f"({', '.join(given)}{',' if len(given) == 1 else ''})"
    return f"EXACTLY(CALL({w.pool.constant(e.data[0])}, {shown}, {w.pool.constant(e.type)}))"


VALUES: Mapping[Op, Rule] = {
    Op.LAST_DAY_OF: spanning, Op.ELAPSED: spanning, Op.BACK: spanning, Op.ANCHOR: anchor,
    Op.CALENDAR_DAY: calendar_day, Op.BUSINESS_DAY: business_day, Op.NEXT_DAY: next_day,
    Op.PERIOD: period, Op.BOUND: bound, Op.AS_DATE: as_date,
}  # fmt: skip
