"""Counting by business days, in words: 通知の日から5営業日（初日不算入）の末日."""

from __future__ import annotations

from collections.abc import Callable

from schemeengine.diagnostics import Lang
from schemeengine.ir.expr import Expr, Op

#: How an operand is written.
Say = Callable[[Expr], str]


def counts_business_days(expr: Expr) -> bool:
    """Whether an expression reaches a day, or counts, by business days."""
    return expr.op is Op.FUNCTION and str(expr.data[0]).startswith("business_day")


def business_words(expr: Expr, say: Say, lang: Lang) -> str:
    """How the day (or the number of days) comes about; ``say`` writes its operands."""
    first, second = say(expr.args[0]), say(expr.args[1])
    ja = lang == "ja"
    match expr.data[0]:
        case "business_day_before":
            return f"{first}の{second}前" if ja else f"{second} before {first}"
        case "business_day_back":
            return (
                f"{first}から遡って{second}（その日を含む）"
                if ja else f"{second} back from {first} (that day counted)"
            )  # fmt: skip
        case "business_day_from":
            return (
                f"{first}から起算して{second}（初日算入）の末日"
                if ja else f"last day of {second} from {first} (first day counted)"
            )  # fmt: skip
        case "business_day_after":
            return (
                f"{first}から{second}（初日不算入）の末日"
                if ja else f"last day of {second} from {first} (first day not counted)"
            )  # fmt: skip
        case _:
            return (
                f"{first}から{second}までの営業日数（初日不算入）"
                if ja else f"business days from {first} to {second} (first day not counted)"
            )  # fmt: skip
