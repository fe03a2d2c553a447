"""Where a thing is written: a text with a name, and a place in it."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, eq=False)
class Source:
    """One text as it was read: a file, standard input, or a string given by a program.

    ``name`` is what the person typed (a path), never an absolute path made by us,
    so that a diagnostic and a trace print the same on every machine.
    """

    name: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        starts.extend(i + 1 for i, c in enumerate(self.text) if c == "\n")
        return starts

    @cached_property
    def sha256(self) -> str:
        """Hash of the text in UTF-8, as 64 hexadecimal digits; part of every receipt."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of a character offset, both counted from 1, in characters."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (counted from 1) without its line break; "" outside the text."""
        if not 1 <= number <= len(self._line_starts):
            return ""
        start = self._line_starts[number - 1]
        end = self._line_starts[number] - 1 if number < len(self._line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r")

    @property
    def line_count(self) -> int:
        return len(self._line_starts)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a source: from character offset ``start`` up to, not including, ``end``."""

    source: Source = field(repr=False)
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.source.line_column(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.line_column(self.start)[1]

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"

    def part(self, start: int, end: int) -> Span:
        """The sub-stretch ``[start, end)`` counted from the beginning of this span."""
        return Span(self.source, self.start + start, self.start + end)
