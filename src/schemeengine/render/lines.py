"""A line of output and its tone: the terminal colours it, a pipe gets the words only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Tone = Literal["", "good", "bad", "open", "heading", "dim"]


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    tone: Tone = ""


def as_text(lines: Iterable[Line]) -> str:
    """The lines as plain text, each ended by a line break."""
    return "".join(f"{line.text.rstrip()}\n" for line in lines)
