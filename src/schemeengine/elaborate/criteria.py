"""The lines of a scoring: what each criterion, group, bonus and penalty item gives in points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics import codes_shape
from schemeengine.elaborate.clauses import value, yes_no
from schemeengine.elaborate.declare import check_name
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.full_marks import (
    Full,
    as_expr,
    as_points,
    full_marks,
    points,
    tidy,
    times,
    together,
)  # fmt: skip
from schemeengine.elaborate.limits import capped, not_below
from schemeengine.elaborate.scope import Scope
from schemeengine.elaborate.sheets import Sheets
from schemeengine.ir import types
from schemeengine.ir.cells import ONE_ROW, HitPolicy
from schemeengine.ir.clause import Clause, Marks, MarksKind, Number, Wording
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import POINTS, Kind
from schemeengine.model.documents import CriterionDoc, Raw
from schemeengine.syntax import keywords

#: What stands beside the criteria under a scoring's name: ``examination.passed``.
RESERVED = frozenset({"passed", "合格", "total", "before_bonus"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a scoring: its clause (points before weighting) and what it adds to the sum."""

    clause: Clause
    weighted: Expr
    #: Full marks, weight included; None where what is worked out has no limit.
    full: Full | None


@dataclass(slots=True)
class Lines:
    """Reads the lines of one scoring."""

    el: Elaborator
    scoring: str
    cite: tuple[str, ...]
    sheets: Sheets
    #: The criteria that people give points to, with the weights of each and of the groups it stands in,
    #: and with its full marks so weighted; then what the others add to the sum.
    given: list[tuple[str, Number, Full]] = field(default_factory=list)
    worked: list[Expr] = field(default_factory=list)

    def read(
        self, docs: Mapping[str, CriterionDoc], kind: MarksKind, factor: Number = 1
    ) -> tuple[Line, ...] | None:
        found = [self._line(name, doc, kind, factor) for name, doc in docs.items()]
        kept = tuple(f for f in found if f is not None)
        return kept if len(kept) == len(found) else None

    def _line(self, name: str, doc: CriterionDoc, kind: MarksKind, factor: Number) -> Line | None:
        weight = self._weight(doc)
        if weight is None or not self._one_source(doc, kind):
            return None
        if doc.criteria:
            return self._group(name, doc, weight, factor)
        unlimited = doc.earned is not None and doc.points is None
        full = None if unlimited else self._full(name, doc)
        if full is None and not unlimited:
            return None
        scope = Scope(f"{self.scoring}.{name}", doc.cite or self.cite)
        inner: tuple[Clause, ...] = ()
        expr: Expr | None
        if doc.when is not None:
            condition = yes_no(self.el, doc.when.node, scope)
            if condition is None:
                return None
            branches = (condition.expr, as_expr(self.el, full or 0), self._points(0))
            expr, inner = self.el.make(Op.CHOOSE, branches, (), POINTS), (condition,)
        elif doc.earned is not None:
            worked = value(self.el, doc.earned.node, scope)
            expr = None if worked is None else self._within(worked, full, doc.earned, doc.may_be_negative)
            inner = () if worked is None else (worked,)
        else:
            expr = self.sheets.of(name)
            full = times(self.el, full or 0, self.sheets.times)
        if expr is None:
            return None
        self._note(name, kind, expr, full, weight * factor)
        minimum = self.minimum(doc.minimum, full)
        if minimum is None and doc.minimum is not None:
            return None
        body = self.sheets.shown(name, doc.place.head) if expr is self.sheets.of(name) else None
        clause = self._clause(name, doc, kind, expr, inner, Marks(kind, full, weight, minimum), body)
        return self._weighed(clause, weight, full)

    def _full(self, name: str, doc: CriterionDoc) -> Full | None:
        if name in self.sheets.full:
            return self.sheets.full[name]
        return full_marks(self.el, doc, Scope(f"{self.scoring}.{name}", doc.cite or self.cite))

    def _note(self, name: str, kind: MarksKind, expr: Expr, full: Full | None, factor: Number) -> None:
        """Keep for the total what a criterion adds to it."""
        if kind != "criterion":
            return
        if expr is self.sheets.of(name):
            self.given.append((name, factor, times(self.el, full or 0, factor)))
        else:
            self.worked.append(self._times(expr, factor))

    def _times(self, expr: Expr, weight: Number) -> Expr:
        if weight == 1:
            return expr
        return self.el.make(Op.ARITH, (expr, self.el.const(weight, types.NUMBER)), ("*",), POINTS)

    def _group(self, name: str, doc: CriterionDoc, weight: Number, factor: Number) -> Line | None:
        lines = self.read(doc.criteria, "criterion", weight * factor)
        if lines is None:
            return None
        full = together(self.el, [line.full for line in lines])
        minimum = self.minimum(doc.minimum, full)
        if minimum is None and doc.minimum is not None:
            return None
        expr = self.el.make(Op.SUM, tuple(line.weighted for line in lines), (), POINTS)
        inner = tuple(line.clause for line in lines)
        clause = self._clause(name, doc, "group", expr, inner, Marks("group", full, weight, minimum), None)
        return self._weighed(clause, weight, full)

    def _weighed(self, clause: Clause, weight: Number, full: Full | None) -> Line:
        whole = None if full is None else times(self.el, full, weight)
        return Line(clause, self._times(clause.expr, weight), whole)

    def _clause(
        self, name: str, doc: CriterionDoc, kind: MarksKind, expr: Expr, parts: tuple[Clause, ...],
        marks: Marks, members: Clause | None,
    ) -> Clause:  # fmt: skip
        cite = self.el.cite(doc.place.placed("cite", doc.cite)) or self.cite
        wording = Wording(cite, doc.label, doc.label_en or doc.label, doc.text, doc.text_en, doc.note)
        iteration = None if members is None else members.iteration
        return Clause(
            f"{self.scoring}.{name}", name, kind, wording, doc.place.head, expr, expr, parts,
            iteration=iteration, marks=marks,
        )  # fmt: skip

    # -- what is written beside a line
    def minimum(self, raw: Raw | None, full: Full | None, more: Full | None = 0) -> Expr | None:
        """The least points needed, which can be had: at most full marks and what may be added to them."""
        found = self.limit(raw, full)
        if raw is None or found is None or found.op is not Op.CONST:
            return found
        if not isinstance(full, (int, Fraction)) or not isinstance(more, (int, Fraction)):
            return found
        most = full + more
        least = found.data[0]
        if isinstance(least, (int, Fraction)) and not 0 <= least <= most:
            self.el.problems.add(codes.POINTS_BEYOND, raw.node.span, got=_shown(least), full=_shown(most))
            return None
        return found

    def limit(self, raw: Raw | None, full: Full | None) -> Expr | None:
        """An amount of points, or a share of full marks; None after a diagnostic."""
        if raw is None:
            return None
        found = value(self.el, raw.node, Scope(self.scoring, self.cite))
        if found is None:
            return None
        self.el.mentioned.update(n for c in (found, *found.parts) for n in (c.id, c.subject) if n)
        if found.expr.type.kind is Kind.RATIO:
            if full is None:  # a share of what?
                self.el.problems.add(codes_shape.MISSING_KEY, raw.node.span, **keywords.spoken(want="points"))
                return None
            whole = as_expr(self.el, full)
            if found.expr.op is Op.CONST and not isinstance(full, Expr):
                share = found.expr.data[0]
                assert isinstance(share, (int, Fraction))
                return self._points(tidy(share * full))
            return self.el.make(Op.ARITH, (whole, found.expr), ("*",), POINTS)
        return as_points(self.el, found, raw)

    def _weight(self, doc: CriterionDoc) -> Number | None:
        if doc.weight is None:
            return 1
        return points(self.el, doc.weight, doc.place, need="weight")

    def _one_source(self, doc: CriterionDoc, kind: MarksKind) -> bool:
        """Points come from one source: the criteria below, a condition, a calculation, or a person."""
        given = [k for k, v in (("when", doc.when), ("earned", doc.earned), ("criteria", doc.criteria)) if v]
        if doc.may_be_negative and doc.earned is None:  # only what is worked out goes below nothing
            want = keywords.spoken(want="earned")
            self.el.problems.add(codes_shape.MISSING_KEY, doc.place.of("may_be_negative"), **want)
            return False
        if doc.criteria and doc.points is not None:
            given.append("points")
        if doc.criteria and kind != "criterion":  # bonus and penalty have no groups
            given.insert(0, kind)
        if len(given) > 1:
            self.el.problems.add(
                codes_shape.TWO_OF_A_KIND,
                doc.place.of(given[1]),
                **keywords.spoken(first=given[0], second=given[1]),
            )
        return len(given) <= 1

    def _within(self, worked: Clause, full: Full | None, raw: Raw, signed: bool) -> Expr | None:
        """What is worked out, kept between nothing and full marks; a written result beyond is a slip.

        Below nothing only where the line says so.
        """
        expr = as_points(self.el, worked, raw)
        if expr is None or full is None:
            return expr
        results = None if isinstance(full, Expr) else _written(expr)
        if results is None or isinstance(full, Expr):
            within = capped(self.el, expr, as_expr(self.el, full))
            return within if signed else not_below(self.el, within, self._points(0))
        beyond = next((r for r in results if not (signed or r >= 0) or r > full), None)
        if beyond is not None:
            self.el.problems.add(codes.POINTS_BEYOND, raw.node.span, got=_shown(beyond), full=_shown(full))
            return None
        return expr

    def _points(self, number: Number) -> Expr:
        return self.el.const(tidy(number), POINTS)


def names(docs: Mapping[str, CriterionDoc]) -> Iterator[tuple[str, CriterionDoc]]:
    """Every line below, groups and what stands in them."""
    for name, doc in docs.items():
        yield name, doc
        yield from names(doc.criteria)


def check_names(el: Elaborator, found: Iterator[tuple[str, CriterionDoc]]) -> None:
    """Each name means one line of the scoring; some stand for the scoring itself."""
    seen: set[str] = set()
    for name, doc in found:
        check_name(el, name, doc.place.head)
        if name in RESERVED:
            el.problems.add(codes_shape.RESERVED_NAME, doc.place.head, got=name)
        if name in seen:
            el.problems.add(codes.NAME_TWICE, doc.place.head, name=name)
        seen.add(name)


def _one_row(table: Expr) -> bool:
    """Whether what a table gives is the result of one of its rows."""
    policy = table.data[2]
    return isinstance(policy, HitPolicy) and policy.name in ONE_ROW


def _written(expr: Expr) -> list[Number] | None:
    """The results of a table or choice, where each of them is a written number."""
    match expr.op:
        case Op.CONST if isinstance(expr.data[0], (int, Fraction)):
            return [expr.data[0]]
        case Op.TABLE if _one_row(expr):
            width = expr.data[1]
            assert isinstance(width, int)
            results = expr.args[width:]
        case Op.CASE:
            results = expr.args[1:]
        case Op.READING:
            results = expr.args
        case Op.CHOOSE:
            results = (*expr.args[1:-1:2], expr.args[-1])
        case _:
            return None
    found: list[Number] = []
    for result in results:
        inner = _written(result)
        if inner is None:
            return None
        found += inner
    return found


def _shown(number: Number) -> str:
    return f"{tidy(number)}点"
