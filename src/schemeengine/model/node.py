"""Trees → nodes as written: which key is the head, which are its parameters, which modify."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_shape as codes
from schemeengine.model.grammar import HEADS, MODIFIERS, WORDS, owners
from schemeengine.model.officers_words import meant
from schemeengine.model.suggest import closest, nearest_shown, no_near
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import Entry, ListNode, MapNode, Node, Scalar


@dataclass(frozen=True, slots=True)
class NodeDoc:
    """One node as written. ``head`` is "" for a scalar expression; keys are canonical."""

    span: Span
    head: str
    head_key: Scalar | None
    value: Node
    params: Mapping[str, Entry]
    modifiers: Mapping[str, Entry]
    #: Keys that are neither: the branches of ``reading``; anywhere else a mistake.
    branches: tuple[Entry, ...] = ()

    def param(self, name: str) -> Node | None:
        entry = self.params.get(name)
        return entry.value if entry else None

    def modifier(self, name: str) -> Node | None:
        entry = self.modifiers.get(name)
        return entry.value if entry else None

    def words(self, name: str) -> str:
        """The text of a textual modifier, or ""."""
        node = self.modifier(name)
        return node.text if isinstance(node, Scalar) else ""


def read_node(tree: Node, problems: Problems, extra: Mapping[str, object] | None = None) -> NodeDoc | None:
    """Sort a node's keys into head, parameters and modifiers.

    ``extra`` names keys the caller reads itself (``effect`` of a provision). Returns None after
    adding a diagnostic if the node has no head or several, or is a list.
    """
    if isinstance(tree, Scalar):
        return NodeDoc(tree.span, "", None, tree, {}, {})
    if isinstance(tree, ListNode):
        problems.add(codes.LIST_INSTEAD_OF_NODE, tree.span)
        return None
    keys = [(keywords.key(e.key.text), e) for e in tree.entries]
    heads = [(k, e) for k, e in keys if k in HEADS]
    if len(heads) != 1:
        _wrong_heads(tree, heads, problems)
        return None
    name, head_entry = heads[0]
    return _sorted(tree, name, head_entry, keys, problems, extra or {})


def _wrong_heads(tree: MapNode, heads: list[tuple[str, Entry]], problems: Problems) -> None:
    if len(heads) > 1:
        problems.add(
            codes.SEVERAL_HEADS, heads[1][1].key.span,
            first=heads[0][1].key.text, second=heads[1][1].key.text,
        )  # fmt: skip
        return
    if problems.full:
        return
    unknown = [e for e in tree.entries if keywords.key(e.key.text) not in MODIFIERS]
    if tree.torn and all(owners(keywords.key(e.key.text)) for e in unknown):
        return  # the head may have been refused before
    entry = unknown[0] if unknown else (tree.entries[0] if tree.entries else None)
    if entry is None:
        problems.add(codes.NO_HEAD, tree.span, got="{}", near="all, any, that")
        return
    name = keywords.key(entry.key.text)
    got = entry.key.text
    word = meant(got, HEADS)
    near = [word] if word else owners(name)[:4] or [closest(got, _spellings(HEADS))]
    near = near if near[0] else ["that", "all", "any"]
    ja = near if got.isascii() else [keywords.TO_JAPANESE.get(k, k) for k in near]
    problems.add(codes.NO_HEAD, entry.key.span, got=got, near_en=", ".join(near), near_ja="、".join(ja))


def _sorted(
    tree: MapNode, name: str, head_entry: Entry, keys: list[tuple[str, Entry]],
    problems: Problems, extra: Mapping[str, object],
) -> NodeDoc | None:  # fmt: skip
    head = HEADS[name]
    params: dict[str, Entry] = {}
    modifiers: dict[str, Entry] = {}
    branches: list[Entry] = []
    for key, entry in keys:
        if key == name or key in extra:
            continue
        if key in head.params:
            params[key] = entry
        elif key in MODIFIERS:
            modifiers[key] = entry
        elif name == "reading":
            branches.append(entry)
        else:
            # Read on as what was probably meant: one slip, one message.
            meant = _stranger(name, key, entry, {k for k, _ in keys}, problems)
            if meant:
                (params if meant in head.params else modifiers)[meant] = entry
    node = NodeDoc(tree.span, name, head_entry.key, head_entry.value, params, modifiers, tuple(branches))
    if not tree.torn:  # what seems to be missing was refused before
        _check_parameters(node, problems)
    return node if _check_values(node, problems) and not tree.torn else None


def _stranger(head: str, key: str, entry: Entry, written: set[str], problems: Problems) -> str:
    """Report a key that does not belong beside ``head``; the one that was probably meant, or ""."""
    belongs = owners(key)
    if belongs:
        problems.add(
            codes.FOREIGN_PARAMETER, entry.key.span,
            got=entry.key.text, **keywords.spoken(head=head), **keywords.spoken(owners=" / ".join(belongs)),
        )  # fmt: skip
        return ""
    if problems.full:
        return ""
    known = [k for k in (*HEADS[head].params, *MODIFIERS) if k not in written]
    spellings = [*known, *(keywords.TO_JAPANESE[k] for k in known)]
    word = meant(entry.key.text, known)
    word = word if entry.key.text.isascii() else keywords.TO_JAPANESE.get(word, word)
    near = word or closest(entry.key.text, spellings)
    shown = near or nearest_shown(entry.key.text, spellings)
    problems.add(codes.UNKNOWN_KEY, entry.key.span, got=entry.key.text, **_nearest(shown, known))
    return keywords.key(near) if near else ""


def _nearest(near: str, known: list[str]) -> dict[str, str]:
    ja, en = (near, near) if near else no_near(known)
    return {"near_ja": ja, "near_en": en}


#: Kinds of value that are written as one text. Some words may hang on a reading instead.
_ONE_TEXT = frozenset({"text", "name", "days", "literal", "yes_no", "table", "word"})
_MAY_HANG_ON_A_READING = frozenset(
    {"means", "not_applicable", "if_holiday", "round_down", "round_up", "round_half_up"}
)


def _check_values(node: NodeDoc, problems: Problems) -> bool:
    """Report every value of the wrong shape; False if one of them leaves the node without meaning."""
    head = HEADS[node.head]
    sound = _has_shape(node.head, head.value, node.value, problems)
    for name, entry in node.params.items():
        sound = _has_shape(name, head.params[name], entry.value, problems) and sound
    for name, entry in node.modifiers.items():
        sound = _has_shape(name, MODIFIERS[name], entry.value, problems) and sound
    return sound


def _has_shape(name: str, kind: str, value: Node, problems: Problems) -> bool:
    if kind == "cite" and isinstance(value, ListNode):
        wrong = next((i for i in value.items if not isinstance(i, Scalar)), None)
    elif kind in _ONE_TEXT or kind == "cite":
        hangs = name in _MAY_HANG_ON_A_READING and isinstance(value, MapNode)
        wrong = None if isinstance(value, Scalar) or hangs else value
    else:
        return True
    inner = wrong.entries[0].key if isinstance(wrong, MapNode) and wrong.entries else None
    if wrong is not None and inner is not None and keywords.key(inner.text) in MODIFIERS:
        problems.add(codes.ONE_LEVEL_TOO_DEEP, inner.span, got=inner.text, **keywords.spoken(what=name))
    elif wrong is not None:
        problems.add(codes.EXPECTED_TEXT, wrong.span, **keywords.spoken(what=name))
    return wrong is None


def _check_parameters(node: NodeDoc, problems: Problems) -> None:
    head = HEADS[node.head]
    assert node.head_key is not None
    for name in head.required:
        if name not in node.params:
            _missing(node, [name], problems)
    if head.one_of:
        given = [p for p in head.one_of if p in node.params]
        if not given:
            _missing(node, head.one_of, problems)
        elif len(given) > 1:
            problems.add(codes.TWO_OF_A_KIND, node.params[given[1]].key.span, first=given[0], second=given[1])
    if node.head in ("asked_of", "judged_by") and "text" not in node.modifiers:
        _missing(node, ["text"], problems)


def _missing(node: NodeDoc, wanted: Sequence[str], problems: Problems) -> None:
    """Report a word that a head needs, in the spelling of each language."""
    assert node.head_key is not None
    ja = keywords.TO_JAPANESE
    problems.add(
        codes.MISSING_PARAMETER, node.head_key.span,
        head_ja=ja.get(node.head, node.head), head_en=node.head,
        want_ja=" / ".join(ja.get(w, w) for w in wanted), want_en=" / ".join(wanted),
    )  # fmt: skip


def closed_word(name: str, scalar: Scalar, problems: Problems) -> str | None:
    """The canonical spelling of a closed-choice word standing as the value of ``name``."""
    got = keywords.word(scalar.text)
    allowed = WORDS[name]
    if got in allowed:
        return got
    problems.add(
        codes.UNKNOWN_WORD, scalar.span, **keywords.spoken(key=name), got=scalar.text,
        allowed_ja="、".join(f"{keywords.TO_JAPANESE.get(w, w)}({w})" for w in allowed),
        allowed_en=", ".join(allowed),
    )  # fmt: skip
    return None


def _spellings(names: Mapping[str, object]) -> list[str]:
    return [*names, *(keywords.TO_JAPANESE[n] for n in names)]
