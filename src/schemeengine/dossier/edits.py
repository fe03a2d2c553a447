"""Small changes to a dossier's tree: set, remove and forget by path (for examples and what-ifs)."""

from __future__ import annotations

from dataclasses import replace

from schemeengine.source import Span
from schemeengine.syntax.tree import Entry, ListNode, MapNode, Node, Scalar


def set_path(tree: Node, path: tuple[str, ...], value: Node, span: Span) -> Node:
    """The tree with ``value`` at a path; records and list members by key are made as needed."""
    if not path:
        return value
    head, rest = path[0], path[1:]
    if isinstance(tree, ListNode):
        items = [set_path(item, rest, value, span) if _is_member(item, head) else item for item in tree.items]
        if not any(_is_member(item, head) for item in tree.items):
            fresh = MapNode((_entry("id", Scalar(head, span, quoted=True), span),), span)
            items.append(set_path(fresh, rest, value, span))
        return ListNode(tuple(items), tree.span)
    entries = list(tree.entries) if isinstance(tree, MapNode) else []
    for i, entry in enumerate(entries):
        if entry.key.text == head:
            entries[i] = replace(entry, value=set_path(entry.value, rest, value, span))
            return MapNode(tuple(entries), tree.span)
    inner: Node = MapNode((), span)
    entries.append(_entry(head, set_path(inner, rest, value, span) if rest else value, span))
    return MapNode(tuple(entries), tree.span)


def drop_path(tree: Node, path: tuple[str, ...]) -> tuple[Node, bool]:
    """The tree without what stands at a path, and whether there was anything."""
    head, rest = path[0], path[1:]
    if isinstance(tree, ListNode):
        kept: list[Node] = []
        hit = False
        for item in tree.items:
            if not _is_member(item, head):
                kept.append(item)
            elif rest:
                inner, found = drop_path(item, rest)
                hit = hit or found
                kept.append(inner)
            else:
                hit = True
        return ListNode(tuple(kept), tree.span), hit
    if not isinstance(tree, MapNode):
        return tree, False
    entries: list[Entry] = []
    hit = False
    for entry in tree.entries:
        if entry.key.text == ".".join(path):
            hit = True
        elif entry.key.text != head:
            entries.append(entry)
        elif rest:
            inner, found = drop_path(entry.value, rest)
            hit = hit or found
            entries.append(replace(entry, value=inner))
        else:
            hit = True
    return MapNode(tuple(entries), tree.span), hit


def _entry(key: str, value: Node, span: Span) -> Entry:
    return Entry(Scalar(key, span), value)


def _is_member(item: Node, key: str) -> bool:
    """Whether a list item is the member with this key (its first field named id, or any key)."""
    if not isinstance(item, MapNode):
        return isinstance(item, Scalar) and item.text == key
    found = item.get("id")
    if found is None:
        found = next((e.value for e in item.entries if isinstance(e.value, Scalar)), None)
    return isinstance(found, Scalar) and found.text == key
