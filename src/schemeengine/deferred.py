"""Attributes worked out when they are first asked for, then kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self


class Deferred:
    """Base of a frozen, slotted dataclass whose fields may be filled in later.

    An instance made as usual has all its fields. One made by :meth:`later` has those given, and
    asks ``how`` for another by its name once, when it is first read; ``how`` must be a pure
    function, for two threads may both ask. Comparing, copying, printing and pickling read every
    field, so that nobody can tell the two kinds apart.
    """

    __slots__ = ("_how",)
    _how: Callable[[str], object]

    @classmethod
    def later(cls, how: Callable[[str], object], **given: object) -> Self:
        made = cls.__new__(cls)
        keep = object.__setattr__
        keep(made, "_how", how)
        for name, value in given.items():
            keep(made, name, value)
        return made

    def __getattr__(self, name: str) -> Any:
        """Reached only where a slot is empty."""
        if name.startswith("_"):
            raise AttributeError(name)
        value = self._how(name)
        object.__setattr__(self, name, value)
        return value
