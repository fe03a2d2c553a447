"""What is to be done: each turn of each obligation, by when, and whether it has been."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from schemeengine.calendar import add_months, first_on_or_after, fiscal_year
from schemeengine.diagnostics import Lang
from schemeengine.execute import domain
from schemeengine.execute.domain import Value
from schemeengine.ir.life_cycle import Event, LifeCycle, Obligation
from schemeengine.lifecycle.course import day_of, shown_day
from schemeengine.lifecycle.model import Duty, DutyState
from schemeengine.lifecycle.record import Moment, Record
from schemeengine.truth import TRUE
from schemeengine.values import Duration, Interval, MonthDay, format_date, format_fiscal_year
from schemeengine.verdict.measures import amount_of
from schemeengine.verdict.model import Amount, Day, Pending, Text

#: A yearly duty of a lifetime; a safeguard against turns of a day.
MAX_TURNS = 120
_LANGS: tuple[Lang, ...] = ("ja", "en")
#: A turn must end within the calendar, however long it is.
LAST_YEAR = 9000


@dataclass(frozen=True, slots=True)
class Timing:
    """When a duty may be done and until when, each exact, within bounds, or None (no such day)."""

    opens: Value
    due: Value
    #: Whether a last day is set at all.
    has_due: bool


@dataclass(slots=True)
class Duties:
    """The duties of one life cycle at a moment, given the states it has been in.

    ``states`` says in which states the thing may be on a day; ``horizon`` is the last day for which
    turns to come are shown.
    """

    cycle: LifeCycle
    record: Record
    now: Moment
    horizon: date
    states: Callable[[date], frozenset[str]]
    _used: set[int] = field(default_factory=set)
    _facts: int = 0

    def found(self) -> tuple[Duty, ...]:
        return tuple(d for o in self.cycle.obligations.values() for d in self._of(o))

    def _of(self, duty: Obligation) -> Iterator[Duty]:
        self._used = set()
        count = self.now.events
        brought = [
            n for n, e in enumerate(self.record.events[:count])
            if e.kind in duty.arises and self._in_state(duty, e.day)
        ]  # fmt: skip
        for number, until in zip(brought, (*brought[1:], count), strict=False):
            # Its dates hang on what was recorded up to the next time it arises, not on that.
            self._facts = until
            yield from self._turn(duty, self.record.events[number].day, None, number)
        self._facts = count
        if duty.begins is None:
            return
        begins = day_of(self.record.value(duty.begins.expr, self.now))
        if isinstance(begins, domain.Approx):
            yield from self._not_known(duty, begins)
        elif isinstance(begins, date):
            for turn, following in self._turns(duty, begins):
                if self._in_state(duty, turn):
                    yield from self._turn(duty, turn, following, -1)

    def _not_known(self, duty: Obligation, begins: domain.Approx) -> Iterator[Duty]:
        """A duty of which it is not known whether it has begun; later than today is not yet."""
        earliest = day_of(domain.low(begins))
        assert duty.begins is not None
        if (earliest is None or earliest <= self.now.day) and self._in_state(duty, self.now.day):
            pending = self.record.pending(duty.begins, self.now, duty.id)
            yield replace(_plain(duty), state="undetermined", pending=pending)

    def _in_state(self, duty: Obligation, day: date) -> bool:
        return not duty.while_ or bool(self.states(day) & set(duty.while_))

    def _turns(self, duty: Obligation, begins: date) -> Iterator[tuple[date, date | None]]:
        """The first days of the turns, each with that of the next."""
        if duty.repeats is None:
            if begins <= self.horizon:
                yield begins, None
            return
        turn = begins
        if duty.repeats == "fiscal_year":
            turn = first_on_or_after(MonthDay(4, 1), begins, inclusive=True)
        for number in range(MAX_TURNS):
            if turn > self.horizon or turn.year > LAST_YEAR:
                return
            following = _later(begins if isinstance(duty.repeats, Duration) else turn, duty.repeats, number)
            yield turn, following
            turn = following

    # -- one turn
    def _turn(self, duty: Obligation, turn: date, following: date | None, by: int) -> Iterator[Duty]:
        at = Moment(self._facts, self.now.day, turn)
        applies = TRUE if duty.applies is None else self.record.mask(duty.applies, at)
        if not applies & TRUE:
            return
        timing = self._timing(duty, at)
        done = self._done(duty, turn, following, by)
        state = self._state(duty, timing, turn, done)
        pending: tuple[Pending, ...] = ()
        if applies != TRUE and duty.applies is not None and done is None:
            state, pending = "undetermined", self.record.pending(duty.applies, at, duty.id)
        elif done is None and _ends_before(timing, turn):
            state, pending = "undetermined", (self._no_day(duty, timing, turn),)
        elif state == "undetermined":
            pending = self._missing(duty, at)
        clauses = [c for c in (duty.applies, duty.within, duty.due) if c is not None]
        yield replace(
            _plain(duty), turn=turn, fiscal_year=fiscal_year(turn) if duty.repeats else None,
            turn_name=_turn_name(duty, turn),
            opens=shown_day(timing.opens), due=self._due_day(timing), state=state,
            done_on=done.day if done is not None else None, amount=self._amount(duty, at),
            pending=pending, trace=tuple(self.record.trace(c, at) for c in clauses),
        )  # fmt: skip

    def _timing(self, duty: Obligation, at: Moment) -> Timing:
        opens: Value = None
        due: Value = None
        if duty.within is not None:
            found = self.record.value(duty.within.expr, at)
            known = isinstance(found, Interval)
            opens, due = (found.first, found.last) if known else (domain.ANYTHING, domain.ANYTHING)
        if duty.due is not None:
            due = self.record.value(duty.due.expr, at)
        return Timing(day_of(opens), day_of(due), day_of(due) is not None)

    def _due_day(self, timing: Timing) -> Day | None:
        return shown_day(timing.due) if timing.has_due else None

    def _state(self, duty: Obligation, timing: Timing, turn: date, done: Event | None) -> DutyState:
        today = self.now.day
        if done is not None:
            late = isinstance(timing.due, date) and done.day > timing.due
            return "done_late" if late else "done"
        if turn > today:
            return "coming"
        if duty.while_ and not self.states(today) & set(duty.while_):
            return "lapsed"
        if isinstance(timing.opens, date) and today < timing.opens:
            return "coming"
        if not timing.has_due:
            return "due"
        last = domain.high(timing.due), domain.low(timing.due)
        latest, earliest = (day_of(x) for x in last)
        if latest is not None and today > latest:
            return "lapsed" if duty.optional else "overdue"
        return "due" if earliest is not None and today <= earliest else "undetermined"

    def _missing(self, duty: Obligation, at: Moment) -> tuple[Pending, ...]:
        clauses = [c for c in (duty.within, duty.due) if c is not None]
        return _once(p for c in clauses for p in self.record.pending(c, at, duty.id))

    def _no_day(self, duty: Obligation, timing: Timing, turn: date) -> Pending:
        """Its last day lies before it begins: nobody can be late with it."""
        due = domain.high(timing.due)
        last, first = ([format_date(day, lang) for lang in _LANGS] for day in (due, turn))
        ja = f"期限({last[0]})が、この義務の始まる日({first[0]})より前"
        en = f"its last day ({last[1]}) lies before the day it begins ({first[1]})"
        return Pending(
            fact=duty.id, kind="no_value", label=Text(ja, en), ask="", type="", unit="", provided_by="office",
            who="", evidence="", provisions=(duty.id,), cite=(), when="now",
        )  # fmt: skip

    def _amount(self, duty: Obligation, at: Moment) -> Amount | None:
        if duty.amount is None:
            return None
        return amount_of(self.record.view(at), duty.id, duty.amount)

    def _done(self, duty: Obligation, turn: date, following: date | None, by: int) -> Event | None:
        """The event that does this turn: it names the fiscal year, or falls in the turn."""
        for number, event in enumerate(self.record.events[: self.now.events]):
            if event.kind not in duty.done_by or number in self._used or number <= by:
                continue
            if duty.repeats is not None and event.fiscal_year is not None:
                fits = event.fiscal_year == fiscal_year(turn)
            else:
                fits = event.day >= turn and (following is None or event.day < following)
            if fits:
                self._used.add(number)
                return event
        return None


def _ends_before(timing: Timing, turn: date) -> bool:
    """Whether the last day of a turn surely lies before its first."""
    latest = day_of(domain.high(timing.due)) if timing.has_due else None
    return latest is not None and latest < turn


def _later(start: date, step: str | Duration, number: int) -> date:
    """The first day of the turn after the ``number``-th from ``start`` (a fiscal year: one on)."""
    if not isinstance(step, Duration):
        return add_months(start, 12)
    moved = add_months(start, step.months * (number + 1))
    return date.fromordinal(moved.toordinal() + step.days * (number + 1))


def _turn_name(duty: Obligation, turn: date) -> Text | None:
    """令和7年度; of turns shorter than a year 令和7年7月分, or from which day they run."""
    step = duty.repeats
    if step is None:
        return None
    if not isinstance(step, Duration) or step.months >= 12:
        year = fiscal_year(turn)
        return Text(format_fiscal_year(year, "ja"), format_fiscal_year(year, "en"))
    if (step.months, step.days, turn.day) == (1, 0, 1):
        return Text(f"{format_date(turn, 'ja').removesuffix('1日')}分", format_date(turn, "en")[:7])
    return Text(f"{format_date(turn, 'ja')}からの分", f"from {format_date(turn, 'en')}")


def _plain(duty: Obligation) -> Duty:
    w = duty.wording
    return Duty(
        duty.id, Text(w.label, w.label_en), Text(w.text, w.text_en), w.cite, duty.who, duty.form,
        None, None, None, None, "due", optional=duty.optional,
    )  # fmt: skip


def _once(found: Iterator[Pending] | Sequence[Pending]) -> tuple[Pending, ...]:
    return tuple({p.fact: p for p in found}.values())
