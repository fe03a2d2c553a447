"""Did you mean: the nearest known name to a misspelt one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from fractions import Fraction

from schemeengine.syntax import keywords

#: Bounds on the search: comparing is slow, and a hostile file can hold very many names.
MAX_NAMES = 2_000
MAX_LENGTH = 60


def closest(got: str, known: Iterable[str], cutoff: Fraction = Fraction(3, 5)) -> str:
    """The known name most like ``got``, or "" if none is near. Deterministic."""
    if len(got) > MAX_LENGTH:
        return ""
    names = sorted({name for name in known if len(name) <= 2 * MAX_LENGTH})[:MAX_NAMES]
    lower = {n.lower(): n for n in reversed(names)}
    found = difflib.get_close_matches(
        got.lower(), list(lower), n=1, cutoff=cutoff.numerator / cutoff.denominator
    )
    return lower[found[0]] if found else ""


def nearest_shown(got: str, known: Iterable[str]) -> str:
    """As :func:`closest`, for a hint only: of two kanji (根処 for 根拠) one right one is enough."""
    short = not got.isascii() and len(got) <= 3
    return closest(got, known, Fraction(1, 2) if short else Fraction(3, 5))


def no_near(known: list[str]) -> tuple[str, str]:
    """What to say where no key is near: those that can stand here, in both spellings."""
    names = known[:10]
    ja = "、".join(f"{keywords.TO_JAPANESE[k]}({k})" if k in keywords.TO_JAPANESE else k for k in names)
    return f"ありません。ここに書ける語: {ja}", f"none; what can stand here: {', '.join(names)}"
