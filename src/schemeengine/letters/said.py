"""What a template may print: words that carry the clause, fact or record they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Bound(Protocol):
    """Anything a sentence can be bound to: ``bound`` names nodes of the verdict, ``cite`` the places."""

    @property
    def bound(self) -> tuple[str, ...]: ...

    @property
    def cite(self) -> str: ...


_ROOM = "schemeengine.letters."


@dataclass(frozen=True, slots=True)
class Said:
    """Words and what they are bound to; ``known`` is False where a fact behind them is missing."""

    words: str
    bound: tuple[str, ...]
    cite: str = ""
    known: bool = True

    def __bool__(self) -> bool:
        return bool(self.words)

    def __str__(self) -> str:
        return self.words


def bound_of(thing: object) -> tuple[str, ...]:
    """The nodes a thing is bound to, () for a thing that is bound to nothing."""
    # Only things of ours: a template can make an object that says it is bound (``{% import %}``).
    found = getattr(thing, "bound", ()) if type(thing).__module__.startswith(_ROOM) else ()
    return found if isinstance(found, tuple) else ()
