"""What can be said of a whole scheme once every rule has a meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemeengine.citations import CitablePlaces, Known, begins_with
from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate.business_days import never_closed
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.fixed_days import check_days
from schemeengine.elaborate.magnitude import check_magnitude
from schemeengine.elaborate.none_checks import check_none
from schemeengine.ir import types
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.scheme import Clause, Scheme
from schemeengine.ir.types import Kind
from schemeengine.model.documents import SchemeDoc
from schemeengine.model.grammar import MODIFIERS
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import ListNode, MapNode, Node


def check(el: Elaborator, doc: SchemeDoc, scheme: Scheme) -> None:
    _deadlines(el, doc, scheme)
    _rounding(el, doc, scheme)
    check_days(el, scheme)
    if not el.problems.has_errors:
        check_none(el, scheme)
        check_magnitude(el, scheme)
        _unused(el, doc, scheme)
        _unchecked(el, scheme)
        _below_zero(el, scheme)
        _outline(el, scheme)


def _deadlines(el: Elaborator, doc: SchemeDoc, scheme: Scheme) -> None:
    """A deadline says what happens when it falls on a holiday; there is no safe default.

    One that is counted in business days never does.
    """
    for name, raw in doc.dates.items():
        if name in scheme.dates and never_closed(scheme.dates[name].body):
            continue
        if not _says_holiday(raw.node):
            span = raw.key.span if raw.key is not None else raw.node.span
            el.problems.add(codes.DEADLINE_NEEDS_HOLIDAY, span, name=name)


def _says_holiday(node: Node | None) -> bool:
    """``if_holiday``, or in every branch of a choice or of a reading."""
    if not isinstance(node, MapNode):
        return False
    entries = {keywords.key(e.key.text): e.value for e in node.entries}
    if "if_holiday" in entries or node.torn:
        return True
    branches: list[Node | None] = []
    if "reading" in entries:
        branches = [v for k, v in entries.items() if k != "reading" and k not in MODIFIERS]
    elif isinstance(listed := entries.get("choose"), ListNode):
        cases = [i for i in listed.items if isinstance(i, MapNode)]
        branches = [e.value for i in cases for e in i.entries if keywords.key(e.key.text) == "then"]
        branches.append(entries.get("otherwise"))
    return bool(branches) and all(_says_holiday(b) for b in branches)


def _rounding(el: Elaborator, doc: SchemeDoc, scheme: Scheme) -> None:
    known: dict[int, bool] = {}
    for name, clause in scheme.amounts.items():
        if clause.expr.type.kind is not Kind.YEN or not _fractional(clause.expr, known):
            continue
        if not _says_round(doc.amounts[name].node):
            el.problems.add(codes.NO_ROUNDING, el.declared[name], name=name)


def _says_round(node: object) -> bool:
    """``round: none`` somewhere in the amount: the officer has thought about it."""
    if isinstance(node, MapNode):
        return any(keywords.key(e.key.text) == "round" or _says_round(e.value) for e in node.entries)
    return False


def _fractional(expr: Expr, known: dict[int, bool]) -> bool:
    """Whether a fraction of a yen can arise; ``known`` keeps what was found, by node."""
    if expr.number not in known:
        known[expr.number] = _makes_fractions(expr, known)
    return known[expr.number]


def _makes_fractions(expr: Expr, known: dict[int, bool]) -> bool:
    match expr.op:
        case Op.ROUND:
            unit = expr.data[0]
            return not isinstance(unit, int)
        case Op.ARITH if expr.data[0] == "/":
            return True
        case Op.ARITH if expr.data[0] == "*":
            return any(a.type.kind is Kind.RATIO for a in expr.args) or any(
                _fractional(a, known) for a in expr.args
            )
        case Op.INPUT | Op.FIELD | Op.CONST | Op.VAR:
            return False
        case _:
            return any(_fractional(a, known) for a in expr.args if a.type.kind in types.NUMERIC or a.type.of)


# ------------------------------------------------------------------ unused names
def _roots(scheme: Scheme) -> Iterator[Clause]:
    for table in (scheme.definitions, scheme.amounts, scheme.dates, scheme.parameters):
        yield from table.values()
    for provision in scheme.provisions.values():
        yield provision.clause
    for period in scheme.periods.values():
        yield from period.clauses
    yield from scheme.former_when.values()
    for cycle in scheme.life_cycles.values():
        yield from cycle.clauses
    if scheme.selection is not None:
        yield from scheme.selection.clauses()


def _mentions(scheme: Scheme) -> set[str]:
    names: set[str] = set()
    seen: set[tuple[int, bool]] = set()  # a rule that many refer to is walked once
    for root in _roots(scheme):
        stack = [(root, True)]
        while stack:
            clause, top = stack.pop()
            if (id(clause), top) in seen:
                continue
            seen.add((id(clause), top))
            if clause.subject:
                names.add(clause.subject)
            if not top and clause.id:
                names.add(clause.id)
            inner = [*clause.parts, *(g.clause for g in clause.guards)]
            if clause.iteration is not None:
                inner += [c for c in (clause.iteration.where, clause.iteration.body) if c is not None]
            stack += [(c, False) for c in inner]
    for node in scheme.interner.nodes:
        for item in node.data:
            if isinstance(item, Address):
                names.add(item.name)
    return names


def _unused(el: Elaborator, doc: SchemeDoc, scheme: Scheme) -> None:
    shown = {name for name, clause in scheme.definitions.items() if clause.shown}
    mentioned = _mentions(scheme) | el.mentioned | shown
    for stage in (s for p in scheme.procedures.values() for s in p.stages):
        mentioned.update(stage.checks)
    for name in (*doc.definitions, *doc.readings, *doc.parameters, *doc.checklists):
        # what an amended text takes over is the other file's affair
        if name not in mentioned and el.declared[name].source is scheme.source:
            el.problems.add(codes.UNUSED, el.declared[name], name=name)


def _below_zero(el: Elaborator, scheme: Scheme) -> None:
    """What is paid out is never owed by the applicant: a difference needs a floor."""
    paid = {n for p in scheme.procedures.values() for s in p.stages for n in s.amounts} | set(scheme.pays)
    if scheme.selection is not None and scheme.selection.pays:
        paid.add(scheme.selection.pays)
    known = dict.fromkeys(el.never_below_zero, False)
    for name, clause in scheme.amounts.items():
        if name in paid and el.declared[name].source is scheme.source and _falls(clause.expr, known):
            el.problems.add(codes.BELOW_ZERO, el.declared[name], name=name)


def _falls(expr: Expr, known: dict[int, bool]) -> bool:
    """Whether an amount is worked out so that it can come out below zero."""
    if expr.number not in known:
        known[expr.number] = False
        known[expr.number] = _comes_below_zero(expr, known)
    return known[expr.number]


def _comes_below_zero(expr: Expr, known: dict[int, bool]) -> bool:
    if expr.type.kind not in types.NUMERIC:
        return False
    match expr.op:
        case Op.CONST | Op.INPUT | Op.FIELD | Op.VAR:
            return expr.type.may_be_negative
        case Op.ARITH if expr.data[0] == "-":
            return True
        case Op.GREATEST:
            return all(_falls(a, known) for a in expr.args)
        case Op.GUARD if _only_above_zero(*expr.args):
            return False
        case _:
            return any(_falls(a, known) for a in expr.args)


def _only_above_zero(condition: Expr, value: Expr) -> bool:
    """``applies_when: a > b`` beside a − b."""
    if condition.op is not Op.COMPARE or condition.data[0] not in (">", ">="):
        return False
    if value.op is not Op.ARITH or value.data[0] != "-":
        return False
    start, taken = value.args
    if taken.op is Op.SUM and len(taken.args) == 1:  # ``less:`` adds up what it takes off
        (taken,) = taken.args
    return (start, taken) == condition.args


def _unchecked(el: Elaborator, scheme: Scheme) -> None:
    """Where stages name what they check, a provision that none of them names decides nothing."""
    if not scheme.procedures:
        return
    stages = [s for p in scheme.procedures.values() for s in p.stages]
    heeded = _mentions(scheme) | el.mentioned | {name for s in stages for name in s.checks}
    for name, provision in scheme.provisions.items():
        whole, _, _ = name.partition(".")
        if provision.effect == "permit" or {name, whole} & heeded:
            continue
        if el.declared[whole].source is scheme.source:
            el.problems.add(codes.UNCHECKED, el.declared.get(name, el.declared[whole]), name=name)


def _outline(el: Elaborator, scheme: Scheme) -> None:
    """An article said to be encoded must be cited by some rule, and so must what it lists; a provision
    must cite its place."""
    if not scheme.outline:
        return
    places = CitablePlaces.of({p: e.has for p, e in scheme.outline.items()})
    cited: dict[str, list[str]] = {}
    for cite in scheme.cited:
        if isinstance(found := places.resolve(cite), Known):
            cited.setdefault(found.article, []).append(found.place)
    for entry in scheme.outline.values():
        if entry.span.source is not scheme.source or entry.encoded != "yes":
            continue
        if entry.place not in cited:
            el.problems.add(codes.OUTLINE_NOT_CITED, entry.span, place=entry.place)
        elif left := [p for p in entry.has if not _is_cited(p, cited[entry.place])]:
            shown = "、".join(left[:_MOST_PLACES]) + ("…" if len(left) > _MOST_PLACES else "")
            el.problems.add(codes.OUTLINE_PART_NOT_CITED, entry.span, place=entry.place, parts=shown)
    for name, provision in scheme.provisions.items():
        clause = provision.clause
        if clause.span.source is scheme.source and not _cites(clause):
            el.problems.add(codes.PROVISION_WITHOUT_CITE, clause.span, name=name)


#: More uncited places than this are not listed in one message.
_MOST_PLACES = 8


def _is_cited(place: str, cited: Sequence[str]) -> bool:
    """Whether the place is cited, as a whole, in part or as part of a larger one."""
    return any(begins_with(place, c) or begins_with(c, place) for c in cited)


def _cites(clause: Clause) -> bool:
    return bool(clause.wording.cite) or any(_cites(part) for part in clause.parts)
