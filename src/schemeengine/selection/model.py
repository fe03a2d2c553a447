"""What a selection says of each application. Amounts are whole yen."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from schemeengine.evaluator import Judged
from schemeengine.ir.scheme import Selection
from schemeengine.verdict.model import Text

#: chosen · not_chosen · tied (the rules leave it open which of several is chosen) ·
#: open (what is missing may still bring it a place) · out (does not meet the requirements)
Result = Literal["chosen", "not_chosen", "tied", "open", "out"]


@dataclass(frozen=True, slots=True)
class Application:
    """One dossier judged; ``name`` is what the dossier is called."""

    name: str
    judged: Judged


@dataclass(frozen=True, slots=True)
class Place:
    """One application's place. ``rank`` counts from 1, equal for those nothing tells apart.

    ``keys``: what it was ranked by, in words; ``granted``: what is drawn from the budget;
    ``left``: what the budget held when its turn came.
    """

    application: Application
    result: Result
    rank: int | None
    keys: tuple[tuple[Text, Text], ...]
    reason: Text
    granted: int | Fraction | None = None
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """``provisional``: an application that is still open could change who is chosen."""

    selection: Selection
    places: tuple[Place, ...]
    capacity: int | None
    budget: int | None
    spent: int
    provisional: bool
