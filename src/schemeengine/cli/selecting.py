"""``schemeengine select``: the applications of one call, ranked and chosen among."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from typing import cast

from schemeengine.cli import output, shelf
from schemeengine.cli.evaluating import day_of, unavailable
from schemeengine.diagnostics import BadInput, Diagnostic, Lang, Problems, Severity
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.ir.scheme import Scheme
from schemeengine.pipeline import Engine, Evaluator, load_dossier
from schemeengine.render.selection import sheet
from schemeengine.render.selection_records import selection_csv, selection_json
from schemeengine.render.sheet import sheet_html, sheet_lines, sheet_markdown
from schemeengine.selection.choose import choose
from schemeengine.selection.model import Application


def run(
    dossiers: Sequence[str], name: str, as_of: str, format_: str, lang: Lang, engine: str, out: str
) -> int:
    """Exit code 0, or 2 for bad input: nothing is ranked while one dossier cannot be read."""
    problems = Problems()
    try:
        scheme = with_selection(name, problems)
        applications, remarks = judged_all(scheme, dossiers, as_of, cast("Engine", engine), problems)
        assert scheme.selection is not None
        found = choose(scheme.selection, applications)
    except BadInput as bad:
        output.report(bad.diagnostics, lang, as_json=format_ == "json")
        return 2
    except unavailable(engine) as missing:
        print(missing.message(lang), file=sys.stderr)
        return 2
    if format_ == "json":
        return output.put_out(selection_json(scheme, found, remarks, lang), out, lang)
    output.report([d for d in remarks if d.severity is not Severity.NOTE], lang)
    shown = sheet(scheme, found, lang)
    match format_:
        case "csv":  # in a file with the mark by which spreadsheets know UTF-8
            text = selection_csv(found, lang)
            return output.put_out(text if out in ("", "-") else f"\ufeff{text}", out, lang)
        case "markdown":
            return output.put_out(sheet_markdown(shown), out, lang)
        case "html":
            return output.put_out(sheet_html(shown), out, lang)
        case _:
            return output.put_out(list(sheet_lines(shown)), out, lang)


def with_selection(name: str, problems: Problems) -> Scheme:
    """The programme asked for. Raises :class:`BadInput` if it has no ``selection:``."""
    (scheme,) = shelf.books().schemes(shelf.choose((name,), "", problems), problems) or (None,)
    problems.raise_if_errors()
    assert scheme is not None
    if scheme.selection is None:
        problems.add(codes.NO_SELECTION, None, scheme=scheme.id)
        problems.raise_if_errors()
    return scheme


def judged_all(
    scheme: Scheme, dossiers: Sequence[str], as_of: str, engine: Engine, problems: Problems
) -> tuple[list[Application], tuple[Diagnostic, ...]]:
    """Every dossier judged; mistakes of all of them are told at once."""
    day = day_of(as_of, problems)
    evaluator = Evaluator([scheme], engine)
    found: list[Application] = []
    names: dict[str, str] = {}
    for path in dossiers:
        try:
            dossier = load_dossier(path, read=shelf.read_dossier)
            result = evaluator.evaluate(dossier, as_of=day, today=date.today(), compare_readings=False)
        except BadInput as bad:
            problems.extend(bad.diagnostics)
            continue
        name = dossier.doc.dossier
        if name in names:
            problems.add(codes.DOSSIER_TWICE, None, name=name, first=names[name], second=path)
        names[name] = path
        problems.extend(result.diagnostics)
        found += [Application(name, j) for j in result.judged]
    problems.raise_if_errors()
    return found, problems.items
