"""Trees → document models: one generic walk over the model's fields, then pydantic's validation.

The walk reads keys in either language, keeps where each stands, and reports everything it finds;
pydantic then checks what is left (missing keys, closed words) and its errors are mapped back to
places in the file.
"""

from __future__ import annotations

import types
import unicodedata
from typing import Annotated, Literal, TypeVar, Union, cast, get_args, get_origin

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_shape as codes
from schemeengine.model.officers_words import meant
from schemeengine.model.place import Doc, Place, Raw
from schemeengine.model.suggest import closest, nearest_shown, no_near
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import Entry, ListNode, MapNode, Node, Scalar


class _Wrong:
    """A value that could not be read; its diagnostic has been added."""


_WRONG = _Wrong()
_D = TypeVar("_D", bound=Doc)


def build(model: type[_D], tree: Node, problems: Problems, what: str, *, partly: bool = False) -> _D | None:
    """Read ``tree`` as ``model``. Returns None after adding diagnostics if anything in it is wrong.

    ``partly``: what could be read is returned all the same, so that its meaning can be checked too;
    the names in what is left out are noted in ``problems.unread``.
    """
    errors = problems.error_count
    found = _document(model, tree, problems, what, None, whole=True)
    sound = partly or problems.error_count == errors
    return found if isinstance(found, model) and sound else None


def _document(
    model: type[Doc], tree: Node, problems: Problems, what: str, name: Span | None, *, whole: bool = False
) -> Doc | _Wrong:
    """``whole``: the document itself, of which everything is kept that can be read."""
    if not isinstance(tree, MapNode):
        problems.add(codes.EXPECTED_MAPPING, tree.span, **keywords.spoken(what=what))
        return _WRONG
    fields = {f.alias or name: (name, f.annotation) for name, f in model.model_fields.items()}
    fields.pop("place", None)
    data: dict[str, object] = {}
    places: dict[str, Span] = {}
    items: dict[str, tuple[Span, ...]] = {}
    written = {keywords.key(e.key.text) for e in tree.entries}
    sound = True
    for entry in tree.entries:
        key = keywords.key(entry.key.text)
        if key not in fields:
            # Read on as what was probably meant: one slip, one message.
            needed = [k for k, (n, _) in fields.items() if model.model_fields[n].is_required()]
            key = _unknown(entry.key, list(fields), written, needed, problems)
            if not key:
                _leave_out(entry, problems)
                continue
        if key in places:
            problems.add(codes.SAME_KEY_TWICE, entry.key.span, got=entry.key.text, key=places[key].text)
            _leave_out(entry, problems)
            continue
        places[key], items[key] = entry.key.span, _item_spans(entry.value)
        apart = whole or key in model.parts_apart
        value = _value(fields[key][1], entry.key, entry.value, problems, key, apart=apart)
        if value is _WRONG:
            _leave_out(entry, problems)
            sound = False
        else:
            data[key] = value
    missing = [k for k, (n, _) in fields.items() if model.model_fields[n].is_required() and k not in places]
    for key in missing:
        if not tree.torn:
            said = {"want_ja": _both(key), "want_en": key}
            problems.add(codes.MISSING_KEY, name or _first_key(tree), **said)
    if whole:
        data |= {key: _stand_in(fields[key][1]) for key in missing}
        data |= {k: _stand_in(fields[k][1]) for k, (n, _) in fields.items()
                 if model.model_fields[n].is_required() and k not in data}  # fmt: skip
    elif missing or not sound or tree.torn:
        return _WRONG
    place = Place(tree.span, places, name, items)
    return model.model_validate({**data, "place": place})


def _leave_out(entry: Entry, problems: Problems) -> None:
    """The names in a part that is not read may be declared there."""
    problems.unread.add_names(f"{entry.key.text} {entry.value.span.text}")


def _stand_in(annotation: object) -> object:
    """What stands for a required text or map that was refused or left out."""
    annotation = _plain(annotation)
    if get_origin(annotation) is Literal:
        return get_args(annotation)[0]
    return {} if get_origin(annotation) is dict else ""


def _item_spans(node: Node) -> tuple[Span, ...]:
    match node:
        case Scalar():
            return (node.span,)
        case ListNode():
            return tuple(item.span for item in node.items)
        case MapNode():
            return tuple(entry.value.span for entry in node.entries)


def _first_key(tree: MapNode) -> Span:
    return tree.entries[0].key.span if tree.entries else tree.span


def _both(key: str) -> str:
    japanese = keywords.TO_JAPANESE.get(key)
    return f"{japanese}({key})" if japanese else key


def _unknown(key: Scalar, known: list[str], written: set[str], needed: list[str], problems: Problems) -> str:
    """Report a key that is not known here; the one that was probably meant, or ""."""
    if problems.full:
        return ""
    free = [k for k in known if k not in written]
    kin = _kin(key.text, free)
    near = meant(key.text, free)
    near = near if key.text.isascii() else keywords.TO_JAPANESE.get(near, near)
    near = near or closest(key.text, [*free, *(keywords.TO_JAPANESE.get(k, k) for k in free)])
    spellings = [*known, *(keywords.TO_JAPANESE.get(k, k) for k in known)]
    shown = " / ".join(kin) or near or nearest_shown(key.text, spellings)
    ja, en = (shown, shown) if shown else no_near(known)
    problems.add(codes.UNKNOWN_KEY, key.span, got=key.text, near_ja=ja, near_en=en)
    if kin:
        near = kin[0] if len(kin) == 1 else ""
    elif not near and keywords.key(shown) in needed and keywords.key(shown) in free:
        near = shown  # 名称 for 題名: it need not be called missing, too
    return keywords.key(near) if near else ""


def _kin(got: str, free: list[str]) -> list[str]:
    """The keys here that a word of the language from elsewhere is part of: for by, decided_by."""
    if not keywords.is_keyword(got):
        return []
    found = [k for k in free if keywords.key(got) in k.split("_")]
    return found if got.isascii() else [keywords.TO_JAPANESE.get(k, k) for k in found]


def _value(
    annotation: object, key: Scalar, node: Node, problems: Problems, what: str, *, apart: bool = False
) -> object:
    """``apart``: of named parts each is read for itself, and a wrong one left out."""
    annotation = _plain(annotation)
    origin, args = get_origin(annotation), get_args(annotation)
    if annotation is Raw:
        return Raw(key, node)
    if origin is dict:
        return _mapping(args[1], key, node, problems, apart)
    if origin is tuple:
        return _list(args[0], key, node, problems, what)
    if isinstance(annotation, type) and issubclass(annotation, Doc):
        return _document(annotation, node, problems, what, key.span)
    if not isinstance(node, Scalar):
        problems.add(codes.EXPECTED_TEXT, node.span, what=key.text)
        return _WRONG
    if origin is Literal:
        return _closed(cast("tuple[str, ...]", args), key, node, problems, what)
    if annotation is bool:
        return _yes_no(key, node, problems)
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


def _mapping(value: object, key: Scalar, node: Node, problems: Problems, apart: bool) -> object:
    if not isinstance(node, MapNode):
        problems.add(codes.EXPECTED_MAPPING, node.span, what=key.text)
        return _WRONG
    found: dict[str, object] = {}
    sound = apart or not node.torn
    for entry in node.entries:
        item = _value(value, entry.key, entry.value, problems, entry.key.text)
        if item is not _WRONG:
            found[entry.key.text] = item
        elif apart:
            _leave_out(entry, problems)
        else:
            sound = False
    return found if sound else _WRONG


def _list(value: object, key: Scalar, node: Node, problems: Problems, what: str) -> object:
    if isinstance(node, MapNode):
        problems.add(codes.EXPECTED_LIST, node.span, what=key.text)
        return _WRONG
    nodes = node.items if isinstance(node, ListNode) else (node,)
    if isinstance(node, Scalar) and node.text == "" and node.quoted:
        nodes = ()
    items = tuple(_value(value, key, n, problems, what) for n in nodes)
    return _WRONG if _WRONG in items or (isinstance(node, ListNode) and node.torn) else items


def _closed(allowed: tuple[str, ...], key: Scalar, node: Scalar, problems: Problems, what: str) -> object:
    got = keywords.word(node.text)
    plain = unicodedata.normalize("NFKC", got)  # 言語版: １
    if got in allowed or plain in allowed:
        return got if got in allowed else plain
    if what == "schemeengine":
        problems.add(codes.WRONG_VERSION, node.span, got=node.text)
        return _WRONG
    problems.add(
        codes.UNKNOWN_WORD, node.span, key=key.text, got=node.text,
        allowed_ja="、".join(_both(w) for w in allowed), allowed_en=", ".join(allowed),
    )  # fmt: skip
    return _WRONG


def _yes_no(key: Scalar, node: Scalar, problems: Problems) -> object:
    got = keywords.word(node.text)
    if got in ("yes", "no") and not node.quoted:
        return got == "yes"
    problems.add(codes.NOT_YES_OR_NO, node.span, what=key.text, got=node.text)
    return _WRONG
