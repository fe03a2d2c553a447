"""A page as Markdown and as one self-contained, printable HTML file.

In HTML every value is escaped by jinja2; in Markdown by :func:`escape_markdown`, so that a fact
such as ``<script>`` or ``| a | b |`` stays the text that was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from schemeengine.diagnostics import Lang
from schemeengine.render.explain import Item
from schemeengine.render.page import Page
from schemeengine.render.text import item_text

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~])")


def escape_markdown(value: object) -> str:
    """A value as plain words of a Markdown text."""
    return _SPECIAL.sub(r"\\\1", str(value))


def markdown(pages: Sequence[Page], others: Sequence[Page], lang: Lang) -> str:
    """All pages as one Markdown text; ``others`` (programmes in brief) at the end."""
    environment = Environment(
        loader=PackageLoader("schemeengine.render"), autoescape=False,  # escaped by finalize
        finalize=escape_markdown, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip
    template = environment.get_template("verdict.md.jinja")
    shown = [(page, list(_rows(page.trace, 0, lang))) for page in pages]
    return template.render(pages=shown, others=others, colon=_colon(lang))


def html(pages: Sequence[Page], others: Sequence[Page], lang: Lang, title: str) -> str:
    """All pages as one HTML document without anything to be loaded from elsewhere."""
    environment = Environment(
        loader=PackageLoader("schemeengine.render"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    template = environment.get_template("verdict.html.jinja")
    return template.render(
        pages=pages, others=others, lang=lang, title=title, colon=_colon(lang),
        item_text=lambda item: item_text(item, lang),
    )  # fmt: skip


def _colon(lang: Lang) -> str:
    return "：" if lang == "ja" else ": "


def _rows(items: Sequence[Item], depth: int, lang: Lang) -> Iterator[tuple[str, str]]:
    """(indentation, words) of every line of the explanation."""
    for item in items:
        yield "  " * depth, item_text(item, lang)
        if item.passage:
            yield "  " * (depth + 1), item.passage
        for fact in item.facts:
            yield "  " * (depth + 1), fact
        yield from _rows(item.parts, depth + 1, lang)
