"""A sheet: a title and tables, the same words as text, Markdown and HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from schemeengine.diagnostics import Lang
from schemeengine.render.lines import Line, Tone
from schemeengine.render.markup import escape_markdown
from schemeengine.render.width import table

_MARKS: dict[Tone, str] = {"good": "○", "bad": "×", "open": "？", "dim": "－"}


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[str, ...]
    tone: Tone = ""

    @property
    def mark(self) -> str:
        return _MARKS.get(self.tone, "")


@dataclass(frozen=True, slots=True)
class Section:
    """A table with its heading; ``remarks`` are sentences below it."""

    title: str
    head: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    lang: Lang
    title: str
    particulars: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]

    @property
    def colon(self) -> str:
        return "：" if self.lang == "ja" else ": "


def sheet_lines(sheet: Sheet) -> Iterator[Line]:
    yield Line("═" * 40, "dim")
    yield Line(sheet.title, "heading")
    for name, value in sheet.particulars:
        yield Line(f"{name}{sheet.colon}{value}", "dim")
    for section in sheet.sections:
        yield Line("")
        yield Line(f"■ {section.title}", "heading")
        if section.rows:
            marked = [(f"{r.mark} {r.cells[0]}".strip(), *r.cells[1:]) for r in section.rows]
            shown = table([section.head, *marked])
            yield Line(f"  {shown[0]}", "dim")
            for text, row in zip(shown[1:], section.rows, strict=True):
                yield Line(f"  {text}", row.tone)
        yield from (Line(f"  {remark}") for remark in section.remarks)


def sheet_markdown(sheet: Sheet) -> str:
    environment = Environment(
        loader=PackageLoader("schemeengine.render"), autoescape=False,  # escaped by finalize
        finalize=escape_markdown, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip
    return environment.get_template("sheet.md.jinja").render(sheet=sheet)


def sheet_html(sheet: Sheet) -> str:
    """One HTML document without anything to be loaded from elsewhere."""
    environment = Environment(
        loader=PackageLoader("schemeengine.render"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    return environment.get_template("sheet.html.jinja").render(sheet=sheet)
