"""A page as plain text for the terminal: sections, aligned tables, and the explanation as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from schemeengine.render.explain import Item
from schemeengine.render.lines import Line, Tone
from schemeengine.render.page import Page
from schemeengine.render.results import Figure
from schemeengine.render.width import table, width
from schemeengine.render.wording import bracketed

_MARKS: dict[Tone, str] = {"good": "○", "bad": "×", "open": "？", "dim": "－"}


def page_lines(page: Page) -> Iterator[Line]:
    """The page in the order in which it is read: what, the verdict, why, what is missing, figures."""
    yield Line("═" * max(40, min(width(page.title), 76)), "dim")
    yield Line(page.title, "heading")
    for name, value in page.particulars:
        yield Line(f"{name}{_colon(page)}{value}", "dim")
    yield Line("")
    yield Line(f"{_MARKS[page.tone]} {page.word('outcome')}{_colon(page)}{page.outcome}", page.tone)
    yield Line(f"  {page.reason}")
    yield from _stages(page)
    yield from _failures(page)
    yield from _missing(page)
    yield from _figures(page, "results", page.results)
    yield from _figures(page, "amounts", page.amounts)
    yield from _derived(page)
    yield from _figures(page, "days", page.days)
    yield from _readings(page)
    if page.notes:
        yield from _heading(page, "notes")
        yield from (Line(f"  {note}", "open") for note in page.notes)
    if page.trace:
        yield Line("")
        yield Line(f"■ {page.trace_title}", "heading")
        yield from item_lines(page, page.trace)
    yield Line("")
    yield Line(f"{page.word('receipt')}{_colon(page)}{page.receipt}", "dim")


def brief_lines(pages: Sequence[Page]) -> Iterator[Line]:
    """Programmes the dossier does not speak to: one line each, and why."""
    if not pages:
        return
    yield Line("═" * 40, "dim")
    yield Line(pages[0].word("other_programmes"), "heading")
    for page in pages:
        yield Line("")
        yield Line(f"{_MARKS[page.tone]} {page.title}{_colon(page)}{page.outcome}", page.tone)
        yield Line(f"  {page.reason}")


def _heading(page: Page, key: str) -> Iterator[Line]:
    yield Line("")
    yield Line(f"■ {page.word(key)}", "heading")


def _colon(page: Page) -> str:
    return "：" if page.lang == "ja" else ": "


def _stages(page: Page) -> Iterator[Line]:
    if not page.stages:
        return
    yield from _heading(page, "stages")
    head = [page.word(k) for k in ("stage", "result", "cite", "record")]
    rows = [[s.label, f"{_MARKS[s.tone]} {s.outcome}", s.cite, s.record] for s in page.stages]
    shown = table([head, *rows])
    yield Line(f"  {shown[0]}", "dim")
    for text, stage in zip(shown[1:], page.stages, strict=True):
        yield Line(f"  {text}", stage.tone)


def _failures(page: Page) -> Iterator[Line]:
    if not page.failures:
        return
    yield from _heading(page, "failing")
    for failure in page.failures:
        yield Line(f"  × {' '.join(t for t in (failure.cite, failure.name) if t)}", "bad")
        if failure.passage:
            yield Line(f"      {page.word('words_of')}{_colon(page)}{failure.passage}", "dim")
        for fact in failure.facts:
            yield Line(f"      ・{fact}")


def _missing(page: Page) -> Iterator[Line]:
    if not page.missing:
        return
    yield from _heading(page, "missing")
    for group in page.missing:
        yield Line(f"  {group.heading}", "open")
        for item in group.items:
            cite = bracketed(item.cite, page.lang)
            later = page.word("afterwards") if item.afterwards else ""
            yield Line(f"    ？ {item.label}{cite}{later}")
            if item.ask:
                yield Line(f"        {item.ask}")
            if item.evidence:
                yield Line(f"        {page.word('evidence')}{_colon(page)}{item.evidence}", "dim")


def _figures(page: Page, key: str, rows: Sequence[Figure]) -> Iterator[Line]:
    if not rows:
        return
    yield from _heading(page, key)
    for text in table([[r.label, r.text, bracketed(r.cite, page.lang).lstrip()] for r in rows]):
        yield Line(f"  {text}")


def _derived(page: Page) -> Iterator[Line]:
    if not page.derived:
        return
    yield from _heading(page, "derived")
    for line in page.derived:
        yield Line(f"  {'' if line.first else '  '}{line.text}{bracketed(line.cite, page.lang)}")


def _readings(page: Page) -> Iterator[Line]:
    if not page.readings:
        return
    yield from _heading(page, "readings")
    for row in page.readings:
        yield Line(f"  {row.question}{bracketed(row.cite, page.lang)}")
        yield Line(f"    → {row.choice}")
        if row.differs:
            yield Line(f"    {page.word('other_choice')} {row.differs}", "open")
    if not any(r.differs for r in page.readings):
        yield Line(f"  {page.word('no_difference')}", "dim")


# ------------------------------------------------------------------ the explanation
def item_lines(page: Page, items: Sequence[Item]) -> Iterator[Line]:
    """The explanation, one tree after another."""
    for item in items:
        yield from _item(page, item, "  ", "  ")


def _item(page: Page, item: Item, first: str, rest: str) -> Iterator[Line]:
    yield Line(first + item_text(item, page.lang), item.tone)
    bar = f"{rest}│  " if item.parts else f"{rest}   "
    if item.passage:
        yield Line(f"{bar}{page.word('words_of')}{_colon(page)}{item.passage}", "dim")
    for fact in item.facts:
        yield Line(f"{bar}・{fact}")
    for number, part in enumerate(item.parts, 1):
        last = number == len(item.parts)
        yield from _item(page, part, f"{rest}{'└─' if last else '├─'} ", f"{rest}{'   ' if last else '│  '}")


def item_text(item: Item, lang: str) -> str:
    """× 満たさない 第4条第2号 チェックリストの70%以上が当てはまる：93分の65…."""
    colon = "：" if lang == "ja" else ": "
    role = f"{item.role}{colon}" if item.role else ""
    lead = " ".join(t for t in (item.mark, item.state, item.cite) if t)
    tail = colon.join(t for t in (item.name, item.words) if t)
    return f"{lead} {role}{tail}".rstrip()


def document(pages: Iterable[Page], others: Sequence[Page] = ()) -> list[Line]:
    """All pages one under another, then the programmes shown in brief."""
    lines: list[Line] = []
    for page in pages:
        lines += [*page_lines(page), Line("")]
    lines += list(brief_lines(others))
    return lines
