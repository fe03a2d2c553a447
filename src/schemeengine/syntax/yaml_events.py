"""One run over the events of the YAML parser: the tree, and whatever is refused on the way.

Nothing is composed, so an alias bomb, a deep nest or an endless file is refused while it is read. Only a
part of YAML is accepted (grammar, section 12).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_files as codes
from schemeengine.source import Source, Span
from schemeengine.syntax.mended_text import MendedText
from schemeengine.syntax.mending import Wound
from schemeengine.syntax.tree import Entry, ListNode, MapNode, Node, Scalar
from schemeengine.syntax.yaml_faults import report_fault
from schemeengine.syntax.yaml_refusals import clip, kept_key, report_empty, unescaped

MAX_DEPTH = 60
MAX_NODES = 100_000

_NULLS = frozenset(("~", "null", "Null", "NULL"))


@dataclass(slots=True)
class _Frame:
    """A map or list that is open. In a map, names and values take turns."""

    is_map: bool
    start: int
    entries: list[Entry] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    seen: dict[str, Span] = field(default_factory=dict)
    key: Scalar | None = None  # None after a refused name: its value is dropped
    value_next: bool = False
    torn: bool = False
    repeated: bool = False  # the name before this one was a repetition


@dataclass(slots=True)
class Reading:
    """One run over the events of a text."""

    source: Source
    mended: MendedText | None = None
    wounds: list[Wound] = field(default_factory=list)
    #: What was told of already: nothing else is reported on these lines.
    explained: list[Span] = field(default_factory=list)
    #: Values that were refused: the names in them may be declared there.
    left_out: list[Span] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    faults: Problems = field(default_factory=Problems)
    frames: list[_Frame] = field(default_factory=list)
    root: Node | None = None
    nodes: int = 0
    documents: int = 0
    beyond_bounds: bool = False  # too deep or too many parts: the rest is not looked at

    def run(self) -> Node | None:
        self.wounds.reverse()
        for event in self._events():
            self._tear(event)
            if not self._take(event):
                return self.root if self.documents > 1 else None
        if self.faults.items:
            return None
        if not self.documents:
            self.problems.add(codes.EMPTY_FILE, None, name=self.source.name)
        return self.root

    def _events(self) -> Iterator[Event]:
        """The events, up to the first thing the library cannot read; that one is translated.

        Besides its own errors the library lets others escape on texts it did not expect
        (``"\\U00110000"``: ValueError), which say nothing about a fault of ours.
        """
        text = self.source.text if self.mended is None else self.mended.text
        events = YAML(typ="safe", pure=True).parse(text)
        read = 0
        while True:
            try:
                event = next(events)
            except StopIteration:
                return
            except (YAMLError, ValueError, OverflowError, AttributeError, TypeError, IndexError,
                    AssertionError) as error:  # fmt: skip
                report_fault(self.source, error, self._written(read), self._written, self.faults)
                return
            read = event.end_mark.index
            yield event

    def _written(self, offset: int) -> int:
        """Where a character that the parser read stands in the text as written."""
        return offset if self.mended is None else self.mended.written(offset)

    def _tear(self, event: Event) -> None:
        """Mark what is open where something was mended or left out before this event."""
        if not self.wounds:
            return
        ends = isinstance(event, (MappingEndEvent, SequenceEndEvent))
        at = self._written(
            event.end_mark.index if isinstance(event, ScalarEvent) or ends else event.start_mark.index
        )
        while self.wounds and self.wounds[-1].offset <= at:
            self._tear_at(self.wounds.pop())

    def _tear_at(self, wound: Wound) -> None:
        """The map around the wound may lack a name, and those deeper than the line."""
        for frame in reversed(self.frames):
            frame.torn = True
            in_brackets = self.source.text[frame.start : frame.start + 1] in ("[", "{")
            if in_brackets and frame.start < wound.offset:
                break
            if frame.start - self.source.text.rfind("\n", 0, frame.start) - 1 <= wound.column:
                break

    def _take(self, event: Event) -> bool:
        """Take one event in; False when reading on makes no sense."""
        match event:
            case ScalarEvent():
                return self._count(event) and self._scalar(event)
            case MappingStartEvent() | SequenceStartEvent():
                return self._count(event) and self._open(event)
            case MappingEndEvent() | SequenceEndEvent():
                self._close(self._written(event.end_mark.index))
            case AliasEvent():
                span = self._span(event)
                self.problems.add(codes.ANCHOR, span, written=clip(span.text))
                self._put(None, span)
            case DocumentStartEvent():
                return self._document(event)
            case _:
                pass
        return True

    def _count(self, event: Event) -> bool:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            at = self._written(event.start_mark.index)
            span = Span(self.source, at, at + 1)
            self.problems.add(codes.TOO_MANY_PARTS, span, limit=f"{MAX_NODES:,}")
            self.beyond_bounds = True
        return self.nodes <= MAX_NODES

    def _document(self, event: DocumentStartEvent) -> bool:
        self.documents += 1
        if event.version or event.tags:
            self.problems.add(codes.DIRECTIVE, Span(self.source, 0, 1))
        if self.documents > 1:
            self.problems.add(codes.SEVERAL_DOCUMENTS, self._span(event))
        return self.documents == 1

    def _span(self, event: Event) -> Span:
        start, end = self._written(event.start_mark.index), self._written(event.end_mark.index)
        return Span(self.source, start, max(start, end))

    def _refuse_properties(self, event: ScalarEvent | CollectionStartEvent) -> None:
        """Anchors and tags. The event begins where they are written."""
        at = self._written(event.start_mark.index)
        if event.anchor is None and event.ctag is None:
            return
        written = (self.source.text[at : at + 60].split() or [""])[0]
        if event.anchor is not None:
            self.problems.add(codes.ANCHOR, Span(self.source, at, at + len(written)), written=clip(written))
        if event.ctag is not None:
            self.problems.add(codes.TAG, Span(self.source, at, at + len(written)))

    # ------------------------------------------------------------------------------- scalars

    def _scalar(self, event: ScalarEvent) -> bool:
        self._refuse_properties(event)
        span, text = self._span(event), str(event.value)
        block = event.style in ("|", ">")
        if block:
            span = Span(self.source, span.start, span.start + len(span.text.rstrip()))
        if event.style == '"' and "\\" in span.text:
            text = unescaped(text, span, self.problems)
        scalar = Scalar(text, span, quoted=bool(event.style), block=block)
        if (text.strip() or not block) and (event.style or (text and text not in _NULLS)):
            self._put(scalar, span)
        elif self.frames and self.frames[-1].is_map and not self.frames[-1].value_next:
            self._put(scalar, span)  # as a name; judged there
        else:
            in_map = self.frames and self.frames[-1].is_map
            report_empty(scalar, self.frames[-1].key if in_map else None, self.problems)
            self._put(None, span)
        return True

    # --------------------------------------------------------------------------- collections

    def _open(self, event: CollectionStartEvent) -> bool:
        self._refuse_properties(event)
        at = self._written(event.start_mark.index)
        if len(self.frames) >= MAX_DEPTH:
            self.problems.add(codes.TOO_DEEP, Span(self.source, at, at + 1), limit=MAX_DEPTH)
            self.beyond_bounds = True
            return False
        self.frames.append(_Frame(isinstance(event, MappingStartEvent), at))
        return True

    def _close(self, parser_end: int) -> None:
        """The parser ends a block where the next thing begins; we end it with its last part."""
        frame = self.frames.pop()
        nodes = [entry.value for entry in frame.entries] if frame.is_map else frame.items
        end = nodes[-1].span.end if nodes else frame.start + 1
        if self.source.text[frame.start] in "[{" and self.source.text[parser_end - 1] in "]}":
            end = parser_end
        span = Span(self.source, frame.start, end)
        if frame.is_map:
            self._put(MapNode(tuple(frame.entries), span, frame.torn), span)
        else:
            self._put(ListNode(tuple(frame.items), span, frame.torn), span)

    def _put(self, node: Node | None, span: Span) -> None:
        """Hand a finished node (None: a refused one) to what is open around it."""
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        if not frame.is_map:
            if node is not None:
                frame.items.append(node)
            frame.torn = frame.torn or node is None
            return
        if frame.value_next:
            if node is not None and frame.key is not None:
                frame.entries.append(Entry(frame.key, node))
            elif frame.key is None:
                self.left_out.append(span)
            else:
                self.left_out.append(frame.key.span)
            frame.torn = frame.torn or node is None
        else:
            again = isinstance(node, Scalar) and node.text in frame.seen
            frame.key = kept_key(node, span, frame.seen, self.problems, repeated=frame.repeated)
            frame.repeated = again
            # Of a name written twice the first entry is kept: nothing is missing.
            frame.torn = frame.torn or (frame.key is None and not again)
        frame.value_next = not frame.value_next
