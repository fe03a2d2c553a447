"""Order never matters: of parts, of rows, of list elements, of facts."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from tests.properties.relations import nodes_of, told
from tests.strategies.cases import incomplete_cases, randoms
from tests.strategies.expressions import expressions
from tests.strategies.inputs import INPUTS

from schemeengine.execute.case import Case
from schemeengine.execute.domain import Value
from schemeengine.execute.reference import Walk
from schemeengine.ir.expr import Expr, Interner, Op
from schemeengine.ir.types import Kind

slow_draws = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
_ANY_ORDER = frozenset({Op.ALL, Op.ANY, Op.SUM, Op.LEAST, Op.GREATEST, Op.LIST})
_IN_ORDER = frozenset({"first", "priority", "collect", "rule_order", "output_order"})


def shuffled(expr: Expr, into: Interner, random: Random, done: dict[int, Expr]) -> Expr:
    """The same expression with parts and rows in another order."""
    if expr.number in done:
        return done[expr.number]
    args = [shuffled(a, into, random, done) for a in expr.args]
    data: tuple[Any, ...] = expr.data
    if expr.op in _ANY_ORDER and data != ("limit",):
        random.shuffle(args)
    elif expr.op in (Op.THRESHOLD, Op.SPLIT):
        rest = args[1:]
        random.shuffle(rest)
        args[1:] = rest
    elif expr.op is Op.TABLE and data[2].name not in _IN_ORDER:
        rows, width, policy = data
        assert isinstance(rows, tuple)
        assert isinstance(width, int)
        order = random.sample(range(len(rows)), len(rows))
        data = (tuple(rows[i] for i in order), width, policy)
        args[width:] = [args[width + i] for i in order]
    done[expr.number] = into.make(expr.op, tuple(args), data, expr.type)
    return done[expr.number]


def reordered(value: Value, kind: Kind, random: Random) -> Value:
    """A list with its elements in another order."""
    if kind is not Kind.LIST or not isinstance(value, tuple):
        return value
    return tuple(random.sample(value, len(value)))


def with_facts_in_another_order(case: Case, random: Random) -> Case:
    kinds: Mapping[object, Kind] = {i.address: i.type.kind for i in INPUTS}
    items = [(a, reordered(v, kinds[a], random)) for a, v in case.values.items()]
    random.shuffle(items)
    return Case(dict(items), case.readings)


@slow_draws
@given(expressions(), incomplete_cases(), randoms)
def test_the_order_of_parts_and_rows(expr: Expr, cases: tuple[Case, Case], random: Random) -> None:
    """ "Order of provisions … never matters", nor that of clauses, parts and rows of a table."""
    interner, done = Interner(), {}
    shuffled(expr, interner, random, done)
    for case in cases:
        before, after = Walk(case), Walk(case)
        for node in nodes_of(expr):
            if node.type.kind is not Kind.LIST:
                assert before.value(node) == after.value(done[node.number]), told(node, case)


@slow_draws
@given(expressions(), incomplete_cases(), randoms)
def test_the_order_of_list_elements_and_facts(expr: Expr, cases: tuple[Case, Case], random: Random) -> None:
    """ "Order of … facts and list elements never matters"."""
    for case in cases:
        before, after = Walk(case), Walk(with_facts_in_another_order(case, random))
        for node in nodes_of(expr):
            if node.type.kind not in (Kind.LIST, Kind.RECORD):
                assert before.value(node) == after.value(node), told(node, case)
