"""Where a scheme's expressions begin: every clause, period, paper and stage, with its origin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemeengine.ir.expr import Expr
from schemeengine.ir.scheme import Clause, Scheme


@dataclass(frozen=True, slots=True)
class Origin:
    """A place of a programme that an expression comes from.

    ``clause`` is the dotted path of the clause (of the nearest named one around a part without a
    name); ``cite`` is the place in the instrument, () where the text names none.
    """

    scheme: str
    clause: str
    cite: tuple[str, ...]


def roots(scheme: Scheme) -> Iterator[tuple[Expr, Origin | None]]:
    """Every expression the meaning of a scheme points at; None where no clause stands behind it."""
    seen: set[int] = set()
    for name, provision in scheme.provisions.items():
        yield from _clause(scheme.id, provision.clause, Origin(scheme.id, name, ()), seen)
    for named in (scheme.definitions, scheme.amounts, scheme.dates, scheme.parameters):
        for name, clause in named.items():
            yield from _clause(scheme.id, clause, Origin(scheme.id, name, ()), seen)
    for name, period in scheme.periods.items():
        origin = Origin(scheme.id, name, period.wording.cite)
        for expr in (period.interval, period.first, period.last):
            if expr is not None:
                yield expr, origin
        for clause in period.clauses:
            yield from _clause(scheme.id, clause, origin, seen)
    for edition, clause in scheme.former_when.items():
        yield from _clause(scheme.id, clause, Origin(scheme.id, f"editions.{edition}", ()), seen)
    for cycle in scheme.life_cycles.values():
        for clause in cycle.clauses:
            yield from _clause(scheme.id, clause, Origin(scheme.id, cycle.id, cycle.wording.cite), seen)
    if scheme.selection is not None:
        origin = Origin(scheme.id, "selection", scheme.selection.cite)
        for clause in scheme.selection.clauses():
            yield from _clause(scheme.id, clause, origin, seen)
    for name, paper in scheme.papers.items():
        if paper.applies is not None:
            yield paper.applies, Origin(scheme.id, name, paper.cite)
    for procedure in scheme.procedures.values():
        for stage in procedure.stages:
            if stage.applies is not None:
                yield stage.applies, Origin(scheme.id, f"{procedure.id}.{stage.id}", stage.cite)


def _clause(
    scheme: str, clause: Clause, around: Origin, seen: set[int]
) -> Iterator[tuple[Expr, Origin | None]]:
    """A clause and all below it; one that several refer to is walked once."""
    if id(clause) in seen:
        return
    seen.add(id(clause))
    own = Origin(scheme, clause.id or around.clause, clause.wording.cite or around.cite)
    yield clause.expr, own
    yield clause.body, own
    if clause.bound is not None:
        yield clause.bound, None
    if clause.marks is not None and isinstance(clause.marks.full, Expr):
        yield clause.marks.full, None
    for column in clause.columns.values():
        yield column, own
    inner = [*clause.parts, *(g.clause for g in clause.guards)]
    if clause.iteration is not None:
        yield clause.iteration.over, None
        inner += [c for c in (clause.iteration.where, clause.iteration.body) if c is not None]
    for part in inner:
        yield from _clause(scheme, part, own, seen)
