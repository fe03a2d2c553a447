"""From expressions back to facts: which path of which input a node reads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from schemeengine.execute import domain
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.scheme import FactDecl
from schemeengine.ir.types import Kind
from schemeengine.truth import TRUE
from schemeengine.verdict.view import Environment, Listed, Member, Members, Value, View


@dataclass(frozen=True, slots=True)
class FactUse:
    """A fact read at one place: its address, the path below it, its declaration and value."""

    address: Address
    path: str  # "" or ".employees" or ".g1.community"
    decl: FactDecl
    value: Value

    @property
    def full_path(self) -> str:
        return f"{self.address.name}{self.path}"


def fact_at(view: View, expr: Expr, members: Members) -> FactUse | None:
    """The fact a leaf chain reads (INPUT, or FIELDs over INPUT or a member); None for anything else."""
    match expr.op:
        case Op.INPUT:
            address = expr.address
            if address.space == "built_in":
                return None
            return FactUse(address, "", view.decl(address), view.value(expr, members))
        case Op.FIELD:
            base = expr.args[0]
            found = _base(view, base, members)
            if found is None:
                return None
            address, path = found
            record = view.scheme.records[base.type.record]
            decl = record.fields[expr.index]
            return FactUse(address, f"{path}.{decl.name}", decl, view.value(expr, members))
        case Op.VAR:
            member = members.get(expr.level)
            if member is None or member.address is None:
                return None
            return FactUse(member.address, member.path, view.decl(member.address), member.value)
        case Op.AS_DATE:
            return fact_at(view, expr.args[0], members)
        case _:
            return None


def _base(view: View, expr: Expr, members: Members) -> tuple[Address, str] | None:
    match expr.op:
        case Op.INPUT:
            return expr.address, ""
        case Op.VAR:
            member = members.get(expr.level)
            return None if member is None or member.address is None else (member.address, member.path)
        case Op.FIELD:
            found = _base(view, expr.args[0], members)
            return None if found is None else (found[0], f"{found[1]}.{expr.data[1]}")
        case _:
            return None


def members_of(view: View, coll: Expr, level: int, members: Members) -> Listed | None:
    """The members of a list: for each the extended environment, whether it belongs, and its key.

    None where the list itself is not known. Worked out once for a view: not to be changed.
    """
    kept = members.lists if isinstance(members, Environment) else view.lists if not members else {}
    place = (coll.number, level)
    if place not in kept:
        kept[place] = _members_of(view, coll, level, members)
    return kept[place]


def _members_of(view: View, coll: Expr, level: int, members: Members) -> Listed | None:
    found = domain.members(view.value(coll, members))
    if found is None:
        return None
    source = _source(view, coll, members)
    result: Listed = []
    for number, (value, sure) in enumerate(found):
        key = _key(view, coll, value, number)
        member = Member(value, source[0], f"{source[1]}.{key}") if source else Member(value, None, "")
        result.append((Environment(members, level, member), sure, key))
    return result


def _source(view: View, coll: Expr, members: Members) -> tuple[Address, str] | None:
    """The input a list comes from, also through selections."""
    while coll.op is Op.SELECT:
        coll = coll.args[0]
    return _base(view, coll, members)


def _key(view: View, coll: Expr, value: Value, number: int) -> str:
    """The id of a member; of a plain value the value itself; else its number counted from 1."""
    element = coll.type.of
    if element is not None and element.kind is not Kind.RECORD and isinstance(value, (int, str)):
        return str(value)
    if element is None or not isinstance(value, tuple):
        return str(number + 1)
    record = view.scheme.records[element.record]
    index = record.index(record.key) if record.key else None
    key = value[index] if index is not None else None
    return str(key) if isinstance(key, str) else str(number + 1)


def used_facts(view: View, expr: Expr, members: Members) -> Iterator[FactUse]:
    """Every fact an expression reads outside iterations, each once, in reading order."""
    seen: set[tuple[Address, str]] = set()
    visited: set[int] = set()  # nodes are shared: by way of each use they would be met without end
    stack = [expr]
    while stack:
        node = stack.pop()
        if node.number in visited:
            continue
        visited.add(node.number)
        found = fact_at(view, node, members)
        if found is not None:
            if (found.address, found.path) not in seen:
                seen.add((found.address, found.path))
                yield found
            continue
        if node.op is Op.READING:
            stack.append(adopted_branch(view, node))
            continue
        if node.op is Op.DATED:
            stack.extend(reversed((node.args[0], *in_force(view, node, members))))
            continue
        stack.extend(reversed(node.args if node.op not in BINDERS else node.args[:1]))


BINDERS = frozenset({Op.EVERY, Op.SOME, Op.SUM_EACH, Op.LEAST_EACH, Op.GREATEST_EACH, Op.DISTINCT, Op.SELECT})


def in_force(view: View, expr: Expr, members: Members) -> tuple[Expr, ...]:
    """Of values by date the one in force, or all while the day is not known."""
    day, starts = view.value(expr.args[0], members), expr.data[0]
    if not isinstance(day, date):
        return expr.args[1:]
    assert isinstance(starts, tuple)
    on = day.date() if isinstance(day, datetime) else day
    return expr.args[bisect_right(starts, on) :][:1]


def adopted_branch(view: View, expr: Expr) -> Expr:
    return expr.branch(view.case.readings)


def surely(mask: int) -> bool:
    return mask == TRUE
