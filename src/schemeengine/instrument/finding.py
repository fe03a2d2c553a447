"""From a citation to the words of its place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from schemeengine.citations import Citation, Step, StepKind, begins_with, narrow
from schemeengine.instrument.marks import lines_of
from schemeengine.instrument.parts import part_of
from schemeengine.instrument.place import LEAD, Instrument, Passage, Place
from schemeengine.instrument.reading import read_stretch
from schemeengine.source import Span

# Places whose heading belongs to their words; of a numbered one the number is left out.
_WITH_HEADING = (
    StepKind.ARTICLE,
    StepKind.CHAPTER,
    StepKind.SUPPLEMENT,
    StepKind.ANNEX,
    StepKind.FIGURE,
    StepKind.FORM,
    StepKind.HEADING,
)
_HOLDS_PARAGRAPHS = (StepKind.ARTICLE, StepKind.SUPPLEMENT)
_COUNTED = (StepKind.ITEM, StepKind.NUMBER, StepKind.PAREN, StepKind.PARAGRAPH)
_OPENING_BRACKETS = " 【《<『「[〔"


def find(instrument: Instrument, cite: str, aliases: Mapping[str, str] | None = None) -> Passage | None:
    """The words of a cited place, or None where it is not found.

    ``aliases`` tie a heading of the outline (概要1) to the words of its heading line in the text
    (「1 交付要件」); where that line stands more than once, the headings above it come first,
    parted by " > ". The place of an alias ends where the next place of its rank or the next
    aliased line begins. An alias whose line is not in the text, or not the only one, finds nothing.
    """
    steps = Citation.parse(cite).steps
    path: list[Place] = []
    if aliases and (alias := _longest_alias(steps, aliases)):
        key_length, words = alias
        place = _aliased(instrument, words, tuple(aliases.values()))
        if place is None:
            return None
        path, steps = [place], _rest(steps, key_length)
    return _descend(instrument, path, steps)


def _descend(instrument: Instrument, path: list[Place], steps: tuple[Step, ...]) -> Passage | None:
    for number, step in enumerate(steps):
        last = number == len(steps) - 1
        if step.kind is StepKind.PART:
            span = part_of(path[-1], step.label) if path and last else None
            return instrument.passage(span) if span else None
        below = _below(instrument, path, step)
        if below is None:
            line = _line_headed(path[-1], step) if path and last else None
            return instrument.passage(line) if line else None
        path.append(below)
    return instrument.passage(_words_of(path[-1])) if path else None


def _words_of(place: Place) -> Span:
    start = place.span.start if place.step.kind in _WITH_HEADING else place.own.start
    return Span(place.span.source, start, max(place.span.end, start))


# --- one step down ------------------------------------------------------------------------------


def _below(instrument: Instrument, path: list[Place], step: Step) -> Place | None:
    if not path:
        return _at_top(instrument.places, step)
    here = path[-1]
    if step.kind is StepKind.NOTE:  # a note often stands at the foot of the heading above
        for place in reversed(path):
            holds = place.step.kind in _HOLDS_PARAGRAPHS
            found = _child(place.children, step) or (holds and _in_paragraphs(place, step))
            if found:
                return found
        return None
    if found := _child(here.children, step):
        return found
    if here.step.kind is StepKind.PARAGRAPH is step.kind:
        return None
    if here.step.kind not in _HOLDS_PARAGRAPHS or step.kind is StepKind.PARAGRAPH:
        return _loosely(here.children, step)
    return _in_paragraphs(here, step)


def _child(children: tuple[Place, ...], step: Step) -> Place | None:
    return next((place for place in children if place.step == step), None)


def _titled(places: tuple[Place, ...], title: str) -> Place | None:
    titles = (p for p in places if p.step.kind is StepKind.HEADING)
    return next((place for place in titles if place.step.label == title), None)


def _in_paragraphs(here: Place, step: Step) -> Place | None:
    """第1項 may be left out where only one paragraph has the item."""
    found = [
        hit
        for paragraph in here.children
        if paragraph.step.kind is StepKind.PARAGRAPH
        and (hit := _child(paragraph.children, step) or _loosely(paragraph.children, step))
    ]
    return found[0] if len(found) == 1 else None


def _loosely(children: tuple[Place, ...], step: Step) -> Place | None:
    """第4号, (4), 4 and の4 for the fourth of a numbered list; ア for (ア)."""
    bare = _bare(step)
    letter = step.kind in (StepKind.LETTER, StepKind.PAREN) and not bare.isdigit()
    kinds = (StepKind.LETTER, StepKind.PAREN) if letter else _COUNTED
    if step.kind not in kinds:
        return None
    return next((c for c in children if c.step.kind in kinds and _bare(c.step) == bare), None)


def _bare(step: Step) -> str:
    return step.label.strip("第号項()").removeprefix("の")


def _at_top(places: tuple[Place, ...], step: Step) -> Place | None:
    if step.kind is StepKind.SUPPLEMENT:
        return _supplement(places, step)
    if found := _child(places, step):
        return found
    # a title of a single letter (イ) reads as a sub-item where it is cited
    if step.kind is StepKind.LETTER and (found := _titled(places, step.label)):
        return found
    if step.kind in (StepKind.ARTICLE, StepKind.CHAPTER):  # chapters are left out of citations
        for place in places:
            inner = place.children if place.step.kind is StepKind.CHAPTER else ()
            if found := _at_top(inner, step):
                return found
        return None
    if step.kind is StepKind.ANNEX and step.label in ("別表", "別紙"):
        annexes = [p for p in places if p.step.kind is StepKind.ANNEX and step.label in p.cite]
        return annexes[0] if len(annexes) == 1 else None
    if step.kind is StepKind.HEADING:
        titled = [p for p in places if p.step.kind is StepKind.HEADING]
        named = [p for p in titled if step.label in p.step.label]
        return named[0] if len(named) == 1 else None
    return None


def _supplement(places: tuple[Place, ...], step: Step) -> Place | None:
    """付則, 改正付則, 改正付則2 or 付則(令和6年3月28日), which need not give the whole title."""
    found = [p for p in places if p.step.kind is StepKind.SUPPLEMENT]
    if "(" in step.label:
        words = step.label.partition("(")[2].removesuffix(")")
        named = [p for p in found if words and words in "".join(narrow(p.title).split())]
        return named[0] if len(named) == 1 else None
    return next((p for p in found if p.step.label == step.label), None)


def _line_headed(place: Place, step: Step) -> Span | None:
    """In a leaflet a place is often only a line that begins with its words: 【回答期限】…"""
    if step.kind is not StepKind.HEADING:
        return None
    for line in lines_of(place.span.text, place.span.start):
        if "".join(line.text.split()).lstrip(_OPENING_BRACKETS).startswith(step.label):
            return Span(place.span.source, line.start, line.end)
    return None


# --- aliases ------------------------------------------------------------------------------------


def _longest_alias(steps: tuple[Step, ...], aliases: Mapping[str, str]) -> tuple[int, str] | None:
    """Of the aliases with which the citation begins the longest, as (length of name, words)."""
    cite = "".join(step.label for step in steps)
    found: tuple[int, str] | None = None
    for name, words in aliases.items():
        key = Citation.parse(name).canonical
        if begins_with(cite, key) and (not found or len(key) > found[0]):
            found = (len(key), words)
    return found


def _rest(steps: tuple[Step, ...], length: int) -> tuple[Step, ...]:
    return Citation.parse("".join(step.label for step in steps)[length:]).steps


def _aliased(instrument: Instrument, words: str, all_words: tuple[str, ...]) -> Place | None:
    start = _line_of(instrument, words)
    if start is None:
        return None
    others = (_line_of(instrument, other) for other in all_words)
    later = [at for at in others if at is not None and at > start]
    source = instrument.source
    if place := next((p for p in instrument.walk() if p.span.start == start), None):
        return _cut(place, min([place.span.end, *later]))
    later += [p.span.start for p in instrument.places if p.span.start > start]
    end = min([len(source.text), *later])
    line_end = source.text.find("\n", start, end)
    inner = read_stretch(source, end if line_end < 0 else line_end, end).places
    own = Span(source, start, inner[0].span.start if inner else end)
    return Place(Step(StepKind.HEADING, words), words, words, Span(source, start, end), own, inner)


def _cut(place: Place, end: int) -> Place:
    """The place up to ``end``, where another aliased line begins."""
    if place.span.end <= end:
        return place
    source, own = place.span.source, place.own
    children = tuple(_cut(child, end) for child in place.children if child.span.start < end)
    span = Span(source, place.span.start, end)
    own = Span(source, own.start, max(own.start, min(own.end, end)))
    return Place(place.step, place.cite, place.title, span, own, children)


def _line_of(instrument: Instrument, words: str) -> int | None:
    """Offset of the heading line; the last of a chain "A > B" below those before it."""
    after = -1
    for number, part in enumerate(re.split(r"\s+[>＞]\s+", words)):
        wanted = "".join(LEAD.sub("", narrow(part), count=1).split())
        hits = [at for at in instrument.lines.get(wanted, ()) if at > after]
        if not hits or (number == 0 and len(hits) > 1):
            return None
        after = hits[0]
    return after
