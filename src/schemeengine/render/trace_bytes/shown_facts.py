"""The facts a line shows: which ones is known beforehand, their values and places are filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemeengine import truth
from schemeengine.diagnostics import Lang
from schemeengine.execute import domain
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.scheme import Clause, FactDecl, Scheme
from schemeengine.ir.types import Kind
from schemeengine.render.trace_bytes.pieces import quoted
from schemeengine.source import Source
from schemeengine.verdict.facts import BINDERS, used_facts
from schemeengine.verdict.pending import full_label
from schemeengine.verdict.phrasing import value_in
from schemeengine.verdict.trace import shows_facts, told_at_once
from schemeengine.verdict.view import NOBODY, Members, Value, View

Below = frozenset[tuple[Address, str]]


@dataclass(frozen=True, slots=True)
class Spot:
    """A fact an expression reads: an input's, or that of a member of the iteration at ``level``."""

    expr: Expr
    address: Address | None
    level: int
    path: str
    decl: FactDecl | None


def spot(scheme: Scheme, expr: Expr) -> Spot | None:
    """The fact a leaf chain reads, before anybody is bound (see ``verdict.facts.fact_at``)."""
    match expr.op:
        case Op.INPUT:
            address = expr.data[0]
            assert isinstance(address, Address)
            if address.space == "built_in":
                return None
            return Spot(expr, address, 0, "", scheme.inputs[address].decl)
        case Op.FIELD:
            base = _base(expr.args[0])
            if base is None:
                return None
            index = expr.data[0]
            assert isinstance(index, int)
            decl = scheme.records[expr.args[0].type.record].fields[index]
            return Spot(expr, base[0], base[1], f"{base[2]}.{decl.name}", decl)
        case Op.VAR:
            return Spot(expr, None, _number(expr), "", None)
        case Op.AS_DATE:
            return spot(scheme, expr.args[0])
        case _:
            return None


def _base(expr: Expr) -> tuple[Address | None, int, str] | None:
    match expr.op:
        case Op.INPUT:
            address = expr.data[0]
            assert isinstance(address, Address)
            return address, 0, ""
        case Op.VAR:
            return None, _number(expr), ""
        case Op.FIELD:
            found = _base(expr.args[0])
            return None if found is None else (found[0], found[1], f"{found[2]}.{expr.data[1]}")
        case _:
            return None


def _number(expr: Expr) -> int:
    level = expr.data[0]
    assert isinstance(level, int)
    return level


def spots(scheme: Scheme, expr: Expr) -> tuple[Spot, ...] | None:
    """Every fact an expression reads outside iterations; None where it hangs on a reading chosen."""
    found: dict[tuple[Address | None, int, str], Spot] = {}
    visited: set[int] = set()
    stack = [expr]
    while stack:
        node = stack.pop()
        if node.number in visited:
            continue
        visited.add(node.number)
        if node.op is Op.READING:
            return None
        here = spot(scheme, node)
        if here is not None:
            found.setdefault((here.address, here.level, here.path), here)
            continue
        stack.extend(reversed(node.args if node.op not in BINDERS else node.args[:1]))
    return tuple(found.values())


class ShownFacts:
    """Writes the facts of one clause, in one language."""

    __slots__ = ("_below", "_clause", "_fixed", "_lang", "_parts", "_spots")

    def __init__(self, scheme: Scheme, clause: Clause, lang: Lang) -> None:
        self._clause = clause
        self._lang = lang
        self._spots = spots(scheme, clause.body) if shows_facts(clause) else ()
        self._parts = tuple(
            p.expr for p in clause.parts if p.body is not clause.body and not told_at_once(clause, p)
        )
        below = [spots(scheme, p) for p in self._parts]
        #: Facts that stand on the lines below; None where that hangs on a reading chosen.
        self._below: Below | None = None
        if None not in below:
            listed = (s for found in below for s in found or ())
            self._below = frozenset((s.address, s.path) for s in listed if s.address is not None)
        self._fixed: dict[tuple[Address, str], tuple[str, str]] = {}

    def write(self, view: View, members: Members, out: list[str]) -> None:
        if self._spots == ():
            return
        comma = ""
        below = self._below
        if below is None:
            uses = (u for p in self._parts for u in used_facts(view, p, NOBODY))
            below = frozenset((u.address, u.path) for u in uses)
        for address, path, decl, value in self._uses(view, members):
            if (address, path) in below or decl.type.kind is Kind.RECORD or address.space == "checklist":
                continue
            out.append(comma)
            self._one(view, address, path, decl, value, out)
            comma = ","

    def _uses(self, view: View, members: Members) -> Iterator[tuple[Address, str, FactDecl, Value]]:
        if self._spots is None:
            for use in used_facts(view, self._clause.body, members):
                yield use.address, use.path, use.decl, use.value
            return
        seen: set[tuple[Address, str]] = set()
        for s in self._spots:
            address, path, decl = s.address, s.path, s.decl
            if address is None:
                member = members.get(s.level)
                if member is None or member.address is None:
                    continue
                address, path = member.address, f"{member.path}{path}"
                value = member.value if decl is None else view.value(s.expr, members)
                decl = decl or view.decl(address)
            else:
                value = view.value(s.expr, members)
                assert decl is not None
            if (address, path) not in seen:
                seen.add((address, path))
                yield address, path, decl, value

    def _one(
        self, view: View, address: Address, path: str, decl: FactDecl, value: Value, out: list[str]
    ) -> None:
        lang = self._lang
        if decl.type.kind is Kind.YES_NO:
            known = truth.decided(value)
        else:
            known = not (value is None or isinstance(value, domain.Approx))
        label = full_label(view, address, path, lang)
        out += (
            '{"path":', quoted(f"{address.name}{path}"), ',"label":', quoted(label),
            ',"value":', quoted(value_in(value, decl.type, decl, view, lang)), place(view, address, path),
            "true" if known else "false", ',"assumed":', "true}" if address in view.assumed else "false}",
        )  # fmt: skip


def place(view: View, address: Address, path: str) -> str:
    """File, line and column of a fact; null where it is not written down."""
    span = view.place(address, path)
    if span is None:
        return ',"file":null,"line":null,"column":null,"known":'
    line, column = span.source.line_column(span.start)
    return f'{_file(span.source)}{line},"column":{column},"known":'


def _file(source: Source) -> str:
    return f',"file":{quoted(source.name)},"line":'
