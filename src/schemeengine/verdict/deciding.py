"""Which parts of an explanation decide: those that alone fix the status of a line."""

from __future__ import annotations

from dataclasses import replace

from schemeengine.ir.clause import Clause
from schemeengine.verdict.model import TraceNode

_SAME_VALUE = ("lesser_of", "greater_of", "earlier_of", "later_of")


def wanted_parts(head: str, status: str) -> frozenset[str] | None:
    """The statuses of the parts that fix the status of a line; None where all of them do."""
    match head, status:
        case (("all" | "every"), "false"):
            return frozenset({"false"})
        case (("any" | "some"), "true") | ("none", "false"):
            return frozenset({"true"})
        case (("all" | "any" | "every" | "some" | "none"), "unknown"):
            return frozenset({"unknown"})
        case "count", "true":
            return frozenset({"true", "unknown"})
        case "count", ("false" | "unknown"):
            return frozenset({"false", "unknown", "true"})
        case _:
            return None


def deciding(node: TraceNode, clause: Clause) -> TraceNode:
    """Mark the parts that do not matter for the status of this line."""
    if node.head in _SAME_VALUE:
        return replace(node, parts=tuple(replace(p, deciding=p.value == node.value) for p in node.parts))
    wanted = wanted_parts(node.head, node.status)
    guard_decides = node.status == "not_applicable" and bool(clause.guards)
    parts = []
    for part in node.parts:
        is_guard = part.role in ("applies_when", "unless", "deemed_when")
        if guard_decides:
            keep = is_guard
        elif is_guard:
            keep = part.role == "deemed_when" and part.status == "true"
        else:
            keep = wanted is None or part.status in wanted
        parts.append(part if keep == part.deciding else replace(part, deciding=keep))
    return replace(node, parts=tuple(parts))
