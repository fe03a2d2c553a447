"""What is asked or worked out of the members of a list: the sum over those to which a condition applies."""

from __future__ import annotations

from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.truth import TRUE
from schemeengine.verdict.rule_cases import Words

#: What is written here.
MEMBERS = frozenset({Op.SUM_EACH, Op.LEAST_EACH, Op.GREATEST_EACH, Op.SELECT, Op.DISTINCT})
QUANTIFIED = frozenset({Op.EVERY, Op.SOME})
_TAKEN = {
    Op.SUM_EACH: ("合計", "sum"), Op.LEAST_EACH: ("最小", "least"), Op.GREATEST_EACH: ("最大", "greatest"),
    Op.DISTINCT: ("異なる数", "number of different values"),
}  # fmt: skip
_DAYS = {Op.LEAST_EACH: ("最も早い日", "earliest"), Op.GREATEST_EACH: ("最も遅い日", "latest")}


def such_members(words: Words, listed: str, only: str) -> str:
    """The members of a list to which a condition applies; all of them where it is empty."""
    if not only:
        return listed
    being = "" if "ぁ" <= only[-1] <= "ん" else "である"  # 5人以上であるもの, 県内にあるもの
    return words.pick(f"{listed}のうち{only}{being}もの", f"{listed} for which {only}")


def members(words: Words, expr: Expr, depth: int) -> str:
    """The list a value is taken of: all of its members, or only those ``where``."""
    listed, where = words.value(expr.args[0], None, depth + 1), expr.args[1]
    if where.op is Op.CONST and where.data[0] == TRUE:
        return listed
    only = words.condition(where, depth=1)
    return such_members(
        words, listed, only or words.pick("規則に定める条件に当たる", "a condition of the rules holds")
    )


def member_words(words: Words, expr: Expr, depth: int) -> str:
    """A value taken of the members of a list, or the members themselves."""
    shown = members(words, expr, depth)
    if len(expr.args) < 3 or expr.op not in _TAKEN:
        return shown
    each = words.value(expr.args[2], None, depth + 1)
    days = expr.type.kind in (Kind.DATE, Kind.DATETIME, Kind.EVENT)
    taken = _DAYS[expr.op] if days and expr.op in _DAYS else _TAKEN[expr.op]
    return words.pick(f"{shown}の各件の{each}の{taken[0]}", f"{taken[1]} of {each} over {shown}")


def quantified(words: Words, expr: Expr, negated: bool) -> str:
    """A condition on every member of a list, or on some of them."""
    held = words.condition(expr.args[2], (expr.op is Op.EVERY) and negated, depth=1)
    shown = members(words, expr, 0)
    if not held:
        return ""
    if expr.op is Op.EVERY and not negated:
        return words.pick(f"{shown}のどれも、{held}", f"{held} for every one of {shown}")
    if expr.op is Op.SOME and negated:
        return words.pick(f"{shown}の中に、{held}ものがない", f"there is none of {shown} for which {held}")
    return words.pick(f"{shown}の中に、{held}ものがある", f"there is one of {shown} for which {held}")
