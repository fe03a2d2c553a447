"""A dossier's sections → values by address, for all loaded schemes at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from schemeengine.deferred import Deferred
from schemeengine.diagnostics import Problems, codes_shape
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.dossier.checklists import read_checklist
from schemeengine.dossier.events import Recorded, read_events
from schemeengine.dossier.paths import leaves, maps
from schemeengine.dossier.reading import ValueReader
from schemeengine.dossier.scalars import Value
from schemeengine.dossier.scores import read_scores, read_unset
from schemeengine.ir import types
from schemeengine.ir.expr import Address
from schemeengine.ir.scheme import FactDecl, InputDecl, Scheme, Scoring
from schemeengine.ir.types import Kind
from schemeengine.model.case_documents import DossierDoc, SchemeSectionDoc
from schemeengine.model.place import Raw
from schemeengine.model.suggest import closest
from schemeengine.source import Span
from schemeengine.syntax.tree import Entry, MapNode, Node, Scalar
from schemeengine.values import format_date


@dataclass(frozen=True, slots=True)
class Dossier(Deferred):
    """A bound dossier: values by address, where each stands, and how each scheme is to be read."""

    name: str
    values: Mapping[Address, Value]
    #: Where a value stands: by address, then by path below it ("" for the whole).
    places: Mapping[Address, Mapping[str, Span]]
    as_of: date | None
    for_: tuple[str, ...]
    procedures: Mapping[str, str]
    readings: Mapping[Address, str]
    sha256: str
    #: Inputs whose value is a default written in the scheme.
    assumed: frozenset[Address] = frozenset()
    #: The events by programme, those to come too. What they record is not yet among the values: that
    #: depends on the day (:func:`~schemeengine.dossier.recorded.with_recorded`).
    events: Recorded = field(default_factory=dict)


@dataclass(slots=True)
class _Binder:
    schemes: Sequence[Scheme]
    problems: Problems
    lenient: bool = False
    as_of: date | None = None
    values: dict[Address, Value] = field(default_factory=dict)
    places: dict[Address, dict[str, Span]] = field(default_factory=dict)
    readings: dict[Address, str] = field(default_factory=dict)
    procedures: dict[str, str] = field(default_factory=dict)

    def section(
        self,
        section: SchemeSectionDoc,
        own: Sequence[Scheme],
        shared: Sequence[Scheme],
        strict: bool,
    ) -> None:
        """One section. ``own`` schemes receive everything, ``shared`` only vocabulary facts.

        Not ``strict``: names may belong to a programme that is not loaded, so none is refused.
        """
        reader = self._reader([*own, *shared], section)
        self._facts(section.facts, reader, own, shared, strict)
        self._answers(section.answers, reader, own, strict)
        self._judgments(section.judgments, reader, own, strict)
        self._checklists(section.checklists, reader, own, strict)
        self._papers(section.documents, reader, own, strict)
        self._scores(section.scores, reader, own, strict)
        self._readings(section, own, strict)
        self._procedure(section, own, strict)

    def _reader(self, schemes: Sequence[Scheme], section: SchemeSectionDoc) -> ValueReader:
        # of two that bear one name (editions of a programme), the first: it governs
        records = {n: r for s in reversed(schemes) for n, r in s.records.items()}
        catalogues = {n: c for s in reversed(schemes) for n, c in s.catalogues.items()}
        members: dict[str, MapNode] = {}
        if section.judgments is not None:
            facts = {n for s in schemes for n in s.facts}
            for path, node in maps(section.judgments.node):
                if path.split(".")[0] in facts:
                    members[path] = node
        return ValueReader(
            self.problems, records, catalogues, members, as_of=self.as_of, lenient=self.lenient
        )

    # -- facts
    def _facts(
        self, raw: Raw | None, reader: ValueReader, own: Sequence[Scheme], shared: Sequence[Scheme],
        strict: bool,
    ) -> None:  # fmt: skip
        errors = self.problems.error_count
        written: dict[Address, Scalar] = {}
        for entry in self._entries(raw, "facts"):
            name = entry.key.text
            targets = [s.inputs[a] for s in own if (a := _fact(s, name))]
            # What the programmes spoken to know by this name is what is meant; facts of a scheme's
            # own reach only the scheme the section speaks to.
            targets = targets or [s.inputs[a] for s in shared if (a := _fact(s, name)) and a.scope != s.id]
            if not targets:
                self._unknown_fact(entry, own, shared, strict)
                continue
            first = written.setdefault(targets[0].address, entry.key)
            if first is not entry.key:
                self.problems.add(codes_shape.SAME_KEY_TWICE, entry.key.span, got=name, key=first.text)
                continue
            self._put(targets, reader, entry.value)
        if strict and self.problems.error_count == errors:
            for member, node in reader.member_judgments.items():
                if member not in reader.seen_judgments:
                    self._unknown_path(node.span, member, "判断の記録", "judgment", [])

    def _put(self, targets: list[InputDecl], reader: ValueReader, node: Node) -> None:
        done: set[Address] = set()
        for target in targets:
            if target.address in done:
                continue
            done.add(target.address)
            decl = target.decl
            reader.places = {}
            value = reader.read(decl, decl.type, node, decl.name)
            if value is None:
                continue
            self.values[target.address] = value
            self.places[target.address] = {
                p.removeprefix(decl.name): span for p, span in reader.places.items()
            }

    def _unknown_fact(
        self, entry: Entry, own: Sequence[Scheme], shared: Sequence[Scheme], strict: bool
    ) -> None:
        if not strict or self.problems.full:
            return
        known = [n for s in (*own, *shared) for n in s.facts]
        labels = [i.decl.label for s in own for i in s.inputs.values() if i.address.space == "fact"]
        near = closest(entry.key.text, [*known, *labels]) or ", ".join(sorted(set(known))[:10])
        self.problems.add(codes.UNKNOWN_FACT, entry.key.span, got=entry.key.text, near=near)

    # -- answers and judgments by clause path
    def _by_path(
        self, raw: Raw | None, space: str, reader: ValueReader, own: Sequence[Scheme], strict: bool,
        names: tuple[str, str],
    ) -> None:  # fmt: skip
        known = {a.name: i for s in own for a, i in s.inputs.items() if a.space == space}
        section = _SECTIONS[space]
        self._entries(raw, section)
        elsewhere = {
            a.name: _SECTIONS[a.space]
            for s in own for a in s.inputs if a.space in _SECTIONS and a.space != space
        }  # fmt: skip
        misplaced: set[str] = set()
        written: dict[str, Span] = {}
        for path, span, node in leaves(raw, frozenset(known)):
            targets = [i for s in own for a, i in s.inputs.items() if a.space == space and a.name == path]
            if targets:
                first = written.setdefault(path, span)
                if first is span:
                    self._put(targets, reader, node)
                else:
                    self.problems.add(codes_shape.SAME_KEY_TWICE, span, got=span.text, key=first.text)
            elif strict and path in elsewhere:
                # Where a heading is missing, all that follows is misplaced: once is enough.
                if elsewhere[path] not in misplaced:
                    self._unknown_path(span, path, *names, [], near=f"{elsewhere[path]}: {path}")
                misplaced.add(elsewhere[path])
            elif strict and not any(path == m or path.startswith(f"{m}.") for m in reader.member_judgments):
                self._unknown_path(span, path, *names, list(known))

    def _entries(self, raw: Raw | None, section: str) -> tuple[Entry, ...]:
        """The entries of a section; anything but entries is a mistake."""
        if raw is None:
            return ()
        if isinstance(raw.node, MapNode):
            return raw.node.entries
        self.problems.add(codes.RECORD_EXPECTED, raw.node.span, fact=section)
        return ()

    def _unknown_path(
        self, span: Span, path: str, ja: str, en: str, known: list[str], near: str = ""
    ) -> None:
        if self.problems.full:
            return
        near = near or closest(path, known) or ", ".join(known[:8]) or "-"
        self.problems.add(codes.UNKNOWN_PATH, span, got=path, what_ja=ja, what_en=en, near=near)

    def _answers(self, raw: Raw | None, reader: ValueReader, own: Sequence[Scheme], strict: bool) -> None:
        self._by_path(raw, "answer", reader, own, strict, ("申告", "answer"))

    def _judgments(self, raw: Raw | None, reader: ValueReader, own: Sequence[Scheme], strict: bool) -> None:
        self._by_path(raw, "judgment", reader, own, strict, ("判断の記録", "judgment"))

    # -- checklists, papers, scores
    def _checklists(self, raw: Raw | None, reader: ValueReader, own: Sequence[Scheme], strict: bool) -> None:
        for entry in self._entries(raw, "checklists"):
            name = entry.key.text
            found = [s.checklists[name] for s in own if name in s.checklists]
            if not found:
                if strict:
                    known = [n for s in own for n in s.checklists]
                    self._unknown_path(entry.key.span, name, "チェックリスト", "checklist", known)
                continue
            for checklist in found:
                reader.places = {}
                value = read_checklist(reader, checklist, entry.value)
                if value is not None:
                    self.values[checklist.address] = value
                    self.places[checklist.address] = {"": entry.value.span, **reader.places}

    def _papers(self, raw: Raw | None, reader: ValueReader, own: Sequence[Scheme], strict: bool) -> None:
        self._by_path(raw, "paper", reader, own, strict, ("書類", "document"))

    def _scores(self, raw: Raw | None, reader: ValueReader, own: Sequence[Scheme], strict: bool) -> None:
        """A scoring is recorded once every criterion has its points, with who and when."""
        for entry in self._entries(raw, "scores"):
            scorings = [s.scorings[entry.key.text] for s in own if entry.key.text in s.scorings]
            for scoring in scorings:
                self._sheets(scoring, entry.value, reader)
            if scorings:
                continue
            stages = [
                st for s in own for p in s.procedures.values() for st in p.stages
                if st.kind == "scores" and st.address is not None and st.address.name == entry.key.text
            ]  # fmt: skip
            if not stages:
                if strict:
                    self._unknown_path(entry.key.span, entry.key.text, "採点", "scoring", [])
                continue
            address, criteria = stages[0].address, stages[0].criteria
            if not isinstance(entry.value, MapNode):
                self.problems.add(codes.RECORD_EXPECTED, entry.value.span, fact=entry.key.text)
                continue
            if address is None:
                continue
            found = read_unset(reader, address, criteria, entry.value)
            if found is not None:
                self.values[address], self.places[address] = found, {"": entry.value.span}

    def _sheets(self, scoring: Scoring, node: Node, reader: ValueReader) -> None:
        """A scoring with points: whatever has been given, criterion by criterion."""
        if scoring.address is None:
            self._unknown_path(node.span, scoring.id, "採点", "scoring", [])
            return
        reader.places = {}
        value = read_scores(reader, scoring, node, self.lenient)
        if value is not None:
            self.values[scoring.address] = value
            places = {p.removeprefix(scoring.id): span for p, span in reader.places.items()}
            self.places[scoring.address] = {"": node.span, **places}

    # -- readings and procedures
    def _readings(self, section: SchemeSectionDoc, own: Sequence[Scheme], strict: bool) -> None:
        for i, (name, choice) in enumerate(section.readings.items()):
            span = section.place.item("readings", i)
            found = [s.readings[name] for s in own if name in s.readings]
            for reading in found:
                if choice in reading.choices:
                    self.readings[reading.address] = choice
                else:
                    self.problems.add(
                        codes.UNKNOWN_READING_CHOICE, span,
                        got=f"{name}={choice}", near=", ".join(reading.choices),
                    )  # fmt: skip
            if not found and strict:
                known = [n for s in own for n in s.readings]
                near = closest(name, known) or ", ".join(known)
                self.problems.add(codes.UNKNOWN_READING_CHOICE, span, got=name, near=near)

    def _procedure(self, section: SchemeSectionDoc, own: Sequence[Scheme], strict: bool) -> None:
        if not section.procedure:
            return
        found = [s for s in own if section.procedure in s.procedures]
        for scheme in found:
            self.procedures[scheme.id] = section.procedure
        if not found and strict:
            known = [n for s in own for n in s.procedures]
            self.problems.add(
                codes.UNKNOWN_PROCEDURE, section.place.value("procedure"), got=section.procedure,
                scheme=", ".join(s.id for s in own), near=", ".join(known),
            )  # fmt: skip


def _fact(scheme: Scheme, name: str) -> Address | None:
    """The address of a fact by name, or by label where that is unique."""
    if name in scheme.facts:
        return scheme.facts[name]
    decls = {a: scheme.inputs[a].decl for a in scheme.facts.values()}
    labelled = [a for a, d in decls.items() if name in (d.label, d.label_en)]
    return labelled[0] if len(labelled) == 1 else None


#: Which section of a dossier says what by path.
_SECTIONS = {"answer": "answers", "judgment": "judgments", "paper": "documents"}


def bind(
    doc: DossierDoc, schemes: Sequence[Scheme], problems: Problems, sha256: str, *,
    lenient: bool = False, governing: Sequence[Scheme] = (),
) -> Dossier | None:  # fmt: skip
    """Read a dossier against the loaded schemes. None if anything in it is wrong (all reported).

    ``governing``: of programmes in several editions, the texts to read by, where that is not the
    newest. What only another edition knows is not refused.
    """
    errors = problems.error_count
    texts = {s.id: _texts(s, governing) for s in schemes}
    by_id = {name: found[0] for name, found in texts.items()}
    binder = _Binder(tuple(by_id.values()), problems, lenient)
    own = [t for n in doc.for_ or texts for t in texts.get(n, ())]
    others = [t for found in texts.values() for t in found if t not in own]
    loaded_all = all(n in by_id for n in doc.for_)
    for name, span in doc.place.placed("for", doc.for_):
        near = "" if name in by_id else closest(name, by_id, Fraction(4, 5))
        if near and not own:  # a slip: judged all the same, nothing said would reach the programme
            problems.add(codes.MISSPELT_SCHEME, span, got=name, near=near)
        elif name not in by_id and (near or not own):
            problems.add(codes.UNKNOWN_SCHEME, span, got=name, near=near or ", ".join(by_id))
    as_of = binder.as_of = _as_of(doc, binder)
    binder.section(doc, own, others, strict=loaded_all)
    for name, section in doc.schemes.items():
        if name in by_id:
            rest = [t for n, found in texts.items() if n != name for t in found]
            binder.section(section, texts[name], rest, strict=True)
        elif near := closest(name, by_id, Fraction(4, 5)):
            problems.add(codes.UNKNOWN_SCHEME, section.place.head, got=name, near=near)
    if as_of is not None:
        _events_to_come(binder, as_of, [t for found in texts.values() for t in found])
    assumed = _defaults(binder)
    events = read_events(doc, schemes, problems)
    if problems.error_count > errors:
        return None
    return Dossier(
        doc.dossier, binder.values, binder.places, as_of, doc.for_, binder.procedures,
        binder.readings, sha256, frozenset(assumed), events,
    )  # fmt: skip


def _texts(scheme: Scheme, governing: Sequence[Scheme]) -> tuple[Scheme, ...]:
    """All texts of a programme, the one to read by first."""
    first = next((t for t in scheme.texts if t in governing), scheme)
    return (first, *(t for t in scheme.texts if t is not first))


def glance(doc: DossierDoc, schemes: Sequence[Scheme]) -> Dossier:
    """What can be read at all: enough to see which editions govern."""
    binder = _Binder(schemes, Problems(), lenient=True)
    texts = {s.id: s.texts for s in schemes}
    own = [t for n in doc.for_ or texts for t in texts.get(n, ())]
    binder.section(doc, own, [t for s in schemes for t in s.texts if t not in own], strict=False)
    for name, section in doc.schemes.items():
        if name in texts:
            binder.section(section, texts[name], (), strict=False)
    events = read_events(doc, schemes, Problems())
    return Dossier("", binder.values, {}, _as_of(doc, binder), (), {}, {}, "", events=events)


def _as_of(doc: DossierDoc, binder: _Binder) -> date | None:
    if doc.as_of is None:
        return None
    reader = binder._reader(binder.schemes, doc)
    decl = FactDecl("as_of", types.EVENT, "基準日")
    found = reader.read(decl, decl.type, doc.as_of.node, "as_of")
    return found.date() if isinstance(found, datetime) else found if isinstance(found, date) else None


def _events_to_come(binder: _Binder, as_of: date, texts: Sequence[Scheme]) -> None:
    """An event dated after the day in question counts as not having happened: perhaps a slip."""
    declared = {a: i.decl for t in reversed(texts) for a, i in t.inputs.items()}
    for address, value in binder.values.items():
        if declared[address].type.kind is Kind.EVENT and isinstance(value, date) and value > as_of:
            binder.problems.add(
                codes.EVENT_AFTER_AS_OF, binder.places[address].get(""), fact=declared[address].label,
                day_ja=format_date(value, "ja"), day_en=format_date(value, "en"),
            )  # fmt: skip


def _defaults(binder: _Binder) -> set[Address]:
    """A default exists only where the scheme writes one; the trace says that it was assumed."""
    assumed: set[Address] = set()
    for scheme in binder.schemes:
        for address, declared in scheme.inputs.items():
            default = declared.decl.default
            if not isinstance(default, Raw) or address in binder.values:
                continue
            reader = ValueReader(binder.problems, scheme.records, scheme.catalogues)
            value = reader.read(declared.decl, declared.type, default.node, declared.decl.name)
            if value is not None:
                binder.values[address] = value
                assumed.add(address)
    return assumed
