"""Which missing facts can still change the outcome: exactly where their values can be told through.

A verdict lists what its rules still read. Rules that say the same thing twice in different words can
leave a fact among them that makes no difference any more; here every way the facts can turn out is
tried, as far as there are not too many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from schemeengine.execute import domain
from schemeengine.execute.case import Case
from schemeengine.execute.domain import Value
from schemeengine.explain.candidates import Candidates, nodes_below
from schemeengine.explain.changes import Change
from schemeengine.explain.completion import fact_of
from schemeengine.explain.inquiry import SETTLED, Inquiry
from schemeengine.explain.stated import Fact, declaration
from schemeengine.explain.steps import Scale
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.truth import FALSE, TRUE
from schemeengine.verdict.model import Pending
from schemeengine.verdict.readings import checked

#: So many ways the missing facts can turn out are tried at most.
MOST_WAYS = 1_500


def relevant(inquiry: Inquiry, case: Case, pending: Sequence[Pending]) -> tuple[Pending, ...]:
    """The missing facts without those that make no difference whatever the others turn out to be.

    A fact is left out only where that is certain; with too many facts, or facts whose values cannot
    be told through (texts, lists), all are kept.
    """
    scheme = inquiry.scheme
    below = nodes_below([p.clause.expr for p in checked(scheme, inquiry.procedure)])
    facts = {p.fact: fact_of(scheme, p) for p in pending if p.kind == "fact"}
    values = {name: regions(inquiry, case, below, fact) for name, fact in facts.items()}
    known = {name: found for name, found in values.items() if found}
    ways = 1
    for found in known.values():
        ways *= len(found)
        if ways > MOST_WAYS:
            return tuple(pending)
    if not known or len(known) < len(pending):
        return tuple(pending)
    outcomes = _outcomes(inquiry, case, facts, known)
    if any(o not in SETTLED for o in outcomes.values()):
        return tuple(pending)
    matters = {name for place, name in enumerate(known) if _differs(outcomes, place)}
    return tuple(p for p in pending if p.fact in matters)


def _outcomes(
    inquiry: Inquiry, case: Case, facts: Mapping[str, Fact], known: Mapping[str, Sequence[Value]]
) -> dict[tuple[int, ...], str]:
    """The outcome for every way the facts can turn out."""
    found: dict[tuple[int, ...], str] = {}
    for places in product(*(range(len(v)) for v in known.values())):
        changed = case
        for place, (name, values) in zip(places, known.items(), strict=True):
            changed = Change("supply", (facts[name],), values[place]).apply(inquiry.scheme, changed)
        found[places] = inquiry.outcome(changed)
    return found


def _differs(outcomes: Mapping[tuple[int, ...], str], place: int) -> bool:
    """Whether two ways that differ in one fact only come to different outcomes."""
    seen: dict[tuple[int, ...], str] = {}
    for way, outcome in outcomes.items():
        rest = (*way[:place], *way[place + 1 :])
        if seen.setdefault(rest, outcome) != outcome:
            return True
    return False


def regions(inquiry: Inquiry, case: Case, below: Sequence[Expr], fact: Fact) -> tuple[Value, ...]:
    """One value from each region the rules can tell apart; () where that cannot be said."""
    decl = declaration(inquiry.scheme, fact)
    if decl.may_be_none:
        return ()
    match decl.type.kind:
        case Kind.YES_NO:
            return (TRUE, FALSE)
        case Kind.CODE if decl.type.choices and len(decl.type.choices) <= 20:
            return decl.type.choices
        case Kind.NUMBER | Kind.COUNT | Kind.YEN | Kind.FISCAL_YEAR | Kind.DATE:
            return _cut(inquiry, case, below, fact)
        case _:
            return ()


def _cut(inquiry: Inquiry, case: Case, below: Sequence[Expr], fact: Fact) -> tuple[Value, ...]:
    """The bounds a number or day is compared with, and a value between each two and beyond the last."""
    candidates = Candidates(inquiry.seen(case), tuple(below), lambda _: True)
    decl = declaration(inquiry.scheme, fact)
    bounds: set[Value] = set()
    for expr in below:
        reads = [a for a in expr.args if candidates.reads(a, fact)]
        if not reads or not any(_is_leaf(a) for a in reads):
            continue
        if expr.op is not Op.COMPARE or len(reads) != 1 or not _is_leaf(reads[0]):
            return ()
        other = next(a for a in expr.args if a is not reads[0])
        value = None if other.free else candidates.view.value(other)
        if value is None or not domain.is_exact(value):
            return ()
        bounds.add(value)
    found: set[Value] = set()
    for bound in bounds:
        scale = Scale.of(decl, bound)
        if scale is None:
            return ()
        found |= {v for v in (scale.real(bound), scale.at(1), scale.at(-1)) if v is not None}
    return tuple(sorted(found))


def _is_leaf(expr: Expr) -> bool:
    return expr.op in (Op.INPUT, Op.FIELD)
