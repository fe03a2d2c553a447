"""A value that differs by case as a table: its columns are what it depends on, its rows the cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from schemeengine.ir.cells import Cell, HitPolicy
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Type
from schemeengine.verdict.rule_cases import Words, cell_words, labels_of, result_words
from schemeengine.verdict.rule_scales import Line, Slices, slices, straight_line
from schemeengine.verdict.value_phrases import value_text

Row = tuple[str, ...]
_ALL_HIT = ("当たる行の値をすべて挙げます。", "All rows that hold are listed.")
_POLICIES = {
    "first": (
        "上の行から順に見て、最初に当たる行によります。",
        "Read from the top: the first row that holds counts.",
    ),
    "narrowest": (
        "二つ以上の行に当たるときは、より限られた行によります。",
        "Where several rows hold, the narrower one counts.",
    ),
    "priority": (
        "二つ以上の行に当たるときは、上の行によります。",
        "Where several rows hold, the upper one counts.",
    ),
    "sum": ("当たる行の値を合計します。", "The rows that hold are added up."),
    "least": ("当たる行のうち最も小さい値によります。", "The least of the rows that hold counts."),
    "greatest": ("当たる行のうち最も大きい値によります。", "The greatest of the rows that hold counts."),
    "count": ("当たる行の数です。", "It is the number of rows that hold."),
    "collect": _ALL_HIT,
    "rule_order": _ALL_HIT,
    "output_order": _ALL_HIT,
}
_ANY = "―"


@dataclass(frozen=True, slots=True)
class CaseTable:
    """Header and rows, and a sentence on how to read them ("" where the rows exclude each other)."""

    header: Row
    rows: tuple[Row, ...]
    how: str = ""


def case_table(words: Words, columns: Sequence[tuple[str, Expr]], of: Type) -> CaseTable | None:
    """The table of a value, or of several values with the same rows; None where it is not one.

    ``columns``: what each value is called, and the value; ``of``: the type of the rule it belongs to,
    which knows what its codes are called.
    """
    first = columns[0][1]
    match first.op:
        case Op.TABLE:
            return _decision_table(words, columns, of)
        case Op.CASE:
            return _by_code(words, *columns[0], of)
        case Op.SUM:
            line, sliced = straight_line(first), slices(first)
            if line is not None:
                return _line(words, columns[0][0], line)
            return _slices(words, sliced) if sliced is not None else None
        case _:
            return None


def is_table(expr: Expr) -> bool:
    """Whether :func:`case_table` makes a table of it."""
    if expr.op is Op.SUM:
        return straight_line(expr) is not None or slices(expr) is not None
    return expr.op in (Op.TABLE, Op.CASE)


def same_rows(exprs: Sequence[Expr]) -> bool:
    """Whether values are columns of one table."""
    first = exprs[0]
    if any(e.op is not Op.TABLE or e.data != first.data for e in exprs):
        return False
    width: Any = first.data[1]
    return all(e.args[:width] == first.args[:width] for e in exprs)


def _decision_table(words: Words, columns: Sequence[tuple[str, Expr]], of: Type) -> CaseTable:
    first = columns[0][1]
    rows, width, policy = first.data
    assert isinstance(rows, tuple)
    assert isinstance(width, int)
    keys = first.args[:width]
    made = tuple(
        (
            *(cell_words(words, cell, key.type) or _ANY for cell, key in zip(row, keys, strict=True)),
            *(result_words(words, e.args[width + n], e.type if e.type.labels else of) for _, e in columns),
        )
        for n, row in enumerate(rows)
    )  # fmt: skip
    assert isinstance(policy, HitPolicy)
    how = _POLICIES.get(policy.name, ("", ""))
    return CaseTable(
        (*(_head(words, k) for k in keys), *(name for name, _ in columns)), made, words.pick(*how)
    )


def _by_code(words: Words, name: str, expr: Expr, of: Type) -> CaseTable:
    codes, _ = expr.data
    assert isinstance(codes, tuple)
    selector, *branches = expr.args
    rest = words.pick("その他", "any other")
    rows = tuple(
        (labels_of(words, codes[n], selector.type) if n < len(codes) else rest,
         result_words(words, branch, expr.type if expr.type.labels else of))
        for n, branch in enumerate(branches)
    )  # fmt: skip
    return CaseTable((_head(words, selector), name), rows)


def _line(words: Words, name: str, line: Line) -> CaseTable:
    rows = tuple(
        (_shown(words, at, line.base.type), _shown(words, gives, line.gives)) for at, gives in line.points
    )
    how = words.pick(
        "行と行の間は直線で結んだ値、最初の行より前と最後の行より後はその行の値です。",
        "Between two rows it lies on the straight line that joins them; before the first and after the last"
        " it is what that row says.",
    )  # fmt: skip
    return CaseTable((_head(words, line.base), name), rows, how)


def _slices(words: Words, sliced: Slices) -> CaseTable:
    type_ = sliced.base.type
    rows = tuple(
        (cell_words(words, ("range", lo, False, hi, True), type_), words.value(rate))
        for lo, hi, rate in sliced.rows
    )
    how = words.pick(
        "それぞれの部分に、その行の率を掛けて合計します。",
        "Each slice is taken at the rate of its row, and they are added up.",
    )
    return CaseTable((_head(words, sliced.base), words.pick("率", "rate")), rows, how)


def _head(words: Words, key: Expr) -> str:
    return words.value(key)


def _shown(words: Words, value: object, type_: Type) -> str:
    return value_text(value, type_).of(words.lang)


__all__ = ["CaseTable", "Cell", "case_table", "is_table", "same_rows"]
