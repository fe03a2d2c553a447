"""What can be said of a table's rows before any case: overlaps, ties and gaps.

Exact over the finitely many classes of cases that the cells distinguish, where there are not too
many of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.key_cells import hits, named_values
from schemeengine.ir import types
from schemeengine.ir.cells import Cell, narrowest
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind, Type
from schemeengine.model.node import NodeDoc
from schemeengine.source import Span

_MAX_COMPARISONS = 500_000  # of a case with a row
#: Policies under which it matters which rows are hit, and a case without a row is a gap.
_ONE_ROW = ("unique", "any", "first", "priority", "narrowest")
#: Kinds of which a dossier may state no value below zero (D027).
_REFUSED_BELOW_ZERO = frozenset({Kind.NUMBER, Kind.RATIO, Kind.QUANTITY})
#: Result columns by name: one expression a row, and their type.
Results = dict[str, tuple[tuple[Expr, ...], Type]]
_WHOLE = frozenset({Kind.COUNT, Kind.YEN, Kind.FISCAL_YEAR, Kind.NUMBER})


def check_rows(
    el: Elaborator, node: NodeDoc, places: Sequence[Span], keys: tuple[Expr, ...],
    cells: tuple[tuple[Cell, ...], ...], policy: str, results: Results,
) -> None:  # fmt: skip
    """Report two rows that say different things of one case, and a case of which none says anything."""
    if policy not in _ONE_ROW or any(k.type.kind is Kind.DURATION for k in keys):
        return  # a month and thirty days cannot be put in order
    classes = [_classes([row[i] for row in cells], k) for i, k in enumerate(keys)]
    size = 1
    for c in classes:
        size *= max(len(c), 1)
    if size * len(cells) > _MAX_COMPARISONS:
        return
    gap: tuple[Hashable, ...] | None = None
    for case in itertools.product(*classes):
        hit = [n for n, row in enumerate(cells) if all(hits(c, v) for c, v in zip(row, case, strict=True))]
        rivals = _rivals(policy, cells, hit, results, case)
        if rivals:
            el.problems.add(codes.TABLE_OVERLAP, places[rivals[1]], first=rivals[0] + 1, second=rivals[1] + 1)
            return
        if not hit and gap is None:
            gap = case
    if gap is not None and node.modifier("if_none") is None:
        head = node.head_key.span if node.head_key is not None else node.span
        shown = {f"case_{lang}": _shown(gap, keys, lang) for lang in ("ja", "en")}
        el.problems.add(codes.TABLE_GAP, head, **shown)


def _rivals(
    policy: str, cells: tuple[tuple[Cell, ...], ...], hit: list[int], results: Results,
    case: Sequence[Hashable],
) -> list[int]:  # fmt: skip
    """The rows that would have to agree on a case and do not."""
    if policy == "narrowest" and len(hit) > 1:
        hit = narrowest(cells, case, hit)
    elif policy not in ("unique", "any"):
        return []
    if len(hit) < 2 or (policy != "unique" and _agree(results, hit)):
        return []
    return hit


def _agree(results: Results, rows: list[int]) -> bool:
    """Whether rows give the same result in every column."""
    return all(len({exprs[r].number for r in rows}) == 1 for exprs, _ in results.values())


def _shown(case: tuple[Hashable, ...], keys: tuple[Expr, ...], lang: str) -> str:
    words = {1: ("はい", "yes"), 2: ("いいえ", "no")}
    found = []
    for value, key in zip(case, keys, strict=True):
        if key.type.kind is Kind.YES_NO and isinstance(value, int):
            found.append(words[value][lang == "en"])
        else:
            found.append("-" if value is None else str(value))
    return ", ".join(found)


def _classes(column: Sequence[Cell], key: Expr) -> list[Hashable]:
    """Representatives of the cases a column distinguishes; None stands for "any other code"."""
    type_ = key.type
    named: set[Any] = set().union(*(named_values(c) for c in column))
    if type_.kind is Kind.YES_NO:
        return [1, 2]
    if type_.choices:
        return list(type_.choices)
    if type_.kind not in types.ORDERED:
        return [*sorted(named), None]
    if not named:
        return [0]
    points = {*named, *(p for v in named for p in _beside(v, type_.kind))}
    whole = type_.kind in _WHOLE and not (type_.decimals or any(isinstance(v, Fraction) for v in named))
    if not whole and not isinstance(min(named), date):
        ordered = sorted(named)
        points |= {Fraction(a + b) / 2 for a, b in itertools.pairwise(ordered)}
    asked = key.op in (Op.INPUT, Op.FIELD) and type_.kind in _REFUSED_BELOW_ZERO
    not_below_zero = (asked or type_.kind in types.NON_NEGATIVE) and not type_.may_be_negative
    low = 0 if not_below_zero else min(points)
    return [p for p in sorted(points) if p >= low]


def _beside(value: Any, kind: Kind) -> tuple[Any, Any]:
    if isinstance(value, datetime):
        return value - timedelta(minutes=1), value + timedelta(minutes=1)
    if isinstance(value, date):
        return value - timedelta(days=1), value + timedelta(days=1)
    return value - 1, value + 1
