"""What would change the outcome: ways to be admitted or to a higher amount, and what would lose it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from schemeengine.evaluator import Evaluator, Judged
from schemeengine.execute import domain
from schemeengine.explain.changes import Change, applied, is_fresh
from schemeengine.explain.completion import ANSWERED, fact_of
from schemeengine.explain.goals import Admission, Goal, HigherAmount
from schemeengine.explain.inquiry import REFUSED, Inquiry
from schemeengine.explain.later import Later, later
from schemeengine.explain.margins import Margin, margins
from schemeengine.explain.search import MOST_CHANGES, Alternative, Search
from schemeengine.explain.told import ToldChange, fact_words, told
from schemeengine.explain.words import label_of
from schemeengine.ir.types import Kind
from schemeengine.verdict.measures import amount_of
from schemeengine.verdict.model import EMPTY, Outcome, Pending, Text, Verdict
from schemeengine.verdict.stated import Fact, declaration
from schemeengine.verdict.view import View

#: Cases judged in one question at most; some seconds.
MOST_CASES = 20_000
_NEW = re.compile(r"(?<=\.)new\d+(?=\.|$)")


@dataclass(frozen=True, slots=True)
class Way:
    """One smallest set of changes: ``changes`` to what is stated, ``answers`` to what is missing."""

    changes: tuple[ToldChange, ...]
    answers: tuple[ToldChange, ...]
    outcome: Outcome
    pending: tuple[Pending, ...]
    by_others: bool
    #: The amount asked for afterwards; None while something it hangs on is still open.
    amount: int | Fraction | None

    @property
    def reaches(self) -> bool:
        """Whether the goal is reached, but for what others have still to judge. Otherwise the changes
        take away what stands against it, and facts still missing decide."""
        return self.outcome in ANSWERED and not self.open_facts

    @property
    def open_facts(self) -> bool:
        """Whether facts are still missing afterwards."""
        return any(p.kind != "judgment" for p in self.pending)


@dataclass(frozen=True, slots=True)
class Obstruction:
    """A provision that nothing changeable can mend, and the facts it fails on."""

    provision: str
    cite: tuple[str, ...]
    label: Text
    facts: tuple[tuple[str, Text, Text], ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """A single change after which the case would be refused, and what would then fail."""

    change: ToldChange
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer. ``complete``: all smallest sets of at most ``most`` changes were looked for."""

    verdict: Verdict
    amount: str
    amount_label: Text
    present: int | Fraction | None
    ways: tuple[Way, ...]
    blocked: tuple[Obstruction, ...]
    losses: tuple[Loss, ...]
    complete: bool
    losses_complete: bool
    most: int
    cases: int
    #: The day from which the case, with nothing else changed, would not be refused; None if none is found.
    later: Later | None = None


def what_if(
    evaluator: Evaluator, judged: Judged, *, amount: str = "", most: int = MOST_CHANGES,
    most_cases: int = MOST_CASES,
) -> WhatIf:  # fmt: skip
    """The smallest changes that reach the goal, each judged, and the smallest that would lose it.

    The goal is not to be refused, or with ``amount`` (an id of the scheme; KeyError for another)
    more of it than now. ``most`` bounds the changes in one set, ``most_cases`` the cases judged.
    """
    inquiry = Inquiry.of(evaluator, judged, most_cases)
    verdict = judged.verdict
    label, present = EMPTY, None
    if amount:
        clause = judged.view.scheme.amounts[amount]
        label, present = amount_of(judged.view, amount, clause).label, _known(judged.view, amount)
    ways: tuple[Way, ...] = ()
    blocked: tuple[Obstruction, ...] = ()
    complete = True
    if not (verdict.reason.ja or (amount and present is None) or _nothing_to_reach(verdict, amount)):
        goal: Goal = HigherAmount(inquiry, amount, present or 0) if amount else Admission(inquiry)
        found = Search(inquiry, goal, most).ways()
        told_ways = (_way(inquiry, alike, amount) for alike in _grouped(inquiry, found.alternatives))
        ways = tuple({_as_told(w): w for w in told_ways if w.changes or w.answers}.values())
        blocked = tuple(_obstruction(inquiry, b.provision, b.cite, b.facts) for b in found.blocked)
        complete = found.complete
    cases = min(inquiry.judged, most_cases)
    inquiry = Inquiry.of(evaluator, judged, most_cases)
    refused = verdict.outcome in REFUSED and not verdict.reason.ja and not amount
    waited = later(inquiry) if refused else None
    lost = margins(inquiry) if not verdict.reason.ja else None
    losses = tuple(_losses(inquiry, lost.margins)) if lost else ()
    return WhatIf(
        verdict, amount, label, present, ways, blocked, losses, complete,
        lost.complete if lost else True, most, cases + min(inquiry.judged, most_cases), waited,
    )  # fmt: skip


def _as_told(way: Way) -> tuple[object, ...]:
    """What tells a way from another for whoever reads it: members that are added have no name yet."""
    told_changes = (*way.changes, None, *way.answers)
    return tuple(
        c and (_NEW.sub("new", c.path), c.kind, c.before, c.after, c.by, c.number, c.or_else)
        for c in told_changes
    )


def _losses(inquiry: Inquiry, found: Sequence[Margin]) -> Iterator[Loss]:
    """Members of one list whose removal comes to the same stand together."""
    groups: dict[object, list[Margin]] = {}
    for one in found:
        removal = one.change.kind == "remove"
        groups.setdefault((one.change.fact, one.failed) if removal else one, []).append(one)
    for first, *rest in groups.values():
        yield Loss(told(inquiry, first.change, [m.change for m in rest]), first.failed)


def _nothing_to_reach(verdict: Verdict, amount: str) -> bool:
    return not amount and verdict.outcome in ("eligible", "needs_judgment")


def _known(view: View, amount: str) -> int | Fraction | None:
    """The amount now, exactly; 0 where there is none; None while it is not known."""
    value = view.value(view.scheme.amounts[amount].expr)
    if value in (domain.NONE, domain.NOT_APPLICABLE):
        return 0
    if not domain.is_exact(value):
        return None
    return int(value) if Fraction(value).denominator == 1 else Fraction(value)


def _grouped(inquiry: Inquiry, found: Sequence[Alternative]) -> list[list[Alternative]]:
    """Alternatives that differ in the code or word of one fact only stand together, the first first."""
    groups: dict[object, list[Alternative]] = {}
    for one in found:
        key = (
            tuple((c.kind, c.facts, None if _is_word(inquiry, c) else str(c.value)) for c in one.changes),
            one.outcome, len(one.pending),
        )  # fmt: skip
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _is_word(inquiry: Inquiry, change: Change) -> bool:
    kind = declaration(inquiry.scheme, change.fact).type.kind
    return change.kind == "set" and kind in (Kind.CODE, Kind.TEXT) and change.fact.space != "checklist"


def _way(inquiry: Inquiry, alike: Sequence[Alternative], amount: str) -> Way:
    found, *rest = alike
    value = None
    if amount:
        inquiry.most += 1
        case = applied(inquiry.scheme, inquiry.case, (*found.changes, *found.supplies))
        value = _known(inquiry.seen(case), amount)
    changes = tuple(
        told(inquiry, change, _others(change, [other.changes[place] for other in rest]))
        for place, change in enumerate(found.changes)
    )
    answers = tuple(told(inquiry, c) for c in found.supplies)
    pending = tuple(_of_a_new_one(inquiry, p) for p in found.pending)
    return Way(changes, answers, found.outcome, pending, found.by_others, value)


def _of_a_new_one(inquiry: Inquiry, pending: Pending) -> Pending:
    """What is open of a member that a change adds has no name to be called by yet."""
    if not any(is_fresh(step) for step in pending.fact.split(".")):
        return pending
    return replace(pending, label=label_of(inquiry.view, fact_of(inquiry.scheme, pending)))


def _others(change: Change, more: Sequence[Change]) -> list[Change]:
    return list({str(c.value): c for c in more if c.value != change.value}.values())


def _obstruction(inquiry: Inquiry, name: str, cite: tuple[str, ...], facts: tuple[Fact, ...]) -> Obstruction:
    provision = inquiry.scheme.provisions.get(name)
    wording = provision.clause.wording if provision is not None else None
    label = Text(wording.text or wording.label, wording.text_en or wording.label_en) if wording else EMPTY
    shown = tuple((f.full_path, *fact_words(inquiry, f)) for f in facts)
    return Obstruction(name, cite, label, shown)
