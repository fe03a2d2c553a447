"""What becomes of programmes once others are had: their own rules, judged again on the same network."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from schemeengine.evaluator import Evaluator, Judged
from schemeengine.ir.expr import Address
from schemeengine.ir.scheme import Scheme
from schemeengine.portfolio.links import Link, with_results, with_undecided
from schemeengine.portfolio.model import NOTHING, Money
from schemeengine.values import CURRENCIES
from schemeengine.verdict.model import Amount, Verdict

if TYPE_CHECKING:
    from schemeengine.dossier.bind import Dossier

#: Rounds in which amounts that depend on one another must come to rest.
_ROUNDS = 4
Verdicts = dict[str, Judged]


@dataclass(frozen=True, slots=True)
class Trial:
    """One dossier, its verdicts as things stand, and the links among the programmes."""

    evaluator: Evaluator
    dossier: Dossier
    alone: Verdicts
    links: tuple[Link, ...]

    def together(self, names: AbstractSet[str]) -> Verdicts | None:
        """The verdicts once all of ``names`` are had; None where their amounts go in circles."""
        links = [link for link in self.links if link.scheme in names]
        if not any(link.other in names for link in links):
            return {n: self.alone[n] for n in names}
        found = {n: self.alone[n] for n in names}
        for _ in range(_ROUNDS):
            before = {n: pays(j) for n, j in found.items()}

            def paid(other: str, amount: str, now: Verdicts = found) -> Money | None:
                return amount_of(now[other].verdict, amount) if other in now else None

            day = next(iter(self.alone.values())).verdict.as_of
            values = with_results(self.dossier.values, links, names, day, paid)
            found = self._judged(values, names)
            if {n: pays(j) for n, j in found.items()} == before:
                return found
        return None

    def bounded(self, had: AbstractSet[str], undecided: AbstractSet[str]) -> Verdicts:
        """The verdicts once ``had`` are had, whatever of ``undecided`` is: what they say then is so for
        every choice among those, because a verdict never contradicts what facts add to it."""
        day = next(iter(self.alone.values())).verdict.as_of
        return self._judged(
            with_undecided(self.dossier.values, self.links, had, undecided, day), had | undecided
        )

    def _judged(self, values: Mapping[Address, Any], names: AbstractSet[str]) -> Verdicts:
        first = next(iter(self.alone.values()))
        changed = replace(self.dossier, values=values, readings=first.view.case.readings)
        result = self.evaluator.evaluate(changed, as_of=first.verdict.as_of, compare_readings=False)
        return {j.verdict.scheme: j for j in result.judged if j.verdict.scheme in names}


def is_possible(judged: Judged) -> bool:
    """Whether a programme is had, or may be once facts and judgments are there."""
    return judged.verdict.outcome not in ("ineligible", "out_of_scope")


def is_lawful(found: Verdicts | None) -> bool:
    """Whether all of these may be had together."""
    return found is not None and all(is_possible(j) for j in found.values())


# ------------------------------------------------------------------ money
def pays(judged: Judged) -> Money:
    """What a programme pays: the amounts its ``pays`` names, else those its procedure awards, else what its
    ``selection`` pays, else its only amount of money."""
    names = awarded(judged.view.scheme, judged)
    if names is None:
        return Money(0, 0, counted=False)
    return sum((amount_of(judged.verdict, n) or NOTHING for n in names), NOTHING)


def awarded(scheme: Scheme, judged: Judged) -> tuple[str, ...] | None:
    """The amounts a programme pays; () if it pays nothing, None if it does not say which."""
    stages = judged.procedure.stages if judged.procedure is not None else ()
    chosen = scheme.selection.pays if scheme.selection is not None else ""
    named = scheme.pays or tuple(dict.fromkeys(a for s in stages for a in s.amounts))
    named = named or ((chosen,) if chosen else ())
    if named or not scheme.amounts:
        return named
    money = [a.id for a in judged.verdict.amounts if a.unit == "yen" or a.unit in CURRENCIES]
    return tuple(money) if len(money) == 1 else None


def amount_of(verdict: Verdict, name: str) -> Money | None:
    """One amount of a programme, with its bounds; None if it has none of that name."""
    found: Amount | None = next((a for a in verdict.amounts if a.id == name), None)
    if found is None:
        return None
    if found.applies is False:
        return NOTHING
    least: int | Fraction | None = found.at_least
    most: int | Fraction | None = found.at_most
    if found.unit in CURRENCIES:
        exact = Fraction(found.exact) if found.exact not in ("", "none") else None
        least, most = exact or found.least or least, exact or found.most or most
    return Money(max(least or 0, 0), most, unit=found.unit)
