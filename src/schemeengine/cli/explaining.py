"""``schemeengine why``, ``schemeengine what-if`` and ``schemeengine readings``."""

from __future__ import annotations

from schemeengine.cli.asked import Asked
from schemeengine.cli.judging import Case, run
from schemeengine.diagnostics import Diagnostic, Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.explain.inquiry import Inquiry
from schemeengine.explain.other_readings import compare_readings
from schemeengine.explain.sufficient import sufficient_reason
from schemeengine.explain.ways import what_if
from schemeengine.model.suggest import closest
from schemeengine.pipeline import LoadedDossier
from schemeengine.render.lines import Line
from schemeengine.render.other_readings import readings_json, readings_lines
from schemeengine.render.page import Options, Page, page
from schemeengine.render.reasoning import why_lines
from schemeengine.render.reasoning_records import what_if_json, why_json
from schemeengine.render.what_if import what_if_lines

Remarks = tuple[Diagnostic, ...]


def why(asked: Asked) -> int:
    """Exit code 0, or 2 for bad input."""

    def render(cases: list[Case], dossier: LoadedDossier, remarks: Remarks) -> str | list[Line]:
        found = [(c, sufficient_reason(Inquiry.of(c.evaluator, c.judged))) for c in cases]
        if asked.format == "json":
            return why_json([(c.judged.verdict, reason) for c, reason in found], remarks, asked.lang)
        return [line for c, reason in found for line in why_lines(_page(c, asked), reason, asked.lang)]

    return run(asked, render)


def what_would(asked: Asked, amount: str, most: int) -> int:
    """Exit code 0, or 2 for bad input. ``most``: changes in one set."""

    def render(cases: list[Case], dossier: LoadedDossier, remarks: Remarks) -> str | list[Line]:
        if amount:
            cases = _with_amount(cases, amount)
        found = [(c, what_if(c.evaluator, c.judged, amount=amount, most=most)) for c in cases]
        if asked.format == "json":
            return what_if_json([w for _, w in found], remarks, asked.lang)
        return [line for c, w in found for line in what_if_lines(_page(c, asked), w, asked.lang)]

    return run(asked, render)


def readings(asked: Asked) -> int:
    """Exit code 0, or 2 for bad input."""

    def render(cases: list[Case], dossier: LoadedDossier, remarks: Remarks) -> str | list[Line]:
        found = [(c, compare_readings(c.evaluator, c.judged)) for c in cases]
        lang = asked.lang
        if asked.format == "json":
            return readings_json([(c.judged.verdict, compared) for c, compared in found], remarks, lang)
        return [
            line for c, compared in found
            for line in readings_lines(_page(c, asked), c.judged.verdict, compared, lang)
        ]  # fmt: skip

    return run(asked, render)


def _with_amount(cases: list[Case], amount: str) -> list[Case]:
    """The programmes that have an amount of this name; a diagnostic where none has."""
    kept = [c for c in cases if amount in c.judged.view.scheme.amounts]
    if not kept:
        problems = Problems()
        known = [n for c in cases for n in c.judged.view.scheme.amounts]
        near = closest(amount, known) or ", ".join(known) or "-"
        problems.add(codes.UNKNOWN_PATH, None, got=amount, what_ja="金額", what_en="amount", near=near)
        problems.raise_if_errors()
    return kept


def _page(case: Case, asked: Asked) -> Page:
    options = Options(asked.lang, "reasons")
    return page(case.judged.verdict, case.judged.trace(), options)
