"""Random, well-typed expressions and cases, for comparing executors with the reference.

Everything an expression may read is declared here, so that a case is a choice of values (or of
nothing) for each input.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from tests.unit import chance as st
from tests.unit.chance import Draw

from schemeengine.execute.case import Case
from schemeengine.execute.domain import NONE, NOT_YET, Approx
from schemeengine.ir import types
from schemeengine.ir.cells import HitPolicy
from schemeengine.ir.expr import Address, Expr, Interner, Op
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.types import Kind, Type, list_of
from schemeengine.truth import FALSE, TRUE
from schemeengine.values import Duration, MonthDay

GRADE = Type(Kind.CODE, choices=("a", "b", "c"))
RECORD = Type(Kind.RECORD, record="office")
FIELDS: tuple[Type, ...] = (
    types.CODE, types.YES_NO, types.YEN, types.DATE, list_of(types.CODE), types.JUDGMENT,
    types.RATIO, GRADE, types.EVENT, types.COUNT,
)  # fmt: skip
INTERVAL = Type(Kind.INTERVAL)
CODES = ("a", "b", "c", "a1", "zz")
DAY = date(2024, 2, 28)
READING = Address("reading", "s", "which")
CHOICES = ("first", "second", "third")

_JUDGMENTS = [Judgment(True, "x", DAY), Judgment(False, "x", DAY)]
_DAYS = [DAY + timedelta(days=n) for n in (-400, -1, 0, 1, 2, 30, 366)] + [date.max, date.min]
_NUMBERS = st.one_of(st.integers(-3, 12), st.integers(-3, 12), st.sampled_from([30_000_000, 1_999]))
_FRACTIONS = st.fractions(-1, 2, 6)


def exact(type_: Type) -> Draw:
    """Exact values of a type, as a dossier gives them."""
    match type_.kind:
        case Kind.YES_NO:
            return st.sampled_from([TRUE, FALSE])
        case Kind.COUNT | Kind.YEN:
            return _NUMBERS
        case Kind.NUMBER | Kind.RATIO:
            return st.one_of(_NUMBERS, _FRACTIONS)
        case Kind.FISCAL_YEAR:
            return st.integers(2020, 2026)
        case Kind.DATE:
            return st.sampled_from(_DAYS)
        case Kind.EVENT:
            return st.sampled_from([*_DAYS, NOT_YET])
        case Kind.DATETIME:
            return st.sampled_from([datetime(2024, 2, 28, 17, m) for m in (0, 1)])
        case Kind.CODE | Kind.TEXT:
            return st.sampled_from(type_.choices or CODES)
        case Kind.JUDGMENT:
            return st.sampled_from(_JUDGMENTS)
        case Kind.DURATION:
            return st.builds(Duration, st.integers(0, 14), st.integers(0, 40))
        case Kind.RECORD:
            return st.tuples(*(given_value(t) for t in FIELDS))
        case Kind.LIST:
            assert type_.of is not None
            return st.tuples_of(st.one_of(exact(type_.of), given_value(type_.of)), 4)
        case _:
            raise AssertionError(type_)


def given_value(type_: Type) -> Draw:
    """What a case may hold for an input; None means that nothing is known."""
    usual = [st.just(None), st.just(None), *[exact(type_)] * 5]
    if type_.kind in (Kind.YEN, Kind.COUNT, Kind.DATE, Kind.LIST, Kind.NUMBER, Kind.RECORD):
        usual.append(st.just(NONE))
    if type_.kind in (Kind.YEN, Kind.COUNT):
        usual.append(st.builds(lambda lo, more: Approx(lo, lo + more), _NUMBERS, st.integers(1, 9)))
    return st.one_of(*usual)


INPUTS: tuple[Type, ...] = (
    *[types.YES_NO] * 4, types.COUNT, types.COUNT, types.YEN, types.YEN, types.NUMBER, types.RATIO,
    types.DATE, types.DATE, types.EVENT, types.DATETIME, types.FISCAL_YEAR, types.CODE, GRADE,
    types.JUDGMENT, RECORD, list_of(RECORD), list_of(types.CODE), list_of(types.YEN),
    types.DURATION,
)  # fmt: skip
ADDRESSES = tuple(Address("fact", "s", f"f{n}") for n in range(len(INPUTS)))


def some_case(r: Random) -> Case:
    """A case: a value for each input, or nothing, and perhaps another reading."""
    values = {a: given_value(t)(r) for a, t in zip(ADDRESSES, INPUTS, strict=True)}
    known = {a: v for a, v in values.items() if v is not None}
    chosen = r.choice([None, *CHOICES])
    return Case(known, {} if chosen is None else {READING: chosen})


@dataclass
class Grower:
    """Draws expressions of a wanted type. ``members`` are the iteration variables in scope."""

    chance: Random
    interner: Interner = field(default_factory=Interner)
    members: tuple[Type, ...] = ()

    def make(self, op: Op, args: tuple[Expr, ...], type_: Type, *data: Hashable) -> Expr:
        return self.interner.make(op, args, data, type_)

    def draw(self, draw: Draw) -> Any:
        return draw(self.chance)

    def one(self, options: list[Any]) -> Any:
        return self.chance.choice(options)

    def expr(self, type_: Type, depth: int) -> Expr:
        if type_.kind is Kind.INTERVAL and depth <= 0:
            return _period(self, type_, 0)
        ways = list(_WAYS.get(type_.kind, ())) if depth > 0 else []
        if depth > 0 and type_.kind not in (Kind.RECORD, Kind.JUDGMENT):
            ways += [self.one(_CHOOSING), self.one(_CHOOSING)]
        way = self.one(ways) if ways and self.draw(st.integers(0, 9)) else None
        found = None if way is None else way(self, type_, depth - 1)
        if found is None and type_.kind is Kind.INTERVAL:
            return _period(self, type_, 0)
        return self.leaf(type_) if found is None else found

    def leaf(self, type_: Type) -> Expr:
        """A constant, an input, a member, or a field of a member or record."""
        found = [self.input(n) for n, t in enumerate(INPUTS) if t == type_]
        records = [self.input(n) for n, t in enumerate(INPUTS) if t == RECORD]
        for level, member in enumerate(self.members):
            var = self.make(Op.VAR, (), member, level)
            if member == type_:
                found += [var, var]
            if member == RECORD:
                records += [var, var]
        for record in records:
            for index, t in enumerate(FIELDS):
                if t == type_:
                    found.append(self.make(Op.FIELD, (record,), t, index, f"f{index}"))
        if type_.kind not in (Kind.JUDGMENT, Kind.RECORD, Kind.LIST, Kind.INTERVAL):
            found.append(self.make(Op.CONST, (), type_, self.draw(exact(type_))))
        chosen: Expr = self.one(found)
        return chosen

    def input(self, n: int) -> Expr:
        return self.make(Op.INPUT, (), INPUTS[n], ADDRESSES[n])

    def parts(self, type_: Type, depth: int, least: int = 0) -> tuple[Expr, ...]:
        count = self.draw(st.integers(least, 4))
        return tuple(self.expr(type_, depth) for _ in range(count))

    def iteration(self, depth: int, body: Type, element: Type | None = None) -> tuple[Expr, Expr, Expr, int]:
        """List, where and body of an iteration, and its level."""
        if element is None:
            element = self.one([RECORD, RECORD, types.CODE, types.YEN])
        coll = self.expr(list_of(element), depth)
        level = len(self.members)
        inner = Grower(self.chance, self.interner, (*self.members, element))
        where = self.make(Op.CONST, (), types.YES_NO, TRUE)
        if self.draw(st.booleans()):
            where = inner.expr(types.YES_NO, depth)
        return coll, where, inner.expr(body, depth), level


Way = Callable[[Grower, Type, int], "Expr | None"]


# ------------------------------------------------------------------ conditions
def _connective(g: Grower, t: Type, d: int) -> Expr:
    op = g.one([Op.ALL, Op.ANY])
    return g.make(op, g.parts(t, d), t)


def _not(g: Grower, t: Type, d: int) -> Expr:
    return g.make(Op.NOT, (g.expr(t, d),), t)


def _guard(g: Grower, t: Type, d: int) -> Expr:
    return g.make(Op.GUARD, (g.expr(types.YES_NO, d), g.expr(t, d)), t)


def _deemed(g: Grower, t: Type, d: int) -> Expr:
    return g.make(Op.DEEMED, (g.expr(t, d), g.expr(t, d)), t)


_COMPARABLE = [
    (types.COUNT, types.NUMBER), (types.YEN, types.YEN), (types.RATIO, types.RATIO),
    (types.DATE, types.DATE), (types.DATE, types.DATETIME), (types.DATETIME, types.DATETIME),
    (types.FISCAL_YEAR, types.NUMBER), (types.NUMBER, types.COUNT),
    (types.DURATION, types.DURATION),
]  # fmt: skip


def _compare(g: Grower, t: Type, d: int) -> Expr:
    if g.draw(st.booleans()):
        a, b = g.one([(types.CODE, types.CODE), (GRADE, types.CODE)])
        return g.make(Op.COMPARE, (g.expr(a, d), g.expr(b, d)), t, "=")
    a, b = g.one(_COMPARABLE)
    op = g.one(["=", "<", "<=", ">", ">="])
    return g.make(Op.COMPARE, (g.expr(a, d), g.expr(b, d)), t, op)


def _codes(g: Grower) -> frozenset[str]:
    found: frozenset[str] = g.draw(st.frozensets(st.sampled_from(CODES), 0, 3))
    return found


def _member(g: Grower, t: Type, d: int) -> Expr:
    return g.make(Op.MEMBER, (g.expr(g.one([types.CODE, GRADE]), d),), t, _codes(g))


def _includes(g: Grower, t: Type, d: int) -> Expr:
    codes = g.expr(list_of(types.CODE), d)
    return g.make(Op.INCLUDES, (codes,), t, _codes(g), g.draw(st.booleans()))


def _within(g: Grower, t: Type, d: int) -> Expr:
    day = g.expr(g.one([types.DATE, types.DATETIME]), d)
    return g.make(Op.WITHIN, (day, g.expr(INTERVAL, d)), t)


def _is_none(g: Grower, t: Type, d: int) -> Expr:
    of = g.one([types.YEN, types.DATE, list_of(types.CODE), list_of(RECORD)])
    return g.make(Op.IS_NONE, (g.expr(of, d),), t)


def _happened(g: Grower, t: Type, d: int) -> Expr:
    return g.make(Op.HAPPENED, (g.expr(types.EVENT, 0), g.expr(types.DATE, d)), t)


def _judged(g: Grower, t: Type, d: int) -> Expr:
    judgment = g.leaf(types.JUDGMENT)
    if g.draw(st.booleans()):
        return g.make(Op.RECORDED, (judgment,), t)
    power = g.one(["to_admit", "to_refuse", "appraisal"])
    return g.make(Op.DECIDED, (judgment,), t, power)


def _quantified(g: Grower, t: Type, d: int) -> Expr:
    coll, where, body, level = g.iteration(d, types.YES_NO)
    return g.make(g.one([Op.EVERY, Op.SOME]), (coll, where, body), t, level)


_COMPARATORS = ["at_least", "at_most", "exactly", "more_than", "fewer_than"]


def _bound(g: Grower, d: int, share: bool) -> Expr:
    return g.expr(types.RATIO if share else g.one([types.COUNT, types.NUMBER]), min(d, 1))


def _threshold(g: Grower, t: Type, d: int) -> Expr:
    share = g.draw(st.booleans())
    args = (_bound(g, d, share), *g.parts(t, d))
    return g.make(Op.THRESHOLD, args, t, g.one(_COMPARATORS), share)


def _threshold_each(g: Grower, t: Type, d: int) -> Expr:
    share = g.draw(st.booleans())
    coll, where, body, level = g.iteration(d, types.YES_NO)
    args = (_bound(g, d, share), coll, where, body)
    return g.make(Op.THRESHOLD_EACH, args, t, g.one(_COMPARATORS), share, level)


def _split(g: Grower, t: Type, d: int) -> Expr | None:
    if g.members:
        return None  # only closed conditions are decided by cases
    body = g.expr(t, d)
    points, stack, seen = [], list(body.args), set()
    while stack:
        node = stack.pop()
        if node.number in seen:
            continue
        seen.add(node.number)
        stack += node.args
        if node.type == t and not node.free and node.op is not Op.CONST:
            points.append(node)
    if not points:
        return body
    chosen = g.draw(st.subset(points, 1, 3))
    return g.make(Op.SPLIT, (body, *sorted(chosen, key=lambda p: p.number)), t)


def _both_ways(g: Grower, t: Type, d: int) -> Expr | None:
    """A condition used both ways, as deciding by cases is for: p and x, or not p and y."""
    if g.members:
        return None
    p, x = g.expr(t, d), g.expr(t, d)
    y = x if g.draw(st.booleans()) else g.expr(t, d)
    one = g.make(Op.ALL, (p, x), t)
    other = g.make(Op.ALL, (g.make(Op.NOT, (p,), t), y), t)
    body = g.make(Op.ANY, (one, other), t)
    return g.make(Op.SPLIT, (body, p), t) if p.op is not Op.CONST else body


def _share_of_guarded(g: Grower, t: Type, d: int) -> Expr:
    """A share of parts some of which may not apply."""
    parts = tuple(g.make(Op.GUARD, (g.leaf(t), p), t) for p in g.parts(t, min(d, 1), least=1))
    share = g.make(Op.CONST, (), types.RATIO, g.one([Fraction(1, 2), Fraction(2, 3), 1, 0]))
    return g.make(Op.THRESHOLD, (share, *parts, g.leaf(t)), t, g.one(_COMPARATORS), True)


# ------------------------------------------------------------------ choices
def _case(g: Grower, t: Type, d: int) -> Expr:
    rows = tuple(_codes(g) for _ in range(g.draw(st.integers(1, 3))))
    otherwise = g.draw(st.booleans())
    branches = tuple(g.expr(t, d) for _ in range(len(rows) + otherwise))
    selector = g.expr(g.one([types.CODE, GRADE]), d)
    return g.make(Op.CASE, (selector, *branches), t, rows, otherwise)


def _choose(g: Grower, t: Type, d: int) -> Expr:
    args: list[Expr] = []
    for _ in range(g.draw(st.integers(0, 2))):
        args += [g.expr(types.YES_NO, d), g.expr(t, d)]
    return g.make(Op.CHOOSE, (*args, g.expr(t, d)), t)


def _reading(g: Grower, t: Type, d: int) -> Expr:
    args = tuple(g.expr(t, d) for _ in CHOICES)
    return g.make(Op.READING, args, t, READING, CHOICES, g.one(list(CHOICES)))


def _cell(g: Grower, t: Type) -> tuple[Any, ...]:
    values = exact(t)
    kind = g.one(["any", "is", "rest"] + ["range"] * (t.kind not in (Kind.CODE, Kind.YES_NO)))
    if kind == "any":
        return ("any",)
    if kind == "is":
        return ("is", g.draw(st.frozensets(values, 1, 2)))
    if kind == "rest":
        return ("rest", (("is", g.draw(st.frozensets(values, 0, 2))),))
    lo, hi = (g.draw(st.one_of(st.just(None), values)) for _ in range(2))
    return ("range", lo, g.draw(st.booleans()), hi, g.draw(st.booleans()))


def _table(g: Grower, t: Type, d: int) -> Expr:
    kinds = [types.CODE, types.COUNT, types.DATE, types.YEN, types.YES_NO]
    keys = [g.one(kinds) for _ in range(g.one([1, 1, 2]))]
    rows = tuple(tuple(_cell(g, k) for k in keys) for _ in range(g.draw(st.integers(1, 3))))
    policy = g.one(["unique", "unique", "narrowest"])
    if t.kind in (Kind.YEN, Kind.COUNT):
        policy = g.one(["unique", "sum", "greatest", "least", "count"])
    args = (*(g.expr(k, d) for k in keys), *(g.expr(t, d) for _ in rows))
    no_row = g.one(["unknown", "none", "leaves" if t.kind is Kind.YES_NO else "none"])
    hits = HitPolicy(policy, no_row, checked=g.one([True, True, False]))
    return g.make(Op.TABLE, args, t, rows, len(keys), hits)


def _dated(g: Grower, t: Type, d: int) -> Expr:
    days = g.draw(st.subset(sorted(_DAYS), 1, 3))
    args = (g.expr(types.DATE, d), *(g.expr(t, d) for _ in days))
    return g.make(Op.DATED, args, t, days)


_CHOOSING: list[Way] = [_case, _choose, _reading, _table, _dated]


# ------------------------------------------------------------------ numbers
def _if_none(g: Grower, t: Type, d: int) -> Expr:
    return g.make(Op.IF_NONE, (g.expr(t, d), g.expr(t, d)), t)


def _arith(g: Grower, t: Type, d: int) -> Expr:
    op = g.one(["+", "-", "*", "/"])
    second = t if op in "+-" else g.one([types.RATIO, types.NUMBER])
    return g.make(Op.ARITH, (g.expr(t, d), g.expr(second, d)), t, op)


def _several(g: Grower, t: Type, d: int) -> Expr:
    op = g.one([Op.SUM, Op.LEAST, Op.GREATEST])
    return g.make(op, g.parts(t, d, least=1), t)


def _limited(g: Grower, t: Type, d: int) -> Expr:
    return g.make(g.one([Op.LEAST, Op.GREATEST]), (g.expr(t, d), g.expr(t, d)), t, "limit")


def _several_each(g: Grower, t: Type, d: int) -> Expr:
    coll, where, each, level = g.iteration(d, t)
    op = g.one([Op.SUM_EACH, Op.LEAST_EACH, Op.GREATEST_EACH])
    return g.make(op, (coll, where, each), t, level)


def _round(g: Grower, t: Type, d: int) -> Expr:
    unit = g.one([1, 3, 1000, Fraction(1, 2)])
    return g.make(Op.ROUND, (g.expr(t, d),), t, unit, g.one(["down", "up", "half_up"]))


def _number_of(g: Grower, t: Type, d: int) -> Expr:
    of = list_of(g.one([RECORD, types.CODE, types.YEN]))
    return g.make(Op.NUMBER_OF, (g.expr(of, d),), t)


def _distinct(g: Grower, t: Type, d: int) -> Expr:
    of = g.one([types.CODE, types.YEN, list_of(types.CODE)])
    coll, where, each, level = g.iteration(d, of)
    return g.make(Op.DISTINCT, (coll, where, each), t, level)


def _over_list(g: Grower, t: Type, d: int) -> Expr:
    name = g.one(["sum", "min", "max", "mean"])
    return g.make(Op.FUNCTION, (g.expr(list_of(types.YEN), d),), t, name)


def _between_days(g: Grower, t: Type, d: int) -> Expr:
    name = g.one(["whole_months", "full_years", "days_between", "age_on"])
    return g.make(Op.FUNCTION, (g.expr(types.DATE, d), g.expr(types.DATE, d)), t, name)


def _days_covered(g: Grower, t: Type, d: int) -> Expr:
    return g.make(Op.FUNCTION, (g.expr(INTERVAL, d),), t, "days_covered")


def _year(g: Grower, t: Type, d: int) -> Expr:
    name = g.one(["fiscal_year", "calendar_year", "year_of"])
    return g.make(Op.FUNCTION, (g.expr(types.DATE, d),), t, name)


# ------------------------------------------------------------------ days and lists
def _length(g: Grower, d: int) -> Expr:
    return g.expr(types.DURATION, 0 if g.draw(st.booleans()) else d)


def _day(g: Grower, t: Type, d: int) -> Expr:
    base = g.expr(types.DATE, d)
    match g.draw(st.integers(0, 9)):
        case 0:
            return g.make(Op.LAST_DAY_OF, (_length(g, d), base), t, g.draw(st.booleans()))
        case 1:
            flags = g.draw(st.booleans()), g.draw(st.booleans())
            return g.make(Op.ELAPSED, (_length(g, d), base), t, *flags)
        case 2:
            return g.make(Op.BACK, (_length(g, d), base), t)
        case 3:
            flags = g.draw(st.booleans()), g.draw(st.booleans())
            return g.make(Op.ANCHOR, (base,), t, MonthDay(3, 31), *flags)
        case 4:
            years = g.make(Op.CONST, (), types.NUMBER, g.draw(st.integers(-1, 3)))
            by_fiscal = g.draw(st.booleans())
            return g.make(Op.CALENDAR_DAY, (base, years), t, MonthDay(2, 29), by_fiscal)
        case 5:
            return g.make(Op.BUSINESS_DAY, (base,), t, g.one(["next", "previous"]))
        case 6:
            return g.make(Op.NEXT_DAY, (base,), t, g.draw(st.integers(-40, 40)))
        case 8:
            return g.make(Op.FUNCTION, (base, g.expr(types.COUNT, d)), t, "day_of_age")
        case 7:
            return g.make(Op.BOUND, (g.expr(INTERVAL, d),), t, g.one(["first", "last"]))
        case _:
            return g.make(Op.ARITH, (base, _length(g, d)), t, g.one(["+", "-"]))


def _as_date(g: Grower, t: Type, d: int) -> Expr:
    return g.make(Op.AS_DATE, (g.expr(types.EVENT, 0), g.expr(types.DATE, d)), t)


def _period(g: Grower, t: Type, d: int) -> Expr:
    return g.make(Op.PERIOD, (g.expr(types.DATE, d), g.expr(types.DATE, d)), t)


def _select(g: Grower, t: Type, d: int) -> Expr:
    coll, where, _, level = g.iteration(d, types.YES_NO, t.of)
    return g.make(Op.SELECT, (coll, where), t, level)


def _project(g: Grower, t: Type, d: int) -> Expr | None:
    index = next((i for i, f in enumerate(FIELDS) if f == t.of), None)
    if index is None:
        return None
    return g.make(Op.PROJECT, (g.expr(list_of(RECORD), d),), t, index, f"f{index}")


def _items(g: Grower, t: Type, d: int) -> Expr | None:
    if t.of is None or t.of.kind is Kind.RECORD:
        return None
    return g.make(Op.LIST, g.parts(t.of, d), t)


_WAYS: dict[Kind, list[Way]] = {
    Kind.YES_NO: [
        _connective, _connective, _not, _guard, _deemed, _compare, _compare, _member, _includes,
        _within, _is_none, _happened, _judged, _quantified, _quantified, _threshold,
        _threshold_each, _threshold_each, _split, _both_ways, _share_of_guarded,
    ],
    Kind.COUNT: [_several, _limited, _number_of, _distinct, _days_covered, _between_days, _arith, _if_none],
    Kind.YEN: [_guard, _if_none, _arith, _several, _limited, _several_each, _round, _over_list],
    Kind.NUMBER: [_arith, _between_days, _number_of, _if_none],
    Kind.RATIO: [_arith],
    Kind.FISCAL_YEAR: [_year],
    Kind.DATE: [_day, _day, _as_date, _if_none],
    Kind.LIST: [_select, _project, _items],
    Kind.INTERVAL: [_period],
}  # fmt: skip


_CLOSED = (types.YES_NO, types.COUNT, types.YEN, types.NUMBER, types.RATIO, types.DATE, INTERVAL)
#: Every way to build a node, with the types it can build.
_ROOTS: list[tuple[Type, Way]] = [
    *[(t, way) for t in _CLOSED for way in _WAYS[t.kind]],
    *[(t, way) for t in (types.YES_NO, types.YEN, types.DATE, types.DURATION) for way in _CHOOSING],
    *[(list_of(t), way) for t in (types.CODE, types.YEN, RECORD) for way in (_select, _project, _items)],
    *[(types.YEN, _guard), (INTERVAL, _guard), (types.YES_NO, _if_none)],
]


def some_nodes(r: Random) -> tuple[Expr, ...]:
    """All nodes of a few random expressions that share what they can."""
    grower = Grower(r)
    for _ in range(r.randint(1, 3)):
        wanted, way = r.choice(_ROOTS)
        if way(grower, wanted, r.randint(0, 3)) is None:
            grower.expr(wanted, 2)
    return tuple(grower.interner.nodes)
