"""Which facts an amount, a period or a date still waits for."""

from __future__ import annotations

from collections.abc import Mapping

from schemeengine.ir.expr import Expr
from schemeengine.verdict.model import Text
from schemeengine.verdict.pending import Missing
from schemeengine.verdict.view import View


def waiting(view: View) -> Mapping[str, tuple[Text, ...]]:
    """Id of an amount, period or date -> labels of the facts that would settle it."""
    scheme = view.scheme
    wanted: dict[str, Expr] = {n: c.expr for n, c in scheme.amounts.items()}
    wanted |= {p.id: p.interval for p in scheme.periods.values()}
    wanted |= {n: c.expr for n, c in scheme.dates.items()}
    return {name: _labels(view, expr, name) for name, expr in wanted.items()}


def _labels(view: View, expr: Expr, name: str) -> tuple[Text, ...]:
    missing = Missing(view)
    missing.of_clause(expr, name)
    return tuple(dict.fromkeys(p.label for p in missing.records()))
