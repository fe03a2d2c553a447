"""Readings side by side: as lines of text, and as JSON (readings.schema.json)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemeengine.diagnostics import Diagnostic, Lang
from schemeengine.explain.other_readings import Compared, Side
from schemeengine.render import records as r
from schemeengine.render import wording
from schemeengine.render.as_json import diagnostic_record, dump, schema_of
from schemeengine.render.figures import amount_text, date_text, period_text
from schemeengine.render.lines import Line
from schemeengine.render.page import Page
from schemeengine.render.reasoning import heading
from schemeengine.render.width import clip, plain, table
from schemeengine.verdict.model import Outcome, Verdict
from schemeengine.verdict.shown import Shown

_WIDEST = 44


def readings_lines(page: Page, verdict: Verdict, found: Sequence[Compared], lang: Lang) -> Iterator[Line]:
    """A table for each reading that matters; the others by name."""
    ja = lang == "ja"
    yield from heading(page)
    for compared in (c for c in found if c.matters):
        yield Line("")
        question, cite = plain(compared.question.of(lang)), wording.cites(compared.cite, lang)
        yield Line(f"■ {question}{wording.bracketed(cite, lang)}", "heading")
        rows = [["", *(_column(s, lang) for s in compared.sides)], *_rows(compared, verdict, lang)]
        yield from (Line(f"  {text}", "dim" if n == 0 else "") for n, text in enumerate(table(rows)))
    same = [c for c in found if not c.matters]
    yield Line("")
    if not found:
        yield Line(
            "この判定は、解釈の分かれる規定によりません。" if ja else "No reading stands behind this verdict."
        )
    elif same:
        yield Line(
            "■ どの解釈でも同じになること" if ja else "■ Readings that make no difference here", "heading"
        )
        for compared in same:
            cite = wording.bracketed(wording.cites(compared.cite, lang), lang)
            yield Line(f"  {plain(compared.question.of(lang))}{cite}")
    yield Line("")


def _column(side: Side, lang: Lang) -> str:
    ja = lang == "ja"
    marks = [("採用" if ja else "adopted")] if side.adopted else []
    marks += [("この判定" if ja else "this verdict")] if side.present else []
    joined = ("・" if ja else ", ").join(marks)
    return clip(plain(side.text.of(lang)), _WIDEST) + (wording.aside(joined, lang) if marks else "")


def _rows(compared: Compared, verdict: Verdict, lang: Lang) -> Iterator[list[str]]:
    """One row for each thing that differs between the sides."""
    columns = [list(_cells(side.shown, verdict, lang)) for side in compared.sides]
    for row in zip(*columns, strict=True):
        texts = [text for _, text in row]
        if len(set(texts)) > 1:
            yield [row[0][0], *texts]


def _cells(shown: Shown, verdict: Verdict, lang: Lang) -> Iterator[tuple[str, str]]:
    """What one side shows, each thing with what it is called: the same things on every side."""
    ja = lang == "ja"
    yield "判定" if ja else "verdict", wording.OUTCOMES[shown.outcome].of(lang)
    for stage in shown.stages:
        yield (
            _label(stage.label.of(lang), stage.id),
            wording.stage_outcome(stage.kind, stage.outcome).of(lang),
        )
    yield "満たしていない規定" if ja else "not fulfilled", _places(shown, verdict, lang)
    for result in (*shown.results, *shown.points):
        yield _label(result.label.of(lang), result.id), plain(result.value.of(lang))
    for amount in shown.amounts:
        yield _label(amount.label.of(lang), amount.id), amount_text(amount, lang)
    for period in shown.periods:
        yield _label(period.label.of(lang), period.id), period_text(period, lang)
    for day in shown.dates:
        yield _label(day.label.of(lang), day.id), date_text(day, lang)
    yield "分かっていないこと" if ja else "not known", _count(shown, lang)


def _label(label: str, name: str) -> str:
    return clip(plain(label) or name, _WIDEST)


def _count(shown: Shown, lang: Lang) -> str:
    number = len(shown.pending)
    return f"{number}件" if lang == "ja" else str(number)


def _places(shown: Shown, verdict: Verdict, lang: Lang) -> str:
    by_id = {d.provision: d for d in verdict.determinations}
    names: dict[str, None] = {}
    for failed in shown.failed:
        found = by_id.get(failed.partition("[")[0])
        names[(wording.cites(found.cite, lang) if found else "") or failed] = None
    return clip(wording.listed(list(names), lang), _WIDEST) if names else ("なし" if lang == "ja" else "none")


# ------------------------------------------------------------------ JSON
class SideRecord(r.Record):
    """What the case comes to under one choice. Results, amounts and days as in a verdict."""

    choice: str
    text: str
    adopted: bool
    present: bool
    outcome: Outcome
    stages: dict[str, str]
    failed: list[str]
    pending: list[str]
    results: dict[str, str]
    points: dict[str, str]
    amounts: dict[str, str]
    periods: dict[str, str]
    dates: dict[str, str]


class ComparedRecord(r.Record):
    """``id`` is "" where all readings asked for stand beside the adopted ones."""

    id: str
    question: str
    cite: list[str]
    matters: bool
    sides: list[SideRecord]


class ReadingsRecord(r.Record):
    scheme: str
    outcome: Outcome
    readings: list[ComparedRecord]


class ReadingsOutput(r.Record):
    verdicts: list[ReadingsRecord]
    diagnostics: list[r.DiagnosticRecord]


def readings_json(
    found: Sequence[tuple[Verdict, Sequence[Compared]]], remarks: Sequence[Diagnostic], lang: Lang
) -> str:
    verdicts = [
        ReadingsRecord(scheme=v.scheme, outcome=v.outcome, readings=[_record(c, lang) for c in compared])
        for v, compared in found
    ]
    return dump(ReadingsOutput(verdicts=verdicts, diagnostics=[diagnostic_record(d, lang) for d in remarks]))


def _record(compared: Compared, lang: Lang) -> ComparedRecord:
    sides = [
        SideRecord(
            choice=s.choice, text=s.text.of(lang), adopted=s.adopted, present=s.present,
            outcome=s.shown.outcome, stages={x.id: x.outcome for x in s.shown.stages},
            failed=list(s.shown.failed), pending=list(s.shown.pending),
            results={x.id: x.value.of(lang) for x in s.shown.results},
            points={x.id: x.value.of(lang) for x in s.shown.points},
            amounts={a.id: amount_text(a, lang) for a in s.shown.amounts},
            periods={p.id: period_text(p, lang) for p in s.shown.periods},
            dates={d.id: date_text(d, lang) for d in s.shown.dates},
        )
        for s in compared.sides
    ]  # fmt: skip
    return ComparedRecord(
        id=compared.id, question=compared.question.of(lang), cite=list(compared.cite),
        matters=compared.matters, sides=sides,
    )  # fmt: skip


def published_readings() -> dict[str, dict[str, object]]:
    """The JSON Schema of this output, by file name."""
    return {"readings.schema.json": schema_of(ReadingsOutput, "schemeengine: readings side by side")}
