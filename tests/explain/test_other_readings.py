"""Readings side by side: each side is what judging with that choice says."""

from __future__ import annotations

import pytest

from schemeengine.explain.other_readings import Compared, compare_readings
from schemeengine.pipeline import Engine, Evaluator, load_dossier, load_schemes


def compared(dossier: str, engine: Engine = "compiled", **readings: str) -> dict[str, Compared]:
    name = {"kita": "kita_ku", "sdgx": "sdgx_subsidy"}.get(dossier.split("_")[0], "kitakyushu")
    evaluator = Evaluator(load_schemes([f"schemes/{name}.yaml"]), engine)
    found = evaluator.evaluate(load_dossier(f"examples/{dossier}/dossier.yaml"), readings=readings)
    return {c.id: c for c in compare_readings(evaluator, found.judged[0])}


@pytest.mark.parametrize("engine", ["compiled", "reference"])
def test_the_reading_that_decides(engine: Engine) -> None:
    visions = next(
        c for c in compared("sdgx_sound", engine).values() if "五つ全て" in [s.text.ja for s in c.sides]
    )
    assert [(s.outcome, s.present) for s in visions.sides] == [("eligible", True), ("ineligible", False)]
    assert visions.matters
    assert visions.sides[1].failed


def test_every_side_is_what_judging_with_it_says() -> None:
    evaluator = Evaluator(load_schemes(["schemes/sdgx_subsidy.yaml"]))
    dossier = load_dossier("examples/sdgx_sound/dossier.yaml")
    for name, found in compared("sdgx_sound").items():
        for side in found.sides:
            verdict = evaluator.evaluate(dossier, readings={name: side.choice}).verdicts[0]
            assert (side.outcome, side.failed) == (verdict.outcome, verdict.failed)
            assert side.amounts == verdict.amounts
            assert (side.periods, side.dates) == (verdict.periods, verdict.dates)


def test_all_readings_asked_for_stand_beside_the_adopted_ones() -> None:
    found = compared("kita_exactly_70", checklist_denominator="drop", look_back_day="not_counted")
    assert [s.choice for s in found[""].sides] == ["asked", "adopted"]
    assert found[""].sides[1].outcome == "eligible"
    assert found["look_back_day"].sides[0].choice == "not_counted"


def test_readings_that_matter_come_first() -> None:
    order = [c.matters for c in compared("sdgx_sound").values()]
    assert order == sorted(order, reverse=True)
    assert True in order
    assert False in order
