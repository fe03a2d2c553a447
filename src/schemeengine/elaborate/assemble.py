"""A scheme's documents → one :class:`Scheme`: declarations first, then every rule, then checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from schemeengine.diagnostics import Problems, Severity
from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate import (
    amounts,
    averages,
    channels,
    checklists,
    checks,
    choices,
    computed,
    conditions,
    days,
    declare,
    ranking,
    slices,
    taper,
)
from schemeengine.elaborate.business_days import declare_closing_days
from schemeengine.elaborate.clauses import clause
from schemeengine.elaborate.editions import read_editions, read_former_when
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.life_cycle import events, life_cycles, turn_outside
from schemeengine.elaborate.outline import read_outline, watch_cites
from schemeengine.elaborate.parameters import declare_parameter
from schemeengine.elaborate.periods import period
from schemeengine.elaborate.processes import papers, procedures
from schemeengine.elaborate.provisions import Group, provision_names, provisions
from schemeengine.elaborate.scope import Scope
from schemeengine.elaborate.scorings import declare_scorings, scored
from schemeengine.elaborate.selections import selection
from schemeengine.ir import types
from schemeengine.ir.scheme import (
    Clause,
    Edition,
    Example,
    OutlineEntry,
    Period,
    Scheme,
)
from schemeengine.ir.types import Kind
from schemeengine.model.documents import (
    CatalogueDoc,
    Raw,
    SchemeDoc,
    VocabularyDoc,
)
from schemeengine.source import Source
from schemeengine.syntax import keywords

Used = VocabularyDoc | CatalogueDoc


def assemble(
    doc: SchemeDoc, used: tuple[Used, ...], source: Source, sources: tuple[Source, ...],
    problems: Problems,
) -> Scheme | None:  # fmt: skip
    """Elaborate a scheme. Returns None if any part of it had an error (all are reported)."""
    # Apart from what is known already: a fault in what an edition takes over counts for each of them.
    own = Problems(unread=problems.unread)
    el = Elaborator(
        doc.scheme, own,
        heads={
            "average": averages.average,
            **conditions.HEADS, **checklists.HEADS, **choices.HEADS, **amounts.HEADS,
            **days.HEADS, **channels.HEADS,
            "slices": slices.slices, "taper": taper.taper, "rank": ranking.rank,
        },
        position=ranking.position, read_clause=clause,
    )  # fmt: skip
    outline = read_outline(el, doc)
    _declare(el, doc, used, outline)
    scorings = declare_scorings(el, doc)
    editions = read_editions(el, doc)
    former_when = read_former_when(el, doc)
    groups = provisions(el, doc.provisions)
    totals, required = scored(el, scorings)
    groups.update(required)
    found = _rules(el, doc)
    found["definitions"].update(totals)
    scheme = _scheme(el, doc, outline, editions, groups, found, source, sources)
    scheme = replace(scheme, former_when=former_when, scorings=scorings)
    turn_outside(el, scheme)
    checks.check(el, doc, scheme)
    # Where parts were not read, what is remarked of the whole may be wrong.
    problems.extend(d for d in own.items if d.severity is Severity.ERROR or not problems.unread)
    if own.has_errors or problems.unread:
        return None
    el.assert_complete()
    return scheme


def _declare(
    el: Elaborator, doc: SchemeDoc, used: tuple[Used, ...], outline: Mapping[str, OutlineEntry]
) -> None:
    vocabularies = [u for u in used if isinstance(u, VocabularyDoc)]
    for declaring in (*vocabularies, doc):
        for name, classification in declaring.classifications.items():
            el.classifications[name] = classification.children == "by_prefix"
    for catalogue in (u for u in used if isinstance(u, CatalogueDoc)):
        el.catalogues[catalogue.catalogue] = declare.read_catalogue(el, catalogue)
    all_types = {n: t for d in (*vocabularies, doc) for n, t in d.types.items()}
    declare.declare_records(el, all_types)
    computed.declare_computed(el, all_types)
    for vocabulary in vocabularies:
        declare.declare_facts(el, vocabulary.facts, vocabulary.vocabulary)
        for name, raw in vocabulary.definitions.items():
            _declare_clause(el, name, raw)
        declare_closing_days(el, vocabulary, vocabulary.closing_days)
        el.used.update(vocabulary.facts)
        el.used.update(vocabulary.definitions)
    declare_closing_days(el, doc, doc.closing_days)
    el.definitions.update(n for u in (*vocabularies, doc) for n in u.definitions)
    watch_cites(el, outline)
    declare.declare_readings(el, doc.readings)
    checklists.declare_checklists(el, doc.checklists)
    declare.declare_facts(el, doc.facts, doc.scheme)
    for name, parameter in doc.parameters.items():
        declare_parameter(el, doc, name, parameter)
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


def _rules(el: Elaborator, doc: SchemeDoc) -> Mapping[str, dict[str, Clause]]:
    """Elaborate every named rule, in file order (those referred to earlier are already done)."""

    def clauses(names: Mapping[str, object]) -> dict[str, Clause]:
        found = {n: el.clause_of(n, el.declared[n]) for n in names if n in el.named}
        return {n: c for n, c in found.items() if c is not None}

    computed.read_all(el)
    amounts_ = clauses(doc.amounts)
    for name, raw in doc.amounts.items():
        if name in amounts_ and amounts_[name].expr.type.kind not in types.NUMERIC:
            el.expect(amounts_[name].expr, types.YEN, raw.node.span)
        elif name in amounts_ and amounts_[name].expr.type.kind is Kind.NUMBER:
            el.problems.add(codes.AMOUNT_WITHOUT_UNIT, el.declared[name], name=name)
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
    periods = _periods(doc, found["periods"])
    paper = papers(el, doc)
    chosen = None if doc.selection is None else selection(el, doc, doc.selection)
    process = procedures(el, doc, groups)
    kinds = events(el, doc.events)
    cycles = life_cycles(el, doc.life_cycle, kinds)
    examples = [Example(n, "", e, e.place.span) for n, e in doc.examples.items()]
    main = doc.main_procedure or (next(iter(process)) if len(process) == 1 else "")
    if doc.main_procedure and doc.main_procedure not in doc.procedures:
        el.unknown(codes.UNKNOWN_REFERENCE, doc.place.value("main_procedure"), doc.main_procedure,
                   list(doc.procedures), **keywords.spoken(key="main_procedure"))  # fmt: skip
    elif (
        not main
        and len(process) > 1
        and not el.problems.unread.may_hold_any("main_procedure", keywords.TO_JAPANESE["main_procedure"])
    ):
        el.problems.add(codes.MAIN_PROCEDURE, doc.place.of("procedures"), names=", ".join(process))
    for name, span in doc.place.placed("pays", doc.pays):
        if name not in doc.amounts:
            el.unknown(codes.UNKNOWN_REFERENCE, span, name, list(doc.amounts), key="pays")
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
        cited=frozenset(el.cited), parameters=found["parameters"], events=kinds, life_cycles=cycles,
        selection=chosen, pays=doc.pays, computed=tuple(computed.places(el)),
    )  # fmt: skip


def _periods(doc: SchemeDoc, found: Mapping[str, Clause]) -> dict[str, Period]:
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
