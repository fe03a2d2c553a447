"""The verdict while it is not known which edition governs: nothing is decided, and what to ask first.

Two editions may give two answers; one that is given before it is known which of them counts could be
turned round by the next fact. So every result stays open, and what the edition hangs on is asked first.
"""

from __future__ import annotations

from dataclasses import replace

from schemeengine.verdict.in_force import InForce
from schemeengine.verdict.model import Amount, Day, Pending, Text, Verdict
from schemeengine.verdict.pending import Missing
from schemeengine.verdict.view import View

_ANY_DAY = Day(None, None, None)


def open_parts(view: View, verdict: Verdict, force: InForce) -> dict[str, object]:
    """The parts of the verdict by the edition that governs for all that is known, opened."""
    asked = asked_first(view, force)
    facts = {p.fact for p in asked}
    rest = (replace(p, when="afterwards") for p in verdict.pending if p.fact not in facts)
    return {
        "outcome": "undetermined", "failed": (), "stages": (), "reason": why_open(force),
        "pending": (*asked, *rest),
        "determinations": tuple(
            replace(d, status="unknown", failing=False) for d in verdict.determinations
        ),
        "amounts": tuple(_opened(a) for a in verdict.amounts),
        "periods": tuple(replace(p, from_=_ANY_DAY, until=_ANY_DAY, applies=None) for p in verdict.periods),
        "dates": tuple(replace(d, day=_ANY_DAY) for d in verdict.dates),
        "readings": (), "notes": (),
    }  # fmt: skip


def _opened(amount: Amount) -> Amount:
    return replace(amount, value=None, at_least=None, at_most=None, exact="", applies=None)


def asked_first(view: View, force: InForce) -> tuple[Pending, ...]:
    """What the choice of the edition hangs on."""
    missing = Missing(view if force.open is not None else replace(view, scheme=force.scheme))
    if force.open is not None and force.edition is not None:
        missing.of_clause(force.open.expr, f"editions.{force.edition.id}")
    else:
        address = force.scheme.facts[force.scheme.edition_by]
        missing.add(address, "", force.scheme.inputs[address].decl, "now", "editions")
    return missing.records()


def why_open(force: InForce) -> Text:
    """Why it is not known which edition governs."""
    if force.open is not None and force.edition is not None:
        name = force.edition.id
        return Text(
            f"版「{name}」の経過措置により前の版によるかどうかが、まだ決まらない",
            f"whether a transitional provision of {name} leaves the case to the edition before is not"
            " known yet",
        )
    decl = force.scheme.inputs[force.scheme.facts[force.scheme.edition_by]].decl
    return Text(
        f"どの版によるかが、まだ決まらない（{decl.title('ja')}が未回答）",
        f"which edition governs is not known yet ({decl.title('en')} is not given)",
    )
