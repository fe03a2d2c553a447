"""Where a line may be broken, in Japanese and in scripts that part words by blanks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from schemeengine.render.width import width

#: Signs that begin no line, and signs that end none.
NOT_FIRST = frozenset(
    "、。，．・：；？！）］｝〉》」』】〕”’ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々％円)]},.:;?!%"
)
NOT_LAST = frozenset("（［｛〈《「『【〔“‘([{")
#: What belongs to the number before it: 第1項, 10日.
_COUNTERS = frozenset("条項号年月日時分円人件歳名社か箇番")


def wrapped(text: str, room: int, measure: Callable[[str], int] = width) -> list[str]:
    """Lines of at most ``room`` as ``measure`` counts (columns): Japanese broken anywhere but around
    brackets, stops and counters, words of other scripts kept whole where they fit."""
    lines: list[str] = [""]
    for piece in pieces(text):
        if measure(lines[-1] + piece.rstrip()) <= room or not lines[-1]:
            lines[-1] += piece
        else:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        # The blank after a word hangs over the edge: it must not begin the next line.
        if measure(lines[-1].rstrip()) > room and len(lines[-1]) > 1:
            lines[-1:] = _chopped(lines[-1], room, measure)
    return [line.rstrip(" ") for line in lines]


def _chopped(text: str, room: int, measure: Callable[[str], int]) -> list[str]:
    """A word longer than a line, in pieces that fit; in one pass, however long it is."""
    found, at = [], 0
    while len(text) - at > 1:
        head = _fitting(text, at, room, measure)
        if at + head >= len(text):
            break
        found.append(text[at : at + head])
        at += head
        while text[at : at + 1] == " ":
            at += 1
    return [*found, text[at:]]


def _fitting(text: str, at: int, room: int, measure: Callable[[str], int]) -> int:
    """How many characters from ``at`` on fit, one at least (blanks at the end need no room)."""
    most, least = 2, 1
    while at + most // 2 < len(text) and measure(text[at : at + most].rstrip()) <= room:
        least, most = most, most * 2
    while most - least > 1:
        middle = (least + most) // 2
        fits = measure(text[at : at + middle].rstrip()) <= room
        least, most = (middle, most) if fits else (least, middle)
    return least


def pieces(text: str) -> Iterator[str]:
    """The parts between which a line may be broken."""
    part = ""
    for char in text:
        if part and _may_break(part[-1], char):
            yield part
            part = ""
        part += char
    if part:
        yield part


def _may_break(before: str, after: str) -> bool:
    if after in NOT_FIRST or before in NOT_LAST or after == " ":
        return False
    if before.isdigit() and after in _COUNTERS:
        return False
    return before == " " or width(before) == 2 or width(after) == 2
