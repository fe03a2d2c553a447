"""Why a choice came out as it did: the branch, the row, the line of the table that was hit."""

from __future__ import annotations

from typing import Any

from schemeengine.execute import domain, tables
from schemeengine.ir.cells import HitPolicy
from schemeengine.ir.clause import Clause
from schemeengine.ir.expr import Expr, Op
from schemeengine.truth import TRUE
from schemeengine.verdict.model import EMPTY, Text
from schemeengine.verdict.phrasing import Names, operand_text
from schemeengine.verdict.view import Members, View

#: Policies under which the rows stand in another order than in the file.
_REORDERED = frozenset({"priority", "output_order"})


def choice_words(view: View, clause: Clause, members: Members, names: Names) -> Text:
    """「業種 小売業 のとき」「2番目に当たる」「表の2行目（業種 小売業、従業員数 5人）」"""
    node = inside_choice(clause.body)
    match clause.head, node.op if node is not None else None:
        case "case", (Op.CASE | Op.CHOOSE):
            shown = operand_text(view, clause.parts[0].expr, members, names)
            return Text(f"{shown.ja} による場合分け", f"by {shown.en}")
        case "choose", (Op.CHOOSE | Op.CASE | Op.TABLE):
            return _row(view, clause, members)
        case "table", Op.TABLE:
            assert node is not None
            return _table_rows(view, node, members, names)
        case _:
            return EMPTY


def _row(view: View, clause: Clause, members: Members) -> Text:
    """Which row of a ``choose`` holds, or can still hold."""
    conditions = (len(clause.parts) - 1) // 2
    possible: list[int] = []
    for number, condition in enumerate(clause.parts[:conditions], start=1):
        mask = view.mask(condition.expr, members)
        if mask & TRUE:
            possible.append(number)
        if mask == TRUE:
            break
    else:
        if not possible or len(clause.parts) - 1 in possible_parts(view, clause, members):
            possible.append(conditions + 1)
    if len(possible) > 1:
        listed = [str(n) if n <= conditions else "その他" for n in possible]
        listed_en = [str(n) if n <= conditions else "otherwise" for n in possible]
        return Text(f"当たり得る行：{'、'.join(listed)}", f"rows still possible: {', '.join(listed_en)}")
    (number,) = possible
    if number > conditions:
        return Text("どの行にも当たらず、その他の場合", "no row holds: otherwise")
    return Text(f"{number}番目の行に当たる", f"row {number} holds")


def possible_parts(view: View, clause: Clause, members: Members) -> frozenset[int]:
    """The parts of a ``case`` or ``choose`` that can still matter, by their place; all where unsure."""
    every = frozenset(range(len(clause.parts)))
    node = inside_choice(clause.body)
    if node is None:
        return every
    if clause.head == "case" and node.op is Op.CASE:
        codes, has_otherwise = node.data
        assert isinstance(codes, tuple)
        selector = view.value(node.args[0], members)
        kept = {0}
        kept |= {n for n, one in enumerate(codes, start=1) if domain.member(selector, one) & TRUE}
        if bool(has_otherwise) and _beside_named(view, node, members):
            kept.add(len(clause.parts) - 1)
        return frozenset(kept)
    if clause.head == "choose":
        conditions = (len(clause.parts) - 1) // 2
        kept = set()
        for number in range(conditions):
            kept.add(number)
            mask = view.mask(clause.parts[number].expr, members)
            if mask & TRUE:
                kept.add(conditions + number)
            if mask == TRUE:
                return frozenset(kept)
        left = kept & set(range(conditions, 2 * conditions))
        if left and not _otherwise(view, clause, node, members):
            return frozenset(kept)
        return frozenset({*kept, len(clause.parts) - 1})
    reached = _reached(view, node, members)
    return frozenset({0} | {n for n, p in enumerate(clause.parts) if p.expr.number in reached})


def _otherwise(view: View, clause: Clause, node: Expr, members: Members) -> bool:
    """Whether the last branch of a ``choose`` can still come out."""
    match node.op:
        case Op.CASE:
            return _beside_named(view, node, members)
        case Op.TABLE:
            rows, width, policy = node.data
            assert isinstance(rows, tuple)
            assert isinstance(width, int)
            assert isinstance(policy, HitPolicy)
            keys = [tables.key(view.value(k, members), k.type) for k in node.args[:width]]
            return len(rows) - 1 in tables.rows_hit(rows, keys, policy)[1]
        case _:
            return clause.parts[-1].expr.number in _reached(view, node, members)


def _beside_named(view: View, node: Expr, members: Members) -> bool:
    """Whether the selector of a ``case`` can still have a code that no branch names."""
    codes: Any = node.data[0]
    named: frozenset[str] = frozenset().union(*codes)
    return bool(domain.member(view.value(node.args[0], members), named) & ~TRUE)


def _reached(view: View, node: Expr, members: Members) -> frozenset[int]:
    """The branches of rows that can still come out, by the number of their expression."""
    *rows, otherwise = node.args
    found: set[int] = set()
    for condition, branch in zip(rows[::2], rows[1::2], strict=True):
        mask = view.mask(condition, members)
        if mask & TRUE:
            found.add(branch.number)
        if mask == TRUE:
            return frozenset(found)
    return frozenset({*found, otherwise.number})


def inside_choice(expr: Expr) -> Expr | None:
    """The choice beneath guards and finishing keys."""
    while expr.op not in (Op.CASE, Op.CHOOSE, Op.TABLE):
        match expr.op:
            case Op.GUARD:
                expr = expr.args[1]
            case Op.ROUND | Op.IF_NONE | Op.SPLIT | Op.BUSINESS_DAY | Op.LEAST | Op.GREATEST | Op.DECIDED:
                expr = expr.args[0]
            case _:
                return None
    return expr


def _table_rows(view: View, node: Expr, members: Members, names: Names) -> Text:
    rows, width, policy = node.data
    assert isinstance(rows, tuple)
    assert isinstance(width, int)
    assert isinstance(policy, HitPolicy)
    keys = node.args[:width]
    values = [tables.key(view.value(k, members), k.type) for k in keys]
    sure, possible = tables.rows_hit(rows, values, policy)
    shown = [operand_text(view, k, members, names) for k in keys]
    by = Text("、".join(s.ja for s in shown), ", ".join(s.en for s in shown))
    if policy.name in _REORDERED:
        return Text(f"表（{by.ja}）", f"table ({by.en})")
    listed = [str(n + 1) for n in possible]
    ja, en = "、".join(listed), ", ".join(listed)
    if not possible:
        return Text(f"表のどの行にも当たらない（{by.ja}）", f"no row of the table ({by.en})")
    if sure == possible:
        return Text(f"表の{ja}行目（{by.ja}）", f"row {en} of the table ({by.en})")
    return Text(f"表の{ja}行目のどれか（{by.ja}）", f"one of rows {en} ({by.en})")
