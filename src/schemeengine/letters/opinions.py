"""Opinions heard before a decision, as variables of a letter: who was heard, when, under which article.

What a board said stays out of the letters shipped: boards often meet in private. A template of the
office's own may print it (``words``).
"""

from __future__ import annotations

from datetime import date

from schemeengine.ir.judgments import Judgment
from schemeengine.ir.life_cycle import Event
from schemeengine.letters.contents import Contents
from schemeengine.letters.entries import OpinionEntry
from schemeengine.render import wording
from schemeengine.values import format_date


def before_decision(contents: Contents) -> tuple[OpinionEntry, ...]:
    """The opinions recorded in the stages of the procedure, where a decision is recorded."""
    decided = contents.deciding()
    process = contents.judged.procedure
    if decided is None or decided[1] is None or process is None:
        return ()
    reached = {s.id for s in contents.judged.verdict.stages if s.outcome != "not_applicable"}
    found = []
    for stage in process.stages:
        given = contents.judged.view.case.values.get(stage.address) if stage.address is not None else None
        if stage.kind == "opinion" and stage.id in reached and isinstance(given, Judgment) and given.on_date:
            label = (stage.label_en if contents.lang == "en" else "") or stage.label
            own = f"stage:{stage.id}"
            found.append(
                _entry(contents, own, label, stage.cite, given.by or stage.who, given.on_date, given.reason)
            )
    return tuple(found)


def before_revocation(contents: Contents, heard: tuple[Event, ...]) -> tuple[OpinionEntry, ...]:
    """The opinions that the events of a case record."""
    found = []
    for event in heard:
        kind = contents.scheme.events[event.kind]
        label, who = kind.wording.name(contents.lang), event.by or kind.decided_by
        own = f"event:{event.kind}"
        found.append(_entry(contents, own, label, kind.wording.cite, who, event.day, event.reason))
    return tuple(found)


def _entry(
    contents: Contents, own: str, label: str, cite: tuple[str, ...], who: str, on: date, words: str
) -> OpinionEntry:
    day = format_date(on, contents.lang)
    return OpinionEntry(
        contents.said(label, own), contents.said(who, own), contents.said(day, own),
        contents.said(words, own), contents.place(cite, own), (own,), wording.cites(cite, contents.lang),
    )  # fmt: skip
