"""The events of a dossier: dated records, read by the kinds of event that the programmes declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from schemeengine.diagnostics import Label, Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.diagnostics import codes_life_cycle as life
from schemeengine.dossier.reading import ValueReader
from schemeengine.ir import types
from schemeengine.ir.life_cycle import Event, EventKind
from schemeengine.ir.scheme import FactDecl, Scheme
from schemeengine.ir.types import Kind, Type
from schemeengine.model.case_documents import DossierDoc
from schemeengine.model.place import Raw
from schemeengine.model.suggest import closest
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import Entry, ListNode, MapNode, Node, Scalar
from schemeengine.values import format_date

_FIELDS: Mapping[str, Type] = {
    "event": types.TEXT, "on_date": types.DATE, "number": types.TEXT,
    "fiscal_year": types.FISCAL_YEAR, "amount": types.YEN, "due": types.DATE,
    "ground": types.TEXT, "by": types.TEXT, "reason": types.TEXT, "note": types.TEXT,
}  # fmt: skip

#: Events by programme; a programme of which the dossier records nothing at all is not in it.
Recorded = Mapping[str, tuple[Event, ...]]


def read_events(doc: DossierDoc, schemes: Sequence[Scheme], problems: Problems) -> Recorded:
    """The events of each programme, in the order of their days; those that another edition of it knows
    are among them.

    A list that is given is complete up to the day in question. Events without a list stay not known.
    """
    by_id = {s.id: s for s in schemes}
    own = [by_id[n] for n in doc.for_ if n in by_id] if doc.for_ else list(schemes)
    reader = _Reader(problems)
    reader.section(doc.events, own, strict=all(n in by_id for n in doc.for_))
    for name, section in doc.schemes.items():
        if name in by_id:
            reader.section(section.events, [by_id[name]], strict=True)
    found = {name: in_order(by_id[name], events) for name, events in reader.found.items()}
    for name, events in found.items():
        _twice(by_id[name], events, problems)
    return found


def in_order(scheme: Scheme, events: Iterable[Event]) -> tuple[Event, ...]:
    """By their days; on one day in the order in which the text lists its events."""
    ranks = {name: n for n, name in enumerate(scheme.events)}

    def rank(event: Event) -> tuple[date, int, str, int]:
        return (event.day, ranks.get(event.kind, len(ranks)), event.number, event.fiscal_year or 0)

    return tuple(sorted(events, key=rank))


def kinds_of(scheme: Scheme) -> dict[str, EventKind]:
    """The kinds of event of all editions; of one that several declare, as this text does."""
    return {n: k for text in reversed(scheme.texts) for n, k in text.events.items()}


@dataclass(slots=True)
class _Reader:
    problems: Problems
    found: dict[str, list[Event]] = field(default_factory=dict)

    def section(self, raw: Raw | None, own: Sequence[Scheme], *, strict: bool) -> None:
        if raw is None:
            return
        kinds = {s.id: kinds_of(s) for s in own}
        known = {n: k for found in reversed(list(kinds.values())) for n, k in found.items()}
        for scheme in own:
            if kinds[scheme.id]:
                self.found.setdefault(scheme.id, [])
        node = raw.node
        if isinstance(node, Scalar) and keywords.word(node.text) == "none":
            return
        if not isinstance(node, ListNode):
            self.problems.add(codes.LIST_EXPECTED, node.span, fact="events")
            return
        for item in node.items:
            event = self._event(item, known, strict)
            for scheme in own:
                if event is not None and event.kind in kinds[scheme.id]:
                    self.found[scheme.id].append(event)

    def _event(self, node: Node, known: Mapping[str, EventKind], strict: bool) -> Event | None:
        if not isinstance(node, MapNode):
            self.problems.add(codes.RECORD_EXPECTED, node.span, fact="events")
            return None
        entries = {keywords.key(e.key.text): e for e in node.entries}
        kind = self._kind(node, entries.get("event"), known, strict)
        if kind is None:
            return None
        errors = self.problems.error_count
        values = {key: self._value(key, entry, kind) for key, entry in entries.items()}
        explained = node.torn or self.problems.error_count > errors
        day = values.get("on_date")
        if not isinstance(day, date):
            if not explained:  # left out, or said not to be known
                self.problems.add(life.EVENT_SHAPE, node.span, want="on_date(年月日)")
            return None
        if (kind.amount or kind.adds_to) and not isinstance(values.get("amount"), int):
            if not explained:
                self._needs(kind, "amount(額)", "amount: 1,000,000円", node.span)
            return None
        return _record(kind, values, day, node.span)

    def _needs(self, kind: EventKind, want: str, example: str, span: Span) -> None:
        self.problems.add(
            life.EVENT_NEEDS, span, event_ja=kind.wording.name("ja"), event_en=kind.wording.name("en"),
            want=want, example=example,
        )  # fmt: skip

    def _kind(
        self, node: MapNode, entry: Entry | None, known: Mapping[str, EventKind], strict: bool
    ) -> EventKind | None:
        if entry is None or not isinstance(entry.value, Scalar):
            if not node.torn:
                self.problems.add(life.EVENT_SHAPE, node.span, want="event(出来事)")
            return None
        name = entry.value.text.strip()
        labelled = [k for k in known.values() if name in (k.wording.label, k.wording.label_en)]
        found = known.get(name) or (labelled[0] if len(labelled) == 1 else None)
        if found is None and strict:
            names = [*known, *(k.wording.label for k in known.values())]
            near = closest(name, names) or ", ".join(list(known)[:10]) or "-"
            self.problems.add(life.UNKNOWN_EVENT_KIND, entry.value.span, got=name, near=near)
        return found

    def _value(self, key: str, entry: Entry, kind: EventKind) -> object:
        if key not in _FIELDS:
            near = closest(entry.key.text, list(_FIELDS)) or ", ".join(_FIELDS)
            self.problems.add(
                codes.UNKNOWN_DOSSIER_FIELD, entry.key.span, owner=kind.wording.label,
                got=entry.key.text, near=near,
            )  # fmt: skip
            return None
        decl = FactDecl(key, _FIELDS[key], keywords.TO_JAPANESE.get(key, key))
        found: object = ValueReader(self.problems, {}, {}).read(decl, decl.type, entry.value, key)
        if decl.type.kind is Kind.DATE and not isinstance(found, date):
            return None
        return found


def _record(kind: EventKind, values: Mapping[str, object], day: date, span: Span) -> Event:
    year, amount, until = values.get("fiscal_year"), values.get("amount"), values.get("due")
    texts = {k: str(values.get(k) or "") for k in ("number", "ground", "by", "reason")}
    return Event(
        kind.id, day, texts["number"], year if isinstance(year, int) else None,
        amount if isinstance(amount, int) else None, until if isinstance(until, date) else None,
        texts["ground"], texts["by"], texts["reason"], span,
    )  # fmt: skip


def _twice(scheme: Scheme, events: tuple[Event, ...], problems: Problems) -> None:
    """The same record twice; reports of two fiscal years on one day are two records."""
    seen: dict[tuple[object, ...], Event] = {}
    for event in events:
        key = (event.kind, event.day, event.number, event.fiscal_year, event.ground)
        if key in seen:
            wording = kinds_of(scheme)[event.kind].wording
            first, again = sorted((seen[key].span, event.span), key=lambda s: (s.source.name, s.start))
            problems.add(
                life.EVENT_TWICE, again, Label(first, "一つめ", "the first one"),
                event_ja=wording.name("ja"), event_en=wording.name("en"),
                day_ja=format_date(event.day, "ja"), day_en=format_date(event.day, "en"),
            )  # fmt: skip
        seen[key] = event
