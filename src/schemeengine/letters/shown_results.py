"""The definitions that ask to be shown (``show_result``), as variables of a letter: the class, the tier."""

from __future__ import annotations

from schemeengine.letters.contents import Contents
from schemeengine.letters.entries import ResultEntry
from schemeengine.render import wording


def shown_results(contents: Contents) -> tuple[ResultEntry, ...]:
    """Each with the name the office gave it and what it came to, in the order of the file."""
    return tuple(
        ResultEntry(
            r.id, contents.said(r.label.of(contents.lang) or r.id, r.id),
            contents.said(r.value.of(contents.lang), r.id), contents.place(r.cite, r.id), (r.id,),
            wording.cites(r.cite, contents.lang),
        )
        for r in contents.judged.verdict.results
    )  # fmt: skip
