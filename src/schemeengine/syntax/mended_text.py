"""A text with stretches replaced, which knows where each of its characters stood before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

#: (beginning, end, what stands there instead), in offsets of the text as written.
Edit: TypeAlias = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class MendedText:
    """``text`` is read; :meth:`written` gives the place of an offset in the text as written."""

    text: str
    #: Beginnings of stretches in the mended text, and where they begin in the text as written.
    _here: tuple[int, ...]
    _there: tuple[int, ...]
    _lengths: tuple[int, ...]

    def written(self, offset: int) -> int:
        at = bisect_right(self._here, offset) - 1
        return self._there[at] + min(offset - self._here[at], self._lengths[at])


def mended_text(text: str, edits: Iterable[Edit]) -> MendedText:
    """The text with the edits made; of two that overlap the one that begins first (the longer) counts."""
    parts: list[str] = []
    here: list[int] = [0]
    there: list[int] = [0]
    lengths: list[int] = [len(text)]
    at = length = 0

    def piece(start: int, taken: int, shown: str) -> None:
        nonlocal length
        here.append(length)
        there.append(start)
        lengths.append(taken)
        parts.append(shown)
        length += len(shown)

    for start, end, instead in sorted(edits, key=lambda e: (e[0], -e[1])):
        if start < at:
            continue
        piece(at, start - at, text[at:start])
        piece(start, end - start, instead)
        at = end
    piece(at, len(text) - at, text[at:])
    return MendedText("".join(parts), tuple(here), tuple(there), tuple(lengths))
