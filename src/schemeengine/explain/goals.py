"""What stands against a goal (to be admitted, a higher amount), and the facts that put it there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from schemeengine.execute import domain
from schemeengine.explain.inquiry import Inquiry
from schemeengine.explain.selection import Counts, deleted
from schemeengine.ir.expr import Address, Expr, Op, nodes_below
from schemeengine.ir.scheme import Provision, Stage
from schemeengine.truth import FALSE, TRUE
from schemeengine.verdict.stages import Findings
from schemeengine.verdict.stated import Fact, changeable, interchangeable, only, stated
from schemeengine.verdict.view import View


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something decided that stands against the goal, whatever the facts still missing say."""

    kind: Literal["provision", "decision", "amount"]
    name: str
    cite: tuple[str, ...]
    #: The expressions it hangs on; () for a recorded decision, which is a fact itself.
    roots: tuple[Expr, ...]
    stands: Callable[[View], bool]
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Admission:
    """The goal of not being refused: no provision fails, no recorded decision refuses."""

    inquiry: Inquiry

    def obstacles(self, view: View, found: Findings) -> Iterator[Obstacle]:
        procedure = self.inquiry.procedure
        if procedure is None:
            yield from self._failing(view, list(view.scheme.provisions.values()), None)
            return
        by_id = {s.id: s for s in procedure.stages}
        for result in found.stages:
            stage = by_id[result.id]
            if result.outcome not in ("ineligible", "out_of_scope"):
                continue
            if stage.checks:
                yield from self._failing(view, [view.scheme.provisions[n] for n in stage.checks], stage)
            elif stage.address is not None:
                yield Obstacle("decision", stage.id, stage.cite, (), lambda _: True, Fact.at(stage.address))

    def _failing(self, view: View, provisions: list[Provision], stage: Stage | None) -> Iterator[Obstacle]:
        for provision in provisions:
            bad = TRUE if provision.effect == "exclude" else FALSE
            if provision.effect != "permit" and view.mask(provision.clause.expr) == bad:
                yield _failure(provision, bad, stage)


def _failure(provision: Provision, bad: int, stage: Stage | None) -> Obstacle:
    expr = provision.clause.expr
    applies = stage.applies if stage is not None else None

    def stands(view: View) -> bool:
        return view.mask(expr) == bad and (applies is None or view.mask(applies) == TRUE)

    roots = (expr,) if applies is None else (expr, applies)
    return Obstacle("provision", provision.id, provision.clause.wording.cite, roots, stands)


@dataclass(frozen=True, slots=True)
class HigherAmount:
    """The goal of an amount above the present one, without being refused."""

    inquiry: Inquiry
    amount: str
    present: int | Fraction

    def obstacles(self, view: View, found: Findings) -> Iterator[Obstacle]:
        clause = view.scheme.amounts[self.amount]

        def stands(seen: View) -> bool:
            value = seen.value(clause.expr)
            if value in (domain.NONE, domain.NOT_APPLICABLE):
                return True
            highest = domain.high(value)
            return highest is not None and bool(highest <= self.present)

        yield from Admission(self.inquiry).obstacles(view, found)
        if stands(view):
            yield Obstacle("amount", self.amount, clause.wording.cite, (clause.expr,), stands)


Goal = Admission | HigherAmount


def conflict(inquiry: Inquiry, view: View, obstacle: Obstacle) -> list[tuple[Fact, ...]]:
    """Facts that alone put the obstacle there, none of which can be spared, in groups of like ones.

    Every way past the obstacle changes one of them. Facts that nobody can change are kept rather
    than others, so that an obstacle that cannot be removed is known for one at once.
    """
    scheme, case = inquiry.scheme, view.case
    if obstacle.fact is not None:
        return [(obstacle.fact,)]
    reach = _addresses(obstacle.roots)
    facts = {f: v for f, v in stated(scheme, case).items() if f.address in reach}
    groups = interchangeable(scheme, facts, case)
    groups.sort(key=lambda g: not changeable(scheme, g[0]))

    def enough(counts: Counts) -> bool:
        kept = [f for g, n in zip(groups, counts, strict=True) for f in g[:n]]
        return obstacle.stands(inquiry.seen(only(scheme, case, kept)))

    counts = deleted([len(g) for g in groups], enough)
    return [g for g, n in zip(groups, counts, strict=True) if n]


def _addresses(roots: tuple[Expr, ...]) -> frozenset[Address]:
    return frozenset(node.address for node in nodes_below(roots) if node.op is Op.INPUT)
