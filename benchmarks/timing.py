"""Contenders timed in turns, so that a machine that drifts does so for all of them alike.

Only ratios within one round are compared; their median and their middle half are what is reported.
Time is processor time, all threads together: what else runs on the machine does not count.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from statistics import median, quantiles
from time import process_time

#: One turn of a contender lasts at least this many seconds.
TURN = 0.01


@dataclass(frozen=True, slots=True)
class Contender:
    """``run`` works through ``units`` dossiers once. If ``timed``, it returns seconds itself."""

    name: str
    run: Callable[[], object]
    units: int
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """A median with the middle half of the values around it."""

    median: float
    low: float
    high: float

    @staticmethod
    def of(values: Sequence[float]) -> Spread:
        if len(values) < 4:
            return Spread(median(values), min(values), max(values))
        low, middle, high = quantiles(values, n=4)
        return Spread(middle, low, high)


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds a dossier, by contender, one value a round."""

    seconds: Mapping[str, tuple[float, ...]]

    def of(self, name: str) -> Spread:
        return Spread.of(self.seconds[name])

    def ratio(self, name: str, other: str) -> Spread:
        """How many times as long ``name`` took as ``other``, round by round."""
        pairs = zip(self.seconds[name], self.seconds[other], strict=True)
        return Spread.of([a / b for a, b in pairs])


def race(contenders: Sequence[Contender], rounds: int) -> Timings:
    """Time all contenders in turns; the order moves on by one each round."""
    turns = {c.name: _turns(c) for c in contenders}
    seconds: dict[str, list[float]] = {c.name: [] for c in contenders}
    with _quiet():
        for number in range(rounds):
            shift = number % len(contenders)
            for c in [*contenders[shift:], *contenders[:shift]]:
                gc.collect(0)
                times = turns[c.name]
                seconds[c.name].append(_turn(c, times) / (times * c.units))
    return Timings({name: tuple(found) for name, found in seconds.items()})


def _turns(c: Contender) -> int:
    """How often one turn runs the contender; the run that finds it out also warms it up."""
    _turn(c, 1)
    once = _turn(c, 1)
    return max(1, ceil(TURN / max(once, 1e-6)))


def _turn(c: Contender, times: int) -> float:
    if c.timed:
        return sum(_seconds(c) for _ in range(times))
    run = c.run
    start = process_time()
    for _ in range(times):
        run()
    return process_time() - start


def _seconds(c: Contender) -> float:
    found = c.run()
    assert isinstance(found, float)
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """No garbage collection while the clock runs (as in ``timeit``), for anybody."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()
