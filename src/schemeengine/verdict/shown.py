"""Everything a verdict shows of a case, to set it beside what it would show under another reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from schemeengine.ir.scheme import Procedure
from schemeengine.truth import Status
from schemeengine.verdict.determinations import Checked, determinations
from schemeengine.verdict.measures import amount_of, dates_of, periods_of, shown_results, title_of
from schemeengine.verdict.model import (
    Amount,
    Change,
    DateResult,
    Outcome,
    PeriodResult,
    ShownResult,
    StageResult,
    Text,
)
from schemeengine.verdict.phrasing import value_text
from schemeengine.verdict.still_open import Settled, settled, waiting
from schemeengine.verdict.view import Again, View


@dataclass(frozen=True, slots=True)
class Shown:
    """Outcome, stages, provisions, what is missing, points, results, amounts and days of one case."""

    outcome: Outcome
    stages: tuple[StageResult, ...]
    failed: tuple[str, ...]
    #: What each listed provision is called and comes to.
    provisions: tuple[tuple[str, Text, Status], ...]
    pending: tuple[str, ...]
    amounts: tuple[Amount, ...]
    results: tuple[ShownResult, ...]
    #: The lines of each scoring; its total is a result.
    points: tuple[ShownResult, ...]
    periods: tuple[PeriodResult, ...]
    dates: tuple[DateResult, ...]


def shown(
    view: View, procedure: Procedure | None, listed: Checked, again: Again, known: Settled | None = None
) -> Shown:
    """What is shown of the case of ``view``; ``known`` saves settling its outcome once more."""
    held = known or settled(view, again, procedure)
    found, open_ = held.findings, waiting(view, procedure, held)
    checked = determinations(view, listed, found.failed)
    return Shown(
        found.outcome, open_.stages, found.failed,
        tuple((d.provision, d.gist if d.gist.ja else d.label, d.status) for d in checked),
        tuple(p.fact for p in open_.pending),
        tuple(amount_of(view, n, c) for n, c in view.scheme.amounts.items()),
        tuple(shown_results(view)), tuple(_points(view)), tuple(periods_of(view)), tuple(dates_of(view)),
    )  # fmt: skip


def _points(view: View) -> Iterator[ShownResult]:
    for name in view.scheme.scorings:
        for line in view.scheme.definitions[name].parts:
            value = value_text(view.value(line.expr), line.expr.type, None, view)
            yield ShownResult(line.id, title_of(line.wording, line.name), line.wording.cite, value)


def changes(here: Shown, there: Shown) -> Iterator[Change]:
    """What ``there`` shows that ``here`` does not.

    Where the outcome differs, the stages, provisions and missing facts that make it differ are not told.
    """
    if there.outcome != here.outcome:
        yield Change("outcome", "outcome", there.outcome, Text("判定", "verdict"), there.outcome)
    else:
        yield from _behind_the_outcome(here, there)
    for result in _new(here.results, there.results):
        yield Change("result", result.id, result.value.en, result.label, result.value)
    for line in _new(here.points, there.points):
        yield Change("points", line.id, line.value.en, line.label, line.value)
    for amount in _new(here.amounts, there.amounts):
        yield Change("amount", amount.id, _noted(amount), amount.label, amount)
    for period in _new(here.periods, there.periods):
        noted = f"{period.from_.value}..{period.until.value}"
        yield Change("period", period.id, noted, period.label, period)
    for day in _new(here.dates, there.dates):
        yield Change("date", day.id, f"{day.day.value}", day.label, day)


def _behind_the_outcome(here: Shown, there: Shown) -> Iterator[Change]:
    for old, new in zip(here.stages, there.stages, strict=True):
        if new.outcome != old.outcome:
            yield Change("stage", new.id, new.outcome, new.label, new)
    if there.failed != here.failed:
        yield Change("failed", "failed", ", ".join(there.failed) or "nothing", _FAILED, there.failed)
    told = {f.partition("[")[0] for f in (*here.failed, *there.failed)}
    before = {name: status for name, _, status in here.provisions}
    for name, called, status in there.provisions:
        if name not in told and status != before.get(name):
            yield Change("provision", name, status, called, status)
    if there.pending != here.pending:
        yield Change("pending", "pending", ", ".join(there.pending) or "nothing", _PENDING, there.pending)


_FAILED = Text("満たしていない規定", "not fulfilled")
_PENDING = Text("分かっていないこと", "not known")


_Found = TypeVar("_Found", Amount, ShownResult, PeriodResult, DateResult)


def _new(before: Sequence[_Found], after: Sequence[_Found]) -> Iterator[_Found]:
    return (new for old, new in zip(before, after, strict=True) if new != old)


def _noted(amount: Amount) -> str:
    """The amount for programs: 1200, 100/3, none, 0..30000000, not_applicable."""
    if amount.applies is False:
        return "not_applicable"
    if amount.value is not None:
        return str(amount.value)
    return amount.exact or f"{amount.at_least}..{amount.at_most}"
