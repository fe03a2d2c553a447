"""JSON Schemas of scheme, vocabulary, catalogue and dossier files, for editors.

Made from the models that read the files: each key also under its Japanese spelling, closed words
in both spellings, and a scalar wherever the reader takes one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from schemeengine.cli.node_schema import (
    TEXT,
    any_key,
    either_spelling,
    node_definitions,
    word_schema,
    words_of_text,
)
from schemeengine.model.documents import (
    CatalogueDoc,
    Doc,
    DossierDoc,
    SchemeDoc,
    VocabularyDoc,
)

Schema: TypeAlias = dict[str, object]

_FILES: Mapping[str, tuple[type[Doc], str]] = {
    "scheme.schema.json": (SchemeDoc, "schemeengine: scheme / 制度"),
    "vocabulary.schema.json": (VocabularyDoc, "schemeengine: vocabulary / 語彙"),
    "catalogue.schema.json": (CatalogueDoc, "schemeengine: catalogue / 目録"),
    "dossier.schema.json": (DossierDoc, "schemeengine: dossier / 申請書"),
}


def file_schemas() -> dict[str, Schema]:
    """The schemas by file name."""
    return {name: _schema(model, title) for name, (model, title) in _FILES.items()}


def _schema(model: type[Doc], title: str) -> Schema:
    made = model.model_json_schema(by_alias=True)
    definitions = made.pop("$defs", {})
    assert isinstance(definitions, dict)
    body = _object(made)
    shared = {name: _object(part) for name, part in definitions.items()}
    if model is SchemeDoc:
        properties = body["properties"]
        assert isinstance(properties, dict)
        for key in either_spelling("provisions"):
            properties[key] = _map_of({"$ref": "#/$defs/provision"})
    if model in (SchemeDoc, VocabularyDoc):
        shared |= node_definitions()
    found: Schema = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title, **body}
    return {**found, "$defs": dict(sorted(shared.items()))} if shared else found


def _map_of(schema: Schema) -> Schema:
    return {"type": "object", "additionalProperties": schema}


# ------------------------------------------------------------------ what pydantic makes, rewritten
def _object(schema: Mapping[str, object]) -> Schema:
    """An object with every key in both spellings; a required key in either."""
    properties = schema.get("properties", {})
    required = schema.get("required", [])
    assert isinstance(properties, dict)
    assert isinstance(required, list)
    both = {k: _value(v) for name, v in properties.items() for k in either_spelling(name)}
    found: Schema = {"type": "object", "properties": both, "additionalProperties": False}
    if "description" in schema:
        found = {"description": schema["description"], **found}
    if required:
        found["allOf"] = [any_key(name) for name in required]
    return found


def _value(schema: object) -> Schema:
    """The value of a key, as the reader takes it."""
    assert isinstance(schema, dict)
    if "anyOf" in schema:  # "… or null": a key that may be left out
        return _value(next(s for s in schema["anyOf"] if s.get("type") != "null"))
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    words = schema.get("enum") or ([schema["const"]] if "const" in schema else None)
    if words == ["1"]:
        return {"enum": [1, "1"]}
    if words:
        return word_schema(words)
    match schema.get("type"):
        case "array":
            item = _value(schema["items"])
            return {"anyOf": [{"type": "array", "items": item}, item]}
        case "object":
            return _map_of(_value(schema.get("additionalProperties", {})))
        case "boolean":
            return word_schema(["yes", "no"])
        case "string":
            return words_of_text()
        case list():
            return dict(TEXT)
        case _:
            return {}
