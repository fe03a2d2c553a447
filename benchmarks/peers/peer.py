"""What a contender must offer: how it takes a dossier, and the forms of answer to be timed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TypeAlias

from benchmarks.plain import Answer
from benchmarks.workload.dossiers import Facts

#: A dossier in the form an engine takes it; made before anything is timed.
Prepared: TypeAlias = Any
Form: TypeAlias = "Callable[[Any], object]"


class NotInstalled(Exception):
    """The engine is not here; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Peer:
    """``decide`` gives yes or no, ``explain`` every clause, ``trace`` the engine's own trace.

    ``answer`` turns the result of ``explain`` into sixteen truths and the amount, for comparison.
    """

    name: str
    version: str
    prepare: Callable[[Facts], Prepared]
    decide: Form
    explain: Form
    answer: Callable[[object], Answer]
    note: str = ""
    trace: Form | None = None
    #: Dossiers a round; engines of milliseconds get fewer.
    dossiers: int = 100
    #: Where the engine runs in a process of its own it times itself: seconds for all dossiers.
    timed: Mapping[str, Callable[[], float]] = field(default_factory=dict)
    close: Callable[[], None] = lambda: None


def installed_version(package: str) -> str:
    """Raises :class:`NotInstalled` if the package is missing."""
    try:
        return version(package)
    except PackageNotFoundError:
        raise NotInstalled(package) from None
