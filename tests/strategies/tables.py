"""Rows of random decision tables, without overlaps where the hit policy forbids them."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Any

from hypothesis import strategies as st
from tests.strategies import inputs

from schemeengine.ir.types import Kind, Type

Cell = tuple[Any, ...]


def rows_for(draw: st.DrawFn, keys: list[Type], policy: str) -> tuple[tuple[Cell, ...], ...]:
    """Between one and about nine rows; with ``unique`` at most one of them fits a case."""
    columns = [_partition(draw, k) for k in keys]
    if policy == "narrowest" and keys[0].classification:  # a code within another: the longer one counts
        columns[0] = [_below("0"), _below("09", "1"), _below("091"), ("rest", (_below("0", "1"),))]
    rows = [r for r in product(*columns) if draw(st.integers(0, 4))]
    anything = (("any",),) * len(keys)
    if policy == "narrowest" and anything not in rows:
        rows.append(anything)
    elif policy not in ("unique", "any", "narrowest") and draw(st.booleans()):
        rows += [(draw(st.sampled_from(_partition(draw, keys[0]))), *(("any",) for _ in keys[1:]))]
    return tuple(rows) or (anything,)


def _partition(draw: st.DrawFn, type_: Type) -> list[Cell]:
    """Cells of one column of which exactly one fits a value."""
    if type_.kind is Kind.YES_NO:
        return draw(st.sampled_from(([_is(1), _is(2)], [("any",)], [_is(1), ("rest", (_is(1),))])))
    if type_.classification and draw(st.booleans()):
        cells = [_below("09"), _below("1", "00")]
        return [*cells, ("rest", tuple(cells))]
    if type_.kind is Kind.CODE:
        values = type_.choices or inputs.TAGS[:3]
        named = [_is(v) for v in values] if draw(st.booleans()) else [_is(*values[:2]), _is(*values[2:])]
        return named if type_.choices else [*named, ("rest", tuple(named))]
    pool = inputs.DAYS if type_.kind is Kind.DATE else inputs.YENS
    edges = sorted(draw(st.sets(st.sampled_from(pool), min_size=1, max_size=2)))
    included = draw(st.booleans())
    cells: list[Cell] = [("range", None, False, edges[0], included)]
    for low, high in pairwise(edges):
        cells.append(("range", low, not included, high, included))
    return [*cells, ("range", edges[-1], not included, None, False)]


def _below(*codes: str) -> Cell:
    return ("below", frozenset(codes))


def _is(*values: object) -> Cell:
    return ("is", frozenset(values))
