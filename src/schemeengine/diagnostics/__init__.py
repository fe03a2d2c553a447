"""Mistakes as data, with every message in Japanese and English."""

from schemeengine.diagnostics.model import (
    BadInput,
    Code,
    Diagnostic,
    Label,
    Lang,
    Problems,
    Severity,
)

__all__ = ["BadInput", "Code", "Diagnostic", "Label", "Lang", "Problems", "Severity"]
