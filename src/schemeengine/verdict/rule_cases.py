"""The cases of a value that differs by case: the branches of a choice, the rows of a table, the days
from which a set value counts; and what such a value is called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from schemeengine.diagnostics import Lang
from schemeengine.ir.cells import Cell
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind, Type
from schemeengine.values import CURRENCIES, format_date
from schemeengine.verdict.value_phrases import value_text

#: What a value that differs by case is: an amount, a rate, a day.
_KINDS = {
    Kind.YEN: ("額", "amount"), Kind.RATIO: ("割合", "rate"), Kind.DATE: ("日", "day"),
    Kind.COUNT: ("数", "number"), Kind.DURATION: ("期間", "length of time"),
}  # fmt: skip


class Words(Protocol):
    """What writes values and conditions (:class:`RuleWords`)."""

    @property
    def lang(self) -> Lang: ...

    def pick(self, ja: str, en: str) -> str: ...

    def value(self, expr: Expr, decl: None = None, depth: int = 0) -> str: ...

    def condition(self, expr: Expr, negated: bool = False, depth: int = 0) -> str: ...


def cases(words: Words, expr: Expr, depth: int) -> list[tuple[str, str]]:
    """(in which case, what it then is) of each row; what every other case comes to is the last."""
    match expr.op:
        case Op.CASE:
            return list(_by_code(words, expr, depth))
        case Op.CHOOSE:
            return list(_by_condition(words, expr, depth))
        case Op.TABLE:
            return list(_by_table(words, expr, depth))
        case Op.DATED:
            return list(_by_day(words, expr, depth))
        case _:
            return []


def by_what(words: Words, expr: Expr, depth: int) -> str:
    """A value that differs by case, called by what it hangs on: 世帯の人数に応じた額."""
    kind = ("額", "amount") if expr.type.unit in CURRENCIES else _KINDS.get(expr.type.kind, ("値", "value"))
    width = expr.data[1] if expr.op is Op.TABLE else 1
    assert isinstance(width, int)
    if expr.op is Op.CHOOSE:
        return words.pick(f"場合に応じた{kind[0]}", f"the {kind[1]} of the case")
    keys = dict.fromkeys(words.value(key, None, depth + 1) for key in expr.args[:width])
    return words.pick(f"{'と'.join(keys)}に応じた{kind[0]}", f"the {kind[1]} by {' and '.join(keys)}")


def when_ja(condition: str) -> str:
    """…のとき after a noun (5人以上), …とき after anything else (当たる)."""
    return f"{condition}とき" if "ぁ" <= condition[-1:] <= "ん" else f"{condition}のとき"


def _said(words: Words, expr: Expr, depth: int) -> str:
    if expr.type.kind.value == "yes_no":
        return words.condition(expr, depth=1)
    return words.value(expr, None, depth + 1)


def _by_code(words: Words, expr: Expr, depth: int) -> Iterator[tuple[str, str]]:
    rows, _ = expr.data
    assert isinstance(rows, tuple)
    selector, *branches = expr.args
    subject = words.value(selector, None, depth + 1)
    for number, branch in enumerate(branches):
        when = words.pick("その他のとき", "otherwise")
        if number < len(rows):
            when = _is(words, subject, _labels(words, rows[number], selector.type))
        yield when, _said(words, branch, depth)


def _by_condition(words: Words, expr: Expr, depth: int) -> Iterator[tuple[str, str]]:
    pairs = expr.args[:-1]
    for condition, branch in zip(pairs[::2], pairs[1::2], strict=True):
        held = words.condition(condition, depth=1)
        yield words.pick(when_ja(held), f"if {held}"), _said(words, branch, depth)
    yield words.pick("その他のとき", "otherwise"), _said(words, expr.args[-1], depth)


def _by_table(words: Words, expr: Expr, depth: int) -> Iterator[tuple[str, str]]:
    rows, width, _ = expr.data
    assert isinstance(rows, tuple)
    assert isinstance(width, int)
    keys, results = expr.args[:width], expr.args[width:]
    for row, result in zip(rows, results, strict=True):
        said = []
        for key, cell in zip(keys, row, strict=True):
            held = _cell(words, cell, words.value(key, None, depth + 1), key.type)
            said += [held] if held else []
        when = words.pick("、".join(said) or "その他のとき", " and ".join(said) or "otherwise")
        yield when, _said(words, result, depth)


def _by_day(words: Words, expr: Expr, depth: int) -> Iterator[tuple[str, str]]:
    (days,) = expr.data
    assert isinstance(days, tuple)
    for first, result in zip(days, expr.args[1:], strict=True):
        assert isinstance(first, date)
        if first > date.min:  # before the first of them it is not set
            day = format_date(first, words.lang)
            yield words.pick(f"{day}から", f"from {day}"), _said(words, result, depth)


def _labels(words: Words, codes: frozenset[str], type_: Type) -> str:
    order = {code: n for n, code in enumerate(type_.choices)}
    listed = sorted(codes, key=lambda code: (order.get(code, len(order)), code))
    return words.pick("か", " or ").join(type_.label(code, words.lang) for code in listed)


def _is(words: Words, subject: str, what: str) -> str:
    return words.pick(f"{subject}が{what}のとき", f"if {subject} is {what}")


def _cell(words: Words, cell: Cell, subject: str, type_: Type) -> str:
    """What a cell asks of its key; "" for any."""

    def shown(value: object) -> str:
        if isinstance(value, str):
            return type_.label(value, words.lang)
        return value_text(value, type_).of(words.lang)

    match cell[0]:
        case "is" if type_.kind.value == "yes_no":
            return words.pick(f"{subject}が", f"{subject}: ") + "/".join(shown(v) for v in cell[1])
        case "is":
            listed = sorted(cell[1], key=lambda v: (_order(v, type_), str(v)))
            return _is(words, subject, words.pick("か", " or ").join(shown(v) for v in listed))
        case "range":
            low, low_in, high, high_in = cell[1:]
            ends = []
            if low is not None:
                ends.append(words.pick(f"{shown(low)}{'以上' if low_in else '超'}",
                                       f"{'at least' if low_in else 'above'} {shown(low)}"))  # fmt: skip
            if high is not None:
                ends.append(words.pick(f"{shown(high)}{'以下' if high_in else '未満'}",
                                       f"{'at most' if high_in else 'below'} {shown(high)}"))  # fmt: skip
            return _is(words, subject, words.pick("", " and ").join(ends)) if ends else ""
        case "below":
            codes = words.pick("か", " or ").join(shown(v) for v in sorted(cell[1], key=str))
            return _is(words, subject, words.pick(f"{codes}（その下位を含む）", f"{codes} or below"))
        case "or":
            return words.pick("、又は", " or ").join(_cell(words, c, subject, type_) for c in cell[1])
        case "rest":
            return words.pick(f"{subject}がその他のとき", f"if {subject} is anything else")
        case _:
            return ""


def _order(value: object, type_: Type) -> int:
    return type_.choices.index(value) if value in type_.choices else len(type_.choices)
