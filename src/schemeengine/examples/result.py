"""What came of one example."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schemeengine.diagnostics import Diagnostic, Severity, codes_life_cycle
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


def impossible(
    scheme: str, target: str, name: str, found: Sequence[Diagnostic], span: Span
) -> ExampleResult | None:
    """An example of events that cannot have happened differs from what it expects; None where
    something else is wrong with it."""
    errors = [d for d in found if d.severity is Severity.ERROR]
    if not errors or any(d.code not in codes_life_cycle.AGAINST_EVENTS for d in errors):
        return None
    told = tuple(
        Text(
            f"{d.message('ja')}（{d.code.id}、{d.span or '-'}）",
            f"{d.message('en')} ({d.code.id}, {d.span or '-'})",
        )
        for d in errors
    )  # fmt: skip
    return ExampleResult(scheme, target, name, False, told, span)


#: The day in question of an example that gives none; long after every shipped edition began.
NEUTRAL_DAY = date(2030, 1, 1)
