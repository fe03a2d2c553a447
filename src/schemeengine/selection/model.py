"""What a selection says of each application. Amounts are whole yen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemeengine.evaluator import Judged
from schemeengine.ir.scheme import Selection
from schemeengine.verdict.model import Pending, Text

#: chosen · waiting_list (takes the place of one chosen that falls away) · not_chosen · tied (the
#: rules leave it open which of several is chosen) · open (what is missing may still bring it a
#: place) · out (does not meet the requirements)
Result = Literal["chosen", "waiting_list", "not_chosen", "tied", "open", "out"]


@dataclass(frozen=True, slots=True)
class Application:
    """One dossier judged; ``name`` is what the dossier is called."""

    name: str
    judged: Judged


@dataclass(frozen=True, slots=True)
class Place:
    """One application's place. ``rank`` counts from 1 in its group, equal for those nothing tells apart.

    ``keys``: what it was ranked by, in words; ``granted``: what is drawn from the budget;
    ``left``: what the budget held when its turn came; ``waiting``: its number on the waiting list;
    ``group``: the group of ``separately_for`` it is in; ``overall``: its place among all of them, in which
    order limits of all together are used up; ``settled``: False while an application that
    is still open could change this place. ``qualified``: whether all that has to come before the
    ranking is there; ``missing``: what is not known that decides the place or the amount.
    """

    application: Application
    result: Result
    rank: int | None
    keys: tuple[tuple[Text, Text], ...]
    reason: Text
    granted: int | None = None
    left: int | None = None
    group: Text | None = None
    waiting: int | None = None
    settled: bool = True
    qualified: bool = True
    missing: tuple[Pending, ...] = ()
    overall: int | None = None

    @property
    def granted_all_the_same(self) -> bool:
        """Whether a decision is recorded that grants what the selection does not give a place."""
        stages = self.application.judged.verdict.stages
        return self.result in ("waiting_list", "not_chosen") and any(
            s.kind == "decision" and s.outcome == "eligible" and bool(s.recorded.ja) for s in stages
        )


@dataclass(frozen=True, slots=True)
class Room:
    """The places and the money of one group, or of all; None: not limited.

    ``unknown``: what of its limits is not known yet, in words.
    """

    name: Text | None
    capacity: int | None
    budget: int | None
    waiting_list: int = 0
    unknown: Text | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A room, and how much of it is taken."""

    room: Room
    taken: int
    spent: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """``provisional``: an application that is still open could change who is chosen.

    ``groups``: one for each group of ``separately_for``; () where all are chosen among together,
    and then ``whole`` holds the only limits.
    """

    selection: Selection
    places: tuple[Place, ...]
    whole: Filled
    groups: tuple[Filled, ...]
    provisional: bool
