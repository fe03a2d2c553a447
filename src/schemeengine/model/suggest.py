"""Did you mean: the nearest known name to a misspelt one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from fractions import Fraction


def closest(got: str, known: Iterable[str], cutoff: Fraction = Fraction(3, 5)) -> str:
    """The known name most like ``got``, or "" if none is near. Deterministic."""
    names = sorted(set(known))
    lower = {n.lower(): n for n in reversed(names)}
    found = difflib.get_close_matches(
        got.lower(), list(lower), n=1, cutoff=cutoff.numerator / cutoff.denominator
    )
    return lower[found[0]] if found else ""
