"""All codes there are, gathered from the rooms' tables."""

from __future__ import annotations

from schemeengine.diagnostics import (
    codes_computing,
    codes_dossier,
    codes_expressions,
    codes_files,
    codes_import,
    codes_instrument,
    codes_letters,
    codes_life_cycle,
    codes_literals,
    codes_meaning,
    codes_shape,
    codes_time,
)
from schemeengine.diagnostics.model import Code

CODES: tuple[Code, ...] = (
    *codes_files.CODES,
    *codes_literals.CODES,
    *codes_expressions.CODES,
    *codes_shape.CODES,
    *codes_meaning.CODES,
    *codes_computing.CODES,
    *codes_time.CODES,
    *codes_dossier.CODES,
    *codes_instrument.CODES,
    *codes_import.CODES,
    *codes_letters.CODES,
    *codes_life_cycle.CODES,
)


def find(code_id: str) -> Code | None:
    """The code with an id such as ``M001``, or None."""
    return next((c for c in CODES if c.id == code_id), None)
