"""Calendar operations on exact days by direct call; bounds and exceptions by the shared rules."""

from __future__ import annotations

from collections.abc import Mapping

from schemeengine.execute.compiled.writer import Rule, Writer, exact_day
from schemeengine.ir.expr import Expr, Op
from schemeengine.values import Duration


def _slow(w: Writer, e: Expr) -> str:
    return f"COMPUTE({w.pool.constant(e.op)}, {w.pool.constant(e.data)}, {w.values(e.args)})"


def function(w: Writer, e: Expr) -> None:
    slow = f"CALL({w.pool.constant(e.data[0])}, {w.values(e.args)}, {w.pool.constant(e.type)})"
    name = str(e.data[0])
    if name in ("fiscal_year", "calendar_year", "year_of") and len(e.args) == 1:
        x = w.value(e.args[0])
        shift = f" - ({x}.month < 4)" if name == "fiscal_year" else ""
        slow = f"{x}.year{shift} if type({x}) is DATE else {x} if {x} is ANYTHING else {slow}"
    elif name in ("whole_months", "full_years", "age_on") and len(e.args) == 2:
        x, y = (w.value(a) for a in e.args)
        exact = f"type({x}) is DATE and type({y}) is DATE"
        slow = f"{name.upper()}({x}, {y}) if {exact} else {slow}"
    w.line(f"v{e.number} = {slow}")


def compute(w: Writer, e: Expr) -> None:
    w.line(f"v{e.number} = {_slow(w, e)}")


def calendar_day(w: Writer, e: Expr) -> None:
    """A day of the base's (fiscal) year, so many years on."""
    base, years = e.args
    pattern, by_fiscal_year = e.data
    if not w.is_fixed(years) or type(w.fixed(years)) is not int:
        compute(w, e)
        return
    x, plus = w.value(base), w.value(years)
    if bool(by_fiscal_year):
        start = f"FISCAL_YEAR_START(FISCAL_YEAR({x}) + {plus})"
        call = f"FIRST_ON_OR_AFTER({w.pool.constant(pattern)}, {start}, inclusive=True)"
    else:
        call = f"CALENDAR_DAY({w.pool.constant(pattern)}, {x}.year + {plus})"
    _exact_day(w, e, base, call)


def _exact_day(w: Writer, e: Expr, base: Expr, call: str) -> None:
    exact_day(w, e, w.value(base), call, _slow(w, e))


def spanning(w: Writer, e: Expr) -> None:
    """The end, the day reached, or the beginning of a fixed length of time."""
    length, base = e.args
    if not w.is_fixed(length) or type(w.fixed(length)) is not Duration:
        compute(w, e)
        return
    operands = f"{w.value(length)}, {w.value(base)}"
    match e.op:
        case Op.LAST_DAY_OF:
            call = f"LAST_DAY_OF({operands}, counting_first={bool(e.data[0])})"
        case Op.ELAPSED:
            call = (
                f"ELAPSED_DAY({operands}, counting_first={bool(e.data[0])}, day_after_end={bool(e.data[1])})"
            )
        case _:
            call = f"FIRST_DAY_BACK({operands})"
    _exact_day(w, e, base, call)


def anchor(w: Writer, e: Expr) -> None:
    pattern, forward, inclusive = e.data
    find = "FIRST_ON_OR_AFTER" if bool(forward) else "LAST_ON_OR_BEFORE"
    call = f"{find}({w.pool.constant(pattern)}, {w.value(e.args[0])}, inclusive={bool(inclusive)})"
    _exact_day(w, e, e.args[0], call)


def next_day(w: Writer, e: Expr) -> None:
    _exact_day(w, e, e.args[0], f"{w.value(e.args[0])} + DELTA(days={w.pool.constant(e.data[0])})")


def business_day(w: Writer, e: Expr) -> None:
    how = ", ".join(w.pool.constant(d) for d in e.data)
    call = f"BUSINESS_DAY({w.value(e.args[0])}, {how})"
    _exact_day(w, e, e.args[0], call)


def period(w: Writer, e: Expr) -> None:
    first, last = (w.value(a) for a in e.args)
    w.line(f"v{e.number} = INTERVAL({first}, {last})")


def bound(w: Writer, e: Expr) -> None:
    x = w.value(e.args[0])
    end = f"{x}.first" if e.data[0] == "first" else f"{x}.last"
    exact = f"type({x}) is INTERVAL and type({end}) is DATE"  # a time falls on its day: the slow way
    w.line(f"v{e.number} = {end} if {exact} else {_slow(w, e)}")


def as_date(w: Writer, e: Expr) -> None:
    event = w.value(e.args[0])
    w.line(f"v{e.number} = {event} if {event} is not NOT_YET else {_slow(w, e)}")


RULES: Mapping[Op, Rule] = {
    Op.FUNCTION: function, Op.LAST_DAY_OF: spanning, Op.ELAPSED: spanning, Op.BACK: spanning,
    Op.ANCHOR: anchor, Op.CALENDAR_DAY: calendar_day, Op.BUSINESS_DAY: business_day,
    Op.NEXT_DAY: next_day, Op.PERIOD: period, Op.BOUND: bound, Op.AS_DATE: as_date,
}  # fmt: skip
