"""``python -m benchmarks``: the whole run, or ``--quick`` to see that everything works."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import against, cold_start, growth, memory, ours, plot, published, report, tried
from benchmarks.results import Findings
from benchmarks.single import Bench, measure
from benchmarks.timing import TURN
from benchmarks.workload.dossiers import draw

ROOT = Path(__file__).resolve().parents[1]
SEED = 20_240_603
FULL = growth.Sizes()


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of everything one run does."""

    dossiers: int = 100
    rounds: int = 15
    cold_rounds: int = 12
    sizes: growth.Sizes = FULL
    evaluations: tuple[int, ...] = memory.DECADES


QUICK = Plan(10, 2, 1, growth.Sizes((10, 100), (10, 100), (1, 10)), (1_000, 10_000))


def run(plan: Plan, *, peers: bool = True, cold: bool = True) -> tuple[Findings, list[str]]:
    """All measurements; the second result names the engines and their versions."""
    facts = tuple(draw(SEED, plan.dossiers))
    bench = Bench(ours.prepare(facts), facts, plan.rounds)
    bench.same_answers()
    of_peers = Findings()
    engines = against.gather(facts, of_peers) if peers else []
    try:
        found, timings = measure(bench, against.contenders(engines, facts))
        against.report(engines, timings, of_peers)
    finally:
        for engine in engines:
            engine.close()
    found.extend(of_peers)
    found.extend(growth.measure(bench.ours, plan.sizes, plan.rounds))
    found.extend(memory.measure(bench.ours, plan.evaluations))
    found.extend(published.measure(plan.rounds))
    if cold:
        found.extend(cold_start.measure(plan.cold_rounds))
    found.notes += tried.notes(found.goals)
    return found, list(dict.fromkeys(f"{e.name.split(' (')[0]} {e.version}" for e in engines))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, nothing written")
    parser.add_argument("--no-peers", action="store_true", help="leave the other engines out")
    chosen = parser.parse_args(arguments)
    plan = QUICK if chosen.quick else Plan()
    found, versions = run(plan, peers=not chosen.no_peers)
    facts = report.machine(versions)
    print(report.terminal(found))
    print(f"\n{facts}")
    if chosen.quick:
        return 0
    picture = _picture(found)
    page = report.markdown(found, facts, plan.dossiers, TURN, picture)
    report.write(ROOT / "docs" / "benchmarks.md", page)
    report.write(ROOT / "benchmarks" / "results.json", report.as_json(found, facts))
    return 0


def _picture(found: Findings) -> str:
    name = "benchmarks_growth.svg"
    try:
        plot.draw(found.curves, ROOT / "docs" / name)
    except plot.NoPlot as reason:
        print(f"no drawing: {reason}", file=sys.stderr)
        return ""
    return name


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
