"""The compiled executor against the reference: node by node, on anything."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.unit.expression_growing import INPUTS, READING, RECORD, some_case, some_nodes

from schemeengine.diagnostics import Problems
from schemeengine.execute.case import Case
from schemeengine.execute.compiled.executor import CompiledExecutor
from schemeengine.execute.domain import Approx
from schemeengine.execute.evaluation import ReferenceExecutor
from schemeengine.execute.reference import Walk
from schemeengine.intake import bind_dossier
from schemeengine.ir import types
from schemeengine.ir.expr import Address, Interner, Op
from schemeengine.ir.scheme import Scheme
from schemeengine.ir.types import list_of
from schemeengine.loading import Library, read_dossier
from schemeengine.network import Network
from schemeengine.truth import FALSE, TRUE, UNKNOWN

ROOT = Path(__file__).resolve().parents[2]
#: Words of the language and of the values' own attributes that generated functions are made of.
PYTHON = frozenset(
    re.findall(
        r"\w+",
        """
    def return if else elif for in is not and or None True False break try except pass
    tuple type str int zip len set map min max ValueError OverflowError TypeError
    run trial points given first last days day month months year decision members append add update
    count startswith items numerator denominator replace get issuperset inclusive counting_first
    day_after_end ready short isdisjoint __getitem__
    """,
    )
)
AS_OF = Address("built_in", "", "as_of")


def assert_same(network: Network, executor: CompiledExecutor, case: Case) -> None:
    expected = ReferenceExecutor().evaluate(network, case).values
    found = executor.evaluate(network, case).values
    for node, a, b in zip(network.nodes, expected, found, strict=True):
        assert a == b, f"{node}: reference {a!r}, compiled {b!r}"
        assert type(a) is type(b), f"{node}: reference {a!r}, compiled {b!r}"


def compare(seed: int, networks: int) -> None:
    """Grow expressions from a seed and evaluate each on a dozen cases by both executors."""
    for number in range(networks):
        chance = Random(f"{seed}.{number}")
        network = Network.of_nodes(some_nodes(chance))
        executor = CompiledExecutor(network)
        for _ in range(12):
            assert_same(network, executor, some_case(chance))


@given(st.integers(0, 2**32))
@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_every_node_as_the_reference(seed: int) -> None:
    compare(seed, 25)


@pytest.mark.deep
@given(st.integers(0, 2**32))
@settings(max_examples=400, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_every_node_as_the_reference_longer(seed: int) -> None:
    compare(seed, 100)


# ------------------------------------------------------------------ the published programmes
@pytest.fixture(scope="module")
def schemes() -> list[Scheme]:
    library = Library()
    found = [library.scheme(str(p), Problems()) for p in sorted((ROOT / "schemes").glob("*.yaml"))]
    assert found
    assert all(found)
    return [s for s in found if s is not None]


@pytest.fixture(scope="module")
def whole(schemes: list[Scheme]) -> tuple[Network, CompiledExecutor]:
    network = Network.build(schemes)
    return network, CompiledExecutor(network)


DOSSIERS = sorted((ROOT / "examples").glob("*/dossier.yaml"))


def case_of(path: Path, schemes: list[Scheme]) -> Case:
    problems = Problems()
    loaded = read_dossier(str(path), problems)
    assert loaded is not None
    bound = bind_dossier(schemes, loaded, problems)
    return Case({**bound.values, AS_OF: bound.as_of}, bound.readings)


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda p: p.parent.name)
def test_the_examples_as_the_reference(
    path: Path, schemes: list[Scheme], whole: tuple[Network, CompiledExecutor]
) -> None:
    """As given, with one fact missing at a time, and under every other reading."""
    network, executor = whole
    case = case_of(path, schemes)
    assert_same(network, executor, case)
    for address in list(case.values)[::3]:
        rest = {a: v for a, v in case.values.items() if a != address}
        assert_same(network, executor, Case(rest, case.readings))
    for scheme in schemes:
        for reading in scheme.readings.values():
            for choice in reading.choices:
                assert_same(network, executor, case.with_readings({reading.address: choice}))


def test_nothing_known_at_all(whole: tuple[Network, CompiledExecutor]) -> None:
    assert_same(*whole, Case())


def test_no_word_of_a_scheme_is_compiled(whole: tuple[Network, CompiledExecutor]) -> None:
    """Only numbers, operators and names made by the engine: no text, no name, no amount."""
    source = whole[1].source
    assert source.isascii()
    assert '"' not in source
    assert set(re.findall(r"'[^']*'", source)) <= {"'<='"}
    own = re.compile(r"[a-z]\d+|trial\d+|[A-Z_]+|[iq]")
    words = set(re.findall(r"[A-Za-z_]\w*", source))
    assert {w for w in words - PYTHON if not own.fullmatch(w)} == set()


def test_threads_share_one_executor(schemes: list[Scheme], whole: tuple[Network, CompiledExecutor]) -> None:
    network, executor = whole
    tried = [case_of(p, schemes) for p in DOSSIERS[:6]]
    expected = [executor.evaluate(network, c).values for c in tried]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: executor.evaluate(network, tried[n % 6]).values, range(300)))
    assert all(values == expected[n % 6] for n, values in enumerate(found))


# ------------------------------------------------------------------ one by one
def checklist(comparator: str, share: object, answers: list[object]) -> int:
    """The mask of a share of yes answers among records of which only the code is looked at."""
    i = Interner()
    coll = i.make(Op.INPUT, (), (Address("checklist", "s", "c"),), list_of(RECORD))
    answer = i.make(Op.FIELD, (i.make(Op.VAR, (), (0,), RECORD),), (0, "answer"), types.CODE)
    yes = i.make(Op.CONST, (), ("yes",), types.CODE)
    met = i.make(Op.COMPARE, (answer, yes), ("=",), types.YES_NO)
    where = i.make(Op.CONST, (), (TRUE,), types.YES_NO)
    bound = i.make(Op.CONST, (), (share,), types.RATIO)
    i.make(Op.THRESHOLD_EACH, (bound, coll, where, met), (comparator, True, 0), types.YES_NO)
    network = Network.of_nodes(i.nodes)
    executor = CompiledExecutor(network)
    empty = (None,) * (len(INPUTS) - 1)
    given_ = tuple((a, *empty) if isinstance(a, str) or a is None else a for a in answers)
    case = Case({Address("checklist", "s", "c"): given_})
    assert_same(network, executor, case)
    return int(executor.evaluate(network, case).values[-1])


def test_a_share_is_decided_as_early_as_it_can_be() -> None:
    seven_tenths = Fraction(7, 10)
    assert checklist("at_least", seven_tenths, ["yes"] * 21 + [None] * 9) == TRUE
    assert checklist("at_least", seven_tenths, ["yes"] * 20 + [None] * 10) == UNKNOWN
    assert checklist("at_least", seven_tenths, ["no"] * 10 + [None] * 20) == FALSE
    assert checklist("at_least", seven_tenths, []) == UNKNOWN
    assert checklist("exactly", Fraction(1, 2), ["yes", "no"]) == TRUE
    assert checklist("exactly", Fraction(1, 2), ["yes", "yes", None, None]) == UNKNOWN
    assert checklist("exactly", Fraction(1, 2), ["yes", None, None]) == FALSE  # never half of three
    assert checklist("at_least", seven_tenths, ["yes", Approx()]) == UNKNOWN  # no record at all


def test_an_open_node_is_computed_for_the_members_asked_about() -> None:
    i = Interner()
    coll = i.make(Op.INPUT, (), (Address("fact", "s", "l"),), list_of(types.YEN))
    limit = i.make(Op.INPUT, (), (Address("fact", "s", "x"),), types.YEN)
    over = i.make(Op.COMPARE, (i.make(Op.VAR, (), (0,), types.YEN), limit), (">",), types.YES_NO)
    where = i.make(Op.CONST, (), (TRUE,), types.YES_NO)
    some = i.make(Op.SOME, (coll, where, over), (0,), types.YES_NO)
    network = Network.of_nodes(i.nodes)
    case = Case({Address("fact", "s", "l"): (3, 9), Address("fact", "s", "x"): 5})
    for executor in (CompiledExecutor(network), ReferenceExecutor()):
        found = executor.evaluate(network, case)
        assert found.value(some) == TRUE
        assert [found.value(over, {0: m}) for m in (3, 9, None)] == [FALSE, TRUE, UNKNOWN]
        assert Walk(case).value(over, {0: 9}) == TRUE


def test_another_network_is_refused() -> None:
    i = Interner()
    i.make(Op.READING, (i.make(Op.CONST, (), (1,), types.YEN),), (READING, ("first",), "first"), types.YEN)
    executor = CompiledExecutor(Network.of_nodes(i.nodes))
    with pytest.raises(AssertionError):
        executor.evaluate(Network.of_nodes(()), Case())


def test_a_long_chain_and_many_parts() -> None:
    """Neither depth nor width of a condition is limited by the interpreter that compiles it."""
    i = Interner()
    facts = [i.make(Op.INPUT, (), (Address("fact", "s", f"f{n}"),), types.YES_NO) for n in range(600)]
    i.make(Op.ALL, tuple(facts), (), types.YES_NO)
    i.make(Op.ANY, tuple(facts), (), types.YES_NO)
    deep = facts[0]
    for fact in facts[1:]:
        deep = i.make(Op.ANY, (i.make(Op.NOT, (deep,), (), types.YES_NO), fact), (), types.YES_NO)
    network = Network.of_nodes(i.nodes)
    executor = CompiledExecutor(network)
    assert_same(network, executor, Case({Address("fact", "s", "f1"): FALSE}))
    assert_same(network, executor, Case({Address("fact", "s", f"f{n}"): TRUE for n in range(600)}))
