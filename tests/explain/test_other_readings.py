"""Readings side by side: each side is what judging with that choice says."""

from __future__ import annotations

import pytest

from schemeengine.explain.other_readings import Compared, compare_readings
from schemeengine.pipeline import (
    Engine,
    Evaluator,
    dossier_from_text,
    load_dossier,
    load_schemes,
    scheme_from_text,
)


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
    assert [(s.shown.outcome, s.present) for s in visions.sides] == [
        ("eligible", True),
        ("ineligible", False),
    ]
    assert visions.matters
    assert visions.sides[1].shown.failed


def test_every_side_is_what_judging_with_it_says() -> None:
    evaluator = Evaluator(load_schemes(["schemes/sdgx_subsidy.yaml"]))
    dossier = load_dossier("examples/sdgx_sound/dossier.yaml")
    for name, found in compared("sdgx_sound").items():
        for side in found.sides:
            verdict = evaluator.evaluate(dossier, readings={name: side.choice}).verdicts[0]
            assert (side.shown.outcome, side.shown.failed) == (verdict.outcome, verdict.failed)
            assert (side.shown.stages, side.shown.results) == (verdict.stages, verdict.results)
            assert side.shown.amounts == verdict.amounts
            assert (side.shown.periods, side.shown.dates) == (verdict.periods, verdict.dates)


def test_all_readings_asked_for_stand_beside_the_adopted_ones() -> None:
    found = compared("kita_exactly_70", checklist_denominator="drop", look_back_day="not_counted")
    assert [s.choice for s in found[""].sides] == ["asked", "adopted"]
    assert found[""].sides[1].shown.outcome == "eligible"
    assert found["look_back_day"].sides[0].choice == "not_counted"


def test_readings_that_matter_come_first() -> None:
    order = [c.matters for c in compared("sdgx_sound").values()]
    assert order == sorted(order, reverse=True)
    assert True in order
    assert False in order


_CLASSES = """\
schemeengine: 1
scheme: classes
title: Classes
readings:
  basis: {cite: 第1条, question: which costs count, choices: {spent: spent, planned: planned}, adopted: spent}
outline: {第1条: {title: costs, encoded: yes}}
facts:
  a: {type: yen, label: a}
  b: {type: yen, label: b}
definitions:
  base: {cite: 第1条, reading: basis, spent: a, planned: b}
  ratio: {label: ratio, value: base / 100円, show_result: yes}
  grade: {label: grade, show_result: yes, table: "| ratio | → grade |\\n| 100%以上 | A |\\n| 100%未満 | B |\\n"}
scorings:
  exam:
    label: exam
    criteria:
      size: {label: size, points: 10点, earned: {table: "| ratio | → p |\\n| 60%以上 | 10点 |\\n| 60%未満 | 5点 |\\n"}}
      flag: {label: flag, points: 10点, earned: {table: "| ratio | → p |\\n| 60%以上 | 0点 |\\n| 60%未満 | 5点 |\\n"}}
provisions:
  p: {that: base >= 1円}
"""


def test_classes_and_points_differ_too() -> None:
    evaluator = Evaluator([scheme_from_text(_CLASSES)])
    dossier = "schemeengine: 1\ndossier: d\nfor: classes\nas_of: 2025-06-01\nfacts: {a: 100円, b: 50円}\n"
    judged = evaluator.evaluate(dossier_from_text(dossier)).judged[0]
    told = {"planned": "ratio: 50%; grade: B; exam.size: 5 points; exam.flag: 5 points"}
    assert {r.id: r.would_differ for r in judged.verdict.readings} == {"basis": told}
    (found,) = compare_readings(evaluator, judged)
    assert found.matters
