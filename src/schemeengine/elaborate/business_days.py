"""Lengths counted in business days: 5営業日以内, 10日(休日を除く), 3営業日前まで.

Such a length is a count of open days, not a length of the calendar: the Civil Code (art. 140) still
says that the first day is not counted, but the days on which the office is closed are passed over.
So its last day is never a holiday.
"""

from __future__ import annotations

from collections.abc import Mapping

from schemeengine.diagnostics import codes_time
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind, Type
from schemeengine.model.place import Doc
from schemeengine.opening_days import BusinessDay
from schemeengine.source import Span
from schemeengine.syntax.literal_closing import read_closing_days

#: The units of such a length, and whether the days are those of banks.
_OF_BANKS: Mapping[str, bool] = {"営業日": False, "銀行営業日": True}


def is_business_length(type_: Type) -> bool:
    """Whether a value counts open days: a count of 営業日 (開庁日) or 銀行営業日."""
    return type_.kind is Kind.COUNT and type_.unit in _OF_BANKS


def kind_of(el: Elaborator, of_banks: bool) -> Expr:
    """The open days of the programme's office, with its own closing days, or those of banks."""
    kind = BusinessDay(True) if of_banks else BusinessDay(False, el.closing_days)
    return el.const(kind, types.TEXT)


def business_day(el: Elaborator, length: Expr, base: Expr, *, counted: bool = False) -> Expr:
    """The day so many open days after ``base`` (or from it on, if it is ``counted``)."""
    name = "business_day_from" if counted else "business_day_after"
    args = (el.as_date(base), length, kind_of(el, _OF_BANKS[length.type.unit]))
    return el.make(Op.FUNCTION, args, (name,), types.DATE)


def business_day_before(el: Elaborator, length: Expr, base: Expr, *, counted: bool = False) -> Expr:
    """The day so many open days before ``base``."""
    name = "business_day_back" if counted else "business_day_before"
    args = (el.as_date(base), length, kind_of(el, _OF_BANKS[length.type.unit]))
    return el.make(Op.FUNCTION, args, (name,), types.DATE)


def never_closed(expr: Expr) -> bool:
    """Whether no holiday rule is needed: an open day by its own rule, or the day an age is reached."""
    if expr.op is Op.FUNCTION:
        return str(expr.data[0]).startswith("business_day_") or expr.data[0] == "day_of_age"
    return expr.op is Op.ANCHOR and isinstance(expr.data[0], BusinessDay)


def declare_closing_days(el: Elaborator, doc: Doc, written: tuple[str, ...]) -> None:
    """``closing_days``: the further days on which the office is closed, every year or once."""
    for text, span in doc.place.placed("closing_days", written):
        _declare(el, text, span)


def _declare(el: Elaborator, text: str, span: Span) -> None:
    found = read_closing_days(text)
    if found is None:
        el.problems.add(codes_time.NOT_A_CLOSING_DAY, span, got=text)
        return
    el.closing_days |= found
