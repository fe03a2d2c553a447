"""The course of one thing through its states: events in their order, days as they pass.

Where a condition or a day is not known, both ways are followed: the state is then one of several,
never a guess. An event that can happen in one of the possible states only, decides between them.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from schemeengine.execute import domain
from schemeengine.execute.domain import Value
from schemeengine.ir.life_cycle import Event, LifeCycle, Move, State
from schemeengine.ir.scheme import Clause
from schemeengine.lifecycle.model import Cause, Spell
from schemeengine.lifecycle.record import Moment, Record, moved_by
from schemeengine.truth import TRUE
from schemeengine.values import Stated, format_date
from schemeengine.verdict.model import Day, Text, TraceNode

#: A thing that moves on by the calendar alone does so a few times; a safeguard against circles.
MAX_MOVES = 40


@dataclass(frozen=True, slots=True)
class Doubt:
    """A condition or day that is not known, and the moment at which it was asked for."""

    clause: Clause
    moment: Moment


@dataclass(frozen=True, slots=True)
class Thread:
    """One possible course: the spells so far, and a move that takes effect on a later day."""

    spells: tuple[Spell, ...]
    doubts: tuple[Doubt, ...] = ()
    decided: tuple[Move, Event, date] | None = None
    moves: int = 0

    @property
    def state(self) -> str:
        return self.spells[-1].state


@dataclass(frozen=True, slots=True)
class Firing:
    """A move by the calendar; without a day where it is not known on which, nor whether at all."""

    move: Move
    day: date | None

    @property
    def sure(self) -> bool:
        return self.day is not None


@dataclass(slots=True)
class Course:
    """Follows one life cycle. ``refused`` collects events that no possible state allows."""

    cycle: LifeCycle
    record: Record
    threads: tuple[Thread, ...] = ()
    refused: list[int] = field(default_factory=list)
    #: The threads as they were on the day of each event, just before it.
    before: list[tuple[Thread, ...]] = field(default_factory=list)

    def run(self, as_of: date) -> tuple[Thread, ...]:
        """The possible courses up to the end of a day."""
        first = self.cycle.states[self.cycle.begins_as]
        start = Cause("start", Text("初めの状態", "initial state"), first.wording.cite)
        self.threads = (Thread((_spell(first, None, start),)),)
        self.before = []
        for number, event in enumerate(self.record.events):
            self.threads = self._by_calendar(self.threads, Moment(number, event.day))
            self.before.append(self.threads)
            self.threads = self._by_event(number, event)
        self.threads = self._by_calendar(self.threads, Moment(len(self.record.events), as_of))
        return self.threads

    # -- the calendar
    def _by_calendar(self, threads: tuple[Thread, ...], now: Moment) -> tuple[Thread, ...]:
        return _merged(t for thread in threads for t in self.advance(thread, now))

    def advance(self, thread: Thread, now: Moment) -> Iterator[Thread]:
        """What a course has become by a day, without any further event."""
        if thread.decided is not None and thread.decided[2] <= now.day:
            move, event, day = thread.decided
            eve = replace(now, day=moved_by(day, -1))
            # What the calendar brings between the event and the day it takes effect comes first.
            waiting = self.advance(thread, eve) if eve.day > event.day else (thread,)
            for found in waiting:
                still = found.decided is not None
                yield from self.advance(self._by_decision(found, move, event, day) if still else found, now)
            return
        if thread.moves >= MAX_MOVES:
            yield thread
            return
        stayed, fired = thread, None
        for firing in sorted(self._firings(thread, now), key=lambda f: (f.sure, f.day or date.min)):
            if fired is not None and firing.day != fired:
                return
            moment = replace(now, day=firing.day) if firing.day is not None else now
            when = firing.move.when
            mask = TRUE if when is None else self.record.mask(when, moment)
            if not mask & TRUE:
                continue
            certain = firing.sure and mask == TRUE
            doubts = () if certain else tuple(self._doubts(firing, moment, mask))
            moved = self._passed(thread, firing, moment)
            yield from self.advance(replace(moved, doubts=(*moved.doubts, *doubts)), now)
            stayed = replace(stayed, doubts=(*stayed.doubts, *doubts))
            fired = firing.day if certain or self._settled(thread, firing) else fired
        if fired is None:
            yield stayed

    def _settled(self, thread: Thread, firing: Firing) -> bool:
        """Whether on that day some move comes about for sure, though not known which."""
        return firing.sure and firing.move.cause in self.cycle.states[thread.state].settled

    def _doubts(self, firing: Firing, moment: Moment, mask: int) -> Iterator[Doubt]:
        if not firing.sure and firing.move.past is not None:
            yield Doubt(firing.move.past, moment)
        if mask != TRUE and firing.move.when is not None:
            yield Doubt(firing.move.when, moment)

    def _firings(self, thread: Thread, now: Moment) -> Iterator[Firing]:
        """The moves by the calendar that have, or may have, come about by the day."""
        since = thread.spells[-1].first
        for move in self.cycle.states[thread.state].moves:
            if move.past is None:
                continue
            found = day_of(self.record.value(move.past.expr, now))
            if isinstance(found, date):
                day = max(moved_by(found, 1), since or date.min)
                passed_over = thread.decided is not None and day <= thread.decided[1].day
                if day <= now.day and not passed_over:
                    yield Firing(move, day)
            elif isinstance(found, domain.Approx):
                earliest = day_of(domain.low(found))
                if earliest is None or earliest < now.day:
                    yield Firing(move, None)

    def _passed(self, thread: Thread, firing: Firing, moment: Moment) -> Thread:
        move, past = firing.move, firing.move.past
        assert past is not None
        end = day_of(self.record.value(past.expr, moment))
        name = past.wording.label or (past.parts[0].wording.label if past.parts else "")
        name_en = past.wording.label_en or (past.parts[0].wording.label_en if past.parts else "")
        shown = (format_date(end, "ja"), format_date(end, "en")) if isinstance(end, date) else ("", "")
        text = Text(
            f"{name or '期間'}の末日{f'（{shown[0]}）' if shown[0] else ''}が過ぎた",
            f"{name_en or name or 'the day'}{f' ({shown[1]})' if shown[1] else ''} is past",
        )
        trace = [self.record.trace(c, moment) for c in (past, move.when) if c is not None]
        cause = Cause("day", text, move.cite, None, tuple(trace))
        return self._moved(thread, move.becomes, firing.day, cause)

    # -- events
    def _by_event(self, number: int, event: Event) -> tuple[Thread, ...]:
        """What an event does; conditions see its record. One that no state allows changes nothing."""
        moving = {m.event for s in self.cycle.states.values() for m in s.moves}
        if event.kind not in moving:
            return self.threads
        now = Moment(number + 1, event.day)
        found = [t for thread in self.threads for t in self._taken(thread, event, now)]
        if not found:
            self.refused.append(number)
            return self.threads
        return _merged(found)

    def _taken(self, thread: Thread, event: Event, now: Moment) -> Iterator[Thread]:
        moves = [m for m in self.cycle.states[thread.state].moves if m.event == event.kind]
        if not moves:
            return
        stays, taken = thread, False
        for move in moves:
            mask = TRUE if move.when is None else self.record.mask(move.when, now)
            if not mask & TRUE:
                continue
            taken = True
            doubts = () if mask == TRUE or move.when is None else (Doubt(move.when, now),)
            yield replace(self._on_event(thread, move, event, now), doubts=(*thread.doubts, *doubts))
            if mask == TRUE:
                return
            stays = replace(stays, doubts=(*stays.doubts, *doubts))
        if not taken or event.kind not in self.cycle.states[thread.state].settled:
            yield stays

    def _on_event(self, thread: Thread, move: Move, event: Event, now: Moment) -> Thread:
        effective = _effective(move, event.day)
        if effective > event.day:
            return replace(thread, decided=(move, event, effective))
        trace = () if move.when is None else (self.record.trace(move.when, now),)
        moved = self._moved(thread, move.becomes, event.day, self._cause(move, event, trace))
        return replace(moved, moves=0)

    def _by_decision(self, thread: Thread, move: Move, event: Event, day: date) -> Thread:
        return self._moved(replace(thread, decided=None), move.becomes, day, self._cause(move, event, ()))

    def _cause(self, move: Move, event: Event, trace: tuple[TraceNode, ...]) -> Cause:
        wording = self.record.scheme.events[event.kind].wording
        text = Text(
            f"{wording.name('ja')}（{format_date(event.day, 'ja')}）",
            f"{wording.name('en')} ({format_date(event.day, 'en')})",
        )
        return Cause("event", text, move.cite, event, trace)

    def _moved(self, thread: Thread, becomes: str, day: date | None, cause: Cause) -> Thread:
        *before, last = thread.spells
        ended = replace(last, last=None if day is None else moved_by(day, -1))
        begun = _spell(self.cycle.states[becomes], day, cause)
        return replace(thread, spells=(*before, ended, begun), decided=None, moves=thread.moves + 1)

    # -- asking
    def states_at(self, day: date, threads: tuple[Thread, ...] | None = None) -> frozenset[str]:
        """The states possible on a day up to which the course, or some threads, were followed."""
        followed = self.threads if threads is None else threads
        return frozenset(s for t in followed for s in _states_on(t, day))

    def could_follow(self, number: int) -> Event | None:
        """A later event that leads to a state in which the refused one would be possible."""
        refused = self.record.events[number]
        states = self.cycle.states
        for later in self.record.events[number + 1 :]:
            for thread in self.before[number]:
                for move in states[thread.state].moves:
                    leads_on = {m.event for m in states[move.becomes].moves}
                    if move.event == later.kind and refused.kind in leads_on:
                        return later
        return None


def day_of(value: Value) -> Value:
    """A date, without its hour; None for what is no day (never, or not known at all)."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (date, domain.Approx)):
        return value
    return None


def shown_day(value: Value) -> Day | None:
    """A date with its bounds; None if there is no such day."""
    found = day_of(value)
    if isinstance(found, date):
        return Day(found.isoformat(), found.isoformat(), found.isoformat())
    if isinstance(found, domain.Approx):
        lo, hi = day_of(domain.low(found)), day_of(domain.high(found))
        return Day(None, lo.isoformat() if lo else None, hi.isoformat() if hi else None)
    return None if value in (Stated.NOT_YET, Stated.NONE, Stated.NOT_APPLICABLE) else Day(None, None, None)


def _effective(move: Move, day: date) -> date:
    """The day on which a move by an event of ``day`` takes effect."""
    last = day.replace(day=monthrange(day.year, day.month)[1])
    match move.takes_effect:
        case "next_day":
            return moved_by(day, 1)
        case "end_of_month":
            return last
        case "next_month":
            return moved_by(last, 1)
        case _:
            return day


def _states_on(thread: Thread, day: date) -> Iterator[str]:
    """The state of one course on a day; where a beginning is not known, either side of it."""
    found: list[str] = []
    for spell in thread.spells:
        if spell.first is None:
            found.append(spell.state)
        elif spell.first <= day:
            found = [spell.state]
    return iter(found)


def _spell(state: State, first: date | None, cause: Cause) -> Spell:
    label = Text(state.wording.name("ja"), state.wording.name("en"))
    return Spell(state.id, label, state.in_force, first, None, cause)


def _merged(threads: Iterator[Thread] | list[Thread]) -> tuple[Thread, ...]:
    """Courses that have come to the same state on the same day are one."""
    found: dict[tuple[object, ...], Thread] = {}
    for thread in threads:
        key = (thread.state, thread.spells[-1].first, thread.decided)
        known = found.get(key)
        found[key] = (
            thread if known is None
            else replace(known, doubts=tuple(dict.fromkeys((*known.doubts, *thread.doubts))))
        )  # fmt: skip
    return tuple(found.values())
