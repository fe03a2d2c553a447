"""Why and what if as JSON: models of the output, published as why.schema.json and what_if.schema.json."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from schemeengine.diagnostics import Diagnostic, Lang
from schemeengine.explain.sufficient import SufficientReason
from schemeengine.explain.told import ToldChange
from schemeengine.explain.ways import Obstruction, Way, WhatIf
from schemeengine.render import records as r
from schemeengine.render.as_json import diagnostic_record, dump, schema_of
from schemeengine.render.sufficient import sufficient_record
from schemeengine.render.why import sentence
from schemeengine.values import exact_decimal
from schemeengine.verdict.model import Outcome, Verdict


class WhyRecord(r.Record):
    """``sufficient_reason`` is null while the outcome is not settled."""

    scheme: str
    outcome: Outcome
    reason: str
    failed: list[str]
    sufficient_reason: r.SufficientRecord | None


class WhyOutput(r.Record):
    verdicts: list[WhyRecord]
    diagnostics: list[r.DiagnosticRecord]


class ChangeRecord(r.Record):
    """``written``: the new value as a dossier writes it, "" where only the applicant can word it."""

    path: str
    kind: str
    label: str
    before: str
    after: str
    by: str
    written: str
    number: int
    who: str
    provided_by: str
    evidence: str
    or_else: list[str]


class WayRecord(r.Record):
    """One smallest set. ``answers``: what is not known yet must turn out so. Judged: ``outcome``.

    ``reaches``: nothing but judgments is then open; else facts still missing decide.
    """

    changes: list[ChangeRecord]
    answers: list[ChangeRecord]
    outcome: Outcome
    reaches: bool
    pending: list[str]
    by_others: bool
    amount: int | None
    #: The amount where it is not whole (``amount`` is null then): "29251.50", or a fraction.
    amount_exact: str | None = None


class BlockedFactRecord(r.Record):
    path: str
    label: str
    value: str


class BlockedRecord(r.Record):
    provision: str
    cite: list[str]
    label: str
    facts: list[BlockedFactRecord]


class LossRecord(r.Record):
    change: ChangeRecord
    failed: list[str]


class LaterRecord(r.Record):
    """The day from which the case, with nothing else changed, would not be refused, and what it then is."""

    day: str
    outcome: Outcome


class WhatIfRecord(r.Record):
    """``complete``: all smallest sets of at most ``most_changes`` were looked for."""

    scheme: str
    outcome: Outcome
    failed: list[str]
    amount: str
    present: int | None
    ways: list[WayRecord]
    blocked: list[BlockedRecord]
    losses: list[LossRecord]
    complete: bool
    losses_complete: bool
    most_changes: int
    cases_judged: int
    later: LaterRecord | None
    #: What is not whole (``present`` is null then): "29251.50", or a fraction.
    present_exact: str | None = None


class WhatIfOutput(r.Record):
    verdicts: list[WhatIfRecord]
    diagnostics: list[r.DiagnosticRecord]


def why_json(
    found: Sequence[tuple[Verdict, SufficientReason | None]], remarks: Sequence[Diagnostic], lang: Lang
) -> str:
    verdicts = [
        WhyRecord(
            scheme=v.scheme, outcome=v.outcome, reason=sentence(v, lang), failed=list(v.failed),
            sufficient_reason=None if reason is None else sufficient_record(reason, lang),
        )
        for v, reason in found
    ]  # fmt: skip
    return dump(WhyOutput(verdicts=verdicts, diagnostics=[diagnostic_record(d, lang) for d in remarks]))


def what_if_json(found: Sequence[WhatIf], remarks: Sequence[Diagnostic], lang: Lang) -> str:
    verdicts = [_what_if(w, lang) for w in found]
    return dump(WhatIfOutput(verdicts=verdicts, diagnostics=[diagnostic_record(d, lang) for d in remarks]))


def _what_if(w: WhatIf, lang: Lang) -> WhatIfRecord:
    plain = WhatIfRecord(
        scheme=w.verdict.scheme, outcome=w.verdict.outcome, failed=list(w.verdict.failed), amount=w.amount,
        present=_whole(w.present), ways=[_way(x, lang) for x in w.ways],
        blocked=[_blocked(b, lang) for b in w.blocked],
        losses=[LossRecord(change=_change(x.change, lang), failed=list(x.failed)) for x in w.losses],
        complete=w.complete, losses_complete=w.losses_complete, most_changes=w.most, cases_judged=w.cases,
        later=LaterRecord(day=w.later.day.isoformat(), outcome=w.later.outcome) if w.later else None,
    )  # fmt: skip
    exact = _exact(w.present)
    return plain.model_copy(update={"present_exact": exact}) if exact else plain


def _whole(amount: int | Fraction | None) -> int | None:
    return amount if isinstance(amount, int) else None


def _exact(amount: int | Fraction | None) -> str:
    return exact_decimal(amount) if isinstance(amount, Fraction) else ""


def _way(way: Way, lang: Lang) -> WayRecord:
    plain = WayRecord(
        changes=[_change(c, lang) for c in way.changes], answers=[_change(c, lang) for c in way.answers],
        outcome=way.outcome, reaches=way.reaches, pending=[p.fact for p in way.pending],
        by_others=way.by_others, amount=_whole(way.amount),
    )  # fmt: skip
    exact = _exact(way.amount)
    return plain.model_copy(update={"amount_exact": exact}) if exact else plain


def _blocked(blocked: Obstruction, lang: Lang) -> BlockedRecord:
    facts = [
        BlockedFactRecord(path=path, label=label.of(lang), value=value.of(lang))
        for path, label, value in blocked.facts
    ]
    return BlockedRecord(
        provision=blocked.provision, cite=list(blocked.cite), label=blocked.label.of(lang), facts=facts
    )


def _change(c: ToldChange, lang: Lang) -> ChangeRecord:
    return ChangeRecord(
        path=c.path, kind=c.kind, label=c.label.of(lang), before=c.before.of(lang), after=c.after.of(lang),
        by=c.by.of(lang), written=c.written, number=c.number, who=c.who, provided_by=c.provided_by,
        evidence=c.evidence, or_else=[o.of(lang) for o in c.or_else],
    )  # fmt: skip


def published_reasoning() -> dict[str, dict[str, object]]:
    """JSON Schemas of these outputs, by file name."""
    return {
        "why.schema.json": schema_of(WhyOutput, "schemeengine: why"),
        "what_if.schema.json": schema_of(WhatIfOutput, "schemeengine: what would change the outcome"),
    }
