"""Sets of programmes that may be had together, and in which order they can be come by.

A set counts if its programmes can be had one after the other, each lawfully beside those had
before: two programmes that each presuppose the other cannot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from schemeengine.portfolio.model import NOTHING, Money
from schemeengine.portfolio.trial import Trial, Verdicts, is_lawful, is_possible, pays

#: Judgings after which the search for the best set stops: a number, so that the answer is always the same.
SEARCH_UP_TO = 2_000

Names = frozenset[str]
_NOBODY: Names = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """Lawful sets with their verdicts and the order of coming by them.

    ``complete``: all there are. ``proven``: none surely pays more than the best of these;
    ``at_most``: what any set could surely pay at most (then the best), None where no limit is known.
    """

    verdicts: dict[Names, Verdicts]
    orders: dict[Names, tuple[str, ...]]
    complete: bool
    proven: bool
    at_most: int | Fraction | None = None


def every_set(trial: Trial, names: list[str]) -> Found:
    """By trying all."""
    known = _Known(trial)
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            known.look(frozenset(chosen), [n for n in names if n in chosen])
    best = max((_surely(v) for v in known.verdicts.values()), default=0)
    return Found(known.verdicts, known.orders, complete=True, proven=True, at_most=best)


def best_sets(trial: Trial, names: list[str]) -> Found:
    """Sets grown one programme at a time, the pairs, and the set that surely pays most.

    The last by branch and bound: programmes are taken or left one by one; what the rules say while
    the rest is undecided bounds every set that could still come of it.
    """
    known = _Known(trial)
    known.look(_NOBODY, [])
    for start in names:
        chosen: Names = _NOBODY
        for name in [start, *(n for n in names if n != start)]:
            wider = chosen | {name}
            if known.look(wider, [n for n in names if n in wider]):
                chosen = wider
    for pair in combinations(names, 2):
        known.look(frozenset(pair), list(pair))
    search = _Search(trial, known, names)
    search.run()
    return Found(known.verdicts, known.orders, False, search.open_bound == search.best, search.open_bound)


@dataclass(slots=True)
class _Known:
    """The sets found so far."""

    trial: Trial
    verdicts: dict[Names, Verdicts] = field(default_factory=dict)
    orders: dict[Names, tuple[str, ...]] = field(default_factory=dict)
    _judged: dict[Names, Verdicts | None] = field(default_factory=dict)

    def look(self, chosen: Names, in_order: list[str]) -> bool:
        """Whether a set can be come by; if so it is kept."""
        order = self._order(chosen, tuple(in_order))
        found = self._together(chosen)
        if order is None or found is None:
            return False
        self.verdicts[chosen], self.orders[chosen] = found, order
        return True

    def _together(self, chosen: Names) -> Verdicts | None:
        if chosen not in self._judged:
            found = self.trial.together(chosen)
            self._judged[chosen] = found if is_lawful(found) else None
        return self._judged[chosen]

    def _order(self, chosen: Names, names: tuple[str, ...]) -> tuple[str, ...] | None:
        """The order nearest to that of ``names`` in which each is lawful beside those before it."""
        if chosen in self.orders or not chosen:
            return self.orders.get(chosen, ())
        if self._together(chosen) is None:
            return None
        dead: set[Names] = set()
        taken: list[str] = []

        def go_on(had: Names) -> bool:
            if had == chosen:
                return True
            for name in names:
                wider = had | {name}
                if name in had or wider in dead or self._together(wider) is None:
                    continue
                taken.append(name)
                if go_on(wider):
                    return True
                taken.pop()
            dead.add(had)
            return False

        return tuple(taken) if go_on(_NOBODY) else None


@dataclass(slots=True)
class _Search:
    """Branch and bound for the set whose sum is surely the greatest."""

    trial: Trial
    known: _Known
    names: list[str]
    best: int | Fraction = 0
    #: What a set that was not looked at could surely pay at most; never less than ``best``.
    open_bound: int | Fraction | None = 0
    tried: int = 0

    def run(self) -> None:
        self.best = max(_surely(v) for v in self.known.verdicts.values())
        self.open_bound = self.best
        most = {n: pays(self.trial.alone[n]).at_most for n in self.names}
        order = sorted(self.names, key=lambda n: (-(2**60 if most[n] is None else most[n] or 0), n))
        stack: list[tuple[Names, Names, Money]] = [(_NOBODY, frozenset(order), Money(0, None))]
        while stack:
            had, undecided, outer = stack.pop()
            if self.tried >= SEARCH_UP_TO:
                self._leave_open(outer)
                continue
            bound = self._bound(had, undecided)
            if bound is None or (bound.at_most is not None and bound.at_most <= self.best):
                continue
            if not undecided:
                if self.known.look(had, [n for n in self.names if n in had]):
                    self.best = max(self.best, _surely(self.known.verdicts[had]))
                continue
            name = next(n for n in order if n in undecided)
            rest = undecided - {name}
            stack += [(had, rest, bound), (had | {name}, rest, bound)]  # taken first
        if self.open_bound is not None:
            self.open_bound = max(self.open_bound, self.best)

    def _bound(self, had: Names, undecided: Names) -> Money | None:
        """What sets between ``had`` and all of both could pay; None if none of them is lawful."""
        self.tried += 1
        found = self.trial.bounded(had, undecided)
        if not all(is_possible(found[n]) for n in had):
            return None
        return sum((pays(j) for j in found.values() if is_possible(j)), NOTHING)

    def _leave_open(self, bound: Money) -> None:
        if bound.at_most is None or self.open_bound is None:
            self.open_bound = None
        else:
            self.open_bound = max(self.open_bound, bound.at_most)


def _surely(found: Verdicts) -> int | Fraction:
    return sum(pays(j).at_least for j in found.values())
