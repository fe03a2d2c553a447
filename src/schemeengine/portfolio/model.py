"""What a portfolio says. Amounts are whole yen, or exact in another currency; ``None`` as an upper
bound is "no limit known"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from schemeengine.evaluator import Judged
from schemeengine.verdict.model import Pending

#: now: fits as things stand · after_facts: facts are missing · after_judgment: only judgments are ·
#: after_others: fits once another programme's result is there · no · out_of_scope
When = Literal["now", "after_facts", "after_judgment", "after_others", "no", "out_of_scope"]


@dataclass(frozen=True, slots=True)
class Money:
    """A sum with bounds; ``counted`` is False where the programme does not say what it pays, or
    pays in another currency than the rest. ``unit``: "yen" or a currency, "" of nothing."""

    at_least: int | Fraction
    at_most: int | Fraction | None
    counted: bool = True
    unit: str = ""

    @property
    def value(self) -> int | Fraction | None:
        return self.at_least if self.at_least == self.at_most else None

    def __add__(self, other: Money) -> Money:
        if self.unit and other.unit and self.unit != other.unit:  # no rate of exchange is assumed
            return replace(self, counted=False)
        most = None if self.at_most is None or other.at_most is None else self.at_most + other.at_most
        counted = self.counted and other.counted
        return Money(self.at_least + other.at_least, most, counted, self.unit or other.unit)


NOTHING = Money(0, 0)


@dataclass(frozen=True, slots=True)
class Fit:
    """One programme: whether it fits, by itself and together with others."""

    judged: Judged
    when: When
    #: What it would pay by itself.
    pays: Money
    #: Programmes whose result it waits for, in the order to take them.
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two programmes, each of which is possible, that cannot be had together.

    ``refused`` is the one whose rules say so, ``provisions`` are those rules. ``depends_on``: what
    has to be known to tell whether they can; () if they surely cannot.
    """

    programmes: tuple[str, str]
    refused: str
    provisions: tuple[str, ...]
    depends_on: tuple[Pending, ...] = ()


@dataclass(frozen=True, slots=True)
class Combination:
    """Programmes that may lawfully be had together, and to which none could be added.

    ``settled``: all of them fit as things stand; else some wait for facts or judgments: ``waits``.
    ``order``: one in which they can be come by, so that what presupposes another comes after it;
    ``in_turn``: whether some of them only fit after others.
    """

    programmes: tuple[str, ...]
    pays: tuple[tuple[str, Money], ...]
    total: Money
    settled: bool
    order: tuple[str, ...] = ()
    in_turn: bool = False
    waits: tuple[Pending, ...] = ()


@dataclass(frozen=True, slots=True)
class Portfolio:
    """``complete`` is False where there were too many linked programmes to try every combination.

    ``proven``: none surely pays more than the best; ``at_most``: what any could surely pay at most,
    None where no limit is known.
    """

    fits: tuple[Fit, ...]
    conflicts: tuple[Conflict, ...]
    combinations: tuple[Combination, ...]
    complete: bool
    proven: bool = True
    at_most: int | None = None

    @property
    def best(self) -> Combination | None:
        """The combination that surely pays most; combinations are in that order."""
        return self.combinations[0] if self.combinations else None
