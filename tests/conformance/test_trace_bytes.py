"""The explanation written straight to bytes says exactly what the general one says."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from benchmarks.ours import SCHEME, read
from benchmarks.workload.dossiers import document, draw

from schemeengine import BadInput, Evaluator, Result, load_dossier, load_schemes
from schemeengine.render.as_json import trace_json, trace_record

ROOT = Path(__file__).parents[2]
REAL = Evaluator(load_schemes(str(p) for p in sorted((ROOT / "schemes").glob("*.yaml"))))
BENCH = Evaluator(load_schemes([SCHEME], read=read))


def same(result: Result) -> None:
    for judged in result.judged:
        for lang in ("ja", "en"):
            want = trace_record(judged.trace(), lang).model_dump(mode="json")
            assert json.loads(trace_json(judged, lang)) == want


def judged(evaluator: Evaluator, path: Path, **options: Any) -> Result | None:
    try:
        return evaluator.evaluate(load_dossier(str(path)), **options)
    except BadInput:
        return None


DOSSIERS = sorted((ROOT / "examples").glob("*/dossier.yaml"))


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda p: p.parent.name)
def test_the_examples_are_explained_alike(path: Path) -> None:
    for procedure in ("", *{p for s in REAL.schemes for p in s.procedures}):
        result = judged(REAL, path, procedure=procedure)
        if result is not None:
            same(result)


@pytest.mark.parametrize(
    "reading", [f"{r.id}={c}" for s in REAL.schemes for r in s.readings.values() for c in r.choices]
)
def test_other_readings_are_explained_alike(reading: str) -> None:
    name, _, choice = reading.partition("=")
    result = judged(REAL, DOSSIERS[0], readings={name: choice})
    assert result is not None
    same(result)


@pytest.mark.parametrize("seed", range(15))
def test_drawn_dossiers_with_facts_left_out_are_explained_alike(seed: int) -> None:
    chance = Random(seed)
    found: Any = json.loads(json.dumps(document(draw(seed, 1)[0])))
    for section in ("facts", "answers", "judgments", "checklists"):
        for key in list(found[section]):
            if key != "goals" and chance.random() < seed / 30:
                del found[section][key]
        for value in found[section].values():
            for item in value if isinstance(value, list) else [value] if section == "judgments" else []:
                for key in list(item):
                    if key not in ("id", "by", "on_date", "decision") and chance.random() < seed / 30:
                        del item[key]
    same(BENCH.evaluate_json(found))
