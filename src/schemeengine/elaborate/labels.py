"""``choices`` beside a rule that gives codes: which there are, and what they are called."""

from __future__ import annotations

from dataclasses import replace

from schemeengine.diagnostics import codes_shape
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.ir import types
from schemeengine.ir.expr import Expr
from schemeengine.ir.types import Kind, Type
from schemeengine.model.node import NodeDoc
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import Entry, ListNode, MapNode, Scalar


def with_labels(el: Elaborator, node: NodeDoc, expr: Expr) -> Expr | None:
    """The head's value with its codes named; None after a diagnostic.

    Under ``when_several: priority`` a list gives the order of the results and no labels.
    """
    entry = node.modifiers.get("choices")
    if entry is None:
        if "choices_en" in node.modifiers:
            span = node.modifiers["choices_en"].key.span
            el.problems.add(
                codes_shape.MISSING_PARAMETER, span, **keywords.spoken(head="choices_en", want="choices")
            )
            return None
        return expr
    labels = _labels(el, node, entry)
    if labels is None:
        return expr if node.head == "table" and "when_several" in node.params else None
    type_ = expr.type
    element = type_.of if type_.kind is Kind.LIST and type_.of is not None else type_
    if element.kind is not Kind.CODE:
        el.expect(expr, types.CODE, entry.key.span)
        return None
    names = tuple(code for code, _, _ in labels)
    for code in element.choices:
        if code not in names:
            owner = node.words("label") or node.head
            el.unknown_choice(entry.key.span, code, Type(Kind.CODE, choices=names), owner)
            return None
    named = replace(element, choices=names, labels=labels)
    whole = named if element is type_ else types.list_of(named)
    return el.make(expr.op, expr.args, expr.data, whole)


def _labels(el: Elaborator, node: NodeDoc, entry: Entry) -> tuple[tuple[str, str, str], ...] | None:
    tree, english = entry.value, node.modifier("choices_en")
    if isinstance(tree, ListNode) and node.head == "table":
        return None
    if not isinstance(tree, MapNode):
        el.problems.add(codes_shape.EXPECTED_MAPPING, tree.span, **keywords.spoken(what="choices"))
        return None
    if not all(isinstance(e.value, Scalar) for e in tree.entries):
        if node.head != "table":
            el.problems.add(codes_shape.EXPECTED_MAPPING, tree.span, **keywords.spoken(what="choices"))
        return None
    in_english = _texts(english) if english is not None else {}
    for code, key in _keys(english).items():
        if code not in _keys(tree):
            choices = Type(Kind.CODE, choices=tuple(_keys(tree)))
            el.unknown_choice(key.span, code, choices, "choices_en")
            return None
    return tuple((code, label, in_english.get(code, "")) for code, label in _texts(tree).items())


def _texts(tree: object) -> dict[str, str]:
    if not isinstance(tree, MapNode):
        return {}
    return {e.key.text: e.value.text for e in tree.entries if isinstance(e.value, Scalar)}


def _keys(tree: object) -> dict[str, Scalar]:
    return {e.key.text: e.key for e in tree.entries} if isinstance(tree, MapNode) else {}
