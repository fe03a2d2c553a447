"""Provisions and groups of provisions: effect, and what a group hands down to its members."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from schemeengine.diagnostics import codes_shape
from schemeengine.ir.clauses import read_cite, yes_no
from schemeengine.ir.declare import check_name
from schemeengine.ir.elaborator import Elaborator
from schemeengine.ir.expr import Op
from schemeengine.ir.scheme import Clause, Effect, Guard, Provision
from schemeengine.ir.scope import Scope
from schemeengine.ir.splitting import split
from schemeengine.model.documents import Raw
from schemeengine.model.node import closed_word
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import Entry, MapNode, Node, Scalar

Group = dict[str, Provision]


def _entries(node: Node) -> dict[str, Entry]:
    if not isinstance(node, MapNode):
        return {}
    return {keywords.key(e.key.text): e for e in node.entries}


def _flat(
    raws: Mapping[str, Raw], prefix: str = ""
) -> Iterator[tuple[str, Scalar | None, Node, Mapping[str, Entry]]]:
    """Every provision with its dotted name, and its group's keys ({} outside a group)."""
    for name, raw in raws.items():
        entries = _entries(raw.node)
        members = entries.get("provisions")
        if members is not None and isinstance(members.value, MapNode):
            inner = {e.key.text: Raw(e.key, e.value) for e in members.value.entries}
            for dotted, key, node, _ in _flat(inner, f"{prefix}{name}."):
                yield dotted, key, node, entries
        else:
            yield f"{prefix}{name}", raw.key, raw.node, {}


def provision_names(el: Elaborator, raws: Mapping[str, Raw]) -> None:
    """Enter all provisions by name, so that rules may refer to them in any order."""
    for dotted, key, node, group in _flat(raws):
        span = key.span if key is not None else node.span
        check_name(el, dotted.rpartition(".")[2], span)
        el.declare(dotted, span, _resolver(el, dotted, node, group))


def _resolver(
    el: Elaborator, dotted: str, node: Node, group: Mapping[str, Entry]
) -> Callable[[], Clause | None]:
    return lambda: _provision_clause(el, dotted, node, group)


def _provision_clause(el: Elaborator, dotted: str, node: Node, group: Mapping[str, Entry]) -> Clause | None:
    cite = read_cite(el, group["cite"].value) if "cite" in group else ()
    prefix, _, name = dotted.rpartition(".")
    tree = _without(node, ("effect", "stage"))
    found = yes_no(el, tree, Scope(prefix, cite), name)
    if found is None:
        return None
    found = _handed_down(el, found, group, Scope(prefix, cite))
    if found is None:
        return None
    return replace(found, expr=split(el, found.expr))


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
    for dotted, _, node, group in _flat(raws):
        if dotted not in el.named:
            continue  # its name was taken by something else, which has been reported
        clause = el.clause_of(dotted, node.span)
        effect = _effect(el, _entries(node).get("effect") or group.get("effect"))
        if clause is not None and effect is not None:
            result[dotted] = Provision(dotted, clause, effect)
    return result


def _effect(el: Elaborator, entry: Entry | None) -> Effect | None:
    if entry is None:
        return "require"
    if not isinstance(entry.value, Scalar):
        el.problems.add(codes_shape.EXPECTED_TEXT, entry.value.span, what="effect")
        return None
    word = closed_word("effect", entry.value, el.problems)
    match word:
        case "require" | "exclude" | "scope" | "permit":
            return word
        case _:
            return None
