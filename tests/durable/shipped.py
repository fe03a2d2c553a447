"""The three programmes and the dossiers that come with them, as cases."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from schemeengine.diagnostics import Problems
from schemeengine.execute.case import Case
from schemeengine.ir.scheme import Scheme
from schemeengine.pipeline import AS_OF, bind_dossier, load_dossier, load_schemes

ROOT = Path(__file__).resolve().parents[2]
DOSSIERS = sorted((ROOT / "examples").glob("*/dossier.yaml"))


@cache
def schemes() -> tuple[Scheme, ...]:
    return load_schemes([str(path) for path in sorted((ROOT / "schemes").glob("*.yaml"))])


@cache
def cases() -> dict[str, Case]:
    """A case for each shipped dossier, bound to all programmes."""
    found = {}
    for path in DOSSIERS:
        bound = bind_dossier(schemes(), load_dossier(str(path)), Problems())
        day = bound.as_of or date(2025, 6, 1)
        found[path.parent.name] = Case({**bound.values, AS_OF: day}, dict(bound.readings))
    return found
