"""Which places applications that are still open can no longer change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from schemeengine.ir.scheme import Selection
from schemeengine.selection.model import Filled, Place
from schemeengine.selection.rooms import Group


@dataclass(frozen=True, slots=True)
class Open:
    """An application whose place is not known yet; None: not known either.

    ``best``: the best it could be ranked by, as far as that is known; ``at_most``: the most it could
    draw from the budget.
    """

    group: Group | None
    best: tuple[Any, ...]
    at_most: int | None

    def surely_after(self, keys: tuple[Any, ...]) -> bool:
        """Whether it comes after these keys whatever it still turns out to be."""
        for mine, theirs in zip(self.best, keys, strict=False):
            if mine != theirs:
                return bool(mine > theirs)
        return False


@dataclass(frozen=True, slots=True)
class Settling:
    """``groups``, ``whole``: the rooms as they are filled now."""

    selection: Selection
    opens: Sequence[Open]
    groups: dict[Group, Filled]
    whole: Filled
    #: Groups in which somebody was not chosen, or equals could not be told apart.
    missed: frozenset[Group]

    def is_settled(self, place: Place, group: Group, keys: tuple[Any, ...]) -> bool:
        """Whether a place is the same, whatever becomes of the open applications.

        Places are given in the order of the ranking, so that one that certainly comes later changes
        nothing; and who is not chosen is not helped by one more before him, unless what does not fit
        is passed over.
        """
        together = self.selection.in_all is not None
        opens = [o for o in self.opens if together or o.group in (None, group)]
        if not opens or place.result == "out":
            return True
        if place.result == "open":
            return False
        in_order = self.selection.if_short != "in_proportion" and self.selection.left_over != "others"
        if in_order and all(o.surely_after(keys) for o in opens):
            return True
        if place.result == "not_chosen" and self.groups[group].room.waiting_list == 0:
            return self.selection.if_short != "next_one"
        return place.result == "chosen" and self._room_for_all(group, opens)

    def _room_for_all(self, group: Group, opens: Sequence[Open]) -> bool:
        rooms = [self.groups[group], *([self.whole] if self.selection.in_all else [])]
        return not (self.missed if self.selection.in_all else self.missed & {group}) and all(
            _holds(room, opens) for room in rooms
        )

    def all_fit(self) -> bool:
        """Whether every open application would find room."""
        return not self.missed and all(
            _holds(f, [o for o in self.opens if o.group in (None, g)]) for g, f in self.groups.items()
        )


def _holds(filled: Filled, opens: Sequence[Open]) -> bool:
    room = filled.room
    if room.capacity is not None and filled.taken + len(opens) > room.capacity:
        return False
    if room.budget is None:
        return True
    wanted = [o.at_most for o in opens]
    return all(w is not None for w in wanted) and filled.spent + sum(w or 0 for w in wanted) <= room.budget
