"""Judging one dossier for a command that asks further: each verdict with the evaluator that gave it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

from schemeengine.cli import output, shelf
from schemeengine.cli.evaluating import day_of, known_procedure, readings_of, unavailable
from schemeengine.diagnostics import BadInput, Diagnostic, Lang, Problems, Severity
from schemeengine.ir.scheme import Scheme
from schemeengine.pipeline import Engine, Evaluator, Judged, LoadedDossier, load_dossier
from schemeengine.render.lines import Line


@dataclass(frozen=True, slots=True)
class Asked:
    """The arguments that say what is judged, and how the answer is to look."""

    dossier: str
    schemes: tuple[str, ...]
    procedure: str
    as_of: str
    readings: tuple[str, ...]
    engine: str
    format: str
    lang: Lang
    output: str


@dataclass(frozen=True, slots=True)
class Case:
    """One dossier judged by one programme."""

    evaluator: Evaluator
    judged: Judged


#: What is said of the cases judged; the remarks met on the way belong into the JSON forms.
Render = Callable[[list[Case], LoadedDossier, tuple[Diagnostic, ...]], str | list[Line]]


def judge(asked: Asked, problems: Problems) -> tuple[list[Case], LoadedDossier, tuple[Diagnostic, ...]]:
    """The dossier judged by each programme asked for, else by those it speaks to, else by all found.

    Raises :class:`BadInput`, and ``EngineUnavailable`` for an engine that is not installed.
    """
    dossier = load_dossier(asked.dossier, read=shelf.read_dossier)
    spoken_to = shelf.named(dossier)
    paths = shelf.choose(asked.schemes, asked.dossier, problems, spoken_to)
    books = shelf.books()
    schemes = books.schemes(paths, problems)
    if not asked.schemes:
        schemes = tuple(s for s in schemes if s.id in spoken_to) or schemes
    day = day_of(asked.as_of, problems)
    readings = readings_of(asked.readings, problems)
    if asked.procedure:
        known_procedure(asked.procedure, schemes, problems)
    problems.raise_if_errors()
    cases: list[Case] = []
    engine = cast("Engine", asked.engine)
    evaluator = books.evaluator(schemes, engine)
    found = evaluator.evaluate(
        dossier, as_of=day, readings=readings, procedure=asked.procedure, today=date.today(),
        compare_readings=False,
    )  # fmt: skip
    for judged in found.judged:
        alone = evaluator if len(schemes) == 1 else books.evaluator([_of(schemes, judged)], engine)
        cases.append(Case(alone, judged))
    return cases, dossier, (*problems.items, *found.diagnostics)


def _of(schemes: tuple[Scheme, ...], judged: Judged) -> Scheme:
    return next(s for s in schemes if s.id == judged.verdict.scheme)


def run(asked: Asked, render: Render) -> int:
    """Judge, render, write. Exit code 0, or 2 for bad input or where nothing could be written."""
    problems = Problems()
    try:
        cases, dossier, remarks = judge(asked, problems)
        rendered = render(cases, dossier, remarks)
    except BadInput as bad:
        output.report(bad.diagnostics, asked.lang, as_json=asked.format == "json")
        return 2
    except unavailable(asked.engine) as missing:
        print(missing.message(asked.lang), file=sys.stderr)
        return 2
    if asked.format != "json":
        output.report([d for d in remarks if d.severity is not Severity.NOTE], asked.lang)
    return output.put_out(rendered, asked.output, asked.lang)
