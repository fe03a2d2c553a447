"""The smallest sets of changes that reach a goal.

Whatever stands against the goal is put there by a few facts (a conflict), so every way to the goal
changes at least one of them. The search tries those changes only, judges the changed case, and goes
on with what then stands in the way: all smallest sets are met, the smaller before the larger (a
hitting-set tree; Reiter 1987, de Kleer and Williams 1987). Each set offered has been judged.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, count

from schemeengine.explain.candidates import Candidates
from schemeengine.explain.changes import Change, applied, is_judgment
from schemeengine.explain.completion import complete, spared
from schemeengine.explain.goals import Admission, Goal, Obstacle, conflict
from schemeengine.explain.inquiry import REFUSED, Exhausted, Inquiry
from schemeengine.ir.expr import nodes_below
from schemeengine.verdict.model import Outcome, Pending
from schemeengine.verdict.stated import Fact, changeable, declaration, stated
from schemeengine.verdict.steps import Scale

#: Changes in one set, unless asked otherwise.
MOST_CHANGES = 4


@dataclass(frozen=True, slots=True)
class Alternative:
    """One smallest set of changes, judged. ``supplies`` are answers still missing, as they must be."""

    changes: tuple[Change, ...]
    supplies: tuple[Change, ...]
    outcome: Outcome
    #: What is then still open: as a rule judgments that others have to record.
    pending: tuple[Pending, ...]
    #: Whether it needs somebody else's judgment to come out otherwise than recorded.
    by_others: bool
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Blocked:
    """A provision that fails because of facts nobody can change, and nothing else can mend."""

    provision: str
    cite: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """Every smallest set of at most ``most`` changes, if ``complete``; else those found until then."""

    alternatives: tuple[Alternative, ...]
    blocked: tuple[Blocked, ...]
    most: int
    complete: bool
    judged: int


@dataclass(slots=True)
class Search:
    """One search. The goal is the same throughout; the inquiry bounds how many cases are judged."""

    inquiry: Inquiry
    goal: Goal
    most: int = MOST_CHANGES
    found: list[frozenset[Change]] = field(default_factory=list)
    blocked: dict[str, Blocked] = field(default_factory=dict)

    def ways(self) -> Ways:
        complete_ = True
        try:
            for changes in self._sets():
                self.found.append(changes)
        except Exhausted:
            complete_ = False
        judged = self.inquiry.judged
        self.inquiry.most += 20_000  # what was found is completed and checked in any case
        alternatives = {a: None for c in self.found if (a := self._alternative(c)) is not None}
        kept = sorted(alternatives, key=_rank)
        blocked = () if kept else tuple(self.blocked.values())
        return Ways(tuple(kept), blocked, self.most, complete_, judged)

    # -- the tree
    def _sets(self) -> Iterator[frozenset[Change]]:
        number = count()
        queue: list[tuple[int, int, frozenset[Change]]] = [(0, next(number), frozenset())]
        seen: set[frozenset[Change]] = set()
        while queue:
            size, _, changes = heapq.heappop(queue)
            if changes in seen or any(f <= changes for f in self.found):
                continue
            seen.add(changes)
            obstacles = self._obstacles(changes)
            if not obstacles:
                yield changes
                continue
            if size == self.most:
                continue
            for change in self._branches(changes, obstacles[0]):
                taken = {f for c in changes for f in c.facts}
                if not taken & set(change.facts) or change.kind in ("add", "remove"):
                    heapq.heappush(queue, (size + 1, next(number), changes | {change}))

    def _obstacles(self, changes: frozenset[Change]) -> list[Obstacle]:
        inquiry = self.inquiry
        view = inquiry.seen(applied(inquiry.scheme, inquiry.case, tuple(changes)))
        return list(self.goal.obstacles(view, inquiry.findings(view.case)))

    def _branches(self, changes: frozenset[Change], obstacle: Obstacle) -> Iterator[Change]:
        inquiry = self.inquiry
        view = inquiry.seen(applied(inquiry.scheme, inquiry.case, tuple(changes)))
        facts = conflict(inquiry, view, obstacle)
        candidates = Candidates(
            view, tuple(nodes_below(obstacle.roots)), lambda case: not obstacle.stands(inquiry.seen(case))
        )
        values = stated(inquiry.scheme, view.case)
        any_change = False
        for group in facts:
            for change in candidates.of(group[0], values[group[0]]):
                any_change = True
                yield change
        if not any_change and not changes:
            fixed = tuple(g[0] for g in facts if not changeable(inquiry.scheme, g[0])) or tuple(
                g[0] for g in facts
            )
            self.blocked[obstacle.name] = Blocked(obstacle.name, obstacle.cite, fixed)

    # -- what is offered
    def _alternative(self, changes: frozenset[Change]) -> Alternative | None:
        inquiry, scheme = self.inquiry, self.inquiry.scheme
        ordered = self._tightened(tuple(sorted(changes, key=lambda c: (c.fact, str(c.value)))))
        if self._smaller_works(ordered):
            return None
        case = applied(scheme, inquiry.case, ordered)
        if isinstance(self.goal, Admission):
            supplies = spared(inquiry, case, complete(inquiry, case))
        else:
            supplies = complete(inquiry, case, self.goal.amount)
        final = applied(scheme, case, supplies)
        found = inquiry.findings(final)
        if found.outcome in REFUSED or any(self.goal.obstacles(inquiry.seen(final), found)):
            return None
        others = any(is_judgment(scheme, c.fact) for c in ordered)
        return Alternative(ordered, supplies, found.outcome, found.pending, others)

    def _smaller_works(self, changes: tuple[Change, ...]) -> bool:
        """Whether some of the changes would do without the rest."""
        return any(
            not self._obstacles(frozenset(some))
            for size in range(len(changes))
            for some in combinations(changes, size)
        )

    def _tightened(self, changes: tuple[Change, ...]) -> tuple[Change, ...]:
        """Each number as near to the present one as the other changes allow."""
        for place, change in enumerate(changes):
            present = self.inquiry.facts.get(change.fact)
            decl = declaration(self.inquiry.scheme, change.fact)
            scale = Scale.of(decl, present) if change.kind == "set" and change.number == 1 else None
            if scale is None or change.value == present:
                continue
            rest = (*changes[:place], *changes[place + 1 :])

            def works(value: object, change: Change = change, rest: tuple[Change, ...] = rest) -> bool:
                nearer = Change("set", change.facts, value)
                return not self._obstacles(frozenset((*rest, nearer)))

            above = change.value > present
            near = [v for v in scale.nearest(works, [change.value]) if (v > present) == above]
            if near:
                changes = (*changes[:place], Change("set", change.facts, near[0]), *changes[place + 1 :])
        return changes


def _rank(found: Alternative) -> tuple[object, ...]:
    """Without others' judgments first, then the fewest changes and answers; what is stated otherwise
    before somebody less or more on a list; then the smallest."""
    return (
        found.by_others, len(found.changes) + len(found.supplies), len(found.changes),
        sum(c.kind != "set" for c in found.changes),
        sum(c.number for c in found.changes), tuple(c.fact for c in found.changes),
        tuple(str(c.value) for c in found.changes),
    )  # fmt: skip
