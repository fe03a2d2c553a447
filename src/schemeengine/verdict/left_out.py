"""Whose points an average without extremes leaves out: the highest and the lowest of the jurors."""

from __future__ import annotations

from schemeengine.execute import domain
from schemeengine.ir.clause import Clause
from schemeengine.ir.expr import Expr, Op, nodes_below
from schemeengine.ir.types import POINTS
from schemeengine.verdict.facts import members_of
from schemeengine.verdict.model import EMPTY, Text
from schemeengine.verdict.phrasing import value_text
from schemeengine.verdict.view import NOBODY, Value, View


def left_out_words(view: View, clause: Clause, totals: bool) -> Text:
    """「最高 E 10点と最低 A 5点を除く」; EMPTY where none are left out, or while points are missing.

    ``totals``: of each juror's total, not of the points for one criterion. Of equals the first named on
    the sheets counts as left out: which one it is changes nothing.
    """
    found = _by_totals(view, clause) if totals else _of_criterion(view, clause)
    if len(found) < 3 or not all(domain.is_exact(v) and domain.has_number(v) for _, v in found):
        return EMPTY
    highest = max(found, key=lambda pair: pair[1])
    lowest = min((pair for pair in found if pair is not highest), key=lambda pair: pair[1])
    (top, most), (bottom, least) = ((name, value_text(v, POINTS)) for name, v in (highest, lowest))
    return Text(
        f"最高 {top} {most.ja}と最低 {bottom} {least.ja}を除く",
        f"left out: the highest, {top} {most.en}, and the lowest, {bottom} {least.en}",
    )


def _of_criterion(view: View, clause: Clause) -> list[tuple[str, Value]]:
    """What each juror gave for a criterion of which the extremes are left out."""
    for node in nodes_below((clause.body,)):
        if node.op is Op.FUNCTION and node.data[0] == "mean_without_extremes":
            column = node.args[0]
            if column.op is not Op.PROJECT:
                return []
            return [(key, value[column.index]) for value, key in _sheets(view, column.args[0])]
    return []


def _by_totals(view: View, clause: Clause) -> list[tuple[str, Value]]:
    """Each juror's total, where the highest and the lowest total are left out."""
    for node in nodes_below((clause.body,)):
        coll = node.args[0] if node.op is Op.GREATEST_EACH else None
        if coll is not None and coll.op is Op.INPUT and coll.address.space == "score":
            listed = members_of(view, coll, node.level, NOBODY) or []
            return [(key, view.value(node.args[2], inner)) for inner, _, key in listed]
    return []


def _sheets(view: View, coll: Expr) -> list[tuple[tuple[Value, ...], str]]:
    listed = members_of(view, coll, 0, NOBODY) or []
    return [(inner[0].value, key) for inner, _, key in listed if isinstance(inner[0].value, tuple)]
