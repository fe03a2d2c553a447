"""Judging one dossier for a command that asks further: each verdict with the evaluator that gave it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

from schemeengine.cli import shelf
from schemeengine.cli.answering import Answer, answer, worth_saying
from schemeengine.cli.arguments import day_of, known_procedure, readings_of
from schemeengine.cli.asked import Asked
from schemeengine.diagnostics import Diagnostic, Problems
from schemeengine.ir.scheme import Scheme
from schemeengine.kept.schemes import Bookshelf
from schemeengine.pipeline import Engine, Evaluator, Judged, LoadedDossier, load_dossier
from schemeengine.render.lines import Line


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
    books = shelf.books()
    schemes = programmes(asked, dossier, books, problems)
    day = day_of(asked.as_of, problems)
    readings = readings_of(asked.readings, problems)
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


def programmes(
    asked: Asked, dossier: LoadedDossier, books: Bookshelf, problems: Problems
) -> tuple[Scheme, ...]:
    """Those asked for, else those the dossier speaks to, else all found."""
    spoken_to = shelf.named(dossier)
    found = books.schemes(shelf.choose(asked.schemes, asked.dossier, problems, spoken_to), problems)
    return found if asked.schemes else tuple(s for s in found if s.id in spoken_to) or found


def _of(schemes: tuple[Scheme, ...], judged: Judged) -> Scheme:
    return next(s for s in schemes if s.id == judged.verdict.scheme)


def run(asked: Asked, render: Render) -> int:
    """Judge, render, write. Exit code 0, or 2 for bad input or where nothing could be written."""

    def work() -> Answer:
        cases, dossier, remarks = judge(asked, Problems())
        return Answer(render(cases, dossier, remarks), worth_saying(remarks))

    return answer(asked, work)
