"""Years, months and days that are counted, beside a length of time as it is written (36か月).

A count in months (``{type: count, unit: か月}``) and ``whole_months(D, E)`` are numbers; a length written
beside them is the number of their units.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from schemeengine.elaborate.elaborator import Elaborator, measured
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind, Type
from schemeengine.units import DAYS, MONTHS
from schemeengine.values import Duration

#: What the functions that count time count.
_COUNTS: Mapping[str, str] = MappingProxyType(
    {
        "whole_months": "か月", "full_years": "年", "age_on": "年",
        "days_between": "日", "days_covered": "日", "days_covered_once": "日", "days_covered_within": "日",
    }
)  # fmt: skip


def in_one_count(el: Elaborator, a: Expr, b: Expr) -> tuple[Expr, Expr]:
    """Two operands, a length written beside counted time as its number."""
    return _beside(el, a, b), _beside(el, b, a)


def counted(el: Elaborator, written: Expr, type_: Type) -> Expr:
    """A written length as a value of a type that counts time; as it is where it is none."""
    unit = type_.unit if type_.kind is Kind.COUNT else ""
    return _in(el, written, unit, type_)


def years_beside_fiscal_year(el: Elaborator, a: Expr, b: Expr) -> Expr:
    """``b`` as a number where it is a written length of whole years beside a fiscal year (年度 - 1年)."""
    if a.type.kind is not Kind.FISCAL_YEAR:
        return b
    number = _in(el, b, "年", types.NUMBER)
    return number if isinstance(number.data[0] if number.op is Op.CONST else None, int) else b


def _beside(el: Elaborator, written: Expr, other: Expr) -> Expr:
    if other.op is Op.FUNCTION and str(other.data[0]) in _COUNTS:
        return _in(el, written, _COUNTS[str(other.data[0])], types.NUMBER)
    return counted(el, written, other.type)


def _in(el: Elaborator, written: Expr, unit: str, type_: Type) -> Expr:
    if unit not in (*MONTHS, *DAYS) or written.op is not Op.CONST:
        return written
    length = written.data[0]
    number = measured(length, unit) if isinstance(length, Duration) else None
    return written if number is None else el.const(number, Type(type_.kind, unit=type_.unit))
