"""Examples beside a life cycle: a course of events, and what has become of the thing on a day."""

from __future__ import annotations

from collections.abc import Iterator

from schemeengine.diagnostics import BadInput, Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.dossier.edits import set_path
from schemeengine.dossier.reading import ValueReader
from schemeengine.evaluator import Evaluator
from schemeengine.examples.comparing import differs
from schemeengine.examples.placing import nearest, section_of
from schemeengine.examples.result import ExampleResult, impossible
from schemeengine.ir import types
from schemeengine.ir.life_cycle import LifeCycle
from schemeengine.ir.scheme import FactDecl, Scheme
from schemeengine.lifecycle.model import CycleStatus
from schemeengine.loading import LoadedDossier
from schemeengine.model.case_documents import DossierDoc, LifeExampleDoc
from schemeengine.model.place import Raw
from schemeengine.standing import status
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import ListNode, MapNode, Node, Scalar
from schemeengine.verdict.model import Text

_KNOWN = ("state", "in_force", "until", "due", "overdue", "grounds")


def run_lives(scheme: Scheme, problems: Problems) -> Iterator[ExampleResult]:
    """All examples of the life cycles of a scheme."""
    if not any(c.examples for c in scheme.life_cycles.values()):
        return
    evaluator = Evaluator((scheme,))
    for cycle in scheme.life_cycles.values():
        for name, doc in cycle.examples.items():
            assert isinstance(doc, LifeExampleDoc)
            found = _run(evaluator, scheme, cycle, name, doc, problems)
            if found is not None:
                yield found


def _run(
    evaluator: Evaluator, scheme: Scheme, cycle: LifeCycle, name: str, doc: LifeExampleDoc,
    problems: Problems,
) -> ExampleResult | None:  # fmt: skip
    span = doc.place.head
    if doc.expect is None or not isinstance(doc.expect.node, MapNode) or not doc.expect.node.entries:
        problems.add(codes.EXAMPLE_EXPECTS_NOTHING, span, name=name)
        return None
    dossier = _dossier(scheme, name, doc, problems)
    if dossier is None:
        return None
    try:
        report = status(evaluator, LoadedDossier(dossier, scheme.source))
    except BadInput as bad:
        found_impossible = impossible(scheme.id, cycle.id, name, bad.diagnostics, span)
        if found_impossible is None:
            problems.extend(bad.diagnostics)
        return found_impossible
    (first, *_) = [c for c in report.cycles if c.cycle == cycle.id]
    found = list(_differences(first, doc.expect.node, name, problems))
    return ExampleResult(scheme.id, cycle.id, name, not found, tuple(found), span)


def _dossier(scheme: Scheme, name: str, doc: LifeExampleDoc, problems: Problems) -> DossierDoc | None:
    """The example as a dossier: its events, its day, and the facts given."""
    sections: Node = MapNode((), doc.place.span)
    given = doc.given.node if doc.given is not None else None
    for item in given.entries if isinstance(given, MapNode) else ():
        place = section_of(scheme, item.key.text)
        if place is None:
            problems.add(
                codes.EXAMPLE_UNREADABLE, item.key.span, name=name, got=item.key.text,
                near=nearest(scheme, item.key.text),
            )  # fmt: skip
            return None
        sections = set_path(sections, place, item.value, item.key.span)
    assert isinstance(sections, MapNode)
    raws = {e.key.text: Raw(e.key, e.value) for e in sections.entries}
    events = doc.events if doc.events is not None else Raw(None, ListNode((), doc.place.span))
    return DossierDoc.model_validate(
        {"schemeengine": "1", "dossier": name, "for": (scheme.id,), "as_of": doc.as_of,
         "events": events, **raws}
    )  # fmt: skip


def _differences(found: CycleStatus, expected: MapNode, name: str, problems: Problems) -> Iterator[Text]:
    for entry in expected.entries:
        key = keywords.key(entry.key.text)
        if key not in _KNOWN:
            problems.add(
                codes.EXAMPLE_UNREADABLE, entry.key.span, name=name, got=entry.key.text,
                near=", ".join(_KNOWN),
            )  # fmt: skip
            continue
        got, wanted = shown(found, key), _wanted(key, entry.value, problems)
        if got != wanted:
            key_ja = keywords.TO_JAPANESE.get(key, key)
            difference = differs(Text(wanted, wanted), Text(got, got))
            yield Text(f"{key_ja}：{difference.ja}", f"{key}: {difference.en}")


def shown(found: CycleStatus, key: str) -> str:
    """What a status says under one of the words an example may expect."""
    match key:
        case "state":
            return found.state or "unknown"
        case "in_force":
            return {"true": "yes", "false": "no"}.get(found.in_force, "unknown")
        case "until":
            return (found.until.value if found.until is not None else "") or "none"
        case "grounds":
            return ", ".join(sorted(g.id for g in found.grounds if g.status == "true"))
        case _:
            return ", ".join(sorted({d.obligation for d in found.duties if d.state == key}))


def _wanted(key: str, node: Node, problems: Problems) -> str:
    if key == "until" and isinstance(node, Scalar) and keywords.word(node.text) != "none":
        decl = FactDecl("until", types.DATE, "失効日")
        return str(ValueReader(problems, {}, {}).read(decl, decl.type, node, "until"))
    if isinstance(node, ListNode):
        return ", ".join(sorted(n.text for n in node.items if isinstance(n, Scalar)))
    assert isinstance(node, (Scalar, MapNode))
    return keywords.word(node.text) if isinstance(node, Scalar) else ""
