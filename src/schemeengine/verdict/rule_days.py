"""A day that is counted from another, in plain words: 決定の日から3年を経過した日以後の最初の3月31日."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from schemeengine.calendar import format_day_pattern
from schemeengine.ir.expr import Expr, Op
from schemeengine.verdict.rule_cases import Words

#: What is written here.
DAYS = frozenset(
    {Op.ELAPSED, Op.LAST_DAY_OF, Op.BACK, Op.NEXT_DAY, Op.BUSINESS_DAY, Op.CALENDAR_DAY, Op.ANCHOR}
)
_MOVED: Mapping[str, tuple[str, str]] = {
    "next": ("閉庁日なら次の開庁日", "the next business day if the office is closed"),
    "previous": ("閉庁日なら前の開庁日", "the business day before if the office is closed"),
    "next_bank": ("銀行の休業日なら次の営業日", "the next day on which banks are open"),
    "previous_bank": ("銀行の休業日なら前の営業日", "the day before on which banks are open"),
}  # fmt: skip


def day_words(words: Words, expr: Expr) -> str:
    """The day in words."""
    pick, of_year = words.pick, expr.op is Op.CALENDAR_DAY
    length = words.value(expr.args[0]) if len(expr.args) > 1 else ""
    base = words.value(expr.args[0 if of_year else -1])
    match expr.op:
        case Op.ELAPSED | Op.LAST_DAY_OF:
            return _counted(words, expr, base, length)
        case Op.BACK:
            return pick(
                f"{base}を末日とする{length}の初日", f"the first day of the {length} that end with {base}"
            )
        case Op.NEXT_DAY:
            return _days_on(words, base, expr.data[0])
        case Op.BUSINESS_DAY:
            moved = _MOVED[str(expr.data[0])]
            return pick(f"{base}（{moved[0]}）", f"{base} ({moved[1]})")
        case Op.CALENDAR_DAY:
            return _day_of_year(words, expr, base)
        case _:
            pattern = format_day_pattern(expr.data[0], words.lang)  # type: ignore[arg-type]
            own = expr.data[2] is True
            if expr.data[1] is True:
                side = ("以後", "on or after") if own else ("より後", "after")
                return pick(f"{base}{side[0]}の最初の{pattern}", f"first {pattern} {side[1]} {base}")
            side = ("以前", "on or before") if own else ("より前", "before")
            return pick(
                f"{base}{side[0]}の最後の{pattern}", f"last {pattern.removeprefix('the ')} {side[1]} {base}"
            )


def _counted(words: Words, expr: Expr, base: str, length: str) -> str:
    """The last day of so much time, or the day after it; which day is the first is always said."""
    first = base if expr.data[0] is True else words.pick(f"{base}の翌日", f"the day after {base}")
    last = words.pick(
        f"{first}を1日目とする{length}の末日", f"the last day of {length} whose first day is {first}"
    )
    if expr.op is Op.ELAPSED and expr.data[1] is True:
        return words.pick(f"{last}の翌日", f"the day after {last}")
    return last


def span_words(words: Words, interval: Expr) -> str:
    """A period: from its first day to its last, or by its length where it is written so."""
    first, last = interval.args
    pick = words.pick
    if _open(first) or _open(last):
        shown = words.value(last if _open(first) else first)
        if _open(first):
            return pick(f"{shown}まで（始まりの定めなし）", f"until {shown}, from any day")
        return pick(f"{shown}から（終わりの定めなし）", f"from {shown} on, without an end")
    if last.op is Op.LAST_DAY_OF and last.args[1] is first and last.data[0] is True:
        length, day = words.value(last.args[0]), words.value(first)
        return pick(f"{day}を1日目とする{length}", f"{length} whose first day is {day}")
    if first.op is Op.BACK and first.args[1] is last:
        length, day = words.value(first.args[0]), words.value(last)
        return pick(f"{day}を末日とする{length}", f"{length} whose last day is {day}")
    return pick(f"{words.value(first)}から、{words.value(last)}まで",
                f"from {words.value(first)} to {words.value(last)}")  # fmt: skip


def _open(end: Expr) -> bool:
    """Whether no day is laid down for an end of a period."""
    return end.op is Op.CONST and not isinstance(end.data[0], date)


def _days_on(words: Words, base: str, days: object) -> str:
    assert isinstance(days, int)
    if abs(days) == 1:
        side = ("の翌日", "the day after") if days > 0 else ("の前日", "the day before")
        return words.pick(f"{base}{side[0]}", f"{side[1]} {base}")
    side = ("後", "after") if days > 0 else ("前", "before")
    return words.pick(f"{base}の{abs(days)}日{side[0]}", f"{abs(days)} days {side[1]} {base}")


def _day_of_year(words: Words, expr: Expr, base: str) -> str:
    """3月31日 of the year, or fiscal year, in which a day falls, or of one so many years later."""
    pattern, fiscal = expr.data
    shown = format_day_pattern(pattern, words.lang)  # type: ignore[arg-type]
    kind = ("年度", "fiscal year") if fiscal is True else ("年", "year")
    added = expr.args[1] if len(expr.args) > 1 else None
    if added is None or (added.op is Op.CONST and added.data[0] == 0):
        return words.pick(f"{base}の属する{kind[0]}の{shown}", f"{shown} of the {kind[1]} of {base}")
    years = words.value(added)
    later = "翌" + kind[0] if years == "1" else f"{years}{kind[0]}後"
    return words.pick(f"{base}の属する{kind[0]}の{later}の{shown}",
                      f"{shown} of the {kind[1]} {years} after that of {base}")  # fmt: skip
