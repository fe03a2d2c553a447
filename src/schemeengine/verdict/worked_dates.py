"""Worked dates: what a programme's periods and deadlines come to if one event fell on a given day.

An author looks at these before publishing: a decision on 31 March or on 1 April, a leap day, the end
of a month (Civil Code arts. 138-143). Only the event is given; every other fact stays not known, so
that what depends on it shows as a range.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from schemeengine.calendar import first_on_or_after
from schemeengine.execute.case import Case
from schemeengine.execute.evaluation import ReferenceExecutor
from schemeengine.ir.expr import AS_OF, Address, Expr, Op, nodes_below
from schemeengine.ir.scheme import Reading, Scheme
from schemeengine.ir.types import DAYS, Kind
from schemeengine.network import Network
from schemeengine.values import MonthDay
from schemeengine.verdict.measures import dates_of, periods_of
from schemeengine.verdict.model import Day, Text, TraceNode
from schemeengine.verdict.pending import Missing
from schemeengine.verdict.phrasing import value_text
from schemeengine.verdict.trace import trace_days
from schemeengine.verdict.view import NOBODY, Again, Values, View

_GUARDS = frozenset({"applies_when", "unless", "deemed_when"})


class NotADay(ValueError):
    """The event named is no dated fact of the programme; ``known`` lists those that move a date."""

    def __init__(self, event: str, known: tuple[str, ...]) -> None:
        self.event, self.known = event, known
        super().__init__(f"{event} is no dated fact; known: {', '.join(known)}")


@dataclass(frozen=True, slots=True)
class WorkedDate:
    """One period or deadline worked out. A deadline has no ``from_``: its day stands in ``until``.

    ``until`` is None where a period never ends. ``how`` tells the steps in words; ``other_readings``
    maps ``reading.choice`` to what the choice would give, where that differs. ``waits_for`` names what
    else is needed while a day is open.
    """

    id: str
    kind: Literal["period", "date"]
    label: Text
    from_: Day | None
    until: Day | None
    how: Text
    cite: tuple[str, ...]
    applies: bool | None = True
    other_readings: Mapping[str, Text] = field(default_factory=dict)
    waits_for: tuple[Text, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether the one fact settles a last day."""
        return self.until is not None and self.until.value is not None


def dated_facts(scheme: Scheme) -> tuple[str, ...]:
    """The facts of a scheme on which a period or a deadline of it depends, in file order."""
    read: set[Address] = set()
    for expr in _targets(scheme).values():
        read |= _inputs(expr)
    return tuple(n for n, a in scheme.facts.items() if a in read and _is_day(scheme, a))


def worked_dates(scheme: Scheme, event: str, day: date, again: Again | None = None) -> tuple[WorkedDate, ...]:
    """The periods and deadlines that depend on ``event``, worked out as if it fell on ``day``.

    ``event`` is the name (or label) of a fact that is a date or an event; the day in question is
    ``day`` too, and the adopted readings are used. ``again`` works out the scheme's values for a case
    (the reference executor if it is not given). Raises :class:`NotADay` for any other name.
    """
    address = _address(scheme, event)
    again = again or _by_reference(scheme)
    case = Case({address: day, AS_OF: day})
    view = View(scheme, again(case), case, {})
    wanted = {n: e for n, e in _targets(scheme).items() if address in _inputs(e)}
    others = _by_other_readings(scheme, again, case, wanted, view)
    lines = {node.name: node for node in trace_days(view)}
    return tuple(_rows(view, wanted, lines, others))


def telling_days(after: date) -> tuple[date, ...]:
    """Days that tell periods apart, from ``after`` on: around the fiscal year's end, a leap day,
    ends of months and of the year."""
    found = [
        first_on_or_after(MonthDay(month, day), after, inclusive=True)
        for month, day in ((1, 31), (2, 28), (3, 31), (4, 1), (4, 30), (10, 1), (12, 31))
    ]
    return tuple(sorted({*found, _leap_day(after)}))


def _leap_day(after: date) -> date:
    day = first_on_or_after(MonthDay(2, 29), after, inclusive=True)
    while day.day != 29:
        day = first_on_or_after(MonthDay(2, 29), day, inclusive=False)
    return day


def _address(scheme: Scheme, event: str) -> Address:
    labelled = [a for a in scheme.facts.values() if scheme.inputs[a].decl.label == event]
    address = scheme.facts.get(event) or (labelled[0] if len(labelled) == 1 else None)
    if address is None or not _is_day(scheme, address):
        raise NotADay(event, dated_facts(scheme))
    return address


def _is_day(scheme: Scheme, address: Address) -> bool:
    kind = scheme.inputs[address].type.kind
    return kind in DAYS or kind is Kind.DATETIME


def _targets(scheme: Scheme) -> dict[str, Expr]:
    periods = {n: p.interval for n, p in scheme.periods.items()}
    return {**periods, **{n: c.expr for n, c in scheme.dates.items()}}


def _inputs(expr: Expr) -> set[Address]:
    """The inputs an expression reads; readings count as inputs too."""
    return {node.address for node in nodes_below((expr,)) if node.op in (Op.INPUT, Op.READING)}


def _by_reference(scheme: Scheme) -> Again:
    network = Network.build((scheme,))

    def again(case: Case) -> Values:
        return ReferenceExecutor().evaluate(network, case).of_scheme(scheme.id)

    return again


def _rows(
    view: View, wanted: Mapping[str, Expr], lines: Mapping[str, TraceNode],
    others: Mapping[str, Mapping[str, Text]],
) -> Iterator[WorkedDate]:  # fmt: skip
    for p in periods_of(view):
        if p.id in wanted:
            ends = view.scheme.periods[p.id]
            first = None if ends.first is None else p.from_
            last = None if ends.last is None else p.until
            how = _how(lines[p.id])
            yield WorkedDate(
                p.id, "period", p.label, first, last, how, p.cite, p.applies, others.get(p.id, {}),
                _waits_for(view, wanted[p.id]),
            )  # fmt: skip
    for d in dates_of(view):
        if d.id in wanted:
            how = _how(lines[d.id])
            yield WorkedDate(
                d.id, "date", d.label, None, d.day, how, d.cite, d.applies, others.get(d.id, {}),
                _waits_for(view, wanted[d.id]),
            )  # fmt: skip


def _waits_for(view: View, expr: Expr) -> tuple[Text, ...]:
    """The facts and set values that are still missing for a date."""
    missing = Missing(view)
    missing.visit(expr, NOBODY, "now", "")
    return tuple(dict.fromkeys(p.label for p in missing.records()))


def _by_other_readings(
    scheme: Scheme, again: Again, case: Case, wanted: Mapping[str, Expr], view: View
) -> dict[str, dict[str, Text]]:
    """What each choice not adopted would give, one reading changed at a time."""
    found: dict[str, dict[str, Text]] = {}
    for reading in scheme.readings.values():
        touched = {n: e for n, e in wanted.items() if reading.address in _inputs(e)}
        for choice in _others(reading) if touched else ():
            other = case.with_readings({reading.address: choice})
            changed = View(scheme, again(other), other, {})
            for name, expr in touched.items():
                there = value_text(changed.value(expr), expr.type)
                if there != value_text(view.value(expr), expr.type):
                    found.setdefault(name, {})[f"{reading.id}.{choice}"] = there
    return found


def _others(reading: Reading) -> tuple[str, ...]:
    return tuple(c for c in reading.choices if c != reading.adopted)


def _how(line: TraceNode) -> Text:
    """The steps of a line, innermost first: 令和5年10月1日から3年…の末日 ＝ 令和8年9月30日、…"""
    steps = list(dict.fromkeys(_steps(line)))
    return Text("、".join(s.ja for s in steps), "; ".join(s.en for s in steps))


def _steps(line: TraceNode) -> Iterator[Text]:
    for part in line.parts:
        if part.role not in _GUARDS:
            yield from _steps(part)
    if line.words.ja and line.head != "reading":
        value = line.value
        ja = f"{line.words.ja} ＝ {value.ja}" if value.ja else line.words.ja
        en = f"{line.words.en} = {value.en}" if value.en else line.words.en
        yield Text(ja, en)
