"""The smallest reason of a verdict as JSON: in ``why`` and, where asked for, in ``evaluate``."""

from __future__ import annotations

from collections.abc import Mapping

from schemeengine.diagnostics import Lang
from schemeengine.explain.sufficient import SufficientReason
from schemeengine.render import records as r


def sufficient_record(reason: SufficientReason, lang: Lang) -> r.SufficientRecord:
    facts = [
        r.ReasonFactRecord(
            path=f.fact.full_path, label=f.label.of(lang), value=f.value.of(lang), number=f.number, of=f.of,
            assumed=f.assumed, provisions=list(f.provisions), cite=list(f.cite),
            file=f.span.source.name if f.span else None, line=f.span.line if f.span else None,
        )
        for f in reason.facts
    ]  # fmt: skip
    return r.SufficientRecord(
        outcome=reason.outcome, size=reason.size, of=reason.of, smallest=reason.smallest, facts=facts
    )


def with_reason(
    verdict: Mapping[Lang, Mapping[str, object]], reason: SufficientReason | None
) -> dict[Lang, Mapping[str, object]]:
    """A verdict as it would be recorded in each language, with its smallest reason."""
    return {
        lang: {**data, "sufficient_reason": None if reason is None else _data(reason, lang)}
        for lang, data in verdict.items()
    }


def _data(reason: SufficientReason, lang: Lang) -> object:
    return sufficient_record(reason, lang).model_dump(mode="json", by_alias=True)
