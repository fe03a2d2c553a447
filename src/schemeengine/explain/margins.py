"""How far a case is from losing: the single smallest changes after which it would be refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from schemeengine.execute.case import Case
from schemeengine.explain.candidates import SOME_TEXT, Candidates
from schemeengine.explain.changes import Change, is_judgment
from schemeengine.explain.inquiry import REFUSED, Exhausted, Inquiry
from schemeengine.ir.expr import nodes_below
from schemeengine.ir.types import Kind
from schemeengine.verdict.readings import checked
from schemeengine.verdict.stated import Fact, declaration, interchangeable


@dataclass(frozen=True, slots=True)
class Margin:
    """One change that alone would make the case refused, and the provisions that would then fail."""

    change: Change
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Margins:
    """``complete``: every changeable fact was looked at; otherwise the search stopped at its bound."""

    margins: tuple[Margin, ...]
    complete: bool


def margins(inquiry: Inquiry) -> Margins:
    """For every fact that can change the nearest value with which the case is refused.

    Nothing if it is refused already. Recorded judgments and what has happened stay as they are.
    """
    if inquiry.outcome(inquiry.case) in REFUSED:
        return Margins((), True)
    scheme = inquiry.scheme
    roots = tuple(p.clause.expr for p in checked(scheme, inquiry.procedure))

    def lost(case: Case) -> bool:
        return inquiry.outcome(case) in REFUSED

    candidates = Candidates(inquiry.view, tuple(nodes_below(roots)), lost)
    found: list[Margin] = []
    try:
        for group in interchangeable(scheme, inquiry.facts, inquiry.case):
            if not is_judgment(scheme, group[0]):
                found += _of(inquiry, candidates, group[0])
    except Exhausted:
        return Margins(tuple(sorted(found, key=_rank(inquiry))), False)
    return Margins(tuple(sorted(found, key=_rank(inquiry))), True)


def _of(inquiry: Inquiry, candidates: Candidates, fact: Fact) -> Iterator[Margin]:
    scheme, value = inquiry.scheme, inquiry.facts[fact]
    changes = list(candidates.of(fact, value))
    type_ = declaration(scheme, fact).type
    if changes and type_.kind in (Kind.TEXT, Kind.CODE) and not type_.choices:
        changes = [Change("set", (fact,), SOME_TEXT)]
    seen = False
    for change in changes:
        after = inquiry.findings(change.apply(scheme, inquiry.case))
        if after.outcome in REFUSED:
            if seen and change.kind == "set" and type_.kind is Kind.CODE:
                continue  # one other code says enough
            seen = True
            yield Margin(change, after.failed)


def _rank(inquiry: Inquiry) -> Callable[[Margin], tuple[object, ...]]:
    """Numbers and days first, then answers to checklists, then yes and no, then words."""
    order = {Kind.YES_NO: 2, Kind.TEXT: 3, Kind.CODE: 3}

    def key(margin: Margin) -> tuple[object, ...]:
        kind = declaration(inquiry.scheme, margin.change.fact).type.kind
        rank = 1 if margin.change.fact.space == "checklist" else order.get(kind, 0)
        return (rank, margin.change.number, margin.change.fact, str(margin.change.value))

    return key
