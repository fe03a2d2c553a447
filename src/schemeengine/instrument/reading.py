"""From the lines of a text to the tree of its places, in one pass.

The open places form a stack. A number belongs to the innermost open list of the same kind of
numbering in which it is the next one; a 1, ア or (1) opens a new list; anything else is words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from schemeengine.citations import Step, StepKind
from schemeengine.diagnostics.codes_instrument import NO_HEADING, SAME_ARTICLE_TWICE
from schemeengine.diagnostics.model import Label, Problems
from schemeengine.instrument.contents import Contents
from schemeengine.instrument.marks import (
    FIRST,
    Heading,
    Line,
    Mark,
    Ordinal,
    Style,
    follows,
    heading_of,
    is_title,
    lines_of,
    marks_of,
)
from schemeengine.instrument.numbering import DEEPEST, list_of
from schemeengine.instrument.place import Instrument, Place
from schemeengine.instrument.tree import Level, Node, freeze, name_supplements, step_of
from schemeengine.source import Source, Span

LINES_ALIKE = 50  # of the same line, so many are kept; more are no heading
_TITLE_LENGTH = 40
_OPAQUE = (StepKind.FIGURE, StepKind.FORM)
_SENTENCE_GOES_ON = re.compile(r"\s{0,4}(?:[のにを、]|及び|又は|から|各号|関係|第\s?[0-9]+\s?[項号])")


def read_instrument(source: Source) -> Instrument:
    """Recognise the places of a text. Never fails: what is wrong stands in ``problems``."""
    instrument = read_stretch(source, 0, len(source.text))
    problems = Problems()
    if not instrument.places:
        problems.add(NO_HEADING, Span(source, 0, 0), instrument=source.name)
    first: dict[str, Place] = {}
    for place in instrument.walk():
        if place.step.kind is not StepKind.ARTICLE:
            continue
        earlier = first.setdefault(place.cite, place)
        if earlier is not place:
            label = Label(earlier.span, "初めに出てくる箇所", "first stands here")
            problems.add(SAME_ARTICLE_TWICE, place.span, label, cite=place.cite)
    return replace(instrument, problems=problems.items)


def read_stretch(source: Source, start: int, end: int) -> Instrument:
    """Recognise the places of ``source.text[start:end]`` alone."""
    lines = lines_of(source.text[start:end], start)
    headings = [heading_of(line) for line in lines]
    legal = any(h and _is_article(line, h) for line, h in zip(lines, headings, strict=True))
    reader = _Reader(source, legal, start)
    for number, (line, heading) in enumerate(zip(lines, headings, strict=True)):
        after = lines[number + 1] if number + 1 < len(lines) else None
        reader.read(line, heading, after)
    where: dict[str, tuple[int, ...]] = {}
    for line in lines:
        words = "".join(line.text.split())
        where[words] = (*where.get(words, ())[:LINES_ALIKE], line.start)
    return Instrument(source, reader.finish(), frozenset(reader.starts), where, ())


def _is_article(line: Line, heading: Heading) -> bool:
    """Whether this line alone shows that the text has articles."""
    if heading.step.kind is not StepKind.ARTICLE:
        return False
    goes_on = _SENTENCE_GOES_ON.match(line.text, heading.end)
    return not goes_on and (not heading.glued or heading.ordinal == FIRST)


@dataclass(slots=True)
class _Reader:
    source: Source
    legal: bool
    last_end: int
    roots: list[Node] = field(default_factory=list)
    stack: list[Level] = field(default_factory=list)
    starts: set[int] = field(default_factory=set)
    pending: Line | None = None  # a caption waiting for its article
    previous: str = "。"  # the line before, to see whether a sentence is broken
    contents: Contents = field(default_factory=Contents)

    def read(self, line: Line, heading: Heading | None, after: Line | None) -> None:
        if not self.contents.skips(line, heading):
            if heading and self._accept(heading, line):
                self._open_heading(line, heading)
            elif self._is_section(line, after):
                self._settle_pending()
                self._open_section(line)
            elif self.legal and is_title(line.text):
                self._settle_pending()
                self.pending = line
            else:
                self._number_or_words(line)
            self.previous = line.text

    def finish(self) -> tuple[Place, ...]:
        self._settle_pending()
        self._close_to(0)
        name_supplements(self.roots)
        return tuple(freeze(node, self.source) for node in self.roots)

    # -- headings --

    def _accept(self, heading: Heading, line: Line) -> bool:
        """Whether a line that looks like a heading is one, and not a broken sentence."""
        if heading.step.kind is not StepKind.ARTICLE or self.pending:
            return True
        complete = self._complete() or not self.stack or self._below(StepKind.CHAPTER)
        goes_on = _SENTENCE_GOES_ON.match(line.text, heading.end)
        if goes_on and (heading.glued or not complete):
            return False
        follows_on = self._next_article(heading)
        return complete and follows_on if heading.glued else complete or follows_on

    def _complete(self) -> bool:
        """Whether the line before ended its sentence."""
        return self.previous.endswith(("。", ")", "」"))

    def _below(self, kind: StepKind) -> bool:
        return bool(self.stack) and self.stack[-1].node.step.kind is kind

    def _next_article(self, heading: Heading) -> bool:
        """Whether the number is the next after the open article, or none is open."""
        for level in self.stack:
            if level.node.step.kind is StepKind.ARTICLE:
                return follows(level.ordinal, heading.ordinal)
        return True

    def _open_heading(self, line: Line, heading: Heading) -> None:
        kind, title, start = heading.step.kind, heading.title, line.start
        if kind is StepKind.ARTICLE and self.pending:
            title, start = title or self.pending.text[1:-1].strip(), self.pending.start
            self.starts.add(line.start)
            self.pending = None
        self._settle_pending()
        self._close_to(self._parent_depth(heading))
        self._push(None, heading.ordinal, heading.step, title, start, line.start + heading.end)
        self.last_end = line.end
        rest = line.text[heading.end :]
        if kind is StepKind.ARTICLE and rest.strip():
            self._first_paragraph(line, heading.end + len(rest) - len(rest.lstrip()))

    def _parent_depth(self, heading: Heading) -> int:
        if heading.step.kind is StepKind.CHAPTER:
            ranks = "編章節款"
            rank = ranks.index(heading.step.label[-1])
            for depth, level in enumerate(self.stack):
                sign = level.node.step.label[-1]
                if level.node.step.kind is not StepKind.CHAPTER or ranks.index(sign) >= rank:
                    return depth
            return len(self.stack)
        if heading.step.kind is not StepKind.ARTICLE:
            return 0
        for depth, level in enumerate(self.stack):
            if level.node.step.kind is StepKind.SUPPLEMENT:
                inner = self.stack[depth + 1 : depth + 2]
                has_articles = any(lv.node.step.kind is StepKind.ARTICLE for lv in inner)
                own = has_articles and self._next_article(heading)
                return depth + 1 if heading.ordinal == FIRST or own else 0
            if level.node.step.kind is not StepKind.CHAPTER:
                return depth
        return len(self.stack)

    def _is_section(self, line: Line, after: Line | None) -> bool:
        """On a page without articles: a short line alone, below which numbering begins at 1."""
        if self.legal or not after or not (line.blank_before and after.blank_before):
            return False
        if len(line.text) > _TITLE_LENGTH or re.search(r"。|[、:,.]$", line.text):
            return False
        begins = any(m.style is Style.PLAIN and m.ordinal == FIRST for m in marks_of(after.text))
        return begins and not marks_of(line.text)

    def _open_section(self, line: Line) -> None:
        self._close_to(0)
        step = Step(StepKind.HEADING, "".join(line.text.split()))
        self._push(None, FIRST, step, line.text, line.start, line.end)
        self.last_end = line.end

    def _settle_pending(self) -> None:
        """A line in brackets that no article followed was only words."""
        if self.pending:
            line, self.pending = self.pending, None
            self._words(line)

    # -- numbers and words --

    def _number_or_words(self, line: Line) -> None:
        marks = marks_of(line.text)
        if not marks or not self._numbers_count_here() or not self._take(line, marks):
            self._settle_pending()
            self._words(line)

    def _numbers_count_here(self) -> bool:
        if not self.stack:
            return not self.legal
        kind = self.stack[-1].node.step.kind
        return kind not in _OPAQUE and not (self.legal and kind is StepKind.CHAPTER)

    def _words(self, line: Line) -> None:
        if self._awaits_paragraph():
            self._first_paragraph(line, 0)
        self.last_end = line.end

    def _awaits_paragraph(self) -> bool:
        kinds = (StepKind.ARTICLE, StepKind.SUPPLEMENT)
        return bool(self.stack) and self.stack[-1].node.step.kind in kinds

    def _first_paragraph(self, line: Line, at: int) -> None:
        """The first paragraph bears no number as a rule; where it does, it is taken off."""
        skip = 0
        for mark in marks_of(line.text[at:]):
            if mark.style is Style.PLAIN and mark.ordinal == FIRST and not mark.glued:
                skip = mark.end
        step = Step(StepKind.PARAGRAPH, "第1項")
        self._push(Style.PLAIN, FIRST, step, "", line.start + at, line.start + at + skip)
        self.last_end = line.end

    def _take(self, line: Line, marks: tuple[Mark, ...]) -> bool:
        """Give the numbered line its place; False if the number is only part of a sentence."""
        complete = self._complete() or self.pending is not None
        if marks[0].doubtful and not complete:
            return False
        if marks[0].style is Style.NOTE:
            return self._take_note(line, marks[0])
        if self._awaits_paragraph():
            if marks[0].style is Style.PLAIN and marks[0].ordinal != FIRST:
                return False
            if marks[0].style is not Style.PLAIN:
                self._settle_pending()
                self._first_paragraph(line, 0)
        chosen = list_of(marks, self.stack, self.legal)
        if chosen is None:
            return False
        depth, mark = chosen
        if mark.glued and not (complete and depth < len(self.stack)):
            return False
        self._open_numbered(line, depth, mark)
        return True

    def _take_note(self, line: Line, mark: Mark) -> bool:
        """A note at the margin after a blank line is the foot of its heading; others are inner."""
        if self._awaits_paragraph():
            return False
        open_note = next((d for d, lv in enumerate(self.stack) if lv.style is Style.NOTE), None)
        if open_note is not None:
            if self.stack[open_note].node.step.label == mark.label:
                return False  # several unnumbered notes in a row are one place
            self._open_numbered(line, open_note, mark)
            return True
        depth = len(self.stack)
        fixed = sum(level.style is None for level in self.stack)
        if any(level.node.step.kind is StepKind.ANNEX for level in self.stack):
            depth = fixed
        elif line.blank_before and not line.indented:
            depth = min(depth, fixed + 1)
        if depth >= DEEPEST:
            return False
        self._open_numbered(line, depth, mark)
        return True

    def _open_numbered(self, line: Line, depth: int, mark: Mark) -> None:
        start, title = line.start, ""
        if self.pending and depth <= 1:  # a caption before a paragraph of supplementary provisions
            start, title = self.pending.start, self.pending.text[1:-1].strip()
            self.starts.add(line.start)
            self.pending = None
        self._settle_pending()
        self._close_to(depth)
        rest = line.text[mark.end :].strip()
        if not self.legal and len(rest) <= _TITLE_LENGTH and "。" not in rest:
            title = rest
        parent = self.stack[-1].node.step.kind if self.stack else None
        step = step_of(mark, parent)
        self._push(mark.style, mark.ordinal, step, title, start, line.start + mark.end)
        self.last_end = line.end

    def _push(
        self, style: Style | None, ordinal: Ordinal, step: Step, title: str, start: int, own: int
    ) -> None:
        node = Node(step, title, start, own, start)
        (self.stack[-1].node.children if self.stack else self.roots).append(node)
        self.stack.append(Level(style, ordinal, node))
        self.starts.add(start)

    def _close_to(self, depth: int) -> None:
        while len(self.stack) > depth:
            node = self.stack.pop().node
            node.end = max(self.last_end, node.own_start)
