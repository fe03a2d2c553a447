"""Texts as the YAML of a programme file writes them."""

from __future__ import annotations

import json
from collections.abc import Sequence


def scalar(text: str) -> str:
    """A text in YAML's double quotes, on one line."""
    return json.dumps(text, ensure_ascii=False)


def choices(values: Sequence[str]) -> str:
    """A closed list of codes, each called by itself."""
    return "{" + ", ".join(f"{scalar(v)}: {scalar(v)}" for v in values) + "}"
