"""The order of applications: by score, by time of receipt or by lot, and what decides between equals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from hashlib import sha256
from typing import Any

from schemeengine.execute.domain import high, is_exact, low
from schemeengine.ir.expr import Op
from schemeengine.ir.scheme import Clause, Selection
from schemeengine.ir.types import Kind
from schemeengine.selection.model import Application
from schemeengine.selection.rooms import Group
from schemeengine.values import (
    Stated,
    format_date,
    format_datetime,
    format_decimal,
    format_money,
    format_ratio,
    format_yen,
)
from schemeengine.verdict.model import Text

#: A criterion of the order: a clause of the programme, the time of receipt, or the lot.
_Criterion = Clause | str


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """An application with all that decides its place; ``keys`` sort ascending, the first place first."""

    application: Application
    group: Group
    keys: tuple[Any, ...]
    words: tuple[tuple[Text, Text], ...]


def criteria(selection: Selection) -> tuple[_Criterion, ...]:
    """What decides, in this order."""
    first: _Criterion = selection.order
    if selection.order == "by_score":
        assert selection.ranked_by is not None
        first = selection.ranked_by
    return (first, *selection.ties)


def rank(selection: Selection, application: Application, group: Group) -> Ranked | None:
    """None where something that decides the place is not known yet."""
    keys: list[Any] = []
    words: list[tuple[Text, Text]] = []
    for criterion in criteria(selection):
        found = _key(selection, application, criterion)
        if found is None:
            return None
        key, name, shown = found
        keys.append(key)
        words.append((name, shown))
    return Ranked(application, group, tuple(keys), tuple(words))


def best_keys(selection: Selection, application: Application) -> tuple[Any, ...]:
    """The least keys an application can still come to, as far as bounds are known.

    Put in order, they come before those it will have: what comes before them stays before it.
    """
    keys: list[Any] = []
    for criterion in criteria(selection):
        found = _key(selection, application, criterion)
        key = found[0] if found is not None else _best_key(selection, application, criterion)
        if key is None:
            break
        keys.append(key)
    return tuple(keys)


def _best_key(selection: Selection, application: Application, criterion: _Criterion) -> Any:
    """The least key of a criterion whose value is known within bounds; None where it has no such bound."""
    clause = selection.received if criterion == "first_come" else criterion
    if not isinstance(clause, Clause):
        return None
    value = application.judged.view.value(clause.expr)
    if is_exact(value) or value is None:
        return None
    first = _direction(selection, clause)
    days = isinstance(low(value), date) or isinstance(high(value), date)
    highest_first = first == "highest_first" if days else first != "lowest_first"
    bound = high(value) if highest_first else low(value)
    if isinstance(bound, date):
        return tuple(-n for n in _moment(bound)) if highest_first else _beginning(bound)
    if bound is None or isinstance(bound, (str, Stated)):
        return None
    return -Fraction(bound) if highest_first else Fraction(bound)


def _direction(selection: Selection, clause: Clause) -> str | None:
    """The order that the programme gives for what is ranked by."""
    return selection.direction if clause is selection.ranked_by else None


def _beginning(day: date) -> tuple[int, ...]:
    """The first moment of a day, or the moment itself."""
    return _moment(day) if isinstance(day, datetime) else (day.year, day.month, day.day, 0, 0, 0)


def _key(
    selection: Selection, application: Application, criterion: _Criterion
) -> tuple[Any, Text, Text] | None:
    """(sort key, name, value in words) of one criterion."""
    view = application.judged.view
    if criterion == "lottery":
        drawn = drawn_for(selection, application)
        if drawn is None:
            return None
        lot = draw(selection.seed, drawn)
        return lot, Text("抽選", "lot"), Text(lot[:8], lot[:8])
    clause = selection.received if criterion == "first_come" else criterion
    assert isinstance(clause, Clause)
    value = view.value(clause.expr)
    if not is_exact(value) or isinstance(value, Stated):
        return None
    first = _direction(selection, clause)
    if isinstance(value, (date, datetime)):
        moment = _moment(value)
        key = tuple(-n for n in moment) if first == "highest_first" else moment
        return key, _name(application, clause, Text("受付", "received")), _day(value)
    number = Fraction(value)
    return (
        number if first == "lowest_first" else -number,
        _name(application, clause, Text("得点", "points")),
        _number(value, clause.expr.type.kind),
    )


def drawn_for(selection: Selection, application: Application) -> str | None:
    """What the lot of an application is drawn for: ``lot_of`` as text, else the name of the dossier."""
    if selection.lot_of is None:
        return application.name
    value = application.judged.view.value(selection.lot_of.expr)
    return str(value) if is_exact(value) and not isinstance(value, Stated) else None


def draw(seed: str, name: str) -> str:
    """The lot of an application: the lowest comes first.

    SHA-256 of the published seed, a line break and what the lot is drawn for, in UTF-8, written in
    hexadecimal: whoever knows the seed can draw again.
    """
    return sha256(f"{seed}\n{name}".encode()).hexdigest()


def _moment(value: date | datetime) -> tuple[int, ...]:
    """A day without a time counts as its end: it does not come before one of the same day with one."""
    if isinstance(value, datetime):
        return (*value.timetuple()[:6],)
    return (value.year, value.month, value.day, 24, 0, 0)


def _name(application: Application, clause: Clause, otherwise: Text) -> Text:
    """What a criterion is called: the label of the fact or the definition it refers to."""
    if clause.expr.op is Op.INPUT:
        decl = application.judged.view.scheme.inputs[clause.expr.address].decl
        return Text(decl.title("ja"), decl.title("en"))
    wording = next((p.wording for p in clause.parts if p.wording.label), clause.wording)
    return Text(wording.label, wording.label_en or wording.label) if wording.label else otherwise


def _day(value: date | datetime) -> Text:
    if isinstance(value, datetime):
        return Text(format_datetime(value, "ja"), format_datetime(value, "en"))
    return Text(format_date(value, "ja"), format_date(value, "en"))


def _number(value: Any, kind: Kind) -> Text:
    if kind is Kind.YEN and isinstance(value, int):
        return Text(format_yen(value, "ja"), format_yen(value, "en"))
    if kind is Kind.RATIO:
        return Text(format_ratio(Fraction(value), "ja"), format_ratio(Fraction(value), "en"))
    number = Fraction(value)
    exact = format_decimal(number)
    return Text(exact, exact) if exact else Text(format_money(number, "ja"), format_money(number, "en"))


def in_order(ranked: Sequence[Ranked]) -> list[list[Ranked]]:
    """Groups of equals, the first place first; within a group by name, which decides nothing."""
    groups: dict[tuple[Any, ...], list[Ranked]] = {}
    for one in sorted(ranked, key=lambda r: (r.keys, r.application.name)):
        groups.setdefault(one.keys, []).append(one)
    return list(groups.values())
