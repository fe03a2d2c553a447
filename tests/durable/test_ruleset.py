"""Rulesets without the library: right by plain forward chaining, and within the library's limits."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import given, settings
from tests.durable import forward_chaining, shipped
from tests.durable.small_networks import Small, inputs, small, with_cases

from schemeengine.execute.case import Case
from schemeengine.execute.durable.plan import READERS, ROWS, Plan, is_condition, parts, plan_of
from schemeengine.execute.durable.rows import AS_IT_STANDS, word
from schemeengine.execute.durable.ruleset import PAGES, fact, opening, ruleset
from schemeengine.execute.evaluation import ReferenceExecutor
from schemeengine.ir.expr import Interner, Op
from schemeengine.ir.types import YES_NO
from schemeengine.network import Network

JOINED = 16  # facts one rule of the library can join
SEARCHED = 512  # conditions on one property beside one another
READ = 256  # rules that read one condition
RULES = 4096  # rules of a ruleset


def planned(network: Network) -> Plan:
    return plan_of(network.nodes, [n for n in network.nodes if is_condition(n)])


def given_facts(made: Plan, network: Network, case: Case) -> dict[int, str]:
    values = ReferenceExecutor().evaluate(network, case).values
    found = {leaf.number: word(values[leaf.number]) for leaf in made.leaves}
    for number, node in made.asides:
        if node.op is Op.READING:
            found[number] = str(node.data[1].index(case.readings[node.data[0]]) + 1)  # type: ignore
        else:
            settled = values[node.number] != values[node.args[0].number]
            found[number] = word(values[node.number]) if settled else AS_IT_STANDS
    return found


@given(with_cases())
@settings(max_examples=60)
def test_chaining_gives_the_reference(drawn: tuple[Small, list[Case]]) -> None:
    network = drawn[0].network
    made = planned(network)
    rules = ruleset(made.gates, [n.number for n in made.last])
    for case in drawn[1]:
        values = ReferenceExecutor().evaluate(network, case).values
        known, answered = forward_chaining.run(rules, given_facts(made, network, case))
        assert [known[n.number] for n in network.nodes] == [word(v) for v in values]
        assert answered == {n.number: known[n.number] for n in made.last}


def limits(made: Plan, rules: Mapping[str, Any]) -> None:
    assert max((len(rule["all"]) for rule in rules.values()), default=0) <= JOINED
    pages = Counter(n % PAGES for n in _read(made))
    assert PAGES + 1 < SEARCHED
    assert max(pages.values(), default=0) < SEARCHED
    assert len(rules) <= ROWS < RULES
    read = Counter(_read(made))
    assert max(read.values(), default=0) <= READERS < READ


def _read(made: Plan) -> list[int]:
    return [s for gate in made.gates for row in gate.rows for s, _ in row.conditions]


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def test_the_shipped_schemes_keep_to_the_limits() -> None:
    network = Network.build(shipped.schemes())
    made = planned(network)
    rules = ruleset(made.gates, [n.number for n in made.last])
    limits(made, rules)
    assert rules == json.loads(json.dumps(rules))


def test_no_text_of_a_scheme_goes_in() -> None:
    made = planned(Network.build(shipped.schemes()))
    rules = ruleset(made.gates, [n.number for n in made.last])
    ours = re.compile(
        r"\$(and|neq)|all|run|answer|begin|[pnvhf]|[gma][\d_]*|\d+:[TFN]{1,3}|\d|[TFN]{1,3}|-|[yno]"
    )
    assert [text for text in strings(rules) if not ours.fullmatch(text)] == []


def test_a_condition_read_by_very_many_gates_is_repeated() -> None:
    interner = Interner()
    shared, *others = inputs(interner, 301)
    for other in others:
        interner.make(Op.ALL, (shared, other), (), YES_NO)
    made = small(interner)
    drawn = planned(made.network)
    rules = ruleset(drawn.gates, [n.number for n in drawn.last])
    limits(drawn, rules)
    for mask in (1, 2, 5):
        case = made.case([mask] + [1] * 300)
        known, _ = forward_chaining.run(rules, given_facts(drawn, made.network, case))
        wanted = ReferenceExecutor().evaluate(made.network, case).values
        assert [known[n.number] for n in made.network.nodes] == [word(v) for v in wanted]


def test_wide_gates_become_trees() -> None:
    interner = Interner()
    interner.make(Op.ANY, tuple(inputs(interner, 40)), (), YES_NO)
    made = planned(small(interner).network)
    assert len(made.gates) == 10 + 3 + 1
    limits(made, ruleset(made.gates, [40]))


def test_only_what_is_wanted_is_planned() -> None:
    interner = Interner()
    a, b, c = inputs(interner, 3)
    wanted = interner.make(Op.NOT, (a,), (), YES_NO)
    interner.make(Op.ALL, (b, c), (), YES_NO)
    made = plan_of(interner.nodes, [wanted, b])
    assert [g.number for g in made.gates] == [wanted.number]
    assert made.leaves == (a, b)
    assert made.last == (b, wanted)


def test_the_points_of_a_clause_decided_by_cases_are_not_read() -> None:
    interner = Interner()
    a, b, c = inputs(interner, 3)
    body = interner.make(Op.ANY, (a, b), (), YES_NO)
    interner.make(Op.SPLIT, (body, c), (), YES_NO)
    made = planned(small(interner).network)
    assert [n for n in made.last if n is c] == [c]
    assert c.number not in _read(made)


def test_a_network_too_large_for_one_ruleset_is_run_in_parts() -> None:
    interner = Interner()
    node, other = inputs(interner, 2)
    for _ in range(50):
        node = interner.make(Op.ALL, (interner.make(Op.NOT, (node,), (), YES_NO), other), (), YES_NO)
    made = small(interner)
    drawn = planned(made.network)
    found = parts(drawn, 100)
    assert [g for part in found for g in part.gates] == list(drawn.gates)
    assert len(parts(drawn)) == 1
    case = made.case([3, 1])
    known = given_facts(drawn, made.network, case)
    for part in found:
        rules = ruleset(part.gates, part.last)
        assert len(rules) <= 101
        here, _ = forward_chaining.run(rules, {n: known[n] for n in part.reads})
        known.update(here)
    wanted = ReferenceExecutor().evaluate(made.network, case).values
    assert [known[n.number] for n in made.network.nodes] == [word(v) for v in wanted]


def test_facts() -> None:
    assert fact(130, "TF", "7") == {
        "sid": "7", "id": "130", "p": 2, "n": 130, "v": "TF", "h": "o", "f": "o",
    }  # fmt: skip
    assert fact(1, "TN") == {"id": "1", "p": 1, "n": 1, "v": "TN", "h": "o", "f": "n"}
    assert fact(1, "-") == {"id": "1", "p": 1, "n": 1, "v": "-"}
    assert opening("7")["sid"] == "7"
