"""The words of a line: looked up where they hang on counts or truths alone, else worked out anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeAlias

from schemeengine.diagnostics import Lang
from schemeengine.ir.expr import Op
from schemeengine.ir.scheme import Clause, Scheme
from schemeengine.ir.types import Kind
from schemeengine.render.trace_bytes.comparisons import condition
from schemeengine.render.trace_bytes.pieces import quoted
from schemeengine.truth import TRUE, Mask
from schemeengine.verdict import tally
from schemeengine.verdict.facts import members_of
from schemeengine.verdict.line_parts import bare, names_in
from schemeengine.verdict.phrasing import condition_in
from schemeengine.verdict.trace import node_in, words_of_line
from schemeengine.verdict.view import Members, View

#: The words as a JSON string.
Words: TypeAlias = "Callable[[View, Members], str]"
_LISTS = ("all", "any", "none", "count")
_EACH = ("count", "checklist", "every", "some", "none", "select")


def words_of(clause: Clause, scheme: Scheme, lang: Lang) -> Words:
    """How to say one clause, in one language."""
    by_counts = clause.bound is None or clause.bound.op is Op.CONST
    if clause.head in _LISTS and clause.iteration is None and clause.parts and by_counts:
        return _looked_up(clause, lang, _masks_of_parts(clause))
    if clause.head in _EACH and clause.iteration is not None and by_counts:
        return _looked_up(clause, lang, _masks_of_members(clause))
    if clause.head == "asked_of":
        node = node_in(clause.body, Op.INPUT)
        if node is not None and node.type.kind is Kind.YES_NO:
            return _looked_up(clause, lang, lambda view, members: [view.value(node, members)])
    if clause.head in ("happened", "recorded") or (
        clause.head in ("", "that") and clause.expr.type.kind is Kind.YES_NO
    ):
        return _condition(clause, scheme, lang)
    return lambda view, members: quoted(words_of_line(view, clause, members).of(lang))


def _looked_up(clause: Clause, lang: Lang, masks: Callable[[View, Members], Sequence[Mask] | None]) -> Words:
    """Words that hang only on how many of the masks are which: worked out once for each tally."""
    known: dict[Hashable, str] = {}

    def words(view: View, members: Members) -> str:
        found = masks(view, members)
        key = None if found is None else tally.counted(found)
        said = known.get(key)
        if said is None:
            said = known[key] = quoted(words_of_line(view, clause, members).of(lang))
        return said

    return words


def _masks_of_parts(clause: Clause) -> Callable[[View, Members], Sequence[Mask]]:
    conditions = [p.expr for p in clause.parts if p.expr.type.kind is Kind.YES_NO]
    others = [TRUE] * (len(clause.parts) - len(conditions))

    def masks(view: View, members: Members) -> Sequence[Mask]:
        return [*[view.value(c, members) for c in conditions], *others]

    return masks


def _masks_of_members(clause: Clause) -> Callable[[View, Members], Sequence[Mask] | None]:
    iteration = clause.iteration
    assert iteration is not None

    def masks(view: View, members: Members) -> Sequence[Mask] | None:
        found = members_of(view, iteration.over, iteration.level, members)
        return None if found is None else [tally.state_of(clause, view, m, sure) for m, sure, _ in found]

    return masks


def _condition(clause: Clause, scheme: Scheme, lang: Lang) -> Words:
    body, names = bare(clause.body), names_in(clause)
    quick = condition(scheme, body, names, lang)

    def words(view: View, members: Members) -> str:
        said = None if quick is None else quick(view, members)
        return quoted(condition_in(view, body, members, names, lang) if said is None else said)

    return words
