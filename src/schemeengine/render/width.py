"""How wide a text stands in a terminal, where Japanese characters take two columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

#: Characters that turn the direction of what follows, or hide: they could make a line lie.
_HIDDEN = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
#: Blanks and ends of lines, but for the wide blank of Japanese.
_BLANKS = re.compile(r"[^\S\u3000]+")


def width(text: str) -> int:
    """Columns of a text: 2 for wide and full-width characters, 0 for combining marks, else 1."""
    return sum(_columns(c) for c in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char) or char in _HIDDEN:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def pad(text: str, columns: int) -> str:
    """The text with blanks up to ``columns``."""
    return text + " " * max(0, columns - width(text))


def clip(text: str, columns: int) -> str:
    """The text cut to ``columns``, with "…" where something was cut off."""
    if width(text) <= columns:
        return text
    kept = ""
    room = columns - 1
    for char in text:
        room -= _columns(char)
        if room < 0:
            break
        kept += char
    return f"{kept}…"


def plain(text: str) -> str:
    """One line without control characters, whatever was written into a dossier. The wide blank between
    the parts of a Japanese name stays what it is."""
    flat = _BLANKS.sub(" ", text).strip()
    return "".join(c for c in flat if c not in _HIDDEN and unicodedata.category(c) != "Cc")


def table(rows: Sequence[Sequence[str]], gap: str = "  ") -> list[str]:
    """Rows as lines with their columns under one another; the last column runs free."""
    if not rows:
        return []
    count = max(len(r) for r in rows)
    widths = [max((width(r[i]) for r in rows if i < len(r)), default=0) for i in range(count)]
    return [gap.join(pad(cell, widths[i]) for i, cell in enumerate(row)).rstrip() for row in rows]
