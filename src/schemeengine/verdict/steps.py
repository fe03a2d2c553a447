"""Steps along a scale: the value so many steps from another (1 yen, 1 person, 1 point, 1 day …)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from schemeengine.execute import domain
from schemeengine.execute.domain import Value
from schemeengine.ir.scheme import FactDecl
from schemeengine.ir.types import NUMERIC, Kind, Type
from schemeengine.values import CURRENCIES

#: Kinds with a least step. A share moves by one point, or by the finest digit it is written with.
SCALES = frozenset(
    {Kind.NUMBER, Kind.COUNT, Kind.YEN, Kind.RATIO, Kind.QUANTITY, Kind.DATE, Kind.DATETIME, Kind.EVENT,
     Kind.FISCAL_YEAR}
)  # fmt: skip
_DAYS = frozenset({Kind.DATE, Kind.EVENT})
_WHOLE = frozenset({Kind.COUNT, Kind.YEN})
#: Money of these is not paid in hundredths (ISO 4217).
_WITHOUT_CENTS = frozenset({"KRW", "VND"})
#: So many doublings of a step are tried: beyond a million million yen, or any calendar.
_DOUBLINGS = 41


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale of one fact, from the value it has."""

    type: Type
    start: Value
    allowed: tuple[Value, Value] | None
    #: The number whose last digit is a step; by itself the one the fact has.
    finest: Value = None

    @staticmethod
    def of(decl: FactDecl, start: Value) -> Scale | None:
        """None where the value has no place on a scale (none, not yet, not known, no scale)."""
        if decl.type.kind not in SCALES or not isinstance(start, (int, Fraction, date)):
            return None
        if isinstance(start, date) != (decl.type.kind in _DAYS or decl.type.kind is Kind.DATETIME):
            return None
        allowed = decl.allowed if decl.allowed and None not in decl.allowed else None
        return Scale(decl.type, start, allowed)

    def step(self) -> Value:
        match self.type.kind:
            case Kind.DATETIME:
                return timedelta(minutes=1)
            case Kind.DATE | Kind.EVENT:
                return timedelta(days=1)
            case Kind.RATIO:
                return self._finest(Fraction(1, 100))
            case Kind.QUANTITY if self.type.unit in CURRENCIES - _WITHOUT_CENTS:
                return Fraction(1, 100)
            case Kind.QUANTITY | Kind.NUMBER:
                return self._finest(Fraction(1))
            case _:
                return 1

    def _finest(self, step: Fraction) -> Fraction:
        start = Fraction(self.start if self.finest is None else self.finest)
        for _ in range(6):
            if (start / step).denominator == 1:
                break
            step /= 10
        return step

    def at(self, steps: int) -> Value:
        """The value so many steps away; None where there is no such value."""
        try:
            found = self.start + steps * self.step()
        except OverflowError:
            return None
        return self.real(found)

    def real(self, found: Value) -> Value:
        """The value if a fact of this kind can have it, whole where it is whole; else None."""
        if isinstance(found, Fraction) and found.denominator == 1:
            found = int(found)
        if self.type.kind in NUMERIC and found < 0 and not self.type.may_be_negative:
            return None
        if self.type.kind in _WHOLE and not isinstance(found, int):
            return None
        if isinstance(self.start, datetime) != isinstance(found, datetime):
            return None
        if isinstance(self.start, date) != isinstance(found, date):
            return None
        if self.allowed is not None and not self.allowed[0] <= found <= self.allowed[1]:
            return None
        return found

    def nearest(self, flips: Callable[[Value], bool], seeds: Iterable[Value]) -> Iterator[Value]:
        """On either side the value nearest to the start at which ``flips`` holds, if one is found.

        Looks at the seeds (bounds named by the rules), one step around them and at doubling
        distances, and then halves the way between the last that does not and the first that does.
        """
        seeds = tuple(seeds)
        fine = self._as_fine_as(seeds)
        near = [v for s in seeds for v in fine.around(s) if v is not None and v != self.start]
        for sign in (1, -1):
            points = {self.at(sign * (1 << k)) for k in range(_DOUBLINGS)}
            points |= {v for v in near if (v > self.start) == (sign > 0)}
            ordered = sorted((p for p in points if p is not None), reverse=sign < 0)
            last = self.start
            for point in ordered:
                if flips(point):
                    yield fine._halved(last, point, flips)
                    break
                last = point

    def _as_fine_as(self, seeds: Iterable[Value]) -> Scale:
        """The scale with the steps of whichever is written with more decimals, the start or a bound."""
        if self.type.kind not in (Kind.QUANTITY, Kind.NUMBER, Kind.RATIO):
            return self
        numbers = [s for s in seeds if isinstance(s, (int, Fraction))]
        decimal = [s for s in numbers if Fraction(s * 10**6).denominator == 1]
        return min((replace(self, finest=n) for n in (self.start, *decimal)), key=Scale.step)

    def around(self, seed: Value) -> Iterator[Value]:
        if isinstance(seed, (int, Fraction, date)) and isinstance(seed, date) == isinstance(self.start, date):
            if self.type.kind is Kind.DATETIME and isinstance(seed, date) and not isinstance(seed, datetime):
                seed = datetime(seed.year, seed.month, seed.day)
            if self.type.kind in _DAYS and isinstance(seed, datetime):
                seed = seed.date()
            for offset in (0, 1, -1):
                try:
                    yield self.real(seed + offset * self.step())
                except OverflowError:
                    continue

    def _halved(self, keeps: Value, flips_at: Value, flips: Callable[[Value], bool]) -> Value:
        step = self.step()
        while True:
            between = (flips_at - keeps) // step if flips_at > keeps else (keeps - flips_at) // step
            if between <= 1:
                return flips_at
            half = int(between) // 2
            middle = self.real(flips_at - half * step if flips_at > keeps else flips_at + half * step)
            if middle is None:
                return flips_at
            if flips(middle):
                flips_at = middle
            else:
                keeps = middle


def bounds(value: Value) -> Iterator[Value]:
    """The ends of what is known of a value."""
    for end in (domain.low(value), domain.high(value)):
        if isinstance(end, (int, Fraction, date)):
            yield end
