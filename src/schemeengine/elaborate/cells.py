"""Whether an exact value falls into a table's key cell (for the check of overlaps and gaps)."""

from __future__ import annotations

from typing import Any


def hits(cell: tuple[Any, ...], value: Any) -> bool:
    """``value`` None stands for a code that no cell names."""
    match cell[0]:
        case "any":
            return True
        case "is":
            return value in cell[1]
        case "rest":
            return not any(hits(c, value) for c in cell[1])
        case _:
            _, lo, lo_in, hi, hi_in = cell
            above = lo is None or (value >= lo if lo_in else value > lo)
            below = hi is None or (value <= hi if hi_in else value < hi)
            return bool(above and below)
