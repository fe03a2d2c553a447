"""What a decision grants: the amount its event records, else what the rules work out."""

from __future__ import annotations

from schemeengine.ir.life_cycle import EventKind
from schemeengine.ir.scheme import Stage
from schemeengine.letters.contents import Contents
from schemeengine.letters.entries import Figure
from schemeengine.letters.said import Said
from schemeengine.render import wording
from schemeengine.verdict.phrasing import value_text


def awarded(contents: Contents) -> tuple[Figure, ...]:
    """The amounts the decision grants; one row of the recorded amount where there is one.

    An office may grant less than the rules allow (a budget, a lower request): its record counts.
    """
    found = contents.deciding()
    if found is None:
        return ()
    stage, judgment = found
    worked_out = tuple(a for a in contents.amounts() if a.id in stage.amounts and a.applies)
    recorded = recorded_amount(contents) if judgment is not None and judgment.decision else None
    if recorded is None or not worked_out:
        return worked_out
    if len(worked_out) > 1:
        return (recorded,)
    (only,) = worked_out
    return (Figure(
        only.id, only.label, recorded.words, only.place, only.gist, True, True, only.first, only.last,
        (*only.bound, *recorded.bound), only.cite,
    ),)  # fmt: skip


def recorded_amount(contents: Contents) -> Figure | None:
    """The amount which the event of the decision records, under the label of its fact."""
    found = contents.deciding()
    kind = _event_of(contents, found[0]) if found is not None else None
    if kind is None or kind.amount is None:
        return None
    decl = contents.scheme.inputs[kind.amount].decl
    value = contents.judged.view.case.values.get(kind.amount)
    assert isinstance(value, int)
    own, empty = f"fact:{kind.amount.name}", Said("", ())
    return Figure(
        kind.amount.name, contents.said(decl.title(contents.lang), own),
        contents.said(value_text(value, decl.type).of(contents.lang), own),
        contents.place(kind.wording.cite, own), empty, True, True, empty, empty, (own,),
        wording.cites(kind.wording.cite, contents.lang),
    )  # fmt: skip


def _event_of(contents: Contents, stage: Stage) -> EventKind | None:
    """The event that records the decision of a stage with an amount: named like it, or the one with
    which what is granted begins; None where that leaves more than one."""
    scheme, values = contents.scheme, contents.judged.view.case.values
    kinds = [
        k for k in scheme.events.values()
        if k.decided_by and k.amount is not None and isinstance(values.get(k.amount), int)
    ]  # fmt: skip
    begins = {m.event for c in scheme.life_cycles.values() for m in c.states[c.begins_as].moves}
    named = [k for k in kinds if stage.label and k.wording.label == stage.label]
    chosen = named or [k for k in kinds if k.id in begins]
    return chosen[0] if len(chosen) == 1 else None
