"""A document part and where it stands; pieces kept as trees because declarations give their meaning."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, SkipValidation
from pydantic.json_schema import SkipJsonSchema, WithJsonSchema

from schemeengine.source import Source, Span
from schemeengine.syntax.tree import Node, Scalar


@dataclass(frozen=True, slots=True)
class Raw:
    """A named piece of the file, kept as a positioned tree."""

    key: Scalar | None
    node: Node


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document part, its keys and the single items of its values stand."""

    span: Span
    keys: dict[str, Span] = field(default_factory=dict)
    #: The name the part stands under, where it has one.
    name: Span | None = None
    #: Where each item of a value stands: one for a text, as many as a list or map has entries.
    items: dict[str, tuple[Span, ...]] = field(default_factory=dict)

    @property
    def head(self) -> Span:
        """The name of the part, or the part itself: where a message about the whole points."""
        return self.name or self.span

    def of(self, key: str) -> Span:
        """Where a key stands; the head of the part if it was not written."""
        return self.keys.get(key, self.head)

    def value(self, key: str) -> Span:
        """Where the (first) value of a key stands."""
        return self.item(key, 0)

    def item(self, key: str, index: int) -> Span:
        """Where one item of a key's value stands; the key itself if there is no such item."""
        spans = self.items.get(key, ())
        return spans[index] if index < len(spans) else self.of(key)

    def placed(self, key: str, texts: tuple[str, ...]) -> tuple[tuple[str, Span], ...]:
        """The texts of a list, each with where it stands."""
        return tuple((text, self.item(key, i)) for i, text in enumerate(texts))


NOWHERE = Place(Span(Source("", ""), 0, 0))

NodeRaw = Annotated[Raw, SkipValidation, WithJsonSchema({"$ref": "#/$defs/node"})]
ValueRaw = Annotated[
    Raw, SkipValidation, WithJsonSchema({"anyOf": [{"$ref": "#/$defs/node"}, {"type": "array"}]})
]
AnyRaw = Annotated[Raw, SkipValidation, WithJsonSchema({})]
TextRaw = Annotated[Raw, SkipValidation, WithJsonSchema({"type": ["string", "number", "integer", "boolean"]})]


class Doc(BaseModel):
    """A part of a document; ``place`` says where it stands (not part of the written form)."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)

    #: Fields whose named entries stand each for itself: a wrong one leaves the others their meaning.
    parts_apart: ClassVar[frozenset[str]] = frozenset()
    place: SkipJsonSchema[Annotated[Place, SkipValidation]] = Field(default=NOWHERE, exclude=True, repr=False)
