"""The lines of an explanation, clause by clause; equal to ``verdict.trace`` written as JSON."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field

from schemeengine import truth
from schemeengine.diagnostics import Lang
from schemeengine.ir.scheme import Clause, Period, Procedure, Scheme
from schemeengine.ir.types import Kind
from schemeengine.render.trace_bytes import pieces
from schemeengine.render.trace_bytes.pieces import NOTHING, quoted
from schemeengine.render.trace_bytes.said import Words, words_of
from schemeengine.render.trace_bytes.shown_facts import ShownFacts
from schemeengine.truth import FALSE, NOT_APPLICABLE, TRUE
from schemeengine.verdict.choice_words import possible_parts
from schemeengine.verdict.deciding import wanted_parts
from schemeengine.verdict.facts import members_of
from schemeengine.verdict.line_parts import limit_lines, spoken_through, told_at_once
from schemeengine.verdict.model import EMPTY, Text
from schemeengine.verdict.pending import full_label
from schemeengine.verdict.phrasing import value_in, value_text
from schemeengine.verdict.trace import MAX_DEPTH, wording_of_line
from schemeengine.verdict.view import NOBODY, Environment, Members, View

_GUARDS = ("applies_when", "unless", "deemed_when")


@dataclass(slots=True)
class Run:
    """One explanation being written."""

    view: View
    out: list[str] = field(default_factory=list)
    #: Rules referred to and already written out.
    told: set[str] = field(default_factory=set)
    depth: int = 0


class Line:
    """One clause, whatever the case: its fixed pieces, and how to fill them in."""

    __slots__ = (
        "_facts", "_head", "_leaf", "_middle", "_note", "_parts", "_states", "_words", "clause", "condition",
        "lang", "pages",
    )  # fmt: skip

    def __init__(self, clause: Clause, pages: Pages) -> None:
        self.clause = clause
        self.pages = pages
        self.lang = lang = pages.lang
        self.condition = clause.expr.type.kind is Kind.YES_NO
        self._head = pieces.opening(clause.id, clause.name, clause.head)
        self._middle = pieces.wording(wording_of_line(clause, self.condition), lang)
        self._note = pieces.note(clause.wording)
        self._states: dict[tuple[str, str, bool], str] = {}
        self._words: Words = words_of(clause, pages.scheme, lang)
        self._facts = ShownFacts(pages.scheme, clause, lang)
        self._leaf = not (clause.parts or clause.guards or clause.iteration or clause.limits)
        self._parts: tuple[tuple[Line, str, bool], ...] | None = None

    def status(self, view: View, members: Members) -> str:
        if not self.condition:
            return "value"
        return truth.status(view.value(self.clause.expr, members))

    def _value(self, view: View, members: Members) -> str:
        if self.condition:
            return NOTHING
        expr = self.clause.expr
        return quoted(value_in(view.value(expr, members), expr.type, None, view, self.lang))

    def _value_text(self, view: View, members: Members) -> Text:
        if self.condition:
            return EMPTY
        return value_text(view.value(self.clause.expr, members), self.clause.expr.type, None, view)

    def _begin(self, role: str, status: str, deciding: bool) -> str:
        key = (role, status, deciding)
        found = self._states.get(key)
        if found is None:
            found = self._states[key] = self._head + pieces.state(*key) + self._middle
        return found

    def write(
        self, run: Run, members: Members, role: str, deciding: bool = True, shown_role: str = ""
    ) -> None:
        """The line and all below it. ``shown_role`` stands in place of the role where it has one."""
        clause, view, out = self.clause, run.view, run.out
        if role == "referred" and clause.id and not members:
            if clause.id in run.told:
                self.write_elsewhere(run, members, role, deciding)
                return
            run.told.add(clause.id)
        status = self.status(view, members)
        out += (
            self._begin(shown_role or role, status, deciding), self._words(view, members),
            ',"value":', self._value(view, members), self._note,
        )  # fmt: skip
        self._facts.write(view, members, out)
        if self._leaf:
            out.append('],"parts":[]}')
            return
        out.append('],"parts":[')
        self._write_parts(run, members, status)
        out.append("]}")

    def write_elsewhere(self, run: Run, members: Members, role: str, deciding: bool) -> None:
        """A rule written out elsewhere: named, not repeated."""
        run.out += (
            self._begin(role, self.status(run.view, members), deciding), pieces.ELSEWHERE[self.lang],
            ',"value":', self._value(run.view, members), self._note, '],"parts":[]}',
        )  # fmt: skip

    # -- parts
    def _write_parts(self, run: Run, members: Members, status: str) -> None:
        clause = self.clause
        run.depth += 1
        judge = self._deciding(run.view, members, status)
        comma = ""
        for guard in clause.guards:
            run.out.append(comma)
            line = self.pages.line(guard.clause)
            line.write(run, members, guard.kind, judge(line, guard.kind, line.status(run.view, members)))
            comma = ","
        if run.depth < MAX_DEPTH:
            for line, role, elsewhere in self._listed(run.view, members):
                run.out.append(comma)
                decides = judge(line, role, line.status(run.view, members))
                (line.write_elsewhere if elsewhere else line.write)(run, members, role, decides)
                comma = ","
            if clause.iteration is not None and clause.head not in ("checklist", "reading"):
                comma = self._write_members(run, members, judge, comma)
                for source in clause.iteration.source:
                    run.out.append(comma)
                    line = self.pages.line(source)
                    line.write(
                        run, members, "referred", judge(line, "referred", line.status(run.view, members))
                    )
                    comma = ","
            for kind, limit in limit_lines(clause):
                run.out.append(comma)
                line = self.pages.line(limit)
                line.write(run, members, kind, judge(line, kind, line.status(run.view, members)))
                comma = ","
        run.depth -= 1

    def _listed(self, view: View, members: Members) -> Sequence[tuple[Line, str, bool]]:
        """The parts with their roles, and whether they are written out elsewhere."""
        if self.clause.head == "reading":
            reading = self.pages.scheme.readings[self.clause.subject]
            choice = view.case.readings.get(reading.address, reading.adopted)
            index = list(reading.choices).index(choice)
            return [(self.pages.line(p), "", False) for p in self.clause.parts[index : index + 1]]
        if self.clause.head in ("case", "choose"):
            return self._all_parts(possible_parts(view, self.clause, members))
        if self._parts is None:
            self._parts = tuple(self._all_parts(None))
        return self._parts

    def _all_parts(self, chosen: Container[int] | None) -> list[tuple[Line, str, bool]]:
        """The parts that are lines; ``chosen`` are the places of those that can still count."""
        clause, pages = self.clause, self.pages
        role = "referred" if clause.is_reference else ""
        found = []
        for place, part in enumerate(clause.parts):
            if told_at_once(clause, part) or (chosen is not None and place not in chosen):
                continue
            through = spoken_through(part)
            if through is not part:
                found.append((pages.line(through), "referred", False))
            else:
                found.append((pages.line(part), role, bool(role) and part.id in pages.roots))
        return found

    def _deciding(self, view: View, members: Members, status: str) -> Callable[[Line | None, str, str], bool]:
        """Which parts alone fix the status of this line."""
        clause = self.clause
        if clause.head in ("lesser_of", "greater_of", "earlier_of", "later_of"):
            own = self._value_text(view, members)

            def same(line: Line | None, _role: str, _status: str) -> bool:
                return own == (EMPTY if line is None else line._value_text(view, members))

            return same
        wanted = wanted_parts(clause.head, status)
        guard_decides = status == "not_applicable" and bool(clause.guards)

        def decides(_line: Line | None, role: str, of_part: str) -> bool:
            is_guard = role in _GUARDS
            if guard_decides:
                return is_guard
            if is_guard:
                return role == "deemed_when" and of_part == "true"
            return wanted is None or of_part in wanted

        return decides

    # -- members
    def _write_members(
        self, run: Run, members: Members, judge: Callable[[Line | None, str, str], bool], comma: str
    ) -> str:
        """One line a member of the list: its key, whether it belongs, and what is asked of it."""
        clause, view, out = self.clause, run.view, run.out
        iteration = clause.iteration
        assert iteration is not None
        where = None if iteration.where is None else self.pages.line(iteration.where)
        body = None if iteration.body is None else self.pages.line(iteration.body)
        for inner, sure, key in members_of(view, iteration.over, iteration.level, members) or ():
            belongs = sure
            if where is not None:
                belongs = view.value(where.clause.expr, inner) if sure == TRUE else truth.UNKNOWN
            status = belongs
            if body is not None and body.condition:
                status = view.value(body.clause.expr, inner) if belongs & TRUE else NOT_APPLICABLE
            if belongs == FALSE and clause.head not in ("count", "select"):
                status = NOT_APPLICABLE
            said = truth.status(status)
            out += (
                comma, '{"id":"","name":', quoted(key), ',"head":"member","role":',
                pieces.state("member", said, judge(None, "member", said)),
                self.pages.cited(clause), quoted(self._member_label(view, inner, key)),
                ',"gist":"","words":"","value":"","note":"","facts":[],"parts":[',
            )  # fmt: skip
            between = ""
            if where is not None:
                where.write(run, inner, "where")
                between = ","
            if body is not None:
                out.append(between)
                body.write(run, inner, "")
            out.append("]}")
            comma = ","
        return comma

    def _member_label(self, view: View, inner: Environment, key: str) -> str:
        iteration = self.clause.iteration
        assert iteration is not None
        member = inner[iteration.level]
        if member.address is not None:
            return full_label(view, member.address, member.path, self.lang)
        element = iteration.over.type.of
        if element is None or element.kind is Kind.RECORD:
            return key
        return value_in(member.value, element, None, view, self.lang)


class Pages:
    """A programme checked by one procedure, in one language: its lines, made when first needed."""

    def __init__(self, scheme: Scheme, procedure: Procedure | None, lang: Lang) -> None:
        self.scheme = scheme
        self.lang = lang
        checked = list(scheme.provisions)
        if procedure is not None:
            checked = list(dict.fromkeys(n for s in procedure.stages for n in s.checks))
        #: Provisions that stand as lines of their own: a reference to one points there.
        self.roots = frozenset(checked)
        self._checked = tuple(scheme.provisions[n] for n in checked)
        self._lines: dict[int, Line] = {}
        self._cited: dict[int, str] = {}

    def line(self, clause: Clause) -> Line:
        found = self._lines.get(id(clause))  # clauses live as long as their scheme, so ids do not recur
        if found is None:
            found = self._lines[id(clause)] = Line(clause, self)
        return found

    def cited(self, clause: Clause) -> str:
        """The citation of a member's line, up to its label."""
        found = self._cited.get(id(clause))
        if found is None:
            found = self._cited[id(clause)] = pieces.cited(clause.wording)
        return found

    def write(self, view: View) -> bytes:
        run = Run(view)
        out = run.out
        comma = '{"version":1,"nodes":['
        for provision in self._checked:
            out.append(comma)
            self.line(provision.clause).write(run, NOBODY, "", shown_role=provision.effect)
            comma = ","
        for name in self.scheme.scorings:
            total = self.scheme.definitions[name]
            if total.id not in run.told:
                out.append(comma)
                self.line(total).write(run, NOBODY, "referred", shown_role="score")
                comma = ","
        for role, table in (("amount", self.scheme.amounts), ("date", self.scheme.dates)):
            for clause in table.values():
                out.append(comma)
                self.line(clause).write(run, NOBODY, "", shown_role=role)
                comma = ","
        for period in self.scheme.periods.values():
            out.append(comma)
            self._period(run, period)
            comma = ","
        if comma != ",":
            out.append(comma)
        out.append("]}\n")
        return "".join(out).encode()

    def _period(self, run: Run, period: Period) -> None:
        w = period.wording
        value = value_in(run.view.value(period.interval), period.interval.type, None, None, self.lang)
        run.out += (
            pieces.opening(period.id, period.id, "period"), pieces.state("period", "value", True),
            pieces.wording(w, self.lang), NOTHING, ',"value":', quoted(value), pieces.note(w), '],"parts":[',
        )  # fmt: skip
        comma = ""
        for clause in period.clauses:
            run.out.append(comma)
            self.line(clause).write(run, NOBODY, "")
            comma = ","
        run.out.append("]}")
