"""Which cited places have changed since they were encoded, and which cannot be found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemeengine.citations import Citation, nearest
from schemeengine.diagnostics.codes_instrument import PLACE_CHANGED, PLACE_NOT_FOUND
from schemeengine.diagnostics.model import Diagnostic, Label, Problems
from schemeengine.instrument.finding import find
from schemeengine.instrument.place import Instrument, Passage
from schemeengine.source import Span


def fingerprints(
    instrument: Instrument, cites: Iterable[str], aliases: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Citation -> SHA-256 of its words, to be kept for a later :func:`check_citations`.

    Places that are not found are left out. Only hashes are kept, never the words.
    """
    found = ((cite, find(instrument, cite, aliases)) for cite in cites)
    return {cite: passage.sha256 for cite, passage in found if passage}


def check_citations(
    instrument: Instrument,
    cited: Iterable[tuple[str, Span | None]],
    old: Mapping[str, str] | None = None,
    aliases: Mapping[str, str] | None = None,
) -> tuple[Diagnostic, ...]:
    """What is wrong with the text and with citations of it: codes I002 to I005.

    ``cited`` pairs each citation with where it is written in the scheme; ``old`` holds the hashes
    from the time of encoding, keyed by the citation as written.
    """
    problems = Problems()
    problems.extend(instrument.problems)
    names = tuple(dict.fromkeys(place.cite for place in instrument.walk()))
    for cite, span in cited:
        passage = find(instrument, cite, aliases)
        if passage is None:
            _not_found(problems, instrument, cite, span, (*names, *(aliases or ())))
        elif old and old.get(cite, passage.sha256) != passage.sha256:
            _changed(problems, instrument, cite, span, passage)
    return problems.items


def _not_found(
    problems: Problems, instrument: Instrument, cite: str, span: Span | None, names: tuple[str, ...]
) -> None:
    near = nearest(Citation.parse(cite).canonical, names)
    problems.add(
        PLACE_NOT_FOUND,
        span,
        cite=cite,
        instrument=instrument.source.name,
        candidates_ja="、".join(near) or "なし",
        candidates_en=", ".join(near) or "none",
    )


def _changed(problems: Problems, instrument: Instrument, cite: str, span: Span | None, now: Passage) -> None:
    label = Label(now.span, "今の文章", "the words as they are now")
    name, line = instrument.source.name, now.span.line
    problems.add(PLACE_CHANGED, span, label, cite=cite, instrument=name, line=line)
