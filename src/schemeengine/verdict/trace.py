"""The explanation, derived from the clause tree and the values; nothing is recorded while judging."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from schemeengine import truth
from schemeengine.execute import domain
from schemeengine.ir.expr import Address, Expr, Op, nodes_below
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.scheme import Clause, Procedure, Wording
from schemeengine.ir.types import Kind
from schemeengine.truth import FALSE, NOT_APPLICABLE, TRUE, Mask
from schemeengine.verdict import tally
from schemeengine.verdict.choice_words import possible_parts
from schemeengine.verdict.deciding import deciding
from schemeengine.verdict.facts import members_of, used_facts
from schemeengine.verdict.line_parts import bare, limit_lines, names_in, spoken_through, told_at_once
from schemeengine.verdict.model import EMPTY, ShownFact, Text, TraceNode
from schemeengine.verdict.pending import full_label
from schemeengine.verdict.phrasing import condition_text, operand_text, value_text
from schemeengine.verdict.scores import marks_words
from schemeengine.verdict.value_words import value_words
from schemeengine.verdict.view import NOBODY, Members, View

#: Heads whose facts all stand on the lines of their parts.
_TOLD_BY_PARTS = frozenset(
    {
        "all", "any", "none", "every", "some", "checklist", "select", "reading", "value", "share",
        "sum", "average", "lesser_of", "greater_of", "earlier_of", "later_of",
    }
)  # fmt: skip
#: Deeper than any real instrument; a safeguard, not a limit anyone meets.
MAX_DEPTH = 60
#: The ends of a period, which have no words of their own.
_ENDS = {"starts": "始期", "ends": "終期"}
#: Marks the bare line of a rule written out elsewhere: its words point there.
_AGAIN = " again"


def trace(view: View, procedure: Procedure | None) -> tuple[TraceNode, ...]:
    """One tree for each provision the procedure checks, then each amount, date and period."""
    scheme = view.scheme
    names = (
        list(scheme.provisions)
        if procedure is None
        else list(dict.fromkeys(n for s in procedure.stages for n in s.checks))
    )
    builder = _Builder(view, frozenset(names))
    found = [
        replace(builder.node(scheme.provisions[n].clause, NOBODY), role=scheme.provisions[n].effect)
        for n in names
    ]
    for name in scheme.scorings:  # unless a requirement has told it
        total = scheme.definitions[name]
        if total.id not in builder.told:
            found.append(replace(builder.node(total, NOBODY, role="referred"), role="score"))
    for role, table in (("amount", scheme.amounts), ("date", scheme.dates)):
        found += [replace(builder.node(c, NOBODY), role=role) for c in table.values()]
    found += [_period(builder, p.id, p.wording, p.interval, p.clauses) for p in scheme.periods.values()]
    return tuple(found)


def trace_clause(view: View, clause: Clause) -> TraceNode:
    """The explanation of one rule alone, written out in full."""
    return _Builder(view).node(clause, NOBODY)


def trace_days(view: View) -> tuple[TraceNode, ...]:
    """The lines of the deadlines and periods alone, each written out in full."""
    found = [replace(_Builder(view).node(c, NOBODY), role="date") for c in view.scheme.dates.values()]
    periods = view.scheme.periods.values()
    found += [_period(_Builder(view), p.id, p.wording, p.interval, p.clauses) for p in periods]
    return tuple(found)


def _period(
    builder: _Builder, name: str, wording: Wording, interval: Expr, clauses: Sequence[Clause]
) -> TraceNode:
    value = builder.view.value(interval)
    parts = tuple(builder.node(c, NOBODY) for c in clauses)
    return TraceNode(
        name, name, "period", "value", wording.cite, Text(wording.label, wording.label_en),
        Text(wording.text, wording.text_en), EMPTY, value_text(value, interval.type), (), parts,
        role="period", note=wording.note,
    )  # fmt: skip


@dataclass(slots=True)
class _Builder:
    view: View
    #: Provisions that stand as lines of their own: a reference to one points there.
    roots: frozenset[str] = frozenset()
    #: Rules referred to and already written out.
    told: set[str] = field(default_factory=set)
    depth: int = 0

    def node(self, clause: Clause, members: Members, role: str = "", name: str = "") -> TraceNode:
        """The line of one clause and, below it, its guards and parts."""
        if role == "referred" and clause.id and not members:
            if clause.id in self.told:
                return self._elsewhere(clause, members, role)
            self.told.add(clause.id)
        self.depth += 1
        value = self.view.value(clause.expr, members)
        is_condition = clause.expr.type.kind is Kind.YES_NO
        parts = tuple(self._guards(clause, members))
        if self.depth < MAX_DEPTH:
            parts += tuple(self._parts(clause, members))
        self.depth -= 1
        w = wording_of_line(clause, is_condition)
        status = truth.status(value) if is_condition else "value"
        node = TraceNode(
            clause.id, name or clause.name, clause.head, status, w.cite, Text(w.label, w.label_en),
            Text(w.text, w.text_en), EMPTY if role.endswith(_AGAIN) else self._words(clause, members),
            EMPTY if is_condition else value_text(value, clause.expr.type, None, self.view),
            tuple(self._facts(clause, members)), parts, role=role, note=w.note,
        )  # fmt: skip
        return deciding(node, clause)

    def _mask(self, expr: Expr, members: Members) -> Mask:
        return self.view.mask(expr, members) if expr.type.kind is Kind.YES_NO else TRUE

    def _elsewhere(self, clause: Clause, members: Members, role: str) -> TraceNode:
        """A rule already written out above, or on a line of its own: named, not repeated."""
        alone = replace(clause, parts=(), guards=(), iteration=None, limits=())
        shown = self.node(alone, members, role=role + _AGAIN)
        pointer = Text("別の行に示す", "shown on another line")
        return replace(shown, parts=(), facts=(), words=pointer, role=role)

    # -- parts
    def _guards(self, clause: Clause, members: Members) -> Iterator[TraceNode]:
        for guard in clause.guards:
            yield self.node(guard.clause, members, role=guard.kind)

    def _parts(self, clause: Clause, members: Members) -> Iterator[TraceNode]:
        if clause.head == "reading":
            yield from self._adopted(clause, members)
            return
        role = "referred" if clause.is_reference else ""
        chosen = possible_parts(self.view, clause, members) if clause.head in ("case", "choose") else None
        for place, part in enumerate(clause.parts):
            if told_at_once(clause, part) or (chosen is not None and place not in chosen):
                continue
            through = spoken_through(part)
            if through is not part:
                yield self.node(through, members, role="referred")
            elif role and part.id in self.roots:
                yield self._elsewhere(part, members, role)
            else:
                yield self.node(part, members, role=role)
        if clause.iteration is not None and clause.head != "checklist":
            yield from self._members(clause, members)
            for source in clause.iteration.source:
                yield self.node(source, members, role="referred")
        for kind, limit in limit_lines(clause):
            yield self.node(limit, members, role=kind)

    def _adopted(self, clause: Clause, members: Members) -> Iterator[TraceNode]:
        reading = self.view.scheme.readings[clause.subject]
        choice = self.view.case.readings.get(reading.address, reading.adopted)
        index = list(reading.choices).index(choice)
        if index < len(clause.parts):
            yield self.node(clause.parts[index], members)

    def _members(self, clause: Clause, members: Members) -> Iterator[TraceNode]:
        """One line a member of the list: its key, whether it belongs, and what is asked of it."""
        iteration = clause.iteration
        assert iteration is not None
        for inner, sure, key in members_of(self.view, iteration.over, iteration.level, members) or ():
            parts: list[TraceNode] = []
            belongs = sure
            if iteration.where is not None:
                where = self.node(iteration.where, inner, role="where")
                belongs = self.view.mask(iteration.where.expr, inner) if sure == TRUE else truth.UNKNOWN
                parts.append(where)
            status = belongs
            if iteration.body is not None and iteration.body.expr.type.kind is Kind.YES_NO:
                parts.append(self.node(iteration.body, inner))
                status = self.view.mask(iteration.body.expr, inner) if belongs & TRUE else NOT_APPLICABLE
            elif iteration.body is not None:
                parts.append(self.node(iteration.body, inner))
            if belongs == FALSE and clause.head not in ("count", "select"):
                status = NOT_APPLICABLE
            label = self._member_label(iteration.over, inner, iteration.level, key)
            yield TraceNode(
                "", key, "member", truth.status(status), clause.wording.cite, label, EMPTY, EMPTY,
                parts=tuple(parts), role="member",
            )  # fmt: skip

    def _member_label(self, coll: Expr, inner: Members, level: int, key: str) -> Text:
        member = inner[level]
        if member.address is None:
            shown = (
                value_text(member.value, coll.type.of, None, self.view) if coll.type.of else Text(key, key)
            )
            return shown if coll.type.of and coll.type.of.kind is not Kind.RECORD else Text(key, key)
        return Text(
            full_label(self.view, member.address, member.path, "ja"),
            full_label(self.view, member.address, member.path, "en"),
        )

    # -- facts
    def _facts(self, clause: Clause, members: Members) -> Iterator[ShownFact]:
        """The facts a line itself reads (those of its parts stand on their own lines)."""
        if not shows_facts(clause):
            return
        for use in used_facts(self.view, clause.body, members):
            if self._within_parts(clause, use.address, use.path):
                continue
            if use.decl.type.kind in (Kind.RECORD,) or use.address.space == "checklist":
                continue
            known = not (use.value is None or isinstance(use.value, domain.Approx))
            if use.decl.type.kind is Kind.YES_NO:
                known = truth.decided(use.value)
            yield ShownFact(
                use.full_path,
                Text(full_label(self.view, use.address, use.path, "ja"),
                     full_label(self.view, use.address, use.path, "en")),
                value_text(use.value, use.decl.type, use.decl, self.view),
                self.view.place(use.address, use.path), known, use.address in self.view.assumed,
            )  # fmt: skip

    def _within_parts(self, clause: Clause, address: Address, path: str) -> bool:
        """Whether a fact is shown on a line below this one."""
        return any(
            (use.address, use.path) == (address, path)
            for part in clause.parts
            if part.body is not clause.body and not told_at_once(clause, part)
            for use in used_facts(self.view, part.expr, NOBODY)
        )

    # -- words
    def _words(self, clause: Clause, members: Members) -> Text:
        view = self.view
        match clause.head:
            case "all" | "any" | "none" | "count" if clause.iteration is None and clause.parts:
                masks = [self._mask(p.expr, members) for p in clause.parts]
                return tally.parts(clause.head, clause, masks, view, members)
            case "count" | "checklist" | "count_distinct" | "every" | "some" | "none" | "select":
                return tally.members(clause, view, members)
            case _ if clause.marks is not None:
                return marks_words(view, clause.marks, clause, members)
            case "number_met":
                return tally.number_met(clause, [self._mask(p.expr, members) for p in clause.parts])
            case "reading":
                return self._reading_words(clause)
            case "judged_by":
                return self._judgment_words(clause, members)
            case "asked_of":
                return self._answer_words(clause, members)
            case "one_of" | "includes_any":
                return self._listed_words(clause, members)
            case "" | "that" if clause.expr.type.kind is Kind.YES_NO:
                return condition_text(view, bare(clause.body), members, names_in(clause))
            case "happened" | "recorded":
                return condition_text(view, bare(clause.body), members, names_in(clause))
            case _:
                return value_words(view, clause, members, names_in(clause))

    def _reading_words(self, clause: Clause) -> Text:
        reading = self.view.scheme.readings[clause.subject]
        choice = self.view.case.readings.get(reading.address, reading.adopted)
        ja, en = reading.choice(choice)
        how = ("採用", "adopted") if choice == reading.adopted else ("指定", "as asked")
        return Text(f"解釈（{how[0]}）：{ja}", f"reading ({how[1]}): {en}")

    def _judgment_words(self, clause: Clause, members: Members) -> Text:
        node = node_in(clause.body, Op.DECIDED)
        assert node is not None
        found = self.view.value(node.args[0], members)
        who = clause.subject
        if isinstance(found, Judgment):
            shown = value_text(found, node.args[0].type)
            return Text(f"{who}の判断：{shown.ja}", f"judgment of {who}: {shown.en}")
        if node.data[0] == "to_refuse":
            return Text(
                f"{who}の判断：記録がないため、行使されていないものとして扱う",
                f"judgment of {who}: none recorded, taken as not exercised",
            )
        return Text(f"{who}の判断：まだ記録されていない", f"judgment of {who}: not recorded yet")

    def _answer_words(self, clause: Clause, members: Members) -> Text:
        node = node_in(clause.body, Op.INPUT)
        assert node is not None
        shown = value_text(self.view.value(node, members), node.type)
        who = (
            ("申請者の申告", "applicant's answer")
            if clause.subject == "applicant"
            else ("所管課の確認", "office's finding")
        )
        return Text(f"{who[0]}：{shown.ja}", f"{who[1]}: {shown.en}")

    def _listed_words(self, clause: Clause, members: Members) -> Text:
        node = node_in(clause.body, Op.MEMBER) or node_in(clause.body, Op.INCLUDES)
        if node is None:
            return EMPTY
        shown = operand_text(self.view, node.args[0], members)
        value = self.view.value(node.args[0], members)
        cite = clause.row_cite(value, node.op is Op.INCLUDES) if isinstance(value, str) else ""
        return Text(f"{shown.ja}（{cite}）", f"{shown.en} ({cite})") if cite else shown


def words_of_line(view: View, clause: Clause, members: Members) -> Text:
    """What a line says besides its label, gist and value."""
    return _Builder(view)._words(clause, members)


def shows_facts(clause: Clause) -> bool:
    """Whether a line shows facts of its own: not where they stand on the lines of its parts."""
    if clause.head in _TOLD_BY_PARTS:
        return False
    return not (clause.head == "that" and clause.parts and not clause.words)


def wording_of_line(clause: Clause, is_condition: bool) -> Wording:
    """A part of an amount that has no words of its own is called by the name it has in the file."""
    w = clause.wording
    if is_condition or not clause.name or w.label or w.text:
        return w
    ja = _ENDS.get(clause.name, clause.name) if clause.id.count(".") else clause.name
    return replace(w, label=ja, label_en=clause.name)


def node_in(expr: Expr, op: Op) -> Expr | None:
    """The first node of a kind at or below an expression."""
    return next((node for node in nodes_below((expr,)) if node.op is op), None)
