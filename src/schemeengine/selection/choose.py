"""Who is chosen, who is not, and why; each application gets one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from schemeengine.ir.scheme import Clause, Selection
from schemeengine.selection import reasons
from schemeengine.selection.filling import Filling
from schemeengine.selection.model import Application, Chosen, Filled, Place, Room
from schemeengine.selection.ranking import Ranked, best_keys, criteria, in_order, rank
from schemeengine.selection.rooms import EVERYBODY, Group, group_of, rooms
from schemeengine.selection.settled import Open, Settling
from schemeengine.values import Stated
from schemeengine.verdict.model import Amount, Pending
from schemeengine.verdict.pending import Missing


def choose(selection: Selection, applications: Sequence[Application]) -> Chosen:
    """Rank the applications of one call and fill its places.

    An application is ranked once the stages named by ``after`` are passed (without them: once
    nothing but decisions is missing) and all that decides its place is known. What is still open is
    set apart, and makes the places provisional that it could change. The order in which the
    applications are given changes nothing.

    Raises :class:`BadInput` where applications of one group give different limits (D047).
    """
    ordered = sorted(applications, key=lambda a: a.name)
    able = [a for a in ordered if a.judged.verdict.outcome not in ("ineligible", "out_of_scope")]
    groups = [group_of(selection, one) for one in able]
    each, whole = rooms(selection, able, groups)
    ranked: list[Ranked] = []
    waiting: list[Place] = []
    opens: list[Open] = []
    for one, group in zip(able, groups, strict=True):
        found = rank(selection, one, group[0]) if group is not None else None
        price = _price(selection, one)
        qualified = _qualified(selection, one)
        if found is not None and price is not None and qualified:
            ranked.append(found)
        else:
            waiting.append(Place(
                one, "open", None, (), reasons.OPEN, group=group[1] if group else None, settled=False,
                qualified=qualified, missing=_missing(selection, one),
            ))  # fmt: skip
            opens.append(_open(selection, one, group[0] if group else None))
    filling = Filling.into(selection, each, whole, lambda r: _price(selection, r.application) or 0)
    filling.fill(in_order(ranked))
    placed, provisional = _settled(selection, filling, opens)
    out = [Place(a, "out", None, (), reasons.OUT) for a in ordered if a not in able]
    filled, all_ = filling.filled()
    if not selection.separately_for:
        all_ = filled.pop(EVERYBODY, Filled(Room(None, None, None), 0, 0))
    named = sorted(filled.items(), key=lambda item: _by_group(item[0]))
    return Chosen(selection, (*placed, *waiting, *out), all_, tuple(f for _, f in named), provisional)


def _missing(selection: Selection, one: Application) -> tuple[Pending, ...]:
    """What is not known that decides the group, the place or the amount of an application."""
    view = one.judged.view
    clauses = [*selection.separately_for, *(c for c in criteria(selection) if isinstance(c, Clause))]
    if "first_come" in criteria(selection) and selection.received is not None:
        clauses.append(selection.received)
    if "lottery" in criteria(selection) and selection.lot_of is not None:
        clauses.append(selection.lot_of)
    if selection.pays and _price(selection, one) is None:
        clauses.append(view.scheme.amounts[selection.pays])
    found = Missing(view)
    for clause in clauses:
        found.of_clause(clause.expr, "")
    return found.records()


def _open(selection: Selection, one: Application, group: Group | None) -> Open:
    amount = _amount(selection, one)
    most = 0 if amount is None or amount.applies is False else amount.at_most
    if amount is not None and amount.value is not None:
        most = amount.value
    return Open(group, best_keys(selection, one), most)


def _settled(selection: Selection, filling: Filling, opens: Sequence[Open]) -> tuple[list[Place], bool]:
    """The places, group by group, and whether an open application could change one of them."""
    groups, whole = filling.filled()
    missed = frozenset(r.group for r, p in filling.places.items() if p.result != "chosen")
    settling = Settling(selection, opens, groups, whole, missed)
    found = [
        (one, replace(place, settled=settling.is_settled(place, one.group, one.keys)))
        for one, place in filling.places.items()
    ]
    found.sort(key=lambda item: (_by_group(item[0].group), item[0].keys, item[0].application.name))
    places = [place for _, place in found]
    open_alone = bool(opens) and not places and not settling.all_fit()
    return places, open_alone or not all(p.settled for p in places)


def _by_group(group: Group) -> tuple[Any, ...]:
    return tuple((1, part.name) if isinstance(part, Stated) else (0, part) for part in group)


def _qualified(selection: Selection, one: Application) -> bool:
    verdict = one.judged.verdict
    if selection.after:
        outcomes = {s.id: s.outcome for s in verdict.stages}
        return all(outcomes.get(s) in ("eligible", "not_applicable") for s in selection.after)
    if verdict.outcome == "eligible":
        return True
    decisions = {s.id for s in verdict.stages if s.kind == "decision"}
    waits = [s for s in verdict.stages if s.outcome in ("undetermined", "needs_judgment")]
    return verdict.outcome == "needs_judgment" and all(s.id in decisions for s in waits)


def _amount(selection: Selection, one: Application) -> Amount | None:
    return next((a for a in one.judged.verdict.amounts if a.id == selection.pays), None)


def _price(selection: Selection, one: Application) -> int | None:
    """What the application draws from the budget, in whole yen; None while that is not known.

    An amount that comes out below zero draws nothing: it never gives others more to share.
    """
    found = _amount(selection, one)
    if found is None:
        return None if selection.pays else 0
    if found.applies is False:
        return 0
    return None if found.value is None else max(0, found.value)
