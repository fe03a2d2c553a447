"""What a short function gives up on, and the object that makes it give up when touched."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from schemeengine.execute.domain import Value
from schemeengine.truth import FALSE, NOT_APPLICABLE, TRUE, Mask
from schemeengine.values import Duration, Interval, Stated


class Doubt(Exception):
    """The short function cannot say; the general one can. Never leaves the executor."""


def doubt(*_: object) -> Any:
    """Give up. As every operation of :data:`OPEN`, so that touching what is not known does."""
    raise Doubt


_TOUCHES = (
    "__bool__", "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__hash__", "__len__",
    "__iter__", "__getitem__", "__contains__", "__getattr__", "__call__", "__index__", "__int__",
    "__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__neg__", "__abs__",
    "__truediv__", "__rtruediv__", "__floordiv__", "__rfloordiv__", "__mod__", "__rmod__", "__str__",
)  # fmt: skip
#: Stands for whatever is not known exactly. It may be handed on; any other use of it gives up.
OPEN: Any = type("Open", (), {"__slots__": (), **dict.fromkeys(_TOUCHES, doubt)})()

#: The Python types of exact values other than lists and periods.
PLAIN = frozenset({int, str, date, datetime, Fraction, Duration, Stated})
_ENDS = frozenset({date, datetime, type(None)})
_STATES = frozenset({TRUE, FALSE, NOT_APPLICABLE})


class _Truths(dict[Any, Any]):
    """Known answers as Python's own truth; anything else is open."""

    __slots__ = ()

    def __missing__(self, key: object) -> Any:
        return OPEN


TRUTHS = _Truths({TRUE: True, FALSE: False})


def exactly(value: Value) -> Value:
    """The value, if nothing about it is open."""
    if type(value) in PLAIN:
        return value
    if type(value) is Interval and type(value.first) in _ENDS and type(value.last) in _ENDS:
        return value
    if type(value) is tuple and PLAIN.issuperset(map(type, value)):
        return value
    raise Doubt


def state(mask: Mask) -> Mask:
    """The mask, if only one state is left."""
    if type(mask) is int and mask in _STATES:
        return mask
    raise Doubt


def day_of(value: Value) -> date:
    """A plain day; an open end of a period is none, nor is a time."""
    if type(value) is date:
        return value
    raise Doubt


def tidy(value: Value) -> Value:
    """A fraction without a denominator is the whole number."""
    if type(value) is Fraction and value.denominator == 1:
        return value.numerator
    return value
