"""The sum or the mean of the n greatest or least members of a list, with bounds where facts are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from schemeengine.execute.arithmetic import negative, tidy
from schemeengine.execute.domain import (
    NONE,
    NOT_APPLICABLE,
    Approx,
    Value,
    absent,
    between,
    has_number,
    high,
    is_exact,
    low,
    may_be_none,
    may_not_apply,
    members,
)
from schemeengine.execute.joined_lists import any_member
from schemeengine.ir.types import Type
from schemeengine.truth import TRUE

#: name: (of the greatest, the mean)
BEST = {
    "sum_of_greatest": (True, False), "mean_of_greatest": (True, True),
    "sum_of_least": (False, False), "mean_of_least": (False, True),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Parts:
    """The members that surely count, those that may, and whether one may be none."""

    sure: tuple[Value, ...]
    unsure: tuple[Value, ...]
    none: bool


def best(name: str, listed: Value, number: Value, type_: Type) -> Value:
    """The sum (or mean) of the ``number`` greatest (or least); of fewer members, of all there are."""
    of_greatest, mean = BEST[name]
    if not has_number(number):
        return number
    found = members(listed)
    if found is None or not is_exact(number):
        member = any_member(listed, type_)
        floor = low(member)
        return Approx(
            0 if floor is not None and floor >= 0 else None, None, None,
            may_be_none(member) or may_be_none(number), mean or may_not_apply(number),
        )  # fmt: skip
    given = [(absent(type_) if v is None else v, sure) for v, sure in found]
    if any(v is NONE and sure == TRUE for v, sure in given):
        return NONE
    parts = _parts(given, of_greatest)
    n = max(0, int(number))
    lo, hi = _lowest(parts, n), _highest(parts, n)
    if not of_greatest:
        lo, hi = (None if hi is None else -hi), (None if lo is None else -lo)
    if not mean:
        return between(_whole(lo), _whole(hi), parts.none)
    most = min(n, len(parts.sure) + len(parts.unsure))
    if most == 0:
        return Approx(None, None, frozenset(), True, True) if parts.none else NOT_APPLICABLE
    if parts.unsure and len(parts.sure) < n:  # how many it is the mean of is not known
        return Approx(None, None, None, parts.none, not parts.sure)
    return between(_share(lo, most), _share(hi, most), parts.none)


def _parts(given: Sequence[tuple[Value, int]], of_greatest: bool) -> _Parts:
    sure: list[Value] = []
    unsure: list[Value] = []
    none = False
    for value, belongs in given:
        none = none or may_be_none(value)
        if not has_number(value):
            continue
        certain = belongs == TRUE and not may_not_apply(value)
        (sure if certain else unsure).append(value if of_greatest else negative(value))
    return _Parts(tuple(sure), tuple(unsure), none)


def _highest(parts: _Parts, n: int) -> Value:
    """The greatest the sum may be: with every member that may count, or only with those above zero."""
    if n == 0:
        return 0
    sure, unsure = [high(v) for v in parts.sure], [high(v) for v in parts.unsure]
    if any(v is None for v in (*sure, *unsure)):
        return None
    return max(_top([*sure, *unsure], n), _top([*sure, *(v for v in unsure if v > 0)], n))


def _lowest(parts: _Parts, n: int) -> Value:
    """The least it may be: of those that surely count, and of members below zero that fill the number up."""
    known = [low(v) for v in parts.sure if low(v) is not None]
    if len(known) >= n:
        return _top(known, n)
    unsure = [low(v) for v in parts.unsure]
    if len(known) < len(parts.sure) or (len(known) < n and any(v is None for v in unsure)):
        return None
    below = sorted(v for v in unsure if v < 0)[: n - len(known)]
    return sum(known, start=0) + sum(below, start=0)


def _top(values: Sequence[Value], n: int) -> Value:
    return sum(sorted(values, reverse=True)[:n], start=0)


def _whole(value: Value) -> Value:
    return None if value is None else tidy(value)


def _share(value: Value, number: int) -> Value:
    return None if value is None else tidy(Fraction(value) / number)
