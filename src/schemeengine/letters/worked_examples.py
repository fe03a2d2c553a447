"""Worked dates for the page of a programme: the same as ``timeline --scheme`` and ``--decided`` show."""

from __future__ import annotations

from collections.abc import Iterator

from schemeengine.letters import entries as e
from schemeengine.letters.contents import Contents
from schemeengine.lifecycle.hypothetical import Worked, worked
from schemeengine.render import wording
from schemeengine.render.figures import day_text
from schemeengine.values import format_date
from schemeengine.verdict.worked_dates import WorkedDate, telling_days


def worked_examples(contents: Contents) -> Iterator[e.WorkedExample]:
    """Periods and deadlines that one dated fact settles, on days from the day in question on that tell
    dates apart (ends of months and of the fiscal year, a leap day)."""
    scheme = contents.scheme
    found = [w for day in telling_days(contents.judged.verdict.as_of) for w in worked(scheme, day)]
    for fact in dict.fromkeys(w.fact for w in found):
        tried = [w for w in found if w.fact == fact]
        for name in dict.fromkeys(d.id for w in tried for d in w.dates):
            rows = [(w, d) for w in tried for d in w.dates if d.id == name and d.settled]
            if rows:
                yield _example(contents, rows)


def _example(contents: Contents, found: list[tuple[Worked, WorkedDate]]) -> e.WorkedExample:
    tried, line = found[0]
    own, fact, lang = f"{line.kind}:{line.id}", f"fact:{tried.fact}", contents.lang
    rows = tuple(
        e.WorkedRow(
            contents.said(format_date(w.day, lang), fact),
            contents.said(day_text(d.from_, lang) if d.from_ is not None else "", own),
            contents.said(day_text(d.until, lang) if d.until is not None else "", own),
        )
        for w, d in found
    )  # fmt: skip
    return e.WorkedExample(
        line.id, contents.said(contents.say(tried.label, tried.label_en), fact),
        contents.said(line.label.of(lang) or line.label.ja or line.id, own), contents.place(line.cite, own),
        line.kind == "period", rows, (own,), wording.cites(line.cite, lang),
    )  # fmt: skip
