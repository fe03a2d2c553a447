"""Points given by people: one sheet of points, or one a juror taken together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.limits import capped, not_below
from schemeengine.ir import types
from schemeengine.ir.clause import Clause, Iteration, Number, Wording
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.scheme import FactDecl, Record
from schemeengine.ir.types import POINTS, Kind, Type
from schemeengine.source import Span

#: How many fields of a sheet say who gave the points, and when; the criteria follow.
HEADING = 2


@dataclass(slots=True)
class Sheets:
    """Where the points of a scoring are read: a record of the criteria, or a list of such records.

    Several sheets are taken together criterion by criterion (``average``, ``sum``,
    ``average_without_extremes``), or juror by juror (``average_of_totals_without_extremes``).
    """

    el: Elaborator
    address: Address
    record: Record
    listed: bool
    #: How many jurors give points; 0 if as many as have given them.
    jurors: int
    how: str
    #: Full marks of each criterion on the sheet.
    full: Mapping[str, Number | Expr]
    _known: dict[str, Expr] = field(default_factory=dict)

    @property
    def type(self) -> Type:
        sheet = Type(Kind.RECORD, record=self.record.name)
        return types.list_of(sheet) if self.listed else sheet

    @property
    def times(self) -> int:
        """How many times its points a line can come to: once, or where sheets are summed once a juror."""
        return self.jurors if self.how == "sum" else 1

    def of(self, name: str) -> Expr | None:
        """The points of a criterion; None if no one gives it points."""
        if self.record.index(name) is None:
            return None
        if name not in self._known:
            self._known[name] = self._together(name) if self.listed else self._one(name)
        return self._known[name]

    def shown(self, name: str, span: Span) -> Clause | None:
        """For the explanation: the criterion on each juror's sheet."""
        if not self.listed or self.record.index(name) is None:
            return None
        each = self._field(self._sheet(), name)
        body = Clause("", "", "", Wording(), span, each, each)
        iteration = Iteration("·", 0, self._all(), None, body, self._sheet().type)
        return Clause("", "", "criterion", Wording(), span, each, each, iteration=iteration)

    def of_totals(self, weights: Sequence[tuple[str, Number]], full: Number | Expr) -> Expr:
        """The average of the jurors' totals, the highest and the lowest left out."""
        parts = [
            self.el.make(
                Op.ARITH, (self._field(self._sheet(), n), self.el.const(w, types.NUMBER)), ("*",), POINTS
            )
            for n, w in weights
        ]
        total = self.el.make(Op.SUM, tuple(parts), (), POINTS)
        return self._without_extremes(total, full)

    def decl(self, label: str, label_en: str, who: str, span: Span) -> FactDecl:
        return FactDecl(
            self.address.name,
            self.type,
            label,
            label_en,
            provided_by="authority",
            decided_by=who,
            changeable=not self.listed,
            span=span,
        )

    # -- reading
    def _all(self) -> Expr:
        return self.el.make(Op.INPUT, (), (self.address,), self.type)

    def _sheet(self) -> Expr:
        element = self.type.of
        assert element is not None
        return self.el.make(Op.VAR, (), (0,), element)

    def _field(self, sheet: Expr, name: str) -> Expr:
        index = self.record.index(name)
        assert index is not None
        return self.el.make(Op.FIELD, (sheet,), (index, name), self.record.fields[index].type)

    def _one(self, name: str) -> Expr:
        """The points on the one sheet; no more than full marks, where these are not known beforehand."""
        given, full = self._field(self._all(), name), self.full[name]
        if not isinstance(full, Expr):
            return given
        return self.el.make(Op.LEAST, (given, full), (), POINTS)

    # -- taking together
    def _together(self, name: str) -> Expr:
        each = self._field(self._sheet(), name)
        full = self.full[name]
        if self.how == "average_without_extremes":
            field = (self.record.index(name), name)
            points = self.el.make(Op.PROJECT, (self._all(),), field, types.list_of(each.type))
            return self.el.make(Op.FUNCTION, (points,), ("mean_without_extremes",), each.type)
        total = self._each(Op.SUM_EACH, each)
        if self.how == "sum":
            return self._between(total, self._times(full, self.jurors))
        return self._divided(total, 0, full)

    def _without_extremes(self, each: Expr, full: Number | Expr) -> Expr:
        less = self.el.make(
            Op.SUM, (self._each(Op.GREATEST_EACH, each), self._each(Op.LEAST_EACH, each)), (), POINTS
        )
        rest = self.el.make(Op.ARITH, (self._each(Op.SUM_EACH, each), less), ("-",), POINTS)
        return self._divided(rest, 2, full)

    def _each(self, op: Op, each: Expr) -> Expr:
        return self.el.make(op, (self._all(), self.el.truth(True), each), (0,), POINTS)

    def _divided(self, total: Expr, left_out: int, full: Number | Expr) -> Expr:
        """The total by the number of sheets that count; where that may be none, only if there are some."""
        if self.jurors:
            number = self.el.const(self.jurors - left_out, types.COUNT)
            return self._between(self.el.make(Op.ARITH, (total, number), ("/",), POINTS), full)
        count = self.el.make(Op.NUMBER_OF, (self._all(),), (), types.COUNT)
        number = count
        if left_out:
            number = self.el.make(
                Op.ARITH, (count, self.el.const(left_out, types.COUNT)), ("-",), types.COUNT
            )
        mean = self._between(self.el.make(Op.ARITH, (total, number), ("/",), POINTS), full)
        enough = self.el.make(Op.COMPARE, (count, self.el.const(left_out + 1, types.COUNT)), (">=",))
        return self.el.guard(enough, mean)

    def _times(self, full: Number | Expr, factor: int) -> Number | Expr:
        if not isinstance(full, Expr):
            return full * factor
        return self.el.make(Op.ARITH, (full, self.el.const(factor, types.NUMBER)), ("*",), POINTS)

    def _between(self, expr: Expr, full: Number | Expr) -> Expr:
        """No points lie below nothing or beyond full marks: known before all the sheets are."""
        whole = full if isinstance(full, Expr) else self.el.const(full, POINTS)
        return not_below(self.el, capped(self.el, expr, whole), self.el.const(0, POINTS))


def sheet_record(name: str, label: str, fields: Mapping[str, FactDecl], listed: bool) -> Record:
    """What one sheet holds: who gave the points and when, then the criteria."""
    heading = (
        FactDecl("by", types.TEXT, "採点者", "scored by", provided_by="authority"),
        FactDecl("on_date", types.DATE, "年月日", "date", provided_by="authority"),
    )
    assert len(heading) == HEADING
    return Record(name, label, "by" if listed else "", (*heading, *fields.values()))
