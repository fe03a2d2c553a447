"""What has become of the things a programme grants: states, duties, grounds, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from schemeengine.diagnostics import Diagnostic
from schemeengine.ir.life_cycle import Event
from schemeengine.truth import Status
from schemeengine.verdict.model import EMPTY, Amount, Day, Pending, Text, TraceNode

#: event: an event moved it · day: a day was past · start: how every life cycle begins
CauseKind = Literal["event", "day", "start"]

#: coming: not open yet · due: to be done now, or without a day · overdue · done · done_late ·
#: lapsed: the thing it hangs on has ended · undetermined: a fact or a set value is missing
DutyState = Literal["coming", "due", "overdue", "done", "done_late", "lapsed", "undetermined"]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a state began: by which event or the end of which day, where that is written, and the
    explanation of the conditions that decided."""

    kind: CauseKind
    text: Text
    cite: tuple[str, ...] = ()
    event: Event | None = None
    trace: tuple[TraceNode, ...] = ()


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of days in one state. ``first`` is None at the start of all, or where the day on
    which it began is not known; ``last`` is None while it lasts."""

    state: str
    label: Text
    in_force: bool
    first: date | None
    last: date | None
    cause: Cause


@dataclass(frozen=True, slots=True)
class Next:
    """What would end the present state: an event, or the end of a day."""

    becomes: str
    label: Text
    event: Text
    day: Day | None
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """One turn of an obligation. ``turn`` is the day it arises; ``due`` is None where no day is set."""

    obligation: str
    label: Text
    gist: Text
    cite: tuple[str, ...]
    who: str
    form: str
    turn: date | None
    fiscal_year: int | None
    opens: Day | None
    due: Day | None
    state: DutyState
    done_on: date | None = None
    amount: Amount | None = None
    pending: tuple[Pending, ...] = ()
    trace: tuple[TraceNode, ...] = ()
    #: Something that may be done, not a duty: never overdue.
    optional: bool = False
    #: Of a duty that repeats, which turn this is: 令和7年度, 令和7年7月分.
    turn_name: Text | None = None


@dataclass(frozen=True, slots=True)
class GroundFound:
    """A ground for a decision: whether it exists, whether time to mend it runs, and what was decided."""

    id: str
    label: Text
    gist: Text
    cite: tuple[str, ...]
    status: Status
    allows: tuple[Text, ...]
    grace_until: date | None
    in_grace: bool
    decided_on: date | None
    pending: tuple[Pending, ...] = ()
    trace: tuple[TraceNode, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that grounds allow, as recorded, and the grounds for it as they stood just before: the
    one its record names, else all that existed; and the opinions that were heard on it."""

    event: Event
    grounds: tuple[GroundFound, ...]
    opinions: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class CycleStatus:
    """One thing on the day in question. Its state is known if ``possible`` has one member."""

    scheme: str
    scheme_title: Text
    cycle: str
    label: Text
    number: str
    cite: tuple[str, ...]
    possible: tuple[Spell, ...]
    history: tuple[Spell, ...]
    #: What will happen by the calendar alone, if nothing more is recorded.
    coming: tuple[Spell, ...]
    in_force: Status
    until: Day | None
    leads_on: tuple[Next, ...]
    duties: tuple[Duty, ...]
    grounds: tuple[GroundFound, ...]
    pending: tuple[Pending, ...]
    events: tuple[Event, ...]
    note: Text = EMPTY
    #: The edition by whose text it is followed, and why; "" where there is only one text.
    edition: str = ""
    edition_reason: Text = EMPTY
    decided: tuple[Decided, ...] = ()

    @property
    def state(self) -> str:
        """The state, or "" while more than one is possible."""
        return self.possible[0].state if len(self.possible) == 1 else ""


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The state of everything the programmes grant, on one day, as recorded in one dossier."""

    dossier: str
    as_of: date
    cycles: tuple[CycleStatus, ...]
    diagnostics: tuple[Diagnostic, ...]
    dossier_sha256: str
    scheme_sha256: str
