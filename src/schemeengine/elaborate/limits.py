"""Floors and caps: what they make of a value, and how a rule says that there is none (上限なし)."""

from __future__ import annotations

from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.ir.expr import Expr, Op

#: A cell of a table that says so: there is no such limit, nothing of the kind.
NO_LIMIT = frozenset({"上限なし", "下限なし", "制限なし", "no limit", "no cap", "no floor"})


def capped(el: Elaborator, expr: Expr, limit: Expr) -> Expr:
    """At most the limit. What does not apply still does not, whatever its limit; a limit that does not
    apply, or is none, limits nothing."""
    return el.make(Op.LEAST, (expr, limit), ("limit",), expr.type)


def not_below(el: Elaborator, expr: Expr, limit: Expr) -> Expr:
    """At least the limit; see :func:`capped`."""
    return el.make(Op.GREATEST, (expr, limit), ("limit",), expr.type)
