"""Comparisons: exact values of the expected Python type inline, everything else by call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from schemeengine.execute import domain
from schemeengine.execute.compiled.writer import Writer
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.values import Duration

_PYTHON = {"=": "==", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_WHOLE = frozenset({Kind.COUNT, Kind.YEN, Kind.FISCAL_YEAR})
_FRACTIONAL = frozenset({Kind.NUMBER, Kind.RATIO, Kind.QUANTITY})
_NUMBERS = _WHOLE | _FRACTIONAL
_DAYS = frozenset({Kind.DATE, Kind.EVENT})
_WORDS = frozenset({Kind.CODE, Kind.TEXT, Kind.CORPORATE_NUMBER})


@dataclass(frozen=True, slots=True)
class Fast:
    """A test in plain Python and the condition under which it may be used ("" = always)."""

    test: str
    when: str


def compare(w: Writer, e: Expr) -> None:
    a, b = e.args
    x, y = w.value(a), w.value(b)
    op = str(e.data[0])
    slow = f"COMPARE({w.pool.constant(op)}, {x}, {y})"
    for test in (_absent(w, op, a, b, x), _anything(w, a, b, x, y)):
        slow = f"{test} else {slow}" if test else slow
    slow = f"({slow})"
    fast = exact_test(w, op, a, b, x, y)
    if fast is None:
        w.line(f"v{e.number} = {slow}")
    elif op == "=" and a.type.kind is not Kind.DURATION and (w.is_fixed(a) or w.is_fixed(b)):
        # what equals an exact value is exact itself; only "not equal" needs a look at the type
        w.line(f"v{e.number} = 1 if {fast.test} else 2 if {fast.when or True} else {slow}")
    else:
        w.line(f"v{e.number} = (1 if {fast.test} else 2) if {fast.when or True} else {slow}")


def _absent(w: Writer, op: str, a: Expr, b: Expr, x: str) -> str:
    """A missing fact against a fixed value always gives the same mask: worked out now."""
    if a.op not in (Op.INPUT, Op.FIELD) or not w.is_fixed(b):
        return ""
    missing = w.pool.absent(a.type)
    if missing is None:
        return ""
    return f"{domain.compare(op, missing, w.fixed(b))} if {x} is {w.pool.constant(missing)}"


def _anything(w: Writer, a: Expr, b: Expr, x: str, y: str) -> str:
    """Something of which nothing is known may stand in any relation to a number, day or word."""
    tests = []
    for this, other, name, beside in ((a, b, x, y), (b, a, y, x)):
        if w.is_fixed(this):
            continue
        types = _TYPES.get(other.type.kind)
        exact = is_exactly(w, other, beside, *types) if types else None
        if exact is not None:
            either = f" and ({exact} or {beside} is ANYTHING)" if exact else ""
            tests.append(f"{name} is ANYTHING{either}")
    return f"3 if {' or '.join(tests)}" if tests else ""


_TYPES: dict[Kind, tuple[type, ...]] = {
    **dict.fromkeys(_WHOLE, (int,)), **dict.fromkeys(_FRACTIONAL, (int, Fraction)),
    **dict.fromkeys(_DAYS, (date,)), **dict.fromkeys(_WORDS, (str,)), Kind.DATETIME: (datetime,),
}  # fmt: skip


def exact_test(w: Writer, op: str, a: Expr, b: Expr, x: str, y: str) -> Fast | None:
    """The plain test for two exact values, or None where there is no safe one."""
    kinds = {a.type.kind, b.type.kind}
    if kinds <= _NUMBERS:
        return _numbers(w, op, a, b, x, y)
    if kinds <= _DAYS:
        return _same_type(w, op, a, b, x, y, date)
    if kinds == {Kind.DATETIME}:
        return _same_type(w, op, a, b, x, y, datetime)
    if kinds <= _WORDS and op == "=":
        return _same_type(w, op, a, b, x, y, str)
    if kinds == {Kind.DURATION}:
        return _durations(w, op, a, b, x)
    return None


def is_exactly(w: Writer, expr: Expr, name: str, *types: type) -> str | None:
    """The test that a value has one of the Python types: "" if it surely has, None if it never has."""
    if w.is_fixed(expr):
        return "" if type(w.fixed(expr)) in types else None
    return "(" + " or ".join(f"type({name}) is {TYPE_NAMES[t]}" for t in types) + ")"


TYPE_NAMES = {
    int: "int", str: "str", date: "DATE", datetime: "DATETIME", Fraction: "FRACTION",
    Duration: "DURATION",
}  # fmt: skip


def both(*conditions: str) -> str:
    return " and ".join(c for c in conditions if c)


def _same_type(w: Writer, op: str, a: Expr, b: Expr, x: str, y: str, type_: type) -> Fast | None:
    first, second = is_exactly(w, a, x, type_), is_exactly(w, b, y, type_)
    if first is None or second is None:
        return None
    return Fast(f"{x} {_PYTHON[op]} {y}", both(first, second))


def _numbers(w: Writer, op: str, a: Expr, b: Expr, x: str, y: str) -> Fast | None:
    """Whole numbers directly; a fraction beside a fixed number by multiplying crosswise."""
    sides = ((b, a, x, op), (a, b, y, _TURNED[op])) if op != "=" else ()
    for fixed, other, name, sign in sides:
        value = w.fixed(fixed) if w.is_fixed(fixed) else None
        if type(value) is Fraction or (type(value) is int and other.type.kind in _FRACTIONAL):
            when = is_exactly(w, other, name, int, Fraction)
            if when is None:
                return None
            n, d = w.pool.constant(value.numerator), w.pool.constant(value.denominator)
            times = "" if value.denominator == 1 else f" * {d}"
            return Fast(f"{name}.numerator{times} {_PYTHON[sign]} {n} * {name}.denominator", when)
    first = is_exactly(w, a, x, *(_TYPES[a.type.kind] if not w.is_fixed(a) else (int, Fraction)))
    second = is_exactly(w, b, y, *(_TYPES[b.type.kind] if not w.is_fixed(b) else (int, Fraction)))
    if first is None or second is None:
        return None
    return Fast(f"{x} {_PYTHON[op]} {y}", both(first, second))


_TURNED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _durations(w: Writer, op: str, a: Expr, b: Expr, x: str) -> Fast | None:
    """Against a fixed length of months alone or days alone: one of the same sort, by its figures."""
    if not w.is_fixed(b) or w.is_fixed(a):
        return None
    length = w.fixed(b)
    if type(length) is not Duration or (length.months and length.days):
        return None
    sort, other = ("days", "months") if length.days else ("months", "days")
    figure = w.pool.constant(getattr(length, sort))
    return Fast(f"{x}.{sort} {_PYTHON[op]} {figure}", f"type({x}) is DURATION and not {x}.{other}")
