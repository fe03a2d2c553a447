"""``schemeengine status``: what has become of everything the dossier's programmes granted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

from schemeengine.cli import output, shelf
from schemeengine.cli.evaluating import day_of, readings_of, unavailable
from schemeengine.cli.language import say
from schemeengine.diagnostics import (
    BadInput,
    Diagnostic,
    Lang,
    Problems,
    Severity,
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


@dataclass(frozen=True, slots=True)
class Request:
    """The arguments of one run."""

    dossier: str
    schemes: tuple[str, ...]
    as_of: str
    readings: tuple[str, ...]
    engine: str
    format: str
    lang: Lang
    output: str


def run(request: Request) -> int:
    """Exit code 0, or 2 for bad input or where nothing could be written."""
    return written(request, _rendered)


Render = Callable[[StatusReport, tuple[Scheme, ...], Request], "str | list[Line]"]


def written(request: Request, render: Render) -> int:
    """Read, follow the events, render, write."""
    problems = Problems()
    try:
        report, schemes = reported(request, problems)
        rendered = render(report, schemes, request)
    except BadInput as bad:
        output.report(bad.diagnostics, request.lang, as_json=request.format == "json")
        return 2
    except unavailable(request.engine) as missing:
        print(missing.message(request.lang), file=sys.stderr)
        return 2
    if request.format != "json":
        output.report([d for d in report.diagnostics if _worth_saying(d)], request.lang)
    return output.put_out(rendered, request.output, request.lang)


def _worth_saying(found: Diagnostic) -> bool:
    return found.severity is not Severity.NOTE or found.code is codes_dossier.AS_OF_TODAY


def reported(request: Request, problems: Problems) -> tuple[StatusReport, tuple[Scheme, ...]]:
    """The status of the dossier by the programmes asked for, else by those it speaks to; and these.

    Raises :class:`BadInput`.
    """
    dossier = load_dossier(request.dossier, read=shelf.read_dossier)
    spoken_to = shelf.named(dossier)
    paths = shelf.choose(request.schemes, request.dossier, problems, spoken_to)
    schemes = shelf.books().schemes(paths, problems)
    if not request.schemes:
        schemes = tuple(s for s in schemes if s.id in spoken_to) or schemes
    day = day_of(request.as_of, problems)
    readings = readings_of(request.readings, problems)
    problems.raise_if_errors()
    with_life(schemes, problems)
    evaluator = Evaluator(schemes, cast("Engine", request.engine))
    report = status(evaluator, dossier, as_of=day, today=date.today(), readings=readings, problems=problems)
    return report, schemes


def with_life(schemes: tuple[Scheme, ...], problems: Problems) -> None:
    """At least one of the programmes must describe a life cycle, in one of its editions."""
    if any(t.life_cycles for s in schemes for t in s.texts):
        return
    names = "・".join(s.id for s in schemes) or "-"
    problems.add(codes_life_cycle.NO_LIFE_CYCLE, None, scheme=names, near="-")
    problems.raise_if_errors()


def _rendered(report: StatusReport, schemes: tuple[Scheme, ...], request: Request) -> str | list[Line]:
    lang = request.lang
    if request.format == "json":
        return status_json(report, lang)
    found = status_blocks(report, lang)
    match request.format:
        case "markdown":
            return blocks.markdown(found)
        case "html":
            title = say(lang, f"状態: {report.dossier}", f"Status: {report.dossier}")
            return blocks.html(found, title, lang)
        case _:
            return blocks.lines(found)
