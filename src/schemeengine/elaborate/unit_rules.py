"""What kinds and units may be computed with each other, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable

from schemeengine.ir import types
from schemeengine.ir.types import DAYS, NUMERIC, Kind, Type

_PLAIN = frozenset({Kind.NUMBER, Kind.COUNT, Kind.RATIO})


def _plus(a: Type, b: Type) -> Type | None:
    if a.kind in DAYS and b.kind is Kind.DURATION:
        return types.DATE
    if a.kind is Kind.FISCAL_YEAR and b.kind is Kind.NUMBER:
        return a
    if a.kind in NUMERIC and b.kind in NUMERIC and types.comparable(a, b):
        return a if a.kind is not Kind.NUMBER else b
    return None


def _minus(a: Type, b: Type) -> Type | None:
    if a.kind in DAYS and b.kind in DAYS:
        return types.DURATION
    return _plus(a, b)


def times(a: Type, b: Type) -> Type | None:
    if a.kind not in NUMERIC or b.kind not in NUMERIC:
        return None
    if b.kind in _PLAIN and (a.kind not in _PLAIN or b.kind is not Kind.COUNT or a.kind is Kind.COUNT):
        return types.NUMBER if a.kind in _PLAIN and a.kind is not b.kind else a
    return b if a.kind in _PLAIN else None


def over(a: Type, b: Type) -> Type | None:
    if a.kind not in NUMERIC or b.kind not in NUMERIC:
        return None
    if b.kind is Kind.NUMBER or (b.kind in _PLAIN and a.kind is not b.kind):
        return types.NUMBER if a.kind is Kind.COUNT else a
    return types.RATIO if types.comparable(a, b) else None


RESULTS: dict[str, Callable[[Type, Type], Type | None]] = {
    "+": _plus, "-": _minus, "*": times, "/": over,
}  # fmt: skip


def how_instead(op: str, a: Type, b: Type) -> dict[str, str]:
    """How a price for a measured quantity is written, where it was meant."""
    if op == "*" and {a.kind, b.kind} == {Kind.YEN, Kind.QUANTITY}:
        unit = a.unit or b.unit
        return {
            "how_ja": f"単価なら「単価: 金額」「数量: 量」「当たり: 1{unit}」と書きます。",
            "how_en": f"A price per unit is written unit_price:, times:, per: 1{unit}. ",
        }
    return {"how_ja": "", "how_en": ""}
