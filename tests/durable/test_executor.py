"""The durable-rules executor against the reference, and past the traps of the library."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from tests.durable import shipped
from tests.durable.small_networks import Small, inputs, small, with_cases
from tests.unit.expression_growing import some_case, some_nodes

from schemeengine.execute.case import Case
from schemeengine.execute.durable.executor import DurableExecutor
from schemeengine.execute.evaluation import ReferenceExecutor
from schemeengine.ir.expr import Interner, Op
from schemeengine.ir.types import YES_NO
from schemeengine.network import Network

pytest.importorskip(
    "durable.engine",
    reason="durable-rules is not installed or cannot be imported",
    exc_type=ImportError,
)


def assert_same(executor: DurableExecutor, case: Case) -> None:
    network = executor.network
    wanted = ReferenceExecutor().evaluate(network, case).values
    found = executor.evaluate(network, case).values
    for node, a, b in zip(network.nodes, wanted, found, strict=True):
        assert a == b, f"{node}: reference {a!r}, durable-rules {b!r}"


@pytest.fixture(scope="module")
def all_programmes() -> DurableExecutor:
    return DurableExecutor(Network.build(shipped.schemes()))


@pytest.mark.parametrize("name", [path.parent.name for path in shipped.DOSSIERS])
def test_shipped_examples(all_programmes: DurableExecutor, name: str) -> None:
    assert_same(all_programmes, shipped.cases()[name])


def test_readings_other_than_the_adopted(all_programmes: DurableExecutor) -> None:
    case = shipped.cases()["kita_sound_company"]
    for scheme in shipped.schemes():
        for reading in scheme.readings.values():
            for choice in reading.choices:
                assert_same(all_programmes, case.with_readings({reading.address: choice}))


def test_nothing_is_known(all_programmes: DurableExecutor) -> None:
    """No fact is left out: what is not known is said to be not known."""
    assert_same(all_programmes, Case())


@given(with_cases())
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_random_gates(drawn: tuple[Small, list[Case]]) -> None:
    executor = DurableExecutor(drawn[0].network)
    for case in drawn[1]:
        assert_same(executor, case)


@pytest.mark.parametrize("seed", range(15))
def test_random_expressions(seed: int) -> None:
    random = Random(seed)
    executor = DurableExecutor(Network.of_nodes(some_nodes(random)))
    for _ in range(2):
        assert_same(executor, some_case(random))


@pytest.mark.parametrize("op", [Op.ALL, Op.ANY])
def test_gates_of_forty(op: Op) -> None:
    interner = Interner()
    interner.make(op, tuple(inputs(interner, 40)), (), YES_NO)
    made = small(interner)
    executor = DurableExecutor(made.network)
    random = Random(40)
    for usual in range(1, 8):
        assert_same(executor, made.case([usual] * 40))
        for one in range(1, 8):
            masks = [usual] * 40
            masks[random.randrange(40)] = one
            assert_same(executor, made.case(masks))


def test_a_condition_shared_by_hundreds() -> None:
    interner = Interner()
    shared, *others = inputs(interner, 301)
    for other in others:
        interner.make(Op.ANY, (other, shared), (), YES_NO)
    made = small(interner)
    executor = DurableExecutor(made.network)
    for mask in (1, 2, 6):
        assert_same(executor, made.case([mask] + [2] * 300))


def test_long_chains() -> None:
    interner = Interner()
    first, second = inputs(interner, 2)
    node = first
    for _ in range(200):
        node = interner.make(Op.NOT, (node,), (), YES_NO)
        node = interner.make(Op.ALL, (node, second), (), YES_NO)
    made = small(interner)
    executor = DurableExecutor(made.network)
    for mask in (1, 3):
        assert_same(executor, made.case([mask, 5]))


def test_more_rules_than_one_ruleset_takes() -> None:
    interner = Interner()
    all_inputs = inputs(interner, 250)
    for pair in pairwise(all_inputs):
        node = interner.make(Op.GUARD, pair, (), YES_NO)
        interner.make(Op.ANY, (node, all_inputs[0]), (), YES_NO)
    made = small(interner)
    assert_same(DurableExecutor(made.network), made.case([n % 8 for n in range(250)]))


def test_more_dossiers_than_the_library_has_sessions() -> None:
    interner = Interner()
    interner.make(Op.GUARD, tuple(inputs(interner, 2)), (), YES_NO)
    made = small(interner)
    executor = DurableExecutor(made.network)
    for n in range(1100):
        assert_same(executor, made.case([n % 8, n // 8 % 8]))


def test_threads_share_an_executor() -> None:
    interner = Interner()
    a, b, c, d = inputs(interner, 4)
    both = interner.make(Op.ALL, (a, b), (), YES_NO)
    interner.make(Op.GUARD, (both, interner.make(Op.ANY, (c, d, both), (), YES_NO)), (), YES_NO)
    made = small(interner)
    executor = DurableExecutor(made.network)
    random = Random(4)
    tried = [made.case([random.randrange(8) for _ in range(4)]) for _ in range(300)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda c: executor.evaluate(made.network, c).values, tried))
    reference = ReferenceExecutor()
    assert [list(f) for f in found] == [list(reference.evaluate(made.network, case).values) for case in tried]


def test_many_executors_in_one_process() -> None:
    interner = Interner()
    interner.make(Op.ALL, tuple(inputs(interner, 3)), (), YES_NO)
    made = small(interner)
    for n in range(50):
        assert_same(DurableExecutor(made.network), made.case([n % 8, 1, 3]))
    gc.collect()
    assert_same(DurableExecutor(made.network), made.case([1, 1, 1]))


def test_a_network_without_conditions() -> None:
    network = Network.of_nodes(())
    assert DurableExecutor(network).evaluate(network, Case()).values == []


def test_nothing_is_printed(all_programmes: DurableExecutor, capfd: pytest.CaptureFixture[str]) -> None:
    assert_same(all_programmes, shipped.cases()["kita_excluded"])
    assert capfd.readouterr() == ("", "")


def test_silence_of_the_library_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gate without an answer is never taken for an answer."""
    engine = pytest.importorskip("durable.engine")
    interner = Interner()
    interner.make(Op.NOT, tuple(inputs(interner, 1)), (), YES_NO)
    made = small(interner)
    executor = DurableExecutor(made.network)
    with monkeypatch.context() as patch:
        patch.setattr(engine.Ruleset, "do_actions", lambda *_: None)
        with pytest.raises(RuntimeError, match="did not begin"):
            executor.evaluate(made.network, made.case([1]))
    take = engine.Ruleset.do_actions
    turns = iter((take, lambda *_: None))
    with monkeypatch.context() as patch:
        patch.setattr(engine.Ruleset, "do_actions", lambda *given: next(turns)(*given))
        with pytest.raises(RuntimeError, match="no answer"):
            executor.evaluate(made.network, made.case([1]))
    assert_same(executor, made.case([1]))


def test_errors_of_the_library_are_raised_and_leave_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    engine = pytest.importorskip("durable.engine")
    interner = Interner()
    interner.make(Op.NOT, tuple(inputs(interner, 1)), (), YES_NO)
    made = small(interner)
    executor = DurableExecutor(made.network)

    complete = engine.durable_rules_engine.complete_and_start_action
    turns = iter((complete,))

    def broken(*given: object) -> object:
        for turn in turns:
            return turn(*given)
        raise MemoryError("no room")

    with monkeypatch.context() as patch:
        patch.setattr(engine.durable_rules_engine, "complete_and_start_action", broken)
        with pytest.raises(RuntimeError, match="no room"):
            executor.evaluate(made.network, made.case([1]))
    assert_same(executor, made.case([2]))
    assert capfd.readouterr() == ("", "")
