"""Portfolios as JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from schemeengine.diagnostics import Lang
from schemeengine.portfolio.model import Combination, Fit, Money, When
from schemeengine.render import records as r
from schemeengine.render.as_json import diagnostic_record, dump, schema_of
from schemeengine.render.portfolio import Case
from schemeengine.values import exact_decimal
from schemeengine.verdict.model import Outcome


class MoneyRecord(r.Record):
    """Whole units of ``unit``: "yen", a currency, "" of nothing; ``at_most`` null: no limit known."""

    unit: str
    value: int | None
    at_least: int
    at_most: int | None
    #: A sum that is not whole, in decimals ("29251.50"); only where there is one.
    exact: str | None = None


class FitRecord(r.Record):
    """``pays`` is null where the programme does not say which of its amounts it pays."""

    scheme: str
    title: str
    outcome: Outcome
    when: When
    first: list[str]
    failed: list[str]
    pending: list[str]
    pays: MoneyRecord | None


class ConflictRecord(r.Record):
    """``depends_on``: facts that have to be known to tell; empty where the two surely exclude one another."""

    depends_on: list[str]
    schemes: list[str]
    refused_by: str
    provisions: list[str]


class CombinationRecord(r.Record):
    """``order``: one in which the programmes can be come by; ``waits_for``: facts and judgments that
    are not there yet."""

    schemes: list[str]
    order: list[str]
    waits_for: list[str]
    total: MoneyRecord
    pays: dict[str, MoneyRecord | None]
    settled: bool


class PortfolioOutput(r.Record):
    """``combinations``: the one that surely pays most comes first. ``complete``: all were tried;
    ``proven``: none surely pays more than the first; ``at_most``: what any could surely pay at most."""

    dossier: str
    as_of: str | None
    programmes: list[FitRecord]
    conflicts: list[ConflictRecord]
    combinations: list[CombinationRecord]
    complete: bool
    proven: bool
    at_most: int | None
    diagnostics: list[r.DiagnosticRecord]


class PortfoliosOutput(r.Record):
    """Of several dossiers, in the order they were named."""

    portfolios: list[PortfolioOutput]


def portfolio_json(cases: Sequence[Case], lang: Lang) -> str:
    """One dossier as itself, several as a list of them."""
    found = [_portfolio(case, lang) for case in cases]
    return dump(found[0]) if len(found) == 1 else dump(PortfoliosOutput(portfolios=found))


def _portfolio(case: Case, lang: Lang) -> PortfolioOutput:
    found = case.found
    return PortfolioOutput(
        dossier=case.name,
        as_of=found.fits[0].judged.verdict.as_of.isoformat() if found.fits else None,
        programmes=[_fit_record(f, lang) for f in found.fits],
        conflicts=[
            ConflictRecord(
                schemes=list(c.programmes), refused_by=c.refused, provisions=list(c.provisions),
                depends_on=[p.fact for p in c.depends_on],
            )
            for c in found.conflicts
        ],
        combinations=[_combination_record(c) for c in found.combinations], complete=found.complete,
        proven=found.proven, at_most=found.at_most,
        diagnostics=[diagnostic_record(d, lang) for d in case.remarks],
    )  # fmt: skip


def _fit_record(fit: Fit, lang: Lang) -> FitRecord:
    verdict = fit.judged.verdict
    return FitRecord(
        scheme=verdict.scheme, title=verdict.title.of(lang), outcome=verdict.outcome, when=fit.when,
        first=list(fit.first), failed=list(verdict.failed), pending=[p.fact for p in verdict.pending],
        pays=_money(fit.pays),
    )  # fmt: skip


def _combination_record(found: Combination) -> CombinationRecord:
    return CombinationRecord(
        schemes=list(found.programmes), order=list(found.order), waits_for=[p.fact for p in found.waits],
        total=_sum(found.total),
        pays={n: _money(m) for n, m in found.pays}, settled=found.settled,
    )  # fmt: skip


def _money(money: Money) -> MoneyRecord | None:
    if not money.counted:
        return None
    return _sum(money)


def _sum(money: Money) -> MoneyRecord:
    least, most = floor(money.at_least), None if money.at_most is None else ceil(money.at_most)
    whole = MoneyRecord(
        unit=money.unit, value=least if least == most else None, at_least=least, at_most=most,
    )  # fmt: skip
    if money.value is None or least == most:
        return whole
    return whole.model_copy(update={"exact": exact_decimal(Fraction(money.value))})


def published_portfolio() -> dict[str, dict[str, object]]:
    """The JSON Schema of this output, by file name."""
    return {
        "portfolio.schema.json": schema_of(PortfolioOutput, "schemeengine: portfolio"),
        "portfolios.schema.json": schema_of(PortfoliosOutput, "schemeengine: portfolios"),
    }
