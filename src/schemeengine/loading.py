"""Files → schemes: reads a scheme and everything it uses, and assembles its meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_meaning, codes_shape
from schemeengine.ir.assemble import Used, assemble
from schemeengine.ir.scheme import Scheme
from schemeengine.model.build import build
from schemeengine.model.documents import CatalogueDoc, DossierDoc, SchemeDoc, VocabularyDoc
from schemeengine.source import Source, Span
from schemeengine.syntax import keywords
from schemeengine.syntax.files import read_text
from schemeengine.syntax.tree import MapNode, Node, Scalar
from schemeengine.syntax.yaml_reader import read_yaml

#: Reads a text by its path; None after a diagnostic. Replaced in tests and by embedders.
ReadText = Callable[[str, Problems], "Source | None"]


@dataclass(slots=True)
class Library:
    """Shared files already read, so that a vocabulary used by three schemes is read once."""

    read: ReadText = read_text
    _used: dict[str, VocabularyDoc | CatalogueDoc | None] = field(default_factory=dict)
    _sources: dict[str, Source] = field(default_factory=dict)

    def scheme(self, path: str, problems: Problems) -> Scheme | None:
        """Read and assemble the scheme at ``path``; None after diagnostics."""
        source = self.read(path, problems)
        return None if source is None else self.scheme_of(source, problems)

    def scheme_of(self, source: Source, problems: Problems) -> Scheme | None:
        tree = read_yaml(source, problems)
        if tree is None or document_kind(tree, problems) != "scheme":
            return None
        doc = build(SchemeDoc, tree, problems, "scheme")
        if doc is None or not right_version(doc.schemeengine, tree, problems):
            return None
        used: dict[str, Used] = {}
        sound = self._collect(doc, source, used, problems)
        if not sound:
            return None
        sources = (source, *(self._sources[p] for p in used))
        return assemble(doc, tuple(used.values()), source, sources, problems)

    def _collect(
        self, doc: SchemeDoc | VocabularyDoc, source: Source, used: dict[str, Used], problems: Problems
    ) -> bool:
        """Everything a document uses, directly or through a vocabulary; each file once."""
        sound = True
        for name in doc.uses:
            path = _beside(source.name, name)
            if path in used:
                continue
            found = self._shared(path, name, doc, problems)
            if found is None:
                sound = False
                continue
            if isinstance(found, VocabularyDoc):
                sound = self._collect(found, self._sources[path], used, problems) and sound
            used[path] = found
        return sound

    def _shared(
        self, path: str, name: str, doc: SchemeDoc | VocabularyDoc, problems: Problems
    ) -> Used | None:
        if path in self._used:
            return self._used[path]
        self._used[path] = None  # a file that uses itself is not read for ever
        quiet = Problems()
        source = self.read(path, quiet)
        if source is None:
            problems.add(codes_meaning.USES_NOT_FOUND, doc.place.of("uses"), got=name, looked=path)
            return None
        self._sources[path] = source
        tree = read_yaml(source, problems)
        if tree is None:
            return None
        found: Used | None = None
        match document_kind(tree, problems):
            case "vocabulary":
                found = build(VocabularyDoc, tree, problems, "vocabulary")
            case "catalogue":
                found = build(CatalogueDoc, tree, problems, "catalogue")
        self._used[path] = found
        return found


def _beside(file: str, name: str) -> str:
    """``name`` as seen from the folder of ``file``, with ``.yaml`` and without ``..`` steps."""
    steps: list[str] = []
    for step in (PurePosixPath(file).parent / f"{name}.yaml").parts:
        if step == ".." and steps and steps[-1] not in ("..", "/"):
            steps.pop()
        elif step != ".":
            steps.append(step)
    return str(PurePosixPath(*steps)) if steps else f"{name}.yaml"


def document_kind(tree: Node, problems: Problems) -> str | None:
    """Which of the four documents a tree is; None after a diagnostic."""
    if isinstance(tree, MapNode):
        for entry in tree.entries:
            key = keywords.key(entry.key.text)
            if key in ("scheme", "vocabulary", "catalogue", "dossier") and isinstance(entry.value, Scalar):
                return key
    problems.add(codes_shape.UNKNOWN_DOCUMENT, _start(tree))
    return None


def _start(tree: Node) -> Span:
    return tree.entries[0].key.span if isinstance(tree, MapNode) and tree.entries else tree.span


def right_version(version: str, tree: Node, problems: Problems) -> bool:
    if version == "1":
        return True
    problems.add(codes_shape.WRONG_VERSION, tree.span, got=version)
    return False


@dataclass(frozen=True, slots=True)
class LoadedDossier:
    """A dossier as read, not yet bound to schemes."""

    doc: DossierDoc
    source: Source


def read_dossier(
    path: str, problems: Problems, read: ReadText = read_text
) -> LoadedDossier | None:
    """Read a dossier file (YAML or JSON) as a document; None after diagnostics."""
    source = read(path, problems)
    return None if source is None else dossier_of(source, problems)


def dossier_of(source: Source, problems: Problems) -> LoadedDossier | None:
    """The dossier a text says; None after diagnostics."""
    tree = read_yaml(source, problems)
    if tree is None or document_kind(tree, problems) != "dossier":
        return None
    doc = build(DossierDoc, tree, problems, "dossier")
    return None if doc is None else LoadedDossier(doc, source)
