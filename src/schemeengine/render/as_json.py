"""Verdicts and diagnostics as JSON: the same input gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from schemeengine.diagnostics import Diagnostic, Lang
from schemeengine.evaluator import Judged, Result
from schemeengine.render import records as r
from schemeengine.render.trace_bytes.lines import Pages
from schemeengine.render.why import sentence
from schemeengine.verdict.model import Amount, Receipt, ShownFact, TraceNode, Verdict


def output_json(
    found: Sequence[tuple[Verdict, Sequence[TraceNode]]], diagnostics: Sequence[Diagnostic], lang: Lang,
    reasons: Mapping[str, r.SufficientRecord | None] = MappingProxyType({}),
) -> str:  # fmt: skip
    """Verdicts with their explanations, in the order given, and what was remarked on the way.

    ``reasons``: the smallest reasons by programme, for those verdicts that are to carry one.
    """
    return dump(
        r.OutputRecord(
            verdicts=[_with_reason(verdict_record(v, nodes, lang), reasons) for v, nodes in found],
            diagnostics=[diagnostic_record(d, lang) for d in diagnostics],
        )
    )


def _with_reason(
    record: r.VerdictRecord, reasons: Mapping[str, r.SufficientRecord | None]
) -> r.VerdictRecord:
    if record.scheme not in reasons:
        return record
    return record.model_copy(update={"sufficient_reason": reasons[record.scheme]})


def result_json(result: Result, lang: Lang) -> str:
    """Everything ``evaluate --format json`` prints, by ``docs/schema/verdict.schema.json``."""
    return output_json([(j.verdict, j.trace()) for j in result.judged], result.diagnostics, lang)


def diagnostics_json(diagnostics: Sequence[Diagnostic], lang: Lang) -> str:
    """Diagnostics alone, as printed when the input is bad."""
    return dump(r.DiagnosticsRecord(diagnostics=[diagnostic_record(d, lang) for d in diagnostics]))


def dump(record: r.Record) -> str:
    """Two blanks of indentation, Japanese as it is, a line break at the end."""
    return dump_data(record.model_dump(mode="json", by_alias=True, exclude_unset=True))


def dump_data(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


# ------------------------------------------------------------------ verdicts
def verdict_record(verdict: Verdict, nodes: Sequence[TraceNode], lang: Lang) -> r.VerdictRecord:
    return r.VerdictRecord(
        scheme=verdict.scheme, title=verdict.title.of(lang), edition=verdict.edition,
        edition_reason=verdict.edition_reason.of(lang), procedure=verdict.procedure,
        as_of=verdict.as_of.isoformat(), outcome=verdict.outcome,
        reason=sentence(verdict, lang), stages=_stages(verdict, lang),
        determinations=_determinations(verdict, lang), failed=list(verdict.failed),
        pending=_pending(verdict, lang), pending_exact=verdict.pending_exact,
        amounts={a.id: _amount(a, lang) for a in sorted(verdict.amounts, key=lambda a: a.id)},
        results={
            x.id: r.ResultRecord(label=x.label.of(lang), value=x.value.of(lang), cite=list(x.cite))
            for x in sorted(verdict.results, key=lambda x: x.id)
        },
        periods=_periods(verdict, lang), dates=_dates(verdict, lang),
        readings=_readings(verdict, lang), notes=[n.of(lang) for n in verdict.notes],
        trace=trace_record(nodes, lang), receipt=_receipt(verdict.receipt),
    )  # fmt: skip


def _stages(verdict: Verdict, lang: Lang) -> list[r.StageRecord]:
    return [
        r.StageRecord(
            id=s.id, outcome=s.outcome, label=s.label.of(lang), kind=s.kind, cite=list(s.cite),
            failed=list(s.failed), pending=list(s.pending), who=s.who, recorded=s.recorded.of(lang),
        )
        for s in verdict.stages
    ]  # fmt: skip


def _determinations(verdict: Verdict, lang: Lang) -> list[r.DeterminationRecord]:
    return [
        r.DeterminationRecord(
            provision=d.provision, cite=list(d.cite), status=d.status, label=d.label.of(lang),
            text=d.gist.of(lang), effect=d.effect, failing=d.failing,
        )
        for d in verdict.determinations
    ]  # fmt: skip


def _pending(verdict: Verdict, lang: Lang) -> list[r.PendingRecord]:
    return [
        r.PendingRecord(
            fact=p.fact, kind=p.kind, label=p.label.of(lang), ask=p.question(lang), type=p.type, unit=p.unit,
            provided_by=p.provided_by, who=p.who, evidence=p.proof(lang),
            provisions=list(p.provisions), cite=list(p.cite), when=p.when,
        )
        for p in verdict.pending
    ]  # fmt: skip


def _amount(a: Amount, lang: Lang) -> r.AmountRecord:
    plain = r.AmountRecord(
        value=a.value, at_least=a.at_least, at_most=a.at_most, unit=a.unit, applies=a.applies,
        label=a.label.of(lang), cite=list(a.cite),
    )  # fmt: skip
    return plain.model_copy(update={"exact": a.exact}) if a.exact else plain


def _periods(verdict: Verdict, lang: Lang) -> dict[str, r.PeriodRecord]:
    return {
        p.id: r.PeriodRecord.model_validate(
            {
                "from": p.from_.value, "until": p.until.value,
                "from_earliest": p.from_.earliest, "from_latest": p.from_.latest,
                "until_earliest": p.until.earliest, "until_latest": p.until.latest,
                "open_from": p.open_from, "open_until": p.open_until,
                "empty": p.empty, "applies": p.applies, "label": p.label.of(lang), "cite": list(p.cite),
            }
        )
        for p in sorted(verdict.periods, key=lambda p: p.id)
    }  # fmt: skip


def _dates(verdict: Verdict, lang: Lang) -> dict[str, r.DateRecord]:
    return {
        d.id: r.DateRecord(
            value=d.day.value, earliest=d.day.earliest, latest=d.day.latest, applies=d.applies,
            label=d.label.of(lang), cite=list(d.cite),
        )
        for d in sorted(verdict.dates, key=lambda d: d.id)
    }  # fmt: skip


def _readings(verdict: Verdict, lang: Lang) -> list[r.ReadingRecord]:
    return [
        r.ReadingRecord(
            id=u.id, question=u.question.of(lang), choice=u.choice, choice_text=u.chosen(lang),
            adopted=u.adopted, cite=list(u.cite), would_differ=dict(sorted(u.would_differ.items())),
        )
        for u in verdict.readings
    ]  # fmt: skip


def _receipt(x: Receipt) -> r.ReceiptRecord:
    return r.ReceiptRecord(
        engine=x.engine, language=x.language, scheme=x.scheme, scheme_sha256=x.scheme_sha256,
        dossier=x.dossier, dossier_sha256=x.dossier_sha256, as_of=x.as_of.isoformat(),
        as_of_assumed=x.as_of_assumed, edition=x.edition, procedure=x.procedure,
        readings=dict(sorted(x.readings.items())), files=dict(x.files), dossier_file=x.dossier_file,
    )  # fmt: skip


# ------------------------------------------------------------------ explanation
def trace_record(nodes: Sequence[TraceNode], lang: Lang) -> r.TraceRecord:
    return r.TraceRecord(version=r.TRACE_VERSION, nodes=[_node(n, lang) for n in nodes])


def _node(node: TraceNode, lang: Lang) -> r.NodeRecord:
    return r.NodeRecord(
        id=node.id, name=node.name, head=node.head, role=node.role, status=node.status,
        deciding=node.deciding, cite=list(node.cite), label=node.label.of(lang),
        gist=node.gist.of(lang), words=node.words.of(lang), value=node.value.of(lang),
        note=node.note, facts=[_fact(f, lang) for f in node.facts],
        parts=[_node(p, lang) for p in node.parts],
    )  # fmt: skip


def _fact(fact: ShownFact, lang: Lang) -> r.FactRecord:
    span = fact.span
    return r.FactRecord(
        path=fact.path, label=fact.label.of(lang), value=fact.value.of(lang),
        file=span.source.name if span else None, line=span.line if span else None,
        column=span.column if span else None, known=fact.known, assumed=fact.assumed,
    )  # fmt: skip


def trace_json(judged: Judged, lang: Lang) -> bytes:
    """The explanation as JSON, without blanks: what :func:`trace_record` says, many times faster."""
    kept = judged.track.prepared
    name = f"trace {lang}"
    pages = kept.get(name)
    if pages is None:
        pages = kept[name] = Pages(judged.track.scheme, judged.procedure, lang)
    written: bytes = pages.write(judged.view)
    return written


# ------------------------------------------------------------------ diagnostics
def diagnostic_record(found: Diagnostic, lang: Lang) -> r.DiagnosticRecord:
    span = found.span
    end = span.source.line_column(span.end) if span else (None, None)
    severity = {0: "note", 1: "warning", 2: "error"}[int(found.severity)]
    return r.DiagnosticRecord.model_validate(
        {
            "code": found.code.id, "severity": severity, "message": found.message(lang),
            "help": found.help(lang), "file": span.source.name if span else None,
            "line": span.line if span else None, "column": span.column if span else None,
            "end_line": end[0], "end_column": end[1],
            "labels": [
                r.LabelRecord(
                    file=x.span.source.name, line=x.span.line, column=x.span.column,
                    message=x.ja if lang == "ja" else x.en,
                )
                for x in found.labels
            ],
        }
    )  # fmt: skip


# ------------------------------------------------------------------ published schemas
def published() -> dict[str, dict[str, object]]:
    """JSON Schemas of the output, by file name."""
    return {
        "verdict.schema.json": schema_of(r.OutputRecord, "schemeengine: verdicts"),
        "trace.schema.json": schema_of(r.TraceRecord, "schemeengine: explanation of a verdict"),
    }


def schema_of(model: type[r.Record], title: str) -> dict[str, object]:
    schema = model.model_json_schema(by_alias=True)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#", **schema, "title": title,
    }  # fmt: skip
