"""Grounds for a decision. A ground is not the decision: only the recorded one changes a state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from schemeengine import truth
from schemeengine.diagnostics import Problems, codes_dossier
from schemeengine.diagnostics import codes_life_cycle as codes
from schemeengine.ir.life_cycle import Event, Ground, LifeCycle
from schemeengine.lifecycle.model import Duty, GroundFound
from schemeengine.lifecycle.record import Moment, Record
from schemeengine.model.suggest import closest
from schemeengine.truth import FALSE, TRUE, UNKNOWN, Mask
from schemeengine.values import format_date
from schemeengine.verdict.model import Pending, Text


@dataclass(frozen=True, slots=True)
class Grounds:
    """The grounds of one life cycle at a moment. ``since``: the day from which the thing has been in
    force without a break; what happened before belongs to an earlier one."""

    cycle: LifeCycle
    record: Record
    now: Moment
    duties: Sequence[Duty]
    since: date | None

    def found(self) -> tuple[GroundFound, ...]:
        return tuple(self.of(g) for g in self.cycle.grounds.values())

    def behind(self, event: Event) -> tuple[GroundFound, ...]:
        """The grounds for a decision: the one its record names, else all that exist and allow it."""
        named = self.cycle.grounds.get(event.ground)
        if named is not None:
            return (self.of(named),)
        allowing = (self.of(g) for g in self.cycle.grounds.values() if event.kind in g.allows)
        return tuple(g for g in allowing if g.status == "true")

    def of(self, ground: Ground) -> GroundFound:
        """One ground: does it exist, does time to mend it run, has it been decided upon."""
        mask = self.mask(ground)
        grace = self.grace(ground)
        decided = [e for e in self._events() if e.kind in ground.allows and e.ground == ground.id]
        pending: tuple[Pending, ...] = ()
        if ground.when is not None and not truth.decided(mask):
            pending = self.record.pending(ground.when, self.now, ground.id)
        elif not truth.decided(mask):
            named = (d for d in self.duties if d.obligation == ground.breach_of)
            pending = tuple({p.fact: p for d in named for p in d.pending}.values())
        trace = () if ground.when is None else (self.record.trace(ground.when, self.now),)
        kinds = self.record.scheme.events
        w = ground.wording
        return GroundFound(
            ground.id, Text(w.label, w.label_en), Text(w.text, w.text_en), w.cite, truth.status(mask),
            tuple(Text(kinds[a].wording.label, kinds[a].wording.label_en) for a in ground.allows),
            grace.until if grace is not None else None,
            grace is not None and grace.until is not None and self.now.day <= grace.until,
            decided[-1].day if decided else None, pending, trace,
        )  # fmt: skip

    def mask(self, ground: Ground) -> Mask:
        if ground.when is not None:
            return self.record.mask(ground.when, self.now)
        if ground.event:
            return TRUE if any(e.kind == ground.event for e in self._events()) else FALSE
        turns = [d for d in self.duties if d.obligation == ground.breach_of]
        return truth.any_of(self._breach(d, ground) for d in turns)

    def _breach(self, duty: Duty, ground: Ground) -> Mask:
        match duty.state:
            case "overdue":
                return TRUE
            case "undetermined":
                return UNKNOWN
            case "done_late" if ground.cures is not None:
                return truth.negate(self.record.mask(ground.cures, self.now))
            case "done_late":
                return TRUE
            case _:
                return FALSE

    def grace(self, ground: Ground) -> Event | None:
        """The last time given to mend this ground."""
        given = [
            e for e in self._events()
            if ground.grace and e.kind == ground.grace and e.ground in ("", ground.id)
        ]  # fmt: skip
        return given[-1] if given else None

    def _events(self) -> Iterator[Event]:
        for event in self.record.events[: self.now.events]:
            if self.since is None or event.day >= self.since:
                yield event


def named_grounds(cycle: LifeCycle, events: Sequence[Event], problems: Problems) -> None:
    """A ground named in a record must be one of the programme's; time to mend needs a last day."""
    deciding = {a for g in cycle.grounds.values() for a in (*g.allows, g.grace)}
    for event in events:
        if event.kind in deciding and event.ground and event.ground not in cycle.grounds:
            near = closest(event.ground, cycle.grounds) or ", ".join(cycle.grounds)
            problems.add(
                codes_dossier.UNKNOWN_PATH, event.span, got=event.ground, what_ja="事由",
                what_en="ground", near=near,
            )  # fmt: skip


def doubtful_decisions(found: Grounds, number: int, problems: Problems) -> None:
    """A decision on a ground that its record refutes, or while the time to mend it still ran.

    ``found`` is the moment just before the decision.
    """
    event = found.record.events[number]
    ground = found.cycle.grounds.get(event.ground)
    if ground is None or event.kind not in ground.allows:
        return
    seen = found.of(ground)
    why = None
    if seen.status == "false":
        why = Text("事由に当たる記録がない", "nothing recorded amounts to it")
    elif seen.in_grace and seen.grace_until is not None and event.day <= seen.grace_until:
        ja, en = format_date(seen.grace_until, "ja"), format_date(seen.grace_until, "en")
        why = Text(f"猶予期間が{ja}まである", f"time to mend it runs until {en}")
    if why is None:
        return
    wording = found.record.scheme.events[event.kind].wording
    problems.add(
        codes.GROUND_IN_DOUBT, event.span, event_ja=wording.name("ja"), event_en=wording.name("en"),
        day_ja=format_date(event.day, "ja"), day_en=format_date(event.day, "en"),
        ground_ja=seen.label.ja, ground_en=seen.label.of("en"), why_ja=why.ja, why_en=why.en,
    )  # fmt: skip


def before(event: Event, number: int) -> Moment:
    """The moment just before an event: the day on which it happens, without its record."""
    return Moment(number, event.day)
