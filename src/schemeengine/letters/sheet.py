"""A letter as it is laid out: headings, paragraphs, lists and tables of runs of words.

All forms (text, Markdown, HTML, PDF) are made from this, so that they say the same. A run keeps
what it is bound to, () for the declared fixed parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "right", "centre"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one piece, and the nodes of the verdict behind them."""

    words: str
    bound: tuple[str, ...] = ()


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    level: int  # 1 the title of the letter, 2 a section, 3 a part of it
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list; ``depth`` 0 for the outermost."""

    runs: Runs
    depth: int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first row is the header where ``headed``."""

    rows: tuple[tuple[Runs, ...], ...]
    headed: bool


@dataclass(frozen=True, slots=True)
class Break:
    """What follows begins on a page of its own."""

    runs: Runs = ()


Block = Heading | Paragraph | Item | Table | Break


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole letter in order."""

    title: str
    lang: str
    blocks: tuple[Block, ...]


def plain_words(runs: Runs) -> str:
    return "".join(r.words for r in runs)
