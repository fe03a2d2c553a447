"""``schemeengine status``: what has become of everything the dossier's programmes granted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from schemeengine.cli import shelf
from schemeengine.cli.answering import Answer, answer, worth_saying
from schemeengine.cli.arguments import day_of, readings_of
from schemeengine.cli.asked import Asked
from schemeengine.cli.judging import programmes
from schemeengine.cli.language import say
from schemeengine.diagnostics import (
    Problems,
    codes_dossier,
    codes_life_cycle,
)
from schemeengine.ir.scheme import Scheme
from schemeengine.lifecycle.model import StatusReport
from schemeengine.pipeline import Engine, Evaluator, load_dossier
from schemeengine.render import blocks
from schemeengine.render.lines import Line
from schemeengine.render.status import status_blocks
from schemeengine.render.status_records import status_json
from schemeengine.standing import status


def run(asked: Asked) -> int:
    """Exit code 0, or 2 for bad input or where nothing could be written."""
    return written(asked, _rendered)


Render = Callable[[StatusReport, tuple[Scheme, ...], Asked], "str | list[Line]"]


def written(asked: Asked, render: Render) -> int:
    """Read, follow the events, render, write."""

    def work() -> Answer:
        report, schemes = reported(asked, Problems())
        told = [d for d in report.diagnostics if d.code is codes_dossier.AS_OF_TODAY or worth_saying((d,))]
        return Answer(render(report, schemes, asked), told)

    return answer(asked, work)


def reported(asked: Asked, problems: Problems) -> tuple[StatusReport, tuple[Scheme, ...]]:
    """The status of the dossier by the programmes asked for, else by those it speaks to; and these.

    Raises :class:`BadInput`.
    """
    dossier = load_dossier(asked.dossier, read=shelf.read_dossier)
    schemes = programmes(asked, dossier, shelf.books(), problems)
    day = day_of(asked.as_of, problems)
    readings = readings_of(asked.readings, problems)
    problems.raise_if_errors()
    with_life(schemes, problems)
    evaluator = Evaluator(schemes, cast("Engine", asked.engine))
    report = status(evaluator, dossier, as_of=day, today=date.today(), readings=readings, problems=problems)
    return report, schemes


def with_life(schemes: tuple[Scheme, ...], problems: Problems) -> None:
    """At least one of the programmes must describe a life cycle, in one of its editions."""
    if any(t.life_cycles for s in schemes for t in s.texts):
        return
    names = "・".join(s.id for s in schemes) or "-"
    problems.add(codes_life_cycle.NO_LIFE_CYCLE, None, scheme=names, near="-")
    problems.raise_if_errors()


def _rendered(report: StatusReport, schemes: tuple[Scheme, ...], asked: Asked) -> str | list[Line]:
    lang = asked.lang
    if asked.format == "json":
        return status_json(report, lang)
    found = status_blocks(report, lang)
    match asked.format:
        case "markdown":
            return blocks.markdown(found)
        case "html":
            title = say(lang, f"状態: {report.dossier}", f"Status: {report.dossier}")
            return blocks.html(found, title, lang)
        case _:
            return blocks.lines(found)
