"""Answering for some nodes of a network: by a short function where it can, else by the general one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from schemeengine import truth
from schemeengine.execute.case import Case
from schemeengine.execute.compiled.exact.doubt import doubt
from schemeengine.execute.compiled.exact.program import Program, Ready
from schemeengine.execute.domain import Value
from schemeengine.ir.expr import Address, Expr

#: Choices of readings for which short functions are kept; any further one takes the general way.
MOST_CHOICES = 64

_Choice = frozenset[tuple[Address, str]]
_ADOPTED: _Choice = frozenset()


class General(Protocol):
    """The executor whose short functions these are."""

    def bind(self, case: Case) -> Sequence[Value]: ...

    def run(self, inputs: Sequence[Value], readings: Mapping[Address, str]) -> Sequence[Value]: ...

    def program(
        self, roots: Sequence[Expr], readings: Mapping[Address, str], *, decide: bool = False
    ) -> Program: ...


@dataclass(frozen=True, slots=True)
class Bound:
    """A case in the forms its executor reads: made once, evaluated any number of times."""

    inputs: Sequence[Value]
    readings: Mapping[Address, str]
    #: The short function, and the form it reads: None where it cannot be made.
    run: Callable[[Ready], tuple[Value, ...]]
    ready: Ready | None


class Answers:
    """The values of chosen nodes. A short function is written for each choice of readings that is
    asked for more than ``after`` times; what it answers is what the general function answers.

    May be shared by threads: all it keeps are functions already written, and how often each choice
    was asked for, which may be counted a little short.
    """

    __slots__ = ("_after", "_asked", "_executor", "_lock", "_programs", "_roots", "numbers")

    def __init__(self, executor: General, roots: Sequence[Expr], after: int = 0) -> None:
        """``roots`` are closed nodes of the executor's network."""
        self._executor = executor
        self._roots = tuple({r.number: r for r in roots}.values())
        #: The nodes answered for, in the order of the answers.
        self.numbers = tuple(r.number for r in self._roots)
        self._after = after
        self._asked: dict[_Choice, int] = {}
        self._programs: dict[_Choice, Program] = {}
        self._lock = Lock()

    def bind(self, case: Case) -> Bound:
        """The case made ready. Raises nothing, whatever its values are."""
        return self.made_ready(self._executor.bind(case), case.readings)

    def made_ready(self, inputs: Sequence[Value], readings: Mapping[Address, str]) -> Bound:
        """``inputs`` in the order of the executor's addresses."""
        program = self._program(readings)
        if program is None:
            return Bound(inputs, readings, doubt, None)
        return Bound(inputs, readings, program.run, program.ready(inputs))

    def of(self, bound: Bound) -> tuple[Value, ...]:
        """The values of :attr:`numbers` on a case."""
        if bound.ready is not None:
            try:
                return bound.run(bound.ready)
            except Exception:
                pass
        return self._in_general(bound)

    def _in_general(self, bound: Bound) -> tuple[Value, ...]:
        values = self._executor.run(bound.inputs, bound.readings)
        return tuple([values[n] for n in self.numbers])

    def _written(self, readings: Mapping[Address, str]) -> Program:
        return self._executor.program(self._roots, readings)

    @staticmethod
    def short(bound: Bound) -> tuple[Value, ...] | None:
        """The answers of the short function, if it has any on this case."""
        if bound.ready is None:
            return None
        try:
            return bound.run(bound.ready)
        except Exception:  # Doubt, or an operation that exact values alone do not allow
            return None

    def _program(self, readings: Mapping[Address, str]) -> Program | None:
        choice = frozenset(readings.items()) if readings else _ADOPTED
        found = self._programs.get(choice)
        if found is not None:
            return found
        times = self._asked.get(choice, 0)
        if times < self._after or len(self._programs) >= MOST_CHOICES:
            if times or len(self._asked) < MOST_CHOICES:
                self._asked[choice] = times + 1
            return None
        with self._lock:
            if choice not in self._programs:
                self._programs[choice] = self._written(dict(readings))
            return self._programs[choice]


class Decision(Answers):
    """Whether all of some conditions hold or do not apply, and nothing else: one state, which the
    first condition that fails settles."""

    __slots__ = ()

    def _in_general(self, bound: Bound) -> tuple[Value, ...]:
        return (truth.all_of(super()._in_general(bound)),)

    def _written(self, readings: Mapping[Address, str]) -> Program:
        return self._executor.program(self._roots, readings, decide=True)
