"""Leaves, choices, tables and arithmetic: exact whole numbers, days and codes inline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from schemeengine.execute.compiled.comparisons import both, is_exactly
from schemeengine.execute.compiled.tables import table
from schemeengine.execute.compiled.writer import Rule, Writer, absent_if_none, exact_day
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.values import Duration

#: More parts than this are handed over as one tuple.
_PARTS = 24


def field(w: Writer, e: Expr) -> None:
    if e.args[0].op is Op.VAR:
        # within the "try" of the loop that binds it (see :mod:`lists`)
        w.line(f"v{e.number} = {w.value(e.args[0])}[{e.data[0]}]")
        absent_if_none(w, e)
        return
    record = w.record(e.args[0])
    w.line(f"v{e.number} = {record}[{e.data[0]}] if {record} is not None else {w.rest(e)}")
    absent_if_none(w, e)


# ------------------------------------------------------------------ choices
def case(w: Writer, e: Expr) -> None:
    rows, has_otherwise = e.data
    assert isinstance(rows, tuple)
    selector = w.value(e.args[0])
    if sum(map(len, rows)) != len(frozenset().union(*rows)):
        w.line(f"v{e.number} = {w.rest(e)}")  # a code in two branches joins them
        return
    with w.block(f"if type({selector}) is not str:"):
        w.line(f"v{e.number} = {w.rest(e)}")
    for codes, branch in zip(rows, e.args[1:], strict=False):
        with w.block(f"elif {selector} in {w.pool.constant(codes)}:"):
            _take(w, e, branch)
    with w.block("else:"):
        _take(w, e, e.args[-1] if bool(has_otherwise) else None)


def _take(w: Writer, e: Expr, branch: Expr | None) -> None:
    """The branch chosen; where there is none the value is "none", and a condition fails."""
    value = "NONE" if branch is None else w.value(branch)
    if e.type.kind is Kind.YES_NO and (branch is None or branch.op is Op.CONST):
        value = f"(2 if {value} is NONE else {value})" if not value.isdigit() else value
    w.line(f"v{e.number} = {value}")


def choose(w: Writer, e: Expr) -> None:
    *rows, otherwise = e.args
    conditions = [w.value(c) for c in rows[::2]]
    word = "if"
    for condition, branch in zip(conditions, rows[1::2], strict=True):
        with w.block(f"{word} {condition} == 1:"):
            _take(w, e, branch)
        with w.block(f"elif {condition} & 1:"):
            w.line(f"v{e.number} = {w.rest(e)}")
        word = "elif"
    if word == "if":
        _take(w, e, otherwise)
        return
    with w.block("else:"):
        _take(w, e, otherwise)


def reading(w: Writer, e: Expr) -> None:
    usual = e.taken({})
    choice = w.reading(e.address, e.choices, e.adopted)
    with w.block(f"if {choice} == {usual}:"):
        w.line(f"v{e.number} = {w.value(e.args[usual])}")
    for i, branch in enumerate(e.args):
        if i != usual:
            with w.block(f"elif {choice} == {i}:"):
                w.line(f"v{e.number} = {w.value(branch)}")


def dated(w: Writer, e: Expr) -> None:
    days = e.data[0]
    assert isinstance(days, tuple)
    day, values = w.value(e.args[0]), w.values(e.args[1:])
    plain = days and all(type(d) is date for d in days) and list(days) == sorted(set(days))
    if not plain or e.type.kind is Kind.YES_NO:
        w.line(f"v{e.number} = {w.rest(e)}")
        return
    name, missing = w.pool.constant(days), w.pool.constant(w.pool.absent(e.type))
    with w.block(f"if type({day}) is DATE:"):
        w.line(f"v{e.number} = {values}[BISECT({name}, {day}) - 1] if {day} >= {name}[0] else {missing}")
    with w.block("else:"):
        w.line(f"v{e.number} = {w.rest(e)}")


def if_none(w: Writer, e: Expr) -> None:
    found = w.value(e.args[0])
    if e.type.kind is Kind.YES_NO:
        w.line(f"v{e.number} = {found} & 3")
        with w.block(f"if {found} & 4:"):
            w.line(f"v{e.number} |= {w.value(e.args[1])}")
        return
    with w.block(f"if type({found}) is APPROX or type({found}) is SELECTION:"):
        w.line(f"v{e.number} = {w.rest(e)}")
    with w.block(f"elif {found} is NONE or {found} is NOT_APPLICABLE:"):
        w.line(f"v{e.number} = {w.value(e.args[1])}")
    with w.block("else:"):
        w.line(f"v{e.number} = {found}")


# ------------------------------------------------------------------ numbers
def arith(w: Writer, e: Expr) -> None:
    op, n = str(e.data[0]), e.number
    a, b = e.args
    x, y = w.value(a), w.value(b)
    slow = f"ARITH({w.pool.constant(op)}, {x}, {y})"
    if b.type.kind is Kind.DURATION and op in "+-":
        _shifted(w, e, x, slow)
        return
    first, second = is_exactly(w, a, x, int), is_exactly(w, b, y, int)
    if op in "+-*" and first is not None and second is not None:
        w.line(f"v{n} = {x} {op} {y} if {both(first, second) or True} else {slow}")
        return
    for factor, other, when in ((b, x, first), (a, y, second)):
        share = _fraction(w, factor, op) if factor is b or op == "*" else None
        if share is not None and when is not None:
            _scaled(w, n, other, when or "True", share, slow)
            return
    w.line(f"v{n} = {slow}")


def _fraction(w: Writer, factor: Expr, op: str) -> tuple[int, int] | None:
    """A fixed factor (or what dividing by a fixed positive number multiplies by)."""
    value = w.fixed(factor) if w.is_fixed(factor) else None
    if not isinstance(value, (int, Fraction)) or op not in "*/":
        return None
    if op == "*":
        return value.numerator, value.denominator
    return (value.denominator, value.numerator) if value > 0 else None


def _scaled(w: Writer, n: int, x: str, when: str, share: tuple[int, int], slow: str) -> None:
    """A whole number times a fixed share: whole where it comes out even, else a fraction."""
    times, by = (w.pool.constant(i) for i in share)
    with w.block(f"if {when}:"):
        w.line(f"v{n} = {x} * {times}")
        w.line(f"v{n} = FRACTION(v{n}, {by}) if v{n} % {by} else v{n} // {by}")
    with w.block("else:"):
        w.line(f"v{n} = {slow}")


def _shifted(w: Writer, e: Expr, x: str, slow: str) -> None:
    length = w.fixed(e.args[1]) if w.is_fixed(e.args[1]) else None
    if type(length) is not Duration or is_exactly(w, e.args[0], x, date) is None:
        w.line(f"v{e.number} = {slow}")
        return
    sign = 1 if e.data[0] == "+" else -1
    months = w.pool.constant(sign * length.months)
    exact_day(w, e, x, f"ADD_MONTHS({x}, {months}) + DELTA(days={sign * length.days})", slow)


def _whole(w: Writer, e: Expr, plain: str, slow: str) -> None:
    tests = [is_exactly(w, a, w.value(a), int) for a in e.args]
    if not e.args or len(e.args) > _PARTS or any(t is None for t in tests):
        w.line(f"v{e.number} = {slow}")
        return
    when = both(*(t for t in tests if t)) or "True"
    w.line(f"v{e.number} = {plain} if {when} else {slow}")


def total(w: Writer, e: Expr) -> None:
    plain = " + ".join(w.value(a) for a in e.args)
    _whole(w, e, f"({plain})", f"TOTAL({w.values(e.args)})")


def least(w: Writer, e: Expr) -> None:
    _extreme(w, e, "min", True)


def greatest(w: Writer, e: Expr) -> None:
    _extreme(w, e, "max", False)


def _extreme(w: Writer, e: Expr, pick: str, is_least: bool) -> None:
    parts = w.values(e.args)
    slow = f"LIMITED(*{parts}, {is_least})" if e.data else f"EXTREME({parts}, {is_least})"
    _whole(w, e, f"{pick}({parts})", slow)


def rounded(w: Writer, e: Expr) -> None:
    unit, direction = e.data
    x, n = w.value(e.args[0]), e.number
    slow = f"ROUNDED({x}, {w.pool.constant(unit)}, {w.pool.constant(direction)})"
    plain = is_exactly(w, e.args[0], x, int, Fraction)
    if type(unit) is not int or unit <= 0 or plain is None:
        w.line(f"v{n} = {slow}")
        return
    u = w.pool.constant(unit)
    with w.block(f"if {plain or True}:"):
        w.line(f"a{n} = {x}.numerator")
        w.line(f"b{n} = {x}.denominator * {u}")
        w.line(f"v{n} = {_STEPS[str(direction)].format(a=f'a{n}', b=f'b{n}')} * {u}")
    with w.block("else:"):
        w.line(f"v{n} = {slow}")


#: How many whole units: of a/b, where b already counts in units.
_STEPS = {
    "down": "({a} // {b})",
    "up": "-(-{a} // {b})",
    "half_up": "((2 * {a} + {b}) // (2 * {b}) if {a} >= 0 else -((2 * -{a} + {b}) // (2 * {b})))",
}

RULES: Mapping[Op, Rule] = {
    Op.FIELD: field, Op.CASE: case, Op.CHOOSE: choose, Op.READING: reading, Op.TABLE: table,
    Op.DATED: dated, Op.IF_NONE: if_none, Op.ARITH: arith, Op.SUM: total, Op.LEAST: least,
    Op.GREATEST: greatest, Op.ROUND: rounded,
}  # fmt: skip
