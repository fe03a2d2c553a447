"""Trees → document models: one generic walk over the model's fields, then pydantic's validation.

The walk reads keys in either language, keeps where each stands, and reports everything it finds;
pydantic then checks what is left (missing keys, closed words) and its errors are mapped back to
places in the file.
"""

from __future__ import annotations

import types
from typing import Annotated, Literal, TypeVar, Union, cast, get_args, get_origin

from pydantic import ValidationError

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_shape as codes
from schemeengine.model.documents import Doc, Place, Raw
from schemeengine.model.suggest import closest
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import ListNode, MapNode, Node, Scalar


class _Wrong:
    """A value that could not be read; its diagnostic has been added."""


_WRONG = _Wrong()
_D = TypeVar("_D", bound=Doc)


def build(model: type[_D], tree: Node, problems: Problems, what: str) -> _D | None:
    """Read ``tree`` as ``model``. Returns None after adding diagnostics if it cannot be."""
    found = _document(model, tree, problems, what)
    return cast("_D", found) if isinstance(found, model) else None


def _document(model: type[Doc], tree: Node, problems: Problems, what: str) -> Doc | _Wrong:
    if not isinstance(tree, MapNode):
        problems.add(codes.EXPECTED_MAPPING, tree.span, what=what)
        return _WRONG
    fields = {f.alias or name: (name, f.annotation) for name, f in model.model_fields.items()}
    fields.pop("place", None)
    data: dict[str, object] = {}
    places: dict[str, Span] = {}
    sound = True
    for entry in tree.entries:
        key = keywords.key(entry.key.text)
        if key not in fields:
            _unknown(entry.key, list(fields), problems)
            sound = False
            continue
        places[key] = entry.key.span
        value = _value(fields[key][1], entry.key, entry.value, problems, key, _metadata(model, fields[key][0]))
        if value is _WRONG:
            sound = False
        else:
            data[key] = value
    missing = [k for k, (n, _) in fields.items() if model.model_fields[n].is_required() and k not in places]
    for key in missing:
        problems.add(codes.MISSING_KEY, _first_key(tree), want=_both(key))
    if missing or not sound:
        return _WRONG
    place = Place(tree.span, places)
    try:
        return model.model_validate({**data, "place": place})
    except ValidationError as error:
        for item in error.errors():
            key = str(item["loc"][0]) if item["loc"] else what
            problems.add(codes.UNFIT_VALUE, place.of(key), what=key, why=item["msg"])
        return _WRONG


def _metadata(model: type[Doc], name: str) -> tuple[object, ...]:
    return tuple(model.model_fields[name].metadata)


def _first_key(tree: MapNode) -> Span:
    return tree.entries[0].key.span if tree.entries else tree.span


def _both(key: str) -> str:
    japanese = keywords.TO_JAPANESE.get(key)
    return f"{key} ({japanese})" if japanese else key


def _unknown(key: Scalar, known: list[str], problems: Problems) -> None:
    spellings = [*known, *(keywords.TO_JAPANESE.get(k, k) for k in known)]
    near = closest(key.text, spellings) or ", ".join(known[:8])
    problems.add(codes.UNKNOWN_KEY, key.span, got=key.text, near=near)


def _value(
    annotation: object, key: Scalar, node: Node, problems: Problems, what: str,
    metadata: tuple[object, ...] = (),
) -> object:  # fmt: skip
    annotation = _plain(annotation)
    origin, args = get_origin(annotation), get_args(annotation)
    if annotation is Raw:
        return Raw(key, node)
    if origin is dict:
        return _mapping(args[1], node, problems, what)
    if origin is tuple:
        return _list(args[0], key, node, problems, what)
    if isinstance(annotation, type) and issubclass(annotation, Doc):
        return _document(annotation, node, problems, what)
    if not isinstance(node, Scalar):
        problems.add(codes.EXPECTED_TEXT, node.span, what=what)
        return _WRONG
    if origin is Literal:
        return _closed(cast("tuple[str, ...]", args), node, problems, what)
    if annotation is bool:
        return _yes_no(node, problems, what)
    return node.text


def _plain(annotation: object) -> object:
    """An annotation without ``Annotated`` and without ``| None``."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            rest = [a for a in get_args(annotation) if a is not type(None)]
            annotation = rest[0]
        else:
            return annotation


def _mapping(value: object, node: Node, problems: Problems, what: str) -> object:
    if not isinstance(node, MapNode):
        problems.add(codes.EXPECTED_MAPPING, node.span, what=what)
        return _WRONG
    found: dict[str, object] = {}
    sound = True
    for entry in node.entries:
        item = _value(value, entry.key, entry.value, problems, entry.key.text)
        sound = sound and item is not _WRONG
        found[entry.key.text] = item
    return found if sound else _WRONG


def _list(value: object, key: Scalar, node: Node, problems: Problems, what: str) -> object:
    if isinstance(node, MapNode):
        problems.add(codes.EXPECTED_LIST, node.span, what=what)
        return _WRONG
    nodes = node.items if isinstance(node, ListNode) else (node,)
    if isinstance(node, Scalar) and node.text == "" and node.quoted:
        nodes = ()
    items = tuple(_value(value, key, n, problems, what) for n in nodes)
    return _WRONG if _WRONG in items else items


def _closed(allowed: tuple[str, ...], node: Scalar, problems: Problems, what: str) -> object:
    got = keywords.word(node.text)
    if got in allowed:
        return got
    problems.add(
        codes.UNKNOWN_WORD, node.span, key=what, got=node.text,
        allowed=", ".join(_both(w) for w in allowed),
    )  # fmt: skip
    return _WRONG


def _yes_no(node: Scalar, problems: Problems, what: str) -> object:
    got = keywords.word(node.text)
    if got in ("yes", "no") and not node.quoted:
        return got == "yes"
    problems.add(codes.NOT_YES_OR_NO, node.span, what=what, got=node.text)
    return _WRONG
