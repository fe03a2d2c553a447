"""Editions: which of them is in force when."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics import codes_shape
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.parameters import written_date
from schemeengine.ir.scheme import (
    Edition,
)
from schemeengine.model.documents import (
    EditionDoc,
    Raw,
    SchemeDoc,
)
from schemeengine.syntax.tree import Scalar
from schemeengine.values import format_date


def read_editions(el: Elaborator, doc: SchemeDoc) -> tuple[Edition, ...]:
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
    return written_date(el, raw.node.text, raw.node.span)


# ------------------------------------------------------------------ rules
