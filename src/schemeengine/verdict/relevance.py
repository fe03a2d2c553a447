"""Which missing facts can still change the outcome: exactly, or as far as a bounded search tells.

The rules list what they still read. Where every missing fact is read at one place only, each of them
can matter. Where rules share facts, one may be left that makes no difference any more: for each a pair
of completions is looked for that differ in this fact alone and come to different outcomes.

The search works on the clauses that hang together, drawn as a formula (see ``sketch``). It fixes the
states of what is read at several places, one after another; as soon as everything left is read at one
place only, all that can still be reached matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from schemeengine import truth
from schemeengine.execute.case import Case
from schemeengine.truth import FALSE, TRUE, Mask
from schemeengine.verdict.pending import Missing, Place, Root
from schemeengine.verdict.sketch import Sketch, State, Together, sketch
from schemeengine.verdict.view import Values, View

#: Steps of the search for one verdict at most.
MOST_STEPS = 1_500
#: What clauses that hang together come to whatever the missing facts turn out to be.
Sure = Literal["passed", "refused", "out_of_scope"]
Label = tuple[Sure] | tuple[Sure, tuple[Mask, ...]]


@dataclass(frozen=True, slots=True)
class Idle:
    """Missing facts that cannot change the outcome; if not ``exact`` perhaps there are more."""

    places: frozenset[Place]
    exact: bool


class Tangle:
    """The undecided clauses of a verdict that hang together, drawn once; asked for one thing after another.

    ``again`` evaluates a changed case; ``most`` bounds the steps of each search.
    """

    def __init__(
        self, view: View, again: Callable[[Case], Values], missing: Missing, most: int = MOST_STEPS
    ) -> None:
        knots = _knots(view, missing.roots) if missing.entangled else []
        self._searches = [(k, _Search(sketch(view, again, k.roots), most)) for k in knots]
        self._sure: dict[int, Sure] | None = None
        self._idle: Idle | None = None

    @property
    def sure(self) -> Mapping[int, Sure]:
        """By the number of its expression each clause that, with those it hangs together with, comes to
        the same whatever the missing facts turn out to be."""
        found = self._sure
        if found is None:
            found = self._sure = {}
            for knot, search in self._searches:
                label = search.sure()
                if label is not None:
                    found |= {root.expr.number: label for root in knot.roots if root.bad is not None}
        return found

    @property
    def idle(self) -> Idle:
        """The facts that cannot change the outcome."""
        found = self._idle
        if found is None:
            places: set[Place] = set()
            exact = True
            for knot, search in self._searches:
                if any(root.expr.number in self.sure for root in knot.roots):
                    places |= knot.places
                    continue
                places |= knot.places - search.relevant()
                exact = exact and search.exact
            found = self._idle = Idle(frozenset(places), exact)
        return found


@dataclass(slots=True)
class _Knot:
    """Clauses that hang together by open parts they share."""

    roots: list[Root]
    open_nodes: set[tuple[int, str]]
    places: set[Place]
    entangled: bool

    def meets(self, other: _Knot) -> bool:
        return not (self.open_nodes.isdisjoint(other.open_nodes) and self.places.isdisjoint(other.places))


def _knots(view: View, roots: Sequence[Root]) -> list[_Knot]:
    """The clauses that hang together; those left out in which every fact is read at one place only."""
    knots: list[_Knot] = []
    for root in dict.fromkeys(roots):
        own = Missing(view)
        own.of_clause(root.expr, "")
        new = _Knot([root], own.open_nodes, set(own.found), own.entangled)
        apart = []
        for knot in knots:
            if knot.meets(new):
                nodes = knot.open_nodes | new.open_nodes
                new = _Knot([*knot.roots, *new.roots], nodes, knot.places | new.places, True)
            else:
                apart.append(knot)
        knots = [*apart, new]
    return [k for k in knots if k.entangled]


class _Spent(Exception):
    """As many steps have been taken as may be."""


@dataclass(frozen=True, slots=True)
class _Reached:
    """What the clauses still hang on: the groups of conditions, and those come upon by several ways."""

    groups: frozenset[int]
    knotted: frozenset[int]


@dataclass(slots=True)
class _Search:
    sketch: Sketch
    most: int
    #: Whether everything found (and left out) is certain.
    exact: bool = True
    _steps: int = 0
    #: Whether a side was told by states of which there are more.
    _unsure: bool = False
    #: Groups that may matter in states that were not tried.
    _perhaps: set[int] = field(default_factory=set)
    _spread: set[int] = field(default_factory=set)

    # -- the same in every completion
    def sure(self) -> Sure | None:
        """What the clauses come to in every completion; None where that differs or cannot be told."""
        found: Label | None = None
        try:
            for label in self._labels(self.sketch.masks):
                if label is None or (found is not None and label != found):
                    return None
                found = label
        except _Spent:
            return None
        return found[0] if found else None

    def _labels(self, masks: tuple[Mask, ...]) -> Iterator[Label | None]:
        """What the clauses come to in one completion after another; None where it is not the same."""
        values = self._values(masks)
        label = self._label(values)
        if label is not None:
            yield label
            return
        knotted = sorted(self._reached(values).knotted, key=self._width)
        if not knotted or not self.sketch.together[knotted[0]].complete:
            yield None
            return
        for state in self.sketch.together[knotted[0]].states:
            yield from self._labels(self._with(masks, knotted[0], state))

    # -- what makes a difference
    def relevant(self) -> frozenset[Place]:
        """The facts that matter; also those of which that cannot be told."""
        found: set[int] = set()
        places: set[Place] = set()
        try:
            self._explore(self.sketch.masks, found)
            more = self._perhaps - self._spread - found
            self.exact = self.exact and not more
            found |= more
            for number, group in enumerate(self.sketch.together):
                if number in found and number not in self._spread and not group.ways:
                    places |= set(group.places)
                    self.exact = self.exact and group.possible
                    continue
                places |= self._mattering(group, number)
        except _Spent:
            self.exact = False
            return frozenset(p for group in self.sketch.together for p in group.places)
        return frozenset(places)

    def _explore(self, masks: tuple[Mask, ...], found: set[int]) -> None:
        """Collects the groups that matter, but for those whose states it fixes on its way."""
        values = self._values(masks)
        if self._label(values) is not None:
            return
        reached = self._reached(values)
        if not reached.knotted:
            found |= reached.groups
            return
        if reached.groups - self._spread <= found:
            return
        first = min(reached.knotted, key=self._width)
        self._spread.add(first)
        group = self.sketch.together[first]
        self.exact = self.exact and group.possible
        if not group.complete:  # a state that was not tried may leave the rest open
            self._perhaps |= reached.groups
        for state in group.states:
            self._explore(self._with(masks, first, state), found)

    def _mattering(self, group: Together, number: int) -> set[Place]:
        """The facts of a group that matter: some completion is turned round by each of them."""
        if not group.ways:
            told = self._any_turned(number, pairwise(group.states))
            sure = told or (group.complete and not self._unsure)
            self.exact = self.exact and group.possible and sure
            return set(group.places) if told or not sure else set()
        found: set[Place] = set()
        for at, place in enumerate(group.places):
            beside: dict[tuple[int, ...], list[State]] = {}
            for way, state in group.ways:
                beside.setdefault((*way[:at], *way[at + 1 :]), []).append(state)
            pairs = dict.fromkeys(p for states in beside.values() for p in pairwise(states) if p[0] != p[1])
            if self._any_turned(number, iter(pairs)):
                found.add(place)
            elif not group.complete or self._unsure:
                self.exact = False
                found.add(place)
        return found

    def _any_turned(self, number: int, pairs: Iterator[tuple[State, State]]) -> bool:
        start, self._unsure = self.sketch.masks, False
        return any(
            self._turned(self._with(start, number, one), self._with(start, number, other), number)
            for one, other in pairs
        )

    def _turned(self, one: tuple[Mask, ...], other: tuple[Mask, ...], number: int) -> bool:
        """Whether some completion comes out differently on the two sides."""
        sides = [self._values(one), self._values(other)]
        labels = [self._label(v) for v in sides]
        if None not in labels:
            return labels[0] != labels[1]
        reached = [self._reached(v) for v, label in zip(sides, labels, strict=True) if label is None]
        if len(reached) == 1 and not reached[0].knotted:
            return True  # what is left of one side can come out either way, the other is settled
        knotted = frozenset().union(*(r.knotted for r in reached)) - {number}
        groups = frozenset().union(*(r.groups for r in reached)) - {number}
        branch = min(knotted or groups, key=self._width)
        group = self.sketch.together[branch]
        self.exact = self.exact and group.possible
        self._unsure = self._unsure or not group.complete
        return any(
            self._turned(self._with(one, branch, state), self._with(other, branch, state), number)
            for state in group.states
        )

    # -- steps
    def _values(self, masks: tuple[Mask, ...]) -> list[Mask]:
        self._steps += 1
        if self._steps > self.most:
            raise _Spent
        return self.sketch.values(masks)

    def _with(self, masks: tuple[Mask, ...], number: int, state: State) -> tuple[Mask, ...]:
        changed = list(masks)
        for condition, mask in zip(self.sketch.together[number].conditions, state, strict=True):
            changed[condition] = mask
        return tuple(changed)

    def _width(self, number: int) -> tuple[int, int]:
        return len(self.sketch.together[number].states), number

    def _label(self, values: Sequence[Mask]) -> Label | None:
        """What the clauses come to (and the states of conditions); None while it is open."""
        refused = open_ = outside_open = False
        conditions: list[Mask] = []
        for root, part in self.sketch.roots:
            mask = values[part]
            if root.bad is None:
                open_ = open_ or not truth.decided(mask)
                conditions.append(mask)
            elif mask == root.bad:
                if root.outside:
                    return ("out_of_scope",)
                refused = True
            elif not truth.decided(mask) and mask & root.bad:
                open_ = True
                outside_open = outside_open or root.outside
        if refused and not outside_open:
            return ("refused",)
        return None if open_ else ("passed", tuple(conditions))

    def _reached(self, values: Sequence[Mask]) -> _Reached:
        """What the open clauses still hang on."""
        parts, owner = self.sketch.parts, self.sketch.owner
        met: dict[int, int] = {}
        groups: dict[int, int] = {}
        stack = [
            part for root, part in self.sketch.roots
            if not truth.decided(values[part]) and (root.bad is None or values[part] & root.bad)
        ]  # fmt: skip
        order: list[int] = []
        while stack:
            number = stack.pop()
            met[number] = met.get(number, 0) + 1
            if met[number] > 1:
                continue
            order.append(number)
            part = parts[number]
            if part.kind == "condition":
                group = owner[part.number]
                groups[group] = groups.get(group, 0) + 1
            stack += self._telling(number, values)
        shared = {n for n in order if met[n] > 1}
        for number in sorted(shared, reverse=True):
            shared |= self._under(number, values, shared)
        knotted = {g for g, times in groups.items() if times > 1}
        knotted |= {owner[parts[n].number] for n in shared if parts[n].kind == "condition"}
        return _Reached(frozenset(groups), frozenset(knotted))

    def _telling(self, number: int, values: Sequence[Mask]) -> list[int]:
        """The open parts below a part that can still tell it."""
        part = self.sketch.parts[number]
        open_ = [n for n in part.below if not truth.decided(values[n])]
        if part.kind in ("all", "any") or (part.comparison is not None and not part.comparison[1]):
            telling = FALSE if part.kind == "all" else TRUE  # not to hold and not to apply count alike
            return [n for n in open_ if values[n] & telling]
        if part.kind == "guard" and not values[part.below[0]] & TRUE:
            return []
        return open_

    def _under(self, number: int, values: Sequence[Mask], known: set[int]) -> set[int]:
        found: set[int] = set()
        stack = self._telling(number, values)
        while stack:
            below = stack.pop()
            if below not in found and below not in known:
                found.add(below)
                stack += self._telling(below, values)
        return found
