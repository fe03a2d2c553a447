"""What an amount, a period or a date still waits for."""

from __future__ import annotations

from collections.abc import Mapping

from schemeengine.ir.expr import Expr
from schemeengine.verdict.model import Pending
from schemeengine.verdict.pending import Missing
from schemeengine.verdict.view import View


def waiting(view: View) -> Mapping[str, tuple[Pending, ...]]:
    """Id of an amount, period or date -> what would settle it, or why nothing does."""
    scheme = view.scheme
    wanted: dict[str, Expr] = {n: c.expr for n, c in scheme.amounts.items()}
    wanted |= {p.id: p.interval for p in scheme.periods.values()}
    wanted |= {n: c.expr for n, c in scheme.dates.items()}
    return {name: _wanted(view, expr, name) for name, expr in wanted.items()}


def _wanted(view: View, expr: Expr, name: str) -> tuple[Pending, ...]:
    missing = Missing(view)
    missing.of_clause(expr, name)
    return tuple({p.label: p for p in missing.records()}.values())
