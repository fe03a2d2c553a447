"""The reference executor: a plain tree walk over expressions, one short rule an operation.

It is the specification the faster executors are compared with. Closed nodes are computed once a
case and remembered; nodes with iteration variables are computed for each member.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, TypeAlias

from schemeengine import truth
from schemeengine.execute import arithmetic, calendar_operations, domain, joined_lists, tables
from schemeengine.execute.case import Case
from schemeengine.execute.domain import ANYTHING, NONE, NOT_APPLICABLE, Value
from schemeengine.ir.cells import HitPolicy
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.types import Kind, Type
from schemeengine.truth import FALSE, TRUE, UNKNOWN, Mask

#: Members bound to iteration variables, by level.
Env: TypeAlias = "Mapping[int, Value]"
_NO_MEMBERS: Env = {}


class Walk:
    """Evaluates expressions on one case. Not shared between threads; cheap to make."""

    __slots__ = ("_assumed", "_case", "_memo")

    def __init__(
        self,
        case: Case,
        assumed: Mapping[int, Mask] | None = None,
        known: Mapping[int, Value] | None = None,
    ) -> None:
        """``assumed`` are masks tried out (deciding by cases), ``known`` values already computed."""
        self._case = case
        self._memo: dict[int, Value] = dict(assumed or known or {})
        self._assumed = dict(assumed or {})

    def value(self, expr: Expr, env: Env = _NO_MEMBERS) -> Value:
        """The value of a node: a mask for a clause, a value (see domain.py) for anything else."""
        if expr.free:
            return _RULES[expr.op](self, expr, env)
        found = self._memo.get(expr.number, self)
        if found is self:
            found = self._memo[expr.number] = _RULES[expr.op](self, expr, env)
        return found

    def _values(self, args: Sequence[Expr], env: Env) -> list[Value]:
        return [self.value(a, env) for a in args]

    # -- leaves
    def const(self, expr: Expr, env: Env) -> Value:
        return expr.data[0]

    def input(self, expr: Expr, env: Env) -> Value:
        found = self._case.values.get(expr.address)
        return domain.absent(expr.type) if found is None else found

    def var(self, expr: Expr, env: Env) -> Value:
        found = env[_int(expr.data[0])]
        return domain.absent(expr.type) if found is None else found

    def field(self, expr: Expr, env: Env) -> Value:
        record = self.value(expr.args[0], env)
        if not isinstance(record, tuple):
            return _of_no_record(record, expr.type)
        found = record[_int(expr.data[0])]
        return domain.absent(expr.type) if found is None else found

    # -- clauses
    def all(self, expr: Expr, env: Env) -> Mask:
        return truth.all_of(self._values(expr.args, env))

    def any(self, expr: Expr, env: Env) -> Mask:
        return truth.any_of(self._values(expr.args, env))

    def negation(self, expr: Expr, env: Env) -> Mask:
        return truth.negate(self.value(expr.args[0], env))

    def guard(self, expr: Expr, env: Env) -> Value:
        condition, body = self._values(expr.args, env)
        if expr.type.kind is Kind.YES_NO:
            return truth.guard(condition, body)
        if condition == TRUE:
            return body
        return _join(expr.type, [body, NOT_APPLICABLE]) if condition & TRUE else NOT_APPLICABLE

    def deemed(self, expr: Expr, env: Env) -> Mask:
        return truth.deemed(*self._values(expr.args, env))

    def compare(self, expr: Expr, env: Env) -> Mask:
        return domain.compare(str(expr.data[0]), *self._values(expr.args, env))

    def member(self, expr: Expr, env: Env) -> Mask:
        return domain.member(self.value(expr.args[0], env), _codes(expr.data[0]))

    def includes(self, expr: Expr, env: Env) -> Mask:
        codes, by_prefix = _codes(expr.data[0]), bool(expr.data[1])
        value = self.value(expr.args[0], env)
        if expr.args[0].type.kind is not Kind.LIST:
            return _includes(value, codes, by_prefix)
        found = domain.members(value)
        if found is None:
            return UNKNOWN
        return truth.any_of(truth.all_of((sure, _includes(code, codes, by_prefix))) for code, sure in found)

    def within(self, expr: Expr, env: Env) -> Mask:
        return domain.within(*self._values(expr.args, env))

    def is_none(self, expr: Expr, env: Env) -> Mask:
        found = self.value(expr.args[0], env)
        if found is NONE or found == ():
            return TRUE
        if not domain.is_exact(found):
            return UNKNOWN if domain.has_number(found) else TRUE | (FALSE * found.may_not_apply)
        if isinstance(found, domain.Selection) and all(sure != TRUE for _, sure in found.members):
            return UNKNOWN  # perhaps none of them belongs
        return FALSE

    def happened(self, expr: Expr, env: Env) -> Mask:
        event, as_of = self._values(expr.args, env)
        return FALSE if event is domain.NOT_YET else domain.compare("<=", event, as_of)

    def recorded(self, expr: Expr, env: Env) -> Mask:
        return TRUE if isinstance(self.value(expr.args[0], env), Judgment) else UNKNOWN

    def decided(self, expr: Expr, env: Env) -> Mask:
        judgment = self.value(expr.args[0], env)
        if isinstance(judgment, Judgment):
            return TRUE if judgment.decision else FALSE
        return FALSE if expr.data[0] == "to_refuse" else UNKNOWN

    def every(self, expr: Expr, env: Env) -> Mask:
        masks = self._each_mask(expr, env)
        return UNKNOWN if masks is None else truth.all_of(masks)

    def some(self, expr: Expr, env: Env) -> Mask:
        masks = self._each_mask(expr, env)
        return UNKNOWN if masks is None else truth.any_of(masks)

    def threshold(self, expr: Expr, env: Env) -> Mask:
        bound, *masks = self._values(expr.args, env)
        return _threshold(expr, bound, masks)

    def threshold_each(self, expr: Expr, env: Env) -> Mask:
        bound = self.value(expr.args[0], env)
        masks = self.masks(expr.args[1:], _int(expr.data[-1]), env)
        if masks is None:
            if bool(expr.data[1]):
                return UNKNOWN
            return arithmetic.holds(str(expr.data[0]), domain.Approx(lo=0), bound)
        return _threshold(expr, bound, masks)

    def split(self, expr: Expr, env: Env) -> Mask:
        """The body; where undecided, also by cases over its unknown yes/no points."""
        body, *points = expr.args
        mask: Mask = self.value(body, env)
        open_points = [p for p in points if self.value(p, env) == UNKNOWN]
        if truth.decided(mask) or not open_points or self._assumed:
            return mask
        union = 0
        for choice in product((TRUE, FALSE), repeat=len(open_points)):
            assumed = dict(zip((p.number for p in open_points), choice, strict=True))
            union |= Walk(self._case, assumed).value(body) & mask
            if union == mask:
                break
        return union

    # -- choices
    def case_of(self, expr: Expr, env: Env) -> Value:
        branches, has_otherwise = expr.data
        assert isinstance(branches, tuple)
        selector = self.value(expr.args[0], env)
        results: list[Expr | None] = []
        rest = True
        for codes, branch in zip(branches, expr.args[1:], strict=False):
            mask = domain.member(selector, codes)
            if mask & TRUE:
                results.append(branch)
            if mask == TRUE:
                rest = False
        everything: frozenset[str] = frozenset().union(*branches)
        if rest and domain.member(selector, everything) & FALSE:
            results.append(expr.args[-1] if bool(has_otherwise) else None)
        return self._joined(expr, results, env)

    def choose(self, expr: Expr, env: Env) -> Value:
        results: list[Expr | None] = []
        *rows, otherwise = expr.args
        for condition, branch in zip(rows[::2], rows[1::2], strict=True):
            mask = self.value(condition, env)
            if mask & TRUE:
                results.append(branch)
            if mask == TRUE:
                break
        else:
            results.append(otherwise)
        return self._joined(expr, results, env)

    def reading(self, expr: Expr, env: Env) -> Value:
        return self.value(expr.branch(self._case.readings), env)

    def table(self, expr: Expr, env: Env) -> Value:
        rows, width, policy = expr.data
        assert isinstance(rows, tuple)
        assert isinstance(policy, HitPolicy)
        keys = [tables.key(self.value(a, env), a.type) for a in expr.args[: _int(width)]]
        results = self._values(expr.args[_int(width) :], env)
        return tables.look_up(rows, keys, results, policy, expr.type)

    def dated(self, expr: Expr, env: Env) -> Value:
        """A parameter with values by date: the latest that is not after the day in question."""
        days = expr.data[0]
        assert isinstance(days, tuple)
        day = self.value(expr.args[0], env)
        values = self._values(expr.args[1:], env)
        possible = [
            value
            for start, end, value in zip(days, (*days[1:], None), values, strict=True)
            if domain.compare(">=", day, start) & TRUE
            and (end is None or domain.compare("<", day, end) & TRUE)
        ]
        unset = not possible or (days and domain.compare("<", day, days[0]) & TRUE)
        if unset or domain.may_be_none(day) or domain.may_not_apply(day):
            possible.append(domain.absent(expr.type))
        return _together(possible) if expr.type.kind is Kind.YES_NO else _join(expr.type, possible)

    def if_none(self, expr: Expr, env: Env) -> Value:
        found = self.value(expr.args[0], env)
        if expr.type.kind is Kind.YES_NO:
            otherwise = self.value(expr.args[1], env) if found & truth.NOT_APPLICABLE else 0
            return found & UNKNOWN | otherwise
        if found is NONE or found is NOT_APPLICABLE:
            return self.value(expr.args[1], env)
        if isinstance(found, domain.Selection) and all(sure != TRUE for _, sure in found.members):
            return joined_lists.join_lists([found, self.value(expr.args[1], env)])
        if expr.type.kind is Kind.LIST and type(found) is domain.Approx:
            return joined_lists.join_lists([found, self.value(expr.args[1], env)])
        if domain.may_be_none(found) or domain.may_not_apply(found):
            sure = domain.Approx(found.lo, found.hi, found.options)
            return domain.join([sure, self.value(expr.args[1], env)])
        return found

    # -- numbers
    def arith(self, expr: Expr, env: Env) -> Value:
        return arithmetic.arith(str(expr.data[0]), *self._values(expr.args, env))

    def sum(self, expr: Expr, env: Env) -> Value:
        return arithmetic.total(self._values(expr.args, env))

    def least(self, expr: Expr, env: Env) -> Value:
        return self._least_or_greatest(expr, env, True)

    def greatest(self, expr: Expr, env: Env) -> Value:
        return self._least_or_greatest(expr, env, False)

    def _least_or_greatest(self, expr: Expr, env: Env, least: bool) -> Value:
        values = self._values(expr.args, env)
        if expr.data:  # ("limit",)
            return arithmetic.limited(values[0], values[1], least)
        return arithmetic.extreme(values, least)

    def sum_each(self, expr: Expr, env: Env) -> Value:
        values = self._each_value(expr, env)
        if values is None:
            return arithmetic.total_of_any(self._some_member(expr, env))
        return arithmetic.total(values)

    def least_each(self, expr: Expr, env: Env) -> Value:
        return self._extreme_each(expr, env, least=True)

    def greatest_each(self, expr: Expr, env: Env) -> Value:
        return self._extreme_each(expr, env, least=False)

    def _extreme_each(self, expr: Expr, env: Env, least: bool) -> Value:
        values = self._each_value(expr, env)
        if values is None:
            return domain.possibly(self._some_member(expr, env), none=False, na=True)
        return arithmetic.extreme(values, least)

    def _some_member(self, expr: Expr, env: Env) -> Value:
        """The body for a member of which nothing is known (the list itself is not known)."""
        coll, _, each = expr.args
        assert coll.type.of is not None
        member = joined_lists.any_member(self.value(coll, env), coll.type.of)
        return self.value(each, {**env, _int(expr.data[-1]): member})

    def round(self, expr: Expr, env: Env) -> Value:
        return arithmetic.rounded(self.value(expr.args[0], env), expr.data[0], str(expr.data[1]))

    def number_of(self, expr: Expr, env: Env) -> Value:
        found = domain.members(self.value(expr.args[0], env))
        if found is None:
            return domain.Approx(lo=0)
        sures = [sure for _, sure in found]
        return domain.between(sum(1 for s in sures if s == TRUE), len(sures))

    def distinct(self, expr: Expr, env: Env) -> Value:
        """How many different values the members have, pooled over lists; bounds where unknown."""
        sure: set[Value] = set()
        possible: set[Value] = set()
        more = 0  # values not known, each perhaps a different one
        surely_one = False
        open_ended = False
        found = self._each(expr.args[0], expr.args[1], _int(expr.data[-1]), env)
        if found is None:
            return domain.Approx(lo=0)
        for inner, belongs in found:
            pooled = self.value(expr.args[2], inner)
            if expr.args[2].type.kind is Kind.LIST and domain.members(pooled) is None:
                open_ended = True
                continue
            for value, certain in _pooled(pooled):
                surely = belongs == TRUE and certain == TRUE
                if not domain.is_exact(value):
                    more += 1
                    left = domain.may_be_none(value) or domain.may_not_apply(value)
                    surely_one = surely_one or (surely and not left)
                elif domain.has_number(value):
                    possible.add(value)
                    if surely:
                        sure.add(value)
        most = None if open_ended else len(possible) + more
        return domain.between(max(len(sure), int(surely_one)), most)

    def function(self, expr: Expr, env: Env) -> Value:
        return calendar_operations.call(str(expr.data[0]), self._values(expr.args, env), expr.type)

    # -- lists
    def select(self, expr: Expr, env: Env) -> Value:
        coll, where = expr.args
        level = _int(expr.data[0])
        found = self._each(coll, where, level, env)
        if found is None:
            return joined_lists.unknown_list(self.value(coll, env))
        kept = [(inner[level], sure) for inner, sure in found]
        if all(sure == TRUE for _, sure in kept):
            return tuple(m for m, _ in kept)
        return domain.Selection(tuple(kept))

    def project(self, expr: Expr, env: Env) -> Value:
        found = domain.members(self.value(expr.args[0], env))
        if found is None:
            return ANYTHING
        index = _int(expr.data[0])
        element = expr.type.of
        assert element is not None
        kept = []
        for member, sure in found:
            value = member[index] if isinstance(member, tuple) else None
            kept.append((domain.absent(element) if value is None else value, sure))
        if all(sure == TRUE for _, sure in kept):
            return tuple(v for v, _ in kept)
        return domain.Selection(tuple(kept))

    def list(self, expr: Expr, env: Env) -> Value:
        return tuple(self._values(expr.args, env))

    # -- calendar
    def calendar(self, expr: Expr, env: Env) -> Value:
        return calendar_operations.compute(expr.op, expr.data, self._values(expr.args, env))

    # -- shared
    def _joined(self, expr: Expr, branches: Sequence[Expr | None], env: Env) -> Value:
        values: list[Value] = [NONE if b is None else self.value(b, env) for b in branches]
        if expr.type.kind is Kind.YES_NO:
            return _together(values) or UNKNOWN
        return _join(expr.type, values) if values else domain.absent(expr.type)

    def _each(
        self, coll: Expr, where: Expr, level: int, env: Env
    ) -> Iterator[tuple[dict[int, Value], Mask]] | None:
        """The members that may belong, each with its environment and whether it surely does."""
        found = domain.members(self.value(coll, env))
        if found is None:
            return None
        return self._kept(found, where, level, env)

    def _kept(
        self, found: Iterator[tuple[Value, Mask]], where: Expr, level: int, env: Env
    ) -> Iterator[tuple[dict[int, Value], Mask]]:
        for member, sure in found:
            inner = {**env, level: member}
            mask = self.value(where, inner)
            if mask & TRUE:
                yield inner, TRUE if sure == TRUE and mask == TRUE else UNKNOWN

    def masks(self, args: Sequence[Expr], level: int, env: Env = _NO_MEMBERS) -> Any:
        """The mask of a body for each member: (list, where, body) → masks, None if unknown."""
        coll, where, body = args
        found = self._each(coll, where, level, env)
        if found is None:
            return None
        return [
            truth.guard(sure, self.value(body, inner)) if sure != TRUE else self.value(body, inner)
            for inner, sure in found
        ]

    def _each_mask(self, expr: Expr, env: Env) -> Any:
        return self.masks(expr.args, _int(expr.data[-1]), env)

    def _each_value(self, expr: Expr, env: Env) -> Any:
        coll, where, each = expr.args
        found = self._each(coll, where, _int(expr.data[-1]), env)
        if found is None:
            return None
        values = []
        for inner, sure in found:
            value = self.value(each, inner)
            values.append(value if sure == TRUE else domain.join([value, NOT_APPLICABLE]))
        return values


def _threshold(expr: Expr, bound: Value, masks: Sequence[Mask]) -> Mask:
    comparator, is_share = str(expr.data[0]), bool(expr.data[1])
    decide = arithmetic.share_holds if is_share else arithmetic.count_holds
    return decide(comparator, bound, masks)


def _join(type_: Type, values: Sequence[Value]) -> Value:
    return joined_lists.join_lists(values) if type_.kind is Kind.LIST else domain.join(values)


def _together(values: Sequence[Value]) -> Mask:
    """The mask of a condition that is one of several; where there is none it fails."""
    mask = 0
    for v in values:
        mask |= FALSE if v is NONE else v
    return mask


def _of_no_record(record: Value, type_: Type) -> Value:
    """A field of a record that is not known, or of none: "none" has no fields but "none"."""
    if type_.kind is Kind.YES_NO:
        return UNKNOWN if domain.has_number(record) else FALSE
    if record is None or domain.has_number(record):
        none, na = domain.may_be_none(record), domain.may_not_apply(record)
        return domain.possibly(domain.absent(type_), none, na)
    return record


def _pooled(value: Value) -> list[tuple[Value, Mask]]:
    """A member's values: those of its list, or the value itself; [(None, …)] if not known."""
    if isinstance(value, (tuple, domain.Selection)):
        return list(domain.members(value) or ())
    if value is NONE or value is NOT_APPLICABLE:
        return []
    return [(value, TRUE)]


def _includes(code: Value, codes: frozenset[str], by_prefix: bool) -> Mask:
    if code is None:
        return UNKNOWN
    return domain.begins_with(code, codes) if by_prefix else domain.member(code, codes)


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value


def _codes(value: object) -> frozenset[str]:
    assert isinstance(value, frozenset)
    return value


_Rule: TypeAlias = "Callable[[Walk, Expr, Env], Value]"
_RULES: Mapping[Op, _Rule] = {
    Op.CONST: Walk.const, Op.INPUT: Walk.input, Op.VAR: Walk.var, Op.FIELD: Walk.field,
    Op.ALL: Walk.all, Op.ANY: Walk.any, Op.NOT: Walk.negation, Op.GUARD: Walk.guard,
    Op.DEEMED: Walk.deemed, Op.COMPARE: Walk.compare, Op.MEMBER: Walk.member,
    Op.INCLUDES: Walk.includes, Op.WITHIN: Walk.within, Op.IS_NONE: Walk.is_none,
    Op.HAPPENED: Walk.happened, Op.RECORDED: Walk.recorded, Op.DECIDED: Walk.decided,
    Op.EVERY: Walk.every, Op.SOME: Walk.some, Op.THRESHOLD: Walk.threshold,
    Op.THRESHOLD_EACH: Walk.threshold_each, Op.SPLIT: Walk.split,
    Op.CASE: Walk.case_of, Op.CHOOSE: Walk.choose, Op.READING: Walk.reading,
    Op.TABLE: Walk.table, Op.DATED: Walk.dated, Op.IF_NONE: Walk.if_none,
    Op.ARITH: Walk.arith, Op.SUM: Walk.sum, Op.LEAST: Walk.least, Op.GREATEST: Walk.greatest,
    Op.SUM_EACH: Walk.sum_each, Op.LEAST_EACH: Walk.least_each,
    Op.GREATEST_EACH: Walk.greatest_each, Op.ROUND: Walk.round, Op.NUMBER_OF: Walk.number_of,
    Op.DISTINCT: Walk.distinct, Op.FUNCTION: Walk.function, Op.SELECT: Walk.select,
    Op.PROJECT: Walk.project, Op.LIST: Walk.list,
    Op.LAST_DAY_OF: Walk.calendar, Op.ELAPSED: Walk.calendar, Op.ANCHOR: Walk.calendar,
    Op.CALENDAR_DAY: Walk.calendar, Op.BUSINESS_DAY: Walk.calendar, Op.NEXT_DAY: Walk.calendar,
    Op.BACK: Walk.calendar, Op.PERIOD: Walk.calendar, Op.BOUND: Walk.calendar,
    Op.AS_DATE: Walk.calendar,
}  # fmt: skip
