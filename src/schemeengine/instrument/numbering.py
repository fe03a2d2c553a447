"""To which of the open lists a number belongs."""

from __future__ import annotations

from collections.abc import Sequence

from schemeengine.instrument.marks import FIRST, Mark, Style, follows
from schemeengine.instrument.tree import Level

DEEPEST = 10  # nobody cites deeper; a hostile text must not make the tree deep


def list_of(marks: tuple[Mark, ...], stack: Sequence[Level], legal: bool) -> tuple[int, Mark] | None:
    """The depth at which a numbered line stands, and which of its readings holds there.

    It is the next in an open list, the innermost first; or it opens a new list; or a number before
    it was lost. None: the number is only part of the words.
    """
    return _next(marks, stack) or _first(marks, stack, legal) or _after_gap(marks, stack)


def _next(marks: tuple[Mark, ...], stack: Sequence[Level]) -> tuple[int, Mark] | None:
    for depth in range(len(stack) - 1, -1, -1):
        level = stack[depth]
        if level.style is None:
            return None
        for mark in marks:
            if level.style is mark.style and follows(level.ordinal, mark.ordinal):
                return depth, mark
    return None


def _first(marks: tuple[Mark, ...], stack: Sequence[Level], legal: bool) -> tuple[int, Mark] | None:
    if len(stack) >= DEEPEST:
        return None
    for mark in marks:
        if mark.ordinal == FIRST and (legal or mark.style is not Style.KANJI):
            return len(stack), mark
    return None


def _after_gap(marks: tuple[Mark, ...], stack: Sequence[Level]) -> tuple[int, Mark] | None:
    """(1) (3), the second lost in conversion: only bracketed numbers are sure enough."""
    mark = marks[0]
    for depth in range(len(stack) - 1, -1, -1):
        level = stack[depth]
        if level.style is Style.PAREN is mark.style and level.ordinal < mark.ordinal:
            return depth, mark
    return None
