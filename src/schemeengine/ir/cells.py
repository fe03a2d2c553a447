"""The key cells of a decision table: what they take, and which of several rows is the narrowest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

#: ("any",) · ("is", frozenset of values) · ("below", frozenset of codes): one of them or a code that
#: begins with one · ("range", lo, lo included, hi, hi included) · ("or", cells): one of these ·
#: ("rest", cells): none of these, such as what the other rows leave.
Cell = tuple[Any, ...]


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
    lengths = {i: tuple(_code_length(c, k) for c, k in zip(rows[i], case, strict=True)) for i in left}

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


def _code_length(cell: Cell, value: Any) -> int:
    """How much of a code a cell names."""
    match cell[0]:
        case "below":
            return max((len(code) for code in cell[1] if str(value).startswith(code)), default=0)
        case "or":
            return max((_code_length(c, value) for c in cell[1]), default=0)
        case _:
            return 0
