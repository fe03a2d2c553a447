"""The key cells of a decision table: what they take, and which of several rows is the narrowest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

#: ("any",) · ("is", frozenset of values) · ("below", frozenset of codes): one of them or a code that
#: begins with one · ("range", lo, lo included, hi, hi included) · ("or", cells): one of these ·
#: ("rest", cells): none of these, such as what the other rows leave.
Cell = tuple[Any, ...]

#: What a case gives that hits no row: nothing that could be known ("unknown", with its cause; "covered":
#: the same, but it was shown that there is no such case), "none", or of a condition with ``if_none``
#: that it does not apply ("leaves").
NoRow = Literal["unknown", "covered", "none", "leaves"]
#: Policies under which one row says what holds, so that rows must not contradict each other.
ONE_SAYING = frozenset({"unique", "any", "narrowest"})
#: Policies under which what holds is the result of one row.
ONE_ROW = ONE_SAYING | {"first", "priority"}


@dataclass(frozen=True, slots=True)
class HitPolicy:
    """What holds where several rows are hit, and where none is.

    ``checked``: it was seen before any case that no two rows contradict each other. Where that was too
    much to look through, rows that do give no value. ``whole``: the keys that are whole numbers wherever
    they are numbers, by number, so that an unknown one is not taken to lie between two of them.
    """

    name: str = "unique"
    no_row: NoRow = "unknown"
    checked: bool = True
    whole: frozenset[int] = frozenset()


def narrowest(rows: Sequence[tuple[Cell, ...]], case: Sequence[Any], hit: Sequence[int]) -> list[int]:
    """Of the rows a case hits, those no other beats: the special row goes before the general one.

    Fewer cells that take anything, then fewer that take the rest; of these the longer code of a
    classification. Rows that cannot be compared all stay.
    """
    widths = {i: width(rows[i]) for i in hit}
    best = min(widths.values(), default=(0, 0))
    left = [i for i in hit if widths[i] == best]
    if len(left) < 2:
        return left
    lengths = {i: tuple(code_length(c, k) for c, k in zip(rows[i], case, strict=True)) for i in left}

    def beaten(i: int) -> bool:
        return any(
            lengths[o] != lengths[i] and all(a >= b for a, b in zip(lengths[o], lengths[i], strict=True))
            for o in left
        )

    return [i for i in left if not beaten(i)]


def width(row: tuple[Cell, ...]) -> tuple[int, int]:
    """How general a row is: the cells that take anything, then those that take the rest."""
    kinds = [cell[0] for cell in row]
    return kinds.count("any"), kinds.count("rest")


def code_length(cell: Cell, value: Any) -> int:
    """How much of a code a cell names."""
    match cell[0]:
        case "below":
            return max((len(code) for code in cell[1] if str(value).startswith(code)), default=0)
        case "or":
            return max((code_length(c, value) for c in cell[1]), default=0)
        case _:
            return 0
