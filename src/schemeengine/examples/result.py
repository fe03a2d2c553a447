"""What came of one example."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemeengine.source import Span
from schemeengine.verdict.model import Text


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example: whether it came out as expected, and if not, how it differs."""

    scheme: str
    target: str
    name: str
    passed: bool
    differences: tuple[Text, ...]
    span: Span


#: The day in question of an example that gives none; long after every shipped edition began.
NEUTRAL_DAY = date(2030, 1, 1)
