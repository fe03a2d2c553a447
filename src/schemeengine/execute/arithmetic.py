"""Exact arithmetic on values with bounds: sums, minima, shares, rounding, tallies.

Yen and counts are integers, ratios exact fractions; nothing here ever makes a float.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction

from schemeengine.calendar import add_months
from schemeengine.execute.domain import (
    ANYTHING,
    NONE,
    NOT_APPLICABLE,
    Approx,
    Value,
    between,
    compare,
    has_number,
    high,
    is_exact,
    low,
    may_be_none,
    may_not_apply,
    monotone,
)
from schemeengine.truth import FALSE, NOT_APPLICABLE as LEAVES, TRUE, UNKNOWN, Mask
from schemeengine.values import Duration


def tidy(value: Value) -> Value:
    """A fraction without a denominator is the whole number (so that yen stay integers)."""
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    return value


def negative(value: Value) -> Value:
    if type(value) is Approx:
        lo, hi = high(value), low(value)
        return Approx(
            None if lo is None else -lo, None if hi is None else -hi,
            None, value.may_be_none, value.may_not_apply,
        )  # fmt: skip
    return -value if has_number(value) else value


def shift(day: Value, duration: Duration, sign: int) -> Value:
    """A date moved by a duration in calendar arithmetic: months first, clipped to the month."""

    def moved(d: date) -> date:
        return add_months(d, sign * duration.months) + timedelta(days=sign * duration.days)

    return monotone(moved, day)


def arith(op: str, a: Value, b: Value) -> Value:
    """``a op b`` for op one of + - * /. Division by zero, or by what may be zero, is unknown."""
    if isinstance(b, Duration) and op in "+-":
        return shift(a, b, 1 if op == "+" else -1)
    match op:
        case "+":
            return monotone(lambda x, y: tidy(x + y), a, b)
        case "-":
            return monotone(_less, a, negative(b)) if _numeric(b) else _days_apart(a, b)
        case "*":
            return _product(a, b)
        case _:
            return _quotient(a, b)


def _numeric(value: Value) -> bool:
    return not isinstance(low(value), date) and not isinstance(high(value), date)


def _less(x: Value, minus_y: Value) -> Value:
    return tidy(x + minus_y)


def _days_apart(a: Value, b: Value) -> Value:
    if is_exact(a) and is_exact(b) and has_number(a) and has_number(b):
        return Duration(0, (a - b).days)
    return ANYTHING


def _product(a: Value, b: Value) -> Value:
    if a is NONE or b is NONE:
        return NONE
    if a is NOT_APPLICABLE or b is NOT_APPLICABLE:
        return NOT_APPLICABLE
    if is_exact(a) and is_exact(b):
        return tidy(a * b)
    none = may_be_none(a) or may_be_none(b)
    na = may_not_apply(a) or may_not_apply(b)
    if any(low(v) is None or low(v) < 0 for v in (a, b)):
        return Approx(None, None, None, none, na)
    hi = None if high(a) is None or high(b) is None else tidy(high(a) * high(b))
    if high(a) == 0 or high(b) == 0:
        hi = 0
    return between(tidy(low(a) * low(b)), hi, none, na)


def _quotient(a: Value, b: Value) -> Value:
    if is_exact(b) and has_number(b):
        return ANYTHING if b == 0 else _product(a, Fraction(1) / b) if b > 0 else ANYTHING
    if b is NONE or a is NONE:
        return NONE
    return ANYTHING


def _parts(values: Iterable[Value]) -> tuple[list[Value], bool]:
    """The parts that can be numbers, and whether one may be "none" (which is contagious)."""
    found = list(values)
    none = any(may_be_none(v) for v in found)
    return [v for v in found if has_number(v)], none


def total(values: Sequence[Value]) -> Value:
    """The sum of the parts that apply; "none" among them makes the sum "none"."""
    if any(v is NONE for v in values):
        return NONE
    parts, none = _parts(values)
    if all(is_exact(v) for v in parts):
        return tidy(sum(parts, start=0)) if not none else Approx(None, None, None, True)
    lo: Value = 0
    hi: Value = 0
    for v in parts:
        a, b = low(v), high(v)
        if may_not_apply(v):
            a = None if a is None else min(a, 0)
            b = None if b is None else max(b, 0)
        lo = None if lo is None or a is None else lo + a
        hi = None if hi is None or b is None else hi + b
    return between(tidy(lo), tidy(hi), none)


def extreme(values: Sequence[Value], least: bool) -> Value:
    """The least (or greatest) of the parts that apply, with bounds.

    One known part bounds the least from above, whatever the others turn out to be; a part that
    may not apply does not bound it; a "none" part makes the whole "none", so that a part without
    a value never raises an amount.
    """
    if any(v is NONE for v in values):
        return NONE
    parts, none = _parts(values)
    if not parts:
        return NOT_APPLICABLE
    pick: Callable[..., Value] = min if least else max
    certain = [v for v in parts if not may_not_apply(v)]
    near = [low(v) if least else high(v) for v in parts]
    far = [b for v in certain if (b := high(v) if least else low(v)) is not None]
    near_bound = None if any(x is None for x in near) else pick(near)
    far_bound = pick(far) if far else None
    lo, hi = (near_bound, far_bound) if least else (far_bound, near_bound)
    # where every part may leave, the whole may not apply
    return between(lo, hi, none, not certain)


_HALF = Fraction(1, 2)


def rounded(value: Value, unit: Value, direction: str) -> Value:
    """Round to a multiple of ``unit``: down, up, or half_up (half away from zero)."""

    def one(x: Value) -> Value:
        quotient = Fraction(x) / Fraction(unit)
        match direction:
            case "down":
                steps = quotient.numerator // quotient.denominator
            case "up":
                steps = -((-quotient.numerator) // quotient.denominator)
            case _:
                magnitude = abs(quotient) + _HALF
                steps = magnitude.numerator // magnitude.denominator
                steps = steps if quotient >= 0 else -steps
        return tidy(steps * Fraction(unit))

    return monotone(one, value)


def share_holds(
    comparator: str, share: Value, masks: Sequence[Mask]
) -> Mask:
    """Whether the share of parts that hold, among those that apply, stands in a relation to ``share``.

    Exact: each part contributes 1 − p if it holds and −p if it fails, so the extremes of the sum
    are the sums of the extremes. A share of nothing is unknown.
    """
    if not is_exact(share) or not has_number(share):
        return UNKNOWN
    lo = hi = Fraction(0)
    none_apply = True
    for m in masks:
        choices = []
        if m & TRUE:
            choices.append(1 - share)
        if m & FALSE:
            choices.append(-share)
        if m & LEAVES:
            choices.append(Fraction(0))
        else:
            none_apply = False
        lo += min(choices)
        hi += max(choices)
    mask = compare(_SIGN[comparator], between(lo, hi), 0)
    return UNKNOWN if none_apply else mask


_SIGN = {"at_least": ">=", "at_most": "<=", "exactly": "=", "more_than": ">", "fewer_than": "<"}


def count_holds(comparator: str, bound: Value, masks: Sequence[Mask]) -> Mask:
    """Whether the number of parts that hold stands in a relation to ``bound``."""
    lo = sum(1 for m in masks if m == TRUE)
    hi = sum(1 for m in masks if m & TRUE)
    return compare(_SIGN[comparator], between(lo, hi), bound)


def holds(comparator: str, value: Value, bound: Value) -> Mask:
    return compare(_SIGN[comparator], value, bound)
