"""The periods and dates that a notice of a decision tells: what the decision itself sets going."""

from __future__ import annotations

from collections.abc import Mapping

from schemeengine.ir.expr import Address, Expr, Op, nodes_below
from schemeengine.ir.scheme import Period, Scheme
from schemeengine.letters.contents import Contents
from schemeengine.letters.entries import Figure


def coming(contents: Contents) -> tuple[Figure, ...]:
    """Periods that begin, and dates that fall, on or after the day of the decision.

    A period counted from another one (an extension, a renewal) is not granted yet; a date that a
    requirement asks about, or that is counted from the application alone (the day by which the office
    decides), is no consequence of the decision, unless such a period hangs on it. The others stay out.
    """
    found = contents.deciding()
    judgment = found[1] if found is not None else None
    if judgment is None or judgment.on_date is None:
        return ()
    day, v, scheme = judgment.on_date.isoformat(), contents.judged.verdict, contents.scheme
    wanted = {p.id for p in v.periods if p.from_.value and p.from_.value[:10] >= day}
    wanted -= _counted_from_another(scheme.periods)
    dates = {d.id for d in v.dates if d.day.value and d.day.value[:10] >= day}
    told = (*contents.periods(), *contents.dates())
    begins = {n for p in wanted for n in _below(scheme.periods[p].interval)}
    told_with_it = {n for n, c in scheme.dates.items() if c.expr.number in begins}
    alone = _counted_from_the_application(contents) - told_with_it
    wanted |= dates - _asked_about(scheme) - alone
    return tuple(f for f in told if f.id in wanted and f.known and f.applies)


def _counted_from_another(periods: Mapping[str, Period]) -> set[str]:
    intervals = {p.interval.number for p in periods.values()}
    return {name for name, p in periods.items() if intervals & _below(p.interval)}


def _asked_about(scheme: Scheme) -> set[str]:
    asked: set[int] = set()
    for provision in scheme.provisions.values():
        asked |= _below(provision.clause.expr)
    return {name for name, clause in scheme.dates.items() if clause.expr.number in asked}


def _counted_from_the_application(contents: Contents) -> set[str]:
    """Dates that hang on the day of the application and on nothing else."""
    process, scheme = contents.judged.procedure, contents.scheme
    applied = scheme.facts.get(process.applied) if process is not None else None
    return {n for n, c in scheme.dates.items() if applied is not None and _inputs(c.expr) == {applied}}


def _inputs(expr: Expr) -> set[Address]:
    """The facts it hangs on; the day of the verdict, which a calendar asks for, is none."""
    found = {node.address for node in nodes_below((expr,)) if node.op is Op.INPUT}
    return {a for a in found if a.space != "built_in"}


def _below(expr: Expr) -> set[int]:
    """The numbers of everything an expression is made of, itself left out."""
    return {node.number for node in nodes_below(expr.args)}
