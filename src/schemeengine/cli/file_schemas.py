"""JSON Schemas of scheme, vocabulary, catalogue and dossier files, for editors.

Made from the models that read the files: each key also under its Japanese spelling, closed words
in both spellings, and a scalar wherever the reader takes one.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, TypeAlias, Union, get_args, get_origin

from schemeengine.cli.node_schema import (
    any_key,
    either_spelling,
    node_definitions,
    text_definition,
    text_schema,
    word_schema,
)
from schemeengine.model.documents import (
    CatalogueDoc,
    Doc,
    DossierDoc,
    NodeRaw,
    Raw,
    SchemeDoc,
    TextRaw,
    ValueRaw,
    VocabularyDoc,
)

Schema: TypeAlias = dict[str, object]

_FILES: Mapping[str, tuple[type[Doc], str]] = MappingProxyType(
    {
        "scheme.schema.json": (SchemeDoc, "schemeengine: scheme / 制度"),
        "vocabulary.schema.json": (VocabularyDoc, "schemeengine: vocabulary / 語彙"),
        "catalogue.schema.json": (CatalogueDoc, "schemeengine: catalogue / 目録"),
        "dossier.schema.json": (DossierDoc, "schemeengine: dossier / 申請書"),
    }
)


def file_schemas() -> dict[str, Schema]:
    """The schemas by file name."""
    return {name: _schema(model, title) for name, (model, title) in _FILES.items()}


def _schema(model: type[Doc], title: str) -> Schema:
    shared = text_definition()
    body = _object(model, shared)
    if model in (SchemeDoc, VocabularyDoc):
        shared |= node_definitions()
    if model is SchemeDoc:
        properties = body["properties"]
        assert isinstance(properties, dict)
        for key in either_spelling("provisions"):
            properties[key] = _map_of({"$ref": "#/$defs/provision"})
        required = body["allOf"]
        assert isinstance(required, list)
        # an amendment takes its title over from the edition it amends
        either = {"anyOf": [any_key("title"), any_key("amends")]}
        body["allOf"] = [either if r == any_key("title") else r for r in required]
    head: Schema = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title}
    return {**head, **body, "$defs": dict(sorted(shared.items()))}


def _object(model: type[Doc], shared: dict[str, Schema]) -> Schema:
    """An object with every key in both spellings; a required key in either.

    Models met on the way are added to ``shared``, to be referred to by name.
    """
    properties: dict[str, Schema] = {}
    required: list[str] = []
    for name, field in model.model_fields.items():
        if name == "place":
            continue
        key = field.alias or name
        annotation: object = field.annotation
        for marked in field.metadata:  # pydantic takes Annotated apart; the kind of Raw is there
            annotation = Annotated[annotation, marked]
        properties |= dict.fromkeys(either_spelling(key), _value(annotation, shared))
        if field.is_required():
            required.append(key)
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if model.__doc__:
        found = {"description": inspect.cleandoc(model.__doc__), **found}
    if required:
        found["allOf"] = [any_key(key) for key in required]
    return found


def _value(annotation: object, shared: dict[str, Schema]) -> Schema:
    """The value of a key, as the reader takes it."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):  # "… or None": a key that may be left out
        return _value(next(a for a in args if a is not type(None)), shared)
    if origin is Annotated:
        return _raw(annotation) if args[0] is Raw else _value(args[0], shared)
    if origin is Literal:
        return {"enum": [1, "1"]} if args == ("1",) else word_schema(args)
    if origin is dict:
        return _map_of(_value(args[1], shared))
    if origin is tuple:  # a list of one may be written without brackets
        item = _value(args[0], shared)
        return {"anyOf": [{"type": "array", "items": item}, item]}
    if isinstance(annotation, type) and issubclass(annotation, Doc):
        if annotation.__name__ not in shared:
            shared[annotation.__name__] = {}
            shared[annotation.__name__] = _object(annotation, shared)
        return {"$ref": f"#/$defs/{annotation.__name__}"}
    return word_schema(("yes", "no")) if annotation is bool else text_schema()


def _raw(annotation: object) -> Schema:
    """What is kept as a tree: a node, one text, or something only declarations can say."""
    kinds = [k for k in (NodeRaw, TextRaw, ValueRaw) if get_args(k)[1:] == get_args(annotation)[1:]]
    if NodeRaw in kinds:
        return {"$ref": "#/$defs/node"}
    if ValueRaw in kinds:  # a list type may be given as a list
        return {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "array"}]}
    return text_schema() if TextRaw in kinds else {}


def _map_of(schema: Schema) -> Schema:
    return {"type": "object", "additionalProperties": schema}
