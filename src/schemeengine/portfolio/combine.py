"""Which programmes go together: every combination of linked programmes is judged by their own rules.

Nothing is decided here that is not decided by the programmes: a combination is tried by setting
the facts that are results of other programmes, and judging again on the same network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from schemeengine.dossier.recorded import with_recorded
from schemeengine.evaluator import Evaluator, Judged
from schemeengine.ir.expr import Address
from schemeengine.ir.scheme import Scheme
from schemeengine.portfolio.links import Link, groups, links_between, with_results
from schemeengine.portfolio.model import (
    NOTHING,
    Combination,
    Conflict,
    Fit,
    Money,
    Portfolio,
    When,
)
from schemeengine.verdict.model import Amount, Verdict

if TYPE_CHECKING:
    from schemeengine.dossier.bind import Dossier

#: Programmes of one linked group among which every combination is tried: 1,024 judgings.
EVERY_COMBINATION_UP_TO = 10
#: Rounds in which amounts that depend on one another must come to rest.
_ROUNDS = 4
_SHOWN = 20
_WHEN: dict[str, When] = {
    "eligible": "now", "undetermined": "after_facts", "needs_judgment": "after_judgment",
    "ineligible": "no", "out_of_scope": "out_of_scope",
}  # fmt: skip


def portfolio(evaluator: Evaluator, dossier: Dossier, judged: Sequence[Judged]) -> Portfolio:
    """One case against all programmes of an evaluator.

    ``dossier`` is the bound dossier, ``judged`` its verdicts by the evaluator (with the day and the
    readings they were judged under).
    """
    schemes = [j.view.scheme for j in judged]
    if judged:  # the results of other programmes go before what is recorded, so that is taken once
        day = judged[0].verdict.as_of
        dossier = with_recorded(dossier, evaluator.schemes, day)
    trial = _Trial(evaluator, dossier, {j.verdict.scheme: j for j in judged}, links_between(schemes))
    found = [_group(trial, names) for names in groups(schemes, trial.links)]
    fits = {f.judged.verdict.scheme: f for group in found for f in group.fits}
    return Portfolio(
        tuple(fits[s.id] for s in schemes),
        tuple(c for group in found for c in group.conflicts),
        _joined([group.sets for group in found], [s.id for s in schemes]),
        all(group.complete for group in found),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    fits: tuple[Fit, ...]
    conflicts: tuple[Conflict, ...]
    #: The greatest lawful sets, with what each programme pays; empty if none fits.
    sets: tuple[Combination, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class _Trial:
    evaluator: Evaluator
    dossier: Dossier
    alone: dict[str, Judged]
    links: tuple[Link, ...]

    def together(self, names: AbstractSet[str]) -> dict[str, Judged] | None:
        """The verdicts once all of ``names`` are had; None where their amounts go in circles."""
        links = [link for link in self.links if link.scheme in names]
        if not any(link.other in names for link in links):
            return {n: self.alone[n] for n in names}
        found = {n: self.alone[n] for n in names}
        for _ in range(_ROUNDS):
            before = {n: pays(j) for n, j in found.items()}

            def paid(other: str, amount: str, now: dict[str, Judged] = found) -> Money | None:
                return _amount(now[other].verdict, amount) if other in now else None

            day = next(iter(self.alone.values())).verdict.as_of
            values = with_results(self.dossier.values, links, names, day, paid)
            found = self._judged(values, names)
            if {n: pays(j) for n, j in found.items()} == before:
                return found
        return None

    def _judged(self, values: Mapping[Address, Any], names: AbstractSet[str]) -> dict[str, Judged]:
        first = next(iter(self.alone.values()))
        changed = replace(self.dossier, values=values, readings=first.view.case.readings)
        result = self.evaluator.evaluate(changed, as_of=first.verdict.as_of, compare_readings=False)
        return {j.verdict.scheme: j for j in result.judged if j.verdict.scheme in names}


def _group(trial: _Trial, names: list[str]) -> _Group:
    """The lawful combinations of programmes that links hold together."""
    possible = [n for n in names if _may_come(trial, n)]
    complete = len(possible) <= EVERY_COMBINATION_UP_TO
    lawful = _every_set(trial, possible) if complete else _grown_sets(trial, possible)
    greatest = [s for s in lawful if not any(s < t for t in lawful)]
    sets = tuple(_combination(lawful[s], [n for n in names if n in s]) for s in greatest if s)
    fits = tuple(_fit(trial, n, lawful) for n in names)
    return _Group(fits, _conflicts(trial, possible, lawful), sets, complete)


def _may_come(trial: _Trial, name: str) -> bool:
    """Whether a programme fits, may fit, or may fit once a linked fact has changed."""
    outcome = trial.alone[name].verdict.outcome
    linked = any(link.scheme == name for link in trial.links)
    return outcome not in ("ineligible", "out_of_scope") or (outcome == "ineligible" and linked)


_Lawful = dict[frozenset[str], dict[str, Judged]]


def _is_lawful(found: dict[str, Judged] | None) -> bool:
    return found is not None and all(
        j.verdict.outcome not in ("ineligible", "out_of_scope") for j in found.values()
    )


def _every_set(trial: _Trial, names: list[str]) -> _Lawful:
    lawful: _Lawful = {}
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            found = trial.together(frozenset(chosen))
            if found is not None and _is_lawful(found):
                lawful[frozenset(chosen)] = found
    return lawful


def _grown_sets(trial: _Trial, names: list[str]) -> _Lawful:
    """From each programme, the others are added one by one while the whole stays lawful."""
    lawful: _Lawful = {}
    for start in names:
        chosen: frozenset[str] = frozenset()
        for name in [start, *(n for n in names if n != start)]:
            wider = chosen | {name}
            found = trial.together(wider)
            if found is not None and _is_lawful(found):
                chosen, lawful[wider] = wider, found
    for pair in combinations(names, 2):
        found = trial.together(frozenset(pair))
        if found is not None and _is_lawful(found):
            lawful[frozenset(pair)] = found
    return lawful


def _fit(trial: _Trial, name: str, lawful: _Lawful) -> Fit:
    alone = trial.alone[name]
    when = _WHEN[alone.verdict.outcome]
    with_others = [s for s in lawful if name in s]
    if when == "no" and with_others:
        fewest = min(with_others, key=lambda s: (len(s), sorted(s)))
        order = [n for n in trial.alone if n in fewest and n != name]
        return Fit(alone, "after_others", pays(lawful[fewest][name]), tuple(order))
    return Fit(alone, when, pays(alone) if when not in ("no", "out_of_scope") else NOTHING)


def _conflicts(trial: _Trial, names: list[str], lawful: _Lawful) -> tuple[Conflict, ...]:
    """Pairs of which each may be had, but not both."""
    found = []
    singly = [n for n in names if frozenset({n}) in lawful]
    for pair in combinations(singly, 2):
        both = trial.together(frozenset(pair))
        if both is None or _is_lawful(both):
            continue
        for name in pair:
            verdict = both[name].verdict
            if verdict.outcome == "ineligible":
                before = set(trial.alone[name].verdict.failed)
                new = tuple(p for p in verdict.failed if p not in before)
                found.append(Conflict(pair, name, new))
    return tuple(found)


def _combination(found: dict[str, Judged], names: list[str]) -> Combination:
    each = tuple((n, pays(found[n])) for n in names)
    settled = all(found[n].verdict.outcome == "eligible" for n in names)
    return Combination(tuple(names), each, sum((m for _, m in each), NOTHING), settled)


def _joined(parts: Sequence[tuple[Combination, ...]], order: list[str]) -> tuple[Combination, ...]:
    """Combinations of the groups joined, the one that surely pays most first."""
    whole = [Combination((), (), NOTHING, True)]
    for sets in parts:
        if sets:
            whole = sorted((_both(a, b, order) for a in whole for b in sets), key=_rank)[:_SHOWN]
    return tuple(c for c in whole if c.programmes)


def _both(a: Combination, b: Combination, order: list[str]) -> Combination:
    pays_ = dict((*a.pays, *b.pays))
    names = tuple(n for n in order if n in pays_)
    return Combination(names, tuple((n, pays_[n]) for n in names), a.total + b.total, a.settled and b.settled)


def _rank(found: Combination) -> tuple[int, int, int, tuple[str, ...]]:
    total = found.total
    most = 2**60 if total.at_most is None else total.at_most
    return (-total.at_least, -most, -len(found.programmes), found.programmes)


# ------------------------------------------------------------------ money
def pays(judged: Judged) -> Money:
    """What a programme pays: the amounts its procedure awards, else its only amount of money."""
    names = awarded(judged.view.scheme, judged)
    if names is None:
        return Money(0, 0, counted=False)
    return sum((_amount(judged.verdict, n) or NOTHING for n in names), NOTHING)


def awarded(scheme: Scheme, judged: Judged) -> tuple[str, ...] | None:
    """The amounts a programme pays; () if it pays nothing, None if it does not say which."""
    stages = judged.procedure.stages if judged.procedure is not None else ()
    named = tuple(dict.fromkeys(a for s in stages for a in s.amounts))
    if named or not scheme.amounts:
        return named
    money = [a.id for a in judged.verdict.amounts if a.unit in ("yen",)]
    return tuple(money) if len(money) == 1 else None


def _amount(verdict: Verdict, name: str) -> Money | None:
    found: Amount | None = next((a for a in verdict.amounts if a.id == name), None)
    if found is None:
        return None
    if found.applies is False:
        return NOTHING
    least = found.value if found.value is not None else found.at_least
    most = found.value if found.value is not None else found.at_most
    return Money(max(least or 0, 0), most)
