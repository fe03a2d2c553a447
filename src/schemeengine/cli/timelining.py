"""``schemeengine timeline``: the days of a dossier, or the dates that a decision would bring."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from schemeengine.cli import shelf, statusing
from schemeengine.cli.answering import Answer, answer
from schemeengine.cli.arguments import day_of
from schemeengine.cli.asked import Asked
from schemeengine.cli.language import say
from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.ir.scheme import Scheme
from schemeengine.lifecycle.hypothetical import Worked, after_decision, worked
from schemeengine.lifecycle.model import StatusReport
from schemeengine.lifecycle.timeline import Timeline, timeline
from schemeengine.pipeline import Engine, Evaluator
from schemeengine.render import blocks
from schemeengine.render.lines import Line
from schemeengine.render.timeline import timeline_blocks, timeline_json, worked_blocks
from schemeengine.verdict.in_force import edition_on, text_on
from schemeengine.verdict.worked_dates import NotADay, telling_days


@dataclass(frozen=True, slots=True)
class Hypothetical:
    """A decision that might be taken: on which day, and which dated fact is meant ("" for all)."""

    decided: str
    fact: str


def run(asked: Asked, hypothetical: Hypothetical) -> int:
    """Exit code 0, or 2 for bad input or where nothing could be written."""
    if asked.dossier:
        return statusing.written(asked, _rendered)
    if not asked.schemes:
        ja = "誤り: 申請書のファイルか「--scheme 制度」が要ります。\n使い方: schemeengine timeline --help"
        en = "error: a dossier, or --scheme PROGRAMME, is needed.\nSee schemeengine timeline --help"
        print(say(asked.lang, ja, en), file=sys.stderr)
        return 2
    return answer(asked, lambda: Answer(_hypothetical(asked, hypothetical, Problems())))


def _rendered(report: StatusReport, schemes: tuple[Scheme, ...], asked: Asked) -> str | list[Line]:
    return _shown(timeline(report, schemes), asked)


def _shown(found: Timeline, asked: Asked) -> str | list[Line]:
    lang = asked.lang
    match asked.format:
        case "json":
            return timeline_json(found, lang)
        case "ics":
            from schemeengine.render.calendar_file import calendar_file

            return calendar_file(found, lang)
        case _:
            title = say(lang, f"日程: {found.dossier}", f"Timeline: {found.dossier}")
            return _page(timeline_blocks(found, lang), title, asked)


def _page(found: Sequence[blocks.Block], title: str, asked: Asked) -> str | list[Line]:
    match asked.format:
        case "markdown":
            return blocks.markdown(found)
        case "html":
            return blocks.html(found, title, asked.lang)
        case _:
            return blocks.lines(found)


# ------------------------------------------------------------------ a decision that might be taken
def _hypothetical(asked: Asked, wanted: Hypothetical, problems: Problems) -> str | list[Line]:
    """The dates of the one programme asked for; without a day, for days that tell them apart."""
    paths = shelf.choose(asked.schemes, "", problems)
    schemes = shelf.books().schemes(paths, problems)
    day = day_of(wanted.decided, problems)
    problems.raise_if_errors()
    scheme = schemes[0]
    days = (day,) if day is not None else telling_days(first_day(scheme))
    evaluator = Evaluator((scheme,), cast("Engine", asked.engine))
    try:
        found = [w for d in days for w in _worked(evaluator, scheme, d, wanted.fact)]
    except NotADay as unknown:
        near = ", ".join(unknown.known) or "-"
        problems.add(codes.UNKNOWN_FACT, None, got=unknown.event, near=near)
        problems.raise_if_errors()
        raise
    after: list[Timeline] = []
    if day is not None:
        text = text_on(scheme, day)
        timeline_ = after_decision(text, day, evaluator.values_of(text))
        after += [] if timeline_ is None else [timeline_]
    if asked.format in ("json", "ics"):
        return _shown(after[0], asked) if after else _nothing(scheme, problems)
    return _page(worked_blocks(scheme, found, after, asked.lang), scheme.title, asked)


def _worked(evaluator: Evaluator, scheme: Scheme, day: date, fact: str) -> tuple[Worked, ...]:
    """By the text that is in force on the day tried."""
    text = text_on(scheme, day)
    return worked(text, day, fact, evaluator.values_of(text), edition_on(scheme, day))


def _nothing(scheme: Scheme, problems: Problems) -> str:
    """Only a life cycle with a decided day has a calendar."""
    statusing.with_life((scheme,), problems)
    problems.add(codes.AS_OF_MISSING, None)
    problems.raise_if_errors()
    return ""


def first_day(scheme: Scheme) -> date:
    """From which day on examples are worked: the last edition's first."""
    return max((e.from_ for e in scheme.editions), default=date(2024, 4, 1))
