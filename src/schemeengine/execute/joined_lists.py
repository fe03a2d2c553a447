"""Lists of which it is not known yet which one counts, or which are not known at all."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from schemeengine.execute.domain import (
    ANYTHING,
    Approx,
    Selection,
    Value,
    absent,
    has_number,
    low,
    may_be_none,
    may_not_apply,
    members,
)
from schemeengine.ir.types import Kind, Type
from schemeengine.truth import TRUE, UNKNOWN, Mask


def join_lists(values: Iterable[Value]) -> Value:
    """One of several lists: their members, none of them sure to belong. "None" has no members.

    Beside a list that is not known the members of the others are forgotten, but not that one of
    them is "none", or below zero, where the type of the list would not tell.
    """
    given = list(values)
    if all(v is given[0] for v in given):
        return given[0]
    if any(members(v) is None for v in given):
        return ANYTHING if all(map(_as_usual, given)) else UNUSUAL_LIST
    found: list[tuple[tuple[Value, Mask], ...]] = []
    for value in given:
        inner = members(value)
        assert inner is not None
        one = tuple(inner)
        if one not in found:
            found.append(one)
    if len(found) == 1 and found[0]:
        sure = all(m == TRUE for _, m in found[0])
        return tuple(v for v, _ in found[0]) if sure else Selection(found[0])
    return Selection(tuple((v, UNKNOWN) for one in found for v, _ in one))


#: A list that is not known, and whose members may be "none" or below zero whatever their type says.
UNUSUAL_LIST = Approx(may_be_none=True)


def _as_usual(value: Value) -> bool:
    """Whether a list has no member that the type of its members does not foresee."""
    inner = members(value)
    if inner is None:
        return bool(value != UNUSUAL_LIST)
    return all(isinstance(v, (str, tuple)) or v is None or _not_below_zero(v) for v, _ in inner)


def _not_below_zero(value: Value) -> bool:
    if not has_number(value) or may_be_none(value) or may_not_apply(value):
        return False
    bound = low(value)
    return isinstance(bound, (int, Fraction)) and bool(bound >= 0)


def unknown_list(value: Value) -> Value:
    """What is left of a list that is not known once it is narrowed down."""
    return UNUSUAL_LIST if value == UNUSUAL_LIST else ANYTHING


def any_member(unknown: Value, type_: Type) -> Value:
    """What is known of a member of a list that is itself not known."""
    usual = unknown != UNUSUAL_LIST or type_.kind in (Kind.YES_NO, Kind.RECORD)
    return absent(type_) if usual else Approx(may_be_none=True)
