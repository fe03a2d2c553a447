"""How the words of a rule are joined: brackets around what has several parts, のとき after a noun."""

from __future__ import annotations

from schemeengine.diagnostics import Lang
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind, Type

_EACH = frozenset({Op.SUM_EACH, Op.LEAST_EACH, Op.GREATEST_EACH})
_SEVERAL = frozenset({Op.SUM, Op.LEAST, Op.GREATEST})
_CHOICES = frozenset({Op.CASE, Op.CHOOSE, Op.TABLE, Op.DATED})
_SIGNS = {
    "=": ("{a}が{b}である", "{a} is {b}"), "!=": ("{a}が{b}でない", "{a} is not {b}"),
    "<": ("{a}が{b}未満", "{a} is below {b}"), "<=": ("{a}が{b}以下", "{a} is at most {b}"),
    ">": ("{a}が{b}を超える", "{a} is above {b}"), ">=": ("{a}が{b}以上", "{a} is at least {b}"),
}  # fmt: skip
_OF_DAYS = {
    "=": ("{a}が{b}である", "{a} is {b}"), "!=": ("{a}が{b}でない", "{a} is not {b}"),
    "<": ("{a}が{b}より前", "{a} is before {b}"), "<=": ("{a}が{b}以前", "{a} is on or before {b}"),
    ">": ("{a}が{b}より後", "{a} is after {b}"), ">=": ("{a}が{b}以後", "{a} is on or after {b}"),
}  # fmt: skip
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
#: The last sign of a verb or an adjective: 当たる, ない, 済んだ. A noun may end in another (くるみん).
_VERBS = "うくぐすつぬぶむるいただ"


def ends_in_verb(words: str) -> bool:
    return words[-1:] in _VERBS


def when_ja(condition: str) -> str:
    """…のとき after a noun (5人以上), …とき after a verb or an adjective (当たる)."""
    return f"{condition}とき" if ends_in_verb(condition) else f"{condition}のとき"


def comparing(sign: str, a: Type, b: Type) -> tuple[str, str]:
    """What a comparison says, with places for its sides; days come before and after each other."""
    days = {Kind.DATE, Kind.DATETIME} & {a.kind, b.kind} or a.kind is Kind.EVENT
    return (_OF_DAYS if days else _SIGNS)[sign]


def has_parts(expr: Expr) -> bool:
    """Whether a value is said in several parts, so that what follows could belong to the last of them."""
    expr = _shown(expr)
    if expr.op in _SEVERAL:
        return len(expr.args) > 1 and not is_limit(expr)
    return (expr.op is Op.ARITH and not _is_share(expr)) or expr.op in _EACH or expr.op in _CHOICES


def _shown(expr: Expr) -> Expr:
    """What is said of a value that stands for another: the adopted reading, the one way it counts."""
    while expr.op in (Op.READING, Op.GUARD, Op.DEEMED, Op.AS_DATE) or (
        expr.op in _SEVERAL and len(expr.args) == 1
    ):
        if expr.op is Op.GUARD and constant(expr.args[0]) is None:
            return expr
        expr = expr.branch({}) if expr.op is Op.READING else expr.args[expr.op in (Op.GUARD, Op.DEEMED)]
    return expr


def constant(expr: Expr) -> object:
    """The value of a condition that the adopted readings fix; None where it depends on the case."""
    while expr.op is Op.READING:
        expr = expr.branch({})
    return expr.data[0] if expr.op is Op.CONST else None


def _is_share(expr: Expr) -> bool:
    """Whether a value is a fixed share of another: 費用の2分の1."""
    return expr.data[0] == "*" and any(a.op is Op.CONST and a.type.kind is Kind.RATIO for a in expr.args)


def is_limit(expr: Expr) -> bool:
    """Whether the least (or greatest) of two is a value with its cap (or floor)."""
    return expr.op in (Op.LEAST, Op.GREATEST) and len(expr.args) == 2 and expr.args[1].op is Op.CONST


def bracketed(words: str, lang: Lang) -> str:
    if lang == "ja":
        return f"〔{words}〕" if "（" in words else f"（{words}）"
    return f"[{words}]" if "(" in words else f"({words})"


def added(words: str, remark: str, lang: Lang) -> str:
    """A remark behind a value: 費用の2分の1（1,000円未満切捨て）."""
    return f"{words}（{remark}）" if lang == "ja" else f"{words} ({remark})"
