"""Filling the places: capacity and budget, in the order of the ranking."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from schemeengine.ir.scheme import Selection
from schemeengine.selection import reasons
from schemeengine.selection.model import Filled, Place, Result, Room
from schemeengine.selection.ranking import Ranked
from schemeengine.selection.rooms import Group
from schemeengine.verdict.model import Text


@dataclass(slots=True)
class _Pot:
    """A room while it is filled.

    ``closed``: once equals could not be told apart or the budget has run short, no later one is
    taken: what becomes of those, and why.
    """

    room: Room
    is_whole: bool = False
    taken: int = 0
    spent: int = 0
    closed: tuple[Result, Text] | None = None

    @property
    def left(self) -> int | None:
        return None if self.room.budget is None else self.room.budget - self.spent

    @property
    def is_full(self) -> bool:
        return self.room.capacity is not None and self.taken >= self.room.capacity

    def holds(self, prices: Sequence[int]) -> bool:
        """Whether all of these still fit."""
        capacity, left = self.room.capacity, self.left
        return (capacity is None or self.taken + len(prices) <= capacity) and (
            left is None or sum(prices) <= left
        )

    def close_after_tie(self) -> None:
        only_places = self.room.capacity is not None and self.room.budget is None
        full = reasons.full(self.room.capacity or 0, self.is_whole)
        self.closed = ("not_chosen", full) if only_places else ("open", reasons.AFTER_TIE)


@dataclass(slots=True)
class Filling:
    """Takes batches of equals, the first of the ranking first, and gives each application its place.

    ``price``: what an application draws from the budget. ``places`` is in the order of the ranking.
    """

    selection: Selection
    price: Callable[[Ranked], int]
    groups: Mapping[Group, _Pot]
    whole: _Pot
    ranks: dict[Group, int] = field(default_factory=dict)
    places: dict[Ranked, Place] = field(default_factory=dict)
    #: The place among all groups taken together.
    overall: dict[Ranked, int] = field(default_factory=dict)

    @classmethod
    def into(
        cls, selection: Selection, rooms: Mapping[Group, Room], whole: Room, price: Callable[[Ranked], int]
    ) -> Filling:
        return cls(selection, price, {g: _Pot(r) for g, r in rooms.items()}, _Pot(whole, is_whole=True))

    def fill(self, batches: Sequence[Sequence[Ranked]]) -> None:
        for batch in batches:
            ranks = {g: self.ranks.get(g, 1) for g in self.groups}
            self.overall |= dict.fromkeys(batch, len(self.overall) + 1)
            for one in batch:
                self.ranks[one.group] = self.ranks.get(one.group, 1) + 1
            self._batch(batch, ranks)
        if self.selection.if_short == "in_proportion":
            self._divide()
        if self.selection.left_over == "others":
            self._give_on(batches)
        for group in self.groups:
            self._list_waiting(group, batches)

    def filled(self) -> tuple[dict[Group, Filled], Filled]:
        """How much of each room is taken, and of all together."""
        each = {g: Filled(p.room, p.taken, p.spent) for g, p in self.groups.items()}
        return each, Filled(self.whole.room, self.whole.taken, self.whole.spent)

    # -------------------------------------------------------------- one batch of equals
    def _batch(self, batch: Sequence[Ranked], ranks: Mapping[Group, int]) -> None:
        open_: list[Ranked] = []
        for group in dict.fromkeys(one.group for one in batch):
            part = [one for one in batch if one.group == group]
            if not self._tied(part, self.groups[group], ranks):
                open_ += part
        may_enter = [one for one in open_ if self._fits_alone(one, self.groups[one.group])]
        if self._tied(may_enter, self.whole, ranks):
            open_ = [one for one in open_ if one not in may_enter]
        for one in open_:
            self._one(one, ranks[one.group])

    def _tied(self, part: Sequence[Ranked], pot: _Pot, ranks: Mapping[Group, int]) -> bool:
        """Equals of whom only some fit, and nothing says which: they are set apart, and those after them."""
        prices = [self._drawn(one) for one in part]
        if len(part) < 2 or pot.closed is not None or pot.room.unknown or pot.holds(prices):
            return False
        if not any(self._fits_alone(one, pot) for one in part):
            return False
        for one in part:
            self._put(one, "tied", ranks[one.group], reasons.TIED, None, pot.left)
        pot.close_after_tie()
        return True

    def _fits_alone(self, one: Ranked, pot: _Pot) -> bool:
        left = pot.left
        if pot.closed is not None or pot.is_full or left is None:
            return pot.closed is None and not pot.is_full
        return self._drawn(one) <= left or (self.selection.if_short == "remainder" and left > 0)

    def _drawn(self, one: Ranked) -> int:
        """What counts against the budget while places are given: nothing where all share in it."""
        return 0 if self.selection.if_short == "in_proportion" else self.price(one)

    def _one(
        self, one: Ranked, rank: int, pots: Sequence[_Pot] = (), why: Callable[[Text], Text] = lambda w: w
    ) -> None:
        pots = pots or (self.whole, self.groups[one.group])
        unknown = next((p.room.unknown for p in pots if p.room.unknown), None)
        price = self._drawn(one)
        closed = next((p for p in pots if p.closed is not None), None)
        full = next((p for p in pots if p.is_full), None)
        tightest = min((p for p in pots if p.left is not None), key=lambda p: p.left or 0, default=None)
        left = None if tightest is None else tightest.left
        if unknown is not None:
            self._put(one, "open", rank, unknown, None, left)
        elif closed is not None and closed.closed is not None:
            self._put(one, closed.closed[0], rank, closed.closed[1], None, left)
        elif full is not None:
            self._put(
                one, "not_chosen", rank, reasons.full(full.room.capacity or 0, full.is_whole), None, left
            )
        elif tightest is None or left is None or price <= left:
            capacity = pots[-1].room.capacity
            whole = tightest is not None and tightest.is_whole
            self._take(one, pots, price, rank, why(reasons.within(capacity, left, price, whole)))
        elif self.selection.if_short == "remainder" and left > 0:
            self._take(one, pots, left, rank, why(reasons.rest(left, price)))
            tightest.closed = ("not_chosen", _spent(tightest))
        else:
            short = reasons.short(left, price, tightest.is_whole)
            self._put(one, "not_chosen", rank, short, None, left)
            if self.selection.if_short != "next_one":
                tightest.closed = ("not_chosen", _spent(tightest))

    def _take(self, one: Ranked, pots: Sequence[_Pot], granted: int, rank: int, why: Text) -> None:
        left = min((p.left for p in pots if p.left is not None), default=None)
        self._put(one, "chosen", rank, why, granted, left)
        for pot in pots:
            pot.taken += 1
            pot.spent += granted

    def _put(
        self, one: Ranked, result: Result, rank: int, why: Text, granted: int | None, left: int | None
    ) -> None:
        group = self.groups[one.group].room.name
        overall = self.overall[one] if self.selection.in_all is not None else None
        self.places[one] = Place(
            one.application, result, rank, one.words, why, granted, left, group, overall=overall
        )

    # -------------------------------------------------------------- after all have had their turn
    def _divide(self) -> None:
        """A budget that is too small for all who are chosen is divided in proportion, whole yen."""
        for group, pot in self.groups.items():
            chosen = [r for r, p in self.places.items() if r.group == group and p.result == "chosen"]
            prices = [self.price(one) for one in chosen]
            budget, wanted = pot.room.budget, sum(prices)
            for one, price in zip(chosen, prices, strict=True):
                if budget is None or wanted <= budget:
                    why, granted = reasons.within(pot.room.capacity, budget, price), price
                else:
                    why, granted = reasons.in_proportion(price, budget, wanted), price * budget // wanted
                self.places[one] = replace(self.places[one], granted=granted, reason=why, left=budget)
                pot.spent += granted
                self.whole.spent += granted

    def _give_on(self, batches: Sequence[Sequence[Ranked]]) -> None:
        """What groups have left goes to those of other groups, in the order of the whole ranking."""
        unsettled = any(p.result in ("tied", "open") for p in self.places.values())
        if unsettled and self.whole.closed is None:
            self.whole.closed = ("open", reasons.AFTER_TIE)
        for batch in batches:
            missed = [one for one in batch if self.places[one].result == "not_chosen"]
            ranks = {one.group: self.places[one].rank or 0 for one in missed}
            if self.whole.closed is not None and self.whole.closed[0] != "open":
                return
            if not self._tied(missed, self.whole, ranks):
                for one in missed:
                    self._one(one, ranks[one.group], (self.whole,), reasons.from_others)

    def _list_waiting(self, group: Group, batches: Sequence[Sequence[Ranked]]) -> None:
        """The first of those not chosen; equals share their number. None while a place is not settled."""
        mine = [[one for one in batch if one.group == group] for batch in batches]
        room = self.groups[group].room
        if any(self.places[one].result in ("tied", "open") for batch in mine for one in batch):
            return
        number = 1
        for batch in mine:
            missed = [one for one in batch if self.places[one].result == "not_chosen"]
            fits = number + len(missed) - 1 <= room.waiting_list
            for one in missed if number <= room.waiting_list else ():
                place = self.places[one]
                if fits:
                    why = reasons.on_the_list(number, place.reason)
                    self.places[one] = replace(place, result="waiting_list", waiting=number, reason=why)
                else:
                    self.places[one] = replace(place, reason=reasons.too_many_equals(place.reason))
            number += len(missed)


def _spent(pot: _Pot) -> Text:
    return reasons.WHOLE_SPENT if pot.is_whole else reasons.SPENT
