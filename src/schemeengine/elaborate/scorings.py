"""``scorings:`` with points: the total, each line of it, and the minimums as a requirement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics import codes_shape
from schemeengine.elaborate.clauses import value
from schemeengine.elaborate.criteria import Line, Lines, check_names, names
from schemeengine.elaborate.declare import check_name
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.finishing import Finished, finish
from schemeengine.elaborate.full_marks import Full, full_marks, points, tidy, together
from schemeengine.elaborate.limits import capped
from schemeengine.elaborate.scope import Scope
from schemeengine.elaborate.sheets import Sheets, sheet_record
from schemeengine.ir.clause import Clause, Marks, Wording
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.scheme import FactDecl, InputDecl, Provision, Scoring
from schemeengine.ir.types import POINTS
from schemeengine.model.documents import CriterionDoc, Raw, SchemeDoc, ScoringDoc
from schemeengine.model.node import NodeDoc
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import Entry, Scalar

#: How few jurors each way of taking their points together needs.
_FEWEST = {"average_without_extremes": 3, "average_of_totals_without_extremes": 3}
#: Keys that finish the total, in the order of all amounts.
_FINISHING = ("not_below", "round_down", "round_up", "round_half_up")


def declare_scorings(el: Elaborator, doc: SchemeDoc) -> dict[str, Scoring]:
    """Enter the scorings that have points: ``NAME`` is the total, ``NAME.passed`` the minimums."""
    found: dict[str, Scoring] = {}
    for name, scoring in doc.scorings.items():
        if not scoring.criteria:
            el.problems.add(
                codes_shape.EXPECTED_MAPPING, scoring.place.of("criteria"), **keywords.spoken(what="criteria")
            )
            el.broken.add(name)
            continue
        if scoring.unset:
            _only_unset(el, scoring)
            continue
        check_name(el, name, scoring.place.head)
        check_names(el, _lines_of(scoring))
        sheets = _sheets(el, name, scoring)
        if sheets is None:
            el.broken.add(name)
            continue
        reader = _Reader(el, name, scoring, sheets)
        el.declare(name, scoring.place.head, lambda r=reader: r.total())  # type: ignore[misc]
        passed = f"{name}.passed"
        if _has_minimum(scoring):
            el.declare(passed, scoring.place.head, lambda r=reader: r.passed())  # type: ignore[misc]
            el.named[f"{name}.合格"] = lambda n=passed, s=scoring: el.clause_of(n, s.place.head)  # type: ignore[misc]
        address = sheets.address if sheets.record.fields[2:] else None
        found[name] = Scoring(
            name, scoring.label or name, scoring.label_en, scoring.scored_by, address, sheets.record,
            sheets.listed, sheets.jurors, passed if _has_minimum(scoring) else "", scoring.place.span,
        )  # fmt: skip
    return found


def scored(el: Elaborator, found: Mapping[str, Scoring]) -> tuple[dict[str, Clause], dict[str, Provision]]:
    """The totals by name, and the requirements that the minimums make."""
    totals: dict[str, Clause] = {}
    required: dict[str, Provision] = {}
    for name, scoring in found.items():
        total = el.clause_of(name, scoring.span)
        if total is not None:
            totals[name] = total
        passed = el.clause_of(scoring.passed, scoring.span) if scoring.passed else None
        if passed is not None:
            required[scoring.passed] = Provision(scoring.passed, passed, "require")
    return totals, required


def _lines_of(doc: ScoringDoc) -> Iterator[tuple[str, CriterionDoc]]:
    for section in (doc.criteria, doc.bonus, doc.penalty):
        yield from names(section)


def _has_minimum(doc: ScoringDoc) -> bool:
    own = doc.minimum is not None or doc.minimum_before_bonus is not None
    return own or any(line.minimum is not None for _, line in _lines_of(doc))


def _only_unset(el: Elaborator, doc: ScoringDoc) -> None:
    """Where the points are not published nothing can be said of a minimum."""
    if doc.points == "unset":
        for key in ("minimum", "minimum_before_bonus", "full_marks", "jurors", "combined_as"):
            if getattr(doc, key) is not None:
                el.problems.add(
                    codes_shape.TWO_OF_A_KIND,
                    doc.place.of(key),
                    **keywords.spoken(first="points", second=key),
                )


def _sheets(el: Elaborator, name: str, doc: ScoringDoc) -> Sheets | None:
    """What the dossier holds of a scoring; declares it as an input where people give points."""
    listed = doc.jurors is not None or doc.combined_as is not None
    how = doc.combined_as or "average"
    jurors: int | None = 0
    if how == "sum" and doc.jurors is None:
        el.problems.add(codes_shape.MISSING_KEY, doc.place.head, **keywords.spoken(want="jurors"))
        return None
    if doc.jurors is not None:
        jurors = _whole(el, doc.jurors, _FEWEST.get(how, 1))
    fields: dict[str, FactDecl] = {}
    full: dict[str, Full] = {}
    for criterion, line in _lines_of(doc):
        if line.criteria or line.when is not None or line.earned is not None:
            continue
        found = full_marks(el, line, Scope(f"{name}.{criterion}", tuple(line.cite or doc.cite)))
        if found is not None:
            full[criterion] = found
            limits = (0, None if isinstance(found, Expr) else found)
            fields[criterion] = FactDecl(
                criterion, replace(POINTS, limits=limits), line.label, line.label_en,
                provided_by="authority", decided_by=doc.scored_by, changeable=not listed, allowed=limits,
                span=line.place.head,
            )  # fmt: skip
    if fields and not doc.scored_by:
        el.problems.add(codes_shape.MISSING_KEY, doc.place.head, **keywords.spoken(want="scored_by"))
        return None
    if jurors is None:
        return None
    record = sheet_record(f"{el.scheme}.{name}", doc.label or name, fields, listed)
    el.records[record.name] = record
    address = Address("score", el.scheme, name)
    sheets = Sheets(el, address, record, listed, jurors, how, full)
    if fields:
        decl = sheets.decl(doc.label or name, doc.label_en, doc.scored_by, doc.place.span)
        el.inputs[address] = InputDecl(address, decl, Wording(tuple(doc.cite)))
    return sheets


def _whole(el: Elaborator, raw: Raw, fewest: int) -> int | None:
    node = raw.node
    text = node.text.strip().removesuffix("人").removesuffix("名") if isinstance(node, Scalar) else ""
    if text.isdecimal() and int(text) >= fewest:
        return int(text)
    el.problems.add(
        codes.BAD_LITERAL, node.span, got=node.span.text[:30], want_ja=f"{fewest}以上の人数",
        want_en=f"a number of jurors, {fewest} or more", example="5人",
    )  # fmt: skip
    return None


@dataclass(slots=True)
class _Reader:
    """Reads one scoring when its name is first referred to."""

    el: Elaborator
    name: str
    doc: ScoringDoc
    sheets: Sheets
    #: The criteria and groups with a minimum, by name; known once the total has been read.
    _lines: list[Line] = field(default_factory=list)
    #: What the totals are compared with: name, total, minimum and what it is called.
    _of_totals: list[tuple[str, Expr, Expr, str, str]] = field(default_factory=list)
    _full: Full | None = 0

    def total(self) -> Clause | None:
        el, doc = self.el, self.doc
        cite = el.cite(doc.place.placed("cite", doc.cite))
        lines = Lines(el, self.name, cite, self.sheets)
        criteria = lines.read(doc.criteria, "criterion")
        bonus, penalty = lines.read(doc.bonus, "bonus"), lines.read(doc.penalty, "penalty")
        if criteria is None or bonus is None or penalty is None:
            return None
        self._lines = [*criteria, *bonus, *penalty]
        self._full = together(el, [line.full for line in criteria])
        base = self._criteria_sum(criteria, lines)
        sums: list[tuple[str, Expr, Expr | None]] = [("criteria", base, None)]
        total: Expr | None = base
        for kind, found, cap in (
            ("bonus", bonus, doc.bonus_capped_at),
            ("penalty", penalty, doc.penalty_capped_at),
        ):
            if not found:
                continue
            extra = self._capped(found, cap, lines)
            if extra is None:
                return None
            sums.append((kind, *extra))
            assert total is not None
            op, data = (Op.SUM, ()) if kind == "bonus" else (Op.ARITH, ("-",))
            total = el.make(op, (total, extra[0]), data, POINTS)
        if not self._adds_up() or total is None:
            return None
        finished = self._finished(total)
        if finished is None:
            return None
        total = finished.expr
        label = doc.label or self.name
        wording = Wording(cite, label, doc.label_en or label, doc.text, doc.text_en, doc.note)
        for name, raw, expr, ja, en in (
            ("before_bonus", doc.minimum_before_bonus, base, "加点前の計", "total before bonus"),
            ("total", doc.minimum, total, "合計", "total"),
        ):
            more = 0 if name == "before_bonus" else together(el, [line.full for line in bonus])
            minimum = lines.minimum(raw, self._full, more)
            if minimum is not None:
                self._of_totals.append((name, expr, minimum, ja, en))
            elif raw is not None:
                return None
        minimum = next((m for n, _, m, _, _ in self._of_totals if n == "total"), None)
        marks = Marks("total", self._full, 1, minimum, tuple(sums))
        clause = Clause(
            self.name, self.name, "scoring", wording, doc.place.head, total, total,
            tuple(line.clause for line in self._lines), shown=True, marks=marks,
            limits=finished.limits,
        )  # fmt: skip
        if doc.examples is not None:
            el.examples.append((clause, doc.examples.node))
        return clause

    def _criteria_sum(self, criteria: tuple[Line, ...], lines: Lines) -> Expr:
        el = self.el
        plain = el.make(Op.SUM, tuple(line.weighted for line in criteria), (), POINTS)
        if self.sheets.how != "average_of_totals_without_extremes" or not lines.given:
            return plain
        full = together(el, [whole for _, _, whole in lines.given])
        assert full is not None
        by_totals = self.sheets.of_totals([(n, w) for n, w, _ in lines.given], full)
        return el.make(Op.SUM, (by_totals, *lines.worked), (), POINTS)

    def _capped(
        self, found: tuple[Line, ...], cap: Raw | None, lines: Lines
    ) -> tuple[Expr, Expr | None] | None:
        expr = self.el.make(Op.SUM, tuple(line.weighted for line in found), (), POINTS)
        if cap is None:
            return expr, None
        limit = lines.limit(cap, self._full)
        if limit is None:
            return None
        return capped(self.el, expr, limit), limit

    def _adds_up(self) -> bool:
        """``full_marks`` says what the criteria must come to: a slip in one of them shows here."""
        if self.doc.full_marks is None:
            return True
        said = points(self.el, self.doc.full_marks, self.doc.place, need="full_marks")
        if said is None or said == self._full:
            return said is not None
        if isinstance(self._full, Expr):  # set elsewhere, and not one number: nothing to compare
            return True
        found = "-" if self._full is None else f"{self._full}点"
        span = self.doc.full_marks.node.span
        self.el.problems.add(codes.POINTS_DO_NOT_ADD_UP, span, said=f"{tidy(said)}点", found=found)
        return False

    def _finished(self, total: Expr) -> Finished | None:
        raws = {key: getattr(self.doc, key) for key in _FINISHING}
        written = {k: Entry(r.key, r.node) for k, r in raws.items() if r is not None and r.key is not None}
        if not written:
            return Finished(total, ())
        text = Scalar("", self.doc.place.head)
        node = NodeDoc(self.doc.place.span, "value", None, text, {}, written)
        return finish(self.el, node, total, Scope(self.name), value)

    # -- the minimums
    def passed(self) -> Clause | None:
        """``NAME.passed``: every minimum of the scoring, one part each."""
        total = self.el.clause_of(self.name, self.doc.place.head)
        if total is None:
            return None
        parts = [p for line in self._lines for p in self._needed(line.clause)]
        for name, expr, minimum, ja, en in self._of_totals:
            words = Wording(total.wording.cite, *_least(ja, en))
            parts.append(self._compared(name, expr, minimum, words, total))
        expr = self.el.make(Op.ALL, tuple(p.expr for p in parts))
        w = total.wording
        wording = Wording(w.cite, f"{w.label}の最低点", f"minimums of {w.label_en}")
        return Clause(
            f"{self.name}.passed", "passed", "all", wording, self.doc.place.head, expr, expr, tuple(parts)
        )

    def _needed(self, line: Clause) -> Iterator[Clause]:
        assert line.marks is not None
        if line.marks.minimum is not None:
            w = line.wording
            words = Wording(w.cite, *_least(w.label, w.label_en))
            yield self._compared(line.name, line.expr, line.marks.minimum, words, line)
        for part in line.parts:
            if part.marks is not None:
                yield from self._needed(part)

    def _compared(self, name: str, expr: Expr, minimum: Expr, wording: Wording, line: Clause) -> Clause:
        test = self.el.make(Op.COMPARE, (expr, minimum), (">=",))
        return Clause(
            f"{self.name}.passed.{name}", name, "that", wording, line.span, test, test, (line,),
            is_reference=True,
        )  # fmt: skip


def _least(label: str, label_en: str) -> tuple[str, str]:
    return f"{label}の最低点", f"minimum of {label_en or label}"
