"""Amounts, periods and dates of a scheme on one case, with bounds while facts are missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

from schemeengine.execute import domain
from schemeengine.ir.scheme import Clause, Wording
from schemeengine.values import CURRENCIES, Interval, exact_decimal, exact_fraction
from schemeengine.verdict.model import (
    Amount,
    DateResult,
    Day,
    PeriodResult,
    ShownResult,
    Text,
)
from schemeengine.verdict.phrasing import value_text
from schemeengine.verdict.view import Value, View


def title_of(wording: Wording, name: str) -> Text:
    """What an amount, a day or a period is called: a label in the other language says more than an id."""
    return Text(wording.label or name, wording.label_en or wording.label or name)


def amount_of(view: View, name: str, clause: Clause) -> Amount:
    value = view.value(clause.expr)
    label = title_of(clause.wording, name)
    type_ = clause.expr.type
    unit = {"yen": "yen", "percent": "percent"}.get(type_.kind.value, type_.unit)
    base = Amount(name, label, clause.wording.cite, None, None, None, unit)
    if value is domain.NOT_APPLICABLE:
        return replace(base, applies=False)
    if value is domain.NONE:
        return replace(base, exact="none")
    if isinstance(value, domain.Approx):
        lo, hi = domain.low(value), domain.high(value)
        applies = None if value.may_not_apply else True
        known = replace(base, at_least=_floor(lo), at_most=_ceiling(hi), applies=applies)
        return replace(known, least=_broken(lo), most=_broken(hi))
    if isinstance(value, Fraction) and value.denominator != 1:
        exact = exact_decimal(value) if unit in CURRENCIES else exact_fraction(value)
        return replace(base, at_least=_floor(value), at_most=_floor(value) + 1, exact=exact)
    whole = int(value)
    return replace(base, value=whole, at_least=whole, at_most=whole)


def shown_results(view: View) -> Iterator[ShownResult]:
    """The definitions that ask to be shown, in the order of the file."""
    for name, clause in view.scheme.definitions.items():
        if clause.shown:
            w = clause.wording
            shown = value_text(view.value(clause.expr), clause.expr.type, None, view)
            yield ShownResult(name, title_of(w, name), w.cite, shown)


def _floor(value: Value) -> int:
    if value is None:
        return None  # type: ignore[return-value]
    return Fraction(value).numerator // Fraction(value).denominator


def _ceiling(value: Value) -> int:
    return None if value is None else -_floor(-value)  # type: ignore[return-value]


def _broken(value: Value) -> Fraction | None:
    """A bound that whole units cannot say."""
    return value if isinstance(value, Fraction) and value.denominator != 1 else None


def _day(value: Value) -> Day:
    if value is None or value is domain.NONE or value is domain.NOT_APPLICABLE:
        return Day(None, None, None)
    if isinstance(value, domain.Approx):
        return Day(None, _iso(domain.low(value)), _iso(domain.high(value)))
    shown = _iso(value)
    return Day(shown, shown, shown)


def _iso(value: Value) -> str | None:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else None


def periods_of(view: View) -> Iterator[PeriodResult]:
    for period in view.scheme.periods.values():
        found = view.value(period.interval)
        label = title_of(period.wording, period.id)
        applies = None if domain.may_not_apply(found) else True
        if isinstance(found, Interval):
            yield PeriodResult(
                period.id, label, period.wording.cite, _day(found.first), _day(found.last), applies,
                open_from=found.first is None, open_until=found.last is None,
            )  # fmt: skip
        else:
            applies = False if found is domain.NOT_APPLICABLE else None
            yield PeriodResult(period.id, label, period.wording.cite, _day(None), _day(None), applies)


def dates_of(view: View) -> Iterator[DateResult]:
    for name, clause in view.scheme.dates.items():
        found = view.value(clause.expr)
        label = title_of(clause.wording, name)
        applies = found is not domain.NOT_APPLICABLE
        yield DateResult(name, label, clause.wording.cite, _day(found), applies)
