"""The least selection that is enough, when more never hurts.

Things come in groups whose members may stand for one another, so a selection is how many of each
group. Deletion gives a selection none of which can be spared; the smallest of all is found by
hitting sets: a selection that is not enough is filled up as far as it stays not enough, and every
selection that is enough must have more of something than it (the duality of Reiter 1987).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Counts = tuple[int, ...]
#: Of group g at least n; a need is met if one of its pairs is.
Need = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Least:
    """How many of each group; ``smallest`` if no other selection has fewer things in all."""

    counts: Counts
    smallest: bool


#: Limits of the search for the smallest; beyond them the answer is only known to have nothing to spare.
MOST_NEEDS = 120
MOST_STEPS = 20_000


def least(sizes: Sequence[int], enough: Callable[[Counts], bool]) -> Least:
    """The least selection that is enough. ``enough(sizes)`` must hold, and more must never hurt."""
    sparing = deleted(sizes, enough)
    floor = [_fewest(sizes, tuple(sizes), g, enough) for g in range(len(sizes))]
    if sum(floor) == sum(sparing):
        return Least(sparing, True)
    needs: list[Need] = [((g, n),) for g, n in enumerate(floor) if n]
    for _ in range(MOST_NEEDS):
        found = _fewest_meeting(needs, len(sizes), sum(sparing))
        if found is None:
            return Least(sparing, False)
        if sum(found) >= sum(sparing):
            return Least(sparing, True)
        if enough(found):
            return Least(found, True)
        full = _filled(sizes, found, enough)
        needs.append(tuple((g, full[g] + 1) for g in range(len(sizes)) if full[g] < sizes[g]))
    return Least(sparing, False)


def deleted(sizes: Sequence[int], enough: Callable[[Counts], bool]) -> Counts:
    """A selection none of which can be spared: the groups are thinned out one after another."""
    kept = tuple(sizes)
    for group in range(len(sizes)):
        number = _fewest(sizes, kept, group, enough)
        kept = (*kept[:group], number, *kept[group + 1 :])
    return kept


def _fewest(sizes: Sequence[int], kept: Counts, group: int, enough: Callable[[Counts], bool]) -> int:
    """The fewest of one group that are enough beside the rest, by halving."""
    low, high = 0, kept[group]
    while low < high:
        middle = (low + high) // 2
        if enough((*kept[:group], middle, *kept[group + 1 :])):
            high = middle
        else:
            low = middle + 1
    return low


def _filled(sizes: Sequence[int], kept: Counts, enough: Callable[[Counts], bool]) -> Counts:
    """As much as possible added while it stays not enough."""
    for group in range(len(sizes)):
        low, high = kept[group], sizes[group]
        while low < high:
            middle = (low + high + 1) // 2
            if enough((*kept[:group], middle, *kept[group + 1 :])):
                high = middle - 1
            else:
                low = middle
        kept = (*kept[:group], low, *kept[group + 1 :])
    return kept


def _fewest_meeting(needs: Sequence[Need], groups: int, limit: int) -> Counts | None:
    """The smallest selection that meets every need, by branch and bound; None if that takes too long.

    A selection of ``limit`` things or more is not looked for: ``limit`` things are then returned.
    """
    start = [0] * groups
    for need in needs:
        if len(need) == 1:
            start[need[0][0]] = max(start[need[0][0]], need[0][1])
    open_needs = sorted((n for n in needs if len(n) > 1), key=len)
    best: list[Counts] = []
    bound, steps = limit, 0
    stack: list[tuple[Counts, int]] = [(tuple(start), 0)]
    while stack:
        steps += 1
        if steps > MOST_STEPS:
            return None
        counts, place = stack.pop()
        if sum(counts) >= bound:
            continue
        while place < len(open_needs) and any(counts[g] >= n for g, n in open_needs[place]):
            place += 1
        if place == len(open_needs):
            best, bound = [counts], sum(counts)
            continue
        for group, number in open_needs[place]:
            stack.append(((*counts[:group], number, *counts[group + 1 :]), place + 1))
    return best[0] if best else (*([limit] if groups else ()), *([0] * (groups - 1)))
