"""Trees → nodes as written: which key is the head, which are its parameters, which modify."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_shape as codes
from schemeengine.model.grammar import HEADS, MODIFIERS, WORDS, owners
from schemeengine.model.suggest import closest
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
    unknown = [e for e in tree.entries if keywords.key(e.key.text) not in MODIFIERS]
    entry = unknown[0] if unknown else (tree.entries[0] if tree.entries else None)
    if entry is None:
        problems.add(codes.NO_HEAD, tree.span, got="{}", near="all, any, that")
        return
    name = keywords.key(entry.key.text)
    parameter_of = owners(name)
    near = ", ".join(parameter_of) or closest(entry.key.text, _spellings(HEADS)) or "that, all, any"
    problems.add(codes.NO_HEAD, entry.key.span, got=entry.key.text, near=near)


def _sorted(
    tree: MapNode, name: str, head_entry: Entry, keys: list[tuple[str, Entry]],
    problems: Problems, extra: Mapping[str, object],
) -> NodeDoc:  # fmt: skip
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
            _stranger(name, key, entry, problems)
    node = NodeDoc(tree.span, name, head_entry.key, head_entry.value, params, modifiers, tuple(branches))
    _check_parameters(node, problems)
    return node


def _stranger(head: str, key: str, entry: Entry, problems: Problems) -> None:
    belongs = owners(key)
    if belongs:
        problems.add(
            codes.FOREIGN_PARAMETER, entry.key.span,
            got=entry.key.text, head=head, owners=", ".join(belongs),
        )  # fmt: skip
        return
    known = [*HEADS[head].params, *MODIFIERS]
    near = closest(entry.key.text, [*known, *(keywords.TO_JAPANESE[k] for k in known)])
    problems.add(codes.UNKNOWN_KEY, entry.key.span, got=entry.key.text, near=near or "-")


def _check_parameters(node: NodeDoc, problems: Problems) -> None:
    head = HEADS[node.head]
    assert node.head_key is not None
    for name in head.required:
        if name not in node.params:
            problems.add(codes.MISSING_PARAMETER, node.head_key.span, head=node.head, want=name)
    if head.one_of:
        given = [p for p in head.one_of if p in node.params]
        if not given:
            problems.add(
                codes.MISSING_PARAMETER, node.head_key.span,
                head=node.head, want=" / ".join(head.one_of),
            )  # fmt: skip
        elif len(given) > 1:
            problems.add(codes.TWO_OF_A_KIND, node.params[given[1]].key.span, first=given[0], second=given[1])
    if node.head in ("asked_of", "judged_by") and "text" not in node.modifiers:
        problems.add(codes.MISSING_PARAMETER, node.head_key.span, head=node.head, want="text")


def closed_word(name: str, scalar: Scalar, problems: Problems) -> str | None:
    """The canonical spelling of a closed-choice word standing as the value of ``name``."""
    got = keywords.word(scalar.text)
    allowed = WORDS[name]
    if got in allowed:
        return got
    problems.add(
        codes.UNKNOWN_WORD, scalar.span, key=name, got=scalar.text,
        allowed=", ".join(f"{w} ({keywords.TO_JAPANESE.get(w, w)})" for w in allowed),
    )  # fmt: skip
    return None


def _spellings(names: Mapping[str, object]) -> list[str]:
    return [*names, *(keywords.TO_JAPANESE[n] for n in names)]
