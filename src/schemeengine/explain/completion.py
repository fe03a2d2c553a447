"""Answers to what is still missing with which a case is admitted."""

from __future__ import annotations

from schemeengine.execute.case import Case
from schemeengine.explain.candidates import Candidates
from schemeengine.explain.changes import Change, applied
from schemeengine.explain.inquiry import REFUSED, Inquiry
from schemeengine.ir.expr import nodes_below
from schemeengine.ir.scheme import Scheme
from schemeengine.verdict.model import Outcome, Pending
from schemeengine.verdict.readings import checked
from schemeengine.verdict.stated import Fact

#: Outcomes in which nothing is left for the applicant or the office to say.
ANSWERED: frozenset[Outcome] = frozenset({"eligible", "needs_judgment"})
#: More questions than this are not answered one after another.
MOST_ANSWERS = 200


def fact_of(scheme: Scheme, pending: Pending) -> Fact:
    """The fact a missing thing is (its name begins with that of exactly one input)."""
    name = pending.fact
    inputs = (a for a in scheme.inputs if name == a.name or name.startswith(f"{a.name}."))
    address = max(inputs, key=lambda a: len(a.name))
    return Fact.at(address, name[len(address.name) :])


def complete(inquiry: Inquiry, case: Case, amount: str = "") -> tuple[Change, ...]:
    """Answers, one after another, each keeping the case from refusal and leaving the least open.

    With ``amount`` until nothing is missing for that amount. Judgments are left to those who make
    them. The answers may stop short of the goal where none of the values tried helps; the outcome
    then says so.
    """
    scheme = inquiry.scheme
    roots = [p.clause.expr for p in checked(scheme, inquiry.procedure)]
    roots += [scheme.amounts[amount].expr] if amount else []
    below = tuple(nodes_below(roots))
    found: list[Change] = []
    stuck: set[str] = set()
    for _ in range(MOST_ANSWERS):
        now = inquiry.findings(case)
        if now.outcome in REFUSED or (now.outcome in ANSWERED and not amount):
            break
        wanted = [p for p in now.pending if p.kind in ("fact", "paper") and p.fact not in stuck]
        if amount:
            wanted = [p for p in wanted if amount in p.provisions]
        if not wanted:
            break
        fact = fact_of(scheme, wanted[0])
        best = _best(inquiry, case, fact, Candidates(inquiry.seen(case), below, lambda _: True))
        if best is None:
            stuck.add(wanted[0].fact)
            continue
        found.append(best)
        case = best.apply(scheme, case)
    return tuple(found)


def _best(inquiry: Inquiry, case: Case, fact: Fact, candidates: Candidates) -> Change | None:
    """The first value that leaves the least open without refusal, and nothing without a value (the
    share of an empty list): no answer could mend that any more."""
    ranked: list[tuple[int, int, int, Change]] = []
    for number, change in enumerate(candidates.for_missing(fact)):
        after = inquiry.findings(change.apply(inquiry.scheme, case))
        if after.outcome not in REFUSED:
            without_value = sum(p.kind == "no_value" for p in after.pending)
            ranked.append((without_value, len(after.pending), number, change))
    return min(ranked, key=lambda r: r[:3])[3] if ranked else None


def spared(inquiry: Inquiry, case: Case, supplies: tuple[Change, ...]) -> tuple[Change, ...]:
    """The answers without those that turn out not to be needed."""
    scheme = inquiry.scheme
    if inquiry.outcome(applied(scheme, case, supplies)) not in ANSWERED:
        return supplies
    kept = list(supplies)
    for change in supplies:
        rest = [c for c in kept if c is not change]
        if inquiry.outcome(applied(scheme, case, rest)) in ANSWERED:
            kept = rest
    return tuple(kept)
