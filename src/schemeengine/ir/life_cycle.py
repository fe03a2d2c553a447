"""The meaning of a life cycle: states, what leads from one to another, duties and grounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from schemeengine.ir.clause import Clause, Wording
from schemeengine.ir.expr import Address
from schemeengine.source import Span
from schemeengine.values import Duration

#: The first day of the turn of a duty that is being looked at; set while its dates are computed.
TURN = Address("built_in", "", "turn")


@dataclass(frozen=True, slots=True, eq=False)
class EventKind:
    """A kind of event, and the facts its record gives a value to."""

    id: str
    wording: Wording
    decided_by: str
    #: The decisions before which it is an opinion that the office heard; () for any other event.
    opinion_on: tuple[str, ...]
    records: tuple[Address, ...]  # take the day of the event
    clears: tuple[Address, ...]  # are forgotten: not yet happened, not known, or nothing so far
    amount: Address | None  # takes the amount of the event
    adds_to: Address | None  # grows by the amount of the event, from zero
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """What leads out of a state: an event, or the end of the day ``past``; only ``when`` holds.

    ``takes_effect``: same_day, next_day, end_of_month (on the last day of the month of the event) or
    next_month (on the first day of the month after it).
    """

    event: str
    past: Clause | None
    when: Clause | None
    becomes: str
    takes_effect: str
    cite: tuple[str, ...]
    span: Span

    @property
    def cause(self) -> str:
        """What brings it about: the event, or the day that must be past."""
        return self.event if self.past is None else f"past {self.past.expr.number}"


@dataclass(frozen=True, slots=True, eq=False)
class State:
    id: str
    wording: Wording
    in_force: bool
    moves: tuple[Move, ...]
    #: The causes on which one of the moves always comes about.
    settled: frozenset[str]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Obligation:
    """A duty. It arises by events, once at ``begins``, or again and again from ``begins`` on. With
    ``optional`` it is no duty but something that may be done while its days last.

    ``repeats``: "fiscal_year" for every fiscal year, or a length of time. ``while_``: the states in
    which it arises, () for all of them.
    """

    id: str
    wording: Wording
    who: str
    form: str
    arises: tuple[str, ...]
    begins: Clause | None
    repeats: str | Duration | None
    within: Clause | None
    due: Clause | None
    done_by: tuple[str, ...]
    while_: tuple[str, ...]
    applies: Clause | None
    amount: Clause | None
    span: Span
    optional: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A reason for a decision: a condition, an event, or a duty not done."""

    id: str
    wording: Wording
    when: Clause | None
    event: str
    breach_of: str
    cures: Clause | None  # whether a duty done late counts as done
    allows: tuple[str, ...]
    grace: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class LifeCycle:
    """The life of one thing; the first state is ``begins_as``.

    ``depends_on``: another life cycle that must be in force for this one to be. ``per_number``:
    what the number of an event tells apart (a year, a certificate); "" if there is only one.
    """

    id: str
    wording: Wording
    begins_as: str
    states: Mapping[str, State]
    obligations: Mapping[str, Obligation]
    grounds: Mapping[str, Ground]
    depends_on: str
    per_number: str
    examples: Mapping[str, object]
    span: Span
    #: The day that selects the edition for what was granted: a fact, "as_of", or "" as for the verdict.
    edition_by: str = ""

    @property
    def clauses(self) -> Iterator[Clause]:
        """Every condition and date written in it."""
        for state in self.states.values():
            for move in state.moves:
                yield from (c for c in (move.past, move.when) if c is not None)
        for o in self.obligations.values():
            found = (o.begins, o.within, o.due, o.applies, o.amount)
            yield from (c for c in found if c is not None)
        for g in self.grounds.values():
            yield from (c for c in (g.when, g.cures) if c is not None)

    @property
    def events(self) -> frozenset[str]:
        """The kinds of event that this life cycle speaks of."""
        found = {m.event for s in self.states.values() for m in s.moves}
        for o in self.obligations.values():
            found |= {*o.arises, *o.done_by}
        for g in self.grounds.values():
            found |= {g.event, g.grace, *g.allows}
        return frozenset(found - {""})


@dataclass(frozen=True, slots=True)
class Event:
    """One record of a dossier: what happened on which day, and what else it says."""

    kind: str
    day: date
    number: str
    fiscal_year: int | None
    amount: int | None
    until: date | None
    ground: str
    by: str
    reason: str
    span: Span
