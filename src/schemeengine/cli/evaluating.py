"""``schemeengine evaluate``: read, judge, render, write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, cast

from schemeengine.cli import shelf
from schemeengine.cli.answering import Answer, answer, worth_saying
from schemeengine.cli.arguments import day_of, known_procedure, readings_of
from schemeengine.cli.asked import Asked
from schemeengine.cli.language import say
from schemeengine.diagnostics import BadInput, Diagnostic, Problems, Severity
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.ir.scheme import Scheme
from schemeengine.pipeline import (
    Engine,
    Judged,
    LoadedDossier,
    Result,
    bind_dossier,
    read_dossier,
)
from schemeengine.render.explain import Zoom
from schemeengine.render.lines import Line
from schemeengine.render.page import Options, Page, page
from schemeengine.render.text import document
from schemeengine.render.waiting import waiting
from schemeengine.verdict.derivation import derivations

if TYPE_CHECKING:
    from schemeengine.render.records import SufficientRecord


@dataclass(frozen=True, slots=True)
class Request(Asked):
    """The arguments of one run."""

    trace: str = "full"
    instrument: str = ""
    exit_code: bool = False
    #: Whether JSON gives the smallest reason of each verdict, too; that takes longer.
    why: bool = False


def run(request: Request) -> int:
    """Exit code: 0 judged, 1 (if wanted) not eligible, 2 bad input or nothing written."""

    def work() -> Answer:
        problems = Problems()
        result, dossier = judged(request, problems)
        rendered = _rendered(request, result, dossier, problems)
        unfit = any(v.outcome != "eligible" for v in result.verdicts)
        code = 1 if request.exit_code and unfit else 0
        return Answer(rendered, worth_saying(result.diagnostics), code)

    return answer(request, work)


# ------------------------------------------------------------------ judging
def judged(request: Request, problems: Problems) -> tuple[Result, LoadedDossier]:
    """Read the schemes and the dossier and judge. Raises :class:`BadInput` with all that is wrong."""
    own = Problems()
    dossier = read_dossier(request.dossier, own, shelf.read_dossier, partly=True)
    spoken_to = frozenset[str]() if dossier is None else shelf.named(dossier)
    paths = shelf.choose(request.schemes, request.dossier, problems, spoken_to)
    books = shelf.books()
    schemes = books.schemes(paths, problems)
    day = day_of(request.as_of, problems)
    readings = readings_of(request.readings, problems)
    known_procedure(request.procedure, schemes, problems)
    if own.has_errors and dossier is not None and schemes and not problems.has_errors:
        values_of(dossier, schemes, own)
    problems.extend(own.items)  # the mistakes of all files are told at once
    problems.raise_if_errors()
    assert dossier is not None, "a dossier is refused with at least one error"
    ordered = sorted(schemes, key=lambda s: s.id not in spoken_to)  # else in the order of the paths

    def judge(wanted: Sequence[Scheme]) -> Result:
        evaluator = books.evaluator(wanted, cast("Engine", request.engine))
        return evaluator.evaluate(
            dossier, as_of=day, readings=readings, procedure=request.procedure, today=date.today()
        )

    found = all_that_can(judge, ordered)
    return replace(found, diagnostics=(*problems.items, *found.diagnostics)), dossier


def schemes_of(request: Request, dossier: LoadedDossier, problems: Problems) -> tuple[Scheme, ...]:
    """The programmes that a request is about, with all their editions."""
    paths = shelf.choose(request.schemes, request.dossier, problems, shelf.named(dossier))
    return shelf.books().schemes(paths, problems)


def values_of(dossier: LoadedDossier, schemes: Sequence[Scheme], problems: Problems) -> None:
    """Add what is wrong with the values of a dossier that is refused in any case for its notation."""
    try:
        bind_dossier(schemes, dossier, problems, today=date.today())
    except BadInput as bad:
        problems.extend(bad.diagnostics)


def all_that_can(judge: Callable[[Sequence[Scheme]], Result], schemes: Sequence[Scheme]) -> Result:
    """All programmes that can judge the day. One that lacks the edition of the day is left out with
    a warning instead of standing in the way of the others; if none is left, it is the error."""
    try:
        return judge(schemes)
    except BadInput as bad:
        lacking = {d.args["scheme"] for d in bad.diagnostics if d.code is codes.EDITION_NOT_ENCODED}
        rest = [s for s in schemes if s.id not in lacking]
        if not lacking or not rest:
            raise
        found = judge(rest)
        warnings = [_as_warning(d) for d in bad.diagnostics if d.code is codes.EDITION_NOT_ENCODED]
        return replace(found, diagnostics=(*warnings, *found.diagnostics))


def _as_warning(found: Diagnostic) -> Diagnostic:
    return replace(found, code=replace(found.code, severity=Severity.WARNING))


# ------------------------------------------------------------------ rendering
_Rendered = str | list[Line]


def _rendered(request: Request, result: Result, dossier: LoadedDossier, problems: Problems) -> _Rendered:
    lang = request.lang
    if request.format == "json":
        from schemeengine.render import as_json

        found = [(j.verdict, j.trace()) for j in result.judged]
        reasons = _reasons(request, result, dossier, problems) if request.why else {}
        return as_json.output_json(found, result.diagnostics, lang, reasons)
    passages = {j.verdict.scheme: passages_of(request, j.view.scheme, problems) for j in result.judged}
    problems.raise_if_errors()
    full = spoken_of(request, result, dossier)
    pages = [_page(j, request, passages[j.verdict.scheme]) for j in full]
    others = [_page(j, request, {}) for j in result.judged if j not in full]
    match request.format:
        case "markdown":
            from schemeengine.render import markup

            return markup.markdown(pages, others, lang)
        case "html":
            from schemeengine.render import markup

            title = say(lang, "判定", "Verdict")
            return markup.html(pages, others, lang, f"{title}: {dossier.doc.title or dossier.doc.dossier}")
        case _:
            return document(pages, others)


def _reasons(
    request: Request, result: Result, dossier: LoadedDossier, problems: Problems
) -> dict[str, SufficientRecord | None]:
    """The smallest reason of each verdict, by programme."""
    from schemeengine.explain.inquiry import Inquiry
    from schemeengine.explain.sufficient import sufficient_reason
    from schemeengine.render.sufficient import sufficient_record

    schemes = {s.id: s for s in schemes_of(request, dossier, problems)}
    found: dict[str, SufficientRecord | None] = {}
    for judged in result.judged:
        name = judged.verdict.scheme
        evaluator = shelf.books().evaluator([schemes[name]], cast("Engine", request.engine))
        reason = sufficient_reason(Inquiry.of(evaluator, judged))
        found[name] = None if reason is None else sufficient_record(reason, request.lang)
    return found


def passages_of(request: Request, scheme: Scheme, problems: Problems) -> Mapping[str, str]:
    """Words of cited places: from the text asked for, else the one the scheme file names."""
    if not request.instrument and not scheme.instrument_file:
        return {}
    from schemeengine.cli.passages import passages_for, read_words
    from schemeengine.cli.places_record import beside

    path = request.instrument or beside(scheme, scheme.instrument_file)
    return passages_for(read_words(path, problems), scheme)


def spoken_of(request: Request, result: Result, dossier: LoadedDossier) -> list[Judged]:
    """The verdicts to be shown in full; all where neither the dossier nor the command names any."""
    return [j for j in result.judged if _in_full(j, request, dossier)] or list(result.judged)


def _in_full(judged: Judged, request: Request, dossier: LoadedDossier) -> bool:
    """Programmes named on the command line or in the dossier; the others are shown in brief."""
    return bool(request.schemes) or judged.verdict.scheme in shelf.named(dossier)


def _page(judged: Judged, request: Request, passages: Mapping[str, str]) -> Page:
    choices = {r.id: r.choices_in(request.lang) for r in judged.view.scheme.readings.values()}
    zoom = cast("Zoom", request.trace)
    derived = derivations(judged.view, request.lang)
    options = Options(request.lang, zoom, passages, choices, waiting(judged.view), derived)
    return page(judged.verdict, judged.trace(), options)
