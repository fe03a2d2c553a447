"""Declarations → typed records, facts, catalogues and checklists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics import codes_shape
from schemeengine.diagnostics.codes_computing import NONE_TWICE
from schemeengine.elaborate.counted_time import counted
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.fact_types import read_type
from schemeengine.ir import types
from schemeengine.ir.expr import Address, Expr
from schemeengine.ir.naming import describe, units_for
from schemeengine.ir.scheme import (
    Catalogue,
    FactDecl,
    InputDecl,
    Reading,
    Record,
    Wording,
)
from schemeengine.ir.types import Kind, Type
from schemeengine.model.documents import (
    CatalogueDoc,
    FactDoc,
    Raw,
    ReadingDoc,
    TypeDoc,
)
from schemeengine.model.grammar import HEADS, MODIFIERS
from schemeengine.source import Span
from schemeengine.syntax import expression_tree as ast
from schemeengine.syntax import keywords
from schemeengine.syntax.answers import yes_or_no
from schemeengine.syntax.expression import parse_expression
from schemeengine.syntax.literals import match_literal, read_quotient, read_signed_literal
from schemeengine.syntax.tree import MapNode, Scalar


def fact_decl(el: Elaborator, name: str, doc: FactDoc, span: Span) -> FactDecl | None:
    node = doc.type.node
    if not isinstance(node, Scalar):
        el.problems.add(codes_shape.EXPECTED_TEXT, node.span, **keywords.spoken(what="type"))
        return None
    type_ = read_type(el, node.text, node.span, doc)
    if type_ is None:
        return None
    strangers = [c for c in doc.choices_en if c not in doc.choices]
    for stranger in strangers:
        span = doc.place.item("choices_en", list(doc.choices_en).index(stranger))
        el.unknown_choice(span, stranger, Type(Kind.CODE, choices=tuple(doc.choices)), doc.label or name)
    if doc.may_be_none and type_.kind is not Kind.LIST:
        _none_twice(el, doc, type_)
        type_ = replace(type_, may_be_none=True)
    type_ = _signed(type_, doc)
    allowed = _allowed(el, doc.allowed, type_)
    if type_.kind is Kind.QUANTITY and not type_.unit and not doc.unit_of:
        el.problems.add(
            codes_shape.MISSING_PARAMETER, node.span, head=node.text, **keywords.spoken(want="unit")
        )
        return None
    provided_by = doc.provided_by or ("authority" if doc.decided_by else "applicant")
    catalogue = type_.catalogue or (type_.of.catalogue if type_.of is not None else "")
    return FactDecl(
        name=name, type=limited(type_, allowed), label=doc.label or name, label_en=doc.label_en, ask=doc.ask,
        evidence=doc.evidence, provided_by=keywords.word(provided_by), decided_by=doc.decided_by,
        may_be_none=doc.may_be_none or type_.kind is Kind.LIST, changeable=doc.changeable,
        allowed=allowed, choices=doc.choices, choices_en=doc.choices_en,
        ask_en=doc.ask_en, evidence_en=doc.evidence_en, default=doc.default,
        unit_of=doc.unit_of, catalogue=catalogue, span=span, result_of=_result_of(el, doc, type_),
    )  # fmt: skip


def _none_twice(el: Elaborator, doc: FactDoc, type_: Type) -> None:
    """A choice called none beside ``may_be_none``: なし in a dossier would say either."""
    for number, (code, label) in enumerate(doc.choices.items()):
        if type_.kind is Kind.CODE and "none" in (keywords.word(code), keywords.word(label)):
            el.problems.add(NONE_TWICE, doc.place.item("choices", number), choice=code)


def _signed(type_: Type, doc: FactDoc) -> Type:
    """The type of a fact that may lie below zero; of a list, its members may."""
    if not doc.may_be_negative:
        return type_
    if type_.kind is Kind.LIST and type_.of is not None:
        return replace(type_, of=_signed(type_.of, doc))
    return replace(type_, may_be_negative=True)


#: Kinds whose values can be put in order as they stand, so that limits bound a missing one.
_BOUNDED = frozenset({*types.NUMERIC, Kind.DATE, Kind.FISCAL_YEAR})


def limited(type_: Type, allowed: tuple[object, object] | None) -> Type:
    """The type with the limits of what can be stated: ``allowed``, and zero for numbers without a sign.

    A dossier with a value outside them is refused (D027, D015), so that a missing one lies inside.
    """
    if type_.kind is Kind.LIST and type_.of is not None:
        return replace(type_, of=limited(type_.of, None))
    if type_.kind not in _BOUNDED or (type_.kind is Kind.QUANTITY and not type_.unit):
        return type_
    low: Any
    low, high = allowed or (None, None)
    if type_.kind in types.NUMERIC and not type_.may_be_negative:
        low = max(low, 0) if isinstance(low, (int, Fraction)) else 0
    return type_ if low is None and high is None else replace(type_, limits=(low, high))


def _result_of(el: Elaborator, doc: FactDoc, type_: Type) -> tuple[str, ...]:
    """Programmes whose result a fact is: ``scheme``, or ``scheme.amount`` where it is money.

    Whether the programme exists is seen only where it is loaded too: in a portfolio.
    """
    for text, span in doc.place.placed("result_of", doc.result_of):
        parts = text.split(".")
        fits = type_.kind is Kind.YEN if len(parts) == 2 else type_.kind in _OBTAINED
        if len(parts) > 2 or not all(p.isidentifier() for p in parts) or not fits:
            el.problems.add(codes.RESULT_OF, span, got=text, **_described(type_))
    return doc.result_of


#: Kinds of fact that can say that another programme's result is there.
_OBTAINED = frozenset({Kind.YES_NO, Kind.EVENT, Kind.DATE})


def _described(type_: Type) -> dict[str, str]:
    return {f"kind_{lang}": describe(type_, lang) for lang in ("ja", "en")}


def _allowed(el: Elaborator, raw: Raw | None, type_: Type) -> tuple[object, object] | None:
    """``allowed: "[1 .. 17]"`` as its two ends, which are of the fact's own kind."""
    if raw is None:
        return None
    tree: ast.Ast | None = None
    if isinstance(raw.node, Scalar):
        tree = parse_expression(raw.node.text, raw.node.part, el.problems)
        if tree is None:
            return None
    low, high = (tree.low, tree.high) if isinstance(tree, ast.Between) else (None, None)
    below = [isinstance(end, ast.Negate) for end in (low, high)]
    low, high = (end.body if isinstance(end, ast.Negate) else end for end in (low, high))
    if not isinstance(low, ast.Lit) or not isinstance(high, ast.Lit):
        el.problems.add(
            codes.BAD_LITERAL, raw.node.span, got=raw.node.span.text[:30], want_ja="範囲",
            want_en="a range", example='"[1 .. 17]"',
        )  # fmt: skip
        return None
    ends = [el.literal(end.literal) for end in (low, high)]
    if type_.kind is Kind.QUANTITY:
        ends = [el.in_unit(end, type_.unit) for end in ends]
    ends = [counted(el, end, type_) for end in ends]
    sound = [el.expect(e, type_, end.span) for e, end in zip(ends, (low, high), strict=True)]
    found = [_opposite(e.data[0]) if b else e.data[0] for e, b in zip(ends, below, strict=True)]
    return (found[0], found[1]) if all(sound) else None


def _opposite(value: object) -> object:
    return -value if isinstance(value, (int, Fraction)) else value


def declare_records(el: Elaborator, docs: Mapping[str, TypeDoc]) -> None:
    """Records may refer to one another, so all names are known before any field is read."""
    for name, doc in docs.items():
        if name in el.records:
            el.problems.add(codes.NAME_TWICE, doc.place.head, name=name)
        el.records.setdefault(name, Record(name, doc.label or name, doc.key, ()))
    for name, doc in docs.items():
        kept = read_fields(el, name, doc.fields)
        if doc.key and doc.key not in doc.fields:
            span = doc.place.value("key")
            el.unknown(codes.UNKNOWN_FIELD, span, doc.key, list(doc.fields), owner=doc.label or name)
        el.records[name] = Record(name, doc.label or name, doc.key, kept)


def read_fields(el: Elaborator, owner: str, docs: Mapping[str, FactDoc]) -> tuple[FactDecl, ...]:
    """The fields of a record or the columns of a catalogue; a wrong one is noted as broken."""
    found: list[FactDecl] = []
    for name, doc in docs.items():
        decl = fact_decl(el, name, doc, doc.place.head)
        if decl is None:
            el.broken.add(f"{owner}.{name}")
        else:
            found.append(decl)
        if doc.unit_of and doc.unit_of not in docs:
            span = doc.place.value("unit_of")
            el.unknown(
                codes.UNKNOWN_REFERENCE, span, doc.unit_of, list(docs), **keywords.spoken(key="unit_of")
            )
    return tuple(found)


def declare_facts(el: Elaborator, docs: Mapping[str, FactDoc], scope: str) -> None:
    for name, doc in docs.items():
        check_name(el, name, doc.place.head)
        decl = fact_decl(el, name, doc, doc.place.head)
        el.declare(name, doc.place.head)
        if decl is None:
            el.broken.add(name)
            continue
        address = Address("fact", scope, name)
        el.facts[name] = address
        el.inputs[address] = InputDecl(address, decl, Wording(cite=tuple(doc.cite)))


def check_name(el: Elaborator, name: str, span: Span) -> None:
    if not name.isidentifier() or match_literal(name, 0) == len(name):
        el.problems.add(codes_shape.BAD_NAME, span, got=name)
    elif keywords.key(name) in _EXPRESSION_WORDS:
        el.problems.add(codes_shape.RESERVED_NAME, span, got=name)


#: Words of the expression language; a rule or fact of such a name could not be referred to.
#: All other keywords are free as names: keys and names never stand in the same place.
_EXPRESSION_WORDS = frozenset({"and", "or", "not", "in", "is", "yes", "no", "none", "stated", "as_of"})


def cell_value(el: Elaborator, scalar: Scalar, type_: Type) -> Expr | None:
    """A cell of a catalogue as a constant of its column's type; None after a diagnostic."""
    if type_.kind in (Kind.CODE, Kind.TEXT, Kind.CORPORATE_NUMBER):
        return el.const(scalar.text, type_)
    if type_.kind is Kind.YES_NO and (said := yes_or_no(scalar.text)) is not None:
        return el.truth(said)
    if type_.kind is Kind.RATIO and (share := read_quotient(scalar.text)) is not None:
        return el.const(share, type_)
    before = el.problems.count
    literal = read_signed_literal(scalar.text, scalar.span, el.problems)
    if literal is None:
        if el.problems.count == before:
            el.problems.add(
                codes.BAD_LITERAL, scalar.span, got=scalar.text, want_ja=describe(type_, "ja"),
                want_en=describe(type_, "en"), example=units_for(type_),
            )  # fmt: skip
        return None
    found = counted(el, el.literal(literal), type_)
    return found if el.expect(found, type_, scalar.span) else None


def read_catalogue(el: Elaborator, doc: CatalogueDoc) -> Catalogue:
    el.in_catalogue = True
    # A cell is written by the author, who may well put a loss there.
    fields = read_fields(el, doc.catalogue, doc.fields)
    el.in_catalogue = False
    columns = {decl.name: replace(decl, type=decl.type.unlimited()) for decl in fields}
    entries: dict[str, dict[str, str]] = {}
    for entry, raw in doc.entries.items():
        cells: dict[str, str] = {}
        if isinstance(raw.node, MapNode):
            for cell in raw.node.entries:
                if f"{doc.catalogue}.{cell.key.text}" in el.broken:
                    continue
                if cell.key.text not in columns:
                    el.unknown(
                        codes.UNKNOWN_FIELD,
                        cell.key.span,
                        cell.key.text,
                        list(columns),
                        owner=doc.catalogue,
                    )
                elif isinstance(cell.value, Scalar):
                    if cell_value(el, cell.value, columns[cell.key.text].type) is None:
                        continue
                    cells[cell.key.text] = cell.value.text
        entries[entry] = cells
    return Catalogue(doc.catalogue, doc.title, columns, entries)


#: The branches of a reading stand beside its modifiers; a choice of such a name could not be told apart.
_WORDS_BESIDE_A_READING = frozenset({*HEADS, *MODIFIERS})


def declare_readings(el: Elaborator, docs: Mapping[str, ReadingDoc]) -> None:
    for name, doc in docs.items():
        check_name(el, name, doc.place.head)
        el.declare(name, doc.place.head)
        place = doc.place
        for number, choice in enumerate(doc.choices):
            if keywords.key(choice) in _WORDS_BESIDE_A_READING:
                el.problems.add(codes_shape.RESERVED_NAME, place.item("choices", number), got=choice)
        if doc.adopted not in doc.choices:
            el.problems.add(
                codes.ADOPTED_UNKNOWN,
                place.value("adopted"),
                got=doc.adopted,
                allowed=", ".join(doc.choices),
            )
            el.broken.add(name)
            continue
        cite = el.cite(place.placed("cite", doc.cite))
        el.readings[name] = Reading(
            name, Address("reading", el.scheme, name), cite, doc.question, doc.choices, doc.adopted,
            place.span, doc.question_en, doc.choices_en,
        )  # fmt: skip
