"""What a dossier says, read as typed values: every slip gets a diagnostic, nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from schemeengine.diagnostics import Problems, codes_literals
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.dossier.corporate_number import fault
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.naming import describe
from schemeengine.ir.scheme import Catalogue, FactDecl, Record
from schemeengine.ir.types import Kind, Type, same_counter
from schemeengine.model.suggest import closest
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.answers import speaks_of_absence, there_is, yes_or_no
from schemeengine.syntax.literal_model import Literal
from schemeengine.syntax.literal_spellings import counted_in_figures
from schemeengine.syntax.literals import is_negative, read_signed_literal
from schemeengine.syntax.tree import ListNode, MapNode, Node, Scalar
from schemeengine.syntax.yaml_reader import is_json
from schemeengine.truth import FALSE, TRUE
from schemeengine.units import DAYS, MONTHS, factor
from schemeengine.values import (
    ANYTHING,
    Duration,
    Interval,
    Quantity,
    Stated,
    format_number,
    format_yen,
    normalise_unit,
)

#: A bound value: exact and typed by its declaration; None where not known.
Value = Any

_EXAMPLES = {
    Kind.YES_NO: "はい / いいえ", Kind.YEN: "3,000万円", Kind.RATIO: "70%",
    Kind.DURATION: "3年", Kind.DATE: "令和6年6月1日", Kind.EVENT: "令和6年6月1日 / 未到来",
    Kind.DATETIME: "令和6年6月1日 17時", Kind.FISCAL_YEAR: "令和6年度", Kind.NUMBER: "12",
    Kind.INTERVAL: "{from: 令和6年4月1日, until: 令和6年9月30日}",
    Kind.JUDGMENT: "{decision: yes, by: 区長, on_date: 令和6年6月8日, reason: …}",
}  # fmt: skip
_EXAMPLES_EN = {
    Kind.YES_NO: "yes / no", Kind.YEN: "30,000,000 yen", Kind.DURATION: "3 years", Kind.DATE: "2024-06-01",
    Kind.EVENT: "2024-06-01 / not_yet", Kind.DATETIME: "2024-06-01 17:00", Kind.FISCAL_YEAR: "2024",
    Kind.INTERVAL: "{from: 2024-04-01, until: 2024-09-30}",
    Kind.JUDGMENT: "{decision: yes, by: the mayor, on_date: 2024-06-08, reason: …}",
}  # fmt: skip


def _example(type_: Type, lang: str, number: int | None = None) -> str:
    """A value as it could stand there; with a ``number`` that lacks its unit, that number."""
    if number is not None and type_.kind is Kind.YEN:
        return format_yen(number, "ja" if lang == "ja" else "en")
    if number is not None and type_.kind in (Kind.QUANTITY, Kind.COUNT) and type_.unit:
        return f"{format_number(number)}{type_.unit}"
    if type_.kind is Kind.QUANTITY:
        return f"500{type_.unit}"
    if type_.kind is Kind.COUNT:
        return f"12{type_.unit or ''}"
    here = _EXAMPLES_EN.get(type_.kind) if lang == "en" else None
    return here or _EXAMPLES.get(type_.kind, "…")


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
    #: In examples a judgment may be given as a bare yes or no.
    lenient: bool = False

    def read(self, decl: FactDecl, type_: Type, node: Node, path: str) -> Value:
        """The value of a fact or field; None if not known or after a diagnostic."""
        self.places[path] = node.span
        if isinstance(node, Scalar) and (not node.quoted or is_json(node.span.source)):
            word = keywords.word(node.text)
            if word == "unknown":
                return None
            absent = type_.kind is Kind.YES_NO and not decl.may_be_none and there_is(node.text) is False
            if word == "none" and not absent and not (type_.kind is Kind.CODE and "none" in type_.choices):
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
                return self._scalar(decl, type_, node)

    def _none(self, decl: FactDecl, type_: Type, node: Scalar) -> Value:
        if type_.kind is Kind.LIST:
            return ()
        if decl.may_be_none:
            return Stated.NONE
        yes_no = type_.kind is Kind.YES_NO
        self.problems.add(
            codes.NONE_NOT_ALLOWED, node.span, fact=decl.label or decl.name,
            remedy_ja="そうでないなら「いいえ」と書いてください。" if yes_no else "",
            remedy_en="If it is not so, write no. " if yes_no else "",
        )  # fmt: skip
        return None

    def _wrong_shape(self, decl: FactDecl, type_: Type, node: Node) -> None:
        """A list or lines of names where a single value belongs, or the other way round."""
        match node:
            case ListNode():
                self._wrong(decl, type_, node.span, "一覧", "a list")
            case MapNode():
                self._wrong(decl, type_, node.span, "「名前: 値」の行", "lines of the form name: value")
            case Scalar():
                self._wrong(decl, type_, node.span, node.text)

    def _wrong(self, decl: FactDecl, type_: Type, span: Span, got: str, got_en: str = "") -> None:
        self.problems.add(
            codes.WRONG_VALUE, span, fact=decl.label or decl.name, got_ja=got, got_en=got_en or got,
            want_ja="はい か いいえ" if type_.kind is Kind.YES_NO else describe(type_, "ja"),
            want_en="yes or no" if type_.kind is Kind.YES_NO else describe(type_, "en"),
            example_ja=_example(type_, "ja"), example_en=_example(type_, "en"),
        )  # fmt: skip

    # -- scalars
    def _scalar(self, decl: FactDecl, type_: Type, node: Scalar) -> Value:
        text = node.text.strip()
        match type_.kind:
            case Kind.TEXT:
                return text
            case Kind.CODE:
                return self._code(decl, type_, node)
            case Kind.YES_NO:
                return self._yes_no(decl, type_, node)
            case Kind.EVENT if keywords.word(text) == "not_yet":
                return Stated.NOT_YET
            case Kind.CORPORATE_NUMBER:
                return self._corporate_number(node)
            case _:
                return self._literal(decl, type_, node)

    def _yes_no(self, decl: FactDecl, type_: Type, node: Scalar) -> Value:
        said = yes_or_no(node.text)
        if said is None:
            said = there_is(node.text)
            if said is not None and speaks_of_absence(decl.label or decl.name):
                self.problems.add(codes.ABSENT_OR_NO, node.span, fact=decl.label or decl.name, got=node.text)
                return None
        if said is None:
            self._wrong(decl, type_, node.span, node.text)
            return None
        return TRUE if said else FALSE

    def _code(self, decl: FactDecl, type_: Type, node: Scalar) -> Value:
        text = node.text.strip()
        if type_.choices and text not in type_.choices and _half_width(text) in type_.choices:
            text = _half_width(text)
        if not type_.choices or text in type_.choices:
            return text
        by_label = [c for c, label in decl.choices.items() if label == text]
        if len(by_label) == 1:
            return by_label[0]
        if type_.catalogue:
            near = closest(text, type_.choices) or ", ".join(type_.choices[:10])
            self.problems.add(
                codes.UNKNOWN_CATALOGUE_ENTRY,
                node.span,
                catalogue=type_.catalogue,
                got=text,
                near=near,
            )
            return None
        if decl.choices:
            allowed = ", ".join(f"{c}({label})" for c, label in decl.choices.items())
        else:
            allowed = ", ".join(type_.choices)
        self.problems.add(
            codes.UNKNOWN_CODE, node.span, fact=decl.label or decl.name, got=text, allowed=allowed
        )
        return None

    def _corporate_number(self, node: Scalar) -> Value:
        found = fault(node.text)
        if found is None:
            return "".join(c for c in _half_width(node.text) if c.isdigit())
        self.problems.add(
            codes.BAD_CORPORATE_NUMBER, node.span, got=node.text, why_ja=found.ja, why_en=found.en,
            fix_ja=found.fix_ja, fix_en=found.fix_en,
        )  # fmt: skip
        return None

    def _literal(self, decl: FactDecl, type_: Type, node: Scalar) -> Value:
        if type_.kind is Kind.YEN and _is_float(node.text):
            self.problems.add(codes.FLOAT_MONEY, node.span, got=node.text)
            return None
        measured = _measured_time(node.text, type_)
        value = measured if measured is not None else self._written(decl, type_, node)
        if value is not None and decl.allowed is not None and not _within(value, decl.allowed):
            lo, hi = decl.allowed
            self.problems.add(
                codes.NOT_ALLOWED, node.span, fact=decl.label, got=node.text, allowed=f"{lo}〜{hi}"
            )
            return None
        return value

    def _written(self, decl: FactDecl, type_: Type, node: Scalar) -> Value:
        before = self.problems.count
        literal = read_signed_literal(_by_type(node.text, type_), node.span, self.problems)
        if literal is None:
            if self.problems.count == before:
                self._wrong(decl, type_, node.span, node.text)
            return None
        if is_negative(literal) and not type_.may_be_negative and not self.lenient:
            self.problems.add(
                codes.NEGATIVE_NOT_ALLOWED, node.span, fact=decl.label or decl.name, got=node.text
            )
            return None
        return self._fitting(decl, type_, literal, node)

    def _fitting(self, decl: FactDecl, type_: Type, literal: Literal, node: Scalar) -> Value:
        kind, value = literal.kind, literal.value
        match type_.kind:
            case Kind.YEN if kind == "yen":
                return value
            case Kind.RATIO if kind == "ratio":
                return value
            case Kind.DURATION if kind == "duration":
                return value
            case Kind.DATE | Kind.EVENT if kind == "date":
                return value
            case Kind.EVENT if isinstance(value, datetime):
                return value.date()
            case Kind.DATETIME if kind == "datetime":
                return value
            case Kind.FISCAL_YEAR if kind == "fiscal_year" or (kind == "number" and _is_year(value)):
                return value
            case Kind.NUMBER if kind == "number" and (type_.decimals or isinstance(value, int)):
                return value
            case Kind.COUNT if kind in ("number", "count") and isinstance(value, int):
                return self._counted(decl, type_, literal, node)
            case Kind.NUMBER | Kind.COUNT if kind == "number" and isinstance(value, Fraction):
                self.problems.add(codes_literals.DECIMAL_COUNT, node.span, got=node.text)
                return None
            case Kind.QUANTITY:
                return self._quantity(decl, type_, literal, node)
            case Kind.NUMBER if kind == "count":
                self.problems.add(
                    codes.NUMBER_HAS_NO_UNIT, node.span, fact=decl.label or decl.name, got=node.text,
                    number=value,
                )  # fmt: skip
                return None
            case _:
                pass
        if kind == "number":
            whole = value if isinstance(value, int) else None
            self.problems.add(
                codes.MISSING_UNIT, node.span, fact=decl.label or decl.name, got=node.text,
                example_ja=_example(type_, "ja", whole), example_en=_example(type_, "en", whole),
            )  # fmt: skip
        else:
            self._wrong(decl, type_, node.span, node.text)
        return None

    def _counted(self, decl: FactDecl, type_: Type, literal: Literal, node: Scalar) -> Value:
        if literal.kind == "count" and type_.unit and not same_counter(literal.unit, type_.unit):
            self.problems.add(
                codes.WRONG_UNIT,
                node.span,
                fact=decl.label or decl.name,
                want=type_.unit,
                got=node.text,
            )
            return None
        return literal.value

    def _quantity(self, decl: FactDecl, type_: Type, literal: Literal, node: Scalar) -> Value:
        """An amount in the declared unit; of a ``measure`` the unit is compared afterwards."""
        amount, unit = _amount_and_unit(literal)
        if amount is None:
            self._wrong(decl, type_, node.span, node.text)
            return None
        if decl.unit_of:
            return Quantity(amount, unit)
        if not unit:
            self.problems.add(
                codes.MISSING_UNIT,
                node.span,
                fact=decl.label,
                got=node.text,
                example=f"{node.text}{type_.unit}",
            )
            return None
        times = factor(normalise_unit(unit), type_.unit)
        if times is not None:
            return _whole(amount * times)
        if normalise_unit(unit) != type_.unit:
            self.problems.add(codes.WRONG_UNIT, node.span, fact=decl.label, want=type_.unit, got=node.text)
            return None
        return amount

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
        for entry in node.entries:
            index = self._field_index(record, entry.key)
            if index is None:
                # A list of a hundred members with the same slip needs one message.
                if (record.name, entry.key.text) not in self.unknown_fields:
                    self._unknown_field(record.label, entry.key, [f.name for f in record.fields])
                self.unknown_fields.add((record.name, entry.key.text))
                continue
            decl = record.fields[index]
            values[index] = self.read(decl, decl.type, entry.value, f"{path}.{decl.name}")
        self._judged(record, values, path, member)
        self._measures(record, values, node)
        return tuple(values)

    @staticmethod
    def _field_index(record: Record, key: Scalar) -> int | None:
        found = record.index(key.text)
        if found is None:
            labelled = [i for i, f in enumerate(record.fields) if f.label == key.text]
            found = labelled[0] if len(labelled) == 1 else None
        return found

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
            index = self._field_index(record, entry.key)
            judged = [f.name for f in record.fields if f.type.kind is Kind.JUDGMENT]
            if index is None or record.fields[index].type.kind is not Kind.JUDGMENT:
                self._unknown_field(record.label, entry.key, judged)
                continue
            parts = [e for k, e in who.items() if k in shared]
            decl = record.fields[index]
            self.places[f"{path}.{decl.name}"] = entry.value.span
            values[index] = self._judgment_of(decl, entry.value, parts, f"{member}.{decl.name}", tree.span)

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
        keys: dict[str, Span] = {}
        for number, item in enumerate(node.items):
            if element.kind is Kind.RECORD:
                record = self.records[element.record]
                key = _key_of(record, item) or str(number + 1)
                if key in keys:
                    self.problems.add(codes.DUPLICATE_KEY, item.span, fact=decl.label, got=key)
                keys[key] = item.span
                member = self.record(record, item, f"{path}.{key}", f"{path}.{key}")
                found.append(member if member is not None else (None,) * len(record.fields))
            else:
                found.append(self.read(decl, element, item, f"{path}.{number + 1}"))
        return tuple(found)

    # -- judgments
    def judgment(self, decl: FactDecl, node: Node, path: str) -> Judgment | None:
        """``{decision, by, on_date, reason}``; who, when and what are required."""
        if isinstance(node, Scalar):
            return self._judgment_of(decl, node, [], path, node.span)
        if not isinstance(node, MapNode):
            self._wrong_shape(decl, decl.type, node)
            return None
        entries = {keywords.key(e.key.text): e for e in node.entries}
        for name, entry in entries.items():
            if name not in ("decision", "by", "on_date", "reason"):
                self._unknown_field(path, entry.key, ["decision", "by", "on_date", "reason"])
        if "decision" not in entries:
            self.problems.add(
                codes.INCOMPLETE_JUDGMENT, node.span, got=path, **keywords.spoken(want="decision")
            )
            return None
        rest = [e for k, e in entries.items() if k in ("by", "on_date", "reason")]
        return self._judgment_of(decl, entries["decision"].value, rest, path, node.span)

    def _judgment_of(
        self, decl: FactDecl, decision: Node, parts: list[Any], path: str, span: Span
    ) -> Judgment | None:
        yes_no = FactDecl("decision", Type(Kind.YES_NO), decl.label)
        held = self.read(yes_no, yes_no.type, decision, path)
        given = {keywords.key(e.key.text): e.value for e in parts}
        if not self.lenient:
            for name in ("by", "on_date"):
                if name not in given:
                    self.problems.add(codes.INCOMPLETE_JUDGMENT, span, got=path, **keywords.spoken(want=name))
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


def _key_of(record: Record, item: Node) -> str:
    found = item.get(record.key) if isinstance(item, MapNode) and record.key else None
    return found.text if isinstance(found, Scalar) else ""


def _is_float(text: str) -> bool:
    plain = _half_width(text).replace(",", "").removesuffix("円").strip()
    whole, dot, rest = plain.partition(".")
    return bool(dot) and whole.isdigit() and rest.isdigit()


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


_FRACTION = re.compile(r"([0-9]+)/([0-9]+)")
_EIGHT_DIGITS = re.compile(r"((?:19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})")


def _by_type(text: str, type_: Type) -> str:
    """What only the declared type makes clear: 1/2 as a share, 20240601 as a day, 三 as a number."""
    plain = _half_width(text).strip()
    match type_.kind:
        case Kind.RATIO if found := _FRACTION.fullmatch(plain):
            return f"{found[2]}分の{found[1]}"
        case Kind.DATE | Kind.EVENT if found := _EIGHT_DIGITS.fullmatch(plain):
            return f"{found[1]}-{found[2]}-{found[3]}"
        case Kind.NUMBER | Kind.COUNT:
            return counted_in_figures(plain, type_.unit) or text
        case _:
            return text


def _is_year(value: object) -> bool:
    return isinstance(value, int) and 1900 <= value <= 2200


def _within(value: Value, allowed: tuple[Any, Any]) -> bool:
    lo, hi = allowed
    return (lo is None or value >= lo) and (hi is None or value <= hi)


_MEASURED = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(\D+)")


def _measured_time(text: str, type_: Type) -> Value:
    """7.3年, 87.6か月: an average length, which may have decimals; None if it is no such thing."""
    if type_.kind not in (Kind.QUANTITY, Kind.COUNT) or type_.unit not in (*MONTHS, *DAYS):
        return None
    found = _MEASURED.fullmatch(_half_width(text.strip()))
    if found is None:
        return None
    unit = normalise_unit("か月" if found[2] == "月" else found[2])
    times = factor(unit, type_.unit) if unit in MONTHS or unit in DAYS else None
    value = None if times is None else _whole(Fraction(found[1]) * times)
    return None if type_.kind is Kind.COUNT and isinstance(value, Fraction) else value  # 5年 of a plan: whole


def _whole(value: Fraction) -> Fraction | int:
    return value.numerator if value.denominator == 1 else value


def _amount_and_unit(literal: Literal) -> tuple[Fraction | None, str]:
    value = literal.value
    match value:
        case Quantity():
            return value.amount, value.unit
        case Duration() | date():
            return None, ""
        case int() | Fraction():
            if literal.kind == "ratio":
                return Fraction(value) * 100, "%"
            return Fraction(value), "円" if literal.kind == "yen" else literal.unit
        case _:
            return None, ""


Reader = Callable[[FactDecl, Type, Node, str], Value]
