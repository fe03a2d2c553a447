"""Scorings in words: what was given, what is still open, and how a line of points adds up."""

from __future__ import annotations

from schemeengine.execute import domain
from schemeengine.ir.clause import Clause, Marks
from schemeengine.ir.expr import Expr
from schemeengine.ir.scheme import FactDecl, Scoring
from schemeengine.ir.types import POINTS
from schemeengine.values import format_date
from schemeengine.verdict.finishing_words import finishing_words
from schemeengine.verdict.left_out import left_out_words
from schemeengine.verdict.model import EMPTY, Text
from schemeengine.verdict.phrasing import value_text
from schemeengine.verdict.view import Members, View


def open_points(view: View, scoring: Scoring) -> list[tuple[str, FactDecl]]:
    """The criteria without points, by path; of several jurors the scoring as a whole."""
    if scoring.address is None:
        return []
    found = view.case.values.get(scoring.address)
    if scoring.listed:
        sheets = found if isinstance(found, tuple) else ()
        missing = not sheets or any(None in sheet[2:] for sheet in sheets)
        return [("", view.decl(scoring.address))] if missing else []
    sheet = found if isinstance(found, tuple) else (None,) * len(scoring.record.fields)
    return [(f".{c.name}", c) for c, p in zip(scoring.criteria, sheet[2:], strict=True) if p is None]


def recorded_points(view: View, scoring: Scoring) -> Text:
    """72点（審査会、令和6年6月25日）"""
    total = view.scheme.definitions[scoring.id].expr
    shown = value_text(view.value(total), total.type, None, view)
    found = None if scoring.address is None else view.case.values.get(scoring.address)
    sheets = (found if scoring.listed else (found,)) if isinstance(found, tuple) else ()
    ja, en = [], []
    for sheet in sheets:
        who, day = (sheet[0], sheet[1]) if isinstance(sheet, tuple) else (None, None)
        if who is None:
            continue
        ja.append("、".join(x for x in (who, format_date(day, "ja") if day else "") if x))
        en.append(", ".join(x for x in (who, format_date(day, "en") if day else "") if x))
    if not ja:
        return shown
    return Text(f"{shown.ja}（{'／'.join(ja)}）", f"{shown.en} ({'; '.join(en)})")


def marks_words(view: View, marks: Marks, clause: Clause, members: Members) -> Text:
    """20点満点、最低10点、重み2で30点"""
    if marks.kind == "total":
        return _total_words(view, marks, clause, members)
    if marks.kind in ("bonus", "penalty"):
        kind = ("加点", "bonus") if marks.kind == "bonus" else ("減点", "penalty")
        most = _full(view, marks, members)
        if most is None:
            return Text(*kind)
        return Text(f"{kind[0]}、{most.ja}まで", f"{kind[1]}, up to {most.en}")
    ja, en = _of_full(view, marks, members)
    if marks.minimum is not None:
        least = value_text(view.value(marks.minimum, members), POINTS)
        ja.append(f"最低{least.ja}")
        en.append(f"at least {least.en} needed")
    if marks.weight != 1:
        weight = value_text(marks.weight, POINTS)
        value = view.value(clause.expr, members)
        ja.append(f"重み{weight.ja.removesuffix('点')}")
        en.append(f"weight {weight.en.partition(' ')[0]}")
        if domain.is_exact(value) and domain.has_number(value):
            counted = _points(value * marks.weight)
            ja[-1] += f"で{counted.ja}"
            en[-1] += f": {counted.en}"
    left_out = left_out_words(view, clause, totals=False)
    if left_out is not EMPTY:
        ja.append(left_out.ja)
        en.append(left_out.en)
    return Text("、".join(ja), ", ".join(en))


_SUMS = {
    "criteria": ("審査項目の計", "criteria"), "bonus": ("加点", "bonus"), "penalty": ("減点", "penalty"),
}  # fmt: skip


def _total_words(view: View, marks: Marks, clause: Clause, members: Members) -> Text:
    """100点満点、最低60点。審査項目の計 70点、加点 5点（上限10点）"""
    ja, en = _of_full(view, marks, members)
    if marks.minimum is not None:
        least = value_text(view.value(marks.minimum, members), POINTS)
        ja.append(f"最低{least.ja}")
        en.append(f"at least {least.en} needed")
    if len(marks.sums) > 1:
        for kind, expr, cap in marks.sums:
            shown = value_text(view.value(expr, members), POINTS)
            name = _SUMS[kind]
            most = EMPTY if cap is None else value_text(view.value(cap, members), POINTS)
            ja.append(f"{name[0]} {shown.ja}" + (f"（上限{most.ja}）" if cap is not None else ""))
            en.append(f"{name[1]} {shown.en}" + (f" (capped at {most.en})" if cap is not None else ""))
    for said in (left_out_words(view, clause, totals=True), finishing_words(view, clause, members)):
        if said is not EMPTY:
            ja.append(said.ja)
            en.append(said.en)
    return Text("、".join(ja), ", ".join(en))


def _of_full(view: View, marks: Marks, members: Members) -> tuple[list[str], list[str]]:
    full = _full(view, marks, members)
    return ([], []) if full is None else ([f"{full.ja}満点"], [f"of {full.en}"])


def _full(view: View, marks: Marks, members: Members) -> Text | None:
    """Full marks as written, or what a parameter sets; None without any, or while they are not known."""
    full = view.value(marks.full, members) if isinstance(marks.full, Expr) else marks.full
    return _points(full) if domain.is_exact(full) and domain.has_number(full) else None


def _points(number: domain.Value) -> Text:
    return value_text(number, POINTS)
