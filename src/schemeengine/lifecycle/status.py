"""``status``: from the dated events of a dossier to the state of everything it was granted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from schemeengine import truth
from schemeengine.diagnostics import Problems
from schemeengine.dossier.bind import Dossier
from schemeengine.dossier.events import in_order
from schemeengine.dossier.recorded import contradictions, numbered, until_day
from schemeengine.ir.expr import Op, nodes_below
from schemeengine.ir.life_cycle import Event, LifeCycle
from schemeengine.ir.scheme import Clause, Scheme
from schemeengine.lifecycle import checking
from schemeengine.lifecycle.course import Course, Thread, day_of, shown_day
from schemeengine.lifecycle.duties import Duties
from schemeengine.lifecycle.grounds import Grounds, before, doubtful_decisions, named_grounds
from schemeengine.lifecycle.model import Cause, CycleStatus, Decided, Duty, Next, Spell
from schemeengine.lifecycle.record import Moment, Record, moved_by
from schemeengine.truth import FALSE, TRUE, Mask
from schemeengine.verdict.model import EMPTY, Day, Pending, Text
from schemeengine.verdict.view import Again

#: How far ahead turns of duties are shown where nothing says when the present state ends.
AHEAD = 366


def status_of_events(
    again: Again, scheme: Scheme, bound: Dossier, as_of: date, problems: Problems
) -> tuple[CycleStatus, ...]:
    """What has become of everything one scheme grants, by the events of a dossier that is read.

    ``again`` works out the scheme's values for a changed case.
    """
    if scheme.id not in bound.events:
        return tuple(_not_recorded(scheme, c) for c in scheme.life_cycles.values())
    found: list[CycleStatus] = []
    in_force: dict[str, Mask] = {}
    for cycle, number, record in _lives(again, scheme, bound, as_of, problems):
        one = _Life(scheme, cycle, number, record, as_of, in_force.get(cycle.depends_on, TRUE))
        result, mask = one.status(problems)
        in_force[cycle.id] = in_force.get(cycle.id, 0) | mask
        found.append(result)
    order = list(scheme.life_cycles)
    return tuple(sorted(found, key=lambda c: order.index(c.cycle)))


def check_events(again: Again, scheme: Scheme, bound: Dossier, as_of: date, problems: Problems) -> None:
    """Everything that ``status`` would say against the events of a dossier, and nothing else."""
    for cycle, number, record in _lives(again, scheme, bound, as_of, problems):
        _Life(scheme, cycle, number, record, as_of, TRUE).checked(problems)


def _lives(
    again: Again, scheme: Scheme, bound: Dossier, as_of: date, problems: Problems
) -> Iterator[tuple[LifeCycle, str, Record]]:
    """Each thing with its number and its own events; tells of events that do not fit as they are."""
    past = until_day(scheme, in_order(scheme, bound.events[scheme.id]), as_of, problems)
    contradictions(scheme, bound, past, problems)
    for cycle in _in_order(scheme):
        named_grounds(cycle, past, problems)
        numbered(cycle, scheme, past, problems)
        for number, own in _instances(cycle, past):
            yield (
                cycle,
                number,
                Record(scheme, again, {**bound.values}, bound.places, bound.readings, bound.assumed, own),
            )


def _in_order(scheme: Scheme) -> Iterator[LifeCycle]:
    """Life cycles after the ones they depend on; a circle of them is taken as it comes."""
    pending = dict(scheme.life_cycles)
    while pending:
        ready = [n for n, c in pending.items() if c.depends_on not in pending or c.depends_on == n]
        for name in ready or list(pending):
            yield pending.pop(name)


def _instances(cycle: LifeCycle, events: tuple[Event, ...]) -> Iterator[tuple[str, tuple[Event, ...]]]:
    """The things told apart by number, each with its own events and those that carry none."""
    if not cycle.per_number:
        yield "", events
        return
    numbers = dict.fromkeys(sorted(e.number for e in events if e.kind in cycle.events))
    for number in numbers or {"": None}:
        yield number, tuple(e for e in events if e.number in ("", number))


def _not_recorded(scheme: Scheme, cycle: LifeCycle) -> CycleStatus:
    """Without any record of events every state is possible; the record is what is missing."""
    label = Text("出来事の記録（events）", "the record of events")
    pending = Pending(
        "events", "fact", label, "", "list", "", "office", "", "", (cycle.id,), cycle.wording.cite,
        "now", scheme.id,
    )  # fmt: skip
    return any_state(scheme, cycle, (pending,), EMPTY)


def any_state(scheme: Scheme, cycle: LifeCycle, pending: tuple[Pending, ...], note: Text) -> CycleStatus:
    """A thing of which nothing can be said: every state is possible."""
    nothing = Cause("start", EMPTY)
    possible = tuple(
        Spell(s.id, Text(s.wording.name("ja"), s.wording.name("en")), s.in_force, None, None, nothing)
        for s in cycle.states.values()
    )
    return CycleStatus(
        scheme.id, Text(scheme.title, scheme.title_en), cycle.id,
        Text(cycle.wording.name("ja"), cycle.wording.name("en")), "", cycle.wording.cite, possible,
        (), (), "unknown", None, (), (), (), pending, (), note,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Life:
    """One thing: its course, and what follows from it on the day in question."""

    scheme: Scheme
    cycle: LifeCycle
    number: str
    record: Record
    as_of: date
    parent: Mask

    def checked(self, problems: Problems) -> tuple[Course, tuple[Decided, ...]]:
        """The course up to the day and the decisions on grounds; what speaks against its events is
        told."""
        course = Course(self.cycle, self.record)
        course.run(self.as_of)
        checking.refused_events(course, problems)
        return course, tuple(self._decisions(course, problems))

    def status(self, problems: Problems) -> tuple[CycleStatus, Mask]:
        course, decided = self.checked(problems)
        threads = course.threads
        now = Moment(len(self.record.events), self.as_of)
        certain = threads[0] if len(threads) == 1 else None
        until, leads_on = self._ahead(certain, now) if certain is not None else (None, ())
        coming = self._coming(course, certain, until)
        states = _StatesOn(course, coming)
        duties = self._duties(now, until, states)
        mask = self._in_force(threads) if self.parent == TRUE else self._in_force(threads) & self.parent
        mask = mask if mask else FALSE
        grounds = Grounds(self.cycle, self.record, now, duties, _since(threads))
        wording = self.cycle.wording
        return CycleStatus(
            self.scheme.id, Text(self.scheme.title, self.scheme.title_en), self.cycle.id,
            Text(wording.name("ja"), wording.name("en")), self.number, wording.cite,
            _possible(threads), certain.spells if certain is not None else (), coming,
            truth.status(mask), until, leads_on, duties,
            grounds.found() if self._may_decide(threads) else (), self._pending(threads),
            tuple(e for e in self.record.events if self._concerns(e)), self._note(threads),
            decided=decided,
        ), mask  # fmt: skip

    def _concerns(self, event: Event) -> bool:
        """An event that no life cycle speaks of (it only records a fact) stands with the first."""
        if not self.cycle.events.isdisjoint((event.kind, *self.scheme.events[event.kind].opinion_on)):
            return True
        cycles = list(self.scheme.life_cycles.values())
        return self.cycle is cycles[0] and not any(event.kind in c.events for c in cycles)

    def _in_force(self, threads: Sequence[Thread]) -> Mask:
        mask: Mask = 0
        for thread in threads:
            mask |= TRUE if self.cycle.states[thread.state].in_force else FALSE
        return mask

    def _note(self, threads: Sequence[Thread]) -> Text:
        if self._in_force(threads) == FALSE or self.parent == TRUE or not self.cycle.depends_on:
            return EMPTY
        parent = self.scheme.life_cycles[self.cycle.depends_on].wording
        if self.parent == FALSE:
            return Text(f"{parent.name('ja')}が有効でない", f"not in force: {parent.name('en')} is not")
        return Text(
            f"{parent.name('ja')}が有効かどうか分からない",
            f"it is open whether {parent.name('en')} is in force",
        )

    # -- what comes next
    def _ahead(self, thread: Thread, now: Moment) -> tuple[Day | None, tuple[Next, ...]]:
        """Until when the state lasts by the calendar, and every way out of it."""
        found: list[Next] = []
        ends: list[Day] = []
        kinds = self.record.scheme.events
        for move in self.cycle.states[thread.state].moves:
            label = self.cycle.states[move.becomes].wording
            becomes = Text(label.name("ja"), label.name("en"))
            if move.past is None:
                if move.when is not None and self._never(move.when, now):
                    continue
                event = kinds[move.event].wording
                shown = Text(event.name("ja"), event.name("en"))
                found.append(Next(move.becomes, becomes, shown, None, move.cite))
                continue
            value = self.record.value(move.past.expr, now)
            last = day_of(value)
            after = replace(now, day=max(now.day, moved_by(last, 1))) if isinstance(last, date) else now
            mask = TRUE if move.when is None else self.record.mask(move.when, after)
            if mask & TRUE and not (isinstance(last, date) and last < now.day):
                day = shown_day(value)
                found.append(Next(move.becomes, becomes, EMPTY, day, move.cite))
                if day is not None and mask == TRUE:
                    ends.append(day)
        if thread.decided is not None:
            move, _, day_ = thread.decided
            last_day = moved_by(day_, -1)
            ends.append(Day(last_day.isoformat(), last_day.isoformat(), last_day.isoformat()))
        exact = [e for e in ends if e.value is not None]
        return (min(exact, key=lambda e: e.value or "") if exact else None), tuple(found)

    def _never(self, when: Clause, now: Moment) -> bool:
        """Whether a reading alone shuts a move out: no fact is asked for, and it does not hold."""
        if any(node.op is Op.INPUT for node in nodes_below((when.expr,))):
            return False
        return self.record.mask(when, now) == FALSE

    def _coming(self, course: Course, certain: Thread | None, until: Day | None) -> tuple[Spell, ...]:
        """The states that follow by the calendar alone."""
        if certain is None or until is None or until.value is None:
            return ()
        end = moved_by(date.fromisoformat(until.value), 1)
        later = tuple(course.advance(certain, Moment(len(self.record.events), end)))
        if len(later) != 1:
            return ()
        return later[0].spells[len(certain.spells) :]

    def _duties(self, now: Moment, until: Day | None, states: _StatesOn) -> tuple[Duty, ...]:
        end = (
            date.fromisoformat(until.value)
            if until is not None and until.value
            else moved_by(self.as_of, AHEAD)
        )
        return Duties(self.cycle, self.record, now, max(end, self.as_of), states).found()

    # -- grounds
    def _may_decide(self, threads: Sequence[Thread]) -> bool:
        """Whether a decision that grounds allow could still move it."""
        allowed = {a for g in self.cycle.grounds.values() for a in g.allows}
        return any(m.event in allowed for t in threads for m in self.cycle.states[t.state].moves)

    def _decisions(self, course: Course, problems: Problems) -> Iterator[Decided]:
        """Every decision on a ground, beside the record as it was just before."""
        deciding = {a for g in self.cycle.grounds.values() for a in g.allows}
        for number, event in enumerate(self.record.events):
            if event.kind not in deciding or number in course.refused:
                continue
            now = before(event, number)
            threads = course.before[number]
            states = _StatesOn(course, (), threads)
            duties = Duties(self.cycle, self.record, now, event.day, states).found()
            found = Grounds(self.cycle, self.record, now, duties, _since(threads))
            doubtful_decisions(found, number, problems)
            yield Decided(event, found.behind(event), self._opinions(number))

    def _opinions(self, number: int) -> tuple[Event, ...]:
        """What was heard before a decision, since the last one of its kind."""
        events, kinds = self.record.events, self.record.scheme.events
        event = events[number]
        last = max((n for n in range(number) if events[n].kind == event.kind), default=-1)
        heard = (e for e in events[last + 1 : number] if event.kind in kinds[e.kind].opinion_on)
        return tuple(heard)

    def _pending(self, threads: Sequence[Thread]) -> tuple[Pending, ...]:
        if len({t.state for t in threads}) == 1:
            return ()
        found: dict[str, Pending] = {}
        for doubt in dict.fromkeys(d for t in threads for d in t.doubts):
            for pending in self.record.pending(doubt.clause, doubt.moment, self.cycle.id):
                found.setdefault(pending.fact, pending)
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _StatesOn:
    """The states a thing may be in on a day, also on one to come."""

    course: Course
    coming: tuple[Spell, ...]
    threads: tuple[Thread, ...] | None = None

    def __call__(self, day: date) -> frozenset[str]:
        later = [s for s in self.coming if s.first is not None and s.first <= day]
        return frozenset({later[-1].state}) if later else self.course.states_at(day, self.threads)


def _possible(threads: Sequence[Thread]) -> tuple[Spell, ...]:
    """The states possible, each once; where their first days differ, it is not known."""
    found: dict[str, Spell] = {}
    for thread in threads:
        spell = thread.spells[-1]
        known = found.get(spell.state)
        if known is not None and known.first != spell.first:
            spell = replace(spell, first=None)
        found[spell.state] = spell
    return tuple(found.values())


def _since(threads: Sequence[Thread]) -> date | None:
    """The day from which the thing has been in force without a break, where one course is certain."""
    if len(threads) != 1:
        return None
    since: date | None = None
    running = False
    for spell in threads[0].spells:
        if spell.in_force and not running:
            since, running = spell.first, True
        elif not spell.in_force and spell.cause.kind != "start" and spell is not threads[0].spells[-1]:
            running = False
    return since
