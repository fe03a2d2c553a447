"""What was done to a value once it was worked out, in words: floors, rounding, caps, holidays."""

from __future__ import annotations

from datetime import date, datetime

from schemeengine.execute import domain
from schemeengine.ir.clause import Clause, Limit
from schemeengine.ir.expr import Expr, Op
from schemeengine.values import format_date
from schemeengine.verdict.facts import adopted_branch
from schemeengine.verdict.line_parts import names_in, told_by_name
from schemeengine.verdict.model import EMPTY, Text
from schemeengine.verdict.phrasing import operand_text, value_text
from schemeengine.verdict.view import Members, View

_DIRECTIONS = {
    "down": ("{}未満切捨て", "rounded down to {}"), "up": ("{}未満切上げ", "rounded up to {}"),
    "half_up": ("{}未満四捨五入", "rounded half up to {}"),
}  # fmt: skip
_LIMITS = {"not_below": ("下限", "at least"), "capped_at": ("上限", "at most")}
_NO_LIMIT = {"not_below": Text("下限なし", "no floor"), "capped_at": Text("上限なし", "no cap")}
_MOVED = {
    "next": Text("閉庁日のため翌開庁日", "closed: next open day"),
    "previous": Text("閉庁日のため前開庁日", "closed: previous open day"),
    "next_bank": Text("銀行の休業日のため翌銀行営業日", "a bank holiday: next day on which banks are open"),
    "previous_bank": Text(
        "銀行の休業日のため前銀行営業日", "a bank holiday: previous day on which banks are open"
    ),
}


def finishing_words(view: View, clause: Clause, members: Members) -> Text:
    """What limits, rounding and holiday rules did, in the order in which they were applied.

    A rule that stands below under its own name says there what was done to it.
    """
    limits = {limit.after.number: limit for limit in clause.limits}
    told = told_by_name(clause)
    said: list[Text] = []
    expr = clause.body
    while expr.number not in told:
        limit = limits.get(expr.number)
        if limit is not None:
            said.append(_limit(view, limit, members))
            expr = limit.before
        elif expr.op is Op.READING:
            expr = adopted_branch(view, expr)
        elif expr.op is Op.ROUND:
            unit = value_text(expr.data[0], expr.type)
            ja, en = _DIRECTIONS[str(expr.data[1])]
            said.append(Text(ja.format(unit.ja), en.format(unit.en)))
            expr = expr.args[0]
        elif expr.op is Op.BUSINESS_DAY:
            said += _moved(view, expr)
            expr = expr.args[0]
        elif expr.op is Op.FUNCTION and expr.data[0] == "at_time":
            expr = expr.args[0]
        else:
            break
    said.reverse()
    return Text("、".join(x.ja for x in said), ", ".join(x.en for x in said)) if said else EMPTY


def _limit(view: View, limit: Limit, members: Members) -> Text:
    """上限 300,000円; where it changes the value, what the value was: 計算では 500,000円、上限 300,000円."""
    before, bound = view.value(limit.before, members), view.value(limit.clause.expr, members)
    expr, names = limit.clause.expr, names_in(limit.clause)
    own_line = expr.op is Op.ARITH and expr.number not in names  # it says there how it comes about
    shown = value_text(bound, expr.type, None, view) if own_line else operand_text(view, expr, members, names)
    ja, en = _LIMITS[limit.kind]
    if bound is domain.NONE and view.value(limit.after, members) is not domain.NONE:
        return _NO_LIMIT[limit.kind]
    said = Text(f"{ja} {shown.ja}", f"{en} {shown.en}")
    if not (_number(before) and _number(bound)):
        return said
    if before <= bound if limit.kind == "capped_at" else before >= bound:
        return said
    was = value_text(before, limit.before.type)
    return Text(f"計算では {was.ja}だが{said.ja}", f"worked out as {was.en}, but {said.en}")


def _number(value: object) -> bool:
    return domain.is_exact(value) and domain.has_number(value)


def _moved(view: View, expr: Expr) -> list[Text]:
    if expr.free:
        return []
    before, after = view.value(expr.args[0]), view.value(expr)
    if not isinstance(before, date) or before == after:
        return []
    said = _MOVED[str(expr.data[0])]
    day = before.date() if isinstance(before, datetime) else before
    return [Text(f"{format_date(day, 'ja')}は{said.ja}", f"{day} is {said.en}")]
