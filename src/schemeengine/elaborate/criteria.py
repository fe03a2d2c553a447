"""The lines of a scoring: what each criterion, group, bonus and penalty item gives in points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics import codes_shape
from schemeengine.elaborate.clauses import value, yes_no
from schemeengine.elaborate.declare import check_name
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.scope import Scope
from schemeengine.elaborate.sheets import Sheets
from schemeengine.ir import types
from schemeengine.ir.cells import ONE_ROW, HitPolicy
from schemeengine.ir.clause import Clause, Marks, MarksKind, Number, Wording
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.naming import both
from schemeengine.ir.types import POINTS, Kind
from schemeengine.model.documents import CriterionDoc, Raw
from schemeengine.model.place import Place
from schemeengine.syntax import keywords
from schemeengine.syntax.literals import read_literal
from schemeengine.syntax.tree import Scalar

#: What stands beside the criteria under a scoring's name: ``examination.passed``.
RESERVED = frozenset({"passed", "合格", "total", "before_bonus"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a scoring: its clause (points before weighting) and what it adds to the sum."""

    clause: Clause
    weighted: Expr
    #: Full marks, weight included; None where what is worked out has no limit.
    full: Number | None


@dataclass(slots=True)
class Lines:
    """Reads the lines of one scoring."""

    el: Elaborator
    scoring: str
    cite: tuple[str, ...]
    sheets: Sheets
    #: The criteria that people give points to, with the weights of each and of the groups it stands in,
    #: and with its full marks so weighted; then what the others add to the sum.
    given: list[tuple[str, Number, Number]] = field(default_factory=list)
    worked: list[Expr] = field(default_factory=list)

    def read(
        self, docs: Mapping[str, CriterionDoc], kind: MarksKind, times: Number = 1
    ) -> tuple[Line, ...] | None:
        found = [self._line(name, doc, kind, times) for name, doc in docs.items()]
        kept = tuple(f for f in found if f is not None)
        return kept if len(kept) == len(found) else None

    def _line(self, name: str, doc: CriterionDoc, kind: MarksKind, times: Number) -> Line | None:
        weight = self._weight(doc)
        if weight is None or not self._one_source(doc, kind):
            return None
        if doc.criteria:
            return self._group(name, doc, weight, times)
        unlimited = doc.earned is not None and doc.points is None
        full = None if unlimited else points(self.el, doc.points, doc.place, need="points")
        if full is None and not unlimited:
            return None
        scope = Scope(f"{self.scoring}.{name}", doc.cite or self.cite)
        inner: tuple[Clause, ...] = ()
        expr: Expr | None
        if doc.when is not None:
            condition = yes_no(self.el, doc.when.node, scope)
            if condition is None:
                return None
            branches = (condition.expr, self._points(full or 0), self._points(0))
            expr, inner = self.el.make(Op.CHOOSE, branches, (), POINTS), (condition,)
        elif doc.earned is not None:
            worked = value(self.el, doc.earned.node, scope)
            expr = None if worked is None else self._within(worked, full, doc.earned)
            inner = () if worked is None else (worked,)
        else:
            expr = self.sheets.of(name)
            full = (full or 0) * self.sheets.times
        if expr is None:
            return None
        self._note(name, kind, expr, full, weight * times)
        minimum = self.minimum(doc.minimum, full)
        if minimum is None and doc.minimum is not None:
            return None
        body = self.sheets.shown(name, doc.place.head) if expr is self.sheets.of(name) else None
        clause = self._clause(name, doc, kind, expr, inner, Marks(kind, full, weight, minimum), body)
        return self._weighed(clause, weight, full)

    def _note(self, name: str, kind: MarksKind, expr: Expr, full: Number | None, times: Number) -> None:
        """Keep for the total what a criterion adds to it."""
        if kind != "criterion":
            return
        if expr is self.sheets.of(name):
            self.given.append((name, times, (full or 0) * times))
        else:
            self.worked.append(self._times(expr, times))

    def _times(self, expr: Expr, weight: Number) -> Expr:
        if weight == 1:
            return expr
        return self.el.make(Op.ARITH, (expr, self.el.const(weight, types.NUMBER)), ("*",), POINTS)

    def _group(self, name: str, doc: CriterionDoc, weight: Number, times: Number) -> Line | None:
        lines = self.read(doc.criteria, "criterion", weight * times)
        if lines is None:
            return None
        full = together(lines)
        minimum = self.minimum(doc.minimum, full)
        if minimum is None and doc.minimum is not None:
            return None
        expr = self.el.make(Op.SUM, tuple(line.weighted for line in lines), (), POINTS)
        inner = tuple(line.clause for line in lines)
        clause = self._clause(name, doc, "group", expr, inner, Marks("group", full, weight, minimum), None)
        return self._weighed(clause, weight, full)

    def _weighed(self, clause: Clause, weight: Number, full: Number | None) -> Line:
        whole = None if full is None else full * weight
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
    def minimum(self, raw: Raw | None, full: Number | None, more: Number | None = 0) -> Expr | None:
        """The least points needed, which can be had: at most full marks and what may be added to them."""
        found = self.limit(raw, full)
        if raw is None or found is None or found.op is not Op.CONST or full is None or more is None:
            return found
        most = full + more
        least = found.data[0]
        if isinstance(least, (int, Fraction)) and not 0 <= least <= most:
            self.el.problems.add(codes.POINTS_BEYOND, raw.node.span, got=_shown(least), full=_shown(most))
            return None
        return found

    def limit(self, raw: Raw | None, full: Number | None) -> Expr | None:
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
            whole = self._points(full)
            if found.expr.op is Op.CONST:
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

    def _within(self, worked: Clause, full: Number | None, raw: Raw) -> Expr | None:
        """What is worked out, kept between nothing and full marks; a written result beyond is a slip."""
        expr = as_points(self.el, worked, raw)
        if expr is None or full is None:
            return expr
        results = _written(expr)
        if results is None:
            capped = self.el.make(Op.LEAST, (expr, self._points(full)), (), POINTS)
            return self.el.make(Op.GREATEST, (capped, self._points(0)), (), POINTS)
        beyond = next((r for r in results if not 0 <= r <= full), None)
        if beyond is not None:
            self.el.problems.add(codes.POINTS_BEYOND, raw.node.span, got=_shown(beyond), full=_shown(full))
            return None
        return expr

    def _points(self, number: Number) -> Expr:
        return self.el.const(tidy(number), POINTS)


def together(lines: Sequence[Line]) -> Number | None:
    """The full marks of several lines; None if one of them has no limit."""
    total: Number = 0
    for line in lines:
        if line.full is None:
            return None
        total += line.full
    return tidy(total)


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


def points(el: Elaborator, raw: Raw | None, place: Place, need: str) -> Number | None:
    """A number of points as written (20点, 20, 12.5点), more than zero; None after a diagnostic."""
    if raw is None:
        el.problems.add(codes_shape.MISSING_KEY, place.head, **keywords.spoken(want=need))
        return None
    node = raw.node
    before = el.problems.count
    literal = read_literal(node.text, node.span, el.problems) if isinstance(node, Scalar) else None
    expr = None if literal is None else el.literal(literal)
    unit = "" if need == "weight" else "点"
    if expr is not None and expr.type.kind in _PLAIN and expr.type.unit in ("", unit):
        number = expr.data[0]
        if isinstance(number, (int, Fraction)) and number > 0:
            return number
    if el.problems.count == before:
        example = "2, 1.5" if need == "weight" else "20点, 12.5点"
        el.problems.add(
            codes.BAD_LITERAL, node.span, got=node.span.text[:30], want_ja="0より大きい数",
            want_en="a number greater than zero", example=example,
        )  # fmt: skip
    return None


_PLAIN = frozenset({Kind.NUMBER, Kind.COUNT, Kind.QUANTITY})


def as_points(el: Elaborator, found: Clause, raw: Raw) -> Expr | None:
    """A value that can stand for points: a bare number, or one of 点; None after a diagnostic."""
    expr = el.in_unit(found.expr, "点")
    if expr.type.kind in _PLAIN and expr.type.unit in ("", "点"):
        return expr
    el.problems.add(codes.WRONG_TYPE, raw.node.span, **both("want", POINTS), **both("got", expr.type))
    return None


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


def tidy(number: Number) -> Number:
    """A fraction without a denominator is the whole number."""
    return number.numerator if isinstance(number, Fraction) and number.denominator == 1 else number


def _shown(number: Number) -> str:
    return f"{tidy(number)}点"
