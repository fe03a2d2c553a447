"""Headings, sentences, tables and lists as text, Markdown and one self-contained HTML file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from schemeengine.diagnostics import Lang
from schemeengine.render.lines import Line, Tone
from schemeengine.render.markup import escape_markdown
from schemeengine.render.width import plain, table, width


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is the page, 2 a thing on it, 3 a section of that."""

    text: str
    level: int = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    tone: Tone = ""
    indent: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain words; ``tones`` has one member a row, or none at all."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    tones: tuple[Tone, ...] = ()


Block = Heading | Sentence | Table


def lines(blocks: Sequence[Block]) -> list[Line]:
    """For the terminal."""
    return [line for block in blocks for line in _lines(block)]


def _lines(block: Block) -> Iterator[Line]:
    match block:
        case Heading(text, 1):
            yield Line("═" * max(40, min(width(text), 76)), "dim")
            yield Line(plain(text), "heading")
        case Heading(text, 2):
            yield Line("")
            yield Line(f"◆ {plain(text)}", "heading")
        case Heading(text, _):
            yield Line("")
            yield Line(f"  ■ {plain(text)}", "heading")
        case Sentence(text, tone, indent):
            yield Line(f"{'  ' * indent}{plain(text)}", tone)
        case Table(head, rows, tones):
            shown = table([head, *([plain(c) for c in row] for row in rows)])
            yield Line(f"    {shown[0]}", "dim")
            for number, text in enumerate(shown[1:]):
                yield Line(f"    {text}", tones[number] if tones else "")


def markdown(blocks: Sequence[Block]) -> str:
    """Headings, paragraphs, lists and tables; every value escaped."""
    found: list[str] = []
    for block in blocks:
        match block:
            case Heading(text, level):
                found += ["", f"{'#' * level} {escape_markdown(plain(text))}", ""]
            case Sentence(text, _, indent):
                lead = "- " if indent > 1 else ""
                found += [f"{lead}{escape_markdown(plain(text))}", *([] if lead else [""])]
            case Table(head, rows, _):
                cells = [head, ("---",) * len(head), *rows]
                found += [""] if found and found[-1] else []
                found += [f"| {' | '.join(_cell(c) for c in row)} |" for row in cells]
                found.append("")
    return "\n".join(found).strip() + "\n"


def _cell(text: str) -> str:
    return text if text == "---" else escape_markdown(plain(text))


def html(blocks: Sequence[Block], title: str, lang: Lang) -> str:
    """One HTML file without anything to be loaded from elsewhere; every value escaped."""
    environment = Environment(
        loader=PackageLoader("schemeengine.render"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    shown = [(type(b).__name__, b) for b in blocks]
    return environment.get_template("blocks.html.jinja").render(blocks=shown, title=title, lang=lang)
