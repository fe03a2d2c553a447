"""The outline: every place of the instrument once, and the watch over citations of it."""

from __future__ import annotations

from collections.abc import Mapping

from schemeengine.citations import CitablePlaces, Known, expand_places
from schemeengine.diagnostics import Diagnostic
from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.ir.scheme import (
    OutlineEntry,
)
from schemeengine.model.documents import (
    SchemeDoc,
)
from schemeengine.source import Span

#: More places than any instrument has; what a hostile outline lists beyond is not citable.
_MOST_PLACES = 20_000


def read_outline(el: Elaborator, doc: SchemeDoc) -> dict[str, OutlineEntry]:
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


def watch_cites(el: Elaborator, outline: Mapping[str, OutlineEntry]) -> None:
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
