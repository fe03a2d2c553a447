"""Which programmes go together: combinations of linked programmes are judged by their own rules.

Nothing is decided here that is not decided by the programmes: a combination is tried by setting
the facts that are results of other programmes, and judging again on the same network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import ceil
from typing import TYPE_CHECKING

from schemeengine.dossier.recorded import with_recorded
from schemeengine.evaluator import Evaluator, Judged
from schemeengine.portfolio.links import groups, links_between
from schemeengine.portfolio.model import NOTHING, Combination, Conflict, Fit, Portfolio, When
from schemeengine.portfolio.sets import Found, Names, best_sets, every_set
from schemeengine.portfolio.trial import Trial, Verdicts, is_possible, pays
from schemeengine.verdict.model import Pending

if TYPE_CHECKING:
    from schemeengine.dossier.bind import Dossier

#: Programmes of one linked group among which every combination is tried: 1,024 judgings.
EVERY_COMBINATION_UP_TO = 10
_SHOWN = 20
_WHEN: dict[str, When] = {
    "eligible": "now", "undetermined": "after_facts", "needs_judgment": "after_judgment",
    "ineligible": "no", "out_of_scope": "out_of_scope",
}  # fmt: skip


def portfolio(evaluator: Evaluator, dossier: Dossier, judged: Sequence[Judged]) -> Portfolio:
    """One case against all programmes of an evaluator.

    ``dossier`` is the bound dossier, ``judged`` its verdicts by the evaluator (with the day and the
    readings they were judged under). Amounts are whole yen.
    """
    schemes = [j.view.scheme for j in judged]
    if judged:  # the results of other programmes go before what is recorded, so that is taken once
        day = judged[0].verdict.as_of
        dossier = with_recorded(dossier, schemes, day)
    trial = Trial(evaluator, dossier, {j.verdict.scheme: j for j in judged}, links_between(schemes))
    found = [_group(trial, names) for names in groups(schemes, trial.links)]
    fits = {f.judged.verdict.scheme: f for group in found for f in group.fits}
    bounds = [group.found.at_most for group in found]
    return Portfolio(
        tuple(fits[s.id] for s in schemes),
        tuple(c for group in found for c in group.conflicts),
        _joined([group.sets for group in found], [s.id for s in schemes]),
        all(group.found.complete for group in found),
        all(group.found.proven for group in found),
        None if any(b is None for b in bounds) else ceil(sum(b or 0 for b in bounds)),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    fits: tuple[Fit, ...]
    conflicts: tuple[Conflict, ...]
    #: The greatest lawful sets, with what each programme pays; empty if none fits.
    sets: tuple[Combination, ...]
    found: Found


def _group(trial: Trial, names: list[str]) -> _Group:
    """The lawful combinations of programmes that links hold together."""
    possible = [n for n in names if _may_come(trial, n)]
    tried = every_set if len(possible) <= EVERY_COMBINATION_UP_TO else best_sets
    found = tried(trial, possible)
    greatest = [s for s in found.verdicts if not any(s < t for t in found.verdicts)]
    sets = tuple(_combination(found, s, [n for n in names if n in s]) for s in greatest if s)
    fits = tuple(_fit(trial, n, found) for n in names)
    return _Group(fits, _conflicts(trial, possible, found.verdicts), sets, found)


def _may_come(trial: Trial, name: str) -> bool:
    """Whether a programme fits, may fit, or may fit once a linked fact has changed."""
    outcome = trial.alone[name].verdict.outcome
    linked = any(link.scheme == name for link in trial.links)
    return is_possible(trial.alone[name]) or (outcome == "ineligible" and linked)


def _fit(trial: Trial, name: str, found: Found) -> Fit:
    alone = trial.alone[name]
    when = _WHEN[alone.verdict.outcome]
    with_others = [s for s in found.verdicts if name in s]
    if when == "no" and with_others:
        fewest = min(with_others, key=lambda s: (len(s), sorted(s)))
        before = found.orders[fewest]
        return Fit(alone, "after_others", pays(found.verdicts[fewest][name]), before[: before.index(name)])
    return Fit(alone, when, pays(alone) if when not in ("no", "out_of_scope") else NOTHING)


def _conflicts(trial: Trial, names: list[str], lawful: dict[Names, Verdicts]) -> tuple[Conflict, ...]:
    """Pairs of which each may be had, but not both, or not both whatever is not known yet."""
    found = []
    singly = [n for n in names if frozenset({n}) in lawful]
    for pair in combinations(singly, 2):
        if not any({link.scheme, link.other} == {*pair} for link in trial.links):
            continue
        both = lawful.get(frozenset(pair)) or trial.together(frozenset(pair))
        for name in pair if both is not None else ():
            conflict = _conflict(trial.alone[name], both[name], pair) if both else None
            found += [] if conflict is None else [conflict]
    return tuple(found)


def _conflict(alone: Judged, both: Judged, pair: tuple[str, str]) -> Conflict | None:
    """What a programme's rules say against the other one of the pair."""
    name = alone.verdict.scheme
    if both.verdict.outcome == "ineligible":
        new = tuple(p for p in both.verdict.failed if p not in alone.verdict.failed)
        return Conflict(pair, name, new)
    before = {(p.fact, p.scheme) for p in alone.verdict.pending}
    asked = tuple(p for p in both.verdict.pending if (p.fact, p.scheme) not in before)
    if both.verdict.outcome != "undetermined" or not asked:
        return None
    return Conflict(pair, name, tuple(dict.fromkeys(n for p in asked for n in p.provisions)), asked)


def _combination(found: Found, chosen: Names, names: list[str]) -> Combination:
    verdicts = found.verdicts[chosen]
    each = tuple((n, pays(verdicts[n])) for n in names)
    waits: dict[tuple[str, str], Pending] = {}
    for name in names:
        if verdicts[name].verdict.outcome != "eligible":
            waits |= {(p.scheme, p.fact): p for p in verdicts[name].verdict.pending if p.when == "now"}
    settled = all(verdicts[n].verdict.outcome == "eligible" for n in names)
    in_turn = any(frozenset({n}) not in found.verdicts for n in names)
    total = sum((m for _, m in each), NOTHING)
    return Combination(
        tuple(names), each, total, settled, found.orders[chosen], in_turn, tuple(waits.values())
    )


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
    return Combination(
        names, tuple((n, pays_[n]) for n in names), a.total + b.total, a.settled and b.settled,
        (*a.order, *b.order), a.in_turn or b.in_turn, (*a.waits, *b.waits),
    )  # fmt: skip


def _rank(found: Combination) -> tuple[int | Fraction, int | Fraction, int, tuple[str, ...]]:
    total = found.total
    most = 2**60 if total.at_most is None else total.at_most
    return (-total.at_least, -most, -len(found.programmes), found.programmes)
