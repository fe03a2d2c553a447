"""``schemeengine timeline``: the days of a dossier, or the dates that a decision would bring."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from schemeengine.cli import output, shelf, statusing
from schemeengine.cli.evaluating import day_of, unavailable
from schemeengine.cli.language import say
from schemeengine.diagnostics import BadInput, Problems
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


def run(request: statusing.Request, hypothetical: Hypothetical) -> int:
    """Exit code 0, or 2 for bad input or where nothing could be written."""
    if request.dossier:
        return statusing.written(request, _rendered)
    if not request.schemes:
        ja = "誤り: 申請書のファイルか「--scheme 制度」が要ります。\n使い方: schemeengine timeline --help"
        en = "error: a dossier, or --scheme PROGRAMME, is needed.\nSee schemeengine timeline --help"
        print(say(request.lang, ja, en), file=sys.stderr)
        return 2
    problems = Problems()
    try:
        rendered = _hypothetical(request, hypothetical, problems)
    except BadInput as bad:
        output.report(bad.diagnostics, request.lang, as_json=request.format == "json")
        return 2
    except unavailable(request.engine) as missing:
        print(missing.message(request.lang), file=sys.stderr)
        return 2
    return output.put_out(rendered, request.output, request.lang)


def _rendered(
    report: StatusReport, schemes: tuple[Scheme, ...], request: statusing.Request
) -> str | list[Line]:
    return _shown(timeline(report, schemes), request)


def _shown(found: Timeline, request: statusing.Request) -> str | list[Line]:
    lang = request.lang
    match request.format:
        case "json":
            return timeline_json(found, lang)
        case "ics":
            from schemeengine.render.calendar_file import calendar_file

            return calendar_file(found, lang)
        case _:
            title = say(lang, f"日程: {found.dossier}", f"Timeline: {found.dossier}")
            return _page(timeline_blocks(found, lang), title, request)


def _page(found: Sequence[blocks.Block], title: str, request: statusing.Request) -> str | list[Line]:
    match request.format:
        case "markdown":
            return blocks.markdown(found)
        case "html":
            return blocks.html(found, title, request.lang)
        case _:
            return blocks.lines(found)


# ------------------------------------------------------------------ a decision that might be taken
def _hypothetical(request: statusing.Request, asked: Hypothetical, problems: Problems) -> str | list[Line]:
    """The dates of the one programme asked for; without a day, for days that tell them apart."""
    paths = shelf.choose(request.schemes, "", problems)
    schemes = shelf.books().schemes(paths, problems)
    day = day_of(asked.decided, problems)
    problems.raise_if_errors()
    scheme = schemes[0]
    days = (day,) if day is not None else telling_days(first_day(scheme))
    evaluator = Evaluator((scheme,), cast("Engine", request.engine))
    try:
        found = [w for d in days for w in _worked(evaluator, scheme, d, asked.fact)]
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
    if request.format in ("json", "ics"):
        return _shown(after[0], request) if after else _nothing(scheme, problems)
    return _page(worked_blocks(scheme, found, after, request.lang), scheme.title, request)


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
