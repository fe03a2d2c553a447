"""YAML or JSON text in, positioned tree out; JSON is read as the YAML that it is.

One pass over the events of the parser: nothing is composed, so an alias bomb, a deep nest or an
endless file is refused while it is read. Only a part of YAML is accepted (grammar, section 12).
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

from schemeengine.diagnostics import Diagnostic, Problems, Severity
from schemeengine.diagnostics import codes_files as codes
from schemeengine.source import Source, Span
from schemeengine.syntax.files import check_characters
from schemeengine.syntax.slips import find_slips
from schemeengine.syntax.tree import Entry, ListNode, MapNode, Node, Scalar
from schemeengine.syntax.yaml_faults import report_fault
from schemeengine.syntax.yaml_refusals import clip, kept_key, report_empty, unescaped

MAX_DEPTH = 60
MAX_NODES = 100_000

_BOUNDS = (codes.TOO_DEEP, codes.TOO_MANY_PARTS)

_NULLS = frozenset(("~", "null", "Null", "NULL"))


def read_yaml(source: Source, problems: Problems) -> Node | None:
    """The tree of a text, or None when it cannot be read; ``problems`` says what is wrong.

    Parts that are refused one by one (an empty value, a second entry of the same name) are left
    out of a tree that is returned all the same, so that later passes find more mistakes at once:
    ask ``problems.has_errors`` before relying on it.
    """
    if not check_characters(source, problems):
        return None
    if not source.text.strip("\ufeff \t\r\n"):
        problems.add(codes.EMPTY_FILE, None, name=source.name)
        return None
    reading = _Reading(source)
    node = reading.run()
    if reading.beyond_bounds:
        problems.extend(d for d in reading.problems.items if d.code in _BOUNDS)
        return None
    slips = Problems()
    find_slips(source, slips, json=is_json(source))
    problems.extend(slips.items)
    problems.extend(_without_consequences(slips.items, reading))
    return None if slips.has_errors else node


def is_json(source: Source) -> bool:
    """Whether the text is meant as JSON: by its name, or by the bracket it begins with."""
    return source.name.lower().endswith(".json") or source.text[:1000].lstrip("\ufeff \t\r\n").startswith(
        ("{", "[")
    )


def _without_consequences(slips: tuple[Diagnostic, ...], reading: _Reading) -> list[Diagnostic]:
    """What the parser found, less what a slip of the keyboard already explains.

    A slip that was reported explains what else is odd on its line, and the error at which the
    parser gave up anywhere after it.
    """
    lines = {d.span.line for d in slips if d.span and d.severity is Severity.ERROR}
    kept = [d for d in reading.problems.items if not _is_consequence(d, lines)]
    if not reading.faults.items:
        return kept
    fault = reading.faults.items[0]
    explained = any(not fault.span or line <= fault.span.line for line in lines)
    return kept if explained else [*kept, fault]


def _is_consequence(found: Diagnostic, lines: set[int]) -> bool:
    if found.span is None:
        return False
    # A block that went astray leaves the name on the line above it without a value.
    emptied = found.code in (codes.EMPTY_VALUE, codes.COMMA_IN_TEXT, codes.EMPTY_ITEM)
    return found.span.line in lines or (emptied and found.span.line + 1 in lines)


@dataclass(slots=True)
class _Frame:
    """A map or list that is open. In a map, names and values take turns."""

    is_map: bool
    start: int
    entries: list[Entry] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    seen: dict[str, Span] = field(default_factory=dict)
    key: Scalar | None = None  # None after a refused name: its value is dropped
    key_span: Span | None = None
    value_next: bool = False
    torn: bool = False
    repeated: bool = False  # the name before this one was a repetition


@dataclass(slots=True)
class _Reading:
    """One run over the events of a text."""

    source: Source
    problems: Problems = field(default_factory=Problems)
    faults: Problems = field(default_factory=Problems)
    frames: list[_Frame] = field(default_factory=list)
    root: Node | None = None
    nodes: int = 0
    documents: int = 0
    beyond_bounds: bool = False  # too deep or too many parts: the rest is not looked at

    def run(self) -> Node | None:
        for event in self._events():
            if not self._take(event):
                return None
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
        events = YAML(typ="safe", pure=True).parse(self.source.text)
        read = 0
        while True:
            try:
                event = next(events)
            except StopIteration:
                return
            except (YAMLError, ValueError, OverflowError, AttributeError, TypeError, IndexError,
                    AssertionError) as error:  # fmt: skip
                report_fault(self.source, error, read, self.faults)
                return
            read = event.end_mark.index
            yield event

    def _take(self, event: Event) -> bool:
        """Take one event in; False when reading on makes no sense."""
        match event:
            case ScalarEvent():
                return self._count(event) and self._scalar(event)
            case MappingStartEvent() | SequenceStartEvent():
                return self._count(event) and self._open(event)
            case MappingEndEvent() | SequenceEndEvent():
                self._close(event.end_mark.index)
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
            span = Span(self.source, event.start_mark.index, event.start_mark.index + 1)
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
        return Span(self.source, event.start_mark.index, event.end_mark.index)

    def _refuse_properties(self, event: ScalarEvent | CollectionStartEvent) -> None:
        """Anchors and tags. The event begins where they are written."""
        at: int = event.start_mark.index
        if event.anchor is None and event.ctag is None:
            return
        written = self.source.text[at : at + 60].split()[0]
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
        at: int = event.start_mark.index
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
            frame.torn = frame.torn or node is None
        else:
            again = isinstance(node, Scalar) and node.text in frame.seen
            frame.key = kept_key(node, span, frame.seen, self.problems, repeated=frame.repeated)
            frame.repeated = again
            # Of a name written twice the first entry is kept: nothing is missing.
            frame.torn = frame.torn or (frame.key is None and not again)
        frame.value_next = not frame.value_next
