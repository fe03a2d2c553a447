"""``schemeengine select``: the applications of one call, ranked and chosen among."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from schemeengine.cli import shelf
from schemeengine.cli.answering import Answer, answer, worth_saying
from schemeengine.cli.arguments import day_of
from schemeengine.cli.asked import Asked
from schemeengine.diagnostics import BadInput, Diagnostic, Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.ir.scheme import Scheme
from schemeengine.pipeline import Engine, Evaluator, load_dossier
from schemeengine.render.lines import Line
from schemeengine.render.selection import sheet
from schemeengine.render.selection_records import selection_csv, selection_json
from schemeengine.render.sheet import sheet_html, sheet_lines, sheet_markdown
from schemeengine.selection.choose import choose
from schemeengine.selection.model import Application, Chosen


def run(dossiers: Sequence[str], asked: Asked) -> int:
    """Exit code 0, or 2 for bad input: nothing is ranked while one dossier cannot be read."""

    def work() -> Answer:
        problems = Problems()
        (name,) = asked.schemes
        scheme = with_selection(name, problems)
        engine = cast("Engine", asked.engine)
        applications, remarks = judged_all(scheme, dossiers, asked.as_of, engine, problems)
        assert scheme.selection is not None
        found = choose(scheme.selection, applications)
        return Answer(_rendered(scheme, found, remarks, asked), worth_saying(remarks))

    return answer(asked, work)


def _rendered(scheme: Scheme, found: Chosen, remarks: Sequence[Diagnostic], asked: Asked) -> str | list[Line]:
    lang = asked.lang
    match asked.format:
        case "json":
            return selection_json(scheme, found, remarks, lang)
        case "csv":  # in a file with the mark by which spreadsheets know UTF-8
            text = selection_csv(found, lang)
            return text if asked.output in ("", "-") else f"\ufeff{text}"
        case "markdown":
            return sheet_markdown(sheet(scheme, found, lang))
        case "html":
            return sheet_html(sheet(scheme, found, lang))
        case _:
            return list(sheet_lines(sheet(scheme, found, lang)))


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
