"""Filling the places: capacity and budget, in the order of the ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from schemeengine.execute.domain import is_exact
from schemeengine.ir.scheme import Clause, Selection
from schemeengine.selection.model import Application, Chosen, Place, Result
from schemeengine.selection.ranking import Ranked, in_order, rank
from schemeengine.values import Stated, format_yen
from schemeengine.verdict.model import Text


def choose(selection: Selection, applications: Sequence[Application]) -> Chosen:
    """Who is chosen, who is not, and why; each application gets one place.

    An application is ranked once the stages named by ``after`` are passed (without them: once
    nothing but decisions is missing) and all that decides its place is known. What is still open is
    set apart, and makes the result provisional where it could change it.
    """
    ranked: list[Ranked] = []
    waiting: list[Place] = []
    out: list[Place] = []
    for one in applications:
        verdict = one.judged.verdict
        if verdict.outcome in ("ineligible", "out_of_scope"):
            out.append(Place(one, "out", None, (), _OUT))
            continue
        found = rank(selection, one) if _qualified(selection, one) else None
        if found is None or _price(selection, one) is None:
            waiting.append(Place(one, "open", None, (), _OPEN))
        else:
            ranked.append(found)
    capacity, budget = (_limit(c, applications) for c in (selection.capacity, selection.budget))
    filling = _Filling(selection, capacity, budget)
    filling.fill(in_order(ranked))
    missed = any(p.result in ("not_chosen", "tied") for p in filling.places)
    provisional = bool(waiting) and (missed or filling.could_run_short(len(waiting)))
    places = (*filling.places, *waiting, *out)
    return Chosen(selection, places, filling.capacity, filling.budget, filling.spent, provisional)


_OUT = Text("要件を満たさない", "does not meet the requirements")
_OPEN = Text("順位を決める事実・記録が足りない", "facts or records that decide its place are missing")


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


def _price(selection: Selection, one: Application) -> int | None:
    """What the application draws from the budget, in whole yen; None while that is not known."""
    if not selection.pays:
        return 0
    found = next(a for a in one.judged.verdict.amounts if a.id == selection.pays)
    return 0 if found.applies is False else found.value


def _limit(clause: Clause | None, applications: Sequence[Application]) -> int | None:
    """The capacity or the budget: the same for every application of a call."""
    if clause is None or not applications:
        return None
    value: Any = applications[0].judged.view.value(clause.expr)
    return int(value) if is_exact(value) and not isinstance(value, Stated) else None


@dataclass(slots=True)
class _Filling:
    selection: Selection
    capacity: int | None
    budget: int | None
    spent: int = 0
    taken: int = 0
    #: Once a tie could not be decided or the budget has run short, no later one is taken: what
    #: becomes of those, and why.
    closed: tuple[Result, Text] | None = None
    places: list[Place] = field(default_factory=list)

    def fill(self, groups: list[list[Ranked]]) -> None:
        rank_ = 1
        for group in groups:
            self._group(group, rank_)
            rank_ += len(group)

    def could_run_short(self, more: int) -> bool:
        """Whether further applications might push out one that is chosen now."""
        full = self.capacity is not None and self.taken + more > self.capacity
        return full or self.budget is not None

    def _group(self, group: list[Ranked], rank_: int) -> None:
        prices = [_price(self.selection, r.application) or 0 for r in group]
        fits = self.capacity is None or self.taken + len(group) <= self.capacity
        pays = self.budget is None or self.spent + sum(prices) <= self.budget
        if len(group) > 1 and self.closed is None and not (fits and pays) and self._any_fits(prices):
            left = self._left()
            for one in group:
                self._put(one, "tied", rank_, _TIED, None, left)
            full = self.capacity is not None and self.budget is None
            self.closed = ("not_chosen", _full(self.capacity or 0)) if full else ("open", _AFTER_TIE)
            return
        for one, price in zip(group, prices, strict=True):
            self._one(one, price, rank_)

    def _any_fits(self, prices: list[int]) -> bool:
        room = self.capacity is None or self.taken < self.capacity
        left = self._left()
        return room and (left is None or min(prices) <= left)

    def _one(self, one: Ranked, price: int, rank_: int) -> None:
        left = self._left()
        if self.closed is not None:
            result, why = self.closed
            self._put(one, result, rank_, why, None, left)
        elif self.capacity is not None and self.taken >= self.capacity:
            self._put(one, "not_chosen", rank_, _full(self.capacity), None, left)
        elif left is None or price <= left:
            self._take(one, price, rank_, _within(self.capacity, left, price), left)
        elif self.selection.if_short == "remainder" and left > 0:
            self._take(one, left, rank_, _rest(left, price), left)
            self.closed = ("not_chosen", _SPENT)
        else:
            self._put(one, "not_chosen", rank_, _short(left, price), None, left)
            if self.selection.if_short != "next_one":
                self.closed = ("not_chosen", _SPENT)

    def _take(self, one: Ranked, granted: int, rank_: int, why: Text, left: int | None) -> None:
        self._put(one, "chosen", rank_, why, granted, left)
        self.taken += 1
        self.spent += granted

    def _put(
        self, one: Ranked, result: Result, rank_: int, why: Text, granted: int | None, left: int | None
    ) -> None:
        self.places.append(Place(one.application, result, rank_, one.words, why, granted, left))

    def _left(self) -> int | None:
        return None if self.budget is None else self.budget - self.spent


_TIED = Text(
    "同順位の者の一部しか採れず、決める定めがない",
    "only some of these equals fit, and no rule tells them apart",
)
_AFTER_TIE = Text("前の順位で枠が定まらない", "the places before it are not settled")
_SPENT = Text("前の順位で予算が尽きた", "the budget was used up before it")


def _full(capacity: int) -> Text:
    return Text(f"枠の{capacity:,}件に入らない", f"beyond the {capacity:,} places")


def _short(left: int, price: int) -> Text:
    return Text(
        f"予算の残り{format_yen(left, 'ja')}が、額の{format_yen(price, 'ja')}に足りない",
        f"what is left of the budget, {format_yen(left, 'en')}, is less than its {format_yen(price, 'en')}",
    )


def _rest(left: int, price: int) -> Text:
    return Text(
        f"額は{format_yen(price, 'ja')}だが、予算の残り{format_yen(left, 'ja')}を充てる",
        f"gets what is left of the budget, {format_yen(left, 'en')} of its {format_yen(price, 'en')}",
    )


def _within(capacity: int | None, left: int | None, price: int) -> Text:
    parts_ja = [] if capacity is None else [f"枠の{capacity:,}件に入る"]
    parts_en = [] if capacity is None else [f"within the {capacity:,} places"]
    if left is not None:
        parts_ja.append(f"予算の残り{format_yen(left, 'ja')}から{format_yen(price, 'ja')}")
        parts_en.append(f"{format_yen(price, 'en')} of the {format_yen(left, 'en')} left")
    return Text("、".join(parts_ja), ", ".join(parts_en))
