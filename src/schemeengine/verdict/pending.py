"""What is missing: only facts on which the outcome still depends, with who can supply them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from schemeengine.execute import domain, tables
from schemeengine.ir.cells import HitPolicy
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.scheme import FactDecl
from schemeengine.ir.types import Kind
from schemeengine.truth import FALSE, TRUE, Mask
from schemeengine.values import Stated
from schemeengine.verdict.asking_order import burdens
from schemeengine.verdict.facts import adopted_branch, fact_at, members_of
from schemeengine.verdict.gaps import Gap, gap, settled
from schemeengine.verdict.labels import full_label as full_label
from schemeengine.verdict.labels import label_of_sheets
from schemeengine.verdict.model import Pending, PendingKind, Text
from schemeengine.verdict.view import NOBODY, Members, View

When = Literal["now", "afterwards"]
Place = tuple[Address, str]
_LATE: Mapping[PendingKind, int] = {"paper": 1, "judgment": 2}


@dataclass(frozen=True, slots=True)
class Root:
    """A clause the outcome waits for. ``bad``: the state of it that stands against the case, None for
    a condition (of a stage, of a paper). ``outside``: in that state the case is out of scope."""

    expr: Expr
    bad: Mask | None = None
    outside: bool = False


@dataclass(slots=True)
class Missing:
    """Collects missing facts; a fact asked "now" anywhere is asked now."""

    view: View
    found: dict[Place, tuple[FactDecl, When, dict[str, None]]] = field(default_factory=dict)
    #: What is asked about.
    roots: list[Root] = field(default_factory=list)
    #: What was found open below, with the members it is about, and whether anything was come upon by
    #: two ways: only then can one fact settle what another would have settled.
    open_nodes: set[tuple[int, str]] = field(default_factory=set)
    entangled: bool = False
    _visited: set[tuple[int, str, str]] = field(default_factory=set)
    #: What cannot be worked out although its facts are known: (provisions, when), by the reason.
    gaps: dict[Gap, tuple[dict[str, None], When]] = field(default_factory=dict)

    def of_clause(
        self, expr: Expr, provision: str, settling: Mask | None = None, outside: bool = False
    ) -> None:
        """What an expression waits for; ``settling``: the state of it that would settle the case (with
        ``outside``: as out of scope)."""
        self.roots.append(Root(expr, settling, outside))
        self.visit(expr, NOBODY, "now", provision)

    def add(self, address: Address, path: str, decl: FactDecl, when: When, provision: str) -> None:
        known = self.found.get((address, path))
        if known is None:
            self.found[(address, path)] = (decl, when, {provision: None} if provision else {})
            return
        if provision:
            known[2][provision] = None
        if when == "now" and known[1] == "afterwards":
            self.found[(address, path)] = (known[0], "now", known[2])

    def merge(self, other: Missing) -> None:
        """What another collected is missing too."""
        for (address, path), (decl, when, provisions) in other.found.items():
            for provision in provisions or ("",):
                self.add(address, path, decl, when, provision)
        for found, (provisions, when) in other.gaps.items():
            for provision in provisions or ("",):
                self.add_gap(found, when, provision)
        self.roots += other.roots
        self.entangled |= other.entangled or not self.open_nodes.isdisjoint(other.open_nodes)
        self.open_nodes |= other.open_nodes

    def add_gap(self, found: Gap, when: When, provision: str) -> None:
        """Note what has no value although nothing is left to ask for it."""
        provisions, known = self.gaps.get(found, ({}, when))
        now: When = "now" if "now" in (known, when) else "afterwards"
        self.gaps[found] = ({**provisions, **({provision: None} if provision else {})}, now)

    def visit(self, expr: Expr, members: Members, when: When, provision: str) -> None:
        """Descend into what is undecided below a node."""
        trail = ",".join(f"{n}{m.path}" for n, m in sorted(members.items())) if expr.free else ""
        place = (expr.number, trail)
        if place in self.open_nodes:
            self.entangled = True
        key = (expr.number, trail, f"{when}{provision}")
        if key in self._visited:
            return
        self._visited.add(key)
        if self._settled(expr, members):
            return
        self.open_nodes.add(place)
        fact = fact_at(self.view, expr, members)
        if fact is not None:
            if expr.op is not Op.VAR:
                self._missing_fact(fact.address, fact.path, fact.decl, when, provision)
            return
        found = gap(self.view, expr, members)
        if found is not None:
            self.add_gap(found, when, provision)
        self._children(expr, members, when, provision)

    def _missing_fact(self, address: Address, path: str, decl: FactDecl, when: When, provision: str) -> None:
        if address.space == "checklist" and path.endswith(".answer"):
            item = path.split(".")[1]
            if item.startswith("unanswered"):  # given by numbers only: the list as a whole is asked
                address_decl = self.view.decl(address)
                self.add(address, "", address_decl, when, provision)
                return
        if address.space == "score" and self.view.decl(address).type.kind is Kind.LIST:
            path, decl = "", self.view.decl(address)  # the jurors' sheets are asked for together
        else:
            self.entangled |= (address, path) in self.found
        self.add(address, path, decl, when, provision)

    def _settled(self, expr: Expr, members: Members) -> bool:
        return settled(self.view, expr, members)

    def _children(self, expr: Expr, members: Members, when: When, provision: str) -> None:
        args = expr.args
        match expr.op:
            case Op.GUARD | Op.DEEMED:
                condition_open = not self._settled(args[0], members)
                self.visit(args[0], members, when, provision)
                self.visit(args[1], members, "afterwards" if condition_open else when, provision)
            case Op.CASE:
                selector_open = not self._settled(args[0], members)
                self.visit(args[0], members, when, provision)
                for branch in self._branches(expr, members):
                    self.visit(branch, members, "afterwards" if selector_open else when, provision)
            case Op.TABLE:
                self._table(expr, members, when, provision)
            case Op.DATED:
                self._dated(expr, members, when, provision)
            case Op.CHOOSE:
                self._rows(args, members, when, provision)
            case Op.READING:
                self.visit(adopted_branch(self.view, expr), members, when, provision)
            case Op.SPLIT:
                self.visit(args[0], members, when, provision)
            case Op.ALL | Op.ANY:
                # what can only hold or not apply says nothing in an `all`, nor what can only fail in an `any`
                telling = FALSE if expr.op is Op.ALL else TRUE
                for arg in args:
                    if self.view.mask(arg, members) & telling:
                        self.visit(arg, members, when, provision)
            case Op.THRESHOLD if expr.data[1] is False:  # not to hold and not to apply count alike
                self.visit(args[0], members, when, provision)
                for arg in args[1:]:
                    if self.view.mask(arg, members) & TRUE:
                        self.visit(arg, members, when, provision)
            case Op.EVERY | Op.SOME | Op.SUM_EACH | Op.LEAST_EACH | Op.GREATEST_EACH | Op.DISTINCT:
                self._iteration(args, expr, members, when, provision)
            case Op.THRESHOLD_EACH:
                self.visit(args[0], members, when, provision)
                self._iteration(args[1:], expr, members, when, provision)
            case Op.SELECT:
                self._iteration((args[0], args[1], args[1]), expr, members, when, provision)
            case Op.PROJECT:
                self._projection(expr, members, when, provision)
            case _:
                for arg in args:
                    self.visit(arg, members, when, provision)

    def _branches(self, expr: Expr, members: Members) -> Iterator[Expr]:
        """The branches the selector of a ``case`` can still lead to."""
        choices, has_otherwise = expr.data
        assert isinstance(choices, tuple)
        selector = self.view.value(expr.args[0], members)
        for codes, branch in zip(choices, expr.args[1:], strict=False):
            if domain.member(selector, codes) & TRUE:
                yield branch
        if bool(has_otherwise) and domain.member(selector, frozenset().union(*choices)) & FALSE:
            yield expr.args[-1]

    def _rows(self, args: tuple[Expr, ...], members: Members, when: When, provision: str) -> None:
        """The rows of a ``choose`` that can be reached; what they give hangs on their conditions."""
        *rows, otherwise = args
        later = when
        for condition, branch in zip(rows[::2], rows[1::2], strict=True):
            mask = self.view.mask(condition, members)
            self.visit(condition, members, when, provision)
            if not mask & TRUE:
                continue
            later = later if mask == TRUE else "afterwards"
            self.visit(branch, members, later, provision)
            if mask == TRUE:
                return
        self.visit(otherwise, members, later, provision)

    def _table(self, expr: Expr, members: Members, when: When, provision: str) -> None:
        """The keys of a table, and what the rows give that can still be hit."""
        rows, width, policy = expr.data
        assert isinstance(rows, tuple)
        assert isinstance(width, int)
        assert isinstance(policy, HitPolicy)
        keys = expr.args[:width]
        for key in keys:
            self.visit(key, members, when, provision)
        later: When = when if all(self._settled(k, members) for k in keys) else "afterwards"
        values = [tables.key(self.view.value(k, members), k.type) for k in keys]
        for row in tables.rows_hit(rows, values, policy)[1]:
            self.visit(expr.args[width + row], members, later, provision)

    def _dated(self, expr: Expr, members: Members, when: When, provision: str) -> None:
        """The day, and of the values by date those that may be in force on it."""
        days = expr.data[0]
        assert isinstance(days, tuple)
        day, *values = expr.args
        self.visit(day, members, when, provision)
        found = self.view.value(day, members)
        later = "now" if self._settled(day, members) else "afterwards"
        for start, end, value in zip(days, (*days[1:], None), values, strict=True):
            ended = end is not None and not domain.compare("<", found, end) & TRUE
            if domain.compare(">=", found, start) & TRUE and not ended:
                self.visit(value, members, when if later == "now" else "afterwards", provision)

    def _iteration(
        self, args: tuple[Expr, ...], expr: Expr, members: Members, when: When, provision: str
    ) -> None:
        coll, where, body = args
        found = members_of(self.view, coll, expr.level, members)
        self.visit(coll, members, when, provision)
        if found is None:  # the members cannot be asked about yet, what they are compared with can
            self._beside_members(where, members, provision)
            self._beside_members(body, members, provision)
            return
        for inner, _, _ in found:
            mask = self.view.mask(where, inner)
            if not mask & TRUE or not _telling(expr.op, self.view, body, inner):
                continue
            self.visit(where, inner, when, provision)
            if body is not where:
                self.visit(body, inner, "afterwards" if mask & FALSE else when, provision)

    def _beside_members(self, expr: Expr, members: Members, provision: str) -> None:
        """The parts of a condition on members that speak of none of them."""
        if not expr.free:
            self.visit(expr, members, "afterwards", provision)
            return
        for arg in expr.args:
            self._beside_members(arg, members, provision)

    def _projection(self, expr: Expr, members: Members, when: When, provision: str) -> None:
        coll = expr.args[0]
        self.visit(coll, members, when, provision)
        level = 1000 + len(members)
        index, name = expr.index, expr.data[1]
        element = coll.type.of
        assert element is not None
        for inner, _, _ in members_of(self.view, coll, level, members) or ():
            member = inner[level]
            value = member.value[index] if isinstance(member.value, tuple) else None
            if value is None and member.address is not None:
                decl = self.view.scheme.records[element.record].fields[index]
                self._missing_fact(member.address, f"{member.path}.{name}", decl, when, provision)

    def records(self) -> tuple[Pending, ...]:
        """The missing facts as records, in the order in which they are best asked.

        What is to be asked now comes first, judgments after papers and those after facts (a paper that
        is not there yet refuses nobody), what may settle the case alone before what cannot (see
        ``asking_order``), the applicant's facts before the office's.
        """
        order = {"applicant": 0, "office": 1, "authority": 2}
        burden = burdens(self.view, ((r.expr, r.bad) for r in self.roots if r.bad is not None))
        most = max(burden.values(), default=0) + 1
        found: list[tuple[Pending, int]] = []
        for (address, path), (decl, when, provisions) in self.found.items():
            # a list settles nothing before its members are known too
            follows = decl.type.kind is Kind.LIST
            rank = burden.get((address, path), most) + follows
            found.append((_record(self.view, address, path, decl, when, tuple(provisions)), rank))
        found.sort(
            key=lambda p: (
                p[0].when == "afterwards", _LATE.get(p[0].kind, 0), p[1], order.get(p[0].provided_by, 3),
            )
        )  # fmt: skip
        gaps = (_unreachable(self.view, g, *about) for g, about in self.gaps.items())
        return (*(record for record, _ in found), *gaps)


def _unreachable(view: View, found: Gap, provisions: Mapping[str, None], when: When) -> Pending:
    """A value that cannot be worked out, where nobody can supply a missing fact."""
    fact = found.about or next(iter(provisions), "")
    return Pending(
        fact=fact, kind="no_value", label=found.reason, ask="", type="", unit="", provided_by="office",
        who="", evidence="", provisions=tuple(provisions), cite=(), when=when, scheme=view.scheme.id,
    )  # fmt: skip


def _telling(op: Op, view: View, body: Expr, members: Members) -> bool:
    """Whether a member can still make an ``every`` fail or a ``some`` hold."""
    if op is Op.EVERY:
        return bool(view.mask(body, members) & FALSE)
    return op is not Op.SOME or bool(view.mask(body, members) & TRUE)


def _record(
    view: View, address: Address, path: str, decl: FactDecl, when: When, provisions: Iterable[str]
) -> Pending:
    declared = view.scheme.inputs[address]
    kind: PendingKind = "fact"
    if decl.type.kind is Kind.JUDGMENT or address.space == "score":
        kind = "judgment"
    elif address.space == "paper":
        kind = "paper"
    elif address.space == "parameter" or (address.space == "checklist" and declared.set_by and not path
                                          and address not in view.case.values):  # fmt: skip
        kind = "parameter"
    who = decl.decided_by or declared.set_by
    label = Text(full_label(view, address, path, "ja"), full_label(view, address, path, "en"))
    scoring = view.scheme.scorings.get(address.name) if address.space == "score" else None
    if scoring is not None and scoring.listed and not path:
        label = Text(label_of_sheets(view, scoring, "ja"), label_of_sheets(view, scoring, "en"))
    return Pending(
        fact=f"{address.name}{path}", kind=kind, label=label, ask=decl.ask, type=decl.type.kind.value,
        unit=decl.type.unit, provided_by="authority" if kind == "parameter" else decl.provided_by,
        who=who, evidence=decl.evidence, provisions=tuple(provisions), cite=declared.wording.cite,
        when=when, scheme=view.scheme.id, ask_en=decl.ask_en, evidence_en=decl.evidence_en,
        to_come=not path and view.case.values.get(address) is Stated.NOT_YET,
    )  # fmt: skip
