"""Functions of a computed field over all members of a list: ``sum(staff.raise)``, ``mean_of_greatest(…, 3)``.

No list of computed values is ever made: the members are gone through, and what is asked of them is
worked out for each.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind


@dataclass(frozen=True, slots=True)
class Column:
    """A computed field of the members of a list: the list, the level at which a member is bound, the
    value of that member, and (where two are compared) of another one, bound at the level below."""

    coll: Expr
    level: int
    each: Expr
    other: Expr


#: Sums and means of a few members: whether the greatest count, whether it is a mean.
FEW = {
    "sum_of_greatest": (True, False), "mean_of_greatest": (True, True),
    "sum_of_least": (False, False), "mean_of_least": (False, True),
}  # fmt: skip
OVER_COMPUTED = frozenset({"count", "sum", "min", "max", "mean", "mean_without_extremes", *FEW})


def over_all(el: Elaborator, name: str, column: Column) -> Expr:
    """A function of all members; of none there is no least, greatest or mean."""
    type_ = column.each.type
    number = el.make(Op.NUMBER_OF, (column.coll,), (), types.COUNT)
    if name == "count":
        return number
    if name in ("min", "max"):
        return _each(el, Op.LEAST_EACH if name == "min" else Op.GREATEST_EACH, column, el.truth(True))
    total = _each(el, Op.SUM_EACH, column, el.truth(True))
    if name == "sum":
        return total
    if name == "mean":
        return _mean(el, total, number, 1)
    ends = tuple(_each(el, op, column, el.truth(True)) for op in (Op.LEAST_EACH, Op.GREATEST_EACH))
    rest = el.make(Op.ARITH, (total, el.make(Op.SUM, ends, (), type_)), ("-",), type_)
    counted = el.make(Op.ARITH, (number, el.const(2, types.COUNT)), ("-",), types.COUNT)
    enough = el.make(Op.COMPARE, (number, el.const(3, types.COUNT)), (">=",))
    return el.guard(enough, el.make(Op.ARITH, (rest, counted), ("/",), type_))


def over_few(el: Elaborator, name: str, column: Column, few: Expr) -> Expr | None:
    """A function of the few greatest or least members; equals are counted one by one, in the order of
    their keys. None where the members have no key to tell them apart."""
    ahead = _ahead(el, column, of_greatest=FEW[name][0])
    if ahead is None:
        return None
    before = el.make(Op.SELECT, (column.coll, ahead), (column.level + 1,), column.coll.type)
    place = el.make(Op.NUMBER_OF, (before,), (), types.COUNT)
    total = _each(el, Op.SUM_EACH, column, el.make(Op.COMPARE, (place, few), ("<",)))
    if not FEW[name][1]:
        return total
    number = el.make(Op.NUMBER_OF, (column.coll,), (), types.COUNT)
    return _mean(el, total, el.make(Op.LEAST, (number, few), (), types.COUNT), 1)


def _ahead(el: Elaborator, column: Column, *, of_greatest: bool) -> Expr | None:
    """Whether the other member stands before the one at hand."""
    member = column.coll.type.of
    record = el.records.get(member.record) if member is not None and member.kind is Kind.RECORD else None
    if member is None or record is None or not record.key:
        return None
    index = record.index(record.key)
    assert index is not None
    keys = [
        el.make(
            Op.FIELD, (el.make(Op.VAR, (), (level,), member),), (index, record.key), record.fields[index].type
        )
        for level in (column.level + 1, column.level)
    ]
    pair = (column.other, column.each)
    sign = ">" if of_greatest else "<"
    another = el.negate(el.make(Op.COMPARE, (keys[0], keys[1]), ("=",)))  # none stands before itself
    beyond = el.make(Op.ALL, (another, el.make(Op.COMPARE, pair, (sign,))))
    first = el.make(Op.COMPARE, (keys[0], keys[1]), ("<",))
    return el.make(Op.ANY, (beyond, el.make(Op.ALL, (first, el.make(Op.COMPARE, pair, ("=",))))))


def _each(el: Elaborator, op: Op, column: Column, where: Expr) -> Expr:
    return el.make(op, (column.coll, where, column.each), (column.level,), column.each.type)


def _mean(el: Elaborator, total: Expr, number: Expr, fewest: int) -> Expr:
    enough = el.make(Op.COMPARE, (number, el.const(fewest, types.COUNT)), (">=",))
    return el.guard(enough, el.make(Op.ARITH, (total, number), ("/",), total.type))
