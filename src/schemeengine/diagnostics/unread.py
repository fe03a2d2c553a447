"""What of a file could not be read as it is written, so that nothing false is said of the rest.

A mistake of the keyboard or of the shape takes a part out of a file. What is right in the rest goes on
being checked, but three things must not be told of it: further faults of the lines that were told of,
names that are unknown only because their declaration was in such a part, and words that seem to be
missing only because they stood there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from schemeengine.source import Span

_NAME = re.compile(r"\w+")
_STEPS = re.compile(r"[.\s]+")


@dataclass(slots=True)
class Unread:
    """The lines and names of the parts of all files read together that could not be read."""

    #: Any name may be declared in what was not read: a shared file is not there.
    all_names: bool = False
    _lines: set[tuple[str, int]] = field(default_factory=set)
    _names: set[str] = field(default_factory=set)

    def add_lines(self, span: Span) -> None:
        """The lines of a stretch are explained; the names in them may be declared there."""
        source = span.source
        last = source.line_column(max(span.start, span.end - 1))[0]
        for line in range(span.line, last + 1):
            self._lines.add((source.name, line))
            self._names.update(_NAME.findall(source.line(line)))

    def add_names(self, text: str) -> None:
        """The names in a text may be declared there."""
        self._names.update(_NAME.findall(text))

    def update(self, other: Unread) -> None:
        """Take over what another reading could not read."""
        self.all_names = self.all_names or other.all_names
        self._lines |= other._lines
        self._names |= other._names

    def explains(self, span: Span | None) -> bool:
        """Whether a place lies on a line that was told of."""
        return span is not None and bool(self._lines) and (span.source.name, span.line) in self._lines

    def may_hold(self, name: str) -> bool:
        """Whether a name, or a step of a dotted one, may be declared in what was not read."""
        return self.all_names or (bool(self._names) and not self._names.isdisjoint(_STEPS.split(name)))

    def may_hold_any(self, *names: str) -> bool:
        return any(self.may_hold(name) for name in names)

    def __bool__(self) -> bool:
        return self.all_names or bool(self._lines or self._names)
