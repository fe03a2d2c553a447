"""The facts a line shows: which ones is known beforehand, their values and places are filled in."""

from __future__ import annotations

from collections.abc import Iterator

from schemeengine import truth
from schemeengine.diagnostics import Lang
from schemeengine.execute import domain
from schemeengine.ir.expr import Address
from schemeengine.ir.scheme import Clause, FactDecl, Scheme
from schemeengine.ir.types import Kind
from schemeengine.render.trace_bytes.pieces import quoted
from schemeengine.render.trace_bytes.spots import member_label, spots
from schemeengine.source import Source
from schemeengine.verdict.facts import used_facts
from schemeengine.verdict.line_parts import told_at_once
from schemeengine.verdict.pending import full_label
from schemeengine.verdict.phrasing import value_in
from schemeengine.verdict.trace import shows_facts
from schemeengine.verdict.view import NOBODY, Members, Value, View

Below = frozenset[tuple[Address, str]]
_Use = tuple[Address, str, FactDecl, Value, str]


class ShownFacts:
    """Writes the facts of one clause, in one language."""

    __slots__ = ("_below", "_clause", "_labels", "_lang", "_parts", "_spots")

    def __init__(self, scheme: Scheme, clause: Clause, lang: Lang) -> None:
        self._clause = clause
        self._lang = lang
        self._spots = spots(scheme, clause.body) if shows_facts(clause) else ()
        self._parts = tuple(
            p.expr for p in clause.parts if p.body is not clause.body and not told_at_once(clause, p)
        )
        below = [spots(scheme, p) for p in self._parts]
        #: Facts that stand on the lines below; None where that hangs on the case (a reading, a day).
        self._below: Below | None = None
        if None not in below:
            listed = (s for found in below for s in found or ())
            self._below = frozenset((s.address, s.path) for s in listed if s.address is not None)
        #: Labels of inputs, by address and path: the same for every case.
        self._labels: dict[tuple[Address, str], str] = {}

    def write(self, view: View, members: Members, out: list[str]) -> None:
        if self._spots == ():
            return
        comma = ""
        below = self._below
        if below is None:
            uses = (u for p in self._parts for u in used_facts(view, p, NOBODY))
            below = frozenset((u.address, u.path) for u in uses)
        for address, path, decl, value, label in self._uses(view, members):
            if (address, path) in below or decl.type.kind is Kind.RECORD or address.space == "checklist":
                continue
            if decl.type.kind is Kind.YES_NO:
                known = truth.decided(value)
            else:
                known = not (value is None or isinstance(value, domain.Approx))
            out += (
                comma, '{"path":', quoted(f"{address.name}{path}"), ',"label":', quoted(label), ',"value":',
                quoted(value_in(value, decl.type, decl, view, self._lang)), place(view, address, path),
                "true" if known else "false", ',"assumed":',
                "true}" if address in view.assumed else "false}",
            )  # fmt: skip
            comma = ","

    def _uses(self, view: View, members: Members) -> Iterator[_Use]:
        lang = self._lang
        if self._spots is None:
            for use in used_facts(view, self._clause.body, members):
                label = full_label(view, use.address, use.path, lang)
                yield use.address, use.path, use.decl, use.value, label
            return
        seen: set[tuple[Address, str]] = set()
        for s in self._spots:
            if s.address is not None:
                assert s.decl is not None
                known = self._labels.get((s.address, s.path))
                if known is None:
                    known = self._labels[s.address, s.path] = full_label(view, s.address, s.path, lang)
                yield s.address, s.path, s.decl, view.value(s.expr, members), known
                continue
            member = members.get(s.level)
            if member is None or member.address is None:
                continue
            address, path = member.address, f"{member.path}{s.path}"
            if (address, path) not in seen:
                seen.add((address, path))
                value = member.value if s.decl is None else view.value(s.expr, members)
                label = member_label(view, members, s.level, s.path, s.decl, lang)
                yield address, path, s.decl or view.decl(address), value, label


def place(view: View, address: Address, path: str) -> str:
    """File, line and column of a fact; null where it is not written down."""
    span = view.place(address, path)
    if span is None:
        return ',"file":null,"line":null,"column":null,"known":'
    line, column = span.source.line_column(span.start)
    return f'{_file(span.source)}{line},"column":{column},"known":'


def _file(source: Source) -> str:
    return f',"file":{quoted(source.name)},"line":'
