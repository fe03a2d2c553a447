"""Provisions and groups of provisions: effect, and what a group hands down to its members."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from schemeengine.diagnostics import codes_shape
from schemeengine.elaborate.clauses import read_cite, superseded, yes_no
from schemeengine.elaborate.declare import check_name
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.scope import Scope
from schemeengine.elaborate.splitting import split
from schemeengine.ir.expr import Op
from schemeengine.ir.scheme import Clause, Effect, Guard, Provision
from schemeengine.model.documents import Raw
from schemeengine.model.node import closed_word
from schemeengine.model.suggest import closest, no_near
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import Entry, MapNode, Node, Scalar

Group = dict[str, Provision]

#: What a group may say; all but the wording is handed down to its members.
_GROUP_KEYS = frozenset(
    {"provisions", "cite", "effect", "applies_when", "unless", "label", "label_en", "text", "text_en", "note"}
)
#: The keys of the groups a provision stands in, the outermost group first.
Above = tuple[Mapping[str, Entry], ...]


def _entries(node: Node) -> dict[str, Entry]:
    if not isinstance(node, MapNode):
        return {}
    return {keywords.key(e.key.text): e for e in node.entries}


def _flat(
    raws: Mapping[str, Raw], prefix: str = "", above: Above = ()
) -> Iterator[tuple[str, Scalar | None, Node, Above]]:
    """Every provision with its dotted name, and the keys of the groups it stands in."""
    for name, raw in raws.items():
        entries = _entries(raw.node)
        members = entries.get("provisions")
        if members is not None and isinstance(members.value, MapNode):
            inner = {e.key.text: Raw(e.key, e.value) for e in members.value.entries}
            yield from _flat(inner, f"{prefix}{name}.", (*above, entries))
        else:
            yield f"{prefix}{name}", raw.key, raw.node, above


def provision_names(el: Elaborator, raws: Mapping[str, Raw]) -> None:
    """Enter all provisions by name, so that rules may refer to them in any order."""
    groups: dict[int, Mapping[str, Entry]] = {}
    for dotted, key, node, above in _flat(raws):
        span = key.span if key is not None else node.span
        check_name(el, dotted.rpartition(".")[2], span)
        el.declare(dotted, span, _resolver(el, dotted, node, above))
        groups.update((id(group), group) for group in above)
    for group in groups.values():
        _check_group(el, group)


def _check_group(el: Elaborator, group: Mapping[str, Entry]) -> None:
    """A key that a group does not know would silently not be handed down."""
    for key, entry in group.items():
        if key not in _GROUP_KEYS:
            known = sorted(_GROUP_KEYS)
            spellings = [*known, *(keywords.TO_JAPANESE.get(k, k) for k in known)]
            near = closest(entry.key.text, spellings)
            ja, en = (near, near) if near else no_near(known)
            el.problems.add(
                codes_shape.UNKNOWN_KEY, entry.key.span, got=entry.key.text, near_ja=ja, near_en=en
            )


def _resolver(el: Elaborator, dotted: str, node: Node, above: Above) -> Callable[[], Clause | None]:
    return lambda: _provision_clause(el, dotted, node, above)


def _nearest(above: Above, key: str) -> Entry | None:
    """What the innermost group that says anything says."""
    return next((group[key] for group in reversed(above) if key in group), None)


def _provision_clause(el: Elaborator, dotted: str, node: Node, above: Above) -> Clause | None:
    cited = _nearest(above, "cite")
    cite = read_cite(el, cited.value) if cited is not None else ()
    prefix, _, name = dotted.rpartition(".")
    found = own = yes_no(el, _without(node, ("effect",)), Scope(prefix, cite), name)
    for group in reversed(above):
        found = None if found is None else _handed_down(el, found, group, Scope(prefix, cite))
    if found is None or own is None:
        return None
    whole = replace(found, expr=split(el, found.expr))
    superseded(el, own, whole)
    return whole


def _without(node: Node, keys: tuple[str, ...]) -> Node:
    """The node without the keys only a provision has."""
    if not isinstance(node, MapNode):
        return node
    kept = tuple(e for e in node.entries if keywords.key(e.key.text) not in keys)
    return replace(node, entries=kept)


def _handed_down(el: Elaborator, found: Clause, group: Mapping[str, Entry], scope: Scope) -> Clause | None:
    for kind in ("unless", "applies_when"):
        if kind not in group:
            continue
        condition = yes_no(el, group[kind].value, scope)
        if condition is None:
            return None
        test = condition.expr
        if kind == "unless":
            test = el.negate(el.make(Op.ANY, (test,)))
        guard = Guard("applies_when" if kind == "applies_when" else "unless", condition)
        found = replace(found, expr=el.guard(test, found.expr), guards=(guard, *found.guards))
    return found


def provisions(el: Elaborator, raws: Mapping[str, Raw]) -> Group:
    """All provisions, elaborated, with their effects."""
    result: Group = {}
    for dotted, _, node, above in _flat(raws):
        if dotted not in el.named:
            continue  # its name was taken by something else, which has been reported
        clause = el.clause_of(dotted, node.span)
        effect = _effect(el, _entries(node).get("effect") or _nearest(above, "effect"))
        if clause is not None and effect is not None:
            result[dotted] = Provision(dotted, clause, effect)
    return result


def _effect(el: Elaborator, entry: Entry | None) -> Effect | None:
    if entry is None:
        return "require"
    if not isinstance(entry.value, Scalar):
        el.problems.add(codes_shape.EXPECTED_TEXT, entry.value.span, **keywords.spoken(what="effect"))
        return None
    word = closed_word("effect", entry.value, el.problems)
    match word:
        case "require" | "exclude" | "scope" | "permit":
            return word
        case _:
            return None
