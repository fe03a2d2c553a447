"""Memory over a million evaluations: the process may not grow with the cases it has seen."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from benchmarks.ours import Ours
from benchmarks.results import Findings, Goal, Line
from benchmarks.timing import Spread

TABLE = "Memory over evaluations"
#: Numbers of evaluations after which it is looked at.
DECADES = (10_000, 100_000, 1_000_000)
#: One evaluation in so many takes the general function, all nodes of the network.
GENERAL = 20
#: How much larger the process may be at the end than at the first decade: no larger, but for noise.
MOST = 1.01


def measure(ours: Ours, decades: tuple[int, ...] = DECADES) -> Findings:
    """Each case is made ready anew, as if it had just come in."""
    found = Findings()
    resident: list[int] = []
    executor, answers, cases = ours.executor, ours.answers, ours.cases
    for number in range(1, max(decades) + 1):
        case = cases[number % len(cases)]
        if number % GENERAL:
            answers.of(answers.bind(case))
        else:
            executor.evaluate(ours.network, case)
        if number in decades:
            gc.collect()
            resident.append(_resident())
            shown = f"{resident[-1] / 2**20:.1f} MiB resident, {sys.getallocatedblocks():,} blocks allocated"
            found.lines.append(Line(TABLE, f"after {number:,} evaluations", None, note=shown))
    grown = resident[-1] / resident[0]
    name = f"memory: resident after {decades[-1]:,} evaluations, against {decades[0]:,}"
    found.goals.append(Goal(name, Spread(grown, grown, grown), MOST, "<="))
    return found


def _resident() -> int:
    """Bytes of memory the process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096
