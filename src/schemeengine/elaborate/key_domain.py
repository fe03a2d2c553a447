"""What the key of a table can come to, as far as its expression tells: below zero, a fraction, none.

Every answer errs to the wide side: what is said not to be possible never comes about, so that rows
that cover all the rest leave no case out.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from schemeengine import truth
from schemeengine.ir import types
from schemeengine.ir.cells import HitPolicy
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.values import Stated

#: "None", "does not apply" and "not yet": what may stand where a value would.
Lacking = frozenset[Stated]
Answer = TypeVar("Answer")
_NEVER: Lacking = frozenset()
_NONE: Lacking = frozenset({Stated.NONE})
_NOT_APPLICABLE: Lacking = frozenset({Stated.NOT_APPLICABLE})
_WHOLE = frozenset({Kind.COUNT, Kind.YEN, Kind.FISCAL_YEAR, Kind.NUMBER})
_READ = frozenset({Op.INPUT, Op.FIELD, Op.VAR})
#: Iterations that leave the members out to which their body does not apply.
_OF_MEMBERS = frozenset({Op.LEAST_EACH, Op.GREATEST_EACH})
#: Functions of a list that have a value for an empty one; of the others there is none, and they do not apply.
_OF_ANY_LIST = frozenset({"sum", "sum_of_greatest", "sum_of_least", "union", "common", "days_covered_once",
                          "days_covered_within"})  # fmt: skip
_OF_LISTS = _OF_ANY_LIST | {
    "min", "max", "mean", "mean_without_extremes", "mean_of_greatest", "mean_of_least",
}  # fmt: skip
#: Functions that give whole numbers, whatever they are of.
_COUNTING = frozenset({"whole_months", "full_years", "age_on", "days_between", "business_days_between",
                       "days_covered", "days_covered_once", "days_covered_within", "fiscal_year",
                       "calendar_year", "year_of", "month_of"})  # fmt: skip
#: Functions of a list whose result is whole where the members are.
_KEEPING = frozenset({"sum", "min", "max", "sum_of_greatest", "sum_of_least"})
#: Functions of two days, negative where the second comes first.
_SIGNED = frozenset({"whole_months", "full_years", "age_on", "days_between", "business_days_between"})


def lacking(expr: Expr) -> Lacking:
    """Whether a node may turn out "none", or not to apply (a condition cannot be "none")."""
    return _ask(lambda e, of: (_of_condition if e.type.kind is Kind.YES_NO else _of_value)(e, of), expr)


def _ask(rule: Callable[[Expr, Callable[[Expr], Answer]], Answer], expr: Expr) -> Answer:
    """What a rule says of a node, asking it once of each node below, however often that is used."""
    known: dict[int, Answer] = {}

    def of(e: Expr) -> Answer:
        if e.number not in known:
            known[e.number] = rule(e, of)
        return known[e.number]

    return of(expr)


def _all(exprs: tuple[Expr, ...], of: Callable[[Expr], Lacking]) -> Lacking:
    return _NEVER.union(*map(of, exprs))


def _of_condition(expr: Expr, of: Callable[[Expr], Lacking]) -> Lacking:
    args = expr.args
    match expr.op:
        case Op.CONST:
            return _NOT_APPLICABLE if expr.data[0] == truth.NOT_APPLICABLE else _NEVER
        case Op.GUARD:
            return _NOT_APPLICABLE
        case Op.NOT | Op.SPLIT:
            return of(args[0])
        case Op.DEEMED | Op.IF_NONE:
            return of(args[1])
        case Op.CASE:
            return _all(args[1:], of) & _NOT_APPLICABLE
        case Op.CHOOSE:
            return _all((*args[1:-1:2], args[-1]), of) & _NOT_APPLICABLE
        case Op.READING:
            return _all(args, of)
        case Op.DATED:
            return _all(args[1:], of)
        case Op.TABLE:
            leaves = _policy(expr).no_row == "leaves"
            return (_all(_results(expr), of) & _NOT_APPLICABLE) | (_NOT_APPLICABLE if leaves else _NEVER)
        case _:
            return _NEVER


def _of_value(expr: Expr, of: Callable[[Expr], Lacking]) -> Lacking:
    args = expr.args
    match expr.op:
        case Op.CONST:
            return frozenset({expr.data[0]}) if isinstance(expr.data[0], Stated) else _NEVER
        case Op.INPUT | Op.VAR:
            return _NONE if expr.type.may_be_none else _NEVER
        case Op.FIELD:
            return of(args[0]) | (_NONE if expr.type.may_be_none else _NEVER)
        case Op.GUARD:
            return of(args[1]) | _NOT_APPLICABLE
        case Op.IF_NONE:
            return of(args[1])
        case Op.CASE:
            rest = _NEVER if bool(expr.data[1]) or _exhausted(expr) else _NONE
            return _all(args[1:], of) | rest
        case Op.CHOOSE:
            return _all((*args[1:-1:2], args[-1]), of)
        case Op.DATED:
            return _all(args[1:], of)
        case Op.TABLE:
            none = _policy(expr).no_row == "none"
            return _all(_results(expr), of) | (_NONE if none else _NEVER)
        case Op.SUM:
            return _all(args, of) & _NONE
        case Op.LEAST | Op.GREATEST:
            every = _NOT_APPLICABLE.intersection(*map(of, args))
            return (_all(args, of) & _NONE) | every
        case Op.SUM_EACH:
            return of(args[2]) & _NONE
        case op if op in _OF_MEMBERS:
            return (of(args[2]) & _NONE) | _NOT_APPLICABLE
        case Op.NUMBER_OF | Op.DISTINCT | Op.SELECT | Op.PROJECT | Op.LIST:
            return _NEVER
        case Op.FUNCTION if expr.data[0] in _OF_LISTS:
            member = args[0].type.of
            none = member is not None and member.may_be_none
            empty = _NEVER if expr.data[0] in _OF_ANY_LIST else _NOT_APPLICABLE
            return (_NONE if none else _NEVER) | empty | _all(args[1:], of)
        case _:
            return _all(args, of)


def _policy(table: Expr) -> HitPolicy:
    found = table.data[2]
    assert isinstance(found, HitPolicy)
    return found


def _results(table: Expr) -> tuple[Expr, ...]:
    width = table.data[1]
    assert isinstance(width, int)
    return table.args[width:]


def _exhausted(case: Expr) -> bool:
    """Whether the branches name every code the selector can have."""
    codes, choices = case.data[0], case.args[0].type.choices
    assert isinstance(codes, tuple)
    return bool(choices) and frozenset(choices) <= frozenset().union(*codes) and not lacking(case.args[0])


# ------------------------------------------------------------------ numbers
def whole(expr: Expr) -> bool:
    """Whether the value is a whole number if it is a number at all."""
    return _ask(_is_whole, expr)


def _is_whole(expr: Expr, of: Callable[[Expr], bool]) -> bool:
    if expr.type.kind not in _WHOLE or expr.type.decimals:
        return False
    args = expr.args
    match expr.op:
        case Op.CONST:
            return isinstance(expr.data[0], (int, Stated))
        case op if op in _READ:
            return True
        case Op.ARITH:
            return expr.data[0] in ("+", "-", "*") and all(map(of, args))
        case Op.SUM | Op.LEAST | Op.GREATEST | Op.IF_NONE:
            return all(map(of, args))
        case Op.CASE | Op.GUARD | Op.DATED:
            return all(map(of, args[1:]))
        case Op.READING:
            return all(map(of, args))
        case Op.CHOOSE:
            return all(map(of, (*args[1:-1:2], args[-1])))
        case Op.TABLE:
            return all(map(of, _results(expr)))
        case Op.ROUND:
            return isinstance(expr.data[0], int)
        case Op.SUM_EACH | Op.LEAST_EACH | Op.GREATEST_EACH:
            return of(args[2])
        case Op.NUMBER_OF | Op.DISTINCT:
            return True
        case Op.FUNCTION:
            member = args[0].type.of
            plain = member is not None and member.kind in _WHOLE and not member.decimals
            return expr.data[0] in _COUNTING or (expr.data[0] in _KEEPING and plain and _stated_list(args[0]))
        case _:
            return False


def _stated_list(coll: Expr) -> bool:
    """Whether the members of a list are stated ones, which are whole where their kind is."""
    if coll.op is Op.LIST:
        return all(map(whole, coll.args))
    return coll.op in (*_READ, Op.PROJECT) or (coll.op is Op.SELECT and _stated_list(coll.args[0]))


def below_zero(expr: Expr) -> bool:
    """Whether a number can lie below zero; of what is stated its limits tell."""
    return _ask(_may_fall, expr)


def _may_fall(expr: Expr, of: Callable[[Expr], bool]) -> bool:
    if expr.type.may_be_negative:
        return True
    args = expr.args
    match expr.op:
        case Op.CONST:
            value = expr.data[0]
            return not isinstance(value, Stated) and isinstance(value, (int, Fraction)) and value < 0
        case op if op in _READ:
            return expr.type.limits is None and expr.type.kind not in types.NON_NEGATIVE
        case Op.ARITH if expr.data[0] == "-":
            return True
        case Op.GREATEST:
            return all(map(of, args))
        case Op.CASE | Op.GUARD | Op.DATED:
            return any(map(of, args[1:]))
        case Op.CHOOSE:
            return any(map(of, (*args[1:-1:2], args[-1])))
        case Op.TABLE:
            return any(map(of, _results(expr)))
        case Op.SUM_EACH | Op.LEAST_EACH | Op.GREATEST_EACH:
            return of(args[2])
        case Op.NUMBER_OF | Op.DISTINCT:
            return False
        case Op.FUNCTION:
            member = args[0].type.of
            return expr.data[0] in _SIGNED or (member is not None and _members_below_zero(args[0]))
        case _:
            return any(map(of, args))


def _members_below_zero(coll: Expr) -> bool:
    if coll.op is Op.LIST:
        return any(map(below_zero, coll.args))
    if coll.op is Op.SELECT:
        return _members_below_zero(coll.args[0])
    member = coll.type.of
    stated = coll.op in (*_READ, Op.PROJECT) and member is not None
    return not (stated and member is not None and not member.may_be_negative)
