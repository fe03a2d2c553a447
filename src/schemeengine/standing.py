"""``status``: from the dated events of a dossier to the state of everything it was granted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.evaluator import Evaluator, bind_dossier, chosen_readings
from schemeengine.lifecycle.model import CycleStatus, StatusReport
from schemeengine.lifecycle.status import status_of_events
from schemeengine.loading import LoadedDossier
from schemeengine.values import format_date


def status(
    evaluator: Evaluator, dossier: LoadedDossier, *, as_of: date | None = None,
    today: date | None = None, readings: Mapping[str, str] | None = None,
    problems: Problems | None = None,
) -> StatusReport:  # fmt: skip
    """What has become of everything the evaluator's schemes grant, on a day, as the dossier records.

    ``as_of`` wins over the dossier's own; ``today`` is used, and noted, where neither is given.
    Only events up to that day count, in the order of their days whatever their order in the file.
    ``readings`` maps reading ids (or ``scheme.reading``) to choices. ``problems`` collects notes and
    warnings beside those of others. Raises :class:`BadInput` for a dossier that does not fit its
    declarations, and for events that are recorded twice, out of order, or against one another.
    """
    problems = Problems() if problems is None else problems
    schemes = [s for s in evaluator.schemes if s.life_cycles]
    bound = bind_dossier(evaluator.schemes, dossier, problems)
    day = as_of or bound.as_of or _today(today, problems)
    chosen = chosen_readings(evaluator.schemes, bound, readings or {}, problems)
    problems.raise_if_errors()
    bound = replace(bound, readings=chosen)
    cycles: list[CycleStatus] = []
    for scheme in schemes:
        cycles += status_of_events(evaluator.values_of(scheme), scheme, bound, day, problems)
    problems.raise_if_errors()
    hashes = "".join(source.sha256 for s in evaluator.schemes for source in s.sources)
    return StatusReport(
        bound.name, day, tuple(cycles), problems.items, dossier.source.sha256,
        sha256(hashes.encode()).hexdigest(),
    )  # fmt: skip


def _today(today: date | None, problems: Problems) -> date:
    """The engine has no clock: without a day in question, today is handed in or missing."""
    if today is None:
        problems.add(codes.AS_OF_MISSING, None)
        problems.raise_if_errors()
    assert today is not None
    problems.add(codes.AS_OF_TODAY, None, day_ja=format_date(today, "ja"), day_en=format_date(today, "en"))
    return today
