"""Ranked lists: the members in order of a key; each knows its position (ties share one)."""

from __future__ import annotations

from dataclasses import dataclass

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate.clauses import Built, open_iteration, value, where_clause
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.scope import Scope, Variable
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import ORDERED, Kind, Type
from schemeengine.model.node import NodeDoc, closed_word
from schemeengine.syntax.tree import Node, Scalar


@dataclass(frozen=True, slots=True)
class Ranking:
    """How a ranked list orders its members: the key of a member, and in which direction."""

    coll: Expr
    variable: str
    key: Node
    highest_first: bool
    #: Of members that tie, the one whose key field comes first stands before the others.
    one_after_another: bool


def rank(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    """``rank: x in LIST`` with ``ranked_by`` and ``direction``.

    Gives the list itself (those ``where`` picks); inside an iteration over it, ``x.position`` is
    one more than the number of members whose key stands before x's, so that ties share a place
    (``ties: one_after_another``: each has a place of its own, in the order of the key field).
    """
    over = open_iteration(el, node.value, scope, "rank")
    tree, word = node.param("ranked_by"), node.param("direction")
    if over is None or tree is None or not isinstance(word, Scalar):
        return None
    direction = closed_word("direction", word, el.problems)
    ties = _ties(el, node, over.coll.type)
    where = where_clause(el, node, over)
    key = value(el, tree, over.inner)
    if direction is None or ties is None or where is None or key is None:
        return None
    if key.expr.type.kind not in ORDERED:
        el.expect(key.expr, types.NUMBER, tree.span)
        return None
    v = over.variable
    expr = el.make(Op.SELECT, (over.coll, where[1]), (v.level,), over.coll.type)
    el.rankings[expr.number] = Ranking(
        expr, v.name, tree, direction == "highest_first", ties == "one_after_another"
    )
    iteration = over.iteration(where[0], None)
    return Built(expr, iteration=iteration)


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
    my_key, their_key = value(el, ranking.key, mine), value(el, ranking.key, theirs)
    if my_key is None or their_key is None:
        return None
    sign = ">" if ranking.highest_first else "<"
    keys = (el.as_date(their_key.expr), el.as_date(my_key.expr))
    before = el.make(Op.COMPARE, keys, (sign,))
    field = _key_of(el, variable.type) if ranking.one_after_another else None
    if field is not None:
        index, name, type_ = field
        theirs_, mine_ = (
            el.make(Op.FIELD, (el.make(Op.VAR, (), (v.level,), v.type),), (index, name), type_)
            for v in (other, variable)
        )
        tied = el.make(
            Op.ALL, (el.make(Op.COMPARE, keys, ("=",)), el.make(Op.COMPARE, (theirs_, mine_), ("<",)))
        )
        before = el.make(Op.ANY, (before, tied))
    ahead = el.make(Op.SELECT, (ranking.coll, before), (other.level,), ranking.coll.type)
    number = el.make(Op.NUMBER_OF, (ahead,), (), types.COUNT)
    place = el.make(Op.ARITH, (number, el.const(1, types.COUNT)), ("+",), types.COUNT)
    return el.make(Op.FUNCTION, (place,), ("position",), types.COUNT)


def _filled(scope: Scope) -> dict[str, Variable]:
    """The variables in sight, under names no expression can use (only their number matters)."""
    return {f"·{n}": v for n, v in enumerate(scope.variables.values())}
