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
from schemeengine.verdict.rule_grammar import when_ja
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

    def value(self, expr: Expr) -> str: ...

    def condition(self, expr: Expr, negated: bool = False, nested: bool = False) -> str: ...


def cases(words: Words, expr: Expr, of: Type | None = None) -> list[tuple[str, str]]:
    """(in which case, what it then is) of each row; what every other case comes to is the last.

    ``of``: the type of the rule it belongs to, which knows what its codes are called.
    """
    of = expr.type if expr.type.labels or of is None else of
    match expr.op:
        case Op.CASE:
            return list(_by_code(words, expr, of))
        case Op.CHOOSE:
            return list(_by_condition(words, expr, of))
        case Op.TABLE:
            return list(_by_table(words, expr, of))
        case Op.DATED:
            return list(_by_day(words, expr, of))
        case _:
            return []


def by_what(words: Words, expr: Expr) -> str:
    """A value that differs by case, called by what it hangs on: 世帯の人数に応じた額."""
    kind = ("額", "amount") if expr.type.unit in CURRENCIES else _KINDS.get(expr.type.kind, ("値", "value"))
    width = expr.data[1] if expr.op is Op.TABLE else 1
    assert isinstance(width, int)
    if expr.op is Op.CHOOSE:
        return words.pick(f"場合に応じた{kind[0]}", f"the {kind[1]} of the case")
    keys = dict.fromkeys(words.value(key) for key in expr.args[:width])
    return words.pick(f"{'と'.join(keys)}に応じた{kind[0]}", f"the {kind[1]} by {' and '.join(keys)}")


def result_words(words: Words, expr: Expr, of: Type) -> str:
    """What a case comes to; ``of``: the type of the whole, which knows what its codes are called."""
    if expr.op is Op.CONST and expr.type.kind in (Kind.CODE, Kind.TEXT):
        return of.label(str(expr.data[0]), words.lang)
    if expr.type.kind is Kind.YES_NO:
        if expr.op is Op.CONST:
            return value_text(expr.data[0], expr.type).of(words.lang)
        return words.condition(expr, nested=True)
    return words.value(expr)


def _by_code(words: Words, expr: Expr, of: Type) -> Iterator[tuple[str, str]]:
    rows, _ = expr.data
    assert isinstance(rows, tuple)
    selector, *branches = expr.args
    subject = words.value(selector)
    for number, branch in enumerate(branches):
        when = words.pick("その他のとき", "otherwise")
        if number < len(rows):
            when = _when(words, subject, labels_of(words, rows[number], selector.type))
        yield when, result_words(words, branch, of)


def _by_condition(words: Words, expr: Expr, of: Type) -> Iterator[tuple[str, str]]:
    pairs = expr.args[:-1]
    for condition, branch in zip(pairs[::2], pairs[1::2], strict=True):
        held = words.condition(condition, nested=True)
        yield words.pick(when_ja(held), f"if {held}"), result_words(words, branch, of)
    yield words.pick("その他のとき", "otherwise"), result_words(words, expr.args[-1], of)


def _by_table(words: Words, expr: Expr, of: Type) -> Iterator[tuple[str, str]]:
    rows, width, _ = expr.data
    assert isinstance(rows, tuple)
    assert isinstance(width, int)
    keys, results = expr.args[:width], expr.args[width:]
    for row, result in zip(rows, results, strict=True):
        said = []
        for key, cell in zip(keys, row, strict=True):
            held = cell_words(words, cell, key.type)
            said += [_being(words, words.value(key), held)] if held else []
        joined = words.pick("、".join(said), " and ".join(said))
        when = (
            words.pick(f"{joined}のとき", f"if {joined}") if said else words.pick("その他のとき", "otherwise")
        )
        yield when, result_words(words, result, of)


def _by_day(words: Words, expr: Expr, of: Type) -> Iterator[tuple[str, str]]:
    (days,) = expr.data
    assert isinstance(days, tuple)
    for first, result in zip(days, expr.args[1:], strict=True):
        assert isinstance(first, date)
        if first > date.min:  # before the first of them it is not set
            day = format_date(first, words.lang)
            yield words.pick(f"{day}から", f"from {day}"), result_words(words, result, of)


def labels_of(words: Words, codes: frozenset[str], type_: Type) -> str:
    """Codes by what they are called, in the order in which they are declared."""
    order = {code: n for n, code in enumerate(type_.choices)}
    listed = sorted(codes, key=lambda code: (order.get(code, len(order)), str(code)))
    return words.pick("か", " or ").join(_value(words, code, type_) for code in listed)


def _being(words: Words, subject: str, what: str) -> str:
    return words.pick(f"{subject}が{what}", f"{subject} is {what}")


def _when(words: Words, subject: str, what: str) -> str:
    return words.pick(f"{subject}が{what}のとき", f"if {subject} is {what}")


def _value(words: Words, value: object, type_: Type) -> str:
    if isinstance(value, str):
        return type_.label(value, words.lang)
    return value_text(value, type_).of(words.lang)


def cell_words(words: Words, cell: Cell, type_: Type) -> str:
    """What a cell asks of its key: 5人以下, 製造業; "" for anything."""
    match cell[0]:
        case "is":
            return labels_of(words, cell[1], type_)
        case "range":
            return _range(words, cell, type_)
        case "below":
            codes = words.pick("か", " or ").join(_value(words, v, type_) for v in sorted(cell[1], key=str))
            return words.pick(f"{codes}（その下位を含む）", f"{codes} or below")
        case "or":
            return words.pick("、又は", " or ").join(cell_words(words, c, type_) for c in cell[1])
        case "rest":
            return words.pick("その他", "anything else")
        case _:
            return ""


def _range(words: Words, cell: Cell, type_: Type) -> str:
    low, low_in, high, high_in = cell[1:]
    ends = []
    if low is not None:
        shown = _value(words, low, type_)
        ends.append(words.pick(f"{shown}{'以上' if low_in else '超'}",
                               f"{'at least' if low_in else 'above'} {shown}"))  # fmt: skip
    if high is not None:
        shown = _value(words, high, type_)
        ends.append(words.pick(f"{shown}{'以下' if high_in else '未満'}",
                               f"{'at most' if high_in else 'below'} {shown}"))  # fmt: skip
    return words.pick("", " and ").join(ends)
