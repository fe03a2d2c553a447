"""``status``: from the dated events of a dossier to the state of everything it was granted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256

from schemeengine.diagnostics import Problems, codes_life_cycle
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.dossier.bind import Dossier
from schemeengine.dossier.recorded import with_events_of, with_recorded
from schemeengine.evaluator import Evaluator
from schemeengine.execute.case import Case
from schemeengine.intake import bind_dossier, chosen_readings
from schemeengine.ir.expr import AS_OF
from schemeengine.lifecycle.model import CycleStatus, StatusReport
from schemeengine.lifecycle.status import any_state, status_of_events
from schemeengine.loading import LoadedDossier
from schemeengine.values import format_date
from schemeengine.verdict.governing import governing_life
from schemeengine.verdict.in_force import InForce
from schemeengine.verdict.open_edition import asked_first, why_open
from schemeengine.verdict.view import View


def status(
    evaluator: Evaluator, dossier: LoadedDossier, *, as_of: date | None = None,
    today: date | None = None, readings: Mapping[str, str] | None = None,
    problems: Problems | None = None,
) -> StatusReport:  # fmt: skip
    """What has become of everything the evaluator's schemes grant, on a day, as the dossier records.

    ``as_of`` wins over the dossier's own; ``today`` is used, and noted, where neither is given.
    Each programme is followed by the text of the edition that governs the case, as a verdict would be.
    Only events up to that day count, in the order of their days whatever their order in the file.
    ``readings`` maps reading ids (or ``scheme.reading``) to choices. ``problems`` collects notes and
    warnings beside those of others. Raises :class:`BadInput` for a dossier that does not fit its
    declarations, and for events that are recorded twice, out of order, or against one another.
    """
    problems = Problems() if problems is None else problems
    schemes = [s for s in evaluator.schemes if any(t.life_cycles for t in s.texts)]
    bound = bind_dossier(evaluator.schemes, dossier, problems, as_of=as_of, today=today)
    day = as_of or bound.as_of or _today(today, problems)
    chosen = chosen_readings(evaluator.schemes, bound, readings or {}, problems)
    problems.raise_if_errors()
    bound = replace(bound, readings=chosen)
    cycles: list[CycleStatus] = []
    for scheme in schemes:
        cycles += _followed(evaluator, governing_life(scheme, bound, day), bound, day, problems)
    problems.raise_if_errors()
    hashes = "".join(source.sha256 for s in evaluator.schemes for source in s.sources)
    return StatusReport(
        bound.name, day, tuple(cycles), problems.items, dossier.source.sha256,
        sha256(hashes.encode()).hexdigest(),
    )  # fmt: skip


def _followed(
    evaluator: Evaluator, force: InForce, bound: Dossier, day: date, problems: Problems
) -> tuple[CycleStatus, ...]:
    """What one programme has granted, by the text of the edition that governs."""
    text = force.text
    if force.is_open:
        case = Case({**with_recorded(bound, (text,), day).values, AS_OF: day}, bound.readings)
        view = View(text, evaluator.values_of(text)(case), case, bound.places, bound.assumed)
        asked, note = asked_first(view, force), why_open(force)
        return tuple(any_state(text, c, asked, note) for c in text.life_cycles.values())
    if force.edition is None and force.scheme.former:
        return tuple(any_state(text, c, (), force.why()) for c in text.life_cycles.values())
    if not text.life_cycles:
        name = f"{text.id} ({force.edition.id})" if force.edition is not None else text.id
        problems.add(codes_life_cycle.NO_LIFE_CYCLE, None, scheme=name, near="-")
        return ()
    _unless_encoded(force, problems)
    own = with_events_of(bound, (force.scheme,), (text,), problems)
    found = status_of_events(evaluator.values_of(text), text, own, day, problems)
    edition = force.edition.id if force.edition is not None else ""
    return tuple(replace(c, edition=edition, edition_reason=force.why()) for c in found)


def _unless_encoded(force: InForce, problems: Problems) -> None:
    """An edition without its own rules: what was granted is followed by the rules that stand in its
    file, and that is said."""
    edition = force.edition
    if edition is not None and not edition.encoded:
        others = [
            e.id for e in force.scheme.editions if e.encoded and force.scheme.text_of(e.id) is force.text
        ]
        problems.add(
            codes_life_cycle.FOLLOWED_BY_OTHER_TEXT, edition.span, scheme=force.scheme.id, edition=edition.id,
            other=", ".join(others) or "-", why=edition.why,
        )  # fmt: skip


def _today(today: date | None, problems: Problems) -> date:
    """The engine has no clock: without a day in question, today is handed in or missing."""
    if today is None:
        problems.add(codes.AS_OF_MISSING, None)
        problems.raise_if_errors()
    assert today is not None
    problems.add(codes.AS_OF_TODAY, None, day_ja=format_date(today, "ja"), day_en=format_date(today, "en"))
    return today
