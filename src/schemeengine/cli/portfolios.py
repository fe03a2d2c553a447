"""``schemeengine portfolio``: each dossier against all programmes, and what goes together."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from schemeengine.cli import output, shelf
from schemeengine.cli.evaluating import all_that_can, day_of, readings_of, unavailable
from schemeengine.diagnostics import BadInput, Diagnostic, Lang, Problems, Severity
from schemeengine.evaluator import bind_dossier
from schemeengine.ir.scheme import Scheme
from schemeengine.pipeline import Engine, Result, load_dossier
from schemeengine.portfolio.combine import portfolio
from schemeengine.render.lines import Line
from schemeengine.render.portfolio import Case, sheet
from schemeengine.render.portfolio_records import portfolio_json
from schemeengine.render.sheet import sheet_html, sheet_lines, sheet_markdown


@dataclass(frozen=True, slots=True)
class Request:
    """The arguments of one run. Programmes that are named may not be left out."""

    dossiers: tuple[str, ...]
    schemes: tuple[str, ...]
    as_of: str
    readings: tuple[str, ...]
    format: str
    lang: Lang
    engine: str
    output: str


def run(request: Request) -> int:
    """Exit code 0, or 2 for bad input or where nothing could be written; the mistakes of all dossiers
    are told at once."""
    problems, as_json = Problems(), request.format == "json"
    try:
        found = [_found(request, path, problems) for path in request.dossiers]
        problems.raise_if_errors()
    except BadInput as bad:
        output.report(bad.diagnostics, request.lang, as_json=as_json)
        return 2
    except unavailable(request.engine) as missing:
        print(missing.message(request.lang), file=sys.stderr)
        return 2
    cases = [case for case in found if case is not None]
    if not as_json:
        remarks: list[Diagnostic] = []  # each once; what they say of may not be hashable
        for told in (d for c in cases for d in c.remarks if d.severity is not Severity.NOTE):
            if told not in remarks:
                remarks.append(told)
        output.report(tuple(remarks), request.lang)
    return output.put_out(_rendered(cases, request.format, request.lang), request.output, request.lang)


def _found(request: Request, path: str, problems: Problems) -> Case | None:
    """One dossier against the programmes asked for; None after a diagnostic."""
    own = Problems()
    try:
        dossier = load_dossier(path, read=shelf.read_dossier)
        paths = shelf.choose(request.schemes, path, own, shelf.named(dossier))
        books = shelf.books()
        schemes = books.schemes(paths, own)
        day, readings = day_of(request.as_of, own), readings_of(request.readings, own)
        own.raise_if_errors()
        engine = cast("Engine", request.engine)

        def judge(wanted: Sequence[Scheme]) -> Result:
            return books.evaluator(wanted, engine).evaluate(
                dossier, as_of=day, readings=readings, today=date.today(), compare_readings=False
            )

        result = judge(schemes) if request.schemes else all_that_can(judge, schemes)
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
