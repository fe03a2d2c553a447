"""The days of a dossier's programmes, past and to come, in one list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from schemeengine.ir.life_cycle import Event
from schemeengine.ir.scheme import Scheme
from schemeengine.lifecycle.model import CycleStatus, Duty, Spell, StatusReport
from schemeengine.values import format_fiscal_year
from schemeengine.verdict.model import Text

#: event: recorded · state: a state begins by the calendar · ends: its last day · opens: a period in
#: which something may be done begins · due: its last day
EntryKind = Literal["event", "state", "ends", "opens", "due"]
_ORDER = ("event", "state", "opens", "due", "ends")


@dataclass(frozen=True, slots=True)
class Entry:
    """One day. ``key`` tells what the entry is about, whatever its day turns out to be; ``open`` is
    a deadline that has not been met."""

    day: date
    kind: EntryKind
    key: tuple[str, ...]
    thing: Text
    text: Text
    who: str
    cite: tuple[str, ...]
    to_come: bool
    open: bool = False


@dataclass(frozen=True, slots=True)
class Unfixed:
    """A day that is to come but cannot be said yet, and what it waits for."""

    thing: Text
    text: Text
    cite: tuple[str, ...]
    waits_for: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All days up to the end of what the calendar alone brings about."""

    dossier: str
    as_of: date
    entries: tuple[Entry, ...]
    unfixed: tuple[Unfixed, ...]
    report: StatusReport


def timeline(report: StatusReport, schemes: tuple[Scheme, ...]) -> Timeline:
    """The days of a status in their order. Pure: nothing but the report decides."""
    by_id = {s.id: s for s in schemes}
    found: dict[tuple[object, ...], Entry] = {}
    for cycle in report.cycles:
        text = by_id[cycle.scheme].text_of(cycle.edition)
        for entry in _entries(cycle, text, report.as_of):
            found.setdefault((entry.key, entry.day), entry)
    ordered = sorted(found.values(), key=lambda e: (e.day, _ORDER.index(e.kind), e.key))
    unfixed = tuple(u for cycle in report.cycles for u in _unfixed(cycle))
    return Timeline(report.dossier, report.as_of, tuple(ordered), unfixed, report)


def _thing(cycle: CycleStatus) -> Text:
    number = f" {cycle.number}" if cycle.number else ""
    return Text(f"{cycle.label.ja}{number}", f"{cycle.label.of('en')}{number}")


def _entries(cycle: CycleStatus, scheme: Scheme, as_of: date) -> Iterator[Entry]:
    for event in cycle.events:
        yield _event(event, cycle, scheme, as_of)
    for spell in (*cycle.history, *cycle.coming):
        yield from _spell(spell, cycle, as_of)
    if cycle.until is not None and cycle.until.value is not None and cycle.possible:
        day = date.fromisoformat(cycle.until.value)
        label = cycle.possible[0].label
        text = Text(f"「{label.ja}」の最後の日", f"last day of “{label.of('en')}”")
        key = (cycle.scheme, cycle.cycle, cycle.number, "ends", cycle.possible[0].state)
        yield Entry(day, "ends", key, _thing(cycle), text, "", cycle.cite, day > as_of)
    for duty in cycle.duties:
        yield from _duty(duty, cycle, as_of)


def _event(event: Event, cycle: CycleStatus, scheme: Scheme, as_of: date) -> Entry:
    wording = scheme.events[event.kind].wording
    ja, en = wording.name("ja"), wording.name("en")
    if event.fiscal_year is not None:
        ja = f"{ja}（{format_fiscal_year(event.fiscal_year, 'ja')}）"
        en = f"{en} ({format_fiscal_year(event.fiscal_year, 'en')})"
    key = (cycle.scheme, event.kind, event.number, str(event.fiscal_year or ""), event.day.isoformat())
    return Entry(
        event.day, "event", key, _thing(cycle), Text(ja, en), event.by, wording.cite, event.day > as_of
    )


def _spell(spell: Spell, cycle: CycleStatus, as_of: date) -> Iterator[Entry]:
    """A state that begins by the calendar; one that an event brings about stands with the event."""
    if spell.first is None or spell.cause.kind != "day":
        return
    text = Text(f"「{spell.label.ja}」になる", f"becomes “{spell.label.of('en')}”")
    key = (cycle.scheme, cycle.cycle, cycle.number, "state", spell.state)
    yield Entry(spell.first, "state", key, _thing(cycle), text, "", spell.cause.cite, spell.first > as_of)


def _duty(duty: Duty, cycle: CycleStatus, as_of: date) -> Iterator[Entry]:
    if duty.state in ("done", "lapsed"):
        return
    name = _duty_name(duty)
    turn = duty.turn.isoformat() if duty.turn is not None else ""
    key = (cycle.scheme, cycle.cycle, cycle.number, duty.obligation, turn)
    if duty.opens is not None and duty.opens.value is not None:
        day = date.fromisoformat(duty.opens.value[:10])
        text = Text(f"{name.ja}：この日から", f"{name.en}: from this day")
        yield Entry(day, "opens", (*key, "opens"), _thing(cycle), text, duty.who, duty.cite, day > as_of)
    if duty.due is not None and duty.due.value is not None:
        day = date.fromisoformat(duty.due.value[:10])
        last = Text("できる最後の日", "last day on which it may be done")
        what = last if duty.optional else Text("期限", "deadline")
        text = Text(f"{name.ja}：{what.ja}", f"{name.en}: {what.en}")
        yield Entry(
            day, "due", (*key, "due"), _thing(cycle), text, duty.who, duty.cite, day > as_of,
            duty.state != "done_late" and not duty.optional,
        )  # fmt: skip


def _duty_name(duty: Duty) -> Text:
    ja, en = duty.label.ja, duty.label.of("en")
    turn = duty.turn_name
    return Text(ja, en) if turn is None else Text(f"{ja}（{turn.ja}）", f"{en} ({turn.of('en')})")


def _unfixed(cycle: CycleStatus) -> Iterator[Unfixed]:
    """Duties of which the days cannot be said yet, or have none at all."""
    for duty in cycle.duties:
        if duty.state in ("undetermined", "due", "coming") and (duty.due is None or duty.due.value is None):
            waits = tuple(p.label for p in duty.pending)
            yield Unfixed(_thing(cycle), _duty_name(duty), duty.cite, waits)
