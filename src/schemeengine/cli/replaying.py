"""``schemeengine replay``: a recorded verdict worked out again from its receipt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from schemeengine.cli import shelf
from schemeengine.cli.answering import Answer, answer
from schemeengine.cli.arguments import day_of
from schemeengine.cli.asked import Asked
from schemeengine.cli.language import say
from schemeengine.diagnostics import BadInput, Lang, Problems
from schemeengine.diagnostics import codes_letters as codes
from schemeengine.explain.inquiry import Inquiry
from schemeengine.explain.sufficient import sufficient_reason
from schemeengine.ir.scheme import Scheme
from schemeengine.pipeline import Engine, Judged, LoadedDossier, evaluate, load_dossier
from schemeengine.render.records import ReceiptRecord
from schemeengine.render.replay import (
    Change,
    Replayed,
    Unreadable,
    both_languages,
    first_difference,
    recorded_verdicts,
    replay_json,
    replay_lines,
)
from schemeengine.render.sufficient import with_reason
from schemeengine.source import Source, Span
from schemeengine.syntax.files import read_text
from schemeengine.version import LANGUAGE, VERSION

_LARGEST = 50_000_000


def run(record: str, asked: Asked) -> int:
    """Exit code: 0 all the same, 1 something differs, 2 bad input."""

    def work() -> Answer:
        found = replayed(record, asked, Problems())
        rendered = replay_json(found) if asked.format == "json" else replay_lines(found, asked.lang)
        return Answer(rendered, exit_code=0 if all(one.same for one in found) else 1)

    return answer(asked, work)


def replayed(record: str, asked: Asked, problems: Problems) -> list[Replayed]:
    """Every verdict of the record worked out again. Raises :class:`BadInput`."""
    source = read_text(record, problems, max_bytes=_LARGEST)
    problems.raise_if_errors()
    assert source is not None
    verdicts = _record(source, problems)
    return [_one(asked, data, receipt, source, problems) for data, receipt in verdicts]


def _record(source: Source, problems: Problems) -> list[tuple[Mapping[str, object], ReceiptRecord]]:
    """The verdicts of a file, as they stand there, and their receipts."""
    try:
        return recorded_verdicts(source.text)
    except Unreadable as error:
        at = min(error.at, max(0, len(source.text) - 1))
        problems.add(codes.NOT_A_VERDICT, Span(source, at, at + 1), why=error.why)
        raise BadInput(problems.items) from error


def _one(
    asked: Asked, data: Mapping[str, object], receipt: ReceiptRecord, source: Source, problems: Problems
) -> Replayed:
    if not asked.dossier and receipt.dossier_file in ("", "-"):
        problems.add(codes.NO_DOSSIER_NAMED, Span(source, 0, 1), dossier=receipt.dossier)
        raise BadInput(problems.items)
    scheme = _scheme(asked, source.name, receipt, problems)
    dossier = load_dossier(asked.dossier or receipt.dossier_file)
    judged = _judged(asked, receipt, scheme, dossier, problems)
    changes = tuple(_changes(receipt, judged.view.scheme, dossier, asked.lang))
    now = both_languages(judged.verdict, judged.trace())
    if "sufficient_reason" in data:  # it was recorded with --why
        engine = cast("Engine", asked.engine)
        reason = sufficient_reason(Inquiry.of(shelf.books().evaluator([scheme], engine), judged))
        now = with_reason(now, reason)
    found = first_difference(data, now)
    return Replayed(receipt.scheme, receipt.dossier, changes, found)


def _scheme(asked: Asked, record: str, receipt: ReceiptRecord, problems: Problems) -> Scheme:
    """The scheme of the receipt: from the files asked for, else by the file it names, else by its id."""
    named = next(iter(receipt.files), receipt.scheme)
    wanted = asked.schemes or (named if shelf.read(named, Problems()) else receipt.scheme,)
    paths = shelf.choose(wanted, record, problems)
    problems.raise_if_errors()
    schemes = shelf.books().schemes(paths, problems)
    problems.raise_if_errors()
    found = next((s for s in schemes if s.id == receipt.scheme), None)
    if found is None:
        shelf.choose((receipt.scheme,), record, problems)
        problems.raise_if_errors()
        raise BadInput(problems.items)
    return found


def _judged(
    asked: Asked, receipt: ReceiptRecord, scheme: Scheme, dossier: LoadedDossier, problems: Problems
) -> Judged:
    day = day_of(receipt.as_of, problems)
    problems.raise_if_errors()
    readings = {
        f"{scheme.id}.{name}": choice for name, choice in receipt.readings.items() if name in scheme.readings
    }
    result = evaluate(
        [scheme], dossier, as_of=day, readings=readings, procedure=receipt.procedure,
        engine=cast("Engine", asked.engine),
    )  # fmt: skip
    return result.judged[0]


def _changes(receipt: ReceiptRecord, scheme: Scheme, dossier: LoadedDossier, lang: Lang) -> Iterator[Change]:
    """Versions and files that are not those of the receipt."""
    if receipt.engine != VERSION:
        yield Change(
            say(lang, "schemeengine の版", "version of schemeengine"), receipt.engine, VERSION, False
        )
    if receipt.language != LANGUAGE:
        was, now = str(receipt.language), str(LANGUAGE)
        yield Change(say(lang, "言語の版", "version of the language"), was, now, False)
    if receipt.dossier_sha256 != dossier.source.sha256:
        was, now = receipt.dossier_sha256[:12], dossier.source.sha256[:12]
        yield Change(say(lang, "申請書のファイル", "dossier file"), was, now, True)
    recorded, found = list(receipt.files.items()), [(s.name, s.sha256) for s in scheme.sources]
    what = say(lang, "制度のファイル", "scheme file")
    for at in range(max(len(recorded), len(found)) if recorded else 0):
        name, was = recorded[at] if at < len(recorded) else (found[at][0], "-")
        now = found[at][1] if at < len(found) else "-"
        if was != now:
            yield Change(f"{what} {name}", was[:12], now[:12], True)
