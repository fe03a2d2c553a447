"""``schemeengine portfolio``: each dossier against all programmes, and what goes together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from schemeengine.cli import shelf
from schemeengine.cli.answering import Answer, answer, worth_saying
from schemeengine.cli.arguments import day_of, readings_of
from schemeengine.cli.asked import Asked
from schemeengine.cli.evaluating import all_that_can
from schemeengine.diagnostics import BadInput, Diagnostic, Lang, Problems
from schemeengine.intake import bind_dossier
from schemeengine.ir.scheme import Scheme
from schemeengine.pipeline import Engine, Result, load_dossier
from schemeengine.portfolio.combine import portfolio
from schemeengine.render.lines import Line
from schemeengine.render.portfolio import Case, sheet
from schemeengine.render.portfolio_records import portfolio_json
from schemeengine.render.sheet import sheet_html, sheet_lines, sheet_markdown


def run(dossiers: Sequence[str], asked: Asked) -> int:
    """Exit code 0, or 2 for bad input or where nothing could be written; the mistakes of all dossiers
    are told at once. Programmes that are named may not be left out."""

    def work() -> Answer:
        problems = Problems()
        found = [_found(asked, path, problems) for path in dossiers]
        problems.raise_if_errors()
        cases = [case for case in found if case is not None]
        remarks: list[Diagnostic] = []  # each once; what they say of may not be hashable
        for told in worth_saying(d for c in cases for d in c.remarks):
            if told not in remarks:
                remarks.append(told)
        return Answer(_rendered(cases, asked.format, asked.lang), remarks)

    return answer(asked, work)


def _found(asked: Asked, path: str, problems: Problems) -> Case | None:
    """One dossier against the programmes asked for; None after a diagnostic."""
    own = Problems()
    try:
        dossier = load_dossier(path, read=shelf.read_dossier)
        paths = shelf.choose(asked.schemes, path, own, shelf.named(dossier))
        books = shelf.books()
        schemes = books.schemes(paths, own)
        day, readings = day_of(asked.as_of, own), readings_of(asked.readings, own)
        own.raise_if_errors()
        engine = cast("Engine", asked.engine)

        def judge(wanted: Sequence[Scheme]) -> Result:
            return books.evaluator(wanted, engine).evaluate(
                dossier, as_of=day, readings=readings, today=date.today(), compare_readings=False
            )

        result = judge(schemes) if asked.schemes else all_that_can(judge, schemes)
        judged = {j.view.scheme.id for j in result.judged}
        kept = tuple(s for s in schemes if s.id in judged)  # with all their editions
        bound = bind_dossier(kept, dossier, Problems(), as_of=day)
    except BadInput as bad:
        problems.extend(bad.diagnostics)
        return None
    whole = portfolio(books.evaluator(kept, engine), bound, result.judged)
    return Case(dossier.doc.dossier, dossier.doc.title, whole, (*own.items, *result.diagnostics))


def _rendered(cases: Sequence[Case], format_: str, lang: Lang) -> str | list[Line]:
    if format_ == "json":
        return portfolio_json(cases, lang)
    shown = sheet(cases, lang)
    match format_:
        case "markdown":
            return sheet_markdown(shown)
        case "html":
            return sheet_html(shown)
        case _:
            return list(sheet_lines(shown))
