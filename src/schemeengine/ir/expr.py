"""The core expressions every executor evaluates: one uniform, hash-consed instruction form.

A scheme's clauses lower to :class:`Expr` nodes. Equal expressions are one object (the interner
sees to it), so a condition that two provisions share is evaluated once. Citations, labels and
spans are not here: they live in :mod:`schemeengine.ir.scheme`, beside the expressions.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from schemeengine.ir.types import Type


class Op(StrEnum):
    """What a node computes. ``args`` are its operands, ``data`` its constants (see the comments).

    Clause nodes give a mask of the states still possible (see :mod:`schemeengine.truth`);
    value nodes give an exact value, an approximation with bounds, or "unknown".
    """

    # leaves
    CONST = "const"  # data: value
    INPUT = "input"  # data: Address
    VAR = "var"  # data: level of the binding iteration, counted from outside
    FIELD = "field"  # args: record; data: index, field name
    # clauses
    ALL = "all"
    ANY = "any"
    NOT = "not"
    GUARD = "guard"  # args: condition, body; applies only where the condition holds
    DEEMED = "deemed"  # args: condition, body; met where the condition holds
    COMPARE = "compare"  # data: operator
    MEMBER = "member"  # args: code; data: frozenset of codes
    INCLUDES = "includes"  # args: list of codes, or one code; data: frozenset of codes, by_prefix
    WITHIN = "within"  # args: date, interval
    IS_NONE = "is_none"
    HAPPENED = "happened"  # args: event, as_of
    RECORDED = "recorded"  # args: judgment
    DECIDED = "decided"  # args: judgment; data: power
    EVERY = "every"  # args: list, where, body; data: level
    SOME = "some"  # args: list, where, body; data: level
    THRESHOLD = "threshold"  # args: bound, parts...; data: comparator, is_share
    THRESHOLD_EACH = "threshold_each"  # args: bound, list, where, body; data: comparator, is_share, level
    SPLIT = "split"  # args: body, yes/no points...; the same truth, decided also by cases
    # choices
    CASE = "case"  # args: selector, branches..., otherwise?; data: codes of each branch, has otherwise
    CHOOSE = "choose"  # args: condition, value, ..., otherwise
    READING = "reading"  # args: branches; data: Address, choices, adopted choice
    TABLE = "table"  # args: keys; data: Table, result column
    DATED = "dated"  # args: day, values...; data: first days
    IF_NONE = "if_none"
    # numbers and dates
    ARITH = "arith"  # data: operator
    SUM = "sum"
    LEAST = "least"  # data: nothing, or "limit": the first is capped by the second, see arithmetic
    GREATEST = "greatest"  # the same: with "limit" the second is the floor of the first
    SUM_EACH = "sum_each"  # args: list, where, each; data: level
    LEAST_EACH = "least_each"
    GREATEST_EACH = "greatest_each"
    ROUND = "round"  # data: unit, direction
    NUMBER_OF = "number_of"  # args: list
    DISTINCT = "distinct"  # args: list, where, of; data: level
    FUNCTION = "function"  # data: name
    # lists
    SELECT = "select"  # args: list, where; data: level
    PROJECT = "project"  # args: list of records; data: field index, field name
    LIST = "list"  # args: items
    # calendar
    LAST_DAY_OF = "last_day_of"  # args: duration, base; data: first day counted
    ELAPSED = "elapsed"  # args: duration, base; data: first day counted, day after the end
    ANCHOR = "anchor"  # args: base; data: pattern, forward, inclusive
    CALENDAR_DAY = "calendar_day"  # args: base; data: month-day, by fiscal year, years to add
    BUSINESS_DAY = "business_day"  # args: date; data: "next", "previous", "next_bank" or "previous_bank"
    NEXT_DAY = "next_day"  # args: date; data: days to add
    BACK = "back"  # args: duration, last day; the first day of a look-back
    PERIOD = "period"  # args: first day, last day
    BOUND = "bound"  # args: interval; data: "first" or "last"
    AS_DATE = "as_date"  # args: event, as_of; "not yet" becomes some day after as_of


@dataclass(frozen=True, slots=True)
class Address:
    """Where an input comes from: a space, the programme or vocabulary it belongs to, and its name.

    Spaces: fact, answer (``asked_of``), judgment (``judged_by``), checklist, parameter, paper,
    score, decision, reading, built_in (as_of).
    """

    space: str
    scope: str
    name: str

    def __str__(self) -> str:
        return self.name


#: The day on which a case is looked at.
AS_OF = Address("built_in", "", "as_of")


@dataclass(frozen=True, slots=True, eq=False)
class Expr:
    """One node. Identity is equality: build nodes only through an :class:`Interner`."""

    number: int
    op: Op
    args: tuple[Expr, ...]
    data: tuple[Hashable, ...]
    type: Type
    #: Levels of iteration variables that occur free; empty for a closed node.
    free: frozenset[int]

    def __repr__(self) -> str:
        inner = ", ".join([*map(repr, self.data), *(f"%{a.number}" for a in self.args)])
        return f"%{self.number}:{self.op.value}({inner})"

    @property
    def address(self) -> Address:
        """Of an input or a reading: where it comes from."""
        found = self.data[0]
        assert isinstance(found, Address)
        return found

    @property
    def level(self) -> int:
        """Of a variable, and of the iteration that binds it: which of the nested ones it is."""
        return _level(self.data[-1])

    @property
    def index(self) -> int:
        """Of a field, and of a list of one field: its place in the record."""
        return _level(self.data[0])

    @property
    def choices(self) -> tuple[str, ...]:
        """Of a reading: its choices, in the order of the branches."""
        found = self.data[1]
        assert isinstance(found, tuple)
        return found

    @property
    def adopted(self) -> str:
        """Of a reading: the choice that the scheme adopts."""
        return str(self.data[2])

    def taken(self, readings: Mapping[Address, str]) -> int:
        """Of a reading: which branch is taken, the adopted one where nothing else is chosen."""
        return self.choices.index(readings.get(self.address, self.adopted))

    def branch(self, readings: Mapping[Address, str]) -> Expr:
        """Of a reading: the branch taken."""
        return self.args[self.taken(readings)]


def _operands(node: Expr) -> tuple[Expr, ...]:
    return node.args


def nodes_below(roots: Iterable[Expr], into: Callable[[Expr], Sequence[Expr]] = _operands) -> Iterator[Expr]:
    """The roots and everything they are made of, each once, in the order of the text.

    ``into``: the operands to go on to. Nodes are shared: by way of each use they would be met
    without end.
    """
    stack, seen = [*roots][::-1], set[int]()
    while stack:
        node = stack.pop()
        if node.number not in seen:
            seen.add(node.number)
            yield node
            stack.extend(reversed(into(node)))


_BINDERS = frozenset(
    {Op.EVERY, Op.SOME, Op.THRESHOLD_EACH, Op.SUM_EACH, Op.LEAST_EACH, Op.GREATEST_EACH,
     Op.DISTINCT, Op.SELECT}
)  # fmt: skip


@dataclass(slots=True)
class Interner:
    """Builds expressions so that equal ones are the same object, numbered in creation order.

    Operands exist before the node that uses them, so the order is topological by construction.
    """

    nodes: list[Expr] = field(default_factory=list)
    _depths: list[int] = field(default_factory=list)
    _index: dict[tuple[Hashable, ...], Expr] = field(default_factory=dict)

    def make(self, op: Op, args: tuple[Expr, ...], data: tuple[Hashable, ...], type_: Type) -> Expr:
        typed = tuple((type(d), d) for d in data)  # True, 1 and Fraction(1) stay apart
        key = (op, tuple(a.number for a in args), typed, type_)
        found = self._index.get(key)
        if found is not None:
            return found
        free: frozenset[int] = frozenset().union(*(a.free for a in args)) if args else frozenset()
        if op is Op.VAR:
            free = frozenset({_level(data[0])})
        elif op in _BINDERS:
            free -= {_level(data[-1])}
        node = Expr(len(self.nodes), op, args, data, type_, free)
        self.nodes.append(node)
        self._depths.append(1 + max((self._depths[a.number] for a in args), default=0))
        self._index[key] = node
        return node

    def depth(self, expr: Expr) -> int:
        """The number of layers of an expression built here."""
        return self._depths[expr.number]


def _level(value: Hashable) -> int:
    assert isinstance(value, int)
    return value
