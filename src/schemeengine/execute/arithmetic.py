"""Exact arithmetic on values with bounds: sums, minima, shares, rounding, tallies.

Yen and counts are integers, ratios exact fractions; nothing here ever makes a float.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction

from schemeengine.calendar import add_months
from schemeengine.execute.domain import (
    NONE,
    NOT_APPLICABLE,
    Approx,
    Value,
    between,
    compare,
    has_number,
    high,
    is_duration,
    is_exact,
    join,
    low,
    may_be_none,
    may_not_apply,
    monotone,
    possibly,
    without,
)
from schemeengine.lengths import foremost
from schemeengine.truth import FALSE, TRUE, UNKNOWN, Mask
from schemeengine.truth import NOT_APPLICABLE as LEAVES
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
    stated = without((a, b))
    if stated is not None:
        return stated
    if is_duration(b) and op in "+-":
        return _shifted(a, b, 1 if op == "+" else -1)
    match op:
        case "+":
            return monotone(lambda x, y: tidy(x + y), a, b)
        case "-":
            return monotone(_less, a, negative(b)) if _numeric(b) else _days_apart(a, b)
        case "*":
            return _product(a, b)
        case _:
            return _quotient(a, b)


def _shifted(day: Value, duration: Value, sign: int) -> Value:
    if isinstance(duration, Duration):
        return shift(day, duration, sign)
    found = join([shift(day, d, sign) for d in duration.options])
    return possibly(found, duration.may_be_none, duration.may_not_apply)


def _numeric(value: Value) -> bool:
    return not isinstance(low(value), date) and not isinstance(high(value), date)


def _less(x: Value, minus_y: Value) -> Value:
    return tidy(x + minus_y)


def _flags(*values: Value) -> tuple[bool, bool]:
    return any(may_be_none(v) for v in values), any(may_not_apply(v) for v in values)


def _days_apart(a: Value, b: Value) -> Value:
    """The days from ``b`` to ``a``; a length is never negative, so none if ``a`` comes first."""
    if is_exact(a) and is_exact(b):
        return Duration(0, max(0, (a - b).days))
    return Approx(None, None, None, *_flags(a, b))


def _product(a: Value, b: Value) -> Value:
    if is_exact(a) and is_exact(b):
        return tidy(a * b)
    none, na = _flags(a, b)
    if is_exact(a):
        a, b = b, a
    if is_exact(b):
        ends = [None if x is None else tidy(x * b) for x in (low(a), high(a))]
        lo, hi = (0, 0) if b == 0 else ends if b > 0 else reversed(ends)
        return between(lo, hi, none, na)
    if any(low(v) is None or low(v) < 0 for v in (a, b)):
        return Approx(None, None, None, none, na)
    hi = None if high(a) is None or high(b) is None else tidy(high(a) * high(b))
    return between(tidy(low(a) * low(b)), hi, none, na)


def _quotient(a: Value, b: Value) -> Value:
    if is_exact(b) and b != 0:
        return _product(a, Fraction(1) / b)
    least, most = (low(a), high(a)), (low(b), high(b))
    if most[0] is not None and most[0] > 0 and least[0] is not None and least[0] >= 0:
        lo = 0 if most[1] is None else tidy(Fraction(least[0]) / most[1])
        hi = None if least[1] is None else tidy(Fraction(least[1]) / most[0])
        return between(lo, hi, *_flags(a, b))
    return Approx(None, None, None, *_flags(a, b))


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
    if all(is_exact(v) for v in parts) and not none:
        return tidy(sum(parts, start=0))
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


def total_of_any(value: Value) -> Value:
    """The sum of any number of values such as this one; none at all gives zero."""
    lo: Value = 0
    hi: Value = 0
    if has_number(value):
        lo, hi = low(value), high(value)
    return between(
        0 if lo is not None and lo >= 0 else None, 0 if hi is not None and hi <= 0 else None,
        may_be_none(value),
    )  # fmt: skip


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
        return Approx(None, None, frozenset(), True, True) if none else NOT_APPLICABLE
    pick: Callable[..., Value] = min if least else max
    certain = [v for v in parts if not may_not_apply(v)]
    if any(is_duration(v) for v in parts):
        return _extreme_length(parts, least, none, not certain)
    near = [low(v) if least else high(v) for v in parts]
    near_bound = None if any(x is None for x in near) else pick(near)
    far_bound = _far_bound(parts, certain, least)
    lo, hi = (near_bound, far_bound) if least else (far_bound, near_bound)
    # where every part may leave, the whole may not apply
    return between(lo, hi, none, not certain)


def limited(value: Value, limit: Value, least: bool) -> Value:
    """A value at most (or at least) its limit. What does not apply still does not, whatever its limit;
    a limit that is none, or does not apply, limits nothing."""
    if not has_number(value) or not has_number(limit):
        return value
    na = may_not_apply(value)
    if may_be_none(limit):
        limit = Approx(limit.lo, limit.hi, limit.options, may_not_apply=True)
    certain = Approx(value.lo, value.hi, value.options, value.may_be_none) if na else value
    return possibly(extreme((certain, limit), least), none=False, na=na)


def _far_bound(parts: Sequence[Value], certain: Sequence[Value], least: bool) -> Value:
    """How great the least (how small the greatest) may be: each certain part bounds it; where
    all may leave, only all together do."""
    pick: Callable[..., Value] = min if least else max
    opposite: Callable[..., Value] = max if least else min
    ends = [high(v) if least else low(v) for v in certain or parts]
    known = [x for x in ends if x is not None]
    if certain:
        return pick(known) if known else None
    return opposite(known) if len(known) == len(ends) else None


def _extreme_length(parts: Sequence[Value], shortest: bool, none: bool, na: bool) -> Value:
    """Lengths of time have no bounds: where one is not exact, any of them may be the one; beside 365
    days a year may be the shorter one or not."""
    if all(is_exact(v) for v in parts):
        return possibly(join(foremost(parts, shortest)), none, na)
    bare = [Approx(v.lo, v.hi, v.options) if type(v) is Approx else v for v in parts]
    return possibly(join(bare), none, na)


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


def share_holds(comparator: str, share: Value, masks: Sequence[Mask]) -> Mask:
    """Whether the share of parts that hold, among those that apply, stands in a relation to ``share``.

    A share of nothing is unknown. Where the share itself is not known, its bounds decide: the
    truth of "at least" and the like changes once as it grows.
    """
    if all(m & LEAVES for m in masks):
        return UNKNOWN
    if is_exact(share):
        return _share_of(comparator, share, masks) if has_number(share) else FALSE
    ends = (low(share), high(share))
    if None in ends or comparator == "exactly":
        return UNKNOWN
    mask = FALSE if may_be_none(share) or may_not_apply(share) else 0
    for end in ends:
        mask |= _share_of(comparator, end, masks)
    return mask


def _share_of(comparator: str, share: Value, masks: Sequence[Mask]) -> Mask:
    """Exact: each part contributes 1 − p if it holds and −p if it fails, so the extremes of the
    sum are the sums of the extremes."""
    if comparator == "exactly":
        return _exactly(share, masks)
    lo = hi = Fraction(0)
    for m in masks:
        choices = []
        if m & TRUE:
            choices.append(1 - share)
        if m & FALSE:
            choices.append(-share)
        if m & LEAVES:
            choices.append(Fraction(0))
        lo += min(choices)
        hi += max(choices)
    return compare(_SIGN[comparator], between(lo, hi), 0)


def _exactly(share: Value, masks: Sequence[Mask]) -> Mask:
    """Which numbers of (holding, failing) parts can still come about, and whether they fit."""
    reached = {(0, 0)}
    for m in masks:
        reached = {
            (t + dt, f + df)
            for t, f in reached
            for bit, dt, df in ((TRUE, 1, 0), (FALSE, 0, 1), (LEAVES, 0, 0))
            if m & bit
        }
    mask = 0
    for t, f in reached:
        mask |= TRUE if t == share * (t + f) else FALSE
    return mask


_SIGN = {"at_least": ">=", "at_most": "<=", "exactly": "=", "more_than": ">", "fewer_than": "<"}


def count_holds(comparator: str, bound: Value, masks: Sequence[Mask]) -> Mask:
    """Whether the number of parts that hold stands in a relation to ``bound``."""
    lo = sum(1 for m in masks if m == TRUE)
    hi = sum(1 for m in masks if m & TRUE)
    return compare(_SIGN[comparator], between(lo, hi), bound)


def holds(comparator: str, value: Value, bound: Value) -> Mask:
    return compare(_SIGN[comparator], value, bound)
