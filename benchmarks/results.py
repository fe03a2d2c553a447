"""What a run found: goals with their ratios, plain lines beside them, and curves of growth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log

from benchmarks.timing import Spread


@dataclass(frozen=True, slots=True)
class Goal:
    """One row of the goals. ``ratio`` None: not measured, and ``note`` says why."""

    name: str
    ratio: Spread | None
    target: float
    #: Whether the ratio must stay below the target ("<=") or reach it (">=").
    sense: str
    unit: str = "×"
    note: str = ""

    @property
    def met(self) -> bool:
        """A goal that was not measured is not met."""
        if self.ratio is None:
            return False
        found = self.ratio.median
        return found <= self.target if self.sense == "<=" else found >= self.target

    @property
    def goal(self) -> str:
        return f"{'≤' if self.sense == '<=' else '≥'} {self.target:g} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Line:
    """A contender's own time: printed for orientation, comparable only within its table."""

    table: str
    name: str
    seconds: Spread | None
    #: In times of the table's yardstick, round by round.
    ratio: Spread | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """Seconds by size, over several decades."""

    name: str
    unit: str
    points: tuple[tuple[int, float], ...]
    #: Whether it is a goal that the time grows no faster than the size.
    linear: bool = False

    @property
    def slopes(self) -> tuple[float, ...]:
        """The exponent between neighbours: 1 where the time grows with the size."""
        return tuple(_slope(a, b) for a, b in zip(self.points, self.points[1:], strict=False))

    @property
    def slope(self) -> float:
        """The exponent over the last two decades: before, fixed costs hide it."""
        return _slope(self.points[-min(3, len(self.points))], self.points[-1])


def _slope(a: tuple[int, float], b: tuple[int, float]) -> float:
    return log(b[1] / a[1]) / log(b[0] / a[0])


@dataclass(slots=True)
class Findings:
    """Everything one run has found, in the order it was found."""

    goals: list[Goal] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def extend(self, other: Findings) -> None:
        self.goals += other.goals
        self.lines += other.lines
        self.curves += other.curves
        self.notes += other.notes

    def missing(self, names: Sequence[str], note: str) -> None:
        """Goals that could not be measured are listed all the same."""
        self.goals += [Goal(name, None, 1.0, "<=", note=note) for name in names]
