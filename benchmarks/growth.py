"""How the cost grows: with clauses, with dossiers, with programmes that share conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from time import process_time

from benchmarks.ours import Ours, each
from benchmarks.results import Curve, Findings, Goal, Line
from benchmarks.timing import Contender, Spread, race
from schemeengine.diagnostics import Problems
from schemeengine.execute.compiled.executor import CompiledExecutor
from schemeengine.execute.domain import Value
from schemeengine.ir.scheme import Scheme
from schemeengine.network import Network
from schemeengine.pipeline import load_schemes
from schemeengine.source import Source

#: Clauses in a scheme, dossiers in a run, programmes in a portfolio.
CLAUSES = (10, 100, 1_000, 10_000)
DOSSIERS = (10, 100, 1_000, 10_000)
PROGRAMMES = (1, 10, 100, 1_000)
POOL = 40  # conditions on the same facts that programmes choose from
#: An exponent up to this counts as linear: caches and the size of numbers leave their traces.
MOST = 1.15
SHARED, OWN = 12, 2  # of which each takes some, beside a few of its own


@dataclass(frozen=True, slots=True)
class Sizes:
    clauses: Sequence[int] = CLAUSES
    dossiers: Sequence[int] = DOSSIERS
    programmes: Sequence[int] = PROGRAMMES


# ------------------------------------------------------------------ generated schemes
def one_scheme(number: int) -> str:
    """A scheme of so many different clauses; ten of them read the same fact."""
    wide = max(1, number // 10)
    facts = [f"  n{i}: {{type: count, unit: 人, label: 人数{i}}}" for i in range(wide)]
    clauses = [f'  p{i}: {{label: 規定{i}, that: "n{i % wide} >= {i // wide * 6}"}}' for i in range(number)]
    return "\n".join(["schemeengine: 1", "scheme: grown", "title: 測定用", "title_en: Measured",
                      "facts:", *facts, "provisions:", *clauses, ""])  # fmt: skip


def vocabulary() -> str:
    """The facts all programmes of a portfolio share."""
    facts = [f"  n{i}: {{type: count, unit: 人, label: 人数{i}, label_en: Number {i}}}" for i in range(POOL)]
    return "\n".join(["schemeengine: 1", "vocabulary: shared", "title: 共通", "title_en: Shared",
                      "facts:", *facts, ""])  # fmt: skip


def programme(index: int) -> str:
    """One programme of a portfolio: most of its conditions others have as well."""
    rng = Random(index)
    conditions = [f"n{i} >= {i}" for i in rng.sample(range(POOL), SHARED)]
    conditions += [f"n{rng.randrange(POOL)} >= {1_000 + index * OWN + k}" for k in range(OWN)]
    clauses = [
        f'  c{k}: {{label: 条件{k}, label_en: Condition {k}, that: "{text}"}}'
        for k, text in enumerate(conditions)
    ]
    return "\n".join(["schemeengine: 1", f"scheme: s{index}", f"title: 制度{index}",
                      f"title_en: Scheme {index}", "uses: [shared]",
                      "provisions:", *clauses, ""])  # fmt: skip


def load(texts: Mapping[str, str], names: Sequence[str]) -> tuple[Scheme, ...]:
    def read(path: str, _: Problems) -> Source | None:
        return Source(path, texts[path]) if path in texts else None

    return load_schemes(names, read=read)


def inputs(executor: CompiledExecutor, rng: Random) -> tuple[Value, ...]:
    """A number for every fact the network reads."""
    return tuple(rng.randint(0, 60) for _ in executor.addresses)


# ------------------------------------------------------------------ measuring
def measure(ours: Ours, sizes: Sizes, rounds: int) -> Findings:
    found = Findings()
    found.curves += _clauses(sizes.clauses, rounds)
    found.curves.append(_dossiers(ours, sizes.dossiers, rounds))
    _portfolio(sizes.programmes, rounds, found)
    for curve in found.curves:
        if curve.linear:
            slope = curve.slope
            name = f"growth: {curve.name}, exponent"
            note = "over the last two decades; 1 is linear"
            found.goals.append(Goal(name, _exactly(slope), MOST, "<=", "", note))
    return found


def _exactly(value: float) -> Spread:
    return Spread(value, value, value)


def _curve(name: str, unit: str, runs: Mapping[int, Callable[[], object]], rounds: int) -> Curve:
    timings = race([Contender(str(n), run, 1) for n, run in runs.items()], rounds)
    points = tuple((n, timings.of(str(n)).median) for n in runs)
    return Curve(name, unit, points, linear=True)


def _clauses(sizes: Sequence[int], rounds: int) -> list[Curve]:
    """Evaluating, and once for each size reading and compiling, which is timed alone."""
    runs: dict[int, Callable[[], object]] = {}
    reading, compiling = [], []
    for number in sizes:
        text = one_scheme(number)
        start = process_time()
        schemes = load({"grown": text}, ["grown"])
        loaded = process_time()
        executor = CompiledExecutor(Network.build(schemes))
        compiling.append((number, process_time() - loaded))
        reading.append((number, loaded - start))
        given = [inputs(executor, Random(k)) for k in range(10)]
        runs[number] = each(executor.run, given)
    return [
        _curve("ten dossiers by clauses of a scheme", "clauses", runs, rounds),
        Curve("compiling by clauses of a scheme", "clauses", tuple(compiling)),
        Curve("reading YAML by clauses of a scheme", "clauses", tuple(reading)),
    ]


def _dossiers(ours: Ours, sizes: Sequence[int], rounds: int) -> Curve:
    pool = ours.ready
    runs = {n: each(ours.answers.of, [pool[i % len(pool)] for i in range(n)]) for n in sizes}
    return _curve("the reference scheme by dossiers", "dossiers", runs, rounds)


def _portfolio(sizes: Sequence[int], rounds: int, found: Findings) -> None:
    """All programmes in one network against each in a network of its own."""
    texts = {"shared": vocabulary(), **{f"s{i}": programme(i) for i in range(max(sizes))}}
    texts |= {f"{name}.yaml": text for name, text in texts.items()}
    schemes = load(texts, [f"s{i}" for i in range(max(sizes))])
    alone = [_run(schemes[i : i + 1]) for i in range(max(sizes))]
    joined: dict[int, Callable[[], object]] = {}
    for number in sizes:
        joined[number] = _run(schemes[:number])
    contenders = [Contender(f"joined {n}", run, 1) for n, run in joined.items()]
    for number in sizes:
        contenders.append(Contender(f"alone {number}", _all(alone[:number]), 1))
    timings = race(contenders, rounds)
    for name, key in (("one network", "joined"), ("one by one", "alone")):
        points = tuple((n, timings.of(f"{key} {n}").median) for n in sizes)
        wanted = key == "joined"
        found.curves.append(Curve(f"one dossier by programmes, {name}", "programmes", points, wanted))
    for number in sizes:
        ratio = timings.ratio(f"joined {number}", f"alone {number}")
        found.lines.append(
            Line("Programmes that share conditions", f"{number:,} programmes in one network",
                 timings.of(f"joined {number}"), ratio, _distinct(schemes[:number]))
        )  # fmt: skip
    last = max(sizes)
    name = f"portfolio: {last:,} programmes in one network, against one by one"
    found.goals.append(Goal(name, timings.ratio(f"joined {last}", f"alone {last}"), 0.5, "<="))


def _distinct(schemes: Sequence[Scheme]) -> str:
    nodes = len(Network.build(schemes).nodes)
    total = sum(len(Network.build([s]).nodes) for s in schemes)
    return f"{nodes:,} nodes instead of {total:,}; the ratio is to the same programmes one by one"


def _run(schemes: Sequence[Scheme]) -> Callable[[], object]:
    executor = CompiledExecutor(Network.build(schemes))
    given = inputs(executor, Random(1))
    return lambda: executor.run(given)


def _all(runs: Sequence[Callable[[], object]]) -> Callable[[], object]:
    def go() -> None:
        for run in runs:
            run()

    return go
