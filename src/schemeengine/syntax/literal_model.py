"""What a literal is: its kind, exact value and unit; or why it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Literal as OneOf

from schemeengine.diagnostics import Code
from schemeengine.values import (
    Duration,
    MonthDay,
    Quantity,
)

MAX_LENGTH = 200

Kind = OneOf[
    "yen", "ratio", "count", "quantity", "number", "duration",
    "date", "datetime", "month_day", "fiscal_year",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Literal:
    """A value as written. ``unit``: 円 for yen, the counter of a count, the unit of a quantity."""

    kind: Kind
    value: int | Fraction | Quantity | Duration | date | datetime | MonthDay
    unit: str = ""
    #: Of a time in another zone, the day as it is written: what a postmark is compared with.
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Wrong:
    """Looks like a literal, but cannot be read: what to report."""

    code: Code
    args: tuple[tuple[str, str], ...] = ()


Read = Literal | Wrong | None


def wrong(code: Code, **args: str) -> Wrong:
    return Wrong(code, tuple(args.items()))
