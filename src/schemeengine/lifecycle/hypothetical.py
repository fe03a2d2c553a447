"""What a decision on a given day would bring: the dates it fixes, worked out before it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemeengine.diagnostics import Problems
from schemeengine.dossier.bind import Dossier
from schemeengine.ir.life_cycle import Event, LifeCycle
from schemeengine.ir.scheme import Scheme
from schemeengine.lifecycle.model import StatusReport
from schemeengine.lifecycle.status import status_of_events
from schemeengine.lifecycle.timeline import Timeline, timeline
from schemeengine.source import Source, Span
from schemeengine.values import format_date
from schemeengine.verdict.view import Again
from schemeengine.verdict.worked_dates import WorkedDate, dated_facts, worked_dates


@dataclass(frozen=True, slots=True)
class Worked:
    """The dates that hang on one fact, if it fell on a day."""

    fact: str
    label: str
    label_en: str
    day: date
    dates: tuple[WorkedDate, ...]
    #: The edition by whose text they were worked out, where there are several.
    edition: str = ""


def granting_event(cycle: LifeCycle) -> str:
    """The event that brings a thing into force out of its first state; "" if none does."""
    for move in cycle.states[cycle.begins_as].moves:
        if move.event and cycle.states[move.becomes].in_force:
            return move.event
    return ""


def worked(
    scheme: Scheme, day: date, fact: str = "", again: Again | None = None, edition: str = ""
) -> tuple[Worked, ...]:
    """The periods and deadlines of a scheme, for one dated fact of it or for each that moves any.

    ``again`` works out the scheme's values for a case (the reference executor if it is not given).
    Raises :class:`~schemeengine.verdict.worked_dates.NotADay` for a name that is no such fact.
    """
    found = []
    for name in (fact,) if fact else dated_facts(scheme):
        dates = worked_dates(scheme, name, day, again)
        address = scheme.facts.get(name)
        decl = scheme.inputs[address].decl if address is not None else None
        label = (decl.title("ja"), decl.title("en")) if decl is not None else (name, name)
        found.append(Worked(name, *label, day, dates, edition))
    return tuple(found)


def after_decision(scheme: Scheme, day: date, again: Again) -> Timeline | None:
    """The days that follow a decision to grant, if nothing else is recorded; None without a life cycle.

    ``again`` works out the scheme's values for a changed case.
    """
    granting = [e for c in scheme.life_cycles.values() if (e := granting_event(c)) and not c.depends_on]
    if not granting:
        return None
    where = Source("--decided", format_date(day, "en"))
    span = Span(where, 0, len(where.text))
    name = next((c.per_number for c in scheme.life_cycles.values() if c.per_number), "")
    events = [
        Event(kind, day, name, None, 0 if _wants_amount(scheme, kind) else None, None, "", "", "", span)
        for kind in dict.fromkeys(granting)
    ]
    bound = Dossier("", {}, {}, None, (), {}, {}, "", events={scheme.id: tuple(events)})
    problems = Problems()
    cycles = status_of_events(again, scheme, bound, day, problems)
    report = StatusReport("", day, cycles, problems.items, "", "")
    return timeline(report, (scheme,))


def _wants_amount(scheme: Scheme, kind: str) -> bool:
    return scheme.events[kind].amount is not None or scheme.events[kind].adds_to is not None
