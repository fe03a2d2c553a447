"""What a fact could be changed to so that a rule comes out otherwise: read off the rules themselves.

The values tried are those the rules compare with, the codes and texts they name, one step either
side of a bound, a member more or less; never values drawn at random.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from schemeengine.execute import domain
from schemeengine.execute.case import Case
from schemeengine.execute.domain import Value
from schemeengine.explain.changes import Change, fresh_key, is_judgment
from schemeengine.ir.expr import AS_OF, Expr, Op, nodes_below
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.scheme import FactDecl, Scheme
from schemeengine.ir.types import Kind
from schemeengine.truth import FALSE, TRUE
from schemeengine.verdict.regions import blank_rows, reads
from schemeengine.verdict.stated import (
    Fact,
    changeable,
    declaration,
    holds_records,
    interchangeable,
    is_published,
    key_of,
    stated,
)
from schemeengine.verdict.steps import Scale, bounds
from schemeengine.verdict.view import View

#: A list longer than this is not offered member by member, code by code.
MOST_CODES = 40
_DAYS = frozenset({Kind.DATE, Kind.EVENT, Kind.DATETIME})
#: Stands for a text nobody but the applicant can write.
SOME_TEXT = "…"


@dataclass(frozen=True, slots=True)
class Candidates:
    """Changes to the facts of one (already changed) case. ``mended`` says whether a case is mended."""

    view: View
    below: tuple[Expr, ...]
    mended: Callable[[Case], bool]

    @property
    def scheme(self) -> Scheme:
        return self.view.scheme

    def of(self, fact: Fact, value: Value) -> Iterator[Change]:
        """Changes to a stated fact that could make a difference; none for what cannot be changed."""
        decl = declaration(self.scheme, fact)
        if not self._may_change(fact, value):
            return
        if is_judgment(self.scheme, fact):
            assert isinstance(value, Judgment)
            yield Change("set", (fact,), Judgment(not value.decision, value.by, value.on_date, ""))
            return
        if fact.space == "checklist" and fact.path.endswith(".answer"):
            yield from self._answers(fact, value)
            return
        if decl.type.kind is Kind.YES_NO:
            yield Change("set", (fact,), FALSE if value == TRUE else TRUE)
            return
        if decl.type.kind is Kind.LIST:
            yield from self._list(fact, decl, value)
            return
        scale = Scale.of(decl, value)
        if scale is not None:
            yield from self._along(fact, scale)
            return
        for other in self._others(fact, decl):
            if other != value:
                yield Change("set", (fact,), other)

    def _may_change(self, fact: Fact, value: Value) -> bool:
        return changeable(self.scheme, fact) and not is_past(self.scheme, self.view.case, fact, value)

    # -- numbers and days
    def _along(self, fact: Fact, scale: Scale) -> Iterator[Change]:
        case = self.view.case
        seeds = list(self.seeds(fact))

        def flips(value: Value) -> bool:
            return self.mended(Change("set", (fact,), value).apply(self.scheme, case))

        found = list(dict.fromkeys(scale.nearest(flips, seeds)))
        if not found:  # not alone: perhaps together with another change, at a bound the rules name
            near = {v for s in seeds for v in scale.around(s) if v is not None and v != scale.start}
            for side in (
                sorted(v for v in near if v > scale.start)[:4],
                sorted((v for v in near if v < scale.start), reverse=True)[:4],
            ):
                found += side
        yield from (Change("set", (fact,), v) for v in found)

    def seeds(self, fact: Fact) -> Iterator[Value]:
        """The values the rules compare a fact with, as they are in this case, of the fact's own kind."""
        day = declaration(self.scheme, fact).type.kind in _DAYS
        yield from (v for v in self._compared(fact) if isinstance(v, date) == day)

    def _compared(self, fact: Fact) -> Iterator[Value]:
        for expr in self.below:
            if expr.op is Op.COMPARE:
                for one, other in (expr.args, expr.args[::-1]):
                    if reads(one, fact):
                        yield from self._known(other)
            elif expr.op is Op.WITHIN and reads(expr.args[0], fact) and not expr.args[1].free:
                interval = self.view.value(expr.args[1])
                yield from (e for e in _ends(interval) if e is not None)

    def _known(self, expr: Expr) -> Iterator[Value]:
        if not expr.free:
            yield from bounds(self.view.value(expr))
            return
        for node in nodes_below((expr,)):
            if node.op is Op.CONST:
                yield from bounds(node.data[0])

    # -- codes, texts
    def _others(self, fact: Fact, decl: FactDecl) -> Iterator[Value]:
        if decl.type.kind is Kind.EVENT:
            yield from dict.fromkeys([self.view.case.values[AS_OF], *self.seeds(fact)])
            return
        if decl.type.kind is Kind.CODE and decl.type.choices and len(decl.type.choices) <= MOST_CODES:
            yield from decl.type.choices
        elif decl.type.kind in (Kind.CODE, Kind.TEXT, Kind.CORPORATE_NUMBER):
            named = self._named(fact)
            yield from named
            if decl.type.kind is Kind.TEXT and not named:
                yield SOME_TEXT
        else:
            yield from self.seeds(fact)
        if decl.may_be_none:
            yield domain.NONE

    def _named(self, fact: Fact) -> list[Value]:
        """Codes and texts the rules name beside a fact."""
        found: dict[Value, None] = {}
        for expr in self.below:
            if not any(reads(a, fact) for a in expr.args):
                continue
            if expr.op in (Op.MEMBER, Op.INCLUDES):
                codes = expr.data[0]
                assert isinstance(codes, frozenset)
                found.update(dict.fromkeys(sorted(codes)))
            elif expr.op is Op.COMPARE:
                for node in nodes_below(expr.args):
                    if node.op is Op.CONST and isinstance(node.data[0], str):
                        found[node.data[0]] = None
        return list(found)[:MOST_CODES]

    # -- checklists
    def _answers(self, fact: Fact, value: Value) -> Iterator[Change]:
        """As few more items as possible answered otherwise."""
        scheme, case = self.scheme, self.view.case
        group = next(g for g in interchangeable(scheme, stated(scheme, case), case) if fact in g)
        for answer in scheme.checklists[fact.name].answers:
            if answer == value:
                continue
            low, high = 1, len(group)
            if not self._mended_by(group, answer):  # with another change perhaps
                yield Change("set", group[:1], answer, len(group))
                continue
            while low < high:
                middle = (low + high) // 2
                if self._mended_by(group[:middle], answer):
                    high = middle
                else:
                    low = middle + 1
            yield Change("set", group[:low], answer, len(group))

    def _mended_by(self, group: Sequence[Fact], answer: str) -> bool:
        change = Change("set", tuple(group), answer)
        return self.mended(change.apply(self.scheme, self.view.case))

    # -- lists
    def _list(self, fact: Fact, decl: FactDecl, value: Value) -> Iterator[Change]:
        members = value if isinstance(value, tuple) else ()
        if holds_records(decl.type):
            assert decl.type.of is not None
            if fact.space == "checklist":
                return
            record = self.scheme.records[decl.type.of.record]
            if record.key and len(members) <= MOST_CODES:
                yield from (Change("remove", (fact,), key) for key in members)
                fresh, key = fresh_key(members), key_of(record)
                row = tuple(fresh if key and f.name == key else None for f in record.fields)
                yield Change("add", (fact,), row)
            return
        yield from (Change("remove", (fact,), m) for m in members[:MOST_CODES])
        assert decl.type.of is not None
        more = self._named(fact) or list(decl.type.of.choices[:MOST_CODES])
        if decl.type.of.kind is Kind.TEXT and not more:
            more = [SOME_TEXT]
        yield from (Change("add", (fact,), m) for m in more if m not in members or m == SOME_TEXT)

    # -- what is missing
    def for_missing(self, fact: Fact) -> Iterator[Change]:
        """Values a fact could turn out to have, the likelier to help first where that is known."""
        decl = declaration(self.scheme, fact)
        day = self.view.case.values[AS_OF]
        values: list[Value] = []
        if fact.space == "paper":
            values = [day]
        elif fact.space == "checklist" and fact.path:
            values = list(self.scheme.checklists[fact.name].answers)
        elif decl.type.kind is Kind.YES_NO:
            values = [TRUE, FALSE]
        elif fact.space == "checklist" and is_published(self.scheme, fact.address):
            values = [blank_rows(self.scheme.checklists[fact.name])]
        elif fact.space == "checklist":  # given by numbers: those that are open, all answered alike
            given = self.view.case.values.get(fact.address)
            checklist = self.scheme.checklists[fact.name]
            first = ("1", *[None] * (len(checklist.record.fields) - 1))
            rows = given if isinstance(given, tuple) and given else (first,)
            values = [tuple((r[0], r[1] or a, *r[2:]) for r in rows) for a in checklist.answers]
        elif holds_records(decl.type):
            assert decl.type.of is not None
            record = self.scheme.records[decl.type.of.record]
            row = tuple("1" if f.name == record.key else None for f in record.fields)
            values = [(), (row,)] if record.key else [()]
        elif decl.type.kind is Kind.LIST:
            assert decl.type.of is not None
            named = self._named(fact) or list(decl.type.of.choices[:MOST_CODES])
            values = [(), *((n,) for n in named)]
            if decl.type.of.kind is Kind.TEXT and not named:
                values.append((SOME_TEXT,))
        elif decl.type.kind is Kind.DURATION:
            values = list(self.seeds(fact))
        else:
            values = [*self._points(fact, decl), *self._others(fact, decl)]
        for value in dict.fromkeys(values):
            yield Change("supply", (fact,), value)

    def _points(self, fact: Fact, decl: FactDecl) -> Iterator[Value]:
        """For a number or day not known: the bounds and one step either side, zero and a large one."""
        seeds = list(dict.fromkeys(self.seeds(fact)))
        for seed in seeds:
            scale = Scale.of(decl, seed)
            if scale is not None:
                yield from (v for v in (scale.real(seed), scale.at(1), scale.at(-1)) if v is not None)
        if seeds:
            return
        if decl.type.kind in (Kind.DATE, Kind.EVENT):
            yield self.view.case.values[AS_OF]
        elif decl.type.kind in (Kind.YEN, Kind.COUNT, Kind.NUMBER, Kind.RATIO, Kind.QUANTITY):
            yield from (0, 1)


def is_past(scheme: Scheme, case: Case, fact: Fact, value: Value) -> bool:
    """An event that has happened stays as it is; so do the day a paper came and what was decided then."""
    kind = declaration(scheme, fact).type.kind
    if kind not in (Kind.EVENT, Kind.DATETIME) and fact.space != "paper":
        return False
    day = case.values.get(AS_OF)
    if not isinstance(value, date) or not isinstance(day, date):
        return False
    return (value.year, value.month, value.day) <= (day.year, day.month, day.day)


def _ends(interval: Value) -> tuple[Value, Value]:
    first, last = getattr(interval, "first", None), getattr(interval, "last", None)
    return first if isinstance(first, date) else None, last if isinstance(last, date) else None
