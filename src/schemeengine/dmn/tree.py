"""The XML of a DMN file as a small tree in which every element knows its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_import as codes
from schemeengine.source import Source, Span

#: A person draws tables of a few hundred rules; beyond this depth a file is not a model but an attack.
_DEEPEST = 200


@dataclass(slots=True)
class Element:
    """One element: its name without namespace, its attributes, its words and its children."""

    name: str
    attributes: dict[str, str]
    span: Span
    children: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Element]:
        """The children called ``name``."""
        return (c for c in self.children if c.name == name)

    def first(self, name: str) -> Element | None:
        return next(self.all(name), None)

    def inside(self, name: str) -> Iterator[Element]:
        """All elements called ``name`` at any depth."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.inside(name)

    @property
    def text(self) -> str:
        """The words of its ``text`` child (DMN wraps every expression so), else its own."""
        inner = self.first("text")
        return "".join((inner or self).words).strip()

    @property
    def place(self) -> Span:
        return (self.first("text") or self).span


def read_xml(source: Source, problems: Problems) -> Element | None:
    """The root element, or None with a diagnostic where the file is not well-formed XML.

    A document type declaration is refused: DMN needs none, and entities in it can be made to
    fill the memory or to read other files.
    """
    reader = _Reader(source)
    try:
        reader.read()
    except expat.ExpatError as error:
        place = reader.at(reader.parser.ErrorByteIndex)
        problems.add(codes.NOT_XML, place, why=expat.ErrorString(error.code))
        return None
    except _Refused as refused:
        problems.add(codes.NOT_XML, refused.span, why=refused.why)
        return None
    return reader.root


class _Refused(Exception):
    def __init__(self, span: Span, why: str) -> None:
        self.span, self.why = span, why


class _Reader:
    """Fills the tree as the parser meets the tags."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: Element | None = None
        self._open: list[Element] = []
        self._bytes = source.text.encode("utf-8", "replace")
        self._byte = self._char = 0
        self.parser = expat.ParserCreate("utf-8", "}")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.StartDoctypeDeclHandler = self._doctype

    def read(self) -> None:
        self.parser.Parse(self._bytes, True)

    def at(self, byte: int) -> Span:
        """A place from what the parser counts, bytes; places come in the order of the text."""
        self._char += len(self._bytes[self._byte : byte].decode("utf-8", "replace"))
        self._byte = byte
        return Span(self.source, self._char, self._char + 1)

    def _here(self) -> Span:
        return self.at(self.parser.CurrentByteIndex)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        plain = {k.rpartition("}")[2]: v for k, v in attributes.items()}
        element = Element(name.rpartition("}")[2], plain, self._here())
        if len(self._open) > _DEEPEST:
            raise _Refused(element.span, "too deep")
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _words(self, text: str) -> None:
        self._open[-1].words.append(text)

    def _doctype(self, *_: object) -> None:
        raise _Refused(self._here(), "DOCTYPE")
