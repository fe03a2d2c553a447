"""What a verdict lists as missing: without the facts that can make no difference any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from schemeengine.ir.scheme import Procedure, Provision
from schemeengine.verdict.model import Pending, StageResult, Text
from schemeengine.verdict.relevance import Sure, Tangle
from schemeengine.verdict.stages import Findings, findings, for_amounts
from schemeengine.verdict.view import Again, View


@dataclass(frozen=True, slots=True)
class Settled:
    """What the stages come to, where clauses that come to the same in every completion count as settled;
    and the clauses that were undecided before, drawn to tell what still matters."""

    findings: Findings
    tangle: Tangle | None


def settled(view: View, again: Again, procedure: Procedure | None) -> Settled:
    found = findings(view, procedure)
    if found.outcome not in ("undetermined", "needs_judgment") or not found.missing.entangled:
        return Settled(found, None)
    tangle = Tangle(view, again, found.missing)
    if tangle.sure:
        found = findings(view, procedure, tangle.sure)
        found = replace(found, notes=(*found.notes, *_told(view, tangle.sure)))
    return Settled(found, tangle)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is missing, in all and of each stage; ``exact`` as in the verdict's ``pending_exact``."""

    pending: tuple[Pending, ...]
    stages: tuple[StageResult, ...]
    exact: bool


def waiting(view: View, procedure: Procedure | None, known: Settled) -> Waiting:
    """The missing facts that can still change the outcome, and those that leave an amount open."""
    found, tangle = known.findings, known.tangle
    if not found.pending or tangle is None:
        return Waiting(found.pending, found.stages, True)
    idle = {f"{address.name}{path}" for address, path in tangle.idle.places}
    if not idle:
        return Waiting(found.pending, found.stages, tangle.idle.exact)
    pending = tuple(p for p in found.pending if p.fact not in idle)
    listed = {p.fact for p in pending}
    amounts = (p for p in for_amounts(view, procedure, pending) if p.fact not in listed)
    stages = tuple(
        replace(s, pending=tuple(name for name in s.pending if name not in idle)) for s in found.stages
    )
    return Waiting((*pending, *amounts), stages, tangle.idle.exact)


def _told(view: View, sure: Mapping[int, Sure]) -> Iterator[Text]:
    """Why an answer stands though clauses of it are open: the trace of them alone does not show it."""
    held = [p for p in view.scheme.provisions.values() if p.clause.expr.number in sure]
    against = [p for p in held if sure[p.clause.expr.number] != "passed"]
    for provisions, ja, en in (
        (against, "未回答の事実がどうであっても、次を全て満たすことはできません", "cannot all be met"),
        ([p for p in held if sure[p.clause.expr.number] == "passed"],
         "未回答の事実がどうであっても、次は妨げになりません", "stand in the way in no case"),
    ):  # fmt: skip
        if provisions:
            names = [_name(p) for p in provisions]
            yield Text(
                f"{ja}：{'、'.join(n.ja for n in names)}。",
                f"Whatever the missing facts turn out to be, these {en}: {'; '.join(n.en for n in names)}.",
            )


def _name(provision: Provision) -> Text:
    wording = provision.clause.wording
    ja = wording.text or wording.label or provision.id
    place = wording.cite[0] if wording.cite else ""
    return Text(f"{place} {ja}".strip(), f"{place} {wording.text_en or wording.label_en or ja}".strip())
