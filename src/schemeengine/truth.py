"""Three-valued truth with "does not apply", as the set of states still possible.

A clause under missing facts is a set of states it may turn out to have: holds, fails, does not
apply. The set is a small bit mask, so Kleene's connectives are a few bit operations, and a clause
whose guard is unknown ("it fails or does not apply") needs no special case. An unknown yes/no is
``UNKNOWN`` (holds or fails).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

TRUE = 1
FALSE = 2
UNKNOWN = TRUE | FALSE
NOT_APPLICABLE = 4

Mask = int
Status = Literal["true", "false", "unknown", "not_applicable"]


def status(mask: Mask) -> Status:
    """The one word a verdict shows for a mask."""
    if mask == TRUE:
        return "true"
    if mask == FALSE:
        return "false"
    if mask == NOT_APPLICABLE:
        return "not_applicable"
    return "unknown"


def decided(mask: Mask) -> bool:
    """Whether only one state is left."""
    return mask in (TRUE, FALSE, NOT_APPLICABLE)


def of_bool(value: bool) -> Mask:
    return TRUE if value else FALSE


def all_of(masks: Iterable[Mask]) -> Mask:
    """Every applicable part holds; parts that do not apply leave; an empty list holds."""
    can_hold, can_fail = TRUE, 0
    for m in masks:
        if m & FALSE:
            can_fail = FALSE
            if not m & (TRUE | NOT_APPLICABLE):
                can_hold = 0
    return can_hold | can_fail


def any_of(masks: Iterable[Mask]) -> Mask:
    """Some applicable part holds; parts that do not apply leave; an empty list fails."""
    can_hold, can_fail = 0, FALSE
    for m in masks:
        if m & TRUE:
            can_hold = TRUE
            if not m & (FALSE | NOT_APPLICABLE):
                can_fail = 0
    return can_hold | can_fail


def negate(mask: Mask) -> Mask:
    """Holds and fails change places; what does not apply still does not apply."""
    return ((mask & TRUE) << 1) | ((mask & FALSE) >> 1) | (mask & NOT_APPLICABLE)


def guard(condition: Mask, body: Mask) -> Mask:
    """``applies_when``: the body where the condition holds, otherwise "does not apply"."""
    result = body if condition & TRUE else 0
    if condition & (FALSE | NOT_APPLICABLE):
        result |= NOT_APPLICABLE
    return result


def deemed(condition: Mask, body: Mask) -> Mask:
    """``deemed_when``: met where the condition holds; else the body (which may not apply)."""
    result = TRUE if condition & TRUE else 0
    if condition & (FALSE | NOT_APPLICABLE):
        result |= body
    return result
