"""Examples of a whole scheme: a dossier, changed, and the verdict expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from schemeengine.diagnostics import BadInput, Diagnostic, Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.dossier import bind as binding
from schemeengine.dossier.bind import Dossier
from schemeengine.dossier.edits import drop_path, set_path
from schemeengine.evaluator import Evaluator
from schemeengine.examples.expectations import Expectation
from schemeengine.examples.placing import nearest, section_of, typed
from schemeengine.examples.result import NEUTRAL_DAY, ExampleResult, impossible
from schemeengine.ir.expr import Address
from schemeengine.ir.scheme import Example, Scheme
from schemeengine.loading import LoadedDossier, ReadText, dossier_of
from schemeengine.model.case_documents import DossierDoc, ExampleDoc
from schemeengine.model.place import Raw
from schemeengine.source import Source, Span
from schemeengine.syntax.tree import Entry, MapNode, Node, Scalar


class WholeSchemes:
    """Runs examples of a whole scheme; dossiers they build on are read once."""

    def __init__(self, scheme: Scheme, problems: Problems, read: ReadText) -> None:
        self.scheme, self.problems, self.read = scheme, problems, read
        self.docs = {e.id: e for e in scheme.examples}
        self.evaluator = Evaluator((scheme,), "reference")

    def run(self, example: Example) -> ExampleResult | None:
        doc = example.tree
        assert isinstance(doc, ExampleDoc)
        if doc.expect is None or not isinstance(doc.expect.node, MapNode) or not doc.expect.node.entries:
            self.problems.add(codes.EXAMPLE_EXPECTS_NOTHING, example.span, name=example.id)
            return None
        loaded = self._dossier(example.id, ())
        if loaded is None:
            return None
        errors = Problems()
        bound = binding.bind(loaded.doc, (self.scheme,), errors, loaded.source.sha256, lenient=True)
        if bound is not None:
            bound = self._with_parameters(bound, example.id, errors)
        if bound is None:
            return self._refused(example, errors.items)
        try:
            result = self.evaluator.evaluate(
                bound, today=NEUTRAL_DAY, procedure=self._procedure(example.id), compare_readings=False
            )
        except BadInput as bad:
            return self._refused(example, bad.diagnostics)
        differences = Expectation(self.scheme, example.id, self.problems).compare(
            result.verdicts[0], doc.expect.node
        )
        return ExampleResult(
            self.scheme.id, "", example.id, not differences, tuple(differences), example.span
        )

    def _with_parameters(self, bound: Dossier, name: str, problems: Problems) -> Dossier | None:
        """The case with values for parameters that are set elsewhere, as if they had been set."""
        given: dict[Address, Node] = {}
        for doc in self._lineage(name):
            for entry in _entries(doc.change):
                place = section_of(self.scheme, entry.key.text)
                if place is not None and place[0] == "parameters":
                    known = (a for a in self.scheme.inputs if a.space == "parameter")
                    given |= {a: entry.value for a in known if a.name == place[1]}
        read = {a: typed(self.scheme, self.scheme.inputs[a].type, n, problems) for a, n in given.items()}
        return replace(bound, values={**bound.values, **read}) if None not in read.values() else None

    def _lineage(self, name: str) -> list[ExampleDoc]:
        """The example and those it builds on, the first one first."""
        found: dict[str, ExampleDoc] = {}
        while name in self.docs and name not in found:
            doc = self.docs[name].tree
            assert isinstance(doc, ExampleDoc)
            found[name] = doc
            name = doc.based_on
        return list(reversed(found.values()))

    def _refused(self, example: Example, found: Sequence[Diagnostic]) -> ExampleResult | None:
        """Events that cannot have happened are one example that differs; anything else is a mistake."""
        result = impossible(self.scheme.id, "", example.id, found, example.span)
        if result is None:
            self.problems.extend(found)
        return result

    def _procedure(self, name: str) -> str:
        return next((d.procedure for d in reversed(self._lineage(name)) if d.procedure), "")

    def _dossier(self, name: str, chain: tuple[str, ...]) -> LoadedDossier | None:
        if name in chain or name not in self.docs:
            first = self.docs[chain[0] if chain else name]
            span = first.tree.place.value("based_on") if isinstance(first.tree, ExampleDoc) else first.span
            self.problems.add(codes.EXAMPLE_CIRCLE, span, name=chain[0] if chain else name)
            return None
        doc = self.docs[name].tree
        assert isinstance(doc, ExampleDoc)
        if doc.based_on:
            base = self._dossier(doc.based_on, (*chain, name))
        elif doc.dossier:
            base = self._file(doc)
        else:
            blank = f"schemeengine: 1\ndossier: {name}\nfor: {self.scheme.id}\n"
            found = dossier_of(Source("<example>", blank), self.problems)
            base = found
        return None if base is None else self._changed(base, doc, name)

    def _file(self, doc: ExampleDoc) -> LoadedDossier | None:
        folder = PurePosixPath(self.scheme.source.name).parent
        source = self.read(str(folder / doc.dossier), self.problems)
        return None if source is None else dossier_of(source, self.problems)

    def _changed(self, base: LoadedDossier, doc: ExampleDoc, name: str) -> LoadedDossier | None:
        sections = _Sections(base.doc, self.scheme)
        if doc.as_of is not None:
            sections.as_of = doc.as_of.node
        for entry in _entries(doc.change):
            if not sections.set(entry):
                self._unreadable(name, entry.key.text, entry.key.span)
        for key in ("remove", "forget"):
            for path, span in doc.place.placed(key, getattr(doc, key)):
                if not sections.drop(path):
                    self._unreadable(name, path, span)
        return replace(base, doc=sections.document(doc))

    def _unreadable(self, name: str, path: str, span: Span) -> None:
        self.problems.add(
            codes.EXAMPLE_UNREADABLE, span, name=name, got=path, near=nearest(self.scheme, path)
        )


def _entries(raw: Raw | None) -> tuple[Entry, ...]:
    return raw.node.entries if raw is not None and isinstance(raw.node, MapNode) else ()


_SECTION_KEYS = ("facts", "answers", "judgments", "checklists", "documents", "scores")


class _Sections:
    """The sections of a dossier document as one editable tree."""

    def __init__(self, doc: DossierDoc, scheme: Scheme) -> None:
        self.doc, self.scheme = doc, scheme
        self.as_of: Node | None = doc.as_of.node if doc.as_of is not None else None
        entries = [
            Entry(Scalar(key, raw.node.span), raw.node)
            for key in _SECTION_KEYS
            if (raw := getattr(doc, key)) is not None
        ]
        self.tree: Node = MapNode(tuple(entries), doc.place.span)

    def set(self, entry: Entry) -> bool:
        if entry.key.text in ("as_of", "基準時"):
            self.as_of = entry.value
            return True
        place = section_of(self.scheme, entry.key.text)
        if place is None:
            return False
        if place[0] == "parameters":  # no part of a dossier: see _with_parameters
            return True
        dotted = (place[0], ".".join(place[1:]))
        tree, hit = (
            drop_path(self.tree, dotted) if place[0] in ("answers", "judgments") else (self.tree, False)
        )
        if place[0] == "answers":
            tree, _ = drop_path(tree, (place[0], *entry.key.text.split(".")))
        del hit
        self.tree = set_path(tree, place, entry.value, entry.key.span)
        return True

    def drop(self, path: str) -> bool:
        steps = tuple(path.split("."))
        found = False
        for key in _SECTION_KEYS:
            self.tree, hit = drop_path(self.tree, (key, *steps))
            found = found or hit
        # the judgments of a member that is gone go with it
        return found

    def document(self, doc: ExampleDoc) -> DossierDoc:
        assert isinstance(self.tree, MapNode)
        raws: dict[str, Any] = dict.fromkeys(_SECTION_KEYS)
        raws.update({e.key.text: Raw(e.key, e.value) for e in self.tree.entries})
        procedure = doc.procedure or self.doc.procedure
        as_of = Raw(None, self.as_of) if self.as_of is not None else None
        return self.doc.model_copy(update={**raws, "procedure": procedure, "as_of": as_of})
