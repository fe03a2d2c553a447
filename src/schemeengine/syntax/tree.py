"""The positioned tree: what a YAML or JSON text says, with the place of every part of it.

Nothing is interpreted here: ``0911`` and ``1.10`` stay the characters that were written.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from schemeengine.source import Span

# A stretch of a scalar's text that stands unchanged in the source:
# (offset in the text, offset from the beginning of the span, length).
_Piece: TypeAlias = tuple[int, int, int]

_LINE_FOLD = re.compile(r"(?<![ \t])[ \t]*(?:\r?\n[ \t]*)+")


@dataclass(frozen=True, slots=True)
class Scalar:
    """One written value. ``span`` covers what is written, quotes and ``|`` included.

    ``quoted``: the text stood in quotes or in a block text. ``block``: it is a block text
    (``|`` or ``>``), ``text`` being its content without the indentation.
    """

    text: str
    span: Span
    quoted: bool = False
    block: bool = False

    def part(self, start: int, end: int) -> Span:
        """Where the characters ``text[start:end]`` stand in the source.

        Where escapes or folding make that inexact, the whole span of the scalar.
        """
        return self.placer()(start, end)

    def placer(self) -> Callable[[int, int], Span]:
        """:meth:`part`, for many parts of a long text: what they have in common is found once."""
        pieces = self._block_pieces() if self.block else self._inline_pieces()
        starts = [piece[0] for piece in pieces]

        def offset(holder: int, wanted: int) -> int:
            """Offset of ``wanted``, measured within the piece that holds the character ``holder``."""
            text_start, raw_start, length = pieces[max(0, bisect_right(starts, holder) - 1)]
            return raw_start + max(0, min(wanted - text_start, length))

        def place(start: int, end: int) -> Span:
            if not pieces:
                return self.span
            start = max(0, min(start, len(self.text)))
            end = max(start, min(end, len(self.text)))
            first = offset(start, start)
            last = offset(end - 1, end) if end > start else first
            return self.span.part(first, max(first, last))

        return place

    def _inline_pieces(self) -> list[_Piece]:
        written, shift = self.span.text, 0
        if self.quoted:
            written, shift = written[1:-1], 1
        if written == self.text:
            return [(0, shift, len(written))]
        pieces: list[_Piece] = []
        built, at = "", 0
        for fold in _LINE_FOLD.finditer(written):
            pieces.append((len(built), shift + at, fold.start() - at))
            breaks = fold.group().count("\n")
            built += written[at : fold.start()] + (" " if breaks == 1 else "\n" * (breaks - 1))
            at = fold.end()
        pieces.append((len(built), shift + at, len(written) - at))
        return pieces if built + written[at:] == self.text else []

    def _block_pieces(self) -> list[_Piece]:
        written = self.span.text.split("\n")
        offset = len(written[0]) + 1
        lines = self.text.split("\n")
        indent = _block_indent([line.rstrip("\r") for line in written[1:]], lines)
        pieces: list[_Piece] = []
        text_offset = 0
        for number, line in enumerate(lines, start=1):
            raw = written[number].rstrip("\r") if number < len(written) else ""
            if line:
                if raw[indent:] != line:
                    return []
                pieces.append((text_offset, offset + indent, len(line)))
            text_offset += len(line) + 1
            offset += (len(written[number]) if number < len(written) else 0) + 1
        return pieces


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and what stands under it."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class MapNode:
    """Named entries in the order in which they were written; no name occurs twice.

    ``span`` runs from the first name (or ``{``) to the end of the last value (or ``}``).
    """

    entries: tuple[Entry, ...]
    span: Span
    #: An entry was refused (its name or its value), so that something may seem to be missing.
    torn: bool = False

    def entry(self, key: str) -> Entry | None:
        """The entry of this name, or None."""
        return next((entry for entry in self.entries if entry.key.text == key), None)

    def get(self, key: str) -> Node | None:
        """What stands under this name, or None."""
        found = self.entry(key)
        return found.value if found else None

    def keys(self) -> tuple[str, ...]:
        """The names in the order in which they were written."""
        return tuple(entry.key.text for entry in self.entries)


@dataclass(frozen=True, slots=True)
class ListNode:
    """Items in order. ``span`` runs from the first ``-`` or ``[`` to the end of the last item."""

    items: tuple[Node, ...]
    span: Span
    torn: bool = False  # an item was refused


Node: TypeAlias = Scalar | MapNode | ListNode


def is_torn(node: Node) -> bool:
    """Whether a part of the tree was refused, so that what it would have said is not known."""
    match node:
        case MapNode():
            return node.torn or any(is_torn(entry.value) for entry in node.entries)
        case ListNode():
            return node.torn or any(is_torn(item) for item in node.items)
        case Scalar():
            return False


def _block_indent(written: list[str], content: list[str]) -> int:
    """By how many blanks a block text is indented, judged by its first line that says anything."""
    for raw, line in zip(written, content, strict=False):
        if line.strip():
            return len(raw) - len(raw.lstrip(" ")) - (len(line) - len(line.lstrip(" ")))
    return 0
