"""Network values → verdict. Each part is worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from schemeengine.ir.expr import Address
from schemeengine.ir.scheme import Procedure, Provision, Scheme
from schemeengine.verdict.determinations import Checked, determinations
from schemeengine.verdict.measures import amount_of, dates_of, periods_of, shown_results
from schemeengine.verdict.model import EMPTY, Receipt, Text, Verdict
from schemeengine.verdict.readings import checked, readings_used, used_readings
from schemeengine.verdict.stages import Findings, outcome_at_sight
from schemeengine.verdict.still_open import Settled, Waiting, settled, waiting
from schemeengine.verdict.view import Again, View


class Track:
    """A scheme checked by one of its procedures: what is the same for every dossier."""

    def __init__(self, scheme: Scheme, procedure: Procedure | None) -> None:
        self.scheme = scheme
        self.procedure = procedure
        self.name = procedure.id if procedure else ""
        self.title = Text(scheme.title, scheme.title_en)
        self.label = Text(procedure.label, procedure.label_en) if procedure else EMPTY
        #: What those who show verdicts prepare once for a programme, by what it is for.
        self.prepared: dict[str, Any] = {}

    @cached_property
    def provisions(self) -> tuple[Provision, ...]:
        return tuple(checked(self.scheme, self.procedure))

    @cached_property
    def listed(self) -> Checked:
        """The clauses whose status is listed."""
        return Checked.of(self.provisions)

    @cached_property
    def readings(self) -> frozenset[Address]:
        """The readings that stand in what a verdict shows."""
        return used_readings(self.scheme, self.procedure)


def judge(
    view: View, track: Track, receipt: Callable[[], Receipt], again: Again, *, compare_readings: bool,
    fixed: Mapping[str, object], edition_reason: Callable[[], Text] = lambda: EMPTY,
) -> Verdict:  # fmt: skip
    """The verdict for one scheme and procedure. Pure; ``again`` evaluates the case with other facts or
    readings, to tell what still matters.

    ``fixed``: parts that are known otherwise than from the values (the day, the edition);
    ``edition_reason`` tells why that edition governs.
    """
    judging = _Judging(view, track, receipt, again, compare_readings, edition_reason)
    return Verdict.later(
        judging.part, scheme=track.scheme.id, title=track.title, procedure=track.name,
        procedure_label=track.label, **{"reason": EMPTY, **fixed},
    )  # fmt: skip


@dataclass(slots=True)
class _Judging:
    view: View
    track: Track
    receipt: Callable[[], Receipt]
    again: Again
    compare_readings: bool
    edition_reason: Callable[[], Text]
    _settled: Settled | None = None
    _waiting: Waiting | None = None

    @property
    def settled(self) -> Settled:
        found = self._settled
        if found is None:
            found = self._settled = settled(self.view, self.again, self.track.procedure)
        return found

    @property
    def findings(self) -> Findings:
        return self.settled.findings

    def part(self, name: str) -> object:
        """One field of the verdict by its name."""
        work_out = _PARTS.get(name)
        if work_out is None:
            raise AttributeError(name)
        return work_out(self)

    def outcome(self) -> object:
        told = outcome_at_sight(self.view, self.track.procedure) if self._settled is None else None
        return told or self.findings.outcome

    @property
    def waiting(self) -> Waiting:
        found = self._waiting
        if found is None:
            found = self._waiting = waiting(self.view, self.track.procedure, self.settled)
        return found

    def amounts(self) -> object:
        return tuple(amount_of(self.view, n, c) for n, c in self.track.scheme.amounts.items())

    def readings(self) -> object:
        track = self.track
        again = self.again if self.compare_readings else None
        found = readings_used(self.view, track.procedure, track.readings, track.listed, self.settled, again)
        return tuple(found)


_PARTS: Mapping[str, Callable[[Any], object]] = {
    "outcome": _Judging.outcome,
    "stages": lambda j: j.waiting.stages,
    "failed": lambda j: j.findings.failed,
    "pending": lambda j: j.waiting.pending,
    "pending_exact": lambda j: j.waiting.exact,
    "notes": lambda j: j.findings.notes,
    "determinations": lambda j: tuple(determinations(j.view, j.track.listed, j.findings.failed)),
    "amounts": _Judging.amounts,
    "results": lambda j: tuple(shown_results(j.view)),
    "periods": lambda j: tuple(periods_of(j.view)),
    "dates": lambda j: tuple(dates_of(j.view)),
    "readings": _Judging.readings,
    "receipt": lambda j: j.receipt(),
    "edition_reason": lambda j: j.edition_reason(),
}
