"""A scheme's documents → one :class:`Scheme`: declarations first, then every rule, then checks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from schemeengine.citations import CitablePlaces, Known, expand_places
from schemeengine.diagnostics import Diagnostic, Problems, codes_shape
from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.ir import amounts, checks, choices, conditions, days, declare, ranking, slices, types
from schemeengine.ir.clauses import clause, value
from schemeengine.ir.elaborator import Elaborator
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.periods import period
from schemeengine.ir.processes import papers, procedures
from schemeengine.ir.provisions import Group, provision_names, provisions
from schemeengine.ir.scheme import (
    Clause,
    Edition,
    Example,
    FactDecl,
    OutlineEntry,
    Period,
    Scheme,
    Wording,
)
from schemeengine.ir.scope import Scope
from schemeengine.ir.types import Kind, Type
from schemeengine.model.documents import (
    CatalogueDoc,
    EditionDoc,
    FactDoc,
    ParameterDoc,
    Raw,
    SchemeDoc,
    VocabularyDoc,
)
from schemeengine.source import Source, Span
from schemeengine.syntax import keywords
from schemeengine.syntax.literals import read_literal
from schemeengine.syntax.tree import Scalar
from schemeengine.values import format_date

Used = VocabularyDoc | CatalogueDoc

#: More places than any instrument has; what a hostile outline lists beyond is not citable.
_MOST_PLACES = 20_000


def assemble(
    doc: SchemeDoc, used: tuple[Used, ...], source: Source, sources: tuple[Source, ...],
    problems: Problems,
) -> Scheme | None:  # fmt: skip
    """Elaborate a scheme. Returns None if any part of it had an error (all are reported)."""
    errors_before = problems.error_count
    el = Elaborator(
        doc.scheme, problems,
        heads={
            **conditions.HEADS, **choices.HEADS, **amounts.HEADS, **days.HEADS,
            "slices": slices.slices, "rank": ranking.rank,
        },
        position=ranking.position,
    )  # fmt: skip
    outline = _outline(el, doc)
    _declare(el, doc, used, outline)
    editions = _editions(el, doc)
    groups = provisions(el, doc.provisions)
    found = _rules(el, doc)
    scheme = _scheme(el, doc, outline, editions, groups, found, source, sources)
    checks.check(el, doc, scheme)
    if problems.error_count > errors_before:
        return None
    el.assert_complete()
    return scheme


def _declare(
    el: Elaborator, doc: SchemeDoc, used: tuple[Used, ...], outline: Mapping[str, OutlineEntry]
) -> None:
    vocabularies = [u for u in used if isinstance(u, VocabularyDoc)]
    for catalogue in (u for u in used if isinstance(u, CatalogueDoc)):
        el.catalogues[catalogue.catalogue] = declare.read_catalogue(el, catalogue)
    all_types = {n: t for d in (*vocabularies, doc) for n, t in d.types.items()}
    declare.declare_records(el, all_types)
    for vocabulary in vocabularies:
        declare.declare_facts(el, vocabulary.facts, vocabulary.vocabulary)
        for name, raw in vocabulary.definitions.items():
            _declare_clause(el, name, raw)
        el.used.update(vocabulary.facts)
        el.used.update(vocabulary.definitions)
    _watch_cites(el, outline)
    declare.declare_readings(el, doc.readings)
    declare.declare_checklists(el, doc.checklists)
    declare.declare_facts(el, doc.facts, doc.scheme)
    for name, parameter in doc.parameters.items():
        _declare_parameter(el, doc, name, parameter)
    for name, raw in (*doc.definitions.items(), *doc.amounts.items(), *doc.dates.items()):
        _declare_clause(el, name, raw)
    for name, p in doc.periods.items():
        declare.check_name(el, name, p.place.head)
        el.declare(name, p.place.head, lambda name=name, p=p: period(el, name, p))  # type: ignore[misc]
    provision_names(el, doc.provisions)
    if doc.edition_by:
        el.used.add(doc.edition_by)


def _declare_clause(el: Elaborator, name: str, raw: Raw) -> None:
    span = raw.key.span if raw.key is not None else raw.node.span
    declare.check_name(el, name, span)
    el.declare(name, span, lambda: clause(el, raw.node, Scope(), name))


def _declare_parameter(el: Elaborator, scheme: SchemeDoc, name: str, doc: ParameterDoc) -> None:
    declare.check_name(el, name, doc.place.head)
    el.declare(name, doc.place.head, lambda: _parameter(el, scheme, name, doc))


def _parameter(el: Elaborator, scheme: SchemeDoc, name: str, doc: ParameterDoc) -> Clause | None:
    """A value set elsewhere: given, given by date, or not set yet (then it is asked of its setter)."""
    cite = el.cite(doc.place.placed("cite", doc.cite))
    wording = Wording(cite, doc.label or name, doc.label_en)
    scope = Scope(name, cite)
    expr: Expr | None
    parts: tuple[Clause, ...] = ()
    if doc.values:
        expr = _dated(el, scheme, name, doc, scope, wording)
    elif doc.value is None or _is_unset(doc.value):
        expr = _unset(el, name, doc, wording)
    else:
        wanted = _declared_type(el, doc)
        given = None if wanted is None and doc.type is not None else value(el, doc.value.node, scope, wanted)
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
        name, type_, doc.label or name, doc.label_en, provided_by="authority", span=doc.place.head
    )
    address = Address("parameter", el.scheme, name)
    return el.input(address, decl, wording=wording, set_by=doc.set_by)


def _declared_type(el: Elaborator, doc: ParameterDoc) -> Type | None:
    """The type a parameter declares; None if it declares none, or after a diagnostic."""
    if doc.type is None:
        return None
    if not isinstance(doc.type.node, Scalar):
        el.problems.add(codes_shape.EXPECTED_TEXT, doc.type.node.span, what="type")
        return None
    return declare.read_type(el, doc.type.node.text, doc.type.node.span, FactDoc(type=doc.type))


def _dated(
    el: Elaborator, scheme: SchemeDoc, name: str, doc: ParameterDoc, scope: Scope, wording: Wording
) -> Expr | None:
    """Values by first day in force, looked up at ``at`` or at the date that selects the edition.

    Before the first of them the value is one not set yet, asked of whoever sets it.
    """
    if doc.at is not None:
        at = days.day(el, doc.at.node, scope)
        day = None if at is None else el.as_date(at.expr)
    else:
        day = edition_day(el, scheme)
    wanted = _declared_type(el, doc)
    if day is None or (wanted is None and doc.type is not None):
        return None
    rows: list[tuple[date, Expr]] = []
    for text, raw in doc.values.items():
        span = raw.key.span if raw.key is not None else raw.node.span
        start = _date(el, text, span)
        found = value(el, raw.node, scope, wanted)
        if start is None or found is None:
            return None
        wanted = found.expr.type if wanted is None else wanted
        rows.append((start, found.expr))
    rows.sort(key=lambda r: r[0])
    earlier = _waited_for(el, name, doc, rows[0][1].type, wording)
    rows.insert(0, (date.min, earlier))
    return el.make(Op.DATED, (day, *(e for _, e in rows)), (tuple(d for d, _ in rows),), rows[0][1].type)


def edition_day(el: Elaborator, doc: SchemeDoc) -> Expr:
    """The date that selects the edition: the fact ``edition_by`` names, else the day in question."""
    address = el.facts.get(doc.edition_by)
    if address is None:
        return el.as_of
    return el.as_date(el.make(Op.INPUT, (), (address,), el.inputs[address].type))


def _date(el: Elaborator, text: str, span: Span) -> date | None:
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
def _outline(el: Elaborator, doc: SchemeDoc) -> dict[str, OutlineEntry]:
    found: dict[str, OutlineEntry] = {}
    places = 0
    for place, entry in doc.outline.items():
        has: list[str] = []
        for text, span in entry.place.placed("has", entry.has):
            if places > _MOST_PLACES:
                break
            expanded = expand_places(text, span)
            if isinstance(expanded, Diagnostic):
                el.problems.extend([expanded])
            else:
                has += expanded
                places += len(expanded)
        if entry.encoded != "yes" and not entry.why:
            el.problems.add(codes.OUTLINE_NEEDS_WHY, entry.place.head, place=place)
        found[place] = OutlineEntry(
            place,
            entry.title,
            tuple(has),
            entry.encoded,
            entry.why,
            entry.place.head,
            entry.headings,
        )
    return found


def _watch_cites(el: Elaborator, outline: Mapping[str, OutlineEntry]) -> None:
    """From here on every cite must stand in the outline (shared vocabularies cite other laws)."""
    el.cited.clear()
    if not outline:
        return
    places = CitablePlaces.of({p: e.has for p, e in outline.items()})

    def check(cite: str, span: Span) -> None:
        if el.problems.full:
            return
        found = places.resolve(cite)
        if not isinstance(found, Known):
            near = ", ".join(found.candidates) or "-"
            el.problems.add(codes.UNKNOWN_CITE, span, got=cite, near=near)

    el.check_cite = check


def _editions(el: Elaborator, doc: SchemeDoc) -> tuple[Edition, ...]:
    found = [e for name, entry in doc.editions.items() if (e := _edition(el, name, entry))]
    found.sort(key=lambda e: e.from_)
    for earlier, later in pairwise(found):
        if earlier.until is None or earlier.until >= later.from_:
            el.problems.add(
                codes.EDITION_OVERLAP,
                later.span,
                earlier=earlier.id,
                later=later.id,
                first_ja=format_date(later.from_, "ja"),
                first_en=format_date(later.from_, "en"),
            )
        elif (later.from_ - earlier.until).days > 1:
            first = date.fromordinal(earlier.until.toordinal() + 1)
            last = date.fromordinal(later.from_.toordinal() - 1)
            el.problems.add(
                codes.EDITION_GAP,
                later.span,
                earlier=earlier.id,
                later=later.id,
                first_ja=format_date(first, "ja"),
                first_en=format_date(first, "en"),
                last_ja=format_date(last, "ja"),
                last_en=format_date(last, "en"),
            )
    if doc.edition_by and doc.edition_by not in el.facts and doc.edition_by not in el.broken:
        el.unknown(
            codes.UNKNOWN_REFERENCE,
            doc.place.value("edition_by"),
            doc.edition_by,
            list(el.facts),
            key="edition_by",
        )
    return tuple(found)


def _edition(el: Elaborator, name: str, doc: EditionDoc) -> Edition | None:
    start = _written_day(el, doc.from_, "from")
    until = None if doc.until is None else _written_day(el, doc.until, "until")
    cite = el.cite(doc.place.placed("cite", doc.cite))
    if start is None or (doc.until is not None and until is None):
        return None
    if until is not None and until < start:
        el.problems.add(
            codes.EDITION_BACKWARDS, doc.place.value("until"), edition=name,
            from_ja=format_date(start, "ja"), from_en=format_date(start, "en"),
            until_ja=format_date(until, "ja"), until_en=format_date(until, "en"),
        )  # fmt: skip
        return None
    return Edition(name, start, until, doc.encoded, doc.why, cite, doc.place.head)


def _written_day(el: Elaborator, raw: Raw, key: str) -> date | None:
    if not isinstance(raw.node, Scalar):
        el.problems.add(codes_shape.EXPECTED_TEXT, raw.node.span, what=key)
        return None
    return _date(el, raw.node.text, raw.node.span)


# ------------------------------------------------------------------ rules
def _rules(el: Elaborator, doc: SchemeDoc) -> Mapping[str, dict[str, Clause]]:
    """Elaborate every named rule, in file order (those referred to earlier are already done)."""

    def clauses(names: Mapping[str, object]) -> dict[str, Clause]:
        found = {n: el.clause_of(n, el.declared[n]) for n in names if n in el.named}
        return {n: c for n, c in found.items() if c is not None}

    amounts_ = clauses(doc.amounts)
    for name, raw in doc.amounts.items():
        if name in amounts_ and amounts_[name].expr.type.kind not in types.NUMERIC:
            el.expect(amounts_[name].expr, types.YEN, raw.node.span)
    dates = clauses(doc.dates)
    for name, raw in doc.dates.items():
        if name in dates and dates[name].expr.type.kind not in (
            Kind.DATE,
            Kind.DATETIME,
            Kind.EVENT,
        ):
            el.expect(dates[name].expr, types.DATE, raw.node.span)
    return {
        "definitions": clauses(doc.definitions), "amounts": amounts_, "dates": dates,
        "parameters": clauses(doc.parameters), "periods": clauses(doc.periods),
    }  # fmt: skip


def _scheme(
    el: Elaborator, doc: SchemeDoc, outline: Mapping[str, OutlineEntry], editions: tuple[Edition, ...],
    groups: Group, found: Mapping[str, dict[str, Clause]], source: Source, sources: tuple[Source, ...],
) -> Scheme:  # fmt: skip
    periods = _periods(el, doc, found["periods"])
    paper = papers(el, doc)
    process = procedures(el, doc, groups)
    examples = [Example(n, "", e, e.place.span) for n, e in doc.examples.items()]
    main = doc.main_procedure or (next(iter(process)) if len(process) == 1 else "")
    if doc.main_procedure and doc.main_procedure not in doc.procedures:
        el.unknown(codes.UNKNOWN_REFERENCE, doc.place.value("main_procedure"), doc.main_procedure,
                   list(doc.procedures), key="main_procedure")  # fmt: skip
    elif not main and len(process) > 1:
        el.problems.add(codes.MAIN_PROCEDURE, doc.place.of("procedures"), names=", ".join(process))
    return Scheme(
        id=doc.scheme, title=doc.title, title_en=doc.title_en, authority=doc.authority,
        instrument_title=doc.instrument.title if doc.instrument else "",
        instrument_file=doc.instrument.file if doc.instrument else "",
        editions=editions, edition_by=doc.edition_by, outline=outline, readings=el.readings,
        records=el.records, inputs=el.inputs, facts=el.facts, catalogues=el.catalogues,
        checklists=el.checklists, definitions=found["definitions"], provisions=groups,
        amounts=found["amounts"], dates=found["dates"], periods=periods, papers=paper,
        procedures=process, main_procedure=main, examples=tuple(examples),
        node_examples=tuple(el.examples), interner=el.interner, source=source, sources=sources,
        cited=frozenset(el.cited), parameters=found["parameters"],
    )  # fmt: skip


def _periods(el: Elaborator, doc: SchemeDoc, found: Mapping[str, Clause]) -> dict[str, Period]:
    result: dict[str, Period] = {}
    for name, c in found.items():
        ends = {p.name: p for p in c.parts}
        result[name] = Period(
            name, c.wording,
            ends["starts"].expr if "starts" in ends else None,
            ends["ends"].expr if "ends" in ends else None,
            c.expr, c.parts, doc.periods[name].place.span,
        )  # fmt: skip
    return result
