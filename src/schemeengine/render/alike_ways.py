"""Ways that differ only in which of some like changes are made, told as one: any 2 of these 5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import comb

from schemeengine.explain.told import ToldChange
from schemeengine.explain.ways import Way

#: Fewer ways than this are read as easily one by one.
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Gathered:
    """``way`` with the changes every one of the ways makes, and any ``number`` of ``among`` besides."""

    way: Way
    number: int = 0
    among: tuple[ToldChange, ...] = ()


def gathered(ways: Sequence[Way]) -> list[Gathered]:
    """The ways in their order. Some are told as one only if every choice of so many is among them."""
    groups: dict[object, list[Way]] = {}
    for way in ways:
        key = (len(way.changes), way.answers, way.outcome, way.by_others, way.amount, way.pending)
        groups.setdefault(key, []).append(way)
    return [told for group in groups.values() for told in _told(group)]


def _told(group: Sequence[Way]) -> list[Gathered]:
    first = group[0]
    common = tuple(c for c in first.changes if all(c in way.changes for way in group))
    among = tuple(dict.fromkeys(c for way in group for c in way.changes if c not in common))
    number = len(first.changes) - len(common)
    choices = {frozenset(c for c in way.changes if c not in common) for way in group}
    paths = {c.path for c in among}
    every = len(choices) == comb(len(among), number) and len(paths) == len(among)
    if len(group) < _FEWEST or not number or not every:
        return [Gathered(way) for way in group]
    return [Gathered(replace(first, changes=common), number, among)]
