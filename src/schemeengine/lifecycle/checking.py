"""Events that cannot be: refused by every state, to come, or against what the dossier states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from schemeengine.diagnostics import Label, Problems
from schemeengine.diagnostics import codes_life_cycle as codes
from schemeengine.execute.domain import Value
from schemeengine.ir.expr import Address
from schemeengine.ir.life_cycle import Event, LifeCycle
from schemeengine.ir.scheme import Scheme, Wording
from schemeengine.lifecycle.course import Course
from schemeengine.lifecycle.record import Record
from schemeengine.source import Span
from schemeengine.values import Stated, format_date, format_yen


def until_day(scheme: Scheme, events: Sequence[Event], as_of: date, problems: Problems) -> tuple[Event, ...]:
    """The events up to the day in question; later ones are noted."""
    for event in events:
        if event.day > as_of:
            problems.add(codes.EVENT_TO_COME, event.span, **_named(scheme.events[event.kind].wording, event))
    return tuple(e for e in events if e.day <= as_of)


def _named(wording: Wording, event: Event) -> dict[str, str]:
    return {
        "event_ja": wording.name("ja"), "event_en": wording.name("en"),
        "day_ja": format_date(event.day, "ja"), "day_en": format_date(event.day, "en"),
    }  # fmt: skip


def refused_events(course: Course, problems: Problems) -> None:
    """Events that happen in none of the possible states: out of order, or contradictory."""
    record, states = course.record, course.cycle.states
    for number in course.refused:
        event = record.events[number]
        said = _named(record.scheme.events[event.kind].wording, event)
        needed = course.could_follow(number)
        if needed is None:
            ids = dict.fromkeys(t.state for t in course.before[number])
            labels = [states[i].wording for i in ids]
            problems.add(
                codes.EVENT_IMPOSSIBLE, event.span, **said,
                state_ja="・".join(w.name("ja") for w in labels),
                state_en=", ".join(w.name("en") for w in labels),
            )  # fmt: skip
            continue
        other = record.scheme.events[needed.kind].wording
        problems.add(
            codes.EVENT_OUT_OF_ORDER, event.span,
            Label(needed.span, f"{other.name('ja')}の記録", f"the record of {other.name('en')}"),
            **said, needs_ja=other.name("ja"), needs_en=other.name("en"),
            later_ja=format_date(needed.day, "ja"), later_en=format_date(needed.day, "en"),
        )  # fmt: skip


def numbered(cycle: LifeCycle, scheme: Scheme, events: Sequence[Event], problems: Problems) -> None:
    """Where things are told apart by number, every event of them carries one."""
    for event in events:
        if event.kind in cycle.events and not event.number:
            wording = scheme.events[event.kind].wording
            problems.add(
                codes.EVENT_NEEDS, event.span, event_ja=wording.name("ja"), event_en=wording.name("en"),
                want_ja=f"number(番号：{cycle.per_number})", want_en=f"number ({cycle.per_number})",
                example="number: 令和4年度",
            )  # fmt: skip


def contradictions(record: Record, problems: Problems) -> None:
    """A fact that the dossier states, and that an event records otherwise."""
    recorded = record.recorded(len(record.events))
    for address, stated in record.stated.items():
        writers = [
            e for e in record.events
            if address in (*(k := record.scheme.events[e.kind]).records, k.amount, k.adds_to)
        ]  # fmt: skip
        if not writers or address not in recorded or _agrees(stated, recorded[address], writers):
            continue
        decl = record.scheme.inputs[address].decl
        wording = record.scheme.events[writers[-1].kind].wording
        problems.add(
            codes.EVENT_AGAINST_FACT, writers[-1].span, *_stated_at(record, address),
            **_named(wording, writers[-1]), fact_ja=decl.title("ja"), fact_en=decl.title("en"),
            stated_ja=_words(stated, "ja"), stated_en=_words(stated, "en"),
        )  # fmt: skip


def _stated_at(record: Record, address: Address) -> tuple[Label, ...]:
    span: Span | None = record.places.get(address, {}).get("")
    return () if span is None else (Label(span, "事実の記載", "what is stated"),)


def _agrees(stated: Value, recorded: Value, writers: Sequence[Event]) -> bool:
    """A stated day is that of an event, or lies before the first that is recorded."""
    if isinstance(stated, date) and isinstance(recorded, date):
        days = [e.day for e in writers]
        return stated in days or stated < min(days)
    return bool(stated == recorded)


def _words(value: Value, lang: str) -> str:
    japanese = lang == "ja"
    if isinstance(value, date):
        return format_date(value, "ja" if japanese else "en")
    if isinstance(value, int):
        return format_yen(value, "ja" if japanese else "en")
    if value is Stated.NOT_YET:
        return "まだ起きていない" if japanese else "not yet"
    return str(value)
