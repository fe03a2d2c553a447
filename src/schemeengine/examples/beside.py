"""Examples written beside a rule: given, assumed, expected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.dossier import bind as binding
from schemeengine.dossier.edits import set_path
from schemeengine.examples.comparing import compare_value
from schemeengine.examples.placing import nearest, section_of, typed
from schemeengine.examples.result import NEUTRAL_DAY, ExampleResult
from schemeengine.execute.case import Case
from schemeengine.execute.reference import Walk
from schemeengine.ir.expr import AS_OF
from schemeengine.ir.scheme import Clause, Scheme
from schemeengine.model.build import build
from schemeengine.model.case_documents import DossierDoc, ExampleDoc
from schemeengine.model.place import Raw
from schemeengine.syntax.tree import Entry, MapNode, Node


def run_beside(scheme: Scheme, clause: Clause, entry: Entry, problems: Problems) -> list[ExampleResult]:
    doc = build(ExampleDoc, entry.value, problems, entry.key.text)
    if doc is None:
        return []
    name = entry.key.text
    if doc.expect is None:
        problems.add(codes.EXAMPLE_EXPECTS_NOTHING, entry.key.span, name=name)
        return []
    case = _given_case(scheme, doc, entry, problems)
    assumed = None if case is None else _assumed(scheme, doc, name, problems)
    if case is None or assumed is None:
        return []
    runs: list[tuple[str, Case, Node]] = [(name, case, doc.expect.node)]
    for label, changed, expected in _other_readings(scheme, doc, case, name, problems):
        runs.append((f"{name} ({label})", changed, expected))
    target = clause.id or clause.name
    results = []
    for shown, one, expected in runs:
        value = Walk(one, assumed).value(clause.expr)
        differences = compare_value(scheme, clause, value, expected, one, name, problems)
        results.append(
            ExampleResult(scheme.id, target, shown, not differences, tuple(differences), entry.key.span)
        )
    return results


def _given_case(scheme: Scheme, doc: ExampleDoc, entry: Entry, problems: Problems) -> Case | None:
    given_parameters: dict[str, Node] = {}
    tree = MapNode((), entry.value.span)
    sections: Node = tree
    as_of: Node | None = None
    for item in (
        doc.given.node.entries if doc.given is not None and isinstance(doc.given.node, MapNode) else ()
    ):
        path = item.key.text
        if path in ("as_of", "基準時"):
            as_of = item.value
            continue
        place = section_of(scheme, path)
        if place is None:
            problems.add(codes.EXAMPLE_UNREADABLE, item.key.span, name=entry.key.text, got=path,
                         near=nearest(scheme, path))  # fmt: skip
            return None
        if place[0] == "parameters":
            given_parameters[place[1]] = item.value
            continue
        sections = set_path(sections, place, item.value, item.key.span)
    case = _bound_case(scheme, sections, as_of, problems)
    return None if case is None else _with_parameters(scheme, case, given_parameters, problems)


def _with_parameters(
    scheme: Scheme, case: Case, given: Mapping[str, Node], problems: Problems
) -> Case | None:
    """The case with values for parameters that are set elsewhere, as if they had been set."""
    values = dict(case.values)
    for name, node in given.items():
        (address,) = (a for a in scheme.inputs if a.space == "parameter" and a.name == name)
        found = typed(scheme, scheme.inputs[address].type, node, problems)
        if found is None:
            return None
        values[address] = found
    return Case(values, dict(case.readings))


def _bound_case(scheme: Scheme, sections: Node, as_of: Node | None, problems: Problems) -> Case | None:
    assert isinstance(sections, MapNode)
    raws = {e.key.text: Raw(e.key, e.value) for e in sections.entries}
    doc = DossierDoc.model_validate(
        {"schemeengine": "1", "dossier": "example", "for": (scheme.id,), **raws,
         **({"as_of": Raw(None, as_of)} if as_of is not None else {})}
    )  # fmt: skip
    bound = binding.bind(doc, (scheme,), problems, "", lenient=True)
    if bound is None:
        return None
    return Case({**bound.values, AS_OF: bound.as_of or NEUTRAL_DAY}, dict(bound.readings))


def _assumed(scheme: Scheme, doc: ExampleDoc, name: str, problems: Problems) -> dict[int, Any] | None:
    """``assume``: values of named rules, whatever their own words would give."""
    found: dict[int, Any] = {}
    if doc.assume is None or not isinstance(doc.assume.node, MapNode):
        return found
    for item in doc.assume.node.entries:
        clause = _named_clause(scheme, item.key.text)
        if clause is None:
            problems.add(codes.EXAMPLE_UNREADABLE, item.key.span, name=name, got=item.key.text,
                         near=nearest(scheme, item.key.text))  # fmt: skip
            return None
        found[clause.expr.number] = typed(scheme, clause.expr.type, item.value, problems)
    return found


def _named_clause(scheme: Scheme, name: str) -> Clause | None:
    for table in (scheme.definitions, scheme.amounts, scheme.dates, scheme.parameters):
        if name in table:
            return table[name]
    for top in (*scheme.definitions.values(), *(p.clause for p in scheme.provisions.values())):
        if top.id == name:
            return top
        if name.startswith(f"{top.id}."):
            part = top.find(tuple(name[len(top.id) + 1 :].split(".")))
            if part is not None:
                return part
    return None


def _other_readings(
    scheme: Scheme, doc: ExampleDoc, case: Case, name: str, problems: Problems
) -> list[tuple[str, Case, Node]]:
    found = []
    if doc.other_readings is None or not isinstance(doc.other_readings.node, MapNode):
        return []
    for item in doc.other_readings.node.entries:
        reading_id, _, choice = item.key.text.partition(".")
        reading = scheme.readings.get(reading_id)
        if reading is None or choice not in reading.choices:
            known = ", ".join(f"{r.id}.{c}" for r in scheme.readings.values() for c in r.choices)
            problems.add(codes.EXAMPLE_UNREADABLE, item.key.span, name=name, got=item.key.text, near=known)
            continue
        found.append((item.key.text, case.with_readings({reading.address: choice}), item.value))
    return found
