"""Which readings a verdict relied on, and what another choice would change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from schemeengine.execute.case import Case
from schemeengine.ir.expr import Address, Expr, Op, nodes_below
from schemeengine.ir.scheme import Procedure, Provision, Reading, Scheme
from schemeengine.verdict.measures import amount_of, dates_of, periods_of
from schemeengine.verdict.model import (
    ReadingUsed,
    Text,
)
from schemeengine.verdict.stages import Findings, findings
from schemeengine.verdict.view import Values, View

#: Evaluates the same scheme on a changed case (other readings); used only for "would it differ?".
Again = Callable[[Case], Values]


def checked(scheme: Scheme, procedure: Procedure | None) -> list[Provision]:
    """The provisions a procedure checks; all of them where there is no procedure."""
    if procedure is None:
        return list(scheme.provisions.values())
    names = dict.fromkeys(n for s in procedure.stages for n in s.checks)
    return [scheme.provisions[n] for n in names]


def readings_used(
    view: View, procedure: Procedure | None, used: frozenset[Address], found: Findings,
    again: Again | None,
) -> Iterator[ReadingUsed]:  # fmt: skip
    """The readings behind a verdict; what other choices would change is compared only with ``again``."""
    for reading in view.scheme.readings.values():
        if reading.address not in used:
            continue
        choice = view.case.readings.get(reading.address, reading.adopted)
        differ = {} if again is None else _differences(view, procedure, reading, choice, found, again)
        yield ReadingUsed(
            reading.id, Text(reading.question, reading.question_en), reading.cite, choice,
            reading.choices[choice], choice == reading.adopted, differ, reading.choice(choice)[1],
        )  # fmt: skip


def used_readings(scheme: Scheme, provisions: Iterable[Provision]) -> frozenset[Address]:
    """Readings that stand in what a verdict shows: its provisions, amounts, dates and periods."""
    roots: list[Expr] = [p.clause.expr for p in provisions]
    roots += [c.expr for c in (*scheme.amounts.values(), *scheme.dates.values())]
    roots += [p.interval for p in scheme.periods.values()]
    return frozenset(node.address for node in nodes_below(roots) if node.op is Op.READING)


def _differences(
    view: View,
    procedure: Procedure | None,
    reading: Reading,
    choice: str,
    found: Findings,
    again: Again,
) -> Mapping[str, str]:
    """What every other choice would change: outcome, amounts, periods."""
    result: dict[str, str] = {}
    here = _summary(view, found)
    for other in reading.choices:
        if other == choice:
            continue
        case = view.case.with_readings({reading.address: other})
        changed = replace(view, values=again(case), case=case)
        there = _summary(changed, findings(changed, procedure))
        different = [f"{k}: {there[k]}" for k in there if there[k] != here.get(k)]
        if different:
            result[other] = "; ".join(different)
    return result


def _summary(view: View, found: Findings) -> dict[str, str]:
    summary = {"outcome": str(found.outcome)}
    for name, clause in view.scheme.amounts.items():
        amount = amount_of(view, name, clause)
        summary[name] = (
            f"{amount.value}"
            if amount.value is not None
            else amount.exact or f"{amount.at_least}..{amount.at_most}"
        )
    for period in periods_of(view):
        summary[period.id] = f"{period.from_.value}..{period.until.value}"
    for day in dates_of(view):
        summary[day.id] = f"{day.day.value}"
    return summary
