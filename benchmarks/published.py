"""What the published programmes cost to compile: once for each process, or once for all if kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.results import Findings, Line
from benchmarks.timing import Contender, race
from schemeengine.execute.compiled.executor import CompiledExecutor
from schemeengine.ir.expr import Expr
from schemeengine.ir.scheme import Scheme
from schemeengine.network import Network
from schemeengine.pipeline import load_schemes

ROOT = Path(__file__).resolve().parents[1]
TABLE = "Compiling the published programmes"


def measure(rounds: int) -> Findings:
    names = sorted(p.stem for p in (ROOT / "schemes").glob("*.yaml"))
    schemes = load_schemes([str(ROOT / "schemes" / f"{n}.yaml") for n in names])
    network = Network.build(schemes)
    executor = CompiledExecutor(network)
    runs: dict[str, Callable[[], object]] = {
        "network of all": lambda: Network.build(schemes),
        "general function of all": lambda: CompiledExecutor(network),
    }
    for scheme in schemes:
        runs[f"short function for the provisions of {scheme.id}"] = _short(executor, _roots(network, scheme))
    timings = race([Contender(name, run, 1) for name, run in runs.items()], min(rounds, 5))
    found = Findings()
    for name in runs:
        note = f"{', '.join(names)}; {len(network.nodes):,} nodes" if name == "network of all" else ""
        found.lines.append(Line(TABLE, name, timings.of(name), note=note))
    return found


def _roots(network: Network, scheme: Scheme) -> list[Expr]:
    return [network.of(scheme.id, p.clause.expr) for p in scheme.provisions.values()]


def _short(executor: CompiledExecutor, roots: Sequence[Expr]) -> Callable[[], object]:
    return lambda: executor.program(roots)
