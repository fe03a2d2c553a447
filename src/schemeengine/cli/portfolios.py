"""``schemeengine portfolio``: one dossier against all programmes, and what goes together."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from typing import cast

from schemeengine.cli import output, shelf
from schemeengine.cli.evaluating import all_that_can, day_of, readings_of, unavailable
from schemeengine.diagnostics import BadInput, Diagnostic, Lang, Problems, Severity
from schemeengine.evaluator import bind_dossier
from schemeengine.ir.scheme import Scheme
from schemeengine.pipeline import Engine, Evaluator, LoadedDossier, Result, load_dossier
from schemeengine.portfolio.combine import portfolio
from schemeengine.portfolio.model import Portfolio
from schemeengine.render.lines import Line, as_text
from schemeengine.render.portfolio import portfolio_json, sheet
from schemeengine.render.sheet import sheet_html, sheet_lines, sheet_markdown


def run(
    path: str, names: Sequence[str], as_of: str, readings: Sequence[str], format_: str, lang: Lang,
    engine: str, out: str,
) -> int:  # fmt: skip
    """Exit code 0, or 2 for bad input or where nothing could be written."""
    problems = Problems()
    try:
        dossier = load_dossier(path)
        paths = shelf.choose(tuple(names), path, problems, shelf.named(dossier))
        schemes = shelf.books().schemes(paths, problems)
        day, chosen = day_of(as_of, problems), readings_of(readings, problems)
        problems.raise_if_errors()
        found, remarks = _found(schemes, dossier, day, chosen, cast("Engine", engine), bool(names))
    except BadInput as bad:
        output.report(bad.diagnostics, lang, as_json=format_ == "json")
        return 2
    except unavailable(engine) as missing:
        print(missing.message(lang), file=sys.stderr)
        return 2
    remarks = (*problems.items, *remarks)
    if format_ != "json":
        output.report([d for d in remarks if d.severity is not Severity.NOTE], lang)
    return write(_rendered(found, remarks, dossier, format_, lang), out, lang)


def _found(
    schemes: tuple[Scheme, ...], dossier: LoadedDossier, day: date | None, readings: dict[str, str],
    engine: Engine, asked: bool,
) -> tuple[Portfolio, tuple[Diagnostic, ...]]:  # fmt: skip
    """``asked``: the programmes were named, so that none of them may be left out."""

    def judge(wanted: Sequence[Scheme]) -> Result:
        evaluator = Evaluator(wanted, engine)
        return evaluator.evaluate(
            dossier, as_of=day, readings=readings, today=date.today(), compare_readings=False
        )

    result = judge(schemes) if asked else all_that_can(judge, schemes)
    kept = tuple(j.view.scheme for j in result.judged)
    bound = bind_dossier(kept, dossier, Problems())
    return portfolio(Evaluator(kept, engine), bound, result.judged), result.diagnostics


def _rendered(
    found: Portfolio, remarks: Sequence[Diagnostic], dossier: LoadedDossier, format_: str, lang: Lang
) -> str | list[Line]:
    if format_ == "json":
        return portfolio_json(found, remarks, lang)
    shown = sheet(found, dossier.doc.title or dossier.doc.dossier, lang)
    match format_:
        case "markdown":
            return sheet_markdown(shown)
        case "html":
            return sheet_html(shown)
        case _:
            return list(sheet_lines(shown))


def write(rendered: str | list[Line], path: str, lang: Lang) -> int:
    try:
        if isinstance(rendered, list) and path in ("", "-"):
            output.show(rendered)
        else:
            output.write_text(rendered if isinstance(rendered, str) else as_text(rendered), path)
    except output.CannotWrite as error:
        print(error.text(lang), file=sys.stderr)
        return 2
    return 0
