"""Which edition governs a dossier that records events: the day that selects may stand among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.dossier.bind import Dossier
from schemeengine.dossier.recorded import with_recorded
from schemeengine.execute.case import Case
from schemeengine.ir.expr import AS_OF, Address
from schemeengine.ir.scheme import Scheme
from schemeengine.values import format_date
from schemeengine.verdict.in_force import InForce, in_force


def governing_life(scheme: Scheme, bound: Dossier, day: date) -> InForce:
    """The edition by which what was granted is followed: as for the verdict, unless a life cycle of the
    newest text names another day (``edition_by``)."""
    own = next((c.edition_by for c in scheme.life_cycles.values() if c.edition_by), "")
    if own:
        scheme = replace(scheme, edition_by="" if own == "as_of" else own)
    return governing(scheme, bound, day)


def governing(
    scheme: Scheme, bound: Dossier, day: date, readings: Mapping[Address, str] | None = None
) -> InForce:
    """The edition that governs a dossier looked at on ``day``, what its events record included.

    The newest text says first which facts the events record; an earlier one where by that the day
    that selects has not come.
    """
    first: InForce | None = None
    for text in scheme.texts:
        values = with_recorded(bound, (text,), day).values
        force = in_force(scheme, Case({**values, AS_OF: day}, dict(readings or bound.readings)), day)
        first = first or force
        if force.by_fact:
            return force
    assert first is not None
    return first


def is_encoded(force: InForce, problems: Problems) -> bool:
    """Whether the rules of the edition that governs are in its file; it is told if they are not."""
    edition = force.edition
    if edition is None or edition.encoded:
        return True
    problems.add(
        codes.EDITION_NOT_ENCODED, edition.span, scheme=force.scheme.id, edition=edition.id,
        day_ja=format_date(force.day, "ja"), day_en=format_date(force.day, "en"), why=edition.why,
    )  # fmt: skip
    return False
