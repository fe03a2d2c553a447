"""The fenced samples of a page: ```` ```yaml part=NAME ```` … with the words behind the language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_OPEN = re.compile(r"^(?P<ticks>`{3,})(?P<language>\w*)(?P<words>[^`\n]*)$")


@dataclass(frozen=True, slots=True)
class Fence:
    """One fenced block: where it stands, its language, its ``key=value`` words, its text."""

    page: str
    line: int
    language: str
    words: Mapping[str, str]
    text: str

    def __str__(self) -> str:
        shown = "-".join(f"{k}={v}" if v else k for k, v in self.words.items())
        return f"{self.page}:{self.line}:{shown}"


def fences(page: str) -> tuple[Fence, ...]:
    """All fenced blocks of a page (a path relative to the repository), in order."""
    return tuple(_fences(page, (ROOT / page).read_text(encoding="utf-8")))


def _fences(page: str, text: str) -> Iterator[Fence]:
    opened: re.Match[str] | None = None
    start, body = 0, list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if opened is None:
            opened = _OPEN.match(line)
            start, body = number, []
        elif line.strip() == opened["ticks"]:
            pairs = (word.partition("=") for word in opened["words"].split())
            words = {key: value for key, _, value in pairs}
            yield Fence(page, start, opened["language"], words, "\n".join(body) + "\n")
            opened = None
        else:
            body.append(line)
    assert opened is None, f"{page}: the fence of line {start} is never closed"
