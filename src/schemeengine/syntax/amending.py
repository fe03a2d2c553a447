"""An amended text: the tree of the edition before, with what an amendment replaces, adds and repeals.

An amending ordinance says 「第2条を次のように改める」: a named part stands whole in place of the one
of that name. A dotted name reaches a clause within a rule (``who_may_apply.size``)
or a field of a type (``child.fee``). Nothing is ever
mixed below the level that is named, so that a file can be read against the text it amends.
"""

from __future__ import annotations

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_time as codes
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import Entry, MapNode, Node, Scalar

#: Never taken over from the edition before: they speak of that edition.
_OWN = frozenset({"amends", "repeals", "editions", "examples"})
#: Mappings that are one thing, replaced whole.
_WHOLE = frozenset({"instrument"})
#: Sections whose names are places of a text, which may hold dots ("s. 3"), and have nothing below.
_PLACES = frozenset({"outline"})


def amended(base: MapNode, change: MapNode, problems: Problems) -> MapNode:
    """The tree of the amended text. Names that change or repeal nothing there are reported."""
    parts = {_key(e): e for e in base.entries if _key(e) not in _OWN}
    for name in _repealed(change):
        section, _, path = name.text.partition(".")
        found = parts.get(keywords.key(section))
        tree = found.value if found is not None and path else None
        steps = _steps(keywords.key(section), path)
        kept = _changed(tree, steps, None) if isinstance(tree, MapNode) else None
        if found is None or kept is None:
            problems.add(codes.NOTHING_TO_REPEAL, name.span, got=name.text)
        else:
            parts[keywords.key(section)] = Entry(found.key, kept)
    for entry in change.entries:
        key = _key(entry)
        if key == "repeals":
            continue
        old = parts[key].value if key in parts and key not in _WHOLE else None
        if isinstance(old, MapNode) and isinstance(entry.value, MapNode):
            parts[key] = Entry(entry.key, _merged(key, old, entry.value, problems))
        else:
            parts[key] = entry
    torn = base.torn or change.torn
    return MapNode(tuple(parts.values()), change.span, torn)


def _key(entry: Entry) -> str:
    return keywords.key(entry.key.text)


def _repealed(change: MapNode) -> tuple[Scalar, ...]:
    node = next((e.value for e in change.entries if _key(e) == "repeals"), None)
    if node is None or isinstance(node, MapNode):
        return ()
    items = (node,) if isinstance(node, Scalar) else node.items
    return tuple(i for i in items if isinstance(i, Scalar))


def _steps(section: str, name: str) -> list[str]:
    return [name] if section in _PLACES else name.split(".")


def _merged(section: str, old: MapNode, new: MapNode, problems: Problems) -> MapNode:
    """A section: entries of the amendment in place of those of the same name, new ones behind."""
    tree = old
    for entry in new.entries:
        steps = _steps(section, entry.key.text)
        found = _changed(tree, steps, entry)
        if found is None and len(steps) > 1:
            problems.add(codes.NOTHING_TO_CHANGE, entry.key.span, got=entry.key.text)
        elif found is None:
            tree = MapNode((*tree.entries, entry), tree.span, tree.torn)
        else:
            tree = found
    return MapNode(tree.entries, tree.span, tree.torn or new.torn)


def _changed(tree: MapNode, steps: list[str], new: Entry | None) -> MapNode | None:
    """The tree with the entry at a path changed (or, without a new one, gone); None if none is there.

    A step is looked for here, then below each head that stands here (``all:``, ``provisions:``), as
    reason ids leave heads out.
    """
    first, *rest = steps
    for i, entry in enumerate(tree.entries):
        if entry.key.text != first:
            continue
        if not rest:
            put = () if new is None else (Entry(entry.key, new.value),)
            return MapNode((*tree.entries[:i], *put, *tree.entries[i + 1 :]), tree.span, tree.torn)
        below = _changed(entry.value, rest, new) if isinstance(entry.value, MapNode) else None
        return None if below is None else _with(tree, i, below)
    for i, entry in enumerate(tree.entries):
        value = entry.value
        leads_on = isinstance(value, MapNode) and _key(entry) in _HEADS
        below = _changed(value, steps, new) if leads_on and isinstance(value, MapNode) else None
        if below is not None:
            return _with(tree, i, below)
    return None


#: What has named parts and is not named itself: heads, as in reason ids, and the parts of a type, of a
#: scoring and of a procedure.
_HEADS = frozenset(
    {"all", "any", "none", "count", "provisions", "satisfies", "where", "sum", "lesser_of", "greater_of",
     "earlier_of", "later_of", "that", "value", "each", "fields", "computed", "criteria", "bonus", "penalty",
     "stages"}
)  # fmt: skip


def _with(tree: MapNode, index: int, value: Node) -> MapNode:
    key = tree.entries[index].key
    entries = (*tree.entries[:index], Entry(key, value), *tree.entries[index + 1 :])
    return MapNode(entries, tree.span, tree.torn)
