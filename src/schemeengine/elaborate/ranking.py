"""Ranked lists: the members in order of a key; each knows its position (ties share one)."""

from __future__ import annotations

from dataclasses import dataclass

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics.codes_computing import DIRECTIONS_AND_KEYS
from schemeengine.diagnostics.codes_shape import EXPECTED_TEXT
from schemeengine.elaborate.clauses import Built, open_iteration, value, where_clause
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.scope import Scope, Variable
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import ORDERED, Kind, Type
from schemeengine.model.node import NodeDoc, closed_word
from schemeengine.syntax.keywords import spoken
from schemeengine.syntax.tree import ListNode, Node, Scalar


@dataclass(frozen=True, slots=True)
class Ranking:
    """How a ranked list orders its members: by the first key, where that is equal by the next one."""

    coll: Expr
    variable: str
    #: The keys of a member, each with whether the highest comes first.
    keys: tuple[tuple[Node, bool], ...]
    #: Of members that tie, the one the list names first stands before the others.
    one_after_another: bool


def rank(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    """``rank: x in LIST`` with ``ranked_by`` (a key, or several) and ``direction`` (of all, or of each).

    Gives the list itself (those ``where`` picks); inside an iteration over it, ``x.position`` is
    one more than the number of members whose keys stand before x's, so that ties share a place
    (``ties: one_after_another``: each has a place of its own, in the order of the list).
    """
    over = open_iteration(el, node.value, scope, "rank")
    tree = node.param("ranked_by")
    if over is None or tree is None:
        return None
    trees = tree.items if isinstance(tree, ListNode) else (tree,)
    directions = _directions(el, node, len(trees))
    ties = _ties(el, node, over.coll.type)
    where = where_clause(el, node, over)
    keys = [value(el, t, over.inner) for t in trees]
    if not directions or ties is None or where is None or any(k is None for k in keys):
        return None
    for key, written in zip(keys, trees, strict=True):
        if key is not None and key.expr.type.kind not in ORDERED:
            el.expect(key.expr, types.NUMBER, written.span)
            return None
    v = over.variable
    expr = el.make(Op.SELECT, (over.coll, where[1]), (v.level,), over.coll.type)
    el.rankings[expr.number] = Ranking(
        expr, v.name, tuple(zip(trees, directions, strict=True)), ties == "one_after_another"
    )
    iteration = over.iteration(where[0], None)
    return Built(expr, iteration=iteration)


def _directions(el: Elaborator, node: NodeDoc, number: int) -> list[bool]:
    """Of each key, whether the highest comes first; [] after a diagnostic."""
    written = node.param("direction")
    words = written.items if isinstance(written, ListNode) else (written,)
    found: list[bool] = []
    for word in words:
        if not isinstance(word, Scalar):
            if word is not None:
                el.problems.add(EXPECTED_TEXT, word.span, **spoken(what="direction"))
            return []
        direction = closed_word("direction", word, el.problems)
        if direction is None:
            return []
        found.append(direction == "highest_first")
    if isinstance(written, ListNode) and len(found) != number:
        el.problems.add(DIRECTIONS_AND_KEYS, written.span, keys=number, directions=len(found))
        return []
    return found if isinstance(written, ListNode) else found * number


def _ties(el: Elaborator, node: NodeDoc, coll: Type) -> str | None:
    """The word of ``ties``; members can only be told apart where they are records with a key."""
    word = node.param("ties")
    if not isinstance(word, Scalar):
        return "same_rank"
    ties = closed_word("ties", word, el.problems)
    if ties == "one_after_another" and _key_of(el, coll.of) is None:
        el.problems.add(codes.NO_KEY_FOR_TIES, word.span, got=word.text)
        return None
    return ties


def _key_of(el: Elaborator, member: Type | None) -> tuple[int, str, Type] | None:
    """Number, name and type of the field that tells the records of a list apart."""
    record = el.records.get(member.record) if member is not None and member.kind is Kind.RECORD else None
    if record is None or not record.key:
        return None
    (found,) = ((i, f) for i, f in enumerate(record.fields) if f.name == record.key)
    return found[0], record.key, found[1].type


def position(el: Elaborator, ranking: Ranking, scope: Scope, variable: Variable) -> Expr | None:
    """The place of the member bound to ``variable``: 1 for the first, ties sharing theirs."""
    other = Variable(ranking.variable, scope.level, variable.type)
    mine = Scope(scope.path, scope.cite, {ranking.variable: variable}, outer=scope.outer)
    theirs = Scope(scope.path, scope.cite, {**_filled(scope), ranking.variable: other}, outer=scope.outer)
    steps: list[tuple[Expr, Expr, str]] = []
    for tree, highest_first in ranking.keys:
        my_key, their_key = value(el, tree, mine), value(el, tree, theirs)
        if my_key is None or their_key is None:
            return None
        sign = ">" if highest_first else "<"
        steps.append((el.as_date(their_key.expr), el.as_date(my_key.expr), sign))
    field = _key_of(el, variable.type) if ranking.one_after_another else None
    if field is not None:
        theirs_, mine_ = (_place_in_list(el, ranking, v, field) for v in (other, variable))
        steps.append((theirs_, mine_, "<"))
    before = el.truth(False)
    for a, b, sign in reversed(steps):
        ahead = el.make(Op.COMPARE, (a, b), (sign,))
        if before is not el.truth(False):
            tied = el.make(Op.ALL, (el.make(Op.COMPARE, (a, b), ("=",)), before))
            ahead = el.make(Op.ANY, (ahead, tied))
        before = ahead
    those = el.make(Op.SELECT, (ranking.coll, before), (other.level,), ranking.coll.type)
    number = el.make(Op.NUMBER_OF, (those,), (), types.COUNT)
    place = el.make(Op.ARITH, (number, el.const(1, types.COUNT)), ("+",), types.COUNT)
    return el.make(Op.FUNCTION, (place,), ("position",), types.COUNT)


def _place_in_list(
    el: Elaborator, ranking: Ranking, variable: Variable, field: tuple[int, str, Type]
) -> Expr:
    """Where the list names a member, told apart by its key field: 0 for the first."""
    index, name, type_ = field
    keys = el.make(Op.PROJECT, (ranking.coll,), (index, name), types.list_of(type_))
    member = el.make(Op.VAR, (), (variable.level,), variable.type)
    key = el.make(Op.FIELD, (member,), (index, name), type_)
    return el.make(Op.FUNCTION, (keys, key), ("place_in_list",), types.COUNT)


def _filled(scope: Scope) -> dict[str, Variable]:
    """The variables in sight, under names no expression can use (only their number matters)."""
    return {f"·{n}": v for n, v in enumerate(scope.variables.values())}
