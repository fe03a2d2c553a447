"""A day that is counted from another, in plain words: 決定の日から3年を経過した日以後の最初の3月31日."""

from __future__ import annotations

from collections.abc import Mapping

from schemeengine.calendar import format_day_pattern
from schemeengine.ir.expr import Expr, Op
from schemeengine.letters.rule_cases import Words

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


def day_words(words: Words, expr: Expr, depth: int) -> str:
    """The day in words."""
    pick, of_year = words.pick, expr.op is Op.CALENDAR_DAY
    length = words.value(expr.args[0], None, depth + 1) if len(expr.args) > 1 else ""
    base = words.value(expr.args[0 if of_year else -1], None, depth + 1)
    match expr.op:
        case Op.ELAPSED | Op.LAST_DAY_OF:
            end = ("を経過した日", "after") if expr.op is Op.ELAPSED else ("の期間の末日", "from")
            own = pick("（初日を数える）", " (that day counted)") if expr.data[0] is True else ""
            return pick(f"{base}から{length}{end[0]}{own}", f"{length} {end[1]} {base}{own}")
        case Op.BACK:
            return pick(f"{base}から{length}さかのぼった日", f"{length} back from {base}")
        case Op.NEXT_DAY:
            return _days_on(words, base, expr.data[0])
        case Op.BUSINESS_DAY:
            moved = _MOVED[str(expr.data[0])]
            return pick(f"{base}（{moved[0]}）", f"{base} ({moved[1]})")
        case Op.CALENDAR_DAY:
            return _day_of_year(words, expr, base, depth)
        case _:
            pattern = format_day_pattern(expr.data[0], words.lang)  # type: ignore[arg-type]
            if expr.data[1] is True:
                return pick(f"{base}以後の最初の{pattern}", f"first {pattern} on or after {base}")
            return pick(f"{base}以前の最後の{pattern}", f"last {pattern} on or before {base}")


def _days_on(words: Words, base: str, days: object) -> str:
    assert isinstance(days, int)
    if abs(days) == 1:
        side = ("の翌日", "the day after") if days > 0 else ("の前日", "the day before")
        return words.pick(f"{base}{side[0]}", f"{side[1]} {base}")
    side = ("後", "after") if days > 0 else ("前", "before")
    return words.pick(f"{base}の{abs(days)}日{side[0]}", f"{abs(days)} days {side[1]} {base}")


def _day_of_year(words: Words, expr: Expr, base: str, depth: int) -> str:
    """3月31日 of the year, or fiscal year, in which a day falls, or of one so many years later."""
    pattern, fiscal = expr.data
    shown = format_day_pattern(pattern, words.lang)  # type: ignore[arg-type]
    kind = ("年度", "fiscal year") if fiscal is True else ("年", "year")
    added = expr.args[1] if len(expr.args) > 1 else None
    if added is None or (added.op is Op.CONST and added.data[0] == 0):
        return words.pick(f"{base}の属する{kind[0]}の{shown}", f"{shown} of the {kind[1]} of {base}")
    years = words.value(added, None, depth + 1)
    later = "翌" + kind[0] if years == "1" else f"{years}{kind[0]}後"
    return words.pick(f"{base}の属する{kind[0]}の{later}の{shown}",
                      f"{shown} of the {kind[1]} {years} after that of {base}")  # fmt: skip
