"""What a dossier says, read as typed values: every slip gets a diagnostic, nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from schemeengine.diagnostics import Label, Lang, Problems, codes_shape
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.dossier.births import is_birth
from schemeengine.dossier.scalars import ScalarReader, Value, choice_named
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.scheme import Catalogue, FactDecl, Record
from schemeengine.ir.types import Kind, Type
from schemeengine.model.suggest import closest
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.answers import there_is
from schemeengine.syntax.tree import ListNode, MapNode, Node, Scalar
from schemeengine.syntax.yaml_reader import is_json
from schemeengine.truth import TRUE
from schemeengine.values import (
    ANYTHING,
    Interval,
    Quantity,
    Stated,
    format_date,
    normalise_unit,
)

LANGUAGES: tuple[Lang, ...] = ("ja", "en")


@dataclass(slots=True)
class ValueReader:
    """Reads values by their declared types. ``places`` records where each stands in the file."""

    problems: Problems
    records: Mapping[str, Record]
    catalogues: Mapping[str, Catalogue]
    #: Judgments of list members, by ``list.key`` (``goals.g1``).
    member_judgments: Mapping[str, MapNode] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)
    seen_judgments: set[str] = field(default_factory=set)
    #: Unknown fields that were reported, by record.
    unknown_fields: set[tuple[str, str]] = field(default_factory=set)
    #: The day in question, where it is known.
    as_of: date | None = None
    #: In examples a judgment may be given as a bare yes or no.
    lenient: bool = False
    _scalars: ScalarReader = field(init=False)

    def __post_init__(self) -> None:
        self._scalars = ScalarReader(self.problems, self.lenient)

    def read(self, decl: FactDecl, type_: Type, node: Node, path: str) -> Value:
        """The value of a fact or field; None if not known or after a diagnostic."""
        self.places[path] = node.span
        if isinstance(node, Scalar) and (not node.quoted or is_json(node.span.source)):
            word = "" if choice_named(decl, type_, node.text) else keywords.word(node.text)
            if word == "unknown":
                return None
            absent = type_.kind is Kind.YES_NO and not decl.may_be_none and there_is(node.text) is False
            if word == "none" and not absent:
                return self._none(decl, type_, node)
        match type_.kind:
            case Kind.LIST:
                return self._list(decl, type_, node, path)
            case Kind.RECORD:
                return self.record(self.records[type_.record], node, path)
            case Kind.INTERVAL:
                return self._interval(decl, node)
            case Kind.JUDGMENT:
                return self.judgment(decl, node, path)
            case _:
                if not isinstance(node, Scalar):
                    self._wrong_shape(decl, type_, node)
                    return None
                value = self._scalars.read(decl, type_, node)
                if self.as_of is not None and type_.kind is Kind.DATE and is_birth(decl):
                    self._born(decl, value, self.as_of, node.span)
                return value

    def _born(self, decl: FactDecl, day: Value, as_of: date, span: Span) -> None:
        """Remark on a day of birth that lies ahead: the year of an era, or the era, is a slip."""
        if isinstance(day, date) and day > as_of:
            days = {f"day_{n}": format_date(day, n) for n in LANGUAGES}
            fact = {f"fact_{n}": decl.title(n) for n in LANGUAGES}
            self.problems.add(codes.BORN_AFTER_AS_OF, span, **fact, **days)

    def _none(self, decl: FactDecl, type_: Type, node: Scalar) -> Value:
        if type_.kind is Kind.LIST:
            return ()
        if decl.may_be_none:
            return Stated.NONE
        instead = {
            Kind.YES_NO: ("そうでないなら「いいえ」と書いてください。", "If it is not so, write no. "),
            Kind.YEN: ("1円もないなら「0円」と書いてください。", "If there is none, write 0円. "),
            Kind.COUNT: (f"一つもないなら「0{type_.unit}」と書いてください。",
                         f"If there are none, write 0{type_.unit}. "),
            Kind.QUANTITY: (f"ないなら「0{type_.unit}」と書いてください。",
                            f"If there is none, write 0{type_.unit}. "),
        }.get(type_.kind, ("", ""))  # fmt: skip
        self.problems.add(
            codes.NONE_NOT_ALLOWED, node.span, fact=decl.label or decl.name,
            remedy_ja=instead[0], remedy_en=instead[1],
        )  # fmt: skip
        return None

    def _wrong_shape(self, decl: FactDecl, type_: Type, node: Node) -> None:
        """A list or lines of names where a single value belongs, or the other way round."""
        match node:
            case ListNode():
                self._scalars.wrong(decl, type_, node.span, "一覧", "a list")
            case MapNode():
                self._scalars.wrong(
                    decl, type_, node.span, "「名前: 値」の行", "lines of the form name: value"
                )
            case Scalar():
                self._scalars.wrong(decl, type_, node.span, node.text)

    # -- structures
    def _interval(self, decl: FactDecl, node: Node) -> Value:
        if not isinstance(node, MapNode):
            self._wrong_shape(decl, Type(Kind.INTERVAL), node)
            return None
        ends: dict[str, Value] = {}
        for entry in node.entries:
            name = {"from": "from", "until": "until", "starts": "from", "ends": "until"}.get(
                keywords.key(entry.key.text), ""
            )
            if not name:
                self._unknown_field(decl.label, entry.key, ["from", "until"])
                continue
            day = FactDecl(name, Type(Kind.DATE), name, may_be_none=True)
            ends[name] = self.read(day, day.type, entry.value, decl.name)
        first, last = ends.get("from"), ends.get("until")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            said = {"got": f"{first} – {last}", "allowed": "from <= until"}
            self.problems.add(codes.NOT_ALLOWED, node.span, fact=decl.label or decl.name, **said)
            return None
        return Interval(_end_of(first), _end_of(last))

    def _unknown_field(self, owner: str, key: Scalar, known: list[str]) -> None:
        if self.problems.full:
            return
        near = closest(key.text, known) or ", ".join(known[:8])
        self.problems.add(codes.UNKNOWN_DOSSIER_FIELD, key.span, owner=owner, got=key.text, near=near)

    def record(self, record: Record, node: Node, path: str, member: str = "") -> Value:
        """A record as a tuple of its fields in declared order; None for what is not known."""
        if not isinstance(node, MapNode):
            self.problems.add(codes.RECORD_EXPECTED, node.span, fact=record.label)
            return None
        values: list[Value] = [None] * len(record.fields)
        written: dict[int, Scalar] = {}
        for entry in node.entries:
            index = field_index(record, entry.key.text)
            if index is None:
                # A list of a hundred members with the same slip needs one message.
                if (record.name, entry.key.text) not in self.unknown_fields:
                    self._unknown_field(record.label, entry.key, [f.name for f in record.fields])
                self.unknown_fields.add((record.name, entry.key.text))
                continue
            decl = record.fields[index]
            if index in written:
                said = {"got": entry.key.text, "key": written[index].text}
                self.problems.add(codes_shape.SAME_KEY_TWICE, entry.key.span, **said)
                continue
            written[index] = entry.key
            values[index] = self.read(decl, decl.type, entry.value, f"{path}.{decl.name}")
        self._judged(record, values, path, member)
        self._measures(record, values, node)
        return tuple(values)

    def _judged(self, record: Record, values: list[Value], path: str, member: str) -> None:
        """Judgments of this member given apart, under ``judgments: {goals.g1: {…}}``."""
        tree = self.member_judgments.get(member)
        if tree is None:
            return
        self.seen_judgments.add(member)
        shared = {"by", "on_date", "reason"}
        who = {keywords.key(e.key.text): e for e in tree.entries}
        for entry in tree.entries:
            if keywords.key(entry.key.text) in shared:
                continue
            index = field_index(record, entry.key.text)
            judged = [f.name for f in record.fields if f.type.kind is Kind.JUDGMENT]
            if index is None or record.fields[index].type.kind is not Kind.JUDGMENT:
                self._unknown_field(record.label, entry.key, judged)
                continue
            parts = [e for k, e in who.items() if k in shared]
            decl = record.fields[index]
            self.places[f"{path}.{decl.name}"] = entry.value.span
            values[index] = self._judgment_of(decl, entry.value, parts, f"{member}.{decl.name}", tree)

    def _measures(self, record: Record, values: list[Value], node: MapNode) -> None:
        """A measure must carry the unit of the catalogue entry its record names."""
        for i, decl in enumerate(record.fields):
            value = values[i]
            if not decl.unit_of or not isinstance(value, Quantity):
                continue
            of = record.index(decl.unit_of)
            entry = values[of] if of is not None else None
            catalogue = self.catalogues.get(record.fields[of].catalogue) if of is not None else None
            values[i] = value.amount
            if catalogue is None or not isinstance(entry, str):
                continue
            want = catalogue.entries[entry].get("unit", "")
            if want and normalise_unit(want) != value.unit:
                written = node.get(decl.name)
                span = written.span if written is not None else node.span
                self.problems.add(codes.WRONG_UNIT, span, fact=decl.label, want=want, got=value.unit or "-")
                values[i] = None

    def _list(self, decl: FactDecl, type_: Type, node: Node, path: str) -> Value:
        element = type_.of
        assert element is not None
        if not isinstance(node, ListNode):
            self.problems.add(codes.LIST_EXPECTED, node.span, fact=decl.label or decl.name)
            return None
        found: list[Value] = []
        keys: dict[str, Scalar] = {}
        for number, item in enumerate(node.items):
            if element.kind is Kind.RECORD:
                record = self.records[element.record]
                written = _key_of(record, item)
                key = str(number + 1) if written is None else written.text.strip()
                if written is not None:
                    self._told_apart(decl, record, written, keys)
                member = self.record(record, item, f"{path}.{key}", f"{path}.{key}")
                found.append(member if member is not None else (None,) * len(record.fields))
            else:
                found.append(self.read(decl, element, item, f"{path}.{number + 1}"))
        return tuple(found)

    def _told_apart(self, decl: FactDecl, record: Record, key: Scalar, keys: dict[str, Scalar]) -> None:
        """Report a second member of the same key."""
        first = keys.setdefault(key.text.strip(), key)
        if first is not key:
            label = Label(first.span, "一つめ", "the first one")
            place = record.index(record.key)
            field_ = None if place is None else record.fields[place]
            shown = {f"key_{n}": field_.title(n) if field_ else record.key for n in LANGUAGES}
            fact = {f"fact_{n}": decl.title(n) for n in LANGUAGES}
            self.problems.add(codes.DUPLICATE_KEY, key.span, label, got=key.text, **fact, **shown)

    # -- judgments
    def judgment(self, decl: FactDecl, node: Node, path: str) -> Judgment | None:
        """``{decision, by, on_date, reason}``; who, when and what are required."""
        if isinstance(node, Scalar):
            return self._judgment_of(decl, node, [], path, node)
        if not isinstance(node, MapNode):
            self._wrong_shape(decl, decl.type, node)
            return None
        entries = {keywords.key(e.key.text): e for e in node.entries}
        for name, entry in entries.items():
            if name not in ("decision", "by", "on_date", "reason"):
                self._unknown_field(path, entry.key, ["decision", "by", "on_date", "reason"])
        if "decision" not in entries:
            if not node.torn:
                self.problems.add(
                    codes.INCOMPLETE_JUDGMENT, node.span, got=path, **keywords.spoken(want="decision")
                )
            return None
        rest = [e for k, e in entries.items() if k in ("by", "on_date", "reason")]
        return self._judgment_of(decl, entries["decision"].value, rest, path, node)

    def _judgment_of(
        self, decl: FactDecl, decision: Node, parts: list[Any], path: str, whole: Node
    ) -> Judgment | None:
        yes_no = FactDecl("decision", Type(Kind.YES_NO), decl.label)
        held = self.read(yes_no, yes_no.type, decision, path)
        given = {keywords.key(e.key.text): e.value for e in parts}
        if not self.lenient:
            for name in ("by", "on_date"):
                if name not in given:
                    if isinstance(whole, Scalar) or not whole.torn:
                        said = keywords.spoken(want=name)
                        self.problems.add(codes.INCOMPLETE_JUDGMENT, whole.span, got=path, **said)
                    return None
        on = None
        if "on_date" in given:
            day = FactDecl("on_date", Type(Kind.DATE), "年月日")
            on = self.read(day, day.type, given["on_date"], f"{path}.on_date")
        if held is None or held is Stated.NONE:
            return None
        return Judgment(held == TRUE, _text(given.get("by")), on, _text(given.get("reason")))


def _end_of(value: Value) -> Value:
    """An end of a period: left out it is not known, stated as none the period is open there."""
    if value is None:
        return ANYTHING
    return None if value is Stated.NONE else value


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _key_of(record: Record, item: Node) -> Scalar | None:
    """What tells a member apart, under the name of its field or its label in either language."""
    if not isinstance(item, MapNode) or not record.key:
        return None
    place = record.index(record.key)
    found = next((e.value for e in item.entries if field_index(record, e.key.text) == place), None)
    return found if isinstance(found, Scalar) and found.text.strip() else None


def field_index(record: Record, name: str, start: int = 0) -> int | None:
    """Which field a name or a label (in either language, where no other field bears it) means."""
    found = record.index(name)
    if found is not None:
        return found
    labelled = [i for i, f in enumerate(record.fields) if i >= start and name in (f.label, f.label_en)]
    return labelled[0] if len(labelled) == 1 else None
