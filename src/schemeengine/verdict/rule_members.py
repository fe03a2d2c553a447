"""What is asked or worked out of the members of a list: the sum over those to which a condition applies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.truth import TRUE
from schemeengine.verdict.rule_cases import Words
from schemeengine.verdict.rule_grammar import bracketed, ends_in_verb, has_parts

#: What is written here.
MEMBERS = frozenset({Op.SUM_EACH, Op.LEAST_EACH, Op.GREATEST_EACH, Op.SELECT, Op.DISTINCT})
QUANTIFIED = frozenset({Op.EVERY, Op.SOME})
COUNTED = frozenset({Op.THRESHOLD, Op.THRESHOLD_EACH})
BOUNDS: Mapping[str, tuple[str, str]] = {
    "at_least": ("{b}以上", "at least {b}"), "at_most": ("{b}以下", "at most {b}"),
    "exactly": ("ちょうど{b}", "exactly {b}"), "more_than": ("{b}を超える", "more than {b}"),
    "fewer_than": ("{b}未満", "fewer than {b}"),
}  # fmt: skip
_TAKEN = {
    Op.SUM_EACH: ("合計", "sum"), Op.LEAST_EACH: ("最小", "least"), Op.GREATEST_EACH: ("最大", "greatest"),
    Op.DISTINCT: ("異なる数", "number of different values"),
}  # fmt: skip
_DAYS = {Op.LEAST_EACH: ("最も早い日", "earliest"), Op.GREATEST_EACH: ("最も遅い日", "latest")}


class MemberWords(Words, Protocol):
    """Knows besides whose members are being looked at."""

    def of_members(self, level: int, expr: Expr, negated: bool = False) -> str: ...

    def known(self, expr: Expr) -> bool: ...


def such_members(words: Words, listed: str, only: str) -> str:
    """The members of a list to which a condition applies; all of them where it is empty."""
    if not only:
        return listed
    being = "" if ends_in_verb(only) else "である"  # 5人以上であるもの, 県内にあるもの
    return words.pick(f"{listed}のうち{only}{being}もの", f"{listed} for which {only}")


def members(words: MemberWords, expr: Expr, first: int = 0) -> str:
    """The list a value is taken of: all of its members, or only those ``where``."""
    listed, where = words.value(expr.args[first]), expr.args[first + 1]
    if _always(where):
        return listed
    return such_members(words, listed, words.of_members(expr.level, where))


def member_words(words: MemberWords, expr: Expr) -> str:
    """A value taken of the members of a list, or the members themselves."""
    shown = members(words, expr)
    if len(expr.args) < 3 or expr.op not in _TAKEN:
        return shown
    each = words.of_members(expr.level, expr.args[2])
    days = expr.type.kind in (Kind.DATE, Kind.DATETIME, Kind.EVENT)
    taken = _DAYS[expr.op] if days and expr.op in _DAYS else _TAKEN[expr.op]
    if has_parts(expr.args[2]) and not words.known(expr.args[2]):
        each = bracketed(each, words.lang)
        return words.pick(f"{shown}について1件ごとに求めた{each}の{taken[0]}",
                          f"{taken[1]} of {each}, worked out for each of {shown}")  # fmt: skip
    return words.pick(f"{shown}の各件の{each}の{taken[0]}", f"{taken[1]} of {each} over {shown}")


def quantified(words: MemberWords, expr: Expr, negated: bool) -> str:
    """A condition on every member of a list, or on some of them."""
    shown = members(words, expr)
    if _always(expr.args[2]):
        exists = (expr.op is Op.SOME) != negated
        return words.pick(f"{shown}が{'ある' if exists else 'ない'}",
                          f"there is {'one' if exists else 'none'} of {shown}")  # fmt: skip
    held = words.of_members(expr.level, expr.args[2], expr.op is Op.EVERY and negated)
    if expr.op is Op.EVERY and not negated:
        return words.pick(f"{shown}のどれも、{held}", f"{held} for every one of {shown}")
    being = "" if ends_in_verb(held) else "である"
    if expr.op is Op.SOME and negated:
        return words.pick(
            f"{shown}の中に、{held}{being}ものがない", f"there is none of {shown} for which {held}"
        )
    return words.pick(f"{shown}の中に、{held}{being}ものがある", f"there is one of {shown} for which {held}")


def counted(words: MemberWords, expr: Expr, negated: bool) -> str:
    """A condition on how many of several conditions, or of the members of a list, hold."""
    comparator = str(expr.data[0])
    bound = words.pick(*BOUNDS[comparator]).format(b=words.value(expr.args[0]))
    if expr.op is Op.THRESHOLD:
        said = [words.condition(a, nested=True) for a in expr.args[1:]]
        ja = f"次のうち{bound}に当てはまる（{'／'.join(said)}）"
        en = f"{bound} of these hold ({'; '.join(said)})"
    else:
        ja, en = _of_list(words, expr, bound)
    if not negated:
        return words.pick(ja, en)
    return words.pick(f"「{ja}」でない", f"not: {en}")


def _of_list(words: MemberWords, expr: Expr, bound: str) -> tuple[str, str]:
    shown, body = members(words, expr, 1), expr.args[3]
    if _always(body):
        return f"{shown}が{bound}", f"{bound} of {shown}"
    held = words.of_members(expr.level, body)
    being = "" if ends_in_verb(held) else "である"
    return f"{shown}のうち{held}{being}ものが{bound}", f"{bound} of {shown}: {held}"


def _always(expr: Expr) -> bool:
    return expr.op is Op.CONST and expr.data[0] == TRUE
