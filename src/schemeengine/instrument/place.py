"""The text of an instrument as a tree of places, and the words of one place."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from schemeengine.citations import Step
from schemeengine.diagnostics.model import Diagnostic
from schemeengine.source import Source, Span

# What stands before the words of a line when a page or PDF was turned into text.
LEAD = re.compile(r"[\s\ufeff\-*#>•●・－]*+")


@dataclass(frozen=True, slots=True)
class Place:
    """An article, paragraph, item, annex or heading.

    ``span`` runs from its heading (or number) to its last word, places below it included;
    ``own`` only from after the number to the first place below it. ``cite`` is the full citation.
    """

    step: Step
    cite: str
    title: str
    span: Span
    own: Span
    children: tuple[Place, ...]

    def walk(self) -> Iterator[Place]:
        """This place and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a cited place, tidied for showing; ``sha256`` ignores blanks and width."""

    words: str
    span: Span
    sha256: str


@dataclass(frozen=True, slots=True, eq=False)
class Instrument:
    """A text with its places.

    ``starts`` are the offsets at which a place begins; ``lines`` gives the offsets at which a
    line stands, by its words without blanks and in half-width.
    """

    source: Source = field(repr=False)
    places: tuple[Place, ...]
    starts: frozenset[int] = field(repr=False)
    lines: Mapping[str, tuple[int, ...]] = field(repr=False)
    problems: tuple[Diagnostic, ...]

    def walk(self) -> Iterator[Place]:
        """All places, in the order of the text."""
        for place in self.places:
            yield from place.walk()

    def passage(self, span: Span) -> Passage:
        """The words of a stretch of this text, blanks at both ends taken off."""
        bare = span.text.strip()
        start = span.start + span.text.find(bare)
        span = Span(span.source, start, start + len(bare))
        words = _readable(self.source.text, span.start, span.end, self.starts)
        return Passage(words, span, fingerprint(words))


def fingerprint(words: str) -> str:
    """SHA-256 (hexadecimal) of the words without blanks, full- and half-width alike (NFKC)."""
    bare = "".join(unicodedata.normalize("NFKC", words).split())
    return hashlib.sha256(bare.encode("utf-8", "surrogatepass")).hexdigest()


def _readable(text: str, start: int, end: int, starts: frozenset[int]) -> str:
    """Lines broken by a page conversion are joined; a new place or sentence begins a new line."""
    lines: list[str] = []
    offset = start
    for raw in text[start:end].split("\n"):
        lead = LEAD.match(raw)
        skipped = lead.end() if lead else 0
        words = raw[skipped:].rstrip()
        if words and (offset + skipped in starts or not lines or not _goes_on(lines[-1])):
            lines.append(words)
        elif words:
            latin = lines[-1][-1].isascii() and words[0].isascii()
            lines[-1] += f" {words}" if latin else words
        offset += len(raw) + 1
    return "\n".join(lines)


def _goes_on(line: str) -> bool:
    """Whether a page break may have cut this line; a short one ended by itself, as in a table."""
    return line.endswith("、") or (len(line) >= 15 and line[-1] != "。" and "\t" not in line)
