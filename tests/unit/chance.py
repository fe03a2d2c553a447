"""Random draws in plain Python: as the strategies of hypothesis, but a hundred times faster.

Comparing two executors needs many nodes and many cases for each. Nothing needs shrinking: values
are compared in the order of the nodes, so the first that differs is the smallest there is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from random import Random
from typing import Any

#: Draws one value.
Draw = Callable[[Random], Any]


def just(value: object) -> Draw:
    return lambda r: value


def booleans() -> Draw:
    return lambda r: r.random() < 0.5


def integers(least: int, most: int) -> Draw:
    return lambda r: r.randint(least, most)


def sampled_from(values: Sequence[Any]) -> Draw:
    return lambda r: r.choice(values)


def one_of(*draws: Draw) -> Draw:
    return lambda r: r.choice(draws)(r)


def fractions(least: int, most: int, max_denominator: int) -> Draw:
    def draw(r: Random) -> Fraction:
        below = r.randint(1, max_denominator)
        return Fraction(r.randint(least * below, most * below), below)

    return draw


def builds(make: Callable[..., Any], *draws: Draw) -> Draw:
    return lambda r: make(*(d(r) for d in draws))


def tuples(*draws: Draw) -> Draw:
    return lambda r: tuple(d(r) for d in draws)


def tuples_of(draw: Draw, most: int) -> Draw:
    return lambda r: tuple(draw(r) for _ in range(r.randint(0, most)))


def frozensets(draw: Draw, least: int, most: int) -> Draw:
    """As many draws as said; equal ones are one."""
    return lambda r: frozenset(draw(r) for _ in range(r.randint(least, most)))


def subset(values: Sequence[Any], least: int, most: int) -> Draw:
    """Some of the values, in their order."""

    def draw(r: Random) -> tuple[Any, ...]:
        size = min(len(values), r.randint(least, most))
        kept = set(r.sample(range(len(values)), size))
        return tuple(v for n, v in enumerate(values) if n in kept)

    return draw
