"""What is known of a value: exactly, within bounds, as a set of possibilities, or not at all.

Executors compute with exact Python values (int, Fraction, date, str, tuples) and fall back to
:class:`Approx` where a fact is missing. Every operation here is total: it never raises on data,
and its result includes every result the missing facts could still bring about ("never wrong,
at worst late").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeGuard

from schemeengine.ir.types import NON_NEGATIVE, Kind, Type
from schemeengine.lengths import compare_lengths
from schemeengine.truth import FALSE, TRUE, UNKNOWN, Mask
from schemeengine.values import ANYTHING as ANYTHING
from schemeengine.values import Approx as Approx
from schemeengine.values import Duration, Interval, Stated

#: Exact and approximate values share this name: their static type is known from the node.
Value = Any


NONE, NOT_YET, NOT_APPLICABLE = Stated.NONE, Stated.NOT_YET, Stated.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Selection:
    """A list some of whose members are not sure to belong: (member, TRUE or UNKNOWN)."""

    members: tuple[tuple[Value, Mask], ...]


_NOT_NEGATIVE = Approx(lo=0)


def absent(type_: Type) -> Value:
    """What is known of a missing value from its type alone."""
    if type_.kind is Kind.YES_NO:
        return UNKNOWN
    if type_.kind in (Kind.RECORD, Kind.JUDGMENT):
        return None
    none = type_.may_be_none
    if type_.limits is not None:
        lo, hi = type_.limits
        if lo != 0 or hi is not None or none:
            return Approx(lo, hi, may_be_none=none)
        return _NOT_NEGATIVE
    if type_.kind in NON_NEGATIVE and not type_.may_be_negative:
        return Approx(lo=0, may_be_none=True) if none else _NOT_NEGATIVE
    if type_.kind is Kind.CODE and type_.choices:
        return Approx(options=frozenset(type_.choices), may_be_none=none)
    return Approx(may_be_none=True) if none else ANYTHING


def is_exact(value: Value) -> bool:
    return type(value) is not Approx and value is not None


def low(value: Value) -> Value:
    """The lower bound, or None."""
    if type(value) is Approx:
        return min(value.options) if _ordered(value.options) else value.lo
    return value


def high(value: Value) -> Value:
    """The upper bound, or None."""
    if type(value) is Approx:
        return max(value.options) if _ordered(value.options) else value.hi
    return value


def _ordered(options: frozenset[Value] | None) -> TypeGuard[frozenset[Value]]:
    return bool(options) and not isinstance(next(iter(options or ())), (Duration, Interval))


def between(lo: Value, hi: Value, none: bool = False, na: bool = False) -> Value:
    """The value with these bounds; exact if they meet and nothing else is possible."""
    if not none and not na:
        if lo is None:
            return Approx(hi=hi) if hi is not None else ANYTHING
        if lo == hi:
            return lo
    return Approx(lo, hi, None, none, na)


def may_be_none(value: Value) -> bool:
    return value is NONE or (type(value) is Approx and value.may_be_none)


def may_not_apply(value: Value) -> bool:
    return value is NOT_APPLICABLE or (type(value) is Approx and value.may_not_apply)


def has_number(value: Value) -> bool:
    """Whether the value can still be a real value (not only "none" or "does not apply")."""
    if type(value) is Approx:
        return value.options is None or bool(value.options)
    return value is not NONE and value is not NOT_APPLICABLE and value is not NOT_YET


def without(values: Sequence[Value]) -> Value:
    """What "none" or "does not apply" among the operands makes of a result; else None.

    Both are contagious; where there are both, "none" wins.
    """
    if all(has_number(v) for v in values):
        return None
    if any(v is NONE for v in values):
        return NONE
    if not any(may_be_none(v) for v in values):
        return ANYTHING if any(v is NOT_YET for v in values) else NOT_APPLICABLE
    return Approx(None, None, frozenset(), True, any(may_not_apply(v) for v in values))


def possibly(value: Value, none: bool, na: bool = False) -> Value:
    """The value, or else "none" or "does not apply" where that is possible too."""
    more = [*([NONE] if none else []), *([NOT_APPLICABLE] if na else [])]
    return join([value, *more]) if more else value


def join(values: Iterable[Value]) -> Value:
    """The least approximation that includes all the values (of one static type)."""
    found = list(values)
    assert found
    first = found[0]
    if all(type(v) is type(first) and v == first for v in found[1:]):
        return first
    real = [v for v in found if has_number(v)]
    none = any(may_be_none(v) for v in found)
    na = any(may_not_apply(v) for v in found)
    if not real:
        return Approx(None, None, frozenset(), none, na)
    if any(isinstance(v, (tuple, Selection)) or v is None for v in real):
        return Approx(None, None, None, none, na)
    if any(isinstance(v, _LISTED) or (type(v) is Approx and v.options) for v in real):
        return _among(real, none, na)
    lows, highs = [low(v) for v in real], [high(v) for v in real]
    lo = None if any(x is None for x in lows) else min(lows)
    hi = None if any(x is None for x in highs) else max(highs)
    return between(lo, hi, none, na)


#: Values without an order of their own: where several are possible they are listed.
_LISTED = (str, Duration, Interval)


def _among(real: Sequence[Value], none: bool, na: bool) -> Value:
    """One of several codes, lengths or periods; anything if one of them is not known at all."""
    options: frozenset[Value] = frozenset()
    for v in real:
        if type(v) is Approx and v.options is None:
            periods = [i for o in real for i in _options(o) or () if isinstance(i, Interval)]
            ends = [e for i in periods for e in (i.first, i.last)]
            none, na = none or any(map(may_be_none, ends)), na or any(map(may_not_apply, ends))
            return Approx(None, None, None, none, na)
        options |= _options(v) or frozenset()
    if len(options) == 1 and not none and not na:
        return next(iter(options))
    return Approx(None, None, options, none, na)


# ------------------------------------------------------------------ comparing
def compare(op: str, a: Value, b: Value) -> Mask:
    """``a op b`` with op one of = < <= > >=; against "none" every comparison fails."""
    if type(a) is not Approx and type(b) is not Approx:
        if not has_number(a) or not has_number(b):
            return FALSE
        if a is None or b is None:
            return UNKNOWN
        if isinstance(a, Duration):
            return compare_lengths(op, a, b)
        a, b = _aligned(a, b)
        return TRUE if _EXACT[op](a, b) else FALSE
    mask = 0
    if has_number(a) and has_number(b):
        of_lengths = is_duration(a) or is_duration(b)
        mask = _each_length(op, a, b) if of_lengths else _compare_real(op, *_aligned(a, b))
    if not has_number(a) or not has_number(b) or any(may_be_none(v) or may_not_apply(v) for v in (a, b)):
        mask |= FALSE
    return mask or FALSE


_EXACT: dict[str, Callable[[Value, Value], bool]] = {
    "=": lambda a, b: bool(a == b),
    "<": lambda a, b: bool(a < b),
    "<=": lambda a, b: bool(a <= b),
    ">": lambda a, b: bool(a > b),
    ">=": lambda a, b: bool(a >= b),
}  # fmt: skip


def _aligned(a: Value, b: Value) -> tuple[Value, Value]:
    """Make two values comparable: beside a day a time counts by its day (Civil Code art. 141)."""
    if _has_time(a) != _has_time(b):
        return _map_bounds(a, _as_day), _map_bounds(b, _as_day)
    return a, b


def is_duration(value: Value) -> bool:
    """Whether the value is a length of time, or one of several."""
    if type(value) is Approx:
        return bool(value.options) and isinstance(next(iter(value.options or ())), Duration)
    return isinstance(value, Duration)


def _each_length(op: str, a: Value, b: Value) -> Mask:
    """Every pair of lengths that may stand beside each other; one not known at all decides nothing."""
    mask = 0
    for x in _options(a) or (None,):
        for y in _options(b) or (None,):
            if isinstance(x, Duration) and isinstance(y, Duration):
                mask |= compare_lengths(op, x, y)
            else:
                mask = UNKNOWN
    return mask


def _as_time(value: Value) -> Value:
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time.min)
    return value


def _options(value: Value) -> frozenset[Value] | None:
    if type(value) is Approx:
        return value.options
    return frozenset({value})


def _compare_real(op: str, a: Value, b: Value) -> Mask:
    if op == "=":
        return _equal(a, b)
    if op in (">", ">="):
        return _compare_real({">": "<", ">=": "<="}[op], b, a)
    a_lo, a_hi, b_lo, b_hi = low(a), high(a), low(b), high(b)
    strict = op == "<"
    mask = 0
    if a_lo is None or b_hi is None or (a_lo < b_hi if strict else a_lo <= b_hi):
        mask |= TRUE
    if a_hi is None or b_lo is None or (a_hi >= b_lo if strict else a_hi > b_lo):
        mask |= FALSE
    return mask


def _equal(a: Value, b: Value) -> Mask:
    xs, ys = _options(a), _options(b)
    if xs is not None and ys is not None:
        mask = TRUE if xs & ys else 0
        return mask | (0 if len(xs) == len(ys) == 1 and xs == ys else FALSE)
    if isinstance(a, str) or isinstance(b, str) or xs is not None or ys is not None:
        text = xs if xs is not None else ys
        if text and any(isinstance(x, str) for x in text):
            return UNKNOWN
    a_lo, a_hi, b_lo, b_hi = low(a), high(a), low(b), high(b)
    apart = (a_hi is not None and b_lo is not None and a_hi < b_lo) or (
        b_hi is not None and a_lo is not None and b_hi < a_lo
    )
    return FALSE if apart else UNKNOWN


def member(value: Value, codes: frozenset[str]) -> Mask:
    """Whether a code is one of ``codes``."""
    if type(value) is Approx:
        if value.options is None:
            return UNKNOWN
        mask = TRUE if value.options & codes else 0
        if value.options - codes or value.may_be_none or value.may_not_apply:
            mask |= FALSE
        return mask or FALSE
    if value is None:
        return UNKNOWN
    return TRUE if value in codes else FALSE


def begins_with(value: Value, codes: frozenset[str]) -> Mask:
    """Whether a code is one of ``codes`` or stands below one of them: it begins with it."""
    starts = tuple(codes)
    if isinstance(value, str):
        return TRUE if value.startswith(starts) else FALSE
    if not has_number(value):
        return FALSE
    if type(value) is not Approx or value.options is None:
        return UNKNOWN
    mask = FALSE if value.may_be_none or value.may_not_apply else 0
    for option in value.options:
        mask |= TRUE if option.startswith(starts) else FALSE
    return mask


def within(day: Value, interval: Value) -> Mask:
    """Whether a day (or a time) lies in a stretch of days, both ends included."""
    if not isinstance(interval, Interval):
        return _within_some(day, interval)
    if not has_number(day):
        return FALSE
    after = TRUE if interval.first is None else compare("<=", *_edges(interval.first, day, False))
    before = TRUE if interval.last is None else compare("<=", *_edges(day, interval.last, True))
    can_hold = after & before & TRUE
    without_day = FALSE if may_be_none(day) or may_not_apply(day) else 0
    return can_hold | ((after | before) & FALSE) | without_day


def _within_some(day: Value, interval: Value) -> Mask:
    if interval is None or (has_number(interval) and interval.options is None):
        return UNKNOWN
    mask = 0
    if has_number(interval):
        for period in interval.options:
            mask |= within(day, period)
    if may_be_none(interval) or may_not_apply(interval):
        mask |= FALSE
    return mask


def _edges(a: Value, b: Value, last: bool) -> tuple[Value, Value]:
    """Align a bound with a moment: a date as last bound covers its whole day, a minute all of it."""
    probe, bound = (a, b) if last else (b, a)
    if not _has_time(probe):
        bound_day = _map_bounds(bound, _as_day) if _has_time(bound) else bound
        return (probe, bound_day) if last else (bound_day, probe)
    whole = _end_of if last else _as_time
    moved = _map_bounds(bound, whole)
    return (probe, moved) if last else (moved, probe)


def _has_time(value: Value) -> bool:
    return any(isinstance(v, datetime) for v in (low(value), high(value)))


def _as_day(value: Value) -> Value:
    return value.date() if isinstance(value, datetime) else value


def _end_of(value: Value) -> Value:
    if isinstance(value, datetime):
        return value.replace(second=59, microsecond=999999)
    return datetime.combine(value, time.max)


def _map_bounds(value: Value, change: Callable[[Value], Value]) -> Value:
    """Apply a monotone change to both bounds."""
    if type(value) is not Approx:
        return change(value) if has_number(value) and value is not None else value
    lo = None if low(value) is None else change(low(value))
    hi = None if high(value) is None else change(high(value))
    return Approx(lo, hi, None, value.may_be_none, value.may_not_apply)


def monotone(change: Callable[..., Value], *values: Value) -> Value:
    """A function that grows with each of its arguments, applied to bounds.

    A "none" among the arguments makes the result "none"; a change that cannot be computed
    (a year outside the calendar) leaves that bound open.
    """
    stated = without(values)
    if stated is not None:
        return stated
    if all(is_exact(v) for v in values):
        result = safely(change, *values)
        return ANYTHING if result is None else result
    lows, highs = [low(v) for v in values], [high(v) for v in values]
    lo = None if any(x is None for x in lows) else safely(change, *lows)
    hi = None if any(x is None for x in highs) else safely(change, *highs)
    return between(lo, hi, any(may_be_none(v) for v in values), any(may_not_apply(v) for v in values))


def safely(change: Callable[..., Value], *values: Value) -> Value:
    """None where the calendar refuses: a year outside it, or holidays that are not known."""
    try:
        return change(*values)
    except (ValueError, OverflowError):
        return None


# ------------------------------------------------------------------ members
def members(value: Value) -> Iterator[tuple[Value, Mask]] | None:
    """The members of a list and whether each surely belongs; None for an unknown list."""
    if isinstance(value, tuple):
        return ((m, TRUE) for m in value)
    if isinstance(value, Selection):
        return iter(value.members)
    if value is NONE or value is NOT_APPLICABLE:
        return iter(())
    return None
