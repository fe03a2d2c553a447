"""How the amounts came about, as lines of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemeengine.diagnostics import Lang
from schemeengine.render import wording
from schemeengine.render.width import plain
from schemeengine.verdict.derivation import Derivation
from schemeengine.verdict.model import Verdict


@dataclass(frozen=True, slots=True)
class Derived:
    """One line and where its rule stands; ``first``: the line of the amount itself."""

    text: str
    cite: str
    first: bool


def derived(verdict: Verdict, found: Sequence[Derivation], lang: Lang) -> tuple[Derived, ...]:
    """The lines of every amount; none for a case that does not qualify, which is paid nothing."""
    if verdict.outcome in ("ineligible", "out_of_scope"):
        return ()
    return tuple(line for one in found for line in lines(one, lang))


def lines(found: Derivation, lang: Lang) -> Iterator[Derived]:
    """The steps of one amount, and how many more there are."""
    for number, step in enumerate(found.steps):
        yield Derived(plain(step.text), wording.cites(step.cite, lang), number == 0)
    if found.more:
        yield Derived(wording.title("more_steps", lang).format(n=found.more), "", False)
