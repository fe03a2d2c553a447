"""Parameters: values by date, and values the authority has yet to set."""

from __future__ import annotations

from datetime import date

from schemeengine.diagnostics import Label, codes_shape, codes_time
from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate import days, declare
from schemeengine.elaborate.clauses import value
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.fact_types import read_type
from schemeengine.elaborate.scope import Scope
from schemeengine.ir import types
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.scheme import (
    Clause,
    FactDecl,
    Wording,
)
from schemeengine.ir.types import Kind, Type
from schemeengine.model.documents import (
    FactDoc,
    ParameterDoc,
    Raw,
    SchemeDoc,
)
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.literals import read_literal
from schemeengine.syntax.tree import ListNode, Scalar
from schemeengine.values import format_date


def declare_parameter(el: Elaborator, scheme: SchemeDoc, name: str, doc: ParameterDoc) -> None:
    declare.check_name(el, name, doc.place.head)
    el.declare(name, doc.place.head, lambda: _parameter(el, scheme, name, doc))


def _parameter(el: Elaborator, scheme: SchemeDoc, name: str, doc: ParameterDoc) -> Clause | None:
    """A value set elsewhere: given, given by date, or not set yet (then it is asked of its setter)."""
    cite = el.cite(doc.place.placed("cite", doc.cite))
    wording = Wording(cite, doc.label or name, doc.label_en)
    scope = Scope(name, cite)
    expr: Expr | None = None
    parts: tuple[Clause, ...] = ()
    if doc.values:
        expr = _dated(el, scheme, name, doc, scope, wording)
    elif doc.value is None or _is_unset(doc.value):
        expr = _unset(el, name, doc, wording)
    else:
        wanted = _declared_type(el, doc)
        if wanted is not None or doc.type is None:
            if isinstance(doc.value.node, ListNode):
                expr = _given(el, doc.value, scope, wanted)
            else:
                given = value(el, doc.value.node, scope, wanted)
                expr = None if given is None else given.expr
                parts = () if given is None else given.parts
    if expr is None:
        return None
    return Clause(name, name, "parameter", wording, doc.place.span, expr, expr, parts, subject=name)


def _is_unset(raw: Raw) -> bool:
    return isinstance(raw.node, Scalar) and keywords.word(raw.node.text) == "unset"


def _unset(el: Elaborator, name: str, doc: ParameterDoc, wording: Wording) -> Expr | None:
    if doc.type is None:  # nothing says what kind of value is waited for
        el.problems.add(codes_shape.MISSING_KEY, doc.place.head, want="type (型)")
        return None
    type_ = _declared_type(el, doc)
    if type_ is None:
        return None
    return _waited_for(el, name, doc, type_, wording)


def _waited_for(el: Elaborator, name: str, doc: ParameterDoc, type_: Type, wording: Wording) -> Expr:
    """A value that only its setter can supply."""
    decl = FactDecl(
        name,
        declare.limited(type_, None),
        doc.label or name,
        doc.label_en,
        provided_by="authority",
        span=doc.place.head,
    )
    address = Address("parameter", el.scheme, name)
    return el.input(address, decl, wording=wording, set_by=doc.set_by)


def _declared_type(el: Elaborator, doc: ParameterDoc) -> Type | None:
    """The type a parameter declares; None if it declares none, or after a diagnostic."""
    if doc.type is None:
        return None
    if not isinstance(doc.type.node, Scalar):
        el.problems.add(codes_shape.EXPECTED_TEXT, doc.type.node.span, **keywords.spoken(what="type"))
        return None
    fact = FactDoc(type=doc.type, unit=doc.unit, place=doc.place)
    return read_type(el, doc.type.node.text, doc.type.node.span, fact)


def _dated(
    el: Elaborator, scheme: SchemeDoc, name: str, doc: ParameterDoc, scope: Scope, wording: Wording
) -> Expr | None:
    """Values by first day in force, looked up at ``at`` or at the date that selects the edition.

    Before the first of them the value is one not set yet, asked of whoever sets it.
    """
    day = edition_day(el, scheme) if doc.at is None else _at(el, doc.at, scope)
    wanted = _declared_type(el, doc)
    if day is None or (wanted is None and doc.type is not None):
        return None
    rows: list[tuple[date, Expr]] = []
    seen: dict[date, Span] = {}
    for text, raw in doc.values.items():
        span = raw.key.span if raw.key is not None else raw.node.span
        start = written_date(el, text, span)
        given = _from_then_on(el, name, doc, raw, scope, wanted, wording)
        if start is None or given is None:
            return None
        wanted = given.type if wanted is None else wanted
        rows.append((start, given))
        if start in seen:
            first = Label(seen[start], "一つめ", "the first one")
            el.problems.add(codes_time.DATED_TWICE, span, first, name=name, **_day_words(start))
            return None
        seen[start] = span
    rows.sort(key=lambda r: r[0])
    earlier = _waited_for(el, name, doc, rows[0][1].type, wording)
    rows.insert(0, (date.min, earlier))
    return el.make(Op.DATED, (day, *(e for _, e in rows)), (tuple(d for d, _ in rows),), rows[0][1].type)


def _at(el: Elaborator, raw: Raw, scope: Scope) -> Expr | None:
    """The day on which a value is looked up; of a fiscal year (that of the costs, say) its first day."""
    found = value(el, raw.node, scope)
    if found is None:
        return None
    if found.expr.type.kind is Kind.FISCAL_YEAR:
        return el.make(Op.FUNCTION, (found.expr,), ("fiscal_year_start",), types.DATE)
    at = days.day(el, raw.node, scope)
    return None if at is None else el.as_date(at.expr)


def _from_then_on(
    el: Elaborator, name: str, doc: ParameterDoc, raw: Raw, scope: Scope, wanted: Type | None,
    wording: Wording,
) -> Expr | None:  # fmt: skip
    """The value from a day on; ``unset`` where from then on there is none (until the next)."""
    if _is_unset(raw) and wanted is not None:
        return _waited_for(el, name, doc, wanted, wording)
    return _given(el, raw, scope, wanted)


def _day_words(day: date) -> dict[str, str]:
    return {"day_ja": format_date(day, "ja"), "day_en": format_date(day, "en")}


def _given(el: Elaborator, raw: Raw, scope: Scope, wanted: Type | None) -> Expr | None:
    """A value as written; of a list type also a list of codes or values."""
    element = wanted.of if wanted is not None else None
    if not isinstance(raw.node, ListNode) or wanted is None or element is None:
        found = value(el, raw.node, scope, wanted)
        return None if found is None else found.expr
    items: list[Expr] = []
    for item in raw.node.items:
        if element.kind in (Kind.CODE, Kind.TEXT) and isinstance(item, Scalar):
            if element.choices and item.text not in element.choices:
                el.unknown_choice(item.span, item.text, element, scope.path)
                return None
            items.append(el.const(item.text, element))
            continue
        found = value(el, item, scope, element)
        if found is None:
            return None
        items.append(found.expr)
    return el.make(Op.LIST, tuple(items), (), wanted)


def edition_day(el: Elaborator, doc: SchemeDoc) -> Expr:
    """The date that selects the edition: the fact ``edition_by`` names, else the day in question."""
    address = el.facts.get(doc.edition_by)
    if address is None:
        return el.as_of
    return el.as_date(el.make(Op.INPUT, (), (address,), el.inputs[address].type))


def written_date(el: Elaborator, text: str, span: Span) -> date | None:
    before = el.problems.count
    literal = read_literal(text, span, el.problems)
    if literal is not None and literal.kind == "date" and isinstance(literal.value, date):
        return literal.value
    if el.problems.count == before:
        el.problems.add(
            codes.BAD_LITERAL,
            span,
            got=text,
            want_ja="日付",
            want_en="a date",
            example="令和6年4月1日",
        )
    return None


# ------------------------------------------------------------------ outline and editions
