"""What is known of a part of a network before any case: what is needed, how often, of what sort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from schemeengine.execute.domain import Value
from schemeengine.ir.cells import ONE_ROW, HitPolicy
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.values import Stated

WHOLE = frozenset({Kind.YEN, Kind.COUNT, Kind.FISCAL_YEAR})
#: Deeper than this an expression is given a name of its own.
_DEEPEST = 12
#: Operations written as statements.
LOOPS = frozenset(
    {Op.EVERY, Op.SOME, Op.THRESHOLD_EACH, Op.SUM_EACH, Op.LEAST_EACH, Op.GREATEST_EACH, Op.DISTINCT,
     Op.SELECT, Op.PROJECT}
)  # fmt: skip


@dataclass(slots=True)
class Shape:
    """The needed nodes under the readings chosen (a reading is the branch taken, and no node)."""

    fixed: Mapping[int, Value]
    leaving: frozenset[int]
    readings: Mapping[Address, str]
    #: How many nodes use a node (roots count as used once more), and who they are.
    uses: dict[int, int] = field(default_factory=dict)
    users: dict[int, set[int]] = field(default_factory=dict)
    #: Closed nodes needed, by number; and those that something inside an iteration uses.
    closed: dict[int, Expr] = field(default_factory=dict)
    from_inside: set[int] = field(default_factory=set)
    _depth: dict[int, int] = field(default_factory=dict)
    _stated: dict[int, bool] = field(default_factory=dict)

    def need(self, roots: Sequence[Expr]) -> None:
        stack = [self.at(r) for r in roots]
        for root in stack:
            self.uses[root.number] = self.uses.get(root.number, 0) + 1
        seen: dict[int, Expr] = {}
        while stack:
            node = stack.pop()
            if node.number in seen:
                continue
            seen[node.number] = node
            if not node.free:
                self.closed[node.number] = node
            for kid in self.kids(node):
                self.uses[kid.number] = self.uses.get(kid.number, 0) + 1
                self.users.setdefault(kid.number, set()).add(node.number)
                if node.free and not kid.free:
                    self.from_inside.add(kid.number)
                if node.op in LOOPS and not kid.free and kid is not self._source(node):
                    self.from_inside.add(kid.number)
                stack.append(kid)
        for number in sorted(seen):  # operands come first
            below = [self.depth(k) for k in self.kids(seen[number])]
            self._depth[number] = 1 + max((d for d in below if d < _DEEPEST), default=0)

    def _source(self, node: Expr) -> Expr:
        return self.at(node.args[1 if node.op is Op.THRESHOLD_EACH else 0])

    def at(self, expr: Expr) -> Expr:
        """The node itself, beneath readings and beneath what is decided by cases (nothing is open)."""
        while expr.number not in self.fixed:
            if expr.op is Op.SPLIT:
                expr = expr.args[0]
            elif expr.op is Op.READING:
                expr = expr.branch(self.readings)
            else:
                break
        return expr

    def kids(self, expr: Expr) -> list[Expr]:
        """What a node is computed from; a period is seen through to its ends where only they count."""
        if expr.number in self.fixed or self.is_leaf(expr):
            return []
        found: list[Expr] = []
        for arg in map(self.at, expr.args):
            if arg.op is Op.PERIOD and expr.op in (Op.WITHIN, Op.BOUND) and arg.number not in self.fixed:
                found += map(self.at, arg.args)
            else:
                found.append(arg)
        return found

    def is_leaf(self, expr: Expr) -> bool:
        """An input, or a field of a record that is one: read straight from the case."""
        while expr.op is Op.FIELD:
            expr = expr.args[0]
        return expr.op is Op.INPUT

    # -- what a node is
    def leaves(self, expr: Expr) -> bool:
        return self.at(expr).number in self.leaving

    def named(self, expr: Expr) -> bool:
        """Whether a closed node is computed once and kept, rather than written where it is used."""
        n = expr.number
        if n in self.fixed or self.is_leaf(expr):
            return False
        often = self.uses.get(n, 0) > 1 or n in self.from_inside
        return often or self.depth(expr) >= _DEEPEST

    def depth(self, expr: Expr) -> int:
        """How deep the text of a node nests; a node with a name begins anew."""
        return self._depth.get(expr.number, 0)

    def stated(self, expr: Expr) -> bool:
        """Whether the value may turn out "none", "not yet" or "does not apply"."""
        expr = self.at(expr)
        found = self._stated.get(expr.number)
        if found is None:
            found = self._stated[expr.number] = self._may_be_stated(expr)
        return found

    def _may_be_stated(self, expr: Expr) -> bool:
        if expr.number in self.fixed:
            return type(self.fixed[expr.number]) is Stated
        args = expr.args
        match expr.op:
            case Op.INPUT | Op.FIELD | Op.VAR:
                return expr.type.may_be_none or expr.type.kind is Kind.EVENT
            case Op.CASE:
                return not bool(expr.data[1]) or any(map(self.stated, args[1:]))
            case Op.CHOOSE:
                return any(map(self.stated, (*args[1:-1:2], args[-1])))
            case Op.DATED:
                return any(map(self.stated, args[1:]))
            case Op.IF_NONE:
                return self.stated(args[1])
            case Op.TABLE if self._always_hit(expr):
                width = expr.data[1]
                assert isinstance(width, int)
                return any(map(self.stated, args[width:]))
            case Op.GUARD | Op.TABLE | Op.LEAST_EACH | Op.GREATEST_EACH:
                return True
            case Op.FUNCTION:
                return not (expr.data[0] == "sum" and self._of_plain(args[0]))
            case Op.SUM | Op.LEAST | Op.GREATEST | Op.LAST_DAY_OF | Op.ELAPSED | Op.ANCHOR:
                return any(map(self.stated, args))
            case Op.CALENDAR_DAY | Op.BUSINESS_DAY | Op.NEXT_DAY | Op.BACK | Op.ARITH | Op.SUM_EACH:
                return any(map(self.stated, args))
            case _:
                return False

    @staticmethod
    def _always_hit(table: Expr) -> bool:
        """Whether what a table gives, if it gives anything, is the result of a row."""
        policy = table.data[2]
        return isinstance(policy, HitPolicy) and policy.name in ONE_ROW and policy.no_row != "none"

    def _of_plain(self, coll: Expr) -> bool:
        """Whether no member of a list may be stated to be none."""
        coll = self.at(coll)
        match coll.op:
            case Op.SELECT:
                return self._of_plain(coll.args[0])
            case Op.INPUT | Op.FIELD | Op.PROJECT | Op.VAR:
                return coll.type.of is not None and not coll.type.of.may_be_none
            case _:
                return False

    def whole(self, expr: Expr) -> bool:
        """Whether the value is a Python int if it is a number at all."""
        expr = self.at(expr)
        if expr.number in self.fixed:
            return type(self.fixed[expr.number]) in (int, Stated)
        args = expr.args
        match expr.op:
            case Op.INPUT | Op.FIELD | Op.VAR:
                return expr.type.kind in WHOLE
            case Op.ARITH:
                return str(expr.data[0]) in "+-*" and all(map(self.whole, args))
            case Op.SUM | Op.LEAST | Op.GREATEST | Op.IF_NONE:
                return all(map(self.whole, args))
            case Op.CASE | Op.GUARD | Op.DATED:
                return all(map(self.whole, args[1:]))
            case Op.CHOOSE:
                return all(map(self.whole, (*args[1:-1:2], args[-1])))
            case Op.ROUND:
                return type(expr.data[0]) is int
            case Op.SUM_EACH | Op.LEAST_EACH | Op.GREATEST_EACH:
                return self.whole(args[2])
            case Op.NUMBER_OF | Op.DISTINCT:
                return True
            case Op.FUNCTION:
                return expr.data[0] in ("sum", "min", "max") and self.of_whole(args[0])
            case _:
                return False

    def of_whole(self, coll: Expr) -> bool:
        """Whether the members of a list are Python ints."""
        coll = self.at(coll)
        match coll.op:
            case Op.SELECT:
                return self.of_whole(coll.args[0])
            case Op.LIST:
                return all(map(self.whole, coll.args))
            case Op.INPUT | Op.FIELD | Op.PROJECT | Op.VAR:
                return coll.type.of is not None and coll.type.of.kind in WHOLE
            case _:
                return False

    def share(self, expr: Expr) -> tuple[int, int] | None:
        """Numerator and denominator of a number written in the scheme."""
        expr = self.at(expr)
        found: Value = self.fixed.get(expr.number)
        return (found.numerator, found.denominator) if type(found) in (int, Fraction) else None
