"""The words of cited places, from a text of the instrument that the officer supplies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemeengine.cli import shelf
from schemeengine.diagnostics import Problems
from schemeengine.instrument import Instrument, find, read_instrument
from schemeengine.ir.scheme import Clause, Scheme
from schemeengine.render.width import clip, plain
from schemeengine.source import Span

_LONGEST = 160


def read_words(path: str, problems: Problems) -> Instrument | None:
    """The instrument's text, or None where none is given or it cannot be read."""
    if not path:
        return None
    source = shelf.read(path, problems)
    return None if source is None else read_instrument(source)


def aliases(scheme: Scheme) -> dict[str, str]:
    """Places that are known by the words of their heading line."""
    return {p: " > ".join(e.headings) for p, e in scheme.outline.items() if e.headings}


def passages_for(instrument: Instrument | None, scheme: Scheme) -> Mapping[str, str]:
    """Citation -> the words of its place, on one line and clipped."""
    if instrument is None:
        return {}
    known = aliases(scheme)
    found = ((cite, find(instrument, cite, known)) for cite in sorted(scheme.cited))
    return {cite: clip(plain(p.words), _LONGEST) for cite, p in found if p is not None}


def cited_places(scheme: Scheme) -> dict[str, Span | None]:
    """Every citation of a scheme with where a rule first writes it."""
    spans: dict[str, Span] = {}
    for clause in _clauses(scheme):
        for cite in clause.wording.cite:
            spans.setdefault(cite, clause.span)
    return {cite: spans.get(cite) for cite in sorted(scheme.cited)}


def _clauses(scheme: Scheme) -> Iterator[Clause]:
    stack = [p.clause for p in scheme.provisions.values()]
    for group in (scheme.definitions, scheme.amounts, scheme.dates, scheme.parameters):
        stack += group.values()
    stack.reverse()
    while stack:
        clause = stack.pop()
        yield clause
        if not clause.is_reference:
            stack += reversed(clause.parts)
