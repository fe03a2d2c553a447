"""Sections of a dossier that are written by path, nested or dotted."""

from __future__ import annotations

from collections.abc import Iterator

from schemeengine.model.place import Raw
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import Entry, MapNode, Node


def maps(node: Node, prefix: str = "") -> Iterator[tuple[str, MapNode]]:
    """Every mapping under ``judgments`` that is not one of the judgments itself, by dotted path."""
    if not isinstance(node, MapNode):
        return
    for entry in node.entries:
        path = f"{prefix}{entry.key.text}"
        if isinstance(entry.value, MapNode):
            keys = {keywords.key(e.key.text) for e in entry.value.entries}
            if "decision" not in keys and not all(isinstance(e.value, MapNode) for e in entry.value.entries):
                yield path, entry.value
            elif "decision" not in keys:
                yield from maps(entry.value, f"{path}.")
                yield path, entry.value


def leaves(raw: Raw | None, known: frozenset[str]) -> Iterator[tuple[str, Span, Node]]:
    """The values of a nested or dotted section, by dotted path."""
    if raw is None or not isinstance(raw.node, MapNode):
        return
    stack: list[tuple[str, Entry]] = [(e.key.text, e) for e in reversed(raw.node.entries)]
    while stack:
        path, entry = stack.pop()
        node = entry.value
        if path in known or not isinstance(node, MapNode) or _is_leaf(path, node, known):
            yield path, entry.key.span, node
        else:
            stack += [(f"{path}.{e.key.text}", e) for e in reversed(node.entries)]


def _is_leaf(path: str, node: MapNode, known: frozenset[str]) -> bool:
    """Whether a mapping is one value (a judgment, or something unknown) rather than a level of paths."""
    if any(keywords.key(e.key.text) == "decision" for e in node.entries):
        return True
    leads_on = any(k.startswith(f"{path}.") for k in known)
    return not leads_on and not any(isinstance(e.value, MapNode) for e in node.entries)
