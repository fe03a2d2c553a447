"""Small calls for the tests: a programme with a selection, and applications as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from schemeengine import scheme_from_text
from schemeengine.evaluator import Evaluator
from schemeengine.selection.choose import choose
from schemeengine.selection.model import Application, Chosen

HEAD = """
schemeengine: 1
scheme: pilot
title: Pilot
facts:
  at: {type: datetime, label: received, provided_by: office}
  points: {type: number, label: points, provided_by: authority}
  region: {type: code, label: region, choices: {north: north, south: south}}
  number: {type: count, unit: 号, label: number}
  sound: {type: yes_no, label: sound}
  costs: {type: yen, label: costs}
provisions:
  is_sound: sound
amounts:
  grant: {share: 100%, of: costs}
parameters:
  places: {type: count, unit: 件, label: places, set_by: mayor, value: unset}
selection:
"""
SCORE = "  order: by_score\n  ranked_by: points\n"
BUDGET = "  within_budget: 100円\n  pays: grant\n"

Case = tuple[str, dict[str, object]]


def case(name: str, **facts: object) -> Case:
    return name, {"sound": "yes", "costs": "10円", **facts}


def result(selection: str, *cases: Case, day: date = date(2024, 6, 1)) -> Chosen:
    read = scheme_from_text(HEAD + selection)
    assert read.selection is not None
    return choose(read.selection, applications(Evaluator([read]), cases, day))


def applications(
    evaluator: Evaluator, cases: Sequence[Case], day: date = date(2024, 6, 1)
) -> list[Application]:
    found = []
    for name, facts in cases:
        document = {"schemeengine": 1, "dossier": name, "facts": facts}
        (judged,) = evaluator.evaluate_json(document, as_of=day, compare_readings=False).judged
        found.append(Application(name, judged))
    return found


def told(found: Chosen) -> dict[str, str]:
    """What became of each, in short: result, rank, number on the waiting list."""
    return {
        p.application.name: " ".join(str(x) for x in (p.result, p.rank, p.waiting) if x is not None)
        for p in found.places
    }


def granted(found: Chosen) -> dict[str, int]:
    return {p.application.name: p.granted for p in found.places if p.granted is not None}
