"""A sheet as plain text, Markdown or one self-contained, printable HTML file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from schemeengine.diagnostics import Problems
from schemeengine.letters.careful import CarefulEnvironment, loader
from schemeengine.letters.failing import attempt, source_of
from schemeengine.letters.sheet import Break, Heading, Item, Paragraph, Run, Runs, Sheet, Table, plain_words
from schemeengine.render.breaking import wrapped
from schemeengine.render.markup import escape_markdown
from schemeengine.render.width import pad, width

#: Columns of a line of plain text.
_COLUMNS = 80
_LAYOUT = "letter.html.jinja"


# ------------------------------------------------------------------ plain text
def as_text(sheet: Sheet) -> str:
    """Lines of at most 80 columns; lines set right or in the middle are moved there."""
    lines: list[str] = []
    for number, block in enumerate(sheet.blocks):
        before = sheet.blocks[number - 1] if number else None
        if before is not None and not (isinstance(block, Item) and isinstance(before, Item)):
            lines.append("")
        match block:
            case Heading():
                lines += _heading(block)
            case Paragraph():
                lines += [_aligned(line, block.align) for line in wrapped(plain_words(block.runs), _COLUMNS)]
            case Item():
                lead = "  " * block.depth + "・"
                lines += _hung(lead, plain_words(block.runs))
            case Table():
                lines += _table_text(block)
            case Break():
                lines += ["", "━" * (_COLUMNS // 2)]
            case _:
                assert_never(block)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _heading(block: Heading) -> list[str]:
    words = plain_words(block.runs)
    if block.level == 1:
        return [_aligned(line, "centre") for line in wrapped(words, _COLUMNS)]
    return _hung("■ " if block.level == 2 else "", words)


def _aligned(line: str, align: str) -> str:
    room = max(0, _COLUMNS - width(line))
    return " " * {"right": room, "centre": room // 2}.get(align, 0) + line


def _hung(lead: str, words: str) -> list[str]:
    indent = width(lead)
    lines = wrapped(words, _COLUMNS - indent)
    return [lead + lines[0], *(" " * indent + line for line in lines[1:])]


def _table_text(table: Table) -> list[str]:
    """Columns side by side; the widest gives way so that the row fits."""
    rows = [[plain_words(cell) for cell in row] for row in table.rows]
    widths = [max(1, *(width(row[n]) for row in rows)) for n in range(len(rows[0]))]
    room = _COLUMNS - 2 * (len(widths) - 1)
    while sum(widths) > room and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    lines = []
    for row in rows:
        cells = [wrapped(words, w) for words, w in zip(row, widths, strict=True)]
        for at in range(max(len(c) for c in cells)):
            shown = [pad(c[at] if at < len(c) else "", w) for c, w in zip(cells, widths, strict=True)]
            lines.append("  ".join(shown))
    if table.headed:
        lines.insert(_height(rows[0], widths), "  ".join("─" * (w // 2) + " " * (w % 2) for w in widths))
    return lines


def _height(row: Sequence[str], widths: Sequence[int]) -> int:
    return max(len(wrapped(words, w)) for words, w in zip(row, widths, strict=True))


# ------------------------------------------------------------------ Markdown
def as_markdown(sheet: Sheet) -> str:
    """Markdown whose words cannot be read as signs."""
    parts: list[str] = []
    for number, block in enumerate(sheet.blocks):
        before = sheet.blocks[number - 1] if number else None
        if before is not None and not (isinstance(block, Item) and isinstance(before, Item)):
            parts.append("")
        match block:
            case Heading():
                parts.append(f"{'#' * block.level} {_escaped(block.runs)}")
            case Paragraph():
                parts.append(_escaped(block.runs))
            case Item():
                parts.append(f"{'  ' * block.depth}- {_escaped(block.runs)}")
            case Table():
                parts += _table_markdown(block)
            case Break():
                parts.append("---")
            case _:
                assert_never(block)
    return "\n".join(parts) + "\n"


def _escaped(runs: Runs) -> str:
    return escape_markdown(plain_words(runs))


def _table_markdown(table: Table) -> list[str]:
    rows = [f"| {' | '.join(_escaped(cell) for cell in row)} |" for row in table.rows]
    rule = "|" + "---|" * len(table.rows[0])
    if table.headed:
        return [rows[0], rule, *rows[1:]]
    return [f"|{' |' * len(table.rows[0])}", rule, *rows]


# ------------------------------------------------------------------ HTML
@dataclass(frozen=True, slots=True)
class _Part:
    """A block as the page template sees it."""

    kind: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    align: str = "left"
    items_: tuple[Item, ...] = ()
    rows: tuple[tuple[Runs, ...], ...] = ()
    headed: bool = False


def as_html(sheet: Sheet, folder: str = "", problems: Problems | None = None) -> str:
    """One HTML document; every value is escaped, and carries what it is bound to.

    ``folder``: the user's templates, where ``letter.html.jinja`` may replace the one shipped. "" after
    a diagnostic, which is raised as :class:`BadInput` where ``problems`` are not given.
    """
    found = Problems()
    env = CarefulEnvironment(loader(folder), (), autoescape=True)

    def filled() -> str:
        template = env.get_template(_LAYOUT)
        return str(template.render(blocks=list(_parts(sheet)), title=sheet.title, lang=sheet.lang))

    made = attempt(filled, _LAYOUT, source_of(env, folder), found)
    if problems is None:
        found.raise_if_errors()
    else:
        problems.extend(found.items)
    return made or ""


def _parts(sheet: Sheet) -> Iterator[_Part]:
    items: list[Item] = []
    for block in sheet.blocks:
        if isinstance(block, Item):
            items.append(block)
            continue
        if items:
            yield _Part("items", items_=tuple(items))
            items = []
        match block:
            case Heading():
                yield _Part("heading", block.runs, block.level)
            case Paragraph():
                yield _Part("paragraph", block.runs, align=block.align)
            case Table():
                yield _Part("table", rows=block.rows, headed=block.headed)
            case Break():
                yield _Part("break")
            case _:
                assert_never(block)
    if items:
        yield _Part("items", items_=tuple(items))


__all__ = ["as_html", "as_markdown", "as_text"]
