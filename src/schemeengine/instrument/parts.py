"""ただし書, 前段, 後段, 本文 and 柱書: parts of a place that no number marks."""

from __future__ import annotations

import re

from schemeengine.citations import StepKind, narrow
from schemeengine.instrument.place import LEAD, Place
from schemeengine.source import Span

_PROVISO = re.compile("ただし|但し|但、")
_LATTER = re.compile("この場合")
_BRACKETS = re.compile(r"[(「『【〔)」』】〕。]")
_CLOSING = ")」』】〕"


def part_of(place: Place, name: str) -> Span | None:
    """The part ``name`` of a place, or None where it has none.

    Of an article with several paragraphs, that of the only paragraph which has such a part.
    """
    paragraphs = [c for c in place.children if c.step.kind is StepKind.PARAGRAPH]
    if place.step.kind in (StepKind.ARTICLE, StepKind.SUPPLEMENT) and paragraphs:
        found = [part for p in paragraphs if (part := _part(p, name))]
        return found[0] if len(found) == 1 else None
    return _part(place, name)


def _part(place: Place, name: str) -> Span | None:
    own = _without_title(place)
    sentences = _sentences(own)
    proviso = next((s for s in sentences if _PROVISO.match(_first_words(s))), None)
    match name:
        case "ただし書":
            return proviso
        case "後段":
            return _latter(sentences)
        case "前段":
            return sentences[0] if _latter(sentences) else None
        case "本文" if proviso:
            return own.part(0, proviso.start - own.start) if proviso.start > own.start else None
        case _:  # 本文, 柱書
            return own if own.text.strip() else None


def _latter(sentences: list[Span]) -> Span | None:
    marked = [s for s in sentences[1:] if _LATTER.match(_first_words(s))]
    others = [s for s in sentences[1:2] if not _PROVISO.match(_first_words(s))]
    return next(iter(marked or others), None)


def _first_words(sentence: Span) -> str:
    text = sentence.text
    lead = LEAD.match(text)
    return "".join(text[lead.end() if lead else 0 :][:20].split())


def _without_title(place: Place) -> Span:
    """The own words without the heading line that a page puts before them."""
    own = place.own
    text = own.text
    if place.title and narrow(text.lstrip()).startswith(place.title):
        end = text.find("\n", len(text) - len(text.lstrip()))
        return own.part(len(text) if end < 0 else end + 1, len(text))
    return own


def _sentences(own: Span) -> list[Span]:
    """Sentences ending in 。 outside brackets; if the brackets do not match, at every 。"""
    text = narrow(own.text)
    return _split(own, text, minding_brackets=True) or _split(own, text, minding_brackets=False)


def _split(own: Span, text: str, *, minding_brackets: bool) -> list[Span]:
    sentences: list[Span] = []
    start = depth = 0
    for sign in _BRACKETS.finditer(text):
        if sign[0] == "。":
            if depth == 0 or not minding_brackets:
                sentences.append(own.part(start, sign.end()))
                start = sign.end()
        else:
            depth += -1 if sign[0] in _CLOSING else 1
            if depth < 0 and minding_brackets:
                return []
    if depth and minding_brackets:
        return []
    if text[start:].strip():
        sentences.append(own.part(start, len(text)))
    return sentences
