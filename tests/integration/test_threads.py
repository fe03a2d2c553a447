"""One evaluator, many threads, many dossiers: same answers, no growth."""

from __future__ import annotations

import gc
import random
import sys
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from threading import Barrier

import pytest
from ruamel.yaml import YAML

from schemeengine import (
    Evaluator,
    Verdict,
    dossier_from_text,
    load_dossier,
    load_schemes,
    scheme_from_text,
)
from schemeengine.diagnostics import Problems
from schemeengine.dossier.bind import Dossier
from schemeengine.evaluator import Engine
from schemeengine.execute.case import Case
from schemeengine.execute.compiled.answers import Answers
from schemeengine.execute.compiled.executor import CompiledExecutor
from schemeengine.intake import bind_dossier
from schemeengine.ir.expr import AS_OF

ROOT = Path(__file__).parents[2]
THREADS, EACH = 8, 200
BOUND = """
schemeengine: 1
dossier: bound
as_of: 2024-06-01
facts: {fit: yes, in_city: yes, newcomer: no, large_sum: no, price: 300万円}
documents: {form: 2024-05-01}
"""


@cache
def shared(engine: Engine) -> Evaluator:
    return Evaluator(load_schemes([str(ROOT / "schemes/kita_ku.yaml")]), engine)


@cache
def dossiers() -> tuple[Dossier, ...]:
    """The shipped dossiers of the programme, read and bound once."""
    schemes = shared("compiled").schemes
    found = [load_dossier(str(p)) for p in sorted(ROOT.glob("examples/kita_*/dossier.yaml"))]
    return tuple(bind_dossier(schemes, d, Problems()) for d in found)


def judge(engine: Engine, number: int) -> tuple[Verdict, ...]:
    return shared(engine).evaluate(dossiers()[number], compare_readings=False).verdicts


@cache
def alone() -> tuple[tuple[Verdict, ...], ...]:
    return tuple(judge("reference", n) for n in range(len(dossiers())))


@pytest.mark.parametrize("engine", ["compiled", "reference"])
def test_many_threads_share_one_evaluator(engine: Engine) -> None:
    want = alone()
    assert len(want) > 10
    # evaluations interleave as finely as the interpreter allows
    before, start = sys.getswitchinterval(), Barrier(THREADS)
    sys.setswitchinterval(1e-5)

    def work(seed: int) -> int:
        chance = random.Random(seed)
        start.wait()
        wrong = 0
        for _ in range(EACH):
            number = chance.randrange(len(want))
            wrong += judge(engine, number) != want[number]
        return wrong

    try:
        with ThreadPoolExecutor(THREADS) as pool:
            assert sum(pool.map(work, range(THREADS))) == 0
    finally:
        sys.setswitchinterval(before)


def test_many_threads_explain_one_result() -> None:
    """An explanation is computed when asked for, and two threads may ask at once."""
    (want, *_), result = [
        [j.trace() for j in shared("compiled").evaluate(dossiers()[0]).judged]
        for _ in range(2)
    ], shared("compiled").evaluate(dossiers()[0])  # fmt: skip
    with ThreadPoolExecutor(THREADS) as pool:
        for found in pool.map(lambda n: result.judged[n % len(want)].trace(), range(THREADS * 8)):
            assert found in want


def test_memory_stays_flat() -> None:
    """Over 3,000 evaluations less than 100 kB stay behind (33 bytes an evaluation)."""
    topic = YAML(typ="safe", pure=True).load((ROOT / "tests/conformance/stages.yaml").read_text("utf-8"))
    one = Evaluator([scheme_from_text(topic["scheme"])])
    dossier = bind_dossier(one.schemes, dossier_from_text(BOUND), Problems())
    for _ in range(100):
        one.evaluate(dossier).judged[0].trace()
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for _ in range(3000):
            one.evaluate(dossier)
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 100_000


def test_many_threads_share_short_functions() -> None:
    """Threads ask for the same choice of readings before its function is written, and afterwards."""
    evaluator = shared("compiled")
    executor, network = CompiledExecutor(evaluator.network), evaluator.network
    (scheme,) = evaluator.schemes
    roots = [network.of(scheme.id, p.clause.expr) for p in scheme.provisions.values()]
    cases = _cases()
    want = [tuple(executor.evaluate(network, c).values[r.number] for r in roots) for c in cases]
    answers = Answers(executor, roots)
    before, start = sys.getswitchinterval(), Barrier(THREADS)
    sys.setswitchinterval(1e-5)

    def work(seed: int) -> int:
        chance = random.Random(seed)
        start.wait()
        wrong = 0
        for _ in range(EACH):
            number = chance.randrange(len(cases))
            wrong += answers.of(answers.bind(cases[number])) != want[number]
        return wrong

    try:
        with ThreadPoolExecutor(THREADS) as pool:
            assert sum(pool.map(work, range(THREADS))) == 0
    finally:
        sys.setswitchinterval(before)


def _cases() -> list[Case]:
    """The shipped dossiers, and the first two under every choice of every reading."""
    (scheme,) = shared("compiled").schemes
    found = [Case({**d.values, AS_OF: d.as_of}) for d in dossiers()]
    changes = [(r.address, choice) for r in scheme.readings.values() for choice in r.choices]
    return found + [c.with_readings(dict([change])) for c in found[:2] for change in changes]


@pytest.mark.deep
def test_memory_stays_flat_over_a_million_evaluations() -> None:
    """Blocks allocated after ten thousand, a hundred thousand and a million evaluations, of different
    dossiers under different readings, by the general and the short functions, stay the same."""
    evaluator, cases = shared("compiled"), _cases()
    executor = CompiledExecutor(evaluator.network)
    network, (scheme,) = evaluator.network, evaluator.schemes
    answers = Answers(executor, [network.of(scheme.id, p.clause.expr) for p in scheme.provisions.values()])
    counted: dict[int, int] = {}
    for number in range(1_000_001):
        case = cases[number % len(cases)]
        if number % 5:
            answers.of(answers.bind(case))
        else:
            executor.evaluate(network, case)
        if number in (10_000, 100_000, 1_000_000):
            gc.collect()
            counted[number] = sys.getallocatedblocks()
    assert abs(counted[1_000_000] - counted[10_000]) < 1000
    assert abs(counted[100_000] - counted[10_000]) < 1000


def test_no_objects_stay_behind() -> None:
    """The same on a whole programme and different dossiers, counted in blocks of the interpreter."""
    numbers = range(len(dossiers()))
    for turn in range(2 * len(numbers)):
        judge("compiled", turn % len(numbers))
    gc.collect()
    before = sys.getallocatedblocks()
    for turn in range(200):
        judge("compiled", turn % len(numbers))
    gc.collect()
    assert sys.getallocatedblocks() - before < 1000
