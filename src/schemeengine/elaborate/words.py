"""Closed words that may hang on a reading: ``means``, ``not_applicable``, ``if_holiday``."""

from __future__ import annotations

from collections.abc import Callable

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics import codes_shape
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Reading
from schemeengine.model.node import closed_word, read_node
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import Entry, Node, Scalar


def find_reading(el: Elaborator, name: Scalar) -> Reading | None:
    reading = el.readings.get(name.text)
    if reading is None:
        if name.text not in el.broken:
            el.unknown(codes.UNKNOWN_READING, name.span, name.text, list(el.readings))
        return None
    el.used.add(name.text)
    return reading


def branches(
    el: Elaborator, reading: Reading, entries: tuple[Entry, ...], head: Span
) -> dict[str, Node] | None:
    """The branch of each declared choice; a missing or surplus one is a mistake."""
    given = {e.key.text: e.value for e in entries}
    missing, extra = set(reading.choices) - set(given), set(given) - set(reading.choices)
    if missing or extra:
        surplus = next((e.key.span for e in entries if e.key.text in extra), head)
        el.problems.add(
            codes.READING_NOT_EXHAUSTED, surplus, reading=reading.id,
            missing=", ".join(sorted(missing)) or "-", extra=", ".join(sorted(extra)) or "-",
        )  # fmt: skip
        return None
    return {choice: given[choice] for choice in reading.choices}


def reading_expr(el: Elaborator, reading: Reading, exprs: list[Expr]) -> Expr:
    data = (reading.address, tuple(reading.choices), reading.adopted)
    return el.make(Op.READING, tuple(exprs), data, exprs[0].type)


def _no_word(el: Elaborator, key: str, tree: Node) -> None:
    el.problems.add(codes_shape.EXPECTED_TEXT, tree.span, **keywords.spoken(what=key))


def by_reading(el: Elaborator, tree: Node, build: Callable[[Node], Expr | None]) -> Expr | None:
    """``{reading: NAME, choice: …}``: what each choice gives, joined under the reading."""
    node = read_node(tree, el.problems)
    if node is None:
        return None
    if node.head != "reading" or not isinstance(node.value, Scalar):
        _no_word(el, "reading", tree)
        return None
    reading = find_reading(el, node.value)
    found = None if reading is None else branches(el, reading, node.branches, node.value.span)
    if reading is None or found is None:
        return None
    exprs = [build(branch) for branch in found.values()]
    kept = [e for e in exprs if e is not None]
    return reading_expr(el, reading, kept) if len(kept) == len(exprs) else None


def word_choice(el: Elaborator, tree: Node, key: str, build: Callable[[str], Expr]) -> Expr | None:
    """A word given outright, or one for each choice of a reading."""
    if isinstance(tree, Scalar):
        word = closed_word(key, tree, el.problems)
        return None if word is None else build(word)

    def one(branch: Node) -> Expr | None:
        if not isinstance(branch, Scalar):
            _no_word(el, key, branch)
            return None
        word = closed_word(key, branch, el.problems)
        return None if word is None else build(word)

    return by_reading(el, tree, one)
