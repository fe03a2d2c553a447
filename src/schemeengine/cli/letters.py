"""``schemeengine letter`` and ``schemeengine publish``: letters about a case, pages about a programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schemeengine.cli import evaluating, shelf
from schemeengine.cli.answering import Answer, answer, worth_saying
from schemeengine.cli.arguments import day_of, known_procedure, readings_of
from schemeengine.diagnostics import (
    BadInput,
    Problems,
    codes_dossier,
    codes_files,
    codes_letters,
)
from schemeengine.letters.forms import as_html, as_markdown, as_text
from schemeengine.letters.kinds import Kind
from schemeengine.letters.publishing import blank_dossier, published_page
from schemeengine.letters.writing import Letter, Request, write_letter
from schemeengine.lifecycle.model import CycleStatus
from schemeengine.pipeline import (
    Evaluator,
    Judged,
    LoadedDossier,
    dossier_from_text,
    evaluate,
)
from schemeengine.standing import status

#: Bytes. No letter is so long; what is larger was named by mistake.
_LARGEST_TEMPLATE = 500_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """The arguments of one run."""

    kind: Kind
    case: evaluating.Request
    fields: tuple[str, ...]
    templates: str
    strict: bool
    about: str = ""


def letter(wanted: Wanted) -> int:
    """Write one letter. Exit code 0 written, 2 bad input, a letter the case does not allow, or no file."""

    def work() -> Answer:
        problems = Problems()
        result, dossier = evaluating.judged(wanted.case, problems)
        about = evaluating.spoken_of(wanted.case, result, dossier)
        content = _one(wanted, about, dossier, problems)
        return Answer(content, worth_saying(problems.items))

    return answer(wanted.case, work)


def publish(wanted: Wanted) -> int:
    """Write a page about a programme. Exit code as for a letter."""

    def work() -> Answer:
        problems = Problems()
        return Answer(_published(wanted, problems), worth_saying(problems.items))

    return answer(wanted.case, work)


def _published(wanted: Wanted, problems: Problems) -> bytes:
    case = wanted.case
    schemes = shelf.books().schemes(shelf.choose(case.schemes, "", problems), problems)
    day = day_of(case.as_of, problems)
    known_procedure(case.procedure, schemes, problems)
    problems.raise_if_errors()
    blank = dossier_from_text(blank_dossier(schemes[0], case.procedure))
    result = evaluate(schemes, blank, as_of=day, today=date.today())
    request = Request(
        wanted.kind, case.lang, fields_of(wanted.fields, problems), folder_of(wanted.templates, problems),
        wanted.strict,
    )  # fmt: skip
    problems.raise_if_errors()
    return _drawn(published_page(result.judged[0], request, problems), wanted, problems)


def _one(wanted: Wanted, about: Sequence[Judged], dossier: LoadedDossier, problems: Problems) -> bytes:
    if len(about) != 1:
        names = ", ".join(j.verdict.scheme for j in about)
        problems.add(codes_dossier.UNKNOWN_SCHEME_FILE, None, got="-", near=f"--scheme {names}")
        raise BadInput(problems.items)
    (judged,) = about
    words = evaluating.passages_of(wanted.case, judged.view.scheme, problems)
    request = Request(
        wanted.kind, wanted.case.lang, fields_of(wanted.fields, problems),
        folder_of(wanted.templates, problems), wanted.strict, words, dossier.doc.title,
        wanted.about,
    )  # fmt: skip
    problems.raise_if_errors()
    life = _life(wanted, judged, dossier, problems)
    return _drawn(write_letter(judged, request, problems, life), wanted, problems)


def _drawn(made: Letter | None, wanted: Wanted, problems: Problems) -> bytes:
    """Raises :class:`BadInput` for what is wrong with the letter, or shows when it is drawn."""
    content = drawn(made, wanted.case.format, wanted.templates, problems) if made is not None else b""
    problems.raise_if_errors()
    return content


def _life(
    wanted: Wanted, judged: Judged, dossier: LoadedDossier, problems: Problems
) -> tuple[CycleStatus, ...]:
    """What became of what was granted, on the day of the verdict; only a revocation needs it."""
    scheme = judged.view.scheme
    if wanted.kind is not Kind.REVOKED or not scheme.life_cycles:
        return ()
    readings = readings_of(wanted.case.readings, problems)
    whole = evaluating.schemes_of(wanted.case, dossier, problems)  # the other editions, too
    found = status(
        Evaluator(tuple(s for s in whole if s.id == scheme.id)),
        dossier,
        as_of=judged.verdict.as_of,
        readings=readings,
        problems=problems,
    )
    return found.cycles


def fields_of(written_: Sequence[str], problems: Problems) -> Mapping[str, str]:
    """The office's own words, from NAME=WORDS."""
    found: dict[str, str] = {}
    for text in written_:
        name, equals, words = text.partition("=")
        if not equals or not name.strip().isidentifier():
            problems.add(codes_letters.BAD_FIELD, None, got=text)
        found[name.strip()] = words.strip()
    return found


def folder_of(name: str, problems: Problems) -> str:
    """The folder of templates, "" for none; a diagnostic if there is no such folder.

    A folder or a broken link called like a template is not passed over for the shipped one.
    """
    if not name:
        return ""
    try:
        own = [p for p in sorted(Path(name).iterdir()) if p.suffix == ".jinja"]
        broken = [p for p in own if not p.is_file()]
        large = [p for p in own if p.is_file() and p.stat().st_size > _LARGEST_TEMPLATE]
    except OSError:
        broken, large = [Path(name)], []
    for path in large:
        limit = f"{_LARGEST_TEMPLATE:,}"
        problems.add(codes_files.TOO_LARGE, None, name=path.as_posix(), limit=limit)
    for path in broken:
        problems.add(codes_letters.TEMPLATE_NOT_FOUND, None, got=path.as_posix())
    return name


def drawn(letter_: Letter, format_: str, folder: str, problems: Problems) -> bytes:
    """The letter in the form asked for."""
    match format_:
        case "markdown":
            return as_markdown(letter_.sheet).encode("utf-8")
        case "html":
            return as_html(letter_.sheet, folder, problems).encode("utf-8")
        case "pdf":
            from schemeengine.letters.pdf import as_pdf

            return as_pdf(letter_.sheet, letter_.day, problems)
        case _:
            return as_text(letter_.sheet).encode("utf-8")
