"""Fields of a record that are worked out from its other fields: the raise of an employee.

A computed field is written once, beside the fields of its type, and read anew for each record it
is asked of: what stands in it is what would stand at the place where it is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics.codes_computing import COMPUTED_EXAMPLES
from schemeengine.elaborate.declare import check_name
from schemeengine.elaborate.elaborator import MAX_LAYERS, Elaborator
from schemeengine.elaborate.scope import Scope
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Clause
from schemeengine.ir.types import Kind, Type
from schemeengine.model.documents import TypeDoc
from schemeengine.model.place import Raw
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import MapNode


def declare_computed(el: Elaborator, docs: Mapping[str, TypeDoc]) -> None:
    """Note the computed fields of every type; one called like a field is a mistake."""
    for name, doc in docs.items():
        kept: dict[str, Raw] = {}
        for field, raw in doc.computed.items():
            check_name(el, field, _place(raw))
            if field in doc.fields:
                el.problems.add(codes.NAME_TWICE, _place(raw), name=field)
            else:
                kept[field] = raw
        el.computed[name] = kept


def read_all(el: Elaborator) -> None:
    """Every computed field once, of any record, so that a mistake in one nobody uses is found too."""
    for name, fields in el.computed.items():
        record = el.make(Op.VAR, (), (0,), Type(Kind.RECORD, record=name))
        for field, raw in fields.items():
            _without_examples(el, field, raw)
            field_of(el, Scope(outer=1), record, field)


def places(el: Elaborator) -> Iterator[tuple[str, str, Clause]]:
    """(record, name, clause) of every computed field, once for each record it was asked of."""
    for (record, name, _), found in el.computed_done.items():
        if found is not None:
            yield el.interner.nodes[record].type.record, name, found


def _without_examples(el: Elaborator, name: str, raw: Raw) -> None:
    keys = [e.key for e in raw.node.entries] if isinstance(raw.node, MapNode) else []
    for key in keys:
        if keywords.key(key.text) == "examples":
            el.problems.add(COMPUTED_EXAMPLES, key.span, name=name)


def own_field(el: Elaborator, scope: Scope, record: Expr, name: str, references: list[Clause]) -> Expr | None:
    """A field of the record at hand, given or computed, or the record itself; None for any other name."""
    declared = el.records[record.type.record]
    if name == declared.name:
        return record
    computed = el.computed_name(record.type, name)
    if computed is not None:
        found = field_of(el, scope, record, computed)
        if found is not None and found not in references:
            references.append(found)
        return None if found is None else found.expr
    index = declared.index(name)
    if index is None:
        labelled = [i for i, f in enumerate(declared.fields) if f.label == name]
        index = labelled[0] if len(labelled) == 1 else None
    if index is None:
        return None
    field = declared.fields[index]
    return el.make(Op.FIELD, (record,), (index, field.name), field.type)


def field_of(el: Elaborator, scope: Scope, record: Expr, name: str) -> Clause | None:
    """A computed field of one record; None after a diagnostic."""
    place = (record.number, name, scope.level)
    owner = record.type.record
    if place in el.computed_done:
        return el.computed_done[place]
    full = f"{owner}.{name}"
    raw = el.computed[owner][name]
    if full in el.computing:
        path = " → ".join([*el.computing[el.computing.index(full) :], full])
        el.problems.add(codes.CYCLE, _place(raw), path=path)
        return None
    if len(el.computing) > MAX_LAYERS:
        el.problems.add(codes.TOO_ENTANGLED, _place(raw), name=el.computing[0], limit=MAX_LAYERS)
        return None
    el.computing.append(full)
    try:
        inner = Scope(path=owner, own=record, outer=scope.level)
        found: Clause | None = el.read_clause(el, raw.node, inner, name)
    finally:
        el.computing.pop()
    el.computed_done[place] = found
    return found


def _place(raw: Raw) -> Span:
    return raw.key.span if raw.key is not None else raw.node.span
