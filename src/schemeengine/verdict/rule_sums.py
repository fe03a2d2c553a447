"""Values worked out of others, in plain words: sums, limits, rates, functions, places in an order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.verdict.function_words import FUNCTION_WORDS
from schemeengine.verdict.rule_cases import Words
from schemeengine.verdict.rule_grammar import added, bracketed, has_parts, is_limit
from schemeengine.verdict.rule_members import MemberWords
from schemeengine.verdict.value_phrases import value_text

_ROUNDED = {
    "down": ("{u}未満切捨て", "rounded down to {u}"), "up": ("{u}未満切上げ", "rounded up to {u}"),
    "half_up": ("{u}未満四捨五入", "rounded half up to {u}"),
}  # fmt: skip
_SEVERAL = {
    Op.LEAST: ("次のうち最も少ないもの", "the least of"), Op.SUM: ("次の合計", "the sum of"),
    Op.GREATEST: ("次のうち最も多いもの", "the greatest of"),
}  # fmt: skip
SEVERAL_VALUES = frozenset(_SEVERAL)
_DAYS_OF = {
    Op.LEAST: ("次のうち最も早い日", "the earliest of"), Op.GREATEST: ("次のうち最も遅い日", "the latest of"),
}  # fmt: skip
_ORDERS = {
    ("<", True): ("早い順", "the earliest first"), (">", True): ("遅い順", "the latest first"),
    ("<", False): ("小さい順", "the least first"), (">", False): ("大きい順", "the greatest first"),
}  # fmt: skip


def rounded_words(words: MemberWords, expr: Expr) -> str:
    """A value with how it is rounded."""
    return added(_part(words, expr.args[0]), rounding(words, expr), words.lang)


def rounding(words: Words, expr: Expr) -> str:
    """1,000円未満切捨て"""
    unit = value_text(expr.data[0], expr.type).of(words.lang)
    return words.pick(*_ROUNDED[str(expr.data[1])]).format(u=unit)


def _part(words: MemberWords, expr: Expr) -> str:
    """An operand, in brackets where it is said in several parts."""
    shown = words.value(expr)
    return bracketed(shown, words.lang) if has_parts(expr) and not words.known(expr) else shown


def arithmetic(words: MemberWords, expr: Expr) -> str:
    """Two values and the sign between them; a share where one of them is a rate."""
    a, b = expr.args
    if expr.data[0] == "*" and Kind.RATIO in (a.type.kind, b.type.kind):
        rate, of = (a, b) if a.type.kind is Kind.RATIO else (b, a)
        base, share = _part(words, of), _part(words, rate)
        if words.lang == "en":
            return f"{share} of {base}"
        return f"{base}の{share}" if rate.op is Op.CONST else f"{base} × {share}"
    sign = {"*": "×", "/": "÷", "-": "−", "+": "＋"}.get(str(expr.data[0]), str(expr.data[0]))
    return f"{_part(words, a)} {sign} {_part(words, b)}"


def several(words: MemberWords, expr: Expr) -> str:
    """A sum, the least or the greatest of several; the least of a value and a number is its cap."""
    if len(expr.args) == 1:
        return words.value(expr.args[0])
    shown = [_part(words, a) for a in expr.args]
    days = expr.type.kind in (Kind.DATE, Kind.EVENT, Kind.DATETIME)
    if is_limit(expr) and not days:
        limit = ("上限 {}", "at most {}") if expr.op is Op.LEAST else ("下限 {}", "at least {}")
        return added(shown[0], words.pick(*limit).format(shown[1]), words.lang)
    name = (_DAYS_OF if days else _SEVERAL).get(expr.op, _SEVERAL[expr.op])
    return words.pick(f"{name[0]}：{'、'.join(shown)}", f"{name[1]}: {'; '.join(shown)}")


def several_name(words: Words, expr: Expr) -> str:
    """「次の合計」 above a list of the parts."""
    days = expr.type.kind in (Kind.DATE, Kind.EVENT, Kind.DATETIME)
    return words.pick(*(_DAYS_OF if days else _SEVERAL).get(expr.op, _SEVERAL[expr.op]))


def function_words(words: Words, expr: Expr) -> str:
    """A function of the expression language; one without words of its own with what it is given."""
    name, shown = str(expr.data[0]), [words.value(a) for a in expr.args]
    if name == "at_time":
        hour, minute = divmod(int(str(expr.args[1].data[0])), 60)
        clock = f"{hour}時{f'{minute:02d}分' if minute else ''}"
        return words.pick(f"{shown[0]}の{clock}", f"{hour:02d}:{minute:02d} of {shown[0]}")
    if name in FUNCTION_WORDS:
        return words.pick(*FUNCTION_WORDS[name]).format(*shown)
    return worked_out_of(words, shown)


def worked_out_of(words: Words, shown: Sequence[str]) -> str:
    """What has no words of its own, by all that it is worked out of."""
    if not shown:
        return words.pick("規則で定めた値", "a value the rules lay down")
    return words.pick(f"次から求めた値（{'、'.join(shown)}）", f"a value worked out of ({'; '.join(shown)})")


def place_words(words: MemberWords, expr: Expr) -> str:
    """The place of a member in a ranked list: 子の中で生年月日の早い順に数えた順位."""
    ordered = _ordered(words, expr)
    if ordered is None:
        return worked_out_of(words, [words.value(a) for a in expr.args])
    return words.pick(f"{ordered}数えた順位", f"the place {ordered}")


def place_compared(words: MemberWords, place: Expr, sign: str, number: Expr) -> str | None:
    """A comparison of a place with a number: 生年月日の早い順に数えて1番目."""
    ordered = _ordered(words, place)
    if ordered is None or number.op is not Op.CONST:
        return None
    n = number.data[0]
    said = {
        "=": (f"{n}番目", f"number {n}"), "!=": (f"{n}番目以外", f"any but number {n}"),
        ">=": (f"{n}番目以降", f"number {n} or later"), "<=": (f"{n}番目まで", f"number {n} or earlier"),
        ">": (f"{n}番目より後", f"later than number {n}"),
        "<": (f"{n}番目より前", f"earlier than number {n}"),
    }[sign]  # fmt: skip
    return words.pick(f"{ordered}数えて{said[0]}", f"it is {said[1]} {ordered}")


def _ordered(words: MemberWords, expr: Expr) -> str | None:
    """Among which members, and in which order, a place is counted; None for anything else."""
    (place,) = expr.args
    if place.op is not Op.ARITH or place.args[0].op is not Op.NUMBER_OF:
        return None
    (ahead,) = place.args[0].args
    if ahead.op is not Op.SELECT:
        return None
    coll, before = ahead.args
    orders = [_order(words, ahead.level, key, sign) for key, sign in _keys(before)]
    if not orders:
        return None
    order = orders[0]
    if len(orders) > 1:
        then = words.pick("、".join(f"同じときは{o}" for o in orders[1:]),
                          ", ".join(f"then {o}" for o in orders[1:]))  # fmt: skip
        order = words.pick(f"{order}（{then}）", f"{order} ({then})")
    listed = words.value(coll)
    return words.pick(f"{listed}の中で{order}に", f"among {listed} by {order}")


def _keys(before: Expr) -> Iterator[tuple[Expr, str]]:
    """What the members are ordered by, one after the other, and on which side the first of them lie."""
    compared, *tied = before.args if before.op is Op.ANY else (before,)
    if compared.op is Op.COMPARE:
        yield compared.args[0], str(compared.data[0])
    for both in tied:
        yield from _keys(both.args[1])


def _order(words: MemberWords, level: int, key: Expr, sign: str) -> str:
    if key.op is Op.FUNCTION and key.data[0] == "place_in_list":
        return words.pick("一覧に書いた順", "the order of the list")
    dated = key.type.kind in (Kind.DATE, Kind.DATETIME, Kind.EVENT)
    order, said = words.pick(*_ORDERS[sign, dated]), words.of_members(level, key)
    return words.pick(f"{said}の{order}", f"{said}, {order}")
