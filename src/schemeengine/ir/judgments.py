"""Recorded judgments: what a person decided, who, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Judgment:
    """A recorded judgment. The engine never makes one up."""

    decision: bool
    by: str
    on_date: date | None
    reason: str = ""
