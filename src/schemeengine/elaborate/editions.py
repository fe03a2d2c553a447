"""Editions: which of them is in force when, in one file or in several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from schemeengine.diagnostics import Problems, codes_shape, codes_time
from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate.clauses import yes_no
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.parameters import written_date
from schemeengine.elaborate.scope import Scope
from schemeengine.ir.naming import both
from schemeengine.ir.scheme import Clause, Edition, Scheme
from schemeengine.ir.types import Type
from schemeengine.model.documents import EditionDoc, Raw, SchemeDoc
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import Scalar
from schemeengine.values import format_date

_DAY = timedelta(days=1)


def read_editions(el: Elaborator, doc: SchemeDoc) -> tuple[Edition, ...]:
    """The editions of one file, in the order of their first days."""
    found = [e for name, entry in doc.editions.items() if (e := _edition(el, name, entry))]
    found.sort(key=lambda e: e.from_)
    _watch_order(el.problems, found)
    if doc.edition_by and doc.edition_by not in el.facts and doc.edition_by not in el.broken:
        el.unknown(
            codes.UNKNOWN_REFERENCE,
            doc.place.value("edition_by"),
            doc.edition_by,
            list(el.facts),
            **keywords.spoken(key="edition_by"),
        )
    return tuple(found)


def read_former_when(el: Elaborator, doc: SchemeDoc) -> Mapping[str, Clause]:
    """従前の例による場合: the conditions under which the edition before still governs."""
    found: dict[str, Clause] = {}
    for name, entry in doc.editions.items():
        if entry.former_when is not None:
            clause = yes_no(el, entry.former_when.node, Scope(), name)
            if clause is not None:
                found[name] = clause
    return found


def join(schemes: Sequence[Scheme], problems: Problems) -> Scheme:
    """The files of one programme as one: the newest text, knowing the earlier ones.

    An edition without ``until`` lasts until the edition of the next file begins.
    """
    for scheme in schemes:
        if not scheme.editions and len(schemes) > 1:
            problems.add(codes_time.EDITIONS_MISSING, _head(scheme), scheme=scheme.id)
            return scheme
    ordered = sorted(schemes, key=lambda s: s.editions[0].from_ if s.editions else date.min)
    newest = ordered[-1]
    found: list[Edition] = []
    owners: dict[str, Scheme] = {}
    for scheme in ordered:
        for edition in scheme.editions:
            if edition.id in owners:
                other = owners[edition.id].source.name
                problems.add(codes_time.EDITION_TWICE, edition.span, edition=edition.id, other=other)
                return newest
            owners[edition.id] = scheme
            found.append(edition)
    found.sort(key=lambda e: e.from_)
    found = [*(_ended(e, later, owners) for e, later in pairwise(found)), *found[-1:]]
    if len(schemes) > 1:
        _watch_order(problems, found)
    if found and found[0].id in owners[found[0].id].former_when:
        problems.add(codes_time.NO_FORMER_EDITION, found[0].span, edition=found[0].id)
    for scheme in ordered[:-1]:
        _watch_facts(newest, scheme, problems)
    former = {name: owner for name, owner in owners.items() if owner is not newest}
    return replace(newest, editions=tuple(found), former=former)


def _head(scheme: Scheme) -> Span:
    return Span(scheme.source, 0, len(scheme.source.line(1)))


def _ended(edition: Edition, later: Edition, owners: Mapping[str, Scheme]) -> Edition:
    if edition.until is not None or owners[edition.id] is owners[later.id]:
        return edition
    return replace(edition, until=later.from_ - _DAY)


def _watch_order(problems: Problems, found: Sequence[Edition]) -> None:
    """Two editions on one day are a mistake; a day without one is told, and out of scope there."""
    for earlier, later in pairwise(found):
        if earlier.until is None or earlier.until >= later.from_:
            problems.add(
                codes.EDITION_OVERLAP, later.span, earlier=earlier.id, later=later.id,
                **_written("first", later.from_),
            )  # fmt: skip
        elif later.from_ - earlier.until > _DAY:
            problems.add(
                codes.EDITION_GAP, later.span, earlier=earlier.id, later=later.id,
                **_written("first", earlier.until + _DAY), **_written("last", later.from_ - _DAY),
            )  # fmt: skip


def _written(key: str, day: date) -> dict[str, str]:
    return {f"{key}_ja": format_date(day, "ja"), f"{key}_en": format_date(day, "en")}


def _watch_facts(newest: Scheme, earlier: Scheme, problems: Problems) -> None:
    """One name means one thing in every edition; only the choices of a code may differ."""
    for name, address in newest.facts.items():
        declared = earlier.inputs.get(address)
        now = newest.inputs[address]
        if declared is None or _kind(declared.type) == _kind(now.type):
            continue
        problems.add(
            codes_time.FACT_CHANGED, now.decl.span, name=name, edition=earlier.editions[-1].id,
            **both("got", declared.type),
        )  # fmt: skip


def _kind(type_: Type) -> tuple[object, ...]:
    inner = () if type_.of is None else _kind(type_.of)
    return (type_.kind, type_.unit, type_.record, type_.catalogue, inner)


def _edition(el: Elaborator, name: str, doc: EditionDoc) -> Edition | None:
    start = _written_day(el, doc.from_, "from")
    until = None if doc.until is None else _written_day(el, doc.until, "until")
    applies = None if doc.applies_from is None else _written_day(el, doc.applies_from, "applies_from")
    cite = el.cite(doc.place.placed("cite", doc.cite))
    if start is None or (doc.until is not None and until is None):
        return None
    if until is not None and until < start:
        el.problems.add(
            codes.EDITION_BACKWARDS, doc.place.value("until"), edition=name,
            **_written("from", start), **_written("until", until),
        )  # fmt: skip
        return None
    if applies is not None and applies > start:
        el.problems.add(
            codes_time.APPLIES_LATER, doc.place.value("applies_from"), edition=name,
            **_written("from", start), **_written("applies", applies),
        )  # fmt: skip
        return None
    return Edition(name, start, until, doc.encoded, doc.why, cite, doc.place.head, applies)


def _written_day(el: Elaborator, raw: Raw, key: str) -> date | None:
    if not isinstance(raw.node, Scalar):
        el.problems.add(codes_shape.EXPECTED_TEXT, raw.node.span, **keywords.spoken(what=key))
        return None
    return written_date(el, raw.node.text, raw.node.span)
