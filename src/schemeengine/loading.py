"""Files → schemes: reads a scheme and everything it uses, and assembles its meaning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from schemeengine.diagnostics import Problems, codes_files, codes_meaning, codes_shape, codes_time
from schemeengine.ir.scheme import Scheme
from schemeengine.model.build import build
from schemeengine.model.case_documents import DossierDoc
from schemeengine.model.officers_words import meant
from schemeengine.model.suggest import closest
from schemeengine.source import Source, Span
from schemeengine.syntax import keywords
from schemeengine.syntax.amending import amended
from schemeengine.syntax.files import files_beside, read_text
from schemeengine.syntax.tree import MapNode, Node, Scalar
from schemeengine.syntax.yaml_reader import read_yaml

if TYPE_CHECKING:
    from schemeengine.elaborate.assemble import Used
    from schemeengine.model.documents import CatalogueDoc, SchemeDoc, VocabularyDoc

#: The paths of the other files of one programme: beside ``x.yaml`` all ``x.….yaml``.
FilesBeside = Callable[[str], tuple[str, ...]]
#: Reads a text by its path; None after a diagnostic. Replaced in tests and by embedders.
ReadText = Callable[[str, Problems], "Source | None"]


@dataclass(slots=True)
class Library:
    """Shared files already read, so that a vocabulary used by three schemes is read once."""

    read: ReadText = read_text
    #: The other files of the programme that a path belongs to.
    beside: FilesBeside = files_beside
    _used: dict[str, VocabularyDoc | CatalogueDoc | None] = field(default_factory=dict)
    #: What was found wrong with a shared file, to be said to everyone who uses it.
    _faults: dict[str, Problems] = field(default_factory=dict)
    _sources: dict[str, Source] = field(default_factory=dict)

    def scheme(self, path: str, problems: Problems) -> Scheme | None:
        """Read and assemble the scheme at ``path``; None after diagnostics."""
        source = self.read(path, problems)
        return None if source is None else self.scheme_of(source, problems)

    def scheme_of(self, source: Source, problems: Problems) -> Scheme | None:
        """The scheme a text says, with the other files of the same one; None after diagnostics."""
        # Apart from what is known already: a fault of a shared file counts anew for every scheme.
        own = Problems()
        scheme = self._scheme_of(source, own)
        problems.extend(own.items)
        return None if own.has_errors else scheme

    def _scheme_of(self, source: Source, problems: Problems) -> Scheme | None:
        tree = read_yaml(source, problems)
        if tree is None or document_kind(tree, problems, "scheme") is None:
            return None
        from schemeengine.elaborate.editions import join  # not for dossiers, nor for kept schemes

        texts = self._texts(source, tree, problems)
        found = [self._text(one, of, texts, problems) for one, of in texts]
        schemes = [s for s in found if s is not None]
        return join(schemes, problems) if len(schemes) == len(found) else None

    def _texts(self, source: Source, tree: Node, problems: Problems) -> list[_Text]:
        """The text, and those beside it that state other editions of the same programme."""
        found = [(source, tree)]
        for path in self.beside(source.name):
            other = self.read(path, problems)
            its = None if other is None else read_yaml(other, problems)
            if other is not None and its is not None and _scheme_id(its) == _scheme_id(tree):
                found.append((other, its))
        return found

    def _text(self, source: Source, tree: Node, texts: Sequence[_Text], problems: Problems) -> Scheme | None:
        """The scheme one file says, what it takes over from the edition it amends included."""
        sources = [source]
        whole = _consolidated(tree, texts, sources, problems)
        return None if whole is None else self._assembled(source, whole, sources, problems)

    def _assembled(
        self, source: Source, tree: Node, texts: Sequence[Source], problems: Problems
    ) -> Scheme | None:
        from schemeengine.model.documents import SchemeDoc

        doc = build(SchemeDoc, tree, problems, "scheme", partly=True)
        if doc is None:
            return None
        used: dict[str, Used] = {}
        self._collect(doc, source, used, problems, {source.name})
        from schemeengine.elaborate.assemble import assemble  # not for dossiers, nor for kept schemes

        sources = (*texts, *(self._sources[p] for p in used))
        return assemble(doc, tuple(used.values()), source, sources, problems)

    def _collect(
        self,
        doc: SchemeDoc | VocabularyDoc,
        source: Source,
        used: dict[str, Used],
        problems: Problems,
        under_way: set[str],
    ) -> None:
        """Everything a document uses, directly or through a vocabulary; each file once."""
        from schemeengine.model.documents import VocabularyDoc

        if _not_read(doc, problems):
            problems.unread.all_names = True
        for name, span in doc.place.placed("uses", doc.uses):
            path = _beside(source.name, name)
            if path in used or problems.full:
                continue
            if path in under_way:  # two vocabularies may use each other
                continue
            under_way.add(path)
            found = self._shared(path, name, span, problems)
            if found is None:
                continue
            if isinstance(found, VocabularyDoc):
                self._collect(found, self._sources[path], used, problems, under_way)
            used[path] = found

    def _shared(self, path: str, name: str, span: Span, problems: Problems) -> Used | None:
        """A shared file, read once; what is wrong with it is reported to everyone who uses it."""
        if path not in self._used:
            self._faults[path] = Problems()
            self._used[path] = self._read_shared(path, self._faults[path])
        faults = self._faults[path]
        if any(d.code is codes_files.FILE_NOT_FOUND for d in faults.items):
            problems.add(codes_meaning.USES_NOT_FOUND, span, got=name, looked=path)
        else:
            problems.extend(faults.items)
        problems.unread.update(faults.unread)
        if self._used[path] is None:  # what it would have declared is not known
            problems.unread.all_names = True
        return self._used[path]

    def _read_shared(self, path: str, problems: Problems) -> Used | None:
        source = self.read(path, problems)
        tree = None if source is None else read_yaml(source, problems)
        if source is None or tree is None:
            return None
        self._sources[path] = source
        from schemeengine.model.documents import CatalogueDoc, VocabularyDoc

        match document_kind(tree, problems, "vocabulary", "catalogue"):
            case "vocabulary":
                return build(VocabularyDoc, tree, problems, "vocabulary", partly=True)
            case "catalogue":
                return build(CatalogueDoc, tree, problems, "catalogue", partly=True)
            case _:
                return None


_Text = tuple[Source, Node]


def _not_read(doc: SchemeDoc | VocabularyDoc, problems: Problems) -> bool:
    """Whether the list of shared files that a document uses could not be read."""
    if problems.unread.may_hold_any("uses", keywords.TO_JAPANESE["uses"]):
        return True
    return "uses" in doc.place.keys and not doc.uses and problems.has_errors  # [] is no mistake


def _consolidated(
    tree: Node, texts: Sequence[_Text], sources: list[Source], problems: Problems
) -> Node | None:
    """A text with what it takes over from the edition it amends; ``sources`` gains that file."""
    amends = _scalar(tree, "amends")
    if amends is None or not isinstance(tree, MapNode):
        return tree
    others = [(s, t) for s, t in texts if s not in sources]
    base = next(((s, t) for s, t in others if amends.text in _edition_ids(t)), None)
    if base is None:
        known = ", ".join(e for _, t in others for e in _edition_ids(t)) or "-"
        problems.add(codes_time.AMENDED_UNKNOWN, amends.span, got=amends.text, near=known)
        problems.unread.all_names = True  # what would have been taken over is not known
        return MapNode(tree.entries, tree.span, torn=True)
    sources.append(base[0])
    before = _consolidated(base[1], texts, sources, problems)
    return amended(before, tree, problems) if isinstance(before, MapNode) else None


def _value_of(tree: Node, key: str) -> Node | None:
    entries = tree.entries if isinstance(tree, MapNode) else ()
    return next((e.value for e in entries if keywords.key(e.key.text) == key), None)


def _scalar(tree: Node, key: str) -> Scalar | None:
    found = _value_of(tree, key)
    return found if isinstance(found, Scalar) else None


def _scheme_id(tree: Node) -> str:
    found = _scalar(tree, "scheme")
    return found.text if found is not None else ""


def _edition_ids(tree: Node) -> tuple[str, ...]:
    found = _value_of(tree, "editions")
    return found.keys() if isinstance(found, MapNode) else ()


def _beside(file: str, name: str) -> str:
    """``name`` as seen from the folder of ``file``, with ``.yaml`` and without ``..`` steps."""
    steps: list[str] = []
    for step in (PurePosixPath(file).parent / f"{name}.yaml").parts:
        if step == ".." and steps and steps[-1] not in ("..", "/"):
            steps.pop()
        elif step != ".":
            steps.append(step)
    return str(PurePosixPath(*steps)) if steps else f"{name}.yaml"


_KINDS = {
    "scheme": ("制度", "scheme"), "vocabulary": ("語彙", "vocabulary"),
    "catalogue": ("目録", "catalogue"), "dossier": ("申請書", "dossier"),
}  # fmt: skip
#: What takes each kind of file.
_TAKES = {
    "scheme": ("schemeengine check FILE、schemeengine evaluate … --scheme FILE",
               "schemeengine check FILE, schemeengine evaluate … --scheme FILE"),
    "vocabulary": ("schemeengine check FILE、制度の「使用する語彙:」",
                   "schemeengine check FILE, uses: of a scheme"),
    "catalogue": ("schemeengine check FILE、制度の「使用する語彙:」",
                  "schemeengine check FILE, uses: of a scheme"),
    "dossier": ("schemeengine evaluate FILE、schemeengine status FILE",
                "schemeengine evaluate FILE, schemeengine status FILE"),
}  # fmt: skip


def document_kind(tree: Node, problems: Problems, *wanted: str) -> str | None:
    """Which of the wanted documents a tree is; None after a diagnostic."""
    for entry in tree.entries if isinstance(tree, MapNode) else ():
        key = keywords.key(entry.key.text)
        if key not in _KINDS or not isinstance(entry.value, Scalar):
            continue
        if key in wanted:
            return key
        problems.add(
            codes_shape.WRONG_DOCUMENT, entry.key.span, got_ja=_KINDS[key][0], got_en=_KINDS[key][1],
            want_ja="か".join(_KINDS[w][0] for w in wanted),
            want_en=" or ".join(_KINDS[w][1] for w in wanted),
            takes_ja=_TAKES[key][0], takes_en=_TAKES[key][1],
        )  # fmt: skip
        return None
    if (kind := _kind_meant(tree, wanted)) is not None:
        return kind
    problems.add(codes_shape.UNKNOWN_DOCUMENT, _start(tree))
    return None


def _kind_meant(tree: Node, wanted: Sequence[str]) -> str | None:
    """The kind that a misspelt first key names: reading on as that kind tells of the key."""
    for entry in tree.entries if isinstance(tree, MapNode) else ():
        if keywords.is_keyword(entry.key.text) or not isinstance(entry.value, Scalar):
            continue
        near = meant(entry.key.text, wanted) or closest(
            entry.key.text, [*wanted, *(keywords.TO_JAPANESE[w] for w in wanted)], Fraction(3, 4)
        )
        if near:
            return keywords.key(near)
    return None


def _start(tree: Node) -> Span:
    return tree.entries[0].key.span if isinstance(tree, MapNode) and tree.entries else tree.span


@dataclass(frozen=True, slots=True)
class LoadedDossier:
    """A dossier as read, not yet bound to schemes."""

    doc: DossierDoc
    source: Source


def read_dossier(
    path: str, problems: Problems, read: ReadText = read_text, *, partly: bool = False
) -> LoadedDossier | None:
    """Read a dossier file (YAML or JSON) as a document; None after diagnostics (see :func:`dossier_of`)."""
    source = read(path, problems)
    return None if source is None else dossier_of(source, problems, partly=partly)


#: What a text handed over by a program is called.
TEXT_GIVEN = "<text>"


def dossier_of_text(text: str, name: str = TEXT_GIVEN) -> LoadedDossier:
    """A dossier from a string of YAML or JSON. Raises :class:`BadInput` if it cannot be read."""
    problems = Problems()
    found = dossier_of(Source(name, text), problems)
    problems.raise_if_errors()
    assert found is not None
    return found


def dossier_of(source: Source, problems: Problems, *, partly: bool = False) -> LoadedDossier | None:
    """The dossier a text says; None after diagnostics.

    ``partly``: after diagnostics what could be read of it all the same, so that its values are checked too.
    """
    errors = problems.error_count
    tree = read_yaml(source, problems)
    if tree is None or document_kind(tree, problems, "dossier") is None:
        return None
    doc = build(DossierDoc, tree, problems, "dossier", partly=partly)
    sound = partly or problems.error_count == errors
    return LoadedDossier(doc, source) if doc is not None and sound else None
