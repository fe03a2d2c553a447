"""Random well-typed closed expressions over the declared inputs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import TypeVar

from hypothesis import strategies as st
from tests.strategies import inputs
from tests.strategies.inputs import BY_NAME, FORM, ITEM_FIELDS, TAG
from tests.strategies.tables import rows_for

from schemeengine.calendar import BusinessDay, DayOfMonth, MonthEnd, Weekday
from schemeengine.ir import types
from schemeengine.ir.cells import HitPolicy, NoRow
from schemeengine.ir.expr import Expr, Interner, Op
from schemeengine.ir.types import Kind, Type, list_of
from schemeengine.truth import FALSE, TRUE
from schemeengine.values import MonthDay, Stated

T = TypeVar("T")
Make = Callable[[int], Expr]
COMPARATORS = ("at_least", "at_most", "exactly", "more_than", "fewer_than")
PATTERNS = (MonthDay(3, 31), MonthDay(2, 29), MonthDay(4, 1), DayOfMonth(1), DayOfMonth(31), MonthEnd(),
            Weekday(0), BusinessDay())  # fmt: skip
OWN = frozenset({MonthDay(8, 13), date(2024, 5, 1)})
OPEN_DAYS = (BusinessDay(), BusinessDay(of_banks=True), BusinessDay(closed=OWN))


_YEN_OR_NONE = replace(types.YEN, may_be_none=True)


def _plain(type_: Type) -> Type:
    """The type apart from whether "none" may be stated, and from limits."""
    return replace(type_.unlimited(), may_be_none=False)


@dataclass(slots=True)
class Writer:
    """Writes expressions by drawing; ``bound`` holds the types of the iteration variables."""

    draw: st.DrawFn
    interner: Interner = field(default_factory=Interner)
    bound: list[Type] = field(default_factory=list)

    # -- building blocks
    def make(self, op: Op, args: Iterable[Expr], data: tuple[Hashable, ...] = (),
             type_: Type = types.YES_NO) -> Expr:  # fmt: skip
        return self.interner.make(op, tuple(args), data, type_)

    def const(self, value: Hashable, type_: Type) -> Expr:
        return self.make(Op.CONST, (), (value,), type_)

    def input(self, name: str) -> Expr:
        found = BY_NAME[name]
        return self.make(Op.INPUT, (), (found.address,), found.type)

    def one(self, options: Iterable[T]) -> T:
        return self.draw(st.sampled_from(list(options)))

    def number(self, least: int, most: int) -> int:
        return self.draw(st.integers(least, most))

    def several(self, write: Make, depth: int, least: int = 0, most: int = 3) -> list[Expr]:
        return [write(depth) for _ in range(self.number(least, most))]

    def one_of(self, depth: int, leaves: Iterable[Callable[[], Expr]], inner: Iterable[Make]) -> Expr:
        """A leaf, or (while there is depth left, more likely) something with operands."""
        if depth <= 0 or self.number(0, 4) == 0:
            return self.one(leaves)()
        return self.one(inner)(depth - 1)

    def leaves(self, type_: Type, constants: Iterable[Hashable], names: str) -> list[Callable[[], Expr]]:
        """A constant, an input, the variable at hand or a field of it (or of the company)."""
        found: list[Callable[[], Expr]] = [lambda: self.const(self.one(constants), type_)]
        found += [lambda n=n: self.input(n) for n in names.split()]  # type: ignore[misc]
        for level, bound in enumerate(self.bound):
            variable = self.make(Op.VAR, (), (level,), bound)
            if bound.kind is Kind.RECORD:
                found += [lambda v=variable: self.field(v, type_)] * self.has_field(type_) * 2  # type: ignore[misc]
            elif bound.kind is type_.kind:
                found += [lambda v=variable: v] * 2  # type: ignore[misc]
        return found + [lambda: self.field(self.input("company"), type_)] * self.has_field(type_)

    def has_field(self, type_: Type) -> bool:
        return any(_plain(f.type) == type_ for f in ITEM_FIELDS)

    def field(self, record: Expr, type_: Type) -> Expr:
        index = self.one(i for i, f in enumerate(ITEM_FIELDS) if _plain(f.type) == type_)
        return self.make(Op.FIELD, (record,), (index, ITEM_FIELDS[index].name), ITEM_FIELDS[index].type)

    def over(self, op: Op, depth: int, body: Make | None, head: tuple[Hashable, ...] = (),
             type_: Type = types.YES_NO, before: tuple[Expr, ...] = ()) -> Expr:  # fmt: skip
        """An iteration: list, condition, body, with the variable bound in the latter two."""
        coll = self.records(depth) if self.number(0, 3) else self.codes(depth)
        if type_.kind is Kind.LIST:
            coll = self.records(depth)
        assert coll.type.of is not None
        level = len(self.bound)
        self.bound.append(coll.type.of)
        where = self.const(TRUE, types.YES_NO) if self.number(0, 1) else self.clause(depth)
        parts = (coll, where) if body is None else (coll, where, body(depth))
        self.bound.pop()
        return self.make(op, (*before, *parts), (*head, level), type_)

    def choice(self, type_: Type, write: Make) -> Make:
        """case, choose, reading, table, dated, if_none or a guard, of any type."""
        return lambda depth: self.one((self.guarded, self.case, self.chosen, self.reading, self.table,
                                       self.dated, self.if_none))(type_, write, depth)  # fmt: skip

    def guarded(self, type_: Type, write: Make, depth: int) -> Expr:
        return self.make(Op.GUARD, (self.clause(depth), write(depth)), (), type_)

    def if_none(self, type_: Type, write: Make, depth: int) -> Expr:
        return self.make(Op.IF_NONE, (write(depth), write(depth)), (), type_)

    def case(self, type_: Type, write: Make, depth: int) -> Expr:
        groups = self.one(((("a",), ("b", "c")), (("a",), ("b",), ("c",)), (("b",),), (("a", "c"),)))
        otherwise = bool(self.number(0, 1))
        branches = [write(depth) for _ in range(len(groups) + otherwise)]
        data = (tuple(frozenset(g) for g in groups), otherwise)
        return self.make(Op.CASE, (self.code(depth), *branches), data, type_)

    def chosen(self, type_: Type, write: Make, depth: int) -> Expr:
        rows = [e for _ in range(self.number(1, 2)) for e in (self.clause(depth), write(depth))]
        return self.make(Op.CHOOSE, (*rows, write(depth)), (), type_)

    def reading(self, type_: Type, write: Make, depth: int) -> Expr:
        data = (inputs.READING, inputs.READING_CHOICES, "one")
        return self.make(Op.READING, (write(depth), write(depth)), data, type_)

    def dated(self, type_: Type, write: Make, depth: int) -> Expr:
        days = tuple(sorted({self.one(inputs.DAYS) for _ in range(self.number(1, 3))}))
        return self.make(Op.DATED, (self.date(depth), *(write(0) for _ in days)), (days,), type_)

    def table(self, type_: Type, write: Make, depth: int) -> Expr:
        numeric = type_.kind in types.NUMERIC
        policy = self.one(("unique", "unique", "any", "narrowest", "first", "priority",
                           *(("sum", "greatest", "least") if numeric else ())))  # fmt: skip
        return self.table_of(type_, write, depth, policy)

    def table_of(self, type_: Type, write: Make, depth: int, policy: str) -> Expr:
        keys = [self.one((self.code, self.clause, self.amount, self.date, self.tag))(depth)
                for _ in range(self.number(1, 2))]  # fmt: skip
        listed = policy in ("collect", "rule_order")
        rows = rows_for(self.draw, [k.type for k in keys], policy)
        none = self.const(Stated.NONE, type_)
        may_be_none = type_.kind is not Kind.YES_NO and not listed
        results = [none if may_be_none and self.number(0, 5) == 0 else write(0) for _ in rows]
        given = list_of(type_) if listed else type_
        return self.make(Op.TABLE, (*keys, *results), (rows, len(keys), self.hits(policy, type_)), given)

    def hits(self, policy: str, type_: Type) -> HitPolicy:
        """A policy with what holds where there is no row, perhaps not seen to be free of contradictions."""
        no_row: NoRow = self.one(("unknown", "none", "none"))
        if no_row == "none" and type_.kind is Kind.YES_NO and self.number(0, 1):
            no_row = "leaves"
        return HitPolicy(policy, no_row, checked=self.number(0, 3) > 0)

    # -- clauses
    def clause(self, depth: int) -> Expr:
        leaves = self.leaves(types.YES_NO, (TRUE, FALSE), "p p q q r r")
        return self.one_of(
            depth, leaves,
            (self.connective, self.connective, self.negation, self.comparison, self.comparison, self.listed,
             self.within, self.event, self.judged, self.quantified, self.counted, self.counted_each,
             self.deemed, self.split, self.choice(types.YES_NO, self.clause)),
        )  # fmt: skip

    def connective(self, depth: int) -> Expr:
        return self.make(self.one((Op.ALL, Op.ANY)), self.several(self.clause, depth))

    def negation(self, depth: int) -> Expr:
        return self.make(Op.NOT, (self.clause(depth),))

    def deemed(self, depth: int) -> Expr:
        return self.make(Op.DEEMED, (self.clause(depth), self.clause(depth)))

    def comparison(self, depth: int) -> Expr:
        write, other = self.one((
            (self.amount, self.amount), (self.count, self.count), (self.plain, self.plain),
            (self.ratio, self.ratio), (self.date, self.date), (self.date, self.time), (self.area, self.area),
            (self.duration, self.duration), (self.year, self.year), (self.code, self.code), (self.tag, self.tag),
        ))  # fmt: skip
        left, right = write(depth), other(depth)
        op = "=" if left.type.kind is Kind.CODE else self.one(("=", "<", "<=", ">", ">="))
        return self.make(Op.COMPARE, (left, right), (op,))

    def listed(self, depth: int) -> Expr:
        match self.number(0, 2):
            case 0:
                return self.make(
                    Op.MEMBER,
                    (self.code(depth),),
                    (frozenset(self.one((("a",), ("b", "c"), ("a", "b", "c")))),),
                )
            case 1:
                codes = frozenset(self.one((("09",), ("0", "12"), ("a", "b"))))
                return self.make(Op.INCLUDES, (self.codes(depth),), (codes, bool(self.number(0, 1))))
            case _:
                write = self.one((self.amount, self.date, self.code, self.records, self.codes, self.period))
                return self.make(Op.IS_NONE, (write(depth),))

    def within(self, depth: int) -> Expr:
        return self.make(Op.WITHIN, (self.one((self.date, self.time))(depth), self.period(depth)))

    def event(self, depth: int) -> Expr:
        event = self.input(self.one(("opened", "finished")))
        return self.make(Op.HAPPENED, (event, self.input("as_of")))

    def judged(self, depth: int) -> Expr:
        match self.number(0, 2):
            case 0:
                return self.make(Op.DECIDED, (self.input("refusal"),), ("to_refuse",))
            case 1:
                judgment = self.one(self.leaves(types.JUDGMENT, (), "fitting")[1:])()
                return self.make(Op.DECIDED, (judgment,), (self.one(("appraisal", "to_admit")),))
            case _:
                return self.make(Op.RECORDED, (self.input("fitting"),))

    def quantified(self, depth: int) -> Expr:
        return self.over(self.one((Op.EVERY, Op.SOME)), depth, self.clause)

    def bar(self) -> tuple[bool, Expr]:
        """What a number or a share of parts is compared with."""
        if self.number(0, 1):
            return True, self.one(self.leaves(types.RATIO, inputs.RATIOS, "rate"))()
        return False, self.one(self.leaves(types.COUNT, (0, 1, 2, 3), "staff"))()

    def counted(self, depth: int) -> Expr:
        share, bar = self.bar()
        parts = self.several(self.clause, depth, 0, 4)
        return self.make(Op.THRESHOLD, (bar, *parts), (self.one(COMPARATORS), share))

    def counted_each(self, depth: int) -> Expr:
        share, bar = self.bar()
        head = (self.one(COMPARATORS), share)
        return self.over(Op.THRESHOLD_EACH, depth, self.clause, head, types.YES_NO, (bar,))

    def split(self, depth: int) -> Expr:
        body = self.clause(depth)
        points = [
            e for e in inside(body) if e.type.kind is Kind.YES_NO and not e.free and e.op is not Op.CONST
        ]
        if body.free or not points:
            return body
        kept = sorted({self.one(points).number for _ in range(self.number(1, 3))})
        return self.make(Op.SPLIT, (body, *(self.interner.nodes[n] for n in kept)))

    # -- numbers
    def amount(self, depth: int) -> Expr:
        """Yen."""
        return self.numeric(types.YEN, inputs.YENS, "cost limit prior", self.amount, depth, (
            self.of_list, lambda d: self.over(Op.SUM_EACH, d, self.amount, (), types.YEN),
            lambda d: self.over(self.one((Op.LEAST_EACH, Op.GREATEST_EACH)), d, self.amount, (), types.YEN),
            self.rounded, lambda d: self.make(Op.ARITH, (self.ratio(d), self.amount(d)), ("*",), types.YEN),
            lambda d: self.make(Op.ARITH, (self.amount(d), self.one((self.plain, self.count))(d)), ("*",), types.YEN),
            lambda d: self.make(Op.ARITH, (self.amount(d), self.plain(d)), ("/",), types.YEN),
        ))  # fmt: skip

    def numeric(self, type_: Type, constants: Iterable[Hashable], names: str, write: Make, depth: int,
                more: Iterable[Make] = ()) -> Expr:  # fmt: skip
        """Sums, differences, extremes and choices, of any numeric type."""
        return self.one_of(depth, self.leaves(type_, constants, names), (
            lambda d: self.make(Op.ARITH, (write(d), write(d)), (self.one("+-"),), type_),
            lambda d: self.make(Op.SUM, self.several(write, d), (), type_),
            lambda d: self.make(self.one((Op.LEAST, Op.GREATEST)), self.several(write, d, 1), (), type_),
            lambda d: self.make(self.one((Op.LEAST, Op.GREATEST)), (write(d), write(d)), ("limit",), type_),
            self.choice(type_, write), *more,
        ))  # fmt: skip

    def rounded(self, depth: int) -> Expr:
        data = (self.one((1, 10, 100, 1000, Fraction(1, 10))), self.one(("down", "up", "half_up")))
        return self.make(Op.ROUND, (self.amount(depth),), data, types.YEN)

    def of_list(self, depth: int) -> Expr:
        name = self.one(
            ("sum", "min", "max", "mean", "mean_without_extremes", "sum_of_greatest", "mean_of_least")
        )
        few = (self.const(self.one((0, 1, 2, 3)), types.COUNT),) if "_of_" in name else ()
        coll = self.yens(depth)
        assert coll.type.of is not None
        return self.make(Op.FUNCTION, (coll, *few), (name,), coll.type.of)

    def count(self, depth: int) -> Expr:
        return self.numeric(types.COUNT, inputs.COUNTS, "staff", self.count, depth, (
            lambda d: self.make(Op.NUMBER_OF, (self.one((self.records, self.codes, self.yens))(d),), (), types.COUNT),
            lambda d: self.over(Op.DISTINCT, d, self.one((self.code, self.tag, self.codes)), (), types.COUNT),
        ))  # fmt: skip

    def plain(self, depth: int) -> Expr:
        """A number without a unit."""
        between = ("whole_months", "full_years", "age_on", "days_between")
        return self.numeric(types.NUMBER, inputs.NUMBERS, "change points points", self.plain, depth, (
            lambda d: self.function(self.one(between), types.NUMBER, self.date(d), self.date(d)),
            lambda d: self.function(self.one(("year_of", "month_of")), types.NUMBER, self.date(d)),
            lambda d: self.function("days_covered", types.NUMBER, self.period(d)),
            lambda d: self.function("days_covered_once", types.NUMBER, self.periods(d)),
            lambda d: self.function("days_covered_within", types.NUMBER, self.periods(d), self.period(d)),
            lambda d: self.function("position", types.COUNT, self.count(d)),
            lambda d: self.function(
                "business_days_between", types.COUNT, self.date(d), self.date(d),
                self.make(Op.CONST, (), (self.one(OPEN_DAYS),), types.TEXT),
            ),
        ))  # fmt: skip

    def function(self, name: str, type_: Type, *args: Expr) -> Expr:
        return self.make(Op.FUNCTION, args, (name,), type_)

    def ratio(self, depth: int) -> Expr:
        return self.one_of(depth, self.leaves(types.RATIO, inputs.RATIOS, "rate"), (
            lambda d: self.make(Op.ARITH, (self.amount(d), self.amount(d)), ("/",), types.RATIO),
            self.choice(types.RATIO, self.ratio),
        ))  # fmt: skip

    def area(self, depth: int) -> Expr:
        return self.numeric(inputs.MEASURE, (0, 10, Fraction(99, 2)), "area", self.area, depth)

    def year(self, depth: int) -> Expr:
        return self.one_of(depth, self.leaves(types.FISCAL_YEAR, (2023, 2024), "year"), (
            lambda d: self.function("fiscal_year", types.FISCAL_YEAR, self.date(d)),
            lambda d: self.make(Op.ARITH, (self.year(d), self.const(1, types.NUMBER)), ("+",), types.FISCAL_YEAR),
        ))  # fmt: skip

    # -- codes and lists
    def code(self, depth: int) -> Expr:
        leaves = self.leaves(FORM, inputs.CODES, "form form parent_form")
        return self.one_of(depth, leaves, (self.choice(FORM, self.code),))

    def tag(self, depth: int) -> Expr:
        return self.one_of(depth, self.leaves(TAG, inputs.TAGS, "tag"), (self.choice(TAG, self.tag),))

    def records(self, depth: int) -> Expr:
        items = self.input("items")
        return self.one_of(depth, [lambda: items], (
            lambda d: self.over(Op.SELECT, d, None, (), items.type), self.choice(items.type, self.records),
        ))  # fmt: skip

    def codes(self, depth: int) -> Expr:
        tags, forms = list_of(TAG), list_of(FORM)
        return self.one_of(depth, [lambda: self.input("tags"), *self.leaves(tags, (), "tags")[1:]], (
            lambda d: self.make(Op.PROJECT, (self.records(d),), (2, "kind"), forms),
            lambda d: self.make(Op.LIST, self.several(self.tag, d), (), tags),
            lambda d: self.table_of(FORM, self.code, d, self.one(("collect", "rule_order"))),
            lambda d: self.function(self.one(("union", "common")), tags, self.lists(d)),
            self.choice(tags, self.codes),
        ))  # fmt: skip

    def lists(self, depth: int) -> Expr:
        """A list of lists."""
        return self.make(Op.PROJECT, (self.records(depth),), (7, "tags"), list_of(list_of(TAG)))

    def periods(self, depth: int) -> Expr:
        type_ = list_of(types.INTERVAL)
        return self.one_of(depth, [lambda: self.input("terms")], (
            lambda d: self.make(Op.PROJECT, (self.records(d),), (10, "span"), type_),
            self.choice(type_, self.periods),
        ))  # fmt: skip

    def yens(self, depth: int) -> Expr:
        type_ = list_of(_YEN_OR_NONE)
        return self.one_of(depth, [lambda: self.input("amounts")], (
            lambda d: self.make(Op.PROJECT, (self.records(d),), (1, "amount"), list_of(inputs.COST)),
            lambda d: self.make(Op.PROJECT, (self.records(d),), (8, "grant"), type_),
            lambda d: self.guarded(type_, self.yens, d),
        ))  # fmt: skip

    # -- days
    def date(self, depth: int) -> Expr:
        leaves = [
            *self.leaves(types.DATE, inputs.DAYS, "applied founded ended called as_of"),
            lambda: self.as_date(),
        ]
        return self.one_of(depth, leaves, (
            self.spanning, self.spanning, self.found_day, self.found_day,
            lambda d: self.make(Op.ARITH, (self.date(d), self.duration(d)), (self.one("+-"),), types.DATE),
            lambda d: self.function("day_of_age", types.DATE, self.date(d), self.count(d)),
            lambda d: self.make(Op.BOUND, (self.period(d),), (self.one(("first", "last")),), types.DATE),
            lambda d: self.make(self.one((Op.LEAST, Op.GREATEST)), self.several(self.date, d, 1), (), types.DATE),
            self.choice(types.DATE, self.date),
        ))  # fmt: skip

    def as_date(self) -> Expr:
        event = self.input(self.one(("opened", "finished")))
        return self.make(Op.AS_DATE, (event, self.input("as_of")), (), types.DATE)

    def spanning(self, depth: int) -> Expr:
        args = (self.duration(depth), self.date(depth))
        match self.number(0, 2):
            case 0:
                return self.make(Op.LAST_DAY_OF, args, (bool(self.number(0, 1)),), types.DATE)
            case 1:
                return self.make(
                    Op.ELAPSED, args, (bool(self.number(0, 1)), bool(self.number(0, 1))), types.DATE
                )
            case _:
                return self.make(Op.BACK, args, (), types.DATE)

    def found_day(self, depth: int) -> Expr:
        base = self.date(depth)
        match self.number(0, 4):
            case 4:
                names = ("after", "from", "before", "back")
                length = self.one(self.leaves(types.COUNT, (0, 1, 5), "staff"))()
                kind = self.make(Op.CONST, (), (self.one(OPEN_DAYS),), types.TEXT)
                return self.function(f"business_day_{self.one(names)}", types.DATE, base, length, kind)
            case 0:
                data = (self.one(PATTERNS), bool(self.number(0, 1)), bool(self.number(0, 1)))
                return self.make(Op.ANCHOR, (base,), data, types.DATE)
            case 1:
                years = self.one(self.leaves(types.NUMBER, (0, 1), ""))()
                data_ = (self.one(PATTERNS[:3]), bool(self.number(0, 1)))
                return self.make(Op.CALENDAR_DAY, (base, years), data_, types.DATE)
            case 2:
                how = self.one((("next",), ("previous",), ("next", OWN)))
                return self.make(Op.BUSINESS_DAY, (base,), how, types.DATE)
            case _:
                return self.make(Op.NEXT_DAY, (base,), (self.one((1, -1)),), types.DATE)

    def time(self, depth: int) -> Expr:
        return self.one_of(depth, self.leaves(types.DATETIME, inputs.TIMES, "arrived arrived"),
                           (self.choice(types.DATETIME, self.time),))  # fmt: skip

    def duration(self, depth: int) -> Expr:
        return self.one_of(depth, self.leaves(types.DURATION, inputs.DURATIONS, "length"), (
            lambda d: self.make(Op.ARITH, (self.date(d), self.date(d)), ("-",), types.DURATION),
            lambda d: self.make(self.one((Op.LEAST, Op.GREATEST)), self.several(self.duration, d, 1), (), types.DURATION),
            self.choice(types.DURATION, self.duration),
        ))  # fmt: skip

    def period(self, depth: int) -> Expr:
        return self.one_of(depth, [lambda: self.input("term")], (
            lambda d: self.make(Op.PERIOD, (self.end(d), self.end(d)), (), types.INTERVAL),
            lambda d: self.make(Op.PERIOD, (self.end(d), self.end(d)), (), types.INTERVAL),
            self.choice(types.INTERVAL, self.period),
        ))  # fmt: skip

    def end(self, depth: int) -> Expr:
        if self.number(0, 4) == 0:
            return self.const(None, types.DATE)
        return self.one((self.date, self.date, self.time))(depth)


def inside(expr: Expr) -> list[Expr]:
    """The nodes an expression is made of, itself left out, in order of their numbers."""
    found: dict[int, Expr] = {}
    stack = list(expr.args)
    while stack:
        node = stack.pop()
        if node.number not in found:
            found[node.number] = node
            stack.extend(node.args)
    return [found[n] for n in sorted(found)]


@st.composite
def clauses(draw: st.DrawFn, depth: int = 3) -> Expr:
    return Writer(draw).clause(depth)


@st.composite
def amounts(draw: st.DrawFn, depth: int = 3) -> Expr:
    return Writer(draw).amount(depth)


@st.composite
def expressions(draw: st.DrawFn, depth: int = 3) -> Expr:
    """A closed expression of any type the language has."""
    w = Writer(draw)
    write = w.one((w.clause, w.clause, w.amount, w.amount, w.count, w.plain, w.ratio, w.date, w.duration,
                   w.period, w.code, w.records, w.codes))  # fmt: skip
    return write(depth)
