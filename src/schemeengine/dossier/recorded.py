"""What the events of a dossier say to the rules: the facts that they record, up to a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from schemeengine.diagnostics import Label, Problems
from schemeengine.diagnostics import codes_life_cycle as codes
from schemeengine.dossier.bind import Dossier
from schemeengine.dossier.events import in_order, kinds_of
from schemeengine.dossier.scalars import Value
from schemeengine.ir.expr import Address
from schemeengine.ir.life_cycle import Event, LifeCycle
from schemeengine.ir.scheme import Scheme, Wording
from schemeengine.ir.types import Kind
from schemeengine.source import Span
from schemeengine.values import Stated, format_date, format_yen


def with_recorded(bound: Dossier, schemes: Sequence[Scheme], day: date) -> Dossier:
    """The dossier as it stands on a day: what its events up to then record is among its values.

    The events themselves are used up.
    """
    if not bound.events:
        return bound
    values, places, since = dict(bound.values), dict(bound.places), dict[Address, date]()
    for scheme in schemes:
        if scheme.id not in bound.events:
            continue
        past = in_order(scheme, (e for e in bound.events[scheme.id] if e.day <= day))
        own = _of_last_number(scheme, past)
        for address, value in recorded_by(scheme, bound.values, own).items():
            last = next(_writers(scheme, address, reversed(own)), None)
            # A fact that two programmes record is as the later of their events left it.
            if address in since and (last is None or last.day < since[address]):
                continue
            since[address] = date.min if last is None else last.day
            values[address] = value  # None where an event has made it unknown
            places[address] = {} if last is None else {"": last.span}
    return replace(bound, values=values, places=places, assumed=bound.assumed - since.keys(), events={})


def recorded_by(
    scheme: Scheme, stated: Mapping[Address, Value], events: Sequence[Event]
) -> dict[Address, Value]:
    """What events have recorded, in the order in which they are given.

    Facts that no event has recorded yet have not happened, and totals are zero, unless stated.
    """
    found: dict[Address, Value] = {}
    for kind in scheme.events.values():
        for address in kind.records:
            if address not in stated:
                found[address] = Stated.NOT_YET
        if kind.adds_to is not None and kind.adds_to not in stated:
            found[kind.adds_to] = 0
    totals: dict[Address, int] = {}
    for event in events:
        if event.kind not in scheme.events:  # of another edition
            continue
        kind = scheme.events[event.kind]
        for address in kind.clears:
            _clear(scheme, address, found, totals)
        found.update(dict.fromkeys(kind.records, event.day))
        if kind.amount is not None and event.amount is not None:
            found[kind.amount] = event.amount
        if kind.adds_to is not None and event.amount is not None:
            totals[kind.adds_to] = totals.get(kind.adds_to, 0) + event.amount
            found[kind.adds_to] = totals[kind.adds_to]
    return found


def _clear(scheme: Scheme, address: Address, found: dict[Address, Value], totals: dict[Address, int]) -> None:
    """Forgotten: an event has not happened yet, a total is zero, anything else is not known."""
    adds = any(k.adds_to == address for k in scheme.events.values())
    totals.pop(address, None)
    if adds:
        found[address] = 0
    elif scheme.inputs[address].type.kind is Kind.EVENT:
        found[address] = Stated.NOT_YET
    else:
        found[address] = None


def _writers(scheme: Scheme, address: Address, events: Sequence[Event] | Iterator[Event]) -> Iterator[Event]:
    """The events that give a fact its value, or take it away."""
    for event in events:
        known = scheme.events.get(event.kind)
        if known is not None and address in (*known.records, *known.clears, known.amount, known.adds_to):
            yield event


def _of_last_number(scheme: Scheme, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Of things told apart by number, the events of the one that began last: the case in hand."""
    kinds = {e for c in scheme.life_cycles.values() if c.per_number for e in c.events}
    numbers = [e.number for e in events if e.kind in kinds and e.number]
    if not numbers:
        return events
    last = list(dict.fromkeys(numbers))[-1]
    return tuple(e for e in events if e.kind not in kinds or e.number in ("", last))


# -- events that cannot be
def with_events_of(
    bound: Dossier, schemes: Sequence[Scheme], texts: Sequence[Scheme], problems: Problems
) -> Dossier:
    """The dossier with the events that the text of each programme knows, in its order."""
    events = {
        s.id: _of_text(text, s, bound.events[s.id], problems)
        for s, text in zip(schemes, texts, strict=True) if s.id in bound.events
    }  # fmt: skip
    return replace(bound, events=events)


def _of_text(
    scheme: Scheme, newest: Scheme, events: Sequence[Event], problems: Problems
) -> tuple[Event, ...]:
    """Those of other editions are told of and left out."""
    kept = [e for e in events if e.kind in scheme.events]
    editions = [e.id for e in newest.editions if newest.text_of(e.id) is scheme]
    for event in events:
        if event.kind not in scheme.events:
            kind = kinds_of(newest)[event.kind]
            problems.add(
                codes.EVENT_OF_OTHER_EDITION, event.span, edition=", ".join(editions) or "-",
                **named(kind.wording, event),
            )  # fmt: skip
    return in_order(scheme, kept)


def until_day(scheme: Scheme, events: Sequence[Event], as_of: date, problems: Problems) -> tuple[Event, ...]:
    """The events up to the day in question; later ones are noted."""
    for event in events:
        if event.day > as_of:
            problems.add(codes.EVENT_TO_COME, event.span, **named(scheme.events[event.kind].wording, event))
    return tuple(e for e in events if e.day <= as_of)


def named(wording: Wording, event: Event) -> dict[str, str]:
    """How messages call an event and its day."""
    return {
        "event_ja": wording.name("ja"), "event_en": wording.name("en"),
        "day_ja": format_date(event.day, "ja"), "day_en": format_date(event.day, "en"),
    }  # fmt: skip


def numbered(cycle: LifeCycle, scheme: Scheme, events: Sequence[Event], problems: Problems) -> None:
    """Where things are told apart by number, every event of them carries one."""
    for event in events:
        if cycle.per_number and event.kind in cycle.events and not event.number:
            wording = scheme.events[event.kind].wording
            problems.add(
                codes.EVENT_NEEDS, event.span, event_ja=wording.name("ja"), event_en=wording.name("en"),
                want_ja=f"number(番号：{cycle.per_number})", want_en=f"number ({cycle.per_number})",
                example="number: 令和4年度",
            )  # fmt: skip


def contradictions(scheme: Scheme, bound: Dossier, events: Sequence[Event], problems: Problems) -> None:
    """A fact that the dossier states (a default is no statement), and that an event records otherwise."""
    recorded = recorded_by(scheme, bound.values, events)
    for address, stated in bound.values.items():
        if address not in recorded or address in bound.assumed:
            continue
        writers = [
            e for e in events
            if address in (*(k := scheme.events[e.kind]).records, k.amount, k.adds_to)
        ]  # fmt: skip
        if not writers or _agrees(stated, recorded[address], writers):
            continue
        decl = scheme.inputs[address].decl
        span: Span | None = bound.places.get(address, {}).get("")
        problems.add(
            codes.EVENT_AGAINST_FACT, writers[-1].span,
            *(() if span is None else (Label(span, "事実の記載", "what is stated"),)),
            **named(scheme.events[writers[-1].kind].wording, writers[-1]),
            fact_ja=decl.title("ja"), fact_en=decl.title("en"),
            stated_ja=_words(stated, "ja"), stated_en=_words(stated, "en"),
        )  # fmt: skip


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
