"""Skipping a table of contents, whose lines look like the headings they list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from schemeengine.instrument.marks import Heading, Line

_ENTRY = re.compile(r"\(.{0,40}条.{0,40}\)|.{0,40}[.…・‥\s][0-9]{1,3}")


@dataclass(slots=True)
class Contents:
    """From the line 目次 until a listed heading comes a second time, or other words begin."""

    inside: bool = False
    listed: set[str] = field(default_factory=set)

    def skips(self, line: Line, heading: Heading | None) -> bool:
        """Whether a line belongs to the table of contents."""
        if "".join(line.text.split()) == "目次":
            self.inside = True
            self.listed.clear()
            return True
        if not self.inside:
            return False
        if heading and "。" not in line.text and heading.step.label not in self.listed:
            self.listed.add(heading.step.label)
            return True
        self.inside = not heading and _ENTRY.fullmatch(line.text) is not None
        return self.inside
