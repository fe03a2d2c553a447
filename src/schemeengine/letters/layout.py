"""From a filled template to a sheet: the few signs of layout, and nothing a value could forge.

A template is lines of text. ``#``, ``##``, ``###`` begin headings, ``-`` a line of a list (two
blanks deeper for each level), ``|`` a row of a table (``|---|`` below its header), ``>>`` a line
set to the right, ``><`` one set in the middle; ``=====`` begins a new page. Any other line is a
paragraph of its own, and an empty line is nothing. Words that come from the case are not in the text yet:
a mark stands for each, so they are never read as signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from schemeengine.letters.said import Said
from schemeengine.letters.sheet import (
    Align,
    Block,
    Break,
    Heading,
    Item,
    Paragraph,
    Run,
    Runs,
    Sheet,
    Table,
    plain_words,
)

#: ``VALUE n END`` stands for the n-th value said; ``UNDER n END`` binds the text that follows.
VALUE, UNDER, END = "\ue000", "\ue001", "\ue002"
_MARK = re.compile(f"([{VALUE}{UNDER}])([0-9]+){END}")
_MARKS = str.maketrans("", "", VALUE + UNDER + END)
_SIGN = re.compile(r"^(#{1,3}|>>|><|\||( *)-)(?:\s+|(?=\|)|$)")
_PAGE = "====="
_RULE = re.compile(r"^\|(?:\s*:?-{3,}:?\s*\|)+\s*$")


def unmarked(text: str) -> str:
    """A text without the signs this module reads as marks."""
    return text.translate(_MARKS)


@dataclass(frozen=True, slots=True)
class _Line:
    sign: str
    depth: int
    #: One for each cell of a row, a single one for anything else.
    cells: tuple[Runs, ...]

    @property
    def runs(self) -> Runs:
        return self.cells[0] if self.cells else ()


def sheet(filled: str, values: Sequence[Said], bindings: Sequence[tuple[str, ...]], lang: str) -> Sheet:
    """Lay out a filled template; ``values`` and ``bindings`` are what its marks stand for."""
    reader = _Reader(values, bindings)
    lines = [reader.line(text) for text in filled.split("\n")]
    blocks = tuple(_blocks([x for x in lines if x.runs or len(x.cells) > 1 or not x.cells]))
    title = next((plain_words(b.runs) for b in blocks if isinstance(b, Heading)), "")
    return Sheet(title, lang, blocks)


@dataclass(slots=True)
class _Reader:
    values: Sequence[Said]
    bindings: Sequence[tuple[str, ...]]
    #: What plain text is bound to from here on.
    under: tuple[str, ...] = ()

    def line(self, text: str) -> _Line:
        rest = text
        while (found := _MARK.match(rest)) is not None and found[1] == UNDER:
            self.under = self.bindings[int(found[2])]
            rest = rest[found.end() :]
        if _RULE.match(_MARK.sub("", rest).strip()):
            return _Line("|---|", 0, ())
        if rest.strip() == _PAGE:
            return _Line(_PAGE, 0, ())
        sign = _SIGN.match(rest)
        if sign is None:
            return _Line("", 0, (self._runs(rest),))
        name, body = sign[1].strip(), rest[sign.end() :]
        if name == "|":
            pieces = rest.rstrip().split("|")
            ends = pieces[1:] if _MARK.sub("", pieces[-1]).strip() else pieces[1:-1]
            cells = tuple(self._runs(p) for p in ends)
            self._runs(pieces[-1] if len(ends) < len(pieces) - 1 else "")
            return _Line("|", 0, cells)
        depth = len(sign[2] or "") // 2
        return _Line(name, depth, (self._runs(body),))

    def _runs(self, text: str) -> Runs:
        runs: list[Run] = []
        at = 0
        for mark in _MARK.finditer(text):
            if mark.start() > at:
                runs.append(Run(text[at : mark.start()], self.under))
            at = mark.end()
            number = int(mark[2])
            if mark[1] == UNDER:
                self.under = self.bindings[number]
            elif self.values[number].words:
                runs.append(Run(unmarked(self.values[number].words), self.values[number].bound))
        if at < len(text):
            runs.append(Run(text[at:], self.under))
        return tuple(_trimmed(runs))


def _trimmed(runs: list[Run]) -> Iterator[Run]:
    """Without blanks at either end of the line."""
    kept = [r for r in runs if r.words]
    while kept and not kept[0].words.strip(" \r"):
        kept.pop(0)
    while kept and not kept[-1].words.strip(" \r"):
        kept.pop()
    for place, run in enumerate(kept):
        words = run.words.lstrip(" ") if place == 0 else run.words
        words = words.rstrip(" \r") if place == len(kept) - 1 else words
        yield Run(words, run.bound)


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        match line.sign:
            case "|":
                rows = [line]
                while at < len(lines) and lines[at].sign in ("|", "|---|") and not _begins(lines, at, rows):
                    rows.append(lines[at])
                    at += 1
                yield _table(rows)
            case "#" | "##" | "###":
                yield Heading(len(line.sign), line.runs)
            case "=====":
                yield Break()
            case "-" if line.runs:
                yield Item(line.runs, line.depth)
            case ">>" | "><" | "" if line.runs:
                yield Paragraph(line.runs, _ALIGNED[line.sign])
            case _:
                continue


def _begins(lines: Sequence[_Line], at: int, rows: Sequence[_Line]) -> bool:
    """Whether a row is the header of another table: the rule below it says so."""
    return len(rows) > 1 and at + 1 < len(lines) and lines[at + 1].sign == "|---|"


_ALIGNED: Mapping[str, Align] = MappingProxyType({"": "left", ">>": "right", "><": "centre"})


def _table(rows: Sequence[_Line]) -> Table:
    headed = len(rows) > 1 and rows[1].sign == "|---|"
    cells = [r.cells for r in rows if r.sign == "|"]
    width = max(len(c) for c in cells)
    return Table(tuple((*c, *[()] * (width - len(c))) for c in cells), headed)
