"""A case taken in: its values by the text that governs it, the day in question, the readings chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.dossier import bind as binding
from schemeengine.dossier.bind import Dossier
from schemeengine.ir.expr import Address
from schemeengine.ir.scheme import Scheme
from schemeengine.loading import LoadedDossier
from schemeengine.model.suggest import closest
from schemeengine.values import format_date
from schemeengine.verdict.governing import governing


@dataclass(frozen=True, slots=True)
class Asked:
    """What a caller asked for beside the dossier."""

    as_of: date | None
    readings: Mapping[str, str]
    procedure: str
    today: date | None
    compare_readings: bool
    dossier_file: str = ""


def bind_dossier(
    schemes: Sequence[Scheme], dossier: LoadedDossier, problems: Problems, *, lenient: bool = False,
    as_of: date | None = None, today: date | None = None,
) -> Dossier:  # fmt: skip
    """Read a dossier's values by the schemes' declarations. Raises :class:`BadInput` if wrong.

    Of a programme in several editions, by the declarations of the one that governs the case on
    ``as_of`` (the dossier's own day if it is not given, else ``today``).
    """
    texts: list[Scheme] = []
    if any(s.former for s in schemes):
        glanced = binding.glance(dossier.doc, schemes)
        day = as_of or glanced.as_of or today or date.max
        texts = [governing(s, glanced, day).text for s in schemes]
    bound = binding.bind(
        dossier.doc, schemes, problems, dossier.source.sha256, lenient=lenient, governing=texts
    )
    problems.raise_if_errors()
    assert bound is not None
    return bound


def day_in_question(bound: Dossier, asked: Asked, problems: Problems) -> tuple[date, bool]:
    """The day the case is looked at; the engine has no clock, so today is handed in or noted."""
    today = asked.today
    if asked.as_of is not None:
        return asked.as_of, False
    if bound.as_of is not None:
        return bound.as_of, False
    if today is None:
        problems.add(codes.AS_OF_MISSING, None)
        problems.raise_if_errors()
    assert today is not None
    problems.add(codes.AS_OF_TODAY, None, day_ja=format_date(today, "ja"), day_en=format_date(today, "en"))
    return today, True


def chosen_readings(
    schemes: Sequence[Scheme], bound: Dossier, wanted: Mapping[str, str], problems: Problems
) -> dict[Address, str]:
    """The dossier's readings, and over them those ``wanted``: by id, or by ``scheme.reading``."""
    if not wanted:
        return dict(bound.readings)
    chosen = dict(bound.readings)
    for name, choice in wanted.items():
        scheme_id, _, plain = name.rpartition(".")
        found = [r for s in schemes for r in s.readings.values() if r.id == plain and scheme_id in ("", s.id)]
        for reading in found:
            if choice in reading.choices:
                chosen[reading.address] = choice
            else:
                problems.add(
                    codes.UNKNOWN_READING_CHOICE,
                    None,
                    got=f"{name}={choice}",
                    near=", ".join(reading.choices),
                )
        if not found:
            known = [r for s in schemes for r in s.readings]
            near = closest(name, known) or ", ".join(known)
            problems.add(codes.UNKNOWN_READING_CHOICE, None, got=f"{name}={choice}", near=near)
    return chosen
