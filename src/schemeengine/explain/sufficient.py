"""The minimal sufficient reason: a smallest set of facts that alone fixes the outcome.

"Alone" is meant literally: the case is judged again with only these facts known, every other one
unknown, and the outcome is the same. Since a decided answer never changes when facts are added,
whatever the other facts turn out to be the outcome stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from schemeengine.explain.inquiry import SETTLED, Exhausted, Inquiry
from schemeengine.explain.selection import Counts, Least, least
from schemeengine.explain.words import fact_label, fact_value
from schemeengine.source import Span
from schemeengine.truth import decided
from schemeengine.verdict.model import Outcome, Text
from schemeengine.verdict.readings import checked
from schemeengine.verdict.stated import Fact, interchangeable, only
from schemeengine.verdict.view import View


@dataclass(frozen=True, slots=True)
class ReasonFact:
    """A fact of the reason, or some number of facts any of which would do (``of`` in all)."""

    fact: Fact
    label: Text
    value: Text
    #: How many facts of this kind are needed, out of how many alike; 1 of 1 for a single fact.
    number: int
    of: int
    span: Span | None
    assumed: bool
    #: Provisions, papers or stages that this fact decides within the reason.
    provisions: tuple[str, ...]
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SufficientReason:
    """``smallest``: no other set of fewer facts is enough; otherwise only that none can be spared."""

    outcome: Outcome
    facts: tuple[ReasonFact, ...]
    #: How many facts it is made of, and how many the dossier states in all.
    size: int
    of: int
    smallest: bool


def sufficient_reason(inquiry: Inquiry) -> SufficientReason | None:
    """The reason for the outcome; None while the outcome is not settled by the facts."""
    inquiry = replace(inquiry, thorough=True)  # what every completion agrees on needs no more facts
    outcome = inquiry.outcome(inquiry.case)
    if outcome not in SETTLED or inquiry.view.values is None:
        return None
    groups = interchangeable(inquiry.scheme, inquiry.facts, inquiry.case)

    def enough(counts: Counts) -> bool:
        return inquiry.outcome(only(inquiry.scheme, inquiry.case, picked(groups, counts))) == outcome

    try:
        found = least([len(g) for g in groups], enough)
    except Exhausted:
        found = Least(tuple(len(g) for g in groups), False)
    kept = picked(groups, found.counts)
    told = tuple(_told(inquiry, groups, found.counts))
    return SufficientReason(outcome, told, len(kept), len(inquiry.facts), found.smallest)


def picked(groups: list[tuple[Fact, ...]], counts: Counts) -> frozenset[Fact]:
    """The first so many facts of every group."""
    return frozenset(f for group, number in zip(groups, counts, strict=True) for f in group[:number])


def _told(inquiry: Inquiry, groups: list[tuple[Fact, ...]], counts: Counts) -> Iterator[ReasonFact]:
    inquiry.most = inquiry.judged + 10 + 4 * len(groups)  # what was found is told in any case
    kept = picked(groups, counts)
    whole = inquiry.seen(only(inquiry.scheme, inquiry.case, kept))
    stages = inquiry.findings(whole.case).stages
    for group, number in zip(groups, counts, strict=True):
        if not number:
            continue
        fact = group[0]
        without = inquiry.seen(only(inquiry.scheme, inquiry.case, kept - {fact}))
        names, cites = _hangs_on(inquiry, whole, without)
        if not names:
            later = {s.id: s for s in inquiry.findings(without.case).stages}
            hit = [s for s in stages if later[s.id].outcome != s.outcome]
            names, cites = tuple(s.id for s in hit[:1]), tuple(c for s in hit[:1] for c in s.cite)
        yield ReasonFact(
            fact, fact_label(inquiry, group), fact_value(inquiry, fact), number, len(group),
            inquiry.view.place(fact.address, fact.path), fact.address in inquiry.view.assumed, names, cites,
        )  # fmt: skip


def _hangs_on(inquiry: Inquiry, whole: View, without: View) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The provisions decided with a fact and not without it, and the places of the deepest of their parts."""
    names: list[str] = []
    cites: dict[str, None] = {}
    for provision in checked(inquiry.scheme, inquiry.procedure):
        clause = provision.clause
        if not decided(whole.mask(clause.expr)) or decided(without.mask(clause.expr)):
            continue
        names.append(provision.id)
        while True:  # go down while one part hangs on the fact in the same way
            deeper = [
                p for p in clause.parts
                if p.expr.type.kind.value == "yes_no" and not p.expr.free
                and decided(whole.mask(p.expr)) and not decided(without.mask(p.expr))
            ]  # fmt: skip
            if len(deeper) != 1 or deeper[0] is clause:
                break
            clause = deeper[0]
            if clause.wording.cite:
                cites = dict.fromkeys(clause.wording.cite)
        if not cites:
            cites.update(dict.fromkeys(provision.clause.wording.cite))
    return tuple(names), tuple(cites)
