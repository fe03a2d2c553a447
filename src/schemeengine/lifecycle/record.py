"""One case as it stood: the facts that its events record, at any moment of their course."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from schemeengine.dossier.recorded import recorded_by
from schemeengine.execute.case import Case
from schemeengine.execute.domain import Value
from schemeengine.ir.expr import AS_OF, Address, Expr
from schemeengine.ir.life_cycle import TURN, Event
from schemeengine.ir.scheme import Clause, Scheme
from schemeengine.source import Span
from schemeengine.truth import Mask
from schemeengine.verdict.model import Pending, TraceNode
from schemeengine.verdict.pending import Missing
from schemeengine.verdict.trace import trace_clause
from schemeengine.verdict.view import NOBODY, Values, View


def moved_by(day: date, days: int) -> date:
    """So many days later, or earlier; the calendar's own ends are not passed."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


@dataclass(frozen=True, slots=True)
class Moment:
    """How many of the events have happened, and the day it is; ``turn`` while a duty is looked at."""

    events: int
    day: date
    turn: date | None = None


@dataclass(slots=True)
class Record:
    """A scheme, the facts a dossier states, and its events in their order.

    Facts that events record take their value from the last such event; before the first one they are
    as the dossier states them, else not yet happened (a list of events is complete).
    """

    scheme: Scheme
    again: Callable[[Case], Values]
    stated: Mapping[Address, Value]
    places: Mapping[Address, Mapping[str, Span]]
    readings: Mapping[Address, str]
    assumed: frozenset[Address]
    events: tuple[Event, ...]
    _views: dict[Moment, View] = field(default_factory=dict)

    def view(self, moment: Moment) -> View:
        """The scheme's values at a moment."""
        found = self._views.get(moment)
        if found is None:
            recorded = self.recorded(moment.events)
            values = {**self.stated, **recorded, AS_OF: moment.day}
            if moment.turn is not None:
                values[TURN] = moment.turn
            case = Case(values, self.readings)
            found = View(self.scheme, self.again(case), case, self.places, self.assumed - recorded.keys())
            self._views[moment] = found
        return found

    def recorded(self, count: int) -> dict[Address, Value]:
        """What the first ``count`` events have recorded."""
        return recorded_by(self.scheme, self.stated, self.events[:count])

    # -- asking
    def value(self, expr: Expr, moment: Moment) -> Value:
        return self.view(moment).value(expr)

    def mask(self, clause: Clause, moment: Moment) -> Mask:
        return self.view(moment).mask(clause.expr)

    def pending(self, clause: Clause, moment: Moment, about: str) -> tuple[Pending, ...]:
        """What is missing for a condition or date to be known."""
        missing = Missing(self.view(moment))
        missing.visit(clause.expr, NOBODY, "now", about)
        return missing.records()

    def trace(self, clause: Clause, moment: Moment) -> TraceNode:
        return trace_clause(self.view(moment), clause)
