"""What holds where no row of a table, no branch of a ``case`` is for the case: ``if_none``, or a mistake.

A table with several results says it for each of them, or for all at once:

    if_none: none                          # there is none
    if_none: {capital: 3億円, staff: 300人}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from schemeengine import truth
from schemeengine.diagnostics import codes_computing, codes_shape
from schemeengine.elaborate.clauses import says_none, value
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.key_classes import shown
from schemeengine.elaborate.key_domain import lacking
from schemeengine.elaborate.scope import Scope
from schemeengine.ir import types
from schemeengine.ir.cells import HitPolicy
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind, Type
from schemeengine.model.node import NodeDoc
from schemeengine.model.suggest import closest
from schemeengine.syntax.tree import MapNode, Node
from schemeengine.values import Stated


# ------------------------------------------------------------------ tables
def for_column(policy: HitPolicy, node: NodeDoc, type_: Type) -> HitPolicy:
    """A condition has no "none": where something else is said for it, it leaves until that is put in."""
    tree = node.modifier("if_none")
    if tree is None or type_.kind is not Kind.YES_NO or says_none(tree):
        return policy
    return replace(policy, no_row="leaves")


def by_column(
    el: Elaborator, node: NodeDoc, scope: Scope, columns: Mapping[str, Expr]
) -> dict[str, Expr] | None:
    """The columns, each with what ``if_none`` says of it; None after a diagnostic.

    Of a table with one result that is left to be done with every other value (after rounding and guards).
    """
    tree = node.modifier("if_none")
    if tree is None or says_none(tree):
        return dict(columns)
    named = {e.key.text: e for e in tree.entries} if isinstance(tree, MapNode) else {}
    if not named.keys() & columns.keys():
        if len(columns) == 1:
            return dict(columns)
        if len({c.type.kind for c in columns.values()}) > 1:  # one value cannot stand for all of them
            _names_all(el, node, columns, [])
            return None
        said: dict[str, Node] = dict.fromkeys(columns, tree)
    else:
        if not _names_all(el, node, columns, [e.key.text for e in named.values()]):
            return None
        said = {name: named[name].value for name in columns}
    found: dict[str, Expr] = {}
    for name, column in columns.items():
        if says_none(said[name]):
            fails = el.make(Op.IF_NONE, (column, el.truth(False)), (), types.YES_NO)
            found[name] = fails if column.type.kind is Kind.YES_NO else column
            continue
        alternative = value(el, said[name], scope, column.type)
        if alternative is None:
            return None
        el.mentioned.update(c.id for c in alternative.parts)
        found[name] = el.make(Op.IF_NONE, (column, alternative.expr), (), column.type)
    return found


def _names_all(el: Elaborator, node: NodeDoc, columns: Mapping[str, Expr], named: list[str]) -> bool:
    """Whether ``if_none`` names every result, and nothing else."""
    tree = node.modifiers["if_none"]
    for entry in tree.value.entries if isinstance(tree.value, MapNode) else ():
        if named and entry.key.text not in columns:
            near = closest(entry.key.text, list(columns)) or ", ".join(columns)
            el.problems.add(
                codes_shape.UNKNOWN_KEY, entry.key.span, got=entry.key.text, near_ja=near, near_en=near
            )
            return False
    missing = [c for c in columns if c not in named]
    if missing:
        el.problems.add(codes_shape.MISSING_KEY, tree.key.span, want="、".join(missing))
    return not missing


# ------------------------------------------------------------------ cases
def branch_gap(el: Elaborator, node: NodeDoc, selector: Expr, named: frozenset[str]) -> bool:
    """Whether a ``case`` without ``otherwise`` has a branch for every value; one without is reported."""
    if node.modifier("if_none") is not None:
        return True
    type_ = selector.type
    left: list[str | Stated | None]
    if not type_.choices:
        left = [None]
    elif type_.classification:
        left = [c for c in type_.choices if not c.startswith(tuple(named))]
    else:
        left = [c for c in type_.choices if c not in named]
    left += [s for s in (Stated.NONE, Stated.NOT_APPLICABLE) if s in lacking(selector)]
    if left:
        report(el, node, selector, left[0])
    return not left


def report(el: Elaborator, node: NodeDoc, selector: Expr, left: str | Stated | None) -> None:
    """A value of the selector that no branch is for."""
    head = node.head_key.span if node.head_key is not None else node.span
    cases = {f"case_{lang}": shown((left,), (selector,), lang) for lang in ("ja", "en")}
    el.problems.add(codes_computing.CASE_GAP, head, **cases)


def rest_of(el: Elaborator, node: NodeDoc, type_: Type) -> Expr:
    """What a choice gives where no branch is for the case, before ``if_none`` is put in: none; of a
    condition that it does not apply, or where nothing else is said, that it fails."""
    if type_.kind is not Kind.YES_NO:
        return el.const(Stated.NONE, type_)
    tree = node.modifier("if_none")
    if tree is None or says_none(tree):
        return el.truth(False)
    return el.const(truth.NOT_APPLICABLE, types.YES_NO)
