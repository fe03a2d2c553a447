"""Which readings a verdict relied on, and what another choice would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemeengine.ir.expr import Address, Expr, Op, nodes_below
from schemeengine.ir.scheme import Procedure, Provision, Reading, Scheme
from schemeengine.verdict.determinations import Checked
from schemeengine.verdict.model import Change, ReadingUsed, Text
from schemeengine.verdict.shown import Shown, changes, shown
from schemeengine.verdict.still_open import Settled
from schemeengine.verdict.view import Again, View


def checked(scheme: Scheme, procedure: Procedure | None) -> list[Provision]:
    """The provisions a procedure checks; all of them where there is no procedure."""
    if procedure is None:
        return list(scheme.provisions.values())
    names = dict.fromkeys(n for s in procedure.stages for n in s.checks)
    return [scheme.provisions[n] for n in names]


def readings_used(
    view: View, procedure: Procedure | None, used: frozenset[Address], listed: Checked, known: Settled,
    again: Again | None,
) -> Iterator[ReadingUsed]:  # fmt: skip
    """The readings behind a verdict; what other choices would change is compared only with ``again``."""
    relied_on = [r for r in view.scheme.readings.values() if r.address in used]
    here = shown(view, procedure, listed, again, known) if again is not None and relied_on else None
    for reading in relied_on:
        choice = view.case.readings.get(reading.address, reading.adopted)
        differ = {}
        if here is not None and again is not None:
            differ = dict(_differences(view, procedure, listed, again, here, reading, choice))
        yield ReadingUsed(
            reading.id, Text(reading.question, reading.question_en), reading.cite, choice,
            reading.choices[choice], choice == reading.adopted, differ, reading.choice(choice)[1],
        )  # fmt: skip


def _differences(
    view: View, procedure: Procedure | None, listed: Checked, again: Again, here: Shown, reading: Reading,
    choice: str,
) -> Iterator[tuple[str, tuple[Change, ...]]]:  # fmt: skip
    """Every other choice that would change something, and what."""
    for other in reading.choices:
        if other != choice:
            case = view.case.with_readings({reading.address: other})
            there = shown(replace(view, values=again(case), case=case), procedure, listed, again)
            found = tuple(changes(here, there))
            if found:
                yield other, found


def used_readings(scheme: Scheme, procedure: Procedure | None) -> frozenset[Address]:
    """Readings that stand in what a verdict shows: rules, stages, amounts, results and days."""
    roots: list[Expr] = [p.clause.expr for p in checked(scheme, procedure)]
    roots += [c.expr for c in (*scheme.amounts.values(), *scheme.dates.values())]
    roots += [c.expr for c in scheme.definitions.values() if c.shown]
    roots += [p.interval for p in scheme.periods.values()]
    stages = () if procedure is None else procedure.stages
    roots += [s.applies for s in stages if s.applies is not None]
    papers = (scheme.papers[n] for s in stages for n in s.papers)
    roots += [p.applies for p in papers if p.applies is not None]
    return frozenset(node.address for node in nodes_below(roots) if node.op is Op.READING)
