"""The classes of values that the cells of a key column tell apart, one representative of each.

What holds for the representatives holds for every value the key can have: rows are the same for all
values of a class.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterator, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.key_cells import named_values
from schemeengine.elaborate.key_domain import below_zero, lacking, whole
from schemeengine.ir import types
from schemeengine.ir.cells import Cell
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.values import (
    Duration,
    Stated,
    format_date,
    format_decimal,
    format_duration,
    format_ratio,
    format_yen,
)

_READ = frozenset({Op.INPUT, Op.FIELD, Op.VAR})
_YEAR_OF_MONTHS = 16  # sixteen months and some days come to any sixteenth of a day


#: The least and the greatest value that can be stated, where there is one.
Limits = tuple[Any, Any]


def classes(column: Sequence[Cell], key: Expr, limits: Limits) -> list[Hashable]:
    """One value of each class; None stands for a code that no cell names."""
    order = [Stated.NONE, Stated.NOT_APPLICABLE, Stated.NOT_YET]
    return [*_values(column, key, limits), *sorted(lacking(key), key=order.index)]


def limits_of(el: Elaborator, key: Expr) -> Limits:
    """What ``allowed`` says of a fact or field; of what is computed nothing."""
    match key.op:
        case Op.INPUT if isinstance(key.data[0], Address) and key.data[0] in el.inputs:
            allowed = el.inputs[key.data[0]].decl.allowed
        case Op.FIELD if key.args[0].type.record in el.records and isinstance(key.data[0], int):
            allowed = el.records[key.args[0].type.record].fields[key.data[0]].allowed
        case _:
            allowed = None
    known = key.type.limits if key.op in _READ else None
    low, high = known or allowed or (None, None)
    return _length(low), _length(high)


def as_lengths(cell: Cell) -> Cell:
    """A cell with lengths of time as the days they are put in order by."""
    match cell[0]:
        case "is":
            return ("is", frozenset(_length(v) for v in cell[1]))
        case "or" | "rest":
            return (cell[0], tuple(map(as_lengths, cell[1])))
        case "range":
            return ("range", _length(cell[1]), cell[2], _length(cell[3]), cell[4])
        case _:
            return cell


def _length(value: Any) -> Any:
    return value.length if isinstance(value, Duration) else value


def _values(column: Sequence[Cell], key: Expr, limits: Limits) -> list[Hashable]:
    type_ = key.type
    if type_.kind is Kind.YES_NO:
        return [1, 2]
    if type_.choices:
        return list(type_.choices)
    named: set[Any] = set().union(*(named_values(c) for c in column))
    if type_.kind not in types.ORDERED:
        return [*sorted(named), None]
    lo, hi = limits
    if lo is None and _never_negative(key):
        lo = Fraction(0) if type_.kind is Kind.DURATION else 0
    if not named:
        return [next((v for v in (lo, hi) if v is not None), 0)]
    points = {*named, *(v for v in (lo, hi) if v is not None)}
    points |= set(_between(sorted(points), key))
    points |= {p for v in named for p in _beyond(v, type_.kind)}
    return [p for p in sorted(points) if (lo is None or p >= lo) and (hi is None or p <= hi)]


def _never_negative(key: Expr) -> bool:
    kind = key.type.kind
    return kind is Kind.DURATION or (kind in types.NUMERIC and not below_zero(key))


def _between(ordered: Sequence[Any], key: Expr) -> Iterator[Any]:
    """A value between each two, where the key can have one."""
    for a, b in itertools.pairwise(ordered):
        if isinstance(a, datetime):
            middle: Any = a + timedelta(minutes=1)
        elif isinstance(a, date):
            middle = a + timedelta(days=1)
        elif key.type.kind is Kind.DURATION:
            middle = _length_between(a, b)
        else:
            middle = a // 1 + 1 if whole(key) else Fraction(a + b) / 2
        if middle is not None and a < middle < b:
            yield middle


def _length_between(a: Fraction, b: Fraction) -> Fraction | None:
    """A length of so many months and days between two others."""
    for months in range(_YEAR_OF_MONTHS):
        rest = a - Duration(months, 0).length
        found = Duration(months, max(0, rest // 1 + 1)).length
        if a < found < b:
            return found
    return None


def _beyond(value: Any, kind: Kind) -> Iterator[Any]:
    """The values next to an end, on either side."""
    one: Any = 1
    if isinstance(value, date):
        one = timedelta(minutes=1) if isinstance(value, datetime) else timedelta(days=1)
    for sign in (-1, 1):
        try:
            yield value + sign * one
        except OverflowError:  # the calendar ends there
            continue


def shown(case: Sequence[Any], keys: Sequence[Expr], lang: str) -> str:
    """A case as it is written in a message: one value for each key."""
    return ", ".join(_shown(v, k, lang) for v, k in zip(case, keys, strict=True))


_WORDS: dict[Hashable, tuple[str, str]] = {
    None: ("ほかの値", "any other value"),
    Stated.NONE: ("なし", "none"),
    Stated.NOT_APPLICABLE: ("適用なし", "does not apply"),
    Stated.NOT_YET: ("まだ", "not yet"),
}


def _shown(value: Any, key: Expr, lang: str) -> str:
    english = lang == "en"
    kind = key.type.kind
    if value in _WORDS:
        return _WORDS[value][english]
    if kind is Kind.YES_NO:
        return {1: ("はい", "yes"), 2: ("いいえ", "no")}[value][english]
    if isinstance(value, date):
        return format_date(value, "en" if english else "ja")
    if kind is Kind.DURATION:
        months = value / Duration(1, 0).length
        if value and months.denominator == 1:
            return format_duration(Duration(months.numerator, 0), "en" if english else "ja")
        about = "" if value.denominator == 1 else ("約", "about ")[english]
        return about + f"{value // 1}" + ("日", " days")[english]
    if kind is Kind.CODE:
        return key.type.label(value, lang)
    if kind is Kind.YEN and isinstance(value, int):
        return format_yen(value, "en" if english else "ja")
    if kind is Kind.RATIO:
        return format_ratio(Fraction(value), "en" if english else "ja")
    figures = format_decimal(Fraction(value)) if isinstance(value, (int, Fraction)) else None
    return f"{figures or value}{key.type.unit if kind in (Kind.COUNT, Kind.QUANTITY) else ''}"
