"""The node grammar as JSON Schema: exactly one head with its parameters, or a scalar expression."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from schemeengine.model.grammar import (
    HEADS,
    MODIFIERS,
    PROVISION_KEYS,
    WORDS,
    Head,
    ValueKind,
)
from schemeengine.syntax import keywords

Schema: TypeAlias = dict[str, object]

#: One written value; an editor may take 3 or 1.10 for a number, the reader keeps the characters.
_WRITTEN: Mapping[str, object] = MappingProxyType({"type": ["string", "number", "boolean"]})
_TEXT: Mapping[str, object] = MappingProxyType({"$ref": "#/$defs/text"})
_NODE: Mapping[str, object] = MappingProxyType({"$ref": "#/$defs/node"})


def either_spelling(key: str) -> tuple[str, ...]:
    """A key in English and, where it has one, in Japanese."""
    japanese = keywords.TO_JAPANESE.get(key)
    others = tuple(ja for en, ja in keywords.KEY_SYNONYMS if en == key)
    return (key, japanese, *others) if japanese else (key, *others)


def any_key(name: str) -> Schema:
    """The key must be there, in either spelling."""
    return _one_key((name,))


def text_schema() -> Schema:
    """One written value."""
    return dict(_TEXT)


def text_definition() -> dict[str, Schema]:
    """What :func:`text_schema` refers to, for ``$defs``."""
    return {"text": dict(_WRITTEN)}


def word_schema(words: Sequence[str]) -> Schema:
    """A closed choice; each word in every spelling the reader knows."""
    known = [(en, ja) for _, pairs in keywords.KEYWORDS for en, ja in pairs]
    synonyms = [(en, ja) for en, ja in (*known, *keywords.WORD_SYNONYMS) if keywords.word(ja) == en]
    return {"enum": [*words, *dict.fromkeys(ja for w in words for en, ja in synonyms if en == w)]}


def node_definitions() -> dict[str, Schema]:
    """``node``, ``provision`` and what they are made of, for ``$defs``."""
    found: dict[str, Schema] = {"node_list": _list()}
    for name, kind in MODIFIERS.items():
        found[f"modifier_{name}"] = _value(name, kind)
    found["modifier_if_none"] = {"anyOf": [_value("if_none", "node"), _of_columns()]}
    for name, head in HEADS.items():
        found[f"head_{name}"] = _head(name, head)
    without_effect: Schema = {"not": {"type": "object", **_one_key(PROVISION_KEYS)}}
    found["provision_node"] = _node()
    found["node"] = {"allOf": [{"$ref": "#/$defs/provision_node"}, without_effect]}
    group: Schema = {"type": "object", **any_key("provisions")}
    found["provision"] = {"if": group, "then": _group(), "else": {"$ref": "#/$defs/provision_node"}}
    return found


def _node() -> Schema:
    """A scalar, or exactly one head and what belongs to it.

    The head is looked for first, so that an editor complains about the one clause that is meant,
    not about all the others it is not.
    """
    by_head: list[Schema] = [{"if": any_key(h), "then": {"$ref": f"#/$defs/head_{h}"}} for h in HEADS]
    exactly_one = [{"required": [s]} for h in HEADS for s in either_spelling(h)]
    clause: Schema = {"oneOf": exactly_one, "allOf": by_head}
    return {"if": {"type": "object"}, "then": clause, "else": dict(_TEXT)}


def _head(name: str, head: Head) -> Schema:
    """One head: its value, its parameters, the modifiers, and nothing else."""
    properties: dict[str, Schema] = {}
    for key, kind in ((name, head.value), *head.params.items(), *PROVISION_KEYS.items()):
        properties |= dict.fromkeys(either_spelling(key), _value(key, kind))
    for key in MODIFIERS:
        reference: Schema = {"$ref": f"#/$defs/modifier_{key}"}
        properties |= dict.fromkeys(either_spelling(key), reference)
    wanted = [any_key(name), *(any_key(r) for r in head.required)]
    if head.one_of:
        wanted.append(_one_key(head.one_of))
    if name in ("asked_of", "judged_by"):
        wanted.append(any_key("text"))
    found: Schema = {"type": "object", "properties": properties, "allOf": wanted}
    if name == "reading":  # its branches are named by the choices of the reading
        others = [s for h in HEADS if h != name for s in either_spelling(h)]
        return {**found, "propertyNames": {"not": {"enum": others}}, "additionalProperties": dict(_NODE)}
    return {**found, "additionalProperties": False}


def _of_columns() -> Schema:
    """``if_none`` of a table with several results: a node for each of them, by name."""
    heads = [s for h in HEADS for s in either_spelling(h)]
    return {
        "type": "object", "propertyNames": {"not": {"enum": heads}}, "additionalProperties": dict(_NODE),
    }  # fmt: skip


def _one_key(keys: Iterable[str]) -> Schema:
    return {"anyOf": [{"required": [s]} for key in keys for s in either_spelling(key)]}


def _group() -> Schema:
    """Provisions under a common name, with what holds for all of them."""
    members: Schema = {"type": "object", "additionalProperties": {"$ref": "#/$defs/provision"}}
    properties: dict[str, Schema] = dict.fromkeys(either_spelling("provisions"), members)
    for key in MODIFIERS:
        reference: Schema = {"$ref": f"#/$defs/modifier_{key}"}
        properties |= dict.fromkeys(either_spelling(key), reference)
    for key, kind in PROVISION_KEYS.items():
        properties |= dict.fromkeys(either_spelling(key), _value(key, kind))
    return {
        "type": "object", "properties": properties, "allOf": [any_key("provisions")],
        "additionalProperties": False,
    }  # fmt: skip


def _list() -> Schema:
    """Parts: named (a mapping) or not (a sequence)."""
    return {
        "anyOf": [
            {"type": "array", "items": dict(_NODE)},
            {"type": "object", "additionalProperties": dict(_NODE)},
        ]
    }


def _value(key: str, kind: ValueKind) -> Schema:
    match kind:
        case "node":
            return dict(_NODE)
        case "list":
            return {"$ref": "#/$defs/node_list"}
        case "literal" if key.startswith("round_"):  # the unit may hang on a reading
            return {"anyOf": [dict(_TEXT), {"type": "object"}]}
        case "node_or_list":  # one node, or parts (named or not)
            return {"anyOf": [dict(_NODE), {"$ref": "#/$defs/node_list"}]}
        case "nodes":
            return {"anyOf": [dict(_NODE), {"type": "array", "items": dict(_NODE)}]}
        case "words":
            one = word_schema(WORDS[key])
            return {"anyOf": [one, {"type": "array", "items": one}]}
        case "list_or_iter":
            return {"anyOf": [dict(_TEXT), {"$ref": "#/$defs/node_list"}]}
        case "word":
            closed = word_schema(WORDS[key]) if key in WORDS else dict(_TEXT)
            # A word may hang on a reading: one word for each of its choices.
            return {"anyOf": [closed, {"type": "object"}]}
        case "codes" | "cite":
            texts: Schema = {"type": "array", "items": dict(_TEXT)}
            by_code: Schema = {"type": "object", "additionalProperties": _cite()}
            return _cite() if kind == "cite" else {"anyOf": [dict(_TEXT), texts, by_code]}
        case "branches":
            return {"type": "object", "additionalProperties": dict(_NODE)}
        case "channels":
            return {"type": "object", "additionalProperties": {"anyOf": [dict(_NODE), _channel()]}}
        case "rows":
            return {"type": "array", "items": _row()}
        case "yes_no":
            return word_schema(("yes", "no"))
        case "examples":
            return {"type": "object", "additionalProperties": {"type": "object"}}
        case "choices" | "papers":
            return {}
        case "iter" | "name" | "text" | "table" | "literal" | "days":
            return dict(_TEXT)


def _cite() -> Schema:
    return {"anyOf": [dict(_TEXT), {"type": "array", "items": dict(_TEXT)}]}


def _channel() -> Schema:
    """What must have happened by the deadline: postmarked, or arrived, perhaps until a time of day."""
    nodes = {s: dict(_NODE) for key in ("postmarked", "arrived", "due") for s in either_spelling(key)}
    hours = {s: dict(_TEXT) for s in either_spelling("until_time")}
    one = [_one_key(("postmarked",)), _one_key(("arrived",))]
    return {"type": "object", "properties": {**nodes, **hours}, "oneOf": one, "additionalProperties": False}


def _row() -> Schema:
    properties = {s: dict(_NODE) for key in ("if", "then") for s in either_spelling(key)}
    return {
        "type": "object", "properties": properties, "allOf": [any_key("if"), any_key("then")],
        "additionalProperties": False,
    }  # fmt: skip
