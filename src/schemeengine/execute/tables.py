"""Decision tables: which rows are still possible, and what they say together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schemeengine import truth
from schemeengine.execute import arithmetic, domain
from schemeengine.execute.domain import NONE, Value
from schemeengine.ir.types import Kind, Type
from schemeengine.truth import FALSE, TRUE, Mask

#: A key cell: ("any",) · ("is", frozenset of values) · ("range", lo, lo included, hi, hi included)
#: · ("rest", cells of the other rows): what the other rows leave.
Cell = tuple[Any, ...]


def look_up(
    rows: Sequence[tuple[Cell, ...]], keys: Sequence[Value], results: Sequence[Value],
    policy: str, type_: Type,
) -> Value:  # fmt: skip
    """The value of a table for (perhaps unknown) keys under a hit policy.

    No row gives "none". Under an unknown key the rows still possible are joined.
    """
    masks = [truth.all_of(cell_mask(c, k) for c, k in zip(row, keys, strict=True)) for row in rows]
    possible = [i for i, m in enumerate(masks) if m & TRUE]
    match policy:
        case "sum" | "greatest" | "least" | "count":
            return _collected(policy, masks, results, possible)
        case "narrowest":
            possible = _narrowest(rows, masks, possible)
        case _:
            pass
    sure = any(masks[i] == TRUE for i in possible)
    if sure and policy == "unique":
        possible = [i for i in possible if masks[i] == TRUE][:1]
    values = [results[i] for i in possible]
    if not sure:
        values.append(NONE)
    if type_.kind is Kind.YES_NO:
        mask = 0
        for v in values:
            mask |= FALSE if v is NONE else v
        return mask
    return domain.join(values)


def _collected(
    policy: str, masks: Sequence[Mask], results: Sequence[Value], possible: Sequence[int]
) -> Value:
    kept = [
        results[i] if masks[i] == TRUE else domain.join([results[i], domain.NOT_APPLICABLE])
        for i in possible
    ]
    if policy == "count":
        return domain.between(sum(1 for i in possible if masks[i] == TRUE), len(kept))
    if policy == "sum":
        return arithmetic.total(kept)
    return arithmetic.extreme(kept, least=policy == "least") if kept else NONE


def _narrowest(
    rows: Sequence[tuple[Cell, ...]], masks: Sequence[Mask], possible: list[int]
) -> list[int]:
    """A special row beats a general one: drop rows that a surely hit, narrower row beats."""

    def width(i: int) -> int:
        return sum(1 for cell in rows[i] if cell[0] in ("any", "rest"))

    sure = [width(i) for i in possible if masks[i] == TRUE]
    if not sure:
        return possible
    best = min(sure)
    return [i for i in possible if width(i) <= best]


def cell_mask(cell: Cell, key: Value) -> Mask:
    """Whether a key falls into a cell."""
    match cell[0]:
        case "any":
            return TRUE
        case "is":
            return truth.any_of(domain.compare("=", key, v) for v in cell[1])
        case "rest":
            return truth.negate(truth.any_of(cell_mask(c, key) for c in cell[1]))
        case _:
            _, lo, lo_in, hi, hi_in = cell
            above = TRUE if lo is None else domain.compare(">=" if lo_in else ">", key, lo)
            below = TRUE if hi is None else domain.compare("<=" if hi_in else "<", key, hi)
            return truth.all_of((above, below))

